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
from dateline.text.replies import innermost
from dateline.times.calendar import Cal
from dateline.times.quoted import DAY, counted
from dateline.times.when import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.locale import LocaleData
    from dateline.model import Document, Timex

__all__ = ["anchor_letters"]

# In characters: the head of a document, and the longest line that is the head of a letter.
_HEAD: Final = 900
_LINE: Final = 120
# An hour that stands apart from its day ("1 March 2024 at 10:00"), and how far, in characters.
_HOUR: Final = re.compile(r"(?:day in )?T\d")
_APART: Final = 6
# A field of a message ("Subject: The mill?"); a line of words that is no title; and what opens a mail passed on.
_FIELD: Final = re.compile(r"[ \t>*_]*[^\W\d_][\w -]{0,20}:[*_]*[ \t]+\S")
_STOPPED: Final = re.compile(r"\s*\S+[ \t]+\S.*(?<=[.!?:,])")
_OPENS: Final = re.compile(r"[ \t]*(?:-{3,}|_{5,})[^\n]*")
_ENDING: Final = re.compile(r"[ \t.,;)\]*_]*(?:\n|\Z)")


class _Letter(NamedTuple):
    """Where the line of its date and its words begin, the day on which it was written, and whether a field says it."""

    line: int
    start: int
    day: str
    labelled: bool


def anchor_letters(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """Let what a letter or message says of "yesterday" count from its own date, up to its close or the next one."""
    text, out = document.text, list(timexes)
    letters = list(_letters(document, timexes)) if "\n" in text else []
    if not letters or (len(letters) == 1 and _is_document(document, letters[0])):
        return timexes
    starts = [timex.span.start for timex in timexes]
    closing = _patterns(document.locale)[2]
    within = innermost(document.answered, [letter.line for letter in letters])
    for number, (letter, mail) in enumerate(zip(letters, within, strict=True)):
        end = letters[number + 1].line if number + 1 < len(letters) else len(text)
        end = end if mail is None else min(end, mail.end)
        closed = closing.search(text, letter.start, end)
        end = closed.start() if closed is not None else end
        for i in range(bisect_left(starts, letter.start), bisect_left(starts, end)):
            out[i] = altered(out[i], expression=counted(letter.day, out[i]))
    return out


def _letters(document: Document, timexes: Sequence[Timex]) -> Iterator[_Letter]:
    text = document.text
    label, salutation, _ = _patterns(document.locale)
    for number, timex in enumerate(timexes):
        found = DAY.fullmatch(timex.expression)
        if found is None:
            continue
        start, end = timex.span.start, timex.span.end
        after = timexes[number + 1] if number + 1 < len(timexes) else None
        if after is not None and after.span.start - end <= _APART and _HOUR.match(after.expression):
            end = after.span.end
        line = text.rfind("\n", max(0, start - _LINE), start) + 1
        if (not line and start > _LINE) or _ENDING.match(text, end) is None:
            continue
        labelled = label.fullmatch(text, line, start) is not None
        if labelled or (found[1][0] != "n" and salutation.match(text, end)):
            yield _Letter(line, end, found[1], labelled)


def _is_document(document: Document, letter: _Letter) -> bool:
    """True for the only letter of a document, if it heads it: nothing is said above it, nor that it is passed on.

    What was published on another day gives what somebody wrote before, as a mail does that passes one on.
    """
    dct = document.dct
    if (
        dct is not None
        and document.dct_from == "published"
        and Cal("D", dct.year, dct.month, dct.day).text != letter.day
    ):
        return False
    if letter.line > _HEAD or any(span.contains(letter.line) for span in document.answered):
        return False
    above = document.text[: letter.line].split("\n") if letter.labelled else []
    lines = [line.rstrip() for line in above]
    return not any(_OPENS.fullmatch(line) or (_STOPPED.fullmatch(line) and not _FIELD.match(line)) for line in lines)


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
