"""Markdown: its text as it is, with the blocks that its signs mark, and what its front matter tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dateline.documents.content import Content, File, date_told, one_line
from dateline.documents.decoding import decoded
from dateline.model import Block, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.model.texts import BlockKind

__all__ = ["read"]

_FRONT_MATTER: Final = re.compile(
    r"---[ \t]*\r?\n(?=[A-Za-z][\w-]*[ \t]*:)(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_KEY: Final = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*)|)\Z")
_COMMENT: Final = re.compile(r"[ \t]#.*\Z")
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
    front = _FRONT_MATTER.match(text)
    told, further = ({}, ()) if front is None else _told(front[1])
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


def _told(lines: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """What front matter says of its document: simple keys of YAML and lists below them; and what was not understood."""
    values: dict[str, list[str]] = {}
    key = ""
    for line in lines.splitlines():
        found = _KEY.match(line)
        if found is not None:
            key = found[1].lower()
            values[key] = _listed(found[2] or "")
        elif key and (item := line.strip()).startswith("- "):
            values[key].append(_scalar(item[2:]))
    told = {}
    for name, keys in _TOLD.items():
        chosen = next((values[key] for key in keys if any(values.get(key, ()))), None)
        if chosen is not None:
            told[name] = ", ".join(value for value in chosen if value)
    odd = sorted(name for name, value in told.items() if value[:1] in ("|", ">", "{", "&", "*"))
    for name in odd:
        del told[name]
    remarks = (f"front matter of a form that is not read: {', '.join(odd)}",) if odd else ()
    return told, remarks


def _listed(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [_scalar(item) for item in value[1:-1].split(",")]
    return [_scalar(value)]


def _scalar(value: str) -> str:
    value = value.strip()
    if value[:1] in ('"', "'") and (end := value.rfind(value[0])) > 0:
        return value[1:end]
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
