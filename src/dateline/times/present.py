"""The day on which a text is written or spoken, where it says so itself: "Today is Monday, 3 May."

This refiner works on unresolved timexes, as those of `heads` do.  From such a statement on, "yesterday" and "Monday"
count from the day that it names, as they do under the heading of a diary.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.model.times import altered
from dateline.times.ranges import names_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.locale import LocaleData
    from dateline.model import Document, Timex

__all__ = ["mark_present"]

# In characters: so far before its day such a statement begins.
_REACH: Final = 40
# The day on which it is told, and a part of it.
_TODAY: Final = re.compile(r"dct 0D(?: in (?:XXXX-XX-XX)?T[A-Z]{2})?\Z")
# A day with both its weekday and its month, in either order.
_SURE: Final = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d .*on XXXX-WXX-\d")


def mark_present(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """Mark the days that a text says are those of its telling: "It is now 7 May", "Tonight is Thursday, May 30th".

    "It is 7 May" alone may answer any question, so that it needs the weekday too.
    """
    cues = _cue_regex(document.locale)
    if cues is None:
        return timexes
    text, out = document.text, list(timexes)
    for number, timex in enumerate(timexes):
        if timex.setting.position != "prose" or timex.signal is not None or not names_day(timex.expression):
            continue
        start = timex.span.start
        said = cues.search(text, max(0, start - _REACH), start)
        if said is not None and (said["sure"] or _SURE.match(timex.expression)):
            setting = evolve(timex.setting, position="present")
            out[number] = altered(timex, setting=setting, tense="present")
            before = out[number - 1] if number else None
            if before is not None and before.span.start >= said.start() and _TODAY.match(before.expression):
                # The "today" of "today is Monday" is that Monday.
                day = f"{timex.expression}{before.expression[len('dct 0D') :]}"
                out[number - 1] = altered(before, expression=day, tense="present")
    return out


@functools.lru_cache(maxsize=16)
def _cue_regex(locale: LocaleData) -> re.Pattern[str] | None:
    """What such a statement begins with, at the head of a sentence or clause; None if the locale knows nothing."""
    sure, weak = (sorted(locale.words.get(name, ()), key=len) for name in ("present_cues", "weak_present_cues"))
    if not sure:
        return None
    links = "|".join(map(re.escape, sorted(locale.words.get("coordinators", ())))) or "(?!)"
    return re.compile(
        rf"(?:\A|[.!?;:,\n–—-]\s{{0,3}}|\b(?:{links}|so)\s)"
        rf"(?:(?P<sure>{'|'.join(map(re.escape, sure))})|{'|'.join(map(re.escape, weak)) or '(?!)'})"
        r"\s(?:the\s)?\Z",
        re.IGNORECASE,
    )
