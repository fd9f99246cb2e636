use std::path::Path;

use super::*;
use crate::rewrite::convert;

fn finished(name: &str, text: &str) -> Finished {
    let settings = Settings::default();
    let document = Document::read(Path::new(name), text, &settings, RuleSet::embedded()).unwrap();
    let conversion = convert(document.code(text), document.settings(&settings)).unwrap();
    document.finish(text, conversion).unwrap()
}

fn notebook_of(sources: &[&str]) -> String {
    let cells = sources.iter().map(|s| {
        format!("{{\"cell_type\":\"code\",\"source\":{}}}", serde_json::to_string(s).unwrap())
    });
    format!("{{\"cells\":[{}]}}", cells.collect::<Vec<_>>().join(","))
}

const HEAD: &str = "from awsglue.context import GlueContext\nglueContext = GlueContext(sc)";

#[test]
fn findings_name_the_cell_and_the_line_of_the_file() {
    let text = "{\"cells\": [\n {\"cell_type\": \"markdown\", \"source\": [\"x\"]},\n {\"cell_type\": \
                \"code\", \"source\": [\n  \"from awsglue.context import GlueContext\\n\",\n  \"x = \
                'é'; f = GlueContext(sc).create_dynamic_frame.from_catalog('d', 't')\"]}]}\n";
    let done = finished("a.ipynb", text);
    let finding = done.conversion.findings.iter().find(|f| &*f.rule == "read-catalog").unwrap();
    let cell = finding.cell.as_deref().unwrap();
    assert_eq!((cell.number, cell.start.line, cell.start.column), (2, 2, 14));
    assert_eq!((finding.start.line, finding.start.column), (5, 17));
    let shown = done.shown.unwrap();
    assert!(shown[finding.range.clone()].starts_with("GlueContext(sc).create"), "{shown}");
}

#[test]
fn lines_in_messages_are_those_of_the_cells() {
    let read = "options = {'paths': ['p'], 'exclusions': ['x']}\nglueContext.create_dynamic_frame\
                .from_options(\n    's3', options, 'csv')";
    let done = finished("a.ipynb", &notebook_of(&["", HEAD, read]));
    let messages: Vec<_> = done.conversion.findings.iter().map(|f| &*f.message).collect();
    assert!(messages.iter().any(|m| m.ends_with("(cell 3, line 1)")), "{messages:?}");
}

#[test]
fn a_magic_that_runs_python_is_not_passed_over() {
    let read = "f = glueContext.create_dynamic_frame.from_catalog('d', 't')\n%time g(f)\n%time h()";
    let done = finished("a.ipynb", &notebook_of(&[HEAD, read]));
    let found: Vec<_> =
        done.conversion.findings.iter().filter(|f| &*f.rule == "magic-with-glue").collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].cell.as_deref().unwrap().start.line, 2);
}

#[test]
fn names_that_magics_read_stay() {
    let done = finished(
        "a.ipynb",
        &notebook_of(&[
            HEAD,
            "path = 's3://b'\no = {'paths': [path]}\nglueContext.create_dynamic_frame.from_options('s3', o, \
             'json').show()",
            "!aws s3 ls {path}",
        ]),
    );
    let text = done.conversion.text.unwrap();
    assert!(text.contains("path = 's3://b'"), "{text}");
    assert!(!text.contains("'paths'"), "{text}");
}

#[test]
fn only_glue_notebooks_change() {
    let plain = notebook_of(&["%%sql\nselect 1", "%region x", "%%configure\n{}"]);
    assert_eq!(finished("a.ipynb", &plain), Finished::default());
    let kernel = plain.replace(
        "{\"cells\"",
        "{\"metadata\":{\"kernelspec\":{\"name\":\"glue_pyspark\"}},\"cells\"",
    );
    let text = finished("a.ipynb", &kernel).conversion.text.unwrap();
    assert!(text.contains("[{\"cell_type\":\"code\",\"source\":\"%sql\\nselect 1\"}"), "{text}");
}

#[test]
fn other_languages_are_passed_over() {
    for language in ["scala", "Scala_Glue_Session", "sparksql", "R"] {
        let text = format!(
            "{{\"metadata\":{{\"language_info\":{{\"name\":\"{language}\"}}}},\"cells\":[]}}"
        );
        assert_eq!(finished("a.ipynb", &text).skipped, Some(SkipReason::Language), "{language}");
    }
}

#[test]
fn faults_of_the_json_have_a_place() {
    let read = |text: &str| {
        let settings = Settings::default();
        Document::read(Path::new("a.IPYNB"), text, &settings, RuleSet::embedded()).unwrap_err()
    };
    assert_eq!(read("{\n\"cells\": [x]}").at, Position { line: 2, column: 11 });
    let lone = "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"a\", \"\\ud800\"]}]}";
    assert!(read(lone).message.contains("hex escape"), "{}", read(lone));
}

#[test]
fn the_language_of_a_cell_may_be_a_wrong_guess() {
    let cell = |language: &str, source: &str| {
        let source = serde_json::to_string(source).unwrap();
        format!(
            "{{\"cell_type\":\"code\",\"metadata\":{{\"vscode\":{{\"languageId\":\"{language}\"}}}},\"source\":{source}}}"
        )
    };
    let cells = [cell("json", HEAD), cell("sql", "select 1 from glueContext")];
    let done = finished("a.ipynb", &format!("{{\"cells\":[{}]}}", cells.join(",")));
    let text = done.conversion.text.unwrap();
    assert!(text.contains("\"source\":\"\"") && text.contains("select 1 from"), "{text}");
    assert!(done.conversion.findings.iter().all(|f| f.grade == Grade::Safe));
}
