"""The nouns: what their constructors take and refuse, their ids, and how timelines are ordered, cut and merged."""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import HealthCheck, given, settings

from dateline.errors import ArgumentError
from dateline.interval import Interval
from dateline.model import (
    Actor,
    ActorKind,
    Anchor,
    Attribution,
    Event,
    Mention,
    Mod,
    Participation,
    Source,
    Span,
    Status,
    Timeline,
    Timex,
    TimexType,
)

sys.path.insert(0, str(Path(__file__).parent))

from strategies import timelines

TEXT = "The gate was opened in May 1998, Mair Pryce said."
BULLETIN = Source.for_text(TEXT, Source(title="Gates", publisher="Solvex Bulletin", published="1998-06-02"))
OTHER = Source(title="Walls", publisher="Harbour News", published="1999-01-04")


def quote(text: str, source: Source = BULLETIN) -> Mention:
    start = TEXT.index(text)
    return Mention((start, start + len(text)), text, source)


def person(name: str, source: Source = BULLETIN, **more: Any) -> Actor:
    return Actor(name, mentions=[Mention((0, len(name)), name, source)], **more)


MAIR = Actor("Mair Pryce", mentions=[quote("Mair Pryce")])
MAY = Timex(
    quote("May 1998").span,
    "May 1998",
    "DATE",
    "1998-05",
    interval="1998-05",
    signal="in",
    rule="month-year",
    source=BULLETIN,
)
OPENING = Event(
    "The gate was opened",
    "1998-05",
    attributions=[Attribution(MAIR, "said", quote("said"))],
    status="reported",
    trigger=quote("opened"),
    evidence=[quote(TEXT)],
    timexes=[MAY],
)


def test_a_span_counts_code_points_and_may_be_empty() -> None:
    span = Span(4, 8)
    assert len(span) == 4
    assert span.slice("The gate") == "gate"
    assert span.contains(Span(5, 8))
    assert span.contains(4)
    assert not span.contains(8)
    assert span.overlaps(Span(7, 9))
    assert not span.overlaps(Span(8, 9))
    assert Span(3, 3)


def test_a_source_is_called_by_the_best_name_it_has() -> None:
    names = {"name": "Gate 4", "publisher": "Solvex Bulletin", "title": "Gates", "author": "A. Writer", "url": "urn:x"}
    while names:
        assert Source(**names).name == next(iter(names.values()))
        names.pop(next(iter(names)))
    assert Source().name == "document"
    assert Source(publisher=" ").name == "document"


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("2012-11-09", dt.date(2012, 11, 9)),
        (dt.date(2012, 11, 9), dt.date(2012, 11, 9)),
        ("2012-11-09T10:30", dt.datetime(2012, 11, 9, 10, 30)),
        ("2012-11-09T10:30Z", dt.datetime(2012, 11, 9, 10, 30, tzinfo=dt.UTC)),
        ("", None),
        (None, None),
    ],
)
def test_a_source_takes_its_date_in_any_usual_form(given_: Any, kept: dt.date | None) -> None:
    assert Source(published=given_).published == kept


def test_the_digest_ties_a_source_to_its_text() -> None:
    assert Source.for_text("abc").sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert Source.for_text("\ud800").sha256 != Source.for_text("\ufffd").sha256
    assert Source.for_text(TEXT, OTHER).title == "Walls"


