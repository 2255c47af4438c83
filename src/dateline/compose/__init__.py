"""The mentions of a sentence made into events: who did what, when, in what mode and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.compose.events import Composer
from dateline.compose.order import links_of
from dateline.model import Timeline

if TYPE_CHECKING:
    from dateline.model import Document
    from dateline.recognize import Annotations

__all__ = ["compose"]


def compose(document: Document, annotations: Annotations) -> Timeline:
    """The timeline of a document from all that was recognized in it, its timexes resolved.

    Each time gives an event in its own clause; a sentence without a time gives one, undated, if it carries an actor and
    a finite verb.  What stands under a date heading, or after a date at the head of its line, has that date.
    """
    composer = Composer(document, annotations)
    events = composer.run()
    return Timeline(
        events=tuple(events),
        actors=composer.actors,
        sources=(document.source,),
        timexes=tuple(annotations.timexes),
        links=tuple(links_of(document, annotations, events)),
    )
