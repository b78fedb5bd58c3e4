"""Proofpack: a static documentation and checklist generator for guides that can prove what they say.

Where to begin reading: `pipeline` is the straight line through every stage, `library` is what the
stages make together, `records` is what people write, `problems` is what can be wrong with it.
"""

__version__ = "0.1.0"
