from awsglue.context import GlueContext
from awsglue.transforms import SelectFromCollection
from awsgluedq.transforms import EvaluateDataQuality
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
trips = glueContext.create_dynamic_frame.from_catalog(database="rides", table_name="trips")
stations = glueContext.create_dynamic_frame.from_catalog(database="rides", table_name="stations")

# The result takes the name of the class
EvaluateDataQuality = EvaluateDataQuality().process_rows(
    frame=trips,
    additional_data_sources={"stations": stations},
    ruleset="""Rules = [
        (ReferentialIntegrity "start" "stations.{id}" = 1.0) and (ReferentialIntegrity "end" "stations.id" > 0.9),
        IsComplete "id" where "state = 'done'"
    ]""",
    publishing_options={"dataQualityEvaluationContext": "trips"},
)
ruleOutcomes = SelectFromCollection.apply(dfc=EvaluateDataQuality, key="ruleOutcomes", transformation_ctx="ruleOutcomes")
assert ruleOutcomes.toDF().filter("Outcome == 'Failed'").count() == 0, "The job failed due to failing DQ rules"
