"""Documents of many formats as texts: what a file is, its text, its pages and blocks, and what it says of itself.

A module `dateline.documents.<format>` has `read(file) -> Content`; `opening` finds the one for a file by its kind,
which `kinds` tells by the content, and imports it when it is asked for.  All but plain text, Markdown and mails without
HTML need the extra `files` (`pip install 'dateline[files]'`).
"""

from dateline.documents.kinds import kind_of
from dateline.documents.opening import open, open_all  # noqa: A004

__all__ = ["kind_of", "open", "open_all"]
