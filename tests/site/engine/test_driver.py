"""A driven build is the stock command's, byte for byte, and makes only what an edit changed."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sized
from pathlib import Path

import pytest
import yaml

from proofpack.check.gates import Gates
from proofpack.model.problems import Place, Problem, ProblemsError
from proofpack.project.validate import pages
from proofpack.site import engine
from proofpack.site.build import Pipeline
from proofpack.site.engine import StoppedError, Work, build_site, driver, known, workers
from proofpack.site.viewer import Viewer
from tests.conftest import SEEDS, TODAY
from tests.sequences import (
    ASSETS,
    built,
    check,
    difference,
    guide,
    of_the_engine,
    small_site,
    stock_build,
)
from tests.sites import command, digests, proofpack

pytestmark = pytest.mark.site
GUIDE = "content/guides/g1.md"


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of eight pages that was built."""
    site, _ = small_site(tmp_path_factory.mktemp("driver") / "start")
    return site.parent.parent


@pytest.fixture
def root(start: Path, tmp_path: Path) -> Path:
    """A copy of it, with its cache."""
    return Path(shutil.copytree(start, tmp_path / "project"))


Method = Callable[[driver.Driver, str], object]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is made from now on: the method of the driver, and the page."""
    calls: list[str] = []
    for name in ("convert", "show"):
        method = getattr(driver.Driver, name)

        def called(
            self: driver.Driver, uri: str, name: str = name, method: Method = method
        ) -> object:
            calls.append(f"{name} {uri}")
            return method(self, uri)

        monkeypatch.setattr(driver.Driver, name, called)
    yield calls
    calls.clear()


def pipeline(root: Path) -> Pipeline:
    """Return a pipeline that knows nothing of earlier builds."""
    return Pipeline(root, ASSETS, Gates())


def same(root: Path, today: datetime.date = TODAY) -> None:
    """Build, and compare with the stock command."""
    ours, stock = built(pipeline(root), today=today), stock_build(root, today)
    assert isinstance(ours, dict), ours
    assert ours == stock, difference(ours, stock)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_any_edits_give_what_the_stock_command_gives(
    start: Path, tmp_path: Path, seed: int
) -> None:
    """Guides, facts, templates, settings and plugins, changed and changed back."""
    check(start, tmp_path / "project", seed)


class Later:
    """A verdict that is ready only after it was asked for so many times."""

    def __init__(self, after: int) -> None:
        self.left = after

    def ready(self) -> bool:
        """Count, and say whether it is there."""
        self.left -= 1
        return self.left < 0

    def __call__(self) -> list[Problem]:
        """Wait for it."""
        return [Problem(Place(GUIDE), "claim", "", "a claim")]


@pytest.mark.parametrize(("after", "most"), [(10**6, 99), (5, 5)], ids=["waited for", "in between"])
def test_no_site_takes_its_place_before_all_is_judged(
    root: Path, made: list[str], after: int, most: int
) -> None:
    """What stops a build may be found beside it: then it ends there, and the last good site stays."""
    shutil.rmtree(root / "build" / "cache")
    before = digests(root / "build" / "site")
    (root / GUIDE).write_text((root / GUIDE).read_text() + "\nA claim.\n")
    stopped = Pipeline(root, ASSETS, lambda _: Later(after))
    with pytest.raises(ProblemsError, match="a claim"):
        stopped.build(TODAY, "mkdocs", lambda *_: None)
    assert 0 < len(made) <= most
    assert digests(root / "build" / "site") == before
    assert not [*(root / "build").glob(".site-*")]
    same(root)


@pytest.mark.parametrize("engine", [None, "plain"])
def test_nothing_is_written_for_another_engine_before_all_is_judged(
    root: Path, engine: str | None
) -> None:
    """Whoever takes `build/docs` takes what may be published."""
    shutil.rmtree(root / "build" / "docs")
    with pytest.raises(ProblemsError, match="a claim"):
        Pipeline(root, ASSETS, lambda _: Later(99)).build(TODAY, engine, lambda *_: None)
    assert not (root / "build" / "docs").exists()


def test_one_edit_makes_one_page(root: Path, made: list[str]) -> None:
    """A sentence more in a guide converts and shows that guide alone."""
    path = root / GUIDE
    path.write_text(path.read_text() + "\nOne more sentence.\n")
    same(root)
    assert made == ["convert guides/g1.md", "show guides/g1.md"]


def test_a_new_guide_is_converted_alone(root: Path, made: list[str]) -> None:
    """The others show another navigation, with the same words."""
    (root / "content" / "guides" / "g7.md").write_text(guide(7))
    same(root)
    converted = {call.split()[1] for call in made if call.startswith("convert")}
    assert "guides/g7.md" in converted
    assert "guides/g1.md" not in converted
    assert "show guides/g1.md" in made


def test_a_page_is_converted_again_when_what_it_links_to_appears(
    root: Path, made: list[str]
) -> None:
    """Its own text stays the same; what was said of it does not."""
    docs = root / "content"
    nav = yaml.safe_load((root / "build" / "driven.yml").read_text())["nav"]
    work = Work(root, root / "build", nav, {}, TODAY)
    with (docs / "page.md").open("a") as page:
        page.write("\n![Here](here.svg)\n")
    for _ in range(2):
        with pytest.raises(ProblemsError, match="is not found among documentation files"):
            build_site(work, "mkdocs", lambda _: None)
    assert made == ["convert page.md", "show page.md"]
    (docs / "here.svg").write_text("<svg/>")
    assert build_site(work, "mkdocs", lambda _: None) == []
    assert made[2:] == ["convert page.md"]
    assert of_the_engine(root / "build" / "site") == stock_build(root)


def test_nothing_changed_starts_no_engine(root: Path, made: list[str]) -> None:
    """MkDocs is not even imported; a file of the site that is gone comes back."""
    same(root)
    made.clear()
    code = "import sys, proofpack.cli; proofpack.cli.cli(sys.argv[1:], standalone_mode=False);"
    code += "print(sorted({'mkdocs', 'material', 'markdown'} & set(sys.modules)))"
    arguments = command(root, "build")[3:]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    before = digests(root / "build" / "site")
    (root / "build" / "site" / "page.html").unlink()
    same(root)
    assert digests(root / "build" / "site") == before
    assert made == []


def test_pages_without_a_change_are_the_same_files(root: Path) -> None:
    """A tool that compares times of files uploads one page."""
    same(root)
    page = root / "build" / "site" / "page.html"
    before = page.stat().st_mtime_ns, page.stat().st_ino
    path = root / GUIDE
    path.write_text(path.read_text() + "\nOne more sentence.\n")
    same(root)
    assert (page.stat().st_mtime_ns, page.stat().st_ino) == before


def test_a_warning_is_told_again_and_fails_again(root: Path, made: list[str]) -> None:
    """Also where the page that links comes from the cache, and what it links to changed."""
    path, other = root / GUIDE, root / "content" / "guides" / "g2.md"
    path.write_text(path.read_text() + "\n[There](g2.md#part-2)\n")
    same(root)
    before = digests(root / "build" / "site")
    other.write_text(other.read_text().replace("Part 2", "Part 3"))
    made.clear()
    for _ in range(2):
        told = built(pipeline(root))
        assert (
            told
            == stock_build(root)
            == "the doc 'guides/g2.md' does not contain an anchor '#part-2'."
        )
    assert made == ["convert guides/g2.md", "show guides/g2.md"]
    assert digests(root / "build" / "site") == before


def test_a_build_that_is_wanted_no_more_keeps_the_site_and_what_it_made(
    root: Path, made: list[str]
) -> None:
    """The next build goes on where it was stopped."""
    site = digests(root / "build" / "site")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("true", "shown"))
    with pytest.raises(StoppedError):
        pipeline(root).build(TODAY, "mkdocs", lambda *_: None, Viewer(lambda: len(made) > 3))
    assert digests(root / "build" / "site") == site
    assert not list((root / "build").glob(".site-*"))
    stopped_at, before = made.pop(), list(made)
    same(root)
    assert stopped_at in made[len(before) :]
    assert len(set(made)) == len(made)


def test_a_server_keeps_its_memory_between_builds(root: Path, made: list[str]) -> None:
    """A pipeline that builds again makes what changed, whatever the disk lost meanwhile."""
    kept = pipeline(root)
    path, texts = root / GUIDE, root / "build" / "cache" / "texts"
    for number in range(3):
        path.write_text(path.read_text() + f"\nSentence {number}.\n")
        assert built(kept) == stock_build(root)
    assert made == ["convert guides/g1.md", "show guides/g1.md"] * 3
    shutil.rmtree(texts)
    path.write_text(path.read_text() + "\nOne more.\n")
    assert built(kept) == stock_build(root)


@pytest.mark.parametrize("harm", ["cut off", "changed", "gone"])
def test_a_cache_that_was_harmed_is_made_again(root: Path, harm: str) -> None:
    """Every entry is checked before it is used."""
    shutil.rmtree(root / "build" / "site")
    entries = [path for path in (root / "build" / "cache").rglob("*") if path.is_file()]
    assert len(entries) > 30
    for path in entries:
        data = path.read_bytes()
        if harm == "gone":
            path.unlink()
        else:
            path.write_bytes(data[:-9] if harm == "cut off" else data.replace(b"Guide", b"Gu1de"))
    same(root)


def test_without_a_cache_the_site_is_the_same(root: Path) -> None:
    """As it is with the stock command; and neither leaves anything beside it."""
    expected = digests(root / "build" / "site")
    for option in ("--no-cache", "--engine=plain"):
        shutil.rmtree(root / "build")
        done = proofpack(root, "build", option)
        assert done.returncode == 0, done.stderr
        assert digests(root / "build" / "site") == expected
        left = {path.name for path in (root / "build").iterdir()}
        config = "driven.yml" if option == "--no-cache" else "mkdocs.yml"
        assert left == {".lock", "beside", "docs", "engine.log", config, "site", "theme"}


def test_two_builds_at_once_share_a_cache(root: Path, tmp_path: Path) -> None:
    """Each writes what the other may be reading."""
    roots = [root, Path(shutil.copytree(root, tmp_path / "other"))]
    shutil.rmtree(root / "build")
    for one in roots:
        shutil.rmtree(one / "build", ignore_errors=True)
        (one / "build").mkdir()
        (one / "build" / "cache").symlink_to(tmp_path, target_is_directory=True)
    processes = [subprocess.Popen(command(one, "build"), stderr=subprocess.PIPE) for one in roots]
    assert [(process.communicate()[1], process.returncode) for process in processes] == [
        (b"", 0)
    ] * 2
    for one in roots:
        assert of_the_engine(one / "build" / "site") == stock_build(one)


@pytest.mark.parametrize(
    "theme",
    [
        "{name: mkdocs, locale: fr}",
        "{name: material, font: false, language: fr, features: [navigation.tabs, navigation.prune]}",
    ],
)
def test_every_extension_and_theme_that_is_known(root: Path, made: list[str], theme: str) -> None:
    """Cold, and after an edit of a page that uses a few of them."""
    extensions = ", ".join(sorted(known._EXTENSIONS - {"legacy_attrs", "legacy_em"}))
    config = f"site_name: Many\ntheme: {theme}\nmarkdown_extensions: [{extensions}]\n"
    (root / "mkdocs.yml").write_text(config)
    page = root / "content" / "page.md"
    for more in ("++ctrl+a++ :smile: ==marked== $x^2$", '=== "Tab"\n\n    Words.\n'):
        page.write_text(page.read_text() + f"\n{more}\n")
        made.clear()
        same(root)
        assert "show page.md" in made
    assert len(made) == 2


def test_a_plugin_that_is_not_known_is_built_whole(root: Path) -> None:
    """One sentence says so, and the site is the stock command's."""
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("[search]", "[search, tags]"))
    done = proofpack(root, "build")
    assert done.returncode == 0
    said = (
        "mkdocs.yml:1:1: warning engine: every page is made at each build, because not all is known"
    )
    assert [line for line in done.stderr.splitlines() if "tags" in line] == [
        f"{said} that it is made from: the plugin tags."
    ]
    assert of_the_engine(root / "build" / "site") == stock_build(root)


