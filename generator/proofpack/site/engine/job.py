"""What a process is told of the build that it is to work on."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class StoppedError(Exception):
    """Somebody does not want the build any more."""


class Job(Struct, frozen=True):
    """What a driver, here or in another process, needs to begin.

    Attributes:
        config: the configuration file.
        site: the folder to fill.
        cache: the folder of what was made before.
        settings: digest of the configuration, without its navigation, and of the programs.
        made: the folder of our pages, which are laid over those of the project.
        strict: whether the engine is to be as strict as `mkdocs build --strict`.
        project: the `mkdocs.yml` of the project, from which paths in it are seen.
        joins: the entries of our pages that the navigation of an adopted site does not have; None where
            the navigation is ours.
        data_pages: the pages that are made from data alone.
        epoch: the moment that stands for "now", in seconds.
        searched: whether what pages hold is kept for search.
        stays: whether another build follows, for which what was read stays in memory.
    """

    config: str
    site: str
    cache: str
    settings: str
    made: str
    strict: bool
    epoch: int
    project: str
    joins: list[Any] | None
    data_pages: list[str]
    searched: bool
    stays: bool
