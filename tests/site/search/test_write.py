"""The scripts of search, written into a finished site."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from proofpack.site.engine import PageCache
from proofpack.site.search import write
from proofpack.site.search.extract import Unit, units
from proofpack.site.search.version import FOLDER
from proofpack.site.search.write import MANIFEST, keep_entry, write_search
from tests.conftest import ROOT
from tests.sites import digests

PAGE = '<body><article><h1 id="a">{0}</h1><p>Words of {0}.</p></article></body>'


def site(folder: Path, titles: dict[str, str]) -> Path:
    """Write pages into a folder, and return that."""
    for name, title in titles.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(title), encoding="utf-8")
    return folder


def test_scripts_stand_in_one_folder_with_a_list(tmp_path: Path) -> None:
    """The list names each, with its digest; the page of errors is not searched."""
    made = site(tmp_path / "site", {"index.html": "Home", "a/b.html": "Other", "404.html": "Gone"})
    write_search(made, made / FOLDER, PageCache(tmp_path / "kept"), {}, [("a", "b")])
    files = digests(made / FOLDER)
    manifest = json.loads((made / FOLDER / MANIFEST).read_text(encoding="utf-8"))
    del files[MANIFEST]
    assert manifest == files
    assert {"find.js", "root.js", "minisearch.LICENSE.txt"} < set(files)
    root = (made / FOLDER / "root.js").read_text(encoding="utf-8")
    assert "Other" in root
    assert '"synonyms":[["a","b"]]' in root
    assert "Gone" not in root


def test_a_page_that_stayed_the_same_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what changed; and what is written is what a first build writes."""
    made = site(tmp_path / "site", {f"p{n}.html": f"Page {n}" for n in range(5)})
    write_search(made, made / FOLDER, PageCache(tmp_path / "kept"), {}, [])
    read: list[bytes] = []

    def counted(part: bytes) -> list[Unit]:
        read.append(part)
        return units(part)

    monkeypatch.setattr(write, "units", counted)
    (made / "p0.html").write_text(PAGE.format("Page 0").replace("<body>", "<body><nav></nav>"))
    site(made, {"p1.html": "Changed", "p9.html": "New"})
    (made / "p2.html").unlink()
    write_search(made, made / FOLDER, PageCache(tmp_path / "kept"), {}, [])
    assert [b"Changed" in part or b"New" in part for part in read] == [True, True]
    again = digests(made / FOLDER)
    write_search(made, made / FOLDER, PageCache(tmp_path / "fresh"), {}, [])
    assert digests(made / FOLDER) == again
    assert len(read) == 2 + 5


def test_a_script_that_is_as_it_was_gets_a_second_name(tmp_path: Path) -> None:
    """One that somebody edited in the last site is written anew, and the last site stays as it is."""
    made = site(tmp_path / "site", {f"p{n}.html": f"Page {n}" for n in range(3)})
    first, second = tmp_path / "first", tmp_path / "second"
    write_search(made, first, PageCache(tmp_path / "kept"), {}, [])
    (first / "box.js").write_text("edited")
    site(made, {"p1.html": "Changed"})
    write_search(made, second, PageCache(tmp_path / "kept"), {}, [], first)
    inodes = [{path.name: path.stat().st_ino for path in top.iterdir()} for top in (first, second)]
    same = {name for name, inode in inodes[1].items() if inodes[0].get(name) == inode}
    assert {"find.js", "box.css"} < same
    assert not {"root.js", "box.js", MANIFEST} & same
    fresh = tmp_path / "fresh"
    write_search(made, fresh, PageCache(tmp_path / "other"), {}, [])
    assert digests(second) == digests(fresh)
    assert (first / "box.js").read_text() == "edited"


@pytest.mark.parametrize("text", ["", "[]", "{}", "\xff"])
def test_what_was_kept_and_harmed_is_made_anew(tmp_path: Path, text: str) -> None:
    """What an engine kept of a page is taken, where it is whole; else the page is read."""
    made = site(tmp_path / "site", {"p.html": "Page"})
    key = keep_entry(PageCache(tmp_path), (made / "p.html").read_bytes())
    (tmp_path / "search" / key).write_bytes(text.encode("latin-1"))
    write_search(made, made / FOLDER, PageCache(tmp_path), {"p.html": key}, [])
    assert "Page" in (made / FOLDER / "root.js").read_text(encoding="utf-8")


def test_the_library_is_the_one_that_is_named() -> None:
    """Its file is the one in the note of the layer, its licence beside it and with what is published."""
    layer = ROOT / "site-overrides"
    script = (layer / "search" / "minisearch.umd.js").read_bytes()
    note = (layer / "README.md").read_text(encoding="utf-8")
    assert f"`{hashlib.sha256(script).hexdigest()}`" in note
    assert b"sourceMappingURL" not in script
    assert (layer / "search" / write.LICENCE).read_text(encoding="utf-8").startswith("Copyright")
    assert write.code().startswith(";(() => {\n/*! MiniSearch: minisearch.LICENSE.txt */")
