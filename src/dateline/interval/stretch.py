"""Stretches of time: their bounds, what is open or unsure about them, and how one lies to another."""

from __future__ import annotations

import enum
import re
from datetime import timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from attrs import evolve, frozen

from dateline.errors import ArgumentError, RangeError
from dateline.interval.edtf import read_edtf
from dateline.interval.human import human
from dateline.interval.moment import TWO, Moment, Ordered, edtf_unit, parts_of
from dateline.interval.schemas import value_schema
from dateline.interval.timex3 import read_timex, timex_text
from dateline.interval.units import DAY, HOUR, MINUTE, PARTS_OF_DAY, SECOND, Granularity, Qualifier, month_days

_G: Final = Granularity
# Further off than any moment.
_ENDLESS: Final = 10**40


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

# Most dates in EDTF are single days.
_ONE_DAY: Final = re.compile(
    "[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
# How far off an approximate end may be, in microseconds: one unit of the next coarser kind ("circa 1811" by a decade).
_SLACK: Final = {
    granularity: length
    for length, granularities in (
        (SECOND, (_G.MICROSECOND,)),
        (MINUTE, (_G.SECOND,)),
        (HOUR, (_G.MINUTE,)),
        (DAY, (_G.HOUR, _G.PART_OF_DAY)),
        (31 * DAY, (_G.DAY, _G.WEEKEND, _G.WEEK)),
        (366 * DAY, (_G.MONTH, _G.SEASON, _G.QUARTER, _G.HALF)),
        (3_653 * DAY, (_G.YEAR,)),
        (36_525 * DAY, (_G.DECADE,)),
        (365_243 * DAY, (_G.CENTURY, _G.MILLENNIUM)),
    )
    for granularity in granularities
}


_told_of = attrgetter("granularity", "within", "end_granularity", "start_qualifier", "end_qualifier")
_TOLD_AS_DAY: Final = (_G.DAY, False, None, Qualifier.NONE, Qualifier.NONE)


@frozen(order=False, repr=False)
class Interval(Ordered):
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
        if part not in PARTS_OF_DAY:
            raise ArgumentError("part", part, f"must be one of {', '.join(PARTS_OF_DAY)}")
        first, last = PARTS_OF_DAY[part]
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

    def human(self, language: str = "en") -> str:
        """The interval as people write dates: "autumn 2019", "until 2021", "c. 1811", "44 BC", "3–5 May 2016".

        `language` is the code of one that has words for dates (`dateline/locales/dates`); `LocaleError` for any other.
        What there are no words for is told in EDTF.  `Event.human` also says "early 1990s" where the text does.
        """
        return human(self, language)

    @property
    def _plain_day_text(self) -> str | None:
        """The EDTF of most single days, the common case, for which no end has to be worked out."""
        start, end = self.start, self.end
        if start is None or end is None or _told_of(self) != _TOLD_AS_DAY:
            return None
        year, month, day, hour, minute, second, micro, offset = parts_of(start)
        if hour or minute or second or micro:
            return None
        if day < 28 or day < month_days(year, month):
            after = (year, month, day + 1, 0, 0, 0, 0, offset)
        else:
            after = (year, month + 1, 1, 0, 0, 0, 0, offset) if month < 12 else (year + 1, 1, 1, 0, 0, 0, 0, offset)
        if parts_of(end) != after:
            return None
        if 1000 <= year <= 9999:
            return f"{year}-{TWO[month]}-{TWO[day]}"
        return edtf_unit(start, _G.DAY, False)

    @property
    def _first_text(self) -> str | None:
        return None if self.start is None else edtf_unit(self.start, self.granularity, False)

    @property
    def _last_text(self) -> str | None:
        if self.end is None:
            return None
        granularity = self._end_granularity
        if granularity is _G.PART_OF_DAY:
            # A night ends on the morning after the day it belongs to.
            return edtf_unit(self.end.plus(-6 * HOUR - 1, _G.MICROSECOND), _G.DAY, True)
        if granularity is _G.WEEK or granularity is _G.WEEKEND:
            granularity = _G.DAY
        last = self.end.plus(-1, granularity)
        if last != last.floor(granularity):
            last = self.end.plus(-1, _G.MICROSECOND)
        return edtf_unit(last, granularity, True)

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
        return cls(*read_edtf(text))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        # EDTF is what other programs know; it does not tell a week from its seven days.
        return value_schema(cls, "string", cls.from_edtf, attrgetter("edtf"))

    # TIMEX3

    @classmethod
    def from_timex(cls, value: str) -> Interval | None:
        """The interval that a TIMEX3 value of type DATE or TIME names (TimeML 1.2.1, as TempEval-3 writes it).

        None for what names none by itself: durations, sets, PAST_REF and the like, fiscal years, values with X, and
        anything malformed. `19` is 1900-1999 and `199` the 1990s; winter has the year in which it begins.
        """
        return _of_timex(value)

    @property
    def timex_value(self) -> str | None:
        """The TIMEX3 value of a single unit; None for ranges, open ends, sets and whatever else TIMEX3 cannot say."""
        start, end, granularity = self.start, self.end, self.granularity
        if start is None or end is None or self.within or self.notation or self.end_granularity:
            return None
        if granularity is not _G.PART_OF_DAY:
            unit = Interval.unit(start, granularity)
            if start != unit.start or end != unit.end:
                return None
        return timex_text(start, end, granularity)


@lru_cache(maxsize=8192)
def _of_timex(value: str) -> Interval | None:
    found = read_timex(value)
    if found is None:
        return None
    moment, unit = found
    return Interval.unit(moment, unit) if isinstance(unit, Granularity) else Interval.part_of_day(moment, unit)


def _feasible(chain: tuple[str, ...], ranges: dict[str, tuple[int, int]]) -> bool:
    """Whether points taken from their ranges can stand in the order that the chain gives."""
    floor = -2 * _ENDLESS
    for group in chain:
        floor = max(floor, *(ranges[point][0] for point in group))
        if floor > min(ranges[point][1] for point in group):
            return False
        floor += 1
    return True
