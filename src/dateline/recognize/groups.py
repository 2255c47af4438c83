"""Verbs with their auxiliaries: which words of a sentence make a verb group, of what tense, voice and mode.

The forms of verbs and the words beside them decide (`dateline.recognize.words`); what is no verb here ("the work", "a
planned sale") is told by the words before and after it.
"""

from __future__ import annotations

from attrs import define

from dateline.recognize.words import (
    ADVERB,
    AUXILIARY,
    BASE,
    BE,
    BREAK,
    CLOSE,
    COMMA,
    COORDINATOR,
    DETERMINER,
    DO,
    HAVE,
    ING,
    LINK,
    MODAL,
    NAME,
    NEGATOR,
    NOUNLIKE,
    NUMBER,
    OPEN,
    PARTICIPLE,
    PAST,
    PAST_OR_PARTICIPLE,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    QUOTE,
    RELATIVIZER,
    STOP,
    SUBORDINATOR,
    THIRD,
    TIME,
    TO,
    VERBAL,
    WORD,
    Lexicon,
    Token,
)

__all__ = ["Group", "group_at"]

_AFTER_BE = BE | PAST_OR_PARTICIPLE
# The verb of a headline is no later word than this.
_HEADLINE = 8


@define(eq=False)
class Group:
    """A verb with its auxiliaries: tokens `first` to `last`, the one that carries the meaning at `main`."""

    first: int
    last: int
    main: int
    lemma: str
    finite: bool = True
    bare: bool = False  # one word that may be a past tense or a participle
    passive: bool = False
    negated: bool = False
    mode: str = ""  # "", "planned", "hypothetical", "conditional", "imperative"
    tense: str = "past"


