//! A team's own rules on top of ours, under the checks that tests hold ours to.

use super::{RuleError, RuleSet, at};
use crate::lower::fragments;
use crate::stubs::Stubs;

impl RuleSet {
    /// Rules of a team, given as file names and texts, which are tried before these.
    ///
    /// # Errors
    /// What is wrong with the format, an id that is taken, an operation that no stub declares, a name
    /// in a template that nothing gives.
    pub fn with_own(&self, files: &[(String, &str)], stubs: &Stubs) -> Result<Self, RuleError> {
        let mut own = Self { transparent: self.transparent.clone(), ..Self::default() };
        for (file, text) in files {
            let known = own.rules.len();
            own.take_in(file, text)?;
            for rule in &own.rules[known..] {
                let fault = |near: &str, message: String| Err(at(file, text, near, message));
                if self.ids.contains(&rule.id) {
                    return fault(&rule.id, format!("`{}` is the id of a rule of unglue", rule.id));
                }
                if let Some(op) = rule.ops.iter().find(|op| !declares(stubs, op)) {
                    let message = format!(
                        "no stub declares `{op}`; expected `Class.method`, `Class.__init__`, `Class` or a function"
                    );
                    return fault(op, message);
                }
                for template in [rule.block(), rule.replace()].into_iter().flatten() {
                    let has = |name: &&&str| {
                        own.imports.contains_key(**name) || self.imports.contains_key(**name)
                    };
                    if let Some(name) = template.imports().iter().find(|name| !has(name)) {
                        let message = format!("`${{@{name}}}` is not in a table `[imports]`");
                        return fault(&rule.id, message);
                    }
                    if let Some(name) = template.fragments().iter().find(|f| !fragments::exists(f))
                    {
                        let message = format!("there is no fragment `{name}`; see docs/rules.md");
                        return fault(&rule.id, message);
                    }
                }
            }
        }
        let ours = self.clone();
        own.rules.extend(ours.rules);
        own.ids.extend(ours.ids);
        own.ignores.extend(ours.ignores);
        own.builders.extend(ours.builders);
        own.overwrites.extend(ours.overwrites);
        own.lake_writes.extend(ours.lake_writes);
        own.lake_reads.extend(ours.lake_reads);
        own.comments.extend(ours.comments);
        own.flows.extend(ours.flows);
        own.transparent = ours.transparent;
        own.tables = ours.tables;
        for (form, helper) in ours.helpers {
            own.helpers.entry(form).or_insert(helper);
        }
        for (key, import) in ours.imports {
            own.imports.entry(key).or_insert(import);
        }
        own.index();
        Ok(own)
    }
}

/// Whether an operation is one of the stubs.
fn declares(stubs: &Stubs, op: &str) -> bool {
    if stubs.funcs().any(|f| f.op == op || f.own == op) {
        return true;
    }
    // Every class has these, declared or not.
    let given = |member: &str| matches!(member, "__init__" | "__class__" | "__name__");
    let (class, member) = op.split_once('.').unwrap_or((op, "__init__"));
    stubs.class_named(class).is_some_and(|id| given(member) || stubs.attr(id, member).is_some())
}

#[cfg(test)]
mod tests {
    use super::declares;
    use crate::stubs::Stubs;

    #[test]
    fn what_rules_of_unglue_speak_of_is_declared_for_those_of_a_team() {
        let stubs = Stubs::embedded();
        for op in
            ["GlueContext.__init__", "DataType.__class__", "ChoiceType.__name__", "Job.commit"]
        {
            assert!(declares(stubs, op), "{op}");
        }
        assert!(!declares(stubs, "GlueContext.nothing"));
    }
}
