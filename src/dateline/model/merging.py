"""How timelines become one: events told twice, and actors under several names."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from attrs import evolve

from dateline.model.actors import Actor, ActorKind, Attribution, Inference, Participation
from dateline.model.checks import distinct, folded, unique_of
from dateline.model.events import made_one
from dateline.model.texts import Mention, Source, SourceKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dateline.model.events import Event, Hedge
    from dateline.model.times import Timex

__all__ = [
    "PlaceKey",
    "all_actors",
    "all_parts",
    "apart",
    "by_id",
    "join",
    "join_tellings",
    "kind_of",
    "merge_actors",
    "merges_by_name",
    "one_of",
    "place_key",
    "recast",
    "settle",
    "source_key",
    "told_once",
    "used_sources",
]

_I = TypeVar("_I", "Event", "Timex")

PlaceKey: TypeAlias = tuple[SourceKey, int, int]

_NOWHERE: PlaceKey = (("", "", ""), -1, -1)


def source_key(source: Source) -> SourceKey:
    return source._order


def place_key(mention: Mention | Timex | None) -> PlaceKey:
    if mention is None or mention.source is None:
        return _NOWHERE
    span = mention.span
    return (mention.source._order, span.start, span.end)


def _event_place(event: Event) -> PlaceKey:
    return place_key(event.evidence[0] if event.evidence else event.trigger)


def _actor_key(actor: Actor) -> tuple[PlaceKey, str, str, str]:
    first = actor.mentions[0] if actor.mentions else None
    return (place_key(first), actor.name, actor.kind.value, actor.disambiguator or "")


def settle(events: Iterable[Event], actors: Iterable[Actor]) -> tuple[tuple[Event, ...], tuple[Actor, ...]]:
    """Events in text order and their actors, in which each actor is the same object, with all that is known of it."""
    same: dict[object, list[Actor]] = {}
    ordered = sorted(events, key=_event_place)
    for actor in distinct(chain(actors, *map(all_actors, ordered))):
        same.setdefault(actor.identity, []).append(actor)
    merged = {key: one_of(unique_of(variants)) if len(variants) > 1 else variants[0] for key, variants in same.items()}
    if any(len(variants) > 1 for variants in same.values()):
        ordered = [recast(event, lambda actor: merged[actor.identity]) for event in ordered]
    return tuple(ordered), tuple(sorted(merged.values(), key=_actor_key))


def all_actors(event: Event) -> list[Actor]:
    found = [part.actor for part in event.participants] + [link.source for link in event.attributions]
    for telling in event.tellings:
        found += all_actors(telling)
    return found


def recast(event: Event, actor_for: Callable[[Actor], Actor]) -> Event:
    if all(actor_for(actor) is actor for actor in all_actors(event)):
        return event
    return evolve(
        event,
        participants=unique_of(Participation(actor_for(part.actor), part.role) for part in event.participants),
        attributions=unique_of(
            Attribution(actor_for(link.source), link.cue, link.mention) for link in event.attributions
        ),
        tellings=tuple(recast(telling, actor_for) for telling in event.tellings),
    )


def used_sources(events: Iterable[Event], actors: Iterable[Actor], timexes: Iterable[Timex]) -> list[Source]:
    used: list[Source] = []
    for event in events:
        used += [quote.source for quote in event.evidence]
        used += [link.mention.source for link in event.attributions if link.mention is not None]
        used += [hedge.mention.source for hedge in event.hedges]
        if event.trigger is not None:
            used.append(event.trigger.source)
        if event.tellings:
            used += used_sources(event.tellings, (), ())
    for actor in actors:
        used += [mention.source for mention in actor.mentions]
        used += [inference.mention.source for inference in actor.inferences]
    used += [timex.source for timex in timexes if timex.source is not None]
    return used


def by_id(items: Iterable[_I]) -> list[list[_I]]:
    groups: dict[str, list[_I]] = {}
    for item in unique_of(items):
        groups.setdefault(item.id, []).append(item)
    return [groups[key] for key in sorted(groups)]


def join(same: Sequence[Event]) -> Event:
    """One event told more than once: the first telling, with the evidence of all."""
    if len(same) == 1:
        return same[0]
    told = (
        (telling for event in same for telling in event.tellings or (event,)) if any(e.tellings for e in same) else ()
    )
    return evolve(
        min(same, key=lambda event: (_event_place(event), event.title, repr((event.participants, event.attributions)))),
        trigger=min((event.trigger for event in same if event.trigger), key=place_key, default=None),
        alternatives=sorted({reading for event in same for reading in event.alternatives}),
        evidence=sorted({quote for event in same for quote in event.evidence}, key=_mention_key),
        timexes=sorted(
            {timex for event in same for timex in event.timexes}, key=lambda timex: (place_key(timex), repr(timex))
        ),
        notes=sorted({note for event in same for note in event.notes}),
        hedges=sorted({hedge for event in same for hedge in event.hedges}, key=_hedge_key),
        corrections=unique_of(one for event in same for one in event.corrections),
        tellings=sorted(unique_of(told), key=_telling_key),
    )


def apart(events: Iterable[Event]) -> Iterator[Event]:
    """The events, and in the place of one that several sources tell, what each of them tells.

    What a reader made one stays one.
    """
    for event in events:
        yield from (event,) if made_one(event) else event.tellings or (event,)


def told_once(events: Iterable[Event], language: str = "en", kept: Iterable[frozenset[str]] = ()) -> list[Event]:
    """The events with those made one that are told again: of one id, or surely the same happening.

    What comes of it is the same in any order, and however the events were made one before.  `kept` are the pairs of ids
    that a reader keeps apart.
    """
    told = {same[0].id: list(_by_corrections(same)) for same in by_id(apart(events))}
    units = [join(same) for same in told.values()]
    # Those of one sentence in the order of its predicates, whatever their ids.
    units.sort(key=lambda event: place_key(event.trigger))
    # What words mean is not for the model to know; most timelines have nothing that need be compared.
    if len({quote.source.id for event in units for quote in event.evidence}) < 2:
        return units
    from dateline.tellings.joining import same_happenings

    pairs = tuple(kept)
    joined: list[Event] = []
    for same in same_happenings(units, language):
        ids = {event.id for event in same} if pairs and len(same) > 1 else ()
        if any(pair <= ids for pair in pairs if ids):
            joined += same
        else:
            # Of what one source tells so and a reader another, both are kept.
            joined.append(join_tellings([telling for event in same for telling in told[event.id]]))
    return sorted(joined, key=lambda event: (place_key(event.trigger), event.id))


def _by_corrections(same: Sequence[Event]) -> Iterator[Event]:
    """Events of one id, those joined of which a reader gave the same values."""
    groups: dict[object, list[Event]] = {}
    for event in same:
        given = tuple(told for told in event.corrections if told.what in ("date", "title", "place", "status"))
        groups.setdefault(given, []).append(event)
    yield from map(join, groups.values())


def join_tellings(same: Sequence[Event]) -> Event:
    """One event for what several sources tell: the first telling, with all who take part, the evidence of all, and
    the tellings as they were."""
    if len(same) == 1:
        return same[0]
    tellings = tuple(sorted(same, key=_telling_key))
    return evolve(
        join(tellings),
        participants=all_parts(tellings),
        place=next((telling.place for telling in tellings if telling.place), None),
        tellings=tellings,
    )


def all_parts(tellings: Iterable[Event]) -> tuple[Participation, ...]:
    """All who take part in the tellings of one happening, each once: "a dozen nurses" are the "twelve nurses"."""
    found: list[Participation] = []
    for telling in tellings:
        # Those who are described and not named are one if the same noun says who they are.
        met = {(part.role, _noun(part.actor)) for part in found if part.actor.kind is ActorKind.GROUP}
        found += [
            part
            for part in telling.participants
            if part.actor.kind is not ActorKind.GROUP or (part.role, _noun(part.actor)) not in met
        ]
    return unique_of(found)


def _noun(actor: Actor) -> str:
    return folded(actor.name.rpartition(" ")[2])


def _telling_key(event: Event) -> tuple[PlaceKey, str, str]:
    return (_event_place(event), event.title, event.id)


def _hedge_key(hedge: Hedge) -> tuple[tuple[PlaceKey, str], str]:
    return (_mention_key(hedge.mention), hedge.grade.value)


def _inference_key(inference: Inference) -> tuple[tuple[PlaceKey, str], str]:
    return (_mention_key(inference.mention), inference.reason)


def _mention_key(mention: Mention) -> tuple[PlaceKey, str]:
    return (place_key(mention), mention.text)


def merge_actors(actors: Iterable[Actor]) -> dict[Actor, Actor]:
    """What each of `actors` becomes when those that are one are made one.

    One actor is what has the same full name and kind, or is called by a full name that exactly one other actor states
    as its alias.  A kind that is unknown agrees with every other, if exactly one actor of another kind has the name.
    A single name ("Kim") of a person, or of nobody knows whom, is not full: the Kims of two sources stay two.
    """
    given = unique_of(actors)
    now = dict(zip(given, _tell_apart(given), strict=True))
    while True:
        groups = _groups(unique_of(now.values()))
        after = {actor: groups[met] for actor, met in now.items()}
        if after == now:
            return now
        # A merged actor states more aliases than its parts did, which may tie in another.
        now = after


def merges_by_name(actor: Actor) -> bool:
    """Whether the name is full, so that those of two documents who share it are one."""
    if actor.kind not in (ActorKind.PERSON, ActorKind.UNKNOWN) or len(actor.name.split()) > 1:
        return True
    # Names in Han, kana or Hangul are written without a space.
    return len(actor.name) > 1 and all(character >= "\u2e80" for character in actor.name)


def _tell_apart(actors: Sequence[Actor]) -> Iterator[Actor]:
    homes = {actor: actor.mentions[0].source.id for actor in actors if actor.mentions and not merges_by_name(actor)}
    met: dict[str, set[str]] = {}
    for actor in actors:
        if not merges_by_name(actor):
            met.setdefault(folded(actor.name), set()).add(actor.disambiguator or homes.get(actor, ""))
    for actor in actors:
        if actor in homes and actor.disambiguator is None and len(met[folded(actor.name)]) > 1:
            yield evolve(actor, disambiguator=homes[actor])
        else:
            yield actor


def _groups(actors: Sequence[Actor]) -> dict[Actor, Actor]:
    by_id: dict[str, list[Actor]] = {}
    known: dict[str, set[str]] = {}
    for actor in actors:
        by_id.setdefault(actor.id, []).append(actor)
        if actor.disambiguator is None and actor.kind is not ActorKind.UNKNOWN:
            known.setdefault(folded(actor.name), set()).add(actor.id)
    stated: dict[tuple[ActorKind, str], set[str]] = {}
    for actor in actors:
        if actor.disambiguator is None:
            for alias in actor.aliases:
                stated.setdefault((actor.kind, folded(alias)), set()).add(actor.id)
    for actor in actors:
        if actor.disambiguator is None and merges_by_name(actor):
            if actor.kind is ActorKind.UNKNOWN:
                owners = known.get(folded(actor.name), set())
            else:
                owners = stated.get((actor.kind, folded(actor.name)), set()) - {actor.id}
            if len(owners) == 1:
                mine, theirs = by_id[actor.id], by_id[owners.pop()]
                if mine is not theirs:
                    theirs.extend(mine)
                    by_id.update((member.id, theirs) for member in mine)
    # Those that became one share a list: it is made one once, not once for each of them.
    met: dict[int, Actor] = {}
    for same in by_id.values():
        if id(same) not in met:
            met[id(same)] = one_of(same)
    return {actor: met[id(by_id[actor.id])] for actor in actors}


def kind_of(actors: Iterable[Actor]) -> ActorKind:
    """The first kind that is known."""
    return next((actor.kind for actor in actors if actor.kind is not ActorKind.UNKNOWN), ActorKind.UNKNOWN)


def one_of(same: Sequence[Actor]) -> Actor:
    if len(same) == 1:
        return same[0]
    # The fullest name is canonical; the rest of the key only makes the choice the same in any order.
    ranked = sorted(
        same,
        key=lambda actor: (
            -len(actor.name),
            actor.name,
            _actor_key(actor),
            actor.description or "",
            actor.aliases,
            actor.affiliation or "",
        ),
    )
    return evolve(
        ranked[0],
        kind=kind_of(ranked),
        # The same name in other capitals or with other blanks is no other name.
        aliases=tuple(name for actor in ranked for name in actor.names if folded(name) != folded(ranked[0].name)),
        description=next((actor.description for actor in ranked if actor.description), None),
        mentions=sorted({mention for actor in ranked for mention in actor.mentions}, key=_mention_key),
        inferences=sorted({one for actor in ranked for one in actor.inferences}, key=_inference_key),
        affiliation=next((actor.affiliation for actor in ranked if actor.affiliation), None),
    )
