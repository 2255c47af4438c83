"""The same happening told by several sources: what becomes one event, what contradicts, and what is left alone."""

from __future__ import annotations

import json
import sys
from functools import partial, reduce
from importlib.resources import files
from itertools import permutations
from operator import or_
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import dateline
from dateline import (
    Actor,
    ArgumentError,
    Conflict,
    Event,
    LocaleError,
    Mention,
    Participation,
    ReadError,
    Retelling,
    Source,
    Status,
    Timeline,
    parse,
)
from dateline.export import dumps_with_report

sys.path.insert(0, str(Path(__file__).parent))

from counting import operations
from strategies import timelines

NAMES = ("Kelden Post", "Harbour News", "Echo")


def read(*texts: str, published: str | None = "2021-06-01") -> list[Timeline]:
    """A timeline for each text, each of another source."""
    names = zip(NAMES, texts, strict=False)
    return [parse(text, source=Source(name=name, published=published)) for name, text in names]


def merged(*texts: str) -> Timeline:
    return Timeline.merge(read(*texts))


# -- one event ---------------------------------------------------------------------------------------------------------

ONE = {
    "more is said": ("Ilse Maran resigned on 3 May 2021.", "On 3 May 2021, Ilse Maran resigned from the board."),
    "a reason": ("Ilse Maran resigned on 3 May 2021.", "Ilse Maran resigned on 3 May 2021 after a row."),
    "both say more of what comes once": (
        "Ilse Maran resigned from the board on 3 May 2021.",
        "Ilse Maran resigned on 3 May 2021 after a row.",
    ),
    "an aside": ("Ilse Maran resigned on 3 May 2021.", "Ilse Maran, the chair of the harbour, resigned on 3 May 2021."),
    "what a name is put to": (
        "Ruben Oake was arrested on 4 May 2021.",
        "The captain, Ruben Oake, was arrested on 4 May 2021.",
    ),
    "a title": ("Ada Brook was arrested on 4 May 2021.", "Dr Ada Brook was arrested on 4 May 2021 in Leeds."),
    "active and passive": (
        "Colby Ltd dismissed Ada Brook on 5 May 2021.",
        "Ada Brook was dismissed by Colby Ltd on 5 May 2021.",
    ),
    "numbers that agree": (
        "Colby Ltd closed about 12 offices on 6 May 2021.",
        "On 6 May 2021, Colby Ltd closed thirteen offices.",
    ),
    "a place that one gives": (
        "Ada Brook met Tom Reyes on 4 May 2021.",
        "Ada Brook met Tom Reyes in Leeds on 4 May 2021.",
    ),
}
TWO = {
    "other places": (
        "Ada Brook met Tom Reyes in York on 4 May 2021.",
        "Ada Brook met Tom Reyes in Leeds on 4 May 2021.",
    ),
    "other bodies": (
        "Ilse Maran resigned from the board on 3 May 2021.",
        "Ilse Maran resigned from the council on 3 May 2021.",
    ),
    "another way": (
        "Tom Reyes flew from Leeds to Riga on 6 May 2021.",
        "Tom Reyes flew from Riga to Leeds on 6 May 2021.",
    ),
    "another thing": (
        "Ilse Maran opened the mill on 7 May 2021.",
        "Ilse Maran opened the mill shop on 7 May 2021.",
    ),
    "other numbers": (
        "Colby Ltd closed 12 offices on 6 May 2021.",
        "Colby Ltd closed 14 offices on 6 May 2021.",
    ),
    "again": ("Ada Brook met Tom Reyes in Leeds on 4 May 2021.", "Ada Brook met Tom Reyes again on 4 May 2021."),
    "the second": (
        "Ada Brook signed the contract on 4 May 2021.",
        "Ada Brook signed the second contract on 4 May 2021.",
    ),
    "other people": ("Ada Brook resigned on 3 May 2021.", "Tom Reyes resigned on 3 May 2021."),
    "the name of another": (
        "Ruben Oake was arrested on 3 May 2021.",
        "The captain, Tom Reyes, was arrested on 3 May 2021.",
    ),
    "other roles": (
        "Ada Brook sued Tom Reyes on 3 May 2021.",
        "Tom Reyes sued Ada Brook on 3 May 2021.",
    ),
    "nobody named": ("The mayor resigned on 3 May 2021.", "The mayor resigned from the council on 3 May 2021."),
    "only a month": ("Ilse Maran resigned in May 2021.", "Ilse Maran resigned from the board in May 2021."),
    "planned": (
        "Ilse Maran resigned on 3 May 2021.",
        "Ilse Maran was to resign from the board on 3 May 2021.",
    ),
    "reported": (
        "Ilse Maran resigned on 3 May 2021.",
        "Ilse Maran resigned from the board on 3 May 2021, according to Tom Reyes.",
    ),
    "told as two by one": (
        "Ada Brook met Tom Reyes at the mill on 4 May 2021. Ada Brook met Tom Reyes at the quay on 4 May 2021.",
        "Ada Brook met Tom Reyes on 4 May 2021.",
    ),
    "another verb": ("Ada Brook left Colby Ltd on 3 May 2021.", "Ada Brook joined Colby Ltd on 3 May 2021."),
    "undated": ("Ilse Maran resigned.", "Ilse Maran resigned from the board."),
}


