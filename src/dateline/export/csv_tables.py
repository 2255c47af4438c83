"""Reading tables of anybody: where the cells end, which column has what, and what a date in a cell means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import frozen

from dateline.errors import ArgumentError, DatelineError, ReadError
from dateline.interval import Interval
from dateline.model import Actor, Event, Mention, Participation, Source, Span, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from dateline.export.ledger import Ledger
    from dateline.limits import Limits

__all__ = ["ROLES", "read"]

ROLES = ("title", "when", "end", "text", "who", "place", "source", "kind", "status", "notes")
"""What a column of a table of others can be: the time of an event or of its start, and of its end; the words of the
source about it; those who take part, separated by semicolons; the name or address of the source; and as in `Event`."""

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
# The columns that make a table one of ours.
_OWN = ("title", "edtf")
_SHOWN = 300
# So many rows whose quotes do not close are passed over, each in time linear in what is left of the text.
_BROKEN = 100

# The names in common use, by what they are for: each row of names says the same, and a table has one of them at most.
_TITLES = ("title", "headline", "label", "event")
_SECOND_TITLES = ("description", "text")
_STARTS = (("edtf",), ("when",), ("date",), ("datetime",), ("start",), ("start date",), ("start_date",))
_ENDS = (("end",), ("end date",), ("end_date",))
_PARTS = ("year", "month", "day", "time")
_PLACES = ("place", "location")
_COMMON = frozenset(
    [
        *_TITLES,
        *_SECOND_TITLES,
        *_PLACES,
        *_PARTS,
        *(f"end {part}" for part in _PARTS),
        *(name for names in (*_STARTS, *_ENDS) for name in names),
    ]
)


@frozen
class _Columns:
    """Which columns have what, by roles; `guessed` if nobody said so."""

    of: Mapping[str, tuple[str, ...]]
    guessed: bool

    def __str__(self) -> str:
        told = ", ".join(
            f'"{role}": {shown}'
            for role, names in self.of.items()
            for shown in [f'"{names[0]}"' if len(names) == 1 else "[" + ", ".join(f'"{n}"' for n in names) + "]"]
        )
        return f"columns={{{told}}}"


def read(
    text: str,
    ledger: Ledger,
    limits: Limits,
    *,
    delimiter: str | None,
    columns: Mapping[str, str | Sequence[str]] | None,
    order: str | None,
    own: Callable[[int, dict[str, str]], Event],
    columns_of_ours: Container[str],
) -> Timeline:
    """What `csv.loads` gives; `own` makes the event of a row of a table of ours, by its number and cells."""
    _check(delimiter, order)
    asked = None if columns is None else _asked(columns)
    text, said = _declared(text.removeprefix("\ufeff"))
    if delimiter is None:
        wanted = {name for names in (asked or {}).values() for name in names}
        delimiter = said or _delimiter(text, wanted)
    rows = _rows(text, delimiter)
    header = next(rows, None)
    if header is None:
        raise ReadError("csv", "row 1", f"the header is missing; it needs {' and '.join(_OWN)}")
    if header.broken:
        raise ReadError("csv", f"row 1, {header.broken}", _UNCLOSED)
    names = [cell.removeprefix("'").strip().lower() for cell in header.cells]
    if "event_id" in names:
        raise ReadError("csv", "row 1", "this is the table by participant, which is not read back")
    if asked is None and all(name in names for name in _OWN):
        make: Callable[[int, dict[str, str]], Event] = own
        strange = [name for name in dict.fromkeys(names) if name and name not in columns_of_ours]
        if strange:
            ledger.lose(None, "other columns", f"{', '.join(strange)} not read"[:_SHOWN])
    else:
        found = _found(names, asked, delimiter)
        if found.guessed:
            ledger.lose(None, "columns", f"they were read as {found}")
        used = {name for columns_of in found.of.values() for name in columns_of}
        left = [name for name in dict.fromkeys(names) if name and name not in used]
        if left:
            ledger.lose(None, "other columns", f"{', '.join(left)} not read"[:_SHOWN])
        make = _Foreign(found, ledger, order).event
    twice = [name for name, times in Counter(filter(None, names)).items() if times > 1]
    if twice:
        ledger.lose(None, "columns", f"{', '.join(twice)} stands there twice; the last one of each was read"[:_SHOWN])
    return _events(rows, names, make, ledger, limits)


def _check(delimiter: Any, order: Any) -> None:
    if delimiter is not None and (not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n'):
        raise ArgumentError("delimiter", delimiter, "must be one character, such as ';', and no quote or line end")
    if order not in (None, "dmy", "mdy"):
        raise ArgumentError("order", order, "must be 'dmy' or 'mdy'")


def _events(
    rows: Iterator[_Cells],
    names: Sequence[str],
    make: Callable[[int, dict[str, str]], Event],
    ledger: Ledger,
    limits: Limits,
) -> Timeline:
    events: list[Event] = []
    bad: list[ReadError] = []
    nameless = 0
    for row in rows:
        number, cells = row.number, row.cells
        limits.check("events", number - 1, "the text", "rows or more")
        if row.broken:
            bad.append(ReadError("csv", f"row {number}, {row.broken}", _UNCLOSED))
            continue
        if not any(map(str.strip, cells)):
            # Spreadsheets write rows of bare delimiters.
            continue
        while len(cells) > len(names) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(names):
            reason = f"has {len(cells)} cells where the header has {len(names)}"
            bad.append(ReadError("csv", f"row {number}", reason))
            continue
        nameless += any(cell.strip() and not name for name, cell in zip(names, cells, strict=True))
        try:
            events.append(make(number, dict(zip(names, cells, strict=True))))
        except ReadError as error:
            bad.append(error)
    if bad and not events:
        raise bad[0]
    for loss in bad:
        ledger.lose(None, loss.where, loss.reason)
    if nameless:
        rows_of = "1 row" if nameless == 1 else f"{nameless:,} rows"
        ledger.lose(None, "other columns", f"{rows_of} with words in a column without a name, which was not read")
    if not events:
        ledger.lose(
            None,
            "table",
            "no event was read: there is no row with words below the header; see whether it is the right file",
        )
    return Timeline(events)


# -- cells


_UNCLOSED = "a quoted cell does not end as it should"


class _Cells(NamedTuple):
    """A row: its number, its cells, and the cell whose quotes do not close, "" where they all do."""

    number: int
    cells: list[str]
    broken: str = ""


def _rows(text: str, delimiter: str) -> Iterator[_Cells]:
    """The rows of a table (RFC 4180, with any delimiter and line end); the rest of a line that is broken is left."""
    cell = _cell(delimiter)
    row: list[str] = []
    place, number, left = 0, 1, _BROKEN
    while place < len(text) or row:
        found = cell.match(text, place)
        if found is None:
            yield _Cells(number, row, f"cell {len(row) + 1}")
            left -= 1
            if not left:
                yield _Cells(number + 1, [], "all that follows")
                return
            line_end = _LINE_END.search(text, place)
            place = line_end.end() if line_end is not None else len(text)
            row = []
            number += 1
            continue
        quoted, bare, end = found.groups()
        row.append(bare if quoted is None else quoted.replace('""', '"'))
        place = found.end()
        if end != delimiter:
            yield _Cells(number, row)
            row = []
            number += 1


_LINE_END = re.compile(r"\r\n|\r|\n")


@lru_cache(maxsize=16)
def _cell(delimiter: str) -> re.Pattern[str]:
    # The module csv refuses long cells unless a limit of the whole process is changed.
    mark = re.escape(delimiter)
    return re.compile(rf'(?:"([^"]*(?:""[^"]*)*)"|((?!")[^{mark}\r\n]*))({mark}|\r\n|\r|\n|\Z)')


def _declared(text: str) -> tuple[str, str | None]:
    """The text without the line in which Excel says what the delimiter is ("sep=;"), and that delimiter."""
    found = re.match(r'"?sep=([^"\r\n])"?(?:\r\n|\r|\n)', text, re.IGNORECASE)
    return (text, None) if found is None else (text[found.end() :], found[1])


def _delimiter(text: str, wanted: set[str]) -> str:
    """The delimiter that gives the most columns whose names are known, a comma where none gives more."""

    def known(delimiter: str) -> tuple[int, int]:
        header = next(_rows(text, delimiter), None)
        names = {cell.strip().lower() for cell in header.cells} if header is not None and not header.broken else set()
        # Names that nobody knows tell it too, where only one delimiter makes columns of them.
        return len(names & (wanted or {*_OWN, "event_id", *_COMMON})), len(names)

    return max(_DELIMITERS, key=known)


# -- columns


def _asked(columns: Any) -> dict[str, tuple[str, ...]]:
    """The mapping of roles to columns that a caller gives, checked; names of columns know no case."""
    if not hasattr(columns, "items") or not columns:
        raise ArgumentError("columns", columns, 'must be a mapping such as {"title": "message", "when": "date"}')
    asked = {}
    for role, names in columns.items():
        if role not in ROLES:
            raise ArgumentError("columns", role, f"is no role of a column; there are {', '.join(ROLES)}")
        told = (names,) if isinstance(names, str) else tuple(names) if hasattr(names, "__iter__") else ()
        if not told or not all(isinstance(name, str) for name in told):
            raise ArgumentError("columns", names, f"must be the name of a column, or names of columns, for {role}")
        if len(told) > 1 and role not in ("when", "end"):
            raise ArgumentError("columns", names, f"must be one column; only times are put together, not {role}")
        asked[role] = tuple(name.strip().lower() for name in told)
    return asked


def _found(names: Sequence[str], asked: dict[str, tuple[str, ...]] | None, delimiter: str) -> _Columns:
    """Which columns have what: as the caller says, else as names in common use do, if they have one reading."""
    given = ", ".join(filter(None, names)) or "none"
    for role, columns in (asked or {}).items():
        for column in columns:
            if column not in names:
                raise ReadError(
                    "csv", "row 1", f"the column {column!r} ({role}) is missing; there are {given}"[:_SHOWN]
                )
    common = _common(names)
    of: dict[str, tuple[str, ...]] = dict(asked or {})
    for role, candidates in common.items():
        # An end that nobody asked for would change what the start means.
        if role in of or (asked and role in ("end", "text")):
            continue
        free = [columns for columns in candidates if not any(columns[0] in taken for taken in of.values())]
        if len(free) == 1:
            of[role] = free[0]
    missing = [role for role in ("title", "when") if role not in of]
    if missing:
        taken = {column for columns in of.values() for column in columns}
        spare = iter([*(name for name in dict.fromkeys(names) if name and name not in taken), "…", "…"])
        example = {role: next(spare) if role in missing else of[role][0] for role in ("title", "when")}
        hint = ", ".join(f'"{role}": "{example[role]}"' for role in ("title", "when"))
        several = [role for role in missing if len(common.get(role, ())) > 1]
        called = {"title": "the title", "when": "the time"}
        role = (several or missing)[0]
        which = (
            f"which column is {called[role]} is not evident" if several else f"no column is evidently {called[role]}"
        )
        separated = f"cells separated by {_DELIMITERS.get(delimiter, delimiter)}"
        raise ReadError(
            "csv",
            "row 1",
            f"{which}; the columns are {given[:_SHOWN]} ({separated}); say which is which, such as columns={{{hint}}}",
        )
    return _Columns(of, guessed=not {"title", "when"} <= (asked or {}).keys())


def _common(names: Sequence[str]) -> dict[str, list[tuple[str, ...]]]:
    """The columns that may have a role by their names, each with those that belong to it."""

    def dates(starts: Sequence[tuple[str, ...]], before: str) -> list[tuple[str, ...]]:
        found = [columns for columns in starts if columns[0] in names]
        parts = tuple(before + part for part in _PARTS if before + part in names)
        return [*found, parts] if parts and parts[0] == f"{before}year" else found

    def alone(choice: Sequence[str]) -> list[tuple[str, ...]]:
        return [(name,) for name in choice if name in names]

    titles, seconds = alone(_TITLES), alone(_SECOND_TITLES)
    common: dict[str, list[tuple[str, ...]]] = {
        "title": titles or seconds,
        "when": dates(_STARTS, ""),
        "end": dates(_ENDS, "end "),
        "place": alone(_PLACES),
        "text": seconds if titles else [],
    }
    return {role: found for role, found in common.items() if found}


# -- rows


class _Foreign:
    """Makes events of the rows of a table of others; actors and sources that are the same become the same object."""

    def __init__(self, columns: _Columns, ledger: Ledger, order: str | None) -> None:
        self.columns = columns.of
        self.ledger = ledger
        self.order = order
        self.actors: dict[str, Actor] = {}
        self.sources: dict[str, Source] = {}

    def event(self, number: int, cells: dict[str, str]) -> Event:
        def cell(role: str) -> str:
            names = self.columns.get(role)
            return cells[names[0]].strip() if names else ""

        when, told = self.when(cells)
        title = cell("title")
        notes = [cell("notes")] if cell("notes") else []
        if told and when is None:
            notes.append(f"time: {told}")
        if not title and not cell("text"):
            raise ReadError("csv", f"row {number}, column {self.columns['title'][0]!r}", "it is empty")
        try:
            event = Event(
                title=title or cell("text"),
                when=when,
                place=cell("place"),
                participants=[
                    Participation(self.actor(name), "participant")
                    for name in map(str.strip, re.split("[;\r\n]", cell("who")))
                    if name
                ],
                status=cell("status").lower() or "asserted",
                evidence=self.evidence(cell("text") or title, cell("source"), quoted=bool(cell("text"))),
                kind=cell("kind") or "occurrence",
                notes=notes,
            )
        except (DatelineError, ValueError) as error:
            raise ReadError("csv", f"row {number}", str(error)) from error
        if told and when is None:
            reason = f"row {number}: {told[:80]!r} is not one time; the event is undated, and the cell in its notes"
            hint = "; order= says whether the day or the month comes first"
            told_both_ways = self.order is None and _EITHER_ORDER.search(told) is not None
            self.ledger.lose(event, "when", reason + hint if told_both_ways else reason)
        return event

    def when(self, cells: dict[str, str]) -> tuple[Interval | None, str]:
        """The time of a row, None if it has none or none that can be read, and what its cells say of it."""
        start, end = (
            _together(names, [cells[name].strip() for name in names])
            for names in (self.columns.get(role, ()) for role in ("when", "end"))
        )
        first, last = (time_of(cell, self.order) for cell in (start, end))
        if not end:
            return first, start
        if not start:
            return last and last.until(), end
        told = f"{start} / {end}"
        if first is None or last is None:
            return None, told
        if first == last:
            return first, told
        try:
            return first.to(last), told
        except DatelineError:
            return None, told

    def actor(self, name: str) -> Actor:
        return self.actors.setdefault(name, Actor(name))

    def evidence(self, text: str, told: str, *, quoted: bool) -> list[Mention]:
        """The words of the source, where the table has any, or who it is."""
        if not told and not quoted:
            return []
        if told not in self.sources:
            is_address = re.match("https?://", told, re.IGNORECASE)
            self.sources[told] = Source(url=told) if is_address else Source(told)
        return [Mention(Span(0, len(text)), text, self.sources[told])]


def _together(names: Sequence[str], parts: Sequence[str]) -> str:
    """A time that is spread over columns, in one cell: year, month, day and clock time, as far as they are given."""
    if len(parts) < 2 and not (names and names[0].endswith("year")):
        return parts[0] if parts else ""
    year, *rest = parts
    clock = next((part for part in rest if ":" in part), "")
    rest = [part for part in rest if part and part != clock]
    if re.fullmatch(r"-?\d{1,4}", year, re.ASCII):
        sign, digits = ("-", year[1:]) if year.startswith("-") else ("", year)
        year = f"{sign}{int(digits):04}"
        if all(re.fullmatch(r"\d{1,2}", part, re.ASCII) for part in rest):
            return " ".join(filter(None, ["-".join([year, *(f"{int(part):02}" for part in rest)]), clock]))
    return " ".join(filter(None, [*reversed(rest), year, clock]))


# -- times

_DATE_AND_CLOCK = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T]+(\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(?:(Z|UTC|GMT)|([+-]\d\d):?(\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
# A year of fewer than four digits behind a month or a day is told as one ("14 nov 871"), as it is behind "c.".
_SHORT_YEAR = re.compile(r"(?<=[^\W\d_.,] )([1-9]\d\d)\Z|(?<=[^\W\d_][.,] )([1-9]\d\d)\Z")
_EITHER_ORDER = re.compile(r"\b\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}/|-\d{1,2}-)\d{2,4}\b", re.ASCII)
# In characters: what is longer tells more than a time.
_LONGEST_DATE = 200
_LEFTOVER = re.compile(r"[^\W_]+")
# Words that govern a time in a cell of its own, and add nothing to it where the time has been read with them.
_GOVERNING = frozenset("on in at the of from to until till between and since before after by during".split())


@lru_cache(maxsize=1 << 12)
def time_of(cell: str, order: str | None) -> Interval | None:
    """The one time that a cell tells, in EDTF, ISO 8601 or English words; None if it tells none, or more than one."""
    if not cell or len(cell) > _LONGEST_DATE:
        return None
    found = _DATE_AND_CLOCK.fullmatch(cell)
    if found is not None:
        zone = "Z" if found[3] else f"{found[4]}:{found[5] or '00'}" if found[4] else ""
        cell = f"{found[1]}T{found[2]}{zone}"
    try:
        return Interval.from_edtf(cell)
    except DatelineError:
        # In a text "may" is a word and "May" a month; a cell begins as a sentence does.
        return _told(_SHORT_YEAR.sub(lambda year: f"{year[0]} AD", cell[:1].upper() + cell[1:]), order)


def _told(cell: str, order: str | None) -> Interval | None:
    """The one time that words tell, read as in a text that has no date."""
    # Imported when a cell needs it: most tables have dates in digits.
    from dateline.model import Document
    from dateline.times.extend import Locale
    from dateline.times.timexes import Options, timexes_of
    from dateline.times.when import refined, times_in

    locale = Locale.load("en")
    document = Document(cell, Source.for_text(cell), locale=locale)
    timexes = timexes_of(document, Options(order))
    if any(timex.interval is None or timex.alternatives for timex in timexes):
        return None
    times = refined(times_in(cell, timexes, locale))
    if len(times) != 1:
        return None
    rest = cell
    for timex in reversed(timexes):
        rest = rest[: timex.span.start] + " " + rest[timex.span.end :]
    if not {word.lower() for word in _LEFTOVER.findall(rest)} <= _GOVERNING:
        return None
    return times[0].when(planned=False)
