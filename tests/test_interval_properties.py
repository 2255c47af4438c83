"""What holds for every moment and interval, however strange: round trips, order, and no other error than ours."""

from __future__ import annotations

import pickle
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone

from hypothesis import assume, example, given
from hypothesis import strategies as st

from dateline.errors import ArgumentError, EDTFError
from dateline.interval import Granularity, Interval, Moment, Qualifier, Relation

MONTHS = {Granularity.MONTH, Granularity.SEASON, Granularity.QUARTER, Granularity.HALF}
# Weeks, weekends and parts of a day are days in EDTF, and come back as such.
OWN_NOTATION = [g for g in Granularity if g not in (Granularity.WEEK, Granularity.WEEKEND, Granularity.PART_OF_DAY)]

years = st.one_of(st.integers(-120_000, 120_000), st.integers(1, 9999), st.integers(-60, 60))
offsets = st.one_of(st.none(), st.just(0), st.integers(-1439, 1439))
units = st.sampled_from(list(Granularity))


@st.composite
def moments(draw: st.DrawFn, years: st.SearchStrategy[int] = years) -> Moment:
    year, month = draw(years), draw(st.integers(1, 12))
    last = Moment(year, month).plus(1, Granularity.MONTH).plus(-1, Granularity.DAY).day
    clock = draw(st.integers(0, 86_400_000_000 - 1))
    seconds, micro = divmod(clock, 1_000_000)
    day = draw(st.integers(1, last))
    return Moment(year, month, day, seconds // 3600, seconds // 60 % 60, seconds % 60, micro, draw(offsets))


@st.composite
def intervals(draw: st.DrawFn, years: st.SearchStrategy[int] = years) -> Interval:
    """Units, stretches, open ends and sets, as the library makes them and EDTF can write them."""
    first_unit, last_unit = draw(st.sampled_from(OWN_NOTATION)), draw(st.sampled_from(OWN_NOTATION))
    # EDTF has no decades beyond four digits, and a moment of the year 0 lies in two of them.
    near = st.one_of(st.integers(-9000, -1), st.integers(1, 9000))
    place = near if first_unit.rank > Granularity.YEAR.rank or last_unit.rank > Granularity.YEAR.rank else years
    first, last = sorted((draw(moments(place)), draw(moments(place))))
    one, other = Interval.unit(first, first_unit), Interval.unit(last, last_unit)
    for change in draw(st.lists(st.sampled_from([Interval.approximate, Interval.uncertain]), max_size=2)):
        one = change(one)
    shape = draw(st.sampled_from(["unit", "to", "between", "since", "until"]))
    if shape in ("to", "between"):
        assert one.start is not None
        assert other.end is not None
        assume(other.end.instant > one.start.instant)
        return one.to(other) if shape == "to" else one.between(other)
    return {"unit": one, "since": one.since(), "until": one.until()}[shape]


@given(intervals())
@example(Interval.from_edtf("-0043/Y99999"))
def test_edtf_reads_back_what_it_writes(interval: Interval) -> None:
    again = Interval.from_edtf(interval.edtf)
    assert again.edtf == interval.edtf
    assert (again.qualifier, again.within) == (interval.qualifier, interval.within)
    assert (again.start, again.end) == (_bare(interval.start, interval), _bare(interval.end, interval))


def _bare(moment: Moment | None, interval: Interval) -> Moment | None:
    """A moment with the offset that EDTF can keep: none where no clock time is written."""
    if moment is None:
        return None
    unit = interval.granularity if moment is interval.start else interval.end_granularity or interval.granularity
    if unit.rank <= Granularity.HOUR.rank:
        return moment
    return Moment(moment.year, moment.month, moment.day)


@given(moments(st.integers(-9000, 9000)), units)
def test_timex_reads_back_what_it_writes(moment: Moment, granularity: Granularity) -> None:
    unit = Interval.unit(moment, granularity)
    value = unit.timex_value
    assume(value is not None)
    assert value is not None
    again = Interval.from_timex(value)
    assert again is not None
    assert again.timex_value == value
    assert (again.edtf, again.granularity) == (unit.edtf, unit.granularity)


@given(moments(), units)
def test_a_unit_holds_its_moment(moment: Moment, granularity: Granularity) -> None:
    unit = Interval.unit(moment, granularity)
    assert granularity is Granularity.WEEKEND or unit.contains(moment)
    assert unit.start == moment.floor(granularity)
    assert unit.start is not None
    assert unit.start.floor(granularity) == unit.start


@given(moments(), st.integers(-100_000, 100_000), units)
def test_steps_add_up(moment: Moment, n: int, granularity: Granularity) -> None:
    there = moment.plus(n, granularity)
    assert (there > moment) == (n > 0)
    back = there.plus(-n, granularity)
    if granularity in MONTHS or granularity.rank >= Granularity.YEAR.rank:
        assert back.day <= moment.day
        back = Moment(back.year, back.month, moment.day)
        assert (back.year, back.month) == (moment.year, moment.month)
    else:
        assert back == moment


@given(
    st.datetimes(timezones=st.one_of(st.none(), st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m)))))
)
def test_datetimes_go_in_and_out(value: datetime) -> None:
    moment = Moment.of(value)
    assert moment.datetime() == value
    assert moment.datetime().utcoffset() == value.utcoffset()
    assert Moment.of(moment.isoformat()) == moment
    assert moment.weekday == value.isoweekday()
    assert moment.iso_week == value.isocalendar()[:2]
    local = (value.replace(tzinfo=None) - datetime(1, 1, 1)) // timedelta(microseconds=1)
    assert moment.instant == local - (value.utcoffset() or timedelta()) // timedelta(microseconds=1)


