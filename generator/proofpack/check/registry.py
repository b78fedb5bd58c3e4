"""The registry of rules: every id that a finding can carry, with its manual page and its function.

A rule of `check` is documented by the docstring of its function. What is said while files are read and
validated, fetched or locked has its page here, and so have rules whose kinds a project lists as data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from proofpack.check.all_rules import RULES
from proofpack.check.rules.claims import claim
from proofpack.model.documents import Tree
from proofpack.model.problems import Exit
from proofpack.model.records.rules import SecretKind, SecretRule
from proofpack.project.shipped_rules import shipped_nodes
from proofpack.secrets import scan

Function = Callable[..., Iterator[Any]]


class RulePage(Struct, frozen=True):
    """What the manual says of one rule.

    Attributes:
        id: its name.
        group: where it belongs: time and the world, content, files.
        level: what it is worth, and where it is no error, whether `check` fails for it all the same.
        text: Markdown, its first line a summary.
        function: what finds it, where that is one function.
    """

    id: str
    group: str
    level: str
    text: str
    function: Function | None = None

    @property
    def summary(self) -> str:
        """The first line."""
        return self.text.partition("\n")[0]


class RuleFamily(Struct, frozen=True):
    """A rule whose kinds a project lists as data, each with an id of its own, such as `claim-price`.

    Attributes:
        id: what the ids of its kinds begin with.
        group: where they belong.
        key: the key of `data/rules/*.yml` under which they are listed.
        text: the page of a kind, with slots for what it says of itself.
        function: what finds them; None where it stands in a room above.
        only: of what `kind` those are that it concerns; None means all.
    """

    id: str
    group: str
    key: str
    text: str
    function: Function | None = None
    only: SecretKind | None = None

    def pages(self, tree: Tree | None) -> Iterator[RulePage]:
        """Yield the page of each kind, ours and a project's, even where other files are broken."""
        pages: dict[str, RulePage] = {}
        for nodes in (*shipped_nodes(), *(tree.data["rules"] if tree else ())):
            listed = nodes.data.get(self.key) if isinstance(nodes.data, dict) else None
            for kind in listed if isinstance(listed, list) else ():
                if not isinstance(kind, dict) or self.only not in (None, _kind(kind)):
                    continue
                if {"id", "about", "instead"} <= kind.keys():
                    about, instead = (" ".join(str(kind[key]).split()) for key in _SLOTS)
                    text = self.text.format(about=about, instead=instead)
                    name = f"{self.id}-{kind['id']}"
                    pages.setdefault(name, RulePage(name, self.group, "error", text, self.function))
        yield from pages.values()


def _kind(rule: dict[str, Any]) -> Any:
    """Return of what kind a rule on secrets is."""
    return rule.get("kind", SecretRule.model_fields["kind"].default)


