"""In what mode a clause tells of its time: as done, planned, promised, put off or called off."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dateline.compose.occasions import Occasions
from dateline.compose.scene import WORD, Scene
from dateline.interval import Granularity, Interval
from dateline.model import Status
from dateline.recognize.words import BASE, BE, DO, HAVE, NEGATOR, PREPOSITION, TO

if TYPE_CHECKING:
    from dateline.model import Document, Timex
    from dateline.recognize import Annotations, Predicate
    from dateline.times.when import Time

__all__ = ["Modes"]

# What lies ahead of now, or of what was told before.
NEXT: Final = re.compile(r"(?:dct|ref) (?:next |\+)")


class Modes(Occasions):
    """Tells what was from what was to be."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        super().__init__(document, annotations)
        self.dct = document.dct
        self.today = None if document.dct is None else document.dct.floor(Granularity.DAY)
        # The date that stands over what is read, or at its head with the end of the sentence before.
        self.heading: tuple[Time, Timex] | None = None
        self.item: tuple[Time, Timex, int] | None = None

    def _is_perfect(self, predicate: Predicate) -> bool:
        """True for the present perfect: "has (not yet) left"."""
        flags = self.lexicon.flags
        before = WORD.findall(self.text, max(predicate.clause.start, predicate.span.start - 30), predicate.span.start)
        return any(flags.get(word.lower(), 0) & HAVE for word in before[-3:])

    def _has_agent(self, predicate: Predicate, time: Time) -> bool:
        """True for "proposed by Ann Ray in 2011": who did it stands between a verb and the time."""
        if time.start < predicate.span.end or time.signal not in ("", "in"):
            return False
        words = WORD.findall(self.text, predicate.span.end, time.start)
        return len(words) > 1 and words[0].lower() in self.words.agent

    def _is_promised(self, predicate: Predicate, time: Time) -> bool:
        """True for "was promised new boats by Easter", "issued an order for all boats to be sold by Easter"."""
        if time.start < predicate.span.end:
            return False
        if predicate.lemma in self.words.deciding and NEXT.match(time.timexes[0].expression):
            # "promised to call tomorrow"
            return predicate.voice == "active" and self._is_intended(predicate, time)
        flags = self.lexicon.flags
        words = WORD.findall(self.text, predicate.span.end, time.start) if time.deadline else []
        if any(flags.get(one, 0) & TO and flags.get(two, 0) & BE for one, two in pairwise(words)):
            return True
        due = time.deadline or (time.signal == "for" and predicate.voice == "passive")
        return due and predicate.span.slice(self.text).lower() in self.words.promises

    def _is_awaited(self, predicate: Predicate) -> bool:
        """True for "was not expected until May", "was not due to end until May"."""
        start = predicate.subject.end if predicate.subject is not None else predicate.clause.start
        words = WORD.findall(self.text, min(start, predicate.span.start), predicate.span.end)
        planned = self.lexicon.planned_adjectives
        return any(word in planned or self.lexicon.lemma(word) in self.words.planned for word in words)

    def _is_reckoned(self, predicate: Predicate, time: Time) -> bool:
        """True for "that would be 1946", of a time long past: how somebody works out when it was."""
        end = time.interval.end
        if self.dct is None or end is None or end > self.dct or time.signal or predicate.kind != "state":
            return False
        lead = WORD.findall(self.text, predicate.clause.start, predicate.span.end)
        return any(word.lower() in self.words.reckoned for word in lead[-3:]) and time.start > predicate.span.end

    def _was_able(self, scene: Scene, predicate: Predicate, time: Time) -> bool:
        """True for "a week later he could walk": what somebody was able to do then, no mere possibility."""
        words = WORD.findall(self.text, max(0, predicate.span.start - 30), predicate.span.start)
        if not any(word in self.words.abilities for word in words[-3:]):
            return False
        if self._follows_a_deed(scene, predicate) and time.timexes[-1].expression.startswith("ref "):
            # "was begun on Monday and could be stopped five days later"
            return True
        if predicate.voice == "passive":
            return False
        end = time.interval.end
        if end is None or any(word.lower() in self.words.conditionals for word in WORD.findall(scene.words(self.text))):
            return False
        if self.dct is not None:
            return end <= self.dct and time.start < predicate.span.start
        return time.start < predicate.span.start

    def _follows_a_deed(self, scene: Scene, predicate: Predicate) -> bool:
        """True if a clause tells what the subject of an asserted past clause did or was able to do next."""
        first = WORD.search(self.text, predicate.clause.start, predicate.span.start)
        if first is None or first[0].lower() not in self.words.coordinators:
            return False
        place = next((n for n, one in enumerate(scene.predicates) if one is predicate), 0)
        before = scene.predicates[place - 1] if place else None
        asserted = before is not None and before.status is Status.ASSERTED and before.tense == "past"
        return asserted and before is not None and before.subject == predicate.subject is not None

    def _infinitive(self, predicate: Predicate) -> int | None:
        """Where the infinitive after a verb begins: "agreed on Monday *to* close"."""
        flags = self.lexicon.flags
        before: re.Match[str] | None = None
        for word in WORD.finditer(self.text, predicate.span.end, predicate.clause.end):
            if before is not None and flags.get(before[0], 0) & TO and flags.get(word[0], 0) & (BASE | BE | HAVE | DO):
                return before.start()
            before = word
        return None

    def _is_not_to(self, predicate: Predicate) -> bool:
        start = self._infinitive(predicate) or predicate.span.end
        before = WORD.findall(self.text, predicate.span.end, start)
        return bool(before) and bool(self.lexicon.flags.get(before[-1], 0) & NEGATOR)

    def _is_intended(self, predicate: Predicate, time: Time) -> bool:
        infinitive = self._infinitive(predicate)
        return infinitive is not None and infinitive < time.start

    def _is_proposed(self, predicate: Predicate, time: Time) -> bool:
        """True for the time of what was turned down: "a proposal to raise the fees in 2019 was rejected"."""
        text, subject = self.text, predicate.subject
        if predicate.voice == "passive":
            if subject is None or not subject.start <= time.start < predicate.span.start:
                return False
            start, end = subject.start, time.start
        else:
            start, end = predicate.span.end, time.start
            if not self._lies_ahead(time.interval):
                return False
        words = [word.lower() for word in WORD.findall(text, start, max(start, end))]
        flags = self.lexicon.flags
        for number, word in enumerate(words):
            if word in self.words.proposals:
                return any(flags.get(later, 0) & (TO | PREPOSITION) for later in words[number + 1 :])
        return False

    def _lies_ahead(self, when: Interval) -> bool:
        today = self.today
        if self.dct is None and self.item is None and self.heading is not None:
            above = self.heading[0].interval
            if above.granularity is Granularity.DAY:
                # Under the day of a diary: "The funeral is on Monday".
                today = above.start
        if today is None or when.start is None or (self.dct is not None and when.contains(self.dct)):
            return False
        return when.start.floor(Granularity.DAY) > today.floor(Granularity.DAY)

    def _is_cancelled(self, scene: Scene, owner: int) -> bool:
        """True if what a participle planned ("planned for May") is called off by the verb it belongs to."""
        here = scene.predicates[owner]
        before = scene.predicates[owner - 1] if owner else None
        if before is not None and here.tense == "none" and before.lemma in self.words.cancel:
            # "They cancelled her tour, planned for May."
            thing = here.subject is not None and before.span.end <= here.subject.start
            if thing and before.voice == "active" and before.status is Status.ASSERTED:
                return True
        for other in scene.predicates[owner + 1 :]:
            if other.lemma in self.words.cancel and other.status is not Status.NEGATED:
                if here.tense == "future" and here.status is other.status:
                    # "will be opened and adjourned": one after the other
                    continue
                clause = other.clause
                if clause.start <= here.span.start or other.subject == here.subject:
                    return True
        return False

    def _unit_before(self, time: Time) -> str:
        words = WORD.findall(self.text, max(0, time.start - 40), time.start)
        for word in reversed(words[-3:]):
            if word.lower() in self.words.periods:
                return self.words.periods[word.lower()]
        return ""
