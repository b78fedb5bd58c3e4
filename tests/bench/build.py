"""A build beside those of the generators that people pick instead: a part of `make bench`.

In each round every one of them builds the same Markdown, one after the other, and the next round turns
their order round. What is printed are ratios to the stock command's build of the same round.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from tests.bench import peers
from tests.conftest import SMALL, TODAY
from tests.synthetic import OWN, WORDS_PER_GUIDE, write_project

SIZES, ROUNDS = (100, 1000), 3
GUIDE = "guides/guide-0.md"
_OURS = (sys.executable, "-m", "proofpack", "--today", str(TODAY), "build")


class Taken(NamedTuple):
    """What a command took: seconds of the clock, and of all its processes."""

    wall: float
    cpu: float


class FailedError(Exception):
    """A command that ended with an error; its message is the last thing it said."""


def taken(command: Sequence[str], root: Path) -> Taken:
    """Run a command to its end.

    Args:
        command: the command.
        root: where it runs.

    Raises:
        FailedError: it ended with an error.
    """
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "SOURCE_DATE_EPOCH": "1780272000"}
    with (root / "said").open("w+b") as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines() or ["nothing"]
            raise FailedError(lines[-1][:200])
    return Taken(wall, used.ru_utime + used.ru_stime)


@dataclass(frozen=True)
class Contender:
    """One that builds, in a folder of its own.

    Attributes:
        peer: how it builds.
        root: its copy of the project.
        page: the file of the guide that is edited.
        fact: the file of a fact that is edited, or None where there are no facts.
        repeats: whether it remembers anything, so that a second build is another.
        site: where its site is.
    """

    peer: peers.Peer
    root: Path
    page: Path
    fact: Path | None = None
    repeats: bool = True
    site: str = "build/site"

    def round(self, number: int) -> Iterator[tuple[str, Taken]]:
        """Build cold, again without a change, and after each edit."""
        for made in self.peer.made:
            # Moved away: ext4 passes over what was freed a moment ago, which slows down the next build.
            if (self.root / made).exists():
                gone = f"{self.root.name}-{number}-{made.replace('/', '-')}"
                (self.root / made).rename(self.root.with_name(gone))
        yield "cold", self._taken()
        if not self.pages:
            raise FailedError("no page was made")
        if not self.repeats:
            return
        yield "nothing changed", self._taken()
        with self.page.open("a") as file:
            file.write(f"\nOne more sentence, the {number}th.\n")
        yield "one guide edited", self._taken()
        if self.fact:
            text = self.fact.read_text()
            self.fact.write_text(text.replace("says: ", "says: Truly, ", 1))
            yield "one fact edited", self._taken()

    @property
    def pages(self) -> int:
        """How many pages its site has."""
        return sum(1 for _ in (self.root / self.site).rglob("*.html"))

    def _taken(self) -> Taken:
        return taken(self.peer.command, self.root)


def contenders(folder: Path, guides: int, *, alone: bool) -> Iterator[Contender]:
    """Yield those that build a project of so many guides.

    Args:
        folder: where each gets its copy.
        guides: how many guides.
        alone: whether the stock command is the only peer.
    """
    others = [] if alone else peers.others()
    yield from _contenders(folder, guides, [peers.stock(), *others], "Proofpack")
    bare = replace(peers.stock(), name="stock without search")
    yield from _contenders(folder / "own", guides, [bare], "Proofpack, own search", OWN)


def _contenders(
    folder: Path,
    guides: int,
    known: Sequence[peers.Peer],
    name: str,
    settings: str = SMALL["mkdocs.yml"],
) -> Iterator[Contender]:
    ours = write_project(folder / "ours", guides, grouped=True, settings=settings)
    source = folder / "markdown"
    shutil.copytree(ours, source)
    peers.markdown(source)
    for number, peer in enumerate(known):
        root = folder / f"peer-{number}"
        shutil.copytree(source, root)
        peer.prepare(root)
        page = root / "build" / "docs" / GUIDE
        yield Contender(peer, root, page, repeats=number > 0, site=peer.made[0])
    own = peers.Peer(name, lambda _: None, _OURS, ("build",))
    yield Contender(own, ours, ours / "content" / GUIDE, ours / "data" / "sources" / "pack-0.yml")


def measure(guides: int, rounds: int, *, alone: bool) -> Iterator[str]:
    """Measure one size; yield the lines of its table."""
    found: dict[tuple[str, str], list[Taken]] = {}
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        known = list(contenders(Path(folder), guides, alone=alone))
        for number in range(rounds):
            for one in known[:: -1 if number % 2 else 1]:
                if one.peer.name in failed:
                    continue
                try:
                    for what, took in one.round(number):
                        found.setdefault((one.peer.name, what), []).append(took)
                except (FailedError, OSError) as error:
                    failed[one.peer.name] = str(error)
        pages = ", ".join(f"{one.peer.name} {one.pages}" for one in known)
    yield f"{guides} guides in groups; rounds: {rounds}; pages: {pages}"
    ratio, few = "ratio of seconds to stock", ("minimum", "median", "maximum")
    yield f"{'':40} {'seconds':>8} {'processor':>10}   {ratio:>26}   {'of processor':>12}"
    heads = " ".join(f"{one:>8}" for one in few)
    yield f"{'':40} {'median':>8} {'median':>10}   {heads}   {'median':>12}"
    stock = found["stock MkDocs", "cold"]
    for (name, what), runs in found.items():
        pairs = list(zip(runs, stock, strict=False))
        ratios = [one.wall / base.wall for one, base in pairs]
        used = statistics.median(one.cpu / base.cpu for one, base in pairs)
        yield (
            f"{name + ', ' + what:40} {statistics.median(one.wall for one in runs):8.2f} "
            f"{statistics.median(one.cpu for one in runs):10.2f}   "
            f"{min(ratios):8.3f} {statistics.median(ratios):8.3f} {max(ratios):8.3f}   {used:12.3f}"
        )
    for name, why in failed.items():
        yield f"{name} did not build: {why}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of guides")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--stock-alone", action="store_true", help="install no other peer")
    options = parser.parse_args(arguments)
    print(f"The same Markdown for all, synthetic guides of about {WORDS_PER_GUIDE:,} words.")
    print(
        "The stock command remembers nothing, so each of its builds is a cold one. It has the search of"
    )
    print(
        "its theme, as Proofpack has in the first rows of its own; in the last ones, it has its own"
    )
    print("search, of which the stock command knows nothing: see the row of the stock without any.")
    if not options.stock_alone:
        peers.install()
        print(f"Peers: {', '.join((*peers.PYTHON, *peers.NODE))}, with bare themes; Zensical.")
    for guides in map(int, options.sizes.split(",")):
        print()
        for line in measure(guides, options.rounds, alone=options.stock_alone):
            print(line, flush=True)


if __name__ == "__main__":
    main()
