"""Timelines as JSON, which holds all of a timeline: what `loads` makes of `dumps` equals what was dumped.

The shape is that of `timeline.schema.json` beside this module (JSON Schema 2020-12).  Sources, actors and temporal
expressions stand once each, under an id that the events refer to.  The text itself is not stored, only what is quoted.
It is written here and read in `json_reader`, both a few items at a time.
"""

from __future__ import annotations

import enum
import io
import json
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from attrs import NOTHING, fields

from dateline.errors import DatelineError
from dateline.export.decision_shape import shape_of
from dateline.export.json_text import SCHEMA_VERSION
from dateline.export.ledger import Ledger
from dateline.interval import Granularity, Interval, Moment
from dateline.limits import DEFAULT, Limits
from dateline.model import Setting

if TYPE_CHECKING:
    from dateline.model import (
        Actor,
        Anchor,
        Attribution,
        Correction,
        Event,
        Hedge,
        Lapsed,
        Mention,
        Participation,
        Source,
        TemporalLink,
        Timeline,
        Timex,
    )

__all__ = ["SCHEMA", "SCHEMA_VERSION", "dumps", "exact", "lines", "load", "loads", "stream"]

SCHEMA = f"urn:dateline:timeline:{SCHEMA_VERSION}"
"""The `$id` of the schema: its name, at which nothing can be fetched."""

_T = TypeVar("_T", bound=Hashable)
_I = TypeVar("_I")
_Shape: TypeAlias = dict[str, Any]

# What the text around says of most temporal expressions; only another setting is written.
_PLAIN = Setting()
# So many items are spelled at once: enough that a piece is worth a call, few enough to hold.
_BATCH = 100

_encode = json.JSONEncoder(ensure_ascii=False).encode
_quote = json.encoder.encode_basestring

# Enumerations and tests of one attribute after the other are slow, and there is a time in every event.
_DAY = Granularity.DAY
_rest_of, _NO_REST = (
    attrgetter("start_unknown", "end_unknown", "end_granularity", "notation"),
    (False, False, None, None),
)
_clock_of = attrgetter("hour", "minute", "second", "microsecond", "zone", "offset")
_MIDNIGHT = (0, 0, 0, 0, None, None)

_SURROGATE = re.compile("[\ud800-\udfff]")
_FALSE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def dumps(timeline: Timeline, ledger: Ledger | None = None) -> str:
    """`timeline` as JSON, an item a line, with all characters as themselves; the same bytes for the same timeline."""
    return joined(stream(timeline, Ledger() if ledger is None else ledger))


def stream(timeline: Timeline, ledger: Ledger) -> Iterator[str]:
    """What `dumps` gives, in pieces."""
    return lines(timeline, ledger, "\n")


def loads(text: str, limits: Limits = DEFAULT) -> Timeline:
    """The timeline that a JSON text of this format holds.

    Ids only tie the parts of the file together; those of the result are derived anew.  Raises `ReadError` with the
    place where the text ceases to be JSON, or the JSON to be a timeline.
    """
    return load((text,), limits)


def load(pieces: Iterable[str], limits: Limits = DEFAULT) -> Timeline:
    """What `loads` gives, of a text that comes in pieces and is not held whole."""
    from dateline.export.json_reader import read

    return read(pieces, limits)


