"""The first files of a project, and the next ones: texts that a maintainer goes on from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct
from msgspec.structs import asdict
from pydantic import TypeAdapter, ValidationError

from proofpack import __version__
from proofpack.model.documents import Tree
from proofpack.model.layout import Layout
from proofpack.model.records.base import Names, Title, Url, id_fault
from proofpack.project.shipped_rules import shipped_rules
from proofpack.secrets import Secrets
from proofpack.text.escape import text
from proofpack.text.yaml_scalars import quoted

STARTER = Path(__file__).with_name("starter")
_WORKFLOWS = Path(__file__).with_name("workflows")
_LOCKED = "--require-hashes --only-binary :all: --requirement locks/proofpack.txt"
_PLACES = {
    "source": "sources/{}.yml",
    "contract": "contracts/{}.yml",
    "worksheet": "worksheets/{}.yml",
    "faq": "faq/{}.yml",
}
_DATA, _BUILD = (re.compile(rf"(?<![\w./-]){name}/") for name in ("data", "build"))
"""Where a workflow names a folder of the project."""
_LONGEST = 60
KINDS = (*_PLACES, "guide")
"""What `new_file` makes."""
Ci = Literal["github", "gitlab"]


class Answers(Struct, frozen=True):
    """What a new project is about.

    Attributes:
        name: what its site is called.
        api: how its guides call the API.
        docs: address of the documentation.
        owner: the team that answers for the guides.
    """

    name: str
    api: str
    docs: str
    owner: str

    @property
    def slug(self) -> str:
        """The API's name as an id."""
        return _slug(self.api) or "api"

    @property
    def owner_id(self) -> str:
        """The owner's name as an id."""
        return _slug(self.owner) or "team"


def answer_fault(name: str, value: str) -> str:
    """Return what is wrong with an answer and what was wanted; nothing where it can stand.

    Args:
        name: the attribute of `Answers`.
        value: what was answered.
    """
    if not value.isprintable():
        return "It has a character that does not show. Wanted: one line of text."
    for hit in Secrets.of(shipped_rules(())).find(value)[:1]:
        return f"It looks like a secret ({hit.rule}). Wanted: a name that may be published."
    kind: Any = Url if name == "docs" else Title
    try:
        TypeAdapter(kind).validate_python(value, context=Names())
    except ValidationError as error:
        context = error.errors()[0].get("ctx", {})
        return (
            f"{context.get('what', error.errors()[0]['msg'])}. {context.get('remedy', '')}".strip()
        )
    return ""


def project_files(answers: Answers, ci: Ci | None) -> dict[str, str]:
    """Return the files of a new project, by their paths.

    Args:
        answers: what it is about.
        ci: for whose pipelines it has workflows.
    """
    templates = _environment(STARTER / "project")
    values = asdict(answers) | {"owner_id": answers.owner_id}
    files = {}
    for name in sorted(templates.list_templates()):
        path = name.replace("SLUG", answers.slug)
        path = ".gitignore" if path == "gitignore" else path
        files[path] = templates.get_template(name).render(values)
    return files | (_workflows(ci) if ci else {})


def adopted_files(at: Layout, answers: Answers, ci: Ci | None) -> dict[str, str]:
    """Return the files by which a MkDocs site becomes a project, by their paths; none of it is in them.

    Args:
        at: where they are to stand.
        answers: what is known: the owner of guides, and perhaps the API and where it is documented.
        ci: for whose pipelines it has workflows.
    """
    values = asdict(answers) | {"owner_id": answers.owner_id}
    templates = _environment(STARTER / "adopted")
    files = {
        f"{at.data}/policy.yml": templates.get_template("policy.yml").render(values),
        f"{at.build}/.gitignore": templates.get_template("gitignore").render(values),
    }
    if answers.docs:
        pack = _environment(STARTER / "project").get_template("data/sources/SLUG.yml")
        files[at.of_data(f"sources/{answers.slug}.yml")] = pack.render(values)
    for path, workflow in (_workflows(ci) if ci else {}).items():
        moved = _DATA.sub(f"{at.data}/", workflow)
        files[path] = _BUILD.sub(f"{at.build}/", moved)
    return files


def new_file(kind: str, name: str, title: str, url: str, tree: Tree) -> tuple[str, str]:
    """Return path and text of the next file of a project.

    Args:
        kind: one of `KINDS`.
        name: its id.
        title: its title.
        url: the address of a source.
        tree: the project.
    """
    values = {
        "id": name,
        "title": title,
        "docs": url,
        "owner_id": _first(tree, "policy", "owners") or "team",
        "source_id": _first(tree, "sources", "sources") or "docs",
        "adopted": tree.at.adopted,
        "says_kind": tree.at.adopted and not tree.at.guides,
    }
    template = f"{kind}.{'md' if kind == 'guide' else 'yml'}"
    path = tree.at.of_data(_PLACES[kind].format(name)) if kind in _PLACES else _guide(tree, name)
    return path, _environment(STARTER / "new").get_template(template).render(values)


def _guide(tree: Tree, name: str) -> str:
    """Return the path of a guide to be: in the first folder of guides, or where others may stand."""
    folder = next(iter(tree.at.guides), "guides")
    return tree.at.of_docs(f"{folder}/{name}.md")


def workflows() -> Path:
    """Return the folder of workflow files: in the package, or in a checkout of its repository."""
    return _WORKFLOWS if _WORKFLOWS.is_dir() else Path(__file__).parents[3] / "examples"


def _workflows(ci: Ci) -> dict[str, str]:
    """Return workflows as a new project has them: with a list of what to install, and no lock yet."""
    head = "# What a pipeline installs. Lock it with hashes before you rely on it.\n"
    files = {"requirements.txt": f"{head}proofpack-guides=={__version__}\n"}
    folder = ".github/workflows/" if ci == "github" else ""
    for path in sorted((workflows() / ci).iterdir()):
        if path.is_file():
            text = path.read_text(encoding="utf-8").replace(
                _LOCKED, "--requirement requirements.txt"
            )
            files[f"{folder}{path.name}"] = text
    return files


def _environment(folder: Path) -> Environment:
    templates = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        comment_start_string="{##",  # `{ #` begins the anchor of a heading
        autoescape=False,  # noqa: S701 - each value passes one of the filters
    )
    templates.filters.update(yaml=quoted, md=text)
    return templates


def _slug(name: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower())[:_LONGEST].strip("-")
    return "" if id_fault(slug) else slug


def _first(tree: Tree, kind: str, key: str) -> str:
    """Return the first id under a key of the files of a kind, whether or not they are valid."""
    for nodes in tree.data[kind]:
        listed = nodes.data.get(key) if isinstance(nodes.data, dict) else None
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                return str(entry["id"])
    return ""
