"""A finished timeline under another document date: what hung on it moves, the rest stays as it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import ArgumentError, Source, Timeline, dumps, loads, parse

OLD, NEW = "2019-03-20", "2020-07-08"
# Each tells of a time in its own way: counted, dated in full, as a range, from a length, by a preposition, as a set.
SENTENCES = (
    "Ada Brook opened the mill on the 8th.",
    "The yard was shut last year.",
    "It was sold by the end of last year.",
    "Ivo Lind resigned two days later.",
    "The talks lasted from Monday to Friday last week.",
    "The hall was let from 9 am to 5 pm yesterday.",
    "Mair Pryce has led the board since last month.",
    "The road was closed until Tuesday.",
    "The dam was built between March and May.",
    "The bridge was opened on 4 May 1911.",
    "Some time between 1990 and 1994 the well failed.",
    "The choir sang three weeks ago.",
    "The court heard him in early June.",
    "The post came every Monday last month.",
    "The lease ran for two years from last April.",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_it_is_as_if_parsed_under_the_other_date(sentence: str) -> None:
    assert parse(sentence, dct=OLD).redated(dct=NEW) == parse(sentence, dct=NEW)


DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True), DAYS, DAYS)
def test_stories_are_as_if_parsed_under_the_other_date(sentences: list[str], old: dt.date, new: dt.date) -> None:
    before = parse(" ".join(sentences), dct=old)
    after, left = before.redated_with_report(dct=new)
    expected = parse(" ".join(sentences), dct=new)
    assert after.timexes == expected.timexes
    if not left:
        assert after == expected
    assert after.redated(dct=old) == before


def test_only_what_hung_on_the_date_moves() -> None:
    text = "The mill was opened in 1911. It was closed last year. Ada Brook sold it in May 2010 and left a month later."
    before = parse(text, dct=OLD)
    after = before.redated(dct=NEW)
    changed = {event.title for event in before} - {e.title for e in before if e.id in {a.id for a in after}}
    assert changed == {"It was closed"}
    assert [event.when.edtf for event in after.dated if event.when] == [
        "1911",
        "2010-05",
        "2010-06",
        "2019",
    ]


def test_a_timeline_read_back_moves_too() -> None:
    before = parse(" ".join(SENTENCES[:8]), dct=OLD)
    assert loads(dumps(before, "json"), "json").redated(dct=NEW) == before.redated(dct=NEW)


def test_of_several_sources_one_moves() -> None:
    one = parse("The mill was shut yesterday.", source=Source(title="Bulletin", published=OLD))
    other = parse("The dam broke yesterday.", source=Source(title="Gazette", published=OLD))
    moved = (one | other).redated(dct=NEW, source="Gazette")
    assert [(event.title, event.when.edtf) for event in moved.dated if event.when] == [
        ("The mill was shut", "2019-03-19"),
        ("The dam broke", "2020-07-07"),
    ]
    assert (one | other).redated(dct=NEW, source=other.sources[0]) == moved
    assert (one | other).redated(dct=NEW, source=other.sources[0].id) == moved
    with pytest.raises(ArgumentError, match="which source"):
        (one | other).redated(dct=NEW)
    with pytest.raises(ArgumentError, match="Gazette"):
        (one | other).redated(dct=NEW, source="Courier")
    wrong: Any = 3
    with pytest.raises(ArgumentError, match="source"):
        (one | other).redated(dct=NEW, source=wrong)


def test_without_a_date_nothing_is_counted() -> None:
    after = parse("The mill was shut yesterday.", dct=OLD).redated(dct=None)
    assert not after.dated
    assert [timex.value for timex in after.timexes] == ["XXXX-XX-XX"]
    assert [event.title for event in after.undated] == ["The mill was shut"]


def test_a_month_counts_no_days() -> None:
    text = "The mill was shut yesterday. The dam was filled last year."
    assert parse(text, dct=OLD).redated(dct="2020-07").timexes == parse(text, dct="2020-07").timexes


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The board opens the hall on 4 May 2019.", 1),
        ("The board opened the hall on 4 May 2010.", 0),
        ("The board opened the hall yesterday.", 0),
        ("The board opens the hall in 2031.", 0),
    ],
)
def test_what_may_have_been_planned_is_told(text: str, left: int) -> None:
    before = parse(text, dct=OLD)
    after, report = before.redated_with_report(dct=NEW)
    assert len(report) == left
    assert [event.status for event in after] == [event.status for event in before]
    assert all("ahead" in str(one) and one.event in after for one in report)


def test_options_are_those_of_parse() -> None:
    text = "The rent was paid on 03/04/2018. The hall was shut last week."
    options: dict[str, Any] = {"order": "dmy", "week_start": "sunday"}
    assert parse(text, dct=OLD, **options).redated(dct=NEW, **options) == parse(text, dct=NEW, **options)


def test_a_merge_of_actors_can_still_be_undone() -> None:
    before = parse("Ada Brook left the mill yesterday. Mair Pryce shut it.", dct=OLD)
    after = before.merge_actors("Ada Brook", "Mair Pryce").redated(dct=NEW)
    assert len(after.actors) == len(before.actors) - 1
    assert after.undo() == before.redated(dct=NEW)


def test_nothing_to_move() -> None:
    timeline = parse("The mill was opened in 1911.", dct=OLD)
    assert timeline.redated(dct=NEW) == timeline
    with pytest.raises(ArgumentError, match="dct"):
        timeline.redated(dct="soon")
    with pytest.raises(ArgumentError, match="source"):
        Timeline().redated(dct=NEW)


def test_the_source_keeps_what_it_says_with_a_remark() -> None:
    before = parse("Tobias Renn resigned on Tuesday.", source=Source("Post", published="2021-05-22"))
    after = before.redated(dct="2021-06-26")
    assert after[0].human() == "22 June 2021"
    assert after.sources == before.sources
    said = "Post: the source still says that it was published on 2021-05-22, and its times are counted from {}"
    assert after.remarks == (said.format("2021-06-26"),)
    assert loads(dumps(after, "json"), "json").remarks == after.remarks
    assert after.redated(dct=None).remarks == (said.format("no date"),)
    assert after.redated(dct="2021-05-22").remarks == before.remarks == ()
    assert parse("Tobias Renn resigned on Tuesday.", dct=OLD).redated(dct=NEW).remarks == ()
