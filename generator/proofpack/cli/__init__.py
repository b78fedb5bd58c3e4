"""The command line. The only room that prints, colours and exits.

Nothing heavy is imported before a command needs it, so that `--help` answers at once.
"""

from proofpack.cli import calendar, site, worksheets
from proofpack.cli import check as judging
from proofpack.cli import refresh as reading
from proofpack.cli.app import cli, main

__all__ = ["calendar", "cli", "judging", "main", "reading", "site", "worksheets"]
