"""SARIF 2.1.0, which code scanning services and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from urllib.parse import quote

from proofpack import __version__
from proofpack.check.rule_docs import pages
from proofpack.check.run import CheckResult
from proofpack.model.problems import Problem


def format_result(result: CheckResult) -> str:
    """Return one run with its rules and results; what the baseline lets through is suppressed."""
    used = sorted({problem.rule for problem in (*result.problems, *result.known)})
    texts = {page.id: page.text for page in pages()}
    rules = [_rule(name, texts.get(name, name)) for name in used]
    seen: Counter[str] = Counter()
    results = [
        _result(problem, used.index(problem.rule), seen, known=known)
        for known, problems in ((False, result.problems), (True, result.known))
        for problem in problems
    ]
    driver = {"name": "Proofpack", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    log = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(name: str, text: str) -> dict[str, object]:
    summary = text.partition("\n")[0]
    return {
        "id": name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": " ".join(text.split())},
    }


def _result(problem: Problem, rule: int, seen: Counter[str], *, known: bool) -> dict[str, object]:
    place = problem.place
    key = f"{problem.key}: " if problem.key else ""
    # Lines move when something above is edited, and words when a day goes by; the finding is the same.
    identity = f"{problem.rule}\0{place.path}\0{problem.key}"
    seen[identity] += 1
    identity += f"\0{seen[identity]}"
    result: dict[str, object] = {
        "ruleId": problem.rule,
        "ruleIndex": rule,
        "level": problem.level,
        "message": {"text": f"{key}{problem.what}. {problem.remedy}".strip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(place.path), "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
        "partialFingerprints": {
            "proofpack/v1": hashlib.sha256(identity.encode()).hexdigest()[:32],
        },
    }
    if known:
        result["suppressions"] = [{"kind": "external", "justification": "In the baseline."}]
    return result
