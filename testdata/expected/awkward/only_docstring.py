"""from awsglue.job import Job"""
