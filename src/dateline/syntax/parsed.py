"""Sentences with the clauses of their trees, as `who` and `events` are given them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from attrs import frozen

from dateline.syntax.clauses import Clauses
from dateline.syntax.frames import repaired
from dateline.syntax.repair import freed
from dateline.text import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Document, Span
    from dateline.syntax.parser import Parser

__all__ = ["ParsedSentence", "parsed_sentences"]


@frozen(eq=False)
class ParsedSentence:
    """A stretch of text, mostly a sentence, with its trees in text order: one, several if it is long, none if empty."""

    sentence: Sentence
    clauses: tuple[Clauses, ...] = ()

    def at(self, offset: int) -> tuple[Clauses, int] | None:
        """The tree and the word that stand at an offset of the text, or None between words."""
        for clauses in self.clauses:
            tree = clauses.tree
            index = bisect_right(tree.starts, offset) - 1
            if index >= 0 and offset < tree.ends[index]:
                return clauses, index
        return None


def parsed_sentences(
    document: Document, sentences: Sequence[Sentence], parser: Parser, times: Sequence[Span] = ()
) -> list[ParsedSentence]:
    """The sentences, in text order, each with the trees that a parser makes of it.

    The spans of the `times` of the document, in text order, put trees right that take a time into a name.
    """
    starts = [sentence.span.start for sentence in sentences]
    found: list[list[Clauses]] = [[] for _ in sentences]
    for tree in parser(document, sentences):
        if len(tree):
            clauses = Clauses(repaired(freed(tree, times), document.locale), document.locale)
            found[max(0, bisect_right(starts, tree.starts[0]) - 1)].append(clauses)
    return [ParsedSentence(s, tuple(clauses)) for s, clauses in zip(sentences, found, strict=True)]
