"""Print speed and memory of the build on synthetic projects: `make bench`.

Each size is measured in a process of its own, so that peak memory is that size's alone. Our stages
and the engine run on the same Markdown in the same minute: compare them with each other, not with
another machine.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import refresh, secrets, worksheets
from tests.conftest import ROOT, TODAY
from tests.synthetic import WORDS_PER_GUIDE, write_project

SIZES = (10, 100, 1000)


def measure(guides: int) -> dict[str, float]:
    """Measure one size in this process.

    Returns:
        Seconds of our stages when cold and after one edit, of the engine, and peak memory in MiB.
    """
    from proofpack.check.gates import Gates
    from proofpack.site.build import Pipeline
    from proofpack.site.engine import Work, build_site
    from proofpack.worksheets.assets import worksheet_assets

    with tempfile.TemporaryDirectory() as folder:
        root = write_project(Path(folder), guides)
        pipeline = Pipeline(root, worksheet_assets, Gates())
        cold = _seconds(lambda: pipeline.markdown(TODAY))
        ours = _peak(resource.RUSAGE_SELF)
        edits = []
        for edit in range(min(5, guides)):
            page = root / "content" / "guides" / f"guide-{edit}.md"
            page.write_text(page.read_text() + "\nOne more sentence.\n")
            edits.append(_seconds(lambda: pipeline.markdown(TODAY)))
        built = pipeline.markdown(TODAY)
        work = Work(root, pipeline.folder, built.site.nav, built.site.origins, TODAY)
        engine = _seconds(lambda: build_site(work, "mkdocs", lambda _: None))
        return {
            "pages": len(built.site.files),
            "cold": cold,
            "edit": statistics.median(edits),
            "engine": engine,
            "memory": ours,
            "engine memory": _peak(resource.RUSAGE_CHILDREN),
        }


def _seconds(work: object) -> float:
    started = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - started


def _peak(who: int) -> float:
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss / unit


def _run(size: int, environment: dict[str, str]) -> dict[str, float]:
    """Measure one size in a process of its own."""
    command = [sys.executable, "-m", "tests.bench", "--one", str(size)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _help_seconds() -> float:
    command = [sys.executable, "-m", "proofpack", "--help"]
    runs = []
    for _ in range(7):
        started = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        runs.append(time.perf_counter() - started)
    return statistics.median(runs)


def _check(environment: dict[str, str]) -> None:
    """Print what `check` takes, start-up included, beside what reading the same project takes."""
    with tempfile.TemporaryDirectory() as folder:
        projects = {"founding": ROOT, "1000 guides": write_project(Path(folder), 1000)}
        print(
            "\nCheck: seconds of the whole command; reading is `build --engine none` beforehand.\n"
        )
        print("project        check  reading  check/reading")
        for name, root in projects.items():
            taken = {}
            for words in (["build", "--engine", "none"], ["check", "--fail-on", "never"]):
                command = [sys.executable, "-m", "proofpack", "--project", str(root), *words]
                runs = []
                for _ in range(3):
                    started = time.perf_counter()
                    subprocess.run(
                        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
                    )
                    runs.append(time.perf_counter() - started)
                taken[words[0]] = min(runs)
            ratio = taken["check"] / taken["build"]
            print(
                f"{name:12}  {taken['check']:6.2f}  {taken['build']:7.2f}  {ratio:13.2f}",
                flush=True,
            )


def main() -> None:
    """Measure every size and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", type=int, help="measure one size and print it as JSON")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one)))
        return
    print(f"Synthetic guides of about {WORDS_PER_GUIDE:,} words; seconds, MiB at the peak.\n")
    # As on a machine where the program has run before: modules and templates are compiled.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    _run(1, environment)
    print("guides  pages   ours   engine  ours/engine  ms/guide  after edit/cold  MiB  engine MiB")
    for size in options.sizes:
        one = _run(size, environment)
        print(
            f"{size:6}  {one['pages']:5.0f}  {one['cold']:5.2f}  {one['engine']:7.2f}  "
            f"{one['cold'] / one['engine']:11.3f}  {1000 * one['cold'] / size:8.2f}  "
            f"{one['edit'] / one['cold']:15.3f}  {one['memory']:3.0f}  {one['engine memory']:10.0f}",
            flush=True,
        )
    print(f"\nproofpack --help: {_help_seconds():.2f} s (median of 7, start-up included)")
    _check(environment)
    secrets.main()
    worksheets.main()
    refresh.main([])
    print()
    subprocess.run([sys.executable, "-m", "tests.fidelity"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
