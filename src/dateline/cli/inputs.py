"""What the command reads: files, folders, patterns and standard input, each as one timeline or several."""

from __future__ import annotations

import ast
import glob
import io
import os
import re
import shlex
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

import dateline
from dateline import Timeline, export
from dateline.cli.arguments import STDIO, UsageError
from dateline.documents import kind_of, open_all
from dateline.documents.kinds import DECISIONS, DOCUMENTS, OURS, TIMELINE
from dateline.errors import DatelineError, DocumentError, LimitError, ReadError
from dateline.limits import bytes_of
from dateline.locale import available
from dateline.model.remarks import NO_EVENT

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from dateline import Document, Limits
    from dateline.pipeline import Reader

__all__ = ["Input", "Reading", "check_not_read", "inputs_of", "is_same", "read_input", "reader_of"]

# What is looked for in a folder: documents, not timelines, which may be what an earlier run has written there.
SUFFIXES: Final = frozenset(
    ".txt .text .md .markdown .rst .html .htm .xhtml .pdf .docx .odt .epub .rtf .eml .mbox .srt .vtt .ass .ssa".split()
)
# The forms that are read back, by the suffixes of their files: their content does not always tell them.
_TIMELINES: Final = {
    suffix: form for form in ("json", "jsonl", "csv", "tsv", "ical") for suffix in export.FORMATS.get(form, ())
}
_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)
# What dateline writes of which it reads the like.
_OURS: Final = frozenset({".html", ".htm", ".docx", ".md", ".markdown", ".txt"})
# So many bytes of a file tell what it is.
_HEAD: Final = 1 << 16
# What remarks say of the arguments of `parse`, and the options that are the same.
_OPTIONS: Final = {
    'events="main"': "--events main",
    'events="all"': "--events all",
    "give one with parser=…, or the right language=": "give the right --lang",
    "language=…": "--lang",
    "; timexes has what was found": "",
}
_DECISIONS: Final = "decisions, which are no document; give them with --decisions"
_LARGEST: Final = 100_000_000
# What the reader of tables advises.
_COLUMNS: Final = re.compile(r"columns=(\{[^{}]*\})")
# A day in the name of a file: "2023-05-04.md", "20230504 minutes.txt".
_DAY_IN_NAME: Final = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


@frozen
class Input:
    """One thing to read: what the user calls it, and its path, None for standard input.

    `passed_over` says why it is not read after all, of what was found in a folder; `root` is that folder.  `data` are
    the bytes of standard input, which only this process can read.
    """

    name: str
    path: Path | None
    passed_over: str = ""
    root: Path | None = None
    data: bytes = b""

    @property
    def within(self) -> Path:
        """Its path within the folder that it was found in; its name if it was named itself."""
        path = self.path or Path(self.name)
        return Path(path.name) if self.root is None else path.relative_to(self.root)


@frozen
class Reading:
    """What was read: a timeline, the texts of it by the ids of their sources, and what there is to say of it.

    `form` is that of a finished timeline, None where it was made of a document.  `silence` says why it has no event.
    """

    timeline: Timeline
    texts: dict[str, str]
    remarks: tuple[str, ...] = ()
    form: str | None = None
    silence: tuple[str, ...] = ()


def inputs_of(names: Sequence[str], output: str | None, limits: Limits) -> Iterator[Input]:
    """What the names on the command line stand for; folders and patterns in the order of the names in them.

    Without names it is standard input, unless that is a terminal.  Of a folder, the file to be written is not read, nor
    what dateline has made of other documents.
    """
    if not names:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("no FILE is given")
        names = [STDIO]
    if names.count(STDIO) > 1:
        raise UsageError("standard input (-) can be read only once")
    for name in names:
        if not name:
            raise UsageError("the name of a FILE is empty")
        if name == STDIO:
            # One byte more than may be read shows that there is more.
            yield Input("standard input", None, data=sys.stdin.buffer.read(limits.file_bytes + 1))
        elif _ADDRESS.match(name):
            raise DocumentError(name, "it is an address; save the page and give its file, as dateline uses no network")
        elif os.path.isdir(name):  # noqa: PTH112 (any str may be a name, also one with a NUL)
            yield from _folder(name, output)
        elif not os.path.exists(name) and glob.has_magic(name):  # noqa: PTH110
            # Where the shell did not do it, as on Windows.
            found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207
            if not found:
                raise DocumentError(name, "no file fits the pattern")
            yield from (Input(one, Path(one)) for one in found if not os.path.isdir(one))  # noqa: PTH112
        else:
            yield Input(name, Path(name))


def _folder(name: str, output: str | None) -> Iterator[Input]:
    """The documents in a folder, and what of it is not read: what is hidden is not even named."""
    folder = Path(name)
    inputs: list[Input] = []
    for file, odd in sorted(_files_in(folder)):
        if output is None or not is_same(file, output):
            inputs.append(Input(str(file), file, odd or _reason(file), folder))
    if all(one.passed_over for one in inputs):
        raise DocumentError(name, f"the folder holds no document ({', '.join(sorted(SUFFIXES))})")
    yield from inputs


