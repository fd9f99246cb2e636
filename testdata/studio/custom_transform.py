import sys
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.dynamicframe import DynamicFrameCollection
from awsglue.dynamicframe import DynamicFrame


# Script generated for node Custom Transform
def MyTransform(glueContext, dfc) -> DynamicFrameCollection:
    from pyspark.sql.functions import upper

    df = dfc.select(list(dfc.keys())[0]).toDF()
    # riders type it in any case
    df = df.withColumn("city", upper("city"))
    dyf = DynamicFrame.fromDF(df, glueContext, "cities")
    return DynamicFrameCollection({"CustomTransform0": dyf}, glueContext)


args = getResolvedOptions(sys.argv, ["JOB_NAME"])
sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
job = Job(glueContext)
job.init(args["JOB_NAME"], args)

# Script generated for node Riders
Riders_node1 = glueContext.create_dynamic_frame.from_catalog(
    database="velora", table_name="riders", transformation_ctx="Riders_node1"
)

# Script generated for node Custom Transform
CustomTransform_node1700000000009 = MyTransform(
    glueContext, DynamicFrameCollection({"Riders_node1": Riders_node1}, glueContext)
)

# Script generated for node Select From Collection
SelectFromCollection_node1700000000010 = SelectFromCollection.apply(
    dfc=CustomTransform_node1700000000009,
    key=list(CustomTransform_node1700000000009.keys())[0],
    transformation_ctx="SelectFromCollection_node1700000000010",
)

# Script generated for node Drop Duplicates
DropDuplicates_node1700000000011 = DynamicFrame.fromDF(
    SelectFromCollection_node1700000000010.toDF().dropDuplicates(["rider"]),
    glueContext,
    "DropDuplicates_node1700000000011",
)

# Script generated for node Target
Target_node2 = glueContext.getSink(
    path="s3://velora/riders/",
    connection_type="s3",
    updateBehavior="UPDATE_IN_DATABASE",
    partitionKeys=[],
    enableUpdateCatalog=True,
    transformation_ctx="Target_node2",
)
Target_node2.setCatalogInfo(catalogDatabase="velora", catalogTableName="riders_clean")
Target_node2.setFormat("glueparquet", compression="snappy")
Target_node2.writeFrame(DropDuplicates_node1700000000011)
job.commit()
