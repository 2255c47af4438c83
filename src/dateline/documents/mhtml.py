"""Pages that a browser saved as one file (MHTML, RFC 2557): the page in it, and where it was found.

The fields at its head look like those of a mail; their sender is the browser, and their date that of the saving.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from dateline.documents import html
from dateline.documents.content import one_line
from dateline.documents.mail import message_of
from dateline.errors import DocumentError

if TYPE_CHECKING:
    from dateline.documents.content import Content, File

__all__ = ["read"]


def read(file: File) -> Content:
    """The page as `html` reads it; its address is the one that it was saved from, if it names no other."""
    message = message_of(file)
    page: Any = message.get_body(preferencelist=("html",))
    if page is None:
        raise DocumentError(file.where, "it is a saved page without a page in it; open the page and save it again")
    encoding = file.encoding or page.get_content_charset()
    content = html.read(evolve(file, data=page.get_payload(decode=True) or b"", encoding=encoding))
    places = (message.get("snapshot-content-location"), page.get("content-location"))
    addresses = [one_line(str(place)) for place in places if str(place).startswith(("http://", "https://"))]
    title = None if message.get("subject") is None else one_line(str(message.get("subject")))
    frames = sum(part.get_content_type() == "text/html" for part in message.walk()) - 1
    remarks = (f"left out: {frames} frame{'' if frames == 1 else 's'} within the page",) if frames else ()
    return evolve(
        content,
        url=content.url or next(iter(addresses), None),
        title=content.title or title,
        remarks=(*content.remarks, *remarks),
    )
