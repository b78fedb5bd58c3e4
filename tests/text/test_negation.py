"""How far a negation, a condition or a question reaches within a sentence."""

from __future__ import annotations

from proofpack.text.negation import asserted
from tests.vectors import each_of

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


@each_of(("sentence", "asserts"), REACH.items(), ids=lambda one: str(one)[:40])
def test_how_far_a_negation_reaches(sentence: str, asserts: bool) -> None:
    """A sentence asserts what no word before or after it takes back."""
    begin = sentence.index("are billed")
    assert asserted(sentence, begin, begin + len("are billed")) == asserts
