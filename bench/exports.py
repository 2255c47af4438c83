"""Time and peak memory to write and read big timelines in JSON, CSV and iCalendar.

    python bench/exports.py [--events 100000] [--formats json,jsonl,csv,ical] [--no-memory] [--no-read]
    python bench/exports.py --files [--events 160000] [--formats json,jsonl,csv,ical]

The timeline is generated, the same on every run: each event has a date, two actors, a speaker and a quote.  Times are
of one run on fresh objects, so that nothing has been worked out before; memory is the peak that Python allocates on top
of what was there, and how much of it is the result (`tracemalloc`, in a second run).  For iCalendar, the peer is the
package `icalendar` alone, given the same values one by one.

With `--files`, a file is written and read back in a process of its own each, and memory is what the system says of the
process (resident set): before, at most, and after, with the timeline still there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import pickle
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

from icalendar import Calendar
from icalendar import Event as Entry

from dateline.export import FORMATS, dumps, loads, read, write
from dateline.interval import Interval
from dateline.model import Actor, Attribution, Event, Mention, Participation, Source, Span, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable


def generated(events: int) -> Timeline:
    """A timeline of so many events, as a long corpus gives them."""
    sources = [Source(title=f"Report {n}", published=dt.date(2000, 1, 1) + dt.timedelta(n)) for n in range(50)]
    people = [Actor(f"Person Number {n}") for n in range(200)]
    firms = [Actor(f"Firm {n} Ltd", "organization") for n in range(50)]
    made = []
    for n in range(events):
        day = dt.date(1950, 1, 1) + dt.timedelta(n % 25_000)
        quote = f"On that day person number {n % 200} opened works {n} of the firm."
        place = n // 50 * 100
        made.append(
            Event(
                f"Person Number {n % 200} opened works {n}",
                Interval.of(day.year, day.month, day.day),
                "Milby",
                (Participation(people[n % 200], "agent"), Participation(firms[n % 50], "patient")),
                (Attribution(people[(n + 1) % 200], "said"),) if n % 2 else (),
                evidence=(Mention(Span(place, place + len(quote)), quote, sources[n % 50]),),
            )
        )
    return Timeline(tuple(made))


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


def weighed(work: Callable[[], object]) -> tuple[float, float]:
    """Megabytes on top of what was there: at the peak, and of the result."""
    tracemalloc.start()
    result = work()
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return peak / 1e6, held / 1e6


def resident() -> tuple[float, float]:
    """The megabytes that this process has in memory, now and at most."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return peak, peak
    return pages * resource.getpagesize() / 1e6, peak


def one_step(step: str, path: Path, events: int) -> None:
    """Write or read one file, and print what it took; for a process of its own."""
    made = generated(events) if step == "write" else Timeline()
    before = resident()[0]
    start = time.process_time()
    if step == "write":
        write(made, path)
    else:
        made = read(path)
    seconds = time.process_time() - start
    now, peak = resident()
    assert len(made) == events
    print(
        f"{path.suffix[1:]:6s}{step:6s}{seconds:8.2f} s {events / seconds:10.0f} events/s"
        f"{path.stat().st_size / 1e6:9.1f} MB of file;  "
        f"resident {before:.0f} MB before, {max(now, peak):.0f} at most, {now:.0f} after",
        flush=True,
    )


def whole_files(events: int, formats: list[str]) -> None:
    """Write a file of each format and read it back, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for name in formats:
            path = Path(folder) / f"long{FORMATS[name][0]}"
            for step in ("write", "read"):
                arguments = ("--step", step, "--path", str(path), "--events", str(events))
                subprocess.run([sys.executable, __file__, *arguments], check=True)


def calendar_alone(timeline: Timeline) -> str:
    """What the package `icalendar` takes for the same properties, without us."""
    calendar = Calendar()
    calendar.add("prodid", "-//x//y//EN")
    calendar.add("version", "2.0")
    stamp = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    for event in timeline.dated:
        assert event.when is not None
        assert event.when.start is not None
        entry = Entry()
        entry.add("uid", event.title)
        entry.add("dtstamp", stamp)
        entry.add("last-modified", stamp)
        entry.add("categories", ["asserted", "occurrence"])
        entry.add("dtstart", event.when.start.date())
        entry.add("summary", event.title)
        entry.add("status", "CONFIRMED")
        entry.add("transp", "TRANSPARENT")
        entry.add("location", event.place)
        entry.add("description", event.evidence[0].text)
        for part in event.participants:
            entry.add("contact", part.actor.name)
            entry.add("x-actor", part.actor.name, parameters={"VALUE": "TEXT", "X-ROLE": part.role, "X-KIND": "person"})
        for link in event.attributions:
            entry.add("x-source", link.source.name, parameters={"VALUE": "TEXT", "X-CUE": "said", "X-KIND": "person"})
        entry.add("x-edtf", "2000-01-01", parameters={"VALUE": "TEXT", "X-GRANULARITY": "day"})
        entry.add("x-status", "asserted", parameters={"VALUE": "TEXT"})
        entry.add("x-kind", "occurrence", parameters={"VALUE": "TEXT"})
        calendar.add_component(entry)
    stream: bytes = calendar.to_ical()
    return stream.decode()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int)
    parser.add_argument("--formats", default="json,jsonl,csv,ical")
    parser.add_argument("--no-memory", action="store_true")
    parser.add_argument("--no-read", action="store_true")
    parser.add_argument("--files", action="store_true")
    parser.add_argument("--step", choices=("write", "read"), help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    events = options.events or (160_000 if options.files else 100_000)
    if options.step:
        one_step(options.step, options.path, events)
        return 0
    if options.files:
        whole_files(events, options.formats.split(","))
        return 0
    # From a pickle every timeline is fresh: no id, hash or text of it has been worked out before.
    kept = pickle.dumps(generated(events))

    def fresh() -> Timeline:
        timeline: Timeline = pickle.loads(kept)
        return timeline

    def show(what: str, work: Callable[[], Callable[[], object]], size: int = 0) -> float:
        seconds = timed(work())
        peak = "" if options.no_memory else "{:9.1f} MB at peak, {:.1f} MB of result".format(*weighed(work()))
        length = f"{size / 1e6:9.1f} MB of text" if size else " " * 20
        print(f"{what:18s}{seconds:8.2f} s {events / seconds:10.0f} events/s {length}{peak}", flush=True)
        return seconds

    for name in options.formats.split(","):
        text = dumps(fresh(), name)

        def writing(name: str = name) -> Callable[[], object]:
            timeline = fresh()
            return lambda: dumps(timeline, name)

        def reading(name: str = name, text: str = text) -> Callable[[], object]:
            return lambda: loads(text, name)

        seconds = show(f"{name} out", writing, len(text.encode()))
        if name == "ical":

            def peer() -> Callable[[], object]:
                timeline = fresh()
                return lambda: calendar_alone(timeline)

            alone = show("icalendar alone", peer)
            print(f"ical takes {seconds / alone:.2f} times what the package icalendar takes")
        if not options.no_read:
            show(f"{name} in", reading)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
