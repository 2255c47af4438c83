"""The nouns: what a text says (`Mention`, `Timex`, `Actor`) and what is made of it (`Event`, `Timeline`).

All of them are values: frozen, hashable, picklable, equal by content.  Spans are half-open code-point offsets into the
text exactly as it was given.  An `id` is derived from the content alone, so it is the same on every machine and run.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar, cast, overload

from attrs import evolve, field, frozen

from dateline.errors import ArgumentError
from dateline.interval import Granularity, Interval, Moment, Relation
from dateline.matching import candidates, likeness

if TYPE_CHECKING:
    from attrs import Attribute

    from dateline.locale import Locale  # noqa: TC004 (nothing asks for the annotation when the program runs)

__all__ = [
    "Actor",
    "ActorKind",
    "Anchor",
    "Attribution",
    "Decision",
    "Document",
    "Event",
    "EventRelation",
    "Mention",
    "Mod",
    "Participation",
    "Source",
    "Span",
    "Status",
    "Suggestion",
    "TemporalLink",
    "Timeline",
    "Timex",
    "TimexType",
]

_T = TypeVar("_T")
_I = TypeVar("_I", "Event", "Timex")
_E = TypeVar("_E", bound=enum.Enum)


# -- what the constructors accept, and how they say no ---------------------------------------------------------------


def _is(kind: type, optional: bool = False) -> Callable[[Any, Attribute[Any], Any], None]:
    """A validator for one class, whose message names the argument."""
    reason = f"must be {_article(kind)}{' or None' if optional else ''}"

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, kind) and not (optional and value is None):
            raise ArgumentError(attribute.alias or attribute.name, value, reason)

    return check


def _are(kind: type) -> Callable[[Any, Attribute[Any], Any], None]:
    """A validator for a tuple of one class, whose message names the argument and the place in it."""
    reason = f"must be {_article(kind)}"

    def check(instance: object, attribute: Attribute[Any], value: tuple[object, ...]) -> None:
        for number, item in enumerate(value):
            if not isinstance(item, kind):
                raise ArgumentError(f"{attribute.alias}[{number}]", item, reason)

    return check


def _article(kind: type) -> str:
    return "a string" if kind is str else f"{'an' if kind.__name__[0] in 'AEIO' else 'a'} {kind.__name__}"


def _tuple(value: Any) -> Any:
    if type(value) is tuple:
        return value
    # A string is one alias or note, not its characters; anything else that is no collection is for the validator.
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        return (value,)
    return tuple(value)


def _member(enumeration: type[_E], value: Any, argument: str) -> _E:
    if type(value) is enumeration:
        return value
    try:
        return enumeration(value)
    except ValueError:
        known = ", ".join(str(member.value) for member in enumeration)
        raise ArgumentError(argument, value, f"must be one of {known}") from None


def _to_timex_type(value: Any) -> TimexType:
    return _member(TimexType, value, "type")


def _to_actor_kind(value: Any) -> ActorKind:
    return _member(ActorKind, value, "kind")


def _to_status(value: Any) -> Status:
    return _member(Status, value, "status")


def _optional_text(value: Any) -> Any:
    return (value.strip() or None) if isinstance(value, str) else value


def _to_span(value: Any) -> Any:
    return Span(*value) if type(value) is tuple and len(value) == 2 else value


def _to_interval(value: Any) -> Any:
    if value is None or isinstance(value, Interval):
        return value
    if isinstance(value, str):
        return Interval.from_edtf(value)
    if isinstance(value, dt.datetime):
        fine = (
            Granularity.MICROSECOND if value.microsecond else Granularity.SECOND if value.second else Granularity.MINUTE
        )
        return Interval.unit(Moment.of(value), fine)
    if isinstance(value, dt.date):
        return Interval.of(value.year, value.month, value.day)
    return value


def _to_intervals(value: Any) -> Any:
    return tuple(_to_interval(item) for item in _tuple(value)) if value else ()


_PUBLISHED = "must be a date, a datetime or an ISO 8601 string such as 2012-11-09"


def _to_published(value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        text = value.strip()
        try:
            if len(text) > 10 and text[10] in "T ":
                value = dt.datetime.fromisoformat(text)
            else:
                value = dt.date.fromisoformat(text)
        except ValueError:
            raise ArgumentError("published", value, _PUBLISHED) from None
    if isinstance(value, Moment):
        value = value.date()
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        # A zone by name may change its rules; what was published has one offset.
        offset = value.utcoffset()
        if offset is not None:
            value = value.replace(tzinfo=dt.timezone(offset), fold=0)
    if not isinstance(value, dt.date):
        raise ArgumentError("published", value, _PUBLISHED)
    return value


def _to_place(value: Any) -> Any:
    return value.name if isinstance(value, Actor) else _optional_text(value)


def _fold(text: str) -> str:
    """`text` as names and titles are compared: normalized (NFC), white space collapsed, case folded."""
    line = " ".join(text.split())
    # Every text of ASCII is normalized as it is.
    return line.lower() if line.isascii() else unicodedata.normalize("NFC", line).casefold()


_canonical = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_escape = json.encoder.encode_basestring_ascii


def _derive(prefix: str, *content: object) -> str:
    return _digest(prefix, _canonical(content))


def _digest(prefix: str, canonical: str) -> str:
    # Escaped JSON is the same bytes everywhere and takes any str, lone surrogates included.
    return f"{prefix}-{sha256(canonical.encode('ascii')).hexdigest()[:16]}"


def _unique(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))


def _objects(items: Iterable[_T]) -> Iterable[_T]:
    """The items, each object once: cheaper than to compare what is in them, where most are the same object."""
    return {id(item): item for item in items}.values()


def _slots(kind: type, *names: str) -> tuple[Callable[[object, object], None], ...]:
    """The setters of attributes of a frozen class, for its own constructor."""
    return tuple(getattr(kind, name).__set__ for name in names)


# -- places in a text ------------------------------------------------------------------------------------------------


# A document has more spans and mentions than all else together; their constructors are written out, since those that
# attrs would make, with a call for each validator, take twice as long.
@frozen(order=True, init=False)
class Span:
    """Where something stands: from `start` up to, not including, `end`, counted in code points of the text as given."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if type(start) is not int or type(end) is not int:
            wrong, value = ("end", end) if type(start) is int else ("start", start)
            raise ArgumentError(wrong, value, "must be an integer, the offset of a character")
        if start < 0:
            raise ArgumentError("start", start, "must not be negative")
        if end < start:
            raise ArgumentError("end", end, f"must not come before the start, {start}")
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        # An empty span is still a place.
        return True

    def slice(self, text: str) -> str:
        """The piece of `text` that stands here."""
        return text[self.start : self.end]

    def contains(self, other: Span | int) -> bool:
        """True if `other`, a span or the offset of a character, lies wholly inside."""
        if isinstance(other, int):
            return self.start <= other < self.end
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True if the two share at least one character."""
        return self.start < other.end and other.start < self.end


_set_start, _set_end = _slots(Span, "start", "end")


@frozen(repr=False, cache_hash=True)
class Source:
    """Where a text comes from; any part may be unknown.

    `published` is a `date` or `datetime`, or the ISO 8601 string of one.  `sha256` is the hexadecimal digest of the
    text in UTF-8, which ties offsets to the very text they were counted in.
    """

    _name: str | None = field(default=None, converter=_optional_text, validator=_is(str, optional=True), alias="name")
    title: str | None = field(default=None, converter=_optional_text, validator=_is(str, optional=True))
    publisher: str | None = field(default=None, converter=_optional_text, validator=_is(str, optional=True))
    author: str | None = field(default=None, converter=_optional_text, validator=_is(str, optional=True))
    url: str | None = field(default=None, converter=_optional_text, validator=_is(str, optional=True))
    published: dt.date | dt.datetime | None = field(default=None, converter=_to_published)
    sha256: str | None = field(default=None, validator=_is(str, optional=True))

    def __repr__(self) -> str:
        parts = ((name, getattr(self, f"_{name}" if name == "name" else name)) for name in _SOURCE_PARTS)
        return f"Source({', '.join(f'{name}={value!r}' for name, value in parts if value is not None)})"

    @property
    def stated_name(self) -> str | None:
        """The name as it was given, None if `name` stands in for it."""
        return self._name

    @property
    def name(self) -> str:
        """What to call the source: its name, else its publisher, title, author or URL, else "document"."""
        return self._name or self.publisher or self.title or self.author or self.url or "document"

    @cached_property
    def id(self) -> str:
        """Derived from all that is known of the source."""
        published = self.published.isoformat() if self.published else None
        return _derive("s", self._name, self.title, self.publisher, self.author, self.url, published, self.sha256)

    @cached_property
    def _order(self) -> _SourceKey:
        """Where it stands among sources; kept, since all that a document holds is sorted by it."""
        return (self.published.isoformat() if self.published else "", self.name, self.id)

    @classmethod
    def for_text(cls, text: str, source: Source | None = None) -> Source:
        """`source`, or one of which nothing else is known, with the digest of `text` filled in."""
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(sha256=digest) if source is None else evolve(source, sha256=digest)


_SOURCE_PARTS = ("name", "title", "publisher", "author", "url", "published", "sha256")


_UNKNOWN: Final = Source()


def _check_mention(**parts: object) -> None:
    for (name, value), kind in zip(parts.items(), (Span, str, Source), strict=True):
        if not isinstance(value, kind):
            raise ArgumentError(name, value, f"must be {_article(kind)}")


@frozen(init=False)
class Mention:
    """A stretch of a source and the words that stand there: `text` is the source's text at `span`."""

    span: Span
    text: str
    source: Source

    def __init__(self, span: Span | tuple[int, int], text: str, source: Source = _UNKNOWN) -> None:
        where = span if type(span) is Span else _to_span(span)
        if type(where) is not Span or type(text) is not str or type(source) is not Source:
            _check_mention(span=where, text=text, source=source)
        _set_span(self, where)
        _set_text(self, text)
        _set_source(self, source)

    @classmethod
    def at(cls, span: Span | tuple[int, int], document: Document) -> Mention:
        """What stands at `span` of `document`."""
        where = span if isinstance(span, Span) else Span(*span)
        return cls(where, where.slice(document.text), document.source)


