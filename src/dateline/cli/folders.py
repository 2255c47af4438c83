"""A timeline of its own for each input, in a folder; what an earlier run has done there is not done again."""

from __future__ import annotations

import json
import os
from hashlib import file_digest, sha256
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from dateline.cli.arguments import STDIO, UsageError
from dateline.cli.inputs import Input
from dateline.errors import WriteError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

    from dateline import Decision

__all__ = [
    "LEDGER",
    "Done",
    "Job",
    "check_no_links",
    "digest_of",
    "done_before",
    "is_folder",
    "jobs_of",
    "made_of",
    "make_folder",
    "note_done",
    "without_input",
]

# What was made in the folder: a line of JSON for each input.  It is hidden, so that no run reads it as a document.
LEDGER: Final = ".dateline-done.jsonl"
# What changes nothing of a result.
_BESIDE: Final = frozenset({"files", "output", "workers", "verbose", "quiet", "strict"})


@frozen
class Job:
    """An input, and the file to be made of it."""

    given: Input
    target: Path

    def within(self, folder: Path) -> str:
        """The name of the file in the folder, as the ledger has it."""
        return self.target.relative_to(folder).as_posix()


@frozen
class Done:
    """What the ledger knows of a file: the digest of its job, that of the bytes that were `made`, and which decisions
    were about its documents, by their numbers."""

    digest: str
    made: str
    taken: tuple[int, ...] = ()

    def stands(self, target: Path) -> bool:
        """Whether the file is the one that was made."""
        return bool(self.made) and made_of(target) == self.made


def is_folder(output: str | None) -> bool:
    """Whether what is to be written is a folder: one that there is, or a name that ends as those of folders do."""
    return output is not None and output != STDIO and (output.endswith(("/", os.sep)) or os.path.isdir(output))  # noqa: PTH112


def jobs_of(inputs: Sequence[Input], folder: Path, suffix: str) -> list[Job]:
    """What is to be made of each input.

    The file in the folder has the name of the input and the suffix of the form behind it ("minutes.pdf.json"), within
    the folders that lie between it and the FOLDER of the command line.  Raises `UsageError` if two would be the same.
    """
    jobs: dict[Path, Job] = {}
    for given in inputs:
        if given.path is None:
            raise UsageError("standard input has no name for a file in a folder: name a file with -o")
        target = folder / given.within.with_name(f"{given.within.name}{suffix}")
        if target in jobs:
            raise UsageError(f"{jobs[target].given.name} and {given.name} would both become {target}")
        jobs[target] = Job(given, target)
    return list(jobs.values())


def digest_of(job: Job, options: Namespace, decisions: Sequence[Decision]) -> str:
    """The digest of the bytes of an input and of all that is asked of its result; "" if it cannot be read."""
    asked: dict[str, Any] = {name: value for name, value in vars(options).items() if name not in _BESIDE}
    asked["version"] = metadata.version("dateline")
    # Not their file, which may have been written anew.
    asked["decisions"] = [repr(decision) for decision in decisions]
    if options.language is not None and options.language.endswith(".toml"):
        asked["locale"] = made_of(Path(options.language))
    if not os.path.isfile(job.given.path or ""):  # noqa: PTH113 (any str may be a name, also one with a NUL)
        # A pipe can be read but once.
        return ""
    digest = sha256(json.dumps(asked, sort_keys=True, default=str).encode())
    try:
        with open(job.given.path or "", "rb") as stream:  # noqa: PTH123
            for piece in iter(lambda: stream.read(1 << 20), b""):
                digest.update(piece)
    except (OSError, ValueError):
        # What is wrong is said by whoever reads it.
        return ""
    return digest.hexdigest()


def made_of(target: Path) -> str:
    """The digest of the bytes of a file; "" if there is none."""
    try:
        with target.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def make_folder(folder: Path) -> None:
    """Make the folder of the results; `UsageError` if a file is in its way."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        there = next((one for one in (folder, *folder.parents) if one.exists() and not one.is_dir()), folder)
        raise UsageError(f"{there} is a file, and -o {folder}/ is to be a folder: name another") from None


def check_no_links(jobs: Sequence[Job], folder: Path) -> None:
    """Raise `WriteError` where a result would be written through a link in the folder, to what lies elsewhere."""
    for target in (folder / LEDGER, *(job.target for job in jobs)):
        for one in (target, *target.parents):
            if one == folder:
                break
            if one.is_symlink():
                reason = f"{one} is a link to {os.path.realpath(one)}, which would be overwritten; remove the link"
                raise WriteError(target, reason)


def without_input(before: Mapping[str, Done], jobs: Sequence[Job], folder: Path, suffix: str) -> set[str]:
    """The files of a form that earlier runs have made of what is not read now, as long as they are there."""
    now = {job.within(folder) for job in jobs}
    return {name for name in before if name not in now and name.endswith(suffix) and (folder / name).is_file()}


def done_before(folder: Path) -> dict[str, Done]:
    """What earlier runs have made in a folder, by the name of the file."""
    try:
        lines = (folder / LEDGER).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    done = {}
    for line in lines:
        try:
            entry = json.loads(line)
            taken = tuple(int(number) for number in entry.get("decisions", ()))
            done[str(entry["file"])] = Done(str(entry["digest"]), str(entry.get("made", "")), taken)
        except (AttributeError, ValueError, TypeError, KeyError):
            # A run that was killed while it wrote leaves half a line: that job is done again.
            continue
    return done


def note_done(folder: Path, job: Job, done: Done) -> None:
    """Note that the file of a job is made, as a line of its own behind those that are there."""
    entry: dict[str, Any] = {"file": job.within(folder), "digest": done.digest, "made": done.made}
    if done.taken:
        entry["decisions"] = done.taken
    line = json.dumps(entry)
    with (folder / LEDGER).open("a+b") as stream:
        if stream.tell():
            stream.seek(-1, 2)
            if stream.read(1) != b"\n":
                line = f"\n{line}"
        stream.write(f"{line}\n".encode())
