"""The nouns: what a text says (`Mention`, `Timex`, `Actor`) and what is made of it (`Event`, `Timeline`).

All of them are values: frozen, hashable, picklable, equal by content.  Spans are half-open code-point offsets into the
text exactly as it was given.  An `id` is derived from the content alone, so it is the same on every machine and run.
"""

from dateline.model.actors import Actor, ActorKind, Attribution, Inference, Participation
from dateline.model.conflicts import Claim, Conflict, Retelling
from dateline.model.decisions import ActorKey, Change, Decision, DocumentKey, EventKey, Lapsed, Quote, WordsKey
from dateline.model.events import Certainty, Correction, Event, Hedge, Status
from dateline.model.links import EventRelation, Suggestion, TemporalLink
from dateline.model.texts import Block, Document, Mention, Source, Span
from dateline.model.timeline import Timeline
from dateline.model.times import Anchor, Mod, Setting, Timex, TimexType

__all__ = [
    "Actor",
    "ActorKey",
    "ActorKind",
    "Anchor",
    "Attribution",
    "Block",
    "Certainty",
    "Change",
    "Claim",
    "Conflict",
    "Correction",
    "Decision",
    "Document",
    "DocumentKey",
    "Event",
    "EventKey",
    "EventRelation",
    "Hedge",
    "Inference",
    "Lapsed",
    "Mention",
    "Mod",
    "Participation",
    "Quote",
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
    "WordsKey",
]
