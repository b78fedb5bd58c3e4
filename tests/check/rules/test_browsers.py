"""What browsers would block on pages that carry the policy for them."""

from __future__ import annotations

from proofpack.check.rules.browsers import RULES
from proofpack.project.reader import ProjectReader
from tests.check.judged import judged
from tests.conftest import SMALL, Project
from tests.ledgers import day

INLINE = "content/guides/one.md"
GUIDE = SMALL[INLINE] + "\nA button:\n\n<b onclick='run()'>now</b>\n"
MKDOCS, POLICY = SMALL["mkdocs.yml"], SMALL["data/policy.yml"]
ADOPTED = "adopted: true\n" + POLICY
SAID = "error content-security: an inline script"
BLOCKED = (
    "is blocked by the policy for browsers. Put it into a file of the site, or say "
    "`content_security_policy: false` in the policy of the project."
)


def found(project: Project, files: dict[str, str]) -> list[str]:
    """Return what is found in the small project, with files replaced or added."""
    return [*map(str, judged(ProjectReader(project(files)), day("2026-06-02"), RULES))]


def test_what_stands_in_a_page_is_found_at_its_place(project: Project) -> None:
    """In a guide and in a page of the author's own."""
    own = SMALL["content/index.md"] + "\nSee <script>\nrun()\n</script>\n"
    assert found(project, {INLINE: GUIDE, "content/index.md": own}) == [
        f"content/guides/one.md:20:1: {SAID} (`onclick=` of <b>) {BLOCKED}",
        f"content/index.md:8:5: {SAID} {BLOCKED}",
    ]


def test_settings_and_templates_are_looked_at_too(project: Project) -> None:
    """Fonts and scripts of other hosts, analytics, and what a template of the project runs."""
    settings = MKDOCS.replace("{name: material, font: false}", "{name: material, custom_dir: own}")
    settings += (
        "extra_javascript: [a.js, https://cdn.example.org/b.js, {path: //cdn.example.org/c.js}]\n"
    )
    settings += "extra: {analytics: {provider: google}}\n"
    template = (
        "{% extends 'base.html' %}\n{% block extrahead %}<script>run()</script>{% endblock %}"
    )
    lines = found(project, {"mkdocs.yml": settings, "own/main.html": template})
    assert [line.partition(": error")[0] for line in lines] == [
        "mkdocs.yml:8:26",
        "mkdocs.yml:8:56",
        "mkdocs.yml:4:8",
        "mkdocs.yml:9:20",
        "own/main.html:2:22",
    ]
    assert "asks Google for its fonts" in lines[2]


def test_it_holds_where_pages_carry_the_policy(project: Project) -> None:
    """Not where a project says no, nor in an adopted site that did not ask, nor with another theme."""
    files = {INLINE: GUIDE}
    assert len(found(project, files)) == 1
    no, yes = (f"content_security_policy: {word}\n" for word in ("false", "true"))
    assert found(project, files | {"data/policy.yml": POLICY + no}) == []
    assert found(project, files | {"mkdocs.yml": MKDOCS.replace("material", "readthedocs")}) == []
    adopted = {"mkdocs.yml": MKDOCS + "docs_dir: content\n"}
    assert found(project, files | adopted | {"data/policy.yml": ADOPTED}) == []
    assert len(found(project, files | adopted | {"data/policy.yml": ADOPTED + yes})) == 1


def test_it_is_for_one_theme(project: Project) -> None:
    """What cannot be is refused where it is asked for."""
    files = {
        "mkdocs.yml": MKDOCS.replace("material", "readthedocs"),
        "data/policy.yml": POLICY + "content_security_policy: true\n",
    }
    (line,) = found(project, files)
    assert line == (
        "data/policy.yml:4:1: error content-security content_security_policy: is for the theme material"
        " alone, and this site has the theme readthedocs. Remove it."
    )
