"""The time algebra: moments and stretches of the proleptic Gregorian calendar, in and out of EDTF and TIMEX3."""

from __future__ import annotations

import enum
import re
from calendar import isleap
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache, reduce
from operator import attrgetter, or_
from typing import TYPE_CHECKING, Final, Self

from attrs import evolve, frozen

from dateline.errors import ArgumentError, EDTFError, RangeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Granularity", "Interval", "Moment", "Qualifier", "Relation", "civil", "month_days", "ordinal"]

_SECOND: Final = 1_000_000
_MINUTE: Final = 60 * _SECOND
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR

# The Gregorian calendar repeats every 400 years; `date` is the fast calendar for one such cycle, 2000 to 2399.
_CYCLE_DAYS: Final = 146_097
_CYCLE_START: Final = date(2000, 1, 1).toordinal()
_MONTH_DAYS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Keeps hostile years ("Y9E999999999") from turning into numbers whose size is the attack.
_MAX_YEAR: Final = 10**15
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


_G: Final = Granularity
_RANK: Final = {granularity: rank for rank, granularity in enumerate(Granularity)}
_CLOCK: Final = {_G.MICROSECOND: 1, _G.SECOND: _SECOND, _G.MINUTE: _MINUTE, _G.HOUR: _HOUR}
# A step from one part of a day, or one weekend, leads to the same part of another day or to the next weekend.
_DAYS: Final = {_G.PART_OF_DAY: 1, _G.DAY: 1, _G.WEEKEND: 7, _G.WEEK: 7}
_YEARS: Final = {_G.DECADE: 10, _G.CENTURY: 100, _G.MILLENNIUM: 1000}
_MONTHS: Final = {_G.MONTH: 1, _G.SEASON: 3, _G.QUARTER: 3, _G.HALF: 6, _G.YEAR: 12} | {
    granularity: 12 * years for granularity, years in _YEARS.items()
}


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


_QUALIFIERS: Final = {qualifier.value: qualifier for qualifier in Qualifier}


class Relation(enum.Enum):
    """Allen's thirteen relations between two stretches of time, and the honest answer that it cannot be said."""

    BEFORE = "before"
    MEETS = "meets"
    OVERLAPS = "overlaps"
    STARTS = "starts"
    DURING = "during"
    FINISHES = "finishes"
    EQUALS = "equals"
    FINISHED_BY = "finished_by"
    CONTAINS = "contains"
    STARTED_BY = "started_by"
    OVERLAPPED_BY = "overlapped_by"
    MET_BY = "met_by"
    AFTER = "after"
    UNKNOWN = "unknown"

    __hash__ = object.__hash__

    @property
    def inverse(self) -> Relation:
        """The relation seen from the other side."""
        return self if self is Relation.UNKNOWN else _ALLEN[len(_ALLEN) - 1 - _ALLEN.index(self)]


# Listed so that the inverse of each stands at the mirrored place.
_ALLEN: Final = tuple(relation for relation in Relation if relation is not Relation.UNKNOWN)
# What each asks for: the order in time of one stretch, from a to b, and the other, from c to d.
_CHAINS: Final = (
    ("a", "b", "c", "d"),
    ("a", "bc", "d"),
    ("a", "c", "b", "d"),
    ("ac", "b", "d"),
    ("c", "a", "b", "d"),
    ("c", "a", "bd"),
    ("ac", "bd"),
    ("a", "c", "bd"),
    ("a", "c", "d", "b"),
    ("ac", "d", "b"),
    ("c", "a", "d", "b"),
    ("c", "ad", "b"),
    ("c", "d", "a", "b"),
)


class _Ordered:
    """The order operators, for classes that have a key consistent with their equality."""

    __slots__ = ()

    @property
    def sort_key(self) -> tuple[object, ...]:
        raise NotImplementedError

    def __lt__(self, other: Self) -> bool:
        return self.sort_key < other.sort_key if isinstance(other, type(self)) else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self.sort_key <= other.sort_key if isinstance(other, type(self)) else NotImplemented

    def __gt__(self, other: Self) -> bool:
        return self.sort_key > other.sort_key if isinstance(other, type(self)) else NotImplemented

    def __ge__(self, other: Self) -> bool:
        return self.sort_key >= other.sort_key if isinstance(other, type(self)) else NotImplemented


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


def _offset_text(offset: int | None) -> str:
    if offset is None:
        return ""
    if offset == 0:
        return "Z"
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"


