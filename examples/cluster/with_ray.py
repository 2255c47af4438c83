"""The events of a Parquet file of documents, by Ray Data: needs the extra `ray`."""

import ray

from dateline.arrow import events_of

documents = ray.data.read_parquet("documents.parquet").repartition(8)
events = documents.map_batches(events_of, batch_format="pyarrow", batch_size=32)
events.write_parquet("events")
