"""Times `Timeline.merge` over many small timelines, and shows how the time grows when their number doubles.

    python bench/merge.py [NUMBER ...]      # 500, 1,000 and 2,000 timelines unless told otherwise
    python bench/merge.py --pairwise 100 200    # `|` in a loop instead

The texts are made of invented people and places by a fixed seed: each is a report of some ten sentences of one of
thirty papers.  Reports share actors (every tenth text is about the same happenings as another), and say some things in
the very words of others and some in their own.  They are read once, by `parse`; only merging is timed, in CPU time, the
best of three.
"""

from __future__ import annotations

import argparse
import random
import time
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

import dateline
from dateline import Source, Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

_GIVEN = "Ada Tom Mair Ilse Ivo Nell Owen Rhoda Piers Greta Hugo Tilda Arlo Enid Magnus Petra".split()
_FAMILY = (
    "Brook Reyes Pryce Maran Lind Harker Sallow Tarn Quill Ostrow Venn Callis Dorn Farrow Gale Hythe Ince Jarrow "
    "Kettle Lorne Mossop Nairn Orrell Pask"
).split()
_PLACES = "Kelden Harlow Marsh Eddow Tarnby Skerry Oldmere Wexholm Farring Dunmoor".split()
_BODIES = ("Harbour Board", "Water Company", "Mill Ltd", "Rail Ltd", "Bank", "Town Council")
_MONTHS = "January February March April May June July August September October November December".split()
_SENTENCES = (
    "{who} resigned from the board of {body} on {day}.",
    "On {day}, {who} resigned.",
    "{who} sued {body} on {day}.",
    "{body} dismissed {who} on {day}.",
    "{who} met {other} in {place} on {day}.",
    "{body} bought the mill at {place} on {day}.",
    "{who} opened the new bridge at {place} on {day}.",
    "According to {other}, {who} paid {number} pounds to {body} on {day}.",
    "A fire at {place} killed {number} workers on {day}, the police said.",
    "{who} signed the contract with {body} on {day}.",
    "On {day}, {body} closed {number} offices.",
    "{who} was arrested in {place} on {day}.",
)


def happening(rng: random.Random, people: Sequence[str], bodies: Sequence[str]) -> dict[str, str]:
    """What a sentence tells."""
    who, other = rng.sample(people, 2)
    day = f"{rng.randint(1, 28)} {rng.choice(_MONTHS)} {rng.randint(2001, 2019)}"
    number = str(rng.randint(2, 60))
    place = rng.choice(_PLACES)
    return {"who": who, "other": other, "body": rng.choice(bodies), "day": day, "number": number, "place": place}


def timelines(count: int, seed: int = 7) -> list[Timeline]:
    """So many timelines of about ten events each, the same for a seed; those of a smaller count are among them."""
    rng = random.Random(seed)
    people = [f"{given} {family}" for given in _GIVEN for family in _FAMILY]
    bodies = [f"{place} {body}" for place in _PLACES for body in _BODIES]
    known: list[dict[str, str]] = []
    made = []
    for number in range(count):
        told = []
        for _ in range(10):
            again = known and rng.random() < 0.1
            facts = rng.choice(known) if again else happening(rng, people, bodies)
            known.append(facts)
            told.append(rng.choice(_SENTENCES).format(**facts))
        paper = f"{_PLACES[number % 10]} {('Post', 'News', 'Herald')[number // 10 % 3]}"
        source = Source(title=f"Report {number}", publisher=paper, published=f"2020-{number % 12 + 1:02}-15")
        made.append(dateline.parse(" ".join(told), source=source))
    return made


def seconds(many: Sequence[Timeline], *, pairwise: bool) -> tuple[float, Timeline]:
    """The best time of three, and the timeline that comes of it."""
    times = []
    merged = Timeline()
    for _ in range(3):
        start = time.process_time()
        merged = reduce(or_, many) if pairwise else Timeline.merge(many)
        times.append(time.process_time() - start)
    return min(times), merged


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the merging of timelines.")
    parser.add_argument("numbers", nargs="*", type=int, default=[500, 1000, 2000])
    parser.add_argument("--pairwise", action="store_true", help="merge by | in a loop")
    options = parser.parse_args()
    many = timelines(max(options.numbers))
    print(f"{'timelines':>9}  {'events':>7}  {'merged':>7}  {'actors':>7}  {'seconds':>8}  {'ratio':>6}")
    before = None
    for number in options.numbers:
        took, merged = seconds(many[:number], pairwise=options.pairwise)
        events = sum(map(len, many[:number]))
        ratio = "" if before is None else f"{took / before:.2f}"
        print(f"{number:9,}  {events:7,}  {len(merged):7,}  {len(merged.actors):7,}  {took:8.3f}  {ratio:>6}")
        before = took


if __name__ == "__main__":
    main()
