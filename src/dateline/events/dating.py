"""Which clauses and event nouns the times of a sentence date, by what the tree attaches them to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from dateline.events.attachment import Attachment, attach, is_bracketed, word_before, words_in
from dateline.interval import Granularity
from dateline.model import TimexType
from dateline.syntax import Clause, Clauses, base_relation, is_verb_among
from dateline.times.when import Time, refined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.events.context import Context
    from dateline.times.lines import Line

__all__ = ["Dated", "dated_by", "different", "sharing"]


# In characters: so far apart stand a clock time and its day.
_BESIDE: Final = 5
# How many words an amount has.
_AMOUNT: Final = 10


@frozen(eq=False)
class Dated:
    """A clause, or a noun of its own (`clause` is None), with its times; `word` is the predicate or the noun."""

    clause: Clause | None
    word: int
    times: tuple[Time, ...]


def dated_by(clauses: Clauses, line: Line, context: Context) -> Iterator[Dated]:
    """The clauses that times of the line date, each with its times; event nouns with a date of their own."""
    found: dict[tuple[bool, int], list[Time]] = {}
    loose: list[Time] = []
    before: tuple[Time, Attachment] | None = None
    for time in line.times:
        first, last = clauses.tree.starts[0], clauses.tree.ends[-1]
        if not first <= time.timexes[0].span.start < last:
            continue
        words = words_in(clauses, time.timexes[0].span)
        if not words or _is_length(time):
            continue
        resumed = _resumed(clauses, words)
        if resumed is not None:
            # "until 11 May, when he was heard": he was heard on that day.
            found.setdefault((True, resumed[0]), []).append(evolve(time, signal=resumed[1]))
        if _is_compared_with(clauses, words, time, among=len(line.times) > 1):
            loose.append(time)
            continue
        place = attach(clauses, words)
        if (
            before is not None
            and place.kind in ("attributive", "fragment")
            and _is_listed_with(clauses, before[0], time)
        ):
            # "In 2007 and 2010 Ann Ray won it": whatever the tree makes of the second.
            place = before[1]
        before = (time, place) if place.kind == "adverbial" else None
        if is_bracketed(clauses, min(words)) and (place.kind == "fragment" or not is_bracketed(clauses, place.word)):
            continue
        told_of = place.kind == "argument" and _is_told_of(clauses, words, place.word)
        if (place.kind in ("argument", "fragment") and not told_of) or _is_amount(clauses, line, time, words):
            loose.append(time)
            continue
        predicate = place.word
        if place.kind == "attributive":
            occasion = _occasion(clauses, place.word, time)
            if occasion is None:
                noun = clauses.tree.lower[place.word]
                happening = noun in clauses.words_named("event_nouns") or noun in clauses.words_named("deverbal_nouns")
                owned = any(clauses.tree.relations[i] == "nmod:poss" for i in words)
                if happening and (place.word < min(words) or owned):
                    found.setdefault((False, place.word), []).append(time)
                else:
                    loose.append(time)
                continue
            predicate, time = occasion
        clause = _blocking(clauses, clauses.at(predicate)) if time.signal == "until" else clauses.at(predicate)
        if time.timexes[0].type is not TimexType.DURATION and _is_purpose(clauses, clause, words):
            continue
        if not _is_datable(clauses, line, context, clauses.host(clause), time):
            continue
        others = found.get((True, clause.predicate), [])
        if others and time.signal == "in" and not any(one.interval.contains(time.interval) for one in others):
            happening_before = _happening_before(clauses, clause, words)
            if happening_before is not None:
                # "The board today opened an inquiry into the collapse on 17 October": that of the collapse.
                found.setdefault((False, happening_before), []).append(time)
                continue
        found.setdefault((True, clause.predicate), []).append(time)
    for time in loose:
        for times in found.values():
            if any(_is_hour_on(time, other) or _is_hour_on(other, time) for other in times):
                times.append(time)
                break
    for (clausal, word), times in found.items():
        did = -1 if clausal else _done_by(clauses, word)
        if did >= 0 and (True, did) not in found:
            # "The storm of 8 November broke the dyke": on that day.
            yield Dated(clauses.at(did), did, tuple(different(refined(times))))
            continue
        if clausal and clauses.is_among(word, "dating_participles") and (True, _top(clauses, word)) in found:
            # "The treaty, dated 11 April 1713, was signed the next day": its date is no time of the signing.
            continue
        if clausal and _is_done_at_once(clauses, clauses.at(word)):
            times = [one for time in times for one in _each(clauses, time)]
        yield Dated(clauses.at(word) if clausal else None, word, tuple(different(refined(times))))


def _is_of_amount(clauses: Clauses, last: int) -> bool:
    """Whether an amount that another is compared with ends at a word: "from 4 million", "against 700"."""
    tree, first = clauses.tree, last
    # "from $20 million, or 42 cents, a year earlier"
    while first > 0 and last - first < _AMOUNT and tree.upos[first] in ("NUM", "SYM", "NOUN", "PUNCT", "CCONJ"):
        first -= 1
    return "NUM" in tree.upos[first + 1 : last + 1] and tree.lower[first] in clauses.words_named("amount_sources")


def _happening_before(clauses: Clauses, clause: Clause, time: frozenset[int]) -> int | None:
    """The happening right before a time, within a phrase behind the verb: "into the collapse on 17 October"."""
    tree, at = clauses.tree, word_before(clauses, time)
    if at + 1 == min(time) or at <= clause.predicate or tree.upos[at] != "NOUN" or at in clause.objects:
        return None
    cased = any(tree.relations[k] == "case" for k in tree.children[at])
    return at if cased and clauses.is_among(at, "event_nouns", "deverbal_nouns") else None


def _blocking(clauses: Clauses, clause: Clause) -> Clause:
    """The clause that says until when something could not be done: "was barred from driving until May"."""
    above = clauses.above(clause) if not clause.finite and not clause.own_subject else None
    if above is None or above.negation is not None or clause.predicate < above.predicate:
        return clause
    if not clause.infinitive and clauses.is_among(above.predicate, "denial_verbs"):
        # "denied having lived there until May"
        return clause
    return above if clauses.is_among(above.predicate, "blocking_verbs") else clause


def _is_done_at_once(clauses: Clauses, clause: Clause) -> bool:
    """Whether a clause tells of one act, which cannot fill a stretch: "won the cup"; not "received threats"."""
    tree, p = clauses.tree, clause.predicate
    if not clauses.is_among(p, "punctual_verbs"):
        return False
    if not clauses.words_named("counting_adverbs").isdisjoint(tree.lower[k] for k in tree.children[p]):
        return False
    affected = (*clause.objects, *((clause.subject,) if clause.passive and clause.subject is not None else ()))
    return not any("Number=Plur" in tree.feats[k] and tree.upos[k] == "NOUN" for k in affected)


def _each(clauses: Clauses, time: Time) -> Sequence[Time]:
    """Two neighbouring years, months or days apart, where they are listed: "won it in 2009 and 2010" tells of two."""
    conjunctions = clauses.words_named("range_conjunctions")
    if time.signal != "range" or len(time.timexes) != 2 or time.interval.granularity.rank > Granularity.YEAR.rank:
        return (time,)
    first, second = time.timexes
    end, start = (words_in(clauses, timex.span) for timex in (first, second))
    gap = range(max(end, default=0) + 1, min(start, default=0))
    if len(gap) != 1 or clauses.tree.lower[gap[0]] not in conjunctions:
        return (time,)
    return tuple(Time([one], one.interval, "in") for one in (first, second) if one.interval is not None)


def _is_listed_with(clauses: Clauses, first: Time, second: Time) -> bool:
    """Whether only a conjunction parts two times of one kind."""
    tree = clauses.tree
    before, behind = words_in(clauses, first.timexes[-1].span), words_in(clauses, second.timexes[0].span)
    gap = range(max(before, default=0) + 1, min(behind, default=0))
    alike = first.interval.granularity is second.interval.granularity and second.signal in ("", "and")
    return alike and len(gap) == 1 and tree.upos[gap[0]] == "CCONJ"


def _is_compared_with(clauses: Clauses, words: frozenset[int], time: Time, *, among: bool) -> bool:
    """Whether an amount is compared with that of another time.

    "Up 30 % on 2021", "fell 14 percent from a year earlier", "down from 33.05 a week ago".  With another time
    `among` those of the sentence also "rose to 5 million in May from 4 million in April".
    """
    tree, at = clauses.tree, min(words) - 1
    if time.counts_back and at > 0:
        if tree.lower[at] in clauses.words_named("amount_sources") or _is_of_amount(clauses, at):
            return True
    elif among and at > 0 and tree.upos[at] == "ADP" and _is_of_amount(clauses, at - 1):
        return True
    if at < 1 or tree.lower[at] not in clauses.words_named("day_cases"):
        return False
    amount = tree.forms[at - 1] == "%" or tree.lower[at - 1] in clauses.words_named("percentages")
    return amount and time.interval.granularity.rank > Granularity.WEEK.rank


def _is_told_of(clauses: Clauses, time: frozenset[int], predicate: int) -> bool:
    """Whether a clause tells how a time was or what it saw: "The winter of 1962 was hard", "May 2011 saw a flood"."""
    clause = clauses.at(predicate)
    if clause.subject not in time or clause.tense != "past":
        return False
    described = clause.copula is not None and clauses.tree.upos[predicate] == "ADJ"
    return described or (bool(clause.objects) and clauses.is_among(predicate, "witnessing_verbs"))


def _done_by(clauses: Clauses, happening: int) -> int:
    """The verb that tells what a happening did, -1 if there is none."""
    tree = clauses.tree
    verb = tree.heads[happening]
    if tree.relations[happening] != "nsubj" or tree.upos[verb] != "VERB":
        return -1
    clause = clauses.at(verb)
    told = clause.finite and clause.tense == "past" and clause.copula is None and clause.negation is None
    return verb if told and clause.objects else -1


def _top(clauses: Clauses, participle: int) -> int:
    """The predicate of which the noun that a participle modifies is an argument."""
    tree = clauses.tree
    noun = tree.heads[participle]
    return tree.heads[noun] if noun >= 0 else -1


def _is_hour_on(clock: Time, day: Time) -> bool:
    """Whether a clock time, or a range of them, stands beside the day that it is on: "worked 8-2 pm on 4 March"."""
    hour, date = clock.timexes[0], day.timexes[0]
    beside = 0 <= clock.start - day.end <= _BESIDE or 0 <= day.start - clock.end <= _BESIDE
    on_day = day.signal in ("", "in") and day.interval.granularity is Granularity.DAY
    return beside and on_day and hour.type is TimexType.TIME and hour.value.startswith(f"{date.value}T")


def _resumed(clauses: Clauses, words: frozenset[int]) -> tuple[int, str] | None:
    """The predicate of a clause right behind a time that takes it up, and how: "in 1936, when he left", "by when"."""
    tree, at = clauses.tree, max(words) + 2
    signal = ""
    if at + 1 < len(tree) and tree.lower[at] in clauses.words_named("resumptive_cases"):
        signal, at = tree.lower[at], at + 1
    if at >= len(tree) or tree.forms[max(words) + 1] != ",":
        return None
    if tree.lower[at] not in clauses.words_named("resumptive_adverbs"):
        return None
    head = tree.heads[at]
    return (head, signal) if head > at and clauses.is_predicate(head) and clauses.at(head).finite else None


def _occasion(clauses: Clauses, noun: int, time: Time) -> tuple[int, Time] | None:
    """The clause that a dated happening gives its time: "during the 2010 strike he left", "until his death in 1917"."""
    tree = clauses.tree
    happening = clauses.is_among(noun, "event_nouns") or clauses.is_among(noun, "deverbal_nouns")
    head = tree.heads[noun]
    if base_relation(tree.relations[noun]) != "obl" or not clauses.is_predicate(head):
        return None
    cases = {tree.lower[k] for k in tree.children[noun] if tree.relations[k] == "case"}
    attended = cases & clauses.words_named("attending_cases") and tree.starts[noun] > time.start
    if attended and not clauses.is_among(noun, "dated_works"):
        # "at the 2012 fair"
        return head, time
    if not happening:
        return None
    if cases & clauses.words_named("occasion_cases"):
        return head, time
    for signal in sorted(cases & clauses.words_named("bounding_cases")):
        return head, evolve(time, signal=signal)
    return None


def _is_amount(clauses: Clauses, line: Line, time: Time, words: frozenset[int]) -> bool:
    """Whether a bare number is an object of a verb of prose, and so more likely an amount: "got 1500 for the car"."""
    tree = clauses.tree
    if time.timexes[0].type is TimexType.TIME:
        return False
    if line.kind != "prose" or line.noted or any(tree.upos[i] not in ("NUM", "PUNCT") for i in words):
        return False
    behind = max(words) + 1
    opens = all(upos in ("ADV", "CCONJ", "INTJ", "PUNCT") for upos in tree.upos[: min(words)])
    if (
        opens
        and behind < len(tree)
        and tree.upos[behind] == "PRON"
        and tree.relations[behind] in ("nsubj", "nsubj:pass")
    ):
        # "1997 they declared it."
        return False
    return any(
        tree.relations[i] in ("obj", "iobj", "xcomp", "obl:unmarked")
        and not any(tree.relations[k] == "case" for k in tree.children[i])
        for i in words
    )


def _is_length(time: Time) -> bool:
    """Whether a time is only a length: "for three years"."""
    timex = time.timexes[0]
    return timex.type is TimexType.DURATION and timex.interval is None


def _is_datable(clauses: Clauses, line: Line, context: Context, clause: Clause, time: Time) -> bool:
    """Whether a clause can have a time: no embedded question or order, and no time that only recurs."""
    embedded = clause.relation in ("complement", "subject") and clauses.is_question(clause)
    if clause.imperative or (embedded and not clause.marked(clauses.words_named("conditional_markers"))):
        return False
    present = clause.tense == "present" and clause.modality != "future"
    if present and line.given is None and _is_any(clauses, time):
        # "Summer is hot", "Birds sing at dawn": a season or a part of the day in the present tense is any.
        recurring = time.interval.granularity in (Granularity.SEASON, Granularity.PART_OF_DAY)
        if context.dct is None or recurring:
            return False
    if time.signal == "since" and clause.finite and _is_counted_from(clauses, clause, time):
        return False
    bare = not clause.finite and clause.relation in ("main", "coordinate") and clause.subject is None
    return not bare or "VerbForm=Part" in clauses.tree.feats[clause.predicate] or line.kind != "prose"


def _is_purpose(clauses: Clauses, clause: Clause, words: frozenset[int]) -> bool:
    """Whether a time says what a thing is for: "paid the rent for May"; not when it was planned for May."""
    tree, at = clauses.tree, min(words) - 1
    if at < 1 or tree.lower[at] not in clauses.words_named("fixing_prepositions"):
        return False
    fixing = clauses.words_named("planned_verbs") | clauses.words_named("proposing_verbs")
    fixed = is_verb_among(clause, fixing | clauses.words_named("postpone_verbs"), clauses.locale)
    noun = at - 1
    if fixed or tree.upos[noun] not in ("NOUN", "PROPN") or clauses.is_predicate(noun):
        return False
    # "In time for May", "on the 20th for the summer", "agreed on a hearing for May"
    timed = tree.lower[noun] in clauses.words_named("unit_time_nouns") or tree.forms[noun][0].isdigit()
    return not timed and not clauses.is_among(noun, "event_nouns")


def _is_counted_from(clauses: Clauses, clause: Clause, time: Time) -> bool:
    """Whether a time says from when on something is counted: "was the first since 1990"; what lasts has a perfect."""
    lasting = clause.perfect or clause.progressive or clause.passive or clause.negation is not None
    return clause.tense == "past" and not lasting and clauses.tree.starts[clause.predicate] < time.start


def _is_any(clauses: Clauses, time: Time) -> bool:
    """Whether a time names no year and points to none: "in summer", "on Monday"."""
    deictic = clauses.words_named("deictic_words")
    return not any(
        any(sign.isdigit() for sign in timex.text) or deictic & set(timex.text.lower().split())
        for timex in time.timexes
    )


def sharing(clauses: Clauses, line: Line, clause: Clause, times: Sequence[Time]) -> Iterator[Clause]:
    """The clause, and the later conjuncts that a time before it holds for too: "In 1990 he came and left"."""
    yield clause
    tree = clauses.tree
    if clauses.merged_into(clause) is not None:
        return
    subject = clause.subject
    start = tree.starts[subject if subject is not None and subject < clause.predicate else clause.predicate]
    if not all(time.end <= start for time in times) or clause.relation not in ("main", "coordinate", "complement"):
        return
    last = clause
    for k in tree.children[clause.predicate]:
        if base_relation(tree.relations[k]) != "conj" or not clauses.is_predicate(k):
            continue
        other = clauses.at(k)
        if other.own_subject or clauses.merged_into(other) is not None or not (other.finite or other.borrowed):
            continue
        if {clause.tense, other.tense} == {"past", "present"} and not (clause.perfect or other.perfect):
            # "In 1990 he announced a plan to survey … and map the coast": no verb of the same time.
            continue
        if any(t.start > tree.starts[last.predicate] for t in line.times if _is_of(clauses, t, k)):
            # From here on the story has another time.
            return
        yield other


def _is_of(clauses: Clauses, time: Time, k: int) -> bool:
    """Whether a time stands among the words that another word governs."""
    words = words_in(clauses, time.timexes[0].span)
    return bool(words & clauses.tree.subtree(k))


def different(times: Sequence[Time]) -> list[Time]:
    """Times of one clause, those that say the same put together: "on Saturday night, the opening night"."""
    out: list[Time] = []
    for time in times:
        for number, one in enumerate(out):
            if one.interval == time.interval and one.signal in (time.signal, "in", ""):
                out[number] = evolve(one, timexes=[*one.timexes, *time.timexes])
                break
        else:
            out.append(time)
    return out
