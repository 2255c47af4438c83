"""The temporal expressions of one text as TimeML, inline TIMEX3 in the form of TempEval-3, for tools of the field.

It holds the text and its temporal expressions (TimeML 1.2.1, TIMEX3), no events.  It needs the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from dateline.errors import ArgumentError
from dateline.export import Ledger, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dateline.model import Source, Timeline, Timex

__all__ = ["dumps"]

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def dumps(
    timeline: Timeline, ledger: Ledger | None = None, *, texts: Mapping[str, str] | Iterable[str] | None = None
) -> str:
    """The one text of `texts` in which the temporal expressions of `timeline` are marked.

    Raises `ArgumentError` if there is not exactly one text, or it is not that of a source of the timeline.
    """
    ledger = Ledger() if ledger is None else ledger
    known = texts_of(timeline, texts)
    if len(known) != 1:
        raise ArgumentError("texts", texts, f"must be the one text to mark; there are {len(known)}")
    ((source, text),) = known.items()
    timexes = [timex for timex in timeline.timexes if timex.source == source]
    creation = _creation(source, timexes)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n',
        f"<DOCID>{_xml(source.title or source.name)}</DOCID>\n",
        creation,
        "<TEXT>",
        *_marked(text, timexes, bool(creation), ledger),
        "</TEXT>\n</TimeML>\n",
    ]
    for event in timeline:
        ledger.lose(event, "event", "only the temporal expressions are marked")
    if _FORBIDDEN.search(text):
        ledger.lose(None, "text", "characters that XML may not hold became U+FFFD")
    return "".join(parts)


def _creation(source: Source, timexes: Iterable[Timex]) -> str:
    value = next((timex.anchor.value for timex in timexes if timex.anchor and timex.anchor.kind == "dct"), "")
    if not value and source.published is not None:
        value = source.published.isoformat()[:10]
    if not value:
        return ""
    return (
        f'<DCT><TIMEX3 tid="t0" type="DATE" value={quoteattr(_clean(value))} functionInDocument="CREATION_TIME">'
        f"{_xml(value)}</TIMEX3></DCT>\n"
    )


def _marked(text: str, timexes: Iterable[Timex], dated: bool, ledger: Ledger) -> Iterator[str]:
    place, number = 0, 0
    for timex in sorted(timexes, key=lambda timex: (timex.span.start, -timex.span.end)):
        start, end = timex.span.start, timex.span.end
        if start < place or text[start:end] != timex.text or start == end:
            ledger.lose(None, "timexes", f"{timex.text!r} at {start} overlaps another, or is not in the text")
            continue
        number += 1
        given = (
            ("tid", f"t{number}"),
            ("type", timex.type.value),
            ("value", timex.value),
            ("mod", timex.mod),
            ("quant", timex.quant),
            ("freq", timex.freq),
            ("temporalFunction", "true" if timex.anchor and timex.anchor.kind != "none" else None),
            ("anchorTimeID", "t0" if dated and timex.anchor and timex.anchor.kind == "dct" else None),
        )
        attributes = " ".join(f"{name}={quoteattr(_clean(value))}" for name, value in given if value)
        yield f"{_xml(text[place:start])}<TIMEX3 {attributes}>{_xml(text[start:end])}</TIMEX3>"
        place = end
    yield _xml(text[place:])


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _xml(text: str) -> str:
    # A reader would make a line feed of a bare carriage return, and offsets would no longer fit.
    return escape(_clean(text), {"\r": "&#13;"})
