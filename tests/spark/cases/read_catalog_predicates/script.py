from awsglue.context import GlueContext
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())

one = glueContext.create_dynamic_frame.from_catalog(
    database="sales",
    table_name="orders",
    push_down_predicate="(year == '2024')",
    additional_options={"catalogPartitionPredicate": "month='02'"},
)
all_ = glueContext.create_dynamic_frame.from_catalog(
    database="sales", table_name="orders", push_down_predicate=""
)
year = 2023
built = glueContext.create_dynamic_frame.from_catalog(
    database="sales", table_name="orders", push_down_predicate=f"year = '{year}'"
)


def read(predicate=""):
    return glueContext.create_dynamic_frame.from_catalog(
        database="sales", table_name="orders", push_down_predicate=predicate
    )


left_out = read()
given = read("year = '2023'")


def read_if(day, predicate=None):
    return glueContext.create_dynamic_frame.from_catalog(
        database="sales",
        table_name="orders",
        push_down_predicate=predicate or (day and f"month = '{day}'") or "",
    )


without = read_if(None)
of_month = read_if("12")
