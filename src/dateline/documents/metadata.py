"""What a page of HTML states of itself: its title, author, site, date, address and language.

Only what metadata state becomes the date of publication: no date is looked for in the words or the address of a page.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from trafilatura.metadata import extract_metadata

from dateline.documents.content import Content, date_told, one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

__all__ = ["stated"]

# Names of metadata that state when a page was published, the surest first.
_DATES: Final = (
    "article:published_time datepublished og:article:published_time og:published_time dcterms.issued dc.date.issued "
    "citation_publication_date citation_online_date citation_date parsely-pub-date sailthru.date pubdate publishdate "
    "publish-date publish_date publication_date dcterms.date dc.date dcterms.created dc.date.created date"
).split()
_DATED: Final = "datePublished"
# Names of metadata that name authors, each or all of them.
_AUTHORS: Final = ("citation_author", "dc.creator", "dcterms.creator", "author")
# By their types in JSON-LD (schema.org): texts come first, then pages, then what a page of its own tells of.  The date
# of a site, a picture, a film or a book is never that of the page.
_TEXTS: Final = ("Article", "Posting")
_PAGES: Final = ("Page",)
_OTHERS: Final = frozenset({"", "CreativeWork", "Dataset", "Event", "HowTo", "Recipe", "Report"})
# What hid a script from browsers that knew none.
_WRAPPED: Final = re.compile(r"(?:(?://|/\*)[ \t]{0,9})?(?:<!\[CDATA\[|<!--)[ \t]{0,9}(?:\*/)?")
_UNWRAPPED: Final = re.compile(r"(?:(?://|/\*)[ \t]{0,9})?(?:\]\]>|-->)[ \t]{0,9}(?:\*/)?\Z")
_TAIL: Final = 40
# What htmldate may find is not used; nothing of it shall depend on the day.
_NO_DATES: Final = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1400-01-01",
    "max_date": "9999-12-31",
}


def stated(tree: Any) -> Content:
    """What the metadata of a page state, as content without text; remarks on what of it could not be read."""
    metas = _metas(tree)
    found = extract_metadata(tree, date_config=dict(_NO_DATES), extensive=False)
    # Where a page names no site, the name of its host stands in for it, or a line on its copyright.
    site = found.sitename if found.sitename and "." not in found.sitename else None
    if site is not None and site.lower() in (value.lower() for value in metas.get("copyright", ())):
        site = None
    published, remarks = _published(tree, metas)
    return Content(
        text="",
        title=one_line(found.title),
        author=_author(found.author, metas),
        publisher=one_line(site),
        published=published,
        url=_url(tree),
        language=_language(tree),
        remarks=remarks,
    )


def _metas(tree: Any) -> dict[str, list[str]]:
    """The contents of the metadata of each name, in small letters."""
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if (content := meta.get("content")) and name:
            metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _author(found: str | None, metas: dict[str, list[str]]) -> str | None:
    """The author as trafilatura finds it, but the page's own spelling where that has the same words.

    Trafilatura parts names at commas: "Quill, Mara" would be two.
    """
    words = re.findall(r"\w+", (found or "").lower())
    for name in _AUTHORS:
        told = "; ".join(metas.get(name, ()))
        if words and "," in told and re.findall(r"\w+", told.lower()) == words:
            return one_line(told)
    return one_line(found)


def _published(tree: Any, metas: dict[str, list[str]]) -> tuple[dt.date | dt.datetime | None, tuple[str, ...]]:
    """The date of publication that the metadata of a page state, and remarks."""
    linked, remarks = _linked_data(tree)
    told = [*_stated_dates(tree, metas, linked)]
    date = next(filter(None, map(date_told, told)), None)
    if told and date is None:
        reason = "names no day in ISO 8601 or RFC 5322"
        remarks = (
            *remarks,
            f"the date of publication that the page states, {' '.join(told[0].split())[:40]!r}, {reason}",
        )
    return date, remarks


def _stated_dates(tree: Any, metas: dict[str, list[str]], linked: list[Any]) -> Iterator[str]:
    """The dates of publication that a page states, the surest first."""
    yield from (metas[name][0] for name in _DATES[:1] if name in metas)
    yield from _dates_in(linked)
    yield from (metas[name][0] for name in _DATES[1:] if name in metas)
    for time in tree.iter("time"):
        named = time.get("itemprop") == _DATED or time.get("pubdate") is not None
        if named and time.get("datetime"):
            yield time.get("datetime")


def _linked_data(tree: Any) -> tuple[list[Any], tuple[str, ...]]:
    """The JSON-LD of a page, and a remark if some of it is no JSON."""
    data: list[Any] = []
    remarks: tuple[str, ...] = ()
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = _WRAPPED.sub("", (script.text or "").strip(), count=1)
        tail = _UNWRAPPED.sub("", text[-_TAIL:])
        text = (text[:-_TAIL] + tail).strip()
        try:
            # Many pages have raw line breaks in strings, which browsers and search engines let pass.
            data += [json.loads(text, strict=False)] if text else []
        except (ValueError, RecursionError):
            remarks = ("the page has metadata (JSON-LD) that are no JSON, and were not read",)
    return data, remarks


def _dates_in(data: Iterable[Any]) -> list[str]:
    """What JSON-LD gives as the publication of the page: of its top objects, not of works and comments within them."""
    ranked: list[tuple[int, str]] = []
    for one in _top_objects(data):
        rank = _rank(one)
        if rank is not None and isinstance(one.get(_DATED), str):
            ranked.append((rank, one[_DATED]))
    return [value for _, value in sorted(ranked, key=lambda each: each[0])]


def _top_objects(data: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that stand at its top, and what a page says it is about in the main."""
    for each in data:
        for one in each if isinstance(each, list) else [each]:
            if not isinstance(one, dict):
                continue
            graph = one.get("@graph")
            for top in [one, *(graph if isinstance(graph, list) else ())]:
                if isinstance(top, dict):
                    yield top
                    main = top.get("mainEntity")
                    if isinstance(main, dict) and _rank(main) == 0:
                        yield main


def _rank(one: dict[str, Any]) -> int | None:
    """How surely the date of an object is that of its page: 0 is the surest, None not at all."""
    told = one.get("@type", "")
    types = [
        re.split(r"[/#:]", name)[-1] for name in (told if isinstance(told, list) else [told]) if isinstance(name, str)
    ]
    ranks = [
        0 if name.endswith(_TEXTS) else 1 if name.endswith(_PAGES) else 2
        for name in types
        if name.endswith((*_TEXTS, *_PAGES)) or name in _OTHERS
    ]
    return min(ranks, default=None)


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
