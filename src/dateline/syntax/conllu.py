"""CoNLL-U, the file format of Universal Dependencies: read, written, and put in the place of the parser."""

from __future__ import annotations

import os
import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import groupby, pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import field, frozen

from dateline.errors import ArgumentError, DocumentError, ReadError
from dateline.syntax.trees import NO_HEAD, Tree
from dateline.text.marks import marks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.model import Document
    from dateline.syntax.parser import Parser
    from dateline.text import Sentence

__all__ = ["ConlluSentence", "conllu_trees", "lifted", "read_conllu", "write_conllu"]

_COLUMNS: Final = 10
_WORD: Final = re.compile(r"[1-9]\d{0,8}")
_RANGE: Final = re.compile(r"([1-9]\d{0,8})-([1-9]\d{0,8})")
_EMPTY_NODE: Final = re.compile(r"(?:0|[1-9]\d{0,8})\.[1-9]\d{0,8}")
# How brackets and double quotes are written in treebanks of the Penn kind.
_ESCAPED: Final[Mapping[str, str]] = {
    "``": '"',
    "''": '"',
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
}
# Marks of one class stand for each other: taggers write all quotes, dashes and dots in one way.
_CLASSES: Final[Mapping[str, str]] = {
    **dict.fromkeys("\"'`´‘’‚‛“”„‟«»‹›＂＇", '"'),
    **dict.fromkeys("-‐‑‒–—―−", "-"),
    **dict.fromkeys(".…", "."),
}
_LETTERS: Final = re.compile(r"[^\W_]+")
# A mark is looked for among so many others, no further on.
_NEAR: Final = 32
_SHOWN: Final = 40
# What a word keeps of its relation when the tree is cut above it.
_CLAUSES: Final = frozenset("root acl advcl ccomp conj csubj parataxis xcomp".split())

_Place: TypeAlias = "tuple[int, int]"


# -- reading ---------------------------------------------------------------------------------------------------------


@frozen
class ConlluSentence:
    """A sentence of a CoNLL-U file: its comments ("# text = …" as {"text": …}) and the columns that are used.

    The columns have one entry a word; empty nodes (1.1) are left out.  `heads` are indices of words counted from 0, -1
    for the root; `feats` is "" where there are none.  `spaces` tells whether white space follows a word, `lines` in
    which line of the file it stands (from 1).  `surfaces` are the words that are written as one ("don't"): the first,
    the last, and what is written.
    """

    comments: dict[str, str]
    forms: list[str]
    upos: list[str]
    feats: list[str]
    heads: list[int]
    relations: list[str]
    misc: list[str]
    surfaces: list[tuple[int, int, str]]
    spaces: list[bool]
    lines: list[int]

    @property
    def written(self) -> Iterator[tuple[int, int, str]]:
        """What stands in the text, in order: the first and last word that it is, and its form."""
        at = 0
        for first, last, form in [*self.surfaces, (len(self.forms), 0, "")]:
            yield from ((index, index, self.forms[index]) for index in range(at, first))
            if form:
                yield first, last, form
            at = last + 1

    @property
    def text(self) -> str:
        """The words with the spaces between them."""
        return "".join(form + " " * self.spaces[last] for _, last, form in self.written).rstrip(" ")


def read_conllu(lines: Iterable[str]) -> Iterator[ConlluSentence]:
    """The sentences of a CoNLL-U file, read a line at a time.

    Raises `ReadError` with the number of the line where the file is not as UD v2 has it: ten columns, words numbered
    from 1, one root, no word that governs itself.
    """
    comments: dict[str, str] = {}
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r\n")
        if number == 1:
            line = line.removeprefix("\ufeff")
        if line.startswith("#") and not rows:
            name, _, value = line[1:].partition("=")
            comments[name.strip()] = value.strip()
        elif line.strip():
            columns = line.split("\t")
            if len(columns) != _COLUMNS:
                raise _error(number, f"{len(columns)} columns parted by tabs, not {_COLUMNS}")
            rows.append((number, columns))
        elif rows:
            yield _sentence(comments, rows)
            comments, rows = {}, []
    if rows:
        yield _sentence(comments, rows)


def _error(line: int, reason: str) -> ReadError:
    return ReadError("conllu", f"line {line}", reason)


