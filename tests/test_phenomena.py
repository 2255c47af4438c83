"""Who did what, and who says so: ten sentences and more for each thing an event tells, negatives among them."""

from __future__ import annotations

import pytest

import dateline
from dateline import Certainty, Event, Timeline


def parse(text: str) -> Timeline:
    return dateline.parse(text, dct="2019-06-04")


def of(text: str, trigger: str) -> Event:
    """The one event of a text that a word names."""
    found = [event for event in parse(text) if event.trigger is not None and event.trigger.text == trigger]
    assert len(found) == 1, [(event.trigger and event.trigger.text, event.title) for event in parse(text)]
    return found[0]


KINDS = [
    ("Ada Brock sold the mill in 2011.", "sold", "occurrence"),
    ("The flood destroyed the mill in 2011.", "destroyed", "occurrence"),
    ("The arrest of Ada Brock surprised nobody.", "arrest", "occurrence"),
    ("Ada Brock said in 2011 that the mill was old.", "said", "reporting"),
    ("In May 2011 Ada Brock told Tom Lund that the mill was old.", "told", "reporting"),
    ("Ada Brock owned the mill in 2011.", "owned", "state"),
    ("Ada Brock was in Leeds from 2009 to 2011.", "was", "state"),
    ("Colby Ltd began work on the bridge in 2011.", "began", "aspectual"),
    ("The strike ended on 3 May 2011.", "ended", "aspectual"),
    ("Ada Brock stopped paying rent in 2011.", "stopped paying", "aspectual"),
    ("Colby Ltd intends to close the mill in 2021.", "intends", "planned"),
    ("The talks are scheduled for 3 May 2021.", "scheduled", "planned"),
    # a verb of saying that reports nothing
    ("Ada Brock told a story in 2011.", "told", "occurrence"),
    ("Ada Brock reported for work on 3 May 2011.", "reported", "occurrence"),
]


@pytest.mark.parametrize(("text", "trigger", "kind"), KINDS)
def test_kinds(text: str, trigger: str, kind: str) -> None:
    assert of(text, trigger).kind == kind


STATUSES = [
    ("Ada Brock sold the mill in 2011.", "sold", "asserted"),
    ("Ada Brock had not sold the mill by 2011.", "sold", "negated"),
    ("Ada Brock never sold the mill in 2011.", "sold", "negated"),
    ("Nobody sold the mill in 2011.", "sold", "negated"),
    ("The inquiry found no proof in 2011.", "found", "negated"),
    ("Ada Brock failed to sell the mill in 2011.", "failed", "negated"),
    ("Ada Brock denied that the mill was sold in 2011.", "sold", "negated"),
    ("Ada Brock denied selling the mill in 2011.", "selling", "negated"),
    ("Ada Brock rejected Lund's claim that the mill burned in 2011.", "burned", "negated"),
    ("The fair, set for May 2011, was cancelled.", "set", "negated"),
    ("The service was due in March 2018 but was cancelled.", "was", "negated"),
    # "not until" says that it did happen
    ("The mill did not reopen until May 2011.", "reopen", "asserted"),
    ("The repair took no longer than a day in May 2011.", "took", "asserted"),
    ("Ada Brock will sell the mill in 2021.", "sell", "planned"),
    ("The mill is to be sold on 3 May 2021.", "sold", "planned"),
    ("The mill is due to close in 2021.", "close", "planned"),
    ("Ada Brock must pay by 3 May 2021.", "pay", "planned"),
    ("Tom Brock to write to the landlord by 3 July 2019.", "write", "planned"),
    ("Ada Brock had hoped to spend May 2018 in Leeds.", "hoped", "planned"),
    ("Ada Brock may have sold the mill in 2011.", "sold", "hypothetical"),
    ("If Ada Brock sells the mill in 2021, we shall leave.", "sells", "hypothetical"),
    ("Unless the rent is paid by 3 May 2021, we shall sue.", "paid", "hypothetical"),
    ("Had Ada Brock sold the mill in 2011, we should have left.", "sold", "hypothetical"),
    ("It is not clear whether Ada Brock sold the mill in 2011.", "sold", "hypothetical"),
    ("Tom Lund said that Ada Brock sold the mill in 2011.", "sold", "reported"),
    ("According to Tom Lund, Ada Brock sold the mill in 2011.", "sold", "reported"),
    ("Ada Brock allegedly sold the mill in 2011.", "sold", "reported"),
    ("Ada Brock is said to have sold the mill in 2011.", "sold", "reported"),
    ("It was reported that Ada Brock sold the mill in 2011.", "sold", "reported"),
    ("The mill, police say, was sold in 2011.", "sold", "reported"),
]


