"""The blocks of a tree of HTML: headings, paragraphs, items, quotes and rows, in the order in which they are read."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from dateline.documents.content import Piece, row_of
from dateline.documents.trees import local_name

if TYPE_CHECKING:
    from dateline.model.texts import BlockKind

__all__ = ["pieces_of"]

# What trafilatura writes (head, list, item, quote, row, cell, lb) is read as well.
_KINDS: Final[dict[str, BlockKind]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "head", "summary"), "heading"),
    **dict.fromkeys(("li", "item", "dt", "dd"), "item"),
    **dict.fromkeys(("blockquote", "quote"), "quote"),
    **dict.fromkeys(("pre", "listing"), "code"),
    **dict.fromkeys(
        (
            "p div section article main body header footer aside nav address figure figcaption fieldset form details "
            "dialog hgroup ul ol dl list table thead tbody tfoot tr td th row cell caption center menu"
        ).split(),
        "paragraph",
    ),
}
_CONTAINERS: Final = frozenset({"ul", "ol", "dl", "list", "menu", "table", "thead", "tbody", "tfoot"})
_HIDDEN: Final = frozenset(
    "script style noscript template head title svg math button select textarea input iframe object canvas audio video "
    "map datalist graphic".split()
) - {"head"}
_BREAKS: Final = frozenset({"br", "lb", "hr"})
_ROWS: Final = frozenset({"tr", "row"})
_CELLS: Final = frozenset({"td", "th", "cell"})
_TABLES: Final = frozenset({"table"})
_SPACE: Final = re.compile(r"\s+")


@define
class _Flow:
    """The pieces that were read, and the words of the one at hand."""

    pieces: list[Piece] = field(factory=list)
    words: list[str] = field(factory=list)


def pieces_of(root: Any) -> list[Piece]:
    """The pieces of what stands in an element of HTML or XHTML, white space as a browser shows it.

    Items have a dash before them, rows bars around their cells: so the stages after it know them as such.
    """
    flow = _Flow()
    _walk(flow, root, "paragraph")
    _flush(flow, "paragraph")
    return flow.pieces


def _flush(flow: _Flow, kind: BlockKind) -> None:
    lines = ("".join(flow.words)).split("\n")
    flow.words.clear()
    if kind != "code":
        lines = [" ".join(line.split()) for line in lines]
    text = "\n".join(line for line in lines if line.strip())
    if text:
        flow.pieces.append((kind, f"- {text}" if kind == "item" else text))


def _walk(flow: _Flow, element: Any, kind: BlockKind) -> None:
    """Read what stands in an element; the words of no block in it are of a `kind`."""
    _say(flow, element.text, kind)
    for child in element:
        name = local_name(child).lower()
        if child.tag is etree.Entity:
            # A named character of XHTML, since entities are not expanded.
            flow.words.append(unescape(f"&{child.name};"))
        elif name in _BREAKS:
            flow.words.append("\n")
        elif not name or name in _HIDDEN:
            pass
        elif name in _TABLES and _is_of_data(child):
            _flush(flow, kind)
            _rows(flow, child)
        elif name in _KINDS:
            _flush(flow, kind)
            # In an item or a quote a paragraph stays what it stands in.
            inner = _KINDS[name]
            if inner == "paragraph" and name not in _CONTAINERS and kind in ("item", "quote"):
                inner = kind
            _walk(flow, child, inner)
            _flush(flow, inner)
        else:
            _walk(flow, child, kind)
        _say(flow, child.tail, kind)


def _say(flow: _Flow, text: str | None, kind: BlockKind) -> None:
    if text:
        flow.words.append(text if kind == "code" else _SPACE.sub(" ", text))


def _own_rows(table: Any) -> list[Any]:
    return [
        row
        for row in table.iter()
        if local_name(row).lower() in _ROWS
        and next(above for above in row.iterancestors() if _is_table(above)) is table
    ]


def _is_table(element: Any) -> bool:
    return local_name(element).lower() in _TABLES


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if local_name(cell).lower() in _CELLS]


def _is_of_data(table: Any) -> bool:
    """False for a table that only lays out a page: one column, a table in it, or cells with headings and paragraphs."""
    rows = _own_rows(table)
    if not any(len(_cells(row)) > 1 for row in rows):
        return False
    blocks = 0
    for element in table.iter():
        name = local_name(element).lower()
        if (name in _TABLES and element is not table) or _KINDS.get(name) == "heading":
            return False
        blocks += name == "p"
    return blocks <= 2 * sum(len(_cells(row)) for row in rows)


def _rows(flow: _Flow, table: Any) -> None:
    for caption in table:
        if local_name(caption).lower() == "caption":
            _walk(flow, caption, "paragraph")
            _flush(flow, "paragraph")
    for row in _own_rows(table):
        cells = []
        for cell in _cells(row):
            inner = _Flow()
            _walk(inner, cell, "paragraph")
            _flush(inner, "paragraph")
            cells.append(" ".join(" ".join(text.split()) for _, text in inner.pieces))
        if len(cells) > 1 and any(cells):
            flow.pieces.append(("row", row_of(cells)))
        elif any(cells):
            flow.pieces.append(("paragraph", cells[0]))
