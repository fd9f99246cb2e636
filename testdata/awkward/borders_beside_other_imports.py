"""Imports that a border needs, beside names that other modules give: they get names of their own."""
from house.contexts import GlueContext
from house.shared import *


class Loader:
    context: GlueContext


# Of the star import, which may well give another one.
sc = SparkContext.getOrCreate()
sc.addPyFile("s3://house/lib.zip")
glue = house_context(sc)
from awsglue.context import GlueContext

glue = GlueContext(sc)
rides = glue.create_dynamic_frame.from_catalog(database="depot", table_name="rides")
house_report(rides.unnest_everything(), Loader())
rides.toDF().show()
