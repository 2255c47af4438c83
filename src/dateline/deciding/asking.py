"""From what a reader asks for to the decision that says it, with keys that find it again in a new reading."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import evolve, frozen

from dateline.deciding.carrying import carry_out, corrected
from dateline.deciding.dates import date_given
from dateline.deciding.standing import (
    LapseError,
    Standing,
    key_of_actor,
    key_of_event,
    key_of_quote,
    key_of_words,
    quotes_of,
)
from dateline.errors import ArgumentError
from dateline.interval import Interval
from dateline.model import Actor, ActorKind, Change, Decision, Event, Mention, Source, Status, Timex, WordsKey
from dateline.model.checks import member_of, to_optional_text, unique_of
from dateline.model.decisions import UNSAID, to_day
from dateline.model.merging import apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dateline.model import Timeline
    from dateline.model.decisions import ChangeField

__all__ = ["Signed", "addition", "correction", "merge_of", "pair_of", "split_of"]


_T = TypeVar("_T")


@frozen
class Signed:
    """Why something was decided, who decided it and when, as far as it is told."""

    note: str | None
    by: str | None
    on: Any

    def sign(self, decision: Decision) -> Decision:
        """A decision with this said of it."""
        return evolve(decision, note=self.note, by=self.by, on=to_day(self.on))


# What can be corrected of what.
_FIELDS: Final[dict[type, tuple[ChangeField, ...]]] = {
    Event: ("date", "title", "place", "status"),
    Timex: ("date",),
    Actor: ("name", "kind"),
}
_CALLED: Final = {Event: "an event", Timex: "a temporal expression", Actor: "an actor"}


def correction(timeline: Timeline, what: object, asked: dict[str, Any], *, drop: bool, signed: Signed) -> Decision:
    """The decision that corrects or drops what is meant; `asked` are the arguments, `UNSAID` for what was not given."""
    standing = Standing.of(timeline)
    meant = _meant(timeline, standing, what)
    kind = type(meant) if not isinstance(meant, int) else Event
    given = {name: value for name, value in asked.items() if value is not UNSAID}
    fields = _FIELDS[kind]
    for name, value in given.items():
        known = (*fields, "value") if kind is Timex else fields
        if name not in known:
            raise ArgumentError(name, value, f"{_CALLED[kind]} has no {name} to correct; it has {', '.join(known)}")
    if not isinstance(drop, bool):
        raise ArgumentError("drop", drop, "must be true or false")
    if drop:
        if given or not isinstance(meant, int):
            reason = "goes with no other correction" if given else f"only an event is dropped, not {_CALLED[kind]}"
            raise ArgumentError("drop", drop, reason)
        return signed.sign(Decision("drop", events=(_event_key(standing, meant),)))
    if not given and isinstance(meant, int) and to_optional_text(signed.note):
        return signed.sign(Decision("correct", events=(_event_key(standing, meant),), note=signed.note))
    if not given:
        raise ArgumentError("what", what, f"nothing to change is given for it; give {', '.join(fields)}")
    if isinstance(meant, int):
        return signed.sign(_of_event(standing, meant, given))
    if isinstance(meant, Timex):
        return signed.sign(_of_timex(timeline, standing, meant, given))
    return signed.sign(_of_actor(standing, meant, given))


def _meant(timeline: Timeline, standing: Standing, what: object) -> int | Timex | Actor:
    """What is to be corrected: an event by its number, an expression or an actor."""
    if isinstance(what, Event):
        return _number(standing, what.id, what)
    if isinstance(what, Timex):
        if what not in timeline.timexes:
            raise ArgumentError("what", what, "is no temporal expression of this timeline")
        return what
    if isinstance(what, Actor):
        return _actor(timeline, what.id, what)
    if isinstance(what, Mention):
        return _quoted(standing, what)
    if not isinstance(what, str):
        raise ArgumentError("what", what, "must be an Event, Timex or Actor, its id, the name of an actor or a quote")
    if what.startswith("e-"):
        return _number(standing, what, what)
    if what.startswith("t-"):
        found = [timex for timex in timeline.timexes if timex.id == what]
        if len(found) != 1:
            raise ArgumentError("what", what, "is the id of no temporal expression of this timeline")
        return found[0]
    if what.startswith("a-"):
        return _actor(timeline, what, what)
    called = [actor for actor in timeline.actors if actor.is_called(what)]
    if not called and (number := _with_words(standing, what)) is not None:
        return number
    if len(called) != 1:
        whose = "several actors" if called else "nobody"
        raise ArgumentError("what", what, f"is the name of {whose} here, and no quote of an event and no id")
    return called[0]


def _with_words(standing: Standing, words: str, argument: str = "what") -> int | None:
    """The number of the one event that has words for its quote, None if there is none."""
    found = standing.quoting(words)
    if len(found) > 1:
        raise ArgumentError(argument, words, f"is the quote of {len(found)} events; give the one that is meant")
    return found[0] if found else None


def _number(standing: Standing, key: str, given: object, argument: str = "what") -> int:
    found = standing.with_id(key)
    if not found:
        raise ArgumentError(argument, given, "is no event of this timeline")
    if len(found) > 1:
        raise ArgumentError(
            argument, given, f"is the id of {len(found)} events; give the quote of the one that is meant"
        )
    return found[0]


def _quoted(standing: Standing, quote: Mention) -> int:
    found = [
        number
        for number, event in enumerate(standing.events)
        if event is not None
        and any(known.source.id == quote.source.id and known.span.overlaps(quote.span) for known in quotes_of(event))
    ]
    if len(found) != 1:
        told = (
            f"is the quote of {len(found)} events; give the one that is meant" if found else "is the quote of no event"
        )
        raise ArgumentError("what", quote.text, told)
    return found[0]


def _actor(timeline: Timeline, key: str, given: object) -> Actor:
    found = [actor for actor in timeline.actors if actor.id == key]
    if not found:
        raise ArgumentError("what", given, "is no actor of this timeline")
    return found[0]


def _event_key(standing: Standing, number: int, argument: str = "what") -> Any:
    key = key_of_event(standing, number)
    try:
        sure = standing.event_at(key) == number
    except LapseError:
        sure = False
    if not sure:
        raise ArgumentError(argument, standing.at(number).title, "there is another event that cannot be told from it")
    return key


def _found(argument: str, shown: object, find: Callable[[], _T]) -> _T:
    """What is found, or `ArgumentError` with the reason why nothing is."""
    try:
        return find()
    except LapseError as lapse:
        raise ArgumentError(argument, shown, lapse.reason) from None


def _of_event(standing: Standing, number: int, given: dict[str, Any]) -> Decision:
    event = standing.at(number)
    changes = tuple(_changes(event, given))
    if not changes:
        raise ArgumentError("what", event, "it is so already; there is nothing to change")
    decision = Decision("correct", events=(_event_key(standing, number),), changes=changes)
    return evolve(decision, becomes=corrected(event, decision).id)


def _changes(event: Event, given: dict[str, Any]) -> list[Change]:
    changes: list[Change] = []
    if "date" in given:
        date = date_given("date", given["date"])
        if date != event.when or event.alternatives:
            changes.append(Change("date", date, None if event.when is None else event.when.edtf))
    if "title" in given:
        title = _words("title", given["title"])
        if title != event.title:
            changes.append(Change("title", title, event.title))
    if "place" in given:
        place = given["place"].name if isinstance(given["place"], Actor) else given["place"]
        place = to_optional_text(place)
        if place is not None and not isinstance(place, str):
            raise ArgumentError("place", place, "must be text, an Actor, or None for no place")
        if place != event.place:
            changes.append(Change("place", place, event.place))
    if "status" in given:
        status = member_of(Status, given["status"], "status").value
        if status != event.status.value:
            changes.append(Change("status", status, event.status.value))
    return changes


def _words(argument: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ArgumentError(argument, value, "must be text, and not empty")
    return value.strip()


def _of_timex(timeline: Timeline, standing: Standing, timex: Timex, given: dict[str, Any]) -> Decision:
    if len(given) > 1:
        raise ArgumentError("value", given["value"], "is the date in TIMEX3; give only one of date and value")
    if "value" in given:
        date = Interval.from_timex(given["value"]) if isinstance(given["value"], str) else None
        if date is None:
            raise ArgumentError(
                "value", given["value"], "must be a date or time in TIMEX3, such as 2024-03 or 2024-W12"
            )
    else:
        date = date_given("date", given["date"])
    if date == timex.interval and not timex.alternatives:
        raise ArgumentError("what", timex, "it is so already; there is nothing to change")
    was = None if timex.interval is None else timex.interval.edtf
    key = key_of_words(standing, timex, timeline.timexes)
    if _found("what", timex.text, lambda: standing.timex_at(key)) != timex:
        raise ArgumentError("what", timex.text, "there is another expression that cannot be told from it")
    return Decision("correct", timex=key, changes=(Change("date", date, was),))


def _of_actor(standing: Standing, actor: Actor, given: dict[str, Any]) -> Decision:
    changes: list[Change] = []
    if "name" in given:
        name = _words("name", given["name"])
        if name != actor.name:
            changes.append(Change("name", name, actor.name))
    if "kind" in given:
        kind = member_of(ActorKind, given["kind"], "kind").value
        if kind != actor.kind.value:
            changes.append(Change("kind", kind, actor.kind.value))
    if not changes:
        raise ArgumentError("what", actor, "it is so already; there is nothing to change")
    decision = Decision("correct", actors=(key_of_actor(standing, actor),), changes=tuple(changes))
    field = changes[0].field
    _found(field, given[field], lambda: carry_out(standing, decision))
    return decision


def addition(
    timeline: Timeline, given: dict[str, Any], who: Iterable[Actor], quote: object, signed: Signed
) -> Decision:
    """The decision that adds an event of a reader's own."""
    standing = Standing.of(timeline)
    changes = [Change("title", _words("title", given["title"]))]
    date = date_given("date", given["date"])
    if date is not None:
        changes.append(Change("date", date))
    if given["place"] is not None:
        changes.append(Change("place", _words("place", given["place"])))
    status = member_of(Status, given["status"], "status")
    if status is not Status.ASSERTED:
        changes.append(Change("status", status.value))
    key = None
    if quote is not None:
        if not isinstance(quote, Mention) or quote.source.id not in {source.id for source in timeline.sources}:
            raise ArgumentError("quote", quote, "must be a Mention in a source of this timeline")
        key = key_of_quote(standing, quote, raw=True)
    actors = tuple(key_of_actor(standing, actor) for actor in who)
    decision = Decision("add", actors=actors, changes=tuple(changes), quote=key)
    _found("title", given["title"], lambda: carry_out(standing, decision))
    return signed.sign(evolve(decision, becomes=standing.present[-1].id))


