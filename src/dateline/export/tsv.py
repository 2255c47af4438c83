"""Timelines as TSV, a table as `csv` has it with tabs between the cells, for what takes tabs better than commas.

Columns, lists and cells that a spreadsheet would take for a formula are those of `csv`, and so is what is lost.  A cell
with a tab, a line break or a quotation mark stands in quotation marks, as spreadsheets write tab-separated text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dateline.errors import ArgumentError, ReadError
from dateline.export import csv as _csv
from dateline.export.ledger import Ledger
from dateline.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dateline.model import Timeline

__all__ = ["dumps", "loads", "stream"]


def dumps(
    timeline: Timeline,
    ledger: Ledger | None = None,
    *,
    by: Literal["event", "participant"] = "event",
    excel: bool = False,
) -> str:
    """`timeline` as TSV: the dated events in order, then the undated ones; the options are those of `csv`."""
    return "".join(stream(timeline, Ledger() if ledger is None else ledger, by=by, excel=excel))


def stream(
    timeline: Timeline, ledger: Ledger, *, by: Literal["event", "participant"] = "event", excel: bool = False
) -> Iterator[str]:
    """What `dumps` gives, in pieces."""
    if by not in ("event", "participant"):
        raise ArgumentError("by", by, "must be 'event' or 'participant'")
    if not isinstance(excel, bool):
        raise ArgumentError("excel", excel, "must be true or false")
    return _csv.pieces(timeline, ledger, by, excel, "\t", "TSV")


def loads(
    text: str,
    ledger: Ledger | None = None,
    limits: Limits = DEFAULT,
    *,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    order: Literal["dmy", "mdy"] | None = None,
) -> Timeline:
    """The timeline that a TSV text holds, as far as TSV can hold one: what `csv` reads, with tabs.

    The options are those of `csv`.  Raises `ReadError` with row (the header is row 1) and column.
    """
    try:
        return _csv.loads(text, ledger, limits, delimiter="\t", columns=columns, order=order)
    except ReadError as error:
        raise ReadError("tsv", error.where, error.reason) from error
