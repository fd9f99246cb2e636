//! Names that a text reads and nothing in it binds: after a rewrite there must be no new ones.

use std::collections::BTreeSet;

use crate::python::ast::{ExprId, ExprKind};
use crate::python::parse;
use crate::python::scope::Scopes;

/// The names of Python's `builtins` module and of every module.
const BUILTINS: &str = "ArithmeticError AssertionError AttributeError BaseException \
BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError \
ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError \
DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup \
False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError \
ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError \
KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError None \
NotADirectoryError NotImplemented NotImplementedError OSError OverflowError \
PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError \
ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError \
SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError UnboundLocalError \
UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning \
UserWarning ValueError Warning ZeroDivisionError __annotations__ __build_class__ __builtins__ \
__class__ __debug__ __doc__ __file__ __import__ __loader__ __name__ __package__ __path__ __spec__ \
abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile \
complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format \
frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len \
license list locals map max memoryview min next object oct open ord pow print property quit range \
repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip";

/// The names that are read without being bound, builtins aside; `None` where the text does not parse.
pub fn free_names(text: &str) -> Option<BTreeSet<String>> {
    let module = parse(text).ok()?;
    let scopes = Scopes::of(&module);
    let builtins: BTreeSet<&str> = BUILTINS.split_whitespace().collect();
    let mut found = BTreeSet::new();
    for i in 0..module.expr_count() {
        #[allow(clippy::cast_possible_truncation)] // dense ids
        let id = ExprId(i as u32);
        if let ExprKind::Name(name) = module.expr(id).kind
            && !scopes.is_store(id)
            && !builtins.contains(name)
            && scopes.resolve(scopes.scope_of(id), name).is_none()
        {
            found.insert(name.to_owned());
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bound_names_and_builtins_are_not_free() {
        let text = "import a\nb = [c for c in range(3)]\ndef d(e, *f):\n    return e, f, g, h\n\
                    g = 1\nprint(a, b, [i for i in j], lambda k: k)\n";
        let found: Vec<_> = free_names(text).unwrap().into_iter().collect();
        assert_eq!(found, ["h", "j"]);
    }
}
