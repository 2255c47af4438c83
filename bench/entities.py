"""Scores the names of persons and organizations that are found against a corpus with entity annotation.

    python bench/entities.py CORPUS.jsonl [--errors N]

A line of the corpus is an object with `text`, `scope` ([start, end], optional) and `entities`, each with `start`,
`end`, `type` ("PER", "ORG", ...) and `syntactic_type`.  Gold are the names ("NAM") of type PER and ORG inside the
scope; two spans match if they overlap.  A guess that only overlaps a person or body annotated in another way (a
premodifier, an apposition) is neither right nor wrong; any other guess outside the gold is wrong.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from dateline.locale import Locale
from dateline.model import Document
from dateline.recognize import Annotations
from dateline.recognize.actors import find_actors
from dateline.recognize.coreference import link
from dateline.recognize.sentences import find_sentences

TYPES = {"PER": "person", "ORG": "organization"}
Span = tuple[int, int, str]


def recognize(text: str, locale: Locale) -> tuple[Document, Annotations]:
    """Sentences and actors of a text."""
    document = Document(text, locale=locale)
    found = Annotations()
    found.sentences = list(find_sentences(document, found))
    found.actors = list(find_actors(document, found))
    return document, found


def outermost(spans: list[Span]) -> list[Span]:
    """`spans` without those that lie inside another: the corpus annotates "Steve Jobs" and "Apple CEO Steve Jobs"."""
    return [s for s in spans if not any(o is not s and o[0] <= s[0] and s[1] <= o[1] and o[:2] != s[:2] for o in spans)]


def main() -> None:
    """Prints precision, recall and F1, and the characters read in a second."""
    parser = argparse.ArgumentParser(description="Score names of persons and organizations.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="show the N commonest misses and false finds"
    )
    arguments = parser.parse_args()
    locale = Locale.load("en")
    counts: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    spurious: Counter[str] = Counter()
    size = 0
    spent = 0.0
    for line in arguments.corpus.read_text(encoding="utf-8").splitlines():
        record: dict[str, Any] = json.loads(line)
        text = record["text"]
        low, high = record.get("scope") or (0, len(text))
        begin = time.process_time()
        document, found = recognize(text, locale)
        link(document, found)
        spent += time.process_time() - begin
        size += len(text)
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
            for m in found.actors
            if m.form == "name" and m.kind.value in TYPES.values() and low <= m.span.start < high
        ]
        for g in gold:
            hits = [p for p in guesses if p[0] < g[1] and g[0] < p[1]]
            counts["gold"] += 1
            counts["recalled"] += bool(hits)
            counts["recalled, kind too"] += any(p[2] == g[2] for p in hits)
            if not hits:
                missed[text[g[0] : g[1]]] += 1
        for p in guesses:
            hits = [g for g in gold if p[0] < g[1] and g[0] < p[1]]
            if not hits and any(a < p[1] and p[0] < b for a, b in other):
                continue
            counts["guessed"] += 1
            counts["right"] += bool(hits)
            counts["right, kind too"] += any(p[2] == g[2] for g in hits)
            if not hits:
                spurious[text[p[0] : p[1]]] += 1
    for label, recalled, right in (
        ("overlap", "recalled", "right"),
        ("overlap and kind", "recalled, kind too", "right, kind too"),
    ):
        recall = counts[recalled] / max(1, counts["gold"])
        precision = counts[right] / max(1, counts["guessed"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{label:18} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    print(f"{size:,} characters, {size / max(spent, 1e-9) / 1e6:.2f} MB/s for sentences, actors and their linking")
    if arguments.errors:
        print("missed  ", missed.most_common(arguments.errors))
        print("spurious", spurious.most_common(arguments.errors))


if __name__ == "__main__":
    main()
