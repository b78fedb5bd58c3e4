"""A configuration that cannot be read, and the pages whose folder it names."""

from __future__ import annotations

import pytest

from proofpack.check.run import check
from proofpack.model.problems import ProblemsError
from proofpack.project.reader import ProjectReader
from tests.conftest import SMALL, TODAY, Project


@pytest.mark.parametrize(
    ("settings", "base", "place"),
    [
        (SMALL["mkdocs.yml"] + "docs_dir: pages\nuse_directory_urls: [\n", "", "mkdocs.yml:10:1"),
        (
            SMALL["mkdocs.yml"] + "INHERIT: base.yml\n",
            "docs_dir: pages\nextra: [\n",
            "base.yml:3:1",
        ),
    ],
    ids=["its own", "inherited"],
)
def test_a_broken_configuration_is_told_alone(
    project: Project, settings: str, base: str, place: str
) -> None:
    """Where the pages are is not known then: nothing is missing."""
    files = {"mkdocs.yml": settings, "base.yml": base}
    policy = SMALL["data/policy.yml"] + "guides: [guides]\n"
    root = project({**files, "data/policy.yml": policy})
    (root / "content").rename(root / "pages")
    with pytest.raises(ProblemsError) as error:
        ProjectReader(root).read(TODAY)
    assert [str(problem.place) for problem in error.value.problems] == [place]
    checked = check(root, TODAY).problems
    assert [str(problem.place) for problem in checked if problem.level == "error"] == [place]


def test_pages_are_judged_where_they_can_be_found(project: Project) -> None:
    """They stand in the usual folder as long as nothing else is known."""
    root = project({"mkdocs.yml": "nav: [\n"})
    assert len(ProjectReader(root).tree().pages) > 0


def test_a_folder_of_pages_that_is_missing_is_told(project: Project) -> None:
    """With what names it, as long as that can be read."""
    root = project({"mkdocs.yml": SMALL["mkdocs.yml"] + "docs_dir: pages\n"})
    with pytest.raises(ProblemsError) as error:
        ProjectReader(root).read(TODAY)
    assert "pages:1:1" in [str(problem.place) for problem in error.value.problems]
