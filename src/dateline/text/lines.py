"""Where the words of a line begin: after its marker, and after the date or the dateline at its head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.model import Timex
    from dateline.text import Sentence

__all__ = ["head_of", "runs_on", "stretches"]

# What a cell says of its date: "2021 (planned) | Opening".
_PROVISO: Final = re.compile(r" ?\([^\W\d_]{3,14}\.?\)(?=[ ]?[|\t])")
# What may stand between the date at the head of an item or a report and its text: "14:05 – ", "3 May: ".
_SEPARATOR: Final = re.compile(
    r"[)\]]?(?:\.?:(?=\s|$)|\s*[—|\t]|\s+[–-]+(?=\s)|\s*–\s|[ \u00a0]{2,}(?=\S)|\s?\([^()\n]{1,30}\)\s?[—–-])\s*[|]?\s*"
)
# The place at the head of a report, in capitals or with its agency: "LEEDS —", "HOLM, Fife (AP) —", "Leeds (AP) --".
_DATELINE: Final = re.compile(
    r"(?:[A-Z]{3}[A-Z .,'’-]{0,30}(?:[A-Z][a-z.]{1,20} ?)?(?:\([A-Za-z ]{1,20}\) ?)?(?<=[A-Za-z,.) ])"
    r"|[A-Z][\w.’'-]{1,20}(?:,? [A-Z][\w.’'-]{1,20}){0,3} \([A-Z][A-Za-z ]{1,20}\)) ?(?:—|–|--|-) ?"
    r"(?=[\"“]?(?:[A-Z][a-z]|[AI] ))"
)
_BLANK: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_BEFORE_HEAD: Final = 60
# So many characters at most stand before a date in its cell: "by end".
_IN_CELL: Final = 12
# In characters; a longer sentence is read in pieces.
_LONGEST: Final = 2_000


def head_of(text: str, sentence: Sentence, times: Iterable[Timex]) -> tuple[int, list[Timex]]:
    """Where the words of a sentence begin, after its marker and a date at its head, and the timexes of that head.

    A date is at the head if a separator follows it and nothing but a place in capitals or a weekday stands before it.
    """
    start = sentence.prefix.end if sentence.prefix is not None else sentence.span.start
    end = sentence.span.end
    head: list[Timex] = []
    times = list(times)
    if sentence.prefix is not None and times and times[0].span.start < start < times[0].span.end:
        # "c. 1850": no marker of a list.
        start = times[0].span.start
    if sentence.kind == "prose" and (place := _DATELINE.match(text, start, end)) is not None:
        # "LEEDS — The firm said today …"
        start = place.end()
    body = start
    for timex in times:
        first, last = timex.span.start, timex.span.end
        if last <= start:
            head.append(timex)
            continue
        if first < body or first - body > _BEFORE_HEAD:
            break
        before = text[body:first].strip(" \t|*#(,[–—/-")
        proviso = _PROVISO.match(text, last, end)
        separator = _SEPARATOR.match(text, last if proviso is None else proviso.end(), end)
        in_cell = separator is not None and "|" in separator[0] and len(before) < _IN_CELL and before.islower()
        if before and not (in_cell or (body == start and _is_place(before, text[first - 2 : first]))):
            break
        told = timex.expression.startswith("ref ")  # "The following day I left" is no row.
        if separator is None and first == body and not before and not told and _is_column(text, first, last, end):
            separator = _BLANK.match(text, last)
        if separator is None:
            # "3 May 14:05 – …": another time may stand between.
            upcoming = next((t for t in times if t.span.start >= last), None)
            behind = None if upcoming is None else _SEPARATOR.match(text, upcoming.span.end, end)
            if upcoming is None or behind is None:
                break
            between = text[last : upcoming.span.start].strip(" ,/–-")
            # "3 May at 14:05 | …": in a cell of its own with a word.
            if between and not ("|" in behind[0] and len(between) < _IN_CELL and between.islower()):
                break
            head.append(timex)
            body = last
            continue
        if text[first - 2 : first].strip() == "(" and before and ")" not in separator[0]:
            # "Ann Ray (3 May 1864 – 2 March 1941)": a life.
            break
        head.append(timex)
        body = separator.end()
    if head and body < head[-1].span.end:
        return start, [timex for timex in head if timex.span.end <= start]
    return body, head


def _is_column(text: str, first: int, last: int, end: int) -> bool:
    """True if a date at the head of a line is a column of its own: "1961 Moves to Lisbon"."""
    line = text.rfind("\n", max(0, first - 12), first) + 1 or (0 if first < 12 else first - 12)
    if any(character.isalpha() for character in text[line:first]) or last + 2 >= end:
        return False
    return text[last] == " " and text[last + 1].isupper() and text[first].isalnum() and not text[first:last].islower()


def stretches(text: str, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The sentences, those longer than anybody writes cut between words: each piece is then read by itself.

    The bound keeps the time linear for text that has no full stops.
    """
    for sentence in sentences:
        start, end = sentence.span.start, sentence.span.end
        if sentence.source is not None and (cell := sentence.source[0]).start < end:
            # The cell that names the source, and what less stands behind it, is no part of what the row tells.
            cut = _before_cell(text, start, cell.start)
            if cut <= start:
                continue
            if len(text[cell.end : end].strip(" \t|")) <= cut - start:
                sentence = evolve(sentence, span=Span(start, cut))
                end = cut
        if end - start <= _LONGEST:
            yield sentence
            continue
        prefix = sentence.prefix
        while start < end:
            cut = end
            if end - start > _LONGEST:
                space = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
                cut = space if space > 0 else start + _LONGEST
            if prefix is not None and prefix.end > cut:
                prefix = None
            yield evolve(sentence, span=Span(start, cut), prefix=prefix)
            start, prefix = cut, None


def _before_cell(text: str, start: int, at: int) -> int:
    """Where the words end that stand before the cell at `at`."""
    while at > start and (text[at - 1].isspace() or text[at - 1] == "|"):
        at -= 1
    return at


def runs_on(text: str, sentence: Sentence) -> bool:
    """True for what stands like a heading but is a sentence: it ends as one."""
    return sentence.kind == "heading" and text[sentence.span.end - 1 : sentence.span.end] == "."


def _is_place(before: str, junction: str) -> bool:
    """True if the words before a date can be the place of a dateline: "GENEVA", "STOCKHOLM, Sweden –", "Paris,"."""
    if before[:1].islower():
        return False
    words = _WORD.findall(before)
    if not words or len(words) > 5 or not all(word[0].isupper() for word in words):
        return False
    return (len(words[0]) > 2 and words[0].isupper()) or (
        len(words) < 4 and junction.strip() in (",", "–", "—", "-", "(")
    )
