"""How much of a file is read: bounds that let ordinary files through and stop those made to exhaust a machine."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from dateline.errors import ArgumentError, DocumentError, LimitError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CHANGED", "DEFAULT", "Limits", "bytes_of", "checked"]


def _positive(_: object, attribute: Any, value: Any) -> None:
    if type(value) is not int or value < 1:
        raise ArgumentError(attribute.name, value, "must be a whole number above 0")


@frozen(kw_only=True)
class Limits:
    """How much of a file is read; one that goes beyond is refused with `LimitError`, which names the limit.

    - `file_bytes`: of a file, as it stands on the disk
    - `unpacked_bytes`: of all that a package (.docx, .odt, .epub) holds, unpacked
    - `ratio`: unpacked bytes of a package to a packed one, where it unpacks to more than 50 MB
    - `parts`: files in a package, and parts of one mail
    - `tags`: in a page, or in one file of a package; a paragraph of text has two at least
    - `pages`: of a PDF
    - `characters`: of the text that comes of it, in code points
    - `events`: of a timeline that is read: rows of a table, entries of a calendar

    Raises `ArgumentError` for what is no whole number above 0.
    """

    file_bytes: int = field(default=500_000_000, validator=_positive)
    unpacked_bytes: int = field(default=500_000_000, validator=_positive)
    ratio: int = field(default=250, validator=_positive)
    parts: int = field(default=20_000, validator=_positive)
    tags: int = field(default=5_000_000, validator=_positive)
    pages: int = field(default=50_000, validator=_positive)
    characters: int = field(default=500_000_000, validator=_positive)
    events: int = field(default=2_000_000, validator=_positive)

    def check(self, name: str, number: int, where: object, what: str) -> None:
        """Raise `LimitError` if there is more of something than the limit called `name` allows.

        `where` is the file as its reader names it, `what` what was counted: "bytes", "pages".
        """
        allowed: int = getattr(self, name)
        if number > allowed:
            raise LimitError(where, name, allowed, f"{number:,} {what}")


CHANGED = "it was written anew while it was read; read it again when it is whole"
"""What is wrong with a file of which the parts that were read need never have stood there together."""

DEFAULT = Limits()
"""What is read where nobody says otherwise."""


def checked(limits: Any) -> Limits:
    """The limits that a caller gives, the ordinary ones for None; `ArgumentError` for what are none."""
    if limits is None:
        return DEFAULT
    if not isinstance(limits, Limits):
        raise ArgumentError("limits", limits, "must be dateline.Limits, such as Limits(pages=100_000)")
    return limits


def bytes_of(path: Path, limits: Limits) -> bytes:
    """The bytes of a file; of one that grows, those that it had.

    Raises `LimitError` for more than the limits allow, `DocumentError` for one that was written anew while it was read,
    and `OSError` as opening and reading do.
    """
    with path.open("rb") as stream:
        before = os.fstat(stream.fileno())
        regular = stat.S_ISREG(before.st_mode)
        if regular:
            limits.check("file_bytes", before.st_size, path, "bytes")
        # One more than may be read shows that there is more.
        data = stream.read(limits.file_bytes + 1)
        limits.check("file_bytes", len(data), path, "bytes or more")
        after = os.fstat(stream.fileno())
        if regular and (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            stream.seek(0)
            if stream.read(len(data)) != data:
                raise DocumentError(path, CHANGED)
    return data
