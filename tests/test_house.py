"""The promises that the project makes about itself: rooms, words, files."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from proofpack.check.rules.claims import Claims
from proofpack.cli import cli
from proofpack.model.records.rules import Rules
from proofpack.project.json_schema import FILES, schemas
from proofpack.project.load import FOLDERS
from proofpack.project.shipped_rules import shipped_rules
from tests.conftest import ROOT, Project
from tests.program import PACKAGE, nodes
from tests.synthetic import write_project
from tests.vectors import each_of

FLOORS = (
    {"text"},
    {"model"},
    {"secrets"},
    {"project"},
    {"site", "check", "refresh", "worksheets"},
    {"cli"},
)
"""The rooms, from the ground up: each imports only what stands on a lower floor."""
EVERYWHERE = "util"
"""The room that all may import, and that imports none."""


@cache
def imports(path: Path) -> set[str]:
    """Return the modules of the package that a module imports, such as `text.markdown`."""
    return {
        name.removeprefix("proofpack.")
        for node in nodes(path)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [f"{node.module}.{alias.name}" for alias in node.names]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        if name.startswith("proofpack.")
    }


def modules(room: str) -> list[Path]:
    """Return the modules of a room."""
    return sorted((PACKAGE / room).rglob("*.py"))


def test_there_are_ten_rooms() -> None:
    """Whoever knows the commands knows the rooms."""
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name[0] != "_"}
    assert rooms == {EVERYWHERE}.union(*FLOORS)
    assert len(rooms) == 10
    files = {path.name for path in PACKAGE.iterdir() if path.is_file()}
    assert files == {"__init__.py", "__main__.py", "py.typed"}


def test_the_architecture_names_every_room() -> None:
    """Its table lists the rooms and the rooms within them, and no other."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.split("| room | takes | gives |", 1)[1].split("\n\n", 1)[0]
    listed = {line.split("`")[1] for line in table.splitlines()[2:]}
    rooms = {
        path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("*/**/__init__.py")
    }
    assert listed == rooms


@each_of("floor", range(len(FLOORS)))
def test_arrows_go_down_only(floor: int) -> None:
    """A room imports itself, `util` and what stands below it; rooms of one floor never each other."""
    below = {EVERYWHERE}.union(*FLOORS[:floor])
    for room in FLOORS[floor]:
        for path in modules(room):
            used = {name.partition(".")[0] for name in imports(path)}
            used -= {"__version__"}
            assert used <= below | {room}, path


def test_util_knows_nobody() -> None:
    """It raises its own errors."""
    for path in modules(EVERYWHERE):
        assert {name.partition(".")[0] for name in imports(path)} <= {EVERYWHERE}, path


def test_no_import_is_relative() -> None:
    """So that an arrow can be read off its line."""
    for path in PACKAGE.rglob("*.py"):
        for node in nodes(path):
            assert not isinstance(node, ast.ImportFrom) or node.level == 0, path


UNIX_ALONE = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}


def test_no_module_of_unix_alone_is_imported() -> None:
    """Whatever locks or measures goes through a library that knows the other systems, too."""
    for path in PACKAGE.rglob("*.py"):
        for node in nodes(path):
            if isinstance(node, ast.Import):
                assert UNIX_ALONE.isdisjoint(alias.name for alias in node.names), path
            elif isinstance(node, ast.ImportFrom):
                assert node.module not in UNIX_ALONE, path


NETWORK = {"certifi", "h11", "httpcore", "httpx", "protego", "socket", "ssl"}


def test_only_one_room_goes_to_the_network() -> None:
    """`refresh/fetch` alone imports what talks to servers; the command line checks certificates."""
    for path in PACKAGE.rglob("*.py"):
        found = {
            name.partition(".")[0]
            for node in nodes(path)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom) and not node.level
                else []
            )
        }
        room = path.relative_to(PACKAGE).parts[:2]
        allowed = (
            NETWORK if room == ("refresh", "fetch") else {"ssl"} if room[0] == "cli" else set()
        )
        assert found & NETWORK <= allowed, path


def test_fetching_and_evidence_know_nothing_of_each_other() -> None:
    """What passes between them is in `model/outcomes`."""
    for room, other in (("fetch", "evidence"), ("evidence", "fetch")):
        for path in modules(f"refresh/{room}"):
            for name in imports(path):
                assert not name.startswith(f"refresh.{other}"), path
                assert name.startswith(f"refresh.{room}") or not name.startswith("refresh"), path


