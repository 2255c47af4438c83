"""The events that the clauses of a sentence tell: which clauses, at what time, in what mode and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import evolve

from dateline.errors import DatelineError
from dateline.events.attachment import word_before, words_in
from dateline.events.dating import dated_by, sharing
from dateline.events.factuality import HAPPENED, Factuality, factuality_of, factuality_of_noun, speaks
from dateline.events.layout import life_events, note_events, sentence_events
from dateline.events.quotes import evidence_of
from dateline.events.roles import participations_of, place_of
from dateline.events.selection import happens_on_day, is_told_with, is_worth_telling, main_clause
from dateline.events.titles import LONGEST, gapped_subject, member_title, stretch_title, title_of
from dateline.interval import Granularity, Interval
from dateline.model import Attribution, Certainty, Event, Hedge, Mention, Participation, Span, Status
from dateline.syntax import Clause, Clauses, base_relation, is_verb_among
from dateline.syntax.lemmas import lemmas_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from dateline.events.context import Context
    from dateline.model import Timex
    from dateline.syntax import ParsedSentence
    from dateline.times.lines import Line
    from dateline.times.when import Time

__all__ = ["Choice", "line_events"]

Choice: TypeAlias = Literal["dated", "main", "all"]
"""Which clauses become events: those with a time; also the main ones without; or every clause."""

# Parts of speech that tell what a noun phrase is about.
_CONTENT: Final = frozenset(("ADJ", "NOUN", "NUM", "PROPN", "VERB"))
_ENDS: Final = frozenset((".", "!", "?"))
# An event has at most so many times of its own.
_TIMES: Final = 3
# A denied clause holds from a time with such a signal on.
_ENDS_OF_DENIAL: Final = frozenset(("until", "before", "not until", "not before"))
# What is put off has its new time behind one of these.
_NEW_TIMES: Final = frozenset(("until", "to"))
# What may stand between the dates of a list.
_LINKS: Final = frozenset(("ADP", "CCONJ", "DET", "PUNCT"))
# What hangs on an event noun by one of these stays out of its title.
_APART: Final = frozenset(("case", "conj", "cc", "punct", "parataxis", "appos"))


def line_events(context: Context, line: Line, parsed: ParsedSentence | None, choice: Choice) -> Iterator[Event]:
    """The events of a line: of its clauses, or of its words where it has none that tells."""
    trees = parsed.clauses if parsed is not None else ()
    is_note = line.kind in ("row", "entry") and line.given is not None and not _has_main_verb(trees)
    tellers = [_Teller(context, line, clauses, choice, first=n == 0) for n, clauses in enumerate(trees)]
    told = [event for teller in tellers for event in (teller.dated() if is_note else teller.events())]
    yield from told
    if is_note or not told:
        known = {event.when for event in told}
        for event in note_events(line, context):
            if event.when not in known:
                told.append(event)
                yield event
    if not told and parsed is None:
        # The language has no parser.
        yield from sentence_events(line, context)
    yield from life_events(line, context)


def _has_main_verb(trees: Sequence[Clauses]) -> bool:
    """Whether a line is a clause, finite or without its subject, and no note: "Left early", not "Fire at the mill"."""
    if not trees:
        return False
    root = trees[0].tree.root
    if not trees[0].is_predicate(root):
        return False
    clause = trees[0].at(root)
    return clause.finite or (clause.kind == "verbal" and clause.subject is None and not clause.passive)


class _Teller:
    """Tells the events of one tree."""

    def __init__(self, context: Context, line: Line, clauses: Clauses, choice: Choice, *, first: bool) -> None:
        self.context = context
        self.line = line
        self.clauses = clauses
        self.tree = clauses.tree
        self.choice = choice
        self.given = line.given if first else None
        self.told: set[int] = set()  # the predicates of clauses that became dated events
        self.untimed: set[int] = set()  # and of those that became others
        self.headed = -1  # the predicate of the clause whose time the layout gives
        self.timed: frozenset[int] = frozenset()  # the predicates of clauses that have a time of their own

    def events(self) -> Iterator[Event]:
        """The events of the tree in text order."""
        made = [*self.dated(), *self._given()]
        if self.choice != "dated" and not self.line.question:
            made += self._undated()
        yield from sorted(made, key=lambda e: e.trigger.span.start if e.trigger is not None else self.line.span.start)

    def dated(self) -> Iterator[Event]:
        """The events that have a time of their own."""
        found = list(dated_by(self.clauses, self.line, self.context))
        words = {dated.word for dated in found}
        self.timed = frozenset(dated.clause.predicate for dated in found if dated.clause is not None)
        for dated in found:
            if dated.clause is None:
                noun = self._noun_event(dated.word, dated.times[0])
                if noun is not None:
                    yield noun
                continue
            host, telling = self._hosts(dated.clause, dated.times, words)
            if self._is_asked(host) or self._only_dates(host):
                continue
            dates = [self._words_of(time) for time in dated.times]
            if len({time.signal or "in" for time in dated.times} - {"and"}) > 1:
                # "in 2021, …, until March 2025" is no list of dates.
                dates = []
            times = [self._new_time(host, time) for time in dated.times[:_TIMES]]
            for clause in sharing(self.clauses, self.line, host, dated.times):
                inner = telling if clause is host else clause
                for number, time in enumerate(times):
                    yield from self._told(self._event(clause, time, inner=inner, members=(dates, number)), clause)

    def _hosts(self, clause: Clause, times: Sequence[Time], others: AbstractSet[int]) -> tuple[Clause, Clause]:
        """The clause that a dated one belongs to, by what it completes or is the purpose of; and which says its status.

        "Tried to open it in May": the trying was then.  "Went to Leith to see a friend in May": all of it was then, if
        the going has no time of its own.
        """
        clauses, host = self.clauses, self.clauses.host(clause)
        if clauses.is_among(host.predicate, "attempting_verbs"):
            return host, host
        above = clauses.above(host) if host.infinitive and host.relation in ("adverbial", "adnominal") else None
        if above is None or above.tense != "past" or above.predicate in others:
            return host, clause
        if host.relation == "adnominal" and not clauses.is_among(host.governor, "attempting_verbs"):
            # "had a plan to open it in May"; not "made an attempt to open it in May"
            return host, clause
        later = any(time.signal not in ("", "in") or self._lies_ahead(time.interval) for time in times)
        if later or clauses.is_among(above.predicate, "intending_verbs"):
            # "was invited to return in May"
            return host, clause
        return clauses.host(above), above

    def _only_dates(self, clause: Clause) -> bool:
        """Whether a clause says what day it is and nothing else: "It is now 3 May", "The next day was Monday"."""
        if clause.copula is None:
            return False
        day = self._timex_of(clause.predicate)
        if day is None:
            return False
        return day.setting.position == "present" or (
            clause.subject is not None and self._timex_of(clause.subject) is not None
        )

    def _timex_of(self, word: int) -> Timex | None:
        start = self.tree.starts[word]
        return next((timex for timex in self.line.timexes if timex.span.start <= start < timex.span.end), None)

    def _given(self) -> Iterator[Event]:
        """The event of the main clause at the time that the layout gives, if it has none of its own."""
        if self.given is None:
            return
        main = main_clause(self._mains())
        if main is None or main.predicate in self.told:
            return
        if happens_on_day(self.clauses, self.line, main):
            self.headed = main.predicate
            yield from self._told(self._event(main, self.given, given=True), main)

    def _undated(self) -> Iterator[Event]:
        """The events of clauses without a time."""
        every = self.choice == "all"
        for clause in list(self.clauses) if every else self._mains():
            if (
                self._is_asked(clause)
                or clause.predicate in self.told
                or (not every and self._is_told_in_saying(clause))
                or is_told_with(self.clauses, clause, self.told, every=every)
            ):
                continue
            if every or is_worth_telling(self.clauses, self.context, clause, self.told):
                event = self._event(clause, None)
                if event is not None:
                    self.untimed.add(clause.predicate)
                    yield event

    def _is_told_in_saying(self, clause: Clause) -> bool:
        """Whether a clause is the content of one that is told: a saying and what is said are one event.

        What has a time of its own is told by itself.  So is what is said where but the layout gives the time, and what
        stands before the saying: the saying then only goes with it.
        """
        above, told = clause.governor, self.told | self.untimed
        if above not in told and self.clauses.is_predicate(above):
            saying = self.clauses.at(above)
            quoting = self.clauses.above(saying)
            if quoting is not None and self._quoted_saying(quoting) == saying:
                above = quoting.predicate
        return clause.relation == "complement" and above in told and self.headed != above < clause.predicate

    def _below(self, clause: Clause) -> Iterator[Clause]:
        """The clauses that hang on the predicate of one."""
        return (self.clauses.at(k) for k in self.tree.children[clause.predicate] if self.clauses.is_predicate(k))

    def _quoted_saying(self, clause: Clause) -> Clause | None:
        """The "saying" of a clause whose verb quotes: "was quoted as saying that …" is one saying."""
        if not self.clauses.is_among(clause.predicate, "quoting_verbs"):
            return None
        return next((one for one in self._below(clause) if not one.finite and speaks(self.clauses, one)), None)

    def _contents(self, clause: Clause) -> list[Clause]:
        """The clauses that are told with one and not by themselves: what is said, or goes with it ("to meet him")."""
        if self.choice == "all":
            return []
        return [
            one
            for one in self._below(clause)
            if one.predicate not in self.timed
            and (one.relation == "complement" or (one.relation == "adverbial" and not one.finite))
        ]

    def _is_asked(self, clause: Clause) -> bool:
        """Whether a clause is what a question asks, quoted or not; what it takes for granted is told."""
        if self.line.question:
            turned = clause.inverted and clause.relation == "complement"
            return turned or clause.relation in ("main", "coordinate") or self._is_turned(clause)
        if clause.relation in ("relative", "adverbial") or not self.context.is_quoted(
            self.tree.starts[clause.predicate]
        ):
            return False
        return next((form for form in self.tree.forms[clause.predicate :] if form in _ENDS), "") == "?"

    def _is_turned(self, clause: Clause) -> bool:
        """Whether a participle is the verb of a question: "Was the mill built in 1850?", read as a built mill."""
        at = clause.predicate
        if clause.relation != "adnominal" or self.tree.upos[at - 1] == "PUNCT":
            return False
        above = self.clauses.above(clause)
        return above is not None and above.predicate == clause.governor and above.subject is None

    def _mains(self) -> list[Clause]:
        return [clause for clause in self.clauses if clause.finite or clause.predicate == self.tree.root]

    def _told(self, event: Event | None, clause: Clause) -> Iterator[Event]:
        if event is not None:
            self.told.add(clause.predicate)
            yield event

    def _words_of(self, time: Time) -> frozenset[int]:
        return frozenset(i for timex in time.timexes for i in words_in(self.clauses, timex.span))

    def _event(
        self,
        clause: Clause,
        time: Time | None,
        *,
        given: bool = False,
        inner: Clause | None = None,
        members: tuple[Sequence[frozenset[int]], int] = ((), 0),
    ) -> Event | None:
        """The event of a clause; `inner` is the clause that the time hangs on, if that only completes this one.

        `members` are the words of all dates of a clause that may list them, and the number of the one at hand.
        """
        context, tree, p = self.context, self.tree, clause.predicate
        fact = factuality_of(self.clauses, inner or clause, dated=time is not None and not given)
        trigger = Span(tree.starts[p], tree.ends[p])
        saying = self._quoted_saying(clause)
        chain = self._chain(trigger, trigger.start if saying is None else tree.starts[saying.predicate])
        hedges = self._hedges(clause, chain)
        status = self._status(inner or clause, fact, time, chain, hedges)
        if time is not None and status in HAPPENED and self._is_denied(time):
            status = Status.NEGATED
        turned = time is not None and clause.negation is not None and time.signal in _ENDS_OF_DENIAL
        # "Until May it was not open" lasts until then; "it did not open until May" is of May.
        turned = turned and time is not None and (time.signal != "until" or time.start > trigger.start)
        if turned and status is Status.NEGATED:
            # "was not found until the spring": then it was; "will not leave before May": then she is to.
            status = Status.PLANNED if clause.modality == "future" else Status.ASSERTED
            if clause.modality == "modal" and time is not None and self._lies_ahead(time.interval):
                status = Status.HYPOTHETICAL
        if time is not None and time.signal in _NEW_TIMES and self._is_postponed(clause):
            # "put off until May", "adjourned to May": it is to be then.
            turned, status = True, Status.PLANNED
        denied = status is Status.NEGATED and fact.status is Status.NEGATED
        if time is None and self.choice != "all" and status not in HAPPENED and not denied:
            return None
        dates = (*time.timexes, *time.coarser) if time is not None and not given and not turned else ()
        spans = [timex.span for timex in dates]
        title = None
        if len(members[0]) > 1:
            title = member_title(self.clauses, clause, *members, context.document.text)
        if title is None:
            title = title_of(self.clauses, clause, [*spans, *self._beside(*members)], context.document.text)
        if not title.strip() or len(title) < 3:
            return None
        title = self._answered(title, clause)
        gapped = gapped_subject(self.clauses, clause, *members) if len(members[0]) > 1 else None
        if gapped is not None:
            clause = evolve(clause, subject=gapped)
        telling = speaks(self.clauses, clause)
        timexes = tuple(time.timexes) if time is not None else ()
        denied = status is Status.NEGATED and (time is None or time.start > trigger.start)
        when = self._when(time, status, turning=turned or denied)
        return Event(
            title=title,
            when=when,
            place=place_of(context, self.clauses, clause) or self._dateline_place(clause, when),
            participants=participations_of(context, self.clauses, clause, self._contents(clause), speaks=telling),
            attributions=chain,
            status=status,
            trigger=Mention.at(trigger, context.document),
            alternatives=timexes[0].alternatives if len(timexes) == 1 and when is not None else (),
            evidence=evidence_of(context, self.line, trigger.start, timexes),
            timexes=(*timexes, *self._sets(clause, when)),
            kind=self._kind(clause, telling=telling),
            hedges=hedges,
        )

    def _is_denied(self, time: Time) -> bool:
        """Whether a time is said to be the wrong one: "on the 22nd, not on the 21st"."""
        at = word_before(self.clauses, self._words_of(time))
        return at >= 0 and time.signal in ("", "in") and self.clauses.denies(at)

    def _beside(self, members: Sequence[frozenset[int]], number: int) -> list[Span]:
        """The other dates of a list, where only small words part them: "in 2007 and in 2010"."""
        tree, repeating = self.tree, self.clauses.words_named("repeating_adverbs")
        runs: list[list[frozenset[int]]] = []
        for at, member in enumerate(members):
            gap = range(max(members[at - 1]) + 1, min(member)) if at else range(0)
            if at and gap and all(tree.upos[i] in _LINKS or tree.lower[i] in repeating for i in gap):
                runs[-1].append(member)
            else:
                runs.append([member])
        run = next((run for run in runs if len(run) > 1 and members[number] in run), [])
        return [Span(tree.starts[min(member)], tree.ends[max(member)]) for member in run]

    def _is_postponed(self, clause: Clause) -> bool:
        return is_verb_among(clause, self.clauses.words_named("postpone_verbs"), self.clauses.locale)

    def _new_time(self, clause: Clause, time: Time) -> Time:
        """The later of two times between which something is moved: "was moved from 3 May to 9 July"."""
        last = time.timexes[-1]
        moved = time.signal == "from" and len(time.timexes) > 1 and clause.passive and self._is_postponed(clause)
        return evolve(time, timexes=[last], interval=last.interval, signal="to") if moved and last.interval else time

    def _answered(self, title: str, clause: Clause) -> str:
        """A title whose opening pronoun is answered in brackets, if it is sure whom it means: "[Ada Brook] left"."""
        subject = clause.subject
        if subject is None or self.tree.upos[subject] != "PRON":
            return title
        first, *rest = title.split(" ")
        index = self.context.index.at(self.clauses, subject)
        if index is None or first.lower() != self.tree.lower[subject] or not rest:
            return title
        actor = self.context.surely_named(index)
        answered = title if actor is None else " ".join((f"[{actor.name}]", *rest))
        return answered if len(answered) <= LONGEST else title

    def _when(self, time: Time | None, status: Status, *, turning: bool = False) -> Interval | None:
        if time is None:
            return None
        try:
            return time.when(planned=status is Status.PLANNED, turning=turning)
        except DatelineError:
            return time.interval

    def _dateline_place(self, clause: Clause, when: Interval | None) -> str | None:
        """The place in the dateline of a report, for what its first sentence tells."""
        place = self.line.place
        if place is None or clause.relation != "main":
            return None
        return " ".join(place.slice(self.context.document.text).split()) if when is None or when.start else None

    def _sets(self, clause: Clause, when: Interval | None) -> tuple[Timex, ...]:
        """The expressions of the clause that say how it repeats while it lasts."""
        if when is None:
            return ()
        found = []
        for timex in self.line.sets:
            words = words_in(self.clauses, timex.span)
            around = self.clauses.around(min(words)) if words else None
            if around is not None and around.predicate == clause.predicate:
                found.append(timex)
        return tuple(found)

    def _kind(self, clause: Clause, *, telling: bool) -> str:
        if telling and (clause.complements or clause.relation == "parenthesis"):
            return "reporting"
        if clause.kind != "verbal" or self.clauses.is_among(clause.predicate, "stative_verbs"):
            return "state"
        if self.clauses.is_among(clause.predicate, "aspectual_verbs"):
            return "aspectual"
        return "planned" if self.clauses.is_among(clause.predicate, "planned_verbs") else "occurrence"

    def _chain(self, trigger: Span, cue: int) -> tuple[Attribution, ...]:
        """Who says what stands at a place, innermost speaker first; `cue` is where its own verb of saying stands.

        A verb of saying is on the word of the one who says it, as is what it tells.
        """
        around = list(self.context.quotations_at(trigger.start))
        found = [q for q in around if not (q.cue.start <= trigger.start < q.cue.end)]
        # Of two that cover the same words the later one is told within the other: "reported that …, citing Ada Brook".
        found.sort(key=lambda q: (len(q.span), -q.cue.start))
        found = [*self.context.quotations_by(cue), *found]
        return self.context.attributed(found)

    def _hedges(self, clause: Clause, chain: Iterable[Attribution]) -> tuple[Hedge, ...]:
        """The hedges on a clause: those in its own words, and cues of its sources that are hedges themselves."""
        out: dict[Mention, Hedge] = {}
        for span, grade in self.context.hedges_in(self.line.span):
            words = words_in(self.clauses, Span(span.end - 1, span.end))
            around = self.clauses.around(min(words)) if words else None
            if around is not None and self.clauses.host(around).predicate == clause.predicate:
                mention = Mention.at(span, self.context.document)
                out[mention] = Hedge(grade, mention)
        graded = self.clauses.locale.tables.get("hedging_verbs", {})
        for attribution in chain if graded else ():
            if attribution.mention is None:
                continue
            words = words_in(self.clauses, attribution.mention.span)
            grades = [graded[b] for i in words for b in sorted(graded) if self._is_form(i, b)]
            if grades:
                out[attribution.mention] = Hedge(Certainty(grades[0]), attribution.mention)
        return tuple(out.values())

    def _is_form(self, index: int, base: str) -> bool:
        return base in lemmas_of(self.tree.lower[index], self.clauses.locale)

    def _status(
        self,
        clause: Clause,
        fact: Factuality,
        time: Time | None,
        chain: Sequence[Attribution],
        hedges: Sequence[Hedge],
    ) -> Status:
        status = fact.status
        alleged = any(hedge.grade is Certainty.UNVERIFIED for hedge in hedges)
        quoted = self.context.is_quoted(self.tree.starts[clause.predicate])
        if status is Status.ASSERTED and (chain or alleged or quoted):
            status = Status.REPORTED
        if time is None:
            return status
        if status is Status.HYPOTHETICAL and self._is_ordered(clause):
            # "must be filed by 3 May", "the increase would take effect from October"
            return Status.PLANNED
        if status in HAPPENED and clause.tense != "past":
            ahead = self._lies_ahead(time.interval)
            if ahead or (time.deadline and clause.tense == "present"):
                return Status.PLANNED
        return status

    def _is_ordered(self, clause: Clause) -> bool:
        """Whether a modal verb of duty, or of the future in the past, and nothing else makes a clause hypothetical."""
        helping = {self.tree.lower[k] for k in (*clause.auxiliaries, *clause.borrowed)}
        conditional = clause.marked(self.clauses.words_named("conditional_markers"))
        free = clause.relation in ("main", "coordinate", "relative", "complement") and not conditional
        if clause.perfect:
            # "would have left": she did not.
            return False
        return free and clause.modality == "modal" and bool(helping & self.clauses.words_named("scheduling_modals"))

    def _lies_ahead(self, interval: Interval) -> bool:
        dct = self.context.dct
        if dct is None or interval.start is None:
            return False
        if dct.hour and interval.granularity.rank < Granularity.DAY.rank:
            # "The train starts in two hours", written at three o'clock.
            return interval.start > dct
        return interval.start.on_later_day(dct) and not interval.contains(dct)

    def _noun_event(self, noun: int, time: Time) -> Event | None:
        """An event noun that carries its own date: "the strike of May 1984"."""
        context, tree = self.context, self.tree
        date = {i for timex in time.timexes for i in words_in(self.clauses, timex.span)}
        cut: set[int] = set()
        for k in tree.children[noun]:
            phrase = tree.subtree(k)
            apart = base_relation(tree.relations[k]) in _APART or tree.relations[k] == "acl:relcl"
            if apart or phrase & date:
                cut |= phrase
        kept = tree.subtree(noun) - cut
        if any(tree.relations[k] == "nmod:poss" and tree.upos[k] == "PRON" for k in tree.children[noun]):
            return None
        first, last = noun, noun
        while first - 1 in kept:
            first -= 1
        while last + 1 in kept:
            last += 1
        title = stretch_title(self.clauses, range(first, last + 1), context.document.text)
        if sum(tree.upos[i] in _CONTENT for i in range(first, last + 1)) < 2:
            # "Friday's search", "the meeting of 9 June"
            cases = {k for k in tree.children[noun] if tree.relations[k] == "case"}
            words = tree.subtree(noun, cut - date) - cases
            title = stretch_title(self.clauses, words, context.document.text)
        if len(title.split()) < 2:
            return None
        fact = factuality_of_noun(self.clauses, noun)
        trigger = Span(tree.starts[noun], tree.ends[noun])
        chain = self._chain(trigger, trigger.start)
        status = fact.status
        if status is Status.REPORTED and not chain:
            status = Status.ASSERTED
        if status in HAPPENED and self._lies_ahead(time.interval):
            status = Status.PLANNED
        actors = [
            Participation(actor, "participant")
            for i in range(first, last + 1)
            if (index := context.index.at(self.clauses, i)) is not None
            for actor in context.who(index)
        ]
        timexes = tuple(time.timexes)
        return Event(
            title=title,
            when=self._when(time, status, turning=status is Status.NEGATED),
            participants=tuple(dict.fromkeys(actors)),
            attributions=chain,
            status=status,
            trigger=Mention.at(trigger, context.document),
            alternatives=timexes[0].alternatives if len(timexes) == 1 else (),
            evidence=evidence_of(context, self.line, trigger.start, timexes),
            timexes=timexes,
        )
