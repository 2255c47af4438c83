"""Who takes part in what a clause tells, and as what: read off the arguments of its predicate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.model import ActorKind, Participation
from dateline.syntax import Clause, Clauses, base_relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.events.context import Context
    from dateline.model import Actor

__all__ = ["participations_of", "place_of"]

# Clauses that a clause goes with: who acts in them takes part in some way.
_COMPLETING: Final = frozenset(("xcomp", "ccomp", "advcl", "conj"))
_INNER: Final = frozenset(("nmod", "acl", "appos", "conj", "flat", "compound"))
_PART: Final = "participant"


def participations_of(context: Context, clauses: Clauses, clause: Clause, *, speaks: bool) -> tuple[Participation, ...]:
    """The actors of a clause in text order of its arguments, each once, under the most telling role."""
    found: dict[object, Participation] = {}
    for actor, role in _roles(context, clauses, clause, speaks=speaks):
        known = found.get(actor.identity)
        if known is None or (known.role == _PART and role != _PART):
            found[actor.identity] = Participation(actor, role)
    return tuple(found.values())


def _roles(context: Context, clauses: Clauses, clause: Clause, *, speaks: bool) -> Iterator[tuple[Actor, str]]:
    tree = clauses.tree
    if clause.subject is not None:
        role = "patient" if clause.passive else "speaker" if speaks else "agent"
        yield from _named(context, clauses, clause.subject, role)
        yield from _inside(context, clauses, clause.subject)
    lent = clauses.merged_into(clause)
    yield from _arguments(context, clauses, clause, speaks=speaks)
    if lent is not None:
        yield from _arguments(context, clauses, lent, speaks=speaks)
    for k in tree.children[clause.predicate]:
        if base_relation(tree.relations[k]) == "conj" and clauses.is_predicate(k):
            second = clauses.at(k)
            if clauses.merged_into(second) is not None:
                yield from _arguments(context, clauses, second, speaks=speaks)


def _arguments(context: Context, clauses: Clauses, clause: Clause, *, speaks: bool) -> Iterator[tuple[Actor, str]]:
    tree = clauses.tree
    recipients, agents = clauses.words_named("recipient_prepositions"), clauses.words_named("agent_prepositions")
    for k in tree.children[clause.predicate]:
        relation = tree.relations[k]
        base = base_relation(relation)
        cases = {tree.lower[x] for x in tree.children[k] if tree.relations[x] == "case"}
        if relation == "obj":
            yield from _named(context, clauses, k, "recipient" if speaks else "patient")
            yield from _inside(context, clauses, k)
        elif relation == "iobj":
            yield from _named(context, clauses, k, "recipient")
        elif base == "obl":
            role = _PART
            if relation == "obl:agent" or (clause.passive and cases & agents):
                role = "agent"
            elif cases & recipients:
                role = "recipient"
            yield from _named(context, clauses, k, role)
            yield from _inside(context, clauses, k)
        elif base in ("xcomp", "ccomp") or (base == "advcl" and _shares_subject(clauses, k)):
            yield from _completing(context, clauses, k)


def _shares_subject(clauses: Clauses, k: int) -> bool:
    """Whether a word is the predicate of a clause without a subject of its own."""
    return clauses.is_predicate(k) and not clauses.at(k).own_subject


def _completing(context: Context, clauses: Clauses, k: int) -> Iterator[tuple[Actor, str]]:
    """Those named in a clause that completes another."""
    for i in sorted(clauses.tree.subtree(k)):
        for actor in _actors(context, clauses, i):
            yield actor, _PART


def _named(context: Context, clauses: Clauses, word: int, role: str) -> Iterator[tuple[Actor, str]]:
    for index in context.index.of(clauses, word):
        for actor in context.who(index):
            if actor.kind is not ActorKind.PLACE or role in ("agent", "speaker"):
                yield actor, role


def _inside(context: Context, clauses: Clauses, word: int) -> Iterator[tuple[Actor, str]]:
    """Those named within a noun phrase: "a letter from Ada Brook", "his registration"; not the owner of an actor."""
    tree = clauses.tree
    is_actor = context.index.at(clauses, word) is not None
    for k in tree.children[word]:
        if tree.relations[k] == "nmod:poss" and is_actor:
            continue
        if base_relation(tree.relations[k]) in _INNER:
            for actor in _actors(context, clauses, k):
                yield actor, _PART
            yield from _inside(context, clauses, k)


def _actors(context: Context, clauses: Clauses, word: int) -> Iterator[Actor]:
    index = context.index.at(clauses, word)
    if index is not None:
        yield from (actor for actor in context.who(index) if actor.kind is not ActorKind.PLACE)


def place_of(context: Context, clauses: Clauses, clause: Clause) -> str | None:
    """Where it happened, as an oblique of the clause says: "in Leeds", "at the port of Riga"; None if none does."""
    tree = clauses.tree
    prepositions = clauses.words_named("event_place_prepositions")
    todo = [*clause.obliques, *(k for o in clause.objects for k in tree.children[o] if tree.relations[k] == "nmod")]
    for k in todo:
        cases = {tree.lower[x] for x in tree.children[k] if tree.relations[x] == "case"}
        index = context.index.at(clauses, k)
        if index is None or context.mentions[index].kind is not ActorKind.PLACE or not cases & prepositions:
            continue
        actors = context.who(index)
        return actors[0].name if actors else context.mentions[index].name
    return None
