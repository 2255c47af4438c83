"""Timelines as Markdown (CommonMark with the tables of GitHub), for notes, wikis and issues.

A table of the dated events, one of the others, the sources, and the quotes by their numbers in the tables.  Dates stand
as people write them and, in a column of their own, in EDTF.  Whatever a text contains is shown as it is: nothing in it
becomes markup, a link or a mention of a user.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.export.ledger import Ledger
from dateline.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model import Event, Source, Timeline

__all__ = ["dumps"]

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$#!:@^]|(?<=w)\.")
_LIST = re.compile(r"^(?:([0-9]{1,9})([.)])|([-+=]))")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def dumps(timeline: Timeline, ledger: Ledger | None = None, *, title: str | None = None) -> str:
    """`timeline` as Markdown with the heading `title`, or none."""
    ledger = Ledger() if ledger is None else ledger
    notes: dict[str, int] = {}
    lines = [f"# {_plain(title)}", ""] if title else []
    lines += [line for remark in ([] if timeline else timeline.remarks) for line in (_plain(remark), "")]
    lines += _table(timeline.dated, notes)
    if timeline.undated:
        lines += ["", "## Without a date", "", *_table(timeline.undated, notes)]
    if timeline.sources:
        lines += ["", "## Sources", "", *map(_source, timeline.sources)]
    if notes:
        lines += ["", "## Quotes", "", *(f"{number}. {note}" for note, number in notes.items())]
    ledger.written += len(timeline)
    ledger.lose_background(timeline, "Markdown")
    ledger.lose_characters(timeline)
    ledger.lose_fields(timeline, "Markdown", "kind")
    return "\n".join(lines) + "\n"


def _table(events: Sequence[Event], notes: dict[str, int]) -> Iterator[str]:
    exact = any(event.when is not None for event in events)
    yield f"| When | What | Who | Who says so |{' EDTF |' if exact else ''}"
    yield f"|---|---|---|---|{'---|' if exact else ''}"
    for event in events:
        when, edtf = ("", "") if event.when is None else (event.human(), event.when.edtf)
        marks = [] if event.status is Status.ASSERTED else [f"*{event.status.value}*"]
        marks += [f"or {_plain(reading.human())}" for reading in event.alternatives]
        marks += [_plain(note) for note in event.notes]
        what = _plain(event.title) + (f", {_plain(event.place)}" if event.place else "")
        what += f" ({'; '.join(marks)})" if marks else ""
        for quote in event.evidence:
            note = f"“{_plain(quote.text)}” ({_plain(quote.citation)})"
            what += f" \\[{notes.setdefault(note, len(notes) + 1)}\\]"
        who = ", ".join(f"{_plain(part.actor.name)} ({_plain(part.role)})" for part in event.participants)
        says = " ← ".join(
            _plain(link.source.name) + (f" (“{_plain(link.cue)}”)" if link.cue else "") for link in event.attributions
        )
        yield f"| {_plain(when)} | {what} | {who} | {says} |{f' {_plain(edtf)} |' if exact else ''}"


def _source(source: Source) -> str:
    published = source.published.isoformat() if source.published else None
    facts = dict.fromkeys(fact for fact in (source.title or source.name, source.publisher, source.author) if fact)
    parts = [_plain(fact) for fact in facts] + ([published] if published else [])
    if source.url and re.fullmatch(r"https?://[!-;=?-~]+", source.url):
        parts.append(f"<{source.url}>")
    elif source.url:
        parts.append(_plain(source.url))
    return f"- {', '.join(parts)}"


def _plain(text: str) -> str:
    """`text` on one line, in which nothing is markup (CommonMark 0.31, 2.4)."""
    line = _FORBIDDEN.sub("\ufffd", " ".join(text.split()))
    escaped = _MARKUP.sub(lambda found: f"\\{found.group()}", line)
    return _LIST.sub(lambda found: f"\\{found[3]}" if found[3] else f"{found[1]}\\{found[2]}", escaped)
