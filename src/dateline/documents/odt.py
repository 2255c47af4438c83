"""OpenDocument text (.odt): headings, paragraphs, items and rows in the order of the text, then its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dateline.documents.content import BREAK, Content, File, assembled, date_told, made_remark, one_line, row_of, tidy
from dateline.documents.packages import Package
from dateline.documents.trees import check_entities, local_name, xml_of
from dateline.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.documents.content import Piece
    from dateline.model.texts import BlockKind

__all__ = ["read"]

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_HIDDEN: Final = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms", "binary-data"}
)


def read(file: File) -> Content:
    """The text of an ODT file; its pages are those of the last time that a program laid it out."""
    package = Package(file)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package["META-INF/manifest.xml"]:
        raise DocumentError(file.where, "it is encrypted; save it without a password")
    root = xml_of(package["content.xml"], file)
    check_entities(root, file)
    body = next((element for element in root.iter() if local_name(element) == "text" and _is_office(element)), root)
    # The notes and boxes that are met in its paragraphs, and in them.
    met: list[Any] = []
    pieces: list[Piece] = [*_pieces(body, met, "paragraph")]
    for note in met:
        pieces += _pieces(note, met, "note")
    text, blocks, pages = assembled(pieces)
    told = _told(package, file)
    made = date_told(told.get("creation-date", ""))
    changed = any(local_name(element) == "tracked-changes" for element in body)
    remarks = ["changes are tracked in it: it is read as if all were accepted"] if changed else []
    left = [*_left_out(package, root, file)]
    if any(local_name(element) == "table-of-content" for element in body.iter()):
        left.append("table of contents")
    remarks += [f"left out: {', '.join(left)}"] if left else []
    return Content(
        text=text,
        blocks=blocks,
        pages=pages,
        title=one_line(told.get("title")),
        author=one_line(told.get("initial-creator") or told.get("creator")),
        language=one_line(told.get("language")),
        remarks=(*remarks, *made_remark(made)),
    )


def _left_out(package: Package, root: Any, file: File) -> Iterator[str]:
    """What has words, and stands around the text or beside it."""
    if "styles.xml" in package.names:
        masters = [*xml_of(package["styles.xml"], file).iter()]
        for name in ("header", "footer"):
            around = (element for element in masters if local_name(element) in (name, f"{name}-left", f"{name}-first"))
            if any("".join(element.itertext()).strip() for element in around):
                yield f"{name}s"
    if any(local_name(element) == "annotation" and "".join(element.itertext()).strip() for element in root.iter()):
        yield "comments"


def _is_office(element: Any) -> bool:
    return "office" in element.tag


def _told(package: Package, file: File) -> dict[str, str]:
    if "meta.xml" not in package.names:
        return {}
    return {
        local_name(element): element.text or ""
        for element in xml_of(package["meta.xml"], file).iter()
        if not len(element)
    }


def _pieces(parent: Any, met: list[Any], kind: BlockKind) -> Iterator[Piece]:
    for element in parent:
        name = local_name(element)
        if name in ("p", "h"):
            text = _lines("".join(_words(element, met)))
            inner: BlockKind = "heading" if name == "h" else kind
            style = (element.get(f"{_TEXT}style-name") or "").lower()
            if inner == "paragraph" and style.startswith("quot"):
                inner = "quote"
            elif inner == "paragraph" and style in ("title", "subtitle"):
                inner = "heading"
            yield inner, tidy(text, "- " if inner == "item" else "")
        elif name == "table":
            yield from _table(element, met)
        elif name == "soft-page-break":
            yield kind, BREAK
        elif name == "table-of-content" or name in _HIDDEN:
            continue
        elif name == "list-item":
            yield from _pieces(element, met, "item")
        else:
            yield from _pieces(element, met, kind)


def _lines(text: str) -> str:
    return "\n".join(" ".join(line.split(" ")).strip(" ") for line in text.split("\n")).strip("\n")


def _words(element: Any, met: list[Any]) -> Iterator[str]:
    """The words of a paragraph, white space as ODF counts it (OpenDocument 1.2, part 1, 6.1.2)."""
    yield _collapsed(element.text)
    for child in element:
        name = local_name(child)
        if name == "s":
            # No number of more digits is meant.
            number = (child.get(f"{_TEXT}c") or "1")[:9]
            yield " " * (min(int(number), 100) if number.isdecimal() else 1)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name == "soft-page-break":
            yield BREAK
        elif name == "note":
            met += [inner for inner in child if local_name(inner) == "note-body"]
        elif name == "text-box":
            met.append(child)
        elif name not in _HIDDEN:
            yield from _words(child, met)
        yield _collapsed(child.tail)


def _collapsed(text: str | None) -> str:
    if not text:
        return ""
    words = " ".join(text.split())
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() and words else ''}"


def _table(table: Any, met: list[Any]) -> Iterator[Piece]:
    rows: list[tuple[int, list[Any]]] = []
    breaks = 0
    for element in table.iter():
        name = local_name(element)
        if name == "soft-page-break" and local_name(element.getparent()) not in ("p", "h", "span"):
            breaks += 1
        elif name == "table-row" and next(a for a in element.iterancestors() if local_name(a) == "table") is table:
            rows.append((breaks, [cell for cell in element if local_name(cell) == "table-cell"]))
            breaks = 0
    if max((len(cells) for _, cells in rows), default=0) < 2:
        for _, cells in rows:
            for cell in cells:
                yield from _pieces(cell, met, "paragraph")
        return
    for before, cells in rows:
        texts = [" ".join(text for _, text in _pieces(cell, met, "paragraph")) for cell in cells]
        before += sum(text.count(BREAK) for text in texts)
        texts = [" ".join(text.replace(BREAK, " ").split()) for text in texts]
        if any(texts):
            yield "row", BREAK * before + row_of(texts)
