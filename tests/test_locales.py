"""Every rule of every locale has examples, and they hold."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

import dateline
from dateline import Locale, LocaleError, find_timexes, parse
from dateline.locale import _begins_with_digit, available
from dateline.syntax.lemmas import lemmas_of
from dateline.text.spelling import rewritten, spelling_of

DCT = "2012-11-09"
LOCALES = {code: Locale.load(code) for code in available()}
RULES = [(code, rule) for code, locale in LOCALES.items() for rule in locale.rules]
FOLDER = resources.files("dateline") / "locales"
FILES = [tomllib.loads(f.read_text("utf-8")) for f in FOLDER.iterdir() if f.name.endswith(".toml")]
PATTERNS = [pattern for file in FILES for pattern in file.get("pattern", ())]


@pytest.mark.parametrize(("code", "rule"), RULES, ids=[f"{code}: {rule.name}" for code, rule in RULES])
def test_rule_has_examples_that_hold(code: str, rule: object) -> None:
    examples = rule.examples  # type: ignore[attr-defined]
    assert examples, "a rule without an executed example does not exist"
    for phrase, value in examples.items():
        found = find_timexes(phrase, dct=DCT, language=code)
        values = [t.value for t in found]
        if value:
            assert value in values, (phrase, values)
        else:
            assert not values, (phrase, values)


@pytest.mark.parametrize("pattern", PATTERNS, ids=[p["name"] for p in PATTERNS])
def test_pattern_has_examples_that_hold(pattern: dict[str, dict[str, str]]) -> None:
    assert pattern["examples"], "a pattern without an executed example does not exist"
    for phrase, values in pattern["examples"].items():
        # All that the example holds, in order: a pattern may look ahead at a further one.
        assert [t.value for t in find_timexes(phrase, dct=DCT)] == values.split(), phrase


@pytest.mark.parametrize(
    "source",
    [
        r"(?P<a>\d)?x",
        r"\d?x",
        r"\d|x",
        r"(?:\d|x)",
        r"\d{0,3}a",
        r"(\d(x)|y)",
        r"(?:[|)]|\d)",
        r"\(\d",
        r"(?:(?:a|b)|\d)",
    ],
)
def test_pattern_that_may_begin_with_a_letter_is_tried_at_words(source: str) -> None:
    assert not _begins_with_digit(source)


@pytest.mark.parametrize("source", [r"[12]\d{3}", r"(?<=\bat )(?P<a>[01]?\d|2[0-3])h", r"(?:(?<=a )|(?<=b ))0\d[.;)|]"])
def test_pattern_that_begins_with_a_digit_is_not_tried_at_words(source: str) -> None:
    assert _begins_with_digit(source)


@pytest.mark.parametrize("dct", ["0001-01-01", "9999-12-31", "2020", None])
def test_examples_with_years_and_numbers_at_the_edges_are_read(dct: str | None) -> None:
    years, numbers = r"\b(?:1[89]|20)\d\d\b", r"\b(?:two|three|four|five|six|nine|ten|\d\d?)\b"
    phrases = [
        text
        for code, rule in RULES
        if code == "en"
        for phrase in rule.examples
        for text in (re.sub(years, "9999", phrase), re.sub(years, "44 BC", phrase), re.sub(numbers, "99999", phrase))
    ]
    phrases += ["the past 5000 years", "the last 0 days of May 2011", "the next 9999 years", "999999999 BC"]
    for phrase in phrases:
        for timex in find_timexes(f"They will return {phrase}.", dct=dct):
            assert timex.text in f"They will return {phrase}."


def test_rule_names_are_unique() -> None:
    for locale in LOCALES.values():
        names = [rule.name for rule in locale.rules]
        assert len(names) == len(set(names))


def test_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(LocaleError, match=r"known are.*en"):
        Locale.load("xx")


@pytest.mark.parametrize(
    ("table", "form", "spelt"),
    [
        ("plurals", "child", "children"),
        ("plurals", "stepchild", "stepchilds"),
        ("plurals", "woman", "women"),
        ("plurals", "deputy", "deputies"),
        ("plurals", "attorney", "attorneys"),
        ("plurals", "coach", "coaches"),
        ("plurals", "midwife", "midwives"),
        ("plurals", "clerk", "clerks"),
        ("third_person", "carry", "carries"),
        ("third_person", "stay", "stays"),
        ("third_person", "veto", "vetoes"),
        ("third_person", "radio", "radios"),
        ("third_person", "dismiss", "dismisses"),
        ("third_person", "meet", "meets"),
    ],
)
def test_words_are_spelt_by_the_tables_of_the_locale(table: str, form: str, spelt: str) -> None:
    spelling = spelling_of(Locale.load("en"))
    assert rewritten(form, getattr(spelling, table)) == spelt


def test_every_list_of_the_locale_is_read_by_something() -> None:
    code = " ".join(path.read_text("utf-8") for path in Path(dateline.__file__).parent.rglob("*.py"))
    named = set(re.findall(r"\w+", code))
    lists = [name for file in FILES for section in ("words", "tables") for name in file.get(section, ())]
    assert [name for name in lists if name not in named] == []


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("carried", "carry"),
        ("lied", "lie"),
        ("closing", "close"),
        ("stopped", "stop"),
        ("met", "meet"),
        ("fell", "fall"),
    ],
)
def test_forms_lead_to_the_verb_they_come_from(form: str, verb: str) -> None:
    assert verb in lemmas_of(form, Locale.load("en"))


@pytest.mark.parametrize(
    ("tables", "reason"),
    [
        ({"plurals": {"(": "s"}}, r"'\(' = 's' is no rule of spelling"),
        ({"plurals": {"x$": r"\2s"}}, r"is no rule of spelling: invalid group reference"),
    ],
)
def test_a_bad_rule_of_spelling_is_named(tables: dict[str, dict[str, str]], reason: str) -> None:
    locale = Locale.load("en").extend({"tables": tables})
    with pytest.raises(LocaleError, match=reason) as caught:
        parse("Unheardofish people met the mayor on 3 May 2011.", locale=locale)
    assert caught.value.rule == next(iter(tables))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("rule = 3 [", "not valid TOML"),
        ('[[rule]]\nname = "odd"\nmatch = "x"\nkind = "TUESDAY"', "kind must be one of"),
        ('[[rule]]\nname = "odd"\nmatch = "{nothing}"\nkind = "DAY"', "fills the slot"),
        ('[[rule]]\nname = "odd"\nmatch = "(x"\nkind = "DAY"', "not closed"),
        ('[[rule]]\nname = "odd"\nmatch = "x"\nkind = "DAY"\ncolour = "red"', "colour"),
        ('[[rule]]\nname = "odd"\nmatch = "x"\nkind = "DAY"\nunless_next = "("', "not a regular expression"),
        (
            '[lexicon]\nx = ["x"]\n[[rule]]\nname = "odd"\nmatch = "{x}"\nkind = "DAY"\nvalue = "{y}"',
            "no slot of the pattern",
        ),
        ('[lexicon]\nx = ["x"]\n[[rule]]\nname = "odd"\nmatch = "{x} {x}"\nkind = "DAY"', "stands twice"),
    ],
)
def test_broken_locale_names_file_rule_and_reason(tmp_path: Path, body: str, reason: str) -> None:
    path = tmp_path / "zz.toml"
    path.write_text('code = "zz"\nname = "Odd"\n' + body, encoding="utf-8")
    with pytest.raises(LocaleError, match=reason) as caught:
        Locale.load(str(path))
    assert "zz.toml" in str(caught.value)
    if "odd" in body:
        assert caught.value.rule == "odd"
