"""Scores timelines of single entities across documents: our events with that actor against gold mentions and dates.

    python bench/timelines.py TIMELINES.jsonl DOCUMENTS.jsonl [--parser spacy] [--model NAME] [--events all]

A line of TIMELINES has `entity`, `corpus`, `docs` (ids) and `timeline`, a list of entries with `date` ("2004-10",
"XXXX-XX-XX" where none is known) and `mentions` (`doc`, `start`, `end`); a line of DOCUMENTS has `id`, `text` and
`dct`, the date at its head.

The timelines of the documents are merged with `|` and asked with `Timeline.involving`.  An entity that is no actor to
us (a product) is looked for in the titles of events.  An event is *found* if its trigger overlaps a gold mention, and
*right* if its date is that of the entry too; no date is right where the gold has none.  This is the figure to compare:
it counts nothing but the dates that dateline gives.  Two more say how far a reader gets with them:

*placed* counts, for events without a date, what `Timeline.bounds` says: the occasion on which it was said.
*news* counts besides, on the date that stands at the head of its document, each event with neither date nor place that
is told as a fact or as reported (not what is planned, denied, possible or lasting).  Annotators read news so, and
systems of the shared task do; dateline leaves such events undated, since their text does not say the day.

Only the text is given, not the date of the document.  Figures are over all entities together, and in the mean of the
corpora as the shared task has it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from functools import reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dateline
from dateline import Actor, Event, Granularity, Interval, Source, Status, Timeline
from dateline.matching import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.syntax import Parser


_COLUMNS = ("found", "right", "placed", "news")
_SAME = ("spelling", "word order")


def contained(name: str, other: str) -> bool:
    """Whether all words of one name are in the other: "Apple Corps" and "Beatles Apple Corps"."""
    mine, theirs = set(name.casefold().split()), set(other.casefold().split())
    return mine <= theirs or (len(theirs) > 1 and theirs <= mine)


def called(actor: Actor) -> set[str]:
    """The names of an actor and the words by which the texts name it."""
    inferred = {one.mention for one in actor.inferences}
    written = (mention.text for mention in actor.mentions if mention not in inferred)
    return {name.casefold() for name in (*actor.names, *written)}


def of_entity(timeline: Timeline, name: str) -> list[Event]:
    """The events with an actor whom a text calls so or, if there is no such actor, with the name in their title."""
    wanted = name.casefold()
    actors = [actor for actor in timeline.actors if wanted in called(actor)]
    if not actors:
        actors = [
            actor
            for actor in timeline.actors
            if any(likeness(name, known, person=False) in _SAME or contained(wanted, known) for known in actor.names)
        ]
    ids = {actor.id for actor in actors}
    mine = [event for event in timeline if ids & {actor.id for actor in event.actors}]
    # "Airbus A380" is "the A380" in most sentences.
    model = [word for word in wanted.split() if any(map(str.isdigit, word)) and len(word) > 1]
    if not mine or model:
        named = re.compile(rf"\b(?:{'|'.join(map(re.escape, [wanted, *model]))})\b")
        mine = [event for event in timeline if named.search(event.title.casefold())]
    return mine


def same_date(when: Interval | None, date: str) -> bool:
    """Whether an event is dated as the gold says; a clock time counts as its day."""
    known = date.removesuffix("-XX").removesuffix("-XX")
    if "X" in known:
        return when is None
    if when is None:
        return False
    gold = Interval.from_timex(known)
    if gold is None or when.start is None or gold.start is None or gold.end is None:
        return False
    if when.end is not None and gold.contains(when) and len(known) == 10:
        return True
    return (when.start, when.end) == (gold.start, gold.end)


def placed(timeline: Timeline, event: Event) -> Interval | None:
    """The stretch of time that the relations of an event without a date leave for it."""
    start, end = timeline.bounds(event)
    return None if start is None or end is None or end <= start else Interval(start, end, Granularity.DAY)


def on_the_day(timeline: Timeline, event: Event, published: str) -> Interval | None:
    """The date or place of an event; for what has neither and is told as having happened, the day of the document."""
    place = event.when if event.when is not None else placed(timeline, event)
    told = event.status in (Status.ASSERTED, Status.REPORTED) and event.kind != "state"
    return Interval.from_timex(published) if place is None and told else place


def scored(
    timeline: Timeline,
    events: Iterable[Event],
    entries: Sequence[dict[str, Any]],
    published: Mapping[str, str],
    errors: list[str],
) -> Counter[str]:
    """Counts of gold mentions, of our events and of those that agree."""
    counts: Counter[str] = Counter()
    gold = [(mention, entry["date"]) for entry in entries for mention in entry["mentions"]]
    counts["gold"] = len(gold)
    used: set[int] = set()
    for event in events:
        trigger = event.trigger
        if trigger is None:
            continue
        counts["given"] += 1
        shown = f"{event.when.edtf if event.when else None!s:24} {event.title[:80]}"
        hits = [
            number
            for number, (mention, _) in enumerate(gold)
            if mention["doc"] == trigger.source.title
            and "start" in mention
            and mention["start"] < trigger.span.end
            and trigger.span.start < mention["end"]
            and number not in used
        ]
        if not hits:
            errors.append(f"not in the gold   {shown}")
            continue
        counts["found"] += 1
        right = [number for number in hits if same_date(event.when, gold[number][1])]
        counts["right"] += bool(right)
        place = event.when if event.when is not None else placed(timeline, event)
        counts["placed"] += any(same_date(place, gold[number][1]) for number in hits)
        day = on_the_day(timeline, event, published[trigger.source.title or ""])
        counts["news"] += any(same_date(day, gold[number][1]) for number in hits)
        if not right:
            errors.append(f"gold {gold[hits[0]][1]:12} {shown}")
        used.add((right or hits)[0])
    for number, (mention, date) in enumerate(gold):
        if number not in used:
            errors.append(f"missed {date:10} {mention['text']} ({mention['doc']}, {mention.get('start')})")
    counts["gold dated"] = sum("X" not in date[:4] for _, date in gold)
    return counts


def figures(counts: Counter[str], what: str) -> tuple[float, float, float]:
    """Precision, recall and F1, as percentages."""
    precision = 100 * counts[what] / max(1, counts["given"])
    recall = 100 * counts[what] / max(1, counts["gold"])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Prints a row for each entity and corpus."""
    parser = argparse.ArgumentParser(description="Score the timelines of entities.")
    parser.add_argument("timelines", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--parser", choices=("built-in", "spacy"), default="built-in", help="whose trees are read")
    parser.add_argument("--model", default="en_core_web_sm", help="the spaCy pipeline (default: %(default)s)")
    parser.add_argument("--events", choices=("dated", "main", "all"), default="main")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N errors of each entity")
    parser.add_argument("--entity", help="only this entity")
    arguments = parser.parse_args()
    trees: Parser | None = None
    if arguments.parser == "spacy":
        from dateline.syntax.spacy import spacy_trees

        trees = spacy_trees(arguments.model)
    tasks = [json.loads(line) for line in arguments.timelines.read_text(encoding="utf-8").splitlines()]
    texts = [json.loads(line) for line in arguments.documents.read_text(encoding="utf-8").splitlines()]
    parsed = {
        record["id"]: dateline.parse(
            record["text"], source=Source(title=record["id"]), parser=trees, events=arguments.events
        )
        for record in texts
    }
    published = {record["id"]: record["dct"] for record in texts}
    merged: dict[tuple[str, ...], Timeline] = {}
    totals: dict[str, Counter[str]] = {}
    for task in tasks:
        if arguments.entity and task["entity"] != arguments.entity:
            continue
        documents = tuple(task["docs"])
        if documents not in merged:
            merged[documents] = reduce(or_, (parsed[name] for name in documents))
        errors: list[str] = []
        timeline = merged[documents]
        counts = scored(timeline, of_entity(timeline, task["entity"]), task["timeline"], published, errors)
        totals.setdefault(task["corpus"], Counter()).update(counts)
        totals.setdefault("all", Counter()).update(counts)
        row = "  ".join(f"{value:5.1f}" for what in _COLUMNS for value in figures(counts, what))
        print(f"{task['entity'][:28]:28} {counts['gold']:4} gold {counts['given']:4} given  {row}")
        for error in errors[: arguments.errors]:
            print("   ", error)
    print()
    for corpus, counts in totals.items():
        row = "  ".join(f"{value:5.1f}" for what in _COLUMNS for value in figures(counts, what))
        print(f"{corpus:28} {counts['gold']:4} gold {counts['given']:4} given  {row}")
    print("columns: precision, recall, F1 of mentions; of mentions with their dates (the figure to compare);")
    print("  of those with dates or places; of those, or else on the day of the news (see the head of this file)")


if __name__ == "__main__":
    main()
