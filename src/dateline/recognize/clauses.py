"""Sentences cut into clauses around their verbs: the grammar that predicates and attributions stand on.

Function words and the verb groups (`dateline.recognize.groups`) decide; the code knows only the order in which the
classes of words (`dateline.recognize.words`) follow one another.
"""

from __future__ import annotations

from attrs import define, field

from dateline.recognize.chunks import Chunk, begins_anew, chunks_of
from dateline.recognize.groups import Group
from dateline.recognize.subjects import antecedent_of, counts, first_nominal, pending_subject, subject_of
from dateline.recognize.words import (
    ADVERB,
    AUXILIARY,
    BASE,
    BREAK,
    CLOSE,
    COMMA,
    COORDINATOR,
    DETERMINER,
    ING,
    LINK,
    NAME,
    NUMBER,
    OPEN,
    PAST,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVIZER,
    STOP,
    SUBORDINATOR,
    THIRD,
    TIME,
    WORD,
    Lexicon,
    Token,
)

__all__ = ["Clause", "clauses_of"]

# What an object begins with.
_OBJECT = DETERMINER | NUMBER | NAME | PRONOUN | POSSESSIVE
_CELL_ENDS = ("\t", "|")
# The roles of clauses that hang on another.
_HANGING = ("relative", "adverbial", "complement")
# What may follow the verb of a note without a subject.
_NOTED = (*_HANGING, "coordinate", "participial")


@define(eq=False)
class Clause:
    """A verb group and the stretch of text it governs (offsets; other clauses may lie inside)."""

    start: int
    end: int
    group: Group
    marker: str = ""  # the word that links it ("when", "that", "and"), "" if none
    role: str = "main"  # main, relative, complement, adverbial, coordinate, participial, parenthesis
    subject: tuple[int, int] | None = None
    inherited: bool = False  # the subject stands in an earlier clause
    body: int = 0  # where the clause begins without its marker
    parts: list[tuple[int, int]] = field(factory=list)  # the stretches that are its own


def clauses_of(tokens: list[Token], lexicon: Lexicon, item: bool = False) -> list[Clause]:
    """The clauses of one sentence, in the order of their verbs."""
    chunks = chunks_of(tokens, lexicon, item)
    clauses: list[Clause] = []
    pending: int | None = None  # first token of a fragment that waits for its verb
    outer: list[Clause | None] = []  # clauses interrupted by a bracket
    after_bracket: Clause | None = None
    for number, chunk in enumerate(chunks):
        if chunk.kind & OPEN:
            outer.append(clauses[-1] if clauses else None)
            if len(outer) > 50:
                outer = outer[-50:]
        start_token = chunk.first
        if chunk.kind & STOP and tokens[chunk.first].word in _CELL_ENDS:
            # What stands in a cell waits for no verb in the next.
            pending = None
        if not chunk.groups:
            if chunk.kind & CLOSE and outer:
                back = outer.pop()
                after_bracket = back
                if back is not None:
                    _own(back, tokens, chunk)
                    continue
            if chunk.kind & OPEN:
                if clauses:
                    _own(clauses[-1], tokens, chunk)
                elif pending is None:
                    pending = start_token
                continue
            if clauses and not _waits(tokens, chunks, number, lexicon) and pending is None:
                aside = len(clauses) > 1 and clauses[-1].role == "parenthesis" and _is_circumstance(tokens, chunk)
                _own(after_bracket or clauses[-2 if aside else -1], tokens, chunk)
            elif pending is None:
                pending = start_token
            continue
        if chunk.kind & CLOSE and outer:
            outer.pop()
        after_bracket = None
        pending = _verbs(tokens, chunks, number, clauses, pending, lexicon)
    stop = next((token.start for token in tokens if token.flags & STOP), tokens[-1].end) if clauses else 0
    first_part = [clause for clause in clauses[1:] if clause.start < stop]
    noted = clauses[0].group if clauses and all(clause.role in _NOTED for clause in first_part) else None
    bare = noted is not None and noted.bare and not noted.finite and not noted.mode
    opens = noted is not None and bare and all(token.flags & ADVERB for token in tokens[: noted.first])
    if noted is not None and opens and (tokens[noted.first].flags & PAST or item):
        # "Left Falmouth early.", "- Reportedly beaten.": notes leave the subject out.
        passive = not tokens[noted.first].flags & PAST
        noted.finite, noted.passive, noted.tense, clauses[0].role = True, passive, "past", "main"
        clauses[0].subject, clauses[0].start = None, tokens[0].start
    for number, clause in enumerate(clauses):
        if clause.role == "participial" and clause.subject is None:
            # "Born in Leeds, she …": the subject of the main clause.
            later = clauses[number + 1 : number + 6]
            main = next((c for c in later if c.group.finite and c.subject is not None and c.role != "relative"), None)
            if main is not None and main.start >= clause.start and not _parted(chunks, tokens, clause, main):
                clause.subject, clause.inherited = main.subject, True
    if pending is not None and clauses:
        first = clauses[0]
        if tokens[pending].start < first.start:
            first.start = tokens[pending].start
            first.body = min(first.body, first.start)
    return clauses


