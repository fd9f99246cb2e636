from awsglue.context import GlueContext
from pyspark.context import SparkContext

from lib.readers import as_rows, read
from lib.writers import keep_all

glueContext = GlueContext(SparkContext.getOrCreate())
stock = read(glueContext, table="stock").toDF()
keep_all(glueContext, glueContext.spark_session, {"stock": stock})
as_rows(stock, glueContext).show()
