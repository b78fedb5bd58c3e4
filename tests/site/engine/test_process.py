"""What an engine says, as problems at the files that their author knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.site.engine.process import EngineRun, problems

OMITTED = "The following pages exist in the docs directory, but are not included in the"
NAMES = ["  - guides/one.md", "  - guides/two words.md"]


@pytest.mark.parametrize("apart", [True, False], ids=["lines", "one message"])
def test_each_page_without_a_place_in_the_navigation_is_told(tmp_path: Path, apart: bool) -> None:
    """At its file, whether the engine's lines came one by one or as one message."""
    said = [f'WARNING -  {OMITTED} "nav" configuration:', *NAMES]
    lines = ("INFO - x", *(said if apart else ["\n".join(said)]), "Aborted with 1 warnings")
    origins = {"guides/one.md": "content/guides/one.md"}
    what = "stands nowhere in the `nav` of mkdocs.yml. Add it there, or name it under `not_in_nav`."
    assert [
        (page, str(one)) for page, one in problems(EngineRun(1, lines), tmp_path, origins, "")
    ] == [
        ("guides/one.md", f"content/guides/one.md:1:1: error engine: {what}"),
        ("guides/two words.md", f"guides/two words.md:1:1: error engine: {what}"),
    ]
