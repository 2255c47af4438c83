"""Temporal expressions: from text to underspecified `Timex` objects, with no date computed.

One regular expression (the gate) finds where a timex could be; the words around it are read into tokens, each a symbol
for the set of lexicon classes it belongs to; rules are matched over the short string of symbols.  Few such strings
exist, so what the rules say of one is remembered.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeAlias, TypeVar

from attrs import define

from dateline.locale import (
    MINUTES,
    Grammar,
    LocaleData,
    Rule,
    compiled,
    digit_ordinal_symbol,
    number_symbol,
    ordinal_symbol,
)
from dateline.model import Document, Span, Timex, TimexType
from dateline.model.times import recognized
from dateline.times.calendar import read
from dateline.times.tense import MESSAGE, Tenses

if TYPE_CHECKING:
    from dateline.annotations import Annotations

__all__ = ["find_expressions", "read_timexes", "recognize_timexes"]

# Each timex is asked for its type, and members of an enumeration are slow to look up.
DATE, TIME, DURATION = TimexType.DATE, TimexType.TIME, TimexType.DURATION

LONGEST_WORD: Final = 40
WORD: Final = re.compile(rf"[^\W\d_]{{1,{LONGEST_WORD}}}(?:\.[^\W\d_]{{1,4}}){{0,3}}\.?")
FRACTION: Final = re.compile(r"(\d{1,3})(?:[ -]([1-3])/([2-8])(?![\d/])|([½¼¾⅓⅔]))")
FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
# In digits: the longest number that is read.
LONGEST: Final = 12
NUMBER: Final = re.compile(r"(\d{1,3}(?:,\d{3}){1,4}(?![\d,])|\d{1,12}(?!\d))(\.\d{1,12})?(st|nd|rd|th)?(?![\d_])")
JOINTS: Final = re.compile(r"[-–']")
SPACE: Final = re.compile(r" *")
OPEN_RANGE: Final = re.compile(r"[-–—](?:\s*(?:\Z|[|\n\t])|\s?(?:present|today|now)\b)")
NEW_ENTRY: Final = re.compile(r"\n[\[<(]?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
SLOT: Final = re.compile(r" ?\{(\w+)\}")
NOT_FILLED: Final = re.compile(r"\{\w+\}")
# What may stand between the beginning of a sentence and a time that leads it: "In", "Meanwhile, on", "Early in".
LEAD_WORDS: Final = r"(?:[A-Z][a-z]{0,11},? )?(?:[a-z]{1,6} ){0,2}\Z"
OPENING: Final = re.compile(LEAD_WORDS)
LEADING: Final = re.compile(rf"[.!?](?:(?<!\b[ap]\.m\.)['\"”’)]?\s{{1,3}}|\s{{1,3}}(?=[A-Z])){LEAD_WORDS}")
# In characters: so far before a time its sentence begins where that leads it.
LEAD: Final = 40
# A whole date of digits and strokes.
STROKES: Final = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(?:\d\d|\d{4})(?![\d/])")
# A clock time with a dot that says its half of the day.
DOTTED: Final = re.compile(r"(?<!\d)\d{1,2}\.[0-5]\d\s?[ap]\.?\s?m(?!\w)")
# Hours of four digits that can be no year, behind a word or at the head of a line; and how many of them make a log.
EARLY_HOURS: Final = re.compile(r"0(?<=[a-z] 0)[1-9][0-5]\d(?=[.,;]?\s)")
# The line end before it comes first: the search passes from one to the next.
LOG_LINE: Final = re.compile(r"\n[ \t*•|-]{0,8}(?:0\d[0-5]\d(?![\d:.,/-])|[012]\d\.[0-5]\d\s[-–—](?=\s))")
LOG_LINES: Final = 2
MAX_TOKENS: Final = 40
# The number that opens a range.
RANGE_START: Final = re.compile(r"\d{1,3}[-–]")
# What follows the full stop of a sentence.
SENTENCE_END: Final = re.compile(r"\s*\Z|\n|\s{1,2}[A-Z]")
# In characters: no word that numbers belong to stands farther before them.
LABEL: Final = 24
LEFT_CHUNKS: Final = 12
# In characters: so far before a time stands the verb that puts something off to it; and what ends a clause.
CLAUSE: Final = 48
CLAUSE_MARK: Final = re.compile(r"[.,;:!?()\n]")
# A time told by its distance from another.
MOVED: Final = re.compile(r"ref [+-]P")
# What is read as a year, and is also a time of day as it is spoken: "ten oh five" to "twelve fifty nine".
SPOKEN: Final = (1000, 1259)
# Two years of which the second leaves out its century, as an expression and as it is written.
PAIR: Final = re.compile(r"years (\d{4}) (\d\d)")
ELLIPTIC: Final = re.compile(r"(\d{4}) ?[-–] ?(\d{1,2})")
# A day without its year, with the seconds: the head of a line of a log.
STAMP: Final = re.compile(r"XXXX-\d\d-\d\d in T\d\d:\d\d:\d\d")
WEEKDAY: Final = re.compile(r"XXXX-WXX-\d(?!\d)")
# A time to the second, and what stands before it at the head of a line.
STAMPED: Final = re.compile(r"T\d\d:\d\d:\d\d|^said .*\d:\d\d:\d\d")
LINE_HEAD: Final = re.compile(r"(?:\A|\n)[ \t\[<(]*\Z")
# A number that stands by itself: its digits, and behind them what surely belongs to no number.
LONE: Final = re.compile(r"(\d+)(?:([ ;)])|,|\.?(?: |\Z))")
# What must not stand right before a number that is to be read as part of a date.
CURRENCIES: Final = frozenset("$£€¥")
BAD_BEFORE: Final = CURRENCIES | frozenset("#@_&=*\\")
# What a modifier of a duration says of the point that the duration leads to (TimeML 1.2.1, attribute `mod`).
POINT_MODS: Final = {
    "MORE_THAN": "BEFORE",
    "LESS_THAN": "AFTER",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
    "SINCE": None,
}
# What is known of so many words is remembered.
REMEMBERED: Final = 8192
# What the words behind a date say, as the words before it would: "3 May or later" is "on or after 3 May".
BOUNDS: Final = {"ON_OR_AFTER": "on or after", "ON_OR_BEFORE": "on or before", "SINCE": "since"}
# A word that a machine-like form may begin with: "Thu Jul  9", "Jan 5", "GMT+2", "Europe/Paris", "ca.1910".
HEAD: Final = re.compile(r"[a-z]{3,20}(?:[/+-]|,? {1,2}(?:[a-z]{3,9} {1,2})?\d)|[a-z]{2}\.\d")
# What follows the q, h, f or c that begins a machine-like form ("q3", "fy2010", "c.1910").
PATTERN_LETTERS: Final = frozenset("qhfc")
PATTERN_HEADS: Final = frozenset("1234y.")
# The day behind a month that it is written together with; what is set equal or called is code.
GLUED_DAY: Final = re.compile(r"(?:[12]?\d|3[01])(?!\w)(?! ?[=({\[:<>+*/|]|[.-]\w)")
GLUED_YEAR: Final = re.compile(r"[12]\d{3}(?!\w)")
# What follows the p that begins a length of ISO 8601 ("PT2H", "P3D").
LENGTHS: Final = frozenset(("p", "pt"))
LENGTH_HEAD: Final = re.compile(r"t?\d")
OFFSET: Final = re.compile(r"([+-])(\d{1,2}):?(\d\d)?")
PADDED: Final = frozenset(("dd", "mon", "hh", "h12", "mm", "dth", "dthn"))


@define(slots=True, eq=False)
class Token:
    """One word, number or mark: where it stands, its symbol, and its value per lexicon class."""

    start: int
    end: int
    symbol: str
    values: Mapping[str, str]


@define(slots=True, eq=False)
class Node:
    """A phrase that a rule has read, with the value filled in."""

    start: int
    end: int
    symbol: str
    rule: Rule
    value: str
    mod: str | None
    type: str | None
    quant: str | None
    freq: str | None


Item = Token | Node


class Word(NamedTuple):
    """What a locale knows of a word: the phrases it may begin, how much of it is known, its symbol, its values.

    `machine` says that a machine-like form may begin with it ("q3", "Jan 5"), `spelled` that it is a number.
    """

    longer: re.Pattern[str] | None
    size: int
    symbol: str
    values: Mapping[str, str]
    machine: bool
    spelled: bool


class Guard(NamedTuple):
    """What a rule asks for beside its match, if anything: of the text as a whole, and of what stands around."""

    rule: Rule
    unless_next: Callable[[str, int], re.Match[str] | None] | None
    only_next: Callable[[str, int], re.Match[str] | None] | None
    unless_prev: Callable[[str], re.Match[str] | None] | None
    only_prev: Callable[[str], re.Match[str] | None] | None


class Reading(NamedTuple):
    """A rule that matches a string of symbols: what its phrase becomes, its slots, from where to where it extends.

    A slot has its name in the value, the classes whose value it takes, the first that its token has, and its place.
    The templates are those of the rule without the slots that are not there.
    """

    rule: Rule
    symbol: str
    slots: tuple[tuple[str, tuple[str, ...], int], ...]
    first: int
    last: int
    guard: Guard | None
    value: str
    mod: str | None
    quant: str | None
    freq: str | None


_Table: TypeAlias = tuple[tuple[int, tuple[Reading, ...]], ...]
_K = TypeVar("_K")
_V = TypeVar("_V")


class _Memo(dict[_K, _V], Generic[_K, _V]):
    """What a function says of each key; a text asks of few keys, and of these often."""

    def __init__(self, ask: Callable[[_K], _V]) -> None:
        self.ask = ask

    def __missing__(self, key: _K) -> _V:
        if len(self) >= REMEMBERED:
            self.clear()
        value = self[key] = self.ask(key)
        return value


def fold(text: str) -> str:
    """Lower case with every offset kept; all white space becomes a space, curly apostrophes straight ones."""
    out = text.lower()
    if len(out) != len(text):
        out = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    for old, new in (("\n", " "), ("\t", " "), ("\u00a0", " "), ("\r", " "), ("\u2019", "'"), ("\u202f", " ")):
        if old in out:
            out = out.replace(old, new)
    return out


def find_expressions(text: str, locale: LocaleData, folded: str | None = None) -> Iterator[Node]:
    """The phrases of a text that stand for a time, left to right, without overlaps."""
    low = fold(text) if folded is None else folded
    reader = _Reader(text, low, locale)
    # With a blank in front each phrase has a character before it, at the offset that the phrase has in the text.
    gated = " " + low
    (after_space, after_mark), at, done = locale.gates, 0, 0
    spaced, marked = after_space.search(gated), after_mark.search(gated)
    while True:
        found = marked if spaced is None or (marked is not None and marked.start() < spaced.start()) else spaced
        if found is None:
            return
        start = found.start()
        # A number behind the sign of a currency is an amount; in the news most numbers are.
        amount = start > 0 and low[start - 1] in reader.currencies and low[start].isdigit()
        tokens = [] if amount else reader.tokens(reader.left(start, done), start)
        at = max(tokens[-1].end if tokens else found.end() - 1, start + 1)
        # What has been read once is not read again, as the words before another trigger: the work stays linear.
        done = at if tokens else start
        if tokens:
            yield from reader.phrases(tokens)
        if spaced is not None and spaced.start() < at:
            spaced = after_space.search(gated, at)
        if marked is not None and marked.start() < at:
            marked = after_mark.search(gated, at)


class _Reader:
    """What reading one text needs: the text, its folded form, the locale's tables."""

    def __init__(self, text: str, low: str, locale: LocaleData) -> None:
        self.text, self.low, self.locale = text, low, locale
        self.pattern, self.lone_pattern = locale.pattern_regex.match, locale.lone_regex.match
        self.word_pattern = locale.word_regex.match
        self.symbols = locale.grammar.symbols
        self.numbers = _numbers_of(locale.grammar)
        self.tables = _tables_of(locale.grammar)
        self.heads = locale.words.get("pattern_heads", frozenset())
        self.words, self.belongs, self.currencies = _words_of(locale), _belonging_of(locale), _currencies_of(locale)
        self.glued_months = locale.words.get("glued_months", frozenset())

    @functools.cached_property
    def log(self) -> bool:
        """Is the text a log, with hours of four digits at the head of its lines, or with such as are no years?"""
        if len(LOG_LINE.findall("\n" + self.text)) >= LOG_LINES:
            return True
        return len(EARLY_HOURS.findall(self.text)) >= LOG_LINES

    @functools.cached_property
    def numeric(self) -> bool:
        """Does the text write whole dates with digits and strokes ("14/12/2018")?"""
        return "/" in self.text and STROKES.search(self.text) is not None

    @functools.cached_property
    def dotted(self) -> bool:
        """Does the text write its clock times with a dot ("7.30 pm")?"""
        return DOTTED.search(self.low) is not None

    @functools.cached_property
    def worded(self) -> bool:
        """Does the text write a day of a month in words ("the fifth of May")?"""
        return _worded_regex(self.locale).search(self.low) is not None

    @functools.cached_property
    def early(self) -> bool:
        """Does the text tell of times before 1500?"""
        text, words, known = self.text, self.locale.words, _early_regexes(self.locale)
        if known.led.search(text) is not None or known.life.search(text) is not None:
            return True
        # Words are found faster one by one than as alternatives; few texts have any.
        worded = (
            ("early_turns", known.turn),
            ("early_centuries", known.century),
            ("year_calls", known.called),
            ("early_eras", known.behind_era),
            ("early_eras", known.before_era),
        )
        return any(
            any(form in text for form in words.get(name, ())) and regex.search(text) is not None
            for name, regex in worded
        )

    def left(self, start: int, stop: int) -> int:
        """Where the words that could belong to a timex around `start` begin."""
        text, low, belongs = self.text, self.low, self.belongs
        stop = max(stop, start - 160)
        begin = low.rfind(" ", stop, start) + 1 or stop
        for _ in range(LEFT_CHUNKS):
            edge = begin - 1
            while edge > stop and low[edge - 1] == " ":
                edge -= 1
            if edge <= stop:
                break
            head = low.rfind(" ", stop, edge) + 1 or stop
            if edge - head > 30 or not belongs[low[head:edge]]:
                break
            if (begin - edge > 1 or text[edge] != " ") and self._gap_breaks(edge, begin):
                break
            begin = head
        return begin

    def _gap_breaks(self, start: int, end: int) -> bool:
        """Does the white space between two words end a phrase (blank line, end of a short line)?"""
        gap = self.text[start:end]
        lines = gap.count("\n")
        if not lines:
            return False
        if lines > 1 or "\f" in gap:
            return True
        head = self.text.rfind("\n", max(0, start - 60), start)
        return head >= 0 or start < 60

    def tokens(self, begin: int, trigger: int) -> list[Token]:
        """The run of known words that holds the trigger."""
        text, low, words, lexicon = self.text, self.low, self.words, self.locale.lexicon
        out: list[Token] = []
        numbers = False
        at, size = begin, len(low)
        while at < size and len(out) < MAX_TOKENS:
            start = at
            char = low[start]
            if char == " ":
                start += 1
                if start < size and low[start] == " " and (spaces := SPACE.match(low, start)) is not None:
                    start = spaces.end()
                if start >= size:
                    break
                if (start - at > 1 or text[at] != " ") and self._gap_breaks(at, start):
                    if start > trigger:
                        break
                    out.clear()
                char = low[start]
            token: Token | None = None
            if char.isalpha():
                # Most words stand before a space.
                at = low.find(" ", start, start + LONGEST_WORD + 1)
                if at < 0 or not (word := low[start:at]).isalpha():
                    found = WORD.match(low, start)
                    assert found is not None
                    at, word = found.end(), found[0]
                longer, length, symbol, values, machine, spelled = words[word, text[start:at]]
                if machine and self._is_machine(start) and (token := self._number(start, out)) is not None:
                    pass
                elif (
                    longer is not None
                    and (phrase := longer.match(low, start)) is not None
                    and (entry := self._entry(" ".join(phrase[0].split()), start)) is not None
                ):
                    token = Token(start, phrase.end(), entry[0], entry[1])
                    numbers = numbers or "word" in entry[1]
                elif symbol:
                    end = start + length
                    after = low[end : end + 1]
                    if (
                        after == " "
                        or not (after == "_" or after.isdigit())
                        or self._is_glued(low[start:end], start, end)
                    ):
                        token = Token(start, end, symbol, values)
                        numbers = numbers or spelled
            else:
                if char.isdigit() or char == "'":
                    token = self._number(start, out)
                if token is None:
                    mark = "'s" if low.startswith("'s", start) and not low[start + 2 : start + 3].isalpha() else char
                    if (entry := lexicon.get(mark)) is not None:
                        token = Token(start, start + len(mark), entry[0], entry[1])
                    elif start <= trigger:
                        skipped = WORD.match(low, start) or NUMBER.match(low, start)
                        at = skipped.end() if skipped else start + 1
            if token is None:
                if start > trigger:
                    break
                out.clear()
                if at > trigger:
                    break
                continue
            out.append(token)
            at = token.end
        return self._spelled(out) if numbers else out

    def _is_machine(self, start: int) -> bool:
        """May a machine-like form begin with the word here?"""
        low = self.low
        if low[start] in PATTERN_LETTERS and low[start + 1 : start + 2] in PATTERN_HEADS:
            return True
        if low[start] == "p" and LENGTH_HEAD.match(low, start + 1) is not None:
            return True
        return low[start : start + 3] in self.heads and HEAD.match(low, start) is not None

    def _entry(self, word: str, start: int) -> tuple[str, Any] | None:
        """The lexicon's entry of a word; forms listed with a capital count only where the text has one."""
        known = self.locale.cased.get(self.text[start : start + len(word)].replace("\n", " "))
        if known is not None:
            return known
        known = self.locale.lexicon.get(word)
        if known is None and self.text[start : start + len(word)].isupper():
            known = self.locale.cased.get(word.capitalize())
        return known

    def _number(self, start: int, before: list[Token]) -> Token | None:
        low = self.low
        previous = low[start - 1] if start else " "
        joined = bool(before) and before[-1].end == start
        if (joined or previous != " ") and self._is_in_word(start, previous, before, joined=joined):
            return None
        lone = None
        if not low[start].isdigit():
            found = self.word_pattern(low, start)
            if found is None:
                return None
        else:
            lone = LONE.match(low, start)
            found = self.pattern(low, start) if lone is None else self.lone_pattern(low, start)
        if found is not None and (token := self._pattern_token(found)) is not None:
            return None if self._is_no_time(token) else token
        if lone is not None and lone[2] and low[lone.end() + 1 : lone.end() + 2] != "/" and len(lone[1]) <= LONGEST:
            # Most numbers: no fraction, no suffix.
            known = self.numbers[lone[1], ""]
            return Token(start, lone.end(1), known[0], known[1]) if known is not None else None
        if part := FRACTION.match(low, start):
            rest = FRACTIONS[part[4]] if part[4] else int(part[2]) / int(part[3])
            return Token(start, part.end(), self.symbols[frozenset({"dec", "n"})], {"n": f"{int(part[1]) + rest:g}"})
        number = NUMBER.match(low, start)
        if number is None:
            return None
        digits, fraction, suffix = number.groups()
        end = number.end()
        after = low[end : end + 1]
        if after in ("%", "°") or (after.isalpha() and self._glued(end) is None):
            return None
        if fraction and (suffix or (after == "." and low[end + 1 : end + 2].isdigit())):
            return None
        known = self.numbers[digits, fraction or suffix or ""]
        return Token(start, end, known[0], known[1]) if known is not None else None

    def _is_in_word(self, start: int, previous: str, before: list[Token], *, joined: bool) -> bool:
        """Does a number with a mark, letter or digit right before it belong to what stands there?"""
        low = self.low
        if joined:
            # Not so behind a word of the phrase; but the mark before may belong to another word: "inc-1106".
            return len(before) == 1 and start > 1 and low[start - 2].isalnum() and not previous.isalpha()
        if previous in BAD_BEFORE or previous.isalnum():
            return True
        return previous in ".:/-+" and start > 1 and (low[start - 2].isalnum() or low[start - 2] == "]")

    def _is_no_time(self, token: Token) -> bool:
        """Do numbers with marks belong to a word beside them: "a ratio of 4:30", "Luke 12:30", "build 1.2.1900"?"""
        start, known = token.start, self.locale.words
        if "DAY" in token.values and "." in self.low[start : token.end]:
            words = self.low[max(0, start - LABEL) : start].split()[-1:]
            return bool(words) and words[0] in known.get("version_words", frozenset())
        if "CLOCK" not in token.values or self.low.count(":", start, token.end) != 1:
            return False
        words = self.low[max(0, start - LABEL) : start].split()[-3:]
        if words and RANGE_START.fullmatch(words[-1]):
            # "Psalm 3-5:10"
            words.pop()
        labels, ratios = known.get("no_clock_behind", frozenset()), known.get("ratio_words", frozenset())
        if words and (
            words[-1] in labels or (words[-1] in known.get("ratio_links", ()) and not ratios.isdisjoint(words))
        ):
            return True
        behind = WORD.match(self.low, token.end + 1)
        return behind is not None and behind[0].rstrip(".") in known.get("no_clock_before", frozenset())

    def _is_glued(self, word: str, start: int, end: int) -> bool:
        """Is a short month written together with its day or year ("mar3", "3mar2011")?"""
        if word not in self.glued_months or self.text[start:end].isupper():
            return False
        before = self.low[start - 1 : start]
        known = GLUED_DAY if before in ("", " ") else GLUED_YEAR if before.isdigit() else None
        return known is not None and known.match(self.low, end) is not None

    def _glued(self, at: int) -> tuple[str, Any] | None:
        """A word written right after a number ("5pm", "3hrs")."""
        word = WORD.match(self.low, at)
        if word is None:
            return None
        return self._entry(word[0], at) or self._entry(word[0].rstrip("."), at)

    def _pattern_token(self, found: re.Match[str]) -> Token | None:
        assert found.lastgroup is not None
        index = int(found.lastgroup.removeprefix("p"))
        pattern = self.locale.patterns[index]
        whole = compiled(pattern.match).match(self.low, found.start())
        assert whole is not None
        groups = {name: value for name, value in whole.groupdict().items() if value is not None}
        value = _pattern_value(pattern.value, groups)
        if value is None:
            return None
        values = {pattern.kind: value, "=rule": pattern.name}
        if pattern.mod:
            values["=mod"] = pattern.mod
        if pattern.type:
            values["=type"] = pattern.type
        return Token(found.start(), found.end(), self.symbols[frozenset({pattern.kind})], values)

    def _spelled(self, tokens: list[Token]) -> list[Token]:
        """Number words joined: "twenty-five", "two hundred and fifty", "nineteen ninety-seven"."""
        out: list[Token] = []
        i = 0
        while i < len(tokens):
            if "word" not in tokens[i].values:
                out.append(tokens[i])
                i += 1
                continue
            run: list[tuple[str, Token]] = []
            j = i
            while j < len(tokens):
                word = self.low[tokens[j].start : tokens[j].end]
                if "word" in tokens[j].values:
                    run.append((word, tokens[j]))
                    j += 1
                    if word in self.locale.ordinals:
                        # "twenty first, nineteen ninety": an ordinal ends its number.
                        break
                elif (
                    run
                    and j + 1 < len(tokens)
                    and "word" in tokens[j + 1].values
                    and (
                        (word == "-" and tokens[j].end == tokens[j + 1].start and tokens[j].start == run[-1][1].end)
                        or (word in self.locale.words["number_joiners"] and run[-1][0] in self.locale.multipliers)
                    )
                ):
                    j += 1
                else:
                    break
            if len(run) == 1:
                out.append(run[0][1])
            else:
                out.extend(self._numeral(run))
            i = j
        return out

    def _numeral(self, run: list[tuple[str, Token]]) -> list[Token]:
        """One token of a run of number words, or the tokens as they are where they make no number."""
        locale = self.locale
        start, end = run[0][1].start, run[-1][1].end
        *heads, last = [w for w, _ in run]
        ordinal = locale.ordinals.get(last)
        values = [locale.numbers.get(w, locale.multipliers.get(w)) for w in heads]
        if ordinal is None:
            values.append(locale.numbers.get(last, locale.multipliers.get(last)))
        if any(v is None for v in values):
            return [t for _, t in run]
        parts = [v for v in values if v is not None]
        year = None
        if (
            ordinal is None
            and 2 <= len(parts) <= 3
            and 10 <= parts[0] <= 21
            and parts[1] < 100
            and not any(w in locale.multipliers for w in (*heads, last))
        ):
            rest = parts[1:]
            if (
                (len(rest) == 1 and rest[0] >= 10)
                or (len(rest) == 2 and rest[0] >= 20 and rest[0] % 10 == 0 and rest[1] < 10)
                or (len(rest) == 2 and rest[0] == 0 and rest[1] < 10)
            ):
                year = parts[0] * 100 + sum(rest)
        if year is not None:
            # "Ten fifteen" is a year or a time of day.
            spoken = {"spokenhour"} if SPOKEN[0] <= year <= SPOKEN[1] and year % 100 <= MINUTES[1] else set()
            kinds = frozenset({"spelled", "yyyy", "n", *spoken})
            said = {**dict.fromkeys(kinds, str(year)), "spokenhour": f"{year // 100}:{year % 100:02}"}
            return [Token(start, end, self.symbols[kinds], said)]
        total = group = 0
        for position, (word, value) in enumerate(zip([*heads, last], [*parts, ordinal or 0], strict=False)):
            if position >= len(parts) and ordinal is None:
                break
            if word in locale.multipliers:
                group = max(group, 1) * value
                if value >= 1000:
                    total, group = total + group, 0
            elif (group % 10 == 0 and value < 10 and (group % 100 or group >= 100 or group == 0)) or (
                group % 100 == 0 and value < 100
            ):
                group += value
            else:
                # No number, but what comes after its first word may be one: "three | forty five".
                return [run[0][1], *(self._numeral(run[1:]) if len(run) > 2 else [run[1][1]])]
        total += group
        text = str(total)
        if ordinal is not None:
            names = ordinal_symbol(total)
            return [Token(start, end, self.symbols[names], dict.fromkeys((*names, "ord"), text))]
        names = number_symbol(text) - {"yy", "mm"}
        if "yyyy" in names:
            names = frozenset({"spelled", "yyyy", "n"})
        elif names - {"y4"} != names:
            names = frozenset(names - {"y4", "hhmm"}) | {"word"}
        minutes = ["minutes"] if MINUTES[0] <= total <= MINUTES[1] and "word" in names else []
        if len(parts) == 2 and parts[0] == 0 and 0 < total < MINUTES[0]:
            # "Oh five", behind an hour.
            minutes, text = ["minutes"], f"0{total}"
        names = names | {*minutes}
        known = self.symbols.get(names) or self.symbols.get(frozenset({"n", "word", *minutes}))
        if known is None:
            return [t for _, t in run]
        symbol = known
        return [Token(start, end, symbol, dict.fromkeys(names, text))]

    # ------------------------------------------------------------------------------------------------- rules

    def phrases(self, tokens: list[Token]) -> list[Node]:
        """Rules tried over the tokens, then combining rules over what came of it, until nothing changes."""
        items: list[Item] = [*tokens]
        symbols = "".join([token.symbol for token in tokens])
        items, symbols, _ = self._reduce(items, symbols, 0)
        for _round in range(6):
            items, symbols, changed = self._reduce(items, symbols, 1)
            if not changed:
                break
        out: list[Node] = []
        for item in items:
            if isinstance(item, Node):
                node: Node | None = item
            else:
                node = self._lone(item) if "=rule" in item.values else None
            if node is not None and node.value and not node.rule.silent:
                out += _parted(node, self.text) if node.value.startswith("years") else (node,)
        return out

    def _lone(self, token: Token) -> Node | None:
        """A machine-like form that no rule has taken up stands for itself."""
        kind = next(iter(token.values))
        rule = _rule_of(token.values["=rule"], kind)
        if kind in ("ZONE", "NONE"):
            return None
        return Node(
            token.start,
            token.end,
            token.symbol,
            rule,
            token.values[kind],
            token.values.get("=mod"),
            token.values.get("=type"),
            None,
            None,
        )

    def _reduce(self, items: list[Item], symbols: str, level: int) -> tuple[list[Item], str, bool]:
        """The items and their symbols with phrases in place of what rules of a level read, and whether any did."""
        table = self.tables[level][symbols]
        if not table:
            return items, symbols, False
        out: list[Item] = []
        said, at = "", 0
        for place, readings in table:
            if place < at:
                continue
            for reading in readings:
                first, last = reading.first, reading.last
                if last - first == 1 and isinstance(done := items[first], Node) and done.rule is reading.rule:
                    continue
                node = self._node(items, reading)
                if node is not None:
                    # Words outside the extent stay for other rules.
                    out += items[at:first]
                    out.append(node)
                    said += symbols[at:first] + node.symbol
                    at = last
                    break
        return ([*out, *items[at:]], said + symbols[at:], True) if out else (items, symbols, False)

    def _name(self, start: int, stop: int) -> bool:
        """Is a phrase with a capital letter part of a longer name ("The Evening Standard", "Donna Summer")?"""
        text = self.text
        phrase = text[start:stop]
        words = phrase.split()
        if not words or not words[-1][:1].isupper() or phrase.isupper():
            return False
        after = text[stop : stop + 3]
        if after[:1] == " " and after[1:2].isupper() and after[2:3].islower():
            return True
        before = text[max(0, start - 24) : start]
        word = before.rsplit(None, 1)[-1] if before.strip() else ""
        # A capital word before it that does not begin its sentence.
        head = before[: -len(word) - 1].rstrip() if word and before.endswith(" ") else ""
        return bool(word[:1].isupper() and word.isalpha() and head and head[-1] not in ".!?:")

    def _may_read(self, guard: Guard, start: int, stop: int) -> bool:
        """Do the text and what stands around a phrase let a rule read it?"""
        text, rule = self.text, guard.rule
        if (rule.message and len(self.low) > MESSAGE) or (rule.log and not self.log):
            return False
        if rule.proper and self._name(start, stop):
            return False
        if guard.unless_next is not None and guard.unless_next(text, stop):
            return False
        if guard.only_next is not None and not guard.only_next(text, stop):
            return False
        if guard.unless_prev is not None or guard.only_prev is not None:
            before = text[max(0, start - 40) : start]
            if guard.unless_prev is not None and guard.unless_prev(before):
                return False
            if guard.only_prev is not None and not guard.only_prev(before):
                return False
        # What asks for a look at the whole text comes last.
        if (rule.early and not self.early) or (rule.numeric and not self.numeric):
            return False
        return not ((rule.dotted and not self.dotted) or (rule.worded and not self.worded))

    def _node(self, items: list[Item], reading: Reading) -> Node | None:
        rule, symbol, slots, first, last, guard, value, mod, quant, freq = reading
        start, stop = items[first].start, items[last - 1].end
        if guard is not None and not self._may_read(guard, start, stop):
            return None
        if rule.kind == "DUR" and self.text[stop - 1] == "." and SENTENCE_END.match(self.text, stop) is not None:
            # "It takes 3 mins.": the full stop ends the sentence.
            stop -= 1
        line = self.text.find("\n", start, stop)
        if line >= 0 and NEW_ENTRY.match(self.text, line):
            # "he left this morning\n12/02/2021 18:09 ...": the date opens the next entry of a log or chat.
            return None
        filled: dict[str, str] = {}
        kind = rule.type
        for alias, classes, index in slots:
            item = items[index]
            if isinstance(item, Node):
                filled[alias] = item.value
                if item.mod and mod is None:
                    mod = item.mod
                kind = kind or (item.type if item.type == "SET" else None)
                quant, freq = quant or item.quant, freq or item.freq
            else:
                values = item.values
                mod = mod or values.get("=mod")
                slot, said = classes[0], ""
                for name in classes:
                    if name in values:
                        slot, said = name, values[name]
                        break
                if slot in PADDED and len(said) == 1:
                    said = "0" + said
                elif slot == "dec" and rule.kind == "CLOCK":
                    said = said.replace(".", ":").zfill(5)
                filled[alias] = said
        if rule.narrowed and (
            filled.get(rule.narrowed, "").startswith(("dct", "ref", "cur"))
            or any(MOVED.match(said) for said in filled.values())
        ):
            # What counts from an anchor of its own ("last week", "a decade earlier") lies in no other stretch, and
            # nothing lies in it.
            return None
        return Node(
            start,
            stop,
            symbol,
            rule,
            value.format_map(filled) if "{" in value else value,
            mod.format_map(filled) if mod and "{" in mod else mod,
            kind,
            quant.format_map(filled) if quant and "{" in quant else quant,
            freq.format_map(filled) if freq and "{" in freq else freq,
        )


