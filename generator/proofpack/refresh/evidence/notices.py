"""Notices: sentences that say of something that it is no more, is old, or has moved.

A notice is judged by being new since its passage was accepted, so its pattern may be wide. It leaves out
what happens to somebody's data in the ordinary course ("if a token is removed"): conditions.
"""

from __future__ import annotations

import re

from proofpack.text.prefilter import LazyPattern, Prefilter

_STATES = (
    r"deprecat\w+|obsol\w+|retir(?:ed|ing|ement)|discontinu(?:ed|ing|ation)|decommission\w*"
    r"|supers?c?eded?|withdrawn|sunset\w*|unmaintained"
    r"|(?:is|are|now|becomes?) unsupported|unsupported versions?|abandoned|archiv(?:ed|al)|outdated"
    r"|legacy|discouraged|out[- ]of[- ](?:date|support|maintenance)"
    r"|end[- ]of[- ](?:life|support|sale|maintenance)|eol|reached (?:its|the) end|phas(?:ed|ing) out"
    r"|shut(?:ting)? down|winding down|turned off|taken (?:down|offline)|maintenance mode"
    r"|(?:historical|archival) (?:reference|reasons|purposes|interest)|static snapshot"
)
"""What a thing is that is no more."""
_STAYS = r"than\b|needs?\b|needed|necessary|requires?\b|required|have\b|has\b"
_ENDS = (
    r"(?:was|were|been|be|being|got|now) (?:\w+ly )?removed|removed (?:in|since|as of|after|on|by)"
    rf"|replaces|replaced by|no longer (?!{_STAYS})\w+"
    r"|not (?:be )?(?:actively )?(?:supported|recommended|maintained|updated|developed)"
    r" any ?(?:more|longer)"
    r"|(?:is|are) not (?:actively |being )+(?:supported|maintained|updated|developed)"
    r"|not (?:be used|recommended) (?:for|in) (?:new|the development)"
    r"|(?:closed|not (?:open|available)) (?:to|for) new"
    r"|no new (?:features?|customers|users|accounts|projects|releases|versions)"
    r"|(?:has|have|had|was|were) (?:been )?(?:moved|renamed|migrated|replaced|merged|frozen)"
    r"|being (?:\w+ly )?(?:disabled|migrated|replaced|moved|merged)"
    r"|(?:will|to) (?:be )?(?:\w+ly )?(?:removed?|retire|shut|discontinue|turned off|disabled|replaced"
    r"|cease|disappear|stop working)|(?:going|goes|go) away"
    r"|stop(?:s|ped|ping)? (?:\w+ly )?(?:working|publishing|supporting|accepting|updating"
    r"|maintaining)"
    r"|support (?:\w+ ){0,3}(?:ends|ended|will end)|(?:is|are) now (?:part of|called|known as|found|at)"
    r"|now lives?|(?:maintained|documented|lives?|found) elsewhere|new home|will be redirected"
    r"|(?:migrate|upgrade|switch|move) to (?:the new|our new|v\d|version \d|the latest|the current)"
    r"|(?:do not|don't|never) use (?:this|it|them|these)"
    r"|recommend (?:migrating|upgrading|switching|moving)"
    r"|please (?:use|see|visit|refer to|migrate|upgrade|switch) [^.]{1,60} instead"
)
"""What ends, and where it goes on."""
_VERSIONS = (
    r"(?:old|older|previous|earlier|outdated|unreleased|development|prior|nightly|pre-?release|unstable)"
    r" (?:version|release|documentation|docs|edition)s?"
    r"|(?:latest|current|newest|newer|up[- ]to[- ]date|most recent) (?:version|release|documentation"
    r"|docs|edition)|stable (?:documentation|docs)"
    r"|(?:documentation|docs|manual) (?:is )?(?:for|of) (?:the )?(?:version|release|v\d|\d)"
)
"""Of which version a page tells."""
_PATTERN = LazyPattern(rf"\b(?:{_STATES}|{_ENDS}|{_VERSIONS})\b")
_ALONE_WORDS = LazyPattern("removed|unsupported")
_NOTICE = re.compile(_PATTERN.pattern, _PATTERN.flags)
_WORDS = Prefilter([(None, _PATTERN), (None, _ALONE_WORDS)])
"""Most pages have no word of a notice, which takes a twentieth of the time to tell so."""
_CONDITION = re.compile(
    r"\b(?:if|when|whenever|once|unless|after|where|because|which|until|can|could)\b|\?",
    re.IGNORECASE,
)

_DENIED = re.compile(r"(?:\bnot|\bnever|n't)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_ALONE = re.compile(r"\W*(?:removed|unsupported)\W*", re.IGNORECASE)
"""A badge that holds one word."""


def may_have_notices(text: str) -> bool:
    """Return whether a text, short or long, holds a word of a notice at all."""
    return any(True for _ in _WORDS.find([text]))


def is_notice(sentence: str) -> bool:
    """Return whether a sentence says of something that it is no more, is old, or has moved."""
    match = _NOTICE.search(sentence)
    if match is None or _CONDITION.search(sentence, 0, match.start()):
        return _ALONE.fullmatch(sentence) is not None
    return not _DENIED.search(sentence[: match.start()])
