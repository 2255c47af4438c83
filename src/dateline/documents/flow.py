"""The blocks of a tree of HTML: headings, paragraphs, items, quotes and rows, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from html import unescape
from typing import Any, Final

from attrs import define, field, frozen
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from dateline.documents.content import Piece, row_of
from dateline.documents.trees import local_name
from dateline.model.texts import BlockKind

__all__ = ["Flow", "Passage", "passages_of", "pieces_of"]

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
# Elements whose words no browser shows as text, or that are controls of a form.
_NO_TEXT: Final = frozenset(
    "script style noscript template title svg math button select textarea input iframe object canvas audio video "
    "map datalist graphic".split()
)
# Of these, the words that can be seen: those of pictures stand in elements of their own.
_PICTURES: Final = {"svg": frozenset({"text"}), "math": frozenset({"math"})}
# These hold a page or its text: scripts show them when they have run, whatever their style says before.
_WHOLE: Final = frozenset({"html", "body", "main", "article"})
_UNSHOWN: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Classes of what is for the screen only, as the links "[edit]" of a wiki.
_OF_SCREEN: Final = frozenset({"noprint", "mw-editsection"})
# What stands in a raised link to a note: "[1]", "[note 2]", "a", "*".
_NOTE_MARK: Final = re.compile(r"\s*(?:\[[^\[\]]{1,12}\]|\d{1,3}|[a-z*†‡])\s*")
_BREAKS: Final = frozenset({"br", "lb", "hr"})
_ROWS: Final = frozenset({"tr", "row"})
_CELLS: Final = frozenset({"td", "th", "cell"})
_TABLES: Final = frozenset({"table"})
_SPACE: Final = re.compile(r"\s+")


@frozen
class Passage:
    """A piece of a page: the element that its words stand in directly, and whether most of it is links.

    `within` are the elements around it of those that were asked for, the outer ones first.
    """

    kind: BlockKind
    text: str
    element: Any
    linked: bool
    within: tuple[Any, ...] = ()

    @property
    def piece(self) -> Piece:
        """Its kind and text."""
        return self.kind, self.text


@frozen
class Flow:
    """The passages of a page in their order, and remarks on words that stand in its file but not on its face."""

    passages: tuple[Passage, ...]
    remarks: tuple[str, ...] = ()

    @property
    def pieces(self) -> list[Piece]:
        """The kind and text of each passage."""
        return [passage.piece for passage in self.passages]


@define
class _Reading:
    """The passages that were read, the words of the one at hand, and where the reading stands."""

    asked: AbstractSet[Any]
    passages: list[Passage] = field(factory=list)
    words: list[str] = field(factory=list)
    # In characters that are no white space: of the passage at hand, those in links.
    linked: int = 0
    # In how many links it stands.
    links: int = 0
    within: list[Any] = field(factory=list)
    # In words.
    hidden: int = 0
    deleted: int = 0
    pictured: int = 0


def passages_of(root: Any, asked: AbstractSet[Any] = frozenset()) -> Flow:
    """The passages of what stands in an element of HTML or XHTML, white space as a browser shows it.

    Items have a dash before them, rows bars around their cells: so the stages after it know them as such.  What the
    page hides or marks as deleted is left out with a remark; marks of notes and links to edit are left out.  Each
    passage tells which of the elements `asked` for it stands in.
    """
    reading = _Reading(asked)
    _walk(reading, root, "paragraph")
    _flush(reading, root, "paragraph")
    remarks = []
    if reading.hidden:
        remarks.append(f"left out, since it is hidden: {_counted(reading.hidden)}")
    if reading.deleted:
        remarks.append(f"left out, since it is marked as deleted: {_counted(reading.deleted)}")
    if reading.pictured:
        remarks.append(f"left out, since it stands in pictures or formulas: {_counted(reading.pictured)}")
    return Flow(tuple(reading.passages), tuple(remarks))


def pieces_of(root: Any) -> list[Piece]:
    """The pieces of what stands in an element, as `passages_of` reads it."""
    return passages_of(root).pieces


def _counted(words: int) -> str:
    return f"{words:,} word{'' if words == 1 else 's'}"


def _flush(reading: _Reading, element: Any, kind: BlockKind) -> None:
    lines = ("".join(reading.words)).split("\n")
    linked, reading.linked = reading.linked, 0
    reading.words.clear()
    if kind != "code":
        lines = [" ".join(line.split()) for line in lines]
    text = "\n".join(line for line in lines if line.strip())
    if text:
        # Most of its characters: what is not in links is a label or a mark between them.
        mostly = linked * 4 > sum(map(len, text.split())) * 3
        text = f"- {text}" if kind == "item" else text
        reading.passages.append(Passage(kind, text, element, mostly, tuple(reading.within)))


def _walk(reading: _Reading, element: Any, kind: BlockKind) -> None:
    """Read what stands in an element; the words of no block in it are of a `kind`."""
    _say(reading, element.text, kind)
    for child in element:
        name = local_name(child).lower()
        if child.tag is etree.Entity:
            # A named character of XHTML, since entities are not expanded.
            _say(reading, unescape(f"&{child.name};"), kind)
        elif name in _BREAKS:
            reading.words.append("\n")
        elif name in _PICTURES:
            words = [inner for inner in child.iter() if local_name(inner).lower() in _PICTURES[name]]
            reading.pictured += sum(len("".join(inner.itertext()).split()) for inner in words)
        elif name and name not in _NO_TEXT and not _is_left_out(reading, child, name):
            within = child in reading.asked
            if within:
                reading.within.append(child)
            _enter(reading, element, child, name, kind)
            if within:
                reading.within.pop()
        _say(reading, child.tail, kind)


def _enter(reading: _Reading, element: Any, child: Any, name: str, kind: BlockKind) -> None:
    """Read a child of an element whose words so far wait, being of a `kind`."""
    if name in _TABLES and _is_of_data(child):
        _flush(reading, element, kind)
        _rows(reading, child)
    elif name in _KINDS:
        _flush(reading, element, kind)
        # In an item or a quote a paragraph stays what it stands in.
        inner = _KINDS[name]
        if inner == "paragraph" and name not in _CONTAINERS and kind in ("item", "quote"):
            inner = kind
        _walk(reading, child, inner)
        _flush(reading, child, inner)
    else:
        # An anchor that is only a place to jump to is no link.
        link = name == "a" and (child.get("href") is not None or not (child.get("id") or child.get("name")))
        reading.links += link
        _walk(reading, child, kind)
        reading.links -= link


def _is_left_out(reading: _Reading, element: Any, name: str) -> bool:
    """Whether a browser does not show an element, or shows it as no part of the text."""
    if name == "del":
        reading.deleted += len("".join(element.itertext()).split())
        return True
    if name in _WHOLE:
        return False
    # What is "until-found" is folded, and shown when it is looked for (HTML Living Standard, 6.1).
    hidden = element.get("hidden")
    if (hidden is not None and hidden.lower() != "until-found") or _UNSHOWN.search(element.get("style") or ""):
        inner = _Reading(frozenset())
        _walk(inner, element, "paragraph")
        _flush(inner, element, "paragraph")
        reading.hidden += sum(len(passage.text.split()) for passage in inner.passages) + inner.hidden
        return True
    return not _OF_SCREEN.isdisjoint((element.get("class") or "").split()) or (name == "sup" and _is_note_mark(element))


def _is_note_mark(element: Any) -> bool:
    links = [inner for inner in element.iter() if local_name(inner).lower() == "a"]
    words = "".join(element.itertext())
    return bool(links) and (links[0].get("href") or "").startswith("#") and _NOTE_MARK.fullmatch(words) is not None


def _say(reading: _Reading, text: str | None, kind: BlockKind) -> None:
    if text:
        reading.words.append(text if kind == "code" else _SPACE.sub(" ", text))
        if reading.links:
            reading.linked += sum(map(len, text.split()))


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


def _rows(reading: _Reading, table: Any) -> None:
    for caption in table:
        if local_name(caption).lower() == "caption":
            _walk(reading, caption, "paragraph")
            _flush(reading, caption, "paragraph")
    for row in _own_rows(table):
        if _is_left_out(reading, row, "tr"):
            continue
        cells = []
        linked = True
        for cell in _cells(row):
            if _is_left_out(reading, cell, "td"):
                continue
            inner = _Reading(frozenset(), links=reading.links)
            _walk(inner, cell, "paragraph")
            _flush(inner, cell, "paragraph")
            reading.hidden += inner.hidden
            reading.deleted += inner.deleted
            reading.pictured += inner.pictured
            linked = linked and all(passage.linked for passage in inner.passages)
            cells.append(" ".join(" ".join(passage.text.split()) for passage in inner.passages))
        if any(cells):
            kind: BlockKind = "row" if len(cells) > 1 else "paragraph"
            text = row_of(cells) if len(cells) > 1 else cells[0]
            reading.passages.append(Passage(kind, text, row, linked, tuple(reading.within)))
