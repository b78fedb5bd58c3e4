"""The promises that the project makes about itself: rooms, words, files."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from generator.records.rules import Rules
from generator.schema import schemas
from generator.validate.claims import Claims

from .conftest import ROOT

GENERATOR = ROOT / "generator"
STAGES = ("load", "validate", "resolve", "render", "write", "engine")
SHARED = {
    *(
        "baseline",
        "begins",
        "documents",
        "files",
        "history",
        "ledger",
        "library",
        "needed",
        "plain",
        "problems",
        "prose",
        "quotes",
    ),
    *("readings", "records", "sieve", "words"),
}


def imports(path: Path) -> set[str]:
    """Return the rooms of `generator/` that a module imports."""
    package = path.relative_to(ROOT).parts[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            full = (*package[: len(package) - node.level + 1], *(node.module or "").split("."))
            found |= {full[1]} if len(full) > 1 and full[1] else {one.name for one in node.names}
    return found


def modules(room: str) -> list[Path]:
    """Return the modules of a room: a file, or a folder of them."""
    folder = GENERATOR / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [GENERATOR / f"{room}.py"]


@pytest.mark.parametrize("stage", STAGES)
def test_stages_import_the_shared_rooms_and_never_each_other(stage: str) -> None:
    """Only `pipeline` knows every stage."""
    used = {room for path in modules(stage) for room in imports(path)}
    assert used - {stage} - SHARED == set()


NETWORK = {"certifi", "h11", "httpcore", "httpx", "protego", "socket", "ssl", "tenacity"}


def test_only_one_room_goes_to_the_network() -> None:
    """`visit` alone imports what talks to servers; the command line checks a file of certificates."""
    for path in GENERATOR.rglob("*.py"):
        found = {
            name.partition(".")[0]
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            for name in (
                [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom) and not node.level
                else []
            )
        }
        room = path.relative_to(GENERATOR).parts[0]
        allowed = (
            NETWORK
            if room == "visit"
            else {"cli": {"ssl"}, "serve.py": {"socket"}}.get(room, set())
        )
        assert found & NETWORK <= allowed, path


def test_asking_and_judging_know_nothing_of_each_other() -> None:
    """What passes between them is in `readings`; a build needs neither."""
    visiting = {room for path in modules("visit") for room in imports(path)}
    judging = {room for path in modules("judge") for room in imports(path)}
    assert visiting - {"visit"} <= {"readings"}
    assert judging - {"judge"} <= {"quotes", "readings", "records"}
    for stage in (*STAGES, "pipeline", "serve"):
        used = {room for path in modules(stage) for room in imports(path)}
        assert not used & {"visit", "judge", "refresh", "observe"}


def test_only_the_command_line_prints_and_exits() -> None:
    """No stage talks to a terminal or ends the program."""
    for path in GENERATOR.rglob("*.py"):
        names = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert path.parent.name == "cli" or not names & {"print", "exit", "input"}, path


def test_no_stage_reads_the_clock() -> None:
    """What "today" is comes in as an argument; only the command line asks the clock."""
    for path in GENERATOR.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        asks = [word for word in (".today()", ".now(", " time.time(") if word in text]
        assert path.parent.name == "cli" or asks == [], path


def test_the_program_knows_no_publisher() -> None:
    """Nothing in `generator/` or its templates is about the first site."""
    for path in GENERATOR.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert "comet" not in path.read_text(encoding="utf-8").lower(), path


def test_help_imports_nothing_heavy() -> None:
    """`--help` answers before records, templates, engine or network are imported."""
    code = "import sys, generator.cli; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    heavy = {"mkdocs", "material", "zensical", "pydantic", "jinja2", "yaml", "httpx", "watchfiles"}
    assert loaded & heavy == set()
    assert "click" in loaded


def test_schemas_are_up_to_date() -> None:
    """`data/schema/` holds what the records say now."""
    folder = ROOT / "data" / "schema"
    assert {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir()} == schemas()


@pytest.mark.parametrize("path", sorted((ROOT / "data").glob("**/*.yml")), ids=lambda one: one.name)
def test_data_files_carry_the_modeline_of_their_schema(path: Path) -> None:
    """An editor finds the schema of each shipped YAML file."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    schema = path.parent / first.partition("$schema=")[2]
    kinds = {"sources": "source-pack", "contracts": "contract", "worksheets": "worksheet"}
    kind = kinds.get(
        path.parent.name, path.parent.name if path.parent.name != "data" else path.stem
    )
    assert schema.resolve() == ROOT / "data" / "schema" / f"{kind}.schema.json"


def rules() -> Rules:
    """Return the assertion rules of this project."""
    text = (ROOT / "data" / "rules" / "assertions.yml").read_text(encoding="utf-8")
    return Rules.model_validate(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - text only


@pytest.mark.parametrize("rule", rules().assertions, ids=lambda one: one.id)
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
