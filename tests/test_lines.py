"""What layout tells: the kind of each line, the time it is given, and what stands around its words."""

from __future__ import annotations

import pytest
from attrs import evolve

from dateline.annotations import Annotations
from dateline.interval import Moment
from dateline.model import Document, Source
from dateline.text.running import running
from dateline.text.sentences import find_sentences
from dateline.times.extend import Locale
from dateline.times.find import read_timexes
from dateline.times.lines import Line, lines_of, parts_of, proviso_of, vital_notes
from dateline.times.timexes import Options, refined, resolved

DCT = "2021-06-16"


def read(text: str, dct: str | None = DCT) -> tuple[Document, list[Line]]:
    moment = Moment.of(dct, "dct") if dct is not None else None
    document = Document(text, Source.for_text(text), moment, Locale.load("en"), "given" if dct else "none")
    joined = running(document)
    if joined is not None:
        document = evolve(document, text=joined.text)
    sentences = list(find_sentences(document, Annotations()))
    document, timexes = refined(document, read_timexes(document), Options())
    return document, lines_of(document, sentences, resolved(document, timexes, Options()))


def shown(text: str, dct: str | None = DCT) -> list[tuple[str, str, str]]:
    """The kind of each line, the time it is given, and its words."""
    document, lines = read(text, dct)
    return [
        (line.kind, "" if line.given is None else line.given.interval.edtf, line.span.slice(document.text))
        for line in lines
    ]


# -- kinds


def test_prose_is_given_no_time() -> None:
    assert shown("Ada Brock sold the mill in 2010. It burned.") == [
        ("prose", "", "Ada Brock sold the mill in 2010."),
        ("prose", "", "It burned."),
    ]


ROWS = [
    ("1994 – Ada Brock moves to Leith.", "1994", "Ada Brock moves to Leith."),
    ("1994: Ada Brock moves to Leith.", "1994", "Ada Brock moves to Leith."),
    ("- 1994: Ada Brock moves to Leith", "1994", "Ada Brock moves to Leith"),
    ("1994\tAda Brock moves to Leith", "1994", "Ada Brock moves to Leith"),
    ("| 3 May 2011 | Mill burned |", "2011-05-03", "Mill burned"),
    ("3 May 2011 at 07:35 | Mill burned", "2011-05-03T07:35", "Mill burned"),
    ("by 9 July: send the plans (Brock)", "2021-07-09", "send the plans (Brock)"),
    ("3 May 2011 (approx): Roof falls in.", "2011-05-03", "Roof falls in."),
    ("[unclear, perhaps May 2011]: Visit by Otto Reim.", "2011-05", "Visit by Otto Reim."),
    ("20:10 – Pump stops.\n20:20 – Crew called.", "2021-06-16T20:10", "Pump stops."),
]


@pytest.mark.parametrize(("text", "given", "words"), ROWS)
def test_a_date_at_the_head_of_a_row_gives_its_time(text: str, given: str, words: str) -> None:
    assert shown(text)[0] == ("row", given, words)
    assert read(text)[1][0].given_by == "head"


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday Ada Brock came.",
        "The following day I left for Leith.",
        "In 1994 Ada Brock moved to Leith.",
        "Ada Brock (1931–2016) was a baker.",
        "[2016] 2 AC 11 was cited.",
    ],
)
def test_other_times_at_the_head_give_none(text: str) -> None:
    assert [given for _, given, _ in shown(text)] == [""]


def test_rows_without_rules() -> None:
    text = "1968        Engineers propose a bridge\nMarch 1974  Minister approves it\n1978        Contract signed\n"
    assert [(kind, given) for kind, given, _ in shown(text)] == [("row", "1968"), ("row", "1974-03"), ("row", "1978")]


def test_each_telling_cell_of_a_dated_row_is_a_line() -> None:
    text = "| 3 May 2011 | 12 | Mill burned | Otto Reim left on 9 May | police |"
    document, lines = read(text)
    assert [(line.given_by, line.span.slice(document.text)) for line in lines] == [
        ("head", "Mill burned"),
        ("item", "Otto Reim left on 9 May"),
    ]
    assert [[time.interval.edtf for time in line.times] for line in lines] == [[], ["2011-05-09"]]
    assert shown("Date\tEvent so far\tRemarks made") == [("row", "", "Date\tEvent so far\tRemarks made")]


