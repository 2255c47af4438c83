"""Files are replaced in one step: whoever reads one sees the old or, whole, the new one, whatever happens meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Final

from dateline.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["reason_of", "replace_file"]

# What to do about the errors of systems that users meet; the words of the system itself for all others.
_REASONS: Final = {
    errno.ENOSPC: "the disk is full; make room on it, or write to another",
    errno.EDQUOT: "your share of the disk is used up; make room, or write to another disk",
    errno.EFBIG: "it would be larger than a file may be there; write to another disk, or fewer events",
    errno.EROFS: "the disk can only be read; write to another",
    errno.EACCES: "permission denied; choose a folder that you may write in",
    errno.EPERM: "permission denied; choose a folder that you may write in",
    errno.EISDIR: "it is a folder; name a file in it",
    errno.ENOTDIR: "what should be its folder is a file; choose another folder",
    errno.ELOOP: "it is a link that leads back to itself; choose another name",
    errno.ENAMETOOLONG: "its name is too long; choose a shorter one",
}


def replace_file(path: Path, data: Iterable[bytes], beside: Path | None = None, more: Iterable[bytes] = ()) -> None:
    """Write a file in one step: it is the old one or, whole, the new one, also if `data` fails halfway.

    With `beside`, a second file of the bytes of `more` is written too, and neither is replaced before both are whole.
    Raises `WriteError`, which names the file as it was given, and leaves no other file behind.
    """
    staged: list[tuple[Path, Path, Path]] = []
    at = path
    try:
        staged += _staged(at, data)
        if beside is not None:
            at = beside
            staged += _staged(at, more)
        while staged:
            at, temporary, target = staged[0]
            temporary.replace(target)
            # From now on another writer may have a file of that name.
            del staged[0]
    except BrokenPipeError:
        # Whoever read has seen enough, which is not for us to judge.
        raise
    except OSError as error:
        raise WriteError(at, reason_of(error, at), error.errno) from None
    finally:
        for _, temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def reason_of(error: OSError, path: Path | None = None) -> str:
    """Why nothing can be written, and what to do about it; `path` is the file, None for what is already open."""
    if error.errno == errno.ENOENT and path is not None:
        if path.is_symlink():
            target = path.resolve()
            return (
                f"it is a link to {target}, and there is no folder {target.parent}; make it first, or remove the link"
            )
        return f"there is no folder {path.parent}; make it first, or choose another"
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def _staged(path: Path, data: Iterable[bytes]) -> list[tuple[Path, Path, Path]]:
    """The path, the whole file that is to take its place, and that place; nothing for what is no file."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        # A device or a pipe cannot be replaced; a folder refuses with its own error.
        with path.open("wb") as stream:
            stream.writelines(data)
        return []
    # A link keeps pointing to what it points to.
    target = path.resolve()
    temporary, descriptor = _beside(target)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(data)
            # Some disks say only now that they are full.
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return [(path, temporary, target)]


def _beside(target: Path) -> tuple[Path, int]:
    """A new file beside another, hidden so that no folder that is read has it, also where it is left by a crash."""
    number = 0
    while True:
        # The name of the target may be as long as names can be.
        temporary = target.with_name(f".{target.name[:60]}.{os.getpid()}-{number}.tmp")
        try:
            # Opened like this, and not by `tempfile`, the file has the permissions that any new file gets.
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            return temporary, os.open(temporary, flags, 0o666)
        except FileExistsError:
            number += 1
