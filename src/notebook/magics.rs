//! What becomes of magics that only Glue's kernel has: rules whose operation is `%name` (a line) or
//! `%%name` (a cell), in the same files and the same form as all others.
//!
//! A magic has one argument, `args`: what stands behind its name on the line.

use crate::diagnostics::Grade;
use crate::rules::template::{Part, Template};
use crate::rules::{Action, Rule, RuleSet};

/// A magic as it stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Magic<'t> {
    /// With its one or two `%`.
    pub name: &'t str,
    /// What follows on the line.
    pub args: &'t str,
}

/// What a rule makes of a magic.
#[derive(Clone, Debug)]
pub struct Outcome<'r> {
    /// The rule that holds.
    pub rule: &'r Rule,
    /// The new line; empty where it goes, `None` where it stays.
    pub becomes: Option<String>,
    /// Why earlier rules did not hold.
    pub reasons: Vec<String>,
}

impl<'t> Magic<'t> {
    /// Reads the magic at the start of a line.
    pub fn of(line: &'t str) -> Option<Self> {
        let line = line.trim_start();
        let percents = line.bytes().take_while(|byte| *byte == b'%').count();
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let length = line.get(percents..)?.chars().take_while(|c| is_name(*c)).map(char::len_utf8);
        let end = percents + length.sum::<usize>();
        let known = (1..=2).contains(&percents) && end > percents;
        known.then(|| Self { name: &line[..end], args: line[end..].trim() })
    }

    /// Whether code of the magic's language fills the rest of the cell.
    pub fn is_cell(self) -> bool {
        self.name.starts_with("%%")
    }
}

/// Finds the rule that holds.
pub fn decide<'r>(rules: &'r RuleSet, magic: Magic<'_>, most: Grade) -> Option<Outcome<'r>> {
    let mut reasons = Vec::new();
    for rule in rules.of(magic.name).filter(|rule| !rule.is_general()) {
        if rule.grade != Grade::Manual && rule.grade > most {
            reasons.extend(rule.note.iter().map(|note| format!("a rewrite needs review: {note}")));
            continue;
        }
        let becomes = match &rule.action {
            Action::Delete => Ok(Some(String::new())),
            Action::Replace(template) => fill(template, magic.args).map(Some),
            Action::Unchanged | Action::Manual | Action::Block(..) => Ok(None),
        };
        match becomes {
            Ok(becomes) => return Some(Outcome { rule, becomes, reasons }),
            Err(reason) => reasons.push(reason),
        }
    }
    None
}

/// Text computed from the arguments of a magic, or why there is none.
type Fragment = fn(&str) -> Result<String, String>;

fn fragment(name: &str) -> Option<Fragment> {
    match name {
        "requirements" => Some(requirements),
        "no_arguments" => Some(no_arguments),
        _ => None,
    }
}

/// Whether the template of a magic may use a fragment of this name.
pub fn has_fragment(name: &str) -> bool {
    fragment(name).is_some()
}

/// Nothing, where there are no arguments.
fn no_arguments(args: &str) -> Result<String, String> {
    if args.is_empty() {
        return Ok(String::new());
    }
    Err(format!("its options `{args}` have no counterpart"))
}

fn fill(template: &Template, args: &str) -> Result<String, String> {
    let mut out = String::new();
    for part in &template.parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Value(name) if name == "args" => out.push_str(args),
            Part::Fragment(name, _) => {
                let fragment = fragment(name).ok_or_else(|| format!("a magic has no `{name}`"))?;
                out.push_str(&fragment(args)?);
            }
            other => return Err(format!("a magic has no {other:?}")),
        }
    }
    Ok(out)
}

/// The modules of `%additional_python_modules` as arguments of pip: quoted where a shell would read
/// them in another way.
fn requirements(args: &str) -> Result<String, String> {
    let plain = |c: char| c.is_alphanumeric() || "._-=~/:@+".contains(c);
    let args = args.replace("\\\n", " ");
    let words: Vec<&str> = args
        .split([',', ' ', '\t', '\n'])
        .map(|word| word.trim_matches(['"', '\'']))
        .filter(|word| !word.is_empty())
        .collect();
    if let Some(word) = words.iter().find(|word| word.starts_with("s3:")) {
        return Err(format!("pip cannot read `{word}`"));
    }
    if words.is_empty() || words.iter().any(|word| word.contains(['{', '$'])) {
        return Err("its modules are only known at run time".to_owned());
    }
    let quoted = words.iter().map(|word| {
        if word.chars().all(plain) { (*word).to_owned() } else { format!("\"{word}\"") }
    });
    Ok(quoted.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_magic_has_a_name_and_arguments() {
        let of = |line| Magic::of(line).map(|m| (m.name, m.args));
        assert_eq!(of("%idle_timeout  60 \n"), Some(("%idle_timeout", "60")));
        assert_eq!(of("%%configure -f"), Some(("%%configure", "-f")));
        assert_eq!(of("% x"), None);
        assert_eq!(of("!ls"), None);
        assert_eq!(of("é"), None);
    }

    #[test]
    fn modules_become_arguments_of_pip() {
        assert_eq!(
            requirements("pandas==2.0, 'pyarrow>=9'").unwrap(),
            "pandas==2.0 \"pyarrow>=9\""
        );
        assert_eq!(requirements("delta[all]").unwrap(), "\"delta[all]\"");
        assert!(requirements("s3://b/x.whl").is_err());
        assert!(requirements("").is_err());
    }
}
