from databricks.sdk.runtime import dbutils
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

rides = (
    spark.read.format('csv')
    .option('header', 'true')
    .option('escape', '"')
    .load('s3://depot/rides/')
)
docks = spark.read.table('city.docks')
shared = spark.read.table('city.docks')
taps = (
    spark.readStream.format('kafka')
    .option('kafka.bootstrap.servers', 'broker:9098')
    .option('subscribe', 'taps')
    .option('kafka.security.protocol', 'SASL_SSL')
    .option('kafka.sasl.mechanism', 'AWS_MSK_IAM')
    .option(
        'kafka.sasl.jaas.config',
        dbutils.secrets.get('kafka', 'kafka.sasl.jaas.config'),
    )
    .load()
)
meters = spark.readStream.table('city.meters')
rides.show()
docks.show()
shared.show()
taps.writeStream.format('console').start()
meters.writeStream.format('console').start()
typo = (
    spark.read.format('json')
    .option('mode', 'DROPMALFORMED')
    .load('s3://depot/rides/')
)
typo.show()
