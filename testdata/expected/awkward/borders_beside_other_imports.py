"""Imports that a border needs, beside names that other modules give: they get names of their own."""
from house.contexts import GlueContext
from house.shared import *
from awsglue.context import GlueContext as GlueContext_
from awsglue.dynamicframe import DynamicFrame
from pyspark import SparkContext as SparkContext_
from pyspark.sql import SparkSession


class Loader:
    context: GlueContext


# Of the star import, which may well give another one.
sc = SparkContext.getOrCreate()
sc.addPyFile("s3://house/lib.zip")
glue = house_context(sc)
from awsglue.context import GlueContext

glue = SparkSession.builder.getOrCreate()
rides = glue.read.table("depot.rides")
house_report(DynamicFrame.fromDF(rides, GlueContext_(SparkContext_.getOrCreate()), "rides").unnest_everything(), Loader())
rides.show()