@pytest.mark.parametrize("texts", ONE.values(), ids=ONE)
def test_what_is_surely_one_happening_becomes_one_event(texts: tuple[str, ...]) -> None:
    (event,) = merged(*texts)
    assert {quote.source.name for quote in event.evidence} == set(NAMES[: len(texts)])
    # Which title each source gave is kept, and nothing contradicts.
    assert len(event.tellings) == len(texts)
    assert event.title == event.tellings[0].title
    assert merged(*texts).conflicts() == ()
    assert all(f"told as: {telling.title} (" in event.explain() for telling in event.tellings)


@pytest.mark.parametrize("texts", TWO.values(), ids=TWO)
def test_what_may_be_two_happenings_stays_apart(texts: tuple[str, ...]) -> None:
    apart = read(*texts)
    timeline = Timeline.merge(apart)
    assert len(timeline) == sum(map(len, apart))
    assert not any(event.tellings for event in timeline)


def test_a_title_that_leaves_open_what_two_others_fill_in_is_neither() -> None:
    texts = ["met", "met at the mill", "met at the quay"]
    timeline = merged(*(f"Ada Brook {told} with Tom Reyes on 4 May 2021." for told in texts))
    assert [event.tellings for event in timeline] == [(), (), ()]


def test_what_is_one_is_told_apart_when_another_source_shows_that_it_is_two() -> None:
    one, other, third = read(
        "Ada Brook met Tom Reyes on 4 May 2021.",
        "Ada Brook met Tom Reyes at the mill on 4 May 2021.",
        "Ada Brook met Tom Reyes at the quay on 4 May 2021. Ada Brook met Tom Reyes at the inn on 4 May 2021.",
    )
    both = one | other
    assert len(both) == 1
    assert len(both | third) == 4
    assert both | third == Timeline.merge([third, other, one])


def test_a_source_that_is_dated_anew_no_longer_tells_the_same() -> None:
    texts = ("Ilse Maran resigned on 3 May 2021.", "Ilse Maran resigned from the board on Monday.")
    sources = [Source(name=name, published="2021-05-05") for name in NAMES[:2]]
    both = Timeline.merge([parse(text, source=source) for text, source in zip(texts, sources, strict=True)])
    assert len(both) == 1
    moved = both.redated(source=NAMES[1], dct="2021-05-12")
    assert [event.human() for event in moved] == ["3 May 2021", "10 May 2021"]
    assert Timeline.merge([moved.redated(source=NAMES[1], dct="2021-05-05")]).events == both.events


def test_tellings_go_through_json() -> None:
    timeline = merged(*ONE["more is said"])
    for form in ("json", "jsonl"):
        assert dateline.loads(dateline.dumps(timeline, form), form) == timeline
    text = dateline.dumps(timeline, "json")
    assert dateline.loads(text, "json").events[0].tellings == timeline.events[0].tellings
    schema = files("dateline.export").joinpath("timeline.schema.json").read_text(encoding="utf-8")
    Draft202012Validator(json.loads(schema)).validate(json.loads(text))
    # What is wrong in a telling is told with its place.
    broken = json.loads(text)
    broken["events"][0]["tellings"][1]["status"] = "told"
    with pytest.raises(ReadError, match=r"\$\.events\[0\]\.tellings\[1\]\.status"):
        dateline.loads(json.dumps(broken), "json")


def test_actors_are_made_one_and_two_in_tellings_too() -> None:
    timeline = merged(
        "Ada Brook met Tom Reyes on 4 May 2021. Mair Pryce left Leeds in 2019.",
        "Ada Brook met Tom Reyes in Leeds on 4 May 2021.",
    )
    joined = timeline.merge_actors("Ada Brook", "Mair Pryce", name="Mair Pryce")
    (meeting,) = joined.filter(text="met")
    assert {telling.participants[0].actor.name for telling in meeting.tellings} == {"Mair Pryce"}
    assert joined.undo() == timeline
    # One of the two sources means another Ada Brook: then they tell of two meetings.
    apart = timeline.split_actor("Ada Brook", timeline.sources[0], name="Ada Brook the elder")
    assert [len(event.tellings) for event in apart.filter(text="met")] == [0, 0]
    assert apart.undo() == timeline


def test_tellings_are_events_without_tellings() -> None:
    (event,) = merged(*ONE["more is said"])
    with pytest.raises(ArgumentError, match=r"tellings\[0\]"):
        Event("She left", tellings=[event])
    with pytest.raises(ArgumentError, match=r"tellings\[1\]"):
        Event("She left", tellings=[Event("She went"), "She left"])