def _sentence(comments: dict[str, str], rows: list[tuple[int, list[str]]]) -> ConlluSentence:
    words: list[list[str]] = []
    lines: list[int] = []
    surfaces: list[tuple[int, int, str]] = []
    unspaced: set[int] = set()
    within = 0  # words before this one belong to a surface
    for line, row in rows:
        number, form = row[0], row[1]
        if _EMPTY_NODE.fullmatch(number):
            continue
        if not form.strip():
            raise _error(line, "the form is empty")
        if (joined := _RANGE.fullmatch(number)) is not None:
            first, last = int(joined[1]) - 1, int(joined[2]) - 1
            if first != len(words) or first < within or last < first:
                raise _error(line, f"the words {number} do not come next")
            surfaces.append((first, last, form))
            within = last + 1
            unspaced.update(range(first, last))
            if _unspaced(row):
                unspaced.add(last)
            continue
        if _WORD.fullmatch(number) is None or int(number) != len(words) + 1:
            raise _error(line, f"{number!r} is not the number of the next word, {len(words) + 1}")
        if len(words) >= within and _unspaced(row):
            unspaced.add(len(words))
        words.append(row)
        lines.append(line)
    if not words:
        raise _error(rows[0][0], "a sentence without a word")
    if within > len(words):
        raise _error(rows[-1][0], f"the sentence ends before word {within}, which is said to be written with others")
    heads = [_head(line, row, len(words)) for line, row in zip(lines, words, strict=True)]
    _check_tree(heads, lines)
    return ConlluSentence(
        comments=comments,
        forms=[row[1] for row in words],
        upos=["X" if row[3] == "_" else row[3] for row in words],
        feats=["" if row[5] == "_" else row[5] for row in words],
        heads=heads,
        relations=[row[7] for row in words],
        misc=[row[9] for row in words],
        surfaces=surfaces,
        spaces=[index not in unspaced for index in range(len(words))],
        lines=lines,
    )


def _unspaced(row: list[str]) -> bool:
    return "SpaceAfter=No" in row[9].split("|")


def _head(line: int, row: list[str], count: int) -> int:
    head = row[6]
    if not (head == "0" or _WORD.fullmatch(head)):
        raise _error(line, f"the head is {head!r}, not a number")
    if int(head) > count:
        raise _error(line, f"the head is word {head} of a sentence of {count}")
    return int(head) - 1


def _check_tree(heads: Sequence[int], lines: Sequence[int]) -> None:
    """Raise an error unless there is one root that governs all."""
    roots = [index for index, head in enumerate(heads) if head < 0]
    if len(roots) > 1:
        raise _error(lines[roots[1]], "the sentence has a second root")
    if not roots:
        raise _error(lines[0], "the sentence has no root")
    good = bytearray(len(heads))
    for start in range(len(heads)):
        path = []
        at = start
        while at >= 0 and not good[at]:
            good[at] = 2
            path.append(at)
            at = heads[at]
        if at >= 0 and good[at] == 2:
            raise _error(lines[at], "the word governs itself, by way of its own heads")
        for index in path:
            good[index] = 1


# -- writing ---------------------------------------------------------------------------------------------------------


def write_conllu(trees: Iterable[Tree]) -> str:
    """Trees as the text of a CoNLL-U file, with the place of each word in the text ("TokenRange=12:17") in MISC."""
    out: list[str] = []
    for number, tree in enumerate(trees, 1):
        spaced = [a < b for a, b in zip(tree.ends, [*tree.starts[1:], tree.ends[-1] + 1], strict=True)]
        forms = [" ".join(form.split()) or "_" for form in tree.forms]
        written = "".join(form + " " * space for form, space in zip(forms, spaced, strict=True))
        out += f"# sent_id = {number}\n", f"# text = {written.rstrip(' ')}\n"
        for token, form, space in zip(tree, forms, spaced, strict=True):
            misc = f"{'' if space else 'SpaceAfter=No|'}TokenRange={token.start}:{token.end}"
            columns = (token.upos, "_", token.feats or "_", str(token.head + 1), token.relation, "_", misc)
            out.append("\t".join((str(token.index + 1), form, "_", *columns)) + "\n")
        out.append("\n")
    return "".join(out)


# -- in the place of the parser --------------------------------------------------------------------------------------


