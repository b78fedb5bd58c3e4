"""The files that browsers load to fill in worksheets: one for each worksheet, and the project's rules.

They are scripts and not JSON, because a page that is opened from a folder may load scripts alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from proofpack.model.library import Library
from proofpack.model.records.rules import Rules
from proofpack.project.worksheet_schema import WorksheetSchema, address_digest
from proofpack.text.escape import plain
from proofpack.worksheets.scripts import (
    are_there,
    joined,
    joined_box,
    joined_later,
    joined_open,
    joined_pastes,
)

FOLDER = "assets/worksheets"
"""Where they stand in the site."""
RULES = f"{FOLDER}/rules.js"
CODE, LATER = f"{FOLDER}/worksheets.js", f"{FOLDER}/handover.js"
PASTES, OPEN = f"{FOLDER}/paste.js", f"{FOLDER}/packets.js"
BOX = f"{FOLDER}/paste-box.js"
_NAMESPACE = "(self.Proofpack ||= {})"
"""The one name of ours that pages know; whichever script comes first makes it."""


def worksheet_assets(
    library: Library, rules: Sequence[Rules], scripts: Path | None = None
) -> dict[str, Callable[[], str]]:
    """Return what makes the files that browsers load, by their place in the site.

    Without worksheets there are none.

    Args:
        library: the project on one day.
        rules: its files of rules.
        scripts: the folder of the browser's code; without it, there is data alone.
    """
    if not library.worksheets:
        return {}
    files: dict[str, Callable[[], str]] = {RULES: partial(rules_script, rules)}
    for name in library.worksheets:
        files[f"{FOLDER}/{name}.js"] = partial(_schema, library, name)
    if scripts and are_there(scripts):
        files |= {CODE: partial(joined, scripts), LATER: partial(joined_later, scripts)}
        files |= {PASTES: partial(joined_pastes, scripts), BOX: partial(joined_box, scripts)}
        files[OPEN] = partial(_open, library, rules, scripts)
    return files


def _schema(library: Library, name: str) -> str:
    return schema_script(WorksheetSchema.of(library, name))


def sheets_script(library: Library) -> str:
    """Return the script that says which worksheets there are, what they take, and the file of each."""
    sheets = {}
    for name, known in library.worksheets.items():
        schema = WorksheetSchema.of(library, name, words=False)
        sheets[name] = {
            "title": plain(known.record.title),
            "purpose": plain(known.record.purpose),
            "file": _addressed(f"{FOLDER}/{name}.js", schema_script(schema)),
            "takes": schema.takes,
        }
    return f";{_NAMESPACE}.sheets = {_json(sheets)}\n"


def _open(library: Library, rules: Sequence[Rules], scripts: Path) -> str:
    texts = {CODE: joined(scripts), LATER: joined_later(scripts), PASTES: joined_pastes(scripts)}
    keys = {CODE: "code", LATER: "handover", PASTES: "paste", RULES: "rules"}
    files = {
        keys[path]: _addressed(path, text)
        for path, text in (texts | {RULES: rules_script(rules)}).items()
    }
    named = f";{_NAMESPACE}.files = {_json(files)}\n"
    return sheets_script(library) + named + joined_open(scripts)


def _addressed(path: str, script: str) -> str:
    """Return the name of a file with its digest, as a page addresses it."""
    return f"{path.removeprefix(f'{FOLDER}/')}?{address_digest(script)[:12]}"


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
    # Items and rows are among the fields of their part.
    apart = ("help", "example", "notes") if "sensitivity" in value else ("items",)
    if value.get("kind") == "table":
        apart = ("rows",)
    return {key: _shown_apart(inner) for key, inner in value.items() if key not in apart}


def rules_data(rules: Sequence[Rules]) -> dict[str, Any]:
    """Return what browsers need of the rules, and the words of findings.

    Args:
        rules: the files of rules of a project.
    """
    from proofpack.secrets import Secrets
    from proofpack.worksheets.bodies import Bodies
    from proofpack.worksheets.messages import REVOKE, WAIVED, WORDS

    return {
        "secrets": Secrets.of(rules).as_json(),
        "bodies": Bodies.of(rules).as_json(),
        "words": {rule: words._asdict() for rule, words in WORDS.items()}
        | {"revoke": REVOKE, "waived": WAIVED},
    }


def rules_script(rules: Sequence[Rules]) -> str:
    """Return the script that hands the rules to the page."""
    return f";{_NAMESPACE}.rules = {_json(rules_data(rules))}\n"


def _json(value: Any) -> str:
    # Escaped beyond ASCII: a server that names another charset cannot spoil it.
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
