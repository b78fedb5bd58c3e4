"""Notices: sentences that say of something that it is no more, is old, or has moved.

A notice is judged by being new since its passage was accepted, so its pattern may be wide. It leaves out
what happens to somebody's data in the ordinary course ("if a token is removed"): conditions.
"""

from __future__ import annotations

import re

_GONE = (
    r"deprecat(?:ed|ion|es|ing)|obsoleted?|obsolescence|removed|retir(?:ed|ement|ing)|discontinued"
    r"|discontinuation|decommission(?:ed|ing)|supersed(?:ed|es)|superceded|withdrawn|sunset(?:ted|ting)?"
    r"|unsupported|unmaintained|abandoned|end[- ]of[- ](?:life|support|sale)|eol|phas(?:ed|ing) out"
    r"|shut(?:ting)? down|turned off|maintenance mode|stop(?:s|ped)? working|replaced by|replaces"
    r"|no longer (?:\w+ly )?(?:be )?(?:supported|supports?|available|maintained|updated|valid|accepted"
    r"|accepts?|works?|offered|active|accessible|exists?|developed|applies|apply|used|in use|receives?"
    r"|served|sold|possible|functional|under|(?:the )?recommended)"
    r"|not (?:supported|recommended|maintained|updated) any ?(?:more|longer)"
    r"|(?:has|have|had|was|were) (?:been )?(?:moved|renamed|migrated|replaced|archived|merged)"
    r"|will (?:be )?(?:removed|deprecated|retired?|shut|discontinued?|turned off|disabled|replaced"
    r"|decommissioned|archived|cease|stop|go away)"
    r"|legacy (?:version|documentation|docs|api|page|feature)"
    r"|(?:old|older|previous|earlier|outdated|archived|unreleased|development|prior) (?:version|release"
    r"|documentation|docs)|(?:latest|current|newest|newer) version"
)
_NOTICE = re.compile(rf"\b(?:{_GONE})\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:if|when|whenever|once|unless|after|where|because|which|until|can|could)\b|\?",
    re.IGNORECASE,
)


def may_have_notices(text: str) -> bool:
    """Return whether a text holds a word of a notice at all."""
    return _NOTICE.search(text) is not None


def is_notice(sentence: str) -> bool:
    """Return whether a sentence says of something that it is no more, is old, or has moved."""
    match = _NOTICE.search(sentence)
    return match is not None and not _CONDITION.search(sentence, 0, match.start())
