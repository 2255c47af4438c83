"""Sentences with the clauses of their trees, as `who` and `events` are given them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.syntax.clauses import Clauses
from dateline.syntax.draft import Draft
from dateline.syntax.frames import colons, coordinates, frames, quoted, semicolons, verbs
from dateline.syntax.repair import freed
from dateline.syntax.subjects import (
    appointed,
    bare,
    crossed,
    described,
    governors,
    marks,
    names,
    relatives,
    subjects,
)
from dateline.text import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.locale import LocaleData
    from dateline.model import Document, Span
    from dateline.syntax.parser import Parser
    from dateline.syntax.trees import Tree

__all__ = ["ParsedSentence", "parsed_sentences", "repaired"]

# Each repair of a tree, in their order: what one has put right another may ask for.
_REPAIRS: Final = (
    semicolons,
    names,
    governors,
    subjects,
    crossed,
    described,
    bare,
    appointed,
    quoted,
    colons,
    coordinates,
    marks,
    verbs,
    relatives,
    frames,
)


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


def repaired(tree: Tree, locale: LocaleData) -> Tree:
    """The tree with its repairs; the same object if nothing is to be mended."""
    draft = Draft(tree, locale)
    for repair in _REPAIRS:
        repair(draft)
        draft.settle()
    return draft.tree()
