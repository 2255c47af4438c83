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
    # a look back within a sentence does not move the story
    (
        "On 6 May 2018 Ada Brock said that he had called the previous evening. He came at 03:40.",
        [("2018-05-06", "reported"), ("2018-05-05", "reported"), ("2018-05-06T03:40", "asserted")],
    ),
    ("Ada Brock must answer within 30 days of 1 May, namely by 3 July 2021.", [("2021-07-03", "planned")]),
    ("Ada Brock will hold the mill until at least 2030.", [("../2030", "planned")]),
    ("The mill is to be sold by end 2030.", [("2030-12-31", "planned")]),
    (
        "On 9 May 2020 Ada Brock fell. At 6.15 the next morning she left.",
        [("2020-05-09", "asserted"), ("2020-05-10T06:15", "asserted")],
    ),
    (
        "21–23.06.2020 | Hearing | A/3\n24.06.2020 | Order | A/4",
        [("2020-06-21/2020-06-23", "asserted"), ("2020-06-24", "asserted")],
    ),
    ("by end 2019 | Mill sold to Ada Brock\n2020 | Ada Brock left", [("2019-12-31", "asserted"), ("2020", "asserted")]),
    ("Sales figures due 3 July.", [("2021-07-03", "planned")]),
    ("The inquiry into the fire was opened and adjourned to 3 July.", [("2021-07-03", "planned")]),
    ("A proposal to sell the mill in 2022 was discussed and rejected.", [("2022", "negated")]),
    ("Ada Brock denies having been in Leith on 9 May 2019.", [("2019-05-09", "negated")]),
    (
        "Colby Ltd, which was given until 9 May 2019 to answer, never did so.",
        [("../2019-05-09", "asserted")],
    ),
    (
        "Ada Brock fears the sale will fail unless the debt is paid; the case was settled last month.",
        [("2021-05", "asserted")],
    ),
    (
        "Ada Brock issued an order in 2016 for all boats to be sold by May 2017.",
        [("2016", "asserted"), ("2017-05", "planned")],
    ),
    # what lay ahead when it was told of
    (
        "In November 2018 Ada Brock said that the mill would open in March.",
        [("2018-11", "reported"), ("2019-03", "planned")],
    ),
    ("In November 2018 Ada Brock promised to pay by March.", [("2018-11", "asserted"), ("2019-03", "planned")]),
    ("On 3 May 2018 Ada Brock left. The mill will open in July.", [("2018-05-03", "asserted"), ("2021-07", "planned")]),
    ("Ada Brock promised a new boat by July.", [("2021-07", "planned")]),
    ("Ada Brock finished the boat by May.", [("../2021-05", "asserted")]),
    ("An answer was not expected until May 2020.", [("2020-05", "planned")]),
    ("Ada Brock was to have left on 3 May 2020.", [("2020-05-03", "negated")]),
    ("Ada Brock was to leave on 3 May 2020.", [("2020-05-03", "planned")]),
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
    (
        "Ada Brock resigned at 4.40 a.m. on 9 May 2016, two days after the police searched her house.",
        [("2016-05-09T04:40", "asserted"), ("2016-05-07", "asserted")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times_and_modes(text: str, expected: list[tuple[str, str]]) -> None:
    assert dated(text) == expected


MORE_TIMES = [
    # "ended" of a stretch of time, and of a happening
    (
        "The strike began on 3 May 2011 and ended three weeks later.",
        [("2011-05-03", "asserted"), ("2011-05-24", "asserted")],
    ),
    # a pronoun before the verb, as determiners look like it
    (
        "Officials said yesterday that this would not happen before May.",
        [("2021-06-15", "reported"), ("../2022-04", "negated")],
    ),
    (
        "It was built in 1349. A century and a half later, on 14 June 1497, rebels plundered it.",
        [("1349", "asserted"), ("1497-06-14", "asserted")],
    ),
    # each of a row of dates says which letter it was
    ("Despite letters of 6 May, 3 June and 9 June 2020 Ada Brock did not pay.", []),
    # so long, and so far off
    ("Ada Brock said that she would spend £12 over three years.", []),
    ("Ada Brock will return in three years.", [("2024", "planned")]),
    ("On 3 May 2021, shortly before dawn, Ada Brock left.", [("2021-05-03", "asserted")]),
    ("Ada Brock had not replied by Friday.", [("2021-06-11", "negated")]),
    ("Ada Brock promised to reply by Friday.", [("2021-06-18", "planned")]),
    # a log goes on past the date of its head
    ("Next day 09:00 - inspector R. Kaur attended.", [("2021-06-17T09:00", "asserted")]),
]


@pytest.mark.parametrize(("text", "expected"), MORE_TIMES)
def test_times_with_what_stands_beside_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(dated(text)) == sorted(expected)


NOTHING = [
    "Ada Brock read the 2009 report.",
    "Ada Brock answered the letter of 3 May 2012.",
    "Ada Brock read it in the letter of 3 May 2012.",
    "Ada Brock presented the estimates for 2021.",
    "Under the Act of 1911 Ada Brock sold the mill.",
    "Ada Brock kept the books for 1911–14.",
    "Ada Brock repealed the order of 3 May 2012.",
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
    ("Ada Brock bought the mill in 1901 and sold it in 1903.", "Ada Brock sold it"),
    ("In 1901 Ada Brock bought the mill, which burned down in 1911.", "The mill burned down"),
    ("The fair planned for 3 May 2021 was cancelled.", "The fair planned for 3 May 2021"),
    ('9 May 2016: Ada Brock ("Brock") sells the mill (Ex. 3).', "Ada Brock sells the mill"),
    ("Ada Brock was ill, but she walked to Leith in 1901.", "Ada Brock walked to Leith"),
    ("2016-05-09 | Mill sold to the city | Gazette", "Mill sold to the city"),
    ("9.5.2016 at 07:35 | Fall: roof gives way | A/44", "Fall: roof gives way"),
    ("9.5.2016 | Sold | A/44", "Sold"),
    ("Ada Brock, who was ill, sold the mill in 1901.", "Ada Brock sold the mill"),
    ("The vicar, Otto Reim, sold the mill in 1901.", "The vicar, Otto Reim, sold the mill"),
    ("Ada Brock fell on 9 May. Until then the mill had paid Otto Reim.", "The mill had paid Otto Reim"),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_titles(text: str, title: str) -> None:
    assert title in [event.title for event in compose(text)]


BARE_CONTENT = [
    # What is said without "that", with an aside before its verb.
    ("Ada Brock said the swings, last inspected in May 2011, failed in 2012.", "The swings failed", ["Ada Brock"]),
    ("Ada Brock said the boat, which she bought in 2011, sank on 3 May 2012.", "The boat sank", ["Ada Brock"]),
    ("Ada Brock believed the letter, sent in May 2009, was forged in 2010.", "The letter was forged", ["Ada Brock"]),
    # An object is no such subject.
    ("Ada Brock admitted the theft, sold the car in 2012 and fled.", "Ada Brock sold the car and fled", []),
    ("Ada Brock knew the town, lived there in 2012 and left.", "Ada Brock lived there and left", []),
    ("Ada Brock told the board, sold the car in 2012 and fled.", "Ada Brock sold the car and fled", []),
]


@pytest.mark.parametrize(("text", "title", "speakers"), BARE_CONTENT)
def test_what_is_said_without_a_link_word(text: str, title: str, speakers: list[str]) -> None:
    event = next(event for event in compose(text) if event.title == title)
    assert [link.source.name for link in event.attributions] == speakers


DIARIES = [
    ("Tues 9th. Walked to Leith.\n\nThurs. 11th. Sold eleven hens.", ["1917-01-09", "1917-01-11"]),
    # A time in a clause that hangs on the first one dates that clause alone.
    (
        "Tues 9th. Otto Reim walked to Leith for the mare, which he had bought in May.\n\nThurs. 11th. Ada Brock wept.",
        ["1917-01-09", "1916-05", "1917-01-11"],
    ),
    ("Tues 9th. Walked to Leith, where a mare was sold in May.\n\nThurs. 11th. Rain.", ["1917-01-09", "1916-05"]),
    # Its own time is that of the deed, and one date alone makes no diary.
    ("Tues 9th. Otto Reim left on Sunday.\n\nThurs. 11th. Ada Brock cried.", ["1917-01-07", "1917-01-11"]),
    ("On Tuesday 9 January it rained. Walked to Leith.", ["1917-01-09"]),
]


@pytest.mark.parametrize(("text", "dates"), DIARIES)
def test_notes_under_a_day_are_of_that_day(text: str, dates: list[str]) -> None:
    assert [edtf for edtf, _ in dated(text, "1917-02-14")] == dates


def test_a_list_of_what_is_to_be_done_by_whom() -> None:
    rows = "KB  Letter to the trustees - 30 June\nLO  Order screens - by mid July"
    rows = f"Karen Bell (KB) and Leo Ost (LO) came.\n\n{rows}"
    assert dated(rows) == [("2021-06-30", "planned"), ("2021-07", "planned")]


def test_a_colon_after_a_clock_time_at_the_head_of_a_line() -> None:
    rows = "5 April 2011\n03:40: the eastern span collapses\n04:10: Ada Brock arrives"
    assert [edtf for edtf, _ in dated(rows)] == ["2011-04-05T03:40", "2011-04-05T04:10"]


def test_notes_without_a_verb_tell_of_something() -> None:
    notes = "Asthma since 2005. Hernia 1971. Film (2 May 2021, 14:20) clear. Free of pain since 14 May 2021."
    assert [edtf for edtf, _ in dated(notes)] == ["2005/..", "1971", "2021-05-02T14:20", "2021-05-14/.."]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brock lost the mill. Asthma since 2005. She wept.",
        "Ada Brock, Leeds, 2005. Otto Reim, Hull, 1971. Tom Ray, York, 1980.",
        "Date of report: 3 May 2011. Edition: 4 May 2011. Print: 5 May 2011.",
    ],
)
def test_other_fragments_tell_of_nothing(text: str) -> None:
    assert dated(text) == []


REQUESTS = [
    ("Please confirm by noon tomorrow.", "2021-06-17T12:00"),
    ("Confirm by noon tomorrow.", "2021-06-17T12:00"),
    ("Send me the report by 19 July.", "2021-07-19"),
    ("Kindly pay the fee by 3 August.", "2021-08-03"),
    ("Return the form by 3 August, or the place will go to Otto Reim.", "2021-08-03"),
    ("Remember to book the hall by Friday.", "2021-06-18"),
    ("Let us meet on Tuesday.", "2021-06-22"),
    ("“Pay the fee by 3 August,” Ada Brock said.", "2021-08-03"),
    ("Ask Ada Brock on Friday.", "2021-06-18"),
]
NO_REQUESTS = [
    "Work on the pier began in May 2011.",
    "Fire the previous night killed two.",
    "Record sales were reported on Friday.",
    "Hope for peace by Friday faded.",
    "Return tickets by 3 August.",
    "Do you remember the fire of 1998?",
    "Interest the next year fell.",
]


@pytest.mark.parametrize(("text", "edtf"), REQUESTS)
def test_orders_and_requests_are_planned(text: str, edtf: str) -> None:
    assert (edtf, "planned") in dated(text)


@pytest.mark.parametrize("text", NO_REQUESTS)
def test_a_noun_at_the_head_of_a_sentence_is_no_order(text: str) -> None:
    assert "planned" not in [status for _, status in dated(text)]


SPEAKERS_IN_TITLES = [
    ("“I sold the mill in 2011,” Ada Brock said.", "Ada Brock sold the mill"),
    ("“I was arrested on 3 May 2011,” Ada Brock told the court.", "Ada Brock was arrested"),
    ("“I will sell the mill on 3 July,” Ada Brock said.", "Ada Brock will sell the mill"),
    # No name fits the verb, or the words around it.
    ("“I have kept bees since 2011,” Ada Brock said.", "I have kept bees since 2011"),
    ("“I sold my mill in 2011,” Ada Brock said.", "I sold my mill"),
    ("“We sold the mill in 2011,” Ada Brock said.", "We sold the mill"),
    ("I sold the mill in 2011.", "I sold the mill"),
]


@pytest.mark.parametrize(("text", "title"), SPEAKERS_IN_TITLES)
def test_a_title_names_the_speaker_who_says_i(text: str, title: str) -> None:
    assert title in [event.title for event in compose(text)]


DATES_IN_TITLES = [
    # The date of the event itself is told by the event.
    ("Ada Brock sold the mill on 3 May 2011.", "Ada Brock sold the mill"),
    ("Ada Brock sold the mill on 3 May 2011 for £400.", "Ada Brock sold the mill for £400"),
    ("Ada Brock sold the mill two years ago.", "Ada Brock sold the mill"),
    ("Ada Brock sold the mill yesterday to Otto Reim.", "Ada Brock sold the mill to Otto Reim"),
    ("Ada Brock told the court on Tuesday that the mill was hers.", "Ada Brock told the court that the mill was hers"),
    ("Ada Brock, in 2011, sold the mill.", "Ada Brock sold the mill"),
    ("In 2011, aged 34, Ada Brock sold the mill.", "Aged 34, Ada Brock sold the mill"),
    ("Ada Brock sold the mill late on 3 May 2011, and left.", "Ada Brock sold the mill, and left"),
    ("Ada Brock sold the mill at noon on 3 May 2011.", "Ada Brock sold the mill"),
    ("Ada Brock sold the mill on 3 May 2011 at noon.", "Ada Brock sold the mill"),
    ("Ada Brock walked out on 3 May 2011.", "Ada Brock walked out"),
    # What says more than a date stays, and what would leave a hole.
    ("Ada Brock worked at the mill until 2011.", "Ada Brock worked at the mill until 2011"),
    ("Nobody has been there since 2011.", "Nobody has been there since 2011"),
    ("The report must be filed by 3 May 2022.", "The report must be filed by 3 May 2022"),
    ("The hearing is on 3 May 2022.", "The hearing is on 3 May 2022"),
    ("The mill opened on 3 May and on 8 June 2011.", "The mill opened on 3 May and on 8 June 2011"),
    ("Ada Brock won the race in the 2011 season.", "Ada Brock won the race in the 2011 season"),
    ("Ada Brock spent last year in Leith.", "Ada Brock spent last year in Leith"),
    ("Published on 3 May 2011, the book sold well.", "The book published on 3 May 2011"),
    ("If the mill is sold on 3 May 2022, Ada Brock will leave.", "If the mill is sold, Ada Brock will leave"),
    (
        "Unless Ada Brock pays by 3 May 2022, the mill will close.",
        "Unless Ada Brock pays by 3 May 2022, the mill will close",
    ),
]


@pytest.mark.parametrize(("text", "title"), DATES_IN_TITLES)
def test_a_title_leaves_out_the_date_of_its_event(text: str, title: str) -> None:
    assert title in [event.title for event in compose(text)]


def test_a_date_that_is_not_known_stays_in_the_title() -> None:
    timeline = compose("Ada Brock sold the mill on the 8th.", None)
    assert [event.title for event in timeline.undated] == ["Ada Brock sold the mill on the 8th"]


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
    ("Ada Brock never remarried.", ["negated"]),
    ("Nothing was paid.", ["negated"]),
    ("If the fair is called off, Ada Brock will leave.", ["hypothetical", "hypothetical"]),
    ("Ada Brock may also have seen Prague.", ["hypothetical"]),
    ("Ada Brock sold the mill.", ["asserted"]),
    ("“The mill burned,” said Ada Brock.", ["reported", "asserted"]),
]


