"""Names, described actors and pronouns: what is one, what is none, and what is known of it."""

from __future__ import annotations

import sys

import pytest

from dateline import Locale, parse
from dateline.annotations import ActorMention, Annotations
from dateline.model import Document
from dateline.text.sentences import find_sentences
from dateline.who.actors import find_actors

ENGLISH = Locale.load("en")


def mentions(text: str) -> list[ActorMention]:
    """The mentions of a text, whose spans are checked on the way."""
    document = Document(text, locale=ENGLISH)
    found = Annotations()
    found.sentences = list(find_sentences(document, found))
    actors = list(find_actors(document, found))
    for mention in actors:
        assert text[mention.span.start : mention.span.end] == mention.text
    assert [m.span.start for m in actors] == sorted(m.span.start for m in actors)
    return actors


def names(text: str) -> dict[str, str]:
    """Kind by name, pronouns left out."""
    return {m.name: m.kind.value for m in mentions(text) if m.form != "pronoun"}


NAMES = [
    ("HALVERTON — The firm closed.", "Halverton", "place"),
    ("ELDMOOR, May 6, 2021 – The firm closed.", "Eldmoor", "place"),
    ("NASA – the agency – said so.", "NASA", "organization"),
    ("Patient: Garth, Elin    Ward: 4", "Elin Garth", "person"),
    ("Name: GARTH, Elin Rose\nBorn: 1950", "Elin Rose Garth", "person"),
    ("Seen by Elin Garth    Ward Lister", "Elin Garth", "person"),
    ("Yesterday Oluchi Barret-Lane sang.", "Oluchi Barret-Lane", "person"),
    ("The song is by Ruud van der Molen.", "Ruud van der Molen", "person"),
    ("They met J. P. Farrow in Leeds.", "J. P. Farrow", "person"),
    ("It was Choi Min Seo who sang.", "Choi Min Seo", "person"),
    ("They asked Salim bin Rashid for help.", "Salim bin Rashid", "person"),
    ("The judgment of Judge Corder was read.", "Corder", "person"),
    ("A letter from Capt. Moyle came.", "Moyle", "person"),
    ("The book is about April Osgood.", "April Osgood", "person"),
    ("They spoke to Chelsea Moran.", "Chelsea Moran", "person"),
    ("Theresa May resigned.", "Theresa May", "person"),
    ("They sued Tarn Freight Ltd in 2004.", "Tarn Freight Ltd", "organization"),
    ("He works at Ostler GmbH now.", "Ostler GmbH", "organization"),
    ("She studied at the University of Exeter.", "University of Exeter", "organization"),
    ("He joined the Ministry of Food, Fuel and Supply.", "Ministry of Food, Fuel and Supply", "organization"),
    ("It went to the Office of the Public Trustee.", "Office of the Public Trustee", "organization"),
    ("The Royal Moss Society met.", "Royal Moss Society", "organization"),
    # a body whose first word is a common one in the text
    ("Apple Corps lost the case of the apple.", "Apple Corps", "organization"),
    ("It was sold to Farrow & Sons.", "Farrow & Sons", "organization"),
    ("They moved to Valparaíso.", "Valparaíso", "place"),
    ("The road crosses Orchard County.", "Orchard County", "place"),
    ("LIMA, 3 May 1990 — The strike ended.", "Lima", "place"),
    ("On Friday Swiss prosecutors came.", "Swiss prosecutors", "group"),
    ("It was said by two diplomats.", "two diplomats", "group"),
    ("The police came.", "police", "group"),
    ("An ATF agent from Reno County called.", "ATF agent from Reno County", "person"),
    ("A former auditor called.", "former auditor", "person"),
    ("We asked Mara’s family and friends.", "Mara’s family and friends", "group"),
    ("It was lent to the Weavers' Guild in May.", "Weavers' Guild", "organization"),
    ("The Glassblowers’ Union met.", "Glassblowers’ Union", "organization"),
    ("The Colliery Users' Forum (CUF) wrote.", "Colliery Users' Forum", "organization"),
    ("They prayed in the Fishermen's Church.", "Fishermen's Church", "organization"),
    ("We have it from the monk Gerlach of Tarn.", "Gerlach of Tarn", "person"),
    ("In 1188 Matilda of Welm left.", "Matilda of Welm", "person"),
    ("They feared Duke Otto II of Welm.", "Otto II of Welm", "person"),
    ("In May Abbot Hugh of Tarn left.", "Hugh of Tarn", "person"),
    ("The organ of St Hilda's Church is old.", "St Hilda's Church", "organization"),
    ("They sailed from Port Ostrey in May.", "Port Ostrey", "place"),
    ("She sells bread on the island of Ostrey.", "Ostrey", "place"),
    ("Auditors of the Harbour Office came.", "Auditors of the Harbour Office", "group"),
    ("His own brother left.", "brother", "person"),
    ("Report to the Board\n\nWritten by Ruth Adeyo\n\nIt rained.", "Ruth Adeyo", "person"),
]


