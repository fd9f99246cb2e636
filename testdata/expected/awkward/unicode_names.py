from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
größe = spark.read.table("depot.`größe`")
räder = größe; räder.show()  # 🚲 before the call on this line: 🚲🚲
print("🚲", größe.drop("pin").count())
