"""What editors and merges leave behind in folders of a project: nobody's to publish, or to judge."""

from __future__ import annotations

import re

LEFTOVER = re.compile(r"~$|\.(?:orig|rej|bak|swp|tmp)$|^#.*#$")
"""Their names."""
LEFTOVERS = ("*~", "*.orig", "*.rej", "*.bak", "*.swp", "*.tmp", "\\#*#")
"""The same, as `exclude_docs` has it."""
