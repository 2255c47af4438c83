"""The time algebra against tables made by hand, against facts of the calendar and against another EDTF reader."""

from __future__ import annotations

import itertools
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from dateline.errors import (
    ArgumentError,
    DatelineError,
    DocumentError,
    EDTFError,
    LocaleError,
    MissingExtraError,
    RangeError,
    ReadError,
    TimexValueError,
    UnknownFormatError,
)
from dateline.interval import Granularity, Interval, Moment, Qualifier, Relation

I = Interval.from_edtf  # noqa: E741
G = Granularity


# EDTF: text, first day, day after the last (None: open or none), granularity

EDTF = [
    ("2012", (2012, 1, 1), (2013, 1, 1), G.YEAR),
    ("0000", (0, 1, 1), (1, 1, 1), G.YEAR),
    ("-0043", (-43, 1, 1), (-42, 1, 1), G.YEAR),
    ("-0043-03-15", (-43, 3, 15), (-43, 3, 16), G.DAY),
    ("-9999", (-9999, 1, 1), (-9998, 1, 1), G.YEAR),
    ("Y99999", (99999, 1, 1), (100000, 1, 1), G.YEAR),
    ("Y-99999", (-99999, 1, 1), (-99998, 1, 1), G.YEAR),
    ("2012-09", (2012, 9, 1), (2012, 10, 1), G.MONTH),
    ("2012-12", (2012, 12, 1), (2013, 1, 1), G.MONTH),
    ("2012-02-29", (2012, 2, 29), (2012, 3, 1), G.DAY),
    ("2012-21", (2012, 3, 1), (2012, 6, 1), G.SEASON),
    ("2012-22", (2012, 6, 1), (2012, 9, 1), G.SEASON),
    ("2012-23", (2012, 9, 1), (2012, 12, 1), G.SEASON),
    ("2012-24", (2012, 12, 1), (2013, 3, 1), G.SEASON),
    ("2012-28", (2012, 12, 1), (2013, 3, 1), G.SEASON),
    ("2012-29", (2012, 9, 1), (2012, 12, 1), G.SEASON),
    ("2012-32", (2013, 6, 1), (2013, 9, 1), G.SEASON),
    ("2012-33", (2012, 1, 1), (2012, 4, 1), G.QUARTER),
    ("2012-36", (2012, 10, 1), (2013, 1, 1), G.QUARTER),
    ("2012-38", (2012, 5, 1), (2012, 9, 1), G.MONTH),
    ("2012-40", (2012, 1, 1), (2012, 7, 1), G.HALF),
    ("2012-41", (2012, 7, 1), (2013, 1, 1), G.HALF),
    ("199X", (1990, 1, 1), (2000, 1, 1), G.DECADE),
    ("000X", (0, 1, 1), (10, 1, 1), G.DECADE),
    ("-004X", (-49, 1, 1), (-39, 1, 1), G.DECADE),
    ("-000X", (-9, 1, 1), (1, 1, 1), G.DECADE),
    ("19XX", (1900, 1, 1), (2000, 1, 1), G.CENTURY),
    ("04XX", (400, 1, 1), (500, 1, 1), G.CENTURY),
    ("-00XX", (-99, 1, 1), (1, 1, 1), G.CENTURY),
    ("1XXX", (1000, 1, 1), (2000, 1, 1), G.MILLENNIUM),
    ("2004-XX", (2004, 1, 1), (2005, 1, 1), G.MONTH),
    ("2004-02-XX", (2004, 2, 1), (2004, 3, 1), G.DAY),
    ("2004-XX-XX", (2004, 1, 1), (2005, 1, 1), G.DAY),
    ("2004-1X", (2004, 10, 1), (2005, 1, 1), G.MONTH),
    ("1985-XX-31", (1985, 1, 31), (1986, 1, 1), G.DAY),
    ("156X-12-25", (1560, 12, 25), (1569, 12, 26), G.DAY),
    ("1X99", (1099, 1, 1), (2000, 1, 1), G.YEAR),
    ("199X-02-29", (1992, 2, 29), (1996, 3, 1), G.DAY),
    ("199X-24", (1990, 12, 1), (2000, 3, 1), G.SEASON),
    ("2012-09-03/2012-09-05", (2012, 9, 3), (2012, 9, 6), G.DAY),
    ("2012-09/2012-10-03", (2012, 9, 1), (2012, 10, 4), G.MONTH),
    ("2012/2012-03", (2012, 1, 1), (2012, 4, 1), G.YEAR),
    ("199X/2003", (1990, 1, 1), (2004, 1, 1), G.DECADE),
    ("-0100/-0043-03-15", (-100, 1, 1), (-43, 3, 16), G.YEAR),
    ("2011/..", (2011, 1, 1), None, G.YEAR),
    ("2011/", (2011, 1, 1), None, G.YEAR),
    ("../2011-05", None, (2011, 6, 1), G.MONTH),
    ("/2011-05", None, (2011, 6, 1), G.MONTH),
    ("../..", None, None, G.YEAR),
    ("[2003..2005]", (2003, 1, 1), (2006, 1, 1), G.YEAR),
    ("[2003]", (2003, 1, 1), (2004, 1, 1), G.YEAR),
    ("[2003..]", (2003, 1, 1), None, G.YEAR),
    ("[..2005-06]", None, (2005, 7, 1), G.MONTH),
    ("[1667,1668,1670..1672]", (1667, 1, 1), (1673, 1, 1), G.YEAR),
    ("[1667, 1668]", (1667, 1, 1), (1669, 1, 1), G.YEAR),
    ("{1960,1961-12}", (1960, 1, 1), (1962, 1, 1), G.YEAR),
    ("{..1983-12,1990}", None, (1991, 1, 1), G.MONTH),
    ("{1970..1972}", (1970, 1, 1), (1973, 1, 1), G.YEAR),
    ("XXXX-12-25", None, None, G.DAY),
    ("XXXX-XX-08", None, None, G.DAY),
    ("XXXX-12", None, None, G.MONTH),
    ("XXXX-12-25/XXXX-12-28", None, None, G.DAY),
    ("XXXX-22", None, None, G.SEASON),
]


