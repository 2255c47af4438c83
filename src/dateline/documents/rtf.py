"""RTF (striprtf): paragraphs, rows and page breaks, and what its group of information tells."""

from __future__ import annotations

import datetime as dt
import re
from locale import windows_locale
from typing import TYPE_CHECKING, Any, Final

from striprtf import striprtf

from dateline.documents.content import BREAK, Content, File, assembled, made_remark, one_line, row_of, tidy
from dateline.errors import DocumentError, LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.documents.content import Piece

__all__ = ["read"]

_plain: Any = striprtf.rtf_to_text

# A class of characters comes first, so that the search passes over all others at once.
# Bytes that are no code: so many follow it (RTF 1.9.1, "Pictures").
_BINARY: Final = re.compile(r"(?<!\\)(?:\\\\)*+\\bin(\d{1,10})[ ]?")
# How many characters stand for one that old programs do not know; a larger number would swallow text.
_INSTEAD: Final = re.compile(r"(?<!\\)((?:\\\\)*+)\\uc(?:\d{2,}|-\d+)[ ]?")
_FONT: Final = re.compile(r"\\f\d")
# Characters that are looked at in all, which takes seconds; and the fonts that makes in round figures.
_SEARCHED: Final = 100_000_000
_FONTS: Final = 3_000
_BRACES: Final = re.compile(r"[\\{}](?:(?<=\\)[\\{}'])?")
_PAGE: Final = re.compile(r"\\page(?![a-z])[ ]?")
_INFO: Final = re.compile(r"\{\\(title|author)[ ]([^{}]{0,1000})\}")
# What striprtf passes over.
_LEFT_OUT: Final = re.compile(r"\\(footnote|header|footer|annotation|shptxt)[lrf]?(?![a-z])")
_CALLED: Final = {"shptxt": "text boxe"}
_HIDES: Final = re.compile(r"\\(?:v|deleted)(?![a-z0-9])")
# A control word with its number, a character by its code or a sign, a brace, or plain words.
_TOKEN: Final = re.compile(r"\\(?:([a-z]{1,32})(-?\d{1,10})?[ ]?|'[0-9a-fA-F]{2}|[\s\S])|[{}]|[^\\{}]+|\\")
_MADE: Final = re.compile(r"\{\\creatim\\yr(\d{1,4})\\mo(\d{1,2})\\dy(\d{1,2})")
_LANGUAGE: Final = re.compile(r"\\deflang(\d{1,5})")
# In characters: the head of a file, in which its language and information stand.
_HEAD: Final = 1 << 18


def read(file: File) -> Content:
    """The text of an RTF file; a line is a paragraph."""
    code = _without_binary(file.data.decode("latin-1"), file.where)
    code, odd = _INSTEAD.subn(r"\1\\uc1 ", code)
    _check_whole(code, file.where)
    _check_fonts(code, file.where)
    encoding = file.encoding or "cp1252"
    code, hidden = _shown(code)
    # The addresses of links are no words; and so striprtf looks for none, which takes it long in long lines.
    marked = _PAGE.sub(r"\\'0c", code).replace("\\field{", "\\field {")
    text = _plain(marked, encoding=encoding, errors="replace")
    words, blocks, pages = assembled(_pieces(text))
    head = code[:_HEAD]
    told = {}
    for name, value in _INFO.findall(head):
        told[name] = one_line(_plain(f"{{\\rtf1\\ansi{_codepage(head)} {value}}}", encoding=encoding, errors="replace"))
    lost = words.count("\ufffd")
    remarks = [f"{lost:,} characters are not of the encoding that the file names"] if lost else []
    if odd:
        remarks.append(f"{odd:,} numbers of characters that stand for others make no sense, and were not minded")
    if hidden:
        remarks.append(f"left out, since it is hidden or deleted: {hidden:,} word{'' if hidden == 1 else 's'}")
    left = sorted({f"{_CALLED.get(name, name)}s" for name in _LEFT_OUT.findall(code)})
    if left:
        remarks.append(f"left out: {', '.join(left)}")
    return Content(
        text=words,
        blocks=blocks,
        pages=pages,
        title=told.get("title"),
        author=told.get("author"),
        language=_language(head),
        remarks=(*remarks, *made_remark(_made(head))),
    )


