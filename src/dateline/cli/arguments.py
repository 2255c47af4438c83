"""What may be said to the command: its options, their help, and what they mean."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from attrs import fields

import dateline
from dateline import export
from dateline.errors import ArgumentError, DatelineError
from dateline.interval import Granularity, Interval
from dateline.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "CHOICES",
    "FORMS",
    "STDIO",
    "UsageError",
    "columns_of",
    "date_of",
    "form_of",
    "limits_of",
    "options_of",
    "parser",
    "stretch_of",
    "window_of",
]

STDIO: Final = "-"
# Every name that a form goes by: its own, and each suffix of its files without the dot.
FORMS: Final[dict[str, str]] = {"table": "table", "txt": "table"} | {
    name: form for form, suffixes in export.FORMATS.items() for name in (form, *(end[1:] for end in suffixes))
}
# Not names of people, but values that mean something else.
_BY_NAME: Final = "name"
# What those options of `parse` may be that have a few values; a test compares them, since to load `parse` takes longer
# than all else that the command does where it only turns one form into another.
CHOICES: Final = {
    "events": ("dated", "main", "all"),
    "order": ("dmy", "mdy"),
    "prefer": ("past", "future"),
    "week_start": ("monday", "sunday"),
    "hemisphere": ("north", "south"),
}

_DESCRIPTION: Final = """\
Read documents (text, PDF, Word, HTML, mails …) and print one timeline: what
happened, when, who took part, who says so.  FILE may be a folder, or - for
standard input; timelines (JSON, CSV, iCalendar) are taken as they are.
"""
_EXAMPLES: Final = """\
dateline report.txt --dct 2012-11-09         a table of what happened when
dateline report.pdf mails/ -o case.html      a page to look at
dateline case.json -o case.ics               from one form into another
"""
_EXIT_CODES: Final = """
exit codes:
  0  done
  1  an input could not be read or the result not be written
  2  the command was not understood
"""


class UsageError(DatelineError):
    """The command line asks for what there is not."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # The usual three lines of usage bury the one that matters.
        unknown = re.fullmatch(r"unrecognized arguments: (\S+).*", message)
        known = [option for action in self._actions for option in action.option_strings]
        close = difflib.get_close_matches(unknown[1].partition("=")[0], known, 1) if unknown else []
        raise UsageError(f"{message}: did you mean {close[0]}?" if close else message)


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        # Asked for only here, since finding the version reads the package's metadata from disk.
        sys.stdout.write(f"{parser.prog} {metadata.version('dateline')}\n")
        parser.exit()


class _HelpAll(argparse.Action):
    def __call__(self, *_: object) -> NoReturn:
        whole = parser(whole=True)
        whole.print_help()
        whole.exit()