def conllu_trees(source: str | os.PathLike[str]) -> Parser:
    """A parser that takes its trees from CoNLL-U, as UDPipe, Stanza or Trankit write it: a path, or the text of a file.

    A `str` with a line end in it is the text of a file.  The file is of one document.  Its words are found again in the
    text of that by their letters and digits, in order; white space, kinds of quotes and dashes, and where sentences
    begin may differ, and marks that the text has not are left out.  A tree across several sentences is cut, one that
    is within a sentence given as it is.

    Raises `ReadError` where the file is malformed, with the line; and, when the parser is called, where a word of the
    file does not stand in the text, or the text goes on without a word of the file.  Raises `DocumentError` where the
    file cannot be opened.
    """
    if isinstance(source, str) and "\n" in source:
        return _ConlluTrees(tuple(read_conllu(source.split("\n"))))
    if not isinstance(source, str | os.PathLike):
        raise ArgumentError("source", source, "must be the path of a CoNLL-U file, or its text")
    path = Path(source)
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            return _ConlluTrees(tuple(read_conllu(lines)))
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(path, str(error)) from error


@frozen(eq=False)
class _ConlluTrees:
    """The trees of a file, for the one document that they are of."""

    sentences: tuple[ConlluSentence, ...] = field(repr=False)
    # The text that was asked about last, and where its words are; documents are asked about sentence by sentence.
    _last: dict[str, _Aligned] = field(factory=dict, init=False, repr=False)

    def __call__(self, document: Document, sentences: Sequence[Sentence]) -> Iterator[Tree]:
        """The trees of some sentences, as `Parser` has it."""
        aligned = self._last.get(document.text)
        if aligned is None:
            aligned = _aligned(self.sentences, document.text)
            self._last.clear()
            self._last[document.text] = aligned
        for sentence in sentences:
            first = bisect_left(aligned.starts, sentence.span.start)
            last = bisect_left(aligned.starts, sentence.span.end, first)
            for _, words in groupby(aligned.words[first:last], key=lambda word: word.tree):
                yield _piece(list(words), document.text, sentence.span.end)


@frozen(slots=True)
class _Word:
    """A word that stands in the text: its sentence in the file, and its place in that; see `ConlluSentence`.

    `head` is the place of its governor among the words of the text that are of the same tree, and `depth` how many
    governors there are up to the root.
    """

    tree: int
    index: int
    start: int
    end: int
    upos: str
    feats: str
    head: int
    relation: str
    depth: int


@frozen(eq=False)
class _Aligned:
    """The words of a file at their places in a text, in the order of both."""

    words: list[_Word]
    starts: list[int]


def _piece(words: Sequence[_Word], text: str, limit: int) -> Tree:
    """Successive words of one tree as a tree of their own.

    What is governed from without hangs on the word that stood nearest to the root.
    """
    first = words[0].index
    heads = [word.head - first if first <= word.head < first + len(words) else NO_HEAD for word in words]
    relations = [word.relation for word in words]
    tops = [index for index, head in enumerate(heads) if head < 0]
    root = min(tops, key=lambda index: (words[index].relation == "punct", words[index].depth, index))
    for index in tops:
        kind = relations[index].partition(":")[0]
        if index == root:
            relations[index] = "root"
        else:
            heads[index] = root
            relations[index] = kind if kind == "punct" else "parataxis" if kind in _CLAUSES else "dep"
    ends = [min(word.end, limit) for word in words]
    return Tree(
        forms=[text[word.start : end] for word, end in zip(words, ends, strict=True)],
        starts=[word.start for word in words],
        ends=ends,
        upos=[word.upos for word in words],
        feats=[word.feats for word in words],
        heads=heads,
        relations=relations,
    )


def _aligned(sentences: Sequence[ConlluSentence], text: str) -> _Aligned:
    items = [
        _Item(number, first, last, _ESCAPED.get(form, form))
        for number, sentence in enumerate(sentences)
        for first, last, form in sentence.written
    ]
    letters = _Letters.of(text)
    found = _matched([_letters(item.form) for item in items], letters)
    if isinstance(found, _Misfit):
        # The text may have been rid of the numbers of notes and the like: read the file in the same way.
        again = _matched(_without_marks(sentences, items), letters)
        if isinstance(again, _Misfit):
            raise _misfit(found, items, sentences, text)
        found = again
    words: list[_Word] = []
    places = zip(items, _places(items, found, text), strict=True)
    for number, group in groupby(places, key=lambda pair: pair[0].sentence):
        words += _words_of(number, sentences[number], list(group), text)
    return _Aligned(words, [word.start for word in words])


@frozen(slots=True)
class _Item:
    """What is written between spaces or marks: the words from `first` to `last` of a sentence."""

    sentence: int
    first: int
    last: int
    form: str


@frozen
class _Misfit:
    """That an item is not where it should be; all have been found if it is one more than there are."""

    item: int
    place: int


