"""Four months of a project, and what each of three people sees on each day.

A team that sends messages through Acme's API moves its old guides here, lets old findings through for a
while, edits, loses a quote, writes a claim, forgets a review. What the maintainer, the pipeline and the
reader see is golden text in `tests/life/`, a file a day: it is there to be read. `UPDATE_CASES=1` writes
what is printed now.
"""

from __future__ import annotations

import difflib
import html
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from proofpack.cli import refresh as refresh_command
from tests.conftest import ROOT
from tests.mirror import Answer, Hurried, Mirror, page_html, redirect_packs, serving
from tests.refresh.project import run

STORY = ROOT / "tests" / "life"
MESSAGES, LIMITS = "/docs.acme.example/messages", "/docs.acme.example/limits"
SEND = "Send a POST request to /v1/messages"
KEYS = "Keep the Idempotency-Key of a message for 24 hours"
QUEUE = "A message above the limit is answered with 429 and is not queued"
LIMIT = "Each account may send 600 messages a minute"
PAGES = {
    MESSAGES: Answer(page_html("Messages", [f"{SEND}, with your key.", f"{KEYS}."])),
    LIMITS: Answer(page_html("Limits", [f"{LIMIT}.", f"{QUEUE}."])),
}
FILES = {
    "mkdocs.yml": """\
site_name: Messages at night
site_url: https://guides.example.org/
theme: {name: material, font: false}
plugins: [proofpack]
""",
    "data/policy.yml": """\
contact: https://guides.example.org/contact
owners:
  - {id: messaging, name: Messaging team, contact: https://guides.example.org/messaging}
subjects: [Acme]
review: {every_days: 90, warn_days: 14}
reading: {every_days: 30, grace_days: 45}
""",
    "data/sources/acme.yml": f"""\
publisher: Acme
sources:
  - id: messages
    title: Messages
    url: https://docs.acme.example/messages
    kind: API reference
    facts:
      - id: send
        says: A message is sent with `POST /v1/messages`
        quote: {SEND}
      - id: keys
        says: An idempotency key holds for a day
        quote: {KEYS}
  - id: limits
    title: Limits
    url: https://docs.acme.example/limits
    kind: API reference
    facts:
      - id: queue
        says: A message above the limit is answered with 429 and is lost
        quote: {QUEUE}
""",
    "data/contracts/messages.yml": """\
title: Messages
description: What sending relies on.
facets:
  verify: What to verify
asserts: [verify]
areas:
  - id: route
    title: Route
    facts: [messages.send]
    facets: {verify: "A message is sent with `POST /v1/messages`."}
    fallback: The route is not confirmed at present.
  - id: over-limit
    title: Above the limit
    facts: [limits.queue]
    facets: {verify: A message above the limit is answered with 429 and is not kept.}
    fallback: What happens above the limit is not confirmed at present.
""",
    "content/index.md": """\
---
title: Start
description: Where to begin.
---

[Sending](guides/sending.md), [limits](guides/limits.md).
""",
    "content/guides/sending.md": """\
---
title: Sending
description: How a message is sent, and sent again.
last_reviewed: 2026-05-20
owner: messaging
audience: [On call]
---

A message is sent with `POST /v1/messages`.[^messages.send]

::: contract messages
    columns: [area, verify, source]
""",
    "content/guides/limits.md": """\
---
title: Limits
description: What to do when messages are refused.
last_reviewed: 2026-01-12
owner: messaging
audience: [On call]
---

The API allows 600 messages per minute.
Acme answers within 300 ms.
Wait for a minute, then send half as many.
""",
}
GUIDES = ("sending", "limits")


