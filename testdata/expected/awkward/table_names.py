from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
a = spark.read.table(f"{db}.t")
b = spark.read.table(f"{db}.x_{t}")
c = spark.read.table(f"{args['db']}.t")
d = spark.read.table(f'{args["db"]}' + ".t")
e = spark.read.table(f"{db}.x_{t}")
g = spark.read.table(args["db"] + "." + f"x_{t}")
h = spark.read.table(f"{db}" "x" + ".t")
i = spark.read.table(f"""{db}""" + ".t")
print(a, b, c, d, e, g, h, i)