def footer(root: Path, text: str) -> None:
    """Let the project's template show something at the foot of each page."""
    main = f'{{% extends "base.html" %}}{{% block footer %}}{text}{{% endblock %}}'
    (root / "overrides" / "main.html").write_text(main)


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_the_day_of_a_build_is_shown_on_the_next_day(root: Path, theme: str) -> None:
    """By a template of the project, or of a theme that has it on its home page."""
    if theme == "material":
        footer(root, '{{ build_date_utc.strftime("%Y-%m-%d") }}')
    else:
        (root / "mkdocs.yml").write_text("site_name: Small\ntheme: {name: mkdocs}\n")
    for days in range(2):
        same(root, TODAY + datetime.timedelta(days=days))


@pytest.mark.parametrize(
    "shown",
    [
        '{% include "x.jinja" %}',
        '{% for p in nav.pages %}{{ p.meta.get("description") }}{% endfor %}',
        "{% for p in nav.pages %}{{ p.meta.description is defined }}{% endfor %}",
    ],
)
def test_what_a_template_shows_of_other_pages_follows_their_front_matter(
    root: Path, shown: str
) -> None:
    """However it reads that."""
    footer(root, shown)
    (root / "overrides" / "x.jinja").write_text(
        "{% for p in nav.pages %}{{ p.meta.description }}{% endfor %}"
    )
    same(root)
    page = root / "content" / "page.md"
    for old, new in (
        ("A page.\n---", "The page.\n---"),
        (" The page.", ""),
        ("description:\n", ""),
    ):
        assert old in page.read_text()
        page.write_text(page.read_text().replace(old, new))
        same(root)


