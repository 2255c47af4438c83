"""Titles in the text's own words: what is cut at the edges, what is left out, and when the whole sentence is better."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import clauses_of, hung_wrong, parse, word

import dateline
from dateline import Document, Locale, Span
from dateline.events.titles import LONGEST, title_of
from dateline.text.running import running

TITLES: list[tuple[str, str, list[str], str]] = [
    # the date of the event at either edge, with the small words that belong to it
    ("Ada Brock sold the mill.", "sold", [], "Ada Brock sold the mill"),
    ("On 9 May 2016 Ada Brock sold the mill.", "sold", ["9 May 2016"], "Ada Brock sold the mill"),
    ("Ada Brock sold the mill on 9 May 2016.", "sold", ["9 May 2016"], "Ada Brock sold the mill"),
    ("Ada Brock sold the mill as recently as 2016.", "sold", ["2016"], "Ada Brock sold the mill"),
    ("Ada Brock will leave the post effective tomorrow.", "leave", ["tomorrow"], "Ada Brock will leave the post"),
    ("The fair runs through 9 July.", "runs", ["9 July"], "The fair runs"),
    # a date inside stays, as does another date, and the particle of a verb
    ("Ada Brock on Monday sold the mill.", "sold", ["Monday"], "Ada Brock on Monday sold the mill"),
    ("Ada Brock left on Monday for Leith.", "left", ["Monday"], "Ada Brock left on Monday for Leith"),
    ("Ada Brock read the report of 2009.", "read", [], "Ada Brock read the report of 2009"),
    (
        "Two cousins dropped in last week and praised the garden.",
        "dropped",
        ["last week"],
        "Two cousins dropped in",
    ),
    ("Two cousins dropped in last week.", "dropped", ["last week"], "Two cousins dropped in"),
    # link words and fillers
    ("But Ada Brock sold the mill in May.", "sold", ["May"], "Ada Brock sold the mill"),
    ("However, Ada Brock sold the mill.", "sold", [], "Ada Brock sold the mill"),
    ("Well, Ada Brock sold the mill.", "sold", [], "Ada Brock sold the mill"),
    ("Otto Reim said that the barn had burned in May.", "burned", ["May"], "The barn had burned"),
    ("The barn burned, Otto Reim said.", "burned", [], "The barn burned"),
    ("When Ada Brock left in May, the mill closed.", "left", ["May"], "Ada Brock left"),
    # what belongs to the clause stays in it
    ("Otto Reim said that the barn had burned.", "said", [], "Otto Reim said that the barn had burned"),
    ("Ada Brock agreed to sell the mill.", "agreed", [], "Ada Brock agreed to sell the mill"),
    ("Ada Brock left without paying.", "left", [], "Ada Brock left without paying"),
    ("Ada Brock began to work in 1990.", "began", ["1990"], "Ada Brock began to work"),
    # subjects and auxiliaries of an earlier conjunct
    ("The mill was sold in 1901 and painted in 1903.", "painted", ["1903"], "The mill was … painted"),
    ("The mill was sold in 1901 and painted in 1903.", "sold", ["1901"], "The mill was sold"),
    ("Ada Brock bought the mill in 1901 and sold it in 1903.", "sold", ["1903"], "Ada Brock … sold it"),
    ("Ada Brock wrote and signed the letter in May.", "signed", ["May"], "Ada Brock wrote and signed the letter"),
    ("The barn was sold and Ada Brock left in May.", "left", ["May"], "Ada Brock left"),
    # a relative clause needs its antecedent, the clause around it does not need a long one
    ("Ada Brock, who sold the mill in 1901, left.", "sold", ["1901"], "Ada Brock, who sold the mill"),
    ("Ada Brock, who sold the mill in 1901, left.", "left", [], "Ada Brock, who sold the mill in 1901, left"),
    (
        "The mill, which had burned down in the autumn of 1911, was sold.",
        "sold",
        [],
        "The mill, which had burned down in the autumn of 1911, was sold",
    ),
    (
        "Corrie is a pilot boat that was launched in 1999.",
        "launched",
        ["1999"],
        "Corrie is a pilot boat that was launched",
    ),
    (
        "The town has a quarter called Millgate founded by weavers in 1820.",
        "founded",
        ["1820"],
        "A quarter called Millgate founded by weavers",
    ),
    ("The mill, where Ada Brock worked in 1950, burned.", "worked", ["1950"], "The mill, where Ada Brock worked"),
    # marks: quotation marks and brackets have partners, a question mark stays
    ("“Ada Brock sold the mill in May,” said Otto Reim.", "sold", ["May"], "Ada Brock sold the mill"),
    ("“Ada Brock sold the mill,” said Otto Reim.", "sold", [], "Ada Brock sold the mill"),
    ("Ada Brock sold the mill (and the barn).", "sold", [], "Ada Brock sold the mill (and the barn)"),
    (
        "“Ada Brock sold the mill,” Otto Reim said in an interview in May.",
        "said",
        ["May"],
        "“Ada Brock sold the mill,” Otto Reim said in an interview",
    ),
    ("“Ada Brock sold the mill.", "sold", [], "Ada Brock sold the mill"),
    ("Ada Brock saw the mill (built in 1920).", "built", ["1920"], "Ada Brock saw the mill (built in 1920)"),
    ("The mill burned in May [12].", "burned", ["May"], "The mill burned"),
    # a date said twice, and words that are all that is said
    ("In 1903, her first year, Ada Brock sold the mill.", "sold", ["1903"], "Ada Brock sold the mill"),
    ("Otto Reim said: “The mill is old.”", "said", [], "Otto Reim said: “The mill is old.”"),
    # in doubt the whole sentence
    ("The bridge built in 1920 fell.", "built", ["1920"], "The bridge built in 1920 fell"),
]


@pytest.mark.parametrize(("text", "predicate", "dates", "title"), TITLES)
def test_titles(text: str, predicate: str, dates: list[str], title: str) -> None:
    clauses = clauses_of(text)
    starts = [text.index(date) for date in dates]
    spans = [Span(start, start + len(date)) for start, date in zip(starts, dates, strict=True)]
    assert title_of(clauses, clauses.at(word(clauses, predicate)), spans, text) == title


@pytest.mark.parametrize(
    ("text", "form", "governor", "relation", "predicate", "title"),
    [
        # the date of the next clause
        (
            "Ada Brock sold the mill in 1890, and in 1911 the fire destroyed the farm.",
            "1911",
            "sold",
            "obl",
            "sold",
            "Ada Brock sold the mill in 1890",
        ),
        # a content clause as a conjunct
        (
            "Otto Reim said that the barn had burned.",
            "burned",
            "said",
            "conj",
            "said",
            "Otto Reim said that the barn had burned",
        ),
        # two clauses as one
        ("When the barn burned Ida Holm left.", "When", "left", "advmod", "left", "When the barn burned Ida Holm left"),
        # a subject that the tree has lost
        ("Ada Brock sold the mill.", "Ada", "sold", "obl", "sold", "Ada Brock sold the mill"),
        ("In May Ada Brock sold the mill.", "Ada", "May", "nmod", "sold", "In May Ada Brock sold the mill"),
    ],
)
def test_titles_under_wrong_trees(
    text: str, form: str, governor: str, relation: str, predicate: str, title: str
) -> None:
    clauses = hung_wrong(text, form, governor, relation)
    assert title_of(clauses, clauses.at(word(clauses, predicate)), [], text) == title


def test_a_preposition_goes_with_its_date_under_a_wrong_tree() -> None:
    text = "The rent was due by 30 September."
    clauses = hung_wrong(text, "by", "due", "fixed")
    start = text.index("30")
    title = title_of(clauses, clauses.at(word(clauses, "due")), [Span(start, len(text) - 1)], text)
    assert title == "The rent was due"


def test_a_long_title_is_cut_between_constituents() -> None:
    text = (
        "Ada Brock sold the old mill in the valley of the Tarn to a young engineer from the town of Irsel, who had "
        "built three dams and a lock for the council of the county."
    )
    (event,) = parse(text).undated
    assert (
        event.title
        == "Ada Brock sold the old mill in the valley of the Tarn to a young engineer from the town of Irsel…"
    )


SPEECH = st.sampled_from(
    """
    Ada Brock Otto Reim she he it who which that and but or said told denied agreed to sold bought left burned was were
    had been not never will the a mill barn letter “ ” " ( ) [ ] , , . . ; : — ' in on by before after if when because
    May 1901 2016 Monday yesterday last week 9 Leith Irsel Colby Ltd
    """.split()
)


@given(st.lists(SPEECH, max_size=60).map(" ".join))
def test_titles_are_the_words_of_the_text(text: str) -> None:
    check(text)


@given(st.text(max_size=300))
def test_titles_of_any_text_are_its_words(text: str) -> None:
    check(text)


@pytest.mark.slow
@given(st.lists(SPEECH | st.text(max_size=12), min_size=60, max_size=300).map(" ".join))
def test_titles_of_long_sentences_are_the_words_of_the_text(text: str) -> None:
    check(text)


def check(text: str) -> None:
    # Words that a line end or a soft hyphen parts are one in the text as it runs, which titles are made of.
    joined = running(Document(text, locale=Locale.load("en")))
    for event in dateline.parse(text, dct="2021-06-16", events="all"):
        # Two hyphens between figures are one dash in the text as it runs, in which titles are measured.
        assert len(event.title.replace("--", "–")) <= LONGEST
        evidence = " ".join(quote.text for quote in event.evidence)
        texts = [evidence] if joined is None else [joined.text, evidence]
        assert any(stands_in(event.title, text) for text in texts), (event.title, event.evidence)


def stands_in(title: str, evidence: str) -> bool:
    """Whether the pieces of a title without brackets stand in the evidence in order; the case of the first is free."""
    pieces = [" ".join(piece.split()) for piece in re.sub(r"\[[^\[\]]*\]", " … ", title).split("…")]
    words = " ".join(evidence.replace("…", " ").split())
    at = 0
    for number, piece in enumerate(piece for piece in pieces if piece):
        found = words.find(piece, at)
        if number == 0:
            same = (words.lower() if len(words.lower()) == len(words) else words).find(piece.lower())
            found = min((place for place in (found, same) if place >= 0), default=-1)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def test_the_check_sees_words_that_do_not_stand_there() -> None:
    assert stands_in("The mill … was sold", "In 1901 the mill, old by then, was sold.")
    assert stands_in("[Ada Brock] sold it…", "She sold it in May.")
    assert not stands_in("Was sold … the mill", "In 1901 the mill was sold.")
    assert not stands_in("The mill sold", "The mill was sold.")
