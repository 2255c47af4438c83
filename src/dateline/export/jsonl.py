"""Streams of timelines as JSON Lines: one timeline a line, each as `json` has it, so that none waits for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.errors import ReadError
from dateline.export import json as _json
from dateline.export.ledger import Ledger
from dateline.limits import DEFAULT, Limits
from dateline.model import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

__all__ = ["dump_many", "dumps", "load_many", "loads", "stream"]


def dumps(timeline: Timeline, ledger: Ledger | None = None) -> str:
    """`timeline` as one line of JSON."""
    return _json.joined(stream(timeline, Ledger() if ledger is None else ledger))


def stream(timeline: Timeline, ledger: Ledger) -> Iterator[str]:
    """What `dumps` gives, in pieces."""
    return _json.lines(timeline, ledger, "")


def loads(text: str, limits: Limits = DEFAULT) -> Timeline:
    """The timeline of the only line of `text`, or those of all lines merged.

    Raises `ReadError` with the line, and the place in it.
    """
    return load((text,), limits)


def load(pieces: Iterable[str], limits: Limits = DEFAULT) -> Timeline:
    """What `loads` gives, of a text that comes in pieces and is not held whole."""
    found: list[Timeline] = []
    number = 0
    for timeline in load_many(_lines(pieces), limits):
        number += len(timeline)
        limits.check("events", number, "the text", "events or more")
        found.append(timeline)
    return found[0] if len(found) == 1 else Timeline.merge(found)


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """The lines of a text that comes in pieces; JSON has other line breaks within its strings."""
    begun: list[str] = []
    for piece in pieces:
        start = 0
        while (end := piece.find("\n", start)) >= 0:
            line = "".join([*begun, piece[start:end]])
            begun.clear()
            start = end + 1
            yield line
        if start < len(piece):
            begun.append(piece[start:])
    yield "".join(begun)


def dump_many(timelines: Iterable[Timeline], file: IO[str], ledger: Ledger | None = None) -> int:
    """Write timelines to an open text file as they come, a line each, and give their number."""
    ledger = Ledger() if ledger is None else ledger
    number = 0
    for timeline in timelines:
        file.writelines(_json.lines(timeline, ledger, ""))
        number += 1
    return number


def load_many(lines: Iterable[str], limits: Limits = DEFAULT) -> Iterator[Timeline]:
    """The timelines of an open text file, or of any lines, one after the other; empty lines are passed over.

    Raises `ReadError` with the line, when it comes to it.
    """
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix("\ufeff") if number == 1 else line
        if not text or text.isspace():
            continue
        try:
            yield _json.loads(text, limits)
        except ReadError as error:
            raise ReadError("jsonl", f"line {number}, {error.where}", error.reason) from error
