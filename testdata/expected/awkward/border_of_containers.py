from awsglue.context import GlueContext
from awsgluedq.transforms import EvaluateDataQuality
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession

glue_context = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
rides = spark.read.table("city.rides")
zones = spark.read.table("city.zones")

# The frames in here are DataFrames by now, and the call below still wants Glue's.
others = {"zones": zones}
checked = EvaluateDataQuality().process_rows(
    frame=DynamicFrame.fromDF(rides, glue_context, "rides"),
    additional_data_sources={k: DynamicFrame.fromDF(v, glue_context, k) for k, v in others.items()},
    ruleset='Rules = [ReferentialIntegrity "zone" "zones.{id}" = 1.0]',
)
print(checked.keys())
print(others["zones"].count())

# A DataFrame has no such part.
print(DynamicFrame.fromDF(rides, glue_context, "rides").errorsCount())
