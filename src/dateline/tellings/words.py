"""The words of a language that comparing tellings needs, read off its locale."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from attrs import field, frozen

from dateline.locale import LocaleData, load

__all__ = ["Words", "split", "words_of"]

_SPLIT: Final = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]*\d)|\d+(?:\.\d+)?(?=(?:bn|m|k)?\b)|[^\W_]+(?:[’'.-][^\W_]+)*|[^\w\s]"
)
_SHORTEST: Final = 2
_VOWELS: Final = frozenset("aeiouy")
_GENITIVES: Final = ("'s", "’s")


def split(text: str) -> list[tuple[str, int, int]]:
    """The words, numbers and signs of a title as they are written and where they stand; no endings of genitives."""
    found = []
    for match in _SPLIT.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        if word.endswith(_GENITIVES):
            word, end = word[:-2], end - 2
        found.append((word, start, end))
    return found


@frozen(eq=False)
class Words:
    """What a language has for the same happening told twice; see the part of that name in its locale file.

    `closed` are the words that hold a sentence together and count nothing; `silent` those of them without which a
    title says the same: articles, auxiliaries, pronouns.  `numbers`, `scales` and `money_scales` are their values,
    `bounds` what stands before a number, by the names of TIMEX3 (`LESS_THAN`).
    """

    closed: frozenset[str]
    silent: frozenset[str]
    prepositions: frozenset[str]
    adding: frozenset[str]
    circumstances: frozenset[str]
    distinguishing: frozenset[str]
    coordinators: frozenset[str]
    once: frozenset[str]
    unique: frozenset[str]
    titles: frozenset[str]
    deeds: Mapping[str, str]
    irregular: Mapping[str, str]
    endings: tuple[str, ...]
    numbers: Mapping[str, int]
    hundred: str
    scales: Mapping[str, float]
    money_scales: Mapping[str, float]
    one_words: frozenset[str]
    joints: frozenset[str]
    range_marks: frozenset[str]
    betweens: frozenset[str]
    partitives: frozenset[str]
    bounds: Mapping[str, str]
    longest_bound: int
    currencies: Mapping[str, str]
    measures: frozenset[str]
    percents: tuple[tuple[str, ...], ...]
    plurals: frozenset[str]
    plural_endings: tuple[str, ...]
    people: frozenset[str]
    stems: dict[str, str] = field(factory=dict)

    def stem(self, form: str) -> str:
        """A key that the forms of a word share: "resigned", "resigns" and "resign"; no word itself."""
        kept = self.stems.get(form)
        if kept is None:
            if len(self.stems) > 60_000:
                self.stems.clear()
            kept = self.stems[form] = self._stem(form)
        return kept

    def _stem(self, form: str) -> str:
        base = self.irregular.get(form)
        if base is None:
            base = form
            for ending in self.endings:
                stem = form[: -len(ending)]
                # "died", but not "thing" nor "pass"
                whole = len(stem) < _SHORTEST or stem[-1] == ending or _VOWELS.isdisjoint(stem)
                if form.endswith(ending) and not whole:
                    base = stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "sl" else stem
                    break
        return base[:-1] if len(base) > _SHORTEST and base[-1] in "eiy" else base

    def deed(self, form: str) -> str:
        """The key of a predicate, one for all verbs of the same deed: "died" and "killed"."""
        stem = self.stem(form)
        return self.deeds.get(stem, stem)

    def is_plural(self, form: str) -> bool:
        """Whether a form looks like the plural of a noun."""
        return form in self.plurals or (
            len(form) > _SHORTEST + 1 and form.endswith(self.plural_endings) and form[-2] != "s"
        )


@lru_cache(maxsize=8)
def words_of(language: str) -> Words:
    """The words of a language.  Raises `LocaleError` for one that is not known."""
    locale = load(language, LocaleData)
    tables, words = locale.tables, locale.words

    def forms(*names: str) -> frozenset[str]:
        return frozenset().union(*(words.get(name, ()) for name in names))

    irregular: dict[str, str] = {}
    for name in ("irregular_past", "irregular_participle", "irregular_forms"):
        irregular |= tables.get(name, {})
    bounds = {form: value for value, listed in locale.raw["lexicon"].get("durmod", {}).items() for form in listed}
    bounds |= {form: value for value, listed in locale.raw["lexicon"].get("approx", {}).items() for form in listed}
    bounds |= tables.get("number_bounds", {})
    silent = forms(
        "articles",
        "possessive_pronouns",
        "pronouns",
        "be_forms",
        "have_forms",
        "do_forms",
        "future_auxiliaries",
        "agent_prepositions",
        "negators",
    )
    hundred = next((form for form, value in locale.multipliers.items() if value == 100), "")
    made = Words(
        closed=forms("function_words", "prepositions", "determiners", "coordinators") | silent,
        silent=silent,
        prepositions=forms("prepositions"),
        adding=forms("adding_words"),
        circumstances=forms("circumstance_words") | {","},
        distinguishing=forms("distinguishing_words") | frozenset(locale.ordinals),
        coordinators=forms("coordinators"),
        once=frozenset(),
        unique=frozenset(),
        titles=forms("titles"),
        deeds={},
        irregular=irregular,
        endings=tuple(sorted(words.get("key_endings", ()), key=lambda ending: (-len(ending), ending))),
        numbers=locale.numbers,
        hundred=hundred,
        scales={form: float(value) for form, value in locale.multipliers.items() if form != hundred}
        | {form: float(value) for form, value in tables.get("number_scales", {}).items()},
        money_scales={form: float(value) for form, value in tables.get("money_scales", {}).items()},
        one_words=forms("indefinite_articles"),
        joints=forms("number_joiners"),
        range_marks=forms("range_marks"),
        betweens=frozenset(form for form, name in locale.signal_names.items() if name == "between"),
        partitives=forms("genitive_prepositions", "articles", "possessive_pronouns"),
        bounds=bounds,
        longest_bound=max((len(form.split()) for form in bounds), default=0),
        currencies=tables.get("currencies", {}),
        measures=frozenset(tables.get("currencies", {}).values()) | {"%"},
        percents=tuple(sorted(tuple(phrase.split()) for phrase in words.get("percent_phrases", ()))),
        plurals=forms("plural_nouns"),
        plural_endings=tuple(sorted(words.get("plural_suffixes", ()))),
        people=forms("people_nouns", "counted_people", "person_nouns"),
    )
    # Keys of lines are stems.
    object.__setattr__(made, "distinguishing", made.distinguishing | frozenset(map(made.stem, made.distinguishing)))
    object.__setattr__(made, "once", frozenset(map(made.stem, forms("once_verbs"))))
    object.__setattr__(made, "unique", frozenset(map(made.stem, forms("unique_verbs"))))
    object.__setattr__(made, "deeds", {made.stem(a): made.stem(b) for a, b in tables.get("same_deeds", {}).items()})
    return made
