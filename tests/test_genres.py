"""Short documents of the genres that are not news, against the timeline written by hand for each.

The texts in `genres/` are our own; so is the gold, written before the library had read them, with the conventions of
`seeds/`.  `gap` lists what of an event is still wrong, `spurious` the titles of dated events that should not be there
and `alias_gap` the names not yet tied together: nothing else may go wrong.
"""

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

GENRES = Path(__file__).resolve().parent / "genres"
NAMES = sorted(path.stem for path in GENRES.glob("*.txt"))


def read_text(name: str) -> str:
    return (GENRES / f"{name}.txt").read_bytes().decode("utf-8")


@functools.cache
def read_gold(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((GENRES / f"{name}.json").read_text(encoding="utf-8"))
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


def wrong_with(name: str, expected: dict[str, Any]) -> list[str]:
    """What is wrong with the best event there is for an expected one; an event too many covers is no fault here."""
    text = read_text(name)
    found = [event for event in parsed(name) if covers(event, text, expected["key"])]
    return min((faults(event, expected) for event in found), key=lambda w: ("date" in w, len(w)), default=["missing"])


def spurious(name: str) -> list[str]:
    text, gold = read_text(name), read_gold(name)
    keys = [expected["key"] for expected in gold["events"]]
    return [event.title for event in parsed(name).events if not any(covers(event, text, key) for key in keys)]


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
    shown = "\n".join(f"{event.explain()}\n" for event in found) or "no event there"
    gap = set(expected.get("gap", []))
    assert "missing" in gap or gap >= set(wrong_with(name, expected)), f"{expected['key']!r}\n{shown}"


@pytest.mark.parametrize("name", NAMES)
def test_no_other_dated_event_is_spurious(name: str) -> None:
    assert set(spurious(name)) <= set(read_gold(name).get("spurious", []))


@pytest.mark.parametrize("name", NAMES)
def test_aliases_are_one_actor(name: str) -> None:
    gold = read_gold(name)
    for group in gold["aliases"]:
        holders = [actor for actor in parsed(name).actors if any(actor.is_called(form) for form in group)]
        whole = len(holders) == 1 and all(holders[0].is_called(form) for form in group)
        assert whole or group in gold.get("alias_gap", []), (group, [actor.names for actor in holders])


@pytest.mark.parametrize("name", NAMES)
def test_those_who_differ_stay_apart(name: str) -> None:
    for one, other in read_gold(name)["distinct"]:
        for actor in parsed(name).actors:
            assert not (named(one, set(actor.names)) and named(other, set(actor.names))), actor.names
