"""Events as rows of Apache Arrow: the columns that `dateline.arrow` and Parquet files share.

A row is an event; a document without events, or one that could not be read, may have a row in which nothing but that
is told.  The columns have the same types whatever the events are.  They need the extra `arrow`.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from dateline.errors import MissingExtraError
from dateline.export.frames import sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dateline.interval import Moment
    from dateline.model import Event, Mention, Source, Timeline

__all__ = ["SCHEMA_VERSION", "empty_row", "failed_row", "pyarrow_or_raise", "rows_of", "schema", "table_of"]

# Goes up where a column is renamed, removed or has another meaning; new columns come last and leave it as it is.
SCHEMA_VERSION: Final = 1

# The columns of strings, then those of offsets, of a mention called so.
_OFFSETS: Final = ("start", "end", "start_utf16", "end_utf16")
_ACTOR: Final = ("id", "name", "kind")
_SOURCE: Final = ("id", "name", "title", "publisher", "author", "url", "published", "sha256")


@lru_cache(maxsize=1)
def schema() -> Any:
    """The `pyarrow.Schema` of the rows; its metadata has `dateline.schema`, the version of the columns.

    The columns keep name, type and meaning within a version; new ones may come after the last.  Raises
    `MissingExtraError` without pyarrow.
    """
    pa = pyarrow_or_raise()
    text, number, day = pa.string(), pa.int64(), pa.date32()

    def texts(*names: str) -> list[tuple[str, Any]]:
        return [(name, text) for name in names]

    def mention(name: str) -> list[tuple[str, Any]]:
        return [(name, text), *((f"{name}_{part}", number) for part in _OFFSETS)]

    return pa.schema(
        [
            ("doc", text),
            ("event_count", pa.int32()),
            ("event_number", pa.int32()),
            *texts("event_id", "title", "human", "edtf", "granularity"),
            ("first_day", day),
            ("last_day", day),
            *texts("start_time", "end_time", "status", "certainty", "kind", "place"),
            ("actors", pa.list_(pa.struct(texts(*_ACTOR, "role")))),
            ("said_by", pa.list_(pa.struct(texts(*_ACTOR, "cue")))),
            *mention("trigger"),
            *mention("quote"),
            ("other_quotes", pa.list_(pa.struct([("doc", text), *mention("quote")]))),
            ("alternatives", pa.list_(text)),
            ("notes", pa.list_(text)),
            ("source", pa.struct(texts(*_SOURCE))),
            ("error", text),
        ],
        metadata={"dateline.schema": str(SCHEMA_VERSION)},
    )


def pyarrow_or_raise() -> Any:
    """The package pyarrow.  Raises `MissingExtraError` without it."""
    try:
        import pyarrow
    except ImportError:
        raise MissingExtraError("arrow", "pyarrow") from None
    return pyarrow


def table_of(rows: Sequence[tuple[Any, ...]]) -> Any:
    """The `pyarrow.Table` of rows, in their order.  Raises `MissingExtraError` without pyarrow."""
    pa, fields = pyarrow_or_raise(), schema()
    columns = zip(*rows, strict=True) if rows else ((),) * len(fields)
    return pa.Table.from_arrays(
        [_array(pa, list(cells), field.type) for cells, field in zip(columns, fields, strict=True)], schema=fields
    )


def _array(pa: Any, cells: list[Any], kind: Any) -> Any:
    try:
        return pa.array(cells, kind)
    except UnicodeEncodeError:
        return pa.array(sound(cells), kind)


def empty_row(doc: str | None) -> tuple[Any, ...]:
    """The row of a document that was read and has no events: `event_count` is 0."""
    return (doc, 0, *(None,) * (len(schema()) - 2))


def failed_row(doc: str | None, error: str) -> tuple[Any, ...]:
    """The row of a document that could not be read: nothing but `doc` and `error` is set."""
    return (doc, *(None,) * (len(schema()) - 2), error)


def rows_of(
    timeline: Timeline,
    text_of: Callable[[Source], str | None],
    doc_of: Callable[[Source | None], str | None] = lambda source: None if source is None else source.name,
) -> list[tuple[Any, ...]]:
    """A row for each event of a timeline, in its order.

    `text_of` gives the text of a source, from which offsets in UTF-16 are counted; where it gives None they are null.
    `doc_of` gives what the document of a source is called, of the first quote of an event, None if it has none; without
    it, it is the name of the source.
    """
    utf16 = _Utf16(text_of)
    number = len(timeline)
    return [_row(event, at, number, doc_of, utf16) for at, event in enumerate(timeline)]


class _Utf16:
    """Offsets in UTF-16 code units, as Java and JavaScript count, of those in code points, as Python does."""

    def __init__(self, text_of: Callable[[Source], str | None]) -> None:
        self._text_of = text_of
        self._pairs: dict[Source, list[int] | None] = {}

    def __call__(self, offset: int, source: Source) -> int | None:
        if source not in self._pairs:
            text = self._text_of(source)
            self._pairs[source] = None if text is None else _beyond(text)
        pairs = self._pairs[source]
        return None if pairs is None else offset + bisect_left(pairs, offset)


def _beyond(text: str) -> list[int]:
    """Where the characters stand that UTF-16 writes as two units."""
    if text.isascii() or max(text) <= "\uffff":
        return []
    return [at for at, character in enumerate(text) if character > "\uffff"]


def _row(
    event: Event, at: int, number: int, doc_of: Callable[[Source | None], str | None], utf16: _Utf16
) -> tuple[Any, ...]:
    when = event.when
    start, end = (None, None) if when is None else (when.start, when.end)
    first = event.evidence[0] if event.evidence else None
    return (
        doc_of(None if first is None else first.source),
        number,
        at,
        event.id,
        event.title,
        event.human(),
        None if when is None else when.edtf,
        None if when is None else when.granularity.value,
        _first_day(start),
        _last_day(end),
        None if start is None else start.isoformat(),
        None if end is None else end.isoformat(),
        event.status.value,
        event.certainty.value,
        event.kind,
        event.place,
        [_record(_ACTOR, part.actor, role=part.role) for part in event.participants],
        [_record(_ACTOR, link.source, cue=link.cue) for link in event.attributions],
        *_mention(event.trigger, utf16),
        *_mention(first, utf16),
        [_quote(quote, doc_of(quote.source), utf16) for quote in event.evidence[1:]],
        [reading.edtf for reading in event.alternatives],
        list(event.notes),
        None if first is None else _record(_SOURCE, first.source),
        None,
    )


def _record(names: Iterable[str], thing: object, **more: str) -> dict[str, str | None]:
    return {name: _plain(getattr(thing, name)) for name in names} | more


def _plain(value: Any) -> str | None:
    """A name, a kind or a date as text."""
    if value is None or isinstance(value, str):
        return value
    return value.isoformat() if isinstance(value, dt.date) else str(value.value)


def _mention(mention: Mention | None, utf16: _Utf16) -> tuple[Any, ...]:
    if mention is None:
        return (None,) * (1 + len(_OFFSETS))
    start, end = mention.span.start, mention.span.end
    return (mention.text, start, end, utf16(start, mention.source), utf16(end, mention.source))


def _quote(quote: Mention, doc: str | None, utf16: _Utf16) -> dict[str, Any]:
    names = ("quote", *(f"quote_{part}" for part in _OFFSETS))
    told = dict(zip(names, _mention(quote, utf16), strict=True))
    return {"doc": doc, **told}


def _first_day(start: Moment | None) -> dt.date | None:
    if start is None or not dt.MINYEAR <= start.year <= dt.MAXYEAR:
        return None
    return dt.date(start.year, start.month, start.day)


def _last_day(end: Moment | None) -> dt.date | None:
    """The last day that is not wholly after a half-open end; null outside the years 1 to 9999."""
    if end is None:
        return None
    midnight = not (end.hour or end.minute or end.second or end.microsecond)
    if midnight and (end.year, end.month, end.day) == (dt.MAXYEAR + 1, 1, 1):
        return dt.date.max
    day = _first_day(end)
    if day is None or not midnight:
        return day
    return None if day == dt.date.min else day - dt.timedelta(days=1)
