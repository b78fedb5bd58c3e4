"""Rules about texts that contradict each other: two answers to the same question.

A statement is what a clause says, without condition, of a thing that it names: that a status is retried
or not, that a thing may be sent or not. Only such plain pairs are compared: a rule that guessed at more
would be switched off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from proofpack.check import texts as words
from proofpack.check.rule import Finding, Rule, RuleContext, judged
from proofpack.model.documents import MarkdownFile, Nodes
from proofpack.model.problems import Place
from proofpack.text.markdown import sentences, text_blocks


class _Topic(NamedTuple):
    """A question to which texts give answers: of what, and what says no and yes."""

    name: str
    thing: re.Pattern[str]
    no: str
    yes: str
    asked: str

    def verdicts(self) -> re.Pattern[str]:
        """Return a pattern whose group says which answer it is."""
        return re.compile(f"(?P<no>{self.no})|(?P<yes>{self.yes})", re.IGNORECASE)


_RETRIED = r"(?:retried|repeated|re-?sent|sent again)"
_SENT = r"(?:sent(?! again)|shared|attached|pasted|included|forwarded)"
_SEND = r"(?:send|share|attach|paste|include|forward)"
_NOT = r"(?:do not|don't|does not|never|must not|may not|cannot|can not|should not)"
_ARE_NOT = (
    r"(?:(?:is|are) (?:not|never)|(?:must|may|can|should) (?:not|never) be|cannot be|\bnot|\bnever)"
)
_ARE = r"\b(?:is|are|may be|can be|must be|should be)"
_TOPICS = (
    _Topic(
        "retry",
        re.compile(
            r"(?<![\w./-])(?P<status>[45](?:\d\d|xx))(?![\w/-]|\.\d)"
            r"(?:\s+(?:answers?|responses?|errors?))?"
            r"(?:\s+(?:with|whose (?:error\.)?code is|and the code)\s+(?P<code>[a-z]+(?:_[a-z]+)+))?"
            r"|\b(?P<named>(?:client|own)(?:'s)?(?: own)? time-?out)s?\b",
            re.IGNORECASE,
        ),
        rf"{_NOT} (?:retry|repeat|resend)|{_ARE_NOT} {_RETRIED}|\bno retr(?:y|ies)\b"
        r"|\bstops? retrying|\bretries stop",
        rf"{_ARE} {_RETRIED}|(?:^|[:|]\s*|\bthen )(?:retry|retried)\b",
        r"\b(?:retr(?:y|ied)|repeat(?:ed)?|resen[dt]|sent again)\b",
    ),
    _Topic(
        "send",
        re.compile(
            r"\b(?P<named>(?:(?:production|application|server) )?log(?:s| lines?| files?)"
            r"|(?:request|trace|correlation) ids?|(?:(?:production|customer) )?(?:prompts?|transcripts?)"
            r"|screenshots?"
            r"|(?:whole|full|complete|raw) (?:requests?|responses?|(?:error )?bod(?:y|ies)|headers?))\b",
            re.IGNORECASE,
        ),
        rf"\b{_NOT} {_SEND}\b|{_ARE_NOT} {_SENT}\b|\b(?:stays?|is left|are left) out\b",
        rf"{_ARE} {_SENT}\b|^{_SEND}\b",
        rf"\b(?:{_SEND}|{_SENT})\b",
    ),
)
_VERDICTS = {topic.name: topic.verdicts() for topic in _TOPICS}
_CONDITION = re.compile(
    r"\b(?:if|unless|when|where|until|whether|only|usually|mostly|sometimes|often|may or may not|once"
    r"|before|after|(?:one|some|certain)(?= (?:\w+ ){0,2}[45]\d\d)|as they are|or leave|that|who|which"
    r"|rather|instead|example|says?|tells?|wrong)\b",
    re.IGNORECASE,
)
"""What makes an answer one of several, or one that is only told of: nothing is concluded from it."""
_APART = re.compile(r"\bexcept\b.*", re.IGNORECASE | re.DOTALL)
_QUOTED = re.compile(r"\"[^\"]*\"|\u201c[^\u201d]*\u201d|\([^)]*\)")
_CLAUSE = re.compile(r"[;\u2014]|\.\s|, (?:but|while|whereas|and (?=[45]\d\d))")
_YES_NO = re.compile(r"\W*(yes|no)\b(?!\s+(?:longer|more|one))", re.IGNORECASE)
_WORTH = re.compile(
    "|".join(topic.asked for topic in _TOPICS) + r"|\bretr(?:ies|ying)|\bout\b", re.IGNORECASE
)
_FAR = 60
"""How many characters lie between a thing and what is said of it at most."""
_STATUS = re.compile(r"[1-5]\d\d\Z")


class _Statement(NamedTuple):
    """What a text says of a thing: `yes` or `no`, and where."""

    topic: str
    thing: str
    answer: str
    path: str
    line: int
    column: int
    words: str

    @property
    def place(self) -> Place:
        return Place(self.path, self.line, self.column)


def contradiction(checked: RuleContext) -> Iterator[Finding]:
    """Two texts of the project give opposite answers to the same question.

    A guide says that a 503 is retried, and an answer that it is not; a form lets production logs be
    attached, and a guide says that they are never sent. Who reads one of them does the wrong thing, and
    who reads both trusts neither. Guides, contracts, worksheets and answers are compared with each other
    and with the rows of decision tables. A question that begins with *yes* in one place and with *no* in
    another counts, too. Only what a clause says plainly is compared: whether a status (with a code, if
    one is named) or a timeout of the client is retried, and whether a thing may be sent. What has a
    condition ("usually", "only", "unless", "if") contradicts nothing.

    Say the same in both, or say in both what makes the difference. Where both are right, name what they
    differ in: the code beside the status, or which logs.
    """
    first: dict[tuple[str, str], _Statement] = {}
    reported: set[tuple[str, str, str]] = set()
    for statement in _all(checked):
        key = (statement.topic, statement.thing)
        before = first.setdefault(key, statement)
        if before.answer == statement.answer or (*key, statement.path) in reported:
            continue
        reported.add((*key, statement.path))
        what = (
            f'{statement.thing}: "{statement.words}" here, and "{before.words}" in '
            f"{before.path}:{before.line}"
        )
        remedy = "Say the same in both, or what makes the difference."
        yield Finding(statement.place, "", what, remedy)


def _all(checked: RuleContext) -> Iterator[_Statement]:
    """Yield what is said, decision tables first: what stands against one is found in the text."""
    yield from _rows(checked)
    for file in words.files(checked):
        key = f"statements of {file.path}"
        read = partial(_summed, file)
        for line in checked.memory.summed(key, judged(checked.tree, file.path), read):
            topic, thing, answer, at, column, wording = line.split("\t")
            yield _Statement(topic, thing, answer, file.path, int(at), int(column), wording)


def _rows(checked: RuleContext) -> Iterator[_Statement]:
    """Yield what the rows of decision tables say of each status, with a code or without."""
    for table in checked.library.tables.values():
        for row in table.record.areas:
            verdict = table.record.verdicts[row.verdict]
            answer = _verdict(verdict, "retry")
            values = [value for listed in row.when.values() for value in listed]
            statuses = [value for value in values if _STATUS.match(value)]
            details = [value for value in values if value not in statuses] or [""]
            place = checked.place("area", f"{table.id}.{row.id}")
            for status in statuses if answer else ():
                for detail in details:
                    thing = f"{status} with {detail}" if detail else status
                    yield _Statement("retry", thing, answer, place.path, place.line, 1, verdict)


def _verdict(text: str, topic: str) -> str:
    """Return the one plain answer that a text gives, or nothing."""
    answers = {match.lastgroup or "" for match in _VERDICTS[topic].finditer(text)}
    return answers.pop() if len(answers) == 1 and not re.search(r"\bor\b", text) else ""


def _summed(file: MarkdownFile | Nodes) -> list[str]:
    return ["\t".join(map(str, statement)) for statement in _read(file)]


def _read(file: MarkdownFile | Nodes) -> Iterator[tuple[str, str, str, int, int, str]]:
    """Yield what a file says: topic, thing, answer, line, column, words."""
    asked = ""
    for text in words.of_file(file):
        if text.key.endswith(".question"):
            asked = text.text
        if text.key.endswith(".answer") and (plain := _YES_NO.match(text.text)):
            place = text.at(0)
            for topic, thing in _asked(asked):
                yield topic, thing, plain[1].lower(), place.line, place.column, f"{plain[1]}."
        if text.code or not _WORTH.search(text.text):
            continue
        for block in text_blocks(text.text):
            for begin, end in sentences(block.text):
                sentence = block.text[begin:end]
                if _WORTH.search(sentence) and not sentence.rstrip().endswith("?"):
                    place = text.at(block.offset(begin))
                    for topic, thing, answer, wording in _stated(sentence):
                        yield topic, thing, answer, place.line, place.column, wording


def _asked(question: str) -> Iterator[tuple[str, str]]:
    """Yield what a question asks: things of a topic, or itself."""
    subjects = [
        (topic.name, thing)
        for topic in _TOPICS
        if re.search(topic.asked, question, re.IGNORECASE) and not _CONDITION.search(question)
        for thing in sorted({_named(match) for match in topic.thing.finditer(question)})
    ]
    yield from subjects or [("question", " ".join(re.findall(r"\w+", question.casefold())))]


def _stated(sentence: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield what a sentence says without condition: topic, thing, answer, words."""
    plain = _QUOTED.sub(" ", sentence.strip())
    if '"' in plain:
        return
    for clause in _CLAUSE.split(plain):
        if not (clause := clause.strip()) or _CONDITION.search(_APART.sub("", clause)):
            continue
        for topic in _TOPICS:
            yield from _in_clause(topic, clause)


