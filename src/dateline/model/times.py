"""Temporal expressions: `Timex`, what it was counted from, and why it has its value."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import evolve, field, frozen

from dateline.errors import ArgumentError, DatelineError
from dateline.interval import Granularity, Interval, Moment
from dateline.model.checks import are_all, derive_id, is_a, member_of, to_interval, to_intervals
from dateline.model.texts import Source, Span, to_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "BY_HAND",
    "Anchor",
    "Mod",
    "Setting",
    "Timex",
    "TimexType",
    "altered",
    "as_told",
    "explain_timex",
    "is_no_day",
    "reason_of",
    "recognized",
    "valued",
]


BY_HAND: Final = "by hand"
"""The `rule` of an expression whose time a reader gave."""

_WORD: Final = re.compile(r"\w+")
_DAY: Final = re.compile(r"(?P<year>\d{4}|XXXX)-(?P<month>\d\d)-(?P<day>\d\d)")
# The first months of the seasons of the north, by their names in TIMEX3.
_SEASONS: Final = {"-SP": 3, "-SU": 6, "-FA": 9, "-WI": 12}


def _to_timex_type(value: Any) -> TimexType:
    return member_of(TimexType, value, "type")


class TimexType(enum.Enum):
    """The four kinds of temporal expression of TimeML 1.2.1."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Mod(enum.StrEnum):
    """The modifiers of a TIMEX3 (TimeML 1.2.1, attribute `mod`)."""

    BEFORE = "BEFORE"
    AFTER = "AFTER"
    ON_OR_BEFORE = "ON_OR_BEFORE"
    ON_OR_AFTER = "ON_OR_AFTER"
    LESS_THAN = "LESS_THAN"
    MORE_THAN = "MORE_THAN"
    EQUAL_OR_LESS = "EQUAL_OR_LESS"
    EQUAL_OR_MORE = "EQUAL_OR_MORE"
    START = "START"
    MID = "MID"
    END = "END"
    APPROX = "APPROX"


_MODS = frozenset(mod.value for mod in Mod)


def _to_mod(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, str) and value in _MODS:
        return str(value)
    raise ArgumentError("mod", value, f"must be None or one of {', '.join(Mod)}")


@frozen
class Anchor:
    """What a timex was resolved against: the document date, the last time mentioned, or nothing.

    `value` is the TIMEX3 or EDTF value of the anchor and `text` the words it was taken from, if it stands in the text.
    """

    kind: Literal["dct", "reference", "none"] = "none"
    value: str = ""
    text: str = ""


@frozen
class Setting:
    """What the layout and the words around a temporal expression say of it, beside what it says itself.

    `position` tells where it stands: in "prose", or as a "heading" (a line of its own, or the opening of an entry of a
    diary), which dates what stands under it; "stamp" is the time of a message in a chat, and "present" the day that the
    text says it is ("today is 3 May").  `zone` is the time zone that the text declares for all its clock times, as EDTF
    writes it ("Z", "+01:00").  `narrative` is "told" for a time of the story, "aside" for one that dates and moves
    nothing (the years of a life, in brackets), "background" for one of what is told in passing, which lends its month
    and year to nothing ("the firm, founded in 1998, said on Monday"), and "adrift" for one that counts from a time
    nobody knows ("left school at 15 and married two years later").
    """

    position: Literal["prose", "heading", "stamp", "present"] = "prose"
    zone: str | None = None
    narrative: Literal["told", "aside", "background", "adrift"] = "told"


_PLAIN: Final = Setting()
# What the tenses of clauses say.
_TENSES: Final = {
    "past": "is in the past",
    "past perfect": "looks back on the past",
    "future": "looks ahead",
    "prospective": "tells of what lay ahead",
    "announced": "tells of what was said to lie ahead",
    "request": "asks for something to be done",
    "present": "says what day it is",
}


