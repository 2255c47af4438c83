"""Temporal expressions: from text to underspecified `Timex` objects, with no date computed.

One regular expression (the gate) finds where a timex could be; the words around it are read into tokens, each a symbol
for the set of lexicon classes it belongs to; rules are matched over the short string of symbols.  Few such strings
exist, so what the rules say of one is remembered.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

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
from dateline.times.tense import MESSAGE, Tenses

if TYPE_CHECKING:
    from dateline.annotations import Annotations

__all__ = ["find_expressions", "read_timexes", "recognize_timexes"]

WORD: Final = re.compile(r"[^\W\d_]{1,40}(?:\.[^\W\d_]{1,4}){0,3}\.?")
FRACTION: Final = re.compile(r"(\d{1,3})(?:[ -]([1-3])/([2-8])(?![\d/])|([½¼¾⅓⅔]))")
FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
NUMBER: Final = re.compile(r"(\d{1,3}(?:,\d{3}){1,4}(?![\d,])|\d{1,12}(?!\d))(\.\d{1,12})?(st|nd|rd|th)?(?![\d_])")
SPACE: Final = re.compile(r" *")
JOINTS: Final = re.compile(r"[-–']")
OPEN_RANGE: Final = re.compile(r"[-–—](?:\s*(?:\Z|[|\n\t])|\s?(?:present|today|now)\b)")
NEW_ENTRY: Final = re.compile(r"\n[\[<(]?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
UNFILLED: Final = re.compile(r" ?\{\w+\}")
# What may stand between the beginning of a sentence and a time that leads it: "In", "Meanwhile, on", "Early in".
LEADING: Final = re.compile(r"(?:\A|[.!?]['\"”’)]?\s{1,3})(?:[A-Z][a-z]{0,11},? )?(?:[a-z]{1,6} ){0,2}\Z")
# A whole date of digits and strokes.
STROKES: Final = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(?:\d\d|\d{4})(?![\d/])")
# Hours of four digits that can be no year, behind a word or at the head of a line; and how many of them make a log.
EARLY_HOURS: Final = re.compile(r"(?<=[a-z] )0[1-9][0-5]\d(?=[.,;]?\s)")
LOG_LINE: Final = re.compile(r"^[ \t*•|-]{0,8}(?:0\d[0-5]\d(?![\d:.,/-])|[012]\d\.[0-5]\d\s[-–—]\s)", re.MULTILINE)
LOG_LINES: Final = 2
MAX_TOKENS: Final = 40
# In characters: no word that numbers belong to stands farther before them.
LABEL: Final = 24
LEFT_CHUNKS: Final = 12
# In characters: so far before a time stands the verb that puts something off to it; and what ends a clause.
CLAUSE: Final = 48
CLAUSE_MARK: Final = re.compile(r"[.,;:!?()\n]")
# A time told by its distance from another.
MOVED: Final = re.compile(r"ref [+-]P")
# An infinitive before what it lasts until.
# What is read as a year, and is also a time of day as it is spoken: "ten oh five" to "twelve fifty nine".
SPOKEN: Final = (1000, 1259)
TO_LAST: Final = re.compile(r"(?<!was )(?<!were )\bto [a-z]+ [a-z]+ \Z")
# Two years of which the second leaves out its century, as an expression and as it is written.
PAIR: Final = re.compile(r"years (\d{4}) (\d\d)")
ELLIPTIC: Final = re.compile(r"(\d{4}) ?[-–] ?(\d{1,2})")
# A day without its year, with the seconds: the head of a line of a log.
STAMP: Final = re.compile(r"XXXX-\d\d-\d\d in T\d\d:\d\d:\d\d")
# What must not stand right before a number that is to be read as part of a date.
BAD_BEFORE: Final = frozenset("$£€¥#@_&=*\\")
# What a modifier of a duration says of the point that the duration leads to (TimeML 1.2.1, attribute `mod`).
POINT_MODS: Final = {
    "MORE_THAN": "BEFORE",
    "LESS_THAN": "AFTER",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
}
# What the words behind a date say, as the words before it would: "3 May or later" is "on or after 3 May".
BOUNDS: Final = {"ON_OR_AFTER": "on or after", "ON_OR_BEFORE": "on or before"}
# A word that a machine-like form may begin with: "Thu Jul  9", "Jan 5", "GMT+2", "Europe/Paris".
HEAD: Final = re.compile(r"[a-z]{3,20}(?:[/+-]|,? {1,2}(?:[a-z]{3,9} {1,2})?\d)")
# What follows the q, h, f or c that begins a machine-like form ("q3", "fy2010", "c.1910").
PATTERN_HEADS: Final = frozenset("1234y.")
# The day behind a month that it is written together with; what is set equal or called is code.
GLUED_DAY: Final = re.compile(r"(?:[12]?\d|3[01])(?!\w)(?! ?[=({\[:<>+*/|]|[.-]\w)")
GLUED_YEAR: Final = re.compile(r"[12]\d{3}(?!\w)")
# What follows the p that begins a length of ISO 8601 ("PT2H", "P3D").
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
    tokens: int
    words: tuple[int, int]


Item = Token | Node


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
    search, at, done = locale.gate.search, 0, 0
    # With a blank in front each phrase has a character before it, at the offset that the phrase has in the text.
    gated = " " + low
    while found := search(gated, at):
        start = found.start()
        begin = reader.left(start, done)
        tokens = reader.tokens(begin, start)
        at = max(tokens[-1].end if tokens else found.end() - 1, start + 1)
        # What has been read once is not read again, as the words before another trigger: the work stays linear.
        done = at if tokens else start
        if tokens:
            yield from reader.phrases(tokens)


class _Reader:
    """What reading one text needs: the text, its folded form, the locale's tables."""

    def __init__(self, text: str, low: str, locale: LocaleData) -> None:
        self.text, self.low, self.locale = text, low, locale
        self.pattern = locale.pattern_regex.match
        self.symbols = locale.grammar.symbols
        self.heads = locale.words.get("pattern_heads", frozenset())
        self.glued_months = locale.words.get("glued_months", frozenset())

    @functools.cached_property
    def log(self) -> bool:
        """Is the text a log, with hours of four digits at the head of its lines, or with such as are no years?"""
        if len(LOG_LINE.findall(self.text)) >= LOG_LINES:
            return True
        return len(EARLY_HOURS.findall(self.text)) >= LOG_LINES

    @functools.cached_property
    def numeric(self) -> bool:
        """Does the text write whole dates with digits and strokes ("14/12/2018")?"""
        return STROKES.search(self.text) is not None

    @functools.cached_property
    def early(self) -> bool:
        """Does the text tell of times before 1500?"""
        return _early_regex(self.locale).search(self.text) is not None

    def left(self, start: int, stop: int) -> int:
        """Where the words that could belong to a timex around `start` begin."""
        low, left = self.low, self.locale.left
        stop = max(stop, start - 160)
        begin = low.rfind(" ", stop, start) + 1 or stop
        for _ in range(LEFT_CHUNKS):
            edge = begin - 1
            while edge > stop and low[edge - 1] == " ":
                edge -= 1
            if edge <= stop:
                break
            head = low.rfind(" ", stop, edge) + 1 or stop
            chunk = low[head:edge]
            if len(chunk) > 30 or self._gap_breaks(edge, begin):
                break
            word = chunk.strip("(,\"“”'‘").removesuffix("'s")
            known = word in left or word[:1].isdigit()
            if not known and not all(w in left or w.isdigit() for w in JOINTS.split(word)):
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
        low, locale = self.low, self.locale
        lexicon, phrases = locale.lexicon, locale.phrases
        out: list[Token] = []
        at, size = begin, len(low)
        while at < size and len(out) < MAX_TOKENS:
            start = at
            if low[start] == " ":
                found = SPACE.match(low, start)
                start = found.end() if found else start
                if start >= size:
                    break
                if self._gap_breaks(at, start):
                    if start > trigger:
                        break
                    out.clear()
            char = low[start]
            token: Token | None = None
            if (
                char.isdigit()
                or char == "'"
                or (char in "qhfc" and low[start + 1 : start + 2] in PATTERN_HEADS)
                or (char == "p" and LENGTH_HEAD.match(low, start + 1))
                or (low[start : start + 3] in self.heads and HEAD.match(low, start))
            ):
                token = self._number(start, out)
            if token is None and char.isalpha():
                word_match = WORD.match(low, start)
                assert word_match is not None
                word, end = word_match[0], word_match.end()
                token = None
                heads = phrases.get(word) or (phrases.get(word[:-1]) if word[-1] == "." else None)
                if heads and (longer := compiled(heads).match(low, start)):
                    entry = self._entry(" ".join(longer[0].split()), start)
                    if entry:
                        token = Token(start, longer.end(), entry[0], entry[1])
                if token is None:
                    entry = self._entry(word, start)
                    if entry is None and word[-1] == ".":
                        word, end = word[:-1], end - 1
                        entry = self._entry(word, start)
                        if entry is None and "." in word:
                            word = word[: word.index(".")]
                            end = start + len(word)
                            entry = self._entry(word, start)
                    if entry is not None and (
                        not (end < size and (low[end] == "_" or low[end].isdigit())) or self._is_glued(word, start, end)
                    ):
                        token = Token(start, end, entry[0], entry[1])
            elif token is None:
                if low.startswith("'s", start) and not low[start + 2 : start + 3].isalpha():
                    entry = lexicon.get("'s")
                    token = Token(start, start + 2, entry[0], entry[1]) if entry else None
                elif (entry := lexicon.get(char)) is not None:
                    token = Token(start, start + 1, entry[0], entry[1])
            if token is None:
                if start > trigger:
                    break
                out.clear()
                skipped = WORD.match(low, start) or NUMBER.match(low, start)
                at = skipped.end() if skipped else start + 1
                if at > trigger and not out:
                    break
                continue
            out.append(token)
            at = token.end
        if out and "word" in self._names(out):
            return self._spelled(out)
        return out

    def _names(self, tokens: list[Token]) -> tuple[str, ...]:
        for token in tokens:
            if "word" in token.values:
                return ("word",)
        return ()

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
        if not joined and (
            previous in BAD_BEFORE
            or previous.isalnum()
            or (previous in ".:,/-+" and start > 1 and low[start - 2].isalnum() and previous != ",")
        ):
            return None
        if joined and len(before) == 1 and start > 1 and low[start - 2].isalnum() and not previous.isalpha():
            # The mark before belongs to another word: "inc-1106".
            return None
        if (found := self.pattern(low, start)) and (token := self._pattern_token(found)) is not None:
            return None if "CLOCK" in token.values and self._is_ratio(start) else token
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
        plain = digits.replace(",", "")
        if len(plain) > 9:
            return None
        if suffix:
            if fraction:
                return None
            value = int(plain)
            names = digit_ordinal_symbol(value)
            return Token(start, end, self.symbols[names], dict.fromkeys(names, plain))
        if fraction:
            if low[end : end + 1] == "." and low[end + 1 : end + 2].isdigit():
                return None
            decimal = plain + fraction
            return Token(start, end, self.symbols[frozenset({"dec", "n"})], {"dec": decimal, "n": decimal})
        names = number_symbol(plain) if "," not in digits else frozenset({"n"}) & number_symbol(plain)
        symbol = self.symbols.get(names)
        if symbol is None:
            return None
        return Token(start, end, symbol, dict.fromkeys(names, plain))

    def _is_ratio(self, start: int) -> bool:
        """Do two numbers with a colon belong to the word before them: "a ratio of 4:30", "Luke 12:30"?"""
        if ":" not in self.low[start : start + 3]:
            return False
        words = self.low[max(0, start - LABEL) : start].split()[-2:]
        labels = self.locale.words.get("no_clock_behind", frozenset())
        return bool(words) and (words[-1] in labels or (words[-1] == "of" and words[0] in labels))

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
        index = next(i for i, p in enumerate(self.locale.patterns) if found.group(f"p{i}") is not None)
        pattern = self.locale.patterns[index]
        suffix = f"_{index}"
        groups = {k[: -len(suffix)]: v for k, v in found.groupdict().items() if k.endswith(suffix) and v is not None}
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
        items: list[Item] = list(tokens)
        items, _ = self._reduce(items, 0)
        for _round in range(6):
            items, changed = self._reduce(items, 1)
            if not changed:
                break
        out = []
        for item in items:
            node = self._lone(item) if isinstance(item, Token) else item
            if node is not None and not node.rule.silent and node.value:
                out += _parted(node, self.text)
        return out

    def _lone(self, token: Token) -> Node | None:
        """A machine-like form that no rule has taken up stands for itself."""
        if "=rule" not in token.values:
            return None
        kind = next(iter(token.values))
        rule = Rule(token.values["=rule"], "", kind)
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
            1,
            (0, 0),
        )

    def _reduce(self, items: list[Item], level: int) -> tuple[list[Item], bool]:
        string = "".join(i.symbol for i in items)
        table = _candidates(self.locale.grammar, level, string)
        if table is None:
            return items, False
        out: list[Item] = []
        at, changed = 0, False
        while at < len(items):
            for end, rule, groups, extent in table[at]:
                first, last = extent or (at, end)
                if last - first == 1 and isinstance(done := items[first], Node) and done.rule is rule:
                    continue
                node = self._node(items, at, end, first, last, rule, groups)
                if node is not None:
                    # Words outside the extent stay for other rules.
                    out.extend(items[at:first])
                    out.append(node)
                    at = last
                    changed = True
                    break
            else:
                out.append(items[at])
                at += 1
        return out, changed

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

    def _node(
        self,
        items: list[Item],
        at: int,
        end: int,
        first: int,
        last: int,
        rule: Rule,
        groups: tuple[tuple[str, str, int], ...],
    ) -> Node | None:
        start, stop = items[first].start, items[last - 1].end
        if (rule.message and len(self.low) > MESSAGE) or (rule.log and not self.log) or (rule.early and not self.early):
            return None
        if rule.numeric and not self.numeric:
            return None
        if rule.proper and self._name(start, stop):
            return None
        line = self.text.find("\n", start, stop)
        if line >= 0 and NEW_ENTRY.match(self.text, line):
            # "he left this morning\n12/02/2021 18:09 ...": the date opens the next entry of a log or chat.
            return None
        if rule.unless_next is not None and compiled(rule.unless_next).match(self.text, stop):
            return None
        if rule.only_next is not None and not compiled(rule.only_next).match(self.text, stop):
            return None
        if rule.unless_prev is not None or rule.only_prev is not None:
            before = self.text[max(0, start - 40) : start]
            if rule.unless_prev is not None and compiled(rule.unless_prev).search(before):
                return None
            if rule.only_prev is not None and not compiled(rule.only_prev).search(before):
                return None
        filled: dict[str, str] = {}
        mod, kind, quant, freq = rule.mod, rule.type, rule.quant, rule.freq
        for alias, slot, index in groups:
            item = items[index]
            if isinstance(item, Node):
                filled[alias] = item.value
                if item.mod and mod is None:
                    mod = item.mod
                kind = kind or (item.type if item.type == "SET" else None)
                quant, freq = quant or item.quant, freq or item.freq
            else:
                value = item.values.get(slot)
                if value is None:
                    members = self.locale.grammar.members.get(slot, ())
                    slot = next((m for m in members if m in item.values), slot)
                    value = item.values.get(slot, "")
                if slot in PADDED and len(value) == 1:
                    value = "0" + value
                elif slot == "dec" and rule.kind == "CLOCK":
                    value = value.replace(".", ":").zfill(5)
                filled[alias] = value
        if rule.narrowed and (
            filled.get(rule.narrowed, "").startswith(("dct", "ref", "cur"))
            or any(MOVED.match(value) for value in filled.values())
        ):
            # What counts from an anchor of its own ("last week", "a decade earlier") lies in no other stretch, and
            # nothing lies in it.
            return None
        value = _fill(rule.value, filled) if rule.value else ""
        return Node(
            start,
            stop,
            self.symbols[frozenset({rule.kind})],
            rule,
            value,
            _fill(mod, filled) if mod and "{" in mod else mod,
            kind,
            _fill(quant, filled) if quant and "{" in quant else quant,
            _fill(freq, filled) if freq and "{" in freq else freq,
            last - first,
            (first, last),
        )


