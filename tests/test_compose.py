"""Events from sentences: their times, titles, people, sources and mode."""

from __future__ import annotations

import pytest

import dateline
from dateline import Event, Timeline


def compose(text: str, dct: str | None = "2021-06-16") -> Timeline:
    """The timeline of a text whose document date is a Wednesday; its evidence is checked on the way."""
    timeline = dateline.parse(text, dct=dct)
    for event in timeline:
        assert event.title
        assert len(event.title) <= 120
        for quote in event.evidence:
            assert text[quote.span.start : quote.span.end] == quote.text
            assert len(quote.text) <= 700
    return timeline


def dated(text: str, dct: str | None = "2021-06-16") -> list[tuple[str, str]]:
    """EDTF and status of the dated events, in text order of their triggers."""
    return [(_edtf(event), event.status.value) for event in sorted(compose(text, dct).events, key=_place)]


def _edtf(event: Event) -> str:
    return event.when.edtf if event.when is not None else ""


def _place(event: Event) -> int:
    return event.trigger.span.start if event.trigger is not None else event.evidence[0].span.start


TIMES = [
    # one event a time
    ("Ada Brock bought the mill in 1901 and sold it two years later.", [("1901", "asserted"), ("1903", "asserted")]),
    ("In 1901 Ada Brock bought the mill, which burned down in 1911.", [("1901", "asserted"), ("1911", "asserted")]),
    ("The mill, built in 1850, was sold in 1901.", [("1850", "asserted"), ("1901", "asserted")]),
    # prepositions
    ("Ada Brock has lived in Leith since 1950.", [("1950/..", "asserted")]),
    ("Ada Brock lived in Leith until 1950.", [("../1950", "asserted")]),
    ("Ada Brock lived in Leith from 1950 to 1953.", [("1950/1953", "asserted")]),
    ("Ada Brock lived in Leith from 1950 until her arrest in 1953.", [("1950/1953", "asserted")]),
    ("Between 1950 and 1953 Ada Brock lived in Leith.", [("1950/1953", "asserted")]),
    ("The bridge was closed from 3 to 5 May 2016.", [("2016-05-03/2016-05-05", "asserted")]),
    ("The sale will run for three days from 2 July 2021.", [("2021-07-02/2021-07-04", "planned")]),
    ("Ada Brock paid on or before 3 May 2016.", [("../2016-05-03", "asserted")]),
    ("Ada Brock must pay by 3 July 2021.", [("2021-07-03", "planned")]),
    ("The mill reopened about 1890.", [("1890~", "asserted")]),
    ("The bank did not reopen until 1990.", [("1990", "asserted")]),
    ("In the year ended 31 March 2019 Ada Brock lost the mill.", [("2018-04-01/2019-03-31", "asserted")]),
    ("On 6 May 2019 the mill was shut from 10:00 to 11:30.", [("2019-05-06T10:00/2019-05-06T11:30", "asserted")]),
    # mode
    ("Ada Brock did not pay in 2016.", [("2016", "negated")]),
    ("No rent was paid in July 2016.", [("2016-07", "negated")]),
    ("Ada Brock will leave in July.", [("2021-07", "planned")]),
    ("If the mill burns in July, Ada Brock will leave.", [("2021-07", "hypothetical")]),
    ("Ada Brock would have left in 2016.", [("2016", "hypothetical")]),
    (
        "The fair planned for 3 May 2021 was cancelled on 1 May 2021.",
        [("2021-05-03", "negated"), ("2021-05-01", "asserted")],
    ),
    (
        "The fair, due to be held on 3 July, has been postponed to 9 July.",
        [("2021-07-03", "negated"), ("2021-07-09", "planned")],
    ),
    ("- Replace the pump by 3 July 2021 (Ada).", [("2021-07-03", "planned")]),
    # telling and told
    ("Ada Brock said on Monday that the mill had burned.", [("2021-06-14", "reported")]),
    ("Ada Brock said that the mill had burned on Monday.", [("2021-06-14", "reported")]),
    ("Ada Brock denied that she had sold the mill in 2016.", [("2016", "negated")]),
    # relative to another event
    (
        "Ada Brock resigned on 9 May 2016, two days after the police searched her house.",
        [("2016-05-09", "asserted"), ("2016-05-07", "asserted")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times_and_modes(text: str, expected: list[tuple[str, str]]) -> None:
    assert dated(text) == expected


NOTHING = [
    "Ada Brock read the 2009 report.",
    "Ada Brock answered the letter of 3 May 2012.",
    "Ada Brock left after three days.",
    "Published: 3 May 2012",
    "Ada Brock walks every Monday.",
    "Reports for 1990",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_dated_event(text: str) -> None:
    assert dated(text) == []


TITLES = [
    ("On 9 May 2016 Ada Brock sold the mill.", "Ada Brock sold the mill"),
    ("Ada Brock bought the mill in 1901 and sold it in 1903.", "Ada Brock sold it in 1903"),
    ("In 1901 Ada Brock bought the mill, which burned down in 1911.", "The mill burned down in 1911"),
    ("The fair planned for 3 May 2021 was cancelled.", "The fair planned for 3 May 2021"),
    ('9 May 2016: Ada Brock ("Brock") sells the mill (Ex. 3).', "Ada Brock sells the mill"),
    ("Ada Brock was ill, but she walked to Leith in 1901.", "Ada Brock walked to Leith in 1901"),
    ("2016-05-09 | Mill sold to the city | Gazette", "Mill sold to the city"),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_titles(text: str, title: str) -> None:
    assert title in [event.title for event in compose(text)]


def test_a_long_title_is_cut_between_words() -> None:
    text = "In 1901 Ada Brock sold " + "the old and very large mill and " * 8 + "the house."
    title = compose(text).events[0].title
    assert title.endswith("…")
    assert not title.rstrip("…").endswith((" and", " the", " "))


def test_people_and_roles() -> None:
    event = compose("In 1901 Ada Brock married Otto Reim.").events[0]
    assert [(part.actor.name, part.role) for part in event.participants] == [
        ("Ada Brock", "agent"),
        ("Otto Reim", "patient"),
    ]
    event = compose("Ada Brock was arrested by Otto Reim in 1901.").events[0]
    assert {(part.actor.name, part.role) for part in event.participants} == {
        ("Ada Brock", "patient"),
        ("Otto Reim", "agent"),
    }
    event = compose("Ada Brock was ill. In 1901 she moved.").events[0]
    assert [actor.name for actor in event.actors] == ["Ada Brock"]


def test_the_teller_is_a_speaker_and_a_source() -> None:
    event = compose("Ada Brock said on Monday that the mill had burned.").events[0]
    assert next((part.actor.name, part.role) for part in event.participants) == ("Ada Brock", "speaker")
    assert [(link.source.name, link.cue) for link in event.attributions] == [("Ada Brock", "said")]
    assert event.kind == "reporting"


def test_a_chain_has_the_innermost_speaker_first() -> None:
    event = compose("Ada Brock said that Otto Reim had told her that the mill burned in 1901.").events[0]
    assert [link.source.name for link in event.attributions] == ["Otto Reim", "Ada Brock"]


def test_the_author_is_no_source() -> None:
    assert compose("We believe that the mill burned in 1901.").events[0].attributions == ()


def test_place() -> None:
    assert compose("Ada Brock was married in Edinburgh in 1901.").events[0].place == "Edinburgh"


UNDATED = [
    ("Ada Brock never remarried.", "negated"),
    ("Nothing was paid.", "negated"),
    ("If the fair is called off, Ada Brock will leave.", "hypothetical"),
    ("Ada Brock may also have seen Prague.", "hypothetical"),
    ("Ada Brock sold the mill.", "asserted"),
    ("“The mill burned,” said Ada Brock.", "reported"),
]


@pytest.mark.parametrize(("text", "status"), UNDATED)
def test_undated_events(text: str, status: str) -> None:
    timeline = compose(text)
    assert not timeline.events
    assert [event.status.value for event in timeline.undated] == [status]


@pytest.mark.parametrize("text", ["The paint is dry.", "Ada Brock is a baker.", "Chapter two", "dry paint"])
def test_what_tells_of_nothing(text: str) -> None:
    assert len(compose(text)) == 0


def test_a_date_heading_dates_what_stands_under_it() -> None:
    text = "Monday, 3 March 1862\nLeft early. Mr Tully broke his wrist.\n\nTuesday, 4 March 1862\nDid not sleep.\n"
    assert dated(text, None) == [("1862-03-03", "asserted"), ("1862-03-03", "asserted"), ("1862-03-04", "negated")]


def test_the_heading_is_part_of_the_evidence() -> None:
    event = compose("3 March 1862\nMr Tully broke his wrist.\n", None).events[0]
    assert [quote.text for quote in event.evidence] == ["Mr Tully broke his wrist.", "3 March 1862"]


ROWS = [
    "1994 – Ada Brock moves to Leith.",
    "1994: Ada Brock moves to Leith.",
    "- 1994: Ada Brock moves to Leith",
    "1994\tAda Brock moves to Leith",
    "* 1994 Ada Brock moves to Leith",
    "1. 1994 – Ada Brock moves to Leith.",
]


@pytest.mark.parametrize("text", ROWS)
def test_a_date_at_the_head_of_a_line_dates_it(text: str) -> None:
    events = compose(text).events
    assert [(_edtf(event), event.title) for event in events] == [("1994", "Ada Brock moves to Leith")]


def test_rows_without_rules() -> None:
    text = (
        "1968        Engineers propose a bridge\nMarch 1974  Minister approves the plan\n1978        Contract signed\n"
    )
    assert [event.when.edtf for event in compose(text, None).events if event.when] == ["1968", "1974-03", "1978"]


def test_a_dateline_is_no_event() -> None:
    text = "GENEVA, 3 March 2021 — Ada Brock sold the mill on Monday."
    assert dated(text, "2021-03-03") == [("2021-03-01", "asserted")]


def test_duplicates_fold() -> None:
    text = "Ada Brock died in 1901.\n\nAda Brock died in 1901."
    events = compose(text).events
    assert len(events) == 1
    assert len(events[0].evidence) == 2


def test_an_open_reading_is_kept() -> None:
    event = compose("Ada Brock paid on 03/04/2019.").events[0]
    assert event.ambiguous
    assert event.when is not None
    assert event.when.edtf in ("2019-03-04", "2019-04-03")
    assert event.alternatives


def test_a_long_sentence_is_quoted_in_part() -> None:
    text = "Ada Brock " + "and her dog " * 200 + "left in 1901 " + "and her dog " * 200 + "."
    assert all(len(quote.text) <= 700 for event in compose(text) for quote in event.evidence)