def _parted(chunks: list[Chunk], tokens: list[Token], first: Clause, second: Clause) -> bool:
    """True if a semicolon or the like parts two clauses."""
    return any(
        chunk.kind & STOP and first.start < tokens[chunk.first].start <= tokens[second.group.first].start
        for chunk in chunks
    )


def _own(clause: Clause, tokens: list[Token], chunk: Chunk) -> None:
    end = tokens[chunk.last - 1].end
    if end > clause.end:
        clause.end = end
    clause.parts.append((tokens[chunk.first].start, end))


def _waits(tokens: list[Token], chunks: list[Chunk], number: int, lexicon: Lexicon) -> bool:
    """True if a chunk without a verb goes with the verb that follows, not the one before: "and, in 2001, closed"."""
    chunk = chunks[number]
    if number + 1 >= len(chunks):
        return False
    after = chunks[number + 1]
    if chunk.kind & ~WORD == COMMA and chunk.body < chunk.last and _is_teller(tokens, chunks, number, lexicon):
        return True
    if chunk.kind & (RELATIVIZER | SUBORDINATOR) and after.kind & COORDINATOR and after.groups:
        # "that she and her twin had …", but "from 2008 until 2013 and has been"
        return chunk.last == chunk.body + 1 and bool(tokens[chunk.body].flags & (PRONOUN | NAME))
    if chunk.kind & (RELATIVIZER | SUBORDINATOR) and after.kind & COMMA and chunk.last > chunk.body:
        if after.groups and not chunk.kind & RELATIVIZER and tokens[chunk.body - 1].flags & PREPOSITION:
            # "trained as a nurse, served in the war"
            return False
        # "that one of them, a driver, struck an officer", "that in 1987, after the flood, she moved"
        return _later_main(tokens, chunks, number) or _is_led_by_asides(tokens, chunks, number)
    if chunk.kind & COORDINATOR and chunk.kind & COMMA and after.kind & RELATIVIZER and after.groups:
        # ", but Tom Lund, who came on Sunday, told her"
        return _later_main(tokens, chunks, number)
    led = chunks[number - 1] if number else chunk
    if led.groups and led.kind & SUBORDINATOR and not led.kind & ~(WORD | COMMA | SUBORDINATOR | COORDINATOR):
        # "When he died in May, the vicar, Tom Lund, left"
        nominal = chunk.kind & ~WORD == COMMA and tokens[chunk.body].flags & (DETERMINER | NAME)
        if nominal and not any(token.flags & TIME for token in tokens[chunk.body : chunk.last]):
            return number == 1 and _later_main(tokens, chunks, number)
    opening = chunk.kind == QUOTE and chunk.first and tokens[chunk.first].word != "”"
    if opening and tokens[chunk.first - 1].flags & (PREPOSITION | DETERMINER):
        # "found a backlog of “five months” when she came"
        return False
    if chunk.kind & (STOP | QUOTE):
        return any(later.groups for later in chunks[number + 1 : number + 6])
    if after.kind & (LINK | STOP | CLOSE | OPEN | QUOTE):
        return False
    if chunk.kind & COORDINATOR:
        if chunk.body >= chunk.last:
            return True
        if not chunk.kind & COMMA:
            return False
        if _is_led_by_asides(tokens, chunks, number):
            # ", and in June, after a short strike, it was closed", "and, on the death of Ann Ray, became the head"
            return True
        nominal = any(token.flags & NAME for token in tokens[chunk.body : chunk.last])
        resumed = bool(after.groups) and after.groups[0].bare and _later_main(tokens, chunks, number + 1)
        apposed = not after.groups and after.kind & COMMA and _later_main(tokens, chunks, number)
        # ", and a sale, announced in May, was called off", ", and the union, TGW, sued"
        return resumed or apposed or (bool(after.groups) and not nominal)
    return False


