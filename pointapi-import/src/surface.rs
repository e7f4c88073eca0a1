//! The part of generated code that callers depend on, read back from its text.

use std::collections::BTreeMap;
use std::path::Path;

use quote::ToTokens;
use syn::{
    Attribute, Expr, ExprLit, Fields, FnArg, Item, ItemEnum, ItemStruct, ItemTrait, Lit, Meta, ReturnType, TraitItem,
};

use crate::error::Error;

/// Traits and types by name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Surface {
    /// `Issues::list` → the endpoint.
    pub(crate) methods: BTreeMap<String, Method>,
    pub(crate) types: BTreeMap<String, TypeSurface>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Method {
    /// `GET "/issues"`, with its options.
    pub(crate) endpoint: String,
    /// Each argument with its role and type.
    pub(crate) arguments: Vec<String>,
    pub(crate) returned: String,
}

/// A type with its fields or variants.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TypeSurface {
    /// By name; the type of a field, or the value of a variant.
    pub(crate) members: BTreeMap<String, String>,
    pub(crate) is_struct: bool,
    pub(crate) is_written: bool,
    /// True if a value can be built without naming every field.
    pub(crate) has_default: bool,
}

/// Reads one module's text into the surface.
pub(crate) fn add(surface: &mut Surface, path: &Path, text: &str) -> Result<(), Error> {
    let file = syn::parse_file(text).map_err(|error| Error::code(path, error.to_string()))?;
    let alias = file.items.iter().find_map(|item| match item {
        Item::Type(alias) if alias.ident == "Result" => Some(plain(&alias.generics)),
        _ => None,
    });
    for item in &file.items {
        match item {
            Item::Trait(item) => add_trait(surface, item, alias.as_deref()),
            Item::Struct(item) => add_struct(surface, item),
            Item::Enum(item) => add_enum(surface, item),
            Item::Macro(item) if item.mac.path.is_ident("string_enum") => {
                add_string_enum(surface, &item.mac.tokens.to_string());
            }
            _ => {}
        }
    }
    Ok(())
}

fn add_trait(surface: &mut Surface, item: &ItemTrait, alias: Option<&str>) {
    if let Some(alias) = alias {
        let members = BTreeMap::from([("E".to_owned(), alias.to_owned())]);
        surface.types.insert(format!("{}::Result", item.ident), TypeSurface { members, ..TypeSurface::default() });
    }
    for method in &item.items {
        let TraitItem::Fn(method) = method else { continue };
        let endpoint = method.attrs.iter().find(|attribute| attribute.path().is_ident("point_endpoint"));
        let endpoint = endpoint.map(|attribute| match &attribute.meta {
            Meta::List(list) => list.tokens.to_string(),
            _ => String::new(),
        });
        let arguments = method.sig.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(argument) => Some(plain(argument)),
            FnArg::Receiver(_) => None,
        });
        let returned = match &method.sig.output {
            ReturnType::Type(_, ty) => plain(ty),
            ReturnType::Default => String::new(),
        };
        let found = Method { endpoint: endpoint.unwrap_or_default(), arguments: arguments.collect(), returned };
        surface.methods.insert(format!("{}::{}", item.ident, method.sig.ident), found);
    }
}

fn add_struct(surface: &mut Surface, item: &ItemStruct) {
    let mut found = TypeSurface { is_struct: true, ..derived(&item.attrs) };
    let Fields::Named(fields) = &item.fields else { return };
    for field in &fields.named {
        let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        found.members.insert(name, plain(&field.ty));
    }
    surface.types.insert(item.ident.to_string(), found);
}

fn add_enum(surface: &mut Surface, item: &ItemEnum) {
    let mut found = derived(&item.attrs);
    for variant in &item.variants {
        found.members.insert(variant.ident.to_string(), plain(&variant.fields));
    }
    surface.types.insert(item.ident.to_string(), found);
}

/// Reads `pub enum Name { Variant = "value", ... }` from the tokens of the macro call.
fn add_string_enum(surface: &mut Surface, tokens: &str) {
    let Some((head, body)) = tokens.split_once("pub enum ").and_then(|(_, rest)| rest.split_once('{')) else { return };
    let mut found = TypeSurface { is_written: true, ..TypeSurface::default() };
    let parser = syn::punctuated::Punctuated::<syn::ExprAssign, syn::Token![,]>::parse_terminated;
    let body = body.trim_end().trim_end_matches('}');
    if let Ok(variants) = syn::parse::Parser::parse_str(parser, body) {
        for variant in variants {
            let value = match *variant.right {
                Expr::Lit(ExprLit { lit: Lit::Str(value), .. }) => value.value(),
                _ => String::new(),
            };
            found.members.insert(plain(&variant.left), value);
        }
    }
    surface.types.insert(head.trim().to_owned(), found);
}

/// Returns the surface of a type as far as its derives determine it.
fn derived(attributes: &[Attribute]) -> TypeSurface {
    let derives: Vec<String> = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
        .map(|attribute| attribute.to_token_stream().to_string())
        .collect();
    let has = |name: &str| derives.iter().any(|derive| derive.contains(name));
    TypeSurface {
        members: BTreeMap::new(),
        is_struct: false,
        is_written: has("Serialize"),
        has_default: has("Default"),
    }
}

/// The tokens without the blanks that do not matter.
fn plain(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    text.replace(" < ", "<")
        .replace(" >", ">")
        .replace("< ", "<")
        .replace(" :: ", "::")
        .replace("& ", "&")
        .replace(" ,", ",")
}
