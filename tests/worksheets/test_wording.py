"""What a reader types into a worksheet: statements without a source, and bodies that were pasted."""

from __future__ import annotations

import ast
import hashlib
import random
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from proofpack.model.records.base import Names
from proofpack.model.records.rules import AssertionRule, BodyRule, Rules
from proofpack.model.records.wording_pattern import fault
from proofpack.project.load.yaml_nodes import read_yaml
from proofpack.project.validate.models import make
from proofpack.secrets import expand
from proofpack.text import markdown as plain
from proofpack.text import negation as denial
from proofpack.worksheets.typed_text import Typed
from proofpack.worksheets.wording import Bodies, Wording
from tests.conftest import ROOT

LISTS = yaml.safe_load((ROOT / "tests" / "planted" / "claims.yml").read_text("utf-8"))
ASSERTING = [(rule, one) for rule, listed in LISTS["asserting"].items() for one in listed]
SCRIPT = ROOT / "site-overrides" / "assets" / "claims.js"


@cache
def rules() -> list[Rules]:
    """Return the files of rules of this project that look at wording and at bodies."""
    paths = [ROOT / "data" / "rules" / f"{name}.yml" for name in ("assertions", "packets")]
    texts = [one.read_text(encoding="utf-8") for one in paths]
    return [Rules.model_validate(yaml.load(one, yaml.BaseLoader)) for one in texts]  # noqa: S506 - text


@cache
def wording() -> Wording:
    """Return the rules on statements, compiled."""
    return Wording.of(rules())


@cache
def bodies() -> Bodies:
    """Return the rules on bodies, compiled."""
    return Bodies.of(rules())


def found(text: str) -> list[str]:
    """Return the rules on statements that a text breaks."""
    return [one.rule for one in wording().find(text)]


def samples() -> list[str]:
    """Return every sentence and body that the rules and the lists of this project hold."""
    sentences = [one for rule in wording().rules for one in (*rule.matches, *rule.passes)]
    pasted = [expand(one) for rule in bodies().rules for one in (*rule.matches, *rule.passes)]
    listed = [*(one for _, one in ASSERTING), *LISTS["about"], *REACH]
    return [*sentences, *pasted, *listed, *(one for one, _ in TYPED)]


TYPED = [
    ("Failed requests are **billed**.", "are **billed"),
    ("The `gateway` is\u00a0 `down`.", "gateway` is\u00a0 `down"),
    ("Failed requests are bil\u00ad\u200bled.", "are bil\u00ad\u200bled"),
    ("The gateway is of\ufb02ine.", "gateway is of\ufb02ine"),
    ("\uff34he \uff4dodel is down.", "\uff4dodel is down"),
    ("Das ist f\u00fcr alle. The gateway\r\n  is down", "gateway\r\n  is down"),
    ("\U0001f600 e\u0301 The gateway is down", "gateway is down"),
    ("- [ ] Root cause: the firewall", "Root cause: t"),
    ("3. Cause: the firewall", "Cause: t"),
    ("> Cause: the firewall", "Cause: t"),
    ("What we saw:\nCause: the firewall", "Cause: t"),
    ("\u0416, the region isn\u2019t reachable", "region isn\u2019t reachable"),
    ("  Cause: the firewall", "Cause: t"),
]
"""Texts, and the words of the one statement in each."""

REACH = {
    "If calls fail, requests are billed.": False,
    "If needed, requests are billed.": True,
    "Whether failed, aborted, requests are billed.": False,
    "Whether failed, aborted, ended, requests are billed.": True,
    "Whether failed or aborted calls, or requests are billed.": False,
    "If a call fails, its requests are billed.": True,
    "Leave out that requests are billed.": False,
    "Leave out the body and failed requests are billed.": True,
    'It reads "requests are billed"?, and so on.': False,
    'It reads "requests are billed?", and so on.': False,
    'It reads "requests are billed", and so on.': True,
    'Here "requests are billed" is too strong.': False,
    'Here "requests are billed" is strong.': True,
    'They never write "requests are billed", and stop.': False,
    f"Nobody says that{' very' * 50} long requests are billed.": False,
    f"Nobody says that{' very' * 60} long requests are billed.": True,
}
"""Sentences that tell how far a denial, a condition or a question reaches: whether they assert."""

