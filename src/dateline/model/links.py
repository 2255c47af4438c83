"""What a text says of the order of events, and which actors may be one."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

from dateline.interval import Relation
from dateline.model.actors import Actor
from dateline.model.checks import is_a, member_of
from dateline.model.events import Event
from dateline.model.texts import Mention

__all__ = ["EventRelation", "Suggestion", "TemporalLink"]


def _to_relation(value: Any) -> Relation:
    return member_of(Relation, value, "relation")


@frozen(cache_hash=True)
class TemporalLink:
    """What the text says of the order of two events, each known by its trigger (a TLINK of TimeML 1.2.1).

    `relation` is that of `event` to `other`: before, after, or equals where the text says "when" or "while", or goes on
    with what was said on one occasion.  `cue` is the word that says so ("then"), None if no single word does: the tense
    of the verb, or the same speaker.
    """

    event: Mention = field(validator=is_a(Mention))
    relation: Relation = field(converter=_to_relation)
    other: Mention = field(validator=is_a(Mention))
    cue: Mention | None = field(default=None, validator=is_a(Mention, optional=True))


@frozen(cache_hash=True)
class EventRelation:
    """`event` stands in `relation` to `other` (before, after, equals), as the text says by `cue` or by its tenses."""

    event: Event
    relation: Relation
    other: Event
    cue: Mention | None = None


@frozen(cache_hash=True)
class Suggestion:
    """Two actors of different documents who may be one, and why: nobody but the reader decides.

    `reason` is "other kind", "same name", "word order", "spelling", "initials", "acronym" or "short form".
    """

    actors: tuple[Actor, Actor]
    reason: str