@pytest.mark.parametrize(("text", "start", "end", "granularity"), EDTF, ids=[row[0] for row in EDTF])
def test_edtf_has_these_bounds_and_comes_out_as_it_went_in(
    text: str, start: tuple[int, int, int] | None, end: tuple[int, int, int] | None, granularity: Granularity
) -> None:
    interval = I(text)
    assert interval.start == (start and Moment(*start))
    assert interval.end == (end and Moment(*end))
    assert interval.granularity is granularity
    assert interval.edtf == str(interval) == text
    assert I(interval.edtf) == interval


@pytest.mark.parametrize(
    "text", ["2012~", "-0043?", "199X%", "2012-24~", "2004-XX~", "2018-08-15T20:30~", "XXXX-12-25?"]
)
def test_a_qualifier_at_the_end_is_about_the_whole(text: str) -> None:
    interval = I(text)
    assert interval.qualifier.value == text[-1]
    assert interval.start_qualifier is interval.end_qualifier
    assert (interval.start, interval.end) == (I(text[:-1]).start, I(text[:-1]).end)
    assert interval.edtf == text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1850~/1860", "~", ""),
        ("1850/1860?", "", "?"),
        ("1850~/1860?", "~", "?"),
        ("1850%/..", "%", ""),
        ("../1860~", "", "~"),
        ("[1850~..1860]", "~", ""),
        ("1850~/1850", "~", ""),
    ],
)
def test_each_end_keeps_its_qualifier(text: str, start: str, end: str) -> None:
    interval = I(text)
    assert (interval.start_qualifier.value, interval.end_qualifier.value) == (start, end)
    assert interval.edtf == text


@pytest.mark.parametrize(
    ("text", "qualifier"), [("2004-06~-11", "~"), ("2004?-06-11~", "%"), ("2004-?06", "?"), ("?2004-06-~11", "%")]
)
def test_qualified_components_keep_their_notation(text: str, qualifier: str) -> None:
    assert I(text).qualifier.value == qualifier
    assert I(text).edtf == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Y17E7", "Y170000000"),
        ("Y2012", "2012"),
        ("~2012", "2012~"),
        ("2012/2012", "2012"),
        ("1990/1999", "1990/1999"),
        ("2023-11-06T14:05+00:00", "2023-11-06T14:05Z"),
        ("2023-11-06T14:05-0800", "2023-11-06T14:05-08:00"),
        ("2023-11-06T24:00", "2023-11-07T00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("2023-11-06T14:05:30.5Z", "2023-11-06T14:05:30.500000Z"),
    ],
)
def test_other_spellings_come_out_in_one(text: str, canonical: str) -> None:
    assert I(text).edtf == canonical


@pytest.mark.parametrize(
    ("text", "start", "seconds", "granularity"),
    [
        ("2023-11-06T14", Moment(2023, 11, 6, 14), 3600, G.HOUR),
        ("2023-11-06T14:05Z", Moment(2023, 11, 6, 14, 5, offset=0), 60, G.MINUTE),
        ("2023-11-06T14:05+01:00", Moment(2023, 11, 6, 14, 5, offset=60), 60, G.MINUTE),
        ("2023-11-06T09:45-08:00", Moment(2023, 11, 6, 9, 45, offset=-480), 60, G.MINUTE),
        ("2023-11-06T14:05:09+05:45", Moment(2023, 11, 6, 14, 5, 9, offset=345), 1, G.SECOND),
        ("2023-11-06T14:05Z/2023-11-06T14:52Z", Moment(2023, 11, 6, 14, 5, offset=0), 48 * 60, G.MINUTE),
        ("-0043-03-15T12:00", Moment(-43, 3, 15, 12), 60, G.MINUTE),
    ],
)
def test_clock_times(text: str, start: Moment, seconds: int, granularity: Granularity) -> None:
    interval = I(text)
    assert (interval.start, interval.granularity) == (start, granularity)
    assert interval.duration == timedelta(seconds=seconds)
    assert interval.edtf == text


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("soon", 0),
        (" 2012", 0),
        ("2012 ", 4),
        ("212", 0),
        ("2012-00", 5),
        ("2012-13", 5),
        ("2012-42", 5),
        ("2012-02-30", 8),
        ("2011-02-29", 8),
        ("1900-02-29", 8),
        ("2012-09-00", 8),
        ("2012-09-31", 8),
        ("2012-9-3", 4),
        ("2012-21-03", 8),
        ("2012-09-03T25:00", 11),
        ("2012-09-03T24:01", 11),
        ("2012-09-03T14:60", 14),
        ("2012-09-03T14:05:61", 17),
        ("2012-09-03T14:05+24:00", 16),
        ("2012-09-03T14:05+01:60", 19),
        ("2012-09T14:05", 8),
        ("XXXX-02-30", 8),
        ("2004-XX-32", 8),
        ("2004-5X", 5),
        ("1X01-02-29", 8),
        ("-0000", 0),
        ("Y99999999999999999", 17),
        ("Y9999999999999999", 0),
        ("Y999999999999999", 0),
        ("Y999999999999998-24", 0),
        ("Y1E99", 0),
        ("2012/2011", 5),
        ("2012-09-05/2012-09-04", 11),
        ("2012/2013/2014", 9),
        ("2012/2013-13", 10),
        ("[2003", 5),
        ("[]", 2),
        ("[2003}", 6),
        ("[2003,2004-13]", 11),
        ("[2003..2002]", 1),
        ("[2003,..2005]", 6),
        ("[2003..,2005]", 1),
        ("२०१२", 0),
        ("2012\n", 4),
        ("\ud800", 0),
        ("\0", 0),
    ],
)
def test_a_text_that_is_not_edtf_says_where(text: str, position: int) -> None:
    with pytest.raises(EDTFError) as caught:
        I(text)
    assert caught.value.position == position
    assert caught.value.text == text
    assert str(position) in str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, DatelineError)


