import argparse
from pyspark.sql import SparkSession, functions as F


def drop_nested(frame, *paths):
    """Drops fields inside of structs and arrays; what is left without any field goes, too."""
    def element(kind):
        return element(kind.elementType) if kind.typeName() == "array" else kind

    def find(kind, name):
        fields = getattr(element(kind), "fields", [])
        return next((field for field in fields if field.name.lower() == name.lower()), None)

    def without(column, kind, names):
        if kind.typeName() == "array":
            return F.transform(column, lambda item: without(item, kind.elementType, names))
        field = find(kind, names[0])
        if len(names) == 1:
            return column.dropFields(f"`{field.name}`")
        inner = without(column.getField(field.name), field.dataType, names[1:])
        return column.withField(f"`{field.name}`", inner)

    for path in paths:
        names, kinds = path.split("."), [frame.schema]
        for name in names:
            field = find(kinds[-1], name) if kinds else None
            kinds = kinds + [field.dataType] if field else []
        while len(kinds) > 2 and len(element(kinds[-2]).fields) == 1:
            names, kinds = names[:-1], kinds[:-1]
        if len(kinds) > 2:
            root = find(frame.schema, names[0])
            new = without(F.col(f"`{root.name}`"), root.dataType, names[1:])
            frame = frame.withColumn(root.name, new)
        elif kinds:
            frame = frame.drop(names[0])
    return frame


parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--source", required=True)
parser.add_argument("--target", required=True)
args = vars(parser.parse_known_args()[0])
spark = SparkSession.builder.getOrCreate()

# One export a day from the app; the header is in each file, the separator is a semicolon.
riders = (
    spark.read.format("csv")
    .option("header", "true")
    .option("sep", ";")
    .option("escape", '"')
    .option("recursiveFileLookup", "true")
    .load(args["source"])
)
riders = riders.withColumnRenamed("e-mail", "email")
riders = riders.transform(drop_nested, "device.push_token").drop("password_hash")
riders = riders.withColumns(
    {
        "rider_id": F.col("rider_id").try_cast("bigint"),
        "birth_year": F.col("birth_year").try_cast("int"),
    }
)

adults = riders.filter((F.col("birth_year") < 2006) & (F.col("country") == "PT"))
adults.printSchema()
(
    adults.write.format("csv")
    .mode("append")
    .option("header", "true")
    .option("sep", ";")
    .option("escape", '"')
    .option("ignoreLeadingWhiteSpace", "false")
    .option("ignoreTrailingWhiteSpace", "false")
    .save(args["target"])
)
