"""What the trees of a text tell of a name: what sort of actor it is, and whether it does anything."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import Factory, define

from dateline.model import ActorKind, Span
from dateline.syntax import base_relation
from dateline.who.mentions import MentionIndex, conjuncts, is_willed
from dateline.who.names import ORGANIZATION, PRONOUN, ROLE, Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.syntax import Clauses, Tree

__all__ = ["Kind", "Signs", "first_conjunct", "is_agent", "kind_of_noun", "weigh"]

# In digits: no age is longer.
_AGE: Final = 2

Kind: TypeAlias = Literal["person", "organization", "group", "place", "other", "thing"]


@define(eq=False)
class Signs:
    """What speaks for each kind of actor that a name may be, gathered over its places in a text.

    `spans` are these places, each with the title that stands before the name.  `acts` is whether it does something, or
    has done to it what is only done to people; `willed`, whether it does what only people and bodies do.  `definite` is
    whether an article stands before it.  `capital` is whether it has its capital letter for being a name, not for
    opening a sentence.
    """

    spans: list[tuple[Span, str | None]] = Factory(list)
    of: Counter[Kind] = Factory(Counter)
    acts: bool = False
    willed: bool = False
    plural: bool = False
    definite: bool = False
    located: bool = False
    capital: bool = False

    def speak_for(self, kind: ActorKind) -> bool:
        """Whether anything tells that it is of this kind."""
        return any(count and name == kind.value for name, count in self.of.items())


def weigh(
    index: MentionIndex, lex: Lexicon, clauses: Clauses, name: tuple[int, int], signs: Signs, *, prose: bool
) -> None:
    """Note what one place in the text tells of a name, by the word that it begins with and its head."""
    first, head = name
    tree = clauses.tree
    determiners = {tree.lower[k] for k in tree.children[head] if tree.relations[k] == "det"}
    signs.definite |= not lex["definite_articles"].isdisjoint(determiners)
    signs.capital |= any(tree.upos[k] != "PUNCT" for k in range(first))
    spelt = signs.definite and lex.spelling.is_plural(tree.lower[head]) and not tree.forms[head].isupper()
    signs.plural |= spelt or "Number=Plur" in tree.feats[head]
    for noun in _nouns_beside(tree, head):
        signs.of[kind_of_noun(lex, clauses, noun) or "thing"] += 1
    for k in tree.children[head]:
        if tree.relations[k] == "case":
            signs.of["place"] += tree.lower[k] in lex["place_prepositions"]
            signs.located |= tree.lower[k] in lex["event_place_prepositions"]
        signs.of["person"] += _is_age(tree, k)
        relative = tree.relations[k] == "acl:relcl"
        if relative and any(tree.lower[x] in lex["person_relatives"] for x in tree.children[k]):
            signs.of["person"] += 1
    at = first_conjunct(tree, head)
    for other in conjuncts(tree, at):
        number = index.at(clauses, other)
        known = None if number is None else index.mentions[number]
        if other != head and known is not None and known.sure and known.kind is ActorKind.PERSON:
            # "Turla and Ada Brook"
            signs.of["person"] += 1
    if tree.heads[at] >= 0 and clauses.is_predicate(tree.heads[at]):
        _weigh_act(lex, clauses, at, signs, prose=prose)


def _weigh_act(lex: Lexicon, clauses: Clauses, noun: int, signs: Signs, *, prose: bool) -> None:
    """Note what a verb tells of a name that it governs."""
    tree = clauses.tree
    predicate, relation = tree.heads[noun], tree.relations[noun]
    form = tree.lower[predicate]
    if relation in ("nsubj:pass", "obj", "iobj"):
        if form in lex["birth_participles"] or clauses.is_among(predicate, "personal_objects"):
            signs.of["person"] += 1
            signs.acts = True
        signs.acts |= relation == "iobj" and not signs.definite
        return
    if relation == "obl" and clauses.is_among(predicate, "motion_verbs"):
        cases = (tree.lower[k] for k in tree.children[noun] if tree.relations[k] == "case")
        signs.of["place"] += any(case in lex["motion_prepositions"] for case in cases)
    if relation != "nsubj" and not is_agent(lex, clauses, noun):
        return
    clause = clauses.at(predicate)
    if clause.kind == "nominal" and relation == "nsubj":
        # "Turla was a baker"
        kind = kind_of_noun(lex, clauses, predicate)
        if kind is not None:
            signs.of[kind] += 1
            signs.acts = True
    if clause.kind != "verbal":
        return
    # Notes leave out articles: "Reservoir drained".
    signs.capital |= prose and clause.tense == "past"
    signs.willed |= is_willed(clauses, predicate)
    signs.acts |= signs.willed or not clauses.is_among(predicate, "stative_verbs", "happening_verbs")
    if form in lex["person_verbs"] and not signs.definite:
        signs.of["person"] += 1
    elif form in lex["org_verbs"] and form not in lex["speech_verbs"]:
        signs.of["organization"] += 1


def _is_age(tree: Tree, word: int) -> bool:
    """Whether a word is the age behind a name: "Ada Brook, 24,"."""
    number = tree.upos[word] == "NUM" and tree.forms[word].isdigit() and len(tree.forms[word]) <= _AGE
    return number and word > 0 and tree.forms[word - 1] == ","


def _nouns_beside(tree: Tree, head: int) -> Iterator[int]:
    """The common nouns that say what a name is: "the ferry Meridian", "Turla, a poet"."""
    above = tree.heads[head]
    if above >= 0 and tree.upos[above] == "NOUN" and tree.relations[head].startswith(("flat", "nmod:desc", "appos")):
        yield above
    for k in tree.children[head]:
        if tree.upos[k] == "NOUN" and tree.relations[k].startswith(("flat", "compound", "nmod:desc", "appos")):
            yield k


def is_agent(lex: Lexicon, clauses: Clauses, noun: int) -> bool:
    """Whether a noun that a predicate governs is the "by Ada" of a passive."""
    tree = clauses.tree
    if tree.relations[noun] != "obl":
        return tree.relations[noun] == "obl:agent"
    by = any(tree.lower[k] in lex["agent_prepositions"] for k in tree.children[noun] if tree.relations[k] == "case")
    return by and clauses.at(tree.heads[noun]).passive


def kind_of_noun(lex: Lexicon, clauses: Clauses, noun: int) -> Kind | None:
    """What a common noun stands for: people, a body, a place, a thing that bears a name; None for anything else."""
    tree = clauses.tree
    form = tree.lower[noun]
    plural = "Number=Plur" in tree.feats[noun]
    code = lex.codes.get(form)
    if code == ROLE or (code is None and clauses.is_among(noun, "people_nouns")):
        return "group" if plural else "person"
    if code == ORGANIZATION or clauses.is_among(noun, "body_nouns"):
        return "group" if plural else "organization"
    if (code is not None and code != PRONOUN) or form in lex["plural_nouns"]:
        return "group"
    if plural and clauses.is_among(noun, "generic_orgs", "group_nouns"):
        return "group"
    if clauses.is_among(noun, "thing_nouns", "work_nouns"):
        return "other"
    return "place" if form in lex["place_nouns"] or form in lex["unit_nouns"] else None


def first_conjunct(tree: Tree, word: int) -> int:
    """The first of some nouns that are joined."""
    while base_relation(tree.relations[word]) == "conj" and tree.heads[word] >= 0:
        word = tree.heads[word]
    return word
