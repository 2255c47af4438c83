"""The parts of an event: title, participants, place, sources and evidence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from attrs import define, evolve

from dateline.compose.scene import WORD, Scene, words_of
from dateline.compose.titles import MAX_TITLE, titles_of, without_spans
from dateline.interval import Granularity, Interval, Qualifier
from dateline.model import (
    Actor,
    ActorKind,
    Attribution,
    Certainty,
    Event,
    Hedge,
    Mention,
    Participation,
    Span,
    Status,
    Timex,
    TimexType,
)
from dateline.recognize import Predicate, Quotation
from dateline.recognize.coreference import link
from dateline.recognize.words import (
    ADVERB,
    AUXILIARY,
    BASE,
    BE,
    DETERMINER,
    HAVE,
    ING,
    LINK,
    PREPOSITION,
    PRONOUN,
    TO,
    lexicon_of,
)
from dateline.recognize.words import WORD as NOUN

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.model import Document
    from dateline.recognize import ActorMention, Annotations

__all__ = ["MAX_EVIDENCE", "Parts"]

# A longer sentence is quoted in part: no reader calls a page a quote.
MAX_EVIDENCE: Final = 700
# So many characters at most lie between a clock time and its day: " on the ".
_BESIDE: Final = 8
# Within so many characters and words behind a verb of little meaning stands the noun that names the happening.
_NAMED: Final = 70
_WORDS: Final = 6
# In these tenses a verb has one form for "I" and for a name ("I sold", "I will sell").
_WISHED: Final = (Status.PLANNED, Status.NEGATED)
_SETTLED: Final = ("past", "future")


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


class Parts:
    """Makes events of one document, each from its predicate, its time and the sentence it stands in."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        self.document = document
        self.text = document.text
        self.source = document.source
        self.found = annotations
        actors, self.links = link(document, annotations)
        self.actors: tuple[Actor, ...] = tuple(actors)
        self.words = words_of(document.locale)
        self.lexicon = lexicon_of(document.locale)
        self.spelling = self.lexicon.spelling
        self.titles = titles_of(document.locale)
        self.described: dict[str, Actor] = {}
        # whom the notes of a paragraph are about
        self.holders: tuple[Actor, ...] = ()
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
            speakers = self._speakers(told, predicate)
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

    def _lead(self, scene: Scene, start: int, end: int) -> re.Match[str] | None:
        """The first word of a stretch that is no time, nor says so: "after" in "On 3 May, after the fall of Orle"."""
        starts = {timex.span.start: timex.span.end for timex in scene.timexes}
        reached = start
        for word in WORD.finditer(self.text, start, end):
            reached = max(reached, starts.get(word.start(), 0))
            low = word[0].lower()
            if word.start() >= reached and (low in self.titles.links or low not in self.titles.time_words):
                return word
        return None

    def _is_led_in(self, scene: Scene, predicate: Predicate, lead: re.Match[str]) -> bool:
        """True if the word `lead` at the head of a clause governs a noun only: "After the fall of Orle, he fled"."""
        subject = predicate.subject
        if subject is None or subject.start <= lead.end() or subject.start > predicate.span.start:
            return False
        if not self.lexicon.flags.get(lead[0].lower(), 0) & PREPOSITION:
            return False
        if lead.end() == subject.start - 1:
            return False
        times = [(timex.span.start, timex.span.end) for timex in scene.timexes]
        return not self.titles.is_time_only(without_spans(self.text, lead.end(), subject.start, times))

    def _antecedent(self, scene: Scene, predicate: Predicate) -> Iterator[Span]:
        """The actor that a relative clause is hung on: "the pilot, with whom he dined"."""
        start = predicate.clause.start
        if start <= scene.sentence.span.start:
            return
        linking = WORD.findall(self.text, start, predicate.span.start)[:2]
        if not any(word.lower() in self.titles.governed for word in linking):
            return
        for index in scene.mentions:
            span = self.found.actors[index].span
            if span.end <= start and not self.text[span.end : start].strip(" ,)"):
                yield span

    def _with_complement(self, scene: Scene, predicate: Predicate, end: int) -> int:
        """`end`, or the end of the clause that completes the verb: "finds that …"."""
        for other in scene.predicates:
            if end <= other.clause.start <= end + 2 and other.clause.start > predicate.span.start:
                word = WORD.match(self.text, other.clause.start)
                if word is not None and word[0].lower() in self.words.complementizers:
                    return other.clause.end
        return end

    def _content(self, scene: Scene, predicate: Predicate) -> Quotation | None:
        """The words that a reporting verb reports."""
        if predicate.kind != "reporting":
            return None
        return next((q for q in scene.quotations if q.cue == predicate.span), None)

    def _chain(self, scene: Scene, predicate: Predicate) -> tuple[tuple[Attribution, ...], list[Quotation]]:
        """Those who answer for a predicate, innermost first, and the quotations that say so."""
        at = predicate.span.start
        around = [q for q in scene.quotations if q.span.start <= at < q.span.end and q.cue != predicate.span]
        if not around:
            return (), []
        # Of two that answer for the same words, the one named last is the nearer: "said, citing two letters, that …".
        around.sort(key=lambda q: (q.span.end - q.span.start, -q.cue.start))
        links: dict[object, Attribution] = {}
        for quotation in around:
            for attribution in self._speakers(quotation, predicate):
                links.setdefault(attribution.source.identity, attribution)
        return tuple(links.values()), around

    def _speakers(self, quotation: Quotation, predicate: Predicate) -> tuple[Attribution, ...]:
        out: dict[object, Attribution] = {}
        cue = Mention.at(quotation.cue, self.document)
        for span in quotation.speakers:
            for actor in self._actors_at(span):
                if actor.identity not in out:
                    out[actor.identity] = Attribution(actor, " ".join(cue.text.split()), cue)
        return tuple(out.values())

    def _linked(self, index: int) -> tuple[Actor, ...]:
        return self.links.get(index, ())

    def _actors_at(self, span: Span) -> tuple[Actor, ...]:
        """The actors of a speaker: those of the mention that stands there, else the words taken for a description."""
        mentions = self.found.actors
        at = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
        best: int | None = None
        while at < len(mentions) and mentions[at].span.start < span.end:
            if best is None or len(mentions[at].span) > len(mentions[best].span):
                best = at
            at += 1
        if best is not None and (mentions[best].span == span or 2 * len(mentions[best].span) > len(span)):
            return self._linked(best) or self._document_before(span)
        if best is not None and mentions[best].form == "pronoun":
            if mentions[best].span.slice(self.text).lower() not in self.words.possessives:
                return self._linked(best)
            owners = self._linked(best)
            if len(owners) == 1 and mentions[best].span.start == span.start:
                # "her gallery announced"
                rest = Span(mentions[best].span.end + 1, span.end)
                return self._described(rest, f"{owners[0].name}{self.words.genitive} ")
        return self._described(span)

    def _document_before(self, span: Span) -> tuple[Actor, ...]:
        """The report, the letter that "It says" goes on from: what the sentence before speaks of."""
        if span.slice(self.text).lower() not in self.words.document_pronouns:
            return ()
        sentences = self.found.sentences
        at = bisect_right(sentences, span.start, key=lambda sentence: sentence.span.start) - 1
        if at < 1 or WORD.search(self.text, sentences[at].span.start, span.start):
            return ()
        before = sentences[at - 1].span
        for word in WORD.finditer(self.text, before.start, min(before.end, before.start + 200)):
            if word[0].lower() in self.words.documents:
                return self._described(Span(*word.span()))
        return ()

    def _described(self, span: Span, owner: str = "") -> tuple[Actor, ...]:
        words = owner + " ".join(span.slice(self.text).split())
        first, _, rest = words.partition(" ")
        if first.lower() in self.words.leading_articles and rest:
            words = rest
        if not words or len(words) > 100 or words.lower() in self.titles.pronouns:
            return ()
        if not self.described:
            self.described = {actor.name.lower(): actor for actor in reversed(self.actors)}
        known = self.described.get(words.lower())
        if known is None:
            known = Actor(words, ActorKind.GROUP, mentions=(Mention.at(span, self.document),))
            self.described[words.lower()] = known
        return (known,)

    def _roles(
        self, scene: Scene, predicate: Predicate, region: Sequence[Span], told: Quotation | None
    ) -> Iterator[tuple[Actor, str]]:
        subject, verb = predicate.subject, predicate.span
        speakers = told.speakers if told is not None else ()
        later: list[tuple[Actor, str]] = []
        mentions = self.found.actors
        stretches = [(span.start, span.end + 1) for span in region]
        for index in scene.mentions:
            mention = mentions[index]
            first, last = mention.span.start, mention.span.end
            for start, end in stretches:
                if start <= first and last <= end:
                    break
            else:
                continue
            role = self._role(mention, predicate, subject, verb, told is not None)
            if role is None:
                continue
            if role == "speaker" and told is not None and speakers and told.span.contains(mention.span):
                # "Ada Brock left, said a clerk": she is spoken of.
                continue
            if speakers and any(span.contains(mention.span) and self._is_head(mention, span.end) for span in speakers):
                # "…,” said Ada Brock."
                role = "speaker"
            for actor in self._linked(index):
                if role in ("agent", "speaker") or (role == "patient" and predicate.voice == "passive"):
                    yield actor, role
                else:
                    later.append((actor, role))
        yield from later

    def _role(
        self, mention: ActorMention, predicate: Predicate, subject: Span | None, verb: Span, telling: bool
    ) -> str | None:
        text, where = self.text, mention.span
        if subject is not None and subject.start <= where.start and where.end <= subject.end:
            if not self._is_head(mention, subject.end, inside=True):
                return "participant"
            before = WORD.findall(text, subject.start, where.start)
            if before and not self.words.prepositions.isdisjoint(map(str.lower, before)):
                return None if mention.kind is ActorKind.PLACE else "participant"
            if predicate.voice == "passive":
                return "patient"
            return "speaker" if telling else "agent"
        apposed = subject is not None and subject.end <= where.start and where.end <= verb.start
        if (
            subject is not None
            and apposed
            and text[subject.end : where.start].strip() == ","
            and mention.form == "name"
        ):
            # "the firm's chair, Ada Brock, told": an apposition to the subject.
            return "patient" if predicate.voice == "passive" else "speaker" if telling else "agent"
        if mention.kind is ActorKind.PLACE:
            return None
        if where.start >= verb.end:
            if not self._is_head(mention, predicate.clause.end):
                return None if self._is_make(mention) else "participant"
            lows = [word.lower() for word in WORD.findall(text, verb.end, min(where.start, verb.end + 60))]
            preposition = next((word for word in reversed(lows) if word in self.words.prepositions), "")
            if preposition in self.words.agent and predicate.voice == "passive":
                return "agent"
            if preposition in self.words.recipient and self._is_infinitive(lows, preposition):
                return "participant"
            if not preposition and len(lows) <= 2:
                return "recipient" if telling else "patient"
            if preposition in self.words.recipient:
                return "recipient"
        return "participant"

    def _is_head(self, mention: ActorMention, limit: int, inside: bool = False) -> bool:
        """False for a name that only goes with another noun: "Colby's mill", "her mill", "a Colby Ltd director".

        That noun stands before the offset `limit`, and is no time ("Colby Ltd today").
        """
        text, where = self.text, mention.span
        # In a subject, what stands behind a name cannot be the verb: "the Colby Ltd plant".
        nouns = (NOUN, NOUN | BASE, BASE) if inside else (NOUN,)
        if text.startswith(self.spelling.genitives, where.end) or mention.text.lower() in self.words.possessives:
            return False
        if text.startswith(self.spelling.plural_genitives, where.end - 1):
            return False
        if mention.form != "name" or text[where.end : where.end + 1] != " ":
            return True
        after = WORD.match(text, where.end + 1, limit)
        if after is not None and mention.kind is ActorKind.ORGANIZATION and self._is_model(after):
            return False
        if after is None or not after[0].islower() or self.lexicon.read(after[0])[1] not in nouns:
            return True
        at = bisect_left(self.found.timexes, after.start(), key=lambda timex: timex.span.start)
        return at < len(self.found.timexes) and self.found.timexes[at].span.start == after.start()

    def _is_model(self, word: re.Match[str]) -> bool:
        """True for what tells one product of a maker from others: the "B40" of "a Colby B40", the "7" of "Colby 7"."""
        written = word[0]
        if not any(sign.isdigit() for sign in written):
            return False
        at = bisect_left(self.found.timexes, word.start(), key=lambda timex: timex.span.start)
        if at < len(self.found.timexes) and self.found.timexes[at].span.start == word.start():
            return False
        if not written.isdigit():
            return any(sign.isalpha() for sign in written)
        # "told Colby Ltd 40 men had left": a number of something else
        following = WORD.match(self.text, word.end() + 1)
        return following is None or not following[0].islower() or self.text[word.end()] != " "

    def _is_make(self, mention: ActorMention) -> bool:
        """True for a name that only says of what make a product is: "five Colby B40s"."""
        where = mention.span
        if mention.kind is not ActorKind.ORGANIZATION or self.text[where.end : where.end + 1] != " ":
            return False
        after = WORD.match(self.text, where.end + 1)
        return after is not None and self._is_model(after)

    def _is_infinitive(self, lows: Sequence[str], preposition: str) -> bool:
        """True if what looks like a preposition stands before a verb: "a contract to supply Colby Ltd"."""
        at = len(lows) - 1 - list(reversed(lows)).index(preposition)
        if not self.lexicon.flags.get(preposition, 0) & TO or at + 1 >= len(lows):
            return False
        bits = self.lexicon.flags.get(lows[at + 1], 0)
        return bool(bits & (BASE | BE | HAVE)) and not bits & DETERMINER

    def _participations(self, roles: Iterable[tuple[Actor, str]]) -> tuple[Participation, ...]:
        out: dict[object, Participation] = {}
        for actor, role in roles:
            known = out.get(actor.identity)
            if known is None or (known.role == "participant" and role != "participant"):
                out[actor.identity] = Participation(actor, role)
        return tuple(out.values())

    def _place(self, scene: Scene, predicate: Predicate, when: Interval | None) -> str | None:
        """Where it happened, as the clause says; of the first sentence of a report, else where its dateline stands."""
        mentions = self.found.actors
        named = False
        for index in scene.mentions:
            mention = mentions[index]
            if mention.kind is not ActorKind.PLACE or mention.span.start < scene.body:
                continue
            named = True
            if predicate.clause.contains(mention.span):
                linked = self._linked(index)
                place = self._located(mention, linked[0].name if linked else mention.name)
                if place is not None:
                    return place
        if named or scene.dateline is None or predicate.status is not Status.ASSERTED:
            return None
        first = next((one for one in scene.predicates if one.tense != "none"), None)
        fresh = when is None or (when.granularity.rank <= Granularity.DAY.rank and self._is_fresh(when))
        return scene.dateline if first is predicate and fresh else None

    def _is_fresh(self, when: Interval) -> bool:
        """True for what lies in the year of the document."""
        dct = self.document.dct
        return dct is None or when.start is None or when.start.year == dct.year

    def _located(self, mention: ActorMention, name: str) -> str | None:
        """The place that a preposition puts something in: "near Leeds", "off the coast of Peru"; None for others."""
        words, text, start = self.words, self.text, mention.span.start
        before = [word.lower() for word in WORD.findall(text, max(0, start - 50), start)]
        if any(word in words.place for word in before[-2:]):
            return name
        if before and before[-1] in words.off and self._is_head(mention, len(text)):
            return name
        if len(before) < 3 or before[-1] not in words.of:
            return None
        noun = before[-2]
        if noun in words.place_kinds or noun in words.place_parts:
            governed = any(word in words.place or word in words.off or word in words.along for word in before[-5:-2])
            if governed:
                return f"{noun} {before[-1]} {name}" if noun in words.place_parts else name
        return None

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

    # -- titles

    def _dates(self, scene: Scene, timexes: Sequence[Timex]) -> Sequence[Timex]:
        """The timexes of an event, and the day that stands beside a clock time: "at noon on 3 May"."""
        clocks = [timex for timex in timexes if timex.type is TimexType.TIME and timex.interval is not None]
        days = [
            day
            for clock in clocks
            for day in scene.timexes
            if day.type is TimexType.DATE
            and max(day.span.start - clock.span.end, clock.span.start - day.span.end) < _BESIDE
            and clock.interval is not None
            and day.interval is not None
            and day.interval.contains(clock.interval)
        ]
        return [*timexes, *days] if days else timexes

    def _title(
        self,
        scene: Scene,
        predicate: Predicate,
        clause: Span,
        companions: Sequence[Span],
        told: Quotation | None,
        whole: bool,
        dates: Sequence[Timex],
        status: Status,
    ) -> str:
        text, titles = self.text, self.titles
        start, end = clause.start, clause.end
        subject = predicate.subject
        if whole:
            start, end = scene.body, scene.end
            cut = text.find(";", predicate.span.end, end)
            if cut > 0 and any(time.start > cut for time in scene.times):
                # "society founded; first gala held in 1991": the second part is an event of its own.
                end = cut
        if told is not None:
            end = max(end, min(told.span.end + 1, scene.end)) if told.span.start >= predicate.span.start else end
            if told.span.end <= predicate.span.start:
                # "…," he said: the words first.
                start = max(scene.body, told.span.start)
        elif not whole and predicate.tense != "none":
            start, end = self._in_cell(scene, predicate, start, end)
            end = self._with_complement(scene, predicate, end)
            for companion in companions:
                if companion.start > end + 2 or companion.end - start > MAX_TITLE:
                    break
                end = max(end, companion.end)
        if predicate.tense == "none" and text[start : predicate.span.start].strip().lower() in self.words.gerund_links:
            # "by saying that"
            start = predicate.span.start
        inside = subject is not None and start <= subject.start < predicate.span.start and subject.end <= end
        prefix = ""
        if subject is not None and not inside and predicate.span.start >= start:
            name = self._name_of(scene, subject)
            prefix = titles.with_article(name) if name else subject.slice(text)
        if inside and subject is not None and not whole:
            spans = [(t.span.start, t.span.end) for t in scene.timexes]
            between = without_spans(text, start, subject.start, spans)
            lead = self._lead(scene, start, subject.start)
            led_in = lead is not None and lead[0].lower() in titles.links and self._is_led_in(scene, predicate, lead)
            if led_in or titles.is_time_only(between) or between.rstrip().endswith(":"):
                # "On 3 May", "Root cause:"; "After the fall of the fort" would lose its first word
                start = subject.start
        # The relative pronoun that a clause may begin with.
        opening = WORD.search(text, start, predicate.span.start)
        if opening is not None and opening[0].lower() not in titles.governed:
            opening = None
        moved = ""
        if opening is not None and not whole and told is None:
            moved = self._object_before(scene, predicate, start, opening)
        times = [timex.span.start for timex in scene.timexes]
        written = titles.cell(titles.without_dates(text, start, min(end, start + 600), dates, times).strip())
        if inside and not moved:
            written = written.replace(self._aside(scene, predicate), "", 1)
        if moved and subject is not None:
            verb = predicate.span.end
            rest = titles.without_dates(text, verb, min(end, verb + 600), dates, times, least=0)
            written = f"{text[subject.start : verb]} {moved}{rest}"
        conditional = status is Status.HYPOTHETICAL
        words = titles.without_links(written, conditional=conditional)
        if opening is not None and not prefix and not whole:
            prefix = self._possessor(scene, predicate, opening)
        if prefix:
            if start <= scene.body and words[:1].isupper():
                # "Born in Leeds, she …": no longer the head of the sentence.
                words = words[0].lower() + words[1:]
            words = f"{prefix} {self._auxiliary(scene, predicate)}{words}"
        short = predicate.span.slice(text)
        if short in self.lexicon.noted and f"{short}. " in words:
            # "b. 1768 at Leeds"
            words = words.replace(f"{short}. ", f"{self.lexicon.noted[short]} ", 1)
        title = titles.clean(words, conditional=conditional)
        if not prefix and subject is not None and titles.opens_with_pronoun(title, settled=predicate.tense in _SETTLED):
            title = titles.named(title, self._name_of(scene, subject))
        if predicate.tense == "future" and predicate.status in _WISHED and (inside or prefix):
            title = titles.wished(title, predicate.span.slice(text))
        return title or titles.clean(text[scene.body : scene.end][:400]) or predicate.span.slice(text)

    def _auxiliary(self, scene: Scene, predicate: Predicate) -> str:
        """What a second participle shares with the first: the "was" of "was cut down in May and sold in June"."""
        if predicate.voice != "passive" or predicate.tense != "past":
            return ""
        read, text = self.lexicon.read, self.text
        low = max(predicate.clause.start, predicate.subject.end if predicate.subject is not None else 0)
        if any(read(word.lower())[1] & BE for word in WORD.findall(text, low, predicate.span.start)):
            return ""
        for other in reversed(scene.predicates):
            if other.span.end > predicate.clause.start or other.voice != "passive" or other.tense != "past":
                continue
            if other.subject is None or other.subject != predicate.subject:
                continue
            words = WORD.findall(text, other.subject.end, other.span.start)
            shared = [word for word in words[-3:] if read(word.lower())[1] & (AUXILIARY | BE)]
            if any(read(word.lower())[1] & BE for word in shared):
                return " ".join(shared) + " "
        return ""

    def _in_cell(self, scene: Scene, predicate: Predicate, start: int, end: int) -> tuple[int, int]:
        """`start` and `end` within the cell of a table that the verb stands in."""
        if scene.sentence.kind != "item":
            return start, end
        text, verb = self.text, predicate.span
        for mark in "\t|":
            start = max(start, text.rfind(mark, start, verb.start) + 1)
            end = cut if (cut := text.find(mark, verb.end, end)) >= 0 else end
        return start, end

    def _aside(self, scene: Scene, predicate: Predicate) -> str:
        """What is told of a subject, between commas, before its verb: ", elected in 1990," in "Brock, …, resigned"."""
        text, subject, verb = self.text, predicate.subject, predicate.span.start
        if subject is None or text[subject.end : subject.end + 1] != ",":
            return ""
        for other in scene.predicates:
            clause = other.clause
            if other is not predicate and subject.end <= clause.start and other.span.end < verb >= clause.end:
                comma = text.rfind(",", max(other.span.end, verb - 40), verb)
                if comma >= clause.end - 1 and not any(mark in text[subject.end : comma] for mark in ';:()“”"'):
                    return text[subject.end : comma + 1]
        return ""

    def _object_before(self, scene: Scene, predicate: Predicate, start: int, first: re.Match[str]) -> str:
        """What a relative clause says somebody did something to: "the mill, which she sold in 1901"."""
        text, subject, verb = self.text, predicate.subject, predicate.span
        if subject is None:
            return ""
        if first[0].lower() in self.words.possessives or predicate.voice != "active" or predicate.tense == "none":
            return ""
        if not first.end() < subject.start < verb.start:
            return ""
        after = WORD.match(text, verb.end + 1)
        times = [time.start for time in scene.times]
        if after is not None and after.start() not in times:
            bits = self.lexicon.read(after[0])[1]
            particle = after[0] in self.lexicon.particles
            then = WORD.match(text, after.end() + 1)
            if then is not None and bits & TO and self.lexicon.read(then[0])[1] & BASE:
                # "which he ceased to use"
                return ""
            if not particle and (not bits & (PREPOSITION | ADVERB) or bits & DETERMINER):
                return ""
        for span in self._antecedent(scene, predicate):
            before = WORD.findall(text, max(scene.body, span.start - 8), span.start)[-1:]
            article = before[0].lower() + " " if before and before[0].lower() in self.words.determiners else ""
            name = " ".join(span.slice(text).split())
            opening, _, rest = name.partition(" ")
            if opening.lower() in self.words.determiners and rest:
                # "The mill, which she sold": no longer the head of the sentence.
                name = f"{opening.lower()} {rest}"
            return article + name
        low = max(scene.body, start - 60)
        words = list(WORD.finditer(text, low, start))[-4:]
        for number in range(len(words) - 1, -1, -1):
            if number + 1 < len(words) and text[words[number].end() : words[number + 1].start()] != " ":
                return ""
            if words[number][0].lower() in self.words.determiners:
                first, rest = words[number], text[words[number].end() : words[-1].end()]
                return first[0].lower() + rest if number + 1 < len(words) else ""
        return ""

    def _possessor(self, scene: Scene, predicate: Predicate, first: re.Match[str]) -> str:
        """Whose it is, in the genitive: "whose grandson built the house"."""
        if first[0].lower() not in self.words.possessives or not self.words.genitive:
            return ""
        for span in self._antecedent(scene, predicate):
            name = self.titles.with_article(" ".join(span.slice(self.text).split()))
            return name + self.words.genitive
        return ""

    def _name_of(self, scene: Scene, subject: Span) -> str | None:
        """The name of the one actor that a subject pronoun stands for."""
        for index in scene.mentions:
            mention = self.found.actors[index]
            if mention.span == subject and mention.form == "pronoun":
                linked = self._linked(index)
                return linked[0].name if len(linked) == 1 else None
        return None
