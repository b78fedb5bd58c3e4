"""A project with a worksheet of every kind, and a worksheet on a page as somebody uses it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from proofpack.secrets import expand
from tests.conftest import FOUNDING, SMALL
from tests.every import EVERY, GUIDE
from tests.held import HELD
from tests.sites import build

WHOLE = "worksheets/every.html"
"""The worksheet's own page."""
SOME = "guides/some.html"
"""A guide that shows two of its parts."""
HELD_TOGETHER = "worksheets/held.html"
"""A worksheet whose answers are held to each other."""
HUNDRED = "worksheets/hundred.html"
"""A worksheet of 100 fields."""
INCIDENT = "worksheets/incident.html"
"""A worksheet whose fields take what is pasted."""
_INCIDENT = """\
title: Incident
version: 1
purpose: Takes what is pasted.
parts:
  - id: record
    kind: record
    title: Record
    fields:
      - {id: status, label: HTTP status, type: code, required: true, maps_to: http.response.status_code}
      - {id: code, label: Error code, type: code, required: true, maps_to: error.code}
      - {id: first, label: First seen, type: utc-time, maps_to: time.first}
      - {id: shape, label: Shape, type: choice, choices: [error_json, other], maps_to: answer.shape}
      - {id: request, label: Request, type: code, sensitivity: redact, maps_to: request.text}
      - {id: review, label: Next review, type: utc-time, maps_to: time.next_review}
      - id: event
        label: Event
        type: group
        repeat: true
        fields:
          - {id: at, label: At, type: utc-time}
          - {id: what, label: What}
      - id: tries
        label: Attempt
        type: group
        repeat: true
        fields:
          - {id: number, label: Number, type: number, maps_to: http.request.resend_count + 1}
          - id: status
            label: Status of it
            type: code
            format: http-status
            choices: [{id: none, label: no response}]
            maps_to: http.response.status_code
"""

_SOME = """\
---
title: Some
description: A guide with some parts of a worksheet.
last_reviewed: 2026-11-01
owner: docs
audience: [Testers]
---

A response goes to one route.[^chat.route]

::: record every.record

::: message every.message

[The other guide](one.md)
"""


def _hundred() -> str:
    types = ("text", "long-text", "code", "number", "url")
    fields = "".join(
        f"      - {{id: f{n}, label: Field {n}, type: {types[n % len(types)]}}}\n"
        for n in range(100)
    )
    head = "title: Hundred\nversion: 1\npurpose: Shows how fast a long one is.\nparts:\n"
    part = "  - id: record\n    kind: record\n    title: Record\n    fields:\n"
    return head + part + fields


