"""Guides and other hand-written pages: their front matter and their directives."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from proofpack.model.records.base import (
    Count,
    Flag,
    GroupRef,
    GuideRef,
    KindRef,
    OwnerRef,
    Record,
    Reviewed,
    SourceRef,
    Text,
    Title,
    Url,
    wrong,
)
from proofpack.model.records.contracts import Change


class Related(Record):
    """A pointer at the end of a guide: exactly one of `guide`, `planned` and `url`."""

    guide: GuideRef | None = None
    """A guide of this site."""
    planned: Title | None = None
    """The title of a guide that is not written yet. It is shown as planned, without a link."""
    url: Url | None = None
    """A page elsewhere; `title` is its text."""
    title: Title | None = None
    """Text of the link, for `url`."""
    why: Text | None = None
    """What the reader finds there."""

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if sum(target is not None for target in (self.guide, self.planned, self.url)) != 1:
            remedy = "Wanted: exactly one of `guide`, `planned` and `url`."
            raise wrong("one-of", "a pointer needs one target", remedy)
        if (self.title is None) != (self.url is None):
            raise wrong("one-of", "`url` and `title` go together", "Write both, or neither.")
        return self


class SourceUse(Record):
    """A source that a guide stands on, and what for."""

    source: SourceRef
    """The source."""
    purpose: Text
    """What the guide takes from it."""


PASSING = frozenset(
    """
    alias aliases author authors canonical_url categories comments date draft edit_url exclude
    extra_css extra_javascript feed glightbox hide icon ignore_macros image keywords lang layout
    links meta nav noindex og_image page_css pin readtime redirect_from redirects render_macros
    revision_date revision_history robots search slug social status subtitle summary tags template
    toc toc_depth updated weight
    """.split()  # noqa: SIM905 - reads better than a list of quoted words
)
"""Keys of themes and plugins that the front matter of a guide may have. The engine gets them as they
are written; more are named in the policy."""


class PageMeta(Record):
    """What front matter says to us on a page that is no guide. All else in it is its author's own."""

    title: Title | None = None
    """Title of the page. Without one it is the first heading, as MkDocs has it."""
    description: Title | None = None
    """One sentence for search results and link previews."""
    order: Count = 100
    """Where the page stands in the navigation; smaller comes first."""
    claims: Flag = False
    """Whether statements about the provider need a fact here, as in guides."""


class GuideMeta(PageMeta):
    """Front matter of a guide. The file's name is the guide's id; that of an index page is its folder's.

    Beside these keys it may have those of themes and plugins, such as `tags` and `hide`; more are named
    under `front_matter:` in the policy.
    """

    title: Title
    """Title of the page; it becomes its only top heading."""
    description: Title
    """One sentence for search results and link previews."""
    kind: KindRef = "guide"
    """Sort of guide; `data/policy.yml` may set a review interval for it."""
    group: GroupRef | None = None
    """The group under which it stands in the navigation, as `errors` or, nested, `errors/limits`."""
    last_reviewed: Reviewed
    """The day a person last reviewed the guide, or `never`. No command ever writes a day here."""
    review_every_days: Count | None = Field(default=None, ge=1)
    """Days to the next review, where they differ from the policy."""
    owner: OwnerRef
    """Who answers for the guide."""
    audience: list[Title] = Field(min_length=1)
    """For whom it is written."""
    sources: list[SourceUse] = Field(default_factory=list)
    """Pages the guide stands on as a whole, with their purpose. Those of its tables are added."""
    related: list[Related] = Field(default_factory=list)
    """Where to go next."""
    history: list[Change] = Field(default_factory=list)
    """A short dated history, newest first."""
