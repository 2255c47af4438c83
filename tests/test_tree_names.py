"""Names and described actors that the trees show, with their kinds, and names without what is no part of them."""

from __future__ import annotations

import pytest

import dateline

PERSON, BODY, GROUP, PLACE, OTHER, UNKNOWN = "person", "organization", "group", "place", "other", "unknown"


def actors(text: str) -> list[tuple[str, str]]:
    """The name and kind of each actor who takes part in an event of a text."""
    events = dateline.parse(text, dct="2021-06-16")
    return list(dict.fromkeys((one.actor.name, one.actor.kind.value) for event in events for one in event.participants))


NAMES = [
    # a given name or surname alone
    ("Ilse was born in Riga in 1921.", [("Ilse", PERSON)]),
    ("In 1930 Turla moved to Leeds.", [("Turla", UNKNOWN)]),
    ("Turla was elected in 1990.", [("Turla", PERSON)]),
    ("Ellner got a letter in 1931.", [("Ellner", UNKNOWN)]),
    ("The Marquis de Valmy visited the town in 1812.", [("de Valmy", PERSON)]),
    # a noun beside it, or that it is said to be
    ("Turla, a baker, sold the shop in 1931.", [("Turla", PERSON)]),
    ("The composer Turla died in 1931.", [("Turla", PERSON)]),
    # bodies
    ("The Senate passed the bill on 3 May 1931.", [("Senate", BODY)]),
    ("The Assembly voted in 1931 to close the port.", [("Assembly", BODY)]),
    ("The Gazette reported the fire in 1931.", [("Gazette", BODY)]),
    ("ZKPB announced the plan in 1908.", [("ZKPB", BODY)]),
    # peoples and parties
    ("The Zorbians crossed the river in 1302.", [("Zorbians", GROUP)]),
    ("Many wealthy Corvians backed the plan in 1836.", [("Corvians", GROUP)]),
    ("The Spanish took the port in 1520.", [("Spanish", GROUP)]),
    ("The Liberals won the town in 1960.", [("Liberals", GROUP)]),
    # a body by its common noun, once the text has named it; else only one that does what bodies do
    ("The Audit Division was set up in 1990. A draft was sent to the Division in 1991.", [("Audit Division", BODY)]),
    ("The Relief Unit came in 1990. In 1991 the unit drew maps.", [("Relief Unit", BODY)]),
    ("In 1991 the unit failed.", []),
    # surnames that are also something else, and those who are told apart by letters
    ("On 3 May 1931 Ms Field was suspended.", [("Ms Field", PERSON)]),
    ("Patient A died in 1931.", [("Patient A", PERSON)]),
    ("Company B paid in 1931.", [("Company B", BODY)]),
    ("Driver K. Aas left in 1931.", [("K. Aas", PERSON)]),
    # a town that acts
    ("Leeds rejected the plan in 1908.", [("Leeds", PLACE)]),
    # ships, works, beasts: by the noun beside the name, or by what ships have before theirs
    ("The ferry Meridian sank in 1905.", [("Meridian", OTHER)]),
    ("The ferry Meridian was built in 1904. The Meridian sank in 1905.", [("Meridian", OTHER)]),
    ("HMS Corvina shelled the fort in 1855.", [("HMS Corvina", OTHER)]),
    ("Ada Brook sold the mare Lindy in 1931.", [("Ada Brook", PERSON), ("Lindy", OTHER)]),
    ("The opera Turla opened in 1931.", [("Turla", OTHER)]),
    # what acts is an actor, whether or not its kind is told
    ("The Meridian left Leeds in 1905.", [("Meridian", UNKNOWN)]),
    ("Zelvor rejected the offer in 1992.", [("Zelvor", UNKNOWN)]),
    ("Ardwin Coyle, 24, sank in 1992.", [("Ardwin Coyle", PERSON)]),
    # where somebody is or goes to is a place, whatever it is called
    ("In 1931 Ada Brook taught at Marlow.", [("Ada Brook", PERSON)]),
    ("In 1931 Ada Brook sailed for Catterley.", [("Ada Brook", PERSON)]),
    ("Ada Brook worked at Nordlys. In 1931 Nordlys sued her.", [("Nordlys", BODY), ("Ada Brook", PERSON)]),
    # products, feasts and what nothing tells of
    ("The A380 flew in 2005.", []),
    ("Windows 95 was released in 1995.", []),
    ("The Renaissance began in 1400.", []),
    ("Easter fell on 4 April 1931.", []),
    ("The Bible was printed in 1455.", []),
    ("In May 1931 Spanish was taught there.", []),
    ("Figure 3 shows the plan of 1931.", []),
    ("Bread cost a penny in 1931.", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert actors(text) == expected


DESCRIBED = [
    ("Settlers crossed the border in 1835.", [("Settlers", GROUP)]),
    ("Fishermen found the boat in 1931.", [("Fishermen", GROUP)]),
    ("Voters chose a new flag in 2015.", [("Voters", GROUP)]),
    ("In 2012 at least forty people were killed.", [("at least forty people", GROUP)]),
    ("The hotel industry began a campaign in 2016.", [("hotel industry", BODY)]),
    ("The population rose in 1931.", [("population", BODY)]),
    ("A museum in Leeds bought the boat in 1931.", [("museum in Leeds", BODY)]),
    ("The barn was burned by tenants in 1931.", [("tenants", GROUP)]),
    # of how many, and of whom
    ("Two of the brothers died in 1902.", [("Two of the brothers", GROUP)]),
    ("75% of voters rejected the plan in 2014.", [("75% of voters", GROUP)]),
    ("Hundreds of protesters gathered in 1989.", [("Hundreds of protesters", GROUP)]),
    ("One of the officers resigned in 1931.", [("One of the officers", PERSON)]),
    # whose name follows
    ("The makers, Ray & Hart, closed the shop in 1931.", [("Ray & Hart", BODY)]),
    # a railway that answers is a body, one that is rebuilt need not be
    ("The railway answered in 1931 that the line was old.", [("railway", BODY)]),
    ("The mill was rebuilt in 1931.", []),
    # nobody who does anything
    ("The computers failed in 1999.", []),
    ("No voters came in 1931.", []),
    ("There were settlers in 1835.", []),
    ("The roof of a school fell in 1931.", []),
]


@pytest.mark.parametrize(("text", "expected"), DESCRIBED)
def test_described_actors(text: str, expected: list[tuple[str, str]]) -> None:
    assert actors(text) == expected


CUT = [
    ("In 44 BC Caesar was murdered.", [("Caesar", PERSON)]),
    ("On 3 May 1931 at 5 PM Ada Brook left.", [("Ada Brook", PERSON)]),
    ("At 10:00 GMT Ivo Lind landed.", [("Ivo Lind", PERSON)]),
    ("In 1066 AD Harold fell.", [("Harold", PERSON)]),
    ("In 1939 the baker sent her children to Danzig.", [("baker", PERSON), ("baker's children", GROUP)]),
    ("In 1931 Math I was taught.", []),
    # "that" is no "that man"
    ("Ada Brook said in 1931 that children had been hurt.", [("Ada Brook", PERSON), ("children", GROUP)]),
    # words that are part of a name
    ("Hovland Biotech AS bought the mill in 1931.", [("Hovland Biotech AS", BODY)]),
    ("On 3 May 1931 Ms Brook resigned.", [("Ms Brook", PERSON)]),
]


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_names_without_what_is_no_part_of_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert actors(text) == expected


def test_a_name_is_an_actor_wherever_it_stands_once_it_acts() -> None:
    text = "Ada Brook wrote to Turla in May 1931. Turla answered in June 1931."
    (turla,) = [actor for actor in dateline.parse(text).actors if actor.name == "Turla"]
    assert [mention.span.slice(text) for mention in turla.mentions] == ["Turla", "Turla"]


def test_she_is_whom_the_sentence_before_names_by_one_name() -> None:
    timeline = dateline.parse("Ilse was born in Riga in 1921. She married a baker in 1940.")
    assert [[one.actor.name for one in event.participants] for event in timeline] == [["Ilse"], ["Ilse", "baker"]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "The army marched to Valley Mount in 1778. It rested at Valley Mount, and in 1779 it left Valley Mount.",
            PLACE,
        ),
        ("In 1990 Turla Ray was elected. In 1991 Turla Ray lived in Leeds.", PERSON),
    ],
)
def test_kind_of_a_name_by_all_its_places(text: str, kind: str) -> None:
    (actor,) = [actor for actor in dateline.parse(text).actors if actor.name in ("Valley Mount", "Turla Ray")]
    assert actor.kind.value == kind


def test_who_wrote_a_book_is_not_its_title() -> None:
    timeline = dateline.parse("In 1931 the book Ada Brook wrote was burned. Ada Brook protested.")
    assert [actor.kind.value for actor in timeline.actors if actor.name == "Ada Brook"] == [PERSON]


def test_the_text_of_mentions_is_where_they_say_it_is() -> None:
    text = "  ".join(text for text, _ in (*NAMES, *DESCRIBED, *CUT))
    for actor in dateline.parse(text).actors:
        for mention in actor.mentions:
            assert mention.span.slice(text) == mention.text