def _is_led_by_asides(tokens: list[Token], chunks: list[Chunk], number: int) -> bool:
    """True if a chunk says only when or how, as others may after it, and a verb follows: "that in May, …, he left"."""
    if not _is_circumstance(tokens, chunks[number]):
        return False
    for chunk in chunks[number + 1 : number + 4]:
        governed = chunk.body and tokens[chunk.body - 1].flags & PREPOSITION and not chunk.groups
        if governed and chunk.kind & ~WORD == COMMA | SUBORDINATOR:
            # "after a fire" is no clause
            continue
        if chunk.kind & ~WORD != COMMA:
            return False
        if chunk.groups:
            return chunk.groups[0].finite
        if not _is_circumstance(tokens, chunk):
            return False
    return False


def _is_circumstance(tokens: list[Token], chunk: Chunk) -> bool:
    """True for a chunk without a verb that says when or how and names no subject: "on the death of Ann Ray"."""
    low, high = chunk.body, chunk.last
    return low < high and bool(tokens[low].flags & (PREPOSITION | TIME)) and first_nominal(tokens, low, high) is None


def _is_teller(tokens: list[Token], chunks: list[Chunk], number: int, lexicon: Lexicon) -> bool:
    """True for who says what stands before or after: "Had it gone on, the mayor, Ann Ray, said, it would have …"."""
    first = tokens[chunks[number].body].flags
    if not first & (NAME | DETERMINER) or not tokens[chunks[number].last - 1].flags & (NAME | WORD):
        return False
    for chunk in chunks[number + 1 : number + 3]:
        if chunk.kind & ~WORD != COMMA:
            return False
        if chunk.groups:
            group = chunk.groups[0]
            return group.lemma in lexicon.reporting and group.first == chunk.body and group.last == chunk.last - 1
    return False


def _before_quote(tokens: list[Token], chunk: Chunk) -> tuple[int, int] | None:
    """The name or pronoun that a chunk without a verb ends with."""
    last = chunk.last - 1
    if last >= chunk.first and tokens[last].flags & (NAME | PRONOUN):
        return (tokens[last].start, tokens[last].end)
    return None


def _later_main(tokens: list[Token], chunks: list[Chunk], number: int) -> bool:
    """True if a later chunk begins with a finite verb that has no subject of its own: "X, built in 1990, was sold"."""
    goes_on = False
    for chunk in chunks[number + 1 : number + 6]:
        empty = chunk.body >= chunk.last or bool(tokens[chunk.body].flags & (PREPOSITION | ADVERB | TIME))
        if chunk.kind & COORDINATOR and not chunk.groups and empty:
            # "X, a baker, came in May and, in June, left": the verb after it is not yet that of the whole.
            goes_on = True
            continue
        if goes_on and chunk.groups:
            goes_on = False
            continue
        if chunk.kind & QUOTE or (chunk.kind & (SUBORDINATOR | RELATIVIZER) and not chunk.groups):
            return False
        if chunk.groups and not chunk.kind & (LINK | STOP):
            group = chunk.groups[0]
            return group.finite and first_nominal(tokens, chunk.body, group.first) is None
        if chunk.groups and chunk.kind & STOP:
            return False
    return False


def _bare_content(
    tokens: list[Token], at: int, clauses: list[Clause], lexicon: Lexicon
) -> tuple[Clause, tuple[int, int], int] | None:
    """Who says, the noun phrase that may be the subject of what is said without "that", and the comma it ends at.

    That comma is token `at`, or an aside lies between the two.
    """
    outer = ("relative", "participial", "parenthesis")
    teller = next((clause for clause in reversed(clauses[-4:]) if clause.role not in outer), None)
    if teller is None or teller.group.passive or teller.group.lemma not in lexicon.telling:
        return None
    first = last = teller.group.last + 1
    if first >= at or not tokens[first].flags & (DETERMINER | NAME):
        return None
    while last < at and not tokens[last].flags & COMMA:
        if tokens[last].flags & (BREAK | AUXILIARY | PAST) and not tokens[last].flags & NAME:
            return None
        last += 1
    return teller, (tokens[first].start, tokens[last - 1].end), last