@frozen
class Timex:
    """A temporal expression: what was said and, once resolved, what time it means.

    `value`, `mod`, `quant` and `freq` are TIMEX3 as TempEval-3 writes them; `interval` is the time itself, None for
    durations, sets and what stays unknown.  `signal` is the normalized preposition before it ("since", "until", "by").
    `expression` keeps what was said before an anchor came in ("dct -1M", "XXXX-XX-08"), so that it can be resolved
    again; `rule` names the rule that read it and `anchor` what it counted from.  `alternatives` are other readings.
    `leads` is True where it opens its sentence or paragraph ("In June 1944, ..."): the story is then at that time.
    `setting` is what the layout and the words around say of it.
    """

    span: Span = field(converter=to_span, validator=is_a(Span))
    text: str = field(validator=is_a(str))
    type: TimexType = field(converter=_to_timex_type)
    value: str = field(validator=is_a(str))
    mod: str | None = field(default=None, converter=_to_mod)
    interval: Interval | None = field(default=None, converter=to_interval, validator=is_a(Interval, optional=True))
    quant: str | None = None
    freq: str | None = None
    signal: str | None = None
    rule: str = ""
    expression: str = ""
    anchor: Anchor | None = field(default=None, validator=is_a(Anchor, optional=True))
    tense: str | None = None
    leads: bool = False
    alternatives: tuple[Interval, ...] = field(default=(), converter=to_intervals, validator=are_all(Interval))
    source: Source | None = field(default=None, validator=is_a(Source, optional=True))
    setting: Setting = field(default=_PLAIN, validator=is_a(Setting))

    @property
    def resolved(self) -> bool:
        """False for a date or time that could not be fixed; what is no date (a duration, "now") has nothing to fix."""
        if self.type in (TimexType.DURATION, TimexType.SET):
            return True
        if self.value.endswith("_REF"):
            return True
        return self.interval is not None and "X" not in self.value

    def explain(self) -> str:
        """Why it has its value, in plain sentences, a line each: anchor, tense, rule, what was said, other readings."""
        return "\n".join(explain_timex(self))

    # Not kept: a class that has a `cached_property` beside its slots is slow to give any of its attributes.
    @property
    def id(self) -> str:
        """Derived from the source, the span and the value."""
        source = self.source.id if self.source else None
        return derive_id("t", source, self.span.start, self.span.end, self.type.value, self.value, self.text)


class _Draft(Timex):
    """A timex in the making: its fields can be set, and are not checked."""

    __slots__ = ()
    # Both, lest each field be set by way of a call in Python.
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


def recognized(
    span: Span,
    text: str,
    kind: TimexType,
    expression: str,
    *,
    rule: str,
    mod: str | None,
    quant: str | None,
    freq: str | None,
    signal: str | None,
    tense: str | None,
    leads: bool,
    source: Source,
) -> Timex:
    """A timex as the rules read it, with no value yet; the constructor would check each field."""
    made: Any = object.__new__(_Draft)
    made.span = span
    made.text = text
    made.type = kind
    made.value = ""
    made.mod = mod if mod is None or mod in _MODS else _to_mod(mod)
    made.interval = None
    made.quant = quant
    made.freq = freq
    made.signal = signal
    made.rule = rule
    made.expression = expression
    made.anchor = None
    made.tense = tense
    made.leads = leads
    made.alternatives = ()
    made.source = source
    made.setting = _PLAIN
    return _finished(made)


def _finished(made: Any) -> Timex:
    made.__class__ = Timex
    timex: Timex = made
    return timex


def _draft_of(timex: Timex) -> Any:
    made: Any = object.__new__(_Draft)
    made.span = timex.span
    made.text = timex.text
    made.type = timex.type
    made.value = timex.value
    made.mod = timex.mod
    made.interval = timex.interval
    made.quant = timex.quant
    made.freq = timex.freq
    made.signal = timex.signal
    made.rule = timex.rule
    made.expression = timex.expression
    made.anchor = timex.anchor
    made.tense = timex.tense
    made.leads = timex.leads
    made.alternatives = timex.alternatives
    made.source = timex.source
    made.setting = timex.setting
    return made


def altered(timex: Timex, **changes: Any) -> Timex:
    """A timex with other values in some fields, which a stage has made: `evolve` would check all fields again."""
    made = _draft_of(timex)
    for name, value in changes.items():
        setattr(made, name, value)
    return _finished(made)


def valued(
    timex: Timex,
    kind: TimexType,
    value: str,
    interval: Interval | None,
    anchor: Anchor,
    alternatives: tuple[Interval, ...],
) -> Timex:
    """A timex with the time that it means, unchecked as in `altered`."""
    made = _draft_of(timex)
    made.type = kind
    made.value = value
    made.interval = interval
    made.anchor = anchor
    made.alternatives = alternatives
    return _finished(made)


def explain_timex(timex: Timex, clause: str | None = None) -> Iterator[str]:
    """Sentences that tell why a timex has its value; `clause` is the predicate of what it dates, if known."""
    mod = f", {timex.mod}" if timex.mod else ""
    said = f"“{timex.text}” ({timex.span.start}–{timex.span.end}) is the {timex.type.value} {timex.value}{mod}"
    tense = _TENSES.get(timex.tense or "")
    if tense is not None and _counts(timex):
        named = f"the clause of “{clause}”" if clause else "its clause"
        tense = f", as {named} {tense}"
    else:
        tense = ""
    yield f"{said}, {_explain_anchor(timex)}{tense}."
    if timex.rule or timex.interval is not None:
        yield _explain_rule(timex)
    yield from _explain_setting(timex.setting)


def is_no_day(timex: Timex) -> bool:
    """Whether a date is said of a day that no year, or not that year, has: "31 February 2021".  No anchor fixes it."""
    said = _DAY.fullmatch(timex.expression or timex.value)
    if timex.interval is not None or said is None:
        return False
    # Without a year it may be any, also one with a 29th of February.
    year = 2000 if said["year"] == "XXXX" else int(said["year"])
    try:
        Moment(year, int(said["month"]), int(said["day"]))
    except DatelineError:
        return True
    return False


