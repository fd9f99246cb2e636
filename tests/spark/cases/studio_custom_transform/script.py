from awsglue.transforms import *
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrameCollection
from awsglue.dynamicframe import DynamicFrame


# Script generated for node Custom Transform
def MyTransform(glueContext, dfc) -> DynamicFrameCollection:
    from pyspark.sql.functions import col

    df = dfc.select(list(dfc.keys())[0]).toDF()
    df = df.withColumn("twice", col("n") * 2)
    made = DynamicFrame.fromDF(df, glueContext, "made")
    return DynamicFrameCollection({"CustomTransform0": made}, glueContext)


sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")

# Script generated for node Custom Transform
custom = MyTransform(glueContext, DynamicFrameCollection({"orders": orders}, glueContext))

# Script generated for node Select From Collection
x = SelectFromCollection.apply(dfc=custom, key=list(custom.keys())[0], transformation_ctx="x")
