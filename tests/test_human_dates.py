"""Dates in the words of people: each kind of interval, and events whose words say which part of a time is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import intervals

import dateline
from dateline import Interval, LocaleError, Moment
from dateline.interval.human import date_words

LANGUAGES = sorted(path.stem for path in (Path(dateline.__file__).parent / "locales/dates").glob("*.toml"))
TOLD = {
    # One unit.
    "1964": "1964",
    "2016-05": "May 2016",
    "2016-05-03": "3 May 2016",
    "0899-10-26": "26 October 899",
    "0033": "AD 33",
    "-0043": "44 BC",
    "0000": "1 BC",
    "-0043-03-15": "15 March 44 BC",
    "Y-19999": "20,000 BC",
    "Y12000": "AD 12,000",
    "2019-21": "spring 2019",
    "2019-23": "autumn 2019",
    "2019-24": "winter 2019–20",
    "1999-24": "winter 1999–2000",
    "-0044-24": "winter 45–44 BC",
    "2016-33": "first quarter of 2016",
    "2016-41": "second half of 2016",
    "199X": "1990s",
    "18XX": "19th century",
    "20XX": "21st century",
    "10XX": "11th century",
    "2016-05-03T14:05": "3 May 2016, 14:05",
    "2016-05-03T14": "3 May 2016, 2 pm",
    "2016-05-03T00": "3 May 2016, 12 am",
    "2016-05-03T12": "3 May 2016, 12 pm",
    "2016-05-03T10/2016-05-03T16": "3 May 2016, 10 am–4 pm",
    "2016-05-03T14:05:09": "3 May 2016, 14:05:09",
    "2016-05-03T14:05Z": "3 May 2016, 14:05 UTC",
    "2016-05-03T14:05-04:00": "3 May 2016, 14:05 UTC−4",
    "2016-05-03T14:05+05:30": "3 May 2016, 14:05 UTC+5:30",
    # Reservations.
    "1811~": "c. 1811",
    "1811?": "1811?",
    "1811%": "c. 1811?",
    "2019-03-03~": "c. 3 March 2019",
    # Ranges, shortened by what both ends share.
    "2016-05-03/2016-05-05": "3–5 May 2016",
    "2019-03-03/2019-04-05": "3 March – 5 April 2019",
    "2019-12-28/2020-01-03": "28 December 2019 – 3 January 2020",
    "2016-05/2016-07": "May–July 2016",
    "2019-12/2020-01": "December 2019 – January 2020",
    "2003/2005": "2003–2005",
    "-0049/-0043": "50–44 BC",
    "-0043/0014": "44 BC–AD 14",
    "0014/0037": "AD 14–37",
    "1811~/1815": "c. 1811 – 1815",
    "2019-03-03~/2019-04-05": "c. 3 March 2019 – 5 April 2019",
    "2013-03-29T15:00/2013-03-29T17:00": "29 March 2013, 15:00–17:00",
    "2013-03-29T15:00/2013-03-30T17:00": "29 March 2013, 15:00 – 30 March 2013, 17:00",
    "2003/2005-06": "2003 – June 2005",
    # Ends that are open, not known, or only bounds.
    "2014-03/..": "since March 2014",
    "../2021": "until 2021",
    "1985/": "from 1985, end unknown",
    "/1985": "until 1985, start unknown",
    "../..": "at a time not known",
    "[2003..2005]": "between 2003 and 2005",
    "[1964]": "some time in 1964",
    "[2016-05-03]": "some time on 3 May 2016",
    "[1812..]": "1812 or later",
    "[..1815-03]": "March 1815 or earlier",
    # Patterns and sets.
    "XXXX-12-25": "25 December, year unknown",
    "XXXX-12": "December, year unknown",
    "XXXX-XX-08": "the 8th, month unknown",
    "2004-XX": "some month of 2004",
    "2004-06-XX": "some day in June 2004",
    "{1960,1962}": "1960 and 1962",
    "[1960,1962,1963-12]": "1960, 1962 or December 1963",
    "{1667..1670}": "1667–1670",
    "[1667,1668,1670..1672]": "1667, 1668 or 1670–1672",
    "1985-04-XX~": "c. some day in April 1985",
    "2004-06-XX/2004-07-XX": "some day in June 2004 – some day in July 2004",
    "2001-25": "spring 2001",
    "XXXX": "at a time not known",
}


@pytest.mark.parametrize(("edtf", "told"), TOLD.items())
def test_an_interval_is_told_as_people_write_dates(edtf: str, told: str) -> None:
    assert Interval.from_edtf(edtf).human() == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The hall burned down in the early 1990s.", "early 1990s"),
        ("The hall burned down in late 2019.", "late 2019"),
        ("The hall was built in the mid-19th century.", "mid-19th century"),
        ("The hall burned down on the morning of 3 May 2016.", "morning of 3 May 2016"),
        ("The hall burned down in the night of 3 May 2016.", "night of 3 May 2016"),
        ("The hall burned down in the week of 9 May 2016.", "week of 9 May 2016"),
        ("The hall was open from 1990 to 1994.", "1990–1994"),
        ("Ada Brook built the hall.", "undated"),
    ],
)
def test_an_event_says_which_part_of_a_time_is_meant(text: str, told: str) -> None:
    timeline = dateline.parse(text)
    assert [event.human() for event in timeline] == [told]


@pytest.mark.parametrize(
    ("text", "north", "south"),
    [
        ("The hall burned down in winter 2019.", "winter 2019–20", "June–August 2019"),
        ("The hall burned down in the summer of 2020.", "summer 2020", "December 2020 – February 2021"),
        ("The hall has stood empty since spring 2018.", "since spring 2018", "since September 2018"),
        ("The hall burned down in May 2019.", "May 2019", "May 2019"),
    ],
)
def test_a_season_of_the_south_is_told_by_its_months(text: str, north: str, south: str) -> None:
    # EDTF has one number for the winter of both hemispheres.
    assert [event.human() for event in dateline.parse(text, hemisphere="north")] == [north]
    assert [event.human() for event in dateline.parse(text, hemisphere="south")] == [south]


def test_why_tells_a_season_of_the_south_by_its_months_too() -> None:
    (event,) = dateline.parse("The hall burned down in winter 2019.", hemisphere="south")
    assert event.why() == "The text says “winter 2019”, which is June–August 2019."


def test_a_weekend_is_its_two_days() -> None:
    saturday = Moment(2016, 4, 30)
    assert Interval.unit(saturday, dateline.Granularity.WEEKEND).human() == "weekend of 30 April – 1 May 2016"


@given(intervals)
def test_every_interval_is_told_on_one_line(interval: Interval) -> None:
    told = interval.human()
    assert told
    assert told.isprintable()
    assert "{" not in told or interval.notation is not None


@pytest.mark.parametrize("language", ["", "xx", "../en", "en.toml", "tlh-Latn"])
def test_a_language_without_words_is_refused(language: str) -> None:
    with pytest.raises(LocaleError, match="no words for dates"):
        Interval.from_edtf("1964").human(language)


@pytest.mark.parametrize("language", ["en-GB", "en_GB", "EN"])
def test_a_variant_of_a_language_has_the_words_of_the_language(language: str) -> None:
    assert Interval.from_edtf("2016-05").human(language) == "May 2016"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "de",
            "3. Mai 2016|3.–5. Mai 2016|3. März – 5. April 2019|seit März 2014|um 1811|44 v. Chr.|19. Jahrhundert|"
            "1990er Jahre|Herbst 2019",
        ),
        (
            "fr",
            "3 mai 2016|3–5 mai 2016|3 mars – 5 avril 2019|depuis mars 2014|vers 1811|44 av. J.-C.|XIXe siècle|"
            "années 1990|automne 2019",
        ),
        (
            "es",
            "3 de mayo de 2016|3–5 de mayo de 2016|3 de marzo – 5 de abril de 2019|desde marzo de 2014|hacia 1811|"
            "44 a. C.|siglo XIX|década de 1990|otoño de 2019",
        ),
    ],
)
def test_other_languages(language: str, told: str) -> None:
    times = (
        "2016-05-03",
        "2016-05-03/2016-05-05",
        "2019-03-03/2019-04-05",
        "2014-03/..",
        "1811~",
        "-0043",
        "18XX",
        "199X",
        "2019-23",
    )
    assert (
        "|".join(Interval.from_edtf(edtf).human(language).replace("\N{NO-BREAK SPACE}", " ") for edtf in times) == told
    )


@given(intervals, st.sampled_from(LANGUAGES))
def test_every_language_tells_every_interval(interval: Interval, language: str) -> None:
    assert interval.human(language)


def test_every_language_has_the_words_that_english_has() -> None:
    def names(language: str) -> set[str]:
        return {
            f"{name}.{key}" if isinstance(table, dict) and name != "ordinals" else name
            for name, table in date_words(language).items()
            for key in (table if isinstance(table, dict) else [""])
        }

    assert len(LANGUAGES) >= 4
    for language in LANGUAGES:
        assert names(language) == names("en")
