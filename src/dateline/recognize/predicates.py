"""The words that name a happening: the verb of each clause, with its tense, its mode and what it is said of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from dateline.model import Span, Status
from dateline.recognize import Predicate
from dateline.recognize.clauses import Clause, clauses_of
from dateline.recognize.words import TIME, TO, Lexicon, Token, lexicon_of, tokens_of
from dateline.text.lines import head_of, runs_on, stretches
from dateline.text.spelling import spelling_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.locale import LocaleData
    from dateline.model import Document, Timex
    from dateline.recognize import ActorMention, Annotations, Sentence

__all__ = ["find_predicates"]

_Kind = Literal["occurrence", "reporting", "state", "aspectual", "planned"]
_TENSES: dict[str, Literal["past", "present", "future", "none"]] = {
    "past": "past",
    "present": "present",
    "future": "future",
    "none": "none",
}


_NOT_OF_A_WORD = frozenset(',;:.!?"“”«»„()[]—–…|')


@lru_cache(maxsize=16)
def _worth_reading(locale: LocaleData) -> re.Pattern[str]:
    """What makes a sentence without times and actors worth an event: words of denial and condition."""
    lists = ("negative_subjects", "conditionals", "denial_marks")
    words = sorted({word for name in lists for word in locale.words.get(name, ())})
    whole = "|".join(map(re.escape, words)) or "(?!)"
    endings = "|".join(map(re.escape, spelling_of(locale).negations)) or "(?!)"
    return re.compile(rf"(?:(?<!\w)(?:{whole})|{endings})(?!\w)", re.IGNORECASE)


def find_predicates(document: Document, found: Annotations) -> Iterator[Predicate]:
    """The predicates of `document`, in text order; those of one sentence have clauses that may lie in one another.

    Sentences that hold no time, no actor and no denial or condition, and do not stand under a date, are passed over:
    nothing could be made of them.
    """
    text, lexicon = document.text, lexicon_of(document.locale)
    worth = _worth_reading(document.locale)
    times, actors = found.timexes, found.actors
    at_time = at_actor = 0
    dated = False  # by the heading above
    for sentence in stretches(text, found.sentences):
        start, end = sentence.span.start, sentence.span.end
        while at_time < len(times) and times[at_time].span.start < start:
            at_time += 1
        while at_actor < len(actors) and actors[at_actor].span.start < start:
            at_actor += 1
        first_time, first_actor = at_time, at_actor
        while at_time < len(times) and times[at_time].span.start < end:
            at_time += 1
        while at_actor < len(actors) and actors[at_actor].span.start < end:
            at_actor += 1
        if sentence.kind == "heading" and not runs_on(text, sentence):
            dated = first_time != at_time
            if not dated and first_actor == at_actor:
                continue
        elif first_time != at_time and times[first_time].span.start == start and times[first_time].span.end >= end - 1:
            # "Tues. 9 May.  Rained all day.": perhaps the entry of a diary.
            dated = True
        told = dated or sentence.listed or first_time != at_time or first_actor != at_actor
        if not told and not worth.search(text, start, end):
            continue
        yield from _of_sentence(text, sentence, times[first_time:at_time], actors[first_actor:at_actor], lexicon)


def _of_sentence(
    text: str, sentence: Sentence, times: list[Timex], actors: list[ActorMention], lexicon: Lexicon
) -> Iterator[Predicate]:
    body, head = head_of(text, sentence, times)
    tokens = tokens_of(
        text,
        body,
        sentence.span.end,
        lexicon,
        [(time.span.start, time.span.end) for time in times[len(head) :]],
        [(actor.span.start, actor.span.end) for actor in actors if actor.form == "name" and actor.span.start >= body],
    )
    # Headlines are written as notes are: "Fire destroys warehouse".
    item = sentence.listed or bool(head) or (sentence.kind == "heading" and not runs_on(text, sentence))
    clauses = clauses_of(tokens, lexicon, item)
    conditional = _conditional(text, clauses, lexicon)
    for clause, unsure in zip(clauses, conditional, strict=True):
        group = clause.group
        main = tokens[group.main]
        lemma = group.lemma
        kind: _Kind = "occurrence"
        if lemma in lexicon.states:
            kind = "state"
        elif lemma in lexicon.reporting or _finds(text, clause, lexicon):
            kind = "reporting"
        elif lemma in lexicon.aspectual:
            kind = "aspectual"
        elif lemma in lexicon.planned_verbs:
            kind = "planned"
        yield Predicate(
            span=Span(tokens[group.main].start, tokens[group.last].end if group.last > group.main else main.end),
            clause=Span(clause.start, _word_end(text, clause.end, sentence.span.end)),
            lemma=lemma,
            kind=kind,
            tense=_TENSES[group.tense],
            status=_status(text, clause, tokens, lexicon, unsure),
            voice="passive" if group.passive else "active",
            subject=Span(*clause.subject) if clause.subject is not None else None,
        )


def _finds(text: str, clause: Clause, lexicon: Lexicon) -> bool:
    """True for "the inquiry found": what a court, a report or a scholar finds is theirs to answer for."""
    if clause.group.lemma not in lexicon.words.get("finding_verbs", ()) or clause.subject is None:
        return False
    subject = text[clause.subject[0] : clause.subject[1]].lower().split()
    return bool(subject) and subject[-1].strip(",.") in lexicon.words.get("finding_sources", ())


def _word_end(text: str, at: int, limit: int) -> int:
    """`at`, or where the signs end that are written together with the last word ("5%")."""
    while at < limit and not text[at].isspace() and text[at] not in _NOT_OF_A_WORD:
        at += 1
    return at


def _conditional(text: str, clauses: list[Clause], lexicon: Lexicon) -> list[bool]:
    """Which clauses a condition governs: the "if" clause itself and the clauses it is a condition of."""
    flags = [False] * len(clauses)
    for number, clause in enumerate(clauses):
        if clause.marker not in lexicon.conditionals or clause.group.mode == "planned":
            continue
        before = clauses[number - 1] if number else None
        if before is not None and before.group.lemma in lexicon.reporting and clause.role != "adverbial":
            continue
        flags[number] = True
        for later in range(number + 1, len(clauses)):
            if text[clauses[later].start : clauses[later].start + 1] == ";":
                break
            if clauses[later].group.lemma in lexicon.reporting and clauses[later].role == "main":
                break
            flags[later] = True
        if before is not None and before.group.lemma not in lexicon.reporting and before.role != "participial":
            flags[number - 1] = flags[number - 1] or before.group.mode != ""
    return flags


def _negated(text: str, clause: Clause, lexicon: Lexicon) -> bool:
    if clause.group.negated:
        return True
    if clause.subject is not None and not clause.inherited:
        first = text[clause.subject[0] : clause.subject[0] + 12].lower().split()
        if first and first[0].strip(",.") in lexicon.negative_subjects:
            return True
    return False


def _status(text: str, clause: Clause, tokens: list[Token], lexicon: Lexicon, unsure: bool) -> Status:
    group = clause.group
    if unsure:
        # What a condition governs is open, denied or not: "if it is not paid, we shall sue".
        return Status.HYPOTHETICAL
    if group.mode == "hypothetical" and not _negated(text, clause, lexicon):
        return Status.HYPOTHETICAL
    if group.mode == "hypothetical":
        # "may not" leaves it open; "would not have" and "could not" deny it.
        first = tokens[group.first].word
        if first in lexicon.past_abilities:
            return Status.NEGATED
        return Status.HYPOTHETICAL if first in lexicon.hypothetical or first in lexicon.conditional else Status.NEGATED
    if _negated(text, clause, lexicon):
        return Status.NEGATED
    if group.lemma in lexicon.failing and not group.passive and group.mode != "planned":
        after = group.last + 1
        if after < len(tokens) and tokens[after].flags & TO:
            return Status.NEGATED
    after = group.last + 1
    if after < len(tokens) and tokens[after].word in lexicon.negative_subjects and not group.passive:
        # "found no proof", but "took no longer than"
        word = tokens[after + 1] if after + 1 < len(tokens) else None
        # A time is one token without a word: "no longer than a day".
        following = "" if word is None else word.word or text[word.start : word.end].split(None, 1)[0].lower()
        if following not in lexicon.comparing:
            return Status.NEGATED
    if clause.marker in lexicon.open_questions:
        # "It is not clear whether he left."
        return Status.HYPOTHETICAL
    if group.mode == "hearsay":
        return Status.REPORTED
    if group.mode in ("planned", "imperative"):
        return Status.PLANNED
    if group.lemma in lexicon.planned_verbs:
        upcoming = tokens[after] if after < len(tokens) else None
        # A time that follows at once keeps its preposition outside: "booked for 3 May".
        fixed = upcoming is None or upcoming.flags & (TO | TIME) or upcoming.word in lexicon.fixing
        if group.lemma in lexicon.doubtful_plans and group.tense != "present" and not fixed:
            return Status.ASSERTED
        agents = lexicon.words.get("agent_prepositions", ())
        if upcoming is not None and group.lemma in lexicon.reporting and upcoming.word in agents:
            # "A motion proposed by Ann Ray"
            return Status.ASSERTED
        infinitive = upcoming is not None and upcoming.flags & TO
        if group.passive or (group.bare and clause.subject is None) or infinitive:
            return Status.PLANNED
    return Status.ASSERTED
