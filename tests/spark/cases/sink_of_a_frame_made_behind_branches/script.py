from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext

glue = GlueContext(SparkContext.getOrCreate())
spark = glue.spark_session
spark.sql("CREATE DATABASE IF NOT EXISTS out")
d = glue.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
for name, low, parts in [("one", 1, ["s"]), ("two", 2, [])]:
    df = d.toDF()
    if low > 1:
        df = df.filter(df["id"] >= low)
    if parts:
        sink = glue.getSink(
            connection_type="s3", path="s3://lake/sorted/" + name, partitionKeys=parts
        )
    else:
        sink = glue.getSink(connection_type="s3", path="s3://lake/flat/" + name)
    sink.setFormat("json")
    out = DynamicFrame.fromDF(df, glue, "out")
    sink.writeFrame(out)

late = glue.getSink(connection_type="s3", path="s3://lake/late/", enableUpdateCatalog=True)
late.setCatalogInfo(catalogDatabase="out", catalogTableName="late")
late.setFormat("glueparquet")
if d.count() > 2:
    d = d.drop_fields(["s"])
else:
    d = d.rename_field("s", "t")
late.writeFrame(d)
d = d.rename_field("id", "key").apply_mapping([("key", "long", "id", "int")])
late2 = glue.getSink(connection_type="s3", path="s3://lake/late2/")
late2.setFormat("json")
d = d.filter(lambda r: r["id"] not in (1, None))
late2.writeFrame(d)
