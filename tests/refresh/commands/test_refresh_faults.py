"""Refresh under bad luck: killed, crowded out, interrupted, or without room on the disk."""

from __future__ import annotations

import datetime
import itertools
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from proofpack.project.reader import ProjectReader
from proofpack.text.plural import count
from tests.conftest import ROOT, Project
from tests.interrupts import heed_interrupts
from tests.ledgers import day, history, ledger
from tests.mirror import Mirror, mirrored, redirect_packs, serving

pytestmark = pytest.mark.faults

TODAY = "2026-06-05"
PAGES = 6
# The program under test, once for each number that it is told, in a process of its own: it kills itself
# before the Nth time that it opens a file of the project for writing, renames one or removes one, which
# is every moment at which the disk changes. A first run, which lives, loads what all of them need.
KILLER = """
import os, signal, sys
from proofpack.cli import main
root, seen = sys.argv.pop(1), 0
def watch(event, args):
    global seen
    writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event in ("os.rename", "os.remove"):
        if str(args[0]).startswith(root):
            seen += 1
            if seen == moment:
                os.kill(os.getpid(), signal.SIGKILL)
os.dup2(1, 2)
try:
    main()
except SystemExit as ended:
    print("ended", ended.code or 0, flush=True)
for line in sys.stdin:
    moment = int(line)
    child = os.fork()
    if not child:
        sys.addaudithook(watch)
        main()
    print("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def pack(pages: int) -> str:
    """Return a source pack with a quote on each page."""
    rows = ["publisher: Example", "sources:"]
    for number in range(pages):
        rows += [
            f"  - id: {'chat' if number == 0 else f'page-{number}'}",
            f"    title: Page {number}",
            f"    url: https://docs.example.com/page-{number}",
            "    kind: reference",
            "    facts:",
            f"      - {{id: route, says: Words of page {number}, quote: The words of page {number}}}",
        ]
    return "\n".join(rows) + "\n"


@pytest.fixture
def mirror(project: Project) -> Iterator[Mirror]:
    """A server with the pages of a project that has been read before."""
    before = ledger(chat=history(by_hand={"am": "2026-05-01"}))
    root = project({"data/sources/api.yml": pack(PAGES), "data/ledger.yml": before})
    with serving(mirrored(ProjectReader(root).read(day(TODAY))[1])) as server:
        redirect_packs(root, server)
        yield server


def command(root: Path, *more: str) -> list[str]:
    """Return the command that refreshes a project."""
    return ["--project", str(root), "--today", TODAY, "refresh", "--allow-private", *more]


def start(root: Path, *program: str) -> subprocess.Popen[str]:
    """Start a refresh in a process of its own."""
    return subprocess.Popen(
        [sys.executable, *(program or ("-m", "proofpack")), *command(root)],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,  # noqa: PLW1509 - the child alone
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Return exit code and output of a process, when it has ended."""
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in out + err
    return process.returncode, out + err


def read_days(root: Path) -> dict[str, datetime.date | None]:
    """Return when each source was last read by the program."""
    sources = ProjectReader(root).read(day(TODAY))[1].sources
    return {name: one.fetched for name, one in sources.items()}


