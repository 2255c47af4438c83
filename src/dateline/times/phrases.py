"""Values of delimited phrases that no rule of ours can value, read by dateparser: the only import of it, and lazy."""

from __future__ import annotations

import functools
import re
from datetime import datetime

from dateline.times.calendar import Cal

__all__ = ["read_phrase"]

# Two bases that share no field: what differs between the answers was not stated but filled in from the base.
BASES = (datetime(2001, 2, 3, 4, 5), datetime(2006, 7, 8, 9, 10))
SECONDS = re.compile(r"\d:\d\d:\d\d")


@functools.lru_cache(maxsize=2048)
def read_phrase(phrase: str, language: str) -> Cal | None:
    """The calendar value that a phrase states in full; None if it is no date or leaves part of it to an anchor.

    dateparser gets the phrase alone, with the language pinned and a fixed base, and its answer counts only for what
    does not change with the base: it fills in what was not said ("September" becomes a day of September).
    """
    from dateparser.date import DateDataParser

    answers = []
    for base in BASES:
        parser = DateDataParser(
            languages=[language],
            settings={"RELATIVE_BASE": base, "RETURN_TIME_AS_PERIOD": True, "PARSERS": ["absolute-time"]},
        )
        answers.append(parser.get_date_data(phrase))
    first, second = (a["date_obj"] for a in answers)
    if first is None or second is None or first.year != second.year:
        return None
    if first.month != second.month:
        return Cal("Y", first.year)
    if first.day != second.day:
        return Cal("M", first.year, first.month)
    clock = ""
    if answers[0]["period"] == "time" and (first.hour, first.minute) == (second.hour, second.minute):
        clock = f"T{first.hour:02}:{first.minute:02}" + (
            f":{first.second:02}" if first.second or SECONDS.search(phrase) else ""
        )
        if (offset := first.utcoffset()) is not None:
            minutes = round(offset.total_seconds() / 60)
            sign = "-" if minutes < 0 else "+"
            clock += "Z" if not minutes else f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    return Cal("D", first.year, first.month, first.day, clock)
