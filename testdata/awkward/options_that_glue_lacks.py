from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

rides = glueContext.create_dynamic_frame.from_options(
    connection_type='s3',
    connection_options={'paths': ['s3://depot/rides/'], 'withHeader': True},
    format='csv',
    format_options={'withHeader': True, 'seperator': ';'},
)
docks = glueContext.create_dynamic_frame.from_catalog(
    'city', 'docks', bookmark_options={'job_bookmark_option': 'job-bookmark-enable'}
)
shared = glueContext.create_dynamic_frame.from_catalog('city', 'docks', catalog_id='123456789012')
taps = glueContext.create_data_frame.from_options(
    connection_type='kafka',
    connection_options={
        'bootstrap.servers': 'broker:9098',
        'topicName': 'taps',
        'kafka.security.protocol': 'SASL_SSL',
        'kafka.sasl.mechanism': 'AWS_MSK_IAM',
        'kafka.sasl.jaas.config': 'LoginModule required username="u" password="p";',
    },
)
meters = glueContext.create_data_frame.from_catalog(
    database='city',
    table_name='meters',
    additional_options={'startingPosition': 'earliest', 'enable.auto.commit': 'false'},
)
rides.toDF().show()
docks.toDF().show()
shared.toDF().show()
taps.writeStream.format('console').start()
meters.writeStream.format('console').start()
typo = glueContext.create_dynamic_frame.from_options(
    connection_type='s3',
    connection_options={'paths': ['s3://depot/rides/']},
    format='json',
    tranformation_ctx='typo',
)
typo.toDF().show()
