"""How big the page of a long timeline is, how fast it is written, opens and filters in headless Chromium.

    python bench/page.py [--events 100,1000,10000] [--repeat 3]

It needs Chromium (Debian: apt-get install chromium).  The timeline is generated, the same on every run: each event has
a date, two actors, a speaker and a quote in one of fifty texts, which stand on the page.  "open" is the time from
asking for the page until it is laid out; "filter" is from a word typed into the search box until the page is laid out
anew (a frame of 17 ms included), the longest of four words; "choose" is a click on an event of the list.  Each figure
is the median of the repetitions.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from dateline.export import write
from dateline.interval import Interval
from dateline.model import Actor, Attribution, Event, Mention, Participation, Source, Timeline

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from browser import HINT, Browser, find  # pyright: ignore[reportMissingImports]

WORDS = ("opened", "number 7", "milby", "zz")
FILTER = """
(async () => {
  const box = document.querySelector('input[type=search]'), times = [];
  for (const word of WORDS) {
    const start = performance.now();
    box.value = word;
    box.dispatchEvent(new Event('input', {bubbles: true}));
    document.body.getBoundingClientRect();
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - start);
  }
  box.value = '';
  box.dispatchEvent(new Event('input', {bubbles: true}));
  return Math.max(...times);
})()
"""
CHOOSE = """
(async () => {
  const start = performance.now();
  document.querySelector('[data-n="3"] a.title, [data-n="3"].row').click();
  document.body.getBoundingClientRect();
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
})()
"""


def generated(events: int) -> tuple[Timeline, list[str]]:
    """A timeline of so many events and the texts that it was read from."""
    people = [Actor(f"Person Number {n}") for n in range(200)]
    firms = [Actor(f"Firm {n} Ltd", "organization") for n in range(50)]
    lines: list[list[str]] = [[] for _ in range(50)]
    for n in range(events):
        lines[n % 50].append(f"On that day Person Number {n % 200} opened works {n} of Firm {n % 50} Ltd at Milby.")
    texts = ["\n\n".join(of) for of in lines]
    sources = [
        Source.for_text(text, Source(title=f"Report {n}", published=dt.date(2000, 1, 1) + dt.timedelta(n)))
        for n, text in enumerate(texts)
    ]
    places = [0] * 50
    made = []
    for n in range(events):
        day = dt.date(1950, 1, 1) + dt.timedelta(n * 7 % 25_000)
        quote = lines[n % 50][n // 50]
        place = places[n % 50]
        places[n % 50] += len(quote) + 2
        made.append(
            Event(
                f"Person Number {n % 200} opened works {n} of Firm {n % 50} Ltd",
                Interval.of(day.year, day.month, day.day if n % 3 else None),
                "Milby",
                (Participation(people[n % 200], "agent"), Participation(firms[n % 50], "patient")),
                (Attribution(people[(n + 1) % 200], "said"),) if n % 2 else (),
                evidence=(Mention((place, place + len(quote)), quote, sources[n % 50]),),
            )
        )
    return Timeline(tuple(made)), texts


def main() -> int:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", default="100,1000,10000")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    if find() is None:
        print(HINT)
        return 1
    print(f"{'events':>7} {'MB':>7} {'write s':>8} {'open s':>7} {'filter ms':>10} {'choose ms':>10}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        for size in map(int, options.events.split(",")):
            timeline, texts = generated(size)
            start = time.perf_counter()
            write(timeline, path, texts=texts, title=f"{size} events")
            written = time.perf_counter() - start
            rows = []
            for _ in range(options.repeat):
                with Browser() as browser:
                    start = time.perf_counter()
                    browser.open(path, 1280, 900)
                    opened = time.perf_counter() - start
                    filtered = browser.run(FILTER.replace("WORDS", str(list(WORDS))))
                    rows.append((opened, filtered, browser.run(CHOOSE)))
                    if browser.log:
                        print(*browser.log, sep="\n")
            opened, filtered, chosen = (median(column) for column in zip(*rows, strict=True))
            figures = f"{path.stat().st_size / 1e6:7.2f} {written:8.2f} {opened:7.2f} {filtered:10.0f} {chosen:10.0f}"
            print(f"{size:7} {figures}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
