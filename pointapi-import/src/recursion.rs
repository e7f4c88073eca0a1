//! Types that contain themselves: the field or variant that closes the cycle is boxed.

use std::collections::BTreeSet;

use crate::model::{Model, Shape, Type, TypeId};

/// Boxes each mention by value that leads back to the type that it stands in.
pub(crate) fn box_recursion(model: &mut Model) {
    let edges: Vec<BTreeSet<TypeId>> = model.types.iter().map(|definition| by_value(&definition.shape)).collect();
    let components = components(&edges);
    let component = |id: TypeId| components.get(id.0).copied();
    for index in 0..model.types.len() {
        let own = component(TypeId(index));
        let Some(definition) = model.types.get_mut(index) else { continue };
        if matches!(definition.shape, Shape::Same(_)) {
            continue;
        }
        for ty in definition.shape.types_mut() {
            if let Type::Named(id) = *ty
                && component(id) == own
            {
                *ty = Type::Boxed(id);
            }
        }
    }
}

/// The types that are stored inside; a list or a map holds its items elsewhere.
fn by_value(shape: &Shape) -> BTreeSet<TypeId> {
    shape.types().into_iter().filter_map(|ty| if let Type::Named(id) = ty { Some(*id) } else { None }).collect()
}

/// For each node the number of its strongly connected component (Tarjan's algorithm, without recursion).
fn components(edges: &[BTreeSet<TypeId>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; edges.len()];
    let mut low = vec![UNSEEN; edges.len()];
    let mut component = vec![UNSEEN; edges.len()];
    let mut stack = Vec::new();
    let (mut next_index, mut next_component) = (0, 0);
    for root in 0..edges.len() {
        if index[root] != UNSEEN {
            continue;
        }
        let mut calls: Vec<(usize, Vec<usize>)> = vec![(root, targets(edges, root))];
        index[root] = next_index;
        low[root] = next_index;
        next_index += 1;
        stack.push(root);
        while let Some((node, targets_left)) = calls.last_mut() {
            let node = *node;
            if let Some(target) = targets_left.pop() {
                if index[target] == UNSEEN {
                    index[target] = next_index;
                    low[target] = next_index;
                    next_index += 1;
                    stack.push(target);
                    calls.push((target, targets(edges, target)));
                } else if component[target] == UNSEEN {
                    low[node] = low[node].min(index[target]);
                }
                continue;
            }
            calls.pop();
            if let Some((parent, _)) = calls.last() {
                low[*parent] = low[*parent].min(low[node]);
            }
            if low[node] == index[node] {
                while let Some(member) = stack.pop() {
                    component[member] = next_component;
                    if member == node {
                        break;
                    }
                }
                next_component += 1;
            }
        }
    }
    component
}

fn targets(edges: &[BTreeSet<TypeId>], node: usize) -> Vec<usize> {
    edges[node].iter().map(|id| id.0).filter(|target| *target < edges.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn components_of(edges: &[&[usize]]) -> Vec<usize> {
        let edges: Vec<BTreeSet<TypeId>> =
            edges.iter().map(|targets| targets.iter().map(|target| TypeId(*target)).collect()).collect();
        components(&edges)
    }

    #[test]
    fn a_circle_is_one_component() {
        let found = components_of(&[&[1], &[2], &[0], &[0]]);
        assert!(found[0] == found[1] && found[1] == found[2]);
        assert_ne!(found[0], found[3]);
    }

    #[test]
    fn a_chain_has_a_component_each() {
        let found = components_of(&[&[1, 2], &[2], &[]]);
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 3);
    }
}
