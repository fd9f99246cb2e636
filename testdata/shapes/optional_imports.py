import sys
try:
    from awsglue.context import GlueContext
    from awsglue.dynamicframe import DynamicFrame
    from awsglue.utils import getResolvedOptions
except ImportError:
    GlueContext = None
    DynamicFrame = None


def run(sc, name):
    from awsglue.transforms import DropFields
    g = GlueContext(sc)
    d = g.create_dynamic_frame.from_catalog(database='db', table_name=name)
    d = DropFields.apply(frame=d, paths=['a'])
    if isinstance(d, DynamicFrame):
        d = d.toDF()
    return d
