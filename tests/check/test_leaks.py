"""A credential stops every command, wherever it stands; personal data is told where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from proofpack.check.gates import Gates
from proofpack.cli import cli
from proofpack.model.problems import Place, ProblemsError
from proofpack.secrets import Match, Secrets, Value, expand, matches_in
from proofpack.site.build import Pipeline
from proofpack.site.viewer import Viewer
from tests.check.projects import GOOD, KEY, PRICE
from tests.conftest import ROOT, SMALL, TODAY, Project

FAQ, GUIDE, HOME = "data/faq/chat.yml", "content/guides/one.md", "content/index.md"
SAFE = GOOD
EMAIL = "jane.doe@" + "company.co"
HOOK = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]


def run(root: Path, *arguments: str, today: str = "2026-06-02") -> tuple[int, str]:
    """Run a command, and return its exit code and what it prints."""
    result = CliRunner().invoke(cli, ["--project", str(root), "--today", today, *arguments])
    return result.exit_code, result.output


def build(root: Path) -> tuple[int, str]:
    """Build the site."""
    return run(root, "build", "--engine", "none")


def check(root: Path) -> tuple[int, str]:
    """Judge the project."""
    return run(root, "check", "--format", "text", "--all")


def hook(root: Path) -> tuple[int, str]:
    """Do what happens before a commit."""
    return run(root, *HOOK["args"])


def serve(root: Path) -> tuple[int, str]:
    """Build as a server does at a save, and return the exit code that the problems call for."""
    errors: list[ProblemsError | None] = []

    class OneBuild:
        """A server that builds once and goes."""

        url = ""

        def __init__(self, *arguments: Any) -> None:
            self.build_once = arguments[2]

        def run(self) -> None:
            errors.append(self.build_once(Viewer()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("proofpack.site.serve.Server", OneBuild)
        output = run(root, "serve")[1]
    (error,) = errors
    return (error.exit if error else 0), output


COMMANDS = (build, serve, check, hook)


def site(root: Path) -> dict[str, bytes]:
    """Return everything that is built."""
    files = (path for path in sorted((root / "build").rglob("*")) if path.is_file())
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in files
        if path.parent.name != "build" and path.suffix != ".lock"
    }


def planted(value: str) -> dict[str, tuple[dict[str, str | bytes], int]]:
    """Return files that hold a value, each kind of place once, and the exit code that they call for."""
    faq, guide, home = SAFE.get(FAQ, SMALL[FAQ]), SAFE[GUIDE], SMALL[HOME]
    half = len(value) // 2
    about = "---\ntitle: About\ndescription: About us.\n---\n\nWords.\n"
    places: dict[str, tuple[dict[str, str | bytes], int]] = {
        "value": ({FAQ: faq.replace("It is", f"{value} is")}, 1),
        "folded value": (
            {FAQ: faq.replace("It is to verify.", f'"{value[:half]}\\\n      {value[half:]}"')},
            1,
        ),
        "comment": ({FAQ: f"# {value}\n{faq}"}, 1),
        "comment of the policy": (
            {"data/policy.yml": SMALL["data/policy.yml"] + f"# {value}\n"},
            1,
        ),
        "guide": ({GUIDE: f"{guide}\nSend `{value}` along.\n"}, 1),
        "comment of a guide": ({GUIDE: f"{guide}\n<!-- {value} -->\n"}, 1),
        "page": ({HOME: f"{home}\nSend `{value}` along.\n"}, 1),
        "page in a folder": ({"content/about/us.md": about + value + "\n"}, 1),
        "front matter": ({HOME: home.replace("A small project.", f"A {value} project.")}, 1),
        "front matter of a guide": ({GUIDE: guide.replace("A small guide.", f"A {value}.")}, 1),
        "id that is unknown": ({GUIDE: guide.replace("owner: docs", f"owner: {value}")}, 1),
        "key that is unknown": ({FAQ: f"{value}: x\n{faq}"}, 1),
        "YAML that does not parse": ({FAQ: f"{faq}# {value}\nquestions: [\n"}, 2),
        "YAML in another encoding": ({FAQ: f"# {value} caf\xe9\n{faq}".encode("latin-1")}, 2),
        "page in UTF-16": ({HOME: f"{home}\n{value}\n".encode("utf-16")}, 2),
        "page with a control character": ({HOME: f"{home}\n{value}\0\n"}, 1),
        "page without front matter": ({HOME: f"Send {value}.\n"}, 1),
        "file of no kind": ({"data/notes.txt": f"{value}\n"}, 2),
        "name of a data file": ({f"data/faq/{value}.yml": faq}, 2),
        "name of a picture": ({f"content/pictures/{value}.png": b"\x89PNG\0"}, 1),
        "other file of the site": ({"content/files/a.json": json.dumps({"a": value})}, 1),
        "table in Latin-1": ({"content/files/a.csv": f"caf\xe9,{value}\n".encode("latin-1")}, 1),
        "table in UTF-16": ({"content/files/a.csv": f"a\t{value}\n".encode("utf-16")}, 1),
        "configuration": (
            {"mkdocs.yml": SMALL["mkdocs.yml"] + f"extra: {{team: {{key: {value}}}}}\n"},
            1,
        ),
        "template of the theme": (
            {
                "mkdocs.yml": SMALL["mkdocs.yml"].replace("font:", "custom_dir: own, font:"),
                "own/partials/a.html": f"<script>const key = '{value}'</script>",
            },
            1,
        ),
    }
    return places


PLACES = planted(KEY)


def put(root: Path, files: dict[str, str | bytes]) -> None:
    """Write files into a project."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_a_credential_stops_every_command_wherever_it_stands(project: Project, place: str) -> None:
    """It is named once and never repeated, exit codes are those of `check`, and nothing is written."""
    files, code = PLACES[place]
    root = project(SAFE)
    put(root, files)
    for command in COMMANDS:
        exit_code, output = command(root)
        assert exit_code == code, (command.__name__, output)
        assert output.count("error secret-provider-key") == 1, (command.__name__, output)
        assert KEY[:8] not in output
        assert KEY[-12:] not in output
    assert site(root) == {}