def _said(
    tokens: list[Token], chunk: Chunk, clauses: list[Clause], lexicon: Lexicon
) -> tuple[Clause, tuple[int, int]] | None:
    """Who says, and the subject of what is said, where an aside parts it from the verb of this chunk."""
    content = _bare_content(tokens, chunk.first, clauses, lexicon)
    return content[:2] if content is not None and content[2] < chunk.first else None


def _is_aside(tokens: list[Token], chunks: list[Chunk], number: int, lexicon: Lexicon) -> bool:
    """True for a clause of saying between two commas that the sentence goes on after: ", police say, was stolen"."""
    chunk = chunks[number]
    group = chunk.groups[0]
    if chunk.kind & (LINK | STOP) or not chunk.kind & COMMA or len(chunk.groups) > 1 or group.last < chunk.last - 1:
        return False
    if group.lemma not in lexicon.reporting and group.lemma not in lexicon.asides:
        return False
    return _later_main(tokens, chunks, number)


def _trails(tokens: list[Token], chunks: list[Chunk], number: int, lexicon: Lexicon) -> bool:
    """True if the clause before an aside ends after it: "He was shot, police say, on 3 May"."""
    if not 0 < number < len(chunks) - 1:
        return False
    before, aside, after = chunks[number - 1 : number + 2]
    group = aside.groups[0]
    if not before.groups or after.groups or aside.kind & ~WORD != COMMA or after.kind & ~WORD != COMMA:
        return False
    if len(aside.groups) > 1 or group.last < aside.last - 1 or not group.finite or group.passive:
        return False
    return group.lemma in lexicon.telling | lexicon.finding and _is_circumstance(tokens, after)