def test_killed_before_any_change_of_the_disk_the_ledger_is_old_or_new(
    mirror: Mirror, tmp_path: Path
) -> None:
    """At every such moment: a sound ledger, a free lock, and a next run that completes it."""
    path = tmp_path / "data" / "ledger.yml"
    old, outcomes = path.read_bytes(), []
    killer = subprocess.Popen(
        [sys.executable, "-c", KILLER, str(tmp_path), *command(tmp_path)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with killer:
        assert answered(killer)[0] == 0
        path.write_bytes(old)
        for moment in itertools.count(1):
            code, _ = told(killer, moment)
            if code == 0:
                break
            assert code == -signal.SIGKILL
            assert set(read_days(tmp_path).values()) in ({None}, {day(TODAY)})
            outcomes.append("new" if path.read_bytes() != old else "old")
            code, said = told(killer, 0)
            assert (code, f"{PAGES} of {PAGES} quotes found" in said) == (0, True)
            assert set(read_days(tmp_path).values()) == {day(TODAY)}
            leftovers = {one.name for one in (tmp_path / "data").iterdir()}
            assert leftovers == {
                "contracts",
                "faq",
                "ledger.yml",
                "policy.yml",
                "sources",
                "worksheets",
            }
            path.write_bytes(old)
    print(
        f"killed at {len(outcomes)} moments: {outcomes.count('old')} old, {outcomes.count('new')} new"
    )
    assert {"old", "new"} == set(outcomes)


def told(killer: subprocess.Popen[str], moment: int) -> tuple[int, str]:
    """Return exit code and output of a run that is killed at a moment, or at none if that is 0."""
    assert killer.stdin
    killer.stdin.write(f"{moment}\n")
    killer.stdin.flush()
    return answered(killer)


def answered(killer: subprocess.Popen[str]) -> tuple[int, str]:
    """Return exit code and output of the run that ends next."""
    assert killer.stdout
    said = ""
    for line in killer.stdout:
        if line.startswith("ended "):
            assert "Traceback" not in said
            return int(line.split()[1]), said
        said += line
    raise AssertionError(said)


def test_killed_while_a_page_is_read_nothing_that_was_read_is_lost(
    mirror: Mirror, tmp_path: Path
) -> None:
    """The next run asks for no page again but the two that may be on their way from a host."""
    for moment in range(1, PAGES + 1):
        (tmp_path / "data" / "ledger.yml").unlink(missing_ok=True)
        mirror.asked.clear()
        process = start(tmp_path)

        def kill(_: str, at: int = moment, victim: subprocess.Popen[str] = process) -> None:
            if len(mirror.asked) == at and victim.poll() is None:
                victim.kill()
                victim.wait()

        mirror.before = kill
        assert finish(process)[0] == -signal.SIGKILL
        assert len(mirror.asked) == moment
        code, said = finish(start(tmp_path))
        assert code == 0
        assert len(mirror.asked) <= PAGES + 2
        kept = PAGES + moment - len(mirror.asked)
        resumed = f"{count(kept, 'page')} had been read by a run that was stopped."
        assert (resumed in said) == (kept > 0)
        assert set(read_days(tmp_path).values()) == {day(TODAY)}
        assert not (tmp_path / "build" / "refresh.jsonl").exists()


def test_of_two_refreshes_one_works_and_the_other_names_it(mirror: Mirror, tmp_path: Path) -> None:
    """The second exits with 4, having asked nothing; the first ends well."""
    arrived, go_on = threading.Event(), threading.Event()

    def hold(_: str) -> None:
        arrived.set()
        go_on.wait(60)

    mirror.before = hold
    first = start(tmp_path)
    assert arrived.wait(60)
    asked = len(mirror.asked)
    code, said = finish(start(tmp_path))
    assert code == 4
    assert f"proofpack refresh (process {first.pid}) is at work in this project" in said
    assert len(mirror.asked) == asked
    go_on.set()
    assert finish(first)[0] == 0


def test_an_interrupt_keeps_what_was_read(mirror: Mirror, tmp_path: Path) -> None:
    """Ctrl+C ends the run with counts, and the ledger has what was read by then."""
    gone = threading.Event()
    process = start(tmp_path)

    def interrupt(_: str) -> None:
        if len(mirror.asked) == 3:
            process.send_signal(signal.SIGINT)
            gone.wait(60)

    mirror.before = interrupt
    code, said = finish(process)
    gone.set()
    assert code == 3
    read = [name for name, fetched in read_days(tmp_path).items() if fetched]
    assert "chat" in read
    assert len(read) < 3
    assert f"Interrupted: {PAGES - len(read)} pages not read. Run it again to go on." in said


@pytest.mark.parametrize("room", [100, 700, 2500])
def test_a_full_disk_changes_nothing(mirror: Mirror, tmp_path: Path, room: int) -> None:
    """No file may grow beyond some bytes: one line says so, the ledger stays, the next run ends well."""
    before = (tmp_path / "data" / "ledger.yml").read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-m", "proofpack", *command(tmp_path)],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},  # or Python keeps modules cut short
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),  # noqa: PLW1509 - the child alone
    )
    code, said = finish(process)
    assert code == 2
    assert "error unwritable: cannot write here (File too large). Make room for it." in said
    assert (tmp_path / "data" / "ledger.yml").read_bytes() == before
    assert finish(start(tmp_path))[0] == 0
    assert set(read_days(tmp_path).values()) == {day(TODAY)}


def test_a_place_that_cannot_be_written_is_one_line(mirror: Mirror, tmp_path: Path) -> None:
    """Whatever stands in the way of the new ledger, the old one stays."""
    before = (tmp_path / "data" / "ledger.yml").read_bytes()
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "refresh.jsonl").mkdir()
    code, said = finish(start(tmp_path))
    assert code == 2
    assert "build/refresh.jsonl:1:1: error unwritable: cannot write here (Is a directory)." in said
    assert (tmp_path / "data" / "ledger.yml").read_bytes() == before


def test_a_closed_pipe_is_no_traceback(mirror: Mirror, tmp_path: Path) -> None:
    """Whoever reads the report may go away; the ledger is written all the same."""
    shell = f"{sys.executable} -m proofpack {' '.join(command(tmp_path))} | head -c 1 >/dev/null"
    done = subprocess.run(
        ["bash", "-c", shell], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "Traceback" not in done.stderr
    assert set(read_days(tmp_path).values()) == {day(TODAY)}


def test_the_environment_of_tests_has_no_proxy_that_matters(mirror: Mirror, tmp_path: Path) -> None:
    """Proxies and certificates of the environment are not used."""
    environment = {
        **os.environ,
        "HTTP_PROXY": "http://127.0.0.1:9",
        "ALL_PROXY": "http://127.0.0.1:9",
        "SSL_CERT_FILE": "/nowhere",
    }
    done = subprocess.run(
        [sys.executable, "-m", "proofpack", *command(tmp_path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