@pytest.mark.parametrize(("text", "trigger", "status"), STATUSES)
def test_statuses(text: str, trigger: str, status: str) -> None:
    assert of(text, trigger).status.value == status


HEDGES = [
    ("Ada Brock allegedly sold the mill in 2011.", "sold", "unverified", ["allegedly"]),
    ("Ada Brock reportedly sold the mill in 2011.", "sold", "unverified", ["reportedly"]),
    ("Ada Brock is said to have sold the mill in 2011.", "sold", "unverified", ["said to"]),
    ("Tom Lund claimed that Ada Brock sold the mill in 2011.", "sold", "unverified", ["claimed"]),
    ("Ada Brock probably sold the mill in 2011.", "sold", "probable", ["probably"]),
    ("Ada Brock is believed to have sold the mill in 2011.", "sold", "probable", ["believed to"]),
    ("Perhaps Ada Brock sold the mill in 2011.", "sold", "possible", ["Perhaps"]),
    ("Ada Brock may have sold the mill in 2011.", "sold", "possible", ["may have"]),
    ("Tom Lund suspected that Ada Brock sold the mill in 2011.", "sold", "possible", ["suspected"]),
    ("It is not clear whether Ada Brock sold the mill in 2011.", "sold", "unclear", ["not clear whether"]),
    ("Nobody knows whether Ada Brock sold the mill in 2011.", "sold", "unclear", ["knows whether"]),
    ("Tom Lund claimed that Ada Brock probably sold the mill.", "sold", "unverified", ["probably", "claimed"]),
    # the hedge of another clause, and words that only hold one
    ("Ada Brock sold the mill in 2011, and Tom Lund perhaps knew it.", "sold", "certain", []),
    ("Ada Brock sold the mill in May 2011.", "sold", "certain", []),
    ("Tom Lund said that Ada Brock sold the mill in 2011.", "sold", "certain", []),
    ("Ada Brock sold the improbably large mill in 2011.", "sold", "certain", []),
]


@pytest.mark.parametrize(("text", "trigger", "grade", "words"), HEDGES)
def test_hedges(text: str, trigger: str, grade: str, words: list[str]) -> None:
    event = of(text, trigger)
    assert (event.certainty, [hedge.mention.text for hedge in event.hedges]) == (Certainty(grade), words)
    assert all(f"hedge: “{word}”" in event.explain() for word in words)


INFERRED = [
    ("Ada Brock left. She sold the mill in 2011.", "She", "Ada Brock"),
    ("Tom Lund came in. Ada Brock asked him to leave in 2011.", "him", "Tom Lund"),
    ("Ada Brock sold her mill in 2011.", "her", "Ada Brock"),
    ("Colby Ltd left. It sold the mill in 2011.", "It", "Colby Ltd"),
    ("Colby Ltd left. The company sold the mill in 2011.", "The company", "Colby Ltd"),
    ("Ada Brock met Tom Lund, and they sold the mill in 2011.", "they", "Ada Brock"),
    ("Ada Brock married Tom Lund. The couple sold the mill in 2011.", "The couple", "Tom Lund"),
    ("“I sold the mill in 2011,” said Ada Brock.", "I", "Ada Brock"),
    ("“I sold the mill in 2011,” she said. Ada Brock had left. “I never saw it,” said Tom Lund.", "I", "Tom Lund"),
    ("Ada Brock blamed herself in 2011.", "herself", "Ada Brock"),
]


