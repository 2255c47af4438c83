"""Trees that were read by eye, so that what is told from them does not change with the weights of the parser.

They stand in `trees.conllu`.  `python tests/trees.py "A sentence."` prints what the built-in parser makes of a new one;
put it there when it is right.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import dateline
from dateline import Document, Locale, Span
from dateline.syntax import Clauses, Tree, builtin_parser
from dateline.syntax.conllu import read_conllu, write_conllu
from dateline.text import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline import Timeline
    from dateline.events import Choice
    from dateline.syntax.conllu import ConlluSentence

HOME = Path(__file__).with_name("trees.conllu")


@lru_cache(maxsize=1)
def known() -> dict[str, ConlluSentence]:
    """The sentences of the file by their text."""
    with HOME.open(encoding="utf-8") as lines:
        return {sentence.text: sentence for sentence in read_conllu(lines)}


def tree_at(text: str, start: int, end: int) -> Tree:
    """The tree of the sentence that stands between two offsets of a text."""
    written = " ".join(text[start:end].split())
    found = known().get(written)
    if found is None:
        raise LookupError(f"no tree for {written!r}: see tests/trees.py")
    starts: list[int] = []
    for form in found.forms:
        starts.append(text.index(form, start))
        start = starts[-1] + len(form)
    return Tree(
        forms=found.forms,
        starts=starts,
        ends=[at + len(form) for at, form in zip(starts, found.forms, strict=True)],
        upos=found.upos,
        feats=found.feats,
        heads=found.heads,
        relations=found.relations,
    )


def gold(document: Document, sentences: Sequence[Sentence]) -> Iterator[Tree]:
    """The trees of the file in the place of the parser."""
    for sentence in sentences:
        yield tree_at(document.text, sentence.span.start, sentence.span.end)


def clauses_of(text: str) -> Clauses:
    """The clauses of a text of one sentence."""
    return Clauses(tree_at(text, 0, len(text)), Locale.load("en"))


def hung_wrong(text: str, form: str, governor: str, relation: str = "obl") -> Clauses:
    """The clauses of a text whose parser hung one word on a wrong one."""
    right = clauses_of(text)
    tree, at = right.tree, word(right, form)
    heads, relations = [*tree.heads], [*tree.relations]
    heads[at], relations[at] = word(right, governor), relation
    return Clauses(Tree(tree.forms, tree.starts, tree.ends, tree.upos, tree.feats, heads, relations), right.locale)


def word(clauses: Clauses, form: str) -> int:
    """The index of a word of a tree; "the#2" is the second "the"."""
    form, _, number = form.partition("#")
    found = [index for index, one in enumerate(clauses.tree.forms) if one == form]
    return found[int(number or 1) - 1]


def parse(text: str, dct: str | None = "2021-06-16", events: Choice = "main") -> Timeline:
    """The timeline of a text, from the trees of the file."""
    return dateline.parse(text, dct=dct, events=events, parser=gold)


def main(texts: Sequence[str]) -> None:
    """Print the trees that the built-in parser makes of some sentences."""
    parser = builtin_parser("en")
    assert parser is not None
    for text in texts:
        trees = list(parser(Document(text), [Sentence(Span(0, len(text)))]))
        print(
            re.sub(r"\|?TokenRange=\d+:\d+$", "", write_conllu(trees), flags=re.MULTILINE).replace("\t\n", "\t_\n"),
            end="",
        )


if __name__ == "__main__":
    main(sys.argv[1:])
