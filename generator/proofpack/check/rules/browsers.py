"""What browsers would not run or load on pages that carry the policy for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from proofpack.check import texts as words
from proofpack.check.rule import Finding, Rule, RuleContext
from proofpack.model.documents import MarkdownFile
from proofpack.model.problems import Place
from proofpack.project import content_security as policy
from proofpack.project.mkdocs_config import base_settings, mkdocs_settings, theme_files
from proofpack.project.yaml_settings import mapping, named, nodes, value
from proofpack.text.html_policy import blocked_in_html, blocked_in_markdown

_BLOCKED = "is blocked by the policy for browsers"
_TO_A_FILE = "Put it into a file of the site"
_OFF = f"or say `{policy.KEY}: false` in the policy of the project."
_FALSE = ("false", "no", "off")


def content_security(context: RuleContext) -> Iterator[Finding]:
    """A page has what its policy for browsers blocks: an inline script, or a file of another origin.

    Pages say what browsers may run and load there: files of the site itself. So nobody who gets a line
    of HTML into a page gets a script to run, and no page tells another host who reads it. A script that
    stands in a page, `onclick=` and its like, `javascript:`, frames, forms that are sent, and scripts,
    styles, fonts and images of other hosts do nothing there. It is looked for in pages, in templates of
    the project, and in `mkdocs.yml`. With `content_security_policy: false` in the policy of the project
    pages say nothing; a site that was adopted says nothing unless it asks for it with `true`.

    Put scripts into files under `docs_dir`, name them in `extra_javascript`, and listen for events
    there; keep copies of fonts, images and libraries beside the pages.
    """
    root = context.tree.root
    security = policy.content_security(root)
    if security.asked and not security.on and security.theme:
        yield _unable(context, security.theme)
    if security.on:
        yield from context.in_files("blocked by the policy", context.tree.pages, _in_page)
        yield from _in_settings(root)
        yield from _in_templates(root)


def _unable(context: RuleContext, theme: str) -> Finding:
    nodes = context.tree.data["policy"][0]
    what = f"is for the theme material alone, and this site has the theme {theme}"
    return Finding(nodes.key_place((policy.KEY,)), policy.KEY, what, "Remove it.")


def _in_page(page: MarkdownFile) -> Iterator[Finding]:
    for text in words.of_body(page):
        for at, what in () if text.code else blocked_in_markdown(text.text):
            yield Finding(text.at(at), "", f"{what} {_BLOCKED}", f"{_TO_A_FILE}, {_OFF}")


def _in_templates(root: Path) -> Iterator[Finding]:
    for _, shown, path, _ in theme_files(root):
        if path.suffix == ".html" and path.is_file():
            text = words.Text(path.read_text(encoding="utf-8", errors="replace"), shown, 1)
            for at, what in blocked_in_html(text.text):
                yield Finding(text.at(at), "", f"{what} {_BLOCKED}", f"{_TO_A_FILE}, {_OFF}")


def _in_settings(root: Path) -> Iterator[Finding]:
    own = mkdocs_settings(root)
    settings = base_settings(root, own) | own
    for key in ("extra_css", "extra_javascript"):
        for name, node in named(settings.get(key)):
            address = value(mapping(node).get("path")) or name
            if urlsplit(address).netloc:
                what = f'"{address}" {_BLOCKED}: it is of another origin'
                yield Finding(_place(node), key, what, f"Keep a copy in the site, {_OFF}")
    theme = settings.get("theme")
    font = mapping(theme).get("font")
    if theme is not None and value(font).lower() not in _FALSE:
        what = f"the theme asks Google for its fonts, which {_BLOCKED}"
        yield Finding(_place(font or theme), "theme.font", what, f"Say `font: false`, {_OFF}")
    if analytics := mapping(settings.get("extra")).get("analytics"):
        what = f"a script that tells another host who reads, which {_BLOCKED}"
        yield Finding(_place(analytics), "extra.analytics", what, f"Remove it, {_OFF}")


def _place(node: yaml.Node) -> Place:
    mark = next(inner.start_mark for inner in nodes(node) if inner.start_mark)
    return Place(mark.name, mark.line + 1, mark.column + 1)


RULES = (Rule(content_security, "error", gate=True),)
