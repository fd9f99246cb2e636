import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from awsglue.job import Job
from awsglue.transforms import ApplyMapping, SelectFromCollection
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext


def WithDay(glueContext, dfc) -> DynamicFrameCollection:
    """Adds the day."""
    from pyspark.sql import functions as F
    from pyspark.sql import SparkSession

    frame = dfc.select(list(dfc.keys())[0]).toDF()
    holidays = SparkSession.builder.getOrCreate().table("bikes.holidays")
    frame = frame.withColumn("day", F.to_date("started")).join(holidays, "day", "left_anti")
    return DynamicFrameCollection({"WithDay0": DynamicFrame.fromDF(frame, glueContext, "WithDay0")}, glueContext)


def parse(names):
    options = getResolvedOptions(sys.argv, names)
    if not options["target"]:
        import argparse

        argparse.ArgumentParser().error("no target")
    return options


args = parse(["JOB_NAME", "target"])
glueContext = GlueContext(SparkContext())
spark = glueContext.spark_session
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

rides = glueContext.create_dynamic_frame.from_catalog(database="bikes", table_name="rides")
mapped = ApplyMapping.apply(
    frame=rides, mappings=[("id", "long", "ride", "long"), ("started", "string", "started", "timestamp")]
)
made = WithDay(glueContext, DynamicFrameCollection({"mapped": mapped}, glueContext))
dated = SelectFromCollection.apply(dfc=made, key=list(made.keys())[0])
glueContext.write_dynamic_frame.from_options(
    frame=dated, connection_type="s3", connection_options={"path": args["target"]}, format="json"
)
job.commit()
