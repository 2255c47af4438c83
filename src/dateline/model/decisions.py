"""What a reader decides of a timeline, and how it is known again what a decision is about."""

from __future__ import annotations

import datetime as dt
import enum
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast, get_args

from attrs import field, frozen

from dateline.errors import ArgumentError, EDTFError
from dateline.interval import Interval
from dateline.interval.human import undated
from dateline.model.actors import ActorKind
from dateline.model.checks import are_all, is_a, member_of, to_optional_text, to_tuple
from dateline.model.events import Status

if TYPE_CHECKING:
    from attrs import Attribute

__all__ = [
    "DATE",
    "UNSAID",
    "ActorKey",
    "Change",
    "ChangeField",
    "Decision",
    "DecisionKind",
    "DocumentKey",
    "EventKey",
    "Lapsed",
    "LapsedWhy",
    "Quote",
    "Unsaid",
    "WordsKey",
    "flat",
    "to_day",
]

DecisionKind: TypeAlias = Literal["merge", "split", "correct", "drop", "add", "merge_events", "keep_apart"]
ChangeField: TypeAlias = Literal["date", "title", "place", "status", "name", "kind"]
LapsedWhy: TypeAlias = Literal["gone", "ambiguous", "elsewhere", "refused", "not needed", "renamed"]

DATE: Final = "date"


class Unsaid(enum.Enum):
    """What an argument is that was not given, where None says something."""

    UNSAID = "not given"


UNSAID: Final = Unsaid.UNSAID


def flat(words: str) -> str:
    """Words as they are compared: whatever blanks and line ends part them, one space does."""
    return " ".join(words.split())


