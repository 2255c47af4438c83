"""The words that make something less than certain: "allegedly", "perhaps", "thought to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.model import Certainty, Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find_hedges"]


def find_hedges(document: Document) -> Iterator[tuple[Span, Certainty]]:
    """Where a text hedges, in text order: the phrases of the locale as whole words, the longest at each place."""
    text = document.text.lower()
    if len(text) != len(document.text):
        # A capital whose small form is longer: offsets would no longer fit.
        text = document.text
    found: list[tuple[int, int, str]] = []
    for phrase, grade in document.locale.tables.get("hedges", {}).items():
        at = text.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
                found.append((at, end, grade))
            at = text.find(phrase, end)
    last = -1
    for start, end, grade in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if start >= last:
            yield Span(start, end), Certainty(grade)
            last = end
