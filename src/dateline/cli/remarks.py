"""What the command says of its results: all of it where it is asked for, the first of each kind where there is much."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import Factory, define, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Remark", "Summary", "Told"]

About: TypeAlias = Literal["documents", "decisions", "events", "dates", "form"]

# Of so many files what there is to say of a kind is said in full.
_SHOWN: Final = 2
# What is said of the others, which are counted.
_REST: Final[dict[About, str]] = {
    "documents": "{} had something left out, guessed or found odd",
    "decisions": "{} had decisions that were not applied as they stand",
    "events": "{} gave no event",
    "dates": "{} had dates that could not be fixed",
    "form": "{} had something that the form could not hold",
}


@frozen
class Remark:
    """One thing to say of a result, and what it is about."""

    about: About
    text: str


@frozen
class Told:
    """What there is to say of a result, and the decisions that are about its documents, by their numbers."""

    said: tuple[Remark, ...]
    taken: tuple[int, ...] = ()


@define
class Summary:
    """What was said of many results one after another; `whole` if all is to be said."""

    whole: bool
    files: Counter[About] = Factory(Counter)

    def shown(self, said: Sequence[Remark]) -> Iterator[str]:
        """What is to be said of the next result at once."""
        self.files.update({remark.about for remark in said})
        for remark in said:
            if self.whole or self.files[remark.about] <= _SHOWN:
                yield remark.text

    def rest(self) -> Iterator[str]:
        """What is to be said of those that were only counted."""
        for about, words in _REST.items():
            more = self.files[about] - _SHOWN
            if more > 0 and not self.whole:
                counted = "1 more file" if more == 1 else f"{more} more files"
                yield f"{words.format(counted)}; --verbose names them"
