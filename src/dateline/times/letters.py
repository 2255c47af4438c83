"""Letters and messages inside a document: what they say counts from their own dates.

This refiner works on unresolved timexes, as those of `heads` do.  A letter has its date at the end of a line and then a
salutation, a message a line such as "Date: Tue, 4 May 2021 09:12".  One that heads its document is that document: its
date is the document's own.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from dateline.model.times import altered
from dateline.times.quoted import counted
from dateline.times.when import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.locale import LocaleData
    from dateline.model import Document, Timex

__all__ = ["anchor_letters"]

# In characters: the head of a document, and the longest line that is the head of a letter.
_HEAD: Final = 900
_LINE: Final = 120
# A day in full, with or without its weekday and an hour.
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?: on XXXX-WXX-\d)?(?: ?(?:in )?T\S+(?: zone \S+| [ap]m)?)*")
_ENDING: Final = re.compile(r"[ \t.,;)\]*_]*(?:\n|\Z)")


class _Letter(NamedTuple):
    """Where the words of a letter begin, and the day on which it was written."""

    line: int
    start: int
    day: str


def anchor_letters(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """Let what a letter or message says of "yesterday" count from its own date, up to its close or the next one."""
    text, out = document.text, list(timexes)
    letters = list(_letters(document, timexes)) if "\n" in text else []
    if not letters or (len(letters) == 1 and letters[0].line <= _HEAD):
        return timexes
    starts = [timex.span.start for timex in timexes]
    closing = _patterns(document.locale)[2]
    for number, letter in enumerate(letters):
        end = letters[number + 1].line if number + 1 < len(letters) else len(text)
        closed = closing.search(text, letter.start, end)
        end = closed.start() if closed is not None else end
        for i in range(bisect_left(starts, letter.start), bisect_left(starts, end)):
            out[i] = altered(out[i], expression=counted(letter.day, out[i]))
    return out


def _letters(document: Document, timexes: Sequence[Timex]) -> Iterator[_Letter]:
    text = document.text
    label, salutation, _ = _patterns(document.locale)
    for timex in timexes:
        found = _DAY.fullmatch(timex.expression) if timex.expression[:1].isdigit() else None
        if found is None:
            continue
        start, end = timex.span.start, timex.span.end
        line = text.rfind("\n", max(0, start - _LINE), start) + 1
        if (not line and start > _LINE) or _ENDING.match(text, end) is None:
            continue
        if label.fullmatch(text, line, start) or salutation.match(text, end):
            yield _Letter(line, end, found[1])


@functools.lru_cache(maxsize=16)
def _patterns(locale: LocaleData) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands before the date of a message, between the date of a letter and its words, and at its close."""
    labels, salutations, valedictions = (
        any_of(locale.words.get(name, frozenset())) for name in ("message_date_labels", "salutations", "valedictions")
    )
    return (
        re.compile(rf"[ \t>*_]*(?:{labels})[ \t]*:[ \t*_]*", re.IGNORECASE),
        re.compile(rf"[ \t.,;)\]*_]*\n\s*(?:\w+\s)?(?:{salutations})\b", re.IGNORECASE),
        re.compile(rf"\n[ \t]*(?:{valedictions})\b[^\n]{{0,40}}(?:\n|\Z)", re.IGNORECASE),
    )
