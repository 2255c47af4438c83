"""Sentences cut into clauses around their verbs: the grammar that predicates and attributions stand on.

Function words, the forms of verbs and the words beside them decide; the code knows only the order in which the classes
of words (`dateline.recognize.words`) follow one another.
"""

from __future__ import annotations

from attrs import define, field

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

__all__ = ["Clause", "Group", "clauses_of"]


_BEFORE_PREPOSITION = NOUNLIKE | ING | PAST_OR_PARTICIPLE
_AFTER_BE = BE | PAST_OR_PARTICIPLE
_CUTS = BREAK | VERBAL


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


def _group(tokens: list[Token], i: int, lexicon: Lexicon, item: bool, floor: int, after: int) -> Group | None:
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
        if group is not None and i == floor and token.word in lexicon.participles:
            # "Having heard nothing, she …"
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
    negated = j + 1 < i and any(t.flags & NEGATOR for t in tokens[j + 1 : i])
    following = tokens[i + 1].flags if i + 1 < len(tokens) else 0
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
        only_participle = not bits & PAST
        if only_participle and not before & (WORD | NAME | TIME) and i > floor:
            return None
        lemma = lexicon.lemma(token.word)
        if bits & PAST and not bits & PARTICIPLE:
            return Group(i, i, i, lemma, negated=negated)
        initial = j < floor and floor == 0 and not item
        finite = not only_participle and not initial
        return Group(i, i, i, lemma, finite=finite, bare=True, passive=only_participle, negated=negated)
    if bits & ING:
        # A participial clause begins with it, after a comma or a word such as "while".
        if i == floor and i > 0 and tokens[i - 1].flags & (COMMA | SUBORDINATOR):
            return Group(i, i, i, lexicon.lemma(token.word), finite=False, tense="none")
        if 0 <= after == i - 1 and lexicon.lemma(tokens[after].word) in lexicon.gerunds:
            # "denied taking the money"
            return Group(i, i, i, lexicon.lemma(token.word), finite=False, tense="none")
        return None
    if bits & THIRD:
        opening = item and j < floor and (i == 0 or tokens[i - 1].flags & (STOP | COMMA | COORDINATOR))
        if opening and (not following or following & (DETERMINER | PREPOSITION | NAME | TIME | ADVERB | NUMBER)):
            # "1931: Moves to Kenya; serves until 1945": notes leave the subject out.
            return Group(i, i, i, lexicon.lemmas[token.word], tense="present", negated=negated)
        if j < floor and i and tokens[floor - 1].flags & RELATIVIZER and tokens[floor - 1].word != "that":
            # "who writes", "which plans to"
            if following & (PAST_OR_PARTICIPLE | AUXILIARY | THIRD):
                return None
            return Group(i, i, i, lexicon.lemmas[token.word], tense="present", negated=negated)
        headline = item and i == 1 and before & BASE and bool(following & (NOUNLIKE | DETERMINER | TO))
        if headline and len(tokens) > 2 and not following & VERBAL:
            # "Fire destroys warehouse"
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
        if before & PRONOUN and tokens[j].word not in ("he", "she", "it", "there"):
            return Group(i, i, i, lexicon.lemma(token.word), tense="present", negated=negated)
        plural_noun = before & WORD and not before & POSSESSIVE
        plainly_plural = plural_noun and tokens[j].word.endswith("s") and not tokens[j].word.endswith("ss")
        due = i + 1 < len(tokens) and tokens[i + 1].word in lexicon.planned_adjectives
        if (
            plainly_plural
            and after < floor
            and (due or following & (DETERMINER | PREPOSITION | TIME | PRONOUN | ADVERB | TO))
        ):
            return Group(i, i, i, lexicon.lemma(token.word), tense="present", negated=negated)
        if before & (WORD | NAME | THIRD) and lexicon.lemma(token.word) in lexicon.reporting and after < floor:
            several = plainly_plural or tokens[j].word in lexicon.plural_nouns
            # "…, retailers fear.", "Police allege that …", but "the police report, which"
            closing = i + 1 == len(tokens) or following & (COMMA | QUOTE)
            aside = closing and i - floor < 4 and floor > 0 and tokens[floor - 1].flags & (COMMA | QUOTE)
            content = following & RELATIVIZER and tokens[i + 1].word in lexicon.complementizers
            if several and (aside or content):
                return Group(i, i, i, lexicon.lemma(token.word), tense="present", negated=negated)
        plural = following & PRONOUN or (tokens[j].word.endswith("s") and following & RELATIVIZER)
        if before & (WORD | NAME) and plural and lexicon.lemma(token.word) in lexicon.reporting:
            return Group(i, i, i, lexicon.lemma(token.word), tense="present")
    return None


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
    earlier = tokens[j - 1].flags if j > floor else 0
    return bool(earlier & (NAME | PRONOUN | WORD)) and not earlier & (POSSESSIVE | DETERMINER | PREPOSITION)