def _files_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files in a folder, at any depth, and why one of them is not looked into, "" if it is.

    Links are not followed: what they lead to is read where it stands, and what lies outside of the folder is not meant.
    """
    failed: list[OSError] = []
    for above, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in [*folders, *names]:
            path = Path(above, name)
            if name.startswith(".") or (name in folders and not path.is_symlink()):
                continue
            yield path, _kind_of_entry(path, folder)
    for error in failed:
        yield Path(str(error.filename)), error.strerror or str(error)


def _kind_of_entry(path: Path, folder: Path) -> str:
    """What is no file of its own in a folder: a link, a pipe, a device; "" for a file."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            home, target = (Path(os.path.realpath(one)) for one in (folder, path))
            if not target.exists():
                return "a link that leads nowhere"
            return (
                "a link to what is in the folder too"
                if target.is_relative_to(home)
                else f"a link that leads out of the folder, to {target}; name that to have it read"
            )
    except OSError as error:
        return error.strerror or str(error)
    if stat.S_ISREG(mode):
        return ""
    return "a pipe" if stat.S_ISFIFO(mode) else "a socket" if stat.S_ISSOCK(mode) else "a device"


def _reason(file: Path) -> str:
    """Why a file of a folder is not read; "" if it is."""
    suffix = file.suffix.lower()
    try:
        if suffix not in SUFFIXES:
            # Without a suffix that tells it, its beginning does.
            with file.open("rb") as stream:
                kind = kind_of(stream.read(_HEAD), file.name)
            if kind == DECISIONS:
                return _DECISIONS
            if suffix in _TIMELINES or kind.startswith(TIMELINE):
                return "a timeline, which may be what dateline has made of the others; name it to have it read"
            return "" if kind in DOCUMENTS else kind.partition(":")[2]
        return "dateline has made it of other documents" if suffix in _OURS and _is_ours(file) else ""
    except OSError:
        # That it cannot be read is said when it is read.
        return ""


def is_same(path: Path, other: str) -> bool:
    """Whether two paths lead to one file."""
    return os.path.realpath(path) == os.path.realpath(other)


def check_not_read(outputs: Sequence[str], inputs: Sequence[Input], options: Namespace) -> None:
    """Raise `UsageError` for a file to be written that is one of those that are read, whatever for."""
    read = [str(one.path) for one in inputs if one.path is not None]
    # What --lang gives may be a code, or the file of a locale.
    beside = [name for name in (options.language,) if name is not None and name.endswith(".toml")]
    known = {os.path.realpath(name) for name in (*read, *options.decisions, *beside)}
    for output in outputs:
        if os.path.realpath(output) in known:
            raise UsageError(f"{output} is one of the files to read; it would be overwritten")


def _is_ours(file: Path) -> bool:
    with file.open("rb") as stream:
        data = stream.read(_HEAD)
        # Of a package the end tells what is in it; what dateline makes is not large.
        if data.startswith(b"PK"):
            data += stream.read(_LARGEST)
    return kind_of(data, file.name).endswith(OURS)


def read_input(given: Input, options: Namespace) -> Iterator[Reading]:
    """The timelines of an input: one of a document, one of each mail of a mailbox, or the one that it holds."""
    try:
        data = _bytes_of(given, options)
    except OSError as error:
        raise DocumentError(given.name, error.strerror or str(error)) from None
    except ValueError as error:
        if isinstance(error, DatelineError):
            raise
        # A NUL in the name of a file.
        raise DocumentError(repr(given.name), str(error)) from None
    form = _timeline_form(given, data, options)
    if form is not None:
        yield _finished(given, data, form, options)
    elif options.redate:
        raise DocumentError(given.name, "no timeline in JSON, which --redate corrects")
    else:
        # What was read is handed on with its name: from a pipe it can be read but once.
        source = io.BytesIO(data)
        if given.path is not None:
            vars(source)["name"] = str(given.path)
        try:
            for document in open_all(source, encoding=options.encoding, limits=options.limits):
                yield _parsed(given, document, options)
        except DocumentError as error:
            raise DocumentError(given.name, _in_words(error)) from error


def _bytes_of(given: Input, options: Namespace) -> bytes:
    try:
        if given.path is not None:
            return bytes_of(given.path, options.limits)
        options.limits.check("file_bytes", len(given.data), given.name, "bytes or more")
    except DocumentError as error:
        raise DocumentError(given.name, _in_words(error)) from error
    return given.data


def _as_options(remark: str) -> str:
    """A remark with what to do about it as the command line has it."""
    for said, option in _OPTIONS.items():
        remark = remark.replace(said, option)
    return remark


def _as_columns(found: re.Match[str]) -> str:
    """Columns as --columns has them, of those that Python would be given."""
    try:
        roles = ast.literal_eval(found[1])
    except (SyntaxError, ValueError):
        return found[0]
    pairs = (f"{role}={name if isinstance(name, str) else '+'.join(name)}" for role, name in roles.items())
    return f"--columns {shlex.quote(','.join(pairs))}"


