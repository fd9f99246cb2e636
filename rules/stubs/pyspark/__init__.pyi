from pyspark.accumulators import Accumulator
from pyspark.broadcast import Broadcast
from pyspark.conf import SparkConf
from pyspark.context import SparkContext
from pyspark.files import SparkFiles
from pyspark.rdd import RDD
from pyspark.sql import HiveContext, Row, SQLContext
from pyspark.storagelevel import StorageLevel
from pyspark.taskcontext import TaskContext
