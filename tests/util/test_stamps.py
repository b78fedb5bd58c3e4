"""How files look, without reading them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from proofpack.util.stamps import below, files_below, linked_stamps, stamp, stamps


def tree(folder: Path, *names: str) -> Path:
    """Write files, each with its own name in it."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def test_each_file_looks_as_it_does_alone(tmp_path: Path) -> None:
    """By its path in the folder, until it is written again."""
    tree(tmp_path, "a", "in/b", "in/deep/c")
    looks = stamps(tmp_path)
    assert looks == {name: stamp(f"{tmp_path}/{name}") for name in ("a", "in/b", "in/deep/c")}
    (tmp_path / "a").write_text("longer than before")
    assert {name for name, look in stamps(tmp_path).items() if look != looks[name]} == {"a"}


def test_a_file_that_is_not_there_does_not_look_at_all(tmp_path: Path) -> None:
    """Whoever asks for it is told; what cannot be listed holds nothing."""
    with pytest.raises(FileNotFoundError):
        stamp(f"{tmp_path}/gone")
    (tmp_path / "link").symlink_to("nowhere")
    assert stamps(tmp_path) == stamps(tmp_path / "gone") == {}


def test_a_walk_follows_no_link_and_leaves_a_folder_out(tmp_path: Path) -> None:
    """It ends, although a link leads round in circles."""
    tree(tmp_path, "a", "in/b", "out/c", "out/deep/d")
    (tmp_path / "in" / "round").symlink_to(tmp_path)
    walked = below(os.fspath(tmp_path), f"{tmp_path}/out")
    names = sorted(os.path.relpath(entry.path, tmp_path) for entry in walked)
    assert names == ["a", "in", "in/b", "in/round"]


def test_files_stand_where_links_lead_too(tmp_path: Path) -> None:
    """Not twice where one leads round in a circle; one that leads out is told, and not followed."""
    top = tree(tmp_path / "top", "a", "in/b")
    tree(tmp_path, "beside/c")
    (top / "in" / "round").symlink_to(top)
    (top / "ring").symlink_to("ring")
    (top / "out").symlink_to(tmp_path / "beside")
    for bound, out in (("", "out/c"), (os.fspath(top), "out")):
        found = sorted(os.path.relpath(path, top) for path in files_below(os.fspath(top), bound))
        assert found == ["a", "in/b", out, "ring"]
    assert linked_stamps(top) == {name: stamp(f"{top}/{name}") for name in ("a", "in/b", "out/c")}
