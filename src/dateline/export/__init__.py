"""Timelines as text and files: one module a format, found by name or by file suffix and imported when it is asked for.

A module `dateline.export.<format>` has `dumps(timeline, ledger=None, *, …) -> str`, with options of its own by name,
and, where it can be read back, `loads(text) -> Timeline` or `loads(text, ledger=None, limits=DEFAULT, *, …)`; where
files are long, `stream(timeline, ledger, …)` and `load(pieces, limits)` do the same in pieces of text.  A format that
is no text has `encode(timeline, ledger=None, *, …)`, which gives bytes, in place of `dumps`.  What a format cannot hold
goes into the ledger and from there into the `ExportReport`; what of a text is not read, or read by a guess, into the
report of `loads_with_report`.
"""
# ruff: noqa: A002 (a format is called a format)

from __future__ import annotations

import codecs
import inspect
import os
import warnings
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from dateline.errors import ArgumentError, DocumentError, LimitError, ReadError, UnknownFormatError
from dateline.export.ledger import Ledger, Loss, interval_of, says_all, texts_of
from dateline.export.replacing import replace_file
from dateline.limits import CHANGED, Limits, bytes_of, checked
from dateline.model import Timeline
from dateline.model.remarks import NO_EVENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import ModuleType

__all__ = [
    "FORMATS",
    "ExportReport",
    "Ledger",
    "Loss",
    "SkippedWarning",
    "dumps",
    "dumps_with_report",
    "encode_with_report",
    "format_of",
    "interval_of",
    "is_text",
    "loads",
    "loads_with_report",
    "options_of",
    "read",
    "read_options_of",
    "read_with_report",
    "replace_file",
    "says_all",
    "switches_of",
    "texts_of",
    "write",
]

# The formats and their file suffixes; a new exporter is a module of that name and its line here.
FORMATS: dict[str, tuple[str, ...]] = {
    "json": (".json",),
    "csv": (".csv",),
    "ical": (".ics", ".ical"),
    "html": (".html", ".htm"),
    "markdown": (".md", ".markdown"),
    "jsonl": (".jsonl", ".ndjson"),
    "jsonld": (".jsonld",),
    "timeml": (".tml",),
    "svg": (".svg",),
    "png": (".png",),
    "tsv": (".tsv", ".tab"),
    "xlsx": (".xlsx",),
    "docx": (".docx",),
    "parquet": (".parquet",),
    # Both are JSON files to their readers; no suffix tells them from a timeline of our own.
    "timelinejs": (),
    "visjs": (),
}

# So many bytes of a file are read at once.
_PIECE = 1 << 18


