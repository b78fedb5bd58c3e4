"""What an engine says, as problems at the files that their author knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.model.problems import Exit
from proofpack.site.engine import process
from proofpack.site.engine.process import EngineRun, problems

OMITTED = "The following pages exist in the docs directory, but are not included in the"
NAMES = ["  - guides/one.md", "  - guides/two words.md"]


@pytest.mark.parametrize("apart", [True, False], ids=["lines", "one message"])
def test_each_page_without_a_place_in_the_navigation_is_told(tmp_path: Path, apart: bool) -> None:
    """At its file, whether the engine's lines came one by one or as one message."""
    said = [f'WARNING -  {OMITTED} "nav" configuration:', *NAMES]
    lines = ("INFO - x", *(said if apart else ["\n".join(said)]), "Aborted with 1 warnings")
    origins = {"guides/one.md": "content/guides/one.md"}
    what = "stands nowhere in the `nav` of mkdocs.yml. Add it there, or name it under `not_in_nav`."
    assert [
        (page, str(one)) for page, one in problems(EngineRun(1, lines), tmp_path, origins, "")
    ] == [
        ("guides/one.md", f"content/guides/one.md:1:1: error engine: {what}"),
        ("guides/two words.md", f"guides/two words.md:1:1: error engine: {what}"),
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "theme': Unrecognised theme name: 'none'. There are: x",
            "mkdocs.yml:2:15: error engine theme",
        ),
        (
            "plugins': Plugin 'search' option 'lang': Wanted a list.",
            "base.yml:2:12: error engine plugins",
        ),
        ("extra_css': Expected a list.", "base.yml:3:12: error engine extra_css"),
        (
            "hooks': The path '/x/a.py' isn't an existing file.",
            "mkdocs.yml:1:1: error engine hooks",
        ),
    ],
)
def test_a_setting_is_told_where_it_stands(tmp_path: Path, said: str, told: str) -> None:
    """In the file that states it, at what is named last; at the top where nothing states it."""
    (tmp_path / "mkdocs.yml").write_text("INHERIT: base.yml\ntheme: {name: none}\n")
    (tmp_path / "base.yml").write_text("plugins:\n- search: {lang: 5}\nextra_css: 5\n")
    found = problems(EngineRun(1, (f"ERROR   -  Config value '{said}",)), tmp_path, {}, "")
    assert [str(problem)[: len(told)] for _, problem in found] == [told]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "link '#no', but there is no such anchor on this page.",
            "`#no`: there is no such anchor on",
        ),
        (
            "link 'b.md#c', but the doc 'b.md' does not contain an anchor '#c'.",
            "`b.md#c`: the doc 'b",
        ),
        ("link to 'd.md' which is excluded from the built site.", "`d.md`: is excluded from the"),
    ],
)
def test_a_dead_link_of_a_guide_is_told(tmp_path: Path, said: str, told: str) -> None:
    """Whether or not a site asks MkDocs to warn of it; on other pages that is its own matter."""
    run = EngineRun(0, (f"INFO    -  Doc file 'guides/one.md' contains a {said}",))
    assert list(problems(run, tmp_path, {}, "")) == []
    ((page, problem),) = problems(run, tmp_path, {}, "", {"guides/one.md"})
    assert page == "guides/one.md"
    assert f"error engine: the link {told}" in str(problem)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "ERROR   -  Error building page 'one.md': 'no.html' not found in search paths: '/x', '/y'",
            'content/one.md:1:1: error engine: no template "no.html".',
        ),
        (
            "jinja2.exceptions.TemplateNotFound: 'no.html' not found in search paths: '/x', '/y'",
            'mkdocs.yml:1:1: error engine: no template "no.html".',
        ),
        (
            "ERROR   -  Error reading page 'two.md': an error",
            "two.md:1:1: error engine: an error.",
        ),
    ],
)
def test_what_stops_at_a_page_is_told_there(tmp_path: Path, said: str, told: str) -> None:
    """A template that is not there is named, without the folders in which it was looked for."""
    origins = {"one.md": "content/one.md"}
    found = problems(EngineRun(1, (said,)), tmp_path, origins, "log")
    assert [str(problem) for _, problem in found] == [told]


