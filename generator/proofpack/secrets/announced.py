"""Values that something near them announces: a word in a sentence, a name, the head of a column.

Most credentials have no form of their own. What they have is a word nearby (*password*,
`client_secret`), and that they look like nothing else: neither like words nor like days, versions or
places. So a rule with `tells` finds the word. Here the values near it are graded by how little they look
like anything else (0 to 3), and compared with how far they stand from the word: the farther, the odder
one has to be. What has another name (`request_id=…`), or stands behind a word such as *commit*, belongs
to that. In a table, what stands below a word of its first row is next to it.

For browsers it is derived from this (`tests/derive.py`), with the same patterns (`announced_forms`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from proofpack.model.records.rules import Tells
from proofpack.secrets import announced_forms as forms
from proofpack.secrets.grades import GRADES, is_chosen, is_chosen_key, password
from proofpack.secrets.matching import (
    Ending,
    Span,
    begins,
    end_of,
    ending,
    first_of,
    holds,
    how_often,
    is_form,
    is_word,
    mentions,
    spans_of,
)

NEVER = 4
"""A grade that no value has."""


def is_marked(text: str, at: int) -> bool:
    """Return whether an offset of a text is within a placeholder, whose words announce nothing."""
    begin = text.rfind(forms.MARK, max(0, at - forms.LOOK), at)
    return begin >= 0 and ">" not in text[begin:at]


# --- values and words -------------------------------------------------------------------------------


class Announced(Struct, frozen=True):
    """A text with words that announce values.

    Attributes:
        text: a text in normal form.
        words: where the words stand, in order.
        tells: what they announce.
    """

    text: str
    words: Sequence[Span]
    tells: Tells

    def values(self) -> Iterator[Span]:
        """Yield where values stand that the words announce: in tables first, some of them twice."""
        grade = GRADES[self.tells]
        for value, word, is_whole in self._cells():
            is_odd = grade(self._part(value)) > self._vague(word)
            if (is_odd or (is_whole and self._is_chosen(value))) and not self._is_name(value):
                yield value
        starts = [start for start, _ in self.words]
        for value in self._candidates():
            held, at = self._part(value), bisect_left(starts, value[0])
            worth = grade(held) if holds(forms.ODD, held) else 0
            is_odd = worth > 0 and self._is_announced(value, at, worth)
            if (is_odd or (at > 0 and self._is_direct(value, at))) and not self._is_name(value):
                yield value

    def _part(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def _end_of(self, pattern: str, start: int) -> int:
        """Return where a pattern ends that begins at a place, or 0."""
        return end_of(pattern, self.text, start, start + forms.LOOK)

    def _ends_line(self, at: int) -> bool:
        return at == len(self.text) or self._end_of(forms.LINE_END, at) > 0

    def _is_line(self, end: int, value: Span) -> bool:
        """Return whether a value with a figure is all that a line holds, or that somebody says."""
        if not is_form(forms.FIGURED, self._part(value)):
            return False
        is_said = ending(forms.SAID, self.text[end : value[0]]) is not None
        return is_said and self._ends_line(value[1])

    def _is_name(self, value: Span) -> bool:
        """Return whether a value is a part of the name of a variable, or what is given a value."""
        start, end = value
        return self._end_of(forms.VARIABLE, start) > end or self._end_of(forms.ASSIGNED, end) > 0

    def _is_chosen(self, value: Span) -> bool:
        """Return whether a value may be a password where nothing else can be meant."""
        return self.tells == "password" and is_chosen(self._part(value))

    def _is_direct(self, value: Span, at: int) -> bool:
        """Return whether a value follows the word before it so that nothing else can be meant."""
        word = self.words[at - 1]
        if not 0 <= value[0] - word[1] <= forms.LOOK:
            return False
        if self.tells == "login":
            return self._is_line(word[1], value) and password(self._part(value)) > 0
        if self.tells == "key":
            is_bare = is_word(forms.BARE, self._part(word))
            is_next = is_form(forms.RIGHT_BEHIND, self.text[word[1] : value[0]])
            return is_bare and is_next and is_chosen_key(self._part(value))
        return self._is_chosen(value) and self._is_given(word, value)

    def _is_given(self, word: Span, value: Span) -> bool:
        """Return whether a word announces a value as a password, and leaves no doubt."""
        between, held, stop = self.text[word[1] : value[0]], self._part(value), value[1]
        if self._end_of(forms.LISTED, stop):
            return False
        if is_word(forms.ACCOUNT, self._part(word)):
            return between == " / "
        if is_form(forms.BELOW, between):
            return self._ends_line(stop)
        if between == " ":
            is_odd = is_form(forms.SHAPED, held) or is_form(forms.MIXED, held)
            return is_odd or ending(forms.HANDED, self._part(word)) is not None
        is_alone = stop == len(self.text) or self._end_of(forms.ALONE, stop) > 0
        return (is_alone or holds("[0-9]", held)) and is_form(forms.DIRECT, between)

    def _candidates(self) -> Iterator[Span]:
        """Yield what may be values around words, each once: a word ends what stands before it."""
        done = 0
        for at, (start, end) in enumerate(self.words):
            earliest = start - forms.BEFORE
            first = max(done, earliest, self.text.rfind("\n", max(0, earliest), start) + 1)
            if first == earliest:
                # Not from within a word.
                first = end_of(forms.RUN, self.text, first, start) or first
            if first < start:
                yield from self._pieces(first, start, start)
            after = self.words[at + 1][0] if at + 1 < len(self.words) else len(self.text)
            done = min(after, end + forms.AFTER)
            if done == end:
                continue
            # Within a run of characters only a sign leads to a value.
            head = end_of(forms.HEAD, self.text, end, after)
            begin = head or end_of(forms.RUN, self.text, end, after) or end
            yield from self._pieces(begin, done, min(after, done + forms.LONG))

    def _pieces(self, first: int, last: int, end: int) -> Iterator[Span]:
        """Yield what may be values that begin in a stretch of the text and end before a place."""
        for at, stop in spans_of(forms.PIECE, self.text, first, end):
            if at >= last:
                return
            yield from self._in_piece(at, stop)

    def _in_piece(self, at: int, stop: int) -> Iterator[Span]:
        """Yield the values of a piece, without their names."""
        while at < stop:
            start = end_of(forms.LABEL, self.text, at, stop)
            following = first_of(forms.QUERY, self.text, start + 1, stop)
            at = following[0] if following else stop
            tail = ending(forms.TAIL, self.text[start:at])
            end = start + tail[0] if tail else at
            if end - start > 3:
                yield start, end

    # --- how odd a value has to be ---------------------------------------------------------------

    def _is_announced(self, value: Span, at: int, worth: int) -> bool:
        """Return whether a value is odd enough behind the word before it, or before the next one."""
        if at and self._need_behind(self.words[at - 1], value) <= worth:
            return True
        return at < len(self.words) and self._need_before(self.words[at], value) <= worth

    def _vague(self, word: Span) -> int:
        """Return how much odder a value has to be because its word stands for other things, too."""
        letters = self._part(word)
        if self.tells == "code":
            return int(is_word(forms.VAGUE, letters))
        if self.tells in ("password", "login"):
            return int(self.tells == "login")
        if is_word(forms.FINDS, letters):
            return NEVER
        is_named = is_word("key", letters) and self._end_of(forms.NAMED, word[1]) > 0
        is_named = is_named and mentions(
            forms.USER, self.text[max(0, word[0] - forms.LOOK) : word[0]]
        )
        return 1 if is_named else 2 if is_word(forms.VAGUE, letters) else 0

    def _own(self, first: int, at: int) -> Ending | None:
        """Return the name of what begins at a place, looked for from another on."""
        if not holds(forms.SIGNED, self.text[max(first, at - 14) : at]):
            return None
        return ending(forms.OWN, self.text[first:at])

    def _named(self, end: int, at: int) -> tuple[Ending | None, int]:
        """Return the name of a value, and where it and names that say nothing begin.

        Args:
            end: where the word ends.
            at: where the value begins.
        """
        first = max(end - forms.LOOK, at - forms.LOOK, 0)
        own = self._own(first, at)
        while own and first + own[0] + len(own[2]) > end and is_word(forms.NAMELESS, own[2]):
            at = first + own[0]
            own = self._own(first, at)
        return own, at

    def _need_behind(self, word: Span, value: Span) -> int:
        end, start, vague = word[1], value[0], self._vague(word)
        if start < end or start - end > forms.AFTER:
            return NEVER
        own, stop = self._named(end, start)
        named = stop - len(own[1]) if own else stop
        if own and named < end:
            return 1 + vague
        if ending(forms.OTHER, self.text[end:start]):
            return NEVER
        if own and is_form(forms.NESTED, self.text[end:named]):
            return min(2 + vague, NEVER)
        if own and not self._is_free(own, end, named):
            return NEVER
        need = self._distance(self.text[end:stop], vague)
        if need > 2 and self.tells in ("password", "code") and self._is_line(end, value):
            return 1 + vague
        return need

    def _is_free(self, own: Ending, end: int, named: int) -> bool:
        """Return whether a name before a value is none, or that of somebody (`creds=somebody:value`)."""
        between = self.text[end:named]
        if own[1][-1:] in (" ", "\t"):
            if ending(forms.CHAT, between):
                return True
            is_aside = ")" in own[1] or ending(forms.PROSE, between) is not None
            return (own[1].endswith(": ") and is_aside) or not holds(forms.PARTING, between)
        return is_form(forms.BESIDE, between)

    def _distance(self, between: str, vague: int) -> int:
        lines, count = how_often("\n", between), how_often(forms.COUNTED, between)
        leads = begins(forms.LEADS, between)
        if is_form(forms.ENDS, between) or (
            lines == 0 and (count == 0 or (count <= forms.NEXT and (leads or self.tells == "code")))
        ):
            return 1 + vague
        if self.tells == "code" and lines <= 2 and count <= forms.SENTENCE and vague == 0:
            return 2
        if lines == 0 and count <= forms.SENTENCE and not holds(forms.STOP, between):
            return min(2 + vague, 3) if vague < NEVER else NEVER
        return 3 + vague if lines <= 2 and count <= forms.REGION else NEVER

    def _need_before(self, word: Span, value: Span) -> int:
        start, end = value
        between, vague = self.text[end : word[0]], self._vague(word)
        first = max(0, start - forms.LOOK)
        if is_form(forms.COMMIT, self._part(value)) and self.text[first:start][-1:] in (
            "",
            "\n",
        ):
            return NEVER  # a commit, which its message follows
        if len(between) > forms.BEFORE or holds(forms.APART, between) or vague == NEVER:
            return NEVER
        if ending(forms.OTHER, self.text[first:start]) or mentions(forms.OTHER, between):
            return NEVER
        is_explained = self.tells == "code" or is_form(forms.COMMENT, between)
        if not is_explained and self._own(first, start):
            return NEVER
        return 1 + vague if is_form(forms.ASIDE, between) else min(2 + vague, 3)

    # --- tables ----------------------------------------------------------------------------------

    def _cells(self) -> Iterator[tuple[Span, Span, bool]]:
        """Yield what stands in cells below words that name a column: its word, whether it is all."""
        for sign, split in forms.SPLITS.items():
            done = 0 if sign in self.text else len(self.text)
            for at, word in enumerate(self.words):
                if word[0] < done:
                    continue
                head = self._row(word[0], split)
                names = self._split(head, split)
                done = max(head[1], word[1])
                # What has a colon is a name beside its value, and no head of a column.
                is_list = self._part(names[0])[-1:] == ":"
                columns = list(self._columns(names, at))
                if columns and not is_list and sum(first < last for first, last in names) > 1:
                    for row in self._rows_below(head[1], split, len(names)):
                        done = row[len(row) - 1][1]
                        yield from self._below(row, columns)

    def _below(
        self, row: list[Span], columns: list[tuple[int, Span]]
    ) -> Iterator[tuple[Span, Span, bool]]:
        for number, word in columns:
            first, last = row[number]
            if value := next(self._pieces(first, last, last), None):
                yield value, word, is_form(forms.QUOTED, self.text[first:last])

    def _columns(self, names: list[Span], at: int) -> Iterator[tuple[int, Span]]:
        """Yield the columns that words name, from one on: their number, and the word."""
        for number, (first, last) in enumerate(names):
            while at < len(self.words) and self.words[at][0] < first:
                at += 1
            if at < len(self.words) and self.words[at][1] <= last <= first + forms.CELL:
                word = self.words[at]
                if is_form(forms.BEHIND, self.text[word[1] : last]):
                    yield number, word

    def _row(self, at: int, split: str) -> Span:
        """Return the row around a place: an empty one, where it goes on, if it is too long."""
        is_html = split == forms.SPLITS["<tr"]
        begin, end = ("<tr", "</tr") if is_html else ("\n", "\n")
        first = self.text.rfind(begin, max(0, at - forms.ROW), at)
        last = self.text.find(end, at, at + forms.ROW)
        is_first = first < 0 and at <= forms.ROW and not is_html
        is_last = last < 0 and len(self.text) <= at + forms.ROW
        if (first < 0 and not is_first) or (last < 0 and not is_last):
            end_of_it = at if is_html else last if last >= 0 else at + forms.ROW
            return end_of_it, end_of_it
        return first + 1, last if last >= 0 else len(self.text)

    def _rows_below(self, at: int, split: str, cells: int) -> Iterator[list[Span]]:
        """Yield the cells of rows below the head of a table, as long as there are as many of them."""
        for _ in range(forms.ROWS):
            if split == forms.SPLITS["<tr"]:
                at = self.text.find("<tr", at, at + forms.ROW) + 2
                if at < 2:
                    return
            if at + 1 >= len(self.text):
                return
            row = self._row(at + 1, split)
            parts = self._split(row, split)
            if len(parts) != cells:
                return
            yield parts
            at = row[1]

    def _split(self, row: Span, split: str) -> list[Span]:
        """Return the cells of a row, without blanks around them."""
        cells: list[Span] = []
        at = row[0]
        if split == forms.SPLITS["  "]:
            at = end_of("[ ]{0,200}", self.text, at, row[1])
        while at <= row[1]:
            start = at
            # A quoted cell may hold what parts others.
            quoted = self.text.find('"', at + 1, row[1]) if self.text[at : at + 1] == '"' else -1
            sign = first_of(split, self.text, max(at, quoted), row[1])
            stop = sign[0] if sign else row[1]
            at = sign[1] if sign else row[1] + 1
            inner = self.text[start:stop]
            start += len(inner) - len(inner.lstrip(" \t"))
            cells.append((start, start + len(inner.strip(" \t"))))
        return cells
