"""Timelines as CSV (RFC 4180, UTF-8, a header, one row an event), for spreadsheets and data frames.

| column | what stands in it |
|---|---|
| `id` | the id of the event |
| `start`, `end` | first moment, and first moment after (ISO 8601; a day alone where midnight is meant); empty if open |
| `edtf`, `granularity` | the time in EDTF, and the unit in which it was told; both empty if undated |
| `title`, `place`, `status`, `kind` | as in `Event` |
| `actors`, `actor_kinds`, `roles` | those who take part: three lists of the same length |
| `sources`, `source_kinds`, `cues` | those who answer for it, innermost speaker first: three lists of the same length |
| `quotes`, `offsets`, `documents` | the evidence: three lists of the same length, offsets as `start-end` |
| `published`, `urls` | of each of `documents`, its date and address |
| `alternatives` | other readings of the date, in EDTF |
| `notes` | a list of remarks |

Lists are joined with `; `; inside an item that is `;\\ `, and a backslash `\\\\`.  A list of nothing but empty items is
empty where the list before it tells their number.  A cell of text that a spreadsheet would take for a formula (it
begins with `=`, `+`, `-`, `@`, a tab or a line break; OWASP, "CSV Injection") gets an apostrophe before it, which
`loads` takes away; ids, dates, offsets and names of kinds need none.  Events come back without their temporal
expressions, actors without mentions and aliases, sources by name, date and address.

A second flavour, `by="participant"`, has a row for each event and each of those who take part, for pivot tables; it is
not read back.  `metadata` describes either for readers of CSV on the Web (W3C, 2015).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from dateline.errors import ArgumentError, DatelineError, ReadError
from dateline.export.ledger import Ledger, interval_of, says_all
from dateline.interval import Interval, Moment
from dateline.limits import DEFAULT, Limits
from dateline.model import Actor, Attribution, Event, Mention, Participation, Source, Span, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

__all__ = ["COLUMNS", "PARTICIPANT_COLUMNS", "dumps", "loads", "metadata", "stream"]

COLUMNS = (
    "id",
    "start",
    "end",
    "edtf",
    "granularity",
    "title",
    "place",
    "status",
    "kind",
    "actors",
    "actor_kinds",
    "roles",
    "sources",
    "source_kinds",
    "cues",
    "quotes",
    "offsets",
    "documents",
    "published",
    "urls",
    "alternatives",
    "notes",
)
PARTICIPANT_COLUMNS = (
    "event_id",
    "start",
    "end",
    "edtf",
    "granularity",
    "title",
    "place",
    "status",
    "actor",
    "actor_kind",
    "role",
)
_LISTS = frozenset(COLUMNS[COLUMNS.index("actors") :])
# What stands in the others we spell ourselves: no text of others can be a formula there, and a year BCE has its minus.
_TEXTS = frozenset("title place kind actors roles sources cues quotes documents urls notes actor role".split())
_T = TypeVar("_T")

# An apostrophe of the text itself before such a character is doubled, so that every cell can be restored.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_BEGINNINGS = frozenset("'=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_SURROGATE = re.compile("[\ud800-\udfff]")


# -- out ---------------------------------------------------------------------------------------------------------------


def dumps(
    timeline: Timeline,
    ledger: Ledger | None = None,
    *,
    by: Literal["event", "participant"] = "event",
    excel: bool = False,
) -> str:
    """`timeline` as CSV: the dated events in order, then the undated ones; lines end with CR LF.

    `by` says what has a row of its own; `excel` puts a byte order mark before it all, without which Excel takes UTF-8
    for something else.  Raises `ArgumentError` for any other `by` and for an `excel` that is neither true nor false.
    """
    ledger = Ledger() if ledger is None else ledger
    return "".join(stream(timeline, ledger, by=by, excel=excel))


def stream(
    timeline: Timeline, ledger: Ledger, *, by: Literal["event", "participant"] = "event", excel: bool = False
) -> Iterator[str]:
    """What `dumps` gives, in pieces."""
    if by not in ("event", "participant"):
        raise ArgumentError("by", by, "must be 'event' or 'participant'")
    if not isinstance(excel, bool):
        raise ArgumentError("excel", excel, "must be true or false")
    return pieces(timeline, ledger, by, excel)


def pieces(
    timeline: Timeline,
    ledger: Ledger,
    by: Literal["event", "participant"],
    excel: bool,
    delimiter: str = ",",
    target: str = "CSV",
) -> Iterator[str]:
    """The table in pieces, with any delimiter; `target` is what the ledger calls the format."""
    columns = COLUMNS if by == "event" else PARTICIPANT_COLUMNS
    texts = [number for number, name in enumerate(columns) if name in _TEXTS]
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    yield ("\ufeff" if excel else "") + sheet.getvalue()
    for event in timeline:
        rows = [_row(event)] if by == "event" else _rows_of(event)
        if not all(map(str.isascii, rows[0])) and any(_SURROGATE.search(cell) for row in rows for cell in row):
            ledger.lose(event, "text", "half characters (lone surrogates) have no UTF-8 and became U+FFFD")
            rows = [[_SURROGATE.sub("\ufffd", cell) for cell in row] for row in rows]
        for row in rows:
            for number in texts:
                if row[number][:1] in _BEGINNINGS and _FORMULA.match(row[number]):
                    row[number] = f"'{row[number]}"
        sheet.seek(0)
        sheet.truncate()
        writer.writerows(rows)
        yield sheet.getvalue()
        ledger.written += 1
        if not says_all(event.when):
            ledger.lose(
                event,
                "when",
                "EDTF and granularity do not say it all (a part of the day, a named zone); the columns hold the rest",
            )
        if not all(says_all(reading, told=False) for reading in event.alternatives):
            ledger.lose(event, "alternatives", "EDTF does not say all of them (a part of the day, a week as such)")
    if any(event.trigger or any(link.mention for link in event.attributions) for event in timeline):
        ledger.lose(None, "mentions", f"{target} has no column for the words that name a happening or attribute it")
    if by == "participant" and any(event.evidence or event.attributions for event in timeline):
        ledger.lose(None, "evidence", "the table by participant has no quotes, sources, other readings and notes")
    if timeline.timexes:
        ledger.lose(
            None, "timexes", f"{target} has no column for the {len(timeline.timexes)} temporal expressions of the text"
        )
    ledger.lose_actors(timeline, f"{target} has no column for")
    quoted = {quote.source for event in timeline for quote in event.evidence}
    if any(source not in quoted or source != _named(source) for source in timeline.sources):
        ledger.lose(
            None, "sources", f"{target} has the name, date and address of sources that are quoted, and nothing else"
        )


def _named(source: Source) -> Source:
    return Source(source.name, url=source.url, published=source.published)


def metadata(url: str, *, by: Literal["event", "participant"] = "event", excel: bool = False) -> str:
    """What CSV on the Web (W3C, 2015) says of a table at `url`, to be kept beside it as `<name>.csv-metadata.json`.

    `write` puts it there if it is told to (`metadata=True`); `by` and `excel` are the options of the table.
    """
    columns = COLUMNS if by == "event" else PARTICIPANT_COLUMNS
    needed = {"id", "event_id", "status"}

    def column(name: str) -> dict[str, object]:
        described: dict[str, object] = {"name": name, "titles": name, "datatype": "string"}
        if name in needed:
            described["required"] = True
        if name in _LISTS and by == "event":
            described["separator"] = "; "
        return described

    content = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": url,
        "dialect": {"encoding": "utf-8-sig" if excel else "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {"columns": [column(name) for name in columns]},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _rows_of(event: Event) -> list[list[str]]:
    when = event.when
    shared = [
        event.id,
        _moment(when.start) if when else "",
        _moment(when.end) if when else "",
        when.edtf if when else "",
        when.granularity.value if when else "",
        event.title,
        event.place or "",
        event.status.value,
    ]
    taking = [[part.actor.name, part.actor.kind.value, part.role] for part in event.participants]
    return [shared + cells for cells in taking or [["", "", ""]]]


def _row(event: Event) -> list[str]:
    when = event.when
    documents = [quote.source for quote in event.evidence]
    return [
        event.id,
        _moment(when.start) if when else "",
        _moment(when.end) if when else "",
        when.edtf if when else "",
        when.granularity.value if when else "",
        event.title,
        event.place or "",
        event.status.value,
        event.kind,
        _join(part.actor.name for part in event.participants),
        _join(part.actor.kind.value for part in event.participants),
        _join(part.role for part in event.participants),
        _join(link.source.name for link in event.attributions),
        _join(link.source.kind.value for link in event.attributions),
        _beside(link.cue for link in event.attributions),
        _join(quote.text for quote in event.evidence),
        _join(f"{quote.span.start}-{quote.span.end}" for quote in event.evidence),
        _join(source.name for source in documents),
        _beside(source.published.isoformat() if source.published else "" for source in documents),
        _beside(source.url or "" for source in documents),
        _join(reading.edtf for reading in event.alternatives),
        _join(event.notes),
    ]


def _moment(moment: Moment | None) -> str:
    if moment is None:
        return ""
    text = moment.isoformat()
    return text.removesuffix("T00:00:00") if moment.offset is None else text


def _join(items: Iterable[str]) -> str:
    # Escaped so that the separator never stands in an item: readers of CSV on the Web know no escape.
    cells = [item.replace("\\", "\\\\").replace("; ", ";\\ ") for item in items]
    if len(cells) == 1:
        # An empty list and a list of one empty item are both an empty cell: the latter gets a bare semicolon.
        return {"": ";", ";": "\\;"}.get(cells[0], cells[0])
    return "; ".join(cells)


def _beside(items: Iterable[str]) -> str:
    """A list whose length another list tells."""
    cells = list(items)
    return _join(cells) if any(cells) else ""


# -- in ----------------------------------------------------------------------------------------------------------------


def loads(
    text: str,
    ledger: Ledger | None = None,
    limits: Limits = DEFAULT,
    *,
    delimiter: str | None = None,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    order: Literal["dmy", "mdy"] | None = None,
) -> Timeline:
    """The timeline that a CSV text holds, as far as CSV can hold one.

    Columns may stand in any order.  A table with the columns `title` and `edtf` is read as `dumps` writes it: others
    may be missing, and ids are derived anew.  For any other table `columns` says which column has what, by the roles
    of `csv_tables.ROLES`, such as `{"title": "message", "when": "datetime"}`; a time that is spread over several
    columns is a list of them, `{"when": ["Year", "Month", "Day"]}`.  Without it, names in common use are taken where
    one reading alone is evident, and the ledger is told.  Dates that are no EDTF are read as they would be in a text,
    in English, without a document date; `order` ("dmy", "mdy") says what 03/04/2021 is.

    `delimiter` is the character between cells; without it, the one of comma, semicolon, tab and bar is taken that gives
    the names of columns.  A row that makes no sense is passed over and told to the ledger, as are columns that are not
    read.  Raises `ReadError` with row (the header is row 1) and column if no row can be read, and `ArgumentError`.
    """
    from dateline.export.csv_tables import read

    ledger = Ledger() if ledger is None else ledger
    return read(
        text,
        ledger,
        limits,
        delimiter=delimiter,
        columns=columns,
        order=order,
        own=partial(_event, ledger),
        columns_of_ours=COLUMNS,
    )


def _event(ledger: Ledger, number: int, cells: dict[str, str]) -> Event:
    """The event of a row that `dumps` wrote."""
    row = _Row(number, {name: _bare(cell) for name, cell in cells.items()})
    event = row.event()
    bounds = (None, None) if event.when is None else (event.when.start, event.when.end)
    for name, bound in zip(("start", "end"), bounds, strict=True):
        told, known = cells.get(name, "")[:10], "" if bound is None else bound.isoformat()[:10]
        if not told or told == known or (day := _day(told)) is None:
            continue
        meant = _day(known)
        # A day more or less is that of zones and parts of a day.
        if meant is None or abs(day - meant) > dt.timedelta(days=1):
            why = f"row {number} has {told!r} as its {name}, but another date in the column edtf, which was read"
            ledger.lose(event, name, why)
    return event


def _day(text: str) -> dt.date | None:
    """The day of a moment as `dumps` writes it, None for what is none, such as what a spreadsheet made of it."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


