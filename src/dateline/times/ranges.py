"""Times tied to what their sentence says of them: the other end of a range, the half of the day, the day, the week.

These refiners work on unresolved timexes.  What they find out goes into their expressions, so that it is there again
when they are resolved under another document date.
"""

from __future__ import annotations

import functools
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dateline.model import Document, Timex, TimexType
from dateline.model.times import altered

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["STOP", "join_clock_and_day", "join_days", "join_distances", "names_day"]

# Each timex is asked for its type, and members of an enumeration are slow to look up.
DATE, TIME, SET = TimexType.DATE, TimexType.TIME, TimexType.SET

DAY: Final = re.compile(
    r"(?:\d{4}|XXXX)-\d\d-\d\d(?! in)|num |dm |(?:dct|ref) [+-]?\d+D|XXXX-WXX-\d|XXXX-XX-\d\d(?!T)"
    r"|(?:dct|ref) (?:last|next|this|near) XXXX-(?:WXX-\d|\d\d-\d\d)"
    r"|dct (?:back|ahead) \d+ XXXX-WXX-\d|.+ (?:in|next|last|nthday [+-]?\d+) XXXX-WXX-\d"
)
# A clock time with or without its day: the day, the hour, the minutes, the half of the day, and a zone.
_CLOCK: Final = re.compile(
    r"(?:(?P<day>.+) in )?T(?P<hour>\d\d?):(?P<rest>\d\d(?::\d\d)?)"
    r"(?: (?P<half>[ap]m|awake|XXXX-XX-XXT(?:MO|AF|EV|NI)))?(?P<zone> zone \S+)?"
)
_PARTS: Final = ("TMO", "TAF", "TEV", "TNI")
# That a clock time says by its digits which half of the day it is in.
_DIGITS: Final = re.compile(r"0\d|\d{4}(?!\d)|(?:1[3-9]|2\d)\D")
_WORD: Final = re.compile(r"[^\W\d_]+")
# Sets of days whose hours are those of each of them.
_SET: Final = re.compile(r"(XXXX-WXX-(?:\d|W[DE])|XXXX-XX-XX|P1D)(?:T(MO|AF|EV|NI))?")
# What a clock time of such days begins with.
_EACH: Final = re.compile(r"each \S+ ")
# In characters: how far behind a clock time its day stands, and how far before it; the two ends of a range.
_BEHIND: Final = 30
_BEFORE: Final = 160
_RANGE: Final = 12
# And so far apart two of a list.
_LIST: Final = 8
# A clock time with its day set off behind it.
_DAY_BEHIND: Final = re.compile(r"\d[\d:.]* ?[APap]\.?[Mm]\.?, ")
_PREPOSITION: Final = 4
# In minutes.
_HALF_DAY: Final = 12 * 60
_NOON: Final = 13 * 60
# An hour alone is one at which people are up: "dinner at 6".
_WAKING: Final = 8
# Before this hour a night is over: "at 2 every night".
_EARLY: Final = 5
# A day or month within a stretch, one that lacks its year or week, and one with its year.
_WITHIN: Final = re.compile(r"((?:dct|\d)[^ ]*(?: [^ ]+)?) in (XXXX-[\w-]+)")
_FIELD: Final = re.compile(r"XXXX-[\w-]+")
_FULL: Final = re.compile(r"(\d{4})(-\d\d(?:-\d\d)?)")
_BARE: Final = re.compile(r"XXXX-\d\d(?:-\d\d)?")
# What has its year, with the field that it shares with others of a list, and such a field.
_SHARED: Final = re.compile(
    r"(?P<year>\d{4})-(?P<field>\d\d(?:-\d\d)?|[QH]\d)(?: day \d\d)*\Z"
    r"|(?P<before>\d{4}) in XXXX-(?P<inner>[QH]\d|\d\d(?:-\d\d)?)(?: day \d\d)*\Z"
    r"|(?P<counted>dct [+-]?P?\d+Y) in XXXX-(?P<of>[QH]\d|\d\d(?:-\d\d)?)(?: day \d\d)*\Z"
    r"|XXXX-(?P<day>\d\d-\d\d)(?: day \d\d)* day \d\d (?P<after>\d{4})\Z"
)
_LISTED: Final = re.compile(r"XXXX-(?P<field>\d\d(?:-\d\d)?|[QH]\d)(?: day \d\d)*\Z")
_MARKS: Final = frozenset((",", "-", "–"))
# A day that cannot be told: "a Tuesday in the month after".
_VAGUE: Final = re.compile(r".*\d[MY] in XXXX-WXX-\d")
# A length, and how far off something is.
_LENGTH: Final = re.compile(r"P(T?)(\d+)([A-Z]+)")
_DISTANCE: Final = re.compile(r"((?:(?:dct|ref|cur) )?(?:[+-]|(?<!.)))P(T?)(\d+)([A-Z]+)")
# What parts a sentence from the next.
STOP: Final = re.compile(r"[.!?;]\s")


