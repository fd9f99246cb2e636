"""Writes the clean rides, and the docks as a table of the catalog."""
from awsglue.context import GlueContext
from awsglue.job import Job
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session
job = Job(glueContext)

raw = spark.read.parquet("s3://depot/raw/rides/")
glueContext.write_dynamic_frame.from_options(
    frame=glueContext.create_dynamic_frame.from_options(
        "s3", {"paths": ["s3://depot/landing/rides/"]}, format="json"
    ),
    connection_type="s3",
    connection_options={"path": "s3://depot/clean/rides/", "partitionKeys": ["day"]},
    format="glueparquet",
)
docks = glueContext.create_dynamic_frame.from_catalog("depot", "docks_raw")
sink = glueContext.getSink(
    connection_type="s3", path="s3://depot/clean/docks/", enableUpdateCatalog=True, partitionKeys=[]
)
sink.setCatalogInfo(catalogDatabase="depot", catalogTableName="docks")
sink.setFormat("glueparquet")
sink.writeFrame(docks)
raw.write.mode("overwrite").orc("s3://depot/archive/rides")
raw.write.format("parquet").mode("append").save("s3://depot/raw/copy")
job.commit()
