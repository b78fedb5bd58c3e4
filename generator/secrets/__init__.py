"""What counts as a secret: the engine that runs the rule pack in Python.

A room of its own, because several stages ask: a check of the project, a packet, a page that was
fetched. It imports only records and problems. Rules are data (`data/rules/secrets.yml`), and the
same file runs in browsers (`site-overrides/assets/secrets.js`).
"""

from .engine import Numbers, Secrets, redact
from .known import judge
from .normal import normal
from .rule import Hit
from .samples import expand
from .scan import Value, scan, walk

__all__ = [
    "Hit",
    "Numbers",
    "Secrets",
    "Value",
    "expand",
    "judge",
    "normal",
    "redact",
    "scan",
    "walk",
]
