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
