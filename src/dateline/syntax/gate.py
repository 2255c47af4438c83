"""Which sentences may tell of something past, by their words alone: the others need no tree to say that they do not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.locale import LocaleData

__all__ = ["past_forms"]


@lru_cache(maxsize=16)
def past_forms(locale: LocaleData) -> re.Pattern[str]:
    """A pattern of the words that can be a past tense or a participle: by their ending, or irregular ones.

    It is for searching a sentence; what it finds may be something else ("the red shed"), what it misses is no past.
    """
    tables, words = locale.tables, locale.words
    known = {
        *tables.get("irregular_past", {}),
        *tables.get("irregular_participle", {}),
        *words.get("past_auxiliary_forms", ()),
        *words.get("perfect_auxiliaries", ()),
        *words.get("contracted_auxiliaries", ()),
    }
    endings = "|".join(re.escape(ending) for ending in sorted(words.get("past_suffixes", ())))
    forms = "|".join(re.escape(form) for form in sorted(known, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?:(?:{endings or '(?!)'})|(?<![^\W_])(?:{forms or '(?!)'}))(?![^\W_])", re.IGNORECASE)
