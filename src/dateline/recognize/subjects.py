"""Whom a clause speaks of: the noun phrase before a verb, or the one that a relative clause hangs on."""

from __future__ import annotations

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
    ING,
    LINK,
    NAME,
    NEGATOR,
    NOUNLIKE,
    NUMBER,
    OPEN,
    PAST,
    PAST_OR_PARTICIPLE,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    RELATIVIZER,
    SUBORDINATOR,
    THIRD,
    TIME,
    TO,
    WORD,
    Lexicon,
    Token,
)

__all__ = ["antecedent_of", "counts", "first_nominal", "pending_subject", "subject_of"]


def first_nominal(tokens: list[Token], low: int, high: int) -> int | None:
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


def subject_of(tokens: list[Token], low: int, high: int) -> tuple[int, int] | None:
    """Where the subject stands, in code points, of a verb at token `high` whose clause begins at token `low`."""
    k = first_nominal(tokens, low, high)
    if k is None:
        return None
    last = high - 1
    while last > k and tokens[last].flags & (ADVERB | PUNCTUATION) and not tokens[last].flags & PRONOUN:
        if tokens[last].flags & DETERMINER and tokens[last - 1].flags & DETERMINER:
            # "our first"
            break
        last -= 1
    return (tokens[k].start, tokens[last].end)


def counts(token: Token, lexicon: Lexicon) -> bool:
    """True for "last" and "first", which stand for no noun as "all" and "both" do."""
    return bool(token.flags & ADVERB and token.flags & DETERMINER) and token.word not in lexicon.standing


def antecedent_of(
    tokens: list[Token], at: int, lexicon: Lexicon, *, thing: bool = False, personal: bool = False
) -> tuple[int, int] | None:
    """The noun phrase that ends before token `at`: what a relative or participial clause speaks of.

    That of a `thing` may have a name at its end: "A show in Prague, which …"; who is meant by a `personal` pronoun may
    have a place there: "Tom Lund, a clerk from Leeds, who …".
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
        if token.flags & PREPOSITION and token.word not in lexicon.genitive_prepositions and not token.flags & WORD:
            if (
                thing
                and k + 1 == high
                and tokens[high].flags & NAME
                and (first := _opening_noun(tokens, k)) is not None
            ):
                return (tokens[first].start, tokens[high].end)
            if personal and (whom := _apposed_name(tokens, k)) is not None:
                return whom
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


def _apposed_name(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """The name before what somebody is, which a preposition at token `at` goes on with: "Ann Ray, a baker in Leeds"."""
    k = at - 1
    while k > 1 and at - k < 7 and not tokens[k].flags & (PUNCTUATION | LINK | AUXILIARY | PRONOUN | COORDINATOR):
        k -= 1
    opens = k + 2 < at and tokens[k + 1].flags & DETERMINER and not tokens[k + 1].flags & NAME
    if not opens or not tokens[k].flags & COMMA or not tokens[k - 1].flags & NAME:
        return None
    first = k - 1
    while first > 0 and tokens[first - 1].flags & NAME:
        first -= 1
    return tokens[first].start, tokens[k - 1].end


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


def pending_subject(tokens: list[Token], pending: int, upto: int) -> tuple[int, int] | None:
    """The subject that stands in a fragment before other clauses: its tokens up to the first comma."""
    k = first_nominal(tokens, pending, upto)
    relative = next((i for i in range(pending, k or pending) if tokens[i].flags & RELATIVIZER), None)
    if k is not None and relative is not None and relative > pending + 1:
        # "At a meeting, at which I took notes, the chairman said": the relative clause is none of it.
        comma = next((i for i in range(k, upto) if tokens[i].flags & COMMA), upto)
        k = first_nominal(tokens, comma, upto)
    if k is None:
        return None
    last = k
    while last + 1 < upto and not tokens[last + 1].flags & (PUNCTUATION | RELATIVIZER | SUBORDINATOR):
        last += 1
    return (tokens[k].start, tokens[last].end)
