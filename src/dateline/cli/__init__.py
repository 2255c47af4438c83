"""The `dateline` command: files, folders or standard input in, one timeline out."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import evolve

from dateline import export
from dateline.cli.arguments import (
    STDIO,
    UsageError,
    columns_of,
    date_of,
    form_of,
    limits_of,
    options_of,
    parser,
    stretch_of,
    window_of,
)
from dateline.cli.folders import (
    Done,
    check_no_links,
    digest_of,
    done_before,
    is_folder,
    jobs_of,
    made_of,
    make_folder,
    note_done,
    without_input,
)
from dateline.cli.inputs import check_not_read, inputs_of, read_input
from dateline.cli.remarks import Remark, Summary, Told
from dateline.cli.tables import plain, print_table, table_text
from dateline.deciding import decide
from dateline.documents.decoding import known_encoding
from dateline.errors import (
    ArgumentError,
    DatelineError,
    DocumentError,
    LocaleError,
    MissingExtraError,
    ReadError,
    UnknownFormatError,
    WriteError,
)
from dateline.export.replacing import reason_of
from dateline.interval import Granularity, Interval
from dateline.many import Failure, done_for_each
from dateline.model import Timeline
from dateline.model.times import is_no_day

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dateline import Decision, ExportReport
    from dateline.cli.folders import Job
    from dateline.cli.inputs import Input, Reading

__all__ = ["main"]

DONE: Final = 0
BAD_INPUT: Final = 1
BAD_USAGE: Final = 2
INTERRUPTED: Final = 130

_TABLES: Final = ("csv", "tsv")
_CALENDARS: Final = ("ical",)

_T = TypeVar("_T")
_R = TypeVar("_R")


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
    except DatelineError as error:
        _remark(str(error))
        return BAD_INPUT
    except OSError as error:
        _remark(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return BAD_INPUT
    except KeyboardInterrupt:
        _remark("interrupted")
        return INTERRUPTED


def _run(options: Namespace) -> int:
    if options.output == STDIO:
        options.output = None
    apart = is_folder(options.output)
    options.to = form = form_of(options.to or ("json" if apart else None), options.output)
    known = () if form == "table" else export.options_of(form, of_file=options.output is not None)
    chosen = dict(options_of(options.option, form, known))
    if options.dct not in (None, "name"):
        options.dct = date_of("--dct", options.dct, options.order)
    screen = sys.stdout.isatty() or not hasattr(sys.stdout, "buffer")
    if options.output is None and screen and form != "table" and not export.is_text(form):
        raise UsageError(f"{form} is not text to be shown: name a file with -o")
    if options.encoding is not None:
        options.encoding = known_encoding(options.encoding)
    options.limits = limits_of(options.limit)
    options.columns = None if options.columns is None else columns_of(options.columns)
    options.expand = None if options.expand is None else window_of(options.expand, options.order)
    alien = _for_texts(options)
    if options.redate and alien:
        raise UsageError(f"{alien} is for texts and --redate for finished timelines: give one of them")
    decisions = _decisions(options)
    inputs: list[Input] = []
    passed_over: list[Input] = []
    for one in inputs_of(options.files, options.output, options.limits):
        (passed_over if one.passed_over else inputs).append(one)
    if not options.quiet:
        _tell_passed_over(passed_over, options.verbose)
    if apart:
        return _each_apart(inputs, options, form, chosen, decisions)
    if options.output is not None:
        check_not_read([options.output], inputs, options)
    readings: list[Reading] = []
    failed = 0
    for one, read in _each(partial(_readings, options=options), inputs, inputs, options):
        if isinstance(read, Failure):
            _bear(read.error, one, options, alone=len(inputs) == 1)
            failed += 1
            continue
        readings += read
        _tell(remark for reading in read if not options.quiet for remark in reading.remarks)
    if not readings and failed:
        return BAD_INPUT
    _tell(remark.text for remark in _made(readings, options, form, options.output, chosen, decisions).said)
    if failed:
        _remark(f"{failed} of {_count(len(inputs), 'file')} could not be read")
    return BAD_INPUT if failed else DONE


def _readings(one: Input, options: Namespace) -> list[Reading]:
    return list(read_input(one, options))


def _made(
    readings: Sequence[Reading],
    options: Namespace,
    form: str,
    output: str | None,
    chosen: Mapping[str, object],
    decisions: Sequence[Decision],
    *,
    apart: bool = False,
) -> Told:
    """Make one timeline of what was read, and write it; give what there is to say of it."""
    alien = _for_texts(options)
    if alien and all(reading.form is not None for reading in readings):
        raise UsageError(
            f"{alien} is for texts, and what is read are finished timelines; --redate corrects their dates"
        )
    for option, asked, forms in (("--columns", options.columns, _TABLES), ("--expand", options.expand, _CALENDARS)):
        if asked is not None and not any(reading.form in forms for reading in readings):
            raise UsageError(f"{option} is for {' and '.join(forms)} files, and none is read")
    timeline = Timeline.merge((reading.timeline for reading in readings), language=options.language or "en")
    if options.redate:
        timeline = _redated(timeline, options)
    said: list[Remark] = []
    taken: list[int] = []
    if decisions:
        timeline, taken = _decided(timeline, decisions, readings, options, said, apart=apart)
    if not (apart or options.quiet):
        # Before the result is shown, which they say something about.
        _tell(remark.text for remark in said)
        said.clear()
    every, timeline = timeline, _chosen(timeline, options)
    # Only some formats show the texts beside what was read from them.
    if form != "table" and "texts" in export.options_of(form):
        kept = {source.id for source in timeline.sources}
        chosen = {
            **chosen,
            "texts": {key: text for reading in readings for key, text in reading.texts.items() if key in kept},
        }
        if form == "timeml" and len(kept) != 1:
            raise UsageError(f"timeml holds one text, and there are {len(kept)}: give one document")
    report = _write(timeline, every, form, output, chosen, options.language or "en")
    if options.quiet:
        return Told((), tuple(taken))
    said += [Remark("events", one) for one in _silence(readings, options.verbose)]
    if every and not timeline:
        said.append(Remark("events", _nothing_chosen(len(every), options)))
    if timeline.unresolved:
        hint = _hint(options, finished=all(one.form is not None for one in readings))
        said.append(Remark("dates", _open_dates(timeline, hint)))
    if report is not None:
        said += [Remark("form", one) for one in _losses(report, form, len(timeline), options.verbose)]
    return Told(tuple(said), tuple(taken))


# -- a timeline for each input -----------------------------------------------------------------------------------------


def _each_apart(
    inputs: Sequence[Input],
    options: Namespace,
    form: str,
    chosen: Mapping[str, object],
    decisions: Sequence[Decision],
) -> int:
    """Write a timeline for each input into a folder, but for those that an earlier run has written."""
    folder = Path(options.output)
    suffix = ".txt" if form == "table" else export.FORMATS[form][0]
    jobs = jobs_of(inputs, folder, suffix)
    check_not_read([str(job.target) for job in jobs], inputs, options)
    make_folder(folder)
    check_no_links(jobs, folder)
    before = done_before(folder)
    digests = {job.target: digest_of(job, options, decisions) for job in jobs}
    there: list[Done] = []
    left: list[Job] = []
    for job in jobs:
        entry = before.get(job.within(folder))
        if entry is not None and entry.digest == digests[job.target] and entry.stands(job.target):
            there.append(entry)
        else:
            left.append(job)
    failed = 0
    taken = {number for entry in there for number in entry.taken}
    summary = Summary(options.verbose)
    work = partial(_make_apart, options=options, form=form, chosen=chosen, decisions=decisions)
    for job, told in _each(work, left, [job.given for job in left], options):
        if isinstance(told, Failure):
            _bear(told.error, job.given, options, alone=len(jobs) == 1)
            failed += 1
            continue
        taken.update(told.taken)
        if digests[job.target]:
            note_done(folder, job, Done(digests[job.target], made=made_of(job.target), taken=told.taken))
        _tell(summary.shown(told.said))
    if not options.quiet:
        _tell(summary.rest())
        again = f", {len(there)} {'was' if len(there) == 1 else 'were'} there already" if there else ""
        _remark(f"{_count(len(left) - failed, 'file')} written to {options.output}{again}")
        old = sorted(without_input(before, jobs, folder, suffix))
        if old:
            _remark(_without_input(old, options))
    if failed:
        _remark(f"{failed} of {_count(len(jobs), 'file')} could not be read")
    bad = _tell_untaken([one for number, one in enumerate(decisions) if number not in taken], decisions, options)
    return BAD_INPUT if failed or bad else DONE


def _make_apart(
    job: Job, options: Namespace, form: str, chosen: Mapping[str, object], decisions: Sequence[Decision]
) -> Told:
    """Read an input and write its timeline; give what there is to say of it."""
    readings = list(read_input(job.given, options))
    job.target.parent.mkdir(parents=True, exist_ok=True)
    told = _made(readings, options, form, str(job.target), chosen, decisions, apart=True)
    said = [Remark("documents", one) for reading in readings if not options.quiet for one in reading.remarks]
    said += [evolve(one, text=_of(job.given.name, one.text)) for one in told.said]
    return evolve(told, said=tuple(said))


def _without_input(names: Sequence[str], options: Namespace) -> str:
    """That there are files in the folder which earlier runs have made of what is not read now."""
    shown = f": {', '.join(names)}" if options.verbose or len(names) == 1 else "; --verbose names them"
    return f"{_count(len(names), 'file')} there {'is' if len(names) == 1 else 'are'} of no input any more{shown}"


def _tell_untaken(untaken: Sequence[Decision], decisions: Sequence[Decision], options: Namespace) -> bool:
    """Say once which decisions are about no document that was read by itself; whether that is an error."""
    if not untaken:
        return False
    said = (
        f"{len(untaken)} of {_count(len(decisions), 'decision')} could not be applied: about documents that are not "
        "read, or about several, which are apart here"
    )
    if not options.quiet or options.strict:
        _remark(said if options.verbose else f"{said}; --verbose names them")
    if options.verbose:
        _tell(map(str, untaken))
    return bool(options.strict)


def _of(name: str, said: str) -> str:
    """What there is to say of the result of one file of many, with its name."""
    return said if said.startswith(name) else f"{name}: {said}"


# -- what goes on ------------------------------------------------------------------------------------------------------


def _each(
    work: Callable[[_T], _R], items: Sequence[_T], inputs: Sequence[Input], options: Namespace
) -> Iterator[tuple[_T, _R | Failure]]:
    """Each item and what the work gives for it, with a bar on standard error if there are several in a terminal."""
    results = done_for_each(work, items, options.workers)
    if len(inputs) < 2 or options.quiet or not sys.stderr.isatty():
        yield from zip(items, results, strict=True)
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(plain(inputs[0].name)[-40:], total=len(inputs))
        for number, pair in enumerate(zip(items, results, strict=True), 1):
            yield pair
            coming = inputs[min(number, len(inputs) - 1)].name
            progress.update(task, description=plain(coming)[-40:], advance=1)


def _bear(error: Exception, one: Input, options: Namespace, *, alone: bool) -> None:
    """Say what is wrong with an input and go on, unless it is the only one or wrong for all."""
    if not isinstance(error, DatelineError):
        raise error
    # What is wrong with an option, or with the disk, is wrong for every file.
    everywhere = ArgumentError | UsageError | LocaleError | UnknownFormatError | MissingExtraError | WriteError
    if options.strict or alone or isinstance(error, everywhere):
        raise error
    _remark(_named(error, one))


def _tell(remarks: Iterable[str]) -> None:
    for remark in remarks:
        _remark(remark)


def _for_texts(options: Namespace) -> str:
    """The first option given that says something of a text to be read, "" if there is none."""
    names = ("dct", "zone", "title", "publisher", "author", "url", "prefer")
    found = next((name for name in names if getattr(options, name)), "events" if options.events != "main" else "")
    return f"--{found}" if found else ""


def _named(error: DatelineError, one: Input) -> str:
    """What is wrong with an input, in a line that names it."""
    said = str(error)
    return said if one.name in said or isinstance(error, DocumentError) else f"cannot read {one.name}: {said}"


def _redated(timeline: Timeline, options: Namespace) -> Timeline:
    """The timeline with the date of one source corrected after the other."""
    for given in options.redate:
        source, _, date = given.rpartition("=")
        moment = date_of("--redate", date, options.order)
        before = timeline.remarks
        try:
            timeline, unmoved = timeline.redated_with_report(
                dct=moment, source=source or None, language=options.language or "en"
            )
        except ArgumentError as error:
            raise UsageError(f"--redate: {source or 'SOURCE'}: {error.reason}") from None
        if not options.quiet:
            _tell(remark for remark in timeline.remarks if remark not in before)
        if unmoved and not options.quiet:
            hint = "" if options.verbose else "; --verbose names them"
            _remark(f"{_count(len(unmoved), 'event')} to be looked at{hint}")
        if options.verbose:
            for one in unmoved:
                _remark(str(one))
    return timeline


def _decisions(options: Namespace) -> tuple[Decision, ...]:
    """The decisions of all files that are given, the later standing where two contradict."""
    if not options.decisions:
        return ()
    from dateline import merge_decisions, read_decisions

    files = [read_decisions(file) for file in options.decisions]
    decisions, contradictions = merge_decisions(*files)
    if not options.quiet:
        for said in contradictions:
            _remark(said)
    return decisions


def _decided(
    timeline: Timeline,
    decisions: Sequence[Decision],
    readings: Sequence[Reading],
    options: Namespace,
    said: list[Remark],
    *,
    apart: bool,
) -> tuple[Timeline, list[int]]:
    """The timeline with decisions applied, and the numbers of those that are about its documents.

    What no longer stands is added to `said`, and with --strict is an error.  Where each document is read `apart`, those
    of others are none of its, and no document is taken for another one.
    """
    texts = {key: text for reading in readings for key, text in reading.texts.items()}
    timeline, report = decide(timeline, decisions, texts, among_others=apart)
    missed = {lapsed.decision for lapsed in report if lapsed.why == "elsewhere"}
    taken = [number for number, decision in enumerate(decisions) if decision not in missed]
    report = tuple(lapsed for lapsed in report if not (apart and lapsed.why == "elsewhere"))
    open_ones = [lapsed for lapsed in report if lapsed.open]
    elsewhere = sum(lapsed.why == "elsewhere" for lapsed in open_ones)
    renamed = [lapsed for lapsed in report if lapsed.why == "renamed"]
    told: list[str] = []
    if options.verbose:
        told += map(str, report)
    elif renamed:
        # Whoever decided should know what their document was taken for.
        hint = "" if len(renamed) == 1 else f" (and {len(renamed) - 1} more; --verbose names them)"
        told.append(f"{renamed[0]}{hint}")
    if open_ones:
        total = _count(len(decisions), "decision")
        missing = f", {elsewhere} of them about documents that are not read" if elsewhere else ""
        lost = f"{len(open_ones)} of {total} could not be applied{missing}"
        if options.strict:
            _tell(told if options.verbose else ())
            raise ReadError("decisions", ", ".join(options.decisions), f"{lost}: {open_ones[0]}")
        told.append(lost if options.verbose else f"{lost}; --verbose names them")
    said += (Remark("decisions", one) for one in told)
    return timeline, taken


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
    timeline: Timeline, every: Timeline, form: str, output: str | None, chosen: Mapping[str, object], language: str
) -> ExportReport | None:
    """Write the result, and give the report of what its form could not hold.

    `every` has the events that were not asked for, too: what is shown may be contradicted by one of them.
    """
    if form == "table":
        shown = frozenset(timeline)
        conflicts = [
            conflict for conflict in every.conflicts(language=language) if not shown.isdisjoint(conflict.events)
        ]
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
    _write_out(data)
    return report


def _write_out(data: bytes) -> None:
    """Write UTF-8 whatever the encoding of the terminal, and line ends as the format wants them."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        sys.stdout.flush()
        try:
            buffer.write(data)
            buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            # What is left to be written must not be tried again when the interpreter ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise WriteError("to standard output", reason_of(error), error.errno) from None