def test_an_item_goes_on_in_further_sentences() -> None:
    document, lines = read("- 3 May 2011: Pump fails. No alarm rings.\n- Crew sent home. Nobody knew.")
    assert [line.given_by for line in lines] == ["head", "item", "", ""]
    assert [line.kind for line in lines] == ["row"] * 4
    assert lines[1].span.slice(document.text) == "No alarm rings."


@pytest.mark.parametrize(
    "text",
    [
        "Published: 9 June 2021",
        "Dictated 3 May 2021, typed 5 May 2021\n\nDear Ada Brock,\n\nthank you.",
        "Subject: the fire of 3 May 2011",
    ],
)
def test_header_lines_tell_of_the_document(text: str) -> None:
    assert shown(text)[0][:2] == ("header", "")


def test_far_from_the_head_a_label_is_none() -> None:
    text = "Nobody came. " * 150 + "\n\nSource: a letter of 3 May 2011.\n"
    assert shown(text)[-1][0] != "header"


def test_headings() -> None:
    assert shown("Background\n\nAda Brock left.")[0] == ("heading", "", "Background")
    assert shown("Meeting held on 3 May 2011 in Leith\n\nAda Brock left.")[0][0] == "heading"


# -- dates over other lines

DIARIES = [
    # paragraphs under date lines
    ("3 March 1862\n\nMr Tully fell.\n\n4 March 1862\n\nHe slept.\n", ["1862-03-03", "1862-03-04"]),
    # entries whose date stands in the paragraph
    ("Mon 3 March 1862. Rain. Mr Tully left.\n\nTues 4 March. Mr Tully came.\n", ["1862-03-03"] * 2 + ["1862-03-04"]),
    # a place beside the date
    ("Leith, Tuesday, July 6th, 1852.\n\nRain.\n\nHull, Friday, 9th.\n\nSnow.\n", ["1852-07-06", "1852-07-09"]),
    # one day of notes
    ("3 March 1862\n\nLeft early. Mr Tully fell.\n", ["1862-03-03"] * 2),
    ("3 March 1862\n\n- Pump mended\n- Roof tarred\n", ["1862-03-03"] * 2),
    # years over items
    ("1862\n- Pump mended\n\n1863\n- Roof tarred\n", ["1862", "1863"]),
    # years over a sentence or two
    ("1862\n\nMr Tully mended the pump.\n\n1863\n\nHe tarred the roof.\n", ["1862", "1863"]),
]
NO_DIARIES = [
    # the date of a report, of a letter, of articles below each other
    "Mill burns\n\n3 March 1862\n\nMr Tully fell. He had left.\n",
    "3 March 1862\n\nDear Ada Brock,\n\nMr Tully fell.\n",
    "Mill burns\n\n3 March 1862\n\nMr Tully fell.\n\nPier falls\n\n4 March 1862\n\nIt was old.\n",
    # years over prose
    "1862\n\nRain came. Snow came. All froze. Mr Tully mended the pump.\n\n1863\n\nHe tarred the roof.\n",
    # what is no date line
    "He is 62. Mr Tully left.\n\nShe is 63. Mr Tully came.\n",
    "Ada Brock (1931–2016)\n\nShe met Otto Reim.\n\nOtto Reim (1930–2011)\n\nHe met Ada Brock.\n",
]


@pytest.mark.parametrize(("text", "given"), DIARIES)
def test_the_dates_of_entries_give_the_time_of_what_stands_under_them(text: str, given: list[str]) -> None:
    lines = [line for line in read(text, None)[1] if line.kind != "date"]
    assert [line.given.interval.edtf for line in lines if line.given is not None] == given
    assert {(line.kind, line.given_by) for line in lines} == {("entry", "heading")}


@pytest.mark.parametrize("text", NO_DIARIES)
def test_other_dates_give_no_time_to_what_stands_under_them(text: str) -> None:
    assert not [line for line in read(text, None)[1] if line.given is not None]


def test_a_heading_ends_what_a_date_said() -> None:
    text = "3 March 1862\n\nRain.\n\n4 March 1862\n\nSnow.\n\nList of ships\n\nThe Vesna came.\n"
    assert [given for kind, given, _ in shown(text, None) if kind != "date"] == ["1862-03-03", "1862-03-04", "", ""]


def test_prose_behind_a_log_is_none_of_it() -> None:
    text = "21 January\n20:10 – Pump stops.\n\n22 January\n00:15 – Pump starts.\n\nAda Brock asked why. Nobody knew.\n"
    assert [kind for kind, _, _ in shown(text)] == ["date", "row", "date", "row", "prose", "prose"]


