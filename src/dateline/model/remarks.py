"""What there is to say of a timeline: what its documents were read with, and why it has no event."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from dateline.model.checks import to_tuple, unique_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.model.texts import Source

__all__ = ["NO_EVENT", "filtered_out", "merged_remarks", "remark_of", "to_remarks"]

NO_EVENT: Final = "no event: "
"""What a remark begins with, behind the name of its source, that says why there is no event."""


def to_remarks(value: Any) -> Any:
    """Remarks as a tuple, each once."""
    remarks = to_tuple(value)
    return unique_of(remarks) if isinstance(remarks, tuple) and len(remarks) > 1 else remarks


def remark_of(source: Source, remark: str) -> str:
    """A remark on a source, with its name if it has one: among those of other sources it must be known whose it is."""
    known = source.stated_name or source.publisher or source.title or source.author or source.url
    return f"{known}: {remark}" if known else remark


def filtered_out(number: int, by: Sequence[str]) -> str:
    """Why nothing is left of so many events, by what was asked of them."""
    events = "the only event was" if number == 1 else f"all {number:,} events were"
    return f"{NO_EVENT}{events} left out by {' and '.join(by)}; ask for less"


def merged_remarks(remarks: Iterable[Iterable[str]], *, empty: bool) -> tuple[str, ...]:
    """The remarks of timelines that become one, in any order the same.

    Why one of them has no event is kept if it names the source, or if there is no event in all of them.
    """
    return tuple(sorted({one for one in chain.from_iterable(remarks) if empty or not one.startswith(NO_EVENT)}))
