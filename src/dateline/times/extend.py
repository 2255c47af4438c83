"""Locales with words and rules of your own, each tried on its examples as soon as it is added."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from attrs import define

from dateline.errors import LocaleError
from dateline.interval import Moment
from dateline.locale import LocaleData, load
from dateline.model import Document
from dateline.times.timexes import Options, timexes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Locale"]

# The document date under which the examples of rules hold.
EXAMPLES_DATE: Final = Moment(2012, 11, 9)


@define(eq=False)
class Locale(LocaleData):
    """The words and rules of one language.  Hashable by identity; load it once with `Locale.load`."""

    @classmethod
    def load(cls, code: str) -> Locale:
        """The locale of a language code ("en"), or of the path of a TOML file.

        Raises `LocaleError`, which names the file and the rule, for an unknown code or a broken file.
        """
        return _load(code)

    def extend(self, more: Mapping[str, Any]) -> Locale:
        """This locale with words, rules and periods of your own, as a mapping of the form of a locale file.

        `lexicon`, `holidays` (value to names: `{"XXXX-05-17": ["constitution day"]}`), `periods` (EDTF range to names:
        `{"1940-09-07/1941-05-11": ["the blitz"]}`), `signals`, `words` and `tables` add to what is there; `rule`,
        `combine` and `pattern` records come before those of the locale.  Each rule, holiday and period is tried on its
        examples or its names at once, with the document date 2012-11-09.

        Raises `LocaleError`, which names the rule and what it gives instead.
        """
        locale = self.joined(more)
        for name, phrase, value in _examples(locale.path, more):
            document = Document(phrase, dct=EXAMPLES_DATE, locale=locale, dct_from="given")
            found = [t.value for t in timexes_of(document, Options())]
            if (value is None and not found) or (value and value not in found) or (value == "" and found):
                wanted = "a timex" if value is None else repr(value)
                raise LocaleError(locale.path, name, f"the example {phrase!r} gives {found or 'nothing'}, not {wanted}")
        return locale


@functools.lru_cache(maxsize=32)
def _load(code: str) -> Locale:
    return load(code, Locale)


def _examples(path: str, more: Mapping[str, Any]) -> list[tuple[str, str, str | None]]:
    """What each record of an extension is tried on: its name, a phrase, and the value to be found, if one is stated."""
    expected: list[tuple[str, str, str | None]] = []
    for record in (*more.get("rule", ()), *more.get("combine", ())):
        name = str(record.get("name", "rule"))
        if not record.get("examples"):
            raise LocaleError(path, name, 'a rule needs at least one example: examples = { "phrase" = "value" }')
        expected += [(name, phrase, value) for phrase, value in record["examples"].items()]
    for table, what in (("holidays", "holiday"), ("periods", "period")):
        expected += [(f"{what} {n!r}", n, None) for names in more.get(table, {}).values() for n in names]
    return expected
