"""The numbers that a text gives for what is counted: "at least twelve workers", "$2.3 million", "14 per cent"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.tellings.words import Words

__all__ = ["Quantity", "quantities_of"]

_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_TENS: Final = range(20, 100, 10)
# So many words after a number may stand before the noun that it counts: "12 young mill workers".
_REACH: Final = 4
# How far from it a number with "about" may be, as a share of it; at least one.
_ABOUT: Final = 0.15
_BELOW: Final = 1 - 1e-9


@frozen
class Quantity:
    """A number of something: between `low` and `high`, both of them possible, of the `unit` that is counted.

    `first` is the number of its first token, `end` of the one after the number itself, `behind` of the one after what
    it counts.
    """

    low: float
    high: float
    unit: str
    first: int
    end: int
    behind: int

    def agrees(self, other: Quantity) -> bool:
        """True if one number may be what both say."""
        return self.low <= other.high and other.low <= self.high


def quantities_of(tokens: Sequence[str], words: Words, stop: int | None = None) -> Iterator[Quantity]:
    """The quantities of a title, given as its words and signs in small letters, in order.

    A number whose unit is not clear is left out; `stop` is the number of the predicate, which no counted noun is.
    """
    at = 0
    while at < len(tokens):
        read = _number(tokens, at, words)
        if read is None:
            at += 1
            continue
        value, slack, end = read
        high = value
        if end + 1 < len(tokens) and _is_range(tokens, at, end, words):
            more = _number(tokens, end + 1, words)
            if more is not None and more[0] > value:
                high, slack, end = more[0], 0.0, more[2]
        unit, behind = _unit(tokens, at, end, words, stop)
        first, bound = _bound(tokens, at - _is_sign(tokens, at, words), words)
        low, high = _stretch(value, high, slack, bound)
        if unit:
            yield Quantity(low, high, unit, first, end, behind)
        at = end


def _is_range(tokens: Sequence[str], at: int, end: int, words: Words) -> bool:
    """Whether another bound follows a number: "12 to 14", "between 12 and 14"."""
    between = at > 0 and tokens[at - 1] in words.betweens
    return tokens[end] in (words.joints if between else words.range_marks)


def _is_sign(tokens: Sequence[str], at: int, words: Words) -> bool:
    """Whether a sign of money stands before a number."""
    return at > 0 and tokens[at - 1] in words.currencies and not tokens[at - 1].isalpha()


def _number(tokens: Sequence[str], at: int, words: Words) -> tuple[float, float, int] | None:
    """A number that begins at a token: its value, how far it may be rounded, and where it ends."""
    value, slack, end = _digits(tokens[at])
    if end:
        end = at + 1
    else:
        spelled = _spelled(tokens, at, words)
        if spelled is None:
            return None
        value, slack, end = spelled
    scales = {**words.scales, **words.money_scales} if _is_sign(tokens, at, words) else words.scales
    while end < len(tokens) and tokens[end] in scales:
        scale = scales[tokens[end]]
        # "2.3 million" is between 2.25 and 2.35 million.
        slack = max(slack, 0.5 if value == int(value) else 0.05) * scale
        value, end = value * scale, end + 1
    return value, slack, end


def _digits(token: str) -> tuple[float, float, int]:
    """The value of a number in digits, what it is rounded by, and 1; nothing and 0 for any other token."""
    if not _DIGITS.fullmatch(token) or len(token) > 15:
        return 0.0, 0.0, 0
    plain = token.replace(",", "")
    zeros = len(plain) - len(plain.rstrip("0")) if "." not in plain and plain.strip("0") else 0
    # 300 is as likely a round number; 20 may be meant.
    return float(plain), 10.0**zeros / 2 if zeros and len(plain) > 2 else 0.0, 1


def _spelled(tokens: Sequence[str], at: int, words: Words) -> tuple[float, float, int] | None:
    """A number in words: "twelve", "twenty-three", "two hundred and five", "a dozen"."""
    token = tokens[at]
    if token in words.one_words and at + 1 < len(tokens) and tokens[at + 1] in words.scales:
        # "a dozen" is as much as it says or about that.
        scale = words.scales[tokens[at + 1]]
        return scale, scale * _ABOUT, at + 2
    total, end = 0, at
    current: int | None = None
    while end < len(tokens):
        token = tokens[end]
        tens, _, ones = token.partition("-")
        if token in words.numbers and (current is None or (current % 100 in _TENS and words.numbers[token] < 10)):
            current = (current or 0) + words.numbers[token]
        elif tens in words.numbers and ones in words.numbers and current is None:
            current = words.numbers[tens] + words.numbers[ones]
        elif token == words.hundred and current is not None and current < 100:
            current *= 100
        elif current is not None and current % 100 == 0 and token in words.numbers:
            current += words.numbers[token]
        elif (
            token in words.joints and current is not None and current % 100 == 0 and tokens[end + 1 : end + 2]
            and tokens[end + 1].partition("-")[0] in words.numbers
        ):  # fmt: skip
            end += 1
            tens, _, ones = tokens[end].partition("-")
            current += words.numbers[tens] + words.numbers.get(ones, 0)
        else:
            break
        end += 1
    total += current or 0
    return None if end == at or current is None else (float(total), 0.0, end)


def _bound(tokens: Sequence[str], at: int, words: Words) -> tuple[int, str]:
    """Where what is said of a number begins, and what: "at least", "about", "up to"; "" if it is said plainly."""
    for length in range(min(words.longest_bound, at), 0, -1):
        bound = words.bounds.get(" ".join(tokens[at - length : at]))
        if bound is not None:
            return at - length, bound
    return at, ""


def _stretch(value: float, high: float, slack: float, bound: str) -> tuple[float, float]:
    about = max(1.0, value * _ABOUT) if value < 1e4 else value * _ABOUT
    step = 1.0 if value == int(value) and slack == 0 else 1e-9
    if bound == "APPROX":
        return value - max(about, slack), high + max(about, slack)
    if bound == "EQUAL_OR_MORE":
        return value, float("inf")
    if bound == "MORE_THAN":
        return value + step, float("inf")
    if bound == "EQUAL_OR_LESS":
        return 0.0, high
    if bound == "LESS_THAN":
        return 0.0, high - step
    # What is rounded to 2 million is less than 2.5 million.
    return value - slack, high + slack * _BELOW


def _unit(tokens: Sequence[str], at: int, end: int, words: Words, stop: int | None) -> tuple[str, int]:
    """What a number counts, as a key, and where its words end; "" where that is not clear."""
    if _is_sign(tokens, at, words):
        return words.currencies[tokens[at - 1]], end
    if end < len(tokens) and tokens[end] in words.currencies:
        return words.currencies[tokens[end]], end + 1
    for phrase in words.percents:
        if tuple(tokens[end : end + len(phrase)]) == phrase:
            return "%", end + len(phrase)
    noun = None
    for k in range(end, min(end + _REACH, len(tokens))):
        token = tokens[k]
        if noun is None and token in words.partitives:
            continue
        if k == stop or not token[:1].isalpha() or token in words.closed:
            break
        noun = k
        if words.is_plural(token) and not (k + 1 < len(tokens) and k + 1 != stop and words.is_plural(tokens[k + 1])):
            break
    single = words.numbers.get(tokens[at]) == 1 or tokens[at] == "1"
    if noun is None or words.is_plural(tokens[noun]) is single:
        return "", end
    return words.stem(tokens[noun]), noun + 1
