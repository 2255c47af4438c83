"""What a reader decides survives a new reading, or is reported: corrections, merges, files of decisions."""

from __future__ import annotations

import datetime as dt
import json
import sys
import textwrap
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import dateline
from dateline import (
    ArgumentError,
    Decision,
    Event,
    Interval,
    Lapsed,
    Mention,
    ReadError,
    Source,
    Timeline,
    merge_decisions,
    read_decisions,
    write_decisions,
)
from dateline.deciding.files import dump_decisions, load_decisions
from dateline.export import dumps_with_report
from dateline.model import ActorKey, Change, EventKey

sys.path.insert(0, str(Path(__file__).parent))

from strategies import timelines

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = json.loads(files("dateline.deciding").joinpath("decisions.schema.json").read_text(encoding="utf-8"))
WHOLE = json.loads(files("dateline.export").joinpath("timeline.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

LETTER = Source(title="A letter", published="1956-03-14")
SENTENCES = (
    "Yesterday Mrs Brook sold the mill.",
    "J. Lind had built it in 1911.",
    "The river froze in January 1912.",
    "Ada Brook opened a school in Kelden in 1920.",
    "Two weavers left the town.",
    "Ivo Marr and Ida Marr bought the barn in May 1931.",
)
TEXT = " ".join(SENTENCES)


def read(text: str = TEXT, source: Source = LETTER, decisions: object = ()) -> Timeline:
    return dateline.parse(text, source=source, decisions=decisions)  # type: ignore[arg-type]


def told(timeline: Timeline, words: str) -> Event:
    """The one event with some words in its quote."""
    (event,) = [event for event in timeline if any(words in quote.text for quote in event.evidence)]
    return event


FIRST = read()

# Each kind of decision: how it is made, and the sentence that it is about.
KINDS: dict[str, tuple[Callable[[Timeline], Timeline], str]] = {
    "date": (lambda t: t.correct(told(t, "Lind"), date="1912"), SENTENCES[1]),
    "no date": (lambda t: t.correct(told(t, "Lind"), date=None), SENTENCES[1]),
    "title": (lambda t: t.correct(told(t, "Lind"), title="The mill was built"), SENTENCES[1]),
    "place": (lambda t: t.correct(told(t, "school"), place="Old Kelden"), SENTENCES[3]),
    "status": (lambda t: t.correct(told(t, "school"), status="planned"), SENTENCES[3]),
    "undated": (lambda t: t.correct(told(t, "weavers"), date="1933"), SENTENCES[4]),
    "drop": (lambda t: t.correct(told(t, "river"), drop=True), SENTENCES[2]),
    "timex": (lambda t: t.correct(told(t, "sold").timexes[0], date="1956-03-12"), SENTENCES[0]),
    "actor": (lambda t: t.correct("J. Lind", name="John Lind"), SENTENCES[1]),
    "kind": (lambda t: t.correct("Ada Brook", kind="organization"), SENTENCES[3]),
    "merge": (lambda t: t.merge_actors("Ivo Marr", "Ida Marr"), SENTENCES[5]),
    "add": (lambda t: t.add_event("A barn burnt", "1931", quote=told(t, "barn").evidence[0]), SENTENCES[5]),
    "merge_events": (lambda t: t.merge_events(told(t, "barn"), told(t, "school")), SENTENCES[5]),
    "keep_apart": (lambda t: t.keep_apart(told(t, "barn"), told(t, "school")), SENTENCES[5]),
}


def shown(timeline: Timeline) -> list[tuple[object, ...]]:
    return [
        (event.title, event.human(), event.place, event.status.value, sorted(actor.name for actor in event.actors))
        for event in timeline
    ]


# -- each kind: survives, lapses, can be undone ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_it_changes_the_timeline_and_can_be_undone(kind: str) -> None:
    after = KINDS[kind][0](FIRST)
    assert len(after.decisions) == 1
    assert after.undo() == FIRST
    assert (shown(after) == shown(FIRST)) is (kind in ("keep_apart", "kind"))


@pytest.mark.parametrize("kind", KINDS)
def test_it_survives_an_edit_elsewhere(kind: str) -> None:
    decide, about = KINDS[kind]
    after = decide(FIRST)
    other = next(sentence for sentence in SENTENCES if sentence != about and "school" not in sentence)
    text = "\n".join(["It is long ago."] + [s for s in SENTENCES if s != other] + ["Nobody went there."])
    again = read(text, decisions=after.decisions)
    assert again.lapsed == ()
    assert again.decisions == after.decisions
    assert shown(again) == shown(decide(read(text)))


@pytest.mark.parametrize("kind", KINDS)
def test_it_lapses_with_its_words(kind: str) -> None:
    decide, about = KINDS[kind]
    after = decide(FIRST)
    text = TEXT.replace(about, "The rest was quiet.")
    again = read(text, decisions=after.decisions)
    assert again.decisions == ()
    (lapsed,) = again.lapsed
    assert shown(again) == shown(read(text))
    assert lapsed.why == "gone"
    assert lapsed.open
    assert str(lapsed).startswith(str(after.decisions[0]))


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_told_when_the_document_has_another_name(kind: str) -> None:
    after = KINDS[kind][0](FIRST)
    again = read(source=evolve(LETTER, title="A copy of a letter"), decisions=after.decisions)
    assert shown(again) == shown(after)
    assert [lapsed.why for lapsed in again.lapsed] == ["renamed"]
    assert "A copy of a letter" in again.lapsed[0].reason


@pytest.mark.parametrize("kind", KINDS)
def test_decisions_about_other_documents_are_left_alone(kind: str) -> None:
    after = KINDS[kind][0](FIRST)
    other = Source(title="Another letter")
    text = "Tom Reyes left in 1950."
    assert read(text, other, after.decisions) == read(text, other)
    assert list(dateline.parse_many([(text, other)], decisions=after.decisions)) == [read(text, other)]
    _, report = read(text, other).decide_with_report(after.decisions)
    assert [lapsed.why for lapsed in report] == ["elsewhere"]


def test_what_another_decision_knows_by_its_name_was_not_renamed() -> None:
    report = "Tom Reyes left in 1950. " + SENTENCES[1]
    other = Source(title="A report")
    decisions = FIRST.correct(LIND, date="1912").decisions
    decisions += read(report, other).correct(told(read(report, other), "Reyes"), date="1951").decisions
    edited = TEXT.replace("built", "painted")
    again = Timeline.merge([read(edited, Source(title="A copy")), read(report, other)])
    after, lapsed = again.decide_with_report(decisions)
    assert told(after, "Lind had built").human() == "1911"
    assert [one.why for one in lapsed] == ["elsewhere"]
    # It is the copy, as other words tell, and the words in question are gone.
    river = FIRST.correct(told(FIRST, "river"), date="1913").decisions
    after, lapsed = again.decide_with_report((*decisions, *river))
    assert [one.why for one in lapsed] == ["gone", "renamed"]
    assert (told(after, "Lind had built").human(), told(after, "river").human()) == ("1911", "1913")


def test_of_a_renamed_document_all_is_applied_or_lapses(tmp_path: Path) -> None:
    after = FIRST.correct(LIND, date="1912").correct("Ada Brook", name="Ada Weir")
    after = after.correct(told(after, "river"), date="1913").correct(told(after, "barn"), date="1932")
    edited = TEXT.replace("J. Lind had built", "O. Frey had sold").replace("Ada Brook", "Ilse Maran")
    again = read(edited, Source(title="A copy"), after.decisions)
    assert [one.why for one in again.lapsed] == ["gone", "gone", "renamed", "renamed"]
    assert "A letter, which is A copy now" in again.lapsed[0].reason
    again.write_decisions(tmp_path / "again.json")
    assert set(read_decisions(tmp_path / "again.json")) == set(after.decisions)
    assert again.undo().undo().decisions == ()


def test_one_of_many_documents_is_not_taken_for_another() -> None:
    after = FIRST.correct(told(FIRST, "Lind"), date="1912")
    copy = evolve(LETTER, title="A copy")
    one, other = dateline.parse_many([(TEXT, LETTER), (TEXT, copy)], decisions=after.decisions)
    assert told(one, "Lind").human() == "1912"
    assert told(other, "Lind").human() == "1911"
    assert other.lapsed == ()
    nameless = list(dateline.parse_many([TEXT, "Tom Reyes left in 1950."], decisions=_nameless()))
    assert told(nameless[0], "Lind").human() == "1912"
    assert nameless[1].lapsed == ()


def _nameless() -> tuple[Decision, ...]:
    timeline = dateline.parse(TEXT)
    return timeline.correct(told(timeline, "Lind"), date="1912").decisions


@pytest.mark.parametrize("kind", KINDS)
def test_applying_twice_is_applying_once(kind: str) -> None:
    after = KINDS[kind][0](FIRST)
    assert after.decide(after.decisions) == after
    assert FIRST.decide(after.decisions) == after
    assert FIRST.decide(after.decisions + after.decisions) == after


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_kept_by_files(kind: str, tmp_path: Path) -> None:
    after = KINDS[kind][0](FIRST)
    text = dateline.dumps(after, "json")
    Draft202012Validator(WHOLE).validate(json.loads(text))
    assert dateline.loads(text, "json") == after
    assert dateline.loads(text, "json").undo() == FIRST
    path = tmp_path / "decisions.json"
    after.write_decisions(path)
    VALIDATOR.validate(json.loads(path.read_text(encoding="utf-8")))
    assert read_decisions(path) == after.decisions
    assert read(decisions=path) == after
    assert read(decisions=str(path)) == dateline.Reader(decisions=path).parse(TEXT, source=LETTER)


def test_a_split_survives() -> None:
    post, star = Source(publisher="Post"), Source(publisher="Star")
    texts = ["Mark Kim left in 2001. Mark Kim wrote in 2002.", "Mark Kim came in 2003."]
    both = read(texts[0], post) | read(texts[1], star)
    by_source = both.split_actor("Mark Kim", both.sources[1], name="Mark Kim the elder")
    (kim,) = [actor for actor in both.actors if actor.name == "Mark Kim"]
    by_mention = both.split_actor("Mark Kim", [kim.mentions[1]], name="Mark Kim the elder")
    assert len(by_source.involving("Mark Kim the elder")) == 1
    edited = read(f"It rained. {texts[0]}", post) | read(f"It rained. {texts[1]}", star)
    for split in (by_source, by_mention):
        again = edited.decide(split.decisions)
        assert again.lapsed == ()
        assert shown(again.involving("Mark Kim the elder")) == shown(split.involving("Mark Kim the elder"))
        assert split.undo() == both
    gone = (read("Mark Kim left in 2001.", post) | read(texts[1], star)).decide(by_mention.decisions)
    assert [lapsed.why for lapsed in gone.lapsed] == ["gone"]


# -- which of several --------------------------------------------------------------------------------------------------


def row(text: str, source: Source) -> Timeline:
    """An event a sentence, which `parse` would unite where they say the same."""
    events = []
    at = 0
    for number, sentence in enumerate(text.split("|")):
        quote = Mention((at, at + len(sentence)), sentence, source)
        events.append(Event(sentence.rstrip("."), evidence=[quote], kind=str(number)))
        at += len(sentence) + 1
    return Timeline(events)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bell rang.|Lind left.|Ivo wept.|Ida rang.|Lind left.|Bob sang.", 4),
        ("New.|A bell rang.|Lind left.|Ivo wept.|Ida rang.|Lind left.|Bob sang.", 5),
        # What stands around tells it, also where the other one is gone or there is one more.
        ("A bell rang.|Ivo wept.|Ida rang.|Lind left.|Bob sang.", 3),
        ("Ida rang.|Lind left.|New.|Lind left.|Lind left.", 1),
        ("A bell rang.|Lind left.|Ivo wept.|Ida rang.|Lind left.|New.", 4),
        # All around is new: the number tells, if there are as many.
        ("New.|Lind left.|More.|Lind left.|Other.", 3),
        ("New.|Lind left.|More.|Lind left.|Other.|Lind left.", None),
        ("A bell rang.|Lind left.|Ivo wept.", None),
        ("New.|Lind left.|More.", None),
    ],
)
def test_which_of_several_alike(text: str, expected: int | None) -> None:
    first = row("A bell rang.|Lind left.|Ivo wept.|Ida rang.|Lind left.|Bob sang.", LETTER)
    second = next(event for event in first if event.kind == "4")
    decisions = first.correct(second, date="1950").decisions
    again = row(text, evolve(LETTER, sha256="0" * 64)).decide(decisions)
    assert [event.kind for event in again.dated] == ([] if expected is None else [str(expected)])
    assert [lapsed.why for lapsed in again.lapsed] == ([] if expected is not None else ["ambiguous"])


