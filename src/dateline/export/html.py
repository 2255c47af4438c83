"""Timelines as one HTML page to look at: a picture, the events, and beside them the texts with every quote marked.

The page needs no network and no other file.  All it holds of the timeline is escaped text in elements and attributes;
its script is always the same and allowed by its hash (Content Security Policy), so no text can become code.

| in the picture | meaning |
|---|---|
| filled bar | a known stretch, from its first to its last moment |
| hollow bar | an instant or short time somewhere within |
| bar that fades at one end | open, or not known, on that side |
| bar with soft ends | approximate (`~`) |
| pale, dashed bar | uncertain (`?`), or with other readings, which stand beside it as dotted outlines |
| slanted lines on the axis | a long time in which nothing happens, shortened |

It is for reading, not for reading back.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cached_property, lru_cache
from html import escape
from importlib import resources
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

from dateline.export.ledger import Ledger, texts_of
from dateline.export.markup import FORBIDDEN
from dateline.export.markup import escaped as _e
from dateline.export.markup import isolated as _bdi
from dateline.interval import Moment, Qualifier, civil
from dateline.model import Actor, Event, Mention, Source, Status, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.interval import Interval

__all__ = ["dumps"]


def dumps(
    timeline: Timeline,
    ledger: Ledger | None = None,
    *,
    texts: Mapping[str, str] | Iterable[str] | None = None,
    title: str | None = None,
) -> str:
    """`timeline` as an HTML page; `texts`, by the id of their source or as they are, are shown with the quotes marked.

    Without its text, a source is shown by its quotes alone.  `title` heads the page; otherwise the sources do.
    Raises `ArgumentError` for a text whose source the timeline does not have.
    """
    ledger = Ledger() if ledger is None else ledger
    known = texts_of(timeline, texts)
    page = _Page(timeline, known)
    body = "".join(page.body(title))
    ledger.written += len(timeline)
    for source in page.strange:
        ledger.lose(None, "texts", f"the text given for {source.name!r} has other words where some quotes should stand")
    if any(actor != Actor(actor.name, actor.kind) for actor in timeline.actors):
        ledger.lose(None, "actors", "the page does not show aliases, descriptions and mentions of actors")
    if FORBIDDEN.search("".join(event.title for event in timeline) + "".join(known.values())):
        ledger.lose(None, "text", "control characters and half characters (lone surrogates) became U+FFFD")
    return body


def _asset(name: Literal["html.css", "html.js"]) -> str:
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


def _day(moment: Moment) -> float:
    """Days, with their fraction; 1 January of the year 1 is day 1."""
    return round(moment.instant / 86_400_000_000 + 1, 6)


def _when(when: Interval | None) -> str:
    return "undated" if when is None else when.edtf


def _quotes(event: Event) -> tuple[Mention, ...]:
    return event.evidence or ((event.trigger,) if event.trigger is not None else ())


@frozen
class _Scale:
    """From days to places between 0 and 1, stretch by stretch; `breaks` are the stretches that are shortened."""

    points: tuple[tuple[float, float], ...]
    breaks: tuple[int, ...] = ()

    def at(self, day: float) -> float:
        index = next((i for i, (end, _) in enumerate(self.points[1:-1], start=1) if day <= end), len(self.points) - 1)
        (t0, u0), (t1, u1) = self.points[index - 1], self.points[index]
        return u0 + (day - t0) / (t1 - t0) * (u1 - u0)

    def day(self, place: float) -> float:
        index = next((i for i, (_, end) in enumerate(self.points[1:-1], start=1) if place <= end), len(self.points) - 1)
        (t0, u0), (t1, u1) = self.points[index - 1], self.points[index]
        return t0 + (place - u0) / (u1 - u0) * (t1 - t0)


# A silence that takes more than this share of the axis is shortened to that one.
_LONG, _SHORT, _LEAST = 0.66, 0.05, 0.08


def _scale(spans: Iterable[tuple[float, float]]) -> _Scale:
    covered: list[list[float]] = []
    ordered = sorted(spans)
    for start, end in ordered:
        if covered and start <= covered[-1][1]:
            covered[-1][1] = max(covered[-1][1], end)
        else:
            covered.append([start, end])
    gaps = sorted(
        ((later[0] - earlier[1], earlier[1], later[0]) for earlier, later in pairwise(covered)),
        reverse=True,
    )
    low, high = covered[0][0], covered[-1][1]
    left = high - low
    cuts: list[tuple[float, float]] = []
    for length, start, end in gaps[:8]:
        if len(ordered) < 3 or length <= _LONG * left:
            break
        left -= length
        margin = min(length * 0.2, max(left * 0.05, 0.5))
        cuts.append((start + margin, end - margin))
    pad = max(left * 0.03, 0.5)
    bounds = [low - pad, *(bound for cut in sorted(cuts) for bound in cut), high + pad]
    lengths = [end - start for start, end in pairwise(bounds)]
    told = sum(lengths[::2])
    shares = [_SHORT if number % 2 else max(length / told, _LEAST) for number, length in enumerate(lengths)]
    points = [(bounds[0], 0.0)]
    for bound, share in zip(bounds[1:], shares, strict=True):
        points.append((bound, points[-1][1] + share / sum(shares)))
    return _Scale(tuple(points), tuple(range(2, len(points), 2)))


@frozen(eq=False)
class _Page:
    timeline: Timeline
    texts: dict[Source, str]
    strange: list[Source] = field(factory=list)
    anchored: set[int] = field(factory=set)

    @cached_property
    def actors(self) -> dict[Actor, int]:
        return {actor: index for index, actor in enumerate(self.timeline.actors)}

    @cached_property
    def sources(self) -> dict[Source, int]:
        return {source: index for index, source in enumerate(self.timeline.sources)}

    @cached_property
    def quotes(self) -> dict[Source, dict[Mention, list[int]]]:
        found: dict[Source, dict[Mention, list[int]]] = {}
        for index, event in enumerate(self.timeline, start=1):
            for quote in dict.fromkeys(_quotes(event)):
                found.setdefault(quote.source, {}).setdefault(quote, []).append(index)
        return found

    def body(self, title: str | None) -> Iterator[str]:
        style, script, policy = _assets()
        heading = title or self.heading()
        yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield '<meta name="referrer" content="no-referrer">\n'
        yield f"<title>{_e(' '.join(heading.split()))}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        yield '<a class="skip" href="#events">To the events</a>\n'
        yield f"<header>\n<h1>{_bdi(heading)}</h1>\n<p class=soft>{_e(self.summary())}</p>\n"
        yield from self.filters()
        yield '<p id="status" class="soft" role="status"></p>\n</header>\n<main>\n'
        yield from self.picture()
        yield '<div class="columns">\n<section aria-labelledby="events">\n'
        yield from self.events()
        yield "</section>\n"
        yield '<section class="texts" aria-labelledby="sources" tabindex="0">\n<h2 id="sources">Sources</h2>\n'
        if not self.timeline.sources:
            yield "<p class=soft>No source is known.</p>\n"
        for number, source in enumerate(self.timeline.sources):
            yield from self.source(number, source)
        yield "</section>\n</div>\n</main>\n"
        yield "<footer><p>Made by dateline from the words of the sources. What they say need not be so.</p></footer>\n"
        yield f"<script>{script}</script>\n</body>\n</html>\n"

    def heading(self) -> str:
        sources = self.timeline.sources
        if len(sources) == 1:
            return sources[0].title or sources[0].name
        return f"Timeline of {len(sources)} sources" if sources else "Timeline"

    def summary(self) -> str:
        events, undated = self.timeline.dated, self.timeline.undated
        extent = f", {_when(events[0].when)} to {_when(events[-1].when)}" if len(events) > 1 else ""
        dated = "1 dated event" if len(events) == 1 else f"{len(events)} dated events"
        return f"{dated}{extent}" + (f"; {len(undated)} without a date" if undated else "")

    def filters(self) -> Iterator[str]:
        timeline = self.timeline
        if not timeline:
            return
        taking = dict.fromkeys(actor for event in timeline for actor in event.actors)
        saying = dict.fromkeys(link.source for event in timeline for link in event.attributions)
        number = self.actors
        yield '<form id="filters" aria-label="Which events to show">\n<label>Who takes part\n<select name="actor">'
        yield '<option value="">anybody</option>'
        for actor in sorted(taking, key=lambda actor: (actor.name.casefold(), actor.id)):
            yield f'<option value="{number[actor]}">{_e(actor.name)}</option>'
        yield '</select></label>\n<label>Who says so\n<select name="source"><option value="">any source</option>'
        if saying:
            yield '<optgroup label="Speakers">'
            for actor in sorted(saying, key=lambda actor: (actor.name.casefold(), actor.id)):
                yield f'<option value="a{number[actor]}">{_e(actor.name)}</option>'
            yield "</optgroup>"
        yield '<optgroup label="Texts">'
        for index, source in enumerate(timeline.sources):
            yield f'<option value="s{index}">{_e(source.title or source.name)}</option>'
        yield "</optgroup></select></label>\n<label>Words\n"
        yield '<input type="search" name="words" autocomplete="off"></label>\n'
        yield '<button type="reset">Show all</button>\n</form>\n'

    # -- the picture ---------------------------------------------------------------------------------------------------

    def picture(self) -> Iterator[str]:
        spans = [span for event in self.timeline.dated for span in _spans(event)]
        if not spans:
            return
        scale = _scale(spans)
        bars, lanes = _bars(self.timeline.dated, scale)
        height = _TOP + _LANE * lanes + 6
        yield '<figure id="picture" aria-labelledby="line">\n<h2 id="line">When</h2>\n<div id="zoom">'
        for act, label, sign in _BUTTONS:
            yield f'<button type="button" data-act="{act}" aria-label="{label}" title="{label}">{sign}</button>'
        # The axis has a picture of its own, which stays in sight while the other is scrolled.
        yield (
            f'</div>\n<div class="scroll"><svg class="head" aria-hidden="true" width="{_WIDTH}" height="26" '
            f'viewBox="0 0 {_WIDTH} 26">'
        )
        for step in range(6):
            year, month, day = civil(int(scale.day(step / 6)))
            told = f"{year:04}-{month:02}-{day:02}" if year > 0 else f"{1 - year} BCE"
            yield f'<text class="label" x="{step * _WIDTH / 6 + 4:.0f}" y="18">{told}</text>'
        yield (
            f'</svg>\n<svg role="group" aria-label="The events on a line of time; arrow keys go from one to the next, '
            f'plus and minus zoom" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
            f'data-scale="{" ".join(f"{day:.6f}:{place:.9f}" for day, place in scale.points)}" '
            f'data-breaks="{" ".join(map(str, scale.breaks))}">\n{_DEFS}<g class="axis" aria-hidden="true">'
        )
        for step in range(6):
            x = step * _WIDTH / 6
            yield f'<line class="tick" x1="{x:.0f}" x2="{x:.0f}" y1="0" y2="{height}"/>'
        yield "</g>\n"
        for number, lane, left, right, text in bars:
            yield self.bar(number, lane, left, right, text, scale)
        yield f'</svg></div>\n<ul class="key" aria-label="Key">{_KEY}</ul>\n</figure>\n'

    def bar(self, number: int, lane: int, left: float, right: float, text: tuple[float, int], scale: _Scale) -> str:
        event = self.timeline.dated[number - 1]
        when = event.when
        assert when is not None
        start, end = (None if bound is None else _day(bound) for bound in (when.start, when.end))
        marks = _marks(event)
        others = "".join(
            f'<rect class="other" data-a="{a}" data-b="{b}" x="{scale.at(a) * _WIDTH:.1f}" y="4" '
            f'width="{max((scale.at(b) - scale.at(a)) * _WIDTH, 7):.1f}" height="10" rx="2"/>'
            for a, b in _readings(event)
        )
        between = f'<line class="between" x1="{left:.1f}" x2="{right:.1f}" y1="9" y2="9"/>' if others else ""
        full = f"{_when(when)}: {event.title}"
        said = [
            *(_SAID[mark] for mark in marks),
            *([event.status.value] if event.status is not Status.ASSERTED else []),
        ]
        label = " ".join(event.title.split())
        label = f"✗ {label}" if event.status is Status.NEGATED else label
        label = label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"
        name = f"{full} ({', '.join(said)})" if said else full
        soft = ' data-soft="8"' if "about" in marks else ""
        return (
            f'<a class="bar {" ".join((event.status.value, *marks))}" href="#e{number}" data-n="{number}" '
            f'data-a="{"" if start is None else start}" data-b="{"" if end is None else end}"{soft} '
            f'aria-label="{_e(name)}" '
            f'transform="translate(0 {_TOP + lane * _LANE})"><title>{_e(full)}</title>{between}{others}'
            f'<rect class="shape" x="{left:.1f}" y="3" width="{right - left:.1f}" height="12" rx="3"/>'
            f'<text x="{text[0]:.1f}" y="{text[1]}" aria-hidden="true">{_e(label)}</text></a>\n'
        )

    # -- the events ----------------------------------------------------------------------------------------------------

    def events(self) -> Iterator[str]:
        yield '<h2 id="events">Events</h2>\n'
        if not self.timeline.dated:
            yield f"<p class=soft>Nothing {'has a date' if self.timeline else 'was found'}.</p>\n"
        yield "<ol>\n"
        for number, event in enumerate(self.timeline.dated, start=1):
            yield from self.item(number, event)
        yield "</ol>\n"
        if self.timeline.undated:
            yield "<h2>Without a date</h2>\n<ol>\n"
            for number, event in enumerate(self.timeline.undated, start=len(self.timeline.dated) + 1):
                yield from self.item(number, event)
            yield "</ol>\n"

    def item(self, number: int, event: Event) -> Iterator[str]:
        actors, sources = self.actors, self.sources
        quotes = _quotes(event)
        taking = " ".join(str(actors[actor]) for actor in event.actors)
        saying = " ".join(
            dict.fromkeys(
                [
                    *(f"a{actors[link.source]}" for link in event.attributions),
                    *(f"s{sources[quote.source]}" for quote in quotes),
                ]
            )
        )
        yield (
            f'<li class="event {event.status.value}" id="e{number}" data-n="{number}" data-actors="{taking}" '
            f'data-sources="{saying}" data-quotes="{len(set(quotes))}">'
            f'<span class="when">{_e(_when(event.when))}</span>'
        )
        if event.status is not Status.ASSERTED:
            yield f' <span class="badge {event.status.value}">{event.status.value}</span>'
        for mark in _marks(event):
            yield f' <span class="badge">{_SAID[mark]}</span>'
        target = f"q{number}" if quotes else f"e{number}"
        yield f'<h3><a class="title" href="#{target}">{_bdi(event.title or "(no title)")}</a></h3>'
        rows = [(part.role, part.actor.name) for part in event.participants]
        rows += [("place", event.place)] if event.place else []
        rows += [
            ("says so" if index == 0 else "cited by", link.source.name) for index, link in enumerate(event.attributions)
        ]
        rows += [("or", reading.edtf) for reading in event.alternatives]
        rows += [("note", note) for note in event.notes]
        if rows:
            yield "<dl>"
            for name, group in groupby(rows, key=lambda row: row[0]):
                yield f"<dt>{_bdi(name)}</dt><dd>{', '.join(_bdi(value) for _, value in group)}</dd>"
            yield "</dl>"
        yield f"<details><summary>Why</summary><pre><bdi>{_e(event.explain())}</bdi></pre></details></li>\n"

    # -- the texts -----------------------------------------------------------------------------------------------------

    def source(self, number: int, source: Source) -> Iterator[str]:
        named = source.title or source.name
        yield f'<article class="source" aria-labelledby="s{number}"><h3 id="s{number}">{_bdi(named)}</h3>\n'
        facts = [_bdi(fact) for fact in (source.publisher, source.author) if fact and fact != named]
        facts += [f"<time>{source.published.isoformat()}</time>"] if source.published else []
        if source.url:
            safe = re.match(r"(?i)https?://", source.url)
            facts.append(
                f'<a href="{_e(source.url)}" rel="noopener noreferrer">{_bdi(source.url)}</a>'
                if safe
                else _bdi(source.url)
            )
        if facts:
            yield f'<p class="soft">{" · ".join(facts)}</p>\n'
        told = self.quotes.get(source, {})
        text = self.texts.get(source)
        inside = {} if text is None else {quote: n for quote, n in told.items() if quote.span.slice(text) == quote.text}
        outside = {quote: n for quote, n in told.items() if quote not in inside}
        if text is not None and outside:
            self.strange.append(source)
        if text is not None:
            yield f'<div class="text" dir="auto">{"".join(self.marked(source, text, inside))}</div>\n'
        for quote in sorted(outside, key=lambda quote: (quote.span, quote.text)):
            link = _link(outside[quote], _e(quote.text), self.anchored, True)
            yield f'<blockquote dir="auto">{link}</blockquote>\n'
        yield "</article>\n"

    def marked(self, source: Source, text: str, quotes: Mapping[Mention, Sequence[int]]) -> Iterator[str]:
        """The text, cut wherever a quote or a temporal expression begins or ends."""
        turns: dict[int, list[tuple[bool, Literal["quote", "timex"], int, str]]] = {}

        def stretch(kind: Literal["quote", "timex"], start: int, end: int, number: int, value: str) -> None:
            if start < end:
                turns.setdefault(start, []).append((True, kind, number, value))
                turns.setdefault(end, []).append((False, kind, number, value))

        for quote, numbers in quotes.items():
            for number in numbers:
                stretch("quote", quote.span.start, quote.span.end, number, "")
        for index, timex in enumerate(self.timeline.timexes):
            if timex.source == source and timex.span.slice(text) == timex.text:
                value = timex.value if timex.interval is None else timex.interval.edtf
                stretch("timex", timex.span.start, timex.span.end, index, value)
        open_quotes: dict[int, int] = {}
        open_timexes: dict[int, str] = {}
        before, fresh = 0, True
        for place in [*sorted(turns), len(text)]:
            if before < place:
                piece = _e(text[before:place])
                if open_timexes:
                    piece = f'<span class="timex" title="{_e(", ".join(open_timexes.values()))}">{piece}</span>'
                yield _link(sorted(open_quotes), piece, self.anchored, fresh) if open_quotes else piece
            was = set(open_quotes)
            for begins, kind, number, value in turns.get(place, ()):
                if kind == "timex":
                    if begins:
                        open_timexes[number] = value
                    else:
                        open_timexes.pop(number, None)
                else:
                    open_quotes[number] = open_quotes.get(number, 0) + (1 if begins else -1)
            open_quotes = {number: depth for number, depth in open_quotes.items() if depth > 0}
            fresh = set(open_quotes) != was
            before = place


def _link(numbers: Sequence[int], piece: str, seen: set[int], fresh: bool) -> str:
    """A piece of a quote, which leads to the events that rest on it; the keyboard stops at the first piece only."""
    anchors = "".join(f'<span id="q{number}"></span>' for number in numbers if number not in seen)
    seen.update(numbers)
    stop = "" if fresh else ' tabindex="-1"'
    return f'{anchors}<a class="quote" href="#e{numbers[0]}" data-n="{" ".join(map(str, numbers))}"{stop}>{piece}</a>'


# -- shapes ------------------------------------------------------------------------------------------------------------

_WIDTH, _TOP, _LANE, _LABEL = 1000, 8, 26, 48
_BUTTONS = (
    ("in", "Zoom in", "+"),
    ("out", "Zoom out", "−"),
    ("all", "Show the whole time", "⤢"),
    ("earlier", "Earlier", "←"),
    ("later", "Later", "→"),
)
_SAID = {
    "within": "some time within",
    "about": "about",
    "unsure": "uncertain",
    "from": "end open",
    "until": "start open",
}


def _marks(event: Event) -> tuple[str, ...]:
    when = event.when
    if when is None or (when.start is None and when.end is None):
        return ()
    qualifier = when.qualifier
    marks = {
        "within": when.within,
        "about": qualifier in (Qualifier.APPROXIMATE, Qualifier.BOTH),
        "unsure": qualifier in (Qualifier.UNCERTAIN, Qualifier.BOTH) or event.ambiguous,
        "from": when.end is None,
        "until": when.start is None,
    }
    return tuple(mark for mark, holds in marks.items() if holds)


def _readings(event: Event) -> Iterator[tuple[float, float]]:
    for reading in event.alternatives:
        if reading.start is not None and reading.end is not None:
            yield _day(reading.start), _day(reading.end)


def _spans(event: Event) -> Iterator[tuple[float, float]]:
    when = event.when
    if when is not None:
        bounds = [_day(bound) for bound in (when.start, when.end) if bound is not None]
        if bounds:
            yield bounds[0], bounds[-1]
    yield from _readings(event)


_Bar: TypeAlias = tuple[int, int, float, float, tuple[float, int]]


def _bars(events: Sequence[Event], scale: _Scale) -> tuple[list[_Bar], int]:
    """Number, lane, ends and place of the label of each bar, and how many lanes there are: without its script."""
    lanes: list[float] = []
    bars: list[_Bar] = []
    for number, event in enumerate(events, start=1):
        when = event.when
        if when is None:
            continue
        left = 0.0 if when.start is None else scale.at(_day(when.start)) * _WIDTH
        right = float(_WIDTH) if when.end is None else scale.at(_day(when.end)) * _WIDTH
        if right - left < 7:
            left, right = (left + right) / 2 - 3.5, (left + right) / 2 + 3.5
        width = min(len(event.title), _LABEL) * 6.6 + 8
        # After the bar, before it, or if there is room for neither, under it.
        ends, text = [(left, right + width)], (right + 5, 13)
        if right + width > _WIDTH:
            ends, text = [(left - width, right)], (left - width + 3, 13)
        if left - width < 0 and text[0] < left:
            under = max(min(left, _WIDTH - width), 0)
            ends, text = [(left, right), (under, under + width)], (under + 2, 29)
        # Only a few lanes are looked at, so that the work does not grow with their number.
        lane = len(lanes)
        for index in range(min(lane, 40)):
            if all(end <= start for end, (start, _) in zip(lanes[index:], ends, strict=False)):
                lane = index
                break
        lanes.extend([0.0] * (lane + len(ends) - len(lanes)))
        for index, (_, end) in enumerate(ends):
            lanes[lane + index] = end + 6
        bars.append((number, lane, left, right, text))
    return bars, len(lanes)


_DEFS = (
    "<defs>"
    '<linearGradient id="to-right"><stop offset="0.35" stop-color="#fff"/><stop offset="1" stop-color="#000"/>'
    '</linearGradient><linearGradient id="to-left"><stop offset="0" stop-color="#000"/>'
    '<stop offset="0.65" stop-color="#fff"/></linearGradient>'
    '<linearGradient id="to-both"><stop offset="0" stop-color="#000"/><stop offset="0.3" stop-color="#fff"/>'
    '<stop offset="0.7" stop-color="#fff"/><stop offset="1" stop-color="#000"/></linearGradient>'
    + "".join(
        f'<mask id="{name}" maskContentUnits="objectBoundingBox">'
        f'<rect width="1" height="1" fill="url(#{fill})"/></mask>'
        for name, fill in (("open-end", "to-right"), ("open-start", "to-left"), ("soft-ends", "to-both"))
    )
    + "</defs>\n"
)


def _key(shape: str, text: str, status: str = "asserted") -> str:
    return (
        f'<li><svg viewBox="0 0 34 12" aria-hidden="true"><g class="bar {status} {shape}">'
        f'<rect class="shape" x="2" y="1" width="30" height="10" rx="3"/></g></svg>{text}</li>'
    )


_KEY = "".join(
    (
        _key("", "all through this time"),
        _key("within", "some time within"),
        _key("about", "about"),
        _key("unsure", "uncertain, or other readings"),
        _key("from", "open end"),
        _key("", "planned", "planned"),
        _key("", "hypothetical", "hypothetical"),
        _key("", "did not happen", "negated"),
    )
)
