//! What a finding must be said about, beside the rules' own examples.

use std::sync::Arc;

use unglue::config::{ArgumentStyle, Settings};
use unglue::diagnostics::Finding;
use unglue::rewrite::convert;

fn findings(text: &str, rule: &str) -> Vec<Finding> {
    let done = convert(text, &Settings::default()).unwrap();
    done.findings.into_iter().filter(|f| &*f.rule == rule).collect()
}

#[test]
fn an_object_of_glue_that_is_none_now_and_goes_on_is_said() {
    let start = "from awsglue.context import GlueContext\nfrom awsglue.job import Job\n\
                 from pyspark.context import SparkContext\n\n\
                 context = GlueContext(SparkContext.getOrCreate())\njob = Job(context)\n";
    let handed_on = format!("{start}commit_later(job)\n");
    assert_eq!(findings(&handed_on, "nothing-left").len(), 1);
    let used_up = format!("{start}job.init('nightly', {{}})\njob.commit()\n");
    assert!(findings(&used_up, "nothing-left").is_empty());
}

#[test]
fn findings_of_one_rule_share_its_texts() {
    let head = "from awsglue.context import GlueContext\nfrom pyspark.context import SparkContext\n\
                context = GlueContext(SparkContext.getOrCreate())\n";
    let read = "context.create_dynamic_frame.from_catalog('d', 't').toDF().show()\n";
    let found = findings(&format!("{head}{read}{read}"), "read-catalog");
    let [first, second] = &found[..] else { panic!("{found:?}") };
    assert!(Arc::ptr_eq(&first.rule, &second.rule));
    assert!(Arc::ptr_eq(&first.message, &second.message));
}

#[test]
fn a_missing_argument_is_said_by_the_name_that_the_documentation_has() {
    let text = "from awsglue.context import GlueContext\nfrom awsglue.dynamicframe import DynamicFrame\n\n\n\
                def job(context: GlueContext, frame: DynamicFrame):\n    \
                context.write_dynamic_frame.from_catalog(frame=frame, table_name='t')\n";
    let found = findings(text, "write-catalog-manual");
    assert!(found[0].message.contains("`database` is not given"), "{}", found[0].message);
}

#[test]
fn a_test_of_the_command_line_in_a_notebook_is_said() {
    let start = "import sys\nfrom awsglue.utils import getResolvedOptions\n";
    let settings = Settings { arguments: ArgumentStyle::Widgets, ..Settings::default() };
    let noted = |text: &str| {
        let done = convert(&format!("{start}{text}"), &settings).unwrap();
        let found = done.findings.into_iter().find(|f| &*f.rule == "arguments-widgets").unwrap();
        found.message.contains("dbutils.widgets.getAll()")
    };
    assert!(noted(
        "if f'--{name}' in sys.argv:\n    x = getResolvedOptions(sys.argv, [name])[name]\n"
    ));
    assert!(!noted("x = getResolvedOptions(sys.argv, ['day'])['day']\n"));
}

#[test]
fn a_comparison_that_can_never_hold_is_said() {
    let start = "from awsglue.dynamicframe import DynamicFrame\n\n\ndef job(frame: DynamicFrame):\n    \
                 typed = frame.apply_mapping([('n', 'string', 'n', 'int')])\n    ";
    for condition in ["r['n'] == '1'", "r['n'] in ['1', 2]"] {
        let text = format!("{start}return typed.filter(lambda r: {condition})\n");
        let found = findings(&text, "filter");
        assert!(found[0].message.contains("never equal"), "{condition}");
    }
}

/// A script with a context `glue` and a `DynamicFrame` called `d`.
fn job(text: &str) -> String {
    format!(
        "from awsglue.context import GlueContext\nfrom awsglue.dynamicframe import DynamicFrame\n\
         from pyspark.context import SparkContext\n\nglue = GlueContext(SparkContext.getOrCreate())\n\
         d = glue.create_dynamic_frame.from_catalog(database='s', table_name='t')\n{text}"
    )
}

