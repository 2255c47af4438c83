"""Intervals as people write dates: "autumn 2019", "until 2021", "c. 1811", "44 BC", "3–5 May 2016".

The words are data, a file a language in `locales/dates/`: they are few, and those who read dates need not be able to
parse the language.  What no phrase is known for is told in EDTF.
"""

from __future__ import annotations

import pkgutil
import re
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dateline.errors import EDTFError, LocaleError
from dateline.interval.edtf import read_edtf
from dateline.interval.units import CLOCK, PARTS_OF_DAY, YEARS, Granularity, Qualifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.interval.edtf import Reading
    from dateline.interval.moment import Moment
    from dateline.interval.stretch import Interval

__all__ = ["date_words", "human", "human_part", "undated"]

_G: Final = Granularity
_SEASONS: Final = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
_PART: Final = {hours: part for part, hours in PARTS_OF_DAY.items()}
_CODE: Final = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]+)*")
# What a date without a year has: "XXXX-12-25", "XXXX-12", "XXXX-XX-08"; a weekday (TIMEX3), an hour of some day.
_TEMPLATE: Final = re.compile(r"XXXX-(?:(?P<month>\d\d|XX)(?:-(?P<day>\d\d))?|WXX-(?P<weekday>[1-7]))(?P<mark>[?~%]?)")
_HOUR: Final = re.compile(r"XXXX-XX-XXT(?P<time>\d\d(?::\d\d)?)")
# One year or month of which the rest is some one, or a set of alternatives (EDTF level 2).
_SOME: Final = re.compile(r"(?P<year>\d{4})-(?:XX(?:-XX)?|(?P<month>0[1-9]|1[0-2])-XX)(?P<mark>[?~%]?)")
_HEMISPHERE: Final = re.compile(r"(?P<year>-?\d{4})-(?P<season>2[5-9]|3[01])")
_SET: Final = re.compile(r"[\[{](?P<items>[^\]}]+)[\]}]")


class _Unit(NamedTuple):
    """The unit of time that an end of an interval is: its first moment and how finely and surely it was told."""

    moment: Moment
    granularity: Granularity
    qualifier: Qualifier


@lru_cache(maxsize=32)
def date_words(language: str) -> Mapping[str, Any]:
    """The words for dates of a language ("en", "de-AT"), as its file in `locales/dates/` has them.

    Raises `LocaleError` for a language that has none.
    """
    base = re.split("[-_]", str(language))[0].lower() if _CODE.fullmatch(str(language).lower()) else ""
    try:
        data = pkgutil.get_data("dateline", f"locales/dates/{base}.toml") if base else None
    except FileNotFoundError:
        data = None
    if data is None:
        raise LocaleError(str(language), "", "there are no words for dates of this language; give another one")
    return tomllib.loads(data.decode("utf-8"))


def human(interval: Interval | Reading, language: str) -> str:
    """The interval in the words of a language; what there are no words for is in EDTF."""
    words = date_words(language)
    if interval.template is not None:
        return _without_year(interval.template, words)
    if interval.notation is not None:
        return _as_noted(interval.notation, words, language)
    first, last = _ends(interval)
    phrase = words["phrase"]
    if first is None or last is None:
        return _open(interval, first, last, words)
    if _is_one(interval, first):
        told = _qualified(_one(interval, first, words), first.qualifier, words)
        if not interval.within:
            return told
        fine = first.granularity in CLOCK or first.granularity is _G.DAY
        return str(phrase["within_day" if fine else "within"]).format(unit=told)
    if interval.within:
        return str(phrase["between"]).format(start=_told(first, words), end=_told(last, words))
    return _range(first, last, words)


def human_part(whole: Interval, part: str, language: str) -> str:
    """The "early", "middle" or "late" part of a whole unit: "early 1990s"."""
    return str(date_words(language)["phrase"][part]).format(unit=human(whole, language))


def undated(language: str) -> str:
    """What stands for the date of an event that has none."""
    return str(date_words(language)["phrase"]["undated"])


