"""Timelines as text and files: one module a format, found by name or by file suffix and imported when it is asked for.

A module `dateline.export.<format>` has `dumps(timeline, ledger=None, *, …) -> str`, with options of its own by name,
and, where it can be read back, `loads(text) -> Timeline`; where files are long, `stream(timeline, ledger, …)` and
`load(pieces)` do the same in pieces of text.  A format that is no text has `encode(timeline, ledger=None, *, …)`, which
gives bytes, in place of `dumps`.  What a format cannot hold goes into the ledger and from there into the report.
"""
# ruff: noqa: A002 (a format is called a format)

from __future__ import annotations

import inspect
import os
import stat
import warnings
from codecs import getincrementaldecoder
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from dateline.errors import ArgumentError, DocumentError, ReadError, UnknownFormatError
from dateline.export.ledger import Ledger, Loss, interval_of, says_all, texts_of
from dateline.model import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
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
    "tsv": (".tsv", ".tab"),
    "xlsx": (".xlsx",),
    "docx": (".docx",),
    # Both are JSON files to their readers; no suffix tells them from a timeline of our own.
    "timelinejs": (),
    "visjs": (),
}

# So many bytes of a file are read at once.
_PIECE = 1 << 18


class SkippedWarning(UserWarning):
    """Part of a file makes no sense and was passed over; the rest was read."""


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


def loads(text: str, format: str) -> Timeline:
    """The timeline that `text` holds in a format.

    Raises `ReadError`, which says where the text ceases to make sense or that the format is only written, and
    `UnknownFormatError`.  An entry of a calendar that makes no sense is passed over with a warning, `SkippedWarning`.
    """
    timeline, skipped = loads_with_report(text, format)
    for loss in skipped:
        # What an event lacks is in the report; what is no event at all is worth a word to everybody.
        if loss.event_id is None:
            warnings.warn(f"{format}: {loss.field} was passed over: {loss.reason}", SkippedWarning, stacklevel=2)
    return timeline


def loads_with_report(text: str, format: str) -> tuple[Timeline, tuple[Loss, ...]]:
    """The timeline that `text` holds, and what of the text had to be passed over: its place in `field`, and why."""
    module = _reader(format)
    if not isinstance(text, str):
        raise ArgumentError("text", text, "must be text (str); read() takes the path of a file")
    if "ledger" not in inspect.signature(module.loads).parameters:
        timeline: Timeline = module.loads(text)
        return timeline, ()
    ledger = Ledger()
    timeline = module.loads(text, ledger)
    return timeline, tuple(ledger.losses)


def write(timeline: Timeline, path: str | os.PathLike[str], format: str | None = None, **options: Any) -> ExportReport:
    """Write `timeline` to a file, in the format that its suffix names unless one is given, and report what was lost.

    The file is replaced in one step: whoever reads it meanwhile sees the old or the new one, never half of it.
    `options` are those of the format; with `metadata=True`, a CSV file gets its description beside it, for readers of
    CSV on the Web (`x.csv-metadata.json`).  Raises `UnknownFormatError` if the format is not known, `ArgumentError` for
    an option that it does not have, `OSError` if the file cannot be written.
    """
    _checked(timeline)
    target = _path_of(path)
    name = format_of(target) if format is None else format
    described = "metadata" in options_of(name, of_file=True) and options.pop("metadata", False)
    if not isinstance(described, bool):
        raise ArgumentError("metadata", described, "must be true or false")
    module = _asked(name, options)
    ledger = Ledger()
    replace_file(target, _pieces(module, timeline, ledger, options))
    if described:
        beside = target.with_name(f"{target.name}-metadata.json")
        replace_file(beside, [module.metadata(target.name, **options).encode("utf-8")])
    return _reported(timeline, name, ledger, target)


def _pieces(module: ModuleType, timeline: Timeline, ledger: Ledger, options: Mapping[str, Any]) -> Iterable[bytes]:
    """The bytes of a file; formats of which long files are common come in pieces, so that no file is held whole."""
    if hasattr(module, "encode"):
        return [module.encode(timeline, ledger, **options)]
    if hasattr(module, "stream"):
        return (piece.encode("utf-8") for piece in module.stream(timeline, ledger, **options))
    return [module.dumps(timeline, ledger, **options).encode("utf-8")]


def read(path: str | os.PathLike[str], format: str | None = None) -> Timeline:
    """The timeline in a file, in the format that its suffix names unless one is given.

    Raises `UnknownFormatError`, `DocumentError` if the file cannot be read as UTF-8, and `ReadError`, which names the
    file and the place in it.
    """
    source = _path_of(path)
    name = format_of(source) if format is None else format
    module = _reader(name)
    try:
        # Formats of which long files are common are read in pieces, so that no file is held whole.
        if hasattr(module, "load"):
            timeline: Timeline = module.load(_pieces_of(source))
            return timeline
        return loads(_text_of(source, getattr(module, "mended", None)), name)
    except ReadError as error:
        raise ReadError(error.format, f"{source}, {error.where}", error.reason) from error


def _text_of(source: Path, mended: Callable[[bytes], bytes] | None) -> str:
    """The text of a file in UTF-8, `mended` first where it is not and its format knows how."""
    try:
        data = source.read_bytes()
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            if mended is None:
                raise
            return mended(data).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(source, f"byte {error.start} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise DocumentError(source, error.strerror or str(error)) from None


def _pieces_of(source: Path) -> Iterator[str]:
    """The text of a file in UTF-8, without a byte order mark; `DocumentError` where it cannot be read as such."""
    decoder = getincrementaldecoder("utf-8")()
    before = 0
    try:
        with source.open("rb") as stream:
            while True:
                data = stream.read(_PIECE)
                kept = len(decoder.getstate()[0])
                try:
                    piece = decoder.decode(data, final=not data)
                except UnicodeDecodeError as error:
                    raise DocumentError(source, f"byte {before - kept + error.start} is not UTF-8") from None
                yield piece if before else piece.removeprefix("\ufeff")
                before += len(data)
                if not data:
                    return
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


def _reader(format: Any) -> ModuleType:
    module = _module(format)
    if not hasattr(module, "loads"):
        raise ReadError(format, "all", "it is made for people or for other programs and is not read back")
    return module


def replace_file(path: Path, data: Iterable[bytes]) -> None:
    """Write a file in one step: it is the old one or, whole, the new one, also if `data` fails halfway."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        # A device or a pipe cannot be replaced; a folder refuses with its own error.
        with path.open("wb") as stream:
            stream.writelines(data)
        return
    # A link keeps pointing to what it points to.
    target = path.resolve()
    try:
        temporary, descriptor = _beside(target)
    except OSError as error:
        # What cannot be written is the file, not the one that we would have written first.
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(data)
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _beside(target: Path) -> tuple[Path, int]:
    number = 0
    while True:
        # The name of the target may be as long as names can be.
        temporary = target.with_name(f".{target.name[:60]}.{os.getpid()}-{number}.tmp")
        try:
            # Opened like this, and not by `tempfile`, the file has the permissions that any new file gets.
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            return temporary, os.open(temporary, flags, 0o666)
        except FileExistsError:
            number += 1
