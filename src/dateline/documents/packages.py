"""Files that are ZIP packages of others, unpacked within bounds."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final

from dateline.errors import DocumentError, LimitError

if TYPE_CHECKING:
    from dateline.documents.content import File

__all__ = ["Package"]

# In bytes: what unpacks to less harms nobody, however well it was packed.
_HARMLESS: Final = 50_000_000


class Package:
    """The members of a ZIP file, which is refused where they are encrypted, or larger or more than its limits allow."""

    def __init__(self, file: File) -> None:
        self.where = file.where
        self._zip = zipfile.ZipFile(BytesIO(file.data))
        members = self._zip.infolist()
        limits = file.limits
        limits.check("parts", len(members), file.where, "files in it")
        size = sum(member.file_size for member in members)
        limits.check("unpacked_bytes", size, file.where, "bytes when it is unpacked")
        ratio = size // max(len(file.data), 1)
        if size > _HARMLESS and ratio > limits.ratio:
            raise LimitError(file.where, "ratio", limits.ratio, f"{ratio:,} bytes for each that it is packed in")
        if any(member.flag_bits & 1 for member in members):
            raise DocumentError(file.where, "it is encrypted; save it without a password")
        self.names = frozenset(self._zip.namelist())

    def __getitem__(self, name: str) -> bytes:
        """The bytes of a member; `DocumentError` if there is none of that name."""
        if name not in self.names:
            raise DocumentError(self.where, f"it is damaged: it lacks {name}; save it again in its own program")
        with self._zip.open(name) as member:
            # Never more than the directory says, by which the bound was checked: without a number, all is unpacked.
            return member.read(self._zip.getinfo(name).file_size)

    def check_whole(self) -> None:
        """Raise `DocumentError` where a member is not what the directory says, for those who unpack it themselves."""
        bad = self._zip.testzip()
        if bad is not None:
            raise DocumentError(
                self.where, f"it is damaged: {bad} in it is not whole; save it again in its own program"
            )
