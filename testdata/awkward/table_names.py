from awsglue.context import GlueContext
from pyspark.context import SparkContext
glueContext = GlueContext(SparkContext())
a = glueContext.create_dynamic_frame.from_catalog(f"{db}", "t")
b = glueContext.create_dynamic_frame.from_catalog(f"{db}", f"x_{t}")
c = glueContext.create_dynamic_frame.from_catalog(f"{args['db']}", "t")
d = glueContext.create_dynamic_frame.from_catalog(f'{args["db"]}', "t")
e = glueContext.create_dynamic_frame.from_catalog(db, f"x_{t}")
g = glueContext.create_dynamic_frame.from_catalog(args["db"], f"x_{t}")
h = glueContext.create_dynamic_frame.from_catalog(f"{db}" "x", "t")
i = glueContext.create_dynamic_frame.from_catalog(f"""{db}""", "t")
print(a, b, c, d, e, g, h, i)
