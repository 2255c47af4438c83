"""A million events as a Parquet file, and what DuckDB takes to answer questions of it.

    python bench/store.py [--events 1000000] [--documents 2000] [--folder FOLDER]

So many documents, made by rules (tests/invented.py), are really read; their rows are then written again and again under
new ids of documents and events until there are enough, since to read a million events' worth of documents would take
an hour.  What is measured is the store, not the reading.  The rows are written as they come, a copy a row group, and
once more sorted by day, where equal rows stand together: the size of that file means nothing.
Peak memory is that of a process of its own for each part (resident set, as Linux tells it).  The second figure of a
query is that of the sorted file; each is the median of five runs.  Needs the extra `duckdb`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import duckdb  # noqa: E402
import invented  # noqa: E402  # pyright: ignore[reportMissingImports]
import pyarrow as pa  # noqa: E402
import pyarrow.compute  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

from dateline.arrow import events_of, schema  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

# Its functions are made when it is imported, so that type checkers know none.
pc: Any = pyarrow.compute

# Of a file that is read by days: few enough for a query of a month to leave most of it alone.
ROW_GROUP = 100_000
QUERIES = {
    "events of a person in a month": """
        SELECT human, title, doc FROM '{path}'
        WHERE first_day <= last_day(DATE '{day}') AND last_day >= date_trunc('month', DATE '{day}')
            AND list_contains(list_transform(actors, lambda actor: actor.name), '{name}')
    """,
    "events a month": """
        SELECT date_trunc('month', first_day) AS month, count(*) FROM '{path}'
        WHERE granularity = 'day' GROUP BY month ORDER BY month
    """,
    "text in a quote": "SELECT doc, title FROM '{path}' WHERE quote ILIKE '%north quay in harrow%'",
    "what several documents tell of a day": """
        SELECT actor.name, first_day, count(DISTINCT doc) AS documents
        FROM (SELECT unnest(actors) AS actor, first_day, doc FROM '{path}' WHERE granularity = 'day')
        GROUP BY actor.name, actor.id, first_day HAVING documents > 1 ORDER BY documents DESC, first_day LIMIT 20
    """,
    "all documents accounted for": """
        SELECT count(*) FROM (
            SELECT doc FROM '{path}' GROUP BY doc HAVING count(event_id) != any_value(event_count)
        )
    """,
}


def written(path: Path, events: int, documents: int) -> str:
    """Read the documents, write so many events, and say what it took."""
    start = time.perf_counter()
    told = pa.Table.from_pylist(list(invented.documents(documents)))
    read = pa.concat_tables([events_of(told.slice(at, 32)) for at in range(0, documents, 32)]).combine_chunks()
    reading, start = time.perf_counter() - start, time.perf_counter()
    number = copy = 0
    with pq.ParquetWriter(path, schema(), compression="zstd") as file:
        while number < events:
            fresh = {
                name: pc.binary_join_element_wise(read[name], str(copy), "-", null_handling="emit_null")
                for name in ("doc", "event_id")
            }
            rows = read
            for name, column in fresh.items():
                rows = rows.set_column(rows.schema.get_field_index(name), schema().field(name), column)
            file.write_table(rows, row_group_size=ROW_GROUP)
            number += rows.num_rows - rows["event_id"].null_count
            copy += 1
    return (
        f"{documents} documents read in {reading:.0f} s, {read.num_rows} rows; written {copy} times: "
        f"{number:,} events, {path.stat().st_size / 1e6:.0f} MB, {time.perf_counter() - start:.1f} s"
    )


def ordered(path: Path, by_day: Path) -> str:
    """Write the file again, sorted by day, and say what it took."""
    start = time.perf_counter()
    with duckdb.connect() as base:
        base.execute("SET enable_progress_bar = false")
        base.execute("SET memory_limit = '1GB'")
        base.execute(f"SET temp_directory = '{path.parent}'")
        base.execute(
            f"COPY (FROM '{path}' ORDER BY first_day, doc, event_number) TO '{by_day}' "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
    return f"sorted by day: {by_day.stat().st_size / 1e6:.0f} MB, {time.perf_counter() - start:.1f} s"


def asked(path: Path, by_day: Path) -> str:
    """Ask each question of both files."""
    lines = []
    with duckdb.connect() as base:
        one = base.execute(
            f"SELECT first_day, actors[1].name FROM '{path}' WHERE granularity = 'day' AND len(actors) > 0"
        )
        day, actor = one.fetchone() or ("", "")
        for name, query in QUERIES.items():
            times = []
            for file in (path, by_day):
                runs: list[float] = []
                rows: list[Any] = []
                for _ in range(5):
                    start = time.perf_counter()
                    rows = base.execute(query.format(path=file, day=day, name=actor)).fetchall()
                    runs.append(time.perf_counter() - start)
                times.append(statistics.median(runs))
            lines.append(f"{name}: {times[0]:.3f} s, sorted {times[1]:.3f} s, {len(rows)} rows")
    return "\n".join(lines)


def apart(work: Callable[..., str], *given: object) -> str:
    """What a piece of work says in a process of its own, and its peak memory."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_with_peak, (work, given))


def _with_peak(work: Callable[..., str], given: tuple[object, ...]) -> str:
    told = work(*given)
    return f"{told}; peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--folder", type=Path, help="keep the files here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        path, by_day = folder / "events.parquet", folder / "by-day.parquet"
        print(apart(written, path, options.events, options.documents), flush=True)
        print(apart(ordered, path, by_day), flush=True)
        print(apart(asked, path, by_day), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
