"""What the libraries that read formats say beside their results: gathered, so that nothing is written unasked."""

from __future__ import annotations

import logging
import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["kept_back"]

_SHOWN = 200


class _Gatherer(logging.Handler):
    """Keeps what is warned of in the thread that made it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []
        self.thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            library = record.name.partition(".")[0]
            self.said.append(f"{library}: {' '.join(record.getMessage().split())[:_SHOWN]}")


@contextmanager
def kept_back() -> Iterator[list[str]]:
    """Gather what libraries log as warnings in this thread, and show none of it or of their `warnings`.

    Where no handler is, Python would write it to standard error, or some libraries set up one for the whole program;
    what a program that configures logging asks for it still gets.
    """
    gatherer = _Gatherer()
    logging.root.addHandler(gatherer)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield gatherer.said
    finally:
        logging.root.removeHandler(gatherer)
