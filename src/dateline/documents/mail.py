"""E-mail (RFC 5322, .eml and mbox): the words of its body; its fields tell of it and are no words of it."""

from __future__ import annotations

import datetime as dt
import re
from email import policy
from email.errors import CloseBoundaryNotFoundDefect, InvalidBase64LengthDefect, StartBoundaryNotFoundDefect
from email.parser import BytesParser
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from dateline.documents.content import Content, File, assembled, date_told, one_line
from dateline.documents.decoding import decoded
from dateline.errors import DocumentError, LimitError
from dateline.model import Block, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from dateline.documents.content import Piece
    from dateline.model.texts import BlockKind

__all__ = ["mails_of", "message_of", "read", "read_mbox"]

_ENVELOPE: Final = re.compile(rb"^From \S{1,320}[^\n]{0,60}\d\d:\d\d[^\n]{0,60}\d{4}[^\n]{0,60}\n", re.MULTILINE)
_CUT_OFF: Final = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect, InvalidBase64LengthDefect)
# What stands above a mail that is answered or passed on, in the words of mail programs.
# What a mail says stands between its parts, and the lines that may be it (RFC 2046, 5.1.1).
_BOUNDARY: Final = re.compile(rb"\bboundary[ \t]*=[ \t]*\"?([^\"\r\n;]{1,200})", re.IGNORECASE)
_DASHES: Final = re.compile(rb"^--([^\r\n]{1,200})", re.MULTILINE)
# The fields that are read: in a longer one, taking its words apart takes gigabytes.
_FIELDS: Final = frozenset(
    "subject from date content-language content-type content-disposition content-location "
    "snapshot-content-location".split()
)
_LONGEST: Final = 100_000
# What Python can follow of parts within parts, in round figures.
_DEEPEST: Final = 200
# So many of the files that are attached are named.
_NAMED: Final = 20
_OPENS: Final = re.compile(r"-{3,}[^\n]{0,60}-{3,}")


def read(file: File) -> Content:
    """The body of a mail: its plain text, else its HTML as text; what it answers stands in blocks of quotes."""
    message = message_of(file)
    body: Any = message.get_body(preferencelist=("plain", "html"))
    text: str
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...]
    text, blocks, remarks = ("", (), ("the mail has no text",)) if body is None else _body(body, file)
    files = [one_line(part.get_filename()) or part.get_content_type() for part in message.iter_attachments()]
    if files:
        more = f" and {len(files) - _NAMED:,} more" if len(files) > _NAMED else ""
        remarks = (*remarks, f"not read, attached: {', '.join(files[:_NAMED])}{more}")
    date = message.get("date")
    published = None if date is None else _date(date)
    if date is not None and published is None:
        remarks = (*remarks, f"its date, {str(date)[:60]!r}, makes no sense")
    return Content(
        text=text,
        blocks=blocks,
        title=_field(message, "subject"),
        author=_author(message),
        published=published,
        language=_language(message),
        remarks=remarks,
    )


def message_of(file: File) -> EmailMessage:
    """The message in a file; `DocumentError` for one that was cut off or goes beyond what is read of mails."""
    remedy = "it is damaged, or no mail that people sent: save the text of it"
    # Counted beforehand, since taking very many apart takes minutes.
    announced = {found.strip() for found in _BOUNDARY.findall(file.data)}
    parted = sum(found[1].strip() in announced for found in _DASHES.finditer(file.data)) if announced else 0
    file.limits.check("parts", parted, file.where, "parts")
    try:
        message: EmailMessage = BytesParser(policy=policy.default).parsebytes(file.data)
        parts = [*message.walk()]
    except RecursionError:
        raise LimitError(file.where, "", _DEEPEST, "parts within parts, deeper than is read", remedy) from None
    file.limits.check("parts", len(parts), file.where, "parts")
    for part in parts:
        for name, value in part.raw_items():
            if len(value) > _LONGEST and name.lower() in _FIELDS:
                raise LimitError(file.where, "", _LONGEST, f"{len(value):,} characters in the field {name}", remedy)
        if any(isinstance(defect, _CUT_OFF) for defect in part.defects):
            reason = "it is damaged: it ends before its last part does; get the whole file again"
            raise DocumentError(file.where, reason)
    return message


