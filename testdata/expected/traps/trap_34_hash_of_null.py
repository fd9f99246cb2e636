# The helper of Glue Studio hashes the text of a null, `None`.
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

import hashlib

from pyspark.sql.functions import udf
from pyspark.sql.types import StringType


def pii_column_hash(original_cell_value):
    return hashlib.sha256(str(original_cell_value).encode()).hexdigest()


pii_column_hash_udf = udf(pii_column_hash, StringType())


def hashDf(df, keys):
    if not keys:
        return df
    df_to_hash = df
    for key in keys:
        df_to_hash = df_to_hash.withColumn(key, pii_column_hash_udf(key))
    return df_to_hash


patients = spark.read.table("clinic.patients")
hashed = hashDf(patients, ["name", "phone"])
hashed.show()