def parser(*, whole: bool = False) -> argparse.ArgumentParser:
    """The parser of the command line; `whole` has help for every option, not only for those of every day."""
    made = _Parser(
        prog="dateline",
        usage="dateline [FILE ...] [options]",
        description=_DESCRIPTION,
        epilog=_EXAMPLES + _EXIT_CODES if whole else _EXAMPLES,
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, max_help_position=20, width=80),
        allow_abbrev=False,
        add_help=False,
    )

    def add(group: argparse._ArgumentGroup, *names: str, help: str, seldom: bool = False, **more: Any) -> None:  # noqa: A002
        group.add_argument(*names, help=help if whole or not seldom else argparse.SUPPRESS, **more)

    read = made.add_argument_group("reading" if whole else "options")
    read.add_argument("files", nargs="*", metavar="FILE", help=argparse.SUPPRESS)
    add(
        read,
        "--dct",
        metavar="DATE",
        help="the date of the text, from which “yesterday” counts" + ("; name: the one in its name" if whole else ""),
    )
    add(read, "--lang", dest="language", metavar="CODE", help="the language of the texts (default: en)", seldom=True)
    add(read, "--order", choices=CHOICES["order"], metavar="dmy|mdy", help="what 03/04/2021 is", seldom=True)
    add(
        read,
        "--prefer",
        choices=CHOICES["prefer"],
        metavar="past|future",
        help="which Monday, where nothing tells",
        seldom=True,
    )
    add(
        read,
        "--week-start",
        choices=CHOICES["week_start"],
        default="monday",
        metavar="DAY",
        help="where a week begins: monday (default) or sunday",
        seldom=True,
    )
    add(
        read,
        "--hemisphere",
        choices=CHOICES["hemisphere"],
        default="north",
        metavar="north|south",
        help="which months a season has",
        seldom=True,
    )
    add(
        read,
        "--zone",
        metavar="ZONE",
        help="the zone of clock times that name none: Europe/London, +02:00",
        seldom=True,
    )
    add(
        read,
        "--events",
        choices=CHOICES["events"],
        default="main",
        metavar="HOW",
        help="which clauses: dated, main (default: also some without a date), all",
    )
    add(read, "--source-title", "--title", dest="title", metavar="TEXT", help="the title of the text", seldom=True)
    add(
        read,
        "--source-publisher",
        "--publisher",
        dest="publisher",
        metavar="TEXT",
        help="who published it",
        seldom=True,
    )
    add(read, "--source-author", "--author", dest="author", metavar="TEXT", help="who wrote it", seldom=True)
    add(read, "--source-url", "--url", dest="url", metavar="URL", help="where it was found", seldom=True)
    add(
        read,
        "--encoding",
        metavar="NAME",
        help="how the characters of the files are written, such as cp1252",
        seldom=True,
    )
    add(
        read,
        "--columns",
        metavar="NAMES",
        help="the columns of a table: title=message,when=Year+Month",
        seldom=True,
    )
    add(
        read,
        "--expand",
        metavar="FROM/TO",
        help="count out what repeats in a calendar, within these dates",
        seldom=True,
    )
    add(
        read,
        "--redate",
        action="append",
        default=[],
        metavar="[SOURCE=]DATE",
        help="correct the date of a source of timelines in JSON, and what was counted from it",
        seldom=True,
    )
    add(
        read,
        "--limit",
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="how much of a file is read at most, such as file_bytes=2GB or pages=90000",
        seldom=True,
    )
    add(
        read,
        "--decisions",
        action="append",
        default=[],
        metavar="FILE",
        help="apply the corrections in this file" + (", made with the page or in Python" if whole else ""),
        seldom=True,
    )
    add(
        read,
        "--strict",
        action="store_true",
        help="stop at the first file that cannot be read or decision that cannot be applied",
        seldom=True,
    )
    add(read, "--workers", type=_workers, metavar="N", help="read with so many processes", seldom=True)

    choose = made.add_argument_group("choosing") if whole else read
    add(choose, "--from", dest="since", metavar="DATE", help="only what may have been going on from then on")
    add(choose, "--until", metavar="DATE", help="only what may have been going on up to then")
    add(choose, "--who", action="append", default=[], metavar="NAME", help="only what this person or body took part in")
    add(
        choose,
        "--status",
        action="append",
        default=[],
        metavar="STATUS",
        help="asserted, reported, planned, negated, hypothetical",
    )

    write = made.add_argument_group("writing") if whole else read
    add(
        write,
        "-t",
        "--to",
        metavar="FORM",
        help="table, html, csv, json, ics, md, xlsx, svg …",
    )
    add(
        write,
        "-o",
        "--output",
        "--out",
        metavar="OUT",
        help="write to this file" + ("; to this folder/, a file for each FILE" if whole else ""),
    )
    add(
        write,
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="an option of the form, such as profile=rich for ical",
        seldom=True,
    )
    add(write, "-v", "--verbose", action="store_true", help="say what the form could not hold")
    add(write, "-q", "--quiet", action="store_true", help="no progress and no remarks", seldom=True)
    add(write, "--version", nargs=0, action=_Version, help="show the version and end", seldom=True)
    add(write, "-h", "--help", action="help", help="show this help and end", seldom=True)
    add(write, "--help-all", nargs=0, action=_HelpAll, help="show every option")
    return made


def _workers(given: str) -> int:
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 5 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{given} is not a number of processes")
    return number


def form_of(to: str | None, output: str | None) -> str:
    """The form of the result: as it is called, or else as the name of the file ends."""
    if to is not None:
        name = to.lower().removeprefix(".")
        if name not in FORMS:
            close = difflib.get_close_matches(name, FORMS, 1)
            hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(dict.fromkeys(FORMS.values()))}"
            raise UsageError(f"--to: there is no form {to}; {hint}")
        return FORMS[name]
    if output is None:
        return "table"
    suffix = Path(output).suffix.lower()
    if not suffix or suffix[1:] not in FORMS:
        ends = ", ".join(dict.fromkeys([".txt", *(end for ends in export.FORMATS.values() for end in ends)]))
        raise UsageError(f"cannot tell the form of {output}: name it with --to or end it in {ends}")
    return FORMS[suffix[1:]]


