"""The browser's code of worksheets, joined from the scripts of the theme layer into three.

The first is what filling in needs; the second, what handing a packet over and taking one in does (one
that was stored, too), is loaded once somebody begins or has begun, as the rules are; the third, loaded
when something is pasted, reads that. No bundler: the
scripts are classic ones that share a scope, and stand on one another in a fixed order. What is joined
may run twice, as it does where a theme swaps pages without a load.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from proofpack.text import squeeze

ORDER = (
    *("python", "packet-times", "derived-packet", "packet", "derived-verdicts", "derived-message"),
    *("worksheet-store", "worksheet-controls", "worksheet-findings", "worksheet-parts"),
    *("worksheet-lists", "worksheet-paste", "worksheet-bar", "worksheet-dock"),
    "worksheet-verdicts",
    "worksheet-controller",
    *(
        "worksheet-sync",
        "worksheet-packets",
        "worksheet-notices",
        "worksheet-step",
        "worksheet-page",
    ),
)
"""The scripts that fill in, each after those that it stands on."""
LATER = (
    *("matching", "derived-announced", "secrets"),
    *("derived-agreement", "packet-judge", "packet-rules"),
    *("derived-adopt", "packet-write", "derived-formats", "packet-read", "packet-redacted"),
    *("packet-difference", "worksheet-calendar", "worksheet-offers", "worksheet-dialogs"),
)
"""The scripts that hand over."""
PASTES = (
    *("paste-values", "paste-curl", "paste-bodies", "paste-lines"),
    *("paste-traces", "paste-words", "paste-read", "paste-clean"),
    *("paste-recording", "paste-request", "paste-quotes"),
    *("paste-fields", "paste-show", "paste-start"),
)
"""The scripts that read what is pasted."""
OPEN = (
    *("python", "packet-times", "derived-packet", "derived-agreement", "packet"),
    *("worksheet-store", "worksheet-open"),
)
"""The scripts that list the packets of a device, and begin to read a paste, on a page without a form."""
BOX = ("paste-box",)
"""The script of the box for pasting, on a page without a form."""
_SHARED = (
    "ProofpackConstants, ProofpackController, ProofpackControls, ProofpackPacket, ProofpackPage, "
    "ProofpackPasteBox, ProofpackPython, ProofpackStore, ProofpackTimes, ProofpackVerdicts"
)
"""What both stand on."""
_LATE = ("ALSO", "FORMAT_PATTERN", "MARKDOWN", "PLAIN_KEY", "SECRETS", "SUPPORT")
"""The constants that only those need which hand over."""


def are_there(assets: Path) -> bool:
    """Return whether a folder holds all scripts that are joined."""
    return all((assets / f"{name}.js").is_file() for name in (*ORDER, *LATER, *PASTES, *OPEN, *BOX))


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
    return f";(() => {{\n{once}{constants_script(_LATE)}{bare};{name}\n}})()\n"


def joined_later(assets: Path) -> str:
    """Return the scripts that hand over as one.

    Args:
        assets: the folder of the scripts.
    """
    known = _constants()
    more = f"Object.assign(ProofpackConstants, {_compact({name: known[name] for name in _LATE})})\n"
    return _joined_onto(assets, LATER, "Proofpack.dialogs = ProofpackDialogs", more)


def joined_pastes(assets: Path) -> str:
    """Return the scripts that read what is pasted as one.

    Args:
        assets: the folder of the scripts.
    """
    return _joined_onto(
        assets,
        PASTES,
        "Object.assign(Proofpack, {paste: ProofpackPasteShow, pasteStart: ProofpackPasteStart})",
    )


def joined_open(assets: Path) -> str:
    """Return the scripts that list open packets as one.

    Args:
        assets: the folder of the scripts.
    """
    bare = _bare(assets, OPEN)
    name = "Object.assign((self.Proofpack ||= {}), {open: ProofpackOpen})"
    head = constants_script(_LATE)
    return f";(() => {{\n{head}{bare};{name}\n}})()\n"


def joined_box(assets: Path) -> str:
    """Return the script of the box for pasting, on a page without a form.

    Args:
        assets: the folder of the scripts.
    """
    name = "Object.assign((self.Proofpack ||= {}), {box: ProofpackBox})"
    return f";(() => {{\n{_bare(assets, BOX)};{name}\n}})()\n"


def _joined_onto(assets: Path, names: Sequence[str], exports: str, more: str = "") -> str:
    head = f"const {{{_SHARED}}} = Proofpack.inner\n{more}"
    return f";(() => {{\n{head}{_bare(assets, names)};{exports}\n}})()\n"


def constants_script(without: Sequence[str] = ()) -> str:
    """Return the line that hands the shared constants to the scripts, which read them as they load.

    Args:
        without: names that are not wanted.
    """
    wanted = {name: value for name, value in _constants().items() if name not in without}
    return f"const ProofpackConstants = {_compact(wanted)}\n"


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _bare(assets: Path, names: Sequence[str]) -> str:
    paths = [assets / f"{name}.js" for name in names]
    return "".join(f"{squeeze.script(path.read_text(encoding='utf-8'))}\n" for path in paths)


def _constants() -> dict[str, Any]:
    """Return what browsers share with Python. It is loaded for that alone."""
    from proofpack.worksheets import constants

    return constants.as_json()
