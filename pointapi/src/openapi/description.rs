//! Collects the operations of a trait and its supertraits, and writes the document.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::argument::Argument;
use super::docs::for_readers;
use super::info::{Info, Security};
use super::operation::{Described, Operation};
use super::schemas::Schemas;
use crate::endpoint::Endpoint;

/// The trait object of a trait that asks for its description.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no OpenAPI description",
    label = "not a described trait",
    note = "write `#[point_api(openapi)]` on the trait"
)]
pub trait DescribedApi {
    /// The trait itself.
    const TRAIT: DescribedTrait;

    /// Describes the endpoints of the trait and of its supertraits.
    fn describe(description: &mut Description);
}

/// A trait, as a document groups its operations.
#[derive(Debug)]
pub struct DescribedTrait {
    pub(crate) name: &'static str,
    docs: &'static str,
    /// The version of the crate that declares the trait.
    pub(crate) version: Option<&'static str>,
    module: &'static str,
    /// True if the trait has a server, which responds with problem details.
    is_served: bool,
}

impl DescribedTrait {
    /// A trait of this name and docs.
    #[must_use]
    pub const fn new(
        name: &'static str,
        docs: &'static str,
        version: Option<&'static str>,
        module: &'static str,
        is_served: bool,
    ) -> Self {
        Self { name, docs, version, module, is_served }
    }

    /// True for a trait of this library, which describes the server of a platform.
    fn is_of_library(&self) -> bool {
        self.module.split("::").next() == module_path!().split("::").next()
    }
}

/// The description of one trait, for a server that writes the document.
#[derive(Clone, Copy)]
pub struct ServedDescription {
    pub(crate) of: &'static DescribedTrait,
    pub(crate) describe: fn(&mut Description),
}

impl ServedDescription {
    /// The description of a trait that asks for `server` and `openapi`.
    #[must_use]
    pub fn of<A: DescribedApi + ?Sized>() -> Self {
        Self { of: &A::TRAIT, describe: A::describe }
    }
}

/// The operations of one document.
#[derive(Default)]
pub struct Description {
    /// Every trait that was opened.
    known: Vec<TypeId>,
    /// The open trait, unless its operations are known.
    current: Option<&'static DescribedTrait>,
    traits: Vec<&'static DescribedTrait>,
    operations: Vec<Described>,
    schemas: Schemas,
    /// The scheme of the operations that follow, unless they are `auth = none`.
    security: Option<Security>,
    /// The schemes of all operations, by name.
    schemes: Vec<(String, Value)>,
    /// The document is that of a server, which does not have the endpoints of the client only.
    is_of_server: bool,
}

impl Description {
    /// An empty description of what a server has.
    #[cfg(feature = "server")]
    pub(crate) fn of_server() -> Self {
        Self { is_of_server: true, ..Self::default() }
    }

    /// Opens the trait of this trait object: the operations that follow are its own. A trait that is inherited along two
    /// paths is opened twice, and has its operations from the first time.
    pub fn open<A: DescribedApi + ?Sized + 'static>(&mut self) {
        let is_known = self.known.contains(&TypeId::of::<A>());
        self.known.push(TypeId::of::<A>());
        self.current = (!is_known).then_some(&A::TRAIT);
        self.traits.extend(self.current);
    }

    /// Sets the scheme of the operations that follow.
    pub(crate) fn secure(&mut self, security: Option<Security>) {
        self.security = security;
    }

    /// Describes an endpoint of the open trait.
    pub fn operation(&mut self, operation: Operation, arguments: &[Argument]) {
        let endpoint = operation.endpoint;
        let Some(of) = self.current else { return };
        let Some(method) = method_name(endpoint) else { return };
        if self.is_of_server && endpoint.client_only {
            return;
        }
        let is_served = (of.is_served && !of.is_of_library() || self.is_of_server) && !endpoint.client_only;
        let mut described = operation.describe(of.name, method, is_served, arguments, &mut self.schemas);
        let security = self.security.clone().filter(|_| !endpoint.is_anonymous());
        // An endpoint whose caller passes the credentials is `auth = none`.
        let credentials = arguments.iter().find(|argument| argument.is_header("authorization"));
        if let Some(security) = security.or_else(|| credentials.map(|_| Security::api_key_header("Authorization"))) {
            described.security.push(json!({ scheme_name(&mut self.schemes, &security): [] }));
        }
        if credentials.is_some_and(|argument| argument.is_optional) {
            described.security.push(json!({}));
        }
        self.operations.push(described);
    }

    /// The whole document.
    pub(crate) fn finish(self, info: Info) -> Value {
        let Self { traits, mut operations, schemas, schemes, .. } = self;
        qualify_equal_names(&mut operations);
        let mut document = Map::new();
        document.insert("openapi".to_owned(), "3.1.1".into());
        info.write_into(&mut document);
        let tags = tags(&traits, &operations);
        if !tags.is_empty() {
            document.insert("tags".to_owned(), tags.into());
        }
        document.insert("paths".to_owned(), paths(operations));
        let mut document = Value::Object(document);
        for (name, scheme) in schemes {
            document["components"]["securitySchemes"][name] = scheme;
        }
        schemas.finish().write_into(&mut document);
        document.sort_all_objects();
        document
    }
}

