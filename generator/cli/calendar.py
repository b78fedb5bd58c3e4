"""The command that shows when reviews are due: `calendar`."""

from __future__ import annotations

from pathlib import Path

import click

from ..problems import Place, ProblemsError, unreadable
from .app import Project, cli, guarded


@cli.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the feed to a file instead.",
)
@click.pass_obj
@guarded
def calendar(project: Project, output: Path | None) -> None:
    """Print the reviews of all guides as an iCalendar feed.

    A build publishes the same feed as reviews.ics.
    """
    from ..calendar import feed
    from ..files import cannot_write, replace
    from ..pipeline import Pipeline
    from ..published import published

    library = Pipeline(project.root).read(project.today)[1]
    told = feed(library, published(project.root))
    if not told:
        what, remedy = "there is no guide", "Write one: a calendar without an event is none."
        raise ProblemsError([unreadable(Place("content/guides"), "empty", what, remedy)])
    if output is None:
        click.echo(told, nl=False)
        return
    try:
        replace(output, told)
    except OSError as error:
        raise cannot_write(output, error) from None
