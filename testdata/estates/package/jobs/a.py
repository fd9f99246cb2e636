from pkg import *
from pkg import read, Writer, transforms as t
import pkg.io.readers as readers


class ParquetWriter(Writer):
    format = "parquet"

    def __init__(self, base, mode="append"):
        super().__init__(base)
        self.mode = mode


orders = t.tidy(read("orders"))
people = readers.read_frame("people", ctx=glueContext)
out = t.both(orders, people)
w = ParquetWriter("s3://b/out")
w.write(out, "orders")
w.write(t.as_rows(out).limit(3), "few")
print(out.glue_ctx.spark_session.version, len(frames))
for name, frame in frames.items():
    print(name, frame.toDF().count())
job.commit()
