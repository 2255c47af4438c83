"""What the layout of a document says of its times: date headings, declared time zones, the date at its head.

These refiners work on unresolved timexes; what they add is kept in `Timex.setting`, or in the expression where a clock
time is given its day, so that it is there again when the timexes are resolved under another document date.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dateline.interval import Interval, Moment
from dateline.model import Document, Timex, TimexType
from dateline.model.times import altered
from dateline.times.ranges import names_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.locale import LocaleData

__all__ = ["declare_zone", "default_zone", "head_date", "mark_headings", "nest_headings"]

# Each timex is asked for its type, and members of an enumeration are slow to look up.
DATE, TIME, DURATION = TimexType.DATE, TimexType.TIME, TimexType.DURATION

NUMERIC: Final = re.compile(r"num (\d+) (\d+) (\d{4})\b")
# A day given in full, in one piece or as a numbered day of a month.
ABSOLUTE: Final = re.compile(r"(\d{4}-\d\d)(?:-| in XXXX-XX-)(\d\d)")
# A year or month in full, and what lacks its year.
OVER: Final = re.compile(r"\d{4}(?:-\d\d)?")
UNDER: Final = re.compile(r"XXXX-(?:\d\d(?:-\d\d)?|XX-\d\d)(?= on XXXX-WXX-\d|\Z)")
# A clock time, and one that says its zone.
CLOCK: Final = re.compile(r"T\d\d?:\d\d|hhmm ")
ZONED: Final = re.compile(r"zone|T\d\d?:\d\d(?::\d\d)?(?:Z|z|[+-]\d)")
WORDS: Final = re.compile(r"[^\W\d_]+")
LINE_HEAD: Final = re.compile(r"[\s#*_=>|•\-–—(\[]*(?:[A-Z][a-z]+(?: \d+)?[,:.]?\s+[-–—]?\s*)?")
# After a date that is a heading: marks, a remark in brackets, the place ("14 March 1855, Scutari").
LINE_TAIL: Final = re.compile(
    r"[\s:.,;)\]*_=|-]*(?:\([A-Z][a-z]+\)|(?<=, )[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?)?[\s:.*_=|-]*"
)
# A place in capitals or title case before the date of a dateline; atomic, so that it is tried in one way only.
CITY: Final = re.compile(
    r"\s*(?>(?:[^\W\d_a-z][^\W\d_]{0,30}+[.']?[ ,/-]*+){1,6}+)(?:\([^)\n]{1,40}\)[ ,]*)?"
    r"(?:[/—–] ?)?(?<=[,/—–\- ])\(?\s{0,3}"
)
DASH: Final = re.compile(r"\s{0,3}\)?\s{0,3}(?:\([^)\n]{1,40}\)\s{0,3})?(?:[—–:]|--?)")
# What may stand around the date in a line of its own below a title: a name or place, an address; a clock time and zone.
CREDIT: Final = re.compile(r"[\s*_(]*(?>(?:(?:[^\W\d_a-z][^\W\d_]{0,30}+|\d{1,5}+)[.,']?(?:\s|[/|·•–—-])*+){1,8}+)")
CREDIT_TAIL: Final = re.compile(
    r"[\s,|·•–—-]*+(?:[a-z]{2}\s)?(?:\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?)?(?:\s?[A-Z]{2,5})?[\s.)*_]*+"
)
# What may stand before and after the date that opens an entry of a diary: a weekday; a full stop and more words.
ENTRY_HEAD: Final = re.compile(r"[\s*_]*(?:[A-Z][a-z]{1,9}[.,]? )?")
SENTENCE_ENDS: Final = frozenset('.!?"”')
ENTRY_TAIL: Final = re.compile(r"[*_]*\.[*_]*\s+\S")
# The stamp of a message in a chat, up to the colon after who sent it: "[12/02/2021, 18:04] Priya Rao:".
STAMP_HEAD: Final = re.compile(r"[\s\u200e]*[\[<(]?")
STAMP_TAIL: Final = re.compile(r"[\])>]?(?:\s-)?\s(?>[^\W\d_a-z][\w.’' ]{0,40}+):\s|\]?\s<[^<>\n]{1,30}>\s")
# The head of a document, where its date may stand, in characters and lines.
HEAD: Final = 900
# Where a zone may be declared for the whole document, in characters.
ZONE_HEAD: Final = 4000
# What ends the lines below a heading.
_BLANK: Final = re.compile(r"\n[ \t]*\n")
# How far to look for the ends of a line, in characters.
REACH: Final = 120
HEAD_LINES: Final = 6
# How many words a label and its date may have between them, and a title that ends with the date.
LABEL_WORDS: Final = 8
TITLE_WORDS: Final = 16
TITLE_TAIL: Final = re.compile(
    r"(?:,? (?:\w+ )?\d{1,2}(?:[.:]\d\d)?(?: ?[ap]\.?m\.?)?)?"
    r"(?:,? [a-z]{2,3} (?:[a-z]{1,3} )?[A-Z][\w'’-]*(?:,? [A-Z][\w'’-]*){0,5})?[ \t*_]*"
)


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the line (or lines) that hold a span, as far as they matter."""
    begin = text.rfind("\n", max(0, start - REACH), start) + 1
    stop = text.find("\n", end, end + REACH)
    return begin or max(0, start - REACH), stop if stop >= 0 else min(len(text), end + REACH)