def _auxiliary_group(tokens: list[Token], i: int, lexicon: Lexicon) -> Group | None:
    first = tokens[i]
    word, bits = first.word, first.flags
    if i and tokens[i - 1].flags & TO and bits & (HAVE | DO) and word not in lexicon.past_auxiliaries:
        # "to have", "to do": no finite verb
        return None
    negated = bool(word.endswith(("n't", "n’t")) or bits & NEGATOR)
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


@define(eq=False)
class _Chunk:
    """Tokens between two breaks: `first` is the break itself, `body` the first token after it, `last` exclusive."""

    first: int
    body: int
    last: int
    kind: int  # the flags of the break; 0 at the head of the sentence
    marker: str
    groups: list[Group]


def _chunks(tokens: list[Token], lexicon: Lexicon, item: bool) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    first, body, kind, marker = 0, 0, 0, ""
    groups: list[Group] = []
    read, count = 0, len(tokens)  # the tokens before `read` are dealt with
    planned = lexicon.planned_adjectives
    # Most words neither break a sentence nor are verbs, and are never looked at by themselves.
    for i in [k for k, token in enumerate(tokens) if token.flags & _CUTS or token.word in planned]:
        if i < read:
            continue
        read = i + 1
        token = tokens[i]
        flags = token.flags
        breaks = flags & BREAK
        if breaks:
            if flags & COORDINATOR and i and i + 1 < count and tokens[i - 1].flags & tokens[i + 1].flags & TIME:
                # "between 3 and 5 May": one time.
                continue
            if flags & RELATIVIZER and i + 1 < count and tokens[i + 1].flags & STOP:
                # "denied that: the letter …"
                i += 1
                continue
            if flags & SUBORDINATOR:
                if (
                    0 < i < count - 1
                    and tokens[i + 1].flags & (TIME | POSSESSIVE) == TIME
                    and tokens[i - 1].flags & _BEFORE_PREPOSITION
                ):
                    # "missing since Sunday"
                    continue
                breaks = not flags & PAST_OR_PARTICIPLE
        if breaks:
            link = tokens[i].word if flags & LINK else ""
            if i == body:
                # Nothing between two breaks: one break of both kinds (", and when"), unless a bracket opens or closes.
                if kind & (OPEN | CLOSE) and body > first:
                    chunks.append(_Chunk(first, body, i, kind, marker, groups))
                    first, kind, marker, groups = i, 0, "", []
                if link == "that" and marker:
                    link = marker  # "if that meeting …": a determiner
                kind |= flags
                marker = link or marker
            else:
                chunks.append(_Chunk(first, body, i, kind, marker, groups))
                first, kind, marker, groups = i, flags, link, []
                before = chunks[-1]
                if flags & RELATIVIZER and tokens[i - 1].flags & PREPOSITION and tokens[i].word != "that":
                    # "with whom": the preposition belongs to the relative clause.
                    before.last -= 1
                    first = i - 1
                    if before.last <= before.body and before.kind & COMMA:
                        kind |= COMMA
                        first = chunks.pop().first
            body = read
            continue
        after = groups[-1].last if groups else -1
        group = _group(tokens, i, lexicon, item, body, after)
        if group is not None:
            end = group.last + 1
            if end < count and tokens[end].word in lexicon.particles:
                phrasal = f"{group.lemma} {tokens[end].word}"
                if phrasal in lexicon.cancel or phrasal in lexicon.postpone or phrasal in lexicon.reporting:
                    group.lemma = phrasal
                    group.last = end
                    end += 1
            groups.append(group)
            read = end
    chunks.append(_Chunk(first, body, count, kind, marker, groups))
    _add_orders(tokens, chunks, lexicon)
    _rejoin(tokens, chunks, lexicon)
    opening = chunks[0].groups
    if len(opening) > 1 and opening[0].mode == "imperative":
        # "Witness statements must …": a noun after all.
        del opening[0]
    return [chunk for chunk in chunks if chunk.last > chunk.first]


