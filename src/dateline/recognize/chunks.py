"""Sentences cut at their breaks, with the verb groups of each piece."""

from __future__ import annotations

from attrs import define

from dateline.recognize.groups import Group, group_at
from dateline.recognize.words import (
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
    NOUNLIKE,
    NUMBER,
    OPEN,
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

__all__ = ["Chunk", "begins_anew", "chunks_of"]

_BEFORE_PREPOSITION = NOUNLIKE | ING | PAST_OR_PARTICIPLE | THIRD | BASE
_CUTS = BREAK | VERBAL | BE


@define(eq=False)
class Chunk:
    """Tokens between two breaks: `first` is the break itself, `body` the first token after it, `last` exclusive."""

    first: int
    body: int
    last: int
    kind: int  # the flags of the break; 0 at the head of the sentence
    marker: str
    groups: list[Group]


def chunks_of(tokens: list[Token], lexicon: Lexicon, item: bool) -> list[Chunk]:
    """The pieces of one sentence, in order; `item` if it is a heading or an entry of a list."""
    chunks: list[Chunk] = []
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
            if flags & STOP and 0 < i < count - 1 and _is_range(tokens, i):
                continue
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
                if flags & PREPOSITION and not _verb_ahead(tokens, i + 1):
                    # "proposed after the fire of May, was": no clause begins.
                    continue
                breaks = not flags & PAST_OR_PARTICIPLE
        if breaks:
            link = tokens[i].word if flags & LINK else ""
            if i == body:
                # Nothing between two breaks: one break of both kinds (", and when"), unless a bracket opens or closes.
                if kind & (OPEN | CLOSE) and body > first:
                    chunks.append(Chunk(first, body, i, kind, marker, groups))
                    first, kind, marker, groups = i, 0, "", []
                if link in lexicon.content_markers and marker:
                    link = marker  # "if that meeting …": a determiner
                kind |= flags
                marker = link or marker
            else:
                chunks.append(Chunk(first, body, i, kind, marker, groups))
                first, kind, marker, groups = i, flags, link, []
                before = chunks[-1]
                if (
                    flags & RELATIVIZER
                    and tokens[i - 1].flags & PREPOSITION
                    and tokens[i].word not in lexicon.content_markers
                ):
                    # "with whom": the preposition belongs to the relative clause.
                    before.last -= 1
                    first = i - 1
                    if before.last <= before.body and before.kind & COMMA:
                        kind |= COMMA
                        first = chunks.pop().first
            body = read
            continue
        after = groups[-1].last if groups else -1
        group = group_at(tokens, i, lexicon, item, body, after)
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
    chunks.append(Chunk(first, body, count, kind, marker, groups))
    _add_orders(tokens, chunks, lexicon)
    _free_mains(tokens, chunks)
    _rejoin(tokens, chunks, lexicon)
    opening = chunks[0].groups
    if len(opening) > 1 and opening[0].mode == "imperative":
        # "Witness statements must …": a noun after all.
        del opening[0]
    return [chunk for chunk in chunks if chunk.last > chunk.first]


def _is_range(tokens: list[Token], i: int) -> bool:
    """True for the dash of two times or numbers: "(1850–1911)"."""
    first, dash, last = tokens[i - 1 : i + 2]
    return first.end == dash.start and dash.end == last.start and bool(first.flags & last.flags & (TIME | NUMBER))


def _free_mains(tokens: list[Token], chunks: list[Chunk]) -> None:
    """Frees the only main clause from a word that governs no more than a noun: "After heavy fighting the town fell"."""
    for chunk in chunks:
        if not chunk.kind & SUBORDINATOR or not chunk.groups or not tokens[chunk.body - 1].flags & PREPOSITION:
            continue
        first = chunk.groups[0]
        if not first.finite or any(group.finite for group in chunk.groups[1:]):
            continue
        for k in range(chunk.body + 1, first.first):
            if begins_anew(tokens, k):
                others = (one for one in chunks if one is not chunk and not one.kind & LINK)
                if not any(group.finite for one in others for group in one.groups):
                    chunk.kind, chunk.marker, chunk.body = chunk.kind & ~SUBORDINATOR, "", k
                break


def begins_anew(tokens: list[Token], k: int) -> bool:
    """True if a noun phrase begins at token `k`, right after another: "after heavy fighting | the town", "… | she"."""
    before = tokens[k - 1].flags
    return bool(tokens[k].flags & (DETERMINER | PRONOUN) and before & (NOUNLIKE | ING | TIME)) and not before & (
        PREPOSITION | DETERMINER
    )


def _verb_ahead(tokens: list[Token], at: int) -> bool:
    """True if a verb stands between token `at` and the next mark or link word, so that a clause may begin there."""
    if at < len(tokens) and tokens[at].flags & (QUOTE | ING):
        return True
    for token in tokens[at : at + 16]:
        if token.flags & (PUNCTUATION | LINK) and not token.flags & (PAST_OR_PARTICIPLE | PREPOSITION):
            return False
        if token.flags & (AUXILIARY | PAST_OR_PARTICIPLE | THIRD | PRONOUN):
            return True
    return False


def _rejoin(tokens: list[Token], chunks: list[Chunk], lexicon: Lexicon) -> None:
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


def _add_orders(tokens: list[Token], chunks: list[Chunk], lexicon: Lexicon) -> None:
    """Verbs of notes and headlines that say what is to be done: "Ann Ray to write to the landlord by May"."""
    told = False
    for chunk in chunks:
        if chunk.kind & STOP:
            # "Nobody came last year; Ann Ray to write to them"
            told = False
        if chunk.groups:
            told = told or chunk.groups[0].mode != "imperative"
            continue
        if told or chunk.kind & (LINK | OPEN) or (chunk.body < chunk.last and tokens[chunk.body].flags & TO):
            # "To Leeds with Ann Ray to be measured"
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
