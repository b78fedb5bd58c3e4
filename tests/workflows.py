"""Runs the jobs of a workflow on this machine: what their scripts do is done, for real.

Scripts run in bash as a runner starts it. The few actions that the examples use are played: a checkout
is a clone, an artifact is a folder. `proofpack` on the path is this program on a given day, allowed to
ask loopback; `gh` and `python` note what they were asked to do.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT

_EXPRESSION = re.compile(r"\$\{\{ ?(.*?) ?\}\}", re.DOTALL)
_NAME = re.compile(r"(?<![\w'./])[a-z_]+(?:\.[\w-]+)+")

_PROOFPACK = """\
#!/bin/sh
for word; do
  if [ "$word" = refresh ]; then set -- "$@" --allow-private; fi
done
exec {python} -m proofpack --today {today} "$@"
"""
_PYTHON = '#!/bin/sh\necho "$@" >> {log}/python\n'
_GH = """\
#!{python}
import json, pathlib, sys
log, words = pathlib.Path({log!r}), sys.argv[1:]
with (log / "gh").open("a") as file:
    file.write(json.dumps(words) + "\\n")
number = log / "number"
if words[:2] == ["pr", "create"]:
    number.write_text("7\\n")
    (log / "body").write_bytes(pathlib.Path(words[words.index("--body-file") + 1]).read_bytes())
elif words[:2] == ["pr", "list"]:
    # A stranger's is the newest: `gh` asks by the name of the branch, whosever it is.
    ours = "select(.isCrossRepository | not)" in words[words.index("--jq") + 1]
    print((number.read_text().strip() if number.exists() else "") if ours else "9")
elif words[0] == "api":
    name = words[words.index("--field") + 1].removeprefix("body=@")
    (log / "body").write_bytes(pathlib.Path(name).read_bytes())
"""


def read(path: Path) -> dict[str, Any]:
    """Return a workflow. All scalars are text: YAML 1.1 would read the key `on` as true."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    assert isinstance(loaded, dict)
    return loaded