def joined(pieces: Iterable[str]) -> str:
    """The pieces as one text, without all of them beside it."""
    text = io.StringIO()
    text.writelines(pieces)
    return text.getvalue()


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
    between = f",{line_end or ' '}"
    for name, items in _Writer(timeline).tables():
        yield f'{before}"{name}": ['
        before = f",{line_end}"
        mark = line_end
        while batch := list(islice(items, _BATCH)):
            yield mark + between.join(batch)
            mark = between
        yield f"{line_end if mark is between else ''}]"
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
        # To hash an expression is to hash all its parts; those of the events mostly are the objects of the list.
        self.timex_keys = {id(timex): f'"{key}"' for timex, key in self.timexes.items()}

    def tables(self) -> Iterator[tuple[str, Iterator[str]]]:
        """The name of each list and the JSON of its items."""
        yield "sources", (_encode(_source(source, key)) for source, key in self.sources.items())
        yield "actors", (_encode(self._actor(actor, key)) for actor, key in self.actors.items())
        yield "timexes", (_encode(self._timex(timex, key)) for timex, key in self.timexes.items())
        yield "events", map(self._event, self.timeline.dated)
        yield "undated", map(self._event, self.timeline.undated)
        if self.timeline.links:
            yield "links", map(_encode, map(self._link, self.timeline.links))
        if self.timeline.decisions:
            yield "decisions", (_encode(shape_of(decision, exact)) for decision in self.timeline.decisions)
        if self.timeline.lapsed:
            yield "lapsed", map(_encode, map(_lapsed, self.timeline.lapsed))
        if self.timeline.remarks:
            yield "remarks", map(_encode, self.timeline.remarks)

    # Dictionaries for what there is little of; events and what is in them are spelled out, since there are most of
    # them, and an encoder takes as long again to look at each value.

    def _actor(self, actor: Actor, key: str) -> _Shape:
        return {
            "id": key,
            "name": actor.name,
            "kind": actor.kind.value,
            "aliases": actor.aliases,
            "description": actor.description,
            "affiliation": actor.affiliation,
            "disambiguator": actor.disambiguator,
            "mentions": [self._mention(mention) for mention in actor.mentions],
            "inferences": [{"mention": self._mention(one.mention), "reason": one.reason} for one in actor.inferences],
        }

    def _timex(self, timex: Timex, key: str) -> _Shape:
        shape = {
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
            "anchor": None if timex.anchor is None else _anchor(timex.anchor),
        }
        if timex.setting != _PLAIN:
            shape["setting"] = _setting(timex.setting)
        return shape

    def _event(self, event: Event) -> str:
        when, place, trigger = event.when, event.place, event.trigger
        tellings = f', "tellings": {_list(self._event, event.tellings)}' if event.tellings else ""
        return (
            f'{{"id": "{event.id}", "title": {_quote(event.title)}, '
            f'"when": {"null" if when is None else _interval_text(when)}, '
            f'"alternatives": {_list(_interval_text, event.alternatives)}, '
            f'"place": {"null" if place is None else _quote(place)}, '
            f'"participants": {_list(self._participation, event.participants)}, '
            f'"attributions": {_list(self._attribution, event.attributions)}, '
            f'"status": "{event.status.value}", "kind": {_quote(event.kind)}, '
            f'"trigger": {"null" if trigger is None else self._mention_text(trigger)}, '
            f'"evidence": {_list(self._mention_text, event.evidence)}, '
            f'"timexes": {_list(self._timex_key, event.timexes)}, '
            f'"notes": {_list(_quote, event.notes)}, '
            f'"hedges": {_list(self._hedge, event.hedges)}'
            f"{_corrections(event.corrections)}{tellings}}}"
        )

    def _timex_key(self, timex: Timex) -> str:
        return self.timex_keys.get(id(timex)) or f'"{self.timexes[timex]}"'

    def _participation(self, part: Participation) -> str:
        return f'{{"actor": "{self.actors[part.actor]}", "role": {_quote(part.role)}}}'

    def _attribution(self, link: Attribution) -> str:
        mention = "null" if link.mention is None else self._mention_text(link.mention)
        return f'{{"source": "{self.actors[link.source]}", "cue": {_quote(link.cue)}, "mention": {mention}}}'

    def _hedge(self, hedge: Hedge) -> str:
        return f'{{"grade": "{hedge.grade.value}", "mention": {self._mention_text(hedge.mention)}}}'

    def _mention_text(self, mention: Mention) -> str:
        span = mention.span
        page = f', "page": {mention.page}' if mention.source.pages else ""
        return (
            f'{{"source": "{self.sources[mention.source]}", "start": {span.start}, "end": {span.end}, '
            f'"text": {_quote(mention.text)}{page}}}'
        )

    def _link(self, link: TemporalLink) -> _Shape:
        return {
            "event": self._mention(link.event),
            "relation": link.relation.value,
            "other": self._mention(link.other),
            "cue": None if link.cue is None else self._mention(link.cue),
        }

    def _mention(self, mention: Mention) -> _Shape:
        span = mention.span
        shape = {"source": self.sources[mention.source], "start": span.start, "end": span.end, "text": mention.text}
        return shape | {"page": mention.page} if mention.source.pages else shape


