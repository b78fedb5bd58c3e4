"""The years in which a day may lie: what lies outside is a slip, and so far out no day has a next."""

from __future__ import annotations

YEARS = (1990, 2199)
"""The first and the last year that a time or a day may lie in."""
