"""Sentences as histories, lives, diaries and letters have them: the title, time, people and sources of each event."""

from __future__ import annotations

import pytest

import dateline
from dateline import Event


def told(text: str, dct: str | None = None) -> list[tuple[str, str]]:
    """EDTF and title of the dated events, in text order of their triggers."""
    events = sorted(dateline.parse(text, dct=dct).events, key=_place)
    return [(event.when.edtf, event.title) for event in events if event.when is not None]


def _place(event: Event) -> int:
    return event.trigger.span.start if event.trigger is not None else event.evidence[0].span.start


TOLD: list[tuple[str, list[tuple[str, str]]]] = [
    # what a word like "after" governs is no clause where a noun alone follows it
    ("On 5 May 1836, after heavy fighting the army took Irsel.", [("1836-05-05", "The army took Irsel")]),
    ("After the fall of Irsel in May 1836, the army began to retreat.", [("1836-05", "The army began to retreat")]),
    ("After winning the war the king fled in 1856.", [("1856", "The king fled")]),
    ("After Ada Brock left in 1938, the house fell down.", [("1938", "Ada Brock left")]),
    # what a participle in the object says stays with the verb
    ("In 1871 Irsel had a great wall built of brick.", [("1871", "Irsel had a great wall built of brick")]),
    # what a second participle shares with the first, and what is no second participle
    (
        "Ada Brock was made governor in 1987 and elected a fellow two years after that, having twice declined.",
        [("1987", "Ada Brock was made governor"), ("1989", "Ada Brock was elected a fellow, having twice declined")],
    ),
    ("Ada Brock was born in 1901 and died in 1980.", [("1901", "Ada Brock was born"), ("1980", "Ada Brock died")]),
    (
        "Otto Reim was ordained in 1931 and left for Africa two years later.",
        [("1931", "Otto Reim was ordained"), ("1933", "Otto Reim left for Africa")],
    ),
    (
        "Otto Reim was elected in 1916 and joined the board in 1917.",
        [("1916", "Otto Reim was elected"), ("1917", "Otto Reim joined the board")],
    ),
    (
        "Ada Brock was elected in 1931 and given a medal in 1932.",
        [("1931", "Ada Brock was elected"), ("1932", "Ada Brock was given a medal")],
    ),
    # whom something is told to is no part of what is told
    (
        "In 1960 Ada Brock rang and told us her nephew had been caught on 20 May 1959.",
        [("1960", "Ada Brock rang"), ("1959-05-20", "Her nephew had been caught")],
    ),
    # "as a nurse" stays with the verb before it, "until 1864" too
    (
        "Ada Brock trained as a nurse, served in Rome in 1900, and sat until 1904, was beaten and left.",
        [("1900", "Ada Brock served in Rome"), ("../1904", "Ada Brock sat until 1904, was beaten and left")],
    ),
    ("In May 1920, nothing was done.", [("1920-05", "Nothing was done")]),
    (
        "In May 1920, on the day after the ribbon was cut, Ada Brock carried two passengers.",
        [("1920-05", "On the day after the ribbon was cut, Ada Brock carried two passengers")],
    ),
    # when a paper was made is not when it was found
    (
        "In May 1920 Ada Brock found a letter dated 3 April 1910.",
        [("1920-05", "Ada Brock found a letter dated 3 April 1910")],
    ),
    ("Ada Brock signed a deed dated 3 April 1910.", [("1910-04-03", "Ada Brock signed a deed dated 3 April 1910")]),
    # a month beside one whose year the same sentence gives
    (
        "Ada Brock left in 1950. Otto Reim was arrested in May 1920 and fined in June.",
        [("1950", "Ada Brock left"), ("1920-05", "Otto Reim was arrested"), ("1920-06", "Otto Reim was fined")],
    ),
    # who, where what somebody is ends in a name of its own
    (
        "The mill was the work of Ada Brock, a Quaker chemist from Irsel, who came in 1768.",
        [("1768", "Ada Brock came")],
    ),
    ("They paid Ada Brock of Irsel, who came in 1768.", [("1768", "Ada Brock of Irsel came")]),
    # a clause that a time and asides stand before, or that follows one with "when"
    (
        "Ada Brock came in 1902, and in 1904, after a fire, she left.",
        [("1902", "Ada Brock came"), ("1904", "In 1904, after a fire, she left")],
    ),
    ("When he died in May 1886 the vicar offered her a post.", [("1886-05", "He died")]),
    ("When he died in May 1886, the vicar, Otto Reim, offered her a post.", [("1886-05", "He died")]),
    ("When he was told in 1905, he sold the mill, the house and the farm.", [("1905", "He was told")]),
    ("In the July of 1994 a builder came.", [("1994-07", "A builder came")]),
    ("The July 1994 plan failed.", []),
    ("There was a mill there from at least 1612.", [("1612", "There was a mill there from at least 1612")]),
    # a year after the last, before where something went
    (
        "The Ellen was sold in 1961. The barge went the year after to a museum.",
        [("1961", "The Ellen was sold"), ("1962", "The barge went to a museum")],
    ),
    ("The year after the war the barge sank.", []),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_titles_and_times(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_what_came_otherwise_is_no_part_of_what_was_said() -> None:
    text = "Ada Brock told us in 1948 that they would come in May, but they came on 3 April 1948."
    came = next(event for event in dateline.parse(text) if event.title == "They came")
    assert (came.attributions, came.status.value) == ((), "asserted")
    text = "Ada Brock told us in 1948 that they had come in May, but they had left on 3 April 1948."
    left = next(event for event in dateline.parse(text) if event.title == "They had left")
    assert [attribution.source.name for attribution in left.attributions] == ["Ada Brock"]


LIVES = [
    ("Nora Lund, who has died at 91, wove. Nora Ann Peake was born in 1932. She left in 1950.", ["Nora Ann Peake"]),
    ("Nora Lund, who has died at 91, wove. Born Nora Peake in Leeds, she left in 1950.", ["Nora Peake"]),
    ("Nora Lund died at 91. Her daughter Nora Peake was born in 1952.", []),
    ("Nora Lund died at 91. Ida Peake was born in 1952.", []),
]


@pytest.mark.parametrize(("text", "aliases"), LIVES)
def test_the_name_somebody_was_born_with(text: str, aliases: list[str]) -> None:
    actor = next(actor for actor in dateline.parse(text).actors if actor.name == "Nora Lund")
    assert list(actor.aliases) == aliases


def test_a_saint_s_is_no_person() -> None:
    text = "Ada Brock painted the doors of St Hilda's in 1968. She was made a fellow in 1969."
    assert [actor.name for event in dateline.parse(text, dct="1990-01-01").events for actor in event.actors] == [
        "Ada Brock",
        "St Hilda's",
        "Ada Brock",
    ]


def test_she_is_whom_the_text_is_about_where_the_last_name_says_nothing() -> None:
    text = "Ada Brock, who has died, wove. She wove at Leith. Aubry died in 2004. She gave up weaving in 2005."
    event = dateline.parse(text).events[-1]
    assert [actor.name for actor in event.actors] == ["Ada Brock"]


GAPS = [
    (
        "Ada Brock died in 1970 and Otto Reim four years later.",
        [("1970", "Ada Brock died", ["Ada Brock"]), ("1974", "Otto Reim died", ["Otto Reim"])],
    ),
    (
        "Otto Reim married Ada Brock in 1901 and Ida Holm in 1910.",
        [
            ("1901", "Otto Reim married Ada Brock", ["Otto Reim", "Ada Brock"]),
            ("1910", "Otto Reim married Ida Holm", ["Otto Reim", "Ida Holm"]),
        ],
    ),
    (
        "The hall was built in 1911, the chapel in 1912 and the tower in 1920.",
        [("1911", "The hall was built", []), ("1912", "The chapel was built", []), ("1920", "The tower was built", [])],
    ),
    (
        "Ada Brock paid for a roof in 1839 and an organ in 1842.",
        [("1839", "Ada Brock paid for a roof", ["Ada Brock"]), ("1842", "Ada Brock paid for an organ", ["Ada Brock"])],
    ),
    (
        "Ada Brock died at Leith in 1901 and Otto Reim in 1910.",
        [("1901", "Ada Brock died at Leith", ["Ada Brock", "Leith"]), ("1910", "Otto Reim died", ["Otto Reim"])],
    ),
    # nothing is left out
    (
        "The plan was refused in 1983 and again in 1986.",
        [
            ("1983", "The plan was refused in 1983 and again in 1986", []),
            ("1986", "The plan was refused in 1983 and again", []),
        ],
    ),
    ("Ada Brock left in 1936, the year of the flood in May.", [("1936-05", None, ["Ada Brock"])]),
]


@pytest.mark.parametrize(("text", "expected"), GAPS)
def test_a_verb_said_once(text: str, expected: list[tuple[str, str | None, list[str]]]) -> None:
    found = [
        (event.when.edtf, event.title, [actor.name for actor in event.actors])
        for event in sorted(dateline.parse(text).events, key=lambda event: str(event.when))
        if event.when is not None
    ]
    assert [(when, title and found[n][1], who) for n, (when, title, who) in enumerate(expected)] == [
        (when, title if expected[n][1] else None, who) for n, (when, title, who) in enumerate(found)
    ]


WHO_SAYS_I = [
    ("Dear Nan,\n\nI left Leith on 3 May 1911.\n\nYour loving sister,\nIda Holm", "Ida Holm left Leith"),
    ("Dear Mr Reim,\n\nI paid on 3 May 2011.\n\nYours faithfully,\n\nA. Brock\nSecretary", "A. Brock paid"),
    ("Dear Nan,\n\nI left Leith on 3 May 1911.\n\nIda Holm stayed.", "I left Leith"),
    ("The speaker is Ida Holm, a weaver.\n\nI left Leith in 1911.", "Ida Holm left Leith"),
    ("The speaker is Ida Holm, a weaver.\n\nWhen I left in 1911, it rained.", "Ida Holm left"),
]


@pytest.mark.parametrize(("text", "title"), WHO_SAYS_I)
def test_who_says_i_throughout(text: str, title: str) -> None:
    assert [title for _, title in told(text)] == [title]


DIARY = """1917

Jan. 4. Heard from Wilfred that the regiment leaves next week. It will be over by Christmas, he says.

Jan. 9th. W. came on leave. Mr Pym called and told us his nephew had left on the 6th.

Feb. 2. Paid Dawes for the pump, which he mended yesterday. Saw W. off.

Feb. 17. Telegram from Ida Holm. No word from Wilfred. They were to have sailed on the 28th.

March 6. To Leeds with Ida Holm to be measured. Ploughed on Monday; yesterday she left.
"""


def test_the_shorthand_of_a_diary() -> None:
    timeline = dateline.parse(DIARY)
    found = {event.title: event for event in timeline.events if event.when is not None}
    when = {title: event.when.edtf for title, event in found.items() if event.when is not None}
    assert when == {
        "Heard from Wilfred that the regiment leaves next week": "1917-01-04",
        "The regiment leaves": "1917-01-08/1917-01-14",
        "It will be over by Christmas": "1917-12-25",
        "W. came on leave": "1917-01-09",
        "Mr Pym called": "1917-01-09",
        "Mr Pym told us his nephew had left on the 6th": "1917-01-09",
        "His nephew had left": "1917-01-06",
        "Paid Dawes for the pump": "1917-02-02",
        "Dawes mended the pump": "1917-02-01",
        "Saw W. off": "1917-02-02",
        "Telegram from Ida Holm": "1917-02-17",
        "They were to have sailed": "1917-01-28",
        "To Leeds with Ida Holm to be measured": "1917-03-06",
        "Ploughed on Monday": "1917-03-05",
        "Ida Holm left": "1917-03-05",
    }
    assert [actor.name for actor in found["W. came on leave"].actors] == ["Wilfred"]
    assert [link.source.name for link in found["The regiment leaves"].attributions] == ["Wilfred"]


TOUR = """Leith, Tuesday, July 6th, 1852.

Engaged a boat for Friday. In the afternoon came the minister, Mr Orr, and we set out.

Hellay, Monday, 12th.

Yesterday being the Sabbath, nothing was done. The boat leaves on Thursday.

Leith, Friday, 16th.

Found letters, one from my sister dated the 2nd, in which she says that Henry has gone. We go south on the 20th.
"""


def test_the_journal_of_a_tour() -> None:
    found = {event.title: event.when.edtf for event in dateline.parse(TOUR).events if event.when is not None}
    assert found == {
        "Engaged a boat for Friday": "1852-07-09",
        "In the afternoon came the minister, Mr Orr, and we set out": "1852-07-06",
        "We set out": "1852-07-06",
        "Yesterday being the Sabbath, nothing was done": "1852-07-11",
        "The boat leaves": "1852-07-15",
        "Found letters, one from my sister dated the 2nd": "1852-07-16",
        "We go south": "1852-07-20",
    }


def test_a_look_back_within_the_year_leaves_the_story_where_it_is() -> None:
    text = "Ada Brock died in July. She had been failing since she fell in the spring. The funeral was on the 19th. "
    text += "Otto Reim wrote the same week."
    found = [w for w, _ in told(text, dct="1974-09-19")]
    assert found == ["1974-07", "1974-21", "1974-07-19", "1974-07-15/1974-07-21"]


def test_a_chronicle_goes_on_in_its_own_years() -> None:
    text = "In 1909 I was born. In 1926 we struck; that autumn I left. In 1928 I wed. In 1931 the mill shut. "
    text += "It reopened in May. It will be pulled down next spring."
    found = [event.when.edtf for event in dateline.parse(text, dct="1988-10-02").events if event.when is not None]
    assert found == ["1909", "1926", "1926-23", "1928", "1931", "1931-05", "1989-21"]
    # A firm's past in a report of today is none.
    text = "The mill opened in 1909. It shut in May."
    assert [w for w, _ in told(text, dct="1988-10-02")] == ["1909", "1988-05"]


def test_the_notes_of_a_family() -> None:
    text = "1. John Orr, b. at Leith in 1801; m. (1) 3 May 1822 Ann Lee, who d. in 1830. Buried 9 Feb. 1850.\n\n"
    text += "2. Otto Orr (1823-1889). Emigrated in 1838."
    found = [(when, title) for when, title in told(text)]
    assert found == [
        ("1801", "John Orr born at Leith"),
        ("1822-05-03", "John Orr married 3 May 1822 Ann Lee"),
        ("1830", "3 May 1822 Ann Lee died in 1830"),
        ("1850-02-09", "Buried 9 Feb. 1850"),
        ("1838", "Emigrated in 1838"),
    ]
    who = {event.title: [actor.name for actor in event.actors] for event in dateline.parse(text).events}
    assert (who["Buried 9 Feb. 1850"], who["Emigrated in 1838"]) == (["John Orr"], ["Otto Orr"])


@pytest.mark.parametrize("text", ["The wall is 4 m. in height.", "It cost 4 d. in all.", "He left at 5 p.m. in haste."])
def test_other_letters_are_no_verbs(text: str) -> None:
    assert not [event for event in dateline.parse(text) if event.trigger is not None and len(event.trigger.text) == 1]


def test_whom_a_quotation_speaks_of_stays_in_it() -> None:
    text = "Otto Reim shut the shed. “I left in 1967,” Reim says. “Tom Lund told them.”\n\nHe came home in 1983."
    event = next(event for event in dateline.parse(text).events if event.when is not None and event.when.edtf == "1983")
    assert [actor.name for actor in event.actors] == ["Otto Reim"]


def test_speakers_are_labelled_by_their_initials() -> None:
    text = "Rosa Timms founded the Lantern Theatre. She spoke to Ida Vane in 2022.\n\n"
    text += "IV: How did it begin?\n\nRT: With a pram. I gave up teaching in 1981.\n\n"
    text += "IV: And then?\n\nRT: When I came back in 1984, Ned Orr had left."
    found = {event.title: event for event in dateline.parse(text).events if event.when is not None}
    told_by = {title: [link.source.name for link in event.attributions] for title, event in found.items()}
    assert told_by["Rosa Timms gave up teaching"] == ["Rosa Timms"]
    assert told_by["Rosa Timms came back"] == ["Rosa Timms"]
    assert found["Rosa Timms spoke to Ida Vane"].attributions == ()


def test_what_stands_after_a_colon_goes_with_what_follows() -> None:
    text = "The church owed its roof to Ada Brock: having come to Leith in 1836, she paid for it in 1839."
    assert told(text) == [("1836", "Ada Brock having come to Leith"), ("1839", "Ada Brock paid for it")]


def test_a_plan_was_made_although_it_was_rejected() -> None:
    text = "A plan to close the mill, first made in 1926, was rejected in March 1927."
    found = dateline.parse(text).events
    assert {event.when.edtf: event.status.value for event in found if event.when is not None}["1926"] == "asserted"


def test_a_look_back_that_opens_its_sentence_goes_on() -> None:
    text = "The battle was fought on 23 June 1759. In the autumn of the previous year Otto Reim had fled, having lost "
    text += (
        "his horse on 2 October. He spent the winter at Leith, where Ada Brock joined him in February and, two months "
    )
    text += "later, Ida Holm. He marched on 8 June. On 22 June it rained."
    found = [event.when.edtf for event in dateline.parse(text).events if event.when is not None]
    assert found == ["1758-23", "1758-10-02", "1758-24", "1759-02", "1759-04", "1759-06-08", "1759-06-22", "1759-06-23"]
    # After a look back of a whole year the story goes on.
    text = "On 8 March 1965 the dam was shut. Two decades earlier it had held. In May it burst."
    assert [when for when, _ in told(text)] == ["1965-03-08", "1945", "1965-05"]


def test_a_month_long_before_the_last_is_the_next() -> None:
    assert [w for w, _ in told("Ada Brock left in November 1952. She came back in March.")] == ["1952-11", "1953-03"]
    assert [w for w, _ in told("Ada Brock left in November 1952. She had come in March.")] == ["1952-11", "1952-03"]


def test_what_is_entered_in_a_year_is_no_plan() -> None:
    text = "The house, listed in 1984, fell down. The case, listed for 3 July 2023, was heard."
    statuses = {
        e.when.edtf: e.status.value for e in dateline.parse(text, dct="2023-05-01").events if e.when is not None
    }
    assert statuses == {"1984": "asserted", "2023-07-03": "planned"}


def test_a_firm_without_its_legal_form_is_the_firm() -> None:
    text = "United Colours Ltd of Leith bought the mill in 1919. United Colours was sold in 1971."
    assert [
        actor.name for event in dateline.parse(text).events for actor in event.actors if "United" in actor.name
    ] == [
        "United Colours Ltd",
        "United Colours Ltd",
    ]


CLEFTS = [
    ("It was not until 1801 that the arch was rebuilt.", "1801", "The arch was rebuilt", "asserted"),
    ("It was in May 1801 that Ada Brock left.", "1801-05", "Ada Brock left", "asserted"),
    ("It was not clear until 1801 that the arch was weak.", "1801", None, None),
]


@pytest.mark.parametrize(("text", "when", "title", "status"), CLEFTS)
def test_a_time_put_before_its_clause(text: str, when: str, title: str | None, status: str | None) -> None:
    found = [(event.title, event.status.value) for event in dateline.parse(text).events]
    assert title is None or found == [(title, status)]
    assert title is not None or all(title != "The arch was weak" for title, _ in found)


def test_notes_and_asides_under_a_day() -> None:
    text = (
        "Sat 1 Aug. 1868. Rode to Tulley's. Dined early.\n\nSun 2 Aug. Old Mrs Pask, who had not come since Whitsun, "
    )
    text += "fainted. Wrote an answer and did not send it.\n\nFri 7 Aug. A letter from the Dean, dated Wednesday."
    found = {event.title: event.when.edtf for event in dateline.parse(text).events if event.when is not None}
    assert found["Rode to Tulley's"] == found["Dined early"] == "1868-08-01"
    assert found["Old Mrs Pask fainted"] == found["Did not send it"] == "1868-08-02"
    assert found["A letter from the Dean, dated Wednesday"] == "1868-08-07"


OWN = [
    ("My mother kept the shop. In 1953 she left.", "she", "mother"),
    ("My mother kept the shop. My father left. Our mother died in 1953.", "Our mother", "mother"),
    ("My sister Joan won. My sister left in 1953.", "My sister", "Joan"),
    ("My sister Joan won. My elder sister left in 1953.", "My elder sister", "elder sister"),
    ("Father fell ill. My father died in 1953.", "My father", "Father"),
    ("My mother kept the shop. Your mother left in 1953.", "Your mother", "mother"),
    ('"My father left in 1953," said Ann Ray.', "My father", "Ann Ray's father"),
    ("Ann Ray founded Colby Ltd in 1950. Her company failed in 1956.", "Her company", "Colby Ltd"),
]


@pytest.mark.parametrize(("text", "said", "name"), OWN)
def test_whom_the_teller_calls_their_own(text: str, said: str, name: str) -> None:
    at = text.rindex(said)
    (actor,) = [a for a in dateline.parse(text).actors if any((m.span.start, m.text) == (at, said) for m in a.mentions)]
    assert actor.name == name


def test_my_mother_is_not_yours() -> None:
    mine, yours = dateline.parse("My mother kept the shop. Your mother left in 1953.").actors
    assert (mine.mentions[0].text, yours.mentions[0].text) == ("My mother", "Your mother")


def test_a_title_calls_them_as_the_teller_does() -> None:
    assert told("My father came back. In 1953 he left.") == [("1953", "My father left")]


def test_the_years_of_a_life_are_no_date_of_the_text() -> None:
    text = "Ada Brock (11 September 1864 – 2 March 1941) was an architect.\n\nIn 1871 the ship sank on 6 December."
    timeline = dateline.parse(text)
    assert [(e.when.edtf, e.status.value) for e in timeline.events if e.when] == [("1871-12-06", "asserted")]
    # a dateline is one
    (sunk,) = dateline.parse("LEEDS, 11 September 1864 – The ship sank on 6 December.").events
    assert sunk.when is not None
    assert sunk.when.edtf == "1863-12-06"


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "The mill was built in 1782 by Josiah Platt (1741–1809), a baker of Leeds, and enlarged two years later.",
            [("1782", "The mill was built by Josiah Platt, a baker of Leeds"), ("1784", "The mill was enlarged")],
        ),
        (
            "In 1782 the mill burned. Its owner (1741–1809) sold it three years later.",
            [("1782", "The mill burned"), ("1785", "Its owner sold it")],
        ),
        (
            "The mill has been a Grade II listed building since 1968.",
            [("1968/..", "The mill has been a Grade II listed building since 1968")],
        ),
        ("The Colby Ltd sold mills in 1968.", [("1968", "The Colby Ltd sold mills")]),
    ],
)
def test_years_of_a_life_and_listed_buildings(text: str, events: list[tuple[str, str]]) -> None:
    assert told(text) == events


