from awsglue import DynamicFrame
from awsglue.context import GlueContext
from awsglue.gluetypes import ChoiceType, StructType
from pyspark.context import SparkContext
from pyspark.sql import DataFrame


def choices(frame: DynamicFrame):
    return [field.name for field in frame.schema().fields if isinstance(field.dataType, ChoiceType)]


def has_choices(frame):
    def inner(fields):
        for field in fields:
            kind = field.dataType.__class__.__name__
            if kind == ChoiceType.__name__:
                return True
            elif kind == StructType.__name__ and inner(field.dataType.fields):
                return True
        return False

    return inner(frame.schema())


def as_rows(frame):
    if type(frame) == DynamicFrame:
        frame = frame.toDF()
    return frame


def with_method(name, f):
    def on_glue(self, **options):
        if has_choices(self):
            raise ValueError("resolve the choices first")
        return DynamicFrame.fromDF(f(self.toDF(), **options), self.glue_ctx, self.name)

    def on_spark(self, **options):
        return f(self, **options)

    setattr(DataFrame, name, on_spark)
    setattr(DynamicFrame, name, on_glue)


with_method("first", lambda df, n: df.limit(n))
context = GlueContext(SparkContext.getOrCreate())
lots = context.create_dynamic_frame.from_catalog(database="db", table_name="lots")
lots = lots.resolveChoice(specs=[(name, "cast:double") for name in choices(lots)])
as_rows(lots).show()
