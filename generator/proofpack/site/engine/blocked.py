"""What plugins and themes put into finished pages, and the policy for browsers on them blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from proofpack.model.problems import Place, Problem
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.text.plural import count


def blocked_pages(
    site: Path, config: MkdocsConfig, origins: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield what browsers would not run or load, once for all pages that have it, at the first of them.

    Args:
        site: the finished pages.
        config: where pages stand.
        origins: page of the site to the file that made it.
    """
    from proofpack.text.html_policy import blocked_in_html

    by_page = {_file(config.page(target)): path for target, path in origins.items()}
    pages_by_fault: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).as_posix()
        for what in {what for _, what in blocked_in_html(path.read_text(encoding="utf-8"))}:
            pages_by_fault.setdefault(what, []).append(page)
    for what, pages in sorted(pages_by_fault.items()):
        others = f", as on {count(len(pages) - 1, 'other page')}" if len(pages) > 1 else ""
        message = f"the page {pages[0]} has {what}, which its policy for browsers blocks{others}"
        remedy = "It is not in the text: leave out the plugin or the template that adds it."
        place = Place(by_page.get(pages[0], "mkdocs.yml"))
        yield Problem(place, "content-security", "", message, remedy)


def _file(page: str) -> str:
    return f"{page}index.html" if not page or page.endswith("/") else page
