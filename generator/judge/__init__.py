"""What a document says of its source: which quotes stand there, or what it is instead.

Pure: nothing here goes to the network, and nothing raises on what a page holds. Those who judge need
this module, and nothing behind it.
"""

from .judging import RULES, basis, judge, rules
from .masking import masked

__all__ = ["RULES", "basis", "judge", "masked", "rules"]
