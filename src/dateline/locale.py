"""Languages as data: `locales/xx.toml` read into lexicons, word lists and compiled rules."""

from __future__ import annotations

import functools
import pkgutil
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, Self, TypeVar

from attrs import define, evolve, field, fields, frozen

from dateline.errors import LocaleError

__all__ = ["Grammar", "LocaleData", "Pattern", "Rule", "available", "compiled", "load", "trie"]

# What a rule may produce; each is one symbol of the class string that later rules read.
KINDS: Final = (
    "DAY",
    "WDAY",
    "MONTH",
    "YEAR",
    "SPAN",
    "DECADE",
    "CLOCK",
    "ABOUT",
    "PART",
    "DUR",
    "FRAME",
    "FIRSTS",
    "LASTS",
    "REF",
    "SHIFT",
    "SET",
    "ZONE",
    "NONE",
)
# Slots that stand for several kinds at once.
KIND_GROUPS: Final = {
    "PERIOD": ("DAY", "SHIFT", "WDAY", "MONTH", "YEAR", "SPAN", "DECADE"),
    "ANYDAY": ("DAY", "SHIFT", "WDAY"),
    "COARSE": ("MONTH", "YEAR", "SPAN", "DECADE"),
}
# Numbers are classed by what they could be in a date; every token of digits carries one of these sets.
NUMBER_CLASSES: Final[dict[str, Callable[[str, int], bool]]] = {
    "n": lambda digits, value: value < 10_000_000,
    "dd": lambda digits, value: 1 <= value <= 31 and len(digits) <= 2,
    "mon": lambda digits, value: 1 <= value <= 12 and len(digits) <= 2,
    "hh": lambda digits, value: 0 <= value <= 24 and len(digits) <= 2,
    "h12": lambda digits, value: 1 <= value <= 12 and len(digits) <= 2,
    "mm": lambda digits, value: 0 <= value <= 59 and len(digits) == 2,
    "yy": lambda digits, value: len(digits) == 2,
    "yyyy": lambda digits, value: len(digits) == 4 and 1000 <= value <= 2199,
    "y4": lambda digits, value: len(digits) <= 4 and value > 0,
    "y3": lambda digits, value: len(digits) == 3 and value >= 100,
    "hhmm": lambda digits, value: len(digits) == 4 and value // 100 <= 24 and value % 100 <= 59,
}
# What is said as a number of two words may be minutes, after an hour ("three twenty").
MINUTES: Final = (10, 59)
HOURS_SPOKEN: Final = 12
ITEM: Final = re.compile(
    r"\s*(?:\{(?P<slot>\w+)(?::(?P<alias>\w+))?\}|(?P<mark>[()|\[\]])|\\?(?P<word>(?<=\\)[()]|[^\s{}()|?*+\[\]\\]+))(?P<repeat>[?*+]?)"
)

# The first things of a pattern: an escape or a class, and those that are digits; what is looked around at, and then a
# group without others in it or all the rest; a digit that must be there; a group without others in it.
CLASS: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
DIGITS: Final = re.compile(r"\\d|\[[\d-]+\]")
LOOK: Final = r"\(\?<?[=!][^()]*\)"
HEAD: Final = re.compile(
    rf"(?:{LOOK}|\(\?:(?:{LOOK}\|?)+\))*(?:\((?:\?:|\?P<\w+>)?(?P<group>[^()?][^()]*)\)(?![?*{{])|(?P<rest>.*))"
)
FIRST_DIGIT: Final = re.compile(r"(?:\d\?)*\d(?![?*]|\{0)")
GROUP: Final = re.compile(r"\([^()]*\)")
# What opens a group that has a name.
NAMED: Final = re.compile(r"\(\?P<\w+>")


