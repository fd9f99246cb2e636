from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session


def replace(frame, database, table, path):
    if spark.catalog.tableExists(f"{database}.{table}"):
        glueContext.purge_s3_path(path, options={"retentionPeriod": 0})
    sink = glueContext.getSink(connection_type="s3", path=path, enableUpdateCatalog=True)
    sink.setFormat("glueparquet")
    sink.setCatalogInfo(catalogDatabase=database, catalogTableName=table)
    sink.writeFrame(frame)


d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
replace(d, "sales", "clean", "s3://lake/clean/")
