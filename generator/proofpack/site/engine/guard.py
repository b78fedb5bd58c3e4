"""The plugin that stops a plain `mkdocs build`, which would publish directives as text.

`proofpack build` leaves it out of what it hands to an engine: no page depends on it.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import BasePlugin

from proofpack.model.documents import Directive
from proofpack.model.problems import ProblemsError
from proofpack.project.policy_file import is_adopted
from proofpack.project.reader import ProjectReader


class Guard(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # it has no options
    """Named in the `plugins:` of a project, it lets nothing but `proofpack build` build its guides."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Stop, with what to run instead; not where a site that was adopted has no guide yet."""
        root = Path(config.config_file_path).parent
        if shown := _needs_us(root) if is_adopted(root) else "directives":
            raise ConfigurationError(
                f"Build this site with `proofpack build`: MkDocs alone cannot show {shown}."
            )


def _needs_us(root: Path) -> str:
    """Return the first page of a project that MkDocs alone cannot show, or nothing."""
    try:
        pages = ProjectReader(root).tree().pages
    except ProblemsError:
        return ""
    ours = (
        page.path
        for page in pages
        if page.guide or any(isinstance(block, Directive) for block in page.body)
    )
    return next(ours, "")
