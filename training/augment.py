"""Copies of treebank sentences made to look like headlines, diaries, dated lines and notes, which treebanks lack."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from attrs import evolve

from data import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["augmented"]

ARTICLES = {"a", "an", "the"}
PRONOUNS = {"i", "we", "it", "he", "she", "they"}
BE = {"am", "is", "are", "was", "were", "be", "been", "being", "'s", "'re", "'m"}
HAVE = BE | {"have", "has", "had", "'ve", "'d"}
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Mon Tue Wed Thu Fri Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SMALL = {"ADP", "DET", "CCONJ", "PART"}
KINDS = "headline headline diary dated dated plain quotes".split()


def augmented(sentences: Iterable[Sentence], share: float, seed: int) -> Iterator[Sentence]:
    """Copies of a share of the sentences, each changed in one way."""
    chance = random.Random(seed)
    for sentence in sentences:
        if chance.random() > share or not 3 <= len(sentence.forms) <= 40:
            continue
        copy = _changed(sentence, chance.choice(KINDS), chance)
        if copy is not None and len(copy.forms) > 1 and copy.heads.count(-1) == 1:
            yield copy


def _changed(s: Sentence, kind: str, chance: random.Random) -> Sentence | None:
    if kind == "headline":
        return _headline(s, chance)
    if kind == "diary":
        return _diary(s, chance)
    if kind == "dated":
        return _dated(s, chance) if {"VERB", "AUX"} & set(s.upos) else None
    if kind == "plain":
        if chance.random() < 0.4 and s.forms[-1] in ".!?":
            return _without(s, {len(s.forms) - 1})
        return evolve(s, forms=tuple(form.lower() for form in s.forms))
    return evolve(s, forms=tuple({"'s": "’s", "n't": "n’t", "'": "’", '"': "“", "-": "–"}.get(f, f) for f in s.forms))


def _capital(form: str) -> str:
    return form[:1].upper() + form[1:]


def _without(s: Sentence, leave_out: set[int]) -> Sentence | None:
    """A sentence without some words that govern nothing that stays."""
    governing = {head for i, head in enumerate(s.heads) if i not in leave_out}
    leave_out = {i for i in leave_out if i not in governing and s.heads[i] >= 0}
    if not leave_out:
        return None
    kept = [i for i in range(len(s.forms)) if i not in leave_out]
    index = {-1: -1, **{old: new for new, old in enumerate(kept)}}
    return Sentence(
        tuple(s.forms[i] for i in kept),
        tuple(s.upos[i] for i in kept),
        tuple(s.feats[i] for i in kept),
        tuple(index[s.heads[i]] for i in kept),
        tuple(s.relations[i] for i in kept),
    )


def _headline(s: Sentence, chance: random.Random) -> Sentence | None:
    """No articles, no "be" before a participle, no final stop; sometimes capitals."""
    leave_out = set()
    for i, (form, relation) in enumerate(zip(s.forms, s.relations, strict=True)):
        low = form.lower()
        if (
            (relation == "det" and low in ARTICLES)
            or (relation in ("aux:pass", "cop", "aux") and low in BE and chance.random() < 0.7)
            or form == "."
        ):
            leave_out.add(i)
    out = _without(s, leave_out) or s
    forms = list(out.forms)
    forms[0] = _capital(forms[0])
    way = chance.random()
    if way < 0.15:
        forms = [form.upper() for form in forms]
    elif way < 0.3:
        forms = [form if tag in SMALL else _capital(form) for form, tag in zip(forms, out.upos, strict=True)]
    return evolve(out, forms=tuple(forms))


def _diary(s: Sentence, chance: random.Random) -> Sentence | None:
    """The writer is left out: "Went to the mill"."""
    subjects = {
        i
        for i, (form, relation) in enumerate(zip(s.forms, s.relations, strict=True))
        if relation.startswith("nsubj") and form.lower() in PRONOUNS and i < 4
    }
    if not subjects:
        return None
    verbs = {s.heads[i] for i in subjects}
    leave_out = set(subjects)
    if chance.random() < 0.6:
        leave_out |= {
            i
            for i, relation in enumerate(s.relations)
            if s.heads[i] in verbs and relation in ("aux", "aux:pass") and s.forms[i].lower() in HAVE
        }
    if chance.random() < 0.4:
        leave_out |= {i for i, form in enumerate(s.forms) if s.relations[i] == "det" and form.lower() in ARTICLES}
    out = _without(s, leave_out)
    return None if out is None else evolve(out, forms=(_capital(out.forms[0]), *out.forms[1:]))


def _dated(s: Sentence, chance: random.Random) -> Sentence:
    """A date before or behind the sentence, with a dash, a colon or nothing between."""
    year, day = str(chance.randrange(1840, 2030)), str(chance.randrange(1, 32))
    month = chance.choice(MONTHS)
    clock = f"{chance.randrange(24):02}:{chance.randrange(60):02}"
    words: Sequence[tuple[str, str]] = chance.choice(
        [
            [(year, "NUM")],
            [(clock, "NUM")],
            [(day, "NUM"), (month, "PROPN"), (year, "NUM")],
            [(month, "PROPN"), (day, "NUM"), (",", "PUNCT"), (year, "NUM")],
            [(month, "PROPN"), (year, "NUM")],
            [(f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}", "NUM"), (clock, "NUM")],
            [(chance.choice(DAYS), "PROPN"), (day, "NUM"), (month[:3], "PROPN")],
            [(f"{chance.randrange(1, 13)}/{chance.randrange(1, 29)}/{year[2:]}", "NUM")],
            [("In", "ADP"), (month, "PROPN"), (year, "NUM")],
            [("In", "ADP"), (year, "NUM")],
            [("On", "ADP"), (day, "NUM"), (month, "PROPN")],
        ]
    )
    separator = chance.choice([",", "–", "-", ":", "—", None])
    if words[0][1] == "ADP":
        separator = chance.choice([",", None])
    forms = [form for form, _ in words] + ([separator] if separator else [])
    tags = [tag for _, tag in words] + (["PUNCT"] if separator else [])
    size = len(forms)
    top = next((i for i, (_, tag) in enumerate(words) if tag == "PROPN"), None)
    if top is None:
        top = next(i for i, (_, tag) in enumerate(words) if tag == "NUM")
    root = s.heads.index(-1) + size
    heads, relations = [], []
    for i, tag in enumerate(tags):
        if i == top:
            heads.append(root)
            relations.append("obl" if tags[0] == "ADP" else "obl:unmarked")
        elif i >= len(words):
            heads.append(root)
            relations.append("punct")
        else:
            heads.append(top)
            relations.append({"ADP": "case", "PUNCT": "punct"}.get(tag, "nummod" if i < top else "nmod:unmarked"))
    first = s.forms[0]
    if words[0][1] == "ADP" and s.upos[0] in (*SMALL, "PRON") and first != "I":
        first = first[:1].lower() + first[1:]
    return Sentence(
        (*forms, first, *s.forms[1:]),
        (*tags, *s.upos),
        (*("Number=Sing" if tag == "PROPN" else "" for tag in tags), *s.feats),
        (*heads, *(head + size if head >= 0 else -1 for head in s.heads)),
        (*relations, *s.relations),
    )
