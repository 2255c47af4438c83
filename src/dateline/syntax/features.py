"""What the parser sees of a word form: rows of hashed tables for the form, its ends, its shape and its cluster."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ROOT", "TABLES", "UNKNOWN", "folded", "form_key", "rows_of"]

# The word that stands for the root of a sentence: no text holds it.
ROOT: Final = "\0root"
# Name and number of rows of each table.  The last row of the first two stands for a form that is not known.
TABLES: Final[tuple[tuple[str, int], ...]] = (
    ("form", 8192),
    ("form again", 8192),  # with another hash: two forms seldom share both rows
    ("prefix 3", 2048),
    ("suffix 1", 256),
    ("suffix 2", 1024),
    ("suffix 3", 3072),
    ("suffix 4", 4096),
    ("shape", 512),
    ("cluster", 1002),
    ("cluster, 10 bits", 1026),
    ("cluster, 6 bits", 66),
    ("cluster, 4 bits", 18),
)
# How many values the hash of each part of a form may have: the first row is the root's, the last the unknown form's.
_HASHED: Final = tuple(size - 2 for _, size in TABLES[:8])
UNKNOWN: Final = (TABLES[0][1] - 1, TABLES[1][1] - 1)
_LONGEST_SHAPE: Final = 24
# Spelt as the treebanks spell it, for they hardly know it otherwise: "Ms" was taken for the end of "I'ms".
_SPELLINGS: Final = {"Ms": "Ms."}
_DIGIT: Final = re.compile(r"\d")
_PLAIN: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def folded(form: str) -> str:
    """A form as the tables know it: plain quotes and dashes, small letters, every digit 0."""
    if form.isalpha():
        return form.lower()
    return _DIGIT.sub("0", form.translate(_PLAIN).lower())


def form_key(form: str) -> int:
    """The number under which a form stands in the table of clusters."""
    return crc32(form.encode("utf-8", "surrogatepass"))


def rows_of(form: str, clusters: Mapping[int, tuple[int, int]]) -> list[int]:
    """The row of each table that a form has; `clusters` gives its cluster by `form_key`, as (number, bits)."""
    if form == ROOT:
        return [0] * len(TABLES)
    form = _SPELLINGS.get(form, form)
    plain = form if form.isalnum() else form.translate(_PLAIN)
    low = folded(form)
    parts = (
        f"1{low}",
        f"2{low}",
        f"p{low[:3]}",
        f"a{low[-1:]}",
        f"b{low[-2:]}",
        f"c{low[-3:]}",
        f"d{low[-4:]}",
        f"h{_shape(plain)}",
    )
    rows = [1 + crc32(p.encode("utf-8", "surrogatepass")) % n for p, n in zip(parts, _HASHED, strict=True)]
    for known in (plain, plain.lower(), plain.capitalize()):
        found = clusters.get(form_key(known))
        if found is not None:
            number, bits = found
            # Brown clusters are paths in a binary tree, the first turn in the lowest bit.
            return [*rows, 1 + number, 1 + (bits & 1023), 1 + (bits & 63), 1 + (bits & 15)]
    return [*rows, 1001, 1025, 65, 17]


def _shape(form: str) -> str:
    """The shape of a form, "Xxxx" for "Brook", "dddd" for "1998": a run of one kind is told by at most four signs."""
    if form.isalpha():
        # Most forms: no need to look at each sign.
        if form.islower():
            return "xxxx"[: len(form)]
        if form[0].isupper() and form[1:].islower():
            return "X" + "xxxx"[: len(form) - 1]
    out: list[str] = []
    last, run = "", 0
    for char in form[:_LONGEST_SHAPE]:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "d" if char.isdigit() else char
        if kind == last:
            run += 1
            if run > 3:
                continue
        else:
            last, run = kind, 0
        out.append(kind)
    return "".join(out)
