frame = spark.read.table("depot.locks")
