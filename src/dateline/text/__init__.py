"""The text as it runs on and its layout: sentences, headings, list items, rows of tables, turns of speech."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from attrs import frozen

from dateline.model import Span

__all__ = ["LISTED", "Kind", "Sentence"]

Kind: TypeAlias = Literal["prose", "heading", "item", "entry", "row"]
LISTED: Final = frozenset[Kind](("item", "entry", "row"))


@frozen
class Sentence:
    """One sentence, heading, list item or table row.

    `span` leaves out the white space around it.  `kind` says what it is in the layout: "prose", a "heading", an "item"
    of a list, an "entry" (a line that opens with its time, as in a log or a chronology), or a "row" of a table.
    `prefix` is the span of a bullet, number, time or other marker at its head (inside `span`), if any.  `paragraph`
    counts paragraphs from 0.  `cells` are those of a row that hold anything, without the white space around them: each
    sentence of a row has all of them, and one of a row of more than 4,000 characters none.  `source` is, in a table
    with a column of sources, the cell that names the one of the row and the head of the column.
    """

    span: Span
    kind: Kind = "prose"
    paragraph: int = 0
    prefix: Span | None = None
    source: tuple[Span, Span] | None = None
    cells: tuple[Span, ...] = ()

    @property
    def listed(self) -> bool:
        """True for what stands by itself among others of its kind: an item, an entry or a row."""
        return self.kind in LISTED
