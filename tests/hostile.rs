//! Scripts, stubs, rules and configurations that mean harm: each run ends, reads nothing outside of its
//! folders and hands nothing of a file to the terminal as it is.

use std::io::{Read as _, Seek as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use unglue::config::Settings;
use unglue::rewrite::convert;

const HEAD: &str = "\
from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext
glueContext = GlueContext(SparkContext())
d = glueContext.create_dynamic_frame.from_catalog(database='db', table_name='t')
";

/// How long the longest of these may take: they take milliseconds, or for ever.
const ENOUGH: Duration = Duration::from_mins(1);

fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

/// Runs the program; one that does not end is a failure.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    // Files, as a pipe that nobody reads fills up.
    let (mut out, mut err) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_unglue"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command.stdout(out.try_clone().unwrap()).stderr(err.try_clone().unwrap());
    let mut child = command.spawn().unwrap();
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > ENOUGH {
            child.kill().unwrap();
            panic!("{arguments:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let [stdout, stderr] = [&mut out, &mut err].map(|file| {
        let mut bytes = Vec::new();
        file.rewind().unwrap();
        file.read_to_end(&mut bytes).unwrap();
        bytes
    });
    Output { status, stdout, stderr }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A line for each number up to 45: what doubles with each is past any memory.
fn lines(line: impl Fn(usize, usize) -> String) -> String {
    (0..45).map(|i| line(i + 1, i)).collect()
}

#[test]
fn a_few_lines_that_double_each_time_cost_next_to_nothing() {
    let texts = [
        format!("t0 = (d, d)\n{}t45[0].toDF()\n", lines(|n, o| format!("t{n} = (t{o}, t{o})\n"))),
        format!("t0 = [d]\n{}x = t45[0]\n", lines(|n, o| format!("t{n} = [t{o}, t{o}]\n"))),
        format!("t0 = [d]\n{}", lines(|n, o| format!("t{n} = {{'a': t{o}, 'b': t{o}}}\n"))),
        format!(
            "def f0(): return d\n{}x = f45()\n",
            lines(|n, o| { format!("def f{n}(): return (f{o}(), f{o}())\n") })
        ),
        format!(
            "p0 = ['a']\n{}e = d.drop_fields(p45)\n",
            lines(|n, o| { format!("p{n} = p{o} + p{o}\n") })
        ),
        format!(
            "p0 = 'a'\n{}e = d.drop_fields([p45])\n",
            lines(|n, o| { format!("p{n} = f'{{p{o}}}{{p{o}}}' + p{o}\n") })
        ),
        format!(
            "o0 = {{'a': 1}}\n{}e = glueContext.create_dynamic_frame.from_options('s3', o45, 'json')\n",
            lines(|n, o| format!("o{n} = {{**o{o}, **o{o}}}\n"))
        ),
        "e = d.drop_fields(['a'] * 10 ** 9)\nf = d.drop_fields(['a' * 10 ** 12])\n".to_owned(),
        format!(
            "f0 = lambda x: x['a'] > 1\n{}e = Filter.apply(d, f=f45)\n",
            lines(|n, o| { format!("f{n} = lambda x: f{o}(x) and f{o}(x)\n") })
        ),
        format!(
            "f0 = lambda x: x.toDF()\n{}e = f45(d)\n",
            lines(|n, o| { format!("f{n} = lambda x: (f{o}(x), f{o}(x))\n") })
        ),
        format!("e = {}d{}\n", "list(map(lambda x: ".repeat(45), ", [d]))".repeat(45)),
        format!("e = {}d{}\n", "reduce(lambda x, y: ".repeat(45), ", [d])".repeat(45)),
        format!(
            "def f0(x): return x['a'] > 1\n{}e = Filter.apply(d, f=f45)\n",
            lines(|n, o| { format!("def f{n}(x): return f{o}(x) and f{o}(x)\n") })
        ),
        format!(
            "def f(x):\n  y0 = x['a'] + 1\n{}  x['z'] = y45\n  return x\ne = Map.apply(d, f=f)\n",
            lines(|n, o| format!("  y{n} = y{o} + y{o}\n"))
        ),
        format!(
            "def f(x):\n  y = x['a']\n{}  x['z'] = y\n  return x\ne = Map.apply(d, f=f)\n",
            lines(|n, _| format!("  y += y * {n}\n"))
        ),
        format!(
            "def f(x):\n  y = x['a']\n{}  x['z'] = y\n  return x\ne = Map.apply(d, f=f)\n",
            lines(|n, _| format!("  if x['b{n}'] > 1:\n    y = y + 1\n"))
        ),
    ];
    finish(&texts);
}

/// Converts texts, each of which takes milliseconds or for ever.
fn finish(texts: &[String]) {
    for text in texts {
        let text = HEAD.to_owned() + text;
        let (done, ended) = std::sync::mpsc::channel();
        let work = {
            let text = text.clone();
            move || done.send(convert(&text, &Settings::default()).is_ok())
        };
        // The stack that the workers of a run have. One that does not end goes with the process.
        std::thread::Builder::new().stack_size(64 << 20).spawn(work).unwrap();
        assert_eq!(ended.recv_timeout(ENOUGH), Ok(true), "{text}");
    }
}

/// A `Map` function, and a `Filter` function, of a body or of parts of a condition.
fn row_functions(body: &str) -> [String; 2] {
    let function = format!("def f(x):\n{body}    return x\n");
    [format!("{function}m = Map.apply(d, f=f)\n"), format!("{function}m = Filter.apply(d, f=f)\n")]
}

#[test]
fn row_functions_of_many_branches() {
    let ifs = lines(|n, _| format!("    if x['a{n}'] > 1:\n        x['b{n}'] = 1\n"));
    let returns = lines(|n, _| format!("    if x['a{n}'] > 1:\n        return x['b{n}']\n"));
    let nested = lines(|n, _| format!("{}if x['a{n}'] > 1:\n", " ".repeat(3 + n)))
        + &format!("{}x['b'] = 1\n", " ".repeat(60));
    let chosen = lines(|n, _| format!("    x['b'] = x['b'] + 1 if x['a{n}'] > 1 else x['b']\n"));
    let tries = lines(|n, _| {
        format!(
            "    try:\n        x['b'] = int(x['a{n}'])\n    except Exception:\n        x['b{n}'] = x['b']\n"
        )
    });
    for body in [ifs, returns, nested, chosen, tries] {
        finish(&row_functions(&body));
    }
    let filter = |condition: String| format!("m = Filter.apply(d, f=lambda x: {condition}True)\n");
    finish(&[
        filter(lines(|n, _| format!("(x['a{n}'] > 1 or x['b{n}'] < 3) and "))),
        filter(lines(|n, _| format!("x['a{n}'] > 1 and x['b{n}'] < 3 or "))),
        filter(lines(|n, _| format!("not x['a{n}'] and not (x['b{n}'] or x['c{n}'] > 1) or "))),
        filter(lines(|n, _| format!("x['a{n}'] > 1 if x['b{n}'] else "))),
        filter(lines(|n, _| format!("0 < x['a{n}'] < x['b{n}'] != x['c{n}'] or x['d{n}'] and "))),
    ]);
}

/// Long, but each part is there once: that is no reason to leave it.
#[test]
fn long_row_functions_are_still_columns() {
    let ifs = (0..40).map(|n| format!("    if x['a{n}'] > 1:\n        x['b{n}'] = 1\n"));
    let either = (0..20).map(|n| format!("(x['a{n}'] > 1 or x['b{n}'] < 3) and "));
    let map = row_functions(&ifs.collect::<String>())[0].clone();
    let filter = format!("m = Filter.apply(d, f=lambda x: {}True)\n", either.collect::<String>());
    for (text, column) in [
        (map, "'b39': F.when(F.col('a39') > 1, 1).otherwise(F.col('b39'))"),
        (filter, "((F.col('a19') > 1) | (F.col('b19') < 3))"),
    ] {
        let done = convert(&(HEAD.to_owned() + &text), &Settings::default()).unwrap();
        let new = done.text.unwrap();
        assert!(new.contains(column), "{new}");
    }
}

#[test]
fn classes_with_the_same_base_many_times_and_of_themselves() {
    let bases = "class A0:\n  x = d\n".to_owned()
        + &lines(|n, o| format!("class A{n}(A{o}, A{o}, A{o}, A{o}):\n  y{n} = 1\n"))
        + "A45().x.toDF()\nA45().nothing.toDF()\n";
    let itself = "class A(B):\n  x = d\nclass B(A):\n  y = d\nB().z\nA().z.toDF()\n";
    finish(&[bases, itself.to_owned()]);
}

const JOB: &str = "\
from awsglue.context import GlueContext
from lake import B45, read
frame = read()
B45().x().y
frame.toDF().show()
";

#[test]
fn stubs_that_go_in_circles_or_double() {
    let classes = "class B0(B45): ...\n".to_owned()
        + &lines(|n, o| format!("class B{n}(B{o}, B{o}, B{n}): ...\n"));
    let types = "t0: DynamicFrame | None\n".to_owned()
        + &lines(|n, o| format!("t{n}: tuple[t{o}, list[t{o} | t{o}]]\n"));
    let stub = format!(
        "from awsglue.dynamicframe import DynamicFrame\nfrom lake import *\n{classes}{types}def read(a: t45) -> DynamicFrame: ...\n"
    );
    let dir = tree(&[
        ("unglue.toml", "stubs = [\"stubs\"]\n"),
        ("stubs/lake.pyi", &stub),
        ("job.py", JOB),
    ]);
    let output = run(dir.path(), &["diff"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("+frame.show()"), "{}", said(&output));
}

/// A configuration with one rules file.
fn with_rules(rules: &str) -> tempfile::TempDir {
    let job = HEAD.to_owned() + "n = d.count()\ne = d.drop_fields(['a'])\n";
    tree(&[("unglue.toml", "rules = [\"r.toml\"]\n"), ("r.toml", rules), ("job.py", &job)])
}

fn rule(op: &str, rest: &str) -> String {
    format!("[[rule]]\nid = \"mine\"\nop = \"{op}\"\ngrade = \"safe\"\nwhy = \"w\"\n{rest}\n")
}

#[test]
fn rules_that_give_what_they_take() {
    for replace in ["${self}.count()", "${self}.drop_fields(['b']).count()", "(${self}, ${self})"] {
        let dir = with_rules(&rule("DynamicFrame.count", &format!("replace = \"{replace}\"")));
        for command in ["diff", "check"] {
            let output = run(dir.path(), &[command]);
            assert!(output.status.code().is_some(), "{}", said(&output));
        }
    }
    let helpers = "[imports]\none = { helper = \"def one():\\n    return ${@two}()\\n\" }\ntwo = { helper = \"def two():\\n    return ${@one}()\\n\" }\n";
    let dir = with_rules(
        &(helpers.to_owned() + &rule("DynamicFrame.count", "replace = \"${@one}(${self})\"")),
    );
    let output = run(dir.path(), &["diff"]);
    assert!(output.status.code().is_some(), "{}", said(&output));
}

#[test]
fn holes_in_holes_and_tables_in_tables_are_refused() {
    let holes = format!("{}self{}", "${".repeat(50_000), "}".repeat(50_000));
    let calls = format!("${{{}self{}}}", "f(".repeat(50_000), ")".repeat(50_000));
    let table = format!("x = {}1{}", "[".repeat(50_000), "]".repeat(50_000));
    let texts = [
        rule("DynamicFrame.count", &format!("replace = \"{holes}\"")),
        rule("DynamicFrame.count", &format!("replace = \"{calls}\"")),
        table.clone(),
        format!("{} = 1", vec!["a"; 50_000].join(".")),
    ];
    for text in texts {
        let dir = with_rules(&text);
        let output = run(dir.path(), &["diff", "-q"]);
        assert!(output.status.code().is_some(), "{}", said(&output));
    }
    let dir = tree(&[("unglue.toml", &table), ("job.py", JOB)]);
    assert_eq!(run(dir.path(), &["diff", "-q"]).status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn no_path_and_no_link_leads_out_of_the_folder_of_the_configuration() {
    let outside = tree(&[("secret.toml", "SECRET"), ("secret.pyi", "SECRET(")]);
    let out = outside.path().to_str().unwrap();
    let link = |dir: &Path, name: &str, to: &str| {
        std::os::unix::fs::symlink(outside.path().join(to), dir.join(name)).unwrap();
    };
    let above = format!("../{}", outside.path().file_name().unwrap().to_str().unwrap());
    let listed = [out, above.as_str(), "file.toml", "folder", "/etc/passwd", "/dev/zero", "..", ""];
    for (key, name) in listed.iter().flat_map(|name| [("rules", name), ("stubs", name)]) {
        let config = format!("{key} = [\"{name}\"]\n");
        let dir = tree(&[("home/unglue.toml", &config), ("home/job.py", JOB)]);
        let home = dir.path().join("home");
        link(&home, "file.toml", "secret.toml");
        link(&home, "folder", "");
        let output = run(&home, &["check"]);
        assert_eq!(output.status.code(), Some(2), "{key} {name}: {}", said(&output));
        assert!(!said(&output).contains("SECRET"), "{key} {name}: {}", said(&output));
    }
    // A link in a folder that is listed is passed over.
    let dir = tree(&[
        ("unglue.toml", "stubs = [\"s\"]\nrules = [\"s\"]\n"),
        ("s/own.pyi", "def f(): ...\n"),
        ("s/own.toml", ""),
        ("job.py", JOB),
    ]);
    link(&dir.path().join("s"), "a.toml", "secret.toml");
    link(&dir.path().join("s"), "a.pyi", "secret.pyi");
    link(&dir.path().join("s"), "below", "");
    let output = run(dir.path(), &["check"]);
    assert!(!said(&output).contains("SECRET"), "{}", said(&output));
    assert_ne!(output.status.code(), Some(2), "{}", said(&output));
}

#[test]
fn what_is_too_large_is_not_read() {
    let large = format!("# {}\n", "x".repeat(10 << 20));
    for (name, text) in [("unglue.toml", large.as_str()), ("r.toml", &large), ("s.pyi", &large)] {
        let mut files = vec![("unglue.toml", "rules = [\"r.toml\"]\nstubs = [\"s.pyi\"]\n")];
        files.extend([("r.toml", ""), ("s.pyi", "def f(): ...\n"), ("job.py", JOB), (name, text)]);
        let output = run(tree(&files).path(), &["check"]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", said(&output));
        assert!(said(&output).contains("larger than 10 MB"), "{name}: {}", said(&output));
    }
}

/// Turns text red, sets the title of the window, turns the direction of reading, ends a line.
const CODES: &str = "\u{1b}[31m\u{1b}]0;title\u{7}\u{9b}31m\u{202e}\r";
/// The same, as TOML spells it.
const IN_TOML: &str = "\\u001b[31m\\u001b]0;title\\u0007\\u009b31m\\u202e\\r";

fn is_harmless(output: &Output, what: &str) {
    let text = said(output);
    let bad = |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}';
    assert!(!text.contains(bad), "{what:?}: {text:?}");
}

#[test]
fn nothing_of_a_file_controls_the_terminal() {
    let name = format!("job {}.py", CODES.trim_end());
    let script = format!(
        "{HEAD}# {CODES}x\nn = d.count('{}')\nm = Map.apply(d, f='{CODES}x')\n",
        CODES.trim_end()
    );
    let why = format!("why {IN_TOML}");
    let rules = rule("DynamicFrame.count", &format!(
        "replace = \"${{self}}.count()\"\nmessage = \"{why}\"\nnote = \"{why}\"\n[[rule.example]]\nbefore = \"x = d.count() # {IN_TOML}\"\nafter = \"{why}\"\n"
    )).replace("\"w\"", &format!("\"{why}\"")).replace("safe", "review");
    let dir = tree(&[("unglue.toml", "rules = [\"r.toml\"]\n"), ("r.toml", &rules)]);
    if std::fs::write(dir.path().join(&name), &script).is_err() {
        println!("skipped: no such file can be made here");
        return;
    }
    let place = format!("{name}:7");
    let out_dir = ["apply", "--out-dir", "out", name.as_str(), "copy"];
    std::fs::create_dir(dir.path().join("copy")).unwrap();
    std::fs::write(dir.path().join("copy").join(&name), "def (:\n# awsglue").unwrap();
    let runs: [&[&str]; 11] = [
        &["check", "-v"],
        &["check", "--output-format", "concise"],
        &["check", "--output-format", "github"],
        &["check", "-v", "--color", "never", &name],
        &["rules", "list"],
        &["rules", "show", "mine"],
        &["rules", "test"],
        &["explain", &place],
        &out_dir,
        &["apply", "-q", "--exclude", CODES],
        &["check", "--config", CODES],
    ];
    for arguments in runs {
        is_harmless(&run(dir.path(), arguments), &format!("{arguments:?}"));
    }
    let shown = said(&run(dir.path(), &["rules", "show", "mine"]));
    assert!(shown.contains("why:      why \\x1b[31m"), "{shown}");
    let configs = [
        format!("\"{IN_TOML}\" = 1\n"),
        format!("grade = \"{IN_TOML}\"\n"),
        format!("exclude = [\"[{IN_TOML}\"]\n"),
        format!("rules = [\"{IN_TOML}\"]\n"),
        format!("# {}\nx\n", CODES.trim_end()),
        format!("[paths]\n\"{IN_TOML}\" = \"{IN_TOML}\"\n"),
    ];
    for config in configs {
        std::fs::write(dir.path().join("unglue.toml"), &config).unwrap();
        let output = run(dir.path(), &["check"]);
        assert_eq!(output.status.code(), Some(2), "{config}");
        is_harmless(&output, &config);
    }
}