def group_at(tokens: list[Token], i: int, lexicon: Lexicon, item: bool, floor: int, after: int) -> Group | None:
    """The verb group that begins at token `i`, if one does.

    `floor` is the first token after the last break, `after` the last of the verb before.
    """
    token = tokens[i]
    bits = token.flags
    if bits & AUXILIARY:
        if bits & HAVE and 0 <= after == i - 1 and lexicon.lemma(tokens[after].word) in lexicon.gerunds:
            # "denies having taken the money"
            main = _past_infinitive(tokens, i)
            lemma = lexicon.lemma(tokens[main].word)
            if main:
                return Group(i, main, main, lemma, finite=False, tense="none")
            if i + 1 < len(tokens) and tokens[i + 1].flags & BE:
                # "denies having been in Leith"
                return Group(i, i + 1, i + 1, "be", finite=False, tense="none")
            return None
        group = _auxiliary_group(tokens, i, lexicon)
        apart = i == floor or (after < floor and tokens[i - 1].flags & (WORD | NAME))
        if group is not None and token.word in lexicon.participles and apart:
            # "Having heard nothing, she …", ", his son having left,"
            group.finite, group.tense = False, "none"
        return group
    noun_before = i and tokens[i - 1].flags & (WORD | NAME | COMMA | TIME)
    if noun_before and tokens[i - 1].flags & COMMA and bits & PAST and _after_relative(tokens, i):
        # "Maria, who left in 2010, planned to …"
        noun_before = 0
    noun_before = noun_before or (i and i - 1 >= floor and tokens[i - 1].flags & (BASE | THIRD))
    if noun_before and token.word in lexicon.planned_adjectives and (main := _to_base(tokens, i)):
        lemma = lexicon.lemma(tokens[main].word)
        return Group(i, main, main, lemma, finite=False, bare=True, mode="planned", tense="none")
    j = i - 1
    while j >= floor and tokens[j].flags & (ADVERB | NEGATOR):
        if tokens[j].flags & (PREPOSITION | DETERMINER) and not _is_adverb(tokens, j, floor):
            break
        j -= 1
    before = tokens[j].flags if j >= floor else 0
    if j < floor and i > 1 and tokens[i - 1].flags & QUOTE and bits & PAST_OR_PARTICIPLE:
        # "were “armed men”", "the “planned” sale"
        before = tokens[i - 2].flags & (DETERMINER | PREPOSITION | POSSESSIVE | BE)
    negated = j + 1 < i and any(t.flags & NEGATOR for t in tokens[j + 1 : i])
    following = tokens[i + 1].flags if i + 1 < len(tokens) else 0
    if bits & (BE | BASE) and floor < i and tokens[floor - 1].flags & RELATIVIZER and after < floor:
        wished = _subjunctive(tokens, i, j, floor, lexicon, negated=negated)
        if wished is not None:
            return wished
    pointing = j == floor and i == j + 1 and tokens[j].word in lexicon.pointing
    if pointing and bits & (PAST | THIRD) and not bits & PARTICIPLE and following & (DETERMINER | NAME | POSSESSIVE):
        # "This became the rule", "That brings Colby Ltd's debts to": who or what was told of before
        return Group(i, i, i, lexicon.lemma(token.word), tense="past" if bits & PAST else "present", negated=negated)
    if bits & PAST_OR_PARTICIPLE:
        if before & (DETERMINER | PREPOSITION | POSSESSIVE | BE | HAVE | TO) and not before & (PRONOUN | TIME):
            return None
        if token.word in lexicon.polite and i + 1 < len(tokens) and tokens[i + 1].word in lexicon.objects:
            # "Let us meet": the request is in the verb to come.
            return None
        if after == i - 1 and bits & PARTICIPLE and i > floor:
            return None
        period = j >= floor and (before & TIME or tokens[j].word in lexicon.periods)
        if following & TIME and period and token.word in lexicon.period_verbs:
            # "the fiscal year ended 30 June"
            return None
        if before & NUMBER and following & WORD:
            return None
        indefinite = lexicon.words.get("indefinite_articles", ())
        if before & NAME and j > floor and following & (WORD | ING) and tokens[j - 1].word in indefinite:
            # "has been a Grade II listed building since 1968"
            return None
        only_participle = not bits & PAST
        if only_participle and not before & (WORD | NAME | TIME) and j >= floor:
            # "Reportedly beaten" begins with it all the same.
            return None
        lemma = lexicon.lemma(token.word)
        if bits & PAST and not bits & PARTICIPLE:
            return Group(i, i, i, lemma, negated=negated)
        initial = j < floor and floor == 0 and not item
        finite = not only_participle and not initial
        return Group(i, i, i, lemma, finite=finite, bare=True, passive=only_participle, negated=negated)
    if bits & ING:
        # A participial clause begins with it, after a comma or a word such as "while".
        if j < floor and floor > 0 and tokens[floor - 1].flags & (COMMA | SUBORDINATOR):
            return Group(i, i, i, lexicon.lemma(token.word), finite=False, tense="none")
        if i == 0 and not item and following & (DETERMINER | NAME | QUOTE | POSSESSIVE) and _leads(tokens):
            # "Citing the price, Ada Brock left."
            return Group(i, i, i, lexicon.lemma(token.word), finite=False, tense="none")
        if 0 <= after == i - 1 and lexicon.lemma(tokens[after].word) in lexicon.gerunds:
            # "denied taking the money"
            return Group(i, i, i, lexicon.lemma(token.word), finite=False, tense="none")
        if i > floor and following & (RELATIVIZER | QUOTE) and _tells_by(tokens, i, lexicon):
            # "defended it by saying that it was cheap"
            return Group(i, i, i, lexicon.lemma(token.word), finite=False, tense="none")
        return None
    if bits & THIRD:
        if token.word in lexicon.mostly_plurals and not following & (DETERMINER | NAME | PRONOUN | POSSESSIVE | TO):
            # "U.S. forces in the town", "its common shares"
            return None
        opening = item and j < floor and (i == 0 or tokens[i - 1].flags & (STOP | COMMA | COORDINATOR))
        if opening and (not following or following & (DETERMINER | PREPOSITION | NAME | TIME | ADVERB | NUMBER)):
            # "1931: Moves to Kenya; serves until 1945": notes leave the subject out.
            return Group(i, i, i, lexicon.lemmas[token.word], tense="present", negated=negated)
        if (
            j < floor
            and i
            and tokens[floor - 1].flags & RELATIVIZER
            and tokens[floor - 1].word not in lexicon.content_markers
        ):
            # "who writes", "which plans to"
            if following & (PAST_OR_PARTICIPLE | AUXILIARY | THIRD):
                return None
            return Group(i, i, i, lexicon.lemmas[token.word], tense="present", negated=negated)
        if item and not following:
            if after >= floor or _is_to_be_done(tokens, floor, i):
                # "Mill to close after pump issues": a headline has its verb already.
                return None
            if token.word in lexicon.plurals and not before & (NAME | PRONOUN):
                # "Colby Ltd mill repairs"
                return None
        if item and floor == 0 and after < 0 and _is_headline(tokens, i):
            # "Fire destroys warehouse", "Mill director leaves company"
            return Group(i, i, i, lexicon.lemmas[token.word], tense="present", negated=negated)
        if j < floor and i > 2 and tokens[i - 1].flags & COMMA and following & (DETERMINER | TO):
            # "The club, which speaks for forty, wants the pier …"
            if not _after_relative(tokens, i):
                return None
            return Group(i, i, i, lexicon.lemmas[token.word], tense="present", negated=negated)
        told = following & RELATIVIZER and tokens[i + 1].word in lexicon.complementizers
        if told and i and tokens[i - 1].flags & (COMMA | CLOSE) and lexicon.lemmas[token.word] in lexicon.reporting:
            # "The log, now in the archive, records that …"
            return Group(i, i, i, lexicon.lemmas[token.word], tense="present", negated=negated)
        apposed = j < floor and i > 2 and tokens[i - 1].flags & COMMA and following and not following & (WORD | BREAK)
        if apposed and _after_apposition(tokens, i):
            # "Her successor, Tom Lund, starts on 1 June"
            return Group(i, i, i, lexicon.lemmas[token.word], tense="present", negated=negated)
        if not before & (NAME | PRONOUN | WORD) or before & (POSSESSIVE | BASE):
            return None
        if before & WORD and j > floor and tokens[j - 1].flags & TO:
            # "tried to address reports"
            return None
        lemma = lexicon.lemmas[token.word]
        sure = before & (NAME | PRONOUN)
        if not sure and 0 <= after == j - 1 and not following & DETERMINER:
            # "copied secret files": an object.
            return None
        if lemma in lexicon.reporting and following & (RELATIVIZER | PRONOUN | QUOTE | DETERMINER | STOP):
            sure = NAME
        perfect = sure and following & HAVE and lemma in lexicon.gerunds
        if following & (PAST_OR_PARTICIPLE | AUXILIARY | THIRD | POSSESSIVE) and not (
            perfect or (sure and following & DETERMINER)
        ):
            return None
        if sure or perfect or not following & (WORD | NUMBER | BREAK) or following & (NUMBER | RELATIVIZER):
            return Group(i, i, i, lemma, tense="present", negated=negated)
        return None
    if bits & BASE:
        if i == 0 and item and following & (DETERMINER | NOUNLIKE | PREPOSITION | BASE | TIME | ADVERB):
            return Group(i, i, i, token.word.rpartition("-")[2], mode="imperative", tense="future")
        order = _ordered(tokens, i, lexicon) if i < 3 and not item else None
        if order is not None:
            lemma = lexicon.lemma(tokens[order].word)
            return Group(i, order, order, lemma, mode="imperative", tense="future")
        if before & PRONOUN and tokens[j].word not in lexicon.singular_subjects:
            return Group(i, i, i, lexicon.lemma(token.word), tense="present", negated=negated)
        several = item and before & NAME and 0 < floor < i and tokens[floor - 1].flags & (COMMA | COORDINATOR)
        if several and after < 0 and following & (NAME | WORD | BASE | DETERMINER) and tokens[floor - 2].flags & NAME:
            # "Colby Ltd and Pell & Son settle dispute"
            return Group(i, i, i, lexicon.lemma(token.word), tense="present", negated=negated)
        plural_noun = (before & WORD or tokens[j].word in lexicon.mostly_plurals) and not before & POSSESSIVE
        plainly_plural = plural_noun and lexicon.spelling.is_plural(tokens[j].word)
        due = i + 1 < len(tokens) and tokens[i + 1].word in lexicon.planned_adjectives
        objects = DETERMINER | PREPOSITION | TIME | PRONOUN | ADVERB | TO
        if item and i <= _HEADLINE:
            # "Pump troubles delay Leeds ferry", "Northern mills agree sale"
            objects |= NAME | WORD
        elif 0 < floor < i <= floor + 4 and tokens[floor].flags & DETERMINER and tokens[floor - 1].flags & SUBORDINATOR:
            # "if the parties reach agreement"
            objects |= NAME | WORD
        if plainly_plural and after < floor and (due or following & objects):
            return Group(i, i, i, lexicon.lemma(token.word), tense="present", negated=negated)
        if before & (WORD | NAME | THIRD) and lexicon.lemma(token.word) in lexicon.reporting and after < floor:
            several = plainly_plural or tokens[j].word in lexicon.plural_nouns
            # "…, retailers fear.", "Police allege that …", but "the police report, which"
            closing = i + 1 == len(tokens) or following & (COMMA | QUOTE)
            aside = closing and i - floor < 4 and floor > 0 and tokens[floor - 1].flags & (COMMA | QUOTE)
            content = following & RELATIVIZER and tokens[i + 1].word in lexicon.complementizers
            if several and (aside or content):
                return Group(i, i, i, lexicon.lemma(token.word), tense="present", negated=negated)
        plural = following & PRONOUN or (tokens[j].word.endswith(lexicon.spelling.plural) and following & RELATIVIZER)
        if before & (WORD | NAME) and plural and lexicon.lemma(token.word) in lexicon.reporting:
            return Group(i, i, i, lexicon.lemma(token.word), tense="present")
    return None


