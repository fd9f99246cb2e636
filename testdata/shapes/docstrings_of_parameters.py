from awsglue.context import GlueContext
from pyspark.context import SparkContext


def read(context, path):
    """
    Reads rides.

    Args:
        context (GlueContext): the context of the job.
        path (str): where they are.
    """
    return context.create_dynamic_frame.from_options("s3", {"paths": [path]}, "json")


def keep(context, rides, path):
    """
    Keeps rides.

    Args:
        context (GlueContext): the context of the job,
            which writes.
        rides (DynamicFrame): the rides.
        path (str): where they go.
    """
    context.write_dynamic_frame.from_options(rides, "s3", {"path": path}, "json")


def flatten(context, rides):
    """Unnests rides.

    Args:
        context: the context of the job

    Returns:
        rows, with the context of none
    """
    return rides.unnest()


context = GlueContext(SparkContext.getOrCreate())
rides = flatten(context, read(context, "s3://rides/in/"))
keep(context, rides, "s3://rides/out/")
