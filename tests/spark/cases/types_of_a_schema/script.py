from awsglue.context import GlueContext
from awsglue.dynamicframe import ResolveOption
from awsglue.gluetypes import *
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")

kinds = [f.dataType.__class__.__name__ for f in orders.schema().fields]
choices = [f.name for f in orders.schema().fields if isinstance(f.dataType, ChoiceType)]
named = [f.name for f in orders.schema().fields if type(f.dataType).__name__ == ChoiceType.__name__]
tags = SetType(LongType())
ids = orders._rdd.map(lambda record: record["id"]).sum()
same = orders.with_frame_schema(orders.schema())
resolved = orders.toDF([ResolveOption("id", "KeepAsStruct"), ResolveOption("n", "Project", LongType())])