def test_without_it_every_command_goes_through(project: Project) -> None:
    """So what stops them above is the credential, and the files alone do not."""
    root = project(SAFE)
    put(root, planted("a harmless word")["other file of the site"][0])
    for command in (build, check, hook):
        assert command(root)[0] == 0, command.__name__
    assert "build/docs/files/a.json" in site(root)


# Shapes from the documentation of services, and from what people have published by mistake. The
# values are made here.
PUBLISHED = {
    "signed address of a picture": (
        "![a](https://b.s3.us-west-2.amazonaws.com/u.png?X-Amz-Algorithm=AWS4-HMAC-SHA256"
        "&X-Amz-Date=20250914T212400Z&X-Amz-Expires=3600&X-Amz-Signature={hex:64}"
        "&X-Amz-SignedHeaders=host&x-id=GetObject)"
    ),
    "shared access signature": (
        "https://acct.blob.core.windows.net/c/b?sv=2021-12-02&spr=https&se=2023-12-14T04%3A42%3A55Z"
        "&sr=c&sp=r&sig={base62:20}%2B{base62:21}%3D&rscd=foo"
    ),
    "signature without its address": (
        "SECRET = 'sv=2018-03-28&ss=bfqt&srt=sco&sp=rwdlacup&spr=https&sig={base62:43}%3D'"
    ),
    "signed address of a bucket": (
        "https://storage.googleapis.com/b/o?GoogleAccessId=a&Expires=1700000000"
        "&Signature={base62:80}%2B{base62:80}%3D%3D"
    ),
    "connection of a bus": (
        "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={base64:43}="
    ),
    "connection of a database": "mongodb+srv://admin:{base62:16}@cluster0.abcde.mongodb.net/test",
    "settings of a package client": (
        "//registry.npmjs.org/:_authToken={hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}"
    ),
    "tunnel": "    [Interface]\n    PrivateKey = {base64:43}=",
    "session of a browser": "    Cookie: theme=dark; sessionid={base62:32}",
    "connection of a store": (
        "DefaultEndpointsProtocol=https;AccountName=acct;AccountKey={base64:86}==;"
        "EndpointSuffix=core.windows.net"
    ),
    "hook of a chat": "https://discord" + ".com/api/webhooks/{digits:19}/{base62:68}",
    "address of a bot": "https://api.telegram.org/bot{digits:10}:AA{base62:33}/sendMessage",
    "login at a registry": '    {"auths": {"docker.pkg.github.com": {"auth": "{base64:70}=="}}}',
    "key of a cluster": "    client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ{base64:200}=",
    "header of a search engine": "    Authorization: ApiKey {base64:60}==",
}


