import sys

from awsglue.context import GlueContext
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

from harbor import lake
from harbor.lake import drop_technical, read_table

args = getResolvedOptions(sys.argv, ["JOB_NAME", "target"])
glueContext = GlueContext(SparkContext.getOrCreate())
ships = read_table(glueContext, "harbor.ships")
ships = drop_technical(ships)
deep = ships.filter(lambda row: row["draft"] > 10)
lake.write_table(deep, args["target"], mode="overwrite")
