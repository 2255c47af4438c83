"""Clauses as they are read off trees: verb and auxiliaries, tense, voice, negation, subject, and what they hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trees import clauses_of, word

if TYPE_CHECKING:
    from dateline.syntax import Clause

# A sentence, the word that is the predicate, and what its clause is.  Words of the sentence stand for their indices.
CLAUSES: list[tuple[str, str, dict[str, object]]] = [
    (
        "Ada Brock sold the mill.",
        "sold",
        {
            "kind": "verbal",
            "finite": True,
            "tense": "past",
            "perfect": False,
            "passive": False,
            "imperative": False,
            "negation": None,
            "modality": "",
            "subject": "Ada",
            "own_subject": True,
            "objects": ["mill"],
            "relation": "main",
        },
    ),
    # voice, tense and aspect
    ("The mill was sold by Ada Brock.", "sold", {"passive": True, "subject": "mill", "obliques": ["Ada"]}),
    ("The mill is being sold.", "sold", {"passive": True, "tense": "present", "auxiliaries": ["is", "being"]}),
    ("Ada Brock is selling the mill.", "selling", {"progressive": True, "tense": "present", "finite": True}),
    ("Ada Brock had sold the mill.", "sold", {"perfect": True, "tense": "past", "passive": False}),
    ("Ada Brock has sold the mill.", "sold", {"perfect": True, "tense": "past"}),
    ("Ada Brock will sell the mill.", "sell", {"tense": "future", "modality": "future", "finite": True}),
    ("Ada Brock is going to sell the mill.", "going", {"tense": "future", "modality": "future"}),
    ("Ada Brock may sell the mill.", "sell", {"modality": "modal"}),
    ("Ada Brock might have sold the mill.", "sold", {"modality": "modal", "perfect": True}),
    ("Sell the mill!", "Sell", {"imperative": True, "subject": None, "finite": False}),
    # negation
    ("Ada Brock did not sell the mill.", "sell", {"negation": "not", "tense": "past"}),
    ("Ada Brock never sold the mill.", "sold", {"negation": "never"}),
    ("Nobody sold the mill.", "sold", {"negation": "Nobody"}),
    ("Ada Brock sold nothing.", "sold", {"negation": "nothing"}),
    ("No mill was sold.", "sold", {"negation": "No", "subject": "mill"}),
    ("Ada Brock not only sold the mill.", "sold", {"negation": None}),
    ("Ada Brock left without her dog.", "left", {"negation": None}),
    ("Ada Brock agreed not to sell the mill.", "sell", {"negation": "not", "infinitive": True}),
    ("Ada Brock agreed not to sell the mill.", "agreed", {"negation": None}),
    # nouns and adjectives as predicates
    ("Ada Brock is a baker.", "baker", {"kind": "nominal", "copula": "is", "subject": "Ada", "tense": "present"}),
    ("The old mill was empty.", "empty", {"kind": "adjectival", "copula": "was", "tense": "past"}),
    ("There was a fire at the mill.", "was", {"kind": "verbal", "subject": "fire", "tense": "past"}),
    # what a clause hangs on
    (
        "Ada Brock agreed to sell the mill.",
        "sell",
        {
            "infinitive": True,
            "finite": False,
            "tense": "none",
            "relation": "open complement",
            "governor": "agreed",
            "marker": "to",
            "subject": "Ada",
            "own_subject": False,
        },
    ),
    ("Ada Brock agreed to sell the mill.", "agreed", {"complements": ["sell"], "relation": "main"}),
    ("Ada Brock asked Otto Reim to leave.", "leave", {"subject": "Otto", "own_subject": False}),
    ("Ada Brock promised to leave.", "leave", {"subject": "Ada"}),
    (
        "Otto Reim said that Ada Brock had left.",
        "left",
        {"relation": "complement", "marker": "that", "governor": "said", "subject": "Ada", "own_subject": True},
    ),
    ("Ada Brock, who sold the mill, left.", "sold", {"relation": "relative", "subject": "who", "governor": "Ada"}),
    ("The mill that Ada Brock sold burned.", "sold", {"relation": "relative", "subject": "Ada", "governor": "mill"}),
    (
        "The bridge built in 1920 fell.",
        "built",
        {"relation": "adnominal", "passive": True, "finite": False, "subject": "bridge", "own_subject": False},
    ),
    ("If Ada Brock leaves, the mill will close.", "leaves", {"relation": "adverbial", "marker": "if"}),
    ("The mill closed before Ada Brock left.", "left", {"relation": "adverbial", "marker": "before"}),
    (
        "Having sold the mill, Ada Brock left.",
        "sold",
        {"relation": "adverbial", "finite": False, "subject": "Ada", "own_subject": False},
    ),
    ("Selling the mill was easy.", "Selling", {"relation": "subject", "finite": False}),
    ("The mill burned, Ada Brock said.", "said", {"relation": "parenthesis", "subject": "Ada"}),
    # conjuncts share subjects, auxiliaries and link words
    (
        "Ada Brock came in and sat down.",
        "sat",
        {"relation": "coordinate", "subject": "Ada", "own_subject": False, "particles": ["down"], "finite": True},
    ),
    ("Ada Brock came in and sat down.", "came", {"particles": ["in"]}),
    ("The mill was sold and painted.", "painted", {"borrowed": ["was"], "passive": True, "subject": "mill"}),
    ("The mill has been sold and will be painted.", "painted", {"borrowed": [], "tense": "future", "passive": True}),
    ("The mill will be sold and Ada Brock will leave.", "leave", {"subject": "Ada", "own_subject": True}),
    ("Otto Reim said that the mill burned and fell.", "fell", {"relation": "complement", "governor": "said"}),
    ("Otto Reim said that the mill burned and fell.", "fell", {"marker": "that", "subject": "mill"}),
]


@pytest.mark.parametrize(("text", "predicate", "expected"), CLAUSES)
def test_what_a_clause_is(text: str, predicate: str, expected: dict[str, object]) -> None:
    clauses = clauses_of(text)
    clause = clauses.at(word(clauses, predicate))
    assert {name: shown(clause, name) for name in expected} == expected


def shown(clause: Clause, name: str) -> object:
    """A field of a clause, its words as they are written."""
    value = getattr(clause, name)
    forms = clause.tree.forms
    if name in ("subject", "negation", "copula", "governor"):
        return None if value is None or value < 0 else numbered(forms, value)
    if isinstance(value, tuple):
        return [numbered(forms, index) for index in value]
    return value


def numbered(forms: object, index: int) -> str:
    assert isinstance(forms, list)
    return str(forms[index])


PREDICATES = [
    ("Ada Brock sold the mill.", ["sold"]),
    ("The accused man left the burned mill.", ["left"]),
    ("Ada Brock has been ill.", ["ill"]),
    ("Ada Brock agreed to sell the mill.", ["agreed", "sell"]),
    ("Ada Brock, who sold the mill, left.", ["sold", "left"]),
    ("According to Ada Brock the mill burned.", ["burned"]),
    ("Ada Brock, a baker, left.", ["left"]),
    ("The fire at the mill.", []),
    ("There was a fire at the mill.", ["was"]),
]


@pytest.mark.parametrize(("text", "predicates"), PREDICATES)
def test_which_words_are_predicates(text: str, predicates: list[str]) -> None:
    assert [clause.tree.forms[clause.predicate] for clause in clauses_of(text)] == predicates


MERGED = [
    ("Ada Brock wrote and signed the letter.", "signed", "wrote"),
    ("Ada Brock wrote and then signed the letter.", "signed", "wrote"),
    ("Ada Brock wrote a letter and signed it.", "signed", None),
    ("Ada Brock wrote and Otto Reim signed the letter.", "signed", None),
]


@pytest.mark.parametrize(("text", "second", "first"), MERGED)
def test_two_verbs_of_one_clause(text: str, second: str, first: str | None) -> None:
    clauses = clauses_of(text)
    found = clauses.merged_into(clauses.at(word(clauses, second)))
    assert (None if found is None else found.tree.forms[found.predicate]) == first


QUESTIONS = [
    ("They know who sold the mill.", "sold", True),
    ("They know that Ada Brock sold the mill.", "sold", False),
    ("They ate what Ada Brock had baked.", "baked", True),
]


@pytest.mark.parametrize(("text", "predicate", "expected"), QUESTIONS)
def test_embedded_questions(text: str, predicate: str, expected: bool) -> None:
    clauses = clauses_of(text)
    assert clauses.is_question(clauses.at(word(clauses, predicate))) is expected


def test_the_clause_above_and_around() -> None:
    clauses = clauses_of("Ada Brock began to work in 1990.")
    work, began = clauses.at(word(clauses, "work")), clauses.at(word(clauses, "began"))
    assert clauses.host(work) is began
    assert clauses.above(work) is began
    assert clauses.above(began) is None
    assert clauses.around(word(clauses, "1990")) is work


def test_a_clause_is_read_once() -> None:
    clauses = clauses_of("Ada Brock sold the mill.")
    assert clauses.at(word(clauses, "sold")) is next(iter(clauses))
