"""The command that shows when reviews are due: `calendar`."""

from __future__ import annotations

from pathlib import Path

import click

from proofpack.cli.app import Project, cli, echo, guarded
from proofpack.model.problems import Place, ProblemsError, unreadable


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
    from proofpack.model.problems import cannot_write
    from proofpack.project.mkdocs_config import mkdocs_config
    from proofpack.project.reader import ProjectReader
    from proofpack.site.calendar import feed as reviews
    from proofpack.util.atomic_swap import replace

    library = ProjectReader(project.root).read(project.today)[1]
    feed = reviews(library, mkdocs_config(project.root))
    if not feed:
        what, remedy = "there is no guide", "Write one: a calendar without an event is none."
        raise ProblemsError([unreadable(Place(library.at.docs), "empty", what, remedy)])
    if output is None:
        echo(feed, nl=False)
        return
    try:
        replace(output, feed)
    except OSError as error:
        raise cannot_write(output, error) from None
