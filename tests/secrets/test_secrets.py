"""What counts as a secret, and what does not: rules, engine, suppressions and scan, in Python."""

from __future__ import annotations

import base64
import datetime
import functools
import hashlib
import math
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from pydantic import ValidationError

from proofpack.model.problems import Place, Problem
from proofpack.model.records.rules import KnownSecret, Rules
from proofpack.model.records.shared_pattern import fault
from proofpack.project.load import load
from proofpack.project.load.yaml_nodes import read_yaml
from proofpack.secrets import Secrets, Value, apply_exceptions, expand, normal, redact, scan, walk
from proofpack.secrets.anchored_text import AnchorIndex
from proofpack.secrets.checks import CHECKS, iban
from proofpack.secrets.folds import folds
from proofpack.secrets.matching import entropy
from proofpack.secrets.normal import _plain
from tests.conftest import TODAY
from tests.secrets import Vector, rules, secrets, vectors
from tests.secrets.hostile import FOR_ALL, FOR_RULE, texts
from tests.secrets.measure import PARTS, Side, flagged, kinds
from tests.secrets.texts import FRAMES, KEYS, hidden, prose, strewn
from tests.vectors import each_of

IDS = [one.id for one in rules().secrets]
SEEDS = st.integers(0, 2**32)


def found(text: str) -> list[tuple[str, int, int]]:
    """Return rule, start and end of each secret of a text."""
    return [(one.rule, one.start, one.end) for one in secrets().find(text)]


def chance(seed: int) -> random.Random:
    """Return a source of chance that repeats itself."""
    return random.Random(seed)  # noqa: S311 - repeatable on purpose


# --- the rule pack ----------------------------------------------------------------------------------


@each_of("rule", rules().secrets, ids=lambda one: one.id)
def test_each_rule_holds_its_examples(rule: object) -> None:
    """A rule finds what it says it finds, and no rule finds what it says passes."""
    one = next(other for other in rules().secrets if other == rule)
    for sample in one.matches:
        assert one.id in [name for name, _, _ in found(expand(sample))], sample
    for sample in one.passes:
        assert found(expand(sample)) == [], sample


CODED = [
    '{"Authorization":"Bearer %s"}',
    "Bearer %s",
    '{"api_key":"%s","model":"a"}',
    '{"a":{"token": "%s"}}',
    "curl https://api.example.org -H 'Authorization: Bearer %s' -d '{}'",
    "A=b\nGATEWAY_API_KEY=%s\n",
    "postgres://app:%s@db.example.org:5432/app",
    "x-api-key: %s",
    "password: %s",
    "Authorization: Basic %s",
    "https://me:gh" + "p_%s@github.com/a/b.git",
    '{"type":"a","private_key":"-----BEGIN PRIV' + 'ATE KEY-----\\nMII%s\\n"}',
]
HARMLESS = [
    '{"next_page_token":"%s","usage":{"prompt_tokens":12},"total_tokens":44}',
    '{"url":"https://a.example:8443/x","mail":"jane@example.org","id":"chatcmpl-%s"}',
    '{"password":"required","token_type":"bearer","secret":"<REDACTED>"}',
    '{"token_endpoint_auth_methods_supported":["client_secret_basic"]}',
    "Authorization: Bearer <REDACTED_API_TOKEN>",
    "Authorization: Bearer $GATEWAY_KEY_OF_THE_SERVICE",
    "A bearer token or a password is required for each request to the gateway.",
    "postgres://app:$DB_PASSWORD@db.example.org/app and git+ssh://git@example.org/a",
]
"""Texts with a credential, and texts without; the same after one character more, or two."""


@each_of("before", ["", " ", "?>", '{"b":"'])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_credential_in_base64_is_found(before: str, encode: Callable[[bytes], bytes]) -> None:
    """Wherever in a group it begins, in both alphabets; ordinary texts are left alone."""
    other = expand("{base62:24}")
    held = [text.replace("%s", key) for text in CODED for key in (expand("sk-{base62:48}"), other)]
    harmless = [text.replace("%s", other) for text in HARMLESS]
    hidden = [text for text in (*held, *harmless) if not found(_sent(before + text, encode))]
    assert hidden == harmless


def _sent(text: str, encode: Callable[[bytes], bytes]) -> str:
    return f"the body {encode(text.encode()).decode()} was sent"