@pytest.mark.parametrize(("text", "statuses"), UNDATED)
def test_undated_events(text: str, statuses: list[str]) -> None:
    timeline = compose(text)
    assert not timeline.events
    assert [event.status.value for event in timeline.undated] == statuses


FURTHER = [
    ("On 3 May 2011 Ada Brock sold the mill and left the town.", ["sold"], ["left"]),
    ("Ada Brock, who had inherited the mill, sold it in 2011.", ["sold"], ["inherited"]),
    ("Ada Brock left after the mill had burned.", [], ["left", "burned"]),
    ("Colby Ltd has bought the mill and will close it.", [], ["bought", "close"]),
    # a saying stands beside what was said, but in the attribution alone where that has a date or nobody says it
    ("Ada Brock said that the mill had burned.", [], ["said", "burned"]),
    ("Ada Brock said that the mill had burned in 2011.", ["burned"], []),
    ("Ada Brock said on 3 May 2011 that the mill had burned.", ["said"], ["burned"]),
    ("It was said that Ada Brock had burned the mill.", [], ["burned"]),
    ("Ada Brock said that the mill was old.", [], ["said"]),
    ("The sale of Colby Ltd surprised Ada Brock.", [], ["sale", "surprised"]),
    ("Ada Brock's arrest ended the strike.", [], ["arrest", "ended"]),
    ("No agreement between Colby Ltd and Ada Brock was signed.", [], ["agreement", "signed"]),
    # but what is announced is done by announcing it
    ("Ada Brock announced that the mill had burned.", [], ["announced", "burned"]),
    # what is to be done, by the verb that says so
    ("Colby Ltd agreed to sell the mill.", [], ["agreed", "sell"]),
    ("Ada Brock asked Tom Lund to leave.", [], ["asked", "leave"]),
    ("Ada Brock hopes to be elected.", [], ["hopes", "elected"]),
    ("Colby Ltd signed a contract to supply the army.", [], ["signed", "supply"]),
    ("Ada Brock managed to flee.", [], ["managed"]),
    ("Ada Brock returned to work. She went to court.", [], ["returned", "went"]),
    ("Ada Brock spoke to order and to Tom Lund.", [], ["spoke"]),
    ("Ada Brock is to be seen.", [], ["seen"]),
    ("Ada Brock attempted to access all rooms.", [], ["access", "attempted"]),
    ("Ada Brock left to great applause, according to police.", [], ["left"]),
    ("The company expects to cut forty jobs, Ada Brock wrote.", [], ["cut", "expects", "wrote"]),
    ("Colby Ltd is building a mill.", [], ["building"]),
    ("Nobody left. To sell is to lose.", [], ["left"]),
    # how things stand with somebody; but a clause that only names a thing tells nothing
    ("Ada Brock likes the mill that Colby Ltd owns.", [], ["likes"]),
    ("Colby Ltd, which owns two mills, was sold.", [], ["owns", "sold"]),
    # nouns that say whose they are, or of what
    ("Colby Ltd was sold. The Colby Ltd lawsuit was over.", [], ["sold", "lawsuit"]),
    ("Colby Ltd was sold. Its closure was sudden.", [], ["sold", "closure"]),
    ("Ada Brock praised the opening of the new mill.", [], ["praised", "opening"]),
    ("Ada Brock left. Its closure was sudden.", [], ["left"]),
    ("Ada Brock missed Colby Ltd's launch party.", [], ["missed"]),
    ("Ada Brock left. The closure was sudden.", [], ["left"]),
    # or what it was, where that is more than that it was
    ("Ada Brock was hurt in a small accident in Leeds.", [], ["accident", "hurt"]),
    ("Colby Ltd won an order for ten boats.", [], ["order", "won"]),
    ("Colby Ltd cut forty jobs in a deal to lease the mill.", [], ["cut", "deal", "lease"]),
    ("Ada Brock left in a ceremony attended by forty guests.", [], ["attended", "ceremony", "left"]),
    ("The arrest of the two men surprised Ada Brock.", [], ["arrest", "surprised"]),
    ("Ada Brock was on the first flight.", [], ["flight"]),
    ("Colby Ltd negotiated the purchase of 22 boats.", [], ["negotiated", "purchase"]),
    ("Colby Ltd signed a deal worth forty boats.", [], ["deal", "signed"]),
    ("Ada Brock was praised in a speech last week against the plan.", ["praised"], ["speech"]),
    ("Colby Ltd paid for an extended search for the boat.", [], ["paid", "search"]),
    ("Colby Ltd delayed the purchase in the spring of 2011.", ["delayed"], []),
    # not: what is only pointed at, of no number, of any, or lasts
    ("Ada Brock rejected the deal. The mill is in use.", [], ["rejected"]),
    ("Ada Brock fears any strike. Each new visit pleased her.", [], ["fears", "pleased"]),
    ("Ada Brock praised the good service and the fine performance.", [], ["praised"]),
    ("Ada Brock likes the new deal maker.", [], ["likes"]),
    ("Ada Brock praised the first service and the search.", [], ["praised"]),
    # a verb of little meaning and its noun are one
    ("Ada Brock made a long speech.", [], ["made a long speech"]),
    ("Ada Brock took delivery of two boats in 2011.", ["took delivery"], []),
    ("Ada Brock gave the old test pilot a pen.", [], ["gave"]),
    ("Ada Brock prompted Colby Ltd to file a second lawsuit.", [], ["file a second lawsuit", "prompted"]),
    ("Ada Brock began gathering shells.", [], ["began gathering"]),
    # what somebody does by the way
    ("Ada Brock was fined for hiring the man.", [], ["fined", "hiring"]),
    ("Ada Brock left without telling her aunt.", [], ["left", "telling"]),
    ("Colby Ltd saved the mill by closing the shop.", [], ["closing", "saved"]),
    ("Colby Ltd saved the price by saying that the shop had closed.", [], ["closed", "saved", "saying"]),
    ("Colby Ltd sold the mill, Reim Ltd paying the rest.", [], ["paying", "sold"]),
    ("The mill was saved by closing the shop of Ada Brock.", [], ["saved"]),
    ("Ada Brock left for fishing near the mill.", [], ["left"]),
    # "no longer" and "address" are what they look like beside a verb
    ("Ada Brock could no longer pay.", [], ["pay"]),
    ("Ada Brock attempted to address reports of the fire.", [], ["address", "attempted"]),
    # a clause before or after the main one, and what points back
    ("Citing the price of coal, Ada Brock left.", [], ["Citing", "left"]),
    ("Ada Brock fought it, later revealing that she was ill.", [], ["fought", "revealing"]),
    ("This became the habit of Colby Ltd. This brings Colby Ltd's mills to ten.", [], ["became", "brings"]),
    ("During the meeting of the board, Ada Brock left.", [], ["left", "meeting"]),
    # how far something went, with what it was
    ("Ada Brock began selling boats. Colby Ltd ceased to pay.", [], ["began selling", "ceased to pay"]),
    ("Ada Brock began work. Colby Ltd stopped the building.", [], ["began", "stopped"]),
    # plurals that are no verbs without an object
    ("Ada Brock bought its common shares at par. The forces of Colby Ltd left.", [], ["bought", "left"]),
    ("Colby Ltd shares the mill with Ada Brock.", [], ["shares"]),
    ("Two bombings in Leeds hurt Ada Brock.", [], ["bombings", "hurt"]),
    # habits, states and rights of nobody happen at no time
    ("The fire brigade is small and the mill is old.", [], []),
    ("The arrest rate is low, says nobody.", [], []),
]


