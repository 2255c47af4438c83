"""What all exporters share: the ledger of what a format cannot hold, and what a date or a text is to them."""
# ruff: noqa: A002 (a format is called a format)

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from attrs import Factory, define, evolve, frozen

from dateline.errors import ArgumentError
from dateline.export.markup import FORBIDDEN
from dateline.interval import Granularity, Interval
from dateline.model import Actor, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.model import Event, Timeline

__all__ = ["Ledger", "Loss", "interval_of", "says_all", "texts_of"]


@frozen
class Loss:
    """Something of a timeline that its target could not hold.

    `event_id` is None where it concerns the whole timeline; `field` is what was lost ("event" if all of it was).
    """

    event_id: str | None
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.event_id or 'timeline'}: {self.field}: {self.reason}"


@define
class Ledger:
    """Where an exporter writes down how many events it wrote and what of them it had to leave out."""

    written: int = 0
    losses: list[Loss] = Factory(list)

    def lose(self, event: Event | None, field: str, reason: str) -> None:
        """Note that `field` of `event`, or of the timeline if it is None, is not in the result."""
        self.losses.append(Loss(None if event is None else event.id, field, reason))

    def lose_background(self, timeline: Timeline, target: str) -> None:
        """Note the losses of a target that has events only, and nothing of the work behind them."""
        if timeline.timexes:
            self.lose(None, "timexes", f"{target} has no place for the temporal expressions of the text")
        self.lose_actors(timeline, f"{target} has no place for")
        if not all(says_all(when, told=False) for event in timeline for when in (event.when, *event.alternatives)):
            self.lose(
                None, "when", f"{target} has times in EDTF, which does not tell a week, a part of the day or a zone"
            )
        if any(event.trigger or any(link.mention for link in event.attributions) for event in timeline):
            self.lose(None, "mentions", f"{target} has no place for the words that name a happening or attribute it")
        if any(quote.span.start for event in timeline for quote in event.evidence):
            self.lose(None, "evidence", f"{target} has quotes without their offsets")

    def lose_fields(self, timeline: Timeline, target: str, *fields: str) -> None:
        """Note which of some fields of events, and of their `sources`, a target has no place for, if they are used."""
        for name in fields:
            what, has = _FIELDS[name]
            if any(map(has, timeline)):
                self.lose(None, name, f"{target} has no place for {what}")

    def lose_characters(self, timeline: Timeline, *texts: str) -> None:
        """Note that what markup may not hold, in the words of a timeline or in some texts, was replaced."""
        if any(map(FORBIDDEN.search, chain(texts, _words(timeline)))):
            self.lose(None, "text", "control characters and half characters (lone surrogates) became U+FFFD")

    def lose_actors(self, timeline: Timeline, why: str) -> None:
        """Note what a target that has actors by name and kind only does not hold of them, or not of all of them."""
        if any(actor != Actor(actor.name, actor.kind) for actor in timeline.actors):
            self.lose(None, "actors", f"{why} aliases, descriptions and mentions of actors, and what tells them apart")
        for event in timeline:
            taking = [(part.actor.name, part.actor.kind, part.role) for part in event.participants]
            if len(set(taking)) < len(taking):
                self.lose(event, "participants", f"{why} what tells two of one name, kind and role apart")
            saying = [(link.source.name, link.source.kind, link.cue) for link in event.attributions]
            if len(set(saying)) < len(saying):
                self.lose(event, "attributions", f"{why} what tells two of one name, kind and cue apart")
        acting = {part.actor for event in timeline for part in event.participants}
        acting.update(link.source for event in timeline for link in event.attributions)
        if any(actor not in acting for actor in timeline.actors):
            self.lose(None, "actors", f"{why} actors who neither take part in anything nor say it")

    def lose_order(self, timeline: Timeline, format: str) -> None:
        """Note what only JSON holds: order of undated events, hedges, pages, remarks, tellings, and decisions."""
        if format in ("json", "jsonl"):
            return
        if any(source.pages for source in timeline.sources):
            self.lose(None, "pages", f"{format} has no place for where the pages of a text begin")
        if timeline.links:
            self.lose(None, "links", f"{format} has no place for the order of events without a date")
        if any(event.hedges for event in timeline):
            self.lose(None, "hedges", f"{format} has no place for the words that make an event less than certain")
        if timeline.remarks:
            self.lose(None, "remarks", f"{format} has no place for what was guessed or left out when it was read")
        if any(event.tellings for event in timeline):
            self.lose(None, "tellings", f"{format} has no place for how each source tells what several tell")
        if timeline.decisions:
            self.lose(None, "decisions", f"{format} has no place for what a reader decided, to undo it")
        if timeline.lapsed:
            self.lose(None, "lapsed", f"{format} has no place for the decisions that could not be applied")
        if any(event.corrections for event in timeline):
            self.lose(None, "corrections", f"{format} says only in words which parts of an event a reader gave")


