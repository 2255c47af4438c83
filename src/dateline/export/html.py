"""Timelines as one HTML page to look at: a picture, a list of the events, and the words that each rests on.

The page needs no network and no other file.  `page.html` is its frame, `html.css` its style and `html.js` its script,
which lays everything out.  What this module makes is a table for readers without scripts, of which the script takes
dates and titles, and as JSON in an element of the page what the table cannot say.  The script is always the same and
allowed by its hash (Content Security Policy), so that no text can become code.

| in the picture | meaning |
|---|---|
| dot | a day or a shorter time |
| filled bar | a known stretch, from its first to its last moment |
| hollow dot or bar | some time in it: one month, year or other unit longer than a day, or between two bounds |
| end that fades | open, or not known, on that side |
| bar with soft ends | approximate (`~`) |
| pale, dashed | uncertain (`?`), or with other readings |
| two strokes on the axis | a long time in which nothing happens, shortened |

Where sources contradict each other (`Timeline.conflicts`) the event says so in the list, and tells it when opened.

It is for reading, not for reading back.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import timedelta
from functools import cached_property, lru_cache
from html import escape
from importlib import resources
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen

from dateline.export.ledger import Ledger, texts_of
from dateline.export.markup import FORBIDDEN
from dateline.interval import Granularity, Interval, Moment, Qualifier
from dateline.interval.human import date_words
from dateline.model import Actor, Conflict, Event, Mention, Retelling, Source, Status, Timeline
from dateline.model.checks import folded
from dateline.tellings import compared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["dumps"]

_Json: TypeAlias = "str | int | float | list[_Json] | dict[str, _Json] | None"

_STATUSES = (Status.ASSERTED, Status.REPORTED, Status.PLANNED, Status.HYPOTHETICAL, Status.NEGATED)
# What a mark of the picture says: as in html.js.
_UNIT, _WITHIN, _ABOUT, _UNSURE, _CLOCK, _ZONED = 1, 2, 4, 8, 16, 32
_ONE_DAY = timedelta(days=1)
_SLOTS = re.compile(r"\{(policy|title|remarks|style|table|data|script)\}")


def dumps(
    timeline: Timeline,
    ledger: Ledger | None = None,
    *,
    texts: Mapping[str, str] | Iterable[str] | None = None,
    title: str | None = None,
) -> str:
    """`timeline` as an HTML page; `texts`, by the id of their source or as they are, are shown with the words marked.

    Without its text, a source is shown by its quotes alone.  `title` heads the page; otherwise the only source does, by
    its title, or the headline of its text.  Raises `ArgumentError` for a text whose source the timeline does not have.
    """
    ledger = Ledger() if ledger is None else ledger
    known = {source: _even(text) for source, text in texts_of(timeline, texts).items()}
    page = _Page(timeline, known)
    heading = " ".join(_clean(title or page.heading).split())
    data = json.dumps(page.data(heading), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    style, script, policy = _assets()
    parts = {
        "policy": escape(policy),
        "title": escape(heading),
        "style": style,
        # Why there is nothing to be seen.
        "remarks": ""
        if timeline
        else "".join(f"\n<p><bdi>{escape(_clean(remark))}</bdi></p>" for remark in timeline.remarks),
        "table": "".join(page.table()),
        "data": data,
        "script": script,
    }
    ledger.written += len(timeline)
    for source in page.strange:
        ledger.lose(None, "texts", f"the text given for {source.name!r} has other words where some quotes should stand")
    if any(actor != Actor(actor.name, actor.kind) for actor in timeline.actors):
        ledger.lose(None, "actors", "the page does not show aliases, descriptions and mentions of actors")
    ledger.lose_fields(timeline, "the page", "kind")
    ledger.lose_characters(timeline, *known.values())
    # In one pass: what is put in may look like a slot.
    return _SLOTS.sub(lambda found: parts[found[1]], _asset("page.html"))


def _asset(name: str) -> str:
    return resources.files("dateline.export").joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _assets() -> tuple[str, str, str]:
    """Style, script, and the policy that allows these two and nothing else."""
    style, script = _asset("html.css"), _asset("html.js")

    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        style,
        script,
        f"default-src 'none'; style-src {source(style)}; script-src {source(script)}; "
        "base-uri 'none'; form-action 'none'",
    )


def _even(text: str) -> str:
    """A text of the same length whose lines end with a line feed alone, so that offsets stay true."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


