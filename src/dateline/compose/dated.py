"""The events of a sentence that have a time: those of its verbs, and what is so far off or so long after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.compose.owners import Owners
from dateline.compose.parts import MAX_EVIDENCE
from dateline.compose.scene import WORD, Scene
from dateline.interval import Granularity, Interval
from dateline.model import Event, Mention, Span, Status, Timex, TimexType
from dateline.times.when import Time, after, ended_period, last_of, moved, refined, times_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dateline.recognize import Predicate

__all__ = ["Dated"]

# What leads, in the line of a list, to the day by which a thing is to be done.
_LEADERS: Final = ("-", "–", "—", "…")
# What somebody is called between commas is no longer, in characters.
MAX_OFFICE: Final = 60


class Dated(Owners):
    """Makes the events of one sentence that a time dates."""

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
            lately = self._lately(scene, timex, whens)
            if lately is not None:
                yield lately
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

    def _lately(self, scene: Scene, timex: Timex, whens: Mapping[int, Interval]) -> Event | None:
        """What has happened within a time up to now: "Over the past six months the output has fallen"."""
        begun = None if self.today is None else moved(Interval.unit(self.today, Granularity.DAY), timex, -1)
        owner = None if begun is None else self._owner(scene, Time([timex], begun))
        if begun is None or owner is None or owner in whens or self.today is None:
            return None
        predicate = scene.predicates[owner]
        if predicate.tense != "present" or predicate.kind == "state" or not self._is_perfect(predicate):
            return None
        when = begun.to(Interval.unit(self.today, Granularity.DAY))
        return self._made(scene, predicate, when, [timex], predicate.status)

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
        noted = scene.sentence.listed and time.signal in ("in", "by", "before", "from", "until", "since")
        lead = self.text[max(scene.body, time.start - 3) : time.start].rstrip()
        # "Letter to the trustees - 31 May"
        noted = noted or (scene.sentence.listed and lead[-1:] in _LEADERS and time.end >= scene.end - 1)
        before = WORD.findall(self.text, max(scene.body, time.start - 12), time.start)[-1:]
        expected = time.deadline and any(word in self.lexicon.planned_adjectives for word in before)
        if time.timexes[-1].setting.position != "prose":
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
