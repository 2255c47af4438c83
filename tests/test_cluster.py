"""`dateline.arrow` on real engines, each started on this machine: Ray, Spark, Dask, DuckDB and polars.

    .ci/cluster                # in an environment of its own
    pytest -m cluster

They come with the extras `ray`, `spark` and `dask`; Spark also needs Java (17 or newer).  What is not there is skipped,
and a section at the end of the summary says so (conftest.py).  No test needs a network: all listen on 127.0.0.1.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.arrow import events_of, map_in_arrow, schema, spark_schema

sys.path.insert(0, str(Path(__file__).parent))

import invented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

pytestmark = pytest.mark.cluster

ROOT = Path(__file__).resolve().parent.parent
ORDER = [("doc", "ascending"), ("event_number", "ascending")]
BLOCK = 16
# Send nothing, and stay on 127.0.0.1, which Ray does by itself on systems on which it is for one machine.
LOCAL = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    "RAY_worker_niceness": "0",
    "SPARK_LOCAL_IP": "127.0.0.1",
}


def needs(*packages: str, java: bool = False) -> pytest.MarkDecorator:
    """Skip where an engine is not there; the summary tells."""
    missing = [name for name in packages if importlib.util.find_spec(name) is None]
    missing += ["Java"] if java and not (shutil.which("java") or os.environ.get("JAVA_HOME")) else []
    return pytest.mark.skipif(bool(missing), reason=f"cluster: {' and '.join(missing)} not installed")


RAY = needs("ray")
SPARK = needs("pyspark", java=True)
DASK = needs("dask")


def table(number: int) -> pa.Table:
    """Invented documents, and three by which something is the matter, or nothing told."""
    rows = list(invented.documents(number))
    rows += [
        {"id": "odd-null", "date": "1998-01-01", "text": None},
        {"id": "odd-date", "date": "1998-99-99", "text": "He died."},
        {"id": "odd-empty", "date": None, "text": ""},
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in ("id", "date", "text")]))


DOCUMENTS = table(90)


@pytest.fixture(scope="module")
def expected() -> pa.Table:
    """What a plain loop gives, a document at a time."""
    return pa.concat_tables([events_of(DOCUMENTS.slice(at, 1)) for at in range(DOCUMENTS.num_rows)]).sort_by(ORDER)


def same(found: pa.Table, expected: pa.Table) -> None:
    """Check that an engine gave the rows of the loop: none lost, none twice, none changed."""
    assert found.select(schema().names).cast(schema()).sort_by(ORDER).equals(expected)
    assert set(found["doc"].to_pylist()) == set(DOCUMENTS["id"].to_pylist())
    failed = found.filter(found["error"].is_valid())["doc"].to_pylist()
    assert sorted(failed) == ["odd-date", "odd-null"]


def killed_once(mark: Path, doc: str) -> Callable[[Any], Any]:
    """`events_of`, but the first process that comes to a document is killed."""

    def work(batch: Any) -> Any:
        if doc in batch.column("id").to_pylist() and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return events_of(batch)

    return work


def reachable() -> list[str]:
    """On what addresses that other machines can reach the processes begun here listen or talk."""
    psutil = pytest.importorskip("psutil")
    mine = ("127.0.0.1", "::1", "::ffff:127.0.0.1")
    found = []
    for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            ends = [(one.laddr, one.raddr) for one in process.net_connections(kind="inet")]
            found += [f"{process.name()} at {end.ip}" for pair in ends for end in pair if end and end.ip not in mine]
    return found


# -- Ray ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    os.environ.update(LOCAL)
    import ray
    import ray.data

    ray.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
        object_store_memory=200 * 2**20,
        runtime_env={"env_vars": {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}},
    )
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = context.print_on_execution_start = False
    yield ray
    ray.shutdown()


def on_ray(ray: Any, work: Callable[..., Any], **options: Any) -> pa.Table:
    blocks = [DOCUMENTS.slice(at, BLOCK) for at in range(0, DOCUMENTS.num_rows, BLOCK)]
    made = ray.data.from_arrow(blocks).map_batches(work, batch_format="pyarrow", batch_size=None, **options)
    return pa.concat_tables(ray.get(made.to_arrow_refs()))


@RAY
def test_ray_gives_what_a_loop_gives(ray: Any, expected: pa.Table) -> None:
    same(on_ray(ray, events_of), expected)


@RAY
def test_ray_takes_options(ray: Any) -> None:
    found = on_ray(ray, events_of, fn_kwargs={"events": "dated", "dct": None})
    assert found.sort_by(ORDER).equals(events_of(DOCUMENTS, events="dated", dct=None).sort_by(ORDER))


@RAY
def test_a_killed_worker_of_ray_loses_nothing(ray: Any, expected: pa.Table, tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    same(on_ray(ray, killed_once(mark, "doc-000040")), expected)
    assert mark.exists()


def always_fatal(batch: Any) -> Any:
    """`events_of`, but one document ends every process that comes to it."""
    if "doc-000040" in batch.column("id").to_pylist():
        os.kill(os.getpid(), signal.SIGKILL)
    return events_of(batch)


@RAY
def test_ray_goes_on_without_what_is_always_fatal(ray: Any) -> None:
    context = ray.data.DataContext.get_current()
    context.max_errored_blocks = -1
    try:
        found = on_ray(ray, always_fatal, max_retries=1)
    finally:
        context.max_errored_blocks = 0
    lost = set(DOCUMENTS["id"].to_pylist()) - set(found["doc"].to_pylist())
    assert lost == set(DOCUMENTS.slice(32, BLOCK)["id"].to_pylist())


@RAY
def test_ray_keeps_the_order_if_asked(ray: Any) -> None:
    options = ray.data.DataContext.get_current().execution_options
    options.preserve_order = True
    try:
        assert on_ray(ray, events_of).equals(events_of(DOCUMENTS))
    finally:
        options.preserve_order = False


@RAY
def test_ray_reaches_no_other_machine(ray: Any) -> None:
    from ray._common.usage import usage_lib

    assert not usage_lib.usage_stats_enabled()
    assert reachable() == []


# -- Spark -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    # For the workers, which are other processes.
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    # Tries of a task: plain local[2] has but one.
    builder: Any = SparkSession.builder.master("local[2,4]")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.local.dir": str(tmp_path_factory.mktemp("spark")),
        "spark.log.level": "OFF",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(BLOCK),
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@SPARK
def test_spark_gives_what_a_loop_gives(spark: Any, expected: pa.Table) -> None:
    frame = spark.createDataFrame(DOCUMENTS).repartition(4)
    same(frame.mapInArrow(map_in_arrow(), spark_schema()).toArrow(), expected)


@SPARK
def test_spark_takes_options(spark: Any) -> None:
    frame = spark.createDataFrame(DOCUMENTS)
    found = frame.mapInArrow(map_in_arrow(rows=5, events="dated", dct=None), spark_schema()).toArrow()
    assert found.cast(schema()).equals(events_of(DOCUMENTS, events="dated", dct=None))


@SPARK
def test_the_schema_of_spark_is_ours(spark: Any) -> None:
    from pyspark.sql.pandas.types import from_arrow_schema

    empty = spark.createDataFrame([], spark_schema())
    assert empty.schema == from_arrow_schema(schema())


@SPARK
def test_a_killed_worker_of_spark_loses_nothing(spark: Any, expected: pa.Table, tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    one = killed_once(mark, "doc-000040")

    def work(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            yield from one(batch).to_batches()

    frame = spark.createDataFrame(DOCUMENTS).repartition(4)
    same(frame.mapInArrow(work, spark_schema()).toArrow(), expected)
    assert mark.exists()


@SPARK
def test_spark_gives_up_what_is_always_fatal(spark: Any) -> None:
    def work(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            yield from always_fatal(batch).to_batches()

    with pytest.raises(Exception, match="Job aborted"):
        spark.createDataFrame(DOCUMENTS).mapInArrow(work, spark_schema()).toArrow()


@SPARK
def test_spark_counts_code_points(spark: Any, expected: pa.Table) -> None:
    # Java counts UTF-16 code units, and so does what is written in it; Spark's own functions do not.
    spark.createDataFrame(DOCUMENTS).createOrReplaceTempView("documents")
    spark.createDataFrame(expected.select(["doc", "quote", "quote_start", "quote_end"])).createOrReplaceTempView(
        "events"
    )
    row = spark.sql(
        "select count(*) as rows, sum(int(substring(text, int(quote_start) + 1, int(quote_end - quote_start)) = quote))"
        " as right from events join documents on doc = id where quote is not null"
    ).first()
    assert row.rows == row.right > 500


@SPARK
def test_spark_reaches_no_other_machine(spark: Any) -> None:
    assert reachable() == []


# -- Dask, DuckDB, polars ----------------------------------------------------------------------------------------------


@DASK
def test_dask_gives_what_a_loop_gives(expected: pa.Table) -> None:
    dask: Any = pytest.importorskip("dask")

    blocks = [DOCUMENTS.slice(at, BLOCK) for at in range(0, DOCUMENTS.num_rows, BLOCK)]
    found = dask.compute(*[dask.delayed(events_of)(block) for block in blocks], scheduler="processes", num_workers=2)
    same(pa.concat_tables(found), expected)


def test_duckdb_gives_what_a_loop_gives(expected: pa.Table) -> None:
    duckdb = pytest.importorskip("duckdb")
    documents = DOCUMENTS  # noqa: F841 (DuckDB finds it by its name)
    same(events_of(duckdb.sql("from documents")), expected)


def test_polars_gives_what_a_loop_gives(expected: pa.Table) -> None:
    polars = pytest.importorskip("polars")
    same(events_of(polars.from_arrow(DOCUMENTS)), expected)


# -- the programs of the how-to page -----------------------------------------------------------------------------------

PROGRAMS = sorted((ROOT / "examples" / "cluster").glob("*.py"))
NEEDED = {"with_ray": RAY, "with_spark": SPARK, "with_dask": DASK}


@pytest.mark.parametrize(
    "program", [pytest.param(path, marks=NEEDED.get(path.stem, ()), id=path.stem) for path in PROGRAMS]
)
def test_a_program_of_the_page_gives_what_a_loop_gives(program: Path, expected: pa.Table, tmp_path: Path) -> None:
    pq.write_table(DOCUMENTS, tmp_path / "documents.parquet", row_group_size=32)
    environment = os.environ | LOCAL | {"PYTHONPATH": str(ROOT / "src"), "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = tmp_path.glob("events*")
    same(pq.read_table(found), expected)


def test_the_page_shows_the_programs() -> None:
    page = (ROOT / "docs" / "how-to" / "run-on-a-cluster.md").read_text(encoding="utf-8")
    assert len(PROGRAMS) == 5
    for path in PROGRAMS:
        assert f"{{literalinclude}} ../../examples/cluster/{path.name}\n" in page
