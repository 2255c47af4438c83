"""Files are replaced in one step, and what cannot be written is one error that names the user's file."""

from __future__ import annotations

import errno
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dateline
from dateline import DocumentError, Event, ReadError, Timeline, WriteError
from dateline.cli import main
from dateline.export import replace_file, write

if TYPE_CHECKING:
    from collections.abc import Iterator

MILL = Timeline([Event("Ada Brook opened the mill", "1911-03-03"), Event("It burned down", "1970-06-09")])
LONG = Timeline([Event(f"Fair {number}", "1998") for number in range(2_000)])
FORMS = ("json", "csv", "tsv", "ical", "html", "markdown", "jsonl", "jsonld", "svg", "png", "xlsx", "docx", "visjs")
OLD = b"what stood here before"

# Runs in a process of its own, where a file may have 2,000 bytes.
NARROW = """
import resource, signal, sys
import dateline
from dateline import Event, Timeline
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
events = Timeline([Event(f"Fair {number}", "1998") for number in range(200)])
form, path, metadata = sys.argv[1:]
options = {"metadata": True} if metadata else {}
dateline.dumps(events, "json")
# What a format needs is imported, and perhaps compiled, before there is no room.
dateline.write(events, path + ".first", form)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
try:
    dateline.write(events, path, form, **options)
except dateline.WriteError as error:
    print(error.errno, error)
"""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "house" / "out"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def left_alone(target: Path) -> bool:
    """True if the old file is whole and nothing else is there."""
    return target.read_bytes() == OLD and [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize(("form", "metadata"), [*((form, "") for form in FORMS), ("csv", "yes")])
def test_where_there_is_no_room_the_old_file_stays(form: str, metadata: str, target: Path) -> None:
    arguments = [sys.executable, "-c", NARROW, form, str(target), metadata]
    run = subprocess.run(arguments, capture_output=True, text=True, check=True)
    target.with_name("out.first").unlink()
    assert run.stdout.startswith(f"{errno.EFBIG} cannot write {target}: it would be larger than a file may be there")
    assert left_alone(target)


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_told_as_such(form: str, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="the disk is full; make room on it") as caught:
        write(MILL, target, form)
    error = caught.value
    assert isinstance(error, OSError)
    assert (error.path, error.filename, error.errno) == (target, str(target), errno.ENOSPC)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.errno, again.filename) == (str(error), error.errno, error.filename)
    assert left_alone(target)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="not every system has it")
