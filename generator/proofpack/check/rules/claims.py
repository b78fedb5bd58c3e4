"""Claims: statements about price, limits or availability that no fact supports.

The kinds of claim are data (`data/rules/*.yml`). A sentence is judged as its reader sees it, wherever it
stands: in prose, headings, lists, tables, titles and alternative texts, front matter and data. What it
denies, asks or leaves to verify is no claim: `text.negation` knows the difference.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, count
from typing import Any, NamedTuple

from proofpack.check import texts
from proofpack.check.rule import Finding, Rule, RuleContext
from proofpack.check.texts import WORDED
from proofpack.model.documents import KeyPath, MarkdownFile, Nodes, Prose, key_path
from proofpack.model.problems import Place
from proofpack.model.records.rules import AssertionRule, Rules
from proofpack.model.records.sources import Absence, Fact
from proofpack.text.markdown import CELL, TextBlock, sentences, text_blocks
from proofpack.text.own_rule import is_own_rule
from proofpack.text.points import GRAMMAR, LIKELY, PATTERN, UNTOLD, speaks
from proofpack.text.prefilter import LazyPattern, Prefilter

Hit = tuple[AssertionRule, bool, re.Match[str]]
"""A rule, whether it says something of its subject alone, and where it was found."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_ALLOW = re.compile(
    r"<!--[ \t]{0,9}allow (claim-[a-z0-9_-]{1,60}):[ \t]{0,9}(\S[^\n]{0,500}?)[ \t]{0,9}-->"
)
_ALLOW_IN_DATA = re.compile(
    r"(?:^|[ \t])#[ \t]{0,9}allow (claim-[a-z0-9_-]{1,60}):[ \t]{0,9}(\S[^\n]{0,500}?)[ \t]{0,9}$"
)
_COMMENT = re.compile(r"\s*#")
_OWN_RULE = re.compile(
    r"\bwe\b(?!\s+(?:know|see|saw|hear|heard|found)\b)|\b(?:our|ours|us|thresholds?|targets?|goals?|objectives?|SLOs?|budgets?|alerts?|limiters?)\b",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\b(?:measured|saw|seen|observed|recorded|logged|noticed|was|were|took|answered|failed|returned|went|"
    r"had|median|average|averages|p\d\d)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\d|\b(?:half|one|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|every|all|any|no|none|nothing|everything|cannot|unlimited|guarante\w{1,4}|only|"
    r"ensures?|around the clock|at all times|without (?:limit|fail))\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\d|[.!?;)]\W{0,3}$")
"""What a sentence has that its words alone can make a claim: a title has neither figure nor end."""
_LAST_WORD = re.compile(r"\w+\W{0,9}$")
_NO_WORDS = ("id", "url", "read", "source", "guide", "owner", "kind", "type", "facts", "sources")
"""Keys whose values are names and addresses, not words. `sources` of front matter is a list of mappings
and is judged: only text under these keys is not."""


def claim(context: RuleContext) -> Iterator[Finding]:
    """A statement about price, limits, availability and the like has no fact behind it.

    What counts as such a statement is data: `assertions:` in `data/rules/`, and each kind has an id of
    its own, such as `claim-price`. A sentence that cites a fact passes, as do the answer and the facet
    that list theirs.

    It is looked for in guides and in data, and on other pages whose front matter says `claims: true`.
    Where a statement has to stand all the same, a comment in its paragraph says why:
    `<!-- allow claim-price: the contract of 2 May fixes it -->`. In YAML it stands right above the
    value, or behind it where that is in quotes: `# allow claim-price: the contract of 2 May fixes it`.
    The report shows it with its reason.

    Do what the finding says: for a figure, cite a fact that carries it; for what you saw, say what was
    measured and when; of a rule of your own, say that it is yours; of the rest, that it is unchecked.
    """
    memory, tree = context.memory, context.tree

    def look(file: Nodes | MarkdownFile) -> list[Finding]:
        claims = memory.recall("claims", Claims.of, *context.snapshot.rules)
        text = tree.texts.get(file.path, "")
        return memory.recall(f"claims in {file.path}", Claims.in_file, claims, file, text)

    files: list[Nodes | MarkdownFile] = [page for page in tree.pages if page.judged]
    files += [nodes for kind in WORDED for nodes in tree.data[kind]]
    yield from context.in_files("claims", files, look)


def citation_unfit(context: RuleContext) -> Iterator[Finding]:
    """A sentence cites a fact that does not carry what it states.

    A statement about a price, a limit, availability and the like needs a fact on that subject, and a
    figure in it has to stand in the words or the quote of the fact. Of several cited facts, each may
    carry a part.

    Cite the fact that says it; or say no more than the fact does.
    """
    facts = context.library.facts

    def look(file: Nodes | MarkdownFile) -> Iterator[Finding]:
        claims = context.memory.recall("claims", Claims.of, *context.snapshot.rules)
        for text in texts.of_file(file):
            for statement in claims.statements(text.text) if "[^" in text.text else ():
                cited = [facts[ref].record for ref in statement.cites if ref in facts]
                if cited and (
                    lacking := _lacking(statement, "\n".join(map(_words, cited)), claims)
                ):
                    names = " and ".join(statement.cites)
                    what = f"{names} does not carry {lacking}"
                    remedy = "Cite the fact that says it, or say no more than this one does."
                    yield Finding(text.at(statement.offset), text.key, what, remedy)

    yield from context.in_files("citations", texts.files(context), look, carried=True)


def _lacking(statement: Statement, carried: str, claims: Claims) -> str:
    """Return what cited facts do not carry of a statement, or nothing."""
    topic, figures = statement.rule.topic, _figures(statement.words)
    if topic and not (
        re.search(topic, carried, re.IGNORECASE)
        # A fact may say the same in other words: so many calls a day are a limit and a quota.
        or any(
            known.rule == statement.rule or figures.keys() & _figures(known.words).keys()
            for known in claims.statements(carried)
        )
    ):
        return statement.rule.about
    known_figures = _figures(carried)
    missing = [figure for number, figure in figures.items() if number not in known_figures]
    return f'the figure "{missing[0]}"' if missing else ""


def _figures(words: str) -> dict[str, str]:
    """Return the figures in some words, each as a number and as it is written."""
    return {match[0].replace(",", ""): match[0] for match in _FIGURE.finditer(words)}


def _words(record: Fact | Absence) -> str:
    return f"{record.says}\n{record.quote}" if isinstance(record, Fact) else record.says


class Statement(NamedTuple):
    """What a sentence states of the provider.

    Attributes:
        rule: the kind of statement.
        offset: where its words begin in the Markdown.
        words: its words.
        cites: the facts that the sentence cites for it.
        sentence: the whole sentence, as its reader sees it.
    """

    rule: AssertionRule
    offset: int
    words: str
    cites: tuple[str, ...]
    sentence: str

    @property
    def remedy(self) -> str:
        """What to do about it: that depends on what the sentence is."""
        instead = self.rule.instead
        if self.rule.inferred:
            return f"Cite a fact, or say: {instead}"
        if _OWN_RULE.search(self.sentence):
            return (
                "If it is a rule of your own, say so: `[^our rule: TEAM, DAY]`. Else cite a fact."
            )
        if self.rule.measurable and _SEEN.search(self.sentence):
            return "If you saw it, say what was measured, and when in UTC. Else cite a fact."
        if _COUNTED.search(self.words):
            return f"Cite a fact that carries the figure, or say: {instead}"
        if _ABSOLUTE.search(self.sentence):
            return f"Cite a fact, or say that it is unchecked: {instead}"
        return f"Cite a fact, or say: {instead}"


class Claims:
    """The assertion rules of a project."""

    def __init__(self, rules: Iterable[AssertionRule]) -> None:
        """Take the rules.

        Args:
            rules: the rules. Each line of a pattern is one way to say it.
        """
        rules = [*rules]
        self._kinds = [
            (rule, re.compile(rule.topic, re.IGNORECASE))
            for rule in rules
            if rule.topic and not rule.inferred
        ]
        self._rest = next((rule for rule in rules if rule.rest), None)
        self._prefilter = Prefilter(
            ((rule, of_subject), LazyPattern(line))
            for rule in rules
            for of_subject, pattern in ((False, rule.pattern), (True, rule.says))
            for line in (pattern or "").splitlines()
        )

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, *files: Rules) -> Claims:
        """Return the assertion rules of some files of rules."""
        return cls(rule for file in files for rule in file.assertions)

    def findings(self, text: str, context: str = "") -> Iterator[tuple[AssertionRule, int]]:
        """Yield each rule that a sentence of a Markdown text breaks, with the offset of its words.

        Args:
            text: Markdown.
            context: what introduces the text, such as the title of the list in which it stands.
        """
        for statement in self.statements(text, context):
            if not statement.cites:
                yield statement.rule, statement.offset

    def statements(self, text: str, context: str = "") -> Iterator[Statement]:
        """Yield what each sentence of a Markdown text states of the provider, with the facts it cites.

        Args:
            text: Markdown.
            context: what introduces the text, such as the title of the list in which it stands.
        """
        return chain.from_iterable(self._statements([(text, context)]))

    def _statements(self, texts: Iterable[tuple[str, str]]) -> Iterator[Iterator[Statement]]:
        """Yield what the sentences of each text state; they are looked at together, to save time.

        Args:
            texts: Markdown, each with what introduces it.
        """
        plain = [(text_blocks(text) if self._prefilter else (), context) for text, context in texts]
        hits: dict[int, list[Hit]] = defaultdict(list)
        for (rule, of_subject), number, match in self._prefilter.find(
            [block.text for blocks, _ in plain for block in blocks]
        ):
            hits[number].append((rule, of_subject, match))
        numbers = count()
        for blocks, context in plain:
            yield chain.from_iterable(
                [self._in_stretch(block, context, hits.get(next(numbers), [])) for block in blocks]
            )

    def _in_stretch(self, stretch: TextBlock, context: str, hits: list[Hit]) -> Iterator[Statement]:
        from proofpack.text.negation import not_to_say

        if (stretch.kind == "item" and not_to_say(stretch.lead)) or not_to_say(context):
            return
        spans = list(sentences(stretch.text))
        ends = [end for _, end in spans]
        reported: set[tuple[str, int, bool]] = set()
        asserted: set[int] = set()
        for rule, of_subject, match in sorted(hits, key=lambda hit: hit[1]):
            number = min(bisect_right(ends, match.start()), len(spans) - 1)
            begin, end = spans[number]
            cites = _cites(stretch, match, end)
            if (rule.id, begin, bool(cites)) in reported or (of_subject and begin in asserted):
                continue
            if self._stands(stretch, rule, match, spans, number, of_subject):
                reported.add((rule.id, begin, bool(cites)))
                asserted.add(begin)
                sentence = stretch.text[begin:end]
                yield Statement(rule, stretch.offset(match.start()), match[0], cites, sentence)
        if self._kinds and stretch.kind != "heading":
            yield from self._by_words(stretch, [span for span in spans if span[0] not in asserted])

    def _by_words(
        self, stretch: TextBlock, spans: Iterable[tuple[int, int]]
    ) -> Iterator[Statement]:
        """Yield the sentences that their words make claims, where no pattern finds anything."""
        cites = [place for place, _ in stretch.cites]
        for begin, end in spans:
            sentence = stretch.text[begin:end]
            if '"' in sentence or bisect_left(cites, begin) < bisect_right(cites, end + 2):
                continue
            if not (_is_whole(sentence) and speaks(sentence)):
                continue
            from proofpack.text.negation import asserted  # takes a while; most texts need it not
            from proofpack.text.statement import is_likely

            kinds = [(rule, [*topic.finditer(sentence)]) for rule, topic in self._kinds]
            rule, words = max(kinds, key=lambda pair: len(pair[1]))
            if not words:  # what governs its last word governs all of it
                if not (self._rest and speaks(sentence, LIKELY + UNTOLD)):
                    continue
                rule, words = self._rest, [*_LAST_WORD.finditer(sentence)]
            at = words[0].span()
            if (
                asserted(sentence, *at)
                and is_likely(sentence, *at)
                and not (stretch.kind == "row" and _column_forbids(stretch, begin + at[0]))
            ):
                yield Statement(rule, stretch.offset(begin + at[0]), sentence, (), sentence)

    @staticmethod
    def _stands(
        stretch: TextBlock,
        rule: AssertionRule,
        match: re.Match[str],
        spans: list[tuple[int, int]],
        number: int,
        of_subject: bool,
    ) -> bool:
        """Return whether a sentence asserts what a rule has found in it."""
        from proofpack.text.negation import asserted
        from proofpack.text.statement import stated

        begin, end = spans[number]
        sentence = stretch.text[begin:end]
        where = match.start() - begin, match.end() - begin
        previous = stretch.text[slice(*spans[number - 1])] if number else ""
        if not asserted(sentence, *where) or not stated(
            sentence, *where, inferred=rule.inferred, of_subject=of_subject, previous=previous
        ):
            return False
        sign = GRAMMAR if of_subject else PATTERN
        if not (rule.inferred or speaks(sentence, LIKELY - sign)):
            return False
        return stretch.kind != "row" or not _column_forbids(stretch, match.start())

    def in_file(self, file: Nodes | MarkdownFile, text: str = "") -> list[Finding]:
        """Return the claims of a YAML document, or of a page with its front matter.

        Args:
            file: a file.
            text: the file as it is written, for the exceptions in its comments.
        """
        nodes = file if isinstance(file, Nodes) else file.meta
        prose = () if isinstance(file, Nodes) else file.body
        blocks = [block for block in prose if isinstance(block, Prose)]
        values = [*_values(nodes, nodes.data, (), "")]
        stated = self._statements(
            [
                *((value, context) for _, value, context in values),
                *((block.text, "") for block in blocks),
            ]
        )
        lines = tuple(text.split("\n")) if "# allow claim-" in text else ()
        findings: list[Finding] = []
        for (path, value, _), statements in zip(values, stated, strict=False):
            findings += _in_value(nodes, path, value, statements, lines)
        for block, statements in zip(blocks, stated, strict=True):
            findings += _in_prose(file.path, block, statements)
        return findings


