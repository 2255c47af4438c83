"""Timelines as TSV, a table as `csv` has it with tabs between the cells, for what takes tabs better than commas.

Columns, lists and cells that a spreadsheet would take for a formula are those of `csv`, and so is what is lost.  A cell
with a tab, a line break or a quotation mark stands in quotation marks, as spreadsheets write tab-separated text.
"""

from __future__ import annotations

import csv as _standard
import io
import re
from typing import TYPE_CHECKING, Literal

from dateline.errors import ArgumentError, ReadError
from dateline.export import csv as _csv
from dateline.export.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.model import Timeline

__all__ = ["dumps", "loads", "stream"]

_CELL = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|((?!")[^\t\r\n]*))(\t|\r\n|\r|\n|\Z)')


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


def loads(text: str) -> Timeline:
    """The timeline that a TSV text holds, as far as TSV can hold one: what `csv` reads, with tabs.

    Raises `ReadError` with row (the header is row 1) and column.
    """
    text = text.removeprefix("\ufeff")
    if "\t" not in re.split(r"[\r\n]", text, maxsplit=1)[0]:
        raise ReadError("tsv", "row 1", "there is no tab; the names of the columns must be separated by tabs")
    try:
        return _csv.loads(_with_commas(text))
    except ReadError as error:
        raise ReadError("tsv", error.where, error.reason) from error


def _with_commas(text: str) -> str:
    """The same table as CSV, which has one reader."""
    sheet = io.StringIO(newline="")
    writer = _standard.writer(sheet, quoting=_standard.QUOTE_ALL, lineterminator="\n")
    row: list[str] = []
    place, number = 0, 1
    while place < len(text) or row:
        found = _CELL.match(text, place)
        if found is None:
            raise ReadError("tsv", f"row {number}, cell {len(row) + 1}", "a quoted cell does not end as it should")
        quoted, bare, end = found.groups()
        row.append(bare if quoted is None else quoted.replace('""', '"'))
        place = found.end()
        if end != "\t":
            writer.writerow(row)
            row = []
            number += 1
    return sheet.getvalue()
