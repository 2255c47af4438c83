"""What a time counts from in a text: the day of telling, the story so far, the hour before; and what moves neither."""

from __future__ import annotations

import pytest

from dateline import Source, Timex, find_timexes, parse

FILLER = " " + "The firm makes pumps and pipes for farms, and sells them in many towns by the river. " * 6


def values(text: str, dct: str | None = None) -> dict[str, str]:
    """The value of each timex by its words; of the same words the last."""
    return {timex.text: timex.value for timex in find_timexes(text, dct=dct)}


# -- the day that the text says it is

PRESENT = [
    (
        "Today is Monday, May 3rd. I packed yesterday. It's currently 2:25 a.m. on Wednesday. I sail tomorrow.",
        {"Today": "2021-05-03", "yesterday": "2021-05-02", "tomorrow": "2021-05-06"},
    ),
    ("Dear all, tonight is Thursday, May 27th. We leave tomorrow.", {"tomorrow": "2021-05-28"}),
    ("It is now 7 May. Yesterday it rained.", {"7 May": "2021-05-07", "Yesterday": "2021-05-06"}),
    ("It is Friday, 7 May. Yesterday it rained.", {"Yesterday": "2021-05-06"}),
    # may answer any question
    ("When is the fair? It is 7 May. Yesterday it rained.", {"Yesterday": "2021-05-29"}),
    # of somebody else's today
    ("They said that today is the 3rd. Yesterday we won.", {"Yesterday": "2021-05-29"}),
    # the day of telling is none after the document
    ("Today is 20 December. We dine tomorrow.", {"20 December": "2020-12-20", "tomorrow": "2020-12-21"}),
]


@pytest.mark.parametrize(("text", "expected"), PRESENT)
def test_the_day_that_it_is_said_to_be(text: str, expected: dict[str, str]) -> None:
    assert values(text, "2021-05-30").items() >= expected.items()


def test_a_weekday_that_does_not_fit_leaves_the_day_of_telling_near_the_document() -> None:
    # 30 May 1967 was a Tuesday.
    found = values("Tonight is Thursday, May 30th. We leave tomorrow.", "1967-05-30")
    assert found["Thursday, May 30th"] == "1967-05-30"
    assert found["tomorrow"] == "1967-05-31"


def test_the_day_of_telling_is_explained() -> None:
    day = next(
        timex for timex in find_timexes("Today is 3 May. We left yesterday.", dct="2021-05-30") if "3" in timex.text
    )
    assert day.setting.position == "present"
    assert "says what day it is" in day.explain()
    assert "from which “today” counts" in day.explain()


def test_what_only_says_which_day_it_is_tells_of_nothing() -> None:
    text = "Today is Monday, 3 May. The next day was Tuesday. The wedding was on Friday."
    assert [event.title for event in parse(text, dct="2021-05-30")] == ["The wedding was on Friday"]


# -- clock times

CLOCKS = [
    # over midnight
    (
        "At 23:50 on 1 March 2021 the alarm rang. Between 00:10 and 01:30 he tried the doors. At 09:00 he left.",
        {"00:10": "2021-03-02T00:10", "01:30": "2021-03-02T01:30", "09:00": "2021-03-02T09:00"},
    ),
    ("He was on guard from 11:15 pm on 3 May 1944 to 4 am.", {"4 am": "1944-05-04T04:00"}),
    ("Bring the call forward from 3 pm to 1 pm on Friday.", {"3 pm": "2021-04-02T15:00", "1 pm": "2021-04-02T13:00"}),
    ("On 1 March 2021 he rang at 23:00. He had slept until 02:00.", {"02:00": "2021-03-01T02:00"}),
    ("At 14:00 on 1 March 2021 he rang. At 02:00 he slept.", {"02:00": "2021-03-01T02:00"}),
    # the date of a weekday
    ("It left at 9 pm on Thursday 2 September 2021.", {"9 pm": "2021-09-02T21:00"}),
    ("It left at 9 pm on Thursday.", {"9 pm": "2021-03-25T21:00"}),
    # the half of the day is that of the part beside it; the small hours of last night are today's
    ("The power failed at 9 on Friday night.", {"9": "2021-03-26T21:00"}),
    ("Last night at 11.30 a shed burned.", {"11.30": "2021-03-30T23:30"}),
    ("Last night at 2.30 am a shed burned.", {"2.30 am": "2021-03-31T02:30"}),
    ("He fell at 3.20 on the morning of 4 May 1950.", {"3.20": "1950-05-04T03:20"}),
    # ends of ranges
    ("Move the call from noon to 1:30 on Monday.", {"noon": "2021-04-05T12:00", "1:30": "2021-04-05T13:30"}),
    ("Tomorrow between 9 and 12 the plumber comes.", {"9": "2021-04-01T09:00", "12": "2021-04-01T12:00"}),
    ("The choir sings on Thursday, 8:15 to 11.", {"11": "2021-04-01T11:00"}),
    # counted from an hour and not from its day
    ("At 23:58 on Monday it failed. Two minutes later it rang.", {"Two minutes later": "2021-03-30T00:00"}),
    # an hour without its half, after one of the afternoon
    ("The board met at 7.30 pm on 3 March 2021. It rose at ten to nine.", {"ten to nine": "2021-03-03T20:50"}),
    ("He rang at 2 pm on 3 March 2021. He had left at 09:00.", {"09:00": "2021-03-03T09:00"}),
    # the same hour in two zones; two hours of each day of a set
    (
        "It opens at 10 a.m. Eastern (7 a.m. Pacific) on May 2, 2024.",
        {"10 a.m. Eastern": "2024-05-02T10:00-04:00", "7 a.m. Pacific": "2024-05-02T07:00-07:00"},
    ),
    ("Daily at 10:00 and 15:30 the bell rings.", {"10:00": "XXXX-XX-XXT10:00", "15:30": "XXXX-XX-XXT15:30"}),
    # some part of a day
    ("One morning he woke up.", {"One morning": "XXXX-XX-XXTMO"}),
    ("It fell on 3 May 1911. In one night they mended it.", {"one night": "1911-05-03TNI"}),
]


@pytest.mark.parametrize(("text", "expected"), CLOCKS)
def test_hours(text: str, expected: dict[str, str]) -> None:
    assert values(text, "2021-03-31").items() >= expected.items()


# -- tense

