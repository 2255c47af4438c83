"""Free text to a timeline: what happened, when, who was in it, and who says so."""

from __future__ import annotations

from dateline.errors import (
    ArgumentError,
    DatelineError,
    DocumentError,
    EDTFError,
    LocaleError,
    MissingExtraError,
    RangeError,
    ReadError,
    TimexValueError,
    UnknownFormatError,
)
from dateline.export import ExportReport, Loss, dumps, loads, read, write
from dateline.interval import Granularity, Interval, Moment, Qualifier, Relation
from dateline.locale import Locale
from dateline.model import (
    Actor,
    ActorKind,
    Anchor,
    Attribution,
    Document,
    Event,
    Mention,
    Mod,
    Participation,
    Source,
    Span,
    Status,
    Timeline,
    Timex,
    TimexType,
)
from dateline.pipeline import find_timexes, parse, parse_many
from dateline.resolve import resolve

__all__ = [
    "Actor",
    "ActorKind",
    "Anchor",
    "ArgumentError",
    "Attribution",
    "DatelineError",
    "Document",
    "DocumentError",
    "EDTFError",
    "Event",
    "ExportReport",
    "Granularity",
    "Interval",
    "Locale",
    "LocaleError",
    "Loss",
    "Mention",
    "MissingExtraError",
    "Mod",
    "Moment",
    "Participation",
    "Qualifier",
    "RangeError",
    "ReadError",
    "Relation",
    "Source",
    "Span",
    "Status",
    "Timeline",
    "Timex",
    "TimexType",
    "TimexValueError",
    "UnknownFormatError",
    "dumps",
    "find_timexes",
    "loads",
    "parse",
    "parse_many",
    "read",
    "resolve",
    "write",
]
