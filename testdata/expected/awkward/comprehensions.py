from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
frames = {
    t: spark.read.table(f"depot.{t}")
    for t in ("locks", "bikes")
}
tables = [f for f in frames.values()]
first, second = frames["locks"], frames["bikes"]
first = first.drop("pin"); second.show()
pick = lambda t: spark.read.table(f"depot.{t}")