# -- datelines, stamps, labels, questions


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("LEEDS, 5 May 2021 — The mill closed.", "LEEDS"),
        ("LEEDS — The mill closed on 5 May.", "LEEDS"),
        ("PORT AILSA, Fife, 5 May 2021 – The mill closed.", "PORT AILSA"),
        ("The mill in Leeds closed on 5 May.", None),
    ],
)
def test_a_dateline_names_a_place_and_dates_nothing(text: str, place: str | None) -> None:
    document, (line,) = read(text)
    assert (line.place and line.place.slice(document.text)) == place
    assert (line.kind, line.given) == ("prose", None)
    if place:
        assert line.span.slice(document.text).startswith("The mill closed")


def test_a_dateline_dates_nothing_wherever_it_stands() -> None:
    assert not any(given for _, given, _ in shown("Nobody came.\n\nLEEDS, 5 May 2021 — The mill closed.\n"))


def test_the_stamp_of_a_message_dates_nothing() -> None:
    text = "[12/02/2021, 18:04] Ada Brock: mill burned\n[12/02/2021, 18:09] Otto Reim: when?\n"
    assert [(given, words) for _, given, words in shown(text)] == [("", "mill burned"), ("", "when?")]


LABELS = [
    ("7. Date of next meeting. Friday 9 July 2021. Ada Brock left.", "Date of next meeting."),
    ("Date of next meeting\n\n9 July 2021\n\nAda Brock left.", "Date of next meeting"),
    # past, and so the date of what stands under it
    ("Board meeting\n\n9 May 2019\n\nAda Brock left.", None),
    # names no happening
    ("Expenses. 9 May 2019. Ada Brock left.", None),
]


@pytest.mark.parametrize(("text", "label"), LABELS)
def test_a_label_names_the_date_after_it(text: str, label: str | None) -> None:
    document, lines = read(text)
    (line,) = [line for line in lines if line.kind == "date"]
    assert (line.label and line.label.span.slice(document.text)) == label


def test_a_short_answer_knows_its_question() -> None:
    document, lines = read("Q: When did Otto Reim leave?\n\nA: In May 2010.\n\nA: He sold the mill in 2011.\n")
    assert [line.question for line in lines] == [True, False, False]
    assert lines[1].answers is lines[0]
    assert lines[2].answers is None
    assert [line.span.slice(document.text) for line in lines[:2]] == ["When did Otto Reim leave?", "In May 2010."]


@pytest.mark.parametrize(
    ("text", "question"),
    [("When did he leave?", True), ("“When did he leave?”", True), ("She asked: “When?”", False), ("He left.", False)],
)
def test_questions(text: str, question: bool) -> None:
    assert read(text)[1][0].question is question


# -- times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("He came from 3 to 5 May 2011.", ["2011-05-03/2011-05-05"]),
        ("She read Lund's book (Lund 2010) in May 2011.", ["2011-05"]),
        ("It was so held in Reim v Brock [2016] 2 AC 11 in May 2017.", ["2017-05"]),
        ("Ada Brock (1931–2016) sold it in 1990.", ["1990"]),
        ("The mill (burned in 2010) was rebuilt.", ["2010"]),
        ("It took two weeks.", []),
    ],
)
def test_the_times_of_a_line(text: str, times: list[str]) -> None:
    (line,) = read(text)[1]
    assert [time.interval.edtf for time in line.times] == times


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("The committee met every Monday.", ["XXXX-WXX-1"]),
        ("The committee met almost every Monday.", []),
        ("The committee met every Monday but the last.", []),
        ("Ada Brock founded a daily newspaper.", []),
    ],
)
def test_how_often_without_reserve(text: str, sets: list[str]) -> None:
    (line,) = read(text)[1]
    assert [timex.value for timex in line.sets] == sets


def test_among_notes() -> None:
    assert [line.noted for line in read("Asthma since 2005. Hernia 1971. Free of pain since May 2021.")[1]] == [
        True
    ] * 3
    assert not any(line.noted for line in read("Ada Brock lost the mill. Asthma since 2005. She wept.")[1])


# -- parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1991: Society founded; first gala 1992", ["Society founded", " first gala 1992"]),
        ("1991: Letter (3 May; no reply)", ["Letter (3 May; no reply)"]),
        ("| 3 May 2011 | 12 | Mill burned; nobody hurt | police |", ["Mill burned", " nobody hurt"]),
        ("| 3 May 2011 | Recount | - |", ["Recount"]),
    ],
)
def test_parts(text: str, parts: list[str]) -> None:
    document, lines = read(text)
    assert [part.slice(document.text) for line in lines for part in parts_of(document, line)] == parts


