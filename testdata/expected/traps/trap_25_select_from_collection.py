# The `select` of a collection takes a key, not a column.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

visits = spark.read.table("clinic.visits")
parts = {"person": visits.select("id", "age"), "rest": visits.drop("id", "age")}
person = parts["person"]
rest = parts[list(parts.keys())[1]]
person.select("age").show()
rest.show()
