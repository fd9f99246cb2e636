//! Makes Python scripts with Glue in odd spellings out of a string of bytes.
//!
//! Each byte is one choice, and a string that has run out chooses the plainest end, so that a shorter
//! string makes a shorter script: what proptest and libFuzzer shrink stays readable.

use std::fmt::Write as _;

/// A made script and what is known of it.
#[derive(Debug, Default)]
pub struct Made {
    /// The script.
    pub text: String,
    /// Statements that have nothing to do with Glue: they must come out as they are.
    pub plain: Vec<String>,
    /// Comments, each there once: none may be lost.
    pub comments: Vec<String>,
    /// Where statements with a sure use of Glue stand, in bytes: each must have a finding.
    pub glue: Vec<std::ops::Range<usize>>,
}

/// Makes the script of a string of bytes.
pub fn script(choices: &[u8]) -> Made {
    let mut made = Maker { choices: choices.iter(), ..Maker::default() };
    made.newline = made.one_of(&["\n", "\n", "\n", "\r\n"]);
    made.unit = made.one_of(&["    ", "    ", "  ", "\t", "   "]);
    made.head();
    made.block_body(12);
    made.tail();
    made.out
}

#[derive(Default)]
struct Maker<'c> {
    choices: std::slice::Iter<'c, u8>,
    out: Made,
    newline: &'static str,
    unit: &'static str,
    depth: usize,
    /// Names that hold a `DynamicFrame` wherever control comes from.
    frames: Vec<String>,
    in_function: bool,
    in_loop: bool,
    number: usize,
}

