from awsglue.context import GlueContext
from awsglue.job import Job
from pyspark.context import SparkContext


class GlueJob:
    """Base of all jobs."""

    glue_context: GlueContext = None

    def __init__(self, name: str, ctx: GlueContext = None):
        self.name = name
        self.glue_context = ctx or GlueContext(SparkContext.getOrCreate())
        self.spark = self.glue_context.spark_session
        self.job = Job(self.glue_context)
        self.logger = self.glue_context.get_logger()

    def __enter__(self):
        self.job.init(self.name, {})
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            self.job.commit()
        return False

    def read(self, table):
        return self.glue_context.create_dynamic_frame.from_catalog(database="db", table_name=table)