_set_span, _set_text, _set_source = _slots(Mention, "span", "text", "source")


_SMALL_WORD: Final = re.compile(r"\b[a-z]{2,}")


@frozen(eq=False)
class Document:
    """What the recognizers read: a text, its source, the date it was written and its language.

    `dct` is the document creation time that deictic words ("yesterday") count from, or None; `dct_from` says how it is
    known: "given" by the caller, "published" by the source, a "dateline" in the text, or "none".
    """

    text: str = field(validator=_is(str))
    source: Source = field(factory=Source, validator=_is(Source))
    dct: Moment | None = field(default=None, validator=_is(Moment, optional=True))
    locale: Locale = field(default=cast("Any", None), repr=False)
    dct_from: Literal["given", "published", "dateline", "none"] = "none"

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that begin with small letters a to z, as far as these letters go: what the text surely lacks."""
        return frozenset(_SMALL_WORD.findall(self.text))


# -- time ------------------------------------------------------------------------------------------------------------


class TimexType(enum.Enum):
    """The four kinds of temporal expression of TimeML 1.2.1."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Mod(enum.StrEnum):
    """The modifiers of a TIMEX3 (TimeML 1.2.1, attribute `mod`)."""

    BEFORE = "BEFORE"
    AFTER = "AFTER"
    ON_OR_BEFORE = "ON_OR_BEFORE"
    ON_OR_AFTER = "ON_OR_AFTER"
    LESS_THAN = "LESS_THAN"
    MORE_THAN = "MORE_THAN"
    EQUAL_OR_LESS = "EQUAL_OR_LESS"
    EQUAL_OR_MORE = "EQUAL_OR_MORE"
    START = "START"
    MID = "MID"
    END = "END"
    APPROX = "APPROX"


_MODS = frozenset(mod.value for mod in Mod)


def _to_mod(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, str) and value in _MODS:
        return str(value)
    raise ArgumentError("mod", value, f"must be None or one of {', '.join(Mod)}")


@frozen
class Anchor:
    """What a timex was resolved against: the document date, the last time mentioned, or nothing.

    `value` is the TIMEX3 or EDTF value of the anchor and `text` the words it was taken from, if it stands in the text.
    """

    kind: Literal["dct", "reference", "none"] = "none"
    value: str = ""
    text: str = ""


