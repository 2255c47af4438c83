"""A text cut into words as the English treebanks of Universal Dependencies cut it ("do" + "n't", "mill" + "'s")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["words_of"]

# Alternatives are tried in order: what stays whole before what is cut, single signs last.
_WORD: Final = re.compile(
    r"""
    https?://\S+[\w/] | www\.\S+[\w/] | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}
  | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])
  | (?:[A-Za-z]\.){2,}
  | (?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Gen|Gov|Sen|Rep|Lt|Col|Sgt|Capt|Rev|Hon|Inc|Corp|Ltd|Co|Bros|vs|etc|No
      |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|[A-Z])\.(?=\s)(?!\s*$)
  | (?i:ca(?=n['’]t\b)|wo(?=n['’]t\b)|sha(?=n['’]t\b)|can(?=not\b)|gon(?=na\b)|wan(?=na\b)|got(?=ta\b))
  | n['’]t\b | (?<=can)not\b | (?<=gon)na\b | (?<=wan)na\b
  | ['’](?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)\b
  | [^\W\d_]{1,40}?(?=n['’]t\b)
  | [^\W_]+(?:&[^\W_]+)*
  | \.{2,} | -{2,} | \*+ | =+ | ~+ | _+ | !+\?* | \?+!* | ['’‘`]{2} | \S
    """,
    re.VERBOSE,
)


def words_of(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words between two offsets, as matches: `m.group()`, `m.start()` and `m.end()` (offsets into `text`)."""
    return _WORD.finditer(text, start, end)
