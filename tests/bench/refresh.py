"""Speed of `refresh`, and a list of 10,000 pages in 8 jobs: parts of `make bench`."""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench.hosts import PARAGRAPHS, address, page, quotes
from tests.conftest import ROOT, SMALL

LATENCY = 0.05


@contextlib.contextmanager
def hosts(number: int, latency: float, paragraphs: int = PARAGRAPHS) -> Iterator[int]:
    """Run hosts in a process of their own; yield their port."""
    command = [sys.executable, "-m", "tests.bench.hosts"]
    process = subprocess.Popen(
        [
            *(*command, "--hosts", str(number), "--latency", str(latency)),
            *("--paragraphs", str(paragraphs)),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.communicate()


def write_project(root: Path, sources: int, on: int, port: int, connections: int) -> Path:
    """Write a project with sources spread over hosts; return its folder."""
    policy = SMALL["data/policy.yml"] + f"reading: {{connections: {connections}}}\n"
    files = {"mkdocs.yml": SMALL["mkdocs.yml"], "data/policy.yml": policy}
    files["content/index.md"] = SMALL["content/index.md"].replace(
        "[the guide](guides/one.md)", "it"
    )
    for host in range(on):
        rows = [f"publisher: Host {host}", "sources:"]
        for number in range(host, sources, on):
            rows += [
                f"  - id: page-{number}",
                f"    title: Page {number}",
                f"    url: http://{address(host)}:{port}/{number}",
                "    kind: reference",
                "    facts:",
            ]
            rows += [
                f"      - {{id: f{one}, says: Words of the page., quote: {quote}}}"
                for one, quote in enumerate(quotes(number))
            ]
        files[f"data/sources/host-{host}.yml"] = "\n".join(rows) + "\n"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def refresh(root: Path, *more: str) -> str:
    """Refresh a project in a process of its own; return what it says."""
    command = [sys.executable, "-m", "proofpack", "--project", str(root), "refresh"]
    done = subprocess.run(
        [*command, "--allow-private", *more],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def measured_latency(port: int) -> float:
    """Return what one page takes when nobody else asks: the ideal, measured."""
    connection = http.client.HTTPConnection(address(0), port)
    taken = []
    for number in range(20):
        started = time.perf_counter()
        connection.request("GET", f"/{number}")
        connection.getresponse().read()
        taken.append(time.perf_counter() - started)
    connection.close()
    return statistics.median(taken)


def speed(
    pages: int, on: int, connections: int, paragraphs: int = PARAGRAPHS, latency: float = LATENCY
) -> str:
    """Measure one run, and one over the same pages after it; return a line of the table."""
    kilobytes = len(page(0, paragraphs)) / 1000
    with tempfile.TemporaryDirectory() as folder, hosts(on, latency, paragraphs) as port:
        root = write_project(Path(folder), pages, on, port, connections)
        measured = measured_latency(port)
        walls = []
        for _ in range(2):
            started = time.perf_counter()
            said = refresh(root)
            walls.append(time.perf_counter() - started)
            assert f"{pages} sources: {pages} confirmed." in said
    ideal = pages / on * measured / connections
    return (
        f"{pages:5}  {on:5}  {kilobytes:7.1f}  {connections:11}  {1000 * measured:10.1f}  "
        f"{ideal:7.2f}  {walls[0]:6.2f}  {walls[0] / ideal:10.2f}  {walls[1] / ideal:11.2f}"
    )


def shards(sources: int, on: int, jobs: int) -> Iterator[str]:
    """Read a large list in jobs, each with a copy of the project; yield lines."""
    with tempfile.TemporaryDirectory() as folder, hosts(on, 0.0) as port:
        roots = [Path(folder) / f"job-{one}" for one in range(jobs)]
        write_project(roots[0], sources, on, port, 2)
        for one in roots[1:]:
            shutil.copytree(roots[0], one)
        started = time.perf_counter()
        with ThreadPoolExecutor(2) as pool:
            said = list(
                pool.map(
                    lambda one: refresh(roots[one], "--shard", f"{one + 1}/{jobs}"), range(jobs)
                )
            )
        taken = time.perf_counter() - started
        counts = [int(_between(one, "\n\n", " source")) for one in said]
        ledgers = [str(one / "data" / "ledger.yml") for one in roots]
        merged = [Path(folder) / "forwards.yml", Path(folder) / "backwards.yml"]
        started = time.perf_counter()
        for into, files in zip(merged, (ledgers, ledgers[::-1]), strict=True):
            command = [sys.executable, "-m", "proofpack", "--project", str(roots[0])]
            command += ["ledger", "merge", "--into", str(into), *files]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        joining = (time.perf_counter() - started) / 2
        same = merged[0].read_bytes() == merged[1].read_bytes()
        found = merged[0].read_text(encoding="utf-8").count("outcome: confirmed")
        size = merged[0].stat().st_size / 2**20
    yield f"{sources} pages on {on} hosts in {jobs} jobs, two at a time: {taken:.0f} s"
    yield f"pages per job: {', '.join(map(str, counts))}; together {sum(counts)}"
    result = "the same bytes" if same else "DIFFERENT"
    yield f"joined forwards and backwards: {result}, {joining:.0f} s each"
    yield f"confirmed in the joined ledger: {found} of {sources}; {size:.1f} MiB"


def _between(text: str, before: str, after: str) -> str:
    return text.rpartition(before)[2].partition(after)[0]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500, help="0: the large list alone")
    parser.add_argument("--sources", type=int, default=10_000)
    options = parser.parse_args(arguments)
    if options.pages:
        speeds(options.pages)
    print("\nA large list in jobs:\n")
    for line in shards(options.sources, 40, 8):
        print(line, flush=True)


def speeds(pages: int) -> None:
    """Print what reading so many pages takes."""
    print("\nRefresh: seconds of the whole command, start-up included; the ideal is pages per host")
    print("x measured latency / connections per host.")
    print("Again is a second run: no server knows validators, and no page has changed.\n")
    print(
        "pages  hosts  kB/page  connections  latency ms    ideal    wall  wall/ideal  again/ideal"
    )
    large = 4 * PARAGRAPHS
    for connections, paragraphs, latency in (
        (1, PARAGRAPHS, LATENCY),
        (2, PARAGRAPHS, LATENCY),
        (1, large, LATENCY),
        (4, large, LATENCY),
        (4, large, 10 * LATENCY),
    ):
        print(speed(pages, 5, connections, paragraphs, latency), flush=True)


if __name__ == "__main__":
    main()
