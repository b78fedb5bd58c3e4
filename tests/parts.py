"""Whether the parts of a page that a reader sees are read: `python -m tests.parts FOLDER [HALF]`.

FOLDER holds `cases.json` and `pages/` (quotes with an old and a new version of their page, and what
people judged of them). First each quote is looked for in both versions. Then a paragraph of each page
is put where pages hold parts, in ways that a reader sees or does not: it is looked for as a quote, and
its absence is stated beside it. HALF (`odd` or `even`) takes half of the cases and pages.

The pages, quotes and judgements are others'; the ways in which a paragraph is put away are ours.
"""

from __future__ import annotations

import hashlib
import html
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Literal

from proofpack.model.outcomes import Document, Evaluation
from proofpack.model.records.sources import Source
from proofpack.refresh.evidence import evaluate
from proofpack.refresh.evidence.markdown import to_html
from tests.secrets import mask

URL = "https://docs.example.com/reference/page"
_PAGE = """<!doctype html><html><head><title>Page</title></head><body><header><a href="/">Docs</a>
<nav><ul><li><a href="/start">Start</a></li></ul></nav></header><main>{}</main>
<footer>Footer</footer>{}</body></html>"""
_SEGMENT = '<!--$?--><template id="B:0"></template><p>Loading</p><!--/$-->'
WAYS = {
    "plain": ("<p>{}</p>", "", True),
    "streamed segment": (
        _SEGMENT,
        '<div hidden id="S:0"><p>{}</p></div><script>$RC("B:0","S:0")</script>',
        True,
    ),
    "shadow root": (
        '<x-part><template shadowrootmode="open"><p>{}</p></template></x-part>',
        "",
        True,
    ),
    "panel of a link": (
        '<a href="#one">One</a><div id="one" style="display:none"><p>{}</p></div>',
        "",
        True,
    ),
    "panel of a button": (
        '<button data-target="#two">More</button><div id="two" class="hidden"><p>{}</p></div>',
        "",
        True,
    ),
    "twin": (
        '<p><span aria-hidden="true">{}</span><span class="sr-only">otherwise</span></p>',
        "",
        True,
    ),
    "hidden": ("<div hidden><p>{}</p></div>", "", False),
    "hidden, outside": ("", '<div style="display:none">{}</div>', False),
    "template": ("<template><p>{}</p></template>", "", False),
    "navigation": ("<nav>{}</nav>", "", False),
    "comment": ("<!-- {} -->", "", False),
}
"""Where a paragraph is put: what stands in its place, what at the end, and whether a reader sees it."""
NO_TEXT = ("comment",)
"""Ways that leave no text at all, so that its absence is rightly confirmed."""


def chosen(name: str, half: str) -> bool:
    """Return whether a case or page is of a half; of the whole where none is asked for."""
    odd = hashlib.sha256(name.encode()).digest()[-1] % 2 == 1
    return not half or odd == (half == "odd")


def read(
    quotes: list[str], text: str, kind: Literal["html", "markdown"], pattern: str = ""
) -> Evaluation:
    """Return what comes of reading a text as the page of these quotes, and of an absence."""
    facts = [{"id": f"f{at}", "says": "This.", "quote": quote} for at, quote in enumerate(quotes)]
    known: dict[str, Any] = {"id": "page", "title": "Page", "url": URL, "kind": "reference"}
    known |= {"facts": facts}
    if pattern:
        known["absences"] = [{"id": "absence", "says": "Not this.", "pattern": pattern}]
    return evaluate(
        Source.model_validate(known, context={}), Document(URL, URL, kind, text), mask()
    )


def quotes(folder: Path, half: str) -> None:
    """Print how many quotes are found, by what people judged of them."""
    count: Counter[tuple[str, bool]] = Counter()
    for case in json.loads((folder / "cases.json").read_text(encoding="utf-8")):
        if not chosen(case["id"], half):
            continue
        for age, judged in (("old", "on the old page"), ("new", case["truth"])):
            text = (folder / "pages" / case[age]).read_text("utf-8", "replace")
            matches = read([case["quote"]], text, "markdown").matches
            count[judged, bool(matches) and matches[0].found] += 1
    for judged in dict.fromkeys(name for name, _ in count):
        print(f"{judged}: {count[judged, True]} found, {count[judged, False]} lost")


def parts(folder: Path, half: str) -> None:
    """Print, for each way, how often the paragraph is found and its absence wrongly confirmed."""
    draw = random.Random(7)  # noqa: S311 - which paragraph, no secret
    found, wrong, pages = Counter[str](), Counter[str](), 0
    for path in sorted((folder / "pages").iterdir()):
        body = to_html(path.read_text("utf-8", "replace"))
        texts = [
            text
            for text in re.findall(r"<p>([^<{]{40,200})</p>", body)
            if body.count(text) == 1 and text.isprintable() and "--" not in text
        ]
        if len(texts) < 2 or not chosen(path.name, half):
            continue
        pages += 1
        part, other = draw.sample(texts, 2)
        shown = [html.unescape(other), html.unescape(part)]
        pattern = re.escape(shown[1]).replace(r"\ ", r"\s+")
        for way, (place, end, _) in WAYS.items():
            moved = body.replace(f"<p>{part}</p>", place.replace("{}", part), 1)
            matches = read(shown, _PAGE.format(moved, end.replace("{}", part)), "html", pattern)
            by_fact = {match.fact: match.found for match in matches.matches}
            found[way] += by_fact.get("f1", False)
            wrong[way] += by_fact.get("absence", False)
    print(f"of {pages} pages: paragraph found as a quote, its absence confirmed although it stands")
    for way, (_, _, seen) in WAYS.items():
        told = "rightly, there is no text" if way in NO_TEXT else "seen" if seen else "not seen"
        print(f"  {way:18}{found[way]:5}{wrong[way]:5}  {told}")


if __name__ == "__main__":
    for measure in (quotes, parts):
        measure(Path(sys.argv[1]), "".join(sys.argv[2:3]))