@frozen
class Rule:
    """One record of a locale file: a phrase pattern over token classes and the value it stands for.

    `kind` is what the phrase becomes for later rules; `value` a template over the slots (see `dateline.resolve` for the
    forms a value has); `type` overrides the TIMEX3 type that follows from the value.  `unless_next` and `unless_prev`
    guard the raw text after and before the phrase (`only_next` and `only_prev` are their opposites): regular
    expressions, as text.  `silent` rules only block other readings; `proper` ones give way where the phrase looks like
    part of a name ("Donna Summer"), `message` ones hold only in short messages, `log` ones in logs whose lines begin
    with hours of four digits, `early` ones in texts that tell of times before 1500, `numeric` ones in texts that write
    whole dates with digits and strokes, `dotted` ones in texts that write clock times with a dot ("7.30 pm"),
    `worded` ones in texts that write a day of a month in words.
    """

    name: str
    match: str
    kind: str
    value: str = ""
    type: str | None = None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    unless_next: str | None = None
    unless_prev: str | None = None
    only_next: str | None = None
    only_prev: str | None = None
    examples: Mapping[str, str] = field(factory=dict)
    silent: bool = False
    proper: bool = False
    message: bool = False
    log: bool = False
    early: bool = False
    numeric: bool = False
    dotted: bool = False
    worded: bool = False
    aliases: Mapping[str, str] = field(factory=dict)
    narrowed: str = ""


@frozen
class Pattern:
    """A machine-like form read straight from the characters ("2012-11-09", "14:05", "03/04/2021").

    `match` is its regular expression, as text.  A `glued` one begins with no number that stands by itself, behind which
    is a space, comma, bracket or stop: most numbers do, so that most forms are not tried where they cannot be.
    """

    name: str
    match: str
    kind: str
    value: str
    mod: str | None = None
    type: str | None = None
    glued: bool = False


class _Source(NamedTuple):
    """A rule as a regular expression over class strings: the symbols that may be its first and its second.

    `short` says that the second may be any, or none: the rule may match one symbol alone.
    """

    source: str
    first: frozenset[str]
    second: frozenset[str]
    short: bool
    rule: Rule


@define(eq=False)
class Grammar:
    """Rules compiled to regular expressions over class strings, tried by the symbols they begin with."""

    symbols: dict[frozenset[str], str]
    slots: dict[str, str]
    rules: tuple[Rule, ...]
    combine: tuple[Rule, ...]
    members: dict[str, tuple[str, ...]]
    _first: dict[tuple[int, str], list[_Source]] = field(factory=dict)
    _begun: dict[tuple[int, str], list[tuple[re.Pattern[str], Rule]]] = field(factory=dict)
    _sources: dict[int, list[_Source]] = field(factory=dict)

    def starting(self, level: int, symbols: str) -> list[tuple[re.Pattern[str], Rule]]:
        """The rules of a level that may match where these two symbols, or a last one, stand; compiled when needed."""
        if (known := self._begun.get((level, symbols))) is None:
            key = level, symbols[0]
            if (first := self._first.get(key)) is None:
                first = self._first[key] = [one for one in self._sources.get(level, ()) if symbols[0] in one.first]
            known = [(compiled(one.source), one.rule) for one in first if one.short or symbols[1:] in one.second]
            self._begun[level, symbols] = known
        return known


@functools.lru_cache(maxsize=4096)
def compiled(source: str) -> re.Pattern[str]:
    """A pattern of a locale, compiled when it is first needed: one run meets few of them."""
    return re.compile(source)


