"""The examples for pipelines: what they may do, and what their scripts do when they are run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from proofpack import __version__
from proofpack.cli import cli
from tests.conftest import ROOT, SMALL, Project
from tests.mirror import Answer, Mirror, page_html, serving
from tests.vectors import each_of
from tests.workflows import Runner, commands, git, read

GITHUB = sorted((ROOT / "examples" / "github").glob("*.yml"))
GITLAB = ROOT / "examples" / "gitlab" / ".gitlab-ci.yml"
DOCUMENT = (ROOT / "docs" / "pipelines.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(?P<info>[^\n]+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
PACKAGES = "python -m pip install --require-hashes --only-binary :all: "
INSTALL = f"{PACKAGES}--requirement locks/proofpack.txt"

ACTION = ROOT / "action.yml"
RELEASE = ROOT / ".github" / "workflows" / "release.yml"
every = pytest.mark.parametrize("path", [*GITHUB, RELEASE], ids=lambda path: path.name)
by_name = pytest.mark.parametrize("path", GITHUB, ids=lambda one: one.name)


def example(name: str) -> dict[str, Any]:
    """Return one of the workflows for GitHub."""
    return read(ROOT / "examples" / "github" / f"{name}.yml")


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the steps of all jobs."""
    for job in workflow["jobs"].values():
        yield from job["steps"]


def scripts() -> dict[str, str]:
    """Return every script of the examples, by where it stands."""
    found = {
        f"{path.name}: {step['name']}": step["run"]
        for path in GITHUB
        for step in steps(read(path))
        if "run" in step
    }
    jobs = {name: job for name, job in read(GITLAB).items() if "script" in job}
    jobs["default"] = {"script": read(GITLAB)["default"]["before_script"]}
    return found | {f"gitlab: {name}": "\n".join(job["script"]) for name, job in jobs.items()}


def blocks(kind: str) -> list[tuple[list[str], str]]:
    """Return the fenced blocks of one kind in the page of the manual, with the words after it."""
    found = [(one["info"].split(), one["text"]) for one in _BLOCK.finditer(DOCUMENT)]
    return [(info[2:], text) for info, text in found if info[1] == kind]


def typed(text: str) -> str:
    """Return what a reader types of a block of a terminal."""
    return "".join(f"{one.removeprefix('$ ')}\n" for one in text.splitlines())


# --- what the workflows may do --------------------------------------------------------------------


def test_there_are_three_workflows() -> None:
    """The tables below are not empty by accident."""
    assert [one.stem for one in GITHUB] == ["check", "publish", "refresh"]
    assert len(scripts()) == 16


def test_no_example_is_at_work_in_this_repository() -> None:
    """They are there to be copied; what is at work here makes releases."""
    assert [path.name for path in (ROOT / ".github").rglob("*.yml")] == ["release.yml"]
    assert not (ROOT / ".gitlab-ci.yml").exists()


