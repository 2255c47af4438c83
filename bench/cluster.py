"""What it costs to have many documents read by `parse_many`, Ray and Spark, as ratios taken in one run.

    python bench/cluster.py [--documents 1000] [--rounds 3] [--workers 2] [--engines parse_many,ray,spark]
    python bench/cluster.py --memory 20000

Seconds say little on a machine that others use.  So each engine is held against `bare`: the same documents in as many
plain processes as it has workers, warm, with nothing between them, run just before and just after it.  Both are asked
for the same: `parse_many` for timelines in this process, the engines for the rows of `dateline.arrow`, which the bare
processes make too.  `wall` is the median of bare / engine in seconds of the clock (1.00: the engine costs nothing),
`cpu` that in processor seconds of all processes, which neighbours hardly touch.  `steady` is the same without what a
job costs before its first document, found by a second run on a tenth: what a long job comes to.  Start-up is told
apart.

`--memory` reads so many small documents by `parse_many` and samples the resident sets of this process and the workers.

The documents are made by rules (tests/invented.py).  Needs the extras `ray` and `spark`, psutil, and Java.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
os.environ["PYSPARK_PYTHON"] = sys.executable
# Ray gives its workers nice 15; beside other work that would be measured, not Ray.
os.environ |= {"RAY_worker_niceness": "0", "RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}

import invented  # noqa: E402  # pyright: ignore[reportMissingImports]
import psutil  # noqa: E402
import pyarrow as pa  # noqa: E402

import dateline  # noqa: E402
from dateline import Source  # noqa: E402
from dateline.arrow import events_of, map_in_arrow, spark_schema  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BLOCK = 32
BARE = f"""
import sys, time, invented, pyarrow as pa
from dateline import Source, parse
from dateline.arrow import events_of
number, workers, mine, rows = map(int, sys.argv[1:])
told = invented.documents(number)[mine::workers]
table = pa.Table.from_pylist(list(told))
events_of(table.slice(0, 30))
print("ready", flush=True)
sys.stdin.readline()
before = time.process_time()
if rows:
    found = sum(events_of(table.slice(at, {BLOCK})).num_rows for at in range(0, table.num_rows, {BLOCK}))
else:
    found = sum(len(parse(one["text"], source=Source(one["id"], published=one["date"]))) for one in told)
print(found, time.process_time() - before, flush=True)
"""


def spent_by_all() -> float:
    """Processor seconds so far of this process and all that it has started."""
    total = 0.0
    me = psutil.Process()
    for process in (me, *me.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            total += sum(process.cpu_times()[:4])
    return total


def bare(number: int, workers: int, *, rows: bool) -> tuple[float, float]:
    """Seconds of the clock and of processors for the documents in plain processes, after they have warmed up."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", BARE, str(number), str(workers), str(mine), str(int(rows))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for mine in range(workers)
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    start = time.perf_counter()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    told = [process.stdout.readline().split() for process in processes if process.stdout is not None]
    seconds = time.perf_counter() - start
    for process in processes:
        process.wait()
    return seconds, sum(float(spent) for _, spent in told)


# -- the engines -------------------------------------------------------------------------------------------------------


def table_of(number: int) -> pa.Table:
    """The documents as a table."""
    return pa.Table.from_pylist(list(invented.documents(number)))


def pairs_of(number: int) -> list[tuple[str, Source]]:
    """The documents as `parse_many` takes them."""
    return [(one["text"] or "", Source(one["id"], published=one["date"])) for one in invented.documents(number)]


@contextlib.contextmanager
def parse_many(workers: int) -> Iterator[Callable[[int], None]]:
    """`parse_many` with processes, which begin anew in each run."""

    def run(number: int) -> None:
        assert sum(1 for _ in dateline.parse_many(pairs_of(number), workers=workers)) == number

    yield run


@contextlib.contextmanager
def ray(workers: int) -> Iterator[Callable[[int], None]]:
    """Ray Data on this machine."""
    import ray
    import ray.data

    ray.init(
        num_cpus=workers,
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
        object_store_memory=300 * 2**20,
    )
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)

    def run(number: int) -> None:
        table = table_of(number)
        blocks = [table.slice(at, BLOCK) for at in range(0, number, BLOCK)]
        made = ray.data.from_arrow(blocks).map_batches(events_of, batch_format="pyarrow", batch_size=None)
        references: Any = made.to_arrow_refs()
        whole(pa.concat_tables(ray.get(references)), number)

    yield run
    ray.shutdown()