@pytest.mark.parametrize(("text", "name", "kind"), NAMES)
def test_an_actor(text: str, name: str, kind: str) -> None:
    assert names(text).get(name) == kind


NONE = [
    "Sailed Leith 0600.",
    "He played, e.g. “Leith”, the fool.",
    "The culture grew S. aureus.",
    "PAST HISTORY\n\nNothing of note was found.",
    "On Monday in April it snowed.",
    "In May and June nothing grew.",
    "On Christmas Eve the snow melted.",
    "The English language is spoken here.",
    "See Ex. 4 and Fig. 2.",
    "They signed a Lease Agreement.",
    "It ended with the Treaty of Paris.",
    "However, nothing came of this.",
    "No lawyer was there.",
    "I think we should go.",
    "Windows 7 was slow.",
    "The Battle of Hastings was lost.",
    "Its market drew traders.",
    "The Meridian entered service in May.",
    "It was founded as a school.",
    "The motion is GRANTED.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_actor(text: str) -> None:
    assert names(text) == {}


def one(text: str, name: str) -> ActorMention:
    return next(m for m in mentions(text) if m.name == name)


@pytest.mark.parametrize(
    ("text", "name", "description"),
    [
        ("The vote was won by a surveyor, Elin Garth, in May.", "Elin Garth", "a surveyor"),
        ("Elin Garth, the club's treasurer, resigned.", "Elin Garth", "the club's treasurer"),
        ("She wed a naval surgeon, August Lund.", "August Lund", "a naval surgeon"),
        ("They saw the geographer Ernst Kolm.", "Ernst Kolm", "the geographer"),
        ("It was sold to the shipping company Tarvex Line.", "Tarvex Line", "the shipping company"),
        ("They rang the insurer, Colby Mutual, twice.", "Colby Mutual", "the insurer"),
        ("A lawyer for Farrow, Ines Prado, denied it.", "Ines Prado", "A lawyer for Farrow"),
        ("Present: Ruth Adeyo (secretary), Elin Garth.", "Ruth Adeyo", "secretary"),
        ("Present: Elin Garth, Ruth Adeyo (acting chair).", "Ruth Adeyo", "acting chair"),
        ("Treasurer: Elin Garth", "Elin Garth", "Treasurer"),
        ("In the chair: Elin Garth", "Elin Garth", "the chair"),
        ("He joined the firm of Gray & Dawes.", "Gray & Dawes", "the firm"),
        ("Also there was Elin Garth (Clerk).", "Elin Garth", "Clerk"),
        ("His first wife, the cellist Elin Garth, sang.", "Elin Garth", "His first wife, the cellist"),
        ("The club's founder was Elin Garth.", "Elin Garth", "The club's founder"),
        ("Elin Garth was the club's founder.", "Elin Garth", "the club's founder"),
        ("Elin Garth, a former teacher, left.", "Elin Garth", "a former teacher"),
        ("Former teacher Elin Garth left.", "Elin Garth", "Former teacher"),
        ("Elin Garth, a baker from Leeds, left.", "Elin Garth", "a baker from Leeds"),
        ("A baker from Leeds, Elin Garth, left.", "Elin Garth", "A baker from Leeds"),
        ("Elin Garth, then a student, left.", "Elin Garth", "a student"),
        ("Elin Garth, now the club's treasurer, left.", "Elin Garth", "the club's treasurer"),
        ("Elin Garth, 52, the club's treasurer, left.", "Elin Garth", "the club's treasurer"),
        ("Elin Garth (a baker) left.", "Elin Garth", "a baker"),
        ("Elin Garth, mother of three, left.", "Elin Garth", "mother of three"),
        ("Elin Garth, an engineer, and Ruth Adeyo, a doctor, left.", "Ruth Adeyo", "a doctor"),
        ("Tarn Freight Ltd, a maker of boats, closed.", "Tarn Freight Ltd", "a maker of boats"),
        ("Elin Garth, minister of finance, resigned.", "Elin Garth", "minister of finance"),
    ],
)
def test_what_is_said_beside_a_name(text: str, name: str, description: str) -> None:
    assert one(text, name).description == description


@pytest.mark.parametrize(
    "text",
    [
        "Elin Garth met a baker from Leeds.",
        "Elin Garth and the baker left.",
        "Elin Garth, the baker said, had left.",
        "Elin Garth left. The baker stayed.",
        "Elin Garth, 52, left with a baker.",
        "Elin Garth asked whether the baker had left.",
        "The baker's van hit Elin Garth.",
        "In 1950, a baker met Elin Garth.",
        "Elin Garth, then, met a baker.",
        "Elin Garth was seen by the baker.",
    ],
)
def test_what_is_not_said_of_a_name(text: str) -> None:
    assert one(text, "Elin Garth").description is None


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("They asked Yun Mi Ran (aka Yun Ra Mi) again.", "Yun Mi Ran", ("Yun Ra Mi",)),
        ("The Harbour Relief Fund (HRF) paid.", "Harbour Relief Fund", ("HRF",)),
        ('Tarn Freight Ltd ("Tarn") paid.', "Tarn Freight Ltd", ("Tarn",)),
        ('Tarn Freight plc (the "Company") paid.', "Tarn Freight plc", ("Company",)),
        ("Colby Mutual, formerly Colby Fire Office, paid.", "Colby Mutual", ("Colby Fire Office",)),
        ("Agnes Holt (née Brand) sang.", "Agnes Holt", ("Agnes Brand",)),
        ("A note by Dr Gao Meilin (高美林) was read.", "Gao Meilin", ("高美林",)),
        ("Ruth Adeyo is better known as Mara Vale.", "Ruth Adeyo", ("Mara Vale",)),
        ("Ruth Adeyo was also known in Leeds.", "Ruth Adeyo", ()),
        ('Tarn Freight Ltd ("Tarn" or the "Seller") paid.', "Tarn Freight Ltd", ("Tarn", "Seller")),
        ("Ruth Adeyo (born 4 March 1950 as Ruth Vale) sang.", "Ruth Adeyo", ("Ruth Vale",)),
        ("Ruth Adeyo (born 4 March 1950) sang.", "Ruth Adeyo", ()),
        ("They rang Coastal Heritage (CH) twice.", "Coastal Heritage", ("CH",)),
        ("They rang Peter Heritage (PH) twice.", "Peter Heritage", ()),
        ("Ruth Adeyo was now in Leeds.", "Ruth Adeyo", ()),
        ("Tarn Freight Ltd was renamed Tarn Group plc in 2001.", "Tarn Freight Ltd", ("Tarn Group plc",)),
    ],
)
def test_other_names(text: str, name: str, aliases: tuple[str, ...]) -> None:
    assert one(text, name).aliases == aliases


