"""What a sentence tells besides the events that have a date: further verbs, infinitives, sayings and event nouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.compose.dated import Dated
from dateline.compose.parts import MAX_EVIDENCE
from dateline.compose.scene import WORD, Scene
from dateline.model import Span, Status
from dateline.recognize import Predicate
from dateline.recognize.words import (
    ADVERB,
    AUXILIARY,
    BASE,
    BE,
    DETERMINER,
    HAVE,
    ING,
    LINK,
    NEGATOR,
    PARTICIPLE,
    PAST_OR_PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    VERBAL,
)
from dateline.recognize.words import WORD as NOUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model import Event

__all__ = ["Further"]

# A clause of fewer words that has no subject tells nothing.
_FEWEST: Final = 3
_SMALL: Final = re.compile(r"[a-z]+")
_WHOLE_SMALL: Final = re.compile(r"\b[a-z]+\b")
# So many characters may stand between a verb and the infinitive that hangs on it: "agreed with the union to close".
_GOVERNED: Final = 120
# What ends the reach of a verb before an infinitive.
_CUT: Final = re.compile(r"[;:()“”\"—–]")


class Further(Dated):
    """Makes the undated events of one sentence beside its main one."""

    def _further(self, scene: Scene, told: set[int]) -> Iterator[Event]:
        """What a sentence tells besides the events whose triggers begin at the offsets `told`, without a date."""
        told_of = bool(scene.mentions or scene.quotations)
        further = [
            predicate
            for predicate in scene.predicates
            if predicate.kind != "state" and (predicate.span.start in told or self._happens(predicate))
        ]
        for predicate in scene.predicates:
            if predicate.span.start in told or (not told_of and predicate.status is Status.ASSERTED):
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
            if content and predicate.lemma not in self.words.announcing:
                # The saying itself stands in the attributions of what was said.
                continue
            yield self._made(scene, predicate, None, (), predicate.status, alone=content)
        if not told_of:
            return
        for infinitive in self._infinitives(scene, told):
            draft = self._draft(scene, infinitive, None, (), infinitive.status)
            subject = infinitive.subject
            if draft.participants or (subject is not None and subject.slice(self.text).lower() not in self._pronouns):
                yield self._written(draft)
        for noun in self._named_happenings(scene, told):
            event = self._made(scene, noun, None, (), noun.status)
            title = self._owned(scene, noun.clause.start, event.title)
            if title is not None:
                yield event if title == event.title else evolve(event, title=title)

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
        if governor.voice == "active" and governor.lemma in self.words.bidding:
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

    # -- event nouns

    def _named_happenings(self, scene: Scene, told: set[int]) -> Iterator[Predicate]:
        """The event nouns that say whose they are: "the arrest of Ada Brock", "the firm's merger with Karsa"."""
        text, actors = self.text, self.found.actors
        limit = min(scene.end, scene.body + MAX_EVIDENCE)
        happenings = self.words.happenings
        if happenings.isdisjoint(_SMALL.findall(text, scene.body, limit)):
            return
        spans = [
            actors[index].span
            for index in scene.mentions
            if actors[index].span.slice(text).lower() not in self.words.possessives
        ]
        for match in _WHOLE_SMALL.finditer(text, scene.body, limit):
            start, end = match.span()
            if match[0] not in happenings or start in told or any(span.start <= start < span.end for span in spans):
                continue
            after = WORD.match(text, end + 1, limit) if text[end : end + 1] == " " else None
            if after is not None and after[0].islower() and self._is_noun(after):
                # "Colby's launch party"
                continue
            begin, finish = self._owner_before(scene, start), self._argument_after(end, spans, limit)
            if begin is None and finish is None:
                continue
            begin = self._phrase_start(scene, start) if begin is None else begin
            status = Status.ASSERTED
            for predicate in scene.predicates:
                governs = predicate.span.end <= start and predicate.clause.start <= start < predicate.clause.end
                if governs and predicate.status in (Status.HYPOTHETICAL, Status.PLANNED):
                    status = predicate.status
            first = WORD.match(text, begin, start)
            if first is not None and self.lexicon.flags.get(first[0].lower(), 0) & NEGATOR:
                status = Status.NEGATED
            clause = Span(begin, end if finish is None else finish)
            yield Predicate(Span(start, end), clause, text[start:end], tense="none", status=status)

    def _is_noun(self, word: re.Match[str]) -> bool:
        """True for a word that can be nothing but a noun or an adjective, and is no time."""
        if self.lexicon.read(word[0])[1] != NOUN:
            return False
        times = self.found.timexes
        at = bisect_left(times, word.start(), key=lambda timex: timex.span.start)
        return at == len(times) or times[at].span.start != word.start()

    def _owned(self, scene: Scene, start: int, title: str) -> str | None:
        """A title with the name for the possessive that it begins with: "Its sale" is "Colby Ltd's sale".

        None if nobody can tell whose it is.
        """
        word = WORD.match(title)
        if word is None or word[0].lower() not in self.words.possessives or not self.words.genitive:
            return title
        owners = [self._linked(index) for index in scene.mentions if self.found.actors[index].span.start == start]
        if len(owners) != 1 or len(owners[0]) != 1:
            return None
        return f"{owners[0][0].name}{self.words.genitive}{title[word.end() :]}"

    def _argument_after(self, end: int, spans: Sequence[Span], limit: int) -> int | None:
        """Where the actors end that a noun which ends at `end` has by a preposition: "between Colby and Karsa".

        What it is "of" may be anything: "the release of the new timetable".
        """
        text = self.text
        link = WORD.match(text, end + 1)
        if link is None or link[0] not in self.words.arguments:
            return None
        reached: int | None = None
        for span in spans:
            low = link.end() if reached is None else reached
            if span.start < low:
                continue
            between = text[low : span.start]
            if len(between) > 30 or any(mark in between for mark in ",;:.()"):
                break
            if reached is not None and between.strip() not in self.words.coordinators:
                break
            if any(self.lexicon.read(word)[1] & (AUXILIARY | PAST_OR_PARTICIPLE) for word in WORD.findall(between)):
                break
            reached = span.end
        if reached is None and link[0] in self.words.of:
            reached = self._thing_after(link.end(), limit)
        return reached

    def _thing_after(self, start: int, limit: int) -> int | None:
        """Where the noun phrase ends that begins with a determiner after `start`: "the new timetable"."""
        reached, before = start, 0
        for number, word in enumerate(WORD.finditer(self.text, start, min(limit, start + 60))):
            bits = self.lexicon.read(word[0])[1]
            if self.text[reached : word.start()] != " " or (not number and not bits & DETERMINER):
                break
            if number and bits & (PREPOSITION | LINK | AUXILIARY | BE | PRONOUN):
                break
            if bits & PAST_OR_PARTICIPLE and not before & (DETERMINER | ADVERB):
                break
            if number == 5:
                return None
            reached, before = word.end(), bits
        return reached if len(WORD.findall(self.text, start, reached)) > 1 else None

    def _phrase_start(self, scene: Scene, start: int) -> int:
        """Where the noun phrase begins whose noun stands at `start`."""
        text = self.text
        for word in reversed(list(WORD.finditer(text, max(scene.body, start - 30), start))):
            if text[word.end() : start].strip() or self.lexicon.read(word[0])[1] & (PREPOSITION | VERBAL):
                break
            start = word.start()
            if word[0].lower() in self.words.determiners:
                break
        return start

    def _owner_before(self, scene: Scene, start: int) -> int | None:
        """Where the name begins whose a noun is: "Ada Brock's sudden death"; None if it is nobody's."""
        text, actors = self.text, self.found.actors
        for index in scene.mentions:
            span = actors[index].span
            if span.end > start or start - span.end > 40:
                continue
            if actors[index].form == "pronoun":
                words = WORD.findall(text, span.end, start)
                plain = not any(self.lexicon.read(word)[1] & (VERBAL | PREPOSITION) for word in words)
                if len(words) < 3 and plain and span.slice(text).lower() in self.words.possessives:
                    return span.start
                continue
            if text[span.end : start] == " " and actors[index].form == "name":
                # "the Colby Ltd merger"
                return self._phrase_start(scene, span.start)
            ending = text[span.end : span.end + 2] in ("'s", "’s") or text[span.end - 2 : span.end] in ("'s", "’s")
            ending = ending or text[span.end - 1 : span.end + 1] in ("s'", "s’")
            words = WORD.findall(text, span.end + 2, start)
            if (
                ending
                and len(words) < 3
                and not any(self.lexicon.read(word)[1] & (VERBAL | PREPOSITION) for word in words)
            ):
                return span.start
        return None
