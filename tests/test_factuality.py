"""Whether a clause says that its event happened: by its own words, and by what it is embedded in."""

from __future__ import annotations

import pytest
from trees import clauses_of, word

from dateline.events.factuality import factuality_of

STATUSES = [
    # by its own words
    ("Ada Brock paid.", "paid", "asserted"),
    ("Ada Brock did not pay.", "pay", "negated"),
    ("Nobody paid.", "paid", "negated"),
    ("Ada Brock will pay.", "pay", "planned"),
    ("Ada Brock may pay.", "pay", "hypothetical"),
    ("Ada Brock would have paid.", "paid", "hypothetical"),
    ("Pay the fee!", "Pay", "hypothetical"),
    ("The fee is to be paid.", "paid", "planned"),
    ("Ada Brock could not pay.", "pay", "negated"),
    ("Ida Holm could no longer pay.", "pay", "negated"),
    ("Neither Ida Holm nor Otto Reim paid.", "paid", "negated"),
    ("Ida Holm vowed never to pay.", "vowed", "asserted"),
    ("Ida Holm vowed never to pay.", "pay", "negated"),
    ("The barn nearly burned.", "burned", "negated"),
    ("The rent nearly doubled.", "doubled", "asserted"),
    # a plan, and what came of it
    ("The fair was to open but was cancelled.", "open", "negated"),
    ("The fair was to open but was cancelled.", "cancelled", "asserted"),
    ("The fair was to open and a band was hired.", "open", "planned"),
    ("The fair was to open and a band was hired.", "hired", "asserted"),
    # what nobody says or believes
    ("Ida Holm does not believe that the barn burned.", "burned", "hypothetical"),
    ("Ida Holm does not believe that the barn burned.", "believe", "negated"),
    ("Nobody claims that the barn was sold.", "sold", "hypothetical"),
    ("The nurse never said that Otto Reim slept.", "slept", "hypothetical"),
    ("Ida Holm doubts that the barn burned.", "burned", "hypothetical"),
    ("Ida Holm wondered whether the barn had burned.", "burned", "hypothetical"),
    ("It is untrue that the barn burned.", "burned", "negated"),
    ("Otto Reim denied that the barn burned.", "burned", "negated"),
    ("Otto Reim did not deny that the barn burned.", "burned", "hypothetical"),
    ("It is unclear whether the barn burned.", "burned", "hypothetical"),
    ("There is no proof that the barn burned.", "burned", "hypothetical"),
    ("There is proof that the barn burned.", "burned", "asserted"),
    ("There is no doubt that the barn burned.", "burned", "asserted"),
    ("Ida Holm rejected the claim that the barn burned.", "burned", "negated"),
    # but what somebody knows, or does not see, is so
    ("Ida Holm knows that the barn burned.", "burned", "asserted"),
    ("Ida Holm did not notice that the barn burned.", "burned", "asserted"),
    # what was prevented, or may have been
    ("Ida Holm locked the barn before the goat ate the corn.", "ate", "hypothetical"),
    ("Ida Holm left after the goat ate the corn.", "ate", "asserted"),
    ("Ida Holm left without paying.", "paying", "negated"),
    ("Ida Holm kept the goat from eating the corn.", "eating", "negated"),
    ("Ida Holm avoided selling the barn.", "selling", "negated"),
    # "to" do something
    ("Ida Holm failed to pay.", "pay", "negated"),
    ("Ida Holm refused to pay.", "pay", "negated"),
    ("Ida Holm did not fail to pay.", "pay", "asserted"),
    ("Ida Holm managed to pay.", "pay", "asserted"),
    ("Ida Holm did not manage to pay.", "pay", "hypothetical"),
    ("Ida Holm agreed to pay.", "pay", "planned"),
    ("Ida Holm was asked to pay.", "pay", "planned"),
    ("Ida Holm was too tired to dance.", "dance", "negated"),
    ("Ida Holm stopped to rest.", "rest", "planned"),
    ("Ida Holm has a plan to sell the barn.", "sell", "planned"),
    ("The frost made it impossible to plough the field.", "plough", "negated"),
    ("The bank to cut forty jobs", "cut", "planned"),
    # conditions
    ("If the barn burns, Ida Holm will leave.", "burns", "hypothetical"),
    ("Unless Ida Holm pays, the barn will be sold.", "pays", "hypothetical"),
    ("Had the barn burned, Ida Holm would have left.", "burned", "hypothetical"),
    ("Ida Holm asked if the barn had burned.", "burned", "hypothetical"),
    ("If only the barn had burned!", "burned", "hypothetical"),
    ("Ida Holm kept a bucket in case the barn burned.", "burned", "hypothetical"),
    # what somebody says
    ("Otto Reim said that the barn had burned.", "burned", "reported"),
    ("Otto Reim said that the barn had burned.", "said", "asserted"),
    ("Otto Reim said that the barn had not burned.", "burned", "negated"),
    ("Otto Reim said that he would leave.", "leave", "planned"),
    ("The barn burned, Otto Reim said.", "burned", "reported"),
    ("Otto Reim may have said that the barn burned.", "burned", "hypothetical"),
    # "to" and the rest pass on what stands above them
    ("Otto Reim denied that Ida Holm had left when the barn burned.", "left", "negated"),
    ("Otto Reim said that Ida Holm had failed to pay.", "failed", "reported"),
    ("Otto Reim did not say that Ida Holm knew that the barn burned.", "knew", "hypothetical"),
    ("A bridge built in 1920 fell.", "built", "asserted"),
    ("The barn, which had burned, was never sold.", "burned", "asserted"),
    ("They will remember who told the truth.", "told", "asserted"),
]


@pytest.mark.parametrize(("text", "predicate", "status"), STATUSES)
def test_status(text: str, predicate: str, status: str) -> None:
    clauses = clauses_of(text)
    assert factuality_of(clauses, clauses.at(word(clauses, predicate))).status.value == status


def test_what_has_a_date_did_happen_before() -> None:
    clauses = clauses_of("Ida Holm locked the barn before the goat ate the corn.")
    assert factuality_of(clauses, clauses.at(word(clauses, "ate")), dated=True).status.value == "asserted"


SAYINGS = [
    ("Otto Reim said that the barn had burned.", "burned", [("Otto", "said")]),
    ("Ada Brock said that Otto Reim had told her that the barn burned.", "burned", [("Otto", "told"), ("Ada", "said")]),
    ("The barn burned, Otto Reim said.", "burned", [("Otto", "said")]),
    ("Ida Holm knows that the barn burned.", "burned", []),
    ("The taxes claimed in 2006 are under the old scheme.", "scheme", []),
]


@pytest.mark.parametrize(("text", "predicate", "sayings"), SAYINGS)
def test_who_says_so(text: str, predicate: str, sayings: list[tuple[str, str]]) -> None:
    clauses = clauses_of(text)
    forms = clauses.tree.forms
    found = factuality_of(clauses, clauses.at(word(clauses, predicate))).sayings
    assert [(one.speaker is not None and forms[one.speaker], forms[one.cue]) for one in found] == sayings