@pytest.mark.parametrize("shape", PUBLISHED)
@pytest.mark.parametrize("name", [GUIDE, HOME])
def test_shapes_that_services_publish_stop_a_build(project: Project, name: str, shape: str) -> None:
    """Keys, tokens, passwords, cookies and signed addresses; on a guide and on any other page."""
    root = project({**SAFE, name: SAFE.get(name, SMALL[name]) + f"\n{expand(PUBLISHED[shape])}\n"})
    code, output = build(root)
    assert (code, "error secret-" in output) == (1, True)
    assert site(root) == {}


BROKEN = {
    "a key that is not known": (SMALL[FAQ].replace("answer:", "anser:"), 1, "error unknown-key"),
    "a file that is no YAML": ("title: [", 2, f"{FAQ}:2:1: error yaml"),
}


@pytest.mark.parametrize(
    ("settings", "policy", "place"),
    [
        ("exclude_docs: '!.well-known'\n", "", "content/.well-known/a.txt"),
        ("exclude_docs: '!.well-known'\n", "", "content/.well-known/below/page.md"),
        ("docs_dir: content\n", "adopted: true\n", "content/notes.md.orig"),
    ],
)
def test_what_an_engine_publishes_is_looked_at(
    project: Project, settings: str, policy: str, place: str
) -> None:
    """Hidden files that settings let through, and what editors leave in a site of MkDocs' own."""
    config = f"site_name: Small\nsite_url: https://docs.example.org/\n{settings}"
    files = {"mkdocs.yml": config, "data/policy.yml": policy + SMALL["data/policy.yml"]}
    root = project({**files, place: f"The key is {KEY}.\n"})
    for command in (build, check):
        code, output = command(root)
        assert code == 1
        assert f"{place}:1:12: error secret-" in output


@pytest.mark.parametrize("fault", BROKEN)
def test_a_credential_is_told_beside_what_else_is_wrong(project: Project, fault: str) -> None:
    """Also where another file is not valid, or cannot be read; and where a statement stops the build."""
    text, code, line = BROKEN[fault]
    root = project({**SAFE, FAQ: text, GUIDE: SAFE[GUIDE] + PRICE, HOME: f"{SMALL[HOME]}\n{KEY}\n"})
    for command in COMMANDS:
        exit_code, output = command(root)
        assert exit_code == code, command.__name__
        for told in (line, f"{HOME}:8:1: error secret-provider-key", "error claim-price"):
            assert told in output, command.__name__


def test_the_last_good_site_stays_when_a_save_brings_a_credential(project: Project) -> None:
    """And the next save without it is built."""
    root = project(SAFE)
    pipeline = Pipeline(root, lambda *_: {}, Gates())
    pipeline.build(TODAY, None, lambda *_: None)
    before = site(root)
    assert "build/docs/index.md" in before
    put(root, PLACES["page"][0])
    with pytest.raises(ProblemsError, match="secret-provider-key"):
        pipeline.build(TODAY, None, lambda *_: None)
    assert site(root) == before
    put(root, {HOME: SMALL[HOME] + "\nWithout.\n"})
    pipeline.build(TODAY, None, lambda *_: None)
    assert b"Without." in site(root)["build/docs/index.md"]


