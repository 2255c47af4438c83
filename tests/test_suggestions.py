"""Who may be whom across documents is suggested, never done; what a reader decides of actors can be undone."""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from counting import operations
from hypothesis import HealthCheck, assume, given, settings
from jsonschema import Draft202012Validator

import dateline
from dateline import Actor, ActorKind, ArgumentError, Decision, Event, Mention, Source, TemporalLink, Timeline
from dateline.export import dumps_with_report
from dateline.matching import candidates, likeness

sys.path.insert(0, str(Path(__file__).parent))

from strategies import timelines

SCHEMA = json.loads(files("dateline.export").joinpath("timeline.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

MORNING = dateline.parse(
    "Yuri Petrov signed the treaty in 2001. The National Harbour Board objected in 2002. "
    "J. Smith left Solvex Freight in 2003. Petrov resigned in 2008.",
    source=Source(publisher="Morning Post"),
)
EVENING = dateline.parse(
    "Yury Petrov died in 2004. The NHB closed in 2005. John Smith returned in 2006. Kim Jong Su resigned in 2007.",
    source=Source(publisher="Evening Star"),
)
WEEKLY = dateline.parse(
    "Jong Su Kim was arrested in 2009. Solvex Freight Ltd paid in 2010.", source=Source(publisher="Weekly")
)
ALL = MORNING | EVENING | WEEKLY


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Mohammed Aziz", "Muhammad Aziz", "spelling"),
        ("Ján Novák", "Jan Novak", "spelling"),
        ("Yelena Orlova", "Elena Orlova", ""),
        ("Dmitri Sokolov", "Dmitry Sokolov", "spelling"),
        ("Kim Jong Su", "Jong Su Kim", "word order"),
        ("J. Smith", "John Smith", "initials"),
        ("J. R. Smith", "John Robert Smith", "initials"),
        ("John Smith", "John Robert Smith", "short form"),
        ("Halvorsen", "Margit Halvorsen", "short form"),
        ("Pete Novak", "Peter Novak", "short form"),
        ("Rob Novak", "Robert Novak", "short form"),
        ("Al Novak", "Alan Novak", ""),
        ("Pete Novak", "Peter Orlov", ""),
        ("Peter Novak", "Petra Novak", ""),
        ("Liv Halvorsen", "Margit Halvorsen", ""),
        ("James Smith", "John Smith", ""),
        ("Ann Brock", "Ada Brock", ""),
        ("Li", "Lee", ""),
        ("", "Ada", ""),
    ],
)
def test_names_of_persons(one: str, other: str, reason: str) -> None:
    assert likeness(one, other, person=True) == likeness(other, one, person=True) == reason


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Solvex", "Solvex Freight", "short form"),
        ("Solvex Freight", "Solvex Freight Ltd", "short form"),
        ("NHB", "National Harbour Board", "acronym"),
        ("Bank of Ostermark", "BO", "acronym"),
        ("Bank of Ostermark", "BOO", "acronym"),
        ("N.H.B.", "National Harbour Board", "acronym"),
        ("Harbour Board", "Harbor Board", "spelling"),
        ("Harbour Froce", "Harbour Force", "spelling"),
        ("Unit 731", "Unit 732", ""),
        ("Freight", "Solvex Freight", ""),
        ("Solvex Foods", "Solvex Freight", ""),
        ("First Bank", "Last Bank", ""),
    ],
)
def test_names_of_organizations(one: str, other: str, reason: str) -> None:
    assert likeness(one, other, person=False) == likeness(other, one, person=False) == reason


def test_near_matches_are_suggested_with_the_reason() -> None:
    found = {tuple(sorted(actor.name for actor in s.actors)): s.reason for s in ALL.suggestions()}
    assert found == {
        ("Jong Su Kim", "Kim Jong Su"): "word order",
        ("Yuri Petrov", "Yury Petrov"): "spelling",
        ("J. Smith", "John Smith"): "initials",
        ("NHB", "National Harbour Board"): "acronym",
        ("Solvex Freight", "Solvex Freight Ltd"): "short form",
    }


def test_nothing_is_merged_by_suggesting() -> None:
    before = ALL.actors
    ALL.suggestions()
    assert ALL.actors == before