_ITEM = re.compile(r"((?:[^;\\]|\\.|;(?! ))*)(?:; |\Z)", re.DOTALL)


def _split(cell: str) -> list[str]:
    if not cell:
        return []
    if cell == ";":
        return [""]
    items = []
    place = 0
    while True:
        found = _ITEM.match(cell, place)
        if found is None:
            raise ValueError("a list ends with a lone backslash")
        items.append(re.sub(r"\\(.)", r"\1", found.group(1), flags=re.DOTALL))
        if found.end() == len(cell) and found.end() == found.end(1):
            return items
        place = found.end()


class _Row:
    """One row; what goes wrong in it names the row and the column."""

    def __init__(self, number: int, cells: dict[str, str]) -> None:
        self.number = number
        self.cells = cells

    def event(self) -> Event:
        actors, kinds, roles = self.lists("actors", "actor_kinds", "roles")
        sources, source_kinds, cues = self.lists("sources", "source_kinds", "cues")
        evidence = tuple(map(self.mention, *self.lists("quotes", "offsets", "documents", "published", "urls")))
        return self.read(
            "title",
            lambda title: Event(
                title=title,
                when=self.read(
                    "edtf", lambda edtf: interval_of(edtf, self.cells.get("granularity", "")) if edtf else None
                ),
                place=self.cells.get("place"),
                participants=tuple(
                    Participation(self.actor("actors", name, kind), role if self.cells.get("roles") else "participant")
                    for name, kind, role in zip(actors, kinds, roles, strict=True)
                ),
                attributions=tuple(
                    Attribution(self.actor("sources", name, kind), cue)
                    for name, kind, cue in zip(sources, source_kinds, cues, strict=True)
                ),
                status=self.cells.get("status") or "asserted",
                alternatives=self.read("alternatives", lambda cell: tuple(map(Interval.from_edtf, _split(cell)))),
                evidence=evidence,
                kind=self.cells.get("kind") or "occurrence",
                notes=tuple(self.items("notes")),
            ),
        )

    def actor(self, column: str, name: str, kind: str) -> Actor:
        return self.read(column, lambda _: Actor(name, kind or "person"))

    def mention(self, text: str, offsets: str, document: str, published: str, url: str) -> Mention:
        source = self.read("published", lambda _: Source(document, url=url, published=published))
        return self.read("offsets", lambda _: Mention(_span(offsets, text), text, source))

    def items(self, column: str) -> list[str]:
        return self.read(column, _split)

    def lists(self, first: str, *others: str) -> tuple[list[str], ...]:
        """Lists of one length; a list that is not there at all is filled up with empty items."""
        items = self.items(first)
        lists = [items]
        for column in others:
            more = self.items(column) or [""] * len(items)
            if len(more) != len(items):
                raise self.error(column, f"has {len(more)} items where {first} has {len(items)}")
            lists.append(more)
        return tuple(lists)

    def read(self, column: str, convert: Callable[[str], _T]) -> _T:
        try:
            return convert(self.cells.get(column, ""))
        except ReadError:
            raise
        except (DatelineError, ValueError) as error:
            raise self.error(column, str(error)) from error

    def error(self, column: str, reason: str) -> ReadError:
        return ReadError("csv", f"row {self.number}, column {column!r}", reason)


def _span(offsets: str, text: str) -> Span:
    if not offsets:
        return Span(0, len(text))
    found = re.fullmatch(r"([0-9]{1,12})-([0-9]{1,12})", offsets)
    if found is None:
        raise ValueError(f"{offsets[:40]!r} is no pair of offsets such as 120-138")
    return Span(int(found[1]), int(found[2]))
