"""The walk over the sentences of a document: what each tells, and what the layout says of its time."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.compose.further import Further
from dateline.compose.scene import WORD, Scene
from dateline.compose.titles import without_spans
from dateline.interval import Granularity, Interval
from dateline.model import ActorKind, Event, Span, Status, Timex, TimexType
from dateline.recognize import Predicate
from dateline.recognize.words import DETERMINER, NEGATOR, PARTICIPLE, PREPOSITION
from dateline.text.lines import head_of, runs_on, stretches
from dateline.times.when import Time, refined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model import Document
    from dateline.recognize import Annotations, Quotation

__all__ = ["Composer"]

_LABEL: Final = re.compile(r"\W*([^\W\d_][\w ./-]{0,24}?)\s*:\**(?:\s|$)")
_OPENING: Final = ("“", '"', "«", "‘", "'", "(")
_CLOSING: Final = ("”", '"', "»", "’", "'", ")")
_NOTE: Final = 120  # a note without a verb is no longer, in characters
_SHORTEST: Final = 3  # what is written large and has no more letters may be an acronym
_HEADER: Final = 1500  # header lines stand within so many characters of the head


class Composer(Further):
    """Walks the sentences of a document once; `actors` are all its actors."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        super().__init__(document, annotations)
        self.prose_seen = False
        # The question that the next sentence may answer in a few words.
        self.question: tuple[Scene, Predicate] | None = None
        self.in_rows = False
        self.label: Scene | None = None  # a few words that name a happening: the next sentence may say when

    # -- the walk

    def run(self) -> list[Event]:
        """The events, each once."""
        out: dict[object, Event] = {}
        again: dict[object, list[Event]] = {}
        for scene in self._scenes():
            for event in self._events(scene):
                who = tuple([(part.actor.identity, part.role) for part in event.participants])
                # By identity too: an actor as a whole is compared by all its mentions.
                says = tuple([(link.source.identity, link.cue, link.mention) for link in event.attributions])
                key = (event.title, event.when, event.status, who, says, event.kind)
                if out.setdefault(key, event) is not event and event.when is not None:
                    again.setdefault(key, []).append(event)
        for known, others in again.items():
            same = [out[known], *others]
            out[known] = evolve(
                out[known],
                evidence=tuple(dict.fromkeys(quote for event in same for quote in event.evidence)),
                timexes=tuple(dict.fromkeys(timex for event in same for timex in event.timexes)),
            )
        return list(out.values())

    def _scenes(self) -> Iterator[Scene]:
        found = self.found
        at_time = at_actor = at_predicate = at_quotation = 0
        times, actors, predicates, quotations = found.timexes, found.actors, found.predicates, found.quotations
        active: list[Quotation] = []
        for sentence in stretches(self.text, found.sentences):
            start, end = sentence.span.start, sentence.span.end
            while at_time < len(times) and times[at_time].span.start < start:
                at_time += 1
            first_time = at_time
            while at_time < len(times) and times[at_time].span.start < end:
                at_time += 1
            while at_actor < len(actors) and actors[at_actor].span.start < start:
                at_actor += 1
            first_actor = at_actor
            while at_actor < len(actors) and actors[at_actor].span.start < end:
                at_actor += 1
            while at_predicate < len(predicates) and predicates[at_predicate].span.start < start:
                at_predicate += 1
            first_predicate = at_predicate
            while at_predicate < len(predicates) and predicates[at_predicate].span.start < end:
                at_predicate += 1
            active = [quotation for quotation in active if quotation.span.end > start][-20:]
            while at_quotation < len(quotations) and quotations[at_quotation].span.start < end:
                active.append(quotations[at_quotation])
                at_quotation += 1
            own = times[first_time:at_time]
            followed = sentence.kind == "heading" and at_time < len(times) and times[at_time].span.start < end + 8
            body, head = head_of(self.text, sentence, own)
            yield Scene(
                sentence,
                body,
                head,
                own[len(head) :],
                predicates[first_predicate:at_predicate],
                list(range(first_actor, at_actor)),
                active,
                followed,
            )

    # -- layout

    def _events(self, scene: Scene) -> Iterator[Event]:
        sentence = scene.sentence
        self._hold(scene)
        row = scene.sentence.kind == "heading" and self._is_row(scene)
        self.in_rows = row
        label, self.label = self.label, scene if self._is_label(scene) else None
        if sentence.kind == "heading" and not row and not runs_on(self.text, sentence):
            event = self._labelled(label, scene) if label is not None else None
            if event is not None:
                yield event
                return
            self._read_heading(scene)
            told = self._of_heading(scene)
            yield from self._of_headline(scene) if told is None else (told,)
            return
        if self._is_header(scene):
            return
        if scene.timexes:
            scene.times = self._times(scene.timexes)
        question, self.question = self.question, None
        if self._is_question(scene):
            main = self._main(scene)
            self.question = (scene, main) if main is not None else None
            scene.predicates = [p for p in scene.predicates if p is not main and self._is_subordinate(scene, p)]
            if not scene.predicates:
                return
        elif question is not None and scene.times and not scene.predicates and not scene.head:
            yield from self._answer(scene, *question)
            return
        if scene.head and self._is_dateline(scene):
            scene.dateline = self._dateline_place(scene)
            scene.head = []
        elif scene.head and (self._is_citation(scene) or _is_stamp(scene.head[-1])):
            scene.head = []
        self.prose_seen = self.prose_seen or sentence.kind == "prose"
        if not scene.head and not scene.predicates and self._is_bare_date(scene):
            event = self._labelled(label, scene) if label is not None else None
            if event is not None:
                yield event
            else:
                self._read_heading(scene)
            return
        head = self._times(scene.head) if scene.head else []
        carried: tuple[Time, Timex] | None = None
        if head:
            time = refined(head)[-1]
            self.item = (time, scene.head[-1], scene.end)
            carried = (time, scene.head[-1])
        elif self.item is not None and self._continues_item(scene):
            carried = self.item[:2]
            self.item = (*carried, scene.end)
        else:
            self.item = None
            carried = self.heading
        sets = self._sets(scene)
        triggers: set[int] = set()
        dated = False
        for event in self._dated(scene):
            dated = True
            if event.trigger is not None:
                triggers.add(event.trigger.span.start)
            self._remember(event)
            yield self._repeating(scene, event, sets) if sets else event
        first = None
        if head and carried is not None:
            first = self._of_item(scene, carried[0])
            if first is not None and sets:
                first = self._repeating(scene, first, sets)
        elif not dated or (carried is not None and self._is_free(scene, triggers)):
            first = self._undated(scene, carried)
        if first is None and not dated and carried is not None and carried is self.heading:
            first = self._noted(scene, carried[0])
        if first is not None:
            if first.trigger is not None:
                triggers.add(first.trigger.span.start)
            self._remember(first)
            yield first
        diary = carried is not None and carried is self.heading and self._is_day(carried[0])
        yield from self._further(scene, triggers, carried[0] if diary and carried is not None else None)

    def _hold(self, scene: Scene) -> None:
        """Notes whom a paragraph is about that begins with a name and no verb for it: "John Ray (1816–89)."."""
        start = scene.sentence.span.start
        if "\n" not in self.text[max(0, start - 4) : start] and start > 0:
            return
        first = self.found.actors[scene.mentions[0]] if scene.mentions else None
        told = any(predicate.tense != "none" and self._is_finite(predicate) for predicate in scene.predicates[:1])
        if first is not None and first.form == "name" and first.kind is ActorKind.PERSON and not told:
            opening = WORD.search(self.text, scene.body, scene.end)
            opens = opening is not None and first.span.start <= opening.start() < first.span.end
            self.holders = self._linked(scene.mentions[0]) if opens else ()
        else:
            self.holders = ()

    def _is_finite(self, predicate: Predicate) -> bool:
        return predicate.span.slice(self.text) not in self.lexicon.noted

    def _is_question(self, scene: Scene) -> bool:
        """True for a question, which tells nothing of what it asks about; one that is only quoted makes none."""
        text, end = self.text, scene.end
        if text[end - 1 : end] in _CLOSING:
            return text[end - 2 : end - 1] == "?" and text[scene.body : scene.body + 1] in _OPENING
        return text[end - 1 : end] == "?"

    def _answer(self, scene: Scene, asked: Scene, predicate: Predicate) -> Iterator[Event]:
        """What a date alone answers: "When did he leave? – In May 2010." """
        at = scene.times[0].start
        answering = Predicate(Span(at, at + 1), Span(scene.body, scene.end), predicate.lemma)
        chain, _ = self._chain(scene, answering)
        for time in refined(scene.times):
            told = self._made(asked, predicate, time.when(planned=False), time.timexes, predicate.status)
            status = Status.REPORTED if chain and told.status is Status.ASSERTED else told.status
            roles = [(part.actor, part.role) for part in told.participants]
            roles += [(actor, "participant") for index in scene.mentions for actor in self._linked(index)]
            evidence = (*self._evidence(scene, scene.body, time.timexes), *told.evidence)
            yield evolve(
                told,
                status=status,
                attributions=chain,
                participants=self._participations(roles),
                evidence=tuple(dict.fromkeys(evidence)),
            )

    def _sets(self, scene: Scene) -> list[Timex]:
        """The expressions of a sentence that say without reserve how something repeats: not "almost every Monday"."""
        text, words = self.text, self.words
        out = []
        for timex in scene.timexes:
            if timex.type is not TimexType.SET or timex.interval is not None:
                continue
            low = max(scene.body, timex.span.start - 30)
            before = WORD.findall(text, low, timex.span.start)[-1:]
            # "founded a daily paper": how often the paper came out, not how often it was founded.
            attributive = timex.quant is None and before and before[0].lower() in words.determiners
            reserved = words.reserved.search(text, low, timex.span.start)
            if not attributive and not reserved and not words.excepting.match(text, timex.span.end, scene.end):
                out.append(timex)
        return out

    def _repeating(self, scene: Scene, event: Event, sets: Sequence[Timex]) -> Event:
        """An event together with the sets of times in its clause, which say how it repeats while it lasts."""
        if event.when is None:
            return event
        own = []
        for timex in sets:
            owner = self._owner(scene, Time([timex], event.when))
            if owner is None or (event.trigger is not None and event.trigger.span == scene.predicates[owner].span):
                own.append(timex)
        return evolve(event, timexes=(*event.timexes, *own)) if own else event

    def _read_heading(self, scene: Scene) -> None:
        """A heading that is a date dates what stands under it; any other ends what the last one said."""
        timexes = [*scene.head, *scene.timexes]
        times = refined(self._times(timexes))
        self.item = None
        rest = without_spans(
            self.text, scene.sentence.span.start, scene.end, [(t.span.start, t.span.end) for t in timexes]
        )
        life = bool(scene.mentions) and any(self._is_life(scene, time) for time in times)
        lone = times and self._is_document_date(scene, times[-1])
        # "Dictated 3 May, typed 5 May": of the paper.
        labels = self.document.locale.words.get("date_labels", frozenset())
        lone = lone or any(word.lower() in labels for word in WORD.findall(rest))
        if times and not life and not lone and len(WORD.findall(rest)) <= (4 if scene.head else 2):
            self.heading = (times[-1], times[-1].timexes[-1])
        else:
            self.heading = None

    def _is_document_date(self, scene: Scene, time: Time) -> bool:
        """True for the one date line at the head of a report: it says when it was written, not when things happened.

        Where several date lines stand in a document, or notes without a subject follow ("Left early."), it is a diary.
        """
        if self.dct is None or not time.interval.contains(self.dct) or scene.sentence.span.start > _HEADER:
            return False
        if any(timex.setting.position != "prose" for timex in self.found.timexes if timex not in time.timexes):
            return False
        at = bisect_right(self.found.predicates, scene.end, key=lambda predicate: predicate.span.start)
        first = self.found.predicates[at] if at < len(self.found.predicates) else None
        return first is None or first.subject is not None

    def _of_heading(self, scene: Scene) -> Event | None:
        """The event that a heading tells of: "Meeting held on 3 May 2011 at 19:00"."""
        words = self.words
        times = refined(self._times(scene.timexes))
        if not times or times[-1].interval.granularity.rank > Granularity.DAY.rank:
            return None
        time = times[-1]
        before = [word.lower() for word in WORD.findall(self.text, scene.body, scene.timexes[0].span.start)]
        while before and before[-1] in self.titles.time_words:
            before.pop()
        if not before or before[-1] in words.publishing or not self.lexicon.read(before[-1])[1] & PARTICIPLE:
            return None
        if not any(word in words.event_nouns for word in before):
            return None
        status = Status.PLANNED if self._lies_ahead(time.interval) else Status.ASSERTED
        return self._from_words(scene, time.when(planned=False), time.timexes, status)

    def _of_headline(self, scene: Scene) -> Iterator[Event]:
        """What a headline tells: "Halden Pumps to close two plants"."""
        predicate = self._main(scene)
        if predicate is None or predicate.kind == "state" or not scene.mentions:
            return
        draft = self._draft(scene, predicate, None, (), predicate.status)
        if draft.participants:
            yield self._written(draft)
            yield from self._further(scene, {predicate.span.start})

    def _is_row(self, scene: Scene) -> bool:
        """True for a row of a table without rules: a date and words, beside others of the kind."""
        if not scene.head or not WORD.search(self.text, scene.body, scene.end):
            return False
        return self.in_rows or scene.followed

    def _is_bare_date(self, scene: Scene) -> bool:
        if not scene.timexes or scene.end - scene.body > 60:
            return False
        if scene.timexes[-1].setting.position != "prose":
            # "Leeds, Friday 16th."
            return True
        rest = without_spans(self.text, scene.body, scene.end, [(t.span.start, t.span.end) for t in scene.timexes])
        return not WORD.search(rest)

    def _is_label(self, scene: Scene) -> bool:
        """True for a few words before a date of their own: "6. Date of next meeting" before "Tuesday 12 November"."""
        short = scene.end - scene.sentence.span.start <= 60
        return short and not scene.timexes and not scene.predicates and not scene.head

    def _labelled(self, label: Scene, scene: Scene) -> Event | None:
        """The event that a label before a bare date names; a date below it heads what follows, unless it is to come."""
        if self._event_noun(label.body, label.end) is None or not self._is_bare_date(scene):
            return None
        times = refined(self._times(scene.timexes))
        apart = self.text[label.end : scene.body].count("\n")
        if not times or apart > 2 or (apart and not self._lies_ahead(times[-1].interval)):
            return None
        time = times[-1]
        status = Status.PLANNED if self._lies_ahead(time.interval) else Status.ASSERTED
        return self._from_words(label, time.when(planned=False), time.timexes, status)

    def _is_header(self, scene: Scene) -> bool:
        """True for lines such as "Published: 9 November" at the head of a document: they tell of it, not in it."""
        if scene.sentence.span.start > _HEADER:
            return False
        label = _LABEL.match(self.text, scene.sentence.span.start, scene.end)
        return label is not None and " ".join(label[1].lower().split()) in self.words.labels

    def _is_dateline(self, scene: Scene) -> bool:
        """True for the place and date at the head of a report: "OSLO, 5 June 2019 — …"."""
        if scene.sentence.kind != "prose" or self.prose_seen:
            return False
        before = self.text[scene.sentence.span.start : scene.head[0].span.start]
        if WORD.search(before):
            return True
        interval = scene.head[-1].interval
        return self.dct is not None and interval is not None and interval.contains(self.dct)

    def _dateline_place(self, scene: Scene) -> str | None:
        """The place that a dateline begins with."""
        for index in scene.mentions:
            mention = self.found.actors[index]
            if mention.kind is ActorKind.PLACE and mention.span.end <= scene.body:
                # "OSLO": written large for the look of it
                return (
                    mention.name.title() if mention.name.isupper() and len(mention.name) > _SHORTEST else mention.name
                )
        return None

    def _is_citation(self, scene: Scene) -> bool:
        """True for the year of a law report: "[2016] 2 AC 11"."""
        first = scene.head[0]
        if self.text[first.span.start - 1 : first.span.start] != "[" or first.interval is None:
            return False
        if "|" in self.text[first.span.end : first.span.end + 4] or scene.sentence.kind == "heading":
            return False
        return first.interval.granularity is Granularity.YEAR

    def _continues_item(self, scene: Scene) -> bool:
        sentence = scene.sentence
        if self.item is None or sentence.prefix is not None or not sentence.listed:
            return False
        return "\n" not in self.text[self.item[2] : sentence.span.start]

    # -- events whose time the layout gives

    def _main(self, scene: Scene) -> Predicate | None:
        """The predicate that a sentence is about: the first that is finite and no mere condition or relative."""
        finite = [predicate for predicate in scene.predicates if predicate.tense != "none"]
        if not finite:
            return None
        outer = max(
            finite, key=lambda predicate: (predicate.clause.end - predicate.clause.start, -predicate.span.start)
        )
        first = finite[0]
        opening = WORD.match(self.text, first.clause.start)
        if first is not outer and opening is not None and opening[0].lower() in self.titles.links:
            return next((p for p in finite[1:] if not self._is_subordinate(scene, p)), first)
        return first if not self._is_subordinate(scene, first) else outer

    def _is_subordinate(self, scene: Scene, predicate: Predicate) -> bool:
        head = WORD.search(self.text, predicate.clause.start, predicate.span.start)
        if head is None or head[0].lower() not in self.titles.links:
            return False
        return not self._is_led_in(scene, predicate, head)

    def _of_item(self, scene: Scene, time: Time) -> Event | None:
        """The event of a line with a date at its head."""
        if not WORD.search(self.text, scene.body, scene.end):
            return None
        when = time.when(planned=time.deadline)
        main = self._main(scene)
        if main is not None and self._is_proviso(main):
            # "May 2022 (planned) | Opening of the bridge"
            return self._of_plan(scene, main, when, time)
        if main is not None and main.status is Status.NEGATED and ";" in self.text[scene.body : main.span.start]:
            # "Fire at the mill; nobody hurt": the second clause denies nothing of the first.
            main = None
        if main is not None and any(
            other.interval != time.interval and time.interval.contains(other.interval) for other in scene.times
        ):
            # The line gives a finer time itself.
            return None
        if main is not None and main.lemma in self.words.planned and main.subject is None:
            # "Proposed extension never built"
            main = next((p for p in scene.predicates if p.span.start > main.span.start and p.tense != "none"), main)
        if main is not None and main.tense == "future" and main.subject is None and main.status is Status.PLANNED:
            # "1846: Act of Parliament": what looks like an order stands beside a date.
            first = WORD.search(self.text, scene.body, scene.end)
            if first is not None and first.start() == main.span.start and not time.deadline:
                return self._from_words(
                    scene, when, time.timexes, Status.PLANNED if self._lies_ahead(when) else Status.ASSERTED
                )
        status = main.status if main is not None else Status.ASSERTED
        if (
            main is not None
            and main.lemma in self.words.planned
            and not WORD.search(self.text, main.span.end, scene.end)
        ):
            # "2026: extension planned"
            status = Status.PLANNED
        if main is None:
            denied = any(predicate.status is Status.NEGATED for predicate in scene.predicates)
            if denied and ";" not in self.text[scene.body : scene.end]:
                # "extension proposed, never built"
                status = Status.NEGATED
            elif any(predicate.status is Status.PLANNED for predicate in scene.predicates):
                # "2025: bridge expected to open"
                status = Status.PLANNED
            words = WORD.findall(self.text, scene.body, min(scene.end, scene.body + _NOTE))
            denied = bool(words) and bool(self.lexicon.flags.get(words[0].lower(), 0) & NEGATOR)
            if denied and self.lexicon.read(words[-1])[1] & PARTICIPLE:
                # "12 May: No repairs done."
                status = Status.NEGATED
            elif status is Status.ASSERTED and (time.deadline or self._lies_ahead(when)):
                # "by 25 May: accounts due"
                status = Status.PLANNED
            return self._from_words(scene, when, time.timexes, status)
        happened = main.tense == "past" and main.voice == "active"
        if status is Status.ASSERTED and not happened and self._lies_ahead(when):
            status = Status.PLANNED
        return self._made(scene, main, when, time.timexes, status, whole=True)

    def _is_proviso(self, predicate: Predicate) -> bool:
        """True for a word of plans alone in brackets: "(expected)", "(cancelled)"."""
        text, span = self.text, predicate.span
        bracketed = text[span.start - 1 : span.start] == "(" and text[span.end : span.end + 1] == ")"
        return bracketed and (predicate.lemma in self.words.planned or predicate.lemma in self.words.cancel)

    def _of_plan(self, scene: Scene, proviso: Predicate, when: Interval | None, time: Time) -> Event | None:
        """The event of a line that says behind its date that it is only planned."""
        start = min(proviso.span.end + 1, scene.end)
        rest = WORD.search(self.text, start, scene.end)
        told = next((p for p in scene.predicates if p.span.start > start and p.tense != "none"), None)
        if rest is not None and told is not None:
            event = self._made(scene, told, when, time.timexes, told.status)
        else:
            part = None if rest is None else Span(rest.start(), scene.end)
            made = self._from_words(scene, when, time.timexes, Status.PLANNED, part)
            if made is None:
                return None
            event = made
        if proviso.lemma in self.words.cancel:
            return evolve(event, status=Status.NEGATED)
        denied = event.status in (Status.NEGATED, Status.HYPOTHETICAL)
        return event if denied else evolve(event, status=Status.PLANNED)

    def _is_day(self, time: Time) -> bool:
        """True for a day of a diary, False for the date of a letter or report."""
        if time.interval.granularity.rank > Granularity.DAY.rank:
            return False
        return self.dct is None or not time.interval.contains(self.dct)

    def _noted(self, scene: Scene, time: Time) -> Event | None:
        """What a note without a verb tells under the day of a diary: "To Lincoln with Ann Ray.", "Telegram from her."

        It names somebody or some place by a preposition.
        """
        text, read = self.text, self.lexicon.read
        if scene.end - scene.body > _NOTE or any(predicate.tense != "none" for predicate in scene.predicates):
            return None
        if not self._is_day(time):
            return None
        for index in scene.mentions:
            mention = self.found.actors[index]
            before = WORD.findall(text, max(scene.body, mention.span.start - 20), mention.span.start)[-2:]
            if len(before) > 1 and read(before[-1].lower())[1] & DETERMINER:
                # "A letter from the Dean"
                del before[-1]
            before = before[-1:]
            named = any(word[0].isupper() for word in mention.text.split())
            if named and before and read(before[0].lower())[1] & PREPOSITION:
                first = WORD.search(text, scene.body, scene.end)
                if first is None or read(first[0].lower())[1] & NEGATOR:
                    # "No sign of Ann"
                    return None
                return self._from_words(scene, time.interval, time.timexes, Status.ASSERTED)
        return None

    def _undated(self, scene: Scene, carried: tuple[Time, Timex] | None) -> Event | None:
        """The event of a sentence without a time of its own, if it tells of one."""
        predicate = self._main(scene)
        if predicate is None:
            return None
        telling = self._telling(scene, predicate)
        predicate = self._told(scene, telling)
        if carried is not None and predicate is not telling and self._is_timed_content(scene, telling):
            # What was heard on the day above has a time of its own.
            predicate = telling
        status = predicate.status
        counted = [time.timexes[0] for time in scene.times if self._is_counted(time)]
        elsewhere = list(self._elsewhere(scene, predicate))
        own = [
            timex
            for timex in scene.timexes
            if timex.type in (TimexType.DATE, TimexType.TIME)
            and timex not in counted
            and timex.signal != "dated"
            and not any(span.contains(timex.span) for span in elsewhere)
        ]
        when: Interval | None = None
        timexes: list[Timex] = own
        happened = predicate.kind != "state" and status in (Status.ASSERTED, Status.NEGATED)
        if carried is not None and happened and not own and predicate.tense in ("past", "present"):
            when = carried[0].interval
            timexes = list(carried[0].timexes)
        if when is None and not self._may_tell(scene, predicate):
            return None
        draft = self._draft(scene, predicate, when, timexes, status)
        open_mode = draft.status in (Status.NEGATED, Status.HYPOTHETICAL)
        known = draft.participants or draft.attributions
        if when is None and not known and not (open_mode and predicate.lemma not in self.words.states):
            return None
        if predicate.kind == "state" and draft.status is Status.ASSERTED:
            return None
        return self._written(draft)

    def _is_timed_content(self, scene: Scene, telling: Predicate) -> bool:
        """True if what a verb reports has a time of its own: "heard that she leaves next week"."""
        content = next((q.span for q in scene.quotations if q.cue == telling.span), None)
        return content is not None and any(content.start <= time.start < content.end for time in scene.times)

    def _is_free(self, scene: Scene, triggers: set[int]) -> bool:
        """True if the times of a sentence date nothing of its main clause, which then lies on the day above it."""
        if any(self._is_counted(time) for time in scene.times):
            return True
        main = self._main(scene)
        return main is not None and main.span.start not in triggers

    def _elsewhere(self, scene: Scene, predicate: Predicate) -> Iterator[Span]:
        """The stretches whose times are none of those of `predicate`."""
        at = predicate.span.start
        # "He called and told us she had left in May"
        yield from (q.span for q in scene.quotations if not q.span.start <= at < q.span.end)
        for other in scene.predicates:
            behind = other.clause.start > at or predicate.clause.contains(other.clause)
            if other is not predicate and behind and self._is_subordinate(scene, other):
                # "rode to the mill, which burned in May"
                yield other.clause

    def _may_tell(self, scene: Scene, predicate: Predicate) -> bool:
        """False where an undated event would be dropped once made: nobody takes part in it, or it is a mere state."""
        if predicate.status is not Status.ASSERTED:
            return True
        if predicate.kind == "state":
            return bool(self._chain(scene, predicate)[0])
        return bool(scene.mentions or scene.quotations)

    def _telling(self, scene: Scene, predicate: Predicate) -> Predicate:
        """The verb that reports a mere state: "“It is rotten,” she said" tells of her saying so."""
        if predicate.kind != "state" or predicate.status is not Status.ASSERTED:
            return predicate
        cues = [q.cue for q in scene.quotations if q.span.contains(predicate.span.start)]
        return next((p for p in scene.predicates if p.span in cues), predicate)

    def _told(self, scene: Scene, predicate: Predicate) -> Predicate:
        """What a reporting verb reports, where that is a clause of the same sentence; else the verb itself."""
        seen = predicate
        for _ in range(4):
            if seen.kind != "reporting":
                return seen
            content = next((q for q in scene.quotations if q.cue == seen.span), None)
            if content is None:
                return seen
            inner = next(
                (
                    p
                    for p in scene.predicates
                    if p is not seen and content.span.contains(p.span.start) and p.tense != "none"
                ),
                None,
            )
            if inner is None or (inner.kind == "state" and inner.status is Status.ASSERTED):
                return seen
            seen = inner
        return seen


def _is_stamp(timex: Timex) -> bool:
    """True for the stamp of a message: it says when things were said, not when they happened."""
    return timex.type is TimexType.TIME and timex.setting.position != "prose"
