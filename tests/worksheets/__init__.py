"""Sheets and packets made by chance from a seed, for what both runtimes must make the same of."""

from __future__ import annotations

from tests.worksheets.raws import answers, pairs, raw
from tests.worksheets.sheets import sheets

__all__ = ["KEPT", "answers", "pairs", "raw", "sheets"]

KEPT = ("json", "yaml")
"""The formats that hold all of a packet, and are read back."""
