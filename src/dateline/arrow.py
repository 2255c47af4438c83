"""Documents in, events out, as tables of Apache Arrow: for engines such as Ray, Spark, Dask, DuckDB and polars.

They all hand over and take back Arrow, so one function serves them: there is no module for an engine, and nothing here
starts or stops one.  Nothing is kept between calls, so that an engine may run a batch again, anywhere, in any order.
It needs the extra `arrow` (`pip install 'dateline[arrow]'`).
"""
# ruff: noqa: A002 (the id of a document is called id)

from __future__ import annotations

import traceback
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Unpack

from attrs import evolve, frozen

from dateline.errors import ArgumentError, DatelineError, MissingExtraError, WeightsError
from dateline.export.rows import empty_row, failed_row, pyarrow_or_raise, rows_of, schema, table_of
from dateline.model import Source
from dateline.pipeline import BatchOptions, Reader, check_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["events_of", "map_in_arrow", "schema", "spark_schema"]

# The parts of a source that a column may tell.
_TOLD: Final = ("name", "title", "publisher", "author", "url", "published")


def events_of(
    batch: Any,
    *,
    text: str = "text",
    dct: str | None = "date",
    id: str = "id",
    source: Mapping[str, str] | None = None,
    **options: Unpack[BatchOptions],
) -> Any:
    """The events of a batch of documents as a `pyarrow.Table`, a row an event, with the columns of `schema`.

    `batch` is a `pyarrow.RecordBatch` or `Table`, or whatever speaks the Arrow PyCapsule interface, such as frames of
    polars and pandas and relations of DuckDB.  `text`, `dct` and `id` name its columns:

    `text` holds the texts; binary ones are UTF-8.  `dct` holds the document creation time that "yesterday" counts from:
    dates, timestamps, or ISO 8601 text, as `parse` takes them; null or empty where it is not known.  It is None if the
    documents have no such column.  `id` tells documents apart and becomes `doc`, as text: null where it is null,
    and "1" where it is 1.0, which frames make of whole numbers in a column with gaps.  `source` says which columns tell
    more of the `Source`: `{"url": "link", "publisher": "outlet"}`, for name, title, publisher, author, url and
    published; without one for the name, it is the id.  The options are those of `parse`.

    Rows come in the order of the documents and, within one, of its timeline.  Every document has at least one, so that
    one that is lost can be told: what was read and has no events has a row with an `event_count` of 0 and no
    `event_id`, and of what could not be read (no text, no UTF-8, a bad date, any error in it) only `doc` and `error`
    are set.  No document raises.

    Raises `ArgumentError` for a column that there is not or that holds something else, and for a bad option;
    `LocaleError` for an unknown language; and what no document is to blame for, `MissingExtraError` and `WeightsError`.
    """
    return _events_of(batch, _columns(text, dct, id, source), _reader(options))


def map_in_arrow(
    *,
    rows: int = 32,
    text: str = "text",
    dct: str | None = "date",
    id: str = "id",
    source: Mapping[str, str] | None = None,
    **options: Unpack[BatchOptions],
) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """A function from batches of documents to batches of events, for engines that hand over an iterator of them.

    That is what `DataFrame.mapInArrow` of Spark does.  Of each `pyarrow.RecordBatch`, `rows` documents at a time are
    read and their events given on, so that memory does not grow with the size of the batches.  The other arguments and
    the errors are those of `events_of`; what is wrong with an option is told here, before anything is sent to workers.
    The function can be pickled if `parser` and `recognizers` can.
    """
    if type(rows) is not int or rows < 1:
        raise ArgumentError("rows", rows, "must be a number of documents, 1 or more")
    return partial(_mapped, rows=rows, columns=_columns(text, dct, id, source), reader=_reader(options))


@lru_cache(maxsize=1)
def spark_schema() -> str:
    """`schema` as Spark writes it (DDL), for `mapInArrow`: "doc STRING, event_count INT, …"."""
    return ", ".join(f"{field.name} {_ddl(field.type)}" for field in schema())


_SPARK: Final = {"string": "STRING", "int32": "INT", "int64": "BIGINT", "date32[day]": "DATE"}


def _ddl(kind: Any) -> str:
    if hasattr(kind, "value_type"):
        return f"ARRAY<{_ddl(kind.value_type)}>"
    if kind.num_fields:
        return f"STRUCT<{', '.join(f'{field.name}: {_ddl(field.type)}' for field in kind)}>"
    return _SPARK[str(kind)]


