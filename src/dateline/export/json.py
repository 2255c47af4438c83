"""Timelines as JSON, which holds all of a timeline: what `loads` makes of `dumps` equals what was dumped.

The shape is that of `timeline.schema.json` beside this module (JSON Schema 2020-12).  Sources, actors and temporal
expressions stand once each, under an id that the events refer to.  The text itself is not stored, only what is quoted.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Literal, TypeAlias, TypeVar

from attrs import Factory, frozen
from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_unstructure_fn

from dateline.errors import DatelineError, ReadError
from dateline.export import Ledger
from dateline.interval import Granularity, Interval, Moment, Relation
from dateline.model import (
    Actor,
    ActorKind,
    Anchor,
    Attribution,
    Certainty,
    Decision,
    Event,
    Hedge,
    Inference,
    Mention,
    Participation,
    Source,
    Span,
    Status,
    TemporalLink,
    Timeline,
    Timex,
    TimexType,
)

__all__ = ["SCHEMA", "SCHEMA_VERSION", "dumps", "lines", "loads", "stream"]

SCHEMA_VERSION = 1
"""Changes when a reader of the older form would misread the newer one."""

SCHEMA = f"urn:dateline:timeline:{SCHEMA_VERSION}"
"""The `$id` of the schema: its name, at which nothing can be fetched."""

_T = TypeVar("_T", bound=Hashable)
_R = TypeVar("_R")
_Shape: TypeAlias = dict[str, Any]


# -- the shape: what stands in the file, reference by reference --------------------------------------------------------


@frozen(kw_only=True)
class _Mention:
    source: str
    start: int
    end: int
    text: str


@frozen(kw_only=True)
class _Interval:
    edtf: str
    granularity: str | None = None
    start: str | None = None
    end: str | None = None
    exact: Interval | None = None


@frozen(kw_only=True)
class _Source:
    id: str
    name: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    sha256: str | None = None


@frozen(kw_only=True)
class _Inference:
    mention: _Mention
    reason: str


@frozen(kw_only=True)
class _Hedge:
    grade: Certainty
    mention: _Mention


@frozen(kw_only=True)
class _Actor:
    id: str
    name: str
    kind: ActorKind
    aliases: list[str] = Factory(list)
    description: str | None = None
    disambiguator: str | None = None
    mentions: list[_Mention] = Factory(list)
    inferences: list[_Inference] = Factory(list)


@frozen(kw_only=True)
class _Timex:
    id: str
    source: str | None = None
    start: int
    end: int
    text: str
    type: TimexType
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    interval: _Interval | None = None
    alternatives: list[_Interval] = Factory(list)
    signal: str | None = None
    tense: str | None = None
    leads: bool = False
    rule: str = ""
    expression: str = ""
    anchor: Anchor | None = None


@frozen(kw_only=True)
class _Participation:
    actor: str
    role: str = "participant"


@frozen(kw_only=True)
class _Attribution:
    source: str
    cue: str = ""
    mention: _Mention | None = None


@frozen(kw_only=True)
class _Event:
    id: str | None = None
    title: str
    when: _Interval | None = None
    alternatives: list[_Interval] = Factory(list)
    place: str | None = None
    participants: list[_Participation] = Factory(list)
    attributions: list[_Attribution] = Factory(list)
    status: Status = Status.ASSERTED
    kind: str = "occurrence"
    trigger: _Mention | None = None
    evidence: list[_Mention] = Factory(list)
    timexes: list[str] = Factory(list)
    notes: list[str] = Factory(list)
    hedges: list[_Hedge] = Factory(list)


@frozen(kw_only=True)
class _Link:
    event: _Mention
    relation: Relation
    other: _Mention
    cue: _Mention | None = None


@frozen(kw_only=True)
class _Decision:
    kind: Literal["merge", "split"]
    actors: list[str]
    name: str | None = None
    mentions: list[_Mention] = Factory(list)


@frozen(kw_only=True)
class _Timeline:
    sources: list[_Source] = Factory(list)
    actors: list[_Actor] = Factory(list)
    timexes: list[_Timex] = Factory(list)
    events: list[_Event] = Factory(list)
    undated: list[_Event] = Factory(list)
    links: list[_Link] = Factory(list)
    decisions: list[_Decision] = Factory(list)
    origin: _Timeline | None = None


@lru_cache(maxsize=1)
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    for primitive, name in ((str, "a string"), (int, "an integer"), (bool, "true or false")):
        converter.register_structure_hook(primitive, _exactly(primitive, name))
    for terse in (Interval, Moment):
        converter.register_unstructure_hook(
            terse, make_dict_unstructure_fn(terse, converter, _cattrs_omit_if_default=True)
        )
    return converter


def _exactly(primitive: type, name: str) -> Callable[[Any, Any], Any]:
    # cattrs would take 3 for a string and "no" for true.
    def structure(value: Any, _: Any) -> Any:
        if type(value) is not primitive:
            raise ValueError(f"must be {name}, not {json.dumps(value)[:40]}")
        return value

    return structure


# -- out ---------------------------------------------------------------------------------------------------------------

_encode = json.JSONEncoder(ensure_ascii=False).encode
_quote = json.encoder.encode_basestring

_SURROGATE = re.compile("[\ud800-\udfff]")
_FALSE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def dumps(timeline: Timeline, ledger: Ledger | None = None) -> str:
    """`timeline` as JSON, an item a line, with all characters as themselves; the same bytes for the same timeline."""
    ledger = Ledger() if ledger is None else ledger
    return "".join(lines(timeline, ledger, "\n"))


def stream(timeline: Timeline, ledger: Ledger) -> Iterator[str]:
    """What `dumps` gives, in pieces."""
    return lines(timeline, ledger, "\n")


def lines(timeline: Timeline, ledger: Ledger, line_end: str) -> Iterator[str]:
    """The JSON of a timeline in pieces, with `line_end` between its items, for those who hold no whole text of it."""
    return (_spelled(piece, ledger) for piece in _pieces(timeline, ledger, line_end))


def _pieces(timeline: Timeline, ledger: Ledger, line_end: str) -> Iterator[str]:
    yield f'{{{line_end}"schema_version": {SCHEMA_VERSION},{line_end}'
    yield from _body(timeline, line_end)
    ledger.written += len(timeline)
    yield f"{line_end}}}\n"


def _body(timeline: Timeline, line_end: str) -> Iterator[str]:
    """What stands between the braces of a timeline."""
    before = ""
    for name, items in _Writer(timeline).tables():
        yield f'{before}"{name}": ['
        before = f",{line_end}"
        mark = line_end
        for item in items:
            yield f"{mark}{item}"
            mark = f",{line_end or ' '}"
        yield f"{line_end if mark != line_end else ''}]"
    if timeline.origin is not None:
        yield f'{before}"origin": {{'
        yield from _body(timeline.origin, "")
        yield "}"


def _spelled(text: str, ledger: Ledger) -> str:
    if text.isascii() or not _SURROGATE.search(text):
        return text
    # Half a character has no UTF-8; JSON can spell it, but reads two halves in a row as one character.
    if _FALSE_PAIR.search(text):
        ledger.lose(None, "text", "lone surrogates that stand in a row are read back as one character")
    return _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text)


class _Writer:
    """Turns a timeline into its shape, giving every source, actor and timex the key it is referred to by."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.sources = _keys(timeline.sources, lambda source: source.id)
        self.actors = _keys(timeline.actors, lambda actor: actor.id)
        self.timexes = _keys(timeline.timexes, lambda timex: timex.id)

    def tables(self) -> Iterator[tuple[str, Iterable[str]]]:
        """The name of each list and the JSON of its items."""
        yield "sources", (_encode(_source(source, key)) for source, key in self.sources.items())
        yield "actors", (_encode(self._actor(actor, key)) for actor, key in self.actors.items())
        yield "timexes", (_encode(self._timex(timex, key)) for timex, key in self.timexes.items())
        yield "events", map(self._event, self.timeline.events)
        yield "undated", map(self._event, self.timeline.undated)
        if self.timeline.links:
            yield "links", map(_encode, map(self._link, self.timeline.links))
        if self.timeline.decisions:
            yield "decisions", map(_encode, map(self._decision, self.timeline.decisions))

    # Dictionaries, and not the classes above: there are many of them, and they live for one line.

    def _actor(self, actor: Actor, key: str) -> _Shape:
        return {
            "id": key,
            "name": actor.name,
            "kind": actor.kind.value,
            "aliases": actor.aliases,
            "description": actor.description,
            "disambiguator": actor.disambiguator,
            "mentions": [self._mention(mention) for mention in actor.mentions],
            "inferences": [{"mention": self._mention(one.mention), "reason": one.reason} for one in actor.inferences],
        }

    def _timex(self, timex: Timex, key: str) -> _Shape:
        return {
            "id": key,
            "source": None if timex.source is None else self.sources[timex.source],
            "start": timex.span.start,
            "end": timex.span.end,
            "text": timex.text,
            "type": timex.type.value,
            "value": timex.value,
            "mod": timex.mod,
            "quant": timex.quant,
            "freq": timex.freq,
            "interval": None if timex.interval is None else _interval(timex.interval),
            "alternatives": [_interval(reading) for reading in timex.alternatives],
            "signal": timex.signal,
            "tense": timex.tense,
            "leads": timex.leads,
            "rule": timex.rule,
            "expression": timex.expression,
            "anchor": None if timex.anchor is None else _converter().unstructure(timex.anchor),
        }

    def _event(self, event: Event) -> str:
        # Spelled out, since events are what there is most of: an encoder takes as long again to look at each value.
        when, place, trigger = event.when, event.place, event.trigger
        return (
            f'{{"id": "{event.id}", "title": {_quote(event.title)}, '
            f'"when": {"null" if when is None else _interval_text(when)}, '
            f'"alternatives": [{", ".join(map(_interval_text, event.alternatives))}], '
            f'"place": {"null" if place is None else _quote(place)}, '
            f'"participants": [{", ".join(map(self._participation, event.participants))}], '
            f'"attributions": [{", ".join(map(self._attribution, event.attributions))}], '
            f'"status": "{event.status.value}", "kind": {_quote(event.kind)}, '
            f'"trigger": {"null" if trigger is None else self._mention_text(trigger)}, '
            f'"evidence": [{", ".join(map(self._mention_text, event.evidence))}], '
            f'"timexes": [{", ".join(map(self._timex_key, event.timexes))}], '
            f'"notes": [{", ".join(map(_quote, event.notes))}], '
            f'"hedges": [{", ".join(map(self._hedge, event.hedges))}]}}'
        )

    def _timex_key(self, timex: Timex) -> str:
        return f'"{self.timexes[timex]}"'

    def _participation(self, part: Participation) -> str:
        return f'{{"actor": "{self.actors[part.actor]}", "role": {_quote(part.role)}}}'

    def _attribution(self, link: Attribution) -> str:
        mention = "null" if link.mention is None else self._mention_text(link.mention)
        return f'{{"source": "{self.actors[link.source]}", "cue": {_quote(link.cue)}, "mention": {mention}}}'

    def _hedge(self, hedge: Hedge) -> str:
        return f'{{"grade": "{hedge.grade.value}", "mention": {self._mention_text(hedge.mention)}}}'

    def _mention_text(self, mention: Mention) -> str:
        span = mention.span
        return (
            f'{{"source": "{self.sources[mention.source]}", "start": {span.start}, "end": {span.end}, '
            f'"text": {_quote(mention.text)}}}'
        )

    def _link(self, link: TemporalLink) -> _Shape:
        return {
            "event": self._mention(link.event),
            "relation": link.relation.value,
            "other": self._mention(link.other),
            "cue": None if link.cue is None else self._mention(link.cue),
        }

    def _decision(self, decision: Decision) -> _Shape:
        return {
            "kind": decision.kind,
            "actors": decision.actors,
            "name": decision.name,
            "mentions": [self._mention(mention) for mention in decision.mentions],
        }

    def _mention(self, mention: Mention) -> _Shape:
        span = mention.span
        return {"source": self.sources[mention.source], "start": span.start, "end": span.end, "text": mention.text}


