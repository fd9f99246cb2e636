import logging
import sys
from awsglue.context import GlueContext
from pyspark.context import SparkContext

logging.basicConfig(stream=sys.stdout, level=1, format="%(levelname)s %(message)s", force=True)
logging.getLogger("py4j").setLevel(logging.ERROR)
glueContext = GlueContext(SparkContext.getOrCreate())
logger = glueContext.get_logger()
logger.trace("deep")
logger.debug("d")
logger.info("i")
logger.warn("w")
logger.error("e")
logger.fatal("f")