STAGES = ("load", "validate", "resolve", "render", "write", "engine")


def test_stages_never_import_each_other() -> None:
    """Only `project/reader` and `site/build` know several of them."""
    homes = dict.fromkeys(STAGES[:3], "project") | dict.fromkeys(STAGES[3:], "site")
    for stage, room in homes.items():
        folder = PACKAGE / room / stage
        for path in folder.rglob("*.py") if folder.is_dir() else [folder.with_suffix(".py")]:
            for name in imports(path):
                for other, home in homes.items():
                    assert other == stage or not name.startswith(f"{home}.{other}"), path


def test_a_class_name_means_one_thing() -> None:
    """No two classes of the package share a name, private ones included."""
    homes: dict[str, list[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in nodes(path):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(path.relative_to(PACKAGE).as_posix())
    assert len(homes) > 100
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}


UNTELLING = {"one", "found", "made", "told", "said"}
"""Words that fit any value, so that nobody can tell what it is, nor search for it."""


def values(path: Path) -> set[str]:
    """Return the names of variables and parameters of a module, without the fields of its classes."""
    fields = {
        id(statement.target)
        for node in nodes(path)
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.AnnAssign)
    }
    return {
        node.arg if isinstance(node, ast.arg) else node.id
        for node in nodes(path)
        if isinstance(node, ast.arg)
        or (
            isinstance(node, ast.Name)
            and isinstance(node.ctx, ast.Store)
            and id(node) not in fields
        )
    }


@each_of("room", sorted({EVERYWHERE}.union(*FLOORS)))
def test_values_are_called_by_their_noun(room: str) -> None:
    """A variable is a `source`, a `match` or a `rule`; a field of a record may say its state."""
    named = {path: values(path) for path in modules(room)}
    assert len(set().union(*named.values())) > 20
    assert {path: names & UNTELLING for path, names in named.items() if names & UNTELLING} == {}


def test_every_room_says_what_it_is_for() -> None:
    """A room, and a room within it, begins with a docstring."""
    rooms = sorted(PACKAGE.rglob("__init__.py"))
    assert len(rooms) > 10
    silent = [room for room in rooms if not ast.get_docstring(ast.parse(room.read_text("utf-8")))]
    assert silent == []


WITHOUT_MODULE = {
    "refresh/evidence/test_fidelity.py": "the table of docs/fidelity.md, of the whole room",
    "refresh/evidence/test_same_text.py": "texts of pages that stay the same, of the whole room",
    "secrets/test_secrets.py": "vectors that both runtimes pass, of the whole room",
    "worksheets/test_worksheets.py": "packets on their way through the whole room",
}
"""Modules of tests that are about a whole room, and what of it."""


def test_tests_stand_under_the_path_of_their_module() -> None:
    """`rules/test_freshness.py` tests `rules/freshness`; `test_build_faults.py` a part of `build`."""
    rooms = [path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name[0] != "_"]
    tests = [path for room in rooms for path in (ROOT / "tests" / room).rglob("test_*.py")]
    homeless = {
        path.relative_to(ROOT / "tests").as_posix() for path in tests if not has_module(path)
    }
    assert len(tests) > 30
    assert homeless <= set(WITHOUT_MODULE)


def has_module(path: Path) -> bool:
    """Return whether the start of the name of a module of tests is a module under the same path."""
    folder = PACKAGE / path.relative_to(ROOT / "tests").parent
    words = path.stem.split("_")[1:]
    starts = ["_".join(words[:count]) for count in range(1, len(words) + 1)]
    return any((folder / start).is_dir() or (folder / f"{start}.py").is_file() for start in starts)


