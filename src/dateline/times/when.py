"""The time of an event from the expressions in its clause: prepositions, ranges, durations and what refines what."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import Factory, define, evolve, frozen

from dateline.errors import DatelineError
from dateline.interval import Granularity, Interval
from dateline.model import Span, Timex, TimexType
from dateline.model.times import altered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.interval import Moment
    from dateline.locale import LocaleData

__all__ = ["Time", "after", "any_of", "combine", "last_of", "refined", "times_in", "times_of"]

_DURATION: Final = re.compile(r"P(T?)(\d+)(H|M|S|D|W|Y|DE|CE)$")
_UNITS: Final = {
    ("T", "H"): Granularity.HOUR,
    ("T", "M"): Granularity.MINUTE,
    ("T", "S"): Granularity.SECOND,
    ("", "D"): Granularity.DAY,
    ("", "W"): Granularity.WEEK,
    ("", "M"): Granularity.MONTH,
    ("", "Y"): Granularity.YEAR,
    ("", "DE"): Granularity.DECADE,
    ("", "CE"): Granularity.CENTURY,
}
# "5 mg a week", "40 hours a week": so much in each.
_RATE: Final = re.compile(r"\d[\d.,]*\s?[^\W\d_]{0,12}\s\Z")
# A date in full, or a day of a month.
_DAY_SAID: Final = re.compile(r"\d{4}-|XXXX-(?:XX|\d\d)-\d\d")
_MONTH_ALONE: Final = re.compile(r"XXXX-\d\d")
# In characters: no farther apart are a clock time and its day ("11 pm on Friday"); and how long the value of a day is.
_BESIDE: Final = 4
_DAY_LENGTH: Final = 10
_BACK: Final = re.compile(r"(?:dct|ref) (?:-|last |year-?(?:ago|back))")
_SINCE: Final = frozenset({"since", "from", "on or after"})


@frozen(eq=False)
class Words:
    """What a language says of times that belong together.

    `links` stand between the ends of a range ("to"); those of them that are `conjunctions` ("and") do so only behind
    "between".  `alternatives` ("or") stand between two of which one is meant.  `ends` name the end of a stretch.
    `vague` matches, up to a range, what makes it a moment somewhere within ("some time"), and `near` what makes
    "before" and "after" a matter of minutes ("shortly").
    """

    links: frozenset[str]
    conjunctions: frozenset[str]
    alternatives: frozenset[str]
    ends: frozenset[str]
    vague: re.Pattern[str]
    near: re.Pattern[str]


@define(eq=False)
class Time:
    """A time that an event can have: the timexes it was read from, what it means, and how it was said.

    `signal` is the preposition that governs it, "" where none does; `deadline` is True for "by D" and the like;
    `near` for "shortly before noon", `moment` for "some time between …", `length` is a duration that goes with it.
    `coarser` are the timexes of the clause that this time makes finer: the day of a clock time.
    """

    timexes: list[Timex]
    interval: Interval
    signal: str = ""
    length: Timex | None = None
    moment: bool = False
    near: bool = False
    coarser: list[Timex] = Factory(list)

    @property
    def start(self) -> int:
        return self.timexes[0].span.start

    @property
    def end(self) -> int:
        return self.timexes[-1].span.end

    @property
    def deadline(self) -> bool:
        return self.signal == "by"

    @property
    def counts_back(self) -> bool:
        """True for one time that is counted back from another: "a year earlier", "last week"."""
        return len(self.timexes) == 1 and _BACK.match(self.timexes[0].expression) is not None

    def when(self, *, planned: bool, turning: bool = False) -> Interval:
        """The interval of an event at this time.

        `planned` says that the event lay ahead; `turning` that an "until" gives the time of the event itself: "not
        until T", "postponed until T".
        """
        interval, signal = self.interval, self.signal
        if len({id(t) for t in self.timexes}) > 1 and signal in ("from", "between", "range"):
            return evolve(interval, within=True) if self.moment else interval
        if self.near and signal in ("before", "after"):
            # "Shortly before dawn" is on the day itself.
            return interval if interval.granularity is Granularity.PART_OF_DAY else interval.approximate()
        try:
            if signal in _SINCE:
                return _after_start(interval, self.length) if self.length is not None else interval.since()
            if signal == "until" and not turning:
                return _before_end(interval, self.length) if self.length is not None else interval.until()
            if signal == "on or before" or (signal == "by" and not planned):
                return interval.until()
            if signal == "before" and self.timexes[0].mod == "END":
                return interval.until()
            if signal == "before" and not turning and interval.start is not None:
                return Interval(None, interval.start, interval.granularity, end_qualifier=interval.end_qualifier)
            if signal == "after" and interval.end is not None:
                return Interval(interval.end, None, interval.granularity, start_qualifier=interval.start_qualifier)
            if self.length is not None and signal in ("", "in"):
                return interval
        except DatelineError:
            return interval
        return interval


def _units(length: str) -> tuple[int, Granularity] | None:
    found = _DURATION.match(length)
    if found is None or len(found[2]) > 6:
        return None
    return int(found[2]), _UNITS[found[1], found[3]]


def after(moment: Moment, length: str) -> Interval | None:
    """The week, month, year … that lies a duration ("P2W") after a moment; None if the duration has no length."""
    units = _units(length)
    if units is None:
        return None
    try:
        return Interval.unit(moment.plus(units[0], units[1]), units[1])
    except DatelineError:
        return None


def last_of(interval: Interval, *, to_the_day: bool) -> Interval:
    """The last day of a month or quarter; of a year its last month, or its last day too if `to_the_day`."""
    start, end, unit = interval.start, interval.end, interval.granularity
    if start is None or end is None or not Granularity.DAY.rank < unit.rank <= Granularity.YEAR.rank:
        return interval
    finest = Granularity.MONTH if unit is Granularity.YEAR and not to_the_day else Granularity.DAY
    try:
        return Interval.unit(end.plus(-1, finest), finest)
    except DatelineError:
        return interval


def _after_start(interval: Interval, length: Timex) -> Interval:
    units = _units(length.value)
    if units is None or interval.start is None:
        return interval.since()
    end = interval.start.plus(units[0], units[1])
    return Interval(interval.start, end, interval.granularity, start_qualifier=interval.start_qualifier)


def _before_end(interval: Interval, length: Timex) -> Interval:
    units = _units(length.value)
    if units is None or interval.end is None:
        return interval.until()
    start = interval.end.plus(-units[0], units[1])
    return Interval(start, interval.end, interval.granularity, end_qualifier=interval.end_qualifier)


def _joined(text: str, first: Timex, second: Timex, words: Words) -> str:
    """How two neighbouring timexes make one time: "from", "between", "range", "and", "or", or "" if they do not."""
    gap = text[first.span.end : min(second.span.start, first.span.end + 40)].strip(" \t\n,").lower()
    if second.span.start - first.span.end > 14 and gap not in words.links:
        # "from 1962 until her retirement in 1992"
        between = text[first.span.end : min(second.span.start, first.span.end + 60)]
        if first.signal == "from" and second.span.start - first.span.end < 60 and second.signal in ("in", None):
            word = between.split(None, 1)[0].lower() if between.strip() else ""
            if word in words.links - words.conjunctions and not re.search(r"[,;:.]", between):
                return "from"
        return ""
    if gap in words.alternatives:
        return "or"
    if gap not in words.links:
        return ""
    if gap == "/" and not first.text.rpartition(" ")[2].isdigit():
        # Only as in "(the night of) 19/20 July".
        return ""
    if first.signal == "between":
        return "between" if gap in words.conjunctions else ""
    if gap in words.conjunctions:
        return "and"
    return "from" if first.signal == "from" else "range"


def combine(first: Timex, second: Timex, how: str) -> Interval | None:
    """The stretch from one time to another, linked as "from", "between", "range" or "and" says; None if there is none.

    "And" links what follows on one another: "in 1940 and 1941"; "or" what is of one kind: "in May or June".
    """
    a, b = first.interval, second.interval
    if how == "or":
        alike = a is not None and b is not None and a.granularity is b.granularity
        return (
            a.to(b) if alike and a is not None and b is not None and a.start and b.start and a.start < b.start else None
        )
    if b is None or (b.start is None and b.end is None):
        return None
    if a is None and first.text.strip().isdigit() and b.start is not None and b.granularity is Granularity.DAY:
        # "11 to 13 June": the first number shares the month.
        try:
            a = Interval.of(b.start.year, b.start.month, int(first.text))
        except (DatelineError, ValueError):
            return None
    if a is None or a.start is None or b.end is None:
        return None
    if how != "and" and _MONTH_ALONE.fullmatch(first.expression) and second.expression.startswith("ref "):
        # "between March and October of the following year": the year is that of both.
        a = _in_year_of(a, b)
    if how == "and" and (a.end is None or b.start is None or a.end != b.start):
        return None
    if how == "and" and second.expression.startswith("ref ") and not first.expression.startswith("ref "):
        # "gave it up in July 1946 and a month later left": what is counted from the first tells of another event.
        return None
    backwards = a.start is not None and b.start is not None and b.start < a.start
    if how != "and" and backwards and _are_clocks(first, second):
        # "between 22:14 and 03:50"
        b = _next_day(b)
    try:
        return a.to(b)
    except DatelineError:
        return None


def _in_year_of(month: Interval, other: Interval) -> Interval:
    """A month in the year in which another ends that comes after it."""
    start, end = month.start, other.start
    if start is None or end is None:
        return month
    return Interval.of(end.year if start.month <= end.month else end.year - 1, start.month)


def _are_clocks(first: Timex, second: Timex) -> bool:
    """True for two clock times of which no day is said by themselves."""
    return all(t.type is TimexType.TIME and t.expression.startswith("T") for t in (first, second))


def _next_day(hours: Interval) -> Interval:
    """The same hours on the next day."""
    start, end = (bound and bound.plus(1, Granularity.DAY) for bound in (hours.start, hours.end))
    return evolve(hours, start=start, end=end)


def _restates(text: str, timex: Timex, following: Timex) -> bool:
    """Does a date in full, set off by a comma, say again when a time was that is counted from another?"""
    between = text[timex.span.end : following.span.start]
    return between[:1] == "," and len(between.split()) <= 2 and _DAY_SAID.match(following.expression) is not None


def _with_day(timexes: Sequence[Timex], number: int) -> tuple[Timex, int]:
    """A timex, or a clock time and its day beside each other as one; and how many these are."""
    first, second = timexes[number], timexes[number + 1] if number + 1 < len(timexes) else None
    if second is None or second.span.start - first.span.end > _BESIDE or second.signal not in (None, "in"):
        return first, 1
    for hour, day in ((first, second), (second, first)):
        on_day = day.type is TimexType.DATE and len(day.value) == _DAY_LENGTH and hour.value.startswith(f"{day.value}T")
        if hour.type is TimexType.TIME and on_day:
            return altered(hour, span=Span(first.span.start, second.span.end), signal=first.signal), 2
    return first, 1


def _hours_on_days(text: str, timexes: Sequence[Timex], number: int, words: Words) -> Time | None:
    """The stretch between clock times that have each its day beside it: "from 11 pm on Friday to 7 am on Saturday"."""
    if timexes[number].signal not in ("from", "between"):
        return None
    first, size = _with_day(timexes, number)
    if number + size >= len(timexes) or timexes[number + size].type not in (TimexType.DATE, TimexType.TIME):
        return None
    second, more = _with_day(timexes, number + size)
    behind = timexes[number + size + 1] if number + size + 1 < len(timexes) else None
    if more == 1 and behind is not None and 0 < behind.span.start - second.span.end <= _BESIDE:
        # "from 9 pm to 7 am on Saturday": the day of the first
        own = behind.type is TimexType.DATE and first.value.startswith(f"{behind.value}T")
        more = 2 if own and len(behind.value) == _DAY_LENGTH else more
    how = _joined(text, first, second, words) if size + more > 2 else ""
    interval = combine(first, second, how) if how in ("from", "between") else None
    return None if interval is None else Time(list(timexes[number : number + size + more]), interval, how)


def times_of(text: str, timexes: Sequence[Timex], words: Words) -> list[Time]:
    """The times that a row of timexes gives, in text order; what has no place on the calendar gives none."""
    out: list[Time] = []
    lengths: list[Timex] = []
    skip = -1
    for number, timex in enumerate(timexes):
        if number <= skip:
            continue
        if (ranged := _hours_on_days(text, timexes, number, words)) is not None:
            out.append(ranged)
            skip = number + len(ranged.timexes) - 1
            continue
        if timex.type is TimexType.DURATION and timex.interval is None:
            rate = _RATE.search(text, max(0, timex.span.start - 30), timex.span.start)
            if rate and not (number and timexes[number - 1].span.end > rate.start()):
                # Not "from 2025 for two years", where the number is a date.
                continue
            lengths.append(timex)
            if out and out[-1].length is None and timex.span.start - out[-1].end < 12 and out[-1].signal == "from":
                out[-1].length = lengths.pop()
            continue
        following = timexes[number + 1] if number + 1 < len(timexes) else None
        signal = timex.signal or ""
        ends = following is not None and following.signal == "ended" and following.span.start - timex.span.end < 16
        if ends and following is not None and len(text[timex.span.end : following.span.start].split()) == 1:
            # "fiscal 2011 ended 30 June": the day says which.
            continue
        if following is not None and timex.expression.startswith("ref ") and _restates(text, timex, following):
            # "Ten years later, on 3 May 1911, it burned down": the date itself is the better told.
            continue
        if following is not None and following.type in (TimexType.DATE, TimexType.TIME):
            how = _joined(text, timex, following, words)
            interval = combine(timex, following, how) if how else None
            if interval is not None:
                how = {"and": "range", "or": "between"}.get(how, how)
                time = Time([timex, following], interval, how)
                if text[timex.span.end : following.span.start].strip().lower() in words.alternatives:
                    time.moment = True
                elif how == "between":
                    time.moment = words.vague.search(text, max(0, timex.span.start - 40), timex.span.start) is not None
                out.append(time)
                skip = number + 1
                continue
        if timex.interval is None or timex.value.endswith("_REF"):
            continue
        if timex.type is TimexType.SET and not signal:
            continue
        time = Time([timex], timex.interval, signal)
        if signal in ("before", "after"):
            time.near = words.near.search(text, max(0, timex.span.start - 30), timex.span.start) is not None
        if lengths and signal in (*_SINCE, "until") and timex.span.start - lengths[-1].span.end < 30:
            time.length = lengths.pop()
        out.append(time)
    return out


def any_of(forms: frozenset[str]) -> str:
    """A pattern of words, the longest first, which matches nothing if there are none."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in ordered) or "(?!)"


