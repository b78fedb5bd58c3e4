"""The theme layer, and what a project lays over it."""

from __future__ import annotations

import hashlib
import importlib.resources
import re
from itertools import accumulate
from pathlib import Path

import pytest

from proofpack.model.problems import ProblemsError
from proofpack.site.theme import layer, own_style, theme, watched
from proofpack.text import squeeze
from tests.conftest import ROOT

OURS = "assets/proofpack.css"
FROM_FILE = {
    f"partials/javascripts/{name}.html"
    for name in ("announce", "base", "consent", "content", "from-file", "outdated", "palette")
}
INLINE = {
    "partials/integrations/analytics.html": "f9450765a26a",
    "partials/integrations/analytics/google.html": "f4284800028d",
    "partials/javascripts/announce.html": "e441dbdde5a0",
    "partials/javascripts/base.html": "cbd97fa31ed6",
    "partials/javascripts/consent.html": "3907d77c1c78",
    "partials/javascripts/content.html": "023e93352727",
    "partials/javascripts/outdated.html": "89ea7f58a216",
    "partials/javascripts/palette.html": "0eb10c249dbd",
    "redirect.html": "971a75944979",
}
"""The scripts that stand in templates of Material, by their digests. Those of analytics and redirects
are not written anew: what asks for the first is an error, and no page of ours has the second."""
ZENSICAL = {"partials/javascripts/base.html": "81f86c0b2437"}
_SCRIPTS = re.compile(
    r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE
)


def over(root: Path, files: dict[str, str]) -> Path:
    """Write a project that lays files over the theme."""
    (root / "mkdocs.yml").write_text("site_name: A\ntheme:\n  custom_dir: own\n", encoding="utf-8")
    for name, text in files.items():
        path = root / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_the_layer_of_a_checkout_is_the_repositorys() -> None:
    """No file of it stands twice."""
    assert layer() == ROOT / "site-overrides"
    assert not (ROOT / "generator" / "proofpack" / "site" / "theme").exists()


def test_without_a_folder_of_its_own_a_project_has_ours(tmp_path: Path) -> None:
    """Styles, one script, one library and partials; no home page, no script by itself."""
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")
    made = theme(tmp_path)
    names = {name.rpartition("/")[2] for name in made.files if name.startswith("assets/")}
    assert all(name.startswith("proofpack") for name in names)
    assert {"proofpack.css", "proofpack.js"} <= names
    others = {name for name in made.files if not name.startswith("assets/")}
    partials = {f"partials/{name}.html" for name in ("actions", "copyright", "source")}
    assert others == {*partials, "sitemap.xml", *FROM_FILE}
    assert made.problems == ()
    assert watched(tmp_path) == [layer()]


