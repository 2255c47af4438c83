"""The `dateline` command: files, folders or standard input in, one timeline out."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import textwrap
import unicodedata
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

import dateline
from dateline import export
from dateline.errors import (
    ArgumentError,
    DatelineError,
    DocumentError,
    LocaleError,
    ReadError,
    UnknownFormatError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline import Event, ExportReport, Timeline

__all__ = ["main"]

DONE: Final = 0
BAD_INPUT: Final = 1
BAD_USAGE: Final = 2
INTERRUPTED: Final = 130

TEXT_SUFFIXES: Final = frozenset({".txt", ".text", ".md", ".markdown", ".rst"})
FORMATS: Final = ("table", *export.FORMATS)
EVENTS: Final = ("dated", "main", "all")
STDIN: Final = "-"

EPILOG: Final = """\
Folders are searched for .txt, .text, .md, .markdown and .rst files; several texts become one timeline.

exit codes:
  0  done
  1  an input could not be read or the result not be written
  2  the command was not understood

example:
  dateline report.txt --dct 2012-11-09 --to csv -o report.csv
"""


class _UsageError(DatelineError):
    """The command line asks for what there is not."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # The usual three lines of usage bury the one that matters.
        raise _UsageError(message)


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        # Asked for only here, since finding the version reads the package's metadata from disk.
        sys.stdout.write(f"{parser.prog} {metadata.version('dateline')}\n")
        parser.exit()


