//! Makes small estates of Glue jobs as people write them, out of a string of bytes: helper modules that
//! import one another, functions that take and give contexts and frames, classes, loops over tables.
//!
//! As in `generate.rs` each byte is one choice, and a string that has run out chooses the plainest end.
//! What a program is made of stands in `templates.rs`; here the templates are put together.

use std::collections::BTreeSet;

use super::templates::{self as t, Kind, Piece};

/// A module of a made estate.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// Its path below the folder of the estate.
    pub path: &'static str,
    /// Its text.
    pub text: String,
    /// Statements that have nothing to do with Glue: they must come out as they are.
    pub plain: Vec<String>,
    /// Comments, each there once: none may be lost.
    pub comments: Vec<String>,
}

/// Makes the estate of a string of bytes.
pub fn estate(choices: &[u8]) -> Vec<Module> {
    let mut maker = Maker { choices: choices.iter(), ..Maker::default() };
    let newline = maker.one_of(&["\n", "\n", "\n", "\r\n"]);
    let unit = maker.one_of(&["    ", "    ", "    ", "  ", "\t"]);
    let count = [1, 1, 1, 2, 3, 4][maker.byte() % 6];
    for index in 0..count {
        maker.open.push(Open::default());
        maker.here = index;
        maker.kind();
        maker.functions();
    }
    // What comes later may call all that is there: modules that import one another in circles.
    for index in 0..count {
        maker.here = index;
        maker.functions();
        maker.jobs();
    }
    (0..count).map(|index| maker.module(index, newline, unit)).collect()
}

/// The estate of a string of bytes, to be read.
pub fn shown(choices: &[u8]) -> String {
    let text = |module: Module| format!("--- from {}\n{}\n", module.path, module.text);
    estate(choices).into_iter().map(text).collect()
}

/// Where a module is: some in a package, some flat.
const PATHS: [&str; 4] = ["job.py", "lib/helpers.py", "lib/session.py", "tools.py"];

/// A module in the making.
#[derive(Default)]
struct Open {
    own: Module,
    /// Import lines for other modules.
    imports: BTreeSet<String>,
    /// What makes the context.
    start: String,
    /// The name of the context at the top level.
    context: String,
    body: String,
    names: Vec<(Kind, String)>,
}

#[derive(Clone)]
struct Function {
    module: usize,
    name: String,
    call: &'static str,
    gives: Option<Kind>,
}

#[derive(Default)]
struct Maker<'c> {
    choices: std::slice::Iter<'c, u8>,
    open: Vec<Open>,
    here: usize,
    /// Names by what they hold, innermost scope last.
    names: Vec<(Kind, String)>,
    functions: Vec<Function>,
    depth: usize,
    number: usize,
    in_function: bool,
}

