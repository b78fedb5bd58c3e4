"""What is kept is what was made, or it is not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from proofpack.site.engine.cache import PageCache, digest


def files(folder: Path, kind: str) -> list[Path]:
    """Return the entries of a kind."""
    return sorted((folder / kind).iterdir())


@pytest.mark.parametrize("harm", [lambda data: data[:-3], lambda data: data.replace(b"1", b"2", 1)])
def test_an_entry_that_was_cut_off_or_changed_is_none(
    tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    """A record and a text are taken only as they were written."""
    cache = PageCache(tmp_path)
    cache.keep("pages", "key", {"one": 1})
    name = cache.keep_text(b"page 1 of 1")
    assert (PageCache(tmp_path).record("pages", "key"), cache.holds(name)) == ({"one": 1}, True)
    for path in (*files(tmp_path, "pages"), *files(tmp_path, "texts")):
        path.write_bytes(harm(path.read_bytes()))
    fresh = PageCache(tmp_path)
    assert (fresh.record("pages", "key"), fresh.text(name), fresh.holds(name)) == (
        None,
        None,
        False,
    )
    assert fresh.keep_text(b"page 1 of 1") == name
    assert fresh.holds(name)


@pytest.mark.parametrize(
    "record",
    [
        {"toc": [{"id": "a", "children": []}], "level": 2, "none": None, "yes": True, "share": 0.5},
        {"words": "caf\u00e9 \u4e2d\u6587 \U0001f600 \0 </script>", "": [""]},
        {"half of a character": "\ud83d", "beside": "\u00e9"},
        {"boost": float("inf"), "large": 10**30},
    ],
)
def test_a_record_comes_back_as_it_was(tmp_path: Path, record: dict[str, object]) -> None:
    """In this process and in the next, whatever characters a page holds."""
    cache = PageCache(tmp_path)
    assert cache.keep("pages", "key", record) == record
    assert PageCache(tmp_path).record("pages", "key") == record


def test_records_stay_in_memory_where_another_build_follows(tmp_path: Path) -> None:
    """Else those of thousands of pages would lie there for nothing."""
    cache = PageCache(tmp_path)
    cache.keep("pages", "key", {"one": 1})
    assert cache.record("pages", "key") is not cache.record("pages", "key")
    cache.stays = True
    assert cache.record("pages", "key") is cache.record("pages", "key")


def test_an_entry_under_the_key_of_another_is_none(tmp_path: Path) -> None:
    """What was made from something else is not taken, however it came there."""
    PageCache(tmp_path).keep("pages", "one", {"one": 1})
    (tmp_path / "pages" / "one").rename(tmp_path / "pages" / "two")
    assert PageCache(tmp_path).record("pages", "two") is None


def test_a_page_is_a_second_name_of_what_is_kept(tmp_path: Path) -> None:
    """Writing a changed text leaves the page of an earlier site as it was."""
    cache, page = PageCache(tmp_path / "cache"), tmp_path / "site" / "page.html"
    name = cache.keep_text(b"page")
    assert cache.place(name, page)
    assert page.stat().st_nlink == 2
    page.write_bytes(b"edited by hand")
    assert not cache.holds(name)
    cache.keep_text(b"page")
    assert page.read_bytes() == b"edited by hand"
    assert cache.place(name, page)
    assert page.read_bytes() == b"page"
    files(tmp_path / "cache", "texts")[0].unlink()
    assert not cache.place(name, page)


def test_what_nobody_asked_for_goes_once_there_is_much_of_it(tmp_path: Path) -> None:
    """What the last build used stays, and twice as much."""
    cache = PageCache(tmp_path)
    for number in range(10):
        cache.keep("pages", str(number), {})
    fresh = PageCache(tmp_path)
    fresh.record("pages", "3")
    fresh.record("pages", "4")
    fresh.forget_unused()
    left = {path.name for path in files(tmp_path, "pages")}
    assert len(left) == 6
    assert left > {"3", "4"}


def test_equal_parts_have_equal_digests() -> None:
    """And others have others, also where their texts join to the same."""
    assert digest("a", ["b", {"c": 1}]) == digest("a", ["b", {"c": 1}])
    assert (
        len({digest("a", "bc"), digest("ab", "c"), digest(["a", "bc"]), digest("1"), digest(1)})
        == 5
    )
