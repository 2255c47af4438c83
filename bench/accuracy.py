"""Accuracy of `find_timexes` on gold corpora: writes predictions, then calls a TempEval-3-style scorer.

    python bench/accuracy.py CORPUS.jsonl [CORPUS.jsonl ...] --scorer SCORE.py [--no-dct-for NAME] [-- SCORER OPTIONS]

A corpus is JSON Lines with `id`, `text` and `dct` (or `reference`); the scorer is called as `SCORER GOLD PREDICTIONS
OPTIONS`.  `--ignore-dct` tells the library no document date (history, where it is of no use for anchoring).
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


def main() -> int:
    """Predict and score each corpus; the exit code is the scorer's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--ignore-dct", action="store_true", help="tell the library no document date")
    arguments, rest = parser.parse_known_args()
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
