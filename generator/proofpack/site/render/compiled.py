"""Compiled templates, kept where Python keeps compiled modules."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class TemplateFiles(FileSystemBytecodeCache):
    """Keeps templates beside the modules, or nowhere if that is closed."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)


def compiled() -> TemplateFiles:
    """Return the cache of the program's own templates."""
    folder = Path(__file__).parent / "__pycache__"
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
    return TemplateFiles(str(folder), "template-%s.cache")
