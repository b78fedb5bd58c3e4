"""Evaluations that are kept, so that the same document is not judged twice.

Many servers know no validators and send the same page every day. What came of judging it is kept under
`build/`, and found again by a digest of everything that an evaluation depends on: the document with its
addresses, the source, the rules of secrets, what was known of the page before, the code and the
libraries. So nothing is confirmed that judging anew would not confirm. A file that was cut short, or
changed in any letter, is not believed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec import to_builtins
from msgspec.structs import replace

import proofpack
from proofpack.model.history import History
from proofpack.model.outcomes import Document, Evaluation, Landmarks
from proofpack.model.passages import Accepted
from proofpack.model.records.rules import Rules
from proofpack.model.records.sources import Source
from proofpack.refresh.evidence import Evaluator, rules
from proofpack.refresh.journal import evaluation_of
from proofpack.secrets.masking import mask_of
from proofpack.util import atomic_swap as files


class Evaluations:
    """The folder `build/evaluations`, a file for each source: the document that was read last."""

    def __init__(self, folder: Path | None, secrets: Iterable[Rules]) -> None:
        """Take where evaluations are kept, or None, and the rules of secrets by which text is masked."""
        rule_files = list(secrets)
        self.mask = mask_of(rule_files)
        self._folder = folder if code() else None
        self._secrets = [each.model_dump_json() for each in rule_files]
        self._judged: tuple[str, Evaluator] | None = None
        self._states: dict[str, Evaluation] = {}
        self._new = False

    def of(
        self, source: Source, document: Document, known: Landmarks | None, accepted: Accepted
    ) -> Evaluation:
        """Return what `evaluate` gives, which may have been kept.

        Args:
            source: what is looked for, and where on the page.
            document: the page as it was read.
            known: landmarks of the document as it was last read, or None.
            accepted: the passages in which quotes count.
        """
        key, state = self._key(source, document), _state(known, accepted)
        if self._judged is None or self._judged[0] != key:
            self._states, self._new = self._kept(source, key), False
            self._judged = (key, Evaluator(source, document, self.mask))
        if state not in self._states:
            self._states[state] = self._judged[1].evaluate(known, accepted)
            self._new = True
        return self._states[state]

    def keep(self, source: Source, following: History) -> None:
        """Keep what came of the last document, as the next reading will ask for it.

        A first reading accepts passages and finds landmarks, so the next one knows more.

        Args:
            source: whose document it was.
            following: what is known of the source after the reading.
        """
        if self._folder is None or self._judged is None or not self._new:
            return
        key, evaluator = self._judged
        known = following.landmarks.of if following.landmarks else None
        state = _state(known, following.accepted)
        if state not in self._states:
            self._states[state] = evaluator.evaluate(known, following.accepted)
        record = {"document": key, "state": state, "evaluation": to_builtins(self._states[state])}
        body = json.dumps(record).encode()
        with contextlib.suppress(OSError):  # a full disk costs the next run its time, no more
            # Pages may hold what is nobody's business.
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            whole = hashlib.sha256(body).hexdigest().encode() + b"\n" + body
            files.replace(self._folder / f"{source.id}.json", whole)

    def _key(self, source: Source, document: Document) -> str:
        about = repr(replace(document, text=""))
        parts = (code(), rules(source), source.model_dump_json(), *self._secrets)
        return _digest(about, document.text, *parts)

    def _kept(self, source: Source, key: str) -> dict[str, Evaluation]:
        """Return what is kept of a document: its evaluation by the state of knowledge."""
        if self._folder is None:
            return {}
        try:
            digest, _, body = (self._folder / f"{source.id}.json").read_bytes().partition(b"\n")
            if hashlib.sha256(body).hexdigest().encode() != digest:
                return {}
            record = json.loads(body)
            if record["document"] != key:
                return {}
            return {record["state"]: evaluation_of(record["evaluation"])}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}


@cache
def code() -> str:
    """Return the digest of the program and of the Python that runs it; nothing where it is no files."""
    folder = Path(proofpack.__file__).parent
    modules = sorted(folder.rglob("*.py"))
    digests = (hashlib.sha256(module.read_bytes()).hexdigest() for module in modules)
    names = (module.relative_to(folder).as_posix() for module in modules)
    return _digest(sys.version, *names, *digests) if modules else ""


def _state(known: Landmarks | None, accepted: Accepted) -> str:
    """Return the digest of what was known of a page before."""
    listed = sorted((fact, sorted(passages)) for fact, passages in accepted.items())
    return _digest(repr(known), repr(listed))


def _digest(*parts: str) -> str:
    whole = hashlib.sha256()
    for part in parts:
        known = part.encode("utf-8", "surrogatepass")
        whole.update(b"%d:" % len(known))
        whole.update(known)
    return whole.hexdigest()
