"""No system is shut out by an import: what only some have is asked for where it is used."""

from __future__ import annotations

import ast

from tests.program import PACKAGE, nodes

UNIX_ALONE = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}


def test_no_module_of_unix_alone_is_imported() -> None:
    """Whatever locks or measures goes through a library that knows the other systems, too."""
    for path in PACKAGE.rglob("*.py"):
        for node in nodes(path):
            if isinstance(node, ast.Import):
                assert UNIX_ALONE.isdisjoint(alias.name for alias in node.names), path
            elif isinstance(node, ast.ImportFrom):
                assert node.module not in UNIX_ALONE, path