def as_told(interval: Interval, timexes: Iterable[Timex]) -> Interval:
    """The interval in units that people everywhere read alike: a season of the south by its months.

    EDTF has one number for the winter of both hemispheres, and so `Interval.human` would call June to August a summer.
    """
    southern = any(
        timex.interval is not None
        and timex.interval.start is not None
        and _SEASONS.get(timex.value[-3:], timex.interval.start.month) != timex.interval.start.month
        for timex in timexes
    )
    if not southern or Granularity.SEASON not in (interval.granularity, interval.end_granularity):
        return interval
    return evolve(interval, granularity=Granularity.MONTH, end_granularity=None)


def reason_of(*timexes: Timex) -> str:
    """A sentence for readers: what the text says of a time, and what that was counted from.

    Of several times, those between which something was, it says all: "The text says “2003” and “2005”."
    """
    plain = [f"“{' '.join(timex.text.split())}”" for timex in timexes]
    reasons = [_reason_of(timex) for timex in timexes]
    if all(reason == f"The text says {said}." for reason, said in zip(reasons, plain, strict=True)):
        return f"The text says {' and '.join(plain)}."
    return " ".join(reasons)


def _reason_of(timex: Timex) -> str:
    said = f"“{' '.join(timex.text.split())}”"
    anchor = timex.anchor
    if timex.interval is None:
        return f"The text says {said}."
    if timex.rule == BY_HAND:
        return f"{said} is {timex.interval.human()}, as a reader says."
    means = as_told(timex.interval, (timex,)).human()
    if anchor is None or anchor.kind == "none":
        return f"The text says {said}." if _says(timex.text, means) else f"The text says {said}, which is {means}."
    value = Interval.from_timex(anchor.value) if anchor.value else None
    date = "" if value is None else value.human()
    if anchor.kind == "dct":
        counted = f"the date of the document, {date}" if date else "the date of the document"
    elif anchor.text:
        words = f"“{' '.join(anchor.text.split())}”"
        counted = words if not date or _says(anchor.text, date) else f"{words}, {date}"
    else:
        counted = date or "the time told before"
    return f"{said} is {means}, counted from {counted}."


def _says(text: str, date: str) -> bool:
    """Whether words hold all the words of a date: "In the autumn of 2019" does those of "autumn 2019"."""
    return set(_WORD.findall(date.casefold())) <= set(_WORD.findall(text.casefold()))


def _counts(timex: Timex) -> bool:
    """Whether tense has a say in what a timex means: "on Tuesday", but not "yesterday" or "3 May 2021"."""
    anchored = timex.anchor is not None and timex.anchor.kind != "none"
    return anchored and not timex.expression.startswith(("dct", "ref"))


def _explain_rule(timex: Timex) -> str:
    if timex.rule == BY_HAND:
        return "Its time was given by a reader, not read from the text."
    rule = (
        f"Rule “{timex.rule}” read it" + (f" as {timex.expression}" if timex.expression else "") if timex.rule else "It"
    )
    # A signal stands for its kind ("until" for "up to"), and "in" for every word that only says when.
    after = f" in the sense of “{timex.signal}”" if timex.signal not in (None, "", "in") else ""
    if timex.interval is None:
        return f"{rule}{after}."
    others = "".join(f" or {reading.edtf}" for reading in timex.alternatives)
    means = f"means {timex.interval.edtf}{others}"
    return f"{rule}{after}, which {means}." if timex.rule else f"It {means}."


def _explain_setting(setting: Setting) -> Iterator[str]:
    if setting.position == "heading":
        yield "It is a heading, which dates what stands under it."
    elif setting.position == "stamp":
        yield "It is the stamp of a message."
    elif setting.position == "present":
        yield "It is the day of what is told, from which “today” counts."
    if setting.zone:
        yield f"It is in the time zone that the text declares, {setting.zone}."
    if setting.narrative == "aside":
        yield "It is an aside: what follows does not count from it."
    elif setting.narrative == "background":
        yield "It is told in passing: no day or month takes its year from it."
    elif setting.narrative == "adrift":
        yield "It counts from a time that the text does not give."


def _explain_anchor(timex: Timex) -> str:
    anchor = timex.anchor
    if is_no_day(timex):
        return "which stays open, as there is no such day"
    if anchor is None or anchor.kind == "none":
        return "with no need of an anchor" if timex.resolved else "which stays open, as nothing gives it an anchor"
    if anchor.kind == "reference" and not anchor.text:
        # The day of a letter or quotation, or of the expression itself.
        return f"counted from {anchor.value}"
    name = "the document date" if anchor.kind == "dct" else "the time before,"
    return (
        f"counted from {name if anchor.value else name.rstrip(',')}"
        + (f" {anchor.value}" if anchor.value else "")
        + (f" (“{anchor.text}”)" if anchor.text else "")
    )