def _remark(text: str) -> None:
    sys.stderr.write(f"dateline: {plain(text)}\n")


def _open_dates(timeline: Timeline, hint: str) -> str:
    """How many dates could not be fixed, and which come first."""
    unresolved = timeline.unresolved
    shown = ", ".join(f"“{timex.text}”" for timex in unresolved[:3]) + (", …" if len(unresolved) > 3 else "")
    said = f"{_count(len(unresolved), 'date')} could not be fixed: {shown}"
    # No date of the text makes a day of one that no calendar has.
    impossible = [timex for timex in unresolved if is_no_day(timex)]
    if len(impossible) == len(unresolved):
        return f"{said}; there is no such day" if len(unresolved) == 1 else f"{said}; there are no such days"
    if impossible:
        hint += f"; there is no “{impossible[0].text}”"
    return f"{said}{hint}"


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


def _silence(readings: Sequence[Reading], verbose: bool) -> Iterator[str]:
    """Which inputs gave no event, and why: all of them if all is to be said, else the first of them."""
    said = [remark for reading in readings for remark in reading.silence]
    shown = said if verbose or len(said) < 4 else said[:3]
    yield from shown
    if len(shown) < len(said):
        yield f"{len(said) - len(shown)} more gave no event; --verbose names them"


def _nothing_chosen(number: int, options: Namespace) -> str:
    asked = (("from", [options.since]), ("until", [options.until]), ("who", options.who), ("status", options.status))
    given = [f"--{name} {value}" for name, values in asked for value in values if value is not None]
    events = "the only event was" if number == 1 else f"all {number:,} events were"
    return f"{events} filtered out by {' and '.join(given)}; ask for less"


def _losses(report: ExportReport, form: str, number: int, verbose: bool) -> Iterator[str]:
    """Which events are not in the result, and if all is to be said, what is not of those that are."""
    if not verbose:
        missing = len({loss.event_id for loss in report.losses if loss.field == "event"})
        if missing:
            yield f"{form} could not hold {missing} of {_count(number, 'event')}; --verbose names them"
        return
    if report.losses:
        yield f"{form} could not hold {_count(len(report.losses), 'thing')}"
    yield from map(str, report.losses)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
