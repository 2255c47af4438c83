"""The times of what repeats in a calendar, within a window: RRULE, RDATE and EXDATE (RFC 5545, 3.8.5).

Rules are counted out by `dateutil`, which `icalendar` and `dateparser` need in any case; what it is given has been
checked against the tables of 3.3.10, since it would count out nonsense until the year 9999.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen

from dateline.errors import ArgumentError
from dateline.export.vevents import duration_of, value_of
from dateline.interval import Interval, Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dateline.export.vevents import Entry, Zones

__all__ = ["LIMIT", "Occurrences", "Window"]

LIMIT = 10_000
"""So many times are read of a file at most."""

# So many times before the window are counted out of a file at most.
_STEPS = 500_000
# After so many years the calendar repeats itself, weekdays included.
_CYCLE = 400
_LAST_YEAR = 9998
_DAY = dt.timedelta(days=1)

_WEEKDAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_NUMBERS = r"[+-]?\d{1,3}(?:,[+-]?\d{1,3}){0,99}"
_PARTS = {
    "FREQ": "(?:SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)",
    "INTERVAL": r"0{0,3}[1-9]\d{0,5}",
    "COUNT": r"[1-9]\d{0,8}",
    "UNTIL": ".+",
    "WKST": _WEEKDAY,
    "BYDAY": rf"(?:[+-]?\d{{1,2}})?{_WEEKDAY}(?:,(?:[+-]?\d{{1,2}})?{_WEEKDAY}){{0,99}}",
    **dict.fromkeys(("BYSECOND", "BYMINUTE", "BYHOUR", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"), _NUMBERS),
    "BYSETPOS": _NUMBERS,
}
# What a frequency does not have: the table of 3.3.10, and what of it takes for ever to count out and nobody writes.
_OFF_DAY = {"BYWEEKNO", "BYYEARDAY"}
_OFF_CLOCK = {*_OFF_DAY, "BYMONTH", "BYMONTHDAY", "BYSETPOS"}
_EXCLUDED = {
    "SECONDLY": {*_OFF_CLOCK, "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND"},
    "MINUTELY": _OFF_CLOCK,
    "HOURLY": _OFF_CLOCK,
    "DAILY": _OFF_DAY,
    "WEEKLY": {*_OFF_DAY, "BYMONTHDAY"},
    "MONTHLY": _OFF_DAY,
    "YEARLY": set[str](),
}
_STEP_OF = {
    "SECONDLY": dt.timedelta(seconds=1),
    "MINUTELY": dt.timedelta(minutes=1),
    "HOURLY": dt.timedelta(hours=1),
    "DAILY": _DAY,
}

# A date, or a clock time with or without a zone; a start and the end that goes with it.
_Time: TypeAlias = dt.date
_Found: TypeAlias = "tuple[_Time, _Time | None]"
_Mark: TypeAlias = "tuple[str, _Time | int]"
_Remark: TypeAlias = "Callable[[str, str], None]"


@frozen
class Window:
    """The stretch of time whose occurrences are read: from `start` up to, not including, `end`."""

    start: Moment
    end: Moment

    @classmethod
    def of(cls, value: Any) -> Window:
        """The window that a pair of dates stands for; `ArgumentError` for what is none."""
        if isinstance(value, (str, bytes)) or not hasattr(value, "__len__") or len(value) != 2:
            raise ArgumentError("expand", value, 'must be a pair of dates, such as ("2012-01-01", "2013-01-01")')
        start, end = (Moment.of(bound, "expand") for bound in value)
        if start.instant >= end.instant:
            raise ArgumentError("expand", value, "must end after it starts")
        return cls(start, end)

    def overlaps(self, when: Interval) -> bool:
        """Whether a time has a moment in common with the window."""
        low, high = when.start, when.end
        before = low is not None and low.instant >= self.end.instant
        return not before and not (high is not None and high.instant <= self.start.instant)

    @property
    def edtf(self) -> str:
        """The window as messages have it."""
        return "/".join(bound.isoformat().removesuffix("T00:00:00") for bound in (self.start, self.end))


class Occurrences:
    """Counts out what repeats in a file; what was moved (RECURRENCE-ID) is left to the entry that says where to."""

    def __init__(self, window: Window, zones: Zones) -> None:
        self.window = window
        self.zones = zones
        self.moved: dict[str, set[_Mark]] = {}
        self.left = LIMIT
        self.steps = _STEPS

    def note_moved(self, entries: Iterable[Entry]) -> None:
        """Note which occurrences have an entry of their own."""
        for entry in entries:
            told = entry.first("RECURRENCE-ID")
            if told is not None:
                try:
                    marks = _marks_of(told.time(self.zones))
                except (ValueError, OverflowError):
                    # The entry itself is read by its dates; which one it replaces nobody can say.
                    continue
                self.moved.setdefault(entry.text("UID"), set()).update(marks)

    def of(self, entry: Entry, start: _Time, end: _Time | None, remark: _Remark) -> list[_Found]:
        """The times of an entry within the window, in order; what of its rules makes no sense is told.

        Where no rule can be counted out, the first time is all there is to say, wherever it lies.
        """
        series = _Series(start, end)
        without = {mark for time in self._dates(entry, "EXDATE", remark) for mark in _marks_of(time)}
        moved = self.moved.get(entry.text("UID"), set[_Mark]())
        found: dict[int, _Found] = {}
        for time, stop in self._all(entry, series, remark):
            at = _instant(time)
            marks = series.marks(time)
            if at in found or not (marks.isdisjoint(without) and marks.isdisjoint(moved)):
                continue
            if at >= self.window.end.instant or _last_instant(time, stop) < self.window.start.instant:
                continue
            if not self.left:
                remark("rrule", f"of what repeats in this file the first {LIMIT} times were read, and no more")
                break
            self.left -= 1
            found[at] = (time, stop)
        if not found and series.failed:
            return [(start, end)]
        times = "1 time" if len(found) == 1 else f"{len(found)} times"
        remark("rrule", f"repeats; {times} within {self.window.edtf} came of it, no others were read")
        return [found[at] for at in sorted(found)]

    def _all(self, entry: Entry, series: _Series, remark: _Remark) -> Iterator[_Found]:
        """Every time of an entry up to the end of the window, and perhaps some beyond, the first one first."""
        yield series.start, series.end
        for told in entry.all("RDATE"):
            zone = told.zone(self.zones)
            for value in re.split("[,;]", told.value):
                try:
                    yield series.period(value, zone)
                except (ValueError, OverflowError) as error:
                    remark("rrule", f"RDATE of line {told.line}: {error}; it was passed over")
        for told in entry.all("RRULE"):
            try:
                for naive in self._counted(told.value, series, remark):
                    yield series.at(naive)
            except (ValueError, OverflowError) as error:
                remark("rrule", f"RRULE of line {told.line}: {error}; it was not counted out")
                series.failed = True

    def _dates(self, entry: Entry, name: str, remark: _Remark) -> Iterator[_Time]:
        for told in entry.all(name):
            zone = told.zone(self.zones)
            for value in re.split("[,;]", told.value):
                try:
                    yield value_of(value, zone)
                except (ValueError, OverflowError) as error:
                    remark("rrule", f"{name} of line {told.line}: {error}; it was passed over")

    def _counted(self, value: str, series: _Series, remark: _Remark) -> Iterator[dt.datetime]:
        """The wall clock times of a rule, up to the end of the window."""
        from dateutil.rrule import rrulestr

        parts = _parts(value)
        until = None
        if "UNTIL" in parts:
            until = series.last(value_of(parts.pop("UNTIL"), None))
        begin, stop = series.naive, series.wall(self.window.end)
        # A day more on either side, since the window has a zone of its own.
        stop += _DAY
        step = _STEP_OF.get(parts["FREQ"])
        if step is not None and "COUNT" not in parts:
            # From near the window on, in whole steps of the rule.
            size = step * int(parts.get("INTERVAL", "1"))
            early = series.wall(self.window.start) - series.length - _DAY
            begin += max((early - begin) // size, 0) * size
        # Counted in a later cycle of the calendar, a rule that never matches is soon at the end of it.
        ahead = max((_LAST_YEAR - max(stop.year, begin.year)) // _CYCLE, 0) * _CYCLE
        rule = rrulestr(
            ";".join(f"{name}={told}" for name, told in parts.items()), dtstart=begin.replace(year=begin.year + ahead)
        )
        late: dt.datetime
        for late in islice(rule, self.steps):
            time = late.replace(year=late.year - ahead)
            self.steps -= 1
            if time >= stop or (until is not None and time > until):
                return
            yield time
        if not self.steps:
            remark("rrule", f"more than {_STEPS} times would have to be counted out in this file; some are missing")


def _parts(value: str) -> dict[str, str]:
    """The parts of a rule, checked; `ValueError` for what makes no sense."""
    parts: dict[str, str] = {}
    for part in value.strip().rstrip(";").upper().split(";"):
        name, _, told = (piece.strip() for piece in part.partition("="))
        form = _PARTS.get(name)
        if form is None or name in parts or not re.fullmatch(form, told, re.ASCII):
            raise ValueError(f"{part[:40]!r} is no part of a rule")
        parts[name] = told
    if "FREQ" not in parts:
        raise ValueError("FREQ is missing")
    excess = _EXCLUDED[parts["FREQ"]] & parts.keys()
    if excess:
        raise ValueError(f"{min(excess)} does not go with {parts['FREQ']}")
    return parts


class _Series:
    """The first time of what repeats, and how to make others like it: in its zone, and as long.

    Rules count by the clock on the wall: a meeting at six is at six in winter and in summer (3.3.10).
    """

    def __init__(self, start: _Time, end: _Time | None) -> None:
        self.start = start
        self.end = end
        self.failed = False
        self.zone = start.tzinfo if isinstance(start, dt.datetime) else None
        self.naive = self._naive(start)
        self.length = max(self._naive(end) - self.naive, dt.timedelta()) if end is not None else dt.timedelta()

    def _naive(self, time: _Time) -> dt.datetime:
        if not isinstance(time, dt.datetime):
            return dt.datetime.combine(time, dt.time())
        if time.tzinfo is not None and self.zone is not None:
            time = time.astimezone(self.zone)
        return time.replace(tzinfo=None)

    def in_zone(self, time: _Time) -> _Time:
        """A time that floats, where the first one does not, is meant in the zone of the first one."""
        if isinstance(time, dt.datetime) and time.tzinfo is None and self.zone is not None:
            return time.replace(tzinfo=self.zone)
        return time

    def at(self, naive: dt.datetime) -> _Found:
        """The occurrence at a time of the wall clock."""
        return self._like(naive), None if self.end is None else self._like(naive + self.length)

    def _like(self, naive: dt.datetime) -> _Time:
        return naive.replace(tzinfo=self.zone) if isinstance(self.start, dt.datetime) else naive.date()

    def period(self, value: str, zone: dt.tzinfo | None) -> _Found:
        """The occurrence that a value of RDATE stands for, with an end of its own if it has one."""
        begins, slash, ends = value.partition("/")
        start = self.in_zone(value_of(begins, zone))
        if not slash:
            return self.at(self._naive(start))
        if ends.strip().upper().startswith("P"):
            return start, start + duration_of(ends)
        return start, self.in_zone(value_of(ends, zone))

    def marks(self, time: _Time) -> set[_Mark]:
        """What, among the marks of exceptions, leaves out an occurrence."""
        day = _date(time)
        if not isinstance(time, dt.datetime):
            return {("day", day), ("day of", day)}
        return {("day", day), ("wall", self._naive(time)), ("at", _instant(time))}

    def last(self, until: _Time) -> dt.datetime:
        """The last time of the wall clock that UNTIL allows: a date includes its day."""
        naive = self._naive(until)
        return naive if isinstance(until, dt.datetime) else naive + _DAY - dt.timedelta(seconds=1)

    def wall(self, moment: Moment) -> dt.datetime:
        """A moment of the window on the wall clock of the series."""
        return self._naive(moment.datetime())


def _marks_of(moment: _Time) -> set[_Mark]:
    """What an exception leaves out: a time floats with the series, a date is a whole day; of days, any time will do."""
    if not isinstance(moment, dt.datetime):
        return {("day", moment)}
    return {("wall", moment) if moment.tzinfo is None else ("at", _instant(moment)), ("day of", moment.date())}


def _date(value: _Time) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _instant(time: _Time) -> int:
    return Moment.of(time).instant


def _last_instant(start: _Time, end: _Time | None) -> int:
    """The last instant of an occurrence, of which the end itself is no part."""
    if end is None:
        end = start if isinstance(start, dt.datetime) else start + _DAY
    return max(_instant(end) - 1, _instant(start))
