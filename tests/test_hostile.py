"""Text is never an error: anything parses, offsets stay right and the work grows with the length, no faster."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline import Interval, errors

sys.path.insert(0, str(Path(__file__).parent))

from counting import operations

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline import Timeline

SENTENCE = "On 3 March 2019 Ada Brook opened the mill, and two weeks later Ivo Lind said it would close by May. "

TEXTS = {
    "empty": "",
    "blank": " \t\r\n\f\v\u00a0\u2028\u3000",
    "one character": "1",
    "NULs": "On 3 March\x00 2019\x00 Ada Brook \x00opened the mill.\x00" * 20,
    "lone surrogates": "\ud800On 3 March 2019\udfff Ada \udc80Brook opened the mill.",
    "right-to-left marks": "\u202eOn 3\u200f March\u202c 2019 \u2067Ada Brook\u2069 opened the mill.\u200e",
    "combining": "O\u0301n 3 Ma\u0308rch 2019 A\u030ada Brook \u0301opened the mill.",
    "case that changes length": "İstanbul'da ßtraße ŉ On 3 MARCH 2019 ﬁre İİİ.",
    "astral": "😀𝟑 March 𝟐𝟎𝟏𝟗 𐍈 On 3 March 2019 😀 Ada Brook 😀 opened the mill.",
    "foreign digits": "On ٣ March ٢٠١٩ and ３ March ２０１９, ①② ½ ²³ March ४.",
    "year 99999": "In 99999, on 3 March 99999 and on 99999-01-01, the year 0000, -5000 and 10000 BC.",
    "no such day": "On 30 February 2019, 31 April, 29 February 2019, 2019-02-30, 00/00/0000, 32 March and 25:61.",
    "long number": "On 3 March " + "9" * 5_000 + " and " + "1" * 5_000 + " years ago and 12:" + "0" * 5_000,
    "nested brackets": "(" * 5_000 + "On 3 March 2019 Ada Brook opened the mill" + ")" * 5_000,
    "nested quotes": "“" * 2_000 + "On 3 March 2019" + "”" * 2_000 + " said Ada Brook, " * 500,
    "unclosed quotes": '"On 3 March 2019 Ada Brook ' * 2_000,
    "ones": "1 " * 50_000,
    "slashes": "12/12/" * 20_000,
    "dashes": "2012-" * 20_000,
    "colons": "12:" * 10_000,
    "dots": "." * 50_000,
    "months": "March " * 10_000,
    "may": "May may " * 5_000,
    "the": "the " * 30_000,
    "last last": "last " * 20_000 + "year",
    "ago": "two weeks before " * 5_000 + "3 March 2019",
    "one long word": "x" * 200_000,
    "capitals": "Ada Brook " * 10_000,
    "one long name": "Ada " * 20_000,
    "initials": "J. R. " * 20_000,
    "raised numbers": "¹" * 50_000 + "word" + "²" * 50_000,
    "single quotes": "'a " * 5_000 + "‘b " * 5_000 + "’" * 5_000,
    "spaces": "On 3" + " " * 50_000 + "March" + "\n" * 50_000 + " " * 50_000,
    "hyphens at line ends": "a-\n" * 20_000,
    "notes": "a[1]" * 20_000 + "[" * 20_000,
    "emphasis": "**a " * 10_000 + "_a_" * 10_000,
    "aka": "Ada Brook (aka Ivo Lind) " * 2_000,
    "said": "Ada said that " * 5_000,
    "commas": "Ada, Ivo, " * 10_000,
    "line ends": "3 March 2019\r" * 2_000 + "\r\n" * 2_000 + "\n\n" * 10_000,
    "bullets": "- 3 March 2019: Ada Brook opened the mill\n" * 1_000,
    "pattern characters": r"\d+ (?:a|a)* [^]] $^ {3} .*.*.* %s {0} {{}} ${x} 3 March 2019" * 200,
    "markup": "<p>On <b>3 March</b> 2019</p><script>" * 1_000,
}


def check_offsets(text: str, timeline: Timeline) -> None:
    for timex in timeline.timexes:
        assert timex.text == text[timex.span.start : timex.span.end]
        assert timex.text
    for event in timeline:
        assert event.evidence
        assert len(event.title) <= 120
        for quote in (*event.evidence, *([event.trigger] if event.trigger else [])):
            assert quote.text == text[quote.span.start : quote.span.end]
    for actor in timeline.actors:
        for mention in actor.mentions:
            assert mention.text == text[mention.span.start : mention.span.end]


@pytest.mark.slow
@pytest.mark.parametrize("dct", [None, "2019-05-01"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_it_parses(text: str, dct: str | None) -> None:
    timeline = dateline.parse(text, dct=dct)
    check_offsets(text, timeline)
    assert [(t.span, t.value) for t in dateline.find_timexes(text, dct=dct)] == [
        (t.span, t.value) for t in timeline.timexes
    ]


@pytest.mark.parametrize("name", ["NULs", "lone surrogates", "right-to-left marks", "astral", "line ends", "markup"])
@pytest.mark.parametrize("form", ["json", "csv", "ical"])
def test_what_was_parsed_can_be_exported(name: str, form: str) -> None:
    text = TEXTS[name][:2_000]
    timeline = dateline.parse(text, dct="2019-05-01")
    exported = dateline.dumps(timeline, form)
    assert exported
    if form == "json":
        assert dateline.loads(exported, "json") == timeline


@pytest.mark.parametrize("text", [TEXTS["lone surrogates"], TEXTS["right-to-left marks"], TEXTS["astral"]])
def test_the_date_among_them_is_found(text: str) -> None:
    found = [timex.interval for timex in dateline.find_timexes(text) if timex.interval]
    assert any(interval.start.year == 2019 for interval in found if interval.start)


def test_what_is_no_date_has_no_interval() -> None:
    for text in ("On 30 February 2019 it rained.", "On 31 April 2019 it rained.", "It is 2019-02-30 there."):
        assert all(timex.value not in ("2019-02-30", "2019-04-31") for timex in dateline.find_timexes(text))
        for event in dateline.parse(text).dated:
            assert event.when is None or event.when.granularity is not dateline.Granularity.DAY


@given(st.text(max_size=300))
def test_any_text_parses(text: str) -> None:
    check_offsets(text, dateline.parse(text, dct="2019-05-01"))


PIECES = """
    on the 3 8th March May may 2019 last next week two years ago later since until by from to between and , . ; :
    ( ) [ ] " “ ” - – / 12:30 12/12/2012 Ada Brook Ltd aka said that was not will would if 1990s circa BC Q3 spring
    Monday at of noon Z UTC + every a an
