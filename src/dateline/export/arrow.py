"""Timelines as tables of Apache Arrow, one row an event, for pyarrow, duckdb, polars, pandas and Parquet files.

`to_records` has the flat columns of `Timeline.records`; a timeline gives it to whoever speaks the Arrow PyCapsule
interface (`pyarrow.table(timeline)`, `duckdb.sql("FROM timeline")`).  `to_table` has the events whole, as nested
records.  Both need the extra `arrow` (`pip install 'dateline[arrow]'`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.errors import MissingExtraError
from dateline.export.frames import columns_of, sound
from dateline.model.records import DATES, FIELDS, LISTS

if TYPE_CHECKING:
    from dateline.model import Event, Timeline

__all__ = ["to_records", "to_table"]


def to_records(timeline: Timeline) -> Any:
    """The `pyarrow.Table` of the rows of a timeline, with the columns of `Timeline.records`.

    `start`, `end` and `published` are timestamps to the microsecond without a zone, as the clock of the text shows
    them, null where they cannot hold it (an open end, years outside 1 to 9999): `edtf` tells all.
    Raises `MissingExtraError` without pyarrow.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtraError("arrow", "pyarrow") from None
    types = dict.fromkeys(FIELDS, pa.string())
    types |= dict.fromkeys(DATES, pa.timestamp("us")) | dict.fromkeys(LISTS, pa.list_(pa.string()))
    return pa.table(columns_of(timeline), schema=pa.schema(types.items()))


def to_table(timeline: Timeline) -> Any:
    """The `pyarrow.Table` of a timeline, nested: the dated events in order, then the undated ones.

    Bounds are text in ISO 8601, since no column of dates holds years before 1.

    Columns are `id`, `start`, `end`, `edtf`, `granularity`, `title`, `place`, `status`, `kind`, `participants` (a list
    of actor, kind, role), `attributions` (source, kind, cue), `evidence` (quote, start, end, document, published, url),
    `alternatives` and `notes`.  Temporal expressions, triggers, and aliases and mentions of actors have none.
    Raises `MissingExtraError` without pyarrow.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtraError("arrow", "pyarrow") from None
    text = pa.string()

    def records(*names: str) -> Any:
        numbers = {"start", "end"}
        return pa.list_(pa.struct([(name, pa.int64() if name in numbers else text) for name in names]))

    schema = pa.schema(
        [(name, text) for name in ("id", "start", "end", "edtf", "granularity", "title", "place", "status", "kind")]
        + [
            ("participants", records("actor", "kind", "role")),
            ("attributions", records("source", "kind", "cue")),
            ("evidence", records("quote", "start", "end", "document", "published", "url")),
            ("alternatives", pa.list_(text)),
            ("notes", pa.list_(text)),
        ]
    )
    return pa.Table.from_pylist([sound(_row(event)) for event in timeline], schema=schema)


def _row(event: Event) -> dict[str, Any]:
    when = event.when
    return {
        "id": event.id,
        "start": when.start.isoformat() if when and when.start else None,
        "end": when.end.isoformat() if when and when.end else None,
        "edtf": when.edtf if when else None,
        "granularity": when.granularity.value if when else None,
        "title": event.title,
        "place": event.place,
        "status": event.status.value,
        "kind": event.kind,
        "participants": [
            {"actor": part.actor.name, "kind": part.actor.kind.value, "role": part.role} for part in event.participants
        ],
        "attributions": [
            {"source": link.source.name, "kind": link.source.kind.value, "cue": link.cue} for link in event.attributions
        ],
        "evidence": [
            {
                "quote": quote.text,
                "start": quote.span.start,
                "end": quote.span.end,
                "document": quote.source.name,
                "published": quote.source.published.isoformat() if quote.source.published else None,
                "url": quote.source.url,
            }
            for quote in event.evidence
        ],
        "alternatives": [reading.edtf for reading in event.alternatives],
        "notes": list(event.notes),
    }
