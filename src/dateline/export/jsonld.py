"""Timelines as JSON-LD: events of schema.org, whose quotes say with PROV which source they were taken from.

Times are in EDTF, typed as such (`dcterms:temporal`), and as `startDate` and `endDate`, the last day included, where
they are bounded.  Status and roles have no term of schema.org that means the same; they are `status` and `roleName`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from dateline.export.ledger import Ledger
from dateline.interval import Granularity, Moment
from dateline.model import Actor, ActorKind, Event, Mention, Source, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CONTEXT", "dumps"]

CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "status": "urn:dateline:status",
    "sha256": "https://schema.org/sha256",
    "startOffset": "urn:dateline:startOffset",
    "endOffset": "urn:dateline:endOffset",
    "url": {"@id": "https://schema.org/url"},
}
"""The terms in use; the file holds it whole, so that nothing has to be fetched."""

_TYPES = {
    ActorKind.PERSON: ["Person", "prov:Agent"],
    ActorKind.ORGANIZATION: ["Organization", "prov:Agent"],
    ActorKind.GROUP: ["Organization", "prov:Agent"],
    ActorKind.PLACE: ["Place"],
    ActorKind.OTHER: ["Thing"],
    ActorKind.UNKNOWN: ["Thing"],
}
_SURROGATE = re.compile("[\ud800-\udfff]")


def dumps(timeline: Timeline, ledger: Ledger | None = None) -> str:
    """`timeline` as a graph of sources, actors and events in JSON-LD 1.1."""
    ledger = Ledger() if ledger is None else ledger
    graph = [
        *map(_source, timeline.sources),
        *map(_actor, timeline.actors),
        *(_event(event, ledger) for event in timeline),
    ]
    ledger.written += len(timeline)
    if timeline.timexes:
        ledger.lose(None, "timexes", "JSON-LD has no terms for the temporal expressions of the text")
    if any(actor.mentions or actor.disambiguator or actor.inferences for actor in timeline.actors):
        ledger.lose(None, "actors", "the graph has no mentions of actors, nor what tells two of one name apart")
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    if _SURROGATE.search(text):
        ledger.lose(None, "text", "half characters (lone surrogates) have no UTF-8 and became U+FFFD")
    return _SURROGATE.sub("\ufffd", text) + "\n"


def _id(key: str) -> str:
    return f"urn:dateline:{key}"


def _told(**parts: Any) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value}


def _source(source: Source) -> dict[str, Any]:
    return {"@id": _id(source.id), "@type": ["CreativeWork", "prov:Entity"]} | _told(
        name=source.title or source.name,
        publisher=source.publisher and {"@type": "Organization", "name": source.publisher},
        author=source.author and {"@type": "Person", "name": source.author},
        url=source.url,
        datePublished=source.published and source.published.isoformat(),
        sha256=source.sha256,
    )


def _actor(actor: Actor) -> dict[str, Any]:
    return {"@id": _id(actor.id), "@type": _TYPES[actor.kind], "name": actor.name} | _told(
        alternateName=list(actor.aliases), description=actor.description
    )


def _event(event: Event, ledger: Ledger) -> dict[str, Any]:
    if event.kind != "occurrence":
        ledger.lose(event, "kind", "schema.org has no term for it")
    if event.trigger is not None:
        ledger.lose(event, "trigger", "the graph has no term for the word that names the happening")
    return (
        {"@id": _id(event.id), "@type": "Event", "name": event.title, "status": event.status.value}
        | dict(_times(event))
        | _told(
            location=event.place and {"@type": "Place", "name": event.place},
            about=[
                {"@type": "Role", "roleName": part.role, "about": {"@id": _id(part.actor.id)}}
                for part in event.participants
            ],
            subjectOf=[_quotation(quote) for quote in event.evidence],
            description=list(event.notes),
        )
        | (
            # The speaker nearest to the happening answers for it; who cites whom is the order of the list.
            {
                "prov:wasAttributedTo": {
                    "@list": [
                        {"@type": "Role", "roleName": link.cue, "about": {"@id": _id(link.source.id)}}
                        for link in event.attributions
                    ]
                }
            }
            if event.attributions
            else {}
        )
    )


def _times(event: Event) -> Iterator[tuple[str, Any]]:
    when = event.when
    if when is None:
        return
    readings = [{"@type": "edtf:EDTF", "@value": reading.edtf} for reading in (when, *event.alternatives)]
    yield "dcterms:temporal", readings[0] if len(readings) == 1 else {"@list": readings}
    if when.start is not None:
        yield "startDate", _date(when.start)
    if when.end is not None:
        yield "endDate", _date(when.end.plus(-1, Granularity.SECOND))


def _date(moment: Moment) -> str:
    text = moment.isoformat()
    whole = moment.offset is None and text.endswith(("T00:00:00", "T23:59:59"))
    return text.partition("T")[0] if whole else text


def _quotation(quote: Mention) -> dict[str, Any]:
    return {
        "@type": ["Quotation", "prov:Entity"],
        "text": quote.text,
        "startOffset": quote.span.start,
        "endOffset": quote.span.end,
        "prov:wasQuotedFrom": {"@id": _id(quote.source.id)},
    }
