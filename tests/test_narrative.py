"""Sentences as histories, lives, diaries and letters have them: the title, time, people and sources of each event."""

from __future__ import annotations

import pytest

import dateline
from dateline import Event


def told(text: str, dct: str | None = None) -> list[tuple[str, str]]:
    """EDTF and title of the dated events, in text order of their triggers."""
    events = sorted(dateline.parse(text, dct=dct).events, key=_place)
    return [(event.when.edtf, event.title) for event in events if event.when is not None]


def _place(event: Event) -> int:
    return event.trigger.span.start if event.trigger is not None else event.evidence[0].span.start


TOLD: list[tuple[str, list[tuple[str, str]]]] = [
    # what a word like "after" governs is no clause where a noun alone follows it
    ("On 5 May 1836, after heavy fighting the army took Irsel.", [("1836-05-05", "The army took Irsel")]),
    ("After the fall of Irsel in May 1836, the army began to retreat.", [("1836-05", "The army began to retreat")]),
    ("After winning the war the king fled in 1856.", [("1856", "The king fled")]),
    ("After Ada Brock left in 1938, the house fell down.", [("1938", "Ada Brock left")]),
    # what a participle in the object says stays with the verb
    ("In 1871 Irsel had a great wall built of brick.", [("1871", "Irsel had a great wall built of brick")]),
    # what a second participle shares with the first, and what is no second participle
    (
        "Ada Brock was made governor in 1987 and elected a fellow two years after that, having twice declined.",
        [("1987", "Ada Brock was made governor"), ("1989", "Ada Brock was elected a fellow, having twice declined")],
    ),
    ("Ada Brock was born in 1901 and died in 1980.", [("1901", "Ada Brock was born"), ("1980", "Ada Brock died")]),
    (
        "Otto Reim was ordained in 1931 and left for Africa two years later.",
        [("1931", "Otto Reim was ordained"), ("1933", "Otto Reim left for Africa")],
    ),
    (
        "Otto Reim was elected in 1916 and joined the board in 1917.",
        [("1916", "Otto Reim was elected"), ("1917", "Otto Reim joined the board")],
    ),
    (
        "Ada Brock was elected in 1931 and given a medal in 1932.",
        [("1931", "Ada Brock was elected"), ("1932", "Ada Brock was given a medal")],
    ),
    # whom something is told to is no part of what is told
    (
        "In 1960 Ada Brock rang and told us her nephew had been caught on 20 May 1959.",
        [("1960", "Ada Brock rang"), ("1959-05-20", "Her nephew had been caught")],
    ),
    # a month beside one whose year the same sentence gives
    (
        "Ada Brock left in 1950. Otto Reim was arrested in May 1920 and fined in June.",
        [("1950", "Ada Brock left"), ("1920-05", "Otto Reim was arrested"), ("1920-06", "Otto Reim was fined")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_titles_and_times(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_what_came_otherwise_is_no_part_of_what_was_said() -> None:
    text = "Ada Brock told us in 1948 that they would come in May, but they came on 3 April 1948."
    came = next(event for event in dateline.parse(text) if event.title == "They came")
    assert (came.attributions, came.status.value) == ((), "asserted")
    text = "Ada Brock told us in 1948 that they had come in May, but they had left on 3 April 1948."
    left = next(event for event in dateline.parse(text) if event.title == "They had left")
    assert [attribution.source.name for attribution in left.attributions] == ["Ada Brock"]


LIVES = [
    ("Nora Lund, who has died at 91, wove. Nora Ann Peake was born in 1932. She left in 1950.", ["Nora Ann Peake"]),
    ("Nora Lund, who has died at 91, wove. Born Nora Peake in Leeds, she left in 1950.", ["Nora Peake"]),
    ("Nora Lund died at 91. Her daughter Nora Peake was born in 1952.", []),
    ("Nora Lund died at 91. Ida Peake was born in 1952.", []),
]


@pytest.mark.parametrize(("text", "aliases"), LIVES)
def test_the_name_somebody_was_born_with(text: str, aliases: list[str]) -> None:
    actor = next(actor for actor in dateline.parse(text).actors if actor.name == "Nora Lund")
    assert list(actor.aliases) == aliases


def test_a_saint_s_is_no_person() -> None:
    text = "Ada Brock painted the doors of St Hilda's in 1968. She was made a fellow in 1969."
    assert [actor.name for event in dateline.parse(text, dct="1990-01-01").events for actor in event.actors] == [
        "Ada Brock",
        "St Hilda's",
        "Ada Brock",
    ]


def test_she_is_whom_the_text_is_about_where_the_last_name_says_nothing() -> None:
    text = "Ada Brock, who has died, wove. She wove at Leith. Aubry died in 2004. She gave up weaving in 2005."
    event = dateline.parse(text).events[-1]
    assert [actor.name for actor in event.actors] == ["Ada Brock"]
