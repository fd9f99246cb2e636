from awsglue.context import GlueContext
from awsglue.transforms import *
from dateutil import parser
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
names = ["a", "b"]


class Cleaner:
    def __init__(self, level):
        self.level = level

    def clean(self, record):
        record["level"] = self.level
        return record

    def run(self, frame):
        # by a method of this object
        return frame.map(f=self.clean, transformation_ctx="clean")


def run(frame: "DynamicFrame"):
    from mine import tidy

    def parsed(record):
        """A time that only dateutil reads"""
        record["time"] = parser.parse(record["time"]).isoformat()
        return record

    return Map.apply(parsed_frame(frame), parsed).map(tidy)


def trim(record):
    for name in names:
        record[name] = record[name].strip()
    return record


d = glueContext.create_dynamic_frame.from_catalog(database="db", table_name="t")
m = Map.apply(
    frame=Cleaner(2).run(d),  # cleaned before
    f=trim,
    transformation_ctx="m",
)
x = d.map(lambda record, day="2024": tidy_up(record, day=day)).toDF()
x.write.mode("append").saveAsTable("db.x")
m.toDF().write.mode("append").saveAsTable("db.m")
