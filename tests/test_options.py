"""What a caller can settle: options of time, and words and rules of one's own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from dateline import ArgumentError, Locale, LocaleError, find_timexes, parse, parse_many

if TYPE_CHECKING:
    from pathlib import Path

DCT = "2012-11-09"


def values(text: str, **options: Any) -> list[str]:
    options.setdefault("dct", DCT)
    return [t.value for t in find_timexes(text, **options)]


def spans(text: str, **options: Any) -> list[str]:
    options.setdefault("dct", DCT)
    return [t.interval.edtf for t in find_timexes(text, **options) if t.interval is not None]


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("Monday: stocktaking", "2012-11-05", "2012-11-12"),
        ("the fair, 3 March", "2012-03-03", "2013-03-03"),
        ("rent, the 20th", "2012-10-20", "2012-11-20"),
    ],
)
def test_prefer_decides_where_tense_says_nothing(text: str, past: str, future: str) -> None:
    text = (
        text + ".\n\n" + "The notes have nothing else on it. " * 12
    )  # not a short message, which looks ahead by itself
    assert values(text, prefer="past") == [past]
    assert values(text, prefer="future") == [future]


def test_prefer_gives_way_to_tense() -> None:
    assert values("They met on Monday.", prefer="future") == ["2012-11-05"]
    assert values("They will meet on Monday.", prefer="past") == ["2012-11-12"]


@pytest.mark.parametrize(("order", "value", "other"), [("dmy", "2021-04-03", False), ("mdy", "2021-03-04", False)])
def test_order_settles_a_numeric_date(order: str, value: str, other: bool) -> None:
    (timex,) = find_timexes("Paid on 03/04/2021.", dct=DCT, order=order)
    assert timex.value == value
    assert bool(timex.alternatives) is other


def test_without_an_order_both_readings_are_kept() -> None:
    (timex,) = find_timexes("Paid on 03/04/2021.", dct=DCT)
    assert timex.interval is not None
    assert {timex.interval.edtf, *(i.edtf for i in timex.alternatives)} == {"2021-03-04?", "2021-04-03"}


@pytest.mark.parametrize(
    ("other", "value"),
    [("Ordered on 23/04/2021.", "2021-04-03"), ("Ordered on 04/23/2021.", "2021-03-04")],
)
def test_another_date_of_the_document_decides(other: str, value: str) -> None:
    first, _ = find_timexes(f"Paid on 03/04/2021. {other}", dct=DCT)
    assert first.value == value
    assert not first.alternatives


def test_weeks_may_begin_on_sunday() -> None:
    assert spans("It rained last week.") == ["2012-10-29/2012-11-04"]
    assert spans("It rained last week.", week_start="sunday") == ["2012-10-28/2012-11-03"]


def test_seasons_of_the_south() -> None:
    assert spans("It was built in the summer of 2010.") == ["2010-22"]
    assert spans("It was built in the summer of 2010.", hemisphere="south") == ["2010-24"]
    assert values("It was built in the summer of 2010.", hemisphere="south") == ["2010-SU"]


def test_now_is_a_document_date_with_a_time() -> None:
    assert values("Call me in the office two hours ago", dct=datetime(2012, 11, 9, 15, 30)) == ["2012-11-09T13:30"]


@pytest.mark.parametrize(
    "options", [{"order": "ymd"}, {"prefer": "never"}, {"week_start": "friday"}, {"hemisphere": "east"}]
)
def test_a_wrong_option_is_named(options: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError, match=next(iter(options))):
        parse("It rained.", **options)


# -- own vocabulary --------------------------------------------------------------------------------------------------

OWN = {
    "holidays": {"XXXX-05-17": ["Founders Day"]},
    "periods": {"1940-09-07/1941-05-11": ["the Long Siege"]},
    "lexicon": {"unit": {"W": ["sennight"]}},
    "rule": [
        {
            "name": "sprint",
            "match": "sprint {n}",
            "kind": "SPAN",
            "value": "XXXX-W{n}",
            "examples": {"sprint 45": "2012-W45"},
        }
    ],
}


def test_own_words_rules_holidays_and_periods() -> None:
    locale = Locale.load("en").extend(OWN)
    text = "On Founders Day 2011, as in the Long Siege, they met; sprint 44 began a sennight later."
    found = find_timexes(text, dct=DCT, locale=locale)
    assert [(t.text, t.interval.edtf if t.interval else None) for t in found] == [
        ("Founders Day 2011", "2011-05-17"),
        ("the Long Siege", "1940-09-07/1941-05-11"),
        ("sprint 44", "2012-10-29/2012-11-04"),
        ("a sennight later", "2012-11-05/2012-11-11"),
    ]
    assert [t.text for t in parse(text, dct=DCT, locale=locale).timexes] == [t.text for t in found]
    assert not find_timexes("sprint 44, Founders Day", dct=DCT)


def test_extending_leaves_the_locale_as_it_was() -> None:
    locale = Locale.load("en")
    locale.extend(OWN)
    assert Locale.load("en") is locale
    assert len(locale.rules) == len(Locale.load("en").rules)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"rule": [{**OWN["rule"][0], "examples": {"sprint 45": "2013-W45"}}]}, "gives .*2012-W45.*not '2013-W45'"),  # type: ignore[index]
        ({"rule": [{**OWN["rule"][0], "examples": {}}]}, "at least one example"),  # type: ignore[index]
        ({"rule": [{**OWN["rule"][0], "kind": "SPRINT"}]}, "kind must be one of"),  # type: ignore[index]
        ({"words": {}, "colours": {}}, "unknown table 'colours'"),
    ],
)
def test_an_extension_that_does_not_hold_is_refused(more: dict[str, Any], reason: str) -> None:
    with pytest.raises(LocaleError, match=reason):
        Locale.load("en").extend(more)


def test_a_locale_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'code = "own"\nname = "Own"\ntriggers = ["dawnish"]\n[lexicon]\ndawnish = ["cockcrow"]\n'
        '[[rule]]\nname = "cockcrow"\nmatch = "{dawnish}"\nkind = "PART"\nvalue = "XXXX-XX-XXTMO"\n',
        encoding="utf-8",
    )
    assert [t.value for t in find_timexes("They left at cockcrow.", dct=DCT, language=str(path))] == ["2012-11-09TMO"]


def test_a_timex_explains_itself() -> None:
    (timex,) = find_timexes("It fell on 03/04/2021.", dct=DCT)
    told = timex.explain()
    for words in ("numeric date", "num 03 04 2021", "2021-03-04?", "or 2021-04-03"):
        assert words in told
    (timex,) = find_timexes("It fell last month.", dct=DCT)
    assert "counted from the document date 2012-11-09." in timex.explain()
    (timex,) = find_timexes("It fell on Tuesday.", dct=DCT)
    assert timex.explain().splitlines() == [
        "“Tuesday” (11–18) is the DATE 2012-11-06, counted from the document date 2012-11-09, "
        "as its clause is in the past.",
        "Rule “weekday” read it as XXXX-WXX-2, which means 2012-11-06.",
    ]
    (event,) = parse("It fell on Tuesday.", dct=DCT)
    assert "as the clause of “fell” is in the past" in event.explain()
    (timex,) = find_timexes("It fell on Tuesday.")
    assert "stays open" in timex.explain()


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("He rang at 14:05 on 4 May 2024.", "Europe/London", "2024-05-04T14:05+01:00"),
        ("He rang at 14:05 on 4 January 2024.", "Europe/London", "2024-01-04T14:05+00:00"),
        ("He rang at 14:05 on 4 May 2024.", "+02:00", "2024-05-04T14:05+02:00"),
        ("He rang at 14:05 on 4 May 2024.", "Z", "2024-05-04T14:05Z"),
        ("He rang at 14:05 on 4 May 2024.", None, "2024-05-04T14:05"),
        # A zone that is said, and one that the text declares, outdo it.
        ("He rang at 14:05 GMT+3 on 4 May 2024.", "Europe/London", "2024-05-04T14:05+03:00"),
        ("All times are in UTC.\n\nHe rang at 14:05 on 4 May 2024.", "Europe/London", "2024-05-04T14:05Z"),
    ],
)
def test_a_zone_for_clock_times_that_name_none(text: str, zone: str | None, expected: str) -> None:
    assert values(text, zone=zone)[0] == expected
    (event,) = parse(text, dct=DCT, zone=zone)
    assert event.when is not None
    assert event.when.edtf.startswith(expected[:16])


def test_a_zone_touches_no_day() -> None:
    assert values("He rang on 4 May 2024.", zone="Europe/London") == ["2024-05-04"]


@pytest.mark.parametrize("zone", ["Mars/Base", "", "+2", "+24:00", "../x", 3])
def test_what_is_no_zone_is_told(zone: Any) -> None:
    with pytest.raises(ArgumentError, match="zone"):
        find_timexes("He rang at 14:05.", dct=DCT, zone=zone)


@pytest.mark.parametrize(
    ("dct", "text", "expected"),
    [
        ("2020", "He left yesterday.", "XXXX-XX-XX"),
        ("2020", "He left on the 8th.", "XXXX-XX-08"),
        ("2020", "He left last year.", "2019"),
        ("2021-05", "He left on Monday.", "XXXX-WXX-1"),
        ("2021-05", "He left last month.", "2021-04"),
        ("2021-05-03", "He left yesterday.", "2021-05-02"),
    ],
)
def test_no_day_is_counted_from_a_month_or_a_year(dct: str, text: str, expected: str) -> None:
    assert values(text, dct=dct) == [expected]


def test_one_text_is_no_list_of_texts() -> None:
    with pytest.raises(ArgumentError, match="one text"):
        list(parse_many("He left on 4 May 2024."))


def test_an_option_that_there_is_not_is_told_with_those_there_are() -> None:
    with pytest.raises(ArgumentError, match=r"'colour' is 'red': there is no such option; .* dct, events"):
        parse_many([], colour="red")  # type: ignore[call-overload]
    with pytest.raises(ArgumentError, match=r"'events' .* there are language, .*, dct\Z"):
        find_timexes("In May 1912.", events="all")  # type: ignore[call-arg]