# What `loads` says a word about, besides giving the timeline: what was passed over, by its place, and what was guessed.
_PLACES = ("line ", "row ")
_GUESSES = frozenset({"calendar", "columns", "encoding", "table"})
_BOMS = (
    # That of UTF-32 begins as that of UTF-16 does.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class SkippedWarning(UserWarning):
    """Part of a file makes no sense and was passed over, or was read by a guess; the rest was read."""


@frozen
class ExportReport:
    """What came of an export: the number of events `written`, and what the format could not hold.

    `path` is None if the result was not written to a file.  As a string, it is the report in lines of plain text.
    """

    path: Path | None
    format: str
    written: int
    losses: tuple[Loss, ...] = ()

    def __bool__(self) -> bool:
        """True if nothing was lost."""
        return not self.losses

    def __str__(self) -> str:
        where = f" to {self.path}" if self.path is not None else ""
        events = "1 event" if self.written == 1 else f"{self.written} events"
        if not self.losses:
            return f"wrote {events}{where} ({self.format}), nothing lost"
        return "\n".join([f"wrote {events}{where} ({self.format}), not held:", *(f"  {loss}" for loss in self.losses)])


def dumps(timeline: Timeline, format: str, **options: Any) -> str:
    """`timeline` as text in a format ("json", "csv", "ical", "html" …); the same timeline gives the same text.

    `options` are those of the format, such as `texts` of "html".  Raises `UnknownFormatError`, which lists the formats,
    and `ArgumentError` for an option that the format does not have and for a format that is no text ("xlsx", "docx"),
    which `write` makes a file of.  What the format cannot hold is left out; `dumps_with_report` also says what it was.
    """
    return dumps_with_report(timeline, format, **options)[0]


def dumps_with_report(timeline: Timeline, format: str, **options: Any) -> tuple[str, ExportReport]:
    """`timeline` as text, and the report of what the format could not hold."""
    ledger = Ledger()
    module = _asked(format, options)
    if not is_text(format):
        raise ArgumentError("format", format, "is a format of bytes, not of text; write() makes a file of it")
    text: str = module.dumps(_checked(timeline), ledger, **options)
    return text, _reported(timeline, format, ledger)


def encode_with_report(timeline: Timeline, format: str, **options: Any) -> tuple[bytes, ExportReport]:
    """`timeline` in the bytes of a file of any format, text in UTF-8, and the report of what it could not hold."""
    if is_text(format):
        text, report = dumps_with_report(timeline, format, **options)
        return text.encode("utf-8"), report
    ledger = Ledger()
    data: bytes = _asked(format, options).encode(_checked(timeline), ledger, **options)
    return data, _reported(timeline, format, ledger)


def _reported(timeline: Timeline, format: str, ledger: Ledger, path: Path | None = None) -> ExportReport:
    ledger.lose_order(timeline, format)
    return ExportReport(path, format, ledger.written, tuple(ledger.losses))


def is_text(format: str) -> bool:
    """True if a format is text, which `dumps` gives; files of the others are made by `write`."""
    return not hasattr(_module(format), "encode")


def _checked(timeline: Any) -> Timeline:
    if not isinstance(timeline, Timeline):
        raise ArgumentError("timeline", timeline, "must be a Timeline, such as parse() and read() give")
    return timeline


def _asked(format: str, options: Mapping[str, Any]) -> ModuleType:
    known = options_of(format)
    for name, value in options.items():
        if name not in known:
            raise ArgumentError(name, value, f"{format} has no such option; it has {', '.join(known) or 'none'}")
        if name == "title" and value is not None and not isinstance(value, str):
            raise ArgumentError(name, value, "must be text (str)")
    return _module(format)


def options_of(format: str, *, of_file: bool = False) -> tuple[str, ...]:
    """The names of the options that a format has; with `of_file` also those that only `write` takes."""
    module = _module(format)
    beside = ("metadata",) if of_file and hasattr(module, "metadata") else ()
    return (*_defaults(module), *beside)


def switches_of(format: str) -> tuple[str, ...]:
    """Those of the options of a format that are either true or false."""
    known = _defaults(_module(format))
    return (*(name for name, default in known.items() if isinstance(default, bool)), "metadata")


def _defaults(module: ModuleType) -> Mapping[str, Any]:
    """The options of a format and their defaults, as the function that writes it has them."""
    return getattr(module, "encode" if hasattr(module, "encode") else "dumps").__kwdefaults__ or {}


def read_options_of(format: str) -> tuple[str, ...]:
    """The names of the options that reading a format has: those of `loads`, and of `read` beside `encoding`."""
    return tuple(getattr(getattr(_module(format), "loads", None), "__kwdefaults__", None) or ())


def loads(text: str, format: str, *, limits: Limits | None = None, **options: Any) -> Timeline:
    """The timeline that `text` holds in a format.

    `options` are those that reading the format has, such as `expand` of "ical" and `columns` of "csv"; `limits` says
    how many events are read.
    Raises `ReadError`, which says where the text ceases to make sense or that the format is only written,
    `UnknownFormatError`, and `ArgumentError` for an option that the format does not have.  An entry of a calendar or a
    row of a table that makes no sense is passed over with a warning, `SkippedWarning`, as is told what was guessed.
    """
    timeline, report = loads_with_report(text, format, limits=limits, **options)
    _warn(format, report)
    return timeline


def _warn(format: str, report: Iterable[Loss]) -> None:
    for loss in report:
        # What an event lacks is in the report; what is no event at all is worth a word to everybody.
        if loss.event_id is not None:
            continue
        if loss.field.startswith(_PLACES):
            told = f"{format}: {loss.field} was passed over: {loss.reason}"
        elif loss.field in _GUESSES:
            told = f"{format}: {loss.field}: {loss.reason}"
        else:
            continue
        warnings.warn(told, SkippedWarning, stacklevel=3)


def loads_with_report(
    text: str, format: str, *, limits: Limits | None = None, **options: Any
) -> tuple[Timeline, tuple[Loss, ...]]:
    """The timeline that `text` holds, and what of the text was passed over or guessed: its place in `field`, and why.

    `options` and errors are those of `loads`.
    """
    ledger = Ledger()
    module = _reader(format, options)
    if not isinstance(text, str):
        raise ArgumentError("text", text, "must be text (str); read() takes the path of a file")
    return _loaded(module, text, ledger, checked(limits), options), tuple(ledger.losses)


def _loaded(module: ModuleType, text: str, ledger: Ledger, limits: Limits, options: Mapping[str, Any]) -> Timeline:
    known = inspect.signature(module.loads).parameters
    told = {name: value for name, value in (("ledger", ledger), ("limits", limits)) if name in known}
    timeline: Timeline = module.loads(text, **told, **options)
    if not timeline.events and not timeline.remarks:
        # Why, the reader has told to the ledger.
        said = [
            NO_EVENT + loss.reason.removeprefix("no event was read: ")
            for loss in ledger.losses
            if loss.field in ("calendar", "table")
        ]
        timeline = evolve(timeline, remarks=said) if said else timeline
    return timeline


def write(timeline: Timeline, path: str | os.PathLike[str], format: str | None = None, **options: Any) -> ExportReport:
    """Write `timeline` to a file, in the format that its suffix names unless one is given, and report what was lost.

    The file is replaced in one step: whoever reads it meanwhile sees the old or the new one, never half of it.
    `options` are those of the format; with `metadata=True`, a CSV file gets its description beside it, for readers of
    CSV on the Web (`x.csv-metadata.json`).  Raises `UnknownFormatError` if the format is not known, `ArgumentError` for
    an option that it does not have, `WriteError`, an `OSError`, if the file cannot be written.
    """
    _checked(timeline)
    target = _path_of(path)
    name = format_of(target) if format is None else format
    described = "metadata" in options_of(name, of_file=True) and options.pop("metadata", False)
    if not isinstance(described, bool):
        raise ArgumentError("metadata", described, "must be true or false")
    module = _asked(name, options)
    ledger = Ledger()
    pieces = _pieces(module, timeline, ledger, options)
    if described:
        beside = target.with_name(f"{target.name}-metadata.json")
        replace_file(target, pieces, beside, [module.metadata(target.name, **options).encode("utf-8")])
    else:
        replace_file(target, pieces)
    return _reported(timeline, name, ledger, target)


def _pieces(module: ModuleType, timeline: Timeline, ledger: Ledger, options: Mapping[str, Any]) -> Iterable[bytes]:
    """The bytes of a file; formats of which long files are common come in pieces, so that no file is held whole."""
    if hasattr(module, "encode"):
        return [module.encode(timeline, ledger, **options)]
    if hasattr(module, "stream"):
        return (piece.encode("utf-8") for piece in module.stream(timeline, ledger, **options))
    return [module.dumps(timeline, ledger, **options).encode("utf-8")]


def read(
    path: str | os.PathLike[str],
    format: str | None = None,
    *,
    encoding: str | None = None,
    limits: Limits | None = None,
    **options: Any,
) -> Timeline:
    """The timeline in a file, in the format that its suffix names unless one is given.

    The file is read as UTF-8, UTF-16 or UTF-32 where a byte order mark says so, else in the `encoding` that is given
    ("cp1252", as Python calls them), else as UTF-8; a calendar that names its charset in that one.  `limits` says how
    much of a file is read; `options` and warnings are those of `loads`.  Raises `UnknownFormatError`, `ArgumentError`
    for an option that the format does not have or an encoding that there is not, `DocumentError` if the file cannot be
    read as text, of which `LimitError` is for what goes beyond the limits, and `ReadError`, which names the file and
    the place in it.
    """
    timeline, report = read_with_report(path, format, encoding=encoding, limits=limits, **options)
    _warn(str(path), report)
    return timeline


def read_with_report(
    path: str | os.PathLike[str],
    format: str | None = None,
    *,
    encoding: str | None = None,
    limits: Limits | None = None,
    **options: Any,
) -> tuple[Timeline, tuple[Loss, ...]]:
    """The timeline in a file, and what of it was passed over or guessed, as `loads_with_report` has it.

    Arguments and errors are those of `read`.
    """
    source = _path_of(path)
    name = format_of(source) if format is None else format
    module = _reader(name, options)
    if encoding is not None:
        _check_encoding(encoding)
    bounds = checked(limits)
    ledger = Ledger()
    try:
        # Formats of which long files are common are read in pieces, so that no file is held whole.
        if hasattr(module, "load"):
            timeline: Timeline = module.load(_pieces_of(source, encoding, bounds), bounds)
        else:
            timeline = _loaded(module, _text_of(source, encoding, module, ledger, bounds), ledger, bounds, options)
    except ReadError as error:
        raise ReadError(error.format, f"{source}, {error.where}", error.reason) from error
    except LimitError as error:
        raise LimitError(source, error.limit, error.allowed, error.found, error.remedy) from error
    return timeline, tuple(ledger.losses)


def _check_encoding(encoding: str) -> None:
    try:
        "".encode(encoding)
    except (LookupError, TypeError, ValueError):
        raise ArgumentError("encoding", encoding, "must be an encoding of text, such as 'cp1252' or 'utf-16'") from None


def _text_of(source: Path, encoding: str | None, module: ModuleType, ledger: Ledger, limits: Limits) -> str:
    """The text of a file; where it is neither as its mark nor as the caller says, as the format knows how."""
    try:
        data = bytes_of(source, limits)
    except OSError as error:
        raise DocumentError(source, error.strerror or str(error)) from None
    known = _encoding_of(data, encoding)
    if known.startswith("utf-16-") and encoding is None:
        ledger.lose(None, "encoding", f"it has no byte order mark; it was read as {known}, as its zeros suggest")
    try:
        return data.decode(known).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        bad = error
    if encoding is None and hasattr(module, "mended"):
        try:
            return str(module.mended(data).decode(known))
        except UnicodeDecodeError:
            pass
    declared = module.declared(data) if encoding is None and hasattr(module, "declared") else None
    if declared:
        try:
            text = data.decode(declared)
        except (LookupError, ValueError):
            pass
        else:
            ledger.lose(None, "encoding", f"it is no UTF-8; it was read as {declared}, which it says it is")
            return text
    raise _undecodable(source, bad.start, known) from None


def _encoding_of(data: bytes, encoding: str | None) -> str:
    """The encoding that a file has by the mark that it begins with, or by what the caller says."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    if encoding is not None:
        return encoding
    # Without a mark, the zeros in the first two characters of a header tell UTF-16 (as RFC 4627, 3, has it).
    zeros = "".join("0" if octet == 0 else "x" for octet in data[:4])
    return {"x0x0": "utf-16-le", "0x0x": "utf-16-be"}.get(zeros, "utf-8")


def _undecodable(source: Path, place: int, encoding: str) -> DocumentError:
    shown = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8"}.get(encoding, encoding)
    return DocumentError(
        source, f'byte {place} is not {shown}; give the encoding it has, such as encoding="cp1252", or save it as UTF-8'
    )


def _pieces_of(source: Path, encoding: str | None, limits: Limits) -> Iterator[str]:
    """The text of a file without a byte order mark; `DocumentError` where it cannot be read as such."""
    before = 0
    try:
        with source.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            limits.check("file_bytes", size, source, "bytes")
            data = stream.read(_PIECE)
            known = _encoding_of(data, encoding)
            decoder = codecs.getincrementaldecoder(known)()
            while True:
                kept = len(decoder.getstate()[0])
                try:
                    piece = decoder.decode(data, final=not data)
                except UnicodeDecodeError as error:
                    raise _undecodable(source, before - kept + error.start, known) from None
                yield piece if before else piece.removeprefix("\ufeff")
                before += len(data)
                limits.check("file_bytes", before, source, "bytes or more")
                if not data:
                    # What was read before may have stood there with what was cut off.
                    if before < size:
                        raise DocumentError(source, CHANGED)
                    return
                data = stream.read(_PIECE)
    except OSError as error:
        raise DocumentError(source, error.strerror or str(error)) from None


def _path_of(path: str | os.PathLike[str]) -> Path:
    try:
        found = Path(path)
    except TypeError:
        raise ArgumentError("path", path, "must be a str or a path") from None
    if "\0" in str(found):
        raise ArgumentError("path", path, "must not hold a NUL character")
    return found


def format_of(path: str | os.PathLike[str]) -> str:
    """The format that the suffix of a file name stands for; `UnknownFormatError` if it stands for none."""
    suffix = _path_of(path).suffix.lower()
    for name, suffixes in FORMATS.items():
        if suffix in suffixes:
            return name
    raise UnknownFormatError(suffix or os.fspath(path), _known())


def _known() -> tuple[str, ...]:
    return tuple(f"{name} ({', '.join(suffixes)})" if suffixes else name for name, suffixes in FORMATS.items())


def _module(format: Any) -> ModuleType:
    if not isinstance(format, str) or format not in FORMATS:
        raise UnknownFormatError(format, _known())
    return import_module(f"dateline.export.{format}")


def _reader(format: Any, options: Mapping[str, Any]) -> ModuleType:
    module = _module(format)
    if not hasattr(module, "loads"):
        raise ReadError(format, "all", "it is made for people or for other programs and is not read back")
    known = read_options_of(format)
    for name, value in options.items():
        if name not in known:
            reason = f"reading {format} has no such option; it has {', '.join(known) or 'none'}"
            raise ArgumentError(name, value, reason)
    return module