@pytest.mark.parametrize(("text", "with_date", "without"), FURTHER)
def test_each_clause_that_tells_of_something_gives_an_event(
    text: str, with_date: list[str], without: list[str]
) -> None:
    timeline = compose(text)
    assert [event.trigger.text for event in timeline.events if event.trigger] == with_date
    assert sorted(event.trigger.text for event in timeline.undated if event.trigger) == sorted(without)


NOUNS = [
    ("Colby Ltd was sold. Its closure was sudden.", "closure", "Colby Ltd's closure"),
    ("Ada Brock praised the opening of the new mill.", "opening", "The opening of the new mill"),
    ("The opening of the mill pleased Ada Brock.", "opening", "The opening of the mill"),
    ("The review of the record led Ada Brock to Leeds.", "review", "The review of the record"),
    ("A dispute with Colby Ltd began.", "dispute", "A dispute with Colby Ltd"),
    ("The Colby Ltd lawsuit was over.", "lawsuit", "The Colby Ltd lawsuit"),
    ("Tom Lund knew of Ada Brooks' death.", "death", "Ada Brooks' death"),
]


@pytest.mark.parametrize(("text", "trigger", "title"), NOUNS)
def test_titles_of_event_nouns(text: str, trigger: str, title: str) -> None:
    found = [event for event in compose(text) if event.trigger is not None and event.trigger.text == trigger]
    assert [event.title for event in found] == [title]


