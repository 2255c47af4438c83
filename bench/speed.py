"""Speed of `find_timexes` and `parse` beside `dateparser.search.search_dates`, and how time grows with length.

    python bench/speed.py [TEXT ...] [--peer] [--sizes 10000,100000,1000000,10000000] [--repeat 5]

Texts are files (plain text, or JSON Lines with a `text` key); without any, the documents in `seeds/` are used, repeated
to the size wanted.  Each figure is the median of the runs in CPU seconds of one core; the locale is loaded before
the clock starts.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import find_timexes, parse

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def read(paths: list[Path]) -> list[str]:
    """The texts of plain files and JSON Lines."""
    texts = []
    for path in paths or sorted(SEEDS.glob("*.txt")):
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            texts += [json.loads(line)["text"] for line in content.splitlines() if line.strip()]
        else:
            texts.append(content)
    return texts


def median(work: Callable[[], object], repeat: int) -> float:
    """Median seconds of a piece of work, after one run that is not counted."""
    work()
    times = []
    for _ in range(repeat):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def rate(name: str, work: Callable[[], object], characters: int, repeat: int) -> float:
    """Print and return characters per second."""
    seconds = median(work, repeat)
    print(f"{name:28s} {characters / seconds / 1e6:8.3f} M characters/s   {seconds:8.3f} s")
    return characters / seconds


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument(
        "--peer", action="store_true", help="also time dateparser.search on the first 20,000 characters"
    )
    parser.add_argument("--sizes", default="10000,100000,1000000,10000000")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--skip-parse", action="store_true", help="time find_timexes only")
    options = parser.parse_args()
    texts = read(options.texts)
    total = sum(map(len, texts))
    print(f"{len(texts)} texts, {total} characters")
    ours = rate("find_timexes", lambda: [find_timexes(t, dct="2020-01-15") for t in texts], total, options.repeat)
    if not options.skip_parse:
        rate("parse", lambda: [parse(t, dct="2020-01-15") for t in texts], total, options.repeat)
    if options.peer:
        from dateparser.search import search_dates

        part = "\n\n".join(texts)[:20_000]
        settings = {"RELATIVE_BASE": __import__("datetime").datetime(2020, 1, 15)}
        peer = rate("dateparser.search", lambda: search_dates(part, languages=["en"], settings=settings), len(part), 1)
        same = rate("find_timexes, same text", lambda: find_timexes(part, dct="2020-01-15"), len(part), options.repeat)
        print(f"find_timexes is {same / peer:.0f} times dateparser.search")
    joined = "\n\n".join(texts)
    base = None
    for size in map(int, options.sizes.split(",")):
        text = (joined * (size // len(joined) + 1))[:size]
        seconds = median(partial(find_timexes, text, dct="2020-01-15"), 3 if size < 5_000_000 else 1)
        per = seconds / size
        base = base or per
        print(
            f"find_timexes, {size:>9d} characters: {seconds:8.3f} s, {per / base:5.2f} x the time a character at first"
        )
    del ours
    return 0


if __name__ == "__main__":
    sys.exit(main())
