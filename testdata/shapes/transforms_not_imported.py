"""Parts of a notebook: the cell that imports the transforms is not here."""
from awsglue.context import GlueContext
from pyspark.context import SparkContext
from pyspark.sql.functions import *

glueContext = GlueContext(SparkContext.getOrCreate())
rides = glueContext.create_dynamic_frame.from_catalog(database="bikes", table_name="rides")

mapped = ApplyMapping.apply(frame=rides, mappings=[("ride", "string", "ride_id", "long"), ("start", "string", "start", "string")])
tables = Relationalize.apply(frame=mapped, staging_path="s3://rides/temp/", name="root")
SelectFromCollection.apply(dfc=tables, key="root").toDF().show()
EvaluateDataQuality().process_rows(frame=mapped, ruleset="Rules = [ ColumnCount > 0 ]", publishing_options={"dataQualityEvaluationContext": "rides"})

job = Job(glueContext)
job.init("rides")
kept = Filter.apply(frame=mapped, f=lambda row: row["ride_id"] > 0)
kept.toDF().show()
job.commit()
