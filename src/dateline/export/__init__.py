"""Timelines as text and files: one module a format, found by name or by file suffix and imported when it is asked for.

A module `dateline.export.<format>` has `dumps(timeline, ledger=None, *, …) -> str`, with options of its own by name,
and, where it can be read back, `loads(text) -> Timeline`; where files are long, `stream(timeline, ledger, …)` and
`load(pieces)` do the same in pieces of text.  What a format cannot hold goes into the ledger and from
there into the `ExportReport`.
"""
# ruff: noqa: A002 (a format is called a format)

from __future__ import annotations

import inspect
import os
import stat
import warnings
from codecs import getincrementaldecoder
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import Factory, define, evolve, frozen

from dateline.errors import ArgumentError, DocumentError, ReadError, UnknownFormatError
from dateline.interval import Granularity, Interval
from dateline.model import Actor, Source, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

    from dateline.model import Event

__all__ = [
    "FORMATS",
    "ExportReport",
    "Ledger",
    "Loss",
    "SkippedWarning",
    "dumps",
    "dumps_with_report",
    "format_of",
    "interval_of",
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
    # Both are JSON files to their readers; no suffix tells them from a timeline of our own.
    "timelinejs": (),
    "visjs": (),
}

# So many bytes of a file are read at once.
_PIECE = 1 << 18


class SkippedWarning(UserWarning):
    """Part of a file makes no sense and was passed over; the rest was read."""


@frozen
class Loss:
    """Something of a timeline that its target could not hold.

    `event_id` is None where it concerns the whole timeline; `field` is what was lost ("event" if all of it was).
    """

    event_id: str | None
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.event_id or 'timeline'}: {self.field}: {self.reason}"


@define
class Ledger:
    """Where an exporter writes down how many events it wrote and what of them it had to leave out."""

    written: int = 0
    losses: list[Loss] = Factory(list)

    def lose(self, event: Event | None, field: str, reason: str) -> None:
        """Note that `field` of `event`, or of the timeline if it is None, is not in the result."""
        self.losses.append(Loss(None if event is None else event.id, field, reason))

    def lose_background(self, timeline: Timeline, target: str) -> None:
        """Note the losses of a target that has events only, and nothing of the work behind them."""
        if timeline.timexes:
            self.lose(None, "timexes", f"{target} has no place for the temporal expressions of the text")
        self.lose_actors(timeline, f"{target} has no place for")
        if not all(says_all(when, told=False) for event in timeline for when in (event.when, *event.alternatives)):
            self.lose(
                None, "when", f"{target} has times in EDTF, which does not tell a week, a part of the day or a zone"
            )
        if any(event.trigger or any(link.mention for link in event.attributions) for event in timeline):
            self.lose(None, "mentions", f"{target} has no place for the words that name a happening or attribute it")
        if any(quote.span.start for event in timeline for quote in event.evidence):
            self.lose(None, "evidence", f"{target} has quotes without their offsets")

    def lose_actors(self, timeline: Timeline, why: str) -> None:
        """Note what a target that has actors by name and kind only does not hold of them, or not of all of them."""
        if any(actor != Actor(actor.name, actor.kind) for actor in timeline.actors):
            self.lose(None, "actors", f"{why} aliases, descriptions and mentions of actors, and what tells them apart")
        acting = {part.actor for event in timeline for part in event.participants}
        acting.update(link.source for event in timeline for link in event.attributions)
        if any(actor not in acting for actor in timeline.actors):
            self.lose(None, "actors", f"{why} actors who neither take part in anything nor say it")

    def lose_order(self, timeline: Timeline, format: str) -> None:
        """Note what only JSON holds: the order of events without a date, hedges, and what was decided of actors."""
        if format in ("json", "jsonl"):
            return
        if timeline.links:
            self.lose(None, "links", f"{format} has no place for the order of events without a date")
        if any(event.hedges for event in timeline):
            self.lose(None, "hedges", f"{format} has no place for the words that make an event less than certain")
        if timeline.decisions:
            self.lose(None, "decisions", f"{format} has no place for the merges and splits of actors, to undo them")


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
    and `ArgumentError` for an option that the format does not have.  What the format cannot hold is left out;
    `dumps_with_report` also says what that was.
    """
    return dumps_with_report(timeline, format, **options)[0]


def dumps_with_report(timeline: Timeline, format: str, **options: Any) -> tuple[str, ExportReport]:
    """`timeline` as text, and the report of what the format could not hold."""
    ledger = Ledger()
    text: str = _asked(format, options).dumps(_checked(timeline), ledger, **options)
    ledger.lose_order(timeline, format)
    return text, ExportReport(None, format, ledger.written, tuple(ledger.losses))


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
    return (*(getattr(module.dumps, "__kwdefaults__", None) or ()), *beside)


def switches_of(format: str) -> tuple[str, ...]:
    """Those of the options of a format that are either true or false."""
    known = getattr(_module(format).dumps, "__kwdefaults__", None) or {}
    return (*(name for name, default in known.items() if isinstance(default, bool)), "metadata")


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
    # Formats of which long files are common come in pieces, so that no file is held whole.
    pieces = (
        module.stream(timeline, ledger, **options)
        if hasattr(module, "stream")
        else [module.dumps(timeline, ledger, **options)]
    )
    replace_file(target, (piece.encode("utf-8") for piece in pieces))
    if described:
        beside = target.with_name(f"{target.name}-metadata.json")
        replace_file(beside, [module.metadata(target.name, **options).encode("utf-8")])
    ledger.lose_order(timeline, name)
    return ExportReport(target, name, ledger.written, tuple(ledger.losses))


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


@lru_cache(maxsize=1 << 15)
def interval_of(edtf: str, granularity: str = "") -> Interval:
    """The interval that an exported date stands for, told in the granularity exported with it.

    EDTF alone does not say that seven days were told as a week.  Raises `EDTFError`, or `ValueError` for a granularity
    that is not known.
    """
    interval = Interval.from_edtf(edtf)
    if not granularity or granularity == interval.granularity.value:
        return interval
    told = Granularity(granularity)
    if interval.start is not None:
        unit = Interval.unit(interval.start, told)
        if unit.edtf == edtf:
            return unit
    return evolve(interval, granularity=told)


@lru_cache(maxsize=1 << 15)
def says_all(when: Interval | None, *, told: bool = True) -> bool:
    """True if a time is known in full from its EDTF, and where it is `told` beside it, its granularity."""
    return when is None or interval_of(when.edtf, when.granularity.value if told else "") == when


def texts_of(timeline: Timeline, texts: Mapping[str, str] | Iterable[str] | None) -> dict[Source, str]:
    """The texts that a caller gives, by source: from a mapping of source ids to texts, or texts known by their digest.

    Raises `ArgumentError` for a text that is none of the timeline's.
    """
    if texts is None:
        return {}
    if isinstance(texts, str):
        texts = (texts,)
    found: dict[Source, str] = {}
    if isinstance(texts, Mapping):
        by_id = {source.id: source for source in timeline.sources}
        for key, text in texts.items():
            if key not in by_id:
                raise ArgumentError("texts", key, "is the id of no source of this timeline")
            found[by_id[key]] = text
        return found
    by_digest: dict[str | None, list[Source]] = {}
    for source in timeline.sources:
        by_digest.setdefault(source.sha256, []).append(source)
    for text in texts:
        sources = by_digest.get(Source.for_text(text).sha256)
        if not sources:
            raise ArgumentError("texts", text, "is not the text of any source of this timeline")
        found.update(dict.fromkeys(sources, text))
    return found


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
