"""Retractions: words by which a page takes back what it says, for `context.py`.

They are English, like the pages that guides cite. A sign counts only in its place; the same word
elsewhere in a sentence is ordinary prose.
"""

from __future__ import annotations

import re

from proofpack.text.prefilter import LazyPattern

_GONE = (
    r"(?:deprecated|obsoleted?|removed|retired|superseded|discontinued|withdrawn|outdated|abandoned"
    r"|sunset(?:ted)?|decommissioned|unsupported|not\ssupported(?!\s(?:by|on|in|for|with)\b)"
    r"|no\slonger|replaced\sby|end[-\s]of[-\s]life|out\sof\sdate|phased\sout|shut\sdown"
    r"|ignored(?=\s(?:since|as\sof|from)\s))"
)
_CONTRACTED = (
    r"(?:can|do|does|did|is|are|was|were|wo|should|must|would|could|has|have|had|need)n?'t"
)
_AUXILIARY = (
    r"(?:do|does|did|is|are|was|were|will|should|shall|must|can|could|may|might|has|have|had|would"
    r"|need)"
)
_ADVERB = r"(?:\s(?:now|also|being|been|currently|already|therefore|longer|ever))?"
_NOT = r"not(?!\s(?:only|just|merely|simply)\b)"
_IS = r"(?:is|are|was|were|has\sbeen|have\sbeen|had\sbeen|will\sbe|became|becomes)"
_UNTRUE = r"(?:incorrect|wrong|untrue|false|a\smistake|an\serror\sin\sthis\spage)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
_WHEN = rf"(?:version\b|v\d|release\b|\d|{_MONTH}|recently\b|now\b|the\send\sof\b|last\b)"
_ALERT = r"(?:(?:note|warning|caution|important|danger|notice|info|attention)\W+)?"
_SINCE = r"(?:\s*(?:since|in|as\sof|from|after|on|with)\s[^:!?]{0,40}?)?"
_WHOLE = r"(?:page|document|documentation|article|guide|site|manual|tutorial)"
_PART = (
    r"(?:endpoint|route|api|version|method|operation|service|interface|section|resource|path|url|host"
    r"|approach|advice|guidance|rule|behaviou?r|policy|product|sdk|library)"
)
_OTHER_CLAUSE = (
    r"(?:and|or|but|however|while|whereas|because|since|so|unless|if|when|where|although|though|that"
    r"|which|who|then|yet|to|for|it|you|we|they)\b"
)

GONE = re.compile(rf"\b{_GONE}\b", re.IGNORECASE)
"""Any word for what is no more: where none stands, most checks can be spared."""
GONE_IN_LOWER = LazyPattern(rf"\b{_GONE}\b", re.NOFLAG)
"""The same in small letters, where it is found in a fifth of the time."""

TITLE = re.compile(r"^[^.:!?]{1,40}:\s+(?=\S)")
"""The name of a point, before what it says."""

CLAUSE = re.compile(
    r"[,;:()\[\]]|\s-\s|\b(?:but|however|while|whereas|because|since|so|unless|if|when|whenever"
    r"|where|although|though|once|then|yet)\b",
    re.IGNORECASE,
)
"""What separates a clause from the next."""

SENTENCE = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)[.!?][\"')\]]*\s+(?=[\"'(\[<]*[A-Z0-9]|\Z)|;\s+")
"""What separates a sentence from the next."""

BEFORE = re.compile(
    rf"(?<!that\s)(?<!which\s)(?<!who\s)\b{_AUXILIARY}{_ADVERB}\s(?:{_NOT}|never|in\sno)\b"
    rf"|\b(?:{_CONTRACTED}|cannot|never|no\slonger|neither|nor|rather\sthan|instead\sof|avoid"
    rf"|refrain|myth|{_UNTRUE}|{_GONE}|used\sto|formerly|previously|no\sneed\sto"
    rf"|contrary\sto)\b"
    rf"|\b{_NOT}\s(?:\S+\s){{0,2}}\Z"
    rf"|\b(?:was|were)\b[^.]{{0,30}}\b(?:until|before)\s{_WHEN}",
    re.IGNORECASE,
)
"""In the clause before a quote: a sign that governs it."""