MEANT = [
    ("Colby Ltd agreed to sell the mill.", "sell", "planned", "Colby Ltd to sell the mill"),
    ("Colby Ltd did not agree to sell the mill.", "sell", "hypothetical", "Colby Ltd to sell the mill"),
    ("Colby Ltd refused to sell the mill.", "sell", "negated", "Colby Ltd to sell the mill"),
    ("Colby Ltd forced Tom Lund to leave.", "leave", "asserted", "Tom Lund to leave"),
    ("Ada Brock told Tom Lund not to leave.", "leave", "negated", "Tom Lund not to leave"),
    ("Ada Brock may want to leave.", "leave", "hypothetical", "Ada Brock to leave"),
    ("Ada Brock is able to leave.", "leave", "hypothetical", "Ada Brock to leave"),
    ("Ada Brock has plans to leave.", "leave", "planned", "Ada Brock to leave"),
    ("Ada Brock resigned to write a book.", "write", "planned", "Ada Brock to write a book"),
    ("Ada Brock wants Tom Lund to be paid.", "paid", "planned", "Tom Lund to be paid"),
    ("Colby Ltd released a program to limit the noise.", "limit", "planned", "A program to limit the noise"),
    ("Colby Ltd sold the mill to limit the noise.", "limit", "planned", "Colby Ltd to limit the noise"),
]


