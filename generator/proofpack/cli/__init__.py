"""The command line. The only room that prints, colours and exits.

Nothing heavy is imported before a command needs it, so that `--help` answers at once.
"""

from proofpack.cli import calendar, check, refresh, site, start, worksheets
from proofpack.cli.app import cli, main

__all__ = ["calendar", "check", "cli", "main", "refresh", "site", "start", "worksheets"]
