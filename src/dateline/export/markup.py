"""Text where markup is read: escaped for HTML, and without what HTML may not hold."""

from __future__ import annotations

import re
from html import escape

__all__ = ["FORBIDDEN", "clean", "escaped", "isolated"]

# What HTML may not hold, or a reader would change.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")


def clean(text: str) -> str:
    """`text` with U+FFFD for what HTML may not hold, and with line feeds for all line ends."""
    return FORBIDDEN.sub("\ufffd", _LINE_END.sub("\n", text))


def escaped(text: str) -> str:
    """`text` where markup is read, in an element or a quoted attribute."""
    return escape(clean(text))


def isolated(text: str) -> str:
    """`text` as an element that moves nothing around it, though it runs from right to left or pretends to."""
    return f"<bdi>{escaped(text)}</bdi>"
