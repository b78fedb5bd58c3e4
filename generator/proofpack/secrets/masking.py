"""Text of a page as our output may show it: with nothing in it that looks like a key.

A page may print a key by mistake, or a person's address. Passages go to terminals, logs and issues,
which must not repeat it. What is looked for is what `check` looks for, by the same engine: the rules of
the project. They are chosen so that prose of one's own raises no false alarm. A text of others is masked
sooner: rules that are wider come after them, and are all there is where a project has no rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from proofpack.model.records.rules import Rules
from proofpack.secrets.engine import PERSONAL, Secrets

_KEPT = 4
"""How many characters of a value are shown at most; of a short one, a third."""
_TOKEN, _PART = "[A-Za-z0-9+/=_-]", "[A-Za-z0-9]"
# One part has sixteen characters, among them a letter and two digits.
_PART_IS_MIXED = (
    rf"(?:{_TOKEN}{{0,400}}[+/=_-])?(?={_PART}{{16}})(?=[0-9]{{0,400}}[A-Za-z])"
    r"(?:[A-Za-z]{0,400}[0-9]){2}"
)
# Or the whole has thirty-two, with letters of both cases and three digits.
_ALL_IS_MIXED = (
    rf"(?={_TOKEN}{{32}})(?=[a-z0-9+/=_-]{{0,400}}[A-Z])(?=[A-Z0-9+/=_-]{{0,400}}[a-z])"
    r"(?:[A-Za-z+/=_-]{0,400}[0-9]){3}"
)
_WIDE: tuple[dict[str, object], ...] = (
    {
        "id": "shown-prefix",
        "about": "what begins like a key",
        "pattern": "(?<![A-Za-z0-9_])((?:(?:sk|pk|rk|gh[opsur]|github_pat|glpat|xox[abprs]|hf|ya29"
        "|npm|pypi|shpat|dop_v1|SG)[-_.]|AKIA|ASIA|AIza|eyJ)[A-Za-z0-9_-]{6,8000}"
        r"(?:\.[A-Za-z0-9_-]{0,8000}){0,8})",
        "matches": ["sk-{base62:20}", "eyJ{base62:9}.{base62:9}"],
        "passes": ["risk-free", "sk-..."],
    },
    {
        "id": "shown-name",
        "about": "a value that is named or sent like a credential",
        "pattern": "(?:api[_-]?key|token|secret|passw(?:or)?d|authorization)[\"']?[ \\t\\n]?[:=]"
        "[ \\t\\n]?[\"']?([^ \\t\\n\"',;]{8,4000})"
        "|(?<![A-Za-z0-9_])(?:bearer|basic) ([A-Za-z0-9._~+/=-]{8,4000})",
        "ignore_case": "true",
        "matches": ["password: {hex:9}", "Bearer {base62:20}"],
        "passes": ["token = YOUR_TOKEN_HERE", "max_tokens: 12"],
    },
    {
        "id": "shown-person",
        "about": "an address or a telephone number, or who logs in at an address",
        "pattern": r"([^\t\n !-$&-*,/:-@\[-\^`{-~]{1,64}"
        r"@[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,8})"
        r"|(?<=://)([^ \t\n/@:]{1,100}:[^ \t\n/@]{1,200})(?=@)"
        r"|(?<![A-Za-z0-9_.])(\+[0-9][0-9 \t\n()./-]{7,20}[0-9])",
        "matches": ["to jo@example.org", "https://jo:{hex:9}@host/", "+49 30 1234567"],
        "passes": ["a@b", "1 + 2"],
    },
    {
        "id": "shown-token",
        "about": "a long token, more likely made by a machine than written by a person",
        "pattern": rf"(?<!{_TOKEN})(?={_PART_IS_MIXED}|{_ALL_IS_MIXED})({_TOKEN}{{20,}})",
        "matches": ["{hex:40}", "ab-{base62:20}"],
        "passes": ["small-model-2024-07-18-preview", "a-single-compatible-interface"],
    },
)
_HARMLESS = {
    "id": "shown-word",
    "about": "a word, or a name that stands for the value",
    "pattern": r"(?:[A-Za-z]|[^ -~\t\n])+|[<${\[%(][^\n]*|(?:your|my|example|xxxx)[^\n]*"
    "|(?:[A-Z]{1,20}_){1,8}(?:KEY|TOKEN|SECRET|PASSWORD)",
    "rules": ["shown-name"],
}


class Mask(Protocol):
    """Returns a piece of a text with what looks like a key or a personal address masked."""

    def __call__(self, text: str, start: int = 0, end: int | None = None) -> str:
        """Mask a piece of a text.

        Args:
            text: a text without marks; what stands around the piece counts, for a key may be cut.
            start: where the piece starts.
            end: where it ends; by default with the text.
        """
        ...


def wide_rules() -> Rules:
    """Return the rules by which a text of others is masked beside those of a project."""
    # Of this kind, they come after every rule of the project.
    secrets = [rule | {"instead": "<HIDDEN>", "kind": PERSONAL} for rule in _WIDE]
    return Rules.model_validate({"secrets": secrets, "harmless": [_HARMLESS]})


def mask_of(rules: Iterable[Rules]) -> Mask:
    """Return what masks text of pages for a project.

    Args:
        rules: its files of rules, if it has any.
    """
    secrets = Secrets.of([*rules, wide_rules()])

    def mask(text: str, start: int = 0, end: int | None = None) -> str:
        end = len(text) if end is None else end
        pieces, last = [], start
        for hit in secrets.find(text):
            if hit.end <= last or hit.start >= end:
                continue
            shown = hit.start + min(_KEPT, (hit.end - hit.start) // 3)
            kept = text[hit.start : min(shown, end)] if hit.start >= last else ""
            pieces += [text[last : max(hit.start, last)], kept, "…"]
            last = hit.end
        pieces.append(text[last:end])
        return "".join(pieces).strip()

    return mask