@define(eq=False)
class LocaleData:
    """The words and rules of one language, as the stages read them.  Hashable by identity.

    `dateline.Locale` is the one that users load and extend.
    """

    code: str
    name: str
    date_order: str
    words: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, str]]
    lexicon: Mapping[str, tuple[str, Mapping[str, str]]]
    cased: Mapping[str, tuple[str, Mapping[str, str]]]
    phrases: Mapping[str, str]
    gates: tuple[re.Pattern[str], re.Pattern[str]]
    left: frozenset[str]
    patterns: tuple[Pattern, ...]
    pattern_regex: re.Pattern[str]
    lone_regex: re.Pattern[str]
    word_regex: re.Pattern[str]
    grammar: Grammar
    signals: re.Pattern[str]
    signal_names: Mapping[str, str]
    numbers: Mapping[str, int]
    multipliers: Mapping[str, int]
    ordinals: Mapping[str, int]
    path: str
    raw: Mapping[str, Any]

    def joined(self, more: Mapping[str, Any]) -> Self:
        """This locale with the tables of another mapping, their examples not yet tried.

        Raises `LocaleError` for a table or a rule that cannot be read.
        """
        known = {"lexicon", "holidays", "periods", "signals", "words", "tables", "rule", "combine", "pattern", "slots"}
        if odd := set(more) - known - {"trigger_forms", "code", "name"}:
            raise LocaleError(self.path, "", f"unknown table {min(odd)!r}; known are {', '.join(sorted(known))}")
        raw = _merged(self.raw, more)
        path = f"extension of {self.path}"
        for name, table in (("holiday", more.get("holidays", {})), ("period", more.get("periods", {}))):
            lexicon = raw.setdefault("lexicon", {})
            lexicon[name] = _merged(
                lexicon.get(name, {}), {v: [n.lower() for n in names] for v, names in table.items()}
            )
        if raw["lexicon"].get("period") and not any(r.get("name") == "named period" for r in raw.get("rule", ())):
            raw["rule"] = [
                {"name": "named period", "match": "{period}", "kind": "SPAN", "value": "{period}"},
                *raw["rule"],
            ]
        raw["triggers"] = [*dict.fromkeys([*raw.get("triggers", ()), "holiday", "period"])]
        new = [*more.get("rule", ()), *more.get("combine", ())]
        rules = _rules(path, new, "rule")
        words = {i.word for r in rules for i in _items(path, r.name, r.match) if i.word and len(i.word) > 1}
        raw["trigger_forms"] = [*dict.fromkeys([*raw.get("trigger_forms", ()), *sorted(words)])]
        return _build(type(self), path, raw, _common())

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All temporal rules: those over words, then those that combine what others have read."""
        return self.grammar.rules + self.grammar.combine


_L = TypeVar("_L", bound=LocaleData)


def available() -> tuple[str, ...]:
    """The language codes that ship with dateline, sorted."""
    from importlib import resources

    folder = resources.files("dateline") / "locales"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(n[:-5] for n in names if n.endswith(".toml") and not n.startswith("_")))


def _shipped(name: str) -> str | None:
    """The text of a locale file that ships with dateline, None if there is none of that name."""
    try:
        # importlib.resources would do; to import it takes a tenth of the time that a short text takes as a whole.
        content = pkgutil.get_data("dateline", f"locales/{name}")
    except OSError:
        return None
    return None if content is None else content.decode("utf-8")


@functools.lru_cache(maxsize=4096)
def number_symbol(digits: str) -> frozenset[str]:
    """The classes a run of digits belongs to."""
    value = int(digits) if len(digits) < 12 else 10**12
    return frozenset(name for name, test in NUMBER_CLASSES.items() if test(digits, value))


def ordinal_symbol(value: int) -> frozenset[str]:
    """The classes an ordinal belongs to."""
    return frozenset({"ord", "dth"} if 1 <= value <= 31 else {"ord"})


@functools.lru_cache(maxsize=512)
def digit_ordinal_symbol(value: int) -> frozenset[str]:
    """The classes an ordinal written with digits ("8th") belongs to."""
    return ordinal_symbol(value) | ({"dthn"} if 1 <= value <= 31 else set()) | ({"ordq"} if 1 <= value <= 4 else set())


@functools.lru_cache(maxsize=1)
def _common() -> dict[str, Any]:
    """What all languages share."""
    return tomllib.loads(_shipped("_common.toml") or "")


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Two locale tables as one: mappings are joined key by key, lists with the new part first."""
    out = dict(old)
    for key, value in new.items():
        if isinstance(value, Mapping):
            out[key] = _merged(out.get(key, {}), value)
        elif isinstance(value, list):
            out[key] = [*value, *out.get(key, [])]
        else:
            out[key] = value
    return out


