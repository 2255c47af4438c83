"""Which tellings are surely of one happening.

Two events of different sources are one if all of this holds, and it is said nowhere that they are two:

- they have the same date, one day or a shorter time, with no other reading of it;
- the same predicate ("resigned"), kind, status and certainty, and the same people answer for them;
- the same participants with a name, at least one, in the same roles;
- no place, number or object differs: what one title says beyond the other is a phrase of its own ("from the board"),
  and none that tells one happening from another of its kind ("again", "the second"); of what comes but once to the
  same people ("resigned"), each title may add phrases of its own, of which no two begin alike;
- none of their sources tells two events of which so much is the same, as of two meetings of one day.

What one telling leaves open may be filled in by two others in different ways ("resigned", "resigned from the board",
"resigned from the council").  Nothing is one then but what is told alike.  So the tellings fall into the same groups
in whatever order they come, and `Event.tellings` keeps them for the next timeline that is merged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.model import Status
from dateline.tellings.quantities import Quantity
from dateline.tellings.told import Told
from dateline.tellings.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from dateline.model import Event
    from dateline.tellings.words import Words

    _Equal: TypeAlias = Callable[[str | Quantity, str | Quantity], bool]

__all__ = ["same_happenings", "say_the_same"]

# Sayings are many on a day, and states are no happenings.
_KINDS: Final = frozenset({"occurrence", "planned", "aspectual"})
# More ways to tell one thing on one day are no way to tell it.
_MOST: Final = 40


def same_happenings(events: Sequence[Event], language: str) -> list[list[Event]]:
    """The events in groups, each of the tellings of one happening; most are alone.  Near linear in their number."""
    loose: dict[object, list[Event]] = {}
    alone: list[list[Event]] = []
    for event in events:
        when = event.when
        if when is None or event.kind not in _KINDS or event.status is Status.HYPOTHETICAL or event.trigger is None:
            alone.append([event])
        else:
            loose.setdefault((when, event.status, event.kind, event.certainty), []).append(event)
    groups: list[list[Event]] = []
    for near in loose.values():
        groups += _grouped(near, language) if len(near) > 1 else [near]
    return groups + alone


def _grouped(events: Sequence[Event], language: str) -> Iterator[list[Event]]:
    words = words_of(language)
    blocks: dict[object, list[Told]] = {}
    for number, event in enumerate(events):
        told = Told(event, words)
        fit = told.on_a_day and told.named and told.documents and not told.recurs and told.deed
        blocks.setdefault((told.deed, told.named, told.voices) if fit else number, []).append(told)
    for block in blocks.values():
        met = [document for told in block for document in told.documents]
        if len(block) == 1 or len(set(met)) < len(met):
            # A source that tells two such events says that there were two.
            yield from ([told.event] for told in block)
        else:
            yield from ([told.event for told in same] for same in _alike(block, words))


def _alike(block: Sequence[Told], words: Words) -> Iterator[list[Told]]:
    """A block of tellings, each of another source, in groups of which every two may be one."""
    ways: dict[object, list[Told]] = {}
    for told in block:
        ways.setdefault((told.line, told.event.place, told.marks), []).append(told)
    heads = [same[0] for same in ways.values()]
    if len(heads) > _MOST:
        yield from ways.values()
        return
    fits = [[_fit(one, other, words) for other in heads] for one in heads]
    seen: set[int] = set()
    grouped = list(ways.values())
    for start in range(len(heads)):
        if start in seen:
            continue
        reached, waiting = {start}, [start]
        while waiting:
            for other, fit in enumerate(fits[waiting.pop()]):
                if fit and other not in reached:
                    reached.add(other)
                    waiting.append(other)
        seen |= reached
        if all(fits[one][other] for one in reached for other in reached if one != other):
            yield [told for number in sorted(reached) for told in grouped[number]]
        else:
            yield from (grouped[number] for number in sorted(reached))


def _fit(one: Told, other: Told, words: Words) -> bool:
    if one.marks != other.marks:
        return False
    if one.event.place and other.event.place and one.event.place != other.event.place:
        return False
    return say_the_same(one, other, words)


def adds_other_phrases(
    one: Sequence[str | Quantity], other: Sequence[str | Quantity], words: Words, equal: _Equal
) -> bool:
    """True if two titles say the same but for phrases that change nothing, and none of these begin alike.

    "resigned from the board" and "resigned after a row", but not "resigned from the council"; nor "sued over the lease"
    and "sued for fraud": what it is about, one of the two alone may say.
    """
    mine, theirs = _phrases(one, words), _phrases(other, words)
    added: set[bool] = set()
    for opening in mine.keys() | theirs.keys():
        here, there = mine.get(opening, []), theirs.get(opening, [])
        both = len(here) == len(there) and all(
            len(a) == len(b) and all(map(equal, a, b)) for a, b in zip(here, there, strict=True)
        )
        if both:
            continue
        if opening is None or (here and there):
            return False
        if opening != "," and not all(here + there):
            # A particle: "took off"
            return False
        if any(key in words.distinguishing or key in words.coordinators for run in here + there for key in run):
            return False
        if opening not in words.circumstances:
            # What it is about, only one of the two may add.
            added |= {bool(here)}
    return len(added) < 2


def _phrases(line: Sequence[str | Quantity], words: Words) -> dict[str | None, list[list[str | Quantity]]]:
    """A title by the words that open its phrases; what stands before the first of them is under None."""
    found: dict[str | None, list[list[str | Quantity]]] = {}
    current = found.setdefault(None, [[]])[0]
    for key in line:
        if isinstance(key, str) and (key in words.adding or key == ","):
            current = []
            found.setdefault(key, []).append(current)
        else:
            current.append(key)
    return found


def say_the_same(one: Told, other: Told, words: Words, *, loosely: bool = False) -> bool:
    """True if two titles say the same but for phrases that change nothing; `loosely`, for numbers and place too."""
    here, there = (_without_place(told) if loosely else told.line for told in (one, other))
    equal = _same_unit if loosely else _equal
    if one.once and other.once and adds_other_phrases(here, there, words, equal):
        return True
    return adds_a_phrase(here, there, words, equal) or adds_a_phrase(there, here, words, equal)


def _without_place(told: Told) -> tuple[str | Quantity, ...]:
    """The line of a title without the name of its place and the preposition before it."""
    place = set(map(told.words.stem, told.place_words))
    line = told.line
    return tuple(
        key
        for number, key in enumerate(line)
        if key not in place
        and not (key in told.words.prepositions and line[number + 1 : number + 2] and line[number + 1] in place)
    )


def adds_a_phrase(short: Sequence[str | Quantity], long: Sequence[str | Quantity], words: Words, equal: _Equal) -> bool:
    """True if one title says what the other says, in its order, and otherwise only adds phrases that change nothing."""
    runs = list(_runs(short, long, equal))
    return bool(runs) and all(_is_phrase(long, start, end, words) for start, end in runs if start < end)


def _runs(short: Sequence[str | Quantity], long: Sequence[str | Quantity], equal: _Equal) -> Iterator[tuple[int, int]]:
    """The stretches of a title that another does not have; nothing if it does not have all of the other."""
    found: list[tuple[int, int]] = []
    at = 0
    for key in short:
        if key == ",":
            continue
        start = at
        while at < len(long) and not equal(key, long[at]):
            at += 1
        if at == len(long):
            return
        found.append((start, at))
        at += 1
    yield from found
    yield (at, len(long))


def _equal(one: str | Quantity, other: str | Quantity) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.unit == other.unit and one.agrees(other)
    return one == other


def _same_unit(one: str | Quantity, other: str | Quantity) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.unit == other.unit
    return one == other


def _is_phrase(line: Sequence[str | Quantity], start: int, end: int, words: Words) -> bool:
    added: Iterable[str | Quantity] = line[start:end]
    if any(key in words.distinguishing for key in added):
        return False
    first = line[start]
    # A preposition alone is a particle, which makes it another deed: "took off".
    opens = first == "," or (first in words.adding and end - start > 1)
    closes = end == len(line) or line[end] == "," or line[end] in words.adding or start == 0
    return opens and closes
