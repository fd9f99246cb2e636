from awsglue.transforms import (  # what we use
    Map,  # by hand
    # not for long
    DropFields,
)
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
frame = glueContext.create_dynamic_frame.from_catalog(database="db", table_name="t")
DropFields.apply(frame, ["a"]).toDF().show()
Map.apply(frame=frame, f=row_function, **more).toDF().show()
