from awsglue.context import GlueContext
from awsglue.transforms import SelectFromCollection
from awsgluedq.transforms import EvaluateDataQuality
from pyspark.context import SparkContext

glueContext = GlueContext(SparkContext.getOrCreate())
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
shops = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="shops")

by_row = EvaluateDataQuality().process_rows(
    frame=orders,
    ruleset="""Rules = [
        (ColumnValues "amount" > 0) OR (ColumnValues "kind" in ["b"]),
        (ColumnValues "kind" = "a") AND (ColumnValues "note" = "abc"),
        Completeness "note" > 0.7,
        IsComplete "note" where "kind = 'a'",
        CustomSql "select count(*) from primary" = 4
    ]""",
    publishing_options={"dataQualityEvaluationContext": "rows"},
    additional_options={"compositeRuleEvaluation.method": "ROW"},
)
levels = SelectFromCollection.apply(dfc=by_row, key="rowLevelOutcomes")
glueContext.write_dynamic_frame.from_options(
    frame=levels.drop_fields(["kind", "shop", "amount", "text", "note"]),
    connection_type="s3",
    connection_options={"path": "s3://lake/rows/"},
    format="glueparquet",
)
outcomes = by_row["ruleOutcomes"].select_fields(["Rule", "Outcome"])
glueContext.write_dynamic_frame.from_options(
    frame=outcomes, connection_type="s3", connection_options={"path": "s3://lake/by_row/"}, format="json"
)

LEAST = 3
ENOUGH = f"RowCount > {LEAST}"
RULESET = f"""
    Rules = [
        {ENOUGH},
        ReferentialIntegrity "shop" "shops.{{id}}" = 1.0,
        ReferentialIntegrity "shop" "shops.id" < 1.0,
        ReferentialIntegrity "shop,kind" "shops.{{id,kind}}" = 0.5,
        (ColumnValues "kind" = "a") or (ColumnValues "amount" > -5),
        (ColumnValues "amount" > 0) or (ColumnValues "kind" in ["b"]),
        (RowCount > 2) and ((IsUnique "kind") or (Mean "amount" > 2)),
        (IsUnique "id") and (IsPrimaryKey "id" "kind"),
        (IsUnique "kind") or (ColumnLength "kind" > 1),
        (ColumnCount = 6) and (ColumnExists "remark"),
        ColumnDataType "text" = "Double",
        ColumnDataType "text" = "DOUBLE" with threshold > 0.7,
        CustomSql "select count(*) from primary where amount < 0" = 1,
        CustomSql "SELECT SUM(amount) FROM primary" > 10,
        Uniqueness "kind" = 0.5,
        ColumnValues "kind" in ["a", "b"] with threshold between 0.7 and 0.8,
        ColumnValues "kind" not matches "^[ab]$",
        IsComplete "note" where "amount > 0",
        ColumnLength "note" > 2 where "kind = 'b'",
        ColumnValues "note" in ["abc", NULL],
        ColumnValues "note" != NULL,
        ColumnValues "note" not in ["x", NULL]
    ]
"""
EvaluateDataQuality = EvaluateDataQuality().process_rows(
    frame=orders,
    additional_data_sources={"shops": shops},
    ruleset=RULESET,
    publishing_options={"dataQualityEvaluationContext": "rules"},
    additional_options={"performanceTuning.caching": "CACHE_NOTHING"},
)
rules = SelectFromCollection.apply(dfc=EvaluateDataQuality, key="ruleOutcomes", transformation_ctx="rules")
glueContext.write_dynamic_frame.from_options(
    frame=rules.select_fields(["Rule", "Outcome"]),
    connection_type="s3",
    connection_options={"path": "s3://lake/rules/"},
    format="json",
)