@frozen
class Timex:
    """A temporal expression: what was said and, once resolved, what time it means.

    `value`, `mod`, `quant` and `freq` are TIMEX3 as TempEval-3 writes them; `interval` is the time itself, None for
    durations, sets and what stays unknown.  `signal` is the normalized preposition before it ("since", "until", "by").
    `expression` keeps what was said before an anchor came in ("dct -1M", "XXXX-XX-08"), so that it can be resolved
    again; `rule` names the rule that read it and `anchor` what it counted from.  `alternatives` are other readings.
    `leads` is True where it opens its sentence or paragraph ("In June 1944, ..."): the story is then at that time.
    """

    span: Span = field(converter=_to_span, validator=_is(Span))
    text: str = field(validator=_is(str))
    type: TimexType = field(converter=_to_timex_type)
    value: str = field(validator=_is(str))
    mod: str | None = field(default=None, converter=_to_mod)
    interval: Interval | None = field(default=None, converter=_to_interval, validator=_is(Interval, optional=True))
    quant: str | None = None
    freq: str | None = None
    signal: str | None = None
    rule: str = ""
    expression: str = ""
    anchor: Anchor | None = field(default=None, validator=_is(Anchor, optional=True))
    tense: str | None = None
    leads: bool = False
    alternatives: tuple[Interval, ...] = field(default=(), converter=_to_intervals, validator=_are(Interval))
    source: Source | None = field(default=None, validator=_is(Source, optional=True))

    @property
    def resolved(self) -> bool:
        """False for a date or time that could not be fixed; what is no date (a duration, "now") has nothing to fix."""
        if self.type in (TimexType.DURATION, TimexType.SET):
            return True
        if self.value.endswith("_REF"):
            return True
        return self.interval is not None and "X" not in self.value

    def explain(self) -> str:
        """Why it has its value, as plain text: rule, what was said, anchor and how it was chosen, other readings."""
        return "\n".join(_explain_timex(self))

    @cached_property
    def id(self) -> str:
        """Derived from the source, the span and the value."""
        source = self.source.id if self.source else None
        return _derive("t", source, self.span.start, self.span.end, self.type.value, self.value, self.text)


# -- who -------------------------------------------------------------------------------------------------------------


class ActorKind(enum.Enum):
    """What sort of actor a name stands for."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    PLACE = "place"


def _to_aliases(value: Any) -> Any:
    aliases = _tuple(value)
    return tuple(sorted(set(aliases))) if all(isinstance(alias, str) for alias in aliases) else aliases


@frozen(cache_hash=True)
class Inference:
    """Why the pronoun or description ("he", "the company") at `mention` is taken for an actor: `reason`, in words."""

    mention: Mention = field(validator=_is(Mention))
    reason: str = field(validator=_is(str))


@frozen(cache_hash=True)
class Actor:
    """Somebody, some organization, group or place: one actor however often and under whatever name it is mentioned.

    `name` is the fullest name in the text, `aliases` the other names (sorted, without `name`).  `disambiguator` keeps
    apart two actors of the same name and kind; it may be anything that tells them apart, such as an office or a source.
    `inferences` are the mentions that do not name it, each with the reason why it is taken to be meant.
    """

    name: str = field(validator=_is(str))
    kind: ActorKind = field(default=ActorKind.PERSON, converter=_to_actor_kind)
    aliases: tuple[str, ...] = field(default=(), converter=_to_aliases, validator=_are(str))
    description: str | None = field(default=None, converter=_optional_text, validator=_is(str, optional=True))
    mentions: tuple[Mention, ...] = field(default=(), converter=_tuple, validator=_are(Mention), repr=False)
    disambiguator: str | None = field(default=None, converter=_optional_text, validator=_is(str, optional=True))
    inferences: tuple[Inference, ...] = field(default=(), converter=_tuple, validator=_are(Inference), repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.name.strip():
            raise ArgumentError("name", self.name, "must not be empty")
        if self.name in self.aliases:
            object.__setattr__(self, "aliases", tuple(alias for alias in self.aliases if alias != self.name))

    @cached_property
    def id(self) -> str:
        """Derived from the name, the kind and the disambiguator; new mentions leave it as it is."""
        return _derive("a", *self.identity)

    @cached_property
    def identity(self) -> tuple[str, str, str | None]:
        """What the id is derived from: of two actors of one timeline, either both differ or neither."""
        return (_fold(self.name), self.kind.value, self.disambiguator)

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the aliases."""
        return (self.name, *self.aliases)

    def is_called(self, name: str) -> bool:
        """True if `name` is the name or an alias, whatever its case and spacing."""
        wanted = _fold(name)
        return any(_fold(known) == wanted for known in self.names)


@frozen
class Participation:
    """An actor's part in an event.

    Roles in use: agent, patient, speaker, recipient, beneficiary and, where the sentence does not tell, participant.
    """

    actor: Actor = field(validator=_is(Actor))
    role: str = field(default="participant", validator=_is(str))


@frozen
class Attribution:
    """Who answers for an event: `source` says so by `cue` ("said", "according to"), at `mention`.

    Several attributions form a chain, innermost speaker first: the official, then the outlet that cites the official.
    """

    source: Actor = field(validator=_is(Actor))
    cue: str = field(default="", validator=_is(str))
    mention: Mention | None = field(default=None, validator=_is(Mention, optional=True))


# -- what happened ---------------------------------------------------------------------------------------------------


