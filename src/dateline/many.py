"""A piece of work done for each of many documents: lazily, in order, here or by several processes.

Nothing here knows what the work is.  What it needs of a document is its size, so that what is read ahead stays bounded,
and its source, so that what goes wrong has a name.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import traceback
from collections import deque
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeAlias, TypeVar

from attrs import Factory, define, field, frozen

from dateline.errors import ArgumentError, DatelineError, WorkerError
from dateline.model import Document, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    # Nothing asks for these annotations when the program runs.
    from multiprocessing.connection import Connection  # noqa: TC004
    from multiprocessing.context import SpawnContext  # noqa: TC004
    from multiprocessing.process import BaseProcess  # noqa: TC004
    from queue import SimpleQueue

__all__ = ["Failure", "OnError", "done_for_each", "passed_on"]

_T = TypeVar("_T")
_R = TypeVar("_R")

OnError: TypeAlias = Literal["raise", "skip", "return"]

# What is read ahead: so much for each process to have at hand, and so much in all that waits for one before it.
DOCUMENTS_AT_HAND: Final = 8
CHARACTERS_AT_HAND: Final = 200_000
DOCUMENTS_AHEAD: Final = 32
CHARACTERS_AHEAD: Final = 4_000_000
# So many seconds a process has to end by itself before it is made to.
_GRACE: Final = 1.0


@frozen
class Failure:
    """A document of which no timeline could be made.

    `number` is its place among the documents, from 0; `source` what is known of it, None if nothing is; `error` why.
    """

    number: int
    source: Source | None
    error: Exception = field(eq=False)

    def __str__(self) -> str:
        kind = "" if isinstance(self.error, DatelineError) else f"{type(self.error).__name__}: "
        return f"{_called(self.number, self.source)}: {kind}{self.error}"


def done_for_each(work: Callable[[_T], _R], items: Iterable[_T], workers: int | None) -> Generator[_R | Failure]:
    """What `work` gives for each item, in order, or why it gives nothing; one after another, or by several processes.

    Items are read as results are asked for: with processes a bounded number of documents and characters ahead.  What
    the iterable of items raises is raised when its turn has come.  With processes, `work`, items and results are
    pickled, and a process that is lost is the `Failure` of the item it was at, with a `WorkerError`; the items that
    waited for it go to another.  Closing the generator ends the processes at once.

    Raises `ArgumentError` for `workers` that are no positive number, and for `work` that cannot be pickled.
    """
    if workers is not None and (type(workers) is not int or workers < 1):
        raise ArgumentError("workers", workers, "must be a number of processes, 1 or more, or None")
    if workers is None or workers == 1:
        return _one_by_one(work, items)
    try:
        sent = pickle.dumps(work)
    except Exception as error:
        reason = f"what is to be done must be pickled for other processes, and cannot be: {error}; define it at the top"
        raise ArgumentError("workers", workers, f"{reason} of a module, or leave workers out") from error
    return _by_processes(sent, items, workers)


def passed_on(results: Generator[_R | Failure], on_error: OnError) -> Generator[_R | Failure]:
    """The results with failures raised, skipped or returned; an error that is raised tells whose it is."""
    try:
        for result in results:
            if isinstance(result, Failure):
                if on_error == "raise":
                    result.error.add_note(f"while reading {_called(result.number, result.source)}")
                    raise result.error
                if on_error == "skip":
                    continue
            yield result
    finally:
        results.close()


def _one_by_one(work: Callable[[_T], _R], items: Iterable[_T]) -> Generator[_R | Failure]:
    for number, item in enumerate(items):
        try:
            result = work(item)
        except Exception as error:
            yield Failure(number, _source_of(item), error)
        else:
            yield result


def _source_of(item: object) -> Source | None:
    given = item[1] if isinstance(item, tuple) and len(item) == 2 else item
    found = given.source if isinstance(given, Document) else given
    return found if isinstance(found, Source) else None


def _size_of(item: object) -> int:
    given = item[0] if isinstance(item, tuple) and item else item
    text = given.text if isinstance(given, Document) else given
    return len(text) if isinstance(text, str) else 0


def _called(number: int, source: Source | None) -> str:
    name = None if source is None or source.name == "document" else source.name
    return f"document {number}" if name is None else f"document {number}, {name}"


# -- several processes -------------------------------------------------------------------------------------------------


@frozen
class _Lost:
    """What comes of an item in place of a result."""

    error: Exception


@define(eq=False)
class _Worker:
    """A process, the ends of the pipes to and from it, and the numbers of the items that it has; it is at the first.

    It has begun once it has said so: before that, what ends it is not the fault of a document.  It is gone once nothing
    more can be sent to it; what it has said before is still to be read.
    """

    process: BaseProcess
    tasks: Connection[Any, Any]
    results: Connection[Any, Any]
    has: deque[int] = Factory(deque)
    characters: int = 0
    begun: bool = False
    gone: bool = False

    def has_room(self) -> bool:
        return not self.has or (len(self.has) < DOCUMENTS_AT_HAND and self.characters < CHARACTERS_AT_HAND)


@define(eq=False)
class _Crew(Generic[_T, _R]):
    """The processes, and what was read and not yet given: items by their numbers, and results, pickled as they come."""

    work: bytes
    wanted: int
    context: SpawnContext
    workers: list[_Worker] = Factory(list)
    items: dict[int, _T] = Factory(dict)
    results: dict[int, bytes] = Factory(dict)
    characters: int = 0

    def may_read(self) -> bool:
        """Whether another item may be read: somebody has room for it, and not too much waits already."""
        if not self.items:
            return True
        if len(self.items) >= DOCUMENTS_AHEAD * self.wanted or self.characters >= CHARACTERS_AHEAD * self.wanted:
            return False
        present = self.present()
        return len(present) < self.wanted or any(worker.has_room() for worker in present)

    def present(self) -> list[_Worker]:
        return [worker for worker in self.workers if not worker.gone]

    def take(self, number: int, item: _T) -> None:
        """Give an item to the one who has least to do."""
        self.items[number] = item
        self.characters += _size_of(item)
        self.send(number)

    def send(self, number: int) -> None:
        try:
            sent = pickle.dumps(self.items[number])
        except Exception as error:
            self.results[number] = _packed(_Lost(_portable(error)))
            return
        worker = self.next_free()
        if not _told(worker, number, sent) and worker.begun:
            # It was lost while it had nothing to do with this item, so another one gets it.  If that one is lost as
            # well, it may be the item, and is taken for it when the results are read.
            worker.gone = True
            worker = self.next_free()
            _told(worker, number, sent)
        worker.has.append(number)
        worker.characters += _size_of(self.items[number])

    def next_free(self) -> _Worker:
        """The one who has least to do, or a new one where all have something and there may be more."""
        present = self.present()
        idle = [worker for worker in present if not worker.has]
        if not idle and len(present) < self.wanted:
            self.workers.append(self.start())
            return self.workers[-1]
        return min(idle or present, key=lambda one: (bool(one.has), one.characters, len(one.has)))

    def start(self) -> _Worker:
        mine, tasks = self.context.Pipe(duplex=False)
        results, theirs = self.context.Pipe(duplex=False)
        process = self.context.Process(target=_serve, args=(mine, theirs, self.work), daemon=True)
        try:
            with _uninterrupted():
                process.start()
        except (RuntimeError, AssertionError) as error:
            # So Python says that this process is itself one that just begins, or may have none of its own.
            raise WorkerError((), f"no process can be started from here ({_first_line(error)}); {_GUARD}") from error
        finally:
            mine.close()
            theirs.close()
        return _Worker(process, tasks, results)

    def listen(self, seconds: float | None) -> None:
        """Take what the processes have to say, waiting so long for it if they have nothing; None waits for ever."""
        from multiprocessing.connection import wait

        speaking = {id(worker.results): worker for worker in self.workers}
        for connection in wait([worker.results for worker in self.workers], seconds):
            worker = speaking[id(connection)]
            try:
                said = worker.results.recv()
            except (EOFError, OSError):
                self.bury(worker)
                continue
            if said is None:
                worker.begun = True
                continue
            if isinstance(said, str):
                raise WorkerError((), f"what is to be done cannot be loaded there: {said}; define it in a module")
            number, result = said
            worker.has.popleft()
            worker.characters -= _size_of(self.items[number])
            self.results[number] = result

    def bury(self, worker: _Worker) -> None:
        """Let a lost process go: the item that it was at is lost with it, the others go to another."""
        worker.process.join(_GRACE)
        self.workers.remove(worker)
        worker.tasks.close()
        worker.results.close()
        if not worker.begun:
            raise WorkerError(
                (), f"it ended with exit code {worker.process.exitcode} before it read anything; {_GUARD}"
            )
        if not worker.has:
            return
        lost = worker.has.popleft()
        named = (_called(lost, _source_of(self.items[lost])),)
        self.results[lost] = _packed(_Lost(WorkerError(named, _ending(worker.process.exitcode))))
        for number in worker.has:
            self.send(number)

    def given(self, number: int) -> _R | Failure:
        """What came of an item, of which nothing is kept any longer."""
        item = self.items.pop(number)
        self.characters -= _size_of(item)
        try:
            result = pickle.loads(self.results.pop(number))
        except Exception as error:
            result = _Lost(error)
        if isinstance(result, _Lost):
            return Failure(number, _source_of(item), result.error)
        return result  # type: ignore[no-any-return]

    def end(self) -> None:
        for worker in self.workers:
            # At its end of input a process ends, whatever it is at.
            worker.tasks.close()
        for worker in self.workers:
            worker.process.join(_GRACE)
            for stop in (worker.process.terminate, worker.process.kill):
                if worker.process.is_alive():
                    stop()
                    worker.process.join(_GRACE)
            worker.results.close()


def _told(worker: _Worker, number: int, item: bytes) -> bool:
    """Send an item to a process; False if it is no more."""
    try:
        worker.tasks.send((number, item))
    except OSError:
        return False
    return True


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Begin processes that Ctrl-C does not reach before they know what to do about it; this one is told afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    # Python begins this one by the way, and lets signals through when it has.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_GUARD: Final = (
    "if your script calls it at its top level, put the call under `if __name__ == '__main__':`, since every process "
    "imports the script"
)


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


def _ending(code: int | None) -> str:
    """How a process came to its end."""
    if code is None or code >= 0:
        return f"it ended with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"it was ended by {name}" + (", as systems do that run out of memory" if name == "SIGKILL" else "")


def _by_processes(work: bytes, items: Iterable[_T], workers: int) -> Generator[_R | Failure]:
    # multiprocessing takes as long to import as a short text takes as a whole.
    from multiprocessing import get_context

    # "spawn" on every system, so that it is the same on all, and safe beside threads.
    crew: _Crew[_T, _R] = _Crew(work, workers, get_context("spawn"))
    unread = iter(items)
    read = due = 0
    broken: BaseException | None = None
    over = False
    try:
        while True:
            crew.listen(0)
            if not over and crew.may_read():
                # One at a time, since reading may take longer than the work: what is done by then is given first.
                try:
                    item = next(unread)
                except StopIteration:
                    over = True
                except Exception as error:
                    broken, over = error, True
                else:
                    crew.take(read, item)
                    read += 1
            if due in crew.results:
                yield crew.given(due)
                due += 1
            elif over and due == read:
                break
            elif over or not crew.may_read():
                crew.listen(None)
    finally:
        crew.end()
    if broken is not None:
        raise broken


def _serve(tasks: Connection, results: Connection, work: bytes) -> None:
    """What a process does: the work for each item that comes, until no more can come."""
    # Ctrl-C goes to all processes of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    from queue import SimpleQueue

    with contextlib.suppress(BrokenPipeError):
        try:
            do = pickle.loads(work)
        except Exception as error:
            results.send(f"{type(error).__name__}: {error}")
            return
        waiting: SimpleQueue[tuple[int, bytes]] = SimpleQueue()
        # What comes is read at once, so that the sender never waits for the work.
        Thread(target=_receive, args=(tasks, waiting), daemon=True).start()
        results.send(None)
        while True:
            number, item = waiting.get()
            results.send((number, _packed_outcome(do, item)))


def _receive(tasks: Connection, waiting: SimpleQueue[tuple[int, bytes]]) -> None:
    try:
        while True:
            waiting.put(tasks.recv())
    except (EOFError, OSError):
        # The other side wants no more, or is no more; nothing that is being done can be of use to anybody.
        os._exit(0)


def _packed_outcome(work: Callable[[Any], Any], item: bytes) -> bytes:
    try:
        return _packed(work(pickle.loads(item)))
    except Exception as error:
        return _packed(_Lost(_portable(error)))


def _packed(result: object) -> bytes:
    return pickle.dumps(result, pickle.HIGHEST_PROTOCOL)


def _portable(error: Exception) -> Exception:
    """An error that other processes can load; one that is not ours tells where it comes from, as they cannot see."""
    where = "".join(traceback.format_exception(error)).rstrip()
    try:
        if not isinstance(error, DatelineError):
            error.add_note(where)
        pickle.loads(_packed(error))
    except Exception:
        told = RuntimeError(f"{type(error).__name__}: {error}")
        told.add_note(where)
        return told
    return error
