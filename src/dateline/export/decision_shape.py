"""The shape of decisions in JSON, in files of their own and within timelines."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, TypeVar

from attrs import Factory, fields, frozen

from dateline.errors import DatelineError, ReadError
from dateline.interval import Interval
from dateline.model import ActorKey, Change, Decision, DocumentKey, EventKey, Quote, WordsKey
from dateline.model.decisions import DATE

__all__ = ["DecisionShape", "decision_of", "shape_of"]

_T = TypeVar("_T")
_Shape: TypeAlias = dict[str, Any]


@frozen(kw_only=True)
class _Document:
    id: str | None = None
    name: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


@frozen(kw_only=True)
class _Quote:
    words: str
    document: _Document = Factory(_Document)
    before: str | None = None
    after: str | None = None
    number: int = 1
    of: int = 1
    start: int | None = None


@frozen(kw_only=True)
class _Event:
    id: str | None = None
    title: str
    trigger: str | None = None
    quote: _Quote | None = None


@frozen(kw_only=True)
class _Words:
    id: str | None = None
    words: str | None = None
    quote: _Quote | None = None
    document: _Document | None = None


@frozen(kw_only=True)
class _Actor:
    id: str | None = None
    name: str | None = None
    kind: str | None = None
    quote: _Quote | None = None


@frozen(kw_only=True)
class _To:
    date: Any = None
    title: str | None = None
    place: str | None = None
    status: str | None = None
    name: str | None = None
    kind: str | None = None


@frozen(kw_only=True)
class _Was:
    date: str | None = None
    title: str | None = None
    place: str | None = None
    status: str | None = None
    name: str | None = None
    kind: str | None = None


@frozen(kw_only=True)
class DecisionShape:
    """A decision as it stands in JSON; `to` and `was` are objects, of which it counts what names they have."""

    kind: Literal["merge", "split", "correct", "drop", "add", "merge_events", "keep_apart"]
    events: list[_Event] = Factory(list)
    timex: _Words | None = None
    actors: list[_Actor] = Factory(list)
    name: str | None = None
    mentions: list[_Words] = Factory(list)
    to: _To | None = None
    was: _Was | None = None
    quote: _Quote | None = None
    becomes: str | None = None
    note: str | None = None
    by: str | None = None
    on: str | None = None


# -- out ---------------------------------------------------------------------------------------------------------------


def shape_of(decision: Decision, exact: Any) -> _Shape:
    """A decision as JSON has it, without what it does not say.

    `exact` gives the object for an `Interval` whose EDTF does not say all of it, None for others.
    """
    shape: _Shape = {"kind": decision.kind}
    if decision.events:
        shape["events"] = [_stated(key) for key in decision.events]
    if decision.timex is not None:
        shape["timex"] = _stated(decision.timex)
    if decision.actors:
        shape["actors"] = [_stated(key) for key in decision.actors]
    if decision.name is not None:
        shape["name"] = decision.name
    if decision.mentions:
        shape["mentions"] = [_stated(key) for key in decision.mentions]
    if decision.changes:
        shape["to"] = {change.field: _to(change.to, exact) for change in decision.changes}
        was = {change.field: change.was for change in decision.changes if change.was is not None}
        if was:
            shape["was"] = was
    if decision.quote is not None:
        shape["quote"] = _stated(decision.quote)
    for name in ("becomes", "note", "by", "on"):
        value = getattr(decision, name)
        if value is not None:
            shape[name] = value
    return shape


def _to(value: Interval | str | None, exact: Any) -> Any:
    if not isinstance(value, Interval):
        return value
    more = exact(value)
    return value.edtf if more is None else {"edtf": value.edtf, "exact": more}


def _stated(key: Any) -> _Shape:
    """A key without what it leaves open: None, empty documents, the first of one."""
    shape: _Shape = {}
    for field in fields(type(key)):
        value = getattr(key, field.name)
        if value is None or (field.name in ("number", "of") and key.of == 1):
            continue
        if isinstance(value, DocumentKey | Quote):
            value = _stated(value)
            if not value:
                continue
        shape[field.name] = value
    return shape


# -- in ----------------------------------------------------------------------------------------------------------------


def decision_of(where: str, item: Any, shape: DecisionShape, exact: Any) -> Decision:
    """The decision of an item in its shape; `where` is its place, `exact` makes an `Interval` of what is no EDTF.

    Raises `ReadError` with the place of what no decision can be.
    """
    told: _Shape = item.get("to") or {}
    was: _Shape = item.get("was") or {}
    if was and not told:
        raise ReadError("json", f"{where}.to", "is missing: was says what stood there, and to what is put in its place")
    for name in was:
        if name not in told:
            reason = f"says what was there before, and {where}.to.{name} does not say what it is to be; add it there"
            raise ReadError("json", f"{where}.was.{name}", reason)
    changes = []
    for name, value in told.items():
        place = f"{where}.to.{name}"
        change = _made(place, Change, name, _date(place, value, exact) if name == DATE else value, was.get(name))
        changes.append(change)
    decision: Decision = _made(
        where,
        Decision,
        shape.kind,
        tuple(
            _made(f"{where}.actors[{n}]", ActorKey, **_parts(f"{where}.actors[{n}]", one))
            for n, one in enumerate(shape.actors)
        ),
        shape.name,
        tuple(
            _made(f"{where}.mentions[{n}]", WordsKey, **_parts(f"{where}.mentions[{n}]", one))
            for n, one in enumerate(shape.mentions)
        ),
        tuple(
            _made(f"{where}.events[{n}]", EventKey, **_parts(f"{where}.events[{n}]", one))
            for n, one in enumerate(shape.events)
        ),
        None if shape.timex is None else _made(f"{where}.timex", WordsKey, **_parts(f"{where}.timex", shape.timex)),
        tuple(changes),
        None if shape.quote is None else _quote(f"{where}.quote", shape.quote),
        shape.becomes,
        shape.note,
        shape.by,
        shape.on,
    )
    return decision


def _date(where: str, value: Any, exact: Any) -> Interval | None:
    if value is None:
        return None
    if isinstance(value, dict) and value.keys() == {"edtf", "exact"}:
        made: Interval = exact(f"{where}.exact", value["exact"])
        return made
    if not isinstance(value, str):
        raise ReadError("json", where, 'must be a date in EDTF, such as "1912-05", or null for no date')
    read: Interval = _made(where, Interval.from_edtf, value)
    return read


def _parts(where: str, shaped: Any) -> _Shape:
    """What a key is made of."""
    parts = {field.name: getattr(shaped, field.name) for field in fields(type(shaped))}
    if parts.get("quote") is not None:
        parts["quote"] = _quote(f"{where}.quote", parts["quote"])
    if parts.get("document") is not None:
        parts["document"] = _made(f"{where}.document", DocumentKey, **_parts(where, parts["document"]))
    return parts


def _quote(where: str, shaped: _Quote) -> Quote:
    quote: Quote = _made(where, Quote, **_parts(where, shaped))
    return quote


def _made(where: str, make: Any, *given: Any, **named: Any) -> Any:
    try:
        return make(*given, **named)
    except DatelineError as error:
        raise ReadError("json", where, str(error)) from error
