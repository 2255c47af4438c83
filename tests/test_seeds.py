"""What holds of the timelines of the seeds besides the scoreboard (seeds/README.md has the conventions)."""

from __future__ import annotations

import functools

import pytest
from gold import SEEDS, GoldDocument, documents

import dateline
from dateline import Timeline

NAMES = sorted(path.stem for path in SEEDS.glob("*.txt"))
DOCUMENTS = [pytest.param(document, id=document.name) for document in documents() if document.name in NAMES]


@functools.cache
def parsed(document: GoldDocument) -> Timeline:
    return dateline.parse(document.text, dct=document.dct)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_traps_give_no_time(document: GoldDocument) -> None:
    for phrase in document.not_events:
        start = document.text.index(phrase)
        for event in parsed(document):
            for timex in event.timexes:
                assert not (start <= timex.span.start < start + len(phrase)), (phrase, event.title)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_quote_is_the_text_at_its_span(document: GoldDocument) -> None:
    timeline = parsed(document)
    mentions = [mention for actor in timeline.actors for mention in actor.mentions]
    mentions += [quote for event in timeline for quote in event.evidence]
    mentions += [event.trigger for event in timeline if event.trigger is not None]
    assert mentions
    for mention in mentions:
        assert mention.text == mention.span.slice(document.text)
    for timex in timeline.timexes:
        assert timex.text == timex.span.slice(document.text)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_document_date_is_found_or_given(document: GoldDocument) -> None:
    told = dateline.parse(document.text, dct=document.document_date)
    assert [event.when for event in parsed(document)] == [event.when for event in told]