def test_the_same_words_in_two_other_documents_are_not_sure() -> None:
    after = FIRST.correct(told(FIRST, "Lind"), date="1912")
    one, other = (Source(title=title) for title in ("One", "Two"))
    both = Timeline([*read(source=one).events, *read(source=other).events])
    again = both.decide(after.decisions)
    assert again.decisions == ()
    assert [lapsed.why for lapsed in again.lapsed] == ["ambiguous"]


def test_of_two_events_of_one_sentence_the_trigger_tells() -> None:
    text = "Mrs Brook sold the mill and left the town in 1956."
    first = read(text)
    left = next(event for event in first if event.trigger and event.trigger.text == "left")
    decisions = first.correct(left, date="1957").decisions
    again = read(f"So it was. {text}", decisions=decisions)
    assert {event.trigger.text: event.human() for event in again if event.trigger} == {
        "sold": "undated",
        "left": "1957",
    }
    # Another version may find only one of the two, which then is not the one that was meant.
    sold = [event for event in first if event is not left and event != left]
    assert [lapsed.why for lapsed in Timeline(sold, sources=first.sources).decide(decisions).lapsed] == ["gone"]


def test_another_title_of_the_same_words_is_the_same_event() -> None:
    after = FIRST.correct(told(FIRST, "Lind"), date="1912")
    event = told(FIRST, "Lind")
    longer = evolve(FIRST, events=[evolve(one, title="It was built") if one == event else one for one in FIRST])
    assert told(longer.decide(after.decisions), "Lind").human() == "1912"