@pytest.mark.parametrize(("text", "word", "name"), INFERRED)
def test_pronouns_and_descriptions_are_marked_as_inferred(text: str, word: str, name: str) -> None:
    timeline = parse(text)
    (actor,) = [actor for actor in timeline.actors if actor.name == name]
    found = [one for one in actor.inferences if one.mention.text == word]
    assert found, actor
    assert all(one.reason and one.mention in actor.mentions for one in found)
    assert any(f"“{word}” is taken for {name}" in event.explain() for event in timeline)


COUNTED = [
    ("Ada Brock met Ida Moss. The two women bought a mill in 2011.", "bought", ["Ada Brock", "Ida Moss"]),
    ("Colby Ltd and Karsa Ltd met. The two companies merged in 2011.", "merged", ["Colby Ltd", "Karsa Ltd"]),
    ("Colby Ltd and Karsa Ltd met. Ada Brock left. Both firms closed in 2011.", "closed", ["Colby Ltd", "Karsa Ltd"]),
    ("Tom Lund and Hal Reyes argued. Both men left in 2011.", "left", ["Hal Reyes", "Tom Lund"]),
    ("Tom Lund met Hal Reyes and Ada Brock. Both men fled in 2011.", "fled", ["Hal Reyes", "Tom Lund"]),
    ("Ada Brock, Ida Moss and Tom Lund met. The trio fled in 2011.", "fled", ["Ada Brock", "Ida Moss", "Tom Lund"]),
    (
        "Ada Brock, Ida Moss and Tom Lund met. The three friends fled in 2011.",
        "fled",
        ["Ada Brock", "Ida Moss", "Tom Lund"],
    ),
    ("Ada Brock has a sister, Ida Brock. The sisters sold the mill in 2011.", "sold", ["Ada Brock", "Ida Brock"]),
    ("The two women bought a mill in 2011. Ada Brock met Ida Moss.", "bought", ["two women"]),
    # of another number, sex or kind, or nobody in particular
    ("Ada Brock met Tom Lund. The two women bought a mill in 2011.", "bought", ["two women"]),
    ("Ada Brock met Ida Moss and Una Hale. The two women bought a mill in 2011.", "bought", ["two women"]),
    ("Ada Brock met Ida Moss. Two women bought a mill in 2011.", "bought", ["Two women"]),
    ("Ada Brock met Ida Moss. The two companies closed in 2011.", "closed", ["two companies"]),
    ("Ada Brock met Tom Lund. The sisters sold the mill in 2011.", "sold", ["sisters"]),
    ("Ada Brock met Ida Moss. The two young women bought a mill in 2011.", "bought", ["two young women"]),
    ("Ada Brock met Ida Moss. The two doctors bought a mill in 2011.", "bought", ["two doctors"]),
]


@pytest.mark.parametrize(("text", "trigger", "names"), COUNTED)
def test_groups_are_tied_where_so_many_stand_before(text: str, trigger: str, names: list[str]) -> None:
    assert sorted(actor.name for actor in of(text, trigger).actors) == names


def test_why_a_group_is_taken_for_somebody_is_said() -> None:
    timeline = parse("Ada Brock met Ida Moss. The two women bought a mill in 2011.")
    reasons = [(one.mention.text, one.reason) for actor in timeline.actors for one in actor.inferences]
    assert reasons == [("The two women", "those of the kind named before are so many")] * 2


STATED = [
    "Ada Brock sold the mill in 2011.",
    "Mr Lund left in 2011. Tom Lund came back.",
    "Ada Brock left. Brock came back in 2011.",
    "Ada Brock left. Mrs Brock came back in 2011.",
    "Colby Ltd (CL) paid. CL left.",
    "Colby Ltd left in 2011. Colby came back.",
    "The National Water Company left. The NWC came back in 2011.",
    "Ada Brock, also known as Red Ada, left in 2011. Red Ada came back.",
    "Ada Brock, née Holt, left in 2011.",
    "Ada Brock and Tom Lund left in 2011. Lund came back.",
    "Tom Lund, a baker, left in 2011.",
]


@pytest.mark.parametrize("text", STATED)
def test_names_are_not_inferred(text: str) -> None:
    assert [one for actor in parse(text).actors for one in actor.inferences] == []


