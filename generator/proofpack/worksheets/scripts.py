"""The browser's code of worksheets, joined from the scripts of the theme layer into two.

The first is what filling in needs; the second, what handing a packet over and taking one in does (one
that was stored, too), is loaded once somebody begins or has begun, as the rules are. No bundler: the
scripts are classic ones that share a scope, and stand on one another in a fixed order. What is joined
may run twice, as it does where a theme swaps pages without a load.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from proofpack.text import squeeze
from proofpack.worksheets import constants

ORDER = (
    *("secrets", "packet", "packet-verdicts", "packet-judge", "packet-message"),
    *("worksheet-store", "worksheet-controls", "worksheet-findings", "worksheet-parts"),
    *("worksheet-lists", "worksheet-bar", "worksheet-verdicts", "worksheet-controller"),
    *("worksheet-sync", "worksheet-packets", "worksheet-notices", "worksheet-page"),
)
"""The scripts that fill in, each after those that it stands on."""
LATER = (
    *("packet-adopt", "packet-write", "packet-read", "packet-redacted", "packet-difference"),
    "worksheet-dialogs",
)
"""The scripts that hand over."""
_SHARED = (
    "ProofpackConstants, ProofpackController, ProofpackControls, ProofpackPacket, ProofpackPage"
)
"""What these stand on."""


def are_there(assets: Path) -> bool:
    """Return whether a folder holds all scripts that are joined."""
    return all((assets / f"{name}.js").is_file() for name in (*ORDER, *LATER))


def joined(assets: Path) -> str:
    """Return the scripts that fill in as one.

    Args:
        assets: the folder of the scripts.
    """
    bare = _bare(assets, ORDER)
    once = "if (self.Proofpack?.page) return\n"
    name = (
        f"Object.assign((self.Proofpack ||= {{}}), {{page: ProofpackPage, inner: {{{_SHARED}}}}})"
    )
    return f";(() => {{\n{once}{constants_script()}{bare};{name}\n}})()\n"


def joined_later(assets: Path) -> str:
    """Return the scripts that hand over as one.

    Args:
        assets: the folder of the scripts.
    """
    bare = _bare(assets, LATER)
    head = f"const {{{_SHARED}}} = Proofpack.inner\n"
    return f";(() => {{\n{head}{bare};Proofpack.dialogs = ProofpackDialogs\n}})()\n"


def constants_script() -> str:
    """Return the line that hands the shared constants to the scripts, which read them as they load."""
    return f"const ProofpackConstants = {json.dumps(constants.as_json(), separators=(',', ':'))}\n"


def _bare(assets: Path, names: Sequence[str]) -> str:
    paths = [assets / f"{name}.js" for name in names]
    return "".join(f"{squeeze.script(path.read_text(encoding='utf-8'))}\n" for path in paths)
