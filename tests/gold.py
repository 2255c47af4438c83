"""How a timeline is compared with one written by hand: whole documents in `seeds/` and `tests/genres/`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline import Event, Timeline

# A longer piece of text is no evidence for one event.
LONGEST = 700


def covers(event: Event, text: str, phrase: str) -> bool:
    """Whether a piece of evidence overlaps half of the phrase."""
    start = text.index(phrase)
    end = start + len(phrase)
    return any(
        min(quote.span.end, end) - max(quote.span.start, start) >= len(phrase) / 2 and len(quote.text) <= LONGEST
        for quote in event.evidence
    )


def same_time(when: Interval | None, edtf: str | None) -> bool:
    """Whether a time is that of the gold; None is no time."""
    if when is None or edtf is None:
        return when is None and edtf is None
    # As EDTF, since a morning is written as its day.
    one, other = Interval.from_edtf(when.edtf), Interval.from_edtf(edtf)
    return (one.start, one.end, one.qualifier) == (other.start, other.end, other.qualifier)


def named(expected: str, names: set[str]) -> bool:
    """Whether a name is among others, but for a title before it or a word of description more."""
    words = set(expected.casefold().split())
    return any(words <= set(name.casefold().split()) and len(name.split()) <= len(words) + 2 for name in names)


def faults(event: Event, expected: dict[str, Any]) -> list[str]:
    """What of an event is not as expected."""
    participants = {name for actor in event.actors for name in actor.names}
    speakers = {name for link in event.attributions for name in link.source.names}
    tolerated = {*expected["said_by"], *expected.get("said_by_ok", ())}
    wrong = []
    if not any(same_time(event.when, edtf) for edtf in (expected["edtf"], *expected.get("also_ok", ()))):
        wrong.append("date")
    if event.status.value not in (expected["status"], *expected.get("status_also_ok", ())):
        wrong.append("status")
    if not all(named(name, participants | speakers) for name in expected["actors"]):
        wrong.append("actors")
    if not all(named(name, speakers) for name in expected["said_by"]) or (speakers and not tolerated):
        wrong.append("said_by")
    return wrong


def least_faults(events: Iterable[Event], text: str, expected: dict[str, Any]) -> list[str]:
    """What is wrong with the best event there is for an expected one; an event too many covers is no fault here."""
    found = [event for event in events if covers(event, text, expected["key"])]
    return min((faults(event, expected) for event in found), key=lambda w: ("date" in w, len(w)), default=["missing"])


def shown(events: Iterable[Event], text: str, expected: dict[str, Any]) -> str:
    """The events there are for an expected one, to read when a test fails."""
    found = [event.explain() for event in events if covers(event, text, expected["key"])]
    return "\n".join((repr(expected["key"]), *found)) if found else f"{expected['key']!r}: no event there"


def spurious(timeline: Timeline, text: str, gold: dict[str, Any]) -> list[str]:
    """The titles of dated events that nothing was expected of."""
    keys = [expected["key"] for expected in gold["events"]]
    return [event.title for event in timeline.events if not any(covers(event, text, key) for key in keys)]
