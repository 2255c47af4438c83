"""What happened: `Event`, its status, and the words it rests on."""

from __future__ import annotations

import enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from dateline.errors import ArgumentError, EDTFError
from dateline.interval import Granularity, Interval
from dateline.interval.human import human_part, undated
from dateline.model.actors import Actor, Attribution, Inference, Participation
from dateline.model.checks import (
    are_all,
    canonical,
    digest_of,
    escape,
    folded,
    is_a,
    member_of,
    to_interval,
    to_intervals,
    to_optional_text,
    to_tuple,
    unique_of,
)
from dateline.model.texts import Mention
from dateline.model.times import Timex, as_told, explain_timex, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Certainty", "Correction", "Event", "Hedge", "Status", "edtf", "made_one", "reader_marks"]


def _to_status(value: Any) -> Status:
    return member_of(Status, value, "status")


def _to_place(value: Any) -> Any:
    return value.name if isinstance(value, Actor) else to_optional_text(value)


class Status(enum.Enum):
    """In what mode the text speaks of an event; the last that holds decides."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    PLANNED = "planned"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"


class Certainty(enum.StrEnum):
    """How sure the words of a text make an event, from surest to least sure.

    The grades of FactBank (Saurí and Pustejovsky 2009): certain, probable, possible, and for its "unknown" two, since
    what somebody alleges ("allegedly") is not what nobody knows ("it is not clear whether").
    """

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNVERIFIED = "unverified"
    UNCLEAR = "unclear"


# So many characters of a title are shown where an event has one line.
_TITLE = 60

_GRADES = {grade: number for number, grade in enumerate(Certainty)}


def _to_certainty(value: Any) -> Any:
    return member_of(Certainty, value, "grade")


@frozen(cache_hash=True)
class Hedge:
    """A word that makes an event less than certain ("allegedly", "perhaps", "claimed"), and how far it does."""

    grade: Certainty = field(converter=_to_certainty)
    mention: Mention = field(validator=is_a(Mention))


_CORRECTED: Final = ("date", "title", "place", "status", "added", "merged", "note")


@frozen(cache_hash=True)
class Correction:
    """Something of an event that a reader gave, and that is not read from the text.

    `what` is "date", "title", "place" or "status"; `was` is what was read from the text there, a date in EDTF, None if
    nothing was.  An event that is "added" is a reader's altogether; one that is "merged" was told twice, the other time
    under the title `was`; a "note" changes nothing.  `by` is who gave it, `on` when (ISO 8601), and `note` why, each
    None if it is not told.  `removed` is True where a date or place was taken away and none given for it.
    """

    what: str = field(validator=lambda *given: _check_corrected(given[2]))
    was: str | None = field(default=None, validator=is_a(str, optional=True))
    by: str | None = field(default=None, validator=is_a(str, optional=True))
    on: str | None = field(default=None, validator=is_a(str, optional=True))
    note: str | None = field(default=None, validator=is_a(str, optional=True))
    removed: bool = field(default=False, validator=is_a(bool))

    def __str__(self) -> str:
        who = self.by or "a reader"
        told = f" on {self.on}" if self.on else ""
        note = f" ({self.note})" if self.note else ""
        if self.what == "added":
            return f"The event was added by {who}{told}, not read from the text{note}."
        if self.what == "note":
            return f"{self.by or 'A reader'} notes{told}: “{self.note}”."
        if self.what == "merged":
            return f"It was made one with “{self.was}” by {who}{told}{note}."
        was = "gives none" if self.was is None else f"was read as {_was(self.what, self.was)}"
        return f"The {self.what} was {'taken away' if self.removed else 'given'} by {who}{told}{note}; the text {was}."


def _was(what: str, was: str) -> str:
    if what == "date":
        try:
            return Interval.from_edtf(was).human()
        except EDTFError:
            return was
    return f"“{was}”" if what in ("title", "place") else was


def _check_corrected(value: object) -> None:
    if value not in _CORRECTED:
        raise ArgumentError("what", value, f"must be one of {', '.join(_CORRECTED)}")


@frozen(cache_hash=True, repr=False)
class Event:
    """Something that happened, will happen or is said to: `when`, who took part, who says so and where it stands.

    `when` is None for an event without a date; `alternatives` are other readings of its date.  `trigger` is the words
    that name the happening ("sold", "made its first flight"), `evidence` the quotes it rests on, `timexes` the
    expressions its date was read from, then those that say how it repeats ("every Monday"), `hedges` the words that
    make it less than certain.  `kind` is "occurrence" unless the trigger names a saying ("reporting"), a "state", the
    beginning, course or end of something ("aspectual") or a plan ("planned").  `corrections` are what a reader gave in
    place of what was read; `why` and `explain` tell it, and so do `notes`.  Where several sources tell it in words of
    their own, `tellings` are the events as each of them tells it, in the order of their sources: the event itself has
    the title of the first and the evidence of all.  Those of an event that a reader made of several stay together, and
    it may itself be a telling of what more sources tell.
    """

    title: str = field(validator=is_a(str))
    when: Interval | None = field(default=None, converter=to_interval, validator=is_a(Interval, optional=True))
    place: str | None = field(default=None, converter=_to_place, validator=is_a(str, optional=True))
    participants: tuple[Participation, ...] = field(default=(), converter=to_tuple, validator=are_all(Participation))
    attributions: tuple[Attribution, ...] = field(default=(), converter=to_tuple, validator=are_all(Attribution))
    status: Status = field(default=Status.ASSERTED, converter=_to_status)
    trigger: Mention | None = field(default=None, validator=is_a(Mention, optional=True))
    alternatives: tuple[Interval, ...] = field(default=(), converter=to_intervals, validator=are_all(Interval))
    evidence: tuple[Mention, ...] = field(default=(), converter=to_tuple, validator=are_all(Mention))
    timexes: tuple[Timex, ...] = field(default=(), converter=to_tuple, validator=are_all(Timex))
    kind: str = field(default="occurrence", validator=is_a(str))
    notes: tuple[str, ...] = field(default=(), converter=to_tuple, validator=are_all(str))
    hedges: tuple[Hedge, ...] = field(default=(), converter=to_tuple, validator=are_all(Hedge))
    corrections: tuple[Correction, ...] = field(default=(), converter=to_tuple, validator=are_all(Correction))
    tellings: tuple[Event, ...] = field(
        default=(), converter=to_tuple, validator=lambda self, attribute, value: _check_tellings(value)
    )

    @cached_property
    def id(self) -> str:
        """Derived from what happened, when, where, to whom, in what mode and on whose word.

        More evidence leaves it as it is.  Events without a date count as the same only within the same sources, since
        nothing else ties "she resigned" here to "she resigned" there.
        """
        # As `derive_id` would, but spelled out: events are what most ids are derived for.
        if self.when is not None:
            told = escape(self.when.edtf)
            if self.when.granularity is Granularity.PART_OF_DAY:
                # EDTF has no word for the morning; that of one day is not its evening.
                told = canonical([self.when.edtf, self.when.start and self.when.start.hour])
            elif self.when.granularity.rank >= Granularity.MONTH.rank:
                # Nor for early May.
                part = next((timex.mod for timex in self.timexes if timex.mod in _PARTS), None)
                told = told if part is None else canonical([self.when.edtf, part])
        else:
            told = canonical(sorted({quote.source.id for quote in self.evidence}))
        parts = [
            f'["{actor}",{escape(role)}]' for actor, role in sorted({(p.actor.id, p.role) for p in self.participants})
        ]
        links = [f'["{link.source.id}",{escape(folded(link.cue))}]' for link in self.attributions]
        return digest_of(
            "e",
            f"[{escape(folded(self.title))},{told},{escape(folded(self.place or ''))},[{','.join(parts)}],"
            f'[{",".join(links)}],"{self.status.value}",{escape(self.kind)}]',
        )

    def __repr__(self) -> str:
        title = " ".join(self.title.split())
        title = title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rstrip()}…"
        status = "" if self.status is Status.ASSERTED else f" {self.status.value}"
        return f"<Event {edtf(self.when)} {title!r}{status}>"

    # What pydantic and notebooks ask of a value; how it is told and shown is the work of `export`, as for `Timeline`.

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        from dateline.export.models import event_schema

        return event_schema()

    def _repr_html_(self) -> str:
        from dateline.export.notebook import event_table

        return event_table(self)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Those who take part, each once, in the order of `participants`."""
        return unique_of(part.actor for part in self.participants)

    @property
    def certainty(self) -> Certainty:
        """The least sure grade of its hedges; certain where the text has none."""
        return max((hedge.grade for hedge in self.hedges), key=_GRADES.__getitem__, default=Certainty.CERTAIN)

    @property
    def ambiguous(self) -> bool:
        """True if the date may be read in another way."""
        return bool(self.alternatives)

    def human(self, language: str = "en") -> str:
        """Its date as people write dates: that of `Interval.human`, also "early 1990s" where the text says so, and
        "June–August 2019" for a winter of the south.

        Without a date it is the word for that ("undated").  Raises `LocaleError` for a language without such words.
        """
        if self.when is None:
            return undated(language)
        for timex in self.timexes:
            part = _PARTS.get(timex.mod or "")
            whole = Interval.from_timex(timex.value) if part and timex.interval == self.when else None
            if part and whole is not None and whole.granularity.rank >= Granularity.MONTH.rank:
                return human_part(whole, part, language)
        return as_told(self.when, self.timexes).human(language)

    def why(self) -> str:
        """Why it stands where it does, in a sentence or two for readers; `explain` tells all."""
        return " ".join(_reasons(self))

    def explain(self) -> str:
        """Why the event stands where it does, as plain text: quote, rule, anchors, readings, mode and sources."""
        return "\n".join(_explain(self))


