from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
if (frame := spark.read.table("depot.locks")).count():
    df = frame
if (n := frame.count()) > 3: print(n)
while (left := frame.drop("pin")) is not None: break
rows = [d for t in ("a", "b") if (d := spark.read.table(f"depot.{t}"))]