@pytest.mark.parametrize(
    "text",
    ["Elin Garth (from June) left.", "Elin Garth (see the treasurer) left."],
)
def test_a_bracket_that_gives_no_office(text: str) -> None:
    assert one(text, "Elin Garth").description is None


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 1999 Tarn Freight renamed Colby Group (CG).",
        "Tarn Freight was rebranded as Colby Group (CG).",
        "Tarn Freight changed its name to Colby Group (CG).",
        "Tarn Freight, now Colby Group (CG), paid.",
        "In 2001 Tarn Freight became Colby Group (CG).",
    ],
)
def test_a_new_name_and_its_acronym(text: str) -> None:
    assert one(text, "Tarn Freight").aliases == ("Colby Group", "CG")


@pytest.mark.parametrize(
    "text",
    [
        "Tarn Freight changed its name in May.",
        "Colby Group renamed Elm Street.",
        "The ship was renamed Ida.",
        "Ida Holm left Tarn Freight and became Colby Group's head.",
    ],
)
def test_no_new_name(text: str) -> None:
    assert all(not mention.aliases or mention.name == "Colby Group" for mention in mentions(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They spoke to the workers' Guild House.", "workers' Guild House"),
        ("It is the Baileys' House.", "Baileys' House"),
        ("It was Ida of Tarn Freight.", "Ida of Tarn Freight"),
        ("They wrote to Ida of NATO.", "Ida of NATO"),
        ("They met Ida of May.", "Ida of May"),
    ],
)
def test_no_name_across_a_possessive_or_of(text: str, name: str) -> None:
    assert name not in names(text)


