# A dot in a target makes a struct; back-ticks keep it in the name.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

patients = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="patients")
nested = ApplyMapping.apply(
    frame=patients,
    mappings=[
        ("street", "string", "address.street", "string"),
        ("zip", "string", "address.zip", "string"),
        ("`home.phone`", "string", "phone", "string"),
        ("insurance.number", "string", "`insurance.number`", "string"),
    ],
)
nested.toDF().show()
