"""Files are made where they are not known to stand, and lie in memory no longer than they have to."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.model.problems import ProblemsError
from proofpack.site.write import Later, Output
from proofpack.util.stamps import stamp


def page(words: str, basis: str = "") -> Later:
    """Return a file that says something, made from `basis`, or else from just these words."""
    return Later(basis or words, lambda: words)


def not_made() -> str:
    """Fail, where a file is made that is known."""
    raise AssertionError("it is made again")


def holding(folder: Path, **words: str) -> Output:
    """Return a folder that holds files, as it was left by a build."""
    output = Output(folder, {})
    for name, said in words.items():
        output.settle(name, page(said))
    output.write()
    return Output(folder, output.record())


def test_what_is_made_at_once_does_not_wait_in_memory(tmp_path: Path) -> None:
    """It stands there as soon as it is made, and still counts as changed at the end."""
    output = Output(tmp_path, {})
    output.write_at_once({"guides/one.md"})
    output.settle("guides/one.md", page("One"))
    assert (tmp_path / "guides" / "one.md").read_text() == "One"
    assert output.contents == {"guides/one.md": None}
    assert output.write().changed == 1


def test_what_is_not_made_at_once_waits_for_all(tmp_path: Path) -> None:
    """Nothing is written before it is known that the build may go on."""
    output = Output(tmp_path, {})
    output.settle("one.md", page("One"))
    assert [*tmp_path.iterdir()] == []
    output.write()
    assert (tmp_path / "one.md").read_text() == "One"


@pytest.mark.parametrize("at_once", [True, False])
def test_what_is_known_to_stand_is_not_made(tmp_path: Path, at_once: bool) -> None:
    """Nor is it written, and what nobody settled goes."""
    output = holding(tmp_path, one="One", two="Two")
    if at_once:
        output.write_at_once({"one"})
    output.settle("one", Later("One", not_made))
    written = output.write()
    assert (written.changed, written.unchanged, written.removed) == (0, 1, 1)
    assert output.record().keys() == {"one"}


@pytest.mark.parametrize("harm", ["other words", None])
def test_what_was_harmed_is_made_again(tmp_path: Path, harm: str | None) -> None:
    """Edited by hand, or deleted: what is known of a file holds for the file that was written."""
    output = holding(tmp_path, one="One")
    (tmp_path / "one").unlink()
    if harm:
        (tmp_path / "one").write_text(harm)
    output = Output(tmp_path, output.known)
    output.write_at_once({"one"})
    output.settle("one", page("One"))
    assert (tmp_path / "one").read_text() == "One"
    assert output.write().changed == 1


def test_what_comes_out_as_before_is_not_written(tmp_path: Path) -> None:
    """It was made from something else, and holds the same: an engine sees no change."""
    output = holding(tmp_path, one="One")
    before = (tmp_path / "one").stat()
    output.write_at_once({"one"})
    output.settle("one", page("One", basis="another"))
    assert output.write().changed == 0
    assert (tmp_path / "one").stat() == before
    assert output.record()["one"][0] == "another"


def test_what_is_in_the_way_goes_first(tmp_path: Path) -> None:
    """A folder where a file is to stand, with files or without, and a file where a folder is."""
    holding(tmp_path, **{"one/index.md": "One", "two": "Two"})
    (tmp_path / "three").mkdir()
    output = Output(tmp_path, {})
    output.write_at_once({"one", "two/index.md", "three"})
    output.settle("one", page("A file"))
    output.settle("two/index.md", page("In a folder"))
    output.settle("three", page("Another file"))
    written = output.write()
    assert (written.changed, written.removed) == (3, 2)
    assert (tmp_path / "one").read_text() == "A file"
    assert (tmp_path / "two" / "index.md").read_text() == "In a folder"
    assert output.record().keys() == {"one", "two/index.md", "three"}


def test_what_is_written_does_not_go_with_what_is_removed(tmp_path: Path) -> None:
    """Here through a link to another folder; where case does not count, under a name in other case."""
    holding(tmp_path / "docs", **{"Guides/one.md": "One"})
    (tmp_path / "docs" / "guides").symlink_to("Guides")
    output = Output(tmp_path / "docs", {})
    output.write_at_once({"guides/one.md"})
    output.settle("guides/one.md", page("One"))
    output.write()
    assert (tmp_path / "docs" / "guides" / "one.md").read_text() == "One"
    assert not (tmp_path / "docs" / "guides").is_symlink()


def test_of_what_was_not_made_its_look_of_before_is_known(tmp_path: Path) -> None:
    """It was not read, so whoever wrote to it since is noticed by the next build."""
    output = holding(tmp_path, one="One", two="Two")
    for name, basis in (("one", "One"), ("two", "another")):
        output.settle(name, page("words", basis))
    (tmp_path / "one").write_text("by hand")
    output.write()
    record = output.record()
    assert record["one"] == output.known["one"]
    assert record["two"][2] == stamp(f"{tmp_path}/two")


def test_of_what_is_gone_again_nothing_is_known(tmp_path: Path) -> None:
    """The next build makes it."""
    output = Output(tmp_path, {})
    output.settle("one.md", page("One"))
    output.settle("two.md", page("Two"))
    output.write()
    (tmp_path / "one.md").unlink()
    assert output.record().keys() == {"two.md"}


def test_what_cannot_be_written_is_told_at_the_end(tmp_path: Path) -> None:
    """Once, as everything that cannot be written."""
    (tmp_path / "file").write_text("")
    output = Output(tmp_path / "file", {})
    output.write_at_once({"one.md", "two.md"})
    output.settle("one.md", page("One"))
    output.settle("two.md", page("Two"))
    with pytest.raises(ProblemsError) as error:
        output.write()
    assert len(error.value.problems) == 1
