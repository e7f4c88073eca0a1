//! The part of generated code that callers depend on, read back from its text.

mod decoder;
mod method;
mod remarks;
mod serde_names;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use quote::ToTokens;
use syn::{
    Attribute, Expr, ExprLit, Fields, Item, ItemEnum, ItemImpl, ItemStruct, ItemTrait, Lit, Meta, TraitItem, Visibility,
};

use crate::error::Error;
use crate::print::OF_SOME_OPERATIONS;
pub(crate) use method::{Method, Part};
use remarks::remarks;
use serde_names::SerdeNames;
use text::{listed, plain};

/// Traits, types and constants by name.
#[derive(Debug, Default)]
pub(crate) struct Surface {
    /// `Issues::list` → the endpoint.
    pub(crate) methods: BTreeMap<String, Method>,
    pub(crate) constants: BTreeMap<String, String>,
    /// The builder call of each way to authenticate, and whether it is the usual one of the operations.
    pub(crate) authentication: BTreeMap<String, bool>,
    /// The remarks about servers and schemes that concern callers, by method or `client`.
    pub(crate) remarks: BTreeMap<String, BTreeSet<String>>,
    types: BTreeMap<String, TypeSurface>,
    /// The types that other names stand for.
    aliases: BTreeMap<String, String>,
}

/// A type with its fields or variants.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TypeSurface {
    pub(crate) members: BTreeMap<String, Member>,
    pub(crate) is_struct: bool,
    pub(crate) is_written: bool,
    /// True if a value can be built without naming every field.
    pub(crate) has_default: bool,
}

/// A field or a variant.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// The type of a field, or the value of a variant.
    pub(crate) ty: String,
    /// The name of a field on the wire, or the member or the statuses that select a variant.
    pub(crate) wire: Option<String>,
}

