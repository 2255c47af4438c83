"""The units of time and the proleptic Gregorian calendar: days counted, months measured, for years of any size."""

from __future__ import annotations

import enum
from calendar import isleap
from datetime import date
from typing import Final

SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

# The Gregorian calendar repeats every 400 years; `date` is the fast calendar for one such cycle, 2000 to 2399.
_CYCLE_DAYS: Final = 146_097
_CYCLE_START: Final = date(2000, 1, 1).toordinal()
_MONTH_DAYS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Keeps hostile years ("Y9E999999999") from turning into numbers whose size is the attack.
MAX_YEAR: Final = 10**15
_ENDLESS: Final = 10**40


class Granularity(enum.Enum):
    """The unit in which a time is told, from the finest to the coarsest."""

    MICROSECOND = "microsecond"
    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part_of_day"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"

    # Members are singletons; the hash of `Enum` goes through Python code on every use as a key.
    __hash__ = object.__hash__

    @property
    def rank(self) -> int:
        """The place in the order from finest (0) to coarsest."""
        return _RANK[self]


class Qualifier(enum.Enum):
    """How sure a date is: uncertain (doubtful), approximate (near), or both (EDTF level 1)."""

    NONE = ""
    UNCERTAIN = "?"
    APPROXIMATE = "~"
    BOTH = "%"

    __hash__ = object.__hash__

    def __or__(self, other: Qualifier) -> Qualifier:
        """Both reservations together."""
        if self is other or other is Qualifier.NONE:
            return self
        return other if self is Qualifier.NONE else Qualifier.BOTH


_G: Final = Granularity
_RANK: Final = {granularity: rank for rank, granularity in enumerate(Granularity)}
CLOCK: Final = {_G.MICROSECOND: 1, _G.SECOND: SECOND, _G.MINUTE: MINUTE, _G.HOUR: HOUR}
# A step from one part of a day, or one weekend, leads to the same part of another day or to the next weekend.
DAYS: Final = {_G.PART_OF_DAY: 1, _G.DAY: 1, _G.WEEKEND: 7, _G.WEEK: 7}
YEARS: Final = {_G.DECADE: 10, _G.CENTURY: 100, _G.MILLENNIUM: 1000}
MONTHS: Final = {_G.MONTH: 1, _G.SEASON: 3, _G.QUARTER: 3, _G.HALF: 6, _G.YEAR: 12} | {
    granularity: 12 * years for granularity, years in YEARS.items()
}
# Conventions, not facts: hours (of the day the part belongs to) for the parts of a day that TIMEX3 names.
PARTS_OF_DAY: Final = {"MO": (6, 12), "MI": (11, 14), "AF": (12, 18), "EV": (18, 24), "NI": (21, 30), "DT": (6, 18)}


def month_days(year: int, month: int) -> int:
    """Days of a month (proleptic Gregorian; year 0 is 1 BCE)."""
    return 29 if month == 2 and isleap(year) else _MONTH_DAYS[month]


def ordinal(year: int, month: int, day: int) -> int:
    """Day number of a proleptic Gregorian date of any year; 1 January of the year 1 is day 1."""
    cycle, rest = divmod(year, 400)
    return date(2000 + rest, month, day).toordinal() + (cycle - 5) * _CYCLE_DAYS


def civil(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number, the reverse of `ordinal`."""
    cycle, rest = divmod(number - _CYCLE_START, _CYCLE_DAYS)
    day = date.fromordinal(_CYCLE_START + rest)
    return day.year + 400 * cycle, day.month, day.day