def _corrections(corrections: tuple[Correction, ...]) -> str:
    if not corrections:
        return ""
    named = ("what", "was", "by", "on", "note")
    shapes = [
        {name: getattr(one, name) for name in named} | ({"removed": True} if one.removed else {}) for one in corrections
    ]
    return f', "corrections": {_encode(shapes)}'


def _lapsed(lapsed: Lapsed) -> _Shape:
    return {"decision": shape_of(lapsed.decision, exact), "why": lapsed.why, "reason": lapsed.reason}


def exact(interval: Interval) -> _Shape | None:
    """The fields of an interval that its EDTF does not give back, None if it does."""
    edtf = interval.edtf
    return None if _is_plain(interval, edtf) or _reads_back(interval, edtf) else _stated(interval)


def _keys(items: Iterable[_T], identify: Callable[[_T], str]) -> dict[_T, str]:
    """A key for each item: its id, with a number after it where two readings of one expression have the same."""
    keys: dict[_T, str] = {}
    taken: dict[str, int] = {}
    for item in items:
        key = identify(item)
        taken[key] = taken.get(key, 0) + 1
        keys[item] = key if taken[key] == 1 else f"{key}.{taken[key]}"
    return keys


def _list(spell: Callable[[_I], str], items: tuple[_I, ...]) -> str:
    return f"[{', '.join(map(spell, items))}]" if items else "[]"


def _source(source: Source, key: str) -> _Shape:
    shape = {
        "id": key,
        "name": source.stated_name,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "url": source.url,
        "published": source.published.isoformat() if source.published else None,
        "sha256": source.sha256,
    }
    return shape | {"pages": source.pages} if source.pages else shape


def _anchor(anchor: Anchor) -> _Shape:
    return {"kind": anchor.kind, "value": anchor.value, "text": anchor.text}


def _setting(setting: Setting) -> _Shape:
    return {"position": setting.position, "zone": setting.zone, "narrative": setting.narrative}


def _interval(interval: Interval) -> _Shape:
    edtf = interval.edtf
    shape: _Shape = {
        "edtf": edtf,
        "granularity": interval.granularity.value,
        "start": None if interval.start is None else interval.start.isoformat(),
        "end": None if interval.end is None else interval.end.isoformat(),
    }
    # Most intervals are said in full by their EDTF.
    stated = exact(interval)
    return shape if stated is None else shape | {"exact": stated}


def _interval_text(interval: Interval) -> str:
    edtf, start, end = interval.edtf, interval.start, interval.end
    if start is None or end is None or interval.granularity is not _DAY or not _is_plain(interval, edtf):
        return _encode(_interval(interval))
    # The common case: the day begins with the midnight of what its EDTF names, and ends with the next.
    last = f"{edtf[:8]}{end.day:02}T00:00:00" if end.month == start.month else end.isoformat()
    return f'{{"edtf": "{edtf}", "granularity": "day", "start": "{edtf}T00:00:00", "end": "{last}"}}'


def _reads_back(interval: Interval, edtf: str) -> bool:
    try:
        return Interval.from_edtf(edtf) == interval
    except DatelineError:
        return False


def _is_plain(interval: Interval, edtf: str) -> bool:
    """True for a whole day, month or year, which is what most events have: their EDTF need not be read to be known."""
    start, end, granularity = interval.start, interval.end, interval.granularity
    if len(edtf) not in (4, 7, 10) or not edtf.replace("-", "").isdigit():
        return False
    if start is None or end is None or _rest_of(interval) != _NO_REST:
        return False
    if _clock_of(start) != _MIDNIGHT or _clock_of(end) != _MIDNIGHT:
        return False
    if granularity is _DAY:
        return True
    firsts = start.day == end.day == 1
    if granularity is Granularity.MONTH:
        return firsts
    return granularity is Granularity.YEAR and firsts and start.month == end.month == 1


def _stated(value: Interval | Moment) -> _Shape:
    """The fields of an interval or moment, but for those that have their defaults."""
    stated: _Shape = {}
    for field in fields(type(value)):
        held = getattr(value, field.name)
        if field.default is NOTHING or held != field.default:
            stated[field.name] = (
                _stated(held) if isinstance(held, Moment) else held.value if isinstance(held, enum.Enum) else held
            )
    return stated