def _rejoin(tokens: list[Token], chunks: list[_Chunk], lexicon: Lexicon) -> None:
    """Gives the auxiliary before a clause of saying to its verb after it: "The van was, police say, stolen"."""
    for before, aside, after in zip(chunks, chunks[1:], chunks[2:], strict=False):
        if not (before.groups and len(aside.groups) == 1 and after.groups) or not aside.kind & after.kind & COMMA:
            continue
        auxiliary, verb = before.groups[-1], after.groups[0]
        if auxiliary.last != before.last - 1 or auxiliary.lemma not in ("be", "have") or not auxiliary.finite:
            continue
        if (aside.kind | after.kind) & (LINK | STOP) or aside.groups[0].last != aside.last - 1:
            continue
        if aside.groups[0].lemma in lexicon.reporting and verb.bare and verb.first == after.body:
            before.groups.pop()
            verb.finite, verb.passive, verb.tense = True, auxiliary.lemma == "be", auxiliary.tense
            verb.bare, verb.negated = False, auxiliary.negated


def _add_orders(tokens: list[Token], chunks: list[_Chunk], lexicon: Lexicon) -> None:
    """Verbs of notes and headlines that say what is to be done: "Ann Ray to write to the landlord by May"."""
    told = False
    for chunk in chunks:
        if chunk.kind & STOP:
            # "Nobody came last year; Ann Ray to write to them"
            told = False
        if chunk.groups:
            told = told or chunk.groups[0].mode != "imperative"
            continue
        if told or chunk.kind & (LINK | OPEN):
            continue
        for k in range(chunk.body + 1, chunk.last - 1):
            if not tokens[k].flags & TO:
                continue
            before, after = tokens[k - 1].flags, tokens[k + 1].flags
            named = before & NAME and not tokens[k].flags & PUNCTUATION
            passive = after & BE and k + 2 < chunk.last and tokens[k + 2].flags & PAST_OR_PARTICIPLE
            if not (after & BASE and named) and not (passive and before & (NAME | WORD | THIRD | BASE)):
                continue
            if not named and any(tokens[i].flags & (VERBAL | PREPOSITION) for i in range(chunk.body, k - 1)):
                break
            main = k + 2 if passive else k + 1
            lemma = lexicon.lemma(tokens[main].word)
            order = Group(k, main, main, lemma, mode="planned", tense="future", passive=bool(passive))
            chunk.groups.append(order)
            told = True
            break


def clauses_of(tokens: list[Token], lexicon: Lexicon, item: bool = False) -> list[Clause]:
    """The clauses of one sentence, in the order of their verbs."""
    chunks = _chunks(tokens, lexicon, item)
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
                _own(after_bracket or clauses[-1], tokens, chunk)
            elif pending is None:
                pending = start_token
            continue
        if chunk.kind & CLOSE and outer:
            outer.pop()
        after_bracket = None
        pending = _verbs(tokens, chunks, number, clauses, pending, lexicon)
    if len(clauses) == 1 and clauses[0].group.bare and not clauses[0].group.finite and not clauses[0].group.mode:
        # "Left Falmouth early.": notes leave the subject out.
        group = clauses[0].group
        if group.first == 0 and tokens[0].flags & PAST:
            group.finite, group.passive, group.tense, clauses[0].role = True, False, "past", "main"
            clauses[0].subject = None
    for clause in clauses[:3]:
        if clause.role == "participial" and clause.subject is None:
            # "Born in Leeds, she …": the subject of the main clause.
            main = next((c for c in clauses if c.group.finite and c.subject is not None and c.role != "relative"), None)
            if main is not None and main.start >= clause.start:
                clause.subject, clause.inherited = main.subject, True
    if pending is not None and clauses:
        first = clauses[0]
        if tokens[pending].start < first.start:
            first.start = tokens[pending].start
            first.body = min(first.body, first.start)
    return clauses


