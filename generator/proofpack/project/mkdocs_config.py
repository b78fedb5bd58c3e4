"""Where a site stands once it is published, from `mkdocs.yml`, without running any of its tags."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import yaml

_TEXT = "tag:yaml.org,2002:str"
_FALSE = ("false", "no", "off")


_UNNAMED = "site"


@dataclass(frozen=True, slots=True)
class MkdocsConfig:
    """What a site is called, and where it stands.

    Attributes:
        name: `site_name`.
        url: `site_url` with a final slash, or nothing where it is not known: it is not set, or an
            engine takes it from the environment.
        directories: whether a page is a folder with an index (`use_directory_urls`).
    """

    name: str = _UNNAMED
    url: str = ""
    directories: bool = True

    def address(self, target: str) -> str:
        """Return the address of the page that is made from a Markdown file, or nothing.

        Args:
            target: the file, relative to the site, such as `guides/one.md`.
        """
        stem = target.removesuffix(".md")
        page = f"{stem}/" if self.directories else f"{stem}.html"
        return urljoin(self.url, page) if self.url else ""

    @property
    def place(self) -> str:
        """Host and folder of the address, as part of a name; nothing where it is not known."""
        parts = urlsplit(self.url)
        host = parts.netloc.rpartition("@")[2].lower()
        return f"{host}{parts.path}".rstrip("/")


def mkdocs_config(root: Path) -> MkdocsConfig:
    """Return what `mkdocs.yml` says of the site.

    A file that is no YAML says nothing here: the engine's configuration is made from the same file, and
    tells what is wrong with it.

    Args:
        root: folder of the project.
    """
    try:
        node = yaml.compose((root / "mkdocs.yml").read_text(encoding="utf-8"), yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return MkdocsConfig()
    scalars = _scalars(node)
    url = scalars.get("site_url", ("", ""))
    name = scalars.get("site_name", ("", ""))
    return MkdocsConfig(
        (name[1].strip() if name[0] == _TEXT else "") or _UNNAMED,
        _address(url[1].strip()) if url[0] == _TEXT else "",
        scalars.get("use_directory_urls", ("", "true"))[1].lower() not in _FALSE,
    )


def _scalars(node: yaml.Node | None) -> dict[str, tuple[str, str]]:
    """Return the scalars of a mapping, each with its tag: one of `!ENV` is a name, not a value."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return {
        key.value: (value.tag, value.value)
        for key, value in pairs
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
    }


def _address(text: str) -> str:
    """Return an address with a final slash, or nothing where it is none that others can follow."""
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and parts.hostname and text.isascii()
    except ValueError:
        return ""
    return f"{text.rstrip('/')}/" if known and text.isprintable() and " " not in text else ""
