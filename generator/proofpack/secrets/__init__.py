"""What counts as a secret: the engine that runs the rule pack in Python.

A room of its own, because several stages ask: a check of the project, a packet, a page that was
fetched. It imports only records and problems. Rules are data (`data/rules/secrets.yml`), and the
same file runs in browsers (`site-overrides/scripts/secrets.js`).
"""

from proofpack.secrets.engine import Numbers, Secrets, redact
from proofpack.secrets.exceptions import apply_exceptions
from proofpack.secrets.normal import Normal, normal, plain
from proofpack.secrets.rule import Hit
from proofpack.secrets.samples import expand
from proofpack.secrets.scan import Match, Value, matches_in, problems_of, redacted, scan, walk

__all__ = [
    "Hit",
    "Match",
    "Normal",
    "Numbers",
    "Secrets",
    "Value",
    "apply_exceptions",
    "expand",
    "matches_in",
    "normal",
    "plain",
    "problems_of",
    "redact",
    "redacted",
    "scan",
    "walk",
]
