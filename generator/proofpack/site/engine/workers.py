"""Work on pages that is done by several processes.

Each is started anew, reads the configuration itself, and hands over what it made through the cache. So
the one that asked has nothing to take over, and makes itself what did not arrive. Kept between builds,
they need not start again.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

from proofpack.site.engine.job import Job
from proofpack.util.garbage import collect_rarely, look_at_what_is_new

WORTH = 32
"""So many pages take longer than a process takes to start."""
_WORTH_STAYING = 16
_CHUNK = 4
_COMMAND = [sys.executable, "-c", f"from {__name__} import main; main()"]


def cores() -> int:
    """Return how many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """Processes that work on pages of one build after the other, started once there is enough to do.

    Attributes:
        stay: whether another build follows: then they are worth it for fewer pages, and stay.
    """

    stay = False

    def __init__(self) -> None:
        self._job: Job | None = None
        self._processes: list[subprocess.Popen[str]] = []

    def warm(self) -> None:
        """Start before it is known what is to be built: what takes a while to load is loaded then."""
        self._start()

    def start(self, count: int) -> None:
        """Start if there is enough to do, so that they get ready while this process does something else.

        Args:
            count: of how many pages.
        """
        if count >= (_WORTH_STAYING if self.stay else WORTH):
            self._start()

    def begin(self, job: Job) -> None:
        """Begin a build. Those that run already get ready for it."""
        self._job = job
        for process in [*self._processes]:
            if process.poll() is None:
                _send(process, {"job": asdict(job)})
            else:
                self._processes.remove(process)
                process.communicate()  # closes what it was spoken to through

    def run(
        self,
        task: str,
        uris: Sequence[str],
        here: Callable[[str], object],
        done: Callable[[int], None],
        navigation: str = "",
    ) -> None:
        """Do something with each of some pages, here and in other processes.

        Args:
            task: what, by the name of a method of the driver.
            uris: the pages.
            here: does it in this process.
            done: called now and then with how many are done or under way.
            navigation: what templates read beside a page, as a digest.
        """
        waiting = deque(uris[start : start + _CHUNK] for start in range(0, len(uris), _CHUNK))
        self.start(len(uris))
        threads = [
            threading.Thread(target=self._feed, args=(process, waiting, task, navigation))
            for process in (self._processes if len(waiting) > 1 else [])
        ]
        for thread in threads:
            thread.start()
        try:
            for chunk in _taken(waiting):
                for uri in chunk:
                    here(uri)
                done(len(uris) - len(waiting) * _CHUNK)
        finally:
            waiting.clear()
            for thread in threads:
                thread.join()

    def _start(self) -> None:
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        while len(self._processes) < cores() - 1:
            process = subprocess.Popen(  # noqa: S603 - the command is ours, with no shell
                _COMMAND,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
            self._processes.append(process)
            if self._job:
                _send(process, {"job": asdict(self._job)})

    def _feed(
        self, process: subprocess.Popen[str], waiting: deque[Any], task: str, navigation: str
    ) -> None:
        """Hand chunks to a process for as long as it answers."""
        assert process.stdout is not None
        for chunk in _taken(waiting):
            _send(process, {"task": task, "uris": chunk, "navigation": navigation})
            if not process.stdout.readline():
                return

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.kill()
            process.communicate()
        self._processes = []


def _taken(waiting: deque[Any]) -> Iterator[Any]:
    with contextlib.suppress(IndexError):
        while True:
            yield waiting.popleft()


def _send(process: subprocess.Popen[str], message: object) -> None:
    assert process.stdin is not None
    with contextlib.suppress(OSError):  # it ended: what it was to do is done here
        process.stdin.write(json.dumps(message) + "\n")
        process.stdin.flush()


def main() -> None:
    """Work on pages as a process of its own, until nobody asks any more."""
    from proofpack.site.engine.cache import PageCache
    from proofpack.site.engine.driver import Driver

    collect_rarely()
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)  # what libraries print is no answer
        driver: Driver | None = None
        for line in sys.stdin:
            message = json.loads(line)
            if "job" in message:
                job = Job(**message["job"])
                driver = driver or Driver(job, PageCache(Path(job.cache)))
                driver.job, driver.cache.stays = job, job.stays
                driver.cache.begin()
                driver.load()
                look_at_what_is_new()
                continue
            assert driver
            if message["navigation"] and driver.shows(message["navigation"]):
                driver.unconverted()  # what others converted
            for uri in message["uris"]:
                getattr(driver, message["task"])(uri)
            answers.write("\n")
            answers.flush()
