from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
from awsgluedq.transforms import EvaluateDataQuality

DEFAULT_DATA_QUALITY_RULESET = """
    Rules = [
        ColumnCount > 0
    ]
"""
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
EvaluateDataQuality().process_rows(
    frame=d,
    ruleset=DEFAULT_DATA_QUALITY_RULESET,
    publishing_options={"dataQualityEvaluationContext": "x", "enableDataQualityResultsPublishing": True},
    additional_options={"dataQualityResultsPublishing.strategy": "BEST_EFFORT", "observations.scope": "ALL"},
)
glueContext.write_dynamic_frame.from_options(
    frame=d, connection_type="s3", connection_options={"path": "s3://lake/out/"}, format="glueparquet"
)
