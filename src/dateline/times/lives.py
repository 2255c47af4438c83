"""What dates nothing that is told: years and ages of a life ("Ada Brock (1850–1911)"), "two days after the loss".

These refiners work on unresolved timexes, as those of `heads` do.
"""

from __future__ import annotations

import functools
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.model import TimexType
from dateline.model.times import altered
from dateline.times.ranges import STOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.locale import LocaleData
    from dateline.model import Document, Timex

__all__ = ["mark_ages", "mark_cited", "mark_happenings", "mark_lives"]

YEAR: Final = re.compile(r"\d{4}|year \d{3}")
COUNTED: Final = re.compile(r"ref (?![+-]?\d+D|[+-]P\d+[DW]|-)")
# "(b. 1850, d. 1911)"
LIFE_OPENING: Final = re.compile(r"\((?:[^\W\d_]{1,5}\.? )?\Z")
LIFE_BETWEEN: Final = re.compile(r"(?: ?[–—-] ?|[,;] )(?:[^\W\d_]{1,5}\.? )?")
WORDS: Final = re.compile(r"[^\W\d_]+")
# In characters: so far before its date stands the word for a birth, and so far behind it what counts from an age.
BIRTH: Final = 40
NEAR: Final = 120
# A day of a month, and in characters how far before it stands what it is the date of.
DAY: Final = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
WORK: Final = 24
PART: Final = re.compile(r"XXXX-XX-XXT[A-Z]{2}")
DAY_TOLD: Final = re.compile(r"(?:\d{4}|XXXX)-(?:\d\d|XX)-\d\d(?!T)|XXXX-WXX-\d")
OF_HAPPENING: Final = re.compile(r" ([a-z]+) ([a-z]+) (?![a-z]+ (?:of )?\d)[a-z]{3,}")
# In characters: within so many stand the first two words behind a length.
HAPPENING: Final = 24


def mark_lives(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """Two years in brackets, "Ada Brock (1850–1911)", are those of a life or a reign: the story does not move there."""
    text = document.text
    out = list(timexes)
    for i, (first, last) in enumerate(pairwise(timexes)):
        start, end = first.span.start, last.span.end
        if (
            text[end : end + 1] == ")"
            and YEAR.fullmatch(first.expression)
            and YEAR.fullmatch(last.expression)
            and LIFE_OPENING.search(text, max(0, start - 8), start)
            and LIFE_BETWEEN.fullmatch(text, first.span.end, last.span.start)
        ):
            out[i] = altered(first, setting=evolve(first.setting, narrative="aside"))
            out[i + 1] = altered(last, setting=evolve(last.setting, narrative="aside"))
    return out


@functools.lru_cache(maxsize=16)
def _age_regex(locale: LocaleData) -> re.Pattern[str]:
    cues = sorted(locale.words.get("age_cues", ()), key=len, reverse=True)
    numbers = "|".join(sorted(map(re.escape, locale.numbers), key=len, reverse=True)) or "(?!)"
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, cues)) or '(?!)'})\s+(?:\d{{1,2}}|{numbers})\b(?![:.]\d)", re.IGNORECASE
    )


def mark_ages(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """What counts from an age has no date: "Born in 1936, he left school at 15 and went to sea two years later".

    "She was ten when the war came.  That summer …" is of no summer of her birth.
    """
    text, births = document.text, document.locale.words.get("birth_words", frozenset())
    out = list(timexes)
    for i, (birth, timex) in enumerate(pairwise(timexes), 1):
        start, low = timex.span.start, birth.span.end
        if start - low > NEAR or timex.expression[:1] != "r" or not COUNTED.match(timex.expression):
            continue
        lead = WORDS.findall(text[max(0, birth.span.start - BIRTH) : birth.span.start].lower())
        if not births.isdisjoint(lead) and _age_regex(document.locale).search(text, low, start):
            out[i] = altered(timex, setting=evolve(timex.setting, narrative="adrift"))
    return out


def mark_happenings(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """What counts from a happening moves the story on to a day that nobody knows: "Two days after the loss he came".

    So does a part of its day, told beside another day: "on the 10th, and again on the morning of the accident".
    """
    text, words = document.text, document.locale.words
    links = words.get("counting_links", frozenset())
    starts = words.get("determiners", frozenset()) | words.get("possessives", frozenset())
    belonging = words.get("belonging_prepositions", frozenset())
    out = list(timexes)
    for i, timex in enumerate(timexes):
        before = timexes[i - 1] if i else None
        part = timex.expression[:1] == "X" and PART.fullmatch(timex.expression) is not None
        beside = before is not None and part and DAY_TOLD.match(before.expression)
        if beside and before is not None and STOP.search(text, before.span.end, timex.span.start) is None:
            happening = OF_HAPPENING.match(text, timex.span.end)
            if happening is not None and happening[1] in links | belonging and happening[2] in starts:
                out[i] = altered(timex, setting=evolve(timex.setting, narrative="adrift"))
            continue
        if not timex.leads or timex.type is not TimexType.DURATION:
            continue
        behind = WORDS.findall(text[timex.span.end : timex.span.end + HAPPENING].lower())[:2]
        if len(behind) == 2 and behind[0] in links and behind[1] in starts:
            out[i] = altered(timex, setting=evolve(timex.setting, narrative="adrift"))
    return out


def mark_cited(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """The date of a paper lends its month to no other: "the minutes of 9 February", with "on the 3rd" behind."""
    text, words = document.text, document.locale.words
    works, links = words.get("cited_works", frozenset()), words.get("belonging_prepositions", frozenset())
    out = list(timexes)
    for i, timex in enumerate(timexes):
        if not DAY.fullmatch(timex.expression):
            continue
        start = timex.span.start
        near = text[max(0, start - WORK) : start].lower()
        said = near.split()[-1:]
        if said and said[0].isalpha() and said[0] not in links:
            continue
        before = WORDS.findall(near)[-2:]
        if len(before) == 2 and before[0] in works and before[1] in links:
            out[i] = altered(timex, expression=f"{timex.expression} cited")
    return out
