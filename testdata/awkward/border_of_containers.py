from awsglue.context import GlueContext
from awsgluedq.transforms import EvaluateDataQuality
from pyspark.context import SparkContext

glue_context = GlueContext(SparkContext.getOrCreate())
rides = glue_context.create_dynamic_frame.from_catalog(database="city", table_name="rides")
zones = glue_context.create_dynamic_frame.from_catalog(database="city", table_name="zones")

# The frames in here are DataFrames by now, and the call below still wants Glue's.
others = {"zones": zones}
checked = EvaluateDataQuality().process_rows(
    frame=rides,
    additional_data_sources=others,
    ruleset='Rules = [ReferentialIntegrity "zone" "zones.{id}" = 1.0]',
)
print(checked.keys())
print(others["zones"].count())

# A DataFrame has no such part.
print(rides.errorsCount())
