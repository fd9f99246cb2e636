from pkg import *
from pkg import read, Writer, transforms as t
import pkg.io.readers as readers
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()


class ParquetWriter(Writer):
    format = "parquet"

    def __init__(self, base, mode="append"):
        super().__init__(base)
        self.mode = mode


orders = t.tidy(read("orders"))
people = readers.read_frame("people", ctx=spark)
out = t.both(orders, people)
w = ParquetWriter("s3://b/out")
w.write(out, "orders")
w.write(t.as_rows(out).limit(3), "few")
print(SparkSession.builder.getOrCreate().version, len(frames))
for name, frame in frames.items():
    print(name, frame.count())
