"""reStructuredText as docutils and Sphinx show it: what is found, under which heading, in which row."""

from __future__ import annotations

from typing import Any

import pytest

from proofpack.model.outcomes import Document, Evaluation, Outcome
from proofpack.refresh.evidence import evaluate
from proofpack.refresh.evidence.extract import extract
from tests.refresh.evidence.test_extract import EXPECTED, QUOTE, URL, source
from tests.secrets import mask
from tests.vectors import each_of

FOUND = {
    "paragraph": "every request\ncarries a token",
    "emphasis": "every *request* carries **a** token",
    "literal": "``every`` request carries a token",
    "role": "every :term:`request` carries a :ref:`token <tokens>`",
    "role-after": "every `request`:emphasis: carries a token",
    "link": "every `request <https://example.com/a_b>`_ carries a `token`__",
    "reference": "every request_ carries a token__",
    "target": ".. _here: https://example.com\n\nevery request carries a token",
    "escape": r"every r\ equest carries a \token",
    "substitution": "every |thing| carries a token\n\n.. |thing| replace:: request",
    "footnote": "every request [1]_ carries a token [#note]_\n\n.. [1] Below.",
    "footnote-text": ".. [1] every request carries a token",
    "bullets": "* one\n* every request\n  carries a token\n\n  more",
    "numbers": "#. one\n#. every request\n   carries a token",
    "nested": "* one\n\n  - every request\n    carries a token",
    "definition": "term\n    every request carries a token",
    "term": "every request carries a token\n    definition",
    "field": ":Default: every request carries a token",
    "parameter": ":param str key: every request carries a token",
    "quote": "x\n\n    every request carries a token",
    "line-block": "| every request carries a token\n| more",
    "literal-block": "Such as::\n\n    every request carries a token\n\nmore",
    "quoted-literal": "Such as::\n\n> every request carries a token\n\nmore",
    "doctest": ">>> every request carries a token\nmore",
    "note": ".. note:: every request\n   carries a token",
    "note-body": ".. note::\n   :class: x\n\n   every request carries a token",
    "admonition": ".. admonition:: every request carries a token\n\n   more",
    "code": ".. code-block:: text\n   :linenos:\n\n   every request carries a token",
    "version": ".. versionadded:: 1.2\n   every request carries a token",
    "version-same": ".. versionchanged:: 1.2 every request carries a token",
    "unknown": ".. own-thing:: every request carries a token",
    "unknown-body": ".. own-thing:: a\n   :b: c\n\n   every request carries a token",
    "object": ".. py:function:: f(a)\n   :async:\n\n   every request carries a token",
    "grid": """\
+---+------------------+
| a | every request    |
|   | carries a token  |
+---+------------------+
""",
    "grid-span": """\
+---------------+---------------+
| every request carries a token |
+---------------+---------------+
""",
    "simple": """\
=====  =============
a      b
=====  =============
x      every request
       carries a token
=====  =============
""",
    "list-table": """\
.. list-table:: t
   :header-rows: 1

   * - a
     - b
   * - c
     - every request
       carries a token
""",
    "csv-table": '.. csv-table:: t\n   :header: a, b\n\n   c, "every request carries a token"',
    "title": "every request carries a token\n=============================",
    "overline": "===\n T\n===\n\nevery request carries a token",
    "raw": ".. raw:: html\n\n   <p>every <b>request</b> carries a token",
    "tabs": ".. note::\n\n\tevery request carries a token",
    "windows": "every request\r\ncarries a token\r\n",
}
UNSEEN = {
    "comment": ".. every request carries a token",
    "comment-block": "..\n   every request carries a token",
    "index": ".. index:: every request carries a token",
    "toctree": ".. toctree::\n\n   every request carries a token",
    "option": ".. note::\n   :class: every request carries a token\n\n   more",
    "raw": ".. raw:: latex\n\n   every request carries a token",
    "raw-comment": ".. raw:: html\n\n   <!-- every request carries a token",
    "target": ".. _every request carries a token: https://example.com",
    "address": "`here <https://example.com/every request carries a token>`_",
    "unused": ".. |x| replace:: every request carries a token",
    "include": ".. include:: every request carries a token",
    "split": "* every request. A\n* carries a token",
    "html": "<!-- every request carries a token -->",
}
BOTH = f"\n\n{EXPECTED} that goes on for a while.\n\n" * 8


def evaluated(text: str, *quotes: str, **keys: Any) -> Evaluation:
    """Return what a page says of a source with some quotes."""
    return evaluate(source(*quotes, **keys), Document(URL, URL, "rst", text), mask())


def text_of(text: str) -> str:
    """Return a page as its reader sees it."""
    return extract(source(), Document(URL, URL, "rst", text)).marked_text.text


@each_of("text", FOUND.values(), ids=FOUND)
def test_what_a_reader_sees_is_found(text: str) -> None:
    """However it is marked up."""
    assert evaluated(BOTH + text, QUOTE).outcome is Outcome.CONFIRMED
    assert evaluated(f"{text}{BOTH}", QUOTE).outcome is Outcome.CONFIRMED


