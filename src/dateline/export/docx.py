"""Timelines as documents for word processors (Office Open XML): a chronology to read, to send and to edit.

It needs the extra `office` (`pip install 'dateline[office]'`).  A table of the dated events (date, event, who, and the
quote with its source), one of those without a date, and the sources.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from dateline.errors import MissingExtraError
from dateline.export.ledger import Ledger
from dateline.export.markup import FORBIDDEN, clean
from dateline.export.packing import WRITTEN, repacked
from dateline.model import Status
from dateline.model.checks import to_interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model import Event, Source, Timeline

__all__ = ["encode"]

# The columns and their widths in centimetres, on a page of A4 across.
_COLUMNS: Final = (("Date", 3.6), ("Event", 8.0), ("Who", 4.6), ("Source", 9.0))
_WIDTH, _HEIGHT, _MARGIN = 29.7, 21.0, 2.2


def encode(timeline: Timeline, ledger: Ledger | None = None, *, title: str | None = None) -> bytes:
    """`timeline` as the bytes of a `.docx` file, headed by `title` or "Chronology".

    Raises `MissingExtraError` without python-docx.
    """
    try:
        import docx
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm
    except ImportError:
        raise MissingExtraError("office", "python-docx") from None
    ledger = Ledger() if ledger is None else ledger
    document = docx.Document()
    heading = _line(title or "Chronology")
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = heading[:255], "", "", ""
    # By which `dateline.documents` knows that this is no text to be read again.
    about.keywords = "made by dateline"
    about.created = about.modified = WRITTEN
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(_WIDTH), Cm(_HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    document.add_heading(heading, level=0)
    for remark in () if timeline else timeline.remarks:
        document.add_paragraph(_line(remark))
    _table(document, timeline.dated)
    if timeline.undated:
        document.add_heading("Without a date", level=1)
        _table(document, timeline.undated)
    if timeline.sources:
        document.add_heading("Sources", level=1)
        for source in timeline.sources:
            document.add_paragraph(_line(_described(source)), style="List Bullet")
    file = io.BytesIO()
    document.save(file)
    ledger.written += len(timeline)
    for event in timeline:
        if any(FORBIDDEN.search(text) for text in _texts(event)):
            ledger.lose(event, "text", "control characters and half characters (lone surrogates) became U+FFFD")
    if any(FORBIDDEN.search(text) for text in map(_described, timeline.sources)):
        ledger.lose(None, "text", "of sources, control characters and half characters became U+FFFD")
    ledger.lose_background(timeline, "the document")
    ledger.lose_fields(timeline, "the document", "kind")
    return repacked(file.getvalue())


def _table(document: Any, events: Sequence[Event]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for (name, width), column, cell in zip(_COLUMNS, table.columns, table.rows[0].cells, strict=True):
        column.width = cell.width = Cm(width)
        cell.paragraphs[0].add_run(name).bold = True
    # The header stands again on every page.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for event in events:
        cells = table.add_row().cells
        for (_, width), cell in zip(_COLUMNS, cells, strict=True):
            cell.width = Cm(width)
        when, what, who, source = (cell.paragraphs[0] for cell in cells)
        when.add_run(_line("" if event.when is None else event.human()))
        what.add_run(_line(event.title))
        for mark in _marks(event):
            what.add_run(f" ({_line(mark)})").italic = True
        who.add_run(_line(", ".join(f"{part.actor.name} ({part.role})" for part in event.participants)))
        for number, told in enumerate(_sources(event)):
            (source if number == 0 else cells[3].add_paragraph()).add_run(_line(told))


def _marks(event: Event) -> Iterator[str]:
    if event.place:
        yield event.place
    if event.status is not Status.ASSERTED:
        yield event.status.value
    for reading in event.alternatives:
        yield f"or {reading.human()}"
    yield from event.notes


def _sources(event: Event) -> Iterator[str]:
    """Who says so, then each quote with the document that it stands in; a line each."""
    if event.attributions:
        yield "According to " + ", as cited by ".join(
            link.source.name + (f" (“{link.cue}”)" if link.cue else "") for link in event.attributions
        )
    for quote in event.evidence:
        published = to_interval(quote.source.published)
        when = f", {published.human()}" if published else ""
        yield f"“{quote.text}” ({quote.source.name}{when})"


def _described(source: Source) -> str:
    facts = (source.title or source.name, source.publisher, source.author)
    published = to_interval(source.published)
    parts = (*facts, published.human() if published else None, source.url)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _texts(event: Event) -> Iterator[str]:
    yield event.title
    yield from _marks(event)
    yield from _sources(event)
    yield from (f"{part.actor.name} {part.role}" for part in event.participants)


def _line(text: str) -> str:
    """`text` on one line, without what XML may not hold."""
    return clean(" ".join(text.split()))
