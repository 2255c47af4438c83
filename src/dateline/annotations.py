"""What recognizers hand on: the protocol of a recognizer and all that was found so far.

A recognizer is a plain callable `(document, found) -> iterable of annotations`.  It reads the text (and what earlier
recognizers found) and yields `Sentence`, `Timex`, `ActorMention` or `Quotation` objects whose spans are half-open
code-point offsets into `document.text`.  `dateline.pipeline.RECOGNIZERS` is the tuple that runs them.

`document.text` is the text as it runs on: where lines were wrapped by hand, or words are parted by more than a space,
it has one space, and what is found is told at its place in the text as given.  So a pattern need not mind line ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import Factory, define

from dateline.model import Document, Timex
from dateline.text import Sentence
from dateline.who import ActorMention, Quotation

__all__ = ["ActorMention", "Annotation", "Annotations", "Quotation", "Recognizer", "Sentence"]

Annotation: TypeAlias = Sentence | Timex | ActorMention | Quotation


@define
class Annotations:
    """All that has been recognized so far, each kind in text order."""

    sentences: list[Sentence] = Factory(list)
    timexes: list[Timex] = Factory(list)
    actors: list[ActorMention] = Factory(list)
    quotations: list[Quotation] = Factory(list)


Recognizer: TypeAlias = Callable[[Document, Annotations], Iterable[Annotation]]
