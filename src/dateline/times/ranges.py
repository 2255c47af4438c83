"""Times tied to what their sentence says of them: the other end of a range, the half of the day, the day, the week.

These refiners work on unresolved timexes.  What they find out goes into their expressions, so that it is there again
when they are resolved under another document date.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.model import Document, Timex, TimexType

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DAY", "STOP", "join_clock_and_day", "join_days", "join_distances"]

DAY: Final = re.compile(
    r"(?:\d{4}|XXXX)-\d\d-\d\d(?! in)|num |dm |(?:dct|ref) [+-]?\d+D|XXXX-WXX-\d|XXXX-XX-\d\d(?!T)"
    r"|(?:dct|ref) (?:last|next|this|near) XXXX-(?:WXX-\d|\d\d-\d\d)"
    r"|dct (?:back|ahead) \d+ XXXX-WXX-\d|.+ (?:in|next|last|nthday [+-]?\d+) XXXX-WXX-\d"
)
# A clock time with or without its day: the day, the hour, the minutes, the half of the day, and a zone.
_CLOCK: Final = re.compile(
    r"(?:(?P<day>.+) in )?T(?P<hour>\d\d?):(?P<rest>\d\d(?::\d\d)?)(?: (?P<half>[ap]m|awake))?(?P<zone> zone \S+)?"
)
# That a clock time says by its digits which half of the day it is in.
_DIGITS: Final = re.compile(r"0\d|\d{4}(?!\d)|(?:1[3-9]|2\d)\D")
_WORD: Final = re.compile(r"[^\W\d_]+")
# Sets of days whose hours are those of each of them.
_SET: Final = re.compile(r"XXXX-WXX-(?:\d|W[DE])|XXXX-XX-XX|P1D")
# What a clock time of such days begins with.
_EACH: Final = re.compile(r"each \S+ ")
# In characters: how far behind a clock time its day stands, and how far before it; the two ends of a range.
_BEHIND: Final = 30
_BEFORE: Final = 160
_RANGE: Final = 12
_PREPOSITION: Final = 4
# In minutes.
_HALF_DAY: Final = 12 * 60
_NOON: Final = 13 * 60
# An hour alone is one at which people are up: "dinner at 6".
_WAKING: Final = 8
# A day or month within a stretch, one that lacks its year or week, and one with its year.
_WITHIN: Final = re.compile(r"((?:dct|\d)[^ ]*(?: [^ ]+)?) in (XXXX-[\w-]+)")
_FIELD: Final = re.compile(r"XXXX-[\w-]+")
_FULL: Final = re.compile(r"(\d{4})(-\d\d(?:-\d\d)?)")
_BARE: Final = re.compile(r"XXXX-\d\d(?:-\d\d)?")
# A day that cannot be told: "a Tuesday in the month after".
_VAGUE: Final = re.compile(r".*\d[MY] in XXXX-WXX-\d")
# A length, and how far off something is.
_LENGTH: Final = re.compile(r"P(T?)(\d+)([A-Z]+)")
_DISTANCE: Final = re.compile(r"((?:(?:dct|ref|cur) )?(?:[+-]|(?<!.)))P(T?)(\d+)([A-Z]+)")
# What parts a sentence from the next.
STOP: Final = re.compile(r"[.!?;]\s")


def join_clock_and_day(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """Clock times with the day named in their sentence, behind them or else before, and the half of the day.

    Both ends of a range lie on that day, and an end that is no later than its start on the next.  The start takes the
    half of the day of its end if that makes it the earlier of the two: "3 to 5 pm", but "10 to 4 pm".
    """
    words = document.locale.words
    halves = words.get("half_day_words", frozenset())
    links, moving = words.get("range_words", frozenset()), words.get("rescheduling_verbs", frozenset())
    conjunctions = words.get("range_conjunctions", frozenset())
    out = list(timexes)
    number = 0
    while number < len(out):
        first = out[number]
        if first.type is TimexType.DATE and first.signal == "from" and number + 1 < len(out):
            following = out[number + 1]
            if following.signal == "to" and _is_moved(document.text, first, moving):
                # "brought forward from Thursday to Tuesday": no range
                out[number + 1] = evolve(following, signal=None)
        if first.type is not TimexType.TIME or not _CLOCK.fullmatch(first.expression):
            number += 1
            continue
        until = first.signal in ("until", "to")
        if until and number + 1 < len(out) and _is_on(first, out[number + 1]):
            # "adjourned until 10 a.m. on Wednesday": as far ahead as the hour is
            out[number + 1] = evolve(out[number + 1], tense=first.tense)
        ends = number + 1 < len(out) and _is_range(document.text, first, out[number + 1], (links, conjunctions))
        size, moved = 2 if ends else 1, False
        if ends:
            moved = _is_moved(document.text, first, moving)
            out[number], out[number + 1] = _with_halves(first, out[number + 1], halves, moved=moved)
            if moved:
                out[number + 1] = evolve(out[number + 1], signal=None)
        _tie(document.text, out, range(number, number + size), moved=moved)
        number += size
    return out


def join_days(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """Days that open a range, in the week, month or year that is named with the day that closes it.

    "From Monday to Wednesday next week", "from 20 November to 8 January 2011": the first is no later than the second.
    """
    words = document.locale.words
    links, conjunctions = words.get("range_words", frozenset()), words.get("range_conjunctions", frozenset())
    out = list(timexes)
    for number in range(len(out) - 1):
        first, second = out[number], out[number + 1]
        if second.span.start - first.span.end > _RANGE:
            continue
        gap = document.text[first.span.end : second.span.start].strip(" ,").lower()
        if gap not in links or (gap in conjunctions and first.signal != "between"):
            continue
        outer, day = _WITHIN.fullmatch(second.expression), _FULL.fullmatch(first.expression)
        closing = _FULL.fullmatch(second.expression)
        if outer is not None and _FIELD.fullmatch(first.expression) and _shape(first.expression) == _shape(outer[2]):
            out[number] = evolve(first, expression=f"{outer[1]} in {first.expression}", tense=second.tense)
        elif day is not None and closing is not None and day[1] not in first.text:
            year = int(day[1]) - (first.expression > second.expression)
            out[number] = evolve(first, expression=f"{year:04}{day[2]}")
        elif closing is not None and _BARE.fullmatch(first.expression):
            year = int(closing[1]) - (first.expression[4:] > closing[2])
            out[number] = evolve(first, expression=f"{year:04}{first.expression[4:]}")
    return out


def join_distances(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """The nearer end of how far off something is: "two or three weeks ago" is no earlier than three weeks ago.

    The first number is so many of the same: "nine to fifteen thousand years ago".
    """
    links, scales = document.locale.words.get("distance_links", frozenset()), document.locale.multipliers
    out = list(timexes)
    for number in range(len(out) - 1):
        first, second = out[number], out[number + 1]
        near = _LENGTH.fullmatch(first.expression)
        far = _DISTANCE.fullmatch(second.expression) if near is not None else None
        if near is None or far is None or (near[1], near[3]) != (far[2], far[4]):
            continue
        if document.text[first.span.end : min(second.span.start, first.span.end + _RANGE)].strip().lower() not in links:
            continue
        scale = max((scales.get(word, 1) for word in _WORD.findall(second.text.lower())), default=1)
        if int(near[2]) * scale < int(far[3]) and int(far[3]) % scale == 0:
            first = evolve(first, expression=f"P{near[1]}{int(near[2]) * scale}{near[3]}")
        if first.expression == second.expression:
            continue
        second = evolve(second, expression=f"{second.expression} or {first.expression}")
        if first.signal == "in" and not far[1]:
            # "Will be ready in two or three weeks": both together tell when.
            first, second = evolve(first, signal=None), evolve(second, signal="in", tense=first.tense)
        out[number], out[number + 1] = first, second
    return out


def _shape(field: str) -> str:
    return re.sub(r"\d", "0", field)


def _is_range(text: str, first: Timex, second: Timex, words: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether two clock times are the ends of a range: "9 to 5", "between 9 and 5".

    `words` are those that link the ends of a range, and those of them that do so only behind "between".
    """
    if second.type is not TimexType.TIME or not _CLOCK.fullmatch(second.expression):
        return False
    gap = text[first.span.end : second.span.start].strip(" ,").lower()
    if second.span.start - first.span.end > _RANGE or gap not in words[0]:
        return False
    return gap not in words[1] or first.signal == "between"


