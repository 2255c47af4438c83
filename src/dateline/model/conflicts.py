"""Where tellings differ: what two sources say of one happening, and what may be one happening."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import attrs
from attrs import frozen

from dateline.errors import ArgumentError
from dateline.model.checks import are_all, is_a, to_tuple
from dateline.model.events import Event
from dateline.model.texts import Mention, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Claim", "Conflict", "Retelling"]

_Field: TypeAlias = Literal["date", "number", "place", "status"]
_FIELDS: Final = get_args(_Field)
# So many characters of a quote are shown where a conflict is told.
_QUOTE: Final = 90


@frozen(cache_hash=True)
class Claim:
    """What a source says: `value` in words ("4 May 2021", "12 workers", "Leeds", "did not happen").

    `event` is the event of the timeline that tells it, `mention` the quote that proves it, `source` the document that
    the quote stands in, and `voice` the name of who answers for it there, "" if the document itself does.  `reader` is
    who gave the value in place of what was read from the quote ("a reader" if that is not told), "" if nobody did.
    """

    value: str = attrs.field(validator=is_a(str))
    event: Event = attrs.field(validator=is_a(Event), repr=False)
    mention: Mention = attrs.field(validator=is_a(Mention))
    source: Source = attrs.field(validator=is_a(Source))
    voice: str = attrs.field(default="", validator=is_a(str))
    reader: str = attrs.field(default="", validator=is_a(str))

    @property
    def who(self) -> str:
        """Who says so, for readers: "Kelden Post", or "police (Kelden Post)" where the document cites somebody.

        Of what was corrected it is the reader: "J. Marsh (correcting Kelden Post)".
        """
        return self.who_in(self.source.name)

    def who_in(self, document: str) -> str:
        """Who says so, where the document is called by another name than that of its source."""
        if self.reader:
            return f"{self.reader} (correcting {document})"
        return f"{self.voice} ({document})" if self.voice else document


@frozen(cache_hash=True)
class Conflict:
    """Sources that differ about one happening, in `field`: "date", "number", "place" or "status" (whether it happened).

    `events` are the events of the timeline that it is about, in its order: one, if one event holds both claims.
    `claims` say who says what, at least two of them and not all compatible; of claims that agree each source has its
    own.  `sure` is False where it is a guess that the events are one happening; `reason` says why they are taken for
    one, or may be.
    """

    field: _Field = attrs.field(validator=lambda self, attribute, value: _check_field(value))
    events: tuple[Event, ...] = attrs.field(converter=to_tuple, validator=are_all(Event), repr=False)
    claims: tuple[Claim, ...] = attrs.field(converter=to_tuple, validator=are_all(Claim))
    sure: bool = attrs.field(default=True, validator=is_a(bool))
    reason: str = attrs.field(default="", validator=is_a(str))

    def __str__(self) -> str:
        return f"{self.field}: {'; '.join(self.said())}. {self.why()}"

    def said(self) -> Iterator[str]:
        """What each value is claimed by, with a quote: "Kelden Post says 3 May 2021 (“…”)"."""
        told: dict[str, list[Claim]] = {}
        for claim in self.claims:
            told.setdefault(claim.value, []).append(claim)
        for value, claims in told.items():
            names = list(dict.fromkeys(claim.who for claim in claims))
            who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
            quote = " ".join(claims[0].mention.text.split())
            quote = quote if len(quote) <= _QUOTE else f"{quote[: _QUOTE - 1].rstrip()}…"
            yield f"{who} {'says' if len(names) == 1 else 'say'} {value} (“{quote}”)"

    def why(self) -> str:
        """Why the events are taken for one happening, or that they only may be, as a sentence."""
        return f"{'Taken for' if self.sure else 'May be'} the same happening: {self.reason}."


@frozen(cache_hash=True)
class Retelling:
    """Two events of different sources that may be one happening, and why: nobody but the reader decides.

    They are in no conflict; what else their words say may differ, or be contrary.
    """

    events: tuple[Event, Event] = attrs.field(converter=to_tuple, validator=are_all(Event))
    reason: str = attrs.field(validator=is_a(str))

    def __str__(self) -> str:
        one, other = self.events
        return f"“{one.title}” and “{other.title}” may be the same happening: {self.reason}."


def _check_field(value: object) -> None:
    if value not in _FIELDS:
        raise ArgumentError("field", value, f"must be one of {', '.join(_FIELDS)}")