def _own(clause: Clause, tokens: list[Token], chunk: _Chunk) -> None:
    end = tokens[chunk.last - 1].end
    if end > clause.end:
        clause.end = end
    clause.parts.append((tokens[chunk.first].start, end))


def _waits(tokens: list[Token], chunks: list[_Chunk], number: int, lexicon: Lexicon) -> bool:
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
        # "that one of them, a driver, struck an officer"
        return _later_main(tokens, chunks, number)
    if chunk.kind & COORDINATOR and chunk.kind & COMMA and after.kind & RELATIVIZER and after.groups:
        # ", but Tom Lund, who came on Sunday, told her"
        return _later_main(tokens, chunks, number)
    if chunk.kind & (STOP | QUOTE):
        return any(later.groups for later in chunks[number + 1 : number + 6])
    if after.kind & (LINK | STOP | CLOSE | OPEN | QUOTE):
        return False
    if chunk.kind & COORDINATOR:
        if chunk.body >= chunk.last:
            return True
        if not chunk.kind & COMMA:
            return False
        nominal = any(token.flags & NAME for token in tokens[chunk.body : chunk.last])
        resumed = bool(after.groups) and after.groups[0].bare and _later_main(tokens, chunks, number + 1)
        apposed = not after.groups and after.kind & COMMA and _later_main(tokens, chunks, number)
        # ", and a sale, announced in May, was called off", ", and the union, TGW, sued"
        return resumed or apposed or (bool(after.groups) and not nominal)
    return False


def _is_teller(tokens: list[Token], chunks: list[_Chunk], number: int, lexicon: Lexicon) -> bool:
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


def _first_nominal(tokens: list[Token], low: int, high: int) -> int | None:
    """The first token of the subject: what is not a time, nor governed by a preposition."""
    governed = False
    for k in range(low, high):
        flags = tokens[k].flags
        if flags & PUNCTUATION or (flags & TIME and not flags & POSSESSIVE):
            governed = False
        elif flags & PREPOSITION and not flags & (PRONOUN | WORD):
            governed = True
        elif flags & NEGATOR and flags & ADVERB:
            # "never", "not": no part of a subject, as "no" is
            continue
        elif flags & (NOUNLIKE | DETERMINER | ING | NEGATOR | BASE | TIME | PAST_OR_PARTICIPLE) or (
            flags & THIRD and k == high - 1
        ):
            if flags & PRONOUN or not governed:
                return k
        elif flags & ADVERB:
            continue
    return None


def _subject(tokens: list[Token], low: int, high: int) -> tuple[int, int] | None:
    k = _first_nominal(tokens, low, high)
    if k is None:
        return None
    last = high - 1
    while last > k and tokens[last].flags & (ADVERB | PUNCTUATION) and not tokens[last].flags & PRONOUN:
        last -= 1
    return (tokens[k].start, tokens[last].end)


def _before_quote(tokens: list[Token], chunk: _Chunk) -> tuple[int, int] | None:
    """The name or pronoun that a chunk without a verb ends with."""
    last = chunk.last - 1
    if last >= chunk.first and tokens[last].flags & (NAME | PRONOUN):
        return (tokens[last].start, tokens[last].end)
    return None


