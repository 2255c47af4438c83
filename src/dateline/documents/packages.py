"""Files that are ZIP packages of others, unpacked within bounds."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from dateline.documents.content import LIMIT
from dateline.errors import DocumentError

if TYPE_CHECKING:
    from dateline.documents.content import File

__all__ = ["Package"]


class Package:
    """The members of a ZIP file, which is refused where they are encrypted or larger than `LIMIT` in all."""

    def __init__(self, file: File) -> None:
        self.where = file.where
        self._zip = zipfile.ZipFile(BytesIO(file.data))
        members = self._zip.infolist()
        size = sum(member.file_size for member in members)
        if size > LIMIT:
            raise DocumentError(file.where, f"unpacked it has {size:,} bytes, of which {LIMIT:,} are the limit; cut it")
        if any(member.flag_bits & 1 for member in members):
            raise DocumentError(file.where, "it is encrypted; save it without a password")
        self.names = frozenset(self._zip.namelist())

    def __getitem__(self, name: str) -> bytes:
        """The bytes of a member; `DocumentError` if there is none of that name."""
        if name not in self.names:
            raise DocumentError(self.where, f"it is damaged: it lacks {name}; save it again in its own program")
        # Never more than the directory says, by which the bound was checked.
        return self._zip.read(name)
