"""A packet in the formats in which it is kept and handed over.

JSON and YAML hold all of it and are read back; Markdown and a message are for their readers.
"""

from __future__ import annotations

from collections.abc import Callable

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.formats.as_json import to_json
from proofpack.worksheets.formats.as_markdown import to_markdown
from proofpack.worksheets.formats.as_yaml import to_yaml
from proofpack.worksheets.formats.message import to_message
from proofpack.worksheets.packet import Raw

__all__ = ["FORMATS", "to_json", "to_markdown", "to_message", "to_yaml"]

FORMATS: dict[str, Callable[[WorksheetSchema, Raw], str]] = {
    "json": lambda _, packet: to_json(packet),
    "yaml": lambda _, packet: to_yaml(packet),
    "md": to_markdown,
}
"""By the ending of a file, which is also what they are called on the command line."""
