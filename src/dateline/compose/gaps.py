"""Verbs said once for several times: "Ann died in 1970 and Tom four years later", "wed Ann in 1901 and Ida in 1910"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from dateline.compose.parts import Parts
from dateline.compose.scene import WORD, Scene
from dateline.model import ActorKind, Span
from dateline.recognize import Predicate
from dateline.recognize.words import ADVERB, AUXILIARY, DETERMINER, PAST_OR_PARTICIPLE, PREPOSITION
from dateline.times.when import Time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.model import Event

__all__ = ["Gaps", "Share"]

# A phrase that stands for a whole clause is no longer, in words and characters.
_WORDS: Final = 5
_LONGEST: Final = 60


@frozen
class Share:
    """The times of a verb that go with one subject or object.

    `title` is that of their events, "" where it is as usual; those named in `skipped` go with another time.
    """

    predicate: Predicate
    times: Sequence[Time]
    title: str = ""
    skipped: Span | None = None


class Gaps(Parts):
    """Finds what else a verb is said of."""

    def _shares(self, scene: Scene, predicate: Predicate, times: Sequence[Time]) -> Iterator[Share]:
        """The times of a predicate, parted where "and" and a noun before a time leave the verb out."""
        verb, subject = predicate.span, predicate.subject
        if subject is None or subject.start >= verb.start or verb.end > times[0].start:
            yield Share(predicate, times)
            return
        share = Share(predicate, [])
        held = [times[0]]
        for before, time in pairwise(times):
            phrase = self._gapped(scene, before.end, time.start)
            if phrase is not None:
                governs = self._governs(scene, predicate, times[0].start, phrase)
                clause = Span(share.predicate.clause.start, before.end)
                yield evolve(share, predicate=evolve(share.predicate, clause=clause), times=held)
                gapped = evolve(predicate, clause=Span(phrase.start, max(time.end, phrase.end)))
                gapped = gapped if governs else evolve(gapped, subject=phrase)
                skipped = Span(verb.end if governs else subject.start, phrase.start)
                share = Share(
                    gapped, [], self._filled(predicate, subject, phrase, times[0].start, governs=governs), skipped
                )
                held = []
            held.append(time)
        yield evolve(share, times=held)

    def _told_of(self, scene: Scene, event: Event, share: Share) -> Event:
        """An event of a share, with its title and without those who go with another time only."""
        skipped = share.skipped
        if skipped is None:
            return event
        outside = {
            actor.identity
            for index in scene.mentions
            if not skipped.contains(self.found.actors[index].span)
            for actor in self._linked(index)
        }
        kept = tuple(part for part in event.participants if part.actor.identity in outside)
        return evolve(event, title=share.title or event.title, participants=kept)

    def _gapped(self, scene: Scene, start: int, end: int) -> Span | None:
        """The noun between two times that stands for a whole clause: " and Tom", ", and the second in"."""
        text, read = self.text, self.lexicon.read
        if not 4 < end - start < _LONGEST or any(mark in text[start + 1 : end] for mark in ',;:()"“”'):
            return None
        words = list(WORD.finditer(text, start, end))
        while words and read(words[-1][0].lower())[1] & PREPOSITION:
            words.pop()
        joined = bool(words) and words[0][0].lower() in self.words.coordinators
        if joined:
            del words[0]
        if not words or len(words) > _WORDS or not (joined or text[start] == ","):
            return None
        phrase = Span(words[0].start(), words[-1].end())
        bits = [read(word[0].lower())[1] for word in words]
        if not (bits[0] & DETERMINER or words[0][0][0].isupper()) or bits[0] & PREPOSITION:
            return None
        if not joined and any(word[0].lower() in self.words.periods for word in words):
            # "in 1936, the year of the flood, on 3 May"
            return None
        for number, (bit, word) in enumerate(zip(bits, words, strict=True)):
            verbal = bit & (AUXILIARY | PAST_OR_PARTICIPLE) and word[0].islower()
            if verbal or (bit & DETERMINER and not bit & ADVERB and 0 < number < len(words) - 1):
                return None
        inside = [self.found.actors[index] for index in scene.mentions]
        inside = [mention for mention in inside if phrase.contains(mention.span)]
        if any(mention.kind is ActorKind.PLACE for mention in inside):
            return None
        return phrase if bits[0] & DETERMINER or inside else None

    def _governs(self, scene: Scene, predicate: Predicate, end: int, phrase: Span) -> bool:
        """True if what stands between a verb and the time that begins at `end` is parallel to a later `phrase`.

        "wed Ann in 1901 and Ida in 1910", "paid for a roof in 1901 and an organ in 1910"; but "died at Leeds in 1901
        and Ida in 1910".
        """
        words = self._between(predicate, end)
        if not words or not self.lexicon.read(words[0].lower())[1] & PREPOSITION:
            return bool(words)
        people = (ActorKind.PERSON, ActorKind.GROUP)
        inside = (self.found.actors[index] for index in scene.mentions)
        return len(words) > 1 and not any(one.kind in people and phrase.contains(one.span) for one in inside)

    def _between(self, predicate: Predicate, end: int) -> list[str]:
        """The words from a verb to a time, without the preposition of that."""
        words = WORD.findall(self.text, predicate.span.end, end)
        while words and words[-1].lower() in self.titles.time_words:
            words.pop()
        return words

    def _filled(self, predicate: Predicate, subject: Span, phrase: Span, end: int, *, governs: bool) -> str:
        """The title of the clause that `phrase` stands for, with the verb that it leaves out."""
        text, verb = self.text, predicate.span
        said = phrase.slice(text)
        between = text[subject.end : verb.end]
        if len(between) > _LONGEST // 2 or "," in between:
            between = f" {verb.slice(text)}"
        if governs:
            words = self._between(predicate, end)
            if words and self.lexicon.read(words[0].lower())[1] & PREPOSITION:
                said = f"{words[0]} {said}"
            return self.titles.clean(f"{subject.slice(text)}{between} {said}")
        return self.titles.clean(said + between)