@pytest.mark.parametrize(
    ("make", "argument"),
    [
        (lambda: Span(-1, 2), "start"),
        (lambda: Span(3, 2), "end"),
        (lambda: Span("1", 2), "start"),  # type: ignore[arg-type]
        (lambda: Source(published="last week"), "published"),
        (lambda: Source(published=3), "published"),
        (lambda: Source(title=3), "title"),
        (lambda: Source(name=3), "name"),
        (lambda: Mention(3, "x"), "span"),  # type: ignore[arg-type]
        (lambda: Mention((0, 1), None), "text"),  # type: ignore[arg-type]
        (lambda: Timex((0, 1), "x", "DAY", "x"), "type"),
        (lambda: Timex((0, 1), "x", "DATE", "x", mod="ABOUT"), "mod"),
        (lambda: Timex((0, 1), "x", "DATE", "x", interval=3), "interval"),
        (lambda: Actor(""), "name"),
        (lambda: Actor("x", "company"), "kind"),
        (lambda: Actor("x", aliases=["y", 3]), "aliases[1]"),
        (lambda: Participation("x"), "actor"),  # type: ignore[arg-type]
        (lambda: Attribution("x"), "source"),  # type: ignore[arg-type]
        (lambda: Event(3), "title"),  # type: ignore[arg-type]
        (lambda: Event("x", when=3), "when"),
        (lambda: Event("x", status="rumoured"), "status"),
        (lambda: Event("x", evidence=["quote"]), "evidence[0]"),
        (lambda: Event("x", participants=MAIR), "participants[0]"),
        (lambda: Timeline([OPENING, "x"]), "events[1]"),
        (lambda: Timeline(sources="x"), "sources[0]"),
        (lambda: Timeline().within(3), "interval"),  # type: ignore[arg-type]
        (lambda: Timeline().involving(3), "actor"),  # type: ignore[arg-type]
        (lambda: Timeline().said_by(3), "source"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_argument_is_named(make: Any, argument: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        make()
    assert caught.value.argument == argument
    assert isinstance(caught.value, ValueError)


def test_values_are_frozen_hashable_and_have_no_dict() -> None:
    for value in (BULLETIN, MAIR, MAY, OPENING, Timeline([OPENING])):
        assert hash(value) == hash(pickle.loads(pickle.dumps(value)))
        assert pickle.loads(pickle.dumps(value)) == value
        assert not hasattr(value, "__dict__")
        with pytest.raises(FrozenInstanceError):
            value.name = "x"  # type: ignore[misc, union-attr]


def test_converters_take_what_people_have() -> None:
    event = Event("x", dt.date(2012, 9, 3), MAIR, [Participation(MAIR)], status="planned", notes="one")
    assert event.when == Interval.from_edtf("2012-09-03")
    assert event.place == "Mair Pryce"
    assert event.participants == (Participation(MAIR, "participant"),)
    assert event.status is Status.PLANNED
    assert event.notes == ("one",)
    assert Event("x", dt.datetime(2012, 9, 3, 14, 5)).when == Interval.of(2012, 9, 3, 14, 5)
    assert Timex((0, 1), "x", "SET", "P1W", mod=Mod.APPROX).mod == "APPROX"
    assert Actor("Solvex", "organization", aliases=["Z", "A", "A", "Solvex"]).aliases == ("A", "Z")


def test_ids_are_made_of_content_and_the_same_everywhere() -> None:
    program = "from dateline.model import Actor, Source; print(Actor('Mair Pryce').id, Source(title='Gates').id)"
    told = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
        ).stdout
        for environment in ({"PYTHONHASHSEED": "1", "PYTHONPATH": "src"}, {"PYTHONHASHSEED": "2", "PYTHONPATH": "src"})
    }
    assert told == {f"{MAIR.id} {Source(title='Gates').id}\n"}
    assert MAIR.id == Actor("mair  pryce").id
    assert MAIR.id != Actor("Mair Pryce", "organization").id
    assert MAIR.id != Actor("Mair Pryce", disambiguator="the younger").id
    assert OPENING.id == evolve(OPENING, evidence=(), trigger=None, timexes=()).id
    assert OPENING.id != evolve(OPENING, status="negated").id
    assert OPENING.id != evolve(OPENING, when="1998").id
    assert Event("x", evidence=[quote("gate")]).id != Event("x", evidence=[quote("gate", OTHER)]).id


def test_the_ids_of_this_release_are_those_of_the_last() -> None:
    assert Actor("Mair Pryce").id == "a-25a6d7fe9688b2a6"
    assert Event("The gate was opened", "1998-05").id == "e-74881ee5f7cce962"


@pytest.mark.parametrize(
    ("type_", "value", "interval", "resolved"),
    [
        ("DATE", "1998-05", "1998-05", True),
        ("DATE", "XXXX-XX-08", None, False),
        ("DATE", "1998-XX", "1998", False),
        ("TIME", "T14:05", None, False),
        ("DATE", "PAST_REF", None, True),
        ("DURATION", "PXM", None, True),
        ("SET", "XXXX-WXX-1", None, True),
    ],
)
def test_a_timex_is_resolved_if_its_date_is_fixed(type_: str, value: str, interval: str | None, resolved: bool) -> None:
    timex = Timex((0, 1), "x", type_, value, interval=interval)
    assert timex.resolved is resolved
    assert Timeline(timexes=[timex]).unresolved == (() if resolved else (timex,))


def test_an_event_explains_itself() -> None:
    anchored = evolve(MAY, rule="month", expression="XXXX-05", anchor=Anchor("dct", "1998-06-02"))
    told = evolve(OPENING, timexes=[anchored], alternatives=["1997-05"], notes=["the year is inferred"]).explain()
    for part in (
        TEXT,
        "Rule “month”",
        "XXXX-05",
        "the document date 1998-06-02",
        "1997-05",
        "Mair Pryce",
        "reported",
        "inferred",
    ):
        assert part in told
    assert "undated" in Event("x").explain()


def test_a_timeline_is_a_sequence_in_order_of_time() -> None:
    late, pattern, none = Event("late", "2003"), Event("yearly", "XXXX-12-25"), Event("never")
    timeline = Timeline([none, late, pattern, OPENING])
    assert timeline.dated == (OPENING, late)
    assert timeline.undated == (none, pattern)
    assert list(timeline) == [OPENING, late, none, pattern]
    assert timeline[0] is OPENING
    assert timeline[-1] is pattern
    assert timeline.events == tuple(timeline)
    assert timeline[:2] == Timeline([late, OPENING])
    assert len(timeline) == 4
    assert late in timeline
    assert timeline.index(late) == 1
    assert timeline.actors == (MAIR,)
    assert timeline.sources == (BULLETIN,)
    assert timeline.timexes == (MAY,)
    assert timeline == Timeline([late, none, OPENING, pattern])
    assert "2 dated, 2 undated" in repr(timeline)
    assert str(timeline).splitlines()[0].split() == ["May", "1998", "The", "gate", "was", "opened"]
    assert str(Timeline()) == ""


def test_an_actor_has_one_state_in_a_timeline() -> None:
    again = Actor("Mair Pryce", aliases=["G. P."], description="the warden")
    timeline = Timeline([OPENING, Event("x", participants=[Participation(again)])], actors=[again])
    (actor,) = timeline.actors
    assert actor.aliases == ("G. P.",)
    assert actor.mentions == MAIR.mentions
    assert timeline.dated[0].attributions[0].source is actor
    assert timeline.undated[0].actors == (actor,)


def test_a_timeline_can_be_cut() -> None:
    year, later = Event("year", "1998", participants=[Participation(MAIR)]), Event("since", "2001/..")
    timeline = Timeline([OPENING, year, later, Event("never")])
    assert list(timeline.within("1998-05")) == [year, OPENING]
    assert list(timeline.within("1998-05", entirely=True)) == [OPENING]
    assert list(timeline.within(dt.date(2024, 2, 29))) == [later]
    assert list(timeline.involving("MAIR PRYCE")) == list(timeline.involving(MAIR)) == [year]
    assert list(timeline.said_by("Mair Pryce")) == list(timeline.said_by(MAIR)) == [OPENING]
    assert list(timeline.said_by(BULLETIN)) == [OPENING]
    assert list(timeline.said_by("Solvex Bulletin")) == []


def test_merging_folds_what_is_the_same_and_joins_the_evidence() -> None:
    retold = Event(
        "the gate was  opened",
        "1998-05",
        attributions=[Attribution(person("Mair Pryce", OTHER, aliases=["Mairwen Pryce"]), "said")],
        status="reported",
        evidence=[Mention((9, 20), "The gate …", OTHER)],
    )
    merged = Timeline([OPENING]) | Timeline([retold])
    (event,) = merged
    assert [piece.source for piece in event.evidence] == [BULLETIN, OTHER]
    assert set(merged.sources) == {BULLETIN, OTHER}
    assert [actor.names for actor in merged.actors] == [("Mair Pryce", "Mairwen Pryce")]
    assert len(merged.actors[0].mentions) == 2
    assert merged == Timeline.merge([Timeline([retold]), Timeline([OPENING])])
    assert merged | merged == merged


def test_merging_ties_an_alias_to_the_one_actor_that_states_it() -> None:
    agency = Actor("National Security Agency", "organization", aliases=["NSA"])
    league = Actor("Northern Sailing Association", "organization", aliases=["NSA"])
    short = Actor("NSA", "organization")
    (one,) = (Timeline(actors=[agency]) | Timeline(actors=[short])).actors
    assert one == agency
    assert len((Timeline(actors=[agency, league]) | Timeline(actors=[short])).actors) == 3


def test_merging_keeps_apart_the_single_names_of_two_documents() -> None:
    here, there = Timeline(actors=[person("Kim")]), Timeline(actors=[person("Kim", OTHER)])
    merged = here | there
    assert len(merged.actors) == len({actor.id for actor in merged.actors}) == 2
    assert merged | there == merged
    assert len((here | here).actors) == 1
    assert len((Timeline(actors=[person("朴仁淑")]) | Timeline(actors=[person("朴仁淑", OTHER)])).actors) == 1


@pytest.mark.parametrize(
    ("name", "kinds", "merged"),
    [
        ("Ada Brook", ["unknown", "person"], ["person"]),
        ("Corvina Hart", ["organization", "unknown", "unknown"], ["organization"]),
        # it may be either of two, and one name may be that of two
        ("Corvina Hart", ["organization", "place", "unknown"], ["organization", "place", "unknown"]),
        ("Brook", ["person", "unknown"], ["person", "unknown"]),
        ("Corvina Hart", ["other", "person"], ["other", "person"]),
    ],
)
def test_merging_takes_an_unknown_kind_for_the_one_that_is_known(
    name: str, kinds: list[str], merged: list[str]
) -> None:
    told = [
        Timeline(actors=[Actor(name, kind, mentions=[Mention((0, len(name)), name, Source(name=f"text {number}"))])])
        for number, kind in enumerate(kinds)
    ]
    assert sorted(actor.kind.value for actor in reduce(or_, told).actors) == merged


def test_merging_with_anything_else_is_refused() -> None:
    with pytest.raises(TypeError):
        assert Timeline() | [OPENING]


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timelines, timelines)
def test_merging_loses_nothing_and_repeats_nothing(left: Timeline, right: Timeline) -> None:
    merged = left | right
    assert merged | merged == merged
    assert set(merged.sources) == {*left.sources, *right.sources}
    assert set(merged.timexes) == {*left.timexes, *right.timexes}
    quotes = {piece for event in merged for piece in event.evidence}
    assert quotes == {piece for event in (*left, *right) for piece in event.evidence}
    assert pickle.loads(pickle.dumps(merged)) == merged
    assert all(isinstance(event.explain(), str) for event in merged)


def test_the_enumerations_have_the_values_of_the_contract() -> None:
    assert [kind.value for kind in ActorKind] == ["person", "organization", "group", "place", "other", "unknown"]
    assert [kind.value for kind in TimexType] == ["DATE", "TIME", "DURATION", "SET"]
    assert [status.value for status in Status] == ["asserted", "reported", "planned", "negated", "hypothetical"]


def test_the_model_imports_no_heavy_package() -> None:
    heavy = "{'cattrs', 'icalendar', 'dateparser'}"
    program = f"import sys, dateline.model, dateline.export; print({heavy} & set(sys.modules) or '')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not done.stdout.strip()
