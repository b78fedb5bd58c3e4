"""Rules about the text of pages: what is said twice, what is empty, what was meant for editors."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import partial

from proofpack.check import texts as words
from proofpack.check.rule import Finding, Rule, RuleContext, judged
from proofpack.model.documents import Code, MarkdownFile, Nodes, Prose
from proofpack.model.problems import Place
from proofpack.model.records.base import did_you_mean
from proofpack.text.markdown import TextBlock, sentences, text_blocks, without_code
from proofpack.text.prefilter import LazyPattern, Prefilter

_LONG = 8
_ITEM = re.compile(r" {0,3}\d{1,9}[.)][ \t]")
_NEXT_ITEM = re.compile(r"\s*((?!1[.)])\d{1,3})[.)][ \t]+\S")
_FENCED = re.compile(r" {0,3}(?:```|~~~)")
_DIGITS = 16
"""Digits of the digest of a sentence: what 64 bits do not tell apart nobody writes."""
_WORD = re.compile(r"\w+")


def editors_note(checked: RuleContext) -> Iterator[Finding]:
    """A note to editors was left in the text.

    TODO, FIXME, TBD, XXX, "lorem ipsum", "[citation needed]", "insert ... here", `???`, and comments
    that ask or tell somebody something, and the sentences of `proofpack new`: a reader on call takes the
    sentence around it for finished. In backticks such a word is talked about and passes.

    Do what it says, or move it to the tracker.
    """
    files: list[MarkdownFile | Nodes] = [*checked.judged]
    files += [nodes for kind in words.WORDED for nodes in checked.tree.data[kind]]
    yield from checked.in_files("notes", files, _notes_in)


def empty_section(checked: RuleContext) -> Iterator[Finding]:
    """A heading has nothing under it.

    It is followed by a heading of the same or a higher level, or by nothing. A directive or a block of
    code is something; a comment is nothing.

    Write the section, or remove its heading.
    """
    yield from checked.in_files("empty sections", checked.judged, _empty_sections)


def repeated_heading(checked: RuleContext) -> Iterator[Finding]:
    """A page has the same heading twice.

    In the table of contents the two cannot be told apart, and neither can links to them.

    Name each section after what only it says.
    """
    yield from checked.in_files("repeated headings", checked.judged, _repeated_headings)


def repeated_sentence(checked: RuleContext) -> Iterator[Finding]:
    """A sentence of eight words or more stands in more than one guide.

    What is said twice is corrected once. Where both guides need it, it belongs into a contract, a
    worksheet or an answer, which they both place.

    Say it in one guide and link to it, or write it as data.
    """
    first: dict[str, str] = {}
    for page in words.guides(checked):
        key, version = f"sentences of {page.path}", judged(checked.tree, page.path)
        digests = checked.memory.summed(key, version, partial(_digests, page))
        for digest in digests:
            first.setdefault(digest, page.path)
        if all(first[digest] == page.path for digest in digests):
            continue
        for digest, place in _long_sentences(page):
            if first[digest] != page.path:
                what = f"this sentence stands in {first[digest]} too"
                yield Finding(place, "", what, "Say it once, and link to it.")


def section_order(checked: RuleContext) -> Iterator[Finding]:
    """A guide has a section that the project has not named, or has one out of its order.

    `sections:` of the policy lists the headings of the second level. Who has read one guide then knows
    where the next one has its steps, its limits and its sources, at any hour.

    Call the section by one of these names, move it, or add its name to the policy.
    """
    order = checked.library.policy.sections
    for page in words.guides(checked) if order else ():
        last = 0
        for heading, place in filter(None, _headings(page)):
            name = heading.text.strip()
            if heading.level != 2:
                continue
            if name not in order:
                what = f'no section of guides is called "{name}"'
                yield Finding(place, "", what, did_you_mean(name, order))
            elif order.index(name) < last:
                what = f'"{name}" stands after "{order[last]}"'
                yield Finding(place, "", what, "Move it to where it stands in the other guides.")
            else:
                last = order.index(name)


def _digests(page: MarkdownFile) -> list[str]:
    return [digest for digest, _ in _long_sentences(page)]


def _long_sentences(page: MarkdownFile) -> Iterator[tuple[str, Place]]:
    """Yield the digest and the place of each long sentence in the prose of a page."""
    for text in words.of_body(page):
        for sentence, stretch, begin in () if text.code else _sentences(text.text):
            digest = hashlib.sha256(sentence.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
            yield digest, text.at(stretch.offset(begin))


def _sentences(text: str) -> Iterator[tuple[str, TextBlock, int]]:
    """Yield each long sentence of a text, without regard to case, and where it begins in what."""
    for stretch in text_blocks(text):
        if stretch.kind in ("text", "item") and len(stretch.text) > 2 * _LONG:
            for begin, end in sentences(stretch.text):
                sentence = stretch.text[begin:end]
                if sentence.count(" ") + 1 >= _LONG:
                    spoken = sentence.lstrip()
                    start = begin + len(sentence) - len(spoken)
                    yield spoken.rstrip().casefold().rstrip(".!?"), stretch, start


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _headings(page: MarkdownFile) -> Iterator[tuple[TextBlock, Place] | None]:
    """Yield each heading of a page with its place, and None for anything else that stands there."""
    for part in page.body:
        if not isinstance(part, Prose):
            yield None
            continue
        text = words.Text(part.text, page.path, part.line)
        for stretch in text_blocks(part.text):
            if stretch.kind == "heading" and stretch.text.strip():
                yield stretch, text.at(stretch.offset(0))
            elif stretch.text.strip():
                yield None


def _empty_sections(page: MarkdownFile) -> Iterator[Finding]:
    before: tuple[TextBlock, Place] | None = None
    for heading in _headings(page):
        if before and heading and heading[0].level <= before[0].level:
            yield _empty(*before)
        before = heading
    if before:
        yield _empty(*before)


def _repeated_headings(page: MarkdownFile) -> Iterator[Finding]:
    first: dict[str, Place] = {}
    for stretch, place in filter(None, _headings(page)):
        if name := _folded(stretch.text):
            if name in first:
                what = f'"{stretch.text.strip()}" is a heading on line {first[name].line} already'
                yield Finding(place, "", what, "Name it after what only it says.")
            first.setdefault(name, place)


def _empty(stretch: TextBlock, place: Place) -> Finding:
    what = f'nothing stands under "{stretch.text.strip()}"'
    return Finding(place, "", what, "Write the section, or remove its heading.")


_NOTES = Prefilter(
    (None, LazyPattern(pattern, re.NOFLAG))
    for pattern in (
        r"\b(?:TODO|FIXME|TBD|TBC|TKTK|WIP)\b",
        r"\bXXX\b(?!-)",
        r"(?i:lorem ipsum|\[citation needed\]|note to self|coming soon|under construction)",
        r"(?i:\[(?:todo|fixme|tbd|sic\?|source\?|verify!|check|link|image)\](?!\())",
        r"(?i:\b(?:insert|paste)\s(?:[a-z-]{1,20}\s){0,4}here\b)",
        r"(?i:[\[(<]\s?(?:add|put|fill in|your)\s(?:[a-z-]{1,20}\s){0,4}here\s?[\])>])",
        r"(?i:\bto be (?:written|completed|defined|filled in|added later|announced)\b)",
        r"(?i:\b(?:dear|note to|note for)\s(?:the\s)?(?:editors?|reviewers?|authors?)\b)",
        r"(?<!\?)\?{3,}",
        # What `proofpack new` writes.
        (
            r"\b(?:Say what (?:has happened to whoever opens this page|to do first, and how they know)"
            r"|Say in one sentence whom the guide|Say in a sentence what (?:relies on|the filled)"
            r"|What you would tell them\. List|What the page has to settle before anybody)\b"
        ),
        (
            r"<!--(?=\s{0,20}(?i:note|editor|reviewer|author|remember|ask|check|fix|please|why|is this"
            r"|do we|should|can someone|could|need|add|remove|rewrite|update|move|maybe|question|old"
            r"|draft|@))"
        ),
    )
)
_DETAILS = re.compile(r"^[ \t]*\?\?\?\+?[ \t]", re.MULTILINE)


def _notes_in(file: MarkdownFile | Nodes) -> Iterator[Finding]:
    data = isinstance(file, Nodes)
    for text in words.of_file(file):
        if not (data and text.key.endswith((".quote", ".pattern", ".url", ".read"))):
            yield from _notes(text)


def _notes(text: words.Text) -> Iterator[Finding]:
    if not any(_NOTES.find([text.text])):
        return
    cleared = text.text if text.code else without_code(text.text)
    cleared = _DETAILS.sub(lambda match: " " * len(match[0]), cleared)
    reported: set[int] = set()
    for match in sorted(
        (match for _, _, match in _NOTES.find([cleared])), key=lambda match: match.start()
    ):
        line = cleared.count("\n", 0, match.start())
        # In code, three crosses or question marks are a sample's own.
        if line not in reported and not (text.code and match[0].strip("X?") == ""):
            reported.add(line)
            note = "a comment to editors" if match[0].startswith("<!--") else f'"{match[0]}"'
            what = f"{note} was left in"
            yield Finding(text.at(match.start()), text.key, what, "Do what it says, or remove it.")


def list_starts_anew(checked: RuleContext) -> Iterator[Finding]:
    """A block of code ends a numbered list, and the next item is number 1 again.

    A fence under an item belongs to it only where it is indented by four spaces. Else the list ends
    above it, and what is written as `2.` below it begins another one, on any page.

    Indent the fence and all of its lines by four spaces.
    """
    for page in checked.tree.pages:
        blocks = page.body
        for before, code, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
            if isinstance(code, Code) and isinstance(before, Prose) and isinstance(after, Prose):
                number = _NEXT_ITEM.match(after.text)
                if number and _FENCED.match(code.text) and _ends_in_list(before.text):
                    what = f"the block of code ends the list, so that item {number[1]} is number 1"
                    yield Finding(Place(page.path, code.line), "", what, "Indent it by 4 spaces.")


def _ends_in_list(text: str) -> bool:
    """Return whether the last block of a text, and a blank line, belong to a numbered list."""
    for block in reversed(re.split(r"\n[ \t]*\n", text.rstrip())):
        if not block.startswith("    "):
            return bool(_ITEM.match(block)) and bool(re.search(r"\n[ \t]*$", text))
    return False


RULES = (
    Rule(editors_note, "error"),
    Rule(empty_section, "error"),
    Rule(repeated_heading, "warning"),
    Rule(repeated_sentence, "warning"),
    Rule(section_order, "warning"),
    Rule(list_starts_anew, "warning"),
)
