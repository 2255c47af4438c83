"""Reading timelines from JSON an item at a time, so that neither the text nor its dictionaries are held whole.

An item is read twice only where something is wrong with it: first quickly, taking it for what `json` writes; and if
that fails, with care, which finds out what is wrong and where.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from cattrs.errors import BaseValidationError

from dateline.errors import ReadError
from dateline.export.json_shape import NAMES, Careful, converter, placed
from dateline.export.json_text import SCHEMA_VERSION, JsonText
from dateline.interval import Interval
from dateline.model import (
    Actor,
    Anchor,
    Attribution,
    Correction,
    Event,
    Hedge,
    Inference,
    Mention,
    Participation,
    Setting,
    Source,
    Span,
    Status,
    Timeline,
    Timex,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dateline.limits import Limits

__all__ = ["UPGRADES", "read"]

_R = TypeVar("_R")
_PLAIN = Setting()
_Shape: TypeAlias = dict[str, Any]


# -- the versions ------------------------------------------------------------------------------------------------------


def _from_1(table: str, item: _Shape) -> _Shape:
    """Version 1 had no hedges, no inferences, and did not say which expressions open their sentence or paragraph."""
    for name, nothing in _NEW_IN_2.get(table, ()):
        item.setdefault(name, nothing())
    return item


_NEW_IN_2: dict[str, tuple[tuple[str, Callable[[], Any]], ...]] = {
    "actors": (("inferences", list),),
    "timexes": (("leads", bool),),
    "events": (("hedges", list),),
    "undated": (("hedges", list),),
}

UPGRADES: Mapping[int, Callable[[str, _Shape], _Shape]] = {1: _from_1}
"""The older versions that are read: what turns an item of a table into the same item in the version after it."""


# -- the timeline ------------------------------------------------------------------------------------------------------

# What has to be known before a table can be read; another order costs the memory to put it aside.
_NEEDS: dict[str, frozenset[str]] = {
    "sources": frozenset(),
    "actors": frozenset({"sources"}),
    "timexes": frozenset({"sources"}),
    "events": frozenset({"sources", "actors", "timexes"}),
    "undated": frozenset({"sources", "actors", "timexes"}),
    "links": frozenset({"sources"}),
    "decisions": frozenset({"sources"}),
    "lapsed": frozenset(),
    "origin": frozenset(),
    "remarks": frozenset(),
}


_LISTS = ("events", "undated", "links", "decisions", "lapsed", "remarks")


def read(pieces: Iterable[str], limits: Limits) -> Timeline:
    """The timeline of a JSON text that comes in pieces.

    Raises `ReadError` with the place where the text ceases to be JSON, or the JSON to be a timeline.
    """
    text = JsonText(pieces)
    try:
        opening = text.next()
        if opening != "{":
            if opening != "[":
                text.value()
            raise ReadError("json", "$", "must be an object, as dumps() writes it")
        timeline = _Reader(None, limits).read(text, "$")
    except RecursionError:
        raise ReadError("json", "$", "is nested too deep") from None
    if text.next():
        text.fail("Extra data")
    return timeline


def _version_of(found: Any) -> int:
    known = (*UPGRADES, SCHEMA_VERSION)
    if found in known and not isinstance(found, bool):
        return int(found)
    reads = f"this release of dateline reads {' and '.join(map(str, known))}"
    if type(found) is int and found > SCHEMA_VERSION:
        raise ReadError(
            "json", "$.schema_version", f"{json.dumps(found)[:40]} is newer than it knows: {reads}; update it"
        )
    raise ReadError("json", "$.schema_version", f"{json.dumps(found)[:40]} is not known; {reads}")


class _Reader:
    """Turns what a text holds into a timeline, following the references."""

    def __init__(self, version: int | None, limits: Limits) -> None:
        self.version = version
        self.limits = limits
        self.sources: dict[str, Source] = {}
        self.actors: dict[str, Actor] = {}
        self.timexes: dict[str, Timex] = {}
        self.lists: dict[str, list[Any]] = {name: [] for name in _LISTS}
        self.origin: Timeline | None = None
        self.quick = _Quick(self.sources, self.actors, self.timexes)
        self.careful = Careful(self.sources, self.actors, self.timexes)

    def read(self, text: JsonText, at: str) -> Timeline:
        """The timeline that begins next in a text, at a place in the file."""
        waiting: dict[str, list[str]] = {}
        met: set[str] = set()
        unknown = ""
        for name in text.names():
            if name in met:
                raise ReadError("json", f"{at}.{name}", "stands there twice")
            met.add(name)
            if name == "schema_version" and at == "$":
                self.version = _version_of(text.value())
            elif name == "$schema" and at == "$":
                # Editors look for the schema under this key, so people add it.
                text.value()
            elif name not in _NEEDS:
                unknown = unknown or name
                text.value()
            elif self.version is not None and _NEEDS[name] <= met - waiting.keys():
                self._take(name, text, f"{at}.{name}")
            else:
                waiting[name] = text.put_aside()
        if self.version is None:
            raise ReadError("json", "$.schema_version", f"is missing; this release of dateline writes {SCHEMA_VERSION}")
        if unknown:
            raise ReadError("json", at, f"has {unknown!r}, which is no part of a timeline")
        for name in _NEEDS:
            if name in waiting:
                self._take(name, JsonText(waiting.pop(name)), f"{at}.{name}")
        del self.quick
        with placed(at):
            return Timeline(
                [*self.lists["events"], *self.lists["undated"]],
                self.actors.values(),
                self.sources.values(),
                self.timexes.values(),
                self.lists["links"],
                self.lists["decisions"],
                self.origin,
                self.lists["lapsed"],
                self.lists["remarks"],
            )

    def _take(self, name: str, text: JsonText, where: str) -> None:
        """Read a table, or the timeline from which this one came."""
        if name == "origin" and text.next() == "{":
            self.origin = _Reader(self.version, self.limits).read(text, where)
            return
        if name == "origin" or text.next() != "[":
            if text.value() is not None or name != "origin":
                raise ReadError("json", where, f"must be {'a timeline' if name == 'origin' else 'an array'}")
            return
        quick = self.quick.makers.get(name, _not_quickly)
        tables: dict[str, dict[str, Any]] = {"sources": self.sources, "actors": self.actors, "timexes": self.timexes}
        table = tables.get(name)
        for number in text.places():
            item = self._upgraded(name, text.value())
            if name == "remarks":
                if type(item) is not str:
                    raise ReadError("json", f"{where}[{number}]", f"must be a string, not {json.dumps(item)[:40]}")
                self.lists[name].append(item)
                continue
            try:
                made = quick(item)
            except _ODD:
                # Something is not as it is written here, be it wrong or only unusual.
                made = self.careful.make(name, f"{where}[{number}]", item)
            if table is None:
                self.lists[name].append(made)
                self.limits.check("events", number + 1, "the text", f"{name} or more")
            elif item["id"] in table:
                raise ReadError("json", f"{where}[{number}].id", f"{item['id']!r} stands there twice")
            else:
                table[item["id"]] = made

    def _upgraded(self, table: str, item: Any) -> Any:
        version = self.version
        while version is not None and version in UPGRADES and isinstance(item, dict):
            item = UPGRADES[version](table, item)
            version += 1
        return item


def _not_quickly(item: Any) -> Any:
    raise LookupError


# -- items as they are written here, and no others ---------------------------------------------------------------------

# What Python and the model raise for an item that is not as it is written here.
_ODD = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, BaseValidationError)
_STATUS = {status.value: status for status in Status}
_TEXT = frozenset({str, type(None)})
# So many values of a kind are kept to be used again.
_KEPT = 1 << 13


class _Quick:
    """Makes items without finding out what is wrong with them: any error of Python says that something is.

    What the model checks itself is not checked here.  Values that are equal become one object, where it is likely that
    they come again.
    """

    def __init__(self, sources: dict[str, Source], actors: dict[str, Actor], timexes: dict[str, Timex]) -> None:
        self.sources, self.actors, self.timexes = sources, actors, timexes
        self.times: dict[str, Interval] = {}
        self.mentions: dict[tuple[str, int, int], Mention] = {}
        self.parts: dict[tuple[str, str], Participation] = {}
        self.links: dict[tuple[str, str], Attribution] = {}
        self.words: dict[str, str] = {}
        self.makers: dict[str, Callable[[Any], Any]] = {
            "actors": self.actor,
            "timexes": self.timex,
            "events": self.event,
            "undated": self.event,
        }

    def event(self, item: _Shape) -> Event:
        """The event of an item."""
        when, trigger = item["when"], item["trigger"]
        corrections = item.get("corrections")
        if item.keys() | {"corrections", "tellings"} != NAMES["events"] or type(item["id"]) not in _TEXT:
            raise LookupError
        return Event(
            item["title"],
            None if when is None else self.time(when),
            self.word(item["place"]),
            _each(self.part, item["participants"]),
            _each(self.link, item["attributions"]),
            _STATUS[item["status"]],
            None if trigger is None else self.mention(trigger),
            _each(self.time, item["alternatives"]),
            _each(self.mention, item["evidence"]),
            _each(self.timexes.__getitem__, item["timexes"]),
            self.word(item["kind"]),
            _each(_same, item["notes"]),
            _each(self.hedge, item["hedges"]),
            () if corrections is None else converter().structure(corrections, list[Correction]),
            _each(self.event, item["tellings"]) if "tellings" in item else (),
        )

    def actor(self, item: _Shape) -> Actor:
        """The actor of an item."""
        if item.keys() != NAMES["actors"] or type(item["id"]) is not str:
            raise LookupError
        return Actor(
            item["name"],
            item["kind"],
            _each(_same, item["aliases"]),
            item["description"],
            _each(self.mention, item["mentions"]),
            item["disambiguator"],
            _each(self.inference, item["inferences"]),
            item["affiliation"],
        )

    def timex(self, item: _Shape) -> Timex:
        """The temporal expression of an item."""
        texts = (item["quant"], item["freq"], item["signal"], item["tense"])
        rule, expression, leads, anchor, interval = (
            item[name] for name in ("rule", "expression", "leads", "anchor", "interval")
        )
        names, setting = item.keys() | {"setting"}, item.get("setting")
        if names != NAMES["timexes"] or type(item["id"]) is not str or not _TEXT.issuperset(map(type, texts)):
            raise LookupError
        if type(rule) is not str or type(expression) is not str or type(leads) is not bool:
            raise LookupError
        return Timex(
            span=Span(item["start"], item["end"]),
            text=item["text"],
            type=item["type"],
            value=self.word(item["value"]),
            mod=item["mod"],
            interval=None if interval is None else self.time(interval),
            quant=item["quant"],
            freq=item["freq"],
            signal=self.word(item["signal"]),
            rule=self.word(rule),
            expression=self.word(expression),
            anchor=None if anchor is None else converter().structure(anchor, Anchor),
            tense=self.word(item["tense"]),
            leads=leads,
            alternatives=_each(self.time, item["alternatives"]),
            source=None if item["source"] is None else self.sources[item["source"]],
            setting=_PLAIN if setting is None else converter().structure(setting, Setting),
        )

    def word(self, text: Any) -> Any:
        """A text that is likely to come again, or None."""
        if text is None:
            return None
        kept = self.words.get(text)
        return self._keep(self.words, text, text) if kept is None else kept

    def time(self, item: _Shape) -> Interval:
        """The interval of an item."""
        edtf = item["edtf"]
        if type(item["granularity"]) not in _TEXT or type(item["start"]) not in _TEXT or type(item["end"]) not in _TEXT:
            raise LookupError
        if len(item) != 4:
            if len(item) > 5 or type(edtf) is not str:
                raise LookupError
            return converter().structure(item["exact"], Interval)
        kept = self.times.get(edtf)
        return self._keep(self.times, edtf, Interval.from_edtf(edtf)) if kept is None else kept

    def mention(self, item: _Shape) -> Mention:
        """The mention of an item."""
        source, start, end, text = item["source"], item["start"], item["end"], item["text"]
        if len(item) != 4 and (len(item) != 5 or type(item["page"]) is not int):
            raise LookupError
        kept = self.mentions.get((source, start, end))
        if kept is not None and kept.text == text and type(start) is type(end) is int:
            return kept
        return self._keep(self.mentions, (source, start, end), Mention(Span(start, end), text, self.sources[source]))

    def part(self, item: _Shape) -> Participation:
        """The part that an item says an actor takes."""
        actor, role = item["actor"], item["role"]
        if len(item) != 2:
            raise LookupError
        kept = self.parts.get((actor, role))
        return self._keep(self.parts, (actor, role), Participation(self.actors[actor], role)) if kept is None else kept

    def link(self, item: _Shape) -> Attribution:
        """The attribution of an item."""
        source, cue, mention = item["source"], item["cue"], item["mention"]
        if len(item) != 3:
            raise LookupError
        if mention is not None:
            return Attribution(self.actors[source], self.word(cue), self.mention(mention))
        kept = self.links.get((source, cue))
        return self._keep(self.links, (source, cue), Attribution(self.actors[source], cue)) if kept is None else kept

    def hedge(self, item: _Shape) -> Hedge:
        """The hedge of an item."""
        if len(item) != 2:
            raise LookupError
        return Hedge(item["grade"], self.mention(item["mention"]))

    def inference(self, item: _Shape) -> Inference:
        """The inference of an item."""
        if len(item) != 2:
            raise LookupError
        return Inference(self.mention(item["mention"]), self.word(item["reason"]))

    def _keep(self, kept: dict[Any, _R], key: object, value: _R) -> _R:
        if len(kept) == _KEPT:
            kept.clear()
        kept[key] = value
        return value


def _each(make: Callable[[Any], _R], items: Any) -> tuple[_R, ...]:
    if type(items) is not list:
        raise LookupError
    return tuple(map(make, items)) if items else ()


def _same(item: _R) -> _R:
    return item
