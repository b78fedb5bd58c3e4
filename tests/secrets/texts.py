"""Texts made by chance from a seed: keys in prose, YAML, JSON and commands, plain and hidden."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from proofpack.secrets import expand
from tests.secrets import rules, vectors

KEYS = {
    "private-key": "-----BEGIN {} PRIVATE KEY-----".format("EC") + "\n{base64:64}\n",
    "jwt": "eyJ{base62:30}.eyJ{base62:60}.{base62:43}",
    "provider-key": "sk-{base62:48}",
    "aws-access-key-id": "AK" + "IA{base32:16}",
    "aws-secret-key": "aws_secret_access_key = {base62:40}",
    "google-api-key": "AIza{base62:35}",
    "github-token": "ghp_{base62:36}",
    "gitlab-token": "glpat-{base62:20}",
    "slack-token": "xo" + "xb-{digits:12}-{base62:24}",
    "stripe-key": "sk_li" + "ve_{base62:24}",
    "service-token": "SG.{base62:22}.{base62:43}",
    "basic-auth": "Authorization: Basic {base62:30}==",
    "user-password": "curl -u me:{base62:16}",
    "authorization": "Authorization: Bearer {base62:40}",
    "url-password": "https://me:{base62:16}@host.internal",
    "url-key": "https://host.internal/a?key={base62:32}",
    "password": "password={base62:16}",
    "api-key": "api_key={base62:32}",
    "cookie": "Cookie: session={base62:32}",
    "iban": "DE89 3704 0044 " + "0532 0130 00",
    "card": "4111 1111 " + "1111 1111",
    "email": "jane@" + "company.co",
    "phone": "+49 30 " + "1234 5678",
    "customer-id": "customer_id: 48213",
    "host-token": "jina_{base62:60}",
    "email-in-words": "jane.doe [at] company [dot] io",
    "bot-token": "MT{base62:22}.G{base62:5}.{base62:38}",
    "coded-key": "c2st{base62:60}",
    "coded-credential": "eyJhcGlfa2V5IjoiYTdC{coded:8}In0=",
    "command-secret": "sshpass -p {base62:16}",
    "told-password": "Passwort: {base62:16}",
    "told-key": "my secret is {base62:32}",
    "handed-password": "zip -e -p {base62:16}",
    "told-code": "verification code {digits:6}",
    "disk-recovery-key": "-".join(["{digits:6}"] * 8),
    "key-bytes": "network key: " + " ".join(["{HEX:2}"] * 12) + " 4C 7A 0D 51",
    "code-list": "recovery codes:\n" + "\n".join(["9{hex:4}-7{hex:4}"] * 6),
    "grouped-password": "the password kuey urkh " + "zgtr nmvh",
    "spoken-code": "login code: 380 " + "759",
    "chosen-key": "WPA2 key lantern" + "Basil-50",
    "bare-password": "Rocket" + "Summer!26",
    "lock-code": "disarm by typing 7{digits:5}#",
    "told-login": "log in with qa-lead and Copper" + "Hill19!",
    "totp-seed": "setup key {base32:16}2",
    "passphrase": "passphrase 'turbine bison otter " + "lantern'",
    "login-link": "https://a.example/login/{base62:40}",
    "url-token": "https://a.example/view?t={base62:48}",
    "password-hash": "$2b$12${base62:53}",
    "paired-key": 'service.Client("{base62:38}7")',
    "national-id": "SSN 524-71-{digits:4}",
    "ip-address": "93.184." + "216.34",
}
"""One secret of each kind."""

WORDS = [
    *("the", "request", "ended", "after", "two", "attempts", "nobody"),
    *("saw", "why", "we", "kept", "status", "header", "body"),
    *("answer", "gateway", "retry", "note", "packet", "field"),
]
_ODDITIES = [
    *("\u200b", "\u00ad", "\ufeff", "\u00a0", "\u2013", "\u201c", "\u201d", "\uff41", "\U0001d41a"),
    *(
        "\U0001f600",
        "\u00e9",
        "e\u0301",
        "\u0130",
        "\u017f",
        "\u212a",
        "\u2028",
        "\r\n",
        "\t",
        "\0",
    ),
    *("\\\n", "\\\n    ", "\n  ", "\n> ", " ", "&#115;", "&amp;", "%2D", "%20", "\\u0041", '\\"'),
    *('"', "'", "`", "<", ">", "{", "}", "=", ":", "@", "***", "...", "<REDACTED:api-key-3>"),
    *("\ud800", "\udc00", "\\ud83d\\ude00", "\U0001ccd6", "\u1160", "\x1b[31m", "%E2%80%8B"),
]


def prose(chance: random.Random, words: int = 12) -> str:
    """Return words that say nothing."""
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, words)))


def hidden(chance: random.Random, value: str) -> str:
    """Return a value as someone would write it who hides it, without a fold."""
    ways: list[Callable[[str], str]] = [
        lambda one: one,
        lambda one: "\u200b" + one,
        lambda one: one + "\u00ad",
        lambda one: chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one,
        lambda one: f"&#{ord(one)};",
        lambda one: f"&#x{ord(one):X};",
        lambda one: f"%{ord(one):02X}" if " " <= one <= "~" else one,
    ]
    return "".join(chance.choice(ways)(one) for one in value)


FRAMES: dict[str, Callable[[random.Random, str], str]] = {
    "prose": lambda chance, key: f"{prose(chance)} {key} {prose(chance)}.",
    "yaml": lambda chance, key: f"- id: a\n  note: |\n    {prose(chance)}\n    {key}\n  b: c\n",
    "json": lambda chance, key: (
        f'{{"note": "{prose(chance)}", "value": "{key}", "n": {chance.randint(1, 9)}}}'
    ),
    "curl": lambda chance, key: (
        f"curl https://api.example.org/v1 \\\n  -d '{prose(chance)}' \\\n  -H '{key}' \\\n  --fail"
    ),
}
"""Surroundings in which a secret is found."""


def texts(seed: int, count: int) -> Iterator[str]:
    """Yield texts: keys and vectors, cut, hidden, strewn with oddities, joined.

    Args:
        seed: the same seed gives the same texts.
        count: how many.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    known = [one.text for one in vectors() if len(one.text) < 400]
    known += [
        expand(sample) for rule in rules().secrets for sample in (*rule.matches, *rule.passes)
    ]
    known += [expand(key) for key in KEYS.values()]
    for _ in range(count):
        parts = []
        for _ in range(chance.randint(1, 3)):
            part = chance.choice(known) if chance.random() < 0.8 else prose(chance)
            if chance.random() < 0.3:
                part = chance.choice(list(FRAMES.values()))(chance, part)
            if chance.random() < 0.2:
                part = hidden(chance, part)
            parts.append(strewn(chance, part))
        text = chance.choice(["", " ", "\n", "\n\n", ", "]).join(parts)
        # Two halves of a character that happen to meet are one character to a browser.
        yield text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def strewn(chance: random.Random, text: str) -> str:
    """Return a text with oddities put into it, and now and then a piece cut out."""
    for _ in range(chance.choice([0, 0, 1, 2, 5])):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(_ODDITIES) + text[at:]
    if chance.random() < 0.2:
        start = chance.randint(0, len(text))
        text = text[:start] + text[start + chance.randint(1, 12) :]
    return text
