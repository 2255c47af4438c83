"""The events of a Parquet file of documents, by Spark: needs the extra `spark`, and Java."""

from pyspark.sql import SparkSession

from dateline.arrow import map_in_arrow, spark_schema

# On one machine, two tasks at a time and four tries for each; a cluster has its own master and tries.
spark = SparkSession.builder.master("local[2,4]").getOrCreate()
documents = spark.read.parquet("documents.parquet").repartition(8)
events = documents.mapInArrow(map_in_arrow(rows=32), spark_schema())
events.write.parquet("events")