def _in_prose(path: str, block: Prose, statements: Iterable[Statement]) -> Iterator[Finding]:
    """Yield what is wrong with a block of prose. A sentence that cites a fact is supported."""
    text = block.text
    excepted = _exceptions(text) if "<!--" in text else {}
    for statement in statements:
        if not statement.cites:
            offset = statement.offset
            row = block.line + text.count("\n", 0, offset)
            place = Place(path, row, offset - text.rfind("\n", 0, offset))
            reason = excepted.get((_paragraph(text, offset), f"claim-{statement.rule.id}"))
            yield _finding(statement, place, "", reason)


def _in_value(
    nodes: Nodes,
    path: KeyPath,
    value: str,
    statements: Iterable[Statement],
    lines: tuple[str, ...],
) -> Iterator[Finding]:
    """Yield what is wrong with a value of YAML: of each kind of claim the last."""
    unsupported = {statement.rule.id: statement for statement in statements if not statement.cites}
    for statement in unsupported.values():
        reason = _reason(lines, nodes, path, value, statement.rule)
        yield _finding(statement, nodes.place(path), key_path(path), reason)


def _values(
    nodes: Nodes, value: Any, path: KeyPath, context: str
) -> Iterator[tuple[KeyPath, str, str]]:
    """Yield every text of a document, except what is a fact or states the facts behind it.

    With each come its path, and what introduces it.
    """
    if isinstance(value, str):
        yield path, value, context
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _values(nodes, inner, (*path, position), context)
    elif "quote" not in value and "pattern" not in value:
        title = value.get("title")
        context = title if isinstance(title, str) and "items" in value else context
        for key, inner in value.items():
            named = isinstance(inner, str) and key in _NO_WORDS
            if not named and not _carried(nodes, path, value, key):
                yield from _values(nodes, inner, (*path, key), context)


