//! Imports that rules may ask for as `${@name}`.

/// One entry of an `[imports]` table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Import {
    /// `from module import name as local`
    From {
        /// The module.
        module: String,
        /// The name in it.
        name: String,
        /// The name in the script, where it is free.
        local: String,
    },
    /// `import module as local`
    Module {
        /// The module.
        module: String,
        /// The name in the script, where it is free.
        local: String,
    },
    /// A function that goes into the script.
    Helper {
        /// Its name.
        local: String,
        /// Its source; `${@name}` stands for other entries.
        source: String,
        /// The entries that the source mentions.
        needs: Vec<String>,
    },
}

impl Import {
    /// The import statement; `None` for a helper function.
    pub fn line(&self) -> Option<String> {
        let renamed = |what: &str, local: &str| {
            if what == local { what.to_owned() } else { format!("{what} as {local}") }
        };
        match self {
            Self::From { module, name, local } => {
                Some(format!("from {module} import {}", renamed(name, local)))
            }
            Self::Module { module, local } => Some(format!("import {}", renamed(module, local))),
            Self::Helper { .. } => None,
        }
    }

    /// Reads `from m import n`, `import m` (each with `as l`) or a helper function; `None` for
    /// anything else.
    pub fn read(key: &str, source: &str) -> Option<Self> {
        if source.trim_start().starts_with("def ") {
            let needs = source
                .split("${@")
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
                .collect();
            return Some(Self::Helper { local: key.to_owned(), source: source.to_owned(), needs });
        }
        let words: Vec<&str> = source.split_whitespace().collect();
        let owned = str::to_owned;
        match words[..] {
            ["from", module, "import", name] => {
                Some(Self::From { module: owned(module), name: owned(name), local: owned(name) })
            }
            ["from", module, "import", name, "as", local] => {
                Some(Self::From { module: owned(module), name: owned(name), local: owned(local) })
            }
            ["import", module] => {
                Some(Self::Module { module: owned(module), local: owned(module) })
            }
            ["import", module, "as", local] => {
                Some(Self::Module { module: owned(module), local: owned(local) })
            }
            _ => None,
        }
    }
}
