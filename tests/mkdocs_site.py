"""A site of MkDocs with what such sites have, as it stands before anybody adopts it.

Thirty pages, each with something that a page may have: front matter of themes and plugins or none, HTML,
snippets, footnotes, tabs, drafts, names and headings of all kinds, linked folders, samples of YAML and
JSON beside them, a picture of more than 1 MiB, hooks, an inherited configuration, a blog and tags.
"""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

from proofpack.check.gates import Gates
from proofpack.site.build import Pipeline
from proofpack.site.engine.process import epoch
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import TODAY

CONFIG = """\
INHERIT: config/base.yml
site_name: !ENV [SITE_NAME_NOT_SET, "Our handbook"]
site_url: https://handbook.example.org/docs/
repo_url: https://git.example.org/team/handbook
edit_uri: edit/main/docs/
docs_dir: docs
exclude_docs: |
  *.draft.md
  /private/
draft_docs: |
  next.md
not_in_nav: |
  /orphans/
hooks: [hooks/shout.py]
watch: [snippets]
nav:
  - Home: index.md
  - Start:
      - setup/README.md
      - setup/install.md
      - With blanks: "setup/how it works.md"
      - setup/a(b).md
      - setup/caf\u00e9.md
  - FAQ: FAQ.md
  - CONTRIBUTING.md
  - Reference: [reference/index.md, reference/tables.md]
  - formats.markdown
  - Words: [words.md, abbreviations.md, footnotes.md, tabs.md, html.md, md-in-html.md, fences.md]
  - More: [lists.md, tables.md, pictures.md, samples.md, links.md, macros.md, containers.md, critic.md]
  - Shared: [shared/policy.md, changes.md]
  - Tags: tags.md
  - Blog: [blog/index.md]
  - Elsewhere: https://example.org/
plugins:
  - search
  - tags
  - meta
  - blog: {blog_toc: true, post_readtime: false}
"""
BASE = """\
theme:
  name: material
  font: false
  custom_dir: overrides
  features: [navigation.sections, content.code.annotate]
extra_css: [style/own.css]
extra: {team: Handbook team}
validation: {links: {not_found: info}}
markdown_extensions:
  abbr:
  admonition:
  attr_list:
  def_list:
  footnotes:
  md_in_html:
  tables:
  toc: {permalink: "#", toc_depth: 4}
  pymdownx.critic:
  pymdownx.details:
  pymdownx.emoji:
  pymdownx.highlight: {anchor_linenums: true}
  pymdownx.keys:
  pymdownx.mark:
  pymdownx.smartsymbols:
  pymdownx.snippets: {base_path: [snippets], auto_append: [snippets/abbreviations.md]}
  pymdownx.superfences:
    custom_fences:
      - name: mermaid
        class: mermaid
        format: !!python/name:pymdownx.superfences.fence_code_format
  pymdownx.tabbed: {alternate_style: true}
  pymdownx.tasklist: {custom_checkbox: true}
"""
HOOK = '''\
"""A hook that asks where a page stands."""
from pathlib import Path


def on_page_markdown(markdown, page, config, files):
    source = Path(page.file.abs_src_path)
    said = f"{source.name} has {len(source.read_text('utf-8-sig').splitlines())} lines"
    return markdown.replace("{{ where }}", said)


def on_page_context(context, page, config, nav):
    context["team"] = config.extra["team"]
    return context
'''
PAGES = {
    "index.md": """\
---
title: Handbook
hide: [navigation, toc]
status: new
icon: material/home
---

# Welcome to the handbook

Begin with [the setup](setup/README.md), or [ask](FAQ.md#may-i).

<div class="grid cards" markdown>

- **One** thing
- **Another** thing

</div>
""",
    "setup/README.md": "# Setup\n\nA page called README is the index of its folder.\n",
    "setup/install.md": """\
---
tags: [setup, linux]
description: "How to <install> it & more"
---

Install
=======

1. First

    ```sh title="shell" hl_lines="1"
    make all  # (1)!
    ```

    1.  It takes a minute.

2. Second, with ++ctrl+alt+del++
""",
    "setup/how it works.md": "# How it works\n\nSee [install](install.md) and [a(b)](<a(b).md>).\n",
    "setup/a(b).md": "# Brackets\n\n[Blanks](how%20it%20works.md), [again](<how it works.md>).\n",
    "setup/caf\u00e9.md": "# Caf\u00e9\n\n[Itself](caf%C3%A9.md) and [so](caf\u00e9.md).\n",
    "FAQ.md": "## May I?\n\nYes.\n\n## Must I?\n\nNo.\n",
    "CONTRIBUTING.md": "Contribute\n\n# First, not on the first line\n\n# Second top heading\n\nText.\n",
    "reference/index.md": "# Reference\n\n::: package.module\n    options:\n      show_source: false\n",
    "reference/tables.md": "# Of tables\n\n::: table\n\n::: sources\n    handler: python\n",
    "formats.markdown": "# Another ending\n\nMkDocs has five of them.\n",
    "words.md": "---\nauthor: &who {name: Ann, since: 2020-01-01}\nagain: *who\nweight: 0755\n---\n"
    "# Words\n\nTODO: TBD. The API has a limit of 60 requests. It (c) costs 1/2 of $10 -- ~~no~~.\n",
    "abbreviations.md": "# Abbreviations\n\nThe HTML of the page.\n\nterm\n:   its definition\n",
    "footnotes.md": "# Footnotes\n\nA word.[^1] Another.[^a.name]\n\n[^1]: Note.\n[^a.name]: More.\n",
    "tabs.md": '# Tabs\n\n=== "Linux"\n\n    ```sh\n    ls\n    ```\n\n=== "Windows"\n\n    Text.\n\n'
    '!!! note inline end\n    Inline.\n\n??? tip "Folded"\n    Text.\n',
    "html.md": """\
# HTML

<details open><summary>More</summary><p>Inside <b>bold</b></p></details>

<your key> and <API_KEY>, <br> and <kbd>Esc</kbd>, <x-y z="1">t</x-y>.

<!-- a comment -->

<table><tr><td>A cell</td></tr></table>

<script>document.title</script>
""",
    "md-in-html.md": '# Inside\n\n<div markdown="1" class="box">\n\n*Emphasis*, `code`\n\n</div>\n',
    "fences.md": "# Fences\n\n```mermaid\ngraph LR\n  a --> b\n```\n\n~~~ {.py #one}\nx = 1\n~~~\n"
    "\n    ::: faq in code\n\n```yaml\n::: table x.y\n",
    "lists.md": "# Lists\n\n1. One\n\n```sh\nmake\n```\n\n2. Two\n\n- [x] done\n- [ ] open\n* other\n",
    "tables.md": "# Tables\n\n| a | b |\n|:--|--:|\n| `x|y` | <br> |\n{ .wide }\n",
    "pictures.md": '# Pictures\n\n![Large](images/large.png){ width="300" }\n\n'
    "<figure markdown>\n  ![Small](images/small%20one.png)\n  <figcaption>x</figcaption>\n</figure>\n",
    "samples.md": "# Samples\n\n[One](samples/policy.yml), [two](samples/data.json)\n\n"
    '--8<-- "part.md"\n\n```yaml\n--8<-- "snippets/part.md"\n```\n',
    "links.md": "# Links\n\n[a](index.md#welcome-to-the-handbook) [b](/absolute/) [c](nowhere.md)\n"
    "[d][ref] <https://example.org> https://example.org\n\n[ref]: setup/install.md 'Title'\n",
    "macros.md": "# Macros\n\n{{ where }} {{ unknown }} {% raw %}x{% endraw %} :smile: @mention #1\n",
    "containers.md": "# Containers\n\n::: warning Careful\nText.\n:::\n\n::: details\nMore\n:::\n",
    "critic.md": "Title: By other rules\nSummary: MultiMarkdown\n\n# Critic\n\n{++new++} ==marked==\n",
    "tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "orphans/alone.md": "---\n---\n\n# Alone\n\nIn no navigation.\n",
    "next.md": "# A draft\n\nNot published.\n",
    "old.draft.md": "# Excluded\n",
    "private/notes.md": "# Private\n",
    "reviewed/.meta.yml": "status: deprecated\n",
    "reviewed/page.md": "\ufeff# With a mark of its bytes\r\n\r\nAnd the line ends of Windows.\r\n",
    "blog/index.md": "# Blog\n",
    "blog/posts/first.md": "---\ndate: 2026-01-02\ncategories: [News]\nslug: hello\n---\n\n"
    "# First post\n\nShort.\n\n<!-- more -->\n\nLong.\n",
}
"""The pages, by their paths in `docs`."""
_FILES = {
    "config/base.yml": BASE,
    "hooks/shout.py": HOOK,
    "overrides/main.html": '{% extends "base.html" %}\n{% block footer %}<p>{{ team }}</p>'
    "{{ super() }}{% endblock %}\n",
    "snippets/part.md": "A *part* of several pages.\n",
    "snippets/abbreviations.md": "*[HTML]: Hyper Text Markup Language\n",
    "docs/style/own.css": ".box { color: teal }\n",
    "docs/samples/policy.yml": "not: [ours\n",
    "docs/samples/data.json": '{"sources": [1, 2]}\n',
    "common/policy.md": "# Shared policy\n\nIt stands in another folder.\n",
    "CHANGELOG.md": "# Changes\n\nIn the top folder.\n",
}