# fmt: off
_PIECES = [
    "Do not write that ", "Whether ", "No page says that ", "Never say: ", "It is unknown ", "if ",
    "What matters is that ", "Ask whether ", "the wording ", "because ", "the ", "so, ", "and ",
    " is to verify.", " is unknown.", ", but ", "; ", ", or ", ", ", " \u2014 ", " \u2013 ", " - ",
    '"', "\u201c", "\u201d", "\u2018", "\u2019", "'", "?", "!", ". ", " e.g. ", " No. ", "1. ",
    " (see https://status.example/x)", " HTTP://a", " http:// ", "\n", "\n\n", "\r\n", "\n- ",
    "\n* ", "> ", "# ", "[x] ", "**", "***", "`", "*", "\u00a0", "\u2028", "\t", "  ", "\u200b",
    "\u00ad", "\u00e9", "\u00c9", "e\u0301", "\u00df", "\u017f", "\u212a", "\u0130", "\u0131",
    "\u0416", "\u4e2d", "\U0001f600", "\U0001d41a", "\ufb01", "\uff41", "\u00bd", "\u00b2",
    "\u0663", "\0", "\x1f", "\x85", "\u2026", "\u2022", "\u20ac5 ", "\ud800", "\ufeff", "no", "x",
    "|", ":", ",",
]
HOSTILE = [
    "model ", "price of ", "the cause of a ", "never ", "if ", "requests are billed ", "is ", "a, ",
    "do not say requests are billed, ", '"are billed" ', "1,", "1 ", "model, a,", "answers in ",
    "whether, ", ", or ", "latency ", "quota 9 ", "api is not always ", "failure the the the ",
    " ", "curl ", "curl -d ", "curl \\\n", "data: ", '"role"', "HTTP/1.1 200\na: b\n", "[",
    '"messages": [ ', "2026-11-21 02:14 x\n", "2026-11-21 02:14:00 INFO\nx\n", "INFO ", "level=",
    "<html ", "<body <", "GET / HTTP/1.1\nx\n", "\n", "\u00e9", "\u00a0 ", "* ", "**", "`", "e.g. ",
    "A. ", "\u201c", "\u0301",
]
"""Pieces of texts that keep patterns busy."""
# fmt: on
SIZE = 20_000