TENSES = [
    ("The surveyor asked in April for the seals to be changed by June.", {"April": "2021-04", "June": "2021-06"}),
    ("It gave the builder until mid-June to finish." + FILLER, {"mid-June": "2021-06"}),
    ("The firm has extended the loan through September." + FILLER, {"September": "2021-09"}),
    ("The bank lent the yard money repayable by August." + FILLER, {"August": "2021-08"}),
    ("Neither he nor his aides could be reached on Wednesday." + FILLER, {"Wednesday": "2021-05-26"}),
    ("The city approved a scheme to run from July to December." + FILLER, {"July": "2021-07", "December": "2021-12"}),
    (
        "Mowing will begin in June and be done every Friday until the end of July." + FILLER,
        {"the end of July": "2021-07"},
    ),
    # no tense: the quarter that is nearest
    ("Actions: load test in Q2; review in Q4." + FILLER, {"Q2": "2021-Q2", "Q4": "2021-Q4"}),
    # the date of a paper lends its month to no other
    ("The minutes of 9 April were read. The road was shut on the 3rd." + FILLER, {"the 3rd": "2021-05-03"}),
    ("The road was shut on 9 April. It was open on the 13th." + FILLER, {"the 13th": "2021-04-13"}),
    ("The road was shut on 9 April last year. It was open on the 13th.", {"the 13th": "2020-04-13"}),
    ("He sent his report on 12 August last year and we filed it on the 20th.", {"the 20th": "2020-08-20"}),
    # what is over counts from no time to come
    (
        "The boat left on 2 May. He said it would not last the winter. He resigned the following Monday.",
        {"the following Monday": "2021-05-03"},
    ),
    # nobody knows when
    (
        "The boat sank on 2 May. Two days after the burial he spoke. He left the following Monday.",
        {"the following Monday": "XXXX-WXX-1"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), TENSES)
def test_tenses(text: str, expected: dict[str, str]) -> None:
    assert values(text, "2021-05-28").items() >= expected.items()


NEWS = [
    # A day of the last weeks, in a text that tells of today, is nearer at hand than one of years ago.
    ("He is ill today. He was hurt on 21 December 1988. In April he fell." + FILLER, "April", "2021-04"),
    # A chronicle goes on with its own years.
    (
        "On 2 May 1901 he was born. On 3 June 1915 he went to sea. On 4 July 1922 he wed. On 1 March 1931 he sailed. "
        "In April he fell.",
        "April",
        "1931-04",
    ),
]


@pytest.mark.parametrize(("text", "said", "value"), NEWS)
def test_news_and_chronicles(text: str, said: str, value: str) -> None:
    assert values(text, "2021-05-20")[said] == value


# -- years

YEARS = [
    # early ones, where the text tells of such times
    ("Abbo (c. 314–368) was an abbot. In 348 the old abbot died.", {"348": "0348"}),
    ("A poet of the ninth century came. In 853 the town burned.", {"853": "0853"}),
    ("The school was founded in 1953. It lent books in 348 towns.", {"1953": "1953"}),
    # two years
    ("In the winter of 1776-77 he left.", {"the winter of 1776-77": "1776-WI"}),
    ("She was born on 10 February 1720/21.", {"10 February 1720/21": "1721-02-10"}),
    ("It was shut from November through February 2020.", {"November": "2019-11"}),
    ("It was shut from November until 3 May 2019.", {"November": "2018-11"}),
    ("It stood from about 1200 to about 400 BC.", {"about 1200": "BC1200", "about 400 BC": "BC0400"}),
    ("It stood from the 15th to the 19th century.", {"the 15th": "14", "the 19th century": "18"}),
    # the winter of a day in February
    ("On 6 February 2017 he spoke of that winter. He left on 10 March.", {"that winter": "2016-WI"}),
    ("In October 2015 it broke; that winter it froze.", {"that winter": "2015-WI"}),
    # counts, pages and names are none
    ("The firm shipped 1999 lamps to customer 1875.", {}),
    ("Journal of Pumps 92 (6): 1087–1101.", {}),
]


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_years(text: str, expected: dict[str, str]) -> None:
    found = values(text, "2021-05-20")
    assert found.items() >= expected.items()
    if not expected:
        assert not found


def test_lists_of_days_share_their_month_to_the_end() -> None:
    days = [timex.value for timex in find_timexes("We play on May 2, 9, 16 and 23.", dct="2021-04-01")]
    assert days == ["2021-05-02", "2021-05-09", "2021-05-16", "2021-05-23"]
    days = [timex.value for timex in find_timexes("We met on 2, 9, 16 and 23 May.", dct="2021-06-01")]
    assert days == ["2021-05-02", "2021-05-09", "2021-05-16", "2021-05-23"]
    days = [timex.text for timex in find_timexes("We met on May 2, 9 of us and 16 men.", dct="2021-06-01")]
    assert days == ["May 2"]


def test_so_many_years_ago_to_the_day() -> None:
    assert values("Five years ago today it opened.", "2021-05-30") == {"Five years ago today": "2016-05-30"}
    assert values("It shut a week ago Tuesday.", "2021-05-30") == {"a week ago Tuesday": "2021-05-18"}
    leap: dict[str, str] = values("Three years ago today it opened.", "2024-02-29")
    assert leap == {"Three years ago today": "2021-02-28"}


def interval(timex: Timex) -> str | None:
    return timex.interval.edtf if timex.interval is not None else None


def test_stretches_in_other_units() -> None:
    said = {
        "In the past decade it grew.": "2011/2021",
        "In the past 2 1/2 years it grew.": "2018-11/2021-05",
        "In the next decade it will grow.": "2021/2031",
        "In the past 33 1/2 months it grew.": None,
    }
    found = {text: interval(find_timexes(text, dct="2021-05-30")[0]) for text in said}
    assert found == said


LETTER = """On 3 May 1911 she wrote to her sister:

    We moved yesterday. Tom comes on Monday.

It was found last week.
"""
MAIL = """In an e-mail of 9 October 2019 the clerk wrote:

“We met yesterday.

“We vote on Friday.”

It failed last year.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LETTER, {"yesterday": "1911-05-02", "Monday": "1911-05-08", "last week": "2021-W23"}),
        (MAIL, {"yesterday": "2019-10-08", "Friday": "2019-10-11", "last year": "2020"}),
        (
            "Her diary for 2 March 1944 reads:\n\n> Bombs fell last night.\n\nWe read it today.\n",
            {"today": "2021-06-15"},
        ),
        (
            'On 5 May 1911 he replied:\n"I left yesterday."\nThen he went last month.',
            {"yesterday": "1911-05-04", "last month": "2021-05"},
        ),
        # not said then
        ("The dam of 5 May 2019 has these parts:\n\nA gate mended yesterday.\n", {"yesterday": "2021-06-14"}),
        ("He met her on 5 May 2019. The rules:\n\nPay by Friday.\n", {"Friday": "2021-06-18"}),
    ],
)
def test_what_is_set_off_counts_from_its_own_day(text: str, expected: dict[str, str]) -> None:
    assert values(text, "2021-06-15").items() >= expected.items()


LETTERS = """Letters of Ada Brock

Ada Brock to Tom Lund, Leith, 3 May 1911

Dear Tom,
Yesterday the dam broke. We leave on Monday.
Yours, Ada

They were printed last year.

Ada Brock to Kate Holm, Cork, 9 June 1911

My dear Kate,
We came last week. Tom arrives tomorrow.
"""
MAILS = """From: Ada Brock
Date: Tue, 4 May 2021 09:12:00 +0100

The dam broke yesterday.

From: Tom Lund
Date: Wed, 5 May 2021 10:00:00 +0100

I will come tomorrow.
"""
ANSWERED = """I came today.

On Tue, 4 May 2021 at 09:12, Ada Brock wrote:
> The dam broke yesterday.
"""
FIELDS = "From: Ada Brock <ada@brock.example>\n{}\nSubject: The dam?\nTo: Tom Lund\n\nThe dam broke yesterday.\n"
IN_DIGITS = "See below.\n\nOn 3/5/2021 10:00 AM, Ada Brock wrote:\n> The dam broke yesterday.\n"
IN_EACH_OTHER = """I came today.

On Tue, 4 May 2021 at 09:12, Ada Brock wrote:
> I agree.
>
> On Mon, 1 Mar 2021 at 08:00, Tom Lund wrote:
>> The dam broke yesterday.
>
> It was mended last night.

We met this morning.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LETTERS, {"Yesterday": "1911-05-02", "Monday": "1911-05-08", "last week": "1911-W22", "last year": "2020"}),
        (MAILS, {"yesterday": "2021-05-03", "tomorrow": "2021-05-06"}),
        (ANSWERED, {"today": "2021-06-15", "yesterday": "2021-05-03"}),
        (IN_EACH_OTHER, {"yesterday": "2021-02-28", "last night": "2021-05-03TNI", "this morning": "2021-06-15TMO"}),
        # a mail that is passed on, as mail programs do
        *(
            (above + FIELDS.format(date).replace("\n", "\n" + mark) + "\n\nI came today.", {"yesterday": "2021-05-03"})
            for above, mark in (
                ("---------- Forwarded message ---------\n", ""),
                ("Please read this.\n\n________________________________\n", ""),
                ("Tom,\n\n-----Original Message-----\n", ""),
                ("Please read this.\n\n", ""),
                ("Begin forwarded message:\n\n> ", "> "),
            )
            for date in (
                "Date: Tue, May 4, 2021 at 10:00 AM",
                "Date: Tue, 4 May 2021 09:12:00 +0100",
                "Sent: Tuesday, May 4, 2021 10:00 AM",
                "Date: 4 May 2021 at 10:00:00 CET",
            )
        ),
        # what heads the document is that, whatever its title
        ("THE DAM\n\n" + FIELDS.format("Date: 4 May 2021"), {"yesterday": "2021-06-14"}),
        # one letter that heads its document is that document
        ("Leith, 3 May 1911\n\nDear Tom,\nYesterday it broke.\n", {"Yesterday": "2021-06-14"}),
        # a date that ends a line
        ("The dam broke on 3 May 1911\n\nIt was mended yesterday.\n", {"yesterday": "2021-06-14"}),
    ],
)
def test_letters_and_messages_count_from_their_own_dates(text: str, expected: dict[str, str]) -> None:
    assert values(text, "2021-06-15").items() >= expected.items()


