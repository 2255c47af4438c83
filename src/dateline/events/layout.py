"""The events that the layout alone tells: rows, notes without a verb, headings, labels before dates, answers, lives.

No tree is needed: the title is the line's own words without its date, and all that is known of the words is the lists
of the locale.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.events.quotes import evidence_of
from dateline.events.titles import capitalised
from dateline.interval import Granularity
from dateline.model import ActorKind, Attribution, Event, Mention, Participation, Span, Status, TimexType
from dateline.syntax.lemmas import lemmas_of
from dateline.times.lines import parts_of, proviso_of, vital_notes, word_spans
from dateline.times.when import Time, refined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.events.context import Context
    from dateline.interval import Interval
    from dateline.model import Timex
    from dateline.times.lines import Line, VitalNote

__all__ = ["MAX_TITLE", "life_events", "note_event", "note_events", "sentence_events"]

# In characters; what is longer is cut between words.
MAX_TITLE: Final = 120
# In characters: a note without a verb is no longer.
MAX_NOTE: Final = 120
# In characters: so far apart a clock time and its day are one date.
BESIDE: Final = 8
# In words: so many stand at most between the place of a mention and the preposition that governs it.
GOVERNED: Final = 2
# A word of so many base forms, itself among them, is inflected: "held".
INFLECTED: Final = 2
ELLIPSIS: Final = "…"
# The prepositions by which a note in a list says when a thing is to be done, or was.
_SAYING_WHEN: Final = frozenset(("in", "by", "before", "from", "until", "since"))
# These say more than the date itself, so a title keeps them with it.
_KEPT: Final = frozenset(("since", "from", "until", "before", "after", "to", "between", "on or before"))
_EDGES: Final = " \t\n,;:.–—-…|*#•·"
_LEADERS: Final = ("-", "–", "—", "…")


def note_event(line: Line, context: Context) -> Event | None:
    """The event of a line that has no clause to tell it, None if it tells of none: the first of `note_events`."""
    return next(note_events(line, context), None)


def note_events(line: Line, context: Context) -> Iterator[Event]:
    """The events that a line tells by its words and its layout alone, in text order.

    A row or an entry is an event at the time that the layout gives it, or at a finer or later one of its own: "Society
    founded; first gala 1991" under a date tells of two.  A bare date is that of its label, a short answer that of the
    question before it.  A heading must name a happening with its day; a note in prose must name a happening, or stand
    among notes.
    """
    teller = _Teller(line, context)
    if line.kind == "header" or line.question:
        return
    if line.kind == "date":
        yield from teller.labelled()
    elif line.answers is not None and line.given is None:
        yield from teller.answer(line.answers)
    elif line.kind == "heading":
        yield from teller.heading()
    elif not vital_notes(context.document, line):
        yield from teller.notes()


def sentence_events(line: Line, context: Context) -> Iterator[Event]:
    """A sentence at its first time, in its own words: what a language without a parser gets."""
    times = refined(line.times) or ([line.given] if line.given is not None else [])
    if times and line.kind not in ("header", "date", "heading") and not line.question:
        yield _Teller(line, context).sentence(times[0])


def life_events(line: Line, context: Context) -> Iterator[Event]:
    """What a line notes of a life by abbreviated verbs: "Ann Ray, b. 1768 at Stowe; m. (1) 3 May 1790 Tom Lee".

    Whose life it is stands at the head of the line, or right before the note ("Tom Lee, who d. in 1795").
    """
    teller = _Teller(line, context)
    for note in vital_notes(context.document, line):
        yield from teller.vital(note)


@frozen(eq=False)
class _Note:
    """A stretch of a line that tells of one happening, and the time that it has."""

    span: Span
    time: Time
    own: bool  # the time stands in the words of the stretch


class _Teller:
    """Tells the events of one line."""

    def __init__(self, line: Line, context: Context) -> None:
        self.line = line
        self.context = context
        self.document = context.document
        self.text = context.document.text
        self.locale = context.document.locale

    def _list(self, name: str) -> frozenset[str]:
        return self.locale.words.get(name, frozenset())

    def _words(self, span: Span) -> list[str]:
        return [word.slice(self.text).lower() for word in word_spans(self.text, span)]

    # -- which events

    def labelled(self) -> Iterator[Event]:
        """A bare date and the label before it: "Date of next meeting" – "Tuesday 12 November"."""
        label, times = self.line.label, refined(self.line.times)
        if label is None or not times:
            return
        time = times[-1]
        status = Status.PLANNED if self._lies_ahead(time.interval) else Status.ASSERTED
        named = evidence_of(self.context, label, label.span.start, ())
        yield self._event(label.span, time, status, own=False, quotes=named)

    def answer(self, asked: Line) -> Iterator[Event]:
        """The words of a question at the time that the answer gives: "When did he leave?" – "In May 2010."."""
        for time in refined(self.line.times)[:1]:
            status = Status.PLANNED if self._lies_ahead(time.interval) else Status.ASSERTED
            named = evidence_of(self.context, asked, asked.span.start, ())
            yield self._event(asked.span, time, status, own=False, quotes=named, also=self.line.span)

    def heading(self) -> Iterator[Event]:
        """A heading that names a happening right before its day: "Meeting held on 3 May 2011"."""
        times = refined(self.line.times)
        if not times or times[-1].interval.granularity.rank > Granularity.DAY.rank:
            return
        time, span = times[-1], self.line.span
        before = self._words(Span(span.start, max(span.start, self._run(time, span)[0].span.start)))
        while before and before[-1] in self._list("time_prepositions"):
            before.pop()
        if not before or not self._names_event(before):
            return
        if before[-1] in self._list("event_nouns"):
            if not self._list("prepositions").isdisjoint(before):
                # "Papers for the hearing, 9 May"
                return
        elif before[-1] in self._list("publishing_words") or len(lemmas_of(before[-1], self.locale)) < INFLECTED:
            return
        status = Status.PLANNED if self._lies_ahead(time.interval) else Status.ASSERTED
        yield self._event(span, time, status, own=True)

    def notes(self) -> Iterator[Event]:
        """The notes of a row, an entry or a sentence without a verb, each at its time."""
        for number, note in enumerate(self._notes()):
            if not self._has_letters(note.span):
                continue
            if note.own and self.line.given is None and not self._tells(note):
                continue
            if not note.own and self.line.given_by != "head" and not self._tells_under(note.span):
                continue
            status = self._status(note, first=number == 0)
            for time in self._row_of_times(note):
                yield self._event(note.span, time, status, own=note.own)

    def _notes(self) -> Iterator[_Note]:
        """The stretches of a line, each with a time: a new one begins where a part has a time of its own."""
        line = self.line
        stretches: list[tuple[Span, list[Time]]] = []
        for part in parts_of(self.document, line):
            own = [time for time in line.times if part.contains(time.start)]
            dated = bool(stretches) and (bool(stretches[-1][1]) or line.given is not None)
            if stretches and not (own and dated):
                span, times = stretches[-1]
                stretches[-1] = Span(span.start, part.end), times + own
            else:
                stretches.append((part, own))
        for number, (span, times) in enumerate(stretches):
            own = refined(times)
            if line.given is not None and line.given_by == "head" and number == 0:
                finer = [time for time in own if self._is_finer(time, line.given)]
                yield _Note(span, finer[0], own=True) if finer else _Note(span, line.given, own=False)
            elif own:
                yield _Note(span, own[0], own=True)
            elif line.given is not None and number == 0:
                yield _Note(span, line.given, own=False)

    def _is_finer(self, time: Time, given: Time) -> bool:
        fine = time.interval.granularity.rank < given.interval.granularity.rank
        return fine and time.signal in ("", "in") and given.interval.contains(time.interval)

    def _row_of_times(self, note: _Note) -> list[Time]:
        """The time of a note, with those that stand right behind it: "Hearings: 3 May, 7 May and 9 May"."""
        times = [note.time]
        if not note.own or note.time.signal not in ("", "in"):
            return times
        joining = self._list("coordinators") | self._list("dating_prepositions")
        for time in self.line.times:
            if time.start >= times[-1].end and note.span.contains(time.start):
                between = self._words(Span(times[-1].end, time.start))
                if time.signal not in ("", "in", "and") or not joining.issuperset(between):
                    break
                if not any(time.interval.overlaps(known.interval) for known in times):
                    times.append(time)
        return times

    def _tells(self, note: _Note) -> bool:
        """Whether a note that only its own time dates tells of something."""
        line, time, span = self.line, note.time, note.span
        if time.timexes[0].setting.position != "prose" or self._is_counted(time):
            return False
        words = self._words(span)
        if line.sentence.listed:
            closing = self.text[max(span.start, time.start - 3) : time.start].rstrip()[-1:] in _LEADERS
            if time.signal in _SAYING_WHEN or (closing and time.end >= span.end - 1):
                return len(words) > len(self._words(self._extent(time)))
        elif len(span) > MAX_NOTE:
            return False
        if time.deadline and any(word in self._list("planned_adjectives") for word in words):
            return True
        outside = [word.slice(self.text).lower() for word in self._outside_times(span, line.timexes)]
        return self._names_event(outside) or (line.noted and self._has_plain_words(span))

    def _tells_under(self, span: Span) -> bool:
        """Whether a note without a time of its own tells of something at the time of the item or heading over it.

        An item under a date does; a sentence of a diary if it names a happening, or somebody or some place by a
        preposition: "To Lincoln with Ann Ray".
        """
        words = self._words(span)
        if self.line.given_by == "heading" and self.line.sentence.listed:
            return len(words) > 1
        if not words or len(span) > MAX_NOTE or words[0] in self._denying():
            return False
        if self.line.given_by == "heading" and not self._is_day(self.line.given):
            return False
        return self._names_event(words) or (self.line.given_by == "heading" and self._is_about_somebody(span))

    def _is_day(self, time: Time | None) -> bool:
        return time is not None and time.interval.granularity.rank <= Granularity.DAY.rank

    def _is_about_somebody(self, span: Span) -> bool:
        for index in self.context.mentions_in(span):
            mention = self.context.mentions[index]
            before = self._words(Span(span.start, mention.span.start))[-GOVERNED:]
            if len(before) == GOVERNED and before[-1] in self._list("determiners"):
                before.pop()
            named = any(word[:1].isupper() for word in mention.text.split())
            if named and before and before[-1] in self._list("prepositions"):
                return True
        return False

    def _is_counted(self, time: Time) -> bool:
        """True for "the second time since Christmas": from when on is counted."""
        if time.signal != "since":
            return False
        words = self._words(Span(self.line.span.start, time.start))
        return len(words) > 1 and words[-2] in self._list("counted_nouns")

    def _names_event(self, words: Sequence[str]) -> bool:
        return not self._list("event_nouns").isdisjoint(words)

    def _outside_times(self, span: Span, timexes: Sequence[Timex]) -> list[Span]:
        """The words of a stretch that are in none of some timexes."""
        taken = [timex.span for timex in timexes if span.overlaps(timex.span)]
        return [word for word in word_spans(self.text, span) if not any(one.overlaps(word) for one in taken)]

    def _has_letters(self, span: Span) -> bool:
        return any(sign.isalpha() for sign in span.slice(self.text))

    def _has_plain_words(self, span: Span) -> bool:
        """Whether a note says more than names, times and small words: not "Ann Ray, Leeds, 2005."."""
        taken = [self.context.mentions[index].span for index in self.context.mentions_in(span)]
        taken += [timex.span for timex in self.line.timexes]
        small = self._list("function_words")
        for word in word_spans(self.text, span):
            if not any(one.overlaps(word) for one in taken):
                written = word.slice(self.text).lower()
                if len(written) > GOVERNED and written.isalpha() and written not in small:
                    return True
        return False

    # -- status

    def _status(self, note: _Note, *, first: bool) -> Status:
        """What the words of a note and the day it is told on say: planned, negated, or so."""
        proviso = proviso_of(self.document, self.line) if first else ""
        if proviso:
            bases = lemmas_of(proviso, self.locale)
            if bases & self._list("cancel_verbs"):
                return Status.NEGATED
            if bases & self._list("planned_verbs"):
                return Status.PLANNED
        parts = parts_of(self.document, self.line)
        span = next((part for part in parts if note.span.contains(part.start)), note.span)
        words = self._said(span, note)
        if self._is_denied(words):
            return Status.NEGATED
        due = note.time.deadline and self.context.dct is None and self._today() is None
        if due or self._lies_ahead(note.time.interval) or self._is_planned(words, note.time):
            return Status.PLANNED
        return Status.ASSERTED

    def _said(self, span: Span, note: _Note) -> list[str]:
        """The words of a stretch outside its times."""
        words = self._outside_times(span, note.time.timexes)
        return [word.slice(self.text).lower() for word in words]

    def _denying(self) -> frozenset[str]:
        return self._list("negators") | self._list("negative_subjects")

    def _is_denied(self, words: Sequence[str]) -> bool:
        """True for "No repairs done", "extension proposed, never built", "not held"; not for "not later than"."""
        if words and words[0] in self._list("negative_subjects"):
            return True
        passed = self._list("dating_leads") | self._list("prepositions") | self._list("negative_subjects")
        return any(
            word in self._list("negators") - self._list("negative_subjects") and following not in passed
            for word, following in pairwise([*words, ""])
        )

    def _is_planned(self, words: Sequence[str], time: Time) -> bool:
        """True for "extension planned", "expected to open", "to be unveiled", "due by 3 May"."""
        if not words:
            return False
        marks, be = self._list("infinitive_marks"), self._list("bare_be")
        expected = self._list("planned_adjectives")
        doubtful = self._list("doubtful_plans")
        for word, following in pairwise([*words, ""]):
            if word in marks and following in be:
                return True
            if word not in expected:
                continue
            if following in marks or (not following and not doubtful & lemmas_of(word, self.locale)):
                return True
            if time.signal in ("for", "by") and not following:
                return True
        return False

    def _today(self) -> Interval | None:
        """The day on which it is told: that of the diary, else None."""
        given = self.line.given
        return given.interval if self.line.given_by == "heading" and given is not None and self._is_day(given) else None

    def _lies_ahead(self, when: Interval) -> bool:
        """Whether a time lies after the day of the entry that it stands in, or of the document."""
        today, dct = self._today(), self.context.dct
        told = today.start if today is not None else dct
        if told is None or when.start is None or when.contains(told):
            return False
        return when.start.on_later_day(told)

    def sentence(self, time: Time) -> Event:
        """All the words of a line as one event."""
        status = Status.PLANNED if self._lies_ahead(time.interval) else Status.ASSERTED
        return self._event(self.line.span, time, status, own=False)

    # -- lives

    def vital(self, note: VitalNote) -> Iterator[Event]:
        """The event of one note of a life."""
        times = refined([time for time in self.line.times if note.span.contains(time.start)])
        if not times:
            return
        bearer = self._bearer(note)
        holder = None if bearer is None else self.context.mentions[bearer].span
        status = Status.PLANNED if self._lies_ahead(times[0].interval) else Status.ASSERTED
        date = self._extent(times[0])
        said = [word for word in word_spans(self.text, Span(note.cue.end, note.span.end)) if not date.overlaps(word)]
        yield self._event(note.span, times[0], status, own=bool(said), trigger=note.cue, holder=holder)

    def _bearer(self, note: VitalNote) -> int | None:
        """The mention of whose life a note is: before "who" or a bracket, else what opens the line or comes before."""
        start = self.line.span.start
        if note.relative is not None:
            before = list(self.context.mentions_in(Span(start, note.relative)))
            return before[-1] if before else None
        before = [i for i in self.context.mentions_in(Span(start, note.cue.start)) if self._is_person(i)]
        if not before:
            return None
        if note.bracket is not None:
            # "Ann Ray married Tom Lee of Stowe (d. 1795)"
            people = [i for i in before if self.context.mentions[i].kind is ActorKind.PERSON]
            outside = [i for i in people or before if self.context.mentions[i].span.end <= note.bracket]
            return outside[-1] if outside else None
        opens = not self._words(Span(start, self.context.mentions[before[0]].span.start))
        return before[0] if opens else before[-1]

    def _is_person(self, index: int) -> bool:
        mention = self.context.mentions[index]
        return mention.form == "name" and mention.kind is not ActorKind.PLACE

    # -- what an event is made of

    def _event(
        self,
        span: Span,
        time: Time,
        status: Status,
        *,
        own: bool,
        quotes: Sequence[Mention] = (),
        also: Span | None = None,
        trigger: Span | None = None,
        holder: Span | None = None,
    ) -> Event:
        """The event that a stretch of words names; actors in `also` take part, `holder` is whose life it is of."""
        timexes = tuple(dict.fromkeys(time.timexes))
        named = trigger or self._trigger(span)
        # An answer is on the word of who gives it, in words of the question.
        chain = self._chain(named.start if also is None else timexes[0].span.start)
        if chain and status is Status.ASSERTED:
            status = Status.REPORTED
        regions = [one for one in (holder, span, also) if one is not None]
        evidence = dict.fromkeys((*quotes, *evidence_of(self.context, self.line, named.start, timexes)))
        return Event(
            title=self._title(span, time, own=own, holder=holder),
            when=time.when(planned=status is Status.PLANNED),
            place=self._place(span),
            participants=self._participants(regions),
            attributions=chain,
            status=status,
            trigger=Mention.at(named, self.document),
            alternatives=timexes[0].alternatives if len(timexes) == 1 else (),
            evidence=tuple(evidence),
            timexes=(*timexes, *self.line.sets),
        )

    def _trigger(self, span: Span) -> Span:
        """The word that names the happening: an event noun, else the first word of the stretch."""
        words = self._outside_times(span, self.line.timexes) or word_spans(self.text, span)
        nouns = self._list("event_nouns")
        return next((word for word in words if word.slice(self.text).lower() in nouns), words[0] if words else span)

    def _chain(self, offset: int) -> tuple[Attribution, ...]:
        """Who says what stands at an offset, innermost speaker first: who is quoted, or the source of a row."""
        found = [q for q in self.context.quotations_at(offset) if not q.cue.start <= offset < q.cue.end]
        found.sort(key=lambda quotation: len(quotation.span))
        return self.context.attributed(found)

    def _participants(self, regions: Sequence[Span]) -> tuple[Participation, ...]:
        found: dict[object, Participation] = {}
        for region in regions:
            for index in self.context.mentions_in(region):
                for actor in self.context.who(index):
                    if actor.kind is not ActorKind.PLACE:
                        found.setdefault(actor.identity, Participation(actor, "participant"))
        return tuple(found.values())

    def _place(self, span: Span) -> str | None:
        """The first place that a preposition puts it in: "at the mill in Leeds"."""
        for index in self.context.mentions_in(span):
            mention = self.context.mentions[index]
            if mention.kind is not ActorKind.PLACE:
                continue
            before = self._words(Span(span.start, mention.span.start))[-GOVERNED:]
            if not self._list("event_place_prepositions").isdisjoint(before):
                actors = self.context.who(index)
                return actors[0].name if actors else mention.name
        return None

    # -- titles

    def _title(self, span: Span, time: Time, *, own: bool, holder: Span | None = None) -> str:
        """The words of a stretch without the date of the event, " … " between the pieces that are left."""
        pieces = self._pieces(span, time) if own else [span]
        texts = [self._clean(piece, last=piece is pieces[-1]) for piece in pieces]
        if holder is not None:
            between = self._words(Span(min(holder.end, span.start), span.start))
            if holder.end <= span.start and not set(between) - self._list("relative_pronouns"):
                end = pieces[0].end
                closed = self._depth(Span(holder.start, end)) > 0 and self.text[end : end + 1] == ")"
                joined = self._clean(Span(holder.start, end + closed), last=len(pieces) == 1)
                texts = [joined, *texts[1:]]
            else:
                texts = [self._clean(holder), *texts]
        title = f" {ELLIPSIS} ".join(text for text in texts if text)
        if not title:
            title = self._clean(span) or " ".join(span.slice(self.text).split())
        return _shortened(capitalised(title))

    def _pieces(self, span: Span, time: Time) -> list[Span]:
        """What is left of a stretch without a date; all of it where the words say more than the date."""
        if time.signal in _KEPT or any(timex.type is TimexType.SET for timex in time.timexes):
            return [span]
        extent = self._extent(time)
        before, after = Span(span.start, max(span.start, extent.start)), Span(min(extent.end, span.end), span.end)
        if after.slice(self.text)[:1] in ("'", "’"):
            # "today's hearing"
            return [span]
        opened = self._lead(before).endswith("(")
        closed = after.slice(self.text)[:1] == ")"
        if opened and closed:
            before = Span(before.start, before.start + len(self._lead(before)) - 1)
            after = Span(after.start + 1, after.end)
        elif self._depth(before) > 0:
            # "(by telephone, 14 May)"
            return [span]
        governing = self._list("prepositions") | self._list("determiners")
        if not governing.isdisjoint(self._words(before)[-1:]) and before.slice(self.text)[-1:] not in _LEADERS:
            # "fire of 28 May", "at the May meeting"
            return [span]
        told = [piece for piece in (before, after) if self._words(piece)]
        return told or [span]

    def _lead(self, span: Span) -> str:
        return span.slice(self.text).rstrip()

    def _depth(self, span: Span) -> int:
        words = span.slice(self.text)
        return words.count("(") - words.count(")")

    def _run(self, time: Time, span: Span) -> list[Timex]:
        """The timexes of a time, and those right beside them that belong to the same date: "15 July, 10:00"."""
        run = list(time.timexes)
        for timex in self.line.timexes:
            apart = max(timex.span.start - run[-1].span.end, run[0].span.start - timex.span.end)
            same = timex.interval is not None and (
                timex.interval.contains(time.interval) or time.interval.contains(timex.interval)
            )
            if timex not in run and same and apart < BESIDE and span.contains(timex.span):
                run.append(timex)
        return sorted(run, key=lambda timex: timex.span.start)

    def _extent(self, time: Time) -> Span:
        """Where a date stands, with the prepositions before it."""
        run = self._run(time, self.line.span)
        start, end = run[0].span.start, run[-1].span.end
        leading = self._list("dating_prepositions") | self._list("dating_leads")
        if time.deadline:
            leading |= self._list("time_prepositions")
        elif time.signal == "for":
            leading |= self._list("fixing_prepositions")
        for word in reversed(word_spans(self.text, Span(self.line.span.start, max(self.line.span.start, start)))[-4:]):
            if word.slice(self.text).lower() not in leading or Span(word.end, start).slice(self.text).strip():
                break
            start = word.start
        return Span(start, end)

    def _clean(self, span: Span, *, last: bool = True) -> str:
        """A piece of the text in one line, without marks at its edges; a full stop stays before a cut: "b. …"."""
        words = _balanced(" ".join(span.slice(self.text).split()).strip(_EDGES if last else _EDGES.replace(".", "")))
        return words.strip(_EDGES) if last else words


def _balanced(words: str) -> str:
    """The words without a bracket or quotation mark at an edge whose partner is not there."""
    for opening, closing in ("()", "[]", "“”", "«»"):
        if words.count(opening) != words.count(closing):
            words = words.removeprefix(opening).removesuffix(closing)
    if words.count('"') % 2:
        words = words[1:] if words[:1] == '"' else words.removesuffix('"')
    return words


def _shortened(title: str) -> str:
    """The title, cut between words if it is too long."""
    if len(title) <= MAX_TITLE:
        return title
    short = title[: MAX_TITLE - 1]
    if not title[MAX_TITLE - 1].isspace():
        whole = short.rsplit(None, 1)[0]
        short = whole if len(whole) > MAX_TITLE // 2 else short
    return short.rstrip(_EDGES) + ELLIPSIS
