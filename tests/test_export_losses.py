"""Nothing is lost in silence: whatever differs after a round trip, the report of the export has named."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from dateline.export import FORMATS, dumps_with_report, encode_with_report, loads
from dateline.model import Actor, Event, Timeline

sys.path.insert(0, str(Path(__file__).parent))

from strategies import events, timelines
from test_export_hostile import FIELDS, of


def _parts(event: Event) -> dict[str, Any]:
    """What there is to an event, by the names that losses have."""
    return {
        "title": event.title,
        "when": event.when,
        "place": event.place,
        # Each once: two of one name and kind become one where what tells them apart is lost ("actors").
        "participants": list(dict.fromkeys((p.actor.name, p.actor.kind, p.role) for p in event.participants)),
        "attributions": [(link.source.name, link.source.kind, link.cue) for link in event.attributions],
        "status": event.status,
        "kind": event.kind,
        "alternatives": event.alternatives,
        "notes": event.notes,
        "evidence": [(quote.text, quote.span) for quote in event.evidence],
        "sources": [quote.source for quote in event.evidence],
        "mentions": (event.trigger, [link.mention for link in event.attributions]),
        "timexes": event.timexes,
        "hedges": event.hedges,
        "actors": {
            actor for actor in (*event.actors, *(link.source for link in event.attributions)) if actor != _bare(actor)
        },
    }


def _bare(actor: Actor) -> Actor:
    return Actor(actor.name, actor.kind)


# A text that a format cannot spell changes every field that it stands in.
_SPELLED = {"title", "place", "kind", "participants", "attributions", "notes", "evidence", "sources", "actors"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["csv", "ical", "json", "jsonl"])
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(events())
def test_what_an_event_loses_is_in_the_report(name: str, event: Event) -> None:
    text, report = dumps_with_report(Timeline([event]), name)
    (event,) = Timeline([event])
    told = {loss.field for loss in report.losses}
    assert all(loss.event_id in (None, event.id) for loss in report.losses)
    again = loads(text, name)
    if not again:
        assert "event" in told
        assert report.written == 0
        return
    before, after = _parts(event), _parts(again[0])
    changed = {part for part in before if before[part] != after[part]}
    excused = told | (_SPELLED if "text" in told else set())
    if "evidence" in told:
        excused |= {"sources", "mentions"}
    if "attributions" in told:
        excused |= {"mentions"}
    assert changed <= excused, (report, {part: (before[part], after[part]) for part in changed - excused})


@pytest.mark.slow
@pytest.mark.parametrize("name", ["csv", "ical"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines)
def test_what_a_timeline_loses_is_in_the_report(name: str, timeline: Timeline) -> None:
    text, report = dumps_with_report(timeline, name)
    again = loads(text, name)
    told = {loss.field for loss in report.losses}
    assert len(again) == report.written == len(timeline) - sum(loss.field == "event" for loss in report.losses)
    if set(timeline.actors) != set(again.actors):
        assert told & {"actors", "event", "text"}
    if set(timeline.sources) != set(again.sources):
        assert told & {"sources", "text"}
    if set(timeline.timexes) != set(again.timexes):
        assert "timexes" in told
    if report:
        assert again == timeline


def test_a_plain_timeline_loses_nothing_in_csv() -> None:
    timeline = Timeline([Event("It opened", "1911", "Milby", notes=["a note"]), Event("It closed", "1950~")])
    text, report = dumps_with_report(timeline, "csv")
    assert report
    assert loads(text, "csv") == timeline


# What each field of the model is called in a report, where a format has no place for it.
NAMES = {
    "kind": {"kind"},
    "place": {"place"},
    "note": {"notes"},
    "actor": {"participants"},
    "alias": {"actors"},
    "description": {"actors"},
    "disambiguator": {"actors"},
    "mention": {"actors", "mentions"},
    "inference": {"actors"},
    "role": {"roles", "participants"},
    "speaker": {"attributions"},
    "cue": {"attributions"},
    "quote": {"evidence"},
    "source": {"sources"},
    "source title": {"sources"},
    "publisher": {"sources"},
    "author": {"sources"},
    "url": {"sources"},
    "trigger": {"mentions", "trigger", "evidence"},
    "hedge": {"hedges"},
    "timex": {"timexes"},
}
WORD = "zqxjseven"


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"png", "timeml"}))
def test_whatever_a_format_does_not_have_is_in_the_report(name: str) -> None:
    for field in FIELDS:
        timeline = of(field, f"https://example.org/{WORD}" if field == "url" else WORD)[:1]
        data, report = encode_with_report(timeline, name)
        if name in ("xlsx", "docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                data = b"".join(map(package.read, package.namelist()))
        if WORD.encode() not in data:
            assert {loss.field for loss in report.losses} & NAMES[field], field


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"png", "timeml", "json", "jsonl"}))
def test_characters_that_are_replaced_are_in_the_report(name: str) -> None:
    for field in FIELDS:
        timeline = of(field, "half \ud800")[:1]
        data, report = encode_with_report(timeline, name)
        if name in ("xlsx", "docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                data = b"".join(map(package.read, package.namelist()))
        if "half \ufffd".encode() in data:
            assert "text" in {loss.field for loss in report.losses}, field