def _keys(items: Iterable[_T], identify: Callable[[_T], str]) -> dict[_T, str]:
    """A key for each item: its id, with a number after it where two readings of one expression have the same."""
    keys: dict[_T, str] = {}
    taken: dict[str, int] = {}
    for item in items:
        key = identify(item)
        taken[key] = taken.get(key, 0) + 1
        keys[item] = key if taken[key] == 1 else f"{key}.{taken[key]}"
    return keys


def _source(source: Source, key: str) -> _Shape:
    return {
        "id": key,
        "name": source.stated_name,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "url": source.url,
        "published": source.published.isoformat() if source.published else None,
        "sha256": source.sha256,
    }


def _interval(interval: Interval) -> _Shape:
    edtf = interval.edtf
    shape: _Shape = {
        "edtf": edtf,
        "granularity": interval.granularity.value,
        "start": None if interval.start is None else interval.start.isoformat(),
        "end": None if interval.end is None else interval.end.isoformat(),
    }
    # Most intervals are said in full by their EDTF.
    if not _reads_as_itself(interval, edtf):
        shape["exact"] = _converter().unstructure(interval)
    return shape


def _interval_text(interval: Interval) -> str:
    edtf, start, end = interval.edtf, interval.start, interval.end
    if start is None or end is None or not _reads_as_itself(interval, edtf):
        return _encode(_interval(interval))
    return (
        f'{{"edtf": "{edtf}", "granularity": "{interval.granularity.value}", "start": "{start.isoformat()}", '
        f'"end": "{end.isoformat()}"}}'
    )


