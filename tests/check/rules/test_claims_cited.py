"""Citations that do not carry what they are cited for, exceptions, names of one's own, and policies."""

from __future__ import annotations

import pytest

from proofpack.project.reader import ProjectReader
from tests.check.judged import judged
from tests.conftest import SMALL, Project
from tests.ledgers import day

GUIDE = "content/guides/one.md"
INDEX = "content/index.md"
POLICY = "data/policy.yml"


def told(project: Project, changes: dict[str, str]) -> list[tuple[str, str]]:
    """Return what is said of claims, citations and names: rule and words."""
    problems = judged(ProjectReader(project(changes)), day("2026-06-02"))
    kinds = ("claim", "citation-unfit", "token", "unsupported", "bad-standing")
    return [(one.rule, one.what) for one in problems if one.rule.startswith(kinds)]


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("The uptime is 99.99 %.[^chat.route]", "chat.route does not carry uptime"),
        ("Failed requests are billed.[^chat.route]", "chat.route does not carry billing"),
        ("The rate limit is 60.[^chat.limit]", 'chat.limit does not carry the figure "60"'),
        ("The rate limit is 1,000.[^chat.limit]", ""),
        ("The API answers at most 1,000 calls a day.[^chat.much]", ""),
        ("Requests go to `POST /chat`.[^chat.route]", ""),
        ("We aim for an uptime of 99.99 %.[^chat.route]", ""),
    ],
)
def test_a_citation_carries_the_subject_and_the_figure(
    project: Project, sentence: str, what: str
) -> None:
    """Of a claim; whatever else a sentence cites a fact for is not judged."""
    pack = SMALL["data/sources/api.yml"] + (
        "      - {id: limit, says: The rate limit is 1000 calls, quote: 'at most 1000 calls a day'}\n"
        "      - {id: much, says: An account may send 1000 calls a day, quote: 1000 calls each}\n"
    )
    found = told(project, {GUIDE: f"{SMALL[GUIDE]}\n{sentence}\n", "data/sources/api.yml": pack})
    assert found == ([("citation-unfit", what)] if what else [])


def test_an_exception_shows_with_its_reason_and_silences_no_unfit_citation(
    project: Project,
) -> None:
    """It holds for its paragraph and its rule alone."""
    allow = "<!-- allow claim-billing: the contract of 2 May says so -->"
    text = (
        f"{SMALL[GUIDE]}\n{allow}\nFailed requests are billed.\n\nRetries are billed.\n\n"
        f"{allow}\nAborted calls are billed.[^chat.route]\n"
    )
    assert told(project, {GUIDE: text}) == [
        (
            "claim-billing",
            "a statement about billing stands by an exception: the contract of 2 May says so",
        ),
        ("claim-billing", "a statement about billing with no fact behind it"),
        ("citation-unfit", "chat.route does not carry billing"),
    ]


WITH_AREA = (
    SMALL["data/contracts/chat.yml"]
    + """\
  - id: ours
    title: Ours
    sources: [chat]
    facets:
ABOVE      verify: VALUE
"""
)
STANDS = "a statement about billing stands by an exception: the contract says so"
FOUND = "a statement about billing with no fact behind it"
ALLOW = "# allow claim-billing: the contract says so"


@pytest.mark.parametrize(
    ("above", "value", "what"),
    [
        ("", "Failed requests are billed.", FOUND),
        ("", f"'Failed requests are billed.'  {ALLOW}", STANDS),
        (ALLOW, "Failed requests are billed.", STANDS),
        (f"{ALLOW}\n    # An old contract.", "Failed requests are billed.", STANDS),
        (ALLOW, ">-\n        Failed requests\n        are billed.", STANDS),
        (f"{ALLOW}\n", "Failed requests are billed.", FOUND),
        ("# allow claim-price: the contract says so", "Failed requests are billed.", FOUND),
        ("# allow claim-billing:", "Failed requests are billed.", FOUND),
        ("", f"'Failed requests are billed. {ALLOW}'", FOUND),
    ],
)
def test_an_exception_in_yaml_stands_beside_its_value(
    project: Project, above: str, value: str, what: str
) -> None:
    """In a comment right above it or on its line, with a reason and the rule; a value is no comment."""
    text = WITH_AREA.replace("ABOVE", f"      {above}\n" if above else "").replace("VALUE", value)
    assert told(project, {"data/contracts/chat.yml": text}) == [("claim-billing", what)]


