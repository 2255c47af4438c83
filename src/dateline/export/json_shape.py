"""The shape of timelines in JSON, as classes that cattrs fills, and what says where an item has another shape."""

from __future__ import annotations

import datetime as dt
import difflib
import json
import types
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin

from attrs import Factory, fields, frozen
from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError

from dateline.errors import ReadError
from dateline.export.decision_shape import DecisionShape, decision_of
from dateline.interval import Interval, Relation
from dateline.model import (
    Actor,
    ActorKind,
    Anchor,
    Attribution,
    Certainty,
    Correction,
    Decision,
    Event,
    Hedge,
    Inference,
    Lapsed,
    Mention,
    Participation,
    Setting,
    Source,
    Span,
    Status,
    TemporalLink,
    Timex,
    TimexType,
)
from dateline.model.decisions import LapsedWhy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["NAMES", "Careful", "converter", "placed", "read_decision"]

_R = TypeVar("_R")


@frozen(kw_only=True)
class _Mention:
    source: str
    start: int
    end: int
    text: str
    page: int | None = None


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
    pages: list[int] = Factory(list)


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
    affiliation: str | None = None
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
    setting: Setting = Factory(Setting)


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
    corrections: list[Correction] = Factory(list)
    tellings: list[_Event] = Factory(list)


@frozen(kw_only=True)
class _Link:
    event: _Mention
    relation: Relation
    other: _Mention
    cue: _Mention | None = None


@frozen(kw_only=True)
class _Lapsed:
    decision: DecisionShape
    why: LapsedWhy
    reason: str


@lru_cache(maxsize=1)
def converter() -> Converter:
    """What structures strictly: no text for a number, and no names that a class does not have."""
    converter = Converter(forbid_extra_keys=True)
    for primitive, name in ((str, "a string"), (int, "an integer"), (bool, "true or false")):
        converter.register_structure_hook(primitive, _exactly(primitive, name))

    def strictly(kind: Any) -> Callable[[Any, Any], Any]:
        # It would also take the characters of a string and the names in an object for the items of a list.
        many: Any = types.GenericAlias(tuple, (*get_args(kind), ...))
        structure = converter.get_structure_hook(many)

        def array(value: Any, _: Any) -> Any:
            if type(value) is not list:
                raise ValueError(f"must be an array, not {json.dumps(value)[:40]}")
            return structure(value, many)

        return array

    converter.register_structure_hook_factory(_is_list, strictly)
    converter.register_structure_hook_func(_is_literal, _one_of)
    return converter


def _is_list(kind: Any) -> bool:
    origin: object = get_origin(kind)
    return origin is list


def _is_literal(kind: Any) -> bool:
    origin: object = get_origin(kind)
    return origin is Literal


def _one_of(value: Any, kind: Any) -> Any:
    known = get_args(kind)
    if not isinstance(value, str) or value not in known:
        close = difflib.get_close_matches(value, known, 1) if isinstance(value, str) else []
        hint = f"; did you mean {close[0]}?" if close else ""
        raise ValueError(f"must be one of {', '.join(known)}, not {json.dumps(value)[:40]}{hint}")
    return value


def _exactly(primitive: type, name: str) -> Callable[[Any, Any], Any]:
    # cattrs would take 3 for a string and "no" for true.
    def structure(value: Any, _: Any) -> Any:
        if type(value) is not primitive:
            raise ValueError(f"must be {name}, not {json.dumps(value)[:40]}")
        return value

    return structure


def _structured(where: str, item: Any, shape: type[_R]) -> _R:
    """An item in its shape, with references not yet followed; `ReadError` with the place of what is wrong in it."""
    try:
        return converter().structure(item, shape)
    except BaseValidationError as error:
        reason, _, place = transform_error(error, path=where, format_exception=_reason)[0].rpartition(" @ ")
        raise ReadError("json", place or where, reason) from error
    except (TypeError, AttributeError, KeyError, ValueError) as error:
        raise ReadError("json", where, _reason(error, None)) from error