def _verbs(
    tokens: list[Token],
    chunks: list[Chunk],
    number: int,
    clauses: list[Clause],
    pending: int | None,
    lexicon: Lexicon,
) -> int | None:
    """Adds the clauses of a chunk with verbs; returns the fragment that still waits for its verb, if any."""
    chunk = chunks[number]
    kind, high = chunk.kind, chunk.last
    begin = chunk.body
    leading = True  # no clause but reduced ones so far
    carried: tuple[int, int] | None = None
    for place, group in enumerate(chunk.groups):
        following = chunk.groups[place + 1] if place + 1 < len(chunk.groups) else None
        resumed = False
        subject = carried or subject_of(tokens, begin, group.first)
        if group.first == begin + 1 and not carried and counts(tokens[begin], lexicon):
            # ", last inspected in May,"
            subject = None
        if pending is not None and not leading and kind & (RELATIVIZER | SUBORDINATOR):
            # "The lamp that should have lit here had been …": the second verb is that of the fragment.
            verb = chunk.groups[place - 1].last
            if subject is None or not any(token.flags & PRONOUN for token in tokens[verb + 1 : group.first]):
                subject, resumed = None, True
        if subject is None and kind & QUOTE and leading and number and not chunks[number - 1].groups:
            # "recalled that Ray “once broke forty bowls”"
            subject = _before_quote(tokens, chunks[number - 1])
        start = tokens[chunk.first].start if leading else tokens[begin].start
        clause = Clause(start, tokens[high - 1].end, group, subject=subject, body=tokens[begin].start)
        previous = clauses[-1] if clauses else None
        waiting = pending is not None
        if not waiting and group.bare and kind & COMMA and subject is None:
            content = _bare_content(tokens, chunk.first, clauses, lexicon)
            waiting = content is not None and content[2] == chunk.first
        if leading and group.first == chunk.body and kind & COORDINATOR and previous is not None:
            _restore_auxiliary(group, previous)
        # After "a nurse called Ann Ray" the next verb is the nurse's.
        freed = carried is not None and following is None
        # What waits has no subject for a verb: "By an order of 3 May, served …"
        governed = group.bare and pending is not None and first_nominal(tokens, pending, chunk.first) is None
        if not freed and _is_reduced(tokens, chunks, number, place, subject, waiting, governed, lexicon):
            group.finite, group.passive, group.tense = False, True, "none"
            clause.role, clause.inherited = "participial", True
            clause.start = clause.body = tokens[group.first].start
            if following is not None:
                clause.end = tokens[following.first - 1].end
            both = bool(kind & COORDINATOR) and following is not None
            if subject is None and leading and pending is not None and (both or not kind & LINK):
                # "The appeal against the fine, lodged in May, was …"
                clause.subject = pending_subject(tokens, pending, chunk.first)
                # "In its defence, served in May, the Trust denied …"
                clause.subject = clause.subject or antecedent_of(tokens, chunk.first, lexicon)
            elif subject is None or not leading:
                clause.subject = antecedent_of(
                    tokens, group.first if group.first > chunk.body else chunk.first, lexicon
                )
            else:
                # What stands before the participle is the subject of the verb to come.
                carried = subject
                if following is None and pending is None:
                    pending = chunk.first
            if carried is None and following is not None and leading:
                # "In a deal signed in May he left"
                begin = _next_start(tokens, group.last + 1, following, lexicon, cut=True)
                if waiting and kind & COORDINATOR and subject is None:
                    # "… and seconded by Tom Lund was carried"
                    begin = following.first
                clause.end = tokens[begin - 1].end
            clause.parts.append((clause.start, clause.end))
            if not leading and previous is not None and previous.end < clause.end:
                # "It was a mill built in 1850": what the participle speaks of belongs to the verb before.
                previous.end = clause.end
            clauses.append(clause)
            continue
        if leading:
            clause.marker = chunk.marker
        if not group.finite:
            clause.role = "participial"
            apposed = group.mode == "planned" and group.first and tokens[group.first - 1].flags & (WORD | NAME)
            if apposed and (noun := antecedent_of(tokens, group.first, lexicon)) is not None:
                # "in a sale due to end in May"
                clause.subject, clause.inherited = noun, False
                clause.start = clause.body = noun[0]
            elif subject is not None and tokens[group.first].flags & ING and tokens[group.first - 1].flags & NAME:
                # ", Ada Brock adding that …"
                clause.subject, clause.inherited = (tokens[group.first - 1].start, tokens[group.first - 1].end), False
            elif subject is None and previous is not None and not (kind & STOP and leading):
                # After a colon it goes with what follows: "owed it to her: having come in 1836, she paid".
                clause.subject, clause.inherited = previous.subject, previous.subject is not None
        elif (
            kind & COORDINATOR
            and not kind & COMMA
            and subject is None
            and previous is not None
            and previous.role == "relative"
        ):
            # "who joined in 2009 and left in 2015"
            clause.role, clause.subject, clause.inherited = "coordinate", previous.subject, True
            group.passive = group.passive or (group.bare and previous.group.passive)
        elif resumed and pending is not None:
            _join(tokens, clause, chunk, pending, previous)
            pending = None
        elif not leading:
            clause.role = "complement"
            if subject is None and previous is not None:
                clause.subject, clause.inherited = previous.subject, True
        elif kind & RELATIVIZER and (chunk.marker not in lexicon.content_markers or subject is None):
            clause.role = "relative"
            if subject is None:
                thing = chunk.marker in lexicon.words.get("thing_relativizers", ())
                personal = chunk.marker in lexicon.words.get("person_relatives", ())
                clause.subject = antecedent_of(tokens, chunk.first, lexicon, thing=thing, personal=personal)
                clause.inherited = True
        elif kind & (RELATIVIZER | SUBORDINATOR):
            clause.role = "complement" if chunk.marker in lexicon.content_markers else "adverbial"
        elif pending is not None and subject is not None and _is_aside(tokens, chunks, number, lexicon):
            # "The van, police say, was stolen": the fragment still waits.
            clause.role = "parenthesis"
        elif pending is not None:
            _join(tokens, clause, chunk, pending, previous)
            pending = None
        elif subject is not None and kind & COMMA and _trails(tokens, chunks, number, lexicon):
            clause.role = "parenthesis"
        elif kind & COORDINATOR and previous is not None:
            clause.role = "coordinate"
            if subject is None:
                if kind & COMMA or previous.subject is None or _acts(tokens, group, previous):
                    previous = _outside(clauses, previous)
                clause.subject, clause.inherited = previous.subject, True
                _share_auxiliary(tokens, group, previous.group, lexicon)
        elif (noun := _bracketed(tokens, chunks, number, subject, lexicon)) is not None:
            # "a retry job (change 8810, approved in May)", "a line (inserted in May)"
            group.finite, group.passive, group.tense = False, True, "none"
            clause.role, clause.subject, clause.inherited = "participial", noun, True
            clause.start = clause.body = tokens[group.first].start
        elif kind & (OPEN | CLOSE):
            clause.role = "parenthesis" if kind & OPEN else "main"
        elif subject is None and kind & COMMA and (said := _said(tokens, chunk, clauses, lexicon)):
            # "Lee said the swings, inspected in May, failed the test"
            teller, clause.subject = said
            clause.role, clause.start, clause.body = "complement", clause.subject[0], clause.subject[0]
            teller.end = min(teller.end, clause.start)
        elif subject is None and previous is not None and kind & STOP and _is_noted(tokens[group.main]):
            # "b. 1768; m. (1) in 1790"
            clause.subject, clause.inherited = _outside(clauses, previous).subject, True
        elif subject is None and previous is not None and not kind & STOP:
            clause.subject, clause.inherited = previous.subject, True
            clause.role = "coordinate"
            if group.bare and not kind & QUOTE and group.lemma not in lexicon.reporting:
                group.passive = group.passive or previous.group.passive
        if following is not None:
            cut = _next_start(tokens, group.last + 1, following, lexicon, cut=not group.finite and leading)
            if (
                pending is not None
                and kind & (RELATIVIZER | SUBORDINATOR)
                and not any(token.flags & PRONOUN for token in tokens[group.last + 1 : following.first])
            ):
                # "The lamp that should have lit the yard had been …": the yard stays with the first verb.
                cut = following.first
            clause.end = tokens[cut - 1].end
            begin = cut
        leading, carried = False, None
        clause.parts.append((clause.start, clause.end))
        clauses.append(clause)
    return pending