def _is_moved(text: str, timex: Timex, verbs: frozenset[str]) -> bool:
    """Whether something is moved from one time to another: "move it from 3 pm to 5 pm"."""
    before = text[max(0, timex.span.start - _BEFORE) : timex.span.start]
    sentence = STOP.split(before)[-1]
    return not verbs.isdisjoint(re.findall(r"[a-z]+", sentence.lower()))


def _with_halves(first: Timex, second: Timex, halves: frozenset[str], *, moved: bool) -> tuple[Timex, Timex]:
    """The ends of a range in the halves of the day that make the first the earlier one."""
    one, other = _CLOCK.fullmatch(first.expression), _CLOCK.fullmatch(second.expression)
    assert one is not None
    assert other is not None
    start, end = _minutes(one), _minutes(other)
    said, also = (_says_half(timex.text, halves) for timex in (first, second))
    if also and not said and not moved:
        # The later of the two hours that it may be, before the end.
        low = start % _HALF_DAY
        start = low if low + _HALF_DAY >= end > low else low + _HALF_DAY
    elif not also and said and moved:
        # "Move it from noon to 1:30": the nearer of the two hours that it may be.
        low = end % _HALF_DAY
        end = min(low, low + _HALF_DAY, key=lambda minutes: abs(minutes - start))
    elif not also and (said or start < _NOON) and not moved:
        # The earlier of the two hours that it may be, after the start.
        low = end % _HALF_DAY
        end = low + _HALF_DAY if low <= start < low + _HALF_DAY else low
    day_of_end = other["day"]
    first = evolve(first, expression=_expression(one["day"], start, one))
    after = end <= start and not moved
    if after and day_of_end is None and one["day"] is not None:
        day_of_end = f"{one['day']} +1D"
    return first, evolve(second, expression=_expression(day_of_end, end % 1440, other))


