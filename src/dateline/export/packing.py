"""Office files are ZIP archives: packed anew, one says nothing of when and on what machine it was made."""

from __future__ import annotations

import datetime as dt
import io
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["WRITTEN", "repacked"]

# What stands for the time of writing, which is never told: the first that an archive can hold.
WRITTEN: Final = dt.datetime(1980, 1, 1)
_UNIX: Final = 3


def repacked(archive: bytes) -> bytes:
    """The same files in the same order, all of one date and one system; with the same zlib, the same bytes."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, WRITTEN.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return packed.getvalue()
