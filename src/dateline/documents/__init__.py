"""Files of many formats as documents: what a file is, its text, its pages and blocks, and what it says of itself.

A module `dateline.documents.<format>` has `read(file) -> Content`; the one for a file is found by its kind, which
`kinds` tells by the content, and imported when it is asked for.  All but plain text, Markdown and mails without HTML
need the extra `files` (`pip install 'dateline[files]'`).
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from attrs import evolve

from dateline.documents.content import Content, File
from dateline.documents.decoding import known_encoding
from dateline.documents.kinds import DOCUMENTS, OTHER, TIMELINE, kind_of
from dateline.documents.logs import kept_back
from dateline.errors import ArgumentError, DatelineError, DocumentError, LimitError, MissingExtraError
from dateline.limits import Limits, bytes_of, checked
from dateline.model import Document, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

__all__ = ["kind_of", "open", "open_all"]

Given: TypeAlias = "str | os.PathLike[str] | bytes | IO[str] | IO[bytes]"

# The module and function that reads each kind; it is imported when it is needed.
_READERS: Final[dict[str, tuple[str, str]]] = {
    "text": ("plain", "read"),
    "markdown": ("markdown", "read"),
    "html": ("html", "read"),
    "pdf": ("pdf", "read"),
    "docx": ("docx", "read"),
    "odt": ("odt", "read"),
    "epub": ("epub", "read"),
    "rtf": ("rtf", "read"),
    "mhtml": ("mhtml", "read"),
    "mail": ("mail", "read"),
    "mbox": ("mail", "read_mbox"),
    "subtitles": ("subtitles", "read"),
}
# What packages are called where their modules are called otherwise.
_PACKAGES: Final = {"docx": "python-docx", "charset_normalizer": "charset-normalizer", "lxml": "lxml"}
# The kinds of which the file itself says how its characters are written.
_ENCODED: Final = frozenset({"pdf", "docx", "odt", "epub"})
# What Python can follow of parts within parts, in round figures.
_DEEPEST: Final = 200
_ADVICE: Final = (
    ("dateline", "give these"),
    ("image", "read its words with OCR first"),
    ("archive", "unpack it and open what is in it"),
    ("spreadsheet", "save the sheet as text or CSV"),
    ("presentation", "save it as text or PDF"),
    ("old Microsoft", "save it as .docx, .eml or text"),
    ("sound", "give a transcript of it"),
    ("XML", "give its text"),
    ("JSON", "give its text"),
)


def open(  # noqa: A001
    source: Given, *, encoding: str | None = None, name: str | None = None, limits: Limits | None = None
) -> Document:
    """The document in a file: its text, and what the file says of it.

    `source` is a path, bytes, or a file object, open for text or binary.  What it is (plain text, Markdown, HTML, PDF,
    .docx, .odt, .epub, .rtf, a mail, subtitles) is told by its content.  `encoding` is that of its characters, where it
    does not say so itself or says so wrongly.  `name` is what to call the source; else it is called by its title or
    publisher, or by the name of the file if it says neither.  `limits` says how much of a file is read.

    Of the document, `source` has title, author, publisher, date and address as far as the file states them, the digest
    of the text, and where its pages begin; `language` is what the file says; `blocks` what its format marks; `remarks`
    what was guessed or left out.  Spans count code points of `text`, in which the line ends of plain text are kept.

    Raises `DocumentError` for what cannot be read (damaged, encrypted, without text, of another kind), of which
    `LimitError` is for what goes beyond the limits, `MissingExtraError` without a package that its kind needs (extra
    "files"), and `ArgumentError`.
    """
    file, called = _file(source, encoding, name, checked(limits))
    return _document(file, called)


def open_all(
    source: Given, *, encoding: str | None = None, name: str | None = None, limits: Limits | None = None
) -> Iterator[Document]:
    """The documents in a file, one by one: the mails of a mailbox (mbox), of any other file the only one.

    The arguments and errors are those of `open`.
    """
    file, called = _file(source, encoding, name, checked(limits))
    if kind_of(file.data, file.name, file.encoding) != "mbox":
        yield _document(file, called)
        return
    from dateline.documents.mail import mails_of

    for mail in mails_of(file):
        yield _made(mail, called, "mail")


def _document(file: File, called: str | None) -> Document:
    kind = kind_of(file.data, file.name, file.encoding)
    if kind.startswith(TIMELINE):
        form = kind.removeprefix(TIMELINE)
        raise DocumentError(file.where, f"it is a timeline ({form}), not a text; dateline.read reads it")
    if kind.startswith(OTHER):
        what = kind.removeprefix(OTHER)
        advice = next((advice for sign, advice in _ADVICE if sign in what), None)
        known = "what is read is text, Markdown, HTML, PDF, .docx, .odt, .epub, .rtf, mails and subtitles"
        raise DocumentError(file.where, f"it is {what}; {advice or known}")
    return _made(file, called, kind)


def _made(file: File, called: str | None, kind: str) -> Document:
    content = _content(file, kind)
    file.limits.check("characters", len(content.text), file.where, "characters of text")
    source = Source(
        title=content.title,
        publisher=content.publisher,
        author=content.author,
        url=content.url,
        published=content.published,
        pages=content.pages,
    )
    if called is None and source.title is None and source.publisher is None:
        called = file.name
    if called is not None:
        source = evolve(source, name=called)
    return Document(
        content.text,
        Source.for_text(content.text, source),
        language=content.language,
        blocks=content.blocks,
        remarks=content.remarks,
    )


def _content(file: File, kind: str) -> Content:
    if file.encoding is not None and kind in _ENCODED:
        raise ArgumentError("encoding", file.encoding, f"{DOCUMENTS[kind]} says itself how it is written; leave it out")
    module, function = _READERS[kind]
    try:
        read: Callable[[File], Content] = getattr(import_module(f"dateline.documents.{module}"), function)
        with kept_back():
            return read(file)
    except (DatelineError, MemoryError):
        raise
    except RecursionError:
        remedy = "it is damaged, or made by a program that went wrong: save the text of it"
        raise LimitError(file.where, "", _DEEPEST, "parts within parts, deeper than is read", remedy) from None
    except ImportError as error:
        needed = (error.name or str(error)).partition(".")[0]
        raise MissingExtraError("files", _PACKAGES.get(needed, needed)) from error
    except Exception as error:
        # The libraries that read formats raise whatever comes up when a file is not as it should be.
        said = " ".join(str(error).split())[:120] or type(error).__name__
        reason = f"damaged, or no {DOCUMENTS[kind]} after all ({said}); save it again in the program that made it"
        raise DocumentError(file.where, reason) from error


def _file(source: Any, encoding: str | None, name: str | None, limits: Limits) -> tuple[File, str | None]:
    """The bytes of what was given, and what to call it if that was said."""
    if name is not None and not isinstance(name, str):
        raise ArgumentError("name", name, "must be a str")
    if encoding is not None:
        encoding = known_encoding(encoding)
    if isinstance(source, bytes | bytearray | memoryview):
        limits.check("file_bytes", len(source), name or "the bytes", "bytes")
        return File(bytes(source), name or "the bytes", name, encoding, limits), name
    if hasattr(source, "read"):
        known = getattr(source, "name", None)
        path = known if isinstance(known, str) else None
        where = name or path or "the file object"
        data = _drained(source, limits.file_bytes)
        if isinstance(data, str):
            if encoding is not None:
                raise ArgumentError("encoding", encoding, "is for bytes, and this file is open for text")
            data, encoding = data.encode("utf-8", "surrogatepass"), None
        if not isinstance(data, bytes):
            raise ArgumentError("source", source, "must give bytes or text when it is read")
        limits.check("file_bytes", len(data), where, "bytes or more")
        known = os.path.basename(path) if path else name  # noqa: PTH119
        return File(data, where, known, encoding, limits), name
    try:
        path = os.fspath(cast("str | os.PathLike[str]", source))
        if not isinstance(path, str):
            raise TypeError
    except TypeError:
        raise ArgumentError("source", source, "must be a path, bytes or a file object") from None
    return File(_read(path, limits), path, Path(path).name or None, encoding, limits), name


def _drained(source: Any, most: int) -> Any:
    """What a file object gives, in parts or at once, up to one more than is allowed, which shows that there is more."""
    pieces = [source.read(most + 1)]
    left = most + 1
    while isinstance(pieces[-1], str | bytes) and pieces[-1] and len(pieces[-1]) < left:
        left -= len(pieces[-1])
        pieces.append(source.read(left))
    return pieces[0] if len(pieces) == 1 else pieces[0][:0].join(filter(None, pieces))


def _read(path: str, limits: Limits) -> bytes:
    try:
        return bytes_of(Path(path), limits)
    except OSError as error:
        raise DocumentError(path, error.strerror or str(error)) from None
    except ValueError as error:
        if isinstance(error, DatelineError):
            raise
        # A NUL in the name of a file.
        raise DocumentError(repr(path), str(error)) from None
