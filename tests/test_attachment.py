"""Which word a time hangs on: the predicate that it dates, or the noun that it modifies."""

from __future__ import annotations

import pytest
from trees import clauses_of, hung_wrong, word

from dateline import Span
from dateline.events.attachment import attach, is_bracketed, words_in

ATTACHED = [
    ("Ada Brock sold the mill in May.", "May", "adverbial", "sold"),
    ("In May Ada Brock sold the mill.", "May", "adverbial", "sold"),
    ("Ada Brock sold the mill yesterday.", "yesterday", "adverbial", "sold"),
    ("Ada Brock sold the mill two years later.", "two years later", "adverbial", "sold"),
    ("Ada Brock sold the mill on the morning of 3 May.", "3 May", "adverbial", "sold"),
    ("Ada Brock was ill in May.", "May", "adverbial", "ill"),
    ("Ada Brock, who left in May, sold the mill.", "May", "adverbial", "left"),
    ("Otto Reim said in May that Ada Brock had left.", "May", "adverbial", "said"),
    ("Otto Reim said that Ada Brock had left in May.", "May", "adverbial", "left"),
    ("Ada Brock began to work in 1990.", "1990", "adverbial", "work"),
    ("The bridge built in 1920 fell.", "1920", "adverbial", "built"),
    # a parser hangs the time on the noun before it: one that names no happening hands it on
    ("Ada Brock met the owner of the mill in June.", "June", "adverbial", "met"),
    # of a noun
    ("Ada Brock read the report of 2009.", "2009", "attributive", "report"),
    ("Ada Brock read its 2009 report.", "2009", "attributive", "report"),
    ("The strike of May 1984 hurt the mill.", "May 1984", "attributive", "strike"),
    ("Ada Brock praised the opening in May.", "May", "attributive", "opening"),
    # of a phrase or an aside that it stands in
    ("Ada Brock compared it to the 1918 flood.", "1918", "attributive", "flood"),
    ("Active during the 1960s, Ada Brock sold the mill.", "the 1960s", "attributive", "Active"),
    ("Otto Reim met Ada Brock, a mayor, in 1990.", "1990", "adverbial", "met"),
    # what something is measured by
    ("Ada Brock paid more than in 2009.", "2009", "fragment", "2009"),
    ("Unlike in 2009, Ada Brock left.", "2009", "fragment", "2009"),
    ("Rents fell compared with 2009.", "2009", "fragment", "2009"),
    # the conjunct that a time opens
    ("Ada Brock sold the mill in 1890, and in 1911 the fire destroyed the farm.", "1890", "adverbial", "sold"),
    ("Ada Brock sold the mill in 1890, and in 1911 the fire destroyed the farm.", "1911", "adverbial", "destroyed"),
    # an argument, the predicate itself, a piece without a clause
    ("Ada Brock spent May in Leith.", "May", "filled", "spent"),
    ("The year was 1984.", "1984", "itself", "1984"),
    ("The fire at the mill in May.", "May", "attributive", "fire"),
]


@pytest.mark.parametrize(("text", "time", "kind", "head"), ATTACHED)
def test_what_a_time_hangs_on(text: str, time: str, kind: str, head: str) -> None:
    clauses = clauses_of(text)
    start = text.index(time)
    found = attach(clauses, words_in(clauses, Span(start, start + len(time))))
    assert (found.kind, clauses.tree.forms[found.word]) == (kind, head)


@pytest.mark.parametrize(
    ("text", "time", "hung_on", "kind", "head"),
    [
        ("Ada Brock compared it to the 1918 flood.", "1918", "compared", "attributive", "flood"),
        ("Ada Brock founded the mill in 1890 after she had sold the farm.", "1890", "sold", "adverbial", "founded"),
        ("Otto Reim sat there all night writing letters.", "night", "writing", "adverbial", "sat"),
        ("Ada Brock issued a statement condemning the sale in May.", "May", "condemning", "adverbial", "issued"),
        ("Ada Brock sold the boat (which Otto Reim had built) in May.", "May", "built", "adverbial", "sold"),
        ("Ada Brock joined the class of 1990.", "1990", "joined", "attributive", "class"),
        ("Otto Reim met Ada Brock, mayor from 1990 to 1994.", "1990", "met", "attributive", "mayor"),
        (
            "Ada Brock sold the mill in 1890, and in 1911 the fire destroyed the farm.",
            "1911",
            "sold",
            "adverbial",
            "destroyed",
        ),
    ],
)
def test_where_a_time_stands_counts_more_than_a_wrong_head(
    text: str, time: str, hung_on: str, kind: str, head: str
) -> None:
    clauses = hung_wrong(text, time, hung_on)
    at = word(clauses, time)
    found = attach(clauses, frozenset((at,)))
    assert (found.kind, clauses.tree.forms[found.word]) == (kind, head)


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("The mill was old (Lind, 2010).", "2010", True),
        ("The mill was old (Lind, 2010).", "old", False),
        ("The mill (built in 1920) was sold in 2010.", "1920", True),
        ("The mill (built in 1920) was sold in 2010.", "2010", False),
    ],
)
def test_what_stands_in_brackets(text: str, form: str, expected: bool) -> None:
    clauses = clauses_of(text)
    assert is_bracketed(clauses, word(clauses, form)) is expected
