"""Proofpack: a static documentation and checklist generator for guides that can prove what they say.

Where to begin reading: `docs/architecture.md` has the rooms; `site/build.py` is the straight line
through every stage; `model/` holds what people write, what it means together, and what can be wrong
with it.
"""

__version__ = "0.2.0"