def merge_of(timeline: Timeline, actors: Sequence[Actor], name: str | None, signed: Signed) -> Decision:
    """The decision that some actors are one."""
    standing = Standing.of(timeline)
    decision = Decision("merge", tuple(key_of_actor(standing, actor) for actor in actors), name)
    if name is not None:
        _found("name", name, lambda: carry_out(standing, decision))
    return signed.sign(decision)


def split_of(
    timeline: Timeline, whole: Actor, mentions: Iterable[Mention] | Source, name: str | None, signed: Signed
) -> Decision:
    """The decision that some mentions of an actor are of another."""
    standing = Standing.of(timeline)
    keys: tuple[WordsKey, ...]
    if isinstance(mentions, Source):
        taken = tuple(mention for mention in whole.mentions if mention.source.id == mentions.id)
    else:
        taken = unique_of(mentions)
    if not taken or not set(taken) < set(whole.mentions):
        raise ArgumentError("mentions", taken, f"must be some but not all mentions of {whole.name}")
    if isinstance(mentions, Source):
        keys = (WordsKey(document=key_of_quote(standing, taken[0]).document),)
    else:
        keys = tuple(key_of_words(standing, mention, whole.mentions) for mention in taken)
        for key, mention in zip(keys, taken, strict=True):
            found = _found("mentions", mention.text, partial(standing.words_at, key, whole.mentions))
            if found != mention:
                raise ArgumentError("mentions", mention.text, "there is another mention that cannot be told from it")
    return signed.sign(Decision("split", (key_of_actor(standing, whole),), name, keys))


