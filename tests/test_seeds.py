"""Whole documents against the timeline written by hand for each (seeds/README.md has the conventions)."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from gold import least_faults, shown, spurious

import dateline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline import Timeline

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


@pytest.mark.parametrize("name", NAMES)
def test_every_key_stands_in_its_text_once(name: str) -> None:
    text, gold = read_text(name), read_gold(name)
    for phrase in [expected["key"] for expected in gold["events"]] + gold["not_events"]:
        assert text.count(phrase) == 1, phrase


@pytest.mark.parametrize(("name", "expected"), list(expectations()))
def test_event(name: str, expected: dict[str, Any]) -> None:
    if not expected.get("required", True):
        pytest.skip("careful readers could differ")
    text, timeline = read_text(name), parsed(name)
    wrong = least_faults(timeline, text, expected)
    assert wrong == expected.get("gap", []), shown(timeline, text, expected)


@pytest.mark.parametrize("name", NAMES)
def test_no_dated_event_is_spurious(name: str) -> None:
    gold = read_gold(name)
    assert spurious(parsed(name), read_text(name), gold) == gold.get("spurious", [])


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
