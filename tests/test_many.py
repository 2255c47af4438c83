"""Many documents: lazy, in order, with failures one by one, here and by several processes."""

from __future__ import annotations

import inspect
import itertools
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve, fields

import dateline
from dateline import ArgumentError, Failure, Source, WorkerError, parse, parse_many
from dateline.cli.arguments import parser
from dateline.many import CHARACTERS_AHEAD, DOCUMENTS_AHEAD, done_for_each
from dateline.pipeline import RECOGNIZERS, BatchOptions, Reader, ReadOptions, TimeOptions

sys.path.insert(0, str(Path(__file__).parent))

import doings
import invented

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
psutil = pytest.importorskip("psutil")


def counted(items: Any, read: list[Any]) -> Iterator[Any]:
    """The items, each written down as it is read."""
    for item in items:
        read.append(item)
        yield item


def mine() -> set[int]:
    """The processes that this one has begun, but for the tracker of resources that Python keeps."""
    found = set()
    for process in psutil.Process().children(recursive=True):
        try:
            if process.status() != psutil.STATUS_ZOMBIE and "resource_tracker" not in " ".join(process.cmdline()):
                found.add(process.pid)
        except psutil.Error:
            continue
    return found


def wait_until(true: Any, seconds: float = 10) -> bool:
    """Whether something becomes true within so many seconds."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def said(result: Any) -> str:
    return f"{type(result.error).__name__}: {result.error}" if isinstance(result, Failure) else result


# -- one list of options -----------------------------------------------------------------------------------------------

# What is said in Python alone, since it is a function or an object.
_OBJECTS = {"locale", "parser", "recognizers"}
_FLAGS = {"language": "--lang"}


def test_a_reader_has_the_options_of_parse_and_no_others() -> None:
    held = {str(field.alias) for field in fields(Reader) if field.init}
    assert held == set(ReadOptions.__annotations__)
    assert held == set(BatchOptions.__annotations__) | {"dct"}
    assert held >= set(TimeOptions.__annotations__)
    for function in (parse, parse_many):
        assert held < set(inspect.signature(function).parameters)


def test_the_command_has_the_options_of_parse() -> None:
    known = {option for action in parser(whole=True)._actions for option in action.option_strings}
    held = {str(field.alias) for field in fields(Reader) if field.init}
    flags = {_FLAGS.get(name, f"--{name.replace('_', '-')}") for name in held - _OBJECTS}
    assert flags - known == set()


def test_readers_are_values() -> None:
    reader = Reader(dct="2012-11-09", order="dmy", recognizers=list(RECOGNIZERS))
    again = pickle.loads(pickle.dumps(reader))
    assert again == reader
    assert hash(again) == hash(reader)
    assert {reader: 1}[again] == 1
    assert evolve(reader, order="mdy") != reader
    assert evolve(reader, order="mdy").find_timexes("Paid on 03/04/2021.")[0].value == "2021-03-04"
    assert reader.parse("He left yesterday.") == parse("He left yesterday.", dct="2012-11-09", order="dmy")


@pytest.mark.parametrize(
    "options", [{"dct": 3}, {"events": "some"}, {"order": "ymd"}, {"zone": "Mars/Base"}, {"locale": "en"}]
)
def test_a_wrong_option_is_told_before_anything_is_read(options: dict[str, Any]) -> None:
    read: list[Any] = []
    with pytest.raises(ArgumentError, match=next(iter(options))):
        parse_many(counted(["It rained."], read), **options)
    assert read == []


# -- what comes in and out ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", ["He left.", b"He left.", 3, None])
def test_what_is_no_collection_of_documents_is_refused(one: Any) -> None:
    with pytest.raises(ArgumentError, match="documents"):
        parse_many(one)


def test_a_mapping_is_refused_with_the_remedy() -> None:
    texts = {"a.txt": "Ada Brook died in 1950."}
    with pytest.raises(ArgumentError, match=r"only the keys .*Source\(name\)\) for name, text in documents.items"):
        parse_many(texts)
    (timeline,) = parse_many((text, Source(name)) for name, text in texts.items())
    assert timeline.sources[0].name == "a.txt"


@pytest.mark.parametrize("call", [parse_many, dateline.parse, dateline.find_timexes])
def test_an_option_that_there_is_not_is_told_with_those_that_there_are(call: Any) -> None:
    with pytest.raises(ArgumentError, match=r"'colour' is 1: there is no such option; there are .*zone"):
        call("He left.", colour=1)


def test_the_example_of_the_reader_runs() -> None:
    example = "\n".join(line[8:] for line in str(Reader.__doc__).splitlines() if line.startswith(" " * 8))
    known: dict[str, Any] = {"Reader": Reader, "Source": Source, "text": "Ada Brook died on 3/5/2021."}
    exec(example, known)
    assert known["timeline"][0].human() == "3 May 2021"


def test_the_date_of_a_reader_wins_over_that_of_a_source() -> None:
    source = Source("a.txt", published="2021-05-22")
    for reader, told in ((Reader(dct="2021-06-22"), "21 June 2021"), (Reader(), "21 May 2021")):
        assert reader.parse("Ada Brook died yesterday.", source=source)[0].human() == told


def test_a_document_is_no_collection_of_documents(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("He left on 4 May 2024.", encoding="utf-8")
    with pytest.raises(ArgumentError, match="one text"):
        parse_many(dateline.open(tmp_path / "note.txt"))  # type: ignore[call-overload]


@pytest.mark.parametrize("workers", [0, -1, 2.0, True, "2"])
def test_workers_are_a_number_of_processes(workers: Any) -> None:
    with pytest.raises(ArgumentError, match="workers"):
        parse_many(["He left."], workers=workers)


def test_on_error_is_one_of_three() -> None:
    with pytest.raises(ArgumentError, match="'raise' or 'skip' or 'return'"):
        parse_many(["He left."], on_error="ignore")  # type: ignore[call-overload]


def test_alone_nothing_is_read_ahead() -> None:
    read: list[Any] = []
    found = parse_many(counted(itertools.repeat("He left on 4 May 2024."), read))
    assert read == []
    assert len(next(found)) == 1
    assert len(read) == 1
    next(found)
    assert len(read) == 2


MIXED: list[Any] = [
    "He left on 4 May 2024.",
    b"bytes",
    ("She came in 2003.", Source("note", published="2004-01-01")),
    ("a", 1, 2),
]


@pytest.mark.parametrize("workers", [None, pytest.param(2, marks=pytest.mark.slow)])
def test_failures_have_numbers_and_sources(workers: int | None) -> None:
    documents: list[Any] = [*MIXED, (b"x", Source("odd"))]
    found = list(parse_many(documents, workers=workers, on_error="return"))
    assert [isinstance(one, Failure) for one in found] == [False, True, False, True, True]
    failures = [one for one in found if isinstance(one, Failure)]
    assert [(one.number, one.source) for one in failures] == [(1, None), (3, None), (4, Source("odd"))]
    assert str(failures[2]).startswith("document 4, odd: argument 'text'")
    assert len(list(parse_many(MIXED, workers=workers, on_error="skip"))) == 2
    stream = parse_many(MIXED, workers=workers)
    next(stream)
    with pytest.raises(ArgumentError, match="decode bytes first") as told:
        next(stream)
    assert "while reading document 1" in told.value.__notes__
    assert list(stream) == []


@pytest.mark.parametrize("workers", [None, pytest.param(2, marks=pytest.mark.slow)])
def test_what_the_documents_raise_comes_when_its_turn_has_come(workers: int | None) -> None:
    def documents() -> Iterator[str]:
        yield from ["He left on 4 May 2024.", "She came in 2003."]
        raise LookupError("no more pages")

    stream = parse_many(documents(), workers=workers, on_error="skip")
    assert [len(next(stream)), len(next(stream))] == [1, 1]
    with pytest.raises(LookupError, match="no more pages"):
        next(stream)


# -- processes ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_processes_give_what_a_loop_gives() -> None:
    texts = [(one["text"] or "", Source(one["id"], published=one["date"])) for one in invented.documents(60)]
    alone = list(parse_many(texts, events="all"))
    assert list(parse_many(texts, workers=2, events="all")) == alone
    assert [pickle.dumps(one) for one in parse_many(texts[:5], workers=3, events="all")] == [
        pickle.dumps(one) for one in pickle.loads(pickle.dumps(alone[:5]))
    ]


@pytest.mark.slow
def test_recognizers_of_ones_own_go_to_processes() -> None:
    more = (doings.sentences_of_lines, *RECOGNIZERS[1:], doings.end_of_lines)
    texts = ["He left on 4 May 2024.\nShe came", "BREAK", "He came on 5 May 2024."]
    found = list(parse_many(texts, workers=2, recognizers=more, on_error="return"))
    assert found[0] == parse(texts[0], recognizers=more)
    assert isinstance(found[1], Failure)
    assert isinstance(found[1].error, ZeroDivisionError)
    assert any("end_of_lines" in note for note in found[1].error.__notes__)


@pytest.mark.slow
def test_order_is_kept_and_reading_is_bounded_under_uneven_work() -> None:
    read: list[Any] = []
    # The first takes as long as all others together.
    items = ["sleep 1", *(f"text {at}" for at in range(1000))]
    stream = done_for_each(doings.doing, counted(items, read), 2)
    first = next(stream)
    assert first == "sleep 1"
    assert len(read) <= DOCUMENTS_AHEAD * 2 + 1
    assert list(stream) == items[1:]


@pytest.mark.slow
def test_a_slow_consumer_and_an_endless_stream() -> None:
    read: list[Any] = []
    stream = done_for_each(doings.loud, counted((f"text {at}" for at in itertools.count()), read), 2)
    found = []
    for result in itertools.islice(stream, 40):
        found.append(result)
        time.sleep(0.01)
    assert found == [f"TEXT {at}" for at in range(40)]
    assert len(read) <= 40 + DOCUMENTS_AHEAD * 2
    stream.close()
    assert mine() == set()


@pytest.mark.slow
def test_few_documents_are_read_before_the_first_result() -> None:
    read: list[Any] = []
    stream = done_for_each(doings.loud, counted((f"text {at}" for at in itertools.count()), read), 2)
    next(stream)
    assert len(read) <= 2 * DOCUMENTS_AHEAD
    stream.close()


@pytest.mark.slow
def test_a_slow_source_does_not_hold_back_what_is_done() -> None:
    def slowly() -> Iterator[str]:
        for at in range(4):
            yield f"text {at}"
            time.sleep(1)

    stream = done_for_each(doings.loud, slowly(), 2)
    next(stream)
    start = time.monotonic()
    next(stream)
    assert time.monotonic() - start < 2.5
    stream.close()


@pytest.mark.slow
@pytest.mark.parametrize("length", [50_000_000])
def test_large_documents_and_results_block_nothing(length: int) -> None:
    large = "x" * length
    items = [large, "5", "3", large.upper(), "7"]
    assert list(done_for_each(doings.loud, items, 2)) == [item.upper() for item in items]
    sizes = [f"{length}", "5", f"{length} {large[:10_000_000]}", "7"]
    assert [len(one) for one in done_for_each(doings.of_length, sizes, 2)] == [length, 5, length, 7]  # type: ignore[arg-type]


@pytest.mark.slow
def test_large_documents_are_not_read_ahead() -> None:
    read: list[Any] = []
    large = "x" * (CHARACTERS_AHEAD + 1)
    stream = done_for_each(doings.loud, counted(itertools.repeat(large), read), 2)
    assert next(stream) == large.upper()
    assert len(read) <= 4
    stream.close()


@pytest.mark.slow
@pytest.mark.parametrize(("what", "reason"), [("kill", "SIGKILL"), ("exit", "exit code 3")])
def test_a_lost_process_is_the_failure_of_one_document(what: str, reason: str) -> None:
    items = ["one", what, *(f"text {at}" for at in range(30)), what, "last"]
    found = list(done_for_each(doings.doing, items, 2))
    assert [said(one) for one in found if isinstance(one, str)] == [item for item in items if item != what]
    lost = [one for one in found if isinstance(one, Failure)]
    assert [one.number for one in lost] == [1, 32]
    for one in lost:
        assert isinstance(one.error, WorkerError)
        assert one.error.documents == (f"document {one.number}",)
        assert reason in str(one.error)


@pytest.mark.slow
def test_processes_that_die_idle_are_replaced() -> None:
    def slowly() -> Iterator[str]:
        for at in range(5):
            yield f"text {at}"
            time.sleep(0.5)

    assert list(done_for_each(doings.dead_soon, slowly(), 2)) == [f"TEXT {at}" for at in range(5)]


@pytest.mark.slow
def test_an_error_that_cannot_be_loaded_is_told() -> None:
    found = list(done_for_each(doings.doing, ["odd", "raise it", "fine"], 2))
    assert [said(one) for one in found] == ["RuntimeError: OddError: this and that", "ValueError: it", "fine"]
    assert isinstance(found[1], Failure)
    assert any("in doing" in note for note in found[1].error.__notes__)


def test_what_cannot_be_pickled_is_told_at_once() -> None:
    with pytest.raises(ArgumentError, match=r"'workers' .* must be pickled .* top of a module"):
        parse_many(["He left."], workers=2, parser=lambda document, sentences: ())


@pytest.mark.slow
def test_a_document_that_cannot_be_pickled_is_a_failure() -> None:
    items: list[Any] = ["one", threading.Lock(), "two"]
    found = list(done_for_each(doings.doing, items, 2))
    assert [said(one)[:30] for one in found] == ["one", "TypeError: cannot pickle '_thr", "two"]


@pytest.mark.slow
def test_what_cannot_be_loaded_there_is_told() -> None:
    with pytest.raises(WorkerError, match="cannot be loaded there: ModuleNotFoundError"):
        list(done_for_each(doings.never_loaded, ["one"], 2))
    assert mine() == set()


@pytest.mark.slow
def test_two_streams_at_once_and_from_threads() -> None:
    items = [f"text {at}" for at in range(50)]
    both = zip(done_for_each(doings.loud, items, 2), done_for_each(doings.loud, items[::-1], 2), strict=True)
    assert list(both) == [(one.upper(), other.upper()) for one, other in zip(items, items[::-1], strict=True)]
    found: list[list[Any]] = []
    threads = [
        threading.Thread(target=lambda: found.append(list(done_for_each(doings.loud, items, 2)))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == [[item.upper() for item in items]] * 2
    assert mine() == set()


@pytest.mark.slow
@pytest.mark.parametrize("what", ["close", "drop", "raise"])
def test_whoever_stops_leaves_no_process(what: str) -> None:
    items = ["one", *["sleep 60"] * 20]
    start = time.monotonic()
    stream = done_for_each(doings.doing, items, 2)
    assert next(stream) == "one"
    assert len(mine()) == 2
    if what == "close":
        stream.close()
    elif what == "drop":
        del stream
    else:
        with pytest.raises(KeyError):
            stream.throw(KeyError("enough"))
    assert wait_until(lambda: mine() == set())
    assert time.monotonic() - start < 10


def run_script(code: str, folder: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    path = folder / "script.py"
    path.write_text(textwrap.dedent(code), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
    return subprocess.run(
        [sys.executable, str(path)],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
        check=False,
        **options,
    )


@pytest.mark.slow
def test_a_script_without_a_guard_is_told_what_to_do(tmp_path: Path) -> None:
    done = run_script(
        "import dateline\nprint(list(dateline.parse_many(['He left in 2003.'] * 3, workers=2)))", tmp_path
    )
    assert done.returncode
    assert "if __name__ == '__main__'" in done.stderr.splitlines()[-1]


@pytest.mark.slow
@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_the_start_method_of_others_changes_nothing(method: str, tmp_path: Path) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system cannot {method}")
    code = f"""
        import multiprocessing, dateline
        if __name__ == "__main__":
            multiprocessing.set_start_method({method!r})
            print([len(one) for one in dateline.parse_many(["He left in 2003."] * 3, workers=2)])
    """
    done = run_script(code, tmp_path)
    assert (done.stdout, done.stderr) == ("[1, 1, 1]\n", "")


@pytest.mark.slow
def test_a_daemonic_process_is_told_that_it_may_have_none(tmp_path: Path) -> None:
    code = """
        import multiprocessing, dateline
        def work(_):
            try:
                return list(dateline.parse_many(["He left in 2003."], workers=2))
            except dateline.WorkerError as error:
                return str(error)
        if __name__ == "__main__":
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                print(pool.map(work, [1])[0])
    """
    done = run_script(code, tmp_path)
    assert "no process can be started from here (daemonic processes" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("early", [True, False])
def test_control_c_ends_all_processes(early: bool, tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("signals are those of POSIX")
    code = """
        import doings
        from dateline.many import done_for_each
        if __name__ == "__main__":
            print("begun", flush=True)
            for one in done_for_each(doings.doing, ["one", *["sleep 60"] * 20], 2):
                print(one, flush=True)
    """
    path = tmp_path / "script.py"
    path.write_text(textwrap.dedent(code), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
    script = subprocess.Popen(
        [sys.executable, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        encoding="utf-8",
        # A group of its own, to which a terminal would send Ctrl-C.
        start_new_session=True,
    )
    assert script.stdout is not None
    assert script.stderr is not None
    assert script.stdout.readline() == "begun\n"
    if early:
        time.sleep(0.3)
    else:
        assert script.stdout.readline() == "one\n"
    family = [script.pid, *(one.pid for one in psutil.Process(script.pid).children(recursive=True))]
    start = time.monotonic()
    os.killpg(script.pid, signal.SIGINT)
    assert script.wait(10) != 0
    assert time.monotonic() - start < 8
    assert wait_until(lambda: not any(psutil.pid_exists(one) for one in family[1:]), 5)
    told = script.stderr.read()
    assert told.count("Traceback") == 1, told
    assert told.rstrip().endswith("KeyboardInterrupt")


@pytest.mark.slow
def test_processes_end_with_the_one_that_began_them(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("signals are those of POSIX")
    path = tmp_path / "script.py"
    path.write_text(
        textwrap.dedent("""
        import doings
        from dateline.many import done_for_each
        if __name__ == "__main__":
            for one in done_for_each(doings.doing, ["one", *["sleep 60"] * 20], 2):
                print(one, flush=True)
        """),
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
    script = subprocess.Popen([sys.executable, str(path)], stdout=subprocess.PIPE, env=environment, encoding="utf-8")
    assert script.stdout is not None
    assert script.stdout.readline() == "one\n"
    children = [one.pid for one in psutil.Process(script.pid).children(recursive=True)]
    assert len(children) >= 2
    script.kill()
    script.wait(10)

    def gone(number: int) -> bool:
        try:
            return bool(psutil.Process(number).status() == psutil.STATUS_ZOMBIE)
        except psutil.Error:
            return True

    assert wait_until(lambda: all(map(gone, children)))
