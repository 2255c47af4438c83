"""Timelines as workbooks for spreadsheets (Office Open XML): sheets of events, actors and sources.

It needs the extra `office` (`pip install 'dateline[office]'`).

| sheet | a row for each |
|---|---|
| Events | event with a date, in order |
| Undated | event without one, if there are any |
| Actors | actor, with the number of events in which it takes part and for which it answers |
| Sources | source, with the number of events that it tells |

Bounds are dates of the spreadsheet where it has them: from March 1900 (before that, programs differ by a day) to 9999,
as the clock of the text shows them.  Others are text in ISO 8601, and all of them stand in EDTF beside it.  Every other
cell is text, also one that looks like a formula, a number or an address.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from dateline.errors import MissingExtraError
from dateline.export.ledger import Ledger, says_all
from dateline.export.markup import FORBIDDEN, clean
from dateline.export.packing import WRITTEN, repacked
from dateline.model.records import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.model import Event, Timeline

__all__ = ["encode"]

_Cell: TypeAlias = "str | int | dt.date | None"
# The name of each column and its width in characters.
_EVENTS: Final = (
    ("When", 22),
    ("EDTF", 16),
    ("Start", 18),
    ("End (not included)", 18),
    ("Granularity", 12),
    ("Event", 60),
    ("Place", 16),
    ("Status", 12),
    ("Certainty", 12),
    ("Kind", 12),
    ("Who", 30),
    ("Roles", 16),
    ("Who says so", 24),
    ("In what words", 16),
    ("Quote", 60),
    ("Document", 24),
    ("Published", 18),
    ("Address", 24),
    ("Other readings", 16),
    ("Notes", 24),
    ("ID", 20),
)
_ACTORS: Final = (
    ("Name", 30),
    ("Kind", 14),
    ("Aliases", 30),
    ("Description", 40),
    ("Belongs to", 24),
    ("Takes part in", 14),
    ("Answers for", 14),
    ("ID", 20),
)
_SOURCES: Final = (
    ("Name", 30),
    ("Title", 40),
    ("Publisher", 24),
    ("Author", 24),
    ("Published", 18),
    ("Address", 40),
    ("Tells", 10),
    ("SHA-256 of the text", 20),
    ("ID", 20),
)
# What a cell holds (UTF-16 units) and a sheet (rows, the header among them).
_CHARACTERS: Final = 32_767
_ROWS: Final = 1_048_576
_FULL: Final = f"a sheet has no more than {_ROWS:,} rows"
# Before this day a program that believes in 29 February 1900 and one that does not differ by a day.
_FIRST: Final = dt.date(1900, 3, 1)


def encode(timeline: Timeline, ledger: Ledger | None = None) -> bytes:
    """`timeline` as the bytes of an `.xlsx` file; raises `MissingExtraError` without XlsxWriter."""
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("office", "XlsxWriter") from None
    ledger = Ledger() if ledger is None else ledger
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": WRITTEN})
        formats = {
            "head": book.add_format({"bold": True, "valign": "top", "bottom": 1}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "number": book.add_format({"valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
            "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top", "align": "left"}),
        }

        def sheet(name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[_Cell]]) -> None:
            _write(book.add_worksheet(name), columns, rows, formats)

        sheet("Events", _EVENTS, _event_rows(timeline.dated, ledger))
        if timeline.undated:
            sheet("Undated", _EVENTS, _event_rows(timeline.undated, ledger))
        sheet("Actors", _ACTORS, _actor_rows(timeline, ledger))
        sheet("Sources", _SOURCES, _source_rows(timeline, ledger))
    _lose(timeline, ledger)
    return repacked(file.getvalue())


def _write(
    sheet: Any, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[_Cell]], formats: dict[str, Any]
) -> None:
    for number, (name, width) in enumerate(columns):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, name, formats["head"])
    last = 0
    for last, row in enumerate(rows, start=1):
        for number, cell in enumerate(row):
            if isinstance(cell, str):
                # Never `write`, which makes formulas, numbers and links of what looks like them.
                sheet.write_string(last, number, cell, formats["text"])
            elif isinstance(cell, int):
                sheet.write_number(last, number, cell, formats["number"])
            elif cell is not None:
                sheet.write_datetime(last, number, cell, formats["time" if isinstance(cell, dt.datetime) else "day"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _event_rows(events: Sequence[Event], ledger: Ledger) -> Iterator[list[_Cell]]:
    for event in events[_ROWS - 1 :]:
        ledger.lose(event, "event", _FULL)
    for event in events[: _ROWS - 1]:
        (row,) = records([event])
        cells = (
            row["when"],
            row["edtf"],
            row["start"],
            row["end"],
            row["granularity"],
            row["title"],
            row["place"],
            row["status"],
            row["certainty"],
            row["kind"],
            "; ".join(row["actors"]),
            "; ".join(row["roles"]),
            "; ".join(row["said_by"]),
            "; ".join(link.cue for link in event.attributions),
            "\n".join(" ".join(quote.text.split()) for quote in event.evidence),
            "\n".join(quote.source.name for quote in event.evidence),
            row["published"],
            "\n".join(dict.fromkeys(quote.source.url for quote in event.evidence if quote.source.url)),
            "; ".join(row["alternatives"]),
            "\n".join(row["notes"]),
            row["id"],
        )
        ledger.written += 1
        yield _held(cells, ledger, event)


def _actor_rows(timeline: Timeline, ledger: Ledger) -> Iterator[list[_Cell]]:
    parts = _counted(actor.id for event in timeline for actor in event.actors)
    answers = _counted(name for event in timeline for name in {link.source.id for link in event.attributions})
    if len(timeline.actors) >= _ROWS:
        ledger.lose(None, "actors", _FULL)
    for actor in timeline.actors[: _ROWS - 1]:
        cells = (
            actor.name,
            actor.kind.value,
            "; ".join(actor.aliases),
            actor.description,
            actor.affiliation,
            parts.get(actor.id, 0),
            answers.get(actor.id, 0),
            actor.id,
        )
        yield _held(cells, ledger, None)


def _source_rows(timeline: Timeline, ledger: Ledger) -> Iterator[list[_Cell]]:
    told = _counted(name for event in timeline for name in {quote.source.id for quote in event.evidence})
    if len(timeline.sources) >= _ROWS:
        ledger.lose(None, "sources", _FULL)
    for source in timeline.sources[: _ROWS - 1]:
        cells = (
            source.name,
            source.title,
            source.publisher,
            source.author,
            source.published,
            source.url,
            told.get(source.id, 0),
            source.sha256,
            source.id,
        )
        yield _held(cells, ledger, None)


def _counted(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts


def _held(cells: Sequence[_Cell], ledger: Ledger, event: Event | None) -> list[_Cell]:
    """Values as cells can hold them, None for an empty one; what that changes is noted."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    if any(map(FORBIDDEN.search, texts)):
        ledger.lose(event, "text", "control characters and half characters (lone surrogates) became U+FFFD")
    if any(_units(text) > _CHARACTERS for text in texts):
        ledger.lose(event, "text", f"a cell holds {_CHARACTERS:,} characters; what is longer is cut and ends in “…”")
    return [
        _text(cell) if isinstance(cell, str) else _date(cell) if isinstance(cell, dt.date) else cell for cell in cells
    ]


