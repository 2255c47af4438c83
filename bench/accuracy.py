"""Accuracy of `find_timexes` on gold corpora: writes predictions, then calls a TempEval-3-style scorer.

    python bench/accuracy.py CORPUS.jsonl [CORPUS.jsonl ...] --scorer SCORE.py [--no-dct-for NAME] [-- SCORER OPTIONS]

A corpus is JSON Lines with `id`, `text` and `dct` (or `reference`); the scorer is called as `SCORER GOLD PREDICTIONS
OPTIONS`.  `--ignore-dct` tells the library no document date (history, where it is of no use for anchoring).
`--coverage` needs no scorer: it counts how many of the expressions of the gold (`timexes` or `expect`) overlap with one
that was found, which compares across conventions of extent and value.  Where the gold has readings in the notation of
Recognizers-Text (`resolution`), it also counts how many expressions have one of them as their value.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline import Locale, Moment, Timex, find_timexes
from dateline.times.when import Time, times_in

if TYPE_CHECKING:
    from collections.abc import Sequence

LENGTH = re.compile(r"P(T?)([\d.]+)([HMSDWY])")
SECONDS = {"TH": 3600, "TM": 60, "TS": 1, "D": 86400, "W": 604800, "M": 2592000, "Y": 31536000}


def predict(corpus: Path, out: Path, *, ignore_dct: bool) -> None:
    """Write one line of predictions for each document of a corpus."""
    with corpus.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as target:
        for line in lines:
            document = json.loads(line)
            dct = None if ignore_dct else document.get("reference") or document.get("dct")
            timexes = [
                {"start": t.span.start, "end": t.span.end, "type": t.type.value, "value": t.value, "timex": t.value}
                for t in find_timexes(document["text"], dct=dct, language=document.get("lang", "en")[:2])
            ]
            target.write(json.dumps({"id": document["id"], "timexes": timexes}) + "\n")


def coverage(corpus: Path) -> Counter[str]:
    """How many expressions of a gold corpus overlap with one that was found, how many there are, and how many agree."""
    counts: Counter[str] = Counter()
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if document.get("skip"):
                continue
            dct = document.get("reference") or document.get("dct")
            language = document.get("lang", "en")[:2]
            text, found = document["text"], find_timexes(document["text"], dct=dct, language=language)
            for gold in document.get("expect", document.get("timexes", [])):
                if gold.get("start") is None:
                    continue
                near = [t for t in found if t.span.start < gold["end"] and gold["start"] < t.span.end]
                counts["total"] += 1
                counts["covered"] += bool(near)
                if isinstance(gold.get("resolution"), list):
                    counts["valued"] += 1
                    times = times_in(text, near, Locale.load(language))
                    counts["agreed"] += any(agrees(gold, reading, near, times) for reading in gold["resolution"])
    return counts


def agrees(gold: dict[str, Any], reading: dict[str, str], timexes: Sequence[Timex], times: Sequence[Time]) -> bool:
    """Whether a reading in the notation of Recognizers-Text is the value of a timex, or of two that are a range.

    Its ranges end before their end, so "from 4 to 23 May" ends at the 23rd; ours, which end with it, agree with either.
    A time of day without a day agrees by the clock, a length by its seconds, a set by its value.
    """
    if gold["type"] == "set" or reading.get("value") == "not resolved" or reading["timex"].endswith("_REF"):
        return any(timex.value == reading["timex"] for timex in timexes)
    if gold["type"] == "duration":
        lengths = [LENGTH.fullmatch(timex.value) for timex in timexes]
        seconds = [float(n[2]) * SECONDS[n[1] + n[3]] for n in lengths if n is not None]
        return any(abs(one - float(reading["value"])) < 1 for one in seconds)
    clock = gold["type"] in ("time", "timerange")
    for interval in [time.when(planned=False) for time in times]:
        start, end = interval.start, interval.end
        last = end and end.plus(-1, interval.granularity)
        if "value" in reading:
            if start is not None and shown(start, reading["value"], clock=clock):
                return True
            continue
        begins = start is not None and shown(start, reading["start"], clock=clock) if "start" in reading else not start
        ends = (
            any(bound is not None and shown(bound, reading["end"], clock=clock) for bound in (end, last))
            if "end" in reading
            else not end
        )
        if begins and ends:
            return True
    return False


def shown(moment: Moment, value: str, *, clock: bool) -> bool:
    """Whether a moment is what a string says: "2016-11-07", "2016-11-07 08:00:00" or, by the clock, "08:00:00"."""
    day = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
    hour = f"{moment.hour:02}:{moment.minute:02}:{moment.second:02}"
    return value == hour if clock else value in (f"{day} {hour}", day)


def main() -> int:
    """Predict and score each corpus; the exit code is the scorer's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--coverage", action="store_true", help="count expressions found in part, without a scorer")
    parser.add_argument("--ignore-dct", action="store_true", help="tell the library no document date")
    arguments, rest = parser.parse_known_args()
    rest = [option for option in rest if option != "--"]
    if arguments.coverage:
        for corpus in arguments.corpora:
            n = coverage(corpus)
            share = 100 * n["covered"] / max(n["total"], 1)
            print(f"{corpus.name}: {n['covered']} of {n['total']} found in part or whole, {share:.1f} %")
            if n["valued"]:
                print(f"  {n['agreed']} of {n['valued']} have the value, {100 * n['agreed'] / n['valued']:.1f} %")
        return 0
    if arguments.scorer is None:
        parser.error("--scorer is needed, unless --coverage is asked for")
    status = 0
    for corpus in arguments.corpora:
        with tempfile.TemporaryDirectory() as folder:
            predictions = Path(folder) / "predictions.jsonl"
            predict(corpus, predictions, ignore_dct=arguments.ignore_dct)
            print(f"== {corpus.name}", flush=True)
            command = [sys.executable, str(arguments.scorer), str(corpus), str(predictions), *rest]
            status |= subprocess.run(command, check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