def test_blanks_and_line_ends_do_not_count() -> None:
    after = FIRST.correct(told(FIRST, "Lind"), date="1912").add_event("Seen", quote=told(FIRST, "river").evidence[0])
    again = read(textwrap.fill(TEXT, 45), LETTER, after.decisions)
    assert again.lapsed == ()
    assert [event.human() for event in again if "Lind" in event.title] == ["1912"]


# -- several decisions -------------------------------------------------------------------------------------------------


def test_two_decisions_on_one_event() -> None:
    once = FIRST.correct(told(FIRST, "Lind"), date="1912", by="R. Ames")
    both = once.correct(told(once, "Lind"), title="The mill was built").correct(told(once, "river"), drop=True)
    edited = read(f"So it was. {TEXT}", decisions=both.decisions)
    event = told(edited, "Lind")
    assert (event.title, event.human()) == ("The mill was built", "1912")
    assert [one.what for one in event.corrections] == ["date", "title"]
    assert both.undo().undo() == once


def test_a_later_date_stands_and_the_text_is_still_told() -> None:
    once = FIRST.correct(told(FIRST, "Lind"), date="1912")
    twice = once.correct(told(once, "Lind"), date="1913")
    event = told(twice, "Lind")
    assert event.human() == "1913"
    assert [one.was for one in event.corrections] == ["1911"]
    assert "1912" not in event.why() + "".join(event.notes)
    back = twice.correct(event, date="1911")
    assert told(back, "Lind").corrections == ()
    assert told(back, "Lind").notes == ()


def test_there_and_back_and_there_again() -> None:
    once = FIRST.correct(told(FIRST, "Lind"), date="1912")
    back = once.correct(told(once, "Lind"), date="1911")
    again = back.correct(told(back, "Lind"), date="1912")
    assert again.decisions[0] == again.decisions[2]
    assert told(read(f"So it was. {TEXT}", decisions=again.decisions), "Lind").human() == "1912"
    assert FIRST.decide(again.decisions) == again
    assert again.decide(again.decisions) == again
    assert again.undo() == back


def test_what_is_no_event_any_more_need_not_be_dropped() -> None:
    dropped = FIRST.correct(told(FIRST, "river"), drop=True).decisions
    (lapsed,) = dateline.parse(TEXT, source=LETTER, recognizers=[], decisions=dropped).lapsed
    assert (lapsed.why, lapsed.open) == ("not needed", False)
    (lapsed,) = read(TEXT.replace("river froze", "river froze hard"), decisions=dropped).lapsed
    assert (lapsed.why, lapsed.open) == ("gone", True)


def test_decisions_on_what_another_decision_made() -> None:
    added = FIRST.add_event("A barn burnt", "1931", quote=told(FIRST, "barn").evidence[0], who="Ivo Marr")
    (barn,) = [event for event in added if event.title == "A barn burnt"]
    moved = added.correct(barn, date="1932")
    merged = moved.merge_events(next(e for e in moved if e.title == "A barn burnt"), told(moved, "river"))
    named = merged.correct("Ivo Marr", name="Ivo Marr the elder")
    final = named.merge_actors("Ivo Marr the elder", "Ida Marr")
    again = read(f"So it was. {TEXT}", decisions=final.decisions)
    assert again.lapsed == ()
    assert shown(again) == shown(final)
    # Without the first, what it made is not there; what does not rest on it is decided all the same.
    without = read(f"So it was. {TEXT}", decisions=final.decisions[1:])
    assert [lapsed.why for lapsed in without.lapsed] == ["gone", "gone"]
    assert without.decisions == final.decisions[3:]


def test_no_longer_needed() -> None:
    after = FIRST.correct(told(FIRST, "Lind"), date="1912")
    again = read(TEXT.replace("1911", "1912"), decisions=after.decisions)
    (lapsed,) = again.lapsed
    assert (lapsed.why, lapsed.open) == ("not needed", False)
    assert told(again, "Lind").corrections == ()
    renamed = FIRST.correct("J. Lind", name="John Lind")
    assert [x.why for x in read(TEXT.replace("J. L", "John L"), decisions=renamed.decisions).lapsed] == ["not needed"]


