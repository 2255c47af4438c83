"""The lines of a document as its layout has them: prose, headings, rows, entries, and the time that each is given."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import evolve, frozen

from dateline.interval import Granularity
from dateline.model import Span, Timex, TimexType
from dateline.text import Sentence
from dateline.text.lines import head_of, runs_on, stretches
from dateline.text.replies import replies_of
from dateline.times.when import Time, any_of, refined, times_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.locale import LocaleData
    from dateline.model import Document

__all__ = ["Line", "LineKind", "VitalNote", "lines_of", "parts_of", "proviso_of", "vital_notes", "word_spans"]

LineKind: TypeAlias = Literal["prose", "heading", "row", "entry", "header", "date"]

# In characters from the head of a document: within these stand the lines that tell of it.
HEADER: Final = 1500
# In characters: a longer line is no label, no bare date, no answer.
SHORT: Final = 60
ANSWER: Final = 80
# So many characters after a line the next one may begin with its date.
NEXT: Final = 8
# The TIMEX3 quantifier of sets that leave some out: "most Mondays".
_RESERVED: Final = "MOST"
# So many line ends at most part a label from its date.
APART: Final = 2
# A date line may have so many other words: "Leith, Friday 16th", "Friday 16th – Leith, in rain".
BESIDE: Final = 2
BESIDE_HEAD: Final = 4
# So many date lines with something under them make a diary, so many short lines with a time notes.
ENTRIES: Final = 2
NOTES: Final = 3
# In words: a first line of a lone entry that is no longer is a note: "Left early."
NOTE_WORDS: Final = 3

# In characters: so far before an abbreviated verb its relative pronoun may begin.
RELATIVE: Final = 12

_WORD: Final = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")
# The keys and values between rules that a Markdown file may open with.
_FRONT_MATTER: Final = re.compile(
    rf"(?:---[ \t]*\n(?=[A-Za-z][\w-]*[ \t]*:).{{0,{HEADER}}}?\n(?:---|\.\.\.)"
    rf"|\+\+\+[ \t]*\n.{{0,{HEADER}}}?\n\+\+\+)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_LABEL: Final = re.compile(r"\W*([^\W\d_][\w ./-]{0,24}?)\s*:\**(?:\s|$)")
_PLACE: Final = re.compile(r"[^\W\d_][^\d,(/—–\n]*")
_SPEAKER: Final = re.compile(r"[\])>]?(?:\s-)?\s*[^\W\d_a-z][\w.'’ -]{0,40}?:\s+(?=\S)")
_PROVISO_FIRST: Final = re.compile(r"[\s|]*\(([^\W\d_]{3,14})\.?\)")
_PROVISO_LAST: Final = re.compile(r"\(([^\W\d_]{3,14})\.?\)[\s|:–—-]*\Z")
_PROVISO_DASHED: Final = re.compile(r"\s[–—-]\s([^\W\d_]{3,14})\.?\Z")
# What stands before the year of a work that is referred to: "(Lind 2010)", "(see Lind and Ray, 2009; 2010)".
_REFERENCE: Final = re.compile(r"\((?:[a-z]{2,4}\.? )?[^\W\d_a-z][^()\d]{0,60}(?:\d{4}[a-z]?[,;] ?){0,3}\Z")
_REFERRED: Final = re.compile(r"[a-z]?(?:\)|[;,:] ?(?:pp?\. ?)?\d)")
_CUTTING: Final = re.compile(r";(?=\s|$)")
_ASIDE: Final = re.compile(r",\s(?=[a-z])")
# What a line remarks on the date at its head: "3 May 2011 (approx): …", "[unclear, perhaps May 2011]: …".
_REMARK: Final = re.compile(r"(?: [a-z]{3,9}| ?\([^()\n]{1,30}\)):\s+(?=\S)")
_REMARK_AROUND: Final = re.compile(r"[^\[\]\n:]{0,30}\]:\s+(?=\S)")
_LETTERS: Final = re.compile(r"[^\W\d_]{3}")
_OPENING: Final = ("“", '"', "«", "‘", "'", "(")
_CLOSING: Final = ("”", '"', "»", "’", "'", ")")


@frozen(eq=False)
class Line:
    """A sentence, row, entry or heading as the layout has it, with its times.

    `span` is that of its words, after a marker, the date at its head and, in questions and answers, the label.  `kind`:

    - "prose": a sentence of a paragraph; a message of a chat;
    - "heading": a line that titles what follows; it may hold times;
    - "row": a line that stands by itself among others: a row of a table, an item of a list, a line of a log or of a
      chronology; if it opens with a date this gives its time.  A dated row with several telling cells is several lines;
    - "entry": a line under the date of a diary, of a log or of minutes, which gives its time;
    - "header": tells of the document: "Published: 9 November", "Dictated 3 May";
    - "date": a bare date; it is the time of its `label`, or of the entries under it, or of the document.

    `timexes` and `times` are those in its words; years of lives and of works referred to are left out of `times`, as
    they date nothing.  `given` is the time that the layout gives, `given_by` how: the date at its "head", that of the
    "item" that it continues, or that of the "heading" over it.  `question` is True for a question, which tells nothing
    of what it asks; `answers` is the question before a short line that holds a time.  `place` is where a report was
    written ("OSLO" in "OSLO, 5 June 2019 — …"), `label` the short line that names what happens on a bare date ("Date of
    next meeting"), `sets` are the expressions that say without reserve how something repeats ("every Monday").
    `noted` is True where short lines with times abound, as in the notes of a doctor: it may need no verb.
    """

    sentence: Sentence
    span: Span
    kind: LineKind
    timexes: tuple[Timex, ...] = ()
    times: tuple[Time, ...] = ()
    given: Time | None = None
    given_by: Literal["", "head", "item", "heading"] = ""
    question: bool = False
    answers: Line | None = None
    place: Span | None = None
    label: Line | None = None
    sets: tuple[Timex, ...] = ()
    noted: bool = False


@frozen
class VitalNote:
    """What is noted of a life by an abbreviated verb: "b. 1768 at Stowe", "m. (1) 3 May 1790 Ann Lee".

    `cue` is the abbreviation with its full stop, `span` the stretch from there up to the next note, a semicolon or
    an aside; `relative` is where a relative pronoun before it begins ("Ann Lee, who d. in 1795"), else None, and
    `bracket` where a bracket opens round it ("Ann Lee (d. 1795)"), else None.
    """

    cue: Span
    span: Span
    relative: int | None = None
    bracket: int | None = None


def lines_of(document: Document, sentences: Iterable[Sentence], timexes: Sequence[Timex]) -> list[Line]:
    """The lines of a document in text order: sentences, pieces of very long ones, and the telling cells of dated rows.

    So a sentence may have several lines, or none if it is only the source in a row of a table.
    """
    reader = _Reader(document, timexes)
    lines = [line for sentence in stretches(document.text, sentences) for line in reader.read(sentence)]
    dated = _with_headings(document.text, lines)
    return _with_notes(document.text, dated)


def without_labels(lines: list[Line], labels: Sequence[Span]) -> list[Line]:
    """The lines, those that open with the label of a turn ("Ada Brock: I left") without it; both are in text order."""
    starts = [label.start for label in labels]
    found = []
    for line in lines:
        at = bisect_right(starts, line.span.start) - 1
        body = labels[at].end + 1 if at >= 0 else 0
        if at >= 0 and starts[at] == line.span.start and body < line.span.end:
            line = evolve(line, span=Span(body, line.span.end))
        found.append(line)
    return found


def word_spans(text: str, span: Span) -> list[Span]:
    """Where the words of a stretch of text stand."""
    return [Span(*word.span()) for word in _WORD.finditer(text, span.start, span.end)]


def parts_of(document: Document, line: Line) -> list[Span]:
    """The parts of a line that semicolons outside brackets divide; there is at least one."""
    text, span = document.text, line.span
    parts, start, depth, seen = [], span.start, 0, span.start
    for mark in _CUTTING.finditer(text, span.start, span.end):
        depth += _depth(text, seen, mark.start())
        seen = mark.end()
        if depth <= 0 and text[start : mark.start()].strip():
            parts.append(Span(start, mark.start()))
            start, depth = mark.end(), 0
    parts.append(Span(start, span.end))
    return parts


def proviso_of(document: Document, line: Line) -> str:
    """The word, in small letters, that a line has alone in brackets by its date or apart at its end, or ""."""
    text, span = document.text, line.span
    found = (
        _PROVISO_LAST.search(text, line.sentence.span.start, span.start)
        or _PROVISO_FIRST.match(text, span.start, span.end)
        or _PROVISO_LAST.search(text, max(span.start, span.end - 20), span.end)
        or _PROVISO_DASHED.search(text, max(span.start, span.end - 20), span.end)
    )
    return found[1].lower() if found is not None else ""


def vital_notes(document: Document, line: Line) -> list[VitalNote]:
    """The notes of a life in a line, none if it holds no times."""
    if not line.times:
        return []
    text, span = document.text, line.span
    pattern, relatives = _vital_cues(document.locale)
    cues = list(pattern.finditer(text, span.start, span.end))
    notes = []
    for number, cue in enumerate(cues):
        limit = cues[number + 1].start() if number + 1 < len(cues) else span.end
        semicolon = _CUTTING.search(text, cue.end(), limit)
        end = semicolon.start() if semicolon is not None else limit
        before = _lead(text, cue.start(), span.start)
        relative = before.start() if before is not None and before[0].lower() in relatives else None
        if number + 1 < len(cues) and semicolon is None:
            led = _lead(text, limit, cue.end())
            if led is not None and led[0].lower() in relatives:
                end = led.start()
        end = _closing(text, cue.end(), end)
        aside = _ASIDE.search(text, cue.end() + 3, end)
        if aside is not None and any(cue.start() <= time.start < aside.start() for time in line.times):
            # "b. 1859 at Stowe, is the one we all remember"
            end = aside.start()
        while end > cue.end() and text[end - 1] in " ,\n.(":
            end -= 1
        opened = text.rfind("(", span.start, cue.start())
        bracket = opened if opened >= 0 and ")" not in text[opened : cue.start()] else None
        notes.append(VitalNote(Span(*cue.span()), Span(cue.start(), end), relative, bracket))
    return notes


@lru_cache(maxsize=16)
def _vital_cues(locale: LocaleData) -> tuple[re.Pattern[str], frozenset[str]]:
    cues = any_of(frozenset(locale.tables.get("noted_participles", {})))
    links, shortened = (any_of(locale.words.get(name, frozenset())) for name in ("noted_links", "noted_abbreviations"))
    pattern = re.compile(
        rf"(?<![\w.])(?<!\d )(?:{cues})\.(?=,?\s+(?:\(\d\)\s+)?"
        rf"(?:\d|(?:{links})\b|(?:{shortened})\.|[A-Z][a-z]{{2,8}}\.?\s\d))"
    )
    return pattern, locale.words.get("relative_pronouns", frozenset()) | locale.words.get("relativizers", frozenset())


def _lead(text: str, at: int, start: int) -> re.Match[str] | None:
    """The last word before an offset."""
    words = list(_WORD.finditer(text, max(start, at - RELATIVE), at))
    return words[-1] if words and not text[words[-1].end() : at].strip() else None


def _closing(text: str, start: int, end: int) -> int:
    """Where a bracket closes that was opened before `start`, or `end`."""
    at = text.find(")", start, end)
    while at >= 0 and text.count("(", start, at) > text.count(")", start, at):
        at = text.find(")", at + 1, end)
    return end if at < 0 else at


def _depth(text: str, start: int, end: int) -> int:
    return text.count("(", start, end) - text.count(")", start, end)


@frozen(eq=False)
class _Words:
    """The words of a locale that say what a line is."""

    header_labels: frozenset[str]
    date_labels: frozenset[str]
    writing_labels: frozenset[str]
    event_nouns: frozenset[str]
    turn_labels: re.Pattern[str]
    determiners: frozenset[str]
    reserved: re.Pattern[str]
    excepting: re.Pattern[str]
    small: frozenset[str]


@lru_cache(maxsize=16)
def _words_of(locale: LocaleData) -> _Words:
    def of(name: str) -> frozenset[str]:
        return locale.words.get(name, frozenset())

    turns = any_of(of("question_labels") | of("answer_labels"))
    return _Words(
        of("header_labels"),
        of("date_labels"),
        of("writing_labels"),
        of("event_nouns"),
        re.compile(rf"[ \t*_]{{0,8}}(?:{turns})[.:]\s+(?=\S)", re.IGNORECASE),
        of("determiners"),
        re.compile(rf"(?<!\w)(?:{any_of(of('set_reserves'))})\s+(?:\w+\s+)?\Z", re.IGNORECASE),
        re.compile(rf"[\s,(]{{1,3}}(?:{any_of(of('set_exceptions'))})\b", re.IGNORECASE),
        of("prepositions") | of("determiners"),
    )


class _Reader:
    """Reads the sentences of a document in text order; what a line is may hang on the one before it."""

    def __init__(self, document: Document, timexes: Sequence[Timex]) -> None:
        self.document = document
        self.text = document.text
        self.timexes = timexes
        self.words = _words_of(document.locale)
        front = _FRONT_MATTER.match(document.text)
        self.front = 0 if front is None else front.end()  # where the front matter ends
        self.reply_heads = [reply.head for reply in replies_of(document)]
        self.next = 0  # the first timex that does not stand before the sentence at hand
        self.before: Line | None = None
        self.in_rows = False
        self.prose_seen = False

    def read(self, sentence: Sentence) -> list[Line]:
        """The line of a sentence, without the time of a heading over it; of a dated row one for each telling cell."""
        timexes, at = self.timexes, self.next
        while at < len(timexes) and timexes[at].span.start < sentence.span.start:
            at += 1
        first = at
        while at < len(timexes) and timexes[at].span.start < sentence.span.end:
            at += 1
        self.next = at
        line = self._line(sentence, timexes[first:at])
        self.prose_seen = self.prose_seen or (line.kind == "prose" and sentence.kind == "prose")
        self.before = line
        if line.given is None or line.given_by != "head":
            return [line]
        return [part for cell in (self._cells(line) if sentence.cells else [line]) for part in self._parts(cell)]

    def _parts(self, row: Line) -> list[Line]:
        """A row cut at its semicolons: "Society founded; Ann Lee elects its first board" tells of two things."""
        spans = [span for span in parts_of(self.document, row) if _LETTERS.search(self.text, span.start, span.end)]
        if len(spans) < 2:
            return [row]
        lines = []
        for number, span in enumerate(spans):
            own = [timex for timex in row.timexes if span.contains(timex.span)]
            line = self._made(row.sentence, span.start, "row", own, end=span.end)
            lines.append(evolve(line, given=row.given, given_by="item" if number else row.given_by))
        return lines

    def _cells(self, row: Line) -> list[Line]:
        """A row cut into its cells: one tells what happened, and others of several words may go on with it."""
        text, span = self.text, row.span
        cells = [
            Span(max(cell.start, span.start), min(cell.end, span.end))
            for cell in row.sentence.cells
            if cell.start < span.end and cell.end > span.start
        ]
        cells = [cell for cell in cells if _LETTERS.search(text, cell.start, cell.end)]
        several = [cell for cell in cells if len(_WORD.findall(text, cell.start, cell.end)) > 1]
        lines = []
        for number, cell in enumerate(several or cells[:1]):
            own = [timex for timex in row.timexes if cell.contains(timex.span)]
            line = self._made(row.sentence, cell.start, "row", own, end=cell.end)
            lines.append(evolve(line, given=row.given, given_by="item" if number else row.given_by))
        return lines or [row]

    def _line(self, sentence: Sentence, own: Sequence[Timex]) -> Line:
        text, span = self.text, sentence.span
        body, head = self._head(sentence, own)
        if head:
            # "9 - 16 Feb.": the marker may end within the date.
            body = max(body, head[-1].span.end)
        in_rows, self.in_rows = self.in_rows, False
        if self._is_header(sentence) or self._is_note_of_date(sentence, own) or self._heads_reply(sentence, own):
            return self._made(sentence, body, "header", own[len(head) :], head)
        if own and own[0].setting.position == "stamp":
            # It says when something was said, not when that happened.
            said = _SPEAKER.match(text, max(body, own[0].span.end), span.end)
            return self._made(sentence, body if said is None else said.end(), "prose", own[1:])
        if sentence.kind == "heading" and not runs_on(text, sentence):
            if head and self._has_words(body, span.end) and (in_rows or self._is_followed(span.end)):
                self.in_rows = True
            else:
                return self._heading(sentence, own, head)
        place: Span | None = None
        if sentence.kind == "prose" and (not head or self._is_dateline(sentence, head)):
            place, head = self._place(sentence, body, head), []
        if head and self._is_citation(sentence, head[0]):
            head = []
        elif not head and (label := self.words.turn_labels.match(text, body, span.end)) is not None:
            body = label.end()
        rest = [timex for timex in own if timex.span.start >= body]
        if not self._has_words(body, span.end) and head:
            return self._date(sentence, own)
        if not head and self._is_bare_date(rest, body, span.end):
            return self._date(sentence, rest)
        line = self._made(sentence, body, "row" if head or sentence.listed else "prose", rest, head, place)
        if line.given is None and (given := self._continued(sentence)) is not None:
            return evolve(line, given=given, given_by="item")
        return line

    def _made(
        self,
        sentence: Sentence,
        body: int,
        kind: LineKind,
        timexes: Sequence[Timex],
        head: Sequence[Timex] = (),
        place: Span | None = None,
        *,
        end: int | None = None,
    ) -> Line:
        end = sentence.span.end if end is None else end
        body = min(body, end)
        given = None
        if head and kind == "row":
            times = refined(times_in(self.text, head, self.document.locale))
            given = times[-1] if times else None
        question = self._is_question(body, end)
        own = self._times(timexes) if timexes else ()
        return Line(
            sentence=sentence,
            span=Span(body, end),
            kind=kind,
            timexes=tuple(timexes),
            times=own,
            given=given,
            given_by="head" if given is not None else "",
            question=question,
            answers=self._answered(body, end) if own and not head and not question else None,
            place=place,
            sets=self._sets(body, end, timexes) if timexes else (),
        )

    def _times(self, timexes: Sequence[Timex]) -> tuple[Time, ...]:
        """The times of a row of timexes, without those of lives and of works that are referred to."""
        times = times_in(self.text, timexes, self.document.locale)
        return tuple(time for time in times if not self._dates_nothing(time))

    def _dates_nothing(self, time: Time) -> bool:
        if time.timexes[0].setting.narrative == "aside":
            return True
        if time.interval.granularity is not Granularity.YEAR or len(time.timexes) > 1:
            return False
        text, start, end = self.text, time.start, time.end
        if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
            # "[2016] 2 AC 11"
            return True
        if _REFERRED.match(text, end) is None or text.rfind("(", max(0, start - 90), start) < 0:
            return False
        return _REFERENCE.search(text, max(0, start - 90), start) is not None

    def _has_words(self, start: int, end: int) -> bool:
        return _WORD.search(self.text, start, end) is not None

    # -- headings and dates

    def _is_header(self, sentence: Sentence) -> bool:
        """True for lines such as "Published: 9 November" at the head of a document: they tell of it, not in it."""
        if sentence.span.end <= self.front:
            return True
        if sentence.span.start > HEADER:
            return False
        label = _LABEL.match(self.text, sentence.span.start, sentence.span.end)
        return label is not None and " ".join(label[1].lower().split()) in self.words.header_labels

    def _is_note_of_date(self, sentence: Sentence, own: Sequence[Timex]) -> bool:
        """True for "Written on 6 March 2024 by Ada Brook." at the head of a document: that tells of it."""
        text, span = self.text, sentence.span
        if span.start > HEADER or span.end - span.start > SHORT + ANSWER or len(own) != 1 or self.document.dct is None:
            return False
        first, *others = _WORD.findall(text, span.start, span.end)
        date = own[0]
        if (
            first.lower() not in self.words.writing_labels
            or date.interval is None
            or date.span.start > span.start + SHORT
        ):
            return False
        if date.interval.start is None or not date.interval.contains(self.document.dct):
            return False
        outside = [text[word.start : word.end] for word in word_spans(text, span) if not word.overlaps(date.span)]
        small = self.words.small
        return bool(others) and all(not word[0].islower() or word in small for word in outside[1:])

    def _heads_reply(self, sentence: Sentence, own: Sequence[Timex]) -> bool:
        """True for the line of a mail program over what is answered: "On 3 May 2024 at 10:00, Ada Brook wrote:".

        It gives the hour or an address; without these it may be a sentence of the text, which quotes.
        """
        at = bisect_left(self.reply_heads, sentence.span.end, key=_start) - 1
        head = self.reply_heads[at] if at >= 0 else None
        if head is None or not own or not head.overlaps(sentence.span):
            return False
        return any(timex.type is TimexType.TIME for timex in own) or "@" in head.slice(self.text)

    def _is_followed(self, end: int) -> bool:
        """True if the next line begins with a time, as rows do."""
        return self.next < len(self.timexes) and self.timexes[self.next].span.start < end + NEXT

    def _heading(self, sentence: Sentence, own: Sequence[Timex], head: Sequence[Timex]) -> Line:
        """A heading; with few words besides its date it is the date of what stands under it."""
        start = sentence.prefix.end if sentence.prefix is not None else sentence.span.start
        line = self._made(sentence, start, "heading", own)
        if not line.times:
            return line
        beside = [word.lower() for word in self._beside(sentence.span.start, sentence.span.end, own)]
        if not self.words.event_nouns.isdisjoint(beside):
            # "Meeting held on 3 May"
            return line
        if not self.words.date_labels.isdisjoint(beside):
            # "Dictated 3 May, typed 5 May"
            return evolve(line, kind="header")
        return self._date(sentence, own) if len(beside) <= (BESIDE_HEAD if head else BESIDE) else line

    def _beside(self, start: int, end: int, timexes: Sequence[Timex]) -> list[str]:
        """The words of a stretch of text that are in none of its timexes, up to the first ten."""
        found: list[str] = []
        at = start
        for stop, further in [*((timex.span.start, timex.span.end) for timex in timexes), (end, end)]:
            if stop > at and len(found) <= BESIDE_HEAD:
                found += _WORD.findall(self.text, at, min(stop, at + 200))
            at = max(at, further)
        return found

    def _is_bare_date(self, timexes: Sequence[Timex], body: int, end: int) -> bool:
        if not timexes or end - body > SHORT or timexes[-1].expression.startswith(("dct ", "ref ")):
            # "Infirmary yesterday."
            return False
        # "Leith, Friday 16th."
        return timexes[-1].setting.position == "heading" or not self._beside(body, end, timexes)

    def _date(self, sentence: Sentence, timexes: Sequence[Timex]) -> Line:
        """A bare date, with the label that names it; an answer to a question stays prose."""
        start = sentence.prefix.end if sentence.prefix is not None else sentence.span.start
        start = min([start, *(timex.span.start for timex in timexes)])
        line = self._made(sentence, start, "date", timexes)
        if line.answers is not None:
            return evolve(line, kind="prose")
        return evolve(line, label=self._label(line)) if line.times else line

    def _label(self, line: Line) -> Line | None:
        """The short line before a bare date that names a happening; of a date below it only if that lies ahead."""
        label = self.before
        if label is None or label.timexes or label.given is not None or label.kind in ("header", "date"):
            return None
        if len(label.sentence.span) > SHORT or label.question:
            return None
        words = _WORD.findall(self.text, label.span.start, label.span.end)
        if self.words.event_nouns.isdisjoint(word.lower() for word in words):
            return None
        apart = self.text.count("\n", label.span.end, line.span.start)
        dct, start = self.document.dct, refined(line.times)[-1].interval.start
        ahead = dct is not None and start is not None and start.on_later_day(dct)
        return label if not apart or (apart <= APART and ahead) else None

    # -- heads of lines

    def _head(self, sentence: Sentence, own: Sequence[Timex]) -> tuple[int, list[Timex]]:
        """Where the words of a sentence begin, and the timexes of the date at its head."""
        text = self.text
        body, head = head_of(text, sentence, own)
        if sentence.kind != "prose" or not own:
            return body, head
        start, first = sentence.span.start, own[0].span
        if head and not text[head[-1].span.end : body].strip() and not _has_digit(head[-1].text):
            # "Yesterday Ann Ray came": only a number can be a column of its own.
            return start, []
        if not head and not text[start : first.start].strip():
            remark = _REMARK.match(text, first.end, sentence.span.end)
        elif not head and text[start] == "[":
            remark = _REMARK_AROUND.match(text, first.end, sentence.span.end)
        else:
            remark = None
        return (remark.end(), [own[0]]) if remark is not None and _has_digit(own[0].text) else (body, head)

    def _is_dateline(self, sentence: Sentence, head: Sequence[Timex]) -> bool:
        """True for the place and date at the head of a report: "OSLO, 5 June 2019 — …"."""
        if self._has_words(sentence.span.start, head[0].span.start):
            return self.text[sentence.span.start] != "["
        dct, interval = self.document.dct, head[-1].interval
        return not self.prose_seen and dct is not None and interval is not None and interval.contains(dct)

    def _place(self, sentence: Sentence, body: int, head: Sequence[Timex]) -> Span | None:
        """The place that a report opens with; without a date too, if in capitals: "LEEDS — The firm said …"."""
        start = sentence.prefix.end if sentence.prefix is not None else sentence.span.start
        end = head[0].span.start if head else body
        found = _PLACE.search(self.text, start, end) if start < end else None
        if found is None:
            return None
        place = found[0].rstrip(" -.")
        return Span(found.start(), found.start() + len(place)) if place else None

    def _is_citation(self, sentence: Sentence, first: Timex) -> bool:
        """True for the year of a law report: "[2016] 2 AC 11"."""
        text, span = self.text, first.span
        if text[span.start - 1 : span.start] != "[" or first.interval is None or sentence.kind == "heading":
            return False
        return "|" not in text[span.end : span.end + 4] and first.interval.granularity is Granularity.YEAR

    def _continued(self, sentence: Sentence) -> Time | None:
        """The time of the item that a further sentence on the same lines goes on with."""
        before = self.before
        if before is None or before.given is None or sentence.prefix is not None or not sentence.listed:
            return None
        same = "\n" not in self.text[before.sentence.span.end : sentence.span.start]
        return before.given if same else None

    # -- questions, answers, repetition

    def _is_question(self, body: int, end: int) -> bool:
        """True for a question; a sentence that only quotes one is none."""
        text = self.text
        if text[end - 1 : end] in _CLOSING:
            return text[end - 2 : end - 1] == "?" and text[body : body + 1] in _OPENING
        return text[end - 1 : end] == "?"

    def _answered(self, body: int, end: int) -> Line | None:
        """The question right before a short line that has a time: "When did he leave? – In May 2010."."""
        asked = self.before
        return asked if asked is not None and asked.question and end - body <= ANSWER else None

    def _sets(self, body: int, end: int, timexes: Sequence[Timex]) -> tuple[Timex, ...]:
        """The expressions that say without reserve how something repeats: not "almost every Monday"."""
        text, words = self.text, self.words
        found = []
        for timex in timexes:
            if timex.type is not TimexType.SET or timex.interval is not None or timex.quant == _RESERVED:
                continue
            low = max(body, timex.span.start - 30)
            before = _WORD.findall(text, low, timex.span.start)[-1:]
            # "founded a daily paper": how often the paper came out, not how often it was founded.
            attributive = timex.quant is None and before and before[0].lower() in words.determiners
            reserved = words.reserved.search(text, low, timex.span.start)
            if not attributive and not reserved and not words.excepting.match(text, timex.span.end, end):
                found.append(timex)
        return tuple(found)


def _start(span: Span) -> int:
    return span.start


def _has_digit(words: str) -> bool:
    return any(sign.isdigit() for sign in words)


# -- what stands under a date


def _with_headings(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines, each without a time of its own at the head given that of the date line over it.

    Only where it is plain that the date lines of the document head entries.  Then a day dates all lines under it up to
    the next heading, a month or year only those that stand by themselves, as items do, unless all entries are short.
    """
    dates = [number for number, line in enumerate(lines) if _is_heading_date(line)]
    if not dates:
        return list(lines)
    days = [number for number in dates if _is_day(lines[number])]
    carrying = set(days) if _are_entries(lines, days) else {n for n in days if _heads_notes(text, lines, n)}
    coarse = set(dates).difference(days)
    if _are_entries(lines, sorted(coarse)):
        carrying |= coarse
    if _are_short(lines, dates):
        carrying.update(dates)
        coarse = set()
    if items := _dated_items(lines, dates):
        carrying |= items
        coarse |= items
    found: list[Line] = []
    over: Time | None = None
    listed = False  # whether it is the time of listed lines only
    for number, line in enumerate(lines):
        if line.kind == "date" and line.label is None:
            over = refined(line.times)[-1] if number in carrying else None
            listed = number in coarse
        elif line.kind == "heading":
            over = None
        elif over is not None and line.given_by == "head":
            # A log: the prose behind its lines is none of it.
            listed = True
        elif over is not None and line.given is None and line.kind in ("prose", "row"):
            line = (
                line
                if listed and not line.sentence.listed
                else evolve(line, kind="entry", given=over, given_by="heading")
            )
        found.append(line)
    return found


def _is_heading_date(line: Line) -> bool:
    return line.kind == "date" and line.label is None and bool(line.times)


def _is_day(line: Line) -> bool:
    return refined(line.times)[-1].interval.granularity.rank <= Granularity.DAY.rank


def _are_entries(lines: Sequence[Line], dates: Sequence[int]) -> bool:
    """True if several date lines have something under them and no headline over them, as the date of an article has."""
    found = 0
    for number in dates:
        titled = number > 0 and lines[number - 1].kind == "heading" and number != dates[0]
        below = lines[number + 1] if number + 1 < len(lines) else None
        if below is not None and below.kind not in ("date", "heading", "header") and not titled:
            found += 1
    return found >= ENTRIES


def _are_short(lines: Sequence[Line], dates: Sequence[int]) -> bool:
    """True if the date lines, of days, months or years, are those of a chronology: none has more than a few lines."""
    ends = [*dates[1:], len(lines)]
    return _are_entries(lines, dates) and all(
        _size_below(lines, number, end) <= NOTES for number, end in zip(dates, ends, strict=True)
    )


def _size_below(lines: Sequence[Line], number: int, end: int) -> int:
    """How many lines stand under a date line, up to the next heading."""
    below = itertools.takewhile(lambda line: line.kind != "heading", lines[number + 1 : end])
    return sum(line.kind != "header" for line in below)


def _dated_items(lines: Sequence[Line], dates: Sequence[int]) -> set[int]:
    """The items that are dates, where other items of the document have theirs at their head: "3 May 1911 / Opened"."""
    rows = sum(line.given_by == "head" for line in lines)
    items = {n for n in dates if lines[n].sentence.listed and n + 1 < len(lines) and lines[n + 1].sentence.listed}
    return items if rows and rows + len(items) >= ENTRIES else set()


def _heads_notes(text: str, lines: Sequence[Line], number: int) -> bool:
    """True if a lone date line has notes under it: a first line of a few words ("Left early."), or only bullets."""
    if number and lines[number - 1].kind == "heading":
        # A report with its title.
        return False
    below: list[Line] = []
    for at in range(number + 1, len(lines)):
        line = lines[at]
        if line.kind not in ("prose", "row") or line.given is not None:
            break
        below.append(line)
    if len(below) < ENTRIES:
        return False
    first = below[0]
    if text[first.span.end - 1] == "." and len(_WORD.findall(text, first.span.start, first.span.end)) <= NOTE_WORDS:
        return True
    return all(line.sentence.listed and _is_bulleted(text, line) for line in below)


def _is_bulleted(text: str, line: Line) -> bool:
    prefix = line.sentence.prefix
    return prefix is None or not any(sign.isalnum() for sign in prefix.slice(text))


def _with_notes(text: str, lines: list[Line]) -> list[Line]:
    """The lines, those marked that stand in a document of notes: several short sentences with a time each."""
    short = [number for number, line in enumerate(lines) if line.kind == "prose" and _is_short(text, line)]
    if len(short) < NOTES or 2 * len(short) < sum(line.kind == "prose" for line in lines):
        return lines
    for number in short:
        lines[number] = evolve(lines[number], noted=True)
    return lines


def _is_short(text: str, line: Line) -> bool:
    return bool(line.times) and len(line.span) <= SHORT and text[line.span.end - 1] == "."
