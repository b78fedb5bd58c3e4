"""Pages and guides: what in them is ours, how links may be written, and what front matter passes."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.pages import Page

from proofpack.model.problems import ProblemsError
from proofpack.project.reader import ProjectReader
from proofpack.util.kept import Kept
from tests.conftest import SMALL, TODAY, Project

GUIDE = SMALL["content/guides/one.md"]
TARGETS = (
    "guides/with blank.md",
    "guides/a(b).md",
    "guides/caf\u00e9.md",
    "guides/x.tar.gz",
    "faq.md",
)


def problems(root: Path) -> list[str]:
    """Return what is wrong with a project."""
    try:
        ProjectReader(root).read(TODAY)
    except ProblemsError as error:
        return [str(one) for one in error.problems]
    return []


def linked(project: Project, link: str) -> Path:
    """Return a project whose guide has a link, beside files with names of all kinds."""
    page = "---\nkind: page\n---\n\nText.\n"
    files = {f"content/pages/{name.rpartition('/')[2]}": page for name in TARGETS}
    return project({**files, "content/guides/one.md": f"{GUIDE}\n[Link]({link})\n"})


@pytest.mark.parametrize(
    "link",
    [
        "../pages/with blank.md",
        "<../pages/with blank.md>",
        "../pages/with%20blank.md#part",
        "../pages/a(b).md",
        "<../pages/a(b).md>",
        "../pages/a%28b%29.md",
        "../pages/caf\u00e9.md",
        "../pages/caf%C3%A9.md",
        "../pages/caf&eacute;.md",
        "../pages/x.tar.gz",
        "../reviews.ics",
        "../sources/chat.md?x=1#route",
    ],
)
def test_links_are_written_as_mkdocs_takes_them(project: Project, link: str) -> None:
    """Blanks, brackets, escapes and other letters lead where they lead for the engine."""
    assert problems(linked(project, link)) == []


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        (unicodedata.normalize("NFD", "../pages/caf\u00e9.md"), "../pages/caf\u00e9.md"),
        ("../pages/with-blank.md", "../pages/with%20blank.md"),
        ("../pages/a(c).md", "../pages/a%28b%29.md"),
        ("../../data/policy.yml", ""),
        ("../../../etc/passwd", ""),
    ],
)
def test_a_suggestion_works_as_it_is_written(project: Project, link: str, hint: str) -> None:
    """It is what MkDocs finds, and never anything outside of the site."""
    root = linked(project, link)
    [said] = [one for one in problems(root) if "broken-link" in one]
    assert (f'Did you mean "{hint}"' in said) if hint else ("Did you mean" not in said)
    if hint:
        assert engine_finds(root, hint)
        assert not engine_finds(root, link)


def engine_finds(root: Path, link: str) -> bool:
    """Return whether MkDocs finds the target of a link in the guide."""
    (root / "content/guides/one.md").write_text(f"[Link]({link})\n")
    config = load_config(str(root / "mkdocs.yml"), docs_dir=str(root / "content"))
    files = get_files(config)
    page = Page(None, files.src_uris["guides/one.md"], config)
    page.read_source(config)
    page.render(config, files)
    return page.content is not None and ".md" not in page.content


@pytest.mark.parametrize("link", ["http://[::1", "https://[x]/a", "http://\u2100/"])
def test_an_address_without_a_host_is_told_where_it_stands(project: Project, link: str) -> None:
    """An engine would say of the whole page that it cannot be read."""
    said = "content/guides/one.md:{}: error bad-link: an address whose host is none."
    [problem] = problems(linked(project, link))
    line = (GUIDE + f"\n[Link]({link})\n").count("\n")
    assert problem.startswith(said.format(f"{line}:8"))


def test_a_folder_of_guides_without_a_page_is_told(project: Project) -> None:
    """By a misspelt name, no page would be a guide, and no rule would look at any."""
    policy = f"{SMALL['data/policy.yml']}guides: [giudes]\n"
    root = project({"data/policy.yml": policy})
    [warning] = ProjectReader(root).read(TODAY)[1].warnings
    assert str(warning) == (
        "data/policy.yml:4:10: warning unknown-folder guides: no page stands in a folder"
        ' "giudes" of content/. Did you mean "guides"?'
    )


def test_a_link_from_the_top_is_one_where_mkdocs_takes_it(project: Project) -> None:
    """Where `absolute_links` says so, a link that begins with `/` is seen from the folder of pages."""
    config = SMALL["mkdocs.yml"].replace("{links: {", "{links: {absolute_links: relative_to_docs, ")
    root = linked(project, "/sources/chat.md")
    assert ["broken-link" in one for one in problems(root)] == [True]
    (root / "mkdocs.yml").write_text(config)
    assert problems(root) == []


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("hide: [toc]\ntags: [a]\nstatus: new", []),
        ("ower: docs", ['error unknown-key ower: unknown key. Did you mean "order"?']),
        ("hiden: [toc]", ['error unknown-key hiden: unknown key. Did you mean "hide"?']),
        ("mine: x", ["error unknown-key mine: unknown key. If a plugin reads it, name it under"]),
        ("listed: x", []),
    ],
)
def test_front_matter_of_others_passes_in_guides(
    project: Project, front: str, said: list[str]
) -> None:
    """What is known or named in the policy passes; a slip near a key is told."""
    policy = f"{SMALL['data/policy.yml']}front_matter: [listed]\n"
    guide = GUIDE.replace("---\n", f"---\n{front}\n", 1)
    found = problems(project({"data/policy.yml": policy, "content/guides/one.md": guide}))
    assert [start in one for start, one in zip(said, found, strict=True)] == [True] * len(said)


@pytest.mark.parametrize(
    ("front", "kind"), [("Read this first.", "text"), ("- one", "a list"), ("3", "text")]
)
def test_front_matter_is_a_mapping(project: Project, front: str, kind: str) -> None:
    """A guide that begins with a line between two rules has none."""
    guide = f"---\n{front}\n---\n\nWords.\n"
    assert problems(project({"content/guides/one.md": guide})) == [
        f"content/guides/one.md:2:1: error wrong-type: found {kind}. Wanted: a mapping."
    ]


def test_nothing_on_a_page_of_the_author_is_wrong(project: Project) -> None:
    """Only what names something of ours is looked at there."""
    page = (
        "# One\n\n# Two\n\n[^x.y] [^1] ::: table\n\n::: tip Careful\n\n```sh\nopen\n\n<dvi a='b'>"
    )
    assert problems(project({"content/FAQ.md": page})) == []
    wrong = "---\na: [b\n---\nSee.[^chat.rout]\n\n::: faq chta\n"
    assert [one.partition(": ")[2] for one in problems(project({"content/FAQ.md": wrong}))] == [
        'error unknown-id: no fact is called "chat.rout". Did you mean "chat.route"?',
        'error unknown-id ::: faq: no faq is called "chta". Did you mean "chat"?',
    ]


def test_a_page_that_was_valid_is_not_read_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not for what its front matter hands on to the engine, either: it would cost a build all pages."""
    guide = SMALL["content/guides/one.md"].replace("owner:", "tags: [one, two]\nowner:")
    root, kept = project({"content/guides/one.md": guide}), Kept()
    first = ProjectReader(root, kept).read(TODAY)[1]
    with monkeypatch.context() as patched:
        patched.setattr("proofpack.project.load.pages.read_markdown", None)
        again = ProjectReader(root, Kept(parts=json.loads(json.dumps(kept.parts)))).read(TODAY)[1]
    assert again.guides["one"].file.front == first.guides["one"].file.front == "tags: [one, two]"
