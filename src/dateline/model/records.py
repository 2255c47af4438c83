"""Events as flat rows of plain Python values, for data frames, databases and whatever takes dictionaries."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from dateline.errors import ArgumentError
from dateline.interval import Granularity, Moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.interval import Interval
    from dateline.model.events import Event

__all__ = ["DATES", "FIELDS", "LISTS", "records"]

_Date: TypeAlias = dt.date | dt.datetime | str | None

# The names of a row, in their order, and those of them under which dates and lists stand.
FIELDS: Final = (
    "id",
    "title",
    "when",
    "edtf",
    "start",
    "end",
    "granularity",
    "place",
    "status",
    "kind",
    "certainty",
    "actors",
    "roles",
    "said_by",
    "quote",
    "document",
    "published",
    "url",
    "other_quotes",
    "other_documents",
    "alternatives",
    "notes",
)
DATES: Final = ("start", "end", "published")
LISTS: Final = ("actors", "roles", "said_by", "other_quotes", "other_documents", "alternatives", "notes")


def records(events: Iterable[Event], dates: Literal["python", "iso"] = "python") -> list[dict[str, Any]]:
    """A row for each event, as `Timeline.records` describes it."""
    if dates not in ("python", "iso"):
        raise ArgumentError("dates", dates, "must be 'python' (date and datetime) or 'iso' (text)")
    rows = [_row(event) for event in events]
    if dates == "iso":
        for row in rows:
            row.update((name, _iso(row[name])) for name in DATES)
    return rows


def _row(event: Event) -> dict[str, Any]:
    when = event.when
    first = event.evidence[0] if event.evidence else None
    others = event.evidence[1:]
    row = (
        event.id,
        event.title,
        event.human(),
        when.edtf if when else None,
        *_bounds(when),
        when.granularity.value if when else None,
        event.place,
        event.status.value,
        event.kind,
        event.certainty.value,
        [part.actor.name for part in event.participants],
        [part.role for part in event.participants],
        [link.source.name for link in event.attributions],
        first.text if first else None,
        first.source.name if first else None,
        first.source.published if first else None,
        first.source.url if first else None,
        [quote.text for quote in others],
        [quote.source.name for quote in others],
        [reading.edtf for reading in event.alternatives],
        list(event.notes),
    )
    return dict(zip(FIELDS, row, strict=True))


def _bounds(when: Interval | None) -> Iterator[_Date]:
    """The bounds as Python has them: days where no clock was meant, text where the year is not 1 to 9999."""
    bounds = (None, None) if when is None else (when.start, when.end)
    days = (
        when is not None
        and when.granularity.rank >= Granularity.DAY.rank
        and all(bound is None or bound == _midnight(bound) for bound in bounds)
    )
    for bound in bounds:
        if bound is None:
            yield None
        elif dt.MINYEAR <= bound.year <= dt.MAXYEAR:
            yield bound.date() if days else bound.datetime()
        else:
            text = bound.isoformat()
            yield text.removesuffix("T00:00:00") if days else text


def _midnight(moment: Moment) -> Moment:
    return Moment(moment.year, moment.month, moment.day)


def _iso(value: _Date) -> str | None:
    return value.isoformat() if isinstance(value, dt.date) else value
