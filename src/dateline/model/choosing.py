"""Which events of a timeline are meant: what `Timeline.filter` takes, one value or several, as tests of an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from dateline.errors import ArgumentError
from dateline.interval import Granularity, Interval
from dateline.model.checks import folded, member_of, to_interval
from dateline.model.events import Event, Status
from dateline.model.texts import Source

if TYPE_CHECKING:
    import datetime as dt

    from dateline.interval import Moment

__all__ = ["FRAME", "Test", "in_document", "in_time", "of_kind", "of_status", "several", "to_frame", "with_words"]

Test: TypeAlias = Callable[[Event], bool]

FRAME = "must be an Interval, its EDTF or a date"


def several(value: Any) -> tuple[Any, ...]:
    """The values of an argument that may be one or a collection."""
    return (value,) if isinstance(value, str) or not isinstance(value, Iterable) else tuple(value)


def of_status(value: Any) -> Test:
    wanted = {member_of(Status, status, "status") for status in several(value)}
    return lambda event: event.status in wanted


def of_kind(value: Any) -> Test:
    wanted = several(value)
    for kind in wanted:
        if not isinstance(kind, str):
            raise ArgumentError("kind", kind, "must be a string, such as 'occurrence', or a collection of them")
    return lambda event: event.kind in wanted


def with_words(value: Any) -> Test:
    """Whether the title or a quote has one of some words in it, whatever their case and spacing."""
    wanted = several(value)
    for words in wanted:
        if not isinstance(words, str):
            raise ArgumentError("text", words, "must be a string or a collection of them")
    words = tuple(map(folded, wanted))

    def test(event: Event) -> bool:
        told = folded("\n".join((event.title, *(quote.text for quote in event.evidence))))
        return any(word in told for word in words)

    return test


def in_document(value: Source | str) -> Test:
    """Whether the event rests on a document: a `Source`, or one with this name, title, publisher, address or id."""
    if isinstance(value, Source):
        return lambda event: any(quote.source.id == value.id for quote in event.evidence)
    wanted = folded(value)

    def test(event: Event) -> bool:
        return any(
            wanted == folded(name)
            for quote in event.evidence
            for name in (
                quote.source.name,
                quote.source.title,
                quote.source.publisher,
                quote.source.url,
                quote.source.id,
            )
            if name
        )

    return test


def in_time(value: Any) -> Test:
    """Whether the event may have been going on in a time: an interval, or from one up to, not including, another."""
    frame = _between(*value) if isinstance(value, (tuple, list)) and len(value) == 2 else to_frame(value, "between")
    return lambda event: event.when is not None and frame.overlaps(event.when)


def to_frame(value: Any, argument: str) -> Interval:
    frame = to_interval(value)
    if not isinstance(frame, Interval):
        raise ArgumentError(argument, value, FRAME)
    return frame


def _between(first: Any, last: Any) -> Interval:
    start, end = _beginning(first), _beginning(last)
    if start is not None and end is not None and end.instant <= start.instant:
        raise ArgumentError("between", (first, last), "the second must come after the first")
    return Interval(start, end, Granularity.MICROSECOND)


def _beginning(value: Interval | str | dt.date | None) -> Moment | None:
    """The first moment of what stands for a bound, None for none."""
    if value is None:
        return None
    frame = to_frame(value, "between")
    if frame.start is None:
        raise ArgumentError("between", value, "has no first moment; give None where there is no bound")
    return frame.start
