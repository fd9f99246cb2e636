import argparse
from pyspark.sql import SparkSession

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--path", required=True)
args = vars(parser.parse_known_args()[0])
spark = SparkSession.builder.getOrCreate()
frame = spark.read.table("depot.locks")
print(f"rows: {frame.count()} of {args['path']}")
print(f"{spark.read.table('depot.bikes').count():>10}")
print(f"{{frame.toDF()}} {frame.drop('pin').columns!r}")
path = f"s3://depot/{args['path']}/{'x' if frame.count() else 'y'}/"
print(rf"""
{frame.count()}
""")
frame.write.format("json").mode("append").save(f"{path}out/")
