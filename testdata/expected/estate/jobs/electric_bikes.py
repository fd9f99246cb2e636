# -*- coding: utf-8 -*-
import sys
import argparse
from pyspark.sql import SparkSession, functions as F

# Écrit par l'équipe de Lyon, qui indente avec des tabulations.
params = ['JOB_NAME', 'city']
if '--since' in sys.argv:
	params.append('since')
parser = argparse.ArgumentParser(allow_abbrev=False)
for option in params:
	parser.add_argument(f"--{option}", required=True)
args = vars(parser.parse_known_args()[0])

spark = SparkSession.builder.getOrCreate()

def load(city, since=None):
	if since:
		bikes = spark.read.table("bikes.raw." + ("bikes_" + city)).where("day >= '" + since + "'")
	else:
		bikes = spark.read.table("bikes.raw." + ("bikes_" + city))
	return bikes

bikes = load(args['city'], args.get('since'))
electric = bikes.filter(F.col("battery").isNotNull() & (F.col("battery") != 0))
electric = electric.select("bike_id", "battery", "model")	# le reste ne sert à rien
electric = electric.repartition(1)
(
	electric.write.format("json")
	.mode("append")
	.option("compression", "gzip")
	.save("s3://velora-lake/export/electric/")  # lu par l'application mobile
)