def reader_marks(event: Event) -> tuple[str, ...]:
    """What a reader did to an event, in a word each, for where an event has one line: "corrected"."""
    return unique_of(_MARKS[told.what] for told in event.corrections if told.what in _MARKS)


def made_one(event: Event) -> bool:
    """Whether a reader made an event of those that are its `tellings`, which nothing takes apart then.

    What was made one is a telling of its own where more sources tell it: the mark is on that, too, in such an event.
    """
    return bool(event.tellings) and any(
        told.what == "merged" and not any(told in telling.corrections for telling in event.tellings)
        for told in event.corrections
    )


def _check_tellings(value: tuple[object, ...]) -> None:
    for number, telling in enumerate(value):
        if not isinstance(telling, Event):
            raise ArgumentError(f"tellings[{number}]", telling, "must be an Event")
        if telling.tellings and not (made_one(telling) and not any(one.tellings for one in telling.tellings)):
            raise ArgumentError(f"tellings[{number}]", telling, "must not have tellings of its own")


# A note changes nothing of what was read.
_MARKS: Final = {
    "date": "corrected",
    "title": "corrected",
    "place": "corrected",
    "status": "corrected",
    "added": "added",
    "merged": "merged",
}
# The parts of a longer time that TIMEX3 tells by its modifier, and their phrases.
_PARTS = {"START": "early", "MID": "middle", "END": "late"}


