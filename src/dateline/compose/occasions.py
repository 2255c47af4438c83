"""Times counted from a happening that its noun names again: "two days after the fire", "a week before his arrest"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.compose.gaps import Gaps
from dateline.compose.scene import WORD
from dateline.interval import Granularity
from dateline.model import Status, TimexType
from dateline.recognize.words import DETERMINER, POSSESSIVE, PREPOSITION
from dateline.times.when import moved

if TYPE_CHECKING:
    from dateline.interval import Interval
    from dateline.model import Document, Event, Timex
    from dateline.recognize import Annotations
    from dateline.times.when import Time

__all__ = ["Occasions"]

# So many of the events last told may be named again.
_KEPT: Final = 40
# So many letters in which a noun and the verb of what it names agree: "identified", "the identification".
_STEM: Final = 5
# In words and characters: how much of a phrase is looked at for the noun.
_WORDS: Final = 5
_PHRASE: Final = 60
# "the day after", "the week before"; and the part of a day: "the morning".
_NEXT: Final = re.compile(r"ref [+-]1([DWMY])")
_PART: Final = re.compile(r"XXXX-XX-XXT[A-Z]{2}")
_TOLD: Final = (Status.ASSERTED, Status.REPORTED)


class Occasions(Gaps):
    """Remembers what was told with its time, to count from it where a noun names it again."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        super().__init__(document, annotations)
        self.told: list[Event] = []
        # The verbs of nouns that look unlike them: "death" is "die".
        self.verbs_of = document.locale.tables.get("verbs_of_nouns", {})

    def _remember(self, event: Event) -> None:
        """Take note of an event that has a day or a month of its own."""
        when = event.when
        if when is None or when.start is None or when.end is None or when.granularity.rank > Granularity.MONTH.rank:
            return
        if event.trigger is not None and event.status in _TOLD:
            if len(self.told) >= 2 * _KEPT:
                del self.told[:_KEPT]
            self.told.append(event)

    def _counted(self, timex: Timex) -> Interval | None:
        """When it was "two days after the fire", if a fire was told of with its time; None for any other duration."""
        if not self.told or timex.type is not TimexType.DURATION or timex.interval is not None:
            return None
        linked = WORD.match(self.text, timex.span.end + 1)
        if linked is None:
            return None
        word = linked[0].lower()
        sign = 1 if word in self.words.after else -1 if word in self.words.before else 0
        base = self._named_again(linked.end()) if sign else None
        return None if base is None else moved(base, timex, sign)

    def _recount(self, time: Time) -> None:
        """Counts "the day after the fire" and "the morning after his arrest" from what the noun names."""
        timex = time.timexes[-1]
        if not self.told or len(time.timexes) > 1:
            return
        found = _NEXT.fullmatch(timex.expression)
        linked = WORD.match(self.text, time.end + 1) if found is None and _PART.fullmatch(timex.expression) else None
        link = timex.text.rpartition(" ")[2] if found is not None else linked[0] if linked is not None else ""
        sign = 1 if link.lower() in self.words.after else -1 if link.lower() in self.words.before else 0
        base = self._named_again(time.end if linked is None else linked.end()) if sign else None
        if base is not None:
            unit = "D" if found is None else found[1]
            when = moved(base, evolve(timex, type=TimexType.DURATION, value=f"P1{unit}", interval=None), sign)
            time.interval = time.interval if when is None else when

    def _named_again(self, start: int) -> Interval | None:
        """When that happened which the noun phrase at `start` names: "the fire", "his arrest"; the last of its kind."""
        words: list[str] = []
        at = start
        for word in WORD.finditer(self.text, start, start + _PHRASE):
            if self.text[at : word.start()] != " " or len(words) == _WORDS:
                break
            bits = self.lexicon.read(word[0])[1]
            if not words and not bits & (DETERMINER | POSSESSIVE):
                return None
            if words and bits & PREPOSITION:
                break
            words.append(word[0].lower())
            at = word.end()
        for noun in words[1:]:
            for event in reversed(self.told[-_KEPT:]):
                if self._is_named(event, noun):
                    return event.when
        return None

    def _is_named(self, event: Event, noun: str) -> bool:
        """True if a noun names what an event tells: "arrest" what "was arrested", "fire" what "the fire broke out"."""
        if event.trigger is None:  # pragma: no cover (only events with triggers are kept)
            return False
        verb = event.trigger.text.lower().split()[0]
        if noun == verb or self.verbs_of.get(noun) == self.lexicon.lemma(verb):
            return True
        lemma = self.lexicon.lemma(verb)
        if min(len(noun), len(lemma)) >= _STEM and noun[:_STEM] == lemma[:_STEM]:
            return True
        return noun in self.words.happenings and noun in event.title.lower().split()
