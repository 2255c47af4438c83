"""However lines are broken, whatever stands between words and around them: a text tells the same."""

from __future__ import annotations

import itertools
import json
import re
import textwrap
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline import Timeline, find_timexes, parse

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent
PATHS = [*sorted((ROOT / "genres").glob("*.txt")), *sorted((ROOT.parent / "seeds").glob("*.txt"))]


def read(path: Path) -> tuple[str, str | None]:
    expected = path.with_suffix(".json") if path.parent.name == "genres" else path.with_suffix(".expected.json")
    return path.read_text("utf-8"), json.loads(expected.read_text("utf-8")).get("dct")


def wrapped(text: str, indent: str = "") -> str:
    """Paragraphs of one line, broken as by hand."""
    paragraphs = text.split("\n\n")
    filler = textwrap.TextWrapper(
        68, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    for number, paragraph in enumerate(paragraphs):
        if "\n" not in paragraph and "|" not in paragraph and "\t" not in paragraph:
            paragraphs[number] = filler.fill(paragraph)
    return "\n\n".join(paragraphs)


def noted(text: str) -> str:
    """Sentences with the numbers of notes behind them."""
    numbers = itertools.count(1)
    return "\n".join(
        re.sub(r"(?<=[a-z]\.)(?= [A-Z]|$)", lambda _: f"[{next(numbers)}]", line) if len(line) > 80 else line
        for line in text.split("\n")
    )


def quoted(text: str, opening: str, closing: str) -> str:
    """Speech in other marks."""
    text = re.sub(r'"([^"\n]*)"', r"“\1”", text)
    return re.sub(r"“([^”\n]*)”", lambda found: f"{opening}{found[1]}{closing}", text)


DATE = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)

WAYS: dict[str, Callable[[str], str]] = {
    "wrapped lines": wrapped,
    "wrapped and indented": lambda text: wrapped(text, "   "),
    "wrapped, with spaces at line ends": lambda text: wrapped(text).replace("\n", " \n"),
    "wrapped, with line ends of Windows": lambda text: wrapped(text).replace("\n", "\r\n"),
    "spaces at line ends": lambda text: text.replace("\n", "  \n"),
    "line ends of old Macs": lambda text: text.replace("\n", "\r"),
    "spaces that do not break": lambda text: re.sub(r"(?<=\d) (?=[A-Z])", "\u00a0", text),
    "two spaces after a full stop": lambda text: re.sub(r"(?<=[a-z])\. (?=[A-Z])", ".  ", text),
    "byte order mark": lambda text: "\ufeff" + text,
    "empty lines around": lambda text: f"\n\n\n{text}\n\n",
    "numbers of notes": noted,
    "raised numbers of notes": lambda text: re.sub(r"\[\d+\]", "¹²", noted(text)),
    "dates in bold": lambda text: DATE.sub(r"**\g<0>**", text),
    "dates in italics": lambda text: DATE.sub(r"_\g<0>_", text),
    "single quotation marks": lambda text: quoted(text, "‘", "’"),
    "single straight quotation marks": lambda text: quoted(text, "'", "'").replace("’", "'"),
    "typewritten quotation marks": lambda text: quoted(text, "``", "''"),
    "lines of a letter that is answered": lambda text: "> " + text.replace("\n", "\n> "),
    "entities of a page": lambda text: text.replace("&", "&amp;").replace("–", "&ndash;"),
    "typed dashes": lambda text: text.replace(" – ", " -- "),
    "soft hyphens": lambda text: re.sub(r"(?<=[a-z]{4})(?=[a-z]{4})", "\u00ad", text),
}


def told(timeline: Timeline) -> Counter[object]:
    def line(text: str) -> str:
        return " ".join(re.sub("``|''|[‘’“”\"]", "'", text).replace("--", "–").split())

    return Counter(
        (
            None if event.when is None else event.when.edtf,
            line(event.title),
            event.status,
            event.place,
            tuple(sorted((line(part.actor.name), part.role) for part in event.participants)),
            tuple(line(link.source.name) for link in event.attributions),
        )
        for event in timeline
    )