def test_every_other_format_says_that_tellings_are_lost() -> None:
    timeline = merged(*ONE["more is said"])
    _, report = dumps_with_report(timeline, "csv")
    assert "tellings" in {loss.field for loss in report.losses}


def test_merging_keeps_the_order_of_the_text() -> None:
    timeline = parse("Ada Brook wants to sell the mill and to buy a boat and to leave.", events="all")
    assert len(timeline) > 2
    assert Timeline.merge([timeline]).events == timeline.events


def test_the_order_of_merging_makes_no_difference() -> None:
    apart = read(*ONE["more is said"], "Ilse Maran resigned from the council on 3 May 2021.")
    whole = Timeline.merge(apart)
    for order in permutations(apart):
        assert Timeline.merge(order) == whole
        assert reduce(or_, order) == whole
        assert order[0] | (order[1] | order[2]) == whole
    assert whole | whole == whole


# What is told of three people on two days, of which documents tell some.
_TOLD = [
    f"{who} {told} on {day} May 2021."
    for who in ("Ilse Maran", "Ada Brook")
    for day in (3, 4)
    for told in (
        "resigned",
        "resigned from the board",
        "resigned from the council",
        "resigned after a row",
        "did not resign",
        "opened 12 shops",
        "opened fourteen shops",
        "met Tom Reyes",
        "met Tom Reyes in Leeds",
        "met Tom Reyes at the mill",
    )
]
_KNOWN: dict[str, Timeline] = {}


def _document(number: int, told: tuple[str, ...]) -> Timeline:
    """The timeline of a document that says so much."""
    text = " ".join(told)
    key = f"{number} {text}"
    if key not in _KNOWN:
        _KNOWN[key] = parse(text, source=Source(name=f"Paper {number}", published=f"2021-06-{number + 1:02}"))
    return _KNOWN[key]


_documents = st.lists(
    st.lists(st.sampled_from(_TOLD), min_size=1, max_size=3, unique=True).map(tuple), min_size=2, max_size=5
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_documents, st.randoms(use_true_random=False))
def test_any_order_and_grouping_gives_the_same_timeline(documents: list[tuple[str, ...]], rng: object) -> None:
    apart = [_document(number, told) for number, told in enumerate(documents)]
    whole = Timeline.merge(apart)
    waiting = list(apart)
    rng.shuffle(waiting)  # type: ignore[attr-defined]
    assert Timeline.merge(waiting) == whole
    while len(waiting) > 1:
        at = rng.randrange(len(waiting) - 1)  # type: ignore[attr-defined]
        waiting[at : at + 2] = [waiting[at] | waiting[at + 1]]
    assert waiting[0] == whole
    assert waiting[0].conflicts() == whole.conflicts()
    # Nothing is lost.
    assert {quote for event in whole for quote in event.evidence} == {
        quote for timeline in apart for event in timeline for quote in event.evidence
    }


# -- conflicts ---------------------------------------------------------------------------------------------------------

