# Only a column of several types is touched, and a DataFrame has none.
from pyspark.sql import SparkSession, functions as F

spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
cast = visits.withColumns(
    {
        "age": F.col("age").try_cast("bigint"),
        "address": F.col("address").withField("zip", F.col("address.zip").try_cast("int")),
    }
)
items = cast.withColumn(
    "items",
    F.transform(
        F.col("items"),
        lambda item: item.withField("price", item["price"].try_cast("double")),
    ),
)
items.show()
