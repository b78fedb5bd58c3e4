"""What people who maintain MkDocs sites have, and whether it works in an adopted site: docs/mkdocs.md.

`python -m tests.mkdocs_table --write` builds each thing with MkDocs alone and with us, compares
articles, addresses and files, and writes the table. What a thing needs beside this project, it names;
that is installed beside it, and is no part of the suite. Without `--write` the table is printed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import yaml
from bs4 import BeautifulSoup

from proofpack.model.problems import Problem, ProblemsError
from tests.adopted import differences, words
from tests.conftest import ROOT, SMALL
from tests.mkdocs_site import built, picture, plain

PAGE = ROOT / "docs" / "mkdocs.md"
WORKS = "works as without us"
_POLICY = "adopted: true\nowners:\n  - {id: docs, name: Docs}\n"
_GUIDE = (
    "---\ntitle: A guide\ndescription: It is one.\nkind: guide\nlast_reviewed: 2026-06-01\nowner: docs\n"
    "audience: [Testers]\n"
)
_OURS = re.compile(
    r"(contracts|sources|guides|worksheets|faq|freshness|changes|first|g-\d+)(/|\.html)"
    r"|assets/proofpack|reviews\.ics|changes\.xml"
)
_NOTED = re.compile(r"^\S+ warning (?:engine|unused-setting)(?: \w+)?: (.*)$")


@dataclass(frozen=True)
class Setting:
    """Something in `mkdocs.yml`.

    Attributes:
        name: what it is.
        config: lines of `mkdocs.yml`, beside the name of the site.
        files: files of the site, beside its home page and two others.
        needs: the package that it needs, where it is none of this project's.
        git: whether it asks git.
        note: what is to be said of it beside what a build shows.
    """

    name: str
    config: str = ""
    files: dict[str, str] = field(default_factory=dict)
    needs: str = ""
    git: bool = False
    note: str = ""


THINGS = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
SETTINGS = [Setting(**entry) for entry in THINGS["settings"]]
_MEANT = {
    "comments": "left out of the page",
    "placeholders": "shown letter for letter, all of them",
}
"""Why a guide differs from a page, where it is meant to."""


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files into a folder, and return that."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def ours() -> dict[str, str | bytes]:
    """Return what a site gets when it is adopted, with its first guide."""
    files: dict[str, str | bytes] = {
        name: text
        for name, text in SMALL.items()
        if name.startswith(("data/sources", "data/contracts"))
    }
    guide = (
        f"{_GUIDE}---\n\nIt is so.[^chat.route]\n\n::: contract chat\n    columns: [area, verify]\n"
    )
    return {**files, "data/policy.yml": _POLICY, "docs/first.md": guide}


def of_setting(setting: Setting, folder: Path) -> str:
    """Return what becomes of a setting: that it works, or what is said of it, or what differs."""
    files: dict[str, str | bytes] = {
        "docs/index.md": "# Home\n\n[A](a.md)\n",
        "docs/b.md": "# B\n\nText.\n",
    }
    files |= {"docs/a.md": "# A\n\n## Part\n\nText.\n", **setting.files}
    config = f"site_name: A site\n{setting.config}"
    root = write(folder / "site", {"mkdocs.yml": config, **files})
    if setting.git:
        write(root, {"docs/first.md": str(ours()["docs/first.md"])})
        for command in (["init", "-q"], ["add", "."], [*_AUTHOR, "commit", "-q", "-m", "All"]):
            subprocess.run(["git", *command], cwd=root, check=True)
        (root / "docs/first.md").unlink()
    plain(root, folder / "plain")
    docs = "pages" if "docs_dir" in setting.config else "docs"
    write(root, {name.replace("docs/", f"{docs}/", 1): text for name, text in ours().items()})
    try:
        said = built(root)
    except ProblemsError as error:
        return "; ".join(sorted({str(one) for one in error.problems}))
    works = verdict(root, folder / "plain", said)
    return f"{works}; {setting.note}" if setting.note else works


_AUTHOR = ["-c", "user.name=A", "-c", "user.email=a@example.org"]


def verdict(root: Path, before: Path, said: Iterable[str]) -> str:
    """Return what differs, or what is said, or that all works."""
    found = [
        one
        for one in differences(before, root / "build" / "site")
        if not (_OURS.match(one) and one.endswith(": new"))
    ]
    if found:
        return f"differs: {'; '.join(found[:3])}"
    notes = [match[1] for one in said if (match := _NOTED.match(one))]
    notes = [note for note in notes if "every page is made at each build" not in note]
    return f"{WORKS}; {' '.join(notes)}" if notes else WORKS


def of_pages(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield what becomes of each thing on a page and in a guide."""
    things = [
        *(
            (one["name"], f"f-{number:02}.md", f"---\n{one['front']}---\n\n{one['body']}")
            for number, one in enumerate(THINGS["front"])
        ),
        *(
            (one["name"], f"p-{number:02}.md", one["body"])
            for number, one in enumerate(THINGS["markdown"])
        ),
        *((one["name"], one["file"], one["body"]) for one in THINGS["files"]),
    ]
    files: dict[str, str | bytes] = {
        "mkdocs.yml": f"site_name: A site\n{THINGS['config']}",
        "snippets/part.md": "A *part*.\n",
        "docs/index.md": "# Home\n",
        "docs/large.png": picture(700),
        "docs/policy.yml": "a: [b\n",
        "docs/data.json": "{}",
        "docs/a.pdf": b"%PDF-1.4\0",
    }
    files |= {f"docs/{file}": text for _, file, text in things}
    root = write(folder / "site", files)
    plain(root, folder / "plain")
    write(root, ours())
    guides: dict[str, str | bytes] = {}
    for number, (_, _, text) in enumerate(things):
        parts = re.fullmatch(r"(?:---\n(.*?)---\n)?(.*)", text, re.DOTALL)
        assert parts  # front matter may be absent, so every text has this form
        front, body = parts.groups()
        front = re.sub(r"^(title|description):.*\n", "", front or "", flags=re.MULTILINE)
        body = re.sub(r"\A\ufeff?\s*# .*\n", "", body)  # a guide has its title in front matter
        guides[f"docs/g-{number:02}.md"] = f"{_GUIDE}{front}---\n\n{body}"
    write(root, guides)
    refused: dict[str, str] = {}
    while problems := _stopping(root):
        for problem in problems:
            refused.setdefault(problem.place.path, problem.sentences)
            (root / problem.place.path).unlink(missing_ok=True)
    found = list(differences(folder / "plain", root / "build" / "site"))
    for number, (name, file, _) in enumerate(things):
        address = _address(file)
        different = [one for one in found if one.startswith(f"{address}:")]
        guide = refused.get(f"docs/g-{number:02}.md") or _in_guide(
            folder / "plain" / address, root / "build" / "site" / f"g-{number:02}" / "index.html"
        )
        yield name, "; ".join(different) or WORKS, _MEANT.get(name, guide)


