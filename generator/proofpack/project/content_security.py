"""Whether pages carry a policy for browsers: what these may load and run there.

In projects that began with us they do, where the theme is Material, whose own scripts we hand out as a
file; in a site that was adopted, where its policy asks for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from proofpack.model.problems import ProblemsError
from proofpack.project.mkdocs_config import base_settings, mkdocs_settings, theme_name
from proofpack.project.policy_file import is_adopted, policy_of, said
from proofpack.project.yaml_settings import value

KEY = "content_security_policy"
"""The key of `data/policy.yml`."""
_MATERIAL = "material"


class ContentSecurity(NamedTuple):
    """Whether pages carry the policy for browsers, whether that was asked for, and for which theme."""

    on: bool
    asked: bool
    theme: str


def content_security(root: Path) -> ContentSecurity:
    """Return whether the pages of a project carry the policy for browsers.

    A `mkdocs.yml` that cannot be read is told by others; its pages carry none.

    Args:
        root: the project's folder.
    """
    policy = policy_of(root)
    wanted = value(said(policy).get(KEY)) if policy else ""
    try:
        settings = mkdocs_settings(root)
        theme = theme_name((base_settings(root, settings) | settings).get("theme")) or "mkdocs"
    except ProblemsError:
        return ContentSecurity(on=False, asked=False, theme="")
    asked = wanted == "true"
    usual = not is_adopted(root) and wanted != "false"
    return ContentSecurity((asked or usual) and theme == _MATERIAL, asked, theme)