@dataclass
class Runner:
    """A place where jobs run.

    Attributes:
        origin: the repository that is checked out and pushed to.
        folder: where each job gets a workspace, and where artifacts are kept.
        today: the day on which `proofpack` believes to be.
        github: the `github` context, without its first name.
    """

    origin: Path
    folder: Path
    today: str
    github: dict[str, str] = field(default_factory=dict)
    steps: list[tuple[str, int]] = field(default_factory=list)
    """The scripts that were run, by name, each with its exit code."""
    said: str = ""
    """What the scripts printed."""
    _to_keep: list[tuple[Path, Path]] = field(default_factory=list)
    results: dict[str, str] = field(default_factory=dict)
    """The result of each job, as the last run of a workflow left it."""

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        self.tools, self.temp = self.folder / "bin", self.folder / "temp"
        for one in (self.tools, self.temp, self.log, self.folder / "artifacts"):
            one.mkdir(exist_ok=True)
        words = {"python": sys.executable, "today": self.today, "log": str(self.log)}
        for name, text in (("proofpack", _PROOFPACK), ("python", _PYTHON), ("gh", _GH)):
            tool = self.tools / name
            tool.write_text(text.format(**words))
            tool.chmod(0o755)
        self.summary.touch()

    @property
    def log(self) -> Path:
        """What the tools noted; it outlives one run of a workflow."""
        return self.origin.parent / "log"

    @property
    def summary(self) -> Path:
        """The summary of all jobs."""
        return self.folder / "summary.md"

    @property
    def artifacts(self) -> Path:
        """The folder of artifacts, by name."""
        return self.folder / "artifacts"

    def asked(self) -> list[list[str]]:
        """Return what `gh` was asked to do."""
        log = self.log / "gh"
        return [json.loads(one) for one in log.read_text().splitlines()] if log.exists() else []

    def workflow(self, workflow: Mapping[str, Any]) -> dict[str, str]:
        """Run the jobs of a workflow in their order, and return the result of each."""
        results: dict[str, str] = {}
        for name, job in workflow["jobs"].items():
            context = {f"needs.{one}.result": result for one, result in results.items()}
            needed = results.get(job.get("needs", ""), "success")
            if not self._wanted(job.get("if"), context, needed == "success"):
                results[name] = "skipped"
                continue
            shards = job.get("strategy", {}).get("matrix", {}).get("shard", [""])
            codes = [
                self.job(
                    f"{name}-{shard}",
                    job,
                    {"matrix.shard": shard, "strategy.job-total": str(len(shards))},
                )
                for shard in shards
            ]
            results[name] = "failure" if any(codes) else "success"
        return results

    def job(self, name: str, job: Mapping[str, Any], context: Mapping[str, str]) -> int:
        """Run the steps of a job in a workspace of its own, and return the first code of failure."""
        workspace = self.folder / name
        workspace.mkdir()
        code = 0
        self._to_keep.clear()
        for step in job["steps"]:
            if not self._wanted(step.get("if"), context, code == 0):
                continue
            if "uses" in step:
                self._action(step, workspace, context)
            else:
                found = self.script(step, workspace, context)
                code = code or found
        for source, target in self._to_keep:
            if not code and source.exists():
                shutil.copytree(source, target)
        return code

    def script(
        self, step: Mapping[str, Any], workspace: Path, context: Mapping[str, str] | None = None
    ) -> int:
        """Run the script of a step, and return its exit code."""
        own = {
            name: self._filled(text, context or {}) for name, text in step.get("env", {}).items()
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-c", step["run"]],
            cwd=workspace,
            env={**self._environment(), **own},
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said += done.stdout
        self.steps.append((step["name"], done.returncode))
        return done.returncode

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("HOME", "LANG", "LC_ALL") if name in os.environ}
        return {
            **kept,
            "PATH": f"{self.tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "generator"),
            # A runner knows nobody: who commits must be said by the script.
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_SYSTEM": "/dev/null",
            "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_REPOSITORY": "example/guides",
            "GITHUB_REF_NAME": "main",
            "GITHUB_BASE_REF": "main",
        }

    def _action(self, step: Mapping[str, Any], workspace: Path, context: Mapping[str, str]) -> None:
        name = step["uses"].partition("@")[0]
        given = {key: self._filled(text, context) for key, text in step.get("with", {}).items()}
        play: dict[str, Callable[[dict[str, str], Path], None]] = {
            "actions/checkout": self._checkout,
            "actions/cache": self._cache,
            "actions/upload-artifact": self._upload,
            "actions/upload-pages-artifact": self._upload,
            "actions/download-artifact": self._download,
        }
        if name in play:
            play[name](given, workspace)

    def _checkout(self, given: dict[str, str], workspace: Path) -> None:
        depth = [] if given.get("fetch-depth") == "0" else ["--depth", "1"]
        branch = self.github.get("head_ref", "main")
        address = self.origin.as_uri()
        git(workspace, "clone", "--quiet", *depth, "--branch", branch, address, ".")

    def _cache(self, given: dict[str, str], workspace: Path) -> None:
        """Bring back the newest folder whose key begins so; the folder is kept if the job succeeds."""
        caches = self.origin.parent / "caches"
        known = sorted(caches.glob(f"{given['restore-keys']}*"))
        if known:
            shutil.copytree(known[-1], workspace / given["path"])
        self._to_keep.append((workspace / given["path"], caches / given["key"]))

    def _upload(self, given: dict[str, str], workspace: Path) -> None:
        source = workspace / given["path"]
        target = self.artifacts / given.get("name", "github-pages")
        assert source.exists()
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            target.mkdir()
            shutil.copy(source, target)

    def _download(self, given: dict[str, str], workspace: Path) -> None:
        target = workspace / given["path"]
        if "name" in given:
            shutil.copytree(self.artifacts / given["name"], target)
        else:
            for one in sorted(self.artifacts.glob(given["pattern"])):
                shutil.copytree(one, target / one.name)

    def _filled(self, text: str, context: Mapping[str, str]) -> str:
        return _EXPRESSION.sub(lambda found: self._known(context)[found[1]], text)

    def _known(self, context: Mapping[str, str]) -> dict[str, str]:
        github = {f"github.{name}": value for name, value in self.github.items()}
        own = {"runner.temp": str(self.temp), "github.token": "none", "github.run_id": self.today}
        return {**own, **github, **context}

    def _wanted(self, condition: str | None, context: Mapping[str, str], good: bool) -> bool:
        if condition is None:
            return good
        known = self._known(context)
        found = _EXPRESSION.fullmatch(condition)
        assert found, condition
        text = _NAME.sub(lambda one: repr(known[one[0]]), found[1].replace("!cancelled()", "True"))
        # Conditions of our own examples; what is left are literals, comparisons and brackets.
        return bool(eval(text.replace("&&", "and").replace("||", "or"), {}))  # noqa: S307 - of our own examples


def git(folder: Path, *arguments: str) -> str:
    """Run git, and return what it says."""
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.hooksPath=/dev/null"]
    return subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def commands(script: str) -> list[list[str]]:
    """Return the words of each call of `proofpack` in a script, without redirections."""
    found = []
    for line in script.replace("\\\n", " ").splitlines():
        call = re.search(r"(?<!\S)proofpack (.*)", line)
        if call:
            words = shlex.split(call[1], comments=True)
            ends = [at for at, one in enumerate(words) if one in (">", ">>", "||", "&&", "|", ";")]
            found.append(words[: min(ends, default=len(words))])
    return found
