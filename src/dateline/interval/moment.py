"""Points in time: a calendar date and a clock time, with the zone that was said."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Self

from attrs import frozen

from dateline.errors import ArgumentError, RangeError
from dateline.interval.schemas import value_schema
from dateline.interval.units import (
    CLOCK,
    DAY,
    DAYS,
    HOUR,
    MAX_YEAR,
    MINUTE,
    MONTHS,
    SECOND,
    YEARS,
    Granularity,
    civil,
    month_days,
    ordinal,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_G: Final = Granularity


class Ordered:
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


TIME: Final = (
    r"(?P<hour>[0-9]{2})(?::?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?)?"
    r"(?P<zone>Z|[+-][0-9]{2}(?::?[0-5][0-9])?)?"
)
_ISO: Final = re.compile(
    r"(?:(?P<basic>[0-9]{4})(?P<bm>[0-9]{2})(?P<bd>[0-9]{2})|(?P<year>[0-9]{4}|[+-][0-9]{4,16}|Y-?[0-9]{4,16})"
    rf"(?:-(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}))?)?)(?:[T ]{TIME})?"
)


# Dates are written by the thousand, and numbers filled up with zeros take long to format.
TWO: Final = tuple(f"{number:02}" for number in range(60))
parts_of = attrgetter("year", "month", "day", "hour", "minute", "second", "microsecond", "offset")


@frozen(order=False, repr=False)
class Moment(Ordered):
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
                and -MAX_YEAR < (self.year | 0) < MAX_YEAR
                and (self.offset is None or -1440 < self.offset < 1440)
            ):
                return
        except TypeError:
            pass
        self._complain()

    def _complain(self) -> None:
        """Raise for the first field that is wrong; return if it was only a day after the 28th."""
        limits = (
            ("year", self.year, 1 - MAX_YEAR, MAX_YEAR - 1),
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
        return _of_text(value, argument)

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
        days, rest = divmod(local, DAY)
        seconds, micro = divmod(rest, SECOND)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        return cls(*civil(days + 1), hour, minute, second, micro, offset, zone)

    @property
    def _clock(self) -> int:
        return ((self.hour * 60 + self.minute) * 60 + self.second) * SECOND + self.microsecond

    @property
    def _local(self) -> int:
        return (ordinal(self.year, self.month, self.day) - 1) * DAY + self._clock

    @property
    def instant(self) -> int:
        """Microseconds since 0001-01-01T00:00Z; a moment without an offset is read as UTC."""
        return self._local - (self.offset or 0) * MINUTE

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
        number, month, day, hour, minute, second, micro, offset = parts_of(self)
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
            return f"{year}-{TWO[month]}-{TWO[day]}T00:00:00"
        fraction = f".{micro:06}" if micro else ""
        clock = f"{TWO[hour]}:{TWO[minute]}:{TWO[second]}{fraction}"
        return f"{year}-{TWO[month]}-{TWO[day]}T{clock}{_offset_text(offset)}"

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
        days = DAYS.get(granularity)
        if days is not None:
            parts = civil(ordinal(self.year, self.month, self.day) + n * days)
        elif granularity in CLOCK:
            return Moment._at(self._local + n * CLOCK[granularity], self.offset, self.zone)
        elif granularity not in MONTHS:
            raise ArgumentError("granularity", granularity, "must be a Granularity")
        else:
            year, month = divmod(self.year * 12 + self.month - 1 + n * MONTHS[granularity], 12)
            parts = year, month + 1, self.day if self.day < 29 else min(self.day, month_days(year, month + 1))
        return Moment(*parts, self.hour, self.minute, self.second, self.microsecond, self.offset, self.zone)

    def on_later_day(self, other: Moment) -> bool:
        """True if its day comes after that of `other`, each by its own clock, whatever their zones."""
        return (self.year, self.month, self.day) > (other.year, other.month, other.day)

    def floor(self, granularity: Granularity) -> Moment:
        """The first moment of the unit that this one lies in.

        Weeks begin on Monday, a weekend on the Saturday of its week, seasons in March, June, September and December.
        Parts of a day are cut at 0, 6, 12 and 18 o'clock. Decades and longer go by the digits of the year, as in
        EDTF: 1990-1999 is one, and so is -49 to -40.
        """
        unit = 6 * HOUR if granularity is _G.PART_OF_DAY else CLOCK.get(granularity)
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
        elif granularity in YEARS:
            unit = YEARS[granularity]
            year = year // unit * unit if year >= 0 else -(-year // unit * unit) - unit + 1
        elif granularity not in MONTHS:
            raise ArgumentError("granularity", granularity, "must be a Granularity")
        else:
            months = MONTHS[granularity]
            month = (self.month - 1) // months * months + 1
        return Moment(year, month, day, offset=self.offset, zone=self.zone)

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """A key of the order: the instant, then the offset (none first) and the name of the zone."""
        return self.instant, *self._zone_key

    @property
    def _zone_key(self) -> tuple[int, str]:
        return -1440 if self.offset is None else self.offset, self.zone or ""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        return value_schema(cls, "string", cls.of, cls.isoformat)

    def __str__(self) -> str:
        return self.isoformat()

    def __repr__(self) -> str:
        fields = [self.year, self.month, self.day, self.hour, self.minute, self.second, self.microsecond]
        while len(fields) > 3 and not fields[-1]:
            fields.pop()
        offset = "" if self.offset is None else f", offset={self.offset}"
        zone = "" if self.zone is None else f", zone={self.zone!r}"
        return f"Moment({', '.join(map(str, fields))}{offset}{zone})"


# Many texts are of one day.
@lru_cache(maxsize=1024)
def _of_text(value: str, argument: str) -> Moment:
    found = _ISO.fullmatch(value.strip())
    if found is None:
        raise ArgumentError(argument, value, "is no ISO 8601 date; write it as 2012-11-09 or 2012-11-09T14:05Z")
    year, month, day = found["basic"] or found["year"].removeprefix("Y"), found["month"], found["day"]
    try:
        start = Moment(int(year), int(month or found["bm"] or 1), int(day or found["bd"] or 1))
    except ArgumentError as error:
        raise ArgumentError(argument, value, f"{error.argument} {error.value}: {error.reason}") from None
    if not found["hour"]:
        return start
    return read_clock(start, found, lambda group, reason: ArgumentError(argument, value, reason))[0]


def read_clock(day: Moment, found: re.Match[str], fail: Callable[[str, str], ValueError]) -> tuple[Moment, Granularity]:
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
    clock = ((hour * 60 + minute) * 60 + second) * SECOND + micro
    return Moment._at(day._local + clock, offset, None), granularity


def edtf_unit(moment: Moment, granularity: Granularity, last: bool) -> str:
    """The unit that begins at the moment; `last` where it is the last of a range, for units that EDTF cannot write."""
    year = _year_text(moment.year)
    if granularity in YEARS:
        if moment != moment.floor(granularity):
            return year
        unit = YEARS[granularity]
        if -9999 <= moment.year <= 9999:
            digits = len(str(unit)) - 1
            sign = "-" if moment.year < 0 else ""
            return f"{sign}{abs(moment.year) // unit:0{4 - digits}}{'X' * digits}"
        return _year_text(moment.year + unit - 1) if last else year
    if granularity is _G.YEAR:
        return year
    months = MONTHS.get(granularity, 1)
    if months > 1 and moment == moment.floor(granularity):
        if granularity is _G.SEASON:
            return f"{year}-{20 + moment.month // 3}"
        return f"{year}-{(33 if months == 3 else 40) + moment.month // months}"
    if granularity in MONTHS:
        return f"{year}-{moment.month:02}"
    day = f"{year}-{moment.month:02}-{moment.day:02}"
    if granularity not in CLOCK:
        return day
    clock = f"{moment.hour:02}"
    if granularity is not _G.HOUR:
        clock += f":{moment.minute:02}"
        if granularity is not _G.MINUTE:
            clock += f":{moment.second:02}"
            if granularity is _G.MICROSECOND:
                clock += f".{moment.microsecond:06}"
    return f"{day}T{clock}{_offset_text(moment.offset)}"
