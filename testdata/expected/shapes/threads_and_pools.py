import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from multiprocessing.pool import ThreadPool
import threading
from pyspark.sql import SparkSession, functions as F


def drop_null_columns(frame):
    """Drops the columns that hold no value in any row."""
    if not frame.columns:
        return frame
    counts = frame.select([F.count(frame[f"`{name}`"]) for name in frame.columns]).first()
    return frame.drop(*[name for name, count in zip(frame.columns, counts) if count == 0])


spark = SparkSession.builder.getOrCreate()


def load(table, glue_context):
    dyf = spark.read.table(f"db.{table}")
    return table, dyf


def store(dyf, table):
    drop_null_columns(dyf)
    dyf.write.format("json").mode("append").save(f"s3://b/{table}")


with ThreadPoolExecutor(max_workers=4) as ex:
    futures = [ex.submit(load, t, spark) for t in ["a", "b"]]
    for fut in as_completed(futures):
        name, frame = fut.result()
        store(frame, name)
        frame.show()

futures = {ex.submit(load, t, glue_context=spark): t for t in ["a"]}
for fut in futures:
    _, frame = fut.result()
    frame.printSchema()
    frame.select("a").show()

threads = [threading.Thread(target=store, args=(load("a", spark)[1], "x"))]
for t in threads:
    t.start()
load2 = partial(load, glue_context=spark)
_, f2 = load2("c")
f2.drop("x").show()
pool = ThreadPool(3)
for name, frame in pool.map(load2, ["a"]):
    frame.withColumnRenamed("a", "b").show()
for name, frame in pool.starmap(load, [("a", spark)]):
    frame.withColumnRenamed("a", "b").show()
