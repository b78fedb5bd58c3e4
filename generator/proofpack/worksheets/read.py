"""A packet from a file: JSON or YAML, told apart by what it says and not by its name.

Made into raw data that knows where everything stands, so that each finding has a line and a column.
"""

from __future__ import annotations

import re
from pathlib import Path

from proofpack.model.documents import Nodes
from proofpack.model.problems import Place, Problem, ProblemsError, unreadable
from proofpack.project.load.text import MAXIMUM_BYTES, character, decode_utf8, read_bytes
from proofpack.project.load.yaml_nodes import read_yaml
from proofpack.worksheets.constants import FORMAT, FORMAT_PATTERN, MARKDOWN
from proofpack.worksheets.from_json import read_json

_FOR_PEOPLE = (".md", ".markdown")
_MARKDOWN = re.compile(MARKDOWN)
# What no reader of YAML takes. Readers paste all other sorts of text, and that is no fault of theirs.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORMAT = re.compile(FORMAT_PATTERN)


def read_text(path: Path, name: str) -> tuple[str, Nodes]:
    """Read a packet from a file.

    Args:
        path: where it stands.
        name: what problems call it.

    Returns:
        The text of the file, and what was read.

    Raises:
        ProblemsError: it cannot be read, or is no packet.
    """
    try:
        raw = read_bytes(path.parent, path, MAXIMUM_BYTES)
    except ProblemsError as error:
        raise ProblemsError(_renamed(error, name)) from None
    text = decode_utf8(name, raw)
    return text, read(name, text)


def _renamed(error: ProblemsError, name: str) -> list[Problem]:
    return [problem._replace(place=Place(name)) for problem in error.problems]


def read(name: str, text: str) -> Nodes:
    """Read a packet from text.

    Args:
        name: what problems call it.
        text: JSON or YAML.

    Returns:
        Mappings, lists and text, with their places. It says that it is a packet; nothing more is known.

    Raises:
        ProblemsError: it cannot be read, or is no packet.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip().startswith("{"):
        nodes = read_json(name, text)
    elif name.lower().endswith(_FOR_PEOPLE) or _MARKDOWN.search(text):
        what = "Markdown is for people and is not read back"
        remedy = (
            "Take the JSON or YAML of the same packet, or fill in `proofpack worksheet new ID`."
        )
        raise ProblemsError([unreadable(Place(name), "not-a-packet", what, remedy)])
    else:
        if unfit := _UNFIT.search(text):
            raise ProblemsError([character(name, text, unfit.start())])
        nodes = read_yaml(name, text, escaped=True)
    _is_packet(nodes)
    return nodes


def _is_packet(nodes: Nodes) -> None:
    """Refuse what is no packet, or one of a later program."""
    wanted = f"Wanted: a packet, which says `packet: {FORMAT}`."
    stated = nodes.data.get("packet") if isinstance(nodes.data, dict) else None
    if not isinstance(stated, str) or not (match := _FORMAT.fullmatch(stated.strip())):
        place = nodes.place(("packet",))
        raise ProblemsError([unreadable(place, "not-a-packet", "no packet", wanted)])
    if stated.strip() != FORMAT:
        what = f"a packet of format {match[1]}, which this program does not know"
        place = nodes.place(("packet",))
        raise ProblemsError([unreadable(place, "newer-packet", what, "Update Proofpack.")])
    if not isinstance(nodes.data.get("worksheet"), str):
        what, remedy = "it does not say of which worksheet it is", "Wanted: `worksheet: ID`."
        raise ProblemsError([unreadable(nodes.place(()), "not-a-packet", what, remedy)])
