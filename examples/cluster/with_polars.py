"""The events of a frame of polars, 32 documents at a time in one process: needs the extras `polars` and `arrow`."""

import polars as pl

from dateline.arrow import events_of

documents = pl.read_parquet("documents.parquet")
events = pl.concat([pl.DataFrame(events_of(part)) for part in documents.iter_slices(32)])
events.write_parquet("events.parquet")