def to_day(value: Any) -> Any:
    """A day or time of ISO 8601 as text, as it is told when something was decided."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        text = value.strip()
        try:
            dt.datetime.fromisoformat(text)
        except ValueError:
            raise ArgumentError("on", value, "must be a date, or one in ISO 8601 such as 2024-03-05") from None
        return text
    return value


def _text(*, optional: bool = True) -> Any:
    if optional:
        return field(default=None, converter=to_optional_text, validator=is_a(str, optional=True))
    return field(validator=is_a(str))


@frozen(kw_only=True)
class DocumentKey:
    """The document that a decision is about: what is stated of it, and the `id` that its `Source` had.

    The id changes with the text, what is stated does not.
    """

    id: str | None = _text()
    name: str | None = _text()
    title: str | None = _text()
    publisher: str | None = _text()
    url: str | None = _text()

    def __str__(self) -> str:
        return self.title or self.name or self.publisher or self.url or "the document"


def _check_count(instance: object, attribute: Attribute[Any], value: object) -> None:
    if type(value) is not int or value < 1:
        raise ArgumentError(attribute.name, value, "must be an integer from 1 on")


@frozen(kw_only=True)
class Quote:
    """Words of a document, and which they are where the document has the same words more than once.

    `before` and `after` are the quotes of the timeline that stand next to them in the document, or the ends of these.
    Where they do not tell, the words are the `number`th of `of`.  `start` is where they stood, in code points.
    """

    words: str = _text(optional=False)
    document: DocumentKey = field(factory=DocumentKey, validator=is_a(DocumentKey))
    before: str | None = _text()
    after: str | None = _text()
    number: int = field(default=1, validator=_check_count)
    of: int = field(default=1, validator=_check_count)
    start: int | None = field(default=None, validator=is_a(int, optional=True))

    def __attrs_post_init__(self) -> None:
        if not self.words.strip():
            raise ArgumentError("words", self.words, "must not be empty")
        if self.number > self.of:
            raise ArgumentError("number", self.number, f"must not be more than of, {self.of}")


@frozen(kw_only=True)
class EventKey:
    """The event that a decision is about: its id, and what is looked for where no event has that id any more.

    That is the words of its quote, and of several events in them the one with the same trigger, or with the same title.
    """

    id: str | None = _text()
    title: str = _text(optional=False)
    trigger: str | None = _text()
    quote: Quote | None = field(default=None, validator=is_a(Quote, optional=True))


@frozen(kw_only=True)
class WordsKey:
    """A temporal expression or a mention of an actor, by its words and the quote in which it stands.

    Without `words`, they are all mentions in the document of the quote.
    """

    id: str | None = _text()
    words: str | None = _text()
    quote: Quote | None = field(default=None, validator=is_a(Quote, optional=True))
    document: DocumentKey | None = field(default=None, validator=is_a(DocumentKey, optional=True))


@frozen(kw_only=True)
class ActorKey:
    """The actor that a decision is about: the id, and where that is gone, the name, the kind and one quote."""

    id: str | None = _text()
    name: str | None = _text()
    kind: str | None = _text()
    quote: Quote | None = field(default=None, validator=is_a(Quote, optional=True))

    def __str__(self) -> str:
        return self.name or self.id or "somebody"


@frozen
class Change:
    """What a decision puts in place of what was read: of a `field`, the value `to` and what it `was`.

    A date is an `Interval`, all else is text; None is no date and no place.  `was` is text, a date in EDTF.
    """

    field: ChangeField = field(validator=lambda *given: _check_member("field", given[2], ChangeField))
    to: Interval | str | None = None
    was: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.field == DATE:
            if not (self.to is None or isinstance(self.to, Interval)):
                raise ArgumentError("date", self.to, "must be an Interval or None")
        elif not (isinstance(self.to, str) and self.to.strip()) and not (self.field == "place" and self.to is None):
            raise ArgumentError(self.field, self.to, "must be text")
        elif self.field in _MEMBERS:
            member_of(_MEMBERS[self.field], self.to, self.field)


# What of a thing is one of a few words.
_MEMBERS: Final[dict[str, type[enum.Enum]]] = {"status": Status, "kind": ActorKind}


def _to_keys(value: Any) -> Any:
    return tuple(ActorKey(id=one) if isinstance(one, str) else one for one in to_tuple(value))


def _check_member(argument: str, value: object, literal: Any) -> None:
    if value not in get_args(literal):
        raise ArgumentError(argument, value, f"must be one of {', '.join(get_args(literal))}")


# How many events, actors and expressions a decision of a kind is about.
_ABOUT: Final[dict[str, tuple[tuple[int, int, int], ...]]] = {
    "correct": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "drop": ((1, 0, 0),),
    "merge_events": ((2, 0, 0),),
    "keep_apart": ((2, 0, 0),),
}


@frozen(cache_hash=True)
class Decision:
    """What a reader decided: a correction, or what is one and what is not.

    - `merge`: several of `actors` are one, by the `name`
    - `split`: some `mentions` of one of `actors` are another, by the `name`
    - `correct`: the date, title, place or status of one of `events` is another (`changes`); without any, a `note`
    - `correct`: the date of `timex` is another, and that of its events with it
    - `correct`: the name or kind of one of `actors` is another
    - `drop`: one of `events` is none
    - `add`: there is an event more: what `changes` say, with `actors` and the words `quote`
    - `merge_events`: two of `events` are one that was told twice
    - `keep_apart`: two of `events` are not one

    What it is about is told by keys, which find it again in a new reading of the text.  `note` is why, `by` who decided
    and `on` the day (ISO 8601); no clock is read.  `becomes` is the id that an event then has.  As a string it is a
    plain sentence.
    """

    kind: DecisionKind = field(validator=lambda *given: _check_member("kind", given[2], DecisionKind))
    actors: tuple[ActorKey, ...] = field(default=(), converter=_to_keys, validator=are_all(ActorKey))
    name: str | None = _text()
    mentions: tuple[WordsKey, ...] = field(default=(), converter=to_tuple, validator=are_all(WordsKey))
    events: tuple[EventKey, ...] = field(default=(), converter=to_tuple, validator=are_all(EventKey))
    timex: WordsKey | None = field(default=None, validator=is_a(WordsKey, optional=True))
    changes: tuple[Change, ...] = field(default=(), converter=to_tuple, validator=are_all(Change))
    quote: Quote | None = field(default=None, validator=is_a(Quote, optional=True))
    becomes: str | None = _text()
    note: str | None = _text()
    by: str | None = _text()
    on: str | None = field(default=None, converter=to_day, validator=is_a(str, optional=True))

    def __attrs_post_init__(self) -> None:
        about = (len(self.events), len(self.actors), int(self.timex is not None))
        if self.kind in _ABOUT and about not in _ABOUT[self.kind]:
            wanted = "two events" if self.kind in ("merge_events", "keep_apart") else "one event"
            if self.kind == "correct":
                wanted += ", one actor or one temporal expression"
            raise ArgumentError("kind", self.kind, f"a decision of this kind is about {wanted}")
        if len(self.events) == 2 and self.events[0] == self.events[1]:
            raise ArgumentError("events", str(self.events[0].title), "is one event given twice; must be two")
        if self.kind in ("merge", "split") and not self.actors:
            raise ArgumentError("actors", self.actors, "must name the actors that it is about")
        if self.kind == "correct" and not self.changes and not (self.events and self.note):
            raise ArgumentError("changes", self.changes, "must say what is to be corrected")
        fields = [change.field for change in self.changes]
        if len(set(fields)) < len(fields):
            raise ArgumentError("changes", self.changes, "has one field twice")
        wanted_fields = (
            ("name", "kind") if self.kind == "correct" and self.actors else ("date",) if self.timex else _OWN
        )
        for name in fields:
            if name not in wanted_fields:
                raise ArgumentError(name, name, f"is no part of what is corrected; it has {', '.join(wanted_fields)}")
        if self.kind == "add" and "title" not in fields:
            raise ArgumentError("title", None, "must be given for an event that is added")

    def __str__(self) -> str:
        told: str = _SENTENCES[self.kind](self)
        if self.by or self.on or self.note:
            who = ", ".join(part for part in (f"by {self.by}" if self.by else "", self.on or "") if part)
            told += f" ({': '.join(part for part in (who, self.note or '') if part)})"
        return told

    def to(self, field: ChangeField) -> Change | None:
        """What it says of a field, None if nothing."""
        return next((change for change in self.changes if change.field == field), None)


_OWN: Final = ("date", "title", "place", "status")


def _told(change: Change) -> str:
    if change.field == DATE:
        was, now = "" if change.was is None else _date_told(change.was), _date_told(change.to)
    else:
        marks = "“{}”" if change.field in ("title", "name") else "{}"
        was, now = (marks.format(value) if value else "" for value in (change.was, change.to))
        now = now or "none"
    what = "place " if change.field == "place" else ""
    # What was there before may have been nothing, or not be told in a file that was written by hand.
    return f"{what}{was} → {now}" if was else f"{what}→ {now}"


def _date_told(date: Interval | str | None) -> str:
    if isinstance(date, str):
        try:
            return Interval.from_edtf(date).human()
        except EDTFError:
            return date
    return undated("en") if date is None else date.human()


def _corrected(decision: Decision) -> str:
    if not decision.changes:
        return f"a note on “{decision.events[0].title}”"
    told = "; ".join(map(_told, decision.changes))
    if decision.timex is not None:
        return f"{told}: “{decision.timex.words}”"
    if decision.actors:
        return told if decision.to("name") else f"{told}: {decision.actors[0]}"
    title = decision.to("title")
    return told if title is not None and title.was else f"{told}: “{decision.events[0].title}”"


def _added(decision: Decision) -> str:
    date, title = decision.to("date"), cast("Change", decision.to("title"))
    return f"added: {_date_told(date.to if date else None)}: “{title.to}”"


def _merged(decision: Decision) -> str:
    return f"{' and '.join(map(str, decision.actors))} are one" + (f": {decision.name}" if decision.name else "")


def _split(decision: Decision) -> str:
    several = len(decision.mentions)
    if several == 1 and decision.mentions[0].words is None:
        those = f"{decision.actors[0]} in {decision.mentions[0].document}"
        return f"{those} is somebody else" + (f": {decision.name}" if decision.name else "")
    those = "1 mention" if several == 1 else f"{several} mentions"
    return f"{those} of {decision.actors[0]} {'is' if several == 1 else 'are'} of somebody else" + (
        f": {decision.name}" if decision.name else ""
    )


def _pair(decision: Decision) -> str:
    one, other = (f"“{key.title}”" for key in decision.events)
    return f"{one} and {other} are {'one event' if decision.kind == 'merge_events' else 'not the same event'}"


_SENTENCES: Final[dict[str, Any]] = {
    "correct": _corrected,
    "drop": lambda decision: f"dropped: “{decision.events[0].title}”",
    "add": _added,
    "merge": _merged,
    "split": _split,
    "merge_events": _pair,
    "keep_apart": _pair,
}


@frozen
class Lapsed:
    """A decision that was not applied to a timeline as it stands, and the `reason` in a plain sentence.

    `why` is "gone" (what it is about stands there no longer), "ambiguous" (it fits two places alike), "elsewhere" (its
    document is not in the timeline), "refused" (it cannot be carried out), or "not needed" (the text says so itself
    now).  One that is "renamed" was applied after all: its document goes by another name.
    """

    decision: Decision = field(validator=is_a(Decision))
    why: LapsedWhy = field(validator=lambda *given: _check_member("why", given[2], LapsedWhy))
    reason: str = field(validator=is_a(str))

    def __str__(self) -> str:
        return f"{self.decision}: {self.reason}"

    @property
    def open(self) -> bool:
        """True if the decision may have been lost: it was not applied, and the text does not say the same."""
        return self.why in ("gone", "ambiguous", "refused", "elsewhere")