def test_what_is_passed_on_ends_with_its_marks() -> None:
    text = "Begin forwarded message:\n\n> Date: 4 May 2021\n>\n> The dam broke.\n\nI came today."
    assert values(text, "2021-06-15")["today"] == "2021-06-15"


def test_what_counts_from_a_date_with_two_readings_has_two_too() -> None:
    found = {timex.text: timex for timex in find_timexes(IN_DIGITS, dct="2021-06-15")}["yesterday"]
    assert found.value == "2021-03-04"
    assert [reading.edtf for reading in found.alternatives] == ["2021-05-02"]
    settled = {timex.text: timex for timex in find_timexes(IN_DIGITS, dct="2021-06-15", order="dmy")}["yesterday"]
    assert (settled.value, settled.alternatives) == ("2021-05-02", ())


def test_what_was_published_later_is_no_letter_of_that_day() -> None:
    text = "Date: 4 May 2021\nFrom: Ada Brock\n\nThe dam broke yesterday.\n"
    published = {timex.text: timex.value for timex in find_timexes(text, source=Source(published="2021-06-15"))}
    assert published["yesterday"] == "2021-05-03"


# -- days that nothing tells, and hours of them

OPEN_DAYS = [
    ("The club met on a Monday.", {"a Monday": "XXXX-WXX-1"}),
    ("It was sold on a Tuesday morning.", {"a Tuesday morning": "XXXX-WXX-2TMO"}),
    ("It burnt on 5 May 2012. It was a Saturday.", {"a Saturday": "2012-05-05"}),
    # written on one
    ("The pool is full on a Friday!", {"a Friday": "2020-10-16"}),
    ("The pool was full on a Friday.", {"a Friday": "XXXX-WXX-5"}),
]


@pytest.mark.parametrize(("text", "expected"), OPEN_DAYS)
def test_some_weekday(text: str, expected: dict[str, str]) -> None:
    assert values(text, "2020-10-16").items() >= expected.items()


OPEN_HOURS = [
    ("We dine on Friday at 5 pm.", {"5 pm": "XXXX-WXX-5T17:00"}),
    ("He left on 7 May at noon.", {"noon": "XXXX-05-07T12:00"}),
    ("He came on Monday night at 9:15.", {"Monday night": "XXXX-WXX-1TNI", "9:15": "XXXX-WXX-1T21:15"}),
    ("Doors at 7 pm, Friday 3 May.", {"7 pm, Friday 3 May": "XXXX-05-03T19:00"}),
    # far from any day
    ("We dined on Friday." + FILLER + "He left at 5 pm.", {"5 pm": "XXXX-XX-XXT17:00"}),
]


@pytest.mark.parametrize(("text", "expected"), OPEN_HOURS)
def test_an_hour_of_a_day_that_is_not_known(text: str, expected: dict[str, str]) -> None:
    assert values(text).items() >= expected.items()


LIFE = (
    "Nora Vance was born in 1921. She moved to Leith in 1947 and to Ayr in 1951. From 1960 to 1972 she led the choir. "
)


def test_a_weekday_after_the_seasons_of_a_life_is_of_now() -> None:
    text = LIFE + "After a fall in the spring of 2012 she lived with her son. She died on Monday night."
    assert values(text, "2020-10-14")["Monday night"] == "2020-10-12TNI"


