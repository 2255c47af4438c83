"""The events that the clauses of a sentence tell: which clauses, at what time, in what mode and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import evolve

from dateline.errors import DatelineError
from dateline.events.attachment import attach, is_bracketed, words_in
from dateline.events.factuality import Factuality, factuality_of, speaks
from dateline.events.layout import life_events, note_events, sentence_events
from dateline.events.quotes import evidence_of
from dateline.events.roles import participations_of, place_of
from dateline.events.titles import member_title, stretch_title, title_of
from dateline.interval import Granularity, Interval
from dateline.model import Attribution, Certainty, Event, Hedge, Mention, Participation, Span, Status, TimexType
from dateline.syntax import Clause, Clauses, base_relation, is_any_of, is_verb_among
from dateline.times.when import Time, refined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.events.context import Context
    from dateline.model import Timex
    from dateline.syntax import ParsedSentence
    from dateline.times.lines import Line

__all__ = ["Choice", "line_events"]

Choice: TypeAlias = Literal["dated", "main", "all"]
"""Which clauses become events: those with a time; also the main ones without; or every clause."""

_TOLD: Final = (Status.ASSERTED, Status.REPORTED)
# An event has at most so many times of its own.
_TIMES: Final = 3


def line_events(context: Context, line: Line, parsed: ParsedSentence | None, choice: Choice) -> Iterator[Event]:
    """The events of a line: of its clauses, or of its words where it has none that tells."""
    trees = parsed.clauses if parsed is not None else ()
    told = False
    if not (line.kind in ("row", "entry") and line.given is not None and not _has_main_verb(trees)):
        for number, clauses in enumerate(trees):
            for event in _Teller(context, line, clauses, choice, first=number == 0).events():
                told = True
                yield event
    if not told:
        for event in note_events(line, context):
            told = True
            yield event
    if not told and parsed is None:
        # The language has no parser.
        yield from sentence_events(line, context)
    yield from life_events(line, context)


def _has_main_verb(trees: Sequence[Clauses]) -> bool:
    """Whether a line is a clause, finite or with its subject left out, and no note: "Left early", not "Fire at the mill"."""
    if not trees:
        return False
    root = trees[0].tree.root
    if not trees[0].is_predicate(root):
        return False
    clause = trees[0].at(root)
    return clause.finite or (clause.kind == "verbal" and clause.subject is None and clause.passive is False)


def _different(times: Sequence[Time]) -> list[Time]:
    """Times of one clause, those that say the same put together: "on Saturday night, the opening night"."""
    out: list[Time] = []
    for time in times:
        same = next((one for one in out if one.interval == time.interval and one.signal in (time.signal, "in", "")), None)
        if same is None:
            out.append(time)
        else:
            out[out.index(same)] = evolve(same, timexes=[*same.timexes, *time.timexes])
    return out


class _Teller:
    """Tells the events of one tree."""

    def __init__(self, context: Context, line: Line, clauses: Clauses, choice: Choice, *, first: bool) -> None:
        self.context = context
        self.line = line
        self.clauses = clauses
        self.tree = clauses.tree
        self.choice = choice
        self.first = first
        self.locale = clauses.locale
        self.given = line.given if first else None

    def _list(self, name: str) -> frozenset[str]:
        return self.locale.words.get(name, frozenset())

    def _is(self, index: int, name: str) -> bool:
        return is_any_of(self.tree, index, self._list(name), self.locale)

    # -- which clauses

    def events(self) -> Iterator[Event]:
        """The events of the tree in the order: dated by a time of their own, by the layout, undated."""
        everything = list(self.clauses)
        mains = [c for c in everything if c.finite or c.predicate == self.tree.root]
        told: set[int] = set()
        made: list[Event] = []
        nouns: list[tuple[int, list[Time]]] = []
        for clause, noun, times in self._attached():
            if clause is None:
                nouns.append((noun, times))
                continue
            for sharing in self._sharing(self.clauses.host(clause), times):
                inner = clause if sharing.predicate == self.clauses.host(clause).predicate else sharing
                different = _different(refined(times))
                dates = [self._words_of(time) for time in different]
                for number, time in enumerate(different[:_TIMES]):
                    event = self._event(sharing, time, inner=inner, members=(dates, number))
                    if event is not None:
                        made.append(event)
                        told.add(sharing.predicate)
        for noun, times in nouns:
            if self.clauses.around(noun) is None or not self._is_told(noun, told):
                made += [event for time in refined(times)[:1] if (event := self._noun_event(noun, time)) is not None]
        if self.given is not None:
            main = self._main(mains)
            if main is not None and main.predicate not in told and self._happens(main):
                event = self._event(main, self.given, given=True)
                if event is not None:
                    made.append(event)
                    told.add(main.predicate)
        if self.choice != "dated" and not self.line.question:
            for clause in everything if self.choice == "all" else mains:
                if clause.predicate in told or self._is_told_with(clause, told):
                    continue
                if self.choice == "all" or self._is_worth(clause, told):
                    event = self._event(clause, None)
                    if event is not None:
                        made.append(event)
        yield from sorted(made, key=lambda e: e.trigger.span.start if e.trigger is not None else self.line.span.start)

    def _is_told(self, noun: int, told: set[int]) -> bool:
        clause = self.clauses.around(noun)
        return clause is not None and clause.predicate in told and False

    def _is_told_with(self, clause: Clause, told: set[int]) -> bool:
        """Whether a clause is told with another: as its second verb, or as what completes a verb that is told."""
        merged = self.clauses.merged_into(clause)
        if merged is not None and (self.choice != "all" or merged.predicate in told):
            return True
        second = any(
            base_relation(self.tree.relations[k]) == "conj"
            and k in told
            and self.clauses.is_predicate(k)
            and self.clauses.merged_into(self.clauses.at(k)) is not None
            for k in self.tree.children[clause.predicate]
        )
        return second

    def _main(self, mains: Sequence[Clause]) -> Clause | None:
        """The clause that a line with a given time tells of."""
        for clause in mains:
            if clause.relation in ("main", "coordinate") and not clause.imperative:
                return clause if clause.finite or clause.kind == "verbal" else None
        return None

    def _happens(self, clause: Clause) -> bool:
        """Whether a clause under the day of a diary or of minutes tells of something on that day, and of no state."""
        if self.line.given_by == "head":
            return True
        if clause.kind != "verbal" or clause.modality or clause.imperative:
            return False
        p = clause.predicate
        if self._is(p, "stative_verbs") or self._is(p, "opinion_verbs"):
            return False
        return self.tree.upos[p] == "VERB"

    # -- times

    def _attached(self) -> Iterator[tuple[Clause | None, int, list[Time]]]:
        """The clauses that times of the line date, each with its times; event nouns with a date of their own."""
        found: dict[tuple[bool, int], list[Time]] = {}
        for time in self.line.times:
            first, last = self.tree.starts[0], self.tree.ends[-1]
            if not first <= time.timexes[0].span.start < last:
                continue
            words = words_in(self.clauses, time.timexes[0].span)
            if not words or self._is_generic_word(time):
                continue
            resumed = self._resumed(words)
            if resumed is not None:
                # "until 11 May, when he was heard": he was heard on that day.
                found.setdefault((True, resumed), []).append(evolve(time, signal=""))
            place = attach(self.clauses, words)
            if is_bracketed(self.clauses, min(words)) and (
                place.kind == "fragment" or not is_bracketed(self.clauses, place.word)
            ):
                continue
            if place.kind in ("argument", "fragment") or self._is_amount(words):
                continue
            predicate = place.word
            if place.kind == "attributive":
                occasion = self._occasion(place.word, time)
                if occasion is None:
                    noun = self.tree.lower[place.word]
                    happening = noun in self._list("event_nouns") or noun in self._list("deverbal_nouns")
                    owned = any(self.tree.relations[i] == "nmod:poss" for i in words)
                    if happening and (place.word < min(words) or owned):
                        found.setdefault((False, place.word), []).append(time)
                    continue
                predicate, time = occasion
            clause = self.clauses.at(predicate)
            if not self._is_datable(self.clauses.host(clause), time):
                continue
            found.setdefault((True, clause.predicate), []).append(time)
        for (clausal, word), times in found.items():
            yield (self.clauses.at(word) if clausal else None), word, times

    def _resumed(self, words: frozenset[int]) -> int | None:
        """The predicate of a clause right behind a time that takes it up: "in 1936, when he left"."""
        tree, last = self.tree, max(words)
        if last + 2 >= len(tree) or tree.forms[last + 1] != ",":
            return None
        if tree.lower[last + 2] not in self._list("resumptive_adverbs"):
            return None
        at = tree.heads[last + 2]
        return at if at > last and self.clauses.is_predicate(at) and self.clauses.at(at).finite else None

    def _occasion(self, noun: int, time: Time) -> tuple[int, Time] | None:
        """The clause that a dated happening gives its time: "during the 2010 strike he left", "until his death in 1917"."""
        tree = self.tree
        happening = self._is(noun, "event_nouns") or self._is(noun, "deverbal_nouns")
        head = tree.heads[noun]
        if base_relation(tree.relations[noun]) != "obl" or not self.clauses.is_predicate(head):
            return None
        cases = {tree.lower[k] for k in tree.children[noun] if tree.relations[k] == "case"}
        attended = cases & self._list("attending_cases") and tree.starts[noun] > time.start
        if attended and not self._is(noun, "dated_works"):
            # "at the 2012 fair"
            return head, time
        if not happening:
            return None
        if cases & self._list("occasion_cases"):
            return head, time
        for signal in sorted(cases & self._list("bounding_cases")):
            return head, evolve(time, signal=signal)
        return None

    def _is_amount(self, words: frozenset[int]) -> bool:
        """Whether a bare number is an object of a verb of prose, and so more likely an amount: "got 1500 for the car"."""
        tree = self.tree
        if self.line.kind != "prose" or self.line.noted or any(tree.upos[i] not in ("NUM", "PUNCT") for i in words):
            return False
        return any(
            tree.relations[i] in ("obj", "iobj", "xcomp", "obl:unmarked")
            and not any(tree.relations[k] == "case" for k in tree.children[i])
            for i in words
        )

    def _is_generic_word(self, time: Time) -> bool:
        timex = time.timexes[0]
        return timex.type in (TimexType.DURATION,) and timex.interval is None

    def _is_datable(self, clause: Clause, time: Time) -> bool:
        if clause.relation in ("complement", "subject") and self.clauses.is_question(clause) and not clause.marked(
            self._list("conditional_markers")
        ):
            return False
        if clause.imperative:
            return False
        present = clause.tense == "present" and clause.modality != "future"
        if present and self.line.given is None and self._is_any(time):
            # "Summer is hot", "Birds sing at dawn": a season or a part of the day in the present tense is any.
            recurring = time.interval.granularity in (Granularity.SEASON, Granularity.PART_OF_DAY)
            if self.context.dct is None or recurring:
                return False
        bare = not clause.finite and clause.relation in ("main", "coordinate") and clause.subject is None
        return not bare or "VerbForm=Part" in self.tree.feats[clause.predicate] or self.line.kind != "prose"

    def _is_any(self, time: Time) -> bool:
        """Whether a time names no year and points to none: "in summer", "on Monday"."""
        deictic = self._list("deictic_words")
        return not any(
            any(sign.isdigit() for sign in timex.text) or deictic & set(timex.text.lower().split())
            for timex in time.timexes
        )

    def _sharing(self, clause: Clause, times: Sequence[Time]) -> Iterator[Clause]:
        """The clause, and the later conjuncts that a time before it holds for too: "In 1990 he came and left"."""
        yield clause
        tree = self.tree
        if self.clauses.merged_into(clause) is not None:
            return
        subject = clause.subject
        start = tree.starts[subject if subject is not None and subject < clause.predicate else clause.predicate]
        if not all(time.end <= start for time in times) or clause.relation not in ("main", "coordinate", "complement"):
            return
        last = clause
        for k in tree.children[clause.predicate]:
            if base_relation(tree.relations[k]) != "conj" or not self.clauses.is_predicate(k):
                continue
            other = self.clauses.at(k)
            if other.own_subject or self.clauses.merged_into(other) is not None or not (other.finite or other.borrowed):
                continue
            if any(t.start > tree.starts[last.predicate] for t in self.line.times if self._is_of(t, k)):
                # From here on the story has another time.
                return
            yield other

    def _is_of(self, time: Time, k: int) -> bool:
        words = words_in(self.clauses, time.timexes[0].span)
        return bool(words & self.tree.subtree(k))

    # -- undated

    def _is_worth(self, clause: Clause, told: set[int]) -> bool:
        """Whether a clause without a time belongs on a timeline: past and real, with a named or described actor."""
        tree, p = self.tree, clause.predicate
        if not clause.finite or clause.kind != "verbal" or clause.tense != "past" or clause.modality:
            return False
        obliged = self._is(p, "semi_auxiliaries") and any(self.clauses.at(k).infinitive for k in clause.complements if self.clauses.is_predicate(k))
        if clause.negation is not None or clause.subject is None or (self._is(p, "stative_verbs") and not obliged):
            return False
        if clause.relation not in ("main", "coordinate", "complement", "parenthesis"):
            return False
        if clause.relation == "complement":
            if clause.governor < 0 or not self._is(clause.governor, "saying_verbs") or self.clauses.is_question(clause):
                return False
        if tree.lower[clause.subject] in self._list("unspecific_subjects"):
            return False
        habitual = self._list("habitual_adverbs")
        if any(tree.lower[k] in habitual for k in tree.children[p]) or tree.lower[p] in self._list("habitual_auxiliaries"):
            return False
        if any(tree.lower[k] in self._list("habitual_auxiliaries") for k in clause.auxiliaries):
            return False
        if self._is(p, "opinion_verbs") and clause.complements:
            return False
        if self._is(p, "saying_verbs"):
            if clause.relation == "parenthesis":
                return False
            contents = [k for k in clause.complements if tree.relations[k] == "ccomp" and self.clauses.is_predicate(k)]
            if any(k in told or self._is_content_told(self.clauses.at(k), told) for k in contents):
                # A saying is told by what is said.
                return False
            if self._is(p, "plain_saying_verbs") and any(self._is_quoted(self.clauses.at(k)) for k in contents):
                return False
        return self._has_actor(clause) or self._is_tied(clause, told)

    def _is_content_told(self, clause: Clause, told: set[int]) -> bool:
        """Whether what is said becomes an event itself: it is worth it, and told as having happened."""
        return self._is_worth(clause, told) and factuality_of(self.clauses, clause).status in _TOLD

    def _is_tied(self, clause: Clause, told: set[int]) -> bool:
        """Whether a clause is tied in time to a dated event of its sentence: it goes on from it or leads to it."""
        if clause.relation not in ("main", "coordinate"):
            return False
        first = self.clauses.at(clause.first)
        others = {clause.first, *(k for k in self.tree.children[first.first] if self.clauses.is_predicate(k))}
        return any(k in told for k in others)

    def _has_actor(self, clause: Clause) -> bool:
        """Whether somebody or some body named or described does it, or has it done."""
        tree = self.tree
        nouns = [clause.subject, *(k for k in clause.obliques if tree.relations[k] == "obl:agent")]
        for noun in nouns:
            if noun is None:
                continue
            if tree.lower[noun] in self._list("pronoun_subjects") | self._list("first_person"):
                return True
            counted = [k for k in tree.children[noun] if tree.relations[k] == "nmod"]
            heads = [noun, *(counted if tree.upos[noun] in ("NUM", "DET", "PRON", "ADJ") else ())]
            if self._is(noun, "event_nouns") and clause.objects:
                # "The fire destroyed two houses"
                return True
            if any(
                self.context.index.of(self.clauses, k) or tree.upos[k] == "PROPN" or self._names_people(k) for k in heads
            ):
                return True
        return False

    def _names_people(self, noun: int) -> bool:
        """Whether a noun stands for people or bodies: "eleven people", "the rebels"."""
        return self.tree.upos[noun] == "NOUN" and any(
            self._is(noun, name) for name in ("group_nouns", "roles", "kin", "standing_orgs", "generic_orgs", "plural_nouns")
        )

    # -- events

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

        `members` are the words of all dates of the clause, and the number of the one at hand.
        """
        context, tree, p = self.context, self.tree, clause.predicate
        fact = factuality_of(self.clauses, inner or clause, dated=time is not None and not given)
        trigger = Span(tree.starts[p], tree.ends[p])
        chain, direct = self._chain(trigger)
        hedges = self._hedges(clause, chain)
        status = self._status(inner or clause, fact, time, chain, hedges)
        turned = time is not None and clause.negation is not None and time.signal in ("until", "before")
        if turned and status is Status.NEGATED:
            # "was not found until the spring": then it was.
            status = Status.ASSERTED
        if time is not None and time.signal == "until" and is_verb_among(clause, self._list("postpone_verbs"), self.locale):
            # "put off until May": it is to be then.
            turned, status = True, Status.PLANNED
        if time is None and self.choice != "all" and status not in _TOLD:
            return None
        spans = [timex.span for timex in time.timexes] if time is not None and not given and not turned else []
        title = None
        if len(members[0]) > 1:
            title = member_title(self.clauses, clause, *members, context.document.text)
        if title is None:
            title = title_of(self.clauses, clause, spans, context.document.text)
        if len(title.split()) < 1 or len(title) < 3:
            return None
        telling = speaks(self.clauses, clause)
        timexes = tuple(time.timexes) if time is not None else ()
        when = self._when(time, status, turning=turned)
        return Event(
            title=title,
            when=when,
            place=place_of(context, self.clauses, clause) or self._dateline_place(clause, when),
            participants=participations_of(context, self.clauses, clause, speaks=telling),
            attributions=chain,
            status=status,
            trigger=Mention.at(trigger, context.document),
            alternatives=timexes[0].alternatives if len(timexes) == 1 and when is not None else (),
            evidence=evidence_of(context, self.line, trigger.start, timexes),
            timexes=(*timexes, *self._sets(clause, when)),
            kind=self._kind(clause, telling=telling),
            hedges=hedges,
        )

    def _when(self, time: Time | None, status: Status, *, turning: bool = False) -> Interval | None:
        if time is None:
            return None
        try:
            return time.when(planned=status is Status.PLANNED, turning=turning or status is Status.NEGATED)
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
            if words and (around := self.clauses.around(min(words))) is not None and around.predicate == clause.predicate:
                found.append(timex)
        return tuple(found)

    def _kind(self, clause: Clause, *, telling: bool) -> str:
        if telling and (clause.complements or clause.relation == "parenthesis"):
            return "reporting"
        if clause.kind != "verbal" or self._is(clause.predicate, "stative_verbs"):
            return "state"
        if self._is(clause.predicate, "aspectual_verbs"):
            return "aspectual"
        return "planned" if self._is(clause.predicate, "planned_verbs") else "occurrence"

    def _chain(self, trigger: Span) -> tuple[tuple[Attribution, ...], bool]:
        """Who says what stands at a place, innermost speaker first, and whether it stands in a quotation.

        A verb of saying is on the word of the one who says it, as is what it tells.
        """
        around = list(self.context.quotations_at(trigger.start))
        found = [q for q in around if not (q.cue.start <= trigger.start < q.cue.end)]
        found.sort(key=lambda q: len(q.span))
        found = [*self.context.quotations_by(trigger), *found]
        out: dict[object, Attribution] = {}
        for quotation in found:
            for speaker in quotation.speakers:
                for attribution in self.context.speakers(speaker, quotation.cue):
                    out.setdefault(attribution.source.identity, attribution)
        return tuple(out.values()), bool(found)

    def _hedges(self, clause: Clause, chain: Iterable[Attribution]) -> tuple[Hedge, ...]:
        """The hedges on a clause: those in its own words, and cues of its sources that are hedges themselves."""
        out: dict[Mention, Hedge] = {}
        for span, grade in self.context.hedges_in(self.line.span):
            words = words_in(self.clauses, Span(span.end - 1, span.end))
            around = self.clauses.around(min(words)) if words else None
            if around is not None and self.clauses.host(around).predicate == clause.predicate:
                mention = Mention.at(span, self.context.document)
                out[mention] = Hedge(grade, mention)
        graded = self.locale.tables.get("hedging_verbs", {})
        for attribution in chain if graded else ():
            if attribution.mention is None:
                continue
            words = words_in(self.clauses, attribution.mention.span)
            grades = [graded[b] for i in words for b in sorted(graded) if self._is_form(i, b)]
            if grades:
                out[attribution.mention] = Hedge(Certainty(grades[0]), attribution.mention)
        return tuple(out.values())

    def _is_form(self, index: int, base: str) -> bool:
        return is_any_of(self.tree, index, frozenset((base,)), self.locale)

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
        if status is Status.ASSERTED and (chain or alleged or self._is_quoted(clause)):
            status = Status.REPORTED
        if time is None:
            return status
        if status is Status.HYPOTHETICAL and fact.status is Status.HYPOTHETICAL and self._is_ordered(clause):
            # "must be filed by 3 May", "the increase would take effect from October"
            return Status.PLANNED
        if status in _TOLD and clause.tense != "past":
            ahead = self._lies_ahead(time.interval)
            if ahead or (time.deadline and clause.tense == "present"):
                return Status.PLANNED
        return status

    def _is_ordered(self, clause: Clause) -> bool:
        """Whether a modal verb of duty, or of the future in the past, and nothing else makes a clause hypothetical."""
        helping = {self.tree.lower[k] for k in (*clause.auxiliaries, *clause.borrowed)}
        free = clause.relation in ("main", "coordinate", "relative", "complement") and not clause.marked(
            self._list("conditional_markers")
        )
        return free and clause.modality == "modal" and bool(helping & self._list("scheduling_modals"))

    def _is_quoted(self, clause: Clause) -> bool:
        at = self.tree.starts[clause.predicate]
        return any(not q.cue.start <= at < q.cue.end for q in self.context.quotations_at(at))

    def _lies_ahead(self, interval: Interval) -> bool:
        dct = self.context.dct
        if dct is None or interval.start is None:
            return False
        return interval.start.floor(Granularity.DAY) > dct.floor(Granularity.DAY) and not interval.contains(dct)

    def _noun_event(self, noun: int, time: Time) -> Event | None:
        """An event noun that carries its own date: "the strike of May 1984"."""
        context, tree = self.context, self.tree
        date = {i for timex in time.timexes for i in words_in(self.clauses, timex.span)}
        cut: set[int] = set()
        for k in tree.children[noun]:
            phrase = tree.subtree(k)
            if phrase & date or base_relation(tree.relations[k]) in ("case", "conj", "cc", "punct", "parataxis", "appos") or (
                tree.relations[k] == "acl:relcl"
            ):
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
        if len(title.split()) < 2:
            # "Friday's search"
            phrase = [i for i in tree.subtree(noun, [k for k in cut if k not in date]) if tree.relations[i] != "case" or i not in tree.children[noun]]
            title = stretch_title(self.clauses, phrase, context.document.text)
        if len(title.split()) < 2:
            return None
        around = self.clauses.around(noun)
        fact = factuality_of(self.clauses, around, dated=True) if around is not None else Factuality(Status.ASSERTED)
        trigger = Span(tree.starts[noun], tree.ends[noun])
        chain, _ = self._chain(trigger)
        status = Status.HYPOTHETICAL if fact.status is Status.NEGATED else fact.status
        if status is Status.REPORTED and not chain:
            status = Status.ASSERTED
        if status in _TOLD and self._lies_ahead(time.interval):
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
            when=self._when(time, status),
            participants=tuple(dict.fromkeys(actors)),
            attributions=chain,
            status=status,
            trigger=Mention.at(trigger, context.document),
            alternatives=timexes[0].alternatives if len(timexes) == 1 else (),
            evidence=evidence_of(context, self.line, trigger.start, timexes),
            timexes=timexes,
        )


