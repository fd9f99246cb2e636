# -*- coding: utf-8 -*-
import sys
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from awsglue.context import GlueContext
from awsglue.job import Job
from pyspark.context import SparkContext

# Écrit par l'équipe de Lyon, qui indente avec des tabulations.
params = ['JOB_NAME', 'city']
if '--since' in sys.argv:
	params.append('since')
args = getResolvedOptions(sys.argv, params)

glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext); job.init(args['JOB_NAME'], args)

def load(city, since=None):
	if since:
		bikes = glueContext.create_dynamic_frame.from_catalog(database="velora_raw", table_name="bikes_" + city, push_down_predicate="day >= '" + since + "'")
	else:
		bikes = glueContext.create_dynamic_frame.from_catalog(database="velora_raw", table_name="bikes_" + city)
	return bikes

bikes = load(args['city'], args.get('since'))
electric = bikes.filter(lambda b: b["battery"] is not None and b["battery"] != 0)
electric = electric.select_fields(['bike_id', 'battery', 'model'])	# le reste ne sert à rien
electric = electric.repartition(1)
glueContext.write_dynamic_frame.from_options(frame=electric, connection_type="s3",
	connection_options={
		"path": "s3://velora-lake/export/electric/",	# lu par l'application mobile
		"compression": "gzip",
	},
	format="json")
job.commit()