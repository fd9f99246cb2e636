from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

persons = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="persons")
memberships = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="memberships")
orgs = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="organizations")
history = Join.apply(
    orgs, Join.apply(persons, memberships, "id", "person_id"), "org_id", "organization_id"
).drop_fields(["person_id", "organization_id"])
