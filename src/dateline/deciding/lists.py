"""Decisions of several readers as one list: what stands twice once, and where they contradict, the later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from dateline.model.checks import folded
from dateline.model.decisions import flat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.model import ActorKey, Decision, EventKey, Quote, WordsKey

__all__ = ["about_the_same", "merge_decisions"]


def merge_decisions(*several: Iterable[Decision]) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """The decisions of several readers as one list, and a sentence for each contradiction.

    They stand in the order in which they are given.  One that is there already, whoever decided it, is not repeated.
    Where two say different things of the same (two dates of one event, a pair that is one event and is not), the later
    stands and the earlier is left out.
    """
    kept: list[Decision] = []
    said: list[str] = []
    for theirs in several:
        before = list(kept)
        for decision in theirs:
            if any(_says_the_same(decision, known) for known in before):
                continue
            for known in before:
                left = _without(known, decision)
                if left != known and known in kept:
                    said.append(f"{known} is set aside for {decision}")
                    place = kept.index(known)
                    kept[place : place + 1] = [] if left is None else [left]
            before = [known for known in before if known in kept]
            kept.append(decision)
    return tuple(kept), tuple(said)


def _says_the_same(one: Decision, other: Decision) -> bool:
    def bare(decision: Decision) -> Decision:
        return evolve(decision, note=None, by=None, on=None)

    return one == other or bare(one) == bare(other)


def _without(known: Decision, later: Decision) -> Decision | None:
    """What is left of a decision beside a later one that says something else of the same; None if nothing is."""
    if known.kind == later.kind == "correct":
        if not about_the_same(known, later):
            return known
        other = {change.field: change.to for change in later.changes}
        changes = tuple(
            change for change in known.changes if change.field not in other or other[change.field] == change.to
        )
        return evolve(known, changes=changes, becomes=None) if changes else None
    pairs = {"merge_events", "keep_apart"}
    if {known.kind, later.kind} == pairs:
        return None if _same_pair(known.events, later.events) else known
    if {known.kind, later.kind} == {"drop", "correct"} and known.kind == "drop":
        return None if about_the_same(known, later) else known
    return known


def about_the_same(one: Decision, other: Decision) -> bool:
    """Whether two decisions are about the same event, actor or expression, as far as their keys tell."""
    if one.events and other.events:
        return _same_event(one.events[0], other.events[0])
    if one.actors and other.actors:
        return _same_actor(one.actors[0], other.actors[0])
    if one.timex is not None and other.timex is not None:
        return _same_words(one.timex, other.timex)
    return False


def _same_event(one: EventKey, other: EventKey) -> bool:
    if one.id is not None and one.id == other.id:
        return True
    if one.quote is None or other.quote is None:
        return one.quote is other.quote and folded(one.title) == folded(other.title)
    return _stated(one.quote) == _stated(other.quote) and (
        one.trigger == other.trigger or folded(one.title) == folded(other.title)
    )


def _stated(quote: Quote) -> tuple[object, ...]:
    """Which words are meant, in which document as it states itself."""
    return (flat(quote.words), quote.before, quote.after, quote.number, evolve(quote.document, id=None))


def _same_pair(some: Iterable[EventKey], others: Iterable[EventKey]) -> bool:
    (a, b), (c, d) = some, others
    return (_same_event(a, c) and _same_event(b, d)) or (_same_event(a, d) and _same_event(b, c))


def _same_actor(one: ActorKey, other: ActorKey) -> bool:
    if one.id is not None and one.id == other.id:
        return True
    return (
        one.name is not None
        and other.name is not None
        and (folded(one.name), one.kind)
        == (
            folded(other.name),
            other.kind,
        )
    )


def _same_words(one: WordsKey, other: WordsKey) -> bool:
    if one.id is not None and one.id == other.id:
        return True
    return _words(one) == _words(other)


def _words(key: WordsKey) -> tuple[object, ...]:
    quote = key.quote
    if quote is None:
        return (key.id, key.words)
    return (flat(key.words or ""), *_stated(quote))