def test_a_kept_build_looks_at_a_file_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit of a page, at that page alone, whatever was read anew."""
    root = project({**SAFE, "content/files/a.json": "{}"})
    seen: list[str] = []

    def counted(secrets: Secrets, path: str, text: str, values: Iterable[Value]) -> list[Match]:
        seen.append(path)
        return matches_in(secrets, path, text, values)

    monkeypatch.setattr("proofpack.secrets.matches_in", counted)
    pipeline = Pipeline(root, lambda *_: {}, Gates())
    pipeline.read(TODAY)
    assert len(seen) == len(set(seen)) > 8
    assert {"mkdocs.yml", "content/files/a.json", HOME, FAQ} <= set(seen)
    seen.clear()
    put(root, PLACES["page"][0])
    for _ in range(2):
        with pytest.raises(ProblemsError, match="secret-provider-key"):
            pipeline.read(TODAY)
    assert seen == [HOME]


EVERYTHING = "'[^\\n]{1,4000}'"
RULE = (
    "    about: a nickname\n    pattern: 'sk-[A-Za-z0-9_-]{8,400}'\n    instead: <NAME>\n"
    "    matches: [a]\n    passes: [b]\n"
)
OFF = {
    "baseline": {
        "data/baseline.yml": "known:\n  - {rule: secret-provider-key, path: content/index.md,"
        " reason: Old, expires: 2027-01-01}\n"
    },
    "harmless forms": {
        "data/rules/zz.yml": f"harmless:\n  - id: all\n    about: all\n    pattern: {EVERYTHING}\n"
    },
    "rule before it": {
        "data/rules/a.yml": f"secrets:\n  - id: nickname\n    kind: personal\n{RULE}"
    },
    "rule of its name": {
        "data/rules/zz.yml": f"secrets:\n  - id: provider-key\n    kind: personal\n{RULE}"
    },
}


@pytest.mark.parametrize("way", OFF)
def test_no_file_of_a_project_switches_its_rule_off(project: Project, way: str) -> None:
    """Neither the baseline, nor rules of one's own that say that all is harmless, or personal."""
    root = project({**SAFE, **OFF[way], HOME: f"{SMALL[HOME]}\n{KEY}\n"})
    for command in COMMANDS:
        code, output = command(root)
        assert code == (2 if "duplicate-id" in output else 1), (command.__name__, output)
        assert f"{HOME}:8:1: error secret-provider-key" in output, command.__name__


def test_pixels_in_a_drawing_are_no_text_and_what_stands_beside_them_is(project: Project) -> None:
    """Rows of letters that look like a token stand in many a picture."""
    token = "EAA" + "Ap" + "x9K4" * 20
    pixels = f'<svg><image href="data:image/png;base64,iVBOR\n{token}\n"/></svg>\n'
    root = project({**SAFE, "content/a.svg": pixels})
    assert build(root)[0] == 0
    root = project({**SAFE, "content/a.svg": f"{pixels}<!-- {token} -->\n"})
    code, output = build(root)
    assert code == 1
    assert "content/a.svg:4:6: error secret-service-token" in output


def test_asking_for_another_rule_hides_no_credential(project: Project) -> None:
    """It is told in any case; personal data is told when it is asked for."""
    root = project({**SAFE, GUIDE: f"{SAFE[GUIDE]}\n{KEY} {EMAIL}\n"})
    code, output = run(root, "check", "--only", "unused-source")
    assert (code, "secret-provider-key" in output, "secret-email" in output) == (1, True, False)


