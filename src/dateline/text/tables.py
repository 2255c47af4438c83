"""Tables whose head names a column of sources: which cell says who reports what its row tells."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.locale import LocaleData

__all__ = ["Row", "cells_of", "rows_with_source"]

_CELL: Final = re.compile(r"[^|\t\n\r]+")
_RULE: Final = re.compile(r"[\s|:+=_-]*")
_NAMED: Final = re.compile(r"[^\W\d_]{2}")
# What a cell without a source holds.
_EMPTY: Final = frozenset({"-", "–", "—", "?", "n/a", "none", "unknown"})
_WIDEST: Final = 200  # In characters; no name of a source is longer.


@frozen
class Row:
    """A row of a table and the cell of it that names its source; `head` is the head of that column."""

    span: Span
    cell: Span
    head: Span
    last: bool  # the cell closes the row


@functools.lru_cache(maxsize=16)
def _heads(locale: LocaleData) -> re.Pattern[str]:
    """Finds the head of a column of sources between two bars, tabs or ends of line."""
    names = sorted(locale.words.get("source_columns", ()), key=lambda name: (-len(name), name))
    forms = "|".join(re.escape(name).replace(r"\ ", r"[ ]") for name in names) or "(?!)"
    return re.compile(rf"[|\t][ ]{{0,40}}\**({forms})\**[ ]{{0,40}}(?=[|\t\n\r]|\Z)", re.IGNORECASE)


def rows_with_source(text: str, locale: LocaleData) -> Iterator[Row]:
    """The rows below a head such as "| Date | Event | Source |" that name their source, in text order.

    A table ends with the first line that has not as many cells as its head.
    """
    done = 0
    for match in _heads(locale).finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        if start < done:
            continue
        head = Span(*match.span(1))
        end = _line_end(text, start)
        cells = cells_of(text, start, end)
        column = next((at for at, cell in enumerate(cells) if cell.start <= head.start < cell.end), None)
        done = end + 1
        if column is None or len(cells) < 2:
            continue
        while done < len(text):
            start, end = done, _line_end(text, done)
            row = cells_of(text, start, end)
            if len(row) != len(cells):
                if _RULE.fullmatch(text, start, end) is None or start == end:
                    break
            elif _RULE.fullmatch(text, start, end) is None:
                cell = row[column]
                words = cell.slice(text).strip("*_ ")
                if len(words) <= _WIDEST and words.lower() not in _EMPTY and _NAMED.search(words):
                    yield Row(Span(row[0].start, row[-1].end), cell, head, column == len(cells) - 1)
            done = end + 1


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def cells_of(text: str, start: int, end: int) -> list[Span]:
    """The cells of a line that hold anything, without the white space around them."""
    out = []
    for match in _CELL.finditer(text, start, end):
        words = match[0].strip()
        if words:
            first = match.start() + match[0].index(words[0])
            out.append(Span(first, first + len(words)))
    return out
