"""The README and the manual are run, not believed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proofpack.cli import cli
from proofpack.project.reader import ProjectReader
from tests.conftest import ROOT, TODAY
from tests.mirror import answer, path_of, serving
from tests.vectors import each_of

README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(?P<info>[^\n]+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks() -> list[tuple[list[str], str]]:
    """Return the fenced blocks of the README: the words after the fence, and the text."""
    return [(one["info"].split(), one["text"]) for one in _BLOCK.finditer(README)]


def build(root: Path) -> Result:
    """Build the Markdown of a project in this process."""
    arguments = ["--project", str(root), "--today", "2026-11-20", "build", "--engine", "none"]
    return CliRunner().invoke(cli, arguments)


@pytest.fixture
def walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project that the README begins, after the steps of its walk-through."""
    monkeypatch.chdir(tmp_path)
    init = next(line for line in README.splitlines() if line.startswith("$ proofpack init"))
    begun = CliRunner().invoke(cli, shlex.split(init)[2:])
    assert begun.exit_code == 0, begun.output
    root = tmp_path / "guides"
    monkeypatch.chdir(root)
    written = 0
    for info, text in blocks():
        if len(info) == 2 and "/" in info[1]:
            (root / info[1]).write_text(text, encoding="utf-8")
            written += 1
    assert written == 4
    return root


def test_the_walk_through_builds(walked: Path) -> None:
    """A source, an area, a question and a guide, as written in the README, make their pages."""
    result = build(walked)
    assert result.exit_code == 0, result.output
    docs = walked / "build" / "docs"
    guide = (docs / "guides" / "reading-retry-after.md").read_text()
    assert "not read yet" in guide
    assert "1 quote, unchecked" in guide
    assert "guides/reading-retry-after.md" in (walked / "build" / "mkdocs.yml").read_text()
    assert "[Reading Retry-After]" in (docs / "guides" / "index.md").read_text()
    assert "Reading Retry-After" in (docs / "sources" / "rfc9110.md").read_text()
    assert "What if the response has no Retry-After header?" in (docs / "faq.md").read_text()


def test_the_refresh_prints_what_the_readme_shows(walked: Path) -> None:
    """Read from a server on loopback that says what the page says."""
    text = next(text for info, text in blocks() if info == ["console", "refresh"])
    command, expected = text.split("\n", 1)
    source = ProjectReader(walked).read(TODAY)[1].sources["rfc9110"].record
    with serving({path_of(source.url): answer(source)}) as server:
        pack = walked / "data" / "sources" / "rfc.yml"
        moved = f"{source.url}\n    read: {server.address(path_of(source.url))}"
        pack.write_text(pack.read_text().replace(source.url, moved), encoding="utf-8")
        words = [*command.split()[2:], "--allow-private"]
        options = ["--project", str(walked), "--today", str(TODAY)]
        result = CliRunner().invoke(cli, [*options, *words])
    assert result.stdout == expected
    assert build(walked).exit_code == 0
    guide = walked / "build" / "docs" / "guides" / "reading-retry-after.md"
    assert "every quote found" in guide.read_text(encoding="utf-8")


def mistakes() -> list[tuple[str, list[str], str]]:
    """Return each mistake of the README: its file, its lines, and what is printed."""
    found = blocks()
    return [
        (info[2], text.splitlines(), found[number + 1][1])
        for number, (info, text) in enumerate(found)
        if info[1:2] == ["mistake"]
    ]


@pytest.mark.parametrize(("name", "lines", "printed"), mistakes(), ids=["colon", "fact", "keys"])
def test_each_mistake_is_told_as_the_readme_says(
    walked: Path, name: str, lines: list[str], printed: str
) -> None:
    """The mistaken lines replace those they are most like; the output is that of the README."""
    path = walked / name
    text = path.read_text().splitlines()
    for line in lines:
        start = re.split(r"[:?.]", line)[0][:12].replace("ower", "owner")
        position = next(n for n, one in enumerate(text) if one.startswith(start))
        text[position] = line
    if "answer" in lines[0]:
        del text[position + 1 :]
    path.write_text("\n".join(text) + "\n")
    result = build(walked)
    assert result.exit_code in (1, 2)
    assert result.output.splitlines()[:-1] == printed.splitlines()


def test_three_mistakes_are_shown() -> None:
    """The table above is not empty by accident."""
    assert len(mistakes()) == 3


@each_of(
    "path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
)
def test_links_of_the_documentation_lead_somewhere(path: Path) -> None:
    """Every relative link of a document names a file that is there."""
    targets = re.findall(r"\]\(([^)#:\s]+)", path.read_text(encoding="utf-8"))
    assert targets
    for target in targets:
        assert (path.parent / target).exists(), target


def test_make_targets_that_the_documents_name_exist() -> None:
    """No document tells of a command that is not in the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        named = set(re.findall(r"(?:`|\$ )make ([a-z]+)", path.read_text(encoding="utf-8")))
        assert named <= targets, path


@pytest.mark.parametrize(
    "example", re.findall(r"^```yaml (?!mistake)(.*?)$", README, re.MULTILINE), ids=str
)
def test_examples_name_the_files_they_are(example: str) -> None:
    """Each example of the walk-through says where it goes."""
    assert re.fullmatch(r"data/[a-z]+/[a-z-]+\.yml", example)