class Life:
    """A project in a folder, the pages that it stands on, and what people have seen so far."""

    def __init__(self, root: Path, mirror: Mirror) -> None:
        self.root, self.mirror = root, mirror
        self.today, self._who, self.last = "", "", ""
        self._lines: list[str] = []
        self._page: dict[str, list[str]] = {}

    def day(self, today: str, what: str) -> None:
        """Begin another day."""
        self.today, self._who = today, ""
        self._lines += [*([""] if self._lines else []), f"{today}: {what}"]

    def maintainer(self, *command: str) -> None:
        """Run what the maintainer runs."""
        self._see("maintainer", *command)

    def pipeline(self, *command: str) -> None:
        """Run what the pipeline runs: in GitHub Actions, unless another command is given."""
        self._see("pipeline", *(command or ("check", "--format", "github")))

    def reader(self) -> None:
        """Build the site, and tell what has changed on the pages of a reader."""
        result = run(self.root, "build", "--engine", "none", today=self.today)
        self._heading("reader")
        if result.exit_code:
            self._lines.append("(the site stays as it was)")
            return
        for guide in GUIDES:
            page = _seen(self.root / "build" / "docs" / "guides" / f"{guide}.md")
            before = self._page.get(guide, [])
            changed = [*difflib.unified_diff(before, page, lineterm="", n=0)][2:]
            self._lines += [f"{guide}: {line}" for line in changed if not line.startswith("@@")]
            self._page[guide] = page
        if self._lines[-1] == "== reader":
            self._lines.append("(nothing has changed)")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace what stands in a file once."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    def commit(self, message: str) -> None:
        """Commit all."""
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", message)

    def git(self, *words: str) -> None:
        """Run git."""
        settings = ("user.name=t", "user.email=t@example.org", "core.hooksPath=/dev/null")
        options = [word for setting in settings for word in ("-c", setting)]
        date = f"{self.today}T12:00:00Z"
        environment = os.environ | {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        subprocess.run(["git", *options, *words], cwd=self.root, check=True, env=environment)

    def told(self, name: str) -> None:
        """Hold what was seen on this day against its file."""
        printed = "\n".join(self._lines) + "\n"
        self._lines = []
        expected = STORY / f"{name}.txt"
        if os.environ.get("UPDATE_CASES"):
            expected.write_text(printed, encoding="utf-8")
        assert printed == expected.read_text(encoding="utf-8")

    def _heading(self, who: str) -> None:
        if who != self._who:
            self._lines += ["", f"== {who}"]
        self._who = who

    def _see(self, who: str, *command: str) -> None:
        result = run(self.root, *command, today=self.today)
        shown = " ".join(word for word in command if word != "--allow-private")
        self.last = output = result.output.replace(f"127.0.0.1:{self.mirror.port}", "ACME")
        self._heading(who)
        self._lines += [f"$ proofpack {shown}", *output.rstrip("\n").splitlines()]
        self._lines.append(f"exit {int(result.exit_code)}")


def _seen(page: Path) -> list[str]:
    """Return the lines of a page as somebody reads them: without tags, addresses and front matter."""
    text = page.read_text(encoding="utf-8").partition("\n---\n")[2]
    unseen = r"<span[^>]* hidden>(?:[^<]|<time[^>]*>[^<]*</time>)*</span>|<aside.*?</aside>"
    text = re.sub(rf"<style>.*?</style>|\{{[^}}]*\}}|{unseen}", "", text, flags=re.DOTALL)
    text = re.sub(r"\[(\[\w+\]|[^\[\]]*)\]\((?:[^()]|\([^)]*\))*\)", r"\1", text)
    text = html.unescape(re.sub(r"<(?!https)[^>]*>", " ", text))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line.strip("| :-")]


@pytest.fixture
def life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Life]:
    """The project on the day on which it was brought in."""
    monkeypatch.setattr(refresh_command, "_SystemClock", Hurried)
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / ".gitignore").write_text("build/\n")
    with serving(dict(PAGES)) as mirror:
        redirect_packs(tmp_path, mirror)
        yield Life(tmp_path, mirror)