def every_project(root: Path, changes: dict[str, str] | None = None) -> Path:
    """Write the project into a folder, and return that.

    Args:
        root: a folder that is there.
        changes: files to add or to replace.
    """
    files = {name: text for name, text in SMALL.items() if name != "mkdocs.yml"}
    files |= {"data/worksheets/every.yml": EVERY, "data/worksheets/hundred.yml": _hundred()}
    files["data/worksheets/incident.yml"] = _INCIDENT
    files |= {"data/worksheets/held.yml": HELD}
    files |= {"content/guides/one.md": GUIDE, "content/guides/some.md": _SOME}
    for name, text in {**files, **(changes or {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(FOUNDING / "mkdocs.yml", root)
    return root


def every_built(root: Path, changes: dict[str, str] | None = None) -> Path:
    """Write the project into a folder, build it, and return the folder of the site."""
    return build(every_project(root, changes))


def key() -> str:
    """Return a text that looks like a key of a gateway, the same each time."""
    return expand("sk-{base62:48}")


def mail() -> str:
    """Return a text that looks like somebody's address, which may be none."""
    return "jane@" + "company.co"


class Desk:
    """A worksheet on a page.

    Attributes:
        page: the page.
        bar: the bar above it.
    """

    def __init__(self, page: Page, worksheet: str = "every") -> None:
        self.page = page
        self.worksheet = worksheet
        self.bar = page.locator(f"[id='ws-{worksheet}.bar']")

    @classmethod
    def open(cls, page: Page, url: str, worksheet: str = "every") -> Desk:
        """Go to a page, and wait until its worksheet can be filled in."""
        page.goto(url)
        return cls(page, worksheet).ready()

    def ready(self) -> Desk:
        """Wait until the worksheet can be filled in, and unfold its bar."""
        expect(self.bar).to_be_visible()
        self.bar.locator(".pp-manage").evaluate("manage => { manage.hidden = false }")
        return self

    def reload(self) -> Desk:
        """Load the page anew."""
        self.page.reload()
        return self.ready()

    def box(self, name: str) -> Locator:
        """Return the first text field with just this label."""
        return self.page.get_by_role("textbox", name=name, exact=True).first

    def leaf(self, path: str) -> Locator:
        """Return what stands at a path such as `record--operator`: a field with all around it."""
        return self.page.locator(f"[id='ws-{self.worksheet}--{path}']")

    def findings(self, path: str) -> Locator:
        """Return what was found in a field."""
        return self.page.locator(f"[id='ws-{self.worksheet}--{path}.findings']")

    @property
    def state(self) -> Locator:
        """The line that says where the packet is kept."""
        return self.bar.locator(".pp-state").first

    def press(self, name: str) -> None:
        """Press a button of the bar."""
        self.bar.get_by_role("button", name=name, exact=True).first.click()

    @property
    def dialog(self) -> Locator:
        """The dialog that is open."""
        return self.page.locator("dialog[open]")

    @property
    def name(self) -> Locator:
        """The field that holds the name of the packet."""
        return self.box("Name of this packet")

    def with_rules(self) -> None:
        """Wait for the rules of secrets, without which nothing is stored or printed."""
        self.page.evaluate("Proofpack.page.needRules().then(() => {})")

    def flush(self) -> None:
        """Let the page store what was typed, as it does after a pause and once the rules are there."""
        self.page.evaluate("Proofpack.page.needRules().then(Proofpack.page.flush)")

    def count_writes(self) -> None:
        """Begin to count the packets that the page stores, in `self.writes`."""
        self.page.evaluate("""() => {
          const write = Storage.prototype.setItem
          self.writes = 0
          Storage.prototype.setItem = function (key, text) {
            self.writes += key.includes('/packet/')
            return write.call(this, key, text)
          }
        }""")

    def kept(self) -> dict[str, str]:
        """Return what the browser has stored for this site's worksheets."""
        everything: dict[str, str] = self.page.evaluate("({...localStorage})")
        return {key: text for key, text in everything.items() if key.startswith("proofpack/1")}

    def stored(self) -> list[dict[str, Any]]:
        """Return the packets that are stored, oldest first."""
        self.flush()
        found = [json.loads(text) for key, text in self.kept().items() if "/packet/" in key]
        packets = [one["packet"] for one in found]
        return sorted(packets, key=lambda one: (one["made"], one["name"]))

    def answers(self) -> dict[str, Any]:
        """Return the answers of the one packet that is stored."""
        (packet,) = self.stored()
        answers: dict[str, Any] = packet["answers"]
        return answers

    def packet_key(self) -> str:
        """Return the key of the one packet that is stored."""
        (found,) = [one for one in self.kept() if "/packet/" in one]
        return found

    def hand_over(self) -> None:
        """Open the export; where checklists are open, go on."""
        self.press("Export…")
        go = self.dialog.get_by_role("button", name="Go on")
        expect(go.or_(self.dialog.get_by_role("button", name="Download"))).to_be_visible()
        if go.count():
            go.click()

    def formats(self) -> list[str]:
        """Return the formats in which the page hands a packet over."""
        self.hand_over()
        names = self.dialog.locator(".pp-formats label").all_text_contents()
        self.dialog.get_by_role("button", name="Close").click()
        expect(self.dialog).to_have_count(0)
        return names

    def exported(self, form: str) -> str:
        """Return what an export in a format holds."""
        self.hand_over()
        self.dialog.get_by_role("radio", name=form).check()
        text = self.dialog.get_by_label("The packet as it leaves").input_value()
        self.dialog.get_by_role("button", name="Close").click()
        expect(self.dialog).to_have_count(0)
        return text

    def paste(self, text: str) -> None:
        """Open the import and let it read a text."""
        self.press("Import…")
        self.dialog.get_by_label("Or its text").fill(text)
        self.dialog.get_by_role("button", name="Show what changes").click()
