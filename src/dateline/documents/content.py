"""What readers of formats are given and give: the bytes of a file; its text, blocks and pages, and what it tells."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import field, frozen

from dateline.limits import DEFAULT, Limits
from dateline.model import Block, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.model.texts import BlockKind

__all__ = [
    "BREAK",
    "Content",
    "File",
    "Piece",
    "assembled",
    "date_told",
    "made_remark",
    "one_line",
    "row_of",
    "tidy",
]

BREAK: Final = "\f"
"""Stands in a piece where a page ends."""

Piece: TypeAlias = "tuple[BlockKind, str]"

# What stands close to another of its kind.
_CLOSE: Final = frozenset({"item", "row"})
_BLANK: Final = " \t\r\n\u00a0" + BREAK
_SLASHED: Final = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")


@frozen
class File:
    """The bytes of a file, and how much of it is read.

    `where` is what errors call it, `name` ends in its suffix, `encoding` is given or None.
    """

    data: bytes = field(repr=False)
    where: str
    name: str | None = None
    encoding: str | None = None
    limits: Limits = DEFAULT


@frozen(kw_only=True)
class Content:
    """The text of a file, and what it tells of it; `pages` are offsets in code points, empty where it has none."""

    text: str
    blocks: tuple[Block, ...] = ()
    pages: tuple[int, ...] = ()
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: dt.date | dt.datetime | None = None
    url: str | None = None
    language: str | None = None
    remarks: tuple[str, ...] = ()


def assembled(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...], tuple[int, ...]]:
    """The pieces as one text, their blocks, and where its pages begin: empty if no piece holds a `BREAK`.

    An empty line parts the pieces, but for items and rows, which stand line below line.
    """
    out: list[str] = []
    blocks: list[Block] = []
    pages = [0]
    length = waiting = 0
    before: str | None = None
    for kind, text in pieces:
        if not text.strip():
            waiting += text.count(BREAK)
            continue
        between = "" if before is None else "\n" if kind == before and kind in _CLOSE else "\n\n"
        out.append(between)
        length += len(between)
        start = length
        words = text.strip(BREAK)
        at = text.index(words)
        pages += [start] * (waiting + at)
        waiting = len(text) - at - len(words)
        for number, part in enumerate(words.split(BREAK)):
            if number:
                pages.append(length)
            out.append(part)
            length += len(part)
        blocks.append(Block(kind, Span(start, length)))
        before = kind
    pages += [length] * waiting
    return "".join(out), tuple(blocks), tuple(pages) if len(pages) > 1 else ()


def tidy(text: str, mark: str = "") -> str:
    """A piece without white space at its ends, its mark (a dash) before it; a `BREAK` there stays."""
    words = text.strip(_BLANK)
    if not words:
        return BREAK * text.count(BREAK)
    at = text.index(words)
    before, after = text[:at].count(BREAK), text[at + len(words) :].count(BREAK)
    return f"{BREAK * before}{mark}{words}{BREAK * after}"


def row_of(cells: Iterable[str]) -> str:
    """A row of a table on one line, as the stages after it read rows: "| 3 May | The fair |"."""
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def one_line(text: str | None) -> str | None:
    """`text` on one line, None if nothing is left of it."""
    return None if text is None else " ".join(text.split()) or None


def date_told(value: str) -> dt.date | dt.datetime | None:
    """The day or time that a field for dates names: ISO 8601, RFC 5322 or year/month/day; None if it names no day."""
    text = value.strip()
    if (slashed := _SLASHED.fullmatch(text)) is not None:
        text = "-".join(part.zfill(2) for part in slashed.groups())
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError, TypeError):
        return None


def made_remark(made: dt.date | None) -> tuple[str, ...]:
    """The remark on when a file was made, which need not be when its text was written."""
    if made is None:
        return ()
    return (f"the file was made on {made:%Y-%m-%d}, which is not taken for the date of its text",)
