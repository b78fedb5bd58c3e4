"""A cache of the last texts of each page and of its passages, on this machine alone.

The ledger holds digests, because pages belong to their publishers and histories to version control.
To show what stood where a quote is lost, the text of the last read is kept under `build/`, which git
ignores. A few texts of each page are kept, so that a review can tell what changed between them.
Nothing depends on it: without it a report has less to show.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from proofpack.model.outcomes import Evaluation
from proofpack.util.atomic_swap import replace

# How many texts of one page are kept, the newest last.
_TEXTS = 6


@dataclass(frozen=True)
class Cache:
    """The folder `build/pages`, a file for each source."""

    folder: Path

    def passages(self, source: str) -> dict[str, str]:
        """Return the passage around each quote where it last stood, by the digest of the quote."""
        kept = self._read(source).get("passages")
        if not isinstance(kept, dict):
            return {}
        return {key: passage for key, passage in kept.items() if isinstance(passage, str)}

    def text(self, source: str, digest: str) -> str:
        """Return one of the last texts of a page, or nothing."""
        return self._texts(source).get(digest, "")

    def _texts(self, source: str) -> dict[str, str]:
        kept = self._read(source).get("texts")
        return kept if isinstance(kept, dict) else {}

    def keep(self, source: str, evaluation: Evaluation) -> None:
        """Keep what a document said. A passage stays when its quote is lost."""
        passages = self.passages(source)
        passages |= {match.words: match.passage for match in evaluation.matches if match.found}
        texts = self._texts(source)
        texts.pop(evaluation.digest, None)
        recent = [*texts.items(), (evaluation.digest, evaluation.text)][-_TEXTS:]
        kept = {"passages": passages, "texts": dict(recent)}
        with contextlib.suppress(OSError):  # a full disk costs the next report its context, no more
            # Pages may hold what is nobody's business; whoever shows a text masks it.
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace(self.folder / f"{source}.json", json.dumps(kept).encode())

    def _read(self, source: str) -> dict[str, object]:
        try:
            kept = json.loads((self.folder / f"{source}.json").read_bytes())
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}
