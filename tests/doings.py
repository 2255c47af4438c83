"""What the tests have other processes do: functions at the top of a module, as pickling wants them."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING, NoReturn

from dateline.model import Document, Span
from dateline.text import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.annotations import Annotations

__all__ = [
    "OddError",
    "dead_soon",
    "doing",
    "end_of_lines",
    "fail_to_load",
    "loud",
    "never_loaded",
    "of_length",
    "pid",
    "sentences_of_lines",
]


def loud(text: str) -> str:
    """The text in capitals."""
    return text.upper()


def pid(text: str) -> int:
    """The number of the process that does it."""
    time.sleep(0.01)
    return os.getpid()


def of_length(text: str) -> str:
    """A text of as many characters as a text says."""
    return "x" * int(text.split()[0])


def doing(text: str) -> str:
    """What the text says: "sleep 0.2", "kill", "exit", "raise", "odd", anything else."""
    what, _, rest = text.partition(" ")
    if what == "sleep":
        time.sleep(float(rest))
    elif what == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "exit":
        os._exit(3)
    elif what == "raise":
        raise ValueError(rest)
    elif what == "odd":
        raise OddError("this", "that")
    return text


class OddError(Exception):
    """An error that cannot be loaded: it is made of other arguments than it keeps."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other}")


def dead_soon(text: str) -> str:
    """The text in capitals; the process is killed a little later, when it has nothing to do."""
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
    return text.upper()


class _Unloadable:
    def __call__(self, text: str) -> str:
        return text

    def __reduce__(self) -> tuple[object, ...]:
        return fail_to_load, ()


def fail_to_load() -> NoReturn:
    """Raise, as the loading of something does whose module is not there."""
    raise ModuleNotFoundError("No module named 'elsewhere'")


never_loaded = _Unloadable()


def sentences_of_lines(document: Document, found: Annotations) -> Iterator[Sentence]:
    """A recognizer of one's own: each line is a sentence."""
    start = 0
    for line in document.text.splitlines(keepends=True):
        if line.strip():
            yield Sentence(Span(start, start + len(line.rstrip())))
        start += len(line)


def end_of_lines(document: Document, found: Annotations) -> Iterator[Sentence]:
    """A recognizer that raises where a text says so."""
    if "BREAK" in document.text:
        raise ZeroDivisionError("broken on purpose")
    return iter(())