@functools.lru_cache(maxsize=256)
def _rule_of(pattern: str, kind: str) -> Rule:
    """A machine-like form as a rule."""
    return Rule(pattern, "", kind)


def _guard_of(rule: Rule) -> Guard | None:
    """What a rule asks for, ready to be tried; None where its match is enough."""
    sources = rule.unless_next, rule.only_next, rule.unless_prev, rule.only_prev
    if not any((*sources, rule.message, rule.log, rule.early, rule.numeric, rule.dotted, rule.worded, rule.proper)):
        return None
    behind = [None if source is None else compiled(source).match for source in sources[:2]]
    before = [None if source is None else compiled(source).search for source in sources[2:]]
    return Guard(rule, *behind, *before)


def _parted(node: Node, text: str) -> list[Node]:
    """The years of an elliptic pair, each by itself: 1873 and 76 of "1873-76"; a season ("2011/12") stays whole."""
    found = PAIR.fullmatch(node.value)
    said = text[node.start : node.end]
    years = ELLIPTIC.fullmatch(said) if found is not None and int(found[1]) % 100 < int(found[2]) else None
    if found is None or years is None:
        return [node]
    year, other = found.groups()
    shape = node.symbol, node.rule
    first = Node(node.start, node.start + len(years[1]), *shape, year, node.mod, None, None, None)
    second = Node(node.end - len(years[2]), node.end, *shape, year[:2] + other, None, None, None, None)
    return [first, second]