def test_where_somebody_was_born_is_a_place() -> None:
    text = "Born in Ostrey, the third son of a miller, Mr Holt wrote for The Ostrey Herald."
    assert names(text)["Ostrey"] == "place"
    assert one(text, "Ostrey").description is None


def test_the_body_in_a_title_case_heading() -> None:
    text = "Minutes of the Bridge Committee\n\nThe committee met."
    assert [m.text for m in mentions(text)] == ["Bridge Committee", "The committee"]


def test_a_defined_term_for_a_contract_is_no_actor() -> None:
    text = 'Tarn Freight Ltd signed a Hire Agreement ("the HA"). Under the HA it paid.'
    assert "HA" not in names(text)


def test_title_gender_and_number() -> None:
    text = "Mrs Quayle met Mr Farrow. They talked."
    lady, gentleman, both = mentions(text)
    assert (lady.title, lady.gender, lady.text) == ("Mrs", "f", "Mrs Quayle")
    assert gentleman.gender == "m"
    assert (both.form, both.number) == ("pronoun", "plural")


def test_first_person_is_left_out() -> None:
    assert mentions("I told them what we saw of my house and our customers.")[1:] == []


def test_whom_the_teller_calls_their_own_is_somebody() -> None:
    (wife, parents) = mentions("I told my wife what our parents saw.")
    assert (wife.name, wife.gender, parents.name, parents.number) == ("wife", "f", "parents", "plural")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("In 1964 a college opened on the hill.", ["college"]),
        ("A gallery in Leeds offered him a post.", ["gallery in Leeds"]),
        ("It was bought by a local trust in 1974.", ["local trust"]),
        ("A committee was formed in May.", ["committee"]),
        # where no body does anything
        ("They met near a bank.", []),
        ("There was a college on the hill.", []),
        ("The roof of a school fell in.", []),
        ("A bank was there.", []),
    ],
)
def test_a_body_that_acts_is_somebody(text: str, named: list[str]) -> None:
    described = [actor.name for actor in parse(text).actors if actor.name[0].islower()]
    assert described == named


def test_it_that_means_nothing() -> None:
    assert mentions("It is not yet clear that it was raining.") == []


def test_a_title_case_heading_names_only_who_is_known() -> None:
    text = "Mill Owner Must Pay Quickly Says Farrow\n\nJohn Farrow, the owner of a mill, lost quickly."
    assert [m.text for m in mentions(text)] == ["Farrow", "John Farrow"]


@pytest.mark.parametrize(
    "unit", ["Kim ", "(", "Kim (", "Bank of ", "and ", "A, ", "her ", "Kim's ", "J. ", "\ud800", '"', "the lawyer "]
)
def test_work_grows_with_the_text(unit: str) -> None:
    def work(size: int) -> int:
        document = Document(unit * size, locale=ENGLISH)
        found = Annotations()
        found.sentences = list(find_sentences(document, found))
        steps = 0

        def count(*_: object) -> None:
            nonlocal steps
            steps += 1

        sys.setprofile(count)
        try:
            for _ in find_actors(document, found):
                pass
        finally:
            sys.setprofile(None)
        return steps

    work(10)
    assert work(2000) <= 4.4 * work(500) + 200


@pytest.mark.parametrize("name", ["Grace", "Hall", "Church", "Temple", "Park", "Hope"])
def test_a_given_name_that_also_ends_names(name: str) -> None:
    # A name of one word has no word before its last.
    assert names(f"In May 1902 {name} spoke to Ann Lee.")["Ann Lee"] == "person"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In 1953 the Victoria and Albert Museum bought two jars.", "Victoria and Albert Museum"),
        ("In 1953 the Harrow and Pinner Society met.", "Harrow and Pinner Society"),
    ],
)
def test_a_body_named_after_two(text: str, name: str) -> None:
    assert [one.name for one in mentions(text)] == [name]


def test_two_bodies_are_not_one() -> None:
    assert "Colby Museum and Norland Society" not in [
        one.name for one in mentions("The Colby Museum and Norland Society met.")
    ]
    assert "Ann and Albert Museum" not in [one.name for one in mentions("They saw Ann and Albert Museum on Monday.")]
