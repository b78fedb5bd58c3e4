"""The browser's code as it is joined."""

from __future__ import annotations

import re
from pathlib import Path

from proofpack.text import squeeze
from proofpack.worksheets.scripts import LATER, ORDER, PASTES, are_there
from tests.conftest import ROOT

SCRIPTS = ROOT / "site-overrides" / "scripts"
WITH_RULES = ("judge", "judgeAgreement", "judgeDecisions", "judgeField", "judgeWords", "redact")
"""Functions that are handed the rules: who has those waited for what comes later, too."""


def test_a_layer_without_a_script_gives_no_code(tmp_path: Path) -> None:
    """Half of the code would be worse than none."""
    (tmp_path / "secrets.js").write_text("f()\n", encoding="utf-8")
    assert are_there(SCRIPTS)
    assert not are_there(tmp_path)


def test_what_fills_in_knows_nothing_of_what_comes_later() -> None:
    """Each name that a later script gives would be missing until that is loaded."""
    later = [(SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in (*LATER, *PASTES)]
    names = re.findall(r"^const (Proofpack\w+)|^  packet\.(\w+) = ", "".join(later), re.MULTILINE)
    given = {name or f"ProofpackPacket.{method}" for name, method in names}
    assert given >= {"ProofpackDialogs", "ProofpackPacket.toJSON"}
    given -= {f"ProofpackPacket.{name}" for name in (*WITH_RULES, "waivedIn")}
    for name in ORDER:
        code = squeeze.script((SCRIPTS / f"{name}.js").read_text(encoding="utf-8"))
        used = set(re.findall(r"\bProofpack\w+(?:\.\w+)?", code))
        used |= {one.partition(".")[0] for one in used}
        assert not used & given, name