# Texts, and what is said of them: the field, and "?" where it is not sure that the happening is one.
CONFLICTS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "date of what comes once": (
        ("Ilse Maran resigned on 3 May 2021.", "Ilse Maran resigned from the board on 4 May 2021."),
        ["date"],
    ),
    "date of birth": (
        ("Ada Brook was born on 3 March 1961.", "Ada Brook was born in Leeds on 13 March 1961."),
        ["date"],
    ),
    "whom a pronoun means": (
        ("Ilse Maran led the board. She resigned on 3 May 2021.", "Ilse Maran resigned on 4 May 2021."),
        ["date"],
    ),
    "year of birth": (("Ada Brook was born in 1961.", "Ada Brook was born in Leeds in 1963."), ["date"]),
    "weeks apart, of what does not come soon again": (
        ("Ada Brook was arrested on 3 May 2021.", "Ada Brook was arrested on 24 May 2021."),
        ["date?"],
    ),
    "year": (("Ada Brook joined the union in 1998.", "Ada Brook joined the union in 1999."), ["date?"]),
    "date of a plan": (
        ("Colby Ltd will close the mill on 1 December 2021.", "Colby Ltd will close the mill on 5 December 2021."),
        ["date"],
    ),
    "hours": (
        ("Ada Brook left Leeds at 6 pm on 10 May 2021.", "Ada Brook left Leeds at 7 pm on 10 May 2021."),
        ["date?"],
    ),
    "date of what may come again": (
        ("Ada Brook visited Colby Ltd on 3 May 2021.", "Ada Brook visited Colby Ltd on 4 May 2021."),
        ["date?"],
    ),
    "number": (
        (
            "A fire at the Harlow mill killed 12 workers on 4 May 2021.",
            "A fire at the Harlow mill killed 14 workers on 4 May 2021.",
        ),
        ["number"],
    ),
    "number in words": (
        (
            "Colby Ltd closed twelve offices on 4 May 2021.",
            "On 4 May 2021, Colby Ltd closed twenty-three offices.",
        ),
        ["number"],
    ),
    "another verb for the deed": (
        (
            "The fire at the Harlow mill killed 12 workers on 4 May 2021.",
            "At least 14 workers died in the fire at the Harlow mill on 4 May 2021.",
        ),
        ["number"],
    ),
    "money": (
        (
            "Colby Ltd paid $2.3 million to Ada Brook on 5 May 2021.",
            "Colby Ltd paid $3,100,000 to Ada Brook on 5 May 2021.",
        ),
        ["number"],
    ),
    "per cent": (
        ("Colby Ltd cut wages by 12 percent on 5 May 2021.", "Colby Ltd cut wages by 15% on 5 May 2021."),
        ["number"],
    ),
    "at least": (
        ("Colby Ltd dismissed 12 drivers on 5 May 2021.", "Colby Ltd dismissed at least 14 drivers on 5 May 2021."),
        ["number"],
    ),
    "fewer than": (
        ("Colby Ltd dismissed 12 drivers on 5 May 2021.", "Colby Ltd dismissed fewer than ten drivers on 5 May 2021."),
        ["number"],
    ),
    "a dozen": (
        ("Colby Ltd dismissed a dozen drivers on 5 May 2021.", "Colby Ltd dismissed 20 drivers on 5 May 2021."),
        ["number"],
    ),
    "thousands": (
        ("Colby Ltd sold 3,000 boats on 5 May 2021.", "Colby Ltd sold eight thousand boats on 5 May 2021."),
        ["number"],
    ),
    "voices of one document": (
        (
            "Twelve workers died in the fire at the mill on 3 May 2021, the police said. "
            "Fourteen workers died in the fire at the mill on 3 May 2021, the union said.",
        ),
        ["number?"],
    ),
    "denied on the day": (
        ("Ilse Maran resigned on 3 May 2021.", "Ilse Maran did not resign on 3 May 2021."),
        ["status"],
    ),
    "denied afterwards": (("Ilse Maran resigned on 3 May 2021.", "Ilse Maran did not resign."), ["status"]),
    "denied by somebody": (
        ("Ada Brook sold the boat on 3 May 2021.", "Ada Brook denied that she had sold the boat on 3 May 2021."),
        ["status"],
    ),
    "place": (
        ("Ada Brook met Tom Reyes in York on 4 May 2021.", "Ada Brook met Tom Reyes in Leeds on 4 May 2021."),
        ["place?"],
    ),
    "documents that share another happening": (
        (
            "Ilse Maran resigned on 3 May 2021. The lifeboats rescued 54 people on 4 May 2021.",
            "Ilse Maran resigned from the board on 3 May 2021. Two lifeboats rescued 58 people on 4 May 2021.",
        ),
        ["number?"],
    ),
    "three sources": (
        (
            "Ilse Maran resigned on 3 May 2021.",
            "Ilse Maran resigned from the board on 4 May 2021.",
            "Ilse Maran resigned on 3 May 2021 after a row.",
        ),
        ["date"],
    ),
    "parts of a day": (
        (
            "Colby Ltd questioned Ada Brook in the morning of 3 May 2021.",
            "Colby Ltd questioned Ada Brook in the evening of 3 May 2021.",
        ),
        ["date?"],
    ),
    "round amounts": (
        (
            "Tom Reyes sold his house in York for $2 million in April 2021.",
            "Tom Reyes sold his house in Leeds for $3 million in April 2021.",
        ),
        ["number?"],
    ),
    "a number at two places": (
        (
            "Colby Ltd closed 12 offices in York on 6 May 2021.",
            "Colby Ltd closed 14 offices in Leeds on 6 May 2021.",
        ),
        ["number?"],
    ),
    "nobody named, in one place": (
        ("More than 20 people died in York on 3 May 2021.", "18 people died in York on 3 May 2021."),
        ["number?"],
    ),
    "place of birth": (("Ada Brook was born in Leeds on 3 May 1950.", "Ada Brook was born in York."), ["place?"]),
    "date and place of birth": (
        (
            "Ada Brook was not born in Leeds. She was born on 3 May 1950 in York.",
            "Ada Brook was born in Leeds on 4 May 1950.",
        ),
        ["date", "place?"],
    ),
    "denied of a place": (
        ("Ada Brook was not born in Leeds.", "Ada Brook was born in Leeds on 4 May 1950."),
        ["status?"],
    ),
    # What is no conflict
    "denied of another place": (
        ("Ada Brook married Tom Reyes in York on 3 May 2021.", "Ada Brook did not marry Tom Reyes in Leeds."),
        [],
    ),
    "a year and its day": (("Ilse Maran resigned in 2021.", "Ilse Maran resigned on 3 May 2021."), []),
    "about a day": (("Ilse Maran resigned about 3 May 2021.", "Ilse Maran resigned on 5 May 2021."), []),
    "about a number": (
        ("Colby Ltd dismissed about 12 drivers on 5 May 2021.", "Colby Ltd dismissed 13 drivers on 5 May 2021."),
        [],
    ),
    "at least a number": (
        ("Colby Ltd dismissed at least 12 drivers on 5 May 2021.", "Colby Ltd dismissed 14 drivers on 5 May 2021."),
        [],
    ),
    "a range": (
        (
            "Colby Ltd dismissed between 12 and 16 drivers on 5 May 2021.",
            "Colby Ltd dismissed 14 drivers on 5 May 2021.",
        ),
        [],
    ),
    "a round number": (
        (
            "Colby Ltd paid $2 million to Ada Brook on 5 May 2021.",
            "Colby Ltd paid $2.3 million to Ada Brook on 5 May 2021.",
        ),
        [],
    ),
    "other things counted": (
        ("Colby Ltd dismissed 12 drivers on 5 May 2021.", "Colby Ltd dismissed 14 clerks on 5 May 2021."),
        [],
    ),
    "other people of one surname": (
        ("Ada Brook resigned on 3 May 2021.", "Tom Brook resigned on 4 May 2021."),
        [],
    ),
    "another object": (
        ("Ilse Maran resigned from the board on 3 May 2021.", "Ilse Maran resigned from the council on 5 May 2021."),
        [],
    ),
    "planned and done": (
        ("Ilse Maran was to resign on 3 May 2021.", "Ilse Maran resigned on 5 May 2021."),
        [],
    ),
    "a possibility": (
        ("Ilse Maran resigned on 3 May 2021.", "Ilse Maran might have resigned on 5 May 2021."),
        [],
    ),
    "denied before": (
        ("Ilse Maran resigned on 3 July 2021.", "Ilse Maran did not resign."),
        [],
    ),
    "every week": (
        ("Ada Brook met Tom Reyes every Monday.", "Ada Brook met Tom Reyes on 4 May 2021."),
        [],
    ),
    "one document tells both": (
        (
            "Ada Brook visited Colby Ltd on 3 May 2021. Ada Brook visited Colby Ltd on 5 May 2021.",
            "Ada Brook visited Colby Ltd on 4 May 2021.",
        ),
        [],
    ),
    "weeks apart": (
        ("Ada Brook visited Colby Ltd on 3 May 2021.", "Ada Brook visited Colby Ltd on 24 May 2021."),
        [],
    ),
    "one document alone": (
        ("Ilse Maran resigned on 3 May 2021. Ilse Maran resigned from the board on 4 May 2021.",),
        [],
    ),
    "shares that rise": (
        ("Colby shares rose 50 cents to $13 on 5 May 2021.", "Harker shares rose 75 cents to $20 on 5 May 2021."),
        [],
    ),
    "nobody in common": (
        ("A fire in York killed 12 workers on 4 May 2021.", "A fire in Leeds killed 14 workers on 4 May 2021."),
        [],
    ),
    "a number in a name": (
        ("Colby Ltd sold Model 4 boats on 5 May 2021.", "Colby Ltd sold Model 9 boats on 5 May 2021."),
        [],
    ),
    "states": (("Colby Ltd has 12 offices.", "Colby Ltd has 14 offices."), []),
    "sayings": (
        (
            "Ada Brook said on 3 May 2021 that the mill was lost.",
            "Ada Brook said on 4 May 2021 that the mill was lost.",
        ),
        [],
    ),
    "nothing in common": (("Ilse Maran resigned on 3 May 2021.", "The mill burned down on 4 May 2021."), []),
}


