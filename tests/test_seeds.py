"""Whole documents against the timeline written by hand for each (seeds/README.md has the conventions)."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dateline
from dateline import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline import Event, Timeline

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
NAMES = sorted(path.stem for path in SEEDS.glob("*.txt"))


def read_text(name: str) -> str:
    return (SEEDS / f"{name}.txt").read_bytes().decode("utf-8")


def read_gold(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((SEEDS / f"{name}.expected.json").read_text(encoding="utf-8"))
    return gold


@functools.cache
def parsed(name: str) -> Timeline:
    return dateline.parse(read_text(name), dct=read_gold(name)["dct"])


def expectations() -> Iterator[Any]:
    for name in NAMES:
        for number, expected in enumerate(read_gold(name)["events"], start=1):
            yield pytest.param(name, expected, id=f"{name}-{number:02}")


def covers(event: Event, text: str, phrase: str) -> bool:
    """Whether a piece of evidence overlaps half of the phrase."""
    start = text.index(phrase)
    end = start + len(phrase)
    return any(
        min(quote.span.end, end) - max(quote.span.start, start) >= len(phrase) / 2 and len(quote.text) <= 700
        for quote in event.evidence
    )


def same_time(when: Interval | None, edtf: str | None) -> bool:
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
    wrong = []
    if not any(same_time(event.when, edtf) for edtf in (expected["edtf"], *expected.get("also_ok", ()))):
        wrong.append("date")
    if event.status.value not in (expected["status"], *expected.get("status_also_ok", ())):
        wrong.append("status")
    if not all(named(name, participants | speakers) for name in expected["actors"]):
        wrong.append("actors")
    if not all(named(name, speakers) for name in expected["said_by"]) or (speakers and not expected["said_by"]):
        wrong.append("said_by")
    return wrong


@pytest.mark.parametrize("name", NAMES)
def test_every_key_stands_in_its_text_once(name: str) -> None:
    text, gold = read_text(name), read_gold(name)
    for phrase in [expected["key"] for expected in gold["events"]] + gold["not_events"]:
        assert text.count(phrase) == 1, phrase


@pytest.mark.parametrize(("name", "expected"), list(expectations()))
def test_event(name: str, expected: dict[str, Any]) -> None:
    if not expected.get("required", True):
        pytest.skip("careful readers could differ")
    text = read_text(name)
    found = [event for event in parsed(name) if covers(event, text, expected["key"])]
    wrong = min((faults(event, expected) for event in found), key=lambda w: ("date" in w, len(w)), default=["date"])
    shown = "\n".join(f"{event.explain()}\n" for event in found) or "no event there"
    assert wrong == expected.get("gap", []), f"{expected['key']!r}\n{shown}"


@pytest.mark.parametrize("name", NAMES)
def test_no_dated_event_is_spurious(name: str) -> None:
    text, gold = read_text(name), read_gold(name)
    keys = [expected["key"] for expected in gold["events"]]
    spurious = [event.title for event in parsed(name).events if not any(covers(event, text, key) for key in keys)]
    assert spurious == gold.get("spurious", [])


@pytest.mark.parametrize("name", NAMES)
def test_traps_give_no_time(name: str) -> None:
    text, gold = read_text(name), read_gold(name)
    for phrase in gold["not_events"]:
        start = text.index(phrase)
        for event in parsed(name).events:
            for timex in event.timexes:
                assert not (start <= timex.span.start < start + len(phrase)), (phrase, event.title)


@pytest.mark.parametrize("name", NAMES)
def test_aliases_are_one_actor(name: str) -> None:
    gold = read_gold(name)
    one = [
        group
        for group in [*gold["aliases"], *gold.get("alias_gaps", [])]
        if any(all(actor.is_called(form) for form in group) for actor in parsed(name).actors)
    ]
    assert one == gold["aliases"]


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_is_the_text_at_its_span(name: str) -> None:
    text, timeline = read_text(name), parsed(name)
    mentions = [mention for actor in timeline.actors for mention in actor.mentions]
    mentions += [quote for event in timeline for quote in event.evidence]
    mentions += [event.trigger for event in timeline if event.trigger is not None]
    assert mentions
    for mention in mentions:
        assert mention.text == text[mention.span.start : mention.span.end]
    for timex in timeline.timexes:
        assert timex.text == text[timex.span.start : timex.span.end]


@pytest.mark.parametrize("name", NAMES)
def test_the_document_date_is_found_or_given(name: str) -> None:
    gold = read_gold(name)
    told = dateline.parse(read_text(name), dct=gold["document_date"])
    assert [event.when for event in parsed(name).events] == [event.when for event in told.events]
