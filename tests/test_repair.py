"""Times and names are apart in trees, also where a parser puts one into the other; simple sentences are told."""

from __future__ import annotations

import itertools

import pytest
from attrs import evolve

import dateline
from dateline import Locale, Span
from dateline.syntax import Tree
from dateline.syntax.parsed import repaired
from dateline.syntax.repair import freed


def tree_of(rows: str) -> tuple[str, Tree]:
    """A text and its tree, of "form/UPOS/governor/relation" a word; governors count from 1, 0 is the root."""
    forms, upos, heads, relations = zip(*(row.split("/") for row in rows.split()), strict=True)
    starts, at = [], 0
    for form in forms:
        starts.append(at)
        at += len(form) + 1
    ends = [start + len(form) for start, form in zip(starts, forms, strict=True)]
    tree = Tree(forms, starts, ends, upos, [""] * len(forms), [int(head) - 1 for head in heads], relations)
    return " ".join(forms), tree


def hung(tree: Tree) -> str:
    """The governors and relations of a tree, as `tree_of` reads them."""
    return " ".join(f"{head + 1}/{relation}" for head, relation in zip(tree.heads, tree.relations, strict=True))


MENDED = [
    # a time for a second subject
    (
        "The/DET/2/det boats/NOUN/7/nsubj we/PRON/4/nsubj saw/VERB/7/csubj yesterday/NOUN/4/obj "
        "are/AUX/7/cop new/ADJ/0/root",
        "yesterday",
        "2/det 7/nsubj 4/nsubj 2/acl:relcl 4/obl:unmarked 7/cop 0/root",
    ),
    (
        "The/DET/2/det boats/NOUN/7/nsubj we/PRON/4/nsubj saw/VERB/2/acl:relcl yesterday/NOUN/7/nsubj "
        "are/AUX/7/cop new/ADJ/0/root",
        "yesterday",
        "2/det 7/nsubj 4/nsubj 2/acl:relcl 4/obl:unmarked 7/cop 0/root",
    ),
    (
        "The/DET/2/det boats/NOUN/7/nsubj we/PRON/4/nsubj saw/VERB/7/csubj yesterday/NOUN/7/nsubj "
        "are/AUX/7/cop new/ADJ/0/root",
        "yesterday",
        "2/det 7/nsubj 4/nsubj 2/acl:relcl 4/obl:unmarked 7/cop 0/root",
    ),
    # a time before a dash, taken for that of the clause behind it
    (
        "Ada/PROPN/2/nsubj opened/VERB/0/root “/PUNCT/4/punct Weir/PROPN/2/obj ”/PUNCT/4/punct on/ADP/7/case "
        "Monday/PROPN/10/obl –/PUNCT/10/punct it/PRON/10/nsubj burned/VERB/2/parataxis",
        "Monday",
        "2/nsubj 0/root 4/punct 2/obj 4/punct 7/case 2/obl 10/punct 10/nsubj 2/parataxis",
    ),
    # a time in a name
    (
        "On/ADP/4/case Monday/PROPN/4/compound Ada/PROPN/4/compound Brook/PROPN/5/nsubj left/VERB/0/root",
        "On Monday",
        "2/case 5/obl 4/compound 5/nsubj 0/root",
    ),
    (
        "Last/ADJ/2/amod year/NOUN/4/compound Ada/PROPN/4/compound Brook/PROPN/5/nsubj left/VERB/0/root",
        "Last year",
        "2/amod 5/obl:unmarked 4/compound 5/nsubj 0/root",
    ),
    # a name in a time
    (
        "In/ADP/2/case May/PROPN/5/obl 1990/NUM/4/nummod Brook/PROPN/2/nmod left/VERB/0/root",
        "May 1990",
        "2/case 5/obl 2/nmod 5/nsubj 0/root",
    ),
    # a time on the verb behind a semicolon
    (
        "She/PRON/2/nsubj left/VERB/0/root that/DET/4/det May/PROPN/8/obl ;/PUNCT/8/punct he/PRON/8/nsubj "
        "had/AUX/8/aux died/VERB/2/parataxis",
        "that May",
        "2/nsubj 0/root 4/det 2/obl:unmarked 8/punct 8/nsubj 8/aux 2/parataxis",
    ),
    # a day on the number before it
    (
        "She/PRON/2/nsubj sold/VERB/0/root it/PRON/2/obj for/ADP/5/case $/SYM/2/obl 2/NUM/5/nummod on/ADP/8/case "
        "3/NUM/6/nmod May/PROPN/2/obl",
        "3 May",
        "2/nsubj 0/root 2/obj 5/case 2/obl 5/nummod 8/case 9/nummod 2/obl",
    ),
    # a time before a link, on the verb behind it
    (
        "Ada/PROPN/2/nsubj left/VERB/0/root on/ADP/4/case Monday/PROPN/8/obl after/ADP/7/case a/DET/7/det "
        "court/NOUN/8/nsubj ruled/VERB/2/advcl",
        "Monday",
        "2/nsubj 0/root 4/case 2/obl 8/mark 7/det 8/nsubj 2/advcl",
    ),
    # a noun before a time in the time
    (
        "She/PRON/2/nsubj wrote/VERB/0/root to/ADP/6/case Leith/PROPN/6/compound last/ADJ/6/amod year/NOUN/2/obl",
        "last year",
        "2/nsubj 0/root 4/case 2/obl 6/amod 2/obl:unmarked",
    ),
]


