from pyspark.sql import DataFrame, SparkSession


def add_ratio(self, a, b):
    df = self.withColumn('ratio', self[a] / self[b])
    return df


DataFrame.add_ratio = add_ratio

spark = SparkSession.builder.getOrCreate()
d = spark.read.table('db.t')
d2 = d.add_ratio('x', 'y')
d2.drop('x').show()