impl Surface {
    /// Reads one module's text.
    pub(crate) fn add(&mut self, path: &Path, text: &str) -> Result<(), Error> {
        let file = syn::parse_file(text).map_err(|error| Error::code(path, error.to_string()))?;
        let alias = file.items.iter().find_map(|item| match item {
            Item::Type(alias) if alias.ident == "Result" => Some(plain(&alias.generics)),
            _ => None,
        });
        for (call, is_usual) in authentication(&file.attrs) {
            *self.authentication.entry(call).or_default() |= is_usual;
        }
        for (place, remark) in remarks(text) {
            self.remarks.entry(place).or_default().insert(remark);
        }
        for item in &file.items {
            match item {
                Item::Trait(item) => self.add_trait(item, alias.as_deref()),
                Item::Struct(item) => self.add_struct(item),
                Item::Enum(item) => self.add_enum(item),
                Item::Impl(item) => self.add_decoder(item),
                Item::Type(item) if matches!(item.vis, Visibility::Public(_)) => {
                    self.aliases.insert(item.ident.to_string(), plain(&item.ty));
                }
                Item::Const(item) if matches!(item.vis, Visibility::Public(_)) => {
                    self.constants.insert(item.ident.to_string(), plain(&item.expr));
                }
                Item::Macro(item) if item.mac.path.is_ident("string_enum") => {
                    self.add_string_enum(&item.mac.tokens.to_string());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The types by each of their names.
    pub(crate) fn types(&self) -> BTreeMap<&str, &TypeSurface> {
        let own = self.types.iter().map(|(name, ty)| (name.as_str(), ty));
        let aliases = self.aliases.iter().filter_map(|(name, target)| Some((name.as_str(), self.types.get(target)?)));
        own.chain(aliases).collect()
    }

    fn add_trait(&mut self, item: &ItemTrait, alias: Option<&str>) {
        if let Some(alias) = alias {
            let members = BTreeMap::from([("E".to_owned(), Member { ty: alias.to_owned(), wire: None })]);
            self.types.insert(format!("{}::Result", item.ident), TypeSurface { members, ..TypeSurface::default() });
        }
        for method in &item.items {
            let TraitItem::Fn(method) = method else { continue };
            self.methods.insert(format!("{}::{}", item.ident, method.sig.ident), Method::of(method));
        }
    }

    fn add_struct(&mut self, item: &ItemStruct) {
        let mut found = TypeSurface { is_struct: true, ..derived(&item.attrs) };
        let Fields::Named(fields) = &item.fields else { return };
        let names = SerdeNames::of(&item.attrs);
        for field in &fields.named {
            let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
            let wire = names.of_field(&SerdeNames::of(&field.attrs), name.trim_start_matches("r#"));
            found.members.insert(name, Member { ty: plain(&field.ty), wire });
        }
        self.types.insert(item.ident.to_string(), found);
    }

    fn add_enum(&mut self, item: &ItemEnum) {
        let mut found = derived(&item.attrs);
        for variant in &item.variants {
            let wire = variant.attrs.iter().find(|attribute| attribute.path().is_ident("status")).map(listed);
            found.members.insert(variant.ident.to_string(), Member { ty: plain(&variant.fields), wire });
        }
        self.types.insert(item.ident.to_string(), found);
    }

    /// Adds the values that select the variants of a union, which stands before its decoder.
    fn add_decoder(&mut self, item: &ItemImpl) {
        let Some(of) = self.types.get_mut(&plain(&item.self_ty)) else { return };
        for (variant, selected_by) in decoder::selected(item) {
            if let Some(member) = of.members.get_mut(&variant) {
                let earlier = member.wire.take().map(|wire| format!("{wire}, ")).unwrap_or_default();
                member.wire = Some(earlier + &selected_by);
            }
        }
    }

    /// Reads `pub enum Name { Variant = "value", ... }` from the tokens of the macro call.
    fn add_string_enum(&mut self, tokens: &str) {
        let Some((head, body)) = tokens.split_once("pub enum ").and_then(|(_, rest)| rest.split_once('{')) else {
            return;
        };
        let mut found = TypeSurface { is_written: true, ..TypeSurface::default() };
        let parser = syn::punctuated::Punctuated::<syn::ExprAssign, syn::Token![,]>::parse_terminated;
        let body = body.trim_end().trim_end_matches('}');
        if let Ok(variants) = syn::parse::Parser::parse_str(parser, body) {
            for variant in variants {
                let value = match *variant.right {
                    Expr::Lit(ExprLit { lit: Lit::Str(value), .. }) => value.value(),
                    _ => String::new(),
                };
                found.members.insert(plain(&variant.left), Member { ty: value, wire: None });
            }
        }
        // The place of an enum in the document follows its name.
        let name = head.split(':').next().unwrap_or_default().trim();
        self.types.insert(name.to_owned(), found);
    }
}

/// The builder calls in the docs of the root: ``Authentication `key`: `Client::builder().bearer_token(token)`.``
fn authentication(docs: &[Attribute]) -> Vec<(String, bool)> {
    let lines = docs.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(of) if of.path.is_ident("doc") => match &of.value {
            Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) => Some(line.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let calls = text.split("\n\n").filter(|paragraph| paragraph.starts_with("Authentication `"));
    calls
        .filter_map(|call| {
            let call = call.replace('\n', " ");
            let (scheme, call) = call.split_once("`Client::builder()")?;
            Some((call.trim_end_matches(['.', '`']).to_owned(), !scheme.contains(OF_SOME_OPERATIONS)))
        })
        .collect()
}

/// Returns the surface of a type as far as its derives determine it.
fn derived(attributes: &[Attribute]) -> TypeSurface {
    let derives: Vec<String> = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
        .map(|attribute| attribute.to_token_stream().to_string())
        .collect();
    let has = |name: &str| derives.iter().any(|derive| derive.contains(name));
    TypeSurface { is_written: has("Serialize"), has_default: has("Default"), ..TypeSurface::default() }
}