@pytest.mark.parametrize(("texts", "fields"), CONFLICTS.values(), ids=CONFLICTS)
def test_conflicts(texts: tuple[str, ...], fields: list[str]) -> None:
    timeline = merged(*texts)
    found = timeline.conflicts()
    assert [f"{conflict.field}{'' if conflict.sure else '?'}" for conflict in found] == fields
    for conflict in found:
        assert len({claim.value for claim in conflict.claims}) > 1
        assert {claim.event for claim in conflict.claims} == set(conflict.events) <= set(timeline)
        for claim in conflict.claims:
            assert claim.mention in claim.event.evidence
            assert claim.source == claim.mention.source
            assert claim.value in str(conflict)
            assert claim.who in str(conflict)
        assert conflict.reason in str(conflict)
    # What contradicts is no suggestion besides.
    pairs = {frozenset(one.events) for one in timeline.retellings()}
    assert not any(frozenset(conflict.events) in pairs for conflict in found)


def test_a_conflict_reads_as_a_sentence() -> None:
    (conflict,) = merged(*CONFLICTS["three sources"][0]).conflicts()
    assert str(conflict) == (
        "date: Echo and Kelden Post say 3 May 2021 (“Ilse Maran resigned on 3 May 2021 after a row.”); Harbour News "
        "says 4 May 2021 (“Ilse Maran resigned from the board on 4 May 2021.”). Taken for the same happening: both say "
        "“resigned” and name Ilse Maran, 1 day apart."
    )
    (guess,) = merged(*CONFLICTS["voices of one document"][0]).conflicts()
    assert "police (Kelden Post) says twelve workers" in str(guess)
    assert "May be the same happening" in str(guess)


