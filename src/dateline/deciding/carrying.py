"""How a decision is carried out: on the events and actors of a timeline as they stand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.deciding.standing import LapseError, Standing
from dateline.errors import ArgumentError
from dateline.interval import Interval
from dateline.model import (
    Actor,
    ActorKind,
    Correction,
    Decision,
    Event,
    Participation,
    Status,
    Timex,
    TimexType,
)
from dateline.model.checks import folded, unique_of
from dateline.model.merging import all_actors, all_parts, apart, kind_of, merges_by_name, one_of, told_once
from dateline.model.times import BY_HAND

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dateline.model import Change, Mention

__all__ = ["carry_out"]


def carry_out(standing: Standing, decision: Decision) -> None:
    """Carry out a decision; `LapseError` if it cannot be, with everything left as it was."""
    standing.renamed = None
    try:
        _CARRIED_OUT[decision.kind](standing, decision)
    except ArgumentError as error:
        # What a reader gives may be nothing that the model takes, in a file that was written by hand.
        raise LapseError("refused", str(error)) from error


# -- events ------------------------------------------------------------------------------------------------------------


def _correct(standing: Standing, decision: Decision) -> None:
    if decision.timex is not None:
        _correct_timex(standing, decision)
    elif decision.actors:
        _correct_actor(standing, decision)
    else:
        _correct_event(standing, decision)


def _correct_event(standing: Standing, decision: Decision) -> None:
    try:
        number = standing.event_at(decision.events[0])
    except LapseError as lapse:
        if lapse.why == "gone" and standing.with_id(decision.becomes):
            raise LapseError("not needed", "the text says so itself now") from None
        raise
    event = standing.at(number)
    if not decision.changes:
        note = Correction("note", None, decision.by, decision.on, decision.note)
        if note not in event.corrections:
            standing.put(number, _in_all(event, lambda one: _marked(one, note)))
        return
    if all(_value(event, change) == change.to for change in decision.changes):
        raise LapseError("not needed", "the text says so itself now")
    standing.put(number, corrected(event, decision))


def _value(event: Event, change: Change) -> Interval | str | None:
    if change.field == "date":
        return event.when
    if change.field == "status":
        return event.status.value
    return event.title if change.field == "title" else event.place


def corrected(event: Event, decision: Decision) -> Event:
    """An event with what a decision puts in place of what was read, and how that is to be told."""
    for change in decision.changes:
        event = _in_all(event, partial(_with, change=change, decision=decision))
    return event


def _in_all(event: Event, changed: Callable[[Event], Event]) -> Event:
    """An event changed, and with it its tellings, so that it is the same when they are put together again."""
    return evolve(changed(event), tellings=tuple(_in_all(one, changed) for one in event.tellings))


def _with(event: Event, change: Change, decision: Decision) -> Event:
    now = _value(event, change)
    was = now.edtf if isinstance(now, Interval) else now
    before = next((one for one in event.corrections if one.what == change.field), None)
    if change.field == "date":
        changed = evolve(event, when=change.to, alternatives=())
    elif change.field == "status":
        changed = evolve(event, status=change.to)
    elif change.field == "title":
        changed = evolve(event, title=str(change.to))
    else:
        changed = evolve(event, place=change.to)
    # What the text had is what stood there before the first correction.
    read = was if before is None else before.was
    told = Correction(change.field, read, decision.by, decision.on, decision.note, removed=change.to is None)
    return _marked(changed, told, before, undone=before is not None and read == _written(change.to))


def _written(value: Interval | str | None) -> str | None:
    return value.edtf if isinstance(value, Interval) else value


def _marked(event: Event, told: Correction, before: Correction | None = None, *, undone: bool = False) -> Event:
    new = () if undone else (told,)
    return evolve(
        event,
        corrections=(*(one for one in event.corrections if one != before), *new),
        notes=unique_of((*(note for note in event.notes if before is None or note != str(before)), *map(str, new))),
    )


def _drop(standing: Standing, decision: Decision) -> None:
    key = decision.events[0]
    try:
        number = standing.event_at(key)
    except LapseError as lapse:
        # If the words are others now, they may tell it all the same.
        if lapse.why == "gone" and key.quote is not None and standing.has_words(key.quote):
            raise LapseError("not needed", "its words are not told as an event any more") from None
        raise
    standing.put(number, None)


def _add(standing: Standing, decision: Decision) -> None:
    quote = None if decision.quote is None else standing.mention_of(decision.quote)
    actors = [standing.actor_at(key) for key in decision.actors]
    said = {change.field: change.to for change in decision.changes}
    event = Event(
        title=str(said["title"]),
        when=said.get("date"),
        place=said.get("place"),
        status=said.get("status") or Status.ASSERTED,
        participants=tuple(map(Participation, actors)),
        evidence=() if quote is None else (quote,),
    )
    for number in standing.with_id(event.id):
        added = any(correction.what == "added" for correction in standing.at(number).corrections)
        raise LapseError("not needed", "a reader added it already" if added else "the text tells it itself now")
    standing.add(_marked(event, Correction("added", None, decision.by, decision.on, decision.note)))


def _merge_events(standing: Standing, decision: Decision) -> None:
    first, second = (standing.event_at(key) for key in decision.events)
    if first == second:
        raise LapseError("not needed", "they are one event already")
    one, other = standing.at(first), standing.at(second)
    tellings = unique_of(leaf for event in (one, other) for telling in _told(event) for leaf in _told(telling))
    acting = {part.actor.id for part in one.participants}
    merged = evolve(
        one,
        participants=all_parts(
            (one, evolve(other, participants=[part for part in other.participants if part.actor.id not in acting]))
        ),
        trigger=one.trigger or other.trigger,
        evidence=unique_of((*one.evidence, *other.evidence)),
        timexes=unique_of((*one.timexes, *other.timexes)),
        notes=unique_of((*one.notes, *other.notes)),
        hedges=unique_of((*one.hedges, *other.hedges)),
        corrections=unique_of(
            (*one.corrections, *(told for told in other.corrections if told.what in ("added", "merged")))
        ),
        # What each source told is kept and compared; since the reader says that they are one, nothing parts them.
        tellings=tellings,
    )
    told = other.title if other.when is None else f"{other.title} ({other.human()})"
    standing.put(second, None)
    standing.put(first, _marked(merged, Correction("merged", told, decision.by, decision.on, decision.note)))


def _told(event: Event) -> tuple[Event, ...]:
    return event.tellings or (event,)


def _keep_apart(standing: Standing, decision: Decision) -> None:
    first, second = (standing.event_at(key) for key in decision.events)
    if first != second:
        return
    tellings = standing.at(first).tellings
    if not tellings:
        raise LapseError("refused", "they are one event now")
    # They were made one since they seemed to be.
    standing.put(first, tellings[0])
    for telling in tellings[1:]:
        standing.add(telling)


# -- temporal expressions ----------------------------------------------------------------------------------------------


def _correct_timex(standing: Standing, decision: Decision) -> None:
    assert decision.timex is not None
    timex = standing.timex_at(decision.timex)
    change = decision.changes[0]
    date = change.to if isinstance(change.to, Interval) else None
    if timex.interval == date and not timex.alternatives:
        raise LapseError("not needed", "the text says so itself now")
    new = _valued(timex, date)
    told = (decision.by, decision.on, decision.note)
    standing.timexes = [new if known == timex else known for known in standing.timexes]
    for number, event in enumerate(standing.events):
        if event is None or timex not in event.timexes:
            continue
        # What several sources tell is dated by the words of each, and then may be one no more.
        again = [_moved(telling, timex, new, standing.timexes, told) for telling in apart((event,))]
        first, *others = told_once(again) if event.tellings else again
        standing.put(number, first)
        for other in others:
            standing.add(other)


def _moved(
    event: Event, timex: Timex, new: Timex, timexes: Sequence[Timex], told: tuple[str | None, str | None, str | None]
) -> Event:
    """An event with one of its times put right; as it is if that is none of its times."""
    if timex not in event.timexes:
        return event
    # Resolution is the work of `times`, which a timeline without such decisions does not ask for.
    from dateline.times.redating import moved_with

    moved = moved_with(event, {timex: new}, timexes)
    moved = evolve(moved, tellings=[_moved(one, timex, new, timexes, told) for one in event.tellings])
    if moved.when == event.when:
        return moved
    was = None if event.when is None else event.when.edtf
    return _marked(moved, Correction("date", was, *told, removed=moved.when is None))


def _valued(timex: Timex, date: Interval | None) -> Timex:
    kind = timex.type
    if date is not None:
        kind = TimexType.TIME if "T" in (date.timex_value or "") else TimexType.DATE
    value = "" if date is None else date.timex_value or date.edtf
    return evolve(
        timex,
        type=kind,
        value=value,
        mod=None,
        interval=date,
        anchor=None,
        alternatives=(),
        rule=BY_HAND,
        expression="",
    )


# -- actors ------------------------------------------------------------------------------------------------------------


def _correct_actor(standing: Standing, decision: Decision) -> None:
    name, kind = decision.to("name"), decision.to("kind")
    try:
        actor = standing.actor_at(decision.actors[0])
    except LapseError as lapse:
        wanted = decision.actors[0].name if name is None else str(name.to)
        known = [actor for actor in standing.actors if wanted and folded(actor.name) == folded(wanted)]
        if lapse.why == "gone" and any(kind is None or actor.kind.value == kind.to for actor in known):
            raise LapseError("not needed", "the text says so itself now") from None
        raise
    called = actor.name if name is None else str(name.to)
    new = evolve(
        actor,
        name=called,
        aliases=tuple(alias for alias in actor.names if folded(alias) != folded(called)),
        kind=actor.kind if kind is None else ActorKind(kind.to),
    )
    if (new.name, new.kind) == (actor.name, actor.kind):
        raise LapseError("not needed", "the text says so itself now")
    for other in standing.actors:
        if other.id == new.id and other.id != actor.id:
            strangers = _documents(other) & _documents(actor) or not merges_by_name(new)
            if strangers and not set(other.mentions) & set(actor.mentions):
                raise LapseError("refused", f"another is called {new.name}; merge_actors makes them one")
            # Documents that are united make one of those who share a name, whenever they get it; and the same words
            # name one actor, of whom a part of the timeline knew already what is decided of the whole.
            one = one_of((new, other))
            standing.swap({actor.id: one, other.id: one})
            return
    standing.swap({actor.id: new})


def _documents(actor: Actor) -> set[str]:
    return {mention.source.id for mention in actor.mentions}


def _merge(standing: Standing, decision: Decision) -> None:
    chosen = unique_of(standing.actor_at(key) for key in decision.actors)
    if len(chosen) < 2 and len(decision.actors) > 1:
        raise LapseError("not needed", "they are one already")
    one = evolve(one_of(chosen), kind=kind_of(chosen))
    if decision.name:
        one = evolve(one, name=decision.name, aliases=one.names)
    ids = {actor.id for actor in chosen}
    if any(known.id == one.id for known in standing.actors if known.id not in ids):
        raise LapseError("refused", f"another is called {one.name}, who would become one with them")
    standing.swap(dict.fromkeys(ids, one))


def _split(standing: Standing, decision: Decision) -> None:
    whole = standing.actor_at(decision.actors[0])
    taken = _taken(standing, whole, decision)
    if not set(taken) < set(whole.mentions):
        raise LapseError("refused", f"no other mention of {whole.name} would be left")
    shown = {folded(mention.text) for mention in taken}
    left = {folded(mention.text) for mention in whole.mentions if mention not in taken}
    gone = [name for name in whole.names if folded(name) in shown]
    name = decision.name or max([*gone, *(() if gone else (mention.text for mention in taken))], key=len)
    new = evolve(
        whole,
        name=name,
        aliases=tuple(alias for alias in gone if alias != name),
        description=None,
        affiliation=None,
        mentions=tuple(mention for mention in whole.mentions if mention in taken),
        inferences=tuple(one for one in whole.inferences if one.mention in taken),
    )
    kept = evolve(
        whole,
        aliases=tuple(alias for alias in whole.aliases if alias not in gone or folded(alias) in left),
        mentions=tuple(mention for mention in whole.mentions if mention not in taken),
        inferences=tuple(one for one in whole.inferences if one.mention not in taken),
    )
    if new.id == kept.id or any(new.id == actor.id for actor in standing.actors):
        first = new.mentions[0]
        new = evolve(new, disambiguator=f"{first.source.id} {first.span.start}")
    # Of those who are told apart, each may be in another telling of what was taken for one happening.
    events = [_divided(event, whole, kept, new) for event in apart(standing.present)]
    if any(event.tellings for event in standing.present):
        events = told_once(events)
    standing.recast(events, [*(kept if actor.id == whole.id else actor for actor in standing.actors), new])


def _divided(event: Event, whole: Actor, kept: Actor, new: Actor) -> Event:
    """An event with the one or the other, or both, in the place of who was split, as its quotes name them."""
    if not any(actor.id == whole.id for actor in all_actors(event)):
        return event
    stands = [_within(event, actor.mentions) for actor in (kept, new)]
    then = (kept, new) if all(stands) else (new,) if stands[1] else (kept,)
    return evolve(
        event,
        participants=unique_of(
            evolve(part, actor=actor)
            for part in event.participants
            for actor in (then if part.actor.id == whole.id else (part.actor,))
        ),
        attributions=unique_of(
            evolve(link, source=actor)
            for link in event.attributions
            for actor in (then if link.source.id == whole.id else (link.source,))
        ),
        tellings=[_divided(telling, whole, kept, new) for telling in event.tellings],
    )


def _taken(standing: Standing, whole: Actor, decision: Decision) -> tuple[Mention, ...]:
    """The mentions that a split takes away; those whose words are gone are no loss if others are there."""
    taken: list[Mention] = []
    lapsed: LapseError | None = None
    for key in decision.mentions:
        if key.words is None and key.document is not None:
            homes = standing.homes(key.document)
            taken += [mention for mention in whole.mentions if mention.source.id in homes]
            continue
        try:
            taken.append(standing.words_at(key, whole.mentions))
        except LapseError as lapse:
            if lapse.why not in ("gone", "elsewhere"):
                raise
            lapsed = lapse
    if not taken:
        raise lapsed or LapseError("gone", f"{whole.name} has none of its mentions any more")
    return unique_of(taken)


def _within(event: Event, mentions: Sequence[Mention]) -> bool:
    """True if one of the mentions stands in the evidence of an event."""
    return any(
        quote.source == mention.source and quote.span.overlaps(mention.span)
        for quote in event.evidence
        for mention in mentions
    )


_CARRIED_OUT: Final[dict[str, Callable[[Standing, Decision], None]]] = {
    "correct": _correct,
    "drop": _drop,
    "add": _add,
    "merge": _merge,
    "split": _split,
    "merge_events": _merge_events,
    "keep_apart": _keep_apart,
}
