import argparse
from pyspark.sql import SparkSession, functions as F


def relationalize(frame, root):
    """Flat tables by name: the root, and one for each array with the columns id, index and val."""
    tables = {}

    def add(name, table):
        table = unnest_structs(table)
        arrays = [f.name for f in table.schema.fields if f.dataType.typeName() == "array"]
        if not arrays:
            tables[name] = table
            return
        # Arrays and their table are computed apart: the ids must not be made twice.
        table = table.withColumn("__row_id", F.monotonically_increasing_id() + 1).localCheckpoint()
        row_id = F.col("__row_id")
        keys = {array: F.when(F.col(f"`{array}`").isNotNull(), row_id) for array in arrays}
        tables[name] = table.withColumns(keys).drop("__row_id")
        for array in arrays:
            items = F.posexplode(f"`{array}`").alias("index", f"{array}.val")
            add(f"{root}_{array}", table.select(row_id.alias("id"), items))

    add(root, frame)
    return tables


def unnest_structs(frame, separator=".", levels=0):
    """Makes a column of each field of a struct, named by its path; 0 levels are all levels."""
    def leaves(column, kind, name, depth):
        if kind.typeName() == "struct" and (levels == 0 or depth < levels):
            for field in kind.fields:
                path = f"{name}{separator}{field.name}"
                yield from leaves(column.getField(field.name), field.dataType, path, depth + 1)
        else:
            yield column.alias(name)

    columns = []
    for field in frame.schema.fields:
        columns.extend(leaves(frame[f"`{field.name}`"], field.dataType, field.name, 0))
    return frame.select(columns)


parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--workshop", required=True)
args = vars(parser.parse_known_args()[0])
spark = SparkSession.builder.getOrCreate()

orders = (
    spark.read.format("xml")
    .option("rowTag", "workOrder")
    .option("attributePrefix", "at_")
    .option("ignoreSurroundingSpaces", "false")
    .load(f"s3://velora-lake/landing/{args['workshop']}/")
)

# The workshop sends repairs and inspections in one file.
parts = {
    "inspections": orders.select("inspector", "inspected_on"),
    "repairs": orders.drop("inspector", "inspected_on"),
}
inspections = parts["inspections"]
repairs = parts["repairs"]

# A few records for the people who check the files by eye.
repairs.limit(20).write.mode("append").json("s3://velora-lake/samples/repairs/")
repairs

nested = relationalize(repairs, "repairs")
for key in nested.keys():
    table = nested[key]
    print(key, table.count())
    table.write.format("delta").mode("append").save("s3://velora-lake/curated/" + key)

inspections.write.mode("append").saveAsTable("bikes.curated.inspections")