NO_ALIASES = [
    # the actors that a text has, and no other name for any of them
    ("Ada Brock left. Brock came back.", ["Ada Brock"]),
    ("Robert Lund left. Bob Lund came back.", ["Bob Lund", "Robert Lund"]),
    ("Elizabeth Lund left. Liz Lund came back.", ["Elizabeth Lund", "Liz Lund"]),
    ("Tom Lund left. Tomas Lund came back.", ["Tom Lund", "Tomas Lund"]),
    ("Tom Lund Jr left. Tom Lund came back.", ["Tom Lund", "Tom Lund Jr"]),
    ("Ada Brock left. Ada Lund came back.", ["Ada Brock", "Ada Lund"]),
    ("Karsa Bank left. Karsa Air came back.", ["Karsa Air", "Karsa Bank"]),
    ("Colby Holdings left. Colby Ltd came back.", ["Colby Holdings", "Colby Ltd"]),
    ("Tom Lund left. The baker came back.", ["Tom Lund", "baker"]),
    ("The Alder Water Company left. NWC came back.", ["Alder Water Company", "NWC"]),
    ("Tom Lund left. Lund Bakery Ltd burned.", ["Lund Bakery Ltd", "Tom Lund"]),
    ("Ada Brock left. Red Ada came back.", ["Ada Brock", "Red Ada"]),
]


@pytest.mark.parametrize(("text", "names"), NO_ALIASES)
def test_names_are_never_guessed(text: str, names: list[str]) -> None:
    timeline = parse(text)
    assert sorted(actor.name for actor in timeline.actors) == names
    assert [alias for actor in timeline.actors for alias in actor.aliases] == []


SUBJECTS = [
    # "it" that means somebody, whatever follows
    ("Colby Ltd said that it had signed a lease of the mill in 2011.", "signed", ["Colby Ltd"]),
    ("Colby Ltd said in 2011 that it is using its right to leave.", "using", ["Colby Ltd"]),
    ("Colby Ltd said that it will close the mill that burned in 2011.", "close", ["Colby Ltd"]),
    ("Colby Ltd paid, but the meeting was put off. It met in 2011.", "met", ["Colby Ltd"]),
    ("Colby Ltd paid, but the meeting was put off. It began in 2011.", "began", []),
    # and "it" that means nobody
    ("Colby Ltd paid. It took two days to close the mill in 2011.", "took", []),
    ("Colby Ltd paid. It will take two days to close the mill in 2021.", "take", []),
    ("Colby Ltd paid. It had been agreed to close the mill in 2011.", "agreed", []),
    ("Colby Ltd paid. It was raining in 2011.", "raining", []),
]


@pytest.mark.parametrize(("text", "trigger", "names"), SUBJECTS)
def test_it(text: str, trigger: str, names: list[str]) -> None:
    assert [actor.name for actor in of(text, trigger).actors] == names


UNKNOWN = ["She sold the mill in 2011.", "It rained in 2011. Ada Brock left.", "They sold the mill in 2011."]


@pytest.mark.parametrize("text", UNKNOWN)
def test_who_nobody_can_tell_is_left_alone(text: str) -> None:
    assert [one for actor in parse(text).actors for one in actor.inferences] == []


