"""The rule pack means the same in Python and in a browser, from a page that no server serves."""

from __future__ import annotations

import base64
import json
import random
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from proofpack.secrets import expand
from proofpack.secrets.normal import _plain
from proofpack.worksheets.scripts import constants_script
from tests.browser.conftest import FOR_SECRETS, Ask, asking, slowest
from tests.conftest import EXAMPLES, ROOT
from tests.secrets import rules, secrets, vectors
from tests.secrets.hostile import FOR_ALL, FOR_RULE
from tests.secrets.measure import PARTS, SIDES, kinds
from tests.secrets.texts import KEYS, texts

pytestmark = pytest.mark.browser
BATCH = 40 * EXAMPLES

# Strings cross as JSON: the protocol of the browser would fix lone surrogates on its way.
_ASK = """batch => JSON.stringify(JSON.parse(batch).map(text => [
  secrets.find(text).map(one => [
    one.rule, one.codePointStart, one.codePointEnd, one.mask, one.digest,
    Array.from(text.slice(0, one.start)).length, Array.from(text.slice(one.start, one.end)).length,
  ]),
  secrets.redact(text),
]))"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that was opened from a folder, with the script and the compiled rules."""
    folder = tmp_path_factory.mktemp("secrets")
    paths = [ROOT / "site-overrides" / "scripts" / f"{name}.js" for name in FOR_SECRETS]
    script = constants_script() + "\n".join(path.read_text(encoding="utf-8") for path in paths)
    (folder / "secrets.js").write_text(script, encoding="utf-8")
    head = "<!doctype html><meta charset=utf-8><script src=secrets.js></script>"
    pack = json.dumps(secrets().as_json()).replace("<", "\\u003c")
    script = f"<script>var secrets = ProofpackSecrets.compile({pack})</script>"
    (folder / "page.html").write_text(head + script, encoding="utf-8")
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((folder / "page.html").as_uri())
    yield page
    page.close()
    assert faults == []


@pytest.fixture
def ask(page: Page) -> Ask:
    """A function that returns what the browser makes of texts."""
    return asking(page, _ASK)


def expected(text: str) -> list[Any]:
    """Return what Python makes of a text."""
    hits = [
        [one.rule, one.start, one.end, one.mask, one.digest, one.start, one.end - one.start]
        for one in secrets().find(text)
    ]
    return [hits, secrets().redact(text)]


def compare(ask: Ask, batch: list[str]) -> int:
    """Compare both runtimes over texts, and return how many secrets there were."""
    total = 0
    for text, answer in zip(batch, ask(batch), strict=True):
        wanted = expected(text)
        assert answer == wanted, repr(text)
        total += len(wanted[0])
    return total


def test_the_examples_and_vectors_hold(ask: Ask) -> None:
    """Each example of the rule file and each vector gives the same, whatever stands around it."""
    plain = [expand(one) for rule in rules().secrets for one in (*rule.matches, *rule.passes)]
    plain += [one.text for one in vectors()]
    strange = [f"\U0001f600\u4e2d\n{one}\n\U0001f600" for one in plain]
    assert compare(ask, [*plain, *strange]) > 300
    for vector, answer in zip(vectors(), ask([one.text for one in vectors()]), strict=True):
        assert [tuple(one[:3]) for one in answer[0]] == vector.found, vector.text


def test_texts_of_unseen_kinds_give_the_same(ask: Ask) -> None:
    """All lists of the measurement: the same in both."""
    batch = [text for side in SIDES for part in PARTS for text in kinds(side, part)]
    assert len(batch) >= 600
    assert compare(ask, batch) > 300


def test_texts_in_base64_give_the_same(ask: Ask) -> None:
    """Keys of all kinds, from each place in a group, in one octet or two a character; pictures."""
    octets = [b"a" * at + expand(key).encode() for key in KEYS.values() for at in range(3)]
    octets += [expand(key).encode("utf-16-le") for key in KEYS.values()]
    octets.append(("\u00fc\u4e2d\U0001f600: " + expand("password={base62:12}7")).encode())
    octets.append(random.Random(1).randbytes(2000))  # noqa: S311 - repeatable on purpose
    coded = [base64.b64encode(one).decode() for one in octets]
    assert compare(ask, [f"a/b {one} \U0001f600 {one[:40]}\n{one[40:]}" for one in coded]) > len(
        coded
    )


def test_generated_texts_give_the_same(ask: Ask) -> None:
    """3,000 texts by default: the same rules, places, masks, digests and redactions."""
    total = 0
    for seed in range(3):
        total += compare(ask, list(texts(seed, BATCH)))
    assert total > 60 * EXAMPLES


def test_every_character_becomes_the_same(page: Page) -> None:
    """Over all of Unicode both runtimes make the same plain character of an odd one."""
    kept = {9, 10, 13, *range(0x20, 0x7F)}
    odd = (code for code in range(sys.maxunicode + 1) if code not in kept)
    wanted = {str(code): new for code in odd if (new := _plain(chr(code))) != chr(code)}
    script = """kept => {
      const made = {}
      for (let code = 0; code <= 0x10ffff; code++) {
        const one = String.fromCodePoint(code)
        if (!kept.includes(code) && ProofpackSecrets.plain(one) !== one) {
          made[code] = ProofpackSecrets.plain(one)
        }
      }
      return made
    }"""
    made = page.evaluate(script, sorted(kept))
    assert made == wanted
    assert len(wanted) > 1000


def test_case_is_folded_alike(page: Page) -> None:
    """No character that is left in normal text matches an ASCII letter when case is disregarded."""
    script = """() => {
      const odd = []
      for (let code = 128; code <= 0x10ffff; code++) {
        if (code >= 0xd800 && code <= 0xdfff) continue
        const one = ProofpackSecrets.plain(String.fromCodePoint(code))
        if (/[^\\x00-\\x7f]/u.test(one) && /[a-z]/iu.test(one)) odd.push(code)
      }
      return odd
    }"""
    assert page.evaluate(script) == []


def test_ten_kilobytes_take_milliseconds(page: Page) -> None:
    """A worksheet can be searched while someone types."""
    text = "".join(f"{one.text}\n" for one in vectors())[:10_000]
    assert slowest(page, "secrets.find", [text], 50) < 50


def test_hostile_text_ends(ask: Ask, page: Page) -> None:
    """What is made to keep patterns busy gives the same as in Python, in bounded time."""
    stretches = [one for several in FOR_RULE.values() for one in several] + FOR_ALL
    batch = [(one * 2000)[:5000] for one in stretches]
    batch.append("".join(f"{expand(key)}\n" for key in KEYS.values()) * 3)
    assert compare(ask, batch) > len(KEYS)
    long = [(one * 50_000)[:50_000] for one in stretches]
    long += [base64.b64encode(one[:37_000].encode()).decode() for one in long]
    assert slowest(page, "secrets.find", long, 1000) < 1000
