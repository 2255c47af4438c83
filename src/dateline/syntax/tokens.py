"""A text cut into words as the English treebanks of Universal Dependencies cut it ("do" + "n't", "mill" + "'s")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["words_of"]

# Alternatives are tried in order: what stays whole before what is cut, single signs last.  Repeats are bounded or never
# give back what they took, so that any text is cut in linear time.
_WORD: Final = re.compile(
    r"""
    # Most words first, since they are most of a text; not those that may be cut in two.
    [^\W\d_]++(?=[\s,;?!)]|\Z)(?<!nt)(?<!NT)(?<!nnot)(?<!nna)(?<!tta)
    # Most signs.
  | [,.;?!)](?=\s|\Z)
    # Addresses, names of files and hosts, numbers and dates.
  | https?://\S+[\w/] | www\.\S+[\w/] | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}
  | [^\W_]{1,64}+(?:[.-][^\W_]{1,64}+){0,4}\.(?i:com|org|net|edu|gov|co\.uk|html?|docx?|xlsx?|pdf|txt|csv)\b
  | \d{4}-\d\d-\d\d(?![\w-]) | \d{3}-(?:\d{3}-)?\d{4}(?![\w-])
  | \d++(?:,\d{3}(?!\d)|[.:/]\d++){0,8}+(?:(?:st|nd|rd|th|s)?+(?![^\W\d_])|(?=[ap]\.?m\b|[AP]\.?M\b))
    # Abbreviations keep their stop, but for most at the end of a sentence.
  | (?:[A-Za-z]\.){2,}
  | (?:Mr|Mrs|Ms|Dr|Messrs)\. | (?:etc|al)\.(?!\s*+\Z)
  | (?:Prof|St|Jr|Sr|Gen|Gov|Sen|Rep|Lt|Col|Sgt|Capt|Rev|Hon|Inc|Corp|Ltd|Co|Bros|vs|No|Ft|Mt|pp?|ca?|cf
      |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|[A-Z])\.(?=\s)(?!\s*+\Z)
    # Contractions are cut; "n't" with its apostrophe or without.
  | (?i:ca(?=n['’]?t\b)|wo(?=n['’]?t\b)|sha(?=n['’]t\b)|can(?=not\b)|gon(?=na\b)|wan(?=na\b)|got(?=ta\b))
  | (?i:do|does|did|is|was|are|were|has|have|had|could|would|should)(?=nt\b)
  | (?i:n['’]t)\b | (?<=[^\W\d_])(?:nt|NT)\b | (?<=can)not\b | (?<=gon)na\b | (?<=wan)na\b
  | ['’](?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)\b
  | [^\W\d_]{1,40}?(?=(?i:n['’]t)\b)
    # Words: "O'Brien" and "non-stop" are one, "well-known" three.
  | [^\W\d_]{1,40}+['’](?!(?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)\b)[^\W\d_]{2,40}+
  | (?i:anti|co|counter|cross|e|ex|mid|multi|non|post|pre|pro|re|semi|sub)-(?=[^\W_])[^\W_]++
  | [^\W_]++(?:&[^\W_]++)*+
  | \#[^\W\d_]\w*+ | [:;]-?[()](?!\w)
  | \.{2,} | -{2,} | \*+ | =+ | ~+ | _+ | <+ | >+ | !+\?* | \?+!* | ['’‘`]{2} | \S
    """,
    re.VERBOSE,
)


def words_of(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words between two offsets, as matches: `m.group()`, `m.start()` and `m.end()` (offsets into `text`)."""
    return _WORD.finditer(text, start, end)
