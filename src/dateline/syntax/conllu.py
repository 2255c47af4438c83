"""Read CoNLL-U, the file format of Universal Dependencies: ten columns a word, an empty line after each sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["ConlluSentence", "read_conllu"]


@frozen
class ConlluSentence:
    """A sentence of a CoNLL-U file: its comments ("# text = …" as {"text": …}) and the columns that are used.

    `heads` are indices of words counted from 0, -1 for the root.  `surfaces` are the spans of words (first, last)
    that are written as one ("don't"), with what is written.  `spaces` tells after which words none stands.
    """

    comments: dict[str, str]
    forms: list[str]
    upos: list[str]
    feats: list[str]
    heads: list[int]
    relations: list[str]
    misc: list[str]
    surfaces: list[tuple[int, int, str]]


def read_conllu(lines: Iterable[str]) -> Iterator[ConlluSentence]:
    """The sentences of a CoNLL-U file, read a line at a time."""
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("#"):
            name, _, value = line[1:].partition("=")
            comments[name.strip()] = value.strip()
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield _sentence(comments, rows)
            comments, rows = {}, []
    if rows:
        yield _sentence(comments, rows)


def _sentence(comments: dict[str, str], rows: list[list[str]]) -> ConlluSentence:
    words = [row for row in rows if row[0].isdigit()]
    surfaces = []
    for row in rows:
        if "-" in row[0]:
            first, last = row[0].split("-")
            surfaces.append((int(first) - 1, int(last) - 1, row[1]))
    return ConlluSentence(
        comments=comments,
        forms=[row[1] for row in words],
        upos=[row[3] for row in words],
        feats=["" if row[5] == "_" else row[5] for row in words],
        heads=[int(row[6]) - 1 for row in words],
        relations=[row[7] for row in words],
        misc=[row[9] for row in words],
        surfaces=surfaces,
    )
