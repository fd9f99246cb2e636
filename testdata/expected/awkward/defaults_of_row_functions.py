from pyspark import cloudpickle
from pyspark.sql import SparkSession, functions as F


def row_condition(keep):
    """Makes a condition of a function that takes a record; where it raises the row is dropped."""

    # As it is now: Spark Connect would look at what it uses when the rows are asked for.
    keep = cloudpickle.loads(cloudpickle.dumps(keep))

    class Record(dict):
        __getattr__ = dict.__getitem__

    @F.udf("boolean")
    def condition(row):
        try:
            fields = row.asDict(recursive=True).items()
            return bool(keep(Record((k, Record(v) if isinstance(v, dict) else v) for k, v in fields)))
        except Exception:
            return False

    return condition(F.struct("*"))


spark = SparkSession.builder.getOrCreate()
docks = spark.read.table("depot.docks")
limit = 3


# A default is what the name was where the function is defined.
def many(row, least=limit):
    return row["bikes"] > least


def marked(row, mark="full"):
    row["mark"] = mark
    return row


few = lambda row, most=limit: row["bikes"] < most
limit = 5
docks.filter(row_condition(many)).show()
docks.withColumn("mark", F.lit("full")).show()
docks.filter(row_condition(few)).show()
docks.filter(F.col("bikes") > limit).show()