"""
WORDS = st.sampled_from([*PIECES.split(), "", "\n", "\n\n", "\t", "\r\n"])


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_heap_of_words_parses(text: str) -> None:
    timeline = dateline.parse(text)
    check_offsets(text, timeline)
    assert dateline.loads(dateline.dumps(timeline, "json"), "json") == timeline


LINEAR = {
    "notes": "Ada Brook left.[12] ",
    "open single quotes": "'On 3 March 2019 ",
    "answered lines": "> Ada Brook left on\n> 3 March 2019.\n",
    "prose in one line": SENTENCE,
    "prose in lines": SENTENCE + "\n",
    "paragraphs": SENTENCE + "\n\n",
    "ones": "1 ",
    "slashes": "12/12/",
    "brackets": "(",
    "open quotes": '"On 3 March 2019 ',
    "names": "Ada Brook met Ivo Lind. ",
    "capitals": "Ada ",
    "deictic": "last week two days later ",
    "said": "Ada said that ",
}


def grows_with_the_length(text_of: Callable[[int], str]) -> None:
    """Asserts that 8 times the text takes 8 times the work; a little more is for sorting."""

    def parse(size: int) -> Callable[[], object]:
        text = text_of(size)
        return lambda: dateline.parse(text, dct="2019-05-01")

    parse(2_000)()
    small, large = operations(parse(2_500)), operations(parse(20_000))
    assert large <= small * 8 * 1.25 + 2_000


@pytest.mark.slow
@pytest.mark.parametrize("piece", LINEAR.values(), ids=LINEAR)
def test_the_work_grows_with_the_length(piece: str) -> None:
    grows_with_the_length(lambda size: piece * (size // len(piece)))


def spelled(number: int) -> str:
    """A name that no other number has: "Bado", "Muze"."""
    syllables = []
    for _ in range(4):
        number, rest = divmod(number, 60)
        syllables.append("bdfgklmnprstvwz"[rest % 15] + "aeou"[rest // 15])
    return "".join(syllables).capitalize()


# Texts in which no name, date or quote comes back: what is looked up among all that was met before is not looked for.
VARIED: dict[str, Callable[[int], str]] = {
    "names": lambda n: f"{spelled(7 * n)} {spelled(3 * n)} met {spelled(5 * n)} {spelled(n)}. ",
    "one surname": lambda n: f"{spelled(n)} Brook met {spelled(7 * n)} Brook. ",
    "one given name": lambda n: f"Ada {spelled(n)} met Ada {spelled(7 * n)}. ",
    "single names": lambda n: f"{spelled(n)} said that {spelled(7 * n)} left. ",
    "a list of names": lambda n: f"{spelled(7 * n)} {spelled(n)}, ",
    "bodies": lambda n: f"Apex {spelled(n)} Ltd sued {spelled(7 * n)} Mills Ltd. The company lost. ",
    "acronyms": lambda n: f"The {spelled(n)} {spelled(7 * n)} Authority ({spelled(n)[0]}{spelled(7 * n)[0]}A) left. ",
    "other names": lambda n: f"Ada Brook (also known as {spelled(7 * n)} {spelled(n)}) left. ",
    "relatives": lambda n: f"Ada Brook met her brother, {spelled(n)} Brook, and his {spelled(7 * n).lower()} sister. ",
    "couples": lambda n: f"Ada {spelled(n)} married Ivo {spelled(7 * n)}. They left. The couple came back. ",
    "dates": lambda n: f"On {n % 28 + 1} March {1500 + n % 600} it rained. ",
    "a list of dates": lambda n: f"{n % 28 + 1} March {1500 + n % 600}, ",
    "days under headings": lambda n: f"## {n % 28 + 1} March {1500 + n % 600}\n\nAda {spelled(n)} left.\n\n",
    "a log": lambda n: f"{n % 24:02}:{n % 60:02} Ada {spelled(n)} restarted the pump\n",
    "rows of a table": lambda n: f"| {1500 + n % 600} | Ada {spelled(n)} opened the mill |\n",
    "quotes": lambda n: f"“It is the {spelled(n).lower()} now,” said Ada {spelled(n)}. ",
    "straight quotes": lambda n: f'"It is the {spelled(n).lower()} now," Ada {spelled(n)} said. ',
    "quotes of one speaker": lambda n: f"“It is the {spelled(n).lower()} now,” she said, ",
    "a deep list": lambda n: "  " * (n % 40) + f"- Ada {spelled(n)} left in {1500 + n % 600}\n",
    "a numbered list": lambda n: f"{n}. Ada {spelled(n)} left.\n",
    "relative clauses": lambda n: f"who saw Ada {spelled(n)}, who came in {1500 + n % 600}, ",
    "claims": lambda n: f"{spelled(n)} denied a report that Ada {spelled(7 * n)} had left. ",
    "it": lambda n: f"Apex {spelled(n)} Ltd sold it, and it met {spelled(7 * n)} Ltd. It sold its mill to it. ",
    "listed groups": lambda n: f"Two men, Ada {spelled(n)} and Ivo {spelled(7 * n)}, met them. They left. ",
    "letters": lambda n: f"Dear {spelled(n)},\n\nI left.\n\nYours,\n\nAda {spelled(7 * n)}\n\n",
    "inspectors": lambda n: f"The chair of {spelled(n)} Mills Ltd met inspectors of {spelled(7 * n)} Ltd. ",
    "apposed speakers": lambda n: f"It burned, the owner, Ada {spelled(n)}, said. “We left,” said her chair. ",
    "an order": lambda n: f"Ada {spelled(n)} left before Ivo {spelled(7 * n)} came. Then he had gone. ",
    "no full stop": lambda n: f"on 3 May {1500 + n % 600} Ada {spelled(n)} left and ",
}


@pytest.mark.slow
@pytest.mark.parametrize("piece", VARIED.values(), ids=VARIED)
def test_the_work_grows_with_the_length_where_nothing_comes_back(piece: Callable[[int], str]) -> None:
    def text_of(size: int) -> str:
        pieces: list[str] = []
        length = 0
        while length < size:
            pieces.append(piece(len(pieces)))
            length += len(pieces[-1])
        return "".join(pieces)

    grows_with_the_length(text_of)


@pytest.mark.slow
def test_a_text_of_one_very_long_line() -> None:
    text = SENTENCE * 3_000
    timeline = dateline.parse(text, dct="2019-05-01")
    assert max(timex.span.end for timex in timeline.timexes) > len(text) - len(SENTENCE)


@pytest.mark.parametrize("dct", ["yesterday", "", "2012-13-01", "2012-02-30", 20121109, 3.5, object(), ["2012-11-09"]])
def test_a_wrong_document_date_is_named(dct: object) -> None:
    with pytest.raises((errors.DatelineError, TypeError), match="dct"):
        dateline.parse("It rained.", dct=dct)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [None, 5, b"On 3 March 2019", ["a"]])
def test_what_is_no_text_is_named(text: object) -> None:
    with pytest.raises((errors.DatelineError, TypeError), match="text"):
        dateline.parse(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["xx", "", "../en", "_common", "EN\x00"])
def test_an_unknown_language_is_named(language: str) -> None:
    with pytest.raises(errors.LocaleError, match="en"):
        dateline.parse("It rained.", language=language)


def test_an_unknown_format_is_named() -> None:
    timeline = dateline.parse("It rained on 3 March 2019.")
    with pytest.raises(errors.UnknownFormatError, match=r"'odt'.*json"):
        dateline.dumps(timeline, "odt")
    with pytest.raises(errors.UnknownFormatError, match="odt"):
        dateline.loads("{}", "odt")
    with pytest.raises(errors.UnknownFormatError):
        dateline.write(timeline, "nowhere.odt")


@pytest.mark.parametrize("data", ["", "{", "[]", "null", "5", '{"events": 3}', '{"format": "other"}'])
def test_broken_json_is_one_of_our_errors(data: str) -> None:
    with pytest.raises(errors.DatelineError):
        dateline.loads(data, "json")


def test_a_pattern_of_a_year_keeps_its_bounds() -> None:
    assert Interval.from_edtf("XXXX-12-25").start is None
