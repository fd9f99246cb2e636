from pyspark.sql import SparkSession


# Script generated for node Custom Transform
def MyTransform(dfc) -> dict:
    from pyspark.sql.functions import upper

    df = list(dfc.values())[0]
    # riders type it in any case
    df = df.withColumn("city", upper("city"))
    return {"CustomTransform0": df}


spark = SparkSession.builder.getOrCreate()

# Script generated for node Riders
Riders_node1 = spark.read.table("velora.riders")

# Script generated for node Custom Transform
CustomTransform_node1700000000009 = MyTransform(
    {"Riders_node1": Riders_node1}
)

# Script generated for node Select From Collection
SelectFromCollection_node1700000000010 = list(
    CustomTransform_node1700000000009.values()
)[0]

# Script generated for node Drop Duplicates
DropDuplicates_node1700000000011 = SelectFromCollection_node1700000000010.dropDuplicates(
    ["rider"]
)

# Script generated for node Target
(
    DropDuplicates_node1700000000011.write.format("delta")
    .mode("append")
    .option("mergeSchema", "true")
    .option("compression", "snappy")
    .saveAsTable("velora.riders_clean")
)
