"""JSON text that comes in pieces, read a value at a time, with the place of whatever is no JSON (RFC 8259)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from dateline.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["SCHEMA_VERSION", "JsonText"]

SCHEMA_VERSION = 2
"""The version of timelines that is written; `json_reader` says what older ones are read."""

_SPACE = re.compile(r"[ \t\n\r]*")
# Where a text may only have been cut off, an error stands no further from its end: in a word, or half a character.
_CUT = 16
# So many characters are joined to what is held of the text before it is looked at again.
_ENOUGH = 1 << 16


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        raise _DoubleError(next(name for name in names if names.count(name) > 1))
    return made


def _no_number(name: str) -> NoReturn:
    raise _NoNumberError(name)


class _DoubleError(Exception):
    """A name stands twice in an object, so that one of its values would be lost."""


class _NoNumberError(Exception):
    """NaN and the infinities, which Python writes, are no JSON."""


_decode = json.JSONDecoder(object_pairs_hook=_without_doubles, parse_constant=_no_number).raw_decode


class JsonText:
    """JSON text that comes in pieces, of which little more is held than the value that is being read."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._held = ""
        self._at = 0
        # The place of the first character that is held.
        self._line = self._column = 1
        if self.next() == "\ufeff":
            self._at += 1

    def _more(self) -> bool:
        """Let go of what was read, and take in as much again as is held; False at the end of the text.

        As much again, so that a long value is not tried anew with every piece.
        """
        rest = self._held[self._at :]
        wanted = max(len(rest), _ENOUGH)
        taken = [rest] if rest else []
        known = len(taken)
        for piece in self._pieces:
            taken.append(piece)
            wanted -= len(piece)
            if wanted <= 0:
                break
        if len(taken) == known:
            return False
        self._line, self._column = self._place(self._at)
        self._held, self._at = "".join(taken), 0
        return True

    def _place(self, at: int) -> tuple[int, int]:
        lines = self._held.count("\n", 0, at)
        column = at - self._held.rfind("\n", 0, at) if lines else at + self._column
        return self._line + lines, column

    def fail(self, reason: str, at: int | None = None) -> NoReturn:
        """Raise for what is no JSON."""
        line, column = self._place(self._at if at is None else at)
        raise ReadError("json", f"line {line}, column {column}", reason)

    def next(self) -> str:
        """The next character that is not white space, "" at the end."""
        while True:
            found = _SPACE.match(self._held, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more():
                return ""

    def skip(self, character: str) -> bool:
        """Pass over the next character if it is this one."""
        found = self.next() == character
        self._at += found
        return found

    def value(self) -> Any:
        """Read the next value whole."""
        return self._whole()[0]

    def _whole(self) -> tuple[Any, int]:
        """Read the next value, and say where it began in what is held."""
        self.next()
        while True:
            start = self._at
            try:
                found, end = _decode(self._held, start)
            except json.JSONDecodeError as error:
                cut = error.pos >= len(self._held) - _CUT or error.msg.startswith("Unterminated")
                if not (cut and self._more()):
                    self.fail(error.msg, error.pos)
            except _DoubleError as error:
                self.fail(f"the object that begins here has {error.args[0]!r} twice")
            except _NoNumberError as error:
                self.fail(f"{error} is no JSON")
            except RecursionError:
                self.fail("what begins here is nested too deep")
            except ValueError as error:
                self.fail(str(error))
            else:
                # A number may go on.
                if end < len(self._held) or not self._more():
                    self._at = end
                    return found, start

    def names(self) -> Iterator[str]:
        """The names in the next object; whoever is given one has to read its value."""
        self._at += 1
        if self.skip("}"):
            return
        while True:
            if self.next() != '"':
                self.fail("Expecting property name enclosed in double quotes")
            name = self.value()
            if not self.skip(":"):
                self.fail("Expecting ':' delimiter")
            yield name
            if self.skip("}"):
                return
            if not self.skip(","):
                self.fail("Expecting ',' delimiter")

    def places(self) -> Iterator[int]:
        """The number of each item of the next array; whoever is given one has to read the item."""
        self._at += 1
        if self.skip("]"):
            return
        number = 0
        while True:
            yield number
            number += 1
            if self.skip("]"):
                return
            if not self.skip(","):
                self.fail("Expecting ',' delimiter")

    def put_aside(self) -> list[str]:
        """Pass over the next value, and give its text, to be read later."""
        if self.next() != "[":
            return [self._passed()]
        pieces: list[str] = []
        for number in self.places():
            pieces += "," if number else "[", self._passed()
        return [*pieces, "]" if pieces else "[]"]

    def _passed(self) -> str:
        _, start = self._whole()
        return self._held[start : self._at]