def test_merged_timelines_keep_decisions_and_what_lapsed() -> None:
    letter = FIRST.correct(told(FIRST, "Lind"), date="1912").correct("J. Lind", name="John Lind")
    obituary = Source(title="An obituary")
    gone = read("Nothing.", decisions=letter.decisions)
    both = letter | read("John Lind died in 1950.", obituary)
    assert both.decisions == letter.decisions
    assert both.undo().undo() == FIRST | read("John Lind died in 1950.", obituary)
    assert [event.human() for event in both.involving("John Lind")] == ["1912", "1950"]
    more = both.correct(told(both, "died"), date="1951")
    assert more.undo() == both
    assert dateline.loads(dateline.dumps(more, "json"), "json").undo() == both
    # What another of the timelines has is not lost, and has the words for what had lapsed.
    assert len(gone.lapsed) == 2
    assert (gone | FIRST).lapsed == (gone | letter).lapsed == ()
    assert shown(gone | FIRST) == shown(FIRST | gone) == shown(letter)


@pytest.mark.parametrize("kind", KINDS)
def test_uniting_applies_what_was_decided_to_the_whole(kind: str) -> None:
    after, other = KINDS[kind][0](FIRST), read("The quay was sold in 1950.", Source(title="An obituary"))
    assert after | FIRST == FIRST | after == after
    assert after | other == (FIRST | other).decide(after.decisions)
    # A part keeps what was decided, as it stands, beside a whole of which nothing was.
    for part in (after[:], after.filter(kind="occurrence")):
        assert (part.decisions, part.undo()) == (after.decisions, part)
        both = part | FIRST
        assert (shown(both), both.decisions, both.lapsed) == (shown(after), after.decisions, ())


def test_a_part_loses_no_decision(tmp_path: Path) -> None:
    lapsed = read("Mrs Brook sold the mill in 1950.", decisions=FIRST.correct(LIND, date="1912").decisions)
    after = lapsed.correct(lapsed[0], date="1951")
    parts = [after[:0], after.within("1951"), after.filter(status="negated"), after.involving("Mrs Brook")]
    for part in parts:
        part.write_decisions(tmp_path / "part.json")
        assert len(read_decisions(tmp_path / "part.json")) == 2
    assert after.filter(text="mill").correct(after[0], title="Sold").undo() == after.filter(text="mill")


def test_two_readers_of_one_document() -> None:
    title = FIRST.correct(LIND, title="Built", by="R. Ames")
    date = FIRST.correct(LIND, date="1912", by="P. Quill")
    both = title | date
    assert [(event.title, event.human()) for event in both if event.title == "Built"] == [("Built", "1912")]
    assert (len(both), both.lapsed, both.remarks) == (len(FIRST), (), FIRST.remarks)
    dropped = FIRST.correct(LIND, drop=True, by="P. Quill")
    both = title | dropped
    assert (len(both), both.decisions) == (len(FIRST) - 1, dropped.decisions)
    assert f"{title.decisions[0]} is set aside for {dropped.decisions[0]}" in both.remarks
    # What was said of it stays said.
    assert set(both.remarks) <= set((both | FIRST).remarks)


def test_words_between_the_quotes_are_known_again() -> None:
    text = "Mrs Brook sold the mill in 1950. What a day for all of Kelden! The barn burnt in 1951."
    source = Source(title="A diary")
    first = read(text, source)
    start = text.index("What")
    added = first.add_event("A day", "1950", quote=Mention((start, start + 10), "What a day", first.sources[0]))
    edited = read(text + " Nobody knew.", source, added.decisions)
    after = edited.correct(told(edited, "barn"), date="1952")
    assert after.undo() == edited
    assert after | read("The quay was sold in 1960.") == read("The quay was sold in 1960.") | after
    assert (after | after).lapsed == ()


def test_a_merge_across_documents_is_decided_on_the_whole() -> None:
    texts = [(TEXT, LETTER), ("Ivan Marr died in 1950.", Source(title="An obituary"))]
    both = Timeline.merge(dateline.parse_many(texts))
    merged = both.merge_actors("Ivo Marr", "Ivan Marr", name="Ivo Marr", by="R. Ames")
    apart = list(dateline.parse_many(texts, decisions=merged.decisions))
    assert [timeline.lapsed for timeline in apart] == [(), ()]
    again = Timeline.merge(apart).decide(merged.decisions)
    assert len(again.involving("Ivan Marr")) == 2


def test_kept_apart() -> None:
    one, other = told(FIRST, "barn"), told(FIRST, "school")
    apart = FIRST.keep_apart(one, other)
    assert apart.apart == {frozenset({one.id, other.id})}
    assert FIRST.apart == frozenset()
    moved = apart.correct(told(apart, "barn"), date="1930")
    assert moved.apart == {frozenset({told(moved, "barn").id, other.id})}
    assert moved.correct(told(moved, "school"), drop=True).apart == frozenset()


def test_a_corrected_date_is_not_moved_with_that_of_the_document() -> None:
    after = FIRST.correct(told(FIRST, "sold"), date="1956-03-01")
    moved = after.redated(dct="1957-03-14")
    assert told(moved, "sold").human() == "1 March 1956"
    assert told(moved.undo(), "sold").human() == "13 March 1957"


# -- what is said ------------------------------------------------------------------------------------------------------


def test_nobody_takes_it_for_the_text() -> None:
    after = FIRST.correct(
        told(FIRST, "Lind"), date="1912", by="R. Ames", note="the stone over the door", on="1958-01-02"
    )
    event = told(after, "Lind")
    said = "The date was given by R. Ames on 1958-01-02 (the stone over the door); the text was read as 1911."
    assert event.why() == said
    assert said in event.notes
    assert f"time: {said}" in event.explain()
    assert "in the text: “1911”" in event.explain()
    assert event.evidence == told(FIRST, "Lind").evidence
    titled = after.correct(event, title="The mill rose")
    assert "the text was read as “J. Lind had built it”" in told(titled, "Lind").why()
    undated = FIRST.correct(told(FIRST, "weavers"), date="1933")
    assert told(undated, "weavers").why() == "The date was given by a reader; the text gives none."
    added = FIRST.add_event("A barn burnt", "1931")
    (barn,) = [event for event in added if event.title == "A barn burnt"]
    assert barn.why() == "The event was added by a reader, not read from the text."
    timex = FIRST.correct(told(FIRST, "sold").timexes[0], date="1956-03-12")
    assert "given by a reader" in told(timex, "sold").timexes[0].explain()
    assert told(timex, "sold").why() == "The date was given by a reader; the text was read as 13 March 1956."