@pytest.mark.parametrize(
    ("sentence", "remedy"),
    [
        ("A request costs $0.02.", "Cite a fact that carries the figure, or say: "),
        ("The endpoint went down at noon.", "If you saw it, say what was measured, and when"),
        ("The provider caps our target at 60 RPM.", "If it is a rule of your own, say so"),
        ("The provider never charges for that.", "Cite a fact, or say that it is unchecked: "),
        ("Failed requests are billed.", "Cite a fact, or say: "),
        ("The provider is to blame.", 'Cite a fact, or say: "The cause is not established'),
    ],
)
def test_the_remedy_fits_the_sentence(project: Project, sentence: str, remedy: str) -> None:
    """A figure wants a fact, an observation its measure and time, and a rule of ours who decided it."""
    root = project({GUIDE: f"{SMALL[GUIDE]}\n{sentence}\n"})
    problems = judged(ProjectReader(root), day("2026-06-02"))
    assert [one.remedy[: len(remedy)] for one in problems if "claim" in one.rule] == [remedy]


@pytest.mark.parametrize(("asks", "found"), [("claims: true\n", 1), ("", 0)])
def test_other_pages_are_judged_where_they_ask_for_it(
    project: Project, asks: str, found: int
) -> None:
    """A project's own pages may say what they like, until it wants them judged."""
    page = SMALL[INDEX].replace("title: Home\n", f"title: Home\n{asks}", 1)
    assert len(told(project, {INDEX: f"{page}\nFailed requests are billed.\n"})) == found


@pytest.mark.parametrize(("names", "found"), [("names: [app.retry_count]\n", 0), ("", 1)])
def test_names_of_ones_own_need_no_fact(project: Project, names: str, found: int) -> None:
    """The policy lists them once."""
    changes = {
        POLICY: SMALL[POLICY] + names,
        GUIDE: f"{SMALL[GUIDE]}\nLog `app.retry_count` each time.\n",
    }
    assert len(told(project, changes)) == found


def test_the_last_part_of_a_carried_name_is_carried(project: Project) -> None:
    """A fact on `error.param_name` carries `param_name`, and no other name."""
    pack = SMALL["data/sources/api.yml"].replace("`POST /chat`", "`POST /chat` `error.param_name`")
    guide = f"{SMALL[GUIDE]}\nRead `param_name` and `param_kind`.\n"
    found = told(project, {GUIDE: guide, "data/sources/api.yml": pack})
    assert found == [("token-uncovered", 'no fact carries the field "param_kind"')]


AREA = """\
  - id: ours
    title: Ours
    confirmed: {standing: internal-policy, basis: To spare the queueDECIDED}
    facets:
      verify: TEXT
"""


@pytest.mark.parametrize(
    ("decided", "text", "rules"),
    [
        (", by: Docs, on: 2026-05-01", "We send at most 60 requests per minute.", []),
        (", by: Docs, on: 2026-05-01", "The gateway is always online.", ["claim-availability"]),
        ("", "We send at most 60 requests per minute.", ["bad-standing"]),
    ],
)
def test_an_internal_policy_needs_no_page_but_who_and_when(
    project: Project, decided: str, text: str, rules: list[str]
) -> None:
    """Where the provider is its subject, it is a claim like any other."""
    contract = SMALL["data/contracts/chat.yml"] + AREA.replace("DECIDED", decided).replace(
        "TEXT", text
    )
    found = told(project, {"data/contracts/chat.yml": contract})
    assert [rule for rule, _ in found] == rules


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("We send at most 60 requests per minute.[^our rule: Docs, 2026-05-01]", []),
        ("The gateway is always online.[^our rule: Docs, 2026-05-01]", ["claim-availability"]),
        ("We send at most 60 requests per minute.[^our rule: Docs]", ["citation"]),
        ("We send at most 60 requests per minute.[^our rule: 2026-05-01]", ["citation"]),
    ],
)
def test_a_sentence_may_be_our_own_rule(project: Project, sentence: str, rules: list[str]) -> None:
    """With who decided it and when; of the provider it says nothing, or is a claim like any other."""
    root = project({GUIDE: f"{SMALL[GUIDE]}\n{sentence}\n"})
    problems = judged(ProjectReader(root), day("2026-06-02"))
    kinds = ("claim", "citation", "unknown-id")
    assert [one.rule for one in problems if one.rule.startswith(kinds)] == rules


@pytest.mark.parametrize(
    ("answer", "facts", "rules"),
    [
        ("We retry at most twice.", "", []),
        ("The gateway is always online.", "", ["claim-availability"]),
        ("We retry at most twice.", "    facts: [chat.route]\n", ["bad-standing"]),
    ],
)
def test_an_answer_may_be_our_own_rule(
    project: Project, answer: str, facts: str, rules: list[str]
) -> None:
    """It stands on no facts, for it is not documented."""
    confirmed = (
        "    confirmed: {standing: internal-policy, basis: Cost, by: Docs, on: 2026-05-01}\n"
    )
    faq = SMALL["data/faq/chat.yml"].replace("It is to verify.", answer) + confirmed + facts
    assert [rule for rule, _ in told(project, {"data/faq/chat.yml": faq})] == rules