def texts(seed: int, count: int) -> Iterator[str]:
    """Yield texts: sentences and bodies, cut, governed, quoted, strewn with oddities, joined.

    Args:
        seed: the same seed gives the same texts.
        count: how many.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    known = samples()
    for _ in range(count):
        parts = []
        for _ in range(chance.randint(1, 5)):
            part = chance.choice(known if chance.random() < 0.7 else _PIECES)
            if chance.random() < 0.3:
                at = chance.randint(0, len(part))
                part = part[:at] + chance.choice(_PIECES) + part[at:]
            if chance.random() < 0.2:
                at = chance.randint(0, len(part))
                part = part[:at] if chance.random() < 0.5 else part[at:]
            if chance.random() < 0.3:
                part = chance.choice(_PIECES) + part[:1].lower() + part[1:]
            parts += [part, chance.choice(["", "", " ", "\n", ". "])]
        # Two halves of a character that happen to meet are one character to a browser.
        text = "".join(parts).encode("utf-16", "surrogatepass")
        yield text.decode("utf-16", "surrogatepass")


# --- the rules of this project ----------------------------------------------------------------------


@pytest.mark.parametrize("rule", wording().rules, ids=lambda one: one.id)
def test_each_assertion_rule_holds_its_examples_in_plain_text(rule: AssertionRule) -> None:
    """What a rule finds on a page it finds in a worksheet, and it leaves the same alone."""
    for sentence in rule.matches:
        assert rule.id in found(sentence), sentence
    for sentence in rule.passes:
        assert found(sentence) == [], sentence


@pytest.mark.parametrize("rule", bodies().rules, ids=lambda one: one.id)
def test_each_body_rule_holds_its_examples(rule: BodyRule) -> None:
    """A rule finds what it says it finds, and no rule finds what it says passes."""
    for sample in rule.matches:
        assert rule.id in [one.rule for one in bodies().find(expand(sample))], sample
    for sample in rule.passes:
        assert bodies().find(expand(sample)) == [], sample


@pytest.mark.parametrize(("rule", "sentence"), ASSERTING, ids=lambda one: one[:40])
def test_a_sentence_that_asserts_is_found(rule: str, sentence: str) -> None:
    """By the rule that is about it."""
    assert rule in found(sentence)


@pytest.mark.parametrize("sentence", LISTS["about"], ids=lambda one: one[:40])
def test_a_sentence_that_asserts_nothing_passes(sentence: str) -> None:
    """Denied, asked, quoted, or left to verify."""
    assert found(sentence) == []


# --- how text is typed ------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "words"), TYPED)
def test_a_statement_is_found_however_it_is_typed(text: str, words: str) -> None:
    """Marks, spaces, line ends and what does not show hide nothing, and the place is told."""
    (one,) = wording().find(text)
    assert text[one.start : one.end] == words


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("We never claim that\nrequests are billed.", []),
        ("We never claim that\n\nrequests are billed.", ["billing"]),
        ("We never claim this\nRequests are billed.", ["billing"]),
        ("We never claim that\n- requests are billed.", ["billing"]),
        ("We never claim that\n* requests are billed.", ["billing"]),
        ("Never write:\n- Requests are billed", ["billing"]),
        ("Vague wording: none\n\nThe model is available.", ["availability"]),
        ("\u201cRequests are billed\u201d is a guess.", []),
        ("Don\u2019t write that requests are billed.", []),
        ("Is the model free, e.g. now?", []),
    ],
)
def test_lines_and_sentences_of_plain_text(text: str, rules: list[str]) -> None:
    """A line goes on where the next begins with a small letter; nothing governs across other lines."""
    assert found(text) == rules


@pytest.mark.parametrize(("sentence", "asserts"), REACH.items(), ids=lambda one: str(one)[:40])
def test_how_far_a_denial_reaches(sentence: str, asserts: bool) -> None:
    """The same in both runtimes, where other sentences do not tell them apart."""
    assert found(sentence) == ["billing"] * asserts


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("The gateway is down (https://status.example/incidents/1).", []),
        ("HTTP://status.example says that the gateway is down.", []),
        ("See https://status.example. The gateway is down.", ["availability"]),
        ("The gateway is down, as http:// tells.", ["availability"]),
        ("The gateway is down, see status.example.", ["availability"]),
    ],
)
def test_a_sentence_with_an_address_names_its_source(text: str, rules: list[str]) -> None:
    """The address has to stand in the sentence itself, and to be one."""
    assert found(text) == rules


def test_a_body_is_found_however_it_is_typed() -> None:
    """Blank lines, wide spaces and curly quotation marks hide none, and the place is told."""
    text = "As sent:\n\n\u201cmessages\u201d\u00a0:\t[\n\n \n\n  {\u201crole\u201d: 1}]"
    (one,) = bodies().find(text)
    assert (one.rule, text[one.start : one.end]) == ("chat-body", text[10:32])


def test_a_rule_is_told_once_for_each_sentence() -> None:
    """Two ways to say it are one finding; two sentences are two; they come in the order of the text."""
    text = "Requests are billed and are charged. They are billed. The gateway is down."
    assert found(text) == ["billing", "billing", "availability"]
    starts = [one.start for one in wording().find(text)]
    assert starts == sorted(starts)


def test_letters_with_marks_are_letters_in_patterns_too() -> None:
    """A rule of another language with Latin letters finds its words, in either case and form."""
    pattern = "\\bverf\xfcgbar\\b"
    rule = wording().rules[0].model_copy(update={"id": "t", "pattern": pattern})
    own = Wording.of([Rules(assertions=[rule])])
    for text in ("Es ist verf\xfcgbar.", "ES IST VERF\xdcGBAR.", "verfu\u0308gbar"):
        assert [one.rule for one in own.find(text)] == ["t"], text
    assert own.find("unverf\xfcgbar") == []


@given(st.text() | st.integers(0, 2**32).map(lambda seed: next(texts(seed, 1))))
def test_finding_never_fails_and_leads_back(text: str) -> None:
    """Any text can be judged; a finding stands within it; both forms of the text are of one length."""
    typed = Typed.of(text)
    assert len(typed.words) == len(typed.normal.text)
    for one in (*wording().find(text), *bodies().find(text)):
        assert 0 <= one.start < one.end <= len(text)


@given(st.text())
def test_denials_are_read_in_text_that_both_runtimes_read_alike(text: str) -> None:
    """No letter, digit or space beyond ASCII is left, and no two spaces in a row."""
    words = Typed.of(text).words
    odd = {one for one in words if not one.isascii()}
    assert odd <= {"\ufffd", "\u2013", "\u2014"}
    assert not re.search(r"[\t\x0b-\r\x1c-\x1f]| {2}|\n | \n|\n{3}", words)


# --- patterns that browsers read --------------------------------------------------------------------

GOOD = [
    r"\b(?:is|are)\s+(?!not\b)[^\s.,;:|]{1,30}(?<=\w)\S",
    r"[$\u20ac-]\s?\d",
    "[\u20ac\xa3]\\d{1,3}?",
    r"^(?:the\s+)?cause\s*[:=]\s*\w|a$",
    r"\$\d[\d.,]{0,12}|\x41\.\-\/\"",
    r"(a|b)+c{2,}",
    "pr\xeat|\u4fa1\u683c",
]
BAD = {
    "(?i)a": "Leave the flags out",
    "(?s:a.b)": "Leave the flags out",
    "(?P<n>a)": "Write `(?:...)`",
    "(?P<n>a)(?P=n)": "Write `(?:...)`",
    "(?:a)(?#b)c": "Put the comment above the rule",
    "(?>a)b": "Write `(?:...)`",
    "(a)?(?(1)b|c)": "two lines",
    r"(a)\1": "Write out what the group may hold",
    r"\Aa": "Write `^`",
    r"a\Z": "Write `$`",
    r"a\a": "the character itself",
    r"\07": "two digits",
    "a\\\xe9": "the character itself",
    "a++b": "Write `+`",
    "a{1,2}+b": "Write `{1,2}`",
    "a{,3}b": "Write `{0,n}`",
    "a{b": r"Write `\{`",
    "[]a]": r"Write `\]`",
    "[^]a]": r"Write `\]`",
    "a(?=b)*c": "Leave it out",
    "a(?<!b)?c": "Leave it out",
    "[a\xe0-\xfc]": "one by one",
    r"a\u00e9": "Write `\xe9`",
    "\u0446\u0435\u043d\u0430": r"Write `\S`",
    "a\U0001f600": r"write `\S`",
    "a?": "demand a word",
    "(?=a)": "demand a word",
    "a(?:b?)*c": "demand a character",
    "a(?:|b)+c": "demand a character",
    "(?:a+)+b": "Give one of the two a bound",
    r"(?:\w+\s?)*down": "Give one of the two a bound",
    "(?:(?=a(?:b*c)+)a)b": "Give one of the two a bound",
}


@pytest.mark.parametrize("pattern", GOOD)
def test_what_both_read_alike_is_accepted(pattern: str) -> None:
    r"""Rules are written with `\b`, `\w`, `\d`, `\s`, `^` and `$`."""
    assert fault(pattern) is None


@pytest.mark.parametrize(("pattern", "remedy"), BAD.items())
def test_what_browsers_read_otherwise_is_refused(pattern: str, remedy: str) -> None:
    """Each with what to write instead. All of these compile in Python."""
    re.compile(pattern)
    refused = fault(pattern)
    assert refused is not None
    assert remedy in refused.remedy


def test_patterns_that_browsers_get_are_such() -> None:
    """Those of the rules, and those that tell a denial and a sentence."""
    sent = wording().as_json()
    ways = [one["pattern"] for rule in sent["rules"] for one in rule["ways"]]
    others = [one["pattern"] for name in ("denial", "plain") for one in sent[name].values()]
    assert len(ways) > 70
    assert len(others) > 12
    assert {one: fault(one) for one in (*ways, *others) if fault(one)} == {}


_OPEN = "not a regular expression (missing ), unterminated subpattern at position 0"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            "good",
            r"\bad\Z",
            r"line 2: `\Z` means something else to a browser, or nothing. Write `$`.",
        ),
        ("(a", "b)", f"line 1: {_OPEN}). Mend it."),
        ("(a", "b", f"line 1: {_OPEN}). Mend it."),
    ],
)
def test_a_rule_file_with_such_a_pattern_is_refused_in_its_place(
    first: str, second: str, said: str
) -> None:
    """With line and column of the pattern, the line within it, and what to write."""
    rest = "id: a\n    about: b\n    instead: c\n    matches: [d]\n    passes: [e]"
    text = f"assertions:\n  - pattern: |-\n      {first}\n      {second}\n    {rest}\n"
    _, problems = make(Rules, read_yaml("data/rules/a.yml", text), Names())
    place = "data/rules/a.yml:2:14: error bad-pattern assertions[0].pattern: "
    assert [str(one) for one in problems] == [place + said]


# --- the other runtime ------------------------------------------------------------------------------


def flow() -> str:
    """Return a digest of the control flow that the script for browsers follows."""
    parts = sorted(name for name, one in vars(denial).items() if isinstance(one, re.Pattern))
    for module, names in ((denial, None), (plain, {"sentences"})):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name != "not_to_say":
                if names and node.name not in names:
                    continue
                if ast.get_docstring(node) is not None:
                    del node.body[0]
                parts.append(ast.unparse(node))
            elif names is None and isinstance(node, ast.Assign) and "_FAR" in ast.unparse(node):
                parts.append(ast.unparse(node))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def test_the_script_follows_the_flow_of_denials() -> None:
    """Who changes how a denial or a sentence is told changes the script for browsers, too."""
    script = SCRIPT.read_text(encoding="utf-8")
    assert f"The flow that is followed here: {flow()}\n" in script, (
        "denial.py, or `sentences` in plain.py, has changed. Write the same change into claims.js "
        f"(functions and patterns by their names), then put {flow()} where it names the flow; "
        "tests/browser/test_claims.py compares both."
    )


@pytest.mark.faults
@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_keeps_the_rules_busy(piece: str) -> None:
    """20 kB that repeat a piece take less than a second."""
    text = (piece * SIZE)[:SIZE]
    began = time.process_time()
    wording().find(text)
    bodies().find(text)
    assert time.process_time() - began < 1