_SLOTS = ("about", "instead")
FAMILIES = (
    RuleFamily(
        claim.__name__,
        "Claims",
        "assertions",
        "A statement about {about} has no fact behind it.\n\nSafe without one: {instead}",
        claim,
    ),
    RuleFamily(
        "secret",
        "Secrets",
        "secrets",
        "What looks like a credential: {about}.\n\n"
        "It stops builds, and holds packets. "
        "Write {instead} in its place, and revoke what was written to disk.",
        scan,
        "credential",
    ),
    RuleFamily(
        "secret",
        "Secrets",
        "secrets",
        "What looks like personal data: {about}.\n\n"
        "It holds packets, and is a warning, once for each value, where it stands in neither data nor "
        "guides. Write {instead} in its place.",
        scan,
        "personal",
    ),
    RuleFamily(
        "pasted",
        "Packets",
        "bodies",
        "What does not belong into a worksheet: {about}.\n\n{instead} It is advice.",
    ),
    RuleFamily(
        "phrase",
        "Packets",
        "phrases",
        "A phrase of {about}, without the address of a source on its line.\n\n{instead} It is advice.",
    ),
)
"""The rules whose kinds are data."""
_WARNINGS = (
    *("orphan", "baseline-unused", "secret-unused", "not-judged"),
    *("other-version", "placeholder", "hidden-file", "shipped-rule", "earlier-file"),
    *("no-folder", "unused-setting", "unguarded", "against-with-reason"),
)
_NOTES = ("documented",)
_PAGES = {
    "Content": {
        "missing-key": "A key that is needed is not there.",
        "unknown-key": "A key is not one that the record has; a slip of the pen is suggested a cure.",
        "unknown-id": "A reference names nothing that any file declares.",
        "unknown-choice": "A value is none of those to choose from.",
        "unknown-kind": "A part of a worksheet is of no known kind.",
        "unknown-directive": "A `:::` line names no directive.",
        "wrong-type": "A value is a list, a mapping or text where another of these is wanted.",
        "invalid": "A value is not what the record wants, for a reason that the finding gives.",
        "bad-date": "A date is not in the calendar, not in UTC, or not written YYYY-MM-DD.",
        "bad-number": "A number is out of its bounds.",
        "bad-path": "What names an answer is neither `field` nor `part.field`.",
        "bad-id": "A name cannot be an id: it becomes the name of a file and an anchor.",
        "bad-url": "An address does not begin with https:// or http://, or is not one in full.",
        "bad-link": "A link in a text leads to no web page and no mail address, or names no host.",
        "bad-pattern": "A pattern is no regular expression.",
        "bad-selector": "A selector is none of CSS.",
        "bad-digest": "A digest is not written in hexadecimal digits.",
        "bad-signs": "What differs around a quote is not written in the words for it.",
        "bad-gaps": "The days of a line of the ledger are not numbers of days.",
        "bad-field": "A field of a worksheet contradicts itself.",
        "renamed-in-use": "An earlier id of something in a worksheet is in use there today.",
        "shipped-rule": "A rule has the id of one that comes with the program, and does not count.",
        "bad-standing": "A standing was set by hand that follows from facts.",
        "short-quote": "A quote has fewer than 12 characters and proves nothing.",
        "unsupported-area": "An area of a contract has neither fact nor source.",
        "contradicting-rows": "Two rows of a decision table are for the same, and come to different "
        "verdicts.",
        "stray-row": "A row of a decision table stands under none of its symptoms, or under several.",
        "unreachable-rows": "Rows of a decision table can never count on a worksheet that binds it.",
        "bad-binding": "A worksheet binds a decision table to fields that do not fit it.",
        "missing-facet": "A table asks for a column that one of its areas does not have.",
        "no-rows": "A table would be empty.",
        "empty": "Nothing is written where something is needed.",
        "one-of": "Keys exclude each other, or go together.",
        "placed-twice": "A page places the same thing twice, so that its anchors would clash.",
        "duplicate-id": "Two things have the same id.",
        "duplicate-key": "A mapping has a key twice.",
        "duplicate-anchor": "A page has an anchor twice, or one that the program sets.",
        "top-heading": "A page has a heading of the first level beside its title.",
        "broken-link": "A link leads to no page of the site.",
        "citation": "A citation is not closed, stands where it cannot, or is a footnote.",
        "comment": "A comment in prose does not end.",
        "fence": "A block of code does not end.",
        "directive": "A directive or its options cannot be read.",
        "front-matter": "A page has no front matter, or it does not end.",
        "orphan": "The ledger has history of a source or fact that is no more.",
        "secret-unused": "An exception for a secret accepts nothing any more.",
        "not-judged": "The project cannot be built, so most rules were not run. Fix the errors first.",
        "baseline-expired": "An entry of the baseline has expired: what it let through is an "
        "error again.",
        "baseline-unused": "An entry of the baseline lets nothing through any more.",
    },
    "Files": {
        "yaml": "A file is not the YAML that this project accepts.",
        "encoding": "A file, or the name of a page, is not UTF-8.",
        "character": "A file has a character that does not show, or shows text as what it is not.",
        "empty-file": "A file has nothing in it.",
        "too-big": "A file is over its limit of size.",
        "not-a-file": "Something is no regular file.",
        "outside": "A link leads out of the project.",
        "unreadable": "A file cannot be read.",
        "unwritable": "A file or folder cannot be written.",
        "unknown-file": "A file stands where nothing of its name belongs.",
        "hidden-file": "A file of a project has the name of one of ours, or stands in a folder of ours.",
        "no-folder": "`mkdocs.yml` names a folder that is not there.",
        "earlier-file": "A copy of a file of an earlier version lies in a project.",
        "taken": "A file stands where another was to be written.",
        "unused-setting": "A key of `mkdocs.yml` does not count, because the program decides it.",
        "unguarded": "MkDocs alone would publish the guides of a site that was adopted as they are.",
        "unknown-folder": "A folder of data is of no known kind, or one of guides has no page.",
        "unknown-tag": "A tag in a guide is used like an element of HTML, and has a name that none has.",
        "not-a-project": "The folder has no mkdocs.yml, or no policy.yml.",
        "nothing-loaded": "What a project cannot do without is not there.",
        "ledger": "The ledger does not add up, or is of a newer schema.",
        "clock": "The clock stands before the newest day of the ledger.",
        "unsettled": "A file was saved again and again while the site was built.",
        "locked": "Another run is at work in the project.",
        "engine": "The engine warned, or failed.",
        "address": "`serve` cannot listen where it was told to.",
        "git": "Git cannot say what a branch touches.",
        "bad-initials": "A stamp is signed with something other than initials or a role.",
        "nothing-waits": "Nothing waits to be accepted under a name.",
        "another-passage": "Another passage was read since the one that was to be accepted.",
    },
    "Packets": {
        "missing": "An answer that is needed is not there.",
        "placeholder": "An answer is still the placeholder that its field began with.",
        "too-many": "More choices were taken than the field allows.",
        "no-reason": "A step is said not to apply, and no reason is given.",
        "bad-time": "A time is not in UTC, or not written YYYY-MM-DDTHH:MM:SSZ.",
        "no-zone": "A time names no time zone.",
        "zone-name": "The letters of a time stand for several time zones.",
        "day-or-month": "A date may be two days, because day and month are not told apart.",
        "no-year": "A date names no year.",
        "bad-weekday": "A date names another weekday than it falls on.",
        "bad-http-status": "An HTTP status is not three digits.",
        "bad-http-method": "An HTTP method is not written in capital letters.",
        "bad-count": "A count is not a whole number.",
        "missing-when": "An answer that other answers make necessary is not there.",
        "too-early": "A time or a day lies before the one that it follows.",
        "not-decided": "An answer is not what its decision says.",
        "rests-on-open": "A choice rests on a checklist of which an item is open.",
        "miscounted": "A number is not how many entries there are.",
        "differs": "Two answers that say the same thing differ.",
        "no-entry": "An answer names an entry that is not there.",
        "out-of-order": "Entries do not stand in their order.",
        "documented": "What a decision table says about the answers of a packet: for your information.",
        "against-documented": "An answer is against what is documented for the other answers, and no "
        "reason is given.",
        "against-with-reason": "An answer stands against what is documented, with a reason.",
        "other-version": "A packet was made with another version of its worksheet.",
        "other-worksheet": "A packet belongs to another worksheet.",
        "not-a-packet": "A file holds no packet.",
        "newer-packet": "A packet was written by a newer Proofpack.",
        "json": "A packet is not JSON.",
        "not-text": "A value of a packet is no text.",
    },
}
"""The pages of what no rule of `check` finds, by group and id."""


def registry() -> Iterator[RulePage]:
    """Yield the page of every id of the program's own, in the order of the manual."""
    for rule in RULES:
        if rule.find is not claim:
            group = "Time and the outside world" if rule.exit is Exit.OUTSIDE else "What is written"
            level = f"{rule.level}, exit {Exit.OUTSIDE:d}" if rule.urgent else rule.level
            yield RulePage(rule.id, group, level, rule.manual, rule.find)
    for group, entries in _PAGES.items():
        for name, text in entries.items():
            level = "note" if name in _NOTES else "warning" if name in _WARNINGS else "error"
            yield RulePage(name, group, level, text)