def _misfit(misfit: _Misfit, items: Sequence[_Item], sentences: Sequence[ConlluSentence], text: str) -> ReadError:
    shown = " ".join(text[misfit.place : misfit.place + _SHOWN].split())
    where = f"{shown!r} at character {misfit.place}"
    if misfit.item == len(items):
        return ReadError("conllu", "its end", f"the text goes on with {where}, for which the file has no words")
    item = items[misfit.item]
    line = sentences[item.sentence].lines[item.first]
    what = f"word {item.first + 1} of sentence {item.sentence + 1}, {item.form[:_SHOWN]!r}, does not stand in the text"
    return _error(line, f"{what}, which {'has ' + where if shown else 'has ended'}")


# -- letters and digits: what a text and a file must have alike -------------------------------------------------------


def _letters(form: str) -> str:
    """The letters and digits of a form, without case, accents and ligatures."""
    if form.isascii():
        return form.lower() if form.isalnum() else "".join(_LETTERS.findall(form)).lower()
    plain = unicodedata.normalize("NFKD", form).casefold()
    return "".join(_LETTERS.findall(unicodedata.normalize("NFKD", plain)))


@lru_cache(maxsize=8192)
def _letter(char: str) -> str:
    return _letters(char)


@frozen(eq=False)
class _Letters:
    """The letters and digits of a text in a row: `starts` are where stretches of the row begin, `places` where these
    stand in the text.
    """

    row: str
    starts: list[int]
    places: list[int]

    @classmethod
    def of(cls, text: str) -> _Letters:
        """Those of a text."""
        pieces: list[str] = []
        starts: list[int] = []
        places: list[int] = []
        size = 0
        for found in _LETTERS.finditer(text):
            whole = found[0]
            if whole.isascii():
                stretches = [(0, whole.lower())]
            else:
                # A letter may become none or several: each is a stretch of its own.
                stretches = [(offset, letter) for offset, char in enumerate(whole) for letter in _letter(char)]
            for offset, piece in stretches:
                pieces.append(piece)
                starts.append(size)
                places.append(found.start() + offset)
                size += len(piece)
        return cls("".join(pieces), starts, places)

    def place(self, at: int) -> int:
        """Where in the text a letter of the row stands."""
        stretch = bisect_right(self.starts, at) - 1
        return self.places[stretch] + at - self.starts[stretch]


def _matched(forms: Sequence[str], letters: _Letters) -> list[_Place | None] | _Misfit:
    """Where the letters of each form begin and end in the text, None for a form that has none."""
    found: list[_Place | None] = []
    at = 0
    for number, form in enumerate(forms):
        if not form:
            found.append(None)
            continue
        if not letters.row.startswith(form, at):
            return _Misfit(number, letters.place(at) if at < len(letters.row) else _END)
        found.append((letters.place(at), letters.place(at + len(form) - 1) + 1))
        at += len(form)
    return found if at == len(letters.row) else _Misfit(len(forms), letters.place(at))


# Behind any text.
_END: Final = 1 << 62


def _without_marks(sentences: Sequence[ConlluSentence], items: Sequence[_Item]) -> list[str]:
    """The letters of the items, but for those of marks that `dateline.text.marks` takes out of a text."""
    starts: list[int] = []
    pieces: list[str] = []
    size = 0
    for item in items:
        piece = item.form + " " * sentences[item.sentence].spaces[item.last]
        starts.append(size)
        pieces.append(piece)
        size += len(piece)
    text = "".join(pieces)
    changed: dict[int, list[str]] = {}
    for start, end, instead in marks_of(text):
        # What is written instead counts for the item in which the mark begins.
        first = bisect_right(starts, start) - 1
        for number in range(first, bisect_left(starts, end)):
            chars = changed.setdefault(number, list(items[number].form))
            for at in range(max(start - starts[number], 0), min(end - starts[number], len(chars))):
                chars[at] = instead if (number, at) == (first, start - starts[number]) else ""
    return [_letters("".join(changed.get(number, item.form))) for number, item in enumerate(items)]


# -- marks: they go where there is one of their kind ------------------------------------------------------------------


