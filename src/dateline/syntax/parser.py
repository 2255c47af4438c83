"""The built-in parser: sentences in, Universal Dependencies trees out, by a small learned network."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from dateline.model import Document
from dateline.syntax.tokens import words_of
from dateline.syntax.trees import NO_HEAD, Tree
from dateline.syntax.weights import FOLDER, has_weights, load_weights
from dateline.text import Sentence

if TYPE_CHECKING:
    from pathlib import Path
    from re import Match

__all__ = ["LearnedParser", "Parser", "builtin_parser"]

Parser: TypeAlias = Callable[[Document, Sequence[Sentence]], Iterable[Tree]]
"""A function from a document and some of its sentences to trees, in text order, each within one of the sentences.

A very long sentence may come as several trees, one after another; a sentence without a word as none.
"""

# No stretch of more words goes through the network at once; longer sentences are cut, at a comma or the like if can be.
LONGEST: Final = 250
SHORTEST: Final = 150
_CUTS: Final = frozenset(",;:–—-()[]|/")
# So many words are parsed in one go, and so many word forms at most are remembered between goes.
STRETCH: Final = 20_000
REMEMBERED: Final = 16_384


@lru_cache(maxsize=4)
def builtin_parser(language: str) -> LearnedParser | None:
    """The parser that ships with dateline for a language, or None.  The weights are read once, when first asked for."""
    return LearnedParser(FOLDER / f"{language}.npz") if has_weights(language) else None


class LearnedParser:
    """A parser with the weights of a file that `training/` made.

    Same trees on every machine, whatever its BLAS library, and however the sentences come.  May be called from several
    threads: one works at a time.  Raises `WeightsError` for a missing or broken file.
    """

    def __init__(self, path: Path) -> None:
        weights = load_weights(path)
        from threadpoolctl import ThreadpoolController

        from dateline.syntax.network import Network

        self.network = Network(weights)
        self.upos = [str(label) for label in weights["labels_upos"]]
        self.feats = [str(label) for label in weights["labels_feats"]]
        self.relations = [str(label) for label in weights["labels_relations"]]
        self._pool = ThreadpoolController()
        self._lock = threading.Lock()

    def __call__(self, document: Document, sentences: Sequence[Sentence]) -> Iterable[Tree]:
        """The trees of some sentences of a document, in text order."""
        stretch: list[list[Match[str]]] = []
        size = 0
        for sentence in sentences:
            for window in _windows(list(words_of(document.text, sentence.span.start, sentence.span.end))):
                stretch.append(window)
                size += len(window)
            if size > STRETCH:
                yield from self._trees(stretch)
                stretch, size = [], 0
        if stretch:
            yield from self._trees(stretch)

    def _trees(self, windows: Sequence[list[Match[str]]]) -> list[Tree]:
        forms = [[word.group() for word in window] for window in windows]
        # One thread: small products are slower on two, and other work has the other.
        with self._lock, self._pool.limit(limits=1, user_api="blas"):
            found = list(self.network.parse(forms))
            self.network.forget(REMEMBERED)
        trees = []
        for window, words, columns in zip(windows, forms, found, strict=True):
            upos, feats, heads, relations = (column.tolist() for column in columns)
            trees.append(
                Tree(
                    forms=words,
                    starts=[word.start() for word in window],
                    ends=[word.end() for word in window],
                    upos=[self.upos[i] for i in upos],
                    feats=[self.feats[i] for i in feats],
                    heads=[head - 1 if head else NO_HEAD for head in heads],
                    relations=[
                        self.relations[relation] if head else "root"
                        for head, relation in zip(heads, relations, strict=True)
                    ],
                )
            )
        return trees


def _windows(words: list[Match[str]]) -> Iterable[list[Match[str]]]:
    """The words of a sentence in stretches of at most `LONGEST`, nothing dropped."""
    while len(words) > LONGEST:
        cut = next((i for i in range(LONGEST, SHORTEST, -1) if words[i - 1].group() in _CUTS), LONGEST)
        yield words[:cut]
        words = words[cut:]
    if words:
        yield words