PARSING = "mkdocs.exceptions.ConfigurationError: cannot make it"
ENGINE = '  File "/lib/site-packages/mkdocs/build.py", line 42, in build\n    build(config)'
OURS = f'  File "{process.__file__}", line 7, in problems\n    1 / 0'


@pytest.mark.parametrize(
    ("frames", "reason", "expected", "code"),
    [
        (
            [ENGINE],
            f'{PARSING}\ncannot find "x"\n  in "{{root}}/mkdocs.yml", line 9, column 10',
            'mkdocs.yml:9:10: error engine: ConfigurationError: cannot make it cannot find "x".',
            Exit.FINDINGS,
        ),
        (
            [ENGINE],
            'yaml.X: no tag !ENVV\n  in "{root}/../base.yml", line 2, column 3',
            "../base.yml:2:3: error engine: X: no tag !ENVV.",
            Exit.FINDINGS,
        ),
        (
            [
                '  File "{root}/build/theme/main.html", line 4, in template\n    {{ nope.x }}',
                ENGINE,
            ],
            "jinja2.exceptions.UndefinedError: 'nope' is undefined",
            "overrides/main.html:4:1: error engine: UndefinedError: 'nope' is undefined.",
            Exit.FINDINGS,
        ),
        (
            [ENGINE, '  File "{root}/hook.py", line 3\n    def on_config(\n                 ^'],
            "SyntaxError: '(' was never closed",
            "hook.py:3:1: error engine: SyntaxError: '(' was never closed.",
            Exit.FINDINGS,
        ),
        (
            [OURS, ENGINE],
            "KeyError: 'a'",
            "mkdocs.yml:1:1: error engine: KeyError: 'a'.",
            Exit.FINDINGS,
        ),
        (
            [ENGINE, OURS],
            "KeyError: 'a'",
            "mkdocs.yml:1:1: error engine: KeyError: 'a'.",
            Exit.FAULT,
        ),
    ],
    ids=["YAML", "inherited", "template", "hook", "the engine", "ours"],
)
def test_an_exception_is_told_where_its_author_can_mend_it(
    tmp_path: Path, frames: list[str], reason: str, expected: str, code: Exit
) -> None:
    """With its own words; it is a fault of ours only where it comes from this package."""
    root = tmp_path / "site"
    (root / "overrides").mkdir(parents=True)
    for name in ("overrides/main.html", "hook.py", "../base.yml"):
        (root / name).write_text("", encoding="utf-8")
    text = "INHERIT: ../base.yml\ntheme: {name: material, custom_dir: overrides}\n"
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    first = ["Traceback (most recent call last):", ENGINE, "OSError: the first", ""]
    text = "\n".join([*first, "Traceback (most recent call last):", *frames, reason])
    outcome = EngineRun(1, tuple(text.replace("{root}", str(root)).split("\n")))
    [(_, problem)] = problems(outcome, root, {}, "build/engine.log")
    assert str(problem) == f"{expected} All it said is in build/engine.log."
    assert problem.exit is code


@pytest.mark.parametrize(
    ("lines", "what", "code"),
    [
        (("Error: no such option", ""), "Error: no such option", Exit.FINDINGS),
        ((), "nothing was said", Exit.FAULT),
    ],
)
def test_an_engine_that_ends_without_an_exception(
    tmp_path: Path, lines: tuple[str, ...], what: str, code: Exit
) -> None:
    """What it said last is told."""
    [(_, problem)] = problems(EngineRun(2, lines), tmp_path, {}, "")
    assert (str(problem.place), problem.what, problem.exit) == ("mkdocs.yml:1:1", what, code)
