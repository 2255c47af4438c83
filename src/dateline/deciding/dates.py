"""The date that a reader gives: an interval, a date, EDTF, or words that mean one date and no other."""

from __future__ import annotations

from typing import Any, Final

from dateline.errors import ArgumentError
from dateline.export.csv_tables import time_of
from dateline.interval import Interval
from dateline.model.checks import to_interval

__all__ = ["date_given"]

_REMEDY: Final = "write it in EDTF, such as 2012-09-03 or 1910/1912, or in words, such as 3 September 2012"


def date_given(argument: str, value: Any) -> Interval | None:
    """The interval of what was given for an argument, None for None.

    Text is read as a cell of a table is: EDTF, ISO 8601 or one time in English words ("before 1912").  Raises
    `ArgumentError`, which names the argument, for what is no time, not all of one, or may be two.
    """
    if not isinstance(value, str):
        found = to_interval(value)
        if found is not None and not isinstance(found, Interval):
            raise ArgumentError(argument, value, "must be an Interval, its EDTF, a date, or None for no date")
        return found
    text = value.strip()
    date = time_of(text, None)
    if date is not None:
        return date
    readings = [time_of(text, order) for order in ("dmy", "mdy")]
    told = " or ".join(reading.human() for reading in readings if reading is not None)
    reason = f"may be {told}" if None not in readings else "is no date, or not all of one"
    raise ArgumentError(argument, value, f"{reason}; {_REMEDY}")
