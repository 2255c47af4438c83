"""What a file is, told by its content: by its first bytes, else by the structure of its text.

The suffix of its name counts only where the content is silent: between Markdown and plain text, for fragments, and
for mails that have only fields as people write them.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import Final

from dateline.documents.decoding import decoded_head

__all__ = ["DECISIONS", "DOCUMENTS", "FRONT_MATTER", "OTHER", "OURS", "TIMELINE", "kind_of"]

DOCUMENTS: Final[dict[str, str]] = {
    "text": "plain text",
    "markdown": "Markdown",
    "html": "HTML",
    "pdf": "PDF",
    "docx": "Word (.docx)",
    "odt": "OpenDocument text",
    "epub": "EPUB",
    "rtf": "RTF",
    "mhtml": "a saved page (MHTML)",
    "mail": "an e-mail",
    "mbox": "a mailbox of e-mails",
    "subtitles": "subtitles",
}
"""The kinds that are read, and what people call them."""

TIMELINE: Final = "timeline:"
"""What the kinds of timelines begin with; the form follows: "timeline:json", "timeline:csv", "timeline:ical" …"""

OTHER: Final = "other:"
"""What the kind of a file begins with that is not read; what people call it follows."""

DECISIONS: Final = "other:a file of decisions"
"""What `write_decisions` writes, and what may be written like it by hand."""
OURS: Final = " that dateline made of other documents"
"""What the kind of a file ends with that an exporter has written: its words are not to be read once more."""

_GENERATOR: Final = '<meta name="generator" content="dateline">'
# How the tables of the command and of Markdown begin, the latter after its title.
_TABLE_HEAD: Final = re.compile(
    r"when +what +who +says who\n|(?:# [^\n]*\n\n)?\| When \| What \| Who \| Who says so \|"
)
_PROPERTIES: Final = "docProps/core.xml"
_KEYWORDS: Final = b"<cp:keywords>made by dateline</cp:keywords>"
# So many bytes tell the structure of a text.
_HEAD: Final = 1 << 16

_MAGIC: Final = (
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0", "other:a file of an old Microsoft Office (.doc, .xls, .ppt, .msg)"),
    (b"\x89PNG", "other:a PNG image"),
    (b"\xff\xd8\xff", "other:a JPEG image"),
    (b"GIF8", "other:a GIF image"),
    (b"II*\0", "other:a TIFF image"),
    (b"MM\0*", "other:a TIFF image"),
    (b"\x7fELF", "other:a program"),
    (b"\x1f\x8b", "other:a gzip archive"),
    (b"BZh", "other:a bzip2 archive"),
    (b"\xfd7zXZ", "other:an xz archive"),
    (b"7z\xbc\xaf", "other:a 7-Zip archive"),
    (b"Rar!", "other:a RAR archive"),
    (b"OggS", "other:a sound or film"),
    (b"ID3", "other:a sound"),
    (b"fLaC", "other:a sound"),
    (b"SQLite format 3\0", "other:a database (SQLite)"),
    (b"PAR1", "other:a table (Parquet)"),
)
# By the type that a package names, or by the folder that it has.
_TYPES: Final = (
    (b"application/epub+zip", "epub"),
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "other:a spreadsheet (OpenDocument)"),
    (b"application/vnd.oasis.opendocument.presentation", "other:a presentation (OpenDocument)"),
)
_FOLDERS: Final = (
    ("word/", "docx"),
    ("xl/", "other:a spreadsheet (Excel)"),
    ("ppt/", "other:a presentation (PowerPoint)"),
)
_PACKAGES: Final = frozenset({".docx", ".odt", ".epub"})
_SUFFIXES: Final = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_CONTROLS: Final = frozenset(map(chr, {*range(32), 127})) - set("\t\n\r\f\v\x1b")

_SUBTITLES: Final = re.compile(
    r"WEBVTT(?=\s)|(?:\d+[ \t]*\r?\n)?\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->|\[Script Info\]|\{\d+\}\{\d+\}",
    re.IGNORECASE,
)
_HTML: Final = re.compile(
    r"(?:<!--.{0,4000}?-->\s*|<\?xml[^>]*>\s*)*(?:<!doctype\s+html|<(?:html|head|body|title|meta)\b)",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT: Final = re.compile(r"<(?:article|section|main|div|p|h[1-6]|table|ul|ol|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]*>", re.IGNORECASE)
_JSON: Final = re.compile(r"\{\s*(?:\"(?:[^\"\\\n]|\\.){0,200}\"\s*:|\}\s*\Z)|\[\s*\{\s*\"")
_FIELD: Final = re.compile(r"([!-9;-~]{1,76})[ \t]*:")
_ENVELOPE: Final = re.compile(r"From \S{1,320}[^\n]{0,60}\d\d:\d\d[^\n]{0,60}\d{4}")
# One of these, or a sender with a date as RFC 5322 writes it: letters and notes that people head "From:" are texts.
_OF_MACHINES: Final = frozenset({"message-id", "mime-version", "received", "return-path", "dkim-signature"})
_OF_PEOPLE: Final = frozenset({"from", "to", "subject", "date", "sender", "cc", "reply-to"})
_MAIL_DATE: Final = re.compile(
    r"^date:\s*(?:[a-z]{3},\s*)?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d", re.IGNORECASE | re.MULTILINE
)
# What browsers write at the head of a page that they save as one file (MHTML, RFC 2557), which looks like a mail.
_SAVED: Final = re.compile(r"^(?:snapshot-content-location:|from:[ \t]*\"?<?saved by )", re.IGNORECASE | re.MULTILINE)
FRONT_MATTER: Final = re.compile(
    r"---[ \t]*\r?\n(?=[A-Za-z][\w-]*[ \t]*:)(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
    r"|\+\+\+[ \t]*\r?\n(?P<toml>.*?)\+\+\+[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)
"""What a Markdown file may open with and tell of itself, in YAML or in TOML."""

_MARKDOWN: Final = re.compile(r"^(?:#{1,6} \S|```)|\[[^\]\n]{1,200}\]\((?:https?:|[./#])[^)\s]*\)", re.MULTILINE)


def kind_of(data: bytes, name: str | None = None, encoding: str | None = None) -> str:
    """What `data` is: one of `DOCUMENTS`, a timeline ("timeline:json"), or another thing ("other:a PNG image").

    `name` is that of the file, if it has one; `encoding` that of its text, if it is known.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data, _suffix(name))
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return "other:a picture, sound or film"
    head = decoded_head(data, _HEAD, encoding)
    shown = head[:4096]
    if _TABLE_HEAD.match(head):
        return f"{OTHER}a table{OURS}"
    if "\0" in head or sum(map(shown.count, _CONTROLS)) * 10 > len(shown):
        return "other:a program" if data.startswith(b"MZ") else "other:a file of bytes that are no text"
    return _text_kind(head.lstrip("\ufeff"), name)


