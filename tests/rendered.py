"""Pages rendered to HTML, with navigation around them: `python -m tests.rendered FOLDER OUT GENERATOR`.

FOLDER holds `pages/`, as Markdown; OUT gets the site, each page under the same name. GENERATOR is
`mkdocs` (with Material, which comes with the project) or `sphinx` (with MyST and Furo, which do not):

    python -m venv build/sphinx && build/sphinx/bin/pip install sphinx myst-parser furo
    PATH=build/sphinx/bin:$PATH .venv/bin/python -m tests.rendered FOLDER build/sphinx-html sphinx

The pages come from many sites, each with a dialect of its own: what a generator does not know of it
stands on the page as it was written. No page links to another, and what a generator says of that is no
matter.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"""^title: *["']?(.*?)["']?$""", re.MULTILINE)
_HEADING = re.compile(r"^# ", re.MULTILINE)
_MKDOCS = """\
site_name: Documentation
use_directory_urls: false
theme: {name: material, font: false}
plugins: []
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist
"""
_SPHINX = """\
project = "Documentation"
extensions = ["myst_parser"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "tasklist"]
myst_heading_anchors = 4
html_theme = "furo"
"""


def rendered(folder: Path, out: Path, generator: str) -> int:
    """Render the pages of a folder; return how many there are as HTML."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        docs = site / "docs"
        docs.mkdir()
        names = _copied(folder / "pages", docs)
        (_mkdocs if generator == "mkdocs" else _sphinx)(site, docs, names)
        shutil.copytree(site / "html", out, dirs_exist_ok=True)
    return len(list(out.glob("*.html")))


def _copied(pages: Path, docs: Path) -> list[str]:
    """Put the pages into a folder, and return their names.

    Of their front matter the title stays, as the heading of a page that has none: without it a page
    would be called after its file.
    """
    paths = sorted(pages.glob("*.md"))
    for path in paths:
        text = path.read_text("utf-8", "replace")
        if front := _FRONT_MATTER.match(text):
            text = text[front.end() :]
            title = _TITLE.search(front[1])
            if title and not _HEADING.search(text):
                text = f"# {title[1]}\n\n{text}"
        (docs / path.name).write_text(text, encoding="utf-8")
    return [path.stem for path in paths]


def _mkdocs(site: Path, docs: Path, names: list[str]) -> None:
    (docs / "index.md").write_text("# Documentation\n", encoding="utf-8")
    (site / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(site / "mkdocs.yml")]
    subprocess.run([*command, "-d", str(site / "html")], check=True, capture_output=True)


def _sphinx(site: Path, docs: Path, names: list[str]) -> None:
    listed = "\n".join(names)
    index = f"# Documentation\n\n```{{toctree}}\n:maxdepth: 1\n{listed}\n```\n"
    (docs / "index.md").write_text(index, encoding="utf-8")
    (docs / "conf.py").write_text(_SPHINX, encoding="utf-8")
    command = ["sphinx-build", "-Q", "-b", "html", str(docs), str(site / "html")]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    pages_folder, out_folder, chosen_generator = sys.argv[1:]
    count = rendered(Path(pages_folder), Path(out_folder), chosen_generator)
    print(f"{count} pages in {out_folder}")
