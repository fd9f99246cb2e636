from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

people = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
j = Join.apply(people, people, "boss", "id")
bosses = people.select_fields(["id", "name"]).rename_field("id", "boss_id").rename_field("name", "boss_name")
named = Join.apply(people, bosses, ["boss"], ["boss_id"]).apply_mapping(
    [("name", "string", "worker", "string"), ("boss_name", "string", "boss", "string")]
)
