from awsglue.context import GlueContext
from awsglue.transforms import *
import awsgluedq.transforms as dq
from awsgluedq.transforms import EvaluateDataQuality
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
trips = glueContext.create_dynamic_frame.from_catalog(database="rides", table_name="trips")

# What a trip must have
TRIP_RULES = """
    # a comment of the ruleset
    Rules = [
        IsComplete "trip.id",  # a column with a dot
        ColumnValues "state" in ["open", 'closed'],
        RowCount > 0
    ]
"""
OTHER_RULES = """Rules = [
    IsPrimaryKey "trip.id", ColumnValues "state" in ["open", "it's"],
    ColumnValues "fare" >= -1.5]"""

# Script generated for node quality of the trips
refused = EvaluateDataQuality().process_rows(
    frame=trips, ruleset=TRIP_RULES, publishing_options={"dataQualityEvaluationContext": "refused"}
)
refused_rules = SelectFromCollection.apply(dfc=refused, key="ruleOutcomes")
refused_rules.toDF().show()

# Script generated for node quality of the fares
EvaluateDataQuality_node1 = dq.EvaluateDataQuality().process_rows(
    trips,
    OTHER_RULES,  # the rules
    {"dataQualityEvaluationContext": "node1", "enableDataQualityCloudWatchMetrics": True},
    {"observations.scope": "ALL", "performanceTuning.caching": "CACHE_NOTHING"},
)
assert (
    EvaluateDataQuality_node1[EvaluateDataQuality.DATA_QUALITY_RULE_OUTCOMES_KEY]
    .filter(lambda x: x["Outcome"] == "Failed")
    .count()
    == 0
), "The job failed due to failing DQ rules"
rows = SelectFromCollection.apply(dfc=EvaluateDataQuality_node1, key="rowLevelOutcomes", transformation_ctx="rows")
good = Filter.apply(frame=rows, f=lambda row: row["DataQualityEvaluationResult"] == "Passed")
good.toDF().write.mode("append").saveAsTable("rides.good")

# Only published
published = EvaluateDataQuality.apply(frame=trips, ruleset="Rules = [ColumnCount between 3 and 9, Completeness \"fare\" > 0.5]")
unknown = EvaluateDataQuality.apply(frame=trips, ruleset="Rules = [Entropy \"a\" > 1.0]")
