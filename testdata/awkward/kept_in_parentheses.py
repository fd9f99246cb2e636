from awsglue.context import GlueContext
from awsglue.transforms import Map
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
stays = (glueContext.create_dynamic_frame.from_options ("marketplace.spark", {}))
unread = (Map.apply(frame=stays, f=row_function, **more))
(Map.apply(frame=stays, f=row_function, **more))
load_and_log().toDF()
stays.toDF().show()
