"""A cache of the last texts of each page and of its passages.

The ledger holds digests, because pages belong to their publishers and histories to version control.
To show what stood where a quote is lost, the text of the last read is kept under `build/`, which git
ignores. A few texts of each page are kept, so that a report can tell what changed between them.
Nothing depends on it: without it a report has less to show. What looks like a secret is masked before
it is kept, for a pipeline may hand the folder from one run to the next.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from msgspec import Struct

from proofpack.model.outcomes import Evaluation
from proofpack.secrets.masking import Mask
from proofpack.util.atomic_swap import replace

# How many texts of one page are kept, the newest last.
_TEXTS = 6


class Cache(Struct, frozen=True):
    """The folder `build/pages`, a file for each source."""

    folder: Path

    def passages(self, source: str) -> dict[str, str]:
        """Return the passage around each quote where it last stood, by the digest of the quote."""
        passages = self._read(source).get("passages")
        if not isinstance(passages, dict):
            return {}
        return {key: passage for key, passage in passages.items() if isinstance(passage, str)}

    def text(self, source: str, digest: str) -> str:
        """Return one of the last texts of a page, or nothing."""
        return self._texts(source).get(digest, "")

    def _texts(self, source: str) -> dict[str, str]:
        texts = self._read(source).get("texts")
        return texts if isinstance(texts, dict) else {}

    def keep(self, source: str, evaluation: Evaluation, mask: Mask) -> None:
        """Keep what a document said, masked. A passage stays when its quote is lost."""
        passages = self.passages(source)
        passages |= {match.words: match.passage for match in evaluation.matches if match.found}
        texts = self._texts(source)
        # Masking a long page takes a while; one that is known already is masked.
        text = texts.pop(evaluation.digest, None) or mask(evaluation.counted)
        recent = [*texts.items(), (evaluation.digest, text)][-_TEXTS:]
        record = {"passages": passages, "texts": dict(recent)}
        with contextlib.suppress(OSError):  # a full disk costs the next report its context, no more
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace(self.folder / f"{source}.json", json.dumps(record).encode())

    def _read(self, source: str) -> dict[str, object]:
        try:
            record = json.loads((self.folder / f"{source}.json").read_bytes())
        except (OSError, ValueError):
            return {}
        return record if isinstance(record, dict) else {}
