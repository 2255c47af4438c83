"""Which clauses, rows and notes become events: their time, mode, roles, sources and title; then their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from dateline.events.context import Context
from dateline.events.order import links_of
from dateline.events.prose import Choice, line_events
from dateline.events.silence import reason_of_silence, without_parser
from dateline.model import Event, Timeline
from dateline.model.remarks import remark_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Actor
    from dateline.syntax import ParsedSentence
    from dateline.times.lines import Line

__all__ = ["Choice", "Context", "compose"]


def compose(
    context: Context,
    lines: Sequence[Line],
    parsed: Sequence[ParsedSentence | None],
    actors: Sequence[Actor],
    choice: Choice,
    *,
    able: bool = True,
) -> Timeline:
    """The timeline of a document: the events of its lines, each with what a parser made of it, if anything.

    `able` is False where there is no parser for its language.

    An event that is told again, of the same clause words, time, mode, people and sources, is one with more evidence.
    """
    told: dict[object, list[Event]] = {}
    for line, sentence in zip(lines, parsed, strict=True):
        for event in line_events(context, line, sentence, choice):
            who = tuple((part.actor.identity, part.role) for part in event.participants)
            says = tuple((link.source.identity, link.cue, link.mention) for link in event.attributions)
            told.setdefault((event.title, event.when, event.status, who, says, event.kind), []).append(event)
        for clauses in sentence.clauses if sentence is not None else ():
            clauses.forget()
    events = [_joined(same) for same in told.values()]
    document = context.document
    said = [reason_of_silence(context, choice, able=able)] if not events else []
    said += [without_parser(document.locale.code)] if events and not able and choice != "dated" else []
    remarks = (*document.remarks, *said)
    return Timeline(
        events=tuple(events),
        actors=(*actors, *context.new_actors),
        sources=(document.source,),
        timexes=tuple(context.timexes),
        links=tuple(links_of(context, lines, parsed, events)),
        remarks=tuple(remark_of(document.source, remark) for remark in remarks),
    )


def _joined(same: Sequence[Event]) -> Event:
    """One event for those that are told again, with the evidence of all; of those without a date the first."""
    first = same[0]
    if len(same) == 1 or first.when is None:
        return first
    return evolve(
        first,
        evidence=tuple(dict.fromkeys(quote for event in same for quote in event.evidence)),
        timexes=tuple(dict.fromkeys(timex for event in same for timex in event.timexes)),
    )