@lru_cache(maxsize=16)
def _words_of(locale: LocaleData) -> Words:
    vague, near = (
        re.compile(rf"(?<!\w)(?:{any_of(locale.words.get(name, frozenset()))})\s+(?:\w+\s+)?\Z", re.IGNORECASE)
        for name in ("vague_time", "near_words")
    )
    links, conjunctions, alternatives, ends = (
        locale.words.get(name, frozenset())
        for name in ("range_words", "range_conjunctions", "alternative_words", "end_words")
    )
    return Words(links, conjunctions, alternatives, ends, vague, near)


def times_in(text: str, timexes: Sequence[Timex], locale: LocaleData) -> list[Time]:
    """The times that a row of timexes gives, by the words of a locale.

    The end of a year is its last month, or its last day as a deadline; that of a month its last day.
    """
    words = _words_of(locale)
    times = times_of(text, timexes, words)
    for time in times:
        timex = time.timexes[-1]
        ended = len(time.timexes) == 1 and timex.mod == "END"
        if ended and not words.ends.isdisjoint(timex.text.lower().replace("-", " ").split()):
            time.interval = last_of(time.interval, to_the_day=time.deadline or time.signal == "until")
    return times


def _is_clock_of(clock: Time, day: Time) -> bool:
    """True for "midnight on Sunday", which begins where the day ends."""
    return (
        clock.timexes[0].type is TimexType.TIME
        and clock.interval.start is not None
        and clock.interval.start == day.interval.end
        and 0 <= day.start - clock.end < 6
    )


