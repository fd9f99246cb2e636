# Nothing fails where a quoted annotation names what nobody imports.
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def without_day(frame: "DynamicFrame") -> "DynamicFrame":
    return frame.drop_fields(["day"])


d = glueContext.create_dynamic_frame.from_catalog(database="db", table_name="t")
without_day(d).toDF().show()
