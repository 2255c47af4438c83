"""Timelines as the items of vis-timeline: a JSON array for `new vis.DataSet(items)`.

An item is a box where its time is known to a month or better, a range where that is longer, and a point where one end
is open: a day on a line of years is too thin to be seen, and has no room for its title.  The tooltip (`title`) has the
date in words and the quotes.  Contents are escaped, since vis-timeline reads them as HTML.  `className` has the status
and, for a page to style, `within`, `about`, `unsure`, `open-start` and `open-end`; the exact time stands in `edtf`.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

from dateline.export.ledger import Ledger
from dateline.interval import Moment, Qualifier

if TYPE_CHECKING:
    from dateline.model import Event, Timeline

__all__ = ["dumps"]

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_YEARS = range(-271_820, 275_760)
# In microseconds, as instants are counted.
_LONGEST_MONTH = 31 * 24 * 3_600_000_000


def dumps(timeline: Timeline, ledger: Ledger | None = None) -> str:
    """The dated events of `timeline` as items of vis-timeline."""
    ledger = Ledger() if ledger is None else ledger
    items = []
    taken: dict[str, int] = {}
    for event in timeline:
        item = _item(event, ledger)
        if item is not None:
            taken[event.id] = taken.get(event.id, 0) + 1
            # A DataSet refuses an id that it has.
            item["id"] += "" if taken[event.id] == 1 else f".{taken[event.id]}"
            items.append(item)
            ledger.written += 1
    ledger.lose_background(timeline, "vis-timeline")
    ledger.lose_characters(timeline)
    ledger.lose_fields(timeline, "vis-timeline", "kind", "place", "notes", "roles", "sources", "alternatives")
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(event: Event, ledger: Ledger) -> dict[str, Any] | None:
    when = event.when
    if when is None or (when.start is None and when.end is None):
        ledger.lose(event, "event", "it has no date, and an item must have one")
        return None
    if any(bound is not None and bound.year not in _YEARS for bound in (when.start, when.end)):
        ledger.lose(event, "event", f"{when.edtf} lies outside the years that a JavaScript Date can hold")
        return None
    if when.start is None or when.end is None:
        side = "start" if when.start is None else "end"
        ledger.lose(event, side, f"the {side} is open or not known; the item stands at the other end")
    if event.attributions:
        ledger.lose(event, "attributions", "an item has no place for who says so")
    qualifier = when.qualifier
    marks = {
        "within": when.within,
        "about": qualifier in (Qualifier.APPROXIMATE, Qualifier.BOTH),
        "unsure": qualifier in (Qualifier.UNCERTAIN, Qualifier.BOTH) or event.ambiguous,
        "open-start": when.start is None,
        "open-end": when.end is None,
    }
    place = when.start or when.end
    assert place is not None
    item: dict[str, Any] = {
        "id": event.id,
        "content": _html(event.title),
        "title": _html("\n".join([event.human(), *(quote.text for quote in event.evidence)])),
        "start": _iso(place),
        "type": "point",
        "className": " ".join([event.status.value, *(name for name, holds in marks.items() if holds)]),
        "edtf": when.edtf,
        "actors": [_clean(part.actor.name) for part in event.participants],
    }
    if when.start is not None and when.end is not None:
        short = when.end.instant - when.start.instant <= _LONGEST_MONTH
        item |= {"end": _iso(when.end), "type": "box" if short else "range"}
    return item


def _iso(moment: Moment) -> str:
    """ISO 8601 as ECMAScript reads it: years of other than four digits with a sign and six digits."""
    text = moment.isoformat()
    if 0 <= moment.year <= 9999:
        return text
    sign = "-" if moment.year < 0 else "+"
    return f"{sign}{abs(moment.year):06}{text[text.index('-', 1) :]}"


def _html(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
