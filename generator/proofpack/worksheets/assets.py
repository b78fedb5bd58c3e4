"""The files that browsers load to fill in worksheets: one for each worksheet, and the project's rules.

They are scripts and not JSON, because a page that is opened from a folder may load scripts alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from proofpack.model.library import Library
from proofpack.model.records.rules import Rules
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.secrets import Secrets
from proofpack.worksheets.bodies import Bodies
from proofpack.worksheets.messages import REVOKE, WORDS
from proofpack.worksheets.scripts import joined, joined_later

FOLDER = "assets/worksheets"
"""Where they stand in the site."""
RULES = f"{FOLDER}/rules.js"
CODE, LATER = f"{FOLDER}/worksheets.js", f"{FOLDER}/handover.js"
_NAMESPACE = "(self.Proofpack ||= {})"
"""The one name of ours that pages know; whichever script comes first makes it."""


def worksheet_assets(
    library: Library, rules: Sequence[Rules], scripts: Path | None = None
) -> dict[str, str]:
    """Return the files that browsers load, by their place in the site; none without worksheets.

    Args:
        library: the project on one day.
        rules: its files of rules.
        scripts: the folder of the browser's code; without it, there is data alone.
    """
    if not library.worksheets:
        return {}
    schemas = {
        f"{FOLDER}/{name}.js": schema_script(WorksheetSchema.of(library, name))
        for name in library.worksheets
    }
    files = {RULES: rules_script(rules), **schemas}
    if scripts and (code := joined(scripts)) and (later := joined_later(scripts)):
        files |= {CODE: code, LATER: later}
    return files


def schema_script(schema: WorksheetSchema) -> str:
    """Return the script that hands one schema to the page."""
    head = f"({_NAMESPACE}.schemas ||= {{}})"
    return f";{head}[{json.dumps(schema.id)}] = {_json(_shown_apart(schema.data))}\n"


def _shown_apart(value: Any) -> Any:
    """Return a schema without what the page itself shows beside each field."""
    if isinstance(value, list):
        return [_shown_apart(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    apart = ("help", "example") if "sensitivity" in value else ()
    return {key: _shown_apart(inner) for key, inner in value.items() if key not in apart}


def rules_data(rules: Sequence[Rules]) -> dict[str, Any]:
    """Return what browsers need of the rules, and the words of findings.

    Args:
        rules: the files of rules of a project.
    """
    return {
        "secrets": Secrets.of(rules).as_json(),
        "bodies": Bodies.of(rules).as_json(),
        "words": {rule: words._asdict() for rule, words in WORDS.items() if rule != "claim"}
        | {"revoke": REVOKE},
    }


def rules_script(rules: Sequence[Rules]) -> str:
    """Return the script that hands the rules to the page."""
    return f";{_NAMESPACE}.rules = {_json(rules_data(rules))}\n"


def _json(value: Any) -> str:
    # Escaped beyond ASCII: a server that names another charset cannot spoil it.
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