def test_only_the_command_line_prints_and_exits() -> None:
    """No stage talks to a terminal or ends the program."""
    for path in PACKAGE.rglob("*.py"):
        names = {
            node.func.id
            for node in nodes(path)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        streams = {"print", "exit", "input", "sys.stdout", "sys.stderr"}
        names |= {ast.unparse(node) for node in nodes(path) if isinstance(node, ast.Attribute)}
        # What a process of its own says to the one that began it is no terminal's.
        own_process = path.parent.name == "cli" or path.name == "whole.py"
        assert own_process or not names & streams, path


def test_no_stage_reads_the_clock() -> None:
    """What "today" is comes in as an argument; only the command line asks the clock."""
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        asks = [word for word in (".today()", ".now(", " time.time(") if word in text]
        assert path.parent.name == "cli" or asks == [], path


def test_the_program_knows_no_publisher() -> None:
    """Nothing in `generator/` or its templates is about the first site."""
    for path in PACKAGE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert "comet" not in path.read_text(encoding="utf-8").lower(), path


def test_help_imports_nothing_heavy() -> None:
    """`--help` answers before records, templates, engine or network are imported."""
    code = "import sys, proofpack.cli; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    heavy = {"mkdocs", "material", "zensical", "pydantic", "jinja2", "yaml", "httpx", "watchfiles"}
    assert loaded & heavy == set()
    assert "click" in loaded


def loaded_by_build(root: Path) -> set[str]:
    """Return the modules that a build without an engine has loaded in a new process."""
    words = ["--project", str(root), "--today", "2026-07-22", "build", "--engine", "none"]
    code = f"from proofpack.cli import cli; cli({words}, standalone_mode=False)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('loaded', *sys.modules)"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return {*done.stdout.rpartition("loaded ")[2].split()}


def below(name: str, loaded: set[str]) -> bool:
    """Return whether a package or one of its modules is loaded."""
    return any(f"{one}.".startswith(f"{name}.") for one in loaded)


@pytest.mark.slow
def test_a_build_loads_what_it_needs(tmp_path: Path) -> None:
    """Where nothing has changed, it loads nothing that judges or renders; and no network at any time."""
    root = write_project(tmp_path, 1)
    ours = ("refresh", "check.all_rules", "check.rules.prose")
    other = ["mkdocs", "material", "httpx", "bs4", "watchfiles"]
    other += [f"proofpack.{name}" for name in ours]
    first = loaded_by_build(root)
    assert [name for name in other if below(name, first)] == []
    judging = ["proofpack.secrets", "proofpack.check.baseline", "proofpack.check.rules"]
    making = ["jinja2", "markdown_it", "lxml", "proofpack.worksheets.bodies"]
    making.append("proofpack.site.machines.twin")
    for name in ("proofpack.secrets", "proofpack.check.rules", *making):
        assert below(name, first), name
    again = loaded_by_build(root)
    assert below("proofpack.site.build", again)
    assert [name for name in (*other, *judging, *making) if below(name, again)] == []


@pytest.mark.slow  # as is `schema --check` of `make check`
def test_schemas_are_up_to_date() -> None:
    """`data/schema/` holds what the records say now."""
    folder = ROOT / "data" / "schema"
    assert {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()} == schemas()


@each_of("path", sorted((ROOT / "data").glob("**/*.yml")), ids=lambda one: one.name)
def test_data_files_carry_the_modeline_of_their_schema(path: Path) -> None:
    """An editor finds the schema of each shipped YAML file."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    schema = path.parent / first.partition("$schema=")[2]
    kinds = {
        "sources": "source-pack",
        "contracts": "contract",
        "tables": "table",
        "worksheets": "worksheet",
    }
    kind = kinds.get(
        path.parent.name, path.parent.name if path.parent.name != "data" else path.stem
    )
    assert schema.resolve() == ROOT / "data" / "schema" / f"{kind}.schema.json"


@pytest.mark.parametrize("kind", FOLDERS)
def test_each_kind_of_data_file_is_checked_and_described(kind: str, project: Project) -> None:
    """Its keys are known, and schema, manual and README say what it holds."""
    root = project({f"data/{kind}/new.yml": "wrong: 1\n"})
    said = CliRunner().invoke(cli, ["--project", str(root), "build", "--engine", "none"]).output
    assert f"data/{kind}/new.yml:1:1: error unknown-key wrong" in said
    assert f"data/{kind}/NAME.yml" in [where for _, where in FILES.values()]
    assert f"`data/{kind}/NAME.yml`\n" in (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    assert f"\ndata/{kind}/ " in (ROOT / "README.md").read_text(encoding="utf-8")


def rules() -> Rules:
    """Return the assertion rules of the program."""
    return next(file for file in shipped_rules(()) if file.assertions)


@each_of("rule", rules().assertions, ids=lambda one: one.id)
def test_each_assertion_rule_holds_its_examples(rule: object) -> None:
    """A rule finds what it says it finds, and leaves alone what it says it leaves alone."""
    known = rules().assertions
    claims = Claims(known)
    one = next(other for other in known if other == rule)
    for sentence in one.matches:
        assert one.id in [found.id for found, _ in claims.findings(sentence)], sentence
    for sentence in one.passes:
        assert list(claims.findings(sentence)) == [], sentence


def test_locks_pin_every_package_with_hashes_and_name_no_host() -> None:
    """Two locks, hashes for all, nothing about where packages come from."""
    for name in ("site.txt", "dev.txt"):
        text = (ROOT / "locks" / name).read_text(encoding="utf-8")
        assert "://" not in text
        pins = [one for one in text.splitlines() if one and not one.startswith((" ", "#"))]
        assert len(pins) > 20
        assert all("==" in one for one in pins)
        assert text.count("--hash=sha256:") >= len(pins)


def test_the_lock_of_the_browsers_tools_names_no_host() -> None:
    """Where a package comes from is the machine's to say; what it must be, its digest says."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = [package for path, package in lock["packages"].items() if path]
    assert len(packages) > 50
    assert all("integrity" in package and "resolved" not in package for package in packages)


def test_the_locks_hold_what_the_project_asks_for() -> None:
    """Each dependency is pinned, at one version in both locks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locks = [pinned(name) for name in ("site.txt", "dev.txt")]
    for wanted in project["dependencies"]:
        name = wanted.split(">")[0].strip()
        assert locks[0][name] == locks[1][name]


def pinned(name: str) -> dict[str, str]:
    """Return the packages of a lock with their versions."""
    lines = (ROOT / "locks" / name).read_text(encoding="utf-8").splitlines()
    pairs = [one.split()[0].split("==") for one in lines if "==" in one and one[0].isalpha()]
    return {pair[0]: pair[1] for pair in pairs}


NAMED = re.compile(r"`([\w./-]+\.(?:py|js|yml|md|toml))(?: [^`]*)?`")
"""A file, as prose in Markdown names it."""


def test_the_recipes_name_files_that_are_there() -> None:
    """As a path in the project or in a room; or by name alone, where the text says the room."""
    recipes = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Recipes", 1)[1]
    folders = ("content", "data", "docs", "generator", "locks", "site-overrides", "tests")
    listed = [path for folder in folders for path in (ROOT / folder).rglob("*.*")]
    named = {name for name in NAMED.findall(recipes) if "NAME" not in name}
    assert len(named) > 40
    known = [path.as_posix() for path in (*listed, *ROOT.glob("*.*"))]
    assert {name for name in named if not any(path.endswith(f"/{name}") for path in known)} == set()


NAMED_IN_CODE = re.compile(r"`(?:\w+\.)?(_[a-z_]{3,}|(?!NAME`)_?[A-Z][A-Z_]{2,})`")
"""A constant, or what a module keeps to itself, as a recipe names it."""


def test_the_recipes_name_what_stands_in_the_files_beside() -> None:
    """In one of the files that the same step names, where it names any of code; else in any."""
    recipes = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Recipes", 1)[1]
    code = [
        (path.as_posix(), path.read_text(encoding="utf-8"))
        for folder in ("generator", "site-overrides/scripts", "tests")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in (".py", ".js")
    ]
    found, lost = 0, []
    for step in recipes.split("## Dependencies")[0].splitlines():
        files = tuple(f"/{name}" for name in NAMED.findall(step) if name.endswith((".py", ".js")))
        beside = [text for path, text in code if not files or path.endswith(files)]
        for name in NAMED_IN_CODE.findall(step):
            found += 1
            if not any(re.search(rf"\b{name}\b", text) for text in beside):
                lost.append((name, step))
    assert found > 40
    assert lost == []


_FOR_GOOD = re.compile(r"\.add_init_script\(|\.clock\.|\.on\(|\.expose_")


def test_what_cannot_be_taken_back_is_done_to_a_fresh_tab() -> None:
    """The tab that the browser tests share keeps a clock, a script and a listener."""
    done = []
    for path in sorted((ROOT / "tests" / "browser").glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        for function in nodes(path):
            if isinstance(function, ast.FunctionDef) and _FOR_GOOD.search(
                "\n".join(lines[function.lineno - 1 : function.end_lineno])
            ):
                done += [(function.name, {argument.arg for argument in function.args.args})]
    assert len(done) > 8
    assert [name for name, arguments in done if arguments & {"tab", "desk", "held", "two"}] == []