def read(text: str) -> Interval | EDTFError:
    try:
        return I(text)
    except EDTFError as error:
        return error


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["[" + "2003," * 20_000 + "2004]", "9" * 200_000, "2012/" * 50_000, "Y1E" + "9" * 9_999]
)
def test_a_long_text_is_read_or_refused_at_once(text: str) -> None:
    outcome = read(text)
    assert outcome.edtf == text if isinstance(outcome, Interval) else len(str(outcome)) < 400


def test_only_a_string_is_edtf() -> None:
    with pytest.raises(ArgumentError, match="text"):
        I(2012)  # type: ignore[arg-type]


# The same dates through the PyPI package `edtf`

peer: Any = import_module("edtf")

PEER = """
2012 0000 -0043 2012-09 2012-02 2011-02 2012-02-29 -0043-03-15 2012-21 2012-22 2012-23 199X 19XX 2004-XX 2004-02-XX
2004-XX-XX 156X-12-25 156X-12 Y17E7 Y99999 Y-99999 2012-09-03/2012-09-05 2012-09/2012-10-03 1998/2003 2012/2012-03
2012-33 2012-34 2012-35 2012-36 2012-37 2012-38 2012-39 2012-40 2012-41 2012-25 2012-26 2012-27
""".split()


@pytest.mark.parametrize("text", PEER)
def test_the_first_and_last_day_agree_with_the_peer(text: str) -> None:
    def day(found: Any) -> tuple[int, int, int]:
        return found[0], found[1], found[2]

    theirs, ours = peer.parse_edtf(text), I(text)
    assert ours.start is not None
    assert ours.end is not None
    last = ours.end.plus(-1, G.MICROSECOND)
    first = theirs.lower_strict()
    assert (ours.start.year, ours.start.month, ours.start.day) == day(first)
    assert (last.year, last.month, last.day) == day(theirs.upper_strict())


def test_winter_differs_from_the_peer_on_purpose() -> None:
    # The peer puts December before January of one year; here a winter has the year in which it begins.
    assert I("2012-24").start == Moment(2012, 12)
    assert I("2012-24").end == Moment(2013, 3)


# Facts of the calendar, from elsewhere


@pytest.mark.parametrize(
    ("moment", "weekday"),
    [
        (Moment(2012, 11, 9), 5),
        (Moment(1970, 1, 1), 4),
        (Moment(2000, 1, 1), 6),
        (Moment(1, 1, 1), 1),
        (Moment(0, 12, 31), 7),
        (Moment(0, 2, 29), 2),
        # The day of Caesar's death, 15 March 44 BCE Julian, is 13 March Gregorian; Julian day 1705426 was a Wednesday.
        (Moment(-43, 3, 13), 3),
        # Julian day 0, a Monday.
        (Moment(-4713, 11, 24), 1),
        (Moment(1582, 10, 15), 5),
        (Moment(10_000, 1, 1), 6),
        (Moment(99_999, 12, 31), 5),
    ],
)
def test_weekdays(moment: Moment, weekday: int) -> None:
    assert moment.weekday == weekday


def test_the_julian_day_count_reaches_back_to_its_first_day() -> None:
    days, rest = divmod(Moment(2000, 1, 1).instant - Moment(-4713, 11, 24).instant, 86_400_000_000)
    assert (days, rest) == (2_451_545, 0)


@pytest.mark.parametrize("year", [-400, -4, 0, 4, 400, 1600, 2000, 2012, 2024, 99_996])
def test_leap_years(year: int) -> None:
    assert Moment(year, 2, 29).plus(1, G.DAY) == Moment(year, 3, 1)
    assert Moment(year, 2, 29).plus(1, G.YEAR) == Moment(year + 1, 2, 28)


@pytest.mark.parametrize("year", [-100, -1, 1, 1700, 1900, 2023, 2100, 99_900])
def test_common_years(year: int) -> None:
    assert Moment(year, 2, 28).plus(1, G.DAY) == Moment(year, 3, 1)
    with pytest.raises(ArgumentError, match="28 days"):
        Moment(year, 2, 29)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ((2012, 11, 9), (2012, 45)),
        ((2012, 1, 1), (2011, 52)),
        ((2015, 12, 31), (2015, 53)),
        ((2016, 1, 3), (2015, 53)),
        ((2016, 1, 4), (2016, 1)),
        ((2020, 12, 31), (2020, 53)),
        ((2018, 12, 31), (2019, 1)),
    ],
)
def test_iso_weeks(day: tuple[int, int, int], week: tuple[int, int]) -> None:
    assert Moment(*day).iso_week == week == date(*day).isocalendar()[:2]


