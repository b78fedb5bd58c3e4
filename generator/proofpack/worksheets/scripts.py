"""The browser's code of worksheets, joined from the scripts of the theme layer into one.

No bundler: the scripts are classic ones that share a scope, and stand on one another in a fixed order.
What is joined may run twice, as it does where a theme swaps pages without a load.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from proofpack.worksheets import constants

ORDER = (
    *("secrets", "packet", "packet-adopt", "packet-judge", "packet-write", "packet-read"),
    *("worksheet-store", "worksheet-controls", "worksheet-findings", "worksheet-parts"),
    *("worksheet-lists", "worksheet-bar", "worksheet-dialogs", "worksheet-controller"),
    *("worksheet-sync", "worksheet-packets", "worksheet-notices", "worksheet-page"),
)
"""The scripts, each after those that it stands on."""
_COMMENT = re.compile(r"^[ ]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/[ ]*)\n", re.MULTILINE)
_INDENT = re.compile(r"^[ ]+", re.MULTILINE)


def joined(assets: Path) -> str:
    """Return all scripts as one, without comments and indentation; nothing where one is not there.

    Args:
        assets: the folder of the scripts.
    """
    paths = [assets / f"{name}.js" for name in ORDER]
    if not all(path.is_file() for path in paths):
        return ""
    text = "".join(path.read_text(encoding="utf-8") for path in paths)
    # No text of several lines stands in the scripts: the linter holds it.
    bare = _INDENT.sub("", _COMMENT.sub("", text))
    once, name = (
        "if (self.Proofpack?.page) return\n",
        ";(self.Proofpack ||= {}).page = ProofpackPage\n",
    )
    return f";(() => {{\n{once}{constants_script()}{bare}{name}}})()\n"


def constants_script() -> str:
    """Return the line that hands the shared constants to the scripts, which read them as they load."""
    return f"const ProofpackConstants = {json.dumps(constants.as_json(), separators=(',', ':'))}\n"
