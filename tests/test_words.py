"""Words that the list in CONTRIBUTING replaces are found in what readers see, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from tests.words import found


def test_words_that_were_replaced_are_found_where_readers_see_them(tmp_path: Path) -> None:
    """In front matter, prose and data; not in code, addresses, keys or quotes of others."""
    for name, text in {
        "content/a.md": (
            "---\ntitle: The worksheet\n---\n"
            "Mend it, `mend` stays, [a link](mend.md).\n\n```\nmend\n```\n\n::: record mend.mend\n"
        ),
        "data/b.yml": "a: {standing: mend, label: the Deadlines, quote: a deadline}\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(found(tmp_path)) == [
        "content/a.md: worksheet; wanted: form",
        "content/a.md: Mend; wanted: fix",
        "data/b.yml: Deadlines; wanted: timeout",
    ]
