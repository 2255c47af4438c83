"""Who is there and who says so: names, their kinds and other forms, what "he" and "the company" refer to."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from dateline.model import ActorKind, Span

__all__ = ["ActorMention", "Quotation"]


@frozen
class ActorMention:
    """A name, a described actor ("a customs officer from Alder County") or a pronoun that points to one.

    `name` is the text without titles, determiners and possessive endings; `form` tells names from descriptions and
    pronouns; `aliases` are other names stated at this very place ("aka", an acronym in brackets, "née").
    `title` is what stands before ("Mr", "President"), `description` what is said of the actor in apposition
    ("the fund's chair").  `gender` and `number` are what title, given name or pronoun tell.
    `sure` is False where only the make of a name says what kind of actor it is.
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
    sure: bool = True


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