@each_of("name", [name for name in UNSEEN if name != "html"])
def test_what_nobody_sees_is_not_found(name: str) -> None:
    """Comments, options, targets, what comes from elsewhere, and what stands apart."""
    assert evaluated(BOTH + UNSEEN[name], QUOTE).outcome is Outcome.QUOTE_MISSING


def test_html_is_shown_as_it_is_written() -> None:
    """ReStructuredText has no tags, so what looks like a comment is text."""
    assert evaluated(BOTH + UNSEEN["html"], QUOTE).outcome is Outcome.CONFIRMED


@each_of(
    ("text", "shown"),
    [
        (":meth:`~a.b.Client.get`", "get()"),
        (":func:`get()`", "get()"),
        (":class:`~a.b.Client`", "Client"),
        (":class:`!a.Client`", "a.Client"),
        (":pep:`8` and :rfc:`9309`", "PEP 8 and RFC 9309"),
        (":abbr:`LIFO (last in, first out)`", "LIFO"),
        (":menuselection:`File --> Open`", "File \u2023 Open"),
        (":param int size: how many", "size (int) - how many"),
        (".. versionadded:: 1.2", "Added in version 1.2."),
        (".. deprecated:: 1.2 Use b.", "Deprecated since version 1.2: Use b."),
        (".. warning:: Hot", "Warning\nHot"),
        (".. py:class:: a.B(c)", "class a.B(c)"),
        ("a_b and a*b and 2 * 3 * 4 and `x", "a_b and a*b and 2 * 3 * 4 and `x"),
        ("Text ::\n\n   code", "Text\ncode"),
        ("Text::\n\n   code", "Text:\ncode"),
        ("::\n\n   code", "code"),
    ],
)
def test_what_is_shown_is_what_sphinx_shows(text: str, shown: str) -> None:
    """Roles, fields and directives of Sphinx have words of their own."""
    assert text_of(text) == shown


def test_what_comes_from_elsewhere_confirms_no_absence() -> None:
    """A part of the page that another file holds may say it."""
    absence = {"id": "none", "says": "So.", "pattern": "tokens expire"}
    text = f"{BOTH}{FOUND['paragraph']}\n\n"
    for part, found in (("", 2), (".. include:: x.rst", 1), (".. automethod:: x", 1)):
        evaluation = evaluated(text + part, QUOTE, absences=[absence])
        assert len([match for match in evaluation.matches if match.found]) == found
        assert ("in another file" in evaluation.detail) == (found == 1)


def test_headings_have_the_levels_in_which_they_come() -> None:
    """Each style of line below, or above and below, is a level."""
    page = "====\nOne\n====\n\nTwo\n---\n\nThree\n~~~~~\n\nFour\n----\n\n----\n\nNo heading\n"
    marked = extract(source(), Document(URL, URL, "rst", page)).marked_text
    assert [(level, text) for _, level, text in marked.headings] == [
        (1, "One"),
        (2, "Two"),
        (3, "Three"),
        (2, "Four"),
    ]


def test_rows_begin_with_their_names() -> None:
    """Cells of all four kinds of tables, and terms of lists, stand in one row."""
    for name in ("grid", "simple", "list-table", "csv-table"):
        rows = text_of(FOUND[name]).split("\n\n")
        row = next(row for row in rows if "every request" in row)
        assert row.split("\n")[0] in ("a", "c", "x"), name


N = 20_000
HOSTILE = {
    "deep-quotes": "\n\n".join(" " * depth + "x" for depth in range(1500)),
    "deep-items": "\n".join("  " * depth + "* x" for depth in range(1000)),
    "items": "* " * N,
    "backticks": "`" * 100_000,
    "open-backticks": " `a" * N,
    "open-stars": " *a" * N + " **b" * N,
    "bars": " |a" * N,
    "roles": ":a:" * N,
    "fields": ":a" * N + ": b",
    "underscores": "a_" * N + " " + "_" * N,
    "notes": "[a" * N,
    "escapes": "\\" * 99_999,
    "adornments": "=" * 100_000 + "\n" + "-" * 100_000,
    "simple": "=== ===\n" * N,
    "simple-open": "=== ===\nx\n" * N,
    "grid": "+-+\n" * N,
    "wide-grid": "+" + "-+" * 5000 + "\n" + "|" * 10_001 + "\n+" + "-+" * 5000,
    "directives": ".. a::\n" * N,
    "deep-directives": "\n".join("   " * depth + ".. note::" for depth in range(500)),
    "list-tables": "\n".join("   " * depth + ".. list-table::\n" for depth in range(300)),
    "substitutions": ".. |a| replace:: |a| |a| |a|\n\n" + "|a| " * N,
    "substitution-blocks": ".. |a| replace:: x\n" * N,
    "csv": '.. csv-table::\n\n   "' + "x,\n   " * N,
    "literals": "a::\n\n" * N,
    "blanks": " " * 500_000 + "x\n" + "\n" * 40_000,
    "lines": "\n" * 50_001,
    "long": "x" * 2_000_001,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_is_judged(text: str) -> None:
    """Neither depth nor length is anything but an outcome."""
    assert evaluated(text, QUOTE).outcome in {
        Outcome.NOT_READABLE,
        Outcome.NOT_THE_DOCUMENT,
        Outcome.QUOTE_MISSING,
    }
