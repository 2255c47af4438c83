"""Sentences, headings and items: where they begin and end."""

from __future__ import annotations

import sys

import pytest

from dateline import Locale
from dateline.annotations import Annotations, Sentence
from dateline.model import Document
from dateline.text.sentences import find_sentences

ENGLISH = Locale.load("en")


def sentences(text: str) -> list[Sentence]:
    """What is found in a text, whose spans are checked on the way."""
    found = list(find_sentences(Document(text, locale=ENGLISH), Annotations()))
    end = 0
    for sentence in found:
        assert end <= sentence.span.start < sentence.span.end <= len(text)
        assert text[sentence.span.start : sentence.span.end].strip() == text[sentence.span.start : sentence.span.end]
        end = sentence.span.end
    return found


def parts(text: str) -> list[str]:
    """The sentences as written."""
    return [text[s.span.start : s.span.end] for s in sentences(text)]


ONE = [
    "The 24 Nov. Agreement was lost.",
    "She saw it on 24 Nov. 1918.",
    "BOSTON, Mass., Oct. 4, 2021 -- The mill named a new head today.",
    "Dr. Salter spoke to Mrs. Quayle.",
    "The parcel reached No. 5 on the list.",
    "See Ex. 4 at 12 and Art. 7 of the deed.",
    "The boat was built c. 1790 by J. R. Hale.",
    "She rose at 6 a.m. and left.",
    "Brent & Co. of Hull paid nothing.",
    "He lives in the U.S. and in Peru.",
    'The U.S. Navy took the "Ann" as a prize.',
    "It cost 3.50 at the door.",
    "They waited ... and waited.",
    '"Is it over?" Mara asked.',
    "“Wait!” he cried.",
    "The firm (see p. 9) closed.",
    "Tarn Ltd. (the lessee) moved out.",
    "They asked e.g. (b) Roads for help.",
    "She staged Who Goes There? (1962), and left.",
]

TWO = [
    ("She came on 24 Nov. Felt well until 29 Nov.", "Felt well until 29 Nov."),
    ("He lives in the U.S. She does not.", "She does not."),
    ("Work ended at 9 p.m. The crew slept.", "The crew slept."),
    ("It is written in C. The code is short.", "The code is short."),
    ('She said "No." Then she left.', "Then she left."),
    ("Was it raining? Yes.", "Yes."),
    ("They waited... Nobody came.", "Nobody came."),
    ("Was it his? No. He had never seen it.", None),
    ("He joined Brent & Co. The pay was low.", "The pay was low."),
    ("It failed (again). Nobody knew why.", "Nobody knew why."),
    ("(a) The wall fell. (b) Roads: none was closed.", "(b) Roads: none was closed."),
    ("下雨了。他走了。", "他走了。"),
]


@pytest.mark.parametrize("text", ONE)
def test_a_full_stop_that_ends_nothing(text: str) -> None:
    assert parts(text) == [text]


@pytest.mark.parametrize(("text", "last"), TWO)
def test_a_full_stop_that_ends_a_sentence(text: str, last: str | None) -> None:
    found = parts(text)
    assert len(found) == 2 if last else len(found) == 3
    if last:
        assert found[-1] == last


def test_wrapped_lines_are_joined_and_paragraphs_are_not() -> None:
    text = (
        "The keeper lit the lamp at dusk and wrote in the log that the wind had\n"
        "gone round to the north. At ten he heard a gun and went down to the\n"
        "landing, but saw nobody there.\n\nIn the morning the boat was gone.\n"
    )
    found = sentences(text)
    assert [s.paragraph for s in found] == [0, 0, 1]
    assert "had\ngone round" in text[found[0].span.start : found[0].span.end]


def test_layout() -> None:
    text = (
        "# Log of the pump\n\nSummary\nThe pump stopped. It was started again.\n\n"
        "14:05 – Alarm rings. Nobody answers.\n12 Apr: Board meets.\n- clean the filter\n2) order a spare\n"
        "| 3 May 2001 | Sold |\n1994\tMoved to Ely\n\nTuesday, 3 May 1921\n\nRain again.\n"
    )
    found = [
        (s.kind, text[s.prefix.start : s.prefix.end] if s.prefix else "", text[s.span.start : s.span.end])
        for s in sentences(text)
    ]
    assert found == [
        ("heading", "# ", "# Log of the pump"),
        ("heading", "", "Summary"),
        ("prose", "", "The pump stopped."),
        ("prose", "", "It was started again."),
        ("entry", "14:05 – ", "14:05 – Alarm rings."),
        ("entry", "", "Nobody answers."),
        ("entry", "12 Apr: ", "12 Apr: Board meets."),
        ("item", "- ", "- clean the filter"),
        ("item", "2) ", "2) order a spare"),
        ("row", "| 3 May 2001 | ", "| 3 May 2001 | Sold |"),
        ("row", "1994\t", "1994\tMoved to Ely"),
        ("heading", "", "Tuesday, 3 May 1921"),
        ("prose", "", "Rain again."),
    ]


def test_labels_in_columns_are_lines_of_their_own() -> None:
    text = "Ward: Lister    Bed: 4\nAdmitted: 2 May 2011    Left: 9 May 2011"
    assert parts(text) == [
        "Ward: Lister",
        "Bed: 4",
        "Admitted: 2 May 2011",
        "Left: 9 May 2011",
    ]


def test_the_cells_of_a_row_are_told_apart() -> None:
    text = "| Date | What | Note |\n|---|---|---|\n| 3 May 2001 | Ferry sold. Crew paid off |  |\n1994\tMoved to Ely\n"
    rows = [s for s in sentences(text) if s.kind == "row"]
    assert [[cell.slice(text) for cell in row.cells] for row in rows] == [
        ["Date", "What", "Note"],
        ["3 May 2001", "Ferry sold. Crew paid off"],
        ["3 May 2001", "Ferry sold. Crew paid off"],
        ["1994", "Moved to Ely"],
    ]
    assert all(row.listed for row in rows)
    assert not any(s.cells or s.listed for s in sentences("The ferry was sold. The crew was paid off."))
    assert [s.cells for s in sentences("a | " * 2_000 + "b\n")] == [()]


@pytest.mark.parametrize("text", ["Brent v. Hale & Sons Ltd", "THE LOST MILL", "What Happened Next?"])
def test_a_line_without_a_sentence_is_a_heading(text: str) -> None:
    assert sentences(text + "\n\nIt rained all day.")[0].kind == "heading"


@pytest.mark.parametrize("text", ["Mara sailed on Monday", "Nothing was paid.", "no rain today"])
def test_a_text_of_one_line_is_prose(text: str) -> None:
    assert [s.kind for s in sentences(text)] == ["prose"]


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\x00", "\ud800.", "\u200f", "----\n====\n"])
def test_any_text_is_read(text: str) -> None:
    sentences(text)


@pytest.mark.parametrize("unit", [". ", ".", '."', "a.b ", "- a\n", "\n", "| ", "J. ", '"(', "12/12/", " x\n", "é "])
def test_work_grows_with_the_text(unit: str) -> None:
    def work(size: int) -> int:
        steps = 0

        def count(*_: object) -> None:
            nonlocal steps
            steps += 1

        sys.setprofile(count)
        try:
            for _ in find_sentences(Document(unit * size, locale=ENGLISH), Annotations()):
                pass
        finally:
            sys.setprofile(None)
        return steps

    work(10)
    assert work(2000) <= 4.4 * work(500) + 200