def test_a_heading_that_ends_in_an_owner_owns_no_time() -> None:
    text = "Open the books at St Ada's\n\nTwo years ago the board sold the mill."
    assert told(text, "2019-10-10") == [("2017", "The board sold the mill")]


def test_what_is_on_a_day_lies_ahead() -> None:
    text = "I had sat with her and she knew me, and asked for you. The funeral is on Wednesday at two. "
    text += "Alec sailed with the mails, and they sent a wireless to the ship, so that he knew what had happened here."
    assert told(text, "1959-03-22") == [("1959-03-25", "The funeral is on Wednesday at two")]


def test_under_the_day_of_a_diary() -> None:
    text = "Friday, 7 May 1937\n\nThe consul died on Wednesday. The funeral is on Monday. He was ill since April."
    timeline = dateline.parse(text)
    assert [(e.when.edtf, e.status.value) for e in timeline.events if e.when is not None] == [
        ("1937-04/..", "asserted"),
        ("1937-05-05", "asserted"),
        ("1937-05-10", "planned"),
    ]
    # what a chronology tells under its days has been
    dated = "1 May 1937: Ada Brock leaves.\n3-17 May 1937: The search goes on.\n9 August 1937: A boat is found."
    assert {event.status.value for event in dateline.parse(dated)} == {"asserted"}