@pytest.mark.parametrize(
    ("decide", "sentence"),
    [
        (
            lambda t: t.correct(told(t, "Lind"), date="1912", by="R. Ames", note="the stone over the door"),
            "1911 → 1912: “J. Lind had built it” (by R. Ames: the stone over the door)",
        ),
        (
            lambda t: t.correct(told(t, "Lind"), date=None, on=dt.date(1958, 1, 2)),
            "1911 → undated: “J. Lind had built it” (1958-01-02)",
        ),
        (lambda t: t.correct(told(t, "weavers"), date="1933"), "→ 1933: “Two weavers left the town”"),
        (lambda t: t.correct(told(t, "Lind"), title="Built"), "“J. Lind had built it” → “Built”"),
        (lambda t: t.correct("J. Lind", name="John Lind"), "“J. Lind” → “John Lind”"),
        (lambda t: t.correct("Ada Brook", kind="group"), "person → group: Ada Brook"),
        (lambda t: t.correct(told(t, "river"), drop=True, note="a tale"), "dropped: “The river froze” (a tale)"),
        (lambda t: t.add_event("A barn burnt", "1931-05"), "added: May 1931: “A barn burnt”"),
        (lambda t: t.merge_actors("Ivo Marr", "Ida Marr"), "Ivo Marr and Ida Marr are one"),
        (
            lambda t: t.keep_apart(told(t, "barn"), told(t, "river")),
            "“Ivo Marr and Ida Marr bought the barn” and “The river froze” are not the same event",
        ),
        (
            lambda t: t.correct(told(t, "sold").timexes[0], value="1956-03-12"),
            "13 March 1956 → 12 March 1956: “Yesterday”",
        ),
    ],
)
def test_sentences(decide: Callable[[Timeline], Timeline], sentence: str) -> None:
    assert str(decide(FIRST).decisions[-1]) == sentence


LIND = told(FIRST, "Lind")


def _twice_apart() -> None:
    pair = (told(FIRST, "barn"), told(FIRST, "school"))
    FIRST.keep_apart(*pair).keep_apart(*reversed(pair))


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (lambda: FIRST.correct(read("Tom left in 1950.")[0], date="1951"), "is no event of this timeline"),
        (lambda: FIRST.correct("e-0000", date="1951"), "is no event of this timeline"),
        (lambda: FIRST.correct("a-0000", name="Ada"), "is no actor of this timeline"),
        (lambda: FIRST.correct("t-0000", date="1951"), "is the id of no temporal expression"),
        (lambda: FIRST.correct("Nobody", name="Ada"), "is the name of nobody here"),
        (lambda: FIRST.correct(3, date="1951"), "must be an Event, Timex or Actor"),  # type: ignore[arg-type]
        (lambda: FIRST.correct(LIND), "nothing to change is given"),
        (lambda: FIRST.correct(LIND, date="1911"), "it is so already"),
        (lambda: FIRST.correct("J. Lind", title="Mr"), "an actor has no title to correct; it has name, kind"),
        (lambda: FIRST.correct(LIND, name="John"), "an event has no name to correct"),
        (lambda: FIRST.correct(LIND.timexes[0], place="Kelden"), "a temporal expression has no place to correct"),
        (lambda: FIRST.correct("J. Lind", drop=True), "only an event is dropped, not an actor"),
        (lambda: FIRST.correct(LIND, drop=True, date="1912"), "goes with no other correction"),
        (lambda: FIRST.correct(LIND, drop="yes"), "must be true or false"),  # type: ignore[arg-type]
        (lambda: FIRST.correct(LIND, date="the year after"), "argument 'date' .* is no date, or not all of one; write"),
        (lambda: FIRST.correct(LIND, date="5/6/1912"), "may be 5 June 1912 or 6 May 1912; write it"),
        (lambda: FIRST.add_event("Fire", "4 May"), "argument 'date' is '4 May': is no date, or not all of one"),
        (lambda: FIRST.add_event("Fire", "1931").add_event("Fire", "1931"), "a reader added it already"),
        (lambda: FIRST.correct(LIND, date=1912), "must be an Interval"),  # type: ignore[arg-type]
        (lambda: FIRST.correct(LIND, title=" "), "must be text, and not empty"),
        (lambda: FIRST.correct(LIND, status="sure"), "must be one of asserted"),
        (lambda: FIRST.correct(LIND, date="1912", on="yesterday"), "must be a date, or one in ISO 8601"),
        (lambda: FIRST.correct(LIND, date="1912", by=3), "by"),  # type: ignore[arg-type]
        (lambda: FIRST.correct(LIND.timexes[0], value="P3D"), "must be a date or time in TIMEX3"),
        (lambda: FIRST.correct(LIND.timexes[0], value="1912", date="1912"), "give only one of date and value"),
        (
            lambda: FIRST.correct("J. Lind", name="Ada Brook"),
            "argument 'name' is 'Ada Brook'.*merge_actors makes them one",
        ),
        (lambda: FIRST.correct("J. Lind", kind="firm"), "must be one of person"),
        (lambda: FIRST.merge_actors("Ivo Marr", "Ida Marr", name="Ada Brook"), "another is called Ada Brook"),
        (lambda: FIRST.correct(Mention((0, 3), "Yes", Source(title="None")), date="1912"), "is the quote of no event"),
        (lambda: FIRST.add_event(""), "must be text"),
        (lambda: FIRST.add_event("Fire", quote="Fire"), "must be a Mention"),  # type: ignore[arg-type]
        (lambda: FIRST.add_event("Fire", quote=Mention((0, 3), "Yes", Source(title="None"))), "a source of this"),
        (lambda: FIRST.add_event("Fire", who="Nobody"), "is no actor here"),
        (lambda: FIRST.merge_events(LIND, LIND), "is the same event as the first"),
        (lambda: FIRST.keep_apart(LIND, "e-0"), "argument 'other'"),
        (lambda: _twice_apart(), "is kept apart from the first already"),
        (lambda: FIRST.keep_apart(LIND, 3), "must be an Event of this timeline"),  # type: ignore[arg-type]
        (lambda: FIRST.decide(["drop"]), "must be a Decision"),  # type: ignore[list-item]
        (lambda: read(decisions=[3]), "must be a Decision"),
        (lambda: read(decisions=3), "must be the path of a file, or decisions"),
        (lambda: Decision("drop"), "is about one event"),
        (lambda: Decision("keep_apart", events=(EventKey(title="x"),)), "is about two events"),
        (lambda: Decision("correct", actors=(ActorKey(name="x"),)), "must say what is to be corrected"),
        (lambda: Decision("correct", actors=("a-1",), changes=(Change("title", "x"),)), "it has name, kind"),
        (lambda: Decision("keep_apart", events=(EventKey(title="x"),) * 2), "is one event given twice"),
        (lambda: Change("status", "sure"), "argument 'status' is 'sure': must be one of asserted"),
        (lambda: Decision("add"), "must be given for an event that is added"),
    ],
)
def test_nonsense_is_refused(ask: Callable[[], object], reason: str) -> None:
    with pytest.raises(dateline.DatelineError, match=reason):
        ask()


