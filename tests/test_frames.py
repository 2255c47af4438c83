"""Trees whose sayings a parser has tangled with what they say, and trees that are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import Locale
from dateline.syntax import Tree
from dateline.syntax.parsed import repaired

ENGLISH = Locale.load("en")
PAST, PRESENT = "Mood=Ind|Tense=Past|VerbForm=Fin", "Mood=Ind|Tense=Pres|VerbForm=Fin"
FEATS = {"PAST": ("VERB", PAST), "PART": ("VERB", "Tense=Past|VerbForm=Part"), "BARE": ("VERB", "VerbForm=Inf")}
FEATS["ING"] = ("VERB", "VerbForm=Ger")


def tree_of(spec: str) -> Tree:
    """A tree from words written as "form/part of speech/relation/governor"; PAST, PART, ING and BARE are verbs."""
    rows = [word.rsplit("/", 3) for word in spec.split()]
    forms = [row[0] for row in rows]
    starts = [sum(len(form) + 1 for form in forms[:k]) for k in range(len(forms))]
    kinds = [FEATS.get(row[1], (row[1], PAST if row[1] == "AUX" else "")) for row in rows]
    return Tree(
        forms=forms,
        starts=starts,
        ends=[start + len(form) for start, form in zip(starts, forms, strict=True)],
        upos=[kind for kind, _ in kinds],
        feats=[feats for _, feats in kinds],
        heads=[int(row[3]) for row in rows],
        relations=[row[2] for row in rows],
    )


def arcs(tree: Tree) -> set[tuple[str, str, str]]:
    """The words of a tree, without marks, each with its relation and its governor."""
    return {
        (word.form, word.relation, tree.forms[word.head] if word.head >= 0 else "")
        for word in tree
        if word.upos != "PUNCT"
    }


TANGLED = [
    # what is said read as a participle of a noun
    (
        "The/DET/det/1 mill/NOUN/nsubj/6 burned/PART/acl/1 ,/PUNCT/punct/1 Otto/PROPN/nsubj/6 Reim/PROPN/flat/4 "
        "warned/PAST/root/-1 ./PUNCT/punct/6",
        {("mill", "nsubj", "burned"), ("burned", "ccomp", "warned"), ("Otto", "nsubj", "warned")},
    ),
    # the saying read as a participle
    (
        "It/PRON/nsubj/1 burned/PAST/root/-1 ,/PUNCT/punct/5 a/DET/det/4 court/NOUN/obj/1 heard/PART/acl/4 "
        "on/ADP/case/7 Friday/PROPN/obl/5 ./PUNCT/punct/1",
        {("burned", "ccomp", "heard"), ("court", "nsubj", "heard"), ("heard", "root", "")},
    ),
    # the speaker read as an object, and the date before as one of the saying
    (
        "In/ADP/case/1 1987/NUM/obl/3 ,/PUNCT/punct/3 recalls/PAST/root/-1 Ada/PROPN/obj/3 ,/PUNCT/punct/8 "
        "it/PRON/nsubj/8 was/AUX/aux:pass/8 closed/PART/ccomp/3 ./PUNCT/punct/3",
        {("1987", "obl", "closed"), ("Ada", "nsubj", "recalls"), ("recalls", "parataxis", "closed")},
    ),
    # "as", and the subject of what is said read as an object of the saying
    (
        "As/SCONJ/mark/2 Ada/PROPN/nsubj/2 said/PAST/root/-1 ,/PUNCT/punct/2 it/PRON/obj/2 burned/PART/acl/4 "
        "./PUNCT/punct/2",
        {("it", "nsubj", "burned"), ("said", "advcl", "burned"), ("burned", "root", "")},
    ),
    # a conjunction read as a preposition
    (
        "Ada/PROPN/nsubj/1 left/PAST/root/-1 town/NOUN/obj/1 after/SCONJ/case/4 Otto/PROPN/nmod/2 warned/PAST/advcl/1 "
        "her/PRON/iobj/5 ./PUNCT/punct/1",
        {("after", "mark", "warned"), ("Otto", "nsubj", "warned"), ("warned", "advcl", "left")},
    ),
    # two subjects of one verb, none of the other
    (
        "He/PRON/nsubj/1 said/PAST/root/-1 that/SCONJ/mark/7 Otto/PROPN/nsubj/7 told/PAST/ccomp/1 her/PRON/iobj/4 "
        "it/PRON/nsubj/7 closed/PAST/ccomp/4 ./PUNCT/punct/1",
        {("Otto", "nsubj", "told"), ("that", "mark", "told"), ("it", "nsubj", "closed")},
    ),
    # a noun that is a verb
    (
        "Her/PRON/nmod:poss/2 diary/NOUN/compound/2 records/NOUN/root/-1 that/PRON/obj/5 it/PRON/nsubj/5 "
        "began/PAST/acl:relcl/2 ./PUNCT/punct/2",
        {("diary", "nsubj", "records"), ("began", "ccomp", "records"), ("that", "mark", "began")},
    ),
    # a name for the root, its verb beside it
    (
        "Ada/PROPN/root/-1 ,/PUNCT/punct/3 who/PRON/nsubj/3 ran/PAST/acl:relcl/0 it/PRON/obj/3 ,/PUNCT/punct/3 "
        "wrote/PAST/parataxis/0 ./PUNCT/punct/0",
        {("Ada", "nsubj", "wrote"), ("wrote", "root", "")},
    ),
    # a finite verb joined to an infinitive
    (
        "Ada/PROPN/nsubj/1 warned/PAST/root/-1 it/PRON/nsubj/4 would/AUX/aux/4 sink/BARE/ccomp/1 and/CCONJ/cc/6 "
        "noted/PAST/conj/4 ./PUNCT/punct/1",
        {("noted", "conj", "warned")},
    ),
    # the saying of somebody who is quoted, on what quotes them, with the time of that
    (
        "Ada/PROPN/nsubj:pass/2 was/AUX/aux:pass/2 cited/PART/root/-1 in/ADP/case/4 print/NOUN/obl/2 today/NOUN/obl/6 "
        "saying/ING/acl/4 it/PRON/nsubj/8 closed/PAST/ccomp/6 ./PUNCT/punct/2",
        {("saying", "advcl", "cited"), ("today", "obl", "cited"), ("print", "obl", "cited")},
    ),
    # a day and a saying read as "the day that she wrote"
    (
        "Next/ADJ/amod/1 day/NOUN/obl/6 she/PRON/nsubj/3 wrote/PAST/acl:relcl/1 :/PUNCT/punct/6 “/PUNCT/punct/6 "
        "Go/BARE/root/-1 away/ADV/advmod/6 ”/PUNCT/punct/6",
        {("day", "obl", "wrote"), ("wrote", "root", ""), ("Go", "ccomp", "wrote"), ("she", "nsubj", "wrote")},
    ),
    # a name read as a verb
    (
        "Ada/PROPN/nsubj/1 wrote/PAST/root/-1 to/PART/mark/3 Playfit/BARE/obl/1 ./PUNCT/punct/1",
        {("to", "case", "Playfit"), ("Playfit", "obl", "wrote")},
    ),
    # a name hung on what says more of it, and a day on both
    (
        "Today/NOUN/obl/7 Ada/PROPN/compound/5 ,/PUNCT/punct/5 Leeds/PROPN/nmod:poss/5 's/PART/case/3 "
        "mayor/NOUN/nsubj/7 ,/PUNCT/punct/5 left/PAST/root/-1",
        {
            ("Ada", "nsubj", "left"),
            ("mayor", "appos", "Ada"),
            ("Leeds", "nmod:poss", "mayor"),
            ("Today", "obl", "left"),
        },
    ),
    # a name taken for a time
    (
        "In/ADP/case/1 2018/NUM/obl/8 Ada/PROPN/obl/8 ,/PUNCT/punct/2 a/DET/det/5 judge/NOUN/nsubj:pass/8 "
        ",/PUNCT/punct/5 was/AUX/aux:pass/8 hurt/PART/root/-1",
        {("Ada", "nsubj:pass", "hurt"), ("judge", "appos", "Ada"), ("2018", "obl", "hurt")},
    ),
    # a description for the root, its verb for an attribute
    (
        "Ada/PROPN/compound/3 ,/PUNCT/punct/3 a/DET/det/3 judge/NOUN/root/-1 ,/PUNCT/punct/6 left/PART/amod/6 "
        "Leeds/PROPN/conj/3",
        {("left", "root", ""), ("Ada", "nsubj", "left"), ("judge", "appos", "Ada"), ("Leeds", "obj", "left")},
    ),
    # a day for the root
    (
        "Monday/PROPN/root/-1 ,/PUNCT/punct/0 Ada/PROPN/conj/0 ,/PUNCT/punct/2 who/PRON/nsubj/5 rang/PAST/acl:relcl/2 "
        ",/PUNCT/punct/2 left/PART/amod/8 Leeds/PROPN/list/0",
        {("left", "root", ""), ("Monday", "obl", "left"), ("Ada", "nsubj", "left"), ("rang", "acl:relcl", "Ada")},
    ),
    # what stands between is no description
    (
        "Ada/PROPN/dislocated/8 ,/PUNCT/punct/0 by/ADP/case/3 letter/NOUN/obl/8 of/ADP/case/5 May/PROPN/nmod/3 "
        ",/PUNCT/punct/3 firmly/ADV/advmod/8 refused/PAST/root/-1",
        {("Ada", "nsubj", "refused"), ("letter", "obl", "refused")},
    ),
    # a name taken for a time, or hung on what stands behind the verb
    (
        "In/ADP/case/1 2018/NUM/obl/5 Ada/PROPN/obl/5 and/CCONJ/cc/4 Tom/PROPN/conj/2 rang/PAST/root/-1",
        {("Ada", "nsubj", "rang"), ("Tom", "conj", "Ada"), ("2018", "obl", "rang")},
    ),
    (
        "In/ADP/case/1 May/PROPN/compound/4 Ada/PROPN/compound/4 left/PART/amod/4 Leeds/PROPN/root/-1",
        {("Ada", "nsubj", "left"), ("Leeds", "obj", "left"), ("May", "obl", "left"), ("left", "root", "")},
    ),
    # a thing taken for a time
    (
        "In/ADP/case/1 2018/NUM/obl/8 the/DET/det/3 club/NOUN/obl/8 ,/PUNCT/punct/6 which/PRON/nsubj/6 "
        "lost/PAST/acl:relcl/3 ,/PUNCT/punct/3 closed/PAST/root/-1",
        {("club", "nsubj", "closed"), ("lost", "acl:relcl", "club"), ("2018", "obl", "closed")},
    ),
    (
        "In/ADP/case/1 2018/NUM/obl/4 the/DET/det/3 club/NOUN/obl/4 closed/PAST/root/-1",
        {("club", "nsubj", "closed"), ("2018", "obl", "closed")},
    ),
    # a name with an age read as an address
    (
        "Ada/PROPN/discourse/4 ,/PUNCT/punct/0 34/NUM/parataxis/4 ,/PUNCT/punct/0 left/PAST/root/-1 ./PUNCT/punct/4",
        {("Ada", "nsubj", "left"), ("34", "nmod", "Ada")},
    ),
    # whom somebody appoints read as an owner
    (
        "They/PRON/nsubj/1 appointed/PAST/root/-1 her/PRON/nmod:poss/3 director/NOUN/obj/1",
        {("her", "obj", "appointed"), ("director", "xcomp", "appointed")},
    ),
    # a subject that hangs on the object
    (
        "Colby/PROPN/compound/3 launched/PAST/root/-1 a/DET/det/3 boat/NOUN/obj/1",
        {("Colby", "nsubj", "launched")},
    ),
    # a clause read as what the one behind it says
    (
        "It/PRON/nsubj/1 burned/PAST/ccomp/5 ,/PUNCT/punct/4 and/CCONJ/cc/4 Ada/PROPN/conj/1 said/PAST/root/-1 "
        "it/PRON/nsubj/7 closed/PAST/ccomp/5 ./PUNCT/punct/5",
        {("burned", "root", ""), ("said", "conj", "burned"), ("Ada", "nsubj", "said"), ("and", "cc", "said")},
    ),
]


@pytest.mark.parametrize(("spec", "expected"), TANGLED)
def test_what_is_tangled_is_put_right(spec: str, expected: set[tuple[str, str, str]]) -> None:
    assert expected <= arcs(repaired(tree_of(spec), ENGLISH))


SOUND = [
    # a saying with a thing for its object
    "He/PRON/nsubj/1 rose/PAST/root/-1 ,/PUNCT/punct/4 Ada/PROPN/nsubj/4 accepted/PAST/parataxis/1 it/PRON/obj/4",
    # a clause in the place of what is said, but linked
    "When/ADV/advmod/2 it/PRON/nsubj/2 closed/PAST/advcl/5 ,/PUNCT/punct/2 Ada/PROPN/nsubj/5 agreed/PAST/root/-1",
    # a relative clause
    "It/PRON/nsubj/1 left/PAST/root/-1 ,/PUNCT/punct/5 a/DET/det/4 post/NOUN/obl/1 he/PRON/nsubj/6 "
    "held/PAST/acl:relcl/4",
    # two happenings beside each other
    "It/PRON/nsubj/1 closed/PAST/root/-1 ;/PUNCT/punct/4 Ada/PROPN/nsubj/4 protested/PAST/parataxis/1",
    # denied
    "It/PRON/nsubj/1 closed/PAST/root/-1 ,/PUNCT/punct/5 Ada/PROPN/nsubj/5 never/ADV/advmod/5 said/PAST/parataxis/1",
    # the content behind the saying
    "In/ADP/case/1 May/PROPN/obl/4 ,/PUNCT/punct/4 Ada/PROPN/nsubj/4 said/PAST/root/-1 ,/PUNCT/punct/4 "
    "that/SCONJ/mark/8 it/PRON/nsubj/8 closed/PAST/ccomp/4",
    # quoted, and somebody else says something
    "Ada/PROPN/nsubj:pass/2 was/AUX/aux:pass/2 cited/PART/root/-1 by/ADP/case/4 Tom/PROPN/obl:agent/2 ,/PUNCT/punct/8 "
    "while/SCONJ/mark/8 Ida/PROPN/nsubj/8 kept/PAST/advcl/2 saying/ING/xcomp/8 no/PRON/obj/9",
    # no subject: within a phrase, with another subject, in a frame, a headline
    "At/ADP/case/2 Mill/PROPN/compound/2 Bank/PROPN/obl/9 ,/PUNCT/punct/2 a/DET/det/5 hamlet/NOUN/appos/2 "
    ",/PUNCT/punct/2 was/AUX/aux/9 a/DET/det/9 house/NOUN/root/-1",
    "On/ADP/case/2 8/NUM/nummod/2 July/PROPN/obl/6 ,/PUNCT/punct/6 it/PRON/nsubj/6 ,/PUNCT/punct/6 left/PAST/root/-1",
    "Ada/PROPN/vocative/7 ,/PUNCT/punct/0 a/DET/det/3 judge/NOUN/appos/0 ,/PUNCT/punct/0 left/PAST/acl/0 "
    "him/PRON/nsubj/7 rang/PAST/root/-1",
    "It/PRON/nsubj/1 left/PAST/root/-1 Ada/PROPN/obj/1 ,/PUNCT/punct/4 a/DET/det/4 judge/NOUN/appos/2 ,/PUNCT/punct/4 "
    "rang/PAST/parataxis/1",
    "Ada/PROPN/root/-1 ,/PUNCT/punct/2 34/NUM/appos/0 ,/PUNCT/punct/2 arrested/PART/acl/0 at/ADP/case/6 "
    "home/NOUN/obl/4",
    "Only/ADV/advmod/7 Ada/PROPN/obl/7 ,/PUNCT/punct/1 34/NUM/appos/1 ,/PUNCT/punct/1 did/AUX/aux/7 it/PRON/nsubj/7 "
    "pay/BARE/root/-1",
    # a time
    "The/DET/det/1 day/NOUN/obl:unmarked/4 after/ADV/advmod/1 it/PRON/nsubj/4 closed/PAST/root/-1",
    "That/DET/det/1 day/NOUN/obl:unmarked/2 closed/PAST/root/-1 badly/ADV/advmod/2",
    # a name in a phrase; a thing that is done to; an office
    "In/ADP/case/1 Leeds/PROPN/obl/2 rang/PAST/root/-1 bells/NOUN/nsubj/2",
    "In/ADP/case/1 Leeds/PROPN/obl/2 rang/PAST/root/-1",
    "Ada/PROPN/compound/2 elected/PART/amod/2 chair/NOUN/root/-1",
    # nothing said before a colon
    "Next/ADJ/amod/1 day/NOUN/obl/6 he/PRON/nsubj/3 left/PAST/acl:relcl/1 :/PUNCT/punct/6 “/PUNCT/punct/6 "
    "Go/BARE/root/-1 away/ADV/advmod/6 ”/PUNCT/punct/6",
    # no passive
    "Ada/PROPN/nsubj/1 cited/PAST/root/-1 a/DET/det/3 man/NOUN/obj/1 saying/ING/acl/3 no/PRON/obj/4",
    # her director leaves
    "They/PRON/nsubj/1 sued/PAST/root/-1 her/PRON/nmod:poss/3 director/NOUN/obj/1",
    "They/PRON/nsubj/1 appointed/PAST/root/-1 her/PRON/nmod:poss/3 cousin/NOUN/obj/1",
    # what stands in quotes behind it
    "In/ADP/case/1 court/NOUN/obl/4 ,/PUNCT/punct/4 Ada/PROPN/nsubj/4 said/PAST/root/-1 ,/PUNCT/punct/8 "
    "“/PUNCT/punct/8 it/PRON/nsubj/8 closed/PAST/ccomp/4",
]


@pytest.mark.parametrize("spec", SOUND)
def test_sound_trees_are_left_alone(spec: str) -> None:
    tree = tree_of(spec)
    assert repaired(tree, ENGLISH) is tree


def test_what_comes_out_is_a_tree() -> None:
    for spec, _ in TANGLED:
        tree = repaired(tree_of(spec), ENGLISH)
        assert tree.subtree(tree.root) == set(range(len(tree)))
        assert [*tree.heads].count(-1) == 1


WORDS = (
    "Ada/PROPN Brook/PROPN ,/PUNCT ,/PUNCT said/PAST told/PAST left/PART saying/ING cited/PART was/AUX who/PRON "
    "judge/NOUN the/DET by/ADP :/PUNCT “/PUNCT ”/PUNCT 34/NUM her/PRON appointed/PAST and/CCONJ that/SCONJ As/SCONJ"
).split()
RELATIONS = (
    "nsubj obl obl:unmarked nmod nmod:poss compound flat appos acl acl:relcl advcl ccomp xcomp amod conj case det "
    "punct parataxis aux:pass nsubj:pass obj dislocated vocative nummod advmod cc mark"
).split()


@pytest.mark.slow
@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_tree_comes_out_as_a_tree(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=14))
    order = data.draw(st.permutations(range(len(words))))
    heads = {order[0]: -1}
    for place, word in enumerate(order[1:], start=1):
        heads[word] = order[data.draw(st.integers(0, place - 1))]
    relations = [data.draw(st.sampled_from(RELATIONS)) if heads[k] >= 0 else "root" for k in range(len(words))]
    spec = " ".join(f"{word}/{relations[k]}/{heads[k]}" for k, word in enumerate(words))
    tree = repaired(tree_of(spec), ENGLISH)
    assert tree.subtree(tree.root) == set(range(len(tree)))


def test_a_ring_of_arcs_ends() -> None:
    # a frame whose repair once went round and round
    spec = (
        "day/NOUN/obl/3 As/SCONJ/mark/8 and/CCONJ/vocative/3 :/PUNCT/root/-1 ,/PUNCT/ccomp/5 Colby/PROPN/punct/3 "
        "told/PAST/compound/0 ,/PUNCT/nsubj:pass/5 ,/PUNCT/acl/3 Brook/PROPN/advcl:relcl/5 said/PAST/parataxis/5 "
        "by/ADP/amod/9 her/PRON/xcomp/6"
    )
    tree = repaired(tree_of(spec), ENGLISH)
    assert tree.subtree(tree.root) == set(range(len(tree)))


def test_who_hangs_on_the_noun_before_it() -> None:
    spec = (
        "The/DET/det/1 post/NOUN/nsubj:pass/3 was/AUX/aux:pass/3 taken/PART/root/-1 by/ADP/case/5 "
        "Amina/PROPN/obl:agent/3 Yusuf/PROPN/flat/5 ,/PUNCT/punct/9 who/PRON/nsubj/9 joined/PAST/advcl:relcl/3"
    )
    assert ("joined", "acl:relcl", "Amina") in arcs(repaired(tree_of(spec), ENGLISH))


def test_who_behind_a_comma_is_no_question() -> None:
    spec = (
        "She/PRON/nsubj/1 thanked/PAST/root/-1 Tom/PROPN/obj/1 ,/PUNCT/punct/5 who/PRON/nsubj/5 left/PAST/ccomp/1 "
        "./PUNCT/punct/1"
    )
    assert ("left", "acl:relcl", "Tom") in arcs(repaired(tree_of(spec), ENGLISH))


@pytest.mark.parametrize(
    ("spec", "noun"),
    [
        # the nearest that is somebody: below the noun of the tree, or above it
        (
            "News/NOUN/root/-1 of/ADP/case/2 Ada/PROPN/nmod/0 ,/PUNCT/punct/5 who/PRON/nsubj/5 left/PAST/acl:relcl/0",
            "Ada",
        ),
        (
            "Somebody/PRON/nsubj/5 from/ADP/case/2 Leeds/PROPN/nmod/0 who/PRON/nsubj/4 left/PAST/acl:relcl/2 "
            "wrote/PAST/root/-1",
            "Somebody",
        ),
        (
            "A/DET/det/1 judge/NOUN/root/-1 in/ADP/case/3 Leeds/PROPN/nmod/1 ,/PUNCT/punct/6 a/DET/det/6 "
            "town/NOUN/appos/3 ,/PUNCT/punct/9 who/PRON/nsubj/9 left/PAST/acl:relcl/6",
            "judge",
        ),
        # all that are joined, and who is described behind the name
        (
            "News/NOUN/root/-1 of/ADP/case/4 his/PRON/nmod:poss/4 own/ADJ/amod/4 sons/NOUN/nmod/0 ,/PUNCT/punct/6 "
            "Ivo/PROPN/appos/4 and/CCONJ/cc/8 Li/PROPN/conj/6 ,/PUNCT/punct/11 who/PRON/nsubj/11 left/PAST/acl:relcl/0",
            "sons",
        ),
        (
            "News/NOUN/root/-1 of/ADP/case/2 Ada/PROPN/nmod/0 ,/PUNCT/punct/4 editor/NOUN/appos/2 of/ADP/case/6 "
            "print/NOUN/nmod/4 ,/PUNCT/punct/9 who/PRON/nsubj/9 left/PAST/acl:relcl/0",
            "Ada",
        ),
        # a person, and a name behind a comma, stay
        (
            "A/DET/det/1 cousin/NOUN/root/-1 of/ADP/case/3 Ada/PROPN/nmod/1 ,/PUNCT/punct/6 who/PRON/nsubj/6 "
            "left/PAST/acl:relcl/1",
            "cousin",
        ),
        (
            "A/DET/det/1 cousin/NOUN/root/-1 of/ADP/case/3 Ada/PROPN/nmod/1 ,/PUNCT/punct/6 who/PRON/nsubj/6 "
            "left/PAST/acl:relcl/3",
            "Ada",
        ),
    ],
)
def test_who_is_somebody(spec: str, noun: str) -> None:
    assert ("left", "acl:relcl", noun) in arcs(repaired(tree_of(spec), ENGLISH))


def test_who_of_a_question_stays() -> None:
    tree = tree_of("He/PRON/nsubj/1 asked/PAST/root/-1 who/PRON/nsubj/3 left/PAST/ccomp/1")
    assert repaired(tree, ENGLISH) is tree
