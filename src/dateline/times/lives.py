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

__all__ = ["mark_ages", "mark_background", "mark_cited", "mark_happenings", "mark_lives"]

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
# A year, month, season or day that has its year.
DATED: Final = re.compile(r"\d{4}(?:-[\dA-Z]{2}(?:-\d\d)?)?")
# What parts a clause from the one before it, and the word behind a clause that a comma closes.
OPENS_CLAUSE: Final = re.compile(r"[.;:!?()\n]|, ")
CLOSED: Final = re.compile(r",\s([a-z’']+)(?=[\s.,])")
# In characters: a clause that is set off is no longer, nor what it is said of.
SET_OFF: Final = 90
# In characters: a word no longer ends so by chance ("need", "bed").
SHORT: Final = 4
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


def mark_background(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """A date within a clause that commas set off between a subject and its verb lends its month and year to nothing.

    "The firm, founded in October 1998, said on the 5th that it would close."  Nor does what a sentence looks back to at
    its end: "Orr was replaced in July by Vane, who had served since 1859.  That autumn …".
    """
    text, words = document.text, document.locale.words
    verbs, relatives = words.get("past_markers", frozenset()), words.get("relative_pronouns", frozenset())
    endings = tuple(words.get("past_suffixes", ()))
    out = list(timexes)
    had = words.get("order_perfect", frozenset())
    for i, timex in enumerate(timexes):
        if not DATED.fullmatch(timex.expression):
            continue
        if i and _looks_back(text, timexes, i, had):
            out[i] = altered(timex, setting=evolve(timex.setting, narrative="background"), tense="past perfect")
            continue
        closed = CLOSED.match(text, timex.span.end)
        if closed is None or not _is_past(closed[1], verbs, endings):
            continue
        begin = max(0, timex.span.start - 2 * SET_OFF)
        marks = [*OPENS_CLAUSE.finditer(text, begin, timex.span.start)]
        if not marks or marks[-1][0] != ", " or timex.span.start - marks[-1].end() > SET_OFF:
            continue
        said = WORDS.findall(text[marks[-1].end() : timex.span.start].lower())
        subject = text[marks[-2].end() if len(marks) > 1 else begin : marks[-1].start()]
        bare = not any(_is_past(word, verbs, endings) for word in WORDS.findall(subject))
        if said and bare and subject.strip() and (said[0] in relatives or _is_past(said[0], verbs, endings)):
            out[i] = altered(timex, setting=evolve(timex.setting, narrative="background"))
    return out


def _looks_back(text: str, timexes: Sequence[Timex], i: int, had: frozenset[str]) -> bool:
    """Whether a time is the last of its sentence and not the first, and of a clause of the past perfect."""
    before, timex = timexes[i - 1], timexes[i]
    start, end = timex.span.start, timex.span.end
    following = timexes[i + 1].span.start if i + 1 < len(timexes) else len(text)
    if start - before.span.end > 2 * SET_OFF or STOP.search(text, before.span.end, start) is not None:
        return False
    if STOP.search(text, end, min(following, end + SET_OFF)) is None:
        return False
    clause = max((mark.end() for mark in OPENS_CLAUSE.finditer(text, before.span.end, start)), default=0)
    return clause > 0 and not had.isdisjoint(WORDS.findall(text[clause:start]))


def _is_past(word: str, verbs: frozenset[str], endings: tuple[str, ...]) -> bool:
    """Whether a word is a verb of the past, or a participle."""
    return word in verbs or (len(word) > SHORT and word.endswith(endings))


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