def _without_binary(code: str, where: str) -> str:
    """The code without pictures and objects in it, whose bytes may look like braces."""
    out: list[str] = []
    at = 0
    while (found := _BINARY.search(code, at)) is not None:
        out.append(code[at : found.end()].rpartition("\\")[0])
        at = found.end() + int(found[1])
        if at > len(code):
            raise DocumentError(
                where, "it is damaged: a picture in it is longer than the file; get the whole file again"
            )
    return "".join([*out, code[at:]])


def _check_whole(code: str, where: str) -> None:
    """Raise for a file that was cut off: one of which a group is not closed."""
    depth = 0
    for mark in _BRACES.finditer(code):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
            if depth <= 0:
                return
    raise DocumentError(where, f"it is damaged: the RTF ends within {depth} open groups; get the whole file again")


def _check_fonts(code: str, where: str) -> None:
    """Raise for a table of fonts without charsets in which striprtf would look for them over and over."""
    start = code.find("\\fonttbl")
    end, depth = len(code), 1
    for mark in _BRACES.finditer(code, start) if start >= 0 else ():
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth == 0:
            end = mark.start()
            break
    table = code[start:end] if start >= 0 else ""
    fonts = len(_FONT.findall(table))
    if max(fonts - table.count("\\fcharset"), 0) * len(table) > _SEARCHED:
        remedy = "save it again in the program that made it, or as text"
        raise LimitError(where, "", _FONTS, f"{fonts:,} fonts, most of them without a charset", remedy)


def _shown(code: str) -> tuple[str, int]:
    r"""The code without the words of text that is hidden (`\v`) or deleted (`\deleted`), and how many they were.

    Both hold to the end of their group, or until they are turned off (RTF 1.9.1, character formatting).
    """
    if _HIDES.search(code) is None:
        return code, 0
    out: list[str] = []
    lost: list[str] = []
    # What hides words here, and whether the group is no text at all.
    hides: frozenset[str] = frozenset()
    aside = False
    groups: list[tuple[frozenset[str], bool]] = []
    for token in _TOKEN.finditer(code):
        word, number = token.groups()
        if token[0] == "{":
            groups.append((hides, aside))
        elif token[0] == "}":
            hides, aside = groups.pop() if groups else (frozenset(), False)
        elif word in ("v", "deleted"):
            hides = hides - {word} if number == "0" else hides | {word}
        elif word == "plain":
            hides -= {"v"}
        elif token[0] == "\\*" or word in striprtf.destinations:
            aside = True
        elif hides and not aside and (word is None or word in ("u", "tab")):
            # Signs of paragraphs and cells stay.
            lost.append(" " if token[0][0] == "\\" else token[0])
            continue
        out.append(token[0])
    return "".join(out), len("".join(lost).split())


def _pieces(text: str) -> Iterator[Piece]:
    for line in text.split("\n"):
        words = tidy(line)
        if words.endswith("|") and words.count("|") > 1:
            cells = [" ".join(cell.replace(BREAK, " ").split()) for cell in words[:-1].split("|")]
            if any(cells):
                yield "row", BREAK * words.count(BREAK) + row_of(cells)
        else:
            yield "paragraph", words.removesuffix("|")


def _codepage(head: str) -> str:
    found = re.search(r"\\ansicpg\d{1,5}", head)
    return "" if found is None else found[0]


def _language(head: str) -> str | None:
    """The language that the file gives as its default, by the number that Windows has for it."""
    found = _LANGUAGE.search(head)
    name = None if found is None else windows_locale.get(int(found[1]))
    return None if name is None else name.replace("_", "-")


def _made(head: str) -> dt.date | None:
    found = _MADE.search(head)
    try:
        return None if found is None else dt.date(*map(int, found.groups()))
    except ValueError:
        return None