def _words(timeline: Timeline) -> Iterator[str]:
    """What people read of a timeline, most of it once."""
    for event in timeline:
        yield event.title
        yield event.place or ""
        yield from event.notes
        yield from (part.role for part in event.participants)
        yield from (link.cue for link in event.attributions)
        yield from (quote.text for quote in event.evidence)
        yield from (hedge.mention.text for hedge in event.hedges)
        yield "" if event.trigger is None else event.trigger.text
        yield from (words for timex in event.timexes for words in (timex.text, timex.rule, timex.expression))
    yield from (actor.name for actor in timeline.actors)
    for source in timeline.sources:
        yield from filter(None, (source.name, source.title, source.publisher, source.author, source.url))


_FIELDS: Mapping[str, tuple[str, Callable[[Event], object]]] = {
    "kind": ("the kinds of events", lambda event: event.kind != "occurrence"),
    "place": ("where it happened", lambda event: event.place),
    "notes": ("remarks on events", lambda event: event.notes),
    "participants": ("who took part", lambda event: event.participants),
    "roles": ("the roles of those who took part", lambda event: event.participants),
    "attributions": ("who says so", lambda event: event.attributions),
    "evidence": ("the words that events rest on", lambda event: event.evidence),
    "sources": ("the documents that tell of them, or not for all that is known of these", lambda event: event.evidence),
    "alternatives": ("other readings of dates", lambda event: event.alternatives),
}


@lru_cache(maxsize=1 << 15)
def interval_of(edtf: str, granularity: str = "") -> Interval:
    """The interval that an exported date stands for, told in the granularity exported with it.

    EDTF alone does not say that seven days were told as a week.  Raises `EDTFError`, or `ValueError` for a granularity
    that is not known.
    """
    interval = Interval.from_edtf(edtf)
    if not granularity or granularity == interval.granularity.value:
        return interval
    told = Granularity(granularity)
    if interval.start is not None:
        unit = Interval.unit(interval.start, told)
        if unit.edtf == edtf:
            return unit
    return evolve(interval, granularity=told)


@lru_cache(maxsize=1 << 15)
def says_all(when: Interval | None, *, told: bool = True) -> bool:
    """True if a time is known in full from its EDTF, and where it is `told` beside it, its granularity."""
    return when is None or interval_of(when.edtf, when.granularity.value if told else "") == when


def texts_of(timeline: Timeline, texts: Mapping[str, str] | Iterable[str] | None) -> dict[Source, str]:
    """The texts that a caller gives, by source: from a mapping of source ids to texts, or texts known by their digest.

    Raises `ArgumentError` for a text that is none of the timeline's.
    """
    if texts is None:
        return {}
    if isinstance(texts, str):
        texts = (texts,)
    found: dict[Source, str] = {}
    if isinstance(texts, Mapping):
        by_id = {source.id: source for source in timeline.sources}
        for key, text in texts.items():
            if key not in by_id:
                raise ArgumentError("texts", key, "is the id of no source of this timeline")
            found[by_id[key]] = text
        return found
    by_digest: dict[str | None, list[Source]] = {}
    for source in timeline.sources:
        by_digest.setdefault(source.sha256, []).append(source)
    for text in texts:
        sources = by_digest.get(Source.for_text(text).sha256)
        if not sources:
            raise ArgumentError("texts", text, "is not the text of any source of this timeline")
        found.update(dict.fromkeys(sources, text))
    return found
