import sys
from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["format"])
glueContext = GlueContext(SparkContext.getOrCreate())
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")


def put(path, kind, options):
    glueContext.write_dynamic_frame.from_options(
        frame=d, connection_type="s3", connection_options={"path": path}, format=kind, format_options=options
    )


put("s3://lake/named/", args["format"], {"separator": ";"})
put("s3://lake/bare/", "csv", {"writeHeader": False})
put("s3://lake/lines/", "json", {"separator": "|"})
put("s3://lake/columns/", "glueparquet", {"compression": "gzip"})
put("s3://lake/columns/", "parquet", None)
put("s3://lake/quotes/", args["format"], {"quoteChar": "'", "separator": "a"})