def _reason(
    lines: tuple[str, ...], nodes: Nodes, path: KeyPath, value: str, rule: AssertionRule
) -> str | None:
    """Return the reason of an exception beside a value of YAML: on its line, or right above it."""
    if not lines:
        return None
    at = nodes.key_place(path).line - 1
    comments = [lines[at], lines[nodes.place(path).line - 1]]
    while at > 0 and _COMMENT.match(lines[at - 1]):
        at -= 1
        comments.append(lines[at])
    allowed = (match for match in map(_ALLOW_IN_DATA.search, comments) if match)
    return next(
        (
            match[2]
            for match in allowed
            if match[1] == f"claim-{rule.id}" and f"# allow {match[1]}:" not in value
        ),
        None,
    )


def _is_whole(sentence: str) -> bool:
    """Return whether a sentence is more than a title. Nearly all show it at their end."""
    return bool(_WHOLE.search(sentence[-5:]) or _WHOLE.search(sentence))


def _exceptions(text: str) -> dict[tuple[int, str], str]:
    """Return the reasons of exceptions, by the paragraph in which they stand and the rule they name."""
    return {
        (_paragraph(text, match.start()), match[1]): match[2] for match in _ALLOW.finditer(text)
    }


def _paragraph(text: str, offset: int) -> int:
    """Return where the paragraph of a character begins."""
    return text.rfind("\n\n", 0, offset) + 1