@pytest.mark.parametrize(("text", "trigger", "status", "title"), MEANT)
def test_what_is_to_be_done(text: str, trigger: str, status: str, title: str) -> None:
    found = [event for event in compose(text) if event.trigger is not None and event.trigger.text == trigger]
    assert [(event.status.value, event.title) for event in found] == [(status, title)]


HEADLINES = [
    ("Fire destroys Colby Ltd warehouse\n\nNobody was hurt.", "Fire destroys Colby Ltd warehouse", "asserted"),
    ("Colby Ltd to close two plants\n\nNobody was asked.", "Colby Ltd to close two plants", "planned"),
    ("Ada Brock resigns\n\nNobody was asked.", "Ada Brock resigns", "asserted"),
    # the verb behind a noun, before a genitive, after two names
    ("Colby Ltd director leaves company\n\nText.", "Colby Ltd director leaves company", "asserted"),
    ("Colby Ltd opens town's largest mill\n\nText.", "Colby Ltd opens town's largest mill", "asserted"),
    ("Engine troubles delay Colby Ltd move\n\nText.", "Engine troubles delay Colby Ltd move", "asserted"),
    ("Colby Ltd and Reim Ltd settle dispute\n\nText.", "Colby Ltd and Reim Ltd settle dispute", "asserted"),
    ("Colby Ltd to be paid for mill delays\n\nText.", "Colby Ltd to be paid for mill delays", "planned"),
    # and what comes of it
    ("Colby Ltd sells mill, ending long quarrel\n\nText.", "Colby Ltd ending long quarrel", "asserted"),
]


@pytest.mark.parametrize(("text", "title", "status"), HEADLINES)
def test_headlines_tell_of_something(text: str, title: str, status: str) -> None:
    assert (title, status) in [(event.title, event.status.value) for event in compose(text).undated]


@pytest.mark.parametrize(
    "text",
    [
        "Colby Ltd and its plants\n\nText.",
        "Ada Brock, baker\n\nText.",
        "Background\n\nText.",
        "Colby Ltd mill repairs\n\nText.",
        "Colby Ltd after the mill issues\n\nText.",
    ],
)
def test_other_headings_tell_of_nothing(text: str) -> None:
    assert len(compose(text)) == 0


ORDERS = [
    ("Tom Brock to write to the landlord by 3 May 2019.", "2019-05-03", "write"),
    ("Action: Colby Ltd to replace both pumps by 3 May 2019.", "2019-05-03", "replace"),
    ("Files to be released on 3 May 2019.", "2019-05-03", "released"),
]


@pytest.mark.parametrize(("text", "edtf", "trigger"), ORDERS)
def test_notes_say_what_is_to_be_done(text: str, edtf: str, trigger: str) -> None:
    (event,) = compose(text).events
    assert event.trigger is not None
    assert (edtf, trigger, "planned") == (event.when and event.when.edtf, event.trigger.text, event.status.value)


@pytest.mark.parametrize("text", ["Her wish to leave in May 2011 was known.", "A reason to go in May 2011."])
def test_other_infinitives_are_no_orders(text: str) -> None:
    assert "planned" not in [event.status.value for event in compose(text)]


@pytest.mark.parametrize("text", ["The paint is dry.", "Ada Brock is a baker.", "Chapter two", "dry paint"])
def test_what_tells_of_nothing(text: str) -> None:
    assert len(compose(text)) == 0


def test_a_date_heading_dates_what_stands_under_it() -> None:
    text = "Monday, 3 March 1862\nLeft early. Mr Tully broke his wrist.\n\nTuesday, 4 March 1862\nDid not sleep.\n"
    assert dated(text, None) == [("1862-03-03", "asserted"), ("1862-03-03", "asserted"), ("1862-03-04", "negated")]


LONE = [
    # when a report was written, not when things happened
    ("Mill burns\n\n3 March 1862\n\nMr Tully broke his wrist. He had left.\n", []),
    # several days are a diary, notes too
    ("3 March 1862\n\nMr Tully broke his wrist.\n\n4 March 1862\n\nHe slept.\n", ["1862-03-03", "1862-03-04"]),
    ("3 March 1862\n\nLeft early. Mr Tully broke his wrist.\n", ["1862-03-03", "1862-03-03"]),
    # entries whose date stands in the paragraph
    ("Mon 3 March 1862. Rain. Mr Tully left.\n\nTues 4 March. Mr Tully came back yesterday.\n", ["1862-03-03"] * 2),
    ("He is 62. Mr Tully left.\n\nShe is 63. Mr Tully came.\n", []),
]


@pytest.mark.parametrize(("text", "dates"), LONE)
def test_what_a_date_line_dates(text: str, dates: list[str]) -> None:
    assert [when for when, _ in dated(text, None)] == dates


def test_the_heading_is_part_of_the_evidence() -> None:
    event = compose("3 March 1862\nMr Tully broke his wrist.\n\n4 March 1862\nHe slept.\n", None).events[0]
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


