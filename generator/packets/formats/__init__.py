"""A packet in the formats in which it is kept and handed over.

JSON, YAML and Markdown hold all of it and are read back; CSV and a message hold what their readers need.
"""

from __future__ import annotations

from collections.abc import Callable

from ..model import Raw
from ..sheet import Sheet
from .as_csv import to_csv
from .as_json import to_json
from .as_markdown import to_markdown
from .as_yaml import to_yaml
from .message import to_message

__all__ = ["FORMATS", "to_csv", "to_json", "to_markdown", "to_message", "to_yaml"]

FORMATS: dict[str, Callable[[Sheet, Raw], str]] = {
    "json": lambda _, packet: to_json(packet),
    "yaml": lambda _, packet: to_yaml(packet),
    "md": to_markdown,
    "csv": to_csv,
}
"""By the ending of a file, which is also what they are called on the command line."""