def test_a_note_goes_on_with_what_was_done_to_a_thing() -> None:
    titles = [event.title for event in dateline.parse("Walked out to the mill, built in 1924, and to the pier.")]
    assert "Walked out to the mill" in titles[0] or "Walked out to the mill" in titles[-1]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("On the night of 3 March 1981, at about half past eleven, four men came.", "1981-03-03T23:30~"),
        ("On the evening of 3 March 1981, at 8:15, four men came.", "1981-03-03T20:15"),
        ("On the morning of 3 March 1981, at 8:15, four men came.", "1981-03-03T08:15"),
        ("On 3 March 1981, at 8:15, four men came.", "1981-03-03T08:15"),
    ],
)
def test_the_hours_of_a_night_are_late(text: str, when: str) -> None:
    assert told(text) == [(when, "Four men came")]


def test_how_long_somebody_sat_moves_no_story() -> None:
    text = "In 1794 Ada Brock, who sat for Irsel from 1788 to 1802, died on 2 May. On 6 June the hall fell."
    assert [when for when, _ in told(text)] == ["1788/1802", "1794-05-02", "1794-06-06"]
    # a range that the story itself is told by does
    assert [when for when, _ in told("Ada Brock lived in Irsel from 1798 to 1802. In June the hall fell.")] == [
        "1798/1802",
        "1802-06",
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mrs Holroyd abstained. Dr Bhatt announced that she would retire on 3 May 2018.", "Dr Bhatt"),
        ("Mrs Holroyd abstained. Mr Bhatt announced that she would retire on 3 May 2018.", "Mrs Holroyd"),
        ("Mrs Holroyd met Dr Bhatt. Dr Bhatt said that he had left on 3 May 2018.", "Dr Bhatt"),
    ],
)
def test_who_says_that_she_would_may_mean_herself(text: str, who: str) -> None:
    (event,) = dateline.parse(text).events
    assert [part.actor.name for part in event.participants if part.role == "agent"] == [who]


def test_what_counts_from_an_age_has_no_date() -> None:
    text = (
        "Born in Leith on 9 May 1936, Ann Ray left school at 15 and joined Colby Ltd two years later. In 1958 she left."
    )
    assert told(text) == [("1936-05-09", "Ann Ray born in Leith"), ("1958", "Ann Ray left")]
    # The wedding has a date, whatever the age.
    text = "In 1936 Ann Ray married at the age of 21 and left Leith six years later."
    assert [when for when, _ in told(text)] == ["1936", "1942"]
