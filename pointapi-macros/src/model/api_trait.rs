//! A whole API trait, as the generators read it.

use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Generics, Token, TypeParamBound, Visibility};

use crate::forwarded::Forwarded;
use crate::model::endpoint::Endpoint;
use crate::model::options::Outputs;
use crate::model::signature::{Placed, Signature};
use crate::runtime_path::RuntimePath;

pub(crate) struct ApiTrait {
    pub(crate) runtime: RuntimePath,
    pub(crate) attributes: Forwarded,
    pub(crate) visibility: Visibility,
    pub(crate) trait_token: Token![trait],
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    /// All bounds of the trait, as written.
    pub(crate) bounds: Vec<TypeParamBound>,
    /// Those of them that are API traits.
    pub(crate) supertraits: Vec<Placed>,
    pub(crate) client: Ident,
    pub(crate) outputs: Outputs,
    pub(crate) members: Vec<Member>,
}

/// One method of the trait.
pub(crate) enum Member {
    Endpoint(Box<Endpoint>),
    /// An endpoint with a mistake; its signature is kept, so that callers still find it.
    Broken(Broken),
    /// A method with a body, which is not changed.
    Helper(Helper),
}

pub(crate) struct Broken {
    pub(crate) attributes: Forwarded,
    pub(crate) signature: Signature,
}

pub(crate) struct Helper {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) signature: syn::Signature,
    pub(crate) body: TokenStream,
}

impl ApiTrait {
    pub(crate) fn endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        self.members.iter().filter_map(|member| match member {
            Member::Endpoint(endpoint) => Some(&**endpoint),
            Member::Broken(_) | Member::Helper(_) => None,
        })
    }
}
