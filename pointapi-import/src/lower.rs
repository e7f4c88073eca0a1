//! Schemas to types. One file below for each shape of schema.

mod all_of;
mod component;
mod conditional;
mod discriminator;
mod dynamic_reference;
mod enumeration;
mod inheritance;
pub(crate) mod kind;
mod limits;
mod list;
pub(crate) mod merged;
pub(crate) mod null;
pub(crate) mod object;
mod operation_name;
mod scalar;
mod subtypes;
mod union;
mod union_members;
mod unread;

use std::collections::{HashMap, HashSet, VecDeque};

use crate::cursor::{Cursor, Place};
use crate::findings::Findings;
use crate::formats::Formats;
use crate::lower::component::{ComponentNames, component_names, is_content, name_of_place, namespace};
use crate::lower::kind::{implied_kind, kinds};
use crate::lower::null::is_nullable;
use crate::lower::subtypes::{Subtypes, subtypes};
use crate::model::{Definition, Origin, Shape, Type, TypeId};
use crate::names::words;

/// Turns schemas into definitions. References are lowered from a queue, so that recursion follows the nesting of the
/// text, and of what an `allOf` merges or a reference to properties or subschemas expands to.
#[derive(Debug)]
pub(crate) struct Lowering<'d> {
    pub(crate) types: Vec<Definition>,
    pub(crate) findings: Findings,
    pub(crate) formats: Formats,
    /// `io.k8s.`, if the components are named so.
    namespace: String,
    component_names: ComponentNames,
    subtypes: Subtypes<'d>,
    references: HashMap<Place, TypeId>,
    queue: VecDeque<(TypeId, Cursor<'d>)>,
    /// The schemas that are merged at the moment, with the alias by which their own fields mention them.
    merging: HashMap<Vec<Place>, Option<TypeId>>,
    /// The number of schemas and properties merged so far, and of those that references expanded to.
    merged: usize,
    /// The schemas of which the unread parts are reported.
    unread: HashSet<Place>,
    /// The number of schemas around the one that is lowered.
    depth: usize,
}

/// The words of a name, before they are made a Rust name.
#[derive(Debug, Clone)]
pub(crate) struct Naming {
    words: Vec<String>,
    origin: Origin,
}

impl Naming {
    /// A part of the operation of this name.
    pub(crate) fn operation(name: &str) -> Self {
        Self { words: vec![name.to_owned()], origin: Origin::Operation }
    }

    pub(crate) fn child(&self, word: &str) -> Self {
        let origin = if self.origin == Origin::Component { Origin::Inline } else { self.origin };
        let mut words = self.words.clone();
        words.push(word.to_owned());
        Self { words, origin }
    }
}

impl<'d> Lowering<'d> {
    pub(crate) fn new(root: &Cursor<'d>, formats: Formats) -> Self {
        Self {
            namespace: namespace(root),
            component_names: component_names(root),
            subtypes: subtypes(root),
            types: Vec::new(),
            findings: Findings::default(),
            formats,
            references: HashMap::new(),
            queue: VecDeque::new(),
            merging: HashMap::new(),
            merged: 0,
            unread: HashSet::new(),
            depth: 0,
        }
    }

