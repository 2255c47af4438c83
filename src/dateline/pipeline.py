"""From text to timeline as one function over two literal tuples, RECOGNIZERS and REFINERS."""

from __future__ import annotations

from datetime import date, datetime

from dateline.interval import Moment
from dateline.locale import Locale
from dateline.model import Document, Source, Timex
from dateline.recognize import Annotations
from dateline.recognize.timexes import recognize_timexes
from dateline.resolve import resolve

__all__ = ["find_timexes"]


def find_timexes(
    text: str,
    *,
    dct: date | datetime | str | Moment | None = None,
    language: str = "en",
) -> list[Timex]:
    """The temporal expressions of a text, resolved, in text order."""
    locale = Locale.load(language)
    document = Document(text, Source(), Moment.of(dct, "dct") if dct is not None else None, locale)
    found = recognize_timexes(document, Annotations())
    return [t for t in resolve(found, dct=document.dct) if t.value]
