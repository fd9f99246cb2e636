//! `unglue explain`: types, where they come from, and the rules that were tried.

use assert_cmd::Command;

const SCRIPT: &str = "\
from awsglue.context import GlueContext
from awsglue.transforms import *
from pyspark.context import SparkContext

def load(ctx, table):
    return ctx.create_dynamic_frame.from_catalog(database='d', table_name=table)

glueContext = GlueContext(SparkContext())
frame = load(glueContext, 'a')
print(Map.apply(frame=frame, f=convert, **more))
";

fn explain(file: &str, text: &str, place: &str) -> (String, String, Option<i32>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(file), text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_unglue"));
    let output = command.current_dir(&folder).args(["explain", place]).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn a_parameter_names_its_calls_and_a_site_its_rule() {
    let (out, err, code) = explain("job.py", SCRIPT, "job.py:6");
    assert_eq!((err.as_str(), code), ("", Some(0)));
    insta::assert_snapshot!(out, @r#"
    job.py:6:
        return ctx.create_dynamic_frame.from_catalog(database='d', table_name=table)

    types:
        ctx: GlueContext
            parameter of `load`: GlueContext; called on line 9
        ctx.create_dynamic_frame: DynamicFrameReader
        ctx.create_dynamic_frame.from_catalog: method GlueContext.create_dynamic_frame_from_catalog
        ctx.create_dynamic_frame.from_catalog(database='d', table_name=table): DynamicFrame
        table: no value has been seen
            parameter of `load`: no value has been seen; called on line 9

    rules:
        GlueContext.create_dynamic_frame_from_catalog (column 12)
            read-catalog: holds, review: the table is there with the same rows, and the job ran without bookmarks (with them Glue read only what was new)
    "#);
}

#[test]
fn a_call_that_stays_names_its_rule() {
    let (out, ..) = explain("job.py", SCRIPT, "job.py:10");
    insta::assert_snapshot!(out, @r#"
    job.py:10:
        print(Map.apply(frame=frame, f=convert, **more))

    types:
        print: not known
            is not bound in this file
        print(Map.apply(frame=frame, f=convert, **more)): not known
        Map: class Map
            from `from awsglue.transforms import *`
        Map.apply: function DynamicFrame.map
        Map.apply(frame=frame, f=convert, **more): DynamicFrame
        frame: DynamicFrame
            assigned on line 9: DynamicFrame
        convert: not known
            is not bound in this file
        more: not known
            is not bound in this file

    rules:
        DynamicFrame.map (column 7)
            map: its arguments come from `**…`
            map-by-row: its arguments come from `**…`
            map-manual: holds, manual: its arguments come from `**…`
    "#);
}

#[test]
fn cells_have_lines_of_their_own() {
    let cells = [
        "from awsglue.context import GlueContext\\n%env A\\ng = GlueContext(sc)",
        "%pwd\\ng.purge_table('a', 'b')",
    ];
    let cells = cells.map(|c| format!("{{\"cell_type\":\"code\",\"source\":\"{c}\"}}"));
    let notebook = format!("{{\"cells\":[{}]}}", cells.join(","));
    let (out, ..) = explain("job.ipynb", &notebook, "job.ipynb:cell 2:2");
    insta::assert_snapshot!(out, @r#"
    job.ipynb:cell 2:2:
        g.purge_table('a', 'b')

    types:
        g: GlueContext
            assigned on cell 1, line 3: GlueContext
        g.purge_table: method GlueContext.purge_table
        g.purge_table('a', 'b'): None

    rules:
        GlueContext.purge_table (column 1)
            purge-overwritten: holds only where all calls on the builder are rewritten
            purge-table: its condition on options.retentionPeriod does not hold
            purge: holds, manual
    "#);
}

#[test]
fn places_that_are_not_there_are_said() {
    for (place, says) in [
        ("job.py", "is not FILE:LINE"),
        ("job.py:99", "has no such line"),
        ("job.py:2:3", "is no notebook"),
        ("gone.py:1", "gone.py"),
    ] {
        let (_, err, code) = explain("job.py", SCRIPT, place);
        assert!(err.contains(says), "{place}: {err}");
        assert_eq!(code, Some(2), "{place}");
    }
}

#[test]
fn the_rest_of_the_run_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let lib = folder.path().join("lib");
    std::fs::create_dir(&lib).unwrap();
    let helper =
        "def load(ctx, table):\n    return ctx.create_dynamic_frame_from_catalog('d', table)\n";
    std::fs::write(lib.join("readers.py"), helper).unwrap();
    let job = "from awsglue.context import GlueContext\nfrom lib.readers import load\n\
               g = GlueContext(sc)\nframe = load(g, 'a')\n";
    std::fs::write(folder.path().join("job.py"), job).unwrap();
    let explain = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unglue"));
        let output = command.current_dir(&folder).arg("explain").args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let out = explain(&["job.py:4"]);
    assert!(out.contains("frame: DynamicFrame\n"), "{out}");
    let out = explain(&["lib/readers.py:2"]);
    assert!(out.contains("parameter of `load`: GlueContext; called from other modules"), "{out}");
    // Only what is named belongs to the run.
    let out = explain(&["job.py:4", "job.py"]);
    assert!(out.contains("frame: not known\n"), "{out}");
}
