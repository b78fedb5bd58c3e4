"""Whether pages are told from what is served in their place: `python -m tests.documents FOLDER [HALF]`.

FOLDER holds `cases.json` and `pages/` (quotes with an old and a new version of their page) and
`not-documents.json` with its pages. Each page that is no document is served in place of documented
pages; each new version is read as the document it is, with one quote and with all of its page. HALF
(`odd` or `even`) takes half of the pages that are no documents.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from proofpack.model.outcomes import Document, Evaluation, Landmarks
from proofpack.model.records.sources import Source
from proofpack.refresh.evidence import evaluate
from tests.secrets import mask

Case = dict[str, Any]
Kind = Literal["html", "markdown"]
URL = "https://docs.example.com/reference/page"
_SERVED = 6
"""Documented pages in whose place each page that is no document is served."""


def source(*quotes: str) -> Source:
    """Return a source with these quotes."""
    facts = [{"id": f"f{at}", "says": "This.", "quote": quote} for at, quote in enumerate(quotes)]
    known = {"id": "page", "title": "Page", "url": URL, "kind": "reference", "facts": facts}
    return Source.model_validate(known, context={})


def read(quotes: list[str], text: str, kind: Kind, known: Landmarks | None = None) -> Evaluation:
    """Return what comes of reading a text as the page of these quotes."""
    return evaluate(source(*quotes), Document(URL, URL, kind, text), mask(), known)


def served(folder: Path, half: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of the pages that are no documents."""
    listed = json.loads((folder / "not-documents.json").read_text(encoding="utf-8"))
    for page in listed[{"odd": 1, "even": 0}.get(half, 0) :: 2 if half else 1]:
        yield page["file"], (folder / "not-documents" / page["file"]).read_text("utf-8", "replace")


def refused(folder: Path, cases: list[Case], of_page: dict[str, list[str]]) -> Iterator[Case]:
    """Yield the cases whose new page is refused, after the old one was read."""
    pages = folder / "pages"
    for case in cases:
        quotes = of_page.get(case["new"], [case["quote"]])
        old, new = ((pages / case[age]).read_text("utf-8") for age in ("old", "new"))
        known = read(quotes, old, "markdown").landmarks
        if not read(quotes, new, "markdown", known).outcome.is_reading:
            yield case


def main(folder: Path, half: str = "") -> None:
    """Print how many pages moved a date that are no documents, and how many documents are refused."""
    cases: list[Case] = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    of_page: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        of_page[case["new"]].append(case["quote"])
    pages = list(of_page.values())
    moved, outcomes = set(), Counter[str]()
    names = list(served(folder, half))
    for at, (name, text) in enumerate(names):
        for step in range(_SERVED):
            outcome = read(pages[(at * _SERVED + step) % len(pages)], text, "html").outcome
            outcomes[outcome] += 1
            moved |= {name} if outcome.is_reading else set()
    print(f"not documents: {len(moved)} of {len(names)} moved a date: {sorted(moved)}")
    print(f"their outcomes, each in {_SERVED} places: {dict(outcomes)}")
    for what, chosen in (("one quote", {}), ("all quotes", of_page)):
        wrong = list(refused(folder, cases, chosen))
        share = sum(case["weight"] for case in wrong) / sum(case["weight"] for case in cases)
        ids = ", ".join(f"{case['id']} ({case['truth']})" for case in wrong)
        print(
            f"documents with {what}, refused: {len(wrong)} of {len(cases)}, by weight {share:.2%}: {ids}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