def _parted(node: Node, text: str) -> list[Node]:
    """The years of an elliptic pair, each by itself: 1873 and 76 of "1873-76"; a season ("2011/12") stays whole."""
    found = PAIR.fullmatch(node.value)
    said = text[node.start : node.end]
    years = ELLIPTIC.fullmatch(said) if found is not None and int(found[1]) % 100 < int(found[2]) else None
    if found is None or years is None:
        return [node]
    year, other = found.groups()
    first = Node(
        node.start, node.start + len(years[1]), node.symbol, node.rule, year, node.mod, None, None, None, 1, node.words
    )
    second = Node(
        node.end - len(years[2]),
        node.end,
        node.symbol,
        node.rule,
        year[:2] + other,
        None,
        None,
        None,
        None,
        1,
        node.words,
    )
    return [first, second]


def _fill(template: str, filled: dict[str, str]) -> str:
    out = template
    for name, value in filled.items():
        if "{" + name + "}" in out:
            out = out.replace("{" + name + "}", value)
    return UNFILLED.sub("", out) if "{" in out else out


@functools.lru_cache(maxsize=16)
def _early_regex(locale: LocaleData) -> re.Pattern[str]:
    """What shows that a text tells of times before 1500.

    A year with its era, one said to be such a year, a life of such years ("(c. 314", "(died 604"), an early century.
    """
    eras = "|".join(map(re.escape, sorted(locale.words.get("early_eras", ())))) or "(?!)"
    leads = "|".join(map(re.escape, sorted(locale.words.get("early_leads", ())))) or "(?!)"
    notes = "|".join(map(re.escape, sorted(locale.words.get("early_notes", ())))) or "(?!)"
    centuries = "|".join(map(re.escape, sorted(locale.words.get("early_centuries", ())))) or "(?!)"
    return re.compile(
        rf"\b(?:{eras}) ?\d|\d ?(?:{eras})(?!\w)|(?<!\w)(?:{leads}) 1[0-4]\d\d(?=[.,;:]?(?:\s|\Z))"
        rf"|\((?:{notes})\s?\d{{3}}(?!\d)|\b(?:{centuries})\b"
    )


