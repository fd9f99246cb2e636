from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext
from pyspark.sql import functions as SqlFuncs

glueContext = GlueContext(SparkContext.getOrCreate())


def sparkAggregate(glueContext, parentFrame, groups, aggs, transformation_ctx) -> DynamicFrame:
    aggsFuncs = []
    for column, func in aggs:
        aggsFuncs.append(getattr(SqlFuncs, func)(column))
    result = (
        parentFrame.toDF().groupBy(*groups).agg(*aggsFuncs)
        if len(groups) > 0
        else parentFrame.toDF().agg(*aggsFuncs)
    )
    return DynamicFrame.fromDF(result, glueContext, transformation_ctx)


d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
sums = DynamicFrame.fromDF(d.toDF().groupBy("city").sum("n"), glueContext, "sums")
glueContext.write_dynamic_frame.from_options(
    frame=sums, connection_type="s3", connection_options={"path": "s3://lake/out/"}, format="parquet"
)

counts = sparkAggregate(
    glueContext, parentFrame=d, groups=["city"], aggs=[["n", "max"], ["n", "count"]], transformation_ctx="counts"
)
named = counts.rename_field("`max(n)`", "largest").rename_field("city", "city name")
sink = glueContext.getSink(path="s3://lake/named/", connection_type="s3", partitionKeys=[])
sink.setFormat("glueparquet")
sink.writeFrame(named)
