"""EPUB: the chapters of a book in the order of its spine, and what its package says of it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from dateline.documents.content import Content, File, assembled, date_told, one_line
from dateline.documents.decoding import decoded
from dateline.documents.flow import passages_of
from dateline.documents.packages import Package
from dateline.documents.trees import local_name, tree_of, xml_of
from dateline.errors import DocumentError
from dateline.model import Block, Span

if TYPE_CHECKING:
    from dateline.documents.content import Piece

__all__ = ["read"]

_CONTAINER: Final = "META-INF/container.xml"
_RIGHTS: Final = "META-INF/encryption.xml"
_PAGES: Final = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
# Fonts may be scrambled in a book that can be read.
_FONTS: Final = (".otf", ".ttf", ".woff", ".woff2")


def read(file: File) -> Content:
    """The text of a book; each document of its spine is a chapter."""
    package = Package(file)
    if _RIGHTS in package.names and _is_locked(xml_of(package[_RIGHTS], file)):
        raise DocumentError(file.where, "the book is encrypted (DRM); only the program that it was bought for reads it")
    container = xml_of(package[_CONTAINER], file)
    roots = [element.get("full-path") for element in container.iter() if local_name(element) == "rootfile"]
    if not roots or not roots[0]:
        raise DocumentError(file.where, "it is damaged: it does not name its package; get the whole file again")
    root = xml_of(package[roots[0]], file)
    pieces: list[Piece] = []
    chapters: list[int] = []
    remarks: list[str] = []
    length = 0
    spine, others = _spine(root, posixpath.dirname(roots[0]))
    if others:
        what = "it is no text: 1 chapter" if len(others) == 1 else f"they are no text: {len(others)} chapters"
        remarks.append(f"left out, since {what} ({', '.join(dict.fromkeys(others))})")
    if len(set(spine)) < len(spine):
        # "must not reference the same item more than once" (EPUB 3.3, 5.7.2).
        remarks.append("its spine names a chapter more than once; it was read once")
    for name in dict.fromkeys(spine):
        if name not in package.names:
            remarks.append(f"the chapter {name} is missing")
            continue
        flow = passages_of(_body(package[name], file))
        remarks += (f"{name}: {remark}" for remark in flow.remarks)
        if flow.passages:
            chapters.append(len(pieces))
            pieces += flow.pieces
            length += sum(len(text) for _, text in flow.pieces)
            file.limits.check("characters", length, file.where, "characters of text")
    text, blocks, _ = assembled(pieces)
    return Content(
        text=text,
        blocks=tuple(_with_chapters(blocks, chapters)),
        remarks=tuple(remarks),
        published=_published(root),
        title=_first(root, "title"),
        author=_first(root, "creator"),
        publisher=_first(root, "publisher"),
        language=_first(root, "language"),
    )


def _is_locked(rights: Any) -> bool:
    names = (element.get("URI") or "" for element in rights.iter() if local_name(element) == "CipherReference")
    return any(not name.lower().endswith(_FONTS) for name in names)


def _spine(root: Any, folder: str) -> tuple[list[str], list[str]]:
    """The names of the documents that are read one after the other, without the list of contents.

    Behind them, of what else should be read so, what kinds of files it is.
    """
    items = {}
    for element in root.iter():
        if local_name(element) == "item" and "nav" not in (element.get("properties") or "").split():
            items[element.get("id")] = element
    ids = [element.get("idref") for element in root.iter() if local_name(element) == "itemref"]
    named = [items[key] for key in ids if key in items]
    chapters = [item for item in named if item.get("media-type") in _PAGES]
    others = [str(item.get("media-type"))[:60] for item in named if item.get("media-type") not in _PAGES]
    names = [posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or ""))) for item in chapters]
    return names, others


def _body(data: bytes, file: File) -> Any:
    """The body of a chapter: of XHTML as XML says, else as browsers read HTML."""
    try:
        root = xml_of(data, file)
    except etree.XMLSyntaxError:
        root = tree_of(decoded(data, file.where)[0], file)
    if root is None:
        return etree.Element("body")
    return next((element for element in root.iter() if local_name(element).lower() == "body"), root)


def _with_chapters(blocks: tuple[Block, ...], starts: list[int]) -> list[Block]:
    out: list[Block] = []
    for number, first in enumerate(starts):
        last = starts[number + 1] if number + 1 < len(starts) else len(blocks)
        out.append(Block("chapter", Span(blocks[first].span.start, blocks[last - 1].span.end)))
        out += blocks[first:last]
    return out


def _first(root: Any, tag: str) -> str | None:
    found = (one_line(element.text) for element in root.iter() if local_name(element) == tag)
    values = [value for value in found if value]
    return (", ".join(values) if tag == "creator" else values[0]) if values else None


def _published(root: Any) -> Any:
    for element in root.iter():
        if local_name(element) == "date" and element.text:
            event = next((value for name, value in element.attrib.items() if name.endswith("event")), "publication")
            date = date_told(element.text)
            if event == "publication" and date is not None:
                return date
    return None
