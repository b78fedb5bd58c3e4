"""Streamed segments and shadow roots: what a browser shows of the markup without the network."""

from __future__ import annotations

import pytest

from proofpack.model.outcomes import Outcome
from tests.refresh.evidence.test_extract import OTHER, QUOTE, evaluated
from tests.vectors import each_of

FILL = '<script>$RC=function(b,c){};$RC("B:0","S:3")</script>'
STREAMED = {
    "boundary": (
        "<main>{other}<p>every</p><!--$?--><template id=B:0></template><i>Loading</i><!--/$--><p>a token"
        "</p></main><div hidden id=S:3>request carries</div>" + FILL
    ),
    "boundary-in-boundary": (
        "<main>{other}<p>every</p><!--$?--><template id=B:0></template><!--$--><i>x</i><!--/$--><i>y</i>"
        "<!--/$--> a token</main><div hidden id=S:3>request carries</div>" + FILL
    ),
    "gap-in-a-segment": (
        "<main>{other}every <!--$?--><template id=B:0></template><!--/$--></main><div hidden id=S:3>"
        "request<template id=P:1></template> a token</div><div hidden id=S:1> carries</div>"
        '<script>$RS("S:1","P:1")</script>' + FILL
    ),
    "runtime-from-outside": (
        "<main>{other}every <!--$?--><template id=B:0></template><!--/$--> a token</main>"
        "<div hidden id=S:a>request carries</div>"
        "<template data-rci data-bid=B:0 data-sid=S:a></template>"
    ),
    "prefix": (
        "<main>{other}every <!--$?--><template id=x-B:1></template><!--/$--> a token</main>"
        "<div hidden id=x-S:1>request carries</div><script src=/r.js></script>"
    ),
}


@each_of("page", STREAMED.values(), ids=STREAMED)
def test_a_streamed_segment_is_read_in_its_place(page: str) -> None:
    """A segment takes the place of its placeholder and of what was to be seen until then."""
    assert evaluated(page.replace("{other}", OTHER), QUOTE).outcome is Outcome.CONFIRMED


SHADOW = {
    "text": "<template shadowrootmode=open><style>p {{}}</style><p>{}</p></template>",
    "closed": "<template shadowrootmode=closed><p>{}</p></template>",
    "slot": "<template shadowrootmode=open><p><slot></slot></p></template>{}",
    "named": "<template shadowrootmode=open>every <slot name=b></slot> a token</template>"
    "<b slot=b>request carries</b>",
    "fallback": "<template shadowrootmode=open><slot>{}</slot></template> ",
    "nested": "<template shadowrootmode=open><x-b><template shadowrootmode=open>every <slot></slot>"
    "</template><slot></slot></x-b></template>request carries a token",
}


@each_of("form", SHADOW.values(), ids=SHADOW)
def test_a_declarative_shadow_root_is_seen(form: str) -> None:
    """The root is shown, and what its host holds goes into its slots."""
    page = f"<main>{OTHER}<x-card>{form.format(QUOTE)}</x-card></main>"
    assert evaluated(page, QUOTE).outcome is Outcome.CONFIRMED


UNSEEN = {
    "template": "<main>{other}<template><p>{quote}</p></template></main>",
    "old-attribute": "<main>{other}<x-a><template shadowroot=open>{quote}</template></x-a></main>",
    "no-slot": "<main>{other}<x-a><template shadowrootmode=open>x</template>{quote}</x-a></main>",
    "another-slot": "<main>{other}<x-a><template shadowrootmode=open><slot name=a></slot></template>"
    "<p slot=b>{quote}</p></x-a></main>",
    "no-place": "<main>{other}</main><div hidden id=S:0>{quote}</div>",
    "fallback": "<main>{other}<!--$?--><template id=B:0></template>{quote}<!--/$--></main>"
    "<div hidden id=S:3>x</div>" + FILL,
    "place-in-navigation": "<main>{other}</main><nav><template id=B:0></template></nav>"
    "<div hidden id=S:3>{quote}</div>" + FILL,
}


@each_of("page", UNSEEN.values(), ids=UNSEEN)
def test_what_has_no_place_is_not_seen(page: str) -> None:
    """A segment without a place, a fallback that is replaced and a node without a slot are not shown."""
    text = page.replace("{other}", OTHER).replace("{quote}", QUOTE)
    assert evaluated(text, QUOTE).outcome is Outcome.QUOTE_MISSING


def test_a_segment_that_holds_its_own_place_stays_where_it_is() -> None:
    """A page that is made to be endless is judged."""
    page = f"<main>{OTHER}{QUOTE}</main><div hidden id=S:0>x<template id=B:0></template></div>"
    assert evaluated(page, QUOTE).outcome is Outcome.CONFIRMED


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [
        "<template id=B:0></template><div id=S:0>x</div>" * 15_000,
        "<template shadowrootmode=open><slot>" * 15_000,
        "<x-a><template shadowrootmode=open></template>" * 15_000,
        "".join(f"<template id=B:{at:x}></template>" for at in range(3000))
        + "<div>" * 900
        + "".join(f"<div hidden id=S:{at:x}>" for at in range(3000)),
    ],
    ids=["segments", "roots", "hosts", "chain"],
)
def test_hostile_pieces_are_judged(page: str) -> None:
    """Thousands of pieces, in one another or beside, do not break or delay the evaluation."""
    assert evaluated(page, QUOTE).outcome is not Outcome.CONFIRMED
