"""The events of a sentence that have a time: in whose clause each time stands, what it dates, and in what mode."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.compose.occasions import Occasions
from dateline.compose.parts import MAX_EVIDENCE
from dateline.compose.scene import WORD, Scene
from dateline.compose.titles import without_spans
from dateline.compose.when import Time, after, ended_period, last_of, moved, refined, times_of
from dateline.interval import Granularity, Interval
from dateline.model import ActorKind, Event, Mention, Span, Status, Timex, TimexType
from dateline.recognize.words import (
    ADVERB,
    BASE,
    BE,
    DETERMINER,
    DO,
    HAVE,
    LINK,
    NEGATOR,
    NUMBER,
    PAST_OR_PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    TO,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dateline.model import Document
    from dateline.recognize import Annotations, Predicate

__all__ = ["Dated"]

# What leads, in the line of a list, to the day by which a thing is to be done.
_LEADERS: Final = ("-", "–", "—", "…")
# So many sentences without a verb, each with a time, show that a text is one of notes; none is longer, in characters.
_NOTES: Final = 3
_NOTE: Final = 100
_SMALL: Final = DETERMINER | PREPOSITION | LINK | NUMBER
# What somebody is called between commas is no longer, in characters.
MAX_OFFICE: Final = 60

# What lies ahead of now, or of what was told before.
NEXT: Final = re.compile(r"(?:dct|ref) (?:next |\+)")


class Dated(Occasions):
    """Makes the events of one sentence that a time dates."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        super().__init__(document, annotations)
        self.dct = document.dct
        self.today = None if document.dct is None else document.dct.floor(Granularity.DAY)

    def _times(self, timexes: Sequence[Timex]) -> list[Time]:
        """The times that a row of timexes gives; the end of a year is its last month, that of a month its last day."""
        words = self.words
        times = times_of(self.text, timexes, words.ranges, words.vague, words.near)
        for time in times:
            timex = time.timexes[-1]
            if (
                len(time.timexes) == 1
                and timex.mod == "END"
                and not words.ends.isdisjoint(timex.text.lower().replace("-", " ").split())
            ):
                time.interval = last_of(time.interval, to_the_day=time.deadline or time.signal == "until")
        return times

    def _is_perfect(self, predicate: Predicate) -> bool:
        """True for the present perfect: "has (not yet) left"."""
        flags = self.lexicon.flags
        before = WORD.findall(self.text, max(predicate.clause.start, predicate.span.start - 30), predicate.span.start)
        return any(flags.get(word.lower(), 0) & HAVE for word in before[-3:])

    def _dated(self, scene: Scene) -> Iterator[Event]:
        if not scene.times:
            if scene.timexes:
                yield from self._ahead(scene, {})
                yield from self._from_occasion(scene, {})
            return
        owners: dict[int, list[Time]] = {}
        for time in scene.times:
            self._recount(time)
            owner = self._owner(scene, time)
            if (time.signal == "dated" and self._is_apposed(time)) or self._is_corrected(scene, time):
                continue
            if time.signal == "dated" and owner is not None and self._is_of_paper(scene.predicates[owner], time):
                continue
            if self._is_counted(time):
                continue
            if owner is not None and self._is_attributive(scene, time, owner):
                continue
            if owner is not None and (self._is_comparison(scene, owner) or self._is_lasting(scene, time, owner)):
                continue
            office = self._office(scene, owner, time) if owner is not None else None
            if office is not None:
                yield office
                continue
            if owner is not None:
                owner = self._cleft(scene, self._carrier(scene, owner), time)
            if self._is_life(scene, time) or (
                owner is None and self._is_aside(scene, time, alone=not scene.predicates)
            ):
                continue
            owners.setdefault(-1 if owner is None else owner, []).append(time)
        whens: dict[int, Interval] = {}
        for owner, times in owners.items():
            for event in self._of_owner(scene, owner, refined(times)):
                if event.when is not None:
                    whens.setdefault(owner, event.when)
                yield event
        yield from self._at_which(scene, whens)
        yield from self._ahead(scene, whens)
        yield from self._relative(scene, whens)
        yield from self._from_occasion(scene, whens)
        yield from self._deadlines(scene, whens)

    def _of_owner(self, scene: Scene, owner: int, times: Sequence[Time]) -> Iterator[Event]:
        """The events of a predicate, one for each of its times."""
        if owner < 0 or len(times) < 2:
            made = (self._event(scene, owner, time) for time in times)
            yield from (event for event in made if event is not None)
            return
        for share in self._shares(scene, scene.predicates[owner], times):
            for time in share.times:
                event = self._event(scene, owner, time, share.predicate)
                if event is not None:
                    yield self._told_of(scene, event, share)

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

    def _office(self, scene: Scene, owner: int, time: Time) -> Event | None:
        """What somebody has been for a time, said between commas: "Ada Brock, harbour master since 2016, told …"."""
        text, predicate = self.text, scene.predicates[owner]
        subject, verb = predicate.subject, predicate.span.start
        if time.signal not in ("since", "from", "range") or subject is None or not subject.end < time.start < verb:
            return None
        close = text.find(",", time.end, min(verb, time.end + 2))
        phrase = text[subject.end : time.start]
        if close < 0 or phrase[:1] != "," or len(phrase) > MAX_OFFICE or len(WORD.findall(phrase)) < 2:
            return None
        if any(subject.end < one.span.start < close for one in scene.predicates):
            return None
        event = self._made(scene, predicate, time.when(planned=False), time.timexes, Status.ASSERTED)
        holders = tuple(part for part in event.participants if part.actor in self._actors_at(subject))
        if not holders:
            return None
        return evolve(
            event,
            title=self.titles.clean(text[subject.start : close]),
            participants=tuple(evolve(part, role="participant") for part in holders),
            attributions=(),
            status=Status.ASSERTED,
            trigger=Mention.at(Span(subject.end + 2, text.rindex(" ", 0, time.start - 1)), self.document),
            kind="state",
        )

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
            before = WORD.findall(text, max(0, start - 24), start)
            if not before or not (
                before[-1].lower() in self.words.determiners
                or text[max(0, start - 6) : start].rstrip().endswith(self.spelling.genitives)
            ):
                return False
            if noun[0].isupper() or noun.lower() in self.words.prepositions or noun.lower() in self.titles.links:
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
            if other.end <= start and self._is_between_times(other.end, start):
                start = other.start
        return start

    def _is_between_times(self, start: int, end: int) -> bool:
        words = self.text[start:end].replace(",", " ").split()
        return end - start < 8 and (not words or (len(words) == 1 and words[0].lower() in self.words.coordinators))

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

    def _event(self, scene: Scene, owner: int, time: Time, predicate: Predicate | None = None) -> Event | None:
        """The event of a predicate at a time; `predicate` is what of it goes with that time."""
        if owner < 0:
            return self._verbless(scene, time)
        predicate = predicate or scene.predicates[owner]
        status = predicate.status
        participle = predicate.tense == "none"
        fixed = (
            time.signal == "for"
            and self.text[predicate.span.start : predicate.span.end] in self.lexicon.planned_adjectives
        )
        entered = predicate.lemma in self.lexicon.doubtful_plans and status is Status.ASSERTED and time.signal == "in"
        # "The house, listed in 1984, fell down" is no plan, "The case, listed for May, was heard" is one.
        planned = predicate.lemma in self.words.planned and not entered
        planning = participle and (planned or status is Status.PLANNED or fixed)
        if planning and not fixed and predicate.lemma in self.lexicon.reporting and self._has_agent(predicate, time):
            # "the scheme proposed by Ann Ray in 2011": when she proposed it
            planning, status = False, Status.ASSERTED
        turning = False
        if planning:
            status = Status.PLANNED
            if self._is_cancelled(scene, owner):
                status = Status.NEGATED
        elif status is Status.PLANNED and self._is_cancelled(scene, owner):
            status = Status.NEGATED
        elif status is Status.PLANNED and predicate.lemma in self.words.planned and predicate.voice == "active":
            # "In 2018 it planned to …" tells of the planning, "it planned to … in 2018" of what was planned.
            if time.start < predicate.span.start:
                status = Status.ASSERTED
        elif status is Status.ASSERTED and self._is_promised(predicate, time):
            status = Status.PLANNED
        elif status is Status.PLANNED and self._is_reckoned(predicate, time):
            # "that would be 1946"
            status = Status.ASSERTED
        elif status is Status.HYPOTHETICAL and self._was_able(scene, predicate, time):
            status = Status.ASSERTED
        elif any(
            one.lemma in self.words.rejecting
            and (one is predicate or (one.subject == predicate.subject and not participle))
            and self._is_proposed(one, time)
            for one in scene.predicates[owner : owner + 2]
        ):
            return self._made(scene, predicate, time.when(planned=True), time.timexes, Status.NEGATED)
        elif (
            status is Status.ASSERTED
            and predicate.voice == "active"
            and predicate.lemma in self.words.deciding
            and time.signal in ("from", "between", "range", "by", "until")
            and self._is_intended(predicate, time)
        ):
            # "agreed to close the road from May to July"
            status = Status.PLANNED
        elif (
            status is Status.ASSERTED and predicate.lemma in self.words.volition and self._is_intended(predicate, time)
        ):
            # "had hoped to spend Christmas at home"
            status = Status.PLANNED
        elif (
            status is Status.ASSERTED
            and predicate.lemma in self.words.directing
            and time.signal in ("by", "before", "until", "from", "between", "range")
            and self._is_intended(predicate, time)
        ):
            # "was told not to drive before July"
            status = Status.NEGATED if self._is_not_to(predicate) else Status.PLANNED
        elif (
            status is Status.ASSERTED
            and predicate.tense == "present"
            and predicate.voice == "passive"
            and time.signal == "for"
            and predicate.kind == "reporting"
        ):
            # "is promised for tomorrow"
            status = Status.PLANNED
        elif predicate.lemma in self.words.postpone and time.signal in ("until", "to", "till"):
            status, turning = Status.PLANNED, True
        elif predicate.lemma in self.words.postpone and time.signal == "from":
            status, turning = Status.NEGATED, True
            time = Time(time.timexes, time.interval)
        elif status is Status.NEGATED and (
            time.signal == "until" or (time.signal == "before" and predicate.tense == "past")
        ):
            # "did not reopen until May": it reopened in May; "was not expected until May" looks ahead.
            status, turning = Status.PLANNED if self._is_awaited(predicate) else Status.ASSERTED, time.signal == "until"
        if time.signal == "ended":
            unit = self._unit_before(time)
            when = ended_period(time, unit) if unit else time.interval
        else:
            when = time.when(planned=status is not Status.ASSERTED or predicate.tense != "past", turning=turning)
        if time.deadline and status is Status.ASSERTED and predicate.tense != "past":
            status = Status.PLANNED
        ahead = status is Status.ASSERTED and self._lies_ahead(when) and predicate.kind != "reporting"
        if ahead and (predicate.tense != "past" or predicate.voice == "passive" or self._is_intended(predicate, time)):
            status = Status.PLANNED
        return self._made(scene, predicate, when, time.timexes, status)

    def _has_agent(self, predicate: Predicate, time: Time) -> bool:
        """True for "proposed by Ann Ray in 2011": who did it stands between a verb and the time."""
        if time.start < predicate.span.end or time.signal not in ("", "in"):
            return False
        words = WORD.findall(self.text, predicate.span.end, time.start)
        return len(words) > 1 and words[0].lower() in self.words.agent

    def _is_promised(self, predicate: Predicate, time: Time) -> bool:
        """True for "was promised new boats by Easter", "issued an order for all boats to be sold by Easter"."""
        if time.start < predicate.span.end:
            return False
        if predicate.lemma in self.words.deciding and NEXT.match(time.timexes[0].expression):
            # "promised to call tomorrow"
            return predicate.voice == "active" and self._is_intended(predicate, time)
        flags = self.lexicon.flags
        words = WORD.findall(self.text, predicate.span.end, time.start) if time.deadline else []
        if any(flags.get(one, 0) & TO and flags.get(two, 0) & BE for one, two in pairwise(words)):
            return True
        due = time.deadline or (time.signal == "for" and predicate.voice == "passive")
        return due and predicate.span.slice(self.text).lower() in self.words.promises

    def _is_awaited(self, predicate: Predicate) -> bool:
        """True for "was not expected until May", "was not due to end until May"."""
        start = predicate.subject.end if predicate.subject is not None else predicate.clause.start
        words = WORD.findall(self.text, min(start, predicate.span.start), predicate.span.end)
        planned = self.lexicon.planned_adjectives
        return any(word in planned or self.lexicon.lemma(word) in self.words.planned for word in words)

    def _is_reckoned(self, predicate: Predicate, time: Time) -> bool:
        """True for "that would be 1946", of a time long past: how somebody works out when it was."""
        end = time.interval.end
        if self.dct is None or end is None or end > self.dct or time.signal or predicate.kind != "state":
            return False
        lead = WORD.findall(self.text, predicate.clause.start, predicate.span.end)
        return any(word.lower() in self.words.reckoned for word in lead[-3:]) and time.start > predicate.span.end

    def _was_able(self, scene: Scene, predicate: Predicate, time: Time) -> bool:
        """True for "a week later he could walk": what somebody was able to do then, no mere possibility."""
        words = WORD.findall(self.text, max(0, predicate.span.start - 30), predicate.span.start)
        if not any(word in self.words.abilities for word in words[-3:]):
            return False
        if self._follows_a_deed(scene, predicate) and time.timexes[-1].expression.startswith("ref "):
            # "was begun on Monday and could be stopped five days later"
            return True
        if predicate.voice == "passive":
            return False
        end = time.interval.end
        if end is None or any(word.lower() in self.words.conditionals for word in WORD.findall(scene.words(self.text))):
            return False
        if self.dct is not None:
            return end <= self.dct and time.start < predicate.span.start
        return time.start < predicate.span.start

    def _follows_a_deed(self, scene: Scene, predicate: Predicate) -> bool:
        """True if a clause tells what the subject of an asserted past clause did or was able to do next."""
        first = WORD.search(self.text, predicate.clause.start, predicate.span.start)
        if first is None or first[0].lower() not in self.words.coordinators:
            return False
        place = next((n for n, one in enumerate(scene.predicates) if one is predicate), 0)
        before = scene.predicates[place - 1] if place else None
        asserted = before is not None and before.status is Status.ASSERTED and before.tense == "past"
        return asserted and before is not None and before.subject == predicate.subject is not None

    def _infinitive(self, predicate: Predicate) -> int | None:
        """Where the infinitive after a verb begins: "agreed on Monday *to* close"."""
        flags = self.lexicon.flags
        before: re.Match[str] | None = None
        for word in WORD.finditer(self.text, predicate.span.end, predicate.clause.end):
            if before is not None and flags.get(before[0], 0) & TO and flags.get(word[0], 0) & (BASE | BE | HAVE | DO):
                return before.start()
            before = word
        return None

    def _is_not_to(self, predicate: Predicate) -> bool:
        start = self._infinitive(predicate) or predicate.span.end
        before = WORD.findall(self.text, predicate.span.end, start)
        return bool(before) and bool(self.lexicon.flags.get(before[-1], 0) & NEGATOR)

    def _is_intended(self, predicate: Predicate, time: Time) -> bool:
        infinitive = self._infinitive(predicate)
        return infinitive is not None and infinitive < time.start

    def _is_proposed(self, predicate: Predicate, time: Time) -> bool:
        """True for the time of what was turned down: "a proposal to raise the fees in 2019 was rejected"."""
        text, subject = self.text, predicate.subject
        if predicate.voice == "passive":
            if subject is None or not subject.start <= time.start < predicate.span.start:
                return False
            start, end = subject.start, time.start
        else:
            start, end = predicate.span.end, time.start
            if not self._lies_ahead(time.interval):
                return False
        words = [word.lower() for word in WORD.findall(text, start, max(start, end))]
        flags = self.lexicon.flags
        for number, word in enumerate(words):
            if word in self.words.proposals:
                return any(flags.get(later, 0) & (TO | PREPOSITION) for later in words[number + 1 :])
        return False

    def _lies_ahead(self, when: Interval) -> bool:
        if self.dct is None or self.today is None or when.start is None or when.contains(self.dct):
            return False
        return when.start.floor(Granularity.DAY) > self.today

    def _is_cancelled(self, scene: Scene, owner: int) -> bool:
        """True if what a participle planned ("planned for May") is called off by the verb it belongs to."""
        here = scene.predicates[owner]
        before = scene.predicates[owner - 1] if owner else None
        if before is not None and here.tense == "none" and before.lemma in self.words.cancel:
            # "They cancelled her tour, planned for May."
            thing = here.subject is not None and before.span.end <= here.subject.start
            if thing and before.voice == "active" and before.status is Status.ASSERTED:
                return True
        for other in scene.predicates[owner + 1 :]:
            if other.lemma in self.words.cancel and other.status is not Status.NEGATED:
                if here.tense == "future" and here.status is other.status:
                    # "will be opened and adjourned": one after the other
                    continue
                clause = other.clause
                if clause.start <= here.span.start or other.subject == here.subject:
                    return True
        return False

    def _unit_before(self, time: Time) -> str:
        words = WORD.findall(self.text, max(0, time.start - 40), time.start)
        for word in reversed(words[-3:]):
            if word.lower() in self.words.periods:
                return self.words.periods[word.lower()]
        return ""

    def _at_which(self, scene: Scene, whens: Mapping[int, Interval]) -> Iterator[Event]:
        """What a clause with "when" tells of a time just given: "not since 1936, when she left for Leeds"."""
        for number, predicate in enumerate(scene.predicates):
            first = WORD.search(self.text, predicate.clause.start, predicate.span.start)
            if first is None or first[0].lower() not in self.words.at_which or predicate.kind == "state":
                continue
            for time in scene.times:
                if 0 < first.start() - time.end < 4 and not self.text[time.end : first.start()].strip(" ,\n"):
                    if number not in whens and len(time.timexes) == 1:
                        yield self._made(scene, predicate, time.interval, time.timexes, predicate.status)
                    break

    def _ahead(self, scene: Scene, whens: Mapping[int, Interval]) -> Iterator[Event]:
        """What is to come so long after the document: "We shall see her again in two weeks"."""
        if self.dct is None:
            return
        for timex in scene.timexes:
            if timex.type is not TimexType.DURATION or timex.signal != "in" or timex.interval is not None:
                continue
            when = after(self.dct, timex)
            owner = None if when is None else self._owner(scene, Time([timex], when))
            if owner is None or when is None or owner in whens:
                continue
            if self._word_before(timex) not in self.words.ahead:
                # "over three years", "during two weeks": so long, not so far off
                continue
            predicate = scene.predicates[owner]
            if predicate.status is Status.PLANNED and predicate.tense in ("present", "future"):
                yield self._made(scene, predicate, when, [timex], Status.PLANNED)

    def _word_before(self, timex: Timex) -> str:
        words = WORD.findall(self.text, max(0, timex.span.start - 20), timex.span.start)
        return words[-1].lower() if words else ""

    def _relative(self, scene: Scene, whens: Mapping[int, Interval]) -> Iterator[Event]:
        """Events dated by their distance from another: "resigned on 5 May, two days after he was accused"."""
        text = self.text
        for timex in scene.timexes:
            if timex.type is not TimexType.DURATION:
                continue
            linked = WORD.match(text, timex.span.end + 1)
            if linked is None:
                continue
            word = linked[0].lower()
            sign = -1 if word in self.words.after else 1 if word in self.words.before else 0
            if not sign:
                continue
            for number, predicate in enumerate(scene.predicates):
                if predicate.clause.start <= linked.start() < predicate.span.start and number not in whens:
                    main = next((whens[k] for k in range(number - 1, -1, -1) if k in whens), None)
                    when = moved(main, timex, sign) if main is not None else None
                    if when is not None:
                        yield self._made(scene, predicate, when, [timex], predicate.status)
                    break

    def _from_occasion(self, scene: Scene, whens: Mapping[int, Interval]) -> Iterator[Event]:
        """Events dated by their distance from one told before: "was demolished two months after the fire"."""
        for timex in scene.timexes:
            when = self._counted(timex)
            owner = None if when is None else self._owner(scene, Time([timex], when))
            if when is not None and owner is not None and owner not in whens:
                predicate = scene.predicates[owner]
                if predicate.kind != "state" or predicate.tense == "past":
                    yield self._made(scene, predicate, when, [timex], predicate.status)

    def _deadlines(self, scene: Scene, whens: Mapping[int, Interval]) -> Iterator[Event]:
        """What is due within a time from another event: "demanded on 3 May that he pay within two weeks"."""
        for timex in scene.timexes:
            if timex.type is not TimexType.DURATION or timex.interval is not None:
                continue
            if timex.signal not in self.words.within or not whens:
                continue
            owner = self._owner(scene, Time([timex], next(iter(whens.values()))))
            if owner is None or any(time.deadline and self._owner(scene, time) == owner for time in scene.times):
                # "within a month, namely by 3 May"
                continue
            predicate = scene.predicates[owner]
            demanded = predicate.lemma in self.words.demanding or predicate.status is Status.PLANNED
            if not demanded and predicate.status is Status.ASSERTED:
                infinitive = self._infinitive(predicate)
                demanded = infinitive is not None and infinitive < timex.span.start and predicate.tense != "none"
            base = next((whens[number] for number in range(owner, -1, -1) if number in whens), None)
            if not demanded or base is None or base.granularity.rank > Granularity.DAY.rank or base.start is None:
                continue
            last = moved(base, timex, 1)
            if last is not None:
                yield self._made(scene, predicate, base.to(last), [timex], Status.PLANNED)

    def _verbless(self, scene: Scene, time: Time) -> Event | None:
        """An event of a sentence or item without a verb: "3 May: appointment as judge"."""
        noted = scene.sentence.kind == "item" and time.signal in ("in", "by", "before", "from", "until", "since")
        lead = self.text[max(scene.body, time.start - 3) : time.start].rstrip()
        # "Letter to the trustees - 31 May"
        noted = noted or (scene.sentence.kind == "item" and lead[-1:] in _LEADERS and time.end >= scene.end - 1)
        before = WORD.findall(self.text, max(scene.body, time.start - 12), time.start)[-1:]
        expected = time.deadline and any(word in self.lexicon.planned_adjectives for word in before)
        if time.timexes[-1].expression.endswith(" heading"):
            # "Leeds, Friday 16th."
            return None
        start, end = scene.body, scene.end
        if scene.predicates:
            # An entry of a list: "interview (3 May); statement of the union, which said …"
            start = max(start, self.text.rfind(";", start, time.start) + 1)
            end = cut if (cut := self.text.find(";", time.end, end)) >= 0 else end
        told = noted or expected or self._event_noun(start, end) is not None
        if not told and not (self._in_notes and self._is_note(start, end)):
            return None
        due = time.deadline or (noted and time.signal == "before")
        when = time.when(planned=due)
        status = Status.PLANNED if due or self._lies_ahead(when) else Status.ASSERTED
        return self._from_words(scene, when, time.timexes, status, Span(start, end))

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

    def _event_noun(self, start: int, end: int) -> Span | None:
        for word in WORD.finditer(self.text, start, min(end, start + MAX_EVIDENCE)):
            if word[0].lower() in self.words.event_nouns:
                return Span(*word.span())
        return None

    def _from_words(
        self,
        scene: Scene,
        when: Interval | None,
        timexes: Sequence[Timex],
        status: Status,
        part: Span | None = None,
    ) -> Event | None:
        """An event named by its words alone: those of the scene, or of a `part` of it."""
        start, end = (scene.body, scene.end) if part is None else (part.start, part.end)
        title = self.titles.clean(self.titles.cell(self.text[start : min(end, start + 400)]))
        if not title:
            return None
        named = self._event_noun(start, end)
        if named is None:
            first = WORD.search(self.text, start, end)
            named = Span(*first.span()) if first else None
        inside = [index for index in scene.mentions if start <= self.found.actors[index].span.start < end]
        roles = [(actor, "participant") for index in inside for actor in self._linked(index)]
        return Event(
            title=title,
            when=when,
            participants=self._participations(roles),
            status=status,
            trigger=Mention.at(named, self.document) if named else None,
            alternatives=self._alternatives(timexes, when),
            evidence=self._evidence(scene, scene.body, timexes),
            timexes=tuple(timexes),
        )
