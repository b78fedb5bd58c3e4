"""`build`, `serve` and `schema`: what they say, and how they end."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proofpack.cli import cli
from proofpack.project.json_schema import schemas
from tests.conftest import SMALL, Project
from tests.ledgers import history, ledger


def run(*arguments: str) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(cli, list(arguments))


def test_a_build_ends_with_what_it_wrote_and_what_needs_attention(project: Project) -> None:
    """Counts, place, then one line for each thing that needs attention."""
    root = project({})
    result = run("--project", str(root), "--today", "2026-12-01", "build", "--engine", "none")
    first, second, *rest = result.output.splitlines()
    made = [path for path in (root / "build" / "docs").rglob("*") if path.is_file()]
    # The page on freshness is made beside them.
    pages = sum(path.suffix == ".md" for path in made) - 1
    assert pages > 10
    read = f"Read {len(SMALL) - 1} files"
    assert first == f"{read}, made {pages} pages ({len(made)} files changed)."
    assert second.startswith("Wrote build/docs in ")
    assert rest == [
        "",
        "Still open on 2026-12-01; proofpack check says more:",
        "  overdue    1 of 1 guide: one",
        "  not read   1 of 1 source: chat",
        "  unchecked  1 of 1 quote",
    ]


def test_the_day_of_a_build_is_the_one_that_builds_are_told(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--today` goes before SOURCE_DATE_EPOCH, and that before the clock; a slip is told."""
    root = project({})
    words = ["--project", str(root), "build", "--engine", "none"]
    build = root / "build" / "docs" / "assets" / "proofpack-build.js"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083199")
    assert "Still open on 2026-11-30" in run(*words).output
    assert '"day": "2026-11-30"' in build.read_text()
    assert run("--today", "2026-12-01", *words).exit_code == 0
    assert '"day": "2026-12-01"' in build.read_text()
    for epoch in ("today", "253402300799"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        result = run(*words)
        assert result.exit_code == 2
        what = f'SOURCE_DATE_EPOCH: found "{epoch}"; wanted: seconds since 1970, before 2200.'
        assert what in result.output


def test_an_orphan_in_the_ledger_is_a_warning(project: Project) -> None:
    """History of a source that is gone does not fail a build, and is not silent."""
    text = ledger(gone=history(by_hand={"am": "2026-06-01"}))
    root = str(project({"data/ledger.yml": text}))
    result = run("--project", root, "build", "--engine", "none")
    assert result.exit_code == 0
    assert (
        "data/ledger.yml:8:3: warning orphan sources.gone: no such source any more."
        in result.output
    )


@pytest.mark.slow
def test_schema_check_tells_what_is_old(project: Project) -> None:
    """`schema` writes, `schema --check` compares."""
    root = project({})
    assert run("--project", str(root), "schema", "--check").exit_code == 1
    wrote = f"Wrote {len(schemas())} of {len(schemas())} files"
    assert run("--project", str(root), "schema").output.startswith(wrote)
    assert run("--project", str(root), "schema", "--check").exit_code == 0
    (root / "data" / "schema" / "faq.schema.json").write_text("{}")
    result = run("--project", str(root), "schema", "--check")
    assert (result.exit_code, "faq.schema.json" in result.output) == (1, True)


def test_a_taken_port_is_told(project: Project) -> None:
    """Wrong usage (exit code 2) with a remedy, not a fault of ours; also a port that cannot be."""
    root = str(project({}))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for port in (str(taken.getsockname()[1]), "80000"):
            result = run("--project", root, "serve", "--port", port)
            assert result.exit_code == 2
            assert f"cannot listen on 127.0.0.1:{port}" in result.output
            assert "Choose another --port" in result.output


def test_a_fact_with_its_quote_is_no_unsupported_claim(project: Project) -> None:
    """What a page settles may be a figure; the note beside it may not add one."""
    pack = SMALL["data/sources/api.yml"]
    pack = pack.replace("Requests go to `POST /chat`", "The limit is 60 requests per minute")
    root = project({"data/sources/api.yml": pack})
    assert run("--project", str(root), "build", "--engine", "none").exit_code == 0
    noted = pack.replace("    facts:", "    note: The limit is 90 requests per minute.\n    facts:")
    (root / "data" / "sources" / "api.yml").write_text(noted)
    result = run("--project", str(root), "build", "--engine", "none")
    assert result.exit_code == 1
    assert "claim-limit sources[0].note" in result.output


def test_a_second_policy_is_not_passed_over(project: Project) -> None:
    """`policy.yaml` beside `policy.yml` is told: one of them would have been ignored."""
    root = project({"data/policy.yaml": SMALL["data/policy.yml"]})
    result = run("--project", str(root), "build", "--engine", "none")
    assert result.exit_code == 2
    assert 'error duplicate-id: "policy" has a file already. Keep one of the two.' in result.output


def test_what_a_build_says_counts_from_the_current_folder(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the site is, where a warning stands, and what stops a build."""
    root = project({"data/ledger.yml": ledger(gone=history(by_hand={"am": "2026-06-01"}))})
    monkeypatch.chdir(root / "content" / "guides")
    result = run("build", "--engine", "none")
    assert "Wrote ../../build/docs in " in result.output
    assert "../../data/ledger.yml:8:3: warning orphan sources.gone" in result.output
    (root / "content" / "guides" / "one.md").write_text("No front matter.", encoding="utf-8")
    stopped = run("build", "--engine", "none")
    assert stopped.output.startswith("one.md:1:1: error front-matter: ")


def test_what_cannot_be_written_is_named_from_the_current_folder(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it stands: the folder of the site, or a file that was asked for."""
    root = project({})
    (root / "build").mkdir()
    (root / "build" / "docs").write_text("", encoding="utf-8")
    monkeypatch.chdir(root / "content")
    result = run("build", "--engine", "none")
    assert result.output.startswith("../build/docs:1:1: error unwritable: ")
    result = run("calendar", "--output", "guides/one.md/reviews.ics")
    assert result.output.startswith("guides/one.md/reviews.ics:1:1: error unwritable: ")


@pytest.mark.slow
def test_the_folder_of_the_schemas_is_told_outside_of_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds what `schema` writes into a project."""
    monkeypatch.chdir(tmp_path)
    folder = Path(run("schema", "--where").output.strip())
    assert {name: (folder / name).read_text() for name in schemas()} == schemas()


@pytest.mark.slow
def test_schemas_are_named_from_the_current_folder(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are written into the project all the same."""
    root = project({})
    monkeypatch.chdir(root / "content")
    number = len(schemas())
    assert run("schema").output == f"Wrote {number} of {number} files in ../data/schema/.\n"
    assert run("schema", "--check").output == "../data/schema/ is up to date.\n"