def _sent_in_base64(octets: bytes) -> str:
    return f"the body {base64.b64encode(octets).decode()} was sent"


def test_a_credential_in_wrapped_base64_is_found_whole() -> None:
    """As programs write it that end their lines after 76 characters."""
    text = "curl https://a.example -H 'Authorization: Bearer {}'"
    coded = base64.encodebytes(text.format(expand("sk-{base62:48}")).encode()).decode()
    assert coded.count("\n") == 2
    assert found(coded) == [("coded-credential", coded.index("HNr"), len(coded) - 1)]


def test_pictures_in_base64_are_no_credentials() -> None:
    """Nor is anything else that is not text."""
    assert found(base64.b64encode(chance(1).randbytes(200_000)).decode()) == []


def test_octets_that_hold_some_text_are_no_text() -> None:
    """Nor are certificates, whose names are printed, and whose lengths may look like signs."""
    name = b"The Corporation" + b"1!0\x1f\x06\x03"
    octets = b"".join(chance(seed).randbytes(60) + name for seed in range(40))
    assert "bare-password" in [rule for rule, _, _ in found(name.decode("latin-1"))]
    assert found(_sent_in_base64(octets)) == []


@each_of(("rule", "key"), [pair for pair in KEYS.items() if pair[0] != "coded-credential"])
def test_what_any_rule_of_credentials_finds_it_finds_in_base64(rule: str, key: str) -> None:
    """In any frame, and in two octets a character, as PowerShell has it; personal data is none."""
    for frame in FRAMES.values():
        text = frame(chance(1), expand(key))
        for octets in (text.encode(), f"  {text}".encode(), text.encode("utf-16-le")):
            sent = _sent_in_base64(octets)
            places = [] if secrets().rule(rule).kind == "personal" else ["coded-credential"]
            assert [name for name, _, _ in found(sent)] == places, text
            assert found(secrets().redact(sent)) == []