def test_a_navigation_may_name_a_file_that_is_no_page(root: Path) -> None:
    """Without it, the entry is a link that nobody knows."""
    config, manual = root / "mkdocs.yml", root / "content" / "manual.pdf"
    text = config.read_text().replace("validation: {", "validation: {nav: {not_found: info}, ")
    nav = "nav: [{Home: index.md}, {Page: page.md}, {PDF: manual.pdf}]\n"
    config.write_text(f"{text.replace('[search]', '[]')}{nav}")
    footer(root, "{% for entry in nav %}{{ entry.is_page }}{% endfor %}{{ super() }}")
    manual.write_bytes(b"%PDF-1.4")
    same(root)
    manual.unlink()
    same(root)


def test_a_template_that_is_not_there_is_told_at_its_page(root: Path) -> None:
    """To Python it is a file that cannot be opened; no disk is full, and the last good site stays."""
    page = root / "content" / "page.md"
    page.write_text(page.read_text().replace("title: Page", "title: Page\ntemplate: no.html"))
    with pytest.raises(ProblemsError) as caught:
        pipeline(root).build(TODAY, "mkdocs", lambda *_: None)
    assert [str(one) for one in caught.value.problems] == [
        'content/page.md:1:1: error engine: no template "no.html".'
    ]


def with_icon_and_link(root: Path) -> list[Path]:
    """Write what a template loads from a hidden folder, and from a linked one; return the files."""
    icon, foot = root / "overrides/.icons/custom/logo.svg", root / "shared/foot.html"
    for path in (icon, foot):
        path.parent.mkdir(parents=True)
        path.write_text("<svg></svg>")
    (root / "overrides" / "parts").symlink_to("../shared")
    footer(root, '{% include "parts/foot.html" %}')
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("font: false", "icon: {logo: custom/logo}, font: false")
    )
    return [icon, foot]


