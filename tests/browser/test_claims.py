"""Rules on wording and on bodies mean the same in Python and in a browser."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from proofpack.worksheets.typed_text import Typed
from tests.browser.conftest import Ask, asking
from tests.conftest import ROOT
from tests.worksheets.test_wording import GOOD, HOSTILE, SIZE, bodies, samples, texts, wording

pytestmark = pytest.mark.browser
SCRIPT = ROOT / "site-overrides" / "assets" / "claims.js"
BATCH = 2_500

# Strings cross as JSON: the protocol of the browser would mend lone surrogates on its way.
_ASK = """batch => JSON.stringify(JSON.parse(batch).map(text => [claims, bodies].map(rules =>
  rules.find(text).map(one => [
    one.rule, Array.from(text.slice(0, one.start)).length, Array.from(text.slice(0, one.end)).length,
  ])
)))"""
_SLOWEST = """texts => Math.max(...texts.map(text => {
  const began = performance.now()
  claims.find(text)
  bodies.find(text)
  return performance.now() - began
}))"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with the script and the compiled rules."""
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_script_tag(path=SCRIPT.with_name("secrets.js"))
    page.add_script_tag(path=SCRIPT)
    page.evaluate(
        "sent => { [self.claims, self.bodies] = "
        "[ProofpackClaims.compile(sent[0]), ProofpackClaims.bodies(sent[1])] }",
        [wording().as_json(), bodies().as_json()],
    )
    yield page
    page.close()
    assert faults == []


@pytest.fixture
def ask(page: Page) -> Ask:
    """A function that returns what the browser finds in texts."""
    return asking(page, _ASK)


def compare(ask: Ask, batch: list[str]) -> tuple[int, int]:
    """Compare both runtimes over texts, and return how many statements and bodies there were."""
    said = pasted = 0
    for text, answer in zip(batch, ask(batch), strict=True):
        wanted = [
            [[one.rule, one.start, one.end] for one in rules.find(text)]
            for rules in (wording(), bodies())
        ]
        assert answer == wanted, repr(text)
        said, pasted = said + len(wanted[0]), pasted + len(wanted[1])
    return said, pasted


def test_the_examples_give_the_same(ask: Ask) -> None:
    """Each sentence and body of the rules and the lists, whatever stands around it."""
    plain = samples()
    strange = [f"\U0001f600\u4e2d\u0301\n{one}\r\n\U0001f600" for one in plain]
    said, pasted = compare(ask, [*plain, *strange])
    assert said > 250
    assert pasted > 70


@pytest.mark.parametrize("seed", range(4))
def test_generated_texts_give_the_same(seed: int, ask: Ask) -> None:
    """10,000 texts: the same rules at the same places."""
    said, pasted = compare(ask, list(texts(seed, BATCH)))
    assert said > 1500
    assert pasted > 150


def test_every_character_is_prepared_alike(page: Page) -> None:
    """Over all of Unicode both runtimes make the same of a character, in both forms of the text."""
    script = """step => {
      const made = []
      for (let code = 0; code <= 0x10ffff; code += step) {
        const some = Array.from({ length: step }, (_, n) => String.fromCodePoint(code + n))
        const one = ProofpackClaims.typed(some.join("a"))
        made.push([one.text, one.words])
      }
      return JSON.stringify(made)
    }"""
    step = 256
    made = json.loads(page.evaluate(script, step))
    assert len(made) * step == sys.maxunicode + 1
    for number, shown in enumerate(made):
        wanted = Typed.of("a".join(map(chr, range(number * step, (number + 1) * step))))
        assert shown == [wanted.normal.text, wanted.words], hex(number * step)


def test_patterns_that_are_accepted_mean_the_same(page: Page) -> None:
    """Each compiles in a browser; case is disregarded for ASCII alone."""
    script = "patterns => patterns.map(one => new RegExp(one, 'gi').source)"
    assert page.evaluate(script, GOOD) == GOOD
    script = """() => {
      const odd = []
      for (let code = 128; code < 0x10000; code++) {
        if (/[a-z]/i.test(String.fromCharCode(code))) odd.push(code)
      }
      return odd
    }"""
    assert page.evaluate(script) == []


def test_a_rule_is_there_by_its_name(page: Page) -> None:
    """What a finding says comes from its rule."""
    for kind, rules in (("claims", wording().rules), ("bodies", bodies().rules)):
        for one in rules:
            got = page.evaluate(f"id => {kind}.rule(id)", one.id)
            assert (got["about"], got["instead"]) == (one.about, one.instead)


def test_hostile_text_ends(page: Page, ask: Ask) -> None:
    """20 kB made to keep patterns busy give the same as in Python, in a moment."""
    batch = [(one * SIZE)[:SIZE] for one in HOSTILE]
    compare(ask, batch)
    assert page.evaluate(_SLOWEST, batch) < 500
