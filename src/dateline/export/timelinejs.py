"""Timelines as JSON for TimelineJS 3, the slide show of Knight Lab.

Texts are escaped, since TimelineJS reads them as HTML.  `display_date` is the time as people write it; in EDTF it
stands in the text of the slide.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

from dateline.export.ledger import Ledger
from dateline.interval import Granularity, Moment
from dateline.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.model import Event, Timeline

__all__ = ["dumps"]

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# What a JavaScript Date can hold; TimelineJS needs its cosmological scale beyond.
_YEARS = range(-271_820, 275_760)


def dumps(timeline: Timeline, ledger: Ledger | None = None, *, title: str | None = None) -> str:
    """The dated events of `timeline` as TimelineJS 3 reads them, with a title slide if there is a `title`."""
    ledger = Ledger() if ledger is None else ledger
    slides = []
    for event in timeline:
        slide = _slide(event, ledger)
        if slide is not None:
            slides.append(slide)
            ledger.written += 1
    content: dict[str, Any] = {"events": slides}
    if title:
        content["title"] = {"text": {"headline": _html(title)}}
    ledger.lose_background(timeline, "TimelineJS")
    ledger.lose_characters(timeline)
    ledger.lose_fields(timeline, "TimelineJS", "kind", "sources")
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _slide(event: Event, ledger: Ledger) -> dict[str, Any] | None:
    when = event.when
    if when is None or (when.start is None and when.end is None):
        ledger.lose(event, "event", "it has no date, and a slide must have one")
        return None
    last = None if when.end is None else when.end.plus(-1, Granularity.MICROSECOND)
    if any(bound is not None and bound.year not in _YEARS for bound in (when.start, last)):
        ledger.lose(event, "event", f"{when.edtf} lies outside the years that TimelineJS can draw")
        return None
    if when.start is None or when.end is None:
        side = "start" if when.start is None else "end"
        ledger.lose(event, side, f"the {side} is open or not known; the slide has the other end only")
    if any(bound is not None and bound.offset for bound in (when.start, when.end)):
        ledger.lose(event, "when", "TimelineJS knows no zones; the clock time is that of the text")
    first = when.start or last
    assert first is not None
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": _date(first),
        "display_date": _html(event.human()),
        "text": {"headline": _html(event.title), "text": "".join(_paragraphs(event))},
        "group": event.status.value,
    }
    if last is not None and last != first and when.start is not None:
        slide["end_date"] = _date(last)
    return slide


def _date(moment: Moment) -> dict[str, int]:
    date = {"year": moment.year, "month": moment.month, "day": moment.day}
    clock = {"hour": moment.hour, "minute": moment.minute, "second": moment.second}
    return date | clock if any(clock.values()) else date


def _paragraphs(event: Event) -> Iterator[str]:
    for quote in event.evidence:
        cite = _html(quote.source.name)
        url = quote.source.url
        if url and re.fullmatch(r"https?://[!-;=?-~]+", url):
            cite = f'<a href="{_html(url)}">{cite}</a>'
        yield f"<blockquote>{_html(quote.text)}</blockquote><p>{cite}</p>"
    facts = [(part.role, part.actor.name) for part in event.participants]
    facts += [("place", event.place)] if event.place else []
    facts += [(link.cue or "says so", link.source.name) for link in event.attributions]
    facts += [("status", event.status.value)] if event.status is not Status.ASSERTED else []
    facts += [("or", reading.human()) for reading in event.alternatives]
    facts += [("note", note) for note in event.notes]
    facts += [("in EDTF", event.when.edtf)] if event.when is not None else []
    for name, value in facts:
        yield f"<p>{_html(name)}: {_html(value)}</p>"


def _html(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))
