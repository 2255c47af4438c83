"""Marks that are no words of a text: numbers of notes, emphasis of Markdown, what is not seen, single quotation marks.

Each is an edit: from where, up to where, and what the text is read as there.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Edit", "marks_of"]

Edit: TypeAlias = tuple[int, int, str]

# Characters that are not seen (soft hyphens, spaces without width, byte order marks), and line ends of other systems.
_UNSEEN: Final = ("\u00ad", "\u200b", "\u2060", "\ufeff")
_NOISE: Final = re.compile(rf"[{''.join(_UNSEEN)}]+|\r\n?")
# "in 1921.[3]", "the mill[12][13]", "of the town.[a]"
_NOTE: Final = re.compile(
    r"\[(?<=[^\W_]\[|[.,;:!?)\]\"”’]\[)(?:\d{1,3}|[Nn]ote \d{1,3}|citation needed|(?<=[.,;:)\]\"”’]\[)[a-z])\](?!\w)"
)
_RAISED: Final = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_RAISED_NOTE: Final = re.compile(rf"[{_RAISED}](?:(?<=[a-z]{{4}}.)|(?<=[.,;:!?)\]\"”’].))[{_RAISED}]*")
# "closed the mill.12 The town": a raised number that a copy has brought down.
_LOWERED_NOTE: Final = re.compile(
    r"\.(?=[”\"]?\d)(?:(?<=[a-z]{4}\.)(?<!para\.)|(?<=\b[io][nf] [12]\d{3}\.)|(?<=\b[Bb]y [12]\d{3}\.)"
    r"|(?<=\b[Ss]ince [12]\d{3}\.)|(?<=\b(?:from|till|into) [12]\d{3}\.)|(?<=\buntil [12]\d{3}\.)"
    r"|(?<=[A-Za-z]{3} [12]\d{3}\.)|(?<=[(–-][12]\d{3}\.))[”\"]?(\d{1,3})(?=\s+[A-Z“\"]|\s*\Z)"
)
_STRONG: Final = re.compile(r"(\*\*|__)(?=[^\s*_])[^\n*]{1,200}?(?<=[^\s*_])(\1)")
_EMPHASIS: Final = re.compile(r"([*_])(?<![\w*][*_])(?=[^\s*_])[^\n*_]{1,120}(?<=[^\s*_])(\1)(?![\w*])")
# "> " before the lines of a letter that is answered; "&amp;" of a page; a dash typed on a machine that has none.
_ANSWERED: Final = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_ENTITY: Final = re.compile(r"&(?:[a-z]{2,6}|#\d{2,5}|#x[\da-f]{2,4});")
_DASH: Final = re.compile(r"--(?<![-|:+]--)(?![-|:+])")
# As newswires and treebanks have them: ``The mill is lost,'' she said.
_TYPEWRITTEN: Final = re.compile(r"``|''")
# The longest speech in single quotation marks, in characters, and how many marks in it are looked at.
_SPEECH: Final = 1000
_LOOKED_AT: Final = 12
# Fewer characters between two marks are letters left out: "rock 'n' roll".
_LEAST: Final = 4
_CLOSING: Final = re.compile(r"['’](?!\w)|[‘“”\"]|\n\s*\n")
# A class of characters comes first in each of these: the search then passes over all others at once.
_OPENING: Final = re.compile(r"['‘](?<![\w'’]['‘])(?=[^\W\d_])")
_STRAIGHT_OPENING: Final = re.compile(r"'(?<![\w'’]')(?=[^\W\d_])")


def marks_of(text: str) -> list[Edit]:
    """The edits of a text, in its order; none may lie in another."""
    found: list[Edit] = []
    ascii_only = text.isascii()
    if "\r" in text or not (ascii_only or all(sign not in text for sign in _UNSEEN)):
        found += ((*one.span(), "\n" if one[0][0] == "\r" else "") for one in _NOISE.finditer(text))
    if "[" in text:
        found += ((*one.span(), "") for one in _NOTE.finditer(text))
    if not ascii_only and any(sign in text for sign in _RAISED):
        found += ((*one.span(), "") for one in _RAISED_NOTE.finditer(text))
    found += [(*one.span(1), "") for one in _LOWERED_NOTE.finditer(text)]
    for mark, pattern in (("**", _STRONG), ("__", _STRONG), ("*", _EMPHASIS), ("_", _EMPHASIS)):
        # A single character is found faster than two.
        if mark[0] in text and mark in text:
            found += ((*one.span(group), "") for one in pattern.finditer(text) for group in (1, 2))
    if text.startswith(">") or "\n>" in text:
        found += ((*one.span(), "") for one in _ANSWERED.finditer(text))
    if "&" in text and _ENTITY.search(text) is not None:
        from html import unescape  # a table of two thousand names, which few texts need

        found += ((*one.span(), meant) for one in _ENTITY.finditer(text) if len(meant := unescape(one[0])) == 1)
    if "--" in text:
        found += ((*one.span(), "–") for one in _DASH.finditer(text))
    if "``" in text:
        found += ((*one.span(), "“" if one[0] == "``" else "”") for one in _TYPEWRITTEN.finditer(text))
    elif "'" in text or "‘" in text:
        found += _speeches(text)
    found.sort()
    edits: list[Edit] = []
    for edit in found:
        if not edits or edit[0] >= edits[-1][1]:
            edits.append(edit)
    return edits


def _speeches(text: str) -> Iterator[Edit]:
    """The marks of speech in single quotation marks, to be read as double ones.

    Only where a text has no double ones but such as stand within single ones: else these are quotes in quotes.
    """
    edits: list[Edit] = []
    doubles = 0
    at = 0
    search = (_OPENING if "‘" in text else _STRAIGHT_OPENING).search
    while (opening := search(text, at)) is not None:
        start = opening.start()
        end = _end_of_speech(text, start, curly=opening[0] == "‘")
        if end is None:
            at = start + 1
            continue
        edits += (start, start + 1, "“"), (end, end + 1, "”")
        for inner in range(start + 1, end):
            if text[inner] in '“”"':
                doubles += 1
                edits.append((inner, inner + 1, "’" if text[inner] == "”" or text[inner + 1] in " ,.;:!?’'" else "‘"))
        at = end + 1
    if doubles == sum(text.count(mark) for mark in '“”"'):
        yield from edits


def _end_of_speech(text: str, start: int, *, curly: bool) -> int | None:
    """Where the mark stands that closes the speech opened at `start`; an apostrophe looks the same."""
    first = owners = None
    for mark in islice(_CLOSING.finditer(text, start + 2, start + _SPEECH), _LOOKED_AT):
        at = mark.start()
        if mark[0] not in ("'", "’"):
            if mark[0] in ("“", "”", '"') and curly:
                continue
            break
        if curly and mark[0] == "'":
            continue
        before, after = text[at - 1], text[at + 1 : at + 2]
        if before.isspace() or at - start < _LEAST:
            continue
        if before in ",.!?…—" or after in ("", ",", ".", ";", ":", "!", "?", ")", "\n"):
            return at
        if first is None and before != "s":
            first = at
        elif owners is None:
            owners = at
    # A word or two that somebody used: 'wholly unsuitable', but also 'five months'.
    end = owners if first is None else first
    return end if end is not None and end - start < _SPEECH // 10 else None
