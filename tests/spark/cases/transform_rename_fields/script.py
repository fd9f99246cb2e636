from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
x = d.rename_field("id", "key").rename_field("`x.y`", "flat").rename_field("nothing", "something")
nested = RenameField.apply(frame=d, old_name="home.city", new_name="home.town")