@every
def test_actions_are_pinned_by_commit_with_their_version_beside_it(path: Path) -> None:
    """A tag can be moved; a commit cannot. The comment is what tools update."""
    lines = re.findall(r"^ +(?:- )?uses: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == sum("uses" in one for one in steps(read(path)))
    assert lines
    for line in lines:
        assert re.fullmatch(r"[a-z-]+(?:/[a-z-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_an_action_has_one_version_in_all_examples() -> None:
    """Nobody has to wonder which of two is right."""
    pins: dict[str, str] = {}
    for path in (*GITHUB, RELEASE):
        for step in steps(read(path)):
            if "uses" in step:
                name, _, commit = step["uses"].partition("@")
                assert pins.setdefault(name, commit) == commit


MAY = {
    "check.check": {"contents": "read"},
    "check.scan": {"actions": "read", "contents": "read", "security-events": "write"},
    "refresh.read": {"contents": "read"},
    "refresh.join": {"contents": "read"},
    "refresh.propose": {"contents": "write", "pull-requests": "write"},
    "publish.build": {"contents": "read"},
    "publish.deploy": {"pages": "write", "id-token": "write"},
    "release.build": {"contents": "read"},
    "release.publish": {"id-token": "write"},
}


@every
def test_each_job_may_do_what_it_needs_and_nothing_more(path: Path) -> None:
    """Nothing by default; a job that may write runs no package that was installed for it."""
    workflow = read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        may = job["permissions"]
        assert may == MAY[f"{path.stem}.{name}"]
        if "write" in may.values():
            told = " ".join(one.get("run", "") for one in job["steps"])
            assert not re.search(r"\bpip\b|proofpack (?!/)[a-z]|python", told)


@every
def test_jobs_end_and_do_not_pile_up(path: Path) -> None:
    """Each job has a time limit, each workflow a group."""
    workflow = read(path)
    assert workflow["concurrency"]["group"]
    assert "cancel-in-progress" in workflow["concurrency"]
    for job in workflow["jobs"].values():
        assert 0 < int(job["timeout-minutes"]) <= 60
        assert job["runs-on"] == "ubuntu-24.04"


@every
def test_no_token_is_left_in_a_checkout(path: Path) -> None:
    """A script that a package brings along finds none in `.git/config`."""
    for step in steps(read(path)):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@every
def test_no_stranger_writes_into_a_script(path: Path) -> None:
    """No expression stands in a script, and no workflow runs a stranger's code with our token."""
    workflow = read(path)
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow["on"])
    for step in steps(workflow):
        assert "${{" not in step.get("run", "")
        for value in step.get("env", {}).values():
            assert "github.event" not in value
            assert "github.head_ref" not in value
    assert "secrets." not in path.read_text(encoding="utf-8")


@by_name
def test_packages_come_from_the_lock(path: Path) -> None:
    """With hashes, and none is built on the way."""
    told = [one["run"] for one in steps(read(path)) if "pip" in one.get("run", "")]
    assert told
    assert set(told) == {INSTALL}


def judged_by(tool: str, *words: str | Path) -> tuple[int, str]:
    """Run a tool that we did not write, without a network, and return its exit code and what it says."""
    command = [str(Path(sys.executable).parent / tool), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


SCHEMAS: dict[str, list[str | Path]] = {
    "github-workflows": [*GITHUB, RELEASE],
    "github-actions": [ACTION],
    "gitlab-ci": ["--data-transform", "gitlab-ci", GITLAB],
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SCHEMAS)
def test_pipelines_pass_the_published_schemas(tmp_path: Path, name: str) -> None:
    """Those that come with `check-jsonschema`; a file with a slip in it is refused."""
    words = ["--builtin-schema", f"vendor.{name}", *SCHEMAS[name]]
    assert judged_by("check-jsonschema", *words)[0] == 0
    path = words.pop()
    assert isinstance(path, Path)
    slip = tmp_path / "slip.yml"
    slip.write_text(f"{path.read_text(encoding='utf-8')}\nslip: 7\n")
    assert judged_by("check-jsonschema", *words, slip)[0] == 1


@pytest.mark.slow
def test_workflows_and_action_are_audited(tmp_path: Path) -> None:
    """Nothing that zizmor calls more than informational; what it would refuse, it refuses here."""
    audit = ("--offline", "--no-progress", "--min-severity", "low")
    code, text = judged_by("zizmor", *audit, *GITHUB, RELEASE, ACTION)
    assert code == 0, text
    bad = tmp_path / "action.yml"
    bad.write_text(ACTION.read_text().replace('"$FAIL_ON"', "${{ github.head_ref }}"))
    code, text = judged_by("zizmor", *audit, bad)
    assert code != 0
    assert "template-injection" in text


OURS = {
    "source-pack": "sources/*.yml",
    "contract": "contracts/*.yml",
    "worksheet": "worksheets/*.yml",
    "faq": "faq/*.yml",
    "policy": "policy.yml",
    "ledger": "ledger.yml",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", OURS)
def test_our_schemas_are_read_by_others(name: str) -> None:
    """From the folder that the manual names; a key that nobody knows is refused."""
    folder = CliRunner().invoke(cli, ["schema", "--where"]).output.strip()
    schema = ("--schemafile", Path(folder) / f"{name}.schema.json")
    files = sorted((ROOT / "tests" / "projects" / "founding" / "data").glob(OURS[name]))
    assert files
    code, text = judged_by("check-jsonschema", *schema, *files)
    assert code == 0, text
    assert judged_by("check-jsonschema", *schema, GITLAB)[0] == 1


# --- the action -----------------------------------------------------------------------------------


def test_the_action_asks_for_nothing_and_starts_nothing_of_the_project() -> None:
    """No token, no expression in a script; Python isolated, and outside the workspace."""
    text = ACTION.read_text(encoding="utf-8")
    assert not re.search(r"secrets\.|github\.token|GITHUB_TOKEN", text)
    (setup, *scripts) = read(ACTION)["runs"]["steps"]
    assert f"uses: {setup['uses']} # v" in (GITHUB[0]).read_text(encoding="utf-8")
    for step in scripts:
        assert "${{" not in step["run"]
        assert step["working-directory"] == "${{ runner.temp }}"
        starts = re.findall(r"^.*?python (\S+) -m", step["run"], re.MULTILINE)
        assert starts == ["-I"] * len(step["run"].strip().splitlines())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [({}, 0, ""), ({"data/faq/chat.yml": "titel: Chat\n"}, 1, "::error file=data/faq/chat.yml")],
    ids=["good", "broken"],
)
def test_the_action_judges_and_runs_nothing_of_a_stranger(
    project: Project,
    tmp_path_factory: pytest.TempPathFactory,
    changes: dict[str, str],
    code: int,
    said: str,
) -> None:
    """Modules, hooks and settings that a pull request brings along are read at most."""
    trap = "open(__file__ + '.ran', 'w')\n"
    modules = ("pip", "venv", "proofpack", "yaml", "sitecustomize", "hooks")
    traps = {f"{name}.py": trap for name in modules}
    root = project({**changes, **traps})
    with (root / "mkdocs.yml").open("a") as file:
        file.write("hooks: [hooks.py]\n")
    runner = Runner(root, tmp_path_factory.mktemp("run") / "fork", FRESH)
    tools = runner.temp / "proofpack" / "bin"
    tools.mkdir(parents=True)
    # The environment that the action makes, with this program in it; what pip is asked is noted.
    path = {"generator": str(ROOT / "generator"), "python": sys.executable, "log": str(runner.log)}
    (tools / "python").write_text(_ISOLATED.format(**path, today=FRESH))
    (tools / "python").chmod(0o755)
    inputs = {key: value["default"] for key, value in read(ACTION)["inputs"].items()}
    known = {f"inputs.{key}": value for key, value in inputs.items()}
    own = {"GITHUB_ACTION_PATH": str(ROOT), "GITHUB_WORKSPACE": str(root), "PYTHONPATH": ""}
    for step in read(ACTION)["runs"]["steps"][1:]:
        env = {**step.get("env", {}), **own}
        ended = runner.script({**step, "env": env}, runner.temp, known)
    assert ended == code, runner.said
    assert said in runner.said
    assert f"## Check of {FRESH}" in runner.summary.read_text()
    assert not [*root.rglob("*.ran")]
    asked = (runner.log / "python").read_text()
    assert f"--require-hashes --only-binary :all: --requirement {ROOT}/locks/site.txt" in asked


_ISOLATED = """\
#!/bin/sh
case "$3" in
  pip) echo "$@" >> {log}/python ;;
  *) shift 3
     exec {python} -I -c 'import sys; sys.path.insert(0, "{generator}")
from proofpack.cli import main
main()' --today {today} "$@" ;;
esac
"""


# --- what the scripts say -------------------------------------------------------------------------


@each_of("script", scripts().values(), ids=list(scripts()))
def test_scripts_are_bash(script: str) -> None:
    """`bash -n` finds nothing."""
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def parsed(words: list[str]) -> str:
    """Parse the words of a call as the program would, and return the path of its command."""
    command: click.Command = cli
    path: list[str] = []
    while True:
        context = click.Context(command)
        options, rest, _ = command.make_parser(context).parse_args(list(words))
        for one in command.params:
            value = options.get(one.name or "")
            if isinstance(one.type, click.Choice) and isinstance(value, str):
                one.type.convert(value, one, context)
            assert not (isinstance(one, click.Option) and one.required and value is None), words
        if not isinstance(command, click.Group):
            return " ".join(path)
        name, *words = rest
        path.append(name)
        found = command.get_command(context, name)
        assert found, name
        command = found


def test_every_call_of_the_program_is_one_that_it_takes() -> None:
    """Commands, options and choices are held against the program's own parser."""
    called = [words for script in scripts().values() for words in commands(script)]
    called += [words for _, text in blocks("steps") for words in commands(typed(text))]
    assert {parsed(one) for one in called} == {
        *("check", "refresh", "ledger merge", "review", "build"),
        *("schema", "baseline", "calendar"),
    }
    assert len(called) >= 20


@pytest.mark.parametrize(
    "words", [["chekc"], ["check", "--ignore-old"], ["check", "--format", "pdf"], ["baseline"]]
)
def test_the_parser_above_refuses_what_the_program_refuses(words: list[str]) -> None:
    """So that the test before it can fail."""
    with pytest.raises((click.UsageError, AssertionError)):
        parsed(words)


# --- check.yml ------------------------------------------------------------------------------------

FRESH = "2026-06-02"
STALE = "2026-12-20"
Repository = Callable[[dict[str, str]], Path]


@pytest.fixture
def repository(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A function that puts a project into a bare repository, on the branch main."""

    def make(changes: dict[str, str]) -> Path:
        root = project({".gitignore": "build/\n", **changes})
        git(root, "init", "--quiet", "--initial-branch", "main")
        git(root, "add", ".")
        git(root, "commit", "--quiet", "--message", "start")
        origin = tmp_path_factory.mktemp("remote") / "origin.git"
        git(root, "clone", "--quiet", "--bare", ".", str(origin))
        return origin

    return make


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "today", "result"),
    [
        ({}, FRESH, "success"),
        ({}, STALE, "success"),
        ({"data/faq/chat.yml": "titel: Chat\n"}, FRESH, "failure"),
    ],
    ids=["good", "stale", "broken"],
)
def test_the_check_judges_what_is_written(
    repository: Repository,
    tmp_path_factory: pytest.TempPathFactory,
    changes: dict[str, str],
    today: str,
    result: str,
) -> None:
    """Annotations, a summary and SARIF in any case; only content makes it fail."""
    runner = Runner(
        repository(changes),
        tmp_path_factory.mktemp("run") / "push",
        today,
        {
            "event_name": "push",
            "repository": "example/guides",
            "event.pull_request.head.repo.full_name": "",
        },
    )
    results = runner.workflow(example("check"))
    assert results == {"check": result, "scan": "success"}
    assert (runner.artifacts / "sarif" / "proofpack.sarif").read_text().startswith("{")
    assert f"## Check of {today}" in runner.summary.read_text()
    assert ("::error file=" in runner.said) == (result == "failure")
    assert ("title=review-overdue" in runner.said) == (today == STALE)
    assert (runner.log / "python").read_text() == f"{INSTALL.removeprefix('python ')}\n"


@pytest.mark.slow
def test_a_pull_request_is_told_what_it_bears_on(
    repository: Repository, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Compared with the branch that it goes to; from a fork, nothing is written to code scanning."""
    origin = repository({})
    git(tmp_path, "switch", "--quiet", "--create", "topic")
    (tmp_path / "data" / "faq" / "chat.yml").write_text(
        SMALL["data/faq/chat.yml"].replace("verify.", "verify today.")
    )
    git(tmp_path, "commit", "--quiet", "--all", "--message", "topic")
    git(tmp_path, "push", "--quiet", str(origin), "topic")
    context = {
        "event_name": "pull_request",
        "head_ref": "topic",
        "repository": "example/guides",
        "event.pull_request.head.repo.full_name": "stranger/guides",
    }
    runner = Runner(origin, tmp_path_factory.mktemp("run") / "topic", FRESH, context)
    assert runner.workflow(example("check")) == {"check": "success", "scan": "skipped"}
    summary = runner.summary.read_text()
    assert "## What this change bears on" in summary
    assert "| one | 2026-06-01 | `data/faq/chat.yml` |" in summary


# --- refresh.yml ----------------------------------------------------------------------------------


@pytest.fixture
def hosts() -> Iterator[list[Mirror]]:
    """Three hosts with two pages each."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving({})) for _ in range(3)]
        for number in range(6):
            page = Answer(page_html("Page", [f"The words of page {number}"]))
            servers[number % 3].pages[f"/{number}"] = page
        yield servers


@pytest.fixture
def refreshed(repository: Repository, hosts: list[Mirror]) -> Path:
    """The repository of a project that is read from these hosts."""
    rows = ["publisher: Example", "sources:"]
    for number in range(6):
        name = "chat" if number == 0 else f"page-{number}"
        address = hosts[number % 3].address(f"/{number}")
        fact = f"{{id: route, says: Words, quote: The words of page {number}}}"
        rows.append(f"  - {{id: {name}, title: Page, url: '{address}',")
        rows.append(f"     kind: page, facts: [{fact}]}}")
    return repository({"data/sources/api.yml": "\n".join(rows) + "\n"})


@pytest.fixture
def weekly(refreshed: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Runner]:
    """A function that runs the workflow on a day, with all of its jobs that read or with some."""

    def run(today: str, jobs: int | None = None) -> Runner:
        runner = Runner(refreshed, tmp_path_factory.mktemp("run") / today, today)
        workflow = example("refresh")
        matrix = workflow["jobs"]["read"]["strategy"]["matrix"]
        matrix["shard"] = matrix["shard"][:jobs]
        runner.results = runner.workflow(workflow)
        return runner

    return run


def ledger_of(origin: Path, branch: str) -> str:
    """Return the ledger of a branch."""
    return git(origin, "show", f"{branch}:data/ledger.yml")


def changed(origin: Path) -> list[str]:
    """Return the files that the proposal changes."""
    return git(origin, "diff", "--name-only", "main...proofpack/refresh").split()


@pytest.mark.slow
def test_a_refresh_proposes_what_it_has_learned(
    weekly: Callable[..., Runner], refreshed: Path, hosts: list[Mirror], tmp_path: Path
) -> None:
    """Four runs, each on what the one before has left. A job takes seconds: later runs have two."""
    hosts[1].pages["/1"] = Answer(page_html("Page", ["Other words stand here now"]))
    hosts[2].pages["/2"] = Answer("Not now.", status=403)
    _proposes_the_ledger_and_nothing_else(weekly("2026-06-08"), refreshed, hosts, tmp_path)

    before = sum(len(one.asked) for one in hosts)
    hosts[1].pages["/1"] = Answer(page_html("Page", ["The words of page 1", "These go."]))
    hosts[2].pages["/2"] = Answer(page_html("Page", ["The words of page 2"]))
    _takes_an_open_proposal_further(weekly("2026-06-15", jobs=2), refreshed)
    # Those whose quote was lost or that could not be read, and no other before its time.
    assert sum(len(one.asked) for one in hosts) == before + 2

    git(refreshed, "update-ref", "refs/heads/main", "refs/heads/proofpack/refresh")
    tip = git(refreshed, "rev-parse", "proofpack/refresh")
    runner = weekly("2026-06-16", jobs=2)
    assert set(runner.results.values()) == {"success"}
    assert "The ledger stays as it was." in runner.summary.read_text()
    assert git(refreshed, "rev-parse", "proofpack/refresh") == tip
    assert len(runner.asked()) == 6

    # The texts of the pages are kept from one run to the next, each with the job that reads them.
    hosts[1].pages["/1"] = Answer(page_html("Page", ["The words of page 1", "These come."]))
    runner = weekly("2026-07-20", jobs=2)
    assert set(runner.results.values()) == {"success"}
    body = (runner.log / "body").read_text()
    assert "### Text changed, quotes still there" in body
    assert "    - went: `These go.`\n    - came: `These come.`\n" in body


def _proposes_the_ledger_and_nothing_else(
    runner: Runner, origin: Path, hosts: list[Mirror], root: Path
) -> None:
    """Jobs read, one joins, one proposes: the ledger of a run that reads all by itself."""
    assert runner.results == dict.fromkeys(("read", "join", "propose"), "success")
    assert changed(origin) == ["data/ledger.yml"]
    assert git(origin, "rev-list", "--count", "main..proofpack/refresh") == "1\n"
    assert [len(one.asked) for one in hosts] == [2, 2, 2]
    options = ["--project", str(root), "--today", "2026-06-08"]
    alone = CliRunner().invoke(cli, [*options, "refresh", "--allow-private"])
    assert alone.exit_code == 3
    assert ledger_of(origin, "proofpack/refresh") == (root / "data" / "ledger.yml").read_text()
    asked = runner.asked()
    assert [one[:2] for one in asked] == [["auth", "setup-git"], ["pr", "list"], ["pr", "create"]]
    assert asked[-1][2:6] == ["--head", "proofpack/refresh", "--base", "main"]
    body = (runner.log / "body").read_text()
    assert "**page-1.route**: the quote is not on the page (never found yet)." in body
    assert "## Check of 2026-06-08" in body
    assert body.count("## Documented pages read on 2026-06-08") == 4


def _takes_an_open_proposal_further(runner: Runner, origin: Path) -> None:
    """The days of both runs are in it, and no second one is made."""
    assert set(runner.results.values()) == {"success"}
    told = ledger_of(origin, "proofpack/refresh")
    assert "2026-06-08" in told
    assert "2026-06-15" in told
    assert changed(origin) == ["data/ledger.yml"]
    assert git(origin, "rev-list", "--count", "main..proofpack/refresh") == "1\n"
    assert [one[0] for one in runner.asked()] == ["auth", "pr", "pr", "auth", "pr", "api"]
    assert runner.asked()[-1][3:5] == ["PATCH", "repos/example/guides/pulls/7"]
    assert "read on 2026-06-15" in (runner.log / "body").read_text()


def test_on_gitlab_the_texts_are_kept_by_job() -> None:
    """The folder is the one that the program keeps them in, and each job has its own."""
    cache = read(GITLAB)["read"]["cache"]
    assert cache == {"key": "pages-$CI_NODE_INDEX", "paths": ["build/pages/"], "when": "always"}


@pytest.mark.slow
def test_a_project_that_is_not_valid_fails_the_refresh(
    weekly: Callable[[str], Runner], refreshed: Path, hosts: list[Mirror], tmp_path: Path
) -> None:
    """No page is asked for, and nothing is proposed."""
    (tmp_path / "data" / "faq" / "chat.yml").write_text("titel: Chat\n")
    git(tmp_path, "commit", "--quiet", "--all", "--message", "broken")
    git(tmp_path, "push", "--quiet", str(refreshed), "main")
    runner = weekly("2026-06-08")
    assert runner.results == {"read": "failure", "join": "failure", "propose": "skipped"}
    assert sum(len(one.asked) for one in hosts) == 0
    assert git(refreshed, "branch", "--list", "proofpack/*") == ""


@pytest.mark.parametrize(
    ("code", "expected"), [(0, 0), (1, 1), (2, 2), (3, 0), (4, 4), (70, 70), (137, 137)]
)
def test_only_time_and_the_outside_world_do_not_fail_the_job(
    tmp_path: Path, code: int, expected: int
) -> None:
    """Exit code 3 passes, every other is handed on; report and ledger are kept in any case."""
    (step,) = (one for one in steps(example("refresh")) if one.get("name") == "Read")
    work = tmp_path / "work"
    for one in (work / "readings", work / "data"):
        one.mkdir(parents=True)
    (work / "data" / "ledger.yml").write_text("ledger")
    runner = Runner(tmp_path / "origin.git", tmp_path / "run", FRESH)
    tool = runner.tools / "proofpack"
    tool.write_text(f'#!/bin/sh\necho "$@"\nexit {code}\n')
    found = runner.script(step, work, {"matrix.shard": "2", "strategy.job-total": "4"})
    assert found == expected
    report = (work / "readings" / "report.md").read_text()
    assert report == "refresh --only-due --shard 2/4 --format markdown\n"
    assert report in runner.summary.read_text()
    assert (work / "readings" / "ledger.yml").read_text() == "ledger"


@pytest.mark.slow
@pytest.mark.parametrize(("lines", "kept"), [(10, 10), (30_000, 2_000)])
def test_a_long_report_is_cut_between_lines(
    repository: Repository, tmp_path: Path, lines: int, kept: int
) -> None:
    """GitHub refuses a body of more than 65,536 characters; the cut is told."""
    origin = repository({})
    runner = Runner(origin, origin.parent / "run", FRESH)
    proposal = runner.temp / "proposal"
    proposal.mkdir()
    (proposal / "ledger.yml").write_text("schema: 1\nsources: {}\n")
    line = "- **é**: a page of 30 letters\n"
    (proposal / "report.md").write_text(line * lines, encoding="utf-8")
    (step,) = (one for one in steps(example("refresh")) if one.get("name") == "Propose")
    work = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(origin), str(work))
    assert runner.script(step, work) == 0, runner.said
    whole, _, cut = (runner.log / "body").read_text(encoding="utf-8").partition("\nCut here: ")
    assert set(whole.splitlines(keepends=True)) == {line}
    # Some kinds of awk count octets, others characters.
    assert kept - 100 < whole.count("\n") <= kept
    assert bool(cut) == (kept < lines)


# --- publish.yml ----------------------------------------------------------------------------------


@pytest.mark.site
def test_publishing_builds_the_site(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What is handed to Pages is the site, its feed of reviews included, stale or not."""
    runner = Runner(repository({}), tmp_path_factory.mktemp("run") / "site", STALE)
    assert runner.workflow(example("publish")) == {"build": "success", "deploy": "success"}
    site = runner.artifacts / "github-pages"
    assert (site / "index.html").is_file()
    assert (site / "reviews.ics").is_file()


@pytest.mark.slow
def test_what_is_broken_is_not_published(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The last site stays, because nothing is deployed."""
    origin = repository({"data/faq/chat.yml": "titel: Chat\n"})
    runner = Runner(origin, tmp_path_factory.mktemp("run") / "site", FRESH)
    assert runner.workflow(example("publish")) == {"build": "failure", "deploy": "skipped"}


# --- the hook -------------------------------------------------------------------------------------


def hook() -> dict[str, Any]:
    """Return the hook that this repository offers."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (found,) = yaml.safe_load(text)
    assert isinstance(found, dict)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "today", "code", "said"),
    [
        ({}, FRESH, 0, "0 errors"),
        ({}, STALE, 0, "note review-overdue"),
        ({"data/faq/chat.yml": "titel: Chat\n"}, FRESH, 1, "error unknown-key"),
        ({"data/faq/chat.yml": "title: 'Chat\n"}, FRESH, 2, "error yaml"),
    ],
    ids=["good", "stale", "broken", "unreadable"],
)
def test_the_hook_fails_for_content_alone(
    project: Project, changes: dict[str, str], today: str, code: int, said: str
) -> None:
    """As pre-commit runs it: entry and arguments, in the folder, without names of files."""
    root = project(changes)
    entry = [*shlex.split(hook()["entry"]), *hook()["args"]]
    assert entry[0] == "proofpack"
    command = [sys.executable, "-m", "proofpack", "--today", today, *entry[1:]]
    done = subprocess.run(
        command,
        cwd=root,
        env={"PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert said in done.stdout
    assert not (root / "build").exists()


def test_the_hook_runs_when_a_project_is_touched() -> None:
    """Any file that a site is made from, and no other."""
    found = hook()
    assert (found["language"], found["pass_filenames"]) == ("python", False)
    pattern = re.compile(found["files"])
    # Pages may stand anywhere: `docs_dir` says where, and a hook cannot ask it.
    for name in (
        "data/sources/api.yml",
        "content/index.md",
        "mkdocs.yml",
        "docs/a.md",
        "README.md",
    ):
        assert pattern.search(name)
    for name in (
        "README.rst",
        "mkdocs_yml",
        "metadata/one.yml",
        "old/mkdocs.yml",
        "src/data/a.yml",
    ):
        assert not pattern.search(name)


def test_stale_findings_are_ignored_at_either_level(project: Project) -> None:
    """With `--fail-on warning` too: what time has brought is told, and what is written counts."""
    root = str(project({}))
    for level, strict in (("error", 3), ("warning", 3)):
        plain = ["--project", root, "--today", STALE, "check", "--fail-on", level]
        assert CliRunner().invoke(cli, plain).exit_code == strict
        assert CliRunner().invoke(cli, [*plain, "--ignore-stale"]).exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "text", "code", "said"),
    [
        ("data/faq/chat.yml", SMALL["data/faq/chat.yml"], 0, "Passed"),
        ("data/faq/chat.yml", "titel: Chat\n", 1, "error unknown-key"),
        ("notes/faq.yml", "titel: Chat\n", 0, "(no files to check)Skipped"),
    ],
    ids=["good", "broken", "elsewhere"],
)
def test_pre_commit_runs_the_hook(
    project: Project,
    tmp_path_factory: pytest.TempPathFactory,
    path: str,
    text: str,
    code: int,
    said: str,
) -> None:
    """At a commit of one file, with the program that is installed, and nothing from a network."""
    root = project({})
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "start")
    # As a user writes it who has the program already.
    entry = f"{sys.executable} -m {hook()['entry']} --today {FRESH}"
    local = {"repo": "local", "hooks": [{**hook(), "language": "system", "entry": entry}]}
    (root / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [local]}))
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(f"{text}# One more line.\n")
    git(root, "add", path, ".pre-commit-config.yaml")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--color", "never"],
        cwd=root,
        env={
            "PATH": os.environ["PATH"],
            "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")),
            "PYTHONPATH": str(ROOT / "generator"),
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "http_proxy": "http://127.0.0.1:9",
            "https_proxy": "http://127.0.0.1:9",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, said in done.stdout) == (code, True), done.stdout + done.stderr


