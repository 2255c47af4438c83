"""Calendar arithmetic on TIMEX3 values: years, quarters, months, weeks, days, and how to move and narrow them."""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

from dateline.interval import civil, month_days, ordinal

__all__ = [
    "CLOCK",
    "DURATION",
    "SECONDS_OF",
    "Cal",
    "day_of",
    "duration",
    "holding",
    "last_day",
    "monday",
    "movable",
    "move",
    "near",
    "read",
    "same_unit",
    "weekday",
    "within",
]

SEASONS: Final = ("SP", "SU", "FA", "WI")
MONTHS_OF: Final = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000, "H": 6, "S": 3}
SECONDS_OF: Final = {"TS": 1, "TM": 60, "TH": 3600}
DURATION: Final = re.compile(r"P(X|\d+(?:\.\d+)?)(TS|TM|TH|DE|CE|ML|FN|D|W|M|Q|Y)")
CLOCK: Final = re.compile(r"T(\d\d?)(?::(\d\d))?(?::(\d\d)(?:\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?")
VALUE: Final = re.compile(
    r"(?P<bc>BC)?(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<we>-WE)?|(?P<season>SP|SU|FA|WI)|Q(?P<quarter>[1-4])"
    r"|H(?P<half>[12])|(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<clock>T[\w:.+-]+)?)?))?"
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
        return _first_day(self)

    @property
    def text(self) -> str:
        """The TIMEX3 value."""
        return _text_of(self)

    @property
    def whole(self) -> Cal:
        """The same without its clock time."""
        return self._replace(clock="") if self.clock else self


# A text asks for the same days again and again: where each time of its story lies to those before.
@functools.lru_cache(maxsize=8192)
def _first_day(value: Cal) -> int:
    kind, year, part = value.kind, value.year, value.part
    if kind == "D":
        return ordinal(year, part, value.day)
    if kind == "M":
        return ordinal(year, part, 1)
    if kind in ("W", "WE"):
        return monday(year, part) + (5 if kind == "WE" else 0)
    if kind == "S":
        return ordinal(year, 3 * part + 3, 1)
    if kind == "Q":
        return ordinal(year, 3 * part - 2, 1)
    if kind == "H":
        return ordinal(year, 6 * part - 5, 1)
    scale = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}[kind]
    return ordinal(year * scale, 1, 1)


@functools.lru_cache(maxsize=8192)
def _text_of(value: Cal) -> str:
    kind, year, part = value.kind, value.year, value.part
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
        return f"{head}-{part:02}-{value.day:02}{value.clock}"
    if kind == "W":
        return f"{head}-W{part:02}"
    if kind == "WE":
        return f"{head}-W{part:02}-WE"
    if kind == "S":
        return f"{head}-{SEASONS[part]}"
    return f"{head}-{kind}{part}"


def monday(year: int, week: int) -> int:
    fourth = ordinal(year, 1, 4)
    return fourth - (fourth - 1) % 7 + 7 * (week - 1)


def _week(day: int) -> tuple[int, int]:
    year = civil(day - (day - 1) % 7 + 3)[0]
    return year, (day - monday(year, 1)) // 7 + 1


def weekday(day: int) -> int:
    """ISO weekday of a day number (day 1, 1 January of the year 1, is a Monday)."""
    return (day - 1) % 7 + 1


def day_of(number: int, clock: str = "") -> Cal:
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
        return day_of(base.first + days, text + (clock[4] or ""))
    if unit == "D":
        return day_of(base.first + count)
    if unit in ("W", "FN", "WE"):
        return holding(base.first + 7 * count * (2 if unit == "FN" else 1), unit)
    year, month, _ = civil(base.first)
    total = year * 12 + month - 1 + count * MONTHS_OF[unit]
    return holding(ordinal(total // 12, total % 12 + 1, 1), unit)


def movable(field: str, year: int) -> Cal | None:
    """A feast or an nth weekday in a year ("easter -2", "nth 11 4 4")."""
    words = field.split()
    if words[0] == "easter":
        if not 326 <= year <= 4099:
            return None
        from dateutil.easter import easter

        found = easter(year, 3 if year > 1582 else 1)
        return day_of(ordinal(found.year, found.month, found.day) + int(words[1]))
    month, day, number = (int(w) for w in words[1:4])
    if number > 0:
        first = ordinal(year, month, 1)
        at = first + (day - weekday(first)) % 7 + 7 * (number - 1)
    else:
        last = ordinal(year, month, month_days(year, month))
        at = last - (weekday(last) - day) % 7 + 7 * (number + 1)
    if civil(at)[1] != month:
        return None
    return day_of(at + (int(words[4]) if len(words) > 4 else 0))


@functools.lru_cache(maxsize=8192)
def within(base: Cal, field: str) -> Cal | None:
    """The one `field` in the base ("in"); where the base is finer than that, the one in the year of the base."""
    if field.startswith(("easter", "nth")):
        return movable(field, civil(base.first)[0])
    if field.startswith("T"):
        return base._replace(clock=field) if base.kind == "D" else None
    if found := re.fullmatch(r"XXXX-XX-XX(T.+)", field):
        return base._replace(clock=found[1]) if base.kind == "D" else None
    if found := re.fullmatch(r"XXXX-WXX-(\d)", field):
        if base.kind in ("W", "WE"):
            return day_of(monday(base.year, base.part) + int(found[1]) - 1)
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


def same_unit(field: str) -> str:
    """The unit in which a field names one thing: a weekday names one day of a week, a month one of a year."""
    if "WXX" in field:
        return "W"
    return "M" if re.fullmatch(r"XXXX-XX-\d\d", field) else "Y"


@functools.lru_cache(maxsize=8192)
def near(day: int, field: str, direction: int, *, strict: bool = False) -> Cal | None:
    """The instance of a field at or before (-1), at or after (+1) a day, or the nearest (0).

    `strict` leaves out the instance that holds the day.
    """
    unit = same_unit(field)
    best: Cal | None = None
    reach = 13 if unit == "M" else 9 if re.search(r"-02-29", field) else 2
    options = []
    for step in range(-reach, reach + 1):
        found = within(move(holding(day, unit), step, unit), field)
        if found is not None:
            options.append(found)
    for found in options:
        first, last = found.first, last_day(found)
        if strict and first <= day <= last:
            continue
        if (direction < 0 and first > day) or (direction > 0 and last < day):
            continue
        if best is None or min(abs(first - day), abs(last - day)) < min(
            abs(best.first - day), abs(last_day(best) - day)
        ):
            best = found
    return best


@functools.lru_cache(maxsize=8192)
def last_day(value: Cal) -> int:
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
    if unit == "DE":
        return f"P{_number(float(count) * 10)}Y" if count != "X" else "PXY"
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
