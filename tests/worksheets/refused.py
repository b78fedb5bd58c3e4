"""Files that are no packets: with the line of what is wrong, and what a browser says."""

from __future__ import annotations

from typing import NamedTuple


class Refused(NamedTuple):
    """A file that is refused.

    Attributes:
        text: what stands in it.
        line: where what is wrong stands.
        said: what the browser says.
    """

    text: str
    line: int
    said: str


_JSON = '{\n  "packet": "proofpack/1",\n  "worksheet": "note",\n  "answers": {\n    %s\n  }\n}\n'
_YAML = 'packet: "proofpack/1"\nworksheet: note\nanswers:\n  record:\n    %s\n'
_QUOTES = "found a value without quotes; wanted: text in quotes"
_CHECK = "; check commas, quotes and brackets"
_WANTED = "; wanted: a packet, which says `packet: proofpack/1`"

REFUSED = {
    "JSON that is cut short": Refused(
        '{\n  "packet": "proofpack/1",\n  "wor', 3,
        "not JSON: text that is not closed, or a \\ that means nothing" + _CHECK,
    ),
    "JSON without a comma": Refused(
        '{\n  "packet": "proofpack/1"\n  "worksheet": "note"\n}\n', 3,
        "not JSON: wanted , or } here" + _CHECK,
    ),
    "JSON with a comma too many": Refused(
        _JSON % '"record": {"a": "b",}', 5, "not JSON: wanted a key in quotes here" + _CHECK
    ),
    "JSON with a second value": Refused(
        '{"packet": "proofpack/1",\n "worksheet": "note"}\n{}', 3,
        "not JSON: something stands after the end" + _CHECK,
    ),
    "JSON with a number": Refused(_JSON % '"record": {"status": 503}', 5, _QUOTES),
    "JSON with null": Refused(_JSON % '"record": {"status": null}', 5, _QUOTES),
    "JSON with true": Refused(_JSON % '"record": {"status": true}', 5, _QUOTES),
    "JSON with a word": Refused(
        _JSON % '"record": {"status": none}', 5, "not JSON: wanted a value here" + _CHECK
    ),
    "JSON with a key that stands twice": Refused(
        _JSON % '"record": {"a": "b",\n    "a": "c"}', 6,
        'the key "a" is written twice, first on line 5; keep one',
    ),
    "JSON that is nested too deep": Refused(
        _JSON % ('"record": ' + '{"a":' * 30), 5, "nested over 24 levels deep; flatten it"
    ),
    "JSON that is no packet": Refused('{\n  "name": "x"\n}\n', 1, "no packet" + _WANTED),
    "JSON of a later program": Refused(
        '{\n  "packet": "proofpack/2",\n  "worksheet": "note"\n}\n', 2,
        "a packet of format 2, which this page does not know; update Proofpack",
    ),
    "a packet of no worksheet": Refused(
        '{\n  "packet": "proofpack/1"\n}\n', 1,
        "it does not say of which worksheet it is; wanted: `worksheet: ID`",
    ),
    "YAML with a key that stands twice": Refused(
        _YAML % "a: b\n    a: c", 6, 'the key "a" is written twice, first on line 5; keep one'
    ),
    "YAML with an alias": Refused(
        _YAML % "a: b\n    c: *d", 6, "an alias (*); write the value out"
    ),
    "YAML with an anchor": Refused(_YAML % "a: &b c", 5, "an anchor (&); take it out"),
    "YAML with a tag": Refused(_YAML % "a: !!int 5", 5, "a tag (!); take it out"),
    "YAML with a key that is a list": Refused(_YAML % "? [a]\n    : b", 5, "a key that is no text"),
    "YAML with a second document": Refused(_YAML % "a: b\n---\nc: d", 6, "a second document; keep one"),
    "YAML that is not closed": Refused(
        _YAML % "a: [b\n    c: d", 6, "not YAML: deficient indentation"
    ),
    "YAML that is a list": Refused("- packet\n- proofpack/1\n", 1, "no packet" + _WANTED),
    "an empty file": Refused("", 1, "the file is empty"),
    "prose": Refused("# Notes\n\nNothing of note.\n", 3, "no packet" + _WANTED),
    "Markdown": Refused(
        "# T\n\n- Packet (`packet`): `proofpack/1`\n- Worksheet (`worksheet`): `note`\n", 1,
        "Markdown is for people and is not read back; wanted: the JSON or YAML of the same packet",
    ),
}  # fmt: skip
"""By what is wrong."""