def test_a_date_is_given_in_words_as_it_is_shown() -> None:
    shown_as = [
        "summer 1912",
        "3–5 May 1912",
        "4 May 1912, 12:30",
        "44 BC",
        "19th century",
        "since May 1912",
        "c. 1912",
    ]
    for words in shown_as:
        assert told(FIRST.correct(LIND, date=words), "Lind").human() == words
        (timex,) = LIND.timexes
        assert told(FIRST.correct(timex, date=words), "Lind").human() == words
        assert told(FIRST.add_event("Fire", words, quote=told(FIRST, "barn").evidence[0]), "built").human() == "1911"
    assert FIRST.correct(LIND, date="before 1912") == FIRST.correct(LIND, date="../1911")
    assert FIRST.correct(LIND, date="13/5/1912") == FIRST.correct(LIND, date=dt.date(1912, 5, 13))


def test_an_event_is_meant_by_its_words() -> None:
    assert FIRST.correct(" ".join(SENTENCES[1].split()), date="1912") == FIRST.correct(LIND, date="1912")
    pair = (told(FIRST, "barn"), told(FIRST, "school"))
    assert FIRST.keep_apart(SENTENCES[5], SENTENCES[3]) == FIRST.keep_apart(*pair)
    assert FIRST.merge_events(SENTENCES[5], pair[1].id) == FIRST.merge_events(*pair)
    twice = read("Ada Brook opened the mill in 1911 and sold it in 1920.")
    with pytest.raises(ArgumentError, match="is the quote of 2 events"):
        twice.correct(twice[0].evidence[0].text, date="1912")


def test_what_a_reader_gives_is_not_the_word_of_the_text() -> None:
    added = FIRST.add_event("A fair", "1920", status="planned", by="R. Ames")
    (fair,) = [event for event in added if event.title == "A fair"]
    assert "status: planned, given by R. Ames" in fair.explain()
    assert fair.why().endswith("Its status was given with it: planned.")
    plain = FIRST.add_event("A fair", "1920").filter(text="A fair")[0]
    assert "status: asserted, given by a reader" in plain.explain()
    denied = told(FIRST.correct(LIND, status="negated"), "Lind")
    assert "status: negated, given by a reader" in denied.explain()
    assert "said not to have happened" not in denied.why() + denied.explain()
    assert "the document states it" in LIND.explain()


def test_what_is_taken_away_was_not_given() -> None:
    for gone in (FIRST.correct(LIND, date=None, by="R. Ames"), FIRST.correct(LIND.timexes[0], date=None, by="R. Ames")):
        said = "The date was taken away by R. Ames; the text was read as 1911."
        assert said in told(gone, "Lind").why()
        assert said in told(gone, "Lind").notes
        text = dateline.dumps(gone, "json")
        Draft202012Validator(WHOLE).validate(json.loads(text))
        assert dateline.loads(text, "json") == gone
    place = FIRST.correct(told(FIRST, "school"), place=None)
    assert "The place was taken away by a reader" in told(place, "school").why()
    again = gone.correct(told(gone, "Lind"), date="1912")
    assert "The date was given by a reader; the text was read as 1911." in told(again, "Lind").why()


def test_what_cannot_be_told_apart_is_not_decided() -> None:
    # The notes are no part of the id.
    twins = Timeline([Event("Fire"), Event("Fire", notes="Seen twice"), Event("Flood")])
    with pytest.raises(ArgumentError, match="is the id of 2 events"):
        twins.merge_events(Event("Fire"), Event("Flood"))


# -- files -------------------------------------------------------------------------------------------------------------

DECIDED = FIRST.correct(LIND, date="1912", by="R. Ames").merge_actors("Ivo Marr", "Ida Marr").decisions


def test_a_file_is_to_be_read_by_people() -> None:
    text = dump_decisions(DECIDED[:1])
    assert text == dump_decisions(load_decisions(text))
    assert json.loads(text)["decisions"][0] == {
        "kind": "correct",
        "events": [
            {
                "id": LIND.id,
                "title": "J. Lind had built it",
                "trigger": "built",
                "quote": {
                    "words": "J. Lind had built it in 1911.",
                    "document": {"id": FIRST.sources[0].id, "title": "A letter"},
                    "before": "Yesterday Mrs Brook sold the mill.",
                    "after": "The river froze in January 1912.",
                },
            }
        ],
        "to": {"date": "1912"},
        "was": {"date": "1911"},
        "becomes": told(FIRST.correct(LIND, date="1912"), "Lind").id,
        "by": "R. Ames",
    }


def test_a_decision_written_by_hand() -> None:
    text = """{"decisions_version": 1, "decisions": [
        {"kind": "correct", "to": {"date": "1912"}, "events": [{"title": "J. Lind had built it",
         "quote": {"words": "J. Lind had built it in 1911.", "document": {"title": "A letter"}}}]},
        {"kind": "correct", "to": {"name": "John Lind"}, "actors": [{"name": "J. Lind"}]},
        {"kind": "add", "to": {"title": "A barn burnt", "date": "1931"}}]}"""
    VALIDATOR.validate(json.loads(text))
    after = read(decisions=load_decisions(text))
    assert after.lapsed == ()
    assert told(after, "Lind").human() == "1912"
    assert after.involving("John Lind")


