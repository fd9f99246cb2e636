import logging
import sys
from awsglue.context import GlueContext
from awsglue.glue_logger import GlueLogger
from pyspark.context import SparkContext

logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)s %(message)s", force=True)
logging.getLogger("py4j").setLevel(logging.ERROR)
glueContext = GlueContext(SparkContext.getOrCreate())


def tell(logger: GlueLogger):
    logger.info("reading")


tell(glueContext.get_logger())
