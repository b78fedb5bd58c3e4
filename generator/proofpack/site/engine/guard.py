"""The plugin that stops a plain `mkdocs build`, which would publish directives as text.

`proofpack build` leaves it out of what it hands to an engine: no page depends on it.
"""

from __future__ import annotations

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin


class Guard(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # it has no options
    """Named in the `plugins:` of a project, it lets nothing but `proofpack build` build the site."""

    def on_startup(self, **_: object) -> None:
        """Stop, with what to run instead."""
        raise PluginError(
            "Build this site with `proofpack build`: MkDocs alone knows no directive of it."
        )