def _shown(template: str | None, slots: Iterable[str]) -> str | None:
    """A template without the slots that are not in the text, each with the space before it."""
    return template and SLOT.sub(lambda slot: slot[0] if slot[1] in slots else "", template)


@functools.lru_cache(maxsize=16)
def _worded_regex(locale: LocaleData) -> re.Pattern[str]:
    ordinals = "|".join(re.escape(form.lower()) for form in sorted(locale.ordinals)) or "(?!)"
    months = "|".join(re.escape(form.lower()) for form in sorted(locale.words.get("months", ()))) or "(?!)"
    links = "|".join(re.escape(form) for form in sorted(locale.words.get("belonging_prepositions", ()))) or "(?!)"
    return re.compile(rf"\b(?:{ordinals}) (?:{links}) (?:{months})\b")


class _Early(NamedTuple):
    """What shows that a text tells of times before 1500.

    A year behind its era or before it; a year said to be such; a life of such years ("(c. 314", "(died 604"); a turn of
    a life in such a year ("was born in 347."); an early century; such a year that is called one ("the year 71").
    """

    behind_era: re.Pattern[str]
    before_era: re.Pattern[str]
    led: re.Pattern[str]
    life: re.Pattern[str]
    turn: re.Pattern[str]
    century: re.Pattern[str]
    called: re.Pattern[str]