def _subjunctive(tokens: list[Token], i: int, j: int, floor: int, lexicon: Lexicon, *, negated: bool) -> Group | None:
    """What somebody asked for: "that the hall be sold", "recommended that the Trust review its rules".

    Token `i` is the bare verb, `j` the last of its subject, and `floor` the first after "that".
    """
    if floor < 2 or j < floor or tokens[floor - 1].word not in lexicon.mandating:
        return None
    token, count = tokens[i], len(tokens)
    following = tokens[i + 1].flags if i + 1 < count else 0
    if not tokens[j].flags & (NOUNLIKE | BASE | THIRD | ING) or tokens[j].flags & (POSSESSIVE | TO):
        return None
    if token.flags & BE:
        if token.word not in lexicon.bare_be:
            return None
        main = i
        while main + 1 < count and tokens[main + 1].flags & (ADVERB | NEGATOR):
            main += 1
        if main + 1 < count and tokens[main + 1].flags & PAST_OR_PARTICIPLE:
            main += 1
            lemma = lexicon.lemma(tokens[main].word)
            return Group(i, main, main, lemma, passive=True, negated=negated, mode="planned", tense="future")
        return Group(i, i, i, "be", negated=negated, mode="planned", tense="future")
    asked = next((k for k in range(floor - 2, max(-1, floor - 6), -1) if tokens[k].flags & VERBAL), -1)
    if asked < 0 or lexicon.lemma(tokens[asked].word) not in lexicon.mandates:
        return None
    if following & (DETERMINER | PREPOSITION | NAME | TIME | PRONOUN | ADVERB) or not following:
        lemma = lexicon.lemma(token.word)
        return Group(i, i, i, lemma, negated=negated, mode="planned", tense="future")
    return None


