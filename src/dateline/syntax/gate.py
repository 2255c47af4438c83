"""Which sentences may tell of something past, by their words alone: the others need no tree to say that they do not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dateline.locale import LocaleData
    from dateline.model import Span

__all__ = ["may_be_past"]

# A word, or what an apostrophe parts from it: "he" and "'d".
_WORD: Final = re.compile(r"['’]?[^\W_]++")


def may_be_past(text: str, span: Span, locale: LocaleData) -> bool:
    """Whether a stretch of text has a word that can be a past tense or a participle: by its ending, or irregular.

    What is found may be something else ("the red shed"); where nothing is found, nothing is past.
    """
    forms, endings = _past_forms(locale)
    for word in _WORD.finditer(text, span.start, span.end):
        form = word[0].lower().replace("’", "'")
        if form in forms or form.endswith(endings) or form.lstrip("'") in forms:
            return True
    return False


@lru_cache(maxsize=16)
def _past_forms(locale: LocaleData) -> tuple[frozenset[str], tuple[str, ...]]:
    tables, words = locale.tables, locale.words
    forms = {
        *tables.get("irregular_past", {}),
        *tables.get("irregular_participle", {}),
        *words.get("past_auxiliary_forms", ()),
        *words.get("perfect_auxiliaries", ()),
        *words.get("contracted_auxiliaries", ()),
    }
    return frozenset(forms), tuple(sorted(words.get("past_suffixes", ())))
