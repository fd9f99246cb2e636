//! What made estates are put together of. `$` begins a hole: `$F` a frame of Glue, `$D` one of Spark, `$K`
//! one or the other, `$M` a dict and `$L` a list of frames, `$C` a context, `$S` a session, `$R` a read,
//! `$E` a step, `$O` an expression of Spark, `$t` a table, `$n` a new name, `$#` a comment, `$1` … names
//! that the template binds, `$c`, `$f`, `$s` parameters, `$G` the function, `$B` a suite.

#[path = "template_functions.rs"]
mod functions;

pub use functions::FUNCTIONS;

/// What a name holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A `DynamicFrame`.
    Frame,
    /// A `DataFrame`.
    Spark,
    /// One or the other.
    Either,
    /// A dict of `DynamicFrame`s.
    Dict,
    /// A list of `DynamicFrame`s.
    List,
    /// A `GlueContext`.
    Context,
    /// A `SparkSession`.
    Session,
}

/// A template of statements.
#[derive(Clone, Copy)]
pub struct Piece {
    pub text: &'static str,
    /// What must be known for it.
    pub needs: &'static [Kind],
    /// What its digits (names) and letters (parameters) hold.
    pub binds: &'static [(u8, Kind)],
    /// How a function is called.
    pub call: &'static str,
    /// What a function gives.
    pub gives: Option<Kind>,
}

use Kind::{Context, Dict, Either, Frame, List, Session, Spark};

const fn piece(text: &'static str, needs: &'static [Kind], binds: &'static [(u8, Kind)]) -> Piece {
    Piece { text, needs, binds, call: "", gives: None }
}

const fn function(
    text: &'static str,
    binds: &'static [(u8, Kind)],
    call: &'static str,
    gives: Option<Kind>,
) -> Piece {
    Piece { text, needs: &[], binds, call, gives }
}

/// The name of a parameter.
pub fn param(letter: u8) -> &'static str {
    match letter {
        b'c' => "ctx",
        b'f' => "source",
        b'd' => "sdf",
        b's' => "session",
        b'm' => "by_name",
        b'l' => "many",
        b'x' => "self.glue_context",
        b'y' => "self.frame",
        b'k' => "self.frames",
        b'e' => "given",
        _ => "thing",
    }
}

/// The session where no name holds one.
pub const SESSION: &str = "SparkSession.builder.getOrCreate()";

/// What each module begins with.
pub const HEAD: &str = "\
import sys
from functools import reduce
from awsglue.transforms import *
from awsglue.utils import getResolvedOptions
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from pyspark.context import SparkContext
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.utils import AnalysisException
";

/// What makes the context.
pub const STARTS: [&str; 6] = [
    "$C = GlueContext(SparkContext.getOrCreate())\n",
    "sc = SparkContext()\n$C = GlueContext(sc)\nspark = $C.spark_session\n",
    "args = getResolvedOptions(sys.argv, [\"JOB_NAME\"])\nsc = SparkContext.getOrCreate()\n$C = GlueContext(sc)\nspark = $C.spark_session\njob = Job($C)\njob.init(args[\"JOB_NAME\"], args)\n",
    "spark = SparkSession.builder.getOrCreate()\n$C = GlueContext(spark.sparkContext)\n",
    "$C = None\nif $C is None:\n    $C = GlueContext(SparkContext.getOrCreate())\nspark = $C.spark_session\n",
    "try:\n    $C = GlueContext(SparkContext.getOrCreate())\nexcept Exception as error:\n    print(error)\n    raise\n",
];

/// Statements that must stay as they are.
pub const PLAIN: [&str; 8] = [
    "$n = 1",
    "$n  =  { 'a':1,'b' : [ 2,3 ] }",
    "print( f'{ 1 + 1 !r:>{10} } $n' )",
    "$n = lambda frame , *a, **k : frame.columns",
    "$n = [ x for x in range(3) if x ] ; $n += [4]",
    "$n = 'create_dynamic_frame  x' \"awsglue\"",
    "$n: 'dict[str, int]' = {}",
    "assert True, '$n' # no note",
];