def _is_heading(text: str, timex: Timex) -> bool:
    """Does the timex make up a whole line?"""
    span = timex.span
    if text.find("\n", span.end, span.end + 21) < 0 and len(text) - span.end > 20:
        return False
    begin, stop = _line(text, span.start, span.end)
    if span.start - begin > 30 or stop - span.end > 20:
        return False
    return bool(LINE_HEAD.fullmatch(text, begin, span.start) and LINE_TAIL.fullmatch(text, span.end, stop))


def _opens_entry(text: str, timex: Timex) -> bool:
    """Does the timex begin a paragraph as a sentence of its own: "Tues. 9 May. Rain all day."?"""
    start, end = timex.span.start, timex.span.end
    if ENTRY_TAIL.match(text, end) is None:
        return False
    begin, _ = _line(text, start, end)
    if start - begin > 12 or ENTRY_HEAD.fullmatch(text, begin, start) is None:
        return False
    before = text[max(0, begin - 3) : begin].rstrip()
    return not text[max(0, begin - 2) : begin].strip() or before[-1:] in SENTENCE_ENDS


def _is_stamp(text: str, timex: Timex) -> bool:
    """Does the timex open the line of a message: "[12/02/2021, 18:04:11] Priya: …", "12/02/2021, 18:04 - Priya: …"?"""
    start, end = timex.span.start, timex.span.end
    begin = text.rfind("\n", max(0, start - 4), start) + 1
    if not begin and start > 3:
        return False
    return STAMP_HEAD.fullmatch(text, begin, start) is not None and STAMP_TAIL.match(text, end) is not None