def test_what_is_not_ascii_parts_texts_in_base64() -> None:
    """What stands on either side of it is found; its octets count as no text."""
    text = "Schl\u00fcssel f\u00fcr alle:\n" + expand("password: {base62:12}7")
    sent = _sent_in_base64(text.encode())
    ((rule, start, _),) = found(sent)
    assert (rule, start) == ("coded-credential", 9 + text.encode().index(b": ", 30) * 4 // 3 + 2)


def test_base64_is_decoded_once() -> None:
    """What stands in base64 within base64 is left alone."""
    inner = _sent_in_base64(expand("password: {base62:12}7").encode())
    assert [rule for rule, _, _ in found(inner)] == ["coded-credential"]
    assert found(_sent_in_base64(inner.encode())) == []


@each_of(
    "octets",
    [
        chance(2).randbytes(60_000),
        b"U" * 60_000,  # the same from each of the four characters
        b"key=" * 10_000,
        b'password: "' * 4_000,
        b"login/" * 6_000,
    ],
    ids=lambda one: repr(one[:10]),
)
def test_long_base64_takes_no_longer_than_its_text(octets: bytes) -> None:
    """However it was made: it is decoded from four characters, and read where it is text."""
    began = time.process_time()
    find = secrets().find
    find(octets.decode("latin-1"))
    plain = time.process_time() - began
    began = time.process_time()
    find(_sent_in_base64(octets))
    assert time.process_time() - began < 4 * plain + 0.5


def test_a_rule_of_ones_own_may_hand_over_what_is_no_base64() -> None:
    """Other characters stand for nothing."""
    rule = rules().secrets[0].model_copy(update={"pattern": "[^ ]{9,400}", "check": "base64"})
    own = Secrets.of(Rules(secrets=[rule, *rules().secrets]))
    coded = base64.b64encode(expand("password: {base62:12}7").encode()).decode()
    for text in (f"\u4e2d.!{coded}", f"{coded}\U0001f600", "\u4e2d" * 9):
        assert [one.rule for one in own.find(text)] == ["private-key"] * (coded in text)


@each_of("vector", vectors(), ids=lambda one: repr(one.text[:40]))
def test_vectors(vector: Vector) -> None:
    """Each vector holds exactly the secrets that it marks, where it marks them."""
    assert found(vector.text) == vector.found


def test_there_are_vectors_for_every_rule() -> None:
    """No rule goes untested, and there are at least 200 vectors."""
    assert {name for one in vectors() for name, _, _ in one.found} == set(IDS)
    assert len(vectors()) >= 200


@pytest.mark.slow
def test_nothing_in_the_founding_project_is_a_secret(founding_root: Path) -> None:
    """All of data/ and content/, as written and as parsed, is silent."""
    tree = load(founding_root)
    nodes = [one for kind in tree.data.values() for one in kind]
    nodes += [page.meta for page in tree.pages]
    files = {one.path: (founding_root / one.path).read_text(encoding="utf-8") for one in nodes}
    assert len(files) > 20
    values = [value for one in nodes for value in walk(one)]
    assert list(scan(secrets(), files, values, (), TODAY)) == []


GOOD = [
    "a",
    "(?<![a-z])(a|b)(?![a-z])",
    r"[^\n\]\[\\-]{2,3}?",
    r"a(?:b{0,3}c)*",
    r"(?:(a)|b)c",
    r"\.\/\{\}",
    r"\u5bc6\u7801",
]
BAD = {
    "a.": "not shared",
    "^a": "not shared",
    "a$": "not shared",
    r"a\d": "not shared",
    r"a[\w]": "not shared",
    r"\bab": "not shared",
    r"a\Z": "not shared",
    r"(a)\1": "not shared",
    "(?i)a": "repeats nothing",
    "(?i:a)": "repeats nothing",
    "(?P<n>a)": "repeats nothing",
    "(?<n>a)": "repeats nothing",
    "(?>a)": "repeats nothing",
    "(?#a)a": "repeats nothing",
    "a++": "possessive",
    "a{,3}b": "not shared",
    "a{x}": "not shared",
    "[a--b]": "something else",
    "[a&&b]": "something else",
    "[]a]": "not shared",
    "a{2}{3}": "repeats nothing",
    "a**": "repeats nothing",
    "(?=a)*b": "repeats nothing",
    "(?:(a))+": "write `(?:...)`",
    "(?:(a)|b)?c": "write `(?:...)`",
    "(a){2}": "write `(?:...)`",
    "(?=(a))b": "write `(?:...)`",
    "(?:a+)+b": "unlimited",
    "(?:a(?:b*c))*d": "unlimited",
    "(?:a+){2,9}d": "unlimited",
    "(?<=a+)b": "regular expression",
    "a)": "closes nothing",
    "(a": "not closed",
    "a|": "finds nothing",
    "a?": "finds nothing",
    "é": "ASCII",
    r"\u00e9": "two cases",
    r"\ud800": "no letter",
    r"\u0061": "write the character",
    r"[\u5bc6]": "not shared",
}


@each_of("pattern", GOOD)
def test_the_shared_subset_is_accepted(pattern: str) -> None:
    """What Python and browsers treat alike may be written."""
    assert fault(pattern) is None


@each_of(("pattern", "reason"), BAD.items())
def test_what_is_not_shared_is_refused(pattern: str, reason: str) -> None:
    """A pattern that means different things, or takes exponential time, is refused with a reason."""
    assert reason in (fault(pattern) or "accepted")


def test_records_refuse_what_they_cannot_mean() -> None:
    """A broken rule, sample, number or digest is an error, and so is a file without any."""
    good = rules().secrets[0].model_dump() | {"matches": ["a"], "passes": ["b"]}
    known = {"rule": "a", "digest": "0" * 12, "reason": "r", "expires": "2026-01-01"}
    assert Rules.model_validate({"secrets": [good], "known": [known]}).known[0].rule == "a"
    for broken in (
        {},
        {"secrets": [good | {"pattern": "a."}]},
        {"secrets": [good | {"entropy": "much"}]},
        {"secrets": [good | {"shows": "5"}]},
        {"secrets": [good | {"check": "magic"}]},
        {"secrets": [good | {"matches": [{"a": "b"}]}]},
        {"known": [known | {"digest": "abc"}]},
    ):
        with pytest.raises(ValidationError):
            Rules.model_validate(broken)


def test_samples_are_the_same_each_time_and_differ_from_one_another() -> None:
    """Key-like text is made from its length and its position in the sample, and nothing else."""
    twice = expand("{hex:12} {hex:12} {u:41} {other:12}")
    first, second, letter, other = twice.split(" ")
    assert expand("{hex:12}") == first
    assert first != second
    assert (len(first), letter, other) == (12, "A", "{other:12}")
    assert len(set(expand("{base62:200}"))) > 40


# --- normal form ------------------------------------------------------------------------------------


@given(st.text())
def test_every_stretch_of_normal_text_leads_back(text: str) -> None:
    """A stretch of normal text comes from a stretch of the original, in order, without gaps inside."""
    made = normal(text)
    spans = [made.original(at, at + 1) for at in range(len(made.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    if spans:
        assert made.original(0, len(spans)) == (spans[0][0], spans[-1][1])


@given(st.text("abcXYZ019-_ \n", max_size=60))
def test_plain_text_is_normal_already(text: str) -> None:
    """What holds nothing odd is left as it is."""
    assert normal(text).text == text
    assert all(normal(text).original(at, at + 1) == (at, at + 1) for at in range(len(text)))


@each_of(
    ("written", "text"),
    [
        ("a\u200bb\u00adc\ufeff", "abc"),
        ("\uff41\uff22\U0001d41a\u00a0", "aBa "),
        ("&#115;&#x6B;&amp;&lt;&gt;&quot;&apos;&nbsp;", "sk&<>\"'&nbsp;"),
        ("%73%2d%7F%0A%zz", "s-%7F%0A%zz"),
        ("%2573 &amp;#115; &#x26;#115;", "s s s"),
        ('\\u0041\\x42\\"\\/\\n', 'AB"/\\n'),
        ("a\\\nb\\  \nc\r\nd", "a\nb\nc\nd"),
        ("\u201ca\u2019\u2011", "\"a'-"),
        ("\ud800\\udc00&#xD800;", "\ufffd\ufffd\ufffd"),
        ("\u00e9\u4e2d\U0001f600&#x110000;", "\u00e9\u4e2d\U0001f600&#x110000;"),
        ("\x1b[1;31mred\x1b[0m\x00", "red"),
    ],
)
def test_what_hides_a_key_is_undone(written: str, text: str) -> None:
    """Invisible characters, look-alikes, entities, percent-encoding and escapes give way."""
    assert normal(written).text == text


def test_plain_text_is_told_from_odd_text() -> None:
    """Of ASCII, characters that are not printed are looked at, each by itself."""
    for code in range(128):
        one = chr(code)
        kept = one.isprintable() or one in "\t\n\r"
        assert normal(f"a{one}b").text == f"a{one if kept else _plain(one)}b"


WORDS = [
    *("x", "AB", "Word", "word.", "Words-and", "a1", "2026-11-21", "+", "+1", "="),
    *("a" * n + end for n in (2, 97, 150, 198, 199, 200) for end in ("B", "1", "Bc", "1c", "")),
]
BREAKS = ["\n", "\n\n", " ", "\n+ ", "\n> # ", "\n" + " " * 40, "\n" + "|" * 41, "+\n", " + "]
ENDS = ["", ".", ",", '";', " \t ,", "', ", " (", *(" " * n for n in (7, 8, 9))]


@given(st.lists(st.tuples(*map(st.sampled_from, (WORDS, ENDS, BREAKS))), max_size=6))
def test_folds_are_looked_for_only_where_they_can_be(parts: list[tuple[str, str, str]]) -> None:
    """Line ends and blanks that are passed over would not have joined anything."""
    text = "".join(one for part in parts for one in part)
    wanted = [one.span() for one in folds(text, everywhere=True)]
    assert [one.span() for one in folds(text)] == wanted


# --- finding and redacting --------------------------------------------------------------------------


@given(st.text() | SEEDS.map(lambda seed: strewn(chance(seed), prose(chance(seed)))))
def test_finding_never_fails(text: str) -> None:
    """Any text at all can be searched and redacted."""
    for rule, start, end in found(text):
        assert 0 <= start < end <= len(text), rule
    assert found(secrets().redact(text)) == []


@given(st.sampled_from(IDS), st.sampled_from(sorted(FRAMES)), SEEDS)
def test_a_secret_is_found_wherever_it_stands(rule: str, frame: str, seed: int) -> None:
    """A secret of each kind is found in prose, YAML, JSON and commands, and is gone after redaction."""
    key = expand(KEYS[rule])
    text = FRAMES[frame](chance(seed), key)
    assert rule in [name for name, _, _ in found(text)]
    clean = secrets().redact(text)
    assert found(clean) == []
    assert secrets().redact(clean) == clean


@given(st.sampled_from(["provider-key", "github-token", "email", "api-key", "card"]), SEEDS)
def test_a_hidden_secret_is_found(rule: str, seed: int) -> None:
    """Zero-width characters, entities, full-width letters and percent-encoding hide nothing."""
    source = chance(seed)
    assert rule in [name for name, _, _ in found(f"x {hidden(source, expand(KEYS[rule]))} y")]


@given(st.integers(4, 44), st.sampled_from(["\n", "\n  ", "\\\n    ", "\r\n> ", " ", "\n# "]))
def test_a_key_broken_over_lines_is_found_whole(at: int, gap: str) -> None:
    """Wherever a fold stands in a key, the whole of it is found and replaced."""
    key = expand("sk-{base62:48}")
    broken = f"key: {key[:at]}{gap}{key[at:]}\nnext: line\n"
    assert found(broken) == [("provider-key", 5, 5 + len(key) + len(gap))]
    assert secrets().find(broken)[0].digest == secrets().find(key)[0].digest


@given(SEEDS)
def test_nothing_shows_more_than_four_characters(seed: int) -> None:
    """Neither a hit nor a redacted text holds five characters of a value in a row."""
    # Letters alone are no key, and chance gives those, too.
    value = "7" + "".join(chance(seed).choices("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=39))
    text = f"api_key: {value}\nbearer {value} sk-{value} Cookie: a={value}"
    hits = secrets().find(text)
    assert len(hits) == 4
    shown = secrets().redact(text) + "".join(f"{one.rule} {one.mask}" for one in hits)
    assert not any(value[at : at + 5] in shown for at in range(36))
    assert all(len(one.mask) <= 5 for one in hits)


def test_masks_show_no_short_value() -> None:
    """A key shows its first four characters, a password none."""
    masks = [one.mask for one in secrets().find(expand("sk-{base62:48} password={base62:8}"))]
    assert masks == ["sk-" + expand("{base62:48}")[0] + "…", "…"]


def test_a_mask_shows_nothing_of_a_value_under_sixteen_characters() -> None:
    """Four characters are too many of a short value, whatever its rule allows to show."""
    rule = (
        rules()
        .secrets[0]
        .model_copy(update={"pattern": "k[0-9]{9,15}", "shows": 4, "id": "t", "check": None})
    )
    own = Secrets.of(Rules(secrets=[rule]))
    assert [one.mask for one in own.find("k12345678901234 k123456789012345")] == ["…", "k123…"]


def test_a_digest_stands_for_rule_and_value() -> None:
    """A finding that is accepted under one rule is not accepted under another."""
    (hit,) = secrets().find("jane\u200b@" + "company.co")
    plain = "email\0jane@" + "company.co"
    assert hit.digest == hashlib.sha256(plain.encode()).hexdigest()[:12]


def test_the_most_specific_rule_wins() -> None:
    """Where two rules find the same characters, the first of the file is named."""
    assert [name for name, _, _ in found(expand("Authorization: Bearer sk-{base62:48}"))] == [
        "provider-key"
    ]


def one_rule(name: str, kind: str) -> Rules:
    """Return a file with a rule that finds every word of eight characters and more."""
    rule = {"id": name, "about": "a", "kind": kind, "pattern": "[A-Za-z0-9_-]{8,200}"}
    return Rules.model_validate(
        {"secrets": [rule | {"instead": "<A>", "matches": ["a"], "passes": ["b"]}]}
    )


def test_a_credential_counts_before_personal_data_wherever_its_file_stands() -> None:
    """So a rule of a project hides none; of a rule's name, the credential is the one that is meant."""
    personal, text = one_rule("mine", "personal"), expand("sk-{base62:48}")
    for files in ([personal, rules()], [rules(), personal]):
        made = Secrets.of(files)
        assert [hit.rule for hit in made.find(text)] == ["provider-key"]
        assert made.is_credential("secret-provider-key")
        assert not any(map(made.is_credential, ("secret-mine", "provider-key", "secret-unused")))
    assert Secrets.of([one_rule("email", "credential"), rules()]).is_credential("secret-email")


def test_harmless_forms_excuse_no_credential_of_an_earlier_file() -> None:
    """They concern personal data, and credentials of their own file and of later ones."""
    form = {"id": "all", "about": "all", "pattern": "[A-Za-z0-9@._-]{1,400}"}
    all_harmless = Rules.model_validate({"harmless": [form]})
    key, address = expand("sk-{base62:48}"), "jane@" + "company.co"
    late, early = Secrets.of([rules(), all_harmless]), Secrets.of([all_harmless, rules()])
    assert [hit.rule for hit in late.find(f"{key} {address}")] == ["provider-key"]
    assert early.find(f"{key} {address}") == []


def test_the_rules_say_what_is_personal() -> None:
    """Numbers and addresses of people and customers; what opens something is a credential."""
    personal = {rule.id for rule in rules().secrets if rule.kind == "personal"}
    assert personal == {
        "iban",
        "card",
        "email",
        "phone",
        "national-id",
        "email-in-words",
        "ip-address",
        "customer-id",
    }


def test_the_same_value_gets_the_same_number() -> None:
    """Placeholders tell values apart and stay the same, after those that a text has already."""
    one, two = expand("{hex:32} {hex:32}").split()
    text = f"<REDACTED:api-key-4> api_key: {one}\napi_key: {two}\napi_key: {one}\n"
    wanted = "<REDACTED:api-key-4> api_key: <REDACTED:api-key-{}>\n".replace("{}", "5")
    wanted += "api_key: <REDACTED:api-key-6>\napi_key: <REDACTED:api-key-5>\n"
    assert secrets().redact(text) == wanted
    assert redact(text, secrets().find(text)) == wanted


def test_a_word_nearby_decides_where_a_rule_asks_for_it() -> None:
    """A rule with `near` finds its value only within forty characters of one of its words."""
    rule = (
        rules()
        .secrets[0]
        .model_copy(update={"pattern": "[0-9]{6}", "near": ["Ticket"], "id": "t", "check": None})
    )
    own = Secrets.of(Rules(secrets=[rule]))
    assert [one.start for one in own.find("ticket 123456")] == [7]
    assert own.find("123456 ticket") == []
    assert own.find("ticket" + " " * 41 + "123456") == []


def test_entropy_and_checks() -> None:
    """Entropy is Shannon's; of an account number the characters that matter count."""
    assert math.isclose(entropy("abcd"), 2)
    assert math.isclose(entropy("aaaa"), 0)
    number = "DE89 3704 " + "0044 0532 0130 00"
    assert iban(number + " MORE") == len(number)
    assert iban(number[:-1] + "1") == 0
    assert not CHECKS["luhn"]("4111" * 4)
    assert not CHECKS["phone"]("1234567")
    assert CHECKS["strange"]("kuey urkh zgtr nmvh")
    assert not CHECKS["strange"]("must have more than")


_normal = functools.cache(lambda text: normal(text).text)
"""Most of the texts are tried with every rule."""


@pytest.mark.slow
@pytest.mark.parametrize("rule", secrets()._compiled, ids=lambda one: one.record.id)
def test_no_text_keeps_a_pattern_busy(rule: object) -> None:
    """60 kB made to defeat a pattern take it less than half a second."""
    one = next(other for other in secrets()._compiled if other == rule)
    everywhere = structs.replace(one, anchors=None)
    index = AnchorIndex(one.anchors or ())
    for text in texts([*FOR_RULE[one.record.id], *FOR_ALL]):
        plain = _normal(text)
        began = time.process_time()
        found = list(one.spans(index.read(plain)))
        assert time.process_time() - began < 0.5, text[:80]
        began = time.process_time()
        assert list(everywhere.spans(AnchorIndex(()).read(plain))) == found
        assert time.process_time() - began < 0.5, text[:80]


# --- suppressions -----------------------------------------------------------------------------------


def accept(text: str, expires: datetime.date) -> KnownSecret:
    """Return an entry that accepts the one secret of a text."""
    (hit,) = secrets().find(text)
    return KnownSecret(rule=hit.rule, digest=hit.digest, reason="A test.", expires=expires)


def test_an_accepted_finding_is_silent_until_its_day_has_passed() -> None:
    """The last day counts; after it the finding is expired; another value is open."""
    text = "password=" + expand("{base62:12}")
    hits = secrets().find(text + "\npassword=" + expand("{hex:12}"))
    known = [accept(text, TODAY)]
    on_time = apply_exceptions(hits, known, TODAY)
    assert (on_time.accepted, on_time.open, on_time.unused) == ((hits[0],), (hits[1],), ())
    late = apply_exceptions(hits, known, TODAY + datetime.timedelta(days=1))
    assert (late.expired, late.accepted) == (((hits[0], known[0]),), ())
    assert apply_exceptions([], known, TODAY).unused == (known[0],)


# --- scanning ---------------------------------------------------------------------------------------


def scanned(files: dict[str, str], *known: KnownSecret) -> list[Problem]:
    """Return the problems of a project that consists of YAML files."""
    values = [one for path, text in files.items() for one in walk(read_yaml(path, text))]
    return list(scan(secrets(), files, values, known, TODAY))


def test_a_problem_has_place_mask_and_remedy() -> None:
    """A finding says where, what, and what to do, and never the value."""
    key = expand("sk-{base62:48}")
    (one,) = scanned({"data/faq/a.yml": f"questions:\n  - answer: 'Send {key}.'\n"})
    assert (one.place, one.rule) == (Place("data/faq/a.yml", 2, 19), "secret-provider-key")
    assert one.remedy == "Replace it by <API_KEY>, and revoke it: it has been written to disk."
    assert one.what.startswith(f"an API key of a gateway or a model provider ({key[:4]}…, digest ")
    assert key[:5] not in str(one)


def test_nobody_has_to_revoke_an_address() -> None:
    """What is no credential is only replaced."""
    (one,) = scanned({"a.yml": "a: jane@" + "company.co\n"})
    assert one.remedy == "Replace it by <EMAIL>."


@each_of(
    "yaml",
    [
        "api_key: {0}{1}\n",
        "api_key: >-\n  {0}\n  {1}\n",
        "api_key: |\n  {0}{1}\n",
        'api_key: "{0}\\\n    {1}"\n',
        "a:\n  - b: c\n    api_key: '{0}\n      {1}'\n",
    ],
)
def test_what_text_and_value_both_show_is_reported_once(yaml: str) -> None:
    """A key is one finding, however YAML writes it."""
    text = yaml.format(expand("{base62:24}"), expand("{hex:24}"))
    assert [one.rule for one in scanned({"a.yml": text})] == ["secret-api-key"]


def test_what_only_the_value_shows_is_reported_at_the_value() -> None:
    """A value is judged under the name of its key, even where no text was given."""
    value = Value(Place("b.yml", 3, 1), "x.password", expand("{base62:12}"))
    (one,) = scan(secrets(), {}, [value], (), TODAY)
    assert (one.place, one.key) == (value.place, "x.password")


def test_names_of_files_are_looked_at_and_not_repeated() -> None:
    """A secret in a file name is found, and no problem of that file repeats it."""
    key = expand("ghp_{base62:36}")
    path = f"data/faq/{key}.yml"
    problems = scanned({path: f"a: {key}\n"})
    assert [one.place.path for one in problems] == ["data/faq/<REDACTED:github-token-1>.yml"] * 2


def test_known_findings_are_silent_expired_ones_are_not_and_unused_ones_are_named() -> None:
    """Suppressions of a project are judged for the day."""
    text = "password: " + expand("{base62:12}") + "\n"
    past = TODAY - datetime.timedelta(days=1)
    assert scanned({"a.yml": text}, accept(text, TODAY)) == []
    (late,) = scanned({"a.yml": text}, accept(text, past))
    assert (late.level, f"accepted only until {past}" in late.what) == ("error", True)
    (spare,) = scanned({"a.yml": "a: b\n"}, accept(text, past))
    assert (spare.rule, spare.level) == ("secret-unused", "warning")
    assert "has passed" in spare.what


# --- unseen kinds -----------------------------------------------------------------------------------


def share(side: Side) -> float:
    """Return which share of the lists is flagged: the lower of both for secrets, else the higher."""
    shares = [
        sum(len(flagged(side, part)) for part in parts)
        / sum(len(kinds(side, part)) for part in parts)
        for parts in (PARTS[:2], PARTS[2:])
    ]
    return min(shares) if side == "found" else max(shares)


def test_at_least_95_of_100_secrets_are_found() -> None:
    """Of each list, of at least 150 texts."""
    assert share("found") >= 0.95


def test_at_most_3_of_100_harmless_texts_are_flagged() -> None:
    """Of each list, of at least 150 texts."""
    assert share("harmless") <= 0.03
