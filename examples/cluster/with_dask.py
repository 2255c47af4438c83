"""The events of a Parquet file of documents, by Dask, a row group at a time: needs the extra `dask`."""

from pathlib import Path

import pyarrow.parquet as pq
from dask.base import compute
from dask.delayed import delayed

from dateline.arrow import events_of


def read(group: int) -> None:
    documents = pq.ParquetFile("documents.parquet").read_row_group(group)
    pq.write_table(events_of(documents), f"events/{group:06}.parquet")


if __name__ == "__main__":
    Path("events").mkdir()
    groups = pq.ParquetFile("documents.parquet").num_row_groups
    compute([delayed(read)(group) for group in range(groups)], scheduler="processes")
