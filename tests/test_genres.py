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
from gold import least_faults, named, shown, spurious

import dateline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline import Timeline

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
    gap = set(expected.get("gap", []))
    assert "missing" in gap or gap >= set(least_faults(timeline, text, expected)), shown(timeline, text, expected)


@pytest.mark.parametrize("name", NAMES)
def test_no_other_dated_event_is_spurious(name: str) -> None:
    gold = read_gold(name)
    assert set(spurious(parsed(name), read_text(name), gold)) <= set(gold.get("spurious", []))


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
