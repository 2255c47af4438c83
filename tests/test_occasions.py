"""Times counted from a happening that its noun names again, and what stands before or after an aside."""

from __future__ import annotations

import pytest

import dateline


def told(text: str, dct: str | None = "2021-03-25") -> list[tuple[str, str, str]]:
    events = dateline.parse(text, dct=dct).events
    return [(event.when.edtf, event.title, event.status.value) for event in events if event.when is not None]


def whens(text: str) -> list[str]:
    return [edtf for edtf, _, _ in told(text)]


COUNTED = [
    ("The funeral took place ten days after the fire.", "2011-05-13", "The funeral took place"),
    ("Two days before the fire the clerk resigned.", "2011-05-01", "clerk resigned"),
    ("A week after the great fire in Leeds the mill was sold.", "2011-05-10", "mill was sold"),
    ("The clerk fell ill in June. A day after the fire she had fled.", "2011-05-04", "fled"),
    ("In June the clerk fell ill. The morning after the fire she had been well.", "2011-05-04", "been well"),
    ("She was identified in June. She was buried two days after her identification.", "2011-06", "was buried"),
]


@pytest.mark.parametrize(("text", "when", "title"), COUNTED)
def test_a_time_counted_from_what_a_noun_names_again(text: str, when: str, title: str) -> None:
    events = told(f"A fire broke out in the mill on 3 May 2011. {text}")
    assert [edtf for edtf, name, _ in events if title in name] == [when], events


NOT_COUNTED = [
    "The clerk resigned two days after the flood.",
    "The clerk resigned two days after fire was seen.",
    "The clerk resigned two days after Ada Brock.",
    "The clerk was ill for two days after the sale.",
]


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_no_time_is_counted_from_what_was_not_told(text: str) -> None:
    assert len(told(f"A fire broke out in the mill on 3 May 2011. {text}")) == 1


ASIDES = [
    (
        "In May 2011 the firm was sold, and in June, after a short strike, it was closed.",
        [("2011-05", "The firm was sold"), ("2011-06", "In June, after a short strike, it was closed")],
    ),
    (
        "Ada Brock recalls that in 1987, after the flood, she moved to Leeds.",
        [("1987", "In 1987, after the flood, she moved to Leeds")],
    ),
    (
        "Ada Brock joined in 1979 and, on the death of Tom Lund in May 1984, became the head.",
        [("1979", "Ada Brock joined"), ("1984-05", "Ada Brock on the death of Tom Lund, became the head")],
    ),
    ("The clerk had been shot, the police said, on 30 April 2008.", [("2008-04-30", "The clerk had been shot")]),
    # The day of the saying, and what goes on after a comma.
    (
        "The clerk had been shot, the police said on 30 April 2008.",
        [("2008-04-30", "The clerk had been shot, the police said")],
    ),
    ("Ada Brock lived in Leeds and, in 2008, in York.", [("2008", "Ada Brock lived in Leeds and in York")]),
]


@pytest.mark.parametrize(("text", "expected"), ASIDES)
def test_a_verb_stands_behind_its_asides(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(edtf, title) for edtf, title, _ in told(text)] == expected


def test_rows_that_say_what_came_of_a_plan() -> None:
    table = (
        "Date | Event | Source\n"
        "3 May 2012 | Visit of Ada Brock; no damage found | Diary\n"
        "May 2022 (planned) | Opening of the mill | Diary\n"
        "2023 (expected) | Works to begin | Diary\n"
    )
    assert told(table) == [
        ("2012-05-03", "Visit of Ada Brock; no damage found", "asserted"),
        ("2022-05", "Opening of the mill", "planned"),
        ("2023", "Works to begin", "planned"),
    ]


def test_a_day_of_the_last_weeks_after_a_mere_year() -> None:
    life = (
        "Ada Brock was born in 1941. She moved to Leeds in 1960. She married in 1972. She retired in 2006. "
        "Her husband died in 2011. "
    )
    assert "2021-03-22" in whens(life + "A funeral was held on 22 March.")
    assert "2021-08-22" not in whens(life + "A funeral was held on 22 August.")


LOG = (
    "Fri 11/03/16\n07.20 - Call received from Tom Lund.\n09.10 - Search begun by Ida Ray.\n\n"
    "Mon 14/03/16\n10.00 - Statement taken from Tom Lund. He left the mill on Thursday.\n\n"
    "Thu 31/03/16\n15.40 - Tom Lund charged. Remanded next morning.\n"
)


def test_a_log_with_dots_in_its_hours() -> None:
    assert [edtf for edtf, _, _ in told(LOG, "2016-05-06")] == [
        "2016-03-10",
        "2016-03-11T07:20",
        "2016-03-11T09:10",
        "2016-03-14T10:00",
        "2016-03-31T15:40",
        "2016-04-01",
    ]
    # Numbers, where no lines begin with hours.
    assert told("The share rose to\n10.15 - Tom Lund left the board.") == []


def test_the_weekday_of_a_numeric_date_says_which_is_the_month() -> None:
    assert "2016-03-11" in whens("On Fri 11/03/2016 Tom Lund left.")
    assert "2016-11-03" in whens("On Thu 11/03/2016 Tom Lund left.")


STORY = [
    # A month without its year is one of the year that the story has reached, or the next.
    ("Ada Brock was charged on 11 February 2015. She was released in December.", "2015-12"),
    ("Ada Brock was hurt on 8 March 2016. She was ill in the autumn.", "2016-23"),
    ("Ada Brock was hurt on 8 December 2016. She died in January.", "2017-01"),
    # But one that had come before, and none that is still to come.
    ("Ada Brock was charged on 11 February 2015. She had left in December.", "2014-12"),
    ("Ada Brock was charged on 11 February 2020. She was told in December.", "2020-12"),
    # The year that stands by the next month.
    ("Ada Brock was seen in March and again in May 2019.", "2019-03"),
    ("Ada Brock was seen in December and again in May 2019.", "2018-12"),
    # A birthday in the head of a letter lends no year.
    ("Re: Mr Tom Lund, d.o.b. 19 June 1968, Millbeck\n\nDear Ida,\n\nI saw him on 9 March.", "2021-03-09"),
    ("Over the past six months the output of Colby Ltd has fallen.", "2020-09/2021-03-25"),
]


@pytest.mark.parametrize(("text", "when"), STORY)
def test_the_year_of_a_month(text: str, when: str) -> None:
    assert when in whens(text)


def test_the_stop_of_a_sentence_is_no_part_of_a_firm() -> None:
    timeline = dateline.parse("Ada Brock wrote to Colby Ltd. It was sold in 2010. Reim Ltd. was not.", dct=None)
    assert "Colby Ltd" in {name for actor in timeline.actors for name in actor.names}


def test_the_line_that_says_when_a_paper_was_written_dates_nothing_else() -> None:
    text = "Dictated 3 March 2021, typed 5 March 2021\n\nDear Ida,\n\nTom Lund has left the mill."
    assert "2021-03-05" not in whens(text)


def test_rows_that_deny_and_rows_that_are_due() -> None:
    rows = "12 May 2019: Tenancy begins.\n3 May 2020: No repairs done.\nby 25 June 2020: Arguments due.\n"
    assert [status for _, _, status in told(rows)] == ["asserted", "negated", "planned"]