def _in_words(error: DocumentError) -> str:
    """What is wrong with a document, with what to do about it as the command line has it."""
    if isinstance(error, LimitError) and error.limit:
        said = f"limits=Limits({error.limit}=…)"
        return error.reason.replace(said, f"--limit {error.limit}=…")
    return error.reason.replace('encoding="cp1252"', "--encoding cp1252")


def _timeline_form(given: Input, data: bytes, options: Namespace) -> str | None:
    """The form of a finished timeline, None of a document."""
    suffix = "" if given.path is None else given.path.suffix.lower()
    kind = kind_of(data, given.path.name if given.path else None, options.encoding)
    if kind == DECISIONS:
        raise DocumentError(given.name, f"it holds {_DECISIONS}")
    if suffix in _TIMELINES:
        return _TIMELINES[suffix]
    if kind == "text" and options.columns is not None:
        # Who names columns says that it is a table.
        return "csv"
    return kind.removeprefix(TIMELINE) if kind.startswith(TIMELINE) else None


def _finished(given: Input, data: bytes, form: str, options: Namespace) -> Reading:
    """A timeline as it stands in a file; what of the file was passed over is said."""
    known = export.read_options_of(form)
    asked: dict[str, object] = {}
    if options.columns is not None and "columns" in known:
        asked["columns"] = options.columns
    if options.expand is not None and "expand" in known:
        asked["expand"] = options.expand
    if options.order is not None and "order" in known:
        asked["order"] = options.order
    limits = options.limits
    try:
        if given.path is None or not given.path.is_file():
            text = data.decode(options.encoding or "utf-8-sig")
            timeline, losses = export.loads_with_report(text, form, limits=limits, **asked)
        else:
            timeline, losses = export.read_with_report(
                given.path, form, encoding=options.encoding, limits=limits, **asked
            )
    except UnicodeDecodeError as error:
        raise DocumentError(
            given.name, f"byte {error.start} is not UTF-8; give its --encoding, such as cp1252"
        ) from None
    except DocumentError as error:
        raise DocumentError(given.name, _in_words(error)) from None
    except ReadError as error:
        said = str(error).partition(" at ")[2].removeprefix(f"{given.name}, ")
        raise DocumentError(given.name, _COLUMNS.sub(_as_columns, said)) from None
    remarks = [_COLUMNS.sub(_as_columns, f"{loss.field}: {loss.reason}") for loss in losses]
    if len(remarks) > 1 and not options.verbose:
        # That an event is missing is worth more than a word less of one.
        missing = sum(loss.event_id is None and loss.field.startswith(("line ", "row ")) for loss in losses)
        passed = f"{missing} of its entries were passed over; " if missing > 1 else "1 entry was passed over; "
        told = f"{len(remarks)} things were not read, or guessed; --verbose names them"
        remarks = [passed * bool(missing) + told]
    # What the options of reading texts would do is too late to do.
    silence = () if timeline else tuple(f"{given.name}: {one.partition(';')[0]}" for one in timeline.remarks)
    return Reading(timeline, {}, tuple(f"{given.name}: {remark}" for remark in remarks), form, silence)


def _parsed(given: Input, document: Document, options: Namespace) -> Reading:
    about = {
        name: value
        for name, value in (
            ("title", options.title),
            ("publisher", options.publisher),
            ("author", options.author),
            ("url", options.url),
        )
        if value is not None
    }
    source = evolve(document.source, **about)
    remarks = list(document.remarks)
    dct = options.dct
    if dct == "name":
        dct = None if given.path is None else _day_in(given.path.name)
        if dct is None:
            remarks.append("its name has no date")
    language = options.language
    told = "en" if document.language is None else re.split("[-_]", document.language)[0].lower()
    if language is None and told not in available():
        remarks.append(
            f"it says that its language is {document.language}, of which dateline knows nothing; read as English"
        )
        language = "en"
    timeline = reader_of(options, dct, language).parse(document, source=source)
    texts = {known.id: document.text for known in timeline.sources}
    why = [remark for remark in timeline.remarks if NO_EVENT in remark] if not timeline else []
    return Reading(
        timeline,
        texts,
        tuple(f"{given.name}: {remark}" for remark in remarks),
        silence=tuple(f"{given.name}: {_as_options(remark[remark.index(NO_EVENT) :])}" for remark in why),
    )


def reader_of(options: Namespace, dct: str | None, language: str | None) -> Reader:
    """The reader that the command line asks for, by each option that there is a flag for, and by what a file tells."""
    from dateline.pipeline import Reader, ReadOptions

    asked = {name: getattr(options, name) for name in ReadOptions.__annotations__ if name in options}
    # Decisions are applied when all is read and united, since they may be about several documents.
    return Reader(**{**asked, "dct": dct, "language": language, "decisions": ()})


def _day_in(name: str) -> str | None:
    """The day that a file is named by, in ISO 8601."""
    for found in _DAY_IN_NAME.finditer(name):
        day = f"{found[1]}-{found[2]}-{found[3]}"
        try:
            dateline.Moment.of(day)
        except DatelineError:
            continue
        return day
    return None
