# The helper of Glue Studio hashes the text of a null, `None`.
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
spark = glueContext.spark_session

import hashlib

from awsglue import DynamicFrame
from pyspark.sql.functions import udf
from pyspark.sql.types import StringType


def pii_column_hash(original_cell_value):
    return hashlib.sha256(str(original_cell_value).encode()).hexdigest()


pii_column_hash_udf = udf(pii_column_hash, StringType())


def hashDf(df, keys):
    if not keys:
        return df
    df_to_hash = df.toDF()
    for key in keys:
        df_to_hash = df_to_hash.withColumn(key, pii_column_hash_udf(key))
    return DynamicFrame.fromDF(df_to_hash, glueContext, "updated_hashed_df")


patients = glueContext.create_dynamic_frame.from_catalog(database="clinic", table_name="patients")
hashed = hashDf(patients, ["name", "phone"])
hashed.toDF().show()
