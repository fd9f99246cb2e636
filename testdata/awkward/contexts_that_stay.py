from awsglue.context import GlueContext
from pyspark.context import SparkContext


def context_of(sc):
    """Gives the GlueContext of the job."""
    return GlueContext(sc)


def clean(context, path):
    """Takes a GlueContext, as only it can purge."""
    context.purge_s3_path(path)


def session_of(context):
    """Takes a GlueContext and gives its session."""
    return context.spark_session


context = context_of(SparkContext.getOrCreate())
clean(context, "s3://mill/old/")
session_of(context).sql("select 1").show()
