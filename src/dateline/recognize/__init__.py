"""What words are there: the protocol of recognizers and the mentions they hand on, before any date is computed.

A recognizer is a plain callable `(document, found) -> iterable of annotations`.  It reads the text (and what earlier
recognizers found) and yields `Sentence`, `Timex`, `ActorMention`, `Quotation` or `Predicate` objects whose spans are
half-open code-point offsets into `document.text`.  `dateline.pipeline.RECOGNIZERS` is the tuple that runs them.

`document.text` is the text as it runs on: where lines were wrapped by hand, or words are parted by more than a space,
it has one space, and what is found is told at its place in the text as given.  So a pattern need not mind line ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias

from attrs import Factory, define, frozen

from dateline.model import Document, Span, Status, Timex
from dateline.text import Sentence
from dateline.who import ActorMention, Quotation

__all__ = [
    "ActorMention",
    "Annotation",
    "Annotations",
    "Predicate",
    "Quotation",
    "Recognizer",
    "Sentence",
]


@frozen
class Predicate:
    """The word that names a happening (a finite verb or an event noun), with the clause it governs."""

    span: Span
    clause: Span
    lemma: str
    kind: Literal["occurrence", "reporting", "state", "aspectual", "planned"] = "occurrence"
    tense: Literal["past", "present", "future", "none"] = "none"
    status: Status = Status.ASSERTED
    voice: Literal["active", "passive"] = "active"
    subject: Span | None = None


Annotation: TypeAlias = Sentence | Timex | ActorMention | Quotation | Predicate


@define
class Annotations:
    """All that has been recognized so far, each kind in text order."""

    sentences: list[Sentence] = Factory(list)
    timexes: list[Timex] = Factory(list)
    actors: list[ActorMention] = Factory(list)
    quotations: list[Quotation] = Factory(list)
    predicates: list[Predicate] = Factory(list)


Recognizer: TypeAlias = Callable[[Document, Annotations], Iterable[Annotation]]
