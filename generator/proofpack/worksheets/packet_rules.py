"""What is wrong with a packet: the same findings here and in browsers, in the order of the schema.

Secrets hold an export back, until they are redacted or somebody says why one is none. Everything else is
said, and handed over with the packet: open is a state, not a mistake of the reader's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from proofpack.model.records.rules import Rules
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.secrets import Hit, Numbers, Secrets
from proofpack.secrets.engine import ROUNDS
from proofpack.worksheets import constants, verdicts
from proofpack.worksheets.agreement import agreement
from proofpack.worksheets.bodies import Bodies
from proofpack.worksheets.constants import LISTS, PROSE, YES_NO
from proofpack.worksheets.messages import REVOKE, WAIVED, WORDS, filled, shown
from proofpack.worksheets.packet import Raw, last_key
from proofpack.worksheets.well_formed import misshapen

_PLACEHOLDER = re.compile(constants.PLACEHOLDER)


class PacketFinding(Struct, frozen=True):
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


class PacketChecker(Struct, frozen=True):
    """The rules of a project, ready for packets."""

    secrets: Secrets
    bodies: Bodies

    @classmethod
    def of(cls, rules: Sequence[Rules]) -> PacketChecker:
        """Compile the rules of a project.

        Args:
            rules: its files of rules.
        """
        return cls(Secrets.of(rules), Bodies.of(rules))

    def judge(self, schema: WorksheetSchema, packet: Raw) -> list[PacketFinding]:
        """Return everything that is wrong with a packet.

        Args:
            schema: the worksheet of today.
            packet: a canonical packet; see `adopt`.
        """
        if packet["worksheet"] != schema.id:
            slots = {"then": self._repeated("", packet["worksheet"]), "now": shown(schema.id)}
            return [_finding("other-worksheet", "worksheet", slots)]
        waived = self.waived(packet)
        return [self._settled(finding, waived) for finding in self._all(schema, packet)]

    def waived(self, packet: Raw) -> dict[str, dict[str, str]]:
        """Return what was said to be no secret: by place, the reason by the id of its rule.

        A reason is needed, and what is a secret for certain stays one.

        Args:
            packet: a canonical packet.
        """
        certain = {rule.id for rule in self.secrets.rules if rule.certain}
        reasons: dict[str, dict[str, str]] = {}
        for waiver in packet.get("waived", ()):
            if waiver["reason"] and waiver["rule"] not in certain:
                reasons.setdefault(waiver["at"], {})[waiver["rule"]] = waiver["reason"]
        return reasons

    def _settled(self, finding: PacketFinding, waived: dict[str, dict[str, str]]) -> PacketFinding:
        """Return a finding as it is once somebody has said that it is no secret."""
        reason = waived.get(finding.at, {}).get(finding.rule.removeprefix("secret-"))
        if not finding.holds or not reason:
            return finding
        remedy = filled(WAIVED, {"reason": self._repeated("", reason)})
        return replace(finding, level="warning", holds=False, remedy=remedy)

    def _all(self, schema: WorksheetSchema, packet: Raw) -> Iterator[PacketFinding]:
        if packet["version"] != schema.version:
            slots = {"then": self._repeated("", packet["version"]), "now": shown(schema.version)}
            yield _finding("other-version", "version", slots, "warning")
        for key in ("version", "title", "name", "made"):
            yield from self._secret(key, "", packet[key])
        for part in schema.parts:
            answers = packet["answers"].get(part["id"], {})
            yield from self._fields(part["fields"], answers, part["id"])
        for contradiction in agreement(schema, packet):
            value, other = (
                self._repeated(*contradiction.value),
                self._repeated(*contradiction.other),
            )
            slots = {"value": value, "label": shown(contradiction.label), "other": other}
            slots |= {"left": contradiction.left, "instead": contradiction.instead}
            yield _finding(contradiction.rule, contradiction.at, slots)
        for rule, at, slots in verdicts.findings(schema, packet):
            stands = rule == "against-with-reason"
            yield _finding(rule, at, slots, "warning" if stands else "error")
        for position, orphan in enumerate(packet["orphans"]):
            yield from self._orphan(f"orphans[{position}]", orphan)
        for kind in LISTS:
            for position, pin in enumerate(packet.get(kind, ())):
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
            if field.get("single") and len(value) > 1:
                yield _finding("too-many", at, {"count": str(len(value))})
            for position, inner in enumerate(value):
                yield from self._text(field, inner, f"{at}[{position}]")
        else:
            yield from self._text(field, value, at)

    def _group(self, field: Mapping[str, Any], value: Any, at: str) -> Iterator[PacketFinding]:
        value = value or {}
        if not field["repeat"]:
            unreasoned = value.get("state") == "not-applicable" and not value.get("because")
            if unreasoned and field.get("short") == "state":
                yield _finding("no-reason", at, {})
            yield from self._fields(field["fields"], value, at)
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
        elif any(choice["id"] == value for choice in field["choices"]):
            return  # as in redaction: what stands beside a format to be chosen is no secret
        elif (bad := misshapen(field, value))[0]:
            yield from self._shown(bad[0], at, field["id"], value, bad[1])
        # What was seen stands as it was seen: measurements, log lines, headers.
        prose = kind in PROSE or (kind == "code" and field["sensitivity"] != "redact")
        if prose and not field.get("observed"):
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
        yield from self._pasted(at, text)

    def _pasted(self, at: str, text: str) -> Iterator[PacketFinding]:
        for body in self.bodies.find(text):
            pasted = self.bodies.rules[body.rule]
            slots = {"about": pasted.about, "instead": pasted.instead}
            yield _finding(body.rule, at, slots, "warning")

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
        hits = self.secrets.find(text)
        if not key or not text:
            return hits
        head = f"{key}: "
        for hit in self.secrets.find(head + text):
            begin, end = max(hit.start - len(head), 0), hit.end - len(head)
            if end > 0 and not any(hit.start < end and begin < hit.end for hit in hits):
                hits.append(Hit(hit.rule, begin, end, hit.mask, hit.digest))
        return sorted(hits, key=lambda hit: hit.start)

    def redacted(self, key: str, text: str, numbers: Numbers, spared: Container[str] = ()) -> str:
        """Return a text with placeholders for its secrets.

        Args:
            key: id of the field that holds the text, or nothing.
            text: the text.
            numbers: what the values of the packet are numbered by.
            spared: ids of the rules whose findings were said to be none.
        """
        for _ in range(ROUNDS):
            # What one hides behind another is found in the next round.
            if not (hits := [hit for hit in self.hits(key, text) if hit.rule not in spared]):
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
