"""Who takes part in an event, in what role, where it happens, and who says so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from dateline.compose.scene import WORD, Scene, words_of
from dateline.compose.titles import titles_of
from dateline.interval import Granularity, Interval
from dateline.model import Actor, ActorKind, Attribution, Mention, Participation, Span, Status
from dateline.recognize.words import BASE, BE, DETERMINER, HAVE, TO, lexicon_of
from dateline.recognize.words import WORD as NOUN
from dateline.who.coreference import link
from dateline.who.mentions import ClauseSubject

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.model import Document
    from dateline.recognize import ActorMention, Annotations, Predicate, Quotation

__all__ = ["Roles"]


class Roles:
    """What the actors of a document do in the events of its sentences."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        self.document = document
        self.text = document.text
        self.source = document.source
        self.found = annotations
        actors, self.links = link(
            document,
            annotations.sentences,
            annotations.actors,
            annotations.quotations,
            {
                predicate.subject.start
                for predicate in annotations.predicates
                if predicate.subject is not None and predicate.clause.start == predicate.subject.start
            },
            timexes=annotations.timexes,
            clauses=[
                ClauseSubject(p.span.start, p.clause, None if p.kind == "reporting" else p.subject)
                for p in annotations.predicates
            ],
        )
        self.actors: tuple[Actor, ...] = tuple(actors)
        self.words = words_of(document.locale)
        self.lexicon = lexicon_of(document.locale)
        self.spelling = self.lexicon.spelling
        self.titles = titles_of(document.locale)
        self.described: dict[str, Actor] = {}
        # by the id of a quotation, which `found` keeps alive
        self.speakers: dict[int, tuple[Attribution, ...]] = {}
        # whom the notes of a paragraph are about
        self.holders: tuple[Actor, ...] = ()

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
            for attribution in self._speakers(quotation):
                links.setdefault(attribution.source.identity, attribution)
        return tuple(links.values()), around

    def _speakers(self, quotation: Quotation) -> tuple[Attribution, ...]:
        """Those who say what a quotation has, told once for all that happens in it."""
        known = self.speakers.get(id(quotation))
        if known is not None:
            return known
        out: dict[object, Attribution] = {}
        cue = Mention.at(quotation.cue, self.document)
        for span in quotation.speakers:
            for actor in self._actors_at(span):
                if actor.identity not in out:
                    out[actor.identity] = Attribution(actor, " ".join(cue.text.split()), cue)
        known = self.speakers[id(quotation)] = tuple(out.values())
        return known

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
        if any(text.startswith(f"{ending} ", where.end - 1) for ending in self.spelling.plural_genitives):
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
