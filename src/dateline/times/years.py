"""The year of a day or month that lies between two dates given in full, where a time of elsewhere comes between.

"The bridge was begun in May 1840.  A print of 1902 shows it.  On 2 June a pier fell.  It was opened in August 1840.":
the print moves nothing.  This refiner works on unresolved timexes, as those of `heads` do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dateline.model.times import altered
from dateline.times.calendar import Cal, last_day, near, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Document, Timex

__all__ = ["settle_years"]

_FULL: Final = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)(?: (?:on|in) .+)?")
_YEAR: Final = re.compile(r"\d{4}")
_BARE: Final = re.compile(r"XXXX-\d\d(?:-\d\d)?")
# In characters: so far apart at most stand the date before and the date behind.
_REACH: Final = 900
# In characters: so far before a date stands the word that makes it one that lies ahead ("until the sale of May 1713").
_AHEAD: Final = 40
_STOP: Final = re.compile(r"[.!?;]['\"”’)]?\s")
# In days: so far apart are the dates between which a story goes on.
_STORY: Final = 400


def settle_years(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """Give a day or month without its year that of the dates in full around it, if it lies between them.

    It does so where the time told last is of elsewhere: a year outside of these dates, told in a sentence before, or a
    date that lies ahead; and where the date in full stands in the same sentence.
    """
    text = document.text
    known = [_full(timex) for timex in timexes]
    if sum(cal is not None for cal in known) < 2:
        return timexes
    lookahead = document.locale.words.get("lookahead_words", frozenset())
    following = _following(timexes, known)
    out = list(timexes)
    for number, timex in enumerate(timexes):
        told = timex.setting.position == "prose" and timex.tense not in ("future", "request")
        if not told or timex.expression[:1] != "X" or not _BARE.fullmatch(timex.expression):
            continue
        behind = following[number]
        if behind is None or timexes[behind].span.start - timex.span.end > _REACH:
            continue
        end = known[behind]
        before = _before(text, timexes, known, number, end, lookahead)
        if before is None or end is None:
            continue
        start = known[before]
        found = near(start.first, timex.expression, 1) if start is not None else None
        if found is not None and start is not None and found.first <= last_day(end) <= start.first + _STORY:
            out[number] = altered(timex, expression=f"between {start.text} {end.text} {timex.expression}")
    return out


def _full(timex: Timex) -> Cal | None:
    said = timex.expression
    found = _FULL.fullmatch(said) if said[:1].isdigit() else None
    return read(found[1]) if found is not None else None


def _following(timexes: Sequence[Timex], known: Sequence[Cal | None]) -> list[int | None]:
    """For each timex the number of the next date in full behind it."""
    out: list[int | None] = [None] * len(timexes)
    last: int | None = None
    for number in range(len(timexes) - 1, -1, -1):
        out[number] = last
        if known[number] is not None:
            last = number
    return out


def _before(
    text: str,
    timexes: Sequence[Timex],
    known: Sequence[Cal | None],
    number: int,
    end: Cal | None,
    lookahead: frozenset[str],
) -> int | None:
    """The number of the date in full from which a story goes on to a time, None if nothing of elsewhere parts them."""
    timex = timexes[number]
    elsewhere = False
    for other in range(number - 1, -1, -1):
        one, cal = timexes[other], known[other]
        if end is None or timex.span.start - one.span.end > _REACH:
            return None
        parted = _STOP.search(text, one.span.end, timex.span.start) is not None
        if cal is None:
            if _YEAR.fullmatch(one.expression):
                if not parted:
                    return None
                elsewhere |= int(one.expression) != end.year
            continue
        if cal.first > last_day(end):
            # A date that the story comes back from.
            if not parted or not _is_ahead(text, one, lookahead):
                return None
            elsewhere = True
            continue
        later = cal.year == end.year or cal.year == _year_after(cal, timex)
        return other if elsewhere or (not parted and later and _comes_after(cal, timex)) else None
    return None


def _year_after(cal: Cal, timex: Timex) -> int:
    found = near(cal.first, timex.expression, 1)
    return found.year if found is not None else cal.year


def _comes_after(cal: Cal, timex: Timex) -> bool:
    """Whether a month or day comes later in the year of a date."""
    found = near(cal.first, timex.expression, 1)
    return found is not None and found.year == cal.year and found.first > cal.first


def _is_ahead(text: str, timex: Timex, lookahead: frozenset[str]) -> bool:
    """Whether a date lies ahead of what is told: "until the sale of May 1713", "before the fire of June 1936"."""
    before = _STOP.split(text[max(0, timex.span.start - _AHEAD) : timex.span.start])[-1]
    return not lookahead.isdisjoint(re.findall(r"[a-z]+", before.lower()))