def test_those_of_one_document_are_not_suggested() -> None:
    told_apart = dateline.parse("J. Smith met John Smith in 2001. Yuri Petrov met Yury Petrov in 2002.")
    assert told_apart.suggestions() == ()


def test_kinds_and_places() -> None:
    one, other = Source(name="one"), Source(name="two")

    def pair(name: str, kind: ActorKind, again: str, other_kind: ActorKind) -> list[str]:
        actors = [
            Actor(name, kind, mentions=[Mention((0, 1), name[:1], one)]),
            Actor(again, other_kind, mentions=[Mention((0, 1), again[:1], other)]),
        ]
        return [suggestion.reason for suggestion in Timeline(actors=tuple(actors)).suggestions()]

    assert pair("York", ActorKind.PLACE, "New York", ActorKind.PLACE) == []
    assert pair("Harbour Town", ActorKind.PLACE, "Harbor Town", ActorKind.PLACE) == ["spelling"]
    assert pair("Lindenau", ActorKind.PLACE, "Lindenau", ActorKind.ORGANIZATION) == ["other kind"]
    assert pair("Lindenau Clinic", ActorKind.ORGANIZATION, "Lindenau", ActorKind.PERSON) == []
    assert pair("Lindenau Clinic", ActorKind.ORGANIZATION, "Lindenau", ActorKind.UNKNOWN) == ["short form"]
    assert pair("Lindenau", ActorKind.UNKNOWN, "Lindenau", ActorKind.PERSON) == ["same name"]
    assert pair("Lindenau", ActorKind.OTHER, "Lindenau", ActorKind.PERSON) == ["other kind"]


def test_merging_and_undoing() -> None:
    merged = ALL.merge_actors("Yuri Petrov", "Yury Petrov")
    assert [event.when.edtf for event in merged.involving("Yury Petrov").events if event.when] == [
        "2001",
        "2004",
        "2008",
    ]
    assert merged != ALL
    assert len(merged.actors) == len(ALL.actors) - 1
    assert merged.undo() == ALL
    assert ALL.undo() is ALL


def test_merging_under_a_chosen_name() -> None:
    merged = ALL.merge_actors("J. Smith", "John Smith", name="John B. Smith")
    (smith,) = [actor for actor in merged.actors if "Smith" in actor.name]
    assert smith.names == ("John B. Smith", "J. Smith", "John Smith")
    assert {mention.source.name for mention in smith.mentions} == {"Morning Post", "Evening Star"}


def test_decisions_are_undone_one_by_one() -> None:
    first = ALL.merge_actors("Yuri Petrov", "Yury Petrov")
    second = first.merge_actors("Kim Jong Su", "Jong Su Kim")
    third = second.split_actor("Yuri Petrov", EVENING.sources[0])
    assert [decision.kind for decision in third.decisions] == ["merge", "merge", "split"]
    assert third.undo() == second
    assert third.undo().undo() == first
    assert third.undo().undo().undo() == ALL


def test_splitting_by_source_takes_the_events_along() -> None:
    merged = ALL.merge_actors("Yuri Petrov", "Yury Petrov")
    split = merged.split_actor("Yuri Petrov", EVENING.sources[0], name="Yury Petrov the elder")
    elder = split.involving("Yury Petrov the elder")
    assert [event.title for event in elder] == ["Yury Petrov died"]
    assert [event.when.edtf for event in split.involving("Yuri Petrov").events if event.when] == ["2001", "2008"]


def test_a_split_name_stays_two() -> None:
    post, star = Source(name="Post"), Source(name="Star")
    kim = Actor("Kim", mentions=[Mention((0, 3), "Kim", post), Mention((5, 8), "Kim", star)])
    whole = Timeline(
        [
            Event(title, "2001", participants=[dateline.Participation(kim)], evidence=[Mention((0, 9), "x", source)])
            for title, source in (("Kim left", post), ("Kim came", star))
        ]
    )
    split = whole.split_actor("Kim", star)
    assert len({actor.id for actor in split.actors}) == 2
    assert len({event.actors[0].id for event in split}) == 2
    assert split.undo() == whole