def write_site(root: Path) -> Path:
    """Write the site into a folder, and return that."""
    files = {"mkdocs.yml": CONFIG, **_FILES} | {
        f"docs/{name}": text for name, text in PAGES.items()
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    (root / "docs" / "images").mkdir()
    (root / "docs" / "images" / "large.png").write_bytes(picture(700))
    (root / "docs" / "images" / "small one.png").write_bytes(picture(4))
    (root / "docs" / "shared").symlink_to("../common", target_is_directory=True)
    (root / "docs" / "changes.md").symlink_to("../CHANGELOG.md")
    return root


def plain(site: Path, target: Path) -> None:
    """Build a site with MkDocs alone, on the day of these tests."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch(TODAY)), "TZ": "UTC"}
    environment |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
    subprocess.run(command, cwd=site, env=environment, check=True, capture_output=True)


def built(site: Path) -> list[str]:
    """Build a site with Proofpack, and return what was said."""
    pipeline = Pipeline(site, worksheet_assets, Gates())
    return [str(one) for one in pipeline.build(TODAY, "mkdocs", lambda *_: None).warnings]


def picture(size: int) -> bytes:
    """Return a square picture of noise, which no compression makes smaller."""
    noise = hashlib.shake_256(b"noise").digest(3 * size * size)
    rows = b"".join(b"\0" + noise[3 * size * row :][: 3 * size] for row in range(size))

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 0))
        + chunk(b"IEND", b"")
    )
