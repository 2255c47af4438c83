"""Reads and writes the values of TIMEX3 (TimeML 1.2.1, as TempEval-3 writes them)."""

from __future__ import annotations

import re
from typing import Final

from attrs import evolve

from dateline.errors import ArgumentError, EDTFError
from dateline.interval.moment import TIME, Moment, edtf_unit, read_clock
from dateline.interval.units import CLOCK, HOUR, PARTS_OF_DAY, YEARS, Granularity

_G: Final = Granularity
_PART_NAMES: Final = {hours: name for name, hours in PARTS_OF_DAY.items()}
_SEASONS: Final = ("WI", "SP", "SU", "FA")
_TIMEX: Final = re.compile(
    r"(?P<bc>BC)?(?P<year>[0-9]{4})(?:-(?:(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|W(?P<week>[0-9]{2})"
    r"(?:-(?P<weekday>[1-7]|WE))?|(?P<season>SP|SU|FA|WI)|Q(?P<quarter>[1-4])|H(?P<half>[12])))?"
    rf"(?:T(?:(?P<part>MO|MI|AF|EV|NI|DT)|{TIME}))?"
)
# A year before 10,000 BC.
_DISTANT: Final = re.compile(r"BC([0-9]{5,9})")
_TIMEX_LONG: Final = re.compile(r"[0-9]{1,3}X{0,3}")


def read_timex(value: str) -> tuple[Moment, Granularity | str] | None:
    """A moment, and the unit that holds it or the part of its day ("MO"), that a value names; None if it names none."""
    if distant := _DISTANT.fullmatch(value):
        return Moment(1 - int(distant[1])), _G.YEAR
    found = _TIMEX.fullmatch(value)
    if found is None:
        return _read_timex_long(value)
    year = 1 - int(found["year"]) if found["bc"] else int(found["year"])
    try:
        if found["week"]:
            start, granularity = _timex_week(year, int(found["week"]), found["weekday"])
        elif found["season"]:
            start = Moment(year, 3 * ((_SEASONS.index(found["season"]) - 1) % 4 + 1))
            granularity = _G.SEASON
        elif found["quarter"]:
            start, granularity = Moment(year, 3 * int(found["quarter"]) - 2), _G.QUARTER
        elif found["half"]:
            start, granularity = Moment(year, 6 * int(found["half"]) - 5), _G.HALF
        elif found["month"]:
            start = Moment(year, int(found["month"]), int(found["day"] or 1))
            granularity = _G.DAY if found["day"] else _G.MONTH
        else:
            start, granularity = Moment(year), _G.YEAR
        if found["part"] or found["hour"]:
            if granularity is not _G.DAY:
                return None
            if found["part"]:
                return start, found["part"]
            start, granularity = read_clock(start, found, lambda group, reason: EDTFError(value, 0, reason))
    except ValueError:
        return None
    return start, granularity


def _timex_week(year: int, week: int, weekday: str | None) -> tuple[Moment, Granularity]:
    """The start of an ISO week, its weekend or one of its days; an error where the year has no such week."""
    monday = Moment(year, 1, 4).floor(_G.WEEK).plus(week - 1, _G.WEEK)
    if monday.iso_week != (year, week):
        raise ArgumentError("week", week, f"the year {year} has no such week")
    if weekday is None:
        return monday, _G.WEEK
    if weekday == "WE":
        return monday.plus(5, _G.DAY), _G.WEEKEND
    return monday.plus(int(weekday) - 1, _G.DAY), _G.DAY


def _read_timex_long(value: str) -> tuple[Moment, Granularity] | None:
    """Decades, centuries and millennia: the leading digits of their years, with X for the others or not."""
    if not _TIMEX_LONG.fullmatch(value) or ("X" in value and len(value) != 4):
        return None
    digits = value.rstrip("X")
    granularity = (_G.MILLENNIUM, _G.CENTURY, _G.DECADE)[len(digits) - 1]
    return Moment(int(digits) * YEARS[granularity]), granularity


def timex_text(start: Moment, end: Moment, granularity: Granularity) -> str | None:
    """The value of the unit from `start` to `end`, or of the part of a day; None for what TIMEX3 cannot say."""
    if not -9998 <= start.year <= 9999:
        return None
    year = f"BC{1 - start.year:04}" if start.year < 1 else f"{start.year:04}"
    day = f"{year}-{start.month:02}-{start.day:02}"
    if granularity is _G.PART_OF_DAY:
        first = start.hour
        last, rest = divmod(end.instant - start.instant, HOUR)
        part = _PART_NAMES.get((first, first + last)) if not rest and start == start.floor(_G.HOUR) else None
        return f"{day}T{part}" if part else None
    if granularity in CLOCK:
        return edtf_unit(evolve(start, year=2000, month=1, day=1), granularity, False).replace("2000-01-01", day)
    if granularity is _G.DAY:
        return day
    if granularity is _G.WEEK or granularity is _G.WEEKEND:
        iso_year, week = start.iso_week
        name = f"BC{1 - iso_year:04}" if iso_year < 1 else f"{iso_year:04}"
        return f"{name}-W{week:02}{'-WE' if granularity is _G.WEEKEND else ''}"
    if granularity is _G.MONTH:
        return f"{year}-{start.month:02}"
    if granularity is _G.SEASON:
        return f"{year}-{_SEASONS[start.month // 3 % 4]}"
    if granularity is _G.QUARTER:
        return f"{year}-Q{start.month // 3 + 1}"
    if granularity is _G.HALF:
        return f"{year}-H{start.month // 6 + 1}"
    if granularity is _G.YEAR:
        return year
    # TIMEX3 has no form for decades and centuries before the year 1 that says which years they hold.
    return None if start.year < 0 else f"{start.year:04}"[: 5 - len(str(YEARS[granularity]))]
