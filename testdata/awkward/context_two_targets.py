from awsglue.context import GlueContext
from pyspark.context import SparkContext


class Base:
    def __init__(self, elsewhere):
        self.context = context = GlueContext(SparkContext.getOrCreate())
        elsewhere.glue_context.create_dynamic_frame.from_catalog(database="depot", table_name="t")
        self.frame = context.create_dynamic_frame.from_catalog(database="depot", table_name="locks")
