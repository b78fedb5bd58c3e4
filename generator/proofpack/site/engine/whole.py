"""A build by MkDocs as a whole, in a process of its own: every plugin, hook and extension of a project.

It is what `mkdocs build` does, but that our pages are laid over those of the project before any plugin
sees them. It works in the project's folder, as the command does.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from proofpack.site.engine.driver import lay_over, loaded
from proofpack.site.engine.job import Job


class _Pages(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # it has no options
    """Lays our pages over those of a project."""

    def __init__(self, made: Path) -> None:
        super().__init__()
        self._made = made

    @event_priority(1000)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add them before other plugins see the files."""
        return lay_over(files, self._made, config)


def main() -> None:
    """Build what the first argument says, a `Job` as JSON."""
    logs = logging.getLogger("mkdocs")
    stream = logging.StreamHandler(sys.stdout)
    stream.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    logs.addHandler(stream)
    logs.setLevel(logging.INFO)
    job = Job(**json.loads(sys.argv[1]))
    config = loaded(job)
    config.plugins["proofpack pages"] = _Pages(Path(job.made))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


if __name__ == "__main__":
    main()
