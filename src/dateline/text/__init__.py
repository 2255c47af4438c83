"""The text as it runs on and its layout: sentences, headings, list items, rows of tables, turns of speech."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from dateline.model import Span

__all__ = ["Sentence"]


@frozen
class Sentence:
    """One sentence, heading, list item or table row.

    `span` leaves out the white space around it.  `kind` says what it is in the layout; `prefix` is the span of a
    bullet, number or other marker at its head (inside `span`), if any.  `paragraph` counts paragraphs from 0.
    `source` is, in a table with a column of sources, the cell that names the one of the row and the head of the column.
    """

    span: Span
    kind: Literal["prose", "heading", "item"] = "prose"
    paragraph: int = 0
    prefix: Span | None = None
    source: tuple[Span, Span] | None = None
