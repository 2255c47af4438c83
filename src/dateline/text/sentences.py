"""Where sentences, headings, list items and table rows begin and end."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import frozen

from dateline.model import Document, Span
from dateline.text import LISTED, Kind, Sentence
from dateline.text.tables import cells_of, rows_with_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.annotations import Annotations
    from dateline.locale import LocaleData

__all__ = [
    "FULL",
    "WRAPPED",
    "breaks_off_in_date",
    "find_sentences",
    "has_any",
    "parts_date",
    "sentence_end",
    "sentence_start",
    "units_of",
]

# A heading is a line, not a paragraph; beyond this many characters it is prose without a full stop.
HEADING: Final = 120
# Lines longer than this were not wrapped by hand: each is a paragraph of its own.
WRAPPED: Final = 130
# A line of no fewer characters that ends without a stop was broken by its length.
FULL: Final = 60
# In characters: a numbered text of so many is a paragraph.
PARAGRAPH: Final = 100
# In characters: the cells of a longer row are not told apart, lest a hostile one fill the memory.
LONGEST_ROW: Final = 4_000

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BULLET = re.compile(
    r"""[ \t\u3000]*(?P<mark>
        (?:[-*+\u2022\u2023\u25aa\u25ab\u25cf\u25cb\u25e6\u2043\u00b7>]|[\u2013\u2014](?=[ \t]))[ \t]+
        (?:\[[ xX]\][ \t]+)?
      | \(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-z]|[ivxlc]{1,6}|[A-H])\)[ \t]+
      | (?:\d{1,3}(?:\.\d{1,3}){1,4}|\d{1,3}\.|[ivxlc]{1,6}\.|\[\d{1,4}\]|\u00a7+[ \t]?\d[\d.]*)[ \t]+
      | \#{1,6}[ \t]+
    )(?=\S)""",
    re.VERBOSE,
)
# What stands before the first separator of a line: a clock time or a date, if all its words say so.
_HEAD = re.compile(
    r"[ \t]*+(?:\|[ \t]*+)?([^\t|\u2013\u2014\n]{1,60}?)"
    r"(?:(:)(?=[ \t])|([ \t][\u2013\u2014-][ \t])|[ \t]*(\t|\|))[ \t]*+(?=\S)"
)
# One of these is behind each such head, or a hyphen behind a space.
_SEPARATOR = re.compile(r"[:\t|\u2013\u2014]")
# What a machine writes before a line of its log: when, how grave, and for syslog the host and the program.
_STAMP = re.compile(
    r"""[ \t]*+\[?(?:
        \d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?[ ]?(?:Z|[+-]\d\d:?\d\d)?
      | (?:[A-Z][a-z]{2}[ ])?[A-Z][a-z]{2}[ ]{1,2}\d{1,2}[ ]\d\d:\d\d:\d\d(?:[ ]\d{4})?
        (?:[ ][\w.-]{1,40}[ ][\w./-]{1,40}(?:\[\d{1,9}\])?:)?
      | \d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d[ ][+-]\d{4}
    )\]?:?[ \t]++(?:[|-][ \t]++)?
    (?:\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|ALERT)\]?:?[ \t]++(?:[|-][ \t]++)?)?(?=\S)""",
    re.VERBOSE,
)
# The stamp before a message of a chat: "[12/02/2021, 18:04:11] Priya:", "12/02/2021, 18:04 - Priya:".
_CHAT = re.compile(
    r"\[?\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?\]?(?: -)? "
    r"[^\W\d_a-z][^\n:]{0,40}:[ \t]"
    r"|\[?\d{1,2}:\d\d(?::\d\d)?\]? <[^<>\n]{1,30}>[ \t]"
)
# A day of a month and a year, as a line may begin or end with them.
_DAY = re.compile(r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?")
_YEAR = re.compile(r"[12]\d{3}")
_CLOSING_CLOCK = re.compile(r"(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)[ \t]*[\u2013\u2014][ \t]*(?=[^\s\d])")
_KEY = re.compile(r"[A-Z\u00c0-\u00de][^\W\d_]*(?:[ /&-][^\W\d_]+){0,3}:[ \t]+\S")
# "KB  Letter to the trustees": who is to do it.
_INITIALS = re.compile(r"[A-Z]{2,4}(?:[ ]{2,9}|\t)(?=[A-Z])")
_COLUMN = re.compile(r"(?<=\S)[ \t]{2,9}(?=[A-Z][^\W\d_]{0,20}+(?: [^\W\d_]{1,20}+){0,2}+:[ \t])")
_WORD = re.compile(r"[^\W\d_]+(?:[.'\u2019][^\W\d_]+)*")
# The look-behind and the possessive repeats keep long rows of stops linear; that a single class of characters comes
# first lets the search pass over all others at once.
_STOP = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f](?:"
    r"(?<=[.!?\u2026])(?<![.!?\u2026].)[.!?\u2026]*+[\"'\u201d\u2019\u00bb)\]*_]*+(?=\s)"
    r"|(?<=[\u3002\uff01\uff1f])[\u3002\uff01\uff1f]*+[\u300d\u300f\u201d]?)"
)
_BEFORE = re.compile(r"[^\s\"'\u201c\u201d\u2018\u2019(\[\u2014\u2013/]{1,24}+\Z")
_NEXT = re.compile(r"\s+([\"'\u201c\u2018\u00ab(\[]*)(\S{1,30})(?:\s+(\S{1,20}))?")
_BRACKETED = re.compile(r"\s+\([^()\n]{1,40}\)[,;:]")
_LETTER = re.compile(r"\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)")
_NUMBER = re.compile(r"[(\[§]*[\dA-Za-z.]{1,9}[)\].]*\s*")
_RULE = re.compile(r"[-=_*~\u2014\u2013+|: \t]{3,}+\Z")
_CLOSERS = "\"'\u201d\u2019\u00bb)]*_"
_TRIM = ".,;:!?\"'\u201c\u201d\u2018\u2019()[]"

# start, end, kind, end of the marker (or start if there is none), paragraph
_Unit: TypeAlias = tuple[int, int, Kind, int, int]


@frozen(eq=False)
class _Words:
    """The word lists of a locale that decide where a full stop ends a sentence."""

    abbreviations: frozenset[str]
    ending: frozenset[str]
    numbered: frozenset[str]
    dates: frozenset[str]
    starters: frozenset[str]
    leads: frozenset[str]
    speech: frozenset[str]
    zones: frozenset[str]


@functools.lru_cache(maxsize=32)
def _words(locale: LocaleData) -> _Words:
    words = locale.words
    none: frozenset[str] = frozenset()
    return _Words(
        words.get("abbreviations", none),
        words.get("ending_abbreviations", none),
        words.get("numbered_abbreviations", none),
        words.get("date_words", none),
        words.get("function_words", none) | words.get("actor_determiners", none) | words.get("pronouns", none),
        words.get("prepositions", none),
        words.get("speech_verbs", none),
        words.get("zone_words", none),
    )


def find_sentences(document: Document, found: Annotations) -> Iterator[Sentence]:
    """The sentences of `document` in text order; each stretch of text that is not white space is in at most one.

    Lines that were wrapped by hand are joined; headings, list items, timeline lines and table rows stand alone, and an
    item of several sentences gives several, all of its kind, the marker being the `prefix` of the first.
    """
    text = document.text
    words = _words(document.locale)
    rows = rows_with_source(text, document.locale)
    row = next(rows, None)
    for start, end, kind, body, paragraph in units_of(document):
        while row is not None and row.span.end <= start:
            row = next(rows, None)
        source: tuple[Span, Span] | None = None
        if row is not None and start <= row.span.start and row.span.end <= end:
            source = row.cell, row.head
            if body == row.cell.start:
                # The source stands before what happened.
                body = _next_cell(text, row.cell.end, end)
        prefix = Span(start, body) if body > start else None
        if kind == "heading":
            yield Sentence(Span(start, end), kind, paragraph, prefix)
            continue
        cells = tuple(cells_of(text, start, end)) if kind == "row" and end - start <= LONGEST_ROW else ()
        for first, last in _pieces(text, body, end, kind, words):
            yield Sentence(Span(start if prefix else first, last), kind, paragraph, prefix, source, cells)
            prefix = None


def units_of(document: Document, signs: Sequence[str] = ()) -> Iterator[_Unit]:
    """Headings, items and whole paragraphs: start, end, kind, end of the marker, number of the paragraph.

    Where `signs` are given, a stretch that has none of them need not be told from a heading: it goes for prose.
    """
    return _units(document.text, _words(document.locale), signs)


def _next_cell(text: str, at: int, end: int) -> int:
    """Where the cell begins that follows the one that ends at `at`."""
    while at < end and (text[at].isspace() or text[at] == "|"):
        at += 1
    return at


def breaks_off_in_date(text: str, end: int, locale: LocaleData) -> bool:
    """True for a line that ends within a date: "Buried 9 Feb. / 1841, aged 72"."""
    last = text[max(0, end - 20) : end].split()[-1].rstrip(".")
    return last.isalpha() and len(last) > 2 and last in _words(locale).dates


def parts_date(text: str, before: int, start: int, locale: LocaleData) -> bool:
    """True if a line that ends at `before` ends within a date that the line at `start` goes on with."""
    return _parts_date(text, before, start, len(text), _words(locale))


# -- layout ----------------------------------------------------------------------------------------------------------


def _units(text: str, words: _Words, signs: Sequence[str] = ()) -> Iterator[_Unit]:
    """Headings, items and whole paragraphs, those without any of the `signs` as far as `units_of` says."""
    block: list[tuple[int, int]] = []
    paragraph = 0
    previous = 0
    for line in _LINE.finditer(text):
        start, end = line.span()
        # More than one line break (or one form feed) between two lines is an empty line.
        apart = start - previous > 1 and (text.count("\n", previous, start) > 1 or _apart(text[previous:start]))
        content = line[0]
        bare = content.strip()
        blank = not bare or _RULE.match(bare) is not None
        if (apart or blank) and block:
            yield from _block(text, block, paragraph, False, words, signs)
            paragraph += 1
            block = []
        if not blank and len(bare) == len(content):
            block.append((start, end))
        elif not blank:
            block.append((start + len(content) - len(content.lstrip()), start + len(content.rstrip())))
        previous = end
    if block:
        yield from _block(text, block, paragraph, True, words, signs)


def _apart(gap: str) -> bool:
    return "\x0c" in gap or "\u2029" in gap or gap.replace("\r\n", "\n").replace("\r", "\n").count("\n") > 1


def _block(
    text: str, lines: list[tuple[int, int]], paragraph: int, last: bool, words: _Words, signs: Sequence[str]
) -> Iterator[_Unit]:
    """The units of lines that no empty line parts."""
    if signs and len(lines) == 1 and not has_any(text, *lines[0], signs):
        yield *lines[0], "prose", lines[0][0], paragraph
        return
    width = max([end - start for start, end in lines])
    single = len(lines) == 1
    kinds: list[tuple[Kind | None, int]] = [_marker(text, start, end, single, words) for start, end in lines]
    unit_start, unit_end = lines[0]
    kind, body = kinds[0]
    first = True
    # One long line among short ones was not broken by its length.
    wrapped = sum([end - start >= 0.8 * width for start, end in lines]) > 1
    # "Notes: versions before / 1.0": a label on the first line makes no list of them.
    marked = sum([kind is not None for kind, _ in kinds[1:]]) + (kind is not None and text[unit_start].isdigit())
    for number in range(1, len(lines) + 1):
        if number < len(lines):
            start, end = lines[number]
            plain = kinds[number][0] is None
            # A date that happens to begin a line: "what it should have done in / 2015: publish everything".
            plain = plain or (marked == 1 and text[start].isdigit() and text[unit_end - 1].isalpha())
            # "… of this month. (b) / Churchyard wall: a faculty was applied for": no label begins a list there.
            plain = plain or _LETTER.fullmatch(text[max(0, unit_end - 8) : unit_end].split()[-1]) is not None
            hanging = plain and unit_start < body < unit_end and _column(text, start) >= _column(text, body) > 0
            if hanging or (plain and _continues(text, unit_end, start, end, lines[number - 1], width, wrapped, words)):
                unit_end = end
                continue
        more = number < len(lines)
        if kind in LISTED and _is_numbered_paragraph(text, unit_start, body, unit_end):
            kind = "prose"
        if kind is None and signs and not has_any(text, unit_start, unit_end, signs):
            kind = "prose"
        yield (
            unit_start,
            unit_end,
            kind or _prose_or_heading(text, unit_start, unit_end, more or not last, more or not first, words),
            body,
            paragraph,
        )
        first = False
        if more:
            unit_start, unit_end = lines[number]
            kind, body = kinds[number]


def has_any(text: str, start: int, end: int, signs: Sequence[str]) -> bool:
    """Does a stretch of text have one of the signs?"""
    return any(text.find(sign, start, end) >= 0 for sign in signs)


def _is_numbered_paragraph(text: str, start: int, body: int, end: int) -> bool:
    """True for a paragraph of prose that has a number, as those of rulings and reports do; a note is shorter."""
    numbered = start < body and (text[start].isalnum() or text[start] in "([§")
    if not numbered or end - body < PARAGRAPH or text[end - 1] not in '.!?"”’)':
        return False
    # What begins with a date is told under it.
    return _NUMBER.fullmatch(text, start, body) is not None


def _column(text: str, at: int) -> int:
    """How many characters stand before `at` in its line, as far as an indent goes."""
    return at - max(text.rfind("\n", max(0, at - 40), at) + 1, at - 40, 0)


def _marker(text: str, start: int, end: int, single: bool, words: _Words) -> tuple[Kind | None, int]:
    """What a line is by its head alone, and where the marker there ends."""
    content = text[start : min(end, start + 200)]
    mark = _BULLET.match(content)
    body = 0
    if mark:
        if content[mark.start("mark")] == "#":
            return "heading", start + mark.end()
        body = mark.end()
    chat = _CHAT.match(content)
    if chat is not None:
        # What stands before a colon is who says it.
        return "prose", start + (chat.end() if chat[0].rstrip().endswith(">") else 0)
    stamp = _STAMP.match(content, body)
    if stamp is not None:
        return "entry", start + stamp.end()
    clock = _CLOSING_CLOCK.match(content, body)
    if clock is None and (_SEPARATOR.search(content, body) or " -" in content):
        clock = _HEAD.match(content, body)
    if clock and _is_time(clock[1], words):
        return "row" if "|" in content or "\t" in content.strip() else "entry", start + clock.end()
    if mark:
        return "item", start + body
    if content.count("|") > 1 or "\t" in content.strip():
        return "row", start
    if not single and end - start <= 100 and _INITIALS.match(content):
        return "item", start
    if not single and end - start <= 100 and _KEY.match(content):
        return "item", start
    return None, start


def _is_time(head: str, words: _Words) -> bool:
    if not any(map(str.isdigit, head)):
        return head.strip().rstrip(".,") in words.dates and len(head.strip()) > 2
    return all(word in words.dates for word in _WORD.findall(head))


def _continues(
    text: str,
    unit_end: int,
    start: int,
    end: int,
    before: tuple[int, int],
    width: int,
    wrapped: bool,
    words: _Words,
) -> bool:
    """True if the line at `start` only carries on the one before it, which was wrapped."""
    if width > WRAPPED:
        return False
    if _parts_date(text, unit_end, start, end, words):
        return True
    char = text[start]
    ended = text[unit_end - 1]
    if char.islower() and ended not in ".!?:":
        return True
    if width < 50 or (width < 60 and (ended in ":;" or text[start : start + 3].isupper())):
        return False
    length = before[1] - before[0]
    if ended not in ".!?:;)\"'”’" and length >= FULL and (length >= 0.7 * width or _STOP.search(text, *before)):
        # A long line that stops in the middle of a sentence, wherever its words were broken.
        return True
    if not wrapped and ended in ")]\"'”’":
        return False
    word = text.find(" ", start, end)
    first = (end if word < 0 else word) - start
    return before[1] - before[0] + 1 + first > width


def _parts_date(text: str, before: int, start: int, end: int, words: _Words) -> bool:
    """True if a line ends within a date that the next goes on with: "on 3 / March 1911", "in March / 1911"."""
    last, first = text[max(0, before - 40) : before].split(), text[start : min(end, start + 24)].split()
    if len(last) < 2 or not first:
        return False
    lead, ending, opening = last[-2], last[-1].rstrip(",."), first[0].rstrip(".,;:!?)")
    led = lead.lower() in words.leads or lead in words.dates
    if _is_month(opening, words):
        # With its year or at the end of its clause: no "On 3 / May Brook came".
        whole = opening != first[0] or len(first) == 1 or first[1][:4].isdigit() or first[1].islower()
        ordinal = _DAY.fullmatch(last[-1]) is not None and not last[-1].isdigit()
        of_month = last[-1].lower() in words.leads and _DAY.fullmatch(lead) is not None and not lead.isdigit()
        day = _DAY.fullmatch(last[-1]) is not None and (led or (ordinal and lead.lower() in words.starters))
        return whole and (day or of_month)
    if _is_month(ending, words):
        numbered = first[0][-1:] == "," and _DAY.fullmatch(opening) is not None and _YEAR.match(" ".join(first[1:2]))
        dated = _YEAR.fullmatch(opening) is not None and (led or _DAY.fullmatch(lead) is not None)
        return dated or (led and bool(numbered))
    # "on March 3, / 1911"
    return _is_month(lead, words) and _DAY.fullmatch(ending) is not None and _YEAR.fullmatch(opening) is not None


def _is_month(word: str, words: _Words) -> bool:
    return word in words.dates and len(word) > 2 and word[:1].isupper()


def _prose_or_heading(text: str, start: int, end: int, followed: bool, company: bool, words: _Words) -> Kind:
    if end - start > HEADING or not followed:
        return "prose"
    if sum(1 for _ in _split(text, start, end, words)) > 1:
        return "prose"
    content = text[start:end]
    last = content.rstrip("\"'\u201d\u2019)]*_")[-1:]
    tokens = _WORD.findall(content)
    if not tokens:
        return "prose" if last in ".,;" else "heading"
    if content[0].islower():
        return "prose"
    capital = sum(1 for token in tokens if not token[0].islower())
    if last in ".,;":
        # "Tarn Mills Ltd v. Hale Shipping Inc." is a heading; "Nothing was paid." is not.
        return "heading" if tokens[-1] in words.ending and capital * 3 >= len(tokens) * 2 else "prose"
    if last in "!?\u2026:":
        long_words = [token for token in tokens if len(token) > 3]
        title = all(not token[0].islower() for token in long_words) and len(tokens) > 1
        return "heading" if title or (last == ":" and len(tokens) <= 5) else "prose"
    return "heading"


# -- full stops ------------------------------------------------------------------------------------------------------


def _split(text: str, start: int, end: int, words: _Words) -> Iterator[tuple[int, int]]:
    """The sentences of one unit."""
    first = start
    for stop in _STOP.finditer(text, start, end):
        here = stop.end()
        if here <= first or not _ends(text, stop, end, words):
            continue
        yield first, here
        first = here
        while first < end and text[first].isspace():
            first += 1
    if first < end:
        yield first, end


def _pieces(text: str, start: int, end: int, kind: Kind, words: _Words) -> Iterator[tuple[int, int]]:
    """The sentences of one unit, a line of labels apart: "Admitted: 2 May    Discharged: 9 May"."""
    at = start
    if kind in LISTED and _KEY.match(text, start, end):
        for gap in _COLUMN.finditer(text, start, end):
            yield from _split(text, at, gap.start(), words)
            at = gap.end()
    yield from _split(text, at, end, words)


def sentence_start(text: str, start: int, end: int, locale: LocaleData, reach: tuple[int, int]) -> int:
    """Where the sentence around a stretch of text begins, as far as full stops and blank lines say.

    No more than `reach` characters before and after the stretch are looked at.
    """
    words = _words(locale)
    size = min(len(text), end + reach[1])
    begin = max(0, start - reach[0])
    if (blank := text.rfind("\n\n", begin, start)) >= 0:
        begin = blank + 2
    for stop in reversed([*_STOP.finditer(text, begin, start)]):
        if _ends(text, stop, size, words):
            return stop.end()
    return begin


def sentence_end(text: str, end: int, locale: LocaleData, reach: tuple[int, int]) -> int:
    """Where the sentence ends that goes on after a stretch of text, seen as `sentence_start` sees it."""
    words = _words(locale)
    size = min(len(text), end + reach[1])
    close = text.find("\n\n", end, size)
    close = size if close < 0 else close
    for stop in _STOP.finditer(text, end, close):
        if _ends(text, stop, size, words):
            return stop.start()
    return close


def _ends(text: str, stop: re.Match[str], end: int, words: _Words) -> bool:
    mark = stop[0]
    if mark[0] in "\u3002\uff01\uff1f":
        return True
    after = _NEXT.match(text, stop.end(), end)
    if not after:
        return True
    if text[after.start(1)] == "(" and _BRACKETED.match(text, stop.end(), end):
        # "She wrote Who Goes There? (1962), and left."
        return False
    following = after[2]
    lettered = mark == "." and text[stop.start() - 2 : stop.start() - 1] != "."
    if lettered and after[3] and after[3][0].isupper() and _LETTER.fullmatch(text, after.start(1), after.end(2)):
        # "…. (b) Churchyard wall"
        return True
    char = following[0]
    word = following.strip(_TRIM)
    if char.islower():
        return False
    quoted = mark[-1] in "\"'\u201d\u2019\u00bb"
    if quoted and mark[0] != "." and after[3] and after[3].strip(_TRIM) in words.speech:
        # "Will they come?" Kim asked.
        return False
    if mark[0] != "." or len(mark.rstrip(_CLOSERS)) > 1:
        return char not in ",;:)"
    before = _BEFORE.search(text, max(0, stop.start() - 24), stop.start())
    token = before[0] if before else ""
    if mark == ".":
        if _dotted(token) and not words.zones.isdisjoint((word, f"{word} {(after[3] or '').strip(_TRIM)}")):
            # "8 a.m. Eastern time"
            return False
        if len(token) == 1 and token.islower() and text[stop.start() - 2 : stop.start() - 1] in ("'", "\u2019"):
            # "We rode to Tulley's. Rain."
            return True
        if len(token) == 1 and token.isupper():
            # An initial, unless a plain word begins the next sentence ("vitamin C. The ship ...").
            return word.lower() in words.starters and word[1:].islower() and not after[1]
        if token in words.dates and word[1:].islower() and _after_day(text, stop.start() - len(token), word, words):
            return True
        if token in words.numbered and (char.isdigit() or (len(word) == 1 and word.isupper()) or char in "(["):
            return False
        if token not in words.ending and token.islower() and _dotted(token):
            # "e.g. “…”", "a.k.a. “…”"
            return False
        if token in words.ending or (token.count(".") and len(token) <= 7 and _dotted(token)):
            if after[1]:
                return "(" not in after[1] and "[" not in after[1]
            return word.lower() in words.starters or (char.isdigit() and not _dotted(token))
        if token in words.abbreviations:
            return (
                token in words.dates and word[1:].islower() and _after_day(text, stop.start() - len(token), word, words)
            )
    return True


def _after_day(text: str, at: int, following: str, words: _Words) -> bool:
    """True if a day stands before the month at `at` and a sentence may follow: "on 24 Nov. Felt well"."""
    before = text[max(0, at - 12, text.rfind("\n", max(0, at - 12), at) + 1) : at].split()
    if len(before) < 2 or not before[-1].isdigit() or following in words.dates or not following[:1].isupper():
        return False
    return before[-2].lower() not in words.starters or before[-2].lower() in words.leads


def _dotted(token: str) -> bool:
    """True for U.S, a.m, Ph.D: single letters with stops between."""
    parts = token.split(".")
    return len(parts) > 1 and all(0 < len(part) <= 2 and part.isalpha() for part in parts)
