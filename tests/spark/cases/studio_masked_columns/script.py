from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from pyspark.context import SparkContext
from pyspark.sql.functions import lit

glueContext = GlueContext(SparkContext.getOrCreate())


def maskDf(df, keys):
    if not keys:
        return df
    df_to_mask = df.toDF()
    for key in keys:
        df_to_mask = df_to_mask.withColumn(key, lit("*******"))
    return DynamicFrame.fromDF(df_to_mask, glueContext, "updated_masked_df")


d = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="people")
x = maskDf(d, ["mail"])
