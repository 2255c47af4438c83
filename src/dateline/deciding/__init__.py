"""What a reader decides: corrections, what is one and what is not, applied to timelines and to new readings of a text.

`asking` makes a decision of what a reader asks for, `standing` finds what a decision is about, `carrying` carries it
out, `lists` makes one list of those of several readers, and `files` keeps them.  A decision is applied where it is sure
what it means, or not at all and with the reason (`Lapsed`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from dateline.deciding.asking import Signed, addition, correction, merge_of, pair_of, split_of
from dateline.deciding.carrying import carry_out
from dateline.deciding.lists import merge_decisions
from dateline.deciding.standing import LapseError, Standing
from dateline.errors import ArgumentError
from dateline.model import Decision, Lapsed, Timeline
from dateline.model.checks import unique_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "Signed",
    "addition",
    "apart",
    "correction",
    "decide",
    "decided",
    "merge_decisions",
    "merge_of",
    "pair_of",
    "split_of",
    "undone",
]


def decide(
    timeline: Timeline,
    decisions: Iterable[Decision],
    texts: Mapping[str, str] | None = None,
    *,
    among_others: bool = False,
) -> tuple[Timeline, tuple[Lapsed, ...]]:
    """What `Timeline.decide_with_report` gives; `texts` are those of sources, by id.

    Of one document `among_others`, which are read apart, nothing is taken for a document by another name, since that
    may be one of the others.
    """
    wanted = tuple(decisions)
    for number, decision in enumerate(wanted):
        if not isinstance(decision, Decision):
            raise ArgumentError(f"decisions[{number}]", decision, "must be a Decision, such as read_decisions gives")
    known = set(timeline.decisions)
    standing = Standing.of(timeline, texts, among_others=among_others)
    done: list[Decision] = []
    lapsed: list[Lapsed] = []
    for decision in wanted:
        if decision in known:
            continue
        known.add(decision)
        try:
            carry_out(standing, decision)
        except LapseError as lapse:
            lapsed.append(Lapsed(decision, lapse.why, lapse.reason))
            continue
        done.append(decision)
        if standing.renamed is not None:
            reason = f"its document is not here; it was applied to {standing.renamed.name}, which has the same words"
            lapsed.append(Lapsed(decision, "renamed", reason))
    still = [one for one in timeline.lapsed if one.decision not in wanted]
    kept = unique_of((*still, *(one for one in lapsed if one.why != "elsewhere")))
    if not done:
        return (timeline if kept == timeline.lapsed else evolve(timeline, lapsed=kept)), tuple(lapsed)
    return (
        Timeline(
            standing.present,
            actors=standing.actors,
            sources=timeline.sources,
            timexes=standing.timexes,
            links=timeline.links,
            decisions=(*timeline.decisions, *done),
            origin=timeline if timeline.origin is None else timeline.origin,
            lapsed=kept,
        ),
        tuple(lapsed),
    )


def decided(timeline: Timeline, decision: Decision) -> Timeline:
    """The timeline with one decision more; `ArgumentError` if it cannot be carried out."""
    if decision in timeline.decisions:
        raise ArgumentError("decisions", str(decision), "is decided already")
    after, lapsed = decide(timeline, (decision,))
    for one in lapsed:
        if one.why != "renamed":
            raise ArgumentError("decisions", str(decision), one.reason)
    return after


def undone(timeline: Timeline) -> Timeline:
    """What `Timeline.undo` gives."""
    origin = timeline.origin
    if origin is None or len(timeline.decisions) <= len(origin.decisions):
        return timeline
    before, lapsed = decide(origin, timeline.decisions[len(origin.decisions) : -1])
    for one in lapsed:
        if one.why != "renamed":
            raise ArgumentError("decisions", str(one.decision), one.reason)
    return before if before.lapsed == timeline.lapsed else evolve(before, lapsed=timeline.lapsed)


def apart(timeline: Timeline) -> frozenset[frozenset[str]]:
    """What `Timeline.apart` gives."""
    wanted = [decision for decision in timeline.decisions if decision.kind == "keep_apart"]
    standing = Standing.of(timeline) if wanted else None
    pairs: set[frozenset[str]] = set()
    for decision in wanted if standing is not None else ():
        try:
            numbers = [standing.event_at(key) for key in decision.events]  # type: ignore[union-attr]
        except LapseError:
            continue
        pair = frozenset(standing.at(number).id for number in numbers)  # type: ignore[union-attr]
        if len(pair) == 2:
            pairs.add(pair)
    return frozenset(pairs)