def _text(text: str) -> str | None:
    told = clean(text)
    if _units(told) > _CHARACTERS:
        told = told.encode("utf-16-le")[: 2 * (_CHARACTERS - 1)].decode("utf-16-le", "ignore") + "…"
    return told or None


def _date(value: dt.date) -> _Cell:
    """A date or date-time without its zone, which no cell has; text where there is no such date in a sheet."""
    day = value.date() if isinstance(value, dt.datetime) else value
    if day < _FIRST:
        return value.isoformat()
    return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _lose(timeline: Timeline, ledger: Ledger) -> None:
    """Note what the sheets have no column for."""
    if timeline.timexes:
        ledger.lose(None, "timexes", "the workbook has no sheet for the temporal expressions of the text")
    if not all(says_all(event.when) for event in timeline) or not all(
        says_all(reading, told=False) for event in timeline for reading in event.alternatives
    ):
        ledger.lose(None, "when", "EDTF does not tell a part of the day and a named zone, nor a week of other readings")
    if any(event.evidence for event in timeline):
        ledger.lose(None, "evidence", "the workbook has the quotes on one line each, without their offsets")
    mentions = any(event.trigger or any(link.mention for link in event.attributions) for event in timeline)
    if mentions or any(actor.mentions for actor in timeline.actors):
        ledger.lose(None, "mentions", "the workbook has no column for the words that name a happening or an actor")
    if any(actor.disambiguator or actor.inferences for actor in timeline.actors):
        ledger.lose(None, "actors", "the workbook does not say what tells actors apart and why pronouns mean them")
