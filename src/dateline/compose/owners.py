"""Which verb of a sentence a time dates, if it dates any: "its 2009 report" and "Ada Brock (1850–1911)" date none."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from dateline.compose.modes import Modes
from dateline.compose.scene import WORD, Scene
from dateline.compose.titles import without_spans
from dateline.interval import Granularity
from dateline.model import ActorKind, Status
from dateline.recognize.words import (
    ADVERB,
    BE,
    DETERMINER,
    LINK,
    NEGATOR,
    NUMBER,
    PAST_OR_PARTICIPLE,
    PREPOSITION,
    PRONOUN,
)

if TYPE_CHECKING:
    from dateline.recognize import Predicate
    from dateline.times.when import Time

__all__ = ["Owners"]

# So many sentences without a verb, each with a time, show that a text is one of notes; none is longer, in characters.
_NOTES: Final = 3
_NOTE: Final = 100
# Between two times of a row, in characters: ", and ".
_BETWEEN: Final = 7
_SMALL: Final = DETERMINER | PREPOSITION | LINK | NUMBER


class Owners(Modes):
    """Gives each time to the verb in whose clause it stands."""

    def _owner(self, scene: Scene, time: Time) -> int | None:
        """The predicate in whose clause a time stands: that of the smallest clause around it."""
        best: int | None = None
        size = 0
        for number, predicate in enumerate(scene.predicates):
            clause = predicate.clause
            if clause.start <= time.start and time.end <= clause.end + 1:
                length = clause.end - clause.start
                if best is None or length < size:
                    best, size = number, length
        if best is not None and self._is_apart(scene, time, scene.predicates[best]):
            return None
        if best is None and scene.predicates:
            # Between two clauses: with the one before.
            for number, predicate in enumerate(scene.predicates):
                if predicate.clause.start <= time.start:
                    best = number
            best = 0 if best is None else best
        return best

    def _is_corrected(self, scene: Scene, time: Time) -> bool:
        """True for the date that a text says is wrong: "finished in 1471, not 1469"."""
        before = self.text[max(scene.body, time.start - 20) : time.start].rstrip()
        words = [word.lower() for word in WORD.findall(before)]
        while words and words[-1] in self.words.prepositions:
            words.pop()
        if not words or not self.lexicon.flags.get(words[-1], 0) & NEGATOR or time.signal in ("until", "before", "by"):
            return False
        # Only where another date stands before a comma: "He did not, in 1469, …" denies something.
        comma = before.rfind(",")
        lead = WORD.findall(before[comma:]) if comma >= 0 else []
        earlier = any(other is not time and other.end < time.start for other in scene.times)
        return earlier and lead[:1] == words[-1:]

    def _is_apart(self, scene: Scene, time: Time, predicate: Predicate) -> bool:
        """True for an entry of a list that has no verb: "interview (3 May); statement of the union, which said …"."""
        subject = predicate.subject
        first = min(predicate.span.start, subject.start) if subject is not None else predicate.span.start
        cut = self.text.find(";", time.end, first) if first > time.end else -1
        between = self.text[time.end : max(cut, time.end)]
        return cut >= 0 and between.count("(") <= between.count(")")

    def _is_counted(self, time: Time) -> bool:
        """True for "the second time since Christmas": from when on is counted, and not when it happened."""
        if time.signal != "since":
            return False
        words = WORD.findall(self.text, max(0, time.start - 24), time.start)
        return len(words) > 2 and words[-2].lower() in self.words.counted and words[-3].lower() in self.words.counting

    def _is_apposed(self, time: Time) -> bool:
        """True for ", dated 25 February" said of a paper that something else happens to."""
        before = self.text[max(0, time.start - 16) : time.start].rstrip()
        word = before.rpartition(" ")
        return word[0].rstrip().endswith(",")

    def _is_of_paper(self, predicate: Predicate, time: Time) -> bool:
        """True for "found a letter dated the 2nd": when the paper was made, not when it was found."""
        if time.start < predicate.span.end or predicate.kind in ("reporting", "state") or predicate.voice == "passive":
            return False
        return predicate.lemma not in self.words.issuing and predicate.tense != "none"

    def _is_lasting(self, scene: Scene, time: Time, owner: int) -> bool:
        """True for "Today it employs 410 people": how things stand, and nothing that happens today."""
        predicate = scene.predicates[owner]
        told = self.text[time.start : time.end].lower() in self.words.now and predicate.voice == "active"
        if not told or predicate.tense != "present" or predicate.kind == "reporting" or self._is_perfect(predicate):
            return False
        return predicate.status is Status.ASSERTED

    def _is_comparison(self, scene: Scene, owner: int) -> bool:
        """True for ", compared with a profit of 3 million a year earlier": no happening of its own."""
        predicate = scene.predicates[owner]
        if predicate.lemma not in self.words.comparing:
            return False
        subject = predicate.subject
        return subject is None or subject.start < predicate.clause.start

    def _cleft(self, scene: Scene, owner: int, time: Time) -> int:
        """The clause that a time is put before: "It was not until 1801 that the arch was rebuilt"."""
        here = scene.predicates[owner]
        subject = here.subject
        if owner + 1 >= len(scene.predicates) or subject is None or not self.lexicon.flags.get(here.lemma, 0) & BE:
            return owner
        told = scene.predicates[owner + 1]
        linked = WORD.match(self.text, time.end + 1)
        if linked is None or not told.clause.start <= linked.start() < told.span.start or here.span.end > time.start:
            return owner
        empty = subject.slice(self.text).lower() in self.words.empty_subjects
        between = [word.lower() for word in WORD.findall(self.text, here.span.end, time.start)]
        # "It was not clear until 1801 that …" says when it became clear.
        empty = empty and all(self.lexicon.read(word)[1] & (NEGATOR | PREPOSITION | ADVERB) for word in between)
        if not empty or linked[0].lower() not in self.words.complementizers:
            return owner
        if here.status is Status.NEGATED and time.signal == "until":
            # It happened then, at last.
            time.signal = ""
        return owner + 1

    def _carrier(self, scene: Scene, owner: int) -> int:
        """The telling, where a participle only says where it was printed: "was named in a leaflet printed today"."""
        here = scene.predicates[owner]
        if here.tense != "none" or here.span.slice(self.text).lower() not in self.words.publishing:
            return owner
        for number in range(owner - 1, -1, -1):
            telling = scene.predicates[number]
            if telling.kind == "reporting" and self._content(scene, telling) is not None:
                return number
        return owner

    def _is_attributive(self, scene: Scene, time: Time, owner: int) -> bool:
        """True if a time only modifies a noun ("its 2009 report") and names no happening of which the clause speaks."""
        text = self.text
        start, end = time.start, time.end
        if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
            # The year of a law report.
            return True
        row = self._row_start(scene, start)
        of = text[max(0, row - 24) : row].rstrip().rpartition(" ")
        if of[2].lower() in self.words.of:
            start = row
            # "the letter of 3 May": a happening only as in "The crash of 1929 ruined …".
            head = [word.lower() for word in WORD.findall(text, max(scene.body, start - 60), start)[:-1][-4:]]
            if not head or head[-1] not in self.words.event_nouns:
                return not self._is_work(scene, head, start, owner)
            if scene.predicates[owner].span.start > start:
                return False
            # "fell in during the great storm of 28 May"
            return not any(word in self.words.at for word in head[:-1])
        if time.timexes[0].signal == "for" and time.interval.granularity.rank >= Granularity.YEAR.rank:
            # "the estimates for 2021/22", but "planned for 2021"
            lead = WORD.findall(text, max(scene.body, start - 40), start)[-2:-1]
            verbal = bool(lead) and self.lexicon.read(lead[0].lower())[1] & (PAST_OR_PARTICIPLE | BE | ADVERB)
            return bool(lead) and not verbal and lead[0].lower() not in self.lexicon.planned_adjectives
        if len(time.timexes) > 1 or time.signal:
            return False
        close = next((end + len(own) for own in self.spelling.genitives if text.startswith(own, end)), end)
        possessive = close > end or text.endswith(self.spelling.genitives, start, end)
        after = WORD.match(text, close + 1)
        if after is None or text[close : after.start()].strip():
            return False
        noun = after[0]
        if "-" in text[start:end] and text[start:end].islower() and noun.islower():
            # "first-quarter results"
            return True
        before: list[str] = []
        if not possessive:
            before = WORD.findall(text, max(scene.body, start - 24), start)
            if not before or not (
                before[-1].lower() in self.words.determiners
                or text[max(scene.body, start - 6) : start].rstrip().endswith(self.spelling.genitives)
            ):
                return False
            if noun[0].isupper() or noun.lower() in self.words.prepositions or noun.lower() in self.titles.links:
                return False
            if noun.lower() in self.words.determiners:
                # "In the July of 1994 a builder came"
                return False
            if self.lexicon.read(re.split(r"['’]", noun)[0].lower())[1] & PRONOUN:
                # "when we came back in the May he'd left"
                return False
        lead = [word.lower() for word in before[-2:]]
        named = not possessive and noun.lower() in self.words.event_nouns and len(lead) > 1
        if named and lead[1] in self.words.articles and lead[0] in self.words.at:
            # "was raised at the September meeting"
            return False
        nouns = [word.lower() for word in WORD.findall(text, after.start(), min(len(text), after.start() + 40))[:3]]
        subject = scene.predicates[owner].span.start > start and (possessive or scene.predicates[owner].tense == "past")
        return not (subject and any(word in self.words.event_nouns for word in nouns))

    def _is_work(self, scene: Scene, head: list[str], start: int, owner: int) -> bool:
        """True for a paper that says or does what the verb tells, and so when: "In her paper of 1972 she showed".

        "By an order of 3 May 2011 the court released him", "In its judgment of 3 May 2011 it fined him", "The firm
        agreed in its letter of 3 May 2011"; but not "He read it in the letter of 3 May 2011".
        """
        predicate, words = scene.predicates[owner], self.words
        if not head or (head[-1] not in words.works and head[-1] not in words.instruments):
            return False
        place = next((k for k in range(len(head) - 2, -1, -1) if head[k] in words.at), None)
        if place is None:
            # "An Act of 1911 abolished the fee": what a law does, it does when it is made.
            subject = predicate.subject
            acts = subject is not None and subject.start < start <= subject.end and len(scene.times) == 1
            governed = any(word in words.prepositions for word in head[:-1])
            return acts and not governed and predicate.lemma in words.enacting and predicate.voice == "active"
        article = head[place + 1]
        instrument = head[-1] in words.instruments
        opens = start < predicate.span.start
        if instrument and (head[place] in words.agent or (opens and head[place] in words.within_papers)):
            return True
        says = predicate.kind == "reporting" or predicate.lemma in words.finding
        own = article in words.possessives or (article in words.determiners and article not in words.articles)
        return says and (opens or own)

    def _row_start(self, scene: Scene, start: int) -> int:
        """Where the row of times begins that one stands in: "the letters of 6 May, 3 June and 9 June"."""
        for other in reversed(scene.times):
            if other.end > start:
                continue
            if not self._is_between_times(other.end, start):
                break
            start = other.start
        return start

    def _is_between_times(self, start: int, end: int) -> bool:
        if end - start > _BETWEEN:
            return False
        words = self.text[start:end].replace(",", " ").split()
        return not words or (len(words) == 1 and words[0].lower() in self.words.coordinators)

    def _is_life(self, scene: Scene, time: Time) -> bool:
        """True for the years of a life after a name: "Ada Brock (1850–1911)", "Ada Brock 1850–1911"."""
        text = self.text
        opening = text.rfind("(", max(0, time.start - 8), time.start)
        written = text[time.start : time.end]
        day = time.interval.granularity.rank <= Granularity.DAY.rank
        ranged = len(time.timexes) > 1 or not (day or written.isalnum())
        if (
            ranged
            and opening < 0
            and " " not in written
            and scene.sentence.kind == "prose"
            and time.signal in ("", "range")
        ):
            actors = (self.found.actors[index] for index in scene.mentions)
            years = time.interval.granularity is Granularity.YEAR
            if years and text[time.start - 1 : time.start] == " ":
                return any(actor.span.end == time.start - 1 and actor.kind is ActorKind.PERSON for actor in actors)
        if opening < 0 or not ranged or text[time.end : time.end + 1] != ")":
            return False
        return any(0 <= opening - self.found.actors[index].span.end <= 1 for index in scene.mentions)

    def _is_aside(self, scene: Scene, time: Time, *, alone: bool) -> bool:
        """True for times in brackets in a sentence with no verb: the years of a life, of a book, of a law report.

        In notes that stand `alone` ("Chest film (2/12, 14:20) clear.") a day says when, as in an entry of a list.
        """
        before = self.text[max(0, time.start - 8) : time.start].rstrip(" bd.c")
        if before[-1:] not in ("(", "[") or scene.head:
            return False
        dated = time.interval.granularity.rank <= Granularity.DAY.rank
        return not (dated and (not alone or self._in_notes))

    @functools.cached_property
    def _in_notes(self) -> bool:
        """Is the text one of notes, with dates in several sentences without a verb: "Asthma since 2005."?"""
        seen = 0
        times, predicates = self.found.timexes, self.found.predicates
        for sentence in self.found.sentences:
            start, end = sentence.span.start, sentence.span.end
            if sentence.kind == "heading" or self.text[end - 1 : end] != ".":
                continue
            at = bisect_left(times, start, key=lambda timex: timex.span.start)
            if at == len(times) or times[at].span.start >= end:
                continue
            verb = bisect_left(predicates, start, key=lambda predicate: predicate.span.start)
            if (verb == len(predicates) or predicates[verb].span.start >= end) and self._is_note(start, end):
                seen += 1
                if seen == _NOTES:
                    return True
        return False

    def _is_note(self, start: int, end: int) -> bool:
        """True for a few words that name more than a person, a place or a time: "Appendicectomy 1971"."""
        if end - start > _NOTE or ": " in self.text[start:end]:
            # "Date of report: 3 May 2011"
            return False
        at = bisect_left(self.found.timexes, start, key=lambda timex: timex.span.start)
        spans = [(t.span.start, t.span.end) for t in self.found.timexes[at : at + 8] if t.span.start < end]
        at = bisect_left(self.found.actors, start, key=lambda actor: actor.span.start)
        spans += [(a.span.start, a.span.end) for a in self.found.actors[at : at + 8] if a.span.start < end]
        rest = without_spans(self.text, start, end, sorted(spans))
        flags = self.lexicon.flags
        plain = [word for word in WORD.findall(rest) if not flags.get(word.lower(), 0) & _SMALL and word.isalpha()]
        return any(len(word) > 2 for word in plain)