@pytest.mark.slow
def test_four_months_of_a_project(life: Life) -> None:
    """From old content to a gate that says one line."""
    read = ("refresh", "--allow-private")

    life.day("2026-06-01", "old guides are brought in")
    life.git("init", "--quiet", "--initial-branch", "main")
    life.maintainer("check")
    life.pipeline()
    life.reader()
    life.told("01-brought-in")

    life.day("2026-06-01", "what is old is let through")
    life.maintainer("baseline", "--until", "2026-09-30", "--reason", "From the wiki")
    life.maintainer("check")
    life.pipeline()
    life.reader()
    life.commit("Bring the guides in")
    life.told("02-baseline")

    life.day("2026-06-02", "the documented pages are read for the first time")
    life.maintainer(*read)
    life.maintainer("check")
    life.pipeline()
    life.reader()
    life.commit("Read the pages")
    life.told("03-first-reading")

    hook = ("check", "--ignore-stale", "--format", "text")
    life.day("2026-06-04", "a sentence is made shorter")
    life.edit("content/guides/limits.md", ", then send half as many", "; send half as many")
    life.maintainer(*hook)
    life.reader()
    life.day("2026-06-09", "a sentence, a fact and a row come in; a slip is made and put right")
    life.edit(
        "content/guides/sending.md",
        "[^messages.send]\n",
        "[^messages.send]\nSend it again with the same key: it holds for a day.[^messages.key]\n",
    )
    life.maintainer("check", "--fix")
    life.edit(
        "data/contracts/messages.yml",
        "  - id: over-limit\n",
        "  - id: twice\n    title: Sent twice\n    facts: [messages.keys]\n"
        "    facets: {verify: A message that is sent twice with one key within a day is sent once.}\n"
        "    fallback: How long a key holds is not confirmed at present.\n  - id: over-limit\n",
    )
    life.maintainer("check")
    life.pipeline()
    life.reader()
    life.commit("Say how to send again")
    life.day("2026-06-16", "an old claim is reworded, and no longer the one that was let through")
    life.edit("content/guides/limits.md", "Acme answers within 300 ms.", "Acme answers in 300 ms.")
    life.maintainer(*hook)
    life.edit("content/guides/limits.md", "Acme answers in 300 ms.", "Acme answers within 300 ms.")
    life.maintainer(*hook)
    life.day("2026-06-23", "a key is pasted into a guide, and taken out again")
    key = "sk-" + "".join("aB3dE5gH7jK9mN2pQ4sT"[at * 7 % 20] for at in range(40))
    life.edit("content/guides/sending.md", "with the same key:", f"with the same key ({key}):")
    life.maintainer(*hook)
    life.edit("content/guides/sending.md", f" ({key})", "")
    life.day("2026-06-30", "a guide is renamed, and a link to it forgotten")
    life.git("mv", "content/guides/limits.md", "content/guides/refused.md")
    life.maintainer(*hook)
    life.git("mv", "content/guides/refused.md", "content/guides/limits.md")
    life.told("04-edits")

    life.day("2026-07-01", "a bot reads the pages, and one has lost its words")
    life.git("switch", "--quiet", "--create", "bot")
    moved = ["Each account may send 600 messages a minute.", "A message above it waits in a queue."]
    life.mirror.pages[LIMITS] = Answer(page_html("Limits", moved))
    life.pipeline(*read, "--format", "markdown")
    life.commit("Read the pages")
    life.pipeline("check", "--ignore-stale", "--format", "github")
    life.maintainer("review", "--changed-since", "main")
    life.git("switch", "--quiet", "main")
    life.git("merge", "--quiet", "bot")
    life.reader()
    life.told("05-a-lost-quote")

    life.day("2026-07-03", "a claim is written")
    life.edit(
        "content/guides/sending.md",
        "for a day.[^messages.keys]\n",
        "for a day.[^messages.keys]\nMessages that fail are not billed.\n",
    )
    life.maintainer(*hook)
    life.pipeline("check", "--ignore-stale", "--format", "github")
    life.reader()
    life.told("06-a-claim")

    life.day("2026-07-06", "the claim is taken back, and the fact corrected")
    life.edit(
        "content/guides/sending.md",
        "Messages that fail are not billed.",
        "Whether messages that fail are billed is not documented.",
    )
    life.edit("data/sources/acme.yml", QUEUE, "A message above it waits in a queue")
    life.edit(
        "data/sources/acme.yml",
        "A message above the limit is answered with 429 and is lost",
        "A message above the limit waits in a queue",
    )
    life.edit(
        "data/contracts/messages.yml",
        "A message above the limit is answered with 429 and is not kept.",
        "A message above the limit waits in a queue.",
    )
    life.maintainer(*read)
    life.maintainer("check")
    life.pipeline("check", "--ignore-stale", "--format", "github")
    life.reader()
    life.commit("Messages above the limit wait")
    life.told("07-corrected")

    life.day("2026-07-20", "a notice stands above a page, and the quote is still there")
    said = [
        "From March on, version 1 of messages is deprecated.",
        f"{SEND}, with your key.",
        f"{KEYS}.",
    ]
    life.mirror.pages[MESSAGES] = Answer(page_html("Messages", said))
    life.pipeline(*read, "--format", "markdown")
    waiting = [word for word in life.last.split() if word.startswith("messages.") and "@" in word]
    life.maintainer("check")
    life.reader()
    life.day("2026-07-21", "it is read, and accepted")
    life.maintainer("accept", "--by", "am", *waiting)
    life.maintainer("check")
    life.reader()
    life.commit("Version 1 is deprecated, and does what it did")
    life.told("08-a-notice")

    life.day("2026-08-25", "nobody has reviewed, and nobody has read")
    life.maintainer("check")
    life.pipeline()
    life.reader()
    life.told("09-overdue")

    life.day("2026-10-01", "what was let through is due")
    life.maintainer("check")
    life.pipeline("check", "--ignore-stale", "--format", "github")
    life.reader()
    life.told("10-the-end-of-the-baseline")

    life.day("2026-10-02", "it is put in order")
    life.edit(
        "content/guides/limits.md",
        "The API allows 600 messages per minute.\nAcme answers within 300 ms.\n",
        "An account may send 600 messages a minute.[^limits.limit]\n",
    )
    life.edit(
        "data/sources/acme.yml",
        "      - id: queue\n",
        "      - id: limit\n        says: An account may send 600 messages a minute\n"
        f"        quote: {LIMIT}\n      - id: queue\n",
    )
    for guide, day in (("limits", "2026-01-12"), ("sending", "2026-05-20")):
        life.edit(
            f"content/guides/{guide}.md", f"last_reviewed: {day}", "last_reviewed: 2026-10-02"
        )
    life.maintainer(*read)
    (life.root / "data" / "baseline.yml").unlink()
    life.maintainer("check")
    life.pipeline()
    life.reader()
    life.told("11-in-order")
