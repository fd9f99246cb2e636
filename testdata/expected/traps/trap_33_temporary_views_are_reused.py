# A view that is registered again changes the frames made from it before.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()


visits = spark.read.table("clinic.visits")
doctors = spark.read.table("clinic.doctors")
SqlQuery0 = "select ward from myDataSource where age > 17"
visits.createOrReplaceTempView("myDataSource")
SQLQuery_node1 = spark.sql(SqlQuery0)
SqlQuery1 = "select name from myDataSource_2 AS myDataSource"
doctors.createOrReplaceTempView("myDataSource_2")
SQLQuery_node2 = spark.sql(SqlQuery1)
SQLQuery_node1.show()
SQLQuery_node2.show()
