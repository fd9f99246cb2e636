from awsglue.context import GlueContext
from awsglue.transforms import ResolveChoice
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")

columns = d.resolveChoice(specs=[("provider id", "make_cols"), ("price", "make_cols")])
numbers = columns.select_fields(["id", "provider id_long", "price_double"]).toDF()
texts = columns.select_fields(["id", "`provider id_string`", "price_string"]).toDF()
structs = ResolveChoice.apply(frame=d, specs=[("price", "make_struct")]).select_fields(["id", "price"]).toDF()