ROLES: list[tuple[str, str, dict[str, str | None]]] = [
    ("Ada Brock sold the mill in 2011.", "sold", {"Ada Brock": "agent"}),
    ("Ada Brock sued Tom Lund in 2011.", "sued", {"Ada Brock": "agent", "Tom Lund": "patient"}),
    ("Tom Lund was sued by Ada Brock in 2011.", "sued", {"Ada Brock": "agent", "Tom Lund": "patient"}),
    ("Tom Lund was arrested in 2011.", "arrested", {"Tom Lund": "patient"}),
    ("Ada Brock gave the mill to Tom Lund in 2011.", "gave", {"Ada Brock": "agent", "Tom Lund": "recipient"}),
    ("Ada Brock and Tom Lund left in 2011.", "left", {"Ada Brock": "agent", "Tom Lund": "agent"}),
    ("The firm's chair, Ada Brock, resigned in 2011.", "resigned", {"Ada Brock": "agent"}),
    ("Ada Brock, who was born in 1950, left in 2011.", "left", {"Ada Brock": "agent"}),
    ("Born in 1950, Ada Brock left.", "Born", {"Ada Brock": "patient"}),
    ("Ada Brock dined with Tom Lund in 2011.", "dined", {"Ada Brock": "agent", "Tom Lund": "participant"}),
    ("Ada Brock's brother left in 2011.", "left", {"Ada Brock": "participant"}),
    # a name that goes with another noun, or that belongs to what is done, does nothing and suffers nothing
    ("A Colby Ltd director left in 2011.", "left", {"Colby Ltd": "participant"}),
    ("Tom Lund sued a Colby Ltd director in 2011.", "sued", {"Tom Lund": "agent", "Colby Ltd": "participant"}),
    ("Tom Lund upheld Ada Brock's claim in 2011.", "upheld", {"Tom Lund": "agent", "Ada Brock": "participant"}),
    ("Ada Brock left. Tom Lund sold her mill in 2011.", "sold", {"Tom Lund": "agent", "Ada Brock": "participant"}),
    # whoever speaks, wherever they are named
    ("“The mill was old,” said Ada Brock in 2011.", "said", {"Ada Brock": "speaker"}),
    ("In 2011 Tom Lund said the mill was Ada Brock's.", "said", {"Tom Lund": "speaker", "Ada Brock": "participant"}),
    ("Ada Brock said in 2011 that Colby Ltd was old.", "said", {"Ada Brock": "speaker", "Colby Ltd": "participant"}),
    # another clause, another deed
    ("Tom Lund left in 2011, while Ada Brock stayed.", "left", {"Tom Lund": "agent", "Ada Brock": None}),
    ("Ada Brock met Tom Lund and thanked Ida Moss in 2011.", "thanked", {"Ada Brock": "agent", "Ida Moss": "patient"}),
    ("Ada Brock, who founded Colby Ltd and sold it in 2011, left.", "sold", {"Ada Brock": "agent"}),
    (
        "Colby Ltd signed a deal in 2011 to supply Tom Lund.",
        "signed",
        {"Colby Ltd": "agent", "Tom Lund": "participant"},
    ),
    ("It came out in 2011, when Tom Lund sold the letter.", "came", {"Tom Lund": "participant"}),
    # who is spoken of does not speak
    ("Ada Brock left, said a western source on 3 May 2011.", "said", {"Ada Brock": None}),
    ("“Ada Brock left,” said Tom Lund on 3 May 2011.", "said", {"Tom Lund": "speaker"}),
    # a product is not its maker
    ("Ada Brock bought five Colby Ltd B40s in 2011.", "bought", {"Ada Brock": "agent", "Colby Ltd": None}),
    ("Ada Brock told Colby Ltd 40 men had left in 2011.", "left", {"Ada Brock": None}),
    ("Ada Brock sold Colby Ltd in 2011.", "sold", {"Colby Ltd": "patient"}),
]


@pytest.mark.parametrize(("text", "trigger", "roles"), ROLES)
def test_roles(text: str, trigger: str, roles: dict[str, str | None]) -> None:
    parts = {part.actor.name: part.role for part in of(text, trigger).participants}
    assert {name: parts.get(name) for name in roles} == roles


TITLES = [
    ("In 2011 Ada Brock sold the mill.", "sold", "Ada Brock sold the mill"),
    ("Tom Lund said that Ada Brock sold the mill in 2011.", "sold", "Ada Brock sold the mill"),
    ("Ada Brock, who sold the mill in 2011, left.", "sold", "Ada Brock sold the mill"),
    ("Tom Lund left and Ada Brock sold the mill in 2011.", "sold", "Ada Brock sold the mill"),
    ("Ada Brock left. She sold the mill in 2011.", "sold", "Ada Brock sold the mill"),
    ("The mill, which Ada Brock sold in 2011, burned.", "sold", "Ada Brock sold the mill"),
    ("When Ada Brock sold the mill in 2011, Tom Lund left.", "sold", "Ada Brock sold the mill"),
    ("“Ada Brock sold the mill in 2011,” said Tom Lund.", "sold", "Ada Brock sold the mill"),
    ("3 May 2011: Ada Brock sells the mill.", "sells", "Ada Brock sells the mill"),
    ("Q: Ada Brock sold the mill in 2011.", "sold", "Ada Brock sold the mill"),
    ("After 2011 the arrest of Ada Brock was forgotten.", "arrest", "The arrest of Ada Brock"),
]