def test_white_space_is_taken_out_of_material_alone(tmp_path: Path) -> None:
    """Another theme keeps its template of pages, and so does a project that has one."""
    for settings, name in {
        "plugins: [proofpack]\n": True,
        "theme: material\n": True,
        "theme: {name: readthedocs}\n": False,
        "site_name: A\n": False,
    }.items():
        (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
        assert ("main.html" in theme(tmp_path).files) is name, settings
    root = over(tmp_path, {"main.html": "<p>"})
    with (root / "mkdocs.yml").open("a") as file:
        file.write("  name: material\n")
    assert theme(root).files["main.html"] == b"<p>"
    assert theme(root).problems == ()


def test_what_a_project_lays_over_it_counts(tmp_path: Path) -> None:
    """A file of its own is added; one that hides ours is told, with what is lost."""
    root = over(tmp_path, {"main.html": "<p>", OURS: "body {}", ".DS_Store": "x"})
    made = theme(root)
    assert (made.files["main.html"], made.files[OURS]) == (b"<p>", b"body {}")
    assert ".DS_Store" not in made.files
    assert [str(problem) for problem in made.problems] == [
        (
            "own/assets/proofpack.css:1:1: warning hidden-file: hides the file of Proofpack that is "
            "called so: the looks of tables, dates, citations and worksheets may be lost. Rename it, or "
            "remove it."
        )
    ]
    assert watched(root) == [layer(), root / "own"]


def test_icons_and_linked_folders_of_the_project_count(tmp_path: Path) -> None:
    """A template may load either; a folder outside is refused as a file is, once."""
    (tmp_path / "project" / "shared").mkdir(parents=True)
    root = over(tmp_path / "project", {".icons/own/logo.svg": "<svg/>", "main.html": ""})
    (root / "shared" / "foot.html").write_text("A foot.")
    (root / "own" / "parts").symlink_to("../shared")
    files = theme(root).files
    assert files[".icons/own/logo.svg"] == b"<svg/>"
    assert files["parts/foot.html"] == b"A foot."
    (root / "own" / "all.html").symlink_to(tmp_path)
    with pytest.raises(
        ProblemsError, match=r"^own/all.html:1:1: error outside: a link that [^\n]+$"
    ):
        theme(root)


def test_an_equal_copy_hides_nothing(tmp_path: Path) -> None:
    """A project that copied today's file loses nothing by it."""
    root = over(tmp_path, {OURS: (layer() / OURS).read_text(encoding="utf-8")})
    made = theme(root)
    assert made.problems == ()
    assert made.files[OURS].startswith(b"[data-md-color-primary")


def test_every_file_of_ours_says_what_is_lost_with_it(tmp_path: Path) -> None:
    """Whichever is hidden, the warning has its words."""
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n", encoding="utf-8")
    names = dict.fromkeys(theme(tmp_path).files.keys() - {"sitemap.xml"}, "x")
    assert len(theme(over(tmp_path, names)).problems) == len(names) == 19


@pytest.mark.parametrize("engine", ["material", "zensical"])
def test_what_the_theme_runs_in_its_pages_is_what_we_run_from_a_file(engine: str) -> None:
    """Whoever changes the version of a theme reads here which of its scripts to write anew."""
    top = Path(str(importlib.resources.files(engine))) / "templates"
    found = {
        path.relative_to(top).as_posix(): "".join(scripts)
        for path in sorted(top.rglob("*.html"))
        if (scripts := _SCRIPTS.findall(path.read_text(encoding="utf-8")))
    }
    digests = {name: hashlib.sha256(text.encode()).hexdigest()[:12] for name, text in found.items()}
    assert digests == INLINE | (ZENSICAL if engine == "zensical" else {})
    assert all(name in FROM_FILE for name in found if name.startswith("partials/javascripts/"))


def test_copies_of_an_earlier_version_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Version 0.1.0 had projects copy its files: two generations of scripts would run on one page."""
    digest = hashlib.sha256(b"old()").hexdigest()[:12]
    monkeypatch.setattr("proofpack.site.theme._EARLIER", frozenset([digest]))
    made = theme(over(tmp_path, {"assets/worksheet.js": "old()", OURS: "old()"}))
    assert "assets/worksheet.js" not in made.files
    assert made.files[OURS] == squeeze.style((layer() / OURS).read_text("utf-8")).encode()
    said = "warning earlier-file: a copy of a file of version 0.1.0, which is not used any more."
    assert [str(problem) for problem in made.problems] == [
        f"own/assets/proofpack.css:1:1: {said} Remove it.",
        f"own/assets/worksheet.js:1:1: {said} Remove it.",
    ]


def test_a_folder_that_is_not_there_is_told_at_its_key(tmp_path: Path) -> None:
    """Projects of version 0.1.0 name one that they may remove now."""
    assert [str(problem) for problem in theme(over(tmp_path, {})).problems] == [
        (
            'mkdocs.yml:3:15: warning no-folder theme.custom_dir: no folder "own". '
            "Remove the key: the layer comes with Proofpack."
        )
    ]


def test_a_folder_outside_of_the_project_may_be_named(tmp_path: Path) -> None:
    """As in MkDocs: a theme that several sites share. Its files are named as seen from the project."""
    shared, root = tmp_path / "shared", tmp_path / "project"
    root.mkdir()
    (shared / "assets").mkdir(parents=True)
    (shared / OURS).write_text("body {}", encoding="utf-8")
    for named in ("../shared", str(shared)):
        text = f"site_name: A\ntheme:\n  custom_dir: {named}\n"
        (root / "mkdocs.yml").write_text(text, encoding="utf-8")
        made = theme(root)
        assert made.files[OURS] == b"body {}"
        assert [problem.place.path for problem in made.problems] == [f"../shared/{OURS}"]


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    """Nothing from outside is published."""
    (tmp_path / "project").mkdir()
    root = over(tmp_path / "project", {"a.html": "a"})
    (tmp_path / "secret.txt").write_text("x")
    (root / "own" / "b.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(ProblemsError, match=r"own/b.txt:1:1: error outside: a link that leads out"):
        theme(root)


@pytest.mark.parametrize("path", sorted(layer().rglob("*.css")), ids=lambda path: path.name)
def test_every_rule_of_a_style_sheet_ends_before_the_next(path: Path) -> None:
    """A brace that is lost takes all rules after it, and no browser says so."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    depths = list(accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in text))
    assert min(depths) == 0 == depths[-1]


def test_an_adopted_site_gets_the_rules_of_our_tables_and_of_no_others() -> None:
    """A narrow page shows each row of ours as a card; what holds for any table is left out."""
    style = """
        .md-typeset table:has(.pp-a) { color: red; }
        @media screen {
          .md-typeset__table:has(td > [data-label]) { display: block; }
          .md-typeset table:not([class], :has(td > [data-label])) td { margin: 0; }
          .md-typeset td { padding: 0; }
        }
        [data-md-color-scheme="default"] { --pp-line: #000; }
    """
    shown = own_style(style)
    assert ":is(.md-typeset,body) table:has(.pp-a) { color: red; }" in shown
    assert ".md-typeset__table:has(td > [data-label]) { display: block; }" in shown
    assert "margin" not in shown
    assert "padding" not in shown
