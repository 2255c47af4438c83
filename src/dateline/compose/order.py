"""What the words of a text say of the order of events without a date: "then", "before …", "had left"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.compose.scene import WORD
from dateline.interval import Granularity, Relation
from dateline.model import Event, Mention, Span, Status, TemporalLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.model import Document
    from dateline.recognize import Annotations, Predicate, Sentence

__all__ = ["links_of"]

# So many sentences back an event may stand that "then" goes on from.
REACH: Final = 2
# So many sentences later somebody may still be speaking on the same occasion.
SPEECH: Final = 3
# In characters: how much of a clause is looked at for the occasion it names, and how long its phrase may be.
CLAUSE: Final = 300
PHRASE: Final = 40
# Among so many sentences at its head a report says what its headline tells.
LEAD: Final = 8
# A word that links sentences stands among the first of its clause, or right before the verb.
HEAD: Final = 2

_TOLD: Final = (Status.ASSERTED, Status.REPORTED)


def links_of(document: Document, annotations: Annotations, events: Iterable[Event]) -> Iterator[TemporalLink]:
    """The links between events of which one at least has no date, in text order.

    Within a sentence the conjunctions of the locale say so (`[words] order_after`, `order_before`, `order_same`);
    between sentences its adverbs (`order_later`, `order_earlier`) and the past perfect (`order_perfect`).  What
    somebody goes on to say, or to show, was on the occasion that was dated last ("Lund spoke on Monday. He promised").
    A headline tells what the report tells by the same verb of the same actors.  Events that did not happen, or may not,
    or not yet, have no place in the order.
    """
    reader = _Reader(document, annotations, events)
    if not (reader.markers or reader.later or reader.earlier or reader.perfect):
        return
    for sentence in annotations.sentences:
        yield from reader.read(sentence)


class _Reader:
    """Walks the sentences once, with the last event told in mind."""

    def __init__(self, document: Document, annotations: Annotations, events: Iterable[Event]) -> None:
        self.document = document
        self.text = document.text
        words = document.locale.words
        get = words.get
        # How what the main clause tells lies to a clause that begins with one of these.
        self.markers = {
            word: relation
            for name, relation in (
                ("order_same", Relation.EQUALS),
                ("order_before", Relation.BEFORE),
                ("order_after", Relation.AFTER),
            )
            for word in get(name, frozenset())
        }
        self.later, self.earlier = get("order_later", frozenset()), get("order_earlier", frozenset())
        self.perfect = get("order_perfect", frozenset())
        self.occasions = get("occasion_nouns", frozenset())
        self.presenting = get("presenting_verbs", frozenset())
        self.present = get("while_prepositions", frozenset())
        self.definite = get("definite_articles", frozenset()) | get("possessive_pronouns", frozenset())
        # The last dated occasion on which somebody spoke, by whom, and the number of the last sentence that was on it.
        self.speech: tuple[Event, frozenset[tuple[str, str, str | None]], int] | None = None
        # What the headlines tell, by its verb, with those who do it.
        self.headline: dict[str, tuple[Event, set[tuple[str, str, str | None]]]] = {}
        self.events: dict[int, Event] = {}
        for event in events:
            if event.trigger is not None and event.status in _TOLD:
                self.events.setdefault(event.trigger.span.start, event)
        self.predicates = [p for p in annotations.predicates if p.span.start in self.events]
        self.at = 0
        self.number = 0
        self.last: tuple[Event, int, int] | None = None  # with its sentence and paragraph

    def read(self, sentence: Sentence) -> Iterator[TemporalLink]:
        """The links of the events of one sentence, to each other and to what was told before."""
        self.number += 1
        here: list[Predicate] = []
        while self.at < len(self.predicates) and self.predicates[self.at].span.start < sentence.span.end:
            if self.predicates[self.at].span.start >= sentence.span.start:
                here.append(self.predicates[self.at])
            self.at += 1
        if not here:
            return
        markers = [self._marker(predicate) for predicate in here]
        main = next((k for k, marker in enumerate(markers) if marker is None), None)
        if main is None:
            return
        if self.number <= LEAD:
            yield from self._headlines(sentence, here)
        for predicate, marker in zip(here, markers, strict=True):
            if marker is not None:
                relation, cue = marker
                yield from self._link(here[main], relation, predicate, cue)
        story = self._told(here[main], sentence)
        if story is not None:
            yield story
        if self.speech is not None:
            known, speakers, number = self.speech
            told = (link.source.identity for one in here for link in self.events[one.span.start].attributions)
            if self.number - number <= SPEECH and not speakers.isdisjoint(told):
                # What is told here was said there.
                self.speech = (known, speakers, self.number)
        for predicate, marker in zip(here, markers, strict=True):
            if marker is None and predicate.tense == "past" and not self._perfect(predicate):
                spoken = self._spoken(predicate)
                if spoken is not None:
                    yield spoken
        if here[main].tense == "past" and not self._perfect(here[main]):
            self.last = (self.events[here[main].span.start], self.number, sentence.paragraph)

    def _marker(self, predicate: Predicate) -> tuple[Relation, Span] | None:
        """How what the main clause tells lies to a clause that begins with a conjunction of time."""
        first = WORD.match(self.text, predicate.clause.start)
        if first is None or first.end() > predicate.span.start:
            return None
        relation = self.markers.get(first[0].lower())
        return None if relation is None else (relation, Span(*first.span()))

    def _told(self, predicate: Predicate, sentence: Sentence) -> TemporalLink | None:
        """How the main event of a sentence lies to the last one told, if its words or its tense say so."""
        if self.last is None or self.number - self.last[1] > REACH or sentence.paragraph != self.last[2]:
            return None
        event, known = self.events[predicate.span.start], self.last[0]
        if known is event or (event.when is not None and known.when is not None):
            return None
        opening = list(WORD.finditer(self.text, sentence.span.start, predicate.span.start))
        # "The then minister resigned" goes on from nothing.
        linking = [*opening[:1], *(opening[-1:] if len(opening) > HEAD else opening[1:HEAD])]
        for match in linking:
            for words, relation in ((self.later, Relation.AFTER), (self.earlier, Relation.BEFORE)):
                if match[0].lower() in words:
                    return self._made(event, relation, known, Span(*match.span()))
        if self._perfect(predicate):
            return self._made(event, Relation.BEFORE, known, None)
        return None

    def _headlines(self, sentence: Sentence, here: Iterable[Predicate]) -> Iterator[TemporalLink]:
        """That what a headline tells is what the report then tells by the same verb of the same actors."""
        for predicate in here:
            event = self.events[predicate.span.start]
            who = {part.actor.identity for part in event.participants if part.role in ("agent", "patient", "speaker")}
            if sentence.kind == "heading":
                if event.when is None and who:
                    self.headline[predicate.lemma] = event, who
            elif predicate.lemma in self.headline:
                headline, known = self.headline[predicate.lemma]
                if who & known:
                    del self.headline[predicate.lemma]
                    yield self._made(headline, Relation.EQUALS, event, None)

    def _spoken(self, predicate: Predicate) -> TemporalLink | None:
        """That a saying was on the occasion on which the same speaker was last said to speak, if that has a day."""
        event = self.events[predicate.span.start]
        who = frozenset(part.actor.identity for part in event.participants if part.role in ("agent", "speaker"))
        speaks = predicate.kind == "reporting" or predicate.lemma in self.presenting
        if event.when is not None:
            occasion = speaks or not self.occasions.isdisjoint(event.title.lower().split())
            if occasion and event.when.granularity.rank <= Granularity.DAY.rank:
                self.speech = (event, frozenset(part.actor.identity for part in event.participants), self.number)
            return None
        if self.speech is None:
            return None
        known, speakers, number = self.speech
        goes_on = speaks and self.number - number <= SPEECH and not who.isdisjoint(speakers)
        if not goes_on and not self._at_occasion(predicate):
            return None
        self.speech = (known, speakers, self.number)
        return self._made(event, Relation.EQUALS, known, None)

    def _at_occasion(self, predicate: Predicate) -> bool:
        """True for what a clause puts "at the conference", "during his speech"."""
        before = ""
        clause = predicate.clause
        for match in WORD.finditer(self.text, clause.start, min(clause.end, clause.start + CLAUSE)):
            word = match[0].lower()
            if before in self.present and word in self.definite:
                following = WORD.findall(self.text, match.end(), min(clause.end, match.end() + PHRASE))[:3]
                return any(noun.lower() in self.occasions for noun in following)
            before = word
        return False

    def _perfect(self, predicate: Predicate) -> bool:
        """True for the past perfect: "had (already) left"."""
        if predicate.tense != "past":
            return False
        start = max(predicate.clause.start, predicate.span.start - 40)
        before = [word.lower() for word in WORD.findall(self.text, start, predicate.span.start)]
        return any(word in self.perfect for word in before[-3:])

    def _link(self, one: Predicate, relation: Relation, other: Predicate, cue: Span) -> Iterator[TemporalLink]:
        first, second = self.events[one.span.start], self.events[other.span.start]
        if first is not second and (first.when is None or second.when is None):
            yield self._made(first, relation, second, cue)

    def _made(self, event: Event, relation: Relation, other: Event, cue: Span | None) -> TemporalLink:
        if event.trigger is None or other.trigger is None:  # pragma: no cover (only events with triggers are kept)
            raise AssertionError
        return TemporalLink(
            event.trigger, relation, other.trigger, None if cue is None else Mention.at(cue, self.document)
        )