def _package(data: bytes, suffix: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
            if _PROPERTIES in names and _is_ours(package):
                return f"{OTHER}a file{OURS}"
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        # What is left of it, or its name, still shows what it was.
        if suffix in _PACKAGES:
            return suffix[1:]
        names = [folder for folder, _ in _FOLDERS if f"{folder}".encode() in data]
    typed = next((kind for name, kind in _TYPES if name in data[:200]), None)
    if typed is not None:
        return typed
    if "[Content_Types].xml" in names or b"[Content_Types].xml" in data[:200]:
        for folder, kind in _FOLDERS:
            if any(name.startswith(folder) for name in names):
                return kind
    if "META-INF/container.xml" in names:
        return "epub"
    return "other:a ZIP archive"


def _is_ours(package: zipfile.ZipFile) -> bool:
    """True of a package that says that dateline made it; one that is damaged there says nothing."""
    try:
        return _KEYWORDS in package.open(_PROPERTIES).read(1 << 14)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, EOFError):
        return False


def _text_kind(head: str, name: str | None) -> str:
    text = head.lstrip()
    suffix = _suffix(name)
    timeline = _timeline(text, suffix)
    if timeline is not None:
        return timeline
    if _SUBTITLES.match(text):
        return "subtitles"
    if _HTML.match(text):
        return f"{OTHER}a page{OURS}" if _GENERATOR in text[:4096] else "html"
    if text.startswith("<svg"):
        return f"{OTHER}an SVG image"
    if text.startswith("<?xml"):
        return "html" if re.search(r"<(?:\w+:)?html\b", text, re.IGNORECASE) else "other:XML"
    if _FRAGMENT.match(text) and "</" in text:
        return "html"
    if _ENVELOPE.match(head) and _is_mail(head.partition("\n")[2], ".eml"):
        return "mbox"
    if _is_mail(head, suffix):
        return "mhtml" if _SAVED.search(_fields(head)) else "mail"
    if FRONT_MATTER.match(head):
        return "markdown"
    if suffix in _SUFFIXES and (_SUFFIXES[suffix] != "html" or _TAG.search(text)):
        return _SUFFIXES[suffix]
    return "markdown" if suffix == "" and _MARKDOWN.search(head) else "text"


def _suffix(name: str | None) -> str:
    stem, dot, suffix = (name or "").rpartition(".")
    return f".{suffix.lower()}" if dot and stem and suffix.isalnum() else ""


def _timeline(text: str, suffix: str) -> str | None:
    """The kind of a timeline that dateline writes and reads, or of data of the same form that it does not."""
    if text[:15].upper() == "BEGIN:VCALENDAR":
        return "timeline:ical"
    first, _, rest = text.partition("\n")
    if _JSON.match(text):
        if '"decisions_version"' in text:
            return DECISIONS
        if '"schema_version"' not in text:
            return "other:JSON that is no timeline"
        lines = suffix in (".jsonl", ".ndjson") or (first.rstrip().endswith("}") and rest.lstrip().startswith("{"))
        return "timeline:jsonl" if lines else "timeline:json"
    for delimiter, kind in ((",", "csv"), ("\t", "tsv"), (";", "csv"), ("|", "csv")):
        if {"title", "edtf"} <= {cell.strip().strip('"') for cell in first.split(delimiter)}:
            return f"{TIMELINE}{kind}"
    return None


def _fields(head: str) -> str:
    """What stands above the first empty line."""
    return re.split(r"\r?\n[ \t]*\r?\n", head, maxsplit=1)[0]


def _is_mail(head: str, suffix: str) -> bool:
    """True if a text opens with the fields of a mail (RFC 5322), of which a file named as one needs only some."""
    fields: set[str] = set()
    block = _fields(head)
    for line in block.splitlines():
        if line[:1] in (" ", "\t") and fields:
            continue
        found = _FIELD.match(line)
        if found is None:
            return False
        fields.add(found[1].lower())
    if suffix == ".eml" and len(fields & _OF_PEOPLE) > 1:
        return True
    return bool(fields & _OF_MACHINES) or ("from" in fields and _MAIL_DATE.search(block) is not None)
