//! Types that derive `Default`.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Scalar, Shape, Type, TypeId};
use crate::print::Printer;
use crate::print::presence::Presence;

impl Printer<'_> {
    /// Finds the types that can derive `Default`, so that a caller sets only the fields that it needs.
    pub(crate) fn find_defaults(&mut self) {
        let mut waiting = vec![0; self.model.types.len()];
        let mut dependents: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
        let mut found = Vec::new();
        for (id, count) in (0..).map(TypeId).zip(&mut waiting) {
            let Some(needed) = self.needed_defaults(id) else { continue };
            *count = needed.len();
            if needed.is_empty() {
                found.push(id);
            }
            needed.into_iter().for_each(|inner| dependents.entry(inner).or_default().push(id));
        }
        while let Some(id) = found.pop() {
            self.defaults.insert(id);
            for dependent in dependents.remove(&id).into_iter().flatten() {
                let Some(count) = waiting.get_mut(dependent.0) else { continue };
                *count -= 1;
                if *count == 0 {
                    found.push(dependent);
                }
            }
        }
    }

    /// The types that need a default so that this one has one; `None` if it never has.
    fn needed_defaults(&self, id: TypeId) -> Option<BTreeSet<TypeId>> {
        let usage = self.usage(id);
        let required: Vec<&Type> = match &self.model.definition(id)?.shape {
            Shape::Struct(of) if usage.is_written => {
                let is_required = |field: &&_| self.presence(field, usage) == Presence::Required;
                of.fields.iter().filter(is_required).map(|field| &field.ty).collect()
            }
            Shape::Same(ty) => vec![ty],
            _ => return None,
        };
        let mut needed = BTreeSet::new();
        for ty in required {
            match ty {
                Type::Scalar(Scalar::Path(_) | Scalar::Secret) => return None,
                Type::Named(inner) | Type::Boxed(inner) => drop(needed.insert(*inner)),
                _ => {}
            }
        }
        Some(needed)
    }
}