@functools.lru_cache(maxsize=16)
def _early_regexes(locale: LocaleData) -> _Early:
    leads = "|".join(rf"(?<=(?<!\w){re.escape(lead)} 1)" for lead in sorted(locale.words.get("early_leads", ())))
    eras, notes, turns, centuries, calls = (
        [re.escape(form) for form in sorted(locale.words.get(name, ()))] or ["(?!)"]
        for name in ("early_eras", "early_notes", "early_turns", "early_centuries", "year_calls")
    )
    return _Early(
        # What stands before a form is looked at after it: the search passes from one first letter to the next.
        re.compile("|".join(rf"{era}(?<=\b{era}) ?\d" for era in eras)),
        re.compile(rf"\d ?(?:{'|'.join(eras)})(?!\w)"),
        re.compile(rf" 1(?:{leads or '(?!)'})[0-4]\d\d(?=[.,;:]?(?:\s|\Z))"),
        re.compile(rf"\((?:{'|'.join(notes)})\s?\d{{3}}(?!\d)"),
        re.compile(rf"\b(?:{'|'.join(turns)}) \d{{3}}(?=[.,;)](?!\d)|\s*\Z)"),
        re.compile(rf"\b(?:{'|'.join(centuries)})\b"),
        re.compile(rf"\b(?:{'|'.join(calls)}) \d{{2,3}}(?![\w%]|[.,:]\d)"),
    )