def options_of(given: Sequence[str], form: str, known: Sequence[str]) -> Iterator[tuple[str, object]]:
    """The options of a form as the command line has them: `excel=true` is yes, `by=participant` a word."""
    taken = [name for name in known if name != "texts"]
    switches = () if form == "table" else export.switches_of(form)
    for option in given:
        name, sign, value = option.partition("=")
        if not sign or name not in taken:
            close = difflib.get_close_matches(name, taken, 1)
            hint = (
                f"did you mean {close[0]}?"
                if close
                else f"it has {', '.join(taken)}, as NAME=VALUE"
                if taken
                else "it has none"
            )
            raise UsageError(f"{form} has no option {option}; {hint}")
        yield name, {"true": True, "false": False}.get(value.lower(), value) if name in switches else value


# -- dates -------------------------------------------------------------------------------------------------------------


def date_of(option: str, given: str, order: str | None = None) -> str:
    """A date as the command line has it ("2022-06-14", "14 June 2022"), in ISO 8601.

    Raises `UsageError`, which names the option, for what is no date or may be two.
    """
    text = given.strip()
    try:
        dateline.Moment.of(text)
    except ArgumentError:
        pass
    else:
        return text
    found = dateline.find_timexes(text, order=order)
    if len(found) == 1 and found[0].text == text and found[0].interval is not None:
        timex = found[0]
        if timex.alternatives:
            readings = " or ".join(
                reading.human().rstrip("?") for reading in (timex.interval, *timex.alternatives) if reading
            )
            raise UsageError(f"{option}: {given} may be {readings}; give --order, or write it as 2022-06-14")
        try:
            dateline.Moment.of(timex.value)
        except ArgumentError:
            pass
        else:
            return timex.value
    raise UsageError(f"{option}: {given} is no date; write it as 2022-06-14 or “14 June 2022”")


def stretch_of(option: str, given: str, order: str | None = None) -> Interval:
    """The day, month, year or other time that a date of the command line stands for."""
    try:
        return Interval.from_edtf(given.strip())
    except DatelineError:
        pass
    text = date_of(option, given, order)
    return Interval.from_timex(text) or Interval.unit(dateline.Moment.of(text), Granularity.DAY)


_UNITS: Final = {"": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}


def limits_of(given: Sequence[str]) -> Limits:
    """The limits as the command line has them: "file_bytes=2GB", "pages=90000"."""
    asked: dict[str, int] = {}
    for pair in given:
        name, _, number = pair.partition("=")
        found = re.fullmatch(r"(\d{1,15})([KMG]B|)", number.strip().upper(), re.ASCII)
        known = [one.name for one in fields(Limits)]
        if found is None or name not in known:
            close = difflib.get_close_matches(name, known, 1)
            hint = "such as 2GB or 90000" if name in known else f"did you mean {close[0]}?" if close else ""
            raise UsageError(f"--limit: {pair} is no limit; {hint or 'there are ' + ', '.join(known)}")
        asked[name] = int(found[1]) * _UNITS[found[2]]
    try:
        return Limits(**asked)
    except ArgumentError as error:
        raise UsageError(f"--limit: {error.argument}={error.value}: {error.reason}") from None


# -- what is known of other people's tables and calendars --------------------------------------------------------------


def columns_of(given: str) -> dict[str, str | list[str]]:
    """Which column of a table has what: "title=message,when=Year+Month+Day"."""
    found: dict[str, str | list[str]] = {}
    for pair in given.split(","):
        role, sign, column = pair.partition("=")
        names = [name.strip() for name in column.split("+")]
        if not sign or not role.strip() or not all(names):
            raise UsageError(f"--columns: {given} is not as title=message,when=date or when=Year+Month+Day")
        found[role.strip()] = names[0] if len(names) == 1 else names
    return found


def window_of(given: str, order: str | None = None) -> tuple[str, str]:
    """The dates within which what repeats is counted out: "2012-01-01/2013-01-01"."""
    begin, stroke, end = given.partition("/")
    if not stroke:
        raise UsageError(f"--expand: {given} is not as 2012-01-01/2013-01-01")
    return date_of("--expand", begin, order), date_of("--expand", end, order)
