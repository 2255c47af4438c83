"""The temporal expressions of one text as TimeML 1.2.1, inline TIMEX3, for tools of the field.

It holds the text and its temporal expressions, no events.  It needs the text.  By itself it is what the definition of
TimeML allows: a `TimeML` element with text and TIMEX3 in it, the creation time as an empty one at the head.  The form
"tempeval" is that of TempEval-3, which wraps the text and its date in elements that TimeML does not have.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape, quoteattr

from dateline.errors import ArgumentError
from dateline.export.ledger import Ledger, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dateline.model import Source, Timeline, Timex

__all__ = ["dumps"]

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def dumps(
    timeline: Timeline,
    ledger: Ledger | None = None,
    *,
    texts: Mapping[str, str] | Iterable[str] | None = None,
    form: Literal["timeml", "tempeval"] = "timeml",
) -> str:
    """The one text of `texts` in which the temporal expressions of `timeline` are marked.

    Raises `ArgumentError` if there is not exactly one text, it is not that of a source of the timeline, or for any
    other `form`.
    """
    if form not in ("timeml", "tempeval"):
        raise ArgumentError("form", form, "must be 'timeml' or 'tempeval'")
    ledger = Ledger() if ledger is None else ledger
    known = texts_of(timeline, texts)
    if len(known) != 1:
        raise ArgumentError("texts", texts, f"must be the one text to mark; there are {len(known)}")
    ((source, text),) = known.items()
    timexes = [timex for timex in timeline.timexes if timex.source == source]
    created = _created(source, timexes)
    marked = "".join(_marked(text, timexes, bool(created), ledger))
    if form == "tempeval":
        dated = f"<DCT>{_creation(created, _xml(created))}</DCT>\n" if created else ""
        name = f"<DOCID>{_xml(source.title or source.name)}</DOCID>\n"
        body = f"\n{name}{dated}<TEXT>{marked}</TEXT>\n"
    else:
        body = (_creation(created, "") if created else "") + marked
        ledger.lose(None, "sources", "TimeML has no place for the name of the text; the form 'tempeval' has")
    for event in timeline:
        ledger.lose(event, "event", "only the temporal expressions are marked")
    if _FORBIDDEN.search(text):
        ledger.lose(None, "text", "characters that XML may not hold became U+FFFD")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>{body}</TimeML>\n'


def _created(source: Source, timexes: Iterable[Timex]) -> str:
    """When the text was written, "" if nobody knows."""
    value = next((timex.anchor.value for timex in timexes if timex.anchor and timex.anchor.kind == "dct"), "")
    if not value and source.published is not None:
        value = source.published.isoformat()[:10]
    return value


def _creation(value: str, shown: str) -> str:
    kind = "TIME" if "T" in value else "DATE"
    told = f'tid="t0" type="{kind}" value={quoteattr(_clean(value))} functionInDocument="CREATION_TIME"'
    return f"<TIMEX3 {told}>{shown}</TIMEX3>" if shown else f"<TIMEX3 {told}/>"


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
