"""The command line. The only room that prints, colours and exits.

Nothing heavy is imported before a command needs it, so that `--help` answers at once.
"""

from . import calendar, judging, reading, site, worksheets
from .app import cli, main

__all__ = ["calendar", "cli", "judging", "main", "reading", "site", "worksheets"]
