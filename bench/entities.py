"""Scores names, happenings and who takes part in them against a corpus with entity and event annotation.

    python bench/entities.py CORPUS.jsonl [--parser spacy] [--model NAME] [--events all] [--errors N]

A line of the corpus is an object with `text`, `scope` ([start, end], optional), `entities` (each with `start`, `end`,
`type` ("PER", "ORG", ...), `syntactic_type`, `mention_id` and `entity_id`), `events` (`start`, `end`, `eid`) and
`participants` (`event`, `entity`, a mention).  With `--parser spacy` the trees of a spaCy pipeline are scored beside
those of the built-in parser.

*Names*: gold are the names ("NAM") of type PER and ORG inside the scope; two spans match if they overlap ("strict": if
they are the same but for an article before and a mark behind).  A guess that only overlaps a person or body annotated
in another way (a premodifier, an apposition) is neither right nor wrong; any other guess outside the gold is wrong.

*Triggers*: the word by which each event of the timeline is named against the annotated events of the scope.

*Participants*: pairs of an event and a person or body (through any of its mentions in the document).  Precision is over
the pairs of events that are annotated, recall over all annotated pairs, those of events we do not give included.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dateline
from dateline.pipeline import RECOGNIZERS

if TYPE_CHECKING:
    from dateline import Document, Timeline
    from dateline.annotations import Annotations
    from dateline.events import Choice
    from dateline.syntax import Parser
    from dateline.who import ActorMention

TYPES = {"PER": "person", "ORG": "organization"}
Span = tuple[int, int, str]


class Score:
    """Counts of one parser."""

    def __init__(self, parser: Parser | None, events: Choice) -> None:
        self.parser = parser
        self.events: Choice = events
        self.counts: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.spurious: Counter[str] = Counter()
        self.actors: list[ActorMention] = []
        self.size = 0
        self.spent = 0.0

    def _see(self, document: Document, found: Annotations) -> tuple[()]:
        """Stands last among the recognizers and keeps what the others have found."""
        self.actors = list(found.actors)
        return ()

    def read(self, record: dict[str, Any]) -> None:
        """Scores one document."""
        text = record["text"]
        scope = record.get("scope") or (0, len(text))
        begin = time.process_time()
        timeline = dateline.parse(text, recognizers=(*RECOGNIZERS, self._see), parser=self.parser, events=self.events)
        self.spent += time.process_time() - begin
        self.size += len(text)
        self._names(record, text, *scope)
        self._happenings(record, timeline, *scope)

    def _names(self, record: dict[str, Any], text: str, low: int, high: int) -> None:
        counts = self.counts
        gold = outermost(
            sorted(
                {
                    (e["start"], e["end"], TYPES[e["type"]])
                    for e in record["entities"]
                    if e["type"] in TYPES and e.get("syntactic_type") == "NAM" and low <= e["start"] < high
                }
            )
        )
        # What is annotated as a person or a body in another way (apposition, premodifier) is neither asked nor wrong.
        other = [
            (e["start"], e["end"])
            for e in record["entities"]
            if e["type"] in TYPES or e.get("syntactic_type") == "PRE.NAM"
        ]
        guesses = [
            (m.span.start, m.span.end, m.kind.value)
            for m in self.actors
            if m.form == "name" and m.kind.value in TYPES.values() and low <= m.span.start < high
        ]
        exact = {trimmed(text, p[0], p[1]) for p in guesses}
        for g in gold:
            hits = [p for p in guesses if p[0] < g[1] and g[0] < p[1]]
            counts["names gold"] += 1
            counts["names recalled"] += bool(hits)
            counts["kind recalled"] += any(p[2] == g[2] for p in hits)
            counts["strict recalled"] += trimmed(text, g[0], g[1]) in exact
            if not hits:
                self.missed[text[g[0] : g[1]]] += 1
        wanted = {trimmed(text, g[0], g[1]) for g in gold}
        for p in guesses:
            hits = [g for g in gold if p[0] < g[1] and g[0] < p[1]]
            if not hits and any(a < p[1] and p[0] < b for a, b in other):
                continue
            counts["names guessed"] += 1
            counts["names right"] += bool(hits)
            counts["kind right"] += any(p[2] == g[2] for g in hits)
            counts["strict right"] += trimmed(text, p[0], p[1]) in wanted
            if not hits:
                self.spurious[text[p[0] : p[1]]] += 1

    def _happenings(self, record: dict[str, Any], timeline: Timeline, low: int, high: int) -> None:
        counts = self.counts
        gold = [e for e in record["events"] if low <= e["start"] < high]
        given = {
            (event.trigger.span.start, event.trigger.span.end): event
            for event in timeline
            if event.trigger is not None and low <= event.trigger.span.start < high
        }
        counts["triggers gold"] += len(gold)
        counts["triggers recalled"] += sum(any(a < e["end"] and e["start"] < b for a, b in given) for e in gold)
        counts["triggers guessed"] += len(given)
        counts["triggers right"] += sum(any(a < e["end"] and e["start"] < b for e in gold) for a, b in given)
        mentions: dict[str, list[tuple[int, int]]] = defaultdict(list)
        owner: dict[str, str] = {}
        for e in record["entities"]:
            if e["type"] in TYPES and e["entity_id"]:
                mentions[e["entity_id"]].append((e["start"], e["end"]))
                owner[e["mention_id"]] = e["entity_id"]
        parts: dict[str, set[str]] = defaultdict(set)
        for part in record["participants"]:
            if part["entity"] in owner:
                parts[part["event"]].add(owner[part["entity"]])
        counts["participants gold"] += sum(len(parts[e["eid"]]) for e in gold)
        for (a, b), event in given.items():
            mine = [e for e in gold if a < e["end"] and e["start"] < b]
            if not mine:
                continue
            wanted = {entity for e in mine for entity in parts[e["eid"]]}
            for actor in event.actors:
                if actor.kind.value not in (*TYPES.values(), "unknown"):
                    continue
                counts["participants guessed"] += 1
                spans = [mention.span for mention in actor.mentions]
                hit = {n for n in wanted if any(s.start < q and p < s.end for p, q in mentions[n] for s in spans)}
                counts["participants right"] += bool(hit)
                counts["participants recalled"] += bool(hit)
                wanted -= set(sorted(hit)[:1])

    def report(self, label: str, errors: int) -> None:
        """Prints precision, recall and F1 of each kind."""
        counts = self.counts
        print(f"{label}, {self.size / max(self.spent, 1e-9) / 1e6:.2f} MB/s for whole timelines")
        for name, of in (
            ("names, overlap", "names"),
            ("names, overlap and kind", "kind"),
            ("names, strict", "strict"),
            ("event triggers", "triggers"),
            ("participants", "participants"),
        ):
            whole = "names" if of in ("kind", "strict") else of
            recall = counts[f"{of} recalled"] / max(1, counts[f"{whole} gold"])
            precision = counts[f"{of} right"] / max(1, counts[f"{whole} guessed"])
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            print(f"  {name:24} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
        if errors:
            print("  missed  ", self.missed.most_common(errors))
            print("  spurious", self.spurious.most_common(errors))


def outermost(spans: list[Span]) -> list[Span]:
    """`spans` without those that lie inside another: the corpus annotates "Steve Jobs" and "Apple CEO Steve Jobs"."""
    return [s for s in spans if not any(o is not s and o[0] <= s[0] and s[1] <= o[1] and o[:2] != s[:2] for o in spans)]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without an article at its head and a mark or possessive at its end."""
    words = text[start:end]
    for article in ("the ", "The ", "a ", "an "):
        if words.startswith(article):
            start += len(article)
            break
    while end > start and not text[end - 1].isalnum():
        end -= 1
    if text[max(start, end - 2) : end] in ("'s", "’s"):
        end -= 2
    return start, end


def main() -> None:
    """Scores the built-in parser and, if asked, a spaCy pipeline."""
    parser = argparse.ArgumentParser(description="Score names, event triggers and participants.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--parser", choices=("built-in", "spacy"), default="built-in", help="spacy: score both")
    parser.add_argument("--model", default="en_core_web_sm", help="the spaCy pipeline (default: %(default)s)")
    parser.add_argument("--events", choices=("dated", "main", "all"), default="main")
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="show the N commonest misses and false finds of names"
    )
    arguments = parser.parse_args()
    ways: dict[str, Parser | None] = {"built-in": None}
    if arguments.parser == "spacy":
        from dateline.syntax.spacy import spacy_trees

        ways[arguments.model] = spacy_trees(arguments.model)
    records = [json.loads(line) for line in arguments.corpus.read_text(encoding="utf-8").splitlines()]
    for label, way in ways.items():
        score = Score(way, arguments.events)
        for record in records:
            score.read(record)
        score.report(label, arguments.errors)


if __name__ == "__main__":
    main()
