"""The commands that begin: `init` writes a project, `new` its next file."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proofpack.cli.app import Project, cli, echo, from_here, guarded, style
from proofpack.model.problems import (
    Elsewhere,
    Place,
    Problem,
    ProblemsError,
    cannot_write,
    unreadable,
)
from proofpack.text.plural import count

if TYPE_CHECKING:
    from proofpack.project.scaffold import Answers, Ci

_LONGEST = 100
"""Characters of an id; a file system takes some 250 of a name, with its ending."""
_QUESTIONS = {
    "api": "What is the API called",
    "docs": "Where is its documentation (https://...)",
    "name": "What shall the site be called",
    "owner": "Which team answers for the guides",
}
"""In their order: later ones have a default that comes from earlier ones."""


@cli.command()
@click.argument("folder", default=Path(), type=click.Path(file_okay=False, path_type=Path))
@click.option("--api", help="What the API is called.")
@click.option("--docs", metavar="URL", help="Where its documentation is.")
@click.option("--name", help="What the site is called. Default: the API's name and 'guides'.")
@click.option("--owner", help="Which team answers for the guides. Default: 'API team'.")
@click.option("--ci", type=click.Choice(["github", "gitlab"]), help="Write its workflows, too.")
@click.pass_obj
@guarded
def init(project: Project, folder: Path, ci: Ci | None, **options: str | None) -> None:
    """Start a project in FOLDER (this one, if none is named). A MkDocs site there is adopted as it is.

    On a terminal, it asks for what no option says; elsewhere, it asks nothing.
    """
    from proofpack.project.mkdocs_config import config_name
    from proofpack.project.root import find_root
    from proofpack.project.scaffold import project_files

    if project.given:
        raise click.UsageError("a new project has no --project; name its folder: init FOLDER.")
    outer, _ = find_root(folder.resolve())
    if outer:
        what = "a project is here already, and this folder is in it"
        remedy = "Name a folder outside of it: proofpack init FOLDER."
        raise ProblemsError([unreadable(Elsewhere(from_here(outer)), "taken", what, remedy)])
    if (folder / config_name(folder)).exists():
        _adopt(folder, ci, options)
        return
    files = project_files(_answers(options), ci)
    untouched = _write(folder, files)
    echo(f"Wrote {count(len(files) - len(untouched), 'file')} in {from_here(folder)}.")
    for name in untouched:
        echo(f"Kept {name}, which was there: add the line build/ to it.")
    steps = {
        "proofpack serve": "show the site, and build it again at each save",
        "proofpack check": "say what is missing, and what is due",
        "proofpack refresh": "read the documentation, and keep the day",
        "proofpack new guide ID": "the next guide; also source, contract, worksheet, faq",
    }
    _next(folder, steps)


def _next(folder: Path, steps: dict[str, str]) -> None:
    """Say what can be done next, each command with what it is for."""
    if folder.resolve() != Path.cwd():
        steps = {f"cd {shlex.quote(from_here(folder))}": "", **steps}
    width = max(map(len, steps)) + 2
    echo("\nNext:")
    for command, why in steps.items():
        shown = command.ljust(width) if why else command
        echo(f"  {style(shown, bold=True)}{why}")


def _adopt(folder: Path, ci: Ci | None, options: dict[str, str | None]) -> None:
    """Make a project of a MkDocs site, and change nothing of it."""
    from proofpack.project.layout import free_place
    from proofpack.project.scaffold import Answers, adopted_files

    if options["name"]:
        what = "the site has a name already, in its configuration; leave --name out."
        raise click.UsageError(what)
    try:
        at = free_place(folder)
    except ProblemsError as error:  # there is no project yet from which places could count
        raise ProblemsError(_elsewhere(folder, problem) for problem in error.problems) from None
    for name in ("api", "docs"):
        options[name] = _asked(name, options[name], "", f"--{name}") if options[name] else ""
    owner = _asked("owner", options["owner"], "Docs team", "--owner")
    answers = Answers("", str(options["api"]), str(options["docs"]), owner)
    files = adopted_files(at, answers, ci)
    _write(folder, files)
    echo(f"Adopted the site of {from_here(folder / at.config)}; nothing of it was changed. Wrote:")
    for name in files:
        echo(f"  {from_here(folder / name)}")
    steps = {
        "proofpack build": f"the same site, in {at.build}/site",
        "proofpack serve": "show it, and build it again at each save",
        "proofpack new source ID --url URL": "a page that a guide shall rely on",
        "proofpack new guide ID": f"the first guide, in {at.docs}/guides",
    }
    _next(folder, steps)


def _elsewhere(folder: Path, problem: Problem) -> Problem:
    place = problem.place
    path = from_here(folder / place.path)
    return problem._replace(place=Elsewhere(path, place.line, place.column))


@cli.command()
@click.argument("kind", type=click.Choice(["source", "guide", "contract", "worksheet", "faq"]))
@click.argument("name", metavar="ID")
@click.option("--title", help="Its title. Default: the id in words.")
@click.option("--url", help="The address of a source.")
@click.pass_obj
@guarded
def new(project: Project, kind: str, name: str, title: str | None, url: str | None) -> None:
    """Write the next source pack, guide, contract, worksheet or FAQ file, called ID."""
    from proofpack.model.records.base import id_fault
    from proofpack.project.load import load
    from proofpack.project.scaffold import new_file

    if fault := id_fault(name) or ("is too long" if len(name) > _LONGEST else ""):
        wanted = "Wanted: lower-case letters and digits, joined by single hyphens."
        raise click.BadParameter(f'"{name}" {fault}. {wanted}', param_hint="ID")
    if kind == "source":
        url = _asked("docs", url, "", "--url")
    title = title or name.replace("-", " ").replace("_", " ").capitalize()
    if fault := _fault("name", title):
        raise click.BadParameter(fault, param_hint="--title")
    path, text = new_file(kind, name, title, url or "", load(project.root))
    if (project.root / path).exists():
        what, remedy = "it is there already", "Choose another id."
        raise ProblemsError([unreadable(Place(path), "taken", what, remedy)])
    _write(project.root, {path: text})
    echo(f"Wrote {from_here(project.root / path)}. Go on from there; proofpack check helps.")


def _answers(options: dict[str, str | None]) -> Answers:
    """Return what options say, and the answers to what they do not."""
    from proofpack.project.scaffold import Answers

    missing = [name for name in ("api", "docs") if not options[name]]
    if missing and not sys.stdin.isatty():
        flags = " and ".join(f"--{name}" for name in missing)
        raise click.UsageError(f"Nobody can be asked here: say {flags}.")
    answers: dict[str, str] = {}
    for name in _QUESTIONS:
        defaults = {"name": f"{answers.get('api')} guides", "owner": "API team"}
        answers[name] = _asked(name, options[name], defaults.get(name, ""), f"--{name}")
    return Answers(**answers)


def _asked(name: str, value: str | None, default: str, flag: str) -> str:
    """Return the value of an option, or what is answered, once it can stand."""
    if value is None and not sys.stdin.isatty():
        if not default:
            raise click.UsageError(f"Nobody can be asked here: say {flag}.")
        value = default
    if value is not None:
        if fault := _fault(name, value):
            raise click.BadParameter(fault, param_hint=flag)
        return value
    while True:
        value = click.prompt(_QUESTIONS[name], default=default or None, err=True).strip()
        if not (fault := _fault(name, value)):
            return value
        echo(fault, err=True)


def _fault(name: str, value: str) -> str:
    from proofpack.project.scaffold import answer_fault

    return answer_fault(name, value)


def _write(folder: Path, files: dict[str, str]) -> list[str]:
    """Write files that are not there yet, all or none, and return which lists of git stay as they are.

    Raises:
        ProblemsError: one of them is there already, or cannot be written.
    """
    from proofpack.util import atomic_swap

    try:
        there = [name for name in files if (folder / name).exists()]
    except OSError as error:  # a name that is too long, a folder that may not be looked into
        raise cannot_write(folder, error) from None
    untouched = [name for name in there if name.endswith(".gitignore")]
    if others := [name for name in there if name not in untouched]:
        what, remedy = "it is there already", "Nothing was written; choose another folder."
        places = (Elsewhere(from_here(folder / name)) for name in others)
        raise ProblemsError(unreadable(place, "taken", what, remedy) for place in places)
    try:
        for name, text in files.items():
            if name not in untouched:
                atomic_swap.replace(folder / name, text.encode())
    except OSError as error:
        raise cannot_write(folder, error) from None
    return untouched