def _antecedent(tokens: list[Token], at: int, *, thing: bool = False) -> tuple[int, int] | None:
    """The noun phrase that ends before token `at`: what a relative or participial clause speaks of.

    That of a `thing` may have a name at its end: "A show in Prague, which …".
    """
    k = at - 1
    while k >= 0 and tokens[k].flags & PUNCTUATION:
        if tokens[k].flags & CLOSE:
            # What stands in brackets is said of the noun before them.
            low = max(0, k - 12)
            while k > low and not tokens[k].flags & OPEN:
                k -= 1
        k -= 1
    if k > 1 and tokens[k].flags & NUMBER and tokens[k - 1].flags & COMMA:
        # "Tom Elliott, 52, who …"
        k -= 2
    low = max(0, k - 3)
    while k > low and tokens[k].flags & TIME and not tokens[k].flags & POSSESSIVE and tokens[k - 1].flags & NAME:
        # "was seen by Ann Ray that afternoon, who …"
        k -= 1
    high = k
    while k >= 0 and high - k < 12:
        token = tokens[k]
        if token.flags & (PUNCTUATION | LINK | AUXILIARY | BE | TO):
            break
        if token.flags & PREPOSITION and token.word != "of" and not token.flags & WORD:
            if (
                thing
                and k + 1 == high
                and tokens[high].flags & NAME
                and (first := _opening_noun(tokens, k)) is not None
            ):
                return (tokens[first].start, tokens[high].end)
            break
        if token.flags & PAST and not token.flags & WORD and k < high:
            break
        if k < high and (
            token.flags & PRONOUN
            or (token.flags & THIRD and not token.flags & WORD and tokens[k + 1].flags & (NAME | DETERMINER))
        ):
            # "She succeeds Tom Ferrell, who …": the object alone.
            break
        k -= 1
        if token.flags & DETERMINER and not (k >= 0 and tokens[k].flags & (DETERMINER | PREPOSITION)):
            break
    if (
        k > 0
        and high > k
        and tokens[k].flags & COMMA
        and tokens[k - 1].flags & NAME
        and _describes(tokens, k + 1, high)
    ):
        # "by Tom Lund, a clerk of the court, who …": he, not the clerk
        high = k - 1
        while k > 1 and tokens[k - 2].flags & NAME:
            k -= 1
        k -= 2
    return (tokens[k + 1].start, tokens[high].end) if high > k else None


def _opening_noun(tokens: list[Token], at: int) -> int | None:
    """The first token of the noun phrase before token `at` that opens its clause; None if a verb is before it."""
    k = at - 1
    while (
        k >= 0 and at - k < 6 and tokens[k].flags & (WORD | DETERMINER | BASE) and not tokens[k].flags & (PAST | BREAK)
    ):
        if tokens[k].flags & DETERMINER:
            return k if k + 1 < at and (k == 0 or tokens[k - 1].flags & BREAK) else None
        k -= 1
    return None


def _describes(tokens: list[Token], low: int, high: int) -> bool:
    """True if the tokens up to `high` say what somebody is, and name nobody: "a clerk of the court", "metallurgist"."""
    if tokens[low].flags & NAME:
        return False
    return not any(tokens[i].flags & (PRONOUN | COORDINATOR) for i in range(low, high + 1))


def _later_main(tokens: list[Token], chunks: list[_Chunk], number: int) -> bool:
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
            return group.finite and _first_nominal(tokens, chunk.body, group.first) is None
        if chunk.groups and chunk.kind & STOP:
            return False
    return False


def _is_aside(tokens: list[Token], chunks: list[_Chunk], number: int, lexicon: Lexicon) -> bool:
    """True for a clause of saying between two commas that the sentence goes on after: ", police say, was stolen"."""
    chunk = chunks[number]
    group = chunk.groups[0]
    if chunk.kind & (LINK | STOP) or not chunk.kind & COMMA or len(chunk.groups) > 1 or group.last < chunk.last - 1:
        return False
    if group.lemma not in lexicon.reporting and group.lemma not in lexicon.asides:
        return False
    return _later_main(tokens, chunks, number)