@pytest.mark.parametrize(("text", "trigger", "title"), TITLES)
def test_titles(text: str, trigger: str, title: str) -> None:
    assert of(text, trigger).title == title


PLACES = [
    ("Ada Brock resigned in London in 2011.", "resigned", "London"),
    ("Ada Brock was born at Bristol in 1950.", "born", "Bristol"),
    ("The talks were held near Geneva in 2011.", "held", "Geneva"),
    ("In 2011 a fire broke out in Oslo.", "broke", "Oslo"),
    ("Ada Brock resigned in 2011.", "resigned", None),
    ("Ada Brock was arrested in Pyongyang on 3 May 2011.", "arrested", "Pyongyang"),
    ("In Oslo, Ada Brock resigned on 3 May 2011.", "resigned", "Oslo"),
    ("Tom Lund was killed outside Kabul in 2011.", "killed", "Kabul"),
    ("Ada Brock met Tom Lund at a hotel in Vienna in 2011.", "met", "Vienna"),
    ("The talks in Geneva ended on 3 May 2011.", "ended", "Geneva"),
    ("The Colby Ltd plant in London burned in 2011.", "burned", "London"),
    ("An explosion killed Tom Lund at the London plant in 2011.", "killed", "London"),
    ("A ship sank off the coast of Peru in 2011.", "sank", "coast of Peru"),
    ("A ship sank off Malta in 2011.", "sank", "Malta"),
    ("A fire broke out on the outskirts of London in 2011.", "broke", "outskirts of London"),
    ("The fire started near the village of Alder in 2011.", "started", "Alder"),
    ("Tom Lund was seen on the island of Jura in 2011.", "seen", "Jura"),
    # the dateline, for the news that a report opens with
    ("OSLO, 3 June 2019 — Ada Brock resigned on Monday.", "resigned", "Oslo"),
    ("OSLO, 3 June 2019 — Ada Brock resigned in London on Monday.", "resigned", "London"),
    ("OSLO, 3 June 2019 — Ada Brock left. Tom Lund died on Monday.", "died", None),
    ("OSLO, 3 June 2019 — Ada Brock, who was born in 1950, left.", "born", None),
    ("OSLO, 3 June 2019 — Ada Brock founded a mill in 1990.", "founded", None),
    ("OSLO, 3 June 2019 — Ada Brock will resign on Friday.", "resign", None),
    # where somebody goes, comes from, belongs or is spoken of
    ("Ada Brock flew to Oslo on 3 May 2011.", "flew", None),
    ("Ada Brock moved from London to Oslo in 2011.", "moved", None),
    ("Ada Brock left London in 2011.", "left", None),
    ("Ada Brock, mayor of London, resigned in 2011.", "resigned", None),
    ("Ada Brock spoke about Oslo in 2011.", "spoke", None),
    ("The London council resigned in 2011.", "resigned", None),
    ("Ada Brock taught at the University of Leeds in 2011.", "taught", None),
    ("Colby Ltd laid off London staff in 2011.", "laid", None),
    ("Ada Brock resigned over London in 2011.", "resigned", None),
    ("Ada Brock resigned in May 2011.", "resigned", None),
]


@pytest.mark.parametrize(("text", "trigger", "place"), PLACES)
def test_places(text: str, trigger: str, place: str | None) -> None:
    assert of(text, trigger).place == place


