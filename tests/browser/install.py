"""Find a Chromium, or install one: `python -m tests.browser.install`.

On Debian and Ubuntu it comes from the distribution's packages; elsewhere Playwright fetches its own.
Debian has one without windows in a package of its own, which takes a little less of the processor.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_PACKAGES = ("chromium-headless-shell", "chromium")
_NAMES = (*_PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable")
_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find() -> str | None:
    """Return the path of a Chromium: `PROOFPACK_CHROMIUM`, one on the path, or Playwright's own."""
    named = os.environ.get("PROOFPACK_CHROMIUM")
    found = [named, *map(shutil.which, _NAMES), *(one for one in _MACOS if Path(one).exists())]
    return next((one for one in found if one), None) or _playwrights()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Install a Chromium by the first way that works."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get"):
        subprocess.run([*sudo, "apt-get", "update", "-qq"], check=False)
        quiet = ["-y", "-qq", "--no-install-recommends"]
        for package in _PACKAGES:
            if not find():
                subprocess.run([*sudo, "apt-get", "install", *quiet, package], check=False)
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    if not find():
        print("No Chromium found: installing one for the browser tests.", flush=True)
        install()
    if not find():
        sys.exit(
            "The browser tests need Chromium, and it could not be installed.\n"
            "Install it (Debian: apt-get install chromium-headless-shell), or set PROOFPACK_CHROMIUM "
            "to its path."
        )