def edtf(interval: Interval | None) -> str:
    return "undated" if interval is None else interval.edtf


def _explain(event: Event) -> Iterator[str]:
    yield f"{edtf(event.when)}: {event.title}"
    if event.when is not None:
        yield f"  granularity: {event.when.granularity.value}"
    for quote in event.evidence:
        yield f"  quote: “{' '.join(quote.text.split())}” ({quote.citation}, {quote.span.start}–{quote.span.end})"
    if event.trigger is not None:
        yield f"  happening named by: “{event.trigger.text}” ({event.trigger.span.start}–{event.trigger.span.end})"
    given = {correction.what: correction for correction in event.corrections}
    dated = given.get("date") or given.get("added")
    if dated is not None:
        yield f"  time: {dated}"
    for timex in event.timexes:
        told = explain_timex(timex, None if event.trigger is None else event.trigger.text)
        label = "in the text: " if dated else "time: "
        yield from (f"  {label if number == 0 else '  '}{line}" for number, line in enumerate(told))
    if not event.timexes and dated is None:
        yield "  time: no expression in the text" if event.when is None else "  time: given, not read from the text"
    if event.alternatives:
        yield f"  other readings: {', '.join(reading.edtf for reading in event.alternatives)}"
    if event.place:
        yield f"  place: {event.place}"
    for part in event.participants:
        yield f"  {part.role}: {part.actor.name}"
        for inference in _inferences(event, part.actor):
            yield f"    “{inference.mention.text}” is taken for {part.actor.name}: {inference.reason}"
    moded = given.get("status") or given.get("added")
    reason = _STATUS_REASONS[event.status] if moded is None else f"given by {moded.by or 'a reader'}"
    yield f"  status: {event.status.value}, {reason}"
    for number, link in enumerate(event.attributions):
        cue = f", “{link.cue}”" if link.cue else ""
        yield f"  {'says so' if number == 0 else 'cited by'}: {link.source.name}{cue}"
    for hedge in event.hedges:
        yield f"  hedge: “{hedge.mention.text}”, {hedge.grade.value}"
    for note in event.notes:
        yield f"  note: {note}"
    for telling in (one for told in event.tellings for one in told.tellings or (told,)):
        yield f"  told as: {telling.title} ({', '.join(unique_of(quote.source.name for quote in telling.evidence))})"