@pytest.mark.parametrize(
    ("text", "proviso"),
    [
        ("| May 2022 (planned) | Opening of the bridge |", "planned"),
        ("3 May 2022: Opening of the bridge (cancelled)", "cancelled"),
        ("3 May 2022: Opening of the bridge – postponed", "postponed"),
        ("3 May 2022: Opening of the bridge (see the plan)", ""),
    ],
)
def test_provisos(text: str, proviso: str) -> None:
    document, lines = read(text)
    assert proviso_of(document, lines[0]) == proviso


def test_notes_of_a_life() -> None:
    text = "John Orr, b. at Leith in 1801; m. (1) 3 May 1822 Ann Lee, who d. in 1830; m. (2) in 1832 Eva Lund, a widow."
    document, (line,) = read(text)
    notes = vital_notes(document, line)
    assert [note.span.slice(document.text) for note in notes] == [
        "b. at Leith in 1801",
        "m. (1) 3 May 1822 Ann Lee",
        "d. in 1830",
        "m. (2) in 1832 Eva Lund",
    ]
    assert [note.relative is not None for note in notes] == [False, False, True, False]


@pytest.mark.parametrize(
    "text", ["The wall is 4 m. in height since 1801.", "It cost 4 d. in 1801.", "He left at 5 p.m. in 1801."]
)
def test_other_letters_are_no_notes_of_a_life(text: str) -> None:
    document, lines = read(text)
    assert vital_notes(document, lines[0]) == []


def test_pieces_of_a_very_long_sentence_are_lines() -> None:
    document, lines = read("word " * 3000)
    assert len(lines) > 1
    assert "".join(line.span.slice(document.text) for line in lines).split() == document.text.split()


LONG = "The county was poor. Few came. Nobody stayed. "


@pytest.mark.parametrize(
    ("text", "given"),
    [
        # A chronology has several dates, of years and months too, and little under each.
        ("# 1911\n\nAda Brock came.\n\n# 1950\n\nIt burned.", ["1911", "1950"]),
        ("1911\nAda Brock came.\n\n1950\nIt burned.", ["1911", "1950"]),
        ("# March 1911\n\nAda Brock came.\n\n# May 1950\n\nIt burned.", ["1911-03", "1950-05"]),
        ("# 3 March 1911\n\nAda Brock came.\n\n# 1950\n\nIt burned.", ["1911-03-03", "1950"]),
        ("# Mill\n\n## 1911\n\nAda Brock came.\n\n## 1950\n\nIt burned.", ["1911", "1950"]),
        # A day under a year or month is of that.
        (
            "# 1911\n\n## 3 March\n\nAda Brock came.\n\n## 4 May\n\nIt burned.\n\n# 1950\n\nIt was sold.",
            ["1911-03-03", "1911-05-04", "1950"],
        ),
        ("# 1911\n\n## March\n\nAda Brock came.\n\n# 1950\n\n## May\n\nIt burned.", ["1911-03", "1950-05"]),
        # What has only one date, or much under one, is no chronology.
        ("# 1911\n\nAda Brock came.", [""]),
        (f"# 1911\n\n{LONG}Ada Brock came.\n\n# 1950\n\nIt burned.", [""] * 5),
        ("# Lot 1911\n\nAda Brock came.\n\n# Lot 1950\n\nIt burned.", ["", ""]),
        # An item that is a date, among items that open with theirs.
        ("- 1911: Ada Brock came.\n- 3 March 1960\n- It burned.\n\nAll was lost.", ["1911", "1960-03-03", ""]),
        ("- 3 March 1960\n- The old hall", [""]),
    ],
)
def test_headings_of_years_and_months(text: str, given: list[str]) -> None:
    _, lines = read(text)
    told = [line for line in lines if line.kind not in ("heading", "date")]
    assert ["" if line.given is None else line.given.interval.edtf for line in told] == given


def test_a_day_that_comes_before_the_heading_at_hand_may_be_of_the_next_year() -> None:
    _, lines = read("# 1911\n\n## 3 December\n\nIt burned.\n\n## 2 January\n\nAda Brock came.", None)
    assert [line.given.interval.edtf for line in lines if line.given is not None] == ["1911-12-03", "1912-01-02"]