def load(code: str, of: type[_L]) -> _L:
    """The locale of a language code ("en"), or of the path of a TOML file, as an object of the class `of`.

    Raises `LocaleError`, which names the file and the rule, for an unknown code or a broken file.
    """
    text: str | None
    if code.endswith(".toml"):
        path, text = code, Path(code).read_text(encoding="utf-8")
    else:
        path = f"{code}.toml"
        text = _shipped(path) if re.fullmatch(r"[A-Za-z-][A-Za-z_-]*", code) else None
        if text is None:
            raise LocaleError(path, "", f"unknown language {code!r}; known are {', '.join(available())}")
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LocaleError(path, "", f"not valid TOML: {error}") from None
    return _build(of, path, raw, _common(), tested=not code.endswith(".toml"))


def _build(of: type[_L], path: str, raw: dict[str, Any], common: dict[str, Any], *, tested: bool = False) -> _L:
    # The locales that ship are `tested`, so that their guards need not be compiled to see whether they can be.
    classes: dict[str, set[str]] = {}
    values: dict[str, dict[str, str]] = {}

    def add(form: str, name: str, value: str) -> None:
        classes.setdefault(form, set()).add(name)
        values.setdefault(form, {})[name] = value

    for name, table in raw.get("lexicon", {}).items():
        if isinstance(table, list):
            for form in table:
                add(form, name, "")
        else:
            for value, forms in table.items():
                for form in forms:
                    add(form, name, value)
    numbers = {form: int(v) for v, forms in raw.get("numbers", {}).items() for form in forms}
    multipliers = {form: int(v) for v, forms in raw.get("multipliers", {}).items() for form in forms}
    ordinals = {form: int(v) for v, forms in raw.get("ordinals", {}).items() for form in forms}
    for form, number in numbers.items():
        for name in number_symbol(str(number)) - {"yy", "yyyy", "mm", "y3", "y4"} | {"word"}:
            add(form, name, str(number))
        if MINUTES[0] <= number <= MINUTES[1]:
            add(form, "minutes", str(number))
    for form, number in multipliers.items():
        for name in ("n", "word"):
            add(form, name, str(number))
    for form, number in ordinals.items():
        for name in ordinal_symbol(number) | {"word"}:
            add(form, name, str(number))

    rules = _rules(path, raw.get("rule", []), "rule", tested=tested)
    combine = _rules(path, raw.get("combine", []), "combine", tested=tested)
    for rule in (*rules, *combine):
        for item in _items(path, rule.name, rule.match):
            if item.word:
                classes.setdefault(item.word, set()).add("=" + item.word)

    # A form written with a capital in the locale file must have one in the text; it may also be what the
    # lower-case form is.
    cased_classes = {form: set(names) for form, names in classes.items() if form != form.lower()}
    for form, names in cased_classes.items():
        lower = form.lower()
        names |= classes.get(lower, set())
        values[form] = {**values.get(lower, {}), **values.get(form, {})}
    plain = {form: names for form, names in classes.items() if form not in cased_classes}

    symbols: dict[frozenset[str], str] = {}

    def symbol(names: Iterable[str]) -> str:
        key = frozenset(names)
        if key not in symbols:
            symbols[key] = chr(0x100 + len(symbols))
        return symbols[key]

    for kind in KINDS:
        symbols[frozenset({kind})] = chr(0x41 + KINDS.index(kind))
    for digits in ("0", "00", "1", "5", "01", "13", "24", "25", "31", "32", "45", "60", "99", "100", "500", "0500"):
        symbol(number_symbol(digits))
    for digits in ("0000", "0060", "0960", "0099", "1000", "1059", "1060", "1999", "2012", "2359", "2199", "2200"):
        symbol(number_symbol(digits))
    for digits in ("2400", "2460", "2500", "9999", "12345", "99999999"):
        symbol(number_symbol(digits))
    for number in (1, 5, 31, 32, 100):
        symbol(ordinal_symbol(number))
        symbol(digit_ordinal_symbol(number))
    symbol({"spelled", "yyyy", "n"})
    symbol({"spelled", "yyyy", "n", "spokenhour"})
    symbol({"n", "word", "minutes"})
    symbol({"dec", "n"})
    lexicon = {f: (symbol(n), values.get(f, {})) for f, n in plain.items()}
    cased = {f: (symbol(n), values.get(f, {})) for f, n in cased_classes.items()}

    slots: dict[str, str] = {}
    for key, char in symbols.items():
        for name in key:
            slots[name] = slots.get(name, "") + char
    for group, kinds in KIND_GROUPS.items():
        slots[group] = "".join(slots[kind] for kind in kinds)
    for name, alternatives in raw.get("slots", {}).items():  # a slot of a locale is a union of lexicon classes
        slots[name] = "".join(dict.fromkeys("".join(slots.get(a, "") for a in alternatives)))

    members = {name: tuple(parts) for name, parts in raw.get("slots", {}).items()}
    grammar = Grammar(symbols, slots, rules, combine, {**KIND_GROUPS, **members})
    for level, group_of_rules in enumerate((rules, combine)):
        grammar._sources[level] = [_compile(path, rule, slots) for rule in group_of_rules]

    multi = [form for form in (*lexicon, *cased) if " " in form or "-" in form or "'" in form]
    firsts: dict[str, list[str]] = {}
    for form in multi:
        head = re.match(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?", form)
        if head:
            firsts.setdefault(head[0].lower(), []).append(form.lower())
    phrases = {head: rf"(?:{trie(forms)})(?!\w)" for head, forms in firsts.items()}
    shown = raw.get("trigger_forms", [])
    triggers = {*shown} | {
        form.lower()
        for name in raw.get("triggers", [])
        for form in (*plain, *cased_classes)
        if name in classes.get(form, ()) or "=" + name in classes.get(form, ())
    }
    # "Three twenty", "ten oh five": a time of day as it is spoken.
    hours = [form for form, number in numbers.items() if 1 <= number <= HOURS_SPOKEN]
    minutes = [form for form, number in numbers.items() if number == 0 or MINUTES[0] <= number <= MINUTES[1]]
    triggers |= {hour + mark + minute for hour in hours for mark in " -" for minute in minutes}
    triggers |= {f"{month}{day}" for month in raw.get("words", {}).get("glued_months", ()) for day in range(1, 32)}
    # What a language says of a form outdoes what all do.
    pattern_specs = [*raw.get("pattern", []), *common.get("pattern", [])]
    patterns = tuple(
        Pattern(s["name"], s["match"], s["kind"], s["value"], s.get("mod"), s.get("type"), s.get("glued", False))
        for s in pattern_specs
    )
    # An empty group at its end tells which form it is.  A form has no others here: each group at its beginning takes
    # time with every form that is tried, the more the later it stands.
    sources = [f"(?:{NAMED.sub('(?:', s['match'])})(?P<p{i}>)" for i, s in enumerate(pattern_specs)]
    lone = [source for source, pattern in zip(sources, patterns, strict=True) if not pattern.glued]
    worded = [source for source, s in zip(sources, pattern_specs, strict=True) if not _begins_with_digit(s["match"])]
    parts = [common, *([raw] if "gate" in raw else [])]
    forms = "|".join(part["gate"] for part in parts)
    if all("gate_heads" in part for part in parts):
        forms = f"(?=[{''.join(part['gate_heads'] for part in parts)}])(?:{forms})"
    # The character before is matched, not looked back at: the search then passes over the inside of words at once, and
    # where it is a space, from one space to the next.
    gate = rf"(?:(?:{trie(triggers)})(?![^\W_])|{forms})"
    signal_names = {form: name for name, forms in raw.get("signals", {}).items() for form in forms}
    # The character before is matched here too: the search passes over the inside of words at once.
    signals = re.compile(rf"\W({trie(signal_names)})\s*\Z" if signal_names else r"(?!)")
    words = raw.get("words", {})
    return of(
        code=raw["code"],
        name=raw["name"],
        date_order=raw.get("date_order", "dmy"),
        words={name: frozenset(forms) for name, forms in words.items()},
        tables={name: dict(table) for name, table in raw.get("tables", {}).items()},
        lexicon=lexicon,
        cased=cased,
        phrases=phrases,
        gates=(re.compile(" " + gate), re.compile(r"[^a-z0-9 ](?! )(?<=[\W_])" + gate)),
        left=frozenset(p for f in (*lexicon, *cased) for p in f.lower().split()),
        patterns=patterns,
        pattern_regex=re.compile("|".join(sources)),
        lone_regex=re.compile("|".join(lone) or r"(?!)"),
        word_regex=re.compile("|".join(worded) or r"(?!)"),
        grammar=grammar,
        signals=signals,
        signal_names=signal_names,
        numbers=numbers,
        multipliers=multipliers,
        ordinals=ordinals,
        path=path,
        raw=raw,
    )


def _rules(path: str, records: list[dict[str, Any]], what: str, *, tested: bool = False) -> tuple[Rule, ...]:
    out = []
    known = {a.name for a in fields(Rule)}
    for number, record in enumerate(records):
        name = str(record.get("name", f"{what} {number + 1}"))
        unknown = set(record) - known
        if unknown:
            raise LocaleError(path, name, f"unknown key {min(unknown)!r}")
        if record.get("kind") not in KINDS:
            raise LocaleError(path, name, f"kind must be one of {', '.join(KINDS)}")
        guards: dict[str, str] = {}
        for key in ("unless_next", "unless_prev", "only_next", "only_prev"):
            if key in record:
                guards[key] = "(?:" + record[key] + ")" + (r"\Z" if key.endswith("prev") else "")
                try:
                    if not tested:
                        compiled(guards[key])
                except re.error as error:
                    raise LocaleError(path, name, f"{key} is not a regular expression: {error}") from None
        rule = Rule(**{**record, **guards, "name": name})
        narrowed = re.search(r" in \{(\w+)\}", rule.value)
        slots = [i for i in _items(path, name, rule.match) if i.slot]
        aliases = {i.group: str(i.slot) for i in slots}
        if twice := [group for group, count in Counter(i.group for i in slots).items() if count > 1]:
            reason = f"the slot {{{twice[0]}}} stands twice; give one a name of its own: {{{twice[0]}:other}}"
            raise LocaleError(path, name, reason)
        templates = " ".join(filter(None, (rule.value, rule.mod, rule.quant, rule.freq)))
        if strange := set(re.findall(r"\{(\w+)\}", templates)) - set(aliases):
            raise LocaleError(path, name, f"the value speaks of {{{min(strange)}}}, which is no slot of the pattern")
        out.append(evolve(rule, aliases=aliases, narrowed=narrowed[1] if narrowed else ""))
    return tuple(out)


@frozen
class _Item:
    """One piece of a pattern: a slot, a word, or a bracket, with what repeats it."""

    slot: str | None
    alias: str | None
    mark: str | None
    word: str | None
    repeat: str

    @property
    def group(self) -> str:
        """Name of the slot's group."""
        return self.alias or self.slot or ""


@functools.lru_cache(maxsize=1024)
def _items(path: str, name: str, match: str) -> tuple[_Item, ...]:
    """The pieces of the pattern `match` of the rule `name`."""
    items, at = [], 0
    text = match.rstrip()
    while at < len(text):
        found = ITEM.match(text, at)
        if not found:
            raise LocaleError(path, name, f"cannot read the pattern at {text[at : at + 20]!r}")
        items.append(_Item(*found.group("slot", "alias", "mark", "word", "repeat")))
        at = found.end()
    return tuple(items)


def _compile(path: str, rule: Rule, slots: Mapping[str, str]) -> _Source:
    """Regular expression of a rule over class strings, and the symbols it may begin with."""
    out: list[str] = []
    firsts: set[str] = set()
    seconds: set[str] = set()
    short = False
    # Per open bracket: what all before it, up to here, may match (in this branch; in any earlier branch), nothing or
    # one symbol or, as the sum of the two, either; more are not followed.
    nothing, one = 1, 2
    so_far = [[nothing, 0]]
    entry = [nothing]
    for item in _items(path, rule.name, rule.match):
        repeat, mark = item.repeat, item.mark
        if mark in ("(", "["):
            out.append("(?:" if mark == "(" else "(?P<extent>")
            entry.append(so_far[-1][0])
            so_far.append([so_far[-1][0], 0])
        elif mark == "|":
            out.append("|")
            so_far[-1][1] |= so_far[-1][0]
            so_far[-1][0] = entry[-1]
        elif mark in (")", "]"):
            out.append(")" + repeat)
            if len(so_far) == 1:
                raise LocaleError(path, rule.name, "a bracket closes that was not opened")
            before, inside = entry.pop(), so_far.pop()
            so_far[-1][0] = inside[0] | inside[1] | (before if repeat in ("?", "*") else 0)
            # What may stand twice may be followed by itself: such rules are few.
            short = short or repeat in ("*", "+")
        else:
            chars = slots.get(item.slot or f"={item.word}", "")
            if not chars:
                raise LocaleError(path, rule.name, f"no word, number or rule fills the slot {{{item.slot}}}")
            group = f"(?P<{item.group}>" if item.slot else "(?:"
            out.append(f"{group}[{re.escape(chars)}]){repeat}")
            before = so_far[-1][0]
            if before & nothing:
                firsts |= set(chars)
            if before & one or repeat in ("*", "+"):
                seconds |= set(chars)
            so_far[-1][0] = (one if before & nothing else 0) | (before if repeat in ("?", "*") else 0)
    if len(so_far) != 1:
        raise LocaleError(path, rule.name, "a bracket is not closed")
    short = short or bool((so_far[0][0] | so_far[0][1]) & one)
    return _Source("".join(out), frozenset(firsts), frozenset(seconds), short, rule)


def _begins_with_digit(source: str) -> bool:
    """Is a digit surely what a pattern begins with, so that it need not be tried at words?  In doubt it is not."""
    # Each digit or class of digits becomes a 0, each other escape or class a stop: brackets and bars are then marks.
    plain = CLASS.sub(lambda found: "0" if DIGITS.fullmatch(found[0]) else ".", source)
    head = HEAD.match(plain)
    assert head is not None
    firsts = head["group"].split("|") if head["group"] is not None else [head["rest"]]
    while (bare := GROUP.sub("", plain)) != plain:
        plain = bare
    return "|" not in plain and all(FIRST_DIGIT.match(first) for first in firsts)


def trie(forms: Iterable[str]) -> str:
    """A regular expression for a set of forms with common beginnings shared: one walk a word instead of one a form."""
    root: dict[str, Any] = {}
    for form in forms:
        node = root
        for char in form:
            node = node.setdefault(char, {})
        node[""] = {}

    def render(node: dict[str, Any]) -> str:
        leaf = "" in node
        chars = sorted(c for c in node if c)
        parts = [(r"\s+" if char == " " else re.escape(char)) + render(node[char]) for char in chars]
        if not parts:
            return ""
        body = parts[0] if len(parts) == 1 and not leaf else "(?:" + "|".join(parts) + ")"
        return body + "?" if leaf else body

    return render(root) or r"(?!)"