def test_decisions_survive_json() -> None:
    decided = ALL.merge_actors("Yuri Petrov", "Yury Petrov").split_actor("Yuri Petrov", EVENING.sources[0])
    text = dateline.dumps(decided, "json")
    VALIDATOR.validate(json.loads(text))
    again = dateline.loads(text, "json")
    assert again == decided
    assert again.undo().undo() == ALL


def test_formats_that_cannot_hold_them_say_so() -> None:
    text = "Ada Brock opened the mill on 3 March 2019. Then she hired Tom Reyes."
    decided = dateline.parse(text).merge_actors("Ada Brock", "Tom Reyes")
    lost = {loss.field for loss in dumps_with_report(decided, "csv")[1].losses}
    assert {"links", "decisions"} <= lost
    assert not dumps_with_report(decided, "json")[1].losses


def test_a_timeline_without_decisions_is_written_as_before() -> None:
    assert not {"links", "decisions", "origin"} & json.loads(dateline.dumps(ALL, "json")).keys()


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(timelines)
def test_any_two_actors_can_be_merged_and_told_apart_again(timeline: Timeline) -> None:
    assume(len(timeline.actors) > 1)
    merged = timeline.merge_actors(*timeline.actors[:2])
    assert merged.undo() == timeline
    text = dateline.dumps(merged, "json")
    VALIDATOR.validate(json.loads(text))
    assert dateline.loads(text, "json") == merged
    timeline.suggestions()


def test_what_cannot_be_decided_is_refused() -> None:
    with pytest.raises(ArgumentError, match="actors"):
        ALL.merge_actors("Yuri Petrov")
    with pytest.raises(ArgumentError, match="is no actor here"):
        ALL.merge_actors("Yuri Petrov", "Nobody")
    with pytest.raises(ArgumentError, match="mentions"):
        ALL.split_actor("Yuri Petrov", MORNING.sources[0])
    with pytest.raises(ArgumentError, match="mentions"):
        ALL.split_actor("Yuri Petrov", [])
    with pytest.raises(ArgumentError, match="kind"):
        Decision("rename", ("a-1",))  # type: ignore[arg-type]
    forged = Timeline(decisions=[Decision("merge", ("a-1",)), Decision("merge", ("a-2",))], origin=Timeline())
    with pytest.raises(ArgumentError, match="decisions"):
        forged.undo()
    with pytest.raises(ArgumentError, match="origin"):
        Timeline(origin="before")  # type: ignore[arg-type]


def test_uniting_keeps_what_was_decided() -> None:
    merged = MORNING | EVENING
    merged = merged.merge_actors("Yuri Petrov", "Yury Petrov")
    united = merged | WEEKLY
    assert united.decisions == merged.decisions
    assert united.undo() == MORNING | EVENING | WEEKLY
    assert len([actor for actor in united.actors if "Petrov" in actor.name]) == 1


def test_the_work_of_comparing_names_grows_with_their_number() -> None:
    def work(number: int) -> int:
        names = {one: (f"Person{one} Family{one % (number // 10)}",) for one in range(number)}
        assert len(list(candidates(names))) < number * 40 * 5
        return operations(lambda: list(candidates(names)))

    assert work(4_000) <= 8 * 1.25 * work(500) + 2_000


def test_links_of_events_that_are_not_there_are_dropped() -> None:
    source = Source(name="Post")
    first, second = Mention((0, 3), "one", source), Mention((5, 8), "two", source)
    link = TemporalLink(first, "before", second)
    events = [Event("One", trigger=first, evidence=[first]), Event("Two", "2001", trigger=second, evidence=[second])]
    whole = Timeline(events, links=[link])
    assert [(r.event.title, r.relation.value, r.other.title) for r in whole.relations] == [("One", "before", "Two")]
    low, high = whole.bounds(whole.undated[0])
    assert low is None
    assert high is not None
    assert high.isoformat() == "2002-01-01T00:00:00"
    assert whole.within("2001").links == ()
    assert dateline.loads(dateline.dumps(whole, "json"), "json") == whole
    VALIDATOR.validate(json.loads(dateline.dumps(whole, "json")))