def mode_of(text: str, dct: str | None = "2021-06-16") -> dict[str, str]:
    """The status of each dated event, by its EDTF."""
    return {_edtf(event): event.status.value for event in compose(text, dct).events}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what somebody was able to do then
        (
            "Ada Brock was operated on in May 2016. In June 2016 she could walk again.",
            {"2016-05": "asserted", "2016-06": "asserted"},
        ),
        ("In 2016 Ada Brock could not lift a box.", {"2016": "negated"}),
        ("By 1350 the monks could no longer pay the king.", {"../1350": "negated", "1350": "negated"}),
        ("Ada Brock said the mill could be sold in July.", {"2021-07": "hypothetical"}),
        ("The mill might open in 2016, Ada Brock said.", {"2016": "hypothetical"}),
        # what was agreed on lies ahead of the agreeing
        (
            "On 3 May 2016 the council agreed to close the bridge from 4 July to 8 July 2016.",
            {"2016-05-03": "asserted", "2016-07-04/2016-07-08": "planned"},
        ),
        (
            "The council voted on 3 May 2016 to close the bridge from 4 July to 8 July 2016.",
            {"2016-05-03": "asserted", "2016-07-04/2016-07-08": "planned"},
        ),
        ("The council closed the bridge from 4 July to 8 July 2016.", {"2016-07-04/2016-07-08": "asserted"}),
        ("The mules are promised for tomorrow.", {"2021-06-17": "planned"}),
        # what was proposed and turned down
        ("Ada Brock's proposal to sell the mill in 2016 was rejected.", {"2016": "negated"}),
        ("Ada Brock's proposal to sell the mill was rejected in 2016.", {"2016": "asserted"}),
        ("A mill built in 2016 was rejected.", {"2016": "asserted"}),
        # deadlines
        (
            "On 3 May 2016 Ada Brock demanded the rent and ordered Otto Reim to pay within 14 days.",
            {"2016-05-03": "asserted", "2016-05-03/2016-05-17": "planned"},
        ),
        ("On 3 May 2016 Ada Brock fell ill and died within two days.", {"2016-05-03": "asserted"}),
        # a second clause denies nothing of the first
        ("12 June 2004 | Fire destroys warehouse; nobody hurt", {"2004-06-12": "asserted"}),
        ("12 June 2004 | No fire at the warehouse", {"2004-06-12": "asserted"}),
        ("1870s: Proposed extension to Ashby never built.", {"187X": "negated"}),
        ("1846: Act of Parliament; company formed.", {"1846": "asserted"}),
        ("2026: Extension to Ashby planned.", {"2026": "planned"}),
        # what should have been, and what cannot be
        ("The pass should have been renewed in May 2016.", {"2016-05": "hypothetical"}),
        ("Had the pass been renewed in May 2016, Ada Brock would have left.", {"2016-05": "hypothetical"}),
        ("Ada Brock had the pass renewed in May 2016.", {"2016-05": "asserted"}),
        ("Ada Brock will not leave before July.", {"../2021-06": "negated"}),
        ("The line cannot reopen before July.", {"../2021-06": "negated"}),
        (
            "The drug was begun on 3 May 2021 and could be stopped five days later.",
            {"2021-05-03": "asserted", "2021-05-08": "asserted"},
        ),
        ("Ada Brock has been told not to drive before July.", {"../2021-06": "negated"}),
        ("Ada Brock has been asked to pay by July.", {"2021-07": "planned"}),
        # how somebody works out when it was
        ("She was fifteen, so that would be 1946, Ada Brock said.", {"1946": "reported"}),
        ("The fair would be in July 2022, Ada Brock said.", {"2022-07": "planned"}),
        # what somebody tells goes on in the past perfect
        (
            "Ada Brock said it had been sore since May 2016; she had told a nurse on 3 June 2016.",
            {"2016-05/..": "reported", "2016-06-03": "reported"},
        ),
        (
            "Ada Brock said it had been sore since May 2016; Otto Reim denied it on 3 June 2016.",
            {"2016-05/..": "reported", "2016-06-03": "asserted"},
        ),
        ("The vote set for 2022 was lost.", {"2022": "planned"}),
        # what stands in brackets is said of what stands before it
        ("A new line (change 88, approved on 3 May 2016) was laid.", {"2016-05-03": "asserted"}),
        (
            "Ada Brock is to have the drug until 3 July 2021 (begun on 3 May 2021).",
            {"2021-05-03": "asserted", "../2021-07-03": "planned"},
        ),
        # from one day to the next
        (
            "On 3 May 2016 the mill burned. Between 22:14 and 03:50 it stood still.",
            {"2016-05-03": "asserted", "2016-05-03T22:14/2016-05-04T03:50": "asserted"},
        ),
        # what a law does, it does when it is made
        ("An Act of 1911 abolished the fee, Ada Brock said.", {"1911": "reported"}),
        (
            "Talks began in May 2016 and were held between March and October of the following year.",
            {"2016-05": "asserted", "2017-03/2017-10": "asserted"},
        ),
        # from when on something is counted
        ("On 3 May 2016 Ada Brock fell for the second time since 2015.", {"2016-05-03": "asserted"}),
        ("Ada Brock had no time since 2015.", {"2015/..": "negated"}),
        # what was promised comes after the promise
        ("Ada Brock promised to call tomorrow.", {"2021-06-17": "planned"}),
        ("Ada Brock promised on Monday to call.", {"2021-06-14": "asserted"}),
        ("A repair was promised for the autumn of 2020.", {"2020-23": "planned"}),
        ("An inquest will be opened on 3 July and adjourned.", {"2021-07-03": "planned"}),
        # so long from now
        ("Ada Brock will come again in two weeks.", {"2021-06-28/2021-07-04": "planned"}),
        ("In her paper of 1972 Ada Brock showed that the steel was brittle.", {"1972": "asserted"}),
        # what the clause after a date tells of it
        ("Nobody had seen him since 1936, when Ada Brock left for Kenya.", {"1936/..": "negated", "1936": "asserted"}),
        ("The dose was 5 mg a week from 20 July 2020, Ada Brock said.", {"2020-07-20/..": "reported"}),
        # a paper that does what the sentence tells
        ("By an order of 3 May 2016, served on him later, the court released Otto Reim.", {"2016-05-03": "asserted"}),
        ("In its judgment of 3 May 2016 the court released Otto Reim.", {"2016-05-03": "asserted"}),
        ("Otto Reim was dismissed by letter of 3 May 2016.", {"2016-05-03": "asserted"}),
        # when it was proposed, and for when
        (
            "The scheme proposed by Ada Brock in 2016 was dropped in May 2017.",
            {"2016": "asserted", "2017-05": "asserted"},
        ),
        ("The fair proposed by Ada Brock for 3 May 2016 was called off.", {"2016-05-03": "negated"}),
        ("The night of 19/20 July 2016 Ada Brock left.", {"2016-07-19/2016-07-20": "asserted"}),
        # told in the past tense, whatever the date of the document is
        ("Ada Brock came home on 3 May 2022.", {"2022-05-03": "asserted"}),
        ("Ada Brock comes home on 3 May 2022.", {"2022-05-03": "planned"}),
        ("Ada Brock resolved to come home on 3 May 2022.", {"2022-05-03": "planned"}),
        # a figure of the year before is no event
        (
            "Brock Mills lost 4 million euros in 2016, compared with a profit of 9 million euros in 2015.",
            {"2016": "asserted"},
        ),
    ],
)
def test_mode_of_each_time(text: str, expected: dict[str, str]) -> None:
    found = mode_of(text)
    assert found.items() <= expected.items()
    assert found


