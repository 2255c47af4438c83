"""What the spelling of a word tells, as the locale has it: endings, plurals, the forms of verbs, whose something is."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, TypeAlias

from dateline.errors import LocaleError

if TYPE_CHECKING:
    from dateline.locale import LocaleData

__all__ = ["Rules", "Spelling", "rewritten", "spelling_of"]

Rules: TypeAlias = tuple[tuple[re.Pattern[str], str], ...]


class Spelling:
    """The endings of a locale, each list ready for `str.endswith` and `str.startswith`, and its rules of spelling.

    A rule is a regular expression and what its first match is replaced with; of a table the first that fits decides.
    A table is compiled when first asked for; `LocaleError` names one that is no regular expression.
    """

    def __init__(self, locale: LocaleData) -> None:
        def endings(name: str) -> tuple[str, ...]:
            return tuple(sorted(locale.words.get(name, ())))

        self.locale = locale
        self.genitives = endings("genitive_endings")
        self.plural_genitives = endings("plural_genitive_endings")
        self.past = endings("past_suffixes")
        self.gerund = endings("gerund_suffixes")
        self.adverb = endings("adverb_suffixes")
        self.plural = endings("plural_suffixes")
        self.not_plural = endings("singular_suffixes")

    def _rules(self, name: str) -> Rules:
        out = []
        for pattern, replacement in self.locale.tables.get(name, {}).items():
            try:
                rule = re.compile(pattern)
                # A replacement is only read when it is used.
                rule.sub(replacement, "")
                out.append((rule, replacement))
            except (re.error, IndexError) as error:
                reason = f"{pattern!r} = {replacement!r} is no rule of spelling: {error}"
                raise LocaleError(self.locale.path, name, reason) from None
        return tuple(out)

    @functools.cached_property
    def plurals(self) -> Rules:
        """Plurals of nouns."""
        return self._rules("plurals")

    @functools.cached_property
    def third_person(self) -> Rules:
        """Third persons of verbs."""
        return self._rules("third_person")

    def is_plural(self, word: str) -> bool:
        """True if a noun looks like a plural: "mills", but not "glass"."""
        return word.endswith(self.plural) and not word.endswith(self.not_plural)

    def genitive(self, name: str, *, plural: bool = False) -> str:
        """A name in the genitive: "Ray's", "the Rays'"."""
        for ending in self.plural_genitives if plural else ():
            if name.endswith(ending[:-1]):
                return name + ending[-1]
        return name + next(iter(self.genitives), "")

    def has_owner(self, words: str) -> bool:
        """True if a word of a phrase, other than the last, is in the genitive: "the firm's lawyer"."""
        return any(f"{ending} " in words for ending in self.genitives)


def rewritten(word: str, rules: Rules) -> str:
    """A word as the first rule that fits writes it, or as it is."""
    for pattern, replacement in rules:
        if (found := pattern.search(word)) is not None:
            return word[: found.start()] + found.expand(replacement) + word[found.end() :]
    return word


@functools.lru_cache(maxsize=16)
def spelling_of(locale: LocaleData) -> Spelling:
    """The spelling of a locale, read once."""
    return Spelling(locale)
