"""What git says, run as a process: the git of whoever runs this."""

from __future__ import annotations

import subprocess
from pathlib import Path


class GitError(Exception):
    """Git is not there, or refused; says why, in its own words."""


def git(folder: Path, *arguments: str) -> bytes:
    """Run git in a folder, and return what it prints.

    Args:
        folder: where.
        arguments: the command and its options; none of them comes from a page.

    Raises:
        GitError: it failed.
    """
    try:
        process = subprocess.run(  # noqa: S603 - a fixed program; a revision cannot be an option
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the git of whoever runs this
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        message = getattr(error, "stderr", b"") or str(error).encode()
        raise GitError(message.decode(errors="replace").strip().splitlines()[0]) from None
    return process.stdout