    /// The type of a schema; named types are added to `types`.
    pub(crate) fn lower(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Type {
        if schema.reference().is_some() && !schema.is_extended_reference() {
            let ty = self.lower_reference(schema);
            // OpenAPI 3.0 ignores what stands beside a reference; authors mean it.
            return if schema.is("nullable") || schema.is("x-nullable") { ty.optional() } else { ty };
        }
        let ty = self.nested(schema, |lowering| lowering.lower_inline(schema, naming));
        if is_nullable(schema) { ty.optional() } else { ty }
    }

    /// The type of a schema inside of a response or request body. One that operations share stands outside of them, and
    /// is a type of its own, as if it were referred to.
    pub(crate) fn lower_content(&mut self, schema: &Cursor<'d>, operation: &Cursor<'d>, naming: &Naming) -> Type {
        let is_inline = schema.reference().is_none() || schema.is_extended_reference();
        if is_inline && !schema.is_inside(operation) { self.named(schema) } else { self.lower(schema, naming) }
    }

    /// Lowers every schema that was referred to.
    pub(crate) fn finish(&mut self) {
        while let Some((id, schema)) = self.queue.pop_front() {
            let origin = if is_content(&schema) { Origin::Inline } else { Origin::Component };
            let naming = Naming { words: vec![self.component_word(&schema)], origin };
            let ty = self.lower(&schema, &naming);
            if let Some(definition) = self.types.get_mut(id.0) {
                definition.shape = Shape::Alias(ty);
            }
        }
    }

    pub(crate) fn define(&mut self, naming: &Naming, schema: &Cursor<'d>, shape: Shape) -> Type {
        let is_name = |title: &&str| words(title) == words(&naming.words.join(" "));
        let title = schema.str("title").filter(|title| title.contains(' ') && !is_name(title));
        let docs = schema.str("description").or(title).unwrap_or_default();
        self.types.push(Definition {
            path: naming.words.clone(),
            origin: naming.origin,
            pointer: schema.pointer.clone(),
            docs: docs.to_owned(),
            is_deprecated: schema.is("deprecated"),
            shape,
        });
        Type::Named(TypeId(self.types.len() - 1))
    }

    /// The component's name without the namespace that all components of the document share.
    fn component_word(&self, schema: &Cursor<'_>) -> String {
        let name = self.component_name(schema);
        name.strip_prefix(&self.namespace).filter(|rest| !rest.is_empty()).map_or(name.clone(), str::to_owned)
    }

    /// The name of the component that a reference leads to.
    fn component_name(&self, schema: &Cursor<'_>) -> String {
        self.component_names.get(&schema.place()).cloned().unwrap_or_else(|| name_of_place(schema))
    }

    fn lower_reference(&mut self, schema: &Cursor<'d>) -> Type {
        let target = match schema.resolve() {
            Ok(target) => target,
            Err(dangling) => {
                self.findings.add(schema, format!("{}; the value is untyped", dangling.reason));
                return Type::Any;
            }
        };
        self.named(&target)
    }

    /// The type of a schema that others refer to.
    fn named(&mut self, target: &Cursor<'d>) -> Type {
        let key = target.place();
        if let Some(id) = self.references.get(&key) {
            return Type::Named(*id);
        }
        let id = self.pending();
        self.references.insert(key, id);
        self.queue.push_back((id, target.clone()));
        Type::Named(id)
    }

    /// Adds a definition whose shape follows.
    fn pending(&mut self) -> TypeId {
        self.types.push(Definition::unnamed(Shape::Pending));
        TypeId(self.types.len() - 1)
    }

    fn lower_inline(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Type {
        match self.subtypes.get(&schema.place()).cloned() {
            Some(subtypes) => self.lower_parent(schema, &subtypes, naming),
            None => self.lower_plain(schema, naming),
        }
    }

    /// Lowers a schema without the components that extend it.
    fn lower_plain(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Type {
        self.report_unread(schema);
        if !self.can_follow(schema) {
            return Type::Any;
        }
        if schema.has("allOf") || schema.is_extended_reference() {
            return self.lower_all_of(schema, naming);
        }
        if let Some(members) = union_members::members(schema) {
            return self.lower_union(schema, schema, &members, naming);
        }
        if schema.has("enum") || schema.has("const") {
            return self.lower_enumeration(schema, naming);
        }
        let kinds = kinds(schema);
        match kinds.as_slice() {
            [] => {
                self.report_dynamic_reference(schema);
                self.lower_kind(implied_kind(schema), schema, naming)
            }
            [kind] => self.lower_kind(kind, schema, naming),
            several => self.lower_kinds(several, schema, naming),
        }
    }

    pub(crate) fn lower_kind(&mut self, kind: &str, schema: &Cursor<'d>, naming: &Naming) -> Type {
        match kind {
            "object" => self.lower_object(schema, naming),
            "array" => self.lower_list(schema, naming),
            "" | "null" => Type::Any,
            scalar => match self.formats.scalar(scalar, schema.str("format")) {
                Some(scalar) => Type::Scalar(scalar),
                None => {
                    self.findings.add(schema, format!("`{scalar}` is not a type of JSON Schema; the value is untyped"));
                    Type::Any
                }
            },
        }
    }
}
