"""Decisions of several readers as one list: what stands twice once, and where they contradict, the later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from dateline.model.checks import folded
from dateline.model.decisions import flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.model import ActorKey, Decision, EventKey, Quote, WordsKey

__all__ = ["about_the_same", "merge_decisions"]


def merge_decisions(*several: Iterable[Decision]) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """The decisions of several readers as one list, and a sentence for each contradiction.

    They stand in the order in which they are given.  One that is there already, whoever decided it, is not repeated.
    Where two say different things of the same (two dates of one event, a pair that is one event and is not, an event
    that is corrected and is none), the later stands and the earlier is left out.  What a reader decides after a
    decision of another that is in the list of both is no contradiction to it.
    """
    kept: dict[int, Decision] = {}
    said: list[str] = []
    same: dict[Decision, int] = {}
    about: dict[object, list[int]] = {}
    number = 0
    for theirs in several:
        # Only what others decided is contradicted; of one's own the later says what came of it.
        others = number
        shared: set[int] = set()
        for decision in theirs:
            bare = _bare(decision)
            there = same.get(bare)
            if there is not None and there < others and there in kept and _bare(kept[there]) == bare:
                shared.add(there)
                continue
            for known in sorted({one for handle in _handles(decision) for one in about.get(handle, ())}):
                if known >= others or known not in kept or known in shared:
                    continue
                left, lost = _beside(kept[known], decision)
                if lost is not None:
                    said.append(f"{lost} is set aside for {decision}")
                if left is None:
                    del kept[known]
                else:
                    kept[known] = left
            kept[number] = decision
            same[bare] = number
            for handle in _handles(decision):
                about.setdefault(handle, []).append(number)
            number += 1
    return tuple(kept.values()), tuple(said)


def _bare(decision: Decision) -> Decision:
    """What is decided, whoever did it, when and why."""
    if not decision.changes and decision.kind == "correct":
        return evolve(decision, by=None, on=None)
    return evolve(decision, note=None, by=None, on=None)


def _beside(known: Decision, later: Decision) -> tuple[Decision | None, Decision | None]:
    """What is left of a decision beside a later one that says something else of the same, and what is not."""
    kinds = {known.kind, later.kind}
    if kinds == {"correct"}:
        other = {change.field: change.to for change in later.changes}
        lost = tuple(change for change in known.changes if other.get(change.field, change.to) != change.to)
        if not lost or not about_the_same(known, later):
            return known, None
        left = tuple(change for change in known.changes if change not in lost)
        return evolve(known, changes=left, becomes=None) if left else None, evolve(known, changes=lost)
    if kinds == {"drop", "correct"}:
        noted = not known.changes and not later.changes
        return (known, None) if noted or not about_the_same(known, later) else (None, known)
    if kinds == {"merge_events", "keep_apart"} and _same_pair(known.events, later.events):
        return None, known
    return known, None


def about_the_same(one: Decision, other: Decision) -> bool:
    """Whether two decisions are about the same event, actor or expression, as far as their keys tell."""
    if one.events and other.events:
        return _same_event(one.events[0], other.events[0])
    if one.actors and other.actors:
        return _same_actor(one.actors[0], other.actors[0])
    if one.timex is not None and other.timex is not None:
        return _same_words(one.timex, other.timex)
    return False


def _handles(decision: Decision) -> Iterator[object]:
    """What two decisions share one of at least if they are about the same, to find them among many."""
    for event in decision.events:
        yield ("event", event.id)
        yield ("event", folded(event.title) if event.quote is None else _stated(event.quote))
    for actor in decision.actors:
        yield ("actor", actor.id)
        yield ("actor", folded(actor.name or ""), actor.kind)
    if decision.timex is not None:
        yield ("timex", decision.timex.id)
        yield ("timex", _words(decision.timex))


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
