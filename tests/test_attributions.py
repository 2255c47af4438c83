"""Who says what: quotes, reporting clauses, and who carries them."""

from __future__ import annotations

import time

import pytest

from dateline import Locale
from dateline.model import Document
from dateline.recognize import Annotations, Quotation
from dateline.recognize.attributions import find_quotations
from dateline.recognize.predicates import find_predicates
from dateline.text.sentences import find_sentences
from dateline.times.find import recognize_timexes
from dateline.who.actors import find_actors

ENGLISH = Locale.load("en")


def quotations(text: str) -> list[Quotation]:
    """The quotations of a text."""
    document = Document(text, locale=ENGLISH)
    found = Annotations()
    found.sentences = list(find_sentences(document, found))
    found.timexes = list(recognize_timexes(document, found))
    found.actors = list(find_actors(document, found))
    found.predicates = list(find_predicates(document, found))
    return list(find_quotations(document, found))


def told(text: str) -> list[tuple[str, list[str], str]]:
    """Cue, speakers and content of each quotation."""
    return [
        (q.cue.slice(text), [speaker.slice(text) for speaker in q.speakers], q.span.slice(text))
        for q in quotations(text)
    ]


TELLINGS = [
    ("Ada Brock said that the dam had burst in May.", "said", "Ada Brock", "that the dam had burst in May."),
    ("Ada Brock said the dam had burst in May.", "said", "Ada Brock", "the dam had burst in May."),
    ("Ada Brock told Otto Reim that the dam had burst.", "told", "Ada Brock", "that the dam had burst."),
    ("“The dam burst in May,” said Ada Brock.", "said", "Ada Brock", "The dam burst in May,"),
    ("“The dam burst in May,” Ada Brock wrote.", "wrote", "Ada Brock", "The dam burst in May,"),
    ('"The dam burst in May," the mayor, Ada Brock, told the court.', "told", "Ada Brock", "The dam burst in May,"),
    ("Ada Brock confirmed by post: “The dam burst in May.”", "confirmed", "Ada Brock", "The dam burst in May."),
    ("The dam burst in May, Ada Brock added.", "added", "Ada Brock", "The dam burst in May"),
    ("According to Ada Brock, the dam burst in May.", "According to", "Ada Brock", "the dam burst in May."),
    ("The dam burst in May, according to Ada Brock.", "according to", "Ada Brock", "The dam burst in May"),
    ("According to her aunt, Ada Brock, the dam burst.", "According to", "Ada Brock", "the dam burst."),
    ("Ada Brock denied that she had sold the mill.", "denied", "Ada Brock", "that she had sold the mill."),
    ("In a letter last June Ada Brock said that she was ill.", "said", "Ada Brock", "that she was ill."),
    ("Ada Brock’s neighbours believe she left in May.", "believe", "Ada Brock’s neighbours", "she left in May."),
    # of its own part of the sentence only
    (
        "Otto Reim fell in May; according to Ada Brock, nobody saw it.",
        "according to",
        "Ada Brock",
        "nobody saw it.",
    ),
    # whatever the first verb of the content is
    (
        "Ada Brock replied that a letter, in which Otto Reim wrote that he was ill, proves it.",
        "replied",
        "Ada Brock",
        "that a letter, in which Otto Reim wrote that he was ill, proves it.",
    ),
    (
        "A guard from Reno County says that the gate was open.",
        "says",
        "A guard from Reno County",
        "that the gate was open.",
    ),
    (
        "Ada Brock swears that the dam burst, but Otto Reim told her it had not.",
        "swears",
        "Ada Brock",
        "that the dam burst",
    ),
    (
        "Had it gone on, the mayor, Ada Brock, said, the dam would have burst.",
        "said",
        "Ada Brock",
        "Had it gone on, the mayor, Ada Brock, said, the dam would have burst.",
    ),
    (
        "The man, who is 46, fell as he left, Ada Brock told the court.",
        "told",
        "Ada Brock",
        "The man, who is 46, fell as he left",
    ),
    ("Ada Brock told him when the dam had burst.", "told", "Ada Brock", "when the dam had burst."),
]


@pytest.mark.parametrize(("text", "cue", "speaker", "content"), TELLINGS)
def test_tellings(text: str, cue: str, speaker: str, content: str) -> None:
    assert (cue, [speaker], content) in told(text)


def test_chains_lie_in_one_another() -> None:
    text = "Ada Brock said that Otto Reim had told her that the dam burst in May."
    outer, inner = quotations(text)
    assert [q.speakers[0].slice(text) for q in (outer, inner)] == ["Ada Brock", "Otto Reim"]
    assert outer.span.contains(inner.span)


