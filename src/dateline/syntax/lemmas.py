"""What a form of a verb or noun may come from, by the endings and irregular forms of the locale."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dateline.locale import LocaleData

__all__ = ["lemmas_of"]

_DOUBLED: Final = 2


@lru_cache(maxsize=60_000)
def lemmas_of(form: str, locale: LocaleData) -> frozenset[str]:
    """The base forms that a form, in small letters, may belong to, itself among them: "denied" -> "deny", "denie", ….

    No dictionary is asked, so some are no words; they are for looking up in a list of base forms, where those are not.
    """
    found = {form}
    for table in ("irregular_past", "irregular_participle", "irregular_forms"):
        base = locale.tables.get(table, {}).get(form)
        if base is not None:
            found.add(base)
    for ending in locale.words.get("inflections", ()):
        stem = form[: -len(ending)]
        if not form.endswith(ending) or len(stem) < _DOUBLED:
            continue
        found |= {stem, stem + "e"}
        if stem[-1] == "i":
            found.add(stem[:-1] + "y")
        if stem[-1] == stem[-2]:
            found.add(stem[:-1])
    return frozenset(found)
