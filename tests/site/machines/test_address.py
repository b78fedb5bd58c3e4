"""Where pages and their twins stand."""

from __future__ import annotations

import pytest

from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.site.machines.address import address, seen_from, twin_of

KNOWN = MkdocsConfig("A", "https://docs.example.org/team/", directories=False)
FOLDERS = MkdocsConfig("A", directories=True)


@pytest.mark.parametrize(
    ("target", "file", "folder"),
    [
        ("guides/one.md", "guides/one.md", "guides/one.md"),
        ("guides/one/index.md", "guides/one/index.md", "guides/one.md"),
        ("index.md", "index.md", "index.md"),
    ],
)
def test_a_twin_has_the_address_of_its_page_with_another_end(
    target: str, file: str, folder: str
) -> None:
    """Whether a page is a file or a folder."""
    assert (twin_of(KNOWN, target), twin_of(FOLDERS, target)) == (file, folder)


def test_addresses_are_whole_or_seen_from_somewhere() -> None:
    """From the folder of the site, or from the file that links."""
    assert address(KNOWN, "guides/one.md", "a") == "https://docs.example.org/team/guides/one.html#a"
    assert address(FOLDERS, "index.md") == "./"
    assert seen_from(FOLDERS, "sources/chat/", "guides/one.md") == "../sources/chat/"
    assert seen_from(KNOWN, "faq.html", "guides/one.md") == "https://docs.example.org/team/faq.html"