def _ends(interval: Interval | Reading) -> tuple[_Unit | None, _Unit | None]:
    """The first and the last unit of an interval; weeks and weekends begin and end with a day."""
    first = last = None
    if interval.start is not None:
        first = _Unit(interval.start, interval.granularity, interval.start_qualifier)
    if interval.end is not None:
        unit = interval.end_granularity or interval.granularity
        if unit is _G.PART_OF_DAY:
            begun = interval.end.plus(-6, _G.HOUR).plus(-1, _G.MICROSECOND).floor(_G.DAY)
        else:
            unit = _G.DAY if unit in (_G.WEEK, _G.WEEKEND) else unit
            begun = interval.end.plus(-1, unit)
            if begun != begun.floor(unit):
                begun = interval.end.plus(-1, _G.MICROSECOND)
        last = _Unit(begun, unit, interval.end_qualifier)
    return first, last


def _is_one(interval: Interval | Reading, first: _Unit) -> bool:
    """Whether the interval is one unit of its granularity, with one reservation about it."""
    if interval.end_granularity is not None or interval.start_qualifier is not interval.end_qualifier:
        return False
    start, end = first.moment, interval.end
    if first.granularity is _G.PART_OF_DAY:
        return _part(interval) is not None
    if start != start.floor(first.granularity):
        return False
    if first.granularity is _G.WEEKEND:
        return end == start.plus(2, _G.DAY)
    return end == start.plus(1, first.granularity)


def _part(interval: Interval | Reading) -> str | None:
    """The part of its day that an interval is, as TIMEX3 names it."""
    start, end = interval.start, interval.end
    if start is None or end is None:
        return None
    day = start.floor(_G.DAY)
    return next(
        (part for (a, b), part in _PART.items() if (start, end) == (day.plus(a, _G.HOUR), day.plus(b, _G.HOUR))), None
    )


def _open(interval: Interval | Reading, first: _Unit | None, last: _Unit | None, words: Mapping[str, Any]) -> str:
    phrase = words["phrase"]
    if first is not None:
        name = "not_before" if interval.within else "since_unknown" if interval.end_unknown else "since"
        return str(phrase[name]).format(start=_told(first, words))
    if last is not None:
        name = "not_after" if interval.within else "until_unknown" if interval.start_unknown else "until"
        return str(phrase[name]).format(end=_told(last, words))
    return str(phrase["nothing_known"])


def _told(unit: _Unit, words: Mapping[str, Any]) -> str:
    """One end of an interval by itself."""
    return _qualified(_plain(unit, words), unit.qualifier, words)


def _qualified(told: str, qualifier: Qualifier, words: Mapping[str, Any]) -> str:
    if qualifier in (Qualifier.APPROXIMATE, Qualifier.BOTH):
        told = words["phrase"]["approximate"].format(unit=told)
    if qualifier in (Qualifier.UNCERTAIN, Qualifier.BOTH):
        told = words["phrase"]["uncertain"].format(unit=told)
    return told


def _one(interval: Interval | Reading, unit: _Unit, words: Mapping[str, Any]) -> str:
    """An interval that is one unit of its granularity."""
    if unit.granularity is _G.PART_OF_DAY:
        return str(words["unit"][_part(interval)]).format(day=_day(unit.moment, words))
    if unit.granularity is _G.WEEK:
        return str(words["unit"]["week"]).format(day=_day(unit.moment, words))
    if unit.granularity is _G.WEEKEND:
        saturday = _Unit(unit.moment, _G.DAY, Qualifier.NONE)
        sunday = saturday._replace(moment=unit.moment.plus(1, _G.DAY))
        return str(words["unit"]["weekend"]).format(days=_range(saturday, sunday, words))
    return _plain(unit, words)


