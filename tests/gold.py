"""How a timeline is compared with one written by hand: the rules, and the documents in `seeds/` and `tests/genres/`.

Every event of the gold is one that a reader may want.  A produced event *matches* it if its trigger stands in the
clause of the gold event.  That clause is the `key` and the pieces of the `title`, found in the text around the key.
An event without a trigger matches if its evidence covers the key and its title shares half of the words.  So what is
told by another clause of the sentence matches nothing, however much of the sentence is its evidence.  One exception:
in a row or a note any word may be the trigger.  So a dated event whose evidence covers the key also matches if it has a
right date and its title opens with the gold title.

A gold title holds the least that a good title must: pieces of the text in their order, with " … " between them.
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from dateline import Interval, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline import Actor, Event, Timeline

TESTS = Path(__file__).resolve().parent
SEEDS = TESTS.parent / "seeds"

# A longer piece of text is no evidence for one event, and the pieces of a title stand no further from their key.
LONGEST = 700

# What a title cannot begin with, wherever it comes from: only the clause before it gives it sense.
LINKS = frozenset("and but or nor which who whom whose".split())

# What cannot stand right before the gold title; those of the second kind may, where a main clause follows.
COMPLEMENTIZERS = frozenset("that whether so than".split())
SUBORDINATORS = frozenset("because if when while where although though as since after before until unless".split())

PRONOUNS = frozenset(
    "i me my we us our you your he him his she her hers it its they them their theirs who whom whose which that this "
    "these those one himself herself itself themselves".split()
)

_TOKENS = re.compile(r"\[[^\[\]]*\]|[^\W_]+(?:['’.,][^\W_]+)*")
_BREAKS = re.compile(r"…|\[[^\[\]]*\]")


@frozen
class Expected:
    """An event of the gold.

    `times` are the right dates as EDTF, None for no date; the first is the gold, and the others are right too.
    `places` are the stretches of the text where its clause stands: the key first.
    """

    key: str
    places: tuple[Span, ...]
    title: str
    times: tuple[str | None, ...]
    statuses: frozenset[str]
    actors: tuple[str, ...]
    said_by: tuple[str, ...]
    said_by_ok: tuple[str, ...] = ()
    required: bool = True

    @classmethod
    def read(cls, text: str, stated: dict[str, Any]) -> Expected:
        key = Span(start := text.index(stated["key"]), start + len(stated["key"]))
        return cls(
            key=stated["key"],
            places=(key, *pieces_around(text, key, stated["title"])),
            title=stated["title"],
            times=(stated["edtf"], *stated.get("also_ok", ())),
            statuses=frozenset({stated["status"], *stated.get("status_also_ok", ())}),
            actors=tuple(stated["actors"]),
            said_by=tuple(stated["said_by"]),
            said_by_ok=tuple(stated.get("said_by_ok", ())),
            required=stated.get("required", True),
        )

    @property
    def dated(self) -> bool:
        return self.times[0] is not None


@frozen
class GoldDocument:
    """A text, the timeline expected of it, and what is known of its names."""

    name: str
    genre: str
    text: str = field(repr=False)
    dct: str | None
    events: tuple[Expected, ...] = field(repr=False)
    not_events: tuple[str, ...] = field(repr=False)
    aliases: tuple[tuple[str, ...], ...] = field(repr=False)
    distinct: tuple[tuple[str, str], ...] = field(repr=False)
    document_date: str | None = None


@functools.cache
def documents() -> tuple[GoldDocument, ...]:
    """All gold documents: those of the genres by name, then the seeds."""
    return (
        *[_read(path, path.with_suffix(".json")) for path in sorted((TESTS / "genres").glob("*.txt"))],
        *[_read(path, path.with_suffix(".expected.json")) for path in sorted(SEEDS.glob("*.txt"))],
    )


def _read(path: Path, gold: Path) -> GoldDocument:
    text = path.read_bytes().decode("utf-8")
    stated: dict[str, Any] = json.loads(gold.read_text(encoding="utf-8"))
    return GoldDocument(
        name=path.stem,
        genre=stated.get("genre", "seed"),
        text=text,
        dct=stated["dct"],
        events=tuple([Expected.read(text, event) for event in stated["events"]]),
        not_events=tuple(stated["not_events"]),
        aliases=tuple([tuple(group) for group in stated["aliases"]]),
        distinct=tuple([(one, other) for one, other in stated.get("distinct", ())]),
        document_date=stated.get("document_date"),
    )


def pieces_of(title: str) -> list[str]:
    """What a title takes from the text: the stretches between "…" and brackets."""
    return [piece.strip() for piece in _BREAKS.split(title) if piece.strip()]


def _pattern(piece: str, first: bool) -> re.Pattern[str]:
    """Finds a piece of a title as whole words, white space folded; the first may open with a capital or without."""
    words = [re.escape(word) for word in piece.split()]
    if first and piece[0].isalpha():
        words[0] = f"(?:{re.escape(piece[0])}|{re.escape(piece[0].swapcase())})" + re.escape(piece.split()[0][1:])
    start = r"(?<!\w)" if piece[0].isalnum() else ""
    end = r"(?!\w)" if piece[-1].isalnum() else ""
    return re.compile(start + r"\s+".join(words) + end)


def pieces_around(text: str, key: Span, title: str) -> tuple[Span, ...]:
    """Where the pieces of a gold title stand: in their order, as close around the key as can be; () if they do not."""
    low, high = max(0, key.start - LONGEST), min(len(text), key.end + LONGEST)
    # Of each piece, the latest place that leaves room for all that follow: one chain for each place of the last piece.
    found = [
        [Span(match.start(), match.end()) for match in _pattern(piece, number == 0).finditer(text, low, high)]
        for number, piece in enumerate(pieces_of(title))
    ]
    chains: list[tuple[Span, ...]] = [(last,) for last in found[-1]] if found else []
    for places in reversed(found[:-1]):
        longer = []
        for chain in chains:
            before = [place for place in places if place.end <= chain[0].start]
            if before:
                longer.append((before[-1], *chain))
        chains = longer

    def reach(chain: tuple[Span, ...]) -> tuple[int, int]:
        whole = max(key.end, chain[-1].end) - min(key.start, chain[0].start)
        return whole, chain[-1].end - chain[0].start

    return min(chains, key=reach, default=())


def covers(event: Event, place: Span) -> bool:
    """Whether a piece of evidence overlaps half of a stretch of the text."""
    return any(
        min(quote.span.end, place.end) - max(quote.span.start, place.start) >= len(place) / 2
        and len(quote.text) <= LONGEST
        for quote in event.evidence
    )


def matches(event: Event, expected: Expected, text: str) -> bool:
    """Whether an event tells of what the gold event tells of; see the top of this module."""
    if event.trigger is None:
        wanted = set(words_of(expected.title))
        return covers(event, expected.places[0]) and 2 * len(wanted & set(words_of(event.title))) >= len(wanted)
    trigger = event.trigger.span
    if any(trigger.overlaps(place) for place in expected.places):
        return True
    return (
        expected.dated
        and covers(event, expected.places[0])
        and _opens_with(event.title, expected.title)
        and has_time(event, expected)
    )


def _opens_with(title: str, gold: str) -> bool:
    """Whether a title begins as the gold title does, and holds all of it."""
    words, wanted = words_of(title), words_of(gold)
    return words[:1] == wanted[:1] and _holds(words, wanted, 0)


def same_time(when: Interval | None, edtf: str | None) -> bool:
    """Whether a time is that of the gold; None is no time."""
    if when is None or edtf is None:
        return when is None and edtf is None
    # As EDTF, since a morning is written as its day.
    one, other = Interval.from_edtf(when.edtf), Interval.from_edtf(edtf)
    return (one.start, one.end, one.qualifier) == (other.start, other.end, other.qualifier)


def has_time(event: Event, expected: Expected) -> bool:
    return any(same_time(event.when, edtf) for edtf in expected.times)


def named(expected: str, names: set[str]) -> bool:
    """Whether a name is among others, but for a title before it or a word of description more."""
    words = set(expected.casefold().split())
    return any(words <= set(name.casefold().split()) and len(name.split()) <= len(words) + 2 for name in names)


def faults(event: Event, expected: Expected) -> list[str]:
    """What of an event is not as expected: "date", "status", "actors", "said_by"."""
    participants = {name for actor in event.actors for name in (*actor.names, actor.affiliation or "") if name}
    speakers = {name for link in event.attributions for name in link.source.names}
    wrong = []
    if not has_time(event, expected):
        wrong.append("date")
    if event.status.value not in expected.statuses:
        wrong.append("status")
    if not all(named(name, participants | speakers) for name in expected.actors):
        wrong.append("actors")
    tolerated = {*expected.said_by, *expected.said_by_ok}
    if not all(named(name, speakers) for name in expected.said_by) or (speakers and not tolerated):
        wrong.append("said_by")
    return wrong


def best(events: Iterable[Event], expected: Expected) -> Event | None:
    """Of the events that match a gold event, the one with the least faults, a right date first."""
    found = [(faults(event, expected), event) for event in events]
    return min(found, key=lambda pair: ("date" in pair[0], len(pair[0])), default=(None, None))[1]


def words_of(title: str) -> list[str]:
    """The words of a title in small letters; a bracketed part is one word."""
    return [token.casefold() for token in _TOKENS.findall(title)]


def is_verbatim(event: Event) -> bool:
    """Whether the title is made of the words of its evidence: its pieces stand there whole and in order."""
    pieces = pieces_of(event.title)
    quotes = [quote.text for quote in sorted(event.evidence, key=lambda quote: quote.span)]
    return bool(pieces) and _in_order(pieces, "\0".join(quotes))


def _in_order(pieces: Sequence[str], text: str) -> bool:
    start = 0
    for number, piece in enumerate(pieces):
        match = _pattern(piece, number == 0).search(text, start)
        if match is None:
            return False
        start = match.end()
    return True


def title_faults(title: str, gold: str) -> list[str]:
    """What a title lacks of the gold title, as "words", and whether it hangs on a clause before it, as "link".

    The words of the gold must stand in the title in order; others may stand between.  "[…]" may stand for one pronoun
    or for the whole first piece of the gold, if more pieces follow.
    """
    words, wanted = words_of(title), words_of(gold)
    wrong = []
    if not _holds(words, wanted, len(words_of(gold.partition("…")[0])) if "…" in gold else 0):
        wrong.append("words")
    if words and wanted and words[0] != wanted[0]:
        bare = len(words) < 2 or words[1] == wanted[0] or words[1].startswith("[")
        alone = words[0] in COMPLEMENTIZERS or (words[0] in SUBORDINATORS and "," not in title)
        if words[0] in LINKS or (bare and alone):
            wrong.append("link")
    return wrong


def _holds(words: Sequence[str], wanted: Sequence[str], first: int) -> bool:
    """Whether all wanted words come in order; a bracket gives its own words, one pronoun, or the `first` ones."""
    reached = {0}
    for word in words:
        if not word.startswith("["):
            reached |= {at + 1 for at in reached if at < len(wanted) and wanted[at] == word}
            continue
        inside = set(reached)
        for own in words_of(word[1:-1]):
            inside |= {at + 1 for at in inside if at < len(wanted) and wanted[at] == own}
        inside |= {at + 1 for at in reached if at < len(wanted) and wanted[at] in PRONOUNS}
        if first:
            inside.add(first)
        reached = inside
    return len(wanted) in reached


def is_clean(event: Event, wanted: Iterable[Expected]) -> bool:
    """Whether a reader could print the title: verbatim, and good for one of the gold events that the event matches.

    The title of an undated event that says who says so may leave the saying out: what follows "that" is enough.
    """
    golds = [expected.title for expected in wanted]
    if event.when is None and event.attributions:
        golds += [content for gold in golds if (content := gold.partition(" that ")[2])]
    return is_verbatim(event) and any(not title_faults(event.title, gold) for gold in golds)


def is_one_actor(actors: Iterable[Actor], group: Sequence[str]) -> bool:
    """Whether a group of names belongs to one actor, and none of them to another."""
    holders = [actor for actor in actors if any(actor.is_called(form) for form in group)]
    return len(holders) == 1 and all(holders[0].is_called(form) for form in group)


def is_apart(actors: Iterable[Actor], pair: tuple[str, str]) -> bool:
    """Whether no actor bears the names of two who differ."""
    return not any(all(named(name, set(actor.names)) for name in pair) for actor in actors)


def matched(timeline: Timeline, document: GoldDocument) -> Iterator[tuple[Event, tuple[Expected, ...]]]:
    """Each event of a timeline, and the gold events that it matches: none, if it is spurious."""
    for event in timeline:
        yield event, tuple([wanted for wanted in document.events if matches(event, wanted, document.text)])
