"""Events that layout alone tells, without a parser: rows, notes, headings, labels, answers, lives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.annotations import Annotations
from dateline.events.context import Context
from dateline.events.layout import MAX_TITLE, life_events, note_events
from dateline.interval import Moment
from dateline.model import Actor, Document, Source
from dateline.text.running import running
from dateline.text.sentences import find_sentences
from dateline.times.extend import Locale
from dateline.times.find import read_timexes
from dateline.times.lines import lines_of
from dateline.times.timexes import Options, refined, resolved
from dateline.who.actors import find_actors

if TYPE_CHECKING:
    from dateline import Event

DCT = "2021-06-16"


def told(text: str, dct: str | None = DCT) -> list[Event]:
    """The events of the lines of a text, as if no line had a clause."""
    moment = Moment.of(dct, "dct") if dct is not None else None
    document = Document(text, Source.for_text(text), moment, Locale.load("en"), "given" if dct else "none")
    joined = running(document)
    if joined is not None:
        document = evolve(document, text=joined.text)
    found = Annotations()
    found.sentences = list(find_sentences(document, found))
    document, timexes = refined(document, read_timexes(document), Options())
    found.timexes = resolved(document, timexes, Options())
    mentions = sorted(find_actors(document, found), key=lambda mention: mention.span.start)
    context = Context(
        document,
        document.dct,
        lambda number: (Actor(mentions[number].name, mentions[number].kind),),
        mentions,
        (),
        found.timexes,
    )
    lines = lines_of(document, found.sentences, found.timexes)
    return [event for line in lines for event in (*note_events(line, context), *life_events(line, context))]


def shown(text: str, dct: str | None = DCT) -> list[tuple[str, str, str]]:
    return [(event.when.edtf if event.when else "", event.status.value, event.title) for event in told(text, dct)]


# -- rows

ROWS = [
    ("| 3 May 2011 | Mill burned | police |", ("2011-05-03", "asserted", "Mill burned")),
    ("3 May 2011\t12\tLeith\tRecount ordered", ("2011-05-03", "asserted", "Recount ordered")),
    ("1994: Move to Leith.", ("1994", "asserted", "Move to Leith")),
    ("3 May 2011: fire at the mill; nobody hurt", ("2011-05-03", "asserted", "Fire at the mill")),
    # a finer time of its own
    ("3 May 2011: fire at 14:05 at the mill", ("2011-05-03T14:05", "asserted", "Fire … at the mill")),
    # what lies ahead, is planned, is denied
    ("3 May 2022: Opening of the bridge", ("2022-05-03", "planned", "Opening of the bridge")),
    ("3 May 2011: bridge expected to open", ("2011-05-03", "planned", "Bridge expected to open")),
    ("2011: Extension planned", ("2011", "planned", "Extension planned")),
    ("2011: Chapel listed", ("2011", "asserted", "Chapel listed")),
    ("3 May 2011: Statue to be unveiled", ("2011-05-03", "planned", "Statue to be unveiled")),
    ("| May 2011 (planned) | Opening of the bridge |", ("2011-05", "planned", "Opening of the bridge")),
    ("by 9 July: accounts due", ("2021-07-09", "planned", "Accounts due")),
    ("12 May 2011: No repairs done.", ("2011-05-12", "negated", "No repairs done")),
    ("12 May 2011: extension proposed, never built", ("2011-05-12", "negated", "Extension proposed, never built")),
    ("3 May 2011: Gala (cancelled)", ("2011-05-03", "negated", "Gala (cancelled)")),
    ("3 May 2011: Gala – postponed", ("2011-05-03", "negated", "Gala – postponed")),
    ("3 May 2011: Gala cancelled", ("2011-05-03", "asserted", "Gala cancelled")),
]


@pytest.mark.parametrize(("text", "event"), ROWS)
def test_a_row_is_an_event(text: str, event: tuple[str, str, str]) -> None:
    assert shown(text) == [event]


def test_a_part_with_a_time_of_its_own_is_an_event_of_its_own() -> None:
    assert shown("1991: Society founded; first gala in 1992") == [
        ("1991", "asserted", "Society founded"),
        ("1992", "asserted", "First gala"),
    ]


def test_cells_of_a_row_are_events_each() -> None:
    assert shown("| 3 May 2011 | Recount in Leith | ordered on 2 May | police |") == [
        ("2011-05-03", "asserted", "Recount in Leith"),
        ("2011-05-02", "asserted", "Ordered"),
    ]
    assert shown("| 3 May 2011 | Recount in Leith | turnout 61 % |") == [("2011-05-03", "asserted", "Recount in Leith")]


def test_days_side_by_side_are_events_each() -> None:
    text = "- Talks: 3 May 2011, 7 May 2011 and 9 May 2011"
    assert [when for when, _, _ in shown(text)] == ["2011-05-03", "2011-05-07", "2011-05-09"]


@pytest.mark.parametrize("text", ["| 3 May 2011 | 12 | - |", "Date\tEvent\tRemarks\n1\t2\t3", "- Pump mended"])
def test_what_tells_nothing(text: str) -> None:
    assert shown(text) == []


ITEMS = [
    ("- Letter to the trustees - 30 June", ("2021-06-30", "planned", "Letter to the trustees")),
    ("- Verdict: 22 August 2012, guilty", ("2012-08-22", "asserted", "Verdict … guilty")),
    ("- Works to be completed by 31 December 2021.", ("2021-12-31", "planned", "Works to be completed")),
    ("- Rent withheld from May 2011", ("2011-05/..", "asserted", "Rent withheld from May 2011")),
]


@pytest.mark.parametrize(("text", "event"), ITEMS)
def test_an_item_with_its_time(text: str, event: tuple[str, str, str]) -> None:
    assert shown(text) == [event]


# -- prose without a verb

NOTES = [
    ("Next meeting: 6 July 2021, same place.", ("2021-07-06", "planned", "Next meeting … same place")),
    ("Next meeting: 15 July, 10:00.", ("2021-07-15T10:00", "planned", "Next meeting")),
    ("Interview with Ada Brock (14 May 2011).", ("2011-05-14", "asserted", "Interview with Ada Brock")),
    (
        "Interview with Ada Brock (by telephone, 14 May 2011).",
        ("2011-05-14", "asserted", "Interview with Ada Brock (by telephone, 14 May 2011)"),
    ),
    ("Fire of 28 May 2011.", ("2011-05-28", "asserted", "Fire of 28 May 2011")),
]


@pytest.mark.parametrize(("text", "event"), NOTES)
def test_a_note_that_names_a_happening(text: str, event: tuple[str, str, str]) -> None:
    assert shown(text) == [event]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brock, baker, Leeds, 3 May 2011.",
        "Ada Brock, Leeds, 2005. Otto Reim, Hull, 1971. Tom Ray, York, 1980.",
        "Date of report: 3 May 2011.",
        "March 2011.",
        "When was the fire of 3 May 2011?",
        "Published: 3 May 2011, after the meeting",
    ],
)
def test_other_fragments_tell_of_nothing(text: str) -> None:
    assert shown(text) == []


def test_notes_among_notes() -> None:
    text = "Asthma since 2005. Hernia 1971. Free of pain since May 2021."
    assert [(when, title) for when, _, title in shown(text)] == [
        ("2005/..", "Asthma since 2005"),
        ("1971", "Hernia"),
        ("2021-05/..", "Free of pain since May 2021"),
    ]


# -- headings, labels, answers

HEADINGS = [
    (
        "Meeting held on 11 May 2017 at 19:30 in the hall",
        ("2017-05-11T19:30", "asserted", "Meeting held … in the hall"),
    ),
    ("Trial, 3 May 2011", ("2011-05-03", "asserted", "Trial")),
]


@pytest.mark.parametrize(("text", "event"), HEADINGS)
def test_a_heading_that_names_a_happening_before_its_day(text: str, event: tuple[str, str, str]) -> None:
    assert shown(f"Council\n\n{text}\n\nOtto Reim wept.\n") == [event]


@pytest.mark.parametrize(
    "text", ["Report published on 11 May 2017", "Papers for the hearing, 3 May 2011", "Strike of 1984", "3 May 2011"]
)
def test_other_headings_tell_of_nothing(text: str) -> None:
    assert shown(f"Council\n\n{text}\n\nOtto Reim wept.\n") == []


def test_a_label_before_a_date() -> None:
    (event,) = told("7. Date of next meeting. Friday 9 July 2021. Ada Brock left.")
    assert (event.title, event.when and event.when.edtf) == ("Date of next meeting", "2021-07-09")
    assert event.status.value == "planned"
    assert [quote.text for quote in event.evidence] == ["7. Date of next meeting.", "Friday 9 July 2021."]


def test_an_answer() -> None:
    (event,) = told("Q: When did Otto Reim leave?\n\nA: In May 2010, to Ada Brock's grief.\n")
    assert (event.title, event.when and event.when.edtf) == ("When did Otto Reim leave?", "2010-05")
    assert [actor.name for actor in event.actors] == ["Otto Reim", "Ada Brock"]
    assert len(event.evidence) == 2


# -- diaries

DIARY = """Friday, 7 May 1937

