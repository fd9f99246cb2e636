import contextlib
import io

from awsglue.context import GlueContext
from awsgluedq.transforms import EvaluateDataQuality
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
ruleset = """
    Rules = [
        IsComplete "id",
        Completeness "s" >= 0.9
    ]
"""
printed = io.StringIO()
with contextlib.redirect_stdout(printed):
    EvaluateDataQuality().process_rows(
        frame=orders, ruleset=ruleset, publishing_options={"dataQualityEvaluationContext": "orders"}
    )
glueContext.write_dynamic_frame.from_options(
    frame=orders, connection_type="s3", connection_options={"path": "s3://lake/out/"}, format="parquet"
)
