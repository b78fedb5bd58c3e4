"""Projects of any size, for figures: as like the founding one as a program can make them.

The words are drawn from a fixed list by a seeded generator, so that two runs measure the same project.
It has the rules of the founding project, so that no figure leaves out what they cost.
"""

from __future__ import annotations

import random
from pathlib import Path

from tests.conftest import SMALL

WORDS_PER_GUIDE = 1600
_WORDS = """
the request that you send carries a header and body which client reads before it writes what was
seen to note with status time shape of response error code message field record page table
source quote fact review day owner guide support path route method retry attempt wait backoff
jitter ladder assumption contract area evidence packet operator result inconclusive placeholder
""".split()  # noqa: SIM905 - reads better than a list of quoted words


GROUPED = 25
"""Guides of one group, where a project has groups."""


OWN = """\
site_name: Small
site_url: https://docs.example.org/
plugins: [proofpack]
"""
"""The `mkdocs.yml` of a project that leaves all else to Proofpack, its search, too."""


def write_project(
    root: Path, guides: int, *, grouped: bool = False, settings: str = SMALL["mkdocs.yml"]
) -> Path:
    """Write a project into an empty folder, and return the folder.

    Args:
        root: the folder.
        guides: how many guides.
        grouped: whether they stand in groups, nested where there are many.
        settings: its `mkdocs.yml`; without any other, it has the search of its theme.
    """
    draw = random.Random(guides)  # noqa: S311 - words, not secrets
    files = {"mkdocs.yml": settings, "data/policy.yml": SMALL["data/policy.yml"]}
    files["content/index.md"] = "---\ntitle: Home\ndescription: Home.\n---\n\n::: guides\n"
    for pack in range(max(1, guides // 50)):
        files[f"data/sources/pack-{pack}.yml"] = _pack(draw, pack)
        files[f"data/contracts/contract-{pack}.yml"] = _contract(draw, pack)
    for group in range(max(1, guides // 10)):
        files[f"data/faq/faq-{group}.yml"] = _faq(draw)
        files[f"data/worksheets/sheet-{group}.yml"] = _worksheet(draw)
    for number in range(guides):
        text = _guide(draw, number, guides)
        if grouped:
            group = number // GROUPED
            text = text.replace("owner:", f"group: area-{group // 10}/topic-{group}\nowner:", 1)
        files[f"content/guides/guide-{number}.md"] = text
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def _sentence(draw: random.Random, words: int = 14) -> str:
    return " ".join(draw.choices(_WORDS, k=words)).capitalize() + "."


def _pack(draw: random.Random, pack: int) -> str:
    rows = [f"publisher: Publisher {pack}", "sources:"]
    for source in range(8):
        name = f"s{pack}-{source}"
        rows += [
            f"  - id: {name}",
            f"    title: Page {name}",
            f"    url: https://docs.example.com/{name}",
            "    kind: API reference",
            "    facts:",
        ]
        for fact in range(6):
            rows += [
                f"      - id: f{fact}",
                f"        says: {_sentence(draw)}",
                f"        quote: {_sentence(draw, 8)}",
            ]
    return "\n".join(rows) + "\n"


def _contract(draw: random.Random, pack: int) -> str:
    rows = ["title: Contract", "description: A contract.", "facets:"]
    rows += ["  verify: What to verify", "  wording: Safe wording", "areas:"]
    for area in range(10):
        rows += [
            f"  - id: a{area}",
            f"    title: Area {area}",
            f"    facts: [s{pack}-{area % 8}.f{area % 6}]",
            "    facets:",
            f"      verify: {_sentence(draw, 20)} Send `POST /v{area}` with `<API_KEY_PLACEHOLDER>`.",
            f"      wording: {_sentence(draw, 12)}",
        ]
    return "\n".join(rows) + "\n"


def _faq(draw: random.Random) -> str:
    rows = ["title: Questions", "questions:"]
    for number in range(5):
        rows += [
            f"  - id: q{number}",
            f"    question: {_sentence(draw, 8)[:-1]}?",
            f"    answer: {_sentence(draw, 40)}",
        ]
    return "\n".join(rows) + "\n"


def _worksheet(draw: random.Random) -> str:
    rows = ["title: Record", "version: 1", "purpose: To record.", "parts:"]
    rows += ["  - id: record", "    kind: record", "    title: Record", "    fields:"]
    for number in range(11):
        rows += [f"      - id: field_{number}", f"        label: Field {number}"]
        rows += [f"        help: {_sentence(draw, 10)}", "        default: <REDACTED>"]
    return "\n".join(rows) + "\n"


def _guide(draw: random.Random, number: int, guides: int) -> str:
    pack = number % max(1, guides // 50)
    group = number % max(1, guides // 10)
    rows = ["---", f"title: Guide {number}", "description: A guide.", "last_reviewed: 2026-06-01"]
    rows += ["owner: docs", "audience: [Testers]", "---", ""]
    sentences = WORDS_PER_GUIDE // 14
    for section in range(8):
        rows += [f"## Section {section} {{ #section-{section} }}", ""]
        for row in range(sentences // 8):
            cite = f"[^s{pack}-{row % 8}.f{section % 6}]" if row % 4 == 0 else ""
            code = " Keep `<MODEL_ID>` and `error.code` as they are." if row % 5 == 0 else ""
            rows.append(f"{_sentence(draw)}{cite}{code}")
            if row % 5 == 4:
                rows.append("")
        rows.append("")
        if section == 2:
            rows += ["```bash", "curl -H 'Authorization: Bearer <API_KEY_PLACEHOLDER>'", "```", ""]
        if section == 3:
            rows += [f"::: contract contract-{pack}"]
            rows += ["    columns: [area, verify, source, accessed, wording]", ""]
        if section == 5:
            rows += [f"::: record sheet-{group}.record", ""]
        if section == 7:
            rows += [f"::: faq faq-{group}", ""]
    return "\n".join(rows) + "\n"
