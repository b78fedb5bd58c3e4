"""A decision table for tests."""

from __future__ import annotations

TABLE = """\
title: What do you see?
description: What came back, and what to do.
inputs:
  status: {label: HTTP status, values: {none: no answer}}
  code: {label: Error code}
verdicts:
  retry: Retry
  do-not-retry: Do not retry
  ask: Ask a person
facets:
  means: What it means
  next: Next step
asserts: [means]
rows:
  - id: server
    title: The server fails
    when: {status: ["500", "503"]}
    verdict: retry
    facts: [chat.route]
    tunable: {label: Longest wait, default: 30 s}
    facets: {means: The server failed., next: Send it again.}
    fallback: What it means is open.
  - id: malformed
    title: 500 with bad_field
    when: {status: ["500"], code: [bad_field]}
    verdict: do-not-retry
    sources: [chat]
    facets: {means: The request is malformed., next: Mend it.}
  - id: refused
    title: 403, a field
    when: {status: ["403"]}
    verdict: do-not-retry
    facts: [chat.route]
    facets: {means: A field is refused., next: Take it out.}
  - id: blocked
    title: 403, blocked
    when: {status: ["403"]}
    verdict: do-not-retry
    facts: [chat.route]
    facets: {means: The request is blocked., next: Send less.}
  - id: silent
    title: No answer
    when: {status: [none]}
    verdict: ask
    confirmed: {standing: internal-policy, by: Docs, on: 2026-05-01, basis: Nobody knows., }
    facets: {means: No status came., next: Ask.}
"""
