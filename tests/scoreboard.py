"""The scoreboard: how the timelines of the gold documents compare with those written by hand, as one table by genre.

    python tests/scoreboard.py                   the table
    python tests/scoreboard.py --faults GENRE    what is wrong in a genre or a document, to read
    python tests/scoreboard.py --record          record the table in tests/scoreboard.json

All figures are counts, n of m, so they are exact.  `FIGURES` says what each counts; `gold.py` says when an event
matches, and what makes a title clean.  A change may not fall below what is recorded, nor pass it without recording it:
`test_scoreboard.py` compares.  `--record` refuses what is worse unless `--even-if-worse` says that it is meant.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import frozen
from gold import (
    best,
    documents,
    faults,
    has_time,
    is_apart,
    is_clean,
    is_one_actor,
    is_verbatim,
    matched,
    title_faults,
)

import dateline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gold import Expected, GoldDocument

    from dateline import Event, Timeline

BASELINE = Path(__file__).resolve().parent / "scoreboard.json"
RECORD = "python tests/scoreboard.py --record"
OVERALL = "overall"

FIGURES = {
    "DATED": "required dated events of the gold that are produced with a right date",
    "right": "required events of the gold that are produced with the right date, status, actors and sources",
    "undated": "required undated events of the gold that are produced",
    "wanted": "all undated events of the gold, required or not, that are produced",
    "date": "produced dated events that match the gold: with a right date",
    "status": "required events of the gold that are produced: with the right status",
    "actors": "the same: with the actors that must be there",
    "sources": "the same: said by whom the gold says",
    "clean": "produced dated events that match the gold: with a clean title",
    "u-clean": "produced undated events that match the gold: with a clean title",
    "good": "produced dated events that match the gold, with a right date and a clean title",
    "u-good": "produced undated events that match what may be undated, with a clean title",
    "spurious": "produced dated events that match nothing (fewer are better)",
    "u-spur": "produced undated events that match nothing (fewer are better)",
    "verbatim": "produced events whose title is made of the words of the evidence",
    "aliases": "groups of names that are one actor",
    "apart": "pairs of actors that are kept apart",
}
FEWER_IS_BETTER = frozenset({"spurious", "u-spur"})

# Of each figure how many, and of how many.
Counts: TypeAlias = "Mapping[str, tuple[int, int]]"


@frozen
class Change:
    """What of a genre is worse than recorded, what is better, and what is merely not the same, each as a line."""

    worse: tuple[str, ...] = ()
    better: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.worse or self.better or self.other)

    def __str__(self) -> str:
        groups = (("worse", self.worse), ("better", self.better), ("not the same", self.other))
        return "\n".join(f"{name}: {line}" for name, lines in groups for line in lines)


def parsed(document: GoldDocument) -> Timeline:
    return dateline.parse(document.text, dct=document.dct)


def count(document: GoldDocument, timeline: Timeline) -> Counts:
    """The figures of one document."""
    pairs = tuple(matched(timeline, document))
    finds: dict[Expected, list[Event]] = defaultdict(list)
    for event, golds in pairs:
        for wanted in golds:
            finds[wanted].append(event)
    told = [wanted for wanted in document.events if any(has_time(event, wanted) for event in finds[wanted])]
    undated = [wanted for wanted in document.events if not wanted.dated]
    required = [wanted for wanted in document.events if wanted.required]
    produced = [(wanted, best(finds[wanted], wanted)) for wanted in required]
    wrong = [faults(event, wanted) for wanted, event in produced if event is not None]
    counts = {
        "DATED": _of(wanted in told for wanted in required if wanted.dated),
        "right": (sum(not found for found in wrong), len(required)),
        "undated": _of(wanted in told for wanted in undated if wanted.required),
        "wanted": _of(wanted in told for wanted in undated),
        "status": _of("status" not in found for found in wrong),
        "actors": _of("actors" not in found for found in wrong),
        "sources": _of("said_by" not in found for found in wrong),
        "verbatim": _of(is_verbatim(event) for event, _ in pairs),
        "aliases": _of(is_one_actor(timeline.actors, group) for group in document.aliases),
        "apart": _of(is_apart(timeline.actors, pair) for pair in document.distinct),
    }
    for dated, prefix in ((True, ""), (False, "u-")):
        mine = [(event, golds) for event, golds in pairs if (event.when is not None) is dated]
        clean = _of(is_clean(event, golds) for event, golds in mine if golds)
        good = _of(is_clean(event, [wanted for wanted in golds if has_time(event, wanted)]) for event, golds in mine)
        counts |= {f"{prefix}clean": clean, f"{prefix}good": good}
        counts["spurious" if dated else "u-spur"] = _of(not golds for _, golds in mine)
        if dated:
            counts["date"] = _of(any(has_time(event, wanted) for wanted in golds) for event, golds in mine if golds)
    return {name: counts[name] for name in FIGURES}


def _of(answers: Iterable[bool]) -> tuple[int, int]:
    """How many are true, and of how many."""
    told = list(answers)
    return sum(told), len(told)


def total(parts: Iterable[Counts]) -> Counts:
    everything = list(parts)
    return {name: (sum(p[name][0] for p in everything), sum(p[name][1] for p in everything)) for name in FIGURES}


def genres() -> list[str]:
    return sorted({document.genre for document in documents()})


def count_genre(genre: str) -> Counts:
    return total(count(document, parsed(document)) for document in documents() if document.genre == genre)


def recorded() -> dict[str, Counts]:
    """The baseline by genre, without the line for all of them."""
    if not BASELINE.exists():
        return {}
    table: dict[str, dict[str, tuple[int, int]]] = json.loads(BASELINE.read_text(encoding="utf-8"))
    rows = {genre: counts for genre, counts in table.items() if genre != OVERALL}
    return {genre: {name: (n, of) for name, (n, of) in counts.items()} for genre, counts in rows.items()}


def written(table: Mapping[str, Counts]) -> str:
    """The table as JSON, one line a genre and one for all."""
    rows = {**table, OVERALL: total(table.values())}
    lines = [f" {json.dumps(genre)}: {json.dumps(counts)}" for genre, counts in rows.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def compare(before: Counts, now: Counts) -> Change:
    """What changed between two counts of a genre.

    The share decides, and for the spurious ones the count.  A figure that is out of none or not recorded says nothing.
    """
    lines: dict[str, list[str]] = {"worse": [], "better": [], "other": []}
    for name in FIGURES:
        (n, of), (m, out_of) = before.get(name, (0, 0)), now[name]
        if (n, of) == (m, out_of):
            continue
        gain = Fraction(m, out_of) - Fraction(n, of) if of and out_of else Fraction(0)
        if name in FEWER_IS_BETTER and name in before:
            gain = Fraction(n - m)
        lines["better" if gain > 0 else "worse" if gain < 0 else "other"].append(f"{name} {n}/{of} -> {m}/{out_of}")
    return Change(**{key: tuple(value) for key, value in lines.items()})


def shown(table: Mapping[str, Counts]) -> str:
    """The table to read: a line a genre, then all of them, and the shares in percent."""
    everything = total(table.values())
    rows = [("", list(FIGURES))]
    rows += [(genre, [f"{n}/{of}" if of else "-" for n, of in counts.values()]) for genre, counts in table.items()]
    rows.append((OVERALL, [f"{n}/{of}" if of else "-" for n, of in everything.values()]))
    rows.append(("percent", [f"{100 * n / of:.1f}" if of else "-" for n, of in everything.values()]))
    first = max(len(name) for name, _ in rows)
    widths = [max(len(cells[column]) for _, cells in rows) for column in range(len(FIGURES))]
    return "\n".join(
        f"{name:<{first}}  " + "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        for name, cells in rows
    )


def list_faults(document: GoldDocument, timeline: Timeline) -> Iterator[str]:
    """What is wrong with a timeline, a line a fault."""
    pairs = tuple(matched(timeline, document))
    for wanted in document.events:
        found = [event for event, golds in pairs if wanted in golds]
        event = best(found, wanted)
        what = f"{wanted.key!r}, gold {wanted.times[0] or 'undated'}"
        if event is None:
            yield f"{'MISSED' if wanted.required else 'unseen':9}{what}"
        elif wanted.required and (wrong := faults(event, wanted)):
            yield f"{'WRONG':9}{what}: {', '.join(wrong)} of {_told(event)}"
    for event, golds in pairs:
        titles = [wanted.title for wanted in golds]
        if not golds:
            yield f"{'SPURIOUS':9}{_told(event)}"
        elif not is_clean(event, golds):
            wrong = ["verbatim"] if not is_verbatim(event) else []
            lacking = [title_faults(event.title, title) for title in titles]
            least = min(lacking, key=len)
            wrong += least
            yield f"{'TITLE':9}{event.title!r}, gold {' or '.join(map(repr, titles))}: {', '.join(wrong)}"
    for group in document.aliases:
        if not is_one_actor(timeline.actors, group):
            yield f"{'ALIASES':9}not one actor: {', '.join(group)}"
    for pair in document.distinct:
        if not is_apart(timeline.actors, pair):
            yield f"{'MERGED':9}{' and '.join(pair)}"


def _told(event: Event) -> str:
    trigger = event.trigger.text if event.trigger is not None else "no trigger"
    actors = ", ".join(actor.name for actor in event.actors)
    speakers = ", ".join(link.source.name for link in event.attributions)
    when = event.when.edtf if event.when is not None else "undated"
    rest = (trigger, event.status.value, actors or "nobody", f"by {speakers or 'nobody'}")
    return f"[{when}] {event.title!r} ({'; '.join(rest)})"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--faults", metavar="GENRE", help="list what is wrong in a genre or a document")
    parser.add_argument("--figures", action="store_true", help="say what the figures count")
    parser.add_argument("--record", action="store_true", help="record the table, if nothing is worse")
    parser.add_argument("--even-if-worse", action="store_true", help="with --record: whatever is worse")
    options = parser.parse_args(arguments)
    if options.figures:
        print("\n".join(f"{name:9} {meaning}" for name, meaning in FIGURES.items()))
        return 0
    if options.faults is not None:
        chosen = [document for document in documents() if options.faults in (document.genre, document.name)]
        for document in chosen:
            print(f"--- {document.name} ({document.genre})", *list_faults(document, parsed(document)), sep="\n")
        return 0 if chosen else _fail(f"no genre or document {options.faults!r}; genres: {', '.join(genres())}")
    table = {genre: count_genre(genre) for genre in genres()}
    print(shown(table))
    return _record(table, options) if options.record else 0


def _record(table: Mapping[str, Counts], options: Any) -> int:
    before = recorded()
    changes = {genre: compare(before.get(genre, {}), counts) for genre, counts in table.items()}
    for genre, change in changes.items():
        if change:
            print(f"\n{genre}\n{change}")
    if not options.even_if_worse and any(change.worse for change in changes.values()):
        return _fail("\nnot recorded, since some is worse; if that is meant: " + f"{RECORD} --even-if-worse")
    BASELINE.write_text(written(table), encoding="utf-8")
    return 0


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