def test_icons_and_linked_folders_are_part_of_a_theme(root: Path) -> None:
    """A template loads them by their names, though no site gets them."""
    for path in with_icon_and_link(root):
        same(root)
        path.write_text("<svg><path/></svg>")
    same(root)


def test_icons_and_linked_folders_are_part_of_the_theme_of_an_adopted_site(root: Path) -> None:
    """There they are loaded from where they stand; a link that leads nowhere is no template."""
    (root / "overrides" / "none.html").symlink_to("nowhere")
    policy = root / "data" / "policy.yml"
    policy.write_text(f"adopted: true\n{policy.read_text()}")
    (root / "content").rename(root / "docs")
    page = root / "build" / "site" / "page.html"
    files = with_icon_and_link(root)
    seen = set()
    for path in (*files, files[0]):
        pipeline(root).build(TODAY, "mkdocs", lambda *_: None)
        seen.add(page.read_text())
        path.write_text("<svg><path/></svg>")
    assert len(seen) == 3


def test_a_template_may_show_the_markdown_of_its_page(root: Path) -> None:
    """It is not kept while other pages are made, and is there when its page is shown.

    Also where another Markdown gives the same words.
    """
    footer(root, "{{ page.markdown | length }}{{ page.markdown if page }}")
    page = root / "content" / "page.md"
    for emphasis in ("*is*", "_is_"):
        page.write_text(f"---\ntitle: Page\ndescription: A page.\n---\n\nIt {emphasis} a page.\n")
        same(root)


