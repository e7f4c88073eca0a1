//! When a field has a value.

use crate::model::{Access, Field, Type, Usage};
use crate::print::Printer;

/// The ways in which a field is present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    /// Present, perhaps as `null`.
    Nullable,
    Optional,
    /// Absent, `null` or a value, and the caller chooses.
    OptionalNullable,
}

impl Printer<'_> {
    pub(super) fn presence(&self, field: &Field, usage: Usage) -> Presence {
        let is_other_direction = (usage.is_written && field.access == Access::ReadOnly)
            || (usage.is_read && field.access == Access::WriteOnly);
        let is_lenient = self.style.is_lenient && usage.is_read && !usage.is_written;
        let is_required = field.is_required && !is_other_direction && !is_lenient;
        match (is_required, field.is_nullable && field.ty != Type::Any) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            (false, true) if usage.is_json => Presence::OptionalNullable,
            (false, _) => Presence::Optional,
        }
    }
}