/// The name of a scheme. Two of one kind, such as keys in two headers, differ by a number.
fn scheme_name(schemes: &mut Vec<(String, Value)>, security: &Security) -> String {
    if let Some((name, _)) = schemes.iter().find(|(_, scheme)| *scheme == security.scheme) {
        return name.clone();
    }
    let count = 1 + schemes.iter().filter(|(name, _)| name.starts_with(security.name)).count();
    let name = if count == 1 { security.name.to_owned() } else { format!("{}{count}", security.name) };
    schemes.push((name.clone(), security.scheme.clone()));
    name
}

/// One tag for each trait that has operations, with its docs.
fn tags(traits: &[&DescribedTrait], operations: &[Described]) -> Vec<Value> {
    let mut tags: BTreeMap<&str, Value> = BTreeMap::new();
    for of in traits.iter().filter(|of| operations.iter().any(|operation| operation.tag == of.name)) {
        let mut tag = json!({ "name": of.name });
        let docs = for_readers(of.docs);
        if !docs.is_empty() {
            tag["description"] = docs.into();
        }
        tags.entry(of.name).or_insert(tag);
    }
    tags.into_values().collect()
}

/// Endpoints of two traits can have one name, which a document must not: `Orders_list` and `Users_list`. Where the traits
/// have one name too, the later ones are numbered: `Orders_list_2`.
fn qualify_equal_names(operations: &mut [Described]) {
    let names: Vec<String> = operations.iter().map(|operation| operation.id.clone()).collect();
    let mut known = BTreeSet::new();
    for operation in operations {
        if names.iter().filter(|name| **name == operation.id).count() > 1 {
            operation.id = format!("{}_{}", operation.tag, operation.id);
        }
        let (name, mut number) = (operation.id.clone(), 1);
        while !known.insert(operation.id.clone()) {
            number += 1;
            operation.id = format!("{name}_{number}");
        }
    }
}

/// The member `paths`. The first of several paths that differ in the names of their placeholders names them all.
fn paths(operations: Vec<Described>) -> Value {
    let mut paths: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut shapes: Vec<(super::path::Path, String)> = Vec::new();
    for operation in operations {
        let method = operation.method;
        let known = shapes.iter().find(|(shape, _)| shape.has_shape_of(&operation.path));
        let (template, names) = match known {
            Some((shape, template)) => (template.clone(), shape.placeholders.clone()),
            None => (operation.path.template(), operation.path.placeholders.clone()),
        };
        let is_taken = paths.get(&template).is_some_and(|item| item.contains_key(method));
        let key = if is_taken { format!("{template}#{}", operation.id) } else { template.clone() };
        if known.is_none() {
            shapes.push((operation.path.clone(), template));
        }
        paths.entry(key).or_default().insert(method.to_owned(), operation.finish(&names));
    }
    paths.into_iter().map(|(path, item)| (path, Value::Object(item))).collect::<Map<_, _>>().into()
}

/// The member of a path item for an endpoint's method; `None` for a method that OpenAPI 3.1 does not have.
fn method_name(endpoint: &Endpoint) -> Option<&'static str> {
    const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    METHODS.into_iter().find(|name| endpoint.method().as_str().eq_ignore_ascii_case(name))
}
