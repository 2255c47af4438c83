"""The gold of the documents in `genres/` and `seeds/` is sound; `test_scoreboard.py` compares the timelines with it.

The texts are our own; so is the gold, written before the library had read them, with the conventions of `seeds/`.
"""

from __future__ import annotations

import pytest
from gold import GoldDocument, documents

from dateline import Interval, Status

DOCUMENTS = [pytest.param(document, id=document.name) for document in documents()]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_key_stands_in_its_text_once(document: GoldDocument) -> None:
    for phrase in [wanted.key for wanted in document.events] + list(document.not_events):
        assert document.text.count(phrase) == 1, phrase


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_pieces_of_every_title_stand_in_order_around_its_key(document: GoldDocument) -> None:
    for wanted in document.events:
        assert len(wanted.places) > 1, (wanted.key, wanted.title)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_date_and_status_can_be_read(document: GoldDocument) -> None:
    known = {status.value for status in Status}
    for wanted in document.events:
        assert wanted.statuses <= known, wanted.key
        for edtf in wanted.times:
            assert edtf is None or isinstance(Interval.from_edtf(edtf), Interval), wanted.key