def pair_of(timeline: Timeline, kind: Any, one: object, other: object, signed: Signed) -> Decision:
    """The decision that two events are one, or are not."""
    standing = Standing.of(timeline)
    if kind == "keep_apart" and _are_tellings(timeline, one, other):
        standing.events = list(apart(timeline))
    numbers = [_event_number(standing, name, given) for name, given in (("one", one), ("other", other))]
    if numbers[0] == numbers[1]:
        raise ArgumentError("other", other, "is the same event as the first")
    if kind == "keep_apart" and frozenset(standing.at(number).id for number in numbers) in timeline.apart:
        raise ArgumentError("other", other, "is kept apart from the first already")
    return signed.sign(Decision(kind, events=tuple(_event_key(standing, number) for number in numbers)))


def _are_tellings(timeline: Timeline, *given: object) -> bool:
    """Whether all are what sources tell of events that were made one."""
    wanted = {one.id if isinstance(one, Event) else one for one in given}
    return wanted <= {telling.id for event in timeline for telling in event.tellings}


def _event_number(standing: Standing, argument: str, given: object) -> int:
    if isinstance(given, Event):
        return _number(standing, given.id, given, argument)
    if isinstance(given, str):
        quoted = None if standing.with_id(given) else _with_words(standing, given, argument)
        return _number(standing, given, given, argument) if quoted is None else quoted
    if isinstance(given, Mention):
        return _quoted(standing, given)
    raise ArgumentError(argument, given, "must be an Event of this timeline, its id or its quote")