# Moments


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2012", Moment(2012)),
        ("2012-11", Moment(2012, 11)),
        ("2012-11-09", Moment(2012, 11, 9)),
        (" 2012-11-09 ", Moment(2012, 11, 9)),
        ("20121109", Moment(2012, 11, 9)),
        ("2012-11-09T14:05", Moment(2012, 11, 9, 14, 5)),
        ("2012-11-09 14:05:30", Moment(2012, 11, 9, 14, 5, 30)),
        ("2012-11-09T14:05:30.25Z", Moment(2012, 11, 9, 14, 5, 30, 250_000, 0)),
        ("20121109T140530+0530", Moment(2012, 11, 9, 14, 5, 30, 0, 330)),
        ("-0043-03-15", Moment(-43, 3, 15)),
        ("+99999-01-02", Moment(99_999, 1, 2)),
        ("Y99999", Moment(99_999)),
        (date(2012, 11, 9), Moment(2012, 11, 9)),
        (datetime(2012, 11, 9, 14, 5), Moment(2012, 11, 9, 14, 5)),
        (datetime(2012, 11, 9, 14, 5, tzinfo=UTC), Moment(2012, 11, 9, 14, 5, offset=0)),
        (
            datetime(2012, 11, 9, 14, 5, tzinfo=ZoneInfo("Asia/Seoul")),
            Moment(2012, 11, 9, 14, 5, offset=540, zone="Asia/Seoul"),
        ),
        (Moment(2012), Moment(2012)),
    ],
)
def test_a_moment_is_made_of_what_people_have(value: Any, moment: Moment) -> None:
    assert Moment.of(value) == moment


def test_an_offset_with_seconds_keeps_the_instant() -> None:
    mean_time = datetime(1900, 1, 1, tzinfo=timezone(-timedelta(minutes=25, seconds=21)))
    assert Moment.of(mean_time).instant == Moment.of(mean_time.astimezone(UTC)).instant


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "9 November 2012",
        "2012-02-30",
        "2012-11-09T25:00",
        "2012-13",
        "2012-11-09T14:05+99:00",
        "२०१२",
        "12345678901234567890",
        2012,
        None,
    ],
)
def test_what_is_no_moment_is_refused_by_name(value: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        Moment.of(value, argument="dct")
    assert caught.value.argument == "dct"
    assert "dct" in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"year": 2012, "month": 0}, "month"),
        ({"year": 2012, "month": 13}, "month"),
        ({"year": 2012, "month": 2, "day": 30}, "day"),
        ({"year": 2012, "day": 0}, "day"),
        ({"year": 2012, "hour": 24}, "hour"),
        ({"year": 2012, "minute": -1}, "minute"),
        ({"year": 2012, "second": 60}, "second"),
        ({"year": 2012, "microsecond": 1_000_000}, "microsecond"),
        ({"year": 2012, "offset": 1440}, "offset"),
        ({"year": 2012, "offset": "Z"}, "offset"),
        ({"year": "2012"}, "year"),
        ({"year": 2012.5}, "year"),
        ({"year": 10**20}, "year"),
        ({"year": None}, "year"),
    ],
)
def test_a_field_out_of_place_is_named(arguments: Any, name: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        Moment(**arguments)
    assert caught.value.argument == name


def test_moments_go_to_the_standard_library_where_it_can_hold_them() -> None:
    moment = Moment(2012, 11, 9, 14, 5, 30, 25, 540)
    assert moment.date() == date(2012, 11, 9)
    assert moment.datetime() == datetime(2012, 11, 9, 14, 5, 30, 25, tzinfo=timezone(timedelta(hours=9)))
    assert Moment(2012).datetime().tzinfo is None
    for year in (0, -43, 10_000):
        with pytest.raises(RangeError, match="1 to 9999"):
            Moment(year).date()
        with pytest.raises(OverflowError):
            Moment(year).datetime()


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (Moment(2012, 11, 9), "2012-11-09T00:00:00"),
        (Moment(-43, 3, 15), "-0043-03-15T00:00:00"),
        (Moment(99_999), "+99999-01-01T00:00:00"),
        (Moment(2012, 11, 9, 14, 5, 30, 25, 0), "2012-11-09T14:05:30.000025Z"),
        (Moment(2012, 11, 9, offset=-210), "2012-11-09T00:00:00-03:30"),
    ],
)
def test_isoformat(moment: Moment, text: str) -> None:
    assert moment.isoformat() == str(moment) == text
    assert Moment.of(text) == moment


@pytest.mark.parametrize(
    ("start", "n", "granularity", "end"),
    [
        (Moment(2012, 1, 31), 1, G.MONTH, Moment(2012, 2, 29)),
        (Moment(2012, 3, 31), -1, G.MONTH, Moment(2012, 2, 29)),
        (Moment(2012, 12, 15), 1, G.MONTH, Moment(2013, 1, 15)),
        (Moment(2012, 1, 1), -1, G.DAY, Moment(2011, 12, 31)),
        (Moment(1, 1, 1), -1, G.DAY, Moment(0, 12, 31)),
        (Moment(2012, 1, 1), 2, G.WEEK, Moment(2012, 1, 15)),
        (Moment(2012, 1, 7), 1, G.WEEKEND, Moment(2012, 1, 14)),
        (Moment(2012, 1, 1, 6), 1, G.PART_OF_DAY, Moment(2012, 1, 2, 6)),
        (Moment(2012, 5, 30), 1, G.SEASON, Moment(2012, 8, 30)),
        (Moment(2012, 8, 31), 2, G.QUARTER, Moment(2013, 2, 28)),
        (Moment(2012, 8, 31), 1, G.HALF, Moment(2013, 2, 28)),
        (Moment(2012, 2, 29), 1, G.DECADE, Moment(2022, 2, 28)),
        (Moment(1, 2, 3), -1, G.CENTURY, Moment(-99, 2, 3)),
        (Moment(2012), 100, G.MILLENNIUM, Moment(102_012)),
        (Moment(2012, 12, 31, 23, 59, 59, 999_999, 60), 1, G.MICROSECOND, Moment(2013, offset=60)),
        (Moment(2012, 12, 31, 23), 25, G.HOUR, Moment(2013, 1, 2)),
        (Moment(0), -1, G.SECOND, Moment(-1, 12, 31, 23, 59, 59)),
    ],
)
def test_plus(start: Moment, n: int, granularity: Granularity, end: Moment) -> None:
    assert start.plus(n, granularity) == end