SOURCES = [
    ("Tom Lund said that the mill burned in 2011.", "burned", ["Tom Lund"]),
    ("“The mill burned in 2011,” said Tom Lund.", "burned", ["Tom Lund"]),
    ("The mill burned in 2011, Tom Lund told Reuters.", "burned", ["Tom Lund", "Reuters"]),
    ("Ada Brock said that Tom Lund had told her that the mill burned in 2011.", "burned", ["Tom Lund", "Ada Brock"]),
    ("According to a report by the Colby Council, the mill burned in 2011.", "burned", ["report by the Colby Council"]),
    ("A letter from Tom Lund says that the mill burned in 2011.", "burned", ["letter from Tom Lund"]),
    (
        "Two officials familiar with the talks said the mill burned in 2011.",
        "burned",
        ["Two officials familiar with the talks"],
    ),
    ("Mr Lund's evidence was that the mill burned in 2011.", "burned", ["Mr Lund"]),
    ("The mill, police say, burned in 2011.", "burned", ["police"]),
    ("Retailers left; the mill burned in 2011, residents fear.", "burned", ["residents"]),
    ("Ada Brock left, but, according to Tom Lund, the mill burned in 2011.", "burned", ["Tom Lund"]),
    ("Ada Brock left but, according to Tom Lund, the mill burned in 2011.", "left", []),
    ("We believe that the mill burned in 2011.", "burned", []),
    ("The mill burned in 2011, as Tom Lund was leaving.", "burned", []),
    ("The letter that Tom Lund mailed in 2011 burned.", "mailed", []),
]


@pytest.mark.parametrize(("text", "trigger", "sources"), SOURCES)
def test_sources(text: str, trigger: str, sources: list[str]) -> None:
    assert [link.source.name for link in of(text, trigger).attributions] == sources


def test_what_a_source_said_is_found_by_its_name() -> None:
    timeline = parse("Tom Lund said that the mill burned in 2011. Ada Brock sold it in 2012.")
    assert [event.title for event in timeline.said_by("Tom Lund")] == ["The mill burned"]


def rows(*lines: str, mark: str = "|") -> str:
    """A table, its cells parted by a mark."""
    return "\n".join(mark.join(cell.strip() for cell in line.split("|")) for line in lines) + "\n"


TABLES = [
    (rows("|Date|Event|Source|", "|---|---|---|", "|3 May 2011|The mill burned|Leeds Post|"), ["Leeds Post"]),
    (rows("|Date|Event|Reported by|", "|---|---|---|", "|3 May 2011|The mill burned|Tom Lund|"), ["Tom Lund"]),
    (rows("|Date|Event|According to|", "|---|---|---|", "|3 May 2011|The mill burned|police|"), ["police"]),
    (rows("Date|Event|Source", "3 May 2011|The mill burned|Tom Lund", mark="\t"), ["Tom Lund"]),
    (rows("|Date|Source|Event|", "|---|---|---|", "|3 May 2011|Tom Lund|The mill burned|"), ["Tom Lund"]),
    (
        rows("|Date|Event|Source|Place|", "|---|---|---|---|", "|3 May 2011|The mill burned|Tom Lund|Leeds|"),
        ["Tom Lund"],
    ),
    (rows("|Date|Event|Witness|", "|3 May 2011|The mill burned. Nobody died.|Tom Lund|"), ["Tom Lund"]),
    (
        rows("|Date|Event|Source|", "|---|---|---|", "|3 May 2011|Tom Lund said the mill burned|Leeds Post|"),
        ["Tom Lund", "Leeds Post"],
    ),
    # no source is named, or the column holds something else
    (rows("|Date|Event|Source|", "|---|---|---|", "|3 May 2011|The mill burned|-|"), []),
    (rows("|Date|Event|Ref|", "|---|---|---|", "|3 May 2011|The mill burned|12|"), []),
    (rows("|Date|Event|Cost|", "|---|---|---|", "|3 May 2011|The mill burned|Tom Lund|"), []),
    # not in the table any more
    (rows("|Date|Event|Source|", "|---|---|---|") + "\nOn 3 May 2011 the mill burned.\n", []),
    ("On 3 May 2011 the mill burned. Source: Tom Lund.", []),
]


