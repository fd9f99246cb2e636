from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session


def run_sql(context, sql, frames):
    for name, frame in frames.items():
        frame.toDF().createOrReplaceTempView(name)
    return DynamicFrame.fromDF(spark.sql(sql), context, "sql")


counts = {}
for name in ["one", "two"]:
    rows = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name=name)
    counts[name] = run_sql(glueContext, f"select id from {name} where id is not null", {name: rows}).toDF().count()