def refined(times: Sequence[Time]) -> list[Time]:
    """The times of one clause without those that another one makes finer: "On 6 November … at 14:05"."""
    kept: list[Time] = []
    coarser: dict[int, list[Timex]] = {}
    for time in times:
        finer = None
        if time.signal in ("", "in", "dated", "for"):
            finer = next((other for other in times if other is not time and _is_finer(other, time)), None)
        if finer is None:
            kept.append(time)
        elif time.signal or time.interval.granularity is Granularity.DAY:
            # Not "the summer" of "the summer concert will be held on 4 May".
            coarser.setdefault(id(finer), []).extend(time.timexes)
    return [evolve(time, coarser=coarser[id(time)]) if id(time) in coarser else time for time in kept]


def _is_finer(time: Time, than: Time) -> bool:
    """Whether a time tells more exactly when another was."""
    rank, other = time.interval.granularity.rank, than.interval.granularity.rank
    parted = rank == other and _is_part(than) and len(time.timexes) == 1 and not _is_part(time)
    if rank >= other and not parted:
        return False
    return (
        than.interval.contains(time.interval)
        or _is_on_day(time, than)
        or _is_clock_of(time, than)
        or _is_hour_of(time, than)
    )


def _is_part(time: Time) -> bool:
    """True for some years of a decade or century: "the late 1990s"."""
    interval, timex = time.interval, time.timexes[0]
    if timex.mod is None or len(time.timexes) > 1 or interval.granularity is not Granularity.YEAR:
        return False
    start, end = interval.start, interval.end
    return start is not None and end is not None and end.year - start.year > 1


def _is_on_day(clock: Time, day: Time) -> bool:
    """True for a clock time of a zone and its day, which says none: "6 p.m. Pacific time on 9 July 2020"."""
    hour, date = clock.timexes[0], day.timexes[0]
    whole = day.interval.granularity is Granularity.DAY and len(day.timexes) == len(clock.timexes) == 1
    return whole and hour.type is TimexType.TIME and hour.value.startswith(f"{date.value}T")


def _is_hour_of(clock: Time, part: Time) -> bool:
    """True for an hour right beside the part of its day, which it outdoes: "Thursday night at 4:40 am"."""
    apart = clock.start - part.end if clock.start > part.start else part.start - clock.end
    beside = clock.signal in ("", "in") and 0 <= apart <= 8
    if part.interval.granularity is not Granularity.PART_OF_DAY or not beside:
        return False
    hour, day = clock.interval.start, part.interval.start
    return hour is not None and day is not None and hour.floor(Granularity.DAY) == day.floor(Granularity.DAY)