@contextlib.contextmanager
def spark(workers: int) -> Iterator[Callable[[int], None]]:
    """Spark on this machine."""
    from pyspark.sql import SparkSession

    with tempfile.TemporaryDirectory() as folder:
        builder: Any = SparkSession.builder.master(f"local[{workers},4]")
        for name, value in {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.local.dir": folder,
            "spark.log.level": "OFF",
            "spark.sql.execution.arrow.maxRecordsPerBatch": str(BLOCK),
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
        }.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()

        def run(number: int) -> None:
            frame = session.createDataFrame(table_of(number)).repartition(4 * workers)
            whole(frame.mapInArrow(map_in_arrow(), spark_schema()).toArrow(), number)

        yield run
        session.stop()


def whole(events: pa.Table, number: int) -> None:
    """Check that no document is lost."""
    assert len(set(events["doc"].to_pylist())) == number, "lost or doubled"


ENGINES = {"parse_many": parse_many, "ray": ray, "spark": spark}


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of processors of one run."""
    before, start = spent_by_all(), time.perf_counter()
    work()
    return time.perf_counter() - start, spent_by_all() - before


def measure(name: str, documents: int, rounds: int, workers: int) -> None:
    """Print the ratios of an engine, in turns with bare processes."""
    rows = name != "parse_many"
    start = time.perf_counter()
    with ENGINES[name](workers) as run:
        run(documents // 10)
        print(f"{name}: start and first batches {time.perf_counter() - start:.1f} s", flush=True)
        found = []
        before = bare(documents, workers, rows=rows)
        for _ in range(rounds):
            mine = timed(lambda: run(documents))
            tenth = timed(lambda: run(documents // 10))
            after = bare(documents, workers, rows=rows)
            steady = [(one - small) / 0.9 for one, small in zip(mine, tenth, strict=True)]
            alone = [(one + other) / 2 for one, other in zip(before, after, strict=True)]
            found.append((alone[0] / mine[0], alone[1] / mine[1], alone[0] / steady[0], alone[1] / steady[1], mine[0]))
            before = after
    wall, cpu, steady_wall, steady_cpu, seconds = (statistics.median(column) for column in zip(*found, strict=True))
    print(
        f"{name}: wall {wall:.2f} [{' '.join(f'{one[0]:.2f}' for one in found)}], cpu {cpu:.2f} "
        f"[{' '.join(f'{one[1]:.2f}' for one in found)}]; steady wall {steady_wall:.2f}, cpu {steady_cpu:.2f}; "
        f"{seconds:.1f} s, {documents / seconds:.0f} documents a second",
        flush=True,
    )


# -- parse_many alone --------------------------------------------------------------------------------------------------


def first_result(workers: int) -> None:
    """Print how many documents of an endless stream are read before the first timeline."""
    read = 0

    def endless() -> Iterator[tuple[str, Source]]:
        nonlocal read
        while True:
            for pair in pairs_of(100):
                read += 1
                yield pair

    for number in (None, workers):
        read = 0
        start = time.perf_counter()
        stream = dateline.parse_many(endless(), workers=number)
        next(stream)
        print(f"workers={number}: {read} documents read before the first result, {time.perf_counter() - start:.2f} s")
        stream.close()


def memory(documents: int, workers: int) -> None:
    """Print the resident sets over a long run of small documents."""
    # Of five hundred words; each process keeps what it knows of 16,384 words, and grows until it has met so many.
    texts = (f"Ada Brook opened mill {at % 500} on {at % 28 + 1} March {1900 + at % 100}." for at in range(documents))
    start = time.perf_counter()
    step = max(1, documents // 10)
    for at, _ in enumerate(dateline.parse_many(texts, workers=workers), 1):
        if at % step == 0:
            me = psutil.Process()
            sizes = [me.memory_info().rss / 1e6]
            sizes += [one.memory_info().rss / 1e6 for one in me.children() if "spawn_main" in " ".join(one.cmdline())]
            print(
                f"{at:>7} documents, {time.perf_counter() - start:5.1f} s: this process {sizes[0]:.0f} MB, "
                f"workers {' '.join(f'{size:.0f}' for size in sizes[1:])} MB",
                flush=True,
            )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--memory", type=int, metavar="N", help="memory over N documents, and nothing else")
    options = parser.parse_args()
    if options.memory:
        memory(options.memory, options.workers)
        return 0
    characters = sum(len(one["text"] or "") for one in invented.documents(options.documents))
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(
        f"{options.documents} documents, {characters:,} characters, {options.workers} workers, "
        f"{os.cpu_count()} cores, load {load}",
        flush=True,
    )
    first_result(options.workers)
    for name in options.engines.split(","):
        measure(name, options.documents, options.rounds, options.workers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