impl Maker<'_> {
    fn byte(&mut self) -> usize {
        self.choices.next().copied().unwrap_or(0).into()
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.byte() % all.len()]
    }

    fn spent(&self) -> bool {
        self.choices.len() == 0
    }

    fn fresh(&mut self, stem: &str) -> String {
        self.number += 1;
        format!("{stem}{}", self.number)
    }

    fn here(&mut self) -> &mut Open {
        &mut self.open[self.here]
    }

    /// How the module comes to its context.
    fn kind(&mut self) {
        let context = self.one_of(&["glueContext", "glue_context", "gc"]);
        let start = self.one_of(&t::STARTS).replace("$C", context);
        let spark = ["spark = ", "sc = "].map(|name| start.contains(name));
        let open = self.here();
        context.clone_into(&mut open.context);
        open.start = start;
        open.names.push((Kind::Context, context.to_owned()));
        if spark[0] {
            open.names.push((Kind::Session, "spark".to_owned()));
        }
    }

    fn functions(&mut self) {
        for _ in 0..self.byte() % 3 {
            self.function();
        }
    }

    fn function(&mut self) {
        let piece = self.one_of(&t::FUNCTIONS);
        let stem = self.one_of(&["load", "write_out", "clean", "Job", "run"]);
        let name = self.fresh(stem);
        let outer = std::mem::take(&mut self.names);
        // The top level is seen from inside.
        self.names.clone_from(&self.open[self.here].names);
        let text = piece.text.replace("$G", &name);
        let inside = std::mem::replace(&mut self.in_function, true);
        let text = self.filled(&text, piece.binds);
        self.in_function = inside;
        self.names = outer;
        self.here().body.push_str(&format!("{text}\n\n"));
        let module = self.here;
        self.functions.push(Function { module, name, call: piece.call, gives: piece.gives });
    }

    /// The statements of a module: at its top, in a `main`, or in a class.
    fn jobs(&mut self) {
        let shape = self.byte() % 5;
        if self.here > 0 && shape < 3 {
            return;
        }
        self.names.clone_from(&self.open[self.here].names);
        let text = match shape {
            1 | 4 => {
                let inside = std::mem::replace(&mut self.in_function, true);
                let suite = self.suite(10);
                self.in_function = inside;
                let head =
                    self.one_of(&["def main():", "def main() -> None:", "def main(argv=None):"]);
                format!(
                    "{head}\n{}\n\nif __name__ == \"__main__\":\n    main()\n",
                    indented(&suite, "    ")
                )
            }
            _ => self.suite(12),
        };
        self.names.clear();
        self.here().body.push_str(&text);
        if self.open[self.here].start.contains("Job(") {
            self.here().body.push_str("job.commit()\n");
        }
    }

    /// Statements, each of which ends its line.
    fn suite(&mut self, most: usize) -> String {
        let mut text = String::new();
        for turn in 0..most {
            if turn > 0 && self.spent() {
                break;
            }
            let statement = self.statement();
            text.push_str(&statement);
            text.push('\n');
            if self.byte() % 6 == 5 {
                text.push('\n');
            }
        }
        text
    }

    fn statement(&mut self) -> String {
        let comment = if self.byte() % 7 == 6 { self.comment() + "\n" } else { String::new() };
        let text = match self.byte() % 12 {
            0 => self.plain(),
            1..=2 if !self.functions.is_empty() => self.call(),
            3..=5 if self.depth < 3 && !self.spent() => self.piece(&t::BLOCKS),
            6 if self.in_function => self.piece(&t::RETURNS),
            _ => self.piece(&t::STATEMENTS),
        };
        comment + &text
    }

    fn comment(&mut self) -> String {
        let comment = self.fresh("# note ") + ".";
        self.here().own.comments.push(comment.clone());
        comment
    }

    fn plain(&mut self) -> String {
        let name = self.fresh("plain");
        let text = self.one_of(&t::PLAIN).replace("$n", &name);
        self.here().own.plain.push(text.clone());
        text
    }

    fn piece(&mut self, all: &[Piece]) -> String {
        let piece = all[self.byte() % all.len()];
        let known = |kind: &Kind| self.names.iter().any(|(k, _)| k == kind);
        let text = if piece.needs.iter().all(known) { piece } else { t::STATEMENTS[0] };
        self.filled(text.text, text.binds)
    }

    /// A call of a function of the estate, and the import that it takes.
    fn call(&mut self) -> String {
        let index = self.byte() % self.functions.len();
        let function = self.functions[index].clone();
        let mut name = function.name.clone();
        if function.module != self.here {
            let path = PATHS[function.module].trim_end_matches(".py").replace('/', ".");
            let (import, qualified) = match self.byte() % 5 {
                1 => (format!("import {path}"), format!("{path}.{name}")),
                2 => (format!("import {path} as other"), format!("other.{name}")),
                3 => (format!("from {path} import *"), name.clone()),
                4 => (format!("from {path} import {name} as {name}_"), format!("{name}_")),
                _ => (format!("from {path} import {name}"), name.clone()),
            };
            // One module is called `other` at a time.
            let other = |known: &String| known.ends_with(" as other") && *known != import;
            let taken = import.ends_with(" as other") && self.here().imports.iter().any(other);
            if taken {
                self.here().imports.insert(format!("from {path} import {name}"));
            } else {
                self.here().imports.insert(import);
                name = qualified;
            }
        }
        let text = function.call.replace("$G", &name);
        let text = self.filled(&text, &[]);
        let Some(kind) = function.gives else { return text };
        let result = if self.byte() % 4 == 3 { self.known(kind) } else { None };
        let result = result.unwrap_or_else(|| self.fresh("made"));
        self.names.push((kind, result.clone()));
        format!("{result} = {text}")
    }

    fn known(&mut self, kind: Kind) -> Option<String> {
        let all: Vec<_> = self.names.iter().filter(|(k, _)| *k == kind).collect();
        if all.is_empty() {
            return None;
        }
        let index = self.choices.next().map_or(0, |b| usize::from(*b)) % all.len();
        Some(all[all.len() - 1 - index].1.clone())
    }

    /// A template with its holes filled; what it binds is known from then on.
    fn filled(&mut self, template: &str, binds: &[(u8, Kind)]) -> String {
        let mut own: Vec<(char, String)> = ('1'..='6')
            .filter(|digit| template.contains(&format!("${digit}")))
            .map(|digit| {
                let kind = binds.iter().find(|(d, _)| char::from(*d) == digit).map(|(_, k)| *k);
                (digit, self.named(kind))
            })
            .collect();
        // What a template names again is the same each time.
        for (letter, kind) in [('K', Kind::Either), ('M', Kind::Dict), ('L', Kind::List)] {
            if template.contains(&format!("${letter}"))
                && let Some(name) = self.known(kind)
            {
                own.push((letter, name));
            }
        }
        let params: Vec<(u8, Kind)> =
            binds.iter().filter(|(d, _)| d.is_ascii_alphabetic()).copied().collect();
        for (letter, kind) in &params {
            let name = t::param(*letter);
            self.names.push((*kind, name.to_owned()));
        }
        let mut text = String::new();
        for line in template.split('\n') {
            if !text.is_empty() {
                text.push('\n');
            }
            if line.trim_start() == "$B" {
                let indent = &line[..line.len() - 2];
                self.depth += 1;
                let suite = self.suite(3);
                self.depth -= 1;
                text.push_str(indented(&suite, indent).trim_end_matches('\n'));
                continue;
            }
            let line = self.line(line, &own);
            text.push_str(&line);
        }
        for (digit, name) in own {
            if let Some((_, kind)) = binds.iter().find(|(d, _)| char::from(*d) == digit) {
                self.names.push((*kind, name));
            }
        }
        text
    }

    /// A name for what a template binds: a new one, or one that holds the same already.
    fn named(&mut self, kind: Option<Kind>) -> String {
        let again = kind.filter(|_| self.byte() % 3 == 2).and_then(|kind| self.known(kind));
        let stem = self.one_of(&["df", "frame", "dyf", "data", "out"]);
        again.filter(|name| !name.contains('.')).unwrap_or_else(|| self.fresh(stem))
    }

    fn line(&mut self, line: &str, own: &[(char, String)]) -> String {
        let mut out = String::new();
        let indent = &line[..line.len() - line.trim_start().len()];
        let mut parts = line.split('$');
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let mut rest = part.chars();
            let hole = rest.next().unwrap_or('$');
            let text = match hole {
                'F' => self.known(Kind::Frame).unwrap_or_else(|| "frame".to_owned()),
                'D' => self.known(Kind::Spark).unwrap_or_else(|| "frame.toDF()".to_owned()),
                'C' => self.known(Kind::Context).unwrap_or_else(|| "glueContext".to_owned()),
                'S' => self.known(Kind::Session).unwrap_or_else(|| t::SESSION.to_owned()),
                'R' => self.expression(&t::READS),
                'E' => self.expression(&t::STEPS),
                'O' => self.expression(&t::SPARK),
                't' => format!("\"{}\"", self.fresh("table")),
                'n' => self.fresh("name"),
                '#' => self.comment(),
                'K' | 'M' | 'L' | '1'..='6' => {
                    let found = own.iter().find(|(name, _)| *name == hole);
                    found.map(|(_, name)| name.clone()).unwrap_or_default()
                }
                letter => t::param(u8::try_from(letter).unwrap_or_default()).to_owned(),
            };
            // A hole that takes many lines goes on where its line begins.
            out.push_str(&text.replace('\n', &format!("\n{indent}")));
            out.push_str(rest.as_str());
        }
        out
    }

    fn expression(&mut self, all: &[&str]) -> String {
        self.depth += 1;
        let text = if self.depth > 4 { all[0] } else { self.one_of(all) };
        let text = self.filled(text, &[]);
        self.depth -= 1;
        text
    }

    fn module(&mut self, index: usize, newline: &str, unit: &str) -> Module {
        let open = std::mem::take(&mut self.open[index]);
        let mut module = open.own;
        module.path = PATHS[index];
        let imports: String = open.imports.iter().map(|line| format!("{line}\n")).collect();
        let text = format!("{}{imports}\n{}\n{}", t::HEAD, open.start, open.body);
        let text = text.lines().map(|line| respaced(line, unit)).collect::<Vec<_>>().join(newline);
        module.text = text + newline;
        for plain in &mut module.plain {
            *plain = plain.replace('\n', newline);
        }
        module
    }
}

fn respaced(line: &str, unit: &str) -> String {
    let rest = line.trim_start_matches(' ');
    let depth = line.len() - rest.len();
    unit.repeat(depth / 4) + &" ".repeat(depth % 4) + rest
}

fn indented(text: &str, indent: &str) -> String {
    let line =
        |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") };
    text.lines().map(line).collect()
}