def _verbs(
    tokens: list[Token],
    chunks: list[_Chunk],
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
        subject = carried or _subject(tokens, begin, group.first)
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
        if leading and group.first == chunk.body and kind & COORDINATOR and previous is not None:
            _restore_auxiliary(group, previous)
        # After "a nurse called Ann Ray" the next verb is the nurse's.
        freed = carried is not None and following is None
        if not freed and _is_reduced(tokens, chunks, number, place, subject, waiting, lexicon):
            group.finite, group.passive, group.tense = False, True, "none"
            clause.role, clause.inherited = "participial", True
            clause.start = clause.body = tokens[group.first].start
            if following is not None:
                clause.end = tokens[following.first - 1].end
            if subject is None and leading and pending is not None and not kind & LINK:
                # "The appeal against the fine, lodged in May, was …"
                clause.subject = _pending_subject(tokens, pending, chunk.first)
            elif subject is None or not leading:
                clause.subject = _antecedent(tokens, group.first if group.first > chunk.body else chunk.first)
            else:
                # What stands before the participle is the subject of the verb to come.
                carried = subject
                if following is None and pending is None:
                    pending = chunk.first
            if carried is None and following is not None and leading:
                # "In a deal signed in May he left"
                begin = _next_start(tokens, group.last + 1, following)
                clause.end = tokens[begin - 1].end
            clause.parts.append((clause.start, clause.end))
            clauses.append(clause)
            continue
        if leading:
            clause.marker = chunk.marker
        if not group.finite:
            clause.role = "participial"
            apposed = group.mode == "planned" and group.first and tokens[group.first - 1].flags & (WORD | NAME)
            if apposed and (noun := _antecedent(tokens, group.first)) is not None:
                # "in a sale due to end in May"
                clause.subject, clause.inherited = noun, False
                clause.start = clause.body = noun[0]
            elif previous is not None and previous.subject is not None:
                clause.subject, clause.inherited = previous.subject, True
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
        elif kind & RELATIVIZER and (chunk.marker != "that" or subject is None):
            clause.role = "relative"
            if subject is None:
                thing = chunk.marker in lexicon.words.get("thing_relativizers", ())
                clause.subject, clause.inherited = _antecedent(tokens, chunk.first, thing=thing), True
        elif kind & (RELATIVIZER | SUBORDINATOR):
            clause.role = "complement" if chunk.marker == "that" else "adverbial"
        elif pending is not None and subject is not None and _is_aside(tokens, chunks, number, lexicon):
            # "The van, police say, was stolen": the fragment still waits.
            clause.role = "parenthesis"
        elif pending is not None:
            _join(tokens, clause, chunk, pending, previous)
            pending = None
        elif kind & COORDINATOR and previous is not None:
            clause.role = "coordinate"
            if subject is None:
                if kind & COMMA or previous.subject is None or _acts(tokens, group, previous):
                    previous = _outside(clauses, previous)
                clause.subject, clause.inherited = previous.subject, True
                _share_auxiliary(tokens, group, previous.group)
        elif kind & (OPEN | CLOSE):
            clause.role = "parenthesis" if kind & OPEN else "main"
        elif subject is None and previous is not None and not kind & STOP:
            clause.subject, clause.inherited = previous.subject, True
            clause.role = "coordinate"
            if group.bare and not kind & QUOTE and group.lemma not in lexicon.reporting:
                group.passive = group.passive or previous.group.passive
        if following is not None:
            cut = _next_start(tokens, group.last + 1, following)
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


def _restore_auxiliary(group: Group, previous: Clause) -> None:
    """Makes a participle after "and" the second verb of a passive: "was voted in May and stolen in July"."""
    if group.bare and not group.finite and previous.group.passive and previous.role != "participial":
        group.finite, group.passive, group.tense = True, False, previous.group.tense


def _share_auxiliary(tokens: list[Token], group: Group, previous: Group) -> None:
    """Lets the auxiliary before hold for a participle too: "was issued and served", "should be cut and stopped"."""
    if not group.bare or group.passive or not previous.passive:
        return
    group.passive = True
    after = tokens[group.last + 1].flags if group.last + 1 < len(tokens) else STOP
    if previous.mode in ("planned", "hypothetical") and not group.mode and after & (PREPOSITION | TIME | BREAK):
        group.mode, group.tense, group.negated = previous.mode, previous.tense, previous.negated


def _acts(tokens: list[Token], group: Group, previous: Clause) -> bool:
    """True for a verb with an object after a participle that only describes: "saw cards made in May and took nine"."""
    if previous.role != "participial" or not previous.group.bare or group.last + 1 >= len(tokens):
        return False
    if not group.bare:
        return group.finite and not group.passive
    return bool(tokens[group.last + 1].flags & (DETERMINER | NUMBER | NAME | PRONOUN | POSSESSIVE))


def _outside(clauses: list[Clause], last: Clause) -> Clause:
    """The clause that ", and" goes on from: not one that a relative or "when" hangs on it: "fell, when …, and rose"."""
    for clause in clauses[:-4:-1]:
        if clause.role not in ("relative", "adverbial", "participial"):
            return clause
    return last


def _is_reduced(
    tokens: list[Token],
    chunks: list[_Chunk],
    number: int,
    place: int,
    subject: tuple[int, int] | None,
    waiting: bool,
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
    if before & PRONOUN or (group.lemma in lexicon.reporting and subject is not None):
        return False
    if (
        group.lemma in lexicon.reporting
        and number + 1 < len(chunks)
        and chunks[number + 1].marker in lexicon.complementizers
    ):
        return False
    if place + 1 < len(chunk.groups) and subject is not None:
        following = chunk.groups[place + 1]
        return following.finite and not any(tokens[k].flags & PRONOUN for k in range(group.last + 1, following.first))
    if subject is None and not place and group.first > chunk.body and before & (WORD | NAME | BASE | THIRD):
        # "By letter signed in May he …": what stands before is governed, so no subject.
        return True
    if place and subject is not None:
        # "This is a notice issued by …": only a verb of saying or thinking takes a bare clause.
        earlier = chunk.groups[place - 1]
        if not earlier.finite and earlier.passive:
            # "By letter signed in May Ann Ray sold the mill"
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
    return waiting and _later_main(tokens, chunks, number)


def _join(tokens: list[Token], clause: Clause, chunk: _Chunk, pending: int, previous: Clause | None) -> None:
    """Puts the fragment that waited for a verb at the head of its clause."""
    clause.start = clause.body = tokens[pending].start
    if clause.subject is None:
        clause.subject = _pending_subject(tokens, pending, chunk.first)
    elif chunk.kind & COORDINATOR:
        # "Kim and Ko left": both are the subject.
        clause.subject = _subject(tokens, pending, chunk.groups[0].first) or clause.subject
    for k in (pending, pending + 1):
        if tokens[k].flags & (RELATIVIZER | SUBORDINATOR) and k < chunk.first:
            clause.marker, clause.role = tokens[k].word, "complement"
    if tokens[pending].flags & COORDINATOR:
        clause.marker, clause.role = tokens[pending].word, "coordinate"
        if clause.subject is None and previous is not None:
            clause.subject, clause.inherited = previous.subject, True


def _pending_subject(tokens: list[Token], pending: int, upto: int) -> tuple[int, int] | None:
    """The subject that stands in a fragment before other clauses: its tokens up to the first comma."""
    k = _first_nominal(tokens, pending, upto)
    if k is None:
        return None
    last = k
    while last + 1 < upto and not tokens[last + 1].flags & (PUNCTUATION | RELATIVIZER | SUBORDINATOR):
        last += 1
    return (tokens[k].start, tokens[last].end)


def _next_start(tokens: list[Token], low: int, following: Group) -> int:
    """Where the clause of `following` begins, if no link word says so: at its pronoun, else after the verb before."""
    for k in range(low, following.first):
        if tokens[k].flags & PRONOUN:
            return k
    k = low
    while k < following.first and tokens[k].flags & (TIME | ADVERB | PREPOSITION) and not tokens[k].flags & DETERMINER:
        k += 1
    # "told him the gate would open": the recipient stays with the first verb.
    return min(k, following.first)