def test_a_value_is_excepted_until_its_day(project: Project) -> None:
    """By rule and digest, for a build as for a check; the same rule still finds another value."""
    root = project({**SAFE, HOME: f"{SMALL[HOME]}\n{KEY}\n"})
    finding = next(line for line in check(root)[1].splitlines() if "secret-" in line)
    digest = finding.partition("digest ")[2][:12]
    entry = f"known:\n  - rule: provider-key\n    digest: {digest}\n    reason: Revoked.\n"
    put(root, {"data/rules/known.yml": f"{entry}    expires: 2026-07-01\n"})
    for command in (["build", "--engine", "none"], ["check"]):
        assert run(root, *command)[0] == 0
        code, output = run(root, *command, today="2026-07-02")
        assert (code, "accepted only until 2026-07-01" in output) == (1, True)
    put(root, {HOME: f"{SMALL[HOME]}\n{KEY[::-1].replace('-ks', '')} {expand('sk-{base62:48}')}\n"})
    assert build(root)[0] == 1


def levels(output: str) -> list[tuple[str, str]]:
    """Return file and level of each finding of personal data."""
    lines = [line for line in output.splitlines() if " secret-email" in line]
    return [(line.partition(":")[0], line.split(": ")[1].split()[0]) for line in lines]


@pytest.mark.parametrize(
    ("place", "name", "level"),
    [
        ("value", FAQ, "error"),
        ("comment", FAQ, "error"),
        ("guide", GUIDE, "error"),
        ("front matter of a guide", GUIDE, "error"),
        ("page", HOME, "warning"),
        ("front matter", HOME, "warning"),
        ("page in a folder", "content/about/us.md", "warning"),
        ("other file of the site", "content/files/a.json", "warning"),
        ("configuration", "mkdocs.yml", "warning"),
    ],
)
def test_personal_data_is_an_error_in_data_and_guides_and_elsewhere_a_warning(
    project: Project, place: str, name: str, level: str
) -> None:
    """It stops no build; `check` and the hook fail for it where it is an error."""
    root = project(SAFE)
    put(root, planted(EMAIL)[place][0])
    assert build(root)[0] == 0
    for command in (check, hook):
        code, output = command(root)
        assert levels(output) == [(name, level)], output
        assert code == (1 if level == "error" else 0)
        assert EMAIL not in output


def test_personal_data_on_pages_is_told_once_for_each_value(project: Project) -> None:
    """At its first place, with the number of others; what is an error is told at every place."""
    other = "john@" + "company.co"
    root = project({**SAFE, HOME: f"{SMALL[HOME]}\n{EMAIL}, {other}\n\n{EMAIL}\n"})
    put(root, planted(EMAIL)["page in a folder"][0])
    code, output = check(root)
    lines = [line for line in output.splitlines() if "secret-email" in line]
    assert (code, levels(output)) == (0, [("content/about/us.md", "warning"), (HOME, "warning")])
    assert "), and in 2 places more. Replace it by <EMAIL>." in lines[0]
    assert lines[1].startswith(f"{Place(HOME, 8, len(EMAIL) + 3)}: warning")
    put(root, {GUIDE: f"{SAFE[GUIDE]}\n{EMAIL}\n\n{EMAIL}\n"})
    assert levels(check(root)[1])[:2] == [(GUIDE, "error")] * 2


@pytest.mark.parametrize("name", ["login", "user-password", "credentials", "auth"])
def test_a_source_may_be_called_as_a_secret_is(project: Project, name: str) -> None:
    """What the ledger says of it is digests, which are nobody's secret; a word beside it may be one."""
    source = SMALL["data/sources/api.yml"].replace("id: chat", f"id: {name}")
    contract = SMALL["data/contracts/chat.yml"].replace("chat.route", f"{name}.route")
    guide = SMALL[GUIDE].replace("^chat.route", f"^{name}.route")
    files = {"data/sources/api.yml": source, "data/contracts/chat.yml": contract, GUIDE: guide}
    root = project(files)
    assert run(root, "stamp", name, "--by", "am")[0] == 0
    ledger = root / "data" / "ledger.yml"
    assert f"  {name}:\n    check: " in ledger.read_text()
    assert "secret-" not in check(root)[1]
    ledger.write_text(f"{ledger.read_text()}\n# {name}: {'Tr0ub4dor' + '-and-3'}\n")
    assert "secret-" in check(root)[1]
