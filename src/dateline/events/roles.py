"""Who takes part in what a clause tells, and as what: read off the arguments of its predicate.

Those take part who are the subject, an object or an oblique of the clause, or of an infinitive that completes it.  Who
is only mentioned within such a phrase does not: "the chair of Colby Ltd" is one participant, and "a Colby Ltd lorry"
none.  But whom an object belongs to or a happening concerns takes part in it: "upheld Ada Brook's claim", "signed a
contract with Colby Ltd".
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from dateline.model import ActorKind, Participation
from dateline.syntax import Clause, Clauses, base_relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.events.context import Context
    from dateline.model import Actor

__all__ = ["participations_of", "place_of"]

_PART: Final = "participant"
# An infinitive that completes an infinitive: "agreed to try to sell it".
_DEEPEST: Final = 8


def participations_of(
    context: Context, clauses: Clauses, clause: Clause, contents: Sequence[Clause] = (), *, speaks: bool
) -> tuple[Participation, ...]:
    """The actors of a clause in text order of its arguments, each once, under the most telling role.

    `contents` are the complements that are told with it: "said that Colby Ltd had closed" involves Colby Ltd.
    """
    found: dict[object, Participation] = {}
    told = [_roles(context, clauses, clause, speaks=speaks)]
    told += [((actor, _PART) for actor, _ in _roles(context, clauses, one, speaks=False)) for one in contents]
    for actor, role in chain.from_iterable(told):
        known = found.get(actor.identity)
        if known is None or (known.role == _PART and role != _PART):
            found[actor.identity] = Participation(actor, role)
    return tuple(found.values())


def _roles(context: Context, clauses: Clauses, clause: Clause, *, speaks: bool) -> Iterator[tuple[Actor, str]]:
    tree = clauses.tree
    if clause.subject is not None:
        role = "patient" if clause.passive else "speaker" if speaks else "agent"
        named = bool(context.index.of(clauses, clause.subject))
        # "Ada Brook to write to the landlord": whoever is named does it.
        for subject in [clause.subject] if named else _controllers(clauses, clause, clause.subject):
            yield from _filled(context, clauses, subject, role)
    if clause.kind == "nominal":
        # "The chair was Ada Brook"
        yield from ((actor, _PART) for actor in _actors(context, clauses, clause.predicate))
    lent = clauses.merged_into(clause)
    yield from _arguments(context, clauses, clause, speaks=speaks)
    if lent is not None:
        yield from _arguments(context, clauses, lent, speaks=speaks)
    for k in tree.children[clause.predicate]:
        if base_relation(tree.relations[k]) == "conj" and clauses.is_predicate(k):
            second = clauses.at(k)
            if clauses.merged_into(second) is not None:
                yield from _arguments(context, clauses, second, speaks=speaks)


def _controllers(clauses: Clauses, clause: Clause, subject: int) -> list[int]:
    """The subjects of a clause; of the infinitive of a noun whoever has the noun: "a plan to leave" is not who leaves.

    "Colby Ltd signed a contract to build it": Colby Ltd builds.  "Its plan to leave failed": it leaves.
    """
    tree = clauses.tree
    if not clause.infinitive or clause.relation != "adnominal" or subject != clause.governor:
        return [subject]
    owners = [k for k in tree.children[subject] if tree.relations[k] == "nmod:poss"]
    if owners:
        return owners
    above = clauses.above(clause)
    if above is None or tree.heads[subject] != above.predicate:
        return []
    if above.passive:
        return [k for k in above.obliques if tree.relations[k] == "obl:agent"]
    return [above.subject] if subject in above.objects and above.subject is not None else []


def _arguments(
    context: Context, clauses: Clauses, clause: Clause, *, speaks: bool, depth: int = 0
) -> Iterator[tuple[Actor, str]]:
    """Those in the objects and obliques of a clause, and in those of an infinitive that completes it."""
    tree, by = clauses.tree, clauses.words_named("agent_prepositions")
    for k in tree.children[clause.predicate]:
        relation = tree.relations[k]
        base = base_relation(relation)
        if relation == "obj":
            told = speaks and clauses.is_among(clause.predicate, "addressing_verbs")
            yield from _filled(context, clauses, k, "recipient" if told else "patient")
        elif relation == "iobj":
            yield from _filled(context, clauses, k, "recipient")
        elif base == "obl" and not _is_source(clauses, k):
            yield from _filled(context, clauses, k, _oblique_role(clauses, clause, k), argument=False)
            for below in tree.children[k] if clause.passive else ():
                # "was taken to Leeds by his mother": parsers hang the agent on the noun before it.
                if tree.relations[below] == "nmod" and _cases(clauses, below) & by:
                    yield from ((actor, "agent") for actor in _actors(context, clauses, below))
        elif base in ("dep", "appos") and tree.forms[min(tree.subtree(k)) - 1] == "(":
            # "Test the pump by May (Ada Brook)": who is to do it
            yield from ((actor, _PART) for actor in _actors(context, clauses, k))
        elif relation == "xcomp" and clauses.is_predicate(k) and depth < _DEEPEST:
            inner = _arguments(context, clauses, clauses.at(k), speaks=False, depth=depth + 1)
            yield from ((actor, _PART) for actor, _ in inner)


def _oblique_role(clauses: Clauses, clause: Clause, k: int) -> str:
    """What an oblique is by its preposition: "by" names who does it, "to" who gets it, "for" for whom it is done."""
    cases = _cases(clauses, k)
    if clauses.tree.relations[k] == "obl:agent" or (
        clause.passive and cases & clauses.words_named("agent_prepositions")
    ):
        return "agent"
    if cases & clauses.words_named("recipient_prepositions"):
        return "recipient"
    return "beneficiary" if cases & clauses.words_named("beneficiary_prepositions") else _PART


def _filled(
    context: Context, clauses: Clauses, word: int, role: str, *, argument: bool = True
) -> Iterator[tuple[Actor, str]]:
    """The actors that a noun phrase names, under a role; else those whom what it names belongs to or concerns."""
    named = False
    for index in context.index.of(clauses, word):
        for actor in context.who(index):
            if actor.kind is not ActorKind.PLACE or role in ("agent", "speaker"):
                named = True
                yield actor, role
    if not named:
        yield from _concerned(context, clauses, word, argument=argument)


def _concerned(
    context: Context, clauses: Clauses, word: int, *, argument: bool, depth: int = 0
) -> Iterator[tuple[Actor, str]]:
    """Those whom the thing or happening that a noun names belongs to or concerns, as far down as nobody is named yet.

    What is no `argument` of a verb, subject or object, but happens to stand in its clause concerns only persons.
    """
    tree = clauses.tree
    happening = clauses.is_among(word, "event_nouns", "deverbal_nouns")
    if depth > _DEEPEST:
        return
    for k in tree.children[word]:
        relation = tree.relations[k]
        inner = list(_actors(context, clauses, k)) if relation in ("nmod", "nmod:poss") else []
        close = argument or happening
        if relation == "nmod:poss":
            yield from ((actor, _PART) for actor in inner if close or actor.kind is ActorKind.PERSON)
        elif relation == "nmod" and inner:
            cases = _cases(clauses, k)
            close |= cases.isdisjoint(clauses.words_named("genitive_prepositions"))
            role = "beneficiary" if cases & clauses.words_named("beneficiary_prepositions") else _PART
            yield from ((actor, role) for actor in inner if close or actor.kind is ActorKind.PERSON)
        elif relation == "nmod":
            yield from _concerned(context, clauses, k, argument=False, depth=depth + 1)
        elif relation == "acl" and clauses.is_predicate(k) and clauses.is_among(word, "dated_works"):
            # Who makes a work says what it says: "in a report published by Colby Ltd".
            for below in clauses.at(k).obliques:
                if tree.relations[below] == "obl:agent":
                    yield from ((actor, _PART) for actor in _actors(context, clauses, below))
        elif relation == "acl" and argument and clauses.is_predicate(k) and clauses.at(k).infinitive:
            # "signed a contract to supply Colby Ltd"
            told = _arguments(context, clauses, clauses.at(k), speaks=False, depth=_DEEPEST)
            yield from ((actor, _PART) for actor, _ in told)


def _is_source(clauses: Clauses, noun: int) -> bool:
    """Whether an oblique names who says so: "according to Ada Brook"."""
    tree = clauses.tree
    phrases = [phrase.split() for phrase in clauses.words_named("source_phrases")]
    cases = [k for k in tree.children[noun] if tree.relations[k] == "case"]
    return any(list(tree.lower[k : k + len(words)]) == words for k in cases for words in phrases)


def _cases(clauses: Clauses, noun: int) -> set[str]:
    tree = clauses.tree
    return {tree.lower[k] for k in tree.children[noun] if tree.relations[k] == "case"}


def _actors(context: Context, clauses: Clauses, word: int) -> Iterator[Actor]:
    for index in context.index.of(clauses, word):
        yield from (actor for actor in context.who(index) if actor.kind is not ActorKind.PLACE)


def place_of(context: Context, clauses: Clauses, clause: Clause) -> str | None:
    """Where it happened, as an oblique of the clause says: "in Leeds", "at the port of Riga"; None if none does."""
    tree = clauses.tree
    prepositions = clauses.words_named("event_place_prepositions")
    todo = [*clause.obliques, *(k for o in clause.objects for k in tree.children[o] if tree.relations[k] == "nmod")]
    for k in todo:
        index = context.index.at(clauses, k)
        if (
            index is None
            or context.mentions[index].kind is not ActorKind.PLACE
            or not _cases(clauses, k) & prepositions
        ):
            continue
        actors = context.who(index)
        return actors[0].name if actors else context.mentions[index].name
    return None
