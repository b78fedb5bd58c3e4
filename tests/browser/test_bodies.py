"""Rules on pasted bodies mean the same in Python and in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from proofpack.worksheets.scripts import LATER, ORDER, constants_script
from tests.browser.conftest import Ask, asking, slowest
from tests.conftest import ROOT
from tests.worksheets.test_bodies import HOSTILE, SIZE, bodies, samples, texts

pytestmark = pytest.mark.browser
ASSETS = ROOT / "site-overrides" / "scripts"
BATCH = 2_500

# Strings cross as JSON: the protocol of the browser would fix lone surrogates on its way.
_ASK = """batch => JSON.stringify(JSON.parse(batch).map(text => bodies.find(text).map(one => [
  one.rule.id, Array.from(text.slice(0, one.start)).length, Array.from(text.slice(0, one.end)).length,
])))"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with the scripts and the compiled rules."""
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_script_tag(content=constants_script())
    for name in (*ORDER, *LATER):
        if not name.startswith("worksheet-"):
            page.add_script_tag(path=ASSETS / f"{name}.js")
    page.evaluate(
        "bodies => { self.bodies = ProofpackPacket.compile("
        "{ secrets: { secrets: [] }, bodies, words: {} }).advice }",
        bodies().as_json(),
    )
    yield page
    page.close()
    assert faults == []


@pytest.fixture
def ask(page: Page) -> Ask:
    """A function that returns what the browser finds in texts."""
    return asking(page, _ASK)


def compare(ask: Ask, batch: list[str]) -> int:
    """Compare both runtimes over texts, and return how many bodies there were."""
    count = 0
    for text, answer in zip(batch, ask(batch), strict=True):
        wanted = [[match.rule, match.start, match.end] for match in bodies().find(text)]
        assert answer == wanted, repr(text)
        count += len(wanted)
    return count


def test_the_examples_give_the_same(ask: Ask) -> None:
    """Each example of the rules, whatever stands around it."""
    plain = samples()
    strange = [f"\U0001f600\u4e2d\u0301\n{text}\r\n\U0001f600" for text in plain]
    assert compare(ask, [*plain, *strange]) > 70


@pytest.mark.parametrize("seed", range(4))
def test_generated_texts_give_the_same(seed: int, ask: Ask) -> None:
    """10,000 texts: the same rules at the same places."""
    assert compare(ask, list(texts(seed, BATCH))) > 1000


def test_hostile_text_ends(page: Page, ask: Ask) -> None:
    """20 kB made to keep patterns busy give the same as in Python, in a moment."""
    batch = [(piece * SIZE)[:SIZE] for piece in HOSTILE]
    compare(ask, batch)
    assert slowest(page, "bodies.find", batch, 500) < 500
