"""A regular expression matcher that counts its steps: shows how much a pattern backtracks, whatever the machine does.

It reads the parse tree of `re` and tries what `re` tries, in the same order, without the shortcuts that `re` takes; so
its count is an upper bound.  It knows the constructs that our patterns are made of and refuses others.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import define

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# No other public way to the structure of a pattern exists.
_parser: Any = re._parser  # type: ignore[attr-defined]
_c: Any = re._constants  # type: ignore[attr-defined]

Node: TypeAlias = "tuple[Any, Any]"
CLASSES: dict[Any, Callable[[str], bool]] = {
    _c.CATEGORY_DIGIT: str.isdecimal,
    _c.CATEGORY_NOT_DIGIT: lambda c: not c.isdecimal(),
    _c.CATEGORY_SPACE: str.isspace,
    _c.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
    _c.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
    _c.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
}
SINGLE = (_c.LITERAL, _c.NOT_LITERAL, _c.IN, _c.ANY)


class TooManyStepsError(Exception):
    """The budget is spent."""


@define
class Counter:
    """Matches one pattern against texts; `steps` is the work done so far."""

    pattern: re.Pattern[str]
    budget: int = 1_000_000
    steps: int = 0

    def run(self, text: str, how: Literal["match", "fullmatch", "search"]) -> bool:
        """Match as `re` would, from every start for a search."""
        tree = list(_parser.parse(self.pattern.pattern, self.pattern.flags & ~re.UNICODE))
        if how == "fullmatch":
            tree.append((_c.AT, _c.AT_END_STRING))
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(50_000)
        try:
            starts = range(len(text) + 1) if how == "search" else (0,)
            return any(next(self._seq(tree, 0, text, at), None) is not None for at in starts)
        finally:
            sys.setrecursionlimit(limit)

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self.budget:
            raise TooManyStepsError

    def _seq(self, nodes: Any, index: int, text: str, at: int) -> Iterator[int]:
        if index == len(nodes):
            yield at
            return
        for end in self._node(nodes[index], text, at):
            yield from self._seq(nodes, index + 1, text, end)

    def _node(self, node: Node, text: str, at: int) -> Iterator[int]:
        self._step()
        op, argument = node
        if op in SINGLE:
            if at < len(text) and self._one(node, text[at]):
                yield at + 1
        elif op is _c.BRANCH:
            for branch in argument[1]:
                yield from self._seq(branch, 0, text, at)
        elif op is _c.SUBPATTERN:
            yield from self._seq(argument[3], 0, text, at)
        elif op is _c.ATOMIC_GROUP:
            if (end := next(self._seq(argument, 0, text, at), None)) is not None:
                yield end
        elif op is _c.MIN_REPEAT:
            low, high, body = argument
            yield from self._few(low, high, body, text, at)
        elif op is _c.MAX_REPEAT or op is _c.POSSESSIVE_REPEAT:
            low, high, body = argument
            ends = self._repeat(body, low, high, text, at)
            if op is _c.MAX_REPEAT:
                yield from ends
            elif (end := next(ends, None)) is not None:
                yield end
        elif op is _c.ASSERT or op is _c.ASSERT_NOT:
            direction, body = argument
            if self._looks(direction, body, text, at) == (op is _c.ASSERT):
                yield at
        elif op is _c.AT:
            if self._at(argument, text, at):
                yield at
        else:
            raise NotImplementedError(op)

    def _repeat(self, body: Any, low: int, high: Any, text: str, at: int) -> Iterator[int]:
        most = sys.maxsize if high is _c.MAXREPEAT else int(high)
        if len(body) == 1 and body[0][0] in SINGLE:
            end = at
            while end < len(text) and end - at < most and self._one(body[0], text[end]):
                self._step()
                end += 1
            for stop in range(end, at + low - 1, -1):
                self._step()
                yield stop
            return
        if most > 0:
            for end in self._seq(body, 0, text, at):
                self._step()
                if end > at or low > 0:
                    yield from self._repeat(body, max(0, low - 1), most - 1, text, end)
        if low <= 0:
            yield at

    def _few(self, low: int, high: Any, body: Any, text: str, at: int) -> Iterator[int]:
        """The ends of a repeat that takes as little as it can."""
        self._step()
        if low <= 0:
            yield at
        if high is _c.MAXREPEAT or high > 0:
            rest = high if high is _c.MAXREPEAT else high - 1
            for end in self._seq(body, 0, text, at):
                if end > at or low > 0:
                    yield from self._few(max(0, low - 1), rest, body, text, end)

    def _looks(self, direction: int, body: Any, text: str, at: int) -> bool:
        if direction > 0:
            return next(self._seq(body, 0, text, at), None) is not None
        low, high = body.getwidth()
        if low != high or at < low:
            return False
        return any(end == at for end in self._seq(body, 0, text[:at], at - low))

    def _one(self, node: Node, char: str) -> bool:
        op, argument = node
        folds = bool(self.pattern.flags & re.IGNORECASE)
        if op is _c.LITERAL:
            return char == chr(argument) or (folds and char.lower() == chr(argument).lower())
        if op is _c.NOT_LITERAL:
            return char != chr(argument)
        if op is _c.ANY:
            return char != "\n"
        wanted = True
        for kind, value in argument:
            if kind is _c.NEGATE:
                wanted = False
            elif (
                (kind is _c.LITERAL and char == chr(value))
                or (kind is _c.RANGE and value[0] <= ord(char) <= value[1])
                or (kind is _c.RANGE and folds and value[0] <= ord(char.swapcase()[0]) <= value[1])
                or (kind is _c.CATEGORY and CLASSES[value](char))
            ):
                return wanted
        return not wanted

    def _at(self, where: Any, text: str, at: int) -> bool:
        if where is _c.AT_BEGINNING or where is _c.AT_BEGINNING_STRING:
            return at == 0
        if where is _c.AT_END_STRING:
            return at == len(text)
        if where is _c.AT_END:
            return at == len(text) or (at == len(text) - 1 and text[at] == "\n")
        word = CLASSES[_c.CATEGORY_WORD]
        left, right = at > 0 and word(text[at - 1]), at < len(text) and word(text[at])
        if where is _c.AT_BOUNDARY:
            return left != right
        if where is _c.AT_NON_BOUNDARY:
            return left == right
        raise NotImplementedError(where)


def steps(
    pattern: re.Pattern[str], text: str, how: Literal["match", "fullmatch", "search"], budget: int = 1_000_000
) -> int:
    """How many steps a pattern takes on a text; the budget where it would take more."""
    counter = Counter(pattern, budget)
    try:
        counter.run(text, how)
    except TooManyStepsError:
        return budget
    return counter.steps