# -- what the caller says ----------------------------------------------------------------------------------------------


@frozen
class _Columns:
    """The names of the columns; `source` are pairs of a part of a source and its column."""

    text: str
    dct: str | None
    id: str
    source: tuple[tuple[str, str], ...]


def _columns(text: str, dct: str | None, id: str, source: Mapping[str, str] | None) -> _Columns:
    for argument, name in (("text", text), ("dct", dct), ("id", id)):
        if not isinstance(name, str) and not (argument == "dct" and name is None):
            raise ArgumentError(argument, name, "must be the name of a column")
    if source is not None and not isinstance(source, Mapping):
        raise ArgumentError("source", source, f"must say which columns hold {', '.join(_TOLD)}")
    for part, name in (source or {}).items():
        if part not in _TOLD:
            raise ArgumentError("source", part, f"is no part of a source; there are {', '.join(_TOLD)}")
        if not isinstance(name, str):
            raise ArgumentError(f"source[{part!r}]", name, "must be the name of a column")
    return _Columns(text, dct, id, tuple((source or {}).items()))


def _reader(options: BatchOptions) -> Reader:
    check_options(options, BatchOptions)
    return Reader(**options)


# -- batches -----------------------------------------------------------------------------------------------------------


def _mapped(batches: Iterable[Any], *, rows: int, columns: _Columns, reader: Reader) -> Iterator[Any]:
    for batch in batches:
        for start in range(0, batch.num_rows, rows):
            yield from _events_of(batch.slice(start, rows), columns, reader).to_batches()


def _events_of(batch: Any, columns: _Columns, reader: Reader) -> Any:
    table = _table(batch, columns)
    ids = map(_called, _cells(table, "id", columns.id, "anything"))
    texts = _cells(table, "text", columns.text, "text")
    dates = [None] * table.num_rows if columns.dct is None else _cells(table, "dct", columns.dct, "dates")
    parts = [
        _cells(table, f"source[{part!r}]", name, "dates" if part == "published" else "text")
        for part, name in columns.source
    ]
    told = zip(*parts, strict=True) if parts else [()] * table.num_rows
    rows: list[tuple[Any, ...]] = []
    for doc, words, date, known in zip(ids, texts, dates, told, strict=True):
        rows += _rows(doc, words, date, known, columns, reader)
    return table_of(rows)


def _table(batch: Any, columns: _Columns) -> Any:
    pa = pyarrow_or_raise()
    if isinstance(batch, pa.Table):
        return batch
    if isinstance(batch, pa.RecordBatch):
        return pa.Table.from_batches([batch])
    if hasattr(batch, "__arrow_c_stream__"):
        try:
            return pa.table(batch)
        except (pa.ArrowException, UnicodeEncodeError) as error:
            if not hasattr(batch, "columns"):
                raise ArgumentError("batch", batch, f"cannot become a table of Arrow: {error}") from error
            # Something in it has no place in Arrow; it may be in a column that nobody asks for.
            return pa.table({name: _array(batch, argument, name) for argument, name in _asked(columns).items()})
    raise ArgumentError("batch", batch, "must be a RecordBatch or Table of pyarrow, or a frame that can become one")


def _asked(columns: _Columns) -> dict[str, str]:
    """The arguments that name a column, each with its column."""
    asked = {"id": columns.id, "text": columns.text}
    if columns.dct is not None:
        asked["dct"] = columns.dct
    return asked | {f"source[{part!r}]": name for part, name in columns.source}


def _array(frame: Any, argument: str, name: str) -> Any:
    """A column of a frame that cannot become Arrow as a whole; half characters in it are left to be told row by row."""
    pa = pyarrow_or_raise()
    _check_one(argument, name, [*map(str, frame.columns)])
    cells = frame[name]
    try:
        return pa.array(cells)
    except UnicodeEncodeError:
        return pa.array([cell.encode("utf-8", "surrogatepass") if isinstance(cell, str) else None for cell in cells])
    except pa.ArrowException as error:
        said = " ".join(str(error.args[0] if error.args else error).split())
        raise ArgumentError(argument, name, f"is a column of mixed values ({said}); make them all text") from None


def _check_one(argument: str, name: str, names: Sequence[str]) -> None:
    if names.count(name) != 1:
        reason = "is the name of several columns" if name in names else f"is no column; there are {', '.join(names)}"
        raise ArgumentError(argument, name, reason)


