"""Timelines as data frames of pandas and polars: a row an event, the columns those of `Timeline.records`.

They need the extras `pandas` and `polars`.  The columns have the same types whatever the events are: `start`, `end` and
`published` are date-times to the microsecond, as the clock of the text shows them; the offset of a zone is in `edtf`.
What such a column cannot hold (an open end, years outside 1 to 9999) is missing in it, and told by `edtf` and `when`.
Half characters (lone surrogates), which have no UTF-8, become U+FFFD.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from dateline.errors import MissingExtraError
from dateline.model.records import DATES, FIELDS, LISTS

if TYPE_CHECKING:
    import pandas
    import polars

    from dateline.model import Timeline

__all__ = ["columns_of", "sound", "to_pandas", "to_polars"]


def to_pandas(timeline: Timeline) -> pandas.DataFrame:
    """The `pandas.DataFrame` of a timeline; lists are objects.  Raises `MissingExtraError` without pandas."""
    try:
        import pandas as pd
    except ImportError:
        raise MissingExtraError("pandas", "pandas") from None
    types: dict[str, str] = {**dict.fromkeys(DATES, "datetime64[us]"), **dict.fromkeys(LISTS, "object")}
    return pd.DataFrame(
        {name: pd.Series(cells, dtype=types.get(name, "string")) for name, cells in columns_of(timeline).items()}
    )


def to_polars(timeline: Timeline) -> polars.DataFrame:
    """The `polars.DataFrame` of a timeline; lists are lists.  Raises `MissingExtraError` without polars."""
    try:
        import polars as pl
    except ImportError:
        raise MissingExtraError("polars", "polars") from None
    types: dict[str, Any] = dict.fromkeys(FIELDS, pl.String())
    types |= {**dict.fromkeys(DATES, pl.Datetime("us")), **dict.fromkeys(LISTS, pl.List(pl.String()))}
    return pl.DataFrame(columns_of(timeline), schema=types)


def columns_of(timeline: Timeline) -> dict[str, list[Any]]:
    """The rows of a timeline as columns, each of one type: text, date-times without a zone, or lists of text."""
    rows = timeline.records()
    columns = {name: sound([row[name] for row in rows]) for name in FIELDS}
    return columns | {name: list(map(_clock_time, columns[name])) for name in DATES}


def _clock_time(value: dt.date | dt.datetime | str | None) -> dt.datetime | None:
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    return dt.datetime.combine(value, dt.time.min) if isinstance(value, dt.date) else None


def sound(value: Any) -> Any:
    """The same without half characters (lone surrogates), which have no UTF-8."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {name: sound(item) for name, item in value.items()}
    return [sound(item) for item in value] if isinstance(value, list) else value