def _is_noted(token: Token) -> bool:
    """True for a verb of which the text has a letter or two: "b. 1768"."""
    return 0 < token.end - token.start < len(token.word)


def _restore_auxiliary(group: Group, previous: Clause) -> None:
    """Makes a participle after "and" the second verb of a passive: "was voted in May and stolen in July"."""
    if group.bare and not group.finite and previous.group.passive and previous.role != "participial":
        group.finite, group.passive, group.tense = True, False, previous.group.tense


def _share_auxiliary(tokens: list[Token], group: Group, previous: Group, lexicon: Lexicon) -> None:
    """Lets the auxiliary before hold for a participle too: "was issued and served", "should be cut and stopped".

    Not for what somebody does: "was born in 1901 and died in 1980", "was elected and joined the board".
    """
    if not group.bare or group.passive or not previous.passive:
        return
    after = tokens[group.last + 1].flags if group.last + 1 < len(tokens) else STOP
    if tokens[group.main].flags & PAST:
        alone = lexicon.words.get("intransitive_verbs", ())
        if group.lemma in alone or (
            group.last + 1 < len(tokens) and f"{group.lemma} {tokens[group.last + 1].word}" in alone
        ):
            return
        if after & _OBJECT and not after & TIME and group.lemma not in lexicon.words.get("two_object_verbs", ()):
            return
    group.passive = True
    if previous.mode in ("planned", "hypothetical") and not group.mode and after & (PREPOSITION | TIME | BREAK):
        group.mode, group.tense, group.negated = previous.mode, previous.tense, previous.negated


def _acts(tokens: list[Token], group: Group, previous: Clause) -> bool:
    """True for a verb with an object after a participle that only describes: "saw cards made in May and took nine"."""
    if previous.role != "participial" or not previous.group.bare or group.last + 1 >= len(tokens):
        return False
    if not group.bare:
        return group.finite and not group.passive
    return bool(tokens[group.last + 1].flags & _OBJECT)


def _outside(clauses: list[Clause], last: Clause) -> Clause:
    """The clause that ", and" goes on from: not one that a relative or "when" hangs on it: "fell, when …, and rose"."""
    for clause in clauses[:-4:-1]:
        if clause.role not in ("relative", "adverbial", "participial"):
            return clause
    return last


