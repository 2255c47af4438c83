"""Places in a text and where texts come from: `Span`, `Source`, `Mention`, `Document`."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast, get_args

from attrs import evolve, field, frozen

from dateline.errors import ArgumentError
from dateline.interval import Granularity, Moment
from dateline.model.checks import are_all, article, derive_id, is_a, setters_of, to_optional_text, to_tuple

if TYPE_CHECKING:
    from attrs import Attribute

    from dateline.locale import LocaleData  # noqa: TC004 (nothing asks for the annotation when the program runs)

__all__ = ["Block", "BlockKind", "Document", "Mention", "Source", "SourceKey", "Span", "to_span"]

BlockKind: TypeAlias = Literal[
    "chapter", "heading", "paragraph", "item", "row", "quote", "note", "code", "cue", "header"
]


def to_span(value: Any) -> Any:
    return Span(*value) if type(value) is tuple and len(value) == 2 else value


_PUBLISHED = "must be a date, a datetime or an ISO 8601 string such as 2012-11-09"


def _to_published(value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        text = value.strip()
        try:
            if len(text) > 10 and text[10] in "T ":
                value = dt.datetime.fromisoformat(text)
            else:
                value = dt.date.fromisoformat(text)
        except ValueError:
            raise ArgumentError("published", value, _PUBLISHED) from None
    if isinstance(value, Moment):
        value = value.date()
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        # A zone by name may change its rules; what was published has one offset.
        offset = value.utcoffset()
        if offset is not None:
            value = value.replace(tzinfo=dt.timezone(offset), fold=0)
    if not isinstance(value, dt.date):
        raise ArgumentError("published", value, _PUBLISHED)
    return value


# A document has more spans and mentions than all else together; their constructors are written out, since those that
# attrs would make, with a call for each validator, take twice as long.
@frozen(order=True, init=False)
class Span:
    """Where something stands: from `start` up to, not including, `end`, counted in code points of the text as given."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if type(start) is int and type(end) is int and 0 <= start <= end:
            _set_start(self, start)
            _set_end(self, end)
            return
        if type(start) is not int or type(end) is not int:
            wrong, value = ("end", end) if type(start) is int else ("start", start)
            raise ArgumentError(wrong, value, "must be an integer, the offset of a character")
        if start < 0:
            raise ArgumentError("start", start, "must not be negative")
        raise ArgumentError("end", end, f"must not come before the start, {start}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        # An empty span is still a place.
        return True

    def slice(self, text: str) -> str:
        """The piece of `text` that stands here."""
        return text[self.start : self.end]

    def contains(self, other: Span | int) -> bool:
        """True if `other`, a span or the offset of a character, lies wholly inside."""
        if isinstance(other, int):
            return self.start <= other < self.end
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True if the two share at least one character."""
        return self.start < other.end and other.start < self.end


_set_start, _set_end = setters_of(Span, "start", "end")


def _to_pages(value: Any) -> Any:
    pages = to_tuple(value)
    before = 0
    for number, start in enumerate(pages):
        if type(start) is not int:
            raise ArgumentError(f"pages[{number}]", start, "must be an integer, the offset of a character")
        if start < before or (number == 0 and start != 0):
            raise ArgumentError(f"pages[{number}]", start, "the first page begins at 0, and none before another")
        before = start
    return pages


@frozen(repr=False, cache_hash=True)
class Source:
    """Where a text comes from; any part may be unknown.

    `published` is a `date` or `datetime`, or the ISO 8601 string of one.  `sha256` is the hexadecimal digest of the
    text in UTF-8, which ties offsets to the very text they were counted in.  `pages` are the offsets, in code points,
    at which the pages of the text begin, the first at 0; empty where it has none.
    """

    _name: str | None = field(
        default=None, converter=to_optional_text, validator=is_a(str, optional=True), alias="name"
    )
    title: str | None = field(default=None, converter=to_optional_text, validator=is_a(str, optional=True))
    publisher: str | None = field(default=None, converter=to_optional_text, validator=is_a(str, optional=True))
    author: str | None = field(default=None, converter=to_optional_text, validator=is_a(str, optional=True))
    url: str | None = field(default=None, converter=to_optional_text, validator=is_a(str, optional=True))
    published: dt.date | dt.datetime | None = field(default=None, converter=_to_published)
    sha256: str | None = field(default=None, validator=is_a(str, optional=True))
    pages: tuple[int, ...] = field(default=(), converter=_to_pages)

    def __repr__(self) -> str:
        parts = [(name, getattr(self, f"_{name}" if name == "name" else name)) for name in _SOURCE_PARTS]
        shown = [f"{name}={value!r}" for name, value in parts if value is not None]
        if self.pages:
            # A book has hundreds.
            shown.append(f"pages={self.pages!r}" if len(self.pages) < 4 else f"pages=<{len(self.pages)} pages>")
        return f"Source({', '.join(shown)})"

    @property
    def stated_name(self) -> str | None:
        """The name as it was given, None if `name` stands in for it."""
        return self._name

    @property
    def name(self) -> str:
        """What to call the source: its name, else its publisher, title, author or URL, else "document"."""
        return self._name or self.publisher or self.title or self.author or self.url or "document"

    @cached_property
    def id(self) -> str:
        """Derived from all that is known of the source."""
        published = self.published.isoformat() if self.published else None
        told = (self._name, self.title, self.publisher, self.author, self.url, published, self.sha256)
        return derive_id("s", *told, *([self.pages] if self.pages else []))

    def page_at(self, offset: int) -> int | None:
        """The number of the page, from 1, on which a character stands; None where the text has no pages."""
        return bisect_right(self.pages, offset) if self.pages else None

    @cached_property
    def _order(self) -> SourceKey:
        """Where it stands among sources; kept, since all that a document holds is sorted by it."""
        return (self.published.isoformat() if self.published else "", self.name, self.id)

    @classmethod
    def for_text(cls, text: str, source: Source | None = None) -> Source:
        """`source`, or one of which nothing else is known, with the digest of `text` filled in."""
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(sha256=digest) if source is None else evolve(source, sha256=digest)


_SOURCE_PARTS = ("name", "title", "publisher", "author", "url", "published", "sha256")

_UNKNOWN: Final = Source()


def _check_mention(**parts: object) -> None:
    for (name, value), kind in zip(parts.items(), (Span, str, Source), strict=True):
        if not isinstance(value, kind):
            raise ArgumentError(name, value, f"must be {article(kind)}")


@frozen(init=False)
class Mention:
    """A stretch of a source and the words that stand there: `text` is the source's text at `span`."""

    span: Span
    text: str
    source: Source

    def __init__(self, span: Span | tuple[int, int], text: str, source: Source = _UNKNOWN) -> None:
        where = span if type(span) is Span else to_span(span)
        if type(where) is not Span or type(text) is not str or type(source) is not Source:
            _check_mention(span=where, text=text, source=source)
        _set_span(self, where)
        _set_text(self, text)
        _set_source(self, source)

    @property
    def page(self) -> int | None:
        """The number of the page, from 1, on which it begins; None where the source has no pages."""
        return self.source.page_at(self.span.start)

    @property
    def citation(self) -> str:
        """What to cite for it: the name of the source, and the page if there are pages ("Kelden Post, p. 3")."""
        return self.source.name if self.page is None else f"{self.source.name}, p. {self.page}"

    @classmethod
    def at(cls, span: Span | tuple[int, int], document: Document) -> Mention:
        """What stands at `span` of `document`."""
        where = span if isinstance(span, Span) else Span(*span)
        return cls(where, where.slice(document.text), document.source)


_set_span, _set_text, _set_source = setters_of(Mention, "span", "text", "source")

_SMALL_WORD: Final = re.compile(r"\b[a-z]{2,}")


_BLOCK_KINDS: Final = frozenset(get_args(BlockKind))


def _is_block_kind(instance: object, attribute: Attribute[Any], value: object) -> None:
    if value not in _BLOCK_KINDS:
        raise ArgumentError(attribute.name, value, f"must be one of {', '.join(sorted(_BLOCK_KINDS))}")


@frozen
class Block:
    """A stretch of a document that its file marks as such: what it is in the layout (`kind`) and where it stands.

    "row" is one of a table, "cue" what stands on the screen at one time, "quote" what the document quotes as a whole,
    "note" one below the text, "header" what tells of the document and not in it.  A "chapter" holds the blocks within
    its span; all others stand beside each other.
    """

    kind: BlockKind = field(validator=_is_block_kind)
    span: Span = field(converter=to_span, validator=is_a(Span))


@frozen(eq=False)
class Document:
    """What the recognizers read: a text, its source, the date it was written and its language.

    `dct` is the document creation time that deictic words ("yesterday") count from, or None; `dct_from` says how it is
    known: "given" by the caller, "published" by the source, a "dateline" in the text, or "none".  `dct_unit` is what it
    says: where that is a month or a year, no day counts from it.

    What `dateline.open` read off a file has more: `language` is the code that the file gives for it (BCP 47), None if
    it gives none; `blocks` are what its format marks, in text order; `remarks` say what was guessed or left out.
    `answered` is what `parse` finds in the text as it runs on: the lines that a mail answers, "> I came".
    """

    text: str = field(validator=is_a(str))
    source: Source = field(factory=Source, validator=is_a(Source))
    dct: Moment | None = field(default=None, validator=is_a(Moment, optional=True))
    locale: LocaleData = field(default=cast("Any", None), repr=False)
    dct_from: Literal["given", "published", "dateline", "none"] = "none"
    dct_unit: Granularity = Granularity.DAY
    language: str | None = field(default=None, validator=is_a(str, optional=True))
    blocks: tuple[Block, ...] = field(default=(), converter=to_tuple, validator=are_all(Block), repr=False)
    remarks: tuple[str, ...] = field(default=(), converter=to_tuple, validator=are_all(str))
    answered: tuple[Span, ...] = field(default=(), converter=to_tuple, validator=are_all(Span), repr=False)

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that begin with small letters a to z, as far as these letters go: what the text surely lacks."""
        return frozenset(_SMALL_WORD.findall(self.text))


SourceKey: TypeAlias = tuple[str, str, str]
