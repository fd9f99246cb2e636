"""Each table gets its sink by what is known of it; the frame is made behind the branches."""
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session


def keep(rides, tables, by, unwanted):
    for table in tables:
        target = "s3://rides/kept/" + table
        if table in by:
            print("partitioned")
            sink = glueContext.getSink(connection_type="s3", path=target, enableUpdateCatalog=True, updateBehavior="UPDATE_IN_DATABASE", partitionKeys=[by[table]])
        else:
            print("not partitioned")
            sink = glueContext.getSink(connection_type="s3", path=target, enableUpdateCatalog=True, updateBehavior="UPDATE_IN_DATABASE")
        sink.setFormat("glueparquet")
        sink.setCatalogInfo(catalogDatabase="rides", catalogTableName=table)
        kept = DynamicFrame.fromDF(rides.drop(*unwanted), glueContext, "kept")
        sink.writeFrame(kept)


def keep_changed(rides, by):
    """What the frame is made of is another thing in one of the branches, before its sink is made."""
    if by:
        rides = rides.withColumn("day", rides["start"].cast("date"))
        sink = glueContext.getSink(connection_type="s3", path="s3://rides/days/", partitionKeys=["day"])
    else:
        sink = glueContext.getSink(connection_type="s3", path="s3://rides/days/")
    sink.setFormat("glueparquet")
    kept = DynamicFrame.fromDF(rides, glueContext, "kept")
    sink.writeFrame(kept)
