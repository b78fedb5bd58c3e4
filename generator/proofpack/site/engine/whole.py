"""A build by MkDocs as a whole, in a process of its own: every plugin, hook and extension of a project.

It is what `mkdocs build` does, but that our pages are laid over those of the project before any plugin
sees them. It works in the project's folder, as the command does.
"""

from __future__ import annotations

import json
import logging
import sys

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from proofpack.site.engine.driver import joined, lay_over, loaded
from proofpack.site.engine.job import Job


class _Pages(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # it has no options
    """Lays our pages over those of a project, and adds them to its navigation."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    @event_priority(1000)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add them before other plugins see the files."""
        return lay_over(files, self._job, config)

    @event_priority(-1000)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add them after other plugins have made the navigation."""
        return joined(nav, self._job, files, config)


def main() -> None:
    """Build what the first argument says, a `Job` as JSON."""
    logs = logging.getLogger("mkdocs")
    stream = logging.StreamHandler(sys.stdout)
    stream.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    logs.addHandler(stream)
    logs.setLevel(logging.INFO)
    job = Job(**json.loads(sys.argv[1]))
    config = loaded(job)
    config.plugins["proofpack pages"] = _Pages(job)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


if __name__ == "__main__":
    main()
