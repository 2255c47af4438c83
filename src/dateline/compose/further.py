"""What a sentence tells besides the events that have a date: further verbs, infinitives, gerunds and sayings."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from attrs import evolve

from dateline.compose.nouns import Nouns
from dateline.compose.parts import MAX_EVIDENCE
from dateline.compose.scene import WORD, Scene
from dateline.model import Span, Status, TimexType
from dateline.recognize import Predicate
from dateline.recognize.words import (
    ADVERB,
    BASE,
    BE,
    DETERMINER,
    HAVE,
    ING,
    NEGATOR,
    PARTICIPLE,
    PREPOSITION,
    PRONOUN,
)
from dateline.recognize.words import WORD as NOUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model import Event
    from dateline.times.when import Time

__all__ = ["Further"]

# A clause of fewer words that has no subject tells nothing.
_FEWEST: Final = 3
# So many characters may stand between a verb and the infinitive that hangs on it: "agreed with the union to close".
_GOVERNED: Final = 120
# In characters: the longest gerund looked at, and how far before it its link stands.
_LONGEST: Final = 30
_LEAD: Final = 40
# What ends the reach of a verb before an infinitive.
_CUT: Final = re.compile(r"[;:()“”\"—–]")


class Further(Nouns):
    """Makes the undated events of one sentence beside its main one."""

    def _further(self, scene: Scene, told: set[int], day: Time | None = None) -> Iterator[Event]:
        """What a sentence tells besides the events whose triggers begin at the offsets `told`, without a date.

        In a diary the `day` above it is that of all that happened one after the other: "He rang, and we set out".
        A saying is told beside what was said, but not where a date stands in that: there its attribution is enough.
        """
        told_of = bool(scene.mentions or scene.quotations)
        further = [
            predicate
            for predicate in scene.predicates
            if predicate.kind != "state" and (predicate.span.start in told or self._happens(predicate))
        ]
        for predicate in scene.predicates:
            if predicate.span.start in told:
                continue
            if day is not None and self._goes_on(scene, predicate):
                yield self._made(scene, predicate, day.interval, day.timexes, predicate.status)
                continue
            if not told_of and predicate.status is Status.ASSERTED:
                continue
            if predicate.kind == "state" or not self._happens(predicate):
                lasting = self._lasting(scene, predicate)
                if lasting is not None:
                    yield lasting
                continue
            clause = predicate.clause
            if predicate.subject is None and len(WORD.findall(self.text, clause.start, clause.end)) < _FEWEST:
                # "as promised", "unless otherwise noted"
                continue
            said = self._content(scene, predicate)
            content = said is not None and any(said.span.contains(other.span.start) for other in further)
            own = predicate.lemma in self.words.announcing
            if content and not own and said is not None and self._is_dated(scene, said.span):
                continue
            draft = self._draft(scene, predicate, None, (), predicate.status, alone=content)
            if content and not own and not draft.participants:
                # Said by nobody we know: the saying stands in the attributions of what was said.
                continue
            yield self._written(draft)
        if not told_of:
            return
        named: list[Span] = []  # what infinitives and gerunds are named by, their nouns included
        for infinitive in self._infinitives(scene, told):
            draft = self._draft(scene, infinitive, None, (), infinitive.status)
            subject = infinitive.subject
            if draft.participants or (subject is not None and subject.slice(self.text).lower() not in self._pronouns):
                named.append(self._naming(infinitive))
                yield self._written(draft)
        for gerund in self._gerunds(scene, told):
            draft = self._draft(scene, gerund, None, (), gerund.status)
            if draft.participants and not any(span.contains(gerund.span) for span in named):
                named.append(self._naming(gerund))
                yield self._written(draft)
        for noun in self._named_happenings(scene, told):
            if any(span.contains(noun.span) for span in named):
                continue
            event = self._made(scene, noun, None, (), noun.status)
            title = self._owned(scene, noun.clause.start, event.title)
            if title is None:
                continue
            doers = [(actor, "agent") for actor in self._controllers(scene, noun)]
            if doers or title != event.title:
                roles = [*((part.actor, part.role) for part in event.participants), *doers]
                event = evolve(event, title=title, participants=self._participations(roles))
            yield event

    def _goes_on(self, scene: Scene, predicate: Predicate) -> bool:
        """True for a main clause in the past tense without a time of its own."""
        if predicate.tense != "past" or predicate.kind == "state":
            return False
        if predicate.subject is None and scene.predicates[0].subject is not None:
            return False
        clause, start = predicate.clause, predicate.span.start
        head = WORD.search(self.text, clause.start, start)
        linked = head is not None and head[0].lower() in self.titles.links - self.words.coordinators
        if linked or predicate.status not in (Status.ASSERTED, Status.NEGATED) or clause.contains(scene.sentence.span):
            return False
        if any(clause.start <= timex.span.start < clause.end for timex in scene.timexes):
            return False
        if any(quotation.span.start <= start < quotation.span.end for quotation in scene.quotations):
            return False
        auxiliaries = WORD.findall(self.text, max(clause.start, start - 30), start)[-3:]
        return not any(self.lexicon.flags.get(word.lower(), 0) & HAVE for word in auxiliaries)

    def _is_dated(self, scene: Scene, span: Span) -> bool:
        return any(
            timex.type in (TimexType.DATE, TimexType.TIME) and span.contains(timex.span) for timex in scene.timexes
        )

    @cached_property
    def _pronouns(self) -> frozenset[str]:
        return self.titles.pronouns | self.words.first_person

    def _happens(self, predicate: Predicate) -> bool:
        """False for what the present tense tells of habits, rights and duties."""
        if predicate.tense != "present" or predicate.kind == "reporting":
            return True
        if self.lexicon.read(predicate.span.slice(self.text).split(None, 1)[0])[1] & ING:
            # "is building a mill"
            return True
        return predicate.status is not Status.ASSERTED or self._is_perfect(predicate)

    def _lasting(self, scene: Scene, predicate: Predicate) -> Event | None:
        """How things stand with somebody: "Colby Ltd owns two mills"; what merely is so ("is big") is no event."""
        subject = predicate.subject
        if subject is None or not scene.mentions or self.lexicon.flags.get(predicate.lemma, 0) & BE:
            return None
        opening = WORD.match(self.text, predicate.clause.start)
        if opening is not None and opening[0].lower() in self.titles.relativizers and subject.start >= opening.end():
            # "the mill that Colby Ltd owns" names a mill.
            return None
        draft = self._draft(scene, predicate, None, (), predicate.status)
        if not any(part.role in ("agent", "patient") for part in draft.participants):
            return None
        return self._written(draft, kind="state")

    # -- infinitives

    def _infinitives(self, scene: Scene, told: set[int]) -> Iterator[Predicate]:
        """What somebody is to do, by the verb that says so: "Colby Ltd agreed to sell the mill"."""
        text, flags, read = self.text, self.lexicon.flags, self.lexicon.read
        known = {predicate.span.start for predicate in scene.predicates} | told
        spans = [self.found.actors[index].span for index in scene.mentions]
        for mark in self.words.infinitive.finditer(text, scene.body, scene.end):
            before = text[mark.start() - 1 : mark.start()]
            if before.isalnum() or before == "_":
                # The end of a longer word; that the pattern asks for the letters alone makes it ten times as fast.
                continue
            words = list(islice(WORD.finditer(text, mark.end(), min(scene.end, mark.end() + 60)), 4))
            verb = 0
            denied = False
            while verb < len(words) - 1 and (bits := read(words[verb][0])[1]) & (ADVERB | NEGATOR):
                denied = denied or bool(bits & NEGATOR)
                verb += 1
            if verb >= len(words) or text[mark.end() : words[0].start()].strip():
                continue
            bits = read(words[verb][0])[1]
            passive = False
            if bits & (BE | HAVE):
                # "to be sold", "to have (been) sold"
                have = bool(bits & HAVE)
                verb += 1
                while verb < len(words) and (bits := read(words[verb][0])[1]) & (BE | ADVERB):
                    have = have and not bits & BE
                    verb += 1
                if verb >= len(words) or not read(words[verb][0])[1] & PARTICIPLE:
                    continue
                passive = not have
            elif bits & (DETERMINER | PREPOSITION) or not words[verb][0].islower():
                continue
            elif not bits & BASE and (bits != NOUN or not self._takes_object(words[verb].end())):
                # "to access all rooms": a verb in no list
                continue
            found = words[verb]
            if found.start() in known or any(span.start <= found.start() < span.end for span in spans):
                continue
            if found[0] in self.words.noun_goals and not self._takes_object(found.end()):
                continue
            governor = self._governor(scene, mark.start())
            if governor is None:
                continue
            end = min(governor.clause.end, scene.end)
            for other in scene.predicates:
                if other.clause.start >= found.end():
                    end = min(end, other.clause.start)
            if end < found.end() or any(mark.start() < time.start < end for time in scene.times):
                # A time in it dates the telling of it: that event is there already.
                continue
            subject = self._doer(scene, governor, mark.start())
            if subject is None or (subject == governor.subject and governor.lemma in self.words.achieving):
                # "managed to flee" is one deed.
                continue
            lemma = self.lexicon.lemma(found[0].lower())
            if flags.get(lemma, 0) & (BE | HAVE) or lemma in self.words.states:
                continue
            lead = WORD.findall(text, max(scene.body, mark.start() - 14), mark.start())[-1:]
            if any(self._is_linking(word) for word in lead):
                # "according to"
                continue
            denied = denied or any(read(word)[1] & NEGATOR for word in lead)
            yield Predicate(
                Span(*found.span()),
                Span(mark.start(), end),
                lemma,
                tense="none",
                status=Status.NEGATED if denied else self._intent(governor, mark.start()),
                voice="passive" if passive else "active",
                subject=subject,
            )

    # -- gerunds

    def _gerunds(self, scene: Scene, told: set[int]) -> Iterator[Predicate]:
        """What somebody does by the way: "left after selling the mill", "a clerk holding the key", "Colby paying"."""
        text, read = self.text, self.lexicon.read
        known = {predicate.span.start for predicate in scene.predicates} | told
        for mark in self.words.gerund.finditer(text, scene.body, min(scene.end, scene.body + MAX_EVIDENCE)):
            start = max(text.rfind(" ", max(scene.body, mark.start() - _LONGEST), mark.start()) + 1, scene.body)
            word = text[start : mark.end()]
            if not word.islower() or not word.isalpha() or start in known or read(word)[1] & ~ADVERB != ING:
                continue
            before = list(WORD.finditer(text, max(scene.body, start - _LEAD), start - 1))[-3:]
            after = WORD.match(text, mark.end() + 1)
            if not before or after is None or before[-1].end() != start - 1 or text[start - 1] != " ":
                continue
            if not self._is_object(scene, after):
                continue
            governor = self._governor(scene, start)
            link = before[-1][0].lower()
            status = Status.ASSERTED
            if link in self.words.gerund_links or link in self.words.lacking:
                if governor is None or governor.subject is None:
                    continue
                if governor.voice == "passive" and link in self.words.agent:
                    # "was stopped by closing the gate"
                    continue
                subject = governor.subject
                status = Status.NEGATED if link in self.words.lacking else governor.status
            else:
                # "the clerk holding the key", "Colby Ltd paying the rest"
                holder = self._holder(scene, before)
                if holder is None:
                    continue
                subject = holder
            end = scene.end if governor is None else min(governor.clause.end, scene.end)
            for other in scene.predicates:
                if other.clause.start >= mark.end():
                    end = min(end, other.clause.start)
            if end < mark.end() or any(start < time.start < end for time in scene.times):
                continue
            lemma = self.lexicon.lemma(word)
            known_as = self.lexicon.flags.get(lemma, 0)
            if not known_as & BASE or known_as & (BE | HAVE) or lemma in self.words.states:
                # "after morning"
                continue
            kind: Literal["reporting", "occurrence"] = "reporting" if lemma in self.lexicon.reporting else "occurrence"
            yield Predicate(Span(start, mark.end()), Span(start, end), lemma, kind=kind, status=status, subject=subject)

    def _is_object(self, scene: Scene, word: re.Match[str]) -> bool:
        """True if a word begins what a verb before it is done to: "the mill", "Colby Ltd", "her", "that it burned"."""
        if self.lexicon.read(word[0])[1] & (DETERMINER | PRONOUN) or word[0].lower() in self.words.complementizers:
            return True
        return any(self.found.actors[index].span.start == word.start() for index in scene.mentions)

    def _holder(self, scene: Scene, before: Sequence[re.Match[str]]) -> Span | None:
        """The noun phrase that ends before a participle, if it is one: a name, or a noun with its article."""
        end = before[-1].end()
        for index in scene.mentions:
            mention = self.found.actors[index]
            if mention.span.end == end and mention.form != "pronoun":
                return mention.span
        return None

    def _is_linking(self, word: str) -> bool:
        """True for a preposition that is no particle of a verb ("set up to")."""
        known = word in self.lexicon.particles or word in self.lexicon.planned_adjectives
        return not known and bool(self.lexicon.read(word)[1] & PREPOSITION)

    def _takes_object(self, at: int) -> bool:
        """True if a noun phrase begins at `at`: "to work the land", but "to work in Leeds"."""
        after = WORD.match(self.text, at + 1)
        return after is not None and bool(self.lexicon.read(after[0])[1] & (DETERMINER | PRONOUN))

    def _governor(self, scene: Scene, at: int) -> Predicate | None:
        """The verb on which the infinitive at `at` hangs: the last before it in whose clause it stands."""
        best: Predicate | None = None
        for predicate in scene.predicates:
            if predicate.span.end <= at < predicate.clause.end and predicate.clause.start <= at:
                best = predicate
        if best is None or at - best.span.end > _GOVERNED or _CUT.search(self.text, best.span.end, at):
            return None
        return best

    def _doer(self, scene: Scene, governor: Predicate, at: int) -> Span | None:
        """Who is to do it: whom the verb says it to ("asked Ada Brock to leave"), else its own subject."""
        if governor.voice == "active" and governor.lemma in self.words.assigning:
            text = self.text
            between = list(WORD.finditer(text, governor.span.end, at))
            if between and len(between) < 7:
                lows = [self.lexicon.read(word[0])[1] for word in between]
                if not any(bits & PREPOSITION for bits in lows):
                    return Span(between[0].start(), between[-1].end())
        subject = governor.subject
        if subject is not None and self._name_of(scene, subject) is None:
            words = subject.slice(self.text).lower()
            if words in self.titles.pronouns and words not in self.words.first_person:
                return None
        return subject

    def _intent(self, governor: Predicate, at: int) -> Status:
        """In what mode an infinitive stands by the verb it hangs on: "managed to", "refused to", "is able to" leave."""
        words, status, lemma = self.words, governor.status, governor.lemma
        if lemma in self.lexicon.failing:
            return Status.NEGATED if status in (Status.NEGATED, Status.ASSERTED) else status
        if lemma in words.achieving:
            return status
        if status in (Status.HYPOTHETICAL, Status.NEGATED):
            return Status.HYPOTHETICAL
        if governor.kind == "state" and lemma not in words.deciding and lemma not in words.volition:
            # "is able to"; but "has plans to"
            between = [word.lower() for word in WORD.findall(self.text, governor.span.end, at)]
            return Status.PLANNED if words.proposals.intersection(between) else Status.HYPOTHETICAL
        return Status.PLANNED
