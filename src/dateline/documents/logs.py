"""What the libraries that read formats would log: kept back, so that nothing is written that nobody asked for."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["kept_back"]

_SHOWN = 200


@frozen(eq=False)
class _Gatherer:
    """A filter of log records that lets those of other threads pass, and keeps the warnings of this one."""

    said: list[str] = field(factory=list)
    thread: int = field(factory=threading.get_ident)

    def filter(self, record: logging.LogRecord) -> bool:
        if record.thread != self.thread:
            return True
        if record.levelno >= logging.WARNING:
            self.said.append(f"{record.name.partition('.')[0]}: {' '.join(record.getMessage().split())[:_SHOWN]}")
        return False


@contextmanager
def kept_back(*libraries: str) -> Iterator[list[str]]:
    """Keep back what some libraries log in this thread; what they warn of is gathered in the list."""
    gatherer = _Gatherer()
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in libraries]
    loggers = [logging.getLogger(name) for name in {*libraries, *names}]
    for logger in loggers:
        logger.addFilter(gatherer)
    try:
        yield gatherer.said
    finally:
        for logger in loggers:
            logger.removeFilter(gatherer)