/// Expressions that give a frame of Glue.
pub const READS: [&str; 14] = [
    "$C.create_dynamic_frame.from_catalog(database=\"db\", table_name=$t)",
    "$C.create_dynamic_frame.from_catalog(\n    database=\"db\",  $#\n    table_name=$t,\n    transformation_ctx=\"ctx\",\n)",
    "$C.create_dynamic_frame.from_options(\n    connection_type=\"s3\",\n    connection_options={\"paths\": [\"s3://b/in\"], \"recurse\": True},\n    format=\"json\",\n)",
    "$C.create_dynamic_frame_from_options(\"s3\", {\"paths\": [path]}, \"csv\", {\"withHeader\": True, \"separator\": \",\"})",
    "$C.create_dynamic_frame. \\\n    from_catalog(database=\"db\", table_name=$t)",
    "DynamicFrame.fromDF($O, $C, \"x\")",
    "DynamicFrame.fromDF($S.read.parquet(\"s3://b/in\"), $C, \"x\")",
    "$C.create_dynamic_frame.from_options(connection_type=\"mysql\", connection_options=conf)",
    "(\n    $C.create_dynamic_frame\n    .from_catalog(database=\"db\", table_name=$t)\n    .drop_fields([\"x\"])\n)",
    "$C.create_dynamic_frame.from_catalog(\"db\", $t, push_down_predicate=\"y = 1\")",
    "$C.create_dynamic_frame_from_catalog(\n    \"db\",\n    $t,\n    $#\n    additional_options={\"mergeSchema\": True})",
    "$C.create_dynamic_frame.from_ctalog(database=\"db\", table_name=$t)",
    "$C.create_dynamic_frame.from_catalog(database=\"db\", table_name=$t, **more)",
    "$C.create_dynamic_frame.from_rdd(rows, \"x\")",
];

/// Expressions that make another frame of a frame.
pub const STEPS: [&str; 22] = [
    "DropFields.apply(frame=$F, paths=[\"a\"])",
    "$F.drop_fields([\"a\", \"b\"])",
    "ApplyMapping.apply(\n    frame=$F,\n    mappings=[\n        (\"a\", \"string\", \"b\", \"long\"),  $#\n        (\"c\", \"int\", \"c\", \"int\"),\n    ],\n    transformation_ctx=\"m\",\n)",
    "$F.resolveChoice(specs=[(\"a\", \"cast:long\")])",
    "$F.resolveChoice(specs=[(\"a\", \"make_struct\")])",
    "Filter.apply(frame=$F, f=lambda row: row[\"a\"] > 1)",
    "Map.apply(frame=$F, f=change)",
    "Map.apply($F, change, **more)",
    "Join.apply($F, $E, \"id\", \"id\")",
    "DynamicFrame.fromDF($F.toDF().filter(\"a > 1\"), $C, \"x\")",
    "DynamicFrame.fromDF(\n    $F.toDF()\n    .withColumn(\"a\", F.lit(1))  $#\n    .dropDuplicates(),\n    $C,\n    \"x\",\n)",
    "SelectFields.apply($E, [\"a\"])",
    "$F.rename_field(\"a\", \"b\").rename_field(\"c\", \"d\")",
    "$F.relationalize(\"root\", \"s3://b/tmp\").select(\"root\")",
    "$F.select_fields([\"a\"]) \\\n    .rename_field(\"a\", \"z\")",
    "$R",
    "DropNullFields.apply(frame=$F)",
    "SplitFields.apply($F, [\"a\"], \"one\", \"two\").select(\"one\")",
    "$F.unnest()",
    "$F.repartition(4)",
    "$F if flag else $E",
    "($F)",
];

/// Expressions that give a frame of Spark.
pub const SPARK: [&str; 8] = [
    "$F.toDF()",
    "$D",
    "$S.sql(\"select 1\")",
    "$D.filter(\"a > 1\").select(\"a\")",
    "$F.toDF().select(\n    \"a\",\n    F.col(\"b\"),\n)",
    "$C.spark_session.read.json(\"s3://b/j\")",
    "$C.create_data_frame.from_catalog(database=\"db\", table_name=$t)",
    "$C.read.parquet(\"s3://b/p\")",
];