def test_what_somebody_was_told_to_do_came_after_the_telling() -> None:
    text = "On 3 May 2007 the clerk told her to come back on Monday. She asked him to wait until June."
    assert values(text, "2010-05-05").items() >= {"Monday": "2007-05-07", "June": "2007-06"}.items()
    asked = LIFE + "In the summer of 1973 Ivor Lane broke her stool and told her to come back on Monday."
    assert values(asked, "2010-05-05")["Monday"] == "XXXX-WXX-1"


# -- how far off something is, within bounds

DISTANCES = [
    ("He sold it between ten and fifteen years ago.", {"fifteen years ago": "2005/2010", "ten": None}),
    ("He sold it two or three weeks ago.", {"three weeks ago": "2020-09-21/2020-10-04"}),
    ("He sold it 3–4 days ago.", {"4 days ago": "2020-10-10/2020-10-11"}),
    ("It will open in two or three weeks.", {"three weeks": "2020-10-26/2020-11-08", "two": None}),
    ("In 1920 it fell. Twenty to thirty years later it stood again.", {"thirty years later": "1940/1950"}),
    ("A bridge stood here nine to twelve thousand years ago.", {"twelve thousand years ago": "-9980/-6980"}),
    # lengths, and two times of their own
    ("It took two or three weeks.", {"three weeks": None}),
    ("He left ten days ago and fifteen years ago.", {"fifteen years ago": "2005"}),
]


@pytest.mark.parametrize(("text", "expected"), DISTANCES)
def test_how_far_off_within_bounds(text: str, expected: dict[str, str | None]) -> None:
    found = {timex.text: timex.interval and timex.interval.edtf for timex in find_timexes(text, dct="2020-10-14")}
    assert found.items() >= expected.items()


def test_the_first_number_of_a_distance_has_the_scale_of_the_second() -> None:
    assert values("It takes two to three hundred years.", "2020-10-14") == {
        "two": "P200Y",
        "three hundred years": "P300Y",
    }
    assert values("It takes ten to three hundred years.", "2020-10-14")["ten"] == "P10Y"


UP_TO_NOW = [
    ("Sales rose over the past year.", "2019/2020"),
    ("Sales rose in the last week.", "2020-10-07/2020-10-14"),
    ("Sales rose in the past 24 hours.", "2020-10-13/2020-10-14"),
    ("Sales rose last week.", "2020-10-05/2020-10-11"),
    ("Sales rose in the last week of May.", "2020-05-25/2020-05-31"),
]


@pytest.mark.parametrize(("text", "edtf"), UP_TO_NOW)
def test_a_unit_that_ends_now(text: str, edtf: str) -> None:
    (timex,) = find_timexes(text, dct="2020-10-14")
    assert timex.interval is not None
    assert timex.interval.edtf == edtf


# -- the clause that a time opens

