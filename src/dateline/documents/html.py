"""HTML: the words of the article of a page, without its navigation; `metadata` reads what it states of itself.

The words are read from the page itself, in its order.  Which of them are the article, its marks tell (`main`,
`article`, `nav` and the like) and trafilatura does: what it finds is a vote for a passage, and never its text.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import trafilatura
from attrs import evolve
from trafilatura.settings import use_config

from dateline.documents.content import Content, File, assembled
from dateline.documents.decoding import decoded
from dateline.documents.flow import Passage, passages_of, pieces_of
from dateline.documents.metadata import stated
from dateline.documents.trees import local_name, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from configparser import ConfigParser

__all__ = ["read"]

_CHARSET: Final = re.compile(
    rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w.-]+)", re.IGNORECASE
)
# In bytes: so far into a page its charset may be told (HTML Living Standard, 4.2.5.4, says 1,024).
_EARLY: Final = 4_096
# Browsers read these names as windows-1252 (Encoding Standard, 4.2).
_LATIN: Final = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "l1"})
# In a page of more elements or characters its marks alone tell the article, since trafilatura takes a second and 40 MB
# for each million characters.
_MOST: Final = 100_000
_LARGE: Final = 5_000_000
# Elements and roles (WAI-ARIA 1.2, 5.3.4) of what stands around the text of a page.
_AROUND: Final = frozenset({"nav", "footer", "header", "menu"})
# Within these they are of the text after all.
_HOLDERS: Final[dict[str, tuple[str, ...]]] = {
    "header": ("article", "main"),
    "aside": ("article",),
    "footer": ("blockquote", "figure"),
}
# What may be a box on a page by its id or class.
_BOXES: Final = frozenset({"div", "section", "ul", "ol", "dl", "form", "table"})
_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"})
# Words in the ids and classes of what belongs to the site, or to its readers.
_APART: Final = frozenset(
    "advert advertisement advertisements ads breadcrumb breadcrumbs comments commentlist consent cookie cookies disqus "
    "footer masthead menu nav navbar navigation newsletter outbrain popup promo promoted related respond share sharing "
    "sidebar signup social sponsored subscribe taboola teaser teasers toolbar".split()
)
_NAMES: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_WORD: Final = re.compile(r"\w+")
# A passage of at least so many words shows where an article stands.
_TELLING: Final = 5
# The share of its pairs of words that a passage has in common with what trafilatura found, and is of it.
_SHARED: Final = 0.6
# Where a part as large as one in so many of the words of an article stands outside of it, it is not the article alone.
_MOST_OUTSIDE: Final = 2


def read(file: File) -> Content:
    """The article of a page; the whole body, with a remark, where none can be told."""
    text, remarks = _characters(file)
    large = len(text) > _LARGE
    tree = tree_of(text, file)
    del text  # a page of a book has much of it
    if tree is None:
        return Content(text="", remarks=(*remarks, "the page has no text"))
    told = stated(tree)
    passages, further = _article(tree, large=large)
    words, blocks, _ = assembled(passage.piece for passage in passages)
    return evolve(told, text=words, blocks=blocks, remarks=(*remarks, *told.remarks, *further))


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


# -- the article -----------------------------------------------------------------------------------------------------


def _article(tree: Any, *, large: bool = False) -> tuple[list[Passage], tuple[str, ...]]:
    """The passages of the article in the order of the page, and remarks."""
    whole = tree.find("body")
    whole = tree if whole is None else whole
    around, apart = _surroundings(whole)
    unasked = large or sum(1 for _ in tree.iter()) > _MOST
    found = set[str]() if unasked else _found(tree)
    flow = passages_of(whole, around | apart)
    passages = flow.passages
    votes = [
        (not passage.linked and apart.isdisjoint(passage.within)) if unasked else _is_found(passage.text, found)
        for passage in passages
    ]
    apart -= _voted_in(passages, votes, apart)
    inner = [around.isdisjoint(passage.within) for passage in passages]
    # What is of the text for all that is known, unless it stands outside of the article.
    prose = [
        inside and (vote or not (passage.linked or not apart.isdisjoint(passage.within)))
        for passage, vote, inside in zip(passages, votes, inner, strict=True)
    ]
    if not any(vote and of_text for vote, of_text in zip(votes, prose, strict=True)):
        chosen = [passage for passage in passages if not _in_menu(passage)]
        remark = "no article was found in the page, so all of it was read" if chosen else "the page has no text"
        return chosen, (*flow.remarks, remark)
    first, last, remarks = _extent(whole, passages, votes, prose)
    chosen = []
    left = 0
    for number, (passage, inside, kept) in enumerate(zip(passages, inner, prose, strict=True)):
        within = first <= number < last
        if within and (kept or (inside and _heads(passages, prose, number))):
            chosen.append(passage)
        elif inside and not (passage.linked and (not within or not apart.isdisjoint(passage.within))):
            # Menus are no loss.
            left += _size(passage)
    if unasked:
        remarks = (*remarks, "the page is very large: what of it is the article was told by its marks alone")
    if left:
        remarks = (*remarks, f"left out as no part of the article: {left:,} word{'' if left == 1 else 's'}")
    return chosen, (*flow.remarks, *remarks)


def _size(passage: Passage) -> int:
    return len(passage.text.split())


def _in_menu(passage: Passage) -> bool:
    return any(local_name(element).lower() == "nav" for element in passage.within)


def _heads(passages: Sequence[Passage], prose: Sequence[bool], number: int) -> bool:
    """True of a heading that is a link, as those of the entries of a blog, if text follows it."""
    after = number + 1
    return passages[number].kind == "heading" and after < len(passages) and prose[after] and not passages[after].linked


def _surroundings(whole: Any) -> tuple[set[Any], set[Any]]:
    """The elements of a page around its text by what they are, and those that seem so by their names."""
    around: set[Any] = set()
    apart: set[Any] = set()
    for element in whole.iter():
        name = local_name(element).lower()
        if element.get("role") in _ROLES or (name in _AROUND and not _is_of_text(element, name)):
            around.add(element)
        elif (name == "aside" and not _is_of_text(element, name)) or (name in _BOXES and _seems_apart(element, name)):
            apart.add(element)
    return around, apart


def _seems_apart(element: Any, name: str) -> bool:
    # The id of a section is often made of its heading: "related-work".
    names = f"{'' if name == 'section' else element.get('id', '')} {element.get('class', '')}"
    return not _APART.isdisjoint(part.lower() for part in _NAMES.findall(names))


def _is_of_text(element: Any, name: str) -> bool:
    """True of the head of an article, of what stands beside its text, and of the foot of a quotation."""
    if name == "header" and element.find(".//h1") is not None:
        return True
    return any(local_name(above).lower() in _HOLDERS.get(name, ()) for above in element.iterancestors())


def _found(tree: Any) -> set[str]:
    """What trafilatura takes for the article: its pairs of words, and its passages of one word."""
    article = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, config=_settings())
    body = getattr(article, "body", None)
    pairs: set[str] = set()
    for _, text in [] if body is None else pieces_of(body):
        pairs.update(_pairs(text))
    return pairs


def _pairs(text: str) -> list[str]:
    words = _WORD.findall(text)
    return [f"{one} {other}" for one, other in pairwise(words)] if len(words) > 1 else words


def _is_found(text: str, found: set[str]) -> bool:
    pairs = _pairs(text)
    return bool(pairs) and sum(pair in found for pair in pairs) >= _SHARED * len(pairs)


@cache
def _settings() -> ConfigParser:
    """The settings of trafilatura, but that a short article is not replaced by the bare words of the whole page."""
    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    return settings


def _voted_in(passages: Sequence[Passage], votes: Sequence[bool], apart: set[Any]) -> set[Any]:
    """Of the elements that seem apart by their names, those of which half the words at least are in the article."""
    sizes: dict[Any, list[int]] = {}
    for passage, vote in zip(passages, votes, strict=True):
        for element in passage.within:
            counts = sizes.setdefault(element, [0, 0])
            counts[vote] += _size(passage)
    return {element for element, (out, found) in sizes.items() if element in apart and found >= out}


def _extent(
    whole: Any, passages: Sequence[Passage], votes: Sequence[bool], prose: Sequence[bool]
) -> tuple[int, int, tuple[str, ...]]:
    """Where the article begins and ends in the passages of a page, and a remark where it has too little of the page."""
    found = [number for number, vote in enumerate(votes) if vote and prose[number]]
    marked = _marked(whole)
    first, last = (0, 0) if marked is None else _reach(passages, marked)
    if _total(passages, [at for at in found if first <= at < last]) * 2 < _total(passages, found):
        # What the page marks is of it, even where most of what was found is elsewhere.
        start, end = _around_found(passages, found)
        first, last = (min(first, start), max(last, end)) if first < last else (start, end)
    elif _is_main(marked):
        return first, last, ()
    kept = [number for number, of_text in enumerate(prose) if of_text]
    inside, every = _total(passages, [at for at in kept if first <= at < last]), _total(passages, kept)
    if (every - inside) * _MOST_OUTSIDE > inside:
        remark = f"the article that was found has {inside:,} of the {every:,} words of the page, so all of it was read"
        return 0, len(passages), (remark,)
    return first, last, ()


def _around_found(passages: Sequence[Passage], found: Sequence[int]) -> tuple[int, int]:
    """The reach of the smallest element that holds what was found, with the headline that may stand above it."""
    telling = [at for at in found if _size(passages[at]) >= _TELLING] or found
    first, last = _reach(passages, _common([passages[at].element for at in telling]))
    titles = [at for at, passage in enumerate(passages) if local_name(passage.element).lower() == "h1"]
    return titles[0] if len(titles) == 1 and titles[0] < first else first, last


def _total(passages: Sequence[Passage], numbers: Iterable[int]) -> int:
    return sum(_size(passages[number]) for number in numbers)


def _marked(whole: Any) -> Any:
    """The one element that a page marks as its main part or as its article, else None."""
    for is_marked in (_is_main, _is_article):
        held = [
            element
            for element in whole.iter()
            if is_marked(element) and not any(is_marked(above) for above in element.iterancestors())
        ]
        if len(held) == 1:
            return held[0]
    return None


def _is_main(element: Any) -> bool:
    return local_name(element).lower() == "main" or element.get("role") == "main"


def _is_article(element: Any) -> bool:
    return local_name(element).lower() == "article"


def _reach(passages: Sequence[Passage], element: Any) -> tuple[int, int]:
    """From where to where in the passages of a page those of an element stand."""
    known = {element: True}
    inside = [number for number, passage in enumerate(passages) if _is_within(passage.element, known)]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _is_within(element: Any, known: dict[Any, bool]) -> bool:
    """Whether an element stands in one of which that is known; what is met on the way up is known from then on."""
    way: list[Any] = []
    here = element
    while here is not None and here not in known:
        way.append(here)
        here = here.getparent()
    found = here is not None and known[here]
    known.update(dict.fromkeys(way, found))
    return found


def _common(elements: Sequence[Any]) -> Any:
    """The smallest element that holds all of some, which may be one of them."""
    line = [elements[0], *elements[0].iterancestors()]
    depth = {element: number for number, element in enumerate(line)}
    at = 0
    for element in elements[1:]:
        way: list[Any] = []
        here = element
        while here not in depth:
            way.append(here)
            here = here.getparent()
        at = max(at, depth[here])
        # No way up is gone twice.
        depth.update(dict.fromkeys(way, depth[here]))
    return line[at]