def _is_headline(tokens: list[Token], i: int) -> bool:
    """True if token `i`, a verb with -s, is that of a headline: nouns and names alone before it, an object after it.

    What is no verb is the plural of a noun that has its verb later ("Mill repairs cost millions") or none.
    """
    if not 0 < i <= _HEADLINE or i + 1 >= len(tokens):
        return False
    following = tokens[i + 1].flags
    if not following & (NOUNLIKE | DETERMINER | TO | POSSESSIVE) or following & VERBAL:
        return False
    if not all(token.flags & (NAME | WORD | BASE | NUMBER | POSSESSIVE) for token in tokens[:i]):
        return False
    if tokens[i - 1].flags & POSSESSIVE:
        return False
    for token in tokens[i + 2 : i + 6]:
        if token.flags & BREAK:
            break
        if token.flags & (AUXILIARY | PAST_OR_PARTICIPLE | THIRD):
            return False
    return True


def _is_to_be_done(tokens: list[Token], floor: int, i: int) -> bool:
    """True for "to close", "to be paid" before token `i`, after the first word of a headline."""
    return any(tokens[k].flags & TO and tokens[k + 1].flags & (BASE | BE) and k > floor for k in range(floor, i - 1))


def _leads(tokens: list[Token]) -> bool:
    """True if a comma parts what a sentence begins with from a clause, and no verb stands before it."""
    for k, token in enumerate(tokens[1:20], start=1):
        if token.flags & COMMA:
            return k > 2 and k + 1 < len(tokens) and not tokens[k + 1].flags & (VERBAL | COORDINATOR)
        if token.flags & (AUXILIARY | PAST | STOP | LINK):
            return False
    return False


