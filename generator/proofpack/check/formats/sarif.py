"""SARIF 2.1.0, which code scanning services and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from urllib.parse import quote

from proofpack import __version__
from proofpack.check.fingerprint import fingerprints
from proofpack.check.rule_docs import pages
from proofpack.check.run import CheckResult
from proofpack.model.problems import Problem

_HOME = "https://pypi.org/project/proofpack-guides/"
"""Where releases are. The page of a rule travels in `help`, so that it is that of this version."""


def format_result(result: CheckResult) -> str:
    """Return one run with its rules and results; what the baseline lets through is suppressed."""
    used = sorted({problem.rule for problem in (*result.problems, *result.known)})
    texts = {page.id: page.text for page in pages()}
    rules = [_rule(name, texts.get(name, name)) for name in used]
    problems = (*result.problems, *result.known)
    results = [
        _result(
            problem, used.index(problem.rule), fingerprint, known=position >= len(result.problems)
        )
        for position, (problem, fingerprint) in enumerate(
            zip(problems, fingerprints(problems), strict=True)
        )
    ]
    driver = {
        "name": "Proofpack",
        "semanticVersion": __version__,
        "informationUri": _HOME,
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        # Where the top of the repository lies is for the reader of the log to say.
        "originalUriBaseIds": {
            "%SRCROOT%": {"description": {"text": "The top of the repository."}}
        },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    log = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(name: str, text: str) -> dict[str, object]:
    summary, _, rest = text.partition("\n")
    return {
        "id": name,
        "name": name.title().replace("-", ""),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": " ".join(text.split())},
        "help": {"text": " ".join((rest.strip() or summary).split()), "markdown": text},
        "helpUri": _HOME,
    }


def _result(problem: Problem, rule: int, fingerprint: str, *, known: bool) -> dict[str, object]:
    place = problem.place
    uri = quote(place.path, errors="surrogateescape")
    result: dict[str, object] = {
        "ruleId": problem.rule,
        "ruleIndex": rule,
        "level": problem.level,
        "message": {"text": problem.sentences},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
        "partialFingerprints": {"proofpack/v1": fingerprint},
    }
    if known:
        result["suppressions"] = [{"kind": "external", "justification": "In the baseline."}]
    return result
