from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
from pyspark.sql.types import LongType

glueContext.setConf("spark.sql.session.timeZone", "Europe/Berlin")
zone = glueContext.getConf("spark.sql.session.timeZone")
missing = glueContext.getConf("spark.sql.no.such.key", "fallback")
table = glueContext.table("sales.orders")
glueContext.registerDataFrameAsTable(table, "frame")
names = [name for name in glueContext.tableNames("default") if name == "frame"]
glueContext.cacheTable("frame")
glueContext.uncacheTable("frame")
glueContext.registerFunction("double_it", lambda n: n * 2, LongType())
twice = glueContext.sql("select double_it(id) as n from frame").cache()
twice.count()
listed = glueContext.tables().filter("tableName = 'frame'").count()
glueContext.dropTempTable("frame")
dropped = [name for name in glueContext.tableNames() if name == "frame"]
made = glueContext.createDataFrame([(7,)], "x bigint")
numbers = glueContext.range(3)
glueContext.clearCache()
