//! What a value can be.

use super::world::{DefId, ModId};
use crate::stubs::{ClassId, FuncId, TypeExpr};

/// The type of an expression at one point of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ty {
    /// No value has been seen yet.
    Never,
    /// Anything.
    #[default]
    Unknown,
    /// `None`.
    None,
    /// A declared module.
    Module(Box<str>),
    /// A declared class itself.
    Class(ClassId),
    /// An instance of a declared class.
    Instance(ClassId),
    /// An instance that comes out of a call which stays Glue: what is done with it stays Glue too.
    Kept(ClassId),
    /// A declared function.
    Func(FuncId),
    /// A method of an instance; `true` where the instance is [`Ty::Kept`].
    Bound(FuncId, bool),
    /// A function of the run; `true` where it is reached through an instance.
    Def(DefId, bool),
    /// A class of the run.
    LocalClass(DefId),
    /// An instance of a class of the run.
    LocalInstance(DefId),
    /// A module of the run.
    File(ModId),
    /// What `import a.b.c` binds to `a`: so many attributes away from the module.
    Path(ModId, u8),
    /// A list, set, tuple of any length or iterator of one type.
    List(Box<Ty>),
    /// A dict by its values.
    Dict(Box<Ty>),
    /// A tuple of known length.
    Tuple(Vec<Ty>),
    /// Several of the above, sorted, without duplicates.
    Union(Vec<Ty>),
}

/// A type of more parts is not worth telling apart; code that nests a value in itself, over and over,
/// would never be done.
const MOST_PARTS: usize = 48;

impl Ty {
    /// The type, unless it has grown out of all measure.
    #[must_use]
    pub fn bounded(self) -> Self {
        if !matches!(self, Self::List(_) | Self::Dict(_) | Self::Tuple(_) | Self::Union(_)) {
            return self;
        }
        let mut left = MOST_PARTS;
        if self.fits(&mut left) { self } else { Self::Unknown }
    }

    fn fits(&self, left: &mut usize) -> bool {
        if *left == 0 {
            return false;
        }
        *left -= 1;
        match self {
            Self::List(inner) | Self::Dict(inner) => inner.fits(left),
            Self::Tuple(items) | Self::Union(items) => items.iter().all(|item| item.fits(left)),
            _ => true,
        }
    }

    /// The type of a value that is one or the other.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        self.either(other).bounded()
    }

    fn either(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Never, x) | (x, Self::Never) => x,
            (Self::List(a), Self::List(b)) => Self::List(Box::new(a.either(*b))),
            (Self::Dict(a), Self::Dict(b)) => Self::Dict(Box::new(a.either(*b))),
            (Self::Tuple(a), Self::Tuple(b)) if a.len() == b.len() => {
                Self::Tuple(a.into_iter().zip(b).map(|(a, b)| a.either(b)).collect())
            }
            (a, b) => {
                let mut members = Vec::new();
                a.flatten(&mut members);
                b.flatten(&mut members);
                members.sort();
                members.dedup();
                // A value that can be this many things is not worth telling apart.
                if members.len() > 8 { Self::Unknown } else { Self::Union(members) }
            }
        }
    }

    fn flatten(self, into: &mut Vec<Self>) {
        match self {
            Self::Union(members) => into.extend(members),
            Self::Never => {}
            other => into.push(other),
        }
    }

    /// The possible types; one unless it is a union.
    pub fn members(&self) -> &[Self] {
        match self {
            Self::Union(members) => members,
            other => std::slice::from_ref(other),
        }
    }

    /// Whether it can be an instance of the class (kept or not).
    pub fn may_be(&self, class: ClassId) -> bool {
        self.members().iter().any(|m| matches!(m, Self::Instance(c) | Self::Kept(c) if *c == class))
    }

    /// Whether it is an instance of the class and nothing else, `None` aside.
    pub fn is(&self, class: ClassId) -> bool {
        self.may_be(class)
            && self.members().iter().all(|m| matches!(m, Self::None) || *m == Self::Instance(class))
    }

    /// What is known of it.
    #[must_use]
    pub fn known(&self) -> Self {
        match self {
            Self::Union(members) => {
                let known = members.iter().filter(|m| **m != Self::Unknown).cloned();
                known.fold(Self::Never, Self::join)
            }
            other => other.clone(),
        }
    }

    /// Whether it, or what it holds, may be something known or something that is not.
    pub fn is_doubtful(&self) -> bool {
        match self {
            Self::Union(members) => {
                members.iter().any(|member| *member == Self::Unknown || member.is_doubtful())
            }
            Self::List(inner) | Self::Dict(inner) => inner.is_doubtful(),
            Self::Tuple(items) => items.iter().any(Self::is_doubtful),
            _ => false,
        }
    }

    /// Whether nothing is known of it.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown | Self::Never)
    }

    /// What iterating over it gives.
    #[must_use]
    pub fn element(&self) -> Self {
        match self {
            Self::List(inner) => (**inner).clone(),
            Self::Tuple(items) => items.iter().cloned().fold(Self::Never, Self::join),
            // `None` has no elements.
            Self::Union(members) => {
                let some = members.iter().filter(|member| **member != Self::None);
                some.map(Self::element).fold(Self::Never, Self::join)
            }
            Self::Never => Self::Never,
            _ => Self::Unknown,
        }
    }
}

impl From<&TypeExpr> for Ty {
    fn from(value: &TypeExpr) -> Self {
        match value {
            TypeExpr::Any => Self::Unknown,
            TypeExpr::None => Self::None,
            TypeExpr::Class(id) => Self::Instance(*id),
            TypeExpr::List(inner) => Self::List(Box::new((&**inner).into())),
            TypeExpr::Dict(inner) => Self::Dict(Box::new((&**inner).into())),
            TypeExpr::Tuple(items) => Self::Tuple(items.iter().map(Into::into).collect()),
            TypeExpr::Union(items) => items.iter().map(Self::from).fold(Self::Never, Self::join),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_in_itself_over_and_over_is_given_up() {
        let mut ty = Ty::None;
        for _ in 0..1000 {
            ty = Ty::Tuple(vec![ty.clone(), ty.clone()]).bounded().join(ty);
        }
        assert!(ty.fits(&mut 100), "{ty:?}");
    }
}
