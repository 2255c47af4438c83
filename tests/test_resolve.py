"""Calendar facts worked out by hand, and what expressions mean under the anchors of a document."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import ArgumentError, Interval, Moment, Span, Timex, TimexType, resolve
from dateline.times.calendar import (
    day_of,
    duration,
    holding,
    last_day,
    monday,
    movable,
    move,
    near,
    read,
    weekday,
    within,
)

DCT = "2012-11-09"  # a Friday


def number(day: str) -> int:
    found = read(day)
    assert found is not None
    return found.first


# Calendar


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("0001-01-01", 1),  # the proleptic Gregorian calendar begins on a Monday
        ("BC0001-12-31", 7),
        ("1582-10-15", 5),  # the first day of the Gregorian calendar
        ("1776-07-04", 4),
        ("1900-03-01", 4),
        ("1914-06-28", 7),
        ("1944-06-06", 2),
        ("2000-02-29", 2),
        ("2001-09-11", 2),
        ("2012-11-09", 5),
        ("2100-03-01", 1),
        ("9999-12-31", 5),
    ],
)
def test_weekdays(day: str, expected: int) -> None:
    assert weekday(number(day)) == expected


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2004-12-31", "2004-W53"),
        ("2005-01-01", "2004-W53"),
        ("2008-12-29", "2009-W01"),
        ("2009-12-31", "2009-W53"),
        ("2010-01-03", "2009-W53"),
        ("2010-01-04", "2010-W01"),
        ("2012-01-01", "2011-W52"),
        ("2012-01-02", "2012-W01"),
        ("2012-11-09", "2012-W45"),
        ("2015-12-31", "2015-W53"),
        ("2020-12-31", "2020-W53"),
        ("2021-01-04", "2021-W01"),
        ("2024-12-30", "2025-W01"),
    ],
)
def test_iso_weeks(day: str, week: str) -> None:
    assert holding(number(day), "W").text == week


@given(st.dates())
def test_weeks_are_those_of_the_standard_library(day: date) -> None:
    found = holding(day.toordinal(), "W")
    assert (found.year, found.part) == day.isocalendar()[:2]
    assert monday(found.year, found.part) == day.toordinal() - day.weekday()
    assert weekday(day.toordinal()) == day.isoweekday()


@pytest.mark.parametrize(
    ("value", "exists"),
    [
        ("2012-02-29", True),
        ("2011-02-29", False),
        ("2000-02-29", True),
        ("1900-02-29", False),
        ("2100-02-29", False),
        ("BC0001-02-29", True),  # the year 0
        ("BC0005-02-29", True),
        ("BC0004-02-29", False),
        ("2012-02-30", False),
        ("2012-04-31", False),
        ("2012-13-01", False),
        ("2012-00-10", False),
        ("2012-01-00", False),
        ("2012-12-31", True),
    ],
)
def test_days_that_are_and_are_not(value: str, exists: bool) -> None:
    assert (read(value) is not None) == exists


@pytest.mark.parametrize(
    "value",
    """2012 2012-11 2012-11-09 2012-11-09T14:05 2012-11-09T14:05:30 2012-11-09T14:05Z 2012-11-09T14:05+01:00
    2012-11-09TMO 2012-W45 2012-W45-WE 2012-SP 2012-SU 2012-FA 2012-WI 2012-Q3 2012-H1 199 19 BC0044 BC0044-03-15 0079
    0001-01-01 9999-12-31""".split(),
)
def test_a_value_is_written_as_it_was_read(value: str) -> None:
    found = read(value)
    assert found is not None
    assert found.text == value


@pytest.mark.parametrize(
    "value", [*"P3D PAST_REF XXXX-11 XXXX-WXX-1 2012-W4 20121109 2012-5 twelve 2012-Q5 2012-H3".split(), ""]
)
def test_what_is_no_calendar_value(value: str) -> None:
    assert read(value) is None


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2012", "2012-01-01", "2012-12-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2012-Q1", "2012-01-01", "2012-03-31"),
        ("2012-Q4", "2012-10-01", "2012-12-31"),
        ("2012-H1", "2012-01-01", "2012-06-30"),
        ("2012-H2", "2012-07-01", "2012-12-31"),
        ("2012-SP", "2012-03-01", "2012-05-31"),
        ("2012-SU", "2012-06-01", "2012-08-31"),
        ("2012-FA", "2012-09-01", "2012-11-30"),
        ("2011-WI", "2011-12-01", "2012-02-29"),
        ("2012-WI", "2012-12-01", "2013-02-28"),
        ("2009-W53", "2009-12-28", "2010-01-03"),
        ("2012-W45", "2012-11-05", "2012-11-11"),
        ("2012-W45-WE", "2012-11-10", "2012-11-11"),
        ("199", "1990-01-01", "1999-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("BC0044", "BC0044-01-01", "BC0044-12-31"),
    ],
)
def test_first_and_last_days(value: str, first: str, last: str) -> None:
    found = read(value)
    assert found is not None
    assert (day_of(found.first).text, day_of(last_day(found)).text) == (first, last)
    interval = Interval.from_timex(value)
    assert interval is not None
    # The half-open interval agrees: it ends where the day after the last begins.
    begin, end = read_moment(interval.start), read_moment(interval.end)
    assert (begin, end) == (found.first, last_day(found) + 1)


def read_moment(moment: Moment | None) -> int:
    assert moment is not None
    assert (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    year = f"{moment.year:04}" if moment.year > 0 else f"BC{1 - moment.year:04}"
    return number(f"{year}-{moment.month:02}-{moment.day:02}")


@pytest.mark.parametrize(
    ("day", "unit", "value"),
    [
        ("2012-11-09", "WE", "2012-W45-WE"),
        ("2012-11-09", "M", "2012-11"),
        ("2012-11-09", "Q", "2012-Q4"),
        ("2012-11-09", "H", "2012-H2"),
        ("2012-11-09", "S", "2012-FA"),
        ("2012-01-15", "S", "2011-WI"),
        ("2012-12-01", "S", "2012-WI"),
        ("2012-03-01", "S", "2012-SP"),
        ("2012-06-30", "Q", "2012-Q2"),
        ("2012-06-30", "H", "2012-H1"),
        ("2012-07-01", "H", "2012-H2"),
        ("2000-01-01", "DE", "200"),
        ("1999-12-31", "DE", "199"),
        ("2000-01-01", "CE", "20"),
        ("1066-10-14", "CE", "10"),
        ("2012-11-09", "ML", "2"),
    ],
)
def test_the_unit_that_holds_a_day(day: str, unit: str, value: str) -> None:
    assert holding(number(day), unit).text == value


@pytest.mark.parametrize(
    ("base", "count", "unit", "value"),
    [
        ("2012-03-01", -1, "D", "2012-02-29"),
        ("2011-03-01", -1, "D", "2011-02-28"),
        ("2011-12-31", 1, "D", "2012-01-01"),
        ("0001-01-01", -1, "D", "BC0001-12-31"),
        ("BC0044-03-15", 1, "D", "BC0044-03-16"),
        ("2012-11-09", -1, "W", "2012-W44"),
        ("2012-11-09", 8, "W", "2013-W01"),
        ("2010-01-03", 1, "W", "2010-W01"),
        ("2012-11-09", 1, "WE", "2012-W46-WE"),
        ("2012-11-09", -1, "FN", "2012-W43"),
        ("2012-01-31", 1, "M", "2012-02"),
        ("2012-11-09", -3, "M", "2012-08"),
        ("2012-11-09", -11, "M", "2011-12"),
        ("2012-11-09", 1, "Q", "2013-Q1"),
        ("2012-11-09", -1, "H", "2012-H1"),
        ("2012-11-09", -1, "S", "2012-SU"),
        ("2012-01-15", 1, "S", "2012-SP"),
        ("2012-11-09", -1, "Y", "2011"),
        ("2012-11-09", -1, "DE", "200"),
        ("2012-11-09", -1, "CE", "19"),
        ("0001", -1, "Y", "BC0001"),
        ("BC0001", 1, "Y", "0001"),
        ("BC0044", -1, "Y", "BC0045"),
        ("2012-02-29", 4, "Y", "2016"),
        ("2012-11-09T23:30", 2, "TH", "2012-11-10T01:30"),
        ("2012-11-09T00:10", -20, "TM", "2012-11-08T23:50"),
        ("2012-11-09T23:30Z", 1, "TH", "2012-11-10T00:30Z"),
        ("2012-12-31T23:59:59", 1, "TS", "2013-01-01T00:00:00"),
    ],
)
def test_moving_by_whole_units(base: str, count: int, unit: str, value: str) -> None:
    found = read(base)
    assert found is not None
    assert move(found, count, unit).text == value


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.integers(-300, 300))
def test_days_move_as_in_the_standard_library(day: date, count: int) -> None:
    found = read(day.isoformat())
    assert found is not None
    assert move(found, count, "D").text == (day + timedelta(count)).isoformat()


@given(
    st.dates(date(101, 1, 1), date(9898, 12, 31)), st.integers(-99, 99), st.sampled_from("W WE M Q H S Y DE".split())
)
def test_moving_there_and_back(day: date, count: int, unit: str) -> None:
    found = read(day.isoformat())
    assert found is not None
    assert move(move(found, count, unit), -count, unit) == holding(found.first, unit)


EASTER = """1818-03-22 1865-04-16 1916-04-23 1943-04-25 1961-04-02 1998-04-12 2000-04-23 2008-03-23 2011-04-24
    2012-04-08 2013-03-31 2019-04-21 2024-03-31 2038-04-25 2285-03-22"""


@pytest.mark.parametrize("day", EASTER.split())
def test_easter(day: str) -> None:
    found = movable("easter +0", int(day[:4]))
    assert found is not None
    assert found.text == day
    assert weekday(found.first) == 7


@pytest.mark.parametrize(
    ("field", "year", "day"),
    [
        ("easter -2", 2012, "2012-04-06"),
        ("easter -46", 2012, "2012-02-22"),
        ("easter -7", 2012, "2012-04-01"),
        ("easter +1", 1998, "1998-04-13"),
        ("easter +39", 2012, "2012-05-17"),
        ("easter +49", 2012, "2012-05-27"),
        ("nth 11 4 4", 2012, "2012-11-22"),
        ("nth 11 4 4", 2010, "2010-11-25"),
        ("nth 11 4 4", 2013, "2013-11-28"),
        ("nth 11 4 4 +1", 2012, "2012-11-23"),
        ("nth 5 1 -1", 2012, "2012-05-28"),
        ("nth 5 1 -1", 2010, "2010-05-31"),
        ("nth 9 1 1", 2012, "2012-09-03"),
        ("nth 9 1 1", 2014, "2014-09-01"),
        ("nth 1 1 3", 2013, "2013-01-21"),
        ("nth 2 7 5", 2004, "2004-02-29"),  # a leap February that begins on a Sunday
        ("nth 5 7 2", 2012, "2012-05-13"),
        ("nth 6 7 3", 2012, "2012-06-17"),
    ],
)
def test_movable_days(field: str, year: int, day: str) -> None:
    found = movable(field, year)
    assert found is not None
    assert found.text == day


def test_a_weekday_that_a_month_has_not() -> None:
    assert movable("nth 2 7 5", 2012) is None


@pytest.mark.parametrize("year", [100, 325, 4100, 99999, -5])
def test_easter_is_not_computed_where_it_was_not_kept(year: int) -> None:
    assert movable("easter +0", year) is None


@pytest.mark.parametrize(
    ("day", "field", "before", "after", "nearest"),
    [
        (DCT, "XXXX-WXX-1", "2012-11-05", "2012-11-12", "2012-11-12"),
        (DCT, "XXXX-WXX-4", "2012-11-08", "2012-11-15", "2012-11-08"),
        (DCT, "XXXX-WXX-5", "2012-11-09", "2012-11-09", "2012-11-09"),
        (DCT, "XXXX-XX-08", "2012-11-08", "2012-12-08", "2012-11-08"),
        (DCT, "XXXX-XX-31", "2012-10-31", "2012-12-31", "2012-10-31"),
        (DCT, "XXXX-03", "2012-03", "2013-03", None),
        (DCT, "XXXX-11", "2012-11", "2012-11", "2012-11"),
        (DCT, "XXXX-12-25", "2011-12-25", "2012-12-25", "2012-12-25"),
        (DCT, "XXXX-02-29", "2012-02-29", "2016-02-29", "2012-02-29"),
        ("1899-01-01", "XXXX-02-29", "1896-02-29", "1904-02-29", "1896-02-29"),
        (DCT, "XXXX-WI", "2011-WI", "2012-WI", "2012-WI"),
        ("2012-01-15", "XXXX-WI", "2011-WI", "2011-WI", "2011-WI"),
        (DCT, "XXXX-Q3", "2012-Q3", "2013-Q3", "2012-Q3"),
        (DCT, "easter +0", "2012-04-08", "2013-03-31", "2013-03-31"),
        (DCT, "nth 11 4 4", "2011-11-24", "2012-11-22", "2012-11-22"),
        ("2013-01-01", "XXXX-WXX-1", "2012-12-31", "2013-01-07", "2012-12-31"),
    ],
)
def test_before_after_and_nearest(day: str, field: str, before: str, after: str, nearest: str | None) -> None:
    found = [near(number(day), field, direction) for direction in (-1, 1, 0)]
    assert [f.text if f else None for f in found[:2]] == [before, after]
    if nearest:
        assert found[2] is not None
        assert found[2].text == nearest


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("XXXX-WXX-5", "2012-11-02", "2012-11-16"),
        ("XXXX-11", "2011-11", "2013-11"),
        ("XXXX-XX-09", "2012-10-09", "2012-12-09"),
    ],
)
def test_what_holds_the_day_can_be_left_out(field: str, before: str, after: str) -> None:
    found = [near(number(DCT), field, direction, strict=True) for direction in (-1, 1)]
    assert [f.text if f else None for f in found] == [before, after]


@pytest.mark.parametrize(
    ("base", "field", "value"),
    [
        ("2012", "XXXX-09", "2012-09"),
        ("2012-W44", "XXXX-WXX-3", "2012-10-31"),
        ("2012-W44", "XXXX-WXX-WE", "2012-W44-WE"),
        ("2012-10", "XXXX-XX-08", "2012-10-08"),
        ("2012-02", "XXXX-XX-30", None),
        ("2011", "XXXX-02-29", None),
        ("2011", "XXXX-Q3", "2011-Q3"),
        ("2011", "XXXX-WI", "2011-WI"),
        ("2012-11-09", "T17:00", "2012-11-09T17:00"),
        ("2012-11", "T17:00", None),
        ("2012", "easter +0", "2012-04-08"),
        ("BC0044", "XXXX-03-15", "BC0044-03-15"),
        ("2012", "XXXX-WXX-1", None),
    ],
)
def test_the_one_within(base: str, field: str, value: str | None) -> None:
    outer = read(base)
    assert outer is not None
    found = within(outer, field)
    assert (found.text if found else None) == value


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("P3D", "P3D"),
        ("P3TH", "PT3H"),
        ("P90TM", "PT90M"),
        ("P2.5Y", "P2Y6M"),
        ("P0.5Y", "P6M"),
        ("P1.5TH", "PT1H30M"),
        ("P0.5TH", "PT30M"),
        ("P0.75TH", "PT45M"),
        ("P1.5TM", "PT1M30S"),
        ("P1.5D", "P1DT12H"),
        ("P3.5M", "P3.5M"),
        ("P0.5CE", "P50Y"),
        ("P1FN", "P2W"),
        ("PXFN", "PXW"),
        ("P3DE", "P30Y"),
        ("P1.5DE", "P15Y"),
        ("PXDE", "PXY"),
        ("PXTM", "PTXM"),
        ("P007D", "P7D"),
        ("P0D", "P0D"),
        ("P2CE", "P2CE"),
    ],
)
def test_durations(said: str, value: str) -> None:
    assert duration(said) == value


# Expressions


def values(*expressions: str, dct: object = DCT, tense: str | None = None, order: str = "") -> list[str]:
    """The values of expressions said one after the other."""
    said = [
        Timex(Span(20 * i, 20 * i + 9), "something", TimexType.DATE, value="", expression=expression, tense=tense)
        for i, expression in enumerate(expressions)
    ]
    return [timex.value for timex in resolve(said, dct=dct, order=order)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("dct 0D", "2012-11-09"),
        ("dct -1D", "2012-11-08"),
        ("dct +1D", "2012-11-10"),
        ("dct 0W", "2012-W45"),
        ("dct -1W", "2012-W44"),
        ("dct 0M", "2012-11"),
        ("dct +1M", "2012-12"),
        ("dct -1Q", "2012-Q3"),
        ("dct -1Y", "2011"),
        ("dct 0DE", "201"),
        ("dct 0CE", "20"),
        ("dct -P3D", "2012-11-06"),
        ("dct -P3W", "2012-W42"),
        ("dct -P2Y", "2010"),
        ("dct -P1.5Y", "2011-05"),
        ("dct -P3M", "2012-08"),
        ("dct +P2W", "2012-W47"),
        ("dct -P1DE", "2002"),
        ("dct -P2CE", "1812"),
        ("dct -PXY", "PAST_REF"),
        ("dct +PXM", "FUTURE_REF"),
        ("dct last XXXX-03", "2012-03"),
        ("dct next XXXX-03", "2013-03"),
        ("dct last XXXX-11", "2011-11"),
        ("dct last XXXX-WXX-5", "2012-11-02"),
        ("dct next XXXX-WXX-5", "2012-11-16"),
        ("dct last XXXX-SP", "2012-SP"),
        ("dct last XXXX-WI", "2011-WI"),
        ("dct 0D in TMO", "2012-11-09TMO"),
        ("dct -1D in TNI", "2012-11-08TNI"),
        ("dct -1D in T17:00", "2012-11-08T17:00"),
        ("dct -1W in XXXX-WXX-3", "2012-10-31"),
        ("dct -1Y in XXXX-Q4", "2011-Q4"),
        ("2012-03 nth -1 D", "2012-03-31"),
        ("2010 nth 3 M", "2010-03"),
        ("2010-03 nth 1 W", "2010-W09"),
        ("2008 half 2", "2008-H2"),
        ("2012-11-09 0W", "2012-W45"),
        ("BC 44", "BC0044"),
        ("BC 44 03 15", "BC0044-03-15"),
        ("AD 79", "0079"),
        ("century 19", "18"),
        ("century 4 BC", "BC03"),
        ("yy 98", "1998"),
        ("yy 12", "2012"),
        ("yy 60", "1960"),
        ("yy 98 09 21", "1998-09-21"),
        ("T14:05", "2012-11-09T14:05"),
        ("T05:00 pm", "2012-11-09T17:00"),
        ("T12:00 am", "2012-11-09T00:00"),
        ("T12:00 pm", "2012-11-09T12:00"),
        ("T17:00 zone -05:00", "2012-11-09T17:00-05:00"),
        ("XX6", "196"),
        ("P2.5Y", "P2Y6M"),
        ("PAST_REF", "PAST_REF"),
        ("2010-02-30", "2010-02-XX"),
        ("XXXX-02-30", "XXXX-02-30"),
    ],
)
def test_expressions(expression: str, value: str) -> None:
    assert values(expression) == [value]


@pytest.mark.parametrize(
    ("expression", "past", "future"),
    [
        ("XXXX-WXX-1", "2012-11-05", "2012-11-12"),
        ("XXXX-WXX-5", "2012-11-09", "2012-11-09"),
        ("XXXX-WXX-4 in TNI", "2012-11-08TNI", "2012-11-15TNI"),
        ("XXXX-XX-08", "2012-11-08", "2012-12-08"),
        ("XXXX-XX-20", "2012-10-20", "2012-11-20"),
        ("XXXX-XX-31", "2012-10-31", "2012-12-31"),
        ("XXXX-03", "2012-03", "2013-03"),
        ("XXXX-03-03", "2012-03-03", "2013-03-03"),
        ("easter -2", "2012-04-06", "2013-03-29"),
    ],
)
def test_tense_chooses(expression: str, past: str, future: str) -> None:
    assert values(expression, tense="past") == [past]
    assert values(expression, tense="future") == [future]


@pytest.mark.parametrize(
    ("expressions", "expected"),
    [
        (["1914", "XXXX-08"], ["1914", "1914-08"]),
        (["1904", "ref +P2Y"], ["1904", "1906"]),
        (["2010-03-03", "ref +1D", "ref +1D"], ["2010-03-03", "2010-03-04", "2010-03-05"]),
        (["2010-03-03", "ref -P1W"], ["2010-03-03", "2010-02-24"]),
        (["1931-06", "ref +P3M"], ["1931-06", "1931-09"]),
        (["1929", "ref +P1DE"], ["1929", "1939"]),
        (["1539", "ref +P4CE"], ["1539", "1939"]),
        (["1916-04-24", "XXXX-04-29"], ["1916-04-24", "1916-04-29"]),
        (["1944-06-06", "XXXX-WXX-4"], ["1944-06-06", "1944-06-08"]),
        (["1863-07", "XXXX-XX-03"], ["1863-07", "1863-07-03"]),
        (["BC 480", "ref +P1Y"], ["BC0480", "BC0479"]),
        (["BC 1", "ref +P1Y"], ["BC0001", "0001"]),
        (["2010-03-03", "T14:05"], ["2010-03-03", "2010-03-03T14:05"]),
        (["XXXX-XX-08", "XXXX-03", "XXXX-WXX-1"], ["XXXX-XX-08", "XXXX-03", "XXXX-WXX-1"]),
        (["dct -1Y", "dct -1W", "dct -1D", "dct 0D in TMO"], ["XXXX", "XXXX-WXX", "XXXX-XX-XX", "XXXX-XX-XXTMO"]),
    ],
)
def test_narrative_without_a_document_date(expressions: list[str], expected: list[str]) -> None:
    assert values(*expressions, dct=None) == expected


@pytest.mark.parametrize(
    ("expression", "order", "value", "others"),
    [
        ("num 03 04 2021", "mdy", "2021-03-04", ()),
        ("num 03 04 2021", "dmy", "2021-04-03", ()),
        ("num 03 04 2021", "", "2021-03-04", ("2021-04-03",)),
        ("num 23 04 2021", "", "2021-04-23", ()),
        ("num 23 04 2021", "mdy", "2021-04-23", ()),
        ("num 05 05 2021", "", "2021-05-05", ()),
        ("num 31 12 99", "", "1999-12-31", ()),
        ("num 30 02 2021", "", "", ()),
    ],
)
def test_dates_of_digits(expression: str, order: str, value: str, others: tuple[str, ...]) -> None:
    said = [Timex(Span(0, 10), "something", TimexType.DATE, value="", expression=expression)]
    (timex,) = resolve(said, dct="2021-06-01", order=order)
    assert timex.value == value
    assert tuple(i.edtf for i in timex.alternatives) == others


def test_one_sure_date_decides_for_the_document() -> None:
    assert values("num 03 04 2021", "num 23 04 2021") == ["2021-04-03", "2021-04-23"]
    assert values("num 03 04 2021", "num 04 23 2021") == ["2021-03-04", "2021-04-23"]


@pytest.mark.parametrize("dct", ["2012-11-09", date(2012, 11, 9), datetime(2012, 11, 9), Moment(2012, 11, 9)])
def test_document_dates_people_have(dct: object) -> None:
    assert values("dct -1D", dct=dct) == ["2012-11-08"]


@pytest.mark.parametrize("dct", ["yesterday", "2012-02-30", ""])
def test_a_wrong_document_date_is_named(dct: str) -> None:
    with pytest.raises(ArgumentError, match="dct"):
        values("dct -1D", dct=dct)


def test_document_dates_out_of_the_reach_of_datetime() -> None:
    assert values("dct -1D", "dct -1Y", dct=Moment(-43, 3, 15)) == ["BC0044-03-14", "BC0045"]
    assert values("dct -1D", dct="0001-01-01") == ["BC0001-12-31"]


@given(st.dates(date(1600, 1, 1), date(2400, 1, 1)), st.sampled_from(["past", "future"]), st.integers(1, 7))
def test_a_weekday_is_within_a_week_of_the_document_date(day: date, tense: str, number: int) -> None:
    (value,) = values(f"XXXX-WXX-{number}", dct=day, tense=tense)
    found = date.fromisoformat(value)
    assert found.isoweekday() == number
    assert 0 <= (found - day).days * (1 if tense == "future" else -1) < 7


@given(st.dates(date(1600, 1, 1), date(2400, 1, 1)), st.sampled_from(["past", "future"]), st.integers(1, 31))
def test_a_day_of_the_month_is_the_nearest_that_there_is(day: date, tense: str, number: int) -> None:
    (value,) = values(f"XXXX-XX-{number:02}", dct=day, tense=tense)
    found = date.fromisoformat(value)
    assert found.day == number
    assert (found - day).days * (1 if tense == "future" else -1) >= 0
    step = timedelta(1 if tense == "future" else -1)
    between = day
    while between != found:
        assert between.day != number
        between += step
    assert number <= calendar.monthrange(found.year, found.month)[1]
