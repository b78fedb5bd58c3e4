"""The browser's half of search, run by Node: what finds, on scripts as a site has them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from proofpack.site.search.write import CODE, code

_RUN = """
const { files, job, jobs } = JSON.parse(require("fs").readFileSync(0, "utf8"))
const Proofpack = (globalThis.Proofpack = { search: {} })
const asked = []
let taken
Proofpack.search.take = data => { taken = data }
const load = async name => {
  asked.push(name)
  new Function(files[`${name}.js`])()
  return taken
}
const results = []
const tell = (find, answer, said) => ({
  pages: answer.pages.map(({ page, hits }, at) => ({
    path: find.root.pages[page][0],
    hits: hits.map(({ words }, number) => ({ said: said[at][number], words: [...words].sort() })),
  })),
  instead: answer.instead,
  offered: answer.pages.length ? [] : find.offered(answer.text),
  titles: find.titles(answer.text).map(page => find.root.pages[page][0]),
})
;(async () => {
  new Function(files["find.js"])()
  const { Finder, Terms, MiniSearch, table } = Proofpack.search
  const cutter = new Terms(table)
  if (job === "terms")
    for (const text of jobs) results.push(cutter.chunks(text).map(chunk => cutter.terms(chunk)))
  if (job === "marked")
    for (const [text, ...met] of jobs) results.push(cutter.marked(text, new Set(met)))
  if (job === "find") {
    const find = new Finder(await load("root"), load, MiniSearch)
    for (const text of jobs) {
      asked.length = 0
      const answer = { text, ...(await find.find(text)) }
      const all = hits => Promise.all(hits.map(hit => find.said(hit)))
      const said = await Promise.all(answer.pages.map(({ hits }) => all(hits)))
      results.push({ ...tell(find, answer, said), asked: [...asked] })
    }
  }
  console.log(JSON.stringify(results))
})()
"""


def ask(job: str, jobs: list[Any], files: Mapping[str, str] | None = None) -> list[Any]:
    """Run jobs in one process of Node, and return what came of each.

    Args:
        job: `terms`, `marked` or `find`.
        jobs: texts to cut, texts with the terms to mark, or questions.
        files: the scripts of an index.
    """
    node = Path(sys.executable).with_name("node")
    data = json.dumps({"files": {CODE: code(), **(files or {})}, "job": job, "jobs": jobs})
    done = subprocess.run(
        [node, "-e", _RUN],
        input=data,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers
