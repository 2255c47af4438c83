"""Plain text: its characters as they are; form feeds end its pages."""

from __future__ import annotations

from dateline.documents.content import BREAK, Content, File
from dateline.documents.decoding import decoded

__all__ = ["read"]


def read(file: File) -> Content:
    """The text of a file of plain text."""
    text, remarks = decoded(file.data, file.where, file.encoding)
    pages = [0]
    at = text.find(BREAK)
    while at >= 0:
        pages.append(at + 1)
        at = text.find(BREAK, at + 1)
    return Content(text=text, pages=tuple(pages) if len(pages) > 1 else (), remarks=remarks)
