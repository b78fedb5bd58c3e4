"""How long a worksheet of 100 fields takes to answer, in Chromium: a part of `make bench`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.desks import HUNDRED, Desk, every_built
from tests.browser.install import find

FRAME_MS = 16.0
_PRESSES = 300
_MEASURE = """
presses => {
  const boxes = Array.from(document.querySelectorAll(".pp-live .pp-input"))
  const pressed = [], paused = []
  for (let n = 0; n < presses; n++) {
    const box = boxes[n % boxes.length]
    let begun = performance.now()
    box.value += "1"
    box.dispatchEvent(new InputEvent("input", { bubbles: true }))
    box.offsetHeight // what the browser would lay out before it paints
    pressed.push(performance.now() - begun)
    begun = performance.now()
    Proofpack.page.flush()
    paused.push(performance.now() - begun)
  }
  return [pressed, paused, boxes.length]
}
"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = every_built(Path(folder))
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page()
        Desk.open(page, (site / HUNDRED).as_uri(), "hundred")
        page.evaluate(_MEASURE, _PRESSES)  # compiled, as after the first words
        pressed, paused, fields = page.evaluate(_MEASURE, _PRESSES)
        browser.close()
    print(f"\nA worksheet of {fields} fields, {_PRESSES} key presses; milliseconds.\n")
    print("what                                       median  longest  longest/frame")
    for name, taken in (
        ("a key press, laid out", pressed),
        ("after a pause: judged and stored", paused),
    ):
        ordered = sorted(taken)
        median, longest = ordered[len(ordered) // 2], ordered[-1]
        print(f"{name:41}  {median:6.1f}  {longest:7.1f}  {longest / FRAME_MS:13.2f}")


if __name__ == "__main__":
    main()
