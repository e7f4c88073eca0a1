//! Aliases resolved to the types that they lead to.

use std::collections::HashMap;

use crate::model::{DEEPEST, Model, Shape, Type, TypeId};

/// The type of each alias, by the index of its definition, and the aliases whose types would be nested too deep.
#[derive(Debug, Default)]
pub(crate) struct Aliases {
    targets: Vec<Option<Type>>,
    pub(crate) too_deep: Vec<TypeId>,
}

impl Aliases {
    pub(crate) fn of(model: &Model) -> Self {
        let mut aliases = Self { targets: vec![None; model.types.len()], too_deep: Vec::new() };
        for index in 0..model.types.len() {
            aliases.resolve(model, TypeId(index));
        }
        aliases
    }

    /// The type that a name stands for.
    pub(crate) fn target(&self, id: TypeId) -> Type {
        self.targets.get(id.0).cloned().flatten().unwrap_or(Type::Named(id))
    }

    /// Resolves an alias and all that it leads to, each once. An alias mentions at most one name.
    fn resolve(&mut self, model: &Model, id: TypeId) {
        let mut chain: Vec<(TypeId, &Type)> = Vec::new();
        let mut places: HashMap<TypeId, usize> = HashMap::new();
        let mut next = Some(id);
        while let Some(id) = next.filter(|id| matches!(self.targets.get(id.0), Some(None))) {
            let Some(ty) = alias(model, id) else { break };
            if let Some(place) = places.insert(id, chain.len()) {
                // An alias of itself is any value.
                chain.drain(place..).for_each(|(id, ty)| self.set(id, ty.map_named(&mut |_| Type::Any)));
                break;
            }
            chain.push((id, ty));
            next = ty.named();
        }
        while let Some((id, ty)) = chain.pop() {
            let target = ty.map_named(&mut |inner| self.target(inner));
            self.set(id, target);
        }
    }

    fn set(&mut self, id: TypeId, target: Type) {
        let is_too_deep = target.nesting() > DEEPEST;
        if is_too_deep {
            self.too_deep.push(id);
        }
        if let Some(place) = self.targets.get_mut(id.0) {
            *place = Some(if is_too_deep { Type::Any } else { target });
        }
    }
}

/// The type that an alias was given; nothing for another definition.
fn alias(model: &Model, id: TypeId) -> Option<&Type> {
    match &model.definition(id)?.shape {
        Shape::Alias(ty) => Some(ty),
        Shape::Pending => Some(&Type::Any),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Definition;

    /// Resolves aliases of these types.
    fn resolved(types: Vec<Type>) -> Aliases {
        let definition = |ty| Definition::unnamed(Shape::Alias(ty));
        Aliases::of(&Model { types: types.into_iter().map(definition).collect(), ..Model::default() })
    }

    #[test]
    fn a_chain_is_resolved_to_its_end() {
        let aliases = resolved(vec![Type::list(Type::Named(TypeId(1))), Type::map(Type::string())]);
        assert_eq!(aliases.target(TypeId(0)), Type::list(Type::map(Type::string())));
    }

    #[test]
    fn a_circle_is_any_value() {
        let list = |id| Type::list(Type::Named(TypeId(id)));
        let aliases = resolved(vec![list(1), list(2), list(1), Type::Named(TypeId(3))]);
        assert_eq!(aliases.target(TypeId(0)), Type::list(Type::list(Type::Any)));
        assert_eq!(aliases.target(TypeId(1)), Type::list(Type::Any));
        assert_eq!(aliases.target(TypeId(2)), Type::list(Type::Any));
        assert_eq!(aliases.target(TypeId(3)), Type::Any);
    }

    #[test]
    fn a_chain_that_nests_too_deep_is_cut() {
        let length = 100_000;
        let mut types: Vec<Type> = (1..length).map(|index| Type::list(Type::Named(TypeId(index)))).collect();
        types.push(Type::string());
        let aliases = resolved(types);
        assert_eq!(aliases.too_deep.len(), length / (DEEPEST + 1));
        assert!((0..length).all(|index| aliases.target(TypeId(index)).nesting() <= DEEPEST));
    }
}
