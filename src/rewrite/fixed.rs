//! Computed parts of templates that come out the same wherever they are made: most are made of literals
//! alone. What was made to see whether a rule holds is written when the rule is rendered.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashMap;

use crate::lower::LowerResult;
use crate::lower::fragments::{self, FragmentCx};
use crate::python::ast::ExprId;
use crate::rules::template::Part;

/// A call, and a part of a template of a rule.
type Key = (ExprId, usize);

/// The texts of such parts, with the imports that they ask for.
pub type Made = FxHashMap<Key, (String, Vec<String>)>;

/// Such parts, kept as they are made.
#[derive(Debug, Default)]
pub struct Fixed(RefCell<Made>);

/// What a computed part asked for while it was made.
#[derive(Default)]
pub struct Trace {
    varies: Cell<bool>,
    imports: RefCell<Vec<String>>,
}

impl Trace {
    /// It asked for something that may be answered in another way the next time.
    pub fn varies(&self) {
        self.varies.set(true);
    }

    /// It asked for an import.
    pub fn imports(&self, name: &str) {
        self.imports.borrow_mut().push(name.to_owned());
    }
}

impl Fixed {
    /// Begins with what was made before.
    pub fn of(made: Made) -> Self {
        Self(RefCell::new(made))
    }

    /// All that was made.
    pub fn into_made(self) -> Made {
        self.0.into_inner()
    }

    /// Makes a computed part and keeps it where it is always the same. What `cx` is asked is told to `trace`.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn make(
        &self,
        cx: &FragmentCx<'_>,
        trace: &Trace,
        part: &Part,
        (name, args): (&str, &[String]),
    ) -> LowerResult {
        trace.varies.set(false);
        trace.imports.take();
        let made = fragments::run(cx, name, args)?;
        if !trace.varies.get() {
            let kept = (made.text.clone(), trace.imports.take());
            self.0.borrow_mut().insert(key(cx, part), kept);
        }
        Ok(made)
    }

    /// The text of a part that was made before; its imports are asked for again.
    pub fn made(
        &self,
        cx: &FragmentCx<'_>,
        part: &Part,
        (name, args): (&str, &[String]),
    ) -> Option<String> {
        let known = self.0.borrow();
        let (text, imports) = known.get(&key(cx, part))?;
        debug_assert!(fragments::run(cx, name, args).is_ok_and(|anew| anew.text == *text));
        imports.iter().for_each(|import| drop((cx.import)(import)));
        Some(text.clone())
    }
}

fn key(cx: &FragmentCx<'_>, part: &Part) -> Key {
    (cx.call, std::ptr::from_ref(part).addr())
}
