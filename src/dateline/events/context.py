"""What all events of a document are made from: its text and date, who is meant, who says what, and its hedges."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from attrs import field, frozen

from dateline.interval import Moment
from dateline.model import Actor, ActorKind, Attribution, Certainty, Document, Mention, Span, Timex
from dateline.who import ActorMention, Quotation

__all__ = ["Context"]

# In characters: what is longer is no name of a speaker.
LONGEST_NAME: Final = 100
# In characters: so far before a pronoun nobody else may be spoken of.
NEAR: Final = 400


@frozen(eq=False)
class Context:
    """A document with all that was found in it, each kind in text order.

    `who` gives the actors that a mention means, by its index into `mentions`; `index` finds the mention of a word of a
    tree (`dateline.who.mentions.MentionIndex`).  `hedges` are the words that make something less than certain.
    """

    document: Document
    dct: Moment | None
    who: Callable[[int], tuple[Actor, ...]]
    mentions: Sequence[ActorMention]
    quotations: Sequence[Quotation]
    timexes: Sequence[Timex]
    index: Any = None
    hedges: Sequence[tuple[Span, Certainty]] = ()
    _mention_starts: list[int] = field(init=False)
    _quotation_starts: list[int] = field(init=False)
    _open: list[int] = field(init=False)
    _described: dict[str, Actor] = field(init=False, factory=dict)
    _by_cue: dict[int, tuple[Quotation, ...]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_mention_starts", [mention.span.start for mention in self.mentions])
        object.__setattr__(self, "_quotation_starts", [quotation.span.start for quotation in self.quotations])
        for quotation in self.quotations:
            at = quotation.cue.start
            self._by_cue[at] = (*self._by_cue.get(at, ()), quotation)
        # For each quotation the first one before it that may still be open there: a walk back need go no further.
        first: list[int] = []
        reach = 0
        furthest: list[int] = []
        for number, quotation in enumerate(self.quotations):
            while reach < number and max(furthest[reach:number], default=0) <= quotation.span.start:
                reach = number
            first.append(reach)
            furthest.append(quotation.span.end)
        object.__setattr__(self, "_open", first)

    def mentions_in(self, span: Span) -> range:
        """The indices of the mentions that begin within a stretch of text."""
        return range(bisect_left(self._mention_starts, span.start), bisect_left(self._mention_starts, span.end))

    def quotations_at(self, offset: int) -> Iterator[Quotation]:
        """The quotations that cover an offset, in text order."""
        end = bisect_right(self._quotation_starts, offset)
        start = self._open[end - 1] if end else 0
        for quotation in self.quotations[max(start, end - 64) : end]:
            if quotation.span.start <= offset < quotation.span.end:
                yield quotation

    def surely_named(self, index: int) -> Actor | None:
        """The person that a pronoun surely means: the only one spoken of in the stretch before it, by name; else None.

        "He" and "she" only, outside other people's words, and of a person whose gender nothing contradicts.
        """
        pronoun = self.mentions[index]
        if pronoun.form != "pronoun" or pronoun.gender not in ("m", "f") or self.is_quoted(pronoun.span.start):
            return None
        meant = self.who(index)
        if len(meant) != 1 or meant[0].kind is not ActorKind.PERSON:
            return None
        actor, named = meant[0], False
        for number in range(index - 1, -1, -1):
            before = self.mentions[number]
            if before.span.start < pronoun.span.start - NEAR:
                break
            if before.form == "pronoun" and before.gender == pronoun.gender and self.who(number) != meant:
                return None
            if before.form == "pronoun" or before.kind is ActorKind.PLACE or before.kind is ActorKind.ORGANIZATION:
                continue
            if self.who(number) != meant:
                return None
            if before.gender is not None and before.gender != pronoun.gender:
                return None
            named = named or before.form == "name"
        return actor if named else None

    def is_quoted(self, offset: int) -> bool:
        """Whether somebody else's words stand at an offset: not a verb of saying that introduces them."""
        return any(not q.cue.start <= offset < q.cue.end for q in self.quotations_at(offset))

    def quotations_by(self, cue: int) -> tuple[Quotation, ...]:
        """The quotations that a verb of saying introduces, by where that stands."""
        return self._by_cue.get(cue, ())

    def attributed(self, quotations: Iterable[Quotation]) -> tuple[Attribution, ...]:
        """Those who answer for some quotations, in their order, each once."""
        out: dict[object, Attribution] = {}
        for quotation in quotations:
            for speaker in quotation.speakers:
                for attribution in self.speakers(speaker, quotation.cue):
                    out.setdefault(attribution.source.identity, attribution)
        return tuple(out.values())

    def speakers(self, speaker: Span, cue: Span) -> Iterator[Attribution]:
        """Those who are named as the speaker at a place, each with the word that says so.

        They are the actors of the mention that makes up most of it, else the words themselves are a description.
        """
        mention = Mention.at(cue, self.document)
        words = " ".join(mention.text.split())
        best = max(self.mentions_in(speaker), key=lambda i: len(self.mentions[i].span), default=None)
        if best is not None and 2 * len(self.mentions[best].span) > len(speaker):
            for actor in self.who(best):
                yield Attribution(actor, words, mention)
            return
        words_of = speaker.slice(self.document.text).split()
        locale = self.document.locale.words
        if len(words_of) > 1 and words_of[0].lower() in locale.get("articles", frozenset()):
            words_of = words_of[1:]
        name = " ".join(words_of)
        if name and len(name) <= LONGEST_NAME and name.lower() not in locale.get("pronouns", frozenset()):
            yield Attribution(self.described(name, speaker), words, mention)

    def described(self, name: str, span: Span) -> Actor:
        """An actor that is known only by the words that stand there, the same one each time; see `new_actors`."""
        key = name.lower()
        known = self._described.get(key)
        if known is None:
            known = self._described[key] = Actor(name, ActorKind.GROUP, mentions=(Mention.at(span, self.document),))
        return known

    @property
    def new_actors(self) -> tuple[Actor, ...]:
        """The actors that were made from descriptions on the way."""
        return tuple(self._described.values())

    def hedges_in(self, span: Span) -> Iterator[tuple[Span, Certainty]]:
        """The hedges within a stretch of text."""
        at = bisect_left(self.hedges, span.start, key=lambda hedge: hedge[0].start)
        while at < len(self.hedges) and self.hedges[at][0].start < span.end:
            yield self.hedges[at]
            at += 1
