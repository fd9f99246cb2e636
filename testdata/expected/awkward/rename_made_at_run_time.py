from pyspark.sql import SparkSession


def rename_column(frame, old, new):
    """Renames a column, if there is one; names may be in back-ticks."""
    for name in (old, new):
        if "." in name and not name.startswith("`"):
            raise ValueError(f"{name}: a field of a struct needs withField and dropFields")
    return frame.withColumnRenamed(old.strip("`"), new.strip("`"))


spark = SparkSession.builder.getOrCreate()
d = spark.read.table("sales.orders")
for name in ["Id", "Missing", "Unit Price"]:
    d = rename_column(d, name, name.lower().replace(" ", "_"))
prefix = "total."
m = rename_column(d, f"`{prefix}net`", f"`{prefix}gross`")
