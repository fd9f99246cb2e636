from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")

glueContext.write_dynamic_frame.from_options(
    frame=orders, connection_type="s3",
    connection_options={"path": "s3://lake/days/", "partitionKeys": ["day"]}, format="parquet",
)
tuesday = glueContext.create_dynamic_frame.from_options(
    "s3", {"paths": ["s3://lake/days/day=tue/"]}, format="parquet"
).toDF().localCheckpoint()
plain = spark.read.format("parquet").load("s3://lake/days").localCheckpoint()
late = spark.createDataFrame([(9, "wed")], "id bigint, day string")
late.write.format("parquet").mode("append").partitionBy("day").save("s3://lake/days")

sink = glueContext.getSink(connection_type="s3", path="s3://lake/kept/", enableUpdateCatalog=True)
sink.setCatalogInfo(catalogDatabase="sales", catalogTableName="kept")
sink.setFormat("glueparquet")
sink.writeFrame(orders)
kept = glueContext.create_dynamic_frame.from_options("s3", {"paths": ["s3://lake/kept/"]}, format="parquet")
kept_plain = spark.read.parquet("s3://lake/kept/")
