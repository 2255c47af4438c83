"""Accuracy of `find_timexes` on gold corpora: writes predictions, then calls a TempEval-3-style scorer.

    python bench/accuracy.py CORPUS.jsonl [CORPUS.jsonl ...] --scorer SCORE.py [--no-dct-for NAME] [-- SCORER OPTIONS]

A corpus is JSON Lines with `id`, `text` and `dct` (or `reference`); the scorer is called as `SCORER GOLD PREDICTIONS
OPTIONS`.  `--ignore-dct` tells the library no document date (history, where it is of no use for anchoring).
`--coverage` needs no scorer: it counts how many of the expressions of the gold (`timexes` or `expect`) overlap with one
that was found, which compares across conventions of extent and value.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from dateline import find_timexes


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


def coverage(corpus: Path) -> tuple[int, int]:
    """How many expressions of a gold corpus overlap with one that was found, and how many there are."""
    covered = total = 0
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if document.get("skip"):
                continue
            found = find_timexes(document["text"], dct=document.get("reference") or document.get("dct"))
            for gold in document.get("expect", document.get("timexes", [])):
                if gold.get("start") is None:
                    continue
                total += 1
                covered += any(t.span.start < gold["end"] and gold["start"] < t.span.end for t in found)
    return covered, total


def main() -> int:
    """Predict and score each corpus; the exit code is the scorer's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--coverage", action="store_true", help="count expressions found in part, without a scorer")
    parser.add_argument("--ignore-dct", action="store_true", help="tell the library no document date")
    arguments, rest = parser.parse_known_args()
    if arguments.coverage:
        for corpus in arguments.corpora:
            covered, total = coverage(corpus)
            print(f"{corpus.name}: {covered} of {total} found in part or whole, {100 * covered / max(total, 1):.1f} %")
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
