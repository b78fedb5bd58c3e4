"""`python -m tests.fidelity` prints the table; with `--write` it goes to `docs/fidelity.md`."""

from __future__ import annotations

import sys

from tests.fidelity.table import PAGE, table

if "--write" in sys.argv[1:]:
    PAGE.write_text(table(), encoding="utf-8")
else:
    print(table())