@functools.lru_cache(maxsize=16)
def _numbers_of(grammar: Grammar) -> _Memo[tuple[str, str], tuple[str, Mapping[str, str]] | None]:
    """The symbol and the values of each number, by its digits and by the fraction or suffix behind them."""

    def ask(key: tuple[str, str]) -> tuple[str, Mapping[str, str]] | None:
        digits, rest = key
        plain = digits.replace(",", "")
        if len(plain) > 9:
            return None
        names = number_symbol(plain)
        if rest[:1] == ".":
            names, plain = frozenset({"dec", "n"}), plain + rest
        elif rest:
            names = digit_ordinal_symbol(int(plain))
        elif "," in digits:
            names &= {"n"}
        symbol = grammar.symbols.get(names)
        return None if symbol is None else (symbol, dict.fromkeys(names, plain))

    return _Memo(ask)


@functools.lru_cache(maxsize=16)
def _currencies_of(locale: LocaleData) -> frozenset[str]:
    """The signs of currencies, those left out that a locale reads as part of a time."""
    read = {*"".join(locale.lexicon), *"".join(locale.cased), *locale.pattern_regex.pattern}
    return CURRENCIES - read


@functools.lru_cache(maxsize=16)
def _words_of(locale: LocaleData) -> _Memo[tuple[str, str], Word]:
    """What a locale knows of each word, by its folded form and the one in the text."""
    heads = locale.words.get("pattern_heads", frozenset())

    def entry(word: str, said: str) -> tuple[str, Mapping[str, str]] | None:
        known = locale.cased.get(said) or locale.lexicon.get(word)
        return locale.cased.get(word.capitalize()) if known is None and said.isupper() else known

    def ask(key: tuple[str, str]) -> Word:
        word, said = key
        dotted = word[-1] == "."
        phrases = locale.phrases.get(word) or (locale.phrases.get(word[:-1]) if dotted else None)
        # "Dec." or "dec", and what stands before a stop within: "today.we".
        sizes = [len(word), len(word) - 1, word.index(".")] if dotted else [len(word)]
        size, known = next(((n, e) for n in sizes if (e := entry(word[:n], said[:n])) is not None), (0, None))
        symbol, values = known or ("", {})
        letter = word[0] in PATTERN_LETTERS and (len(word) == 1 or word[1] in PATTERN_HEADS)
        longer = compiled(phrases) if phrases else None
        return Word(longer, size, symbol, values, letter or word in LENGTHS or word[:3] in heads, "word" in values)

    return _Memo(ask)