def _tells_by(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """True if token `i`, before "that" or a quote, is a gerund of saying behind "by" or a name: "by saying that"."""
    if lexicon.lemma(tokens[i].word) not in lexicon.reporting:
        return False
    opened = tokens[i + 1].flags & QUOTE or tokens[i + 1].word in lexicon.complementizers
    return bool(opened) and (tokens[i - 1].word in lexicon.gerund_links or bool(tokens[i - 1].flags & NAME))


def _ordered(tokens: list[Token], i: int, lexicon: Lexicon) -> int | None:
    """The verb of an order or request that begins a sentence at token `i`: "Send me a list", "Please remember to pay".

    What may be a noun is none before a verb of its own ("Work on the pier began"), nor where nothing shows an order.
    """
    polite = any(token.word in lexicon.polite for token in tokens[:i])
    if i and not polite and not tokens[i - 1].flags & QUOTE:
        return None
    if i and tokens[0].flags & ~(QUOTE | COMMA) and tokens[0].word not in lexicon.polite:
        return None
    count = len(tokens)
    following = tokens[i + 1].flags if i + 1 < count else BREAK
    word = tokens[i + 1].word if i + 1 < count else ""
    shown = polite or following & (DETERMINER | NAME) or word in lexicon.objects
    due = following & PREPOSITION and word in lexicon.due and i + 2 < count and tokens[i + 2].flags & TIME
    if not (shown or due or following & TO):
        return None
    for k in range(i + 1, min(count, i + 30)):
        if tokens[k].flags & BREAK:
            break
        if tokens[k].flags & (AUXILIARY | PAST | THIRD):
            return None
    if following & TO:
        # "Remember to book the hall": what is to be done is the booking.
        return i + 2 if i + 2 < count and tokens[i + 2].flags & BASE else None
    return i


def _after_apposition(tokens: list[Token], i: int) -> bool:
    """True if token `i` follows a noun phrase and, between commas, another of the same: "Tom Lund, a baker, …"."""
    k = i - 2
    while k > max(0, i - 10) and not tokens[k].flags & COMMA:
        if tokens[k].flags & (AUXILIARY | PAST | LINK | STOP | OPEN | CLOSE | QUOTE):
            return False
        k -= 1
    if k < 1 or not tokens[k].flags & COMMA or not tokens[k - 1].flags & (NAME | WORD):
        return False
    named = tokens[k - 1].flags & NAME or tokens[i - 2].flags & NAME
    lead = range(max(0, k - 6), k)
    opens = k < 6 or any(tokens[n].flags & (STOP | COORDINATOR) for n in lead)
    return bool(named) and opens and not any(tokens[n].flags & (AUXILIARY | PAST) for n in lead)


def _after_relative(tokens: list[Token], i: int) -> bool:
    """True if a relative clause, or a participle that stands for one, may end before token `i`."""
    low = max(1, i - 20)
    return any(
        tokens[k].flags & RELATIVIZER or (tokens[k].flags & PARTICIPLE and tokens[k - 1].flags & COMMA)
        for k in range(low, i)
    )


def _is_adverb(tokens: list[Token], j: int, floor: int) -> bool:
    """True for "first" after a noun, "she first saw": where it counts, an article stands before it."""
    if j == floor and j and tokens[j - 1].flags & COMMA and tokens[j + 1].flags & PARTICIPLE:
        # ", last inspected in May,"
        return True
    earlier = tokens[j - 1].flags if j > floor else 0
    return bool(earlier & (NAME | PRONOUN | WORD)) and not earlier & (POSSESSIVE | DETERMINER | PREPOSITION)


def _auxiliary_group(tokens: list[Token], i: int, lexicon: Lexicon) -> Group | None:
    first = tokens[i]
    word, bits = first.word, first.flags
    if i and tokens[i - 1].flags & TO and bits & (HAVE | DO) and word not in lexicon.past_auxiliaries:
        # "to have", "to do": no finite verb
        return None
    negated = bool(word.endswith(lexicon.spelling.negations) or bits & NEGATOR)
    mode = ""
    tense = "past" if word in lexicon.past_auxiliaries else "present"
    if bits & MODAL:
        if i and tokens[i - 1].flags & DETERMINER and tokens[i - 1].word not in lexicon.standing:
            return None
        stopped = i + 1 >= len(tokens) or tokens[i + 1].flags & PUNCTUATION & ~QUOTE
        if stopped and not (i + 1 < len(tokens) and tokens[i + 1].flags & COMMA and _after_aside(tokens, i + 1, True)):
            # "at long last."
            return None
        tense = "future"
        if word in lexicon.future:
            mode = "planned"
        elif word in lexicon.hypothetical:
            mode = "hypothetical"
        elif word in lexicon.conditional or word in lexicon.duty:
            mode = "planned"
        else:
            tense = "present"
    expects_base = bool(bits & (MODAL | DO))
    perfect = bool(bits & HAVE)
    be = bool(bits & BE)
    conditional = word in lexicon.conditional
    # "and had it mended" is no condition.
    inverted = word in lexicon.inverting and (i == 0 or tokens[i - 1].flags & (BREAK & ~COORDINATOR) != 0)
    last, j, count = i, i + 1, len(tokens)
    limit = i + 9
    while j < count and j < limit:
        token = tokens[j]
        flags = token.flags
        if flags & COMMA and (resumed := _after_aside(tokens, j, expects_base)):
            # "was not, in fact, discharged"
            j = resumed
            continue
        if flags & BREAK and not flags & (PARTICIPLE | ADVERB):
            break
        if flags & NEGATOR:
            negated = True
            last = j
        elif inverted and j == i + 1 and flags & (PRONOUN | NAME):
            # "Had we known in May, …"
            mode = "hypothetical"
        elif inverted and j == i + 1 and perfect and flags & DETERMINER and (inside := _participle_after(tokens, j)):
            # "Had the letter been read in May, …"
            mode = "hypothetical"
            j = inside
            continue
        elif be and token.word in lexicon.planned_adjectives and _to_base(tokens, j):
            main = _to_base(tokens, j)
            lemma = lexicon.lemma(tokens[main].word)
            return Group(i, main, main, lemma, negated=negated, mode=mode or "planned", tense=tense)
        elif be and flags & TO and j == last + 1 and j + 1 < count and tokens[j + 1].flags & (BASE | WORD | BE | HAVE):
            main = j + 1
            while tokens[main].flags & (BE | HAVE) and main + 1 < count and tokens[main + 1].flags & _AFTER_BE:
                main += 1
            lemma = lexicon.lemma(tokens[main].word)
            passive = main > j + 1 and bool(tokens[main - 1].flags & BE)
            # "was to have left": it did not.
            negated = negated or (main > j + 1 and bool(tokens[j + 1].flags & HAVE))
            return Group(i, main, main, lemma, negated=negated, mode=mode or "planned", tense=tense, passive=passive)
        elif bits & HAVE and last == i and flags & TO and j + 1 < count and tokens[j + 1].flags & (BASE | WORD | BE):
            main = j + 1
            obliged = "planned" if tense == "present" else mode
            return Group(i, main, main, lexicon.lemma(tokens[main].word), negated=negated, mode=obliged, tense=tense)
        elif flags & BE:
            be, expects_base, last = True, False, j
        elif flags & HAVE and expects_base and bits & MODAL:
            perfect, expects_base, last = True, False, j
            if conditional or word in lexicon.duty:
                # "would have", "should have": it was not so.
                mode = "hypothetical"
        elif perfect and not be and flags & HAVE and last < j:
            return Group(i, j, j, "have", negated=negated, mode=mode, tense=tense)
        elif (be or perfect) and flags & PAST_OR_PARTICIPLE:
            lemma = lexicon.lemma(token.word)
            if be and not mode and lemma in lexicon.hearsay and (main := _to_base(tokens, j)):
                # "is said to have left": what is told is the leaving.
                had = bool(tokens[j + 2].flags & HAVE)
                main = _past_infinitive(tokens, j + 2) or main
                passive = main > j + 2 and bool(tokens[main - 1].flags & BE)
                if tokens[main].flags & BE and main + 1 < count and tokens[main + 1].flags & ING:
                    main += 1
                verb = lexicon.lemma(tokens[main].word)
                when = "past" if had else tense
                return Group(i, main, main, verb, passive=passive, negated=negated, mode="hearsay", tense=when)
            fixed = token.word in lexicon.planned_adjectives and j + 1 < count and tokens[j + 1].word in lexicon.fixing
            if be and not mode and ((lemma in lexicon.planned_verbs and tense == "present") or fixed):
                mode = "planned"
            return Group(i, j, j, lemma, passive=be, negated=negated, mode=mode, tense=tense)
        elif be and flags & ING:
            return Group(i, j, j, lexicon.lemma(token.word), negated=negated, mode=mode, tense=tense)
        elif flags & ADVERB and not (expects_base and flags & BASE):
            pass
        elif flags & TIME and j + 1 < count and _goes_on(tokens[j + 1].flags, expects_base):
            # "will now receive", "has today left"
            pass
        elif flags & PREPOSITION and j + 2 < count and tokens[j + 1].flags & TIME and not expects_base:
            # "was on Monday appointed"
            if not _goes_on(tokens[j + 2].flags, expects_base):
                break
        elif expects_base and (flags & BASE or (flags & WORD and not flags & POSSESSIVE) or _is_verb(token, lexicon)):
            return Group(i, j, j, lexicon.lemma(token.word), negated=negated, mode=mode, tense=tense)
        else:
            break
        j += 1
    main = last
    while main > i and not tokens[main].flags & (BE | HAVE):
        main -= 1
    if be and not mode and j < count and tokens[j].word in lexicon.planned_adjectives:
        dated = j + 1 < count and tokens[j + 1].flags & (PREPOSITION | TIME) != 0
        if tense == "present" or (dated and tokens[j].flags & (PAST_OR_PARTICIPLE | WORD)):
            # "was due in May"
            mode = "planned"
    lemma = "be" if be else "have" if perfect else lexicon.lemmas.get(word, word)
    return Group(i, last, main, lemma, negated=negated, mode=mode, tense=tense)


def _goes_on(flags: int, expects_base: bool) -> bool:
    """True if a word goes on with the verb group before the time between them."""
    if expects_base:
        return bool(flags & BASE) and not flags & (DETERMINER | PREPOSITION)
    return bool(flags & PAST_OR_PARTICIPLE)


def _is_verb(token: Token, lexicon: Lexicon) -> bool:
    """True for words that are verbs after "would" and "will" only: "would like", "will own"."""
    return token.word in lexicon.states and not token.flags & (BE | HAVE | DO)


def _after_aside(tokens: list[Token], comma: int, expects_base: bool) -> int:
    """The index of the verb after words between commas, if the verb goes on there: "was, in May, sold"; else 0."""
    for k in range(comma + 2, min(comma + 8, len(tokens) - 1)):
        flags = tokens[k].flags
        if flags & COMMA:
            following = k + 1
            while following + 1 < len(tokens) and tokens[following].flags & (ADVERB | NEGATOR):
                following += 1
            wanted = BASE | BE | HAVE if expects_base else PAST_OR_PARTICIPLE | BE
            return k + 1 if tokens[following].flags & wanted else 0
        if flags & (VERBAL | PUNCTUATION | LINK) and not flags & (TIME | ADVERB | PREPOSITION):
            break
    return 0


def _participle_after(tokens: list[Token], j: int) -> int:
    """The index of the "been" or the participle after the noun that begins at token `j`; 0 if there is none."""
    for k in range(j + 2, min(j + 5, len(tokens))):
        if tokens[k].flags & (BE | PARTICIPLE):
            return k
        if tokens[k].flags & (BREAK | AUXILIARY):
            break
    return 0


def _past_infinitive(tokens: list[Token], j: int) -> int:
    """The index of the participle in "have (been) sold" at token `j`; 0 if there is none."""
    if not tokens[j].flags & HAVE:
        return 0
    k = j + 1
    while k < min(j + 4, len(tokens)) and tokens[k].flags & (BE | ADVERB | NEGATOR):
        k += 1
    return k if k < len(tokens) and tokens[k].flags & PAST_OR_PARTICIPLE else 0


def _to_base(tokens: list[Token], j: int) -> int:
    """The index of the verb in "due to meet" where "due" is token `j`; 0 if there is none."""
    if j + 2 < len(tokens) and tokens[j + 1].flags & TO and tokens[j + 2].flags & (BASE | WORD | BE | HAVE):
        k = j + 2
        if tokens[k].flags & BE and k + 1 < len(tokens) and tokens[k + 1].flags & PAST_OR_PARTICIPLE:
            k += 1
        return k
    return 0
