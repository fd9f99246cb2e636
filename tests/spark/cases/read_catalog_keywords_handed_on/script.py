from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())


def load(name, **options):
    return glueContext.create_dynamic_frame.from_catalog(database="sales", table_name=name, **options)


def load_any(**options):
    return glueContext.create_data_frame_from_catalog(transformation_ctx="any", **options)


class Loader:
    def __init__(self, context):
        self.context = context

    def read(self, path=None, **options):
        if path:
            return self.context.spark_session.read.parquet(path)
        return self.context.create_dynamic_frame.from_catalog(**options).toDF()


all_of_it = load("orders").toDF()
some = load("orders", push_down_predicate="year == '2024'", transformation_ctx="some").toDF()
named = load_any(name_space="sales", table_name="orders", push_down_predicate="year != '2024'")
held = Loader(glueContext).read(database="sales", table_name="orders", push_down_predicate="")