def _clean(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", _even(text))


def _day(moment: Moment) -> float:
    """Days, with their fraction; 1 January of the year 1 is day 1."""
    day = round(moment.instant / 86_400_000_000 + 1, 5)
    return int(day) if day == int(day) else day


def _quotes(event: Event) -> tuple[Mention, ...]:
    quotes = event.evidence or ((event.trigger,) if event.trigger is not None else ())
    return tuple(dict.fromkeys(quotes))


def _headline(text: str) -> str | None:
    """The headline of a text: its first line, where it is short, is no sentence and something stands under it."""
    lines = text.strip().split("\n", 2)
    line = re.sub(r"^#{1,6}\s+|^(?:Title|Subject|Headline):\s*", "", lines[0].strip())
    marked = line != lines[0].strip()
    alone = len(lines) > 1 and not lines[1].strip()
    if not 2 < len(line) <= 120 or line.endswith((".", ",", ";", ":")) or not (marked or alone):
        return None
    return line if any(char.isalpha() for char in line) and not line.startswith(("---", "|", "- ", "* ")) else None


@frozen(eq=False)
class _Page:
    timeline: Timeline
    texts: dict[Source, str]
    strange: list[Source] = field(factory=list)
    strings: dict[str, int] = field(factory=dict)

    @cached_property
    def actors(self) -> dict[Actor, int]:
        return {actor: index for index, actor in enumerate(self.timeline.actors)}

    @cached_property
    def sources(self) -> dict[Source, int]:
        return {source: index for index, source in enumerate(self.timeline.sources)}

    @cached_property
    def roles(self) -> dict[str, int]:
        told = dict.fromkeys(part.role for event in self.timeline for part in event.participants)
        return {role: index for index, role in enumerate(told)}

    @cached_property
    def names(self) -> dict[Source, str]:
        return {source: self.named(source) for source in self.sources}

    @cached_property
    def units(self) -> dict[Source, Sequence[int] | None]:
        """For each text, how many code units of UTF-16 stand before each code point; None where it is as many."""
        return {
            source: [*accumulate(map(_units_of, text), initial=0)] if text and max(text) > "\uffff" else None
            for source, text in self.texts.items()
        }

    @cached_property
    def compared(self) -> tuple[tuple[Conflict, ...], tuple[Retelling, ...]]:
        return compared(self.timeline)

    @cached_property
    def places(self) -> dict[int, int]:
        """The number of each event of the timeline, by the object that it is."""
        return {id(event): number for number, event in enumerate(self.timeline)}

    @cached_property
    def differing(self) -> dict[int, list[Conflict]]:
        """The conflicts that an event is in, by its number."""
        found: dict[int, list[Conflict]] = {}
        for conflict in self.compared[0]:
            for event in conflict.events:
                found.setdefault(self.places[id(event)], []).append(conflict)
        return found

    @cached_property
    def heading(self) -> str:
        sources = self.timeline.sources
        if len(sources) != 1:
            return f"Timeline of {len(sources)} sources" if sources else "Timeline"
        named = self.named(sources[0])
        return "Timeline" if named == Source().name else named

    def named(self, source: Source) -> str:
        """What to call a source: its title, else the headline of its text, else what is known of it."""
        return source.title or _headline(self.texts.get(source, "")) or source.name

    def data(self, heading: str) -> _Json:
        """What the script shows; every text is clean, places count code units as JavaScript does."""
        words = date_words("en")
        published = [source.published for source in self.timeline.sources if source.published is not None]
        # The date of the latest source stands for the time of writing, which would differ on every run.
        stamp = max((f"{date:%Y%m%d}" for date in published), default="19700101")
        events = [self.event(event) for event in self.timeline]
        conflicts, retellings = self.compared
        told: dict[str, _Json] = {}
        if conflicts:
            told["conflicts"] = [self.conflict(conflict) for conflict in conflicts]
        if retellings:
            told["retellings"] = [self.retelling(one) for one in retellings]
        return told | {
            "title": heading,
            "months": words["months_short"],
            "bce": words["year"]["bce"],
            "stamp": f"{stamp}T000000Z",
            "actors": [_clean(actor.name) for actor in self.actors],
            "kinds": self.kinds(),
            "roles": [_clean(role) for role in self.roles],
            "sources": [self.source(source) for source in self.sources],
            "strings": list(self.strings),
            "events": events,
        }

    def kinds(self) -> _Json:
        """The kinds and ids of actors whose name another one has too, by their number."""
        names: dict[str, list[Actor]] = {}
        for actor in self.actors:
            names.setdefault(folded(actor.name), []).append(actor)
        several = [actor for same in names.values() if len(same) > 1 for actor in same]
        return {str(self.actors[actor]): {"id": actor.id, "kind": actor.kind.value} for actor in several}

    def string(self, text: str) -> int:
        """The number of a text that many events may share, such as the reason of a date; 0 is none."""
        self.strings.setdefault("", 0)
        return self.strings.setdefault(_clean(text), len(self.strings))

    def source(self, source: Source) -> _Json:
        named = self.names[source]
        facts: dict[str, _Json] = {"t": _clean(named)}
        if source.publisher and source.publisher != named:
            facts["p"] = _clean(source.publisher)
        if source.author and source.author not in (named, source.publisher):
            facts["a"] = _clean(source.author)
        if source.published is not None:
            facts["d"] = Interval.unit(Moment.of(source.published), Granularity.DAY).human()
        if source.url:
            facts["u"] = _clean(source.url)
        # By these a correction made on the page knows the document again.
        stated = {
            "id": source.id,
            "name": source.stated_name,
            "title": source.title,
            "publisher": source.publisher,
            "url": source.url,
        }
        facts["k"] = {name: _clean(value) for name, value in stated.items() if value}
        if source in self.texts:
            facts["x"] = _clean(self.texts[source])
        return facts

    def event(self, event: Event) -> _Json:
        """An event as a row, in the order of html.js; what is empty at its end is left out."""
        when = event.when
        on_line = when is not None and not (when.start is None and when.end is None)
        # A plain day is told by its start alone.
        day = when is not None and _is_plain_day(when)
        row: list[_Json] = [
            event.id.removeprefix("e-"),
            "" if when is None or day else when.edtf,
            _day(when.start) if on_line and when and when.start else None,
            _day(when.end) if on_line and when and when.end and not day else None,
            _STATUSES.index(event.status),
            [n for part in event.participants for n in (self.actors[part.actor], self.roles[part.role])],
            [n for link in event.attributions for n in (self.actors[link.source], self.string(link.cue or ""))],
            self.string(event.place or ""),
            [self.quote(quote) for quote in _quotes(event)],
            _marks(event),
            [place for timex in event.timexes if (place := self.place(timex.source, timex.span.start, timex.span.end))],
            self.string(event.why()),
            [_reading(reading) for reading in event.alternatives],
            [_clean(note) for note in event.notes],
        ]
        while row and row[-1] in ("", [], 0, None):
            row.pop()
        return row

    def conflict(self, conflict: Conflict) -> _Json:
        """A conflict: field, 1 where it is sure, why; and of each claim its event, value, who says so and quote."""
        claims: list[_Json] = [
            [
                self.places[id(claim.event)],
                _clean(claim.value),
                _clean(claim.who_in(self.names[claim.source])),
                self.quote(claim.mention),
            ]
            for claim in conflict.claims
        ]
        return [conflict.field, int(conflict.sure), self.string(conflict.why()), claims]

    def retelling(self, one: Retelling) -> _Json:
        return [*(self.places[id(event)] for event in one.events), self.string(one.reason)]

    def place(self, source: Source | None, start: int, end: int) -> list[_Json]:
        """Where something stands: source, begin and length; nothing where the page does not have its text."""
        if source is None or source not in self.texts or source not in self.sources:
            return []
        units = self.units[source]
        a, b = (start, end) if units is None else (units[min(start, len(units) - 1)], units[min(end, len(units) - 1)])
        return [self.sources[source], a, b - a]

    def quote(self, mention: Mention) -> _Json:
        """A quote by its place, or by its words where no text of the page has them; then its page, if it has one."""
        text = self.texts.get(mention.source)
        place: list[_Json] = []
        if text is not None:
            if mention.span.slice(text) == _even(mention.text):
                place = self.place(mention.source, mention.span.start, mention.span.end)
            elif mention.source not in self.strange:
                self.strange.append(mention.source)
        told = place or [self.sources[mention.source], _clean(mention.text)]
        return told if mention.page is None else [*told, mention.page]

    def table(self) -> Iterator[str]:
        """What readers without scripts see, a line an event; the script takes dates and titles from here."""
        if not self.timeline:
            yield "<p>Nothing was found.</p>"
            return
        several = len(self.sources) > 1
        yield f'<table aria-label="Events"><tr><th>When<th>What<th>Who{"<th>Source" if several else ""}'
        for number, event in enumerate(self.timeline):
            status = event.status.value if event.status is not Status.ASSERTED else ""
            who = ", ".join(actor.name for actor in event.actors)
            says = " ← ".join(link.source.name for link in event.attributions)
            differ = _differences(self.differing.get(number, ()))
            told = "; ".join(part for part in (status, who, f"says {says}" if says else "", differ) if part)
            source = ", ".join(dict.fromkeys(self.names[quote.source] for quote in _quotes(event)))
            cells = (event.human(), event.title, told, source) if several else (event.human(), event.title, told)
            # The end tags of cells and rows may be left out (HTML, 13.1.2.4).
            yield "\n<tr>" + "".join(f"<td>{escape(' '.join(_clean(cell).split()), quote=False)}" for cell in cells)
        yield "\n</table>"


def _differences(conflicts: Iterable[Conflict]) -> str:
    """What sources differ in about an event, in a few words; "" if in nothing."""
    sure = dict.fromkeys(conflict.field for conflict in conflicts if conflict.sure)
    loose = dict.fromkeys(conflict.field for conflict in conflicts if not conflict.sure and conflict.field not in sure)
    parts = (f"sources differ: {', '.join(sure)}" if sure else "", f"may differ: {', '.join(loose)}" if loose else "")
    return "; ".join(part for part in parts if part)


def _is_plain_day(when: Interval) -> bool:
    zoned = when.start is not None and when.start.offset is not None
    return not zoned and len(when.edtf) == len("2016-05-03") and when.duration == _ONE_DAY


def _units_of(char: str) -> int:
    return 2 if char > "\uffff" else 1


def _reading(reading: Interval) -> _Json:
    bounds = [_day(bound) if bound is not None else None for bound in (reading.start, reading.end)]
    return [_clean(reading.human()), *bounds]


def _marks(event: Event) -> int:
    """How the time of an event is drawn, as a sum of marks."""
    when = event.when
    if when is None or (when.start is None and when.end is None):
        return 0
    qualifier = when.qualifier
    clock = when.granularity.rank < Granularity.PART_OF_DAY.rank
    zoned = any(bound is not None and bound.offset is not None for bound in (when.start, when.end))
    return (
        _UNIT * (when.timex_value is not None and when.granularity.rank > Granularity.DAY.rank)
        + _WITHIN * when.within
        + _ABOUT * (qualifier in (Qualifier.APPROXIMATE, Qualifier.BOTH))
        + _UNSURE * (qualifier in (Qualifier.UNCERTAIN, Qualifier.BOTH) or event.ambiguous)
        + _CLOCK * clock
        + _ZONED * (clock and zoned)
    )