def _reasons(event: Event) -> Iterator[str]:
    """What its date was read from, then what makes it less than a plain statement."""
    given = {correction.what for correction in event.corrections}
    yield from map(str, event.corrections)
    if "date" in given or "added" in given:
        pass
    elif event.timexes:
        # Those behind the first count where that alone is not the date: "between 2003 and 2005".
        whole = event.when is None or event.timexes[0].interval == event.when
        yield reason_of(*event.timexes[: 1 if whole else None])
    else:
        yield "The text gives no date for it." if event.when is None else "Its date was given, not read from the text."
    if event.alternatives:
        yield f"It may also be {' or '.join(reading.human() for reading in event.alternatives)}."
    if event.attributions:
        link = event.attributions[0]
        cue = f" (“{link.cue}”)" if link.cue else ""
        yield f"{link.source.name} says so{cue}."
    if "added" in given and "status" not in given and event.status is not Status.ASSERTED:
        yield f"Its status was given with it: {event.status.value}."
    elif event.status in _STATUS_SENTENCES and "status" not in given:
        yield _STATUS_SENTENCES[event.status]
    if event.hedges:
        yield f"It is hedged: {', '.join(f'“{hedge.mention.text}”' for hedge in event.hedges)}."
    taken = {inference.mention.text: actor.name for actor in event.actors for inference in _inferences(event, actor)}
    if taken:
        yield f"{'; '.join(f'“{said}” is taken for {name}' for said, name in taken.items())}."


def _inferences(event: Event, actor: Actor) -> Iterator[Inference]:
    """What was inferred of an actor within the quotes of an event."""
    for inference in actor.inferences:
        mention = inference.mention
        if any(quote.source == mention.source and quote.span.contains(mention.span) for quote in event.evidence):
            yield inference


_STATUS_SENTENCES = {
    Status.PLANNED: "It lay ahead when that was written or said.",
    Status.NEGATED: "It is said not to have happened.",
    Status.HYPOTHETICAL: "It is spoken of as a possibility.",
}
_STATUS_REASONS = {
    Status.ASSERTED: "the document states it as fact",
    Status.REPORTED: "somebody other than the author answers for it",
    Status.PLANNED: "it lay ahead when it was written or said",
    Status.NEGATED: "it is said not to have happened",
    Status.HYPOTHETICAL: "it is spoken of as a possibility",
}
