"""Trees of XML and HTML (lxml): entities are not expanded, and nothing is fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

from dateline.errors import DocumentError, LimitError

if TYPE_CHECKING:
    from dateline.documents.content import File

__all__ = ["check_declared", "check_entities", "check_tags", "local_name", "tree_of", "xml_of"]

# libxml2 reads XML no deeper, and deeper pages are made by programs that went wrong.
_DEPTH: Final = 256
_DEEPER: Final = etree.XPath(f"boolean({'/*' * (_DEPTH + 1)})")
# The time that libxml2 takes for a tag grows with the square of its attributes: so many take a few seconds.
_ATTRIBUTES: Final = 50_000
# An attribute takes two bytes at least.
_LONG: Final = re.compile(rb"<[A-Za-z][^<]{%d,}" % (_ATTRIBUTES * 2))
_VALUE: Final = re.compile(rb"=\s*(?:\"[^\"]*\"|'[^']*')")
_BETWEEN: Final = re.compile(rb"[\s/]+")
_TOO_MUCH: Final = re.compile(r"Excessive depth|Resource limit|amplification|huge|too long", re.IGNORECASE)


def xml_of(data: bytes, file: File) -> Any:
    """The root element of XML that stands in a file; entities are not expanded, and nothing is fetched.

    Raises `DocumentError` for what no program writes that means well: depths, texts and entities beyond those that
    libxml2 reads, and more tags than the limits of the file allow.
    """
    check_tags(data, file)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if _TOO_MUCH.search(str(error)):
            raise DocumentError(file.where, _beyond(str(error))) from None
        raise


def _beyond(said: str) -> str:
    reason = said.partition(", line")[0].partition(", try")[0].partition(", use")[0].partition(", see")[0]
    return f"its XML goes beyond what is read safely ({reason}); save it again in the program that made it"


_ENTITIES: Final = "its XML has entities of its own, which are not expanded; save it again in the program that made it"


def check_tags(data: bytes, file: File) -> None:
    """Raise `LimitError` for markup of more tags than the limits of the file allow: each takes room in memory."""
    file.limits.check("tags", data.count(b"<"), file.where, "tags")


def check_entities(root: Any, file: File) -> None:
    """Raise `DocumentError` for an office file that names entities: none are written, and words would be lost."""
    if next(root.iter(etree.Entity), None) is not None:
        raise DocumentError(file.where, _ENTITIES)


def check_declared(data: bytes, file: File) -> None:
    """Raise `DocumentError` for XML of an office file that declares entities, before another library reads it."""
    if b"<!ENTITY" in data:
        raise DocumentError(file.where, _ENTITIES)


def local_name(element: Any) -> str:
    """The name of an element without its namespace; "" for what is no element, as a reference to an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def tree_of(text: str, file: File) -> Any:
    """The root element of a page, None if there is nothing in it.

    Raises `LimitError` for one that is nested too deep, or has too many tags, or attributes in one of them.
    """
    # Characters that XML cannot hold would end the page.
    data = text.replace("\0", "").encode("utf-8", "replace")
    check_tags(data, file)
    _check_attributes(data, file)
    # Without `huge_tree` a page would end, without a word, at the first picture or script in it of 10 MB.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except etree.ParserError:
        return None
    if _is_cut(parser.error_log) or _DEEPER(tree):
        remedy = "it is damaged, or no page that people read: save the text of it"
        raise LimitError(file.where, "", _DEPTH, "tags within tags, deeper than is read", remedy)
    return tree


def _is_cut(log: Any) -> bool:
    """True if a page was read up to a limit of libxml2 only."""
    return any(_TOO_MUCH.search(str(entry.message)) for entry in log.filter_from_fatals())


def _check_attributes(data: bytes, file: File) -> None:
    for tag in _LONG.finditer(data):
        inside = _VALUE.sub(b"=", tag[0]).partition(b">")[0]
        number = len(_BETWEEN.split(inside)) - 1
        if number > _ATTRIBUTES:
            remedy = "it is damaged, or no page that people read: save the text of it"
            raise LimitError(file.where, "", _ATTRIBUTES, f"a tag of {number:,} attributes", remedy)
