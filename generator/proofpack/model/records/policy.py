"""The project's policy: how often things are reviewed, and by whom."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from proofpack.model.records.base import Count, Flag, GroupPath, Id, Record, Title, Url, wrong


def _ascii(value: str) -> str:
    if not value.isascii():
        remedy = "Wanted: ASCII characters alone, since it travels in a header."
        raise wrong("bad-url", f'found "{value}"', remedy)
    return value


SUBJECTS = (
    *("model", "gateway", "service", "provider", "endpoint", "api", "platform", "channel"),
    *("server", "upstream", "backend", "region", "vendor"),
)
"""Words by which any guide calls an API, what it runs on, and its provider."""

Contact = Annotated[Url, AfterValidator(_ascii)]
"""An address in ASCII characters: it is sent to every host that is read."""


class Owner(Record):
    """Who answers for a guide."""

    id: Id
    """Name that guides refer to."""
    name: Title
    """A team or role. Not a person's private data."""
    contact: Url | None = None
    """Where to reach them: a page, not an e-mail address."""


class Review(Record):
    """How often guides are reviewed."""

    every_days: Count = Field(default=180, ge=1)
    """Days from one review to the next."""
    warn_days: Count = Field(default=30)
    """How many days ahead a review counts as due soon."""
    kinds: dict[Id, Count] = Field(default_factory=dict)
    """Days for guides of one kind, where they differ."""


class Reading(Record):
    """How long what was read on a source holds."""

    every_days: Count = Field(default=30, ge=1)
    """Days from one re-fetch of a source to the next."""
    connections: Count = Field(default=1, ge=1, le=4)
    """How many pages of one host are asked for at once."""
    grace_days: Count = Field(default=45)
    """Days that a fact whose quote is no longer found may still be stated."""


class Policy(Record):
    """The file `data/policy.yml`."""

    contact: Contact | None = None
    """A page where the owner of a documented page can reach whoever re-fetches it. It is sent with each
    request."""
    owners: list[Owner] = Field(min_length=1)
    """Who answers for guides."""
    subjects: list[Title] = Field(default_factory=list)
    """Names by which guides call the API and its provider, such as a product's. Statements about them
    need a fact, as those about "the model", "the gateway" or "the provider" do."""
    names: list[Title] = Field(default_factory=list)
    """Names of the project's own that no page documents: log fields, metrics, ids, values seen. Texts
    may spell them as they may spell the ids of worksheets."""
    groups: dict[GroupPath, Title] = Field(default_factory=dict)
    """Groups of guides with their titles, in the order of the navigation. Where any are named, guides
    stand in these alone."""
    adopted: Flag = False
    """Whether the site was one of MkDocs' own before: nothing is added to its theme, plugins and
    extensions, and `docs_dir` is what MkDocs says it is. `proofpack init` writes it."""
    guides: list[Title] = Field(default_factory=list)
    """Folders, as seen from `docs_dir`, in which each page is a guide, but for index pages. Any page is
    one whose front matter says `kind: guide`. Default: `guides`; in an adopted site, none."""
    sections: list[Title] = Field(default_factory=list)
    """Headings of the second level that guides may have, in their order. No guide needs all of them.
    Default: any."""
    front_matter: list[Title] = Field(default_factory=list)
    """Keys of plugins that the front matter of guides may have, beside the ones that are known."""
    content_security_policy: Flag | None = None
    """Whether pages tell browsers to load and run nothing but files of the site. Default: yes, where the
    theme is Material; in an adopted site, no. What it would block is then an error."""
    for_machines: Flag | None = None
    """Whether the site has files for programs: `api/v1/`, `llms.txt`, Markdown twins of guides, and data
    of Schema.org on them. Default: yes; in an adopted site, no."""
    review: Review = Field(default_factory=Review)
    """How often guides are reviewed."""
    reading: Reading = Field(default_factory=Reading)
    """How long what was read holds."""