{}

Saturday, 8 May 1937

Rain.
"""


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("To Lincoln with Ada Brock.", ("1937-05-07", "asserted", "To Lincoln with Ada Brock")),
        ("Telegram from Otto Reim.", ("1937-05-07", "asserted", "Telegram from Otto Reim")),
        ("Infirmary yesterday.", ("1937-05-06", "asserted", "Infirmary")),
        ("Operation fixed for Monday.", ("1937-05-10", "planned", "Operation fixed")),
        ("Home by Monday.", ("1937-05-10", "planned", "Home")),
        ("- Pump mended", ("1937-05-07", "asserted", "Pump mended")),
    ],
)
def test_a_note_under_the_day_of_a_diary(text: str, event: tuple[str, str, str]) -> None:
    assert shown(DIARY.format(text), None) == [event]


@pytest.mark.parametrize("text", ["Rain.", "Letters at last!", "No sign of Otto Reim.", "Dull and cold."])
def test_other_notes_in_a_diary_tell_of_nothing(text: str) -> None:
    assert shown(DIARY.format(text), None) == []


def test_the_date_over_a_note_is_part_of_its_evidence() -> None:
    (event,) = told(DIARY.format("Telegram from Otto Reim."), None)
    assert [quote.text for quote in event.evidence] == ["Telegram from Otto Reim.", "Friday, 7 May 1937"]
    assert [(part.actor.name, part.role) for part in event.participants] == [("Otto Reim", "participant")]
    assert event.trigger is not None
    assert event.trigger.text == "Telegram"


def test_where_a_note_says_it_was() -> None:
    (event,) = told("- 3 May 2011: concert in Leeds with Ada Brock")
    assert (event.place, [actor.name for actor in event.actors]) == ("Leeds", ["Ada Brock"])


# -- lives


def test_notes_of_a_life() -> None:
    text = "1. John Orr, b. at Leith in 1801; m. (1) 3 May 1822 Ann Lee, who d. in 1830; m. (2) in 1832 Eva Lund.\n\n"
    events = told(text)
    assert [(event.when and event.when.edtf, event.title) for event in events] == [
        ("1801", "John Orr, b. at Leith"),
        ("1822-05-03", "John Orr … m. (1) … Ann Lee"),
        ("1830", "Ann Lee, who d. in 1830"),
        ("1832", "John Orr … m. (2) … Eva Lund"),
    ]
    assert [actor.name for actor in events[1].actors] == ["John Orr", "Ann Lee"]
    assert [actor.name for actor in events[2].actors] == ["Ann Lee"]


def test_a_note_of_a_life_in_brackets_is_of_whom_it_follows() -> None:
    events = told("1. John Orr, b. at Leith in 1801; m. (1) 3 May 1822 Ann Lee (d. 1830).\n\n")
    assert [(event.when and event.when.edtf, event.title) for event in events] == [
        ("1801", "John Orr, b. at Leith"),
        ("1822-05-03", "John Orr … m. (1) … Ann Lee"),
        ("1830", "Ann Lee (d. 1830)"),
    ]


# -- titles


def test_a_long_title_is_cut_between_words() -> None:
    ((_, _, title),) = shown("3 May 2011: " + "fire at the mill of Otto Reim " * 8)
    assert len(title) <= MAX_TITLE
    assert title.endswith("…")
    assert ("fire at the mill of Otto Reim " * 8).lower().startswith(title[:-1].lower() + " ")


WORDS = (
    *("3 May 2011", "by 9 July", "14:05", "in 1991", "every Monday", "March", "fire", "meeting", "Ada Brock", "Leeds"),
    *("b.", "m.", "who", "of", "the", "no", "planned", "\n", "\n\n", *";|():–-.?“”"),
)
PIECES = st.lists(st.sampled_from(WORDS), max_size=14)


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_every_piece_of_a_title_stands_in_the_evidence(pieces: list[str]) -> None:
    for event in told(" ".join(pieces)):
        evidence = " ".join(" ".join(quote.text for quote in event.evidence).split())
        assert event.title
        assert len(event.title) <= MAX_TITLE
        at = 0
        for number, piece in enumerate(re.split(r" … |…", event.title)):
            found = evidence.find(piece, at) if number else evidence.lower().find(piece.lower())
            assert found >= 0, (event.title, evidence)
            at = found + len(piece)


@pytest.mark.parametrize("zone", ["UTC", "EST"])
@pytest.mark.parametrize(("dct", "status"), [("2024-03-14", "asserted"), ("2024-03-13", "planned")])
def test_the_day_of_the_document_is_not_ahead_in_any_zone(zone: str, dct: str, status: str) -> None:
    rows = "14 March 2024, 09:30 {0}: Pump 2 starts.\n14 March 2024, 10:15 {0}: Fire in the boiler house.\n"
    timeline = dateline.parse(rows.format(zone), dct=dct)
    assert [event.status.value for event in timeline] == [status, status]
