"""spaCy pipelines in the place of the parser: their trees, in Universal Dependencies whatever they speak."""

from __future__ import annotations

import re
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from dateline.errors import ArgumentError, MissingExtraError
from dateline.syntax.clearnlp import CLEARNLP, Words, universal
from dateline.syntax.conllu import lifted
from dateline.syntax.trees import NO_HEAD, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from dateline.model import Document
    from dateline.syntax.parser import Parser
    from dateline.text import Sentence

__all__ = ["SpacyTrees", "spacy_trees"]

# Longer sentences are cut at a space; so many characters are given to the pipeline in one go.
LONGEST: Final = 5_000
STRETCH: Final = 50_000
# Components of a pipeline that no tree needs, by the names of their factories.
_NOT_NEEDED: Final = frozenset(
    "lemmatizer trainable_lemmatizer ner beam_ner entity_ruler entity_linker span_ruler spancat spancat_singlelabel "
    "textcat textcat_multilabel".split()
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
# A sentence to try a pipeline with.
_PROBE: Final = "Ada Brook opened the mill."


def spacy_trees(pipeline: str | Language) -> Parser:
    """A parser that takes its trees from a spaCy pipeline, given as such or by the name of an installed one.

    The pipeline reads the sentences as dateline has cut them.  What it calls relations may be those of Universal
    Dependencies, which are taken as they are, or those of spaCy's English models (ClearNLP), which are turned into
    them.  Components that no tree needs, such as the entity recognizer, are not run.

    Raises `MissingExtraError` where spaCy is not installed, and `ArgumentError` for a name that is not that of an
    installed pipeline and for a pipeline without a parser or parts of speech, or with relations of another kind.
    """
    return SpacyTrees(_loaded(pipeline) if isinstance(pipeline, str) else pipeline)


def _loaded(name: str) -> Language:
    try:
        spacy = import_module("spacy")
    except ImportError:
        raise MissingExtraError("spacy", "spacy") from None
    try:
        return cast("Language", spacy.load(name))
    except OSError:
        raise ArgumentError(
            "pipeline", name, f"no such spaCy pipeline is installed: python -m spacy download {name}"
        ) from None


class SpacyTrees:
    """A parser that takes its trees from a spaCy pipeline; see `spacy_trees`.  Threads take turns."""

    def __init__(self, pipeline: Language) -> None:
        self.pipeline = pipeline
        self._lock = threading.Lock()
        metas = {name: pipeline.get_pipe_meta(name) for name in getattr(pipeline, "pipe_names", ())}
        self._disabled = [name for name, meta in metas.items() if meta.factory in _NOT_NEEDED]
        labels = {
            label.lower()
            for name, meta in metas.items()
            if "token.dep" in meta.assigns
            for label in getattr(pipeline.get_pipe(name), "labels", ())
        }
        # A pipeline may also parse where it tokenizes: then it is one of another maker, in spaCy's clothes.
        self._is_universal = not labels & CLEARNLP
        if not callable(getattr(pipeline, "pipe", None)):
            raise ArgumentError("pipeline", pipeline, "must be a spaCy pipeline or the name of one")
        if labels and "nsubj" not in labels:
            shown = ", ".join(sorted(labels)[:5])
            raise ArgumentError("pipeline", pipeline, f"its relations are not those of Universal Dependencies: {shown}")
        (doc,) = self.read([_PROBE])
        if not doc.has_annotation("DEP"):
            raise ArgumentError("pipeline", pipeline, "has no parser")
        if not doc.has_annotation("POS"):
            raise ArgumentError("pipeline", pipeline, "tells no parts of speech: it needs a tagger or morphologizer")

    def __reduce__(self) -> tuple[type[SpacyTrees], tuple[Language]]:
        return SpacyTrees, (self.pipeline,)

    def __call__(self, document: Document, sentences: Sequence[Sentence]) -> Iterator[Tree]:
        """The trees of some sentences of a document, in text order."""
        text = document.text
        waiting: list[tuple[int, int]] = []
        size = 0
        for sentence in sentences:
            for start, end in _stretches(text, sentence.span.start, sentence.span.end):
                waiting.append((start, end))
                size += end - start
                if size > STRETCH:
                    yield from self._trees(text, waiting)
                    waiting, size = [], 0
        if waiting:
            yield from self._trees(text, waiting)

    def _trees(self, text: str, stretches: Sequence[tuple[int, int]]) -> Iterator[Tree]:
        docs = self.read([text[start:end] for start, end in stretches])
        for (start, _), doc in zip(stretches, docs, strict=True):
            yield from self.trees_of(doc, text, start)

    def read(self, sentences: Iterable[str | Doc]) -> list[Doc]:
        """Sentences, as texts or as tokens, through the pipeline: none is cut into several."""
        with self._lock:
            docs = [self._made(sentence) for sentence in sentences]
            return list(self.pipeline.pipe(docs, disable=self._disabled))

    def _made(self, sentence: str | Doc) -> Doc:
        # spaCy cannot encode lone surrogates; one character for one keeps the offsets.
        doc = self.pipeline.make_doc(_SURROGATES.sub("\ufffd", sentence)) if isinstance(sentence, str) else sentence
        if not doc.has_annotation("DEP"):
            for token in doc:
                token.is_sent_start = token.i == 0
        return doc

    def trees_of(self, doc: Doc, text: str, offset: int) -> Iterator[Tree]:
        """The tree of a sentence that stands in a text at an offset, in Universal Dependencies; none for blanks."""
        for sentence in doc.sents:
            tree = _tree(sentence, text, offset, self._is_universal)
            if tree is not None:
                yield tree


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in stretches of at most `LONGEST` characters, cut at spaces if can be."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut + 1
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _tree(sentence: Span, text: str, offset: int, is_universal: bool) -> Tree | None:
    tokens = list(sentence)
    first = tokens[0].i
    heads = [NO_HEAD if token.head.i == token.i else token.head.i - first for token in tokens]
    heads, _ = lifted(heads, [not token.is_space for token in tokens])
    kept = [token for token in tokens if not token.is_space]
    if not kept:
        return None
    new = {token.i - first: index for index, token in enumerate(kept)} | {NO_HEAD: NO_HEAD}
    words = Words(
        forms=[token.lower_ for token in kept],
        upos=[token.pos_ or "X" for token in kept],
        feats=[str(token.morph) for token in kept],
        heads=[new[heads[token.i - first]] for token in kept],
        relations=[token.dep_ for token in kept],
    )
    if not is_universal:
        words = universal(words)
    starts = [offset + token.idx for token in kept]
    ends = [offset + token.idx + len(token) for token in kept]
    return Tree(
        forms=[text[start:end] for start, end in zip(starts, ends, strict=True)],
        starts=starts,
        ends=ends,
        upos=words.upos,
        feats=words.feats,
        heads=words.heads,
        relations=[
            "root" if head < 0 else "dep" if relation == "ROOT" else relation
            for head, relation in zip(words.heads, words.relations, strict=True)
        ],
    )
