"""Treebank files made into sentences to train on: which documents may be used, and what is read of a word."""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING

from attrs import frozen

from dateline.syntax.conllu import ConlluSentence, read_conllu

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["Sentence", "is_held_out", "load", "read_treebank"]

# What is kept of the features of a word: whether a verb is finite, its tense and mood, the number of a noun.
KEPT = {
    "VERB": ("Mood", "Tense", "VerbForm"),
    "AUX": ("Mood", "Tense", "VerbForm"),
    "NOUN": ("Number",),
    "PROPN": ("Number",),
}
LONGEST = 120


@frozen
class Sentence:
    """A sentence to learn from: forms, parts of speech, features that are kept, heads (-1 for the root), relations."""

    forms: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


def kept_features(upos: str, feats: str) -> str:
    """The features of a word that the parser is to tell."""
    names = KEPT.get(upos, ())
    return "|".join(part for part in feats.split("|") if part.partition("=")[0] in names)


def is_held_out(document: str) -> bool:
    """Whether a document of GUM stays out of training for good, to be measured on."""
    return int(hashlib.md5(document.encode()).hexdigest(), 16) % 4 == 0


def may_be_used(document: str, licence: str) -> bool:
    """Whether weights that are given away may be trained on a document: no NC licence, no conversation."""
    return "NC" not in licence and "_conversation_" not in document


def read_treebank(path: Path) -> Iterator[tuple[str, str, ConlluSentence]]:
    """The sentences of a file, plain or gzip'ed, each with its document and the licence line of that."""
    document = licence = ""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for sentence in read_conllu(lines):
            if "newdoc id" in sentence.comments:
                document = sentence.comments["newdoc id"]
                licence = sentence.comments.get("licence", "")
            yield document, licence, sentence


def as_written(sentence: ConlluSentence) -> list[str]:
    """The forms as they stand in the text: "ca" + "n't", and "im" as "i" + "m"."""
    forms = list(sentence.forms)
    for first, last, surface in sentence.surfaces:
        if "".join(forms[first : last + 1]) != surface and len(surface) > last - first:
            # A contraction whose parts are spelt out: share its letters among them.
            at = 0
            for index in range(first, last + 1):
                left = last - index
                size = max(1, min(len(forms[index]), len(surface) - at - left)) if left else len(surface) - at
                forms[index] = surface[at : at + size]
                at += size
    return forms


def sentence_of(read: ConlluSentence) -> Sentence:
    """What is learnt from a sentence of a treebank."""
    feats = tuple(kept_features(upos, feats) for upos, feats in zip(read.upos, read.feats, strict=True))
    return Sentence(tuple(as_written(read)), tuple(read.upos), feats, tuple(read.heads), tuple(read.relations))


def load(paths: Iterable[Path], *, held_out: bool = False) -> list[Sentence]:
    """The sentences of treebanks that may be trained on; with `held_out` those that are kept for measuring instead."""
    sentences = []
    for path in paths:
        for document, licence, read in read_treebank(path):
            is_gum = document.startswith("GUM_")
            if is_gum and (is_held_out(document) is not held_out or not (held_out or may_be_used(document, licence))):
                continue
            if held_out or len(read.forms) <= LONGEST:
                sentences.append(sentence_of(read))
    return sentences


def counted(values: Iterable[str], least: int = 1) -> list[str]:
    """The values that occur at least so often, most frequent first, then by name."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return sorted((v for v, n in counts.items() if n >= least), key=lambda v: (-counts[v], v))


def labels_of(sentences: Sequence[Sentence], least: int) -> tuple[list[str], list[str], list[str]]:
    """The parts of speech, features and relations to be told apart; rare subtypes count as their relation."""
    upos = counted(tag for s in sentences for tag in s.upos)
    feats = counted((feat for s in sentences for feat in s.feats), least)
    plain = {relation.partition(":")[0] for s in sentences for relation in s.relations}
    frequent = set(counted((relation for s in sentences for relation in s.relations), least))
    relations = counted(r if r in frequent else r.partition(":")[0] for s in sentences for r in s.relations)
    assert plain
    return upos, feats, relations
