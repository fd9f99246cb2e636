from awsglue.context import GlueContext
from awsglue.transforms import SelectFromCollection
from awsgluedq.transforms import EvaluateDataQuality
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")

RULESET = """
    # nulls fail, but not where a value must be another one
    Rules = [
        RowCount = 4,
        RowCount between 4 and 9,
        ColumnCount >= 4,
        ColumnExists "note",
        IsComplete "id",
        IsComplete "kind",
        IsUnique "id",
        IsPrimaryKey "id" "kind",
        ColumnValues "kind" in ["a", "b"],
        ColumnValues "kind" != "c",
        ColumnValues "kind" not in ["a"],
        ColumnValues "amount" between 0 and 50,
        ColumnLength "note" < 4,
        Mean "amount" = 20,
        Sum "amount" > 60,
        StandardDeviation "amount" between 16.3 and 16.4,
        DistinctValuesCount "kind" = 2
    ]
"""
checked = EvaluateDataQuality().process_rows(
    frame=orders,
    ruleset=RULESET,
    publishing_options={"dataQualityEvaluationContext": "orders", "enableDataQualityResultsPublishing": True},
    additional_options={"performanceTuning.caching": "CACHE_NOTHING"},
)
rules = checked[EvaluateDataQuality.DATA_QUALITY_RULE_OUTCOMES_KEY]
glueContext.write_dynamic_frame.from_options(
    frame=rules.select_fields(["Rule", "Outcome"]),
    connection_type="s3",
    connection_options={"path": "s3://lake/rules/"},
    format="json",
)

SMALL = 'Rules = [RowCount > 9, IsComplete "kind", ColumnValues "note" matches "^[a-z]{3}$"]'
rows = EvaluateDataQuality().process_rows(frame=orders, ruleset=SMALL, publishing_options={})
levels = SelectFromCollection.apply(dfc=rows, key=EvaluateDataQuality.DATA_QUALITY_ROW_LEVEL_OUTCOMES_KEY)
glueContext.write_dynamic_frame.from_options(
    frame=levels, connection_type="s3", connection_options={"path": "s3://lake/rows/"}, format="glueparquet"
)

same = checked[EvaluateDataQuality.ORIGINAL_DATA_KEY]
alone = EvaluateDataQuality.apply(frame=same, ruleset='Rules = [IsComplete "note", Completeness "note" > 0.75, Completeness "note" = 0.75]')
failed = alone.filter(lambda x: x["Outcome"] == "Failed")
glueContext.write_dynamic_frame.from_options(
    frame=failed.select_fields(["Rule", "Outcome"]),
    connection_type="s3",
    connection_options={"path": "s3://lake/failed/"},
    format="json",
)
