//! Work grows with the size of a script, not with its square: four times the script may take nine
//! times the processor time at most (a square would take sixteen times), whatever the machine.

use std::time::{Duration, Instant};

use unglue::config::Settings;
use unglue::python::MAX_DEPTH;
use unglue::rewrite::{ConvertError, convert};

const HEAD: &str = "\
from awsglue.transforms import *
from awsglue.context import GlueContext
from pyspark.context import SparkContext
sc = SparkContext()
glueContext = GlueContext(sc)
spark = glueContext.spark_session
d = glueContext.create_dynamic_frame.from_catalog(database='db', table_name='t')
";

/// The system counts processor time in steps of this many seconds at most.
const TICK: f64 = 0.01;

/// Processor time of this thread, so that other programs do not count; wall-clock elsewhere.
fn spent(start: Instant) -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = stat.and_then(|text| text.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn repeated(count: usize, line: impl Fn(usize) -> String) -> String {
    HEAD.to_owned() + &(0..count).map(line).collect::<String>()
}

/// The shortest of three times.
fn time(text: &str) -> Duration {
    let start = Instant::now();
    let once = || {
        let before = spent(start);
        convert(text, &Settings::default()).unwrap();
        spent(start).saturating_sub(before)
    };
    (0..3).map(|_| once()).min().unwrap()
}

fn assert_in_proportion(name: &str, count: usize, text: impl Fn(usize) -> String) {
    let (small, large) = (time(&text(count)), time(&text(count * 4)));
    let ratio = large.as_secs_f64() / small.as_secs_f64().max(TICK);
    assert!(ratio < 9.0, "{name}: 4 times the size takes {ratio:.1} times as long ({large:?})");
}

#[test]
fn long_scripts() {
    assert_in_proportion("reads", 200, |n| {
        repeated(n, |i| {
            format!("d{i} = glueContext.create_dynamic_frame.from_catalog('db', 't{i}')\n")
        })
    });
    assert_in_proportion("steps", 200, |n| {
        repeated(n, |i| format!("d = DropFields.apply(frame=d, paths=['a{i}'])\n"))
    });
    assert_in_proportion("steps of one line", 600, |n| {
        repeated(n, |i| format!("d = DropFields.apply(frame=d, paths=['é{i}']); "))
    });
    assert_in_proportion("second names of one paragraph", 1000, |n| {
        repeated(n, |i| format!("df{i} = d.toDF()\nprint(df{i})\n"))
    });
    assert_in_proportion("joins of one name", 300, |n| {
        let joins = |i| format!("df = df.join(d.toDF(), df['a{i}'] == d{i}.a)\n");
        format!("{HEAD}df = d.toDF()\n") + &repeated(n, joins)[HEAD.len()..]
    });
    assert_in_proportion("joins of many names", 200, |n| {
        repeated(n, |i| format!("df{i} = d.toDF()\nx{i} = df{i}.join(df0, df{i}.a == df0.a)\n"))
    });
    assert_in_proportion("calls that stay", 200, |n| {
        repeated(n, |i| format!("d = Map.apply(frame=d, f=g{i})\n"))
    });
    assert_in_proportion("sinks", 100, |n| {
        repeated(n, |i| {
            format!(
                "s{i} = glueContext.getSink(path='s3://b/p{i}', connection_type='s3')\n\
                 s{i}.setFormat('json')\ns{i}.writeFrame(d)\n"
            )
        })
    });
    assert_in_proportion("plain lines", 2000, |n| repeated(n, |i| format!("x{i} = y + {i}\n")));
}

#[test]
fn many_functions() {
    assert_in_proportion("functions", 200, |n| {
        repeated(n, |i| {
            format!(
                "def f{i}(ctx, d):\n    d = DropFields.apply(frame=d, paths=['a'])\n    \
                 return f{}(ctx, d)\n",
                (i * 7 + 1) % n
            )
        }) + "f0(glueContext, d)\n"
    });
}

#[test]
fn many_parameters() {
    assert_in_proportion("parameters", 100, |n| {
        let list = |item: fn(usize) -> String| (0..n).map(item).collect::<String>();
        let (params, args) = (list(|i| format!("a{i}=None, ")), list(|i| format!("a{i}=d, ")));
        format!("{HEAD}def f({params}):\n    return a0.toDF()\nf({args})\n")
    });
}

#[test]
fn long_lists() {
    assert_in_proportion("mappings with comments", 500, |n| {
        let items: String = (0..n)
            .map(|i| format!("    ('a{i}', 'string', 'b{i}', 'long'),  # column {i}\n"))
            .collect();
        format!("{HEAD}m = ApplyMapping.apply(frame=d, mappings=[\n{items}])\n")
    });
    assert_in_proportion("mappings", 1000, |n| {
        let items: String =
            (0..n).map(|i| format!("('a{i}', 'string', 'b{i}', 'long'), ")).collect();
        format!("{HEAD}m = ApplyMapping.apply(frame=d, mappings=[{items}])\n")
    });
    assert_in_proportion("specs", 1000, |n| {
        let items: String = (0..n).map(|i| format!("('a{i}', 'cast:long'), ")).collect();
        format!("{HEAD}m = d.resolveChoice(specs=[{items}])\n")
    });
    assert_in_proportion("options", 1000, |n| {
        let items: String = (0..n).map(|i| format!("'k{i}': 'v{i}', ")).collect();
        format!(
            "{HEAD}e = glueContext.create_dynamic_frame.from_options('s3', {{{items}}}, 'json')\n"
        )
    });
    assert_in_proportion("one long string", 100_000, |n| {
        format!("{HEAD}m = '{}'\n", "x".repeat(n))
    });
}

/// The lines of each script, in the body of a function as well.
fn here_and_in_a_function(name: &str, count: usize, line: impl Fn(usize) -> String) {
    assert_in_proportion(name, count, |n| repeated(n, &line));
    assert_in_proportion(&format!("{name} in a function"), count, |n| {
        let lines: String = (0..n).map(&line).collect();
        let inner = lines.lines().map(|line| format!("    {line}\n")).collect::<String>();
        format!("{HEAD}def main(d):\n{inner}main(d)\n")
    });
}

fn read(i: usize) -> String {
    format!("glueContext.create_dynamic_frame.from_catalog('db', 't{i}')")
}

#[test]
fn many_branches() {
    here_and_in_a_function("ifs", 400, |i| {
        format!("if x{i}:\n    d{i} = {}\nelse:\n    d{i} = None\nd{i}.toDF().show()\n", read(i))
    });
    here_and_in_a_function("tries", 400, |i| {
        format!("try:\n    d{i} = {}\nexcept Exception as e:\n    d{i} = None\n", read(i))
    });
    here_and_in_a_function("loops", 400, |i| {
        format!("while x{i}:\n    d{i} = d.drop_fields(['a'])\n    x{i} = d{i}.count()\n")
    });
    assert_in_proportion("imports that may fail", 300, |n| {
        repeated(n, |i| {
            format!(
                "try:\n    from awsglue.dynamicframe import DynamicFrame as D{i}\n\
                 except ImportError:\n    D{i} = None\n"
            )
        })
    });
    here_and_in_a_function("deletions", 300, |_| {
        "try:\n    glueContext.purge_table('a', 'b')\nexcept Exception:\n    pass\n".to_owned()
    });
    assert_in_proportion("lambdas", 400, |n| {
        repeated(n, |i| format!("f{i} = lambda c: c.table('t{i}')\nd{i} = f{i}(spark)\n"))
    });
    assert_in_proportion("cases", 400, |n| {
        let cases: String =
            (0..n).map(|i| format!("    case {i}:\n        d{i} = {}\n", read(i))).collect();
        format!("{HEAD}match x:\n{cases}")
    });
}

#[test]
fn notebooks() {
    use unglue::notebook::Document;
    use unglue::rules::RuleSet;
    let settings = Settings::default();
    let time = |text: &str| {
        let start = Instant::now();
        let once = || {
            let before = spent(start);
            let path = std::path::Path::new("n.ipynb");
            let document = Document::read(path, text, &settings, RuleSet::embedded()).unwrap();
            let done = convert(document.code(text), document.settings(&settings)).unwrap();
            assert!(document.finish(text, done).is_ok_and(|d| !d.conversion.findings.is_empty()));
            spent(start).saturating_sub(before)
        };
        (0..3).map(|_| once()).min().unwrap()
    };
    // One cell of many lines, and many cells in one line.
    for lines_of_cell in [usize::MAX, 2] {
        let notebook = |count: usize| {
            let lines =
                HEAD.lines().map(str::to_owned).chain((0..count).map(read)).collect::<Vec<_>>();
            let cells = lines.chunks(lines_of_cell.min(lines.len())).map(|lines| {
                serde_json::json!({
                    "cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null,
                    "source": lines.join("\n"),
                })
            });
            let cells: Vec<_> = cells.collect();
            serde_json::json!({
                "cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5,
            })
            .to_string()
        };
        let (small, large) = (time(&notebook(300)), time(&notebook(1200)));
        let ratio = large.as_secs_f64() / small.as_secs_f64().max(TICK);
        assert!(ratio < 9.0, "4 times the notebook takes {ratio:.1} times as long ({large:?})");
    }
}

#[test]
fn many_uses_of_one_name() {
    here_and_in_a_function("frames of one dict", 400, |i| {
        format!("d{i} = {}\nframes['k{i}'] = d{i}\n", read(i))
    });
    assert_in_proportion("options of one dict", 400, |n| {
        let filled: String = (0..n).map(|i| format!("o['k{i}'] = 'v{i}'\n")).collect();
        format!(
            "{HEAD}o = {{}}\n{filled}e = glueContext.create_dynamic_frame.from_options('s3', o, 'json')\n"
        )
    });
    here_and_in_a_function("second names by turns", 400, |i| {
        format!("df{i} = d.toDF()\nd = DynamicFrame.fromDF(df{i}, glueContext, 'x')\n")
    });
    here_and_in_a_function("second names of one frame", 800, |i| {
        format!("df{i} = d.toDF()\ndf{i}.show()\n")
    });
    here_and_in_a_function("sinks of one name", 150, |i| {
        format!(
            "s = glueContext.getSink(path='s3://b/p{i}', connection_type='s3')\n\
             s.setFormat('json')\ns.writeFrame(d)\n"
        )
    });
    assert_in_proportion("queries of the Studio", 250, |n| {
        let head = "def sparkSqlQuery(glueContext, query, mapping, transformation_ctx):\n    \
                    for alias, frame in mapping.items():\n        \
                    frame.toDF().createOrReplaceTempView(alias)\n    \
                    result = spark.sql(query)\n    \
                    return DynamicFrame.fromDF(result, glueContext, transformation_ctx)\n";
        let call = |i| {
            format!(
                "d{i} = sparkSqlQuery(glueContext, query='select * from x', mapping={{'x': d}}, \
                 transformation_ctx='c{i}')\n"
            )
        };
        format!("{HEAD}{head}{}", (0..n).map(call).collect::<String>())
    });
    assert_in_proportion("fields of a record", 100, |n| {
        let fields: String =
            (0..n).map(|i| format!("    rec['a{i}'] = rec['b{i}'].strip()\n")).collect();
        format!("{HEAD}def m(rec):\n{fields}    return rec\nd = Map.apply(frame=d, f=m)\n")
    });
}

#[test]
fn one_dict_of_many_calls() {
    let write = |i: usize| {
        format!(
            "o['path'] = 's3://b/p{i}'\n\
             glueContext.write_dynamic_frame.from_options(d, 's3', o, 'json')\n"
        )
    };
    assert_in_proportion("options that are set anew before each write", 200, |n| {
        repeated(n, write).replace(HEAD, &format!("{HEAD}o = {{}}\n"))
    });
    here_and_in_a_function("arguments of one name", 200, |i| {
        format!("args = getResolvedOptions(sys.argv, ['k{i}'])\nprint(args['k{i}'])\n")
    });
    for around in ["if flag:\n    ", ""] {
        assert_in_proportion("options that are set anew in branches and loops", 200, |n| {
            let set = format!("{around}o['path'] = f's3://b/{{t}}'\n");
            let used = "glueContext.write_dynamic_frame.from_options(d, 's3', o, 'json')\n";
            let lines = (set + used).repeat(n);
            let inner = lines.lines().map(|line| format!("    {line}\n")).collect::<String>();
            format!("{HEAD}o = {{}}\nfor t in tables:\n{inner}")
        });
    }
    assert_in_proportion("contexts of one name", 400, |n| {
        repeated(n, |i| {
            format!(
                "glueContext = GlueContext(SparkContext.getOrCreate())\n\
                 spark = glueContext.spark_session\nx{i} = {}\n",
                read(i)
            )
        })
    });
    assert_in_proportion("arguments of many names", 800, |n| {
        repeated(n, |i| {
            format!("a{i} = getResolvedOptions(sys.argv, ['k{i}'])\nprint(a{i}['k{i}'])\n")
        })
    });
    assert_in_proportion("properties of connections", 600, |n| {
        repeated(n, |i| {
            format!("conf = glueContext.extract_jdbc_conf('c{i}')\nprint(conf['url'])\n")
        })
    });
    for format in ["'snowflake'", "'s3', format='json'"] {
        assert_in_proportion("options of one read", 2000, |n| {
            let items: String = (0..n).map(|i| format!("'k{i}': 'v{i}', ")).collect();
            format!(
                "{HEAD}o = {{{items}}}\ne = glueContext.create_dynamic_frame.from_options(\
                 connection_options=o, connection_type={format})\ne.toDF().show()\n"
            )
        });
    }
}

#[test]
fn what_asks_for_too_much_is_left_and_not_a_fault() {
    // One condition for each field that must not be null: as one expression it would be nested too deeply.
    let fields: String =
        (0..1200).map(|i| format!("    rec['a{i}'] = rec['b{i}'].strip()\n")).collect();
    let text = format!("{HEAD}def m(rec):\n{fields}    return rec\nd = Map.apply(frame=d, f=m)\n");
    let done = convert(&text, &Settings::default()).unwrap();
    assert!(done.text.is_some_and(|text| text.contains("rec['b7'].strip()")));
    let said = done.findings.iter().filter(|finding| finding.message.contains("too deeply"));
    assert_eq!(said.count(), 1, "{:?}", done.findings);
    // One option for each entry, in one chain.
    let items: String = (0..1200).map(|i| format!("'k{i}': 'v', ")).collect();
    let text = format!(
        "{HEAD}e = glueContext.create_dynamic_frame.from_options('snowflake', {{{items}}})\n\
         e.toDF().show()\n"
    );
    let done = convert(&text, &Settings::default()).unwrap();
    let said = done.findings.iter().filter(|finding| finding.message.contains("300 options"));
    assert_eq!(said.count(), 1, "{:?}", done.findings);
}

#[test]
fn loops_in_loops_do_not_double() {
    let nested = |depth: usize| {
        let heads: String =
            (0..depth).map(|i| format!("{}for i{i} in j{i}:\n", " ".repeat(i))).collect();
        format!("{HEAD}{heads}{}d = DropFields.apply(d, ['a'])\n", " ".repeat(depth))
    };
    let (ten, twenty) = (time(&nested(10)), time(&nested(20)));
    let ratio = twenty.as_secs_f64() / ten.as_secs_f64().max(TICK);
    assert!(ratio < 20.0, "twice as deep takes {ratio:.1} times as long");
}

#[test]
fn past_a_limit_is_said_and_does_not_exhaust_the_stack() {
    let texts = [
        format!("{HEAD}m = {}d{}\n", "(".repeat(5_000), ")".repeat(5_000)),
        format!("{HEAD}m = d{}\n", ".drop_fields(['a'])".repeat(20_000)),
        format!("{HEAD}m = {}d\n", "not ".repeat(50_000)),
        format!("{HEAD}m = {}d{}\n", "[".repeat(100_000), "]".repeat(100_000)),
        format!("{HEAD}m = {}1\n", "lambda: ".repeat(20_000)),
        format!("{HEAD}m = d{}\n", " if x else d".repeat(20_000)),
    ];
    for text in texts {
        let place: String = text[HEAD.len()..].chars().take(20).collect();
        match convert(&text, &Settings::default()) {
            Err(ConvertError::Limit(message)) => {
                assert_eq!(message, format!("nested deeper than {MAX_DEPTH} levels"), "{place}");
            }
            other => panic!("{place}: {other:?}"),
        }
    }
}

#[test]
fn as_deep_as_the_limit_lets_it() {
    // On the stack that the workers of a run have.
    let work = || {
        for depth in [50, 99] {
            let blocks: String =
                (0..depth).map(|i| format!("{}if x{i}:\n", " ".repeat(i))).collect();
            let text = format!("{HEAD}{blocks}{}d = d.toDF()\n", " ".repeat(depth));
            convert(&text, &Settings::default()).unwrap();
        }
        for text in [
            format!("{HEAD}m = d{}\n", ".drop_fields(['a'])".repeat(300)),
            format!("{HEAD}m = {}d{}\n", "(".repeat(190), ")".repeat(190)),
            format!("{HEAD}m = {}d{}\n", "DropNullFields.apply(".repeat(190), ")".repeat(190)),
        ] {
            convert(&text, &Settings::default()).unwrap();
        }
    };
    std::thread::Builder::new().stack_size(64 << 20).spawn(work).unwrap().join().unwrap();
}
