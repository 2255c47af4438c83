"""The parts of an event put together: its clause, mode, hedges and evidence, with those who take part."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from attrs import define, evolve

from dateline.compose.scene import WORD, Scene
from dateline.compose.wording import Wording
from dateline.interval import Interval, Qualifier
from dateline.model import (
    Attribution,
    Certainty,
    Event,
    Hedge,
    Mention,
    Participation,
    Span,
    Status,
    Timex,
)
from dateline.recognize import Predicate, Quotation
from dateline.recognize.words import BASE, DETERMINER, ING, LINK, PREPOSITION, PRONOUN, TO
from dateline.recognize.words import WORD as NOUN

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from dateline.model import Document
    from dateline.recognize import Annotations

__all__ = ["MAX_EVIDENCE", "Parts"]

# A longer sentence is quoted in part: no reader calls a page a quote.
MAX_EVIDENCE: Final = 700
# Within so many characters and words behind a verb of little meaning stands the noun that names the happening.
_NAMED: Final = 70
_WORDS: Final = 6


@define(eq=False)
class Draft:
    """What decides whether an event is told at all; its title and its quotes are only written for one that is."""

    scene: Scene
    predicate: Predicate
    when: Interval | None
    timexes: tuple[Timex, ...]
    status: Status
    whole: bool
    told: Quotation | None
    attributions: tuple[Attribution, ...]
    hedges: tuple[Hedge, ...]
    clause: Span
    companions: list[Span]
    participants: tuple[Participation, ...]


class Parts(Wording):
    """Makes events of one document, each from its predicate, its time and the sentence it stands in."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        super().__init__(document, annotations)
        self.hedging = document.locale.tables.get("hedging_verbs", {})
        self.hedges = list(self._find_hedges())
        self.hedge_starts = [span.start for span, _ in self.hedges]

    def _made(
        self,
        scene: Scene,
        predicate: Predicate,
        when: Interval | None,
        timexes: Sequence[Timex],
        status: Status,
        whole: bool = False,
        alone: bool = False,
    ) -> Event:
        """An event; with `alone`, that of a saying whose words make events of their own."""
        return self._written(self._draft(scene, predicate, when, timexes, status, whole, alone))

    def _draft(
        self,
        scene: Scene,
        predicate: Predicate,
        when: Interval | None,
        timexes: Sequence[Timex],
        status: Status,
        whole: bool = False,
        alone: bool = False,
    ) -> Draft:
        if when is not None and self._alternatives(timexes, when):
            # The other reading says that it is open; the date itself is one of the two.
            when = evolve(when, start_qualifier=Qualifier.NONE, end_qualifier=Qualifier.NONE)
        chain, told_in = self._chain(scene, predicate)
        told = self._content(scene, predicate)
        if told is not None and not alone:
            speakers = self._speakers(told)
            chain = (*speakers, *chain)
        if status is Status.ASSERTED and any(self._denies(quotation) for quotation in told_in):
            status = Status.NEGATED
        hedges = self._hedged(scene, predicate, chain)
        alleged = bool(hedges) and any(hedge.grade is Certainty.UNVERIFIED for hedge in hedges)
        if (chain or told_in or alleged) and status is Status.ASSERTED:
            status = Status.REPORTED
        clause = self._bounded(scene, predicate)
        region = [self._saying(clause, predicate, told.span) if told is not None and alone else clause]
        if told is not None and not alone:
            region.append(told.span)
            if told.span.start > predicate.span.end:
                region.append(Span(predicate.span.end, told.span.start))
        following = [] if alone else list(self._companions(scene, predicate))
        companions = [other.clause for other in following]
        if whole:
            region.append(Span(scene.body, scene.end))
        if predicate.subject is not None:
            region.append(predicate.subject)
            region.extend(self._apposed(scene, predicate.subject))
        region.extend(self._antecedent(scene, predicate))
        roles = list(self._roles(scene, predicate, region, told))
        if self.holders and self._is_noted(scene, predicate):
            roles += [(actor, "patient" if predicate.voice == "passive" else "agent") for actor in self.holders]
        if not roles:
            # Nobody is named in its own clause: "It came out when Lund published the letter".
            near = [other.clause for other in following if self._completes(predicate, other)]
            roles = list(self._roles(scene, predicate, near, told)) if near else []
        return Draft(
            scene,
            predicate,
            when,
            tuple(timexes),
            status,
            whole,
            told,
            chain,
            hedges,
            clause,
            companions,
            self._participations(roles),
        )

    def _written(self, draft: Draft, kind: str = "") -> Event:
        """The event of a draft, of the kind that its predicate has unless `kind` says another."""
        scene, predicate, when, timexes, told = draft.scene, draft.predicate, draft.when, draft.timexes, draft.told
        dates = self._dates(scene, timexes) if when is not None else ()
        return Event(
            title=self._title(scene, predicate, draft.clause, draft.companions, told, draft.whole, dates, draft.status),
            when=when,
            place=self._place(scene, predicate, when),
            participants=draft.participants,
            attributions=draft.attributions,
            status=draft.status,
            trigger=Mention.at(self._naming(predicate), self.document),
            alternatives=self._alternatives(timexes, when),
            evidence=self._evidence(scene, predicate.span.start, timexes),
            timexes=timexes,
            kind=kind or (predicate.kind if told is not None or predicate.kind != "reporting" else "occurrence"),
            hedges=draft.hedges,
        )

    def _naming(self, predicate: Predicate) -> Span:
        """The words that name a happening: a verb of little meaning does so with its noun, "made its first flight"."""
        verb = predicate.span
        if predicate.kind == "aspectual":
            return self._with_begun(predicate)
        if predicate.lemma not in self.words.light or predicate.voice == "passive":
            return verb
        text, at = self.text, verb.end
        for number, word in enumerate(WORD.finditer(text, at, min(predicate.clause.end, at + _NAMED))):
            bits = self.lexicon.read(word[0])[1]
            if (
                text[at : word.start()] != " "
                or number == _WORDS
                or bits & (PREPOSITION | LINK | PRONOUN) & ~DETERMINER
            ):
                break
            at = word.end()
            if word[0] in self.words.happenings:
                after = WORD.match(text, at + 1) if text[at : at + 1] == " " else None
                if after is None or not after[0].islower() or not self._is_noun(after):
                    return Span(verb.start, at)
        return verb

    def _with_begun(self, predicate: Predicate) -> Span:
        """The span of a verb that says how far something went, with the verb of that: "began selling"."""
        text, verb = self.text, predicate.span
        if predicate.voice == "passive" or text[verb.end : verb.end + 1] != " ":
            return verb
        word = WORD.match(text, verb.end + 1, predicate.clause.end)
        if word is None:
            return verb
        bits = self.lexicon.read(word[0])[1]
        if bits & TO:
            word = WORD.match(text, word.end() + 1, predicate.clause.end)
            if word is not None and self.lexicon.read(word[0])[1] & BASE:
                return Span(verb.start, word.end())
            return verb
        begun = bits & ING and self.lexicon.flags.get(self.lexicon.lemma(word[0]), 0) & BASE
        return Span(verb.start, word.end()) if begun else verb

    def _is_noun(self, word: re.Match[str]) -> bool:
        """True for a word that is most likely a noun or an adjective, and no time."""
        if self.lexicon.read(word[0])[1] not in (NOUN, NOUN | BASE, BASE):
            return False
        times = self.found.timexes
        at = bisect_left(times, word.start(), key=lambda timex: timex.span.start)
        return at == len(times) or times[at].span.start != word.start()

    def _is_noted(self, scene: Scene, predicate: Predicate) -> bool:
        """True for the verb that opens a sentence without a subject: "Emigrated in 1838." after "John Ray."."""
        first = WORD.search(self.text, scene.body, scene.end)
        opens = first is not None and first.start() == predicate.span.start
        return opens and predicate.subject is None and predicate.tense in ("past", "none")

    def _find_hedges(self) -> Iterator[tuple[Span, Certainty]]:
        """Where the text hedges, in text order: the phrases of the locale as whole words, the longest at each place."""
        text = self.text.lower()
        if len(text) != len(self.text):
            # A capital whose small form is longer: offsets would no longer fit.
            text = self.text
        found: list[tuple[int, int, str]] = []
        for phrase, grade in self.document.locale.tables.get("hedges", {}).items():
            at = text.find(phrase)
            while at >= 0:
                end = at + len(phrase)
                if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
                    found.append((at, end, grade))
                at = text.find(phrase, end)
        last = -1
        for start, end, grade in sorted(found, key=lambda hit: (hit[0], -hit[1])):
            if start >= last:
                yield Span(start, end), Certainty(grade)
                last = end

    def _hedged(self, scene: Scene, predicate: Predicate, chain: Sequence[Attribution]) -> tuple[Hedge, ...]:
        """The hedges on a predicate: those in its own clause, and cues of its sources that are hedges themselves."""
        out: dict[Mention, Hedge] = {}
        at = bisect_left(self.hedge_starts, scene.sentence.span.start)
        while at < len(self.hedges) and self.hedge_starts[at] < scene.end:
            span, grade = self.hedges[at]
            at += 1
            last = span.end - 1
            holders = [p for p in scene.predicates if p.clause.start <= last < max(p.clause.end, p.span.end)]
            nearest = min(holders, key=lambda p: len(p.clause), default=None)
            if nearest is predicate or (nearest is None and predicate.clause.contains(span)):
                mention = Mention.at(span, self.document)
                out[mention] = Hedge(grade, mention)
        for attribution in chain if self.hedging else ():
            graded, cue = self.hedging.get(self.lexicon.lemma(attribution.cue.lower())), attribution.mention
            if graded is not None and cue is not None:
                out[cue] = Hedge(Certainty(graded), cue)
        return tuple(out.values())

    def _denies(self, quotation: Quotation) -> bool:
        lemma = self.lexicon.lemma(quotation.cue.slice(self.text).lower())
        if lemma not in self.words.denial and lemma not in self.words.rejecting:
            return False
        # "denied that: the letter had been lost" says what was so instead.
        first = WORD.search(self.text, quotation.cue.end, quotation.span.end)
        return first is None or self.text[first.end() : first.end() + 1] != ":"

    def _bounded(self, scene: Scene, predicate: Predicate) -> Span:
        """The clause of a predicate, within the smallest quotation around it."""
        at, clause = predicate.span.start, predicate.clause
        start, end = clause.start, clause.end
        for quotation in scene.quotations:
            span = quotation.span
            if span.start <= at < span.end and quotation.cue != predicate.span:
                start, end = max(start, span.start), min(end, max(span.end, predicate.span.end))
        return Span(min(start, at), end)

    def _apposed(self, scene: Scene, subject: Span) -> Iterator[Span]:
        """The name between commas after a subject, wherever its verb is: "The builder, Pell & Son, came and left"."""
        for index in scene.mentions:
            mention = self.found.actors[index]
            span = mention.span
            if span.start > subject.end + 3:
                return
            between = self.text[subject.end : span.start] if span.start >= subject.end else ""
            if between.strip() == "," and mention.form == "name" and self.text[span.end : span.end + 1] == ",":
                yield span

    def _saying(self, clause: Span, predicate: Predicate, said: Span) -> Span:
        """The clause of a verb of saying without what is said."""
        verb = predicate.span
        if said.start >= verb.end:
            return Span(min(clause.start, verb.start), max(verb.end, min(clause.end, said.start)))
        return Span(min(verb.start, max(clause.start, said.end)), max(verb.end, clause.end))

    def _completes(self, predicate: Predicate, other: Predicate) -> bool:
        """True if the clause of another verb has the same subject, or tells when it happened."""
        if other.subject is None or other.subject == predicate.subject:
            return True
        opening = WORD.search(self.text, other.clause.start, other.span.start)
        return opening is not None and opening[0].lower() in self.words.temporal

    def _companions(self, scene: Scene, predicate: Predicate) -> Iterator[Predicate]:
        """The clauses after that of a predicate that only go on from it: no time of their own, no other speaker."""
        verb_end, at = predicate.span.end, predicate.clause.end
        lead = WORD.match(self.text, predicate.clause.start)
        if lead is not None and lead[0].lower() in self.words.temporal and not self._is_led_in(scene, predicate, lead):
            # "When she left, he sold it": the main clause is no part of what the other tells.
            return
        for other in scene.predicates:
            clause = other.clause
            if clause.start < verb_end or other is predicate:
                continue
            if other.kind == "reporting" or clause.start > at + 3:
                return
            opening = WORD.findall(self.text, clause.start, other.span.start)[:2]
            if len(opening) == 2 and opening[1].lower() in self.words.complementizers:
                # "… and that two were lost": another thing that was said.
                return
            if any(clause.start <= time.start and time.end <= clause.end + 1 for time in scene.times):
                return
            for quotation in scene.quotations:
                if quotation.span.contains(predicate.span.start) and not quotation.span.contains(other.span.start):
                    return
            yield other
            at = max(at, clause.end)

    def _alternatives(self, timexes: Sequence[Timex], when: Interval | None) -> tuple[Interval, ...]:
        return timexes[0].alternatives if when is not None and len(timexes) == 1 else ()

    def _evidence(self, scene: Scene, at: int, timexes: Sequence[Timex]) -> tuple[Mention, ...]:
        """The sentence, or where it is long what stands around the verb and the time; then a date that stands apart."""
        span = scene.sentence.span
        apart = [Mention.at(timex.span, self.document) for timex in timexes if not span.contains(timex.span)]
        if len(span) <= MAX_EVIDENCE:
            # Most sentences tell of several events, and each quotes the whole.
            quote = scene.quote = scene.quote or Mention.at(span, self.document)
        else:
            inside = [t.span for t in timexes if span.contains(t.span)]
            low = min([at, *(t.start for t in inside)])
            high = max([at, *(t.end for t in inside)])
            if high - low > MAX_EVIDENCE - 100:
                low, high = at, at
            room = (MAX_EVIDENCE - (high - low)) // 2
            start, end = max(span.start, low - room), min(span.end, high + room)
            while start > span.start and start < low and not self.text[start - 1].isspace():
                start += 1
            while end < span.end and end > high and not self.text[end].isspace():
                end -= 1
            quote = Mention.at(Span(start, end), self.document)
        return (quote, *apart)