@functools.lru_cache(maxsize=8192)
def _candidates(grammar: Grammar, level: int, string: str) -> tuple[tuple[Any, ...], ...] | None:
    """For each position of a class string the rules that match there, longest first; None if there are none."""
    table = []
    any_found = False
    for at, symbol in enumerate(string):
        found = []
        for regex, rule in grammar.starting(level, symbol):
            match = regex.match(string, at)
            if match is None or match.end() == at:
                continue
            groups = []
            extent = None
            for alias, span in ((k, match.span(k)) for k in match.re.groupindex):
                if alias == "extent":
                    extent = span if span[0] >= 0 else None
                elif span[0] >= 0 and span[1] > span[0]:
                    groups.append((alias, rule.aliases[alias], span[0]))
            found.append((match.end(), rule, tuple(groups), extent))
        found.sort(key=lambda f: -f[0])
        any_found = any_found or bool(found)
        table.append(tuple(found))
    return tuple(table) if any_found else None


def _pattern_value(template: str, groups: dict[str, str]) -> str | None:
    """The value of a machine-like form; None where a month or a time of day cannot be."""
    if "month" in groups and not 1 <= int(groups["month"]) <= 12:
        return None
    if "hour" in groups and int(groups["hour"]) > 24:
        return None
    if "min" in groups and int(groups["min"]) > 59:
        return None
    out = template
    for name, value in groups.items():
        if name in ("month", "day", "hour") and len(value) == 1:
            value = "0" + value
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
    return re.sub(r"\{\w+\}", "", out)


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
    out, last = [], 0
    for node in find_expressions(text, locale, low):
        # The first time of a paragraph or line leads as one at the head of a sentence does.
        leads = text.find("\n", last, node.start) >= 0 or LEADING.search(text, max(0, node.start - 40), node.start)
        out.append(_timex(node, text, low, locale, tenses, document, leads=bool(leads)))
        last = node.end
    return out