CLAUSES = [
    ("They had lost two men, and on Monday they came back.", {"Monday": "2020-10-12"}),
    ("The board met on Monday, and on Friday it will vote.", {"Monday": "2020-10-12", "Friday": "2020-10-16"}),
    ("The board will vote on Friday, but on Monday it only met.", {"Friday": "2020-10-16", "Monday": "2020-10-12"}),
    ("The firm will close in May; in June it moved to Leith.", {"May": "2021-05", "June": "2020-06"}),
    ("Talks will resume, and on Tuesday both sides agreed to a truce.", {"Tuesday": "2020-10-13"}),
    # no clause of its own
    ("The hall will be open on Thursday, and on Friday for those who asked.", {"Friday": "2020-10-16"}),
    ("The hall will be open on Thursday, and on Friday too.", {"Friday": "2020-10-16"}),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_a_time_that_opens_its_clause(text: str, expected: dict[str, str]) -> None:
    assert values(text + FILLER, "2020-10-14").items() >= expected.items()


AGES = [
    ("Born in 1936, he left school at 15. The following year he went to sea.", {"The following year": "XXXX"}),
    ("Born in 1931, she was ten when the war came. That summer the mill closed.", {"That summer": "XXXX-SU"}),
    ("Born in 1936, he left at 15. In 1952 he came home. Two years later he wed.", {"Two years later": "1954"}),
    ("He was born in Leith in 1931. That summer the mill closed.", {"That summer": "1931-SU"}),
]


@pytest.mark.parametrize(("text", "expected"), AGES)
def test_what_counts_from_an_age(text: str, expected: dict[str, str]) -> None:
    assert values(text).items() >= expected.items()


# -- months after one with its year, seasons after seasons, "had" as a verb of its own

MONTHS = [
    ("In the summer of 1976 the river dried up. In August the army brought water.", {"August": "1976-08"}),
    ("In June 2013 the river dried up. In August the army brought water.", {"August": "2013-08"}),
    ("In the summer of 2013 the river dried up. In March the army brought water.", {"March": "2015-03"}),
    # the month before is nearer at hand
    ("In June 2013 the river dried up. In May the army brought water.", {"May": "2015-05"}),
    ("In May 2014 she had an operation and in October she went back.", {"October": "2014-10"}),
    ("She came to Graz in the autumn of 1887 and left in the spring.", {"the spring": "1888-SP"}),
    ("The law, to take effect in January, was passed on 3 June.", {"January": "2016-01", "3 June": "2015-06-03"}),
    ("What began in March is done.", {"March": "2015-03"}),
]


@pytest.mark.parametrize(("text", "expected"), MONTHS)
def test_months_and_seasons_after_others(text: str, expected: dict[str, str]) -> None:
    assert values(text, "2015-06-20").items() >= expected.items()


# -- a report of something years ago, by an article of today

REPORT = (
    "Ramp was cracked, inquiry hears\n\n12 June 2023\n\n"
    "Callum Reid was killed on 17 November 2021 when the ramp fell. The inquiry heard him named on Monday. "
    "The company's manager left in March. Between 8 and 15 November the ship made forty crossings. "
    "On the 10th the mate wrote of a noise. At 6.40 that evening it was heard again, and at 7.25pm it stopped. "
)


def test_the_days_around_one_that_was_given_in_full() -> None:
    found = values(REPORT)
    assert (found["March"], found["8"], found["15 November"]) == ("2023-03", "2021-11-08", "2021-11-15")
    assert (found["6.40 that evening"], found["7.25pm"]) == ("2021-11-10T18:40", "2021-11-10T19:25")


def test_a_day_of_the_last_weeks_is_of_now() -> None:
    assert (
        values("He died on 17 May 2021. His widow spoke on Tuesday. The fair was held on 20 May.", "2023-06-12")[
            "20 May"
        ]
        == "2023-05-20"
    )


def test_the_morning_of_something_beside_another_day() -> None:
    found = values(REPORT + "He rang on the 9th and again on the morning of the accident. That evening he slept.")
    assert (found["the morning"], found["That evening"]) == ("XXXX-XX-XXTMO", "XXXX-XX-XXTEV")


PUT_OFF = [
    (
        "She adjourned the hearing until 10 a.m. on Wednesday.",
        {"10 a.m.": "2023-06-14T10:00", "Wednesday": "2023-06-14"},
    ),
    ("She adjourned the hearing to Wednesday at 10 a.m.", {"Wednesday": "2023-06-14", "10 a.m.": "2023-06-14T10:00"}),
    ("The hearing lasted until 10 a.m. on Wednesday.", {"Wednesday": "2023-06-07"}),
    # after what is told, and not after the document
    (
        "The case, listed for January 2021, was adjourned to 11 March and then to the 25th.",
        {"11 March": "2021-03-11", "the 25th": "2021-03-25"},
    ),
    (
        "It was approved on 30 April 2021. It was put off to 11 March 2022 and then to 25 March. It failed on 16 May.",
        {"16 May": "2022-05-16"},
    ),
    (
        "On 2 August 2021 a man came to see the house, which was let at the time to two sisters and their mother. "
        "He told them that a notice would take effect on 12 August.",
        {"12 August": "2021-08-12"},
    ),
    ("It opened on 7 January. It was adjourned to 2 May.", {"2 May": "2023-05-02"}),
    ("The case was adjourned to 2 August.", {"2 August": "2023-08-02"}),
    ("The hearing, adjourned in March, was held from Monday to Friday.", {"March": "2023-03"}),
]


@pytest.mark.parametrize(("text", "expected"), PUT_OFF)
def test_what_something_is_put_off_to(text: str, expected: dict[str, str]) -> None:
    assert values(text + FILLER, "2023-06-13").items() >= expected.items()


def test_the_zone_of_a_heading_holds_for_the_lines_below() -> None:
    lines = "Timeline (UTC)\n09:10 Alarm rings\n09:20 Call made\n"
    text = f"We met at 08:00.\n\n{lines}\nWe met at 10:00.\n\nTimes (rough)\n10:20 Done\n"
    found = values(text, "2024-03-14")
    assert found == {
        "08:00": "2024-03-14T08:00",
        "09:10": "2024-03-14T09:10Z",
        "09:20": "2024-03-14T09:20Z",
        "10:00": "2024-03-14T10:00",
        "10:20": "2024-03-14T10:20",
    }
    table = "| Time (CET) | What |\n|---|---|\n| 09:10 | Alarm |\n"
    assert values(table, "2024-03-14") == {"09:10": "2024-03-14T09:10+01:00"}


# -- quotations whose letter is dated in the sentence before, and their second parts

IN_PAPERS = (
    "Emil died in 1987. In his papers we found a letter dated 2 May 1938. “They let me out yesterday,” he wrote."
)

PAPERS = [
    (IN_PAPERS + " “On Monday I shall go again.”", {"yesterday": "1938-05-01", "Monday": "1938-05-09"}),
    # what stands between tells of nobody who says it
    (IN_PAPERS + " He left. “I go tomorrow.”", {"tomorrow": "2015-06-21"}),
    # a day that is none of writing
    ("The dam broke on 4 June 1940. “We left yesterday,” she said.", {"yesterday": "2015-06-19"}),
    (
        "In a letter of 2 April 2012 he wrote: “I saw her yesterday.” He died in May. “I go tomorrow,” she says.",
        {"yesterday": "2012-04-01", "tomorrow": "2015-06-21"},
    ),
    # the month that was just told with its year
    (
        "They came in the spring of 1931 and stayed until March 1938. On 12 March soldiers came.",
        {"12 March": "1938-03-12"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), PAPERS)
def test_letters_dated_in_the_sentence_before(text: str, expected: dict[str, str]) -> None:
    assert values(text, "2015-06-20").items() >= expected.items()


BEFORE = [
    ("The board met on 9 January 2024. It approved the minutes of 12 December.", {"12 December": "2023-12-12"}),
    ("The board met on 9 January 2024 and again on 12 December.", {"12 December": "2024-12-12"}),
    ("He fell ill on 9 January 1911 and died on 3 December.", {"3 December": "1911-12-03"}),
]


@pytest.mark.parametrize(("text", "expected"), BEFORE)
def test_the_day_of_a_paper_of_the_weeks_before(text: str, expected: dict[str, str]) -> None:
    assert values(text).items() >= expected.items()


def test_minutes_are_of_the_day_on_which_they_were_held() -> None:
    held = "Held in the Old Hall, Netherby, on Tuesday 9 January 2024 at 7.30 p.m."
    text = f"Minutes\n\n{held}\n\nThe flood of 29 December was discussed."
    assert values(text)["29 December"] == "2023-12-29"


def test_a_request_is_known_by_its_first_words() -> None:
    text = "The part won't be here soon. Could you let us have two heaters by Friday? It was cold." + FILLER
    assert values(text, "2023-10-04")["Friday"] == "2023-10-06"


SUMMARY = (
    "DISCHARGE SUMMARY\nPatient: Hilda Brandt\nAdmitted: 03/11/2022  Discharged: 17/11/2022\n\n"
    "Heart attack in May 2019; she stopped smoking the same year.\n\n"
    "Surgery was planned for the next morning. She went to theatre on 5 November and walked by the 12th. "
    "On the night before discharge she was well. Scan booked for 9 January at 2.15pm.\n"
)


def test_a_summary_comes_back_to_its_own_time_after_the_history() -> None:
    found = values(SUMMARY)
    assert (found["May 2019"], found["the same year"]) == ("2019-05", "2019")
    assert (found["5 November"], found["the 12th"]) == ("2022-11-05", "2022-11-12")
    assert (found["9 January"], found["2.15pm"]) == ("2023-01-09", "2023-01-09T14:15")
    assert found["the night before"] == "XXXX-XX-XXTNI"


# -- what is quoted counts from the day of saying, also where the text does not give it in full

SAID = [
    (
        'The court sat on 3 September 2020. She wrote on the 7th: "As agreed yesterday, we pay next month".',
        {"the 7th": "2020-09-07", "yesterday": "2020-09-06", "next month": "2020-10"},
    ),
    ("He said on Monday: “We will decide tomorrow.”", {"tomorrow": "2022-06-21"}),
    ("“We will decide tomorrow,” he said. The mill burnt on Monday.", {"tomorrow": "2022-06-23"}),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_is_quoted_counts_from_its_day(text: str, expected: dict[str, str]) -> None:
    assert values(text, "2022-06-22").items() >= expected.items()


TENSES = [
    ("Costs will be assessed, if not agreed, on the first day after 1 September.", {"1 September": "2022-09-01"}),
    ("He came, as he said, on Friday.", {"Friday": "2022-06-17"}),
    ("I have to leave on Sunday.", {"Sunday": "2022-06-26"}),
    ("He had to leave on Sunday.", {"Sunday": "2022-06-19"}),
    ("Tomorrow is a short day, and on Friday, if all goes well, a long one.", {"Friday": "2022-06-24"}),
    ("It will stay shut until at least the end of October.", {"the end of October": "2022-10"}),
    ("We meet on the 28th, as I told you in May.", {"the 28th": "2022-06-28", "May": "2022-05"}),
    ("They signed it at midnight.", {"midnight": "2022-06-22T00:00"}),
    # of a history that spans years only the last day that was given has others near it
    (
        "They wed on 7 August 1999, parted on 3 May 2016 and met on 16 January this year. "
        "It came late, on 2 September.",
        {"2 September": "2021-09-02"},
    ),
    # a stretch has one end
    ("It was mended between April and November 1996. It will be shut until October.", {"October": "2022-10"}),
    ("Police are treating it, like those of 9 May, as a crime.", {"9 May": "2022-05-09"}),
    ("The exam is in the big hall on the 28th.", {"the 28th": "2022-06-28"}),
    ("The price is four points above Tuesday's close.", {"Tuesday": "2022-06-21"}),
    ("In 2019 he promised to pay in May.", {"May": "2019-05"}),
    # a day that is spoken of
    ("Thursday is no good, I sing. Friday suits me better.", {"Thursday": "2022-06-23", "Friday": "2022-06-24"}),
    ("Thursday was no good. Friday suited me better.", {"Thursday": "2022-06-16", "Friday": "2022-06-17"}),
    # what is set off is no part of the sentence above
    ("Ann Ray wrote:\n> I can bring the boat on Friday. It is mended.", {"Friday": "2022-06-24"}),
    ("Ann Ray wrote:\n> I brought the boat on Friday. It is mended.", {"Friday": "2022-06-17"}),
    ("Could you do Monday at 11 instead?", {"11": "2022-06-27T11:00"}),
    ("It had been 3% in 2019. It would rise from October.", {"October": "2022-10"}),
    ("The claimant agreed on 3 May to wait until Christmas. On the 7th she wrote.", {"the 7th": "2022-05-07"}),
]


@pytest.mark.parametrize(("text", "expected"), TENSES)
def test_the_verb_that_tells_the_tense(text: str, expected: dict[str, str]) -> None:
    assert values(text + FILLER, "2022-06-22").items() >= expected.items()


FROM_NOW = [
    ("Next visit in ten days' time.", "2022-07-02"),
    ("The next visit is in two weeks' time.", "2022-07-04/2022-07-10"),
    ("He ran it in ten days.", None),
    ("He went back in ten days' time.", None),
    ("He said that he would be back in ten days' time.", None),
]


@pytest.mark.parametrize(("text", "edtf"), FROM_NOW)
def test_a_length_of_time_from_now(text: str, edtf: str | None) -> None:
    (timex,) = find_timexes(text + FILLER, dct="2022-06-22")
    assert (timex.interval and timex.interval.edtf) == edtf


FIXTURES = "Sat 8 Oct: Olm v Holm (3pm), Tarn v Derne (5.30pm)\nTue 11: Holm v Tarn (7.45pm)\nSat 15: Olm v Tarn\n"


def test_a_list_of_days_each_with_its_number() -> None:
    found = values(FIXTURES, "2022-10-01")
    assert (found["Tue 11"], found["Sat 15"], found["7.45pm"]) == ("2022-10-11", "2022-10-15", "2022-10-11T19:45")
    # an hour
    assert values("Tue 9:30 Holm v Tarn", "2022-10-01") == {"Tue 9:30": "2022-10-04T09:30"}


NOTES = "Notes, bog B.\n16 July. Left 13:30.\n17 July. {}\n18 July. No work. Yesterday it rained.\n"


@pytest.mark.parametrize("aside", ["One was marked on 21 June 2018.", "It had stood since 3 May 2009.", "Rain."])
def test_the_entries_of_a_diary_go_on_past_what_is_told_in_them(aside: str) -> None:
    found = values(NOTES.format(aside) + FILLER, "2022-07-18")
    assert (found["18 July"], found["Yesterday"]) == ("2022-07-18", "2022-07-17")


def test_since_when_something_was_does_not_move_the_day() -> None:
    found = values("16 July 2022. Arrived 06:20. Logger 7 dead since 11 July; replaced. Left 13:30.", "2022-07-18")
    assert found["13:30"] == "2022-07-16T13:30"
    found = values("He came on 16 July 2022. The light had been out since the 3rd. At 9 pm he left.", "2022-07-18")
    assert found["9 pm"] == "2022-07-16T21:00"


DATES = [
    ("It was let on 3 May 2019 and sold on the same date.", "2019-05-03"),
    ("It closed in 2019. By that date all had left.", "2019"),
    ("It closed in May 2019. Until that date it was let.", "2019-05"),
    ("No claim may be made after that date.", "XXXX"),
]


@pytest.mark.parametrize(("text", "value"), DATES)
def test_that_date_is_the_one_told(text: str, value: str) -> None:
    assert list(values(text, "2022-06-22").values())[-1] == value


def test_the_date_of_something_is_no_time() -> None:
    assert values("It was on the same date as the fair. Save the date!") == {}


def test_an_hour_in_words_after_one_of_the_morning() -> None:
    found = values("We left at ten past eleven. By quarter to one we were there. At four o'clock we ate.", "2022-06-22")
    assert list(found.values()) == ["2022-06-22T11:10", "2022-06-22T12:45", "2022-06-22T16:00"]


CHAT = (
    "[12/03/2023, 18:04:11] Ruth: are you coming on saturday?\n"
    "[12/03/2023, 18:10:45] Dev: yes!! i saw her last month, she went home on xmas eve\n"
    "[13/03/2023, 08:02:50] Dev: forgot to say i have to leave on sunday\n"
    "[13/03/2023, 08:05:00] Ruth: fine. see you in 5 days\n"
    "[18/03/2023, 11:52:40] Ruth: left home an hour ago, the traffic was awful\n"
)


def test_each_message_of_a_chat_has_its_own_now() -> None:
    found = {timex.text: timex.interval and timex.interval.edtf for timex in find_timexes(CHAT)}
    assert (found["saturday"], found["last month"], found["sunday"]) == ("2023-03-18", "2023-02", "2023-03-19")
    assert (found["5 days"], found["an hour ago"]) == ("2023-03-18", "2023-03-18T10:52:40")


def test_messages_of_a_chat_are_not_run_together() -> None:
    assert all("[1" not in event.title for event in parse(CHAT).events)


HER = [
    ("We told her last week.", "2023-W11"),
    ("In her last year she painted.", "P1Y"),
    ("She spent her last month in bed.", "P1M"),
]


@pytest.mark.parametrize(("text", "value"), HER)
def test_her_before_a_unit(text: str, value: str) -> None:
    assert list(values(text, "2023-03-20").values()) == [value]


# -- days and hours beside what the story has told

BESIDE = [
    # a day without its month, behind a month with its year
    ("The last strike was in October 1998. It ended on the 23rd.", {"the 23rd": "1998-10-23"}),
    ("The strike began in October 1998 and ended on the 23rd.", {"the 23rd": "1998-10-23"}),
    # what is told in passing lends its month to nothing
    ("The firm, founded in October 1998, said on the 5th that it would close.", {"the 5th": "2022-06-05"}),
    ("Ann Ray, who was sentenced in October 2008, was freed on the 5th.", {"the 5th": "2022-06-05"}),
    ("He has lived here since October 1998. He fell on the 5th.", {"the 5th": "2022-06-05"}),
    # an hour is of the day beside it
    (
        "She has been ill since last Tuesday. She had a stroke in 2011. A scan is booked for the 28th at 2.15 pm.",
        {"2.15 pm": "2022-06-28T14:15"},
    ),
    ("Errors stopped at 09:41. It had been merged the previous evening at 6:20 pm.", {"6:20 pm": "2022-06-21T18:20"}),
    ("Errors stopped at 09:41. It was merged again at 6:20 pm.", {"6:20 pm": "2022-06-22T18:20"}),
    # what was promised for a month just over
    (
        "He left on Tuesday. “We were promised an answer by the end of May,” she said.",
        {"the end of May": "2022-05"},
    ),
    ("He left on Tuesday. “We were promised an answer by the end of July,” she said.", {"the end of July": "2022-07"}),
    # an amount before a distance
    ("It closed at 31.20, down from 33.05 a week ago.", {"a week ago": "2022-W24"}),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_what_stands_beside_a_time(text: str, expected: dict[str, str]) -> None:
    assert values(text + FILLER, "2022-06-22").items() >= expected.items()


BARE_HOURS: list[tuple[str, dict[str, str]]] = [
    ("It cut out at 3 this morning.", {"3 this morning": "2022-06-22T03:00"}),
    ("He came at 11 last night.", {"11 last night": "2022-06-21T23:00"}),
    ("They came at 9 on Sunday.", {"9": "2022-06-19T09:00"}),
    ("He rang at three on Sunday.", {"three": "2022-06-19T15:00"}),
    ("She left on Monday night at 2.", {"2": "2022-06-20T02:00"}),
    ("She left on Monday night at 11.", {"11": "2022-06-20T23:00"}),
    ("We met on Monday evening at 7 and ate.", {"7": "2022-06-20T19:00"}),
    # no week can be counted from a month
    ("War broke out in August 1914. Two weeks later he was taken.", {"Two weeks later": "1914-XX-XX"}),
    ("War broke out on 4 August 1914. Two weeks later he was taken.", {"Two weeks later": "1914-08-18"}),
]


@pytest.mark.parametrize(("text", "expected"), BARE_HOURS)
def test_hours_without_more_beside_their_day(text: str, expected: dict[str, str]) -> None:
    assert values(text + FILLER, "2022-06-22").items() >= expected.items()


@pytest.mark.parametrize(
    "text", ["Shares closed at 9 on Monday.", "She was aged 9 on Monday.", "We looked at 9 in May."]
)
def test_amounts_beside_a_day_are_no_hours(text: str) -> None:
    assert not any("T" in timex.value for timex in find_timexes(text + FILLER, dct="2022-06-22"))


LISTS_AND_NOTES = [
    # days of a list share the year that counts from now
    ("The trial took place on 11 and 12 April this year.", {"11": "2022-04-11", "12 April this year": "2022-04-12"}),
    ("We met in May, June and July last year.", {"May": "2021-05", "June": "2021-06", "July last year": "2021-07"}),
    ("She left in May and in June last year she was back.", {"May": "2022-05", "June last year": "2021-06"}),
    # the sentences of a message, in small letters
    (
        "we were in tarn on the 2nd. back on the 28th, party to follow",
        {"the 2nd": "2022-06-02", "the 28th": "2022-06-28"},
    ),
    ("we met Dr. Lee on the 2nd", {"the 2nd": "2022-06-02"}),
    (
        "slept til 10. bus back is thurs 6pm. that parcel came on tue",
        {"thurs 6pm": "2022-06-23T18:00", "tue": "2022-06-21"},
    ),
    # what is joined behind a time has a tense of its own
    ("Exam on the 28th and I've not slept", {"the 28th": "2022-06-28"}),
    ("anyone free fri night?", {"fri night": "2022-06-24TNI"}),
    ("results are out on the 28th. that parcel came at last", {"the 28th": "2022-06-28"}),
]


@pytest.mark.parametrize(("text", "expected"), LISTS_AND_NOTES)
def test_lists_and_notes(text: str, expected: dict[str, str]) -> None:
    assert values(text, "2022-06-22").items() >= expected.items()


LOOKS_BACK = [
    # after a look back at the end of a sentence the story goes on
    (
        "Orr was replaced on 7 July 1862 by Vane, who had served since 1859. Vane struck at the end of the month. "
        "That autumn both dug in.",
        {"the end of the month": "1862-07", "That autumn": "1862-FA"},
    ),
    (
        "Orr was replaced on 7 July 1862. Vane, who had served since 1859, was sent two years later to Holm.",
        {"two years later": "1861"},
    ),
    # a morning that opens a sentence after a night is the next
    ("On the evening of 22 June 2020 they drove us in. At dawn he crossed.", {"dawn": "2020-06-23TMO"}),
    ("On 22 June 2020 they drove us in. At dawn he crossed.", {"dawn": "2020-06-22TMO"}),
    ("They went up at dusk on 22 June 2020; those who were left came by 2 a.m.", {"2 a.m.": "2020-06-23T02:00"}),
    ("They were back by 2 a.m. on 22 June 2020.", {"2 a.m.": "2020-06-22T02:00"}),
    ("The order came at 23:20 on 22 June 2020. Most had gone by 1 a.m.", {"1 a.m.": "2020-06-23T01:00"}),
    ("The order came at 23:20 on 22 June 2020. It had been ready at 1 a.m.", {"1 a.m.": "2020-06-22T01:00"}),
    ("They met in October 2020. In the new year he left.", {"the new year": "2021-01"}),
    ("In the winter of 2011–12 it moved; that spring it fell.", {"that spring": "2012-SP"}),
    ("In the spring of 2011 it moved; that spring it fell.", {"that spring": "2011-SP"}),
    # what was so since a day before is no day of the story
    (
        "It overturned on Tuesday. The driver had worked since 10 p.m. on Monday. The last was freed after 7 a.m.",
        {"7 a.m.": "2022-06-21T07:00"},
    ),
    ("I left on 10 June 2020. I had last been there on the Monday.", {"the Monday": "2020-06-08"}),
    ("It passed in August. In December 2015 it failed.", {"August": "2021-08"}),
    # an hour in a stretch that was told
    ("The shift was 2 pm to 10 pm. He left at half past eight.", {"half past eight": "2022-06-22T20:30"}),
    ("The shift was 2 pm to 10 pm. He had left at 8:30.", {"8:30": "2022-06-22T08:30"}),
    # no month can be counted from a season
    ("The mill burnt in the spring of 1961. Two months later he left.", {"Two months later": "1961-XX"}),
    ("I went to the mill in the September of '45.", {"September of '45": "1945-09"}),
    # months of one look back follow each other
    ("She had been questioned in December 2019 and again in January.", {"January": "2020-01"}),
    ("She had been questioned in May 2019 and again in June.", {"June": "2019-06"}),
    ("He was freed in May 2019. He had been held in March.", {"March": "2019-03"}),
]


@pytest.mark.parametrize(("text", "expected"), LOOKS_BACK)
def test_the_story_goes_on_behind_a_look_back(text: str, expected: dict[str, str]) -> None:
    assert values(text, "2022-06-22").items() >= expected.items()


def test_what_is_due_lies_ahead_of_the_document() -> None:
    minutes = "Minutes, 4 June 2019. The clerk wrote on 12 April and on the 30th. A reply is expected by the 14th."
    assert values(minutes).items() >= {"the 30th": "2019-04-30", "the 14th": "2019-06-14"}.items()


def test_the_entries_of_a_diary_on_lines_of_their_own() -> None:
    diary = "Diary. 3 May 1916. Rain.\n4 May. Slept late. Tomorrow we move.\n6 May. Did not write yesterday.\n"
    assert values(diary).items() >= {"Tomorrow": "1916-05-05", "yesterday": "1916-05-05"}.items()


def test_lines_that_happen_to_begin_with_a_day_are_no_entries() -> None:
    text = "It was said that she would come on\n4 May. Then it was put off until\n6 May. Tomorrow we shall see."
    assert values(text, "2020-04-02")["Tomorrow"] == "2020-04-03"


RELAY = (
    "14:02 <ruth> anyone else seeing timeouts since half one?\n"
    "14:10 <dev> deploy went out at 13:28, reverting\n"
    "14:15 <ruth> ok now. same thing happened last Thursday, see the ticket\n"
    "14:16 <dev> will write it up by eod tomorrow\n"
)


def test_the_lines_of_a_chat_by_the_clock() -> None:
    found = values(RELAY, "2014-09-30")
    assert (found["half one"], found["13:28"]) == ("2014-09-30T13:30", "2014-09-30T13:28")
    assert (found["14:16"], found["last Thursday"]) == ("2014-09-30T14:16", "2014-09-25")
    assert all("<" not in event.title for event in parse(RELAY, dct="2014-09-30").events)


NEXT_YEARS = [
    (
        "On 26 December 2010 Ada moved to Leeds. She began the 2011 season with the Gulls. She left on 6 July.",
        "2011-07-06",
    ),
    ("On 26 December 2010 Ada moved to Leeds. In 2011 she joined the Gulls. She left on 6 July.", "2011-07-06"),
    # of another time, and before the date in full
    ("On 26 December 2010 Ada moved to Leeds. She was born in 1981. She left on 6 January.", "2011-01-06"),
    ("In 2011 Ada wrote of it. On 26 December 2010 she moved to Leeds. She left on 6 January.", "2011-01-06"),
]


@pytest.mark.parametrize(("text", "day"), NEXT_YEARS)
def test_the_year_after_a_date_in_full(text: str, day: str) -> None:
    assert list(values(text, "2015-09-14").values())[-1] == day


LONG_AGO = [
    ("Ten thousand years ago a bridge stood here.", "-8000~"),
    ("A bridge stood here about 40,000 years ago.", "Y-38000~"),
    ("Between nine and fifteen thousand years ago, a bridge stood here.", "Y-13000~/-7000~"),
    # here the year of the text matters
    ("A bridge stood here two thousand years ago.", None),
    ("A bridge stood here 4,500 years ago.", None),
    ("Forty years ago a bridge stood here.", None),
]


@pytest.mark.parametrize(("text", "edtf"), LONG_AGO)
def test_ages_ago_in_a_text_of_no_date(text: str, edtf: str | None) -> None:
    interval = find_timexes(text)[-1].interval
    assert (interval and interval.edtf) == edtf


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What somebody says without telling when counts from the document, however old the date told before.
        ("The weir was built in March 1954. Cora Finch said that it would open on 12 June.", {"12 June": "2021-06-12"}),
        ("The weir was built in March 1954. It would open in June, Cora Finch said.", {"June": "2021-06"}),
        ("The inn shut in September 1998. Cora Finch said that it would open on 4 July.", {"4 July": "2021-07-04"}),
        ("The inn shut on 3 May 1998. Cora Finch said it was due to open on 4 August.", {"4 August": "2021-08-04"}),
        # When it was said is told, or it is only told, or it comes right after what is told.
        ("Cora Finch said in March 1954 that it would open on 12 June.", {"12 June": "1954-06-12"}),
        ("In March 1954 Cora Finch said that it would open on 12 June.", {"12 June": "1954-06-12"}),
        ("The weir was built in March 1954. It would open on 12 June.", {"12 June": "1954-06-12"}),
        ("In May 1860 the board met. Cora Finch said it would open on 1 July.", {"1 July": "1860-07-01"}),
        # Not of years ago.
        ("The weir was built in November 2020. Cora Finch said it would open in March.", {"March": "2021-03"}),
    ],
)
def test_what_is_announced_counts_from_the_document_where_no_date_of_saying_is_told(
    text: str, expected: dict[str, str]
) -> None:
    assert values(text, "2021-05-04").items() >= expected.items()


@pytest.mark.parametrize("verb", ["would open", "will open"])
def test_a_day_that_lies_ahead_is_not_when_something_was_said(verb: str) -> None:
    text = f'Cora Finch said that the weir {verb} on 12 June. "We shut it last night," she said.'
    assert values(text, "2021-05-04")["last night"] == "2021-05-03TNI"
