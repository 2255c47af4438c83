"""Timelines to test with: strategies that build every part of the model, from the plain to the perverse."""

from __future__ import annotations

import datetime as dt
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from dateline.interval import Granularity, Interval, Moment
from dateline.model import (
    Actor,
    ActorKind,
    Anchor,
    Attribution,
    Certainty,
    Event,
    Hedge,
    Inference,
    Mention,
    Mod,
    Participation,
    Setting,
    Source,
    Span,
    Status,
    Timeline,
    Timex,
    TimexType,
)

EDTF = (
    "2012-09",
    "2012-09-03",
    "2012",
    "2012-21",
    "199X",
    "19XX",
    "2011/..",
    "../2003",
    "2003/2005",
    "2012-09-03/2012-09-05",
    "[2003..2005]",
    "1850~",
    "1517?",
    "2018-08-14%",
    "-0043",
    "-0043-03-15",
    "XXXX-12-25",
    "2023-11-06T14:05Z",
    "2023-11-06T14:05:30+01:00",
    "9999-12-31",
    "2004/",
)

plain_text = st.text(st.characters(codec="utf-8"), max_size=30)
hostile_text = plain_text | st.sampled_from(
    [
        "=1+1",
        "+x",
        "-x",
        "@x",
        "\tx",
        "\rx",
        "'=x",
        "''",
        "a;b",
        "a\\;b",
        "; ",
        "\\",
        '"',
        "\r\n",
        "\n",
        "\ufeffx",
        "\x00",
        "北朝鮮",
    ]
)
offsets = st.none() | st.sampled_from([0, 60, -300, 345])
moments = st.builds(
    Moment,
    year=st.integers(-5000, 12000),
    month=st.integers(1, 12),
    day=st.integers(1, 28),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    second=st.integers(0, 59),
    microsecond=st.sampled_from([0, 1, 500_000]),
    offset=offsets,
    zone=st.sampled_from([None, "Asia/Seoul"]),
)
units = st.one_of(
    st.builds(Interval.unit, moments, st.sampled_from([unit for unit in Granularity if unit.value != "part_of_day"])),
    st.builds(Interval.part_of_day, moments, st.sampled_from(["MO", "MI", "AF", "EV", "NI", "DT"])),
)
intervals = st.one_of(
    st.sampled_from(EDTF).map(Interval.from_edtf),
    units,
    units.map(Interval.since),
    units.map(Interval.until),
    units.map(Interval.approximate),
    units.map(lambda unit: evolve(unit, within=True)),
)
sources = st.builds(
    Source,
    name=st.none() | plain_text,
    title=st.none() | hostile_text,
    publisher=st.none() | st.sampled_from(["Daily NK", "Solvex Bulletin"]),
    url=st.sampled_from([None, "https://example.org/a?b=c,d;e"]),
    published=st.none()
    | st.dates()
    | st.datetimes()
    | st.datetimes(timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=9))])),
    sha256=st.sampled_from([None, "0" * 64]),
    pages=st.sampled_from([(), (), (0,), (0, 20, 20, 900)]),
)
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 1000), st.integers(0, 100))
mentions = st.builds(Mention, spans, hostile_text, sources)
actors = st.builds(
    Actor,
    name=hostile_text.filter(str.strip) | st.sampled_from(["Kim", "Pak Un Chol", "National Security Agency"]),
    kind=st.sampled_from(ActorKind),
    aliases=st.lists(hostile_text, max_size=2),
    description=st.none() | hostile_text,
    mentions=st.lists(mentions, max_size=2),
    disambiguator=st.none() | st.just("the younger"),
    inferences=st.lists(st.builds(Inference, mentions, hostile_text), max_size=2),
)
anchors = st.builds(Anchor, st.sampled_from(["dct", "reference", "none"]), plain_text, plain_text)
settings = st.builds(
    Setting,
    st.sampled_from(["prose", "heading", "stamp"]),
    st.none() | st.sampled_from(["Z", "+01:00"]),
    st.sampled_from(["told", "aside", "background", "adrift"]),
)
timexes = st.builds(
    Timex,
    span=spans,
    text=hostile_text,
    type=st.sampled_from(TimexType),
    value=st.sampled_from(["2012-09", "XXXX-XX-08", "PAST_REF", "P3D"]),
    mod=st.none() | st.sampled_from(list(Mod)),
    interval=st.none() | intervals,
    quant=st.none() | st.just("EVERY"),
    signal=st.none() | st.just("since"),
    rule=plain_text,
    expression=plain_text,
    anchor=st.none() | anchors,
    alternatives=st.lists(intervals, max_size=2),
    source=st.none() | sources,
    setting=st.just(Setting()) | settings,
)


def events(**fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Event]:
    parts: dict[str, st.SearchStrategy[Any]] = {
        "title": hostile_text,
        "when": st.none() | intervals,
        "place": st.none() | hostile_text,
        "participants": st.lists(st.builds(Participation, actors, plain_text | st.just("agent")), max_size=3),
        "attributions": st.lists(st.builds(Attribution, actors, hostile_text, st.none() | mentions), max_size=2),
        "status": st.sampled_from(Status),
        "trigger": st.none() | mentions,
        "alternatives": st.lists(intervals, max_size=2),
        "evidence": st.lists(mentions, max_size=2),
        "timexes": st.lists(timexes, max_size=2),
        "kind": st.sampled_from(["occurrence", "reporting", "state", "aspectual", "planned"]),
        "notes": st.lists(hostile_text, max_size=2),
        "hedges": st.lists(st.builds(Hedge, st.sampled_from(Certainty), mentions), max_size=2),
    }
    return st.builds(Event, **(parts | fixed))


timelines = st.builds(
    Timeline,
    events=st.lists(events(), max_size=4),
    actors=st.lists(actors, max_size=2),
    sources=st.lists(sources, max_size=2),
    timexes=st.lists(timexes, max_size=2),
)
