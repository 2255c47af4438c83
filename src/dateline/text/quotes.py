"""What stands between quotation marks: “ ”, " ", « » and „ “, and speeches that go on over several paragraphs.

Single quotation marks need no place here: `dateline.text.running` reads those of speech as double ones.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dateline.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Quote", "find_quotes"]

# The longest quote, in characters: a closing mark further off is taken for that of another.
LONGEST: Final = 2000
# A paragraph of a speech that goes on in the next one has no closing mark, and the next one opens with another.
_QUOTE: Final = re.compile(
    rf"“[^“”]{{1,{LONGEST}}}(?:”|(?=\n\s{{0,20}}\n\s{{0,20}}“))"
    rf'|"[^"\n]{{1,{LONGEST}}}(?:"|(?=\n[ \t]{{0,20}}\n[ \t]{{0,20}}"))'
    rf"|«[^«»]{{1,{LONGEST}}}»|„[^„“”]{{1,{LONGEST}}}[“”]"
)
_WORD: Final = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")
_CLOSING: Final = '”"»“'


@frozen
class Quote:
    """A stretch between quotation marks.

    `span` has the marks, `content` has not; `words` counts the words; `closed` is False for a paragraph of a speech
    that goes on in the next.
    """

    span: Span
    content: Span
    words: int
    closed: bool = True


def find_quotes(text: str) -> Iterator[Quote]:
    """The quotes of a text, in its order; none lies in another."""
    if not any(mark in text for mark in '“"«„'):
        return
    for match in _QUOTE.finditer(text):
        start, end = match.span()
        closed = text[end - 1] in _CLOSING and end - start > 1
        content = Span(start + 1, end - 1 if closed else end)
        yield Quote(Span(start, end), content, sum(1 for _ in _WORD.finditer(text, start, end)), closed)