# --- the page of the manual -----------------------------------------------------------------------


def test_the_hook_of_the_manual_is_the_hook_of_this_repository() -> None:
    """Its configuration names the hook, and arguments that the program takes."""
    found = [yaml.safe_load(text)["repos"][0]["hooks"][0] for _, text in blocks("hook")]
    assert [one["id"] for one in found] == [hook()["id"]] * 2
    assert parsed(found[1]["args"]) == "check"
    assert set(hook()["args"]) <= set(found[1]["args"])


@pytest.mark.slow
def test_the_action_of_the_manual_is_a_workflow(tmp_path: Path) -> None:
    """Its three lines are steps that the schema takes, with a name of an input that there is."""
    ((_, text),) = blocks("action")
    (job,) = yaml.safe_load(text)["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    (checkout, action) = job["steps"]
    assert checkout["uses"] in GITHUB[0].read_text(encoding="utf-8")
    assert set(action.get("with", {})) <= set(read(ACTION)["inputs"])
    workflow = tmp_path / "check.yml"
    workflow.write_text(text)
    schema = ("--builtin-schema", "vendor.github-workflows")
    assert judged_by("check-jsonschema", *schema, workflow)[0] == 0


@pytest.mark.slow
def test_the_schemas_of_the_manual_are_read(project: Project) -> None:
    """The command of the page, as it is typed."""
    ((_, text),) = blocks("schemas")
    tools = Path(sys.executable).parent
    env = {"PATH": f"{tools}{os.pathsep}/usr/bin:/bin"}
    bash(typed(text), project({}), env)


@pytest.mark.slow
def test_the_steps_of_the_manual_are_taken(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every command, in its order, in an old project; each exits as the page says."""
    guide = f"{SMALL['content/guides/one.md']}\nIt costs $0.02 a request.\n"
    root = project({"content/guides/one.md": guide})
    git(root, "init", "--quiet")
    folder = tmp_path_factory.mktemp("tools")
    runner = Runner(folder / "origin.git", folder / "run", "2026-11-20")
    taken = 0
    for words, text in blocks("steps"):
        script = {"name": text, "run": typed(text), "env": {"PROOFPACK": str(ROOT)}}
        expected = int(words[0]) if words else 0
        assert runner.script(script, root) == expected, (text, runner.said)
        taken += 1
    assert taken == 9
    assert (root / "data" / "baseline.yml").is_file()
    assert (root / "reviews.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    copied = sorted((root / ".github" / "workflows").iterdir())
    assert [one.read_bytes() for one in copied] == [one.read_bytes() for one in GITHUB]


def test_the_manual_installs_as_the_workflows_do() -> None:
    """One line, wherever it stands."""
    ((_, text),) = blocks("install")
    assert typed(text) == f"{INSTALL}\n"


@pytest.mark.site
def test_the_lock_of_the_manual_holds_the_program(tmp_path: Path) -> None:
    """Its commands make a lock; pip takes the wheel by its hash, and refuses another."""
    ((_, text),) = blocks("lock")
    plain = "python3 -m pip wheel --no-deps"
    assert plain in text
    # Without isolation, the build needs nothing from a registry.
    script = typed(text).replace(
        plain, f"{sys.executable} -m pip wheel --no-deps --no-build-isolation --quiet"
    )
    source = tmp_path / "source"
    source.mkdir()
    for name in ("generator", "locks", "site-overrides", "examples", "data/schema"):
        shutil.copytree(ROOT / name, source / name)
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, source)
    bash(script, tmp_path, {"PROOFPACK": str(source)})
    lock = tmp_path / "locks" / "proofpack.txt"
    *packages, own = lock.read_text().splitlines()
    assert "\n".join(packages) + "\n" == (ROOT / "locks" / "site.txt").read_text()
    assert re.fullmatch(r"\./vendor/proofpack_guides-[\w.-]+\.whl --hash=sha256:[0-9a-f]{64}", own)
    lock.write_text(f"{own}\n")
    install = f"{sys.executable} -m pip {INSTALL.partition('-m pip ')[2]}"
    bash(f"{install} --no-deps --no-index --target installed", tmp_path, {})
    package = tmp_path / "installed" / "proofpack"
    assert (package / "site" / "calendar.py").is_file()
    assert (package / "project" / "schema" / "source-pack.schema.json").is_file()
    lock.write_text(f"{own[:-64]}{'0' * 64}\n")
    with pytest.raises(subprocess.CalledProcessError):
        bash(f"{install} --no-deps --no-index --target other", tmp_path, {})


def bash(script: str, folder: Path, env: dict[str, str]) -> None:
    """Run a script that must succeed."""
    path = "/usr/bin:/bin"
    subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={"PATH": path, "HOME": str(folder), **env},
        check=True,
        capture_output=True,
    )


def test_every_block_of_the_manual_is_of_a_kind_that_is_tested() -> None:
    """No command can hide in a block that nothing looks at."""
    kinds = {one["info"].split()[1] for one in _BLOCK.finditer(DOCUMENT)}
    assert kinds == {"lock", "install", "steps", "hook", "action", "schemas"}


def test_the_manual_and_the_examples_name_no_publisher() -> None:
    """They are for any project."""
    for path in (*GITHUB, GITLAB, ROOT / "docs" / "pipelines.md", ROOT / ".pre-commit-hooks.yaml"):
        assert "comet" not in path.read_text(encoding="utf-8").lower()


@pytest.mark.slow
def test_a_release_is_built_and_tried_as_its_workflow_does(tmp_path: Path) -> None:
    """The tag must be that of the version; then wheel and source are made from a plain checkout."""
    build = read(RELEASE)["jobs"]["build"]["steps"]
    (script,) = (step["run"] for step in build if step.get("name") == "Build")
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "--quiet", str(ROOT), str(copy))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for tag, code in (("v9.9.9", 1), (f"v{__version__}", 0)):
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=copy,
            env={**os.environ, "GITHUB_REF_NAME": tag, "PATH": path},
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stderr
    names = sorted(path.name for path in (copy / "dist").iterdir())
    version = f"proofpack_guides-{__version__}"
    assert names == [f"{version}-py3-none-any.whl", f"{version}.tar.gz"]
