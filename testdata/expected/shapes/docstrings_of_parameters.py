from pyspark.sql import SparkSession


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


def read(spark, path):
    """
    Reads rides.

    Args:
        spark (SparkSession): the context of the job.
        path (str): where they are.
    """
    return spark.read.format("json").option("mode", "DROPMALFORMED").load(path)


def keep(rides, path):
    """
    Keeps rides.

    Args:
        rides (DataFrame): the rides.
        path (str): where they go.
    """
    rides.write.format("json").mode("append").save(path)


def flatten(rides):
    """Unnests rides.

    Returns:
        rows, with the context of none
    """
    return unnest_structs(rides)


spark = SparkSession.builder.getOrCreate()
rides = flatten(read(spark, "s3://rides/in/"))
keep(rides, "s3://rides/out/")