@pytest.mark.parametrize(
    ("granularity", "floor"),
    [
        (G.MICROSECOND, Moment(2013, 2, 27, 14, 5, 9, 7)),
        (G.SECOND, Moment(2013, 2, 27, 14, 5, 9)),
        (G.MINUTE, Moment(2013, 2, 27, 14, 5)),
        (G.HOUR, Moment(2013, 2, 27, 14)),
        (G.PART_OF_DAY, Moment(2013, 2, 27, 12)),
        (G.DAY, Moment(2013, 2, 27)),
        (G.WEEKEND, Moment(2013, 3, 2)),
        (G.WEEK, Moment(2013, 2, 25)),
        (G.MONTH, Moment(2013, 2)),
        (G.SEASON, Moment(2012, 12)),
        (G.QUARTER, Moment(2013, 1)),
        (G.HALF, Moment(2013, 1)),
        (G.YEAR, Moment(2013)),
        (G.DECADE, Moment(2010)),
        (G.CENTURY, Moment(2000)),
        (G.MILLENNIUM, Moment(2000)),
    ],
)
def test_floor(granularity: Granularity, floor: Moment) -> None:
    assert Moment(2013, 2, 27, 14, 5, 9, 7).floor(granularity) == floor
    assert evolve(Moment(2013, 2, 27, 14, 5, 9, 7), offset=-60).floor(granularity) == evolve(floor, offset=-60)


def test_steps_and_floors_need_a_granularity() -> None:
    for method in (lambda unit: Moment(2012).plus(1, unit), Moment(2012).floor):
        with pytest.raises(ArgumentError, match="granularity"):
            method("day")  # type: ignore[arg-type]


def test_arithmetic_ends_where_years_do() -> None:
    with pytest.raises(ArgumentError, match="year"):
        Moment(2012).plus(10**30, G.DAY)


def test_moments_are_ordered_as_instants() -> None:
    ordered = [
        Moment(-99_999),
        Moment(-43, 3, 15),
        Moment(2012, 11, 9, 14, 5, offset=540),
        Moment(2012, 11, 9, 5, 6),
        Moment(2012, 11, 9, 14, 5),
        Moment(2012, 11, 9, 14, 5, offset=0),
        Moment(2012, 11, 9, 14, 5, offset=0, zone="Etc/UTC"),
        Moment(2012, 11, 9, 15, 5, offset=60),
        Moment(99_999),
    ]
    for shuffled in (ordered[::-1], ordered[::2] + ordered[1::2]):
        assert sorted(shuffled) == ordered
    assert all(a < b and a <= b and b > a and b >= a and a != b for a, b in itertools.combinations(ordered, 2))
    with pytest.raises(TypeError):
        _ = Moment(2012) < 2012  # type: ignore[operator]


def test_values_are_frozen_hashable_slotted_and_pickled() -> None:
    for value in (Moment(2012, 9, 3, offset=0, zone="UTC"), I("2012-09~"), I("XXXX-12-25"), I("[2003..2005]")):
        assert pickle.loads(pickle.dumps(value)) == value
        assert len({value, pickle.loads(pickle.dumps(value))}) == 1
        assert not hasattr(value, "__dict__")
        with pytest.raises(FrozenInstanceError):
            value.start = None  # type: ignore[union-attr,misc]
    assert eval(repr(Moment(2012, 9, 3, 14, 5, offset=0)), {"Moment": Moment}) == Moment(2012, 9, 3, 14, 5, offset=0)


# Making intervals


def test_of_is_as_fine_as_what_is_given() -> None:
    assert Interval.of(2012).edtf == "2012"
    assert Interval.of(2012, 9).edtf == "2012-09"
    assert Interval.of(2012, 9, 3).edtf == "2012-09-03"
    assert Interval.of(2012, 9, 3, 14).edtf == "2012-09-03T14"
    assert Interval.of(2012, 9, 3, 14, 5, offset=60).edtf == "2012-09-03T14:05+01:00"
    assert Interval.of(2012, 9, 3, 0, 0, 0).edtf == "2012-09-03T00:00:00"
    for wrong in ({"month": 0}, {"month": 2, "day": 30}, {"day": 3}, {"month": 9, "day": 3, "minute": 5}):
        with pytest.raises(ArgumentError):
            Interval.of(2012, **wrong)


@pytest.mark.parametrize(
    ("granularity", "edtf", "timex"),
    [
        (G.MICROSECOND, "2012-11-09T14:05:09.000007", "2012-11-09T14:05:09.000007"),
        (G.SECOND, "2012-11-09T14:05:09", "2012-11-09T14:05:09"),
        (G.MINUTE, "2012-11-09T14:05", "2012-11-09T14:05"),
        (G.HOUR, "2012-11-09T14", "2012-11-09T14"),
        (G.PART_OF_DAY, "2012-11-09", "2012-11-09TAF"),
        (G.DAY, "2012-11-09", "2012-11-09"),
        (G.WEEKEND, "2012-11-10/2012-11-11", "2012-W45-WE"),
        (G.WEEK, "2012-11-05/2012-11-11", "2012-W45"),
        (G.MONTH, "2012-11", "2012-11"),
        (G.SEASON, "2012-23", "2012-FA"),
        (G.QUARTER, "2012-36", "2012-Q4"),
        (G.HALF, "2012-41", "2012-H2"),
        (G.YEAR, "2012", "2012"),
        (G.DECADE, "201X", "201"),
        (G.CENTURY, "20XX", "20"),
        (G.MILLENNIUM, "2XXX", "2"),
    ],
)
def test_the_unit_that_holds_a_moment(granularity: Granularity, edtf: str, timex: str) -> None:
    unit = Interval.unit(Moment(2012, 11, 9, 14, 5, 9, 7), granularity)
    assert (unit.edtf, unit.timex_value) == (edtf, timex)
    assert Interval.from_timex(timex) == unit