def _plain(unit: _Unit, words: Mapping[str, Any]) -> str:
    """One unit; what does not begin where its granularity does is told by the year, month or day that it begins in."""
    moment, granularity = unit.moment, unit.granularity
    units = words["unit"]
    whole = moment == moment.floor(granularity)
    if granularity in YEARS:
        return _years(moment.year, granularity, words) if whole else _year(moment.year, words)
    if granularity is _G.YEAR:
        return str(units["year"]).format(y=_year(moment.year, words))
    if granularity in (_G.QUARTER, _G.HALF) and whole:
        name, months = ("quarter", 3) if granularity is _G.QUARTER else ("half", 6)
        return str(units[name][moment.month // months]).format(y=_year(moment.year, words))
    if granularity is _G.SEASON and whole and moment.month in _SEASONS:
        year, after = moment.year, moment.year + 1
        # "winter 2019–20", but "winter 1999–2000" and "winter 45–44 BC".
        short = f"{after % 100:02}" if year // 100 == after // 100 and year > 99 else _year(after, words)
        told = _year(year, words) if year > 0 else str(1 - year)
        season = _SEASONS[moment.month]
        return str(units[season]).format(y=told if season == "winter" else _year(year, words), yy2=short)
    if granularity in (_G.MONTH, _G.SEASON, _G.QUARTER, _G.HALF):
        return str(units["month"]).format(m=words["months"][moment.month - 1], y=_year(moment.year, words))
    if granularity not in CLOCK:
        return _day(moment, words)
    return str(units["clock"]).format(day=_day(moment, words), time=_zoned(_time(unit, words), moment, words))


def _day(moment: Moment, words: Mapping[str, Any]) -> str:
    month = words["months"][moment.month - 1]
    return str(words["unit"]["day"]).format(d=moment.day, m=month, y=_year(moment.year, words))


def _time(unit: _Unit, words: Mapping[str, Any]) -> str:
    """The time of day on the clock of 24 hours; an hour alone is told as no minute of it."""
    moment = unit.moment
    if unit.granularity is _G.HOUR:
        half = words["unit"]["halves"][moment.hour // 12]
        return str(words["unit"]["hour"]).format(h=moment.hour, h12=(moment.hour + 11) % 12 + 1, half=half)
    told = f"{moment.hour:02}:{moment.minute:02}"
    if unit.granularity in (_G.SECOND, _G.MICROSECOND):
        told += f":{moment.second:02}"
    return f"{told}.{moment.microsecond:06}".rstrip("0") if unit.granularity is _G.MICROSECOND else told


def _zoned(told: str, moment: Moment, words: Mapping[str, Any]) -> str:
    if moment.offset is None:
        return told
    # `Moment.offset` counts minutes.
    hours, minutes = divmod(abs(moment.offset), 60)
    sign = "\N{MINUS SIGN}" if moment.offset < 0 else "+"
    offset = f"{sign}{hours}" + (f":{minutes:02}" if minutes else "") if moment.offset else ""
    return str(words["unit"]["zone"]).format(time=told, offset=offset)


def _year(year: int, words: Mapping[str, Any]) -> str:
    """A year by its era; year 0 is 1 BC."""
    number = year if year > 0 else 1 - year
    told = f"{number:,}".replace(",", words["thousands"]) if number > 9999 else str(number)
    early = year < 100 or year > 9999
    return str(words["year"]["bce" if year < 1 else "early" if early else "ce"]).format(n=told)


def _years(year: int, granularity: Granularity, words: Mapping[str, Any]) -> str:
    """The decade, century or millennium that begins with a year, as EDTF counts them: 1900 begins the 20th century."""
    units = words["unit"]
    size = YEARS[granularity]
    if granularity is _G.DECADE:
        # "0040s BC" has the years -49 to -40, which are 50 to 41 BC.
        return str(units["decade" if year > 0 else "decade_bce"]).format(n=year if year > 0 else -(year + 9))
    name = granularity.value if year >= 0 else f"{granularity.value}_bce"
    number = year // size + 1 if year >= 0 else -(year // size)
    return str(units[name]).format(n=_ordinal(number, words), roman=_roman(number) if number < 400 else number)


def _ordinal(number: int, words: Mapping[str, Any]) -> str:
    forms = words["ordinals"]
    keys = (str(number), "teens" if 11 <= number % 100 <= 13 else "", f"*{number % 10}", "other")
    return str(next(forms[key] for key in keys if key in forms)).format(n=number)


def _roman(number: int) -> str:
    """A number below 400 in Roman numerals, as some languages count centuries."""
    told = ""
    for value, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        told += sign * (number // value)
        number %= value
    return told


def _range(first: _Unit, last: _Unit, words: Mapping[str, Any]) -> str:
    """From one unit to another, shortened by what both share."""
    ranges = words["range"]
    a, b = first.moment, last.moment
    plain = first.qualifier is last.qualifier is Qualifier.NONE
    unit = first.granularity if first.granularity is last.granularity else None
    same_year = a.year == b.year
    names = {
        "d": a.day,
        "d2": b.day,
        "m": words["months"][a.month - 1],
        "m2": words["months"][b.month - 1],
        "y": _year(a.year, words),
        "y2": _year(b.year, words),
    }
    if plain and unit is _G.YEAR:
        # The era is told once: "50–44 BC", "AD 14–37".
        before = str(1 - a.year) if b.year < 1 else names["y"]
        after = str(b.year) if a.year > 0 and b.year < 100 else names["y2"]
        return str(ranges["years"]).format(y=before, y2=after)
    if plain and same_year and unit is _G.MONTH:
        return str(ranges["months"]).format_map(names)
    if plain and same_year and unit in (_G.DAY, _G.WEEK, _G.WEEKEND):
        return str(ranges["days" if a.month == b.month else "days_of_months"]).format_map(names)
    if plain and first.granularity in CLOCK and last.granularity in CLOCK and a.offset == b.offset:
        day = _day(a, words)
        if day == _day(b, words):
            time2 = _zoned(_time(last, words), b, words)
            return str(ranges["clock"]).format(day=day, time=_time(first, words), time2=time2)
    return str(ranges["any"]).format(start=_told(first, words), end=_told(last, words))


def _without_year(template: str, words: Mapping[str, Any]) -> str:
    """A date of no year, such as "XXXX-12-25"."""
    phrase = words["phrase"]
    if template == "XXXX":
        return str(phrase["nothing_known"])
    if found := _HOUR.fullmatch(template):
        time = found["time"]
        return str(phrase["clock_of_day"]).format(time=time if ":" in time else f"{time}:00")
    found = _TEMPLATE.fullmatch(template)
    if found is None:
        return template
    if found["weekday"]:
        told = str(phrase["weekday"]).format(weekday=words["weekdays"][int(found["weekday"]) - 1])
    elif found["month"] == "XX":
        if not found["day"]:
            return template
        told = str(phrase["day_of_month"]).format(n=_ordinal(int(found["day"]), words))
    elif not 1 <= int(found["month"]) <= 12:
        return template
    else:
        month = words["months"][int(found["month"]) - 1]
        name = "day_of_year" if found["day"] else "month_of_year"
        told = str(phrase[name]).format(d=int(found["day"] or 0), m=month)
    return _qualified(told, Qualifier(found["mark"]), words)


def _as_noted(notation: str, words: Mapping[str, Any], language: str) -> str:
    """EDTF of level 2 that the bounds do not say: alternatives, and some month or day."""
    phrase = words["phrase"]
    if found := _SET.fullmatch(notation):
        # A member may be a stretch, which within brackets is written with dots.
        try:
            items = [human(read_edtf(item.strip().replace("..", "/")), language) for item in found["items"].split(",")]
        except EDTFError:
            return notation
        if len(items) == 1:
            return items[0]
        name = "one_of" if notation.startswith("[") else "all_of"
        return str(phrase[name]).format(items=", ".join(items[:-1]), last=items[-1])
    if found := _HEMISPHERE.fullmatch(notation):
        # Seasons of one hemisphere: northern from 25, southern from 29; those of neither are 21 to 24.
        return human(read_edtf(f"{found['year']}-{21 + (int(found['season']) - 25) % 4}"), language)
    left, stroke, right = notation.partition("/")
    if stroke and _SOME.fullmatch(left) and _SOME.fullmatch(right):
        ends = [_as_noted(end, words, language) for end in (left, right)]
        return str(words["range"]["any"]).format(start=ends[0], end=ends[1])
    found = _SOME.fullmatch(notation)
    if found is None:
        return notation
    return _qualified(_some(found, words), Qualifier(found["mark"]), words)


def _some(found: re.Match[str], words: Mapping[str, Any]) -> str:
    """Some month of a year, or some day of a month."""
    phrase = words["phrase"]
    year = _year(int(found["year"]), words)
    if found["month"] is None:
        return str(phrase["some_month"]).format(y=year)
    month = str(words["unit"]["month"]).format(m=words["months"][int(found["month"]) - 1], y=year)
    return str(phrase["some_day"]).format(month=month)
