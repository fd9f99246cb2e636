import sys
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.dynamicframe import DynamicFrameCollection
from awsglue.dynamicframe import DynamicFrame
import concurrent.futures
import re
from pyspark.sql import functions as SqlFuncs

class GroupFilter:
      def __init__(self, name, filters):
        self.name = name
        self.filters = filters

def apply_group_filter(source_DyF, group):
    return(Filter.apply(frame = source_DyF, f = group.filters))

def threadedRoute(glue_ctx, source_DyF, group_filters) -> DynamicFrameCollection:
    dynamic_frames = {}
    with concurrent.futures.ThreadPoolExecutor(max_workers=5) as executor:
        future_to_filter = {executor.submit(apply_group_filter, source_DyF, gf): gf for gf in group_filters}
        for future in concurrent.futures.as_completed(future_to_filter):
            gf = future_to_filter[future]
            if future.exception() is not None:
                print('%r generated an exception: %s' % (gf, future.exception()))
            else:
                dynamic_frames[gf.name] = future.result()
    return DynamicFrameCollection(dynamic_frames, glue_ctx)
def sparkAggregate(glueContext, parentFrame, groups, aggs, transformation_ctx) -> DynamicFrame:
    aggsFuncs = []
    for column, func in aggs:
        aggsFuncs.append(getattr(SqlFuncs, func)(column))
    result = parentFrame.toDF().groupBy(*groups).agg(*aggsFuncs) if len(groups) > 0 else parentFrame.toDF().agg(*aggsFuncs)
    return DynamicFrame.fromDF(result, glueContext, transformation_ctx)

args = getResolvedOptions(sys.argv, ['JOB_NAME'])
sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
job = Job(glueContext)
job.init(args['JOB_NAME'], args)

# Script generated for node Amazon S3
AmazonS3_node1 = glueContext.create_dynamic_frame.from_options(format_options={"multiline": False}, connection_type="s3", format="json", connection_options={"paths": ["s3://velora/trips/"], "recurse": True}, transformation_ctx="AmazonS3_node1")

# Script generated for node Conditional Router
ConditionalRouter_node2 = threadedRoute(glueContext,
  source_DyF = AmazonS3_node1,
  group_filters = [GroupFilter(name = "long", filters = lambda row: (row["minutes"] > 30)), GroupFilter(name = "default_group", filters = lambda row: (not(row["minutes"] > 30)))])

# Script generated for node default_group
default_group_node3 = SelectFromCollection.apply(dfc=ConditionalRouter_node2, key="default_group", transformation_ctx="default_group_node3")

# Script generated for node long
long_node4 = SelectFromCollection.apply(dfc=ConditionalRouter_node2, key="long", transformation_ctx="long_node4")

# Script generated for node Aggregate
Aggregate_node5 = sparkAggregate(glueContext, parentFrame = long_node4, groups = ["city", "day"], aggs = [["minutes", "sum"], ["rider", "countDistinct"]], transformation_ctx = "Aggregate_node5")

# Script generated for node Rename Field
RenameField_node6 = RenameField.apply(frame=Aggregate_node5, old_name="`sum(minutes)`", new_name="minutes", transformation_ctx="RenameField_node6")

# Script generated for node Data Catalog
DataCatalog_node7 = glueContext.write_dynamic_frame.from_catalog(frame=RenameField_node6, database="velora", table_name="by_city", transformation_ctx="DataCatalog_node7")
DataCatalog_node8 = glueContext.write_dynamic_frame.from_catalog(frame=default_group_node3, database="velora", table_name="short", transformation_ctx="DataCatalog_node8")

job.commit()
