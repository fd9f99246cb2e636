import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from multiprocessing.pool import ThreadPool
import threading
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.transforms import ApplyMapping, Filter, DropNullFields
from pyspark.context import SparkContext

gc = GlueContext(SparkContext.getOrCreate())


def load(table, glue_context):
    dyf = glue_context.create_dynamic_frame.from_catalog(database="db", table_name=table)
    return table, dyf


def store(dyf, table):
    DropNullFields.apply(frame=dyf)
    gc.write_dynamic_frame.from_options(frame=dyf, connection_type="s3", connection_options={"path": f"s3://b/{table}"}, format="json")


with ThreadPoolExecutor(max_workers=4) as ex:
    futures = [ex.submit(load, t, gc) for t in ["a", "b"]]
    for fut in as_completed(futures):
        name, frame = fut.result()
        store(frame, name)
        frame.toDF().show()

futures = {ex.submit(load, t, glue_context=gc): t for t in ["a"]}
for fut in futures:
    _, frame = fut.result()
    frame.printSchema()
    frame.select_fields(["a"]).toDF().show()

threads = [threading.Thread(target=store, args=(load("a", gc)[1], "x"))]
for t in threads:
    t.start()
load2 = partial(load, glue_context=gc)
_, f2 = load2("c")
f2.drop_fields(["x"]).show()
pool = ThreadPool(3)
for name, frame in pool.map(load2, ["a"]):
    frame.rename_field("a", "b").show()
for name, frame in pool.starmap(load, [("a", gc)]):
    frame.rename_field("a", "b").show()
