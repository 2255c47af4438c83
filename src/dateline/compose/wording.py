"""The title of an event: the words of its clause, with names for pronouns and without its own date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.compose.roles import Roles
from dateline.compose.scene import WORD, Scene
from dateline.compose.titles import MAX_TITLE, without_spans
from dateline.model import Span, Status, Timex, TimexType
from dateline.recognize.words import ADVERB, AUXILIARY, BASE, BE, DETERMINER, PREPOSITION, TO

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from dateline.recognize import Predicate, Quotation

__all__ = ["Wording"]

# So many characters at most lie between a clock time and its day: " on the ".
_BESIDE: Final = 8
# What is asked for may be told by a bare verb: "that the hall (not) be sold".
_WISHED: Final = (Status.PLANNED, Status.NEGATED)
# In these tenses a verb has one form for "I" and for a name ("I sold", "I will sell").
_SETTLED: Final = ("past", "future")


class Wording(Roles):
    """Words the titles of events."""

    def _lead(self, scene: Scene, start: int, end: int) -> re.Match[str] | None:
        """The first word of a stretch that is no time, nor says so: "after" in "On 3 May, after the fall of Orle"."""
        starts = {timex.span.start: timex.span.end for timex in scene.timexes}
        reached = start
        for word in WORD.finditer(self.text, start, end):
            reached = max(reached, starts.get(word.start(), 0))
            low = word[0].lower()
            if word.start() >= reached and (low in self.titles.links or low not in self.titles.time_words):
                return word
        return None

    def _is_led_in(self, scene: Scene, predicate: Predicate, lead: re.Match[str]) -> bool:
        """True if the word `lead` at the head of a clause governs a noun only: "After the fall of Orle, he fled"."""
        subject = predicate.subject
        if subject is None or subject.start <= lead.end() or subject.start > predicate.span.start:
            return False
        if not self.lexicon.flags.get(lead[0].lower(), 0) & PREPOSITION:
            return False
        if lead.end() == subject.start - 1:
            return False
        times = [(timex.span.start, timex.span.end) for timex in scene.timexes]
        return not self.titles.is_time_only(without_spans(self.text, lead.end(), subject.start, times))

    def _antecedent(self, scene: Scene, predicate: Predicate) -> Iterator[Span]:
        """The actor that a relative clause is hung on: "the pilot, with whom he dined"."""
        start = predicate.clause.start
        if start <= scene.sentence.span.start:
            return
        linking = WORD.findall(self.text, start, predicate.span.start)[:2]
        if not any(word.lower() in self.titles.governed for word in linking):
            return
        for index in scene.mentions:
            span = self.found.actors[index].span
            if span.end <= start and not self.text[span.end : start].strip(" ,)"):
                yield span

    def _with_complement(self, scene: Scene, predicate: Predicate, end: int) -> int:
        """`end`, or the end of the clause that completes the verb: "finds that …"."""
        for other in scene.predicates:
            if end <= other.clause.start <= end + 2 and other.clause.start > predicate.span.start:
                word = WORD.match(self.text, other.clause.start)
                if word is not None and word[0].lower() in self.words.complementizers:
                    return other.clause.end
        return end

    def _dates(self, scene: Scene, timexes: Sequence[Timex]) -> Sequence[Timex]:
        """The timexes of an event, and the day that stands beside a clock time: "at noon on 3 May"."""
        clocks = [timex for timex in timexes if timex.type is TimexType.TIME and timex.interval is not None]
        days = [
            day
            for clock in clocks
            for day in scene.timexes
            if day.type is TimexType.DATE
            and max(day.span.start - clock.span.end, clock.span.start - day.span.end) < _BESIDE
            and clock.interval is not None
            and day.interval is not None
            and day.interval.contains(clock.interval)
        ]
        return [*timexes, *days] if days else timexes

    def _title(
        self,
        scene: Scene,
        predicate: Predicate,
        clause: Span,
        companions: Sequence[Span],
        told: Quotation | None,
        whole: bool,
        dates: Sequence[Timex],
        status: Status,
    ) -> str:
        text, titles = self.text, self.titles
        start, end = clause.start, clause.end
        subject = predicate.subject
        if whole:
            start, end = scene.body, scene.end
            cut = text.find(";", predicate.span.end, end)
            if cut > 0 and any(time.start > cut for time in scene.times):
                # "society founded; first gala held in 1991": the second part is an event of its own.
                end = cut
        if told is not None:
            end = max(end, min(told.span.end + 1, scene.end)) if told.span.start >= predicate.span.start else end
            if told.span.end <= predicate.span.start:
                # "…," he said: the words first.
                start = max(scene.body, told.span.start)
        elif not whole and predicate.tense != "none":
            start, end = self._in_cell(scene, predicate, start, end)
            end = self._with_complement(scene, predicate, end)
            for companion in companions:
                if companion.start > end + 2 or companion.end - start > MAX_TITLE:
                    break
                end = max(end, companion.end)
        if predicate.tense == "none" and text[start : predicate.span.start].strip().lower() in self.words.gerund_links:
            # "by saying that"
            start = predicate.span.start
        inside = subject is not None and start <= subject.start < predicate.span.start and subject.end <= end
        prefix = ""
        if subject is not None and not inside and predicate.span.start >= start:
            name = self._name_of(scene, subject)
            prefix = titles.with_article(name) if name else subject.slice(text)
        if inside and subject is not None and not whole:
            spans = [(t.span.start, t.span.end) for t in scene.timexes]
            between = without_spans(text, start, subject.start, spans)
            lead = self._lead(scene, start, subject.start)
            led_in = lead is not None and lead[0].lower() in titles.links and self._is_led_in(scene, predicate, lead)
            if led_in or titles.is_time_only(between) or between.rstrip().endswith(":"):
                # "On 3 May", "Root cause:"; "After the fall of the fort" would lose its first word
                start = subject.start
        # The relative pronoun that a clause may begin with.
        opening = WORD.search(text, start, predicate.span.start)
        if opening is not None and opening[0].lower() not in titles.governed:
            opening = None
        moved = ""
        if opening is not None and not whole and told is None:
            moved = self._object_before(scene, predicate, start, opening)
        times = [timex.span.start for timex in scene.timexes]
        written = titles.cell(titles.without_dates(text, start, min(end, start + 600), dates, times).strip())
        if inside and not moved:
            written = written.replace(self._aside(scene, predicate), "", 1)
        if moved and subject is not None:
            verb = predicate.span.end
            rest = titles.without_dates(text, verb, min(end, verb + 600), dates, times, least=0)
            written = f"{text[subject.start : verb]} {moved}{rest}"
        conditional = status is Status.HYPOTHETICAL
        words = titles.without_links(written, conditional=conditional)
        if opening is not None and not prefix and not whole:
            prefix = self._possessor(scene, predicate, opening)
        if prefix:
            if start <= scene.body and words[:1].isupper():
                # "Born in Leeds, she …": no longer the head of the sentence.
                words = words[0].lower() + words[1:]
            words = f"{prefix} {self._auxiliary(scene, predicate)}{words}"
        short = predicate.span.slice(text)
        if short in self.lexicon.noted and f"{short}. " in words:
            # "b. 1768 at Leeds"
            words = words.replace(f"{short}. ", f"{self.lexicon.noted[short]} ", 1)
        title = titles.clean(words, conditional=conditional)
        if not prefix and subject is not None and titles.opens_with_pronoun(title, settled=predicate.tense in _SETTLED):
            title = titles.named(title, self._name_of(scene, subject))
        if predicate.tense == "future" and predicate.status in _WISHED and (inside or prefix):
            title = titles.wished(title, predicate.span.slice(text))
        return title or titles.clean(text[scene.body : scene.end][:400]) or predicate.span.slice(text)

    def _auxiliary(self, scene: Scene, predicate: Predicate) -> str:
        """What a second participle shares with the first: the "was" of "was cut down in May and sold in June"."""
        if predicate.voice != "passive" or predicate.tense != "past":
            return ""
        read, text = self.lexicon.read, self.text
        low = max(predicate.clause.start, predicate.subject.end if predicate.subject is not None else 0)
        if any(read(word.lower())[1] & BE for word in WORD.findall(text, low, predicate.span.start)):
            return ""
        for other in reversed(scene.predicates):
            if other.span.end > predicate.clause.start or other.voice != "passive" or other.tense != "past":
                continue
            if other.subject is None or other.subject != predicate.subject:
                continue
            words = WORD.findall(text, other.subject.end, other.span.start)
            shared = [word for word in words[-3:] if read(word.lower())[1] & (AUXILIARY | BE)]
            if any(read(word.lower())[1] & BE for word in shared):
                return " ".join(shared) + " "
        return ""

    def _in_cell(self, scene: Scene, predicate: Predicate, start: int, end: int) -> tuple[int, int]:
        """`start` and `end` within the cell of a table that the verb stands in."""
        if not scene.sentence.listed:
            return start, end
        text, verb = self.text, predicate.span
        for mark in "\t|":
            start = max(start, text.rfind(mark, start, verb.start) + 1)
            end = cut if (cut := text.find(mark, verb.end, end)) >= 0 else end
        return start, end

    def _aside(self, scene: Scene, predicate: Predicate) -> str:
        """What is told of a subject, between commas, before its verb: ", elected in 1990," in "Brock, …, resigned"."""
        text, subject, verb = self.text, predicate.subject, predicate.span.start
        if subject is None or text[subject.end : subject.end + 1] != ",":
            return ""
        for other in scene.predicates:
            clause = other.clause
            if other is not predicate and subject.end <= clause.start and other.span.end < verb >= clause.end:
                comma = text.rfind(",", max(other.span.end, verb - 40), verb)
                if comma >= clause.end - 1 and not any(mark in text[subject.end : comma] for mark in ';:()“”"'):
                    return text[subject.end : comma + 1]
        return ""

    def _object_before(self, scene: Scene, predicate: Predicate, start: int, first: re.Match[str]) -> str:
        """What a relative clause says somebody did something to: "the mill, which she sold in 1901"."""
        text, subject, verb = self.text, predicate.subject, predicate.span
        if subject is None:
            return ""
        if first[0].lower() in self.words.possessives or predicate.voice != "active" or predicate.tense == "none":
            return ""
        if not first.end() < subject.start < verb.start:
            return ""
        after = WORD.match(text, verb.end + 1)
        times = [time.start for time in scene.times]
        if after is not None and after.start() not in times:
            bits = self.lexicon.read(after[0])[1]
            particle = after[0] in self.lexicon.particles
            then = WORD.match(text, after.end() + 1)
            if then is not None and bits & TO and self.lexicon.read(then[0])[1] & BASE:
                # "which he ceased to use"
                return ""
            if not particle and (not bits & (PREPOSITION | ADVERB) or bits & DETERMINER):
                return ""
        for span in self._antecedent(scene, predicate):
            before = WORD.findall(text, max(scene.body, span.start - 8), span.start)[-1:]
            article = before[0].lower() + " " if before and before[0].lower() in self.words.determiners else ""
            name = " ".join(span.slice(text).split())
            opening, _, rest = name.partition(" ")
            if opening.lower() in self.words.determiners and rest:
                # "The mill, which she sold": no longer the head of the sentence.
                name = f"{opening.lower()} {rest}"
            return article + name
        low = max(scene.body, start - 60)
        words = list(WORD.finditer(text, low, start))[-4:]
        for number in range(len(words) - 1, -1, -1):
            if number + 1 < len(words) and text[words[number].end() : words[number + 1].start()] != " ":
                return ""
            if words[number][0].lower() in self.words.determiners:
                first, rest = words[number], text[words[number].end() : words[-1].end()]
                return first[0].lower() + rest if number + 1 < len(words) else ""
        return ""

    def _possessor(self, scene: Scene, predicate: Predicate, first: re.Match[str]) -> str:
        """Whose it is, in the genitive: "whose grandson built the house"."""
        if first[0].lower() not in self.words.possessives or not self.words.genitive:
            return ""
        for span in self._antecedent(scene, predicate):
            name = self.titles.with_article(" ".join(span.slice(self.text).split()))
            return name + self.words.genitive
        return ""

    def _name_of(self, scene: Scene, subject: Span) -> str | None:
        """The name of the one actor that a subject pronoun stands for."""
        for index in scene.mentions:
            mention = self.found.actors[index]
            if mention.span == subject and mention.form == "pronoun":
                linked = self._linked(index)
                return self.titles.calling(linked[0]) if len(linked) == 1 else None
        return None