@pytest.mark.parametrize(("rows", "time", "expected"), MENDED)
def test_times_and_names_are_apart(rows: str, time: str, expected: str) -> None:
    text, tree = tree_of(rows)
    start = text.index(time.removeprefix("On "))
    assert hung(freed(tree, [Span(start, text.index(time) + len(time))])) == expected


LEFT_ALONE = [
    # the time of a noun
    ("The/DET/3/det 1990/NUM/3/nummod report/NOUN/4/nsubj failed/VERB/0/root", "1990"),
    ("May/PROPN/2/compound elections/NOUN/3/nsubj failed/VERB/0/root", "May"),
    ("The/DET/2/det fire/NOUN/5/nsubj of/ADP/4/case 1990/NUM/2/nmod spread/VERB/0/root", "1990"),
    # a right tree
    ("In/ADP/2/case 1990/NUM/4/obl Ada/PROPN/4/nsubj left/VERB/0/root", "1990"),
    ("In/ADP/2/case 1990/NUM/5/obl ,/PUNCT/2/punct Ada/PROPN/5/nsubj left/VERB/0/root", "1990"),
    # between dashes, and behind what somebody says
    (
        "Ada/PROPN/2/nsubj said/VERB/0/root on/ADP/4/case Monday/PROPN/10/obl –/PUNCT/7/punct a/DET/7/det "
        "feast/NOUN/4/appos –/PUNCT/7/punct it/PRON/10/nsubj burned/VERB/2/ccomp",
        "Monday",
    ),
    (
        "“/PUNCT/2/punct Sit/VERB/8/ccomp ,/PUNCT/2/punct ”/PUNCT/2/punct on/ADP/6/case Monday/PROPN/8/obl "
        "Ada/PROPN/8/nsubj said/VERB/0/root",
        "Monday",
    ),
    # before a link that belongs to the time's own clause, and one whose clause is above
    (
        "Ada/PROPN/2/nsubj said/VERB/0/root that/SCONJ/7/mark on/ADP/5/case Monday/PROPN/7/obl she/PRON/7/nsubj "
        "left/VERB/2/ccomp",
        "Monday",
    ),
    (
        "On/ADP/2/case Monday/PROPN/9/obl after/SCONJ/6/mark the/DET/5/det court/NOUN/6/nsubj rose/VERB/9/advcl "
        "Ada/PROPN/9/nsubj quickly/ADV/9/advmod left/VERB/0/root",
        "Monday",
    ),
    # no verb behind it
    ("On/ADP/3/case Monday/PROPN/3/compound morning/NOUN/0/root", "Monday"),
]


@pytest.mark.parametrize(("rows", "time"), LEFT_ALONE)
def test_other_trees_stay(rows: str, time: str) -> None:
    text, tree = tree_of(rows)
    start = text.index(time)
    assert freed(tree, [Span(start, start + len(time))]) is tree


