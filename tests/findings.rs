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