@pytest.mark.parametrize(
    ("change", "where", "reason"),
    [
        (lambda d: d.update(decisions_version=2), r"\$\.decisions_version", "newer"),
        (lambda d: d.pop("decisions_version"), r"\$\.decisions_version", "is missing"),
        (lambda d: d.update(author="me"), r"\$\.author", "is no part"),
        (lambda d: d.pop("decisions"), r"\$\.decisions", "is missing"),
        (lambda d: d.update(decisions={}), r"\$\.decisions", "must be an array"),
        (lambda d: d["decisions"].append(3), r"\$\.decisions\[2\]", "must be an object, not 3"),
        (lambda d: d.update(decisions=None), r"\$\.decisions", "must be an array"),
        (
            lambda d: d["decisions"][0]["to"].update(status="sure"),
            r"decisions\[0\]\.to\.status",
            "must be one of asserted",
        ),
        (lambda d: d["decisions"][0].pop("to"), r"decisions\[0\]\.to", "is missing: was says what stood there"),
        (lambda d: d["decisions"][0].update(nots="x"), r"\$\.decisions\[0\]", "nots"),
        (lambda d: d["decisions"][0].update(kind="rename"), r"\$\.decisions\[0\]\.kind", 'not "rename"'),
        (lambda d: d["decisions"][0].update(kind="corect"), r"\$\.decisions\[0\]\.kind", r"did you mean correct\?"),
        (lambda d: d["decisions"][0].update(note=3), r"\$\.decisions\[0\]\.note", "must be a string"),
        (lambda d: d["decisions"][0].update(on="soon"), r"\$\.decisions\[0\]", "ISO 8601"),
        (lambda d: d["decisions"][0]["to"].update(date="May"), r"\$\.decisions\[0\]\.to\.date", "not EDTF"),
        (
            lambda d: d["decisions"][0]["to"].update(date=1912),
            r"\$\.decisions\[0\]\.to\.date",
            "must be a date in EDTF",
        ),
        (
            lambda d: d["decisions"][0]["to"].update(titel="x"),
            r"\$\.decisions\[0\]\.to",
            "has no titel; it has date, title",
        ),
        (
            lambda d: d["decisions"][0]["was"].update(title="x"),
            r"\$\.decisions\[0\]\.was\.title",
            r"\.to\.title does not say what it is to be",
        ),
        (lambda d: d["decisions"][0]["events"][0].pop("title"), r"\$\.decisions\[0\]\.events\[0\]", "title"),
        (
            lambda d: d["decisions"][0]["events"][0]["quote"].update(words=" "),
            r"events\[0\]\.quote",
            "must not be empty",
        ),
        (lambda d: d["decisions"][0].pop("events"), r"\$\.decisions\[0\]", "is about one event"),
    ],
)
def test_mistakes_in_a_file_are_told_with_their_place(
    change: Callable[[dict[str, object]], object], where: str, reason: str, tmp_path: Path
) -> None:
    content = json.loads(dump_decisions(DECIDED))
    change(content)
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ReadError, match=rf"decisions\.json, .*{where}.*{reason}"):
        read_decisions(path)


def test_what_is_no_file_of_decisions(tmp_path: Path) -> None:
    with pytest.raises(dateline.DocumentError, match="No such file"):
        read_decisions(tmp_path / "none.json")
    path = tmp_path / "decisions.json"
    path.write_text('{"decisions": [', encoding="utf-8")
    with pytest.raises(ReadError, match="line 1"):
        read_decisions(path)
    dateline.write(FIRST, path)
    with pytest.raises(ReadError, match="this is a timeline"):
        read_decisions(path)
    path.write_bytes(b"\xff")
    with pytest.raises(dateline.DocumentError, match="UTF-8"):
        read_decisions(path)
    with pytest.raises(ArgumentError, match="must be a Decision"):
        write_decisions([3], path)  # type: ignore[list-item]


def test_the_schemas_have_the_same_decisions() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert {name: WHOLE["$defs"][name] for name in SCHEMA["$defs"]} == SCHEMA["$defs"]


def test_what_lapsed_is_written_too(tmp_path: Path) -> None:
    again = read(TEXT.replace(SENTENCES[1], ""), decisions=DECIDED)
    assert len(again.lapsed) == 1
    write_decisions(again, tmp_path / "decisions.json")
    assert set(read_decisions(tmp_path / "decisions.json")) == set(DECIDED)


def test_a_timeline_of_before_is_read() -> None:
    kim = dateline.Actor("Kim", mentions=[Mention((0, 3), "Kim", LETTER), Mention((9, 12), "Kim", LETTER)])
    whole = Timeline([Event("Kim left", "2001", participants=[dateline.Participation(kim)])])
    text = json.loads(dateline.dumps(whole.split_actor("Kim", [kim.mentions[1]], name="Kim the elder"), "json"))
    source = text["sources"][0]["id"]
    text["decisions"] = [
        {
            "kind": "split",
            "actors": [kim.id],
            "name": "Kim the elder",
            "mentions": [{"source": source, "start": 9, "end": 12, "text": "Kim"}],
        },
        {"kind": "merge", "actors": [kim.id, "a-1"], "name": None},
    ]
    Draft202012Validator(WHOLE).validate(text)
    again = dateline.loads(json.dumps(text), "json")
    assert [decision.kind for decision in again.decisions] == ["split", "merge"]
    assert {actor.name for actor in again.undo().actors} == {"Kim", "Kim the elder"}


