"""Which clauses without a time of their own become events: what is past, real and done by or to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.events.factuality import HAPPENED, factuality_of
from dateline.syntax import Clause, Clauses, base_relation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from dateline.events.context import Context
    from dateline.times.lines import Line

__all__ = ["happens_on_day", "is_told_with", "is_worth_telling", "main_clause"]

# Word lists of nouns that stand for people and bodies.
_PEOPLE: Final = ("group_nouns", "roles", "kin", "standing_orgs", "generic_orgs", "plural_nouns")


def is_worth_telling(clauses: Clauses, context: Context, clause: Clause, told: AbstractSet[int]) -> bool:
    """Whether an untimed clause belongs on a timeline: past, real or denied, done by or to somebody or something."""
    tree, p = clauses.tree, clause.predicate
    if not clause.finite or clause.kind != "verbal" or clause.tense != "past" or clause.modality:
        return False
    obliged = clauses.is_among(p, "semi_auxiliaries") and any(
        clauses.at(k).infinitive for k in clause.complements if clauses.is_predicate(k)
    )
    if clause.subject is None or (clauses.is_among(p, "stative_verbs") and not obliged):
        return False
    if clause.negation is not None and not _is_denied_act(clauses, context, clause):
        return False
    if clause.relation not in ("main", "coordinate", "complement", "parenthesis"):
        return False
    if clause.relation == "complement" and not _is_said(clauses, clause):
        return False
    if tree.lower[clause.subject] in clauses.words_named("unspecific_subjects"):
        return False
    if _is_habit(clauses, clause):
        return False
    if clauses.is_among(p, "opinion_verbs") and clause.complements:
        return False
    if clauses.is_among(p, "saying_verbs"):
        if clause.relation == "parenthesis":
            return False
        contents = [k for k in clause.complements if tree.relations[k] == "ccomp" and clauses.is_predicate(k)]
        if any(k in told or _is_content_told(clauses, context, clauses.at(k), told) for k in contents):
            # A saying is told by what is said.
            return False
        quoted = any(context.is_quoted(tree.starts[k]) for k in contents)
        if quoted and clauses.is_among(p, "plain_saying_verbs"):
            return False
    return (
        clause.negation is not None
        or _is_done_to_thing(clauses, clause)
        or _has_actor(clauses, context, clause)
        or _is_tied(clauses, clause, told)
    )


def _is_habit(clauses: Clauses, clause: Clause) -> bool:
    """Whether a clause tells what somebody did again and again: "often walked", "used to walk"."""
    tree, p = clauses.tree, clause.predicate
    adverbs, helping = clauses.words_named("habitual_adverbs"), clauses.words_named("habitual_auxiliaries")
    often = any(tree.lower[k] in adverbs for k in tree.children[p])
    return often or any(tree.lower[k] in helping for k in (p, *clause.auxiliaries))


def _is_said(clauses: Clauses, clause: Clause) -> bool:
    """Whether a complement is what a verb of saying tells, and no embedded question."""
    governor = clause.governor
    return governor >= 0 and clauses.is_among(governor, "saying_verbs") and not clauses.is_question(clause)


def _is_denied_act(clauses: Clauses, context: Context, clause: Clause) -> bool:
    """Whether a clause says that somebody did not do something, or that nothing was done: "She never left".

    Or that it was not done to a thing: "The bridge was not rebuilt".
    """
    if clause.subject is None or clauses.is_among(clause.predicate, "saying_verbs", "opinion_verbs"):
        return False
    if clause.negation in clauses.tree.children[clause.subject]:
        # "said that no such talk took place"
        return True
    if clause.relation not in ("main", "coordinate"):
        return False
    if clause.negation == clause.subject:
        # "Nothing was paid"
        return True
    third = clauses.tree.lower[clause.subject] in clauses.words_named("pronoun_subjects")
    return third or bool(context.index.of(clauses, clause.subject)) or _is_done_to_thing(clauses, clause)


def _is_content_told(clauses: Clauses, context: Context, clause: Clause, told: AbstractSet[int]) -> bool:
    """Whether what is said becomes an event itself: it is worth it, and told as having happened."""
    return is_worth_telling(clauses, context, clause, told) and factuality_of(clauses, clause).status in HAPPENED


def _is_tied(clauses: Clauses, clause: Clause, told: AbstractSet[int]) -> bool:
    """Whether a clause is tied in time to a dated event of its sentence: it goes on from it or leads to it."""
    if clause.relation not in ("main", "coordinate"):
        return False
    first = clauses.at(clause.first)
    others = {clause.first, *(k for k in clauses.tree.children[first.first] if clauses.is_predicate(k))}
    return any(k in told for k in others)


def _has_actor(clauses: Clauses, context: Context, clause: Clause) -> bool:
    """Whether somebody or some body named or described does it, or has it done."""
    tree = clauses.tree
    nouns = [clause.subject, *(k for k in clause.obliques if tree.relations[k] == "obl:agent")]
    for noun in nouns:
        if noun is None:
            continue
        if tree.lower[noun] in clauses.words_named("pronoun_subjects") | clauses.words_named("first_person"):
            return True
        counted = [k for k in tree.children[noun] if tree.relations[k] == "nmod"]
        heads = [noun, *(counted if tree.upos[noun] in ("NUM", "DET", "PRON", "ADJ") else ())]
        if clauses.is_among(noun, "event_nouns", "deverbal_nouns"):
            # "The fire destroyed two houses"
            return True
        if any(context.index.of(clauses, k) or tree.upos[k] == "PROPN" or _names_people(clauses, k) for k in heads):
            return True
    return False


def _is_done_to_thing(clauses: Clauses, clause: Clause) -> bool:
    """Whether a main clause says what was done to a thing: "The bridge was rebuilt"."""
    if not clause.passive or clause.subject is None or clause.relation not in ("main", "coordinate"):
        return False
    if clauses.is_among(clause.predicate, "saying_verbs", "opinion_verbs", "reporting_verbs", "state_verbs"):
        return False
    return clauses.tree.upos[clause.subject] in ("NOUN", "PROPN")


def _names_people(clauses: Clauses, noun: int) -> bool:
    """Whether a noun stands for people or bodies: "eleven people", "the rebels"."""
    return clauses.tree.upos[noun] == "NOUN" and clauses.is_among(noun, *_PEOPLE)


def happens_on_day(clauses: Clauses, line: Line, clause: Clause) -> bool:
    """Whether a clause under the day of a diary or of minutes tells of something on that day, and of no state."""
    if line.given_by == "head":
        return True
    if clause.kind != "verbal" or clause.modality or clause.imperative:
        return False
    p = clause.predicate
    if clauses.is_among(p, "sensing_verbs") and clause.objects and clause.tense == "past":
        # "Saw Ann there"
        return True
    if clauses.is_among(p, "stative_verbs") or clauses.is_among(p, "opinion_verbs"):
        return False
    return clauses.tree.upos[p] == "VERB"


def main_clause(mains: Sequence[Clause]) -> Clause | None:
    """The clause that a line with a given time tells of."""
    for clause in mains:
        if clause.relation in ("main", "coordinate") and not clause.imperative:
            return clause if clause.finite or clause.kind == "verbal" else None
    return None


def is_told_with(clauses: Clauses, clause: Clause, told: AbstractSet[int], *, every: bool) -> bool:
    """Whether a clause is told with another: as its second verb, or as what completes a verb that is told."""
    merged = clauses.merged_into(clause)
    if merged is not None and (not every or merged.predicate in told):
        return True
    return any(
        base_relation(clauses.tree.relations[k]) == "conj"
        and k in told
        and clauses.is_predicate(k)
        and clauses.merged_into(clauses.at(k)) is not None
        for k in clauses.tree.children[clause.predicate]
    )