@given(st.dates())
def test_dates_go_in_and_out(value: date) -> None:
    assert Moment.of(value).date() == value
    assert Interval.of(value.year, value.month, value.day).edtf == value.isoformat()


@given(moments(), moments(), moments())
def test_moments_are_totally_ordered(a: Moment, b: Moment, c: Moment) -> None:
    assert (a < b) + (a == b) + (a > b) == 1
    assert (a <= b) == (not a > b)
    assert not (a < b < c) or a < c
    assert (hash(a) == hash(b)) or a != b
    assert a.instant == b.instant or (a < b) == (a.instant < b.instant)


@given(intervals(), intervals(), intervals())
def test_intervals_are_totally_ordered(a: Interval, b: Interval, c: Interval) -> None:
    assert (a < b) + (a == b) + (a > b) == 1
    assert (a <= b) == (not a > b)
    assert not (a < b < c) or a < c
    assert sorted([a, b, c]) == sorted([c, a, b])
    assert pickle.loads(pickle.dumps(a)) == a


@given(intervals(), intervals())
def test_relations_mirror(a: Interval, b: Interval) -> None:
    possible = a.possible_relations(b)
    assert possible
    assert Relation.UNKNOWN not in possible
    assert b.possible_relations(a) == {relation.inverse for relation in possible}
    assert a.relation_to(b) is b.relation_to(a).inverse
    firm = [i.start and i.end and not i.within and i.qualifier is Qualifier.NONE for i in (a, b)]
    assert not all(firm) or len(possible) == 1
    if a.relation_to(b) in (Relation.BEFORE, Relation.MEETS):
        assert not a.overlaps(b)


edtf_like = st.text("0123456789XYESTZ-+:/.,[]{}?~%", max_size=30)


@given(st.one_of(st.text(max_size=40), edtf_like))
@example("[..]")
@example("[2003..2004,2005..]")
@example("XXXX-12-25T10:00Z")
@example("/")
def test_any_text_is_edtf_or_our_error(text: str) -> None:
    outcome = read(text)
    if isinstance(outcome, EDTFError):
        assert outcome.text == text
        assert 0 <= outcome.position <= len(text)
    else:
        assert Interval.from_edtf(outcome.edtf) == outcome
        assert outcome.timex_value is None or outcome.timex_value.isascii()


def read(text: str) -> Interval | EDTFError:
    try:
        return Interval.from_edtf(text)
    except EDTFError as error:
        return error


@given(st.one_of(st.text(max_size=30), st.text("0123456789XBCTWQHPE-:", max_size=20)))
def test_any_text_is_a_timex_value_or_none(value: str) -> None:
    interval = Interval.from_timex(value)
    assert interval is None or interval.start is not None


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_our_error(text: str) -> None:
    with suppress(ArgumentError):
        assert Moment.of(text).year is not None