@pytest.fixture(scope="module")
def timelines() -> dict[Path, Timeline]:
    return {path: parse(text, dct=dct) for path in PATHS for text, dct in [read(path)]}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_layout_and_marks_change_nothing_that_is_told(way: str, timelines: dict[Path, Timeline]) -> None:
    # Every way with a quarter of the documents, every document with some ways.
    for path in PATHS[list(WAYS).index(way) % 4 :: 4]:
        text, dct = read(path)
        changed = WAYS[way](text)
        timeline = parse(changed, dct=dct)
        assert told(timeline) == told(timelines[path]), path.name
        assert len(timeline.links) == len(timelines[path].links), path.name
        assert [timex.value for timex in timeline.timexes] == [timex.value for timex in timelines[path].timexes]
        assert find_timexes(changed, dct=dct) == list(timeline.timexes), path.name
        for event in timeline:
            quotes = [*event.evidence, *(hedge.mention for hedge in event.hedges)]
            quotes += [link.mention for link in event.attributions if link.mention is not None]
            quotes += [event.trigger] if event.trigger is not None else []
            for quote in quotes:
                assert quote.text == changed[quote.span.start : quote.span.end]
        for timex in timeline.timexes:
            assert timex.text == changed[timex.span.start : timex.span.end]
        for actor in timeline.actors:
            for mention in (*actor.mentions, *(one.mention for one in actor.inferences)):
                assert mention.text == changed[mention.span.start : mention.span.end]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The manage-\nment of Colby Ltd closed the mill on 3 May 2011. Its management left.",
            "The management of Colby Ltd closed the mill",
        ),
        (
            "The well-\nknown firm Colby Ltd closed the mill on 3 May 2011.",
            "The well-known firm Colby Ltd closed the mill",
        ),
        (
            "In the end Colby Ltd, which had been told to,\n    closed the mill in Leeds on 3 May 2011.",
            "In the end Colby Ltd, which had been told to, closed the mill in Leeds",
        ),
        (
            "Whatever it had been told to do, Colby Ltd closed the mill on 9 Feb.\n2011.",
            "Whatever it had been told to do, Colby Ltd closed the mill",
        ),
        ("Colby Ltd closed\u00a0the mill on 3\u00a0May\u00a02011.", "Colby Ltd closed the mill"),
        ("The Colby mill clo\u00adsed on 3 May 2011.", "The Colby mill closed"),
    ],
)
def test_words_that_a_line_end_parts_are_one(text: str, title: str) -> None:
    (event,) = parse(text).dated
    assert event.title == title
    assert event.evidence[0].text == text[: text.index("2011.") + 5]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Colby Ltd closed the mill.[3][12] Ann Ray left on 3 May 2011.[a]", "Ann Ray left"),
        ("Colby Ltd closed the mill in Leeds.12 Ann Ray left on 3 May 2011.13", "Ann Ray left"),
        ("Ann Ray[1] left Colby Ltd on 3 May 2011.", "Ann Ray left Colby Ltd"),
        ("On **3 May 2011** Ann Ray left *Colby Ltd*.", "Ann Ray left Colby Ltd"),
        ("On 3 May 2011 Ann Ray sold 40 m² of land.", "Ann Ray sold 40 m² of land"),
        ("On 3 May 2011 Ann Ray sold the rock 'n' roll club.", "Ann Ray sold the rock 'n' roll club"),
        ("On 3 May 2011 Ann Ray lost Ray v Colby [2010] 2 WA 11.", "Ann Ray lost Ray v Colby [2010] 2 WA 11"),
        (
            "On 3 May 2011 Ann Ray read the Boys' Own for 'lost souls' day.",
            "Ann Ray read the Boys' Own for 'lost souls' day",
        ),
        (
            "On 3 May 2011 Ann Ray left in her '72 Rover for the dogs' home.",
            "Ann Ray left in her '72 Rover for the dogs' home",
        ),
    ],
)
def test_notes_and_emphasis_are_no_words(text: str, title: str) -> None:
    assert title in [event.title for event in parse(text).dated]


def test_speech_in_single_marks_is_quoted_as_it_stands() -> None:
    text = "‘I shall leave “at once”, and that’s all,’ Ann Ray told Colby Ltd on 3 May 2011."
    said = parse(text).said_by("Ann Ray")
    assert said
    assert {event.evidence[0].text for event in said} == {text}


def test_quotes_within_quotes_are_left_alone() -> None:
    text = "“She said ‘no’ to me,” Ann Ray told Colby Ltd on 3 May 2011. ‘No’ was all."
    assert parse(text).said_by("Ann Ray")


def test_lines_of_a_list_stay_apart() -> None:
    text = "1901: Colby Ltd opens a mill\nin Leeds\n1911: The mill burns down\n"
    assert [event.title for event in parse(text).dated] == ["Colby Ltd opens a mill in Leeds", "The mill burns down"]


def test_a_date_that_begins_a_line_is_no_item() -> None:
    text = (
        "The council of Alder should have done what the report asked it to do in\n"
        "2015: it should have closed the bridge, which it did not, and sold the\n"
        "mill. Ann Ray left the council in March 2016.\n"
    )
    assert [event.when.edtf for event in parse(text).dated if event.when and "Ray" in event.title] == ["2016-03"]


@pytest.mark.parametrize(
    "date",
    [
        "3 / March 1911",
        "3 March / 1911",
        "the 3rd / March 1911",
        "the 3rd of / March 1911",
        "March / 3, 1911",
        "March 3, / 1911",
        "Friday 3 / March 1911",
    ],
)
@pytest.mark.parametrize("rest", [".", " to Cora Finch.", ", and left."])
def test_a_date_that_short_lines_break_is_one(date: str, rest: str) -> None:
    text = f"Dear Ivo,\n\nwe sold the mill on {date.replace(' / ', chr(10))}{rest}\n\nYours, Ada"
    timeline = parse(text)
    assert {event.when.edtf for event in timeline.dated if event.when} == {"1911-03-03"}
    assert not timeline.unresolved


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Mill sold to flat 3\nMarch 1911: Ada Brock left.", ["1911-03"]),
        ("Opened in March\n1911: Ada Brock left.\n1912: Ivo came.", ["1911", "1912"]),
        ("Ada sold Mill 3\nMay Brock bought it.", []),
    ],
)
def test_a_line_that_only_begins_with_a_date_stays_apart(text: str, dates: list[str]) -> None:
    assert [event.when.edtf for event in parse(text).dated if event.when] == dates
