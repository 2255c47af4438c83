"""Expressions, the underspecified values of rules, and their evaluation under what has been said so far.

An expression is a base and a chain of steps, separated by spaces.

* Bases: `dct` (the document date), `ref` (the last time of the narrative), `cur` (of the two, what the text tells
  of), `quoted` (the day on which was said what is quoted), `day` (the last day named), `any` (a day that is not
  said), `each SET` (the days of a set), `between A B F` (the first F after A, which is no later than B), a TIMEX3 value
  ("2012-09", "P3D", "PAST_REF"), a value with `X` for what was not said ("XXXX-09-08", "XXXX-WXX-5", "T14:05"), a
  movable day ("easter -2", "nth 11 4 4": the fourth Thursday of November), `num A B Y` (a numeric date of unknown
  order), `dm A B` (one without its year), `yy NN [MM [DD]]`, `century N [era]`, `decade N N`, `said PHRASE` (valued by
  dateparser), `BC Y [MM [DD]]`, `years Y NN`, `hhmm NNNN`, `epoch N` (seconds since 1970 in UTC).
* Steps: `0U`, `+nU`, `-nU` (the unit that holds the base, moved by n), `+PnU`, `-PnU`, `last F`, `next F`, `this F`,
  `near F` (the F before, after, in the same unit as, or nearest to the base), `in F` (the F within the base), `back k
  F`, `ahead k F` (the kth F before or after it), `nth k U`, `nthday k F`, `head PnU`, `tail PnU` (its first or last
  days), `rest` (what is left of it, where its clause looks ahead), `span -PnU`, `span +PnU` (the stretch that ends or
  begins at it), `turn` (of the century), `thence` (what has just been told, and nothing else), `played` (a season of
  games, which a year told names), `half k`, `part MOD` (the early, middle or late years of a decade or century), `on F`
  (a weekday that a date falls on), `same -PnU` (the same day so long before), `day DD [YYYY]` (another day of the
  month), `quarter` (the one last spoken of), `yearago`, `year-ago`, `yearback` (the same a year before), `ofyear YYYY`
  (the same in another year), `the` (a weekday that counts from the day told), `told` (no day but one that is told is
  meant), `cited` (the date of a paper, which lends its month to nothing), `quoting` (a day of saying), `some` (any such
  weekday), `lately` (the last one up to the document date), `or PnU` (or only so far off), `zone Z`, `am`, `pm`,
  `awake` (a half of the day in which people are up), or a part of day.

`U` is TS TM TH D W FN M Q Y DE CE ML WE; `F` is a value with `X`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dateline.errors import ArgumentError
from dateline.interval import Moment, ordinal
from dateline.interval.zones import in_zone
from dateline.times.calendar import (
    CLOCK,
    DURATION,
    SECONDS_OF,
    Cal,
    day_of,
    duration,
    holding,
    last_day,
    move,
    near,
    read,
    same_unit,
    weekday,
    within,
)
from dateline.times.phrases import read_phrase
from dateline.times.story import (
    AHEAD_TENSES,
    NIGHTLY,
    RANGE,
    SAME_CLAUSE,
    SAME_SENTENCE,
    State,
    anchored,
    century_of,
    is_past_midnight,
    on_weekday,
    same_day,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Setting

__all__ = ["AEONS", "Answer", "evaluate"]

# Parts of the day whose hours are those after noon.
LATE: Final = frozenset(("TAF", "TEV"))
# A duration of two units: P1Y2M, P1DT2H, PT1H10M; and how many of the smaller one make the other.
SMALLER: Final = {("Y", "M"): 12, ("W", "D"): 7, ("D", "TH"): 24, ("H", "TM"): 60, ("M", "TS"): 60}
COMPOUND: Final = re.compile(r"P(?P<clock>T)?(?P<a>\d+)(?P<first>[YMWDH])T?(?P<b>\d+)(?P<second>[MWDHS])")
# Units that are so many of another.
_PLAIN_UNITS: Final = {"W": (7, "D"), "FN": (14, "D"), "DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y")}
# A day between New Year's Day and Lady Day within two years, or the winter; and the year from which on the English
# began theirs in January.
_TWO_YEARS: Final = re.compile(r"in XXXX-(?:(0[1-3](?:-\d\d)?)|WI)")
NEW_STYLE: Final = 1752
# A step on by a duration of days or more.
LATER: Final = re.compile(r"\+P(?!\d+T[HMS])")
# A step that goes on by days, or to a part of a day.
OF_DAY: Final = re.compile(r"[+-]?\dD|[+-]P\d+D")
# A step by hours, minutes or seconds.
OF_HOUR: Final = re.compile(r"[+-]P\d+T[HMS]")
# A step from the document date that takes its day.
FROM_DAY: Final = re.compile(
    r"[+-]?\d+(?:T[SMH]|D|W|FN|WE)\b|[+-]P[\d.]+(?:T[SMH]|D|W|FN)\b|(?:last|next|this|near|back \d+|ahead \d+) XXXX-WXX"
)
YEARS_BACK: Final = re.compile(r"-P\d+Y")
# So many thousands of years ago that the year in which it is said does not matter, and the year then counted from.
AEONS: Final = re.compile(r"-P([4-9]000|\d{2,3}000)Y")
ERA: Final = 2000
# The day from which the seconds of Unix count.
EPOCH: Final = ordinal(1970, 1, 1)
# A day that only longer months have.
NO_SUCH_DAY: Final = re.compile(r"(\d{4}-(?:02|04|06|09|11))-(?:29|30|31)(?!\d)")
OF_MONTH: Final = re.compile(r"[+-]?\dM|[+-]P\d+M")
STEP: Final = re.compile(r"([+-]?)(\d+)(TS|TM|TH|DE|CE|ML|FN|WE|D|W|M|Q|Y)")
# An hour alone is one at which people are up: "dinner at 6".
WAKING: Final = 8
# From these no week can be counted.
LONGER: Final = frozenset("MQSHY")
SUNDAY: Final = 7
MAY: Final = 5
# In years: so long before the document a story tells of the turn of its own century.
GENERATIONS: Final = 60
WEEK: Final = 7
# Before this hour a night is that of the day before: "at 2 am last night" is today.
EARLY: Final = 5
# The last hour of a day.
HOURS: Final = 23
HOURS_OF_DAY: Final = 24
# Of what units the parts of a stretch are told.
PARTS: Final = frozenset("DWMY")
# So many weekdays at most are counted back or ahead.
MOST: Final = 60
# What is told by its place in a year.
OF_YEAR: Final = frozenset("HQSM")
PART_OF_YEAR: Final = re.compile(r"XXXX-[QH]\d")
# How many years a decade and a century have.
YEARS_OF: Final = {"DE": 10, "CE": 100}
# The first and last of them of which "early", "mid" and "late" speak.
YEARS_MEANT: Final = {
    "DE": {"START": (0, 4), "MID": (3, 7), "END": (5, 9)},
    "CE": {"START": (0, 33), "MID": (34, 66), "END": (67, 99)},
}
# "The late 1900s" may be those of the century.
AMBIGUOUS_DECADE: Final = 190


class Answer(NamedTuple):
    """A TIMEX3 value, other readings of it, what it is on the calendar, and the first and last value of a stretch."""

    value: str
    others: tuple[str, ...] = ()
    cal: Cal | None = None
    extent: str = ""


def evaluate(expression: str, state: State, tense: str | None, setting: Setting) -> Answer:
    """The value of an expression, in its setting, under the anchors of a state."""
    if " or " in expression:
        far, _, near_by = expression.partition(" or ")
        return _either(far, near_by, state, tense, setting)
    state.used = ""
    words = expression.split(" ")
    if setting.zone and setting.position == "prose":
        words += ["zone", setting.zone]
    head = words[0]
    at = 1
    others: tuple[str, ...] = ()
    base: Cal | None
    last = words[-1]
    state.indefinite, state.cited = "some" in words, last == "cited"
    state.definite = last == "the" and setting.position == "prose"
    if setting.narrative == "adrift":
        state.adrift = True
    if head == "ref" and len(words) > 1:
        if OF_DAY.match(words[1]):
            state.to_the_day(same=words[1:] == ["0D"])
        elif OF_MONTH.match(words[1]):
            state.to_the_month()
    if len(words) > 1 and words[1] == "span":
        base = None if state.coarse else state.anchor(head, ahead=tense in ("future", "request"))
        return Answer(duration(words[2][1:]), extent="" if base is None else _beside(base, words[2], tense))
    if state.coarse and head in ("dct", "cur") and FROM_DAY.match(" ".join(words[1:])):
        return Answer(_unknown(words))
    if head[:1].isdigit() and "X" not in head and "/" not in head:
        # Most bases are days or years in full.
        base = read(head)
    elif head == "dct" and state.dct is None and (aeons := AEONS.fullmatch(" ".join(words[1:]))) is not None:
        # "Ten thousand years ago": whatever year it is.
        base, at = Cal("Y", ERA - int(aeons[1])), len(words)
    elif head in ("dct", "ref", "cur"):
        base = state.anchor(head, ahead=tense in ("future", "request"))
        told, hour = state.ref, state.hour
        if head == "ref" and base is not None and not base.clock and OF_HOUR.match(" ".join(words[1:2])):
            # "At 23:58 on Monday it failed. Two minutes later …": than that hour.
            base = hour if hour is not None and same_day(hour, base) else base
        if words[1:2] == ["turn"] and told is not None and (base is None or base.year - told.year >= GENERATIONS):
            # "… 40,000 in 1865 and over 300,000 at the turn of the century"
            base, state.used = told, "reference"
        if head == "ref" and tense not in AHEAD_TENSES and (tense == "past" or YEARS_BACK.match(" ".join(words[1:2]))):
            base = state.told_by(base)
        unfixed = head == "ref" and state.ref is None
        if base is None and words[-1] == "thence":
            return Answer("PAST_REF")
        if base is None or (unfixed and (words[-1] == "told" or LATER.match(" ".join(words[1:2])))):
            # "Forty years later", after nothing that could tell later than what; hours later is still the day.
            return Answer(_unknown(words))
        if (
            head == "dct"
            and base.clock
            and len(words) > 1
            and not words[1].startswith(("-PT", "+PT"))
            and "T" not in words[1]
        ):
            base = base._replace(clock="")
    elif head == "quoted":
        base = state.quoted or state.dct
        state.used = "reference" if state.quoted else "dct"
        if base is None:
            return Answer(_unknown(words))
    elif "/" in head:
        return Answer(head)
    elif head == "any":
        return Answer("XXXX-XX-XX" + _merge(words[1:])[0])
    elif head == "between":
        # A day or month without its year, between two dates in full.
        given = read(words[1])
        base = near(given.first, words[3], 1) if given is not None else None
        state.used = "reference"
        at = 4
    elif head == "each":
        # "Every Tuesday at 7 am"
        return Answer(words[1] + _merge(words[2:])[0])
    elif head == "day":
        recent = state.looked_at is not None and state.position - state.looked_end <= SAME_SENTENCE
        base = (state.looked_at if recent else state.day) or state.dct
        state.used = "reference" if state.day else "dct"
        part, beside = state.ref, 0 < state.ref_end <= state.position <= state.ref_end + RANGE
        if part is not None and base is not None and beside and part.clock in NIGHTLY and same_day(part, base):
            # "On Friday night he left at 11.30": in that half of the day.
            base = part
        if base is not None and words[1:2] == ["in"] and is_past_midnight(_merge(words[2:])[0], base, state):
            # "from 11:15 pm on 3 May to 4 am"
            base = day_of(base.first + 1)
        if base is None:
            return Answer(_on_open_day(_merge([word for word in words[1:] if word not in ("in", "+1D")])[0], state))
    elif head == "num":
        base, others = _numeric(words[1:4], state.order)
        if state.sure:
            others = ()
        at = 4
        if base is None:
            return Answer("")
    elif head == "dm":
        readings, at = _day_and_month(words[1:], state, tense), 3
        if words[3:4] == ["on"]:
            # "Sat 17/07": the reading that falls on the weekday.
            number, at = int(words[4][-1]), 5
            right = [r for r in readings if r.kind == "D" and weekday(r.first) == number]
            nearest = [on_weekday(r, f"XXXX-{r.part:02}-{r.day:02}", words[4], state.today) for r in readings[:1]]
            readings = right or [r for r in nearest if r is not None]
        if not readings:
            return Answer("")
        base, others = readings[0], () if state.sure else tuple(r.text for r in readings[1:])
        if base.kind != "D":
            return Answer(f"XXXX-{base.part:02}-{base.day:02}")
    elif head == "yy":
        state.used = "dct" if state.dct else ""
        year = century_of(int(words[1]), state)
        base = read("-".join([f"{year:04}", *words[2:4]])) if words[2:3] and words[2].isdigit() else Cal("Y", year)
        at = (
            4
            if len(words) > 3 and words[3].isdigit() and words[2].isdigit()
            else 3
            if words[2:3] and words[2].isdigit()
            else 2
        )
    elif head in ("BC", "AD", "year"):
        numbers = []
        for word in words[1:4]:
            if not word.isdigit():
                break
            numbers.append(word)
        at = 1 + len(numbers)
        if head == "BC" and len(numbers[0]) > 4:
            base = Cal("Y", 1 - int(numbers[0]))
        else:
            base = read("-".join([("BC" if head == "BC" else "") + numbers[0].zfill(4), *numbers[1:]]))
    elif head == "said":
        base = read_phrase(" ".join(words[1:]), state.language)
        at = len(words)
    elif head == "century":
        number = int(words[1])
        base = Cal("CE", -number if words[2:3] == ["BC"] else number - 1)
        at = 3 if words[2:3] in (["BC"], ["AD"]) else 2
        if words[2:3] == ["BC"]:
            return Answer(f"BC{number - 1:02}")
    elif head == "decade":
        base = Cal("DE", int(words[1]) * 10 + int(words[2])) if words[1].isdigit() and int(words[1]) < 100 else None
        at = 3
    elif head == "years":
        first = int(words[1])
        second = first // 100 * 100 + int(words[2])
        if second <= first:
            month = read(f"{first:04}-{words[2]}")
            return Answer(month.text if month else "", (), month)
        within_two = _TWO_YEARS.fullmatch(" ".join(words[3:])) if second == first + 1 else None
        if within_two is None or (within_two[1] is not None and first >= NEW_STYLE):
            return Answer(f"{first:04}/{second:04}")
        # "The winter of 1776-77" is that of the first; before Lady Day the second year of "1720/21" is ours.
        base = Cal("Y", second if within_two[1] is not None else first)
        at = 3
    elif head == "epoch":
        days, seconds = divmod(int(words[1]), 86400)
        base = day_of(EPOCH + days, f"T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}Z")
        at = 2
    elif head == "hhmm":
        digits = words[1].replace(".", "")
        base = anchored(f"T{digits[:2]}:{digits[2:]}", state, tense)
        at = 2
        head = "T"
    elif head in ("easter", "nth"):
        size = 2 if head == "easter" else 4
        if head == "nth" and len(words) > 4 and re.fullmatch(r"[+-]\d+", words[4]):
            size = 5
        field = " ".join(words[:size])
        at = size
        base = anchored(field, state, tense)
        if base is None:
            return Answer("XXXX")
    elif head.startswith("XX") and len(head) == 3:
        state.used = "dct" if state.dct else ""
        century = state.dct.year // 100 if state.dct and state.dct.kind == "D" else 19
        if state.year is not None and state.dct is None:
            century = state.year // 100
        decade = century * 10 + int(head[2])
        if state.dct and decade * 10 > state.dct.year:
            decade -= 10
        base = Cal("DE", decade)
    elif head.startswith("P") or head.endswith("_REF"):
        return Answer(duration(head) if head.startswith("P") and not head.endswith("_REF") else head)
    elif "X" in head or head.startswith("T"):
        part, beside = state.ref, 0 < state.ref_end <= state.position <= state.ref_end + SAME_CLAUSE
        if words[1:2] == ["awake"] and part is not None and beside and part.clock in NIGHTLY:
            # "On Monday night at 2": the night that is said.
            words = [head, *words[2:]]
        merged, rest = _merge(words)
        base = _some_weekday(merged, state, tense) if state.indefinite else anchored(merged, state, tense)
        if rest[:1] == ["on"]:
            day = on_weekday(base, merged, rest[1], state.today)
            # The day on which it is told is near the document date, whatever weekday the text has for it.
            base = base if tense == "present" and day and state.dct and day.first > state.dct.first + WEEK else day
            rest = rest[2:]
        words, at = [merged, *rest], 1
        if base is None and merged.startswith("T") and not rest:
            return Answer(_on_open_day(merged, state))
        if base is None:
            return Answer(_incomplete(words) if len(words) == 1 or not CLOCK.fullmatch(merged) else _hour(words, state))
    else:
        base = read(head)
    if base is None:
        # There is no 30 February, but the month is said.
        impossible = NO_SUCH_DAY.match(head)
        return Answer(f"{impossible[1]}-XX" if impossible is not None else "")
    size = len(words)
    while at < size:
        if words[at] in ("head", "tail"):
            return Answer(duration(words[at + 1]), extent=_part(base, words[at + 1], last=words[at] == "tail"))
        if words[at] == "half" and base.kind in YEARS_OF:
            length = f"P{YEARS_OF[base.kind] // 2}Y"
            return Answer(base.text, others, base, _part(base, length, last=words[at + 1] != "1"))
        if words[at] == "part":
            return Answer(base.text, others, base, _years_meant(base, words[at + 1]))
        if words[at] == "rest":
            ahead = state.today if tense in AHEAD_TENSES and not state.coarse else None
            return Answer(base.text, others, base, "" if ahead is None else _to_the_end(base, ahead))
        if words[at] == "lately":
            # "Over the past year": up to now, and not the calendar year before.
            now = state.dct
            step = f"-P{words[at - 1].removeprefix('-')}"
            return Answer(base.text, others, base, "" if now is None else _beside(now, step, tense))
        moved, at = _step(base, words, at, state, tense)
        if moved is None:
            return Answer("XXXX" if "X" in expression else "")
        if isinstance(moved, str):
            return Answer(moved)
        base = moved
    if head == "num" and others and size > 4:
        # What counts from a date that may be another may be another too.
        others = tuple(other for text in others if (other := _also_stepped(text, words[4:], state, tense)))
    if setting.position != "prose":
        if base.kind == "D":
            state.heading = base
            dateline = state.dct is not None and same_day(base, state.dct) and state.headings == 1
            if not dateline:
                # The hours below are of that day; those of an article are of the day that it tells of.
                state.last_clock = base
            state.moved_on = False
            state.spoken = setting.position == "present"
        if setting.zone:
            base = _in_zone(base, setting.zone)
    return Answer(base.text, others, base)


def _also_stepped(text: str, steps: list[str], state: State, tense: str | None) -> str:
    """The value that the steps of an expression give from another base, "" if they give none."""
    moved: Cal | str | None = read(text)
    words, at = [text, *steps], 1
    while isinstance(moved, Cal) and at < len(words):
        moved, at = _step(moved, words, at, state, tense)
    return moved.text if isinstance(moved, Cal) else ""


def _either(far: str, length: str, state: State, tense: str | None, setting: Setting) -> Answer:
    """ "Two or three weeks ago": the farther of the two, and the stretch between them."""
    head, sign, _ = far.rpartition("P")
    answers = [evaluate(f"{head}{sign}{length[1:]}", state, tense, setting), evaluate(far, state, tense, setting)]
    ends = sorted(answer.cal for answer in answers if answer.cal is not None)
    return answers[1]._replace(extent=f"{ends[0].text}/{ends[1].text}" if len(ends) > 1 else "")


def _merge(words: list[str]) -> tuple[str, list[str]]:
    """ "XXXX-WXX-5 in T17:00" and "T05:00 pm" as one field, as far as no anchor is needed for it."""
    head, rest = words[0], list(words[1:])
    while rest:
        if head.startswith("T") and rest[0] in ("am", "pm", "awake"):
            head = _half(head, rest.pop(0))
        elif head.startswith("T") and rest[0].startswith("XXXX-XX-XXT"):
            part = rest.pop(0)[11:]
            head = _half(head, "am" if part == "MO" else "pm")
        elif head.startswith("T") and rest[0] == "zone" and "/" not in rest[1]:
            head = head + rest[1] if CLOCK.fullmatch(head + rest[1]) else head
            del rest[:2]
        else:
            break
    return head, rest


def _half(clock: str, half: str) -> str:
    found = CLOCK.fullmatch(clock)
    if found is None:
        return clock
    hour = int(found[1])
    if (half == "pm" and hour < 12) or (half == "awake" and hour < WAKING):
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return f"T{hour:02}:{found[2] or '00'}" + (f":{found[3]}" if found[3] else "") + (found[4] or "")


def _step(base: Cal, words: list[str], at: int, state: State, tense: str | None) -> tuple[Cal | str | None, int]:
    """One step of an expression."""
    word = words[at]
    if found := STEP.fullmatch(word):
        sign, count, unit = found.groups()
        number = int(count) * (-1 if sign == "-" else 1)
        if state.sunday and unit in ("W", "FN") and base.kind == "D":
            # Weeks that begin on Sunday are the ISO weeks of the day after.
            base = day_of(base.first + 1)
        return _moved(base, number, unit, words[0], sign == ""), at + 1
    if word[1:2] == "P" and word[0] in "+-":
        return _by_duration(base, word, words[0] if at == 1 else ""), at + 1
    if word in ("back", "ahead"):
        # "Three Sundays ago": the third one before the base.
        field, end = _field(words, at + 2)
        counted: Cal | None = base
        for _ in range(min(int(words[at + 1]), MOST)):
            counted = (
                near(counted.first, field, -1 if word == "back" else 1, strict=True) if counted is not None else None
            )
        return counted, end
    if word in ("last", "next", "this", "near", "in"):
        field, end = _field(words, at + 1)
        if word == "in":
            behind = words[end:]
            if behind[:1] == ["awake"] and base.clock:
                # "At 3 this morning": the part of the day that is said.
                behind, end = behind[1:], end + 1
            clock, rest = _merge([field, *behind])
            if (hour := CLOCK.fullmatch(clock)) and (base.clock in LATE or (base.clock == "TNI" and int(hour[1]) > 4)):
                # "At 9:30 that evening", "at 9.15 last night".
                clock = _half(clock, "pm")
            if base.kind in YEARS_OF and PART_OF_YEAR.fullmatch(clock):
                # "The first quarter of the 20th century"
                return base, len(words) - len(rest)
            small = hour is not None and base.clock == "TNI" and words[0] in ("dct", "day") and int(hour[1]) < EARLY
            inside = within(day_of(base.first + 1) if small else base, clock)
            return inside, len(words) - len(rest)
        day = base.first
        if word == "last":
            return near(base.first, field, -1, strict=True), end
        if word == "next" and base.kind == "Y" and field.endswith("WI") and words[0] == "ref":
            # "In 1938 …; the winter after": the one that the year ends with.
            return within(base, field), end
        if word == "next" and words[0] == "dct" and field.startswith("XXXX-WXX"):
            # "Next Friday", said on a Thursday, is not tomorrow, which is in the same week.
            coming = near(day, field, 1, strict=True)
            tomorrow = coming is not None and coming.kind == "D" and coming.first - day == 1 and weekday(day) < SUNDAY
            return (day_of(coming.first + 7) if coming is not None and tomorrow else coming), end
        if word == "next":
            return near(last_day(base) if base.kind != "D" else day, field, 1, strict=True), end
        if word == "near":
            return near(day, field, 0), end
        if field.endswith("-WI") and base.kind in ("D", "M") and base.part < MAY:
            # "In February … that winter": the one that began the year before.
            return near(day, field, -1), end
        if base.kind == "S" and base.text.endswith("-WI") and field.endswith(("-SP", "-SU")) and words[0] == "ref":
            # "In the winter of 2011–12 …; that spring": the one that it ends in.
            return within(Cal("Y", base.year + 1), field), end
        unit = same_unit(field)
        if unit == "W" and words[0] == "dct":
            return near(day, field, -1 if tense == "past" else 1), end
        return within(holding(day, unit), field), end
    if word == "on":
        return base, at + 2
    if word in ("told", "cited", "quoting"):
        return base, at + 1
    if word == "ref":
        # "The day before Christmas" counts from the date that it names, not from the story.
        return base, at + 1
    if word == "quarter":
        if base.kind == "Y":
            # "The 1988 period": the quarter that was spoken of, in that year.
            return (state.quarter._replace(year=base.year) if state.quarter else base), at + 1
        return _latest_quarter(base, state), at + 1
    if word == "same":
        return _same_day(base, words[at + 1]), at + 2
    if word == "yearback":
        same = base if base.kind in OF_YEAR or state.quarter is None else state.quarter
        return same._replace(year=same.year - 1) if same.kind in OF_YEAR else move(same, -1, "Y"), at + 1
    if word == "ofyear":
        same = base if base.kind in OF_YEAR or state.quarter is None else state.quarter
        number = int(words[at + 1])
        return (same._replace(year=number) if same.kind in OF_YEAR else Cal("Y", number)), at + 2
    if word in ("yearago", "year-ago"):
        told = state.quarter
        if told is None and word == "year-ago":
            told = _latest_quarter(base, state)
        return (told._replace(year=told.year - 1) if told else move(base, -1, "Y")), at + 1
    if word == "nth":
        return _nth(base, int(words[at + 1]), words[at + 2]), at + 3
    if word == "nthday":
        return _nth_weekday(base, int(words[at + 1]), int(words[at + 2][-1])), at + 3
    if word == "played":
        # "That season": the year of it, where one is told.
        return (base if base.kind == "Y" and state.used == "reference" else None), at + 1
    if word == "thence":
        # "Ever since": since what has just been told.
        near_by = state.used == "reference" and state.position - state.ref_end <= SAME_SENTENCE
        return (base if near_by else "PAST_REF"), at + 1
    if word == "turn":
        return Cal("Y", (base.year + 50) // 100 * 100), at + 1
    if word == "half":
        number = int(words[at + 1])
        if base.kind == "Y":
            return Cal("H", base.year, min(number, 2)), at + 2
        return base, at + 2
    if word == "day":
        if at + 2 < len(words) and len(words[at + 2]) == 4 and words[at + 2].isdigit():
            return read(f"{words[at + 2]}-{base.part:02}-{words[at + 1]}"), at + 3
        return read(f"{base._replace(kind='M', day=0, clock='').text}-{words[at + 1]}"), at + 2
    if word in ("am", "pm"):
        return base._replace(clock=_half(base.clock, word)), at + 1
    if word == "zone":
        return _in_zone(base, words[at + 1]), at + 2
    if word.startswith("XXXX-XX-XXT"):
        return base._replace(clock=_half(base.clock, "am" if word.endswith("MO") else "pm")), at + 1
    return base, at + 1


def _to_the_end(base: Cal, today: Cal) -> str:
    """What is left of a stretch on a day of it, as a range; "" on any other day."""
    last = last_day(base)
    return f"{day_of(today.first).text}/{day_of(last).text}" if base.first <= today.first <= last else ""


def _part(base: Cal, length: str, *, last: bool) -> str:
    """The first or last days, weeks, months or years of a stretch, as a range."""
    found = DURATION.fullmatch(length)
    if found is None or not found[1].isdigit() or not int(found[1]) or found[2] not in PARTS:
        return ""
    count, unit = int(found[1]), found[2]
    if unit in "MY":
        edge = holding(last_day(base) if last else base.first, unit)
        first, end = (move(edge, 1 - count, unit), edge) if last else (edge, move(edge, count - 1, unit))
    else:
        days = count * (7 if unit == "W" else 1)
        first, end = (
            (day_of(last_day(base) - days + 1), day_of(last_day(base)))
            if last
            else (day_of(base.first), day_of(base.first + days - 1))
        )
    return f"{first.text}/{end.text}"


def _years_meant(base: Cal, part: str) -> str:
    """The years of a decade or century that are meant by its part, as a range: the late 1990s come after 1992."""
    meant = YEARS_MEANT.get(base.kind, {}).get(part)
    if meant is None or (base.kind == "DE" and base.year == AMBIGUOUS_DECADE):
        return ""
    first, last = (move(holding(base.first, "Y"), years, "Y") for years in meant)
    return f"{first.text}/{last.text}"


def _beside(base: Cal, step: str, tense: str | None) -> str:
    """The stretch of so many days, weeks, months or years that ends or begins at a base, as a range.

    What comes next is counted only where its clause looks ahead: "spent the next two years there" has another base.
    """
    found = DURATION.fullmatch(step[1:])
    if found is None or found[1] == "X" or (step[0] == "+" and tense not in AHEAD_TENSES):
        return ""
    factor, unit = _PLAIN_UNITS.get(found[2], (1, found[2]))
    number = factor * float(found[1])
    if unit == "TH" and number % 24 == 0:
        number, unit = number // 24, "D"
    if unit == "Y" and number % 1:
        # "The past 2 1/2 years"
        number, unit = 12 * number, "M"
    if unit not in ("D", "M", "Y") or number % 1:
        return ""
    count = int(number)
    first, last = sorted((move(base, 0, unit), move(base, count if step[0] == "+" else -count, unit)))
    return f"{first.text}/{last.text}"


def _in_zone(base: Cal, zone: str) -> Cal:
    """The same clock time in a time zone; a time that has none, or one already, is left alone."""
    if "/" in zone:
        zone = _offset_of(base, zone)
    clock = base.clock + zone
    return base._replace(clock=clock) if CLOCK.fullmatch(clock) else base


def _offset_of(base: Cal, zone: str) -> str:
    """The offset of a zone of the tz database at a clock time, "" if the time or the zone is not known."""
    found = CLOCK.fullmatch(base.clock)
    if found is None or base.kind != "D" or int(found[1]) > HOURS:
        return ""
    try:
        told = in_zone(Moment(base.year, base.part, base.day, int(found[1]), int(found[2] or 0)), zone)
    except ArgumentError:
        return ""
    if told.offset is None:
        return ""
    hours, minutes = divmod(abs(told.offset), 60)
    return f"{'-' if told.offset < 0 else '+'}{hours:02}:{minutes:02}"


def _same_day(base: Cal, step: str) -> Cal | None:
    """The day that lies a duration before or after another: "five years ago today", "a week ago Tuesday"."""
    found = DURATION.fullmatch(step[1:])
    if base.kind != "D" or found is None or not found[1].isdigit():
        return None
    sign = -1 if step[0] == "-" else 1
    factor, unit = _PLAIN_UNITS.get(found[2], (1, found[2]))
    count = sign * factor * int(found[1])
    if unit == "D":
        return day_of(base.first + count, base.clock)
    if unit not in ("M", "Y"):
        return None
    month = move(base, count, "M" if unit == "M" else "Y")
    if unit == "Y":
        month = Cal("M", month.year, base.part)
    return day_of(min(month.first + base.day - 1, last_day(month)), base.clock)


def _latest_quarter(base: Cal, state: State) -> Cal:
    """The quarter last spoken of, or the last one that has ended."""
    return state.quarter or move(holding(base.first, "Q"), -1, "Q")


def _field(words: list[str], at: int) -> tuple[str, int]:
    if words[at] == "easter":
        return " ".join(words[at : at + 2]), at + 2
    if words[at] == "nth":
        end = at + 4
        if end < len(words) and re.fullmatch(r"[+-]\d+", words[end]):
            end += 1
        return " ".join(words[at:end]), end
    if words[at] in ("dct", "ref"):
        return "dct", len(words)
    if words[at] == "hhmm":
        return f"T{words[at + 1][:2]}:{words[at + 1][2:]}", at + 2
    return words[at], at + 1


def _moved(base: Cal, number: int, unit: str, head: str, whole: bool) -> Cal | str | None:
    if whole and number == 0:
        if unit in SECONDS_OF:
            return "PRESENT_REF"
        if head == "ref" and base.kind != "D" and unit in ("D", "W", "WE"):
            return _some_day(base)
        if head in ("ref", "cur") and base.kind == "Y" and unit == "M":
            return f"{base.text}-XX"
        return holding(base.first, unit) if not (unit == "D" and base.kind == "D") else base._replace(clock="")
    if unit in SECONDS_OF and not base.clock:
        return "PAST_REF" if number < 0 else "FUTURE_REF"
    if head == "ref" and base.kind != "D" and (unit == "D" or (unit == "W" and base.kind in LONGER)):
        return _some_day(base)
    return move(base, number, unit)


def _some_day(base: Cal) -> str:
    """A day of which only the month or the year is known."""
    if base.kind == "M":
        return f"{base.text}-XX"
    return f"{Cal('Y', base.year).text}-XX-XX" if base.kind in ("Y", "S", "Q", "H") else "XXXX-XX-XX"


def _by_duration(base: Cal, word: str, head: str) -> Cal | str | None:
    """The base moved by a duration; a year counted from a day stays a year, a week counted from a given day a day."""
    sign = -1 if word[0] == "-" else 1
    if parts := COMPOUND.fullmatch(word[1:]):
        # "Two hours and ten minutes later": so many of the smaller unit.
        small = parts["second"] if not parts["clock"] and parts["second"] in "MWD" else f"T{parts['second']}"
        if small == "TH" and not base.clock:
            return _by_duration(base, f"{word[0]}P{parts['a']}D", head)
        factor = SMALLER.get((parts["first"], small))
        if factor is None:
            # A month has no fixed number of days: first the one, then the other.
            between = _by_duration(base, f"{word[0]}P{parts['a']}{parts['first']}", "")
            if not isinstance(between, Cal):
                return between
            day = (
                between if between.kind == "D" else day_of(between.first + base.first - holding(base.first, "M").first)
            )
            return day_of(day.first + sign * int(parts["b"]) * (7 if small == "W" else 1))
        total = int(parts["a"]) * factor + int(parts["b"])
        return _by_duration(base, f"{word[0]}P{total}{small}", head)
    found = DURATION.fullmatch(word[1:])
    if found is None:
        return None
    count, unit = found.groups()
    if count == "X":
        return "PAST_REF" if sign < 0 else "FUTURE_REF"
    if "." in count:
        if unit in YEARS_OF:
            # "A century and a half later": nobody counts its months.
            return move(base, sign * round(float(count) * YEARS_OF[unit]), "Y")
        if unit == "Y":
            return move(base, sign * round(float(count) * 12), "M")
        if unit in ("M", "W"):
            day = day_of(base.first + sign * round(float(count) * (30 if unit == "M" else 7)))
            # "Six and a half months ago": nobody counts the days.
            return day if unit == "W" else holding(day.first, "M")
        if unit in ("TH", "TM") and base.clock:
            return move(base, sign * round(float(count) * SECONDS_OF[unit] / 60), "TM")
        return base
    number = sign * int(count)
    if abs(number) > 100_000 and unit not in SECONDS_OF:
        return "PAST_REF" if sign < 0 else "FUTURE_REF"
    if unit in SECONDS_OF:
        if unit == "TH" and base.kind == "D" and not base.clock and number % HOURS_OF_DAY == 0:
            # "24 hours ago"
            return day_of(base.first + number // HOURS_OF_DAY)
        if not base.clock:
            return (
                day_of(base.first)
                if base.kind == "D" and abs(number) * SECONDS_OF[unit] < 86400
                else ("PAST_REF" if sign < 0 else "FUTURE_REF")
            )
        return move(base, number, unit)
    if unit in YEARS_OF:
        return move(base, number * YEARS_OF[unit], "Y")
    if unit == "FN":
        number, unit = number * 2, "W"
    if unit == "W" and head != "dct" and base.kind == "D":
        return day_of(base.first + 7 * number)
    if unit == "D" and base.kind != "D":
        return _some_day(base)
    if unit == "W" and head != "dct" and base.kind in LONGER:
        ends = [day_of(day + 7 * number).year for day in (base.first, last_day(base))]
        return f"{ends[0]}-XX-XX" if ends[0] == ends[1] else "XXXX-XX-XX"
    if unit == "M" and head != "dct" and base.kind in LONGER - {"M"}:
        ends = [move(holding(day, "M"), number, "M").year for day in (base.first, last_day(base))]
        return f"{ends[0]}-XX" if ends[0] == ends[1] else "XXXX-XX"
    return move(base, number, unit)


def _nth(base: Cal, number: int, unit: str) -> Cal | None:
    """The nth (or from the end, with -1) unit of a stretch."""
    if number > 0:
        first = holding(base.first, unit)
        if first.first < base.first and not _is_mostly(first, base):
            first = move(first, 1, unit)
        found = move(first, number - 1, unit)
    else:
        found = holding(last_day(base), unit)
        if unit == "W" and not _is_mostly(found, base):
            found = move(found, -1, unit)
    return found if found.first <= last_day(base) else None


def _is_mostly(unit: Cal, base: Cal) -> bool:
    """Whether a unit is a week that lies in a stretch with most of its days, those around its Thursday (ISO 8601)."""
    return unit.kind == "W" and base.first <= unit.first + 3 <= last_day(base)


def _nth_weekday(base: Cal, number: int, day: int) -> Cal | None:
    """The nth Tuesday (or the last, with -1) of a stretch."""
    if number > 0:
        at = base.first + (day - weekday(base.first)) % 7 + 7 * (number - 1)
    else:
        at = last_day(base) - (weekday(last_day(base)) - day) % 7
    return day_of(at) if base.first <= at <= last_day(base) else None


def _numeric(words: Sequence[str], order: str) -> tuple[Cal | None, tuple[str, ...]]:
    """A date of digits: the reading that the order prefers, and the other one where it can be."""
    first, second = int(words[0]), int(words[1])
    year = int(words[2])
    if len(words[2]) == 2:
        year += 2000 if year < 50 else 1900
    readings = []
    for day, month in ((first, second), (second, first)) if order == "dmy" else ((second, first), (first, second)):
        found = read(f"{year:04}-{month:02}-{day:02}")
        if found is not None and found not in readings:
            readings.append(found)
    if not readings:
        return None, ()
    return readings[0], tuple(r.text for r in readings[1:])


def _day_and_month(words: Sequence[str], state: State, tense: str | None) -> list[Cal]:
    """The readings of a day and month of digits without a year, the preferred first; of kind "" if not anchored."""
    first, second = int(words[0]), int(words[1])
    pairs = [(first, second), (second, first)]
    readings: list[Cal] = []
    for day, month in pairs if state.order == "dmy" else reversed(pairs):
        if not (1 <= month <= 12 and 1 <= day <= 31):
            continue
        found = anchored(f"XXXX-{month:02}-{day:02}", state, tense) or Cal("", 0, month, day)
        if found not in readings:
            readings.append(found)
    return readings


def _unknown(words: list[str]) -> str:
    """What stands for a value that has no anchor: an X for each thing not known."""
    text = " ".join(words)
    if re.search(r"\b(?:in )?T(?:MO|AF|EV|NI|MI|DT)\b", text):
        part = re.search(r"T(?:MO|AF|EV|NI|MI|DT)\b", text)
        return "XXXX-XX-XX" + (part[0] if part else "")
    for word in words[1:]:
        if word.startswith("XXXX"):
            return word
    if any(w.endswith(("D", "TH", "TM", "TS")) for w in words[1:2]):
        return "XXXX-XX-XX"
    if any(w.endswith(("W", "FN", "WE")) for w in words[1:2]):
        return "XXXX-WXX"
    if any(w.endswith("M") for w in words[1:2]):
        return "XXXX-XX"
    if any(w.endswith("Q") for w in words[1:2]):
        return "XXXX-QX"
    return "XXXX"


def _some_weekday(field: str, state: State, tense: str | None) -> Cal | None:
    """ "A Monday" of which nothing says which one: the day told, or the day it is, if that is one; else not known."""
    if "WXX" not in field:
        return anchored(field, state, tense)
    # "Going to school on a Sunday", written on one; what is over or asked for is of another.
    today = state.dct if tense in (None, "present", "future") else None
    for day, kind in ((state.day, "reference"), (today, "dct")):
        if day is not None and day.kind == "D" and weekday(day.first) == int(field[9]):
            state.used = kind
            return day_of(day.first)
    return None


def _on_open_day(clock: str, state: State) -> str:
    """An hour of a day that is not known: "on Friday at 5 pm" is of that Friday, whichever it is."""
    day, _, part = state.open_day.partition("T")
    if not day or not clock.startswith("T") or state.position - state.open_end > RANGE:
        return _incomplete([clock])
    return day + (_half(clock, "pm") if f"T{part}" in NIGHTLY else clock)


def _hour(words: list[str], state: State) -> str:
    """A clock time that is told by its distance from an hour, of an unknown day: "twenty past eight in the evening"."""
    base: Cal | str | None = day_of(EPOCH, words[0])
    at = 1
    while at < len(words) and isinstance(base, Cal):
        base, at = _step(base, words, at, state, None)
    return f"XXXX-XX-XX{base.clock}" if isinstance(base, Cal) and base.clock else _incomplete(words)


def _incomplete(words: list[str]) -> str:
    """What is known of a time whose day is not: "XXXX-WXX-5T17:00"."""
    head = words[0]
    if head.startswith("T"):
        return "XXXX-XX-XX" + head
    if head.startswith("XXXX-XX-XXT"):
        return head
    at = next((i for i, word in enumerate(words) if i and word.startswith(("T", "XXXX-XX-XXT"))), 0)
    clock = _merge(words[at:])[0].removeprefix("XXXX-XX-XX") if at else ""
    return head + clock
