"""A packet in the formats in which it leaves: for our records, whole, and for support, in a few words.

JSON and YAML hold all of it and are read back; what goes to support is for its readers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.constants import SUPPORT
from proofpack.worksheets.formats.as_json import to_json
from proofpack.worksheets.formats.as_yaml import to_yaml
from proofpack.worksheets.formats.message import to_message
from proofpack.worksheets.formats.support import to_support
from proofpack.worksheets.packet import Raw

__all__ = ["RECORDS", "SUPPORTS", "to_json", "to_message", "to_support", "to_yaml"]

Writer = Callable[[WorksheetSchema, Raw], str]
RECORDS: dict[str, Writer] = {
    "json": lambda _, packet: to_json(packet),
    "yaml": lambda _, packet: to_yaml(packet),
}
"""What goes to our records, by the name on the command line, which ends the name of a file."""
SUPPORTS: dict[str, Writer] = {name: partial(to_support, form=name) for name in SUPPORT}
"""What goes to support."""
