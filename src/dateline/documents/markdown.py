"""Markdown: its text as it is, with the blocks that its signs mark, and what its front matter tells."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from dateline.documents.content import Content, File, date_told, one_line
from dateline.documents.decoding import decoded
from dateline.documents.kinds import FRONT_MATTER
from dateline.model import Block, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.model.texts import BlockKind

__all__ = ["read"]

_KEY: Final = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*)|)\Z")
_COMMENT: Final = re.compile(r"(?:\A|[ \t])#.*\Z")
_IN_LIST: Final = re.compile(r"""[ \t]*("(?:[^"\\]|\\.){0,400}"|'(?:[^']|\'\'){0,400}'|[^,\[\]"'][^,\[\]]*)[ \t]*""")
_UNIX: Final = re.compile(r"\r\n?")
_ESCAPED: Final = re.compile(r"\\(.)")
# What opens a map, an anchor, an alias or a tag of YAML.
_OTHER_FORMS: Final = ("{", "&", "*", "!")
# The keys that static site generators and pandoc know, in the order in which they count.
_TOLD: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title",),
    "author": ("author", "authors", "by"),
    "publisher": ("publisher", "site", "publication"),
    "url": ("url", "source", "canonical_url", "permalink", "link"),
    "language": ("lang", "language", "locale"),
    "published": ("date", "published", "pubdate", "publishdate", "publish_date", "date_published"),
}
_LINE: Final = re.compile(r"[^\n]*\n?")
_FENCE: Final = re.compile(r" {0,3}(```+|~~~+)")
_SIGNS: Final[tuple[tuple[BlockKind, re.Pattern[str]], ...]] = (
    ("heading", re.compile(r" {0,3}#{1,6}(?:[ \t]|\Z)")),
    ("quote", re.compile(r" {0,3}>")),
    ("item", re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")),
    ("row", re.compile(r" {0,3}\|")),
)
# Within a line: code, of which signs of comments may be part, and where a comment opens.
_CODE_OR_COMMENT: Final = re.compile(r"`[^`\n]+`|<!--")
_OPENS, _CLOSES = "<!--", "-->"
_NO_LINE_END: Final = re.compile(r"[^\r\n]")
_RULE: Final = re.compile(r" {0,3}(?:=+|-+)\Z")
# Each line that opens as these do begins a block; lines of the others that stand together are one.
_LINES: Final = frozenset({"heading", "item", "row"})


def read(file: File) -> Content:
    """The text of a Markdown file, front matter and signs included, comments blank, so that offsets fit the file."""
    text, remarks = decoded(file.data, file.where, file.encoding)
    text, comments = _without_comments(text)
    front = FRONT_MATTER.match(text)
    told, further = ({}, ()) if front is None else _told(front)
    body = 0 if front is None else front.end()
    head = [] if front is None else [Block("header", Span(0, len(front[0].rstrip())))]
    published = told.pop("published", None)
    date = None if published is None else date_told(published)
    if published is not None and date is None:
        further = (*further, f"the date of its front matter, {published[:40]!r}, names no day in ISO 8601")
    url = told.get("url")
    if url is not None and not url.startswith(("http://", "https://")):
        del told["url"]
    return Content(
        text=text,
        blocks=(*head, *_blocks(text, body)),
        published=date,
        remarks=(*remarks, *comments, *further),
        title=one_line(told.get("title")),
        author=one_line(told.get("author")),
        publisher=one_line(told.get("publisher")),
        url=one_line(told.get("url")),
        language=one_line(told.get("language")),
    )


def _without_comments(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with spaces where comments of HTML stand in it, outside of code, and a remark if there are any."""
    out: list[str] = []
    number = done = 0
    fence = ""
    at = text.find(_OPENS)
    for line in _LINE.finditer(text) if at >= 0 else ():
        mark = _FENCE.match(line[0])
        if line.start() < done:
            continue
        if mark is not None and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if fence or mark is not None:
            continue
        for found in _CODE_OR_COMMENT.finditer(line[0]):
            start = line.start() + found.start()
            if found[0] != _OPENS or start < done:
                continue
            end = text.find(_CLOSES, start + len(_OPENS))
            if end < 0:
                # Nothing closes it, so it is text, as all that would be one after it.
                return _blanked(out, text, done, number)
            end += len(_CLOSES)
            out += text[done:start], _NO_LINE_END.sub(" ", text[start:end])
            done = end
            number += 1
    return _blanked(out, text, done, number)


def _blanked(out: list[str], text: str, done: int, number: int) -> tuple[str, tuple[str, ...]]:
    remark = f"left out, blank in the text: {number:,} comment{'' if number == 1 else 's'}"
    return "".join((*out, text[done:])), (remark,) if number else ()


def _told(front: re.Match[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """What front matter says of its document, and a remark on what of it was not understood."""
    if front["toml"] is None:
        values = _yaml(front["yaml"])
    else:
        try:
            values = {
                key.lower(): _plain(value) for key, value in tomllib.loads(_UNIX.sub("\n", front["toml"])).items()
            }
        except (tomllib.TOMLDecodeError, RecursionError):
            return {}, ("its front matter is no TOML, and was not read",)
    told: dict[str, str] = {}
    odd: list[str] = []
    for name, keys in _TOLD.items():
        given = [(key, values[key]) for key in keys if key in values]
        odd += (key for key, value in given if value is None)
        chosen = next((value for _, value in given if value and any(value)), None)
        if chosen is not None:
            told[name] = ", ".join(value for value in chosen if value)
    return told, (f"front matter of a form that is not read: {', '.join(sorted(odd))}",) if odd else ()


def _plain(value: Any) -> list[str] | None:
    """The words of a value of TOML, the names of those it describes; None for what has no such form."""
    if isinstance(value, list):
        values = [_plain(each) for each in value]
        return None if None in values else [one for each in values for one in each or ()]
    if isinstance(value, dict):
        return [value["name"]] if isinstance(value.get("name"), str) else None
    return [value.isoformat() if isinstance(value, dt.date) else str(value)]


def _yaml(text: str) -> dict[str, list[str] | None]:
    """The keys of front matter in YAML with their values; None for those of a form that is not read here."""
    found: dict[str, tuple[str, list[str]]] = {}
    key = ""
    for line in text.splitlines():
        opens = _KEY.match(line)
        if opens is not None:
            key = opens[1].lower()
            found[key] = ((opens[2] or "").strip(), [])
        elif key and line.strip() and not line.startswith("#"):
            found[key][1].append(line.strip())
    return {key: _values(first, lines) for key, (first, lines) in found.items()}


def _values(first: str, lines: list[str]) -> list[str] | None:
    """The values of a key: what stands behind it, and in the lines below (YAML 1.2.2, 7.3 and 8.1)."""
    if first.startswith(("|", ">")):
        return [" ".join(lines)]
    if first.startswith(_OTHER_FORMS):
        return None
    if first.startswith("["):
        return _list(" ".join((first, *lines)))
    if first and not first.startswith("#"):
        return [_scalar(" ".join((first, *lines)))]
    return _below(lines)


def _list(text: str) -> list[str] | None:
    text = _COMMENT.sub("", text) if not text.endswith("]") else text
    if not text.endswith("]"):
        return None
    return [_scalar(item) for item in _IN_LIST.findall(text[1:-1])]


def _below(lines: list[str]) -> list[str] | None:
    """The items of a list in lines of its own, and the names in a map or a list of maps."""
    values: list[str] = []
    maps = False
    for line in lines:
        item = line[2:].strip() if line.startswith("- ") else line
        pair = _KEY.match(item)
        if pair is not None:
            maps = True
            values += [_scalar(pair[2] or "")] if pair[1].lower() == "name" else []
        elif line.startswith("- "):
            values.append(_scalar(item))
        elif values:
            values[-1] = f"{values[-1]} {_scalar(item)}"
        else:
            values.append(_scalar(item))
    return None if maps and not values else values


def _scalar(value: str) -> str:
    value = value.strip()
    if value[:1] in ('"', "'") and (end := value.rfind(value[0])) > 0:
        inner = value[1:end]
        return inner.replace("''", "'") if value[0] == "'" else _ESCAPED.sub(r"\1", inner)
    return _COMMENT.sub("", value).strip()


def _blocks(text: str, start: int) -> Iterator[Block]:
    """The blocks of the text from `start`, in its order, told line by line."""
    kind: BlockKind | None = None
    first = last = start
    fence = ""
    for line in _LINE.finditer(text, start):
        words = line[0].rstrip()
        end = line.start() + len(words)
        mark = _FENCE.match(words)
        if fence:
            last = end
            if mark is not None and mark[1].startswith(fence):
                yield Block("code", Span(first, last))
                fence, kind = "", None
            continue
        here = _kind_of(words, mark is not None)
        if here == "paragraph" and kind in ("paragraph", "item", "quote"):
            # It goes on; a line of signs below makes a heading of what stands above.
            kind = "heading" if kind == "paragraph" and _RULE.match(words) else kind
            last = end
            continue
        if kind is not None and (here != kind or kind in _LINES):
            yield Block(kind, Span(first, last))
            kind = None
        if here is not None:
            first = first if here == kind else line.start() + len(words) - len(words.lstrip())
            last = end
            kind = here
            fence = "" if mark is None else mark[1]
    if kind is not None:
        yield Block(kind, Span(first, last))


def _kind_of(words: str, fences: bool) -> BlockKind | None:
    """What a line is by itself, None if it is empty."""
    if fences:
        return "code"
    if not words:
        return None
    for kind, sign in _SIGNS:
        if sign.match(words):
            return kind
    return "paragraph"