def _parser() -> _Parser:
    parser = _Parser(
        prog="dateline",
        description="Read texts and print their timeline: what happened, when, who took part and who says so.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help="a text file, a folder of them, or - for standard input")
    add("--dct", metavar="DATE", help="the date of the text in ISO 8601; relative dates count from it")
    add(
        "--redate",
        action="append",
        default=[],
        metavar="[SOURCE=]DATE",
        help="correct the date of a source of timelines in JSON, and what was counted from it; may be given again",
    )
    add("--zone", metavar="ZONE", help="the zone of clock times that name none, such as Europe/London or +02:00")
    add("--source-title", "--title", dest="title", metavar="TEXT", help="the title of the text")
    add("--source-publisher", "--publisher", dest="publisher", metavar="TEXT", help="who published it")
    add("--source-url", "--url", dest="url", metavar="URL", help="where it was found")
    add("--lang", default="en", metavar="CODE", help="the language of the text (default: en)")
    add(
        "--events",
        choices=EVENTS,
        default="main",
        help="dated: only what has a date; main: also the main things told without one (default); all: every clause",
    )
    add("--to", choices=FORMATS, help="the form of the result (default: told by the suffix of -o, else table)")
    add("-o", "--output", metavar="OUT", help="write to this file, not to standard output (-)")
    add(
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="an option of the form, such as profile=rich for ical; may be given again",
    )
    add("-v", "--verbose", action="store_true", help="name each thing that the chosen form could not hold")
    add("-q", "--quiet", action="store_true", help="no progress and no remarks on standard error")
    add("--version", nargs=0, action=_Version, help="show the version and end")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments`, those of the process if None, and give its exit code."""
    try:
        _run(_parser().parse_args(arguments))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else DONE
    except (_UsageError, ArgumentError, LocaleError, UnknownFormatError) as error:
        _remark(f"{error} (dateline --help shows how)")
        return BAD_USAGE
    except BrokenPipeError:
        # Whoever read the output has seen enough; the interpreter must not complain when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        _remark(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return BAD_INPUT
    except DatelineError as error:
        _remark(str(error))
        return BAD_INPUT
    except KeyboardInterrupt:
        _remark("interrupted")
        return INTERRUPTED
    return DONE


def _run(options: argparse.Namespace) -> None:
    if options.output == STDIN:
        options.output = None
    form = _form(options)
    if options.output is None and form != "table" and not export.is_text(form) and _shows_text():
        raise _UsageError(f"{form} is not text to be shown: name a file with -o")
    known = () if form == "table" else export.options_of(form, of_file=options.output is not None)
    chosen = dict(_chosen(options.option, form, known))
    if options.dct is not None:
        options.dct = dateline.Moment.of(options.dct)
    paths = list(_paths(options.files))
    if options.output is not None and any(path != STDIN and _same(path, options.output) for path in paths):
        raise _UsageError(f"{options.output} is one of the texts to read; it would be overwritten")
    texts: dict[str, str] = {}
    alien = next((name for name in ("dct", "zone", "title", "publisher", "url") if getattr(options, name)), None)
    if options.redate and alien is not None:
        raise _UsageError(f"--{alien} is for texts and --redate for finished timelines: give one of them")
    if options.redate:
        timeline = _redated(_merged(list(_finished(paths))), options)
    else:
        timeline = _merged(list(_timelines(paths, options, texts)))
    # Only some formats show the texts beside what was read from them.
    extra: dict[str, object] = {"texts": texts} if "texts" in known else {}
    extra |= chosen
    if form == "table":
        _write_table(timeline, options.output)
        lost = None
    elif options.output is None:
        data, lost = export.encode_with_report(timeline, form, **extra)
        _write_out(data)
    else:
        lost = export.write(timeline, options.output, form, **extra)
    if not options.quiet:
        _tell_open_dates(timeline, dct_given=options.dct is not None)
        if lost is not None:
            _tell_losses(lost, form, options.verbose)


def _shows_text() -> bool:
    """Whether standard output is a screen, or something else that takes text alone."""
    return sys.stdout.isatty() or not hasattr(sys.stdout, "buffer")


def _form(options: argparse.Namespace) -> str:
    if options.to is not None:
        return str(options.to)
    if options.output is None:
        return "table"
    suffix = Path(options.output).suffix.lower()
    forms = {end: name for name, ends in export.FORMATS.items() for end in ends} | {".txt": "table"}
    if suffix not in forms:
        raise _UsageError(
            f"cannot tell the form of {options.output}: name it with --to or end it in {', '.join(forms)}"
        )
    return forms[suffix]


def _chosen(given: Sequence[str], form: str, known: Sequence[str]) -> Iterator[tuple[str, object]]:
    """The options of a form as the command line has them: `excel=true` is yes, `by=participant` a word."""
    taken = [name for name in known if name != "texts"]
    switches = () if form == "table" else export.switches_of(form)
    for option in given:
        name, sign, value = option.partition("=")
        if not sign or name not in taken:
            raise _UsageError(f"{form} has no option {option}; it has {', '.join(taken) or 'none'}, as NAME=VALUE")
        yield name, {"true": True, "false": False}.get(value.lower(), value) if name in switches else value


def _same(path: str | Path, other: str) -> bool:
    return os.path.realpath(path) == os.path.realpath(other)


# -- texts in --------------------------------------------------------------------------------------------------------


def _paths(names: Sequence[str]) -> Iterator[str | Path]:
    """The files that the names on the command line stand for, folders searched in the order of their names."""
    for number, name in enumerate(names):
        path = Path(name)
        if name == STDIN:
            if STDIN in names[:number]:
                raise _UsageError("standard input (-) can be read only once")
            yield STDIN
        elif path.is_dir():
            found = [
                file
                for file in sorted(path.rglob("*"))
                if file.suffix.lower() in TEXT_SUFFIXES
                and file.is_file()
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
            ]
            if not found:
                raise DocumentError(name, f"the folder holds no {', '.join(sorted(TEXT_SUFFIXES))} file")
            yield from found
        else:
            yield path


def _text(path: str | Path) -> str:
    """What a file says; line ends are left as they are, so that spans fit the file."""
    try:
        data = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except OSError as error:
        raise DocumentError(path, error.strerror or str(error)) from None
    except ValueError as error:
        # A NUL in the name of a file.
        raise DocumentError(repr(path), str(error)) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = "standard input" if path == STDIN else path
        raise DocumentError(where, f"not UTF-8 text (byte {error.start}: {error.reason})") from None


def _timelines(paths: Sequence[str | Path], options: argparse.Namespace, texts: dict[str, str]) -> Iterator[Timeline]:
    """The timeline of each file; `texts` is filled with what the files say, by the ids of their sources."""
    for number, path in enumerate(paths, start=1):
        if len(paths) > 1 and not options.quiet:
            _progress(number, len(paths), str(path))
        text = _text(path)
        title = options.title or (None if path == STDIN else Path(path).name)
        source = dateline.Source(title=title, publisher=options.publisher, url=options.url)
        timeline = dateline.parse(
            text, dct=options.dct, source=source, language=options.lang, events=options.events, zone=options.zone
        )
        texts.update((known.id, text) for known in timeline.sources)
        yield timeline


def _finished(paths: Sequence[str | Path]) -> Iterator[Timeline]:
    """The timelines that files hold in JSON."""
    for path in paths:
        text = _text(path)
        try:
            yield export.loads(text, "json")
        except ReadError as error:
            where = "standard input" if path == STDIN else path
            raise DocumentError(where, f"no timeline in JSON, which --redate corrects: {error}") from None


def _redated(timeline: Timeline, options: argparse.Namespace) -> Timeline:
    """The timeline with the date of one source corrected after the other."""
    for given in options.redate:
        source, _, date = given.rpartition("=")
        timeline, unmoved = timeline.redated_with_report(dct=date, source=source or None, language=options.lang)
        if unmoved and not options.quiet:
            hint = "" if options.verbose else "; --verbose names them"
            _remark(f"{_count(len(unmoved), 'event')} to be looked at{hint}")
        if options.verbose:
            for one in unmoved:
                _remark(str(one))
    return timeline


def _merged(timelines: list[Timeline]) -> Timeline:
    # In pairs, not one after another: the work grows with n log n instead of n².
    while len(timelines) > 1:
        pairs = zip(timelines[::2], timelines[1::2], strict=False)
        timelines = [one | other for one, other in pairs] + timelines[len(timelines) // 2 * 2 :]
    return timelines[0]


def _progress(number: int, total: int, name: str) -> None:
    line = _plain(f"[{number}/{total}] {name}")
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        end = "\n" if number == total else ""
        sys.stderr.write(f"\r{line[:width]:<{width}}{end}")
    else:
        sys.stderr.write(line + "\n")
    sys.stderr.flush()


# -- the timeline out ------------------------------------------------------------------------------------------------


def _remark(text: str) -> None:
    sys.stderr.write(f"dateline: {_plain(text)}\n")


def _plain(text: str) -> str:
    """Text on one line, without the control characters that a document could steer a terminal with."""
    line = " ".join(text.split())
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)


def _tell_open_dates(timeline: Timeline, *, dct_given: bool) -> None:
    unresolved = timeline.unresolved
    if not unresolved:
        return
    shown = ", ".join(f"“{timex.text}”" for timex in unresolved[:3]) + (", …" if len(unresolved) > 3 else "")
    hint = "" if dct_given else "; --dct tells when the text was written"
    _remark(f"{_count(len(unresolved), 'date')} could not be fixed: {shown}{hint}")


def _tell_losses(lost: ExportReport, form: str, verbose: bool) -> None:
    losses = tuple(lost.losses)
    if not losses:
        return
    hint = "" if verbose else "; --verbose names them"
    _remark(f"{form} could not hold {_count(len(losses), 'thing')}{hint}")
    if verbose:
        for loss in losses:
            _remark(str(loss))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _write_out(data: bytes) -> None:
    """Write bytes as they are: UTF-8 whatever the encoding of the terminal, and line ends as the format wants them."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        sys.stdout.flush()
        buffer.write(data)
        buffer.flush()


_Row: TypeAlias = "tuple[str, ...]"
_DATED: Final[_Row] = ("when", "what", "who", "says who")
_UNDATED: Final[_Row] = ("without a date", "who", "says who")


def _blocks(timeline: Timeline) -> list[tuple[_Row, list[_Row]]]:
    """The tables of a timeline, each a header and its rows: the dated events, then those without a date."""
    dated = [("" if event.when is None else _plain(event.when.edtf), *_cells(event)) for event in timeline.dated]
    undated = [_cells(event) for event in timeline.undated]
    return [(header, rows) for header, rows in ((_DATED, dated), (_UNDATED, undated)) if rows]


def _cells(event: Event) -> _Row:
    """What happened, who took part and who says so, a line each."""
    marks = [] if event.status.value in ("asserted", "reported") else [event.status.value]
    if event.when is not None and event.when.start is None and event.when.end is None:
        # "XXXX-12-25": a date of no year, which has no place on the line.
        marks.append(event.when.edtf)
    marks += [f"or {reading.edtf}" for reading in event.alternatives]
    what = f"{event.title} [{', '.join(marks)}]" if marks else event.title
    who = ", ".join(actor.name for actor in event.actors)
    says = " ← ".join(dict.fromkeys(link.source.name for link in event.attributions))
    return _plain(what), _plain(who), _plain(says)


def _write_table(timeline: Timeline, output: str | None) -> None:
    blocks = _blocks(timeline)
    terminal = output is None and sys.stdout.isatty()
    if terminal and util.find_spec("rich"):
        _print_rich(blocks)
        return
    width = shutil.get_terminal_size().columns if terminal else None
    text = "\n".join(_table(header, rows, width) for header, rows in blocks) or "no events\n"
    if output is None:
        _write_out(text.encode("utf-8", "backslashreplace"))
    else:
        export.replace_file(Path(output), [text.encode("utf-8")])


def _print_rich(blocks: Sequence[tuple[_Row, Sequence[_Row]]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    styles = (("cyan", None), ("", 5), ("green", 2), ("magenta", 2))
    for number, (header, rows) in enumerate(blocks):
        table = Table(box=None, header_style="bold", pad_edge=False, expand=True)
        for name, (style, ratio) in zip(header, styles[-len(header) :], strict=True):
            table.add_column(name, style=style, ratio=ratio, no_wrap=ratio is None, overflow="fold")
        for row in rows:
            # As Text, since square brackets in a plain string are markup to rich.
            table.add_row(*(Text(cell) for cell in row))
        if number:
            console.print()
        console.print(table)
    if not blocks:
        console.print("no events")


def _table(header: _Row, rows: Sequence[_Row], width: int | None) -> str:
    """Columns padded with spaces; with a `width`, the text of a cell is folded so that the lines fit.

    The last three columns are what happened, who took part and who says so; before them there may be a date.
    """
    columns = [max(_columns(row[number]) for row in (header, *rows)) for number in range(len(header))]
    gaps = 2 * (len(header) - 1)
    if width is not None and sum(columns) + gaps > width:
        room = max(width - sum(columns[:-3]) - gaps, 30)
        for number in (-2, -1):
            columns[number] = min(columns[number], room // 4)
        columns[-3] = max(room - columns[-2] - columns[-1], 12)
    lines: list[str] = []
    for row in (header, *rows):
        folded = [_folded(cell, size) for cell, size in zip(row, columns, strict=True)]
        for number in range(max(map(len, folded))):
            cells = [cell[number] if number < len(cell) else "" for cell in folded]
            padded = (cell + " " * (size - _columns(cell)) for cell, size in zip(cells, columns, strict=True))
            lines.append("  ".join(padded).rstrip())
    return "\n".join(lines) + "\n"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for each wide character, none for those that combine."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _folded(text: str, size: int) -> list[str]:
    if text.isascii():
        return textwrap.wrap(text, size) or [""]
    # Scripts of wide characters are written without spaces: there, a line may end after each.
    lines, line, used = [], "", 0
    for word in re.findall(r"\s*[^\s\u1100-\uffdc\U0001f000-\U0003ffff]+|\s*\S", text):
        for piece in [word] if _columns(word) <= size else word:
            if used + _columns(piece) > size and line:
                lines.append(line)
                line, used = "", 0
            piece = piece if line else piece.lstrip()
            line += piece
            used += _columns(piece)
    return [*lines, line]
