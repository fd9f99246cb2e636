//! What must hold of a row for Python not to raise, and what it raises otherwise.

use super::column::Column;

/// Classes of exceptions, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Errors(u8);

impl Errors {
    pub const TYPE: Self = Self(1);
    pub const VALUE: Self = Self(2);
    pub const ATTRIBUTE: Self = Self(4);
    pub const INDEX: Self = Self(8);
    pub const ZERO: Self = Self(16);
    pub const KEY: Self = Self(32);
    pub const OTHER: Self = Self(64);
    /// What `except Exception` catches.
    pub const ALL: Self = Self(127);

    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of these are among `others`.
    pub fn within(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    /// The class of an `except` clause.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Exception" | "BaseException" => Self::ALL,
            "TypeError" => Self::TYPE,
            "ValueError" => Self::VALUE,
            "AttributeError" => Self::ATTRIBUTE,
            "IndexError" => Self::INDEX,
            "KeyError" => Self::KEY,
            "LookupError" => Self::KEY.and(Self::INDEX),
            "ZeroDivisionError" | "ArithmeticError" => Self::ZERO,
            _ => return None,
        })
    }
}

/// A condition without which Python raises. SQL's null counts as false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Need {
    pub condition: Column,
    /// A column that is not null where the condition holds.
    pub proves: Option<Column>,
    /// What Python raises where it does not hold.
    pub errors: Errors,
    /// The column whose null raises a `TypeError`, where anything else is a `ValueError`.
    pub split: Option<Column>,
}

impl Need {
    /// `column` must not be null.
    pub fn not_null(column: &Column, errors: Errors) -> Self {
        Self { condition: column.is_not_null(), proves: Some(column.clone()), errors, split: None }
    }

    /// `condition` must hold.
    pub fn holds(condition: Column, errors: Errors) -> Self {
        Self { condition, proves: None, errors, split: None }
    }
}

/// The conditions of needs.
pub(super) fn conditions(needs: &[Need]) -> Vec<Column> {
    needs.iter().map(|n| n.condition.clone()).collect()
}

/// All exceptions of needs.
pub(super) fn errors(needs: &[Need]) -> Errors {
    needs.iter().fold(Errors::default(), |all, n| all.and(n.errors))
}
