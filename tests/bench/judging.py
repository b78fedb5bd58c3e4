"""What judging a page takes, beside lxml's own parse of the same bytes: a part of `make bench`."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import lxml.html  # type: ignore[import-untyped]  # ships no types

from proofpack.model.outcomes import Document, Outcome
from proofpack.refresh.evidence import evaluate
from tests.bench.hosts import quotes
from tests.documents import URL, source
from tests.mirror import FILLER
from tests.secrets import mask


def documentation(size: int = 8_000) -> str:
    """Return a page as documentation sites render them: menus, headings, prose, code, lists, a table.

    Args:
        size: about how many bytes.
    """
    menu = "".join(
        f'<li class="nav-item"><a class="nav-link" href="/guide/{at}">Part {at}</a></li>'
        for at in range(24)
    )
    sections: list[str] = []
    for at in range(size):
        sections.append(_section(at))
        if len(menu) + sum(map(len, sections)) > size - 900:
            break
    return _page(f'<nav class="sidebar"><ul>{menu}</ul></nav>', "".join(sections))


def _section(at: int) -> str:
    return (
        f'<h2 id="s-{at}">Step {at}<a class="headerlink" href="#s-{at}">\u00b6</a></h2>\n'
        f'<p>{FILLER} Send <code>POST /v{at}</code>, see <a href="/r/{at}">the reference</a>.</p>\n'
        f'<pre><code><span class="k">import</span> <span class="n">client_{at}</span>\n'
        f'<span class="n">client_{at}</span><span class="o">.</span><span class="n">run</span>()\n'
        "</code></pre>\n<ul><li>A name is <strong>never</strong> empty.</li><li>A value may be.</li>"
        f"</ul>\n<table><tr><th>Name</th><th>Limit</th></tr><tr><td><code>n_{at}</code></td>"
        f"<td>{at * 7}</td></tr></table>\n"
    )


def tables(size: int = 300_000) -> str:
    """Return a page of dense tables of about so many bytes."""
    rows = [
        f"<tr><td>param_{at}</td><td><code>string</code></td><td>{at * 7919 % 1_000_003}</td>"
        f"<td>{'yes' if at % 3 else 'no'}</td></tr>\n"
        for at in range(size // 83)
    ]
    head = "<tr><th>Name</th><th>Type</th><th>Limit</th><th>Required</th></tr>"
    parts = (
        f"<h2>Part {at}</h2><table>{head}{''.join(rows[at : at + 200])}</table>"
        for at in range(0, len(rows), 200)
    )
    return _page("<nav><a href='/'>Home</a></nav>", "".join(parts))


def _page(before: str, body: str) -> str:
    said = "".join(f"<p>{quote}.</p>" for quote in quotes(0))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Reference</title></head>'
        f"<body>{before}<main><h1>Reference</h1>{said}{body}</main><footer>Build 1</footer>"
        "</body></html>\n"
    )


def seconds(work: Callable[[], Any], runs: int) -> float:
    """Return what some work takes of this processor at best."""
    taken = []
    for _ in range(runs):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def main() -> None:
    """Print the table."""
    print(
        "\nJudging a page with two quotes: milliseconds of the processor, beside lxml's own parse.\n"
    )
    print("page                     kB   tags    lxml  judging  judging/lxml")
    for name, html, runs in (("documentation", documentation(), 50), ("tables", tables(), 7)):
        body, page = html.encode(), Document(URL, URL, "html", html)
        asked, hides = source(*quotes(0)), mask()
        assert evaluate(asked, page, hides).outcome is Outcome.CONFIRMED
        parsing = seconds(partial(lxml.html.fromstring, body), runs)
        judging = seconds(partial(evaluate, asked, page, hides), runs)
        print(
            f"{name:20}  {len(body) / 1000:5.1f}  {body.count(b'<'):5}  {1000 * parsing:6.2f}  "
            f"{1000 * judging:7.2f}  {judging / parsing:12.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
