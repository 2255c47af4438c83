"""Timelines as a table of Apache Arrow, one row an event, for polars, pandas, duckdb and Parquet files.

It needs the extra `arrow` (`pip install 'dateline[arrow]'`).  Bounds are text in ISO 8601, since no column of dates
holds years before 1 and open ends; lists are lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.errors import MissingExtraError

if TYPE_CHECKING:
    from dateline.model import Event, Timeline

__all__ = ["to_table"]


def to_table(timeline: Timeline) -> Any:
    """The `pyarrow.Table` of a timeline: the dated events in order, then the undated ones.

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
    return pa.Table.from_pylist([_sound(_row(event)) for event in timeline], schema=schema)


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


def _sound(value: Any) -> Any:
    """The same without half characters (lone surrogates), which have no UTF-8."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {name: _sound(item) for name, item in value.items()}
    return [_sound(item) for item in value] if isinstance(value, list) else value
