//! An enum whose variants are the success responses of an endpoint.

use proc_macro2::Ident;
use syn::{Attribute, Generics, Type};

use crate::model::spanned::Spanned;
use crate::runtime_path::RuntimePath;

pub(crate) struct ResponseEnum {
    pub(crate) runtime: RuntimePath,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) variants: Vec<ResponseVariant>,
    /// True if a variant is left out because of a mistake.
    pub(crate) is_incomplete: bool,
}

pub(crate) struct ResponseVariant {
    pub(crate) ident: Ident,
    /// The `#[cfg]`s of the variant.
    pub(crate) conditions: Vec<Attribute>,
    pub(crate) statuses: Vec<Spanned<StatusPattern>>,
    /// The type of the body; `None` for a variant that ignores the body.
    pub(crate) body: Option<Type>,
}

/// One item of `#[status(...)]`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatusPattern {
    /// `201`
    Code(u16),
    /// `2XX`
    Class,
    /// `default`
    Default,
}

impl ResponseEnum {
    /// Returns the patterns of all variants.
    pub(crate) fn patterns(&self) -> Vec<StatusPattern> {
        self.variants.iter().flat_map(ResponseVariant::patterns).collect()
    }
}

impl ResponseVariant {
    pub(crate) fn patterns(&self) -> impl Iterator<Item = StatusPattern> {
        self.statuses.iter().map(|status| status.value)
    }
}

impl StatusPattern {
    /// A success that this pattern selects among all `patterns` of the enum, for a response with or without a body.
    pub(crate) fn example(self, patterns: &[Self], has_body: bool) -> Option<u16> {
        // The responses of a 204 and a 205 have no body, and that of a 206 is a part of one.
        let fits = |code: &u16| !(has_body && (204..=206).contains(code));
        let is_open = |code: &u16| !patterns.contains(&Self::Code(*code)) && fits(code);
        match self {
            Self::Code(code) => Some(code).filter(|code| (200..300).contains(code)),
            Self::Class => (200..300).find(is_open),
            Self::Default if !patterns.contains(&Self::Class) => (200..300).find(is_open),
            Self::Default => None,
        }
    }
}