@pytest.mark.parametrize(
    ("text", "edtf", "title"),
    [
        (
            "She succeeds Otto Reim, who will retire at the end of this year.",
            "2021-12",
            "Otto Reim will retire",
        ),
        (
            "Letter from Otto Reim, who writes that he sold the mill in May.",
            "2021-05",
            "Otto Reim sold the mill",
        ),
        ("Ada Brock, who left in 2010, planned to resign in 2022.", "2010", "Ada Brock left"),
        (
            "Ada Brock, who left in 2010, planned to resign in 2022.",
            "2022",
            "Ada Brock planned to resign",
        ),
        (
            "The land went to Otto Reim, whose grandson built the house in 1901.",
            "1901",
            "Otto Reim's grandson built the house",
        ),
        (
            "Otto Reim said that the mill had been inspected in 2016 and that two wheels were broken.",
            "2016",
            "The mill had been inspected",
        ),
        (
            "According to a clerk, who asked not to be named, the mill had been inspected in 2016.",
            "2016",
            "The mill had been inspected",
        ),
        (
            "Two climbers missing since Sunday were found on Tuesday, Ada Brock told reporters.",
            "2021-06-15",
            "Two climbers missing since Sunday were found",
        ),
        ("The Brock Club, founded in 1932, plans to meet in July.", "1932", "The Brock Club founded in 1932"),
        (
            "The Brock Club, founded in 1932, plans to meet in July.",
            "2021-07",
            "The Brock Club plans to meet",
        ),
        # what the relative pronoun stands for is said again
        (
            "Ada Brock led the Leeds Orchestra, which she took to Rome in 1968.",
            "1968",
            "Ada Brock took the Leeds Orchestra to Rome",
        ),
        (
            "They came to the old bridge, which the river carried away in 1909.",
            "1909",
            "The river carried the old bridge away",
        ),
        ("Otto met Ada Brock, whom he had married in 1958.", "1958", "Otto had married Ada Brock"),
        ("The old mill, in which Ada Brock worked from 1950, was sold.", "1950/..", "Ada Brock worked from 1950"),
        ("Root cause: a pass had expired in 2016.", "2016", "A pass had expired"),
        ("The rent is due, and costs are reserved until 2016.", "../2016", "Costs are reserved until 2016"),
        ("1987: Society founded; first gala held in 1991.", "1987", "Society founded"),
        ("Ada Brock first noticed the crack in 2016.", "2016", "Ada Brock first noticed the crack"),
        (
            "Notes: interview with Ada Brock (3 May 2016); note of the Mill Trust, 4 May 2016, which said it was lost.",
            "2016-05-03",
            "Notes: interview with Ada Brock",
        ),
        (
            "A show, proposed after the Leith fair in May 2016, was lost.",
            "2016-05",
            "A show proposed after the Leith fair",
        ),
        (
            "8 Jan 2016\tFirst debate (Brock, Reim)\tOtto Reim withdrew on 5 Jan\n9 Jan 2016\tVote\tLost by Ada Brock",
            "2016-01-05",
            "Otto Reim withdrew",
        ),
        # a bare verb needs its "to" outside the clause of who asks
        ("The court ordered that the mill be sold by 3 May 2016.", "2016-05-03", "The mill to be sold by 3 May 2016"),
        ("Ada Brock asked that Otto Reim leave on 3 May 2016.", "2016-05-03", "Otto Reim to leave"),
        ("The mill will be closed and sold in 2022.", "2022", "The mill to be sold"),
        (
            "Otto Reim submitted that Ada Brock had copied secret files in 2016.",
            "2016",
            "Ada Brock had copied secret files",
        ),
        (
            "The club, which speaks for forty boats, wants the pier to be sold next year.",
            "2022",
            "The club wants the pier to be sold",
        ),
    ],
)
def test_title_at_a_time(text: str, edtf: str, title: str) -> None:
    assert title in {event.title for event in compose(text).events if _edtf(event) == edtf}


def test_a_heading_may_tell_of_an_event() -> None:
    body = "\n\nAda Brock opened the debate.\n"
    (event,) = compose("Council\n\nMeeting held on 11 May 2017 at 19:30 in the hall" + body).events
    assert (_edtf(event), event.status.value) == ("2017-05-11T19:30", "asserted")
    assert not compose("Council\n\nReport published on 11 May 2017" + body).events


def test_the_years_of_a_life_date_nothing_below_them() -> None:
    timeline = compose("Ada Brock (1931–2016)\n\nAda Brock met her sons in Leith and gave them the mill.\n")
    assert not timeline.events or all(_edtf(event) != "1931/2016" for event in timeline.events)


def test_an_approximate_year_at_the_head_is_no_marker() -> None:
    (event,) = compose("1997    Mill sold.\nc. 2009    First complaints about noise.\n").events[1:]
    assert (_edtf(event), event.title) == ("2009~", "First complaints about noise")


def test_what_a_document_says_is_its_own_to_answer_for() -> None:
    timeline = compose("A report on the mill was finished in 2016. It says that the roof fell in 1990.")
    (told,) = [event for event in timeline.events if _edtf(event) == "1990"]
    assert told.status.value == "reported"
    assert [link.source.name for link in told.attributions] == ["report"]
    (told,) = compose("The mill was sold. It burned in 1990.").events
    assert not told.attributions