def _cites(stretch: TextBlock, match: re.Match[str], end: int) -> tuple[str, ...]:
    """Return the facts cited for a statement: those in its clause, up to the next semicolon."""
    stop = stretch.text.find(";", match.end(), end)
    last = stop + 2 if stop >= 0 else end + 2
    return tuple(
        ref for at, ref in stretch.cites if match.start() <= at <= last and not is_own_rule(ref)
    )


def _carried(nodes: Nodes, path: KeyPath, value: dict[str, Any], key: str) -> bool:
    """Return whether what stands under a key of a mapping states the facts that the mapping lists.

    An answer does. Of an area those facets do that its contract says to state them (`asserts`): the
    facts carry neither its title nor what it gives as a reason. A source lists facts too, but its
    note does not stand on them.
    """
    if path and path[-1] == "facets" and _at(nodes, path[:-1]).get("facts"):
        stating = nodes.data.get("asserts")
        return key in stating if isinstance(stating, list) else True
    return bool(value.get("facts")) and "url" not in value and "facets" not in value


def _column_forbids(stretch: TextBlock, position: int) -> bool:
    """Return whether the head of a column, or the first cell of a row, says what not to say."""
    from proofpack.text.negation import not_to_say

    cells = stretch.text[:position].count(CELL.strip())
    head = stretch.heads[cells] if cells < len(stretch.heads) else ""
    return not_to_say(head) or (cells > 0 and not_to_say(stretch.text.partition(CELL.strip())[0]))


def _at(nodes: Nodes, path: KeyPath) -> Any:
    value = nodes.data
    for step in path:
        value = value[step]
    return value


def _finding(statement: Statement, place: Place, key: str, reason: str | None) -> Finding:
    """Return what is wrong with a statement, or that an exception lets it stand."""
    rule = statement.rule
    if reason:
        what = f"a statement about {rule.about} stands by an exception: {reason}"
        return Finding(place, key, what, "", rule.id, note=True)
    what = f"a statement about {rule.about} with no fact behind it"
    return Finding(place, key, what, statement.remedy, rule.id)


RULES = (Rule(claim, "error", gate=True), Rule(citation_unfit, "error"))