/// Statements.
pub const STATEMENTS: [Piece; 94] = [
    piece("$1 = $R", &[], &[(b'1', Frame)]),
    piece("$1 = $E", &[Frame], &[(b'1', Frame)]),
    piece("$1 = $E", &[Frame], &[(b'1', Frame)]),
    piece("$1 = $O", &[Frame, Spark], &[(b'1', Spark)]),
    piece("$1 = $F.toDF()", &[Frame], &[(b'1', Spark)]),
    piece("$F = $E", &[Frame], &[]),
    piece(
        "$1 = $F.toDF()\n$1 = $1.filter(\"a > 1\")\n$2 = DynamicFrame.fromDF($1, $C, \"x\")",
        &[Frame],
        &[(b'1', Spark), (b'2', Frame)],
    ),
    piece(
        "$C.write_dynamic_frame.from_options(\n    frame=$F,\n    connection_type=\"s3\",\n    connection_options={\"path\": \"s3://b/o\"},\n    format=\"parquet\",\n)",
        &[Frame],
        &[],
    ),
    piece(
        "$C.write_dynamic_frame.from_catalog(frame=$E, database=\"db\", table_name=$t)",
        &[Frame],
        &[],
    ),
    piece(
        "$C.write_dynamic_frame.from_jdbc_conf($F, \"conn\", {\"dbtable\": \"t\", \"database\": \"d\"})",
        &[Frame],
        &[],
    ),
    piece(
        "$n = $C.write_dynamic_frame_from_options($F, \"s3\", {\"path\": \"s3://b/o\"}, \"json\")",
        &[Frame],
        &[],
    ),
    piece("$n = $C.getSink(path=\"s3://b/o\", connection_type=\"s3\")", &[], &[]),
    piece(
        "$1 = $C.getSink(\n    path=\"s3://b/o\",\n    connection_type=\"s3\",  $#\n    enableUpdateCatalog=True,\n)\n$1.setCatalogInfo(catalogDatabase=\"db\", catalogTableName=$t)\n$1.setFormat(\"glueparquet\")\n$1.writeFrame($F)",
        &[Frame],
        &[],
    ),
    piece(
        "tables = [\"a\", \"b\"]\n$1 = {}\nfor table in tables:\n    $1[table] = $C.create_dynamic_frame.from_catalog(database=\"db\", table_name=table)",
        &[],
        &[(b'1', Dict)],
    ),
    piece(
        "$1 = {\n    table: $C.create_dynamic_frame.from_catalog(database=\"db\", table_name=table)\n    for table in [\"a\", \"b\"]\n}",
        &[],
        &[(b'1', Dict)],
    ),
    piece("$1 = []\nfor table in [\"a\", \"b\"]:\n    $1.append($R)", &[], &[(b'1', List)]),
    piece("$1 = [$R, $R]", &[], &[(b'1', List)]),
    piece("$1 = [f.drop_fields([\"a\"]) for f in $L]", &[List], &[(b'1', List)]),
    piece("$1 = reduce(DataFrame.unionAll, [f.toDF() for f in $L])", &[List], &[(b'1', Spark)]),
    piece(
        "$1 = reduce(lambda a, b: a.union(b), [f.toDF() for f in $M.values()])",
        &[Dict],
        &[(b'1', Spark)],
    ),
    piece(
        "$1 = reduce(lambda a, b: Join.apply(a, b, \"id\", \"id\"), $L)",
        &[List],
        &[(b'1', Frame)],
    ),
    piece(
        "$1 = $L[0]\nfor other in $L[1:]:\n    $1 = $1.toDF().union(other.toDF())",
        &[List],
        &[(b'1', Either)],
    ),
    piece("$1 = $M[\"a\"]", &[Dict], &[(b'1', Frame)]),
    piece("$1 = $M.get(\"a\")", &[Dict], &[(b'1', Frame)]),
    piece("$M[\"c\"] = $E", &[Dict, Frame], &[]),
    piece("$1 = {\"a\": $F, \"b\": $E}", &[Frame], &[(b'1', Dict)]),
    piece("$1, $2 = $R, $R", &[], &[(b'1', Frame), (b'2', Frame)]),
    piece("$1 = $2 = $R", &[], &[(b'1', Frame), (b'2', Frame)]),
    piece("if flag:\n    $1 = $F\nelse:\n    $1 = $F.toDF()", &[Frame], &[(b'1', Either)]),
    piece("$1 = $F if flag else $F.toDF()", &[Frame], &[(b'1', Either)]),
    piece("$K.printSchema()\nprint($K.count())", &[Either], &[]),
    piece("if isinstance($K, DynamicFrame):\n    $K = $K.toDF()\n$K.show()", &[Either], &[]),
    piece("$1 = $K.toDF() if isinstance($K, DynamicFrame) else $K", &[Either], &[(b'1', Spark)]),
    piece("$1 = $K.filter(lambda row: row[\"a\"] > 1)", &[Either], &[(b'1', Either)]),
    piece("$1 = DropFields.apply($K, [\"a\"])", &[Either], &[(b'1', Frame)]),
    piece("$1 = None", &[], &[(b'1', Frame)]),
    piece("$1 = None\nif flag:\n    $1 = $R", &[], &[(b'1', Frame)]),
    piece("if ($1 := $R).count() > 0:\n    $1.printSchema()", &[], &[(b'1', Frame)]),
    piece("print(($1 := $E).count())", &[Frame], &[(b'1', Frame)]),
    piece("print(f\"{$F.count()} rows, {$F.toDF().columns!r}\")", &[Frame], &[]),
    piece(
        "$F.toDF().createOrReplaceTempView(\"v\"); $1 = $S.sql(\"select * from v\")",
        &[Frame],
        &[(b'1', Spark)],
    ),
    piece("unknown($F, $C, df=$F.toDF())", &[Frame], &[]),
    piece("$1 = unknown($C)", &[], &[(b'1', Frame)]),
    piece("$1 = $C.nothing($F)", &[Frame], &[(b'1', Frame)]),
    piece("del $F", &[Frame], &[]),
    piece("assert $F is not None and $F.count() > 0, \"empty\"", &[Frame], &[]),
    piece("$1 = map(lambda f: f.toDF(), $L)", &[List], &[]),
    piece("$1 = dict(a=$F, b=$E)", &[Frame], &[(b'1', Dict)]),
    piece("$1 = lambda f: f.drop_fields([\"z\"])\n$2 = $1($F)", &[Frame], &[(b'2', Frame)]),
    piece(
        "$1 = DynamicFrameCollection({\"a\": $F}, $C)\n$2 = $1.select(list($1.keys())[0])",
        &[Frame],
        &[(b'2', Frame)],
    ),
    piece(
        "$1 = $F.toDF() \\\n    .filter(\"a > 1\") \\\n    .select(\"a\")",
        &[Frame],
        &[(b'1', Spark)],
    ),
    piece("$1 = (\n    $F.toDF()  $#\n    $#\n    .filter(\"a\")\n)", &[Frame], &[(b'1', Spark)]),
    piece("$1: DynamicFrame = $E", &[Frame], &[(b'1', Frame)]),
    piece("$F, $1 = $E, $F", &[Frame], &[(b'1', Frame)]),
    piece("$1 = {**$M, \"z\": $F}", &[Dict, Frame], &[(b'1', Dict)]),
    piece("$n = {name: f.toDF() for name, f in $M.items()}", &[Dict], &[]),
    piece("$1 = list(map(lambda f: f.drop_fields([\"a\"]), $L))", &[List], &[(b'1', List)]),
    piece("$1 = [f for f in $L if f is not None and f.count()]", &[List], &[(b'1', List)]),
    piece(
        "with ThreadPoolExecutor() as pool:\n    $1 = list(pool.map(lambda t: $C.create_dynamic_frame.from_catalog(database=\"db\", table_name=t), [\"a\"]))",
        &[],
        &[(b'1', List)],
    ),
    piece("$1 = next(iter($M.values()))", &[Dict], &[(b'1', Frame)]),
    piece("$1 = max($L, key=lambda f: f.count())", &[List], &[(b'1', Frame)]),
    piece("$1 = $C", &[], &[(b'1', Context)]),
    piece("$1 = $C.spark_session", &[], &[(b'1', Session)]),
    piece("$1, $2 = $C, $C.spark_session", &[], &[(b'1', Context), (b'2', Session)]),
    piece("$1 = GlueContext($S.sparkContext)", &[], &[(b'1', Context)]),
    piece("$n = {\"ctx\": $C, \"frame\": $F}", &[Frame], &[]),
    piece("print($F.schema(), $F.toDF().schema)", &[Frame], &[]),
    piece("$F.printSchema(); $F.show(3)", &[Frame], &[]),
    piece("$n = $F.toDF().rdd.map(lambda r: r).collect()", &[Frame], &[]),
    piece("$C.purge_s3_path(\"s3://b/o\", {\"retentionPeriod\": 0})", &[], &[]),
    piece("$n = getattr($F, \"toDF\")()", &[Frame], &[]),
    piece("$n = $C.get_logger()\n$C.get_logger().info(\"x\")", &[], &[]),
    piece(
        "$1 = SelectFromCollection.apply(dfc=$F.split_fields([\"a\"], \"x\", \"y\"), key=\"x\")",
        &[Frame],
        &[(b'1', Frame)],
    ),
    piece("$1 = $F.mergeDynamicFrame($E, [\"id\"])", &[Frame], &[(b'1', Frame)]),
    piece(
        "$1 = Relationalize.apply(frame=$F, staging_path=\"s3://b/t\", name=\"root\")\nfor key in $1.keys():\n    $1.select(key).toDF().show()",
        &[Frame],
        &[],
    ),
    piece("$1 = $E; $2 = $E", &[Frame], &[(b'1', Frame), (b'2', Frame)]),
    piece(
        "if flag: $1 = $C.create_dynamic_frame.from_catalog(\"db\", $t); print(1)",
        &[],
        &[(b'1', Frame)],
    ),
    piece("for x in [1, 2]: $1 = $F.drop_fields([str(x)])", &[Frame], &[(b'1', Frame)]),
    piece(
        "try: $1 = $C.create_dynamic_frame.from_catalog(\"db\", $t)\nexcept: pass",
        &[],
        &[(b'1', Frame)],
    ),
    piece("$1 = $F.toDF() or $D", &[Frame, Spark], &[(b'1', Spark)]),
    piece("$1 = $F and $F.toDF()", &[Frame], &[(b'1', Either)]),
    piece("$1 = [*$L, $F]", &[List, Frame], &[(b'1', List)]),
    piece("$1 = $C.create_dynamic_frame.from_options(**options)", &[], &[(b'1', Frame)]),
    piece(
        "$1 = $C.create_dynamic_frame.from_catalog(database=(\"d\"\n    \"b\"), table_name='''t 1''')",
        &[],
        &[(b'1', Frame)],
    ),
    piece("$F.toDF().write.mode(\"append\").parquet(\"s3://b/o\")", &[Frame], &[]),
    piece("$F = None if flag else $F", &[Frame], &[]),
    piece("$1 = $2 = None\nif flag:\n    $1, $2 = $R, $C", &[], &[(b'1', Frame), (b'2', Context)]),
    piece(
        "$1 = [$C, $S]\n$2 = $1[0].create_dynamic_frame.from_catalog(database=\"db\", table_name=\"t\")",
        &[],
        &[(b'2', Frame)],
    ),
    piece(
        "shared = {}\nshared[\"glue\"] = $C\n$1 = shared[\"glue\"].create_dynamic_frame.from_catalog(database=\"db\", table_name=\"t\")",
        &[],
        &[(b'1', Frame)],
    ),
    piece("$n = ($F.toDF(), $C, \"x\")", &[Frame], &[]),
    piece("print(\"é漢\", $F.count(), $E.count())  $#", &[Frame], &[]),
    piece("$1 = $F\n$2 = $1\n$1 = $2.toDF()", &[Frame], &[(b'1', Spark), (b'2', Frame)]),
    piece("$1 = $O.rdd.isEmpty()", &[Spark], &[]),
    piece("$1 = $F.toDF().count() if $F is not None else 0", &[Frame], &[]),
];