def test_a_device_that_is_full(capsys: pytest.CaptureFixture[str], target: Path) -> None:
    with pytest.raises(WriteError, match="cannot write /dev/full: the disk is full"):
        write(MILL, "/dev/full", "json")
    text = target.with_name("mill.txt")
    text.write_text("Ada Brook opened the mill on 3 March 1911.", encoding="utf-8")
    for form in ("json", "table", "xlsx", "png"):
        assert main([str(text), "-o", "/dev/full", "--to", form]) == 1
        told = capsys.readouterr()
        assert told.err.startswith("dateline: cannot write /dev/full: the disk is full")
        assert told.out == ""


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EROFS, "the disk can only be read"),
        (errno.EACCES, "permission denied; choose a folder"),
        (errno.EPERM, "permission denied; choose a folder"),
        (errno.EDQUOT, "your share of the disk is used up"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_folder_that_takes_no_files(number: int, told: str, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.open

    def refuse(path: Any, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise OSError(number, os.strerror(number), str(path))
        return whole(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(WriteError, match=told) as caught:
        write(MILL, target, "json")
    # Not the file that would have been written first.
    assert str(caught.value).startswith(f"cannot write {target}: ")
    monkeypatch.undo()
    assert left_alone(target)


def test_names_that_lead_nowhere(target: Path) -> None:
    folder = target.parent
    loop = folder / "loop"
    loop.symlink_to(loop)
    for path, told in (
        (folder, "it is a folder; name a file in it"),
        (folder / "none" / "out", f"there is no folder {folder / 'none'}; make it first"),
        (target / "out", "what should be its folder is a file"),
        (folder / ("x" * 300), "its name is too long"),
        (loop, "it is a link that leads back to itself"),
    ):
        with pytest.raises(WriteError) as caught:
            write(MILL, path, "json")
        assert str(caught.value).startswith(f"cannot write {path}: {told}")
    loop.unlink()
    assert left_alone(target)


def test_a_description_and_its_table_are_written_together_or_not_at_all(target: Path) -> None:
    beside = target.with_name("out-metadata.json")
    beside.mkdir()
    with pytest.raises(WriteError, match=r"out-metadata\.json: it is a folder"):
        write(MILL, target, "csv", metadata=True)
    beside.rmdir()
    assert left_alone(target)
    report = write(MILL, target, "csv", metadata=True)
    assert report.path == target
    assert target.read_bytes().startswith(b"id,start")
    assert b'"url": "out"' in beside.read_bytes()


def test_a_link_keeps_leading_to_its_file(target: Path) -> None:
    link = target.with_name("link")
    link.symlink_to(target)
    write(MILL, link, "json")
    assert link.is_symlink()
    assert dateline.read(target, "json") == MILL


def test_of_writers_at_once_one_is_the_last(target: Path) -> None:
    texts = [f"{number:03}".encode() * 200_000 for number in range(8)]
    seen: set[bytes] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.add(target.read_bytes())

    looker = threading.Thread(target=look)
    writers = [threading.Thread(target=replace_file, args=(target, [text[:300_000], text[300_000:]])) for text in texts]
    for thread in (looker, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    looker.join()
    assert seen <= {OLD, *texts}
    assert target.read_bytes() in texts
    assert [path.name for path in target.parent.iterdir()] == [target.name]


KILLED = """
import os, signal, sys
from pathlib import Path
from dateline.export import replace_file
def pieces():
    yield b"half of it"
    os.kill(os.getpid(), signal.SIGKILL)
replace_file(Path(sys.argv[1]), pieces())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not kill so")
def test_what_a_killed_writer_leaves_hurts_nobody(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(target)], check=False)
    assert target.read_bytes() == OLD
    (left,) = (path for path in target.parent.iterdir() if path != target)
    assert left.name.startswith(".")
    # Also where a later process has the same number.
    same = target.with_name(f".out.{os.getpid()}-0.tmp")
    left.rename(same)
    write(MILL, target, "json")
    assert dateline.read(target, "json") == MILL
    target.with_name("mill.txt").write_text("Ada Brook opened the mill on 3 March 1911.", encoding="utf-8")
    assert main([str(target.parent), "-v"]) == 0
    told = capsys.readouterr()
    assert told.out.count("Ada Brook opened the mill") == 1
    assert ".tmp" not in told.err


def test_a_writer_that_fails_halfway_leaves_the_old_file(target: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"half of it"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace_file(target, pieces())
    assert left_alone(target)


# -- files that change while they are read -----------------------------------------------------------------------------


def meanwhile(monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    """Let something happen to a file when it has been opened, before its bytes are looked at again."""
    whole = os.fstat
    calls = iter((lambda: None, change))

    def looked_at(descriptor: int) -> os.stat_result:
        next(calls, lambda: None)()
        return whole(descriptor)

    monkeypatch.setattr("dateline.limits.os.fstat", looked_at)


def test_a_file_that_is_written_anew_while_it_is_read_is_refused(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, lambda: target.write_bytes(b"something else"))
    with pytest.raises(DocumentError, match="written anew while it was read; read it again"):
        dateline.open(target)


def test_a_file_that_is_cut_off_while_it_is_read_is_refused(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, lambda: os.truncate(target, 4))
    with pytest.raises(DocumentError, match="written anew while it was read"):
        dateline.open(target)


def test_a_file_that_grows_while_it_is_read_is_read_as_it_was(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def grow() -> None:
        with target.open("ab") as stream:
            stream.write(b" and more")

    meanwhile(monkeypatch, grow)
    assert dateline.open(target).text == OLD.decode()


def test_a_long_timeline_that_is_cut_off_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    write(LONG, path)
    from dateline.export import _pieces_of
    from dateline.limits import DEFAULT

    pieces = _pieces_of(path, None, DEFAULT)
    next(pieces)
    os.truncate(path, 1_000)
    with pytest.raises(DocumentError, match="written anew while it was read"):
        list(pieces)
    with pytest.raises(ReadError, match=r"long\.json, line"):
        dateline.read(path)
