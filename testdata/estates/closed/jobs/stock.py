from awsglue.context import GlueContext
from pyspark.context import SparkContext

from lib.readers import read

glueContext = GlueContext(SparkContext.getOrCreate())
read(glueContext, table="stock").toDF().show()