/// Statements with suites.
pub const BLOCKS: [Piece; 20] = [
    piece("if flag:\n    $B", &[], &[]),
    piece("if flag:\n    $B\nelse:\n    $B", &[], &[]),
    piece("if flag is None:\n    $B\nelif other:\n    $B\nelse:\n    $B", &[], &[]),
    piece("for item in [\"a\", \"b\"]:\n    $B", &[], &[]),
    piece(
        "for name, $1 in $M.items():\n    $1 = $1.drop_fields([\"a\"])\n    $B",
        &[Dict],
        &[(b'1', Frame)],
    ),
    piece("for $1 in $L:\n    $1.toDF().show()\n    $B", &[List], &[]),
    piece(
        "for $1, $2 in zip($L, [\"a\"]):\n    $C.write_dynamic_frame.from_catalog(frame=$1, database=\"db\", table_name=$2)\n    $B",
        &[List],
        &[],
    ),
    piece("while flag:\n    $B\n    flag = False", &[], &[]),
    piece(
        "for item in range(3):\n    try:\n        $1 = $R\n    except Exception:\n        continue\n    if $1.count() == 0:\n        break\n    $B\nelse:\n    $B",
        &[],
        &[(b'1', Frame)],
    ),
    piece(
        "try:\n    $1 = $R\nexcept Exception as error:\n    print(error)\n    $1 = None",
        &[],
        &[(b'1', Frame)],
    ),
    piece(
        "try:\n    $1 = $R\n    $B\nexcept AnalysisException:\n    $1 = DynamicFrame.fromDF($S.createDataFrame([], schema), $C, \"empty\")\nelse:\n    $B",
        &[],
        &[(b'1', Frame)],
    ),
    piece(
        "try:\n    $C.write_dynamic_frame.from_options($F, \"s3\", {\"path\": \"s3://b/o\"}, \"json\")\nexcept (ValueError, KeyError):\n    raise\nfinally:\n    $B",
        &[Frame],
        &[],
    ),
    piece("with lock, other:\n    $B", &[], &[]),
    piece("if $1 := $R:\n    $B", &[], &[(b'1', Frame)]),
    piece(
        "match kind:\n    case \"a\":\n        $1 = $R\n    case [x, *_]:\n        $1 = $E\n    case _:\n        $1 = None",
        &[Frame],
        &[(b'1', Frame)],
    ),
    piece("if True:\n    pass\nelse:\n    $B", &[], &[]),
    piece(
        "def $1(row):\n    row[\"a\"] = row[\"b\"]\n    return row\n$2 = Map.apply(frame=$F, f=$1)\n$B",
        &[Frame],
        &[(b'2', Frame)],
    ),
    piece(
        "def $1(given, extra=None):\n    if extra is None:\n        return given\n    return given.join([\"id\"], [\"id\"], extra)\n$2 = $1($F)\n$3 = $1($F, $E)",
        &[Frame],
        &[(b'2', Frame), (b'3', Frame)],
    ),
    piece("def $1():\n    global shared\n    shared = $R\n$1()\nshared.toDF().show()", &[], &[]),
    piece(
        "def $1():\n    def inner(name):\n        return $C.create_dynamic_frame.from_catalog(database=\"db\", table_name=name)\n    return inner\n$2 = $1()(\"a\")",
        &[],
        &[(b'2', Frame)],
    ),
];

/// Statements of functions.
pub const RETURNS: [Piece; 5] = [
    piece("return $F", &[Frame], &[]),
    piece("return", &[], &[]),
    piece("if flag:\n    return $E", &[Frame], &[]),
    piece("return $F, $E", &[Frame], &[]),
    piece("yield $F", &[Frame], &[]),
];
