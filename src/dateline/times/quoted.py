"""Times in quotations that are dated: what is quoted from a letter of 9 October counts from that day.

A quotation stands in quotation marks within its sentence, or is set off below a line that ends with a colon.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from dateline.model.times import altered
from dateline.times.ranges import STOP
from dateline.times.story import AHEAD_TENSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model import Document, Timex

__all__ = ["DAY", "anchor_quotations", "counted"]

# A quotation of no more characters than this, within one line.
_CURLY: Final = re.compile(r"“[^”\n]{2,1500}”")
_STRAIGHT: Final = re.compile(r"\"[^\"\n]{2,1500}\"")
_QUOTED: Final = re.compile(f"{_CURLY.pattern}|{_STRAIGHT.pattern}")
# A line that ends with a colon, and what is set off below it: the first paragraph, and others like it.
_INTRODUCED: Final = re.compile(r":[ \t]*\n\s*?(?=[^\n])")
_PARAGRAPH: Final = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_GAP: Final = re.compile(r"(?:[^\S\n]*\n){2,}(?=[^\n])")
_OPENED: Final = re.compile(r"[ \t]*[“\"]")
_CLOSED: Final = re.compile(r"[”\"][.,;]?(?=[ \t]*(?:\n|\Z))")
_INDENTED: Final = re.compile(r"[ \t]{2,}")
# So many paragraphs at most are set off so.
_MOST: Final = 200
# In characters: how far before and after a quotation its date stands.
_BEFORE: Final = 160
_AFTER: Final = 90
_END: Final = re.compile(r"[.!?][”\"’)]*\s+")
# In characters: how long are the words between two parts of a quotation.
_LONGEST_CUE: Final = 40
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
# A day in full, or in digits of unknown order, with or without its weekday and an hour.
DAY: Final = re.compile(
    r"(\d{4}-\d\d-\d\d|num \d+ \d+ \d{4})(?: on XXXX-WXX-\d)?(?: ?(?:in )?T\S+(?: zone \S+| [ap]m)?)*"
)
# A day of saying that the text does not give in full; it is marked, and the quotation counts from it.
_OPEN: Final = re.compile(r"XXXX-(?:\d\d|XX)-\d\d(?: on XXXX-WXX-\d)?|XXXX-WXX-\d")
# What counts from the document date, and what goes to the nearest candidate.
_DEICTIC: Final = re.compile(r"(?:dct|cur)(?= |\Z)(.*)")
_FIELD: Final = re.compile(r"(XXXX-(?:WXX-(?:\d|WE)|\d\d(?:-\d\d)?|XX-\d\d|SP|SU|FA|WI|[QH]\d))((?: in T.*)?)")


def anchor_quotations(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """Let what a dated quotation says of "yesterday" or "Monday" count from the day on which it was said or written.

    "In a letter dated 9 October 2019 he wrote: “Yesterday the dam broke”".  The day is given in full in the sentence
    that quotes, with a word for the saying; where none is, the quotation counts from what the document does.
    """
    words = document.locale.words
    cues, links = words.get("quoting_cues", frozenset()), words.get("belonging_prepositions", frozenset())
    if not cues or not any(_is_day(timex) for timex in timexes):
        return timexes
    starts = [timex.span.start for timex in timexes]
    out = list(timexes)
    day, end, told = "", 0, None
    # Of a mail in a mail the inner one comes first: what has been counted from its day is settled.
    for quoted in (*reversed(list(_blocks(document))), *_quotations(document.text)):
        inside = range(bisect_left(starts, quoted.start), bisect_left(starts, quoted.end))
        goes_on = day and _goes_on(document.text[end : quoted.start][: _LONGEST_CUE + 1], cues)
        if not goes_on:
            told = _day_of(document.text, timexes, starts, quoted, (cues, links)) if inside else None
            day = "" if told is None else _base(timexes[told])
        end = quoted.end
        if told is not None and day == "quoted":
            out[told] = altered(timexes[told], expression=f"{timexes[told].expression} quoting")
        for number in inside if day else ():
            out[number] = altered(out[number], expression=counted(day, out[number]))
    return out


def _goes_on(between: str, cues: frozenset[str]) -> bool:
    """Whether a quotation goes on behind a few words that tell who says it: "…,” he wrote.  “On Monday …"."""
    if not 0 < len(between) <= _LONGEST_CUE or "\n" in between or STOP.search(between.strip()):
        return False
    return not cues.isdisjoint(word.lower() for word in _WORD.findall(between))


class _Quoted(NamedTuple):
    """Where a quotation stands, and where what introduces it ends: right before it, or with a line above."""

    start: int
    end: int
    introduced: int


def _quotations(text: str) -> Iterator[_Quoted]:
    # Most texts have marks of one kind, and one character is found faster than one of two.
    kind = _CURLY if '"' not in text else _STRAIGHT if "“" not in text else _QUOTED
    return (_Quoted(*found.span(), found.start()) for found in kind.finditer(text))


def _blocks(document: Document) -> Iterator[_Quoted]:
    """What is set off below a line that ends with a colon: a paragraph, and those after it that are marked alike.

    So is what a mail answers, with what that answers itself.
    """
    text, at = document.text, 0
    answered = {span.start: span.end for span in document.answered}
    while (found := _INTRODUCED.search(text, at)) is not None:
        first = last = found.end()
        if first in answered:
            # It may answer others itself.
            yield _Quoted(first, answered[first], found.start())
            at = first
            continue
        opened, indented = _OPENED.match(text, first) is not None, _INDENTED.match(text, first) is not None
        for _ in range(_MOST):
            paragraph = _PARAGRAPH.match(text, last)
            if paragraph is None:
                break
            closed = _CLOSED.search(text, paragraph.start() + 1, paragraph.end()) if opened else None
            last = paragraph.end() if closed is None else closed.end()
            gap = _GAP.match(text, last)
            if gap is None or closed is not None:
                break
            marked = _OPENED if opened else _INDENTED if indented else None
            if marked is None or marked.match(text, gap.end()) is None:
                break
            last = gap.end()
        yield _Quoted(first, last, found.start())
        at = max(last, found.end())


def _day_of(
    text: str,
    timexes: Sequence[Timex],
    starts: Sequence[int],
    quoted: _Quoted,
    words: tuple[frozenset[str], frozenset[str]],
) -> int | None:
    """The number of the day on which was said what a stretch of the text quotes; None if the text does not give it."""
    first, last, cues = quoted.introduced, quoted.end, words[0]
    before = text[max(0, first - _BEFORE) : first]
    stops = [stop.end() for stop in STOP.finditer(before)]
    begin = first - len(before) + max((stops[-1] if stops else 0), before.rfind("\n") + 1)
    after = text[last : last + _AFTER] if first == quoted.start else ""
    stop = STOP.search(after)
    end = last + min(stop.start() if stop else len(after), after.find("\n") if "\n" in after else len(after))
    stretches = [(begin, first), (last, end)]
    if first == quoted.start and not text[begin:first].strip():
        # "We found a letter dated 2 May 1938.  “They let me out yesterday,” he wrote."
        low = max(0, begin - _BEFORE)
        ends = [stop.end() for stop in _END.finditer(text, low, begin) if text[stop.end() : begin].strip()]
        stretches.append((ends[-1] if ends else low, begin))
    for start, until in stretches:
        said = cues.isdisjoint(word.lower() for word in _WORD.findall(text, start, until))
        days = [n for n in range(bisect_left(starts, start), bisect_left(starts, until)) if _is_day(timexes[n])]
        full = [n for n in days if DAY.fullmatch(timexes[n].expression)]
        # A day that stands behind what it dates is not known yet when that is resolved, unless it is given in full.
        days = full or (days if start != last else [])
        if len(days) == 1 and not said and _is_of_saying(text, timexes[days[0]], *words):
            return days[0]
    return None


def _is_day(timex: Timex) -> bool:
    said = timex.expression
    return (_OPEN if said[:1] == "X" else DAY).fullmatch(said) is not None


def _base(day: Timex) -> str:
    """What counts from a day of saying has as its base: the day in full, or "quoted"."""
    found = DAY.fullmatch(day.expression)
    return found[1] if found is not None else "quoted"


def _is_of_saying(text: str, day: Timex, cues: frozenset[str], links: frozenset[str]) -> bool:
    """Whether a day is when something was said: "wrote on D", "in a letter of D"; not "the dam of D", "opens on D"."""
    if day.tense in AHEAD_TENSES:
        return False
    words = text[max(0, day.span.start - 24) : day.span.start].lower().split()[-2:]
    return not cues.isdisjoint(words) or (day.signal in ("in", "dated") and links.isdisjoint(words[-1:]))


def counted(day: str, timex: Timex) -> str:
    """The expression of a timex, counted from a day ("2019-10-09", "num 9 10 2019") and not from the document date."""
    if found := _DEICTIC.fullmatch(timex.expression):
        return f"{day}{found[1]}" if found[1] else day
    if found := _FIELD.fullmatch(timex.expression):
        step = "next" if timex.tense in AHEAD_TENSES else "last" if timex.tense else "near"
        return f"{day} {step} {found[1]}{found[2]}"
    return timex.expression