def test_two_lists_become_one() -> None:
    mine = FIRST.correct(LIND, date="1912", by="R. Ames").correct("J. Lind", name="John Lind").decisions
    yours = FIRST.correct(LIND, date="1913", title="Built", by="P. Quill").decisions
    again = FIRST.correct("J. Lind", name="John Lind", by="P. Quill").decisions
    both, said = merge_decisions(mine, yours, again)
    assert both == (mine[1], *yours)
    (sentence,) = said
    assert sentence == f"{mine[0]} is set aside for {yours[0]}"
    # Of two fields one may be contradicted; of others nothing is said.
    title = FIRST.correct(LIND, title="Made", date="1914").decisions
    assert merge_decisions(title, mine)[1] == (f"1911 → 1914: “{title[0].events[0].title}” is set aside for {mine[0]}",)
    assert len(merge_decisions(mine, FIRST.correct(LIND, place="Kelden").decisions)[0]) == 3
    assert merge_decisions(mine, FIRST.correct(LIND, place="Kelden").decisions)[1] == ()
    later = FIRST.correct(LIND, date="1912", by="R. Ames")
    later = later.correct(told(later, "Lind"), date="1915")
    assert merge_decisions(mine, later.decisions) == ((*later.decisions[:1], mine[1], later.decisions[1]), ())
    assert told(read(decisions=both), "Lind").human() == "1913"
    assert merge_decisions(mine, mine) == (mine, ())
    pair = (told(FIRST, "barn"), told(FIRST, "school"))
    one, apart = FIRST.merge_events(*pair).decisions, FIRST.keep_apart(*reversed(pair)).decisions
    assert merge_decisions(one, apart)[0] == apart
    assert merge_decisions(apart, one)[0] == one
    dropped = FIRST.correct(LIND, drop=True).decisions
    assert merge_decisions(dropped, yours)[0] == yours
    assert merge_decisions(yours, dropped) == (dropped, (f"{yours[0]} is set aside for {dropped[0]}",))
    # What was set aside in part and is said again is the last word.
    whole = FIRST.correct(LIND, date="1914", title="Made").decisions
    assert merge_decisions(whole, FIRST.correct(LIND, date="1915").decisions, whole)[0][-1] == whole[0]
    noted = FIRST.correct(LIND, note="See the deed.").decisions
    assert merge_decisions(noted, dropped) == ((*noted, *dropped), ())


# -- properties --------------------------------------------------------------------------------------------------------

SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
dates = st.sampled_from(["1912", "1912-05-04", "1912~", "1900/1910", "../1912", None])


@pytest.mark.slow
@SLOW
@given(timelines, st.data())
def test_any_event_can_be_corrected_and_that_undone(timeline: Timeline, data: st.DataObject) -> None:
    assume(len(timeline))
    event = data.draw(st.sampled_from(timeline.events))
    date = data.draw(dates)
    assume([other.id for other in timeline].count(event.id) == 1)
    after = timeline.correct(event, date=date, title="Given", by="R. Ames")
    assert after.undo() == timeline
    assert timeline.decide(after.decisions) == after
    assert after.decide(after.decisions) == after
    assert load_decisions(dump_decisions(after.decisions)) == after.decisions
    VALIDATOR.validate(json.loads(dump_decisions(after.decisions)))
    text = dateline.dumps(after, "json")
    Draft202012Validator(WHOLE).validate(json.loads(text))
    assert dateline.loads(text, "json") == after


@pytest.mark.slow
@SLOW
@given(timelines, st.data())
def test_any_expression_and_actor_can_be_corrected(timeline: Timeline, data: st.DataObject) -> None:
    things: list[dateline.Actor | dateline.Timex] = [*timeline.actors, *timeline.timexes]
    assume(things)
    thing = data.draw(st.sampled_from(things))
    assume([other.id for other in things].count(thing.id) == 1)
    if isinstance(thing, dateline.Actor):
        after = timeline.correct(thing, name="A name that nobody has")
    else:
        after = timeline.correct(thing, date="1912-05-04")
    assert after.undo() == timeline
    assert load_decisions(dump_decisions(after.decisions)) == after.decisions
    assert dateline.loads(dateline.dumps(after, "json"), "json") == after


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["It rained.", "Tom Reyes left in 1950.", "Nobody knew why.", ""]), min_size=7, max_size=7
    ),
    st.sets(st.integers(0, 5), max_size=3),
    st.sampled_from(sorted(KINDS)),
)
def test_edits_elsewhere_never_lose_a_decision(between: list[str], deleted: set[int], kind: str) -> None:
    decide, about = KINDS[kind]
    needed = {about, SENTENCES[3]} if "events" in kind or kind == "keep_apart" else {about}
    parts = [between[0]]
    for number, sentence in enumerate(SENTENCES):
        if number not in deleted or sentence in needed:
            parts.append(sentence)
        parts.append(between[number + 1])
    text = " ".join(part for part in parts if part)
    after = decide(FIRST)
    again = read(text, decisions=after.decisions)
    assert again.lapsed == ()
    assert again.decisions == after.decisions


def test_other_formats_say_what_they_cannot_hold() -> None:
    again = read(TEXT.replace(SENTENCES[5], ""), decisions=DECIDED)
    lost = {loss.field for loss in dumps_with_report(again, "csv")[1].losses}
    assert {"decisions", "lapsed", "corrections"} <= lost
    assert "The date was given by R. Ames" in dateline.dumps(again, "csv")
    assert not dumps_with_report(again, "json")[1].losses


def test_a_note_alone_changes_nothing_else() -> None:
    noted = FIRST.correct(LIND, note="see the stone", by="R. Ames")
    event = told(noted, "Lind")
    assert event.id == LIND.id
    assert event.notes == ("R. Ames notes: “see the stone”.",)
    assert event.why() == "R. Ames notes: “see the stone”. The text says “1911”."
    assert noted.decide(noted.decisions) == noted
    assert str(noted.decisions[0]) == "a note on “J. Lind had built it” (by R. Ames: see the stone)"


def test_a_report_is_a_value() -> None:
    with pytest.raises(ArgumentError, match="why"):
        Lapsed(DECIDED[0], "lost", "so")  # type: ignore[arg-type]
    assert Interval.from_edtf("1912") in [change.to for change in DECIDED[0].changes]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=5, unique=True), st.booleans())
def test_any_decisions_in_a_row_survive_and_are_undone(kinds: list[str], indented: bool) -> None:
    timelines_so_far = [FIRST]
    for kind in kinds:
        try:
            timelines_so_far.append(KINDS[kind][0](timelines_so_far[-1]))
        except ValueError:
            # What it is about was dropped or made one with another before.
            continue
    last = timelines_so_far[-1]
    text = textwrap.fill(f"It was long ago. {TEXT} Nobody came.", 60) if indented else f"It was long ago. {TEXT}"
    again = read(text, decisions=load_decisions(dump_decisions(last.decisions)))
    assert again.lapsed == ()
    assert again.decisions == last.decisions
    assert sorted(map(str, shown(again)))[: len(last)] != []
    assert {event.title for event in last} <= {event.title for event in again}
    assert dateline.loads(dateline.dumps(last, "json"), "json") == last
    for before in reversed(timelines_so_far[:-1]):
        last = last.undo()
        assert last == before
