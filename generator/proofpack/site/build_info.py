"""When a site was built, and from which commit: one small script that every page reads.

It stands in a file of its own, so that a page changes only when something on it does. A script and no
JSON, because a page that is opened from a folder may not fetch.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from proofpack import __version__

BUILD = "assets/proofpack-build.js"
"""Where it stands in the site."""
_VARIABLES = ("GITHUB_SHA", "CI_COMMIT_SHA", "BITBUCKET_COMMIT", "BUILD_SOURCEVERSION")
"""Where CI says which commit it checked out, for a checkout that came without git."""
_COMMIT = re.compile(r"([0-9a-f]{40}|[0-9a-f]{64})(-dirty)?")
_GIT = ("git", "-c", "core.fsmonitor=false", "--no-optional-locks")
_PATHS = {"gitlab": "/-/commit/", "bitbucket": "/commits/"}
"""Where a host of repositories shows a commit, by a part of its name; most have it under `/commit/`."""


def build_info(root: Path, today: datetime.date, repository: str = "") -> str:
    """Return the script: day, commit, its address, and version of the program.

    Args:
        root: the project's folder.
        today: the day of the build.
        repository: the address of the repository, where it is known.
    """
    commit, changed = commit_of(root, os.environ)
    record = {
        "day": today.isoformat(),
        "commit": commit,
        "changed": changed,
        "address": _address(repository, commit),
        "version": __version__,
    }
    return f"self.ProofpackBuild = {json.dumps(record)}\n"


def commit_of(root: Path, environment: Mapping[str, str]) -> tuple[str, bool]:
    """Return the commit that is checked out in a folder, and whether files of it were changed since.

    Nothing, where neither git nor CI knows one.

    Args:
        root: the folder.
        environment: variables, in which CI may name the commit.
    """
    command = [*_GIT, "describe", "--always", "--dirty", "--abbrev=64", "--exclude=*"]
    try:
        output = subprocess.run(  # noqa: S603 - the command is ours, with no shell
            command, cwd=root, capture_output=True, text=True, check=False, timeout=30
        ).stdout.strip()
    except (OSError, ValueError, subprocess.TimeoutExpired):  # no git, or one that gives no answer
        output = ""
    for text in (output, *(environment.get(name, "") for name in _VARIABLES)):
        if match := _COMMIT.fullmatch(text):
            return match[1], bool(match[2])
    return "", False


def _address(repository: str, commit: str) -> str:
    if not commit or urlsplit(repository).scheme not in ("http", "https"):
        return ""
    host = urlsplit(repository).netloc
    path = next((path for name, path in _PATHS.items() if name in host), "/commit/")
    return repository.rstrip("/") + path + commit
