"""Reads EDTF (ISO 8601-2:2019), levels 0 and 1 and of level 2 what is in use."""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Final, NamedTuple

from dateline.errors import EDTFError
from dateline.interval.moment import TIME, Moment, read_clock
from dateline.interval.units import MAX_YEAR, Granularity, Qualifier, month_days

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_G: Final = Granularity
_QUALIFIERS: Final = {qualifier.value: qualifier for qualifier in Qualifier}
# First month, number of months and unit of the EDTF codes for parts of a year (ISO 8601-2:2019, 4.8): seasons without a
# hemisphere, northern, southern; quarters, quadrimesters, halves.
_SUBYEAR: Final = {
    code + i: (first + i * months, months, granularity)
    for code, count, first, months, granularity in (
        (21, 4, 3, 3, _G.SEASON),
        (25, 4, 3, 3, _G.SEASON),
        (29, 4, 9, 3, _G.SEASON),
        (33, 4, 1, 3, _G.QUARTER),
        (37, 3, 1, 4, _G.MONTH),
        (40, 2, 1, 6, _G.HALF),
    )
    for i in range(count)
}
_EDTF_DATE: Final = re.compile(
    r"(?P<q0>[?~%])?(?P<year>-?[0-9X]{4}|Y-?[0-9]{1,16}(?:E[0-9]{1,2})?)(?P<q1>[?~%])?"
    r"(?:-(?P<q2>[?~%])?(?P<month>[0-9X]{2})(?P<q3>[?~%])?(?:-(?P<q4>[?~%])?(?P<day>[0-9X]{2})(?P<q5>[?~%])?)?)?"
    rf"(?:T{TIME}(?P<q6>[?~%])?)?"
)


class Reading(NamedTuple):
    """What an EDTF text says: the fields of an `Interval`, in their order."""

    start: Moment | None
    end: Moment | None
    granularity: Granularity
    within: bool = False
    start_qualifier: Qualifier = Qualifier.NONE
    end_qualifier: Qualifier = Qualifier.NONE
    end_granularity: Granularity | None = None
    start_unknown: bool = False
    end_unknown: bool = False
    template: str | None = None
    notation: str | None = None


def read_edtf(text: str) -> Reading:
    """What an EDTF text says; raises `EDTFError` with the place where it ceases to make sense."""
    if text[:1] in ("[", "{"):
        return _read_set(text)
    left, slash, right = text.partition("/")
    if not slash:
        return _read_date(text, 0, text)
    if "/" in right:
        raise EDTFError(text, text.rindex("/"), "an interval has two ends only")
    first = None if left in ("", "..") else _read_date(left, 0, text)
    last = None if right in ("", "..") else _read_date(right, len(left) + 1, text)
    return _stretch(first, last, text, len(left) + 1, start_unknown=not left, end_unknown=not right)


def _stretch(
    first: Reading | None,
    last: Reading | None,
    text: str,
    position: int,
    start_unknown: bool = False,
    end_unknown: bool = False,
) -> Reading:
    """The stretch from one date of an EDTF text to another, either of which may be missing."""
    ends = [end for end in (first, last) if end is not None]
    template = any(end.template for end in ends)
    start = first.start if first is not None and not template else None
    end = last.end if last is not None and not template else None
    if start is not None and end is not None and start.instant >= end.instant:
        raise EDTFError(text, position, "the end lies before the start; put the earlier date first")
    return Reading(
        start,
        end,
        ends[0].granularity if ends else _G.YEAR,
        start_qualifier=first.start_qualifier if first is not None else Qualifier.NONE,
        end_qualifier=last.end_qualifier if last is not None else Qualifier.NONE,
        end_granularity=ends[-1].granularity if len(ends) == 2 else None,
        start_unknown=start_unknown,
        end_unknown=end_unknown,
        template=text if template else None,
        notation=text if not template and any(end.notation for end in ends) else None,
    )


def _read_set(text: str) -> Reading:
    """`[…]`, one of the members, or `{…}`, all of them; a member is a date or a stretch `a..b`."""
    closing = "]" if text[0] == "[" else "}"
    if text[-1] != closing or len(text) < 3:
        raise EDTFError(text, len(text), f"a set that opens with {text[0]} ends with {closing} and has a member")
    members: list[Reading] = []
    position = 1
    for part in text[1:-1].split(","):
        at = position + len(part) - len(part.lstrip(" "))
        position += len(part) + 1
        left, dots, right = part.strip(" ").partition("..")
        if not dots:
            members.append(_read_date(left, at, text))
            continue
        if (not left and members) or (not right and position < len(text)):
            raise EDTFError(text, at, "only the first member of a set may have no start, and only the last no end")
        first = _read_date(left, at, text) if left else None
        last = _read_date(right, at + len(left) + 2, text) if right else None
        members.append(_stretch(first, last, text, at))
    within = text[0] == "["
    if within and len(members) == 1 and not (members[0].notation or members[0].template):
        return members[0]._replace(within=True)
    template = any(member.template for member in members)
    starts, ends = [member.start for member in members], [member.end for member in members]
    qualifier = reduce(or_, (q for member in members for q in (member.start_qualifier, member.end_qualifier)))
    return Reading(
        None if template or None in starts else min(start for start in starts if start is not None),
        None if template or None in ends else max(end for end in ends if end is not None),
        members[0].granularity,
        within=within,
        start_qualifier=qualifier,
        end_qualifier=qualifier,
        end_granularity=members[-1].end_granularity or members[-1].granularity,
        template=text if template else None,
        notation=None if template else text,
    )


