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

from dateline.model import ActorKind, Document, Span, Status, Timex

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
class Sentence:
    """One sentence, heading, list item or table row.

    `span` leaves out the white space around it.  `kind` says what it is in the layout; `prefix` is the span of a
    bullet, number or other marker at its head (inside `span`), if any.  `paragraph` counts paragraphs from 0.
    `source` is, in a table with a column of sources, the cell that names the one of the row and the head of the column.
    """

    span: Span
    kind: Literal["prose", "heading", "item"] = "prose"
    paragraph: int = 0
    prefix: Span | None = None
    source: tuple[Span, Span] | None = None


@frozen
class ActorMention:
    """A name, a described actor ("a customs officer from Alder County") or a pronoun that points to one.

    `name` is the text without titles, determiners and possessive endings; `form` tells names from descriptions and
    pronouns; `aliases` are other names stated at this very place ("aka", an acronym in brackets, "née").
    `title` is what stands before ("Mr", "President"), `description` what is said of the actor in apposition
    ("the fund's chair").  `gender` and `number` are what title, given name or pronoun tell.
    """

    span: Span
    text: str
    name: str
    kind: ActorKind
    form: Literal["name", "description", "pronoun"] = "name"
    aliases: tuple[str, ...] = ()
    title: str | None = None
    description: str | None = None
    gender: Literal["m", "f", "n"] | None = None
    number: Literal["singular", "plural"] = "singular"


@frozen
class Quotation:
    """Words that somebody other than the author answers for: a direct quote or the content of a reporting clause.

    `span` is the content; `cue` the reporting word ("said", "according to"); `speakers` the spans of those who say it,
    innermost speaker first, then the outlet that carries it.  `direct` is True between quotation marks.
    """

    span: Span
    cue: Span
    speakers: tuple[Span, ...] = ()
    direct: bool = False


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
