"""Is the clause around a time told as past or as future?  Read from the verb forms near it, only where asked."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dateline.locale import Locale

__all__ = ["Tenses"]

WORD: Final = re.compile(r"[^\W\d_]+")
NOTE: Final = re.compile(r"[^\W\d_]{4,}")
SENTENCE_END: Final = re.compile(r"[.!?]['\"”’)]{0,2}\s{1,3}(?=[\"“‘'(]?[A-Z0-9])|\n\n")
# A text of no more characters is a message: what it asks for is a request, whatever else is said.
MESSAGE: Final = 400


class Tenses:
    """Is the clause around a timex told as past or as future?  Read from the nearest verb form, only where asked."""

    def __init__(self, text: str, low: str, locale: Locale) -> None:
        self.text, self.low = text, low
        self.regex = _tense_regex(locale)
        self.imperatives = locale.words.get("imperatives", frozenset())
        self.requests = _request_regex(locale)
        self.known = locale.left

    def _is_note(self) -> bool:
        """Does the text say anything beside its times?"""
        known = self.known
        return any(word not in known for word in NOTE.findall(self.low))

    def at(self, start: int, end: int) -> str | None:
        low = self.low
        begin = max(0, start - 200)
        # Two characters more, so that the capital after a full stop is seen.
        for stop_before in SENTENCE_END.finditer(self.text, begin, start + 2):
            if stop_before.end() <= start:
                begin = stop_before.end()
        stop_after = SENTENCE_END.search(self.text, end, end + 160)
        stop = stop_after.start() if stop_after else min(end + 160, len(low))
        best: tuple[int, str] | None = None
        for verb in self.regex.finditer(low, begin, stop):
            if verb.start() < end and verb.end() > start:
                continue
            if verb.start() != begin and self.text[verb.start()].isupper():
                # A month or a name ("3 May", "Will").
                continue
            # What stands before counts as nearer than what comes after.
            distance = start - verb.end() if verb.end() <= start else 2 * (verb.start() - end) + 20
            if best is None or distance < best[0]:
                best = distance, verb.lastgroup or ""
        # A request ("Move the meeting to the 8th") looks ahead.
        first = WORD.search(low, begin, start)
        asks = first is not None and first[0].rstrip(".") in self.imperatives
        if len(low) <= MESSAGE:
            asks = asks or self.requests.search(low, begin, stop) is not None
        elif best is not None and best[1] == "past":
            asks = False
        if asks:
            return "request"
        if best is None and len(low) <= MESSAGE and self._is_note():
            # A note without a verb ("dentist on the 21st") is made for what lies ahead; a date alone is no note.
            return "future"
        return best[1] if best else None


@functools.lru_cache(maxsize=16)
def _request_regex(locale: Locale) -> re.Pattern[str]:
    phrases = sorted(locale.words.get("requests", ()))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)" if phrases else r"(?!)")


@functools.lru_cache(maxsize=16)
def _tense_regex(locale: Locale) -> re.Pattern[str]:
    def forms(name: str) -> str:
        return "|".join(sorted((re.escape(f) for f in locale.words.get(name, ())), key=len, reverse=True)) or "(?!)"

    suffixes = "|".join(sorted(locale.words.get("past_suffixes", ())))
    past = f"{forms('past_markers')}" + (rf"|[^\W\d_]{{2,}}(?:{suffixes})" if suffixes else "")
    return re.compile(
        rf"(?<!\w)(?:(?P<future>(?:{forms('future_markers')})(?:\s+(?:{forms('verb_fillers')}))*(?:\s+[^\W\d_]+)?)|(?P<past>{past}))(?!\w)"
    )
