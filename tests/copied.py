"""Whether what a person copies from a page is found on it: `python -m tests.copied FOLDER`.

FOLDER holds pages as HTML, with their styles and scripts beside them, in folders of any depth. Each is
opened in Chromium; each of its visible blocks (paragraphs, headings, items, cells, code) outside its
navigation is selected, and what the selection holds is looked for as a quote on the page as it is
served. Of a page with a main part, that part is taken; of code, what its box holds beside it is not.
With `--show`, what is not found is printed; with `--write`, the sum goes to `docs/fidelity.md`, too.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

from proofpack.model.quotes import normalise
from tests.browser.conftest import ARGUMENTS
from tests.browser.install import find
from tests.documents import read
from tests.fidelity.table import COPIED, PAGE, table

_INTRODUCTION = """\
## What is copied

Each visible block of a page (paragraphs, headings, items, cells, code; the first 300) is selected in
Chromium, and what the selection holds is looked for as a quote on that page.
The pages are manuals in packages of Debian: base-passwd, libffi, libxslt, Python, Underscore, zlib.
No pattern was chosen for them.
`python -m tests.copied FOLDER --write` writes this part of the page.
"""
_SHORTEST, _LONGEST, _MOST = 12, 2000, 300
_BLOCKS = """([shortest]) => {
  const blocks = 'p, li, dt, dd, td, th, pre, h1, h2, h3, h4, blockquote, figcaption, summary';
  const around = 'nav, footer, [role=navigation], [role=contentinfo], [role=search]';
  const main = document.querySelector('main, [role=main], article') || document.body;
  const selection = getSelection();
  const copied = [];
  for (const block of main.querySelectorAll(blocks)) {
    if (block.closest(around) || block.querySelector(blocks) || !block.checkVisibility()) continue;
    const codes = block.matches('pre') ? [...block.querySelectorAll('code')] : [];
    const part = codes.find((code) => code.checkVisibility()) || block;
    selection.selectAllChildren(part);
    const text = selection.toString();
    if (text.trim().length < shortest) continue;
    const held = ['sup', 'button', 'svg', 'summary', 'input', 'br', 'math', 'wbr', 'a.headerlink']
      .filter((tag) => part.querySelector(tag));
    copied.push([block.tagName.toLowerCase(), held.join('+'), text]);
  }
  return copied;
}"""


class Copied(NamedTuple):
    """A block of a page as it is copied.

    Attributes:
        kind: its element.
        held: elements in it that tend to be copied otherwise than they are written.
        text: what the selection holds.
    """

    kind: str
    held: str
    text: str


def copied(page: Page, path: Path) -> list[Copied]:
    """Return the blocks of a page as Chromium's selection gives them."""
    page.goto(path.resolve().as_uri())
    blocks = [Copied(*block) for block in page.evaluate(_BLOCKS, [_SHORTEST])]
    return [block for block in blocks if _is_quote(block.text)][:_MOST]


def _is_quote(text: str) -> bool:
    """Return whether a text is long enough to be a quote, and no longer than a paragraph."""
    return len(normalise(text)) >= _SHORTEST and len(text) <= _LONGEST


def missed(blocks: list[Copied], served: str) -> Iterator[Copied]:
    """Yield the blocks that are not found on the page as it is served."""
    matches = read([block.text for block in blocks], served, "html").matches
    for block, match in zip(blocks, matches, strict=True):
        if not match.found:
            yield block


def main(paths: Sequence[Path], *, shown: bool, written: bool) -> None:
    """Print how many blocks are found, by page, and the others by kind; with their text if asked.

    Args:
        paths: the pages.
        shown: whether the text of what is not found is printed.
        written: whether the sum goes to `docs/fidelity.md`, too.
    """
    count, kinds = Counter[bool](), Counter[str]()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        page = chromium.new_page()
        for path in paths:
            blocks = copied(page, path)
            served = path.read_bytes().decode(page.evaluate("document.characterSet"), "replace")
            lost = list(missed(blocks, served)) if blocks else []
            count += Counter({True: len(blocks) - len(lost), False: len(lost)})
            kinds.update(f"{one.kind} {one.held}".strip() for one in lost)
            print(f"{path.parent.name}/{path.name}: {len(blocks) - len(lost)} of {len(blocks)}")
            for one in lost if shown else ():
                print(f"  {one.kind}: {one.text[:300]!r}")
        chromium.close()
    said = f"{count[True]} of {count.total()} blocks of {len(paths)} pages are found."
    print(said)
    for kind, times in kinds.most_common():
        print(f"  lost: {kind}: {times}")
    if written:
        COPIED.write_text(f"{_INTRODUCTION}\n{said}\n", encoding="utf-8")
        PAGE.write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    pages = sorted(Path(sys.argv[1]).rglob("*.html"))
    main(pages, shown="--show" in sys.argv[2:], written="--write" in sys.argv[2:])
