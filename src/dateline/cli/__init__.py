"""The `dateline` command: files, folders or standard input in, one timeline out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dateline import export
from dateline.cli.arguments import (
    EVENTS,
    STDIO,
    UsageError,
    columns_of,
    date_of,
    form_of,
    options_of,
    parser,
    stretch_of,
    window_of,
)
from dateline.cli.inputs import inputs_of, is_same, read_input
from dateline.cli.tables import plain, print_table, table_text
from dateline.documents.decoding import known_encoding
from dateline.errors import ArgumentError, DatelineError, DocumentError, LocaleError, UnknownFormatError
from dateline.interval import Granularity, Interval
from dateline.model import Timeline

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from dateline import ExportReport
    from dateline.cli.inputs import Input, Reading

__all__ = ["EVENTS", "main"]

DONE: Final = 0
BAD_INPUT: Final = 1
BAD_USAGE: Final = 2
INTERRUPTED: Final = 130

_TABLES: Final = ("csv", "tsv")
_CALENDARS: Final = ("ical",)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments`, those of the process if None, and give its exit code."""
    try:
        return _run(parser().parse_args(arguments))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else DONE
    except ArgumentError as error:
        # Options are called as the command line has them.
        _remark(f"--{error.argument.replace('_', '-')}: {error.value}: {error.reason} (dateline --help shows how)")
        return BAD_USAGE
    except LocaleError as error:
        _remark(f"--lang: {error.path}: {error.reason} (dateline --help shows how)")
        return BAD_USAGE
    except (UsageError, UnknownFormatError) as error:
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


def _run(options: Namespace) -> int:
    if options.output == STDIO:
        options.output = None
    form = form_of(options.to, options.output)
    known = () if form == "table" else export.options_of(form, of_file=options.output is not None)
    chosen = dict(options_of(options.option, form, known))
    if options.dct not in (None, "name"):
        options.dct = date_of("--dct", options.dct, options.order)
    screen = sys.stdout.isatty() or not hasattr(sys.stdout, "buffer")
    if options.output is None and screen and form != "table" and not export.is_text(form):
        raise UsageError(f"{form} is not text to be shown: name a file with -o")
    if options.encoding is not None:
        options.encoding = known_encoding(options.encoding)
    options.columns = None if options.columns is None else columns_of(options.columns)
    options.expand = None if options.expand is None else window_of(options.expand, options.order)
    alien = _for_texts(options)
    if options.redate and alien:
        raise UsageError(f"{alien} is for texts and --redate for finished timelines: give one of them")
    inputs: list[Input] = []
    passed_over: list[Input] = []
    for one in inputs_of(options.files, options.output):
        (passed_over if one.passed_over else inputs).append(one)
    if not options.quiet:
        _tell_passed_over(passed_over, options.verbose)
    if options.output is not None and any(one.path is not None and is_same(one.path, options.output) for one in inputs):
        raise UsageError(f"{options.output} is one of the files to read; it would be overwritten")
    readings, failed = _read(inputs, options)
    if not readings and failed:
        return BAD_INPUT
    finished = all(reading.form is not None for reading in readings)
    if finished and alien:
        raise UsageError(
            f"{alien} is for texts, and what is read are finished timelines; --redate corrects their dates"
        )
    for option, asked, forms in (("--columns", options.columns, _TABLES), ("--expand", options.expand, _CALENDARS)):
        if asked is not None and not any(reading.form in forms for reading in readings):
            raise UsageError(f"{option} is for {' and '.join(forms)} files, and none is read")
    timeline = Timeline.merge((reading.timeline for reading in readings), language=options.lang or "en")
    if options.redate:
        timeline = _redated(timeline, options)
    timeline = _chosen(timeline, options)
    # Only some formats show the texts beside what was read from them.
    if "texts" in known:
        kept = {source.id for source in timeline.sources}
        chosen["texts"] = {key: text for reading in readings for key, text in reading.texts.items() if key in kept}
        if form == "timeml" and len(kept) != 1:
            raise UsageError(f"timeml holds one text, and there are {len(kept)}: give one document")
    report = _write(timeline, form, options.output, chosen, options.lang or "en")
    if not options.quiet:
        _tell_open_dates(timeline, _hint(options, finished=finished))
        if options.verbose and report is not None:
            _tell_losses(report, form)
    if failed:
        _remark(f"{failed} of {_count(len(inputs), 'file')} could not be read")
    return BAD_INPUT if failed else DONE


def _for_texts(options: Namespace) -> str:
    """The first option given that says something of a text to be read, "" if there is none."""
    names = ("dct", "zone", "title", "publisher", "author", "url", "prefer")
    found = next((name for name in names if getattr(options, name)), "events" if options.events != "main" else "")
    return f"--{found}" if found else ""


def _read(inputs: Sequence[Input], options: Namespace) -> tuple[list[Reading], int]:
    """What the inputs hold, and how many of them could not be read."""
    readings: list[Reading] = []
    failed = 0
    for one in _with_progress(inputs, quiet=options.quiet):
        try:
            read = list(read_input(one, options))
        except DatelineError as error:
            # What is wrong with an option is wrong for every file.
            if options.strict or len(inputs) == 1 or isinstance(error, ArgumentError | UsageError | LocaleError):
                raise
            _remark(_named(error, one))
            failed += 1
            continue
        readings += read
        for reading in read:
            if not options.quiet:
                for remark in reading.remarks:
                    _remark(remark)
    return readings, failed