def test_of_a_joined_event_each_source_has_its_claim() -> None:
    (conflict,) = merged(*CONFLICTS["three sources"][0]).conflicts()
    assert [(claim.source.name, claim.value) for claim in conflict.claims] == [
        ("Echo", "3 May 2021"),
        ("Kelden Post", "3 May 2021"),
        ("Harbour News", "4 May 2021"),
    ]
    assert len(conflict.events) == 2


def test_a_denial_of_a_place_says_what_it_denies() -> None:
    (conflict,) = merged(*CONFLICTS["denied of a place"][0]).conflicts()
    assert {claim.value for claim in conflict.claims} == {
        "that it happened",
        "that it did not happen in that place (Leeds)",
    }


def resigned(*days: int) -> list[Timeline]:
    """What as many sources say: that somebody resigned on the one or the other day."""
    return [
        parse(f"Ilse Maran resigned on {day} May 2021.", source=Source(name=name, published="2021-06-01"))
        for name, day in zip("ABCD", days, strict=False)
    ]


@pytest.mark.parametrize(
    ("days", "sure", "apart"),
    [((14, 16, 20), True, "6 days"), ((1, 7, 13, 19), False, "18 days"), ((3, 10), True, "7 days")],
)
def test_a_chain_of_dates_is_as_long_as_it_is(days: tuple[int, ...], *, sure: bool, apart: str) -> None:
    (conflict,) = Timeline.merge(resigned(*days)).conflicts()
    assert (len(conflict.claims), conflict.sure) == (len(days), sure)
    assert conflict.reason.endswith(f", {apart} apart")


def test_the_parts_of_a_day_and_of_a_month_are_two_events() -> None:
    for one, other in (("in the morning of 3 May", "in the evening of 3 May"), ("in early May", "in late May")):
        both = merged(f"Ada Brook resigned {one} 2021.", f"Ada Brook resigned {other} 2021.")
        assert len({event.id for event in both}) == 2
        assert len(merged(*[f"Ada Brook resigned {one} 2021."] * 2)) == 1


# -- what a reader gave ------------------------------------------------------------------------------------------------

MILL = "Helga Strand opened the mill in York on 3 May 2021."
LATER = "Helga Strand opened the mill in York on 6 May 2021."


def said_of(timeline: Timeline) -> list[list[tuple[str, str]]]:
    return [[(claim.who, claim.value) for claim in conflict.claims] for conflict in timeline.conflicts()]


@pytest.mark.parametrize(
    ("texts", "change", "value"),
    [
        ((MILL, LATER), {"date": "2021-05-04"}, "4 May 2021"),
        (
            (MILL, f"{MILL[:-1]}, according to Tom Reyes."),
            {"status": "negated"},
            "that it did not happen in that place (York)",
        ),
        (TWO["other places"], {"place": "Hull"}, "Hull"),
    ],
)
def test_a_corrected_value_is_told_as_the_word_of_the_reader(
    texts: tuple[str, str], change: dict[str, str], value: str
) -> None:
    letter, other = read(*texts)
    both = letter.correct(letter[0], by="J. Marsh", **change) | other  # type: ignore[arg-type]
    (conflict,) = both.conflicts()
    reader = next(claim for claim in conflict.claims if claim.value == value)
    assert (reader.who, reader.reader) == ("J. Marsh (correcting Kelden Post)", "J. Marsh")
    assert f"J. Marsh (correcting Kelden Post) says {value}" in str(conflict)
    (said,) = (claim for claim in conflict.claims if claim != reader)
    assert (said.source.name, said.reader) == ("Harbour News", "")
    assert "correcting Kelden Post" in dateline.dumps(both, "html")


def test_so_is_the_value_of_a_corrected_expression() -> None:
    letter, paper = read(MILL, LATER)
    corrected = letter.correct(letter.timexes[0], date="2021-05-04") | paper
    assert said_of(corrected) == [
        [("a reader (correcting Kelden Post)", "4 May 2021"), ("Harbour News", "6 May 2021")],
    ]


def test_a_source_that_says_what_a_reader_says_says_it_itself() -> None:
    letter, paper, echo = read(MILL, MILL.replace("3 May", "4 May"), LATER)
    corrected = letter.correct(letter[0], date="2021-05-04", by="J. Marsh")
    whole = corrected | paper | echo
    assert whole == echo | (paper | corrected) == (echo | paper) | corrected
    assert said_of(whole) == [
        [("Harbour News", "4 May 2021"), ("J. Marsh (correcting Kelden Post)", "4 May 2021"), ("Echo", "6 May 2021")]
    ]


def test_a_number_in_a_corrected_title_is_of_whom_it_is() -> None:
    letter, paper = read("Colby Ltd closed 12 offices on 6 May 2021.", "Colby Ltd closed 14 offices on 6 May 2021.")
    for title, who in (("Colby Ltd shut 12 offices", "Kelden Post"), ("Colby Ltd closed 13 offices", "a reader")):
        (conflict,) = (letter.correct(letter[0], title=title) | paper).conflicts()
        assert any(claim.who.startswith(who) for claim in conflict.claims)


