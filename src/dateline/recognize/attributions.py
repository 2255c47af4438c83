"""Who answers for which words: direct quotes and the content of reporting clauses, with their speakers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import define

from dateline.model import ActorKind, Span, Status
from dateline.recognize import Quotation
from dateline.recognize.predicates import find_predicates
from dateline.text.lines import stretches
from dateline.text.spelling import spelling_of
from dateline.text.turns import turns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.locale import LocaleData
    from dateline.model import Document
    from dateline.recognize import ActorMention, Annotations, Predicate, Sentence

__all__ = ["find_quotations"]

# A closing mark further off than this is taken for another quote's.
_QUOTE: Final = re.compile(r'“[^“”]{1,2000}”|"[^"\n]{1,2000}"|«[^«»]{1,2000}»|„[^„“”]{1,2000}[“”]')
_MARKS: Final = '"“”«»„'
_PLAIN_WORD: Final = re.compile(r"\w+")
_WORD: Final = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")
_APPOSITION: Final = re.compile(r",\s+")
_NOUN_PHRASE_END: Final = re.compile(r"[,;:.!?()\"“”—–\n]")
# A sentence that ends before the last words of a stretch.
_BREAK: Final = re.compile(r"[^\W_]{3}[.!?]\s+\S")
# Fewer words than this between quotation marks are a term, not a speech.
_FEWEST: Final = 3
# So many words at most name who is quoted.
_QUOTED: Final = 12


@define(eq=False)
class _Words:
    """The word lists of a locale that attributions need."""

    reporting: frozenset[str]
    quoting: frozenset[str]
    quoting_links: frozenset[str]
    first_person: frozenset[str]
    complementizers: frozenset[str]
    claim_links: frozenset[str]
    contrasts: frozenset[str]
    links: frozenset[str]
    openers: frozenset[str]  # links and complementizers
    prepositions: frozenset[str]
    media: frozenset[str]
    vague: frozenset[str]
    that: frozenset[str]  # verbs whose content must be linked by a word
    rejecting: frozenset[str]
    denial: frozenset[str]
    voicing: frozenset[str]
    documents: frozenset[str]
    wishes: frozenset[str]
    copulas: frozenset[str]
    perfect: frozenset[str]
    possessives: frozenset[str]
    gerunds: frozenset[str]
    claims: frozenset[str]
    hearing: frozenset[str]
    claim_link: re.Pattern[str]
    origins: re.Pattern[str]
    agents: re.Pattern[str]
    source_phrases: re.Pattern[str]
    source_signs: frozenset[str]
    outlet_before: re.Pattern[str]


@lru_cache(maxsize=16)
def _words(locale: LocaleData) -> _Words:
    words = locale.words

    def of(name: str) -> frozenset[str]:
        return words.get(name, frozenset())

    def pattern(name: str, template: str) -> re.Pattern[str]:
        forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(of(name), key=len, reverse=True))
        return re.compile(template.format(forms or "(?!)"), re.IGNORECASE)

    def signs(name: str) -> frozenset[str]:
        return frozenset(max(_PLAIN_WORD.findall(form.lower()), key=len) for form in of(name))

    links = "|".join(map(re.escape, sorted(of("claim_links")))) or "(?!)"
    return _Words(
        reporting=of("reporting_verbs"),
        quoting=of("quoting_verbs"),
        quoting_links=of("quoting_links"),
        first_person=of("first_person"),
        complementizers=of("complementizers"),
        claim_links=of("claim_links"),
        contrasts=of("contrasts"),
        links=(of("subordinators") | of("relativizers") | of("coordinators")) - of("complementizers"),
        openers=of("subordinators") | of("relativizers") | of("coordinators") | of("complementizers"),
        prepositions=of("prepositions"),
        media=of("media_words"),
        vague=of("vague_speakers"),
        that=of("that_verbs"),
        rejecting=of("rejecting_verbs"),
        denial=of("denial_verbs"),
        voicing=of("voicing_verbs"),
        documents=of("written_claims"),
        wishes=of("wish_verbs"),
        copulas=of("be_finite"),
        perfect=of("have_forms"),
        possessives=of("possessive_pronouns"),
        gerunds=of("gerund_verbs"),
        claims=of("claim_nouns"),
        claim_link=re.compile(rf"\s(?:{links})\s"),
        hearing=of("hearing_verbs"),
        origins=pattern("origin_prepositions", r"\s*(?:{})\s+"),
        agents=pattern("agent_markers", r"\s*(?:{})\s+"),
        source_phrases=pattern("source_phrases", r"(?<!\w)(?:{})\s+(?=\w)"),
        source_signs=signs("source_phrases"),
        outlet_before=pattern("outlet_markers", r"(?<!\w)(?:{})\s*(?:\w+\s+){{0,2}}\Z"),
    )


def find_quotations(document: Document, found: Annotations) -> Iterator[Quotation]:
    """The quotations of `document`, in text order of their beginnings.

    They may lie in one another: "Mair said that Pugh had told her …" gives the content of Mair's words and, within
    it, that of Pugh's.  What the author says in the first person ("we believe that …") is nobody else's.
    """
    predicates = found.predicates or list(find_predicates(document, found))
    yield from sorted(_Finder(document, found, predicates).run(), key=lambda q: (q.span.start, -q.span.end))


class _Finder:
    def __init__(self, document: Document, found: Annotations, predicates: Sequence[Predicate]) -> None:
        self.document = document
        self.text = document.text
        self.words = _words(document.locale)
        self.genitives = spelling_of(document.locale).genitives
        self.sentences = list(stretches(self.text, found.sentences))
        self.predicates = predicates
        self.actors = found.actors
        self.actor_starts = [actor.span.start for actor in found.actors]
        self.times = found.timexes
        self.time_starts = [timex.span.start for timex in found.timexes]
        self.quotes = [m.span() for m in _QUOTE.finditer(self.text)]
        self.quote_starts = [a for a, _ in self.quotes]
        self.reporting = [predicate for predicate in predicates if predicate.kind == "reporting"]
        self.reporting_starts = [predicate.span.start for predicate in self.reporting]
        self.used: set[int] = set()
        self.spoken: dict[int, tuple[Span, tuple[Span, ...]]] = {}  # quote start -> its cue and speakers

    def run(self) -> Iterator[Quotation]:
        predicates = self.predicates
        at = 0
        for number, sentence in enumerate(self.sentences):
            start, end = sentence.span.start, sentence.span.end
            first = at
            while at < len(predicates) and predicates[at].span.start < end:
                at += 1
            mine = predicates[first:at]
            if sentence.source is not None:
                cell, head = sentence.source
                yield Quotation(Span(start, end), head, (cell,))
            if sentence.kind == "heading" and not mine:
                continue
            for place, predicate in enumerate(mine):
                if predicate.kind == "reporting":
                    yield from self._of_predicate(number, sentence, mine, place)
            small = self.text[start:end].lower()
            if any(sign in small for sign in self.words.source_signs):
                for match in self.words.source_phrases.finditer(self.text, start, end):
                    yield from self._according(sentence, match)
            for link in self.words.claim_link.finditer(self.text, start, end) if mine else ():
                yield from self._claimed_by(sentence, mine, link.start() + 1)
        yield from self._continued()
        for turn in turns_of(self.document, self.actors):
            if turn.speaker is not None:
                yield Quotation(turn.content, turn.label, (turn.speaker,), direct=True)

    # -- reporting clauses

    def _of_predicate(
        self, number: int, sentence: Sentence, mine: Sequence[Predicate], place: int
    ) -> Iterator[Quotation]:
        predicate = mine[place]
        speakers = (self._quoted(mine, place) if place else ()) or self._speakers(predicate, sentence)
        content = self._complement(sentence, mine, place)
        if not speakers:
            heard = content or self._around(sentence, mine, place)
            if heard is not None and self._is_hearsay(predicate):
                yield Quotation(heard, predicate.span)
            return
        before = None if content is not None else self._around(sentence, mine, place)
        if content is None and before is None:
            before = self._preceding(sentence, mine, place)
        quoted = list(self._quotes_of(number, sentence, predicate))
        for quote in quoted:
            self.spoken[quote[0]] = (predicate.span, speakers)
            yield Quotation(Span(quote[0] + 1, quote[1] - 1), predicate.span, speakers, direct=True)
        for span in (content, before):
            if span is not None and not any(a <= span.start + 2 and span.end - 2 <= b for a, b in quoted):
                yield Quotation(span, predicate.span, speakers)

    def _is_hearsay(self, predicate: Predicate) -> bool:
        """True for "it is said": somebody says so, and nobody knows who."""
        subject = predicate.subject
        if predicate.voice != "passive" or predicate.status is not Status.ASSERTED or subject is None:
            return False
        return subject.slice(self.text).lower() in self.words.vague

    def _claimed_by(self, sentence: Sentence, mine: Sequence[Predicate], begin: int) -> Iterator[Quotation]:
        """What a noun before the "that" at `begin` says somebody holds: "her claim that …", "his view was that …"."""
        text, words = self.text, self.words
        if self._is_time(Span(begin, begin + 1)):
            # "that night"
            return
        noun: re.Match[str] | None = None
        between: list[re.Match[str]] = []
        for word in reversed(list(_WORD.finditer(text, max(sentence.span.start, begin - 70), begin))):
            if any(mark in text[word.end() : between[0].start() if between else begin] for mark in ".;:"):
                return
            if word[0].lower() in words.claims:
                noun = word
                break
            between.insert(0, word)
        if noun is None or any(predicate.span.start == noun.start() for predicate in mine):
            # "she claims that …" is read as the verb it is.
            return
        speakers: tuple[Span, ...] = ()
        for word in between:
            low = word[0].lower()
            if low in words.prepositions and not speakers:
                phrase = self._noun_phrase(word.end() + 1, begin)
                speakers = self._heads(phrase) if phrase is not None else ()
            elif low not in words.copulas and (not speakers or word.start() >= speakers[-1].end):
                return
        start = noun.start()
        governing = next((p for p in reversed(mine) if p.span.end <= start < p.clause.end), None)
        cue = Span(*noun.span())
        owner = self._possessor(sentence, start)
        if owner is not None:
            speakers = (owner,)
        if governing is not None and governing.lemma in words.denial | words.rejecting:
            cue = governing.span
        subject = governing.subject if governing is not None and start - governing.span.end < 60 else None
        if governing is not None and subject is not None:
            voiced = owner is None and governing.lemma in words.voicing
            speakers = self._heads(subject) if voiced or governing.lemma in words.denial else speakers
        end = sentence.span.end
        for later in mine:
            # "Her claim that he left was dismissed": the verb of the claim itself ends it.
            subject = later.subject if later.span.start > begin else None
            if subject is not None and subject.start <= start <= subject.end:
                end = later.span.start
                break
        while end > begin and text[end - 1] in " \n,;":
            end -= 1
        if not speakers and noun[0].lower() in words.documents:
            # "the letter that she mailed" says nothing.
            return
        if end > begin:
            yield Quotation(Span(begin, end), cue, speakers)

    def _possessor(self, sentence: Sentence, start: int) -> Span | None:
        """Whose a noun is that begins at `start`: "Ms Lund's sworn evidence", "his account"."""
        text = self.text
        last: Span | None = None
        for actor in self._actors_in(max(sentence.span.start, start - 60), start):
            owned = text.startswith(self.genitives, actor.span.end) or text[actor.span.end - 1] in "'’"
            pronoun = actor.form == "pronoun" and actor.text.lower() in self.words.possessives
            if (owned or pronoun) and len(_WORD.findall(text, actor.span.end + 2, start)) < 3:
                last = actor.span
        return last

    def _complement(self, sentence: Sentence, mine: Sequence[Predicate], place: int) -> Span | None:
        """The content after the verb: "said that …", "said it would …", "said: …"."""
        text, predicate = self.text, mine[place]
        verb_end = predicate.span.end
        begin = None
        for inner in mine[place + 1 :]:
            start = inner.clause.start
            if inner.tense == "none" and start >= verb_end and text[start : start + 1] == ",":
                # "said, citing two letters, that …"
                continue
            if start < verb_end:
                if inner.clause.start < predicate.clause.start:
                    break
                continue
            if start - verb_end > 160:
                break
            if inner.tense == "none" and start <= verb_end + 1 and predicate.lemma in self.words.gerunds:
                # "denied taking the money"
                begin = start
                break
            outer = next((p for p in mine[place + 2 :] if verb_end <= p.clause.start < start < p.span.start), None)
            if outer is not None and (inner.tense == "none" or text[start : start + 1] == ","):
                # "said the sale planned for May was off", "said the boat, which she owned, had sunk"
                inner, start = outer, outer.clause.start
            opening = text[start : inner.span.end]
            word = _WORD.search(opening)
            marker = word[0].lower() if word else ""
            if marker in self.words.complementizers:
                begin = start
                between = text[verb_end:start].strip().lower()
                aside = predicate.voice == "passive" and opening[:1] == ","
                if marker not in self.words.claim_links and (between in self.words.vague or aside):
                    # "She accepted it when it was offered again.", "was held until May, when he was tried"
                    begin = None
                    break
            elif opening[:1] in ":—" or (
                opening[:1] == "," and opening[1:3].strip()[:1] in _MARKS and len(opening) > 2
            ):
                begin = start + 1
            elif predicate.lemma in self.words.that:
                break
            elif opening[:1].isalnum() and marker not in self.words.links and text[start - 1 : start] in " \n":
                # With no link word, a subject and a verb are the content; a participle is not.
                told = inner.tense != "none" and predicate.status is not Status.HYPOTHETICAL
                begin = start if told and inner.subject is not None else None
            break
        at = bisect_right(self.quote_starts, verb_end) - 1
        if begin is not None and at >= 0 and verb_end < self.quotes[at][1] <= begin + 2:
            # "“He asked to see it,” she said": what follows the quote is not said in it.
            begin = None
        if begin is None:
            begin = self._linked(predicate, sentence)
        if begin is None:
            return None
        end = sentence.span.end
        for later in mine[place + 1 :]:
            if later.clause.start < predicate.clause.start and later.span.start > begin:
                end = min(end, later.span.start)
                break
            if not (later.clause.start > begin and self._turns_away(later)):
                continue
            anew = later.kind == "reporting" and not self._looks_back(later)
            if anew or self._came_otherwise(mine, later, begin):
                end = later.clause.start
                break
        while begin < end and text[begin] in " \n,:;":
            begin += 1
        while end > begin and text[end - 1] in " \n,;":
            end -= 1
        return Span(begin, end) if end > begin else None

    def _came_otherwise(self, mine: Sequence[Predicate], later: Predicate, begin: int) -> bool:
        """True for what happened after all: "told us they would come on the Friday, but they came on the Monday"."""
        before = [p for p in mine if begin <= p.clause.start and p.span.end <= later.clause.start and p.tense != "none"]
        if later.subject is None or not before or before[-1].status not in (Status.PLANNED, Status.HYPOTHETICAL):
            return False
        if later.tense != "past" or later.status not in (Status.ASSERTED, Status.NEGATED):
            return False
        return not self._looks_back(later)

    def _looks_back(self, predicate: Predicate) -> bool:
        """True for "she had told the nurse", which goes on with what somebody tells."""
        start = predicate.subject.end if predicate.subject is not None else predicate.clause.start
        auxiliaries = _WORD.findall(self.text, min(start, predicate.span.start), predicate.span.start)
        return any(word.lower() in self.words.perfect for word in auxiliaries)

    def _turns_away(self, predicate: Predicate) -> bool:
        """True if a clause of saying begins anew after what another said: "…; she denied it", "…, but Ann said"."""
        start = predicate.clause.start
        if self.text[start] == ";":
            return True
        first = _WORD.search(self.text, start, predicate.span.start)
        subject = predicate.subject
        contrast = self.text[start] == "," and first is not None and first[0].lower() in self.words.contrasts
        return contrast and subject is not None and subject.start > start

    def _linked(self, predicate: Predicate, sentence: Sentence) -> int | None:
        """Where the content begins by its link word, whatever the verbs in it are: "answered that the letter, …"."""
        word = _WORD.match(self.text, predicate.span.end + 1, sentence.span.end)
        if word is None or word[0].lower() not in self.words.complementizers or predicate.voice == "passive":
            return None
        return None if self._is_time(Span(word.start(), word.start() + 1)) else word.start()

    def _preceding(self, sentence: Sentence, mine: Sequence[Predicate], place: int) -> Span | None:
        """The content before the verb: "…, he added", "… , say the neighbours"."""
        text, predicate = self.text, mine[place]
        start = predicate.clause.start
        if place == 0 or start <= sentence.span.start or text[start] not in "," + _MARKS:
            return None
        head = text[start : predicate.span.start]
        word = _WORD.search(head)
        if word is not None and word[0].lower() in self.words.openers:
            return None
        inverted = word is None
        if not inverted and (predicate.subject is None or predicate.subject.start < start):
            return None
        if predicate.tense == "none" or predicate.status is not Status.ASSERTED:
            return None
        if predicate.lemma in self.words.that and predicate.lemma not in self.words.wishes:
            return None
        earlier = _WORD.search(text, mine[place - 1].clause.start, start)
        if (
            earlier is not None
            and earlier[0].lower() in self.words.links
            and mine[place - 1].clause.start > sentence.span.start
            and not self._has_main(sentence, mine[: place - 1], predicate)
        ):
            return None
        tail = text[predicate.span.end : predicate.clause.end]
        if text[start] == "," and not inverted and len(tail.strip()) > 40 and "," not in tail[:40]:
            return None
        low = sentence.prefix.end if sentence.prefix is not None else sentence.span.start
        return Span(low, start) if start > low else None

    def _around(self, sentence: Sentence, mine: Sequence[Predicate], place: int) -> Span | None:
        """The content on both sides of the verb: "The van, police say, was stolen"."""
        text, predicate = self.text, mine[place]
        start, end = predicate.clause.start, predicate.clause.end
        if place + 1 == len(mine) or text[start : start + 1] != "," or text[end : end + 1] != ",":
            return None
        resumed = mine[place + 1]
        lead = [word[0].lower() for word in _WORD.finditer(text, start, predicate.span.start)]
        if (
            not lead
            or lead[0] in self.words.links
            or (lead[0] in self.words.prepositions and lead[1:2] and lead[1] in self.words.links)
        ):
            # ", to whom the king had promised it,"
            return None
        if predicate.tense == "none" or not end <= resumed.span.start:
            return None
        if resumed.clause.start < start:
            return Span(resumed.clause.start, sentence.span.end)
        condition = mine[place - 1] if place == 1 else None
        if condition is not None and condition.status is Status.HYPOTHETICAL and resumed.clause.start == end:
            # "Had it rained, Ann said, nobody would have come"
            return Span(condition.clause.start, sentence.span.end)
        return None

    def _has_main(self, sentence: Sentence, earlier: Sequence[Predicate], telling: Predicate) -> bool:
        """True if a main clause opens the sentence: "Police held two men after a fire killed a guard, he said"."""
        if not earlier or telling.subject is None or not _WORD.search(self.text, telling.subject.start):
            return False
        # "The man, who is 46, was held at Leeds as he left": the clause that holds the others
        first = min(earlier, key=lambda one: one.clause.start)
        opening = _WORD.search(self.text, first.clause.start)
        own = telling.subject.start >= telling.clause.start
        return own and first.tense != "none" and opening is not None and opening[0].lower() not in self.words.links

    # -- quotes

    def _quotes_of(self, number: int, sentence: Sentence, predicate: Predicate) -> Iterator[tuple[int, int]]:
        """The quotes that stand beside a reporting verb, in its sentence or just before or after it."""
        text = self.text
        low = self.sentences[number - 1].span.start if number else 0
        at = bisect_left(self.quote_starts, max(0, low - 2000))
        while at < len(self.quotes):
            a, b = self.quotes[at]
            at += 1
            if a >= sentence.span.end:
                break
            if a in self.used or b <= low:
                continue
            if a < predicate.span.start < b:
                continue
            if b <= sentence.span.start and text[b : sentence.span.start].strip():
                continue
            if len(_WORD.findall(text, a, b)) < _FEWEST:
                continue
            inside = a >= sentence.span.start or b > sentence.span.start
            if not inside and (predicate.clause.start - b > 3 or self._goes_on(predicate, sentence, b)):
                continue
            if self._claimed(sentence, predicate, a, b):
                continue
            self.used.add(a)
            yield a, b

    def _goes_on(self, predicate: Predicate, sentence: Sentence, b: int) -> bool:
        """True for a verb with words of its own after a quote that has ended: "“He died.” The clinic recorded it"."""
        text = self.text
        if text[b - 2] != "." and text[b - 1 : b + 1] != "”." and text[b - 1 : b + 1] != '".':
            return False
        rest = _WORD.findall(text, predicate.span.end, min(sentence.span.end, predicate.span.end + 60))
        return bool(rest) and rest[0].lower() not in self.words.prepositions

    def _claimed(self, sentence: Sentence, predicate: Predicate, a: int, b: int) -> bool:
        """True if another reporting verb of the sentence stands nearer to the quote."""
        distance = min(abs(predicate.span.end - a), abs(predicate.span.start - b))
        start, end = sentence.span.start, sentence.span.end
        place = bisect_left(self.reporting_starts, a)
        before = self.reporting[place - 1] if place else None
        place = bisect_left(self.reporting_starts, b)
        after = self.reporting[place] if place < len(self.reporting) else None
        if (
            before is not None
            and before is not predicate
            and before.span.start >= start
            and a - before.span.end < distance
        ):
            return True
        return (
            after is not None and after is not predicate and after.span.start < end and after.span.start - b < distance
        )

    def _continued(self) -> Iterator[Quotation]:
        """Quotes without a verb that follow another quote belong to its speaker."""
        last: tuple[int, Span, tuple[Span, ...]] | None = None
        for a, b in self.quotes:
            known = self.spoken.get(a)
            if known is not None:
                last = (b, *known)
            elif last is not None and a not in self.used and 0 <= a - last[0] < 200:
                between = self.text[last[0] : a]
                if (
                    between.count("\n") <= 2
                    and len(_WORD.findall(self.text, a, b)) >= _FEWEST
                    and "." in between[-3:] + "."
                ) and len(_WORD.findall(between)) <= (12 if _BREAK.search(between) else 25):
                    yield Quotation(Span(a + 1, b - 1), last[1], last[2], direct=True)
                    last = (b, last[1], last[2])

    # -- "according to"

    def _according(self, sentence: Sentence, match: re.Match[str]) -> Iterator[Quotation]:
        speaker = self._noun_phrase(match.end(), sentence.span.end)
        if speaker is None:
            return
        heads = self._heads(speaker)
        if not heads:
            return
        start, end = sentence.span.start, sentence.span.end
        if sentence.prefix is not None:
            start = sentence.prefix.end
        # Of its own part of the sentence only.
        start = max(start, self.text.rfind(";", start, match.start()) + 1)
        if (stop := self.text.find(";", match.end(), end)) >= 0:
            end = stop
        if not self.text[start : match.start()].strip(" ,"):
            start = self._after_relative(heads[-1].end, end)
        elif self._opens_clause(start, match.start()):
            # "… but, according to her son, never wore it": of the second clause only.
            start = self._after_relative(heads[-1].end, end)
        elif match.start() > start and end - heads[-1].end < 80:
            end = match.start()
        while start < end and self.text[start] in " ,\n":
            start += 1
        while end > start and self.text[end - 1] in " ,\n":
            end -= 1
        if end > start:
            yield Quotation(Span(start, end), Span(match.start(), match.start() + len(match[0].rstrip())), heads)

    def _opens_clause(self, start: int, at: int) -> bool:
        """True if a link word stands right before the offset `at`, perhaps with a comma: "but, according to"."""
        before = _WORD.findall(self.text, max(start, at - 12), at)
        return bool(before) and before[-1].lower() in self.words.openers

    def _after_relative(self, start: int, end: int) -> int:
        """`start`, or where the relative clause ends that stands there: ", who asked not to be named,"."""
        first = _WORD.search(self.text, start, min(end, start + 12))
        if self.text[start : start + 1] != "," or first is None or first[0].lower() not in self.words.links:
            return start
        comma = self.text.find(",", first.end(), min(end, first.end() + 200))
        return comma if comma > 0 else start

    # -- speakers

    def _noun_phrase(self, start: int, limit: int) -> Span | None:
        """From `start` to the first mark, link word or verb."""
        text = self.text
        stop = _NOUN_PHRASE_END.search(text, start, limit)
        end = stop.start() if stop else limit
        for actor in self._actors_in(start, min(limit, end + 2)):
            # The full stop of an abbreviation in a name does not end the phrase.
            end = max(end, actor.span.end) if actor.span.start < end else end
        for word in _WORD.finditer(text, start, min(end, start + 160)):
            low = word[0].lower()
            if low in self.words.links or low in self.words.complementizers:
                end = word.start()
                break
        end = min(end, start + 160)
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end) if end > start else None

    def _actors_in(self, start: int, end: int) -> Iterator[ActorMention]:
        at = bisect_left(self.actor_starts, start)
        while at < len(self.actors) and self.actor_starts[at] < end:
            yield self.actors[at]
            at += 1

    def _speakers(self, predicate: Predicate, sentence: Sentence) -> tuple[Span, ...]:
        text = self.text
        between = text[predicate.clause.start : predicate.span.start]
        phrase = predicate.subject
        by = self.words.agents.match(text, predicate.span.end, sentence.span.end)
        if predicate.lemma not in self.words.quoting and (
            predicate.voice == "passive" or (by is not None and predicate.tense == "none")
        ):
            # "The plan announced by the mayor", too
            phrase = self._noun_phrase(by.end(), sentence.span.end) if by else None
        elif (
            predicate.lemma in self.words.hearing
            and (told := self.words.origins.match(text, predicate.span.end, sentence.span.end)) is not None
        ):
            # "heard from Ann that the mill had burned": it is she who says so
            phrase = self._noun_phrase(told.end(), sentence.span.end)
        elif (
            predicate.tense != "none"
            and not _WORD.search(between)
            and between[:1] in ("," + _MARKS)
            and (between or self._ends_speech(predicate.span.start))
            and text[predicate.span.end : predicate.span.end + 1] != ","
        ):
            # "…," said X
            phrase = self._noun_phrase(predicate.span.end + 1, sentence.span.end)
        if phrase is None:
            return ()
        heads = self._heads(phrase)
        if not heads:
            return ()
        outlets = tuple(span for span in self._outlets(predicate, sentence) if not any(span.overlaps(h) for h in heads))
        return heads + outlets

    def _quoted(self, mine: Sequence[Predicate], place: int) -> tuple[Span, ...]:
        """Who is quoted, and by whom: "The Echo quoted a clerk as saying", "She was quoted by the Echo as saying"."""
        telling, predicate = mine[place - 1], mine[place]
        if predicate.tense != "none" or telling.lemma not in self.words.quoting or telling.subject is None:
            return ()
        between = list(_WORD.finditer(self.text, telling.span.end, predicate.span.start))
        if not between or len(between) > _QUOTED or between[-1][0].lower() not in self.words.quoting_links:
            return ()
        other = Span(between[0].start(), between[-2].end()) if len(between) > 1 else None
        if telling.voice == "passive":
            by = self.words.agents.match(self.text, telling.span.end, predicate.span.start)
            carrier = self._noun_phrase(by.end(), predicate.span.start) if by else None
            return self._heads(telling.subject) + (self._heads(carrier) if carrier else ())
        return (self._heads(other) if other else ()) + self._heads(telling.subject)

    def _ends_speech(self, at: int) -> bool:
        """True if a comma or a quotation mark stands before a place: "…," said, but not an order, "Tell him that …"."""
        before = self.text[max(0, at - 4) : at].rstrip()
        return before[-1:] in tuple("," + _MARKS)

    def _heads(self, phrase: Span) -> tuple[Span, ...]:
        """Which actors a noun phrase names: its head, an apposition after it, or the phrase itself."""
        text = self.text
        words = _WORD.findall(text, phrase.start, phrase.end)
        first = words[0].lower() if words else ""
        if not words or (first in self.words.prepositions and not any(self._actors_in(phrase.start, phrase.start + 1))):
            # ", announced in May,"
            return ()
        if len(words) == 1 and first in self.words.first_person:
            return ()
        named: list[ActorMention] = []
        whole = max(
            (a for a in self._actors_in(phrase.start, phrase.start + 1) if a.form == "description"),
            key=lambda a: a.span.end,
            default=None,
        )
        for actor in self._actors_in(phrase.start, phrase.end):
            if text.startswith(self.genitives, actor.span.end):
                continue
            if actor.form == "pronoun":
                if actor.span == phrase:
                    return (actor.span,)
                continue
            # A name may lie in the description before it.
            apart = named and named[-1].span.end <= actor.span.start
            before = text[named[-1].span.end if apart else phrase.start : actor.span.start]
            governed = any(word.lower() in self.words.prepositions for word in _WORD.findall(before))
            if not governed:
                named.append(actor)
        names = [actor for actor in named if actor.form == "name"]
        most = whole is not None and 3 * len(whole.span) > 2 * len(phrase)
        if whole is not None and most and not any(actor.span.end >= whole.span.end for actor in names):
            # "A CIA officer from Reno County": the officer, not those named within.
            return (whole.span,)
        # "the trust's head, Ines Coll": the name in apposition.
        if not names:
            after = _APPOSITION.match(text, phrase.end)
            if after is not None:
                for actor in self._actors_in(after.end(), after.end() + 40):
                    between = text[after.end() : actor.span.start]
                    if (
                        actor.form == "name"
                        and not between.strip()
                        and text[actor.span.end : actor.span.end + 1] in ',;."”'
                    ):
                        return (actor.span,)
                    break
        chosen = names or named
        if chosen:
            return tuple(actor.span for actor in chosen[:3])
        if len(words) == 1 and (first in self.words.links or first in self.words.vague):
            return ()
        if words[-1].lower() in self.words.openers or self._is_time(phrase):
            return ()
        return (phrase,)

    def _is_time(self, phrase: Span) -> bool:
        """True for a date or a number: they say nothing."""
        if not any(character.isalpha() for character in phrase.slice(self.text)):
            return True
        at = bisect_right(self.time_starts, phrase.start) - 1
        return at >= 0 and self.times[at].span.end > phrase.start and 2 * len(self.times[at].span) > len(phrase)

    def _outlets(self, predicate: Predicate, sentence: Sentence) -> Iterator[Span]:
        """The media that carry the words: "told Reuters", "quoted in an article published by the Gazette"."""
        quoting = predicate.voice == "passive" and predicate.lemma in self.words.quoting
        low = predicate.span.end
        for actor in self._actors_in(low, min(sentence.span.end, low + 160)):
            if actor.form != "name" or actor.kind not in (ActorKind.ORGANIZATION, ActorKind.GROUP):
                continue
            if any(a < actor.span.start for a, _ in self.quotes[bisect_left(self.quote_starts, low) :][:1]):
                break
            before = self.text[max(low, actor.span.start - 40) : actor.span.start]
            media = any(word.lower() in self.words.media for word in _WORD.findall(actor.text))
            direct = not before.strip() or len(_WORD.findall(before)) <= 1
            if (media and (direct or self.words.outlet_before.search(before))) or (
                quoting and self.words.outlet_before.search(before)
            ):
                yield actor.span
                return