def _begins_after_time(tokens: list[Token], at: int) -> bool:
    """True if the noun phrase that ends before token `at` has an article and stands right behind a time."""
    k = at - 1
    while k > 1 and at - k < 6 and tokens[k].flags & (WORD | NAME) and not tokens[k].flags & (TIME | DETERMINER):
        k -= 1
    return k < at - 1 and bool(tokens[k].flags & DETERMINER and tokens[k - 1].flags & TIME)


def _is_reduced(
    tokens: list[Token],
    chunks: list[Chunk],
    number: int,
    place: int,
    subject: tuple[int, int] | None,
    waiting: bool,
    governed: bool,
    lexicon: Lexicon,
) -> bool:
    """True for a participle that stands for a relative clause: "mediation fixed for May was cancelled"."""
    chunk = chunks[number]
    group = chunk.groups[place]
    if not group.bare:
        return False
    if not group.finite:
        return True
    before = tokens[group.first - 1].flags if group.first > chunk.body else 0
    if before & PRONOUN:
        return False
    agent = _has_agent(tokens, group, lexicon)
    if agent and subject is None and chunk.kind & COORDINATOR and not place and waiting:
        # "A motion proposed by Ann Ray and seconded by Tom Lund was carried"
        return len(chunk.groups) > 1
    agent = agent and subject is not None
    if agent and place + 1 == len(chunk.groups) and _passive_after(tokens, chunks, number):
        # "The terms agreed by Ann Ray and Tom Lund were published"
        return True
    if group.lemma in lexicon.reporting and subject is not None and not agent:
        return False
    if (
        group.lemma in lexicon.reporting
        and number + 1 < len(chunks)
        and chunks[number + 1].marker in lexicon.complementizers
    ):
        return False
    if place + 1 < len(chunk.groups) and subject is not None:
        following = chunk.groups[place + 1]
        if following.bare and _has_agent(tokens, following, lexicon):
            # "left in a ceremony attended by forty"
            return False
        return following.finite and not any(tokens[k].flags & PRONOUN for k in range(group.last + 1, following.first))
    if subject is None and not place and group.first > chunk.body and before & (WORD | NAME | BASE | THIRD):
        # "By letter signed in May he …": what stands before is governed, so no subject.
        return True
    if place and subject is not None:
        # "This is a notice issued by …": only a verb of saying or thinking takes a bare clause.
        earlier = chunk.groups[place - 1]
        if chunk.kind & SUBORDINATOR and place == 1 and earlier.finite and _begins_after_time(tokens, group.first):
            # "When he died in May 1886 the vicar offered her a post"
            return False
        if not earlier.finite and earlier.passive:
            # "By letter signed in May Ann Ray sold the mill"
            return False
        if not earlier.finite and any(begins_anew(tokens, k) for k in range(earlier.last + 2, group.first)):
            # "After winning the war the king fled"
            return False
        telling = earlier.lemma in lexicon.reporting and not earlier.passive
        telling = telling and not tokens[earlier.last + 1].flags & PREPOSITION
        return not telling and earlier.last < group.first - 1
    if place or chunk.kind & LINK or not chunk.kind & COMMA:
        return False
    if subject is not None and (
        not tokens[chunk.body].flags & DETERMINER or group.lemma not in lexicon.words.get("naming_verbs", ())
    ):
        # "The driver, a man named Ray, said"; but "In May, the mill closed, sold its stock, …"
        return False
    if subject is None and governed and _new_main(tokens, chunks, number):
        # "By an order of 3 May, served on 6 May, the court released him"
        return True
    return waiting and _later_main(tokens, chunks, number)


def _new_main(tokens: list[Token], chunks: list[Chunk], number: int) -> bool:
    """True if, after the comma that ends a chunk, a clause with a subject of its own begins."""
    if number + 1 >= len(chunks):
        return False
    chunk = chunks[number + 1]
    if chunk.kind & ~WORD != COMMA or not chunk.groups or not chunk.groups[0].finite:
        return False
    return first_nominal(tokens, chunk.body, chunk.groups[0].first) is not None


