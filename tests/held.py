"""A worksheet whose answers are held to each other."""

from __future__ import annotations

from typing import Any

HELD = """\
title: Held together
version: 1
purpose: Shows answers that are held to other answers.
parts:
  - id: record
    kind: record
    title: Record
    fields:
      - {id: first, label: First sent, type: utc-time}
      - {id: last, label: Last sent, type: utc-time, after: first}
      - {id: planned, label: Planned for, type: utc-time, sensitivity: internal}
      - {id: begun, label: Begun, type: utc-time, after: planned}
      - id: http_status
        label: HTTP status
        type: code
        format: http-status
        choices: [{id: none, label: no response}]
        same_as: record.attempt.http_status
        matched_by: attempt_number
      - {id: error_code, label: Error code, when: {shape: [error_json], ending: [give-up]}}
      - {id: shape, label: Shape, type: choice, choices: [json, error_json]}
      - {id: decision, label: Decision, type: choice, decided_by: ending}
      - {id: attempt_number, label: Attempt number, type: number, format: count}
      - {id: attempts_total, label: Attempts in all, type: number, counts: record.attempt}
      - id: result
        label: Result
        type: choice
        choices:
          - {id: pass, label: all of it holds, needs: [safety]}
          - {id: fail, label: all but one of it holds, needs: [safety]}
          - {id: inconclusive, label: it was not looked at}
      - id: attempt
        label: Attempt
        type: group
        repeat: true
        ordered_by: attempt_number
        fields:
          - {id: attempt_number, label: Number, type: number}
          - {id: http_status, label: Status, format: http-status}
  - id: ending
    kind: decision
    title: Ending
    options:
      - {id: give-up, label: Give up, when: [No attempt is left.], needs: [safety]}
      - {id: go-on, label: Go on, when: [One is left.]}
  - id: safety
    kind: checklist
    title: Safety
    items: [{id: keys, label: No key is in it.}, {id: names, label: No name is in it.}]
  - id: message
    kind: message
    title: Message
    template:
      - text: 'Status {record.http_status}; we {record.decision}. Result: {record.result}.'
      - {text: All of it holds., when: {record.result: [pass]}}
      - {text: Something is open., unless: {record.result: [pass, fail]}}
"""

ANSWERS: dict[str, dict[str, Any]] = {
    "record": {
        "first": "25/Jun/2026:05:14:30 +0200",
        "last": "2026-06-25T03:12:00Z",
        "http_status": "503",
        "shape": "error_json",
        "decision": "go-on",
        "attempt_number": "1",
        "attempts_total": "3",
        "attempt": [
            {"attempt_number": "2", "http_status": "none"},
            {"attempt_number": "1", "http_status": "500"},
        ],
        "result": "pass",
    },
    "ending": {"option": "give-up"},
    "safety": {"keys": "done", "names": "open"},
}
"""Answers that contradict each other in each way there is."""

FOUND = {
    "record.attempt[0].http_status": "bad-http-status",
    "record.last": "too-early",
    "record.http_status": "differs",
    "record.error_code": "missing-when",
    "record.decision": "not-decided",
    "record.attempts_total": "miscounted",
    "record.result": "rests-on-open",
    "record.attempt[1].attempt_number": "out-of-order",
    "ending.option": "rests-on-open",
}
"""What is found in them: the rule by its place."""