def _offset_of(text: str | None) -> int | None:
    if not text:
        return None
    if text == "Z":
        return 0
    digits = text[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return -minutes if text[0] == "-" else minutes


def _year_text(year: int) -> str:
    """A year as EDTF writes it: four digits, a minus before year zero, Y where four digits do not do."""
    if -9999 <= year <= 9999:
        return f"{year:04}" if year >= 0 else f"{year:05}"
    return f"Y{year}"


_TIME: Final = (
    r"(?P<hour>[0-9]{2})(?::?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?)?"
    r"(?P<zone>Z|[+-][0-9]{2}(?::?[0-5][0-9])?)?"
)
_ISO: Final = re.compile(
    r"(?:(?P<basic>[0-9]{4})(?P<bm>[0-9]{2})(?P<bd>[0-9]{2})|(?P<year>[0-9]{4}|[+-][0-9]{4,16}|Y-?[0-9]{4,16})"
    rf"(?:-(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}))?)?)(?:[T ]{_TIME})?"
)


# Dates are written by the thousand, and numbers filled up with zeros take long to format.
_TWO: Final = tuple(f"{number:02}" for number in range(60))
_parts_of = attrgetter("year", "month", "day", "hour", "minute", "second", "microsecond", "offset")


@frozen(order=False, repr=False)
class Moment(_Ordered):
    """A point in time, to the microsecond, in the proleptic Gregorian calendar.

    Years are astronomical (0 is 1 BCE, -43 is 44 BCE) and not limited to four digits. `offset` is in minutes east of
    UTC, None where no zone was said; `zone` is the name that was said for it, a label that moves nothing.
    Moments are ordered as instants (one without offset counts as UTC), ties by the remaining fields.
    Raises `ArgumentError` for a date that the calendar does not have, such as 30 February.
    """

    year: int
    month: int = 1
    day: int = 1
    hour: int = 0
    minute: int = 0
    second: int = 0
    microsecond: int = 0
    offset: int | None = None
    zone: str | None = None

    def __attrs_post_init__(self) -> None:
        try:
            # `|` is the cheapest way to refuse what is no integer.
            if (
                0 < self.month < 13
                and 0 < self.day < 29
                and 0 <= self.hour < 24
                and 0 <= self.minute < 60
                and 0 <= self.second < 60
                and (self.month | self.day | self.hour | self.minute | self.second) < 64
                and 0 <= (self.microsecond | 0) < 1_000_000
                and -_MAX_YEAR < (self.year | 0) < _MAX_YEAR
                and (self.offset is None or -1440 < self.offset < 1440)
            ):
                return
        except TypeError:
            pass
        self._complain()

    def _complain(self) -> None:
        """Raise for the first field that is wrong; return if it was only a day after the 28th."""
        limits = (
            ("year", self.year, 1 - _MAX_YEAR, _MAX_YEAR - 1),
            ("month", self.month, 1, 12),
            ("day", self.day, 1, 31),
            ("hour", self.hour, 0, 23),
            ("minute", self.minute, 0, 59),
            ("second", self.second, 0, 59),
            ("microsecond", self.microsecond, 0, 999_999),
            ("offset", 0 if self.offset is None else self.offset, -1439, 1439),
        )
        for name, value, low, high in limits:
            if not isinstance(value, int):
                raise ArgumentError(name, value, "must be an integer")
            if not low <= value <= high:
                raise ArgumentError(name, value, f"must be between {low} and {high}")
        last = month_days(self.year, self.month)
        if self.day > last:
            raise ArgumentError("day", self.day, f"month {_year_text(self.year)}-{self.month:02} has {last} days")

    @classmethod
    def of(cls, value: Moment | date | str, argument: str = "value") -> Moment:
        """The moment meant by a `date` (its midnight), a `datetime`, an ISO 8601 string or a moment.

        A string may stop at the year, month, day, hour, minute or second; what it leaves out is the earliest.
        Raises `ArgumentError`, naming `argument`, for anything else.
        """
        if isinstance(value, Moment):
            return value
        if isinstance(value, datetime):
            return cls._of_datetime(value)
        if isinstance(value, date):
            return cls(value.year, value.month, value.day)
        if not isinstance(value, str):
            raise ArgumentError(argument, value, "must be a date, a datetime or an ISO 8601 string")
        found = _ISO.fullmatch(value.strip())
        if found is None:
            raise ArgumentError(argument, value, "is no ISO 8601 date; write it as 2012-11-09 or 2012-11-09T14:05Z")
        year, month, day = found["basic"] or found["year"].removeprefix("Y"), found["month"], found["day"]
        try:
            start = cls(int(year), int(month or found["bm"] or 1), int(day or found["bd"] or 1))
        except ArgumentError as error:
            raise ArgumentError(argument, value, f"{error.argument} {error.value}: {error.reason}") from None
        if not found["hour"]:
            return start
        return _read_clock(start, found, lambda group, reason: ArgumentError(argument, value, reason))[0]

    @classmethod
    def _of_datetime(cls, value: datetime) -> Moment:
        zone = getattr(value.tzinfo, "key", None)
        shift = value.utcoffset()
        offset = None
        if shift is not None:
            minutes, rest = divmod(shift, timedelta(minutes=1))
            # Offsets of before the railways have seconds, which neither EDTF nor TIMEX3 can write.
            value, offset = (value - rest, minutes) if rest else (value, minutes)
        day, clock = (value.year, value.month, value.day), (value.hour, value.minute, value.second, value.microsecond)
        return cls(*day, *clock, offset, zone if isinstance(zone, str) else None)

    @classmethod
    def _at(cls, local: int, offset: int | None, zone: str | None) -> Moment:
        """The moment so many microseconds of local time after 0001-01-01."""
        days, rest = divmod(local, _DAY)
        seconds, micro = divmod(rest, _SECOND)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return cls(*civil(days + 1), hour, minute, second, micro, offset, zone)

    @property
    def _clock(self) -> int:
        return ((self.hour * 60 + self.minute) * 60 + self.second) * _SECOND + self.microsecond

    @property
    def _local(self) -> int:
        return (ordinal(self.year, self.month, self.day) - 1) * _DAY + self._clock

    @property
    def instant(self) -> int:
        """Microseconds since 0001-01-01T00:00Z; a moment without an offset is read as UTC."""
        return self._local - (self.offset or 0) * _MINUTE

    @property
    def weekday(self) -> int:
        """The day of the week, 1 for Monday to 7 for Sunday (ISO 8601)."""
        return (ordinal(self.year, self.month, self.day) - 1) % 7 + 1

    @property
    def iso_week(self) -> tuple[int, int]:
        """The year and number of the ISO 8601 week; the first week of a year holds its first Thursday."""
        thursday = ordinal(self.year, self.month, self.day) + 4 - self.weekday
        year = civil(thursday)[0]
        return year, (thursday - ordinal(year, 1, 1)) // 7 + 1

    def isoformat(self) -> str:
        """ISO 8601 to the second (to the microsecond where there are any); years beyond four digits get a sign."""
        number, month, day, hour, minute, second, micro, offset = _parts_of(self)
        year = (
            f"+{number}"
            if number > 9999
            else number
            if number > 999
            else f"{number:04}"
            if number >= 0
            else f"{number:05}"
        )
        if not (hour or minute or second or micro) and offset is None:
            return f"{year}-{_TWO[month]}-{_TWO[day]}T00:00:00"
        fraction = f".{micro:06}" if micro else ""
        clock = f"{_TWO[hour]}:{_TWO[minute]}:{_TWO[second]}{fraction}"
        return f"{year}-{_TWO[month]}-{_TWO[day]}T{clock}{_offset_text(offset)}"

    def date(self) -> date:
        """The day as `datetime.date`; `RangeError` outside the years 1 to 9999."""
        if not 1 <= self.year <= 9999:
            raise RangeError(self, "datetime.date", "it holds the years 1 to 9999 only; use isoformat() or edtf")
        return date(self.year, self.month, self.day)

    def datetime(self) -> datetime:
        """The moment as `datetime`, aware if an offset is known; `RangeError` outside the years 1 to 9999."""
        day, zone = self.date(), None if self.offset is None else timezone(timedelta(minutes=self.offset))
        clock = (self.hour, self.minute, self.second, self.microsecond)
        return datetime(day.year, day.month, day.day, *clock, tzinfo=zone)

    def plus(self, n: int, granularity: Granularity) -> Moment:
        """The moment `n` units later (earlier if negative); after a step of months the day is cut to the month."""
        days = _DAYS.get(granularity)
        if days is not None:
            parts = civil(ordinal(self.year, self.month, self.day) + n * days)
        elif granularity in _CLOCK:
            return Moment._at(self._local + n * _CLOCK[granularity], self.offset, self.zone)
        elif granularity not in _MONTHS:
            raise ArgumentError("granularity", granularity, "must be a Granularity")
        else:
            year, month = divmod(self.year * 12 + self.month - 1 + n * _MONTHS[granularity], 12)
            parts = year, month + 1, self.day if self.day < 29 else min(self.day, month_days(year, month + 1))
        return Moment(*parts, self.hour, self.minute, self.second, self.microsecond, self.offset, self.zone)

    def floor(self, granularity: Granularity) -> Moment:
        """The first moment of the unit that this one lies in.

        Weeks begin on Monday, a weekend on the Saturday of its week, seasons in March, June, September and December.
        Parts of a day are cut at 0, 6, 12 and 18 o'clock. Decades and longer go by the digits of the year, as in
        EDTF: 1990-1999 is one, and so is -49 to -40.
        """
        unit = 6 * _HOUR if granularity is _G.PART_OF_DAY else _CLOCK.get(granularity)
        if unit is not None:
            return Moment._at(self._local - self._clock % unit, self.offset, self.zone)
        year, month, day = self.year, 1, 1
        if granularity is _G.DAY:
            month, day = self.month, self.day
        elif granularity is _G.WEEK or granularity is _G.WEEKEND:
            first = 1 if granularity is _G.WEEK else 6
            year, month, day = civil(ordinal(year, self.month, self.day) + first - self.weekday)
        elif granularity is _G.SEASON:
            year, month = divmod(year * 12 + self.month // 3 * 3 - 1, 12)
            month += 1
        elif granularity in _YEARS:
            unit = _YEARS[granularity]
            year = year // unit * unit if year >= 0 else -(-year // unit * unit) - unit + 1
        elif granularity not in _MONTHS:
            raise ArgumentError("granularity", granularity, "must be a Granularity")
        else:
            months = _MONTHS[granularity]
            month = (self.month - 1) // months * months + 1
        return Moment(year, month, day, offset=self.offset, zone=self.zone)

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """A key of the order: the instant, then the offset (none first) and the name of the zone."""
        return self.instant, *self._zone_key

    @property
    def _zone_key(self) -> tuple[int, str]:
        return -1440 if self.offset is None else self.offset, self.zone or ""

    def __str__(self) -> str:
        return self.isoformat()

    def __repr__(self) -> str:
        fields = [self.year, self.month, self.day, self.hour, self.minute, self.second, self.microsecond]
        while len(fields) > 3 and not fields[-1]:
            fields.pop()
        offset = "" if self.offset is None else f", offset={self.offset}"
        zone = "" if self.zone is None else f", zone={self.zone!r}"
        return f"Moment({', '.join(map(str, fields))}{offset}{zone})"


# Conventions, not facts: hours (of the day the part belongs to) for the parts of a day that TIMEX3 names.
_PARTS: Final = {"MO": (6, 12), "MI": (11, 14), "AF": (12, 18), "EV": (18, 24), "NI": (21, 30), "DT": (6, 18)}
_PART_NAMES: Final = {hours: name for name, hours in _PARTS.items()}
_SEASONS: Final = ("WI", "SP", "SU", "FA")
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
# How far off an approximate end may be, in microseconds: one unit of the next coarser kind ("circa 1811" by a decade).
_SLACK: Final = {
    granularity: length
    for length, granularities in (
        (_SECOND, (_G.MICROSECOND,)),
        (_MINUTE, (_G.SECOND,)),
        (_HOUR, (_G.MINUTE,)),
        (_DAY, (_G.HOUR, _G.PART_OF_DAY)),
        (31 * _DAY, (_G.DAY, _G.WEEKEND, _G.WEEK)),
        (366 * _DAY, (_G.MONTH, _G.SEASON, _G.QUARTER, _G.HALF)),
        (3_653 * _DAY, (_G.YEAR,)),
        (36_525 * _DAY, (_G.DECADE,)),
        (365_243 * _DAY, (_G.CENTURY, _G.MILLENNIUM)),
    )
    for granularity in granularities
}


_told_of = attrgetter("granularity", "within", "end_granularity", "start_qualifier", "end_qualifier")
_TOLD_AS_DAY: Final = (_G.DAY, False, None, Qualifier.NONE, Qualifier.NONE)


@frozen(order=False, repr=False)
class Interval(_Ordered):
    """A stretch of time from `start` up to, not including, `end`.

    `granularity` is the unit in which it was told (of its start, where both ends differ; `end_granularity` then has the
    other). An end that is None is open (EDTF `..`), or exists but is not known (EDTF blank) where `start_unknown` or
    `end_unknown` says so. With `within` the happening lies somewhere between the bounds (EDTF `[2003..2005]`); without,
    it fills them. `template` is EDTF whose year is not said (`XXXX-12-25`), with no bounds at all; `notation` is EDTF
    kept as written where the bounds do not say it all (`{1960,1962}`, `2004-XX`).
    Raises `ArgumentError` where the end does not come after the start.
    """

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

    def __attrs_post_init__(self) -> None:
        start, end = self.start, self.end
        if self.end_granularity is self.granularity:
            object.__setattr__(self, "end_granularity", None)
        if start is None or end is None or self.granularity.__class__ is not Granularity:
            self._check_types()
            return
        try:
            # The arithmetic of instants is only needed within a day or between offsets.
            days = (end.year, end.month, end.day), (start.year, start.month, start.day)
            if (days[0] > days[1] and start.offset == end.offset) or end.instant > start.instant:
                return
        except AttributeError:
            self._check_types()
        raise ArgumentError("end", end, f"must come after the start, {start}")

    def _check_types(self) -> None:
        for name, moment in (("start", self.start), ("end", self.end)):
            if moment is not None and not isinstance(moment, Moment):
                raise ArgumentError(name, moment, "must be a Moment or None; make one with Moment.of()")
        if not isinstance(self.granularity, Granularity):
            raise ArgumentError("granularity", self.granularity, "must be a Granularity")
        if self.template is not None and (self.start is not None or self.end is not None):
            raise ArgumentError("template", self.template, "has no bounds; leave out start and end, or the template")

    # Making intervals

    @classmethod
    def of(
        cls,
        year: int,
        month: int | None = None,
        day: int | None = None,
        hour: int | None = None,
        minute: int | None = None,
        second: int | None = None,
        offset: int | None = None,
    ) -> Interval:
        """The year, month, day, hour, minute or second with these numbers: as fine as the last one given."""
        stated = (year, month, day, hour, minute, second)
        given = stated.index(None) if None in stated else 6
        if any(value is not None for value in stated[given:]):
            missing = ("year", "month", "day", "hour", "minute", "second")[given]
            raise ArgumentError(missing, None, "is needed where a finer one is given")
        granularity = (_G.YEAR, _G.MONTH, _G.DAY, _G.HOUR, _G.MINUTE, _G.SECOND)[given - 1]
        first = (year, 1 if month is None else month, 1 if day is None else day)
        start = Moment(*first, hour or 0, minute or 0, second or 0, offset=offset)
        return cls(start, start.plus(1, granularity), granularity)

    @classmethod
    def unit(cls, moment: Moment, granularity: Granularity) -> Interval:
        """The day, week, month, season … that holds the moment."""
        start = moment.floor(granularity)
        if granularity is _G.WEEKEND:
            return cls(start, start.plus(2, _G.DAY), granularity)
        if granularity is _G.PART_OF_DAY:
            return cls(start, start.plus(6, _G.HOUR), granularity)
        return cls(start, start.plus(1, granularity), granularity)

    @classmethod
    def part_of_day(cls, moment: Moment, part: str) -> Interval:
        """A part of the moment's day as TIMEX3 names it: MO(rning), MI(dday), AF(ternoon), EV(ening), NI(ght), DT.

        Its hours are a convention (the night is that which begins on the day); its EDTF is the day.
        """
        if part not in _PARTS:
            raise ArgumentError("part", part, f"must be one of {', '.join(_PARTS)}")
        first, last = _PARTS[part]
        day = moment.floor(_G.DAY)
        return cls(day.plus(first, _G.HOUR), day.plus(last, _G.HOUR), _G.PART_OF_DAY)

    def to(self, other: Interval) -> Interval:
        """The stretch from the start of this interval to the end of another; each end keeps its qualifier."""
        return Interval(
            self.start,
            other.end,
            self.granularity if self.start is not None else other._end_granularity,
            start_qualifier=self.start_qualifier,
            end_qualifier=other.end_qualifier,
            end_granularity=other._end_granularity if other.end is not None else None,
            start_unknown=self.start_unknown,
            end_unknown=other.end_unknown,
        )

    def between(self, other: Interval) -> Interval:
        """Somewhere within the stretch from the start of this interval to the end of another."""
        return evolve(self.to(other), within=True)

    def since(self) -> Interval:
        """From the start of this interval on, with an open end."""
        return Interval(self.start, None, self.granularity, start_qualifier=self.start_qualifier)

    def until(self) -> Interval:
        """Up to and including this interval, with an open start."""
        return Interval(None, self.end, self._end_granularity, end_qualifier=self.end_qualifier)

    def approximate(self) -> Interval:
        """The same, said to be near rather than exact (EDTF `~`)."""
        return self._qualified(Qualifier.APPROXIMATE)

    def uncertain(self) -> Interval:
        """The same, said to be doubtful (EDTF `?`)."""
        return self._qualified(Qualifier.UNCERTAIN)

    def _qualified(self, qualifier: Qualifier) -> Interval:
        start = Qualifier.NONE if self.start is None and self.template is None else self.start_qualifier | qualifier
        end = Qualifier.NONE if self.end is None and self.template is None else self.end_qualifier | qualifier

        def mark(text: str | None) -> str | None:
            if text is None or not re.fullmatch(r"[^][{}/?~%]+[?~%]?", text):
                return text
            return text.rstrip("?~%") + (start | end).value

        return evolve(
            self,
            start_qualifier=start,
            end_qualifier=end,
            template=mark(self.template),
            notation=mark(self.notation),
        )

    # Reading it

    @property
    def _end_granularity(self) -> Granularity:
        return self.end_granularity or self.granularity

    @property
    def qualifier(self) -> Qualifier:
        """The reservations about either end, together."""
        return self.start_qualifier | self.end_qualifier

    @property
    def duration(self) -> timedelta | None:
        """The length between the bounds, None if one is missing; `RangeError` beyond what `timedelta` holds."""
        if self.start is None or self.end is None:
            return None
        try:
            return timedelta(microseconds=self.end.instant - self.start.instant)
        except OverflowError:
            raise RangeError(self, "datetime.timedelta", "it holds 999999999 days at most") from None

    @property
    def _low(self) -> int:
        return -_ENDLESS if self.start is None else self.start.instant

    @property
    def _high(self) -> int:
        return _ENDLESS if self.end is None else self.end.instant

    def contains(self, other: Interval | Moment) -> bool:
        """Whether the other lies wholly between the outer bounds; an open or unknown end counts as endless."""
        if isinstance(other, Moment):
            return self.template is None and self._low <= other.instant < self._high
        if self.template is not None or other.template is not None:
            return False
        return self._low <= other._low and other._high <= self._high

    def overlaps(self, other: Interval) -> bool:
        """Whether the outer bounds have a moment in common; an open or unknown end counts as endless."""
        if self.template is not None or other.template is not None:
            return False
        return self._low < other._high and other._low < self._high

    @property
    def _ranges(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Where the true start and the true end may lie, in microseconds, both limits included."""
        low, high = self._low, self._high
        low_slack = self._slack(self.start_qualifier, self.granularity)
        high_slack = self._slack(self.end_qualifier, self._end_granularity)
        if self.within:
            return (low - low_slack, high + high_slack - 1), (low - low_slack + 1, high + high_slack)
        start = (low - low_slack, low + low_slack) if self.start is not None else (-_ENDLESS, _ENDLESS)
        end = (high - high_slack, high + high_slack) if self.end is not None else (-_ENDLESS, _ENDLESS)
        return start, end

    @staticmethod
    def _slack(qualifier: Qualifier, granularity: Granularity) -> int:
        if qualifier is Qualifier.NONE:
            return 0
        return _SLACK[granularity] if qualifier is Qualifier.APPROXIMATE else _ENDLESS

    def possible_relations(self, other: Interval) -> frozenset[Relation]:
        """Every relation of Allen's that the bounds of both leave possible.

        A missing end may lie anywhere, an uncertain one too; an approximate one may be off by a unit of the next
        coarser kind (a year by a decade); what lies within bounds may fill any part of them.
        """
        (a, b), (c, d) = self._ranges, other._ranges
        ranges = {"a": a, "b": b, "c": c, "d": d}
        return frozenset(relation for relation, chain in zip(_ALLEN, _CHAINS, strict=True) if _feasible(chain, ranges))

    def relation_to(self, other: Interval) -> Relation:
        """How this stretch lies to another (Allen 1983), `UNKNOWN` where the bounds allow more than one answer."""
        possible = self.possible_relations(other)
        return next(iter(possible)) if len(possible) == 1 else Relation.UNKNOWN

    @property
    def sort_key(self) -> tuple[int | str | tuple[int, str], ...]:
        """A key of a total order: by start, then by end; an open start sorts by the end, no bounds at all come last."""
        first = self.start or self.end
        return (
            0 if first is not None else 1,
            first.instant if first is not None else 0,
            self._high,
            self.granularity.rank,
            self._end_granularity.rank,
            self.start is None,
            self.within,
            (self.start._zone_key if self.start is not None else (0, "")),
            (self.end._zone_key if self.end is not None else (0, "")),
            self.start_qualifier.value,
            self.end_qualifier.value,
            self.start_unknown,
            self.end_unknown,
            self.template or "",
            self.notation or "",
        )

    def __str__(self) -> str:
        return self.edtf

    def __repr__(self) -> str:
        return f"<Interval {self.edtf} {self.granularity.value}>"

    # EDTF

    @property
    def edtf(self) -> str:
        """The interval in EDTF (ISO 8601-2:2019).

        Weeks and weekends become ranges of days, parts of a day the day; clock times stop at the minute or hour if that
        is all that was told; years beyond four digits get a Y, with month and day after it where they are known.
        """
        if self.notation is not None or self.template is not None:
            return self.notation or self.template or ""
        plain = self._plain_day_text
        if plain is not None:
            return plain
        first, last = self._first_text, self._last_text
        if first is not None and first == last and self.start_qualifier is self.end_qualifier:
            text = first + self.start_qualifier.value
            return f"[{text}]" if self.within else text
        blank = "" if self.within else ".."
        left = ("" if self.start_unknown else blank) if first is None else first + self.start_qualifier.value
        right = ("" if self.end_unknown else blank) if last is None else last + self.end_qualifier.value
        return f"[{left}..{right}]" if self.within else f"{left}/{right}"

    @property
    def _plain_day_text(self) -> str | None:
        """The EDTF of most single days, the common case, for which no end has to be worked out."""
        start, end = self.start, self.end
        if start is None or end is None or _told_of(self) != _TOLD_AS_DAY:
            return None
        year, month, day, hour, minute, second, micro, offset = _parts_of(start)
        if hour or minute or second or micro:
            return None
        if day < 28 or day < month_days(year, month):
            after = (year, month, day + 1, 0, 0, 0, 0, offset)
        else:
            after = (year, month + 1, 1, 0, 0, 0, 0, offset) if month < 12 else (year + 1, 1, 1, 0, 0, 0, 0, offset)
        if _parts_of(end) != after:
            return None
        if 1000 <= year <= 9999:
            return f"{year}-{_TWO[month]}-{_TWO[day]}"
        return _edtf_unit(start, _G.DAY, False)

    @property
    def _first_text(self) -> str | None:
        return None if self.start is None else _edtf_unit(self.start, self.granularity, False)

    @property
    def _last_text(self) -> str | None:
        if self.end is None:
            return None
        granularity = self._end_granularity
        if granularity is _G.PART_OF_DAY:
            # A night ends on the morning after the day it belongs to.
            return _edtf_unit(self.end.plus(-6 * _HOUR - 1, _G.MICROSECOND), _G.DAY, True)
        if granularity is _G.WEEK or granularity is _G.WEEKEND:
            granularity = _G.DAY
        last = self.end.plus(-1, granularity)
        if last != last.floor(granularity):
            last = self.end.plus(-1, _G.MICROSECOND)
        return _edtf_unit(last, granularity, True)

    @classmethod
    def from_edtf(cls, text: str) -> Interval:
        """The interval that an EDTF string stands for: levels 0 and 1, and of level 2 what is in use.

        That is sets, parts of a year (21-41), unspecified digits anywhere, qualified components, years with exponent
        (but no significant digits). Beyond EDTF, clock times may stop at the hour or minute and have a qualifier.
        Raises `EDTFError` with the place where the text ceases to make sense.
        """
        if not isinstance(text, str):
            raise ArgumentError("text", text, "must be a string in EDTF")
        if _ONE_DAY.fullmatch(text):
            # The common case; any other is read part by part.
            return cls.of(int(text[:4]), int(text[5:7]), int(text[8:]))
        return _read_edtf(text)

    # TIMEX3

    @classmethod
    def from_timex(cls, value: str) -> Interval | None:
        """The interval that a TIMEX3 value of type DATE or TIME names (TimeML 1.2.1, as TempEval-3 writes it).

        None for what names none by itself: durations, sets, PAST_REF and the like, fiscal years, values with X, and
        anything malformed. `19` is 1900-1999 and `199` the 1990s; winter has the year in which it begins.
        """
        return _read_timex(value)

    @property
    def timex_value(self) -> str | None:
        """The TIMEX3 value of a single unit; None for ranges, open ends, sets and whatever else TIMEX3 cannot say."""
        return _timex_text(self)


def _feasible(chain: tuple[str, ...], ranges: dict[str, tuple[int, int]]) -> bool:
    """Whether points taken from their ranges can stand in the order that the chain gives."""
    floor = -2 * _ENDLESS
    for group in chain:
        floor = max(floor, *(ranges[point][0] for point in group))
        if floor > min(ranges[point][1] for point in group):
            return False
        floor += 1
    return True


# Writing EDTF


def _edtf_unit(moment: Moment, granularity: Granularity, last: bool) -> str:
    """The unit that begins at the moment; `last` where it is the last of a range, for units that EDTF cannot write."""
    year = _year_text(moment.year)
    if granularity in _YEARS:
        if moment != moment.floor(granularity):
            return year
        unit = _YEARS[granularity]
        if -9999 <= moment.year <= 9999:
            digits = len(str(unit)) - 1
            sign = "-" if moment.year < 0 else ""
            return f"{sign}{abs(moment.year) // unit:0{4 - digits}}{'X' * digits}"
        return _year_text(moment.year + unit - 1) if last else year
    if granularity is _G.YEAR:
        return year
    months = _MONTHS.get(granularity, 1)
    if months > 1 and moment == moment.floor(granularity):
        if granularity is _G.SEASON:
            return f"{year}-{20 + moment.month // 3}"
        return f"{year}-{(33 if months == 3 else 40) + moment.month // months}"
    if granularity in _MONTHS:
        return f"{year}-{moment.month:02}"
    day = f"{year}-{moment.month:02}-{moment.day:02}"
    if granularity not in _CLOCK:
        return day
    clock = f"{moment.hour:02}"
    if granularity is not _G.HOUR:
        clock += f":{moment.minute:02}"
        if granularity is not _G.MINUTE:
            clock += f":{moment.second:02}"
            if granularity is _G.MICROSECOND:
                clock += f".{moment.microsecond:06}"
    return f"{day}T{clock}{_offset_text(moment.offset)}"


# Reading EDTF

_ONE_DAY: Final = re.compile(
    "[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
_EDTF_DATE: Final = re.compile(
    r"(?P<q0>[?~%])?(?P<year>-?[0-9X]{4}|Y-?[0-9]{1,16}(?:E[0-9]{1,2})?)(?P<q1>[?~%])?"
    r"(?:-(?P<q2>[?~%])?(?P<month>[0-9X]{2})(?P<q3>[?~%])?(?:-(?P<q4>[?~%])?(?P<day>[0-9X]{2})(?P<q5>[?~%])?)?)?"
    rf"(?:T{_TIME}(?P<q6>[?~%])?)?"
)


def _read_edtf(text: str) -> Interval:
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
    first: Interval | None,
    last: Interval | None,
    text: str,
    position: int,
    start_unknown: bool = False,
    end_unknown: bool = False,
) -> Interval:
    """The stretch from one date of an EDTF text to another, either of which may be missing."""
    ends = [end for end in (first, last) if end is not None]
    template = any(end.template for end in ends)
    start = first.start if first is not None and not template else None
    end = last.end if last is not None and not template else None
    if start is not None and end is not None and start.instant >= end.instant:
        raise EDTFError(text, position, "the end lies before the start; put the earlier date first")
    return Interval(
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


def _read_set(text: str) -> Interval:
    """`[…]`, one of the members, or `{…}`, all of them; a member is a date or a stretch `a..b`."""
    closing = "]" if text[0] == "[" else "}"
    if text[-1] != closing or len(text) < 3:
        raise EDTFError(text, len(text), f"a set that opens with {text[0]} ends with {closing} and has a member")
    members: list[Interval] = []
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
        return evolve(members[0], within=True)
    template = any(member.template for member in members)
    starts, ends = [member.start for member in members], [member.end for member in members]
    qualifier = reduce(or_, (member.qualifier for member in members))
    return Interval(
        None if template or None in starts else min(start for start in starts if start is not None),
        None if template or None in ends else max(end for end in ends if end is not None),
        members[0].granularity,
        within=within,
        start_qualifier=qualifier,
        end_qualifier=qualifier,
        end_granularity=members[-1]._end_granularity,
        template=text if template else None,
        notation=None if template else text,
    )


@lru_cache(maxsize=256)
def _candidates(digits: str, low: int, high: int) -> tuple[int, ...]:
    """The numbers within limits that digits with X stand for, in ascending order."""
    form, free = digits.replace("X", "{}"), digits.count("X")
    numbers = (int(form.format(*f"{number:0{free}}") if free else digits) for number in range(10**free))
    return tuple(number for number in numbers if low <= number <= high)


def _read_date(part: str, base: int, text: str) -> Interval:
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
        start, granularity = _read_clock(start, found, fail)
        end = start.plus(1, granularity)

    if found["year"].endswith("XXXX") or (found["hour"] and "X" in part):
        return Interval(None, None, granularity, False, qualifier, qualifier, template=part)
    within = "X" in part
    if re.fullmatch("-?[0-9]+X+", found["year"]) and not month_text:
        granularity, within = (_G.DECADE, _G.CENTURY, _G.MILLENNIUM)[part.count("X") - 1], False
    notation = None if whole and not within else part
    return Interval(start, end, granularity, within, qualifier, qualifier, notation=notation)


def _read_years(text: str, fail: Callable[[str, str], ValueError]) -> tuple[int, ...]:
    """The years that the year of an EDTF date may be, in ascending order."""
    if text[0] == "Y":
        digits, _, exponent = text[1:].partition("E")
        year = int(digits) * 10 ** int(exponent or 0)
        # The end of the year, or of its last winter, has to be a moment too.
        if not -_MAX_YEAR < year < _MAX_YEAR - 2:
            raise fail("year", f"a year has {len(str(_MAX_YEAR)) - 1} digits at most")
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


def _read_clock(
    day: Moment, found: re.Match[str], fail: Callable[[str, str], ValueError]
) -> tuple[Moment, Granularity]:
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
    micro = int((found["fraction"] or "0")[:6].ljust(6, "0"))
    offset = _offset_of(found["zone"])
    if hour > 24 or (hour == 24 and (minute or second or micro)):
        raise fail("hour", "an hour is 00 to 23, or 24:00 for the end of the day")
    if minute > 59:
        raise fail("minute", "a minute is 00 to 59")
    if second > 60:
        raise fail("second", "a second is 00 to 59, or 60 for a leap second")
    if offset is not None and abs(offset) >= 1440:
        raise fail("zone", "an offset from UTC is less than 24 hours")
    stated = (found["hour"], found["minute"], found["second"], found["fraction"])
    granularity = (_G.HOUR, _G.MINUTE, _G.SECOND, _G.MICROSECOND)[sum(map(bool, stated)) - 1]
    # No calendar here counts leap seconds: such a second is the first of the next minute, as 24:00 is the next day.
    clock = ((hour * 60 + minute) * 60 + second) * _SECOND + micro
    return Moment._at(day._local + clock, offset, None), granularity


# TIMEX3

_TIMEX: Final = re.compile(
    r"(?P<bc>BC)?(?P<year>[0-9]{4})(?:-(?:(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|W(?P<week>[0-9]{2})"
    r"(?:-(?P<weekday>[1-7]|WE))?|(?P<season>SP|SU|FA|WI)|Q(?P<quarter>[1-4])|H(?P<half>[12])))?"
    rf"(?:T(?:(?P<part>MO|MI|AF|EV|NI|DT)|{_TIME}))?"
)
_TIMEX_LONG: Final = re.compile(r"[0-9]{1,3}X{0,3}")


@lru_cache(maxsize=8192)
def _read_timex(value: str) -> Interval | None:
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
                return Interval.part_of_day(start, found["part"])
            start, granularity = _read_clock(start, found, lambda group, reason: EDTFError(value, 0, reason))
    except ValueError:
        return None
    return Interval.unit(start, granularity)


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


def _read_timex_long(value: str) -> Interval | None:
    """Decades, centuries and millennia: the leading digits of their years, with X for the others or not."""
    if not _TIMEX_LONG.fullmatch(value) or ("X" in value and len(value) != 4):
        return None
    digits = value.rstrip("X")
    granularity = (_G.MILLENNIUM, _G.CENTURY, _G.DECADE)[len(digits) - 1]
    return Interval.unit(Moment(int(digits) * _YEARS[granularity]), granularity)


def _timex_text(interval: Interval) -> str | None:
    start, end, granularity = interval.start, interval.end, interval.granularity
    if start is None or end is None or interval.within or interval.notation or interval.end_granularity:
        return None
    if not -9998 <= start.year <= 9999:
        return None
    year = f"BC{1 - start.year:04}" if start.year < 1 else f"{start.year:04}"
    day = f"{year}-{start.month:02}-{start.day:02}"
    if granularity is _G.PART_OF_DAY:
        first = start.hour
        last, rest = divmod(end.instant - start.instant, _HOUR)
        part = _PART_NAMES.get((first, first + last)) if not rest and start == start.floor(_G.HOUR) else None
        return f"{day}T{part}" if part else None
    if start != start.floor(granularity) or end != Interval.unit(start, granularity).end:
        return None
    if granularity in _CLOCK:
        return _edtf_unit(evolve(start, year=2000, month=1, day=1), granularity, False).replace("2000-01-01", day)
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
    return None if start.year < 0 else f"{start.year:04}"[: 5 - len(str(_YEARS[granularity]))]
