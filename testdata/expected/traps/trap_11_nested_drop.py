# `drop` of a path of dots does nothing in Spark.
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


spark = SparkSession.builder.getOrCreate()

patients = spark.read.table("clinic.patients")
slim = patients.transform(drop_nested, "address.county", "address.geo.lat").drop("notes")
slim = slim.withColumn(
    "visits",
    F.transform(F.col("visits"), lambda item: item.dropFields("comment")),
)
slim.show()
