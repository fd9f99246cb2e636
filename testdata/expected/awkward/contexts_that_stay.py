from awsglue.context import GlueContext
from pyspark.context import SparkContext
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()


def context_of(sc):
    """Gives the GlueContext of the job."""
    return GlueContext(sc)


def clean(context, path):
    """Takes a GlueContext, as only it can purge."""
    context.purge_s3_path(path)


def session_of(spark):
    """Takes a SparkSession and gives its session."""
    return spark


context = context_of(SparkContext.getOrCreate())
clean(context, "s3://mill/old/")
session_of(spark).sql("select 1").show()