@functools.lru_cache(maxsize=4096)
def names_day(expression: str) -> bool:
    """Whether an expression begins with a day; texts have few, and several stages ask."""
    return DAY.match(expression) is not None


def join_clock_and_day(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """Clock times with the day named in their sentence, behind them or else before, and the half of the day.

    Both ends of a range lie on that day, and an end that is no later than its start on the next.  The start takes the
    half of the day of its end if that makes it the earlier of the two: "3 to 5 pm", but "10 to 4 pm".
    """
    words = document.locale.words
    halves = words.get("half_day_words", frozenset())
    links, moving = words.get("range_words", frozenset()), words.get("rescheduling_verbs", frozenset())
    determiners = words.get("determiners", frozenset())
    conjunctions = words.get("range_conjunctions", frozenset())
    out = list(timexes)
    number = 0
    while number < len(out):
        first = out[number]
        if first.type is DATE and first.signal == "from" and number + 1 < len(out):
            following = out[number + 1]
            if following.signal == "to" and _is_moved(document.text, first, moving, determiners):
                # "brought forward from Thursday to Tuesday": no range
                out[number + 1] = altered(following, signal=None)
        stamp = first.setting.position == "stamp"
        if stamp or first.type is not TIME or not _CLOCK.fullmatch(first.expression):
            number += 1
            continue
        until = first.signal in ("until", "to")
        if until and number + 1 < len(out) and _is_on(first, out[number + 1]):
            # "adjourned until 10 a.m. on Wednesday": as far ahead as the hour is
            out[number + 1] = altered(out[number + 1], tense=first.tense)
        ends = number + 1 < len(out) and _is_range(document.text, first, out[number + 1], (links, conjunctions))
        if not ends and first.expression.endswith(_PARTS):
            # "Six in the morning" is of the day that the story has come to.
            number += 1
            continue
        size, moved = 2 if ends else 1, False
        if ends:
            moved = _is_moved(document.text, first, moving, determiners)
            out[number], out[number + 1] = _with_halves(first, out[number + 1], halves, moved=moved)
            if moved:
                out[number + 1] = altered(out[number + 1], signal=None)
        rescheduled = first.signal == "to" and _is_moved(document.text, first, moving, determiners)
        _tie(document.text, out, range(number, number + size), moved=moved, rescheduled=rescheduled)
        number += size
    return out


def join_days(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """Days that open a range, in the week, month or year that is named with the day that closes it.

    "From Monday to Wednesday next week", "from 20 November to 8 January 2011": the first is no later than the second.
    """
    words = document.locale.words
    links, conjunctions = words.get("range_words", frozenset()), words.get("range_conjunctions", frozenset())
    out = _with_shared_years(document.text, _with_days_behind(document.text, timexes), conjunctions)
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
            out[number] = altered(first, expression=f"{outer[1]} in {first.expression}", tense=second.tense)
        elif day is not None and closing is not None and day[1] not in first.text:
            year = int(day[1]) - (first.expression > second.expression)
            out[number] = altered(first, expression=f"{year:04}{day[2]}")
        elif closing is not None and _BARE.fullmatch(first.expression):
            year = int(closing[1]) - (first.expression[4:] > closing[2])
            out[number] = altered(first, expression=f"{year:04}{first.expression[4:]}")
    return out


def join_distances(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """The nearer end of how far off something is: "two or three weeks ago" is no earlier than three weeks ago.

    The first number is so many of the same: "nine to fifteen thousand years ago".
    """
    links, scales = document.locale.words.get("distance_links", frozenset()), document.locale.multipliers
    out = list(timexes)
    for number in range(len(out) - 1):
        first, second = out[number], out[number + 1]
        near = _LENGTH.fullmatch(first.expression) if first.expression[:1] == "P" else None
        far = _DISTANCE.fullmatch(second.expression) if near is not None else None
        if near is None or far is None or (near[1], near[3]) != (far[2], far[4]):
            continue
        if document.text[first.span.end : min(second.span.start, first.span.end + _RANGE)].strip().lower() not in links:
            continue
        scale = max((scales.get(word, 1) for word in _WORD.findall(second.text.lower())), default=1)
        if int(near[2]) * scale < int(far[3]) and int(far[3]) % scale == 0:
            first = altered(first, expression=f"P{near[1]}{int(near[2]) * scale}{near[3]}")
        if first.expression == second.expression:
            continue
        second = altered(second, expression=f"{second.expression} or {first.expression}")
        if first.signal == "in" and not far[1]:
            # "Will be ready in two or three weeks": both together tell when.
            first, second = altered(first, signal=None), altered(second, signal="in", tense=first.tense)
        out[number], out[number + 1] = first, second
    return out


def _with_days_behind(text: str, timexes: Sequence[Timex]) -> list[Timex]:
    """ "The day" that something ended, where its clause names it behind: "ended the day lower on Thursday"."""
    out = list(timexes)
    for number, (one, other) in enumerate(pairwise(timexes)):
        if (
            one.expression == "day 0D"
            and _is_day(other)
            and _linked(text, one.span.end, other.span.start, _BEFORE // 2)
        ):
            before = timexes[number - 1] if number else None
            if before is None or not _linked(text, before.span.end, one.span.start, _BEFORE):
                out[number] = altered(one, expression=other.expression, tense=other.tense)
    return out


def _with_shared_years(text: str, timexes: Sequence[Timex], conjunctions: frozenset[str]) -> list[Timex]:
    """Months, quarters or days of a list with the year that its last one has: "in January, March and May 1954"."""
    out = list(timexes)
    joined = False
    for number in range(len(out) - 2, -1, -1):
        first, second = out[number], out[number + 1]
        if second.span.start - first.span.end > _LIST:
            joined = False
            continue
        closing, bare = _SHARED.match(second.expression), _LISTED.match(first.expression)
        gap = text[first.span.end : second.span.start].strip().lower()
        linked = gap.lstrip(", ") in conjunctions or (joined and gap in _MARKS)
        joined = linked and closing is not None and _SHARED.match(first.expression) is not None
        if not linked or closing is None or bare is None:
            continue
        year = closing["after"] or closing["year"] or closing["before"]
        field = (closing["field"] or closing["inner"] or closing["of"] or closing["day"])[: len(bare["field"])]
        if _shape(field) == _shape(bare["field"]) and bare["field"] <= field:
            counted = f"{closing['counted']} in {first.expression}"
            out[number] = altered(first, expression=f"{year}{first.expression[4:]}" if year else counted)
            joined = True
    return out


def _shape(field: str) -> str:
    return re.sub(r"\d", "0", field)


def _is_range(text: str, first: Timex, second: Timex, words: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether two clock times are the ends of a range: "9 to 5", "between 9 and 5".

    `words` are those that link the ends of a range, and those of them that do so only behind "between".
    """
    if second.type is not TIME or not _CLOCK.fullmatch(second.expression):
        return False
    gap = text[first.span.end : second.span.start].strip(" ,").lower()
    if second.span.start - first.span.end > _RANGE or gap not in words[0]:
        return False
    return gap not in words[1] or first.signal == "between"


def _is_moved(text: str, timex: Timex, verbs: frozenset[str], determiners: frozenset[str]) -> bool:
    """Whether something is moved from one time to another: "move it from 3 pm to 5 pm", but "the move from 3 to 5"."""
    before = text[max(0, timex.span.start - _BEFORE) : timex.span.start]
    words = re.findall(r"[a-z]+", STOP.split(before)[-1].lower())
    return any(word in verbs and (not at or words[at - 1] not in determiners) for at, word in enumerate(words))


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
    elif not also and (said or start < _NOON or one["half"] == "awake") and not moved:
        # The earlier of the two hours that it may be, after the start.
        low = end % _HALF_DAY
        end = low + _HALF_DAY if low <= start < low + _HALF_DAY else low
    day_of_end = other["day"]
    first = altered(first, expression=_expression(one["day"], start, one) + ((not one["zone"] and other["zone"]) or ""))
    after = end <= start and not moved
    if after and day_of_end is None and one["day"] is not None:
        day_of_end = f"{one['day']} +1D"
    return first, altered(second, expression=_expression(day_of_end, end % 1440, other))


def _says_half(said: str, halves: frozenset[str]) -> bool:
    """Whether the words of a clock time say which half of the day it is in: "3 pm", "9 in the morning", "14:05"."""
    words = _WORD.findall(said.lower().replace(".", ""))
    return _DIGITS.match(said) is not None or not halves.isdisjoint(words)


def _minutes(clock: re.Match[str]) -> int:
    """The minutes since midnight of a clock time, as far as its half of the day is said."""
    hour, minute = int(clock["hour"]), int(clock["rest"][:2])
    half = clock["half"]
    if half is not None and len(half) > len("awake"):
        # "Ten in the evening", "two at night"
        half = "am" if half.endswith("MO") or (half.endswith("NI") and hour < _EARLY) else "pm"
    if (half == "pm" and hour < 12) or (half == "awake" and hour < _WAKING):
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return hour * 60 + minute


def _expression(day: str | None, minutes: int, clock: re.Match[str]) -> str:
    seconds = clock["rest"][2:]
    said = f"T{minutes // 60:02}:{minutes % 60:02}{seconds}{clock['zone'] or ''}"
    return f"{day} in {said}" if day is not None else said


def _tie(text: str, out: list[Timex], numbers: range, *, moved: bool, rescheduled: bool) -> None:
    """Give a clock time, or the two of a range, the day that is named with one of them or in the sentence.

    `moved` says that something is put off from the first to the second: that is no range; `rescheduled` that it is put
    off to the first.
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
            behind_clock = following is not None and following.expression == day
            if clock is not None and (behind_clock or _DAY_BEHIND.match(out[named].text)):
                # "10 pm to 2 am on 4 May", "10 pm to 2 am, 4 May": the day is that of the start.
                out[named] = altered(out[named], expression=_expression(f"{day} +1D", ends[-1] % 1440, clock))
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
        elif (
            rescheduled
            and previous is not None
            and _has_day(previous)
            and _linked(text, previous.span.end, first.span.start, _BEHIND)
        ):
            # "Bring tomorrow's 2 pm call forward to 3:30"
            day = "day"
            out[numbers[0]] = _nearest_half(first, previous)
        elif (behind_list := _behind_list(text, out, numbers[-1], ends[0])) is not None:
            clock = _CLOCK.fullmatch(behind_list.expression)
            day = clock["day"] if clock is not None else behind_list.expression if _is_day(behind_list) else None
            following = following if day is not None else behind_list
    if day is None:
        _leave_open(text, out, numbers, previous, following)
        return
    for number, clock in zip(numbers, clocks, strict=True):
        if clock is None or clock["day"] is not None:
            continue
        later = number > numbers[0] and overnight
        rest = out[number].expression
        if day == "any":
            out[number] = altered(out[number], expression=f"any {rest}")
            continue
        said = f"{day} +1D" if later else f"{day} -1D" if earlier else day
        owner = clocks[-1]
        if named is not None and owner is not None and day.startswith("ref"):
            # "between 9 p.m. and midnight the previous day": the second counts from the day of the first.
            out[named] = altered(
                out[named], expression=f"ref {'+1D' if overnight else '0D'} in {_expression(None, ends[-1], owner)}"
            )
        out[number] = altered(out[number], expression=f"{said} in {rest}", tense=tense or out[number].tense)


def _has_clock(out: Sequence[Timex], number: int, end: int) -> bool:
    """Whether a day, set off from the clock time before it, has one behind: "at 7 pm, and on Tuesday at 9 pm"."""
    day, clock = out[number], out[number + 1] if number + 1 < len(out) else None
    apart = day.span.start - end > _PREPOSITION
    follows = clock is not None and clock.signal not in ("to", "until") and _is_clock(clock)
    return apart and follows and clock is not None and clock.span.start - day.span.end <= _PREPOSITION


def _nearest_half(timex: Timex, moved_from: Timex) -> Timex:
    """A clock time to which something is moved, in the half of the day in which it is nearer to where it was."""
    clock, before = _CLOCK.fullmatch(timex.expression), _CLOCK.fullmatch(moved_from.expression)
    if clock is None or before is None or clock["half"] or clock["day"] or _says_half(timex.text, frozenset()):
        return timex
    low, told = _minutes(clock) % _HALF_DAY, _minutes(before)
    half = "am" if abs(low - told) < abs(low + _HALF_DAY - told) else "pm"
    return altered(timex, expression=f"T{clock['hour']}:{clock['rest']} {half}{clock['zone'] or ''}")


def _has_day(timex: Timex) -> bool:
    clock = _CLOCK.fullmatch(timex.expression)
    return timex.type is TIME and clock is not None and clock["day"] is not None


def _behind_list(text: str, out: Sequence[Timex], number: int, minutes: int) -> Timex | None:
    """What stands behind a list of ever later clock times, or the last of them if it has a day.

    "Doors 7 pm, band 8 pm, curfew 11 pm, 3 June"; "8:30-12:30 and 2-5:30 on weekdays".
    """
    first = number
    while number + 1 < len(out):
        following = out[number + 1]
        if not _linked(text, out[number].span.end, following.span.start, _BEHIND):
            return None
        clock = _CLOCK.fullmatch(following.expression) if following.type is TIME else None
        if clock is None:
            return following if number > first else None
        later = _minutes(clock)
        if later + _HALF_DAY > minutes >= later and clock["half"] is None:
            later += _HALF_DAY
        if later <= minutes:
            return None
        if clock["day"] is not None:
            return following
        number, minutes = number + 1, later
    return None


def _is_on(clock: Timex, day: Timex) -> bool:
    """Whether a clock time has the day that stands right behind it."""
    return day.span.start - clock.span.end <= _PREPOSITION and clock.expression.startswith(f"{day.expression} in T")


def _is_clock(timex: Timex) -> bool:
    return timex.type is TIME and _CLOCK.fullmatch(timex.expression) is not None


def _leave_open(text: str, out: list[Timex], numbers: range, previous: Timex | None, following: Timex | None) -> None:
    """Mark clock times of which the sentence names no day, or every day of a set."""
    for number in numbers:
        timex = out[number]
        beside = [one for one in (previous, following) if one is not None and one.type is SET]
        if len(beside) > 1 and beside[1].signal == "in" and beside[1].span.start - timex.span.end <= _PREPOSITION:
            # "On Sundays and from 9 am on Wednesdays"
            beside.reverse()
        sets = [one.expression for one in beside if _linked(text, *_between(one, timex), _BEFORE // 2)]
        listed = _EACH.match(previous.expression) if previous is not None and not sets else None
        if listed is not None and previous is not None and _linked(text, *_between(previous, timex), _BEHIND):
            # "Daily at 10:00 and 15:30"
            out[number] = altered(timex, expression=f"{listed[0]}{timex.expression}")
        elif sets and (days := _SET.fullmatch(sets[0])) is not None:
            each = "XXXX-XX-XX" if days[1] == "P1D" else days[1]
            clock = _CLOCK.fullmatch(timex.expression)
            said = timex.expression
            if (
                days[2]
                and clock is not None
                and clock["half"] in (None, "awake")
                and not _says_half(timex.text, frozenset())
            ):
                # "Every night at 10"
                part = f"T{clock['hour']}:{clock['rest']} XXXX-XX-XXT{days[2]}{clock['zone'] or ''}"
                clock = _CLOCK.fullmatch(part)
                said = part if clock is None else _expression(None, _minutes(clock), clock)
            out[number] = altered(timex, expression=f"each {each} {said}")
        elif sets or timex.tense == "request":
            # "At 6 pm every month", "move it to 9:30": no day is meant, or none is said.
            out[number] = altered(timex, expression=f"any {timex.expression}")


def _between(one: Timex, other: Timex) -> tuple[int, int]:
    first, second = sorted((one.span, other.span), key=lambda s: s.start)
    return first.end, second.start


def _is_day(timex: Timex) -> bool:
    return timex.type is DATE and names_day(timex.expression) and timex.setting.position == "prose"


def _linked(text: str, start: int, end: int, reach: int) -> bool:
    """Whether two places are in one sentence and near each other."""
    gap = text[start:end]
    if text[start - 2 : start] in ("m.", "M.") and gap.lstrip()[:1].isupper():
        # "closed at 9 p.m. The council meets on 14 May."
        return False
    return len(gap) <= reach and "\n" not in gap.strip(" ") and not STOP.search(gap)
