"""The gold documents score as recorded in `scoreboard.json`; and the rules by which they are scored."""

from __future__ import annotations

import json

import pytest
from gold import Expected, GoldDocument, best, is_apart, is_clean, is_one_actor, is_verbatim, matches, title_faults
from scoreboard import BASELINE, FIGURES, OVERALL, RECORD, compare, count, count_genre, genres, recorded, written

import dateline
from dateline import Actor, Attribution, Event, Interval, Mention, Participation, Status, Timeline


@pytest.mark.parametrize("genre", genres())
def test_a_genre_scores_as_recorded(genre: str) -> None:
    change = compare(recorded().get(genre, {}), count_genre(genre))
    assert not change.worse, f"{genre} fell\n{change}\nto read: python tests/scoreboard.py --faults {genre!r}"
    assert not change, f"{genre} is not as recorded\n{change}\nrecord it: {RECORD}"


def test_the_record_is_written_as_the_command_writes_it() -> None:
    table = recorded()
    assert list(table) == genres()
    assert BASELINE.read_text(encoding="utf-8") == written(table)
    assert json.loads(written(table))[OVERALL]["DATED"] == [
        sum(counts["DATED"][0] for counts in table.values()),
        sum(counts["DATED"][1] for counts in table.values()),
    ]


# The rules, on small timelines made by hand.

TEXT = (
    "In 1910 Odile Harn sold the mill, which her father had built, and moved to Cray the following May. "
    "She fell ill there.\n\n14:05 – Pump two stopped (valve replaced later).\n"
)


def wanted(key: str, edtf: str | None, title: str, **more: object) -> Expected:
    stated = {"key": key, "edtf": edtf, "title": title, "actors": [], "said_by": [], "status": "asserted", **more}
    return Expected.read(TEXT, stated)


def at(words: str) -> Mention:
    start = TEXT.index(words)
    return Mention((start, start + len(words)), words)


SENTENCE = at(TEXT.partition(". ")[0])
ROW = at("14:05 – Pump two stopped (valve replaced later).")
SOLD = wanted("In 1910", "1910", "Odile Harn sold the mill", actors=["Odile Harn"])
MOVED = wanted("the following May", "1911-05", "Odile Harn … moved to Cray")
FELL = wanted("She fell ill there", None, "She fell ill", required=False)


def event(
    title: str,
    trigger: str | None,
    when: str | None = None,
    evidence: Mention = SENTENCE,
    status: Status = Status.ASSERTED,
    said_by: str | None = None,
) -> Event:
    return Event(
        title=title,
        when=None if when is None else Interval.from_edtf(when),
        trigger=None if trigger is None else at(trigger),
        evidence=(evidence,),
        participants=[Participation(Actor("Odile Harn"))] if "Odile Harn" in title else [],
        status=status,
        attributions=[] if said_by is None else [Attribution(Actor(said_by))],
    )


@pytest.mark.parametrize(
    ("expected", "made", "does"),
    [
        pytest.param(SOLD, event("Odile Harn sold the mill", "sold", "1910"), True, id="the predicate of the title"),
        pytest.param(MOVED, event("moved to Cray", "moved", None), True, id="without a date"),
        pytest.param(SOLD, event("Odile Harn moved to Cray", "moved", "1910"), False, id="another clause"),
        pytest.param(SOLD, event("her father had built", "built"), False, id="a relative clause"),
        pytest.param(MOVED, event(SENTENCE.text, "built", "1911-05"), False, id="its whole sentence"),
        pytest.param(SOLD, event("Odile Harn sold the mill", None, "1910"), True, id="no trigger, the same words"),
        pytest.param(SOLD, event("Odile Harn moved to Cray", None, "1910"), False, id="no trigger, other words"),
        pytest.param(FELL, event("She fell ill", None), False, id="no trigger, evidence elsewhere"),
    ],
)
def test_an_event_matches_by_its_trigger(expected: Expected, made: Event, does: bool) -> None:
    assert matches(made, expected, TEXT) is does


def test_any_word_of_a_dated_row_may_be_the_trigger() -> None:
    row = wanted("14:05", "1911-05-02", "Pump two stopped")
    made = event("Pump two stopped (valve replaced later)", "replaced", "1911-05-02", ROW)
    assert matches(made, row, TEXT)
    assert not matches(event(made.title, "replaced", "1911-05-03", ROW), row, TEXT)
    assert not matches(event("Valve replaced", "replaced", "1911-05-02", ROW), row, TEXT)


def test_the_best_event_has_a_right_date_before_all_else() -> None:
    right, wrong = event("The mill was sold", "sold", "1910"), event("Odile Harn sold the mill", "sold", "1909")
    assert best([wrong, right], SOLD) is right
    assert best([], SOLD) is None


@pytest.mark.parametrize(
    ("title", "is_so"),
    [
        ("Odile Harn sold the mill", True),
        ("odile Harn sold the mill", True),
        ("Odile Harn … moved to Cray", True),
        ("[Her father] moved to Cray", True),
        ("Odile Harn [of Cray] sold … and moved", True),
        ("Odile Harn moved to Cray", False),
        ("moved to Cray … sold the mill", False),
        ("Odile Harn sold the mi", False),
        ("Sold the Mill", False),
        ("[Odile Harn]", False),
        ("", False),
    ],
)
def test_a_verbatim_title_is_made_of_the_words_of_the_evidence(title: str, is_so: bool) -> None:
    assert is_verbatim(event(title, "sold", "1910")) is is_so


