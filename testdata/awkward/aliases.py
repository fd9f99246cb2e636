import sys
import awsglue.transforms as t
import awsglue.utils
import awsglue
from awsglue import DynamicFrame as Dyf
from awsglue.context import GlueContext as GC
from awsglue.job import Job as GlueJob
from pyspark.context import SparkContext as SC

opts = awsglue.utils.getResolvedOptions(sys.argv, ["JOB_NAME"])
ctx = GC(SC.getOrCreate())
j = GlueJob(ctx)
j.init(opts["JOB_NAME"], opts)
make = ctx.create_dynamic_frame
read = make.from_catalog
a = read(database="depot", table_name="locks")
b = t.DropFields.apply(frame=a, paths=["pin"])
drop = t.DropFields
c = drop.apply(b, ["owner"])
d = Dyf.fromDF(c.toDF(), ctx, "d")
out = ctx.write_dynamic_frame
out.from_options(d, "s3", {"path": "s3://depot/out/"}, "json")
j.commit()