#[test]
fn a_partition_that_becomes_a_table_of_its_own_is_said() {
    let noted = |path: &str, format: &str| {
        let text = job(&format!(
            "path = {path}\nglue.write_dynamic_frame.from_options(d, 's3', {{'path': path}}, '{format}')\n"
        ));
        let done = convert(&text, &Settings::default()).unwrap();
        let found = done.findings.into_iter().find(|f| f.rule.starts_with("write-")).unwrap();
        found.message.split("the folder `").nth(1).map(|m| m.split('`').next().unwrap().to_owned())
    };
    for (path, format, folders) in [
        ("'s3://b/x/day=1/'", "parquet", Some("day=…")),
        ("f's3://b/x/y={d.count()}/m={d.name!r:0>2}'", "glueparquet", Some("y=…/m=…")),
        (
            "'s3://b/x' + '/y=' + '{:0>4}'.format(str(1)) + '/m=' + str(2) + '/'",
            "orc",
            Some("y=…/m=…"),
        ),
        ("'s3://b/y={}/x'.format(1)", "parquet", None),
        ("'s3://b/x/'", "parquet", None),
        ("'s3://b/x/day=1/'", "json", None),
    ] {
        assert_eq!(noted(path, format).as_deref(), folders, "{path}");
    }
}

#[test]
fn a_test_that_told_frames_apart_is_said_where_it_matters() {
    let said = |body: &str, calls: &str| {
        let text =
            format!("from pyspark.sql import DataFrame\n\n\ndef f(x):\n    {body}\n\n\n{calls}");
        !findings(&job(&text), "dynamic-frame-tested").is_empty()
    };
    let both = "f(d)\nf(d.toDF())\n";
    for (body, differs) in [
        ("if isinstance(x, DynamicFrame):\n        return x.toDF()\n    return x.limit(1)", true),
        ("if not isinstance(x, DynamicFrame):\n        x = x.limit(1)\n    return x", true),
        ("return x.toDF() if type(x) is DynamicFrame else x.limit(1)", true),
        ("y = [x for x in [x] if isinstance(x, DynamicFrame)]\n    return y", true),
        (
            "if isinstance(x, DataFrame):\n        x = x.limit(1)\n    elif isinstance(x, DynamicFrame):\n        \
             x = x.toDF()\n    return x",
            true,
        ),
        ("if isinstance(x, DynamicFrame):\n        x = x.toDF()\n    return x", false),
        (
            "if not isinstance(x, DynamicFrame):\n        x = DynamicFrame.fromDF(x, glue, 'x')\n    return x",
            false,
        ),
        (
            "if isinstance(x, DynamicFrame):\n        return x.toDF()\n    print(x)\n    return x",
            false,
        ),
        (
            "if not isinstance(x, DynamicFrame):\n        raise TypeError(x)\n    return x.count()",
            false,
        ),
        ("assert isinstance(x, DynamicFrame)\n    return x", false),
        ("return x.toDF() if isinstance(x, DynamicFrame) else x", false),
    ] {
        assert_eq!(said(body, both), differs, "{body}");
    }
    let frames = "if isinstance(x, DynamicFrame):\n        x = x.coalesce(1)\n    return x";
    assert!(said(frames, both) && !said(frames, "f(d)\n"));
}

#[test]
fn files_that_became_a_table_are_said_by_its_name() {
    let text = job("import sys\nout, db = sys.argv[1:]\n\
        one = glue.create_dynamic_frame.from_options('s3', {'paths': [out]}, 'parquet')\n\
        two = glue.create_dynamic_frame.from_options('s3', {'paths': ['s3://b/x/y=1/']}, 'parquet')\n\
        first = glue.getSink('s3', path=out, enableUpdateCatalog=True)\n\
        first.setCatalogInfo(catalogDatabase=db, catalogTableName='t')\nfirst.setFormat('glueparquet')\nfirst.writeFrame(d)\n\
        second = glue.getSink('s3', path='s3://b/x/', enableUpdateCatalog=True, partitionKeys=['y'])\n\
        second.setCatalogInfo(catalogDatabase='s', catalogTableName='u')\nsecond.setFormat('glueparquet')\nsecond.writeFrame(d)\n");
    let found = findings(&text, "read-parquet");
    let [one, two] = &found[..] else { panic!("{found:?}") };
    assert!(one.message.contains("rows of `out` in a table"), "{}", one.message);
    assert!(two.message.contains("in the table `s.u`"), "{}", two.message);
}
