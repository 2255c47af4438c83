"""What nouns tell of: "the arrest of Ada Brock", "Colby Ltd's merger with Karsa", "a deal to lease two mills"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

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
    ING,
    LINK,
    NEGATOR,
    NUMBER,
    PAST_OR_PARTICIPLE,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVIZER,
    TO,
    VERBAL,
)
from dateline.recognize.words import WORD as NOUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model import Actor

__all__ = ["Nouns"]

_SMALL: Final = re.compile(r"[a-z]+")
_WHOLE_SMALL: Final = re.compile(r"\b[a-z]+\b")

# In characters: how far before a noun its phrase begins, and how far behind a preposition a name may stand.
_LEAD: Final = 50
_APART: Final = 14
# And how far behind one a time, with an article between.
_ARTICLE: Final = 5


class Nouns(Dated):
    """Makes predicates of the event nouns of one sentence."""

    def _named_happenings(self, scene: Scene, told: set[int]) -> Iterator[Predicate]:
        """The event nouns that say whose they are, or what: "Ada Brock's arrest", "a deal to lease two mills"."""
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
            compound = after is not None and after[0].islower() and after[0] not in self.words.measuring
            if compound and after is not None and self._is_noun(after):
                # "Colby's launch party"
                continue
            if any(self._names(predicate, start) for predicate in scene.predicates):
                # "made its first flight": the verb tells of it already.
                continue
            begin, finish = self._owner_before(scene, start), self._argument_after(end, spans, limit)
            if begin is None and finish is None:
                phrase = self._telling_phrase(scene, match, spans, limit)
                if phrase is None:
                    continue
                begin, finish = phrase.start, phrase.end
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

    def _names(self, predicate: Predicate, start: int) -> bool:
        """True if the noun at `start` is what a verb of little meaning names its happening by."""
        if predicate.span.start == start:
            return True
        spans_more = predicate.lemma in self.words.light or predicate.kind == "aspectual"
        return spans_more and predicate.span.end < start < predicate.clause.end and start < self._naming(predicate).end

    def _telling_phrase(self, scene: Scene, noun: re.Match[str], spans: Sequence[Span], limit: int) -> Span | None:
        """The phrase of an event noun that says of it more than that it was: "a superficial accident in Leeds".

        None for what is only pointed at ("the deal"), for what is of no number ("in use") or of any ("each visit").
        """
        text, read = self.text, self.lexicon.read
        start, end = noun.span()
        supported = self._is_supported(scene, start)
        low, described, opened = start, False, False
        for word in reversed(list(WORD.finditer(text, max(scene.body, start - _LEAD), start))[-5:]):
            bits = read(word[0])[1]
            if text[word.end() : low] != " " or bits & (PREPOSITION | LINK | AUXILIARY | BE | PRONOUN) & ~DETERMINER:
                break
            if bits & (DETERMINER | POSSESSIVE) and not (opened and bits & ADVERB):
                if word[0].lower() in self.words.quantifiers:
                    return None
                low, described = word.start(), described or opened or bool(bits & POSSESSIVE)
                opened = True
                if not bits & ADVERB:
                    break
                # "first", "last": an article may stand before.
                continue
            if opened:
                break
            low, described = word.start(), True
        finish = self._complement_after(end, spans, limit)
        if noun[0] in self.words.vague_happenings and not supported and not (opened and described and finish):
            return None
        if not opened:
            if not self.spelling.is_plural(noun[0]):
                # "negotiates purchase of ten boats"
                return Span(low, finish) if supported and finish is not None else None
            begin = self._phrase_start(scene, start)
            low, described = begin, begin < start
        if finish is None and not described:
            described = self._is_told_of(scene, end, limit)
        return Span(low, finish or end) if finish is not None or described else None

    def _is_told_of(self, scene: Scene, end: int, limit: int) -> bool:
        """True if more is told of the noun that ends at `end`: "a ceremony attended by forty", "a deal worth more"."""
        after = WORD.match(self.text, end + 1, limit) if self.text[end : end + 1] == " " else None
        if after is None:
            return False
        if after[0] in self.words.measuring:
            return True
        if not self.lexicon.read(after[0])[1] & (PAST_OR_PARTICIPLE | RELATIVIZER):
            return False
        return any(
            predicate.tense == "none" or predicate.clause.start == after.start()
            for predicate in scene.predicates
            if predicate.clause.start <= after.start() < predicate.span.end
        )

    def _is_supported(self, scene: Scene, start: int) -> bool:
        """True for the object of a verb that says what comes of it: "won two orders", "announced a recall"."""
        for predicate in scene.predicates:
            if predicate.span.end < start < predicate.span.end + _LEAD and predicate.lemma in self.words.supporting:
                words = WORD.findall(self.text, predicate.span.end, start)
                bad = PREPOSITION | LINK | VERBAL
                return len(words) < 5 and not any(self.lexicon.read(word)[1] & bad for word in words)
        return False

    def _complement_after(self, end: int, spans: Sequence[Span], limit: int) -> int | None:
        """Where the words end that complete a noun: "to lease two mills", "in Leeds", "over the price"."""
        text, read = self.text, self.lexicon.read
        at = bisect_left(self.found.timexes, end + 1, key=lambda timex: timex.span.start)
        if at < len(self.found.timexes) and self.found.timexes[at].span.start == end + 1:
            # "a speech last week against the plan"
            end = self.found.timexes[at].span.end
        link = WORD.match(text, end + 1, limit) if text[end : end + 1] == " " else None
        if link is None:
            return None
        if read(link[0])[1] & TO:
            verb = WORD.match(text, link.end() + 1, limit)
            if verb is not None and verb[0].islower() and read(verb[0])[1] & BASE:
                return self._thing_after(verb.end(), limit) or verb.end()
        if link[0] not in self.words.complementing:
            return None
        while at < len(self.found.timexes) and self.found.timexes[at].span.start < link.end():
            at += 1
        if at < len(self.found.timexes) and self.found.timexes[at].span.start <= link.end() + _ARTICLE:
            # "the purchase in (the) spring": when, not what
            return None
        for span in spans:
            if link.end() < span.start <= link.end() + _APART:
                words = WORD.findall(text, link.end(), span.start)
                if all(read(word)[1] & (DETERMINER | NOUN) for word in words):
                    return span.end
                break
        return self._thing_after(link.end(), limit)

    def _controllers(self, scene: Scene, noun: Predicate) -> Iterator[Actor]:
        """Who does what a noun names, by the verb it is the object of: "Colby Ltd announced a recall"."""
        for predicate in scene.predicates:
            subject = predicate.subject
            between = self.text[predicate.span.end : noun.clause.start]
            if subject is None or between != " " or predicate.voice != "active":
                continue
            if predicate.lemma not in self.words.supporting:
                continue
            for index in scene.mentions:
                mention = self.found.actors[index]
                if subject.contains(mention.span) and self._is_head(mention, subject.end, inside=True):
                    yield from self._linked(index)

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
            if len(between) > 30 or any(mark in between for mark in ",;:.()") or self._tells_time(low, span.start):
                # "agreement by 31 August they should …"
                break
            if reached is not None and between.strip() not in self.words.coordinators:
                break
            if any(
                self.lexicon.read(word)[1] & (AUXILIARY | PAST_OR_PARTICIPLE | ING) for word in WORD.findall(between)
            ):
                break
            reached = span.end
        if reached is None and link[0] in self.words.of:
            reached = self._thing_after(link.end(), limit)
        return reached

    def _tells_time(self, start: int, end: int) -> bool:
        """True if a time begins in a stretch of the text."""
        times = self.found.timexes
        at = bisect_left(times, start, key=lambda timex: timex.span.start)
        return at < len(times) and times[at].span.start < end

    def _thing_after(self, start: int, limit: int) -> int | None:
        """Where the noun phrase ends that begins with a determiner after `start`: "the new timetable"."""
        reached, before = start, 0
        for number, word in enumerate(WORD.finditer(self.text, start, min(limit, start + 60))):
            bits = self.lexicon.read(word[0])[1]
            if self.text[reached : word.start()] != " " or (not number and not bits & (DETERMINER | NUMBER)):
                break
            if number and bits & (PREPOSITION | LINK | AUXILIARY | BE | PRONOUN):
                break
            if bits & (PAST_OR_PARTICIPLE | ING) and not before & (DETERMINER | ADVERB):
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
            own, own_plural = self.spelling.genitives, self.spelling.plural_genitives
            ending = text.startswith(own, span.end) or text.endswith(own, span.start, span.end)
            ending = ending or text.startswith(own_plural, span.end - 1)
            words = WORD.findall(text, span.end + 2, start)
            if (
                ending
                and len(words) < 3
                and not any(self.lexicon.read(word)[1] & (VERBAL | PREPOSITION) for word in words)
            ):
                return span.start
        return None
