from awsglue.context import GlueContext
from awsglue.transforms import *
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import SparkSession, functions as F
from awsgluedq.transforms import EvaluateDataQuality
from pyspark.context import SparkContext


def check_quality(frame, rules):
    """Checks data quality. A rule looks at each row, at the frame as a whole, or at the names of its columns."""
    rows = [(rule, F.coalesce(test, F.lit(False)), *enough) for rule, scope, test, *enough in rules if scope == "row"]
    whole = [(rule, test) for rule, scope, test, *_ in rules if scope == "frame"]
    holds = {rule: test(frame.columns) for rule, scope, test, *_ in rules if scope == "columns"}
    holds.update((rule, test(frame)) for rule, scope, test, *_ in rules if scope == "keys")
    if rows:
        tested = frame.select([row[1].cast("int").alias(str(at)) for at, row in enumerate(rows)])
        shares = tested.agg(*[F.avg(name) for name in tested.columns]).first()
        for (rule, _, *enough), share in zip(rows, shares):
            holds[rule] = share is None or all(test(share) for test in enough or [lambda share: share == 1])
    if whole:
        results = frame.agg(*[test for _, test in whole]).first()
        holds.update((rule, bool(result)) for (rule, _), result in zip(whole, results))
    outcomes = [
        (rule, "Passed", None, {}) if holds[rule] else (rule, "Failed", "The rule does not hold.", {})
        for rule, *_ in rules
    ]
    schema = "Rule string, Outcome string, FailureReason string, EvaluatedMetrics map<string, double>"

    def kept(value):
        found = F.array(*[F.when(test == value, F.lit(rule)) for rule, test, *_ in rows])
        return F.array_compact(found.cast("array<string>"))

    skipped = [F.lit(rule) for rule, scope, *_ in rules if scope != "row"]
    levels = {
        "DataQualityRulesPass": kept(True),
        "DataQualityRulesFail": kept(False),
        "DataQualityRulesSkip": F.array(*skipped).cast("array<string>"),
        "DataQualityEvaluationResult": F.when(F.size(kept(False)) == 0, "Passed").otherwise("Failed"),
    }
    return {
        "originalData": frame,
        "ruleOutcomes": frame.sparkSession.createDataFrame(outcomes, schema),
        "rowLevelOutcomes": frame.withColumns(levels),
    }


glueContext = GlueContext(SparkContext.getOrCreate())
spark = SparkSession.builder.getOrCreate()
trips = spark.read.table("rides.trips")

# What a trip must have
TRIP_RULES = """
    # a comment of the ruleset
    Rules = [
        IsComplete "trip.id",  # a column with a dot
        ColumnValues "state" in ["open", 'closed'],
        RowCount > 0
    ]
"""

# Script generated for node quality of the trips
refused = EvaluateDataQuality().process_rows(
    frame=DynamicFrame.fromDF(trips, glueContext, "trips"), ruleset=TRIP_RULES, publishing_options={"dataQualityEvaluationContext": "refused"}
)
refused_rules = SelectFromCollection.apply(dfc=refused, key="ruleOutcomes").toDF()
refused_rules.show()

# Script generated for node quality of the fares
# the rules
EvaluateDataQuality_node1 = check_quality(
    trips,
    [
        (
            'IsPrimaryKey "trip.id"',
            "row",
            F.col("`trip.id`").isNotNull() & F.expr("count(1) OVER (PARTITION BY `trip.id`) = 1"),
        ),
        (
            "ColumnValues \"state\" in [\"open\", \"it's\"]",
            "row",
            F.col("state").isin("open", "it's"),
        ),
        ('ColumnValues "fare" >= -1.5', "row", F.col("fare") >= -1.5),
    ],
)
assert (
    EvaluateDataQuality_node1["ruleOutcomes"]
    .filter(F.col("Outcome") == "Failed")
    .count()
    == 0
), "The job failed due to failing DQ rules"
rows = EvaluateDataQuality_node1["rowLevelOutcomes"]
good = rows.filter(F.col("DataQualityEvaluationResult") == "Passed")
good.write.mode("append").saveAsTable("rides.good")

# Only published
check_quality(
    trips,
    [
        ("ColumnCount between 3 and 9", "columns", lambda columns: 3 < len(columns) < 9),
        ('Completeness "fare" > 0.5', "frame", F.avg(F.col("fare").isNotNull().cast("int")) > 0.5),
    ],
)["ruleOutcomes"].show(truncate=False)
unknown = EvaluateDataQuality.apply(frame=DynamicFrame.fromDF(trips, glueContext, "trips"), ruleset="Rules = [Entropy \"a\" > 1.0]")
