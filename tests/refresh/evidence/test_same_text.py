"""The text of a page stays the same, to the letter, when the way it is read changes.

`same_text.json` holds digests of texts as they were when pages were read by Beautiful Soup's tree. Where
a text is meant to change, `UPDATE_TEXTS=1 pytest` on this file writes it anew; read which names differ.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Literal

import pytest

from proofpack.model.outcomes import Document
from proofpack.refresh.evidence.extract import ExtractedPage, UnreadableError, extract
from tests.bench.hosts import page
from tests.conftest import ROOT
from tests.refresh.evidence import test_assemble as pieces
from tests.refresh.evidence import test_extract as forms
from tests.refresh.evidence.test_extract import OTHER, QUOTE, URL, source

FROZEN = Path(__file__).with_name("same_text.json")
PAGES = ROOT / "tests" / "fidelity" / "pages"
EDGES = {
    "behind the end": "<main>{other}</main></body></html>{quote}<p>more</p><main>again</main>",
    "instruction": "<main>{other}<?php x ?>{quote}</main>",
    "namespaces": "<main>{other}<o:p>{quote}</o:p><svg:text xlink:href=a>x</svg:text></main>",
    "ruby": "<main>{other}<ruby>a<rp>(</rp><rt>b</rt></ruby>{quote}</main>",
    "nested headers": "<body><header><h1>A</h1> x <p>b</p> y </header> z {other}{quote}</body>",
    "code": "<main><pre><span></span><code>$ run\n<b>x</b> # (1)\n</code></pre>{other}</main>",
    "callout": "<main><pre>x <i class=conum data-value=1></i><b>(1)</b>\n</pre>{other}</main>",
    "frames": "<frameset><frame src=a></frameset>{quote}",
    "entities": "<main>{other}a&nosuch;b&nbsp;c&amp;&#128;&#x1F600;{quote}</main>",
    "only a comment": "<!-- {quote} -->",
    "nothing": "",
}


def _pages() -> dict[str, str]:
    """Return the pages, by name."""
    found = {f"{one.parent.name}/{one.name}": one.read_text("utf-8") for one in _files()}
    for name, listed in (
        ("hidden", forms.HIDDEN),
        ("around", forms.AROUND),
        ("heads", forms.HEADS),
        ("seen", forms.SEEN),
        ("split", forms.SPLIT),
        ("streamed", pieces.STREAMED),
        ("shadow", pieces.SHADOW),
        ("unseen", pieces.UNSEEN),
        ("edges", EDGES),
    ):
        for key, form in listed.items():
            shown = form.replace("{other}", OTHER).replace("{quote}", QUOTE).replace("{0}", QUOTE)
            body = shown.replace("{}", QUOTE)
            whole = "<body" in body or "<main" in body or name == "edges"
            found[f"{name}/{key}"] = body if whole else f"<body><main>{OTHER}{body}</main></body>"
    return found | {"bench": page(0).decode()}


def _files() -> list[Path]:
    return sorted(one for one in PAGES.iterdir() if one.suffix in {".html", ".md"})


def _told(page: ExtractedPage) -> str:
    texts = (page.marked_text, page.marked_text.copied, page.everything)
    told = [text and text.marked for text in texts]
    digest = hashlib.sha256(json.dumps([*told, page.fault]).encode()).hexdigest()[:12]
    return f"{digest}{' comes by script' if page.missing else ''}"


def _read(name: str, text: str) -> dict[str, str]:
    """Return what is made of a page: as it is, and with parts selected and ignored."""
    absences = [{"id": "none", "says": "So.", "pattern": "x{9}"}]
    chosen = {
        "select": "main > *, td:nth-child(2), div:has(p)",
        "ignore": ["h2 ~ p", ".line", "rt"],
    }
    told = {}
    for way, keys in (("", {}), (" chosen", chosen)):
        asked = source(QUOTE, absences=absences, **keys)
        kind: Literal["markdown", "html"] = "markdown" if name.endswith(".md") else "html"
        try:
            told[name + way] = _told(extract(asked, Document(URL, URL, kind, text)))
        except UnreadableError as error:
            told[name + way] = str(error)
    return told


@pytest.mark.slow
def test_the_text_of_a_page_is_what_it_was() -> None:
    """Whatever walks the tree, each page has the text that it had."""
    told = {
        key: value for name, text in _pages().items() for key, value in _read(name, text).items()
    }
    if os.environ.get("UPDATE_TEXTS"):
        FROZEN.write_text(json.dumps(told, indent=0) + "\n", encoding="utf-8")
    assert told == json.loads(FROZEN.read_text(encoding="utf-8"))
