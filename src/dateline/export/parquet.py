"""Timelines as Apache Parquet: a row an event, the columns those of `dateline.arrow`, so that one store holds both.

It needs the extra `arrow` (`pip install 'dateline[arrow]'`).  With the same version of pyarrow, the same timeline gives
the same bytes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from dateline.errors import MissingExtraError
from dateline.export.frames import sound
from dateline.export.ledger import Ledger, says_all, texts_of
from dateline.export.rows import rows_of, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.model import Timeline

__all__ = ["encode"]


def encode(
    timeline: Timeline, ledger: Ledger | None = None, *, texts: Mapping[str, str] | Iterable[str] | None = None
) -> bytes:
    """The events of `timeline`, the dated ones in order and then the undated ones, as a Parquet file.

    `doc` is the name of the source of the first quote.  `texts` are those of the sources, by their ids or as they are:
    with them there are offsets in UTF-16, which are null without.  Raises `MissingExtraError` without pyarrow, and
    `ArgumentError` for a text that is none of the timeline's.
    """
    ledger = Ledger() if ledger is None else ledger
    try:
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError("arrow", "pyarrow") from None
    rows = rows_of(timeline, texts_of(timeline, texts).get)
    table = table_of(rows)
    stream = io.BytesIO()
    pyarrow.parquet.write_table(table, stream, compression="zstd")
    ledger.written += len(timeline)
    _tell(timeline, ledger)
    for event, row in zip(timeline, rows, strict=True):
        if sound(list(row)) != list(row):
            ledger.lose(event, "text", "half characters (lone surrogates) have no UTF-8 and became U+FFFD")
    return stream.getvalue()


def _tell(timeline: Timeline, ledger: Ledger) -> None:
    """Note what the columns do not hold."""
    if timeline.timexes:
        ledger.lose(None, "timexes", "a row has no column for the temporal expressions of the text")
    if any(link.mention for event in timeline for link in event.attributions):
        ledger.lose(None, "mentions", "a row has no column for the words that attribute an event")
    ledger.lose_actors(timeline, "a row has no column for")
    if not all(says_all(event.when) for event in timeline) or not all(
        says_all(reading, told=False) for event in timeline for reading in event.alternatives
    ):
        ledger.lose(None, "when", "EDTF does not tell a part of the day and a named zone, nor a week of other readings")
    if any(quote.source != event.evidence[0].source for event in timeline for quote in event.evidence):
        ledger.lose(None, "sources", "of the sources of further quotes of an event, a row has the name only")
    if not {quote.source for event in timeline for quote in event.evidence[:1]}.issuperset(timeline.sources):
        ledger.lose(None, "sources", "sources that no first quote stands in have no row")
