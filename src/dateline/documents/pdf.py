"""PDF (pypdf): the text of each page, and where the pages begin."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import pypdf
from pypdf.errors import LimitReachedError, PyPdfError

from dateline.documents.content import Content, File, made_remark, one_line
from dateline.documents.logs import kept_back
from dateline.documents.running import without_running_lines
from dateline.errors import DocumentError, LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read"]

# In bytes: within so many at its end a whole file says that this is its end (ISO 32000-1, 7.5.5; as programs read it).
_TAIL: Final = 2_048
# What reading a part of a damaged file raises.
_ODD: Final = (PyPdfError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
_ENDS: Final = frozenset('.!?:"”’)')
# In bytes: what pypdf unpacks of one stream, in round figures.
_UNPACKED: Final = 75_000_000
# So many of what pypdf says of a file are passed on.
_TOLD: Final = 5


def read(file: File) -> Content:
    """The text of a PDF file by page, without heads and feet that run over the pages.

    A page that goes on in the midst of a sentence follows without an empty line.
    """
    if b"%%EOF" not in file.data[-_TAIL:]:
        raise DocumentError(file.where, "it is damaged: the end of the PDF is missing; get the whole file again")
    with kept_back() as said:
        reader = pypdf.PdfReader(BytesIO(file.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(file.where, "the PDF is encrypted; save it without a password")
        texts = _texts(reader, file)
        told = reader.metadata
        language = reader.root_object.get("/Lang")
        beside = _beside(reader)
        title, author = (None, None) if told is None else (told.title, told.author)
        made = None if told is None else _made(told)
    empty = [number for number, text in enumerate(texts, 1) if not text.strip()]
    if len(empty) == len(texts):
        reason = "the PDF has no text, only pictures of pages as scans have; run OCR over it (ocrmypdf does)"
        raise DocumentError(file.where, reason if texts else "the PDF has no pages; it is damaged or empty")
    remarks = [*dict.fromkeys(said)][:_TOLD]
    if empty:
        remarks.append(f"there is no text on {'page' if len(empty) == 1 else 'pages'} {_ranges(empty)} of {len(texts)}")
    if beside:
        remarks.append(f"left out: {', '.join(beside)}")
    texts, running = without_running_lines(texts, title)
    text, pages = _joined([text.strip("\n") for text in texts])
    return Content(
        text=text,
        pages=pages,
        title=one_line(title),
        author=one_line(author),
        language=one_line(str(language)) if language else None,
        remarks=(*remarks, *running, *made_remark(made)),
    )


def _texts(reader: Any, file: File) -> list[str]:
    texts: list[str] = []
    length = 0
    limits = file.limits
    for number, page in enumerate(reader.pages, 1):
        limits.check("pages", number, file.where, "pages or more")
        try:
            texts.append(page.extract_text().strip("\n"))
        except LimitReachedError as error:
            # What pypdf does not do: unpack a stream of 75 MB, or read a page of very many signs.
            said = " ".join(str(error).split())[:120]
            remedy = f"print the file anew, or give its text ({said})"
            raise LimitError(file.where, "", _UNPACKED, f"more in page {number} than is unpacked", remedy) from None
        length += len(texts[-1])
        limits.check("characters", length, file.where, "characters of text or more")
    return texts


def _beside(reader: Any) -> list[str]:
    """What words a PDF has beside those of its pages."""
    found: dict[str, None] = {}
    for page in reader.pages:
        try:
            for note in page.get("/Annots") or ():
                found.update(dict.fromkeys(_noted(note.get_object())))
        except _ODD:
            # Damaged there, it tells nothing of it.
            continue
    try:
        if "/EmbeddedFiles" in reader.root_object["/Names"].get_object():
            found["the files in it"] = None
    except _ODD:
        pass
    return [*found]


def _noted(note: Any) -> Iterator[str]:
    """What has words of its own, of the things that are put upon a page (ISO 32000-1, 12.5.6)."""
    kind = note.get("/Subtype")
    if kind in ("/Text", "/FreeText") and str(note.get("/Contents") or "").strip():
        yield "notes on its pages"
    value = note.get("/V") or (note["/Parent"].get_object().get("/V") if "/Parent" in note else None)
    if kind == "/Widget" and isinstance(value, str) and value.strip("/ \n") not in ("", "Off"):
        yield "what is filled into its form"


def _joined(texts: list[str]) -> tuple[str, tuple[int, ...]]:
    out: list[str] = []
    pages: list[int] = []
    length = 0
    before = ""
    for text in texts:
        if before and text:
            between = "\n\n" if before[-1] in _ENDS else "\n"
            out.append(between)
            length += len(between)
        pages.append(length)
        out.append(text)
        length += len(text)
        before = text.rstrip() or before
    if pages:
        pages[0] = 0
    return "".join(out), tuple(pages)


def _made(told: Any) -> Any:
    try:
        return told.creation_date
    except ValueError:
        return None


def _ranges(numbers: list[int]) -> str:
    """Numbers in order, those that follow each other as a range: "2, 5-7"."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
    return ", ".join(shown[:20]) + (", …" if len(shown) > 20 else "")
