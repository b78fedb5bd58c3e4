"""What a process needs that a test is going to interrupt."""

from __future__ import annotations

import signal


def heed_interrupts() -> None:
    """Let SIGINT end the process that is being started: `preexec_fn` of its `Popen`.

    A shell starts what it puts into the background with SIGINT ignored, and every process below
    inherits that: the suite, and the programs under test.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