def _places(items: Sequence[_Item], found: Sequence[_Place | None], text: str) -> list[_Place | None]:
    """Where each item stands, with the marks that belong to it; None for marks that the text has not."""
    limits: list[int] = []
    limit = len(text)
    for place in reversed(found):
        limits.append(limit)
        limit = limit if place is None else place[0]
    limits.reverse()
    out: list[_Place | None] = []
    done = 0
    for item, place, limit in zip(items, found, limits, strict=True):
        if place is None:
            mark = _mark(item.form, text, done, limit)
            out.append(mark)
            done = done if mark is None else mark[1]
            continue
        start, end = place
        lead, trail = _marks_around(item.form)
        for char in reversed(lead):
            if start > done and _class(text[start - 1]) == _class(char):
                start -= 1
        while end < limit and unicodedata.category(text[end])[0] == "M":
            end += 1
        for char in trail:
            if end < limit and _class(text[end]) == _class(char):
                end += 1
        out.append((start, end))
        done = end
    return out


def _class(char: str) -> str:
    return _CLASSES.get(char, char)


def _marks_around(form: str) -> tuple[str, str]:
    """The marks before the first letter of a form, and those behind its last."""
    runs = [run.span() for run in _LETTERS.finditer(form)]
    return (form[: runs[0][0]], form[runs[-1][1] :]) if runs else ("", "")


def _mark(form: str, text: str, start: int, end: int) -> _Place | None:
    """Where a mark stands within a stretch of text that has no letters."""
    first = _class(form[0])
    seen = 0
    while start < end and _class(text[start]) != first:
        seen += not text[start].isspace()
        if seen > _NEAR:
            return None
        start += 1
    if start >= end:
        return None
    stop = start + 1
    for char in form[1:]:
        if stop < end and _class(text[stop]) == _class(char):
            stop += 1
    if first in _CLASSES.values() and text[start:stop] != form:
        # One sign for what the text writes with several: "…", "—", a double quote.
        while stop < end and text[stop] == text[start]:
            stop += 1
    return start, stop


# -- words of a sentence ---------------------------------------------------------------------------------------------


def _words_of(
    number: int, sentence: ConlluSentence, placed: Sequence[tuple[_Item, _Place | None]], text: str
) -> list[_Word]:
    """The words of a sentence that stand in the text; what hangs on one that does not goes up to its governor."""
    places: list[_Place | None] = []
    for item, place in placed:
        if item.first == item.last or place is None:
            places += [place] * (item.last - item.first + 1)
        else:
            places += _shared(place, sentence.forms[item.first : item.last + 1], text)
    heads, depths = lifted(sentence.heads, [place is not None for place in places])
    new = {-1: NO_HEAD}
    for index, place in enumerate(places):
        if place is not None:
            new[index] = len(new) - 1
    words = []
    for index, place in enumerate(places):
        if place is not None:
            relation = "root" if heads[index] < 0 else sentence.relations[index]
            if heads[index] >= 0 and relation in ("root", "_"):
                relation = "dep"
            words.append(
                _Word(
                    number,
                    new[index],
                    *place,
                    sentence.upos[index],
                    sentence.feats[index],
                    new[heads[index]],
                    relation,
                    depths[index],
                )
            )
    return words


def _shared(place: _Place, forms: Sequence[str], text: str) -> list[_Place | None]:
    """A stretch of text shared among the words that are written as one: "ca" + "n't"; "d" + "u" for "de" + "le"."""
    start, end = place
    cuts = [start]
    for index, form in enumerate(forms[:-1]):
        left = len(forms) - 1 - index
        at = cuts[-1]
        alike = (_letters(a) == _letters(b) for a, b in zip(form, text[at:end], strict=False))
        size = sum(1 for _ in takewhile(bool, alike))
        # Each word has a letter while there are any.
        cuts.append(max(at, min(at + max(size, 1), end - left)))
    cuts.append(end)
    shared = list(pairwise(cuts))
    return [(a, b) if a < b else (max(start, a - 1), max(start + 1, a)) for a, b in shared]


def lifted(heads: Sequence[int], kept: Sequence[bool]) -> tuple[list[int], list[int]]:
    """The nearest governor of each word that is kept, -1 for one root, and how deep each word hangs."""
    children: list[list[int]] = [[] for _ in heads]
    root = -1
    for index, head in enumerate(heads):
        if head >= 0:
            children[head].append(index)
        else:
            root = index
    out = list(heads)
    depths = [0] * len(heads)
    top = root if kept[root] else -1
    todo = [(root, -1)]
    while todo:
        index, above = todo.pop()
        if kept[index]:
            if above < 0 and top not in (-1, index):
                above = top
            elif above < 0:
                top = index
            out[index] = above
            above = index
        for child in reversed(children[index]):
            depths[child] = depths[index] + 1
            todo.append((child, above))
    return out, depths
