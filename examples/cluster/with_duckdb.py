"""The events of a query of DuckDB, 32 documents at a time in one process: needs the extra `duckdb`."""

import duckdb
import pyarrow.dataset as ds

from dateline.arrow import map_in_arrow, schema

documents = duckdb.read_parquet("documents.parquet").filter("text IS NULL OR length(text) < 1_000_000")
events = map_in_arrow()(documents.fetch_record_batch(32))
ds.write_dataset(events, "events", schema=schema(), format="parquet", min_rows_per_group=50_000)
