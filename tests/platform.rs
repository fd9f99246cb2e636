//! What is not Glue and Databricks cannot run: where it is spoken of, and what it counts as.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use unglue::config::Settings;
use unglue::diagnostics::{Family, Finding, Grade};
use unglue::rewrite::convert;

const JOB: &str = "\
from awsglue.context import GlueContext
from pyspark.context import SparkContext

sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
frame = glueContext.create_dynamic_frame.from_catalog(database=\"a\", table_name=\"b\").toDF()
words = sc.textFile(\"s3://a/words\").map(len)
print(frame.rdd.isEmpty())
spark.stop()
";

fn platform(findings: &[Finding]) -> Vec<(&str, Grade)> {
    let of_family = findings.iter().filter(|f| f.family == Family::Platform);
    of_family.map(|f| (&*f.rule, f.grade)).collect()
}

fn check(dir: &Path, args: &[&str]) -> (i32, serde_json::Value) {
    let mut command = Command::cargo_bin("unglue").unwrap();
    let ran = command.current_dir(dir).args(["check", "--output-format", "json"]).args(args);
    let ran = ran.output().unwrap();
    (ran.status.code().unwrap(), serde_json::from_slice(&ran.stdout).unwrap())
}

#[test]
fn it_has_findings_and_conversions_of_its_own() {
    let done = convert(JOB, &Settings::default()).unwrap();
    let expected = [
        ("platform-read-rdd", Grade::Manual),
        ("platform-is-empty", Grade::Safe),
        ("platform-stop", Grade::Safe),
    ];
    assert_eq!(platform(&done.findings), expected);
    let text = done.text.unwrap();
    assert!(text.ends_with("print(frame.isEmpty())\n"), "{text}");
    assert!(text.contains("SparkContext.getOrCreate()"), "{text}");
}

#[test]
fn one_switch_turns_it_off() {
    let settings = Settings::from_toml("platform = false\n").unwrap();
    let done = convert(JOB, &settings).unwrap();
    assert_eq!(platform(&done.findings), []);
    let text = done.text.unwrap();
    assert!(text.ends_with("print(frame.rdd.isEmpty())\nspark.stop()\n"), "{text}");
}

#[test]
fn a_file_without_glue_is_left_in_peace() {
    // The word is there, so that the file is looked at.
    let text = "# once a DynamicFrame\ndef f(spark, sc):\n    spark.stop()\n\n\nfrom pyspark.sql import SparkSession\n\nspark = SparkSession.builder.getOrCreate()\nspark.sparkContext.textFile('a')\nspark.stop()\n";
    let done = convert(text, &Settings::default()).unwrap();
    assert_eq!((done.findings.len(), done.text, done.glue), (0, None, false));
}

#[test]
fn a_linked_file_is_no_glue_and_the_switch_lets_a_build_pass() {
    let dir = tempfile::tempdir().unwrap();
    let (job, lib) = (dir.path().join("job.py"), dir.path().join("words.py"));
    fs::write(
        &job,
        "import words\nfrom awsglue.dynamicframe import DynamicFrame\n\n\ndef f(frame: DynamicFrame):\n    return words.count()\n",
    )
    .unwrap();
    fs::write(
        &lib,
        "from pyspark.sql import SparkSession\n\n\ndef count():\n    spark = SparkSession.builder.getOrCreate()\n    return spark.sparkContext.textFile('a').count()\n",
    )
    .unwrap();
    let (code, json) = check(dir.path(), &[]);
    assert_eq!(code, 1);
    let files = json["files"].as_array().unwrap();
    assert_eq!((&files[0]["glue"], &files[1]["glue"]), (&true.into(), &false.into()));
    let of_lib: Vec<_> =
        json["findings"].as_array().unwrap().iter().filter(|f| f["path"] == "words.py").collect();
    assert!(!of_lib.is_empty() && of_lib.iter().all(|f| f["family"] == "platform"), "{json}");
    assert_eq!(json["summary"]["platform"], 1);
    assert_eq!(json["summary"]["manual"], 0);
    // Alone it has nothing to do with Glue.
    assert_eq!(check(dir.path(), &["words.py"]).0, 0);
    fs::write(dir.path().join("unglue.toml"), "platform = false\n").unwrap();
    assert_eq!(check(dir.path(), &[]).1["summary"]["platform"], 0);
    fs::remove_file(dir.path().join("unglue.toml")).unwrap();
    // With the job as Spark has it there is no Glue, whatever a comment says.
    fs::write(&job, "import words\n\nwords.count()  # once a DynamicFrame\n").unwrap();
    assert_eq!(check(dir.path(), &["-q"]).0, 0);
}

#[test]
fn a_word_of_glue_in_a_comment_links_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let tool = "import os, sys\n\n\ndef stop():\n    os._exit(1)\n\n\nif __name__ == '__main__':\n    sys.exit(0)\n";
    fs::write(dir.path().join("tool.py"), tool).unwrap();
    fs::write(dir.path().join("main.py"), "import tool\n\n# as awsglue does\ntool.stop()\n")
        .unwrap();
    let (code, json) = check(dir.path(), &[]);
    assert_eq!((code, &json["findings"]), (0, &serde_json::json!([])));
    Command::cargo_bin("unglue").unwrap().current_dir(dir.path()).arg("apply").assert().code(0);
    assert_eq!(fs::read_to_string(dir.path().join("tool.py")).unwrap(), tool);
}

#[test]
fn what_ansi_mode_refuses_has_one_finding_a_file() {
    let job = format!(
        "from pyspark.sql import functions as F\nfrom pyspark.sql.types import DoubleType, StringType\n{JOB}\
        frame = frame.withColumn(\"a\", F.col(\"a\").cast(\"string\"))\n\
        frame = frame.withColumn(\"b\", frame[\"b\"].cast(StringType()))\n\
        frame = frame.withColumn(\"c\", frame[\"c\"].cast(DoubleType()))\n\
        frame = frame.withColumn(\"d\", F.trim(F.col(\"d\")).cast(\"int\"))\n"
    );
    let done = convert(&job, &Settings::default()).unwrap();
    let casts: Vec<_> = done.findings.iter().filter(|f| &*f.rule == "ansi-cast").collect();
    let [cast] = casts[..] else { panic!("{casts:?}") };
    assert_eq!(cast.start.line, 15);
    assert!(cast.message.ends_with("so at 1 more place of this file"), "{}", cast.message);
    let off = Settings { platform: false, ..Settings::default() };
    assert_eq!(platform(&convert(&job, &off).unwrap().findings), []);
}
