"""Free text to a timeline: what happened, when, who was in it, and who says so.

Names are imported when they are first used, so that `import dateline` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.deciding import merge_decisions
    from dateline.deciding.files import read_decisions, write_decisions
    from dateline.documents import open, open_all  # noqa: A004
    from dateline.errors import (
        ArgumentError,
        DatelineError,
        DocumentError,
        EDTFError,
        LimitError,
        LocaleError,
        MissingExtraError,
        RangeError,
        ReadError,
        TimexValueError,
        UnknownFormatError,
        WeightsError,
        WorkerError,
        WriteError,
    )
    from dateline.export import ExportReport, Loss, dumps, loads, read, write
    from dateline.interval import Granularity, Interval, Moment, Qualifier, Relation
    from dateline.limits import Limits
    from dateline.many import Failure
    from dateline.model import (
        Actor,
        ActorKind,
        Anchor,
        Attribution,
        Block,
        Certainty,
        Claim,
        Conflict,
        Correction,
        Decision,
        Document,
        Event,
        EventRelation,
        Hedge,
        Inference,
        Lapsed,
        Mention,
        Mod,
        Participation,
        Retelling,
        Setting,
        Source,
        Span,
        Status,
        Suggestion,
        TemporalLink,
        Timeline,
        Timex,
        TimexType,
    )
    from dateline.pipeline import Reader, find_timexes, parse, parse_many
    from dateline.times.extend import Locale
    from dateline.times.resolve import resolve

__all__ = [
    "Actor",
    "ActorKind",
    "Anchor",
    "ArgumentError",
    "Attribution",
    "Block",
    "Certainty",
    "Claim",
    "Conflict",
    "Correction",
    "DatelineError",
    "Decision",
    "Document",
    "DocumentError",
    "EDTFError",
    "Event",
    "EventRelation",
    "ExportReport",
    "Failure",
    "Granularity",
    "Hedge",
    "Inference",
    "Interval",
    "Lapsed",
    "LimitError",
    "Limits",
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
    "Reader",
    "Relation",
    "Retelling",
    "Setting",
    "Source",
    "Span",
    "Status",
    "Suggestion",
    "TemporalLink",
    "Timeline",
    "Timex",
    "TimexType",
    "TimexValueError",
    "UnknownFormatError",
    "WeightsError",
    "WorkerError",
    "WriteError",
    "dumps",
    "find_timexes",
    "loads",
    "merge_decisions",
    "open",
    "open_all",
    "parse",
    "parse_many",
    "read",
    "read_decisions",
    "resolve",
    "write",
    "write_decisions",
]

if not TYPE_CHECKING:
    _HOMES = {
        "dateline.documents": "open open_all",
        "dateline.errors": "ArgumentError DatelineError DocumentError EDTFError LimitError LocaleError "
        "MissingExtraError RangeError ReadError TimexValueError UnknownFormatError WeightsError WorkerError WriteError",
        "dateline.deciding": "merge_decisions",
        "dateline.deciding.files": "read_decisions write_decisions",
        "dateline.export": "ExportReport Loss dumps loads read write",
        "dateline.interval": "Granularity Interval Moment Qualifier Relation",
        "dateline.limits": "Limits",
        "dateline.many": "Failure",
        "dateline.model": "Actor ActorKind Anchor Attribution Block Certainty Claim Conflict Correction Decision "
        "Document Event EventRelation Hedge Inference Lapsed Mention Mod Participation Retelling Setting Source Span "
        "Status Suggestion TemporalLink Timeline Timex TimexType",
        "dateline.pipeline": "Reader find_timexes parse parse_many",
        "dateline.times.extend": "Locale",
        "dateline.times.resolve": "resolve",
    }
    _HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

    def __getattr__(name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"module 'dateline' has no attribute {name!r}")
        from importlib import import_module

        value = globals()[name] = getattr(import_module(_HOME[name]), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
