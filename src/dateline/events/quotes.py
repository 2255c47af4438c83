"""The quotes that an event rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.model import Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.events.context import Context
    from dateline.model import Timex
    from dateline.times.lines import Line

__all__ = ["LONGEST_QUOTE", "evidence_of"]

# In characters.  A longer sentence is quoted in part: no reader calls a page a quote.
LONGEST_QUOTE: Final = 700


def evidence_of(context: Context, line: Line, at: int, timexes: Iterable[Timex]) -> tuple[Mention, ...]:
    """The sentence, or where it is long what stands around an offset and the time; then a date that stands apart."""
    document, span = context.document, line.sentence.span
    text = document.text
    timexes = tuple(timexes)
    apart = [Mention.at(timex.span, document) for timex in timexes if not span.contains(timex.span)]
    if len(span) > LONGEST_QUOTE:
        inside = [timex.span for timex in timexes if span.contains(timex.span)]
        low = min([at, *(one.start for one in inside)])
        high = max([at, *(one.end for one in inside)])
        if high - low > LONGEST_QUOTE - 100:
            low = high = at
        room = (LONGEST_QUOTE - (high - low)) // 2
        start, end = max(span.start, low - room), min(span.end, high + room)
        while span.start < start < low and not text[start - 1].isspace():
            start += 1
        while high < end < span.end and not text[end].isspace():
            end -= 1
        span = Span(start, end)
    return (Mention.at(span, document), *apart)
