//! What the use of a value tells of it: an attribute that one class alone has, an argument of Glue.

use super::{Infer, Ty};
use crate::python::ast::{Arg, ExprId, ExprKind, StmtId, StmtKind};
use crate::python::scope::Binding;
use crate::stubs::{ClassId, FuncId};

impl<'a, 's: 'a> Infer<'a, 's> {
    /// The class of `x` in `x.select(list(x.keys())[0])`.
    pub(super) fn by_own_keys(&self, id: ExprId, value: ExprId, method: &str) -> Option<ClassId> {
        let class = self.stubs.by_own_keys(method)?;
        let owner = self.module.name(value)?;
        let call = self.scopes.parent(id)?;
        let ExprKind::Call(callee, args, _) = &self.module.expr(call).kind else { return None };
        let asked = *callee == id && args.iter().any(|arg| self.asks_keys_of(arg.value, owner));
        asked.then_some(class)
    }

    fn asks_keys_of(&self, id: ExprId, owner: &str) -> bool {
        let mut found = matches!(self.module.expr(id).kind, ExprKind::Attribute(value, attr)
            if attr.text == "keys" && self.module.name(value) == Some(owner));
        self.module.each_child(id, |child| found = found || self.asks_keys_of(child, owner));
        found
    }

    /// An attribute that only one class has tells the type of the expression before it.
    pub(super) fn by_use(
        &mut self,
        id: ExprId,
        value: ExprId,
        class: ClassId,
        name: &'a str,
    ) -> Ty {
        let instance = Ty::Instance(class);
        self.set(value, instance.clone());
        if let Some(key) = self.param_of(value)
            && self.by_use.insert(key, instance.clone()).is_none()
        {
            self.stale = true;
        }
        self.member(id, &instance, name).unwrap_or_default()
    }

    /// The parameter that a name is, of this function or of one around it, if nothing has bound it anew
    /// where it is read.
    pub(super) fn param_of(&self, read: ExprId) -> Option<(StmtId, usize)> {
        let ExprKind::Name(name) = self.module.expr(read).kind else { return None };
        let bindings = self.scopes.bindings(self.scope, name);
        let mut params = bindings.iter().filter_map(|binding| match binding {
            Binding::Param(def, index) => Some((*def, *index)),
            _ => None,
        });
        let found = params.next().filter(|_| params.next().is_none())?;
        let first = bindings.len() == 1 || self.is_read_first(read, name, bindings);
        first.then_some(found)
    }

    /// Whether a name is read, right in the function whose parameter it is, before anything binds it anew.
    fn is_read_first(&self, read: ExprId, name: &str, bindings: &[Binding]) -> bool {
        let (module, scopes) = (self.module, self.scopes);
        let at = scopes.scope_of(read);
        let here = module.expr(read).span;
        let loops = std::iter::successors(Some(scopes.stmt_of(read)), |id| scopes.stmt_parent(*id))
            .filter(|id| {
                matches!(module.stmt(*id).kind, StmtKind::For { .. } | StmtKind::While(..))
            })
            .map(|id| module.stmt(id).span);
        let loops: Vec<_> = loops.collect();
        let later = |binding: &Binding| match binding {
            Binding::Param(..) => true,
            Binding::Target(stmt, target) => {
                let (all, target) = (module.stmt(*stmt).span, module.expr(*target).span);
                let assigns = matches!(module.stmt(*stmt).kind, StmtKind::Assign { .. });
                (here.start < target.start || assigns && all.contains(here))
                    && !loops.iter().any(|around| around.contains(all))
            }
            _ => false,
        };
        scopes.resolve(at, name) == Some(scopes.frame(at)) && bindings.iter().all(later)
    }

    /// A parameter that goes where Glue takes a context or a frame is one.
    pub(super) fn by_argument(&mut self, func: FuncId, args: &[Arg<'s>], types: &[Ty]) {
        let stub = self.stubs.func(func);
        if !stub.glue {
            return;
        }
        let mut next = 0;
        for (arg, ty) in args.iter().zip(types) {
            let param = if let Some(name) = arg.name {
                stub.params.iter().find(|p| p.name == name.text)
            } else {
                next += 1;
                stub.params.get(next - 1)
            };
            let Some(param) = param.filter(|_| arg.stars == 0 && ty.is_unknown()) else { continue };
            let class = match (param.canonical.as_str(), param.name.as_str()) {
                ("glue_ctx" | "glue_context", _) => "GlueContext",
                ("self", "dfc") => "DynamicFrameCollection",
                ("self" | "frame" | "frame1" | "frame2" | "other_frame" | "dynamic_frame", _) => {
                    "DynamicFrame"
                }
                _ => continue,
            };
            // `write_data_frame` and the like take a DataFrame.
            if stub.own.contains("data_frame") || stub.own.contains("DataFrame") {
                continue;
            }
            if let Some(class) = self.stubs.class_named(class)
                && let Some(key) = self.param_of(arg.value)
                && self.by_use.insert(key, Ty::Instance(class)).is_none()
            {
                self.stale = true;
            }
        }
    }
}
