"""From the predicates, times, actors and quotations of each sentence to its events."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import define, evolve, field

from dateline.compose.titles import MAX_TITLE, titles_of, without_spans
from dateline.compose.when import Time, ended_period, moved, refined, times_of
from dateline.interval import Granularity, Qualifier
from dateline.model import Actor, ActorKind, Attribution, Event, Mention, Participation, Span, Status, Timex, TimexType
from dateline.recognize import Predicate, Quotation, Sentence
from dateline.recognize.clauses import head_of, lexicon_of, runs_on, stretches
from dateline.recognize.coreference import link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.interval import Interval
    from dateline.locale import Locale
    from dateline.model import Document
    from dateline.recognize import ActorMention, Annotations

__all__ = ["Composer"]

# A longer sentence is quoted in part: no reader calls a page a quote.
MAX_EVIDENCE: Final = 700
_LABEL: Final = re.compile(r"\W*([^\W\d_][\w ./-]{0,24}?)\s*:(?:\s|$)")
_WORD: Final = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")
_HEADER: Final = 1500  # header lines stand within so many characters of the head


@define
class _Words:
    labels: frozenset[str]
    event_nouns: frozenset[str]
    denial: frozenset[str]
    cancel: frozenset[str]
    postpone: frozenset[str]
    planned: frozenset[str]
    states: frozenset[str]
    first_person: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    agent: frozenset[str]
    recipient: frozenset[str]
    place: frozenset[str]
    ranges: frozenset[str]
    period_verbs: frozenset[str]
    periods: Mapping[str, str]
    possessives: frozenset[str]
    publishing: frozenset[str]
    of: frozenset[str]
    complementizers: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    vague: re.Pattern[str]
    near: re.Pattern[str]


@lru_cache(maxsize=16)
def _words(locale: Locale) -> _Words:
    words = locale.words

    def of(name: str) -> frozenset[str]:
        return words.get(name, frozenset())

    def pattern(name: str) -> re.Pattern[str]:
        forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(of(name), key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{forms or '(?!)'})\s+(?:\w+\s+)?\Z", re.IGNORECASE)

    return _Words(
        labels=of("header_labels"),
        event_nouns=of("event_nouns"),
        denial=of("denial_verbs"),
        cancel=of("cancel_verbs"),
        postpone=of("postpone_verbs"),
        planned=of("planned_verbs"),
        states=of("state_verbs"),
        first_person=of("first_person"),
        determiners=of("determiners"),
        prepositions=of("prepositions"),
        agent=of("agent_prepositions"),
        recipient=of("recipient_prepositions"),
        place=of("event_place_prepositions"),
        ranges=of("range_words"),
        period_verbs=of("period_verbs"),
        periods=locale.tables.get("period_units", {}),
        possessives=of("possessive_pronouns"),
        publishing=of("publishing_words"),
        of=of("genitive_prepositions"),
        complementizers=of("complementizers"),
        after=of("after_words"),
        before=of("before_words"),
        vague=pattern("vague_time"),
        near=pattern("near_words"),
    )


@define
class _Scene:
    """One sentence with all that was found in it."""

    sentence: Sentence
    body: int  # where its words begin, after marker and date
    head: list[Timex]
    timexes: list[Timex]  # those after the head
    predicates: list[Predicate]
    mentions: list[int]  # indexes of actor mentions
    quotations: list[Quotation]  # that begin before its end and end after its start
    followed: bool = False  # by another line that begins with a date
    times: list[Time] = field(factory=list)

    @property
    def end(self) -> int:
        return self.sentence.span.end


class Composer:
    """Walks the sentences of a document once; `actors` are all its actors."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        self.document = document
        self.text = document.text
        self.source = document.source
        self.found = annotations
        actors, self.links = link(document, annotations)
        self.actors: tuple[Actor, ...] = tuple(actors)
        self.words = _words(document.locale)
        self.lexicon = lexicon_of(document.locale)
        self.titles = titles_of(document.locale)
        self.described: dict[str, Actor] = {}
        self.dct = document.dct
        # What the layout says of the time, as the walk goes on.
        self.heading: tuple[Time, Timex] | None = None
        self.item: tuple[Time, Timex, int] | None = None  # with the end of the sentence before
        self.prose_seen = False
        self.in_rows = False

    # -- the walk

    def run(self) -> list[Event]:
        """The events, each once."""
        out: dict[object, Event] = {}
        again: dict[object, list[Event]] = {}
        for scene in self._scenes():
            for event in self._events(scene):
                key = (event.title, event.when, event.status, event.participants, event.attributions, event.kind)
                known = out.setdefault(key, event)
                if known is not event and event.when is not None:
                    again.setdefault(key, []).append(event)
        for key, others in again.items():
            same = [out[key], *others]
            out[key] = evolve(
                out[key],
                evidence=tuple(dict.fromkeys(quote for event in same for quote in event.evidence)),
                timexes=tuple(dict.fromkeys(timex for event in same for timex in event.timexes)),
            )
        return list(out.values())

    def _scenes(self) -> Iterator[_Scene]:
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
            yield _Scene(
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

    def _events(self, scene: _Scene) -> Iterator[Event]:
        sentence = scene.sentence
        row = scene.sentence.kind == "heading" and self._is_row(scene)
        self.in_rows = row
        if sentence.kind == "heading" and not row and not runs_on(self.text, sentence):
            self._read_heading(scene)
            return
        if self._is_header(scene):
            return
        words = self.words
        scene.times = times_of(self.text, scene.timexes, words.ranges, words.vague, words.near)
        if scene.head and (self._is_dateline(scene) or self._is_citation(scene)):
            scene.head = []
        self.prose_seen = self.prose_seen or sentence.kind == "prose"
        if not scene.head and not scene.predicates and self._is_bare_date(scene):
            self._read_heading(scene)
            return
        head = times_of(self.text, scene.head, words.ranges, words.vague, words.near)
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
        made = False
        for event in self._dated(scene):
            made = True
            yield event
        if head and carried is not None:
            of_item = self._of_item(scene, carried[0])
            if of_item is not None:
                yield of_item
        elif not made:
            undated = self._undated(scene, carried)
            if undated is not None:
                yield undated

    def _read_heading(self, scene: _Scene) -> None:
        """A heading that is a date dates what stands under it; any other ends what the last one said."""
        timexes = [*scene.head, *scene.timexes]
        times = refined(times_of(self.text, timexes, self.words.ranges, self.words.vague, self.words.near))
        self.item = None
        rest = without_spans(
            self.text, scene.sentence.span.start, scene.end, [(t.span.start, t.span.end) for t in timexes]
        )
        if times and len(_WORD.findall(rest)) <= (4 if scene.head else 2):
            self.heading = (times[-1], times[-1].timexes[-1])
        else:
            self.heading = None

    def _is_row(self, scene: _Scene) -> bool:
        """True for a row of a table without rules: a date and words, beside others of the kind."""
        if not scene.head or not _WORD.search(self.text, scene.body, scene.end):
            return False
        return self.in_rows or scene.followed

    def _is_bare_date(self, scene: _Scene) -> bool:
        if not scene.timexes or scene.end - scene.body > 60:
            return False
        rest = without_spans(self.text, scene.body, scene.end, [(t.span.start, t.span.end) for t in scene.timexes])
        return not _WORD.search(rest)

    def _is_header(self, scene: _Scene) -> bool:
        """True for lines such as "Published: 9 November" at the head of a document: they tell of it, not in it."""
        if scene.sentence.span.start > _HEADER:
            return False
        label = _LABEL.match(self.text, scene.sentence.span.start, scene.end)
        return label is not None and " ".join(label[1].lower().split()) in self.words.labels

    def _is_dateline(self, scene: _Scene) -> bool:
        """True for the place and date at the head of a report: "GENEVA, 3 March 2024 — …"."""
        if scene.sentence.kind != "prose" or self.prose_seen:
            return False
        before = self.text[scene.sentence.span.start : scene.head[0].span.start]
        if _WORD.search(before):
            return True
        interval = scene.head[-1].interval
        return self.dct is not None and interval is not None and interval.contains(self.dct)

    def _is_citation(self, scene: _Scene) -> bool:
        """True for the year of a law report: "[2016] 2 AC 11"."""
        first = scene.head[0]
        if self.text[first.span.start - 1 : first.span.start] != "[" or first.interval is None:
            return False
        return first.interval.granularity is Granularity.YEAR

    def _continues_item(self, scene: _Scene) -> bool:
        sentence = scene.sentence
        if self.item is None or sentence.prefix is not None or sentence.kind != "item":
            return False
        return "\n" not in self.text[self.item[2] : sentence.span.start]

    # -- events with a time

    def _dated(self, scene: _Scene) -> Iterator[Event]:
        if not scene.times:
            return
        owners: dict[int, list[Time]] = {}
        for time in scene.times:
            owner = self._owner(scene, time)
            if time.signal == "dated" and self._is_apposed(time):
                continue
            if owner is not None and self._is_attributive(scene, time, owner):
                continue
            if owner is not None:
                owner = self._carrier(scene, owner)
            if owner is None and self._is_aside(scene, time):
                continue
            owners.setdefault(-1 if owner is None else owner, []).append(time)
        whens: dict[int, Interval] = {}
        for owner, times in owners.items():
            for time in refined(times):
                event = self._event(scene, owner, time)
                if event is not None:
                    if event.when is not None:
                        whens.setdefault(owner, event.when)
                    yield event
        yield from self._relative(scene, whens)

    def _owner(self, scene: _Scene, time: Time) -> int | None:
        """The predicate in whose clause a time stands: that of the smallest clause around it."""
        best: int | None = None
        size = 0
        for number, predicate in enumerate(scene.predicates):
            clause = predicate.clause
            if clause.start <= time.start and time.end <= clause.end + 1:
                length = clause.end - clause.start
                if best is None or length < size:
                    best, size = number, length
        if best is None and scene.predicates:
            # Between two clauses: with the one before.
            for number, predicate in enumerate(scene.predicates):
                if predicate.clause.start <= time.start:
                    best = number
            best = 0 if best is None else best
        return best

    def _is_apposed(self, time: Time) -> bool:
        """True for ", dated 25 February" said of a paper that something else happens to."""
        before = self.text[max(0, time.start - 16) : time.start].rstrip()
        word = before.rpartition(" ")
        return word[0].rstrip().endswith(",")

    def _carrier(self, scene: _Scene, owner: int) -> int:
        """The telling of which a participle only says where it was printed: "was cited in an article published today"."""
        here = scene.predicates[owner]
        if here.tense != "none" or here.span.slice(self.text).lower() not in self.words.publishing:
            return owner
        for number in range(owner - 1, -1, -1):
            telling = scene.predicates[number]
            if telling.kind == "reporting" and self._content(scene, telling) is not None:
                return number
        return owner

    def _is_attributive(self, scene: _Scene, time: Time, owner: int) -> bool:
        """True if a time only modifies a noun ("its 2009 report") that names no happening of which the clause speaks."""
        text = self.text
        start, end = time.start, time.end
        if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
            # The year of a law report.
            return True
        word = text[max(0, start - 24) : start].rstrip().rpartition(" ")
        if word[2].lower() in self.words.of:
            # "the letter of 3 May": a happening only as in "The crash of 1929 ruined …".
            noun = _WORD.findall(word[0])[-1:]
            subject = scene.predicates[owner].span.start > start
            return not (noun and noun[0].lower() in self.words.event_nouns and subject)
        if len(time.timexes) > 1 or time.signal:
            return False
        possessive = text[end - 2 : end] in ("'s", "’s") or text[end : end + 2] in ("'s", "’s")
        after = _WORD.match(text, end + (3 if text[end : end + 2] in ("'s", "’s") else 1))
        if after is None or text[end : after.start()].strip(" '’s"):
            return False
        noun = after[0]
        if not possessive:
            before = _WORD.findall(text, max(0, start - 24), start)
            if not before or not (
                before[-1].lower() in self.words.determiners or text[:start].rstrip().endswith(("'s", "’s"))
            ):
                return False
            if noun[0].isupper() or noun.lower() in self.words.prepositions or noun.lower() in self.titles.links:
                return False
        nouns = [word.lower() for word in _WORD.findall(text, after.start(), min(len(text), after.start() + 40))[:3]]
        subject = scene.predicates[owner].span.start > start and (possessive or scene.predicates[owner].tense == "past")
        return not (subject and any(word in self.words.event_nouns for word in nouns))

    def _is_aside(self, scene: _Scene, time: Time) -> bool:
        """True for times in brackets in a sentence with no verb: the years of a life, of a book, of a law report."""
        before = self.text[max(0, time.start - 8) : time.start].rstrip(" bd.c")
        return before[-1:] in ("(", "[") and not scene.head

    def _event(self, scene: _Scene, owner: int, time: Time) -> Event | None:
        text = self.text
        if owner < 0:
            return self._verbless(scene, time)
        predicate = scene.predicates[owner]
        status = predicate.status
        participle = predicate.tense == "none"
        planning = participle and (predicate.lemma in self.words.planned or status is Status.PLANNED)
        turning = False
        if planning:
            status = Status.PLANNED
            if self._is_cancelled(scene, owner):
                status = Status.NEGATED
        elif status is Status.PLANNED and predicate.lemma in self.words.planned and predicate.voice == "active":
            # "In 2018 it planned to …" tells of the planning, "it planned to … in 2018" of what was planned.
            if time.start < predicate.span.start:
                status = Status.ASSERTED
        elif predicate.lemma in self.words.postpone and time.signal in ("until", "to", "till"):
            status, turning = Status.PLANNED, True
        elif predicate.lemma in self.words.postpone and time.signal == "from":
            status, turning = Status.NEGATED, True
            time = Time(time.timexes, time.interval)
        elif status is Status.NEGATED and time.signal in ("until", "before"):
            # "did not reopen until May": it reopened in May.
            status, turning = Status.ASSERTED, time.signal == "until"
        if time.signal == "ended":
            unit = self._unit_before(time)
            when = ended_period(time, unit) if unit else time.interval
        else:
            when = time.when(planned=status is not Status.ASSERTED or predicate.tense != "past", turning=turning)
        if time.deadline and status is Status.ASSERTED and predicate.tense != "past":
            status = Status.PLANNED
        if status is Status.ASSERTED and self._lies_ahead(when) and predicate.kind != "reporting":
            status = Status.PLANNED
        return self._made(scene, predicate, when, time.timexes, status)

    def _lies_ahead(self, when: Interval) -> bool:
        if self.dct is None or when.start is None or when.contains(self.dct):
            return False
        return when.start.floor(Granularity.DAY) > self.dct.floor(Granularity.DAY)

    def _is_cancelled(self, scene: _Scene, owner: int) -> bool:
        """True if what a participle planned ("planned for May") is called off by the verb it belongs to."""
        here = scene.predicates[owner]
        for other in scene.predicates[owner + 1 :]:
            if other.lemma in self.words.cancel and other.status is not Status.NEGATED:
                clause = other.clause
                if clause.start <= here.span.start or other.subject == here.subject:
                    return True
        return False

    def _unit_before(self, time: Time) -> str:
        words = _WORD.findall(self.text, max(0, time.start - 40), time.start)
        for word in reversed(words[-3:]):
            if word.lower() in self.words.periods:
                return self.words.periods[word.lower()]
        return ""

    def _relative(self, scene: _Scene, whens: Mapping[int, Interval]) -> Iterator[Event]:
        """Events dated by their distance from another: "resigned on 5 May, two days after he was accused"."""
        text = self.text
        for timex in scene.timexes:
            if timex.type is not TimexType.DURATION:
                continue
            linked = _WORD.match(text, timex.span.end + 1)
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

    def _verbless(self, scene: _Scene, time: Time) -> Event | None:
        """An event of a sentence or item without a verb: "3 May: appointment as judge"."""
        if not self._event_noun(scene.body, scene.end):
            return None
        when = time.when(planned=time.deadline)
        status = Status.PLANNED if time.deadline or self._lies_ahead(when) else Status.ASSERTED
        return self._from_words(scene, when, time.timexes, status)

    def _event_noun(self, start: int, end: int) -> Span | None:
        for word in _WORD.finditer(self.text, start, min(end, start + MAX_EVIDENCE)):
            if word[0].lower() in self.words.event_nouns:
                return Span(*word.span())
        return None

    def _from_words(
        self, scene: _Scene, when: Interval | None, timexes: Sequence[Timex], status: Status
    ) -> Event | None:
        title = self.titles.clean(self.titles.cell(self.text[scene.body : min(scene.end, scene.body + 400)]))
        if not title:
            return None
        named = self._event_noun(scene.body, scene.end)
        if named is None:
            first = _WORD.search(self.text, scene.body, scene.end)
            named = Span(*first.span()) if first else None
        roles = [(actor, "participant") for index in scene.mentions for actor in self._linked(index)]
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

    # -- events whose time the layout gives

    def _main(self, scene: _Scene) -> Predicate | None:
        """The predicate that a sentence is about: the first that is finite and not only a condition or a relative."""
        finite = [predicate for predicate in scene.predicates if predicate.tense != "none"]
        if not finite:
            return None
        outer = max(finite, key=lambda predicate: (predicate.clause.end - predicate.clause.start, -predicate.span.start))
        first = finite[0]
        opening = _WORD.match(self.text, first.clause.start)
        if first is not outer and opening is not None and opening[0].lower() in self.titles.links:
            return next((p for p in finite[1:] if not self._is_subordinate(p)), first)
        return first if not self._is_subordinate(first) else outer

    def _is_subordinate(self, predicate: Predicate) -> bool:
        head = _WORD.search(self.text, predicate.clause.start, predicate.span.start)
        return head is not None and head[0].lower() in self.titles.links

    def _of_item(self, scene: _Scene, time: Time) -> Event | None:
        """The event of a line with a date at its head."""
        if not _WORD.search(self.text, scene.body, scene.end):
            return None
        when = time.when(planned=time.deadline)
        main = self._main(scene)
        if main is not None and any(
            other.interval != time.interval and time.interval.contains(other.interval) for other in scene.times
        ):
            # The line gives a finer time itself.
            return None
        status = main.status if main is not None else Status.ASSERTED
        if main is None:
            if status is Status.ASSERTED and self._lies_ahead(when):
                status = Status.PLANNED
            return self._from_words(scene, when, time.timexes, status)
        if status is Status.ASSERTED and self._lies_ahead(when):
            status = Status.PLANNED
        return self._made(scene, main, when, time.timexes, status, whole=True)

    def _undated(self, scene: _Scene, carried: tuple[Time, Timex] | None) -> Event | None:
        """The event of a sentence without a time of its own, if it tells of one."""
        predicate = self._main(scene)
        if predicate is None:
            return None
        predicate = self._told(scene, self._telling(scene, predicate))
        status = predicate.status
        own = [timex for timex in scene.timexes if timex.type in (TimexType.DATE, TimexType.TIME)]
        when: Interval | None = None
        timexes: list[Timex] = own
        happened = predicate.kind != "state" and status in (Status.ASSERTED, Status.NEGATED)
        if carried is not None and happened and not own and predicate.tense in ("past", "present"):
            when = carried[0].interval
            timexes = list(carried[0].timexes)
        event = self._made(scene, predicate, when, timexes, status)
        open_mode = event.status in (Status.NEGATED, Status.HYPOTHETICAL)
        if when is None and not event.participants and not (open_mode and predicate.lemma not in self.words.states):
            return None
        if predicate.kind == "state" and event.status is Status.ASSERTED:
            return None
        return event

    def _telling(self, scene: _Scene, predicate: Predicate) -> Predicate:
        """The verb that reports a mere state: "“It is rotten,” she said" tells of her saying so."""
        if predicate.kind != "state" or predicate.status is not Status.ASSERTED:
            return predicate
        cues = [q.cue for q in scene.quotations if q.span.contains(predicate.span.start)]
        return next((p for p in scene.predicates if p.span in cues), predicate)

    def _told(self, scene: _Scene, predicate: Predicate) -> Predicate:
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

    # -- the parts of an event

    def _made(
        self,
        scene: _Scene,
        predicate: Predicate,
        when: Interval | None,
        timexes: Sequence[Timex],
        status: Status,
        whole: bool = False,
    ) -> Event:
        if when is not None and self._alternatives(timexes, when):
            # The other reading says that it is open; the date itself is one of the two.
            when = evolve(when, start_qualifier=Qualifier.NONE, end_qualifier=Qualifier.NONE)
        chain, cues = self._chain(scene, predicate)
        told = self._content(scene, predicate)
        if told is not None:
            speakers = self._speakers(told, predicate)
            chain = (*speakers, *chain)
        if status is Status.ASSERTED and any(self.lexicon.lemma(cue.lower()) in self.words.denial for cue in cues):
            status = Status.NEGATED
        if chain and status is Status.ASSERTED:
            status = Status.REPORTED
        clause = self._bounded(scene, predicate)
        region = [clause]
        if told is not None:
            region.append(told.span)
            if told.span.start > predicate.span.end:
                region.append(Span(predicate.span.end, told.span.start))
        region.extend(self._companions(scene, predicate))
        if whole:
            region.append(Span(scene.body, scene.end))
        if predicate.subject is not None:
            region.append(predicate.subject)
        region.extend(self._antecedent(scene, predicate))
        roles = list(self._roles(scene, predicate, region, told is not None))
        title = self._title(scene, predicate, clause, told, whole)
        kind = "reporting" if told is not None else predicate.kind if predicate.kind == "state" else "occurrence"
        return Event(
            title=title,
            when=when,
            place=self._place(scene, predicate),
            participants=self._participations(roles),
            attributions=chain,
            status=status,
            trigger=Mention.at(predicate.span, self.document),
            alternatives=self._alternatives(timexes, when),
            evidence=self._evidence(scene, predicate.span.start, timexes),
            timexes=tuple(timexes),
            kind=kind,
        )

    def _bounded(self, scene: _Scene, predicate: Predicate) -> Span:
        """The clause of a predicate, within the smallest quotation around it."""
        at, clause = predicate.span.start, predicate.clause
        start, end = clause.start, clause.end
        for quotation in scene.quotations:
            span = quotation.span
            if span.start <= at < span.end and quotation.cue != predicate.span:
                start, end = max(start, span.start), min(end, max(span.end, predicate.span.end))
        return Span(min(start, at), end)

    def _companions(self, scene: _Scene, predicate: Predicate) -> Iterator[Span]:
        """The clauses after that of a predicate that only go on from it: no time of their own, no other speaker."""
        at = predicate.clause.end
        for other in scene.predicates:
            clause = other.clause
            if clause.start < predicate.span.end or other is predicate:
                continue
            if other.kind == "reporting" or clause.start > at + 3:
                return
            if any(clause.start <= time.start and time.end <= clause.end + 1 for time in scene.times):
                return
            around = [q for q in scene.quotations if q.span.contains(predicate.span.start)]
            if not all(q.span.contains(other.span.start) for q in around):
                return
            yield clause
            at = max(at, clause.end)

    def _antecedent(self, scene: _Scene, predicate: Predicate) -> Iterator[Span]:
        """The actor that a relative clause is hung on: "the surgeon, with whom she sailed"."""
        start = predicate.clause.start
        linking = _WORD.findall(self.text, start, predicate.span.start)[:2]
        if not any(word.lower() in self.titles.governed for word in linking):
            return
        for index in scene.mentions:
            span = self.found.actors[index].span
            if span.end <= start and not self.text[span.end : start].strip(" ,)"):
                yield span

    def _with_complement(self, scene: _Scene, predicate: Predicate, end: int) -> int:
        """`end`, or the end of the clause that completes the verb: "finds that …"."""
        for other in scene.predicates:
            if end <= other.clause.start <= end + 2 and other.clause.start > predicate.span.start:
                word = _WORD.match(self.text, other.clause.start)
                if word is not None and word[0].lower() in self.words.complementizers:
                    return other.clause.end
        return end

    def _content(self, scene: _Scene, predicate: Predicate) -> Quotation | None:
        """The words that a reporting verb reports."""
        if predicate.kind != "reporting":
            return None
        return next((q for q in scene.quotations if q.cue == predicate.span), None)

    def _chain(self, scene: _Scene, predicate: Predicate) -> tuple[tuple[Attribution, ...], list[str]]:
        """Those who answer for a predicate, innermost first, and the words that say so."""
        at = predicate.span.start
        around = [q for q in scene.quotations if q.span.start <= at < q.span.end and q.cue != predicate.span]
        if not around:
            return (), []
        around.sort(key=lambda q: q.span.end - q.span.start)
        links: dict[str, Attribution] = {}
        cues = []
        for quotation in around:
            cues.append(quotation.cue.slice(self.text))
            for attribution in self._speakers(quotation, predicate):
                links.setdefault(attribution.source.id, attribution)
        return tuple(links.values()), cues

    def _speakers(self, quotation: Quotation, predicate: Predicate) -> tuple[Attribution, ...]:
        out: dict[str, Attribution] = {}
        cue = Mention.at(quotation.cue, self.document)
        for span in quotation.speakers:
            for actor in self._actors_at(span):
                out.setdefault(actor.id, Attribution(actor, " ".join(cue.text.split()), cue))
        return tuple(out.values())

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
            return self._linked(best)
        if best is not None and mentions[best].form == "pronoun":
            return self._linked(best)
        return self._described(span)

    def _described(self, span: Span) -> tuple[Actor, ...]:
        words = " ".join(span.slice(self.text).split())
        first, _, rest = words.partition(" ")
        if first.lower() in ("the", "a", "an") and rest:
            words = rest
        if not words or len(words) > 100 or words.lower() in self.titles.pronouns:
            return ()
        known = self.described.get(words.lower())
        if known is None:
            known = Actor(words, ActorKind.GROUP, mentions=(Mention.at(span, self.document),))
            self.described[words.lower()] = known
        return (known,)

    def _roles(
        self, scene: _Scene, predicate: Predicate, region: Sequence[Span], telling: bool
    ) -> Iterator[tuple[Actor, str]]:
        subject, verb = predicate.subject, predicate.span
        later: list[tuple[Actor, str]] = []
        mentions = self.found.actors
        indexes: Iterable[int] = scene.mentions
        if subject is not None and not scene.sentence.span.contains(subject):
            indexes = scene.mentions
        for index in indexes:
            mention = mentions[index]
            where = mention.span
            if not any(span.start <= where.start and where.end <= span.end + 1 for span in region):
                continue
            role = self._role(mention, predicate, subject, verb, telling)
            if role is None:
                continue
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
            if text[where.end : where.end + 2] in ("'s", "’s") or where.slice(text).lower() in self.words.possessives:
                return "participant"
            before = _WORD.findall(text, subject.start, where.start)
            if before and any(word.lower() in self.words.prepositions for word in before):
                return None if mention.kind is ActorKind.PLACE else "participant"
            if predicate.voice == "passive":
                return "patient"
            return "speaker" if telling else "agent"
        if subject is not None and subject.end <= where.start and where.end <= verb.start and mention.form == "name":
            if text[subject.end : where.start].strip() == ",":
                # "the fund's chair, Amara Diallo, told": an apposition to the subject.
                return "patient" if predicate.voice == "passive" else "speaker" if telling else "agent"
        if mention.kind is ActorKind.PLACE:
            return None
        if where.start >= verb.end:
            between = _WORD.findall(text, verb.end, min(where.start, verb.end + 60))
            lows = [word.lower() for word in between]
            preposition = next((word for word in reversed(lows) if word in self.words.prepositions), "")
            if preposition in self.words.agent and predicate.voice == "passive":
                return "agent"
            if not preposition and len(lows) <= 2:
                return "recipient" if telling else "patient"
            if preposition in self.words.recipient:
                return "recipient"
        return "participant"

    def _participations(self, roles: Iterable[tuple[Actor, str]]) -> tuple[Participation, ...]:
        out: dict[str, Participation] = {}
        for actor, role in roles:
            known = out.get(actor.id)
            if known is None or (known.role == "participant" and role != "participant"):
                out[actor.id] = Participation(actor, role)
        return tuple(out.values())

    def _place(self, scene: _Scene, predicate: Predicate) -> str | None:
        mentions, text = self.found.actors, self.text
        for index in scene.mentions:
            mention = mentions[index]
            if mention.kind is not ActorKind.PLACE or not predicate.clause.contains(mention.span):
                continue
            before = _WORD.findall(text, max(0, mention.span.start - 20), mention.span.start)
            if any(word.lower() in self.words.place for word in before[-2:]):
                linked = self._linked(index)
                return linked[0].name if linked else mention.name
        return None

    def _alternatives(self, timexes: Sequence[Timex], when: Interval | None) -> tuple[Interval, ...]:
        return timexes[0].alternatives if when is not None and len(timexes) == 1 else ()

    def _evidence(self, scene: _Scene, at: int, timexes: Sequence[Timex]) -> tuple[Mention, ...]:
        """The sentence, or where it is long what stands around the verb and the time; then a date that stands apart."""
        span = scene.sentence.span
        if len(span) > MAX_EVIDENCE:
            inside = [t.span for t in timexes if span.contains(t.span)]
            low = min([at, *(t.start for t in inside)])
            high = max([at, *(t.end for t in inside)])
            if high - low > MAX_EVIDENCE - 100:
                low, high = at, at
            room = (MAX_EVIDENCE - (high - low)) // 2
            start, end = max(span.start, low - room), min(span.end, high + room)
            while start > span.start and start < low and not self.text[start - 1].isspace():
                start += 1
            while end < span.end and end > high and not self.text[end].isspace():
                end -= 1
            span = Span(start, end)
        apart = [
            Mention.at(timex.span, self.document) for timex in timexes if not scene.sentence.span.contains(timex.span)
        ]
        return (Mention.at(span, self.document), *apart)

    # -- titles

    def _title(
        self, scene: _Scene, predicate: Predicate, clause: Span, told: Quotation | None, whole: bool
    ) -> str:
        text, titles = self.text, self.titles
        start, end = clause.start, clause.end
        subject = predicate.subject
        if whole:
            start, end = scene.body, scene.end
        if told is not None:
            end = max(end, min(told.span.end + 1, scene.end)) if told.span.start >= predicate.span.start else end
            if told.span.end <= predicate.span.start:
                # "…," he said: the words first.
                start = max(scene.body, told.span.start)
        elif not whole:
            end = self._with_complement(scene, predicate, end)
            for companion in self._companions(scene, predicate):
                if companion.start > end + 2 or companion.end - start > MAX_TITLE:
                    break
                end = max(end, companion.end)
        inside = subject is not None and start <= subject.start < predicate.span.start and subject.end <= end
        prefix = ""
        if subject is not None and not inside and predicate.span.start >= start:
            name = self._name_of(scene, subject)
            prefix = titles.with_article(name) if name else subject.slice(text)
        if inside and subject is not None and not whole:
            spans = [(t.span.start, t.span.end) for t in scene.timexes]
            if titles.is_time_only(without_spans(text, start, subject.start, spans)):
                start = subject.start
        words = titles.without_links(titles.cell(text[start : min(end, start + 600)].strip()))
        if prefix:
            if start <= scene.body and words[:1].isupper():
                # "Born in Leeds, she …": no longer the head of the sentence.
                words = words[0].lower() + words[1:]
            words = f"{prefix} {words}"
        title = titles.clean(words)
        if not prefix:
            pronoun = _WORD.match(title)
            if pronoun is not None and pronoun[0].lower() in titles.pronouns and subject is not None:
                title = titles.named(title, self._name_of(scene, subject))
        return title or titles.clean(text[scene.body : scene.end][:400]) or predicate.span.slice(text)

    def _name_of(self, scene: _Scene, subject: Span) -> str | None:
        """The name of the one actor that a subject pronoun stands for."""
        for index in scene.mentions:
            mention = self.found.actors[index]
            if mention.span == subject and mention.form == "pronoun":
                linked = self._linked(index)
                return linked[0].name if len(linked) == 1 else None
        return None