def _clause_words(low: str, start: int) -> list[str]:
    """The words before an offset, within its clause and near it."""
    return WORD.findall(CLAUSE_MARK.split(low[max(0, start - CLAUSE) : start])[-1])


def _timex(
    node: Node, text: str, low: str, locale: LocaleData, tenses: Tenses, document: Document, *, leads: bool
) -> Timex:
    value = node.value
    kind = TimexType.DATE
    if node.type:
        kind = TimexType[node.type]
    elif value.startswith("P") and not value.endswith("_REF"):
        kind = TimexType.DURATION
    elif node.rule.kind == "CLOCK" or node.rule.kind == "PART":
        kind = TimexType.TIME
    signal = None
    tail = low[max(0, node.start - 24) : node.start]
    if text[node.start - 1 : node.start] == "\n" and text[node.end : node.end + 1] in ("\t", "|"):
        # The head of a row: what stands in the line above is none of it.
        tail = ""
    if tail and (said := locale.signals.search(tail)):
        signal = locale.signal_names.get(" ".join(said[1].split()))
    elif OPEN_RANGE.match(text, node.end):
        # A cell or line head such as "2014–".
        signal = "since"
    if signal in (None, "in") and node.mod in BOUNDS:
        # "3 May or later"
        signal = BOUNDS[node.mod]
    tense = None
    ahead = " span +" in value or (kind is TimexType.DURATION and tenses.counts(node.start))
    if "XX" in value or ahead or value.startswith(("T", "easter", "nth", "cur")) or value.endswith(" rest"):
        tense = tenses.at(node.start, node.end, due=signal == "by")
        if tense in ("future", "prospective") and value.startswith("cur") and tenses.is_told(node.start):
            tense = "past"
        if signal == "to" and not locale.words.get("deferring", frozenset()).isdisjoint(tail.split()[-2:-1]):
            # "adjourned to 4 November"
            tense = "future"
        elif signal == "until" and TO_LAST.search(tail):
            # "a survey to last until October"
            tense = "future"
        elif signal in locale.words.get("future_signals", ()) and (
            tense not in ("past", "past perfect", "prospective")
            or not locale.words.get("deferring", frozenset()).isdisjoint(_clause_words(low, node.start))
        ):
            tense = "future"
    if STAMP.fullmatch(value) and (node.start == 0 or text[node.start - 1] == "\n"):
        # A line of a log tells of what has happened.
        tense, value = "past", value.replace(" in ", "")
    return Timex(
        span=Span(node.start, node.end),
        text=text[node.start : node.end],
        type=kind,
        value="",
        mod=POINT_MODS.get(node.mod, node.mod) if node.mod and kind is not TimexType.DURATION else node.mod,
        quant=node.quant,
        freq=node.freq,
        signal=signal,
        rule=node.rule.name,
        expression=value,
        tense=tense,
        leads=leads,
        source=document.source,
    )
