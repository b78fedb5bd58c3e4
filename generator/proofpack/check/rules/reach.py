"""Rules about where readers are led: addresses that are nobody's, owners without one, dead ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import yaml

from proofpack.check.rule import Finding, Rule, RuleContext
from proofpack.model.documents import Nodes, key_path
from proofpack.model.library import Guide, PageFile, directives
from proofpack.model.problems import Cause, Place, ProblemsError
from proofpack.project.mkdocs_config import mkdocs_settings
from proofpack.project.yaml_settings import nodes, setting
from proofpack.text.markdown import scan

_NOBODYS = re.compile(
    r"(?:.*\.)?(?:example\.(?:com|net|org|edu)|(?:[^.]+\.)?(?:example|invalid|test|localhost))\.?",
    re.IGNORECASE,
)
"""Hosts that RFC 2606 and RFC 6761 keep for examples and tests."""
_SITE = ("site_url", "repo_url")
_PAGE = re.compile(r"[\w./-]+\.(?:md|markdown|mdown|mkdn|mkd)")


def placeholder_address(context: RuleContext) -> Iterator[Finding]:
    """An address that readers or programs would follow is one of examples, which nobody owns.

    `example.org`, `example.com`, `example.net` and names that end with `.example`, `.invalid`, `.test`
    or `.localhost` are kept for documentation and tests. Looked at are the contacts of the policy and
    its owners, the addresses of sources, and `site_url` and `repo_url` of `mkdocs.yml`; examples in
    guides may use such names.

    Write the real address, or leave the key out.
    """
    for place, key, address in _followed(context):
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            continue
        if _NOBODYS.fullmatch(host):
            remedy = "Write the real one, or leave the key out."
            cause = Cause(f"{place.path}: {key}", "addresses are placeholders", remedy)
            yield Finding(place, key, f"{host} is nobody's address", remedy, cause=cause)


def _followed(context: RuleContext) -> Iterator[tuple[Place, str, str]]:
    """Yield the addresses that are followed: place, key, address."""
    settings = _settings(context)
    for name in _SITE:
        if address := setting(settings, name):
            mark = settings[name].start_mark
            yield Place(mark.name, mark.line + 1, mark.column + 1), name, address
    for policy in context.tree.data["policy"]:
        yield from _at(policy, ("contact",), policy.data.get("contact"))
        for at, owner in enumerate(policy.data["owners"]):
            yield from _at(policy, ("owners", at, "contact"), owner.get("contact"))
    for pack in context.tree.data["sources"]:
        for at, source in enumerate(pack.data["sources"]):
            for key in ("url", "read"):
                yield from _at(pack, ("sources", at, key), source.get(key))


def _at(
    file: Nodes, path: tuple[str | int, ...], address: str | None
) -> Iterator[tuple[Place, str, str]]:
    if address:
        yield file.place(path), key_path(path), address


def owner_without_contact(context: RuleContext) -> Iterator[Finding]:
    """An owner of guides says nowhere how to be reached.

    A reader who finds a mistake, or a guide that is overdue, learns a name, and can do nothing with it.

    Give the owner a `contact`: a page of the team, not somebody's mailbox.
    """
    answering = {guide.owner.id for guide in context.library.guides.values()}
    for policy in context.tree.data["policy"]:
        for at, owner in enumerate(context.library.policy.owners):
            if owner.id in answering and not owner.contact:
                place, remedy = policy.place(("owners", at, "id")), "Add a `contact` page."
                cause = Cause(owner.id, "owners of guides have no contact", remedy)
                yield Finding(place, owner.id, "no contact", remedy, cause=cause)


def dead_end(context: RuleContext) -> Iterator[Finding]:
    """A page leads nowhere, or nothing leads to it.

    From a guide without a link to another page of the site and without `related`, a reader who is not
    done yet goes back to the search. A page that is neither in the `nav` of `mkdocs.yml` nor linked from
    another page is found by the search alone. Guides always stand in their list, and without a `nav`
    every page is in the navigation.

    Add a link or `related`, or link to the page.
    """
    by_path = {guide.file.path: guide for guide in context.library.guides.values()}
    linked = {link for page in context.library.pages for link in page.links if link != page.target}
    nav = _stated(context)
    for page in context.library.pages:
        guide = by_path.get(page.path)
        if _leads_nowhere(page, guide, context):
            yield _about(
                page, "leads to no other page", "Link to the next one.", "lead to no other page"
            )
        if nav and guide is None and page.target not in nav | linked | {"index.md"}:
            yield _about(
                page, "nothing leads to it", "Link to it.", "have nothing that leads to them"
            )


def _about(page: PageFile, what: str, remedy: str, many: str) -> Finding:
    cause = Cause(page.path, f"pages {many}", remedy)
    return Finding(Place(page.path), "", what, remedy, cause=cause)


def _leads_nowhere(page: PageFile, guide: Guide | None, context: RuleContext) -> bool:
    """Return whether no link of a page leads on; in a site that was adopted that is asked of guides."""
    if page.links - {page.target} or (guide and guide.meta.related):
        return False
    if guide:
        if len(context.library.guides) == 1:
            return False
        return not any(directive.name in ("related", "guides") for directive in directives(page))
    written = context.pages[page.path]
    if context.tree.at.adopted or any(directives(page)) or page.cites:
        return False
    texts = (block.text for block in written.body if hasattr(block, "text"))
    return not any(mark.kind in ("link", "autolink") for text in texts for mark in scan(text).marks)


def _settings(context: RuleContext) -> dict[str, yaml.Node]:
    """Return what `mkdocs.yml` says; nothing where it cannot be read, which is told elsewhere."""
    try:
        return mkdocs_settings(context.tree.root)
    except ProblemsError:
        return {}


def _stated(context: RuleContext) -> set[str]:
    """Return the pages of the navigation that a project states itself; none where plugins make it."""
    nav = _settings(context).get("nav")
    if nav is None or context.tree.at.adopted:
        return set()
    return {str(part.value) for part in nodes(nav) if _PAGE.fullmatch(str(part.value))}


RULES = (
    Rule(placeholder_address, "note"),
    Rule(owner_without_contact, "note"),
    Rule(dead_end, "note"),
)
