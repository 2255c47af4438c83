"""What a reader decides: corrections, what is one and what is not, applied to timelines and to new readings of a text.

`asking` makes a decision of what a reader asks for, `standing` finds what a decision is about, `carrying` carries it
out, `lists` makes one list of those of several readers, and `files` keeps them.  A decision is applied where it is sure
what it means, or not at all and with the reason (`Lapsed`).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import evolve

from dateline.deciding.asking import Signed, addition, correction, merge_of, pair_of, split_of
from dateline.deciding.carrying import carry_out
from dateline.deciding.lists import about_the_same, merge_decisions
from dateline.deciding.standing import LapseError, Standing, quotes_of
from dateline.errors import ArgumentError
from dateline.model import Decision, Lapsed, Timeline
from dateline.model.checks import unique_of
from dateline.model.merging import told_once
from dateline.model.remarks import merged_remarks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.model import Mention

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
    "united",
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
    return _applied(timeline, _not_yet(timeline.decisions, wanted), texts, among_others=among_others)


def _not_yet(known: Iterable[Decision], wanted: Iterable[Decision]) -> Iterator[Decision]:
    """The decisions that are not among those known, nor said twice with nothing about the same in between."""
    left = Counter(known)
    said: list[Decision] = []
    last: dict[Decision, int] = {}
    for decision in wanted:
        if left[decision]:
            left[decision] -= 1
        elif decision not in last or any(about_the_same(decision, other) for other in said[last[decision] + 1 :]):
            last[decision] = len(said)
            said.append(decision)
            yield decision


def _applied(
    timeline: Timeline,
    decisions: Iterable[Decision],
    texts: Mapping[str, str] | None = None,
    *,
    among_others: bool = False,
    seen: Iterable[Mention] = (),
    known: Iterable[Decision] = (),
) -> tuple[Timeline, tuple[Lapsed, ...]]:
    """A timeline with decisions applied.

    `seen` are words that are known to stand in its texts, `known` further decisions, by which a document
    is known again.
    """
    wanted = tuple(decisions)
    standing = Standing.of(timeline, texts, among_others=among_others, seen=seen)
    standing.recognise((*timeline.decisions, *known, *wanted))
    done: list[Decision] = []
    lapsed: list[Lapsed] = []
    for decision in wanted:
        try:
            carry_out(standing, decision)
        except LapseError as lapse:
            lapsed.append(Lapsed(decision, lapse.why, lapse.reason))
            continue
        done.append(decision)
        if standing.renamed is not None:
            reason = f"its document is not here; it was applied to {standing.renamed.name}, which has the same words"
            lapsed.append(Lapsed(decision, "renamed", reason))
    here = [one for one in lapsed if one.why != "elsewhere"]
    # Of what lapsed before, more is known now, unless its document is not here.
    again = {*done, *(one.decision for one in here)}
    kept = unique_of((*(one for one in timeline.lapsed if one.decision not in again), *here))
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
            remarks=timeline.remarks,
        ),
        tuple(lapsed),
    )


def decided(timeline: Timeline, decision: Decision) -> Timeline:
    """The timeline with one decision more; `ArgumentError` if it cannot be carried out."""
    after, lapsed = _applied(timeline, (decision,))
    for one in lapsed:
        if one.why != "renamed":
            # What the caller has given is one value of one argument, or several.
            argument, value = "decisions", str(decision)
            if len(decision.changes) == 1:
                argument, value = decision.changes[0].field, str(decision.changes[0].to)
            raise ArgumentError(argument, value, one.reason)
    return after


def undone(timeline: Timeline) -> Timeline:
    """What `Timeline.undo` gives."""
    origin = timeline.origin
    if origin is None or len(timeline.decisions) <= len(origin.decisions):
        return timeline
    known = (*timeline.decisions, *(one.decision for one in timeline.lapsed))
    again = timeline.decisions[len(origin.decisions) : -1]
    before, lapsed = _applied(origin, again, seen=_quotes([timeline]), known=known)
    for one in lapsed:
        if one.why != "renamed":
            raise ArgumentError("decisions", str(one.decision), one.reason)
    return before if before.lapsed == timeline.lapsed else evolve(before, lapsed=timeline.lapsed)


def united(merged: Timeline, timelines: Sequence[Timeline], language: str) -> Timeline:
    """What `Timeline.merge` gives; `merged` are the origins of the timelines as one, with nothing decided."""
    origins = [timeline if timeline.origin is None else timeline.origin for timeline in timelines]
    before, _ = merge_decisions(*(origin.decisions for origin in origins))
    decisions, contradictions = merge_decisions(*(timeline.decisions for timeline in timelines))
    seen = tuple(_quotes(timelines))
    if before:
        # Some had been decided on when they were filtered, and others may tell the same undecided.
        decided_on, _ = _applied(merged, before, seen=seen, known=decisions)
        events = told_once(decided_on.events, language, apart(evolve(decided_on, decisions=before)))
        merged = evolve(decided_on, events=tuple(events), decisions=before, origin=None)
    lapsed = unique_of(one for timeline in timelines for one in timeline.lapsed)
    retried = unique_of(one.decision for one in lapsed if one.why != "renamed")
    # What lapsed may fit now, but does not speak against what was applied.
    agreed = set(merge_decisions(retried, decisions)[0]).difference(decisions)
    decided_before = set(before)
    wanted = [
        *(decision for decision in decisions if decision not in decided_before),
        *(one for one in retried if one in agreed),
    ]
    after, report = _applied(evolve(merged, lapsed=lapsed), wanted, seen=seen)
    told = {one.decision for one in after.lapsed}
    return evolve(
        after,
        # A decision that was applied to one of the timelines is in no case lost.
        lapsed=(*after.lapsed, *(one for one in report if one.decision not in told)),
        remarks=(
            *merged_remarks([timeline.remarks for timeline in timelines], empty=not after.events),
            *contradictions,
        ),
    )


def _quotes(timelines: Iterable[Timeline]) -> Iterator[Mention]:
    for timeline in timelines:
        for event in timeline:
            yield from quotes_of(event)


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
