"""What one source tells of one happening, in the form in which tellings are compared."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from dateline.interval import Granularity, Qualifier
from dateline.model import ActorKind, Event, Status, TimexType
from dateline.tellings.quantities import Quantity, quantities_of
from dateline.tellings.words import Words, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Actor, Participation

__all__ = ["Told"]

# Words of a title beyond these are not compared: no happening is named by a page.
_MOST: Final = 80
# So many characters around a predicate are looked at for words like "again".
_BEFORE, _BEHIND = 30, 60
_CORE: Final = frozenset({"agent", "patient", "recipient", "beneficiary", "speaker"})
# Nor are the words of a quote beyond these characters.
_QUOTE: Final = 400


@frozen(eq=False)
class Told:
    """One telling of an event, `event`, read with the words of a language.

    `deed` is the key of its predicate, "" if it has none.  `named` are those who take part and have a name, by id and
    role.
    `line` is its title as a row of keys, without those names, its own time and words like "the" and "was"; a number is
    its `Quantity`.
    """

    event: Event
    words: Words = field(repr=False)

    @cached_property
    def documents(self) -> frozenset[str]:
        """The ids of the sources whose quotes it rests on."""
        return frozenset(quote.source.id for quote in self.event.evidence)

    @cached_property
    def voices(self) -> tuple[str, ...]:
        """The ids of those who answer for it, innermost first; none if the document itself does."""
        return tuple(link.source.id for link in self.event.attributions)

    @cached_property
    def deed(self) -> str:
        trigger = self.event.trigger
        found = [] if trigger is None else [word for word, _, _ in split(trigger.text)]
        found = [word for word in found if word not in self.words.closed] or found
        return self.words.deed(found[0].lower()) if found else ""

    @cached_property
    def once(self) -> bool:
        """Whether the predicate is one that comes but once, or not soon again, to the same people and things."""
        return not self.words.once.isdisjoint(self._verbs)

    @cached_property
    def unique(self) -> bool:
        """Whether it comes but once at all, as a birth does."""
        return not self.words.unique.isdisjoint(self._verbs)

    @cached_property
    def _verbs(self) -> frozenset[str]:
        trigger = self.event.trigger
        return frozenset(
            () if trigger is None else (self.words.stem(word.lower()) for word, _, _ in split(trigger.text))
        )

    @cached_property
    def named(self) -> frozenset[tuple[str, str]]:
        return frozenset((part.actor.id, part.role) for part in self._bearers)

    @cached_property
    def _bearers(self) -> list[Participation]:
        return [part for part in self.event.participants if self._is_named(part.actor)]

    def _is_named(self, actor: Actor) -> bool:
        """Whether somebody is called by a name and not described: not "the board", "Twelve workers", "police".

        Letters without case tell nothing; what is written in them counts as a name.
        """
        return actor.kind is not ActorKind.GROUP and any(
            word[:1].isalpha() and not word[:1].islower() and word.lower() not in self.words.closed
            for word in actor.name.split()
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the names of those who take part, in small letters."""
        return frozenset(
            word.lower()
            for part in self._bearers
            for name in part.actor.names
            for word, _, _ in split(name)
            if word[:1].isupper() or not word.islower()
        )

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The words of its place, and of what the text has there if a reader gave another, in small letters."""
        read = [told.was for told in self.event.corrections if told.what == "place"]
        return frozenset(word.lower() for place in (self.event.place, *read) for word in (place or "").split())

    @cached_property
    def recurs(self) -> bool:
        """Whether the text says that it happens again and again."""
        return any(timex.type is TimexType.SET for timex in self.event.timexes)

    @cached_property
    def on_a_day(self) -> bool:
        """Whether its date is one day or a shorter time, and nothing about it is left open."""
        when = self.event.when
        return (
            when is not None
            and when.start is not None
            and when.end is not None
            and when.granularity.rank <= Granularity.DAY.rank
            and when.qualifier is Qualifier.NONE
            and (when.end.instant - when.start.instant) <= 86_400_000_000
            and not self.event.alternatives
        )

    @cached_property
    def _tokens(self) -> tuple[list[str], list[str], list[tuple[int, int]]]:
        """The words and signs of the title as written, in small letters, and their extents."""
        found = split(self.event.title)[:_MOST]
        return [word for word, _, _ in found], [word.lower() for word, _, _ in found], [(a, b) for _, a, b in found]

    @cached_property
    def _predicate(self) -> int | None:
        """The number of the token where the predicate begins."""
        trigger = self.event.trigger
        return None if trigger is None else _first(self._tokens[1], trigger.text.lower())

    @cached_property
    def _timed(self) -> frozenset[int]:
        """The tokens that tell its time, and the prepositions before them."""
        _, small, _ = self._tokens
        hit: set[int] = set()
        for timex in self.event.timexes:
            wanted = [word.lower() for word, _, _ in split(timex.text)]
            for at in _places(small, wanted):
                hit.update(range(at, at + len(wanted)))
                if at and small[at - 1] in self.words.closed:
                    hit.add(at - 1)
        return frozenset(hit)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers that its title gives, but for those of its time."""
        written, small, _ = self._tokens
        return tuple(
            one
            for one in quantities_of(small, self.words, self._predicate)
            if not self._timed.intersection(range(one.first, one.behind)) and not self._is_model(one, written)
        )

    def _is_model(self, count: Quantity, written: Sequence[str]) -> bool:
        """Whether a number belongs to the name before it and counts nothing: "Model 4 users"."""
        before = count.first - 1
        return before >= 0 and before not in self._timed and not written[before].islower() and written[before].isalpha()

    def shown(self, quantity: Quantity) -> str:
        """The words of a quantity as they stand in the title."""
        _, _, extents = self._tokens
        return self.event.title[extents[quantity.first][0] : extents[quantity.behind - 1][1]]

    @cached_property
    def line(self) -> tuple[str | Quantity, ...]:
        written, small, _ = self._tokens
        counts = {
            number: one
            for one in self.quantities
            for number in range(one.first, one.end if one.unit not in self.words.measures else one.behind)
        }
        left_out = self._left_out(written, small).union(self._asides(small))
        found: list[str | Quantity] = []
        for number, word in enumerate(small):
            if number in self._timed or number in left_out:
                continue
            if number in counts:
                if not found or found[-1] is not counts[number]:
                    found.append(counts[number])
            elif word[0].isalnum() or word in self.words.currencies:
                found.append(word if word in self.words.closed else self.words.stem(word))
            elif word in ",;:–—(":
                found.append(",")
        while found and found[-1] == ",":
            found.pop()
        return tuple(found)

    def _left_out(self, written: Sequence[str], small: Sequence[str]) -> frozenset[int]:
        """The tokens without which a title says the same, the names of those who take part, and what leads to them.

        "Dr" before a name goes with it, and so does a preposition, since the role says what it says: "to Ada Brook".
        What stands before the name of a subject says who that is: "the ferry Heron", "the captain, Ruben Oake,".  Nor
        is it told who says so.
        """
        found = {number for number, word in enumerate(small) if word in self.words.silent}
        for link in self.event.attributions:
            for told in (link.cue, link.source.name):
                wanted = [word.lower() for word, _, _ in split(told)]
                found.update(number for at in _places(small, wanted) for number in range(at, at + len(wanted)))
        predicate = self._predicate if self._predicate is not None else 0
        for number in range(min(predicate, len(small)) - 1, 0, -1):
            if small[number] in self.names and not written[number].islower():
                at = number - 1
                while at >= 0 and written[at].isalpha() and small[at] not in self.words.closed and at not in found:
                    found.add(at)
                    at -= 1
        aside = self._asides(small)
        if any(small[number] in self.names and not written[number].islower() for number in aside):
            # "The captain, Ruben Oake, was arrested": what the name is put to.
            found.update(number for number in range(aside.start) if small[number] not in self.words.closed)
        before = False
        for number in range(len(small) - 1, -1, -1):
            word = small[number]
            named = word in self.names and not written[number].islower()
            if named or (before and (word in self.words.titles or word in self.words.prepositions)):
                found.add(number)
            before = named or (before and (word in self.words.titles or word in self.words.silent))
        return frozenset(found)

    def _asides(self, small: Sequence[str]) -> range:
        """The tokens from the first comma to the last before the predicate: what they tell is who somebody is."""
        at = self._predicate
        commas = [number for number, word in enumerate(small[:at]) if word == ","] if at is not None else []
        return range(commas[0], commas[-1] + 1) if len(commas) > 1 else range(0)

    @cached_property
    def content(self) -> frozenset[str]:
        """The keys of the words that say what happened, without names, numbers, the predicate and small words."""
        return frozenset(
            key
            for key in self.line
            if isinstance(key, str)
            and len(key) > 2
            and key not in self.words.closed
            and self.words.deed(key) != self.deed
        )

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The keys of the names in its title: words with a capital that do not open it, and those of who takes part."""
        written, small, _ = self._tokens
        counted = {number for one in self.quantities for number in range(one.first, one.behind)}
        place = self.place_words
        return frozenset(
            self.words.stem(small[number])
            for number, word in enumerate(written)
            if number not in self._timed
            and number not in counted
            and small[number] not in place
            and word[:1].isupper()
            and small[number] not in self.words.closed
            and small[number] not in self.words.titles
            and (number or small[number] in self.names)
        )

    @cached_property
    def context(self) -> frozenset[str]:
        """The keys of the names in its first quote, of those of who takes part, and of its content."""
        quote = self.event.evidence[0].text if self.event.evidence else self.event.title
        found = split(quote[:_QUOTE])
        times = {word for timex in self.event.timexes for word, _, _ in split(timex.text)}
        capitals = [
            word.lower()
            for word, _, _ in found
            if word[:1].isupper() and len(word) > 2 and word not in times and word.lower() not in self.words.closed
        ]
        # The quote may say "she".
        return self.content.union(map(self.words.stem, (*capitals, *self.names)))

    @cached_property
    def actors(self) -> frozenset[str]:
        """The ids of those who take part and have a name."""
        return frozenset(actor for actor, _ in self.named)

    @cached_property
    def leads(self) -> frozenset[str]:
        """Those of them who do it or to whom it is done."""
        return frozenset(actor for actor, role in self.named if role in _CORE)

    @cached_property
    def marks(self) -> frozenset[str]:
        """The words of title and quote, around the predicate, that tell it from another of its kind: "again".

        A title may leave out an adverb that the sentence has.
        """
        near = [key for key in self.line if isinstance(key, str)]
        trigger = self.event.trigger
        for quote in self.event.evidence if trigger is not None else ():
            if trigger is not None and quote.source.id == trigger.source.id and quote.span.contains(trigger.span):
                at = trigger.span.start - quote.span.start
                end = trigger.span.end - quote.span.start
                for part in (quote.text[max(0, at - _BEFORE) : at], quote.text[end : end + _BEHIND]):
                    small = [word.lower() for word, _, _ in split(part)]
                    # "more than 12" is a number.
                    near += [a for a, b in pairwise([*small, ""]) if f"{a} {b}" not in self.words.bounds]
        return frozenset(key for key in near if key in self.words.distinguishing)

    @cached_property
    def counts(self) -> dict[str, Quantity]:
        """Its quantities by their units, without the units of which it gives several."""
        found: dict[str, list[Quantity]] = {}
        for one in self.quantities:
            found.setdefault(one.unit, []).append(one)
        return {unit: same[0] for unit, same in found.items() if len(same) == 1}

    @property
    def happened(self) -> bool:
        """Whether it is told as having happened, by whomever, or as not having happened."""
        return self.event.status in (Status.ASSERTED, Status.REPORTED, Status.NEGATED)


def _places(tokens: Sequence[str], wanted: Sequence[str]) -> list[int]:
    length = len(wanted)
    if not length:
        return []
    return [at for at in range(len(tokens) - length + 1) if list(tokens[at : at + length]) == list(wanted)]


def _first(tokens: Sequence[str], words: str) -> int | None:
    found = _places(tokens, [word for word, _, _ in split(words)])
    return found[0] if found else None
