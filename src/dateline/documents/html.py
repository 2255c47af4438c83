"""HTML: the article of a page without its navigation (trafilatura), and what its metadata tell.

Only what metadata state becomes the date of publication: no date is looked for in the words or the address of a page.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import trafilatura
from attrs import frozen
from trafilatura.metadata import extract_metadata
from trafilatura.settings import use_config

from dateline.documents.content import Content, File, assembled, date_told, one_line
from dateline.documents.decoding import decoded
from dateline.documents.flow import pieces_of
from dateline.documents.trees import tree_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from configparser import ConfigParser

    from dateline.documents.content import Piece

__all__ = ["read"]

_CHARSET: Final = re.compile(
    rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w.-]+)", re.IGNORECASE
)
# In bytes: so far into a page its charset may be told (HTML Living Standard, 4.2.5.4, says 1,024).
_EARLY: Final = 4_096
# Browsers read these names as windows-1252 (Encoding Standard, 4.2).
_LATIN: Final = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "l1"})
# Names of metadata that state when a page was published, the surest first.
_DATES: Final = (
    "article:published_time datepublished og:article:published_time og:published_time dcterms.issued dc.date.issued "
    "citation_publication_date citation_online_date citation_date parsely-pub-date sailthru.date pubdate publishdate "
    "publish-date publish_date publication_date dcterms.date dc.date dcterms.created dc.date.created date"
).split()
_DATED: Final = "datePublished"
# In a page of more elements no article is looked for, which would take minutes.
_MOST: Final = 300_000
# What htmldate may find is not used; nothing of it shall depend on the day.
_NO_DATES: Final = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1400-01-01",
    "max_date": "9999-12-31",
}


def read(file: File) -> Content:
    """The article of a page; the whole body, with a remark, where trafilatura finds none."""
    text, remarks = _characters(file)
    tree = tree_of(text, file.where)
    if tree is None:
        return Content(text="", remarks=(*remarks, "the page has no text"))
    pieces, told, further = _article(tree)
    words, blocks, _ = assembled(pieces)
    return Content(
        text=words,
        blocks=blocks,
        published=_published(tree),
        url=_url(tree),
        language=_language(tree),
        remarks=(*remarks, *further),
        title=told.title,
        author=told.author,
        publisher=told.publisher,
    )


def _characters(file: File) -> tuple[str, tuple[str, ...]]:
    """The characters of a page by the encoding given, its byte order mark, what it declares, or else as of any text."""
    data = file.data
    declared = _CHARSET.search(data, 0, _EARLY)
    if file.encoding is not None or declared is None or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decoded(data, file.where, file.encoding)
    name = (declared[1] or declared[2]).decode("ascii", "replace").lower()
    try:
        text = data.decode("utf-8") if name.startswith("utf") else data.decode("cp1252" if name in _LATIN else name)
    except LookupError:
        text, remarks = decoded(data, file.where)
        return text, (*remarks, f"the page declares an encoding that is not known, {name!r}")
    except UnicodeDecodeError:
        try:
            return data.decode("utf-8"), (f"decoded as utf-8; the page declares {name}",)
        except UnicodeDecodeError:
            text = data.decode("utf-8" if name.startswith("utf") else "cp1252" if name in _LATIN else name, "replace")
            number = text.count("\ufffd")
            return text, (f"of the bytes of the page, {number:,} are not {name}, as which it is declared",)
    return text, ()


@frozen
class _Told:
    """What the head of a page tells of it."""

    title: str | None
    author: str | None
    publisher: str | None


def _article(tree: Any) -> tuple[list[Piece], _Told, tuple[str, ...]]:
    """The pieces of the article, what is told of it, and remarks."""
    found = extract_metadata(tree, date_config=dict(_NO_DATES), extensive=False)
    # Where a page names no site, the name of its host stands in for it.
    site = found.sitename if found.sitename and "." not in found.sitename else None
    told = _Told(one_line(found.title), one_line(found.author), one_line(site))
    crowded = sum(1 for _ in tree.iter()) > _MOST
    body = None
    if not crowded:
        article = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, config=_settings())
        body = getattr(article, "body", None)
    pieces = [] if body is None else pieces_of(body)
    whole = tree.find("body")
    whole = tree if whole is None else whole
    for menu in [*whole.iter("nav")]:
        menu.drop_tree()
    if pieces:
        return _with_headings(pieces, pieces_of(whole)), told, ()
    pieces = pieces_of(whole)
    reason = f"the page has more than {_MOST:,} elements" if crowded else "no article was found in the page"
    remark = f"{reason}, so all of it was read" if pieces else "the page has no text"
    return pieces, told, (remark,)


@cache
def _settings() -> ConfigParser:
    """The settings of trafilatura, but that a short article is not replaced by the bare words of the whole page."""
    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    return settings


def _with_headings(article: list[Piece], page: list[Piece]) -> list[Piece]:
    """The pieces of an article, with the headings that the page has right above them.

    Of a page that does not mark its article, trafilatura keeps no headings; the dates of a diary would go with them.
    """
    places: dict[str, list[int]] = {}
    for number, (_, text) in enumerate(article):
        places.setdefault(text, []).append(number)
    for numbers in places.values():
        numbers.reverse()
    above: dict[int, list[Piece]] = {}
    waiting: list[Piece] = []
    at = 0
    for piece in page:
        if piece[0] == "heading":
            waiting.append(piece)
            continue
        numbers = places.get(piece[1], [])
        while numbers and numbers[-1] < at:
            numbers.pop()
        if numbers:
            kept = article[at : numbers[-1]]
            above[numbers[-1]] = [heading for heading in waiting if heading not in kept]
            at = numbers[-1] + 1
        waiting = []
    return [one for number, piece in enumerate(article) for one in (*above.get(number, ()), piece)]


# -- metadata --------------------------------------------------------------------------------------------------------


def _published(tree: Any) -> dt.date | dt.datetime | None:
    """The date of publication that the metadata of a page state."""
    for value in _stated_dates(tree):
        date = date_told(value)
        if date is not None:
            return date
    return None


def _stated_dates(tree: Any) -> Iterator[str]:
    stated: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if (content := meta.get("content")) and name:
            stated.setdefault(name.strip().lower(), content)
    yield from (stated[name] for name in _DATES[:1] if name in stated)
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                yield from _dates_in(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                # What is no JSON states nothing.
                continue
    yield from (stated[name] for name in _DATES[1:] if name in stated)
    for time in tree.iter("time"):
        named = time.get("itemprop") == _DATED or time.get("pubdate") is not None
        if named and time.get("datetime"):
            yield time.get("datetime")


def _dates_in(data: Any) -> Iterator[str]:
    """What JSON-LD gives as the publication of the page: of its top objects, not of works and comments within them."""
    objects: Iterable[Any] = data if isinstance(data, list) else [data]
    for one in objects:
        if isinstance(one, dict):
            if isinstance(one.get(_DATED), str):
                yield one[_DATED]
            if isinstance(one.get("@graph"), list):
                yield from _dates_in(
                    [each for each in one["@graph"] if isinstance(each, dict) and "@graph" not in each]
                )


def _url(tree: Any) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith(("http:", "https:")):
            return one_line(link.get("href"))
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:url" and (meta.get("content") or "").startswith(("http:", "https:")):
            return one_line(meta.get("content"))
    return None


def _language(tree: Any) -> str | None:
    told = tree.get("lang") or tree.get("xml:lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    if not told:
        metas = (meta for meta in tree.iter("meta") if (meta.get("http-equiv") or "").lower() == "content-language")
        told = next((meta.get("content") for meta in metas), None)
    return one_line(told.partition(",")[0]) if told else None