def read_mbox(file: File) -> Content:
    """The mail of a mailbox that holds one; `DocumentError` if it holds more."""
    mails = [*mails_of(file)]
    if len(mails) > 1:
        raise DocumentError(
            file.where, f"it is a mailbox of {len(mails)} mails; dateline.open_all gives them one by one"
        )
    return read(mails[0])


def mails_of(file: File) -> Iterator[File]:
    """The mails of a mailbox (RFC 4155), each named with its number."""
    starts = [found for found in _ENVELOPE.finditer(file.data) if _opens_mail(file.data, found.start())]
    for number, found in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(file.data)
        mail = re.sub(rb"(?m)^>(>*From )", rb"\1", file.data[found.end() : end])
        yield evolve(file, data=mail, where=f"{file.where}, mail {number + 1}" if len(starts) > 1 else file.where)


def _opens_mail(data: bytes, at: int) -> bool:
    return at == 0 or data[max(0, at - 4) : at].endswith((b"\n\n", b"\r\n\r\n"))


def _body(part: Any, file: File) -> tuple[str, tuple[Block, ...], tuple[str, ...]]:
    data: bytes = part.get_payload(decode=True) or b""
    declared = part.get_content_charset()
    remarks: tuple[str, ...]
    try:
        text, remarks = data.decode(file.encoding or declared or "ascii"), ()
    except (LookupError, UnicodeDecodeError):
        text, remarks = decoded(data, file.where, file.encoding)
        if declared is not None:
            remarks = (*remarks, f"its text is not {declared}, as it says")
    if part.get_content_type() == "text/html":
        # Few mails have no plain text, and only those need the extra.
        from dateline.documents.flow import Flow, passages_of
        from dateline.documents.trees import tree_of

        tree = tree_of(text, file)
        flow = Flow(()) if tree is None else passages_of(tree)
        # As plain mails mark what they answer.
        marked: list[Piece] = [
            (kind, re.sub(r"(?m)^", "> ", words) if kind == "quote" else words) for kind, words in flow.pieces
        ]
        text, blocks, _ = assembled(marked)
        return text, blocks, (*remarks, *flow.remarks)
    text = text.replace("\r\n", "\n").rstrip("\n")
    return text, tuple(_blocks(text)), remarks


def _blocks(text: str) -> Iterator[Block]:
    """Paragraphs, and apart from them the lines of others that a mail answers or passes on."""
    kind: BlockKind | None = None
    first = last = at = 0
    passed_on = False
    for line in text.split("\n"):
        words = line.strip()
        passed_on = passed_on or _OPENS.fullmatch(words) is not None
        here: BlockKind = "quote" if passed_on or words.startswith(">") else "paragraph"
        if kind is not None and (here != kind or not words):
            yield Block(kind, Span(first, last))
            kind = None
        if words:
            first = at + line.index(words) if kind is None else first
            last = at + line.index(words) + len(words)
            kind = here
        at += len(line) + 1
    if kind is not None:
        yield Block(kind, Span(first, last))


def _date(field: Any) -> dt.date | dt.datetime | None:
    try:
        told = field.datetime
    except (AttributeError, ValueError, TypeError):
        told = None
    return told if isinstance(told, dt.datetime) else date_told(str(field))


def _field(message: Any, name: str) -> str | None:
    value = message.get(name)
    return None if value is None else one_line(str(value))


def _author(message: Any) -> str | None:
    """The names of those in "From:", the address of one who has none."""
    field = message.get("from")
    addresses = getattr(field, "addresses", ())
    return ", ".join(one.display_name or one.addr_spec for one in addresses) or _field(message, "from")


def _language(message: Any) -> str | None:
    told = _field(message, "content-language")
    return None if told is None else told.partition(",")[0].strip()