@functools.lru_cache(maxsize=16)
def _belonging_of(locale: LocaleData) -> _Memo[str, bool]:
    """Whether what stands between two spaces may belong to a timex behind it."""
    left = locale.left

    def ask(chunk: str) -> bool:
        word = chunk.strip("([],\"“”'‘").removesuffix("'s")
        known = word in left or word[:1].isdigit()
        return known or all(part in left or part.isdigit() for part in JOINTS.split(word.rstrip("-")))

    return _Memo(ask)


@functools.lru_cache(maxsize=16)
def _tables_of(grammar: Grammar) -> tuple[_Memo[str, _Table], _Memo[str, _Table]]:
    """The candidates of the rules over words, and of those that combine what they have read."""
    return _Memo(functools.partial(_candidates, grammar, 0)), _Memo(functools.partial(_candidates, grammar, 1))


def _candidates(grammar: Grammar, level: int, string: str) -> _Table:
    """The places of a class string at which rules match, each with these, longest first."""
    table = []
    for at in range(len(string)):
        found = []
        for regex, rule in grammar.starting(level, string[at : at + 2]):
            match = regex.match(string, at)
            if match is None or (end := match.end()) == at:
                continue
            slots = []
            first, last = at, end
            for alias in match.re.groupindex:
                span = match.span(alias)
                if alias == "extent":
                    first, last = span if span[0] >= 0 else (at, end)
                elif span[0] >= 0 and span[1] > span[0]:
                    slot = rule.aliases[alias]
                    slots.append((alias, (slot, *grammar.members.get(slot, ())), span[0]))
            becomes = grammar.symbols[frozenset({rule.kind})]
            shown = [
                _shown(template, [alias for alias, _, _ in slots])
                for template in (rule.value, rule.mod, rule.quant, rule.freq)
            ]
            found.append(
                (end, Reading(rule, becomes, tuple(slots), first, last, _guard_of(rule), shown[0] or "", *shown[1:]))
            )
        if found:
            found.sort(key=lambda f: -f[0])
            table.append((at, tuple(reading for _, reading in found)))
    return tuple(table)


