from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

orders = glueContext.create_dynamic_frame.from_catalog("sales", "orders")
glueContext.write_dynamic_frame.from_options(
    frame=orders,
    connection_type="s3",
    connection_options={"path": "s3://lake/orders/", "partitionKeys": ["year"]},
    format="parquet",
)
back = glueContext.create_dynamic_frame.from_options(
    "s3", {"paths": ["s3://lake/orders/"], "recurse": True}, format="parquet"
)
glueContext.write_dynamic_frame.from_options(
    frame=back.select_fields(["id"]), connection_type="s3",
    connection_options={"path": "s3://lake/ids/"}, format="json",
)
one_year = spark.read.parquet("s3://lake/orders/year=2024/")
one_year.write.mode("overwrite").json("s3://lake/one_year/")

per_folder = spark.read.parquet("s3://lake/orders/*")
per_folder.write.mode("overwrite").json("s3://lake/per_folder/")
with_base = spark.read.option("basePath", "s3://lake/orders/").parquet("s3://lake/orders/year=2023")
with_base.write.mode("overwrite").json("s3://lake/with_base/")

out = "s3://lake/" + "ids_kept"
glueContext.write_dynamic_frame.from_options(
    frame=back.select_fields(["id"]), connection_type="s3", connection_options={"path": out}, format="parquet"
)
spark.createDataFrame([(9,)], "id bigint").write.mode("append").parquet(out)
spark.read.parquet(f"{out}/").write.mode("overwrite").json("s3://lake/ids_again/")
