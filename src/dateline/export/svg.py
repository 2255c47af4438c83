"""Timelines as one static picture (SVG 1.1): the dated events on a line of time, for articles, slides and print.

The marks are those of the page (`dateline.export.html`): dots for days, hollow ones for some time in a month or year,
bars for stretches, ends that fade where they are open.  A status has a shape as well as a colour.  Every event has a
place; the picture grows with their number.  It has no script and needs nothing else: fonts are those of the reader.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from attrs import frozen

from dateline.errors import ArgumentError
from dateline.export.ledger import Ledger
from dateline.export.markup import clean
from dateline.interval import Granularity, Qualifier, civil, ordinal
from dateline.interval.human import date_words
from dateline.model import Event, Status
from dateline.model.events import reader_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.interval import Interval, Moment
    from dateline.model import Timeline

__all__ = ["dumps"]

_MARGIN, _LANE, _FADE, _LABEL = 24, 24, 56, 300
_LEAST_WIDTH: Final = 320
_COLOURS: Final = {
    Status.ASSERTED: "#33608f",
    Status.REPORTED: "#0b7d77",
    Status.PLANNED: "#a3660a",
    Status.HYPOTHETICAL: "#7a4fa3",
    Status.NEGATED: "#b23f3f",
}
_TOLD: Final = {
    Status.ASSERTED: "stated",
    Status.REPORTED: "reported",
    Status.PLANNED: "planned",
    Status.HYPOTHETICAL: "possible",
    Status.NEGATED: "did not happen",
}
# A silence that takes more than this share of the axis is shortened to that one; what is told has a least share.
_LONG, _SHORT, _LEAST = 0.66, 0.05, 0.08
# So many lanes at most are looked through for room, so that the work does not grow with their number.
_LANES_TRIED: Final = 60
# In days: the steps of the axis, finer than a year.
_STEPS: Final = (
    (1 / 24, "hour", 1),
    (1 / 8, "hour", 3),
    (1 / 2, "hour", 12),
    (1, "day", 1),
    (5, "day", 5),
    (30.4, "month", 1),
    (91.3, "month", 3),
    (182.6, "month", 6),
)


@frozen
class _Axis:
    """From days to pixels, stretch by stretch; every second stretch is a silence, shortened."""

    points: tuple[tuple[float, float], ...]

    def at(self, day: float) -> float:
        (t0, x0), (t1, x1) = next(
            (pair for pair in pairwise(self.points) if day <= pair[1][0]), (self.points[-2], self.points[-1])
        )
        return x0 + (day - t0) / (t1 - t0) * (x1 - x0)


@frozen
class _Placed:
    event: Event
    left: float
    right: float
    lane: int
    label: str
    before: bool
    point: bool


def dumps(timeline: Timeline, ledger: Ledger | None = None, *, title: str | None = None, width: int = 1200) -> str:
    """The dated events of `timeline` as a picture, `width` pixels wide and as high as it has to be.

    Events without a date are not in it, and are reported.  `title` heads it.  Raises `ArgumentError` for a width below
    320.
    """
    ledger = Ledger() if ledger is None else ledger
    wide = _width(width)
    for event in timeline.undated:
        ledger.lose(event, "event", "it has no date, and the picture is a line of time")
    ledger.written += len(timeline.dated)
    ledger.lose_background(timeline, "a picture")
    unseen = ("kind", "place", "notes", "participants", "attributions", "evidence", "sources", "alternatives")
    ledger.lose_characters(timeline)
    ledger.lose_fields(timeline, "a picture", *unseen)
    body: list[str] = []
    top = _MARGIN
    if title:
        body.append(_text(_MARGIN, top + 12, title, 'class="title"'))
        top += 34
    if timeline.dated:
        axis = _axis([_bounds(event) for event in timeline.dated], wide)
        placed, lanes = _place(timeline.dated, axis, wide)
        bottom = top + 26 + lanes * _LANE + 4
        body += _ticks(axis, top, bottom, wide)
        body += [_mark(one, top + 26 + one.lane * _LANE + 12) for one in placed]
        top = bottom + 8
        body += _key(timeline.dated, top + 10)
        top += 22
    else:
        body.append(_text(_MARGIN, top + 12, "No dated events", 'class="axis"'))
        top += 24
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {top + 8}" width="{wide}" height="{top + 8}" '
        f'role="img" aria-label="{_safe(title or "Timeline", quoted=True)}">\n'
        f'<style>{_STYLE}</style>\n{_DEFS}<rect width="100%" height="100%" fill="#fff"/>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _width(width: object) -> int:
    """The width as a number; the command gives options as text."""
    number = int(width) if isinstance(width, str) and width.isdecimal() else width
    if not isinstance(number, int) or isinstance(number, bool) or not _LEAST_WIDTH <= number <= 20_000:
        raise ArgumentError("width", width, f"must be a number of pixels from {_LEAST_WIDTH} to 20000")
    return number


def _day(moment: Moment) -> float:
    """Days, with their fraction; 1 January of the year 1 is day 1."""
    return moment.instant / 86_400_000_000 + 1


def _bounds(event: Event) -> tuple[float, float]:
    when = event.when
    assert when is not None
    start, end = when.start or when.end, when.end or when.start
    assert start is not None
    assert end is not None
    return _day(start), _day(end)


def _axis(spans: Sequence[tuple[float, float]], width: int) -> _Axis:
    covered: list[list[float]] = []
    for start, end in sorted(spans):
        if covered and start <= covered[-1][1]:
            covered[-1][1] = max(covered[-1][1], end)
        else:
            covered.append([start, end])
    low, high = covered[0][0], covered[-1][1]
    gaps = sorted(((b[0] - a[1], a[1], b[0]) for a, b in pairwise(covered)), reverse=True)
    left, cuts = high - low, []
    for length, start, end in gaps[:8]:
        if len(spans) < 3 or length <= _LONG * left:
            break
        left -= length
        margin = min(length * 0.2, max(left * 0.05, 0.5))
        cuts.append((start + margin, end - margin))
    pad = max(left * 0.03, 0.5)
    bounds = [low - pad, *(bound for cut in sorted(cuts) for bound in cut), high + pad]
    lengths = [end - start for start, end in pairwise(bounds)]
    told = sum(lengths[::2])
    shares = [_SHORT if number % 2 else max(length / told, _LEAST) for number, length in enumerate(lengths)]
    points, place = [(bounds[0], float(_MARGIN))], float(_MARGIN)
    for bound, share in zip(bounds[1:], shares, strict=True):
        place += share / sum(shares) * (width - 2 * _MARGIN)
        points.append((bound, place))
    return _Axis(tuple(points))


def _place(events: Sequence[Event], axis: _Axis, width: int) -> tuple[list[_Placed], int]:
    """Each event with the first lane that has room for its mark and its label."""
    ends: list[float] = []
    placed: list[_Placed] = []
    for event in events:
        when = event.when
        assert when is not None
        first, last = _bounds(event)
        left = axis.at(last) - _FADE if when.start is None else axis.at(first)
        right = axis.at(first) + _FADE if when.end is None else axis.at(last)
        point = right - left <= 10
        if point:
            left, right = (left + right) / 2 - 5, (left + right) / 2 + 5
        left, right = max(left, 4), min(right, width - 4)
        label = _shortened(" ".join(event.title.split())) + _marked(event)
        room = _measured(label) + 10
        before = right + room > width - 4 and left - room > 4
        begin, end = (left - room, right) if before else (left, right + room)
        tried = ends[-_LANES_TRIED:]
        lane = next((n for n, taken in enumerate(tried, len(ends) - len(tried)) if taken < begin - 6), len(ends))
        if lane == len(ends):
            ends.append(end)
        ends[lane] = end
        placed.append(_Placed(event, left, right, lane, label, before, point))
    return placed, len(ends)


# -- text: how wide it is, without the fonts of the machine ------------------------------------------------------------

# Widths of Helvetica in thousandths of its size, by groups of characters; others are as wide as "n", wide scripts 1000.
_GROUPS: Final = {"ijl'|": 222, "!,./:;I[]\\ ft ": 278, '()-r"`{}': 333, "ckJsvxyz": 500, "FTZ": 611, "ABEKPSVXY&": 667}
_GROUPS_WIDE: Final = {"CDHNRUw": 722, "GOQ": 778, "mM%W": 880, "@": 1015, "—…": 1000}
_WIDTHS: Final = {char: wide for group in (_GROUPS, _GROUPS_WIDE) for chars, wide in group.items() for char in chars}


def _measured(text: str) -> float:
    """About how wide a label is at 12 pixels."""
    return sum(_WIDTHS.get(char, 556 if ord(char) < 0x1100 else 1000) for char in text) * 0.0122


def _shortened(text: str) -> str:
    if _measured(text) <= _LABEL:
        return text
    while _measured(text) > _LABEL - 10:
        text = text[: min(len(text) - 1, int(len(text) * _LABEL / _measured(text)))]
    return text.rstrip() + "…"


def _safe(text: str, *, quoted: bool = False) -> str:
    told = clean(" ".join(text.split()))
    return escape(told, {'"': "&quot;"} if quoted else {})


def _text(x: float, y: float, text: str, rest: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{" " if rest else ""}{rest}>{_safe(text)}</text>'


# -- marks -------------------------------------------------------------------------------------------------------------

_STYLE: Final = (
    "text{font:12px Helvetica,Arial,'Liberation Sans',sans-serif;fill:#1c2026}"
    ".title{font:600 19px Charter,Georgia,'Liberation Serif',serif}"
    ".axis{font-size:11px;fill:#626973}.off{text-decoration:line-through;fill:#626973}.maybe{font-style:italic}"
)
_DEFS: Final = (
    "<defs>"
    + "".join(
        f'<linearGradient id="{side}-{status.value}">'
        + "".join(f'<stop offset="{at}" stop-color="{colour}" stop-opacity="{opacity}"/>' for at, opacity in stops)
        + "</linearGradient>"
        for status, colour in _COLOURS.items()
        for side, stops in (
            ("left", ((0, 0), (1, 1))),
            ("right", ((0, 1), (1, 0))),
            ("both", ((0, 0), (0.3, 1), (0.7, 1), (1, 0))),
        )
    )
    + "</defs>\n"
)


def _is_hollow(when: Interval) -> bool:
    """One unit longer than a day, or somewhere between bounds."""
    return when.within or (when.timex_value is not None and when.granularity.rank > Granularity.DAY.rank)


def _mark(placed: _Placed, y: float) -> str:
    event = placed.event
    when = event.when
    assert when is not None
    unsure = when.qualifier in (Qualifier.UNCERTAIN, Qualifier.BOTH) or event.ambiguous
    paint = _paint(event.status, hollow=_is_hollow(when), unsure=unsure)
    width = max(placed.right - placed.left, 1)
    bar = f'<rect x="{placed.left:.1f}" y="{y - 4.5:.1f}" width="{width:.1f}" height="9" rx="4.5"'
    if placed.point:
        shape = _shape(event.status, (placed.left + placed.right) / 2, y, paint)
    elif when.start is None or when.end is None:
        shape = f'{bar} fill="url(#{"left" if when.start is None else "right"}-{event.status.value})"/>'
    elif when.qualifier in (Qualifier.APPROXIMATE, Qualifier.BOTH):
        shape = f'{bar} fill="url(#both-{event.status.value})"/>'
    else:
        shape = f"{bar} {paint}/>"
    kinds = {Status.NEGATED: 'class="off"', Status.HYPOTHETICAL: 'class="maybe"'}
    rest = [kinds[event.status]] if event.status in kinds else []
    rest += ['text-anchor="end"'] if placed.before else []
    label = _text(placed.left - 6 if placed.before else placed.right + 6, y + 4, placed.label, " ".join(rest))
    return f"<g><title>{_safe(f'{event.human()}: {event.title}{_marked(event)}')}</title>{shape}{label}</g>"


def _marked(event: Event) -> str:
    marks = reader_marks(event)
    return f" [{', '.join(marks)}]" if marks else ""


def _paint(status: Status, *, hollow: bool = False, unsure: bool = False) -> str:
    colour = _COLOURS[status]
    dashed = ' stroke-dasharray="3 2" fill-opacity="0.3"' if unsure else ""
    return f'fill="{"#fff" if hollow else colour}" stroke="{colour}" stroke-width="1.5"{dashed}'


def _shape(status: Status, x: float, y: float, paint: str) -> str:
    if status is Status.REPORTED:
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" rx="1" {paint}/>'
    if status is Status.PLANNED:
        return f'<path d="M{x - 3.5:.1f} {y - 4.5:.1f}L{x + 4.5:.1f} {y:.1f}L{x - 3.5:.1f} {y + 4.5:.1f}Z" {paint}/>'
    if status is Status.HYPOTHETICAL:
        return f'<path d="M{x:.1f} {y - 5:.1f}L{x + 5:.1f} {y:.1f}L{x:.1f} {y + 5:.1f}L{x - 5:.1f} {y:.1f}Z" {paint}/>'
    if status is Status.NEGATED:
        cross = f"M{x - 3.5:.1f} {y - 3.5:.1f}l7 7M{x + 3.5:.1f} {y - 3.5:.1f}l-7 7"
        return f'<path d="{cross}" fill="none" stroke="{_COLOURS[status]}" stroke-width="2.2" stroke-linecap="round"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" {paint}/>'


def _key(events: Sequence[Event], y: float) -> Iterator[str]:
    x = float(_MARGIN)
    for status in _TOLD:
        if any(event.status is status for event in events):
            yield _shape(status, x + 5, y, _paint(status)) + _text(x + 15, y + 4, _TOLD[status], 'class="axis"')
            x += 15 + _measured(_TOLD[status]) + 18
    if any(event.when is not None and _is_hollow(event.when) for event in events):
        paint = _paint(Status.ASSERTED, hollow=True)
        yield f'<rect x="{x:.1f}" y="{y - 4.5:.1f}" width="24" height="9" rx="4.5" {paint}/>'
        yield _text(x + 30, y + 4, "some time in", 'class="axis"')


# -- the axis ----------------------------------------------------------------------------------------------------------


def _ticks(axis: _Axis, top: float, bottom: float, width: int) -> Iterator[str]:
    for number, ((d0, x0), (d1, x1)) in enumerate(pairwise(axis.points)):
        if number % 2:
            middle = (x0 + x1) / 2
            strokes = f"M{middle - 5:.1f} {top + 18}l4 -14M{middle + 1:.1f} {top + 18}l4 -14"
            yield f'<path d="{strokes}" stroke="#626973" fill="none"/>'
            continue
        free = 0.0
        for day, label in _labelled(d0, d1, (d1 - d0) / max(1, (x1 - x0) / 92)):
            x = axis.at(day)
            yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}" stroke="#e2dfd7"/>'
            if x >= free and x + _measured(label) < width:
                yield _text(x + 4, top + 12, label, 'class="axis"')
                free = x + _measured(label) + 12


def _labelled(begin: float, end: float, apart: float) -> Iterator[tuple[float, str]]:
    """Round days with their labels, at least so many days apart."""
    words = date_words("en")
    months = words["months_short"]

    def year_text(year: int) -> str:
        return str(year) if year > 0 else str(words["year"]["bce"]).format(n=f"{1 - year:,}")

    y0, m0, _ = civil(int(begin // 1))
    step = next((step for step in _STEPS if step[0] >= apart), None)
    if step is None:
        by = next(ten * n for ten in (10**power for power in range(19)) for n in (1, 2, 5) if 365.24 * ten * n >= apart)
        year = y0 // by * by
        while ordinal(year, 1, 1) <= end:
            # There is no year 0: beyond it, round numbers are those of years BC.
            told = year + 1 if by > 1 and year <= 0 else year
            if ordinal(told, 1, 1) >= begin:
                yield ordinal(told, 1, 1), year_text(told)
            year += by
        return
    _, unit, by = step
    whole = True
    if unit == "month":
        count = y0 * 12 + (m0 - 1) // by * by
        while (day := ordinal(count // 12, count % 12 + 1, 1)) <= end:
            if day >= begin:
                yield (
                    day,
                    f"{months[count % 12]} {year_text(count // 12)}"
                    if whole or count % 12 == 0
                    else months[count % 12],
                )
                whole = False
            count += by
        return
    size = by if unit == "day" else by / 24
    number = int(-(-begin // size))
    while number * size <= end:
        place = number * size
        year, month, day = civil(int(place // 1))
        date = f"{day} {months[month - 1]}"
        hour = round(place % 1 * 24)
        if unit == "day" or hour == 0:
            yield place, f"{date} {year_text(year)}" if whole or (month == day == 1) else date
        else:
            yield place, f"{date} {year_text(year)}, {hour:02}:00" if whole else f"{hour:02}:00"
        whole = False
        number += 1
