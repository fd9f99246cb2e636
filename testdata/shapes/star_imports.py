from awsglue.transforms import *
from pyspark.sql.functions import *
from awsglue.gluetypes import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext

g = GlueContext(SparkContext.getOrCreate())
d = g.create_dynamic_frame.from_catalog('db', 't')
d = Filter.apply(frame=d, f=lambda x: x['a'] > 1)
df = d.toDF().withColumn('b', upper(col('c')))
df = df.filter(col('d').isNotNull())
df.show()