class Status(enum.Enum):
    """In what mode the text speaks of an event; the last that holds decides."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    PLANNED = "planned"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"


class Certainty(enum.StrEnum):
    """How sure the words of a text make an event, from surest to least sure.

    The grades of FactBank (Saurí and Pustejovsky 2009): certain, probable, possible, and for its "unknown" two, since
    what somebody alleges ("allegedly") is not what nobody knows ("it is not clear whether").
    """

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNVERIFIED = "unverified"
    UNCLEAR = "unclear"


_GRADES = {grade: number for number, grade in enumerate(Certainty)}


def _to_certainty(value: Any) -> Any:
    return _member(Certainty, value, "grade")


@frozen(cache_hash=True)
class Hedge:
    """A word that makes an event less than certain ("allegedly", "perhaps", "claimed"), and how far it does."""

    grade: Certainty = field(converter=_to_certainty)
    mention: Mention = field(validator=_is(Mention))


@frozen(cache_hash=True)
class Event:
    """Something that happened, will happen or is said to: `when`, who took part, who says so and where it stands.

    `when` is None for an event without a date; `alternatives` are other readings of its date.  `trigger` is the word
    that names the happening, `evidence` the quotes it rests on, `timexes` the expressions its date was read from,
    then those that say how it repeats ("every Monday"), `hedges` the words that make it less than certain.  `kind` is
    "occurrence" unless the trigger names a saying ("reporting"), a "state", the beginning, course or end of something
    ("aspectual") or a plan ("planned").
    """

    title: str = field(validator=_is(str))
    when: Interval | None = field(default=None, converter=_to_interval, validator=_is(Interval, optional=True))
    place: str | None = field(default=None, converter=_to_place, validator=_is(str, optional=True))
    participants: tuple[Participation, ...] = field(default=(), converter=_tuple, validator=_are(Participation))
    attributions: tuple[Attribution, ...] = field(default=(), converter=_tuple, validator=_are(Attribution))
    status: Status = field(default=Status.ASSERTED, converter=_to_status)
    trigger: Mention | None = field(default=None, validator=_is(Mention, optional=True))
    alternatives: tuple[Interval, ...] = field(default=(), converter=_to_intervals, validator=_are(Interval))
    evidence: tuple[Mention, ...] = field(default=(), converter=_tuple, validator=_are(Mention))
    timexes: tuple[Timex, ...] = field(default=(), converter=_tuple, validator=_are(Timex), repr=False)
    kind: str = field(default="occurrence", validator=_is(str))
    notes: tuple[str, ...] = field(default=(), converter=_tuple, validator=_are(str))
    hedges: tuple[Hedge, ...] = field(default=(), converter=_tuple, validator=_are(Hedge))

    @cached_property
    def id(self) -> str:
        """Derived from what happened, when, where, to whom, in what mode and on whose word.

        More evidence leaves it as it is.  Events without a date count as the same only within the same sources, since
        nothing else ties "she resigned" here to "she resigned" there.
        """
        # As `_derive` would, but spelled out: events are what most ids are derived for.
        if self.when is not None:
            told = _escape(self.when.edtf)
        else:
            told = _canonical(sorted({quote.source.id for quote in self.evidence}))
        parts = [
            f'["{actor}",{_escape(role)}]' for actor, role in sorted({(p.actor.id, p.role) for p in self.participants})
        ]
        links = [f'["{link.source.id}",{_escape(_fold(link.cue))}]' for link in self.attributions]
        return _digest(
            "e",
            f"[{_escape(_fold(self.title))},{told},{_escape(_fold(self.place or ''))},[{','.join(parts)}],"
            f'[{",".join(links)}],"{self.status.value}",{_escape(self.kind)}]',
        )

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Those who take part, each once, in the order of `participants`."""
        return _unique(part.actor for part in self.participants)

    @property
    def certainty(self) -> Certainty:
        """The least sure grade of its hedges; certain where the text has none."""
        return max((hedge.grade for hedge in self.hedges), key=_GRADES.__getitem__, default=Certainty.CERTAIN)

    @property
    def ambiguous(self) -> bool:
        """True if the date may be read in another way."""
        return bool(self.alternatives)

    def explain(self) -> str:
        """Why the event stands where it does, as plain text: quote, rule, anchors, readings, mode and sources."""
        return "\n".join(_explain(self))


def _edtf(interval: Interval | None) -> str:
    return "undated" if interval is None else interval.edtf


def _explain_timex(timex: Timex) -> Iterator[str]:
    yield f"time: “{timex.text}” ({timex.span.start}–{timex.span.end}), {timex.type.value} {timex.value}" + (
        f", {timex.mod}" if timex.mod else ""
    )
    if timex.signal:
        yield f"  after “{timex.signal}”"
    if timex.rule:
        yield f"  rule {timex.rule}" + (f", which read {timex.expression}" if timex.expression else "")
    yield f"  {_explain_anchor(timex)}"
    if timex.tense:
        yield f"  clause in the {timex.tense} tense"
    if timex.interval is not None:
        yield f"  means {timex.interval.edtf}"
    if timex.alternatives:
        yield f"  or {', '.join(reading.edtf for reading in timex.alternatives)}"


def _explain(event: Event) -> Iterator[str]:
    yield f"{_edtf(event.when)}: {event.title}"
    if event.when is not None:
        yield f"  granularity: {event.when.granularity.value}"
    for quote in event.evidence:
        yield f"  quote: “{' '.join(quote.text.split())}” ({quote.source.name}, {quote.span.start}–{quote.span.end})"
    if event.trigger is not None:
        yield f"  happening named by: “{event.trigger.text}” ({event.trigger.span.start}–{event.trigger.span.end})"
    for timex in event.timexes:
        yield from (f"  {line}" for line in _explain_timex(timex))
    if not event.timexes:
        yield "  time: no expression in the text" if event.when is None else "  time: given, not read from the text"
    if event.alternatives:
        yield f"  other readings: {', '.join(reading.edtf for reading in event.alternatives)}"
    if event.place:
        yield f"  place: {event.place}"
    for part in event.participants:
        yield f"  {part.role}: {part.actor.name}"
        for inference in _inferences(event, part.actor):
            yield f"    “{inference.mention.text}” is taken for {part.actor.name}: {inference.reason}"
    yield f"  status: {event.status.value}, {_STATUS_REASONS[event.status]}"
    for number, link in enumerate(event.attributions):
        cue = f", “{link.cue}”" if link.cue else ""
        yield f"  {'says so' if number == 0 else 'cited by'}: {link.source.name}{cue}"
    for hedge in event.hedges:
        yield f"  hedge: “{hedge.mention.text}”, {hedge.grade.value}"
    for note in event.notes:
        yield f"  note: {note}"


def _inferences(event: Event, actor: Actor) -> Iterator[Inference]:
    """What was inferred of an actor within the quotes of an event."""
    for inference in actor.inferences:
        mention = inference.mention
        if any(quote.source == mention.source and quote.span.contains(mention.span) for quote in event.evidence):
            yield inference


_STATUS_REASONS = {
    Status.ASSERTED: "the document states it as fact",
    Status.REPORTED: "somebody other than the author answers for it",
    Status.PLANNED: "it lay ahead when it was written or said",
    Status.NEGATED: "it is said not to have happened",
    Status.HYPOTHETICAL: "it is spoken of as a possibility",
}


def _explain_anchor(timex: Timex) -> str:
    anchor = timex.anchor
    if anchor is None or anchor.kind == "none":
        return "no anchor was needed" if timex.resolved else "no anchor was found, so it stays open"
    name = "the document date" if anchor.kind == "dct" else "the time mentioned before"
    return (
        f"counted from {name}"
        + (f" {anchor.value}" if anchor.value else "")
        + (f" (“{anchor.text}”)" if anchor.text else "")
    )