MARKED = re.compile(rf"[(\[]\s*{_GONE}[^)\]]{{0,40}}[)\]]\s+(?:[^\s,;]+\s){{0,2}}\Z", re.IGNORECASE)
"""In brackets, close before a quote."""

ORDER = re.compile(
    rf"^\W*(?:do\snot|don't|never|avoid|it\sis\s(?:not\s(?:true|so|the\scase)|{_UNTRUE})\sthat)\b"
    rf"(?!.*(?:[;:]|\s-\s|,\s(?:and|or|then)\b|\b(?:but|instead|rather|however|unless|if|when"
    rf"|because|since|so|while)\b))",
    re.IGNORECASE,
)
"""At the head of a sentence: an order not to, which no other clause has ended yet."""

AFTER = re.compile(
    rf"^[\s\"']*(?:(?!{_OTHER_CLAUSE})[\w/-]+\s){{0,3}}?"
    rf"(?:{_AUXILIARY}{_ADVERB}\s(?:{_NOT}|never)\b|{_CONTRACTED}\b|cannot\b|{_IS}{_ADVERB}\s"
    rf"(?:{_GONE}|{_UNTRUE})\b)"
    rf"|^[\s\"']*(?:{_GONE}|{_NOT}|never)\b"
    rf"|^[^,;:()]{{0,40}}\b(?:was|were)\b[^.]{{0,30}}\b(?:until|before)\s{_WHEN}"
    rf"|^[\s\"']*until\s{_WHEN}",
    re.IGNORECASE,
)
"""Directly behind a quote, in its clause."""

ASIDE = re.compile(
    rf"^[\s\"']*(?:[(\[]|-\s|,\s?)\s*(?:now\s|was\s|but\s|which\sis\s)?"
    rf"(?:{_GONE}|not\s(?:any\s?more|true|recommended|valid|allowed)|until\s{_WHEN})",
    re.IGNORECASE,
)
"""In brackets or set off by a comma, behind a quote."""

LATER = re.compile(
    rf"\b(?:this|it|that|which|these|they|both)\s(?:{_PART}\s|rule\s|statement\s|sentence\s)?"
    rf"(?:{_IS}\s(?:now\s|also\s|being\s|since\s)?(?:{_GONE}|not\s(?:true|valid|the\scase)|{_UNTRUE})"
    rf"|no\slonger)\b(?!\s(?:that|to)\b)",
    re.IGNORECASE,
)
"""Of the quote, by a pronoun."""

LABEL = re.compile(
    rf"^\W*{_ALERT}(?:{_GONE}|{_UNTRUE}|do\snot|don't|never|avoid(?:\sthis)?"
    rf"|not\s(?:recommended|allowed|valid|true|so)){_SINCE}\s*(?:[:!\])]|\s-\s|\.\s*\Z|\Z)",
    re.IGNORECASE,
)
"""At the head of a sentence, with nothing but a colon or a stop behind it."""

ONCE = re.compile(
    rf"^\W*(?:previously|formerly|historically|in\sthe\spast|contrary\sto|(?:(?:it|this)\s)?used\sto"
    rf"|in\s(?:earlier|older|previous|past|prior)\s(?:versions?|editions?|releases?)"
    rf"|(?:until|before|prior\sto|up\sto)\s{_WHEN})",
    re.IGNORECASE,
)
"""At the head of a sentence that tells of the past."""

BADGE = re.compile(rf"^[^:.,()\-]{{0,60}}?(?<!\bnot )(?<!\bnever )\b{_GONE}\W*\Z", re.IGNORECASE)
"""A name with its state behind it, as in the head of a parameter."""

NOTICE = re.compile(
    rf"^\W*{_ALERT}(?:{_GONE}\W+)?(?:this|these)\s(?:[\w-]+\s){{0,2}}?(?:(?P<whole>{_WHOLE})|{_PART})s?\b"
    rf"[^.]{{0,30}}?\s(?:{_IS}\s(?:now\s|being\s)?(?:{_GONE}|archived|{_UNTRUE})|no\slonger)\b",
    re.IGNORECASE,
)
"""A sentence that speaks for the section, or for the whole page, that it heads."""

HEAD = re.compile(rf"^\W*(?:{_GONE}|{_UNTRUE})\b|\b{_GONE}\W*\Z", re.IGNORECASE)
"""A heading that speaks for what stands under it."""
