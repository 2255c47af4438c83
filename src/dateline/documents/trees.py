"""Trees of XML and HTML (lxml): entities are not expanded, and nothing is fetched."""

from __future__ import annotations

from typing import Any

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

from dateline.errors import DocumentError

__all__ = ["local_name", "tree_of", "xml_of"]


def xml_of(data: bytes) -> Any:
    """The root element of XML; entities are not expanded, and nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def local_name(element: Any) -> str:
    """The name of an element without its namespace; "" for what is no element, as a reference to an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def tree_of(text: str, where: str) -> Any:
    """The root element of a page, None if there is nothing in it; `DocumentError` if it is nested too deep."""
    # Characters that XML cannot hold would end the page.
    data = text.replace("\0", "").encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except etree.ParserError:
        return None
    if any("depth" in str(entry.message) for entry in parser.error_log):
        raise DocumentError(where, "its tags are nested deeper than 256; it is damaged, or no page that people read")
    return tree
