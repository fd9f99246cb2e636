from pyspark.sql import SparkSession, functions as F


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


def share_of_keys(frame, columns, other, names):
    """The share of the rows whose values in some columns another frame has in its own."""
    pairs = [(f"row_{at}", f"key_{at}") for at in range(len(columns))]
    rows = frame.select([F.col(name).alias(row) for name, (row, _) in zip(columns, pairs)])
    keys = other.select([F.col(name).alias(key) for name, (_, key) in zip(names, pairs)])
    found = rows.join(keys, [F.col(row) == F.col(key) for row, key in pairs], "left_semi")
    return found.count() / max(rows.count(), 1)


spark = SparkSession.builder.getOrCreate()
trips = spark.read.table("rides.trips")
stations = spark.read.table("rides.stations")

# The result takes the name of the class
EvaluateDataQuality = check_quality(
    trips,
    [
        (
            '(ReferentialIntegrity "start" "stations.{id}" = 1.0) and (ReferentialIntegrity "end" "stations.id" > 0.9)',
            "keys",
            lambda frame: (share_of_keys(frame, ["start"], stations, ["id"]) == 1.0) and (share_of_keys(frame, ["end"], stations, ["id"]) > 0.9),
        ),
        (
            "IsComplete \"id\" where \"state = 'done'\"",
            "row",
            ~F.coalesce(F.expr("state = 'done'"), F.lit(False)) | F.col("id").isNotNull(),
        ),
    ],
)
ruleOutcomes = EvaluateDataQuality["ruleOutcomes"]
assert ruleOutcomes.filter("Outcome == 'Failed'").count() == 0, "The job failed due to failing DQ rules"