impl Maker<'_> {
    fn byte(&mut self) -> usize {
        self.choices.next().copied().unwrap_or(0).into()
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.byte() % all.len()]
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.byte() % one_in == one_in - 1
    }

    fn spent(&self) -> bool {
        self.choices.len() == 0
    }

    fn fresh(&mut self, stem: &str) -> String {
        self.number += 1;
        format!("{stem}{}", self.number)
    }

    fn comment(&mut self) -> String {
        let text = self.fresh("# note ");
        let text = match self.byte() % 4 {
            1 => format!("{text}: glueContext \"quoted\""),
            2 => format!("{text} 'é漢'"),
            _ => format!("{text}."),
        };
        self.out.comments.push(text.clone());
        text
    }

    fn push(&mut self, text: &str) {
        self.out.text.push_str(text);
    }

    fn indent(&self) -> String {
        self.unit.repeat(self.depth)
    }

    /// A line of its own.
    fn line(&mut self, text: &str) {
        let line = self.indent() + text;
        self.push(&line);
        if self.chance(9) {
            let comment = format!("{}{}", self.one_of(&["  ", " ", "\t"]), self.comment());
            self.push(&comment);
            // What stands behind an import goes with it.
            if text.contains("import ") {
                self.out.comments.pop();
            }
        }
        self.push(self.newline);
    }

    fn head(&mut self) {
        if self.chance(4) {
            self.line("\"\"\"What it does.\"\"\"");
        }
        if self.chance(8) {
            self.line("from __future__ import annotations");
        }
        self.line("import sys");
        match self.byte() % 4 {
            1 => self.line("from awsglue.transforms import ApplyMapping, DropFields, Filter, Join, DropNullFields as Nulls, Map, SelectFields"),
            2 => {
                let comment = self.comment();
                // What stands in an import goes with it.
                self.out.comments.pop();
                let text = format!("from awsglue.transforms import ( {comment}{0}    ApplyMapping,{0}  DropFields, Filter,{0}{0}    Join, DropNullFields, Map, SelectFields,{0})", self.newline);
                self.line(&text);
            }
            _ => self.line("from awsglue.transforms import *"),
        }
        let nulls = if self.out.text.contains("as Nulls") { "Nulls" } else { "DropNullFields" };
        self.line("from awsglue.context import GlueContext; from awsglue.dynamicframe import DynamicFrame");
        match self.byte() % 3 {
            1 => self.line("import awsglue.utils as glue_utils, os, json"),
            2 => {
                let text = format!(
                    "try:{0}{1}from awsglue.utils import getResolvedOptions{0}except ImportError:{0}{1}pass",
                    self.newline, self.unit
                );
                self.line(&text);
            }
            _ => self.line("from awsglue.utils import getResolvedOptions"),
        }
        self.line("from pyspark.context import SparkContext");
        self.line("from awsglue.job import Job");
        if self.chance(3) {
            self.push(self.newline);
        }
        let arguments = if self.out.text.contains("as glue_utils") {
            "glue_utils.getResolvedOptions"
        } else {
            "getResolvedOptions"
        };
        let options =
            self.one_of(&["['JOB_NAME']", "[\"JOB_NAME\", \"path\"]", "('JOB_NAME', 'a-b',)"]);
        self.line(&format!("args = {arguments}(sys.argv, {options})"));
        match self.byte() % 4 {
            1 => self.line("glueContext = GlueContext(SparkContext.getOrCreate())"),
            2 => self.line("sc = SparkContext(); glueContext = GlueContext(sc); spark = glueContext.spark_session"),
            3 => {
                self.line("sc = SparkContext.getOrCreate()");
                self.line("glueContext = GlueContext(sparkContext = sc)");
                self.line("logger = glueContext.get_logger()");
            }
            _ => {
                self.line("sc = SparkContext()");
                self.line("glueContext = GlueContext(sc)");
                self.line("spark = glueContext.spark_session");
            }
        }
        if self.chance(2) {
            self.line("job = Job(glueContext)");
            self.line("job.init(args['JOB_NAME'], args)");
        }
        let first = self.fresh("frame");
        let read = self.read();
        self.line(&format!("{first} = {read}"));
        self.frames.push(first);
        if nulls == "Nulls" {
            self.line("DropNullFields = Nulls");
        }
    }

    fn tail(&mut self) {
        if self.out.text.contains("Job(") {
            self.line("job.commit()");
        }
        if self.chance(4) {
            let kept = self.out.text.trim_end().len();
            self.out.text.truncate(kept);
        }
    }

    /// Statements at the present depth, at least one.
    fn block_body(&mut self, most: usize) {
        let known = self.frames.len();
        for turn in 0..most {
            if turn > 0 && self.spent() {
                break;
            }
            self.statement();
        }
        // What is bound in a suite may not be bound behind it.
        if self.depth > 0 {
            self.frames.truncate(known);
        }
    }

    fn suite(&mut self, head: &str) {
        self.line(head);
        self.depth += 1;
        self.block_body(4);
        self.depth -= 1;
    }

    fn statement(&mut self) {
        if self.chance(8) {
            let gap = if self.chance(3) { self.indent() } else { String::new() };
            self.push(&gap);
            self.push(self.newline);
        }
        if self.chance(6) {
            let comment = self.indent() + &self.comment() + self.newline;
            self.push(&comment);
        }
        match self.byte() % 16 {
            0..=1 => self.plain(),
            2..=9 => self.glue_line(),
            10 => self.joined(),
            _ if self.depth > 4 || self.spent() => self.plain(),
            11 => self.conditional(),
            12 => self.looping(),
            13 => self.trying(),
            14 => self.function(),
            _ => self.rare(),
        }
    }

    /// One statement, or several with `;` between them, or one behind its suite's head.
    fn glue_line(&mut self) {
        let start = self.out.text.len() + self.indent().len();
        let text = self.glue();
        let one_line = !text.contains('\n');
        let text = match self.byte() % 8 {
            1 if one_line => {
                let other = self.glue();
                format!("{text}; {other}")
            }
            2 if one_line => {
                let flag = self.fresh("flag");
                // Behind an `if`, what is bound is not sure.
                self.frames.pop_if_many();
                format!("if {flag}: {text}")
            }
            _ => text,
        };
        self.line(&text);
        if is_sure(&text) {
            self.out.glue.push(start..start + text.len());
        }
    }

    fn joined(&mut self) {
        let (a, b) = (self.fresh("left"), self.fresh("right"));
        let glue = self.glue();
        let text = match self.byte() % 3 {
            1 => format!("{glue}; {a} = 1"),
            2 => format!("{a} = [1, 2 ,3]; {glue} ;{b} = {a}"),
            _ => format!("{a}={b}=0;{glue};"),
        };
        self.line(&text);
    }

    /// A statement that uses Glue for sure, without its indentation.
    fn glue(&mut self) -> String {
        let frame = self.frame();
        let text = match self.byte() % 20 {
            0 => self.read(),
            1 => self.call("DropFields.apply", &[("frame", &frame), ("paths", "['a', \"b\"]")]),
            2 => {
                let name = self.call("", &[("paths", "['a']")]);
                format!("{frame}.drop_fields{name}")
            }
            3 => {
                let mappings = self.mappings();
                self.call("ApplyMapping.apply", &[("frame", &frame), ("mappings", &mappings)])
            }
            4 => {
                let mappings = self.mappings();
                format!("{frame}.apply_mapping({mappings})")
            }
            5 => self.call("DropNullFields.apply", &[("frame", &frame)]),
            6 => {
                let row = self.predicate();
                self.call("Filter.apply", &[("frame", &frame), ("f", &row)])
            }
            7 => {
                let other = self.frame();
                self.call(
                    "Join.apply",
                    &[
                        ("frame1", &frame),
                        ("frame2", &other),
                        ("keys1", "['a']"),
                        ("keys2", "['b']"),
                    ],
                )
            }
            8 => format!("DynamicFrame.fromDF({frame}.toDF(), glueContext, 'x')"),
            9 => format!("{frame}.toDF().show()"),
            10 | 11 => return self.write(&frame),
            12 => format!("{frame}.rename_field('a', 'b').select_fields(['b'])"),
            13 => format!("DropFields()({frame}, ['a'])"),
            14 => format!("Map.apply(frame={frame}, f=row_function, **more)"),
            15 => format!("{frame}.resolveChoice(specs=[('a', 'cast:long')])"),
            16 => {
                let inner = self.call("DropFields.apply", &[("frame", &frame), ("paths", "['c']")]);
                self.call("SelectFields.apply", &[("frame", &inner), ("paths", "['a']")])
            }
            17 => format!("{frame}.unnest()"),
            18 => {
                let text = format!("f\"{{{frame}.count()}} rows\"");
                return format!("print({text})");
            }
            _ => format!("{frame}.relationalize('root', 's3://tmp/x').select('root')"),
        };
        self.bound(&text)
    }

    /// What is done with a value that is a frame (or nearly always one).
    fn bound(&mut self, text: &str) -> String {
        match self.byte() % 10 {
            0..=4 => {
                let stem = if is_sure(text) { "frame" } else { "maybe" };
                let frame = !text.ends_with(".show()");
                let again = self.chance(3) && frame;
                let name = if again { self.frame() } else { self.fresh(stem) };
                let line = format!("{name}{}{text}", self.one_of(&[" = ", "=", "  =  "]));
                if frame && !again {
                    self.frames.push(name);
                }
                line
            }
            5 => format!("{}: DynamicFrame = {text}", self.fresh("typed")),
            6 => format!("print({text})"),
            7 => {
                let list = self.fresh("list");
                format!("{list} = [{text}, None]")
            }
            8 if self.in_function => format!("return {text}"),
            8 => format!("({} := {text})", self.fresh("walrus")),
            _ => text.to_owned(),
        }
    }

    fn frame(&mut self) -> String {
        let index = self.byte() % self.frames.len();
        self.frames[self.frames.len() - 1 - index].clone()
    }

    fn read(&mut self) -> String {
        let table = self.fresh("table");
        match self.byte() % 7 {
            1 => self.call(
                "glueContext.create_dynamic_frame_from_catalog",
                &[("database", "'db'"), ("table_name", &format!("'{table}'"))],
            ),
            2 => format!(
                "glueContext.create_dynamic_frame.from_catalog('db', \"{table}\", 'tmp', transformation_ctx = 'ctx')"
            ),
            3 => self.call(
                "glueContext.create_dynamic_frame.from_options",
                &[
                    ("connection_type", "'s3'"),
                    ("connection_options", "{'paths': ['s3://b/p']}"),
                    ("format", "\"json\""),
                ],
            ),
            4 => "glueContext.create_dynamic_frame.from_options('s3', {\"paths\": [args['path']], \
                  'recurse': True}, 'csv', {'withHeader': True})"
                .to_owned(),
            5 => self.call(
                "glueContext.create_dynamic_frame.from_catalog",
                &[
                    ("database", "db_name"),
                    ("table_name", &format!("f'{{prefix}}_{table}'")),
                    ("push_down_predicate", "\"d = '1'\""),
                ],
            ),
            _ => self.call(
                "glueContext.create_dynamic_frame.from_catalog",
                &[("database", "\"db\""), ("table_name", &format!("\"{table}\""))],
            ),
        }
    }

    fn write(&mut self, frame: &str) -> String {
        match self.byte() % 5 {
            1 => self.call(
                "glueContext.write_dynamic_frame.from_catalog",
                &[("frame", frame), ("database", "'db'"), ("table_name", "'out'")],
            ),
            2 => format!(
                "glueContext.write_dynamic_frame_from_options({frame}, 's3', {{'path': 's3://b/o'}}, 'csv')"
            ),
            3 => self.call(
                "glueContext.write_dynamic_frame.from_jdbc_conf",
                &[
                    ("frame", frame),
                    ("catalog_connection", "'c'"),
                    ("connection_options", "{'dbtable': 't', 'database': 'd'}"),
                ],
            ),
            4 => {
                let sink = self.fresh("sink");
                format!(
                    "{sink} = glueContext.getSink(path='s3://b/o', connection_type='s3', enableUpdateCatalog=True); {sink}.setCatalogInfo(catalogDatabase='db', catalogTableName='t'); {sink}.setFormat('json'); {sink}.writeFrame({frame})"
                )
            }
            _ => self.call(
                "glueContext.write_dynamic_frame.from_options",
                &[
                    ("frame", frame),
                    ("connection_type", "'s3'"),
                    ("connection_options", "{'path': 's3://b/o', \"partitionKeys\": ['y']}"),
                    ("format", "'parquet'"),
                ],
            ),
        }
    }

    fn mappings(&mut self) -> String {
        let mut items = String::new();
        for _ in 0..=self.byte() % 3 {
            let name = self.fresh("c");
            let _ = match self.byte() % 4 {
                1 => write!(items, "('{name}', 'string', \"{name}\", 'long'), "),
                2 => write!(items, "[\"{name}\", \"int\", \"{name}_b\", \"int\"], "),
                3 => write!(items, "('s.{name}', 'string', '{name}', 'timestamp'), "),
                _ => write!(items, "(\"{name}\",\"string\",\"{name}\",\"string\"), "),
            };
        }
        format!(
            "[{}]",
            if self.chance(2) { items.trim_end_matches(", ") } else { items.trim_end() }
        )
    }

    fn predicate(&mut self) -> String {
        self.one_of(&[
            "lambda x: x['a'] > 1",
            "lambda row: row[\"a\"] == 'b' and not row['c']",
            "lambda x: x.a in (1, 2)",
            "lambda x: odd(x)",
            "lambda x: x['a'] is not None or (x['b'] or 0) < 3",
            "row_function",
        ])
        .to_owned()
    }

    /// A call with its arguments laid out in one of many ways.
    fn call(&mut self, function: &str, arguments: &[(&str, &str)]) -> String {
        let layout = self.byte() % 8;
        let positional = self.chance(5);
        let mut text = function.to_owned();
        if layout == 5 && !function.is_empty() {
            text.push(' ');
        }
        text.push('(');
        let break_line = |maker: &Self, extra: &str| {
            format!("{extra}{}{}{}", maker.newline, maker.indent(), maker.unit)
        };
        for (index, (name, value)) in arguments.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            match layout {
                1 => text.push_str(&break_line(self, "")),
                2 => {
                    let comment = self.comment();
                    text.push_str(&break_line(self, &format!(" {comment}")));
                }
                3 => text.push_str(&break_line(self, " \\")),
                4 if index > 0 => text.push_str(&break_line(self, "")),
                _ if index > 0 => text.push(' '),
                _ => {}
            }
            if positional {
                text.push_str(value);
            } else {
                let equals = if layout == 6 { " = " } else { "=" };
                let _ = write!(text, "{name}{equals}{value}");
            }
        }
        match layout {
            1 => text.push_str(&break_line(self, ",")),
            2 => {
                let comment = self.comment();
                text.push_str(&break_line(self, &format!(", {comment}")));
            }
            7 => text.push_str(" , "),
            _ => {}
        }
        text.push(')');
        if self.chance(9) && !function.is_empty() { format!("({text})") } else { text }
    }

    /// A statement that must come out as it is.
    fn plain(&mut self) {
        let name = self.fresh("plain");
        let text = match self.byte() % 14 {
            1 => format!("{name} = 'create_dynamic_frame  glueContext.x' \"awsglue\""),
            2 => format!("{name}  =  {{ 'a':1,'b' : [ 2,3 ] }}"),
            3 => format!("{name} = (1 +{0}{1}   2){2}", self.newline, self.indent(), ""),
            4 => format!("{name} = 1 + \\{0}{1}    2", self.newline, self.indent()),
            5 => format!("assert {name}_ok, f'{{ {name}_ok!r:>{{10}} }}'"),
            6 => format!("{name} = lambda frame , *a, **k : frame.toDF ( )"),
            7 => format!("{name} = [ x for x in range(3) if x ] ; {name} += [4]"),
            8 => format!("'''a string{0}# that is no comment {name}{0}'''", self.newline),
            9 => format!("del {name}_old , {name}_older"),
            10 => format!("{name} = other.DropFields.apply(frame=1)"),
            11 => format!("{name}: 'List[int]' = []"),
            12 => format!("{name} = b'\\x00' r'\\n' f'x'").replace("b'\\x00' ", ""),
            13 => format!("{name} = not -1 ** ~ 2 if 3 else 4 , 5"),
            _ => format!("{name} = 1"),
        };
        self.line(&text);
        self.out.plain.push(text);
    }

    fn conditional(&mut self) {
        let flag = self.fresh("flag");
        self.suite(&format!("if {flag}:"));
        if self.chance(3) {
            self.suite(&format!("elif ( {flag} ) :"));
        }
        if self.chance(2) {
            self.suite("else:");
        }
    }

    fn looping(&mut self) {
        let (name, outer) = (self.fresh("item"), self.in_loop);
        self.in_loop = true;
        match self.byte() % 3 {
            1 => self.suite(&format!("while {name}_more :")),
            2 => self.suite(&format!("for {name} , _ in enumerate([1,2]):")),
            _ => self.suite(&format!("for {name} in ['a', 'b']:")),
        }
        self.in_loop = outer;
        if self.chance(5) {
            self.suite("else:");
        }
    }

    fn trying(&mut self) {
        self.suite("try:");
        match self.byte() % 3 {
            1 => self.suite("finally:"),
            2 => {
                self.suite("except (ValueError , KeyError) as error:");
                self.suite("else:");
                self.suite("finally:");
            }
            _ => self.suite("except Exception:"),
        }
    }

    fn function(&mut self) {
        let name = self.fresh("function");
        let (outer, inside) = (self.in_function, self.in_loop);
        (self.in_function, self.in_loop) = (true, false);
        let known = self.frames.clone();
        let parameter = self.fresh("maybe");
        if self.chance(4) {
            let line = self.one_of(&["@decorated", "@decorated(1, key = 'x')"]);
            self.line(line);
        }
        let head = match self.byte() % 5 {
            1 => format!("async def {name}({parameter}):"),
            2 => format!(
                "def {name}({parameter}: DynamicFrame, *rest, key=None, **more) -> 'DynamicFrame':"
            ),
            3 => format!("def {name}({parameter}, glueContext):"),
            4 => format!("def {name} ( {parameter}, spark = None ) :"),
            _ => format!("def {name}({parameter}):"),
        };
        let takes_context = head.contains("glueContext");
        self.frames = vec![parameter];
        self.suite(&head);
        self.frames = known;
        (self.in_function, self.in_loop) = (outer, inside);
        if self.chance(2) {
            let frame = self.frame();
            let context = if takes_context { ", glueContext" } else { "" };
            let result = self.fresh("frame");
            self.line(&format!("{result} = {name}({frame}{context})"));
        }
    }

    fn rare(&mut self) {
        match self.byte() % 8 {
            1 => {
                let name = self.fresh("Class");
                self.line(&format!("class {name}(object):"));
                self.depth += 1;
                self.plain();
                self.line("def __init__(self, glueContext):");
                self.depth += 1;
                self.line("self.context = glueContext");
                self.line("self.frame = self.context.create_dynamic_frame.from_catalog('db', 't')");
                self.depth -= 1;
                self.line("def run(self):");
                self.depth += 1;
                self.line("return DropFields.apply(self.frame, ['a'])");
                self.depth -= 2;
                self.line(&format!("{name}(glueContext).run().toDF().show()"));
            }
            2 => {
                let file = self.fresh("file");
                self.suite(&format!("with open('x') as {file} , open('y'):"));
            }
            3 => {
                let subject = self.fresh("subject");
                self.line(&format!("match {subject}:"));
                self.depth += 1;
                self.suite("case 1 | 2:");
                self.suite("case [a, *_] if a:");
                self.suite("case _:");
                self.depth -= 1;
            }
            4 if self.in_loop => self.line("continue"),
            5 if self.in_function => self.line("return"),
            6 => {
                let name = self.fresh("frame");
                let frame = self.frame();
                self.line(&format!("{name}, other = {frame}, {frame}.toDF()"));
            }
            7 => {
                let frame = self.frame();
                self.line(&format!("unknown_function({frame}, glueContext, df={frame}.toDF())"));
            }
            _ => self.line("pass"),
        }
    }
}

/// Whether a statement uses Glue whatever the parameters of its function are.
fn is_sure(text: &str) -> bool {
    let names = ["glueContext.create", "glueContext.write", ".apply(", "DynamicFrame."];
    !text.contains("maybe") || names.iter().any(|name| text.contains(name))
}

trait PopIfMany {
    fn pop_if_many(&mut self);
}

impl PopIfMany for Vec<String> {
    /// There is always a frame to speak of.
    fn pop_if_many(&mut self) {
        if self.len() > 1 {
            self.pop();
        }
    }
}
