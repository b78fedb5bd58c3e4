"""Text of data is shown letter for letter, whatever Markdown extensions and macros a site has."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import markdown
import pytest
import yaml
from bs4 import BeautifulSoup

from proofpack.model.library import Library
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.project.reader import ProjectReader
from proofpack.site.render import render
from proofpack.site.render.bases import Bases
from tests.conftest import SMALL, TODAY, Project

HOSTILE = (
    'h<img src=x onerror=boom> <div markdown>*d*</div> <a href="javascript:boom">a</a> {: onclick=boom }'
    ' {{ 7*191 }} {% set boom = 1 %}{# boom #} --8<-- "boom.md" ;--8<-- | ::: faq chat *[HTML]: boom'
    " [TOC] [^chat.route] [[boom]] :smile: (c) (tm) 1/2 +/- 1st -- ... 'q' @boom #1 <!-- x"
)
SHOWN = re.sub(r"\s+", " ", HOSTILE)
DRAWN = {*("height", "role", "rx", "text-anchor", "width"), *("x", "x1", "x2", "y", "y1", "y2")}
"""What parts of a picture have."""
ATTRIBUTES = frozenset(
    {
        *("class", "id", "href", "title", "src", "alt", "scope", "start", "style", "rel", "role"),
        *("type", "datetime", "hidden"),
    }
)
PLAIN = ["toc", "tables", "fenced_code"]
CONFIGURATIONS = {
    "what MkDocs has": PLAIN,
    "Markdown's own": [
        *("extra", "admonition", "codehilite", "legacy_attrs", "legacy_em", "meta", "nl2br"),
        *("sane_lists", "smarty", "toc", "wikilinks"),
    ],
    "pymdownx": [
        *(f"pymdownx.{name}" for name in ("extra", "arithmatex", "b64", "blocks.admonition")),
        *(
            f"pymdownx.{name}"
            for name in ("blocks.html", "blocks.tab", "caret", "critic", "details")
        ),
        *(
            f"pymdownx.{name}"
            for name in ("emoji", "escapeall", "fancylists", "inlinehilite", "keys")
        ),
        *(f"pymdownx.{name}" for name in ("magiclink", "mark", "progressbar", "saneheaders")),
        *(
            f"pymdownx.{name}"
            for name in ("smartsymbols", "snippets", "tabbed", "tasklist", "tilde")
        ),
        *(*PLAIN, "footnotes", "md_in_html", "attr_list", "abbr", "def_list", "smarty"),
    ],
}


def hostile(value: object, key: str = "") -> object:
    """Return a document with something hostile after each text that people write."""
    if isinstance(value, dict):
        return {inner: hostile(each, str(inner)) for inner, each in value.items()}
    if isinstance(value, list):
        return [hostile(each, key) for each in value]
    written = (
        "title description says quote publisher verify label purpose question answer name note"
    )
    written += " change why planned audience fallback kind_of help intro"
    return f"{value} {HOSTILE}" if key in written.split() else value


@pytest.fixture
def library(project: Project) -> Library:
    """A small project in which each text is hostile."""
    files = {}
    for name, text in SMALL.items():
        if name.startswith("data/"):
            files[name] = yaml.safe_dump(hostile(yaml.safe_load(text)), width=10_000)
    front, _, body = SMALL["content/guides/one.md"].removeprefix("---\n").partition("\n---\n")
    meta = yaml.safe_load(front) | {
        "history": [{"date": "2026-01-01", "change": "x"}],
        "related": [{"planned": "x", "why": "y"}],
        "sources": [{"source": "chat", "purpose": "x"}],
    }
    meta = hostile(meta)
    body += "\n::: related\n\n::: worksheet note\n"
    body = body.replace("::: record note.record\n", "")
    files["content/guides/one.md"] = f"---\n{yaml.safe_dump(meta, width=10_000)}---\n{body}"
    root = project(files)
    (root / "boom.md").write_text("SECRET")
    return ProjectReader(root).read(TODAY)[1]


@pytest.mark.slow
@pytest.mark.parametrize("name", CONFIGURATIONS)
@pytest.mark.parametrize("attributes", [True, False])
def test_nothing_hostile_in_data_does_anything(
    library: Library, name: str, attributes: bool, tmp_path: Path
) -> None:
    """No element, attribute, snippet, macro or symbol is made of it, on any page."""
    extensions = CONFIGURATIONS[name]
    if attributes and not {"extra", "pymdownx.extra"} & set(extensions):
        extensions = [*extensions, "attr_list"]
    settings = {"pymdownx.snippets": {"base_path": [str(tmp_path)], "check_paths": False}}
    configured = {key: value for key, value in settings.items() if key in extensions}
    bases = Bases(library, {}, MkdocsConfig(attributes=attributes))
    shown = 0
    for target, source in render(library, bases).files.items():
        text = jinja2.Environment(autoescape=False).from_string(source).render()  # noqa: S701 - macros do as much
        text = text.split("\n---\n", 1)[1]
        soup = BeautifulSoup(
            markdown.markdown(text, extensions=extensions, extension_configs=configured), "lxml"
        )
        for element in soup.select("*"):
            ours = {key for key in element.attrs if not key.startswith(("data-", "aria-"))}
            script = str(element.get("src", "")).endswith("/assets/proofpack-views.js")
            drawn = DRAWN if element.find_parent("svg") or element.name == "svg" else set()
            known = ATTRIBUTES | drawn | ({"defer", "src"} if script else set())
            assert ours <= known, (target, element)
            assert not str(element.get("href", "")).startswith("javascript"), (target, element)
        assert not soup.select("img[src=x], div[markdown]"), target
        words = re.sub(r"\s+", " ", soup.get_text())
        assert "1337" not in words, target
        assert "SECRET" not in words, target
        shown += words.count(SHOWN)
    assert shown > 40
