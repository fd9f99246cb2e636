from awsglue.context import GlueContext
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
rides = spark.read.table("city.rides")
docks = spark.read.table("city.docks")
rides = rides.drop("pin")
if docks.count() > 0:
    (
        docks.write.format("csv")
        .mode("append")
        .option("header", "true")
        .option("escape", '"')
        .option("ignoreLeadingWhiteSpace", "false")
        .option("ignoreTrailingWhiteSpace", "false")
        .save("s3://depot/docks/")
    )
rides.write.format("json").mode("append").save("s3://depot/rides/")
for day in ["mon", "tue"]:
    part = spark.read.table(f"city.{day}")
    print(part.count())
    part = glueContext.write_dynamic_frame.from_options(
        frame=DynamicFrame.fromDF(part, glueContext, "part"), connection_type="s3", connection_options={"path": "s3://depot/part/"}, format="json"
    ).toDF()
