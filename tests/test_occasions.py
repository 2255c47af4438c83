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