@pytest.mark.parametrize(
    "shown", ["{{ nav.pages[1].content }}", "{{ page.file.content_string | length if page }}"]
)
def test_a_template_that_shows_the_words_of_other_pages_is_built_whole(
    root: Path, shown: str
) -> None:
    """What one page shows then depends on all. Of a guide, what its file holds is ours."""
    footer(root, shown)
    warnings = pipeline(root).build(TODAY, "mkdocs", lambda *_: None).warnings
    said = "main.html shows the words of other pages, or of a file"
    assert [said in str(one) for one in warnings] == [True]
    assert of_the_engine(root / "build" / "site") == stock_build(root)


def test_helpers_of_a_first_build_start_while_the_project_is_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And of no other: not where much was made before, nor where they would have nothing to do."""
    monkeypatch.setattr(engine, "WORTH", 1)
    begun: list[str] = []
    monkeypatch.setattr(workers.Workers, "warm", lambda _: begun.append("begun"))
    pipeline(root).build(TODAY, "mkdocs", lambda *_: None)
    shutil.rmtree(root / "build" / "cache")
    pipeline(root).build(TODAY, "plain", lambda *_: None)
    pipeline(root).build(TODAY, "mkdocs", lambda *_: None, remembers=False)
    assert begun == []
    pipeline(root).build(TODAY, "mkdocs", lambda *_: None)
    assert begun == ["begun"]
    shutil.rmtree(root / "build" / "cache")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("[search]", "[search, tags]"))
    pipeline(root).build(TODAY, "mkdocs", lambda *_: None)
    assert begun == ["begun"]


def test_helpers_start_as_soon_as_much_is_known_to_change(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before what the engine needs is loaded; not for an edit of one page, nor for another engine.

    A driver that makes nothing is one that failed: the stock command builds then.
    """
    monkeypatch.setattr(engine, "WORTH", 4)
    begun: list[str] = []
    monkeypatch.setattr(workers.Workers, "warm", lambda _: begun.append("begun"))
    monkeypatch.setattr(driver.Driver, "load", lambda _: begun.append("loaded"))
    monkeypatch.setattr(driver.Driver, "build", lambda self, _: self.load())
    for name, edit, engine_ in (
        (GUIDE, ("Part 1", "Part one"), "mkdocs"),
        ("data/sources/api.yml", ("Requests", "Answers"), "plain"),
        ("data/sources/api.yml", ("Answers", "Requests"), "mkdocs"),
    ):
        path = root / name
        path.write_text(path.read_text().replace(*edit))
        pipeline(root).build(TODAY, engine_, lambda *_: None)
        begun.append(name)
    assert begun == ["loaded", GUIDE, path_ := "data/sources/api.yml", "begun", "loaded", path_]


