"""What is wrong with a packet: the same findings here and in browsers, in the order of the schema.

What may not leave (secrets, pasted bodies) holds an export back. Everything else is said, and handed
over with the packet: open is a state, not a mistake of the reader's. Statements without a source are
advice, on the command line alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from proofpack.model.records.rules import AssertionRule, Rules
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.secrets import Hit, Numbers, Secrets
from proofpack.secrets.engine import ROUNDS
from proofpack.worksheets import constants, verdicts
from proofpack.worksheets.bodies import Bodies
from proofpack.worksheets.constants import PROSE, STATES, YEARS, YES_NO
from proofpack.worksheets.messages import REVOKE, WORDS, filled, shown
from proofpack.worksheets.packet import Raw, last_key

_TIME = re.compile(constants.TIME)
_DATE = re.compile(constants.DATE)
_FORMS = {kind: re.compile(form) for kind, form in constants.FORMS.items()}
_PLACEHOLDER = re.compile(constants.PLACEHOLDER)
_ADDRESS = re.compile(r"https?://[^\s]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PacketFinding:
    """One thing that is wrong with a packet.

    Attributes:
        rule: name of the rule.
        at: path of the answer, such as `record.http_status`.
        what: what is wrong.
        remedy: what to do.
        level: an error, or a warning.
        holds: whether an export waits for it.
        digest: of a secret, what it is known by.
    """

    rule: str
    at: str
    what: str
    remedy: str
    level: Literal["error", "warning"] = "error"
    holds: bool = False
    digest: str = ""


Statements = Callable[[str], Iterable[tuple[AssertionRule, int]]]
"""From a text to the rules on statements that it breaks, each with the offset of its words."""


def _none(_: str) -> Iterable[tuple[AssertionRule, int]]:
    return ()


def _line(text: str, offset: int) -> str:
    """Return the line of a text in which an offset stands."""
    end = text.find("\n", offset)
    return text[text.rfind("\n", 0, offset) + 1 : end if end >= 0 else len(text)]


@dataclass(frozen=True)
class PacketChecker:
    """The rules of a project, ready for packets."""

    secrets: Secrets
    bodies: Bodies
    statements: Statements

    @classmethod
    def of(cls, rules: Sequence[Rules], statements: Statements = _none) -> PacketChecker:
        """Compile the rules of a project.

        Args:
            rules: its files of rules.
            statements: finds statements without a source; without it, none are looked for.
        """
        return cls(Secrets.of(rules), Bodies.of(rules), statements)

    def judge(self, schema: WorksheetSchema, packet: Raw) -> list[PacketFinding]:
        """Return everything that is wrong with a packet.

        Args:
            schema: the worksheet of today.
            packet: a canonical packet; see `adopt`.
        """
        if packet["worksheet"] != schema.id:
            slots = {"then": self._repeated("", packet["worksheet"]), "now": shown(schema.id)}
            return [_finding("other-worksheet", "worksheet", slots)]
        return list(self._all(schema, packet))

    def _all(self, schema: WorksheetSchema, packet: Raw) -> Iterator[PacketFinding]:
        if packet["version"] != schema.version:
            slots = {"then": self._repeated("", packet["version"]), "now": shown(schema.version)}
            yield _finding("other-version", "version", slots, "warning")
        for key in ("version", "title", "name", "made"):
            yield from self._secret(key, "", packet[key])
        for part in schema.parts:
            yield from self._part(part, packet["answers"].get(part["id"]))
        for rule, at, slots in verdicts.findings(schema, packet):
            stands = rule == "against-with-reason"
            yield _finding(rule, at, slots, "warning" if stands else "error")
        for position, orphan in enumerate(packet["orphans"]):
            yield from self._orphan(f"orphans[{position}]", orphan)
        for kind in ("guides", "facts"):
            for position, pin in enumerate(packet[kind]):
                for key, text in pin.items():
                    yield from self._secret(f"{kind}[{position}].{key}", "", text)

    def _orphan(self, at: str, orphan: Raw) -> Iterator[PacketFinding]:
        yield _finding("orphan", at, {}, "warning")
        yield from self._secret(f"{at}.at", "", orphan["at"])
        value = orphan["value"]
        if not isinstance(value, str):
            # A body that was pasted without quotes is data here, and would leave as such.
            whole = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            yield from self._pasted(f"{at}.value", whole)
        yield from self._any(f"{at}.value", last_key(orphan["at"]), value)

    def _any(self, at: str, key: str, value: Any) -> Iterator[PacketFinding]:
        """Yield what is wrong with raw data, of which each text stands beside the nearest key."""
        if isinstance(value, str):
            yield from self._words(at, key, value)
        elif isinstance(value, dict):
            for name, inner in value.items():
                yield from self._secret(f"{at}.{name}", "", name)
                yield from self._any(f"{at}.{name}", name, inner)
        else:
            for position, inner in enumerate(value):
                yield from self._any(f"{at}[{position}]", key, inner)

    def _part(self, part: Mapping[str, Any], answer: Any) -> Iterator[PacketFinding]:
        kind, at, answer = part["kind"], part["id"], answer or {}
        if kind == "record":
            yield from self._fields(part["fields"], answer, at)
        elif kind == "checklist":
            for item in part["items"]:
                yield from self._item(answer.get(item["id"], {}), f"{at}.{item['id']}")
        elif kind == "decision":
            yield from self._choice(answer.get("option", ""), part["options"], f"{at}.option")
            yield from self._because(answer, at)
        elif kind == "classification":
            yield from self._labels(part, answer, at)
            yield from self._because(answer, at)
        elif kind == "table":
            for row in part["rows"]:
                for column in part["columns"]:
                    text = answer.get(row["id"], {}).get(column["id"], "")
                    yield from self._words(f"{at}.{row['id']}.{column['id']}", column["id"], text)

    def _item(self, answer: Raw, at: str) -> Iterator[PacketFinding]:
        state = answer.get("state", "open")
        if state not in STATES:
            yield from self._shown("bad-state", f"{at}.state", "", state)
            yield from self._secret(f"{at}.state", "", state)
        if state == "not-applicable" and not answer.get("because"):
            yield _finding("no-reason", at, {})
        yield from self._because(answer, at)

    def _because(self, answer: Raw, at: str) -> Iterator[PacketFinding]:
        yield from self._words(f"{at}.because", "because", answer.get("because", ""))

    def _labels(self, part: Mapping[str, Any], answer: Raw, at: str) -> Iterator[PacketFinding]:
        labels = answer.get("labels", [])
        if len(labels) > 1 and not part["several"]:
            yield _finding("too-many", f"{at}.labels", {"count": str(len(labels))})
        for position, label in enumerate(labels):
            yield from self._choice(label, part["labels"], f"{at}.labels[{position}]")

    def _fields(self, fields: list[Any], answers: Raw, at: str) -> Iterator[PacketFinding]:
        for field in fields:
            yield from self.field(field, answers.get(field["id"], ""), f"{at}.{field['id']}")

    def field(self, field: Mapping[str, Any], value: Any, at: str) -> Iterator[PacketFinding]:
        """Yield what is wrong with one field.

        Args:
            field: the field, as the schema describes it.
            value: its answer, or nothing.
            at: its path.
        """
        if field["type"] == "group":
            yield from self._group(field, value, at)
        elif not value:
            if field["required"]:
                yield _finding("missing", at, {})
        elif isinstance(value, list):
            for position, inner in enumerate(value):
                yield from self._text(field, inner, f"{at}[{position}]")
        else:
            yield from self._text(field, value, at)

    def _group(self, field: Mapping[str, Any], value: Any, at: str) -> Iterator[PacketFinding]:
        if not field["repeat"]:
            yield from self._fields(field["fields"], value or {}, at)
        elif not value and field["required"]:
            yield _finding("missing", at, {})
        for position, entry in enumerate(value if field["repeat"] and value else ()):
            yield from self._fields(field["fields"], entry, f"{at}[{position}]")

    def _text(self, field: Mapping[str, Any], value: str, at: str) -> Iterator[PacketFinding]:
        kind = field["type"]
        if field["required"] and value == field["default"] and _PLACEHOLDER.fullmatch(value):
            yield _finding("placeholder", at, {"value": shown(value)}, "warning")
        elif kind in ("choice", "choices"):
            yield from self._choice(value, field["choices"], at)
            return
        elif kind == "yes-no":
            yield from self._choice(value, [{"id": choice} for choice in YES_NO], at)
            return
        elif rule := _misshapen(kind, value):
            yield from self._shown(rule, at, field["id"], value)
        if kind in PROSE or (kind == "code" and field["sensitivity"] != "redact"):
            yield from self._words(at, field["id"], value)
        else:
            yield from self._secret(at, field["id"], value)

    def _choice(self, value: str, choices: list[Any], at: str) -> Iterator[PacketFinding]:
        known = [choice["id"] for choice in choices]
        if value and value not in known:
            yield from self._shown("unknown-choice", at, "", value, ", ".join(known))
            yield from self._secret(at, "", value)

    def _shown(
        self, rule: str, at: str, key: str, value: str, known: str = ""
    ) -> Iterator[PacketFinding]:
        """Yield a finding that repeats a value, without the secrets that it may hold beside its key."""
        yield _finding(rule, at, {"value": self._repeated(key, value), "known": known})

    def _repeated(self, key: str, value: str) -> str:
        return shown(self.redacted(key, value, Numbers.of(value)))

    def _words(self, at: str, key: str, text: str) -> Iterator[PacketFinding]:
        """Yield what is wrong with words that a reader wrote."""
        yield from self._secret(at, key, text)
        for rule, offset in self.statements(text):
            if not _ADDRESS.search(_line(text, offset)):
                slots = {"about": rule.about, "instead": rule.instead}
                yield _finding(f"claim-{rule.id}", at, slots, "warning")
        yield from self._pasted(at, text)

    def _pasted(self, at: str, text: str) -> Iterator[PacketFinding]:
        for body in self.bodies.find(text):
            pasted = self.bodies.rule(body.rule)
            slots = {"about": pasted.about, "instead": pasted.instead}
            yield _finding(f"pasted-{body.rule}", at, slots, holds=True)

    def _secret(self, at: str, key: str, text: str) -> Iterator[PacketFinding]:
        for hit in self.hits(key, text):
            rule = self.secrets.rule(hit.rule)
            revoke = REVOKE if rule.revoke else ""
            slots = {
                "about": rule.about,
                "mask": hit.mask,
                "instead": rule.instead,
                "revoke": revoke,
            }
            finding = _finding(f"secret-{hit.rule}", at, slots, holds=True)
            yield replace(finding, digest=hit.digest)

    def hits(self, key: str, text: str) -> list[Hit]:
        """Return the secrets of a value, with offsets in it.

        A bare password is one beside its key, so the value is looked at with the key before it too.

        Args:
            key: id of the field that holds the value, or nothing.
            text: the value.
        """
        kept = self.secrets.find(text)
        if not key or not text:
            return kept
        head = f"{key}: "
        for hit in self.secrets.find(head + text):
            begin, end = max(hit.start - len(head), 0), hit.end - len(head)
            if end > 0 and not any(hit.start < end and begin < hit.end for hit in kept):
                kept.append(Hit(hit.rule, begin, end, hit.mask, hit.digest))
        return sorted(kept, key=lambda hit: hit.start)

    def redacted(self, key: str, text: str, numbers: Numbers) -> str:
        """Return a text with placeholders for its secrets.

        Args:
            key: id of the field that holds the text, or nothing.
            text: the text.
            numbers: what the values of the packet are numbered by.
        """
        for _ in range(ROUNDS):
            # What one hides behind another is found in the next round.
            if not (hits := self.hits(key, text)):
                break
            text = numbers.replaced(text, hits)
        return text


def _finding(
    rule: str,
    at: str,
    slots: dict[str, str],
    level: Literal["error", "warning"] = "error",
    holds: bool = False,
) -> PacketFinding:
    words = WORDS.get(rule) or WORDS[rule.partition("-")[0]]
    return PacketFinding(
        rule, at, filled(words.what, slots), filled(words.remedy, slots), level, holds
    )


def _misshapen(kind: str, value: str) -> str:
    """Return the rule that a value of a type breaks, or nothing."""
    match kind:
        case "utc-time":
            match = _TIME.fullmatch(value)
            return "" if match and _in_calendar(match[1]) else "bad-time"
        case "date":
            return "" if _in_calendar(value) else "bad-date"
    form = _FORMS.get(kind)
    return "" if not form or form.fullmatch(value) else f"bad-{kind}"


def _in_calendar(day: str) -> bool:
    if not (match := _DATE.fullmatch(day)) or not YEARS[0] <= int(match[1]) <= YEARS[1]:
        return False
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
