# The union of frames goes by name, that of Glue Studio by position.
from pyspark.sql import DataFrame, SparkSession

spark = SparkSession.builder.getOrCreate()


def sparkUnion(spark, unionType, mapping, transformation_ctx) -> DataFrame:
    for alias, frame in mapping.items():
        frame.createOrReplaceTempView(alias)
    result = spark.sql(
        "(select * from source1) UNION {} (select * from source2)".format(unionType)
    )
    return result


march = spark.read.table("clinic.march")
april = spark.read.table("clinic.april")
by_name = march.unionByName(april, allowMissingColumns=True)
by_place = sparkUnion(
    spark, unionType="ALL", mapping={"source1": march, "source2": april}, transformation_ctx="by_place"
)
distinct = sparkUnion(
    spark, unionType="DISTINCT", mapping={"source1": march, "source2": april}, transformation_ctx="distinct"
)
by_name.show()
by_place.show()
distinct.show()