def _stopping(root: Path) -> list[Problem]:
    """Build, and return what stops that."""
    try:
        built(root)
    except ProblemsError as error:
        return [problem for problem in error.problems if problem.level == "error"]
    return []


def _address(file: str) -> str:
    stem = file.rpartition(".")[0]
    stem = stem.removesuffix("README").rstrip("/")
    return f"{stem}/index.html"


def _in_guide(page: Path, guide: Path) -> str:
    """Return whether a guide shows what a page shows below its heading."""
    shown = _blocks(page)
    there = set(_blocks(guide))
    lacking = [block for block in shown if block not in there]
    return "differs" if lacking else "as on a page"


def _blocks(page: Path) -> list[str]:
    """Return the blocks of an article, but for headings, whose ids may differ."""
    article = BeautifulSoup("\n".join(words(page)), "lxml").select("article")[0]
    blocks = article.find_all(["p", "table", "pre", "ul", "dl", "div", "kbd", "script", "style"])
    return [re.sub(r"__[a-z0-9_]+|id=\"[^\"]*\"|href=\"#[^\"]*\"", "", str(one)) for one in blocks]


def rows(settings: Iterable[Setting]) -> Iterator[tuple[str, str]]:
    """Yield a row for each setting, in a folder of its own."""
    for setting in settings:
        with tempfile.TemporaryDirectory() as folder:
            try:
                yield setting.name, of_setting(setting, Path(folder))
            except subprocess.CalledProcessError as error:
                yield setting.name, f"MkDocs alone fails: {error.stderr!r}"[:300]


def page(settings: Iterable[Sequence[str]], pages: Iterable[Sequence[str]]) -> str:
    """Return the text of docs/mkdocs.md.

    Args:
        settings: a row for each setting.
        pages: a row for each thing on a page.
    """
    lines = [HEAD, "| in `mkdocs.yml` | |", "| --- | --- |"]
    lines += [f"| {' | '.join(map(_cell, row))} |" for row in settings]
    lines += ["", "| on a page | page | guide |", "| --- | --- | --- |"]
    lines += [f"| {' | '.join(map(_cell, row))} |" for row in pages]
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


HEAD = """\
# What a MkDocs site keeps

Each row was built by MkDocs alone, and by `proofpack build` in a site that is adopted and has a guide.
Articles, addresses and files were compared.
*Works as without us* means: they are the same.
The last column tells of the same Markdown in a [guide](manual.md#pages-content).
There it is *as on a page*, or what is said of it is quoted.
`python -m tests.mkdocs_table --write` makes this page.
"""


def main() -> None:
    """Print the page, or write it."""
    missing = [one.needs for one in SETTINGS if one.needs and not find_spec(one.needs)]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as folder:
        text = page(rows(SETTINGS), of_pages(Path(folder)))
    if "--write" in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