def _says_half(said: str, halves: frozenset[str]) -> bool:
    """Whether the words of a clock time say which half of the day it is in: "3 pm", "9 in the morning", "14:05"."""
    words = _WORD.findall(said.lower().replace(".", ""))
    return _DIGITS.match(said) is not None or not halves.isdisjoint(words)


def _minutes(clock: re.Match[str]) -> int:
    """The minutes since midnight of a clock time, as far as its half of the day is said."""
    hour, minute = int(clock["hour"]), int(clock["rest"][:2])
    if (clock["half"] == "pm" and hour < 12) or (clock["half"] == "awake" and hour < _WAKING):
        hour += 12
    elif clock["half"] == "am" and hour == 12:
        hour = 0
    return hour * 60 + minute


def _expression(day: str | None, minutes: int, clock: re.Match[str]) -> str:
    seconds = clock["rest"][2:]
    said = f"T{minutes // 60:02}:{minutes % 60:02}{seconds}{clock['zone'] or ''}"
    return f"{day} in {said}" if day is not None else said


def _tie(text: str, out: list[Timex], numbers: range, *, moved: bool) -> None:
    """Give a clock time, or the two of a range, the day that is named with one of them or in the sentence.

    `moved` says that something is put off from the first to the second: that is no range.
    """
    clocks = [_CLOCK.fullmatch(out[number].expression) for number in numbers]
    days = [clock["day"] for clock in clocks if clock is not None]
    if all(day is not None for day in days):
        return
    named = next((number for number, day in zip(numbers, days, strict=True) if day is not None), None)
    first, last = out[numbers[0]], out[numbers[-1]]
    previous = out[numbers[0] - 1] if numbers[0] else None
    following = out[numbers[-1] + 1] if numbers[-1] + 1 < len(out) else None
    behind = last.span.end
    if following is not None and _is_clock(following) and text[behind : following.span.start].strip() == "(":
        # "10 a.m. Eastern (7 a.m. Pacific) on 2 May"
        behind = following.span.end
        following = out[numbers[-1] + 2] if numbers[-1] + 2 < len(out) else None
    day, tense = None, None
    ends = [_minutes(clock) for clock in clocks if clock is not None]
    overnight, earlier = ends[-1] <= ends[0] and not moved, False
    if named is not None:
        # "9 am - 3 pm tomorrow"
        day, tense = days[named - numbers[0]], out[named].tense
        if overnight and named == numbers[-1] and day is not None and not day.startswith("ref"):
            clock = clocks[-1]
            if following is not None and following.expression == day and clock is not None:
                # "10 pm to 2 am on 4 May": the day is that of the start.
                out[named] = evolve(out[named], expression=_expression(f"{day} +1D", ends[-1] % 1440, clock))
            else:
                # "10 pm until 4 May at 2 am"
                earlier = True
    else:
        after = (
            following is not None
            and following.signal not in ("to", "until")
            and _is_day(following)
            and _linked(text, behind, following.span.start, _BEHIND)
            and not (behind == last.span.end and _has_clock(out, numbers[-1] + 1, behind))
        )
        before = (
            previous is not None and _is_day(previous) and _linked(text, previous.span.end, first.span.start, _BEFORE)
        )
        if after and before and previous is not None and following is not None:
            # "Tomorrow at 5 pm, then on Monday": the nearer of the two.
            after = following.span.start - last.span.end < first.span.start - previous.span.end
        also = following and following.signal == "in" and following.span.start - last.span.end <= _PREPOSITION
        if following is not None and also and (clock := _CLOCK.fullmatch(following.expression)) and clock["day"]:
            # "at 19:00 CT on 6 May, 20:00 ET"
            day, tense = clock["day"], following.tense
        elif after and following is not None:
            day, tense = following.expression, following.tense
        elif before and previous is not None:
            day = "any" if _VAGUE.fullmatch(previous.expression) else "day"
    if day is None:
        _leave_open(text, out, numbers, previous, following)
        return
    for number, clock in zip(numbers, clocks, strict=True):
        if clock is None or clock["day"] is not None:
            continue
        later = number > numbers[0] and overnight
        rest = out[number].expression
        if day == "any":
            out[number] = evolve(out[number], expression=f"any {rest}")
            continue
        said = f"{day} +1D" if later else f"{day} -1D" if earlier else day
        owner = clocks[-1]
        if named is not None and owner is not None and day.startswith("ref"):
            # "between 9 p.m. and midnight the previous day": the second counts from the day of the first.
            out[named] = evolve(out[named], expression=f"ref 0D in {_expression(None, ends[-1], owner)}")
        out[number] = evolve(out[number], expression=f"{said} in {rest}", tense=tense or out[number].tense)


