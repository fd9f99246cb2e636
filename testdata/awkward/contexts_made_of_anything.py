# A context that nobody can make without Glue keeps its name.
from awsglue.context import GlueContext

glue_context = GlueContext(**settings)
zones = glue_context.create_dynamic_frame.from_catalog(database="city", table_name="zones")
zones.toDF().show()
