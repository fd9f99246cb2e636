from pyspark.sql import SparkSession

# Start Glue
spark = SparkSession.builder.getOrCreate()

# Read it
rows = spark.read.table("depot.parts")

# Rows of today alone
today = rows.where("day = current_date()")

# Write the rows and tell the catalog
(
    today.write.format("json")
    .mode("append")
    .option("path", "s3://depot/today/")
    .saveAsTable("depot.today")
)

# A copy for the other department
today.write.format("json").mode("append").save("s3://depot/copy/")

# ---- the end ----

# TODO: tell somebody

# job.commit()


def finish():
    try:
        print("done")
    except OSError:
        print("no output")


def in_one_line(ready):
    # Only when ready
    return ready
