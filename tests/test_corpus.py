"""The phrase tables of each language: what must be found and what it means, and what must be left alone."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dateline import Interval, Timex, TimexType, find_timexes
from dateline.errors import TimexValueError
from dateline.locale import available

FOLDER = Path(__file__).parent / "corpus"
KINDS = [
    (path.stem, kind)
    for path in sorted(FOLDER.glob("*.toml"))
    for kind in tomllib.loads(path.read_text(encoding="utf-8"))["kind"]
]
PHRASES: list[Any] = []
NEVER: list[Any] = []
for language, kind in KINDS:
    for rows, where in ((kind.get("phrase", ()), PHRASES), (kind.get("never", ()), NEVER)):
        for row in rows:
            todo = row.get("todo")
            marks = [pytest.mark.xfail(reason=todo, strict=True, raises=AssertionError)] if todo else []
            case = pytest.param(
                language, kind.get("dct"), row, marks=marks, id=f"{language}: {kind['name']}: {row['text']}"
            )
            where.append(case)


def said(timex: Timex, row: list[str]) -> list[str | None]:
    """What was found, as far as a row of the table speaks of it."""
    found: list[str | None] = [timex.text, timex.type.name, timex.value, timex.mod]
    if len(row) > 4 or timex.type is TimexType.SET:
        found += [timex.quant, timex.freq]
    return [want if want == "*" else have for have, want in zip(found, expected(row, len(found)), strict=True)]


def expected(row: list[str], size: int) -> list[str | None]:
    return [part or None for part in [*row, *[""] * (size - len(row))]]


@pytest.mark.parametrize(("language", "dct", "row"), PHRASES)
def test_phrase(language: str, dct: str | None, row: dict[str, Any]) -> None:
    found = find_timexes(row["text"], dct=row.get("dct", dct), language=language)
    want = row["timexes"]
    assert [t.text for t in found] == [w[0] for w in want]
    have = [said(t, w) for t, w in zip(found, want, strict=True)]
    assert have == [expected(w, len(h)) for w, h in zip(want, have, strict=True)]
    if "others" in row:
        assert [[i.edtf for i in t.alternatives] for t in found] == row["others"]
    if "edtf" in row:
        assert [t.interval.edtf if t.interval else None for t in found] == row["edtf"]
    for timex in found:
        check_interval(timex)


def check_interval(timex: Timex) -> None:
    """The interval is the one that the value names; what is only partly known has none."""
    if timex.type is TimexType.DURATION and timex.interval is not None:
        # So many days of a month or year lie somewhere, as long as they last, so do "the last two years", and what
        # happens "in two weeks" does then.
        counted = timex.tense in ("future", "request") or not {"last", "past", "next"}.isdisjoint(timex.text.split())
        assert counted or " of " in timex.text
        return
    if "X" in timex.value or timex.type in (TimexType.DURATION, TimexType.SET) or timex.value.endswith("_REF"):
        assert timex.interval is None
        return
    assert timex.interval is not None, timex.value
    try:
        named = Interval.from_timex(timex.value)
    except TimexValueError:
        return
    if named is not None and not timex.interval.edtf.count("/"):
        assert (timex.interval.start, timex.interval.end) == (named.start, named.end)


@pytest.mark.parametrize(("language", "dct", "row"), NEVER)
def test_never(language: str, dct: str | None, row: dict[str, Any]) -> None:
    text = row["text"]
    found = find_timexes(text, dct=row.get("dct", dct), language=language)
    if "words" not in row:
        assert [t.text for t in found] == []
        return
    for word in row["words"]:
        start = text.index(word)
        assert [t.text for t in found if t.span.start < start + len(word) and start < t.span.end] == []


def test_every_language_has_a_table() -> None:
    assert {language for language, _ in KINDS} >= set(available())


def test_no_phrase_is_there_twice() -> None:
    texts = [
        (kind.get("dct"), row["text"]) for _, kind in KINDS for row in (*kind.get("phrase", ()), *kind.get("never", ()))
    ]
    assert len(texts) == len(set(texts))


def test_every_extent_stands_in_its_text() -> None:
    for _, kind in KINDS:
        for row in kind.get("phrase", ()):
            at = 0
            for extent, *_rest in row["timexes"]:
                at = row["text"].index(extent, at) + len(extent)
