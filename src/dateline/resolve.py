"""What time the words mean: the expression of a timex and an anchor in, a TIMEX3 value and an `Interval` out.

An expression is a base and a chain of steps, separated by spaces.

* Bases: `dct` (the document date), `ref` (the last time of the narrative), a TIMEX3 value ("2012-09", "P3D",
  "PAST_REF"), a value with `X` for what was not said ("XXXX-09-08", "XXXX-WXX-5", "T14:05"), a movable day
  ("easter -2", "nth 11 4 4": the fourth Thursday of November), `num A B Y` (a numeric date of unknown order),
  `yy NN [MM [DD]]`, `century N [era]`, `BC Y [MM [DD]]`, `years Y NN`.
* Steps: `0U`, `+nU`, `-nU` (the unit that holds the base, moved by n), `±PnU`, `last F`, `next F`, `this F`, `near F`
  (the F before, after, in the same unit as, or nearest to the base), `in F` (the F within the base), `nth k U`,
  `half k`, `day DD [YYYY]`, `zone Z`, `am`, `pm`, or a part of day.

`U` is TS TM TH D W FN M Q Y DE CE ML WE; `F` is a value with `X`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from attrs import evolve
from dateutil.easter import easter

from dateline.interval import Interval, Moment, civil, month_days, ordinal
from dateline.model import Anchor, Timex, TimexType

__all__ = ["resolve"]

SEASONS: Final = ("SP", "SU", "FA", "WI")
MONTHS_OF: Final = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000, "H": 6, "S": 3}
# In days: so far off a month or day is hardly meant without its year, where the other reading is so near.
FAR: Final = 240
NEAR: Final = 125
SECONDS_OF: Final = {"TS": 1, "TM": 60, "TH": 3600}
PARTS: Final = {"MO": 8, "MI": 12, "AF": 15, "EV": 19, "NI": 22, "DT": 12}
STEP: Final = re.compile(r"([+-]?)(\d+)(TS|TM|TH|DE|CE|ML|FN|WE|D|W|M|Q|Y)")
DURATION: Final = re.compile(r"P(X|\d+(?:\.\d+)?)(TS|TM|TH|DE|CE|ML|FN|D|W|M|Q|Y)")
CLOCK: Final = re.compile(r"T(\d\d?)(?::(\d\d))?(?::(\d\d))?(Z|[+-]\d\d:?\d\d)?")
VALUE: Final = re.compile(
    r"(?P<bc>BC)?(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<we>-WE)?|(?P<season>SP|SU|FA|WI)|Q(?P<quarter>[1-4])"
    r"|H(?P<half>[12])|(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<clock>T[\w:+-]+)?)?))?"
)


class Cal(NamedTuple):
    """A calendar value: kind (Y S Q H M W WE D DE CE ML), year (or decade, century), its part, its day, its clock."""

    kind: str
    year: int
    part: int = 0
    day: int = 0
    clock: str = ""

    @property
    def first(self) -> int:
        """Day number of its first day."""
        kind, year, part = self.kind, self.year, self.part
        if kind == "D":
            return ordinal(year, part, self.day)
        if kind == "M":
            return ordinal(year, part, 1)
        if kind in ("W", "WE"):
            return _monday(year, part) + (5 if kind == "WE" else 0)
        if kind == "S":
            return ordinal(year, 3 * part + 3, 1)
        if kind == "Q":
            return ordinal(year, 3 * part - 2, 1)
        if kind == "H":
            return ordinal(year, 6 * part - 5, 1)
        scale = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}[kind]
        return ordinal(year * scale, 1, 1)

    @property
    def text(self) -> str:
        """The TIMEX3 value."""
        kind, year, part = self.kind, self.year, self.part
        if kind == "DE":
            return f"{year:03}" if year >= 0 else ""
        if kind == "CE":
            return f"{year:02}" if year >= 0 else f"BC{-year - 1:02}"
        if kind == "ML":
            return f"{year}"
        head = f"{year:04}" if year > 0 else f"BC{1 - year:04}"
        if kind == "Y":
            return head
        if kind == "M":
            return f"{head}-{part:02}"
        if kind == "D":
            return f"{head}-{part:02}-{self.day:02}{self.clock}"
        if kind == "W":
            return f"{head}-W{part:02}"
        if kind == "WE":
            return f"{head}-W{part:02}-WE"
        if kind == "S":
            return f"{head}-{SEASONS[part]}"
        return f"{head}-{kind}{part}"


def _monday(year: int, week: int) -> int:
    fourth = ordinal(year, 1, 4)
    return fourth - (fourth - 1) % 7 + 7 * (week - 1)


def _week(day: int) -> tuple[int, int]:
    year = civil(day - (day - 1) % 7 + 3)[0]
    return year, (day - _monday(year, 1)) // 7 + 1


def weekday(day: int) -> int:
    """ISO weekday of a day number (day 1, 1 January of the year 1, is a Monday)."""
    return (day - 1) % 7 + 1


def _day(number: int, clock: str = "") -> Cal:
    year, month, day = civil(number)
    return Cal("D", year, month, day, clock)


@functools.lru_cache(maxsize=4096)
def read(value: str) -> Cal | None:
    """The calendar value of a TIMEX3 value; None for what is none (durations, references, values with X)."""
    found = VALUE.fullmatch(value)
    if found is None:
        if re.fullmatch(r"\d{3}", value):
            return Cal("DE", int(value))
        if re.fullmatch(r"\d{2}", value):
            return Cal("CE", int(value))
        return None
    year = int(found["year"])
    if found["bc"]:
        year = 1 - year
    if found["week"]:
        return Cal("WE" if found["we"] else "W", year, int(found["week"]))
    if found["season"]:
        return Cal("S", year, SEASONS.index(found["season"]))
    if found["quarter"]:
        return Cal("Q", year, int(found["quarter"]))
    if found["half"]:
        return Cal("H", year, int(found["half"]))
    if found["day"]:
        month, day = int(found["month"]), int(found["day"])
        if not (1 <= month <= 12 and 1 <= day <= month_days(year, month)):
            return None
        return Cal("D", year, month, day, found["clock"] or "")
    if found["month"]:
        return Cal("M", year, int(found["month"])) if 1 <= int(found["month"]) <= 12 else None
    return Cal("Y", year)


def holding(day: int, unit: str) -> Cal:
    """The calendar unit that holds a day."""
    year, month, dom = civil(day)
    if unit == "D":
        return Cal("D", year, month, dom)
    if unit in ("W", "FN"):
        return Cal("W", *_week(day))
    if unit == "WE":
        return Cal("WE", *_week(day))
    if unit == "M":
        return Cal("M", year, month)
    if unit == "Q":
        return Cal("Q", year, (month + 2) // 3)
    if unit == "H":
        return Cal("H", year, (month + 5) // 6)
    if unit == "S":
        return Cal("S", year - (month < 3), (month // 3 - 1) % 4)
    if unit == "Y":
        return Cal("Y", year)
    return Cal(unit, year // {"DE": 10, "CE": 100, "ML": 1000}[unit])


def move(base: Cal, count: int, unit: str) -> Cal:
    """A base moved by whole units; the answer has the granularity of the unit, or stays at the day for days."""
    if unit in SECONDS_OF:
        clock = CLOCK.fullmatch(base.clock)
        if base.kind != "D" or clock is None:
            return holding(base.first, "D") if base.kind != "D" else base
        seconds = int(clock[1]) * 3600 + int(clock[2] or 0) * 60 + int(clock[3] or 0) + count * SECONDS_OF[unit]
        days, rest = divmod(seconds, 86400)
        text = f"T{rest // 3600:02}:{rest // 60 % 60:02}" + (f":{rest % 60:02}" if clock[3] or unit == "TS" else "")
        return _day(base.first + days, text + (clock[4] or ""))
    if unit == "D":
        return _day(base.first + count)
    if unit in ("W", "FN", "WE"):
        return holding(base.first + 7 * count * (2 if unit == "FN" else 1), unit)
    year, month, _ = civil(base.first)
    total = year * 12 + month - 1 + count * MONTHS_OF[unit]
    return holding(ordinal(total // 12, total % 12 + 1, 1), unit)


def _movable(field: str, year: int) -> Cal | None:
    """A feast or an nth weekday in a year ("easter -2", "nth 11 4 4")."""
    words = field.split()
    if words[0] == "easter":
        if not 326 <= year <= 4099:
            return None
        found = easter(year, 3 if year > 1582 else 1)
        return _day(ordinal(found.year, found.month, found.day) + int(words[1]))
    month, day, number = (int(w) for w in words[1:4])
    if number > 0:
        first = ordinal(year, month, 1)
        at = first + (day - weekday(first)) % 7 + 7 * (number - 1)
    else:
        last = ordinal(year, month, month_days(year, month))
        at = last - (weekday(last) - day) % 7 + 7 * (number + 1)
    return _day(at + (int(words[4]) if len(words) > 4 else 0))


def within(base: Cal, field: str) -> Cal | None:
    """The one `field` in the base ("in"); where the base is finer than that, the one in the year of the base."""
    if field.startswith(("easter", "nth")):
        return _movable(field, civil(base.first)[0])
    if field.startswith("T"):
        return base._replace(clock=field) if base.kind == "D" else None
    if found := re.fullmatch(r"XXXX-XX-XX(T.+)", field):
        return base._replace(clock=found[1]) if base.kind == "D" else None
    if found := re.fullmatch(r"XXXX-WXX-(\d)", field):
        if base.kind in ("W", "WE"):
            return _day(_monday(base.year, base.part) + int(found[1]) - 1)
        if base.kind == "D":
            return base
        return None
    if field == "XXXX-WXX-WE":
        return Cal("WE", base.year, base.part) if base.kind == "W" else None
    if found := re.fullmatch(r"XXXX-XX-(\d\d)", field):
        if base.kind in ("M", "D"):
            return read(f"{base._replace(kind='M', day=0, clock='').text}-{found[1]}")
        return None
    if field.startswith("XXXX-"):
        anchor = base
        if base.kind not in ("Y", "DE", "CE", "ML"):
            anchor = Cal("Y", civil(base.first)[0])
        elif base.kind != "Y":
            return None
        return read(anchor.text + field[4:])
    return read(field) or None


def _same_unit(field: str) -> str:
    """The unit in which a field names one thing: a weekday names one day of a week, a month one of a year."""
    if "WXX" in field:
        return "W"
    return "M" if re.fullmatch(r"XXXX-XX-\d\d", field) else "Y"


def near(day: int, field: str, direction: int, *, strict: bool = False) -> Cal | None:
    """The instance of a field at or before (-1), at or after (+1) a day, or the nearest (0).

    `strict` leaves out the instance that holds the day.
    """
    unit = _same_unit(field)
    best: Cal | None = None
    reach = 13 if unit == "M" else 9 if re.search(r"-02-29", field) else 2
    options = []
    for step in range(-reach, reach + 1):
        found = within(move(holding(day, unit), step, unit), field)
        if found is not None:
            options.append(found)
    for found in options:
        first, last = found.first, _last(found)
        if strict and first <= day <= last:
            continue
        if direction < 0 and first > day or direction > 0 and last < day:
            continue
        if best is None or min(abs(first - day), abs(last - day)) < min(abs(best.first - day), abs(_last(best) - day)):
            best = found
    return best


def _last(value: Cal) -> int:
    """Day number of the last day of a value."""
    kind = value.kind
    if kind == "D":
        return value.first
    if kind == "W":
        return value.first + 6
    if kind == "WE":
        return value.first + 1
    year, month, _ = civil(value.first)
    total = year * 12 + month - 1 + MONTHS_OF[kind]
    return ordinal(total // 12, total % 12 + 1, 1) - 1


def duration(text: str) -> str:
    """A duration as TIMEX3 writes it: "P3TH" is "PT3H", "P2.5Y" "P2Y6M", a fortnight two weeks."""
    found = DURATION.fullmatch(text)
    if found is None:
        return text
    count, unit = found.groups()
    if count != "X":
        count = count.lstrip("0") or "0"
        if count.startswith("."):
            count = "0" + count
    if unit == "FN":
        return f"P{_number(float(count) * 2)}W" if count != "X" else "PXW"
    if unit == "DE" and count != "X":
        return f"P{_number(float(count) * 10)}Y"
    smaller = {"Y": ("M", 12), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60), "CE": ("Y", 100), "ML": ("Y", 1000)}
    if "." in count and unit in smaller:
        whole, rest = divmod(float(count), 1)
        less, factor = smaller[unit]
        part = rest * factor
        if abs(part - round(part)) < 1e-6:
            pieces = [(int(whole), unit), (round(part), less)]
            dates = "".join(f"{n}{u}" for n, u in pieces if n and not u.startswith("T"))
            times = "".join(f"{n}{u[1:]}" for n, u in pieces if n and u.startswith("T"))
            return "P" + dates + ("T" + times if times else "")
    if unit.startswith("T"):
        return f"PT{count}{unit[1:]}"
    return f"P{count}{unit}"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


# ------------------------------------------------------------------------------------------------------- expressions


class State:
    """What has been said so far: the document date and the times of the narrative."""

    def __init__(self, dct: Cal | None, zone: str = "", order: str = "mdy", prefer: str = "past") -> None:
        self.dct = dct
        self.ref: Cal | None = None
        self.ref_text = ""
        self.year: int | None = None
        self.day: Cal | None = None
        self.clock_day: Cal | None = None
        self.quarter: Cal | None = None
        self.month_of_day: Cal | None = None
        self.order = order
        self.prefer = prefer
        self.zone = zone
        self.used = ""

    def anchor(self, kind: str) -> Cal | None:
        self.used = "dct" if kind == "dct" else "reference"
        if kind == "dct":
            if self.dct is None and self.ref is not None:
                self.used = "reference"
                return self.ref
            return self.dct
        if self.ref is None:
            self.used = "dct"
            return self.dct
        return self.ref

    def told(self, value: Cal, text: str) -> None:
        """Take note of a time that the text has given."""
        self.ref, self.ref_text = value, text
        if value.kind in ("Y", "M", "D", "S", "Q", "H", "W", "WE"):
            self.year = value.year
        if value.kind == "Q":
            self.quarter = value
        if value.kind == "D":
            self.day = value._replace(clock="")


class Answer(NamedTuple):
    """A TIMEX3 value, other readings of it, and whether it came from the text alone."""

    value: str
    others: tuple[str, ...] = ()
    cal: Cal | None = None


def evaluate(expression: str, state: State, tense: str | None) -> Answer:
    """The value of an expression under the anchors of a state."""
    state.used = ""
    words = expression.split(" ")
    head = words[0]
    at = 1
    others: tuple[str, ...] = ()
    base: Cal | None
    if head in ("dct", "ref"):
        base = state.anchor(head)
        if base is None:
            return Answer(_unknown(words))
        if head == "dct" and base.clock and len(words) > 1 and not words[1].startswith(("-PT", "+PT")) and "T" not in words[1]:
            base = base._replace(clock="")
    elif head == "num":
        base, others = _numeric(words[1:4], state.order)
        at = 4
        if base is None:
            return Answer("")
    elif head == "yy":
        year = _century_of(int(words[1]), state)
        base = read("-".join([f"{year:04}", *words[2:4]])) if words[2:3] and words[2].isdigit() else Cal("Y", year)
        at = 4 if len(words) > 3 and words[3].isdigit() and words[2].isdigit() else 3 if words[2:3] and words[2].isdigit() else 2
    elif head in ("BC", "AD", "year"):
        numbers = []
        for word in words[1:4]:
            if not word.isdigit():
                break
            numbers.append(word)
        at = 1 + len(numbers)
        base = read("-".join([("BC" if head == "BC" else "") + numbers[0].zfill(4), *numbers[1:]]))
    elif head == "century":
        number = int(words[1])
        base = Cal("CE", -number if words[2:3] == ["BC"] else number - 1)
        at = len(words)
        if words[2:3] == ["BC"]:
            return Answer(f"BC{number - 1:02}")
    elif head == "years":
        first = int(words[1])
        second = first // 100 * 100 + int(words[2])
        if second <= first:
            return Answer("")
        return Answer(f"{first:04}/{second:04}")
    elif head == "hhmm":
        base = _bare(f"T{words[1][:2]}:{words[1][2:]}", state, tense)
        at = 2
        head = "T"
    elif head in ("easter", "nth"):
        size = 2 if head == "easter" else 4
        if head == "nth" and len(words) > 4 and re.fullmatch(r"[+-]\d+", words[4]):
            size = 5
        field = " ".join(words[:size])
        at = size
        base = _bare(field, state, tense)
        if base is None:
            return Answer("XXXX")
    elif head.startswith("XX") and len(head) == 3:
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
        merged, rest = _merge(words)
        base = _bare(merged, state, tense)
        words, at = [merged, *rest], 1
        if base is None:
            return Answer(_incomplete([merged, *rest]))
    else:
        base = read(head)
    if base is None:
        return Answer("")
    while at < len(words):
        base, at = _step(base, words, at, state, tense)
        if base is None:
            return Answer(_past_or_future(words) if "X" in expression else "")
        if isinstance(base, str):
            return Answer(base)
    return Answer(base.text, others, base)


def _merge(words: list[str]) -> tuple[str, list[str]]:
    """"XXXX-WXX-5 in T17:00" and "T05:00 pm" as one field, as far as no anchor is needed for it."""
    head, rest = words[0], list(words[1:])
    while rest:
        if head.startswith("T") and rest[0] in ("am", "pm"):
            head = _half(head, rest.pop(0))
        elif head.startswith("T") and rest[0].startswith("XXXX-XX-XXT"):
            part = rest.pop(0)[11:]
            head = _half(head, "am" if part == "MO" else "pm")
        elif head.startswith("T") and rest[0] == "zone":
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
    if half == "pm" and hour < 12:
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
        return _moved(base, number, unit, words[0], sign == ""), at + 1
    if word[1:2] == "P" and word[0] in "+-":
        return _by_duration(base, word, words[0]), at + 1
    if word in ("last", "next", "this", "near", "in"):
        field, end = _field(words, at + 1)
        if word == "in":
            clock, rest = _merge([field, *words[end:]])
            inside = within(base, clock)
            return inside, len(words) - len(rest)
        day = base.first
        if word == "last":
            return near(_first_of(base, field), field, -1, strict=True), end
        if word == "next":
            return near(_last(base) if base.kind != "D" else day, field, 1, strict=True), end
        if word == "near":
            return near(day, field, 0), end
        unit = _same_unit(field)
        if unit == "W" and words[0] == "dct":
            return near(day, field, 1), end
        return within(holding(day, unit), field), end
    if word == "quarter":
        return _latest_quarter(base, state), at + 1
    if word in ("yearago", "year-ago"):
        told = state.quarter
        if told is None and word == "year-ago":
            told = _latest_quarter(base, state)
        return (told._replace(year=told.year - 1) if told else move(base, -1, "Y")), at + 1
    if word == "nth":
        return _nth(base, int(words[at + 1]), words[at + 2]), at + 3
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
        clock = base.clock + words[at + 1]
        return (base._replace(clock=clock) if CLOCK.fullmatch(clock) else base), at + 2
    if word.startswith("XXXX-XX-XXT"):
        return base._replace(clock=_half(base.clock, "am" if word.endswith("MO") else "pm")), at + 1
    return base, at + 1


def _latest_quarter(base: Cal, state: State) -> Cal:
    """The quarter last spoken of, or the last one that has ended."""
    return state.quarter or move(holding(base.first, "Q"), -1, "Q")


def _first_of(base: Cal, field: str) -> int:
    return base.first


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
    return words[at], at + 1


def _moved(base: Cal, number: int, unit: str, head: str, whole: bool) -> Cal | str | None:
    if whole and number == 0:
        if unit in SECONDS_OF:
            return "PRESENT_REF"
        if head == "ref" and base.kind not in ("D",) and unit in ("D", "W", "WE"):
            return "XXXX-XX-XX" if base.kind != "M" else f"{base.text}-XX"
        return holding(base.first, unit) if not (unit == "D" and base.kind == "D") else base._replace(clock="")
    if unit in SECONDS_OF and not base.clock:
        return "PAST_REF" if number < 0 else "FUTURE_REF"
    if head == "ref" and unit == "D" and base.kind != "D":
        return f"{base.text}-XX" if base.kind == "M" else None
    return move(base, number, unit)


def _by_duration(base: Cal, word: str, head: str) -> Cal | str | None:
    """The base moved by a duration; a year counted from a day stays a year, a week counted from a given day a day."""
    sign = -1 if word[0] == "-" else 1
    found = DURATION.fullmatch(word[1:])
    if found is None:
        return None
    count, unit = found.groups()
    if count == "X":
        return "PAST_REF" if sign < 0 else "FUTURE_REF"
    if "." in count:
        if unit in ("Y", "DE"):
            return move(base, sign * round(float(count) * 12 * (10 if unit == "DE" else 1)), "M")
        if unit in ("M", "W"):
            return _day(base.first + sign * round(float(count) * (30 if unit == "M" else 7)))
        if unit in ("TH", "TM") and base.clock:
            return move(base, sign * round(float(count) * SECONDS_OF[unit] / 60), "TM")
        return base
    number = sign * int(count)
    if abs(number) > 100_000 and unit not in SECONDS_OF:
        return "PAST_REF" if sign < 0 else "FUTURE_REF"
    if unit in SECONDS_OF:
        if not base.clock:
            return _day(base.first) if base.kind == "D" and abs(number) * SECONDS_OF[unit] < 86400 else (
                "PAST_REF" if sign < 0 else "FUTURE_REF")
        return move(base, number, unit)
    if unit == "DE":
        return move(base, number * 10, "Y")
    if unit == "CE":
        return move(base, number * 100, "Y")
    if unit == "FN":
        number, unit = number * 2, "W"
    if unit == "W" and head != "dct" and base.kind == "D":
        return _day(base.first + 7 * number)
    if unit == "D" and base.kind != "D":
        return f"{base.text}-XX" if base.kind == "M" else None
    return move(base, number, unit)


def _nth(base: Cal, number: int, unit: str) -> Cal | None:
    """The nth (or from the end, with -1) unit of a stretch."""
    if number > 0:
        first = holding(base.first, unit)
        if first.first < base.first and unit != "W":
            first = move(first, 1, unit)
        found = move(first, number - 1, unit)
    else:
        found = holding(_last(base), unit)
    return found if found.first <= _last(base) else None


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


def _century_of(two: int, state: State) -> int:
    """The century of a year of two digits: the one that makes it nearest to the document date, not far after it."""
    if state.dct is None:
        base = state.year
        if base is not None:
            return base // 100 * 100 + two
        return 1900 + two if two >= 30 else 2000 + two
    year = state.dct.year // 100 * 100 + two
    return year - 100 if year > state.dct.year + 10 else year


def _bare(field: str, state: State, tense: str | None) -> Cal | None:
    """A field that says no year, or no day, under the anchors: tense decides, then what was said before."""
    if field.startswith("T") or field.startswith("XXXX-XX-XXT"):
        clock = field if field.startswith("T") else field[10:]
        day = state.clock_day or state.day or state.dct if CLOCK.match(clock) else state.day or state.dct
        state.used = "reference" if state.day or state.clock_day else "dct"
        if day is None or day.kind != "D":
            return None
        return Cal("D", day.year, day.part, day.day, clock)
    if state.dct is None:
        if state.ref is None:
            return None
        state.used = "reference"
        ref = state.ref
        if "WXX" in field or re.fullmatch(r"XXXX-XX-\d\d", field):
            if ref.kind not in ("D", "W", "M"):
                return None
            if "WXX" in field and ref.kind == "M":
                return None
            return near(ref.first, field, 1) if "WXX" in field else within(ref, field)
        if state.year is None:
            return None
        return within(Cal("Y", state.year), field)
    state.used = "dct"
    day = state.dct.first
    direction = {"future": 1, "past": -1}.get(tense or "", 0)
    if "WXX" in field:
        if field.endswith("WE"):
            return near(day, field, 1 if direction > 0 else -1)
        return near(day, field, direction or -1)
    if re.fullmatch(r"XXXX-XX-\d\d", field):
        if state.month_of_day is not None:
            return within(state.month_of_day, field)
        return near(day, field, direction or -1)
    if field.startswith(("XXXX-Q", "XXXX-H")):
        return near(day, field, -1)
    if not direction:
        return within(Cal("Y", state.dct.year), field) or near(day, field, 0)
    found, other = near(day, field, direction), near(day, field, -direction)
    if found is not None and other is not None and abs(found.first - day) > FAR and abs(other.first - day) < NEAR:
        # A date half a year and more off would have been given its year.
        return other
    return found


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


def _incomplete(words: list[str]) -> str:
    head = words[0]
    clock = next((w for w in words[1:] if w.startswith("T")), "")
    if clock and len(words) > 2 and words[1] == "in":
        clock = _merge(words[2:])[0]
    if head.startswith("T"):
        return "XXXX-XX-XX" + head
    if head.startswith("XXXX-XX-XXT"):
        return head
    return head + clock


def _past_or_future(words: list[str]) -> str:
    return "XXXX"


# ------------------------------------------------------------------------------------------------------------ resolve


def resolve(
    timexes: Iterable[Timex],
    *,
    dct: date | datetime | str | Moment | None = None,
    order: str = "mdy",
    prefer: str = "past",
) -> list[Timex]:
    """Fix the time of each timex, in text order, under a document date.

    `dct` is a date, datetime, `Moment` or ISO string, or None where no date is known.  Run again with another `dct`,
    only the timexes that depend on it change.  Raises `ArgumentError` for a `dct` that is no date.
    """
    moment = Moment.of(dct, "dct") if dct is not None else None
    state = State(_of_moment(moment), order=order, prefer=prefer)
    out = []
    for timex in timexes:
        out.append(_resolved(timex, state))
    return out


def _of_moment(moment: Moment | None) -> Cal | None:
    if moment is None:
        return None
    clock = f"T{moment.hour:02}:{moment.minute:02}" if moment.hour or moment.minute else ""
    return Cal("D", moment.year, moment.month, moment.day, clock)


def _resolved(timex: Timex, state: State) -> Timex:
    ref_text = state.ref_text
    if timex.type is TimexType.SET:
        value = _set_value(timex.expression)
        return evolve(timex, value=value) if value != timex.value else timex
    answer = evaluate(timex.expression, state, timex.tense)
    value = answer.value
    kind = timex.type
    cal = answer.cal
    if value.startswith("P") and not value.endswith("_REF"):
        kind = TimexType.DURATION
    elif "T" in value and not value.endswith("_REF"):
        kind = TimexType.TIME
    elif kind is not TimexType.TIME:
        kind = TimexType.DATE
    interval = None
    if "/" in value:
        interval = Interval.from_edtf(value)
        value = value[: value.index("/")]
    elif kind is not TimexType.DURATION and "X" not in value and value:
        interval = Interval.from_timex(value)
    elif value.startswith("XXXX") and "T" not in value and "W" not in value and "Q" not in value:
        interval = None
    if interval is not None and timex.mod == "APPROX":
        interval = interval.approximate()
    anchor = Anchor("none")
    if state.used == "dct" and state.dct is not None:
        anchor = Anchor("dct", state.dct.text, "")
    elif state.used == "reference" and state.ref is not None:
        anchor = Anchor("reference", state.ref.text, ref_text)
    if cal is not None:
        if cal.kind == "D" and CLOCK.fullmatch(cal.clock):
            state.clock_day = Cal("D", cal.year, cal.part, cal.day)
        elif cal.kind == "D":
            state.clock_day = None
        state.told(cal, timex.text)
    others = tuple(i for v in answer.others if (i := Interval.from_timex(v)) is not None)
    if others and interval is not None:
        interval = interval.uncertain()
    return evolve(timex, type=kind, value=value, interval=interval, anchor=anchor, alternatives=others)


def _set_value(expression: str) -> str:
    if expression.startswith("P"):
        return duration(expression)
    return expression