def test_helpers_end_with_a_build_that_fails(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They were started for nothing."""
    monkeypatch.setattr(engine, "WORTH", 1)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    shutil.rmtree(root / "build" / "cache")
    (root / GUIDE).write_text((root / GUIDE).read_text().replace("chat.route", "chat.rout"))
    failing, ended = pipeline(root), list[int]()
    close = workers.Workers.close

    def closed(self: workers.Workers) -> None:
        ended.append(len(self._processes))
        close(self)

    monkeypatch.setattr(workers.Workers, "close", closed)
    with pytest.raises(ProblemsError):
        failing.build(TODAY, "mkdocs", lambda *_: None)
    assert ended == [1]
    assert failing.memory.workers._processes == []


@pytest.mark.parametrize("lives", [True, False])
def test_several_processes_make_the_same_site(
    root: Path, monkeypatch: pytest.MonkeyPatch, made: list[str], *, lives: bool
) -> None:
    """And where one ends before it answers, its pages are made here."""
    monkeypatch.setattr(workers, "WORTH", 1)
    monkeypatch.setattr(workers, "_CHUNK", 1)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    if not lives:
        monkeypatch.setattr(workers, "_COMMAND", [sys.executable, "-c", ""])
    shutil.rmtree(root / "build")
    same(root)
    folders = (root / "content", root / "build" / "docs")
    pages = {path.relative_to(folder) for folder in folders for path in folder.rglob("*.md")}
    assert (len(made) == 2 * len(pages)) != lives


def test_a_process_that_ended_before_a_build_leaves_nothing_open(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was started while the project was read; what it was spoken to through is closed."""
    monkeypatch.setattr(workers, "_COMMAND", [sys.executable, "-c", ""])
    monkeypatch.setattr(workers, "cores", lambda: 2)
    builder = pipeline(root)
    builder.memory.workers.warm()
    (ended,) = builder.memory.workers._processes
    ended.wait()
    builder.build(TODAY, "mkdocs", lambda *_: None)
    assert ended.stdin
    assert ended.stdout
    assert ended.stdin.closed
    assert ended.stdout.closed


def test_what_was_loaded_is_kept_between_builds(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each build finds them ready, and loads again what changed alone."""
    loads: list[str] = []
    load = driver.Driver._load

    def loaded(self: driver.Driver) -> None:
        loads.append(self.job.config)
        load(self)

    monkeypatch.setattr(driver.Driver, "_load", loaded)
    monkeypatch.setattr(workers, "_WORTH_STAYING", 1)
    monkeypatch.setattr(workers, "_CHUNK", 1)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    kept, started = pipeline(root), []
    kept.memory.stay()
    fact, config = root / "data" / "sources" / "api.yml", root / "mkdocs.yml"
    for path, old, new in (
        (fact, "Requests go", "Requests now go"),
        (config, "site_name: Small", "site_name: Other"),
        (fact, "Requests now", "Requests today"),
    ):
        path.write_text(path.read_text().replace(old, new))
        assert built(kept) == stock_build(root)
        started.append([process.pid for process in kept.memory.workers._processes])
    kept.memory.workers.close()
    assert started == [started[0]] * 3
    assert len(started[0]) == 1
    assert len(loads) == 2, "once, and again for the other configuration"


@pytest.fixture
def serving(root: Path) -> Iterator[Pipeline]:
    """What a server keeps after its first build, which found nothing to do."""
    kept = pipeline(root)
    kept.memory.stay()
    kept.build(TODAY, "mkdocs", lambda *_: None, Viewer(shown=lambda: None))
    yield kept
    kept.memory.workers.close()


def test_a_server_forgets_pages_that_are_gone(root: Path, serving: Pipeline) -> None:
    """However often somebody renames one, it holds what there is."""
    held, pages = [], 0
    for number in range(20, 24):
        (root / "content" / "guides" / f"g{number}.md").write_text(guide(number))
        (root / "content" / "guides" / f"g{number - 1}.md").unlink(missing_ok=True)
        serving.build(TODAY, "mkdocs", lambda *_: None, Viewer(shown=lambda: None))
        known, reader = serving.memory.driver, serving._reader
        assert known
        by_page: tuple[Sized, ...] = (known._converted, known._keys, known._page_keys, known._looks)
        by_page += (reader._loader._memory, reader._validator._pages)
        held.append([*map(len, by_page), len(serving.memory.cache._checked)])
        pages = len(known.uris)
    assert held[1:] == [held[1]] * 3
    assert held[1][0] == pages


@pytest.mark.usefixtures("serving")
def test_a_server_that_builds_is_called_so(root: Path) -> None:
    """Whoever comes meanwhile is told what to wait for: no other command that they gave."""
    assert "proofpack serve (process" in (root / "build" / ".lock").read_text(encoding="utf-8")


def test_a_server_sees_what_comes_and_goes_behind_a_link(root: Path, serving: Pipeline) -> None:
    """A folder that is linked among the pages has files of the site, as any other."""
    shared, site = root / "shared", root / "build" / "site"
    shared.mkdir()
    (shared / "a.png").write_bytes(b"a")
    (root / "content" / "shared").symlink_to(shared)
    assert isinstance(built(serving), dict)
    (shared / "b.png").write_bytes(b"b")
    with (root / GUIDE).open("a", encoding="utf-8") as page:
        page.write("\n![A picture](../shared/b.png)\n")
    assert isinstance(files := built(serving), dict), files
    (shared / "a.png").unlink()
    assert isinstance(files := built(serving), dict), files
    assert [path.name for path in (site / "shared").iterdir()] == ["b.png"]


OPEN, HERE = "guides/g1.html", "build/site/guides/g1.html"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [(GUIDE, "What it says.", "What it said."), ("data/sources/api.yml", "Requests", "Answers")],
    ids=["a guide", "a fact of all guides"],
)
def test_a_page_that_is_open_is_shown_before_others_are_made(
    root: Path, serving: Pipeline, made: list[str], name: str, old: str, new: str
) -> None:
    """As the build leaves it, with what it loads; and it is not made twice."""
    last, path = (root / HERE).read_bytes(), root / name
    seen: dict[str, bytes] = {}

    def first(files: Mapping[str, bytes]) -> None:
        seen.update(files)
        assert (root / HERE).read_bytes() == last
        assert made == ["convert guides/g1.md", "show guides/g1.md"]

    path.write_text(path.read_text().replace(old, new))
    done = serving.build(
        TODAY, "mkdocs", lambda *_: None, Viewer(looks_at=lambda: {OPEN}, first=first)
    )
    assert seen[OPEN] != last
    assert {name: (root / "build/site" / name).read_bytes() for name in seen} == seen
    assert made.count("convert guides/g1.md") == made.count("show guides/g1.md") == 1
    changed = done.written.changed
    shutil.rmtree(root / "build/docs")
    assert serving.build(TODAY, None, lambda *_: None).written.changed > changed
    same(root)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("mkdocs.yml", "site_name: Small", "site_name: Other"),
        ("overrides/main.html", "%}", "%} "),
        ("content/new.md", "", "---\ntitle: New\ndescription: A page.\n---\n\nA page.\n"),
        ("data/faq/chat.yml", "questions:", "questons:"),
    ],
    ids=["settings", "a template", "a new page", "data that is not valid"],
)
def test_what_may_not_be_as_the_build_leaves_it_is_not_shown_first(
    root: Path, serving: Pipeline, name: str, old: str, new: str
) -> None:
    """A page that is open waits for the build, if it is not known to be what that makes of it."""
    for path, before, after in ((GUIDE, "Part 1", "Part one"), (name, old, new)):
        text = (root / path).read_text() if (root / path).exists() else ""
        assert before in text
        (root / path).write_text(text.replace(before, after, 1))
    shown: list[object] = []
    ours = built(serving, Viewer(looks_at=lambda: {OPEN}, first=shown.append))
    assert shown == []
    if "faq" not in name:
        assert ours == stock_build(root)


def test_a_page_of_which_the_engine_complains_is_not_shown_first(
    root: Path, serving: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build says what is wrong, also where a page was kept; once that is mended, it is shown."""
    monkeypatch.setattr(pages, "_link", lambda *_: None)  # which would tell before
    page, shown = root / "content/page.md", list[Mapping[str, bytes]]()
    viewer, text = Viewer(looks_at=lambda: {"page.html"}, first=shown.append), page.read_text()
    for _ in range(2):
        page.write_text(f"{text}\nSee [guides](gone.md).\n")
        assert "target is not found" in str(built(serving, viewer))
    assert shown == []
    page.write_text(f"{text}\nMore.\n")
    assert isinstance(built(serving, viewer), dict)
    assert [files.keys() for files in shown] == [{"page.html"}]
    same(root)


def test_pages_are_shown_before_what_is_added_to_them(root: Path) -> None:
    """Somebody who waits sees them first; then the search is that of a first build."""
    (root / "mkdocs.yml").write_text("site_name: Small\nplugins: [proofpack]\n")
    kept, site, page = pipeline(root), root / "build" / "site", root / GUIDE
    seen: list[tuple[bool, bool]] = []

    def found() -> bool:
        scripts = (site / "assets" / "search").glob("*.js")
        return any("xylophones" in script.read_text(encoding="utf-8") for script in scripts)

    def shown() -> None:
        seen.append(("Xylophones" in (site / "guides" / "g1.html").read_text(), found()))

    kept.build(TODAY, "mkdocs", lambda *_: None, Viewer(shown=shown))
    before = {path: path.stat().st_ino for path in site.rglob("*.html")}
    page.write_text(page.read_text() + "\nXylophones.\n")
    kept.build(TODAY, "mkdocs", lambda *_: None, Viewer(shown=shown))
    assert seen == [(False, False), (True, False)]
    assert found()
    page.write_text(page.read_text() + "\nZithers.\n")
    with pytest.raises(StoppedError):
        kept.build(TODAY, "mkdocs", lambda *_: None, Viewer(lambda: len(seen) > 2, shown=shown))
    assert "Zithers" in (site / "guides" / "g1.html").read_text()
    page.write_text(page.read_text().replace("\nZithers.\n", ""))
    kept.build(TODAY, "mkdocs", lambda *_: None)
    changed = {path.name for path, inode in before.items() if path.stat().st_ino != inode}
    assert changed == {"g1.html", "404.html"}, "one edit touches its page and what has no source"
    after = digests(site)
    shutil.rmtree(root / "build")
    built(pipeline(root))
    assert digests(site) == after


def test_what_is_added_beside_pages_is_the_same_with_a_cache(root: Path) -> None:
    """The search of a site follows synonyms, also where no page changed."""
    (root / "mkdocs.yml").write_text("site_name: Small\nplugins: [proofpack]\n")
    site = root / "build" / "site"
    built(pipeline(root))
    before = digests(site)
    (root / "data" / "search.yml").write_text("synonyms:\n  - [route, way]\n")
    built(pipeline(root))
    cached = digests(site)
    assert cached != before
    shutil.rmtree(root / "build")
    built(pipeline(root))
    assert cached == digests(site)
