"""Who: `Actor`, its part in an event, and who answers for one."""

from __future__ import annotations

import enum
from functools import cached_property
from typing import Any

from attrs import field, frozen

from dateline.errors import ArgumentError
from dateline.model.checks import are_all, derive_id, folded, is_a, member_of, to_optional_text, to_tuple
from dateline.model.texts import Mention

__all__ = ["Actor", "ActorKind", "Attribution", "Inference", "Participation"]


def _to_actor_kind(value: Any) -> ActorKind:
    return member_of(ActorKind, value, "kind")


class ActorKind(enum.Enum):
    """What sort of actor a name stands for.

    `OTHER` is a thing with a name that acts or has something done to it: a ship, a book, a horse.  `UNKNOWN` is a name
    that does so, of which the text does not tell what it stands for.
    """

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    PLACE = "place"
    OTHER = "other"
    UNKNOWN = "unknown"


def _to_aliases(value: Any) -> Any:
    aliases = to_tuple(value)
    return tuple(sorted(set(aliases))) if all(isinstance(alias, str) for alias in aliases) else aliases


@frozen(cache_hash=True)
class Inference:
    """Why the pronoun or description ("he", "the company") at `mention` is taken for an actor: `reason`, in words.

    Of "he" and "she" it says how sure that is too: "by far", "clearly" or "narrowly".
    """

    mention: Mention = field(validator=is_a(Mention))
    reason: str = field(validator=is_a(str))


@frozen(cache_hash=True)
class Actor:
    """A person, organization, group, place or named thing: one actor however often and under whatever name it is met.

    `name` is the fullest name in the text, `aliases` the other names (sorted, without `name`).  `disambiguator` keeps
    apart two actors of the same name and kind; it may be anything that tells them apart, such as an office or a source.
    `inferences` are the mentions that do not name it, each with the reason why it is taken to be meant.
    `affiliation` is to whom somebody belongs who has no name of their own, by the name of that body or person: "Leeds
    Water" for "two inspectors of Leeds Water".
    """

    name: str = field(validator=is_a(str))
    kind: ActorKind = field(default=ActorKind.PERSON, converter=_to_actor_kind)
    aliases: tuple[str, ...] = field(default=(), converter=_to_aliases, validator=are_all(str))
    description: str | None = field(default=None, converter=to_optional_text, validator=is_a(str, optional=True))
    mentions: tuple[Mention, ...] = field(default=(), converter=to_tuple, validator=are_all(Mention), repr=False)
    disambiguator: str | None = field(default=None, converter=to_optional_text, validator=is_a(str, optional=True))
    inferences: tuple[Inference, ...] = field(default=(), converter=to_tuple, validator=are_all(Inference), repr=False)
    affiliation: str | None = field(default=None, converter=to_optional_text, validator=is_a(str, optional=True))

    def __attrs_post_init__(self) -> None:
        if not self.name.strip():
            raise ArgumentError("name", self.name, "must not be empty")
        if self.name in self.aliases:
            object.__setattr__(self, "aliases", tuple(alias for alias in self.aliases if alias != self.name))

    @cached_property
    def id(self) -> str:
        """Derived from the name, the kind and the disambiguator; new mentions leave it as it is."""
        return derive_id("a", *self.identity)

    @cached_property
    def identity(self) -> tuple[str, str, str | None]:
        """What the id is derived from: of two actors of one timeline, either both differ or neither."""
        return (folded(self.name), self.kind.value, self.disambiguator)

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the aliases."""
        return (self.name, *self.aliases)

    def is_called(self, name: str) -> bool:
        """True if `name` is the name or an alias, whatever its case and spacing."""
        wanted = folded(name)
        return any(folded(known) == wanted for known in self.names)


@frozen
class Participation:
    """An actor's part in an event.

    Roles in use: agent, patient, speaker, recipient, beneficiary and, where the sentence does not tell, participant.
    """

    actor: Actor = field(validator=is_a(Actor))
    role: str = field(default="participant", validator=is_a(str))


@frozen
class Attribution:
    """Who answers for an event: `source` says so by `cue` ("said", "according to"), at `mention`.

    Several attributions form a chain, innermost speaker first: the official, then the outlet that cites the official.
    """

    source: Actor = field(validator=is_a(Actor))
    cue: str = field(default="", validator=is_a(str))
    mention: Mention | None = field(default=None, validator=is_a(Mention, optional=True))