def _pattern_value(template: str, groups: dict[str, str]) -> str | None:
    """The value of a machine-like form; None where a month or a time of day cannot be."""
    if "month" in groups and not 1 <= int(groups["month"]) <= 12:
        return None
    if "hour" in groups and int(groups["hour"]) > 24:
        return None
    if "min" in groups and int(groups["min"]) > 59:
        return None
    if {"year", "month", "day"} <= groups.keys() and read("{year}-{month:0>2}-{day:0>2}".format_map(groups)) is None:
        # "2019-02-30"
        return None
    out = template
    for name, value in groups.items():
        if name in ("month", "day", "hour") and len(value) == 1:
            value = "0" + value
        elif name == "fraction":
            value = f".{value[1:7]}"
        elif name == "zone":
            value = _offset(value.strip().upper())
        elif name == "part":
            value = value.strip().upper()
        elif name == "city":
            value = value.title()
        elif name == "region":
            value = value.capitalize()
        elif name == "sec" and value.isdigit() and "{min}{sec}" in template:
            value = f":{value}"
        out = out.replace("{" + name + "}", value)
    return NOT_FILLED.sub("", out) if "{" in out else out


def _offset(zone: str) -> str:
    """A zone by its offset as ISO 8601 has it in the extended format: "-0600" and "GMT+2" become "-06:00", "+02:00"."""
    found = OFFSET.fullmatch(zone)
    return f"{found[1]}{found[2]:0>2}:{found[3] or '00'}" if found is not None else zone


