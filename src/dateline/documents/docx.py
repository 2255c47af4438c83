"""Word (.docx, python-docx): paragraphs, headings, items and rows in the order of the body, then the notes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import docx

from dateline.documents.content import BREAK, Content, File, assembled, made_remark, one_line, row_of, tidy
from dateline.documents.packages import Package
from dateline.documents.trees import check_declared, check_entities, check_tags, local_name, xml_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.documents.content import Piece
    from dateline.model.texts import BlockKind

__all__ = ["read"]

# A table of contents tells what the headings do.
_Kind: TypeAlias = "BlockKind | Literal['contents']"

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What an older program would show instead, what was deleted, and the codes of fields ("PAGE").
_HIDDEN: Final = frozenset({"Fallback", "del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "sectPr"})
_SIGNS: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_OFF: Final = frozenset({"0", "false", "off"})
_LEFT_OUT: Final = {"header": "headers", "footer": "footers", "comments": "comments", "diagramData": "diagrams"}
# Files within the file, by the kind of their relation: whether there are words in them is not looked at.
_INSERTED: Final = {"chart": "charts", "aFChunk": "inserted texts", "package": "inserted files", "oleObject": "objects"}


def read(file: File) -> Content:
    """The text of a Word file; its pages are those of the last time that a program laid it out, or its page breaks."""
    package = Package(file)
    package.check_whole()
    for name in sorted(package.names):
        if name.endswith((".xml", ".rels")):
            data = package[name]
            check_tags(data, file)
            check_declared(data, file)
    document = docx.Document(BytesIO(file.data))
    styles = _kinds(document.styles)
    body = document.element.body
    check_entities(document.element, file)
    pieces = [*_pieces(body, styles)]
    parts: dict[str, list[Any]] = {}
    for relation in document.part.rels.values():
        if not relation.is_external:
            parts.setdefault(relation.reltype.rpartition("/")[2], []).append(relation.target_part)
    for name in ("footnotes", "endnotes"):
        if name in parts:
            pieces += _notes(parts[name][0].blob, file)
    text, blocks, pages = assembled(pieces)
    # Without properties python-docx would make some up.
    relations: Any = document.part.package
    stated = any(relation.reltype.endswith("/core-properties") for relation in relations.rels.values())
    told = document.core_properties if stated else None
    left = [
        words for name, words in _LEFT_OUT.items() if any(_has_words(part.blob, file) for part in parts.get(name, ()))
    ]
    left += [words for name, words in _INSERTED.items() if name in parts]
    listed = {key for key, kind in styles.items() if kind == "contents"}
    if any(element.get(f"{_W}val") in listed for element in body.iter(f"{_W}pStyle")):
        left.append("table of contents")
    changed = any(local_name(element) in ("del", "moveFrom") for element in body.iter())
    remarks = [f"left out: {', '.join(left)}"] if left else []
    if changed:
        remarks.append("changes are tracked in it: it is read as if all were accepted")
    hidden = sum(len(run.text.split()) for run in body.iter(f"{_W}r") if _is_hidden(run))
    if hidden:
        remarks.append(f"left out, since it is hidden: {hidden:,} word{'' if hidden == 1 else 's'}")
    if "word/vbaProject.bin" in package.names:
        remarks.append("it has macros, which are not looked at")
    return Content(
        text=text,
        blocks=blocks,
        pages=pages,
        title=None if told is None else one_line(told.title),
        author=None if told is None else one_line(told.author),
        language=(None if told is None else one_line(told.language)) or _language(document.styles.element),
        remarks=(*remarks, *made_remark(None if told is None else told.created)),
    )


def _language(styles: Any) -> str | None:
    """The language that the defaults of the styles name."""
    path = f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang"
    told = styles.find(path)
    return None if told is None else one_line(told.get(f"{_W}val"))


def _kinds(styles: Any) -> dict[str, _Kind]:
    """The kind of block that each style is for, by the names of the styles of Word on which others are based."""
    named = {element.get(f"{_W}styleId"): element for element in styles.element.findall(f"{_W}style")}
    kinds: dict[str, _Kind] = {}
    for key in named:
        for style in _lineage(key, named):
            kind = _kind(style)
            if kind is not None:
                kinds[key] = kind
                break
    return kinds


def _lineage(key: str | None, named: dict[str | None, Any]) -> Iterator[Any]:
    """A style, the one that it is based on, and so on."""
    met: set[str | None] = set()
    while key in named and key not in met:
        met.add(key)
        yield named[key]
        above = named[key].find(f"{_W}basedOn")
        key = None if above is None else above.get(f"{_W}val")


def _kind(style: Any) -> _Kind | None:
    name = style.find(f"{_W}name")
    words = "" if name is None else (name.get(f"{_W}val") or "").lower()
    if words.startswith("toc "):
        return "contents"
    if words.startswith("heading") or words in ("title", "subtitle"):
        return "heading"
    if words.startswith("list ") and "continue" not in words:
        return "item"
    if "quote" in words:
        return "quote"
    level = style.find(f"{_W}pPr/{_W}outlineLvl")
    return "heading" if level is not None and (level.get(f"{_W}val") or "9") < "9" else None


def _pieces(body: Any, styles: dict[str, _Kind]) -> Iterator[Piece]:
    """The paragraphs and rows that stand in an element, those within frames of content and of changes too."""
    for element in body:
        name = local_name(element)
        if name == "p":
            yield from _paragraph(element, styles)
        elif name == "tbl":
            yield from _table(element, styles)
        elif name not in _HIDDEN:
            yield from _pieces(element, styles)


def _paragraph(element: Any, styles: dict[str, _Kind]) -> Iterator[Piece]:
    boxes: list[Any] = []
    text = "".join(_words(element, boxes))
    kind: _Kind = "paragraph"
    properties = element.find(f"{_W}pPr")
    if properties is not None:
        style = properties.find(f"{_W}pStyle")
        kind = "paragraph" if style is None else styles.get(style.get(f"{_W}val"), "paragraph")
        number = properties.find(f"{_W}numPr/{_W}numId")
        if kind == "paragraph" and number is not None and number.get(f"{_W}val") != "0":
            kind = "item"
        if properties.find(f"{_W}pageBreakBefore") is not None:
            text = BREAK + text
    if kind != "contents":
        yield kind, tidy(text, "- " if kind == "item" else "")
    for box in boxes:
        yield from _pieces(box, styles)


def _words(element: Any, boxes: list[Any]) -> Iterator[str]:
    """The words of a paragraph; the boxes of text that are anchored in it are put aside."""
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "br":
            yield BREAK if child.get(f"{_W}type") == "page" else "\n"
        elif name == "lastRenderedPageBreak":
            yield BREAK
        elif name == "txbxContent":
            boxes.append(child)
        elif name not in _HIDDEN and not (name == "r" and _is_hidden(child)):
            yield from _words(child, boxes)


def _is_hidden(run: Any) -> bool:
    """True of a run of hidden text (ECMA-376, part 1, 17.3.2.41)."""
    sign = run.find(f"{_W}rPr/{_W}vanish")
    return sign is not None and sign.get(f"{_W}val") not in _OFF


def _table(table: Any, styles: dict[str, _Kind]) -> Iterator[Piece]:
    rows = [
        [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]
        for row in table.iter(f"{_W}tr")
        if next(row.iterancestors(f"{_W}tbl")) is table
    ]
    if max(map(len, rows), default=0) < 2:
        # One column is a frame around text.
        for row in rows:
            for cell in row:
                yield from _pieces(cell, styles)
        return
    for row in rows:
        cells = [" ".join(text for _, text in _pieces(cell, styles)) for cell in row]
        breaks = sum(cell.count(BREAK) for cell in cells)
        cells = [" ".join(cell.replace(BREAK, " ").split()) for cell in cells]
        if any(cells):
            yield "row", BREAK * breaks + row_of(cells)


def _notes(data: bytes, file: File) -> Iterator[Piece]:
    root = xml_of(data, file)
    check_entities(root, file)
    for note in root:
        # Two of them are the lines that part notes from the text.
        if note.get(f"{_W}type") in (None, "normal"):
            texts = (tidy("".join(_words(element, []))) for element in note.iter(f"{_W}p"))
            yield "note", "\n".join(text for text in texts if text)


def _has_words(data: bytes, file: File) -> bool:
    return any(local_name(element) == "t" and (element.text or "").strip() for element in xml_of(data, file).iter())
