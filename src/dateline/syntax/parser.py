"""The built-in parser: sentences in, Universal Dependencies trees out, by a small learned network."""

from __future__ import annotations

import sys
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from dateline.errors import WeightsError
from dateline.model import Document
from dateline.syntax.tokens import words_of
from dateline.syntax.trees import Tree
from dateline.syntax.weights import FOLDER, has_weights, load_weights
from dateline.text import Sentence

if TYPE_CHECKING:
    from pathlib import Path
    from re import Match

__all__ = ["LearnedParser", "Model", "Parser", "builtin_parser"]

Parser: TypeAlias = Callable[[Document, Sequence[Sentence]], Iterable[Tree]]
"""A function from a document and some of its sentences to trees, in text order, each within one of the sentences.

A very long sentence may come as several trees, one after another; a sentence without a word as none.
"""

# Parts of speech, features, heads and relations of the words of a sentence, as in `Tree`.
Analysis: TypeAlias = "tuple[list[str], list[str], list[int], list[str]]"

# No stretch of more words goes through the network at once; longer sentences are cut, at a comma or the like if can be.
LONGEST: Final = 250
SHORTEST: Final = 150
_CUTS: Final = frozenset(",;:–—-()[]|/")
# So many words are parsed in one go, and so many word forms at most are remembered between goes.
STRETCH: Final = 20_000
REMEMBERED: Final = 16_384


@lru_cache(maxsize=4)
def builtin_parser(language: str) -> LearnedParser | None:
    """The parser that ships with dateline for a language, or None.  The weights are read once, when first needed."""
    return LearnedParser(FOLDER / f"{language}.npz") if has_weights(language) else None


class LearnedParser:
    """A parser with the weights of a file that `training/` made, which is read when the first word is parsed.

    Same trees on every machine, whatever its BLAS library, and however the sentences come.  May be called from several
    threads: one works at a time.  Raises `WeightsError` when it is first called if the file is missing or broken.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type[LearnedParser], tuple[Path]]:
        # Another process reads the file itself.
        return LearnedParser, (self.path,)

    @cached_property
    def model(self) -> Model:
        """The network and its labels."""
        return Model(self.path)

    def __call__(self, document: Document, sentences: Sequence[Sentence]) -> Iterator[Tree]:
        """The trees of some sentences of a document, in text order."""
        stretch: list[list[Match[str]]] = []
        size = 0
        for sentence in sentences:
            for window in _windows(words_of(document.text, sentence.span.start, sentence.span.end)):
                stretch.append(window)
                size += len(window)
                if size > STRETCH:
                    yield from self._trees(stretch)
                    stretch, size = [], 0
        if stretch:
            yield from self._trees(stretch)

    def _trees(self, windows: Sequence[list[Match[str]]]) -> Iterator[Tree]:
        # A long document has as many trees as sentences: words are kept once, and offsets as plain numbers.
        forms = [[sys.intern(word.group()) for word in window] for window in windows]
        with self._lock:
            analyses = self.model.analyses(forms)
        for window, own, analysis in zip(windows, forms, analyses, strict=True):
            starts, ends = array("i", [word.start() for word in window]), array("i", [word.end() for word in window])
            yield Tree(own, starts, ends, *analysis)


class Model:
    """The network of a weights file, with the names of what it tells.  Raises `WeightsError`."""

    def __init__(self, path: Path) -> None:
        from threadpoolctl import ThreadpoolController

        from dateline.syntax.network import Labels, Network

        weights = load_weights(path)
        try:
            self.network = Network(weights)
            self.network.parse([["word"]])
        except (IndexError, KeyError, TypeError, ValueError) as error:
            raise WeightsError(path, f"cannot be used: {error!r}") from error
        self.labels = Labels(weights)
        self._pool = ThreadpoolController()

    def analyses(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """What there is to say of the words of each sentence, which is not empty and has at most `LONGEST`."""
        # One thread: small products are slower on two, and other work has the other.
        with self._pool.limit(limits=1, user_api="blas"):
            found = list(self.network.parse(sentences))
        self.network.forget(REMEMBERED)
        return [self.labels.named(*columns) for columns in found]


def _windows(words: Iterable[Match[str]]) -> Iterator[list[Match[str]]]:
    """The words of a sentence in stretches of at most `LONGEST`, nothing dropped."""
    window: list[Match[str]] = []
    for word in words:
        if len(window) == LONGEST:
            cut = next((i for i in range(LONGEST, SHORTEST, -1) if window[i - 1].group() in _CUTS), LONGEST)
            yield window[:cut]
            window = window[cut:]
        window.append(word)
    if window:
        yield window