# -- what order events have, and who may be whom ---------------------------------------------------------------------


def _to_relation(value: Any) -> Relation:
    return _member(Relation, value, "relation")


@frozen(cache_hash=True)
class TemporalLink:
    """What the text says of the order of two events, each known by its trigger (a TLINK of TimeML 1.2.1).

    `relation` is that of `event` to `other`: before, after, or equals where the text says "when" or "while", or goes on
    with what was said on one occasion.  `cue` is the word that says so ("then"), None if no single word does: the tense
    of the verb, or the same speaker.
    """

    event: Mention = field(validator=_is(Mention))
    relation: Relation = field(converter=_to_relation)
    other: Mention = field(validator=_is(Mention))
    cue: Mention | None = field(default=None, validator=_is(Mention, optional=True))


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


@frozen(cache_hash=True)
class Decision:
    """What a reader decided of actors: that some are one ("merge"), or that one is two ("split").

    `actors` are the ids of those it is about, `name` the name then given, `mentions` those that a split takes away.
    """

    kind: Literal["merge", "split"] = field(validator=lambda self, attribute, value: _check_kind(value))
    actors: tuple[str, ...] = field(converter=_tuple, validator=_are(str))
    name: str | None = field(default=None, converter=_optional_text, validator=_is(str, optional=True))
    mentions: tuple[Mention, ...] = field(default=(), converter=_tuple, validator=_are(Mention))


def _check_kind(value: object) -> None:
    if value not in ("merge", "split"):
        raise ArgumentError("kind", value, "must be one of merge, split")


# -- the timeline ----------------------------------------------------------------------------------------------------

_SourceKey: TypeAlias = tuple[str, str, str]
_PlaceKey: TypeAlias = tuple[_SourceKey, int, int]
_NOWHERE: _PlaceKey = (("", "", ""), -1, -1)


def _source_key(source: Source) -> _SourceKey:
    return source._order


def _place_key(mention: Mention | Timex | None) -> _PlaceKey:
    if mention is None or mention.source is None:
        return _NOWHERE
    span = mention.span
    return (mention.source._order, span.start, span.end)


def _event_place(event: Event) -> _PlaceKey:
    return _place_key(event.evidence[0] if event.evidence else event.trigger)


def _actor_key(actor: Actor) -> tuple[_PlaceKey, str, str, str]:
    first = actor.mentions[0] if actor.mentions else None
    return (_place_key(first), actor.name, actor.kind.value, actor.disambiguator or "")


def _on_the_line(event: Event) -> bool:
    return event.when is not None and not (event.when.start is None and event.when.end is None)