BETWEEN_SEMICOLONS = [
    # the subject and a time of the second clause on the first
    (
        "The/DET/2/det mill/NOUN/3/nsubj closed/VERB/0/root ;/PUNCT/6/punct two/NUM/6/nummod storms/NOUN/3/parataxis "
        "in/ADP/8/case May/PROPN/3/obl took/VERB/3/conj it/PRON/9/obj",
        "2/det 3/nsubj 0/root 6/punct 6/nummod 9/nsubj 8/case 9/obl 3/conj 9/obj",
    ),
    # the second clause a complement of the first, and a link on a verb of the second
    (
        "Ada/PROPN/2/nsubj asked/VERB/0/root if/SCONJ/9/mark it/PRON/5/nsubj closed/VERB/8/advcl ;/PUNCT/8/punct "
        "Ivo/PROPN/8/nsubj said/VERB/2/ccomp no/INTJ/8/obj",
        "2/nsubj 0/root 5/mark 5/nsubj 2/ccomp 8/punct 8/nsubj 2/parataxis 8/obj",
    ),
    # what somebody tells goes on: "had" looks back
    (
        "Ada/PROPN/2/nsubj said/VERB/0/root no/INTJ/2/obj ;/PUNCT/7/punct it/PRON/7/nsubj had/AUX/7/aux "
        "closed/VERB/2/ccomp",
        "2/nsubj 0/root 2/obj 7/punct 7/nsubj 7/aux 2/ccomp",
    ),
    # nothing crosses
    (
        "It/PRON/2/nsubj closed/VERB/0/root ;/PUNCT/5/punct he/PRON/5/nsubj left/VERB/2/parataxis",
        "2/nsubj 0/root 5/punct 5/nsubj 2/parataxis",
    ),
    # no verb behind it
    (
        "She/PRON/2/nsubj saw/VERB/0/root Leith/PROPN/2/obj ;/PUNCT/5/punct Hull/PROPN/3/conj ,/PUNCT/7/punct "
        "once/ADV/2/advmod",
        "2/nsubj 0/root 2/obj 5/punct 3/conj 7/punct 2/advmod",
    ),
]


@pytest.mark.parametrize(("rows", "expected"), BETWEEN_SEMICOLONS)
def test_what_stands_between_semicolons_hangs_together(rows: str, expected: str) -> None:
    _, tree = tree_of(rows)
    feats = ["Mood=Ind|Tense=Past|VerbForm=Fin" if upos in ("VERB", "AUX") else "" for upos in tree.upos]
    assert hung(repaired(evolve(tree, feats=feats), Locale.load("en"))) == expected


SUBJECTS = ["Ada Brook", "The council", "Two officers", "The mayor of Leith", "A farmer from Colby", "Brightwater Ltd"]
DEEDS = [
    "sold the mill",
    "sold the barn, the mill and the farm",
    "married the painter Jens Aas",
    "was arrested at the port",
    "moved with her children to a house in Leeds",
    "wrote a letter to the editor of the Echo",
    "resigned as chair of the board",
    "signed the treaty of peace with France",
    "asked the bank for a loan of 500 pounds",
    "published a book about the war",
]
TIMES = {
    "on 3 May 1990": "1990-05-03",
    "in May 1990": "1990-05",
    "in 1990": "1990",
    "in the summer of 1990": "1990-22",
    "on Monday": "2022-10-17",
    "last year": "2021",
}


@pytest.mark.slow
@pytest.mark.parametrize("subject", SUBJECTS)
def test_simple_sentences_are_told(subject: str) -> None:
    """One event each, with its date, wherever the time stands; in 98 of 100 the title is all but the time."""
    small = subject if subject in ("Ada Brook", "Brightwater Ltd") else subject[0].lower() + subject[1:]
    untitled = 0
    for deed, (time, date) in itertools.product(DEEDS, TIMES.items()):
        for text in (f"{subject} {deed} {time}.", f"{time[0].upper()}{time[1:]} {small} {deed}."):
            (event,) = dateline.parse(text, dct="2022-10-19").dated
            assert event.when is not None
            assert event.when.edtf == date
            assert event.status is dateline.Status.ASSERTED
            untitled += event.title != f"{subject} {deed}"
    assert untitled <= 2 * len(DEEDS) * len(TIMES) * 0.02


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The pump was not replaced.", [("The pump was not replaced", "negated")]),
        ("The north aisle was never rebuilt.", [("The north aisle was never rebuilt", "negated")]),
        ("It was not known.", []),
        ("The plan was not to be had.", []),
    ],
)
def test_what_was_not_done_to_a_thing(text: str, told: list[tuple[str, str]]) -> None:
    assert [(event.title, event.status.value) for event in dateline.parse(text)] == told