def test_the_outlet_comes_after_the_speaker() -> None:
    text = (
        "A guard from Reno County was quoted in a story published by the Reno Herald today saying, “The gate was open.”"
    )
    speakers = told(text)[-1][1]
    assert [speaker.removeprefix("the ") for speaker in speakers] == ["A guard from Reno County", "Reno Herald"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("The Reno Herald quoted a guard as saying that the gate was open.", ["a guard", "Reno Herald"]),
        ("A Reno Dam report quoted Ada Brock as saying the gate was open.", ["Ada Brock", "Reno Dam"]),
        ("Ada Brock was quoted by the Reno Herald as saying the gate was open.", ["Ada Brock", "Reno Herald"]),
        ("Ada Brock was quoted as saying that the gate was open.", ["Ada Brock"]),
        # nobody is quoted here
        ("Ada Brock quoted the price, saying that the gate was open.", ["Ada Brock"]),
    ],
)
def test_who_is_quoted_speaks_before_who_quotes(text: str, speakers: list[str]) -> None:
    found = [names for cue, names, _ in told(text) if cue == "saying"]
    assert [[name.removeprefix("the ") for name in names] for names in found] == [speakers]


def test_a_quote_of_several_sentences_is_one() -> None:
    text = "“The dam burst in May. Nobody was hurt,” said Ada Brock."
    assert ("said", ["Ada Brock"], "The dam burst in May. Nobody was hurt,") in told(text)


def test_a_quote_goes_on() -> None:
    text = "“The dam burst in May,” said Ada Brock. “We shall build it again.”"
    assert [(speakers, content) for _, speakers, content in told(text)] == [
        (["Ada Brock"], "The dam burst in May,"),
        (["Ada Brock"], "We shall build it again."),
    ]
    assert all(q.direct for q in quotations(text))


HELD = [
    ("Mr Lund's evidence was that the dam burst in May.", "evidence", ["Mr Lund"]),
    ("I accept Ms Brock's evidence that the dam burst in May.", "evidence", ["Ms Brock"]),
    ("Her claim that the dam burst in May was dismissed.", "claim", ["Her"]),
    ("Ada Brock gave evidence that the dam burst in May.", "evidence", ["Ada Brock"]),
    ("A report by the Colby Council that the dam burst in May leaked.", "report", ["Colby Council"]),
    ("Ada Brock denied allegations that the dam burst in May.", "denied", ["Ada Brock"]),
    ("Ada Brock denied opening the dam in May.", "denied", ["Ada Brock"]),
    ("Ada Brock recalled seeing the dam in May.", "recalled", ["Ada Brock"]),
    # nobody says who
    ("It has been reported that the dam burst in May.", "reported", []),
    ("Rumours that the dam burst in May were false.", "Rumours", []),
]


@pytest.mark.parametrize(("text", "cue", "speakers"), HELD)
def test_what_somebody_holds(text: str, cue: str, speakers: list[str]) -> None:
    assert (cue, speakers) in [(found, who) for found, who, _ in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The report that Ada Brock wrote in May burned.",
        "The evidence against Ada Brock was weak.",
        "Ada Brock stopped taking the boat in May.",
        "The letter of 3 May is lost; that is known.",
    ],
)
def test_nouns_and_participles_that_say_nothing(text: str) -> None:
    assert [who for _, who, _ in told(text) if who] == []


NOBODY = [
    "We believe that the dam burst in May.",
    "Ada Brock told a story in May.",
    "Ada Brock reported for work on 3 May.",
    "Ada Brock (“the Tenant”) left in May.",
    "The act was known as “the Dam Act”.",
    "If the dam bursts, Ada Brock will ask for help from 3 May.",
    "When the dam burst in May, Ada Brock agreed.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_no_quotation(text: str) -> None:
    assert told(text) == []


HOSTILE = ["“" * 30_000, '"' * 30_001, "“a b c d " * 9_000, "according to " * 9_000, '"x y z," said he. ' * 4_000]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_takes_linear_time(text: str) -> None:
    started = time.process_time()
    quotations(text)
    assert time.process_time() - started < 20


def test_a_subordinate_clause_does_not_hide_the_main_one() -> None:
    text = "Police held two men after a fire killed a guard, the ministry said."
    assert told(text) == [("said", ["the ministry"], "Police held two men after a fire killed a guard")]
    assert not told("In May, when the fire had killed a guard, the ministry said nothing of it.")


@pytest.mark.parametrize("text", ["In the mill 2016 said that it rained.", "Of the 40, 12 said that it rained."])
def test_a_number_says_nothing(text: str) -> None:
    assert not [speaker for _, speakers, _ in told(text) for speaker in speakers if speaker.strip().isdigit()]


def test_alleging_is_a_telling() -> None:
    text = "Ada Brock alleged that Otto Reim had sold the mill."
    assert told(text) == [("alleged", ["Ada Brock"], "that Otto Reim had sold the mill.")]
    assert not told("The alleged sale of the mill was never proved.")


def test_a_quote_that_has_ended_is_not_that_of_the_next_sentence() -> None:
    text = "“The pump broke,” said Ada Brock. “It stopped in May.” The Leith clinic recorded three deaths."
    assert ("said", ["Ada Brock"], "It stopped in May.") in told(text)
    assert not any(cue == "recorded" for cue, _, _ in told(text))
    assert ("said", ["Ada Brock"], "It stopped in May.") in told("“It stopped in May.” Ada Brock said.")
