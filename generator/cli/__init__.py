"""The command line. The only room that prints, colours and exits.

Nothing heavy is imported before a command needs it, so that `--help` answers at once.
"""

from . import judging, reading, site
from .app import cli, main

__all__ = ["cli", "judging", "main", "reading", "site"]
