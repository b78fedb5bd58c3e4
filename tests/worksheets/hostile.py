"""Text that some format, reader or pattern takes for something else."""

from __future__ import annotations

import random

from tests.worksheets.times import READ, TOLD

PIECES = [
    *("`", "``", "```", "````text", "~~~", "---", "...", "- ", "- x", "* ", "# a", "## b (`c`)"),
    *("- Name (`name`): `x`", "  - (`because`): `y`", "open", "[x] ", "(`", "`)", "1. ", "| a |"),
    *('"', "'", "\\", "\\n", "\\u2028", '\\"', "%", "%20", "%zz", "&amp;", "&#96;", "<!-- a -->"),
    *("<script>", "{{ x }}", "{% y %}", "{a.b}", "{", "}", "[", "]", ",", ": ", "#", "key: value"),
    *(
        "|-",
        ">",
        "!",
        "!!str",
        "&a",
        "*a",
        "? ",
        "@",
        "yes",
        "null",
        "~",
        "0x1f",
        "1e3",
        "2026-11-20",
    ),
    *("\t", " ", "  ", "\n", "\n\n", "\n \n", "\r\n", "\r", "\n    ", "\n\t"),
    *(
        "\0",
        "\x07",
        "\x0b",
        "\x0c",
        "\x1b[31m",
        "\x7f",
        "\x85",
        "\x9f",
        "\ufdd0",
        "\ufffe",
        "\U0001ffff",
    ),
    *("\ud800", "\udc00", "\ufffd", "\ufeff", "\u200b", "\u200e", "\u202e", "\u2028", "\u2029"),
    *(
        "\u00a0",
        "\u00ad",
        "\u3000",
        "\u2066",
        "\u061c",
        "\ue000",
        "\ufff9",
        "\U0001f600",
        "e\u0301",
    ),
    *("word", "two words", "\u4e2d\u6587", "Ünïcode", "https://example.org/a?b=c#d", "<X>", "=1+1"),
]
ODD_TIMES = [
    *("2026-11-20T10:00:00Z", "2026-11-20T10:00Z", "2026-02-30T10:00Z", "2026-11-20 10:00", "now"),
    *("1989-01-01T00:00Z", "2199-12-31T23:59:59.123456789Z", "2026-11-20T24:00Z", "0000-00-00"),
    *READ,
    *TOLD,
]
ODD_DATES = ["2026-11-20", "2026-02-29", "2028-02-29", "1990-01-01", "2200-01-01", "20.11.2026"]
ODD_URLS = [
    *(
        "https://example.org",
        "http://a/b c",
        "https://",
        "ftp://x",
        "https://me:x@y/z",
        "HTTPS://a",
    ),
    *("https://ex\u00e4mple.org/\u4e2d", "https://a\u00a0b", "https://a/\\b", "//a"),
]
ODD_NUMBERS = [
    *("1", "2", "3", "02"),
    *("0", "-1", "1.5", "1.", ".5", "1e3", "\u0663", "1,000", "--1", "007"),
]


def text(chance: random.Random, longest: int = 6) -> str:
    """Return text of pieces that formats treat apart.

    Args:
        chance: where chance comes from.
        longest: of how many pieces at most.
    """
    if chance.random() < 0.01:
        return chance.choice(["x", "a b ", "`", "\U0001f600", "- "]) * 3000
    made = "".join(chance.choice(PIECES) for _ in range(chance.randint(0, longest)))
    # Two halves of a character that happen to meet are one character to a browser.
    return made.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def label(chance: random.Random) -> str:
    """Return a label: one line that is not empty, as a sheet holds it."""
    made = text(chance, 3).encode("utf-8", "replace").decode()
    return " ".join(made.split()) or "Label"
