"""What time the words mean: the expression of a timex and an anchor in, a TIMEX3 value and an `Interval` out."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, Literal

from dateline.interval import Granularity, Interval, Moment
from dateline.model import Anchor, Setting, Timex, TimexType
from dateline.model.times import altered, valued
from dateline.times.calendar import CLOCK, Cal, day_of, duration, weekday
from dateline.times.expressions import AEONS, evaluate
from dateline.times.story import (
    AHEAD_TENSES,
    DEADLINES,
    HEAD,
    LONG_AGO,
    NEAR,
    RANGE,
    RANGE_ENDS,
    State,
    same_day,
)
from dateline.times.when import after

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

__all__ = ["resolve", "shown_order", "unit_of"]

# Each timex is asked for its type, and members of an enumeration are slow to look up.
DATE, TIME, DURATION, SET = TimexType.DATE, TimexType.TIME, TimexType.DURATION, TimexType.SET

# A year or a month.
NO_DAY: Final = re.compile(r"[-+]?\d{4,6}(?:-\d\d)?")
SEASON: Final = re.compile(r"(?<=-)(?:SP|SU|FA|WI)\b")
OTHER_SEASON: Final = {"SP": "FA", "FA": "SP", "SU": "WI", "WI": "SU"}
BC_CENTURY: Final = re.compile(r"BC(\d\d)")
# A document with so many clock times at the head of a line or clause is a log.
LOG: Final = 3
# In years: so long before the head of a document somebody was born whom it is about.
GENERATION: Final = 15
# A text that gives so many years of long ago is a chronicle.
OLD_YEARS: Final = 4
YEAR_OF: Final = re.compile(r"(\d{4})(?![\d/])")
# Signals that open and close a range.
RANGE_STARTS: Final = frozenset(("from", "between"))
# A day whose week, month or year is not known.
OPEN_DAY: Final = re.compile(r"XXXX-(?:WXX-\d|(?:XX|\d\d)-\d\d)(?!\d)")
# A day given with its month, and with its year and month.
MONTH_SAID: Final = re.compile(r"(?:dct [+-]\d+Y in )?(?:\d{4}|XXXX)-\d\d-\d\d")
# An expression that gives the year itself.
YEAR_SAID: Final = re.compile(r"(?:(?:BC|AD|year|num|yy) ?)?\d")
# A numeric date with its weekday.
WITH_WEEKDAY: Final = re.compile(r"num \d+ \d+ (\d+) on XXXX-WXX-([1-7])")
# A numeric date with its year in full.
NUMBERS: Final = re.compile(r"num (\d\d?) (\d\d?) (\d{4})\b")
# A month without its year, one with it, and how far apart, in characters, the first takes the year of the second.
MONTH: Final = re.compile(r"XXXX-\d\d")
MONTH_OF: Final = re.compile(r"(\d{4})-(\d\d)")
BESIDE: Final = 14
# A day in full from which a step is counted.
OWN_DAY: Final = re.compile(r"(?:\d{4}-\d\d-\d\d|(num \d+ \d+ \d{4}))(?= (?:[+-]?\d|[+-]P|next|last|near))")
# The half of the day that an expression says; digits that are those of a whole day; and how many hours a half has.
HALF: Final = re.compile(r" ([ap]m)\b")
SPOKEN: Final = re.compile(r"(?:\A| )T\d")
PART: Final = re.compile(r"T(?:MO|AF|EV|NI)\b")
OF_DAY: Final = re.compile(r"0\d|(?:1[3-9]|2\d)\D")
HALF_DAY: Final = 12
# What counts from the document date.
DEICTIC: Final = re.compile(r"dct\b")
# A day given in full, in words or as ISO 8601 has it.
WRITTEN: Final = re.compile(r"\d{4}-\d\d-\d\d")
# "Next Friday".
NEXT_DAY: Final = re.compile(r"dct next XXXX-WXX-\d")
NO_ANCHOR: Final = Anchor("none")
# A date that gives year and month, and a quarter named only to compare another with it.
FULL: Final = re.compile(r"(?:BC)?\d{4}(?:-\d\d|-(?:SP|SU|FA|WI)\b| in XXXX-(?:SP|SU|FA|WI)\b)")
COMPARED: Final = re.compile(r"ago|\d{4} quarter")


def resolve(
    timexes: Iterable[Timex],
    *,
    dct: date | datetime | str | Moment | None = None,
    order: str = "",
    default_order: str = "mdy",
    language: str = "en",
    prefer: Literal["past", "future"] | None = None,
    week_start: Literal["monday", "sunday"] = "monday",
    hemisphere: Literal["north", "south"] = "north",
    dct_unit: Granularity = Granularity.DAY,
) -> list[Timex]:
    """Fix the time of each timex, in text order, under a document date.

    `dct` is a date, datetime, `Moment` or ISO string, or None where no date is known.  Run again with another `dct`,
    only the timexes that depend on it change.  `order` ("dmy", "mdy") settles numeric dates; where it is empty, the
    document's own dates decide, then `default_order`, and the other reading is kept in `alternatives`.

    `prefer` decides where tense says nothing; `week_start` is where "last week" begins, and in the south summer begins
    in December, so that `hemisphere` changes the intervals of seasons.  `dct_unit` is what `dct` says: where that is a
    month or a year, what counts from a day ("yesterday") stays unresolved.

    Raises `ArgumentError` for a `dct` that is no date.
    """
    moment = Moment.of(dct, "dct") if dct is not None else None
    timexes = list(timexes)
    today = _of_moment(moment)
    sure = order or shown_order(timexes) or _order_of_today(timexes, today)
    state = State(today, order=sure or _style_of(timexes) or default_order, sure=bool(sure), language=language)
    state.prefer = {"past": -1, "future": 1}.get(prefer or "", 0)
    state.sunday = week_start == "sunday"
    state.south = hemisphere == "south"
    state.coarse = dct_unit.rank > Granularity.DAY.rank
    state.log = sum(t.signal is None and t.expression.startswith(("T", "hhmm")) for t in timexes) >= LOG
    state.headings = sum(t.setting.position not in ("prose", "present") for t in timexes)
    state.chronicle = state.dct is not None and _is_chronicle(timexes, state.dct.year)
    return [
        _resolved(_with_year_before(_with_year(timex, following), before), state)
        for before, timex, following in zip([None, *timexes], timexes, [*timexes[1:], None], strict=False)
    ]


def unit_of(dct: object) -> Granularity:
    """What a document date says: a day, if it is not a month or a year in ISO 8601 ("2021-05", "2020")."""
    if not isinstance(dct, str) or not NO_DAY.fullmatch(dct.strip()):
        return Granularity.DAY
    return Granularity.YEAR if dct.strip()[1:].isdigit() else Granularity.MONTH


def _with_year(timex: Timex, following: Timex | None) -> Timex:
    """A month with the year that stands by the next: "in March and again in May 2021"."""
    if following is None or following.span.start - timex.span.end > BESIDE or not MONTH.fullmatch(timex.expression):
        return timex
    if following.leads:
        # "It passed in August. In December 2015 …"
        return timex
    found = MONTH_OF.fullmatch(following.expression)
    if found is None or timex.signal != following.signal:
        return timex
    month = timex.expression[-2:]
    year = int(found[1]) - (month > found[2])
    return altered(timex, expression=f"{year:04}-{month}")


def _with_year_before(timex: Timex, before: Timex | None) -> Timex:
    """A month behind one with its year, both looked back to: "had met in December 2019 and again in January"."""
    if before is None or timex.tense != "past perfect" or timex.leads or not MONTH.fullmatch(timex.expression):
        return timex
    found = MONTH_OF.fullmatch(before.expression)
    if found is None or timex.signal != before.signal or timex.span.start - before.span.end > BESIDE:
        return timex
    month = timex.expression[-2:]
    year = int(found[1]) + (month < found[2])
    return altered(timex, expression=f"{year:04}-{month}")


def _is_birthday(cal: Cal, state: State) -> bool:
    """True for a day of a generation ago, given before anything is told, in what is no chronicle."""
    today = state.today
    early = today is not None and cal.kind == "D" and today.year - cal.year >= GENERATION
    return early and (state.full is None or state.full.year - cal.year >= GENERATION)


def _is_chronicle(timexes: list[Timex], year: int) -> bool:
    """Do the years that a text gives lie long before it was written, all but a few?"""
    old: list[int] = []
    fresh = 0
    for timex in timexes:
        if timex.expression.startswith("dct") and DEICTIC.match(timex.expression):
            fresh += 1
        elif timex.expression[:1].isdigit() and (found := YEAR_OF.match(timex.expression)) is not None:
            if int(found[1]) <= year - LONG_AGO:
                old.append(int(found[1]))
            else:
                fresh += 1
    return len(set(old)) >= OLD_YEARS and len(old) >= 2 * fresh


def shown_order(timexes: Iterable[Timex]) -> str:
    """The order of day and month that the document itself shows: by a date of digits that has one reading, else ""."""
    for timex in timexes:
        if timex.expression.startswith(("num ", "dm ")):
            first, second = (int(w) for w in timex.expression.split()[1:3])
            if first > 12 >= second:
                return "dmy"
            if second > 12 >= first:
                return "mdy"
            if first != second and (found := WITH_WEEKDAY.match(timex.expression)) is not None:
                # "Fri 11/03/2016": no Friday if the month comes first.
                fits = [Cal("D", int(found[1]), month, day).first for month, day in ((second, first), (first, second))]
                shown = [weekday(day) == int(found[2]) for day in fits]
                if shown[0] != shown[1]:
                    return "dmy" if shown[0] else "mdy"
    return ""


def _order_of_today(timexes: Iterable[Timex], today: Cal | None) -> str:
    """The order that makes a date of digits the document date ("Discharged: 09/10/2014", of 9 October), else ""."""
    if today is None or today.part == today.day:
        return ""
    for timex in timexes:
        found = NUMBERS.match(timex.expression)
        if found is None or int(found[3]) != today.year:
            continue
        numbers = int(found[1]), int(found[2])
        if numbers == (today.day, today.part):
            return "dmy"
        if numbers == (today.part, today.day):
            return "mdy"
    return ""


def _style_of(timexes: list[Timex]) -> str:
    """The order in which the document writes out its dates ("3 April 2021", "April 3, 2021"), or ""."""
    written = (t for t in timexes if WRITTEN.fullmatch(t.expression) and t.setting.position == "prose")
    full = [t.text for t in written if not t.text[:4].isdigit()]
    day_first = sum(text[0].isdigit() for text in full)
    return "" if 2 * day_first == len(full) else "dmy" if 2 * day_first > len(full) else "mdy"


def _of_moment(moment: Moment | None) -> Cal | None:
    if moment is None:
        return None
    clock = f"T{moment.hour:02}:{moment.minute:02}" if moment.hour or moment.minute else ""
    return Cal("D", moment.year, moment.month, moment.day, clock)


def _resolved(timex: Timex, state: State) -> Timex:
    ref_text = state.ref_text
    if timex.type is SET:
        value = _set_value(timex.expression)
        return altered(timex, value=value) if value != timex.value else timex
    state.position, state.signal, state.leads = timex.span.start, timex.signal, timex.leads
    if timex.signal not in RANGE_ENDS or state.position - state.opens_end > RANGE:
        state.opens = None
    if timex.leads and state.looked_back and state.story is not None:
        # After a look back the next sentence goes on with the story.
        state.ref, state.ref_text = state.story, state.story.text
        state.looked_back = False
    if timex.setting.position == "heading" and state.full is not None and state.heading is not None:
        # The entries of a diary go on, whatever is told in them.
        state.full, state.full_end = state.heading, timex.span.start
    state.perfect = timex.tense == "past perfect"
    state.back = timex.tense == "past perfect" and not timex.leads and timex.signal not in DEADLINES
    tense = "past" if timex.tense == "past perfect" else timex.tense
    expression = _turned(timex.expression) if state.south else timex.expression
    answer = evaluate(expression, state, tense, timex.setting)
    if timex.signal in RANGE_ENDS:
        # A stretch has one end.
        state.opens = None
    value = answer.value
    kind = timex.type
    cal = answer.cal
    if cal is None and OPEN_DAY.match(value) is not None:
        state.open_day, state.open_end = value, timex.span.end
    if cal is not None and _is_later(timex, cal, state):
        cal = cal._replace(clock=f"T{int(cal.clock[1:3]) + HALF_DAY}{cal.clock[3:]}")
        value = cal.text
    if value.startswith("P") and not value.endswith("_REF"):
        kind = timex.type if timex.expression.startswith("P") else DURATION
    elif "T" in value and not value.endswith("_REF"):
        kind = TIME
    elif kind is not TIME:
        kind = DATE
    interval = _interval(value, cal, state) if kind is not DURATION else None
    if answer.extent:
        # "The last four days of June": so long, and on the calendar.
        interval = _stretch(answer.extent)
    elif kind is DURATION and timex.signal == "in" and tense in ("future", "request"):
        interval = _ahead(value, state)
        sooner = timex.expression.partition(" or ")[2]
        if sooner and interval is not None and (soonest := _ahead(duration(sooner), state)) is not None:
            # "Will be ready in two or three weeks"
            interval = soonest.to(interval)
    if "/" in value:
        value = value.partition("/")[0]
    if state.south and cal is not None and cal.kind == "S":
        value = _turned(value)
    ages_ago = (
        state.dct is None and timex.expression.startswith("dct ") and AEONS.match(timex.expression, 4) is not None
    )
    if interval is not None and (timex.mod == "APPROX" or ages_ago):
        interval = interval.approximate()
    if cal is None and state.today is None and kind is not DURATION and DEICTIC.match(timex.expression):
        state.adrift = True
    anchor = NO_ANCHOR
    if state.used == "dct" and state.dct is not None:
        anchor = _on_document(state.dct)
    elif state.used == "reference" and state.ref is not None:
        anchor = Anchor("reference", state.ref.text, ref_text)
    elif " " in timex.expression and (own := OWN_DAY.match(timex.expression)) is not None:
        # What a dated letter says of "yesterday".
        anchor = Anchor("reference", own[0] if own[1] is None else evaluate(own[0], state, None, Setting()).value, "")
    if cal is not None and timex.signal is None and timex.span.end <= HEAD and _is_birthday(cal, state):
        # "Re: Ann Ray, d.o.b. 19 June 1968 … I saw her on 3 May"
        state.year_told = None
    elif cal is not None and timex.setting.narrative != "aside" and not _is_passing(timex, cal, state):
        if timex.leads:
            state.led = cal if timex.signal is None else None
        state.current = state.current or state.used == "dct"
        said = timex.expression
        # Most times say the year, or have none to say.
        year_said = said[:1].isdigit() or (said[:1] != "X" and YEAR_SAID.match(said) is not None)
        if said.endswith(" quoting"):
            state.quoted = cal._replace(clock="")
        if cal.kind == "Q" and not COMPARED.search(said):
            state.quarter = cal
        if cal.kind == "D" and MONTH_SAID.match(said) and not _lends_none(timex):
            state.month, state.month_end = Cal("M", cal.year, cal.part), timex.span.end
        if (timex.signal == "dated" and not timex.leads) or timex.setting.narrative == "background":
            # "an e-mail dated 3 May 2019 and published in March", "the firm, founded in October 1998, said on the 5th"
            pass
        elif (
            year_said
            and (cal.kind == "D" or (cal.kind in ("M", "S") and timex.signal != "since"))
            and FULL.match(said) is not None
        ):
            state.full, state.full_end = cal, timex.span.end
            if cal.kind == "D":
                known = state.dates.setdefault((cal.part, cal.day), cal.year)
                if known != cal.year:
                    state.dates[cal.part, cal.day] = 0
        elif state.full is not None and state.used == "reference" and not _is_back(cal, state):
            state.full_end = timex.span.end
        elif state.today is not None and (state.today.year == cal.year or said.startswith("dct ")):
            # The text has come back to its own time.
            state.full = None
        if timex.signal in RANGE_STARTS and cal.kind in ("D", "M", "W", "S"):
            state.opens, state.opens_end = cal, timex.span.end
            state.opens_week = "WXX" in said
        if cal.kind == "Y" and (
            (said.startswith("ref") and (timex.leads or not state.aside)) or (timex.leads and said.startswith("dct -"))
        ):
            # "The following year he came on 8 May", "Last year, in June".
            state.year_told, state.year_end = cal, timex.span.end
            state.year_led = timex.leads
            state.year_back = said.startswith("ref -")
        elif year_said:
            state.year_told = None
        if cal.clock and (half := HALF.search(said)) is not None:
            state.half = half[1]
        state.ref_counted = said.startswith("dct") and DEICTIC.match(said) is not None
        state.told(
            cal,
            timex.text,
            leads=timex.leads,
            stated=None if said.startswith("ref -") else year_said,
            ahead=timex.tense in AHEAD_TENSES
            or (state.log and timex.signal in DEADLINES)
            or (timex.signal == "for" and state.heading is not None),
            end=timex.span.end,
        )
    others: tuple[Interval, ...] = ()
    if answer.others:
        others = tuple(i for v in answer.others if (i := Interval.from_timex(v)) is not None)
    if others and interval is not None:
        interval = interval.uncertain()
    if cal is not None and timex.expression.startswith("dct next") and NEXT_DAY.fullmatch(timex.expression):
        others = _other_week(cal, state.today) if state.today is not None else others
    return valued(timex, kind, value, interval, anchor, others)


def _is_passing(timex: Timex, cal: Cal, state: State) -> bool:
    """True for a look back at the end of a sentence: the next goes on with the story."""
    passing = timex.setting.narrative == "background" and state.perfect
    return passing and state.story is not None and cal.first < state.story.first


def _lends_none(day: Timex) -> bool:
    """True for a day that lends its month to no other: that of a paper, or one that lies ahead ("until 3 May")."""
    return day.expression.endswith(" cited") or day.tense in ("prospective", "announced") or day.signal == "until"


def _is_back(cal: Cal, state: State) -> bool:
    """True for a time near the document date, counted from another than the date last given in full, of years ago."""
    today, full = state.today, state.full
    if today is None or full is None:
        return False
    return today.year == cal.year and today.year - full.year > 1 and 0 <= today.first - cal.first <= NEAR


@functools.lru_cache(maxsize=64)
def _on_document(date: Cal) -> Anchor:
    return Anchor("dct", date.text)


def _is_later(timex: Timex, cal: Cal, state: State) -> bool:
    """True for an hour that does not say its half of the day, told after one of the afternoon of the same day.

    "The meeting opened at 7.30 pm. … It closed at ten to nine."  In words it is also told after one of the morning:
    "By half past eight we were up. … We got down at half past three."
    """
    last = state.hour
    if last is None or not cal.clock or state.perfect or not same_day(last, cal):
        return False
    hour = CLOCK.fullmatch(cal.clock)
    if hour is None:
        return False
    spoken = not any(map(str.isdigit, timex.text)) and SPOKEN.search(timex.expression) is not None
    within = state.shift is not None and same_day(state.shift[0], cal)
    if state.half != "pm" and not spoken and not within:
        return False
    said = HALF.search(timex.expression) is not None or PART.search(timex.expression) is not None
    said = said or OF_DAY.match(timex.text) is not None or hour[4] is not None
    if timex.signal == "since" and spoken:
        # "14:02 Timeouts since half one": before the hour at which it is told
        return not said and int(hour[1]) < HALF_DAY and f"T{int(hour[1]) + HALF_DAY}{cal.clock[3:]}" <= last.clock
    if said or int(hour[1]) >= HALF_DAY:
        return False
    later = f"T{int(hour[1]) + HALF_DAY}{cal.clock[3:]}"
    if within and state.shift is not None and cal.clock < state.shift[0].clock:
        # "The shift was 2 pm to 10 pm. … He left at half past eight."
        return state.shift[0].clock <= later <= state.shift[1].clock
    return (state.half == "pm" or spoken) and cal.clock < last.clock < later


def _stretch(extent: str) -> Interval | None:
    """The interval from one TIMEX3 value to another ("2010-06-27/2010-06-30"), None if it leaves what these can say."""
    first, last = (Interval.from_timex(value) for value in extent.split("/"))
    return None if first is None or last is None else first.to(last)


def _ahead(length: str, state: State) -> Interval | None:
    """When something is that is "in two weeks", counted from the document date; None if that does not say."""
    today = state.today
    if today is None or state.coarse or (length.startswith("PT") and not today.clock):
        return None
    start = Interval.from_timex(today.text)
    found = None if start is None or start.start is None else after(start.start, length)
    if found is None or found.start is None:
        return None
    state.used = "dct"
    return Interval.unit(found.start, Granularity.MINUTE) if length.startswith("PT") else found


def _interval(value: str, cal: Cal | None, state: State) -> Interval | None:
    """The interval of a resolved value; None for what leaves something open."""
    if "/" in value:
        return Interval.from_edtf(value)
    if value.startswith("BC") and (found := BC_CENTURY.fullmatch(value)):
        first = -100 * int(found[1])
        return Interval.from_edtf(f"{first - 99:05}/{first:05}" if first else "-0099/0000")
    if not value or "X" in value:
        return None
    found_interval = Interval.from_timex(value)
    if state.sunday and found_interval is not None and cal is not None and cal.kind == "W":
        start, end = found_interval.start, found_interval.end
        assert start is not None
        assert end is not None
        return Interval(start.plus(-1, Granularity.DAY), end.plus(-1, Granularity.DAY), Granularity.WEEK)
    return found_interval


def _other_week(cal: Cal, today: Cal) -> tuple[Interval, ...]:
    """The other reading of "next Friday": the one of the week after, or of the week between, if there is one."""
    days = (cal.first - 7, cal.first + 7)
    other = next((day for day in days if day > today.first and min(day, cal.first) - today.first < 7), None)
    found = None if other is None else Interval.from_timex(day_of(other).text)
    return () if found is None else (found,)


def _turned(text: str) -> str:
    """Seasons of the other hemisphere: the summer of the south has the months of the winter of the north."""
    return SEASON.sub(lambda m: OTHER_SEASON[m[0]], text)


def _set_value(expression: str) -> str:
    if expression.startswith("P"):
        return duration(expression)
    return expression