@pytest.mark.parametrize(("text", "sources"), TABLES)
def test_a_column_of_sources_says_who_reports_the_row(text: str, sources: list[str]) -> None:
    event = of(text, "burned")
    assert [link.source.name for link in event.attributions] == sources
    assert event.status.value == ("reported" if sources else "asserted")
    assert "Tom Lund" not in [actor.name for actor in event.actors] or not sources
    assert "Source" not in event.title
    assert event.title.endswith("burned")


PAPERS = [
    ("PRESS RELEASE\n\nColby Ltd opens a mill\n\nWe moved to Leeds in 2003.\n", "moved", ["Colby Ltd"]),
    (
        "FOR IMMEDIATE RELEASE\n\nColby Ltd opens a mill\n\nIn 2003 Tom Lund sued us.\n",
        "sued",
        ["Colby Ltd", "Tom Lund"],
    ),
    (
        "Minutes of the meeting of the Alder Sailing Club\n\nWe moved to Leeds in 2003.\n",
        "moved",
        ["Alder Sailing Club"],
    ),
    ("Press release\n\nColby Ltd opens a mill\n\nOur mill burned in 2003.\n", "burned", ["Colby Ltd"]),
    # who says so is no body, or not one alone, or somebody else is quoted
    ("Colby Ltd opens a mill\n\nWe moved to Leeds in 2003.\n", "moved", []),
    ("PRESS RELEASE\n\nColby Ltd and Karsa Ltd open a mill\n\nWe moved to Leeds in 2003.\n", "moved", []),
    ("PRESS RELEASE\n\nA new mill opens\n\nWe moved to Leeds in 2003.\n", "moved", []),
    ("PRESS RELEASE\n\nColby Ltd opens a mill\n\n“We moved to Leeds in 2003,” said Tom Lund.\n", "moved", []),
    ("We moved to Leeds in 2003. Colby Ltd had closed.", "moved", []),
    ("Tom Lund spoke for 2 minutes of the mill.\n\nWe moved to Leeds in 2003. Colby Ltd had closed.\n", "moved", []),
]


@pytest.mark.parametrize(("text", "trigger", "names"), PAPERS)
def test_we_in_the_paper_of_a_body(text: str, trigger: str, names: list[str]) -> None:
    found = of(text, trigger)
    assert sorted(actor.name for actor in found.actors) == names


def test_whose_paper_it_is_is_said() -> None:
    timeline = parse("PRESS RELEASE\n\nColby Ltd opens a mill\n\nWe moved to Leeds in 2003.\n")
    (colby,) = [actor for actor in timeline.actors if actor.name == "Colby Ltd"]
    assert [(one.mention.text, one.reason) for one in colby.inferences] == [("We", "whose paper this is")]


def test_a_surname_finds_all_whom_the_texts_call_so() -> None:
    timeline = parse("Ada Brock sold the mill in 2011. Brock left. Tom Lund said that he paid Brock. She thanked him.")
    assert timeline.involving("Brock") == timeline.involving("Ada Brock")
    assert timeline.said_by("tom lund").undated
    assert not timeline.said_by("Lund"), "no text calls him so"
    assert not timeline.involving("She"), "a pronoun is no name"
    assert not timeline.involving("Nobody")


def test_the_years_of_a_life_date_nothing() -> None:
    timeline = parse("The stone, laid by Tom Lund, reads “Ada Brock 1850–1911, she built it”.")
    assert not timeline.events
    (ran,) = parse("Ada Brock ran the mill 1850–1911.").events
    assert ran.when is not None
    assert ran.when.edtf == "1850/1911"


@pytest.mark.parametrize(
    ("text", "title", "status"),
    [
        (
            "If the parties reach agreement by 31 August they should inform the tribunal.",
            "If the parties reach agreement by 31 August",
            "hypothetical",
        ),
        (
            "When the miners strike fund closed on 3 May 2011, Ann Ray left.",
            "The miners strike fund closed",
            "asserted",
        ),
    ],
)
def test_a_bare_verb_behind_a_plural_in_a_hanging_clause(text: str, title: str, status: str) -> None:
    event = parse(text).events[0]
    assert (event.title, event.status.value) == (title, status)
