from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue import DynamicFrame
from pyspark.sql import functions as SqlFuncs


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


sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session

# Script generated for node Orders
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders", transformation_ctx="orders")

# Script generated for node Aggregate
grouped = sparkAggregate(
    glueContext,
    parentFrame=orders,
    groups=["city"],
    aggs=[["n", "sum"], ["n", "count"], ["n", "countDistinct"]],
    transformation_ctx="grouped",
)

# Script generated for node Aggregate
whole = sparkAggregate(glueContext, parentFrame=orders, groups=[], aggs=[["n", "max"], ["n", "avg"]], transformation_ctx="whole")

# Script generated for node Rename Field
renamed = RenameField.apply(
    frame=grouped, old_name="`sum(n)`", new_name="total", transformation_ctx="renamed"
).drop_fields(["`count(n)`", "`count(DISTINCT n)`"])
