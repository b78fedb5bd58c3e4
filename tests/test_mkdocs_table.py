"""docs/mkdocs.md tells of everything that it is made from, and a sample of it comes out as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mkdocs_table import PAGE, SETTINGS, THINGS, WORKS, of_setting

TABLE = PAGE.read_text(encoding="utf-8")
ROWS = {
    cells[1].strip(): [cell.strip() for cell in cells[2:-1]]
    for line in TABLE.splitlines()
    if len(cells := line.replace("\\|", "&").split("|")) > 3
}


def test_each_thing_has_its_row_and_works_or_says_why_not() -> None:
    """No row tells of a difference that nobody explained."""
    things = [
        one["name"] for kind in ("settings", "front", "markdown", "files") for one in THINGS[kind]
    ]
    assert len(things) > 60
    assert [name for name in things if name not in ROWS] == []
    assert [name for name in things if not ROWS[name][0].startswith(WORKS)] == []
    assert "differs" not in TABLE


@pytest.mark.slow
@pytest.mark.parametrize("name", ["`site_dir`", "`exclude_docs`", "`draft_docs`"])
def test_a_sample_comes_out_as_the_table_says(name: str, tmp_path: Path) -> None:
    """Built again, with MkDocs alone and with us."""
    setting = next(one for one in SETTINGS if one.name == name)
    assert of_setting(setting, tmp_path) == ROWS[name][0]
