"""From bytes to characters: what the bytes say of their encoding first, a guess last and never without a remark."""

from __future__ import annotations

import codecs
from typing import Final

from dateline.errors import ArgumentError, DocumentError

__all__ = ["decoded", "decoded_head", "known_encoding"]

# Those of four bytes first, since that of UTF-32 begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# So many bytes are looked at for the zeros of wide characters, and for an encoding that is to be guessed.
_SAMPLE: Final = 4_096
_GUESSED: Final = 1 << 18
_COMMONEST: Final = "cp1252"
# Of the pairs of bytes of a text in UTF-16, so many at least are a space, a line end or a Latin letter.
_LEAST: Final = 0.05
# A text with so many more characters of UTF-8 than bytes that are none is damaged UTF-8, not another encoding.
_MORE: Final = 4


def known_encoding(encoding: str) -> str:
    """`encoding` as Python spells it; raises `ArgumentError` for a name of none, or of one that is not for texts."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
        # Those of the names of hosts refuse ordinary text.
        if name in ("idna", "punycode", "undefined"):
            raise LookupError
    except (LookupError, ValueError, TypeError):
        raise ArgumentError("encoding", encoding, "is the name of no encoding; utf-8 and windows-1252 are") from None
    return name


def decoded(data: bytes, where: str, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The characters of `data`, line ends as they are and without a byte order mark, and a remark if it was guessed.

    Raises `DocumentError` if the bytes are not in the `encoding` given, or in none that can be told, and `ImportError`
    without charset-normalizer, where it is needed.
    """
    if encoding is not None:
        return _strictly(data, where, encoding), ()
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], where, name, len(mark)), ()
    wide = _wide(data)
    if wide is not None:
        return _strictly(data, where, wide), (f"decoded as {wide}, guessed",)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        lost = text.count("\ufffd")
        if len(text) - len(text.encode("ascii", "ignore")) - lost > _MORE * lost:
            reason = f"byte {error.start} is not UTF-8, as the rest of it is; mend it, or name its encoding"
            raise DocumentError(where, reason) from None
    return _guessed(data, where)


def decoded_head(data: bytes, size: int, encoding: str | None = None) -> str:
    """The first `size` bytes as characters, as far as can be told: enough to see what a file is."""
    head = data[:size]
    for mark, name in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(name, "replace")
    return head.decode(encoding or _wide(data) or "utf-8", "replace")


def _strictly(data: bytes, where: str, encoding: str, before: int = 0) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        hint = "name another encoding, or leave it out" if not before else "the file is damaged"
        raise DocumentError(where, f"byte {before + error.start} is not {encoding}; {hint}") from None


def _guessed(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes  # few texts need it

    for sample in (data[:_GUESSED], data):
        matches = from_bytes(sample)
        best = matches.best()
        if best is None:
            continue
        # In a short text many are as good as each other: then it is the one that most such files are in.
        as_good = (one for one in matches if (one.chaos, one.coherence) == (best.chaos, best.coherence))
        common = any(_COMMONEST in one.could_be_from_charset for one in as_good)
        encoding = _COMMONEST if common else best.encoding
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # The names that the web has for them.
        name = encoding.replace("cp125", "windows-125").replace("_", "-")
        return text, (f"decoded as {name}, guessed",)
    raise DocumentError(where, "its encoding cannot be told: name it (encoding=), or mend the file if it is damaged")


def _wide(data: bytes) -> str | None:
    """The encoding of characters of two or four bytes, told by the zeros in them, without a byte order mark."""
    sample = data[:_SAMPLE]
    if b"\0" not in sample or len(data) % 2:
        return None
    zeros = [sample[at::4].count(0) for at in range(4)]
    whole = len(sample) // 4
    if whole and len(data) % 4 == 0:
        if zeros[2] == zeros[3] == whole and zeros[0] == 0:
            return "utf-32-le"
        if zeros[0] == zeros[1] == whole and zeros[3] == 0:
            return "utf-32-be"
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    least = max(1, int(len(sample) // 2 * _LEAST))
    if odd >= least and even == 0:
        return "utf-16-le"
    if even >= least and odd == 0:
        return "utf-16-be"
    return None
