"""What a document says of its source: which quotes stand there, or what it is instead.

Pure: nothing here goes to the network, and nothing raises on what a page holds. Those who judge need
this module, and nothing behind it.
"""

from proofpack.refresh.evidence.evaluate import RULES, basis, evaluate, rules

__all__ = ["RULES", "basis", "evaluate", "rules"]
