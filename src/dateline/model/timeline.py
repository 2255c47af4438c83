"""The timeline: events in order, with the actors and sources they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, Unpack, overload

from attrs import field, frozen

from dateline.errors import ArgumentError
from dateline.interval import Interval, Moment, Relation
from dateline.matching import candidates, likeness
from dateline.model.actors import Actor, ActorKind
from dateline.model.checks import are_all, distinct, folded, plain, to_tuple, unique_of
from dateline.model.choosing import Test, in_document, in_time, of_kind, of_status, several, to_frame, with_words
from dateline.model.decisions import UNSAID, Decision, Lapsed, Unsaid
from dateline.model.events import Event, Status, reader_marks
from dateline.model.links import EventRelation, Suggestion, TemporalLink
from dateline.model.merging import (
    PlaceKey,
    apart,
    by_id,
    merge_actors,
    place_key,
    recast,
    settle,
    source_key,
    told_once,
    used_sources,
)
from dateline.model.records import records
from dateline.model.remarks import filtered_out, merged_remarks, to_remarks
from dateline.model.texts import Mention, Source
from dateline.model.times import Timex

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Mapping

    import pandas
    import polars

    from dateline.export.notebook import Page
    from dateline.model.conflicts import Conflict, Retelling
    from dateline.times.redating import Unmoved

__all__ = ["Timeline"]


class TimeOptions(TypedDict, total=False):
    """The options of `dateline.parse` that resolution depends on."""

    order: str | None
    prefer: Literal["past", "future"] | None
    week_start: Literal["monday", "sunday"]
    hemisphere: Literal["north", "south"]


_Bound: TypeAlias = "Interval | str | dt.date | None"


def _any_of(tests: Sequence[Test]) -> Test:
    return lambda event: any(test(event) for test in tests)


def _on_the_line(event: Event) -> bool:
    return event.when is not None and not (event.when.start is None and event.when.end is None)


@frozen(repr=False, cache_hash=True)
class Timeline(Sequence[Event]):
    """Events in order of time, with the actors, sources and temporal expressions they rest on.

    `events` are all of them: the `dated` ones, then the `undated` ones in text order.  It may be made from events in
    any order; those whose date has no place on the line (None, or a pattern such as `XXXX-12-25`) are undated.
    As a sequence it is its `events`, and a slice is the timeline of some of them.
    `actors` and `sources` are filled up with those that the events refer to.

    `links` say what is known of the order of events of which one at least has no date; those of events that are not in
    the timeline are dropped.  `decisions` are the reader's, applied in their order to `origin`; `lapsed` are those that
    could not be applied, each with its reason.  Slices and filters keep both, so that a file of them loses nothing, but
    not `origin`: what was decided before can then no longer be undone.

    `remarks` say what was guessed or left out when the documents were read, each with the name of its source, if that
    has one; and, where there is no event, why there is none and what to do.  Slices and filters keep them; timelines
    that differ in nothing else are equal.
    """

    events: tuple[Event, ...] = field(default=(), converter=to_tuple, validator=are_all(Event))
    actors: tuple[Actor, ...] = field(default=(), converter=to_tuple, validator=are_all(Actor))
    sources: tuple[Source, ...] = field(default=(), converter=to_tuple, validator=are_all(Source))
    timexes: tuple[Timex, ...] = field(default=(), converter=to_tuple, validator=are_all(Timex))
    links: tuple[TemporalLink, ...] = field(default=(), converter=to_tuple, validator=are_all(TemporalLink))
    decisions: tuple[Decision, ...] = field(default=(), converter=to_tuple, validator=are_all(Decision))
    origin: Timeline | None = field(default=None, validator=lambda self, attribute, value: _check_origin(value))
    lapsed: tuple[Lapsed, ...] = field(default=(), converter=to_tuple, validator=are_all(Lapsed))
    remarks: tuple[str, ...] = field(default=(), converter=to_remarks, validator=are_all(str), eq=False)
    dated: tuple[Event, ...] = field(init=False, eq=False)
    undated: tuple[Event, ...] = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        events, actors = settle(self.events, self.actors)
        timexes = unique_of(distinct(chain(self.timexes, *[event.timexes for event in events])))
        put = object.__setattr__
        put(self, "dated", tuple(sorted([event for event in events if _on_the_line(event)], key=_time_key)))
        put(self, "undated", tuple([event for event in events if not _on_the_line(event)]))
        put(self, "events", self.dated + self.undated)
        put(self, "actors", actors)
        sources = set(distinct(chain(self.sources, used_sources(events, actors, timexes))))
        put(self, "sources", tuple(sorted(sources, key=source_key)))
        put(self, "timexes", tuple(sorted(timexes, key=place_key)))
        if self.links:
            triggers = {event.trigger for event in chain(events, apart(events))}
            known = (link for link in unique_of(self.links) if link.event in triggers and link.other in triggers)
            put(self, "links", tuple(sorted(known, key=_link_key)))

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> Timeline: ...
    def __getitem__(self, index: int | slice) -> Event | Timeline:
        return self._only(self.events[index]) if isinstance(index, slice) else self.events[index]

    def __len__(self) -> int:
        return len(self.events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __repr__(self) -> str:
        extent = f" {self.dated[0].when.edtf} … {self.dated[-1].when.edtf}" if self.dated else ""  # type: ignore[union-attr]
        told = f"; {'; '.join(self.remarks)}" if self.remarks and not self.events else ""
        return f"<Timeline: {len(self.dated)} dated, {len(self.undated)} undated{extent}{told}>"

    def __str__(self) -> str:
        if not self.events:
            return "\n".join(map(plain, self.remarks))
        marks = (f" [{', '.join(told)}]" if (told := reader_marks(event)) else "" for event in self)
        rows = [(event.human(), plain(event.title) + mark) for event, mark in zip(self, marks, strict=True)]
        width = max((len(when) for when, _ in rows), default=0)
        return "\n".join(f"{when:<{width}}  {title}" for when, title in rows)

    @property
    def unresolved(self) -> tuple[Timex, ...]:
        """The dates and times of the text that could not be fixed ("on the 8th", in a document without a date)."""
        return tuple(timex for timex in self.timexes if not timex.resolved)

    def within(self, interval: Interval | str | dt.date, *, entirely: bool = False) -> Timeline:
        """The events that may have been going on in `interval` (an `Interval`, its EDTF or a date).

        An event counts if its time overlaps the interval, so one dated 2012 is within 2012-09; with `entirely`, only if
        its time is known to lie inside.  Events without a date do not.
        """
        frame = to_frame(interval, "interval")
        fits = frame.contains if entirely else frame.overlaps
        return self._only((event for event in self.dated if event.when is not None and fits(event.when)), "within")

    def involving(self, actor: Actor | str) -> Timeline:
        """The events in which an actor takes part, itself or by those who have no name but its own (`affiliation`).

        A string is looked up among names and aliases; if nobody is called so, among the words by which the texts name
        somebody ("Brock"), which may be several.
        """
        return self._only(filter(self._taking_part(actor), self), "involving")

    def said_by(self, source: Actor | Source | str) -> Timeline:
        """The events for which an actor answers, wherever in the chain; of a `Source`, those its text tells.

        A string is looked up as in `involving`.
        """
        if isinstance(source, Source):
            return self._only(filter(in_document(source), self), "said_by")
        return self._only(filter(self._answering(source), self), "said_by")

    def filter(
        self,
        *,
        status: Status | str | Iterable[Status | str] | None = None,
        kind: str | Iterable[str] | None = None,
        who: Actor | str | Iterable[Actor | str] | None = None,
        source: Actor | Source | str | Iterable[Actor | Source | str] | None = None,
        between: Interval | str | dt.date | tuple[_Bound, _Bound] | None = None,
        text: str | Iterable[str] | None = None,
        dated: bool | None = None,
    ) -> Timeline:
        """The events of which all that is asked holds; of several values of an argument, one has to.

        `status` and `kind` are those of the event; `who` takes part, as in `involving`; `source` answers for it, as in
        `said_by`, or is the document that a quote of it stands in, by its name, title, publisher, address or id.
        `between` is a time in which it may have been going on, as in `within`, or a pair of which the second is left
        out: `("2016", "2018")` are the years 2016 and 2017, and None is no bound.  `text` stands in the title or in a
        quote, in any case.  `dated` asks for those that have a date on the line (True) or have none (False).

        Raises `ArgumentError` for a status that there is not, and for what is no time, actor or source.
        """
        tests: dict[str, Test] = {}
        if status is not None:
            tests["status"] = of_status(status)
        if kind is not None:
            tests["kind"] = of_kind(kind)
        if who is not None:
            tests["who"] = _any_of([self._taking_part(actor, "who") for actor in several(who)])
        if source is not None:
            tests["source"] = _any_of([test for one in several(source) for test in self._telling(one)])
        if between is not None:
            tests["between"] = in_time(between)
        if text is not None:
            tests["text"] = with_words(text)
        if dated is not None:
            tests["dated"] = lambda event: _on_the_line(event) is bool(dated)
        asked = tests.values()
        return self._only((event for event in self if all(test(event) for test in asked)), *tests)

    def _taking_part(self, actor: Actor | str, argument: str = "actor") -> Test:
        wanted = self._called(actor, argument)
        names = {folded(name) for known in self.actors if known.id in wanted for name in known.names}
        wanted |= {known.id for known in self.actors if known.affiliation and folded(known.affiliation) in names}
        return lambda event: any(part.actor.id in wanted for part in event.participants)

    def _answering(self, source: Actor | str) -> Test:
        wanted = self._called(source, "source")
        return lambda event: any(link.source.id in wanted for link in event.attributions)

    def _telling(self, source: Actor | Source | str) -> Iterator[Test]:
        """Whether a source answers for an event or is the document that tells it."""
        if not isinstance(source, Source):
            yield self._answering(source)
        if not isinstance(source, Actor):
            yield in_document(source)

    def _called(self, actor: Actor | str, argument: str = "actor") -> frozenset[str]:
        if isinstance(actor, Actor):
            return frozenset({actor.id})
        if isinstance(actor, str):
            called = frozenset(known.id for known in self.actors if known.is_called(actor))
            return called or self._written(folded(actor))
        raise ArgumentError(argument, actor, "must be an Actor or a name")

    def _written(self, words: str) -> frozenset[str]:
        """The ids of the actors whom a text names by these words: a surname, a name with a title."""
        return frozenset(
            known.id
            for known in self.actors
            if any(
                folded(mention.text) == words and not any(one.mention == mention for one in known.inferences)
                for mention in known.mentions
            )
        )

    def _only(self, chosen: Iterable[Event], *by: str) -> Timeline:
        """Some of the events; where all of them were left out `by` what was asked, a remark says so."""
        events = tuple(chosen)
        timexes = unique_of(timex for event in events for timex in event.timexes)
        left = (filtered_out(len(self), by),) if by and self.events and not events else ()
        return Timeline(
            events,
            timexes=timexes,
            links=self.links,
            decisions=self.decisions,
            lapsed=self.lapsed,
            remarks=(*self.remarks, *left),
        )

    @property
    def relations(self) -> tuple[EventRelation, ...]:
        """What the text says of the order of events without a date, towards each other and towards dated ones.

        A partial order: two events between which nothing is said have no relation.  No date is made of it.  How two
        dated events lie is told by `Interval.relation_to`.
        """
        named: dict[Mention, Event] = {}
        for event in self:
            for telling in (event, *event.tellings):
                if telling.trigger is not None:
                    named.setdefault(telling.trigger, event)
        return tuple(
            EventRelation(named[link.event], link.relation, named[link.other], link.cue) for link in self.links
        )

    def bounds(self, event: Event) -> tuple[Moment | None, Moment | None]:
        """Between what moments an event lies by its relations: neither begun before the one nor over after the other.

        A bound of which nothing is known is None; for a dated event they are those of its date.
        """
        if event.when is not None and _on_the_line(event):
            return event.when.start, event.when.end
        steps: dict[Event, list[tuple[Relation, Event]]] = {}
        for found in self.relations:
            steps.setdefault(found.event, []).append((found.relation, found.other))
            steps.setdefault(found.other, []).append((found.relation.inverse, found.event))
        after = (Relation.AFTER, Relation.EQUALS)
        before = (Relation.BEFORE, Relation.EQUALS)
        starts = [other.when.start for other in _reached(event, steps, after) if other.when and other.when.start]
        ends = [other.when.end for other in _reached(event, steps, before) if other.when and other.when.end]
        return max(starts, default=None), min(ends, default=None)

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Pairs of actors of different documents who may be one: near spellings, initials, short forms, acronyms.

        Nothing is merged; `merge_actors` does that.  Actors who stand in the same document are told apart there, so
        they are not suggested, nor is a name that more than forty actors share a word with by that word alone.
        """
        homes = {actor: {mention.source.id for mention in actor.mentions} for actor in self.actors}
        found = []
        for one, other in candidates({actor: actor.names for actor in self.actors}):
            if homes[one] & homes[other]:
                continue
            reason = _suggested(one, other)
            if reason:
                found.append(Suggestion((one, other), reason))
        return tuple(sorted(found, key=lambda suggestion: _SUGGESTED.index(suggestion.reason)))

    def conflicts(self, *, language: str = "en") -> tuple[Conflict, ...]:
        """Where sources differ about one happening: in its date, a number, its place, or whether it happened.

        Only values that exclude each other count: 2021 and 3 May 2021 agree, and so do "about 12" and 13, or "at least
        12" and 14.  What is planned does not contradict what happened.  Two documents are compared, and within one
        those whom it cites.  Of what recurs, different dates are no conflict.  `Conflict.sure` is False where it is a
        guess that the happening is one.  The order is that of the events.

        `language` is the code of the language of the titles.  Raises `LocaleError` for one that is not known.
        """
        from dateline.tellings import conflicts

        return conflicts(self, language)

    def retellings(self, *, language: str = "en") -> tuple[Retelling, ...]:
        """Pairs of events of different documents that may be one happening and are in none of the `conflicts`.

        Nothing is made one by it: `merge` has done that for what is sure.  They share predicate and named people, their
        times overlap and half of their words at least are the same.  The other words may differ as they like, or say
        the contrary ("voted for", "voted against"): read both.  Raises `LocaleError` as `conflicts` does.
        """
        from dateline.tellings import retellings

        return retellings(self, language)

    # What a reader decides is found and carried out by `deciding`; users look for it here.

    def correct(
        self,
        what: Event | Timex | Actor | Mention | str,
        *,
        date: Interval | str | dt.date | Unsaid | None = UNSAID,
        title: str | Unsaid = UNSAID,
        place: Actor | str | Unsaid | None = UNSAID,
        status: Status | str | Unsaid = UNSAID,
        value: str | Unsaid = UNSAID,
        name: str | Unsaid = UNSAID,
        kind: ActorKind | str | Unsaid = UNSAID,
        drop: bool = False,
        note: str | None = None,
        by: str | None = None,
        on: dt.date | str | None = None,
    ) -> Timeline:
        """The timeline with an event, a temporal expression or an actor put right; `undo` takes it back.

        `what` is one of this timeline or its id; an event may be meant by a quote of its own, a `Mention` or its words,
        an actor by its name.  Of an event the `date` (an `Interval`, its EDTF, a date, or one in English words; None if
        it has none after all), `title`, `place` and `status` can be corrected, or it is no event at all (`drop`).  Of a
        temporal expression it is the `date`, also given as a `value` in TIMEX3: the events that it dates move with it,
        what was counted from it stays.  Of an actor it is the `name`, the old one becoming an alias, and the `kind`.  A
        `note` alone is noted on an event.

        `note` is why, `by` who decided it, `on` the day; no clock is read.  The event keeps its quote, and says in
        `corrections`, `notes`, `why` and `explain` what was given and what the text had.  The decision is the last of
        `decisions`, and can be applied to a new reading of the text (`parse(decisions=...)`).

        Raises `ArgumentError` for what is not in this timeline or cannot be told from another, for what the thing does
        not have (the title of an actor), and if nothing would change.
        """
        from dateline.deciding import Signed, correction, decided

        asked: dict[str, object] = {
            "date": date,
            "title": title,
            "place": place,
            "status": status,
            "value": value,
            "name": name,
            "kind": kind,
        }
        return decided(self, correction(self, what, asked, drop=drop, signed=Signed(note, by, on)))

    def add_event(
        self,
        title: str,
        date: Interval | str | dt.date | None = None,
        *,
        quote: Mention | None = None,
        who: Actor | str | Iterable[Actor | str] = (),
        place: str | None = None,
        status: Status | str = Status.ASSERTED,
        note: str | None = None,
        by: str | None = None,
        on: dt.date | str | None = None,
    ) -> Timeline:
        """The timeline with an event of the reader's own, which says that it is; `undo` takes it back.

        `quote` are the words that it rests on, of a source of this timeline, if there are any; `who` are actors of it,
        or their names.  The other arguments are as in `correct`.  Raises `ArgumentError` for what is not in this
        timeline, and if it has the same event.
        """
        from dateline.deciding import Signed, addition, decided

        given = {"title": title, "date": date, "place": place, "status": status}
        actors = [self._one_called(actor) for actor in several(who)]
        return decided(self, addition(self, given, actors, quote, Signed(note, by, on)))

    def merge_events(
        self,
        one: Event | Mention | str,
        other: Event | Mention | str,
        *,
        note: str | None = None,
        by: str | None = None,
        on: dt.date | str | None = None,
    ) -> Timeline:
        """The timeline with two events made one that was told twice: the first, with the evidence of both.

        Those who take part in the other one take part too.  An event may be meant by its id or its quote.  `undo` takes
        it back; the arguments are as in `correct`.
        """
        from dateline.deciding import Signed, decided, pair_of

        return decided(self, pair_of(self, "merge_events", one, other, Signed(note, by, on)))

    def keep_apart(
        self,
        one: Event | Mention | str,
        other: Event | Mention | str,
        *,
        note: str | None = None,
        by: str | None = None,
        on: dt.date | str | None = None,
    ) -> Timeline:
        """The timeline with the decision that two events are not one, for whoever would think so: see `apart`."""
        from dateline.deciding import Signed, decided, pair_of

        return decided(self, pair_of(self, "keep_apart", one, other, Signed(note, by, on)))

    @property
    def apart(self) -> frozenset[frozenset[str]]:
        """The pairs of events that a reader keeps apart, each the two ids."""
        if not any(decision.kind == "keep_apart" for decision in self.decisions):
            return frozenset()
        from dateline.deciding import apart

        return apart(self)

    def merge_actors(
        self,
        *actors: Actor | str,
        name: str | None = None,
        note: str | None = None,
        by: str | None = None,
        on: dt.date | str | None = None,
    ) -> Timeline:
        """The timeline with some actors made one, under `name` or the fullest name they have; `undo` takes it back.

        A string is the name of one actor.  The kind is that of the first.  `note`, `by` and `on` are as in `correct`.
        Raises `ArgumentError` for a name that is nobody's or several actors', and for fewer than two actors.
        """
        from dateline.deciding import Signed, decided, merge_of

        chosen = unique_of(self._one_called(actor) for actor in actors)
        if len(chosen) < 2:
            raise ArgumentError("actors", actors, "must be two actors or more")
        return decided(self, merge_of(self, chosen, name, Signed(note, by, on)))

    def split_actor(
        self,
        actor: Actor | str,
        mentions: Iterable[Mention] | Source,
        *,
        name: str | None = None,
        note: str | None = None,
        by: str | None = None,
        on: dt.date | str | None = None,
    ) -> Timeline:
        """The timeline with some mentions of an actor, or all those in a `Source`, made an actor of their own.

        The new actor has `name`, or the fullest name that these mentions show, and takes part in the events whose
        evidence holds its mentions.  `undo` takes it back.  `note`, `by` and `on` are as in `correct`.  Raises
        `ArgumentError` if none or all mentions would go.
        """
        from dateline.deciding import Signed, decided, split_of

        return decided(self, split_of(self, self._one_called(actor), mentions, name, Signed(note, by, on)))

    def undo(self) -> Timeline:
        """The timeline as it was before the last decision; the same one if there was none.

        Slices and filters keep what was decided before, and can no longer undo it; timelines united by `|` can.
        """
        from dateline.deciding import undone

        return undone(self)

    def decide(self, decisions: Iterable[Decision]) -> Timeline:
        """The timeline with decisions applied, in their order; `lapsed` says which could not be.

        Those that it has already are not applied again, those about documents that it does not have left alone.
        """
        return self.decide_with_report(decisions)[0]

    def decide_with_report(
        self, decisions: Iterable[Decision], *, texts: Mapping[str, str] | None = None
    ) -> tuple[Timeline, tuple[Lapsed, ...]]:
        """What `decide` gives, and what could not be applied and why, also of documents that are not here.

        What a decision is about is found by its id, and where that is gone, by its words, in the document of which the
        same is stated; where it fits two places alike, it is not applied.  `texts`, by the id of their source, are
        where the words of added events are looked for; without them, that is the quotes of the timeline.
        """
        from dateline.deciding import decide

        return decide(self, decisions, texts)

    def write_decisions(self, path: str | os.PathLike[str]) -> None:
        """Write `decisions`, and those `lapsed`, which may fit again, to a file as `dateline.write_decisions` does."""
        from dateline.deciding.files import write_decisions

        write_decisions(self, path)

    def redated(
        self,
        *,
        dct: dt.date | dt.datetime | str | Moment | None,
        source: Source | str | None = None,
        language: str = "en",
        **options: Unpack[TimeOptions],
    ) -> Timeline:
        """The timeline with the document date of a source corrected: what was counted from it moves, nothing else.

        `dct` is as in `parse`, None if the date is not known after all; `source` is the `Source`, its id, title or
        address, and may be left out if it is the only one.  `language` and the `options` are those of `parse` that were
        given when the text was read: `order`, `prefer`, `week_start`, `hemisphere`.

        Words of tense and status are not read again.  An event that had no date gets none, since nothing says what
        time is its own.  The `published` of the source is stated and stays, with one of `remarks` where it is another
        day; read the text again to change it.

        Raises `ArgumentError` for what is no date and no source of the timeline.
        """
        return self.redated_with_report(dct=dct, source=source, language=language, **options)[0]

    def redated_with_report(
        self,
        *,
        dct: dt.date | dt.datetime | str | Moment | None,
        source: Source | str | None = None,
        language: str = "en",
        **options: Unpack[TimeOptions],
    ) -> tuple[Timeline, tuple[Unmoved, ...]]:
        """What `redated` gives, and the events of which it left something though the date may touch it, and why.

        These are events whose date was read in a way that their times do not show, and those that lie ahead under one
        of the two dates only, and so may have been planned under it.
        """
        # The one place where a noun calls upon the stages: resolution is theirs, and this is where users look for it.
        from dateline.times.redating import redated
        from dateline.times.timexes import Options

        return redated(self, dct, source, language, Options(**options))

    def _one_called(self, actor: Actor | str) -> Actor:
        ids = self._called(actor)
        found = [known for known in self.actors if known.id in ids]
        if len(found) != 1:
            raise ArgumentError("actor", actor, "is the name of several actors" if found else "is no actor here")
        return found[0]

    def records(self, *, dates: Literal["python", "iso"] = "python") -> list[dict[str, Any]]:
        """A flat row of plain values for each event, for data frames, databases and JSON: the dated events first.

        - `id`, `title`: of the event
        - `when`: its date as people write dates, as `Event.human` tells it ("undated" if it has none)
        - `edtf`, `granularity`: its date in EDTF and the unit in which it was told; None if it has none
        - `start`, `end`: first moment, and first moment after: a `date` where days are meant, else a `datetime`, aware
          if its offset is known; text in ISO 8601 outside the years 1 to 9999; None if open or not known
        - `place`, `status`, `kind`, `certainty`: as in `Event`, the enumerations by their values
        - `actors`, `roles`: the names of those who take part and their roles, two lists of the same length
        - `said_by`: the names of those who answer for it, a list, innermost speaker first
        - `quote`: the first words that it rests on; `document`, `published`, `url`: name, date (a `date` or `datetime`)
          and address of their source; None if there are none
        - `other_quotes`, `other_documents`: further quotes and the names of their sources, two lists of the same length
        - `alternatives`: a list of other readings of the date, in EDTF; `notes`: a list of remarks

        With `dates="iso"` the dates are text in ISO 8601 too, so that any encoder of JSON takes the rows.
        Raises `ArgumentError` for any other `dates`.
        """
        return records(self, dates)

    # Users, pydantic and notebooks look for these at the timeline; how frames, JSON and pages are made, `export` knows.

    def to_pandas(self) -> pandas.DataFrame:
        """The events as a `pandas.DataFrame` with the columns of `records`.

        `start`, `end` and `published` are date-times (`datetime64[us]`) as the clock of the text shows them, missing
        where that type cannot hold them: an open end, years outside 1 to 9999.  `edtf` tells all.
        Raises `MissingExtraError` without pandas (the extra `pandas`).
        """
        from dateline.export.frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> polars.DataFrame:
        """The events as a `polars.DataFrame` with the columns of `records`.

        Dates are as in `to_pandas`, lists are lists of strings.  Raises `MissingExtraError` without polars (the extra
        `polars`).
        """
        from dateline.export.frames import to_polars

        return to_polars(self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The same rows for whoever speaks the Arrow PyCapsule interface; needs pyarrow (the extra `arrow`)."""
        from dateline.export.arrow import to_records

        return to_records(self).__arrow_c_stream__(requested_schema)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        from dateline.export.models import timeline_schema

        return timeline_schema()

    def _repr_html_(self) -> str:
        from dateline.export.notebook import timeline_table

        return timeline_table(self)

    def show(self, texts: Mapping[str, str] | Iterable[str] | None = None, height: int = 600) -> Page:
        """The page in HTML as a notebook shows it, in a frame `height` pixels high: picture, events and sources.

        `texts` are those of the sources, as `write` takes them for "html": they are shown with the quotes marked.
        Raises `ArgumentError` for a text that is none of the timeline's.
        """
        from dateline.export.notebook import page_of

        return page_of(self, texts, height)

    def __or__(self, other: object) -> Timeline:
        """The two as one, as `merge` does it; of many, `merge` is made for it: a loop of `|` is quadratic."""
        if not isinstance(other, Timeline):
            return NotImplemented
        return _merge((self, other))

    @classmethod
    def merge(cls, timelines: Iterable[Timeline], *, language: str = "en") -> Timeline:
        """All the timelines as one, in time near linear in what they hold; the same in any order.

        Sources are united.  Actors become one if they share kind and full name, or if exactly one states the full name
        of the other as its alias.  Events become one, with the evidence of all, if their ids then are the same, or if
        they surely tell of one happening in other words: the same day, predicate, status and named participants, no
        number, place or object that differs, and no source that tells two of the kind (`dateline.tellings.joining` has
        the rule).  Then `Event.tellings` are the events as each source tells them.  What may be one and is not surely
        so stays apart; see `retellings`.

        `language` is the code of the language of the titles.  Raises `LocaleError` for one that is not known.

        Decisions are applied to the whole, in the order of the timelines, as `decide` would to what they were made of;
        also those that had lapsed, which may fit now.  Where those of two timelines contradict each other, the later
        stands, as in `merge_decisions`, and `remarks` say so.
        """
        return _merge(tuple(timelines), language)


def _time_key(event: Event) -> tuple[object, ...]:
    return event.when.sort_key if event.when is not None else ()


def _check_origin(value: object) -> None:
    if value is not None and not isinstance(value, Timeline):
        raise ArgumentError("origin", value, "must be a Timeline or None")


def _link_key(link: TemporalLink) -> tuple[PlaceKey, PlaceKey, str, PlaceKey]:
    return (place_key(link.event), place_key(link.other), link.relation.value, place_key(link.cue))


def _reached(
    event: Event, steps: dict[Event, list[tuple[Relation, Event]]], wanted: tuple[Relation, ...]
) -> Iterator[Event]:
    """The events that lie on one side of an event, at whatever remove."""
    seen = {event}
    waiting = [event]
    while waiting:
        for relation, other in steps.get(waiting.pop(), ()):
            if relation in wanted and other not in seen:
                seen.add(other)
                waiting.append(other)
                yield other


# So many names of an actor are compared with those of another.
_NAMES = 20

_SUGGESTED = ("same name", "other kind", "word order", "spelling", "initials", "acronym", "short form")


def _agree(one: ActorKind, other: ActorKind) -> bool:
    """Whether two kinds may be those of one actor."""
    return one is other or ActorKind.UNKNOWN in (one, other)


def _suggested(one: Actor, other: Actor) -> str:
    """Why two actors may be one, "" if they need not be thought of."""
    if {folded(name) for name in one.names} & {folded(name) for name in other.names}:
        return "same name" if _agree(one.kind, other.kind) else "other kind"
    if not _agree(one.kind, other.kind):
        return ""
    person = ActorKind.PERSON in (one.kind, other.kind)
    pairs = ((mine, theirs) for mine in one.names[:_NAMES] for theirs in other.names[:_NAMES])
    reasons = [likeness(mine, theirs, person=person) for mine, theirs in pairs]
    if one.kind in (ActorKind.PLACE, ActorKind.GROUP):
        # "York" is no short form of "New York".
        reasons = [reason for reason in reasons if reason == "spelling"]
    return min((reason for reason in reasons if reason), key=_SUGGESTED.index, default="")


def _merge(timelines: Sequence[Timeline], language: str = "en") -> Timeline:
    if not any(timeline.decisions or timeline.lapsed for timeline in timelines):
        return _put_together(timelines, language)
    from dateline.deciding import united

    # What was decided of one telling is decided of all: it is applied to what the timelines were before it.
    origins = [timeline if timeline.origin is None else timeline.origin for timeline in timelines]
    return united(_put_together(origins, language), timelines, language)


def _put_together(timelines: Sequence[Timeline], language: str) -> Timeline:
    """The timelines as one, with nothing decided."""
    merged = merge_actors([actor for timeline in timelines for actor in timeline.actors])
    events = [recast(event, merged.__getitem__) for timeline in timelines for event in apart(timeline)]
    timexes = (timex for timeline in timelines for timex in timeline.timexes)
    return Timeline(
        tuple(told_once(events, language, {pair for timeline in timelines for pair in timeline.apart})),
        actors=merged.values(),
        sources=[source for timeline in timelines for source in timeline.sources],
        timexes=[timex for same in by_id(timexes) for timex in (sorted(same, key=repr) if len(same) > 1 else same)],
        links=[link for timeline in timelines for link in timeline.links],
        remarks=merged_remarks([timeline.remarks for timeline in timelines], empty=not events),
    )