@frozen(repr=False, cache_hash=True)
class Timeline(Sequence[Event]):
    """Events in order of time, with the actors, sources and temporal expressions they rest on.

    As a sequence it is the dated `events`, then the `undated` ones in text order.  It may be made from events in any
    order; those whose date has no place on the line (None, or a pattern such as `XXXX-12-25`) are found to be undated.
    `actors` and `sources` are filled up with those that the events refer to.

    `links` say what is known of the order of events of which one at least has no date; those of events that are not in
    the timeline are dropped.  `decisions` are the merges and splits of actors that led here from `origin`.
    """

    events: tuple[Event, ...] = field(default=(), converter=_tuple, validator=_are(Event))
    undated: tuple[Event, ...] = field(default=(), converter=_tuple, validator=_are(Event))
    actors: tuple[Actor, ...] = field(default=(), converter=_tuple, validator=_are(Actor))
    sources: tuple[Source, ...] = field(default=(), converter=_tuple, validator=_are(Source))
    timexes: tuple[Timex, ...] = field(default=(), converter=_tuple, validator=_are(Timex))
    links: tuple[TemporalLink, ...] = field(default=(), converter=_tuple, validator=_are(TemporalLink))
    decisions: tuple[Decision, ...] = field(default=(), converter=_tuple, validator=_are(Decision))
    origin: Timeline | None = field(default=None, validator=lambda self, attribute, value: _check_origin(value))

    def __attrs_post_init__(self) -> None:
        events, actors = _settle((*self.events, *self.undated), self.actors)
        timexes = _unique(_objects(chain(self.timexes, *[event.timexes for event in events])))
        put = object.__setattr__
        put(self, "events", tuple(sorted([event for event in events if _on_the_line(event)], key=_time_key)))
        put(self, "undated", tuple([event for event in events if not _on_the_line(event)]))
        put(self, "actors", actors)
        sources = set(_objects(chain(self.sources, _used_sources(events, actors, timexes))))
        put(self, "sources", tuple(sorted(sources, key=_source_key)))
        put(self, "timexes", tuple(sorted(timexes, key=_place_key)))
        if self.links:
            triggers = {event.trigger for event in events}
            known = (link for link in _unique(self.links) if link.event in triggers and link.other in triggers)
            put(self, "links", tuple(sorted(known, key=_link_key)))

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, index: int | slice) -> Event | tuple[Event, ...]:
        return (self.events + self.undated)[index]

    def __len__(self) -> int:
        return len(self.events) + len(self.undated)

    def __iter__(self) -> Iterator[Event]:
        yield from self.events
        yield from self.undated

    def __repr__(self) -> str:
        extent = f" {self.events[0].when.edtf} … {self.events[-1].when.edtf}" if self.events else ""  # type: ignore[union-attr]
        return f"<Timeline: {len(self.events)} dated, {len(self.undated)} undated{extent}>"

    def __str__(self) -> str:
        rows = [(_edtf(event.when), event.title) for event in self]
        width = max((len(edtf) for edtf, _ in rows), default=0)
        return "\n".join(f"{edtf:<{width}}  {title}" for edtf, title in rows)

    @property
    def unresolved(self) -> tuple[Timex, ...]:
        """The dates and times of the text that could not be fixed ("on the 8th", in a document without a date)."""
        return tuple(timex for timex in self.timexes if not timex.resolved)

    def within(self, interval: Interval | str | dt.date, *, entirely: bool = False) -> Timeline:
        """The events that may have been going on in `interval` (an `Interval`, its EDTF or a date).

        An event counts if its time overlaps the interval, so one dated 2012 is within 2012-09; with `entirely`, only if
        its time is known to lie inside.  Events without a date do not.
        """
        frame = _to_interval(interval)
        if not isinstance(frame, Interval):
            raise ArgumentError("interval", interval, "must be an Interval, its EDTF or a date")
        if entirely:
            return self._only(event for event in self.events if event.when is not None and frame.contains(event.when))
        return self._only(event for event in self.events if event.when is not None and frame.overlaps(event.when))

    def involving(self, actor: Actor | str) -> Timeline:
        """The events in which an actor takes part.

        A string is looked up among names and aliases; if nobody is called so, among the words by which the texts name
        somebody ("Brock"), which may be several.
        """
        wanted = self._called(actor)
        return self._only(event for event in self if any(part.actor.id in wanted for part in event.participants))

    def said_by(self, source: Actor | Source | str) -> Timeline:
        """The events for which an actor answers, wherever in the chain; of a `Source`, those its text tells.

        A string is looked up as in `involving`.
        """
        if isinstance(source, Source):
            return self._only(event for event in self if any(quote.source.id == source.id for quote in event.evidence))
        wanted = self._called(source, "source")
        return self._only(event for event in self if any(link.source.id in wanted for link in event.attributions))

    def _called(self, actor: Actor | str, argument: str = "actor") -> frozenset[str]:
        if isinstance(actor, Actor):
            return frozenset({actor.id})
        if isinstance(actor, str):
            called = frozenset(known.id for known in self.actors if known.is_called(actor))
            return called or self._written(_fold(actor))
        raise ArgumentError(argument, actor, "must be an Actor or a name")

    def _written(self, words: str) -> frozenset[str]:
        """The ids of the actors whom a text names by these words: a surname, a name with a title."""
        return frozenset(
            known.id
            for known in self.actors
            if any(
                _fold(mention.text) == words and not any(one.mention == mention for one in known.inferences)
                for mention in known.mentions
            )
        )

    def _only(self, chosen: Iterable[Event]) -> Timeline:
        events = tuple(chosen)
        timexes = _unique(timex for event in events for timex in event.timexes)
        return Timeline(events, timexes=timexes, links=self.links)

    @property
    def relations(self) -> tuple[EventRelation, ...]:
        """What the text says of the order of events without a date, towards each other and towards dated ones.

        A partial order: two events between which nothing is said have no relation.  No date is made of it.  How two
        dated events lie is told by `Interval.relation_to`.
        """
        named: dict[Mention, Event] = {}
        for event in self:
            if event.trigger is not None:
                named.setdefault(event.trigger, event)
        return tuple(
            EventRelation(named[link.event], link.relation, named[link.other], link.cue) for link in self.links
        )

    def bounds(self, event: Event) -> tuple[Moment | None, Moment | None]:
        """Between what moments an event lies by its relations: neither begun before the one nor over after the other.

        A bound of which nothing is known is None; for a dated event they are those of its date.
        """
        if event.when is not None and _on_the_line(event):
            return event.when.start, event.when.end
        steps: dict[Event, list[tuple[Relation, Event]]] = {}
        for found in self.relations:
            steps.setdefault(found.event, []).append((found.relation, found.other))
            steps.setdefault(found.other, []).append((found.relation.inverse, found.event))
        after = (Relation.AFTER, Relation.EQUALS)
        before = (Relation.BEFORE, Relation.EQUALS)
        starts = [other.when.start for other in _reached(event, steps, after) if other.when and other.when.start]
        ends = [other.when.end for other in _reached(event, steps, before) if other.when and other.when.end]
        return max(starts, default=None), min(ends, default=None)

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Pairs of actors of different documents who may be one: near spellings, initials, short forms, acronyms.

        Nothing is merged; `merge_actors` does that.  Actors who stand in the same document are told apart there, so
        they are not suggested, nor is a name that more than forty actors share a word with by that word alone.
        """
        homes = {actor: {mention.source.id for mention in actor.mentions} for actor in self.actors}
        found = []
        for one, other in candidates({actor: actor.names for actor in self.actors}):
            if homes[one] & homes[other]:
                continue
            reason = _suggested(one, other)
            if reason:
                found.append(Suggestion((one, other), reason))
        return tuple(sorted(found, key=lambda suggestion: _SUGGESTED.index(suggestion.reason)))

    def merge_actors(self, *actors: Actor | str, name: str | None = None) -> Timeline:
        """The timeline with some actors made one, under `name` or the fullest name they have; `undo` takes it back.

        A string is the name of one actor.  The kind is that of the first.  Raises `ArgumentError` for a name that is
        nobody's or several actors', and for fewer than two actors.
        """
        ids = _unique(self._one_called(actor).id for actor in actors)
        if len(ids) < 2:
            raise ArgumentError("actors", actors, "must be two actors or more")
        return self._decide(Decision("merge", ids, name))

    def split_actor(
        self, actor: Actor | str, mentions: Iterable[Mention] | Source, *, name: str | None = None
    ) -> Timeline:
        """The timeline with some mentions of an actor, or all those in a `Source`, made an actor of their own.

        The new actor has `name`, or the fullest name that these mentions show, and takes part in the events whose
        evidence holds its mentions.  `undo` takes it back.  Raises `ArgumentError` if none or all mentions would go.
        """
        whole = self._one_called(actor)
        if isinstance(mentions, Source):
            taken = tuple(mention for mention in whole.mentions if mention.source.id == mentions.id)
        else:
            taken = _unique(mentions)
        if not taken or not set(taken) < set(whole.mentions):
            raise ArgumentError("mentions", taken, f"must be some but not all mentions of {whole.name}")
        return self._decide(Decision("split", (whole.id,), name, taken))

    def undo(self) -> Timeline:
        """The timeline as it was before the last merge or split of actors; the same one if there was none.

        Timelines united by `|` keep what was decided of their actors, and can no longer undo it.
        """
        if not self.decisions or self.origin is None:
            return self
        before = self.origin
        for decision in self.decisions[:-1]:
            before = before._decide(decision)
        return before

    def _one_called(self, actor: Actor | str) -> Actor:
        ids = self._called(actor)
        found = [known for known in self.actors if known.id in ids]
        if len(found) != 1:
            raise ArgumentError("actor", actor, "is the name of several actors" if found else "is no actor here")
        return found[0]

    def _decide(self, decision: Decision) -> Timeline:
        known = {actor.id for actor in self.actors}
        if not decision.actors or not set(decision.actors) <= known:
            raise ArgumentError("decisions", decision, "is about actors that the timeline does not have")
        carry_out = _merged_by_hand if decision.kind == "merge" else _split_by_hand
        events, actors = carry_out(self, decision)
        return Timeline(
            tuple(events),
            actors=tuple(actors),
            sources=self.sources,
            timexes=self.timexes,
            links=self.links,
            decisions=(*self.decisions, decision),
            origin=self if self.origin is None else self.origin,
        )

    def __or__(self, other: object) -> Timeline:
        if not isinstance(other, Timeline):
            return NotImplemented
        return _merge((self, other))

    @classmethod
    def merge(cls, timelines: Iterable[Timeline]) -> Timeline:
        """All the timelines as one; what `|` does for two, at once and so faster for many.

        Sources are united.  Actors become one if they share kind and full name, or if exactly one states the full name
        of the other as its alias.  Events become one if their ids then are the same, with the evidence of both.
        """
        return _merge(tuple(timelines))


def _time_key(event: Event) -> tuple[object, ...]:
    return event.when.sort_key if event.when is not None else ()


def _check_origin(value: object) -> None:
    if value is not None and not isinstance(value, Timeline):
        raise ArgumentError("origin", value, "must be a Timeline or None")


def _link_key(link: TemporalLink) -> tuple[_PlaceKey, _PlaceKey, str, _PlaceKey]:
    return (_place_key(link.event), _place_key(link.other), link.relation.value, _place_key(link.cue))


def _reached(
    event: Event, steps: dict[Event, list[tuple[Relation, Event]]], wanted: tuple[Relation, ...]
) -> Iterator[Event]:
    """The events that lie on one side of an event, at whatever remove."""
    seen = {event}
    waiting = [event]
    while waiting:
        for relation, other in steps.get(waiting.pop(), ()):
            if relation in wanted and other not in seen:
                seen.add(other)
                waiting.append(other)
                yield other


# So many names of an actor are compared with those of another.
_NAMES = 20
_SUGGESTED = ("same name", "other kind", "word order", "spelling", "initials", "acronym", "short form")


def _suggested(one: Actor, other: Actor) -> str:
    """Why two actors may be one, "" if they need not be thought of."""
    if {_fold(name) for name in one.names} & {_fold(name) for name in other.names}:
        return "same name" if one.kind is other.kind else "other kind"
    if one.kind is not other.kind:
        return ""
    person = one.kind is ActorKind.PERSON
    pairs = ((mine, theirs) for mine in one.names[:_NAMES] for theirs in other.names[:_NAMES])
    reasons = [likeness(mine, theirs, person=person) for mine, theirs in pairs]
    if one.kind in (ActorKind.PLACE, ActorKind.GROUP):
        # "York" is no short form of "New York".
        reasons = [reason for reason in reasons if reason == "spelling"]
    return min((reason for reason in reasons if reason), key=_SUGGESTED.index, default="")


def _merged_by_hand(timeline: Timeline, decision: Decision) -> tuple[list[Event], list[Actor]]:
    chosen = {actor.id: actor for actor in timeline.actors if actor.id in decision.actors}
    one = evolve(_one(tuple(chosen.values())), kind=chosen[decision.actors[0]].kind)
    if decision.name:
        one = evolve(one, name=decision.name, aliases=one.names)
    swap = dict.fromkeys(chosen, one)
    events = [_recast(event, lambda actor: swap.get(actor.id, actor)) for event in timeline]
    return events, [swap.get(actor.id, actor) for actor in timeline.actors]


def _split_by_hand(timeline: Timeline, decision: Decision) -> tuple[list[Event], list[Actor]]:
    whole = next(actor for actor in timeline.actors if actor.id == decision.actors[0])
    taken = set(decision.mentions)
    shown = {_fold(mention.text) for mention in taken}
    left = {_fold(mention.text) for mention in whole.mentions if mention not in taken}
    gone = [name for name in whole.names if _fold(name) in shown]
    name = decision.name or max([*gone, *(() if gone else (m.text for m in decision.mentions))], key=len)
    new = evolve(
        whole,
        name=name,
        aliases=tuple(alias for alias in gone if alias != name),
        description=None,
        mentions=tuple(mention for mention in whole.mentions if mention in taken),
        inferences=tuple(one for one in whole.inferences if one.mention in taken),
    )
    kept = evolve(
        whole,
        aliases=tuple(alias for alias in whole.aliases if alias not in gone or _fold(alias) in left),
        mentions=tuple(mention for mention in whole.mentions if mention not in taken),
        inferences=tuple(one for one in whole.inferences if one.mention not in taken),
    )
    if new.id == kept.id or any(new.id == actor.id for actor in timeline.actors):
        first = new.mentions[0]
        new = evolve(new, disambiguator=f"{first.source.id} {first.span.start}")
    events = []
    for event in timeline:
        if not any(actor.id == whole.id for actor in _all_actors(event)):
            events.append(event)
            continue
        stands = [_within(event, actor.mentions) for actor in (kept, new)]
        then = (kept, new) if all(stands) else (new,) if stands[1] else (kept,)
        events.append(
            evolve(
                event,
                participants=_unique(
                    evolve(part, actor=actor)
                    for part in event.participants
                    for actor in (then if part.actor.id == whole.id else (part.actor,))
                ),
                attributions=_unique(
                    evolve(link, source=actor)
                    for link in event.attributions
                    for actor in (then if link.source.id == whole.id else (link.source,))
                ),
            )
        )
    return events, [*(kept if actor.id == whole.id else actor for actor in timeline.actors), new]


def _within(event: Event, mentions: Sequence[Mention]) -> bool:
    """True if one of the mentions stands in the evidence of an event."""
    return any(
        quote.source == mention.source and quote.span.overlaps(mention.span)
        for quote in event.evidence
        for mention in mentions
    )


def _settle(events: Iterable[Event], actors: Iterable[Actor]) -> tuple[tuple[Event, ...], tuple[Actor, ...]]:
    """Events in text order and their actors, in which each actor is the same object, with all that is known of it."""
    same: dict[object, list[Actor]] = {}
    ordered = sorted(events, key=_event_place)
    for actor in _objects(chain(actors, *map(_all_actors, ordered))):
        same.setdefault(actor.identity, []).append(actor)
    merged = {key: _one(_unique(variants)) if len(variants) > 1 else variants[0] for key, variants in same.items()}
    if any(len(variants) > 1 for variants in same.values()):
        ordered = [_recast(event, lambda actor: merged[actor.identity]) for event in ordered]
    return tuple(ordered), tuple(sorted(merged.values(), key=_actor_key))


def _all_actors(event: Event) -> list[Actor]:
    return [part.actor for part in event.participants] + [link.source for link in event.attributions]


def _recast(event: Event, actor_for: Callable[[Actor], Actor]) -> Event:
    if all(actor_for(actor) is actor for actor in _all_actors(event)):
        return event
    return evolve(
        event,
        participants=_unique(evolve(part, actor=actor_for(part.actor)) for part in event.participants),
        attributions=_unique(evolve(link, source=actor_for(link.source)) for link in event.attributions),
    )


def _used_sources(events: Iterable[Event], actors: Iterable[Actor], timexes: Iterable[Timex]) -> list[Source]:
    used: list[Source] = []
    for event in events:
        used += [quote.source for quote in event.evidence]
        used += [link.mention.source for link in event.attributions if link.mention is not None]
        used += [hedge.mention.source for hedge in event.hedges]
        if event.trigger is not None:
            used.append(event.trigger.source)
    for actor in actors:
        used += [mention.source for mention in actor.mentions]
        used += [inference.mention.source for inference in actor.inferences]
    used += [timex.source for timex in timexes if timex.source is not None]
    return used


def _merge(timelines: Sequence[Timeline]) -> Timeline:
    merged = _merge_actors([actor for timeline in timelines for actor in timeline.actors])
    events = (_recast(event, merged.__getitem__) for timeline in timelines for event in timeline)
    timexes = (timex for timeline in timelines for timex in timeline.timexes)
    return Timeline(
        tuple(_join(same) for same in _by_id(events)),
        actors=merged.values(),
        sources=[source for timeline in timelines for source in timeline.sources],
        timexes=[timex for same in _by_id(timexes) for timex in sorted(same, key=repr)],
        links=[link for timeline in timelines for link in timeline.links],
    )


def _by_id(items: Iterable[_I]) -> list[list[_I]]:
    groups: dict[str, list[_I]] = {}
    for item in _unique(items):
        groups.setdefault(item.id, []).append(item)
    return [groups[key] for key in sorted(groups)]


def _join(same: Sequence[Event]) -> Event:
    """One event told more than once: the first telling, with the evidence of all."""
    if len(same) == 1:
        return same[0]
    return evolve(
        min(same, key=lambda event: (_event_place(event), event.title, repr((event.participants, event.attributions)))),
        trigger=min((event.trigger for event in same if event.trigger), key=_place_key, default=None),
        alternatives=sorted({reading for event in same for reading in event.alternatives}),
        evidence=sorted({quote for event in same for quote in event.evidence}, key=_mention_key),
        timexes=sorted(
            {timex for event in same for timex in event.timexes}, key=lambda timex: (_place_key(timex), repr(timex))
        ),
        notes=sorted({note for event in same for note in event.notes}),
        hedges=sorted({hedge for event in same for hedge in event.hedges}, key=_hedge_key),
    )


def _hedge_key(hedge: Hedge) -> tuple[tuple[_PlaceKey, str], str]:
    return (_mention_key(hedge.mention), hedge.grade.value)


def _inference_key(inference: Inference) -> tuple[tuple[_PlaceKey, str], str]:
    return (_mention_key(inference.mention), inference.reason)


def _mention_key(mention: Mention) -> tuple[_PlaceKey, str]:
    return (_place_key(mention), mention.text)


def _merge_actors(actors: Iterable[Actor]) -> dict[Actor, Actor]:
    """What each of `actors` becomes when those that are one are made one.

    One actor is what has the same full name and kind, or is called by a full name that exactly one other actor states
    as its alias.  A single name ("Kim") of a person is not full: the Kims of two sources stay two.
    """
    given = _unique(actors)
    now = dict(zip(given, _tell_apart(given), strict=True))
    while True:
        groups = _groups(_unique(now.values()))
        after = {actor: groups[met] for actor, met in now.items()}
        if after == now:
            return now
        # A merged actor states more aliases than its parts did, which may tie in another.
        now = after


def _is_full(actor: Actor) -> bool:
    if actor.kind is not ActorKind.PERSON or len(actor.name.split()) > 1:
        return True
    # Names in Han, kana or Hangul are written without a space.
    return len(actor.name) > 1 and all(character >= "\u2e80" for character in actor.name)


def _tell_apart(actors: Sequence[Actor]) -> Iterator[Actor]:
    homes = {actor: actor.mentions[0].source.id for actor in actors if actor.mentions and not _is_full(actor)}
    met: dict[str, set[str]] = {}
    for actor in actors:
        if not _is_full(actor):
            met.setdefault(_fold(actor.name), set()).add(actor.disambiguator or homes.get(actor, ""))
    for actor in actors:
        if actor in homes and actor.disambiguator is None and len(met[_fold(actor.name)]) > 1:
            yield evolve(actor, disambiguator=homes[actor])
        else:
            yield actor


def _groups(actors: Sequence[Actor]) -> dict[Actor, Actor]:
    by_id: dict[str, list[Actor]] = {}
    for actor in actors:
        by_id.setdefault(actor.id, []).append(actor)
    stated: dict[tuple[ActorKind, str], set[str]] = {}
    for actor in actors:
        if actor.disambiguator is None:
            for alias in actor.aliases:
                stated.setdefault((actor.kind, _fold(alias)), set()).add(actor.id)
    for actor in actors:
        if actor.disambiguator is None and _is_full(actor):
            owners = stated.get((actor.kind, _fold(actor.name)), set()) - {actor.id}
            if len(owners) == 1:
                mine, theirs = by_id[actor.id], by_id[owners.pop()]
                if mine is not theirs:
                    theirs.extend(mine)
                    by_id.update((member.id, theirs) for member in mine)
    return {actor: _one(by_id[actor.id]) for actor in actors}


def _one(same: Sequence[Actor]) -> Actor:
    if len(same) == 1:
        return same[0]
    # The fullest name is canonical; the rest of the key only makes the choice the same in any order.
    ranked = sorted(
        same,
        key=lambda actor: (-len(actor.name), actor.name, _actor_key(actor), actor.description or "", actor.aliases),
    )
    return evolve(
        ranked[0],
        # The same name in other capitals or with other blanks is no other name.
        aliases=tuple(name for actor in ranked for name in actor.names if _fold(name) != _fold(ranked[0].name)),
        description=next((actor.description for actor in ranked if actor.description), None),
        mentions=sorted({mention for actor in ranked for mention in actor.mentions}, key=_mention_key),
        inferences=sorted({one for actor in ranked for one in actor.inferences}, key=_inference_key),
    )