def _bracketed(
    tokens: list[Token], chunks: list[Chunk], number: int, subject: tuple[int, int] | None, lexicon: Lexicon
) -> tuple[int, int] | None:
    """What a participle in brackets speaks of: the words before it in the bracket, or those before the bracket."""
    chunk = chunks[number]
    group = chunk.groups[0]
    if subject is not None or not group.bare or group.first != chunk.body or len(chunk.groups) > 1:
        return None
    after = tokens[group.last + 1].flags if group.last + 1 < len(tokens) else STOP
    if not after & (TIME | PREPOSITION | CLOSE | COMMA | STOP):
        return None
    if chunk.kind & OPEN and not chunk.kind & ~(OPEN | WORD):
        return antecedent_of(tokens, chunk.first, lexicon)
    before = chunks[number - 1] if number else None
    if chunk.kind & ~WORD == COMMA and before is not None and before.kind & OPEN and not before.groups:
        return antecedent_of(tokens, chunk.first, lexicon)
    return None


def _has_agent(tokens: list[Token], group: Group, lexicon: Lexicon) -> bool:
    """True if "by somebody" stands after a verb: "announced by the mayor", but not "agreed by May"."""
    by = group.last + 1
    if by + 1 >= len(tokens) or tokens[by].word not in lexicon.words.get("agent_prepositions", ()):
        return False
    return bool(tokens[by + 1].flags & (NAME | DETERMINER | WORD | POSSESSIVE)) and not tokens[by + 1].flags & TIME


def _passive_after(tokens: list[Token], chunks: list[Chunk], number: int) -> bool:
    """True if, behind "and", comes what was done to the thing that stands before: "and seconded by Bo was carried"."""
    if number + 1 >= len(chunks):
        return False
    chunk = chunks[number + 1]
    if chunk.kind & ~WORD != COORDINATOR or not chunk.groups:
        return False
    last = chunk.groups[-1]
    return last.finite and last.passive and not last.bare and not chunk.groups[0].first == last.first == chunk.body


def _join(tokens: list[Token], clause: Clause, chunk: Chunk, pending: int, previous: Clause | None) -> None:
    """Puts the fragment that waited for a verb at the head of its clause."""
    if chunk.kind & STOP and clause.subject is None and _is_noted(tokens[clause.group.main]):
        # "John Orr, b. at Leith; m. in 1822"
        clause.subject, clause.inherited = pending_subject(tokens, pending, chunk.first), True
        return
    clause.start = clause.body = tokens[pending].start
    own = clause.subject is not None
    if clause.subject is None:
        clause.subject = pending_subject(tokens, pending, chunk.first)
    elif chunk.kind & COORDINATOR:
        # "Kim and Ko left": both are the subject.
        clause.subject = subject_of(tokens, pending, chunk.groups[0].first) or clause.subject
    for k in (pending, pending + 1):
        if tokens[k].flags & (RELATIVIZER | SUBORDINATOR) and k < chunk.first:
            if own and tokens[k].flags & PREPOSITION and not tokens[k].flags & RELATIVIZER and chunk.kind & COMMA:
                # "After the fall of the town, the army went on": no clause hangs there.
                continue
            clause.marker, clause.role = tokens[k].word, "complement"
    if tokens[pending].flags & COORDINATOR:
        clause.marker, clause.role = tokens[pending].word, "coordinate"
        if clause.subject is None and previous is not None:
            clause.subject, clause.inherited = previous.subject, True


def _next_start(tokens: list[Token], low: int, following: Group, lexicon: Lexicon, cut: bool = False) -> int:
    """Where the clause of `following` begins, if no link word says so: at its pronoun, else after the verb before."""
    if not following.finite and tokens[following.first].flags & ING:
        # "justified the price | by saying": what opens it stands right before it.
        return max(low, following.first - 1)
    if low < following.first and tokens[low].word in lexicon.words.get("sure_objects", ()):
        # "told us his nephew had been taken"
        low += 1
    for k in range(low, following.first):
        if tokens[k].flags & PRONOUN or (cut and k > low and begins_anew(tokens, k)):
            return k
    k = low
    while k < following.first and tokens[k].flags & (TIME | ADVERB | PREPOSITION) and not tokens[k].flags & DETERMINER:
        k += 1
    # "told him the gate would open": the recipient stays with the first verb.
    return min(k, following.first)
