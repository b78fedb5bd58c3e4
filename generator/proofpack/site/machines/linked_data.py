"""What a guide is, in the words of Schema.org, for search engines: a block of data on its page.

Its days are those of the guide, and never that of a build. Browsers do not run it, so the policy for
browsers lets it pass. Material does, when it swaps pages: each script between header and footer,
whatever its type. So the block stands in the head where the theme layer is ours; elsewhere it is a list,
which does nothing where it is run.
"""

from __future__ import annotations

import json
from typing import Any

from proofpack.model.library import Guide
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.site.machines.address import address, twin_address


def linked_data(guide: Guide, config: MkdocsConfig) -> str:
    """Return the block of data that a guide carries, as HTML in Markdown.

    Args:
        guide: the guide.
        config: what the site is called, and where it stands. Addresses are told where that is known.
    """
    data = json.dumps([_article(guide, config)], ensure_ascii=False, separators=(",", ":"))
    for character in "<>&":
        data = data.replace(character, f"\\u{ord(character):04x}")
    return f'\n<script type="application/ld+json">{data}</script>\n'


def in_head(page: str, data: str) -> str:
    """Return a page whose front matter hands the block to our template, for the head.

    Args:
        page: Markdown with front matter.
        data: the block, or nothing.
    """
    if not data:
        return page
    return page.replace("\n---\n", f"\nlinked_data: {json.dumps(data.strip())}\n---\n", 1)


def _article(guide: Guide, config: MkdocsConfig) -> dict[str, Any]:
    known = bool(config.url)
    first = min((change.date for change in guide.meta.history), default=None)
    values = {
        "@context": "https://schema.org",
        "@type": "TechArticle",
        "headline": guide.meta.title,
        "description": guide.meta.description,
        "url": address(config, guide.file.target) if known else None,
        "datePublished": _day(first),
        "dateModified": _day(guide.modified),
        "author": _given(
            {"@type": "Organization", "name": guide.owner.name, "url": guide.owner.contact}
        ),
        "audience": [
            {"@type": "Audience", "audienceType": audience} for audience in guide.meta.audience
        ],
        "isPartOf": _given({"@type": "WebSite", "name": config.name, "url": config.url or None}),
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "text/markdown",
            "contentUrl": twin_address(config, guide.file.target),
        }
        if known
        else None,
        "citation": [
            {
                "@type": "WebPage",
                "name": used.source.record.title,
                "url": used.source.record.url,
            }
            for used in guide.sources
        ],
    }
    return _given(values)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _day(value: object) -> str | None:
    return str(value) if value else None