def test_stretches_keep_what_is_known_of_each_end() -> None:
    assert I("2003~").to(I("2005-06?")).edtf == "2003~/2005-06?"
    assert I("2003~").between(I("2005")).edtf == "[2003~..2005]"
    assert I("2011-05~").since().edtf == "2011-05~/.."
    assert I("2011-05~").until().edtf == "../2011-05~"
    assert I("2003").to(I("2005/..")).edtf == "2003/.."
    assert I("../2003").to(I("2005-04")).edtf == "../2005-04"
    assert I("2003/2004-05").to(I("2005-04-03/2006")).edtf == "2003/2006"
    assert Interval.from_timex("2012-W45") is not None
    with pytest.raises(ArgumentError, match="must come after the start"):
        I("2005").to(I("2003"))


def test_a_stretch_is_not_somewhere_within_it() -> None:
    assert I("2003/2005") != I("[2003..2005]")
    assert not I("2003/2005").within
    assert I("[2003..2005]").within


@pytest.mark.parametrize(
    ("before", "approximate", "uncertain"),
    [
        ("1850", "1850~", "1850?"),
        ("1850?", "1850%", "1850?"),
        ("1850/1860", "1850~/1860~", "1850?/1860?"),
        ("1850/..", "1850~/..", "1850?/.."),
        ("[1850..1860]", "[1850~..1860~]", "[1850?..1860?]"),
        ("XXXX-12-25", "XXXX-12-25~", "XXXX-12-25?"),
        ("2004-XX?", "2004-XX%", "2004-XX?"),
    ],
)
def test_reservations_add_up(before: str, approximate: str, uncertain: str) -> None:
    assert I(before).approximate() == I(approximate)
    assert I(before).approximate().edtf == approximate
    assert I(before).uncertain() == I(uncertain)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((Moment(2012), Moment(2012), G.YEAR), "end"),
        ((Moment(2012), Moment(2011), G.YEAR), "end"),
        ((Moment(2012, 1, 1, 12, offset=0), Moment(2012, 1, 1, 13, offset=120), G.MINUTE), "end"),
        (("2012", Moment(2013), G.YEAR), "start"),
        ((Moment(2012), "2013", G.YEAR), "end"),
        ((None, "2013", G.YEAR), "end"),
        ((Moment(2012), Moment(2013), "year"), "granularity"),
        ((Moment(2012), None, None), "granularity"),
    ],
)
def test_an_interval_names_what_is_wrong_with_it(arguments: Any, name: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        Interval(*arguments)
    assert caught.value.argument == name


def test_a_template_has_no_bounds() -> None:
    assert I("XXXX-12-25").template == "XXXX-12-25"
    assert I("2012-12-25").template is None
    with pytest.raises(ArgumentError, match="template"):
        Interval(Moment(2012), None, G.DAY, template="XXXX-12-25")


def test_durations() -> None:
    assert I("2012").duration == timedelta(days=366)
    assert I("2012-02").duration == timedelta(days=29)
    assert I("2011/..").duration is None
    with pytest.raises(RangeError):
        _ = I("Y-99999999/2012").duration


# TIMEX3

TIMEX = [
    ("2012", "2012", G.YEAR),
    ("2012-09", "2012-09", G.MONTH),
    ("2012-11-09", "2012-11-09", G.DAY),
    ("2012-W45", "2012-11-05/2012-11-11", G.WEEK),
    ("2012-W45-WE", "2012-11-10/2012-11-11", G.WEEKEND),
    ("2015-W53", "2015-12-28/2016-01-03", G.WEEK),
    ("2012-SP", "2012-21", G.SEASON),
    ("2012-SU", "2012-22", G.SEASON),
    ("2012-FA", "2012-23", G.SEASON),
    ("2012-WI", "2012-24", G.SEASON),
    ("2012-Q3", "2012-35", G.QUARTER),
    ("2012-H1", "2012-40", G.HALF),
    ("199", "199X", G.DECADE),
    ("19", "19XX", G.CENTURY),
    ("04", "04XX", G.CENTURY),
    ("2", "2XXX", G.MILLENNIUM),
    ("2012-11-09TMO", "2012-11-09", G.PART_OF_DAY),
    ("2012-11-09TMI", "2012-11-09", G.PART_OF_DAY),
    ("2012-11-09TAF", "2012-11-09", G.PART_OF_DAY),
    ("2012-11-09TEV", "2012-11-09", G.PART_OF_DAY),
    ("2012-11-09TNI", "2012-11-09", G.PART_OF_DAY),
    ("2012-11-09TDT", "2012-11-09", G.PART_OF_DAY),
    ("2012-11-09T14", "2012-11-09T14", G.HOUR),
    ("2012-11-09T14:05", "2012-11-09T14:05", G.MINUTE),
    ("2012-11-09T14:05:30", "2012-11-09T14:05:30", G.SECOND),
    ("2012-11-09T14:05Z", "2012-11-09T14:05Z", G.MINUTE),
    ("2012-11-09T14:05+01:00", "2012-11-09T14:05+01:00", G.MINUTE),
    ("BC0044", "-0043", G.YEAR),
    ("BC0001", "0000", G.YEAR),
    ("BC0044-03-15", "-0043-03-15", G.DAY),
    ("BC0044-03-15T12:00", "-0043-03-15T12:00", G.MINUTE),
]


@pytest.mark.parametrize(("value", "edtf", "granularity"), TIMEX)
def test_timex_values_go_in_and_out(value: str, edtf: str, granularity: Granularity) -> None:
    interval = Interval.from_timex(value)
    assert interval is not None
    assert (interval.edtf, interval.granularity) == (edtf, granularity)
    assert interval.timex_value == value
    assert Interval.from_timex(value) is interval


@pytest.mark.parametrize(
    ("value", "canonical"),
    [("2012-W45-5", "2012-11-09"), ("199X", "199"), ("19XX", "19"), ("2012-11-09T24:00", "2012-11-10T00:00")],
)
def test_other_timex_spellings_come_out_in_one(value: str, canonical: str) -> None:
    interval = Interval.from_timex(value)
    assert interval is not None
    assert interval.timex_value == canonical


@pytest.mark.parametrize(
    "value",
    [
        "",
        "P3D",
        "PT5M",
        "PAST_REF",
        "PRESENT_REF",
        "FUTURE_REF",
        "XXXX-XX-08",
        "XXXX-WXX-1",
        "XXXX",
        "2012-XX",
        "soon",
        "FY2010",
        "FY2010-Q1",
        "2012-02-30",
        "2012-13",
        "2012-W54",
        "2012-W53",
        "2012-W00",
        "2012-Q5",
        "2012-H3",
        "1X",
        "T14:05",
        "2012-09TMO",
        "2012T14",
        "2012-11-09T25:00",
        "2012-11-09T14:99",
        "2012-11-09TXX",
        "19X",
        "20121109",
        "BC004",
        "２０１２",
    ],
)
def test_timex_values_that_name_no_interval(value: str) -> None:
    assert Interval.from_timex(value) is None


@pytest.mark.parametrize(
    "edtf",
    ["2003/2005", "2011/..", "../2011", "[2003..2005]", "{2003,2005}", "XXXX-12-25", "2012-38", "Y99999", "-004X"],
)
def test_what_timex_cannot_say(edtf: str) -> None:
    assert I(edtf).timex_value is None


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    morning, night = (Interval.part_of_day(Moment(2012, 11, 9, 23), part) for part in ("MO", "NI"))
    assert night.end == Moment(2012, 11, 10, 6)
    assert night.edtf == "2012-11-09"
    assert morning < night
    assert morning.to(night).edtf == "2012-11-09"
    with pytest.raises(ArgumentError, match="part"):
        Interval.part_of_day(Moment(2012), "TEA")


# How intervals lie to one another


@pytest.mark.parametrize(
    ("a", "relation", "b"),
    [
        ("2003", "before", "2005"),
        ("2003", "meets", "2004"),
        ("2003/2004", "overlaps", "2004/2005"),
        ("2003", "starts", "2003/2005"),
        ("2004", "during", "2003/2005"),
        ("2005", "finishes", "2003/2005"),
        ("2003/2005", "equals", "2003-01/2005-12"),
        ("2003/2005", "finished_by", "2005"),
        ("2003/2005", "contains", "2004-06"),
        ("2003/2005", "started_by", "2003-01-01"),
        ("2004/2005", "overlapped_by", "2003/2004"),
        ("2004", "met_by", "2003"),
        ("2005", "after", "2003"),
        ("-0043", "before", "0000"),
        ("2023-11-06T14:05Z", "equals", "2023-11-06T15:05+01:00"),
        ("[2003..2005]", "before", "2007"),
        ("[2003..2005]", "during", "1999/2009"),
        ("[2003..2005]", "unknown", "2004"),
        ("[2003..2005]", "unknown", "2003/2005"),
        ("[2003..2005]", "unknown", "2006"),
        ("2011/..", "after", "2009"),
        ("2011/..", "met_by", "2010"),
        ("2011/..", "unknown", "2012"),
        ("2011/", "unknown", "2012"),
        ("../2003", "before", "2005"),
        ("../2003", "unknown", "2003"),
        ("1850~", "before", "2012"),
        ("1850~", "unknown", "1855"),
        ("1850?", "unknown", "2012"),
        ("1850%", "unknown", "2012"),
        ("2018-08-14~", "after", "2018-06"),
        ("XXXX-12-25", "unknown", "2012"),
    ],
)
def test_relations(a: str, relation: str, b: str) -> None:
    assert I(a).relation_to(I(b)) is Relation(relation)
    assert I(b).relation_to(I(a)) is Relation(relation).inverse


def hours(start: int | None, end: int | None, within: bool = False) -> Interval:
    """The stretch between two hours of a made-up day."""
    origin = Moment(2012, 1, 2)
    return Interval(
        None if start is None else origin.plus(start, G.HOUR),
        None if end is None else origin.plus(end, G.HOUR),
        G.HOUR,
        within,
    )


def allen(a: int, b: int, c: int, d: int) -> Relation:
    """The relation of a..b to c..d, straight from the definitions of Allen (1983)."""
    cases = {
        Relation.BEFORE: b < c,
        Relation.MEETS: b == c,
        Relation.OVERLAPS: a < c < b < d,
        Relation.STARTS: a == c and b < d,
        Relation.DURING: c < a and b < d,
        Relation.FINISHES: c < a and b == d,
        Relation.EQUALS: a == c and b == d,
        Relation.FINISHED_BY: a < c and b == d,
        Relation.CONTAINS: a < c and d < b,
        Relation.STARTED_BY: a == c and d < b,
        Relation.OVERLAPPED_BY: c < a < d < b,
        Relation.MET_BY: d == a,
        Relation.AFTER: d < a,
    }
    (relation,) = [relation for relation, holds in cases.items() if holds]
    return relation


STRETCHES = list(itertools.combinations(range(5), 2))


def test_firm_intervals_have_the_relation_of_the_definitions() -> None:
    seen = set()
    for (a, b), (c, d) in itertools.product(STRETCHES, repeat=2):
        assert hours(a, b).relation_to(hours(c, d)) is allen(a, b, c, d)
        seen.add(allen(a, b, c, d))
    assert len(seen) == 13


@pytest.mark.slow
def test_possible_relations_are_those_of_every_world_that_fits() -> None:
    # Wide enough around the hours 3 to 6 for every way in which missing ends can lie, and in steps fine enough, a
    # quarter, for four points to stand in any order inside one hour.
    world = range(37)
    stretches = [(a, b) for a, b in itertools.combinations(world, 2)]

    def fits(start: int | None, end: int | None, within: bool) -> list[tuple[int, int]]:
        low, high = start and start * 4, end and end * 4
        if within:
            return [(a, b) for a, b in stretches if (low is None or a >= low) and (high is None or b <= high)]
        return [(a, b) for a, b in stretches if (low is None or a == low) and (high is None or b == high)]

    kinds = [(3, 4, True), (3, 5, True), (4, 5, True), (3, None, True), (None, 5, True), (3, None, False),
             (None, 5, False), (None, 4, False), (4, None, False), (3, 5, False), (4, 5, False)]  # fmt: skip
    for one, other in itertools.product(kinds, repeat=2):
        expected = {allen(*x, *y) for x in fits(*one) for y in fits(*other)}
        possible = hours(*one).possible_relations(hours(*other))
        assert possible == expected, (one, other)
        answer = hours(*one).relation_to(hours(*other))
        assert answer is (next(iter(possible)) if len(possible) == 1 else Relation.UNKNOWN)


def test_contains_and_overlaps_go_by_the_outer_bounds() -> None:
    assert I("2012").contains(I("2012-09"))
    assert I("2012").contains(I("2012"))
    assert not I("2012-09").contains(I("2012"))
    assert I("2011/..").contains(I("2012-09"))
    assert I("2011/..").contains(I("2012/.."))
    assert not I("2012").contains(I("2012/.."))
    assert I("2012").contains(Moment(2012))
    assert not I("2012").contains(Moment(2013))
    assert I("2012").overlaps(I("2012-09/2014"))
    assert not I("2012").overlaps(I("2013"))
    assert I("../2012").overlaps(I("-0043"))
    assert not I("XXXX-12-25").overlaps(I("2012"))
    assert not I("2012").contains(I("XXXX-12-25"))
    assert not I("XXXX-12-25").contains(Moment(2012, 12, 25))


def test_intervals_have_a_total_order() -> None:
    intervals = [I(text) for text in "-0043 ../1850 1850 1850~ [1850] 1850/1851 1850/.. ../2011-05 2012-01-01".split()]
    intervals += [I(text) for text in "2012-01 2012 Y99999 ../.. XXXX-12-25".split()]
    for shuffled in (intervals[::-1], intervals[1::2] + intervals[::2]):
        assert sorted(shuffled) == sorted(intervals)
    for a, b in itertools.combinations(sorted(intervals), 2):
        assert a < b
        assert b > a
        assert a <= b
        assert b >= a
        assert a != b
    shown = sorted([I("2012"), I("2012-01-01"), I("../2012-06"), I("2012-01")])
    assert [interval.edtf for interval in shown] == ["2012-01-01", "2012-01", "2012", "../2012-06"]


def test_qualifiers_combine() -> None:
    none, maybe, near, both = Qualifier
    assert none | none is none
    assert none | near is near
    assert maybe | maybe is maybe
    assert maybe | near is near | maybe is both
    assert both | near is maybe | both is both


def test_granularities_have_ranks_from_fine_to_coarse() -> None:
    assert [g.rank for g in Granularity] == list(range(16))
    assert G.DAY.rank < G.WEEK.rank < G.MONTH.rank < G.YEAR.rank


def test_every_relation_has_an_inverse() -> None:
    assert all(relation.inverse.inverse is relation for relation in Relation)
    assert Relation.EQUALS.inverse is Relation.EQUALS
    assert Relation.UNKNOWN.inverse is Relation.UNKNOWN


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (EDTFError("2012-13", 5, "no such month"), ["2012-13", "5", "no such month"]),
        (TimexValueError("P", "no unit"), ["P", "no unit"]),
        (RangeError(Moment(0), "date", "too early"), ["0000-01-01", "date", "too early"]),
        (ArgumentError("dct", "soon", "no date"), ["dct", "soon", "no date"]),
        (LocaleError("xx.toml", "month", "no such slot"), ["xx.toml", "month", "no such slot"]),
        (LocaleError("xx.toml", None, "not TOML"), ["xx.toml", "not TOML"]),
        (UnknownFormatError("doc", ("csv", "json")), ["doc", "csv, json"]),
        (DocumentError("a.txt", "not UTF-8"), ["a.txt", "not UTF-8"]),
        (ReadError("csv", "row 3", "no title"), ["csv", "row 3", "no title"]),
        (MissingExtraError("cli", "rich"), ["rich", "dateline[cli]"]),
    ],
)
def test_errors_say_what_and_where_and_survive_pickling(error: DatelineError, words: list[str]) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert vars(again) == vars(error)
    assert all(word in str(error) for word in words)
    assert isinstance(error, (ValueError, LookupError, ImportError))


def test_an_error_does_not_repeat_a_huge_value() -> None:
    assert len(str(ArgumentError("dct", "9" * 10_000_000, "too long"))) < 200
    assert len(str(EDTFError("9" * 10_000_000, 4, "too long"))) < 200
