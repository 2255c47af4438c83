"""What the words of a text say of the order of events without a date: "then", "before …", "had left"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.events.factuality import HAPPENED
from dateline.interval import Granularity, Relation
from dateline.model import Event, Mention, Span, TemporalLink
from dateline.syntax import Clause, Clauses, base_relation, is_any_of
from dateline.syntax.lemmas import lemmas_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.events.context import Context
    from dateline.syntax import ParsedSentence
    from dateline.times.lines import Line

__all__ = ["links_of"]

# So many sentences back an event may stand that "then" goes on from.
REACH: Final = 2
# So many sentences later somebody may still be speaking on the same occasion.
SPEECH: Final = 3
# Among so many sentences at its head a report says what its headline tells.
LEAD: Final = 8
# A word that links sentences stands among the first of its clause, or right before the verb.
HEAD: Final = 2


def links_of(
    context: Context, lines: Sequence[Line], parsed: Sequence[ParsedSentence | None], events: Iterable[Event]
) -> Iterator[TemporalLink]:
    """The links between events of which one at least has no date, in text order.

    Within a sentence the conjunctions of the locale say so (`[words] order_after`, `order_before`, `order_same`);
    between sentences its adverbs (`order_later`, `order_earlier`) and the past perfect.  What somebody goes on to say,
    or to show, was on the occasion that was dated last ("Lund spoke on Monday. He promised").  A headline tells what
    the report tells by the same verb of the same actors.  Events that did not happen, or may not, or not yet, have no
    place in the order.
    """
    reader = _Reader(context, events)
    for line, sentence in zip(lines, parsed, strict=True):
        if sentence is not None:
            yield from reader.read(line, sentence)


@frozen(eq=False)
class _Told:
    """A clause with the event that it tells."""

    clauses: Clauses
    clause: Clause
    event: Event


class _Reader:
    """Walks the sentences once, with the last event told in mind."""

    def __init__(self, context: Context, events: Iterable[Event]) -> None:
        self.document = context.document
        get = context.document.locale.words.get
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
        self.occasions = get("occasion_nouns", frozenset())
        self.presenting = get("presenting_verbs", frozenset())
        self.during = get("while_prepositions", frozenset())
        # The last dated occasion on which somebody spoke, by whom, and the number of the last sentence that was on it.
        self.speech: tuple[Event, frozenset[object], int] | None = None
        # What the headlines tell, by the base forms of the verb, with those who do it.
        self.headlines: dict[str, tuple[Event, set[object]]] = {}
        self.events: dict[int, Event] = {}
        for event in events:
            if event.trigger is not None and event.status in HAPPENED:
                self.events.setdefault(event.trigger.span.start, event)
        self.number = 0
        self.last: tuple[Event, int, int] | None = None  # with its sentence and paragraph

    def read(self, line: Line, sentence: ParsedSentence) -> Iterator[TemporalLink]:
        """The links of the events of one sentence, to each other and to what was told before."""
        self.number += 1
        here = [
            _Told(clauses, clauses.at(predicate), event)
            for clauses in sentence.clauses
            for predicate in clauses.predicates()
            if (event := self.events.get(clauses.tree.starts[predicate])) is not None
        ]
        if not here:
            return
        marked = [self._marker(told) for told in here]
        main = next((told for told, marker in zip(here, marked, strict=True) if marker is None), None)
        if main is None:
            return
        if self.number <= LEAD:
            yield from self._headline(line, here)
        for told, marker in zip(here, marked, strict=True):
            if marker is not None and main.event is not told.event:
                relation, cue = marker
                if main.event.when is None or told.event.when is None:
                    yield self._link(main.event, relation, told.event, cue)
        following = self._following(main, line)
        if following is not None:
            yield following
        if self.speech is not None:
            known, speakers, number = self.speech
            by = (link.source.identity for told in here for link in told.event.attributions)
            if self.number - number <= SPEECH and not speakers.isdisjoint(by):
                # What is told here was said there.
                self.speech = (known, speakers, self.number)
        for told, marker in zip(here, marked, strict=True):
            if marker is None and told.clause.tense == "past" and not _is_past_perfect(told):
                spoken = self._spoken(told)
                if spoken is not None:
                    yield spoken
        if main.clause.tense == "past" and not _is_past_perfect(main):
            self.last = (main.event, self.number, line.sentence.paragraph)

    def _marker(self, told: _Told) -> tuple[Relation, Span] | None:
        """How what the main clause tells lies to an adverbial clause that begins with a conjunction of time."""
        clause, tree = told.clause, told.clauses.tree
        if clause.relation != "adverbial":
            return None
        opening = min(tree.subtree(clause.first))
        for word in (*clause.markers, opening):
            relation = self.markers.get(tree.lower[word])
            if relation is not None:
                return relation, Span(tree.starts[word], tree.ends[word])
        return None

    def _following(self, main: _Told, line: Line) -> TemporalLink | None:
        """How the main event of a sentence lies to the last one told, if its words or its tense say so."""
        if self.last is None or self.number - self.last[1] > REACH or line.sentence.paragraph != self.last[2]:
            return None
        event, known = main.event, self.last[0]
        if known is event or (event.when is not None and known.when is not None):
            return None
        tree, p = main.clauses.tree, main.clause.predicate
        opening = min(tree.subtree(p))
        for k in tree.children[p]:
            near = k - opening < HEAD or k == p - 1
            if tree.relations[k] != "advmod" or not near or k > p:
                continue
            for words, relation in ((self.later, Relation.AFTER), (self.earlier, Relation.BEFORE)):
                if tree.lower[k] in words:
                    return self._link(event, relation, known, Span(tree.starts[k], tree.ends[k]))
        if _is_past_perfect(main):
            return self._link(event, Relation.BEFORE, known, None)
        return None

    def _headline(self, line: Line, here: Iterable[_Told]) -> Iterator[TemporalLink]:
        """That what a headline tells is what the report then tells by the same verb of the same actors."""
        for told in here:
            event = told.event
            who: set[object] = {
                part.actor.identity for part in event.participants if part.role in ("agent", "patient", "speaker")
            }
            tree = told.clauses.tree
            bases = lemmas_of(tree.lower[told.clause.predicate], told.clauses.locale)
            if line.sentence.kind == "heading":
                if event.when is None and who:
                    self.headlines.update(dict.fromkeys(bases, (event, who)))
                continue
            for base in sorted(bases & self.headlines.keys()):
                headline, known = self.headlines[base]
                if who & known:
                    self.headlines = {b: h for b, h in self.headlines.items() if h[0] is not headline}
                    yield self._link(headline, Relation.EQUALS, event, None)
                    break

    def _spoken(self, told: _Told) -> TemporalLink | None:
        """That a saying was on the occasion on which the same speaker was last said to speak, if that has a day."""
        event = told.event
        who = frozenset(part.actor.identity for part in event.participants if part.role in ("agent", "speaker"))
        tree, p = told.clauses.tree, told.clause.predicate
        speaks = event.kind == "reporting" or is_any_of(tree, p, self.presenting, told.clauses.locale)
        if event.when is not None:
            occasion = speaks or any(tree.lower[k] in self.occasions for k in tree.subtree(p))
            if occasion and event.when.granularity.rank <= Granularity.DAY.rank:
                self.speech = (event, frozenset(part.actor.identity for part in event.participants), self.number)
            return None
        if self.speech is None:
            return None
        known, speakers, number = self.speech
        goes_on = speaks and self.number - number <= SPEECH and not who.isdisjoint(speakers)
        if not goes_on and not self._at_occasion(told):
            return None
        self.speech = (known, speakers, self.number)
        return self._link(event, Relation.EQUALS, known, None)

    def _at_occasion(self, told: _Told) -> bool:
        """Whether a clause puts what it tells "at the conference", "during his speech"."""
        tree = told.clauses.tree
        for k in told.clause.obliques:
            cases = {tree.lower[x] for x in tree.children[k] if tree.relations[x] == "case"}
            definite = any(base_relation(tree.relations[x]) in ("det", "nmod") and x < k for x in tree.children[k])
            if cases & self.during and definite and tree.lower[k] in self.occasions:
                return True
        return False

    def _link(self, event: Event, relation: Relation, other: Event, cue: Span | None) -> TemporalLink:
        if event.trigger is None or other.trigger is None:  # pragma: no cover (only events with triggers are kept)
            raise AssertionError
        return TemporalLink(
            event.trigger, relation, other.trigger, None if cue is None else Mention.at(cue, self.document)
        )


def _is_past_perfect(told: _Told) -> bool:
    """Whether a clause is in the past perfect: "had (already) left"."""
    clause, words = told.clause, told.clauses.words
    helping = {clause.tree.lower[k] for k in (*clause.auxiliaries, *clause.borrowed)}
    return clause.perfect and not helping.isdisjoint(words.perfect_auxiliaries & words.past_auxiliary_forms)