def test_white_space_is_folded_and_quotes_are_read_in_the_order_of_the_text() -> None:
    early, late = Mention((0, 20), "Harn\n  sold the mill"), Mention((22, 31), "It burned")
    assert is_verbatim(Event(title="Harn sold … burned", evidence=(late, early)))
    assert not is_verbatim(Event(title="the mill. It", evidence=(late, early)))


@pytest.mark.parametrize(
    ("title", "gold", "wrong"),
    [
        ("She sold the old mill", "she sold the mill", []),
        ("She sold", "she sold the mill", ["words"]),
        ("The mill she sold", "she sold the mill", ["words"]),
        ("[Odile Harn] sold the mill", "she sold the mill", []),
        ("Brand met [Odile Harn]", "Brand met her", []),
        ("[Odile Harn] sold the mill", "the widow sold the mill", ["words"]),
        ("[Odile Harn] … moved to Cray", "the widow … moved to Cray", []),
        ("[The mill] was burnt", "The mill … was burnt", []),
        ("[Odile Harn] sold the mill", "sold the mill", []),
        ("And she sold the mill", "she sold the mill", ["link"]),
        ("But in May she sold the mill", "she sold the mill", ["link"]),
        ("who sold the mill", "who sold the mill", []),
        ("which she sold", "the mill … she sold", ["words", "link"]),
        ("because she was ill", "she was ill", ["link"]),
        ("Because [Odile Harn] was ill", "she was ill", ["link"]),
        ("Because she was ill, the mill was sold", "the mill was sold", []),
        ("If she was ill, the mill was sold", "she was ill", []),
        ("that she, too, was ill", "she was ill", ["link"]),
    ],
)
def test_a_clean_title_holds_the_gold_title_and_hangs_on_nothing(title: str, gold: str, wrong: list[str]) -> None:
    assert title_faults(title, gold) == wrong


def test_a_title_is_clean_for_one_of_its_gold_events() -> None:
    assert is_clean(event("Odile Harn … moved to Cray", "moved"), [SOLD, MOVED])
    assert not is_clean(event("Odile Harn … moved to Cray", "moved"), [SOLD])
    assert not is_clean(event("Odile Harn moved to Cray", "moved"), [MOVED])


def test_an_undated_title_may_leave_out_the_saying() -> None:
    said = wanted("She fell ill there", None, "Brand told us that She fell ill")
    there = at("She fell ill there.")
    assert is_clean(event("She fell ill", "fell", None, there, said_by="Brand"), [said])
    assert not is_clean(event("She fell ill", "fell", None, there), [said])
    assert not is_clean(event("She fell ill", "fell", "1911", there, said_by="Brand"), [said])


def test_names_belong_to_one_actor_and_to_no_other() -> None:
    one = Actor("Odile Harn", aliases=("Lea Voss",))
    assert is_one_actor([one, Actor("Brand")], ["Odile Harn", "Lea Voss"])
    assert not is_one_actor([Actor("Odile Harn"), Actor("Lea Voss")], ["Odile Harn", "Lea Voss"])
    assert is_apart([one, Actor("Brand")], ("Odile Harn", "Brand"))
    assert not is_apart([one], ("Odile Harn", "Lea Voss"))


def test_each_figure_is_a_count() -> None:
    document = GoldDocument(
        name="mill",
        genre="letter",
        text=TEXT,
        dct=None,
        events=(SOLD, MOVED, FELL),
        not_events=(),
        aliases=(("Odile Harn", "Harn"),),
        distinct=(("Odile Harn", "Cray"),),
    )
    timeline = Timeline(
        events=[
            event("Odile Harn sold the mill", "sold", "1910"),
            event("Odile Harn … moved to Cray", "moved", "1912", status=Status.PLANNED, said_by="Brand"),
            event("which her father had built", "built", "1909"),
            event("She fell ill", "fell", None, at("She fell ill there.")),
            event("The pump two", "Pump", None, ROW),
        ]
    )
    counts = count(document, timeline)
    assert list(counts) == list(FIGURES)
    assert counts == {
        "DATED": (1, 2),
        "right": (1, 2),
        "undated": (0, 0),
        "wanted": (1, 1),
        "date": (1, 2),
        "status": (1, 2),
        "actors": (2, 2),
        "sources": (1, 2),
        "clean": (2, 2),
        "u-clean": (1, 1),
        "good": (1, 3),
        "u-good": (1, 2),
        "spurious": (1, 3),
        "u-spur": (1, 2),
        "verbatim": (4, 5),
        "aliases": (0, 1),
        "apart": (1, 1),
    }


def test_worse_and_better_are_told_apart() -> None:
    before = dict.fromkeys(FIGURES, (5, 10))
    now = before | {"DATED": (4, 10), "clean": (6, 8), "spurious": (6, 12), "u-spur": (5, 9)}
    change = compare(before, now)
    assert change.worse == ("DATED 5/10 -> 4/10", "spurious 5/10 -> 6/12")
    assert change.better == ("clean 5/10 -> 6/8",)
    assert change.other == ("u-spur 5/10 -> 5/9",)
    assert not compare(before, before)
    assert compare({}, before).other


def test_an_empty_timeline_counts_what_is_missing() -> None:
    document = GoldDocument("mill", "letter", TEXT, None, (SOLD,), (), (), ())
    counts = count(document, dateline.parse(""))
    assert (counts["DATED"], counts["right"], counts["good"]) == ((0, 1), (0, 1), (0, 0))