def test_what_a_reader_made_one_keeps_what_each_source_told() -> None:
    whole = Timeline.merge(resigned(1, 7, 13))
    made = whole.merge_events(whole[0], whole[1], by="J. Marsh")
    assert said_of(made) == [[("A", "1 May 2021"), ("B", "7 May 2021"), ("C", "13 May 2021")]]
    assert [telling.human() for telling in made[0].tellings] == ["1 May 2021", "7 May 2021"]
    assert said_of(made[:1]) == [[("A", "1 May 2021"), ("B", "7 May 2021")]]
    (conflict,) = made[:1].conflicts()
    assert conflict.sure
    assert conflict.reason == "J. Marsh made them one event"
    assert made.undo() == whole
    assert whole.decide(made.decisions) == made


def test_nothing_takes_apart_what_a_reader_made_one() -> None:
    whole = Timeline.merge(resigned(1, 7, 13))
    made = whole.merge_events(whole[0], whole[1])
    (more,) = read("Ilse Maran resigned from the board on 1 May 2021.")
    both = made | more
    assert both == more | made == both | made == both | more
    claims = [[("A", "1 May 2021"), ("B", "7 May 2021"), ("C", "13 May 2021"), ("Kelden Post", "1 May 2021")]]
    assert [sorted(said) for said in said_of(both)] == claims


def test_what_a_reader_made_one_is_a_telling_of_what_more_sources_tell() -> None:
    whole = Timeline.merge(resigned(1, 7, 13))
    # As it stands, without the decision that made it
    made = evolve(whole.merge_events(whole[0], whole[1]), decisions=(), origin=None)
    (more,) = read("Ilse Maran resigned from the board on 1 May 2021.")
    both = made | more
    assert both == more | made == both | made == both | more
    (event, _) = both
    assert [len(telling.tellings) for telling in event.tellings] == [2, 0]
    assert event.explain().count("told as: ") == 3
    claims = [[("A", "1 May 2021"), ("B", "7 May 2021"), ("C", "13 May 2021"), ("Kelden Post", "1 May 2021")]]
    assert [sorted(said) for said in said_of(both)] == claims
    last = both.merge_events(both[0], both[1])
    assert [telling.tellings for telling in last[0].tellings] == [()] * 4
    assert [sorted(said) for said in said_of(last)] == claims
    schema = json.loads(files("dateline.export").joinpath("timeline.schema.json").read_text(encoding="utf-8"))
    for timeline in (both, last):
        text = dateline.dumps(timeline, "json")
        Draft202012Validator(schema).validate(json.loads(text))
        assert dateline.loads(text, "json") == timeline


def test_what_a_reader_made_one_is_dated_anew_and_divided_in_every_telling() -> None:
    paper = parse("Ilse Maran resigned on Monday.", source=Source(name="P", published="2021-05-22"))
    whole = paper | resigned(7)[0]
    made = whole.merge_events(whole[0], whole[1])
    assert said_of(made) == [[("A", "7 May 2021"), ("P", "17 May 2021")]]
    assert said_of(made.redated(dct="2021-06-12", source="P")) == [[("A", "7 May 2021"), ("P", "7 June 2021")]]
    monday = next(timex for timex in made.timexes if timex.text == "Monday")
    corrected = made.correct(monday, date="2021-05-10")
    assert said_of(corrected) == [[("A", "7 May 2021"), ("a reader (correcting P)", "10 May 2021")]]
    (actor,) = made.actors
    split = made.split_actor(actor, [actor.mentions[1]])
    assert sorted([one.id for one in telling.actors] for telling in split[0].tellings) == sorted(
        [one.id] for one in split.actors
    )
    assert len(split[0].actors) == 2


def test_a_number_of_people_is_told_once_of_who_takes_part() -> None:
    (event,) = merged(
        "Tom Reyes thanked twelve nurses on 3 May 2021.", "Tom Reyes thanked a dozen nurses on 3 May 2021."
    )
    assert [part.actor.name for part in event.participants] == ["Tom Reyes", "dozen nurses"]
    assert [len(telling.participants) for telling in event.tellings] == [2, 2]


def test_a_reason_names_people_as_the_quotes_do() -> None:
    whole = Timeline.merge(resigned(3, 4))
    renamed = whole.correct(whole.actors[0], name="I. Maran")
    (conflict,) = renamed.conflicts()
    assert "name Ilse Maran" in conflict.reason
    assert "I. Maran" not in str(conflict)