def _named(error: DatelineError, one: Input) -> str:
    """What is wrong with an input, in a line that names it."""
    said = str(error)
    return said if one.name in said or isinstance(error, DocumentError) else f"cannot read {one.name}: {said}"


def _with_progress(inputs: Sequence[Input], *, quiet: bool) -> Iterator[Input]:
    """The inputs, with a bar on standard error if there are several and it is a terminal."""
    if len(inputs) < 2 or quiet or not sys.stderr.isatty():
        yield from inputs
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(inputs))
        for one in inputs:
            progress.update(task, description=plain(one.name)[-40:])
            yield one
            progress.advance(task)


def _redated(timeline: Timeline, options: Namespace) -> Timeline:
    """The timeline with the date of one source corrected after the other."""
    for given in options.redate:
        source, _, date = given.rpartition("=")
        moment = date_of("--redate", date, options.order)
        try:
            timeline, unmoved = timeline.redated_with_report(
                dct=moment, source=source or None, language=options.lang or "en"
            )
        except ArgumentError as error:
            raise UsageError(f"--redate: {source or 'SOURCE'}: {error.reason}") from None
        if unmoved and not options.quiet:
            hint = "" if options.verbose else "; --verbose names them"
            _remark(f"{_count(len(unmoved), 'event')} to be looked at{hint}")
        if options.verbose:
            for one in unmoved:
                _remark(str(one))
    return timeline


def _chosen(timeline: Timeline, options: Namespace) -> Timeline:
    """The events that were asked for."""
    asked: dict[str, Any] = {}
    if options.who:
        asked["who"] = options.who
    if options.status:
        asked["status"] = [status.strip() for given in options.status for status in given.split(",")]
    if options.since is not None or options.until is not None:
        since = None if options.since is None else stretch_of("--from", options.since, options.order)
        until = None if options.until is None else stretch_of("--until", options.until, options.order)
        if since is not None and until is not None and since.start and until.end and since.start >= until.end:
            raise UsageError(f"--until: {options.until} lies before --from: {options.since}")
        # The end of a time is what comes right after it.
        after = None if until is None or until.end is None else Interval.unit(until.end, Granularity.SECOND)
        asked["between"] = (since, after)
    return timeline.filter(**asked) if asked else timeline


# -- out ---------------------------------------------------------------------------------------------------------------


def _write(
    timeline: Timeline, form: str, output: str | None, chosen: dict[str, object], language: str
) -> ExportReport | None:
    """Write the result, and give the report of what its form could not hold."""
    if form == "table":
        conflicts = timeline.conflicts(language=language)
        if output is not None:
            export.replace_file(Path(output), [table_text(timeline, conflicts).encode("utf-8")])
            return None
        from rich.console import Console

        console = Console()
        if console.is_terminal:
            print_table(timeline, console, conflicts)
        else:
            _write_out(table_text(timeline, conflicts).encode("utf-8", "backslashreplace"))
        return None
    try:
        if output is not None:
            return export.write(timeline, output, form, **chosen)
        data, report = export.encode_with_report(timeline, form, **chosen)
    except ArgumentError as error:
        raise UsageError(f"--option {error.argument}={error.value}: {error.reason}") from None
    except OSError as error:
        # A full disk does not say whose it is.
        raise error if error.filename else OSError(error.errno, error.strerror, output) from None
    _write_out(data)
    return report


def _write_out(data: bytes) -> None:
    """Write UTF-8 whatever the encoding of the terminal, and line ends as the format wants them."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        sys.stdout.flush()
        buffer.write(data)
        buffer.flush()


def _remark(text: str) -> None:
    sys.stderr.write(f"dateline: {plain(text)}\n")


def _tell_open_dates(timeline: Timeline, hint: str) -> None:
    unresolved = timeline.unresolved
    if not unresolved:
        return
    shown = ", ".join(f"“{timex.text}”" for timex in unresolved[:3]) + (", …" if len(unresolved) > 3 else "")
    _remark(f"{_count(len(unresolved), 'date')} could not be fixed: {shown}{hint}")


def _hint(options: Namespace, *, finished: bool) -> str:
    """What helps where dates could not be fixed, and has not been given."""
    if finished:
        return "" if options.redate else "; --redate tells when the text was written"
    return "" if options.dct is not None else "; --dct tells when the text was written"


def _tell_passed_over(inputs: Sequence[Input], verbose: bool) -> None:
    """Say what of a folder is not read, all of it or the first of it."""
    shown = inputs if verbose or len(inputs) < 3 else inputs[:2]
    for one in shown:
        _remark(f"{one.name} is passed over: {one.passed_over}")
    if len(shown) < len(inputs):
        _remark(f"{len(inputs) - len(shown)} more are passed over; --verbose names them")


def _tell_losses(report: ExportReport, form: str) -> None:
    if report.losses:
        _remark(f"{form} could not hold {_count(len(report.losses), 'thing')}")
    for loss in report.losses:
        _remark(str(loss))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
