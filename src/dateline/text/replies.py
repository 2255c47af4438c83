"""Mails within a text: the lines that a reply answers, marked as mail programs do ("> I came"), and what heads them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.locale import LocaleData
    from dateline.model import Document

__all__ = ["Reply", "answered", "innermost", "replies_of"]

_MARKED: Final = re.compile(r"(?:>[ \t]?)+")
# So deep at most are mails in mails looked at.
_DEEPEST: Final = 8
# How long, in characters, is the line that says who wrote what is answered.
_LONGEST: Final = 240


@frozen
class Reply:
    """What a text answers: the `span` of it, the line above that says who wrote it (`head`), and its verb (`cue`)."""

    span: Span
    head: Span
    cue: Span


def answered(text: str) -> list[Span]:
    """The stretches of a text as given whose lines are marked, those within others behind them, in text order.

    A blank line does not end them.
    """
    if not (text.startswith(">") or "\n>" in text):
        return []
    found: list[Span] = []
    opened: list[int] = []
    at = last = 0
    for line in text.split("\n"):
        marks = _MARKED.match(line)
        if marks is not None or line.strip():
            depth = min(marks[0].count(">"), _DEEPEST) if marks is not None else 0
            while len(opened) > depth:
                found.append(Span(opened.pop(), last))
            opened += [at] * (depth - len(opened))
            last = at + len(line)
        at += len(line) + 1
    found += [Span(start, last) for start in opened]
    return sorted(found, key=lambda span: (span.start, -span.end))


def innermost(spans: Sequence[Span], offsets: Iterable[int]) -> Iterator[Span | None]:
    """For each offset, in text order, the smallest of some nested spans that holds it; None if none does."""
    opened: list[Span] = []
    at = 0
    for offset in offsets:
        while at < len(spans) and spans[at].start <= offset:
            while opened and opened[-1].end <= spans[at].start:
                opened.pop()
            opened.append(spans[at])
            at += 1
        while opened and opened[-1].end <= offset:
            opened.pop()
        yield opened[-1] if opened else None


def replies_of(document: Document) -> Iterator[Reply]:
    """What a document answers, as far as a line above says who wrote it: "On 3 May, Ada Brook wrote:"."""
    text = document.text
    for span in document.answered:
        end = len(text[max(0, span.start - _LONGEST) : span.start].rstrip()) + max(0, span.start - _LONGEST)
        start = text.rfind("\n", 0, end) + 1
        if end - start > _LONGEST:
            continue
        cue = _introducing(document.locale).search(text, start, end)
        if cue is not None:
            yield Reply(span, Span(start, end), Span(*cue.span(1)))


@lru_cache(maxsize=16)
def _introducing(locale: LocaleData) -> re.Pattern[str]:
    """A verb of saying that ends a line before its colon."""
    forms = sorted(locale.words.get("speech_verbs", ()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, forms)) or '(?!)'}):\Z", re.IGNORECASE)