def _has_clock(out: Sequence[Timex], number: int, end: int) -> bool:
    """Whether a day, set off from the clock time before it, has one behind: "at 7 pm, and on Tuesday at 9 pm"."""
    day, clock = out[number], out[number + 1] if number + 1 < len(out) else None
    apart = day.span.start - end > _PREPOSITION
    return apart and clock is not None and _is_clock(clock) and clock.span.start - day.span.end <= _PREPOSITION


def _is_on(clock: Timex, day: Timex) -> bool:
    """Whether a clock time has the day that stands right behind it."""
    return day.span.start - clock.span.end <= _PREPOSITION and clock.expression.startswith(f"{day.expression} in T")


def _is_clock(timex: Timex) -> bool:
    return timex.type is TimexType.TIME and _CLOCK.fullmatch(timex.expression) is not None


def _leave_open(text: str, out: list[Timex], numbers: range, previous: Timex | None, following: Timex | None) -> None:
    """Mark clock times of which the sentence names no day, or every day of a set."""
    for number in numbers:
        timex = out[number]
        sets = [
            one.expression
            for one in (previous, following)
            if one is not None and one.type is TimexType.SET and _linked(text, *_between(one, timex), _BEFORE // 2)
        ]
        listed = _EACH.match(previous.expression) if previous is not None and not sets else None
        if listed is not None and previous is not None and _linked(text, *_between(previous, timex), _BEHIND):
            # "Daily at 10:00 and 15:30"
            out[number] = evolve(timex, expression=f"{listed[0]}{timex.expression}")
        elif sets and _SET.fullmatch(sets[0]):
            each = "XXXX-XX-XX" if sets[0] == "P1D" else sets[0]
            out[number] = evolve(timex, expression=f"each {each} {timex.expression}")
        elif sets or timex.tense == "request":
            # "At 6 pm every month", "move it to 9:30": no day is meant, or none is said.
            out[number] = evolve(timex, expression=f"any {timex.expression}")


def _between(one: Timex, other: Timex) -> tuple[int, int]:
    first, second = sorted((one.span, other.span), key=lambda s: s.start)
    return first.end, second.start


def _is_day(timex: Timex) -> bool:
    return timex.type is TimexType.DATE and bool(DAY.match(timex.expression)) and timex.setting.position == "prose"


def _linked(text: str, start: int, end: int, reach: int) -> bool:
    """Whether two places are in one sentence and near each other."""
    gap = text[start:end]
    if text[start - 2 : start] in ("m.", "M.") and gap.lstrip()[:1].isupper():
        # "closed at 9 p.m. The council meets on 14 May."
        return False
    return len(gap) <= reach and "\n" not in gap.strip(" ") and not STOP.search(gap)
