"""Evidence: which quotes of a source stand on its document, or what the page is instead.

Pure: nothing here goes to the network, and nothing raises on what a page holds. Those who evaluate need
this module, and nothing behind it.
"""

from proofpack.refresh.evidence.evaluate import RULES, Evaluator, basis, evaluate, rules

__all__ = ["RULES", "Evaluator", "basis", "evaluate", "rules"]