@frozen
class _Bad:
    """In place of what a cell holds: why it cannot be read, and its bytes if they are no text."""

    reason: str
    data: bytes = b""


def _cells(table: Any, argument: str, name: str, wanted: Literal["text", "dates", "anything"]) -> Sequence[Any]:
    """What the cells of a column hold, as Python has it."""
    _check_one(argument, name, table.column_names)
    column = table.column(name)
    kind = column.type
    while str(kind).startswith(("dictionary<", "run_end_encoded<")):
        kind = kind.value_type
    if wanted != "anything" and not str(kind).startswith(_KINDS[wanted]):
        told = "text (string)" if wanted == "text" else "dates (date32, timestamp) or to text in ISO 8601"
        raise ArgumentError(argument, name, f"is a column of {column.type}; cast it to {told}")
    if str(kind).startswith("timestamp") and kind.tz is not None:
        try:
            pyarrow_or_raise().scalar(0, kind).as_py()
        except Exception:
            # Of a class that depends on where the zones come from.
            reason = (
                f"is a column of {kind}, and there is no zone {kind.tz!r}; cast it to one that there is, such as UTC"
            )
            raise ArgumentError(argument, name, reason) from None
    if str(kind).startswith("timestamp[ns"):
        # Python has no nanoseconds, and no day hangs on them.
        column = column.cast(pyarrow_or_raise().timestamp("us", kind.tz), safe=False)
    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except (ValueError, OverflowError):
        return [_cell(cell) for cell in column]


def _cell(cell: Any) -> Any:
    try:
        return cell.as_py()
    except UnicodeDecodeError as error:
        return _Bad(f"byte {error.start} is not UTF-8", error.object)
    except (ValueError, OverflowError) as error:
        if not str(cell.type).startswith(("date", "timestamp")):
            return _Bad(str(error))
        return _Bad(f"{cell.value} as {cell.type} is outside of the years 1 to 9999")


_TEXT: Final = ("null", "string", "large_string", "binary", "large_binary")
_KINDS: Final = {"text": _TEXT, "dates": (*_TEXT, "date", "timestamp")}


def _called(value: Any) -> str | None:
    """An id as text; bytes that are none are spelled out."""
    if isinstance(value, _Bad):
        value = value.data
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)


# -- documents ---------------------------------------------------------------------------------------------------------


def _rows(
    doc: str | None, words: Any, date: Any, known: tuple[Any, ...], columns: _Columns, reader: Reader
) -> list[tuple[Any, ...]]:
    named = (columns.text, columns.dct, *(column for _, column in columns.source))
    try:
        words, date, *parts = (_sound(cell, name) for cell, name in zip((words, date, *known), named, strict=True))
        if words is None:
            return [failed_row(doc, f"column {columns.text!r} is null; the text of a document may be empty, not null")]
        told = {"name": doc} | {part: value for (part, _), value in zip(columns.source, parts, strict=True) if value}
        # As in tables without nulls, such as those of CSV files.
        dated = reader if date is None or date == "" else evolve(reader, dct=date)
        timeline = dated.parse(words, source=Source(**told))
        return rows_of(timeline, lambda _: words, lambda _: doc) or [empty_row(doc)]
    except _Unreadable as error:
        return [failed_row(doc, str(error))]
    except (MissingExtraError, WeightsError):
        # What all documents would meet alike is no fault of theirs.
        raise
    except Exception as error:
        return [failed_row(doc, _told(error))]


class _Unreadable(Exception):  # noqa: N818 (it never leaves this file)
    pass


def _sound(cell: Any, name: str | None) -> Any:
    """What a cell holds, decoded if it is bytes."""
    if isinstance(cell, _Bad):
        raise _Unreadable(f"column {name!r}: {cell.reason}")
    if not isinstance(cell, bytes):
        return cell
    try:
        return cell.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Unreadable(f"column {name!r}: byte {error.start} is not UTF-8") from None


def _told(error: Exception) -> str:
    """An error in one line; one that is not ours says where it was raised, since nobody will see its traceback."""
    line = f"{type(error).__name__}: {' '.join(str(error).split())}"
    if isinstance(error, DatelineError):
        return line
    *_, last = traceback.extract_tb(error.__traceback__)
    return f"{line} (in {last.name}, {Path(last.filename).name}, line {last.lineno})"
