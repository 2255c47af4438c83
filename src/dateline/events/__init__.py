"""Which clauses, rows and notes become events: their time, mode, roles, sources and title; then their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from dateline.events.context import Context
from dateline.events.order import links_of
from dateline.events.prose import Choice, line_events
from dateline.model import Event, Timeline

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
) -> Timeline:
    """The timeline of a document: the events of its lines, each with what a parser made of it, if anything.

    An event that is told again, of the same clause words, time, mode, people and sources, is one with more evidence.
    """
    events: dict[object, Event] = {}
    for line, sentence in zip(lines, parsed, strict=True):
        for event in line_events(context, line, sentence, choice):
            who = tuple((part.actor.identity, part.role) for part in event.participants)
            says = tuple((link.source.identity, link.cue, link.mention) for link in event.attributions)
            key = (event.title, event.when, event.status, who, says, event.kind)
            known = events.setdefault(key, event)
            if known is not event and event.when is not None:
                events[key] = evolve(
                    known,
                    evidence=tuple(dict.fromkeys((*known.evidence, *event.evidence))),
                    timexes=tuple(dict.fromkeys((*known.timexes, *event.timexes))),
                )
    return Timeline(
        events=tuple(events.values()),
        actors=(*actors, *context.new_actors),
        sources=(context.document.source,),
        timexes=tuple(context.timexes),
        links=tuple(links_of(context, lines, parsed, events.values())),
    )
