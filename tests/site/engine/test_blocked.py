"""What plugins and themes put into finished pages, where the policy for browsers is on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.site.engine.blocked import blocked_pages
from tests.sites import build, proofpack

ADOPTED = {
    "mkdocs.yml": (
        "site_name: Theirs\ndocs_dir: docs\nhooks: [hook.py]\n"
        "theme: {name: material, font: false, custom_dir: own}\n"
    ),
    "hook.py": "def on_post_page(output, **_):\n    return output\n",
    "own/main.html": '{% extends "base.html" %}{% block announce %}Theirs{% endblock %}\n',
    "docs/index.md": "# Theirs\n\nWords.\n",
    "data/policy.yml": (
        "adopted: true\ncontent_security_policy: true\nowners: [{id: docs, name: Docs}]\n"
    ),
}


def test_each_thing_is_told_once_at_the_page_that_has_it_first(tmp_path: Path) -> None:
    """A plugin puts the same into all pages; where the file of a page is not known, at the settings."""
    for name in ("a.html", "b.html", "guides/one/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<p><script>run()</script>")
    (tmp_path / "guides/one/index.html").write_text("<script>1</script><iframe src=x></iframe>")
    origins = {"guides/one.md": "content/guides/one.md"}
    assert [*map(str, blocked_pages(tmp_path, MkdocsConfig(), origins))] == [
        f"{place}:1:1: error content-security: the page {what}, which its policy for browsers"
        f" blocks{more}. It is not in the text: leave out the plugin or the template that adds it."
        for place, what, more in (
            ("content/guides/one.md", "guides/one/index.html has <iframe>", ""),
            ("mkdocs.yml", "a.html has an inline script", ", as on 2 other pages"),
        )
    ]


@pytest.mark.site
def test_an_adopted_site_that_asks_has_the_policy_on_its_pages(tmp_path: Path) -> None:
    """Beside its own templates; what a hook of its adds that would be blocked stops the build."""
    for name, text in ADOPTED.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = (build(tmp_path) / "index.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page
    assert "Theirs" in page.partition('data-md-component="announce"')[2].partition("</aside>")[0]
    assert "assets/proofpack-theme.js" in page
    hook = "def on_post_page(output, **_):\n    return output + '<script>run()</script>'\n"
    (tmp_path / "hook.py").write_text(hook)
    done = proofpack(tmp_path, "build")
    assert (done.returncode, "error content-security" in done.stderr) == (1, True), done.stderr
    assert (tmp_path / "build" / "site" / "index.html").read_text(encoding="utf-8") == page
