"""Timelines and events in models of pydantic: in JSON they are what `json` writes, and read back as the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dateline.errors import ReadError
from dateline.export.json import dumps, loads
from dateline.interval.schemas import value_schema
from dateline.model import Event, Timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["event_schema", "timeline_schema"]


def timeline_schema() -> Any:
    """The schema of pydantic-core for `Timeline`: an object as the JSON Schema of timelines describes it."""
    return value_schema(Timeline, "object", _timeline, _written)


def event_schema() -> Any:
    """The schema of pydantic-core for `Event`: a timeline of this event alone, since it shares actors and sources."""
    return value_schema(Event, "object", _event, lambda event: _written(Timeline([event])))


def _written(timeline: Timeline) -> Any:
    return json.loads(dumps(timeline))


def _timeline(value: Mapping[str, Any]) -> Timeline:
    return loads(json.dumps(value))


def _event(value: Mapping[str, Any]) -> Event:
    events = _timeline(value).events
    if len(events) != 1:
        raise ReadError("json", "$.events", f"an event is a timeline of one, and there are {len(events)}")
    return events[0]