@lru_cache(maxsize=256)
def _candidates(digits: str, low: int, high: int) -> tuple[int, ...]:
    """The numbers within limits that digits with X stand for, in ascending order."""
    form, free = digits.replace("X", "{}"), digits.count("X")
    numbers = (int(form.format(*f"{number:0{free}}") if free else digits) for number in range(10**free))
    return tuple(number for number in numbers if low <= number <= high)


def _read_date(part: str, base: int, text: str) -> Reading:
    """One date of an EDTF text, found at `base` in it."""
    found = _EDTF_DATE.match(part)
    if found is None:
        raise EDTFError(text, base, "a date begins with a year of four digits (or X), or Y and a longer year")
    if found.end() != len(part):
        raise EDTFError(text, base + found.end(), "nothing can follow here; dates look like 2012-09-03 or 2012-09~")

    def fail(group: str, reason: str) -> ValueError:
        return EDTFError(text, base + found.start(group), reason)

    month_text, day_text = found["month"], found["day"]
    if found["hour"] and not day_text:
        raise fail("hour", "a time of day needs a year, a month and a day before it")
    marks = found.group("q0", "q1", "q2", "q3", "q4", "q5", "q6")
    given = [_QUALIFIERS[mark] for mark in marks if mark]
    qualifier = reduce(or_, given, Qualifier.NONE)
    # One qualifier that closes a date is about all of it; any other says more than an interval can keep.
    whole = not given or (len(given) == 1 and (part[-1] == qualifier.value or not month_text))
    years = _read_years(found["year"], fail)

    code = int(month_text) if month_text and "X" not in month_text else 0
    granularity = _G.DAY if day_text else _G.MONTH if month_text else _G.YEAR
    if code in _SUBYEAR:
        if day_text:
            raise fail("day", "a season or quarter has no day")
        first_month, length, granularity = _SUBYEAR[code]
        start = Moment(years[0]).plus(first_month - 1, _G.MONTH)
        end = Moment(years[-1]).plus(first_month - 1 + length, _G.MONTH)
        whole = whole and (code < 25 or granularity in (_G.QUARTER, _G.HALF))
    else:
        months, days = _candidates(month_text or "XX", 1, 12), _candidates(day_text or "XX", 1, 31)
        if not months:
            raise fail("month", "a month is 01 to 12, a part of the year 21 to 41")
        low, high = _first_day(years, months, days), _first_day(years[::-1], months[::-1], days[::-1])
        if low is None or high is None:
            last = max(month_days(year, month) for year in years[:8] for month in months)
            raise fail("day", f"month {found['year']}-{month_text} has the days 01 to {last}")
        start, end = Moment(*low), Moment(*high).plus(1, _G.DAY)
    if found["hour"]:
        start, granularity = read_clock(start, found, fail)
        end = start.plus(1, granularity)

    if found["year"].endswith("XXXX") or (found["hour"] and "X" in part):
        return Reading(None, None, granularity, False, qualifier, qualifier, template=part)
    within = "X" in part
    if re.fullmatch("-?[0-9]+X+", found["year"]) and not month_text:
        granularity, within = (_G.DECADE, _G.CENTURY, _G.MILLENNIUM)[part.count("X") - 1], False
    notation = None if whole and not within else part
    return Reading(start, end, granularity, within, qualifier, qualifier, notation=notation)


def _read_years(text: str, fail: Callable[[str, str], ValueError]) -> tuple[int, ...]:
    """The years that the year of an EDTF date may be, in ascending order."""
    if text[0] == "Y":
        digits, _, exponent = text[1:].partition("E")
        year = int(digits) * 10 ** int(exponent or 0)
        # The end of the year, or of its last winter, has to be a moment too.
        if not -MAX_YEAR < year < MAX_YEAR - 2:
            raise fail("year", f"a year has {len(str(MAX_YEAR)) - 1} digits at most")
        return (year,)
    if text == "-0000":
        raise fail("year", "the year zero has no sign")
    years = _candidates(text.lstrip("-"), 0, 9999)
    return tuple(-year for year in reversed(years)) if text[0] == "-" else years


def _first_day(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> tuple[int, int, int] | None:
    """The first date among all combinations that the calendar has."""
    # Four centuries hold every kind of year that there is.
    dates = ((year, month, day) for year in years[:400] for month in months for day in days)
    return next((ymd for ymd in dates if ymd[2] <= month_days(ymd[0], ymd[1])), None)
