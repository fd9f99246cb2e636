from awsglue.context import GlueContext
from awsglue.transforms import Map
from pyspark.context import SparkContext
from awsglue.dynamicframe import DynamicFrame

glueContext = GlueContext(SparkContext.getOrCreate())
stays = (glueContext.create_dynamic_frame.from_options ("marketplace.spark", {}).toDF())
unread = (Map.apply(frame=DynamicFrame.fromDF(stays, glueContext, "stays"), f=row_function, **more))
(Map.apply(frame=DynamicFrame.fromDF(stays, glueContext, "stays"), f=row_function, **more))
load_and_log().toDF()
stays.show()