def _reads_as_itself(interval: Interval, edtf: str) -> bool:
    # A whole day, month or year, which is what most events have, need not be read to be known.
    if len(edtf) in (4, 7, 10) and edtf.replace("-", "").isdigit() and _is_plain(interval):
        return True
    try:
        return Interval.from_edtf(edtf) == interval
    except DatelineError:
        return False


def _is_plain(interval: Interval) -> bool:
    start, end, granularity = interval.start, interval.end, interval.granularity
    if start is None or end is None or not (_is_midnight(start) and _is_midnight(end)):
        return False
    if interval.start_unknown or interval.end_unknown or interval.end_granularity is not None:
        return False
    if interval.notation is not None:
        return False
    if granularity is Granularity.DAY:
        return True
    firsts = start.day == end.day == 1
    if granularity is Granularity.MONTH:
        return firsts
    return granularity is Granularity.YEAR and firsts and start.month == end.month == 1


def _is_midnight(moment: Moment) -> bool:
    return not (
        moment.hour or moment.minute or moment.second or moment.microsecond or moment.zone or moment.offset is not None
    )


# -- in ----------------------------------------------------------------------------------------------------------------


def loads(text: str) -> Timeline:
    """The timeline that a JSON text of this format holds.

    Ids only tie the parts of the file together; those of the result are derived anew.  Raises `ReadError` with the
    place where the text ceases to be JSON, or the JSON to be a timeline.
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError("json", f"line {error.lineno}, column {error.colno}", error.msg) from None
    except (ValueError, RecursionError) as error:
        raise ReadError("json", "$", str(error)) from None
    if not isinstance(content, dict):
        raise ReadError("json", "$", "must be an object, as dumps() writes it")
    version = content.pop("schema_version", None)
    if version != SCHEMA_VERSION or isinstance(version, bool):
        known = f"this release reads version {SCHEMA_VERSION}"
        reason = "is missing" if version is None else f"{json.dumps(version)[:40]} is not known"
        raise ReadError("json", "$.schema_version", f"{reason}; {known}")
    # Editors look for the schema under this key, so people add it.
    content.pop("$schema", None)
    try:
        shape = _converter().structure(content, _Timeline)
    except BaseValidationError as error:
        where, reason = _place(error)
        raise ReadError("json", where, reason) from error
    return _Reader().read(shape)


def _place(error: BaseValidationError) -> tuple[str, str]:
    reason, _, where = transform_error(error, format_exception=_reason)[0].rpartition(" @ ")
    return where or "$", reason


def _reason(error: BaseException, _: type | None) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    if isinstance(error, (TypeError, AttributeError)):
        return "has the wrong type"
    return str(error)


class _Reader:
    """Turns the shape back into a timeline, following the references."""

    def read(self, shape: _Timeline, at: str = "$") -> Timeline:
        self.sources = self._table(f"{at}.sources", shape.sources, self._source)
        self.actors = self._table(f"{at}.actors", shape.actors, self._actor)
        self.timexes = self._table(f"{at}.timexes", shape.timexes, self._timex)
        events = [self._event(f"{at}.events[{number}]", event) for number, event in enumerate(shape.events)]
        undated = [self._event(f"{at}.undated[{number}]", event) for number, event in enumerate(shape.undated)]
        return Timeline(
            events,
            undated,
            tuple(self.actors.values()),
            tuple(self.sources.values()),
            tuple(self.timexes.values()),
            [self._link(f"{at}.links[{number}]", link) for number, link in enumerate(shape.links)],
            [self._decision(f"{at}.decisions[{number}]", decision) for number, decision in enumerate(shape.decisions)],
            None if shape.origin is None else _Reader().read(shape.origin, f"{at}.origin"),
        )

    def _link(self, where: str, link: _Link) -> TemporalLink:
        event, other = self._mentions(where, (link.event, link.other))
        return TemporalLink(event, link.relation, other, self._mention(f"{where}.cue", link.cue))

    def _decision(self, where: str, decision: _Decision) -> Decision:
        mentions = self._mentions(f"{where}.mentions", decision.mentions)
        return Decision(decision.kind, tuple(decision.actors), decision.name, mentions)

    def _table(self, name: str, items: Iterable[Any], make: Callable[[str, Any], _R]) -> dict[str, _R]:
        table: dict[str, _R] = {}
        for number, item in enumerate(items):
            where = f"{name}[{number}]"
            if item.id in table:
                raise ReadError("json", f"{where}.id", f"{item.id!r} stands there twice")
            with _at(where):
                table[item.id] = make(where, item)
        return table

    def _source(self, where: str, source: _Source) -> Source:
        published = source.published
        return Source(
            source.name,
            source.title,
            source.publisher,
            source.author,
            source.url,
            # Spelled out, since a datetime of midnight and a date are not the same.
            dt.datetime.fromisoformat(published) if published and "T" in published else published,
            source.sha256,
        )

    def _actor(self, where: str, actor: _Actor) -> Actor:
        mentions = self._mentions(f"{where}.mentions", actor.mentions)
        inferences = tuple(
            Inference(self._sure(f"{where}.inferences[{number}].mention", one.mention), one.reason)
            for number, one in enumerate(actor.inferences)
        )
        return Actor(
            actor.name, actor.kind, tuple(actor.aliases), actor.description, mentions, actor.disambiguator, inferences
        )

    def _timex(self, where: str, timex: _Timex) -> Timex:
        return Timex(
            span=Span(timex.start, timex.end),
            text=timex.text,
            type=timex.type,
            value=timex.value,
            mod=timex.mod,
            interval=self._interval(f"{where}.interval", timex.interval),
            quant=timex.quant,
            freq=timex.freq,
            signal=timex.signal,
            rule=timex.rule,
            expression=timex.expression,
            anchor=timex.anchor,
            tense=timex.tense,
            leads=timex.leads,
            alternatives=self._intervals(f"{where}.alternatives", timex.alternatives),
            source=None
            if timex.source is None
            else self._find(f"{where}.source", self.sources, timex.source, "source"),
        )

    def _event(self, where: str, event: _Event) -> Event:
        participants = [
            Participation(
                self._find(f"{where}.participants[{number}].actor", self.actors, part.actor, "actor"), part.role
            )
            for number, part in enumerate(event.participants)
        ]
        attributions = [
            Attribution(
                self._find(f"{where}.attributions[{number}].source", self.actors, link.source, "actor"),
                link.cue,
                self._mention(f"{where}.attributions[{number}].mention", link.mention),
            )
            for number, link in enumerate(event.attributions)
        ]
        timexes = [
            self._find(f"{where}.timexes[{number}]", self.timexes, key, "timex")
            for number, key in enumerate(event.timexes)
        ]
        hedges = [
            Hedge(hedge.grade, self._sure(f"{where}.hedges[{number}].mention", hedge.mention))
            for number, hedge in enumerate(event.hedges)
        ]
        with _at(where):
            return Event(
                title=event.title,
                when=self._interval(f"{where}.when", event.when),
                place=event.place,
                participants=tuple(participants),
                attributions=tuple(attributions),
                status=event.status,
                trigger=self._mention(f"{where}.trigger", event.trigger),
                alternatives=self._intervals(f"{where}.alternatives", event.alternatives),
                evidence=self._mentions(f"{where}.evidence", event.evidence),
                timexes=tuple(timexes),
                kind=event.kind,
                notes=tuple(event.notes),
                hedges=tuple(hedges),
            )

    def _mention(self, where: str, mention: _Mention | None) -> Mention | None:
        return None if mention is None else self._sure(where, mention)

    def _sure(self, where: str, mention: _Mention) -> Mention:
        source = self._find(f"{where}.source", self.sources, mention.source, "source")
        with _at(where):
            return Mention(Span(mention.start, mention.end), mention.text, source)

    def _mentions(self, where: str, mentions: Iterable[_Mention]) -> tuple[Mention, ...]:
        return tuple(self._sure(f"{where}[{number}]", mention) for number, mention in enumerate(mentions))

    def _interval(self, where: str, interval: _Interval | None) -> Interval | None:
        if interval is None or interval.exact is not None:
            return None if interval is None else interval.exact
        with _at(f"{where}.edtf"):
            return Interval.from_edtf(interval.edtf)

    def _intervals(self, where: str, intervals: Iterable[_Interval]) -> tuple[Interval, ...]:
        read = (self._interval(f"{where}[{number}]", interval) for number, interval in enumerate(intervals))
        return tuple(interval for interval in read if interval is not None)

    def _find(self, where: str, table: Mapping[str, _R], key: str, what: str) -> _R:
        try:
            return table[key]
        except KeyError:
            raise ReadError("json", where, f"refers to the {what} {key!r}, which the file does not have") from None


@contextmanager
def _at(where: str) -> Iterator[None]:
    """Give the errors of the model the place in the file."""
    try:
        yield
    except ReadError:
        raise
    except ValueError as error:
        raise ReadError("json", where, str(error)) from error