def _reason(error: BaseException, _: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        known = ", ".join(field.name for field in fields(error.cl))
        return f"has no {' and no '.join(sorted(map(str, error.extra_fields)))}; it has {known}"
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    if isinstance(error, (TypeError, AttributeError)):
        return "has the wrong type"
    return str(error)


def read_decision(where: str, item: Any) -> Decision:
    """The decision of an item of JSON; `ReadError` with the place of what is wrong in it."""
    if not isinstance(item, dict):
        raise ReadError("json", where, f"must be an object, not {json.dumps(item)[:40]}")
    shaped = _structured(where, _upgraded(item), DecisionShape)
    return decision_of(where, item, shaped, lambda place, value: _structured(place, value, Interval))


def _upgraded(item: Any) -> Any:
    """Decisions that name actors by their ids alone, as they did when there were only merges and splits."""
    if not isinstance(item, dict) or not isinstance(item.get("actors"), list):
        return item
    return item | {"actors": [{"id": one} if isinstance(one, str) else one for one in item["actors"]]}


def _lapsed(where: str, item: Any) -> Lapsed:
    shaped = _structured(
        where, item | {"decision": _upgraded(item.get("decision"))} if isinstance(item, dict) else item, _Lapsed
    )
    return Lapsed(read_decision(f"{where}.decision", item["decision"]), shaped.why, shaped.reason)


NAMES = {
    table: frozenset(field.name for field in fields(shape))
    for table, shape in (("actors", _Actor), ("timexes", _Timex), ("events", _Event))
}
"""All names that an item of a table has where it is written in full."""


class Careful:
    """Makes what an item stands for, or says what is wrong with it and where."""

    def __init__(self, sources: dict[str, Source], actors: dict[str, Actor], timexes: dict[str, Timex]) -> None:
        self.sources, self.actors, self.timexes = sources, actors, timexes

    def make(self, table: str, where: str, item: Any) -> Any:
        """What an item of a table is; `where` is its place.  Raises `ReadError` with the place of the mistake."""
        makers: dict[str, tuple[type[Any], Callable[[str, Any], Any]]] = {
            "sources": (_Source, self._source),
            "actors": (_Actor, self._actor),
            "timexes": (_Timex, self._timex),
            "events": (_Event, self._event),
            "undated": (_Event, self._event),
            "links": (_Link, self._link),
        }
        if table in ("decisions", "lapsed"):
            return read_decision(where, self._placed(item)) if table == "decisions" else _lapsed(where, item)
        shape, make = makers[table]
        shaped = _structured(where, item, shape)
        with placed(where):
            return make(where, shaped)

    def _placed(self, item: Any) -> Any:
        """A decision whose mentions are told by their places alone, as they were in older timelines, by their words."""
        mentions = item.get("mentions") if isinstance(item, dict) else None
        if not isinstance(mentions, list):
            return item
        return item | {"mentions": [self._quoted(mention) for mention in mentions]}

    def _quoted(self, mention: Any) -> Any:
        source = self.sources.get(mention.get("source", "")) if isinstance(mention, dict) else None
        if source is None or "text" not in mention:
            return mention
        words, start = mention["text"], mention.get("start")
        return {"words": words, "quote": {"words": words, "document": {"id": source.id}, "start": start}}

    def _link(self, where: str, link: _Link) -> TemporalLink:
        event, other = self._mentions(where, (link.event, link.other))
        return TemporalLink(event, link.relation, other, self._mention(f"{where}.cue", link.cue))

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
            tuple(source.pages),
        )

    def _actor(self, where: str, actor: _Actor) -> Actor:
        mentions = self._mentions(f"{where}.mentions", actor.mentions)
        inferences = tuple(
            Inference(self._sure(f"{where}.inferences[{number}].mention", one.mention), one.reason)
            for number, one in enumerate(actor.inferences)
        )
        return Actor(
            actor.name,
            actor.kind,
            tuple(actor.aliases),
            actor.description,
            mentions,
            actor.disambiguator,
            inferences,
            actor.affiliation,
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
            setting=timex.setting,
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
        with placed(where):
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
                corrections=tuple(event.corrections),
                tellings=tuple(
                    self._event(f"{where}.tellings[{number}]", telling) for number, telling in enumerate(event.tellings)
                ),
            )

    def _mention(self, where: str, mention: _Mention | None) -> Mention | None:
        return None if mention is None else self._sure(where, mention)

    def _sure(self, where: str, mention: _Mention) -> Mention:
        source = self._find(f"{where}.source", self.sources, mention.source, "source")
        with placed(where):
            return Mention(Span(mention.start, mention.end), mention.text, source)

    def _mentions(self, where: str, mentions: Iterable[_Mention]) -> tuple[Mention, ...]:
        return tuple(self._sure(f"{where}[{number}]", mention) for number, mention in enumerate(mentions))

    def _interval(self, where: str, interval: _Interval | None) -> Interval | None:
        if interval is None or interval.exact is not None:
            return None if interval is None else interval.exact
        with placed(f"{where}.edtf"):
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
def placed(where: str) -> Iterator[None]:
    """Give the errors of the model the place in the file."""
    try:
        yield
    except ReadError:
        raise
    except ValueError as error:
        raise ReadError("json", where, str(error)) from error
