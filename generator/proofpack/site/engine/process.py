"""An engine as a process of its own, and what it says as problems."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

import yaml
from msgspec import Struct, field

from proofpack.model.problems import Exit, Place, Problem
from proofpack.project.layout import layout
from proofpack.project.mkdocs_config import custom_dir, mkdocs_files_to_fault, mkdocs_settings
from proofpack.project.yaml_settings import nodes

_SAID = re.compile(r"^(?P<level>WARNING|ERROR|CRITICAL)\s+-\s+(?P<what>.*)$")
_DOC = re.compile(
    r"Doc file '(?P<page>[^']+)' contains an?(?: absolute| unrecognized relative)? link"
    r"(?: to)? '(?P<link>[^']*)'"
)
_DEAD = re.compile(
    r"^INFO\s+-\s+(?P<what>.*(?:no such anchor|not contain an anchor|is excluded from the built).*)$"
)
"""What MkDocs does not warn of, unless it is asked to, of links that lead nowhere."""
_FAILED = re.compile(r"Error (?:read|build)ing page '(?P<page>[^']+)': (?P<what>.+)")
_NO_TEMPLATE = re.compile(
    r"(?:jinja2\.exceptions\.TemplateNotFound: )?'(?P<name>.+)' not found in search paths: .*"
)
_OMITTED = 'not included in the "nav" configuration'
"""MkDocs says so of pages, and lists them below."""
_ENTRY = re.compile(r" +- (.+?)\.?$")
_SETTING = re.compile(r"Config value '(?P<key>[^']+)': (?P<what>.+)", re.DOTALL)
_NAMED = re.compile(r"""(["'])(.+?)\1""")
_TRACEBACK = "Traceback (most recent call last):"
_FRAME = re.compile(r' +File "(?P<path>[^"]+)", line (\d+)')
_MARK = re.compile(r' *\bin "(?P<path>[^"]+)", line (\d+), column (\d+)')
"""Where YAML is wrong, as an exception says it."""
_MODULE = re.compile(r"^(?:\w+\.)+(?=\w+(?::|$))")
_PACKAGE = Path(__file__).parents[2]
_MADE = "build/docs/"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class EngineRun(Struct, frozen=True):
    """How an engine ended.

    Attributes:
        code: its exit code.
        lines: everything it said.
        notes: what deserves attention and is no mistake.
        made_from: digest of everything that the site was made from, where all of it is known.
        searched: under which key pages are kept for search, by their path in the site.
    """

    code: int
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    made_from: str = ""
    searched: Mapping[str, str] = field(default_factory=dict)


def epoch(today: datetime.date) -> int:
    """Return the moment that stands for "now" on a day, in seconds."""
    midnight = datetime.datetime.combine(today, datetime.time(), datetime.UTC)
    return int(midnight.timestamp())


def run(command: list[str], folder: Path, today: datetime.date) -> EngineRun:
    """Run an engine to its end.

    Args:
        command: the command.
        folder: where it runs.
        today: the day that stands for "now" in whatever the engine dates.
    """
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(epoch(today)),
        "NO_MKDOCS_2_WARNING": "1",
        "NO_COLOR": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
        "TZ": "UTC",
    }
    with subprocess.Popen(  # noqa: S603 - the command is ours, with no shell
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        try:
            lines = [_COLOUR.sub("", line.rstrip("\n")) for line in process.stdout]
        except BaseException:
            process.kill()
            raise
    return EngineRun(process.returncode, tuple(lines))


def problems(
    outcome: EngineRun,
    root: Path,
    origins: Mapping[str, str],
    log: str,
    guides: Collection[str] = (),
) -> Iterable[tuple[str, Problem]]:
    """Yield what an engine complained about, each with its page, at the file that its author knows.

    What plugins say of files that we make is told once: no history of theirs is kept.

    Args:
        outcome: how the engine ended.
        root: the project's folder.
        origins: page of the site to the file that made it.
        log: where everything that was said can be read.
        guides: the pages of which each link that leads nowhere is a complaint, whatever a site asks for.
    """
    first = ""
    lines = "\n".join(outcome.lines).split("\n")
    complaints = [
        (at, match)
        for at, line in enumerate(lines)
        if (match := _SAID.match(line) or _dead(line, guides))
    ]
    for at, match in complaints:
        what = match["what"].strip()
        if _OMITTED in what:
            listed = takewhile(bool, map(_ENTRY.match, lines[at + 1 :]))
            yield from ((entry[1], _omitted(entry[1], origins)) for entry in listed if entry)
            continue
        if what.startswith("Aborted with"):
            continue
        if _MADE in what.replace("\\", "/") and not _DOC.search(what):
            first = first or what
            continue
        page = _DOC.search(what) or _FAILED.match(what)
        yield page["page"] if page else "", _problem(what, root, origins)
    if first:
        what = (
            f"a plugin asks about files of pages that are made from data, which have none: {first}"
        )
        yield "", Problem(Place("mkdocs.yml"), "engine", "", what, level="warning")
    if outcome.code != 0 and not any(_SAID.match(lines[at]) for at, _ in complaints):
        last = next((line for line in reversed(lines) if line.strip()), "")
        if template := _NO_TEMPLATE.fullmatch(last):
            yield "", Problem(Place("mkdocs.yml"), "engine", "", _no_template(template))
        else:
            yield "", _failure(lines, root, f"All it said is in {log}.")


def _failure(lines: Sequence[str], root: Path, remedy: str) -> Problem:
    """Return why an engine ended without a complaint: by an exception, or with what it said last.

    That is a fault of ours only where the exception comes from this package, or nothing was said.
    """
    begins = [at for at, line in enumerate(lines, 1) if line == _TRACEBACK]
    trace = lines[begins[-1] :] if begins else []
    frames = list(takewhile(lambda line: line.startswith(" "), trace))
    words = [line.strip() for line in trace[len(frames) :] or lines if line.strip()]
    reason = " ".join(words if begins else words[-1:]) or "nothing was said"
    files = [match for line in frames if (match := _FRAME.match(line))]
    at, ours = Place("mkdocs.yml"), not words
    for match in files:
        ours = Path(match["path"]).is_relative_to(_PACKAGE)
        at = _place(match, root) or at
    for match in _MARK.finditer(reason):
        if place := _place(match, root):
            at, reason = place, reason.replace(match[0], "")
    code = Exit.FAULT if ours else Exit.FINDINGS
    return Problem(at, "engine", "", _MODULE.sub("", reason).rstrip("."), remedy, exit=code)


def _place(match: re.Match[str], root: Path) -> Place | None:
    """Return a place that an exception names, where its author knows it: in a file of the project."""
    top, build = _absolute(root), layout(root).build
    path = Path(os.path.normpath(match["path"]))
    theme = top / build / "theme"
    if path.is_relative_to(theme) and (folder := custom_dir(root)):
        path = top / folder[0] / path.relative_to(theme)
    inherited = [*map(_absolute, mkdocs_files_to_fault(root))]
    others = (_PACKAGE, top / build)
    its_own = path.is_relative_to(top) and not any(map(path.is_relative_to, others))
    if not path.is_file() or "site-packages" in path.parts or not (its_own or path in inherited):
        return None
    numbers = [int(number) for number in match.groups()[1:] if number]
    return Place(Path(os.path.relpath(path, top)).as_posix(), *numbers)


def _absolute(path: Path) -> Path:
    """Return a whole path; no link in it is followed."""
    return Path(os.path.normpath(path.absolute()))


def _dead(line: str, guides: Collection[str]) -> re.Match[str] | None:
    page = _DOC.search(line) if guides else None
    return _DEAD.match(line) if page and page["page"] in guides else None


def _omitted(page: str, origins: Mapping[str, str]) -> Problem:
    """Return the problem of a page for which a navigation of the project's own has no place."""
    place, what = Place(origins.get(page, page)), "stands nowhere in the `nav` of mkdocs.yml"
    return Problem(place, "engine", "", what, "Add it there, or name it under `not_in_nav`.")


def _problem(what: str, root: Path, origins: Mapping[str, str]) -> Problem:
    if match := _DOC.search(what):
        path = origins.get(match["page"], f"build/docs/{match['page']}")
        place = _find(root, path, match["link"])
        explained = what[match.end() :].lstrip(", ").removeprefix("but ").removeprefix("which ")
        return Problem(place, "engine", "", f"the link `{match['link']}`: {explained}")
    if match := _FAILED.match(what):
        place = Place(origins.get(match["page"], match["page"]))
        template = _NO_TEMPLATE.fullmatch(match["what"])
        return Problem(place, "engine", "", _no_template(template) if template else match["what"])
    if match := _SETTING.fullmatch(what):
        return Problem(
            _set(root, match["key"], match["what"]), "engine", match["key"], match["what"]
        )
    return Problem(Place("mkdocs.yml"), "engine", "", what)


def _no_template(match: re.Match[str]) -> str:
    return f'no template "{match["name"]}"'


def _set(root: Path, key: str, what: str) -> Place:
    """Return where a setting stands, or the last thing in it that is named in what was said of it."""
    node = mkdocs_settings(root).get(key)
    if node is None:
        return Place("mkdocs.yml")
    named = [name for _, name in _NAMED.findall(what)]
    within = {inner.value: inner for inner in nodes(node) if isinstance(inner, yaml.ScalarNode)}
    mark = next((within[name] for name in reversed(named) if name in within), node).start_mark
    return Place(mark.name, mark.line + 1, mark.column + 1)


def _find(root: Path, path: str, link: str) -> Place:
    """Return where a link stands in the file that made a page."""
    try:
        lines = (root / path).read_text(encoding="utf-8").split("\n")
    except OSError:
        return Place(path)
    for number, line in enumerate(lines, 1):
        if link and link in line:
            return Place(path, number, line.index(link) + 1)
    return Place(path)
