"""Timelines as tables of text: as wide as they are in a file or pipe, fitted to the window in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from dateline.model.checks import plain
from dateline.model.events import reader_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console

    from dateline import Conflict, Event, Timeline

__all__ = ["plain", "print_table", "table_text"]

_Row: TypeAlias = "tuple[str, str, str, str]"
_HEADER: Final[_Row] = ("when", "what", "who", "says who")
# A window narrower than this has who takes part and who says so in one column, one narrower than that no columns.
_WIDE, _NARROW = 100, 56
_CONFLICTS: Final = "sources differ:"


def table_text(timeline: Timeline, conflicts: Sequence[Conflict] = ()) -> str:
    """A line an event, its columns padded with spaces; events without a date stand under a line that counts them.

    `conflicts` are told below the table, by the numbers that mark their events.
    """
    from rich.cells import cell_len

    marked = _numbers(conflicts)
    rows = [_row(event, marked) for event in timeline]
    if not rows:
        return "no events\n"
    sizes = [max(cell_len(row[number]) for row in (_HEADER, *rows)) for number in range(len(_HEADER))]

    def line(row: _Row) -> str:
        cells = (cell + " " * (size - cell_len(cell)) for cell, size in zip(row, sizes, strict=True))
        return "  ".join(cells).rstrip()

    lines = [line(_HEADER), *map(line, rows[: len(timeline.dated)])]
    if timeline.undated:
        lines += [_counted(timeline), *map(line, rows[len(timeline.dated) :])]
    if conflicts:
        lines += ["", _CONFLICTS, *_told(conflicts)]
    return "\n".join(lines) + "\n"


def print_table(timeline: Timeline, console: Console, conflicts: Sequence[Conflict] = ()) -> None:
    """The table in a terminal, folded to its width, with what `table_text` tells."""
    from rich.cells import cell_len
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    if not timeline:
        console.print("no events")
        return
    width, marked = console.width, _numbers(conflicts)
    if width < _NARROW:
        for event, first in _with_first_undated(timeline):
            when, what, who, says = _row(event, marked)
            if first:
                console.rule(Text(_counted(timeline)), style="dim", align="left")
            if when:
                console.print(Text(when, style="bold cyan"))
            console.print(Padding(Text(what), (0, 0, 0, 2)))
            if who or says:
                console.print(Padding(Text(_both(who, says), style="dim"), (0, 0, 0, 2)))
        _print_conflicts(conflicts, console)
        return
    table = Table(box=None, header_style="bold", pad_edge=False, expand=True, padding=(0, 2, 0, 0))
    # Most dates stand on one line; a longer one is folded.
    longest = max(cell_len(_row(event, marked)[0]) for event in timeline)
    table.add_column("when", style="cyan", width=max(4, min(longest, 17 if width < _WIDE else 24)))
    table.add_column("what", ratio=6)
    table.add_column("who", style="green", ratio=3)
    if width >= _WIDE:
        table.add_column("says who", style="magenta", ratio=2)
    for event, first in _with_first_undated(timeline):
        when, what, who, says = _row(event, marked)
        if first:
            table.add_row()
            table.add_row("", Text(_counted(timeline), style="dim"))
        # As Text, since square brackets in a plain string are markup to rich.
        cells = (when, what, who, says) if width >= _WIDE else (when, what, _both(who, says))
        table.add_row(*map(Text, cells))
    console.print(table)
    _print_conflicts(conflicts, console)


def _print_conflicts(conflicts: Sequence[Conflict], console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    if conflicts:
        console.print()
        console.print(Text(_CONFLICTS, style="bold"))
    for told in _told(conflicts):
        console.print(Padding(Text(told), (0, 0, 0, 2)))


def _numbers(conflicts: Sequence[Conflict]) -> dict[Event, list[str]]:
    """The numbers of the conflicts that an event is in; one that is not sure is asked."""
    found: dict[Event, list[str]] = {}
    for number, conflict in enumerate(conflicts, start=1):
        for event in conflict.events:
            found.setdefault(event, []).append(f"!{number}" if conflict.sure else f"?{number}")
    return found


def _told(conflicts: Sequence[Conflict]) -> Iterator[str]:
    """Each conflict on a line, behind the number that marks its events."""
    for number, conflict in enumerate(conflicts, start=1):
        yield plain(f"{'!' if conflict.sure else '?'}{number} {conflict}")


def _with_first_undated(timeline: Timeline) -> Iterator[tuple[Event, bool]]:
    """Each event, and whether it is the first of those without a date."""
    for number, event in enumerate(timeline):
        yield event, number == len(timeline.dated)


def _counted(timeline: Timeline) -> str:
    return f"— {len(timeline.undated)} without a date —"


def _both(who: str, says: str) -> str:
    return "; ".join(part for part in (who, f"says {says}" if says else "") if part)


def _row(event: Event, marked: Mapping[Event, Sequence[str]]) -> _Row:
    """When, what happened, who took part and who says so, a line each; `marked` are the events in conflicts."""
    marks = [] if event.status.value in ("asserted", "reported") else [event.status.value]
    on_line = event.when is not None and not (event.when.start is None and event.when.end is None)
    if event.when is not None and not on_line:
        # "25 December, year unknown": a date that has no place on the line.
        marks.append(event.human())
    marks += [f"or {reading.human()}" for reading in event.alternatives]
    marks += reader_marks(event)
    marks += marked.get(event, ())
    what = f"{event.title} [{', '.join(marks)}]" if marks else event.title
    who = ", ".join(actor.name for actor in event.actors)
    says = " ← ".join(dict.fromkeys(link.source.name for link in event.attributions))
    return plain(event.human()) if on_line else "", plain(what), plain(who), plain(says)