def _in_clause(topic: _Topic, clause: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield what a clause says of its things: each belongs to the next verdict, or to the last one."""
    things: list[re.Match[str]] = []
    verdicts: list[tuple[re.Match[str], list[re.Match[str]]]] = []
    marks = [*topic.thing.finditer(clause), *_VERDICTS[topic.name].finditer(clause)]
    for mark in sorted(marks, key=lambda mark: mark.start()):
        if mark.re is topic.thing:
            things.append(mark)
        else:
            verdicts.append((mark, things))
            things = []
    if verdicts and not verdicts[-1][1]:
        verdicts[-1] = (verdicts[-1][0], things)
    for verdict, named in verdicts:
        for thing in named:
            if max(thing.start() - verdict.end(), verdict.start() - thing.end()) <= _FAR:
                words_of_clause = " ".join(clause.split())
                yield topic.name, _named(thing), str(verdict.lastgroup), words_of_clause


def _named(match: re.Match[str]) -> str:
    """Return the name of a thing as all texts share it: lower case, one of several."""
    groups = match.groupdict()
    if groups.get("status"):
        code = groups["code"]
        return f"{groups['status'].lower()} with {code}" if code else groups["status"].lower()
    name = " ".join(groups["named"].lower().replace("-", "").split())
    if name.endswith("timeout"):
        return "client timeout"
    return re.sub(r"ies\Z", "y", re.sub(r"(?<=[^s])s\Z", "", name))


RULES = (Rule(contradiction, "warning"),)
"""Texts that cannot both be right."""