def recognize_timexes(document: Document, found: Annotations) -> list[Timex]:
    """The recognizer of temporal expressions: what `read_timexes` finds, whatever was found before."""
    del found
    return read_timexes(document)


def read_timexes(document: Document) -> list[Timex]:
    """The temporal expressions of a document as underspecified `Timex` objects, in text order."""
    text, locale = document.text, document.locale
    low = fold(text)
    tenses = Tenses(text, low, locale)
    out, last, stamped = [], 0, False
    for node in find_expressions(text, locale, low):
        # The first time of a paragraph or line leads as one at the head of a sentence does.
        start = node.start
        new_line = text.find("\n", last, start) >= 0
        stamped = stamped and not new_line
        leads = (
            new_line
            or LEADING.search(text, max(0, start - LEAD), start) is not None
            or (start <= LEAD and OPENING.match(text, 0, start) is not None)
        )
        if node.rule.kind == "YEAR" and stamped and not _is_told(node, low, locale):
            # "2021-03-04 05:06:07 LOG: checkpoint 1850 complete"
            continue
        if (
            node.value.count(":") > 1
            and STAMPED.search(node.value)
            and LINE_HEAD.search(text, max(0, start - LEAD), start)
        ):
            stamped = True
        out.append(_timex(node, text, low, locale, tenses, document, leads=leads, told_to=last))
        last = node.end
    return out


def _is_told(node: Node, low: str, locale: LocaleData) -> bool:
    """Does what stands before a number in a line of a log say that it is a year: "since 1998"?"""
    return (
        node.value != low[node.start : node.end]
        or locale.signals.search(low[max(0, node.start - 24) : node.start]) is not None
    )


@functools.lru_cache(maxsize=16)
def _signals_of(locale: LocaleData) -> Mapping[str, frozenset[str]]:
    """The words that a signal may end with, each with those that may stand before it in a signal of several words."""
    before: dict[str, set[str]] = {}
    for form in locale.signal_names:
        *others, last = form.split()
        before.setdefault(last, set()).update(others[-1:])
    return {last: frozenset(others) for last, others in before.items()}


def _signal_before(tail: str, locale: LocaleData) -> str | None:
    """The name of the signal that ends the words before a time; None if none does."""
    words = tail.rsplit(None, 2)[-2:]
    if words and words[-1].isalpha():
        # Most times have a preposition of one word, or none.
        before = _signals_of(locale).get(words[-1])
        if before is None:
            return None
        if len(words) == 2 and words[0].isalpha() and words[0] not in before:
            return locale.signal_names.get(words[1])
    said = locale.signals.search(" " + tail)
    return None if said is None else locale.signal_names.get(" ".join(said[1].split()))


def _clause_words(low: str, start: int) -> list[str]:
    """The words before an offset, within its clause and near it."""
    return WORD.findall(CLAUSE_MARK.split(low[max(0, start - CLAUSE) : start])[-1])


def _is_deferred(tail: str, low: str, start: int, locale: LocaleData) -> bool:
    """Whether something is put off to a time."""
    if not locale.words.get("deferring", frozenset()).isdisjoint(tail.split()[-2:-1]):
        return True
    return not locale.words.get("put_off", frozenset()).isdisjoint(_clause_words(low, start))


def _timex(
    node: Node,
    text: str,
    low: str,
    locale: LocaleData,
    tenses: Tenses,
    document: Document,
    *,
    leads: bool,
    told_to: int,
) -> Timex:
    value = node.value
    kind = DATE
    if node.type:
        kind = TimexType[node.type]
    elif value.startswith("P") and not value.endswith("_REF"):
        kind = DURATION
    elif node.rule.kind == "CLOCK" or node.rule.kind == "PART":
        kind = TIME
    signal = None
    tail = low[max(0, node.start - 24) : node.start]
    if text[node.start - 1 : node.start] == "\n" and text[node.end : node.end + 1] in ("\t", "|"):
        # The head of a row: what stands in the line above is none of it.
        tail = ""
    if tail and (said := _signal_before(tail, locale)) is not None:
        signal = said
    elif OPEN_RANGE.match(text, node.end):
        # A cell or line head such as "2014–".
        signal = "since"
    if signal in (None, "in") and node.mod in BOUNDS:
        # "3 May or later"
        signal = BOUNDS[node.mod]
    tense = None
    from_now = kind is DURATION and signal == "in" and tenses.is_from_now(node.end)
    ahead = " span +" in value or from_now or (kind is DURATION and tenses.counts(node.start))
    if "XX" in value or ahead or value.startswith(("T", "easter", "nth", "cur")) or value.endswith(" rest"):
        tense = tenses.at(node.start, node.end, due=signal == "by", told_to=told_to)
        if tense in ("future", "prospective", "announced") and value.startswith("cur") and tenses.is_told(node.start):
            tense = "past"
        if signal == "to" and _is_deferred(tail, low, node.start, locale):
            # "adjourned to 4 November", "adjourned the hearing to 4 November"
            tense = "prospective" if tense in ("past", "past perfect", "prospective", "announced") else "future"
        elif signal == "until" and tense not in ("prospective", "announced") and tenses.is_to_last(tail):
            # "a survey to last until October"
            tense = "future"
        elif signal in locale.words.get("future_signals", ()) and (
            tense not in ("past", "past perfect", "prospective", "announced")
            or not locale.words.get("deferring", frozenset()).isdisjoint(_clause_words(low, node.start))
        ):
            tense = "future"
        elif tense is None and (
            from_now or (signal is None and WEEKDAY.match(value) and tenses.is_spoken_of(node.end))
        ):
            # "Next visit in ten days' time", "Thursday is no good"
            tense = "future"
    if value.startswith("XXXX") and STAMP.fullmatch(value) and (node.start == 0 or text[node.start - 1] == "\n"):
        # A line of a log tells of what has happened.
        tense, value = "past", value.replace(" in ", "")
    return recognized(
        Span(node.start, node.end),
        text[node.start : node.end],
        kind,
        value,
        rule=node.rule.name,
        mod=POINT_MODS.get(node.mod, node.mod) if node.mod and kind is not DURATION else node.mod,
        quant=node.quant,
        freq=node.freq,
        signal=signal,
        tense=tense,
        leads=leads,
        source=document.source,
    )
