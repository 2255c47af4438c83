"""Words and dependency trees in the manner of Universal Dependencies v2: `Token`, `Tree`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["NO_HEAD", "Token", "Tree"]

# The head of the root.
NO_HEAD = -1


@frozen
class Token:
    """A word of a tree: its form, where it stands, and what the parser says of it.

    `index` counts the words of its tree from 0.  `start` and `end` are half-open code-point offsets into the text of
    the document.  `upos` is the universal part of speech, `feats` the UD features ("Mood=Ind|Tense=Past|VerbForm=Fin",
    "" for none), `head` the index of the governor (`NO_HEAD` for the root) and `relation` the UD relation to it.
    """

    index: int
    form: str
    start: int
    end: int
    upos: str
    feats: str
    head: int
    relation: str


@frozen(eq=False)
class Tree:
    """The dependency tree of a sentence, or of a stretch of a very long one.

    The columns have one entry a word, in text order: `forms` (as in the text), `starts` and `ends` (half-open
    code-point offsets into the document), `upos`, `feats`, `heads` (indices, `NO_HEAD` for the root) and `relations`,
    as in `Token`.  There is exactly one root, and no word governs itself, directly or through others.
    """

    forms: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    upos: Sequence[str]
    feats: Sequence[str]
    heads: Sequence[int]
    relations: Sequence[str]
    # Forms in lower case, with straight apostrophes: what word lists are asked for.
    lower: Sequence[str] = field(init=False)
    children: Sequence[Sequence[int]] = field(init=False, repr=False)
    _subtrees: dict[int, frozenset[int]] = field(init=False, repr=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "lower", [_lowered(form) for form in self.forms])
        # Most words govern nothing: they share one empty tuple.
        children: list[list[int] | tuple[()]] = [()] * len(self.heads)
        for index, head in enumerate(self.heads):
            if head >= 0:
                known = children[head]
                if isinstance(known, list):
                    known.append(index)
                else:
                    children[head] = [index]
        object.__setattr__(self, "children", children)

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def tokens(self) -> list[Token]:
        """The words as objects, in text order."""
        return list(self)

    def __iter__(self) -> Iterator[Token]:
        columns = zip(
            self.forms, self.starts, self.ends, self.upos, self.feats, self.heads, self.relations, strict=True
        )
        for index, column in enumerate(columns):
            yield Token(index, *column)

    @cached_property
    def root(self) -> int:
        """The index of the word that has no governor."""
        return next(index for index, head in enumerate(self.heads) if head < 0)

    def subtree(self, index: int, without: Iterable[int] = ()) -> frozenset[int]:
        """The indices of a word and of all that it governs, leaving out the subtrees of the words in `without`."""
        if not without:
            known = self._subtrees.get(index)
            if known is None:
                known = self._subtrees[index] = self._governed(index, frozenset())
            return known
        return self._governed(index, frozenset(without))

    def _governed(self, index: int, stop: frozenset[int]) -> frozenset[int]:
        found = [index]
        # Grows while it is walked.
        for at in found:
            children = self.children[at]
            if children:
                found += [child for child in children if child not in stop] if stop else children
        return frozenset(found)

    def forget(self) -> None:
        """Drop the subtrees that were worked out: a long document has many."""
        self._subtrees.clear()

    def ancestors(self, index: int) -> Iterator[int]:
        """The governors of a word, from its own up to the root."""
        at = self.heads[index]
        while at >= 0:
            yield at
            at = self.heads[at]


@lru_cache(maxsize=1 << 16)
def _lowered(form: str) -> str:
    """A form in small letters, with a straight apostrophe."""
    return form.lower().replace("’", "'")
