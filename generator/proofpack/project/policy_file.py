"""The file by which a project is known, as far as it must be read before anything else of it."""

from __future__ import annotations

from pathlib import Path

import yaml

from proofpack.model.layout import POLICY
from proofpack.project.yaml_settings import composed, mapping, value

PLACES = (("data", "build"), ("proofpack/data", "proofpack/build"))
"""Where the data of a project stands, and what is made of it: beside what a site had of that name."""
_ENDINGS = (POLICY, POLICY.replace(".yml", ".yaml"))


def policy_of(root: Path) -> Path | None:
    """Return the file by which a folder is known as a project, or None where it is none."""
    paths = (root / data / name for data, _ in PLACES for name in _ENDINGS)
    return next((path for path in paths if path.exists()), None)


def said(policy: Path) -> dict[str, yaml.Node]:
    """Return what stands in a policy, which is not judged here."""
    if not policy.is_file():  # such as a pipe, which never ends
        return {}
    try:
        return mapping(composed(policy.read_text(encoding="utf-8-sig"), policy.name))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}


def is_adopted(root: Path) -> bool:
    """Return whether the policy of a project says that its site is one of MkDocs' own."""
    policy = policy_of(root)
    return policy is not None and value(said(policy).get("adopted")) == "true"
