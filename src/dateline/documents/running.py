"""Running heads and feet: lines that stand again and again at the edges of pages, and the numbers of pages there."""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["without_running_lines"]

# A page and a line in it, counted from zero.
_Place: TypeAlias = "tuple[int, int]"

# So many lines at each end of a page may be its head and foot.
_EDGE: Final = 3
# On so many pages a line has to stand to be a running one; in a shorter file, on all of them and by their numbers.
_LEAST: Final = 3
# Of the pages from its first to its last, one in so many has it: left and right pages have heads of their own.
_EVERY: Final = 2.5
_NUMBER: Final = re.compile(r"(?<![\w.,/-])\d{1,5}(?![\w.,/-]*\w)")
_WORD: Final = re.compile(r"[^\W\d_]+")
# What stands before the number of a page, in languages of Europe.
_PAGE_WORDS: Final = frozenset(
    "page pages p pg pag s seite seiten página pagina pág blz sida side sivu strona str".split()
)
# A line with its number, of so many other words and no other number, is a title and not a date ("3 March").
_TITLE: Final = 3
_YEARS: Final = 1_000
# In characters: what is longer is no head.
_WIDEST: Final = 500
# What browsers print above and below a page: its address, its number of how many, the day and hour, the title.
_ADDRESS: Final = re.compile(r"(?:https?|file)://\S+")
_STAMP: Final = re.compile(
    r"(?<!\w)\d[\w.,/\- ]{4,24}?(?<!\d)\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?)?", re.IGNORECASE
)
# So many lines are shown in a remark, so many characters of each.
_SHOWN: Final = 3
_LONGEST: Final = 60


def without_running_lines(pages: Sequence[str], title: str | None = None) -> tuple[list[str], tuple[str, ...]]:
    """The pages without their running heads, feet and numbers, and a remark that names them if there were any.

    `title` is that of the document.  What a browser prints on the edges of a page is known on a single one too, by the
    address of the page and "1/1".

    A line is one if it stands at the edge of many pages alike, or with a number that grows with the page and is bare,
    beside a word for pages, or beside a title.  "3 March" above the page of each day of a diary is none.
    """
    lines = [page.split("\n") for page in pages]
    edges = [[*_edge(page)] for page in lines]
    written = sum(map(bool, edges))
    numbered = _numbered(lines, edges, written)
    by_number = written == len({page for page, _ in numbered}) < _LEAST
    running = numbered | _printed(lines, edges, title)
    same: dict[str, list[_Place]] = {}
    for page, ends in enumerate(edges):
        for at in ends:
            if (page, at) not in running:
                same.setdefault(_plain(lines[page][at]), []).append((page, at))
    for line, places in same.items():
        if _is_on_many(places) or (by_number and len({page for page, _ in places}) == written):
            running.update(dict.fromkeys(places, line))
    if not running:
        return [*pages], ()
    kept = [
        "\n".join(line for at, line in enumerate(page) if (number, at) not in running)
        for number, page in enumerate(lines)
    ]
    shown = [*dict.fromkeys(running[place] for place in sorted(running))]
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    told = ", ".join(f"“{line[:_LONGEST]}”" for line in shown[:_SHOWN])
    return kept, (f"left out, heads and feet that run over the pages: {told}{more}",)


def _plain(line: str) -> str:
    return " ".join(line.split())


def _edge(page: Sequence[str]) -> Iterator[int]:
    """Where the lines at both ends of a page stand, the empty ones not counted."""
    filled = [at for at, line in enumerate(page) if line.strip()]
    yield from filled[:_EDGE]
    yield from filled[max(_EDGE, len(filled) - _EDGE) :]


def _is_on_many(places: Sequence[_Place]) -> bool:
    on = {page for page, _ in places}
    return len(on) >= _LEAST and max(on) - min(on) < _EVERY * len(on)


def _numbered(lines: Sequence[Sequence[str]], edges: Sequence[Sequence[int]], written: int) -> dict[_Place, str]:
    """The lines that hold the number of their page, "#" in its place: else alike, while it grows as the pages do."""
    alike: dict[tuple[str, int], list[_Place]] = {}
    for page, ends in enumerate(edges):
        for at in ends:
            line = _plain(lines[page][at])
            for found in _NUMBER.finditer(line) if len(line) <= _WIDEST else ():
                before, after = line[: found.start()], line[found.end() :]
                if _is_of_page(before, int(found[0]), after):
                    alike.setdefault((f"{before}#{after}", int(found[0]) - page), []).append((page, at))
    numbered: dict[_Place, str] = {}
    for (line, _), places in alike.items():
        if _is_on_many(places) or len({page for page, _ in places}) == written == _LEAST - 1:
            numbered.update(dict.fromkeys(places, line))
    return numbered


def _printed(lines: Sequence[Sequence[str]], edges: Sequence[Sequence[int]], title: str | None) -> dict[_Place, str]:
    """The lines that a browser has put upon pages: nothing but addresses, the number of the page, the hour, the title.

    A day with its hour is one only where an address and a number stand on the page too; else it is of the text.
    """
    found: dict[_Place, str] = {}
    called = unicodedata.normalize("NFKC", _plain(title or ""))
    for page, ends in enumerate(edges):
        number = re.compile(rf"(?<![\w/.,]){page + 1} ?(?:/|of) ?{len(lines)}(?![\w/])")
        known: dict[int, frozenset[str]] = {}
        for at in ends:
            # Type setters write "file" with a ligature.
            left, parts = unicodedata.normalize("NFKC", _plain(lines[page][at])), set[str]()
            if len(left) > _WIDEST:
                continue
            for part, pattern in (("address", _ADDRESS), ("number", number), ("stamp", _STAMP)):
                left, met = pattern.subn("", left)
                parts |= {part} if met else set()
            if not left.replace(called, "").strip(" ·|-–—"):
                known[at] = frozenset(parts)
        # They are the outermost lines.
        outer = {*takewhile(known.__contains__, ends), *takewhile(known.__contains__, reversed(ends))}
        known = {at: parts for at, parts in known.items() if at in outer}
        all_parts = frozenset[str]().union(*known.values())
        wanted = {"address", "number", "stamp"} if {"address", "number"} <= all_parts else {"number"}
        found |= {(page, at): _plain(lines[page][at]) for at, parts in known.items() if parts & wanted}
    return found


def _is_of_page(before: str, number: int, after: str) -> bool:
    """Whether what stands around a number lets it be that of a page."""
    words = _WORD.findall(f"{before} {after}".lower())
    if (beside := _WORD.findall(before.lower())[-1:]) and beside[0] in _PAGE_WORDS:
        return True
    if not words:
        # Bare, between dashes, or "3 / 12"; of four digits it may be a year.
        return number < _YEARS and re.search(r"\d", before) is None
    # At an edge of the line, with a title.
    return len(words) >= _TITLE and re.search(r"\d", before + after) is None and not (before.strip() and after.strip())
