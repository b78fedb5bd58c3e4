"""What a page said when it was last read, kept on this machine alone.

The ledger holds digests, because pages belong to their publishers and histories to version control.
To show what stood where a quote is lost, the text of the last read is kept under `build/`, which git
ignores. Nothing depends on it: without it a report has less to show.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from ..files import replace
from ..readings import Judgement


@dataclass(frozen=True)
class Cache:
    """The folder `build/pages`, a file for each source."""

    folder: Path

    def passages(self, source: str) -> dict[str, str]:
        """Return the passage around each quote where it last stood, by the digest of the quote."""
        kept = self._read(source).get("passages")
        if not isinstance(kept, dict):
            return {}
        return {key: one for key, one in kept.items() if isinstance(one, str)}

    def text(self, source: str) -> str:
        """Return the text of the last read, or nothing."""
        kept = self._read(source).get("text")
        return kept if isinstance(kept, str) else ""

    def keep(self, source: str, judgement: Judgement) -> None:
        """Keep what a document said. A passage stays when its quote is lost."""
        passages = self.passages(source)
        passages |= {one.words: one.passage for one in judgement.sightings if one.found}
        kept = {"rules": judgement.rules, "passages": passages, "text": judgement.text}
        with contextlib.suppress(OSError):  # a full disk costs the next report its context, no more
            replace(self.folder / f"{source}.json", json.dumps(kept).encode())

    def _read(self, source: str) -> dict[str, object]:
        try:
            found = json.loads((self.folder / f"{source}.json").read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
