"""A timeline while it is being decided on, and where in it the events, actors and words of a decision stand.

What is meant is known by its id, and where that is gone, by its words: the document by what is stated of it, the quote,
the trigger, and of several alike the one between the same quotes, then the one of the same number.  Sure or not at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from attrs import define, evolve, field

from dateline.errors import DatelineError
from dateline.model import (
    Actor,
    ActorKey,
    ActorKind,
    Decision,
    DocumentKey,
    Event,
    EventKey,
    Mention,
    Quote,
    Source,
    Span,
    Timex,
    WordsKey,
)
from dateline.model.checks import folded, unique_of
from dateline.model.decisions import flat
from dateline.model.merging import all_actors, place_key, recast, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dateline.model import Timeline
    from dateline.model.decisions import LapsedWhy

__all__ = ["LapseError", "Standing", "key_of_actor", "key_of_event", "key_of_quote", "key_of_words", "quotes_of"]

_T = TypeVar("_T")

# So much of the quotes before and after is kept.
_AROUND: Final = 60


class LapseError(DatelineError):
    """A decision cannot be applied: why, in a word and in a sentence."""

    def __init__(self, why: LapsedWhy, reason: str) -> None:
        super().__init__(why, reason)
        self.why: LapsedWhy = why
        self.reason = reason


def quotes_of(event: Event) -> tuple[Mention, ...]:
    """The words that an event rests on: its evidence, or else its trigger."""
    return event.evidence or ((event.trigger,) if event.trigger is not None else ())


@define(eq=False)
class Standing:
    """The events, actors and expressions of a timeline as they stand after the decisions so far.

    An event that is dropped leaves None, so that numbers stay.  `texts` are those of sources, by id, as far as known.
    `among_others` says that there are other documents, which are not in this timeline.
    `seen` are words that are known to stand in sources of which there is no text.  `known_documents` are the ids of the
    sources that decisions know as they are stated here, `renames` those that are surely documents of another name.
    `renamed` is the document, by another name, that the decision at hand was found in.
    """

    events: list[Event | None]
    actors: list[Actor]
    timexes: list[Timex]
    sources: tuple[Source, ...]
    texts: Mapping[str, str]
    among_others: bool = False
    seen: tuple[Mention, ...] = ()
    known_documents: frozenset[str] = frozenset()
    renames: dict[DocumentKey, Source] = field(factory=dict)
    renamed: Source | None = None
    _ids: dict[str, list[int]] | None = field(default=None, init=False)
    _sources: frozenset[str] | None = field(default=None, init=False)
    _former: dict[str, int] = field(factory=dict, init=False)
    _words: dict[str, list[int]] | None = field(default=None, init=False)
    _quotes: dict[str, list[Mention]] | None = field(default=None, init=False)

    @classmethod
    def of(
        cls,
        timeline: Timeline,
        texts: Mapping[str, str] | None = None,
        *,
        among_others: bool = False,
        seen: Iterable[Mention] = (),
    ) -> Standing:
        """A timeline as it stands."""
        events: list[Event | None] = list(timeline.events)
        actors, timexes = list(timeline.actors), list(timeline.timexes)
        return cls(events, actors, timexes, timeline.sources, texts or {}, among_others, tuple(seen))

    # -- changes -------------------------------------------------------------------------------------------------------

    def put(self, number: int, event: Event | None) -> None:
        """Put another event in the place of one, or None in that of one that is dropped."""
        before = self.events[number]
        self.events[number] = event
        if before is not None:
            self._former[before.id] = number
        if event is None or before is None or quotes_of(event) != quotes_of(before):
            self._words = self._quotes = None
        if event is not None and self._ids is not None:
            self._ids.setdefault(event.id, []).append(number)

    def add(self, event: Event) -> None:
        """Add an event."""
        self.events.append(event)
        self._ids = self._words = self._quotes = None

    def swap(self, others: Mapping[str, Actor]) -> None:
        """Put other actors in the place of some, by their ids."""
        self.actors = list({now.id: now for actor in self.actors for now in (others.get(actor.id, actor),)}.values())
        for number, event in enumerate(self.events):
            if event is not None and any(actor.id in others for actor in all_actors(event)):
                self._former[event.id] = number
                self.events[number] = recast(event, lambda actor: others.get(actor.id, actor))
        self._ids = None

    def recast(self, events: Iterable[Event], actors: Iterable[Actor]) -> None:
        """Put events and actors in the place of all."""
        settled, known = settle(events, actors)
        self.events, self.actors = list(settled), list(known)
        self._ids = self._words = self._quotes = None
        self._former = {}

    @property
    def present(self) -> list[Event]:
        """The events that are not dropped."""
        return [event for event in self.events if event is not None]

    # -- events --------------------------------------------------------------------------------------------------------

    def at(self, number: int) -> Event:
        """The event of a number that `event_at` gave."""
        event = self.events[number]
        assert event is not None
        return event

    def with_id(self, key: str | None) -> list[int]:
        """The numbers of the events that have an id."""
        if self._ids is None:
            self._ids = {}
            for number, event in enumerate(self.events):
                if event is not None:
                    self._ids.setdefault(event.id, []).append(number)
        found = self._ids.get(key or "", ())
        return [n for n in unique_of(found) if (event := self.events[n]) is not None and event.id == key]

    def _had_id(self, key: str | None) -> list[int]:
        """The number of the event that had an id before an earlier decision, if it is there."""
        number = self._former.get(key or "")
        return [] if number is None or self.events[number] is None else [number]

    def quoting(self, words: str) -> list[int]:
        """The numbers of the events that have words for a quote, however blanks and line ends part them."""
        if self._words is None:
            self._words = {}
            for number, event in enumerate(self.events):
                for quote in () if event is None else quotes_of(event):
                    self._words.setdefault(flat(quote.text), []).append(number)
        return list(unique_of(self._words.get(flat(words), ())))

    def event_at(self, key: EventKey) -> int:
        """The number of the one event that a key means; `LapseError` if there is none, or more than one."""
        if key.quote is None:
            found = self.with_id(key.id) or self._had_id(key.id)
            found = found or [
                number
                for number, event in enumerate(self.events)
                if event is not None and not quotes_of(event) and folded(event.title) == folded(key.title)
            ]
            return _only(found, f"no event is titled “{key.title}” any more")
        homes = self.homes(key.quote.document)
        known = self.with_id(key.id) or self._had_id(key.id)
        found = [n for n in known if not homes or self._rests_on(n, homes)]
        if not homes or not found:
            found = [n for n in self.told_as(key, homes) if homes or self._may_be_renamed(n, key.quote.words)]
            if not found:
                self._no_event(key, key.quote, homes)
        if not homes:
            self.renamed = self._one_home(
                key.quote, [quote.source for n in found for quote in self._quotes_at(n, key.quote.words)]
            )
        if len(found) == 1 and (key.quote.of == 1 or known == found):
            return found[0]
        return self._which(found, key.quote, lambda n: self._quotes_at(n, key.quote.words if key.quote else "")[:1])

    def told_as(self, key: EventKey, homes: frozenset[str]) -> list[int]:
        """The events with the words of a key and its trigger or title, in text order."""
        if key.quote is None:
            return []
        words = flat(key.quote.words)
        told = []
        for number in self.quoting(words):
            event = self.at(number)
            if homes and not any(quote.source.id in homes for quote in self._quotes_at(number, words)):
                continue
            named = event.trigger is not None and key.trigger is not None and _same(event.trigger.text, key.trigger)
            if named or folded(event.title) == folded(key.title):
                told.append(number)
        # Of two events of one sentence that are named by the same word, the title tells which is meant.
        exact = [number for number in told if folded(self.at(number).title) == folded(key.title)]
        return sorted(exact or told, key=lambda number: place_key(self._quotes_at(number, words)[0]))

    def _quotes_at(self, number: int, words: str) -> list[Mention]:
        quotes = quotes_of(self.at(number))
        return [quote for quote in quotes if _same(quote.text, words)] or list(quotes[:1])

    def _rests_on(self, number: int, homes: frozenset[str]) -> bool:
        return any(quote.source.id in homes for quote in quotes_of(self.at(number)))

    def _no_event(self, key: EventKey, quote: Quote, homes: frozenset[str]) -> NoReturn:
        standing = self.quoting(quote.words)
        if homes and any(self._rests_on(number, homes) for number in standing):
            what = f"“{key.trigger}”" if key.trigger else f"“{key.title}”"
            raise LapseError("gone", f"{what} in “{_short(quote.words)}” is not told as an event any more")
        self.no_words(quote, homes)

    # -- documents -----------------------------------------------------------------------------------------------------

    def homes(self, key: DocumentKey) -> frozenset[str]:
        """The ids of the sources that a key fits: the one of its id, else those of which the same is stated.

        If there is none, it is the one that is surely the document by another name.
        """
        found = self._stated_homes(key)
        if not found and (renamed := self.renames.get(_nameable(key))) is not None:
            self.renamed = renamed
            return frozenset({renamed.id})
        return found

    def _stated_homes(self, key: DocumentKey) -> frozenset[str]:
        if self._sources is None:
            self._sources = frozenset(source.id for source in self.sources)
        if key.id in self._sources:
            return frozenset({key.id})
        return frozenset(source.id for source in self.sources if fits(key, source))

    def recognise(self, decisions: Iterable[Decision]) -> None:
        """Find out which documents of some decisions are here by another name.

        One is if its words stand in one source and no other, and no decision knows that source by its own name.
        """
        if self.among_others:
            return
        quoted: dict[DocumentKey, dict[str, Quote]] = {}
        for quote in chain.from_iterable(map(_quotes_in, decisions)):
            quoted.setdefault(quote.document, {}).setdefault(flat(quote.words), quote)
        homes = {key: self._stated_homes(key) for key in quoted}
        self.known_documents = frozenset().union(*homes.values())
        votes: dict[DocumentKey, dict[str, Source]] = {}
        for key, quotes in quoted.items():
            for words, quote in () if homes[key] else quotes.items():
                places = [place for n in self.quoting(words) for place in self._quotes_at(n, words)]
                places = places or list(self._words_of_others(quote))
                sources = {place.source.id: place.source for place in places}
                for known in self.known_documents:
                    sources.pop(known, None)
                if len(sources) == 1:
                    votes.setdefault(_nameable(key), {}).update(sources)
        self.renames = {key: one for key, sources in votes.items() if len(sources) == 1 for one in sources.values()}

    def _words_of_others(self, quote: Quote) -> Iterator[Mention]:
        """Where words that were not quoted by an event stand, in the texts that are known."""
        for source in self.sources if quote.start is not None else ():
            yield from self._standing(quote.words, source)

    def _may_be_renamed(self, number: int, words: str) -> bool:
        """Whether an event stands in a document that decisions do not know by its own name."""
        return any(quote.source.id not in self.known_documents for quote in self._quotes_at(number, words))

    def no_words(self, quote: Quote, homes: frozenset[str]) -> NoReturn:
        """Raise for words that stand nowhere."""
        if homes and not (self.among_others and quote.document == DocumentKey(id=quote.document.id)):
            now = f", which is {self.renamed.name} now" if self.renamed is not None else ""
            raise LapseError("gone", f"its words no longer stand in {quote.document}{now}: “{_short(quote.words)}”")
        raise LapseError("elsewhere", f"it is about a document that is not here: {quote.document}")

    def _one_home(self, quote: Quote, found: Iterable[Source]) -> Source:
        if self.among_others:
            self.no_words(quote, frozenset())
        sources = list({source.id: source for source in found}.values())
        if len(sources) > 1:
            raise LapseError("ambiguous", f"{quote.document} is not here, and its words stand in {len(sources)} others")
        return sources[0]

    # -- which of several ----------------------------------------------------------------------------------------------

    def _places(self, source: Source) -> list[Mention]:
        """The quotes of a source, in text order."""
        if self._quotes is None:
            gathered: dict[str, dict[Span, Mention]] = {}
            for event in self.present:
                for quote in quotes_of(event):
                    gathered.setdefault(quote.source.id, {}).setdefault(quote.span, quote)
            self._quotes = {key: [spans[span] for span in sorted(spans)] for key, spans in gathered.items()}
        return self._quotes.get(source.id, [])

    def around(self, mention: Mention) -> tuple[str | None, str | None]:
        """The ends of the quotes before and after a place in its document."""
        places = self._places(mention.source)
        here = bisect_left(places, mention.span, key=lambda quote: quote.span)
        before = next((quote.text for quote in reversed(places[:here]) if quote.span.end <= mention.span.start), "")
        after = next((quote.text for quote in places[here:] if quote.span.start >= mention.span.end), "")
        return flat(before)[-_AROUND:].strip() or None, flat(after)[:_AROUND].strip() or None

    def _which(self, found: Sequence[_T], quote: Quote, place: Callable[[_T], Sequence[Mention]]) -> _T:
        """The one of several that stand in the same words, by what stands around them, then by their number."""
        met = [(one, self.around(where[0]) if (where := place(one)) else (None, None)) for one in found]
        both = [one for one, around in met if around == (quote.before, quote.after)]
        if len(both) == 1:
            return both[0]
        if not both:
            either = [
                one
                for one, (before, after) in met
                if (before and before == quote.before) or (after and after == quote.after)
            ]
            if len(either) == 1:
                return either[0]
        if len(found) == quote.of:
            return found[quote.number - 1]
        several = f"it fits {len(found)} places alike" if len(found) > 1 else f"of {quote.of} places one is left"
        raise LapseError("ambiguous", f"{several}, and which is meant is not sure: “{_short(quote.words)}”")

    # -- expressions and mentions --------------------------------------------------------------------------------------

    def enclosing(self, mention: Mention | Timex) -> Mention | None:
        """The shortest quote in which something stands."""
        if mention.source is None:
            return None
        around = [quote for quote in self._places(mention.source) if quote.span.contains(mention.span)]
        return min(around, key=lambda quote: (len(quote.span), quote.span), default=None)

    def standing_as(self, words: str, quote: Quote, places: Iterable[_T], homes: frozenset[str]) -> list[_T]:
        """Those of some expressions or mentions that have the words of a key, in the same quote as it."""
        quoted = flat(quote.words)
        found = []
        for place in places:
            known: Any = place
            if not _same(known.text, words) or known.source is None or (homes and known.source.id not in homes):
                continue
            around = self.enclosing(known)
            if _same(known.text if around is None else around.text, quoted):
                found.append(place)
        return sorted(found, key=lambda place: place_key(place))  # type: ignore[arg-type]

    def words_at(self, key: WordsKey, places: Sequence[_T]) -> _T:
        """The one expression or mention that a key means; `LapseError` if there is none, or more than one."""
        quote = key.quote
        if quote is None or key.words is None:
            raise LapseError("refused", "it does not say which words are meant")
        homes = self.homes(quote.document)
        exact = [place for place in places if _stands_at(place, quote)]
        if len(exact) == 1:
            return exact[0]
        found = self.standing_as(key.words, quote, places, homes)
        if not homes:
            found = [one for one in found if one.source.id not in self.known_documents]  # type: ignore[attr-defined]
        if not found:
            self.no_words(quote, homes)
        if not homes:
            self.renamed = self._one_home(quote, [one.source for one in found])  # type: ignore[attr-defined]
        if len(found) == 1 and quote.of == 1:
            return found[0]
        return self._which(found, quote, lambda place: _mentions(self.enclosing(place), place))  # type: ignore[arg-type]

    def timex_at(self, key: WordsKey) -> Timex:
        """The temporal expression that a key means."""
        exact = [timex for timex in self.timexes if key.id is not None and timex.id == key.id]
        return exact[0] if len(exact) == 1 else self.words_at(key, self.timexes)

    # -- actors --------------------------------------------------------------------------------------------------------

    def actor_at(self, key: ActorKey) -> Actor:
        """The one actor that a key means; `LapseError` if there is none, or more than one."""
        homes = frozenset[str]() if key.quote is None else self.homes(key.quote.document)
        found = [actor for actor in self.actors if actor.id == key.id]
        if not found:
            found = [actor for actor in self.actors if _is_called(actor, key, alias=False)]
            found = found or [actor for actor in self.actors if _is_called(actor, key, alias=True)]
        if key.quote is None:
            return _only(found, f"nobody is called {key} any more")
        if not homes:
            # The name may be that of another; only the words can tell that the document is the same.
            places = {
                id(mention): mention
                for actor in found
                for mention in actor.mentions
                if mention.source.id not in self.known_documents
                and (around := self.enclosing(mention)) is not None
                and _same(around.text, key.quote.words)
            }
            if not places:
                self.no_words(key.quote, homes)
            self.renamed = self._one_home(key.quote, [mention.source for mention in places.values()])
            homes = frozenset({self.renamed.id})
        there = [
            actor
            for actor in found
            if not actor.mentions or any(mention.source.id in homes for mention in actor.mentions)
        ]
        return _only(there, f"nobody is called {key} in {key.quote.document} any more")

    # -- words of a text -----------------------------------------------------------------------------------------------

    def mention_of(self, quote: Quote) -> Mention:
        """Where the words of a quote stand: in the text of a source, or else within the quotes of the timeline."""
        same = [source for source in self.sources if source.id == quote.document.id]
        if same and quote.start is not None:
            return Mention(Span(quote.start, quote.start + len(quote.words)), quote.words, same[0])
        homes = self.homes(quote.document)
        found = [
            place
            for source in self.sources
            if (source.id in homes if homes else source.id not in self.known_documents)
            for place in self._standing(quote.words, source)
        ]
        if not found:
            self.no_words(quote, homes)
        if not homes:
            self.renamed = self._one_home(quote, [mention.source for mention in found])
        if len(found) == 1:
            return found[0]
        return self._which(found, evolve(quote, number=1, of=1), lambda mention: (mention,))

    def has_words(self, quote: Quote) -> bool:
        """Whether the words of a quote still stand in its document, as far as its text is known."""
        homes = self.homes(quote.document)
        return any(any(self._standing(quote.words, source)) for source in self.sources if source.id in homes)

    def _standing(self, words: str, source: Source) -> Iterator[Mention]:
        # Blanks and line ends may be others; nothing else may.
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        text = self.texts.get(source.id)
        if text is not None:
            for found in pattern.finditer(text):
                yield Mention(Span(*found.span()), found[0], source)
            return
        met: set[tuple[int, int]] = set()
        quotes = [quote for event in self.present for quote in quotes_of(event)]
        for quote in [quote for quote in (*quotes, *self.seen) if quote.source.id == source.id]:
            for found in pattern.finditer(quote.text):
                start = quote.span.start + found.start()
                if (start, start + len(found[0])) not in met:
                    met.add((start, start + len(found[0])))
                    yield Mention(Span(start, start + len(found[0])), found[0], source)


def _nameable(key: DocumentKey) -> DocumentKey:
    """A document as it is stated, whatever text it had; one of which nothing is stated is known by its id alone."""
    stated = evolve(key, id=None)
    return key if stated == DocumentKey() else stated


def _quotes_in(decision: Decision) -> Iterator[Quote]:
    """The quotes by which a decision says what it is about."""
    for key in (*decision.events, *decision.actors, *decision.mentions, decision.timex):
        if key is not None and key.quote is not None:
            yield key.quote
    if decision.quote is not None:
        yield decision.quote


def fits(key: DocumentKey, source: Source) -> bool:
    """Whether a source is the document of a key, by what is stated of both.

    Either nothing more is stated of one than of the other, or both state the address, the title or the name, and
    contradict each other in nothing.
    """
    pairs = (
        (key.url, source.url),
        (key.title, source.title),
        (key.name, source.stated_name),
        (key.publisher, source.publisher),
    )
    same = [folded(one or "") == folded(other or "") for one, other in pairs]
    if all(same):
        return True
    both = [one is not None and other is not None for one, other in pairs]
    agree = [alike for alike, stated in zip(same, both, strict=True) if stated]
    return all(agree) and any(both[:3])


def _stands_at(place: Any, quote: Quote) -> bool:
    """Whether an expression or mention stands where a quote says, in the very text."""
    if quote.start is None or place.source is None or place.source.id != quote.document.id:
        return False
    return bool(place.span.start == quote.start and _same(place.text, quote.words))


def _same(one: str, other: str) -> bool:
    return one == other or flat(one) == flat(other)


def _short(words: str) -> str:
    line = flat(words)
    return line if len(line) <= 100 else f"{line[:99].rstrip()}…"


def _mentions(around: Mention | None, place: Mention | Timex) -> Sequence[Mention]:
    if around is not None:
        return (around,)
    return () if place.source is None else (Mention(place.span, place.text, place.source),)


def _only(found: Sequence[_T], none: str) -> _T:
    if not found:
        raise LapseError("gone", none)
    if len(found) > 1:
        raise LapseError("ambiguous", f"it fits {len(found)} alike")
    return found[0]


def _is_called(actor: Actor, key: ActorKey, *, alias: bool) -> bool:
    if key.name is None:
        return False
    known = key.kind is None or ActorKind.UNKNOWN.value in (actor.kind.value, key.kind) or actor.kind.value == key.kind
    return known and (actor.is_called(key.name) if alias else folded(actor.name) == folded(key.name))


# -- the keys of what stands in a timeline -----------------------------------------------------------------------------


def _key_of_document(source: Source) -> DocumentKey:
    return DocumentKey(
        id=source.id, name=source.stated_name, title=source.title, publisher=source.publisher, url=source.url
    )


def key_of_quote(standing: Standing, mention: Mention, *, raw: bool = False) -> Quote:
    """The key of words of a document; `raw` keeps their blanks, and where they stand."""
    before, after = standing.around(mention)
    return Quote(
        words=mention.text if raw else flat(mention.text),
        document=_key_of_document(mention.source),
        before=before,
        after=after,
        start=mention.span.start if raw else None,
    )


def key_of_event(standing: Standing, number: int) -> EventKey:
    """The key of an event, by its number."""
    event = standing.at(number)
    quotes = [quote for quote in quotes_of(event) if quote.text.strip()]
    trigger = None if event.trigger is None else flat(event.trigger.text)
    key = EventKey(id=event.id, title=event.title, trigger=trigger)
    if not quotes:
        return key
    key = evolve(key, quote=key_of_quote(standing, quotes[0]))
    alike = standing.told_as(key, frozenset({quotes[0].source.id}))
    counted: EventKey = _counted(key, alike, number)
    return counted


def _counted(key: Any, alike: Sequence[object], one: object) -> Any:
    if one not in alike:
        return key
    return evolve(key, quote=evolve(key.quote, number=alike.index(one) + 1, of=len(alike)))


def key_of_words(standing: Standing, place: Mention | Timex, places: Iterable[Mention | Timex]) -> WordsKey:
    """The key of an expression or mention, one of `places`."""
    identity = place.id if isinstance(place, Timex) else None
    key = WordsKey(id=identity, words=flat(place.text) or None)
    around = _mentions(standing.enclosing(place), place)
    if not around or not around[0].text.strip():
        return key
    quote = key_of_quote(standing, around[0])
    key = evolve(key, quote=quote)
    alike = standing.standing_as(key.words or "", quote, places, frozenset({around[0].source.id}))
    counted: WordsKey = _counted(key, alike, place)
    return counted


def key_of_actor(standing: Standing, actor: Actor) -> ActorKey:
    """The key of an actor."""
    key = ActorKey(id=actor.id, name=actor.name, kind=actor.kind.value)
    places = [mention for mention in actor.mentions if mention.text.strip()]
    if not places:
        return key
    around = next((quote for mention in places if (quote := standing.enclosing(mention)) is not None), places[0])
    return evolve(key, quote=key_of_quote(standing, around))
