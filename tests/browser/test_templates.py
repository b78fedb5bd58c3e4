"""Every template that pages are made from: in both schemes, on a screen and on a phone."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
from playwright.sync_api import expect

from proofpack.check.gates import Gates
from proofpack.site.build import Pipeline
from proofpack.site.render import environment
from proofpack.worksheets.assets import worksheet_assets
from tests.browser.conftest import SCREEN, Tab, serve_folder
from tests.browser.desks import every_project
from tests.browser.test_pages import PHONE, faults
from tests.conftest import SMALL, TODAY
from tests.ledgers import digest, history, ledger
from tests.sites import build
from tests.tables import SEEN

pytestmark = [pytest.mark.browser, pytest.mark.site]
TEMPLATES = Path(inspect.getfile(environment)).with_name("templates")

KINDS = {
    "the first page": "index.html",
    "guide": "guides/one.html",
    "guides": "guides/index.html",
    "a group of guides": "guides/groups/first.html",
    "worksheet": "worksheets/note.html",
    "worksheets": "worksheets/index.html",
    "contract": "contracts/chat.html",
    "contracts": "contracts/index.html",
    "matrix": "contracts/matrix.html",
    "decision table": "tables/statuses.html",
    "decision tables": "tables/index.html",
    "source": "sources/chat.html",
    "sources": "sources/index.html",
    "questions": "faq.html",
    "freshness": "freshness.html",
    "changes": "changes.html",
    "what is not found": "404.html",
}
"""A page of each kind."""

_GUIDE = SMALL["content/guides/one.md"].replace("::: faq", "## Questions\n\n::: faq")
_LOST = history({"quote-missing": "2026-06-01"}, looked={("route", digest(), False): "2026-06-01"})
_HISTORY = "history:\n  - {date: 2026-05-01, change: Begun.}\n"
_FILES = {
    "data/ledger.yml": ledger(chat=_LOST),
    "data/tables/statuses.yml": SEEN,
    "data/contracts/chat.yml": SMALL["data/contracts/chat.yml"].replace(
        "    facets", "    fallback: It is open.\n    facets"
    )
    + _HISTORY,
    "content/index.md": SMALL["content/index.md"]
    + "\n::: symptoms statuses\n\n::: lately\n\n::: guides\n",
    "content/guides/one.md": _GUIDE.replace(
        "audience",
        f"{_HISTORY}group: first\nrelated: [{{guide: some}}, {{planned: Three}}]\naudience",
    )
    + """
::: table statuses
    columns: [when, verdict, tunable, facts, standing]

::: fields every.record

## Sources

::: sources

::: related

::: history
""",
    "content/guides/some.md": _GUIDE.replace(
        "::: faq chat", "::: faq chat\n    folded: true"
    ).replace("title: One", "title: Some"),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project whose pages are made from every template."""
    return every_project(tmp_path_factory.mktemp("kinds"), _FILES)


@pytest.fixture(scope="module")
def kinds(root: Path) -> Iterator[str]:
    """The address under which its site is served. It ends with a slash."""
    with serve_folder(build(root)) as url:
        yield url


def test_every_template_is_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What none of the pages below is made from would be looked at by nobody."""
    templates, used = environment.environment(), set[str]()
    take = templates.get_template

    def taken(name: str, *rest: Any) -> jinja2.Template:
        used.add(name)
        return take(name, *rest)

    monkeypatch.setattr(templates, "get_template", taken)
    monkeypatch.setattr(environment, "_template", taken)
    files = Pipeline(root, worksheet_assets, Gates()).markdown(TODAY).site.files
    shown = {path.replace(".html", ".md") for path in [*KINDS.values(), "guides/some.html"]}
    for path in shown & files.keys():
        assert files[path]
    assert shown - files.keys() == {"404.md"}
    assert used == {path.name for path in TEMPLATES.iterdir()}


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_any_template(kind: str, tab: Tab, kinds: str) -> None:
    """Light and dark, on a screen and on a phone; the dark scheme differs in colours alone."""
    page, found = tab.open(kinds + KINDS[kind]), []
    for scheme, rules in (("default", None), ("slate", ["color-contrast", "link-in-text-block"])):
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        for size in (SCREEN, PHONE):
            page.set_viewport_size(size)
            found += [f"{scheme} {size['width']}: {one}" for one in faults(page, rules=rules)]
        page.locator("label[for^=__palette]:visible").click()
    assert found == []
    assert [one for one in tab.complaints if "404" not in one] == []
    assert [one for one in tab.requests if not one.startswith(kinds)] == []
