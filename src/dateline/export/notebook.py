"""Timelines and events as a notebook shows them: small tables in HTML, and the page in a frame.

The tables have no script, and no colours and no rules of style but on their own elements: they look as the notebook
does, light or dark.  All that stands in them is escaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from dateline.errors import ArgumentError
from dateline.export.html import dumps
from dateline.export.markup import escaped, isolated
from dateline.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.model import Event, Timeline

__all__ = ["Page", "event_table", "page_of", "timeline_table"]

# So many events are shown of a timeline, and so many of those without a date.
_ROWS: Final = 20
_LEFT: Final = 'style="text-align: left"'
_DATE: Final = 'style="text-align: left; white-space: nowrap"'
_NAMES: Final = ("When", "What", "Who", "Who says so", "Status")


def timeline_table(timeline: Timeline) -> str:
    """The first events of a timeline, those with a date before the others, and how many more there are."""
    dated, undated = timeline.dated, timeline.undated
    if not timeline:
        return "".join(["<p>A timeline without events.</p>", *(f"<p>{isolated(one)}</p>" for one in timeline.remarks)])
    head = "".join(f'<th scope="col" {_LEFT}>{name}</th>' for name in _NAMES)
    return "".join(
        [
            f"<table><thead><tr>{head}</tr></thead>",
            *_group(dated, _ROWS),
            *_group(undated, max(_ROWS - len(dated), 3), f"{_counted(len(undated))} without a date"),
            "</table>",
        ]
    )


def _group(events: Sequence[Event], most: int, title: str = "") -> Iterator[str]:
    if not events:
        return
    # A rule by `border-top` of the text's colour.
    rule = f'<tr style="border-top: 1px solid"><th colspan="{len(_NAMES)}" scope="rowgroup" {_LEFT}>{title}</th></tr>'
    yield f"<tbody>{rule if title else ''}"
    shown = events[:most]
    yield from map(_row, shown)
    if len(events) > len(shown):
        more = f"… and {len(events) - len(shown)} more"
        yield f'<tr><td colspan="{len(_NAMES)}" {_LEFT}>{more}</td></tr>'
    yield "</tbody>"


def _row(event: Event) -> str:
    cells = [
        isolated(event.title) + (f", {isolated(event.place)}" if event.place else ""),
        ", ".join(isolated(actor.name) for actor in event.actors),
        _says(event),
        "" if event.status is Status.ASSERTED else event.status.value,
    ]
    return f"<tr>{_when(event)}{''.join(f'<td {_LEFT}>{cell}</td>' for cell in cells)}</tr>"


def _when(event: Event) -> str:
    """The cell of its date as people write it, with EDTF as its tooltip; empty if there is none."""
    if event.when is None:
        return f"<td {_DATE}></td>"
    return f'<td {_DATE} title="{escaped(event.when.edtf)}">{escaped(event.human())}</td>'


def _says(event: Event) -> str:
    return " ← ".join(dict.fromkeys(isolated(link.source.name) for link in event.attributions))


def _counted(number: int) -> str:
    return "1 event" if number == 1 else f"{number} events"


def event_table(event: Event) -> str:
    """An event with its quotes, and why it stands where it does."""
    rows = [("What", isolated(event.title)), ("Status", event.status.value)]
    rows += [("Where", isolated(event.place))] if event.place else []
    rows += [
        ("Who", ", ".join(f"{isolated(part.actor.name)} ({escaped(part.role)})" for part in event.participants)),
        ("Who says so", _says(event)),
        ("Quote", "<br>".join(f"“{isolated(quote.text)}” ({isolated(quote.source.name)})" for quote in event.evidence)),
        ("Or", ", ".join(escaped(reading.human()) for reading in event.alternatives)),
        ("Note", "<br>".join(map(isolated, event.notes))),
        (
            "Why",
            f"<details><summary>explained</summary><pre {_LEFT}>{isolated(event.explain())}</pre></details>",
        ),
    ]
    when = _when(event) if event.when is not None else f"<td {_DATE}>{escaped(event.human())}</td>"
    body = "".join(
        f'<tr><th scope="row" {_LEFT}>{name}</th><td {_LEFT}>{cell}</td></tr>' for name, cell in rows if cell
    )
    return f'<table><tbody><tr><th scope="row" {_LEFT}>When</th>{when}</tr>{body}</tbody></table>'


def page_of(timeline: Timeline, texts: Mapping[str, str] | Iterable[str] | None = None, height: int = 600) -> Page:
    """The page that `html` writes, to be shown in a frame so many pixels high.

    Raises `ArgumentError` for a height that is no positive integer and for texts that are none of the timeline's.
    """
    return Page(dumps(timeline, texts=texts), height)


def _positive(instance: object, attribute: object, value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ArgumentError("height", value, "must be a number of pixels, 1 or more")


@frozen(repr=False)
class Page:
    """A page in HTML that a notebook shows in a frame when it is the last value of a cell.

    In the frame its own script runs, and nothing else: it has no access to the notebook, to cookies or to the network.
    """

    html: str
    height: int = field(default=600, validator=_positive)

    def __repr__(self) -> str:
        return f"<Page, {self.height} pixels high in a notebook>"

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.html)}" sandbox="allow-scripts allow-downloads" title="Timeline" '
            f'width="100%" height="{self.height}" style="border: 0"></iframe>'
        )