def mark_headings(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """A day that makes up a line of its own is a heading: it dates what stands under it."""
    text = document.text
    if "\n" not in text:
        return timexes
    labels = document.locale.words.get("date_labels", frozenset())
    out = list(timexes)
    days = [i for i, timex in enumerate(timexes) if timex.type is DATE and names_day(timex.expression)]
    # One paragraph that begins with a date and a full stop may be anything; several are the entries of a diary.
    opening = {i for i in days if _opens_entry(text, timexes[i])}
    stamped = [i for i, timex in enumerate(timexes) if timex.type is TIME and _is_stamp(text, timex)]
    for i in stamped if len(stamped) > 1 else ():
        out[i] = altered(timexes[i], setting=evolve(timexes[i].setting, position="stamp"))
    for i in days:
        timex = timexes[i]
        if not (_is_heading(text, timex) or (len(opening) > 1 and i in opening)):
            continue
        begin, _ = _line(text, timex.span.start, timex.span.end)
        if labels.isdisjoint(WORDS.findall(text[begin : timex.span.start].lower())):
            out[i] = altered(timex, setting=evolve(timex.setting, position="heading"))
    return out


def nest_headings(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """A day or month that makes up a heading takes its year, or month, from the heading above: "1911 / 3 March".

    One that comes before the heading at hand is left open: the year may have turned.
    """
    text = document.text
    if "\n" not in text:
        return timexes
    out = list(timexes)
    over, last = "", ""
    for number, timex in enumerate(timexes):
        said = timex.expression
        coarse, open_field = OVER.fullmatch(said), UNDER.match(said)
        if (coarse is None and open_field is None) or not _is_heading(text, timex):
            continue
        if coarse is not None:
            over, last = said, ""
            continue
        assert open_field is not None
        missing = "XXXX-XX" if len(over) > len("1911") else "XXXX"
        filled = over + said[len(missing) :] if over and said.startswith(missing) else ""
        if filled and "X" not in filled[:7] and filled[:7] >= last:
            last = filled[:7]
            out[number] = altered(timex, expression=filled)
    return out


@functools.lru_cache(maxsize=16)
def _zone_regex(locale: LocaleData) -> re.Pattern[str]:
    phrases = sorted(locale.words.get("zone_declarations", ()), key=len, reverse=True)
    return re.compile(
        "(?:" + "|".join(re.escape(p) for p in phrases) + r")\s+(?:the\s+)?([A-Za-z]{1,5})\b" if phrases else r"(?!)",
        re.IGNORECASE,
    )


@functools.lru_cache(maxsize=16)
def _zone_heading(locale: LocaleData) -> re.Pattern[str]:
    words = [re.escape(word) for word in sorted(locale.words.get("zone_headings", ()))]
    # The words are looked back at: the search passes from one bracket to the next.
    behind = "|".join(rf"(?<=\b{word}\()|(?<=\b{word} \()" for word in words) or "(?!)"
    return re.compile(rf"\((?:{behind})([A-Za-z]{{1,5}})\)[^\n]{{0,80}}\n\s*", re.IGNORECASE)


def declare_zone(document: Document, timexes: Sequence[Timex]) -> Sequence[Timex]:
    """A zone declared for a document ("all times are UTC") holds for each of its clock times that names none.

    That of a heading or the head of a column ("Timeline (UTC)") holds for the lines below it.
    """
    if all(timex.type is not TIME for timex in timexes):
        return timexes
    text = document.text
    head = text[:ZONE_HEAD].lower()
    phrases = document.locale.words.get("zone_declarations", frozenset())
    if any(phrase in head for phrase in phrases):
        said = _zone_regex(document.locale).search(text, 0, ZONE_HEAD)
        zone = _zone_of(said[1], document.locale) if said is not None else ""
        if zone:
            return default_zone(timexes, zone)
    if "(" not in text:
        return timexes
    out = list(timexes)
    starts = [timex.span.start for timex in timexes]
    at = 0
    while (heading := _zone_heading(document.locale).search(text, at)) is not None:
        zone, at = _zone_of(heading[1], document.locale), heading.end()
        if zone:
            blank = _BLANK.search(text, at)
            at = len(text) if blank is None else blank.start()
            below = slice(bisect_left(starts, heading.end()), bisect_left(starts, at))
            out[below] = default_zone(out[below], zone)
    return out


def _zone_of(name: str, locale: LocaleData) -> str:
    """The zone that a name stands for, "" if it is none."""
    entry = locale.cased.get(name) or locale.lexicon.get(name.lower())
    return entry[1].get("zone", "") if entry else ""


def default_zone(timexes: Sequence[Timex], zone: str) -> Sequence[Timex]:
    """The timexes, with a zone for each clock time that names none and for which the text declares none."""
    return [
        altered(t, setting=evolve(t.setting, zone=zone))
        if t.type is TIME and t.setting.zone is None and CLOCK.search(t.expression) and not ZONED.search(t.expression)
        else t
        for t in timexes
    ]


def head_date(document: Document, timexes: Sequence[Timex], order: str) -> Moment | None:
    """The date of a document as its own head gives it: a dateline, a labelled line, or a line that is a date.

    `order` ("dmy", "mdy") is that of the numeric dates of the document; where it is "", 03/04/2021 is none.
    """
    text = document.text
    headings = sum(t.setting.position not in ("prose", "present") for t in timexes)
    title: Moment | None = None
    placed: Moment | None = None
    for timex in timexes:
        start, end = timex.span.start, timex.span.end
        lines = text.count("\n", 0, start)
        if start > HEAD or lines > 2 * HEAD_LINES:
            break
        moment = _stated(timex, order)
        if moment is None:
            continue
        begin, stop = _line(text, start, end)
        dash = DASH.match(text, end) if CITY.fullmatch(text, begin, start) else None
        if dash is not None and any(other.span.start - dash.end() in (0, 1) for other in timexes):
            # "Ann Ray (3 May 1864 – 2 March 1941)": a life.
            continue
        if dash is not None:
            first = WORDS.search(text, dash.end(), dash.end() + 20)
            if first is None or first[0].lower() not in document.locale.words.get("date_labels", ()):
                return moment
            # "Argued 3 May 2011 — Decided 9 June 2011"
            continue
        if _is_labelled(document, begin, start, end, stop):
            return moment
        if timex.setting.position != "prose":
            if headings == 1 and lines <= HEAD_LINES:
                return moment
            continue
        others = (other for other in timexes if other is not timex and _stated(other, order))
        if text[:begin].strip():
            credit = not headings and lines <= HEAD_LINES and _is_credit(document, timex)
            if credit and placed is None and not any(_is_credit(document, other) for other in others):
                # Unless a label further down says more plainly when it was written.
                placed = moment
        elif title is None and stop < len(text):
            # In the title, unless a line below says more plainly when it was written.
            rest = text[end:stop].strip(" \t)*#")
            ends = not rest or (rest == "." and CREDIT.fullmatch(text, begin, start) is not None)
            begins = not text[begin:start].strip() and not text[stop : stop + 2].strip()
            if ends or (begins and not any(_opens_line(text, other) for other in others)):
                title = moment
    return placed or title


def _stated(timex: Timex, order: str) -> Moment | None:
    """The day of a date given in full, None for all else."""
    if timex.type is DURATION:
        return None
    found, value = ABSOLUTE.match(timex.expression), ""
    if found is not None:
        value = "-".join(found.groups())
    elif (numbers := NUMERIC.match(timex.expression)) is not None:
        first, second, year = int(numbers[1]), int(numbers[2]), numbers[3]
        if order or first == second or max(first, second) > 12:
            day_first = first > 12 or (second <= 12 and order == "dmy")
            day, month = (first, second) if day_first else (second, first)
            value = f"{year}-{month:02}-{day:02}"
    interval = Interval.from_timex(value) if value else None
    return interval.start if interval is not None else None


def _is_labelled(document: Document, begin: int, start: int, end: int, stop: int) -> bool:
    """Does a line say of its date that the document is of then: "Published: 3 May 2011", "Minutes of 3 May 2011"?

    A sentence of the text itself ("The vote, held on 3 May 2011, failed.") says it of something else.
    """
    text, words = document.text, document.locale.words
    labels = words.get("date_labels", frozenset())
    lead = text[begin:start]
    before = [word.lower() for word in WORDS.findall(lead)]
    if len(before) > 8 and not text[:begin].strip():
        # "Interview with Ann Ray (b. 1931) of Leeds, recorded on 3 May 2011", as a title
        before = [word.lower() for word in WORDS.findall(lead.rpartition(",")[2])]
    if labels.isdisjoint(before):
        return False
    if not words.get("undating_nouns", frozenset()).isdisjoint(before):
        # "Date of birth:"
        return False
    if len(before) > LABEL_WORDS:
        # The title of minutes: "… held in the Old Hall on 3 May 2011 at 7 pm".
        return len(before) <= TITLE_WORDS and TITLE_TAIL.fullmatch(text, end, stop) is not None
    small = words.get("prepositions", frozenset()) | words.get("phrasal_particles", frozenset())
    said = next((word for word in reversed(before) if word not in small), "")
    # "Judgment handed down on 3 May 2011"
    if not (before[0] in labels or ":" in lead or not labels.isdisjoint(before[-2:]) or said in labels):
        # "Police held a man on"
        return False
    if not (words.get("be_forms", frozenset()) | words.get("have_forms", frozenset())).isdisjoint(before):
        return False
    rest = text[end:stop].rstrip()
    functions = words.get("prepositions", frozenset())
    if rest[:1] == "." and before[0] in labels:
        # "Recorded at Leeds, 3 May 2011. The speaker is …": a line within a line.
        return all(word[0].isupper() or word in functions for word in WORDS.findall(lead))
    goes_on = any(word.islower() and word not in functions for word in WORDS.findall(rest))
    # "Held in the Old Hall on 3 May 2011 at 7 p.m."
    return not goes_on or TITLE_TAIL.fullmatch(rest) is not None or (rest[-1] not in ".;" and stop - end < REACH)


def _is_credit(document: Document, timex: Timex) -> bool:
    """Is a line only a date and who wrote or where: "By Ann Lee, our reporter, 3 May 2011", "LEEDS, 3 May 2011"?"""
    text, start, end = document.text, timex.span.start, timex.span.end
    begin, stop = _line(text, start, end)
    if CREDIT_TAIL.fullmatch(text, end, stop) is None:
        return False
    if start == begin or CREDIT.fullmatch(text, begin, start):
        return True
    words = document.locale.words
    lead = WORDS.findall(text, begin, start)
    if lead and lead[0].lower() in words.get("byline_words", ()):
        return True
    # "Camp near Hexham, Sunday 3 May 1811", not "Collision near Hexham, 3 May 1811": of words as an address has them.
    small = words.get("prepositions", frozenset()) | words.get("determiners", frozenset())
    happenings = words.get("event_nouns", frozenset()) | words.get("deverbal_nouns", frozenset())
    return (
        0 < len(lead) <= 8
        and text[begin:start].rstrip().endswith(",")
        and all((word[0].isupper() and word.lower() not in happenings) or word in small for word in lead)
    )


def _opens_line(text: str, timex: Timex) -> bool:
    begin, _ = _line(text, timex.span.start, timex.span.end)
    return not text[begin : timex.span.start].strip(" \t*#•-–—[(")