def sets_of(text: str) -> list[list[str]]:
    return [[timex.value for timex in event.timexes if timex.type.value == "SET"] for event in compose(text).events]


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("The committee met every Monday from 3 May 2010 until 28 June 2010.", [["XXXX-WXX-1"]]),
        ("In 2016 the choir sang each Friday; in 2017 it was dissolved.", [["XXXX-WXX-5"], []]),
        ("In 2015 the surgery was open on Mondays.", [["XXXX-WXX-1"]]),
        ("From 4 to 9 June 2014 the pump was checked daily.", [["P1D"]]),
        # of another clause
        ("In 1955 Ada Brock left the club, which met every Monday.", [[]]),
        ("In June 1955 Ada Brock said that the court sat every Monday.", [[]]),
        # not throughout
        ("In 2015 the committee met almost every Monday.", [[]]),
        ("In 2015 the committee met on most Mondays.", [[]]),
        ("In 2015 the committee met every Monday, except on holidays.", [[]]),
        ("In 2015 the committee met every Monday but the last.", [[]]),
        # of a thing, not of what happened
        ("In 1955 Ada Brock founded a daily newspaper.", [[]]),
    ],
)
def test_an_event_knows_how_it_repeats(text: str, sets: list[list[str]]) -> None:
    assert sets_of(text) == sets


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # "it" is what the clause before spoke of, and no body
        ("The tanker Vesna, owned by Colby Lines, ran aground in 1997. It was refloated in May 1997.", []),
        ("Colby Ltd was founded in 1960. The mill burnt down in 1962. It was rebuilt in May 1997.", []),
        ("Colby Ltd met in 1960. The firm's plan failed. It was wound up in May 1997.", ["Colby Ltd"]),
        ("Colby Ltd lost its mill in 1996. It was wound up in May 1997.", ["Colby Ltd"]),
        ("Colby Ltd was founded in 1960, and the mill burnt down. It announced the end in May 1997.", ["Colby Ltd"]),
    ],
)
def test_it_may_be_a_thing(text: str, names: list[str]) -> None:
    event = next(event for event in dateline.parse(text) if event.when is not None and event.when.edtf == "1997-05")
    assert [actor.name for actor in event.actors] == names


def test_a_date_after_a_label_is_that_of_the_label() -> None:
    assert dated("7. Date of next meeting. Friday 9 July 2021. Ada Brock left.") == [("2021-07-09", "planned")]
    assert dated("Date of next meeting\n\n9 July 2021\n\nAda Brock left.") == [("2021-07-09", "planned")]
    # A heading that is a date dates what follows.
    assert dated("Board meeting\n\n9 May 2019\n\nAda Brock left.") == [("2019-05-09", "asserted")]
    assert dated("Expenses. 9 May 2019. Ada Brock left.") == [("2019-05-09", "asserted")]


def test_a_title_that_ends_with_its_date_dates_the_document() -> None:
    text = "LOW FEN COUNCIL\n\nMinutes of the Annual Meeting held in the Old Chapel on Tuesday 5th May 2015 at 7 pm\n\n"
    assert dated(text + "The hall will open on 9 June.", dct=None)[-1] == ("2015-06-09", "planned")


def test_the_lines_of_a_log_go_on_whatever_was_planned() -> None:
    text = (
        "On 9 May 2019, between 09:00 and 11:00, the lift stood still, for all that the test was to last until 12 May."
        "\n\nLog\n\n08:30 - Scheduled check begins.\n09:00 - Lift stops.\n09:05 - Otto Reim called."
    )
    assert "2019-05-09T08:30" in dict(dated(text))


def test_what_has_neither_subject_nor_object_is_no_event() -> None:
    assert [event.title for event in compose("Ada Brock paid Otto Reim as promised.")] == ["Ada Brock paid Otto Reim"]


def test_the_place_before_a_report_says_nothing() -> None:
    (event,) = compose("LEEDS (Agency) — Colby Ltd said in 2019 that it had sold the mill.").events
    assert [attribution.source.name for attribution in event.attributions] == ["Colby Ltd"]
    assert event.title == "Colby Ltd said that it had sold the mill"


def test_a_name_in_apposition_does_what_the_subject_does() -> None:
    events = compose("The builder, Pell & Son, came in 2018 and left in 2019.").events
    assert [[actor.name for actor in event.actors] for event in events] == [["Pell & Son"], ["Pell & Son"]]


def test_a_day_given_in_full_before_is_meant_again() -> None:
    between = "The trustees heard many witnesses, whose words fill a thick book. " * 8
    text = "Ada Brock fell on 9 January 2018. " + between
    assert dated(text + "The lamp had been out on 9 January.")[-1] == ("2018-01-09", "asserted")
    # What is nearer at hand, or lies ahead, is not.
    assert dated(text.replace("9 January", "9 June") + "The lamp was out on 9 June.")[-1] == ("2021-06-09", "asserted")
    assert dated(text + "A lamp will be lit on 9 January.")[-1] == ("2022-01-09", "planned")


def test_what_is_counted_since_a_day_happens_on_the_day_above() -> None:
    first = "Tuesday 3 May 2016\nAda Brock fell again, the second time since Christmas."
    text = f"{first}\n\nThursday 5 May\nShe rang Otto Reim."
    dates = [event.when.edtf for event in dateline.parse(text).events if event.when is not None]
    assert dates == ["2016-05-03", "2016-05-05"]


def test_who_acts_after_it_seems_goes_on() -> None:
    text = "Paul Farrow rang. It seems Tom Lund had sold the boat in 2010. It rained. He left in May 2011."
    event = next(event for event in dateline.parse(text) if event.when is not None and event.when.edtf == "2011-05")
    assert [actor.name for actor in event.actors] == ["Tom Lund"]


def test_a_year_in_a_log_is_no_hour() -> None:
    text = "9 May 2019\n0840 hrs  Ada Brock arrives.\n0852 hrs  Otto Reim arrives.\n0930 hrs  Otto Reim leaves.\n\n"
    text += "Otto Reim has lived in Leith since 2012."
    assert "2012/.." in dict(dated(text))


@pytest.mark.parametrize(
    ("text", "when", "title"),
    [
        ("Ada Brock, harbour master since 2016, said that it fell.", "2016/..", "Ada Brock, harbour master since 2016"),
        ("Ada Brock, mayor from 2010 to 2012, died in 2016.", "2010/2012", "Ada Brock, mayor from 2010 to 2012"),
        ("Ada Brock, since 2016, has lived in Leith.", "2016/..", "Ada Brock, since 2016, has lived in Leith"),
        ("Ada Brock, who has led it since 2016, said that it fell.", "2016/..", "Ada Brock has led it since 2016"),
    ],
)
def test_what_somebody_has_been_for_a_time(text: str, when: str, title: str) -> None:
    event = next(event for event in compose(text) if _edtf(event) == when)
    assert (event.title, event.status.value, event.attributions) == (title, "asserted", ())