def test_what_a_reader_gave_is_marked_in_print_and_picture() -> None:
    (letter,) = read(MILL)
    corrected = letter.correct(letter[0], date="2021-05-04")
    assert str(corrected) == "4 May 2021  Helga Strand opened the mill in York [corrected]"
    assert dateline.dumps(corrected, "svg").count("Helga Strand opened the mill in York [corrected]") == 2
    assert "[corrected]" not in str(letter.correct(letter[0], note="Seen in the register."))
    assert "[corrected]" not in dateline.dumps(letter, "svg")


def test_a_conflict_of_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(ArgumentError, match="must be one of date, number, place, status"):
        Conflict("colour", (), ())  # type: ignore[arg-type]


def test_an_unknown_language_is_an_error() -> None:
    timeline = merged(*ONE["more is said"])
    with pytest.raises(LocaleError):
        timeline.conflicts(language="xx")
    with pytest.raises(LocaleError):
        timeline.retellings(language="xx")
    with pytest.raises(LocaleError):
        Timeline.merge(read(*TWO["other bodies"]), language="xx")


# -- suggestions -------------------------------------------------------------------------------------------------------

MAYBE = {
    # Nothing of which there are conflicts
    "contrary words": (
        "Ada Brook voted for the plan on 3 May 2021.",
        "Ada Brook voted against the plan on 3 May 2021.",
    ),
    "a month and its day": ("Tom Reyes opened the bridge in May 2021.", "Tom Reyes opened the bridge on 9 May 2021."),
    "other words": (
        "Tom Reyes sued Colby Ltd over the lease on 3 May 2021.",
        "Tom Reyes sued Colby Ltd for fraud on 3 May 2021.",
    ),
    "on whose word": TWO["reported"],
    "undated": (
        "Tom Reyes signed the lease of the mill with Colby Ltd.",
        "Tom Reyes signed the lease of the mill with Colby Ltd at last.",
    ),
}
NEVER = {
    "other people": TWO["other people"],
    "another verb": TWO["another verb"],
    "other days": ("Ada Brook met Tom Reyes on 4 May 2021.", "Ada Brook met Tom Reyes on 24 May 2021."),
    "one document": ("Ada Brook met Tom Reyes. Ada Brook met Tom Reyes on 4 May 2021.",),
}


@pytest.mark.parametrize("texts", MAYBE.values(), ids=MAYBE)
def test_what_may_be_one_is_suggested(texts: tuple[str, ...]) -> None:
    timeline = merged(*texts)
    (found,) = timeline.retellings()
    assert isinstance(found, Retelling)
    assert found.events == timeline.events
    assert "may be the same happening: both say" in str(found)
    assert timeline.conflicts() == ()


@pytest.mark.parametrize("texts", NEVER.values(), ids=NEVER)
def test_what_cannot_be_one_is_not_suggested(texts: tuple[str, ...]) -> None:
    assert merged(*texts).retellings() == ()


# -- any timeline, and many --------------------------------------------------------------------------------------------


def test_events_made_by_hand_are_compared_too() -> None:
    actor = Actor("Ilse Maran")
    events = [
        Event(
            "She resigned",
            day,
            participants=[Participation(actor, "agent")],
            trigger=Mention((4, 12), "resigned", source),
            evidence=[Mention((0, 12), "She resigned", source)],
        )
        for day, source in (("2021-05-03", Source(name="Kelden Post")), ("2021-05-04", Source(name="Echo")))
    ]
    (conflict,) = Timeline(events).conflicts()
    assert [claim.value for claim in conflict.claims] == ["3 May 2021", "4 May 2021"]
    # Without words, names or quotes there is nothing to compare.
    assert Timeline([Event("", None), Event("…", "2021", status=Status.NEGATED)]).conflicts() == ()
    assert Timeline([evolve(event, trigger=None) for event in events]).conflicts() == ()
    assert Timeline([evolve(event, evidence=()) for event in events]).conflicts() == ()


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines, timelines)
def test_any_timelines_are_merged_and_compared(one: Timeline, other: Timeline) -> None:
    whole = one | other
    assert all(str(conflict) and set(conflict.events) <= set(whole) for conflict in whole.conflicts())
    assert all(str(retelling) for retelling in whole.retellings())
    assert whole | whole == whole


def _reports(count: int) -> list[Timeline]:
    """Timelines of two events each, about people of whom several reports tell."""
    made = []
    for number in range(count):
        source = Source(name=f"Paper {number}")
        text = f"Person{number % 97} Lind resigned on 3 May 2021. Person{number % 89} Maran was sued on 4 May 2021."
        made.append(parse(text, source=source))
    return made


@pytest.mark.slow
def test_twice_as_many_timelines_are_little_more_than_twice_the_work() -> None:
    many = _reports(640)
    work = [operations(partial(Timeline.merge, many[:count])) for count in (160, 320, 640)]
    assert work[1] < 2.3 * work[0]
    assert work[2] < 2.3 * work[1]
    wholes = [Timeline.merge(many[:count]) for count in (160, 320, 640)]
    asked = [operations(whole.conflicts) for whole in wholes]
    assert asked[1] < 2.5 * asked[0]
    assert asked[2] < 2.5 * asked[1]
